// SPDX-License-Identifier: GPL-2.0-only
/*
 * A tracer with filters: it suspends and reads those filters of its tracee that it
 * does not have itself.
 */
#include "../kselftest_harness.h"

#include "common.h"
#include "target.h"
#include "tracee.h"

#include <linux/seccomp_ext.h>

/* The filters of tracer and tracee deny the first call, those of the tracee both. */
#define SHARED_NR __NR_getpgid
#define TRACEE_NR __NR_getppid
#define DENIED_ERRNO EXDEV

struct tracer {
	bool filtered; /* the tracer has a filter */
	bool inherited; /* the tracee has it, too */
};

static int attach_own(void *unused)
{
	(void)unused;
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_errno(TRACEE_NR, DENIED_ERRNO));
	return NO_LISTENER;
}

static void attach_shared(void)
{
	CHILD_ASSERT_EQ(0, attach_errno(SHARED_NR, DENIED_ERRNO));
}

/* Start a tracee in the order in which it gets the shared filter, or not. */
static void start_tracee(struct target *t, const struct tracer *how)
{
	if (how->filtered && how->inherited)
		attach_shared();
	CHILD_ASSERT(start_target(t, attach_own, NULL));
	if (how->filtered && !how->inherited)
		attach_shared();
}

static bool set_options(pid_t pid, unsigned long options)
{
	return !ptrace(PTRACE_SETOPTIONS, pid, NULL,
		       options | PTRACE_O_TRACESYSGOOD);
}

static void end_tracee(struct target *t)
{
	kill(t->pid, SIGKILL);
	while (wait_stop(t->pid) < ENDED_BY_EXIT)
		;
}

static int child_suspends(void *arg)
{
	const struct tracer *how = arg;
	const int shared = how->filtered ? DENIED_ERRNO : 0;
	struct target t;

	start_tracee(&t, how);
	CHILD_ASSERT_EQ(0, seize(t.pid, 0));
	CHILD_ASSERT(interrupt(t.pid));
	CHILD_ASSERT(set_options(t.pid, PTRACE_O_SUSPEND_SECCOMP));
	CHILD_ASSERT_EQ(0, resume(t.pid, PTRACE_CONT));
	CHILD_ASSERT_EQ(0, err_of(&t, TRACEE_NR));
	CHILD_ASSERT_EQ(shared, err_of(&t, SHARED_NR, 0));
	CHILD_ASSERT_EQ(0, err_of(&t, __NR_getuid));
	CHILD_ASSERT(interrupt(t.pid));
	CHILD_ASSERT(set_options(t.pid, 0));
	CHILD_ASSERT_EQ(0, resume(t.pid, PTRACE_CONT));
	CHILD_ASSERT_EQ(DENIED_ERRNO, err_of(&t, TRACEE_NR));
	end_tracee(&t);
	return 0;
}

TEST(suspend_by_a_filtered_tracer_keeps_its_own_filters)
{
	struct tracer how = { .filtered = true, .inherited = true };

	EXPECT_EQ(0, exit_summary(in_child(child_suspends, &how)));
}

TEST(suspend_by_an_unfiltered_tracer_suspends_all)
{
	struct tracer how = {};

	EXPECT_EQ(0, exit_summary(in_child(child_suspends, &how)));
}

static int child_may_not_suspend(void *arg)
{
	struct target t;

	start_tracee(&t, arg);
	CHILD_ASSERT_EQ(0, seize(t.pid, 0));
	CHILD_ASSERT(interrupt(t.pid));
	CHILD_ASSERT(!set_options(t.pid, PTRACE_O_SUSPEND_SECCOMP));
	CHILD_ASSERT_EQ(EPERM, errno);
	CHILD_ASSERT_EQ(0, resume(t.pid, PTRACE_CONT));
	CHILD_ASSERT_EQ(DENIED_ERRNO, err_of(&t, TRACEE_NR));
	end_tracee(&t);
	return 0;
}

TEST(suspend_needs_the_filters_of_the_tracer_in_the_tracee)
{
	struct tracer how = { .filtered = true };

	EXPECT_EQ(0, exit_summary(in_child(child_may_not_suspend, &how)));
}

/* The tracee is not stopped yet when the options of PTRACE_SEIZE are set. */
static int child_may_not_seize_suspended(void *arg)
{
	struct target t;

	start_tracee(&t, arg);
	CHILD_ASSERT_ERRNO(EPERM, seize(t.pid, PTRACE_O_SUSPEND_SECCOMP));
	CHILD_ASSERT_EQ(DENIED_ERRNO, err_of(&t, TRACEE_NR));
	CHILD_ASSERT_EQ(0, exit_summary(end_target(&t)));
	return 0;
}

TEST(suspend_by_seize_is_for_unfiltered_tracers)
{
	struct tracer how = { .filtered = true, .inherited = true };

	EXPECT_EQ(0,
		  exit_summary(in_child(child_may_not_seize_suspended, &how)));
}

static int child_suspends_and_leaves(void *arg)
{
	struct target *t = arg;

	CHILD_ASSERT_EQ(0, seize(t->pid, 0));
	CHILD_ASSERT(interrupt(t->pid));
	CHILD_ASSERT(set_options(t->pid, PTRACE_O_SUSPEND_SECCOMP));
	CHILD_ASSERT_EQ(0, ptrace(PTRACE_DETACH, t->pid, NULL, NULL));
	return 0;
}

struct two_tracers {
	struct target t;
	int pipe[2];
};

/* The tracee gets the filter of this tracer, and the parent has none. */
static int child_starts_and_suspends(void *arg)
{
	struct tracer how = { .filtered = true, .inherited = true };
	struct two_tracers *both = arg;
	struct target t;

	/* fork() stores the result in the child, too, so not in shared memory. */
	start_tracee(&t, &how);
	child_suspends_and_leaves(&t);
	CHILD_ASSERT_EQ(DENIED_ERRNO, err_of(&t, TRACEE_NR));
	both->t = t;
	CHILD_ASSERT_EQ(1, write(both->pipe[1], "x", 1));
	pause();
	return 0;
}

/* What one tracer has kept must not bind the next one. */
TEST(suspend_by_the_next_tracer_begins_anew)
{
	struct two_tracers *both = mmap(NULL, sizeof(*both),
					PROT_READ | PROT_WRITE,
					MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct target t;
	char byte;
	int pidfd, sock;
	pid_t pid;

	ASSERT_NE(both, MAP_FAILED);
	ASSERT_EQ(pipe(both->pipe), 0);
	pid = start_child(child_starts_and_suspends, both);
	ASSERT_EQ(read(both->pipe[0], &byte, 1), 1);
	t = both->t;
	pidfd = syscall(434, pid, 0); /* pidfd_open(2) */
	ASSERT_GE(pidfd, 0);
	sock = syscall(438, pidfd, t.sock, 0); /* pidfd_getfd(2) */
	ASSERT_GE(sock, 0);
	t.sock = sock;
	ASSERT_EQ(seize(t.pid, PTRACE_O_SUSPEND_SECCOMP), 0);
	EXPECT_EQ(0, err_of(&t, TRACEE_NR));
	EXPECT_EQ(0, err_of(&t, SHARED_NR, 0));
	kill(t.pid, SIGKILL);
	while (wait_stop(t.pid) < ENDED_BY_EXIT)
		;
	kill(pid, SIGKILL);
	wait_child(pid);
}

/* --- Reading filters ----------------------------------------------------- */

static long get_filter(pid_t pid, unsigned long number)
{
	return ptrace(PTRACE_SECCOMP_GET_FILTER, pid, number, NULL);
}

static int child_reads_filters(void *arg)
{
	struct target t;

	start_tracee(&t, arg);
	CHILD_ASSERT_EQ(0, seize(t.pid, 0));
	CHILD_ASSERT(interrupt(t.pid));
	CHILD_ASSERT_LT(0, get_filter(t.pid, 0));
	CHILD_ASSERT_ERRNO(ENOENT, get_filter(t.pid, 1));
	end_tracee(&t);
	return 0;
}

TEST(suspend_filters_below_those_of_the_tracer_have_no_number)
{
	struct tracer how = { .filtered = true, .inherited = true };

	EXPECT_EQ(0, exit_summary(in_child(child_reads_filters, &how)));
	how.filtered = false;
	EXPECT_EQ(0, exit_summary(in_child(child_reads_filters, &how)));
}

static int child_may_not_read(void *arg)
{
	struct target t;

	start_tracee(&t, arg);
	CHILD_ASSERT_EQ(0, seize(t.pid, 0));
	CHILD_ASSERT(interrupt(t.pid));
	CHILD_ASSERT_ERRNO(EACCES, get_filter(t.pid, 0));
	end_tracee(&t);
	return 0;
}

TEST(suspend_filters_of_unrelated_tasks_cannot_be_read)
{
	struct tracer how = { .filtered = true };

	EXPECT_EQ(0, exit_summary(in_child(child_may_not_read, &how)));
}

TEST_HARNESS_MAIN
