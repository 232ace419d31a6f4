// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test that a task which waits for a supervisor can be frozen. It must not lose a
 * reply, and the body of its call must not run before the thaw.
 */
#include "../kselftest_harness.h"

#include <sys/mount.h>
#include <sys/stat.h>

#include "common.h"
#include "target.h"
#include "notify.h"
#include "tracee.h"
#include "io_ring.h"

#include <linux/seccomp_ext.h>

#define MADE_DIR "/tmp/freeze_test.made"

/* How long the test waits for something that must not happen. */
#define NOT_YET_MS 300

FIXTURE(freeze)
{
	char mount[64], group[128];
	struct target t;
	struct seccomp_notif n;
	bool mounted;
};

FIXTURE_VARIANT(freeze)
{
	bool v2;
	unsigned int flags;
};

/* clang-format off */

FIXTURE_VARIANT_ADD(freeze, v2) {
	.v2 = true,
};

FIXTURE_VARIANT_ADD(freeze, v2_killable) {
	.v2 = true,
	.flags = SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV,
};

FIXTURE_VARIANT_ADD(freeze, v1) {
	.v2 = false,
};

FIXTURE_VARIANT_ADD(freeze, v1_killable) {
	.v2 = false,
	.flags = SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV,
};

/* clang-format on */

static int write_file(const char *group, const char *name, const char *text)
{
	char path[192];
	int fd, err;

	snprintf(path, sizeof(path), "%s/%s", group, name);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return errno;
	err = write(fd, text, strlen(text)) < 0 ? errno : 0;
	close(fd);
	return err;
}

static bool file_has(const char *group, const char *name, const char *text)
{
	char path[192], content[256];
	ssize_t len;
	int fd;

	snprintf(path, sizeof(path), "%s/%s", group, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	len = read(fd, content, sizeof(content) - 1);
	close(fd);
	if (len < 0)
		return false;
	content[len] = 0;
	return strstr(content, text);
}

static bool freeze_group(const char *group, bool v2)
{
	if (v2)
		return !write_file(group, "cgroup.freeze", "1") &&
		       WAIT_UNTIL(file_has(group, "cgroup.events", "frozen 1"));
	return !write_file(group, "freezer.state", "FROZEN") &&
	       WAIT_UNTIL(file_has(group, "freezer.state", "FROZEN"));
}

static bool thaw_group(const char *group, bool v2)
{
	return !(v2 ? write_file(group, "cgroup.freeze", "0") :
		      write_file(group, "freezer.state", "THAWED"));
}

static int prepare_mkdir(void *arg)
{
	struct notify_how how = *(struct notify_how *)arg;

	how.nr = __NR_mkdirat;
	return prepare_notify(&how);
}

FIXTURE_SETUP(freeze)
{
	struct notify_how how = { .flags = variant->flags };
	char pid[16];

	self->t.pid = -1;
	self->t.listener = -1;
	rmdir(MADE_DIR);
	strcpy(self->mount, "/tmp/freeze_test.XXXXXX");
	ASSERT_NE(NULL, mkdtemp(self->mount));
	self->mounted = !mount("none", self->mount,
			       variant->v2 ? "cgroup2" : "cgroup", 0,
			       variant->v2 ? NULL : "freezer");
	if (!self->mounted) {
		rmdir(self->mount);
		SKIP(return, "no cgroup file system with a freezer");
	}
	snprintf(self->group, sizeof(self->group), "%s/test%d", self->mount,
		 getpid());
	ASSERT_EQ(0, mkdir(self->group, 0700));
	ASSERT_TRUE(start_target(&self->t, prepare_mkdir, &how));
	ASSERT_GE(self->t.listener, 0);
	snprintf(pid, sizeof(pid), "%d", self->t.pid);
	ASSERT_EQ(0, write_file(self->group, "cgroup.procs", pid));
}

FIXTURE_TEARDOWN(freeze)
{
	if (!self->mounted)
		return;
	thaw_group(self->group, variant->v2);
	discard_target(&self->t);
	WAIT_UNTIL(!rmdir(self->group));
	umount2(self->mount, MNT_DETACH);
	rmdir(self->mount);
	rmdir(MADE_DIR);
}

#define CALL_MKDIR() \
	send_call(&self->t, __NR_mkdirat, AT_FDCWD, (long)MADE_DIR, 0700)

static bool is_made(void)
{
	return !access(MADE_DIR, F_OK);
}

static void wait_not_yet(void)
{
	usleep(NOT_YET_MS * 1000);
}

TEST_F(freeze, reply_while_frozen_waits_for_the_thaw)
{
	struct outcome out;

	ASSERT_TRUE(CALL_MKDIR());
	ASSERT_EQ(0, receive(self->t.listener, &self->n));
	ASSERT_TRUE(freeze_group(self->group, variant->v2));
	ASSERT_EQ(0, respond_continue(self->t.listener, self->n.id));
	wait_not_yet();
	EXPECT_FALSE(is_made());
	EXPECT_FALSE(has_outcome(&self->t));
	ASSERT_TRUE(thaw_group(self->group, variant->v2));
	out = outcome_of(&self->t);
	EXPECT_EQ(0, out.ret);
	EXPECT_EQ(0, out.err);
	EXPECT_TRUE(is_made());
	/* A call that had started again would have made a second notification. */
	EXPECT_EQ(0, events_of(self->t.listener, 0) & POLLIN);
}

TEST_F(freeze, reply_after_the_thaw_reaches_the_first_notification)
{
	struct outcome out;

	ASSERT_TRUE(CALL_MKDIR());
	ASSERT_EQ(0, receive(self->t.listener, &self->n));
	ASSERT_TRUE(freeze_group(self->group, variant->v2));
	EXPECT_TRUE(id_valid(self->t.listener, self->n.id));
	ASSERT_TRUE(thaw_group(self->group, variant->v2));
	wait_not_yet();
	EXPECT_EQ(0, events_of(self->t.listener, 0) & POLLIN);
	ASSERT_EQ(0, respond_error(self->t.listener, self->n.id, EXDEV));
	out = outcome_of(&self->t);
	EXPECT_EQ(-1, out.ret);
	EXPECT_EQ(EXDEV, out.err);
}

TEST_F(freeze, unread_notification_stays)
{
	struct outcome out;

	ASSERT_TRUE(CALL_MKDIR());
	ASSERT_TRUE(wait_events(self->t.listener, POLLIN));
	ASSERT_TRUE(freeze_group(self->group, variant->v2));
	ASSERT_EQ(0, receive(self->t.listener, &self->n));
	ASSERT_EQ(0, respond_error(self->t.listener, self->n.id, EXDEV));
	ASSERT_TRUE(thaw_group(self->group, variant->v2));
	out = outcome_of(&self->t);
	EXPECT_EQ(-1, out.ret);
	EXPECT_EQ(EXDEV, out.err);
	EXPECT_EQ(0, events_of(self->t.listener, 0) & POLLIN);
}

TEST_F(freeze, descriptor_is_installed_after_the_thaw)
{
	struct seccomp_notif_addfd add = {
		.flags = SECCOMP_ADDFD_FLAG_SEND,
		.srcfd = 1,
	};
	struct outcome out;
	int before, status;
	pid_t pid;

	ASSERT_TRUE(CALL_MKDIR());
	ASSERT_EQ(0, receive(self->t.listener, &self->n));
	before = open_fds(self->t.pid);
	ASSERT_TRUE(freeze_group(self->group, variant->v2));
	add.id = self->n.id;
	/* The ioctl waits until the target has installed the file. */
	pid = fork();
	if (!pid) {
		CHILD_ASSERT_LE(0, add_fd(self->t.listener, add));
		_exit(0);
	}
	wait_not_yet();
	EXPECT_EQ(before, open_fds(self->t.pid));
	EXPECT_EQ(0, waitpid(pid, &status, WNOHANG));
	ASSERT_TRUE(thaw_group(self->group, variant->v2));
	EXPECT_EQ(0, exit_summary(wait_child(pid)));
	out = outcome_of(&self->t);
	EXPECT_GE(out.ret, 0);
	EXPECT_EQ(before + 1, open_fds(self->t.pid));
}

TEST_F(freeze, frozen_task_can_be_killed)
{
	ASSERT_TRUE(CALL_MKDIR());
	ASSERT_EQ(0, receive(self->t.listener, &self->n));
	ASSERT_TRUE(freeze_group(self->group, variant->v2));
	ASSERT_EQ(0, respond_continue(self->t.listener, self->n.id));
	kill(self->t.pid, SIGKILL);
	/*
	 * The freezer of cgroup v1 lets no frozen task die before the thaw. The
	 * body of a continued call may run then.
	 */
	if (!variant->v2) {
		wait_not_yet();
		EXPECT_FALSE(is_made());
		ASSERT_TRUE(thaw_group(self->group, variant->v2));
	}
	EXPECT_EQ(BY_SIGNAL(SIGKILL), exit_summary(wait_child(self->t.pid)));
	self->t.pid = -1;
	if (variant->v2)
		EXPECT_FALSE(is_made());
}

/*
 * A tracer stops a task that the freezer of cgroup v2 has frozen, and that freezer
 * waits until the task goes on. With the other freezer the stop waits for the thaw.
 */
TEST_F(freeze, tracer_does_not_let_the_body_run)
{
	ASSERT_TRUE(CALL_MKDIR());
	ASSERT_EQ(0, receive(self->t.listener, &self->n));
	ASSERT_TRUE(freeze_group(self->group, variant->v2));
	ASSERT_EQ(0, respond_continue(self->t.listener, self->n.id));
	ASSERT_EQ(0, seize(self->t.pid, 0));
	ASSERT_EQ(0, ptrace(PTRACE_INTERRUPT, self->t.pid, NULL, NULL));
	if (variant->v2) {
		ASSERT_EQ(STOP_INTERRUPTED, wait_stop(self->t.pid));
		EXPECT_FALSE(is_made());
		ASSERT_EQ(0, resume(self->t.pid, PTRACE_CONT));
	}
	wait_not_yet();
	EXPECT_FALSE(is_made());
	EXPECT_FALSE(has_outcome(&self->t));
	ASSERT_TRUE(thaw_group(self->group, variant->v2));
	if (variant->v2) {
		/* The call starts again, and asks again. */
		ASSERT_EQ(0, receive(self->t.listener, &self->n));
		ASSERT_EQ(0, respond_continue(self->t.listener, self->n.id));
	} else {
		ASSERT_EQ(STOP_INTERRUPTED, wait_stop(self->t.pid));
		ASSERT_EQ(0, resume(self->t.pid, PTRACE_CONT));
	}
	EXPECT_EQ(0, outcome_of(&self->t).ret);
	EXPECT_TRUE(is_made());
	EXPECT_EQ(0, events_of(self->t.listener, 0) & POLLIN);
}

/* A ring whose entry is a timeout. The target inherits the memory. */
struct timed_ring {
	struct io_ring io;
	struct __kernel_timespec after;
};

static bool make_ring(struct timed_ring *ring, int seconds)
{
	if (!io_ring_make(&ring->io))
		return false;
	ring->after = (struct __kernel_timespec){ .tv_sec = seconds };
	io_ring_queue(&ring->io, (struct io_uring_sqe){
					 .opcode = IORING_OP_TIMEOUT,
					 .fd = -1,
					 .addr = (uintptr_t)&ring->after,
					 .len = 1,
				 });
	return true;
}

/* Return the CPU time of a task in clock ticks, or -1. */
static long cpu_ticks(pid_t pid)
{
	unsigned long user, kernel;
	char path[64];
	long ticks = -1;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	file = fopen(path, "re");
	if (!file)
		return -1;
	if (fscanf(file,
		   "%*d (%*[^)]) %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu",
		   &user, &kernel) == 2)
		ticks = user + kernel;
	fclose(file);
	return ticks;
}

/* Longer than the test takes to freeze the target. */
#define TIMEOUT_SECONDS 3

/*
 * A task that counts as frozen must sleep. Task work wakes it, unless the wait is
 * killable, and the freezer of cgroup v1 leaves the work for the thaw. There it ends
 * the wait as a signal does, and the call starts again.
 */
TEST_F(freeze, task_work_does_not_keep_a_frozen_task_busy)
{
	const long second = sysconf(_SC_CLK_TCK);
	struct timed_ring *ring = shared_page();
	struct notify_how how = { .flags = variant->flags };
	char pid[16];
	long before;

	ASSERT_NE(NULL, ring);
	if (!make_ring(ring, TIMEOUT_SECONDS))
		SKIP(return, "io_uring_setup: %s", strerror(errno));
	/* The target of the fixture does not have the ring. */
	discard_target(&self->t);
	ASSERT_TRUE(start_target(&self->t, prepare_mkdir, &how));
	snprintf(pid, sizeof(pid), "%d", self->t.pid);
	ASSERT_EQ(0, write_file(self->group, "cgroup.procs", pid));
	EXPECT_EQ(1, call_and_wait(&self->t, __NR_io_uring_enter, ring->io.fd,
				   1, 0, 0, 0, 0)
			     .ret);
	ASSERT_TRUE(CALL_MKDIR());
	ASSERT_EQ(0, receive(self->t.listener, &self->n));
	ASSERT_TRUE(freeze_group(self->group, variant->v2));
	ASSERT_FALSE(io_ring_is_completed(&ring->io));
	sleep(TIMEOUT_SECONDS + 1);
	if (variant->v2 && !variant->flags)
		EXPECT_TRUE(WAIT_UNTIL(io_ring_is_completed(&ring->io)));
	before = cpu_ticks(self->t.pid);
	ASSERT_LE(0, before);
	sleep(1);
	EXPECT_GT(second / 4, cpu_ticks(self->t.pid) - before);
	ASSERT_TRUE(thaw_group(self->group, variant->v2));
	if (!variant->v2 && !variant->flags)
		ASSERT_EQ(0, receive(self->t.listener, &self->n));
	ASSERT_EQ(0, respond_error(self->t.listener, self->n.id, EXDEV));
	EXPECT_EQ(EXDEV, outcome_of(&self->t).err);
	EXPECT_TRUE(WAIT_UNTIL(io_ring_is_completed(&ring->io)));
	io_ring_unmake(&ring->io);
}

static void do_nothing(int sig)
{
}

static int prepare_signalled_mkdir(void *arg)
{
	struct sigaction action = { .sa_handler = do_nothing };

	CHILD_ASSERT_EQ(0, sigaction(SIGUSR1, &action, NULL));
	return prepare_mkdir(arg);
}

/*
 * A signal does not end a killable wait, and stays pending. The task must sleep, and the
 * freezer must not wait for the reply. Any other wait ends.
 */
TEST_F(freeze, waiting_task_with_a_signal_is_frozen)
{
	const long second = sysconf(_SC_CLK_TCK);
	struct notify_how how = { .flags = variant->flags };
	char pid[16];
	long before;

	/* The target of the fixture would die. */
	discard_target(&self->t);
	ASSERT_TRUE(start_target(&self->t, prepare_signalled_mkdir, &how));
	snprintf(pid, sizeof(pid), "%d", self->t.pid);
	ASSERT_EQ(0, write_file(self->group, "cgroup.procs", pid));
	ASSERT_TRUE(CALL_MKDIR());
	ASSERT_EQ(0, receive(self->t.listener, &self->n));
	ASSERT_TRUE(wait_blocked(self->t.pid, __NR_mkdirat));
	kill(self->t.pid, SIGUSR1);
	if (!variant->flags) {
		EXPECT_EQ(EINTR, outcome_of(&self->t).err);
		return;
	}
	wait_not_yet();
	before = cpu_ticks(self->t.pid);
	ASSERT_LE(0, before);
	sleep(1);
	EXPECT_GT(second / 4, cpu_ticks(self->t.pid) - before);
	EXPECT_FALSE(has_outcome(&self->t));
	ASSERT_TRUE(freeze_group(self->group, variant->v2));
	ASSERT_EQ(0, respond_continue(self->t.listener, self->n.id));
	wait_not_yet();
	EXPECT_FALSE(is_made());
	ASSERT_TRUE(thaw_group(self->group, variant->v2));
	EXPECT_EQ(0, outcome_of(&self->t).ret);
	EXPECT_TRUE(is_made());
	EXPECT_EQ(0, events_of(self->t.listener, 0) & POLLIN);
}

TEST_F(freeze, calls_go_on_while_the_group_is_frozen_and_thawed)
{
	struct outcome out;
	pid_t pid;
	int status;

	pid = fork();
	if (!pid) {
		int i;

		for (i = 0; i < 20; i++) {
			freeze_group(self->group, variant->v2);
			thaw_group(self->group, variant->v2);
		}
		_exit(0);
	}
	while (waitpid(pid, &status, WNOHANG) == 0) {
		ASSERT_TRUE(CALL_MKDIR());
		ASSERT_EQ(0, receive(self->t.listener, &self->n));
		ASSERT_EQ(0,
			  respond_error(self->t.listener, self->n.id, EXDEV));
		out = outcome_of(&self->t);
		ASSERT_EQ(EXDEV, out.err);
	}
	EXPECT_EQ(0, exit_summary(status));
}

TEST_HARNESS_MAIN
