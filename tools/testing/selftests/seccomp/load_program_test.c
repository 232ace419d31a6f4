// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test SECCOMP_LOAD_PROGRAM: what it refuses, and what the holder of a descriptor
 * can do. Descriptors go to threads, to children, and over sockets.
 */
#include "../kselftest_harness.h"

#include <poll.h>
#include <pthread.h>
#include <sys/resource.h>

#include "common.h"
#include "target.h"
#include "tracee.h"
#include "slab.h"
#include "deep.h"
#include "attach_op.h"

#define DENIED_ERRNO EXDEV

/* Programs that the test of leaks loads. */
#define LEAK_ROUNDS 300

static const struct sock_filter deny_insns[] =
	INSNS_FOR_NR(__NR_getppid, SECCOMP_RET_ERRNO | DENIED_ERRNO);

static int load_deny(void)
{
	return load_insns(deny_insns, ARRAY_SIZE(deny_insns), 0);
}

static bool is_denied(void)
{
	return sys_getppid() == -1 && errno == DENIED_ERRNO;
}

/* Expect that a load fails with @err and leaves no descriptor. */
#define EXPECT_REFUSED(err, call)              \
	do {                                   \
		const int fd = next_free_fd(); \
		int ret, seen;                 \
		errno = 0;                     \
		ret = (call);                  \
		seen = errno;                  \
		EXPECT_EQ(-1, ret);            \
		EXPECT_EQ(err, seen);          \
		EXPECT_EQ(fd, next_free_fd()); \
	} while (0)

FIXTURE(load)
{
	int fd;
};

FIXTURE_SETUP(load)
{
	if (attach_op_is_missing())
		SKIP(return, NO_ATTACH_OP);
	ASSERT_EQ(0, no_new_privs());
	self->fd = load_deny();
	ASSERT_LE(0, self->fd);
}

FIXTURE_TEARDOWN(load)
{
}

TEST_F(load, attaches_nothing)
{
	EXPECT_FALSE(is_denied());
	EXPECT_EQ(0, filter_count());
	EXPECT_EQ(0, seccomp_mode());
}

TEST_F(load, program_can_be_attached)
{
	ASSERT_EQ(0, attach_fd(self->fd, 0));
	EXPECT_TRUE(is_denied());
	EXPECT_EQ(1, filter_count());
}

static int attach_given(void *arg)
{
	const int fd = *(int *)arg;

	CHILD_ASSERT(!is_denied());
	CHILD_ASSERT_EQ(0, attach_fd(fd, 0));
	CHILD_ASSERT(is_denied());
	return filter_count();
}

TEST_F(load, program_can_be_attached_many_times)
{
	int i;

	for (i = 0; i < 5; i++)
		EXPECT_EQ(1, exit_summary(in_child(attach_given, &self->fd)));
	EXPECT_FALSE(is_denied());
	for (i = 0; i < 3; i++)
		ASSERT_EQ(0, attach_fd(self->fd, 0));
	EXPECT_EQ(3, filter_count());
	EXPECT_TRUE(is_denied());
}

TEST_F(load, filter_stays_without_descriptor)
{
	ASSERT_EQ(0, attach_fd(self->fd, 0));
	ASSERT_EQ(0, close(self->fd));
	EXPECT_TRUE(is_denied());
	EXPECT_EQ(-1, attach_fd(self->fd, 0));
	EXPECT_EQ(EBADF, errno);
}

TEST_F(load, instructions_are_copied)
{
	struct sock_filter insns[ARRAY_SIZE(deny_insns)];
	int fd;

	memcpy(insns, deny_insns, sizeof(insns));
	fd = load_insns(insns, ARRAY_SIZE(insns), 0);
	ASSERT_LE(0, fd);
	insns[4] = INSN_RET(SECCOMP_RET_KILL_PROCESS);
	ASSERT_EQ(0, attach_fd(fd, 0));
	EXPECT_TRUE(is_denied());
}

/*
 * Privilege
 */

static int load_without_rights(void *arg)
{
	(void)arg;
	CHILD_ASSERT_EQ(0, drop_capabilities());
	CHILD_ASSERT_EQ(-1, load_deny());
	return errno;
}

TEST(privilege_missing_is_eacces)
{
	int fd;

	if (attach_op_is_missing())
		SKIP(return, NO_ATTACH_OP);
	EXPECT_EQ(EACCES, exit_summary(in_child(load_without_rights, NULL)));
	/* An administrator needs no no_new_privs. */
	ASSERT_EQ(0, status_field(0, "NoNewPrivs"));
	fd = load_deny();
	EXPECT_LE(0, fd)
	TH_LOG("run this test as root");
	EXPECT_EQ(0, attach_fd(fd, 0));
	EXPECT_TRUE(is_denied());
}

TEST_F(load, no_new_privs_suffices)
{
	int fd;

	ASSERT_EQ(0, drop_capabilities());
	fd = load_deny();
	ASSERT_LE(0, fd);
	EXPECT_EQ(0, attach_fd(fd, 0));
	EXPECT_TRUE(is_denied());
}

/*
 * Arguments
 */

TEST_F(load, refuses_flags)
{
	const unsigned int known = has_deep_args() ? DEEP_ARGS : 0;
	struct sock_filter allow = INSN_RET(SECCOMP_RET_ALLOW);
	unsigned int bit;

	for (bit = 0; bit < 32; bit++)
		if (1U << bit != known)
			EXPECT_REFUSED(EINVAL,
				       load_insns(&allow, 1, 1U << bit));
	EXPECT_LE(0, load_insns(&allow, 1, known));
}

TEST_F(load, checks_the_length)
{
	struct sock_filter insns[PROGRAM_MAX_LEN + 1];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(insns); i++)
		insns[i] = INSN_RET(SECCOMP_RET_ALLOW);
	EXPECT_REFUSED(EINVAL, load_insns(insns, 0, 0));
	EXPECT_REFUSED(EINVAL, load_insns(insns, PROGRAM_MAX_LEN + 1, 0));
	EXPECT_REFUSED(EINVAL, load_insns(insns, 0xffff, 0));
	EXPECT_LE(0, load_insns(insns, 1, 0));
	EXPECT_LE(0, load_insns(insns, PROGRAM_MAX_LEN, 0));
}

TEST_F(load, checks_the_instructions)
{
	static const struct sock_filter bad[] = {
		INSN_LOAD_NR,
		INSN_LOAD(1),
		INSN_LOAD(sizeof(struct seccomp_data)),
		INSN(BPF_LD | BPF_B | BPF_ABS, 0),
		INSN(BPF_LD | BPF_MEM, 0),
		INSN_JEQ(0, 0, 0),
		INSN(0xffff, 0),
	};
	struct sock_filter insns[2];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		EXPECT_REFUSED(EINVAL, load_insns(&bad[i], 1, 0));
		if (i == 0 || i == 5)
			continue;
		insns[0] = bad[i];
		insns[1] = INSN_RET(SECCOMP_RET_ALLOW);
		EXPECT_REFUSED(EINVAL, load_insns(insns, 2, 0));
	}
}

TEST_F(load, bad_addresses_are_efault)
{
	struct sock_fprog prog = {
		.len = ARRAY_SIZE(deny_insns),
		.filter = NO_MEMORY_AT,
	};
	void *end;

	EXPECT_REFUSED(EFAULT, sys_seccomp(SECCOMP_LOAD_PROGRAM, 0, NULL));
	EXPECT_REFUSED(EFAULT,
		       sys_seccomp(SECCOMP_LOAD_PROGRAM, 0, NO_MEMORY_AT));
	EXPECT_REFUSED(EFAULT, sys_seccomp(SECCOMP_LOAD_PROGRAM, 0, &prog));
	end = end_of_mapping(deny_insns, sizeof(deny_insns) - 1);
	prog.filter = end;
	EXPECT_REFUSED(EFAULT, sys_seccomp(SECCOMP_LOAD_PROGRAM, 0, &prog));
	prog.filter = NULL;
	EXPECT_REFUSED(EINVAL, sys_seccomp(SECCOMP_LOAD_PROGRAM, 0, &prog));
	prog.filter = end_of_mapping(deny_insns, sizeof(deny_insns));
	end = end_of_mapping(&prog, sizeof(prog) - 1);
	EXPECT_REFUSED(EFAULT, sys_seccomp(SECCOMP_LOAD_PROGRAM, 0, end));
	end = end_of_mapping(&prog, sizeof(prog));
	EXPECT_LE(0, sys_seccomp(SECCOMP_LOAD_PROGRAM, 0, end));
}

TEST_F(load, windows_need_the_flag)
{
	static struct deep_filter f;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	deep_begin(&f, __NR_openat);
	deep_match_string(&f, 1, "/none", SECCOMP_RET_ALLOW);
	deep_return(&f, DEEP_ERRNO(EXDEV));
	EXPECT_REFUSED(EINVAL, load_insns(f.insns, f.len, 0));
	EXPECT_LE(0, load_insns(f.insns, f.len, DEEP_ARGS));
	/* The program is in the cache now. */
	EXPECT_REFUSED(EINVAL, load_insns(f.insns, f.len, 0));
	/* The kernel never copies this argument. */
	deep_begin(&f, __NR_read);
	deep_match(&f, SECCOMP_ARG_STATUS(1), 0, DEEP_ERRNO(EXDEV));
	deep_return(&f, SECCOMP_RET_ALLOW);
	EXPECT_REFUSED(EOPNOTSUPP, load_insns(f.insns, f.len, DEEP_ARGS));
}

TEST_F(load, no_free_descriptor_is_emfile)
{
	struct rlimit limit;
	int fd;

	ASSERT_EQ(0, getrlimit(RLIMIT_NOFILE, &limit));
	limit.rlim_cur = next_free_fd();
	ASSERT_EQ(0, setrlimit(RLIMIT_NOFILE, &limit));
	fd = load_deny();
	EXPECT_EQ(-1, fd);
	EXPECT_EQ(EMFILE, errno);
	/* The program of the other descriptor is as before. */
	EXPECT_EQ(0, attach_fd(self->fd, 0));
	EXPECT_TRUE(is_denied());
}

/*
 * The file
 */

TEST_F(load, descriptor_is_closed_by_exec)
{
	EXPECT_EQ(FD_CLOEXEC, fcntl(self->fd, F_GETFD));
}

TEST_F(load, file_has_no_other_operations)
{
	char path[64], name[64] = "", byte = 0;
	struct pollfd pfd = { .fd = self->fd, .events = POLLIN };

	EXPECT_EQ(-1, read(self->fd, &byte, 1));
	EXPECT_EQ(-1, write(self->fd, &byte, 1));
	EXPECT_EQ(-1, ioctl(self->fd, SECCOMP_IOCTL_NOTIF_RECV, name));
	EXPECT_EQ(ENOTTY, errno);
	EXPECT_EQ(-1, ioctl(self->fd, SECCOMP_IOCTL_NOTIF_SEND, name));
	EXPECT_EQ(MAP_FAILED,
		  mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, self->fd, 0));
	/* It is always ready, as a file without this operation is. */
	EXPECT_EQ(1, poll(&pfd, 1, 0));
	EXPECT_EQ(POLLIN, pfd.revents);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", self->fd);
	EXPECT_LT(0, readlink(path, name, sizeof(name) - 1));
	EXPECT_STREQ("anon_inode:seccomp program", name);
	EXPECT_EQ(0, attach_fd(self->fd, 0));
}

TEST_F(load, duplicates_are_the_same_program)
{
	const int other = dup(self->fd);

	ASSERT_LE(0, other);
	ASSERT_EQ(0, close(self->fd));
	EXPECT_EQ(0, attach_fd(other, 0));
	EXPECT_TRUE(is_denied());
}

/*
 * Other tasks
 */

static void *attach_in_thread(void *arg)
{
	return (void *)(long)attach_given(arg);
}

TEST_F(load, thread_attaches_for_itself)
{
	pthread_t thread;
	void *result;

	ASSERT_EQ(0,
		  pthread_create(&thread, NULL, attach_in_thread, &self->fd));
	ASSERT_EQ(0, pthread_join(thread, &result));
	EXPECT_EQ(1, (long)result);
	EXPECT_FALSE(is_denied());
}

struct receiver {
	int sock;
	bool no_new_privs;
	int expected;
};

/* Receive a descriptor and attach its program without capabilities. */
static int attach_received(void *arg)
{
	const struct receiver *receiver = arg;
	int fd;

	CHILD_ASSERT_EQ(0, drop_capabilities());
	if (receiver->no_new_privs)
		CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT(receive_fd(receiver->sock, &fd));
	errno = 0;
	attach_fd(fd, 0);
	CHILD_ASSERT_EQ(receiver->expected, errno);
	CHILD_ASSERT_EQ(!receiver->expected, filter_count());
	CHILD_ASSERT_EQ(!receiver->expected, is_denied());
	return 0;
}

/* A privileged task loads, and others attach if they may. */
TEST(descriptor_over_a_socket_needs_the_right_to_attach)
{
	static const struct receiver receivers[] = {
		{ .no_new_privs = true, .expected = 0 },
		{ .no_new_privs = false, .expected = EACCES },
	};
	unsigned int i;
	int fd;

	if (attach_op_is_missing())
		SKIP(return, NO_ATTACH_OP);
	fd = load_deny();
	ASSERT_LE(0, fd)
	TH_LOG("run this test as root");
	for (i = 0; i < ARRAY_SIZE(receivers); i++) {
		struct receiver receiver = receivers[i];
		int pair[2];
		pid_t pid;

		ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC,
					0, pair));
		receiver.sock = pair[1];
		pid = start_child(attach_received, &receiver);
		ASSERT_EQ(0, send_fd(pair[0], fd));
		EXPECT_EQ(0, exit_summary(wait_child(pid)));
		close(pair[0]);
		close(pair[1]);
	}
	EXPECT_FALSE(is_denied());
}

/* The loader and its sandbox are gone when the program is attached. */
static int load_and_send(void *arg)
{
	const int sock = *(int *)arg;
	int fd;

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_errno(__NR_acct, EDOM));
	CHILD_ASSERT_LE(0, fd = load_deny());
	CHILD_ASSERT_EQ(0, send_fd(sock, fd));
	return 0;
}

TEST_F(load, program_outlives_its_loader)
{
	int pair[2], fd;

	ASSERT_EQ(0,
		  socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair));
	ASSERT_EQ(0, exit_summary(in_child(load_and_send, &pair[1])));
	ASSERT_TRUE(receive_fd(pair[0], &fd));
	ASSERT_LE(0, fd);
	ASSERT_EQ(0, attach_fd(fd, 0));
	EXPECT_TRUE(is_denied());
	/* A filter on top of a program from elsewhere. */
	EXPECT_EQ(0, attach_errno(__NR_acct, EDOM));
	EXPECT_EQ(-1, syscall(__NR_acct, NULL));
	EXPECT_EQ(EDOM, errno);
	EXPECT_TRUE(is_denied());
	EXPECT_EQ(2, filter_count());
}

static int prepare_loaded(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_fd(*(int *)arg, 0));
	return NO_LISTENER;
}

TEST_F(load, get_filter_shows_the_program)
{
	struct sock_filter insns[ARRAY_SIZE(deny_insns)] = {};
	struct target t;

	ASSERT_TRUE(start_target(&t, prepare_loaded, &self->fd));
	ASSERT_EQ(0, seize(t.pid, 0));
	ASSERT_TRUE(interrupt(t.pid));
	EXPECT_EQ(ARRAY_SIZE(deny_insns),
		  ptrace(PTRACE_SECCOMP_GET_FILTER, t.pid, 0, insns));
	EXPECT_EQ(0, memcmp(insns, deny_insns, sizeof(insns)));
	ASSERT_EQ(0, ptrace(PTRACE_DETACH, t.pid, NULL, NULL));
	EXPECT_TRUE(exited_with(end_target(&t), 0));
}

/* Load and attach in a child, so that everything is released at its end. */
static int load_many(void *arg)
{
	int i, fd;

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	for (i = 0; i < LEAK_ROUNDS; i++) {
		CHILD_ASSERT_LE(0, fd = load_errno(__NR_getppid, 1 + i));
		if (i % 10 == 0)
			CHILD_ASSERT_EQ(0, attach_fd(fd, 0));
		if (i % 3)
			CHILD_ASSERT_EQ(0, close(fd));
	}
	return 0;
}

TEST_F(load, objects_are_released)
{
	long before, after;

	before = active_objects(is_seccomp_cache);
	if (before < 0)
		SKIP(return, "/proc/slabinfo has no caches of seccomp");
	ASSERT_EQ(0, exit_summary(in_child(load_many, NULL)));
	WAIT_UNTIL((after = active_objects(is_seccomp_cache)) <= before + 50);
	EXPECT_LE(after, before + 50)
	TH_LOG("%ld objects, then %ld", before, after);
}

TEST_HARNESS_MAIN
