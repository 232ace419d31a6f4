// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test user notifications: RECV, SEND, ID_VALID, poll(2), signals and the end
 * of either side.
 */
#include "../kselftest_harness.h"

#include <sys/epoll.h>
#include <sys/time.h>

#include "common.h"
#include "target.h"
#include "notify.h"

#ifndef __NR_pidfd_open
#define __NR_pidfd_open 434
#endif
#ifndef __NR_pidfd_getfd
#define __NR_pidfd_getfd 438
#endif

/* Count of signal handler runs, in memory shared with all children. */
static int *handled;

static void count_signal(int sig)
{
	(void)sig;
	SHARED_INC(*handled);
}

static void on_signal(int sig, int flags)
{
	struct sigaction sa = { .sa_handler = count_signal, .sa_flags = flags };

	CHILD_ASSERT_EQ(0, sigaction(sig, &sa, NULL));
}

/* One target whose filter returns USER_NOTIF for getppid(2). */
FIXTURE(notify)
{
	struct target t;
	struct seccomp_notif n;
	int fd;
};

FIXTURE_SETUP(notify)
{
	handled = shared_page();
	ASSERT_NE(NULL, handled);
	ASSERT_TRUE(start_target(&self->t, prepare_notify, NULL));
	self->fd = self->t.listener;
	ASSERT_GE(self->fd, 0);
}

FIXTURE_TEARDOWN(notify)
{
	discard_target(&self->t);
}

/* Make the target call getppid(2) and receive the notification. */
#define CALL_AND_RECEIVE()                                     \
	do {                                                   \
		ASSERT_TRUE(send_call(&self->t, NOTIFIED_NR)); \
		ASSERT_EQ(0, receive(self->fd, &self->n));     \
	} while (0)

/* Check that the target's call returns @value. */
#define EXPECT_RETURNS(target, value)                   \
	do {                                            \
		struct outcome _o = outcome_of(target); \
		EXPECT_EQ((long)(value), _o.ret);       \
		EXPECT_EQ(0, _o.err);                   \
	} while (0)

#define EXPECT_FAILS(target, error)                     \
	do {                                            \
		struct outcome _o = outcome_of(target); \
		EXPECT_EQ(-1, _o.ret);                  \
		EXPECT_EQ(error, _o.err);               \
	} while (0)

/* Check that a reply to the received notification reaches the target. */
#define EXPECT_REPLY_ARRIVES()                                        \
	do {                                                          \
		EXPECT_EQ(0, respond_value(self->fd, self->n.id, 7)); \
		EXPECT_RETURNS(&self->t, 7);                          \
	} while (0)

/*
 * RECV.
 */
TEST_F(notify, recv_reports_nr_arch_and_pid)
{
	CALL_AND_RECEIVE();
	EXPECT_EQ(NOTIFIED_NR, self->n.data.nr);
	EXPECT_EQ((__u32)NATIVE_ARCH, self->n.data.arch);
	EXPECT_EQ((__u32)self->t.pid, self->n.pid);
	EXPECT_EQ(0U, self->n.flags);
	EXPECT_REPLY_ARRIVES();
}

TEST(recv_reports_six_64_bit_args)
{
	static const unsigned long arg[6] = {
		0x1122334455667788, 0xffffffffffffffff, 0x8000000000000000,
		0x00000000ffffffff, 0xffffffff00000000, 0x0123456789abcdef,
	};
	struct notify_how how = { .nr = __NR_tee };
	struct seccomp_notif n;
	struct target t;
	int i;

	ASSERT_TRUE(start_target(&t, prepare_notify, &how));
	ASSERT_TRUE(send_call(&t, __NR_tee, arg[0], arg[1], arg[2], arg[3],
			      arg[4], arg[5]));
	ASSERT_EQ(0, receive(t.listener, &n));
	for (i = 0; i < 6; i++)
		EXPECT_EQ(arg[i], n.data.args[i]);
	EXPECT_EQ(0, respond_value(t.listener, n.id, 0));
	EXPECT_RETURNS(&t, 0);
	discard_target(&t);
}

/* Make the call @nr and store the address after its instruction in *@after. */
static long marked_call(long nr, __u64 *after)
{
	unsigned long address;
#if defined(__x86_64__)
	long ret;

	asm volatile("lea 1f(%%rip), %1\n\t"
		     "mov %1, %2\n\t"
		     "syscall\n"
		     "1:"
		     : "=a"(ret), "=&r"(address), "=m"(*after)
		     : "0"(nr)
		     : "rcx", "r11", "memory");
#else
	register long x8 asm("x8") = nr;
	register long ret asm("x0") = 0;

	asm volatile("adr %1, 1f\n\t"
		     "str %1, %2\n\t"
		     "svc #0\n"
		     "1:"
		     : "+r"(ret), "=&r"(address), "=m"(*after)
		     : "r"(x8)
		     : "memory");
#endif
	return ret;
}

struct marked {
	int sock;
	__u64 *after;
};

static int make_marked_call(void *arg)
{
	struct marked *marked = arg;
	int fd = prepare_notify(NULL);

	CHILD_ASSERT_EQ(0, send_fd(marked->sock, fd));
	CHILD_ASSERT_EQ(99, marked_call(NOTIFIED_NR, marked->after));
	return 0;
}

TEST(recv_reports_ip_after_syscall_insn)
{
	struct seccomp_notif n;
	struct marked marked;
	int pair[2], fd;
	pid_t pid;

	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair));
	marked.sock = pair[1];
	marked.after = shared_page();
	ASSERT_NE(NULL, marked.after);
	pid = start_child(make_marked_call, &marked);
	ASSERT_TRUE(receive_fd(pair[0], &fd));
	ASSERT_EQ(0, receive(fd, &n));
	EXPECT_NE(0U, *marked.after);
	EXPECT_EQ(*marked.after, n.data.instruction_pointer);
	EXPECT_EQ(0, respond_value(fd, n.id, 99));
	EXPECT_EQ(0, exit_summary(wait_child(pid)));
}

/*
 * The supervisor is a thread of the target process. The filter applies to it
 * too.
 */
TEST(recv_reports_tid_to_supervisor_in_same_process)
{
	struct seccomp_notif n;
	struct target w;
	int fd;

	fd = prepare_notify(NULL);
	ASSERT_TRUE(start_worker(&w));
	ASSERT_NE(getpid(), w.pid);
	ASSERT_TRUE(send_call(&w, NOTIFIED_NR));
	ASSERT_EQ(0, receive(fd, &n));
	EXPECT_EQ((__u32)w.pid, n.pid);
	EXPECT_EQ(0, respond_value(fd, n.id, 31));
	EXPECT_RETURNS(&w, 31);
}

TEST_F(notify, recv_nonzero_buffer_einval_keeps_notification)
{
	unsigned char *bytes = (unsigned char *)&self->n;
	size_t i;

	ASSERT_TRUE(send_call(&self->t, NOTIFIED_NR));
	ASSERT_TRUE(wait_events(self->fd, POLLIN));
	for (i = 0; i < sizeof(self->n); i++) {
		memset(&self->n, 0, sizeof(self->n));
		bytes[i] = 1;
		ASSERT_EQ(-1, receive_raw(self->fd, &self->n))
		TH_LOG("byte %zu", i);
		ASSERT_EQ(EINVAL, errno);
	}
	ASSERT_EQ(0, receive(self->fd, &self->n));
	EXPECT_REPLY_ARRIVES();
}

TEST_F(notify, recv_interrupted_by_signal_eintr)
{
	struct itimerval soon = {
		.it_value.tv_usec = 20000,
		.it_interval.tv_usec = 20000,
	};
	int ret, err;

	on_signal(SIGALRM, 0);
	ASSERT_EQ(0, setitimer(ITIMER_REAL, &soon, NULL));
	memset(&self->n, 0, sizeof(self->n));
	ret = receive_raw(self->fd, &self->n);
	err = errno;
	memset(&soon, 0, sizeof(soon));
	setitimer(ITIMER_REAL, &soon, NULL);
	EXPECT_EQ(-1, ret);
	EXPECT_EQ(EINTR, err);
	CALL_AND_RECEIVE();
	EXPECT_REPLY_ARRIVES();
}

static int call_after_three_signals(void *target)
{
	CHILD_ASSERT(WAIT_UNTIL(*handled >= 3));
	CHILD_ASSERT(send_call(target, NOTIFIED_NR));
	return 0;
}

TEST_F(notify, recv_restarts_after_sa_restart_signal_since_6_6)
{
	struct itimerval interval = {
		.it_value.tv_usec = 100000,
		.it_interval.tv_usec = 100000,
	};
	int ret, err;
	pid_t pid;

	pid = start_child(call_after_three_signals, &self->t);
	on_signal(SIGALRM, SA_RESTART);
	ASSERT_EQ(0, setitimer(ITIMER_REAL, &interval, NULL));
	memset(&self->n, 0, sizeof(self->n));
	ret = receive_raw(self->fd, &self->n);
	err = errno;
	EXPECT_EQ(0, exit_summary(wait_child(pid)));
	memset(&interval, 0, sizeof(interval));
	setitimer(ITIMER_REAL, &interval, NULL);
	if (RECV_RESTARTS) {
		EXPECT_EQ(0, ret);
	} else {
		EXPECT_EQ(-1, ret);
		EXPECT_EQ(EINTR, err);
		ASSERT_EQ(0, receive(self->fd, &self->n));
	}
	EXPECT_REPLY_ARRIVES();
}

TEST_F(notify, recv_unmapped_buffer_efault_keeps_notification)
{
	char *short_by_one = end_of_mapping(NULL, sizeof(self->n) - 1);

	ASSERT_NE(NULL, short_by_one);
	ASSERT_TRUE(send_call(&self->t, NOTIFIED_NR));
	ASSERT_TRUE(wait_events(self->fd, POLLIN));
	EXPECT_EQ(-1, receive_raw(self->fd, NULL));
	EXPECT_EQ(EFAULT, errno);
	EXPECT_EQ(-1, receive_raw(self->fd, unmapped_page()));
	EXPECT_EQ(EFAULT, errno);
	EXPECT_EQ(-1, receive_raw(self->fd, (void *)short_by_one));
	EXPECT_EQ(EFAULT, errno);
	ASSERT_EQ(0, receive(self->fd, &self->n));
	EXPECT_REPLY_ARRIVES();
}

/*
 * The zeroed page passes the check of the input. Only the copy to user space
 * fails.
 */
TEST_F(notify, recv_readonly_buffer_efault_keeps_notification)
{
	struct seccomp_notif *readonly;

	readonly = mmap(NULL, sysconf(_SC_PAGESIZE), PROT_READ,
			MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	ASSERT_NE(MAP_FAILED, (void *)readonly);
	ASSERT_TRUE(send_call(&self->t, NOTIFIED_NR));
	ASSERT_TRUE(wait_events(self->fd, POLLIN));
	EXPECT_EQ(-1, receive_raw(self->fd, readonly));
	EXPECT_EQ(EFAULT, errno);
	EXPECT_EQ(POLLIN, events_of(self->fd, 0) & (POLLIN | POLLOUT));
	EXPECT_FALSE(has_outcome(&self->t));
	ASSERT_EQ(0, receive(self->fd, &self->n));
	EXPECT_EQ((__u32)self->t.pid, self->n.pid);
	EXPECT_REPLY_ARRIVES();
}

/*
 * SEND.
 */
TEST_F(notify, send_value_is_returned)
{
	static const long values[] = { 0, 1, 0x7fffffff, -5000,
				       0x123456789abcdef };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(values); i++) {
		CALL_AND_RECEIVE();
		EXPECT_EQ(0, respond_value(self->fd, self->n.id, values[i]));
		EXPECT_RETURNS(&self->t, values[i]);
	}
}

TEST_F(notify, send_error_sets_errno)
{
	static const int errors[] = { EPERM, ENOSYS, ERRNO_CAP };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(errors); i++) {
		CALL_AND_RECEIVE();
		EXPECT_EQ(0, respond_error(self->fd, self->n.id, errors[i]));
		EXPECT_FAILS(&self->t, errors[i]);
	}
}

TEST_F(notify, send_error_overrides_value)
{
	CALL_AND_RECEIVE();
	EXPECT_EQ(0, respond(self->fd, self->n.id, 42, -EXDEV, 0));
	EXPECT_FAILS(&self->t, EXDEV);
}

TEST_F(notify, send_negative_value_reads_as_errno)
{
	CALL_AND_RECEIVE();
	EXPECT_EQ(0, respond_value(self->fd, self->n.id, -EXDEV));
	EXPECT_FAILS(&self->t, EXDEV);
}

TEST_F(notify, send_positive_error_is_returned_unchanged)
{
	CALL_AND_RECEIVE();
	EXPECT_EQ(0, respond(self->fd, self->n.id, 42, EXDEV, 0));
	EXPECT_RETURNS(&self->t, EXDEV);
}

TEST_F(notify, send_continue_runs_call)
{
	CALL_AND_RECEIVE();
	EXPECT_EQ(0, respond_continue(self->fd, self->n.id));
	EXPECT_RETURNS(&self->t, getpid());
}

TEST_F(notify, send_continue_with_value_or_error_einval)
{
	CALL_AND_RECEIVE();
	EXPECT_EQ(-1, respond(self->fd, self->n.id, 1, 0,
			      SECCOMP_USER_NOTIF_FLAG_CONTINUE));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(-1, respond(self->fd, self->n.id, 0, -EPERM,
			      SECCOMP_USER_NOTIF_FLAG_CONTINUE));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_FALSE(has_outcome(&self->t));
	EXPECT_REPLY_ARRIVES();
}

TEST_F(notify, send_unknown_flags_einval)
{
	unsigned int bit;

	CALL_AND_RECEIVE();
	for (bit = 1; bit < 32; bit++) {
		EXPECT_EQ(-1, respond(self->fd, self->n.id, 0, 0, 1U << bit));
		EXPECT_EQ(EINVAL, errno);
		EXPECT_EQ(-1,
			  respond(self->fd, self->n.id, 0, 0,
				  1U << bit |
					  SECCOMP_USER_NOTIF_FLAG_CONTINUE));
		EXPECT_EQ(EINVAL, errno);
	}
	EXPECT_REPLY_ARRIVES();
}

TEST_F(notify, send_wrong_id_enoent)
{
	CALL_AND_RECEIVE();
	EXPECT_EQ(-1, respond_value(self->fd, self->n.id + 1, 0));
	EXPECT_EQ(ENOENT, errno);
	EXPECT_EQ(-1, respond_value(self->fd, self->n.id - 1, 0));
	EXPECT_EQ(ENOENT, errno);
	EXPECT_EQ(-1, respond_value(self->fd, ~self->n.id, 0));
	EXPECT_EQ(ENOENT, errno);
	EXPECT_REPLY_ARRIVES();
}

TEST_F(notify, send_after_return_enoent)
{
	CALL_AND_RECEIVE();
	EXPECT_REPLY_ARRIVES();
	EXPECT_EQ(-1, respond_value(self->fd, self->n.id, 0));
	EXPECT_EQ(ENOENT, errno);
}

/*
 * Supervisor and target share a CPU. The supervisor does not yield it between
 * the two replies. The target therefore cannot read the first reply before the
 * second one is sent.
 */
TEST_F(notify, send_twice_einprogress_first_reply_wins)
{
	ASSERT_TRUE(share_one_cpu(self->t.pid));
	CALL_AND_RECEIVE();
	if (!run_alone(10))
		SKIP(return, "not permitted to use SCHED_FIFO");
	EXPECT_EQ(0, respond_value(self->fd, self->n.id, 1));
	EXPECT_EQ(-1, respond_value(self->fd, self->n.id, 2));
	EXPECT_EQ(EINPROGRESS, errno);
	EXPECT_TRUE(run_with_others());
	EXPECT_RETURNS(&self->t, 1);
}

TEST_F(notify, send_unmapped_buffer_efault)
{
	CALL_AND_RECEIVE();
	EXPECT_EQ(-1, ioctl(self->fd, SECCOMP_IOCTL_NOTIF_SEND, NULL));
	EXPECT_EQ(EFAULT, errno);
	EXPECT_EQ(-1,
		  ioctl(self->fd, SECCOMP_IOCTL_NOTIF_SEND, unmapped_page()));
	EXPECT_EQ(EFAULT, errno);
	EXPECT_EQ(-1,
		  ioctl(self->fd, SECCOMP_IOCTL_NOTIF_SEND,
			end_of_mapping(NULL,
				       sizeof(struct seccomp_notif_resp) - 1)));
	EXPECT_EQ(EFAULT, errno);
	EXPECT_REPLY_ARRIVES();
}

/*
 * ID_VALID.
 */
TEST_F(notify, id_valid_both_ioctl_numbers_work)
{
	__u64 id;

	CALL_AND_RECEIVE();
	id = self->n.id;
	EXPECT_EQ(0, ioctl(self->fd, SECCOMP_IOCTL_NOTIF_ID_VALID, &id));
	EXPECT_EQ(0, ioctl(self->fd, OLD_NOTIF_ID_VALID, &id));
	id++;
	EXPECT_EQ(-1, ioctl(self->fd, SECCOMP_IOCTL_NOTIF_ID_VALID, &id));
	EXPECT_EQ(ENOENT, errno);
	EXPECT_EQ(-1, ioctl(self->fd, OLD_NOTIF_ID_VALID, &id));
	EXPECT_EQ(ENOENT, errno);
	EXPECT_EQ(-1, ioctl(self->fd, SECCOMP_IOCTL_NOTIF_ID_VALID, NULL));
	EXPECT_EQ(EFAULT, errno);
	EXPECT_EQ(-1, ioctl(self->fd, OLD_NOTIF_ID_VALID, unmapped_page()));
	EXPECT_EQ(EFAULT, errno);
	EXPECT_REPLY_ARRIVES();
	EXPECT_FALSE(id_valid(self->fd, self->n.id));
	EXPECT_EQ(ENOENT, errno);
}

TEST_F(notify, id_valid_dead_target_enoent)
{
	CALL_AND_RECEIVE();
	EXPECT_TRUE(id_valid(self->fd, self->n.id));
	ASSERT_EQ(0, kill(self->t.pid, SIGKILL));
	ASSERT_TRUE(wait_state(self->t.pid, 'Z'));
	EXPECT_FALSE(id_valid(self->fd, self->n.id));
	EXPECT_EQ(ENOENT, errno);
	EXPECT_EQ(-1, respond_value(self->fd, self->n.id, 0));
	EXPECT_EQ(ENOENT, errno);
}

/*
 * Order of notifications.
 */
TEST(recv_returns_targets_in_order_with_growing_ids)
{
	struct target t[4];
	struct seccomp_notif n[4];
	size_t i;
	int fd;

	fd = prepare_notify(NULL);
	for (i = 0; i < ARRAY_SIZE(t); i++) {
		ASSERT_TRUE(start_target(&t[i], NULL, NULL));
		ASSERT_TRUE(send_call(&t[i], NOTIFIED_NR));
		ASSERT_TRUE(wait_blocked(t[i].pid, NOTIFIED_NR));
	}
	for (i = 0; i < ARRAY_SIZE(t); i++) {
		ASSERT_EQ(0, receive(fd, &n[i]));
		EXPECT_EQ((__u32)t[i].pid, n[i].pid);
		if (i)
			EXPECT_EQ(n[i - 1].id + 1, n[i].id);
	}
	/* The supervisor may reply in any order. */
	for (i = ARRAY_SIZE(t); i-- > 0;) {
		EXPECT_EQ(0, respond_value(fd, n[i].id, 100 + i));
		EXPECT_RETURNS(&t[i], 100 + i);
	}
	for (i = 0; i < ARRAY_SIZE(t); i++)
		discard_target(&t[i]);
}

TEST(send_before_recv_einprogress)
{
	struct seccomp_notif first, second;
	struct target a, b;
	int fd;

	fd = prepare_notify(NULL);
	ASSERT_TRUE(start_target(&a, NULL, NULL));
	ASSERT_TRUE(start_target(&b, NULL, NULL));
	ASSERT_TRUE(send_call(&a, NOTIFIED_NR));
	ASSERT_EQ(0, receive(fd, &first));
	ASSERT_TRUE(send_call(&b, NOTIFIED_NR));
	ASSERT_TRUE(wait_events(fd, POLLIN));
	/*
	 * The kernel increments the ID by one, so the test knows the next ID.
	 */
	EXPECT_EQ(-1, respond_value(fd, first.id + 1, 0));
	EXPECT_EQ(EINPROGRESS, errno);
	EXPECT_FALSE(id_valid(fd, first.id + 1));
	EXPECT_EQ(ENOENT, errno);
	ASSERT_EQ(0, receive(fd, &second));
	EXPECT_EQ(first.id + 1, second.id);
	EXPECT_EQ((__u32)b.pid, second.pid);
	EXPECT_EQ(0, respond_value(fd, second.id, 2));
	EXPECT_RETURNS(&b, 2);
	EXPECT_EQ(0, respond_value(fd, first.id, 1));
	EXPECT_RETURNS(&a, 1);
	discard_target(&a);
	discard_target(&b);
}

/* Each supervisor blocks in RECV before a target makes a call. */
static int receive_and_reply(void *arg)
{
	struct seccomp_notif n = {};
	int fd = *(int *)arg;

	CHILD_ASSERT_EQ(0, receive_raw(fd, &n));
	CHILD_ASSERT_EQ(0, respond_value(fd, n.id, n.pid));
	return 0;
}

TEST(recv_two_supervisors_get_different_notifications)
{
	struct target t[2];
	pid_t pid[2];
	int fd, i;

	fd = prepare_notify(NULL);
	for (i = 0; i < 2; i++) {
		pid[i] = start_child(receive_and_reply, &fd);
		ASSERT_TRUE(wait_blocked(pid[i], __NR_ioctl));
		ASSERT_TRUE(start_target(&t[i], NULL, NULL));
	}
	for (i = 0; i < 2; i++)
		ASSERT_TRUE(send_call(&t[i], NOTIFIED_NR));
	for (i = 0; i < 2; i++) {
		EXPECT_RETURNS(&t[i], t[i].pid);
		EXPECT_EQ(0, exit_summary(wait_child(pid[i])));
		discard_target(&t[i]);
	}
}

/* Call getppid(2) repeatedly and check that each reply has this thread's ID. */
static int call_repeatedly(void *arg)
{
	const int times = *(int *)arg;
	const pid_t self = sys_gettid();
	int i;

	for (i = 0; i < times; i++)
		CHILD_ASSERT_EQ(self, sys_getppid());
	return 0;
}

TEST(recv_concurrent_targets_get_unique_ids_and_own_replies)
{
	struct seccomp_notif n = {};
	int times = 500, fd, i;
	__u64 last = 0;
	pid_t pid[4];

	fd = prepare_notify(NULL);
	for (i = 0; i < (int)ARRAY_SIZE(pid); i++)
		pid[i] = start_child(call_repeatedly, &times);
	for (i = 0; i < (int)ARRAY_SIZE(pid) * times; i++) {
		ASSERT_TRUE(events_of(fd, TIMEOUT_MS) & POLLIN);
		memset(&n, 0, sizeof(n));
		ASSERT_EQ(0, receive_raw(fd, &n));
		if (i)
			ASSERT_EQ(last + 1, n.id);
		last = n.id;
		ASSERT_EQ(0, respond_value(fd, n.id, n.pid));
	}
	for (i = 0; i < (int)ARRAY_SIZE(pid); i++)
		EXPECT_EQ(0, exit_summary(wait_child(pid[i])));
}

/* More tasks wait than the first two tables of the index have buckets. */
TEST(recv_many_waiting_targets_get_own_replies_in_any_order)
{
	enum { TARGETS = 601, STEP = 7 }; /* both prime */
	static struct seccomp_notif n[TARGETS];
	static pid_t pid[TARGETS];
	int times = 1, fd, i, next;

	fd = prepare_notify(NULL);
	for (i = 0; i < TARGETS; i++)
		pid[i] = start_child(call_repeatedly, &times);
	for (i = 0; i < TARGETS; i++) {
		ASSERT_TRUE(wait_events(fd, POLLIN));
		ASSERT_EQ(0, receive_raw(fd, &n[i]));
	}
	for (i = 0; i < TARGETS; i++) {
		next = i * STEP % TARGETS;
		ASSERT_EQ(0, respond_value(fd, n[next].id, n[next].pid));
	}
	for (i = 0; i < TARGETS; i++)
		EXPECT_EQ(0, exit_summary(wait_child(pid[i])));

	/* The index is small again. */
	pid[0] = start_child(call_repeatedly, &times);
	ASSERT_TRUE(wait_events(fd, POLLIN));
	memset(&n[0], 0, sizeof(n[0]));
	ASSERT_EQ(0, receive_raw(fd, &n[0]));
	EXPECT_EQ(n[TARGETS - 1].id + 1, n[0].id);
	ASSERT_EQ(0, respond_value(fd, n[0].id, n[0].pid));
	EXPECT_EQ(0, exit_summary(wait_child(pid[0])));
}

/*
 * poll(2).
 */
TEST_F(notify, poll_reports_in_for_pending_out_for_received)
{
	EXPECT_EQ(0, events_of(self->fd, 0));
	ASSERT_TRUE(send_call(&self->t, NOTIFIED_NR));
	ASSERT_TRUE(wait_events(self->fd, POLLIN));
	EXPECT_EQ(POLLIN, events_of(self->fd, 0));
	ASSERT_EQ(0, receive(self->fd, &self->n));
	EXPECT_EQ(POLLOUT, events_of(self->fd, 0));
	EXPECT_REPLY_ARRIVES();
	EXPECT_EQ(0, events_of(self->fd, 0));
}

TEST(poll_reports_both_for_pending_and_received)
{
	struct seccomp_notif n;
	struct target a, b;
	int fd;

	fd = prepare_notify(NULL);
	ASSERT_TRUE(start_target(&a, NULL, NULL));
	ASSERT_TRUE(start_target(&b, NULL, NULL));
	ASSERT_TRUE(send_call(&a, NOTIFIED_NR));
	ASSERT_EQ(0, receive(fd, &n));
	ASSERT_TRUE(send_call(&b, NOTIFIED_NR));
	ASSERT_TRUE(wait_events(fd, POLLIN));
	/*
	 * A wait for readiness ends at the first event. The result must have
	 * both.
	 */
	EXPECT_EQ(POLLIN | POLLOUT, events_of(fd, 0) & (POLLIN | POLLOUT));
	discard_target(&a);
	discard_target(&b);
}

TEST_F(notify, poll_hup_when_last_user_exits_before_reaping)
{
	ASSERT_EQ(0, kill(self->t.pid, SIGKILL));
	/* The test does not reap the target, so the target stays a zombie. */
	EXPECT_TRUE(wait_events(self->fd, POLLHUP));
	EXPECT_TRUE(wait_state(self->t.pid, 'Z'));
	EXPECT_EQ(POLLHUP, events_of(self->fd, 0));
}

TEST_F(notify, poll_no_hup_while_child_of_target_lives)
{
	struct outcome out;

	/* Both processes write the result of fork(2) to the shared socket. */
	ASSERT_TRUE(send_call(&self->t, __NR_clone, SIGCHLD));
	out = outcome_of(&self->t);
	ASSERT_LE(0, out.ret);
	if (!out.ret)
		out = outcome_of(&self->t);
	else
		outcome_of(&self->t);
	/*
	 * Parent and child read calls from the shared socket. Kill the parent.
	 */
	ASSERT_EQ(0, kill(self->t.pid, SIGKILL));
	ASSERT_TRUE(wait_state(self->t.pid, 'Z'));
	EXPECT_EQ(0, events_of(self->fd, 50) & POLLHUP);
	/*
	 * The child still reads calls, and its call still notifies the
	 * listener.
	 */
	ASSERT_TRUE(send_call(&self->t, NOTIFIED_NR));
	ASSERT_EQ(0, receive(self->fd, &self->n));
	EXPECT_NE((__u32)self->t.pid, self->n.pid);
	EXPECT_EQ(0, respond_value(self->fd, self->n.id, 5));
	EXPECT_RETURNS(&self->t, 5);
	close(self->t.sock);
	self->t.sock = -1;
	EXPECT_TRUE(wait_events(self->fd, POLLHUP));
}

struct poller {
	int fd;
	int revents;
	pid_t tid;
};

static void *poll_thread(void *arg)
{
	struct poller *p = arg;
	struct pollfd pfd = { .fd = p->fd, .events = POLLIN };

	SHARED_STORE(p->tid, sys_gettid());
	p->revents = poll(&pfd, 1, TIMEOUT_MS) == 1 ? pfd.revents : 0;
	return NULL;
}

static bool thread_blocked(pid_t *tid, long nr)
{
	if (!WAIT_UNTIL(SHARED_LOAD(*tid)))
		return false;
	return wait_blocked(*tid, nr);
}

#ifdef __NR_poll
#define POLL_NR __NR_poll
#else
#define POLL_NR __NR_ppoll
#endif

TEST_F(notify, poll_woken_by_notification)
{
	struct poller p = { .fd = self->fd };
	pthread_t thread;

	ASSERT_EQ(0, pthread_create(&thread, NULL, poll_thread, &p));
	ASSERT_TRUE(thread_blocked(&p.tid, POLL_NR));
	ASSERT_TRUE(send_call(&self->t, NOTIFIED_NR));
	ASSERT_EQ(0, pthread_join(thread, NULL));
	EXPECT_EQ(POLLIN, p.revents);
}

TEST_F(notify, poll_woken_by_exit_of_last_user)
{
	struct poller p = { .fd = self->fd };
	pthread_t thread;

	ASSERT_EQ(0, pthread_create(&thread, NULL, poll_thread, &p));
	ASSERT_TRUE(thread_blocked(&p.tid, POLL_NR));
	ASSERT_EQ(0, kill(self->t.pid, SIGKILL));
	ASSERT_EQ(0, pthread_join(thread, NULL));
	EXPECT_EQ(POLLHUP, p.revents);
}

TEST_F(notify, epoll_reports_in_and_hup)
{
	struct epoll_event ev = { .events = EPOLLIN }, got = {};
	int ep = epoll_create1(EPOLL_CLOEXEC);

	ASSERT_GE(ep, 0);
	ASSERT_EQ(0, epoll_ctl(ep, EPOLL_CTL_ADD, self->fd, &ev));
	EXPECT_EQ(0, epoll_wait(ep, &got, 1, 0));
	ASSERT_TRUE(send_call(&self->t, NOTIFIED_NR));
	EXPECT_EQ(1, epoll_wait(ep, &got, 1, TIMEOUT_MS));
	EXPECT_EQ((__u32)EPOLLIN, got.events);
	ASSERT_EQ(0, receive(self->fd, &self->n));
	EXPECT_EQ(0, epoll_wait(ep, &got, 1, 0));
	ASSERT_EQ(0, kill(self->t.pid, SIGKILL));
	EXPECT_EQ(1, epoll_wait(ep, &got, 1, TIMEOUT_MS));
	EXPECT_EQ((__u32)EPOLLHUP, got.events);
}

/*
 * Exit of the target.
 */
TEST_F(notify, recv_without_users_enoent)
{
	ASSERT_EQ(0, kill(self->t.pid, SIGKILL));
	ASSERT_TRUE(wait_events(self->fd, POLLHUP));
	memset(&self->n, 0, sizeof(self->n));
	EXPECT_EQ(-1, receive_raw(self->fd, &self->n));
	EXPECT_EQ(ENOENT, errno);
}

struct receiver {
	int fd;
	int ret;
	int err;
	pid_t tid;
	struct seccomp_notif n;
};

static void *receive_thread(void *arg)
{
	struct receiver *r = arg;

	SHARED_STORE(r->tid, sys_gettid());
	r->ret = receive_raw(r->fd, &r->n);
	r->err = errno;
	return NULL;
}

TEST_F(notify, recv_woken_by_exit_of_last_user_enoent)
{
	struct receiver r = { .fd = self->fd };
	pthread_t thread;

	ASSERT_EQ(0, pthread_create(&thread, NULL, receive_thread, &r));
	ASSERT_TRUE(thread_blocked(&r.tid, __NR_ioctl));
	ASSERT_EQ(0, kill(self->t.pid, SIGKILL));
	ASSERT_EQ(0, pthread_join(thread, NULL));
	EXPECT_EQ(-1, r.ret);
	EXPECT_EQ(ENOENT, r.err);
}

TEST_F(notify, recv_woken_by_notification)
{
	struct receiver r = { .fd = self->fd };
	pthread_t thread;

	ASSERT_EQ(0, pthread_create(&thread, NULL, receive_thread, &r));
	ASSERT_TRUE(thread_blocked(&r.tid, __NR_ioctl));
	ASSERT_TRUE(send_call(&self->t, NOTIFIED_NR));
	ASSERT_EQ(0, pthread_join(thread, NULL));
	ASSERT_EQ(0, r.ret);
	self->n = r.n;
	EXPECT_REPLY_ARRIVES();
}

/* The zeroed page passes the check of the input, but cannot be written. */
static void *receive_readonly_thread(void *arg)
{
	struct receiver *r = arg;
	void *readonly;

	readonly = mmap(NULL, sysconf(_SC_PAGESIZE), PROT_READ,
			MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	SHARED_STORE(r->tid, sys_gettid());
	r->ret = receive_raw(r->fd, readonly);
	r->err = errno;
	return NULL;
}

/* The first of two readers fails, so the second one has to wake up. */
TEST_F(notify, recv_woken_by_failed_copy_of_other_reader)
{
	struct receiver r[2] = { { .fd = self->fd }, { .fd = self->fd } };
	pthread_t thread[2];

	ASSERT_EQ(0, pthread_create(&thread[0], NULL, receive_readonly_thread,
				    &r[0]));
	ASSERT_TRUE(thread_blocked(&r[0].tid, __NR_ioctl));
	ASSERT_EQ(0, pthread_create(&thread[1], NULL, receive_thread, &r[1]));
	ASSERT_TRUE(thread_blocked(&r[1].tid, __NR_ioctl));
	ASSERT_TRUE(send_call(&self->t, NOTIFIED_NR));
	ASSERT_EQ(0, pthread_join(thread[0], NULL));
	EXPECT_EQ(-1, r[0].ret);
	EXPECT_EQ(EFAULT, r[0].err);
	ASSERT_EQ(0, pthread_join(thread[1], NULL));
	ASSERT_EQ(0, r[1].ret);
	self->n = r[1].n;
	EXPECT_REPLY_ARRIVES();
}

/*
 * The other target keeps the filter in use. RECV must not wait for its calls.
 */
TEST(recv_enoent_when_polled_target_was_killed)
{
	struct seccomp_notif n = {};
	struct target t, other;
	int fd;

	fd = prepare_notify(NULL);
	ASSERT_TRUE(start_target(&other, NULL, NULL));
	ASSERT_TRUE(start_target(&t, NULL, NULL));
	ASSERT_TRUE(send_call(&t, NOTIFIED_NR));
	ASSERT_TRUE(wait_events(fd, POLLIN));
	discard_target(&t);
	EXPECT_EQ(-1, receive_raw(fd, &n));
	EXPECT_EQ(ENOENT, errno);
	/* The next notification comes from the target that is alive. */
	ASSERT_TRUE(send_call(&other, NOTIFIED_NR));
	ASSERT_EQ(0, receive(fd, &n));
	EXPECT_EQ((__u32)other.pid, n.pid);
	EXPECT_EQ(0, respond_value(fd, n.id, 3));
	EXPECT_RETURNS(&other, 3);
	discard_target(&other);
}

static int prepare_notified_worker(void *arg)
{
	int fd = prepare_notify(arg);
	struct target *w;

	w = malloc(sizeof(*w));
	CHILD_ASSERT(w);
	CHILD_ASSERT(start_worker(w));
	CHILD_ASSERT(send_call(w, NOTIFIED_NR));
	return fd;
}

TEST(exit_group_by_other_thread_cancels_notification)
{
	struct seccomp_notif n;
	struct target t;

	ASSERT_TRUE(start_target(&t, prepare_notified_worker, NULL));
	ASSERT_EQ(0, receive(t.listener, &n));
	EXPECT_NE((__u32)t.pid, n.pid);
	EXPECT_TRUE(id_valid(t.listener, n.id));
	ASSERT_TRUE(send_call(&t, __NR_exit_group, 6));
	EXPECT_TRUE(wait_events(t.listener, POLLHUP));
	EXPECT_FALSE(id_valid(t.listener, n.id));
	EXPECT_EQ(-1, respond_value(t.listener, n.id, 0));
	EXPECT_EQ(ENOENT, errno);
	EXPECT_EQ(6, exit_summary(end_target(&t)));
}

/*
 * Close of the listener.
 */
TEST_F(notify, close_fails_received_and_later_calls_enosys)
{
	/* A notification without a reply. */
	CALL_AND_RECEIVE();
	ASSERT_EQ(0, close(self->fd));
	self->t.listener = -1;
	EXPECT_FAILS(&self->t, ENOSYS);
	/* Calls after the close. */
	EXPECT_EQ(ENOSYS, err_of(&self->t, NOTIFIED_NR));
	EXPECT_EQ(ENOSYS, err_of(&self->t, NOTIFIED_NR));
	EXPECT_EQ(0, err_of(&self->t, __NR_getpid));
}

TEST_F(notify, close_fails_pending_call_enosys)
{
	ASSERT_TRUE(send_call(&self->t, NOTIFIED_NR));
	ASSERT_TRUE(wait_events(self->fd, POLLIN));
	ASSERT_EQ(0, close(self->fd));
	self->t.listener = -1;
	EXPECT_FAILS(&self->t, ENOSYS);
}

TEST_F(notify, close_leaves_duplicate_working)
{
	int copy = fcntl(self->fd, F_DUPFD_CLOEXEC, 0);

	ASSERT_GE(copy, 0);
	CALL_AND_RECEIVE();
	ASSERT_EQ(0, close(self->fd));
	self->fd = copy;
	self->t.listener = copy;
	EXPECT_REPLY_ARRIVES();
	CALL_AND_RECEIVE();
	EXPECT_REPLY_ARRIVES();
}

TEST(user_notif_without_listener_enosys)
{
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_nr(NOTIFIED_NR, SECCOMP_RET_USER_NOTIF, 0));
	EXPECT_EQ(-1, syscall(NOTIFIED_NR));
	EXPECT_EQ(ENOSYS, errno);
}

/*
 * One listener per chain.
 */
TEST(new_listener_second_in_chain_ebusy_attaches_nothing)
{
	int fd, next;

	fd = prepare_notify(NULL);
	next = dup(fd);
	close(next);
	EXPECT_EQ(-1, attach_errno(__NR_getpid, EPERM) ? 0 : -1);
	EXPECT_EQ(-1, attach_nr(__NR_getuid, SECCOMP_RET_USER_NOTIF,
				SECCOMP_FILTER_FLAG_NEW_LISTENER));
	EXPECT_EQ(EBUSY, errno);
	EXPECT_EQ(2, filter_count());
	EXPECT_NE((uid_t)-1, getuid());
	EXPECT_EQ(next, dup(fd));
}

TEST(new_listener_allowed_after_first_is_closed)
{
	struct seccomp_notif n;
	struct target w;
	int fd;

	fd = prepare_notify(NULL);
	ASSERT_EQ(0, close(fd));
	fd = attach_nr(__NR_getuid, SECCOMP_RET_USER_NOTIF,
		       SECCOMP_FILTER_FLAG_NEW_LISTENER);
	ASSERT_GE(fd, 0);
	ASSERT_TRUE(start_worker(&w));
	EXPECT_EQ(ENOSYS, err_of(&w, NOTIFIED_NR));
	ASSERT_TRUE(send_call(&w, __NR_getuid));
	ASSERT_EQ(0, receive(fd, &n));
	EXPECT_EQ(0, respond_value(fd, n.id, 1234));
	EXPECT_RETURNS(&w, 1234);
}

/* A child inherits the chain, so its chain already has a listener. */
static int attach_listener_again(void *arg)
{
	(void)arg;
	CHILD_ASSERT_ERRNO(EBUSY, attach_nr(__NR_getuid, SECCOMP_RET_USER_NOTIF,
					    SECCOMP_FILTER_FLAG_NEW_LISTENER));
	return 0;
}

TEST(new_listener_second_in_child_ebusy)
{
	int fd = prepare_notify(NULL);

	EXPECT_EQ(0, exit_summary(in_child(attach_listener_again, NULL)));
	close(fd);
}

/*
 * Precedence of verdicts.
 */
struct layer {
	__u32 older, newer;
};

/* The older filter has the listener. */
static int prepare_layers(void *arg)
{
	struct layer *layer = arg;
	int fd;

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_LE(0, fd = attach_nr(NOTIFIED_NR, layer->older,
					  SECCOMP_FILTER_FLAG_NEW_LISTENER));
	CHILD_ASSERT_EQ(0, attach_nr(NOTIFIED_NR, layer->newer, 0));
	return fd;
}

TEST(user_notif_overrides_trace_log_and_allow)
{
	static const __u32 weaker[] = { SECCOMP_RET_TRACE, SECCOMP_RET_LOG,
					SECCOMP_RET_ALLOW };
	struct seccomp_notif n;
	struct target t;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(weaker); i++) {
		struct layer layer = { SECCOMP_RET_USER_NOTIF, weaker[i] };

		ASSERT_TRUE(start_target(&t, prepare_layers, &layer));
		ASSERT_TRUE(send_call(&t, NOTIFIED_NR));
		ASSERT_EQ(0, receive(t.listener, &n));
		EXPECT_EQ(0, respond_value(t.listener, n.id, 8));
		EXPECT_RETURNS(&t, 8);
		discard_target(&t);
	}
}

TEST(errno_overrides_user_notif_in_either_order)
{
	struct layer layers[] = {
		{ SECCOMP_RET_USER_NOTIF, SECCOMP_RET_ERRNO | EXDEV },
		{ SECCOMP_RET_ERRNO | EXDEV, SECCOMP_RET_USER_NOTIF },
	};
	struct target t;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(layers); i++) {
		ASSERT_TRUE(start_target(&t, prepare_layers, &layers[i]));
		EXPECT_EQ(EXDEV, err_of(&t, NOTIFIED_NR));
		EXPECT_EQ(0, events_of(t.listener, 0));
		discard_target(&t);
	}
}

/*
 * Among equal verdicts the newest filter wins. The newest filter has no
 * listener.
 */
TEST(user_notif_newer_without_listener_enosys)
{
	struct layer layer = { SECCOMP_RET_USER_NOTIF, SECCOMP_RET_USER_NOTIF };
	struct target t;

	ASSERT_TRUE(start_target(&t, prepare_layers, &layer));
	EXPECT_EQ(ENOSYS, err_of(&t, NOTIFIED_NR));
	EXPECT_EQ(0, events_of(t.listener, 0));
	discard_target(&t);
}

/* CONTINUE makes the call without another run of the filters. */
TEST(send_continue_skips_older_trace)
{
	struct seccomp_notif n;
	struct target w;
	int fd;

	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_nr(NOTIFIED_NR, SECCOMP_RET_TRACE, 0));
	fd = prepare_notify(NULL);
	ASSERT_TRUE(start_worker(&w));
	ASSERT_TRUE(send_call(&w, NOTIFIED_NR));
	ASSERT_EQ(0, receive(fd, &n));
	EXPECT_EQ(0, respond_continue(fd, n.id));
	EXPECT_LT(0, outcome_of(&w).ret);
}

/*
 * The listener's file descriptor.
 */
TEST(listener_fd_is_cloexec_and_named)
{
	char path[64], link[64] = {};
	int fd = prepare_notify(NULL);

	EXPECT_EQ(FD_CLOEXEC, fcntl(fd, F_GETFD));
	EXPECT_EQ(O_RDWR, fcntl(fd, F_GETFL) & O_ACCMODE);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	ASSERT_LT(0, readlink(path, link, sizeof(link) - 1));
	EXPECT_STREQ("anon_inode:seccomp notify", link);
}

TEST(listener_fd_read_write_mmap_fail)
{
	int fd = prepare_notify(NULL);
	char buf[128] = {};

	EXPECT_EQ(-1, read(fd, buf, sizeof(buf)));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(-1, write(fd, buf, sizeof(buf)));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(MAP_FAILED, mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0));
	EXPECT_EQ(ENODEV, errno);
}

TEST_F(notify, listener_fd_works_after_pidfd_getfd)
{
	int pidfd, copy, fds[2];
	pid_t holder;
	char byte;

	/* The child keeps the only other copy of the listener open. */
	ASSERT_EQ(0, pipe(fds));
	holder = fork();
	if (!holder) {
		close(fds[1]);
		_exit(read(fds[0], &byte, 1));
	}
	close(self->fd);
	self->t.listener = -1;
	pidfd = syscall(__NR_pidfd_open, holder, 0);
	ASSERT_GE(pidfd, 0);
	copy = syscall(__NR_pidfd_getfd, pidfd, self->fd, 0);
	ASSERT_GE(copy, 0);
	self->fd = copy;
	self->t.listener = copy;
	close(fds[1]);
	EXPECT_EQ(0, exit_summary(wait_child(holder)));
	CALL_AND_RECEIVE();
	EXPECT_REPLY_ARRIVES();
}

static int reply_over_passed_listener(void *arg)
{
	struct seccomp_notif n;
	int fd;

	CHILD_ASSERT(receive_fd(*(int *)arg, &fd));
	CHILD_ASSERT_LE(0, fd);
	CHILD_ASSERT_EQ(0, receive(fd, &n));
	CHILD_ASSERT_EQ(0, respond_value(fd, n.id, 77));
	return 0;
}

TEST_F(notify, listener_fd_works_after_scm_rights)
{
	int pair[2];
	pid_t pid;

	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair));
	pid = fork();
	if (!pid) {
		close(self->fd);
		_exit(reply_over_passed_listener(&pair[1]));
	}
	ASSERT_EQ(0, send_fd(pair[0], self->fd));
	close(self->fd);
	self->t.listener = -1;
	ASSERT_TRUE(send_call(&self->t, NOTIFIED_NR));
	EXPECT_RETURNS(&self->t, 77);
	EXPECT_EQ(0, exit_summary(wait_child(pid)));
	/* The child's exit has closed the last copy. */
	EXPECT_EQ(ENOSYS, err_of(&self->t, NOTIFIED_NR));
}

TEST_F(notify, ioctl_unknown_einval)
{
	unsigned long wrong[] = {
		SECCOMP_IO(0),
		SECCOMP_IOR(0, struct seccomp_notif),
		SECCOMP_IOW(0, struct seccomp_notif),
		SECCOMP_IOWR(0, char[sizeof(struct seccomp_notif) - 8]),
		SECCOMP_IOWR(0, char[sizeof(struct seccomp_notif) + 8]),
		SECCOMP_IOW(1, struct seccomp_notif_resp),
		SECCOMP_IOWR(1, char[sizeof(struct seccomp_notif_resp) - 8]),
		SECCOMP_IOWR(1, char[sizeof(struct seccomp_notif_resp) + 8]),
		SECCOMP_IOW(2, __u32),
		SECCOMP_IOWR(2, __u64),
		SECCOMP_IOW(4, __u32),
		SECCOMP_IOR(4, __u64),
		SECCOMP_IOW(5, __u64),
		SECCOMP_IOWR(0x7f, __u64),
		SECCOMP_IOWR(0xff, __u64),
		_IOWR('"', 0, struct seccomp_notif),
		_IOWR('"', 1, struct seccomp_notif_resp),
		0,
		~0UL,
	};
	size_t i;

	CALL_AND_RECEIVE();
	for (i = 0; i < ARRAY_SIZE(wrong); i++) {
		char zeros[256] = {};

		errno = 0;
		EXPECT_EQ(-1, ioctl(self->fd, wrong[i], zeros))
		TH_LOG("ioctl %#lx", wrong[i]);
		EXPECT_EQ(EINVAL, errno)
		TH_LOG("ioctl %#lx: %s", wrong[i], strerror(errno));
	}
	EXPECT_REPLY_ARRIVES();
}

TEST_F(notify, set_flags_sync_wake_up_set_and_cleared)
{
	unsigned long flags[] = { SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP, 0,
				  SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(flags); i++) {
		EXPECT_EQ(0, ioctl(self->fd, SECCOMP_IOCTL_NOTIF_SET_FLAGS,
				   flags[i]));
		CALL_AND_RECEIVE();
		EXPECT_REPLY_ARRIVES();
	}
}

TEST_F(notify, set_flags_unknown_bits_einval)
{
	unsigned int bit;

	for (bit = 1; bit < 64; bit++) {
		EXPECT_EQ(-1, ioctl(self->fd, SECCOMP_IOCTL_NOTIF_SET_FLAGS,
				    1UL << bit));
		EXPECT_EQ(EINVAL, errno);
		EXPECT_EQ(-1, ioctl(self->fd, SECCOMP_IOCTL_NOTIF_SET_FLAGS,
				    SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP |
					    1UL << bit));
		EXPECT_EQ(EINVAL, errno);
	}
}

/*
 * Signals to the target.
 */
struct signal_how {
	unsigned int attach_flags;
	int sa_flags;
};

static int prepare_signals(void *arg)
{
	struct signal_how *how = arg;
	struct notify_how notify = {
		.nr = NOTIFIED_NR,
		.flags = how->attach_flags,
	};

	on_signal(SIGUSR1, how->sa_flags);
	return prepare_notify(&notify);
}

FIXTURE(signals)
{
	struct target t;
	struct seccomp_notif n;
	int fd;
};

FIXTURE_VARIANT(signals)
{
	struct signal_how how;
};

/* clang-format off */
FIXTURE_VARIANT_ADD(signals, no_flags)
{
	.how = { 0, 0 },
};

FIXTURE_VARIANT_ADD(signals, restart)
{
	.how = { 0, SA_RESTART },
};

FIXTURE_VARIANT_ADD(signals, wait_killable)
{
	.how = { SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV, 0 },
};

FIXTURE_VARIANT_ADD(signals, wait_killable_restart)
{
	.how = { SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV, SA_RESTART },
};

/* clang-format on */

FIXTURE_SETUP(signals)
{
	struct signal_how how = variant->how;

	handled = shared_page();
	ASSERT_NE(NULL, handled);
	ASSERT_TRUE(start_target(&self->t, prepare_signals, &how));
	self->fd = self->t.listener;
	ASSERT_GE(self->fd, 0);
}

FIXTURE_TEARDOWN(signals)
{
	discard_target(&self->t);
}

TEST_F(signals, before_recv_signal_interrupts)
{
	bool restart = variant->how.sa_flags & SA_RESTART;

	ASSERT_TRUE(send_call(&self->t, NOTIFIED_NR));
	ASSERT_TRUE(wait_events(self->fd, POLLIN));
	ASSERT_TRUE(wait_blocked(self->t.pid, NOTIFIED_NR));
	ASSERT_EQ(0, kill(self->t.pid, SIGUSR1));
	ASSERT_TRUE(WAIT_UNTIL(*handled == 1));
	if (restart) {
		/*
		 * The signal cancels the first notification and the restarted
		 * call sends another. RECV may wake up for the first one and
		 * return ENOENT.
		 */
		ASSERT_TRUE(wait_blocked(self->t.pid, NOTIFIED_NR));
		if (receive(self->fd, &self->n)) {
			ASSERT_EQ(ENOENT, errno);
			ASSERT_EQ(0, receive(self->fd, &self->n));
		}
		EXPECT_REPLY_ARRIVES();
	} else {
		EXPECT_FAILS(&self->t, EINTR);
		EXPECT_EQ(0, events_of(self->fd, 0));
	}
	EXPECT_EQ(1, SHARED_LOAD(*handled));
}

TEST_F(signals, after_recv_signal_interrupts_unless_killable)
{
	struct signal_how how = variant->how;
	bool killable = how.attach_flags;
	__u64 id;

	CALL_AND_RECEIVE();
	id = self->n.id;
	ASSERT_TRUE(wait_blocked(self->t.pid, NOTIFIED_NR));
	ASSERT_EQ(0, kill(self->t.pid, SIGUSR1));
	if (killable) {
		/* Give a handler enough time to run. */
		usleep(50000);
		EXPECT_EQ(0, SHARED_LOAD(*handled));
		EXPECT_FALSE(has_outcome(&self->t));
		EXPECT_TRUE(id_valid(self->fd, id));
		EXPECT_REPLY_ARRIVES();
		EXPECT_TRUE(WAIT_UNTIL(*handled == 1));
		return;
	}
	ASSERT_TRUE(WAIT_UNTIL(*handled == 1));
	if (how.sa_flags & SA_RESTART) {
		ASSERT_EQ(0, receive(self->fd, &self->n));
		EXPECT_LT(id, self->n.id);
		EXPECT_FALSE(id_valid(self->fd, id));
		EXPECT_EQ(-1, respond_value(self->fd, id, 1));
		EXPECT_EQ(ENOENT, errno);
		EXPECT_REPLY_ARRIVES();
	} else {
		EXPECT_FAILS(&self->t, EINTR);
		EXPECT_FALSE(id_valid(self->fd, id));
		EXPECT_EQ(-1, respond_value(self->fd, id, 1));
		EXPECT_EQ(ENOENT, errno);
		EXPECT_EQ(0, events_of(self->fd, 0));
	}
}

TEST_F(signals, after_recv_fatal_signal_ends_wait)
{
	CALL_AND_RECEIVE();
	ASSERT_TRUE(wait_blocked(self->t.pid, NOTIFIED_NR));
	/* SIGTERM has no handler in the target, so it is fatal. */
	ASSERT_EQ(0, kill(self->t.pid, SIGTERM));
	EXPECT_TRUE(wait_events(self->fd, POLLHUP));
	EXPECT_FALSE(id_valid(self->fd, self->n.id));
	EXPECT_EQ(BY_SIGNAL(SIGTERM), exit_summary(end_target(&self->t)));
}

TEST_F(signals, before_recv_fatal_signal_ends_wait)
{
	ASSERT_TRUE(send_call(&self->t, NOTIFIED_NR));
	ASSERT_TRUE(wait_events(self->fd, POLLIN));
	ASSERT_EQ(0, kill(self->t.pid, SIGKILL));
	EXPECT_TRUE(wait_events(self->fd, POLLHUP));
	EXPECT_EQ(POLLHUP, events_of(self->fd, 0));
	EXPECT_EQ(BY_SIGNAL(SIGKILL), exit_summary(end_target(&self->t)));
}

TEST_F(signals, after_recv_stop_and_continue_keep_call)
{
	bool killable = variant->how.attach_flags;

	CALL_AND_RECEIVE();
	ASSERT_TRUE(wait_blocked(self->t.pid, NOTIFIED_NR));
	ASSERT_EQ(0, kill(self->t.pid, SIGSTOP));
	if (!killable)
		ASSERT_TRUE(wait_state(self->t.pid, 'T'));
	EXPECT_EQ(killable, id_valid(self->fd, self->n.id));
	ASSERT_EQ(0, kill(self->t.pid, SIGCONT));
	/* No handler runs, so the call restarts and notifies again. */
	if (!killable)
		ASSERT_EQ(0, receive(self->fd, &self->n));
	EXPECT_REPLY_ARRIVES();
}

#define KILLABLE SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV

struct sender {
	pid_t target;
	int stop;
};

static void *send_signals(void *arg)
{
	struct sender *sender = arg;

	while (!SHARED_LOAD(sender->stop)) {
		kill(sender->target, SIGUSR1);
		sched_yield();
	}
	return NULL;
}

/* Counts by the supervisor and the target. */
struct counts {
	int replied; /* replies that SEND accepted */
	int got; /* calls that returned the reply */
	int interrupted, other; /* calls that returned anything else */
	int done;
};

static int call_under_signals(int sock, struct counts *counts, int ms,
			      unsigned int flags)
{
	struct signal_how how = { flags, 0 };
	long long end;
	int fd;

	fd = prepare_signals(&how);
	CHILD_ASSERT_EQ(0, send_fd(sock, fd));
	close(fd);
	end = now_ms() + ms;
	/*
	 * On a slow machine signals may interrupt every call for a long time.
	 * Continue until one reply arrives.
	 */
	while (now_ms() < end ||
	       (!counts->got && now_ms() < end + TIMEOUT_MS)) {
		long ret = syscall(NOTIFIED_NR);

		if (ret == 4242)
			counts->got++;
		else if (ret == -1 && errno == EINTR)
			counts->interrupted++;
		else
			counts->other++;
	}
	SHARED_STORE(counts->done, 1);
	return 0;
}

/* Receive one notification and reply to it at once. */
static int reply_to_one(int fd, struct counts *counts)
{
	struct seccomp_notif n = {};

	if (receive_raw(fd, &n))
		return errno == ENOENT || errno == EINTR ? 0 : errno;
	if (!respond_value(fd, n.id, 4242))
		counts->replied++;
	else if (errno != ENOENT)
		return errno;
	return 0;
}

/*
 * With WAIT_KILLABLE_RECV a signal must not discard an accepted reply. The
 * target must therefore see as many replies as SEND accepted.
 */
TEST(wait_killable_accepted_reply_survives_signal)
{
	struct counts *counts = shared_page();
	struct sender sender = {};
	pthread_t thread;
	int pair[2], fd;

	handled = shared_page();
	ASSERT_NE(NULL, counts);
	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair));
	fflush(NULL);
	sender.target = fork();
	if (!sender.target)
		_exit(call_under_signals(pair[1], counts, 1000, KILLABLE));
	ASSERT_TRUE(receive_fd(pair[0], &fd));
	ASSERT_EQ(0, pthread_create(&thread, NULL, send_signals, &sender));
	while (!reply_to_one(fd, counts) && !SHARED_LOAD(counts->done))
		;
	SHARED_STORE(sender.stop, 1);
	pthread_join(thread, NULL);
	EXPECT_EQ(0, exit_summary(wait_child(sender.target)));
	EXPECT_EQ(counts->replied, counts->got);
	EXPECT_EQ(0, counts->other);
	/* At least one reply raced with a signal. */
	EXPECT_LT(0, counts->got);
	EXPECT_LT(0, SHARED_LOAD(*handled));
	TH_LOG("%d replies, %d calls interrupted before RECV, %d signals",
	       counts->got, counts->interrupted, SHARED_LOAD(*handled));
}

/*
 * Send one signal just before RECV and SEND, with a growing delay between them.
 * The signal then interrupts the target's wait at many points, up to the reply.
 */
TEST(wait_killable_reply_right_after_signal_arrives)
{
	struct counts *counts = shared_page();
	unsigned int spin = 0, i;
	int pair[2], fd;
	pid_t pid;

	handled = shared_page();
	ASSERT_NE(NULL, counts);
	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair));
	fflush(NULL);
	pid = fork();
	if (!pid)
		_exit(call_under_signals(pair[1], counts, 700, KILLABLE));
	ASSERT_TRUE(receive_fd(pair[0], &fd));
	while (!SHARED_LOAD(counts->done)) {
		if (!(events_of(fd, 100) & POLLIN))
			continue;
		kill(pid, SIGUSR1);
		spin = (spin + 13) % 5000;
		for (i = 0; i < spin; i++)
			asm volatile("");
		if (reply_to_one(fd, counts))
			break;
	}
	EXPECT_EQ(0, exit_summary(wait_child(pid)));
	EXPECT_EQ(counts->replied, counts->got);
	EXPECT_EQ(0, counts->other);
	/* At least one reply raced with a signal. */
	EXPECT_LT(0, counts->got);
	EXPECT_LT(0, *handled);
	TH_LOG("%d replies, %d calls interrupted before RECV", counts->got,
	       counts->interrupted);
}

struct asker {
	int fd;
	int stop;
};

/* Keep the listener busy, so that its other users wait for each other. */
static void *ask_for_ids(void *arg)
{
	struct asker *asker = arg;

	while (!SHARED_LOAD(asker->stop))
		id_valid(asker->fd, 0);
	return NULL;
}

/*
 * Without WAIT_KILLABLE_RECV, a signal ends the wait if no reply was accepted
 * before. If SEND accepted a reply first, the call returns it. Mainline loses
 * some of these replies.
 */
TEST(accepted_reply_survives_signal)
{
	struct counts *counts = shared_page();
	struct seccomp_notif n;
	struct asker asker = {};
	unsigned int spin = 0, i;
	pthread_t thread;
	int pair[2];
	pid_t pid;

	handled = shared_page();
	ASSERT_NE(NULL, counts);
	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair));
	fflush(NULL);
	pid = fork();
	if (!pid)
		_exit(call_under_signals(pair[1], counts, 3000, 0));
	ASSERT_TRUE(receive_fd(pair[0], &asker.fd));
	ASSERT_EQ(0, pthread_create(&thread, NULL, ask_for_ids, &asker));
	while (!SHARED_LOAD(counts->done)) {
		if (!(events_of(asker.fd, 100) & POLLIN))
			continue;
		memset(&n, 0, sizeof(n));
		if (receive_raw(asker.fd, &n))
			continue;
		kill(pid, SIGUSR1);
		spin = (spin + 13) % 5000;
		for (i = 0; i < spin; i++)
			asm volatile("");
		/* With one CPU, the signal comes first only in these rounds. */
		if (spin % 4 == 0)
			sched_yield();
		if (!respond_value(asker.fd, n.id, 4242))
			counts->replied++;
	}
	SHARED_STORE(asker.stop, 1);
	pthread_join(thread, NULL);
	EXPECT_EQ(0, exit_summary(wait_child(pid)));
	EXPECT_EQ(counts->replied, counts->got);
	EXPECT_EQ(0, counts->other);
	/* Some replies came before the signal, some after it. */
	EXPECT_LT(0, counts->got);
	EXPECT_LT(0, counts->interrupted);
	TH_LOG("%d replies accepted, %d arrived, %d calls interrupted",
	       counts->replied, counts->got, counts->interrupted);
}

static void *send_paced_signals(void *arg)
{
	struct sender *sender = arg;

	while (!SHARED_LOAD(sender->stop)) {
		kill(sender->target, SIGUSR1);
		short_pause();
	}
	return NULL;
}

/*
 * A supervisor with a signal handler uses a listener that other threads use, too.
 * Only RECV and ADDFD wait, so a signal interrupts nothing else. On mainline some
 * calls fail with EINTR, and poll(2) sometimes reports POLLERR.
 */
TEST(busy_listener_is_not_interrupted)
{
	struct sender sender = { .target = getpid() };
	struct asker asker = {};
	long interrupted = 0, errors = 0, rounds = 0;
	long long end = now_ms() + 5000;
	pthread_t threads[3];
	int events, i;

	handled = shared_page();
	ASSERT_NE(NULL, handled);
	on_signal(SIGUSR1, 0);
	asker.fd = prepare_notify(NULL);
	ASSERT_LE(0, asker.fd);
	for (i = 0; i < 2; i++)
		ASSERT_EQ(0, pthread_create(&threads[i], NULL, ask_for_ids,
					    &asker));
	ASSERT_EQ(0, pthread_create(&threads[2], NULL, send_paced_signals,
				    &sender));
	for (; now_ms() < end; rounds++) {
		if (!id_valid(asker.fd, 0) && errno == EINTR)
			interrupted++;
		if (respond_value(asker.fd, 0, 0) == -1 && errno == EINTR)
			interrupted++;
		events = events_of(asker.fd, 0);
		if (events > 0 && events & POLLERR)
			errors++;
	}
	SHARED_STORE(asker.stop, 1);
	SHARED_STORE(sender.stop, 1);
	for (i = 0; i < 3; i++)
		pthread_join(threads[i], NULL);
	EXPECT_EQ(0, interrupted);
	EXPECT_EQ(0, errors);
	EXPECT_LT(0, *handled);
	TH_LOG("%ld rounds, %d signals", rounds, *handled);
}

TEST(wait_killable_without_new_listener_einval)
{
	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(-1, attach_nr(NOTIFIED_NR, SECCOMP_RET_ALLOW,
				SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(0, filter_count());
}

/*
 * PID namespaces.
 */
static int serve_in_new_pid_namespace(void *arg)
{
	pid_t inner;
	int fd;

	CHILD_ASSERT_EQ(0, unshare(CLONE_NEWPID));
	inner = fork();
	if (!inner) {
		fd = prepare_notify(NULL);
		CHILD_ASSERT_EQ(0, send_fd(*(int *)arg, fd));
		close(fd);
		CHILD_ASSERT_EQ(1, getpid());
		CHILD_ASSERT_EQ(55, syscall(NOTIFIED_NR));
		_exit(0);
	}
	return exit_summary(wait_child(inner));
}

TEST(pid_is_in_supervisors_namespace)
{
	struct seccomp_notif n;
	int pair[2], fd;
	pid_t pid;

	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair));
	pid = start_child(serve_in_new_pid_namespace, &pair[1]);
	close(pair[1]);
	ASSERT_TRUE(receive_fd(pair[0], &fd));
	ASSERT_EQ(0, receive(fd, &n));
	EXPECT_NE(0U, n.pid);
	EXPECT_NE(1U, n.pid);
	EXPECT_TRUE(wait_blocked(n.pid, NOTIFIED_NR));
	EXPECT_EQ(0, respond_value(fd, n.id, 55));
	EXPECT_EQ(0, exit_summary(wait_child(pid)));
}

static int supervise_from_inside(void *arg)
{
	int fd = *(int *)arg;
	pid_t inner;

	CHILD_ASSERT_EQ(0, unshare(CLONE_NEWPID));
	inner = fork();
	if (!inner) {
		struct seccomp_notif n;

		CHILD_ASSERT_EQ(0, receive(fd, &n));
		CHILD_ASSERT_EQ(0, n.pid);
		CHILD_ASSERT_EQ(NOTIFIED_NR, n.data.nr);
		CHILD_ASSERT_EQ(0, respond_value(fd, n.id, 66));
		_exit(0);
	}
	return exit_summary(wait_child(inner));
}

TEST_F(notify, pid_is_zero_for_invisible_target)
{
	pid_t pid = start_child(supervise_from_inside, &self->fd);

	ASSERT_TRUE(send_call(&self->t, NOTIFIED_NR));
	EXPECT_RETURNS(&self->t, 66);
	EXPECT_EQ(0, exit_summary(wait_child(pid)));
}

TEST_HARNESS_MAIN
