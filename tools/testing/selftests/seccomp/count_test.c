// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test counters: SECCOMP_FILTER_FLAG_COUNT, and what its descriptor reads as.
 *
 * Most tests count the calls of a target, and read the records in another process.
 * All numbers are exact.
 */
#include "../kselftest_harness.h"

#include "common.h"
#include "target.h"
#include "notify.h"
#include "tracee.h"
#include "deep.h"
#include "attach_op.h"
#include "domain.h"
#include "count.h"
#include "count_example.h"
#include "compat_helper.h"
#include "nested.h"
#include "user_ns.h"

#include <limits.h>
#include <poll.h>
#include <sys/resource.h>

#define NO_COUNTERS "no counters"

/* These calls have no effect, and the C library does not make them. */
#define COUNTED_NR __NR_getppid
#define OTHER_NR __NR_getsid
#define THIRD_NR __NR_getpgid

/* No call has this number, whose highest bit is set: 0x80000001. */
#define HIGH_UNASSIGNED (INT_MIN + 1)

#define TEST_ERRNO ENOTTY
#define REFUSED (SECCOMP_RET_ERRNO | TEST_ERRNO)

#define ALLOWED SECCOMP_RET_ALLOW

/* A filter of a target. The oldest one comes first. */
struct count_level {
	int nr;
	__u32 verdict;
	unsigned int flags;
};

#define MAX_COUNT_LEVELS 4

/* A target, and the filters that it attaches. @counter is the last counter. */
struct count_how {
	unsigned int levels;
	struct count_level level[MAX_COUNT_LEVELS];
	bool privileged;
};

static int attach_count_level(const struct count_level *level)
{
	struct sock_filter insns[] = INSNS_FOR_NR(level->nr, level->verdict);
	struct sock_fprog prog = {
		.len = ARRAY_SIZE(insns),
		.filter = insns,
	};
	struct seccomp_attach attach = attach_of_program(&prog, level->flags);

	CHILD_ASSERT_EQ(0, sys_attach(&attach));
	return attach.counter_fd;
}

/* Attach all filters. Return the newest counter. */
static int prepare_count(void *arg)
{
	const struct count_how *how = arg;
	int counter = -1, fd;
	unsigned int i;

	if (!how->privileged)
		CHILD_ASSERT_EQ(0, no_new_privs());
	for (i = 0; i < how->levels; i++) {
		fd = attach_count_level(&how->level[i]);
		if (fd >= 0)
			counter = fd;
	}
	return counter;
}

/* A target whose counter the test has. */
FIXTURE(count)
{
	struct target t;
	int fd;
};

FIXTURE_SETUP(count)
{
	self->fd = -1;
	self->t = (struct target){ .pid = -1, .sock = -1, .listener = -1 };
	if (counters_are_missing())
		SKIP(return, NO_COUNTERS);
}

FIXTURE_TEARDOWN(count)
{
	discard_target(&self->t);
}

#define START_COUNTED(...)                                                 \
	do {                                                               \
		struct count_how _how = {                                  \
			.level = { __VA_ARGS__ },                          \
		};                                                         \
		while (_how.levels < MAX_COUNT_LEVELS &&                   \
		       _how.level[_how.levels].nr)                         \
			_how.levels++;                                     \
		ASSERT_TRUE(start_target(&self->t, prepare_count, &_how)); \
		self->fd = self->t.listener;                               \
		ASSERT_GE(self->fd, 0);                                    \
	} while (0)

/* Make a call @times times, and expect @err from each. */
#define CALL_TIMES(times, err, ...)                                    \
	do {                                                           \
		int _i;                                                \
		for (_i = 0; _i < (times); _i++)                       \
			ASSERT_EQ(err, err_of(&self->t, __VA_ARGS__)); \
	} while (0)

/* --- Actions -------------------------------------------------------------- */

TEST_F(count, allowed_and_refused_calls)
{
	START_COUNTED({ OTHER_NR, REFUSED, COUNT });
	CALL_TIMES(5, 0, COUNTED_NR);
	CALL_TIMES(3, TEST_ERRNO, OTHER_NR, 0);
	EXPECT_EQ(5, count_of(self->fd, COUNTED_NR, ALLOWED));
	EXPECT_EQ(3, count_of(self->fd, OTHER_NR, SECCOMP_RET_ERRNO));
	EXPECT_EQ(0, count_of(self->fd, OTHER_NR, ALLOWED));
	EXPECT_EQ(0, count_of(self->fd, THIRD_NR, ALLOWED));
	/* The target reads each request, and has one more read pending. */
	EXPECT_TRUE(wait_blocked(self->t.pid, __NR_read));
	EXPECT_EQ(9, count_of(self->fd, __NR_read, ALLOWED));
	EXPECT_EQ(8, count_of(self->fd, __NR_write, ALLOWED));
}

/* An errno of 0 skips the call, and has no short cut. */
TEST_F(count, errno_zero_and_log)
{
	START_COUNTED({ OTHER_NR, SECCOMP_RET_ERRNO, COUNT },
		      { THIRD_NR, SECCOMP_RET_LOG, 0 });
	CALL_TIMES(2, 0, OTHER_NR, 12345678);
	CALL_TIMES(3, 0, THIRD_NR, 0);
	EXPECT_EQ(2, count_of(self->fd, OTHER_NR, SECCOMP_RET_ERRNO));
	EXPECT_EQ(3, count_of(self->fd, THIRD_NR, SECCOMP_RET_LOG));
}

/* Filters that want records take the slow path. */
TEST_F(count, logged_errno)
{
	START_COUNTED({ OTHER_NR, REFUSED, COUNT | SECCOMP_FILTER_FLAG_LOG });
	CALL_TIMES(4, TEST_ERRNO, OTHER_NR, 0);
	EXPECT_EQ(4, count_of(self->fd, OTHER_NR, SECCOMP_RET_ERRNO));
}

TEST_F(count, trace_without_a_tracer)
{
	START_COUNTED({ OTHER_NR, SECCOMP_RET_TRACE, COUNT });
	CALL_TIMES(2, ENOSYS, OTHER_NR, 0);
	EXPECT_EQ(2, count_of(self->fd, OTHER_NR, SECCOMP_RET_TRACE));
}

/* The dead thread's call stays counted. */
TEST_F(count, kill_process)
{
	START_COUNTED({ OTHER_NR, SECCOMP_RET_KILL_PROCESS, COUNT });
	ASSERT_TRUE(send_call(&self->t, OTHER_NR, 0));
	EXPECT_EQ(BY_SIGNAL(SIGSYS), exit_summary(end_target(&self->t)));
	EXPECT_EQ(1, count_of(self->fd, OTHER_NR, SECCOMP_RET_KILL_PROCESS));
}

TEST_F(count, kill_thread)
{
	START_COUNTED({ OTHER_NR, SECCOMP_RET_KILL_THREAD, COUNT });
	ASSERT_TRUE(send_call(&self->t, OTHER_NR, 0));
	EXPECT_EQ(BY_SIGNAL(SIGSYS), exit_summary(end_target(&self->t)));
	EXPECT_EQ(1, count_of(self->fd, OTHER_NR, SECCOMP_RET_KILL_THREAD));
}

/* Unknown actions kill the process. */
TEST_F(count, unknown_action)
{
	START_COUNTED({ OTHER_NR, 0x00060000, COUNT });
	ASSERT_TRUE(send_call(&self->t, OTHER_NR, 0));
	EXPECT_EQ(BY_SIGNAL(SIGSYS), exit_summary(end_target(&self->t)));
	EXPECT_EQ(1, count_of(self->fd, OTHER_NR, SECCOMP_RET_KILL_PROCESS));
}

TEST_F(count, trap)
{
	START_COUNTED({ OTHER_NR, SECCOMP_RET_TRAP, COUNT });
	ASSERT_TRUE(send_call(&self->t, OTHER_NR, 0));
	EXPECT_EQ(BY_SIGNAL(SIGSYS), exit_summary(end_target(&self->t)));
	EXPECT_EQ(1, count_of(self->fd, OTHER_NR, SECCOMP_RET_TRAP));
}

/* A call counts for the last of several equal filters, and once. */
TEST_F(count, stricter_filters_inside)
{
	START_COUNTED({ OTHER_NR, SECCOMP_RET_TRACE, COUNT },
		      { OTHER_NR, REFUSED, 0 }, { OTHER_NR, REFUSED, 0 });
	CALL_TIMES(2, TEST_ERRNO, OTHER_NR, 0);
	EXPECT_EQ(2, count_of(self->fd, OTHER_NR, SECCOMP_RET_ERRNO));
	EXPECT_EQ(0, count_of(self->fd, OTHER_NR, SECCOMP_RET_TRACE));
	EXPECT_EQ(0, count_of(self->fd, OTHER_NR, SECCOMP_COUNT_OTHER));
}

TEST_F(count, actions_of_outer_filters_have_no_name)
{
	START_COUNTED({ OTHER_NR, REFUSED, 0 },
		      { THIRD_NR, SECCOMP_RET_TRACE, COUNT });
	CALL_TIMES(4, TEST_ERRNO, OTHER_NR, 0);
	CALL_TIMES(2, ENOSYS, THIRD_NR, 0);
	EXPECT_EQ(4, count_of(self->fd, OTHER_NR, SECCOMP_COUNT_OTHER));
	EXPECT_EQ(0, count_of(self->fd, OTHER_NR, SECCOMP_RET_ERRNO));
	EXPECT_EQ(2, count_of(self->fd, THIRD_NR, SECCOMP_RET_TRACE));
}

/* The counting filter refuses, too, and is newer. */
TEST_F(count, equal_action_of_the_counting_filter_has_a_name)
{
	START_COUNTED({ OTHER_NR, REFUSED, 0 }, { OTHER_NR, REFUSED, COUNT });
	CALL_TIMES(4, TEST_ERRNO, OTHER_NR, 0);
	EXPECT_EQ(4, count_of(self->fd, OTHER_NR, SECCOMP_RET_ERRNO));
	EXPECT_EQ(0, count_of(self->fd, OTHER_NR, SECCOMP_COUNT_OTHER));
}

/* Two filters refuse two calls in the same way, and one of them is outside. */
TEST_F(count, equal_rules_of_two_levels)
{
	START_COUNTED({ OTHER_NR, REFUSED, 0 }, { THIRD_NR, REFUSED, COUNT });
	CALL_TIMES(2, TEST_ERRNO, OTHER_NR, 0);
	CALL_TIMES(3, TEST_ERRNO, THIRD_NR, 0);
	EXPECT_EQ(2, count_of(self->fd, OTHER_NR, SECCOMP_COUNT_OTHER));
	EXPECT_EQ(3, count_of(self->fd, THIRD_NR, SECCOMP_RET_ERRNO));
}

/* Paths with equal filters share tables, but not counters. */
TEST_F(count, two_paths_with_one_program)
{
	struct count_how how = {
		.levels = 1,
		.level = { { OTHER_NR, REFUSED, COUNT } },
	};
	struct target other;

	START_COUNTED({ OTHER_NR, REFUSED, COUNT });
	ASSERT_TRUE(start_target(&other, prepare_count, &how));
	CALL_TIMES(2, TEST_ERRNO, OTHER_NR, 0);
	EXPECT_EQ(TEST_ERRNO, err_of(&other, OTHER_NR, 0));
	EXPECT_EQ(0, err_of(&other, COUNTED_NR));
	EXPECT_EQ(2, count_of(self->fd, OTHER_NR, SECCOMP_RET_ERRNO));
	EXPECT_EQ(0, count_of(self->fd, COUNTED_NR, ALLOWED));
	EXPECT_EQ(1, count_of(other.listener, OTHER_NR, SECCOMP_RET_ERRNO));
	EXPECT_EQ(1, count_of(other.listener, COUNTED_NR, ALLOWED));
	discard_target(&other);
}

/* --- Programs that tables cannot answer by the number ----------------------- */

/* Refuse a call with the argument 1. With @hard, that takes compiled code. */
static int count_arg(bool hard)
{
	struct sock_filter list[] = {
		INSN_LOAD_NR,	     INSN_JEQ(OTHER_NR, 0, 3),
		INSN_LOAD_ARG_LO(0), INSN_JEQ(1, 0, 1),
		INSN_RET(REFUSED),   INSN_RET(SECCOMP_RET_ALLOW),
	};
	struct sock_filter code[] = {
		INSN_LOAD_NR,
		INSN_JEQ(OTHER_NR, 0, 4),
		INSN_LOAD_ARG_LO(0),
		INSN(BPF_ALU | BPF_MUL | BPF_K, 3),
		INSN_JEQ(3, 0, 1),
		INSN_RET(REFUSED),
		INSN_RET(SECCOMP_RET_ALLOW),
	};

	return hard ? attach_counter(code, ARRAY_SIZE(code), 0) :
		      attach_counter(list, ARRAY_SIZE(list), 0);
}

static int prepare_list(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	return count_arg(*(bool *)arg);
}

static void count_by_argument(struct __test_metadata *_metadata,
			      FIXTURE_DATA(count) * self, bool hard)
{
	ASSERT_TRUE(start_target(&self->t, prepare_list, &hard));
	self->fd = self->t.listener;
	/* The first call is refused. It must not hide the first allowed one. */
	CALL_TIMES(1, TEST_ERRNO, OTHER_NR, 1);
	EXPECT_EQ(0, count_of(self->fd, OTHER_NR, ALLOWED));
	CALL_TIMES(7, 0, OTHER_NR, 0);
	EXPECT_TRUE(events_of(self->fd, 0) & POLLIN);
	EXPECT_EQ(7, count_of(self->fd, OTHER_NR, ALLOWED));
	CALL_TIMES(2, TEST_ERRNO, OTHER_NR, 1);
	EXPECT_EQ(3, count_of(self->fd, OTHER_NR, SECCOMP_RET_ERRNO));
	EXPECT_EQ(7, count_of(self->fd, OTHER_NR, ALLOWED));
}

TEST_F(count, decision_list)
{
	count_by_argument(_metadata, self, false);
}

TEST_F(count, compiled_residual)
{
	count_by_argument(_metadata, self, true);
}

static int prepare_deep(void *arg)
{
	static struct deep_filter f;
	struct sock_fprog prog = { .filter = f.insns };
	struct seccomp_attach attach;

	(void)arg;
	deep_begin(&f, __NR_chdir);
	deep_match_string(&f, 0, "/proc", SECCOMP_RET_ALLOW);
	deep_return(&f, REFUSED);
	prog.len = f.len;
	attach = attach_of_program(&prog, COUNT | DEEP_ARGS);
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, sys_attach(&attach));
	return attach.counter_fd;
}

TEST_F(count, argument_windows)
{
	static const char proc[] = "/proc", root[] = "/";

	if (deep_args_are_missing())
		SKIP(return, "no argument windows");
	ASSERT_TRUE(start_target(&self->t, prepare_deep, NULL));
	self->fd = self->t.listener;
	CALL_TIMES(3, TEST_ERRNO, __NR_chdir, (uintptr_t)proc);
	CALL_TIMES(4, 0, __NR_chdir, (uintptr_t)root);
	/* The body fails, but the filter allows the call. */
	CALL_TIMES(1, EFAULT, __NR_chdir, 1);
	EXPECT_EQ(3, count_of(self->fd, __NR_chdir, SECCOMP_RET_ERRNO));
	EXPECT_EQ(5, count_of(self->fd, __NR_chdir, ALLOWED));
}

/*
 * Two programs decide about one call, and the counter is between them. The outer one
 * refuses the arguments 1 and 2, the inner one 3, and it logs 1. So for 1, the outer
 * one wins over an answer that is not ALLOW.
 */
static unsigned int put_level(struct sock_filter *insns, bool hard, bool inner)
{
	const __u32 factor = hard ? 3 : 1;
	unsigned int len = 0;

	insns[len++] = INSN_LOAD_NR;
	insns[len++] = INSN_JEQ(OTHER_NR, 1, 0);
	insns[len++] = INSN_RET(SECCOMP_RET_ALLOW);
	insns[len++] = INSN_LOAD_ARG_LO(0);
	/* A product takes compiled code. */
	if (hard)
		insns[len++] = INSN(BPF_ALU | BPF_MUL | BPF_K, factor);
	insns[len++] = INSN_JEQ(1 * factor, 0, 1);
	insns[len++] = INSN_RET(inner ? SECCOMP_RET_LOG : REFUSED);
	insns[len++] = INSN_JEQ((inner ? 3 : 2) * factor, 0, 1);
	insns[len++] = INSN_RET(REFUSED);
	insns[len++] = INSN_RET(SECCOMP_RET_ALLOW);
	return len;
}

static int prepare_two_levels(void *arg)
{
	const bool hard = *(bool *)arg;
	struct sock_filter insns[16];

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach(insns, put_level(insns, hard, false), 0));
	return attach_counter(insns, put_level(insns, hard, true), 0);
}

static void count_two_levels(struct __test_metadata *_metadata,
			     FIXTURE_DATA(count) * self, bool hard)
{
	ASSERT_TRUE(start_target(&self->t, prepare_two_levels, &hard));
	self->fd = self->t.listener;
	/* The outer program decides, with both answers and with its own one. */
	CALL_TIMES(2, TEST_ERRNO, OTHER_NR, 1);
	EXPECT_EQ(2, count_of(self->fd, OTHER_NR, SECCOMP_COUNT_OTHER));
	CALL_TIMES(3, TEST_ERRNO, OTHER_NR, 2);
	EXPECT_EQ(5, count_of(self->fd, OTHER_NR, SECCOMP_COUNT_OTHER));
	EXPECT_EQ(0, count_of(self->fd, OTHER_NR, SECCOMP_RET_ERRNO));
	/* The inner program decides, and the outer one allows. */
	CALL_TIMES(4, TEST_ERRNO, OTHER_NR, 3);
	EXPECT_EQ(4, count_of(self->fd, OTHER_NR, SECCOMP_RET_ERRNO));
	EXPECT_EQ(5, count_of(self->fd, OTHER_NR, SECCOMP_COUNT_OTHER));
	EXPECT_EQ(0, count_of(self->fd, OTHER_NR, SECCOMP_RET_LOG));
	CALL_TIMES(6, 0, OTHER_NR, 0);
	EXPECT_EQ(6, count_of(self->fd, OTHER_NR, ALLOWED));
}

TEST_F(count, lists_of_two_levels)
{
	count_two_levels(_metadata, self, false);
}

TEST_F(count, compiled_rules_of_two_levels)
{
	count_two_levels(_metadata, self, true);
}

/* Answer @verdict for chdir("/proc"), and refuse chdir(@path), by windows. */
static void put_windows(struct deep_filter *f, __u32 verdict, const char *path)
{
	const __u32 length = SECCOMP_ARG_LENGTH(0);
	const __u32 data = SECCOMP_ARG_DATA(0);
	__u32 word;

	/* The first word distinguishes the two paths. */
	deep_begin(f, __NR_chdir);
	deep_match(f, SECCOMP_ARG_STATUS(0), SECCOMP_ARG_COPIED,
		   SECCOMP_RET_ALLOW);
	memcpy(&word, "/pro", sizeof(word));
	deep_put(f, INSN_LOAD(data));
	deep_put(f, INSN_JEQ(word, 0, 1));
	deep_put(f, INSN_RET(verdict));
	deep_match(f, length, strlen(path), SECCOMP_RET_ALLOW);
	deep_match_bytes(f, 0, path, strlen(path), SECCOMP_RET_ALLOW);
	deep_return(f, REFUSED);
}

static int prepare_two_windows(void *arg)
{
	static struct deep_filter f;

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	put_windows(&f, REFUSED, "/sys");
	CHILD_ASSERT_EQ(0, deep_attach(&f));
	put_windows(&f, SECCOMP_RET_LOG, "/dev");
	return attach_counter(f.insns, f.len, DEEP_ARGS);
}

TEST_F(count, windows_of_two_levels)
{
	static const char proc[] = "/proc", sys[] = "/sys", dev[] = "/dev",
			  root[] = "/";

	if (deep_args_are_missing())
		SKIP(return, "no argument windows");
	ASSERT_TRUE(start_target(&self->t, prepare_two_windows, NULL));
	self->fd = self->t.listener;
	CALL_TIMES(2, TEST_ERRNO, __NR_chdir, (uintptr_t)proc);
	EXPECT_EQ(2, count_of(self->fd, __NR_chdir, SECCOMP_COUNT_OTHER));
	CALL_TIMES(3, TEST_ERRNO, __NR_chdir, (uintptr_t)sys);
	EXPECT_EQ(5, count_of(self->fd, __NR_chdir, SECCOMP_COUNT_OTHER));
	CALL_TIMES(4, TEST_ERRNO, __NR_chdir, (uintptr_t)dev);
	EXPECT_EQ(4, count_of(self->fd, __NR_chdir, SECCOMP_RET_ERRNO));
	EXPECT_EQ(5, count_of(self->fd, __NR_chdir, SECCOMP_COUNT_OTHER));
	CALL_TIMES(6, 0, __NR_chdir, (uintptr_t)root);
	EXPECT_EQ(6, count_of(self->fd, __NR_chdir, ALLOWED));
}

/* Without memory for the copies, the call fails before a filter is asked. */
static int fail_before_filters(void *arg)
{
	struct rlimit limit;
	int fd;

	(void)arg;
	CHILD_ASSERT_EQ(0, getrlimit(RLIMIT_AS, &limit));
	fd = prepare_deep(NULL);
	CHILD_ASSERT_LE(0, fd);
	limit.rlim_cur = 1 << 20;
	CHILD_ASSERT_EQ(0, setrlimit(RLIMIT_AS, &limit));
	CHILD_ASSERT_EQ(ENOMEM, errno_of(__NR_chdir, "/"));
	CHILD_ASSERT_EQ(ENOMEM, errno_of(__NR_chdir, "/proc"));
	limit.rlim_cur = limit.rlim_max;
	CHILD_ASSERT_EQ(0, setrlimit(RLIMIT_AS, &limit));
	CHILD_ASSERT_EQ(0, count_of(fd, __NR_chdir, ALLOWED));
	CHILD_ASSERT_EQ(0, count_of(fd, __NR_chdir, SECCOMP_RET_ERRNO));
	CHILD_ASSERT_EQ(0, errno_of(__NR_chdir, "/"));
	CHILD_ASSERT_EQ(TEST_ERRNO, errno_of(__NR_chdir, "/proc"));
	CHILD_ASSERT_EQ(1, count_of(fd, __NR_chdir, ALLOWED));
	CHILD_ASSERT_EQ(1, count_of(fd, __NR_chdir, SECCOMP_RET_ERRNO));
	return 0;
}

TEST_F(count, call_that_fails_before_the_filters_does_not_count)
{
	if (deep_args_are_missing())
		SKIP(return, "no argument windows");
	if (deep_calls_are_verified())
		SKIP(return, "seccomp_verify lets each call take a slot");
	EXPECT_EQ(0, exit_summary(in_child(fail_before_filters, NULL)));
}

#define MANY_NUMBERS 460

/*
 * The target needs some calls. No filter refuses the calls of uprobes on x86_64, 335 and
 * 336, and they kill a task that has none.
 */
static bool is_refused(int nr)
{
	return nr != 335 && nr != 336 && nr != __NR_read && nr != __NR_write &&
	       nr != __NR_sendmsg && nr != __NR_close &&
	       nr != __NR_exit_group && nr != COUNTED_NR;
}

/* More distinct answers than a table has rules: the whole program runs. */
static int prepare_many_rules(void *arg)
{
	static struct sock_filter insns[2 * MANY_NUMBERS + 2];
	int nr, len = 0;

	(void)arg;
	insns[len++] = INSN_LOAD_NR;
	for (nr = 0; nr < MANY_NUMBERS; nr++) {
		if (!is_refused(nr))
			continue;
		insns[len++] = INSN_JEQ(nr, 0, 1);
		insns[len++] = INSN_RET(SECCOMP_RET_ERRNO | (nr + 1));
	}
	insns[len++] = INSN_RET(SECCOMP_RET_ALLOW);
	CHILD_ASSERT_EQ(0, no_new_privs());
	return attach_counter(insns, len, 0);
}

TEST_F(count, too_many_rules)
{
	static struct records all;
	int nr;

	ASSERT_TRUE(start_target(&self->t, prepare_many_rules, NULL));
	self->fd = self->t.listener;
	for (nr = 100; nr < 400; nr++)
		if (is_refused(nr))
			CALL_TIMES(2, nr + 1, nr);
	CALL_TIMES(3, 0, COUNTED_NR);
	read_records(self->fd, &all);
	for (nr = 100; nr < 400; nr++)
		if (is_refused(nr))
			ASSERT_EQ(2, find_count(&all, NATIVE_ARCH, nr,
						SECCOMP_RET_ERRNO));
	EXPECT_EQ(3, find_count(&all, NATIVE_ARCH, COUNTED_NR, ALLOWED));
}

/* --- Numbers and ABIs ----------------------------------------------------- */

/* Numbers without a call share a record for each value of the two highest bits. */
TEST_F(count, unassigned_numbers)
{
	START_COUNTED({ OTHER_NR, REFUSED, COUNT });
	CALL_TIMES(2, ENOSYS, 5000);
	CALL_TIMES(1, ENOSYS, 6000);
	CALL_TIMES(3, ENOSYS, HIGH_UNASSIGNED);
	EXPECT_EQ(3, count_of(self->fd, SECCOMP_COUNT_UNASSIGNED(0), ALLOWED));
	EXPECT_EQ(3, count_of(self->fd, SECCOMP_COUNT_UNASSIGNED(2), ALLOWED));
	EXPECT_EQ(0, count_of(self->fd, 5000, ALLOWED));
}

struct count_abi {
	const char *suffix;
	__u32 arch;
	int getpid;
};

/* 32-bit x86 and 32-bit Arm have the same number. */
#define COMMON32_GETPID 20
#define X32_BIT 0x40000000

static const struct count_abi count_abis[] = {
#if defined(__x86_64__)
	{ "ia32", AUDIT_ARCH_I386, COMMON32_GETPID },
	{ "x32", AUDIT_ARCH_X86_64, X32_BIT | __NR_getpid },
#else
	{ "arm", AUDIT_ARCH_ARM, COMMON32_GETPID },
#endif
};

/* Refuse the first half of the calls by a filter of the helper's ABI. */
static int prepare_abi(void *arg)
{
	const struct count_abi *abi = arg;
	struct sock_filter insns[] = {
		INSN_LOAD_ARCH,	     INSN_JEQ(abi->arch, 0, 5),
		INSN_LOAD_NR,	     INSN_JEQ(abi->getpid, 0, 3),
		INSN_LOAD_ARG_LO(0), INSN_JEQ(1, 0, 1),
		INSN_RET(REFUSED),   INSN_RET(SECCOMP_RET_ALLOW),
	};

	CHILD_ASSERT_EQ(0, no_new_privs());
	return attach_counter(insns, ARRAY_SIZE(insns), 0);
}

TEST_F(count, other_abis)
{
	unsigned int i, runs = 0;

	for (i = 0; i < ARRAY_SIZE(count_abis); i++) {
		const struct count_abi *abi = &count_abis[i];
		int error = start_helper_alone(&self->t, abi->suffix,
					       prepare_abi, (void *)abi);

		if (error == ENOENT || error == ENOEXEC) {
			TH_LOG("%s: not run: %s", abi->suffix, strerror(error));
			discard_target(&self->t);
			continue;
		}
		ASSERT_EQ(0, error);
		runs++;
		self->fd = self->t.listener;
		CALL_TIMES(6, 0, abi->getpid, 0);
		CALL_TIMES(2, TEST_ERRNO, abi->getpid, 1);
		EXPECT_EQ(6, count_of_abi(self->fd, abi->arch, abi->getpid,
					  ALLOWED));
		EXPECT_EQ(2, count_of_abi(self->fd, abi->arch, abi->getpid,
					  SECCOMP_RET_ERRNO));
		/* The native exec was counted, too, and is another record. */
		EXPECT_EQ(1, count_of(self->fd, __NR_execve, ALLOWED));
		discard_target(&self->t);
	}
	if (!runs)
		SKIP(return, "no helper program of another ABI runs");
}

/* --- Tasks ---------------------------------------------------------------- */

#define THREADS 8
#define THREAD_CALLS 20000

static void *call_often(void *arg)
{
	int i;

	(void)arg;
	for (i = 0; i < THREAD_CALLS; i++)
		syscall(i % 2 ? COUNTED_NR : OTHER_NR, 0);
	return NULL;
}

/* Threads run on several CPUs, migrate, and exit. */
static int run_threads(void *arg)
{
	pthread_t threads[THREADS];
	int i;

	(void)arg;
	for (i = 0; i < THREADS; i++)
		CHILD_ASSERT_EQ(0, pthread_create(&threads[i], NULL, call_often,
						  NULL));
	for (i = 0; i < THREADS; i++)
		CHILD_ASSERT_EQ(0, pthread_join(threads[i], NULL));
	return 0;
}

#define BECOME_COUNTED(...)                                  \
	({                                                   \
		int _fd;                                     \
		ASSERT_EQ(0, no_new_privs());                \
		ASSERT_LE(0, (_fd = count_nr(__VA_ARGS__))); \
		_fd;                                         \
	})

TEST_F(count, threads)
{
	int fd = BECOME_COUNTED(OTHER_NR, REFUSED, 0);

	ASSERT_EQ(0, run_threads(NULL));
	EXPECT_EQ(THREADS * THREAD_CALLS / 2,
		  count_of(fd, COUNTED_NR, ALLOWED));
	EXPECT_EQ(THREADS * THREAD_CALLS / 2,
		  count_of(fd, OTHER_NR, SECCOMP_RET_ERRNO));
}

/* All threads get the filter, and the counter counts all of them. */
TEST_F(count, tsync)
{
	struct target w;
	int fd;

	ASSERT_TRUE(start_worker(&w));
	fd = BECOME_COUNTED(OTHER_NR, REFUSED, SECCOMP_FILTER_FLAG_TSYNC);
	EXPECT_EQ(TEST_ERRNO, err_of(&w, OTHER_NR, 0));
	EXPECT_EQ(TEST_ERRNO, err_of(&w, OTHER_NR, 0));
	EXPECT_EQ(0, err_of(&w, COUNTED_NR));
	EXPECT_EQ(2, count_of(fd, OTHER_NR, SECCOMP_RET_ERRNO));
	EXPECT_EQ(1, count_of(fd, COUNTED_NR, ALLOWED));
	ASSERT_TRUE(end_worker(&w));
	EXPECT_EQ(2, count_of(fd, OTHER_NR, SECCOMP_RET_ERRNO));
}

#define FORKS 1000

static int call_three_times(void *arg)
{
	(void)arg;
	syscall(COUNTED_NR);
	syscall(OTHER_NR, 0);
	syscall(COUNTED_NR);
	return 0;
}

TEST_F(count, a_thousand_forks)
{
	int fd = BECOME_COUNTED(OTHER_NR, REFUSED, 0), i;

	for (i = 0; i < FORKS; i++) {
		const pid_t pid = fork();

		if (!pid)
			_exit(call_three_times(NULL));
		ASSERT_LT(0, pid);
		ASSERT_EQ(0, exit_summary(wait_child(pid)));
	}
	EXPECT_EQ(2 * FORKS, count_of(fd, COUNTED_NR, ALLOWED));
	EXPECT_EQ(FORKS, count_of(fd, OTHER_NR, SECCOMP_RET_ERRNO));
}

/* Execute a file that is no program. The exec fails after it has computed tables. */
static int exec_text(void)
{
	static const char text[] = "neither a program nor a script";
	const int fd = syscall(__NR_memfd_create, "text", 0);
	char path[64];

	CHILD_ASSERT_LE(0, fd);
	CHILD_ASSERT_EQ(sizeof(text), write(fd, text, sizeof(text)));
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	execl(path, "text", NULL);
	CHILD_ASSERT_EQ(ENOEXEC, errno);
	close(fd);
	return -1;
}

/* A counter can wait for the exec of the program that it is to count. */
TEST_F(count, on_exec)
{
	struct seccomp_count record;
	int pair[2], status, fd = -1;
	pid_t pid;

	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair));
	fflush(NULL);
	pid = fork();
	if (!pid) {
		CHILD_ASSERT_EQ(0, no_new_privs());
		fd = count_calls(SECCOMP_FILTER_FLAG_ON_EXEC);
		CHILD_ASSERT_LE(0, fd);
		syscall(COUNTED_NR);
		/* A counter that waits reads as empty, also after a failed exec. */
		CHILD_ASSERT_EQ(0, read(fd, &record, sizeof(record)));
		CHILD_ASSERT_EQ(-1, execl("/proc/self/no", "no", NULL));
		CHILD_ASSERT_EQ(0, attach_errno(THIRD_NR, EDOM));
		CHILD_ASSERT_EQ(0, read(fd, &record, sizeof(record)));
		CHILD_ASSERT_EQ(-1, exec_text());
		CHILD_ASSERT_EQ(0, count_of(fd, COUNTED_NR, ALLOWED));
		CHILD_ASSERT_EQ(0, events_of(fd, 0));
		CHILD_ASSERT_EQ(0, send_fd(pair[1], fd));
		execl("/proc/self/exe", "count_test", "--exec-probe", NULL);
		_exit(127);
	}
	ASSERT_TRUE(receive_fd(pair[0], &fd));
	status = wait_child(pid);
	ASSERT_EQ(0, exit_summary(status));
	EXPECT_EQ(3, count_of(fd, COUNTED_NR, ALLOWED));
	/* The exec itself is not counted. */
	EXPECT_EQ(0, count_of(fd, __NR_execve, ALLOWED));
	EXPECT_TRUE(events_of(fd, 0) & POLLHUP);
	close(fd);
}

/* A second filter waits on top of the one with the counter. */
static int exec_with_two_filters(int sock)
{
	const struct count_level on_top = {
		.nr = THIRD_NR,
		.verdict = REFUSED,
		.flags = SECCOMP_FILTER_FLAG_ON_EXEC,
	};
	char byte;
	int fd;

	CHILD_ASSERT_EQ(0, no_new_privs());
	fd = count_calls(SECCOMP_FILTER_FLAG_ON_EXEC);
	CHILD_ASSERT_LE(0, fd);
	CHILD_ASSERT_EQ(-1, attach_count_level(&on_top));
	CHILD_ASSERT_EQ(-1, exec_text());
	CHILD_ASSERT_EQ(0, send_fd(sock, fd));
	CHILD_ASSERT_EQ(1, read(sock, &byte, 1));
	execl("/proc/self/exe", "count_test", "--exec-probe", NULL);
	return 127;
}

/*
 * A failed exec has built tables with the cells of the counter. The memory of an older
 * counter is free then. So the next exec gives the counter other cells.
 */
TEST_F(count, on_exec_after_a_failed_exec)
{
	struct count_how how = {
		.levels = 1,
		.level = { { OTHER_NR, REFUSED, COUNT } },
	};
	int pair[2], fd = -1;
	struct target older;
	pid_t pid;

	ASSERT_TRUE(start_target(&older, prepare_count, &how));
	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair));
	fflush(NULL);
	pid = fork();
	if (!pid) {
		/* Only the test keeps the older counter. */
		close(older.listener);
		_exit(exec_with_two_filters(pair[1]));
	}
	ASSERT_TRUE(receive_fd(pair[0], &fd));
	discard_target(&older);
	ASSERT_EQ(1, write(pair[0], "g", 1));
	ASSERT_EQ(0, exit_summary(wait_child(pid)));
	EXPECT_EQ(3, count_of(fd, COUNTED_NR, ALLOWED));
	close(fd);
}

/* The example of the documentation. */
TEST_F(count, example)
{
	char expected[128], line[128];
	int pair[2], fd = -1;
	bool found = false;
	pid_t pid;
	FILE *out;

	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair));
	fflush(NULL);
	pid = fork();
	if (!pid) {
		fd = example_count_from_exec();
		CHILD_ASSERT_LE(0, fd);
		CHILD_ASSERT_EQ(0, send_fd(pair[1], fd));
		execl("/proc/self/exe", "count_test", "--exec-probe", NULL);
		_exit(127);
	}
	ASSERT_TRUE(receive_fd(pair[0], &fd));
	ASSERT_EQ(0, exit_summary(wait_child(pid)));
	out = tmpfile();
	ASSERT_NE(NULL, out);
	ASSERT_EQ(0, example_print_counts(fd, out));
	rewind(out);
	snprintf(expected, sizeof(expected),
		 "arch=%08x nr=%u action=%08x count=3\n", NATIVE_ARCH,
		 COUNTED_NR, ALLOWED);
	while (fgets(line, sizeof(line), out))
		found |= !strcmp(line, expected);
	EXPECT_TRUE(found);
	fclose(out);
	close(fd);
}

/* --- Tracers, supervisors and domains --------------------------------------- */

/* A tracer's entry stop takes the slow path. Each call counts once. */
TEST_F(count, traced_calls)
{
	int i, nr;

	START_COUNTED({ OTHER_NR, REFUSED, COUNT });
	ASSERT_EQ(0, seize(self->t.pid, 0));
	ASSERT_TRUE(interrupt(self->t.pid));
	for (i = 0; i < 2; i++) {
		nr = i ? OTHER_NR : COUNTED_NR;
		ASSERT_TRUE(send_call(&self->t, nr, 0));
		ASSERT_TRUE(run_to_entry(self->t.pid, nr));
	}
	ASSERT_EQ(0, ptrace(PTRACE_DETACH, self->t.pid, NULL, NULL));
	EXPECT_EQ(0, outcome_of(&self->t).err);
	EXPECT_EQ(TEST_ERRNO, outcome_of(&self->t).err);
	EXPECT_EQ(1, count_of(self->fd, COUNTED_NR, ALLOWED));
	EXPECT_EQ(1, count_of(self->fd, OTHER_NR, SECCOMP_RET_ERRNO));
}

/* The tracer changes the call. The stop counts, and so does a later refusal. */
TEST_F(count, tracer_changes_the_call)
{
	START_COUNTED({ OTHER_NR, SECCOMP_RET_TRACE, COUNT },
		      { THIRD_NR, REFUSED, 0 });
	ASSERT_EQ(0, seize(self->t.pid, PTRACE_O_TRACESECCOMP));
	ASSERT_TRUE(send_call(&self->t, OTHER_NR, 0));
	ASSERT_EQ(STOP_SECCOMP, wait_stop(self->t.pid));
	ASSERT_TRUE(set_number(self->t.pid, COUNTED_NR));
	ASSERT_EQ(0, resume(self->t.pid, PTRACE_CONT));
	EXPECT_EQ(0, outcome_of(&self->t).err);
	EXPECT_EQ(1, count_of(self->fd, OTHER_NR, SECCOMP_RET_TRACE));
	EXPECT_EQ(0, count_of(self->fd, COUNTED_NR, ALLOWED));

	ASSERT_TRUE(send_call(&self->t, OTHER_NR, 0));
	ASSERT_EQ(STOP_SECCOMP, wait_stop(self->t.pid));
	ASSERT_TRUE(set_number(self->t.pid, THIRD_NR));
	ASSERT_EQ(0, resume(self->t.pid, PTRACE_CONT));
	EXPECT_EQ(TEST_ERRNO, outcome_of(&self->t).err);
	EXPECT_EQ(2, count_of(self->fd, OTHER_NR, SECCOMP_RET_TRACE));
	EXPECT_EQ(1, count_of(self->fd, THIRD_NR, SECCOMP_RET_ERRNO));

	/* The same number again is not asked about twice. */
	ASSERT_TRUE(send_call(&self->t, OTHER_NR, 0));
	ASSERT_EQ(STOP_SECCOMP, wait_stop(self->t.pid));
	ASSERT_EQ(0, resume(self->t.pid, PTRACE_CONT));
	EXPECT_EQ(0, outcome_of(&self->t).err);
	EXPECT_EQ(3, count_of(self->fd, OTHER_NR, SECCOMP_RET_TRACE));
	EXPECT_EQ(0, count_of(self->fd, OTHER_NR, ALLOWED));
}

/* Without filters, each call counts as one that is allowed. */
TEST_F(count, suspended_filters)
{
	START_COUNTED({ OTHER_NR, REFUSED, COUNT });
	if (seize(self->t.pid, PTRACE_O_SUSPEND_SECCOMP)) {
		ASSERT_TRUE(errno == EPERM || errno == EINVAL);
		SKIP(return, "no right to suspend filters");
	}
	CALL_TIMES(2, 0, COUNTED_NR);
	CALL_TIMES(3, 0, OTHER_NR, 0);
	EXPECT_EQ(2, count_of(self->fd, COUNTED_NR, ALLOWED));
	EXPECT_EQ(3, count_of(self->fd, OTHER_NR, ALLOWED));
	EXPECT_EQ(0, count_of(self->fd, OTHER_NR, SECCOMP_RET_ERRNO));
}

/* Return the listener; send the counter by a second message. */
static int prepare_supervised(void *arg)
{
	const int *sock = arg;
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(OTHER_NR, 0, 1),
		INSN_RET(SECCOMP_RET_USER_NOTIF),
		INSN_RET(SECCOMP_RET_ALLOW),
	};
	struct sock_fprog prog = {
		.len = ARRAY_SIZE(insns),
		.filter = insns,
	};
	struct seccomp_attach attach = attach_of_program(&prog, COUNT);

	attach.flags |= SECCOMP_FILTER_FLAG_NEW_LISTENER;
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, sys_attach(&attach));
	CHILD_ASSERT_EQ(0, send_fd(*sock, attach.counter_fd));
	return attach.listener_fd;
}

TEST_F(count, supervisor)
{
	struct seccomp_notif n;
	int pair[2], fd;

	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair));
	ASSERT_TRUE(start_target(&self->t, prepare_supervised, &pair[1]));
	ASSERT_TRUE(receive_fd(pair[0], &fd));
	ASSERT_TRUE(send_call(&self->t, OTHER_NR, 0));
	ASSERT_EQ(0, receive(self->t.listener, &n));
	/* The call is not decided yet. */
	EXPECT_EQ(0, count_of(fd, OTHER_NR, SECCOMP_RET_USER_NOTIF));
	ASSERT_EQ(0, respond_continue(self->t.listener, n.id));
	EXPECT_EQ(0, outcome_of(&self->t).err);
	EXPECT_EQ(1, count_of(fd, OTHER_NR, SECCOMP_RET_USER_NOTIF));

	ASSERT_TRUE(send_call(&self->t, OTHER_NR, 0));
	ASSERT_EQ(0, receive(self->t.listener, &n));
	ASSERT_EQ(0, respond_error(self->t.listener, n.id, EDOM));
	EXPECT_EQ(EDOM, outcome_of(&self->t).err);
	EXPECT_EQ(2, count_of(fd, OTHER_NR, SECCOMP_RET_USER_NOTIF));

	/* Without a supervisor, the call fails. It has the same action. */
	close(self->t.listener);
	self->t.listener = -1;
	CALL_TIMES(1, ENOSYS, OTHER_NR, 0);
	EXPECT_EQ(3, count_of(fd, OTHER_NR, SECCOMP_RET_USER_NOTIF));
	EXPECT_EQ(0, count_of(fd, OTHER_NR, ALLOWED));
	close(fd);
}

#define NULL_DEVICE "/dev/null"
#define ZERO_DEVICE "/dev/zero"

/* A supervisor and a filter that refuses a path, both inside the counter. */
struct supervised {
	int sock;
	int handler_flags; /* of SIGUSR1 */
};

static int prepare_edited(void *arg)
{
	const struct supervised *how = arg;
	const struct level refuses = { __NR_openat, REFUSED, 0, ZERO_DEVICE };
	const struct sigaction action = {
		.sa_handler = do_nothing,
		.sa_flags = how->handler_flags,
	};
	int counter;

	CHILD_ASSERT_EQ(0, sigaction(SIGUSR1, &action, NULL));
	CHILD_ASSERT_EQ(0, no_new_privs());
	counter = count_calls(0);
	CHILD_ASSERT_LE(0, counter);
	CHILD_ASSERT_EQ(0, send_fd(how->sock, counter));
	CHILD_ASSERT_EQ(0, attach_level(&refuses));
	return attach_nr(__NR_openat, SECCOMP_RET_USER_NOTIF,
			 LISTENS | DEEP_ARGS);
}

/* Start the target, and let it open the null device up to the supervisor. */
#define START_EDITED(fd, notif)                                              \
	do {                                                                 \
		struct supervised _how = { .handler_flags = SA_RESTART };    \
		int _pair[2];                                                \
		ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET, 0, _pair)); \
		_how.sock = _pair[1];                                        \
		ASSERT_TRUE(start_target(&self->t, prepare_edited, &_how));  \
		ASSERT_TRUE(receive_fd(_pair[0], &(fd)));                    \
		ASSERT_TRUE(send_call(&self->t, __NR_openat, AT_FDCWD,       \
				      address_of(NULL_DEVICE)));             \
		ASSERT_EQ(0, receive(self->t.listener, &(notif)));           \
	} while (0)

TEST_F(count, only_the_refusal_after_an_edit_counts)
{
	struct seccomp_notif n;
	int fd;

	if (deep_args_are_missing())
		SKIP(return, "no argument windows");
	START_EDITED(fd, n);
	ASSERT_EQ(0, edit_string(self->t.listener, n.id, 1, ZERO_DEVICE));
	ASSERT_EQ(0, respond_continue(self->t.listener, n.id));
	EXPECT_EQ(TEST_ERRNO, outcome_of(&self->t).err);
	EXPECT_EQ(1, count_of(fd, __NR_openat, SECCOMP_RET_ERRNO));
	EXPECT_EQ(0, count_of(fd, __NR_openat, SECCOMP_RET_USER_NOTIF));
	EXPECT_EQ(0, count_of(fd, __NR_openat, ALLOWED));
	close(fd);
}

/* The signal ends the wait, and the call starts again. */
TEST_F(count, call_that_restarts_after_a_signal_counts_once_more)
{
	struct seccomp_notif n;
	int fd;

	if (deep_args_are_missing())
		SKIP(return, "no argument windows");
	START_EDITED(fd, n);
	EXPECT_EQ(0, count_of(fd, __NR_openat, SECCOMP_RET_USER_NOTIF));
	ASSERT_EQ(0, kill(self->t.pid, SIGUSR1));
	ASSERT_EQ(0, receive(self->t.listener, &n));
	EXPECT_EQ(1, count_of(fd, __NR_openat, SECCOMP_RET_USER_NOTIF));
	ASSERT_EQ(0, respond_error(self->t.listener, n.id, EDOM));
	EXPECT_EQ(EDOM, outcome_of(&self->t).err);
	EXPECT_EQ(2, count_of(fd, __NR_openat, SECCOMP_RET_USER_NOTIF));
	EXPECT_EQ(0, count_of(fd, __NR_openat, ALLOWED));
	close(fd);
}

/* A domain below the counter: contents are outside, and have no name. */
static int prepare_count_domain(void *arg)
{
	const int *how = arg;
	int domain, counter = -1;

	CHILD_ASSERT_EQ(0, no_new_privs());
	if (how[1])
		CHILD_ASSERT_LE(0, counter = count_calls(0));
	CHILD_ASSERT_LE(0, domain = make_domain(DOMAIN_RESERVE, 0));
	if (!how[1])
		CHILD_ASSERT_LE(0, counter = count_calls(0));
	CHILD_ASSERT_EQ(0, send_fd(how[0], domain));
	return counter;
}

static void count_in_domain(struct __test_metadata *_metadata,
			    FIXTURE_DATA(count) * self, bool inside)
{
	const __u32 name = inside ? SECCOMP_RET_ERRNO : SECCOMP_COUNT_OTHER;
	int pair[2], domain, how[2];

	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair));
	how[0] = pair[1];
	how[1] = inside;
	ASSERT_TRUE(start_target(&self->t, prepare_count_domain, how));
	self->fd = self->t.listener;
	ASSERT_TRUE(receive_fd(pair[0], &domain));
	CALL_TIMES(2, 0, COUNTED_NR);
	CALL_TIMES(2, 0, OTHER_NR, 0);
	ASSERT_EQ(0, tighten_nr(domain, COUNTED_NR, REFUSED));
	ASSERT_EQ(0, tighten_arg(domain, OTHER_NR, 1, REFUSED));
	CALL_TIMES(3, TEST_ERRNO, COUNTED_NR);
	CALL_TIMES(4, 0, OTHER_NR, 0);
	CALL_TIMES(5, TEST_ERRNO, OTHER_NR, 1);
	EXPECT_EQ(2, count_of(self->fd, COUNTED_NR, ALLOWED));
	EXPECT_EQ(3, count_of(self->fd, COUNTED_NR, name));
	EXPECT_EQ(6, count_of(self->fd, OTHER_NR, ALLOWED));
	EXPECT_EQ(5, count_of(self->fd, OTHER_NR, name));
	close(domain);
}

TEST_F(count, domain_inside)
{
	count_in_domain(_metadata, self, true);
}

TEST_F(count, domain_outside)
{
	count_in_domain(_metadata, self, false);
}

/* --- Nested counters -------------------------------------------------------- */

/* Calls of an inner counter are those of the outer one, too, also when it is gone. */
TEST_F(count, nested_counters)
{
	int outer = BECOME_COUNTED(THIRD_NR, REFUSED, 0), inner;

	syscall(THIRD_NR, 0);
	inner = count_nr(OTHER_NR, REFUSED, 0);
	ASSERT_LE(0, inner);
	syscall(THIRD_NR, 0);
	syscall(THIRD_NR, 0);
	syscall(OTHER_NR, 0);
	syscall(COUNTED_NR);
	EXPECT_EQ(2, count_of(inner, THIRD_NR, SECCOMP_COUNT_OTHER));
	EXPECT_EQ(0, count_of(inner, THIRD_NR, SECCOMP_RET_ERRNO));
	EXPECT_EQ(1, count_of(inner, OTHER_NR, SECCOMP_RET_ERRNO));
	EXPECT_EQ(1, count_of(inner, COUNTED_NR, ALLOWED));
	EXPECT_EQ(3, count_of(outer, THIRD_NR, SECCOMP_RET_ERRNO));
	EXPECT_EQ(0, count_of(outer, THIRD_NR, SECCOMP_COUNT_OTHER));
	EXPECT_EQ(1, count_of(outer, OTHER_NR, SECCOMP_RET_ERRNO));
	EXPECT_EQ(1, count_of(outer, COUNTED_NR, ALLOWED));
	close(inner);
	syscall(OTHER_NR, 0);
	EXPECT_EQ(2, count_of(outer, OTHER_NR, SECCOMP_RET_ERRNO));
}

#define INNER_CHILDREN 20

static int count_inside(void *arg)
{
	const int keep = *(int *)arg;
	int fd;

	fd = count_nr(OTHER_NR, REFUSED, 0);
	CHILD_ASSERT_LE(0, fd);
	/* Freed before its file, or after it. */
	if (!keep)
		close(fd);
	call_three_times(NULL);
	syscall(THIRD_NR, 0);
	return 0;
}

TEST_F(count, dead_counters_stay_in_the_outer_one)
{
	int outer = BECOME_COUNTED(THIRD_NR, REFUSED, 0), i;

	for (i = 0; i < INNER_CHILDREN; i++) {
		int keep = i % 2;

		ASSERT_EQ(0, exit_summary(in_child(count_inside, &keep)));
	}
	EXPECT_EQ(2 * INNER_CHILDREN, count_of(outer, COUNTED_NR, ALLOWED));
	EXPECT_EQ(INNER_CHILDREN, count_of(outer, OTHER_NR, SECCOMP_RET_ERRNO));
	EXPECT_EQ(INNER_CHILDREN, count_of(outer, THIRD_NR, SECCOMP_RET_ERRNO));
}

/* A middle counter sees what is outside it without a name, and the outer one by it. */
TEST_F(count, three_levels)
{
	int fd[3];

	fd[0] = BECOME_COUNTED(COUNTED_NR, REFUSED, 0);
	fd[1] = count_nr(OTHER_NR, REFUSED, 0);
	fd[2] = count_nr(THIRD_NR, REFUSED, 0);
	ASSERT_LE(0, fd[1]);
	ASSERT_LE(0, fd[2]);
	syscall(COUNTED_NR);
	syscall(OTHER_NR, 0);
	syscall(THIRD_NR, 0);
	EXPECT_EQ(1, count_of(fd[0], COUNTED_NR, SECCOMP_RET_ERRNO));
	EXPECT_EQ(1, count_of(fd[0], OTHER_NR, SECCOMP_RET_ERRNO));
	EXPECT_EQ(1, count_of(fd[0], THIRD_NR, SECCOMP_RET_ERRNO));
	EXPECT_EQ(1, count_of(fd[1], COUNTED_NR, SECCOMP_COUNT_OTHER));
	EXPECT_EQ(1, count_of(fd[1], OTHER_NR, SECCOMP_RET_ERRNO));
	EXPECT_EQ(1, count_of(fd[1], THIRD_NR, SECCOMP_RET_ERRNO));
	EXPECT_EQ(1, count_of(fd[2], COUNTED_NR, SECCOMP_COUNT_OTHER));
	EXPECT_EQ(1, count_of(fd[2], OTHER_NR, SECCOMP_COUNT_OTHER));
	EXPECT_EQ(1, count_of(fd[2], THIRD_NR, SECCOMP_RET_ERRNO));
}

TEST_F(count, limit_of_a_path)
{
	int i, free_fd, fd = BECOME_COUNTED(OTHER_NR, REFUSED, 0);
	long filters;

	for (i = 1; i < PATH_COUNTERS; i++)
		ASSERT_LE(0, count_nr(OTHER_NR, REFUSED, 0));
	free_fd = next_free_fd();
	filters = filter_count();
	EXPECT_EQ(-1, count_nr(OTHER_NR, REFUSED, 0));
	EXPECT_EQ(ENOMEM, errno);
	EXPECT_EQ(-1, count_calls(SECCOMP_FILTER_FLAG_ON_EXEC));
	EXPECT_EQ(ENOMEM, errno);
	EXPECT_EQ(filters, filter_count());
	EXPECT_EQ(free_fd, next_free_fd());
	syscall(OTHER_NR, 0);
	EXPECT_EQ(1, count_of(fd, OTHER_NR, SECCOMP_RET_ERRNO));
}

/* --- Reading -------------------------------------------------------------- */

TEST_F(count, records_are_sorted)
{
	static struct records all;
	int i;

	START_COUNTED({ OTHER_NR, REFUSED, COUNT });
	CALL_TIMES(1, ENOSYS, 5000);
	CALL_TIMES(1, TEST_ERRNO, OTHER_NR, 0);
	CALL_TIMES(1, 0, COUNTED_NR);
	ASSERT_TRUE(wait_blocked(self->t.pid, __NR_read));
	read_records(self->fd, &all);
	ASSERT_LE(5, all.count);
	for (i = 0; i < all.count; i++) {
		EXPECT_EQ(NATIVE_ARCH, all.record[i].arch);
		EXPECT_EQ(0, all.record[i].pad);
		EXPECT_LT(0, all.record[i].count);
		if (i)
			EXPECT_LT(all.record[i - 1].nr, all.record[i].nr);
	}
}

/* Records one by one, and in two parts, are the same as all at once. */
TEST_F(count, pages_of_records)
{
	static struct records all, parts;
	const size_t size = sizeof(all.record[0]);
	int i;

	START_COUNTED({ OTHER_NR, REFUSED, COUNT });
	for (i = 0; i < 40; i++)
		CALL_TIMES(1, ENOSYS, i % 2 ? 5000 : HIGH_UNASSIGNED);
	CALL_TIMES(1, TEST_ERRNO, OTHER_NR, 0);
	ASSERT_TRUE(wait_blocked(self->t.pid, __NR_read));
	read_records(self->fd, &all);
	ASSERT_LE(4, all.count);
	for (i = 0; i < all.count; i++)
		ASSERT_EQ(size,
			  pread(self->fd, &parts.record[i], size, i * size));
	EXPECT_EQ(0, memcmp(all.record, parts.record, all.count * size));
	EXPECT_EQ(0, pread(self->fd, &parts.record[0], size, i * size));
	EXPECT_EQ(0, pread(self->fd, &parts.record[0], size, size << 40));
	/* read(2) goes on where it was. A size that is no multiple is rounded. */
	ASSERT_EQ(size, read(self->fd, &parts.record[0], 2 * size - 1));
	ASSERT_EQ((all.count - 1) * size,
		  read(self->fd, &parts.record[1], (MAX_RECORDS - 1) * size));
	EXPECT_EQ(0, memcmp(all.record, parts.record, all.count * size));
	EXPECT_EQ(0, read(self->fd, &parts.record[0], size));
	EXPECT_EQ(0, lseek(self->fd, 0, SEEK_SET));
	EXPECT_EQ(size, read(self->fd, &parts.record[0], size));
}

TEST_F(count, poll_reports_new_records)
{
	struct seccomp_count record;

	START_COUNTED({ OTHER_NR, REFUSED, COUNT });
	CALL_TIMES(1, 0, COUNTED_NR);
	ASSERT_TRUE(wait_blocked(self->t.pid, __NR_read));
	EXPECT_EQ(POLLIN, events_of(self->fd, 0));
	EXPECT_EQ(1, count_of(self->fd, COUNTED_NR, ALLOWED));
	EXPECT_EQ(0, events_of(self->fd, 0));
	/* Further calls of known kinds are no news. */
	CALL_TIMES(5, 0, COUNTED_NR);
	EXPECT_EQ(0, events_of(self->fd, 0));
	CALL_TIMES(1, TEST_ERRNO, OTHER_NR, 0);
	EXPECT_EQ(POLLIN, events_of(self->fd, 0));
	/* A read of a later record does not find all news. */
	EXPECT_EQ(sizeof(record),
		  pread(self->fd, &record, sizeof(record), sizeof(record)));
	EXPECT_EQ(POLLIN, events_of(self->fd, 0));
	EXPECT_EQ(1, count_of(self->fd, OTHER_NR, SECCOMP_RET_ERRNO));
	EXPECT_EQ(0, events_of(self->fd, 0));
	/* A poller that sleeps is woken. */
	ASSERT_TRUE(send_call(&self->t, THIRD_NR, 0));
	EXPECT_EQ(POLLIN, events_of(self->fd, TIMEOUT_MS));
	EXPECT_EQ(0, outcome_of(&self->t).err);
	EXPECT_EQ(1, count_of(self->fd, THIRD_NR, ALLOWED));
	EXPECT_EQ(0, exit_summary(end_target(&self->t)));
	EXPECT_TRUE(wait_events(self->fd, POLLHUP));
	EXPECT_EQ(1, count_of(self->fd, THIRD_NR, ALLOWED));
}

/* An inner counter's new record is one of the outer counter, too. */
TEST_F(count, poll_of_an_outer_counter)
{
	int outer = BECOME_COUNTED(THIRD_NR, REFUSED, 0), inner;

	inner = count_nr(OTHER_NR, REFUSED, 0);
	ASSERT_LE(0, inner);
	/* Know what the test itself does. */
	events_of(outer, 0);
	count_of(outer, OTHER_NR, SECCOMP_RET_ERRNO);
	count_of(inner, OTHER_NR, SECCOMP_RET_ERRNO);
	count_of(outer, OTHER_NR, SECCOMP_RET_ERRNO);
	EXPECT_EQ(0, events_of(outer, 0));
	syscall(OTHER_NR, 0);
	EXPECT_EQ(POLLIN, events_of(outer, 0));
	EXPECT_EQ(POLLIN, events_of(inner, 0));
	count_of(outer, OTHER_NR, SECCOMP_RET_ERRNO);
	EXPECT_EQ(0, events_of(outer, 0));
	syscall(THIRD_NR, 0);
	EXPECT_EQ(POLLIN, events_of(outer, 0));
}

TEST_F(count, bad_reads)
{
	struct seccomp_count record;
	int fd = BECOME_COUNTED(OTHER_NR, REFUSED, 0);

	EXPECT_EQ(-1, read(fd, &record, sizeof(record) - 1));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(-1, read(fd, &record, 0));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(-1, pread(fd, &record, sizeof(record), 1));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(-1, pread(fd, &record, sizeof(record), -24));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(-1, syscall(__NR_read, fd, NO_MEMORY_AT, sizeof(record)));
	EXPECT_EQ(EFAULT, errno);
	EXPECT_EQ(-1, write(fd, &record, sizeof(record)));
	EXPECT_EQ(EBADF, errno);
	EXPECT_EQ(-1, lseek(fd, 0, SEEK_END));
	EXPECT_EQ(-1, ioctl(fd, SECCOMP_IOCTL_DOMAIN_INFO, &record));
	/* The failures have not moved the offset. */
	EXPECT_EQ(sizeof(record), read(fd, &record, sizeof(record)));
	EXPECT_LT(0, record.count);
}

TEST_F(count, attach_results)
{
	struct sock_filter insns[] = { INSN_RET(SECCOMP_RET_ALLOW) };
	struct sock_fprog prog = { .len = 1, .filter = insns };
	struct seccomp_attach attach = attach_of_program(&prog, COUNT);
	struct seccomp_features features = { .size = sizeof(features) };
	int free_fd = next_free_fd();

	ASSERT_EQ(0, sys_seccomp(SECCOMP_GET_FEATURES, 0, &features));
	EXPECT_EQ(sizeof(struct seccomp_count), features.counter_size);
	EXPECT_NE(0, features.filter_flags & COUNT);
	ASSERT_EQ(0, no_new_privs());
	/* Only SECCOMP_ATTACH has a place for the descriptor. */
	EXPECT_EQ(-1, attach_verdict(SECCOMP_RET_ALLOW, COUNT));
	EXPECT_EQ(EINVAL, errno);
	/* A failed attach leaves nothing. */
	prog.filter = NO_MEMORY_AT;
	EXPECT_EQ(-1, sys_attach(&attach));
	EXPECT_EQ(EFAULT, errno);
	EXPECT_EQ(free_fd, next_free_fd());
	prog.filter = insns;
	ASSERT_EQ(0, sys_attach(&attach));
	EXPECT_EQ(free_fd, attach.counter_fd);
	EXPECT_EQ(-1, attach.listener_fd);
	EXPECT_EQ(-1, attach.domain_fd);
	EXPECT_NE(0, attach.filter_id);
	EXPECT_EQ(FD_CLOEXEC, fcntl(attach.counter_fd, F_GETFD));
	EXPECT_EQ(O_RDONLY, fcntl(attach.counter_fd, F_GETFL) & O_ACCMODE);
	/* Without the flag there is no counter. */
	attach = attach_of_program(&prog, 0);
	ASSERT_EQ(0, sys_attach(&attach));
	EXPECT_EQ(-1, attach.counter_fd);
}

/* --- Rights --------------------------------------------------------------- */

static int read_without_rights(void *arg)
{
	const int fd = *(int *)arg;
	struct seccomp_count record;

	CHILD_ASSERT_EQ(0, drop_capabilities());
	CHILD_ASSERT_ERRNO(EPERM, pread(fd, &record, sizeof(record), 0));
	/* News are secret, too. */
	CHILD_ASSERT_EQ(0, events_of(fd, 0));
	return 0;
}

TEST_F(count, a_privileged_path_needs_rights)
{
	struct count_how how = {
		.levels = 1,
		.level = { { OTHER_NR, REFUSED, COUNT } },
		.privileged = true,
	};

	if (geteuid())
		SKIP(return, "attaching without no_new_privs needs root");
	ASSERT_TRUE(start_target(&self->t, prepare_count, &how));
	self->fd = self->t.listener;
	CALL_TIMES(2, TEST_ERRNO, OTHER_NR, 0);
	EXPECT_EQ(2, count_of(self->fd, OTHER_NR, SECCOMP_RET_ERRNO));
	CALL_TIMES(1, 0, THIRD_NR, 0);
	EXPECT_EQ(POLLIN, events_of(self->fd, 0));
	EXPECT_EQ(0, exit_summary(in_child(read_without_rights, &self->fd)));
}

static int read_with_rights(void *arg)
{
	const int fd = *(int *)arg;

	CHILD_ASSERT_EQ(0, drop_capabilities());
	CHILD_ASSERT_EQ(2, count_of(fd, OTHER_NR, SECCOMP_RET_ERRNO));
	return 0;
}

TEST_F(count, an_unprivileged_path_needs_none)
{
	START_COUNTED({ OTHER_NR, REFUSED, COUNT });
	CALL_TIMES(2, TEST_ERRNO, OTHER_NR, 0);
	EXPECT_EQ(0, exit_summary(in_child(read_with_rights, &self->fd)));
}

/* Attaching, counting and reading need no capability. */
static int count_as_user(void *arg)
{
	int fd;

	(void)arg;
	become_user(SOME_USER);
	CHILD_ASSERT_EQ(0, no_new_privs());
	fd = count_nr(OTHER_NR, REFUSED, 0);
	CHILD_ASSERT_LE(0, fd);
	call_three_times(NULL);
	CHILD_ASSERT_EQ(POLLIN, events_of(fd, 0));
	CHILD_ASSERT_EQ(2, count_of(fd, COUNTED_NR, ALLOWED));
	CHILD_ASSERT_EQ(1, count_of(fd, OTHER_NR, SECCOMP_RET_ERRNO));
	return 0;
}

TEST_F(count, a_user_without_capabilities_can_count)
{
	if (geteuid())
		SKIP(return, "becoming another user needs root");
	EXPECT_EQ(0, exit_summary(in_child(count_as_user, NULL)));
}

/* The root of a container needs no no_new_privs to attach, but rights to read. */
static int count_in_container(void *arg)
{
	const int *sock = arg;
	struct seccomp_count record;
	int fd;

	if (become_namespace_root(SOME_USER))
		return NO_NAMESPACE;
	fd = count_nr(OTHER_NR, REFUSED, 0);
	CHILD_ASSERT_LE(0, fd);
	CHILD_ASSERT_EQ(0, send_fd(*sock, fd));
	CHILD_ASSERT_EQ(0, exit_summary(in_child(call_three_times, NULL)));
	call_three_times(NULL);
	CHILD_ASSERT_EQ(4, count_of(fd, COUNTED_NR, ALLOWED));
	CHILD_ASSERT_EQ(2, count_of(fd, OTHER_NR, SECCOMP_RET_ERRNO));
	CHILD_ASSERT_EQ(0, drop_capabilities());
	CHILD_ASSERT_ERRNO(EPERM, pread(fd, &record, sizeof(record), 0));
	return 0;
}

TEST_F(count, root_of_a_container)
{
	int pair[2], status, fd = -1;

	if (geteuid())
		SKIP(return, "becoming another user needs root");
	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair));
	status = exit_summary(in_child(count_in_container, &pair[1]));
	if (status == NO_NAMESPACE)
		SKIP(return, NO_USER_NS);
	ASSERT_EQ(0, status);
	/* The root outside has each right inside. */
	ASSERT_TRUE(receive_fd(pair[0], &fd));
	EXPECT_EQ(4, count_of(fd, COUNTED_NR, ALLOWED));
	EXPECT_EQ(2, count_of(fd, OTHER_NR, SECCOMP_RET_ERRNO));
	close(fd);
}

/* The program that the test on_exec starts. */
static void __attribute__((constructor)) exec_probe(int argc, char **argv)
{
	int i;

	if (argc != 2 || strcmp(argv[1], "--exec-probe"))
		return;
	for (i = 0; i < 3; i++)
		syscall(COUNTED_NR);
	_exit(0);
}

TEST_HARNESS_MAIN
