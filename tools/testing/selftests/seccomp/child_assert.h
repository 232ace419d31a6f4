/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Assertions for child processes and their threads.
 *
 * A child cannot use ASSERT_*() of the harness: a failure would be recorded in
 * the child's copy of the test metadata. CHILD_ASSERT_EQ() and its siblings print
 * the place, both expressions and both values, and exit with CHILD_FAILED. The
 * parent sees this status and knows that the failure has been reported.
 *
 * The functions are async-signal-safe: a child of a process with threads, or a
 * signal handler, may use them. They make no system call but write(2) and
 * exit_group(2), or exit(2).
 */
#ifndef SELFTESTS_SECCOMP_CHILD_ASSERT_H
#define SELFTESTS_SECCOMP_CHILD_ASSERT_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The exit status of a child that has reported its failure. */
#define CHILD_FAILED 117

/*
 * The system call that ends a child. In strict mode, exit_group(2) kills, so a child
 * sets this to __NR_exit.
 */
static long child_exit_nr __attribute__((__unused__)) = __NR_exit_group;

/* A line of output. Text that does not fit is cut. */
struct child_line {
	char text[1024];
	size_t len;
};

static inline void child_put(struct child_line *line, const char *text)
{
	while (*text && line->len < sizeof(line->text) - 1)
		line->text[line->len++] = *text++;
}

/* Put a text that may have several lines. */
static inline void child_put_text(struct child_line *line, const char *text)
{
	char byte[2] = "";

	for (; *text; text++) {
		*byte = *text;
		child_put(line, *text == '\n' ? "\n# " : byte);
	}
}

static inline void child_put_number(struct child_line *line, long long value)
{
	unsigned long long rest = value < 0 ? -(unsigned long long)value :
					      (unsigned long long)value;
	char digits[24], *digit = digits + sizeof(digits) - 1;

	*digit = '\0';
	do {
		*--digit = '0' + rest % 10;
		rest /= 10;
	} while (rest);
	if (value < 0)
		*--digit = '-';
	child_put(line, digit);
}

/* Name @err, which a system call has set. */
static inline void child_put_errno(struct child_line *line, int err)
{
	const char *name = strerrorname_np(err);

	child_put(line, "errno ");
	if (name)
		child_put(line, name);
	else
		child_put_number(line, err);
}

static inline void child_begin(struct child_line *line, const char *file,
			       int number)
{
	line->len = 0;
	child_put(line, "# ");
	child_put(line, file);
	child_put(line, ":");
	child_put_number(line, number);
	child_put(line, ":child:");
}

static inline void __attribute__((__noreturn__))
child_fail(struct child_line *line)
{
	line->text[line->len++] = '\n';
	/* If write(2) fails, the status still tells the parent. */
	syscall(__NR_write, STDERR_FILENO, line->text, line->len);
	for (;;)
		syscall(child_exit_nr, CHILD_FAILED);
}

/*
 * Prepare errno for the evaluation of the expression @text. If @text calls a
 * function, errno becomes 0, so that a failure does not name an old errno. Return
 * the old errno.
 */
static inline int child_clear_errno(const char *text)
{
	const int old = errno;

	if (strchr(text, '(') && !strstr(text, "errno"))
		errno = 0;
	return old;
}

/* After the evaluation: restore @old if no call has set errno. */
static inline void child_restore_errno(int old)
{
	if (!errno)
		errno = old;
}

/*
 * Report a failed comparison. A system call that fails returns -1 and sets errno,
 * so the line has the name of errno only if @seen is -1.
 */
static void __attribute__((__unused__, __noreturn__, __cold__, __noinline__))
child_compare_failed(const char *file, int number, const char *expected_text,
		     long long expected, const char *op, const char *seen_text,
		     long long seen)
{
	const int err = errno;
	struct child_line line;

	child_begin(&line, file, number);
	child_put(&line, "Expected ");
	child_put(&line, expected_text);
	child_put(&line, " (");
	child_put_number(&line, expected);
	child_put(&line, ") ");
	child_put(&line, op);
	child_put(&line, " ");
	child_put(&line, seen_text);
	child_put(&line, " (");
	child_put_number(&line, seen);
	if (!strcmp(seen_text, "errno")) {
		child_put(&line, ", ");
		child_put_errno(&line, seen);
	} else if (seen == -1 && err) {
		child_put(&line, ", ");
		child_put_errno(&line, err);
	}
	child_put(&line, ")");
	child_fail(&line);
}

#define CHILD_COMPARE(expected, expected_text, op, seen, seen_text)         \
	do {                                                                \
		const long long expected_ = (expected);                     \
		const int old_errno_ = child_clear_errno(seen_text);        \
		const long long seen_ = (seen);                             \
                                                                            \
		if (!(expected_ op seen_))                                  \
			child_compare_failed(__FILE__, __LINE__,            \
					     expected_text, expected_, #op, \
					     seen_text, seen_);             \
		child_restore_errno(old_errno_);                            \
	} while (0)

/* Integers. The order of the arguments is that of the harness's ASSERT_*(). */
#define CHILD_ASSERT_EQ(expected, seen) \
	CHILD_COMPARE(expected, #expected, ==, seen, #seen)
#define CHILD_ASSERT_NE(expected, seen) \
	CHILD_COMPARE(expected, #expected, !=, seen, #seen)
#define CHILD_ASSERT_LT(expected, seen) \
	CHILD_COMPARE(expected, #expected, <, seen, #seen)
#define CHILD_ASSERT_LE(expected, seen) \
	CHILD_COMPARE(expected, #expected, <=, seen, #seen)
#define CHILD_ASSERT_GT(expected, seen) \
	CHILD_COMPARE(expected, #expected, >, seen, #seen)
#define CHILD_ASSERT_GE(expected, seen) \
	CHILD_COMPARE(expected, #expected, >=, seen, #seen)

/* Report a condition that is false. */
static void __attribute__((__unused__, __noreturn__, __cold__, __noinline__))
child_condition_failed(const char *file, int number, const char *text)
{
	struct child_line line;

	child_begin(&line, file, number);
	child_put(&line, "Expected ");
	child_put(&line, text);
	child_put(&line, " to be true");
	child_fail(&line);
}

/* A condition without a value of interest. Integers use CHILD_ASSERT_EQ(). */
#define CHILD_ASSERT(cond)                                                 \
	do {                                                               \
		if (!(cond))                                               \
			child_condition_failed(__FILE__, __LINE__, #cond); \
	} while (0)

/* Report a failure that has no expression. */
#define CHILD_FAIL(what)                                 \
	do {                                             \
		struct child_line line_;                 \
                                                         \
		child_begin(&line_, __FILE__, __LINE__); \
		child_put(&line_, what);                 \
		child_fail(&line_);                      \
	} while (0)

/* Report a call that has returned. */
static void __attribute__((__unused__, __noreturn__, __cold__, __noinline__))
child_returned(const char *file, int number, const char *text, long long seen)
{
	const int err = errno;
	struct child_line line;

	child_begin(&line, file, number);
	child_put(&line, "Expected ");
	child_put(&line, text);
	child_put(&line, " not to return (");
	child_put_number(&line, seen);
	if (seen == -1 && err) {
		child_put(&line, ", ");
		child_put_errno(&line, err);
	}
	child_put(&line, ")");
	child_fail(&line);
}

/* The call @seen executes a program or ends the process. */
#define CHILD_ASSERT_NO_RETURN(seen) \
	child_returned(__FILE__, __LINE__, #seen, seen)

/* Report a call that did not fail with the errno @expected. */
static void __attribute__((__unused__, __noreturn__, __cold__, __noinline__))
child_errno_failed(const char *file, int number, const char *expected_text,
		   int expected, const char *seen_text, long long seen)
{
	const int err = errno;
	struct child_line line;

	child_begin(&line, file, number);
	child_put(&line, "Expected ");
	child_put(&line, seen_text);
	child_put(&line, " to fail with ");
	child_put(&line, expected_text);
	child_put(&line, " (");
	child_put_errno(&line, expected);
	child_put(&line, "), but it ");
	if (seen == -1) {
		child_put(&line, "failed with ");
		child_put_errno(&line, err);
	} else {
		child_put(&line, "returned ");
		child_put_number(&line, seen);
	}
	child_fail(&line);
}

/* The system call @seen returns -1 and sets errno to @expected. */
#define CHILD_ASSERT_ERRNO(expected, seen)                                \
	do {                                                              \
		const long long seen_ = (seen);                           \
                                                                          \
		if (seen_ != -1 || errno != (expected))                   \
			child_errno_failed(__FILE__, __LINE__, #expected, \
					   expected, #seen, seen_);       \
	} while (0)

/* Report a function that returned no object. */
static void __attribute__((__unused__, __noreturn__, __cold__, __noinline__))
child_pointer_failed(const char *file, int number, const char *text,
		     const void *seen)
{
	const int err = errno;
	struct child_line line;

	child_begin(&line, file, number);
	child_put(&line, "Expected an object from ");
	child_put(&line, text);
	child_put(&line, seen ? " (MAP_FAILED, " : " (NULL, ");
	child_put_errno(&line, err);
	child_put(&line, ")");
	child_fail(&line);
}

/* @seen is a result of mmap(2) or of a function such as fopen(3) that sets errno. */
#define CHILD_ASSERT_OBJECT(seen)                                       \
	do {                                                            \
		const void *const seen_ = (seen);                       \
                                                                        \
		if (!seen_ || seen_ == MAP_FAILED)                      \
			child_pointer_failed(__FILE__, __LINE__, #seen, \
					     seen_);                    \
	} while (0)

/* Report texts that differ. */
static void __attribute__((__unused__, __noreturn__, __cold__, __noinline__))
child_text_failed(const char *file, int number, const char *expected_text,
		  const char *expected, const char *seen_text, const char *seen)
{
	struct child_line line;

	child_begin(&line, file, number);
	child_put(&line, "Expected '");
	child_put_text(&line, expected);
	child_put(&line, "' (");
	child_put(&line, expected_text);
	child_put(&line, ") == '");
	child_put_text(&line, seen);
	child_put(&line, "' (");
	child_put(&line, seen_text);
	child_put(&line, ")");
	child_fail(&line);
}

#define CHILD_ASSERT_STREQ(expected, seen)                               \
	do {                                                             \
		const char *const expected_ = (expected);                \
		const char *const seen_ = (seen);                        \
                                                                         \
		if (strcmp(expected_, seen_))                            \
			child_text_failed(__FILE__, __LINE__, #expected, \
					  expected_, #seen, seen_);      \
	} while (0)

#endif /* SELFTESTS_SECCOMP_CHILD_ASSERT_H */
