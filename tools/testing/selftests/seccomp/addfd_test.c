// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test SECCOMP_IOCTL_NOTIF_ADDFD, by which a supervisor installs a descriptor in
 * its target.
 *
 * Tests whose names begin with own_ fail on mainline. Mainline installs the newest
 * queued descriptor first. It does not wake pollers for EPOLLOUT after a SEND that
 * failed. It loses a notification that is answered while its RECV fails.
 */
#include "../kselftest_harness.h"

#include <sys/epoll.h>
#include <sys/resource.h>

#include "common.h"
#include "target.h"
#include "notify.h"

static const char hello[] = "hello";

/* The number of ADDFD for a structure of @size bytes. */
#define ADDFD_OF_SIZE(size) _IOC(_IOC_WRITE, SECCOMP_IOC_MAGIC, 3, size)

/* Room for a longer structure, up to the largest size in an ioctl number. */
union long_addfd {
	struct seccomp_notif_addfd add;
	char bytes[16384];
};

/*
 * A target waits in a notified call, and the supervisor has received the
 * notification. @pipe is the pipe to install. @next holds the numbers that the
 * target's next descriptors get. @open is the number of its open descriptors.
 */
FIXTURE(addfd)
{
	struct target t;
	struct seccomp_notif n;
	int fd;
	int pipe[2];
	int next[5];
	int open;
};

FIXTURE_VARIANT(addfd)
{
	unsigned int flags;
};

/* clang-format off */
FIXTURE_VARIANT_ADD(addfd, plain)
{
	.flags = 0,
};

FIXTURE_VARIANT_ADD(addfd, killable)
{
	.flags = SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV,
};

/* clang-format on */

FIXTURE_SETUP(addfd)
{
	struct notify_how how = { NOTIFIED_NR, variant->flags };
	size_t i;

	ASSERT_TRUE(start_target(&self->t, prepare_notify, &how));
	self->fd = self->t.listener;
	ASSERT_GE(self->fd, 0);
	ASSERT_EQ(0, pipe2(self->pipe, O_CLOEXEC));
	for (i = 0; i < ARRAY_SIZE(self->next); i++) {
		self->next[i] = call_and_wait(&self->t, __NR_dup, 0).ret;
		ASSERT_LT(2, self->next[i]);
	}
	for (i = 0; i < ARRAY_SIZE(self->next); i++)
		ASSERT_EQ(0, err_of(&self->t, __NR_close, self->next[i]));
	self->open = open_fds(self->t.pid);
	ASSERT_TRUE(send_call(&self->t, NOTIFIED_NR));
	ASSERT_EQ(0, receive(self->fd, &self->n));
}

FIXTURE_TEARDOWN(addfd)
{
	discard_target(&self->t);
}

#define EXPECT_REPLY_WORKS()                                          \
	do {                                                          \
		EXPECT_EQ(0, respond_value(self->fd, self->n.id, 7)); \
		EXPECT_EQ(7, outcome_of(&self->t).ret);               \
	} while (0)

/* No descriptor was added, and a reply is still possible. */
#define EXPECT_UNCHANGED()                                    \
	do {                                                  \
		EXPECT_EQ(self->open, open_fds(self->t.pid)); \
		EXPECT_FALSE(has_outcome(&self->t));          \
		EXPECT_REPLY_WORKS();                         \
		EXPECT_EQ(self->open, open_fds(self->t.pid)); \
	} while (0)

#define EXPECT_REFUSED(error, call)      \
	do {                             \
		errno = 0;               \
		EXPECT_EQ(-1, call);     \
		EXPECT_EQ(error, errno); \
	} while (0)

/* The target writes to its descriptor @fd, and the data arrives in our pipe. */
#define EXPECT_IS_PIPE(fd)                                                   \
	do {                                                                 \
		char _buf[sizeof(hello)] = {};                               \
		EXPECT_EQ((long)sizeof(hello),                               \
			  call_and_wait(&self->t, __NR_write, fd,            \
					(unsigned long)hello, sizeof(hello)) \
				  .ret);                                     \
		EXPECT_EQ((ssize_t)sizeof(hello),                            \
			  read(self->pipe[0], _buf, sizeof(_buf)));          \
		EXPECT_STREQ(hello, _buf);                                   \
	} while (0)

/* Return FD_CLOEXEC or 0, or -1 if @fd is not open in the target. */
static int target_fd_flags(struct target *t, int fd)
{
	return call_and_wait(t, __NR_fcntl, fd, F_GETFD).ret;
}

/* An ADDFD of the pipe for the received notification. */
#define ADDFD_OF_PIPE(...)             \
	((struct seccomp_notif_addfd){ \
		.id = self->n.id, .srcfd = self->pipe[1], __VA_ARGS__ })

TEST_F(addfd, adds_at_the_lowest_free_number_and_returns_it)
{
	EXPECT_EQ(self->next[0], add_fd(self->fd, ADDFD_OF_PIPE()));
	EXPECT_EQ(self->open + 1, open_fds(self->t.pid));
	EXPECT_FALSE(has_outcome(&self->t));
	EXPECT_REPLY_WORKS();
	EXPECT_IS_PIPE(self->next[0]);
	EXPECT_EQ(0, target_fd_flags(&self->t, self->next[0]));
}

TEST_F(addfd, sets_close_on_exec_when_asked)
{
	EXPECT_EQ(self->next[0],
		  add_fd(self->fd, ADDFD_OF_PIPE(.newfd_flags = O_CLOEXEC)));
	EXPECT_REPLY_WORKS();
	EXPECT_EQ(FD_CLOEXEC, target_fd_flags(&self->t, self->next[0]));
	EXPECT_IS_PIPE(self->next[0]);
}

TEST_F(addfd, supervisor_can_close_its_own_copy)
{
	char byte;

	EXPECT_EQ(self->next[0], add_fd(self->fd, ADDFD_OF_PIPE()));
	close(self->pipe[1]);
	EXPECT_REPLY_WORKS();
	EXPECT_IS_PIPE(self->next[0]);
	/* The target has the last copy, so the pipe ends with the target. */
	discard_target(&self->t);
	EXPECT_EQ(0, read(self->pipe[0], &byte, 1));
}

TEST_F(addfd, several_can_be_added_for_one_call)
{
	int i;

	for (i = 0; i < 5; i++)
		EXPECT_EQ(self->next[i], add_fd(self->fd, ADDFD_OF_PIPE()));
	EXPECT_EQ(self->open + 5, open_fds(self->t.pid));
	EXPECT_EQ(0, respond_continue(self->fd, self->n.id));
	EXPECT_EQ(getpid(), outcome_of(&self->t).ret);
	for (i = 0; i < 5; i++)
		EXPECT_IS_PIPE(self->next[i]);
}

TEST_F(addfd, setfd_uses_the_number_given)
{
	EXPECT_EQ(100, add_fd(self->fd,
			      ADDFD_OF_PIPE(.flags = SECCOMP_ADDFD_FLAG_SETFD,
					    .newfd = 100)));
	EXPECT_REPLY_WORKS();
	EXPECT_IS_PIPE(100);
}

TEST_F(addfd, setfd_replaces_and_closes_the_old_file)
{
	int old[2], added;
	char byte;

	/* The target's descriptor 50 becomes the only writer of this pipe. */
	ASSERT_EQ(0, pipe2(old, O_CLOEXEC));
	added = add_fd(self->fd, (struct seccomp_notif_addfd){
					 .id = self->n.id,
					 .flags = SECCOMP_ADDFD_FLAG_SETFD,
					 .srcfd = old[1],
					 .newfd = 50,
				 });
	ASSERT_EQ(50, added);
	close(old[1]);
	ASSERT_EQ(0, fcntl(old[0], F_SETFL, O_NONBLOCK));
	EXPECT_EQ(-1, read(old[0], &byte, 1));
	EXPECT_EQ(EAGAIN, errno);
	EXPECT_EQ(50, add_fd(self->fd,
			     ADDFD_OF_PIPE(.flags = SECCOMP_ADDFD_FLAG_SETFD,
					   .newfd = 50)));
	EXPECT_EQ(self->open + 1, open_fds(self->t.pid));
	EXPECT_REPLY_WORKS();
	/* The target closes the old file when it leaves its call. */
	EXPECT_TRUE(WAIT_UNTIL(read(old[0], &byte, 1) == 0));
	EXPECT_IS_PIPE(50);
}

TEST_F(addfd, setfd_can_replace_descriptor_zero)
{
	EXPECT_EQ(0, add_fd(self->fd,
			    ADDFD_OF_PIPE(.flags = SECCOMP_ADDFD_FLAG_SETFD)));
	EXPECT_EQ(self->open, open_fds(self->t.pid));
	EXPECT_REPLY_WORKS();
	EXPECT_IS_PIPE(0);
}

TEST_F(addfd, setfd_failure_keeps_the_old_file)
{
	EXPECT_REFUSED(EBADF,
		       add_fd(self->fd,
			      ADDFD_OF_PIPE(.flags = SECCOMP_ADDFD_FLAG_SETFD,
					    .newfd = 0, .srcfd = 999)));
	EXPECT_REPLY_WORKS();
	EXPECT_EQ(0, call_and_wait(&self->t, __NR_fcntl, 0, F_GETFD).err);
	EXPECT_EQ(self->open, open_fds(self->t.pid));
}

/*
 * SECCOMP_ADDFD_FLAG_SEND
 */
TEST_F(addfd, send_installs_and_replies_with_the_number)
{
	EXPECT_EQ(self->next[0],
		  add_fd(self->fd,
			 ADDFD_OF_PIPE(.flags = SECCOMP_ADDFD_FLAG_SEND)));
	EXPECT_EQ(self->next[0], outcome_of(&self->t).ret);
	EXPECT_IS_PIPE(self->next[0]);
	EXPECT_FALSE(id_valid(self->fd, self->n.id));
	EXPECT_EQ(ENOENT, errno);
	EXPECT_REFUSED(ENOENT, respond_value(self->fd, self->n.id, 1));
	EXPECT_REFUSED(ENOENT, add_fd(self->fd, ADDFD_OF_PIPE()));
}

TEST_F(addfd, send_with_setfd_returns_the_number_given)
{
	EXPECT_EQ(77, add_fd(self->fd,
			     ADDFD_OF_PIPE(.flags = SECCOMP_ADDFD_FLAG_SEND |
						    SECCOMP_ADDFD_FLAG_SETFD,
					   .newfd = 77)));
	EXPECT_EQ(77, outcome_of(&self->t).ret);
	EXPECT_IS_PIPE(77);
}

TEST_F(addfd, send_after_a_plain_addfd)
{
	EXPECT_EQ(self->next[0], add_fd(self->fd, ADDFD_OF_PIPE()));
	EXPECT_EQ(self->next[1],
		  add_fd(self->fd,
			 ADDFD_OF_PIPE(.flags = SECCOMP_ADDFD_FLAG_SEND)));
	EXPECT_EQ(self->next[1], outcome_of(&self->t).ret);
	EXPECT_IS_PIPE(self->next[0]);
	EXPECT_IS_PIPE(self->next[1]);
}

/*
 * Errors
 */
TEST_F(addfd, closed_source_is_ebadf)
{
	EXPECT_REFUSED(EBADF, add_fd(self->fd, ADDFD_OF_PIPE(.srcfd = 999)));
	EXPECT_REFUSED(EBADF, add_fd(self->fd, ADDFD_OF_PIPE(.srcfd = -1)));
	EXPECT_REFUSED(EBADF,
		       add_fd(self->fd, ADDFD_OF_PIPE(.srcfd = 1U << 31)));
	EXPECT_REFUSED(EBADF,
		       add_fd(self->fd,
			      ADDFD_OF_PIPE(.srcfd = 999,
					    .flags = SECCOMP_ADDFD_FLAG_SEND)));
	EXPECT_UNCHANGED();
}

TEST_F(addfd, o_path_source_is_ebadf)
{
	int fd = open("/", O_PATH | O_CLOEXEC);

	ASSERT_GE(fd, 0);
	EXPECT_REFUSED(EBADF, add_fd(self->fd, ADDFD_OF_PIPE(.srcfd = fd)));
	EXPECT_UNCHANGED();
}

TEST_F(addfd, newfd_without_setfd_is_einval)
{
	EXPECT_REFUSED(EINVAL, add_fd(self->fd, ADDFD_OF_PIPE(.newfd = 50)));
	EXPECT_REFUSED(EINVAL,
		       add_fd(self->fd,
			      ADDFD_OF_PIPE(.newfd = 50,
					    .flags = SECCOMP_ADDFD_FLAG_SEND)));
	EXPECT_UNCHANGED();
}

TEST_F(addfd, unknown_flags_are_einval)
{
	unsigned int bit;

	for (bit = 2; bit < 32; bit++)
		EXPECT_REFUSED(EINVAL,
			       add_fd(self->fd,
				      ADDFD_OF_PIPE(.flags = 1U << bit)));
	EXPECT_UNCHANGED();
}

TEST_F(addfd, unknown_descriptor_flags_are_einval)
{
	unsigned int bit;

	for (bit = 0; bit < 32; bit++) {
		if (1U << bit == O_CLOEXEC)
			continue;
		EXPECT_REFUSED(EINVAL,
			       add_fd(self->fd,
				      ADDFD_OF_PIPE(.newfd_flags = 1U << bit)));
	}
	EXPECT_UNCHANGED();
}

TEST_F(addfd, unknown_id_is_enoent)
{
	EXPECT_REFUSED(ENOENT,
		       add_fd(self->fd, ADDFD_OF_PIPE(.id = self->n.id + 1)));
	EXPECT_REFUSED(ENOENT,
		       add_fd(self->fd, ADDFD_OF_PIPE(.id = self->n.id - 1)));
	EXPECT_REFUSED(ENOENT,
		       add_fd(self->fd,
			      ADDFD_OF_PIPE(.id = ~self->n.id,
					    .flags = SECCOMP_ADDFD_FLAG_SEND)));
	EXPECT_UNCHANGED();
}

TEST_F(addfd, short_structure_is_einval)
{
	union long_addfd wide = { .add = ADDFD_OF_PIPE() };
	size_t size;

	for (size = 0; size < sizeof(wide.add); size++)
		EXPECT_REFUSED(EINVAL,
			       ioctl(self->fd, ADDFD_OF_SIZE(size), &wide));
	EXPECT_UNCHANGED();
}

TEST_F(addfd, longer_structure_of_zeros_is_accepted)
{
	static const size_t sizes[] = { 25, 32, 64, 1000, 4095 };
	union long_addfd wide = { .add = ADDFD_OF_PIPE() };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++)
		EXPECT_EQ(self->next[i],
			  ioctl(self->fd, ADDFD_OF_SIZE(sizes[i]), &wide));
	EXPECT_REPLY_WORKS();
	EXPECT_IS_PIPE(self->next[0]);
}

TEST_F(addfd, longer_structure_with_a_nonzero_byte_is_e2big)
{
	static const size_t sizes[] = { 25, 32, 64, 1000, 4095 };
	union long_addfd wide = { .add = ADDFD_OF_PIPE() };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		wide.bytes[sizes[i] - 1] = 1;
		EXPECT_REFUSED(E2BIG,
			       ioctl(self->fd, ADDFD_OF_SIZE(sizes[i]), &wide));
		wide.bytes[sizes[i] - 1] = 0;
	}
	EXPECT_UNCHANGED();
}

TEST_F(addfd, structure_of_a_page_is_einval)
{
	union long_addfd wide = { .add = ADDFD_OF_PIPE() };
	long page = sysconf(_SC_PAGESIZE);

	if (page > _IOC_SIZEMASK)
		SKIP(return, "no ioctl number for %ld bytes", page);
	EXPECT_REFUSED(EINVAL, ioctl(self->fd, ADDFD_OF_SIZE(page), &wide));
	EXPECT_REFUSED(EINVAL,
		       ioctl(self->fd, ADDFD_OF_SIZE(_IOC_SIZEMASK), &wide));
	EXPECT_UNCHANGED();
}

TEST_F(addfd, ioctl_direction_is_ignored)
{
	struct seccomp_notif_addfd add = ADDFD_OF_PIPE();

	EXPECT_EQ(self->next[0],
		  ioctl(self->fd, SECCOMP_IOR(3, struct seccomp_notif_addfd),
			&add));
	EXPECT_EQ(self->next[1],
		  ioctl(self->fd, SECCOMP_IOWR(3, struct seccomp_notif_addfd),
			&add));
	EXPECT_REPLY_WORKS();
}

TEST_F(addfd, unmapped_memory_is_efault)
{
	struct seccomp_notif_addfd add = ADDFD_OF_PIPE();

	EXPECT_REFUSED(EFAULT,
		       ioctl(self->fd, SECCOMP_IOCTL_NOTIF_ADDFD, NULL));
	EXPECT_REFUSED(EFAULT, ioctl(self->fd, SECCOMP_IOCTL_NOTIF_ADDFD,
				     unmapped_page()));
	EXPECT_REFUSED(EFAULT, ioctl(self->fd, SECCOMP_IOCTL_NOTIF_ADDFD,
				     end_of_mapping(&add, sizeof(add) - 1)));
	/* Only the known part of the structure is mapped. */
	EXPECT_REFUSED(EFAULT, ioctl(self->fd, ADDFD_OF_SIZE(64),
				     end_of_mapping(&add, sizeof(add))));
	EXPECT_UNCHANGED();
}

/*
 * ADDFD in the wrong state of a notification
 */
TEST(addfd_before_recv_is_einprogress)
{
	struct seccomp_notif first, second;
	struct target a, b;
	int fd, open;

	fd = prepare_notify(NULL);
	ASSERT_TRUE(start_target(&a, NULL, NULL));
	ASSERT_TRUE(start_target(&b, NULL, NULL));
	open = open_fds(b.pid);
	ASSERT_TRUE(send_call(&a, NOTIFIED_NR));
	ASSERT_EQ(0, receive(fd, &first));
	ASSERT_TRUE(send_call(&b, NOTIFIED_NR));
	ASSERT_TRUE(wait_events(fd, POLLIN));
	EXPECT_REFUSED(EINPROGRESS, add_fd(fd, (struct seccomp_notif_addfd){
						       .id = first.id + 1 }));
	ASSERT_EQ(0, receive(fd, &second));
	EXPECT_EQ(first.id + 1, second.id);
	EXPECT_EQ(open, open_fds(b.pid));
	EXPECT_EQ(0, respond_value(fd, second.id, 2));
	EXPECT_EQ(2, outcome_of(&b).ret);
	discard_target(&a);
	discard_target(&b);
}

#define NO_FIFO "no permission for SCHED_FIFO"

/*
 * The supervisor's SCHED_FIFO priority keeps the target from running, so the
 * target cannot take the reply.
 */
TEST_F(addfd, after_the_reply_is_einprogress)
{
	ASSERT_TRUE(share_one_cpu(self->t.pid));
	if (!run_alone(10))
		SKIP(return, NO_FIFO);
	EXPECT_EQ(0, respond_value(self->fd, self->n.id, 1));
	EXPECT_REFUSED(EINPROGRESS, add_fd(self->fd, ADDFD_OF_PIPE()));
	EXPECT_REFUSED(EINPROGRESS,
		       add_fd(self->fd,
			      ADDFD_OF_PIPE(.flags = SECCOMP_ADDFD_FLAG_SEND)));
	EXPECT_TRUE(run_with_others());
	EXPECT_EQ(1, outcome_of(&self->t).ret);
	EXPECT_EQ(self->open, open_fds(self->t.pid));
	EXPECT_REFUSED(ENOENT, add_fd(self->fd, ADDFD_OF_PIPE()));
}

TEST_F(addfd, after_the_targets_death_is_enoent)
{
	ASSERT_EQ(0, kill(self->t.pid, SIGKILL));
	ASSERT_TRUE(wait_state(self->t.pid, 'Z'));
	EXPECT_REFUSED(ENOENT, add_fd(self->fd, ADDFD_OF_PIPE()));
	EXPECT_REFUSED(ENOENT,
		       add_fd(self->fd,
			      ADDFD_OF_PIPE(.flags = SECCOMP_ADDFD_FLAG_SEND)));
}

/*
 * RLIMIT_NOFILE of the target
 */
TEST_F(addfd, over_the_targets_limit_is_emfile_and_keeps_the_notification)
{
	struct rlimit none = { self->next[0], self->next[0] };

	ASSERT_EQ(0, prlimit(self->t.pid, RLIMIT_NOFILE, &none, NULL));
	EXPECT_REFUSED(EMFILE, add_fd(self->fd, ADDFD_OF_PIPE()));
	EXPECT_REFUSED(EMFILE,
		       add_fd(self->fd,
			      ADDFD_OF_PIPE(.flags = SECCOMP_ADDFD_FLAG_SEND)));
	EXPECT_TRUE(id_valid(self->fd, self->n.id));
	EXPECT_UNCHANGED();
}

TEST_F(addfd, setfd_over_the_targets_limit_is_ebadf_and_keeps_the_notification)
{
	struct rlimit few = { 60, 60 };

	ASSERT_EQ(0, prlimit(self->t.pid, RLIMIT_NOFILE, &few, NULL));
	EXPECT_REFUSED(EBADF,
		       add_fd(self->fd,
			      ADDFD_OF_PIPE(.flags = SECCOMP_ADDFD_FLAG_SETFD,
					    .newfd = 60)));
	EXPECT_REFUSED(EBADF,
		       add_fd(self->fd,
			      ADDFD_OF_PIPE(.flags = SECCOMP_ADDFD_FLAG_SETFD |
						     SECCOMP_ADDFD_FLAG_SEND,
					    .newfd = 60)));
	EXPECT_EQ(59, add_fd(self->fd,
			     ADDFD_OF_PIPE(.flags = SECCOMP_ADDFD_FLAG_SETFD,
					   .newfd = 59)));
	EXPECT_REPLY_WORKS();
	EXPECT_EQ(self->open + 1, open_fds(self->t.pid));
}

/*
 * An event between the queueing of an ADDFD and its installation. Supervisor,
 * helper and target share one CPU. The supervisor has the highest priority and
 * the target has the lowest. The helper therefore runs when the supervisor has
 * queued its descriptor and sleeps. The target runs after the helper.
 */
struct race {
	pid_t supervisor, target;
	int fd;
	struct seccomp_notif_addfd add;
	/* Results of the helper. */
	bool ran;
	int ret, err;
	int before, events; /* of epoll_wait(2) */
};

#define SUPERVISOR_PRIORITY 20
#define HELPER_PRIORITY 10

static void ignore_signal(int sig)
{
	(void)sig;
}

static pid_t start_helper(struct race *race, void (*helper)(struct race *race))
{
	struct sched_param param = { .sched_priority = HELPER_PRIORITY };
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (pid)
		return pid;
	CHILD_ASSERT_EQ(0, sched_setscheduler(0, SCHED_FIFO, &param));
	race->ran = true;
	helper(race);
	_exit(0);
}

/* Return false without permission for SCHED_FIFO. */
static bool set_priorities(struct race *race, struct target *t)
{
	struct sigaction sa = { .sa_handler = ignore_signal };

	race->supervisor = getpid();
	race->target = t->pid;
	race->fd = t->listener;
	return !sigaction(SIGUSR1, &sa, NULL) && share_one_cpu(t->pid) &&
	       run_alone(SUPERVISOR_PRIORITY);
}

static void interrupt_supervisor(struct race *race)
{
	race->ret = kill(race->supervisor, SIGUSR1);
}

static void kill_target(struct race *race)
{
	race->ret = kill(race->target, SIGKILL);
}

static void add_more(struct race *race)
{
	race->ret = add_fd(race->fd, race->add);
	race->err = errno;
}

/*
 * Wait for EPOLLOUT. A process of lower priority, like the target, runs while
 * this helper sleeps. poll(2) is unsuitable, because it checks the events again
 * after its timeout.
 */
static void poll_for_out(struct race *race)
{
	struct epoll_event ev = { .events = EPOLLOUT }, got = {};
	int ep = epoll_create1(EPOLL_CLOEXEC);

	CHILD_ASSERT_LE(0, ep);
	CHILD_ASSERT_EQ(0, epoll_ctl(ep, EPOLL_CTL_ADD, race->fd, &ev));
	race->before = epoll_wait(ep, &got, 1, 0);
	race->ret = epoll_wait(ep, &got, 1, TIMEOUT_MS);
	race->events = got.events;
	close(ep);
}

/* A second helper interrupts the supervisor while the first one sleeps. */
static void poll_for_out_and_interrupt(struct race *race)
{
	pid_t second = fork();

	if (!second) {
		interrupt_supervisor(race);
		_exit(0);
	}
	poll_for_out(race);
	wait_child(second);
}

/* Set the priorities and start the helper. Return its pid, or 0. */
static pid_t start_race(struct race *race, struct target *t,
			void (*helper)(struct race *race))
{
	return set_priorities(race, t) ? start_helper(race, helper) : 0;
}

#define SET_UP_RACE(...)                   \
	struct race *race = shared_page(); \
	int ret, err;                      \
	pid_t pid;                         \
	ASSERT_NE(NULL, race);             \
	race->add = ADDFD_OF_PIPE(__VA_ARGS__)

/* Run ADDFD in the supervisor while the helper runs. */
#define ADD_IN_RACE(...)                                            \
	do {                                                        \
		ret = add_fd(self->fd, ADDFD_OF_PIPE(__VA_ARGS__)); \
		err = errno;                                        \
		run_with_others();                                  \
		EXPECT_EQ(0, exit_summary(wait_child(pid)));        \
		ASSERT_TRUE(race->ran);                             \
	} while (0)

TEST_F(addfd, interrupted_is_eintr_and_adds_nothing)
{
	SET_UP_RACE();
	pid = start_race(race, &self->t, interrupt_supervisor);
	if (!pid)
		SKIP(return, NO_FIFO);
	ADD_IN_RACE();
	EXPECT_EQ(-1, ret);
	EXPECT_EQ(EINTR, err);
	EXPECT_EQ(self->open, open_fds(self->t.pid));
	/* The cancelled ADDFD does not affect the next one. */
	EXPECT_EQ(self->next[0], add_fd(self->fd, ADDFD_OF_PIPE()));
	EXPECT_REPLY_WORKS();
	EXPECT_EQ(self->open + 1, open_fds(self->t.pid));
}

TEST_F(addfd, interrupted_send_leaves_no_partial_reply)
{
	SET_UP_RACE();
	pid = start_race(race, &self->t, interrupt_supervisor);
	if (!pid)
		SKIP(return, NO_FIFO);
	ADD_IN_RACE(.flags = SECCOMP_ADDFD_FLAG_SEND);
	EXPECT_EQ(-1, ret);
	EXPECT_EQ(EINTR, err);
	EXPECT_TRUE(id_valid(self->fd, self->n.id));
	EXPECT_UNCHANGED();
}

#define EXPECT_WOKEN_BY_OUT()                                           \
	do {                                                            \
		/* EPOLLOUT was not set before, so the helper slept. */ \
		EXPECT_EQ(0, race->before);                             \
		EXPECT_EQ(1, race->ret);                                \
		EXPECT_EQ((int)EPOLLOUT, race->events);                 \
	} while (0)

TEST_F(addfd, own_failed_send_wakes_pollers_for_out)
{
	struct rlimit none = { self->next[0], self->next[0] };

	SET_UP_RACE();
	ASSERT_EQ(0, prlimit(self->t.pid, RLIMIT_NOFILE, &none, NULL));
	pid = start_race(race, &self->t, poll_for_out);
	if (!pid)
		SKIP(return, NO_FIFO);
	ADD_IN_RACE(.flags = SECCOMP_ADDFD_FLAG_SEND);
	EXPECT_EQ(-1, ret);
	EXPECT_EQ(EMFILE, err);
	EXPECT_WOKEN_BY_OUT();
	EXPECT_UNCHANGED();
}

TEST_F(addfd, own_interrupted_send_wakes_pollers_for_out)
{
	SET_UP_RACE();
	pid = start_race(race, &self->t, poll_for_out_and_interrupt);
	if (!pid)
		SKIP(return, NO_FIFO);
	ADD_IN_RACE(.flags = SECCOMP_ADDFD_FLAG_SEND);
	EXPECT_EQ(-1, ret);
	EXPECT_EQ(EINTR, err);
	EXPECT_WOKEN_BY_OUT();
	EXPECT_UNCHANGED();
}

TEST_F(addfd, send_while_another_is_queued_is_ebusy)
{
	SET_UP_RACE(.flags = SECCOMP_ADDFD_FLAG_SEND);
	pid = start_race(race, &self->t, add_more);
	if (!pid)
		SKIP(return, NO_FIFO);
	ADD_IN_RACE();
	EXPECT_EQ(self->next[0], ret);
	EXPECT_EQ(-1, race->ret);
	EXPECT_EQ(EBUSY, race->err);
	EXPECT_EQ(self->open + 1, open_fds(self->t.pid));
	EXPECT_REPLY_WORKS();
	(void)err;
}

TEST_F(addfd, after_a_queued_send_is_einprogress)
{
	SET_UP_RACE();
	pid = start_race(race, &self->t, add_more);
	if (!pid)
		SKIP(return, NO_FIFO);
	ADD_IN_RACE(.flags = SECCOMP_ADDFD_FLAG_SEND);
	EXPECT_EQ(self->next[0], ret);
	EXPECT_EQ(-1, race->ret);
	EXPECT_EQ(EINPROGRESS, race->err);
	EXPECT_EQ(self->next[0], outcome_of(&self->t).ret);
	EXPECT_EQ(self->open + 1, open_fds(self->t.pid));
	(void)err;
}

TEST_F(addfd, own_two_queued_are_added_in_order)
{
	SET_UP_RACE();
	pid = start_race(race, &self->t, add_more);
	if (!pid)
		SKIP(return, NO_FIFO);
	ADD_IN_RACE();
	/* The helper's request was the second one. */
	EXPECT_EQ(self->next[0], ret);
	EXPECT_EQ(self->next[1], race->ret);
	EXPECT_EQ(self->open + 2, open_fds(self->t.pid));
	EXPECT_REPLY_WORKS();
	(void)err;
}

/* ADDFD returns the descriptor or ESRCH. It must not hang. */
TEST_F(addfd, killed_target_ends_the_wait)
{
	SET_UP_RACE();
	pid = start_race(race, &self->t, kill_target);
	if (!pid)
		SKIP(return, NO_FIFO);
	ADD_IN_RACE();
	if (ret != self->next[0]) {
		EXPECT_EQ(-1, ret);
		EXPECT_EQ(ESRCH, err);
	}
	TH_LOG("ADDFD returned %d", ret);
	EXPECT_EQ(BY_SIGNAL(SIGKILL), exit_summary(wait_child(self->t.pid)));
	self->t.pid = -1;
	EXPECT_FALSE(id_valid(self->fd, self->n.id));
	EXPECT_REFUSED(ENOENT, add_fd(self->fd, ADDFD_OF_PIPE()));
}

TEST_F(addfd, killed_target_ends_the_wait_of_send)
{
	SET_UP_RACE();
	pid = start_race(race, &self->t, kill_target);
	if (!pid)
		SKIP(return, NO_FIFO);
	ADD_IN_RACE(.flags = SECCOMP_ADDFD_FLAG_SEND);
	if (ret != self->next[0]) {
		EXPECT_EQ(-1, ret);
		EXPECT_EQ(ESRCH, err);
	}
	EXPECT_EQ(BY_SIGNAL(SIGKILL), exit_summary(wait_child(self->t.pid)));
	self->t.pid = -1;
	EXPECT_REFUSED(ENOENT, respond_value(self->fd, self->n.id, 0));
}

TEST_F(addfd, killed_target_releases_a_queued_descriptor)
{
	char byte;

	SET_UP_RACE();
	pid = start_race(race, &self->t, kill_target);
	if (!pid)
		SKIP(return, NO_FIFO);
	ADD_IN_RACE();
	EXPECT_EQ(BY_SIGNAL(SIGKILL), exit_summary(wait_child(self->t.pid)));
	self->t.pid = -1;
	/* We close the last writer of the pipe, so read(2) returns 0. */
	close(self->pipe[1]);
	ASSERT_EQ(0, fcntl(self->pipe[0], F_SETFL, O_NONBLOCK));
	EXPECT_TRUE(WAIT_UNTIL(read(self->pipe[0], &byte, 1) == 0));
	(void)ret;
	(void)err;
}

/*
 * A thread that guesses the ID of a notification while the copy of RECV fails.
 * It replies by an ADDFD with SEND that the target cannot install.
 */
struct guess {
	int fd;
	struct seccomp_notif_addfd add;
	bool stop;
	int hits;
};

static void *guess_thread(void *arg)
{
	struct guess *g = arg;

	while (!SHARED_LOAD(g->stop))
		if (add_fd(g->fd, g->add) == -1 && errno == EMFILE)
			SHARED_INC(g->hits);
	return NULL;
}

/* Bind @thread to all CPUs except the one of the calling thread. */
static bool run_elsewhere(pthread_t thread)
{
	long cpu, count = sysconf(_SC_NPROCESSORS_ONLN);
	cpu_set_t others;

	CPU_ZERO(&others);
	for (cpu = 0; cpu < count; cpu++)
		if (cpu != sched_getcpu())
			CPU_SET(cpu, &others);
	return !pthread_setaffinity_np(thread, sizeof(others), &others);
}

/*
 * Return memory for a RECV that fails slowly. The kernel's check for zero bytes
 * succeeds. The copy then faults in the first page, which takes time, and fails
 * at the second page, which is read-only.
 */
static void *slow_faulting_memory(size_t size)
{
	size_t page = sysconf(_SC_PAGESIZE);
	char *map = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (map == MAP_FAILED || mprotect(map + page, page, PROT_READ))
		return NULL;
	return map + page - size;
}

/*
 * Repeat a RECV whose copy fails. Return true if the notification stayed
 * readable after each failure.
 */
static bool fail_to_receive(int fd, const struct guess *g)
{
	size_t half = sizeof(struct seccomp_notif) / 2;
	void *memory = slow_faulting_memory(half);
	void *first = memory + half - sysconf(_SC_PAGESIZE);
	int round;

	if (!memory)
		return false;
	for (round = 0; round < 2000 && SHARED_LOAD(g->hits) < 20; round++) {
		if (!wait_events(fd, POLLIN) ||
		    madvise(first, half, MADV_DONTNEED) ||
		    receive_raw(fd, memory) != -1 || errno != EFAULT) {
			fprintf(stderr, "# no notification in round %d\n",
				round);
			return false;
		}
	}
	fprintf(stderr, "# %d guesses hit in %d rounds\n", g->hits, round);
	return true;
}

/*
 * The reader keeps the target from running. A guessed ADDFD is therefore not
 * installed before RECV has failed.
 */
TEST_F(addfd, own_failed_recv_keeps_the_notification_while_its_id_is_guessed)
{
	struct rlimit none = { self->next[0], self->next[0] };
	struct guess g = {
		.fd = self->fd,
		.add = ADDFD_OF_PIPE(.flags = SECCOMP_ADDFD_FLAG_SEND),
	};
	bool alone, found = false;
	pthread_t thread;

	EXPECT_REPLY_WORKS();
	ASSERT_EQ(0, prlimit(self->t.pid, RLIMIT_NOFILE, &none, NULL));
	ASSERT_TRUE(send_call(&self->t, NOTIFIED_NR));
	g.add.id++;
	ASSERT_EQ(0, pthread_create(&thread, NULL, guess_thread, &g));
	alone = share_one_cpu(self->t.pid) && run_elsewhere(thread) &&
		run_alone(10);
	if (alone)
		found = fail_to_receive(self->fd, &g);
	run_with_others();
	SHARED_STORE(g.stop, true);
	ASSERT_EQ(0, pthread_join(thread, NULL));
	if (!alone)
		SKIP(return, "no permission for SCHED_FIFO, or only one CPU");
	ASSERT_TRUE(found);
	ASSERT_EQ(0, receive(self->fd, &self->n));
	EXPECT_EQ(g.add.id, self->n.id);
	EXPECT_REPLY_WORKS();
	if (!g.hits)
		SKIP(return, "no guess hit");
}

/*
 * Effect on other descriptor tables
 */
TEST_F(addfd, target_can_get_its_own_listener)
{
	int got;

	got = add_fd(self->fd, ADDFD_OF_PIPE(.srcfd = self->fd));
	EXPECT_EQ(self->next[0], got);
	EXPECT_REPLY_WORKS();
	/* A listener in the target itself does not keep the target alive. */
	close(self->fd);
	self->t.listener = -1;
	EXPECT_EQ(0, exit_summary(end_target(&self->t)));
}

TEST_F(addfd, supervisor_table_is_unchanged)
{
	int lowest = dup(0);

	ASSERT_LE(0, lowest);
	close(lowest);
	EXPECT_EQ(self->next[0], add_fd(self->fd, ADDFD_OF_PIPE()));
	EXPECT_EQ(lowest, dup(0));
	EXPECT_REPLY_WORKS();
}

TEST(addfd_applies_to_threads_that_share_the_table)
{
	struct seccomp_notif n;
	struct target a, b;
	int fd, added, src;

	fd = prepare_notify(NULL);
	src = open("/dev/null", O_WRONLY | O_CLOEXEC);
	ASSERT_GE(src, 0);
	ASSERT_TRUE(start_worker(&a));
	ASSERT_TRUE(start_worker(&b));
	ASSERT_TRUE(send_call(&a, NOTIFIED_NR));
	ASSERT_EQ(0, receive(fd, &n));
	added = add_fd(fd, (struct seccomp_notif_addfd){
				   .id = n.id,
				   .srcfd = src,
				   .flags = SECCOMP_ADDFD_FLAG_SEND });
	EXPECT_LT(2, added);
	EXPECT_EQ(added, outcome_of(&a).ret);
	EXPECT_EQ(0, err_of(&b, __NR_fcntl, added, F_GETFD));
	EXPECT_EQ(0, fcntl(added, F_GETFD));
}

/* A pending stop does not end a killable wait. It ends any other wait. */
TEST_F(addfd, pending_stop_keeps_only_a_killable_wait)
{
	ASSERT_EQ(0, kill(self->t.pid, SIGSTOP));
	if (variant->flags) {
		EXPECT_EQ(self->next[0], add_fd(self->fd, ADDFD_OF_PIPE()));
		EXPECT_EQ(0, respond_value(self->fd, self->n.id, 7));
		ASSERT_TRUE(wait_state(self->t.pid, 'T'));
		ASSERT_EQ(0, kill(self->t.pid, SIGCONT));
		EXPECT_EQ(7, outcome_of(&self->t).ret);
		EXPECT_IS_PIPE(self->next[0]);
		return;
	}
	ASSERT_TRUE(wait_state(self->t.pid, 'T'));
	EXPECT_REFUSED(ENOENT, add_fd(self->fd, ADDFD_OF_PIPE()));
	ASSERT_EQ(0, kill(self->t.pid, SIGCONT));
	/* The target restarts its call. */
	ASSERT_EQ(0, receive(self->fd, &self->n));
	EXPECT_UNCHANGED();
}

TEST_HARNESS_MAIN
