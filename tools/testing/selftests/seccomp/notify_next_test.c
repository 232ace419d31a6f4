// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test what supervisors can ask for beside mainline: NEXT, RECV without blocking, and
 * the restart of calls that no supervisor has received.
 */
#include "../kselftest_harness.h"

#include <sys/time.h>

#include "common.h"
#include "target.h"
#include "notify.h"

#include <linux/seccomp_ext.h>

static int *handled;

static void count_signal(int sig)
{
	(void)sig;
	SHARED_INC(*handled);
}

FIXTURE(next)
{
	struct target t;
	struct seccomp_notif n;
	struct seccomp_notif_next next;
	int fd;
};

FIXTURE_SETUP(next)
{
	handled = shared_page();
	ASSERT_NE(NULL, handled);
	ASSERT_TRUE(start_target(&self->t, prepare_notify, NULL));
	self->fd = self->t.listener;
	ASSERT_GE(self->fd, 0);
	memset(&self->next, 0, sizeof(self->next));
}

FIXTURE_TEARDOWN(next)
{
	discard_target(&self->t);
}

static int next_raw(int fd, struct seccomp_notif_next *next)
{
	return ioctl(fd, SECCOMP_IOCTL_NOTIF_NEXT, next);
}

static int set_nonblock(int fd)
{
	return fcntl(fd, F_SETFL, O_NONBLOCK);
}

#define CALL_AND_RECEIVE()                                     \
	do {                                                   \
		ASSERT_TRUE(send_call(&self->t, NOTIFIED_NR)); \
		ASSERT_EQ(0, receive(self->fd, &self->n));     \
	} while (0)

#define EXPECT_RETURNS(target, value)                   \
	do {                                            \
		struct outcome _o = outcome_of(target); \
		EXPECT_EQ((long)(value), _o.ret);       \
		EXPECT_EQ(0, _o.err);                   \
	} while (0)

/* Let the target call twice: the second call begins after the first reply. */
TEST_F(next, reply_and_next_notification_in_one_call)
{
	CALL_AND_RECEIVE();
	ASSERT_TRUE(send_call(&self->t, NOTIFIED_NR));
	self->next.resp.id = self->n.id;
	self->next.resp.val = 7;
	ASSERT_EQ(0, next_raw(self->fd, &self->next));
	EXPECT_EQ(1U, self->next.sent);
	EXPECT_EQ(NOTIFIED_NR, self->next.notif.data.nr);
	EXPECT_EQ((__u32)self->t.pid, self->next.notif.pid);
	EXPECT_NE(self->n.id, self->next.notif.id);
	EXPECT_RETURNS(&self->t, 7);
	EXPECT_EQ(0, respond_value(self->fd, self->next.notif.id, 8));
	EXPECT_RETURNS(&self->t, 8);
}

TEST_F(next, without_a_reply_it_receives)
{
	ASSERT_TRUE(send_call(&self->t, NOTIFIED_NR));
	ASSERT_EQ(0, next_raw(self->fd, &self->next));
	EXPECT_EQ(0U, self->next.sent);
	EXPECT_EQ(0, respond_value(self->fd, self->next.notif.id, 9));
	EXPECT_RETURNS(&self->t, 9);
}

TEST_F(next, failed_reply_receives_nothing)
{
	ASSERT_EQ(0, set_nonblock(self->fd));
	CALL_AND_RECEIVE();
	self->next.resp.id = self->n.id + 1;
	EXPECT_EQ(-1, next_raw(self->fd, &self->next));
	EXPECT_EQ(ENOENT, errno);
	EXPECT_EQ(0U, self->next.sent);
	self->next.resp.id = self->n.id;
	self->next.resp.flags = 2;
	EXPECT_EQ(-1, next_raw(self->fd, &self->next));
	EXPECT_EQ(EINVAL, errno);
	self->next.resp.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
	self->next.resp.val = 1;
	EXPECT_EQ(-1, next_raw(self->fd, &self->next));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_TRUE(id_valid(self->fd, self->n.id));
	EXPECT_EQ(0, respond_value(self->fd, self->n.id, 7));
	EXPECT_RETURNS(&self->t, 7);
}

TEST_F(next, fields_that_must_be_zero_are_checked)
{
	ASSERT_EQ(0, set_nonblock(self->fd));
	CALL_AND_RECEIVE();
	self->next.resp.id = self->n.id;
	self->next.pad = 1;
	EXPECT_EQ(-1, next_raw(self->fd, &self->next));
	EXPECT_EQ(EINVAL, errno);
	self->next.pad = 0;
	self->next.notif.data.args[5] = 1;
	EXPECT_EQ(-1, next_raw(self->fd, &self->next));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(-1,
		  ioctl(self->fd, SECCOMP_IOCTL_NOTIF_NEXT, unmapped_page()));
	EXPECT_EQ(EFAULT, errno);
	/* None of them has sent the reply. */
	EXPECT_TRUE(id_valid(self->fd, self->n.id));
	EXPECT_EQ(0, respond_value(self->fd, self->n.id, 7));
	EXPECT_RETURNS(&self->t, 7);
}

/* The supervisor could not be told of a reply that has been sent. */
TEST_F(next, read_only_structure_sends_nothing)
{
	struct seccomp_notif_next *fixed = shared_page();

	ASSERT_NE(NULL, fixed);
	ASSERT_EQ(0, set_nonblock(self->fd));
	CALL_AND_RECEIVE();
	fixed->resp.id = self->n.id;
	fixed->resp.val = 8;
	ASSERT_EQ(0, mprotect(fixed, sizeof(*fixed), PROT_READ));
	EXPECT_EQ(-1, next_raw(self->fd, fixed));
	EXPECT_EQ(EFAULT, errno);
	EXPECT_TRUE(id_valid(self->fd, self->n.id));
	EXPECT_EQ(0, respond_value(self->fd, self->n.id, 7));
	EXPECT_RETURNS(&self->t, 7);
}

TEST_F(next, nonblock_sends_and_returns_eagain)
{
	ASSERT_EQ(0, set_nonblock(self->fd));
	CALL_AND_RECEIVE();
	self->next.resp.id = self->n.id;
	self->next.resp.val = 7;
	EXPECT_EQ(-1, next_raw(self->fd, &self->next));
	EXPECT_EQ(EAGAIN, errno);
	EXPECT_EQ(1U, self->next.sent);
	EXPECT_RETURNS(&self->t, 7);
}

/* A restart would send the reply twice, and fail with ENOENT. */
TEST_F(next, signal_after_the_reply_is_eintr)
{
	struct sigaction sa = {
		.sa_handler = count_signal,
		.sa_flags = SA_RESTART,
	};
	struct itimerval soon = { .it_value = { .tv_usec = 200000 } };

	ASSERT_EQ(0, sigaction(SIGALRM, &sa, NULL));
	CALL_AND_RECEIVE();
	self->next.resp.id = self->n.id;
	self->next.resp.val = 7;
	ASSERT_EQ(0, setitimer(ITIMER_REAL, &soon, NULL));
	EXPECT_EQ(-1, next_raw(self->fd, &self->next));
	EXPECT_EQ(EINTR, errno);
	EXPECT_EQ(1U, self->next.sent);
	EXPECT_EQ(1, SHARED_LOAD(*handled));
	EXPECT_RETURNS(&self->t, 7);
}

/*
 * RECV without blocking.
 */
TEST_F(next, recv_nonblock_returns_eagain)
{
	memset(&self->n, 0, sizeof(self->n));
	ASSERT_EQ(0, set_nonblock(self->fd));
	EXPECT_EQ(-1, receive_raw(self->fd, &self->n));
	EXPECT_EQ(EAGAIN, errno);
	CALL_AND_RECEIVE();
	EXPECT_EQ(0, respond_value(self->fd, self->n.id, 7));
	EXPECT_RETURNS(&self->t, 7);
}

TEST_F(next, recv_nonblock_reports_a_cancelled_call_first)
{
	memset(&self->n, 0, sizeof(self->n));
	ASSERT_EQ(0, set_nonblock(self->fd));
	ASSERT_TRUE(send_call(&self->t, NOTIFIED_NR));
	ASSERT_TRUE(wait_events(self->fd, POLLIN));
	kill(self->t.pid, SIGKILL);
	ASSERT_TRUE(wait_events(self->fd, POLLHUP));
	EXPECT_EQ(-1, receive_raw(self->fd, &self->n));
	EXPECT_EQ(ENOENT, errno);
}

/*
 * Restarts.
 */
static int prepare_signalled(void *arg)
{
	struct sigaction sa = { .sa_handler = count_signal };

	CHILD_ASSERT_EQ(0, sigaction(SIGUSR1, &sa, NULL));
	return prepare_notify(arg);
}

static bool start_signalled(struct target *t, unsigned int flags)
{
	struct notify_how how = { .nr = NOTIFIED_NR, .flags = flags };

	handled = shared_page();
	return handled && start_target(t, prepare_signalled, &how) &&
	       t->listener >= 0;
}

TEST(restart_unread_restarts_an_unread_call)
{
	struct seccomp_notif n;
	struct target t;

	ASSERT_TRUE(start_signalled(&t, SECCOMP_FILTER_FLAG_RESTART_UNREAD));
	ASSERT_TRUE(send_call(&t, NOTIFIED_NR));
	ASSERT_TRUE(wait_events(t.listener, POLLIN));
	ASSERT_TRUE(wait_blocked(t.pid, NOTIFIED_NR));
	kill(t.pid, SIGUSR1);
	ASSERT_TRUE(WAIT_UNTIL(SHARED_LOAD(*handled) == 1));
	/* The first notification is gone, and the call has made another one. */
	memset(&n, 0, sizeof(n));
	while (receive_raw(t.listener, &n))
		ASSERT_EQ(ENOENT, errno);
	EXPECT_EQ(0, respond_value(t.listener, n.id, 7));
	EXPECT_RETURNS(&t, 7);
	discard_target(&t);
}

TEST(restart_unread_does_not_restart_a_received_call)
{
	struct seccomp_notif n;
	struct target t;
	struct outcome out;

	ASSERT_TRUE(start_signalled(&t, SECCOMP_FILTER_FLAG_RESTART_UNREAD));
	ASSERT_TRUE(send_call(&t, NOTIFIED_NR));
	ASSERT_EQ(0, receive(t.listener, &n));
	ASSERT_TRUE(wait_blocked(t.pid, NOTIFIED_NR));
	kill(t.pid, SIGUSR1);
	out = outcome_of(&t);
	EXPECT_EQ(-1, out.ret);
	EXPECT_EQ(EINTR, out.err);
	discard_target(&t);
}

TEST(restart_unread_is_off_without_the_flag)
{
	struct target t;
	struct outcome out;

	ASSERT_TRUE(start_signalled(&t, 0));
	ASSERT_TRUE(send_call(&t, NOTIFIED_NR));
	ASSERT_TRUE(wait_blocked(t.pid, NOTIFIED_NR));
	kill(t.pid, SIGUSR1);
	out = outcome_of(&t);
	EXPECT_EQ(-1, out.ret);
	EXPECT_EQ(EINTR, out.err);
	discard_target(&t);
}

static int child_has_no_listener(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_ERRNO(EINVAL,
			   attach_verdict(SECCOMP_RET_ALLOW,
					  SECCOMP_FILTER_FLAG_RESTART_UNREAD));
	return 0;
}

TEST(restart_unread_needs_a_listener)
{
	EXPECT_EQ(0, exit_summary(in_child(child_has_no_listener, NULL)));
}

TEST_HARNESS_MAIN
