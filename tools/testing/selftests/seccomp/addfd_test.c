// SPDX-License-Identifier: GPL-2.0-only
/*
 * SECCOMP_IOCTL_NOTIF_ADDFD: descriptors that a supervisor gives to its target.
 */
#include "../kselftest_harness.h"

#include <sys/epoll.h>
#include <sys/resource.h>

#include "common.h"
#include "target.h"
#include "notify.h"

static const char hello[] = "hello";

/* ADDFD's number as if the structure had @size bytes. */
#define ADDFD_OF_SIZE(size) _IOC(_IOC_WRITE, SECCOMP_IOC_MAGIC, 3, size)

/* As large as a future structure could be, and as a page at most. */
union long_addfd {
	struct seccomp_notif_addfd add;
	char bytes[16384];
};

/*
 * A target in a notified call that has been received; a pipe to give away; and
 * the numbers that the target's next descriptors get.
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
		self->next[i] = ask_and_wait(&self->t, __NR_dup, 0).ret;
		ASSERT_LT(2, self->next[i]);
	}
	for (i = 0; i < ARRAY_SIZE(self->next); i++)
		ASSERT_EQ(0, err_of(&self->t, __NR_close, self->next[i]));
	self->open = open_fds(self->t.pid);
	ASSERT_TRUE(ask(&self->t, NOTIFIED_NR));
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

/* Nothing has been added, and the notification can still be answered. */
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

/* What the target writes to @fd comes out of our pipe. */
#define EXPECT_IS_PIPE(fd)                                                  \
	do {                                                                \
		char _buf[sizeof(hello)] = {};                              \
		EXPECT_EQ((long)sizeof(hello),                              \
			  ask_and_wait(&self->t, __NR_write, fd,            \
				       (unsigned long)hello, sizeof(hello)) \
				  .ret);                                    \
		EXPECT_EQ((ssize_t)sizeof(hello),                           \
			  read(self->pipe[0], _buf, sizeof(_buf)));         \
		EXPECT_STREQ(hello, _buf);                                  \
	} while (0)

/* FD_CLOEXEC or 0; -1 when it is not open in the target. */
static int target_fd_flags(struct target *t, int fd)
{
	return ask_and_wait(t, __NR_fcntl, fd, F_GETFD).ret;
}

/* The pipe as an ADDFD for the notification that is held. */
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
	/* The target's is the last: with its end, the pipe ends. */
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

	/* A pipe whose only writer will be the target's descriptor 50. */
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
	/* The old one is let go when the target leaves its call. */
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
	EXPECT_EQ(0, ask_and_wait(&self->t, __NR_fcntl, 0, F_GETFD).err);
	EXPECT_EQ(self->open, open_fds(self->t.pid));
}

/*
 * SEND.
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
 * Refused.
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
		SKIP(return, "no ioctl number for a page of %ld", page);
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
	/* The known part can be read, the rest cannot. */
	EXPECT_REFUSED(EFAULT, ioctl(self->fd, ADDFD_OF_SIZE(64),
				     end_of_mapping(&add, sizeof(add))));
	EXPECT_UNCHANGED();
}

/*
 * Too early, too late.
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
	ASSERT_TRUE(ask(&a, NOTIFIED_NR));
	ASSERT_EQ(0, receive(fd, &first));
	ASSERT_TRUE(ask(&b, NOTIFIED_NR));
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

#define NO_FIFO "not permitted to use SCHED_FIFO"

/* The target cannot pick up the answer: the supervisor does not let it run. */
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
 * The target's limits.
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
 * What comes between ADDFD and the target that has to carry it out. All are on
 * one CPU: the supervisor with the highest priority, below it an intruder,
 * below it the target. So the intruder runs exactly when the supervisor has
 * queued its descriptor and sleeps, and the target not before it is done.
 */
struct race {
	pid_t supervisor, target;
	int fd;
	struct seccomp_notif_addfd add;
	/* What the intruder has seen. */
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
	if (sched_setscheduler(0, SCHED_FIFO, &param))
		_exit(1);
	race->ran = true;
	helper(race);
	_exit(0);
}

/* False when the test cannot have the CPU for itself. */
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
 * The target, or who is below the intruder, runs as soon as this sleeps. With
 * epoll(7), because poll(2) looks once more when its time is up.
 */
static void poll_for_out(struct race *race)
{
	struct epoll_event ev = { .events = EPOLLOUT }, got = {};
	int ep = epoll_create1(EPOLL_CLOEXEC);

	if (ep < 0 || epoll_ctl(ep, EPOLL_CTL_ADD, race->fd, &ev))
		_exit(1);
	race->before = epoll_wait(ep, &got, 1, 0);
	race->ret = epoll_wait(ep, &got, 1, TIMEOUT_MS);
	race->events = got.events;
	close(ep);
}

/* A second intruder interrupts the supervisor while the first one sleeps. */
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

/* Sets the stage and starts the intruder; its pid, 0 when that cannot be. */
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

/* One more ADDFD of our own, into which the intruder comes. */
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
	/* Another one is not disturbed by what is left of the first. */
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

#define EXPECT_WOKEN_BY_OUT()                                            \
	do {                                                             \
		/* It has slept: nothing was open for an answer then. */ \
		EXPECT_EQ(0, race->before);                              \
		EXPECT_EQ(1, race->ret);                                 \
		EXPECT_EQ((int)EPOLLOUT, race->events);                  \
	} while (0)

TEST_F(addfd, failed_send_wakes_pollers_for_out)
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

TEST_F(addfd, interrupted_send_wakes_pollers_for_out)
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

TEST_F(addfd, two_queued_are_both_added)
{
	SET_UP_RACE();
	pid = start_race(race, &self->t, add_more);
	if (!pid)
		SKIP(return, NO_FIFO);
	ADD_IN_RACE();
	/* In which order does not matter: neither waits for the other. */
	EXPECT_EQ(self->next[0] + self->next[1], ret + race->ret);
	EXPECT_NE(ret, race->ret);
	EXPECT_EQ(self->open + 2, open_fds(self->t.pid));
	EXPECT_REPLY_WORKS();
	(void)err;
}

/* It either was in time, or says that nobody is there; it never hangs. */
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
	/* With ours closed too nobody has the writing end: end of file. */
	close(self->pipe[1]);
	ASSERT_EQ(0, fcntl(self->pipe[0], F_SETFL, O_NONBLOCK));
	EXPECT_TRUE(WAIT_UNTIL(read(self->pipe[0], &byte, 1) == 0));
	(void)ret;
	(void)err;
}

/*
 * A reader whose copy fails, and somebody who guesses the id of what was read
 * and tries to answer it with a descriptor that cannot be installed.
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

	while (!LOOK(g->stop))
		if (add_fd(g->fd, g->add) == -1 && errno == EMFILE)
			INCREASE(g->hits);
	return NULL;
}

/* This thread is on one CPU; have another on any but this. */
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
 * Where only the check whether all is zero succeeds: a page that is yet to be
 * made before it can be written to, which takes a while, and a read-only one.
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

/* True when each was there to be read again. */
static bool fail_to_receive(int fd, const struct guess *g)
{
	size_t half = sizeof(struct seccomp_notif) / 2;
	void *memory = slow_faulting_memory(half);
	void *first = memory + half - sysconf(_SC_PAGESIZE);
	int round;

	if (!memory)
		return false;
	for (round = 0; round < 2000 && LOOK(g->hits) < 20; round++) {
		if (!wait_events(fd, POLLIN) ||
		    madvise(first, half, MADV_DONTNEED) ||
		    receive_raw(fd, memory) != -1 || errno != EFAULT) {
			fprintf(stderr, "# missing in round %d\n", round);
			return false;
		}
	}
	fprintf(stderr, "# %d guesses in time in %d rounds\n", g->hits, round);
	return true;
}

/*
 * The reader keeps the target from running, so a guess that was in time is not
 * carried out before the reader has failed.
 */
TEST_F(addfd, failed_recv_keeps_the_notification_while_its_id_is_guessed)
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
	ASSERT_TRUE(ask(&self->t, NOTIFIED_NR));
	g.add.id++;
	ASSERT_EQ(0, pthread_create(&thread, NULL, guess_thread, &g));
	alone = share_one_cpu(self->t.pid) && run_elsewhere(thread) &&
		run_alone(10);
	if (alone)
		found = fail_to_receive(self->fd, &g);
	run_with_others();
	PUT(g.stop, true);
	ASSERT_EQ(0, pthread_join(thread, NULL));
	if (!alone)
		SKIP(return, "not permitted to use SCHED_FIFO, or one CPU");
	ASSERT_TRUE(found);
	ASSERT_EQ(0, receive(self->fd, &self->n));
	EXPECT_EQ(g.add.id, self->n.id);
	EXPECT_REPLY_WORKS();
	if (!g.hits)
		SKIP(return, "no guess was in time");
}

/*
 * Who gets it.
 */
TEST_F(addfd, target_can_get_its_own_listener)
{
	int got;

	got = add_fd(self->fd, ADDFD_OF_PIPE(.srcfd = self->fd));
	EXPECT_EQ(self->next[0], got);
	EXPECT_REPLY_WORKS();
	/* Its own copy must not keep it alive for ever: it ends all the same. */
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
	ASSERT_TRUE(ask(&a, NOTIFIED_NR));
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

/* A killable wait goes on with a stop pending; any other ends at once. */
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
	/* The call starts again. */
	ASSERT_EQ(0, receive(self->fd, &self->n));
	EXPECT_UNCHANGED();
}

TEST_HARNESS_MAIN
