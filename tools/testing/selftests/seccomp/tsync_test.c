// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test SECCOMP_FILTER_FLAG_TSYNC, which attaches a filter to all threads of a
 * process or to none.
 *
 * Tests whose names begin with own_ fail on mainline. Mainline refuses TSYNC for
 * a thread that a filter or strict mode has killed, until it exits.
 */
#include "../kselftest_harness.h"

#include "common.h"
#include "target.h"
#include "notify.h"
#include "tracee.h"

#define TSYNC SECCOMP_FILTER_FLAG_TSYNC
#define TSYNC_ESRCH SECCOMP_FILTER_FLAG_TSYNC_ESRCH
#define NEW_LISTENER SECCOMP_FILTER_FLAG_NEW_LISTENER

/* The filters deny these calls, which have no effect. */
#define DENIED_NR __NR_getppid
#define OTHER_NR __NR_getuid
#define THIRD_NR __NR_getgid
/* This call kills a thread. */
#define KILLED_NR __NR_geteuid

/* "Seccomp" in /proc/PID/status for a killed thread. */
#define MODE_DEAD 3

/* Duration of each race test. */
#define RACE_MS 800

#define WORKERS 4

FIXTURE(tsync)
{
	struct target w[WORKERS];
};

FIXTURE_SETUP(tsync)
{
	int i;

	for (i = 0; i < WORKERS; i++)
		ASSERT_TRUE(start_worker(&self->w[i]));
}

FIXTURE_TEARDOWN(tsync)
{
}

static int tsync_errno(int nr, int err, unsigned int flags)
{
	return attach_nr(nr, SECCOMP_RET_ERRNO | err, TSYNC | flags);
}

/* Let the worker @w attach a filter with @flags. Return 0 or the errno. */
static int attach_in_worker(struct target *w, int nr, int err,
			    unsigned int flags)
{
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(nr, 0, 1),
		INSN_RET(SECCOMP_RET_ERRNO | err),
		INSN_RET(SECCOMP_RET_ALLOW),
	};
	struct sock_fprog prog = { ARRAY_SIZE(insns), insns };

	return err_of(w, __NR_seccomp, SECCOMP_SET_MODE_FILTER, flags,
		      (unsigned long)&prog);
}

#define EXPECT_WORKERS_GET(nr, error)                               \
	do {                                                        \
		int _i;                                             \
		for (_i = 0; _i < WORKERS; _i++)                    \
			EXPECT_EQ(error, err_of(&self->w[_i], nr)); \
	} while (0)

#define EXPECT_WORKERS_STATUS(field, value)                              \
	do {                                                             \
		int _i;                                                  \
		for (_i = 0; _i < WORKERS; _i++)                         \
			EXPECT_EQ(value,                                 \
				  status_field(self->w[_i].pid, field)); \
	} while (0)

/*
 * Success.
 */
TEST_F(tsync, filters_every_thread)
{
	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(0, tsync_errno(DENIED_NR, EXDEV, 0));
	EXPECT_WORKERS_GET(DENIED_NR, EXDEV);
	EXPECT_WORKERS_STATUS("Seccomp", SECCOMP_MODE_FILTER);
	EXPECT_WORKERS_STATUS("Seccomp_filters", 1);
	EXPECT_EQ(-1, syscall(DENIED_NR));
	EXPECT_EQ(EXDEV, errno);
}

TEST_F(tsync, without_flag_filters_caller_only)
{
	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(0, attach_errno(DENIED_NR, EXDEV));
	EXPECT_WORKERS_GET(DENIED_NR, 0);
	EXPECT_WORKERS_STATUS("Seccomp", SECCOMP_MODE_DISABLED);
	EXPECT_EQ(-1, syscall(DENIED_NR));
}

TEST_F(tsync, works_from_non_leader_thread)
{
	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(0, attach_in_worker(&self->w[2], DENIED_NR, EXDEV, TSYNC));
	EXPECT_EQ(-1, syscall(DENIED_NR));
	EXPECT_EQ(EXDEV, errno);
	EXPECT_WORKERS_GET(DENIED_NR, EXDEV);
}

TEST_F(tsync, second_filter_added_to_every_thread)
{
	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(0, tsync_errno(DENIED_NR, EXDEV, 0));
	EXPECT_EQ(0, tsync_errno(OTHER_NR, EPERM, 0));
	EXPECT_WORKERS_GET(DENIED_NR, EXDEV);
	EXPECT_WORKERS_GET(OTHER_NR, EPERM);
	EXPECT_WORKERS_STATUS("Seccomp_filters", 2);
}

/* The other threads' chain is an ancestor of the caller's chain. */
TEST_F(tsync, ancestor_chains_are_extended)
{
	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(0, tsync_errno(DENIED_NR, EXDEV, 0));
	EXPECT_EQ(0, attach_errno(OTHER_NR, EPERM));
	EXPECT_WORKERS_GET(OTHER_NR, 0);
	EXPECT_EQ(0, tsync_errno(THIRD_NR, ENOTTY, 0));
	EXPECT_WORKERS_GET(DENIED_NR, EXDEV);
	EXPECT_WORKERS_GET(OTHER_NR, EPERM);
	EXPECT_WORKERS_GET(THIRD_NR, ENOTTY);
	EXPECT_WORKERS_STATUS("Seccomp_filters", 3);
}

TEST_F(tsync, unfiltered_threads_get_whole_chain)
{
	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(0, attach_errno(DENIED_NR, EXDEV));
	EXPECT_EQ(0, attach_errno(OTHER_NR, EPERM));
	EXPECT_EQ(0, tsync_errno(THIRD_NR, ENOTTY, 0));
	EXPECT_WORKERS_GET(DENIED_NR, EXDEV);
	EXPECT_WORKERS_GET(OTHER_NR, EPERM);
	EXPECT_WORKERS_GET(THIRD_NR, ENOTTY);
}

TEST_F(tsync, later_thread_inherits_filter)
{
	struct target late;

	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(0, tsync_errno(DENIED_NR, EXDEV, 0));
	ASSERT_TRUE(start_worker(&late));
	EXPECT_EQ(EXDEV, err_of(&late, DENIED_NR));
}

static int serve_and_share_memory(void *arg)
{
	return serve(*(int *)arg);
}

/* The process shares the memory, but it is not in the thread group. */
TEST_F(tsync, process_sharing_memory_is_unaffected)
{
	size_t size = 64 * 1024;
	struct target other = {};
	int pair[2];
	char *stack;

	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair));
	stack = mmap(NULL, size, PROT_READ | PROT_WRITE,
		     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	ASSERT_NE(MAP_FAILED, (void *)stack);
	other.pid = clone(serve_and_share_memory, stack + size,
			  CLONE_VM | SIGCHLD, &pair[1]);
	ASSERT_LT(0, other.pid);
	other.sock = pair[0];
	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(0, tsync_errno(DENIED_NR, EXDEV, 0));
	EXPECT_EQ(0, err_of(&other, DENIED_NR));
	EXPECT_EQ(0, status_field(other.pid, "Seccomp"));
	EXPECT_EQ(0, status_field(other.pid, "NoNewPrivs"));
	kill(other.pid, SIGKILL);
	wait_child(other.pid);
}

TEST_F(tsync, threads_sleeping_in_call_are_filtered)
{
	int fds[2], i;
	char byte[WORKERS];

	ASSERT_EQ(0, pipe(fds));
	ASSERT_EQ(0, no_new_privs());
	for (i = 0; i < WORKERS; i++) {
		ASSERT_TRUE(send_call(&self->w[i], __NR_read, fds[0],
				      (unsigned long)&byte[i], 1));
		ASSERT_TRUE(wait_blocked(self->w[i].pid, __NR_read));
	}
	EXPECT_EQ(0, tsync_errno(__NR_read, EXDEV, 0));
	/*
	 * A call that has passed its filters goes on. The next read(2) is
	 * denied.
	 */
	EXPECT_EQ(WORKERS, write(fds[1], "abcd", WORKERS));
	for (i = 0; i < WORKERS; i++)
		EXPECT_EQ(1, outcome_of(&self->w[i]).ret);
	/* A worker exits when it cannot read its next call. */
	for (i = 0; i < WORKERS; i++)
		EXPECT_EQ(EPIPE, outcome_of(&self->w[i]).err);
}

/*
 * Failure, because a thread has a filter that the caller does not have.
 */
TEST_F(tsync, divergent_thread_returns_tid_attaches_nothing)
{
	ASSERT_EQ(0, attach_in_worker(&self->w[1], OTHER_NR, EPERM, 0));
	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(self->w[1].pid, tsync_errno(DENIED_NR, EXDEV, 0));
	EXPECT_WORKERS_GET(DENIED_NR, 0);
	EXPECT_LT(0, syscall(DENIED_NR));
	EXPECT_EQ(0, seccomp_mode());
	EXPECT_EQ(0, filter_count());
	EXPECT_EQ(1, status_field(self->w[1].pid, "Seccomp_filters"));
	EXPECT_EQ(0, status_field(self->w[0].pid, "Seccomp_filters"));
	EXPECT_WORKERS_STATUS("NoNewPrivs", 0);
}

TEST_F(tsync, divergent_thread_with_esrch_flag_esrch)
{
	ASSERT_EQ(0, attach_in_worker(&self->w[3], OTHER_NR, EPERM, 0));
	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(-1, tsync_errno(DENIED_NR, EXDEV, TSYNC_ESRCH));
	EXPECT_EQ(ESRCH, errno);
	EXPECT_WORKERS_GET(DENIED_NR, 0);
	EXPECT_LT(0, syscall(DENIED_NR));
	EXPECT_EQ(0, filter_count());
	EXPECT_WORKERS_STATUS("NoNewPrivs", 0);
}

TEST_F(tsync, divergent_threads_return_tid_of_one)
{
	int named;

	ASSERT_EQ(0, attach_in_worker(&self->w[1], OTHER_NR, EPERM, 0));
	ASSERT_EQ(0, attach_in_worker(&self->w[3], OTHER_NR, EPERM, 0));
	ASSERT_EQ(0, no_new_privs());
	named = tsync_errno(DENIED_NR, EXDEV, 0);
	EXPECT_TRUE(named == self->w[1].pid || named == self->w[3].pid);
	EXPECT_WORKERS_GET(DENIED_NR, 0);
}

/* Equal filters that were attached separately are different chains. */
TEST_F(tsync, divergent_by_equal_filter_attached_separately)
{
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_errno(OTHER_NR, EPERM));
	ASSERT_EQ(0, attach_in_worker(&self->w[0], OTHER_NR, EPERM, 0));
	EXPECT_EQ(self->w[0].pid, tsync_errno(DENIED_NR, EXDEV, 0));
	EXPECT_EQ(1, filter_count());
}

/* The thread's newest filter is no ancestor of the caller's newest filter. */
TEST_F(tsync, divergent_by_one_more_filter)
{
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, tsync_errno(OTHER_NR, EPERM, 0));
	ASSERT_EQ(0, attach_in_worker(&self->w[2], THIRD_NR, ENOTTY, 0));
	EXPECT_EQ(self->w[2].pid, tsync_errno(DENIED_NR, EXDEV, 0));
	EXPECT_WORKERS_GET(DENIED_NR, 0);
	EXPECT_EQ(1, filter_count());
	/* The other threads' chain is an ancestor of that thread's chain. */
	EXPECT_EQ(0, attach_in_worker(&self->w[2], DENIED_NR, EXDEV, TSYNC));
	EXPECT_WORKERS_GET(DENIED_NR, EXDEV);
	EXPECT_EQ(3, filter_count());
}

TEST_F(tsync, divergent_thread_exit_allows_tsync)
{
	ASSERT_EQ(0, attach_in_worker(&self->w[3], OTHER_NR, EPERM, 0));
	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(self->w[3].pid, tsync_errno(DENIED_NR, EXDEV, 0));
	ASSERT_TRUE(end_worker(&self->w[3]));
	EXPECT_EQ(0, tsync_errno(DENIED_NR, EXDEV, 0));
	EXPECT_EQ(EXDEV, err_of(&self->w[0], DENIED_NR));
}

TEST_F(tsync, divergent_by_strict_mode)
{
	ASSERT_TRUE(send_call(&self->w[1], __NR_prctl, PR_SET_SECCOMP,
			      SECCOMP_MODE_STRICT));
	ASSERT_EQ(0, outcome_of(&self->w[1]).ret);
	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(self->w[1].pid, tsync_errno(DENIED_NR, EXDEV, 0));
	EXPECT_EQ(-1, tsync_errno(DENIED_NR, EXDEV, TSYNC_ESRCH));
	EXPECT_EQ(ESRCH, errno);
	EXPECT_EQ(SECCOMP_MODE_STRICT, status_field(self->w[1].pid, "Seccomp"));
	EXPECT_EQ(0, err_of(&self->w[0], DENIED_NR));
	EXPECT_EQ(0, seccomp_mode());
}

static int name_thread_in_new_pid_namespace(void *arg)
{
	struct target w;

	(void)arg;
	CHILD_ASSERT_EQ(1, getpid());
	CHILD_ASSERT(start_worker(&w));
	CHILD_ASSERT_EQ(2, w.pid);
	CHILD_ASSERT_EQ(0, attach_in_worker(&w, OTHER_NR, EPERM, 0));
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(2, tsync_errno(DENIED_NR, EXDEV, 0));
	return 0;
}

TEST(divergent_tid_is_in_callers_pid_namespace)
{
	int ended;

	ASSERT_EQ(0, unshare(CLONE_NEWPID));
	ended = in_child(name_thread_in_new_pid_namespace, NULL);
	EXPECT_EQ(0, exit_summary(ended));
}

/*
 * no_new_privs.
 */
TEST_F(tsync, no_new_privs_set_on_every_thread)
{
	EXPECT_WORKERS_STATUS("NoNewPrivs", 0);
	ASSERT_EQ(0, no_new_privs());
	EXPECT_WORKERS_STATUS("NoNewPrivs", 0);
	EXPECT_EQ(0, tsync_errno(DENIED_NR, EXDEV, 0));
	EXPECT_WORKERS_STATUS("NoNewPrivs", 1);
}

TEST_F(tsync, no_new_privs_not_set_by_privileged_caller)
{
	EXPECT_EQ(0, tsync_errno(DENIED_NR, EXDEV, 0));
	EXPECT_EQ(0, status_field(0, "NoNewPrivs"));
	EXPECT_WORKERS_STATUS("NoNewPrivs", 0);
	EXPECT_WORKERS_GET(DENIED_NR, EXDEV);
}

TEST_F(tsync, no_new_privs_missing_unprivileged_eacces)
{
	ASSERT_EQ(0, drop_capabilities());
	EXPECT_EQ(-1, tsync_errno(DENIED_NR, EXDEV, 0));
	EXPECT_EQ(EACCES, errno);
	EXPECT_WORKERS_GET(DENIED_NR, 0);
	EXPECT_WORKERS_STATUS("Seccomp", 0);
	EXPECT_EQ(0, seccomp_mode());
	/*
	 * The siblings keep their capabilities. Only the caller's capabilities
	 * count.
	 */
	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(0, tsync_errno(DENIED_NR, EXDEV, 0));
	EXPECT_WORKERS_GET(DENIED_NR, EXDEV);
}

/*
 * Failures before the kernel checks the threads.
 */
TEST_F(tsync, bad_program_changes_no_thread)
{
	struct sock_filter no_return[] = { INSN_LOAD_NR };
	struct sock_fprog faulting = { 1, unmapped_page() };

	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(-1, attach(no_return, 1, TSYNC));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(-1, sys_seccomp(SECCOMP_SET_MODE_FILTER, TSYNC, &faulting));
	EXPECT_EQ(EFAULT, errno);
	EXPECT_WORKERS_STATUS("Seccomp", 0);
	EXPECT_WORKERS_STATUS("NoNewPrivs", 0);
}

/*
 * TSYNC with a listener.
 */
TEST_F(tsync, listener_without_esrch_flag_einval)
{
	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(-1, attach_nr(DENIED_NR, SECCOMP_RET_USER_NOTIF,
				TSYNC | NEW_LISTENER));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_WORKERS_STATUS("Seccomp", 0);
}

TEST_F(tsync, listener_is_notified_by_every_thread)
{
	struct seccomp_notif n;
	int fd, i;

	ASSERT_EQ(0, no_new_privs());
	fd = attach_nr(DENIED_NR, SECCOMP_RET_USER_NOTIF,
		       TSYNC | TSYNC_ESRCH | NEW_LISTENER);
	ASSERT_GE(fd, 0);
	for (i = 0; i < WORKERS; i++) {
		ASSERT_TRUE(send_call(&self->w[i], DENIED_NR));
		ASSERT_EQ(0, receive(fd, &n));
		EXPECT_EQ((__u32)self->w[i].pid, n.pid);
		EXPECT_EQ(0, respond_value(fd, n.id, 10 + i));
		EXPECT_EQ(10 + i, outcome_of(&self->w[i]).ret);
	}
}

TEST_F(tsync, listener_divergent_thread_esrch_leaks_no_fd)
{
	int next;

	ASSERT_EQ(0, attach_in_worker(&self->w[0], OTHER_NR, EPERM, 0));
	ASSERT_EQ(0, no_new_privs());
	next = dup(0);
	close(next);
	EXPECT_EQ(-1, attach_nr(DENIED_NR, SECCOMP_RET_USER_NOTIF,
				TSYNC | TSYNC_ESRCH | NEW_LISTENER));
	EXPECT_EQ(ESRCH, errno);
	EXPECT_EQ(next, dup(0));
	EXPECT_LT(0, syscall(DENIED_NR));
	EXPECT_WORKERS_GET(DENIED_NR, 0);
	EXPECT_EQ(0, filter_count());
}

TEST_F(tsync, esrch_flag_alone_filters_caller_only)
{
	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(0,
		  attach_nr(DENIED_NR, SECCOMP_RET_ERRNO | EXDEV, TSYNC_ESRCH));
	EXPECT_WORKERS_GET(DENIED_NR, 0);
	EXPECT_EQ(-1, syscall(DENIED_NR));
}

/*
 * Threads that exit.
 */
static void *tsync_after_leader_exit(void *arg)
{
	(void)arg;
	/* The dead leader stays a zombie until the last thread has exited. */
	CHILD_ASSERT(wait_state(getpid(), 'Z'));
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, tsync_errno(DENIED_NR, EXDEV, 0));
	CHILD_ASSERT_ERRNO(EXDEV, syscall(DENIED_NR));
	_exit(42);
}

enum leader { UNFILTERED, WITH_OWN_FILTER, IN_STRICT_MODE };

static int run_leader(void *arg)
{
	enum leader leader = *(enum leader *)arg;
	pthread_t thread;

	CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL,
					  tsync_after_leader_exit, NULL));
	if (leader == WITH_OWN_FILTER)
		CHILD_ASSERT_EQ(0, attach_errno(OTHER_NR, EPERM));
	if (leader == IN_STRICT_MODE)
		CHILD_ASSERT_EQ(0, enter_strict());
	sys_exit(0);
}

TEST(zombie_leader_is_skipped)
{
	enum leader leader = UNFILTERED;

	EXPECT_EQ(42, exit_summary(in_child(run_leader, &leader)));
}

TEST(zombie_leader_with_divergent_filter_is_skipped)
{
	enum leader leader = WITH_OWN_FILTER;

	EXPECT_EQ(42, exit_summary(in_child(run_leader, &leader)));
}

TEST(zombie_leader_in_strict_mode_is_skipped)
{
	enum leader leader = IN_STRICT_MODE;

	EXPECT_EQ(42, exit_summary(in_child(run_leader, &leader)));
}

/*
 * Threads that die. A tracer holds the thread in the event of its exit. The thread
 * then runs no code of user space any more, but the kernel has not yet begun to
 * release it.
 */
enum death { BY_FILTER, BY_STRICT_MODE, BY_EXIT };

struct dying {
	enum death death;
	pid_t tid;
	int pipe[2];
};

static void *die(void *arg)
{
	struct dying *dying = arg;
	char byte;

	/* Strict mode allows no gettid(2). */
	SHARED_STORE(dying->tid, sys_gettid());
	if (dying->death == BY_STRICT_MODE)
		CHILD_ASSERT_EQ(0, enter_strict());
	if (dying->death == BY_EXIT)
		CHILD_ASSERT_EQ(0, attach_errno(OTHER_NR, EPERM));
	CHILD_ASSERT_EQ(1, syscall(__NR_read, dying->pipe[0], &byte, 1));
	if (dying->death != BY_EXIT)
		syscall(KILLED_NR);
	sys_exit(0);
	return NULL;
}

/* The thread gets the filter of this target, except in strict mode. */
static int prepare_dying(void *arg)
{
	struct dying *dying = arg;
	pthread_t thread;

	CHILD_ASSERT_EQ(0, no_new_privs());
	if (dying->death != BY_STRICT_MODE)
		CHILD_ASSERT_EQ(0, attach_nr(KILLED_NR, SECCOMP_RET_KILL_THREAD,
					     0));
	CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, die, dying));
	return NO_LISTENER;
}

FIXTURE(dying)
{
	struct target t;
	struct dying *dying;
};

FIXTURE_SETUP(dying)
{
	self->dying = shared_page();
	ASSERT_NE(NULL, self->dying);
	ASSERT_EQ(0, pipe(self->dying->pipe));
}

FIXTURE_TEARDOWN(dying)
{
	/* A tracer must release a traced thread before the leader can end. */
	if (self->dying->tid)
		ptrace(PTRACE_DETACH, self->dying->tid, NULL, NULL);
	discard_target(&self->t);
}

/* Start a target and hold its second thread in the event of its exit. */
static bool hold_at_exit(FIXTURE_DATA(dying) * self, enum death death)
{
	pid_t tid;

	self->dying->death = death;
	if (!start_target(&self->t, prepare_dying, self->dying) ||
	    !WAIT_UNTIL(SHARED_LOAD(self->dying->tid)))
		return false;
	tid = self->dying->tid;
	return !seize(tid, PTRACE_O_TRACEEXIT) &&
	       write(self->dying->pipe[1], "x", 1) == 1 &&
	       wait_stop(tid) == STOP_EVENT + PTRACE_EVENT_EXIT;
}

/* The target has a copy of this program at the same address. */
static struct sock_filter deny[] = {
	INSN_LOAD_NR,
	INSN_JEQ(DENIED_NR, 0, 1),
	INSN_RET(SECCOMP_RET_ERRNO | EXDEV),
	INSN_RET(SECCOMP_RET_ALLOW),
};

static struct sock_fprog deny_prog = { ARRAY_SIZE(deny), deny };

/* Return the result of TSYNC in the target. */
static long tsync_in_target(struct target *t)
{
	return call_and_wait(t, __NR_seccomp, SECCOMP_SET_MODE_FILTER, TSYNC,
			     (unsigned long)&deny_prog)
		.ret;
}

TEST_F(dying, own_thread_killed_by_filter_is_skipped)
{
	ASSERT_TRUE(hold_at_exit(self, BY_FILTER));
	ASSERT_EQ(MODE_DEAD, status_field(self->dying->tid, "Seccomp"));
	EXPECT_EQ(0, tsync_in_target(&self->t));
	EXPECT_EQ(EXDEV, err_of(&self->t, DENIED_NR));
	EXPECT_EQ(2, status_field(self->t.pid, "Seccomp_filters"));
	/* The thread keeps its mode and gets no filter. */
	EXPECT_EQ(MODE_DEAD, status_field(self->dying->tid, "Seccomp"));
	EXPECT_EQ(1, status_field(self->dying->tid, "Seccomp_filters"));
}

TEST_F(dying, own_thread_killed_in_strict_mode_is_skipped)
{
	ASSERT_TRUE(hold_at_exit(self, BY_STRICT_MODE));
	ASSERT_EQ(MODE_DEAD, status_field(self->dying->tid, "Seccomp"));
	EXPECT_EQ(0, tsync_in_target(&self->t));
	EXPECT_EQ(EXDEV, err_of(&self->t, DENIED_NR));
	EXPECT_EQ(MODE_DEAD, status_field(self->dying->tid, "Seccomp"));
	EXPECT_EQ(0, status_field(self->dying->tid, "Seccomp_filters"));
}

/* A thread that nothing has killed counts until its exit begins. */
TEST_F(dying, thread_before_its_exit_diverges)
{
	ASSERT_TRUE(hold_at_exit(self, BY_EXIT));
	ASSERT_EQ(SECCOMP_MODE_FILTER,
		  status_field(self->dying->tid, "Seccomp"));
	EXPECT_EQ(self->dying->tid, tsync_in_target(&self->t));
	EXPECT_EQ(0, err_of(&self->t, DENIED_NR));
	EXPECT_EQ(1, status_field(self->t.pid, "Seccomp_filters"));
	EXPECT_EQ(2, status_field(self->dying->tid, "Seccomp_filters"));
}

/*
 * Races, each for a limited time. A test checks what must always hold. It does
 * not check how often the race occurred.
 */
static int synced, stop;

struct racer {
	pthread_t thread;
	long rounds, wrong;
};

/* A thread that starts after TSYNC has returned must have the filter. */
static void *short_thread(void *arg)
{
	struct racer *racer = arg;
	int before = SHARED_LOAD(synced);

	if (before && syscall(DENIED_NR) != -1)
		SHARED_INC(racer->wrong);
	SHARED_INC(racer->rounds);
	return NULL;
}

static void *create_threads(void *arg)
{
	struct racer *racer = arg;
	pthread_t thread;

	while (!SHARED_LOAD(stop)) {
		if (pthread_create(&thread, NULL, short_thread, racer)) {
			racer->wrong++;
			break;
		}
		pthread_join(thread, NULL);
	}
	return NULL;
}

static int race_with_new_threads(void *arg)
{
	struct racer racers[2] = {};
	int i;

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	for (i = 0; i < 2; i++)
		CHILD_ASSERT_EQ(0, pthread_create(&racers[i].thread, NULL,
						  create_threads, &racers[i]));
	CHILD_ASSERT(WAIT_UNTIL(SHARED_LOAD(racers[0].rounds)));
	CHILD_ASSERT(WAIT_UNTIL(SHARED_LOAD(racers[1].rounds)));
	CHILD_ASSERT_EQ(0, tsync_errno(DENIED_NR, EXDEV, 0));
	SHARED_STORE(synced, 1);
	i = SHARED_LOAD(racers[0].rounds);
	CHILD_ASSERT(WAIT_UNTIL(SHARED_LOAD(racers[0].rounds) > i + 2));
	SHARED_STORE(stop, 1);
	for (i = 0; i < 2; i++)
		pthread_join(racers[i].thread, NULL);
	CHILD_ASSERT_EQ(0, racers[0].wrong);
	CHILD_ASSERT_EQ(0, racers[1].wrong);
	return 0;
}

TEST(race_new_threads_are_filtered)
{
	long long end = now_ms() + RACE_MS;
	int rounds = 0;

	do {
		ASSERT_EQ(0,
			  exit_summary(in_child(race_with_new_threads, NULL)));
		rounds++;
	} while (now_ms() < end);
	TH_LOG("%d rounds", rounds);
}

/* Threads start and exit all the time. TSYNC must not fail because of them. */
static int race_with_exits(void *arg)
{
	struct racer racers[2] = {};
	int i;

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	for (i = 0; i < 2; i++)
		CHILD_ASSERT_EQ(0, pthread_create(&racers[i].thread, NULL,
						  create_threads, &racers[i]));
	for (i = 0; i < 50; i++)
		CHILD_ASSERT_EQ(0, tsync_errno(OTHER_NR, EPERM, 0));
	CHILD_ASSERT_EQ(50, filter_count());
	SHARED_STORE(stop, 1);
	for (i = 0; i < 2; i++)
		pthread_join(racers[i].thread, NULL);
	return 0;
}

TEST(race_exiting_threads_do_not_fail_tsync)
{
	long long end = now_ms() + RACE_MS;
	int rounds = 0;

	do {
		ASSERT_EQ(0, exit_summary(in_child(race_with_exits, NULL)));
		rounds++;
	} while (now_ms() < end);
	TH_LOG("%d rounds of 50", rounds);
}

/* A child that a thread forks after TSYNC has returned must have the filter. */
static void *fork_children(void *arg)
{
	struct racer *racer = arg;
	int before, status;
	pid_t pid;

	while (!SHARED_LOAD(stop)) {
		before = SHARED_LOAD(synced);
		pid = fork();
		if (!pid) {
			if (before)
				CHILD_ASSERT_EQ(-1, syscall(DENIED_NR));
			/* A child with the mode must also have the filter. */
			if (seccomp_mode() == SECCOMP_MODE_FILTER)
				CHILD_ASSERT_EQ(-1, syscall(DENIED_NR));
			_exit(0);
		}
		status = wait_child(pid);
		racer->wrong += !exited_with(status, 0);
		SHARED_INC(racer->rounds);
	}
	return NULL;
}

static int race_with_forks(void *arg)
{
	struct racer racers[2] = {};
	long seen;
	int i;

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	for (i = 0; i < 2; i++)
		CHILD_ASSERT_EQ(0, pthread_create(&racers[i].thread, NULL,
						  fork_children, &racers[i]));
	CHILD_ASSERT(WAIT_UNTIL(SHARED_LOAD(racers[0].rounds)));
	CHILD_ASSERT(WAIT_UNTIL(SHARED_LOAD(racers[1].rounds)));
	CHILD_ASSERT_EQ(0, tsync_errno(DENIED_NR, EXDEV, 0));
	SHARED_STORE(synced, 1);
	seen = SHARED_LOAD(racers[0].rounds);
	CHILD_ASSERT(WAIT_UNTIL(SHARED_LOAD(racers[0].rounds) > seen + 1));
	SHARED_STORE(stop, 1);
	for (i = 0; i < 2; i++)
		pthread_join(racers[i].thread, NULL);
	CHILD_ASSERT_EQ(0, racers[0].wrong);
	CHILD_ASSERT_EQ(0, racers[1].wrong);
	return 0;
}

TEST(race_forked_children_are_filtered)
{
	long long end = now_ms() + RACE_MS;
	int rounds = 0;

	do {
		ASSERT_EQ(0, exit_summary(in_child(race_with_forks, NULL)));
		rounds++;
	} while (now_ms() < end);
	TH_LOG("%d rounds", rounds);
}

/*
 * Two threads use TSYNC at the same time. The kernel serializes them, and both
 * succeed.
 */
static pthread_barrier_t both;

static void *tsync_together(void *arg)
{
	struct racer *racer = arg;

	pthread_barrier_wait(&both);
	if (tsync_errno(DENIED_NR, EXDEV, 0))
		racer->wrong++;
	return NULL;
}

static int race_of_two_tsyncs(void *arg)
{
	struct racer racers[2] = {};
	int i;

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	pthread_barrier_init(&both, NULL, 2);
	for (i = 0; i < 2; i++)
		CHILD_ASSERT_EQ(0, pthread_create(&racers[i].thread, NULL,
						  tsync_together, &racers[i]));
	for (i = 0; i < 2; i++)
		pthread_join(racers[i].thread, NULL);
	/* The main thread's chain has both filters, in either order. */
	CHILD_ASSERT_EQ(2, filter_count());
	CHILD_ASSERT_EQ(0, racers[0].wrong);
	CHILD_ASSERT_EQ(0, racers[1].wrong);
	return 0;
}

TEST(race_two_tsyncs_both_succeed)
{
	long long end = now_ms() + RACE_MS;
	int rounds = 0;

	do {
		ASSERT_EQ(0, exit_summary(in_child(race_of_two_tsyncs, NULL)));
		rounds++;
	} while (now_ms() < end);
	TH_LOG("%d rounds", rounds);
}

/*
 * One thread uses TSYNC while another one executes a new program. Either may be
 * first. If TSYNC returned success, the new program must have the filter.
 */
#define EXEC_CHECK "tsync-exec-check"

/* The new program runs this function before main(). */
static __attribute__((constructor)) void check_after_exec(int argc, char **argv)
{
	int *done;

	if (argc != 2 || strcmp(argv[0], EXEC_CHECK))
		return;
	done = mmap(NULL, sysconf(_SC_PAGESIZE), PROT_READ, MAP_SHARED,
		    atoi(argv[1]), 0);
	CHILD_ASSERT_OBJECT(done);
	if (!SHARED_LOAD(*done))
		_exit(10);
	CHILD_ASSERT_ERRNO(EXDEV, syscall(DENIED_NR));
	_exit(0);
}

struct exec_race {
	int memfd;
	int *done;
	unsigned int spin;
};

static void *execute(void *arg)
{
	struct exec_race *race = arg;
	char fd[16];
	unsigned int i;

	snprintf(fd, sizeof(fd), "%d", race->memfd);
	pthread_barrier_wait(&both);
	for (i = 0; i < race->spin; i++)
		asm volatile("");
	CHILD_ASSERT_NO_RETURN(execl("/proc/self/exe", EXEC_CHECK, fd, NULL));
}

static int race_with_exec(void *arg)
{
	struct exec_race *race = arg;
	pthread_t thread;

	SHARED_STORE(*race->done, 0);
	pthread_barrier_init(&both, NULL, 2);
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, execute, race));
	pthread_barrier_wait(&both);
	if (!tsync_errno(DENIED_NR, EXDEV, 0))
		SHARED_STORE(*race->done, 1);
	for (;;)
		pause();
}

TEST(race_exec_after_tsync_keeps_filter)
{
	int late = 0, early = 0, ended;
	long long end = now_ms() + RACE_MS;
	struct exec_race race = {};

	race.memfd = memfd_create("done", 0);
	ASSERT_GE(race.memfd, 0);
	ASSERT_EQ(0, ftruncate(race.memfd, sysconf(_SC_PAGESIZE)));
	race.done = mmap(NULL, sysconf(_SC_PAGESIZE), PROT_READ | PROT_WRITE,
			 MAP_SHARED, race.memfd, 0);
	ASSERT_NE(MAP_FAILED, (void *)race.done);
	do {
		race.spin = (race.spin + 97) % 20000;
		ended = exit_summary(in_child(race_with_exec, &race));
		/*
		 * 0: the filter is present. 10: exec was done before TSYNC
		 * returned.
		 */
		ASSERT_TRUE(ended == 0 || ended == 10)
		TH_LOG("the new program exited with %d", ended);
		late += ended == 0;
		early += ended == 10;
	} while (now_ms() < end);
	TH_LOG("TSYNC was first %d times, exec %d times", late, early);
}

TEST_HARNESS_MAIN
