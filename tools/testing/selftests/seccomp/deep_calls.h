/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Runs one system call with and without a filter that loads the window of an
 * argument, and compares the results. deep_call_table.h has the calls.
 *
 * Each run is a child process in a directory of its own. The child makes the call
 * once. Runs with the same scenario differ in the filter only.
 *
 * Include this header after "deep.h". A program of another ABI includes it, too.
 */
#ifndef SELFTESTS_SECCOMP_DEEP_CALLS_H
#define SELFTESTS_SECCOMP_DEEP_CALLS_H

#include <limits.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>

/* errnos of the filter. No tested call fails with them. */
#define REFUSED_ERRNO 3000
#define WRONG_STATUS 3001
#define WRONG_KIND 3002
#define WRONG_LENGTH 3003
#define WRONG_BYTES 3004

/* A program with this variable ends at once, see is_executed(). */
#define EXECUTED_VARIABLE "SECCOMP_TEST_EXECUTED"
#define EXECUTED_CODE 77

/* The child's exit code if the kernel lacks what the call needs. */
#define MISSING_CODE 78

/* Limit for one run, on a debug kernel under emulation; see wait_for_run() */
#define RUN_SECONDS 30

/* Bytes of a copy that a filter compares. */
#define COMPARED_BYTES 64

/**
 * struct scene - one run of a call
 * @args: arguments of the call; @prepare of the call may change them
 * @data: contents of the tested argument
 * @size: number of bytes of @data, with the NUL of a string
 * @fd: descriptor that @prepare leaves for @happened
 * @out: memory for what the call writes
 */
struct scene {
	long args[6];
	const void *data;
	size_t size;
	int fd;
	char *out;
};

/* &deep_call.flags */
#define FD_IN_ARG0 1 /* argument 0 is a descriptor, which the body looks up */
#define NO_BYTES 2 /* the copy has pointers of the kernel */
#define NO_NULL 4 /* without the argument, the call would sleep */
#define MAY_FAIL 8 /* the kernel's configuration decides about the result */
#define CAPPED 16 /* above the limit, the call without a filter succeeds */
#define CLAMPED 32 /* above the limit, the body uses the first bytes */
#define NO_LIMIT 64 /* the body decides about the limit at run time */
#define OPTIONAL_CUT 128 /* the body does not need the last byte */
#define EXECS 256 /* the call runs a program, which ends with EXECUTED_CODE */
#define NEEDS_NUL 512 /* a text above the limit is not copied */
#define NO_CUT 1024 /* without a filter, the call needs the last byte */
#define NODE_BITS 2048 /* the size argument is the number of bits plus one */
#define FATAL 4096 /* a call that reads the argument ends the machine */
#define ONE_OPERATION 8192 /* one of many, see check_operation() */

/**
 * struct deep_call - a call and one of its arguments
 * @name: for messages
 * @nr: number of the call
 * @args: arguments but the tested one
 * @window: index of the tested argument
 * @kind: SECCOMP_KIND_*
 * @data: contents of the argument
 * @size: number of bytes of @data, with the NUL of a string
 * @limit: most bytes that the kernel copies; 0 for structures
 * @sized: one more than the index of the argument with the size; or 0
 * @item: bytes of an item; or 0 if the size is in bytes
 * @front: bytes in front of those whose number is the size
 * @size_at: offset of the size in a structure with its size inside
 * @err: errno of the call with these arguments, or 0
 * @flags: see above
 * @prepare: completes a scene; or NULL
 * @happened: returns true if the call had its effect; or NULL
 */
struct deep_call {
	const char *name;
	long nr;
	long args[6];
	int window;
	__u32 kind;
	const void *data;
	size_t size;
	size_t limit;
	int sized;
	size_t item;
	size_t front;
	size_t size_at;
	int err;
	unsigned int flags;
	void (*prepare)(struct scene *s);
	bool (*happened)(struct scene *s, long ret);
};

enum scenario {
	ALLOWED,
	REFUSED,
	NULL_POINTER,
	UNREADABLE,
	CUT_SHORT,
	BAD_DESCRIPTOR,
	EMPTY,
	AT_LIMIT,
	ABOVE_LIMIT,
	SCENARIOS,
};

static const char *const scenario_names[] = {
	[ALLOWED] = "allowed",
	[REFUSED] = "refused",
	[NULL_POINTER] = "NULL",
	[UNREADABLE] = "unreadable",
	[CUT_SHORT] = "cut short",
	[BAD_DESCRIPTOR] = "unreadable, with a bad descriptor",
	[EMPTY] = "of size 0",
	[AT_LIMIT] = "at the limit",
	[ABOVE_LIMIT] = "above the limit",
};

/* What a filter must find */
struct copy {
	__u32 status;
	__u32 length;
	const void *bytes;
	size_t compared;
};

/* What a child reports in shared memory. @exit is for the parent. */
struct result {
	long ret;
	int err;
	bool before;
	bool happened;
	int exit;
};

static inline bool has_size_argument(const struct deep_call *call)
{
	return call->sized;
}

static inline bool is_text(const struct deep_call *call)
{
	return call->kind == SECCOMP_KIND_PATH ||
	       call->kind == SECCOMP_KIND_STRING;
}

static inline void set_size(const struct deep_call *call, struct scene *s,
			    size_t size)
{
	if (!has_size_argument(call))
		return;
	if (call->flags & NODE_BITS)
		s->args[call->sized - 1] = size * 8 + 1;
	else if (call->item)
		s->args[call->sized - 1] = size / call->item;
	else
		s->args[call->sized - 1] = size - call->front;
}

static inline void place(const struct deep_call *call, struct scene *s,
			 const void *data, size_t size)
{
	void *copy = end_of_mapping(data, size);

	CHILD_ASSERT(copy);
	s->args[call->window] = (long)copy;
}

/*
 * Build a name of @length bytes. A longer path leads to the same file, as it has
 * more slashes.
 */
static inline void place_text(const struct deep_call *call, struct scene *s,
			      size_t length)
{
	const size_t old = s->size - 1;
	const char *data = s->data;
	char *text = malloc(length + 1);

	CHILD_ASSERT(text);
	CHILD_ASSERT_LE(old + 2, length);
	if (call->kind == SECCOMP_KIND_PATH) {
		memset(text, '/', length - old);
		if (data[0] != '/')
			text[0] = '.';
		memcpy(text + length - old, data, old);
	} else {
		memcpy(text, data, old);
		memset(text + old, 'x', length - old);
	}
	text[length] = 0;
	place(call, s, text, length + 1);
}

static inline void place_zeroes_behind(const struct deep_call *call,
				       struct scene *s, size_t size)
{
	char *data = calloc(1, size + 8);

	CHILD_ASSERT(data);
	memcpy(data, s->data, s->size < size ? s->size : size);
	if (call->kind == SECCOMP_KIND_SELF_SIZED)
		*(__u32 *)(data + call->size_at) = size - call->front;
	place(call, s, data, size);
	set_size(call, s, size);
}

static inline bool place_at_limit(const struct deep_call *call, struct scene *s,
				  struct copy *copy)
{
	if (!call->limit || call->flags & NO_LIMIT)
		return false;
	if (is_text(call)) {
		place_text(call, s, call->limit - 1);
		copy->length = call->limit - 1;
	} else {
		place_zeroes_behind(call, s, call->limit);
		copy->length = call->limit;
	}
	return true;
}

static inline bool place_above_limit(const struct deep_call *call,
				     struct scene *s, struct copy *copy)
{
	if (!call->limit || call->flags & NO_LIMIT)
		return false;
	copy->length = call->limit;
	if (is_text(call)) {
		place_text(call, s, call->limit + 8);
		if (call->flags & NEEDS_NUL) {
			copy->status = SECCOMP_ARG_TOO_LARGE;
			copy->length = 0;
		}
		return true;
	}
	place_zeroes_behind(call, s, call->limit + (call->item ?: 4));
	if (!(call->flags & CLAMPED)) {
		copy->status = SECCOMP_ARG_TOO_LARGE;
		copy->length = 0;
	}
	return true;
}

/* Set the tested argument. Return false if the scenario does not apply. */
static inline bool place_argument(const struct deep_call *call,
				  enum scenario scenario, struct scene *s,
				  struct copy *copy)
{
	copy->status = SECCOMP_ARG_COPIED;
	copy->length = is_text(call) ? s->size - 1 : s->size;
	set_size(call, s, s->size);
	switch (scenario) {
	case ALLOWED:
	case REFUSED:
		place(call, s, s->data, s->size);
		copy->bytes = s->data;
		copy->compared = call->flags & NO_BYTES ? 0 : copy->length;
		return true;
	case NULL_POINTER:
		s->args[call->window] = 0;
		copy->status = SECCOMP_ARG_NULL;
		copy->length = 0;
		return !(call->flags & NO_NULL);
	case BAD_DESCRIPTOR:
	case UNREADABLE:
		if (scenario == BAD_DESCRIPTOR) {
			if (!(call->flags & FD_IN_ARG0))
				return false;
			s->args[0] = -1;
		}
		s->args[call->window] = (long)unmapped_page();
		copy->status = SECCOMP_ARG_FAULT;
		copy->length = 0;
		return true;
	case CUT_SHORT:
		place(call, s, s->data, s->size - 1);
		if (call->flags & OPTIONAL_CUT)
			return !(call->flags & NO_CUT);
		copy->status = SECCOMP_ARG_FAULT;
		copy->length = 0;
		return true;
	case EMPTY:
		if (!has_size_argument(call) || call->front)
			return false;
		place(call, s, s->data, s->size);
		set_size(call, s, 0);
		copy->length = 0;
		return true;
	case AT_LIMIT:
		return place_at_limit(call, s, copy);
	case ABOVE_LIMIT:
		return place_above_limit(call, s, copy);
	default:
		return false;
	}
}

/*
 * The filter looks at the call with the tested pointer only, as @happened may make
 * the same call with another one.
 */
static inline void attach_call_filter(const struct deep_call *call,
				      const struct scene *s,
				      const struct copy *copy, bool refuse)
{
	const int window = call->window;
	static struct deep_filter f;
	size_t compared = copy->compared;

	deep_begin(&f, call->nr);
	deep_match(&f, ARG_LO(window), (__u32)s->args[window],
		   SECCOMP_RET_ALLOW);
	deep_match(&f, SECCOMP_ARG_STATUS(window), copy->status,
		   DEEP_ERRNO(WRONG_STATUS));
	deep_match(&f, SECCOMP_ARG_KIND(window), call->kind,
		   DEEP_ERRNO(WRONG_KIND));
	if (!(call->flags & NO_BYTES))
		deep_match(&f, SECCOMP_ARG_LENGTH(window), copy->length,
			   DEEP_ERRNO(WRONG_LENGTH));
	if (compared > COMPARED_BYTES)
		compared = COMPARED_BYTES;
	if (compared)
		deep_match_bytes(&f, window, copy->bytes, compared,
				 DEEP_ERRNO(WRONG_BYTES));
	deep_return(&f, refuse ? DEEP_ERRNO(REFUSED_ERRNO) : SECCOMP_RET_ALLOW);
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, deep_attach(&f));
}

/* Every run finds the same files. */
static inline void make_files(const char *dir, int run)
{
	char path[128];
	int fd;

	snprintf(path, sizeof(path), "%s/%d", dir, run);
	CHILD_ASSERT_EQ(0, mkdir(path, 0755));
	CHILD_ASSERT_EQ(0, chdir(path));
	fd = open("file", O_CREAT | O_RDWR | O_CLOEXEC, 0644);
	CHILD_ASSERT_LE(0, fd);
	CHILD_ASSERT_EQ(4, write(fd, "data", 4));
	CHILD_ASSERT_EQ(0, close(fd));
	CHILD_ASSERT_EQ(0, mkdir("dir", 0755));
	CHILD_ASSERT_EQ(0, mkdir("full", 0755));
	CHILD_ASSERT_EQ(0, mkdir("full/inner", 0755));
	CHILD_ASSERT_EQ(0, symlink("file", "link"));
}

struct run {
	const struct deep_call *call;
	enum scenario scenario;
	bool filtered;
	const char *dir;
	int number;
	struct result *result;
};

/* The result of the run that this process makes, for NEED_CALL() */
static struct result *run_result;

static inline void make_output(struct scene *s)
{
	s->out = mmap(NULL, 65536, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	CHILD_ASSERT_OBJECT(s->out);
}

static inline void make_call_of_scene(const struct deep_call *call,
				      const struct scene *s,
				      struct result *result)
{
	long ret;
	int err;

	errno = 0;
	ret = syscall(call->nr, s->args[0], s->args[1], s->args[2], s->args[3],
		      s->args[4], s->args[5]);
	err = ret == -1 ? errno : 0;
	/* The child of clone3() must not store a result, maybe of the next run. */
	if (getpid() != getpgrp())
		_exit(0);
	result->ret = ret;
	result->err = err;
}

/* Exit code of a run whose scenario does not apply */
#define SKIPPED_CODE 79

static inline int make_run(void *arg)
{
	const struct run *run = arg;
	const struct deep_call *call = run->call;
	struct result *result = run->result;
	struct copy copy = {};
	struct scene s = { .data = call->data, .size = call->size, .fd = -1 };

	memcpy(s.args, call->args, sizeof(s.args));
	make_output(&s);
	make_files(run->dir, run->number);
	run_result = result;
	if (call->prepare)
		call->prepare(&s);
	if (!place_argument(call, run->scenario, &s, &copy))
		return SKIPPED_CODE;
	if (call->happened)
		result->before = call->happened(&s, -1);
	if (run->filtered)
		attach_call_filter(call, &s, &copy, run->scenario == REFUSED);
	make_call_of_scene(call, &s, result);
	if (call->happened)
		result->happened = call->happened(&s, result->ret);
	return 0;
}

/* The calls that a run of a line with ONE_OPERATION makes */
static const struct {
	enum scenario scenario;
	bool filtered;
} op_steps[] = {
	{ ALLOWED, false }, { UNREADABLE, false }, { ALLOWED, true },
	{ REFUSED, true },  { UNREADABLE, true },
};

#define OP_STEPS ARRAY_SIZE(op_steps)

/* Make all calls of an operation. Each of them has objects and memory of its own. */
static inline int make_op_run(const struct run *run)
{
	const struct deep_call *call = run->call;
	struct copy copies[OP_STEPS] = {};
	struct scene scenes[OP_STEPS] = {};
	unsigned int i;

	make_files(run->dir, run->number);
	run_result = run->result;
	for (i = 0; i < OP_STEPS; i++) {
		struct scene *s = &scenes[i];

		s->data = call->data;
		s->size = call->size;
		memcpy(s->args, call->args, sizeof(s->args));
		make_output(s);
		if (call->prepare)
			call->prepare(s);
		CHILD_ASSERT(place_argument(call, op_steps[i].scenario, s,
					    &copies[i]));
	}
	for (i = 0; i < OP_STEPS; i++)
		if (!op_steps[i].filtered)
			make_call_of_scene(call, &scenes[i], &run->result[i]);
	for (i = 0; i < OP_STEPS; i++)
		if (op_steps[i].filtered)
			attach_call_filter(call, &scenes[i], &copies[i],
					   op_steps[i].scenario == REFUSED);
	for (i = 0; i < OP_STEPS; i++)
		if (op_steps[i].filtered)
			make_call_of_scene(call, &scenes[i], &run->result[i]);
	return 0;
}

/* Each run leads a process group, which its children are in. */
static inline int make_run_in_group(void *arg)
{
	sigset_t child;

	CHILD_ASSERT_EQ(0, setpgid(0, 0));
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	CHILD_ASSERT_EQ(0, sigprocmask(SIG_UNBLOCK, &child, NULL));
	if (((struct run *)arg)->call->flags & ONE_OPERATION)
		return make_op_run(arg);
	return make_run(arg);
}

/*
 * Return the status of a run. A call that does not return fails its case, as its
 * processes are killed.
 *
 * A host with much to do may stop a virtual machine for longer than the limit. The time
 * passes for the guest, so an alarm would end a run that nothing is wrong with. Here
 * such a stop counts as one second.
 */
static inline int wait_for_run(pid_t pid, const sigset_t *child)
{
	const struct timespec second = { .tv_sec = 1 };
	int seconds = 0, status;

	if (pid < 0)
		return -1;
	while (seconds < RUN_SECONDS) {
		const pid_t ended = waitpid(pid, &status, WNOHANG);

		if (ended)
			return ended == pid ? status : -1;
		if (sigtimedwait(child, NULL, &second) < 0 && errno == EAGAIN)
			seconds++;
	}
	kill(-pid, SIGKILL);
	kill(pid, SIGKILL);
	return wait_child(pid);
}

static inline int run_in_child(struct run *run)
{
	sigset_t child;

	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	if (sigprocmask(SIG_BLOCK, &child, NULL))
		return -1;
	return wait_for_run(start_child(make_run_in_group, run), &child);
}

static inline struct result run_call(const struct deep_call *call,
				     enum scenario scenario, bool filtered,
				     const char *dir, struct result *shared)
{
	static int number;
	struct run run = {
		.call = call,
		.scenario = scenario,
		.filtered = filtered,
		.dir = dir,
		.number = ++number,
		.result = shared,
	};

	memset(shared, 0, OP_STEPS * sizeof(*shared));
	shared->exit = exit_summary(run_in_child(&run));
	return *shared;
}

static inline void print_result(const char *what, const struct result *result)
{
	fprintf(stderr, "#\t%s: returned %ld, errno %d, %s, exit %d\n", what,
		result->ret, result->err,
		result->happened ? "effect" : "no effect", result->exit);
}

static inline bool is_missing(int err)
{
	return err == ENOSYS || err == EOPNOTSUPP;
}

/* Leave a run that needs another call, which the kernel does not have. */
#define NEED_CALL(call)                              \
	do {                                         \
		const long ret_ = (call);            \
		if (ret_ == -1 && is_missing(errno)) \
			leave_run(errno);            \
		CHILD_ASSERT_LE(0, ret_);            \
	} while (0)

static inline void leave_run(int err)
{
	run_result->err = err;
	_exit(MISSING_CODE);
}

/*
 * Did a run without a filter find that the kernel lacks the call, or another one that
 * it needs? A run with a filter never tells, as attaching can fail with such an errno.
 */
static inline bool lacks_call(const struct result *plain)
{
	return is_missing(plain->err) &&
	       (!plain->exit || plain->exit == MISSING_CODE);
}

/* Did the call without a filter do what the table says? */
static inline bool is_native(const struct deep_call *call,
			     const struct result *plain)
{
	if (call->flags & MAY_FAIL)
		return true;
	if (call->flags & EXECS)
		return plain->exit == EXECUTED_CODE;
	return plain->err == call->err && !plain->exit &&
	       plain->happened == (!call->err && call->happened);
}

/* Compare a run with a filter to one without. Return true if they are right. */
static inline bool is_right(const struct deep_call *call,
			    enum scenario scenario, const struct result *plain,
			    const struct result *filtered)
{
	if (plain->before || filtered->before)
		return false;
	/* The first run has shown that the kernel has all calls. */
	if (plain->exit == MISSING_CODE || filtered->exit == MISSING_CODE)
		return false;
	if (scenario == ALLOWED && !is_native(call, plain))
		return false;
	if (scenario == REFUSED)
		return filtered->err == REFUSED_ERRNO && !filtered->happened &&
		       !filtered->exit;
	if (scenario == ABOVE_LIMIT && call->flags & CAPPED)
		return filtered->err == EFAULT && !filtered->happened;
	return plain->err == filtered->err &&
	       (plain->ret < 0) == (filtered->ret < 0) &&
	       plain->happened == filtered->happened &&
	       plain->exit == filtered->exit;
}

/*
 * The table of x32 calls has the bodies of 64-bit calls below this number. The
 * native calls have tested their descriptions in all scenarios.
 */
#define FIRST_X32_BODY 512

static inline bool is_wanted(const struct deep_call *call,
			     enum scenario scenario)
{
	if (call->flags & FATAL)
		return scenario == REFUSED || scenario == NULL_POINTER ||
		       scenario == UNREADABLE || scenario == CUT_SHORT;
#if defined(__x86_64__) && defined(__ILP32__)
	if ((call->nr & ~__X32_SYSCALL_BIT) < FIRST_X32_BODY)
		return scenario <= REFUSED || scenario == UNREADABLE;
#endif
	return true;
}

static inline void print_failure(const struct deep_call *call,
				 enum scenario scenario,
				 const struct result *plain,
				 const struct result *filtered)
{
	fprintf(stderr, "# %s, argument %d %s:\n", call->name, call->window,
		scenario_names[scenario]);
	print_result("without a filter", plain);
	print_result("with a filter", filtered);
}

/*
 * Check an operation: with and without a filter, it has the same result. A refused one
 * has the errno of the filter. One process makes all calls, as there are many
 * operations, and the same code copies their arguments. Return as check_call() does.
 */
static inline int check_operation(const struct deep_call *call, const char *dir,
				  struct result *results)
{
	struct result plain = run_call(call, ALLOWED, false, dir, results);
	int failures = 0;
	unsigned int i, j;

	if (lacks_call(&plain))
		return -plain.err;
	for (i = 0; i < OP_STEPS; i++) {
		if (!op_steps[i].filtered)
			continue;
		for (j = 0; op_steps[j].scenario != op_steps[i].scenario; j++)
			;
		results[i].exit = plain.exit;
		results[j].exit = plain.exit;
		if (!plain.exit && is_right(call, op_steps[i].scenario,
					    &results[j], &results[i]))
			continue;
		print_failure(call, op_steps[i].scenario, &results[j],
			      &results[i]);
		failures++;
	}
	return failures;
}

/*
 * Run all scenarios of a call. Return the number of failures; or the negative errno
 * of the first run, which has no filter, if the kernel does not have the call. @dir is
 * an empty directory. @shared has memory for the results of all steps.
 */
static inline int check_scenarios(const struct deep_call *call, const char *dir,
				  struct result *shared)
{
	struct result plain = {}, filtered;
	enum scenario scenario;
	int failures = 0;

	for (scenario = 0; scenario < SCENARIOS; scenario++) {
		if (!is_wanted(call, scenario))
			continue;
		/* A refused call is not compared with the one that was allowed. */
		if (scenario != REFUSED)
			plain = run_call(call, scenario, false, dir, shared);
		if (plain.exit == SKIPPED_CODE)
			continue;
		if (scenario == ALLOWED && lacks_call(&plain))
			return -plain.err;
		filtered = run_call(call, scenario, true, dir, shared);
		if (is_right(call, scenario, &plain, &filtered))
			continue;
		print_failure(call, scenario, &plain, &filtered);
		failures++;
	}
	return failures;
}

/* Check a call, as check_scenarios() or check_operation() does. */
static inline int check_call(const struct deep_call *call, const char *dir)
{
	const size_t size = OP_STEPS * sizeof(struct result);
	struct result *shared;
	int failures;

	shared = mmap(NULL, size, PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED)
		return 1;
	if (call->flags & ONE_OPERATION)
		failures = check_operation(call, dir, shared);
	else
		failures = check_scenarios(call, dir, shared);
	munmap(shared, size);
	return failures;
}

/*
 * Make a directory that the caller and its children alone see, for all runs of the
 * caller. Return NULL and errno if that is not possible.
 */
static inline const char *make_private_directory(void)
{
	static const char dir[] = "/tmp";

	if (unshare(CLONE_NEWNS) ||
	    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount("deep_calls", dir, "tmpfs", 0, NULL))
		return NULL;
	return dir;
}

static __attribute__((constructor(101))) void end_executed(void)
{
	if (getenv(EXECUTED_VARIABLE))
		_exit(EXECUTED_CODE);
}

#endif /* SELFTESTS_SECCOMP_DEEP_CALLS_H */
