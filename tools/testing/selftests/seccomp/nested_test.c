// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test several listeners on a path: which of them may be attached, in which order
 * their supervisors are asked, and what happens when some of them are gone.
 */
#include "../kselftest_harness.h"

#include "common.h"
#include "target.h"
#include "notify.h"
#include "tracee.h"
#include "deep.h"
#include "nested.h"

#define TESTED_ERRNO EDOM
#define REPLY 4711

#define NOTIFY SECCOMP_RET_USER_NOTIF
#define ALL(verdict, flags) \
	((struct level){ NOTIFIED_NR, (verdict), (flags), NULL })

FIXTURE(nested)
{
	struct nest nest;
	struct seccomp_notif notif;
};

FIXTURE_SETUP(nested)
{
	self->nest.t = (struct target){ .pid = -1, .sock = -1, .listener = -1 };
	self->nest.handler_flags = -1;
	if (nested_listeners_are_missing())
		SKIP(return, NO_NESTED);
}

FIXTURE_TEARDOWN(nested)
{
	discard_nest(&self->nest);
}

/* Start a target with these filters, the oldest one first. */
#define START(...)                                                   \
	do {                                                         \
		const struct level levels_[] = { __VA_ARGS__ };      \
		memcpy(self->nest.levels, levels_, sizeof(levels_)); \
		self->nest.count = ARRAY_SIZE(levels_);              \
		ASSERT_TRUE(start_nest(&self->nest));                \
	} while (0)

#define LISTENER(i) (self->nest.listeners[i])

/* Receive at one listener, while no other one has anything to receive. */
#define ASSERT_ASKED(i)                                                   \
	do {                                                              \
		unsigned int other_;                                      \
		ASSERT_EQ(0, receive(LISTENER(i), &self->notif));         \
		for (other_ = 0; other_ < self->nest.count; other_++)     \
			if (LISTENER(other_) >= 0)                        \
				EXPECT_FALSE(is_asked(LISTENER(other_))); \
	} while (0)

#define CONTINUE_AT(i) \
	ASSERT_EQ(0, respond_continue(LISTENER(i), self->notif.id))

/*
 * Attaching
 */

#define EXPECT_CHILD(fn, arg) EXPECT_EQ(0, exit_summary(in_child(fn, arg)))

#define EXPECT_ATTACH_ERRNO(err, flags)                                   \
	do {                                                              \
		const long before_ = filter_count();                      \
		const int fd_ = dup(STDOUT_FILENO);                       \
		int free_;                                                \
		CHILD_ASSERT_LE(0, fd_);                                  \
		CHILD_ASSERT_EQ(0, close(fd_));                           \
		CHILD_ASSERT_ERRNO(err, attach_verdict(SECCOMP_RET_ALLOW, \
						       (flags)));         \
		CHILD_ASSERT_EQ(before_, filter_count());                 \
		free_ = dup(STDOUT_FILENO);                               \
		CHILD_ASSERT_EQ(fd_, free_);                              \
		CHILD_ASSERT_EQ(0, close(free_));                         \
	} while (0)

static int attach_listener(unsigned int flags)
{
	int fd = attach_verdict(SECCOMP_RET_ALLOW, LISTENS | flags);

	CHILD_ASSERT_LE(0, fd);
	return fd;
}

static int attach_without_listener(void *unused)
{
	(void)unused;
	CHILD_ASSERT_EQ(0, no_new_privs());
	EXPECT_ATTACH_ERRNO(EINVAL, NESTS);
	EXPECT_ATTACH_ERRNO(EINVAL, NESTS | SECCOMP_FILTER_FLAG_LOG);
	EXPECT_ATTACH_ERRNO(EINVAL, NESTS | SECCOMP_FILTER_FLAG_TSYNC);
	attach_listener(NESTS | SECCOMP_FILTER_FLAG_TSYNC |
			SECCOMP_FILTER_FLAG_TSYNC_ESRCH |
			SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV |
			SECCOMP_FILTER_FLAG_LOG);
	return 0;
}

TEST_F(nested, flag_needs_a_listener)
{
	EXPECT_CHILD(attach_without_listener, NULL);
}

static int attach_on_open(void *unused)
{
	int outer, inner;

	(void)unused;
	CHILD_ASSERT_EQ(0, no_new_privs());
	outer = attach_listener(0);
	/* The flag of the inner listener does not help. */
	EXPECT_ATTACH_ERRNO(EBUSY, LISTENS);
	EXPECT_ATTACH_ERRNO(EBUSY, LISTENS_NESTED);
	CHILD_ASSERT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0));
	EXPECT_ATTACH_ERRNO(EBUSY, LISTENS_NESTED);
	close(outer);
	outer = attach_listener(NESTS);
	inner = attach_listener(0);
	EXPECT_ATTACH_ERRNO(EBUSY, LISTENS_NESTED);
	/* The outer one has the flag, but the inner one has not. */
	close(outer);
	EXPECT_ATTACH_ERRNO(EBUSY, LISTENS_NESTED);
	close(inner);
	attach_listener(0);
	return 0;
}

TEST_F(nested, each_open_listener_outside_needs_the_flag)
{
	EXPECT_CHILD(attach_on_open, NULL);
}

static int attach_many(void *unused)
{
	int fds[MAX_LISTENERS], i;

	(void)unused;
	CHILD_ASSERT_EQ(0, no_new_privs());
	for (i = 0; i < MAX_LISTENERS; i++)
		fds[i] = attach_listener(NESTS);
	EXPECT_ATTACH_ERRNO(EBUSY, LISTENS_NESTED);
	CHILD_ASSERT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0));
	EXPECT_ATTACH_ERRNO(EBUSY, LISTENS);
	/* Closed ones do not count, wherever they are. */
	for (i = 0; i < MAX_LISTENERS; i++) {
		close(fds[i]);
		fds[i] = attach_listener(NESTS);
		EXPECT_ATTACH_ERRNO(EBUSY, LISTENS_NESTED);
	}
	return 0;
}

TEST_F(nested, eight_listeners_may_be_open)
{
	EXPECT_CHILD(attach_many, NULL);
}

/*
 * The order of supervisors
 */

TEST_F(nested, innermost_is_asked_first)
{
	struct outcome out;

	START(ALL(NOTIFY, LISTENS_NESTED), ALL(NOTIFY, LISTENS_NESTED),
	      ALL(NOTIFY, LISTENS));
	ASSERT_TRUE(send_call(&self->nest.t, NOTIFIED_NR));
	ASSERT_ASKED(2);
	EXPECT_EQ(NOTIFIED_NR, self->notif.data.nr);
	EXPECT_EQ(self->nest.t.pid, (pid_t)self->notif.pid);
	CONTINUE_AT(2);
	ASSERT_ASKED(1);
	EXPECT_EQ(NOTIFIED_NR, self->notif.data.nr);
	CONTINUE_AT(1);
	ASSERT_ASKED(0);
	EXPECT_FALSE(has_outcome(&self->nest.t));
	CONTINUE_AT(0);
	out = outcome_of(&self->nest.t);
	EXPECT_EQ(getpid(), out.ret);
	/* The next call begins at the innermost one again. */
	ASSERT_TRUE(send_call(&self->nest.t, NOTIFIED_NR));
	ASSERT_ASKED(2);
	ASSERT_EQ(0, respond_value(LISTENER(2), self->notif.id, REPLY));
	EXPECT_EQ(REPLY, outcome_of(&self->nest.t).ret);
}

TEST_F(nested, each_of_eight_is_asked)
{
	unsigned int i;

	self->nest.count = MAX_LISTENERS;
	for (i = 0; i < MAX_LISTENERS; i++)
		self->nest.levels[i] = ALL(NOTIFY, LISTENS_NESTED);
	ASSERT_TRUE(start_nest(&self->nest));
	ASSERT_TRUE(send_call(&self->nest.t, NOTIFIED_NR));
	for (i = MAX_LISTENERS; i--;) {
		ASSERT_ASKED(i);
		CONTINUE_AT(i);
	}
	EXPECT_EQ(getpid(), outcome_of(&self->nest.t).ret);
}

TEST_F(nested, inner_result_ends_the_call)
{
	START(ALL(NOTIFY, LISTENS_NESTED), ALL(NOTIFY, LISTENS));
	ASSERT_TRUE(send_call(&self->nest.t, NOTIFIED_NR));
	ASSERT_ASKED(1);
	ASSERT_EQ(0, respond_value(LISTENER(1), self->notif.id, REPLY));
	EXPECT_EQ(REPLY, outcome_of(&self->nest.t).ret);
	EXPECT_FALSE(is_asked(LISTENER(0)));
	ASSERT_TRUE(send_call(&self->nest.t, NOTIFIED_NR));
	ASSERT_ASKED(1);
	ASSERT_EQ(0, respond_error(LISTENER(1), self->notif.id, TESTED_ERRNO));
	EXPECT_EQ(TESTED_ERRNO, outcome_of(&self->nest.t).err);
	EXPECT_FALSE(is_asked(LISTENER(0)));
}

TEST_F(nested, outer_result_counts_after_the_inner_one_continues)
{
	START(ALL(NOTIFY, LISTENS_NESTED), ALL(NOTIFY, LISTENS));
	ASSERT_TRUE(send_call(&self->nest.t, NOTIFIED_NR));
	ASSERT_ASKED(1);
	CONTINUE_AT(1);
	ASSERT_ASKED(0);
	ASSERT_EQ(0, respond_error(LISTENER(0), self->notif.id, TESTED_ERRNO));
	EXPECT_EQ(TESTED_ERRNO, outcome_of(&self->nest.t).err);
	ASSERT_TRUE(send_call(&self->nest.t, NOTIFIED_NR));
	ASSERT_ASKED(1);
	CONTINUE_AT(1);
	ASSERT_ASKED(0);
	ASSERT_EQ(0, respond_value(LISTENER(0), self->notif.id, REPLY));
	EXPECT_EQ(REPLY, outcome_of(&self->nest.t).ret);
}

/* Each supervisor is asked only about calls about which its own filter asks. */
TEST_F(nested, filter_that_allows_asks_no_supervisor)
{
	struct level other = { __NR_getpgid, NOTIFY, LISTENS_NESTED, NULL };

	START(ALL(NOTIFY, LISTENS_NESTED), other, ALL(NOTIFY, LISTENS));
	ASSERT_TRUE(send_call(&self->nest.t, NOTIFIED_NR));
	ASSERT_ASKED(2);
	CONTINUE_AT(2);
	ASSERT_ASKED(0);
	CONTINUE_AT(0);
	EXPECT_EQ(getpid(), outcome_of(&self->nest.t).ret);
	ASSERT_TRUE(send_call(&self->nest.t, __NR_getpgid, 0));
	ASSERT_ASKED(1);
	CONTINUE_AT(1);
	EXPECT_EQ(getpgid(0), outcome_of(&self->nest.t).ret);
}

/* The filter that denies is outside, between, or inside. */
TEST_F(nested, stricter_verdict_asks_no_supervisor)
{
	struct level deny = ALL(SECCOMP_RET_ERRNO | TESTED_ERRNO, 0);
	struct level outer = ALL(NOTIFY, LISTENS_NESTED);
	struct level inner = ALL(NOTIFY, LISTENS);
	const struct level orders[][3] = {
		{ deny, outer, inner },
		{ outer, deny, inner },
		{ outer, inner, deny },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(orders); i++) {
		START(orders[i][0], orders[i][1], orders[i][2]);
		EXPECT_EQ(TESTED_ERRNO, err_of(&self->nest.t, NOTIFIED_NR));
		discard_nest(&self->nest);
	}
}

/* Without a tracer, TRACE makes a call fail, but supervisors decide first. */
TEST_F(nested, tracer_is_not_asked_after_supervisors)
{
	START(ALL(SECCOMP_RET_TRACE, 0), ALL(NOTIFY, LISTENS_NESTED),
	      ALL(SECCOMP_RET_TRACE, 0), ALL(NOTIFY, LISTENS));
	ASSERT_TRUE(send_call(&self->nest.t, NOTIFIED_NR));
	ASSERT_ASKED(3);
	CONTINUE_AT(3);
	ASSERT_ASKED(1);
	CONTINUE_AT(1);
	EXPECT_EQ(getpid(), outcome_of(&self->nest.t).ret);
}

TEST_F(nested, inner_supervisor_sends_files_and_the_outer_one_decides)
{
	struct seccomp_notif_addfd add = { .srcfd = STDOUT_FILENO };
	int before, fd;

	START(ALL(NOTIFY, LISTENS_NESTED), ALL(NOTIFY, LISTENS));
	before = open_fds(self->nest.t.pid);
	ASSERT_TRUE(send_call(&self->nest.t, NOTIFIED_NR));
	ASSERT_ASKED(1);
	add.id = self->notif.id;
	fd = add_fd(LISTENER(1), add);
	ASSERT_LE(0, fd);
	CONTINUE_AT(1);
	ASSERT_ASKED(0);
	EXPECT_EQ(before + 1, open_fds(self->nest.t.pid));
	/* The id of one listener is not one of the other. */
	add.id = self->notif.id;
	add.flags = SECCOMP_ADDFD_FLAG_SEND;
	fd = add_fd(LISTENER(0), add);
	ASSERT_LE(0, fd);
	EXPECT_EQ(fd, outcome_of(&self->nest.t).ret);
}

/*
 * Supervisors that are gone
 */

TEST_F(nested, closed_inner_listener_fails_the_call)
{
	START(ALL(NOTIFY, LISTENS_NESTED), ALL(NOTIFY, LISTENS));
	close_listener(&self->nest, 1);
	EXPECT_EQ(ENOSYS, err_of(&self->nest.t, NOTIFIED_NR));
	EXPECT_FALSE(is_asked(LISTENER(0)));
}

TEST_F(nested, closed_outer_listener_fails_the_call)
{
	START(ALL(NOTIFY, LISTENS_NESTED), ALL(NOTIFY, LISTENS));
	close_listener(&self->nest, 0);
	ASSERT_TRUE(send_call(&self->nest.t, NOTIFIED_NR));
	ASSERT_ASKED(1);
	CONTINUE_AT(1);
	EXPECT_EQ(ENOSYS, outcome_of(&self->nest.t).err);
	/* A result of the inner supervisor needs no outer one. */
	ASSERT_TRUE(send_call(&self->nest.t, NOTIFIED_NR));
	ASSERT_ASKED(1);
	ASSERT_EQ(0, respond_value(LISTENER(1), self->notif.id, REPLY));
	EXPECT_EQ(REPLY, outcome_of(&self->nest.t).ret);
}

TEST_F(nested, closed_listener_between_fails_the_call)
{
	START(ALL(NOTIFY, LISTENS_NESTED), ALL(NOTIFY, LISTENS_NESTED),
	      ALL(NOTIFY, LISTENS));
	close_listener(&self->nest, 1);
	ASSERT_TRUE(send_call(&self->nest.t, NOTIFIED_NR));
	ASSERT_ASKED(2);
	CONTINUE_AT(2);
	EXPECT_EQ(ENOSYS, outcome_of(&self->nest.t).err);
	EXPECT_FALSE(is_asked(LISTENER(0)));
}

TEST_F(nested, listener_that_closes_while_it_is_asked_fails_the_call)
{
	START(ALL(NOTIFY, LISTENS_NESTED), ALL(NOTIFY, LISTENS));
	ASSERT_TRUE(send_call(&self->nest.t, NOTIFIED_NR));
	ASSERT_ASKED(1);
	CONTINUE_AT(1);
	ASSERT_ASKED(0);
	close_listener(&self->nest, 0);
	EXPECT_EQ(ENOSYS, outcome_of(&self->nest.t).err);
	ASSERT_TRUE(send_call(&self->nest.t, NOTIFIED_NR));
	ASSERT_ASKED(1);
	close_listener(&self->nest, 1);
	EXPECT_EQ(ENOSYS, outcome_of(&self->nest.t).err);
}

static int attach_on_closed(void *unused)
{
	struct seccomp_notif notif;
	pid_t pid;
	int fd;

	(void)unused;
	CHILD_ASSERT_EQ(0, no_new_privs());
	close(attach_nr(NOTIFIED_NR, NOTIFY, LISTENS));
	CHILD_ASSERT_ERRNO(ENOSYS, syscall(NOTIFIED_NR));
	fd = attach_nr(NOTIFIED_NR, NOTIFY, LISTENS);
	CHILD_ASSERT_LE(0, fd);
	pid = fork();
	if (!pid) {
		CHILD_ASSERT_LT(0, syscall(NOTIFIED_NR));
		_exit(0);
	}
	CHILD_ASSERT_EQ(0, receive(fd, &notif));
	CHILD_ASSERT_EQ(0, respond_continue(fd, notif.id));
	CHILD_ASSERT_EQ(0, exit_summary(wait_child(pid)));
	return 0;
}

/* As in mainline, where a second listener replaces one that has been closed. */
TEST_F(nested, closed_listener_without_the_flag_takes_no_part)
{
	EXPECT_CHILD(attach_on_closed, NULL);
}

/* A filter without a listener that asks is as one with a closed listener. */
TEST_F(nested, filter_without_a_listener_fails_the_call)
{
	START(ALL(NOTIFY, LISTENS_NESTED), ALL(NOTIFY, 0));
	EXPECT_EQ(ENOSYS, err_of(&self->nest.t, NOTIFIED_NR));
	EXPECT_FALSE(is_asked(LISTENER(0)));
}

TEST_F(nested, dead_target_leaves_all_supervisors)
{
	__u64 id;

	START(ALL(NOTIFY, LISTENS_NESTED), ALL(NOTIFY, LISTENS));
	ASSERT_TRUE(send_call(&self->nest.t, NOTIFIED_NR));
	ASSERT_ASKED(1);
	CONTINUE_AT(1);
	ASSERT_ASKED(0);
	id = self->notif.id;
	ASSERT_EQ(0, kill(self->nest.t.pid, SIGKILL));
	EXPECT_EQ(BY_SIGNAL(SIGKILL), exit_summary(end_target(&self->nest.t)));
	EXPECT_FALSE(id_valid(LISTENER(0), id));
	EXPECT_TRUE(wait_events(LISTENER(0), POLLHUP));
	EXPECT_TRUE(wait_events(LISTENER(1), POLLHUP));
}

/*
 * Signals
 */

TEST_F(nested, signal_while_the_outer_one_is_asked_restarts_at_the_inner_one)
{
	__u64 id;

	self->nest.handler_flags = SA_RESTART;
	START(ALL(NOTIFY, LISTENS_NESTED), ALL(NOTIFY, LISTENS));
	ASSERT_TRUE(send_call(&self->nest.t, NOTIFIED_NR));
	ASSERT_ASKED(1);
	CONTINUE_AT(1);
	ASSERT_ASKED(0);
	id = self->notif.id;
	ASSERT_EQ(0, kill(self->nest.t.pid, SIGUSR1));
	ASSERT_ASKED(1);
	EXPECT_FALSE(id_valid(LISTENER(0), id));
	CONTINUE_AT(1);
	ASSERT_ASKED(0);
	EXPECT_NE(id, self->notif.id);
	CONTINUE_AT(0);
	EXPECT_EQ(getpid(), outcome_of(&self->nest.t).ret);
}

TEST_F(nested, signal_while_the_outer_one_is_asked_may_end_the_call)
{
	self->nest.handler_flags = 0;
	START(ALL(NOTIFY, LISTENS_NESTED), ALL(NOTIFY, LISTENS));
	ASSERT_TRUE(send_call(&self->nest.t, NOTIFIED_NR));
	ASSERT_ASKED(1);
	CONTINUE_AT(1);
	ASSERT_ASKED(0);
	ASSERT_EQ(0, kill(self->nest.t.pid, SIGUSR1));
	EXPECT_EQ(EINTR, outcome_of(&self->nest.t).err);
}

/* Each listener decides how the call waits for its own supervisor. */
TEST_F(nested, each_listener_has_its_wait_mode)
{
	self->nest.handler_flags = 0;
	START(ALL(NOTIFY,
		  LISTENS_NESTED | SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV),
	      ALL(NOTIFY, LISTENS));
	ASSERT_TRUE(send_call(&self->nest.t, NOTIFIED_NR));
	ASSERT_ASKED(1);
	ASSERT_EQ(0, kill(self->nest.t.pid, SIGUSR1));
	EXPECT_EQ(EINTR, outcome_of(&self->nest.t).err);
	ASSERT_TRUE(send_call(&self->nest.t, NOTIFIED_NR));
	ASSERT_ASKED(1);
	CONTINUE_AT(1);
	ASSERT_ASKED(0);
	ASSERT_EQ(0, kill(self->nest.t.pid, SIGUSR1));
	ASSERT_TRUE(wait_state(self->nest.t.pid, 'D'));
	EXPECT_FALSE(has_outcome(&self->nest.t));
	CONTINUE_AT(0);
	EXPECT_EQ(getpid(), outcome_of(&self->nest.t).ret);
	/* The other way around */
	discard_nest(&self->nest);
	START(ALL(NOTIFY, LISTENS_NESTED),
	      ALL(NOTIFY, LISTENS | SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV));
	ASSERT_TRUE(send_call(&self->nest.t, NOTIFIED_NR));
	ASSERT_ASKED(1);
	ASSERT_EQ(0, kill(self->nest.t.pid, SIGUSR1));
	ASSERT_TRUE(wait_state(self->nest.t.pid, 'D'));
	EXPECT_FALSE(has_outcome(&self->nest.t));
	/* The signal is pending, so the wait for the outer one ends at once. */
	CONTINUE_AT(1);
	EXPECT_EQ(EINTR, outcome_of(&self->nest.t).err);
}

/*
 * A supervisor that is itself supervised by the outer supervisor of its target
 */

static int supervise_one(void *arg)
{
	int *pair = arg, sock[2], fd;
	struct seccomp_notif notif;
	pid_t pid;

	CHILD_ASSERT_EQ(0, no_new_privs());
	fd = attach_nr(NOTIFIED_NR, NOTIFY, LISTENS_NESTED);
	CHILD_ASSERT_LE(0, fd);
	CHILD_ASSERT_EQ(0, send_fd(pair[1], fd));
	close(fd);
	CHILD_ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET, 0, sock));
	pid = fork();
	if (!pid) {
		fd = attach_nr(NOTIFIED_NR, NOTIFY, LISTENS);
		CHILD_ASSERT_LE(0, fd);
		CHILD_ASSERT_EQ(0, send_fd(sock[1], fd));
		close(fd);
		CHILD_ASSERT_EQ(REPLY, syscall(NOTIFIED_NR));
		_exit(0);
	}
	CHILD_ASSERT(receive_fd(sock[0], &fd));
	CHILD_ASSERT_EQ(0, receive(fd, &notif));
	/* While its target waits, this supervisor makes such a call, too. */
	CHILD_ASSERT_EQ(REPLY + 1, syscall(NOTIFIED_NR));
	CHILD_ASSERT_EQ(0, respond_continue(fd, notif.id));
	return exit_summary(wait_child(pid));
}

TEST_F(nested, supervisor_may_have_the_outer_supervisor_of_its_target)
{
	pid_t inner;
	int pair[2], fd;

	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair));
	inner = start_child(supervise_one, pair);
	ASSERT_LT(0, inner);
	ASSERT_TRUE(receive_fd(pair[0], &fd));
	ASSERT_EQ(0, receive(fd, &self->notif));
	EXPECT_EQ(inner, (pid_t)self->notif.pid);
	ASSERT_EQ(0, respond_value(fd, self->notif.id, REPLY + 1));
	ASSERT_EQ(0, receive(fd, &self->notif));
	EXPECT_NE(inner, (pid_t)self->notif.pid);
	ASSERT_EQ(0, respond_value(fd, self->notif.id, REPLY));
	EXPECT_EQ(0, exit_summary(wait_child(inner)));
	close(fd);
}

/*
 * Tasks that supervise each other: each one but the first one has the listener of the
 * one before, and the first one has that of the last one.
 */
#define RING_MAX 3

/**
 * struct ring - tasks whose calls wait for each other
 * @tasks: the tasks
 * @count: number of tasks
 * @fds: for each task, its descriptor of the listener of the task before
 */
struct ring {
	struct target tasks[RING_MAX];
	unsigned int count;
	int fds[RING_MAX];
};

static unsigned int task_before(const struct ring *ring, unsigned int i)
{
	return (i + ring->count - 1) % ring->count;
}

static int prepare_in_ring(void *arg)
{
	struct sigaction action = { .sa_handler = do_nothing };

	CHILD_ASSERT_EQ(0, sigaction(SIGUSR1, &action, NULL));
	return prepare_notify(arg);
}

static bool start_ring(struct ring *ring, unsigned int count)
{
	struct target *first = &ring->tasks[0], *last = NULL;
	unsigned int i;
	int pidfd;

	ring->count = count;
	for (i = 0; i < count; i++) {
		/* The task inherits this one listener. */
		ring->fds[i] = last ? last->listener : -1;
		if (!start_target(&ring->tasks[i], prepare_in_ring, NULL))
			return false;
		if (last) {
			close(last->listener);
			last->listener = -1;
		}
		last = &ring->tasks[i];
	}
	pidfd = call_and_wait(first, __NR_pidfd_open, getpid(), 0).ret;
	ring->fds[0] =
		call_and_wait(first, __NR_pidfd_getfd, pidfd, last->listener, 0)
			.ret;
	close(last->listener);
	last->listener = -1;
	if (ring->fds[0] < 0)
		return false;
	for (i = 0; i < count; i++)
		if (!send_call(&ring->tasks[i], NOTIFIED_NR) ||
		    !wait_blocked(ring->tasks[i].pid, NOTIFIED_NR))
			return false;
	return true;
}

/*
 * Kill the tasks in this order. With each one, the listener of the task before is
 * closed, and nothing else happens.
 */
static void kill_ring(struct __test_metadata *_metadata,
		      const unsigned int *order, unsigned int count)
{
	bool waits[RING_MAX] = {};
	struct ring ring;
	unsigned int i, n, before;

	ASSERT_TRUE(start_ring(&ring, count));
	for (i = 0; i < count; i++)
		waits[i] = true;
	for (n = 0; n < count; n++) {
		struct target *killed = &ring.tasks[order[n]];

		ASSERT_EQ(0, kill(killed->pid, SIGKILL));
		EXPECT_EQ(BY_SIGNAL(SIGKILL), exit_summary(end_target(killed)));
		waits[order[n]] = false;
		before = task_before(&ring, order[n]);
		if (waits[before])
			EXPECT_EQ(ENOSYS, outcome_of(&ring.tasks[before]).err);
		waits[before] = false;
		for (i = 0; i < count; i++)
			if (waits[i])
				EXPECT_FALSE(has_outcome(&ring.tasks[i]));
	}
}

/* They wait for ever, and a signal ends that, whichever of them gets it first. */
TEST_F(nested, supervisors_that_wait_for_each_other_can_be_killed)
{
	static const unsigned int orders[][2] = { { 0, 1 }, { 1, 0 } };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(orders); i++)
		kill_ring(_metadata, orders[i], 2);
}

TEST_F(nested, three_supervisors_that_wait_for_each_other_can_be_killed)
{
	static const unsigned int orders[][3] = {
		{ 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
		{ 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(orders); i++)
		kill_ring(_metadata, orders[i], 3);
}

/* A signal with a handler ends one wait, and then the task can serve the others. */
TEST_F(nested, handled_signal_ends_the_wait_for_each_other)
{
	struct seccomp_notif *notif = shared_page();
	struct seccomp_notif_resp *resp = shared_page();
	struct ring ring;
	unsigned int i;

	ASSERT_NE(NULL, notif);
	ASSERT_NE(NULL, resp);
	ASSERT_TRUE(start_ring(&ring, RING_MAX));
	ASSERT_EQ(0, kill(ring.tasks[0].pid, SIGUSR1));
	EXPECT_EQ(EINTR, outcome_of(&ring.tasks[0]).err);
	for (i = 1; i < RING_MAX; i++)
		EXPECT_FALSE(has_outcome(&ring.tasks[i]));
	/* Each one that has got a reply replies to the one before. */
	for (i = RING_MAX; i-- > 1;) {
		struct target *t = &ring.tasks[(i + 1) % RING_MAX];
		const int fd = ring.fds[(i + 1) % RING_MAX];

		memset(notif, 0, sizeof(*notif));
		ASSERT_EQ(0, err_of(t, __NR_ioctl, fd, SECCOMP_IOCTL_NOTIF_RECV,
				    address_of(notif)));
		EXPECT_EQ((__u32)ring.tasks[i].pid, notif->pid);
		*resp = (struct seccomp_notif_resp){ .id = notif->id,
						     .val = REPLY + i };
		ASSERT_EQ(0, err_of(t, __NR_ioctl, fd, SECCOMP_IOCTL_NOTIF_SEND,
				    address_of(resp)));
		EXPECT_EQ(REPLY + i, outcome_of(&ring.tasks[i]).ret);
	}
	for (i = 0; i < RING_MAX; i++)
		discard_target(&ring.tasks[i]);
}

/*
 * Copies of arguments
 */

#define PATH_CALL __NR_faccessat
#define FIRST_PATH "/proc/self"
#define OTHER_PATH "/proc/none"

/* The outer filter asks about one path, also after the memory has changed. */
TEST_F(nested, outer_filter_decides_about_the_copy)
{
	char *page = shared_page();

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	ASSERT_NE(NULL, page);
	strcpy(page, FIRST_PATH);
	START(((struct level){ PATH_CALL, NOTIFY, LISTENS_NESTED, FIRST_PATH }),
	      ((struct level){ PATH_CALL, NOTIFY, LISTENS | DEEP_ARGS, NULL }));
	ASSERT_TRUE(send_call(&self->nest.t, PATH_CALL, AT_FDCWD,
			      address_of(page), F_OK));
	ASSERT_ASKED(1);
	EXPECT_TRUE(copy_is_string(LISTENER(1), self->notif.id, 1, FIRST_PATH));
	strcpy(page, OTHER_PATH);
	CONTINUE_AT(1);
	ASSERT_ASKED(0);
	EXPECT_TRUE(copy_is_string(LISTENER(0), self->notif.id, 1, FIRST_PATH));
	CONTINUE_AT(0);
	EXPECT_EQ(0, outcome_of(&self->nest.t).ret);
	/* About another path the outer filter does not ask. */
	ASSERT_TRUE(send_call(&self->nest.t, PATH_CALL, AT_FDCWD,
			      address_of(page), F_OK));
	ASSERT_ASKED(1);
	strcpy(page, FIRST_PATH);
	CONTINUE_AT(1);
	EXPECT_EQ(ENOENT, outcome_of(&self->nest.t).err);
	EXPECT_FALSE(is_asked(LISTENER(0)));
}

/* An inner listener without DEEP_ARGS leaves the copy to the outer filter. */
TEST_F(nested, outer_filter_gets_a_copy_after_the_inner_supervisor)
{
	char *page = shared_page();

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	ASSERT_NE(NULL, page);
	strcpy(page, OTHER_PATH);
	START(((struct level){ PATH_CALL, NOTIFY, LISTENS_NESTED, FIRST_PATH }),
	      ((struct level){ PATH_CALL, NOTIFY, LISTENS, NULL }));
	ASSERT_TRUE(send_call(&self->nest.t, PATH_CALL, AT_FDCWD,
			      address_of(page), F_OK));
	ASSERT_ASKED(1);
	if (deep_calls_are_verified()) {
		/* seccomp_verify copies before the first supervisor. */
		CONTINUE_AT(1);
		EXPECT_EQ(ENOENT, outcome_of(&self->nest.t).err);
		return;
	}
	strcpy(page, FIRST_PATH);
	CONTINUE_AT(1);
	ASSERT_ASKED(0);
	EXPECT_TRUE(copy_is_string(LISTENER(0), self->notif.id, 1, FIRST_PATH));
	strcpy(page, OTHER_PATH);
	CONTINUE_AT(0);
	EXPECT_EQ(0, outcome_of(&self->nest.t).ret);
}

/*
 * The path lies behind the end of a file, which grows while the inner supervisor
 * is asked. The outer filter sees no copy, so the call must not find the path.
 */
TEST_F(nested, argument_without_a_copy_fails_if_the_outer_filter_loads_it)
{
	int memfd = memfd_create("grows", 0);
	char *map;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	ASSERT_LE(0, memfd);
	map = mmap(NULL, sysconf(_SC_PAGESIZE), PROT_READ | PROT_WRITE,
		   MAP_SHARED, memfd, 0);
	ASSERT_NE(MAP_FAILED, map);
	START(((struct level){ PATH_CALL, NOTIFY, LISTENS_NESTED, FIRST_PATH }),
	      ((struct level){ PATH_CALL, NOTIFY, LISTENS | DEEP_ARGS, NULL }));
	ASSERT_TRUE(send_call(&self->nest.t, PATH_CALL, AT_FDCWD,
			      address_of(map), F_OK));
	ASSERT_ASKED(1);
	EXPECT_EQ(deep_calls_are_verified() ? 0 : SECCOMP_NOTIF_FLAG_UNCOPIED,
		  self->notif.flags);
	ASSERT_EQ(0, ftruncate(memfd, sysconf(_SC_PAGESIZE)));
	strcpy(map, FIRST_PATH);
	CONTINUE_AT(1);
	EXPECT_EQ(EFAULT, outcome_of(&self->nest.t).err);
	EXPECT_FALSE(is_asked(LISTENER(0)));
}

/*
 * Tracers
 */

/* A tracer stop forgets which supervisors were asked. */
static int prepare_traced_nest(void *arg)
{
	struct nest *nest = arg;
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(__NR_getpgid, 0, 1),
		INSN_RET(SECCOMP_RET_TRACE),
		INSN_RET(SECCOMP_RET_ALLOW),
	};

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach(insns, ARRAY_SIZE(insns), 0));
	return prepare_nest(nest);
}

TEST_F(nested, call_of_a_tracer_asks_all_supervisors)
{
	struct target *t = &self->nest.t;
	unsigned int i;

	self->nest.levels[0] = ALL(NOTIFY, LISTENS_NESTED);
	self->nest.levels[1] = ALL(NOTIFY, LISTENS);
	self->nest.count = 2;
	for (i = 0; i < MAX_LEVELS; i++)
		self->nest.listeners[i] = -1;
	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0,
				self->nest.pair));
	ASSERT_TRUE(start_target(t, prepare_traced_nest, &self->nest));
	for (i = 0; i < 2; i++)
		ASSERT_TRUE(receive_fd(self->nest.pair[0], &LISTENER(i)));
	ASSERT_EQ(0, seize(t->pid, PTRACE_O_TRACESECCOMP));
	ASSERT_TRUE(send_call(t, __NR_getpgid, 0));
	ASSERT_EQ(STOP_SECCOMP, wait_stop(t->pid));
	ASSERT_TRUE(set_number(t->pid, NOTIFIED_NR));
	ASSERT_EQ(0, resume(t->pid, PTRACE_CONT));
	ASSERT_ASKED(1);
	CONTINUE_AT(1);
	ASSERT_ASKED(0);
	CONTINUE_AT(0);
	EXPECT_EQ(getpid(), outcome_of(t).ret);
}

TEST_HARNESS_MAIN
