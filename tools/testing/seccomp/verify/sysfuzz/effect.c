// SPDX-License-Identifier: GPL-2.0-only
/*
 * A call whose effect is checked: it makes a directory with one of two names.
 *
 * The name is in the memory that all tasks of a sequence change, and a child flips it
 * between the two names. The filter allows one of them. When all tasks have ended, no
 * other directory may be there.
 */
#include "sysfuzz.h"
#include "target.h"
#include "deep.h"
#include "deep_attack.h"

#define ALLOWED_NAME "allowed"
#define REFUSED_NAME "refused"

/* Both names have eight bytes with their NUL, so the name is at the end. */
static char *shared_name(void)
{
	return group->data + sizeof(group->data) - sizeof(ALLOWED_NAME);
}

static void store_name(void)
{
	const char *name = one_in(2) ? ALLOWED_NAME : REFUSED_NAME;
	volatile char *to = shared_name();
	size_t i;

	for (i = 0; i < sizeof(ALLOWED_NAME); i++)
		to[i] = name[i];
}

/**
 * effect_begin - make the directory for a sequence
 *
 * Context: A worker, before the sequence.
 */
void effect_begin(void)
{
	strcpy(group->dir, "/tmp/sysfuzz-XXXXXX");
	if (!mkdtemp(group->dir))
		group->dir[0] = '\0';
	store_name();
}

/**
 * effect_check - check which directories a sequence has made, and remove them
 *
 * Context: A worker, after all tasks of the sequence have ended.
 */
void effect_check(void)
{
	char path[64];

	if (!group->dir[0])
		return;
	snprintf(path, sizeof(path), "%s/" REFUSED_NAME, group->dir);
	if (!rmdir(path))
		report_failure("a refused name exists");
	snprintf(path, sizeof(path), "%s/" ALLOWED_NAME, group->dir);
	rmdir(path);
	if (rmdir(group->dir))
		report_failure("a name exists that no filter allows: %s",
			       strerror(errno));
}

/* Return false if the filter is not there. With a listener, tasks may continue calls. */
static bool attach_effect_filter(void)
{
	unsigned int flags = DEEP_ARGS;
	u32 verdict = SECCOMP_RET_ALLOW;
	struct deep_filter f;
	int ret;

	if (one_in(2)) {
		flags |= SECCOMP_FILTER_FLAG_NEW_LISTENER |
			 SECCOMP_FILTER_FLAG_NESTED_LISTENERS;
		verdict = SECCOMP_RET_USER_NOTIF;
	}
	deep_begin(&f, __NR_mkdirat);
	put_string_case(&f, 1, ALLOWED_NAME, verdict);
	deep_return(&f, fault == FAULT_EFFECT ? SECCOMP_RET_ALLOW : REFUSED);
	ret = deep_attach_with(&f, flags);
	if (ret >= 0 && verdict == SECCOMP_RET_USER_NOTIF)
		listener_publish(ret);
	return ret >= 0;
}

static void __attribute__((noreturn)) flip_name(void)
{
	unsigned int count = 2000;

	while (count--)
		store_name();
	_exit(0);
}

/* Another filter of the path may refuse the call, and a supervisor may answer it. */
static void make_directories(int dir)
{
	unsigned int count = 4 + below(24);

	while (count--) {
		if (!syscall(__NR_mkdirat, dir, shared_name(), 0700)) {
			__atomic_fetch_add(&shared->effects, 1,
					   __ATOMIC_RELAXED);
			unlinkat(dir, ALLOWED_NAME, AT_REMOVEDIR);
		} else if (errno == REFUSED_ERRNO) {
			__atomic_fetch_add(&shared->effects_refused, 1,
					   __ATOMIC_RELAXED);
		}
		if (one_in(4))
			store_name();
	}
}

/*
 * No tracer of another task gets this one, because the tracer could suspend its filters.
 * Without a filter of its own the task makes no call.
 */
void op_deep_effect(void)
{
	const unsigned long flags = SIGCHLD | CLONE_UNTRACED;
	int dir;

	if (is_threaded || depth > 1 || is_full() || results_unknown ||
	    !group->dir[0] || syscall(__NR_clone, flags, 0L, 0L, 0L, 0L))
		return;
	depth++;
	cover_begin();
	dir = open(group->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	no_new_privs();
	if (dir < 0 || !attach_effect_filter())
		_exit(0);
	if (!fork())
		flip_name();
	make_directories(dir);
	_exit(0);
}
