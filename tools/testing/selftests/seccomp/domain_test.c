// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test domains: a holder adds filters to the paths of tasks that run.
 *
 * When SECCOMP_IOCTL_DOMAIN_TIGHTEN has returned, each call of a member that begins
 * afterwards is judged by the new content, and so is a call that waits.
 */
#include "../kselftest_harness.h"

#include "common.h"
#include "target.h"
#include "notify.h"
#include "tracee.h"
#include "deep.h"
#include "attach_op.h"
#include "domain.h"
#include "domain_example.h"
#include "missing_page.h"
#include "user_ns.h"

#include <linux/openat2.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/ptrace.h>

/* These calls have no effect. Contents deny them. */
#define DENIED_NR __NR_getppid
#define OTHER_NR __NR_getuid
#define THIRD_NR __NR_getgid

/* Duration of each race. */
#define RACE_MS 1000

/* A member of a test that has its holder as its parent. */
FIXTURE(domain)
{
	struct target member;
	int fd;
};

FIXTURE_SETUP(domain)
{
	if (domain_is_missing())
		SKIP(return, NO_DOMAINS);
	ASSERT_TRUE(start_target(&self->member, prepare_member, NULL));
	self->fd = self->member.listener;
	ASSERT_GE(self->fd, 0);
}

FIXTURE_TEARDOWN(domain)
{
	discard_target(&self->member);
}

/* Become a member of a new domain, with further flags. */
#define BECOME_MEMBER(flags)                              \
	({                                                \
		int _fd;                                  \
		ASSERT_EQ(0, no_new_privs());             \
		_fd = make_domain(DOMAIN_RESERVE, flags); \
		ASSERT_GE(_fd, 0);                        \
		_fd;                                      \
	})

static int open_errno(const char *path)
{
	int fd = syscall(__NR_openat, AT_FDCWD, path, O_RDONLY);

	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

/* --- Members ------------------------------------------------------------ */

TEST_F(domain, content_binds_a_running_member)
{
	EXPECT_EQ(0, err_of(&self->member, DENIED_NR));
	EXPECT_EQ(0, tighten_nr(self->fd, DENIED_NR, DOMAIN_ERRNO(EPERM)));
	EXPECT_EQ(EPERM, err_of(&self->member, DENIED_NR));
	EXPECT_EQ(0, err_of(&self->member, OTHER_NR));
	/* The holder is no member. */
	EXPECT_EQ(0, errno_of(DENIED_NR));
}

TEST_F(domain, newest_of_equal_contents_wins)
{
	EXPECT_EQ(0, tighten_nr(self->fd, DENIED_NR, DOMAIN_ERRNO(1)));
	EXPECT_EQ(0, tighten_nr(self->fd, DENIED_NR, DOMAIN_ERRNO(2)));
	EXPECT_EQ(2, err_of(&self->member, DENIED_NR));
	EXPECT_EQ(0, tighten_nr(self->fd, DENIED_NR, SECCOMP_RET_LOG));
	EXPECT_EQ(0, tighten_nr(self->fd, DENIED_NR, SECCOMP_RET_ALLOW));
	EXPECT_EQ(2, err_of(&self->member, DENIED_NR));
}

TEST_F(domain, content_looks_at_arguments)
{
	EXPECT_EQ(0, tighten_arg(self->fd, DENIED_NR, 7, DOMAIN_ERRNO(1)));
	EXPECT_EQ(0, err_of(&self->member, DENIED_NR, 6));
	EXPECT_EQ(1, err_of(&self->member, DENIED_NR, 7));
}

TEST_F(domain, content_kills)
{
	EXPECT_EQ(0, tighten_nr(self->fd, DENIED_NR, SECCOMP_RET_KILL_PROCESS));
	EXPECT_EQ(-2, call_and_wait(&self->member, DENIED_NR).ret);
	EXPECT_EQ(BY_SIGNAL(SIGSYS), exit_summary(end_target(&self->member)));
}

TEST(threads_and_children_are_members)
{
	struct target thread, child, late;
	int fd;

	if (domain_is_missing())
		SKIP(return, NO_DOMAINS);
	fd = BECOME_MEMBER(0);
	ASSERT_TRUE(start_worker(&thread));
	ASSERT_TRUE(start_target(&child, NULL, NULL));
	ASSERT_EQ(0, tighten_nr(fd, DENIED_NR, DOMAIN_ERRNO(EPERM)));
	ASSERT_TRUE(start_target(&late, NULL, NULL));
	EXPECT_EQ(EPERM, errno_of(DENIED_NR));
	EXPECT_EQ(EPERM, err_of(&thread, DENIED_NR));
	EXPECT_EQ(EPERM, err_of(&child, DENIED_NR));
	EXPECT_EQ(EPERM, err_of(&late, DENIED_NR));
	discard_target(&child);
	discard_target(&late);
	EXPECT_TRUE(end_worker(&thread));
}

TEST(tsync_makes_threads_members)
{
	struct target thread;
	int fd;

	if (domain_is_missing())
		SKIP(return, NO_DOMAINS);
	ASSERT_TRUE(start_worker(&thread));
	fd = BECOME_MEMBER(SECCOMP_FILTER_FLAG_TSYNC);
	EXPECT_EQ(0, tighten_nr(fd, DENIED_NR, DOMAIN_ERRNO(EPERM)));
	EXPECT_EQ(EPERM, err_of(&thread, DENIED_NR));
	EXPECT_TRUE(end_worker(&thread));
}

/*
 * After exec, this program runs this function first. It waits for a byte, and exits
 * with the errno of a call.
 */
#define EXEC_FD "SECCOMP_DOMAIN_TEST_FD"

/*
 * The same for a race: the number of a content that the calls must have found. A
 * filter that took effect with the exec returns a greater errno for another call.
 */
#define EXEC_KNOWN "SECCOMP_DOMAIN_TEST_KNOWN"

static void check_after_exec(int known)
{
	CHILD_ASSERT_LE(known, errno_of(DENIED_NR));
	CHILD_ASSERT_EQ(1 + known, errno_of(OTHER_NR));
	_exit(0);
}

static __attribute__((constructor)) void run_after_exec(void)
{
	const char *fd = getenv(EXEC_FD), *known = getenv(EXEC_KNOWN);
	char byte;

	if (known)
		check_after_exec(atoi(known));
	if (!fd)
		return;
	if (read(atoi(fd), &byte, 1) != 1)
		_exit(201);
	_exit(errno_of(DENIED_NR));
}

static int exec_self(void *arg)
{
	char *const argv[] = { "domain_test", NULL };
	char env[64], *envp[] = { env, NULL };

	snprintf(env, sizeof(env), EXEC_FD "=%d", *(int *)arg);
	CHILD_ASSERT_NO_RETURN(execve("/proc/self/exe", argv, envp));
}

TEST(content_binds_after_exec)
{
	int fd, pipes[2], status;
	pid_t pid;

	if (domain_is_missing())
		SKIP(return, NO_DOMAINS);
	fd = BECOME_MEMBER(0);
	ASSERT_EQ(0, pipe(pipes));
	pid = start_child(exec_self, &pipes[0]);
	ASSERT_GT(pid, 0);
	ASSERT_TRUE(wait_blocked(pid, __NR_read));
	ASSERT_EQ(0, tighten_nr(fd, DENIED_NR, DOMAIN_ERRNO(77)));
	ASSERT_EQ(1, write(pipes[1], "x", 1));
	status = wait_child(pid);
	EXPECT_EQ(77, exit_summary(status));
}

/* A program for a member that is a process: memory that all processes share. */
struct member_program {
	struct sock_filter insns[4];
	struct sock_fprog prog;
};

static struct member_program *member_program;

__attribute__((constructor)) static void map_member_program(void)
{
	member_program = shared_page();
}

/* Attach a filter in a target. Return the errno, or 0. */
static int attach_in(struct target *t, int nr, __u32 verdict)
{
	const struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(nr, 0, 1),
		INSN_RET(verdict),
		INSN_RET(SECCOMP_RET_ALLOW),
	};

	memcpy(member_program->insns, insns, sizeof(member_program->insns));
	member_program->prog.len = ARRAY_SIZE(insns);
	member_program->prog.filter = member_program->insns;
	return err_of(t, __NR_seccomp, SECCOMP_SET_MODE_FILTER, 0,
		      (unsigned long)&member_program->prog);
}

/* A filter of a member decides among equal actions, as it is newer. */
TEST(member_has_filters_of_its_own)
{
	struct target before, after;
	int fd;

	if (domain_is_missing())
		SKIP(return, NO_DOMAINS);
	fd = BECOME_MEMBER(0);
	ASSERT_TRUE(start_worker(&before));
	ASSERT_TRUE(start_worker(&after));
	EXPECT_EQ(0, attach_in(&before, OTHER_NR, DOMAIN_ERRNO(3)));
	EXPECT_EQ(0, tighten_nr(fd, DENIED_NR, DOMAIN_ERRNO(1)));
	EXPECT_EQ(0, tighten_nr(fd, OTHER_NR, DOMAIN_ERRNO(2)));
	EXPECT_EQ(0, attach_in(&after, THIRD_NR, DOMAIN_ERRNO(4)));
	EXPECT_EQ(1, err_of(&before, DENIED_NR));
	EXPECT_EQ(3, err_of(&before, OTHER_NR));
	EXPECT_EQ(0, err_of(&before, THIRD_NR));
	EXPECT_EQ(1, err_of(&after, DENIED_NR));
	EXPECT_EQ(2, err_of(&after, OTHER_NR));
	EXPECT_EQ(4, err_of(&after, THIRD_NR));
	/* A stricter action wins over the filters of the members. */
	EXPECT_EQ(0, tighten_nr(fd, THIRD_NR, SECCOMP_RET_TRAP));
	EXPECT_EQ(0, tighten_nr(fd, OTHER_NR, DOMAIN_ERRNO(5)));
	EXPECT_EQ(3, err_of(&before, OTHER_NR));
	EXPECT_EQ(5, err_of(&after, OTHER_NR));
	EXPECT_TRUE(end_worker(&before));
	EXPECT_TRUE(end_worker(&after));
}

/* Make a nested domain in a process of the outer one. */
static int prepare_nested(void *arg)
{
	int fd;

	CHILD_ASSERT_LE(0, fd = make_domain(1000, 0));
	return fd;
}

TEST(nested_domain)
{
	struct target inner, outer;
	int fd;

	if (domain_is_missing())
		SKIP(return, NO_DOMAINS);
	fd = BECOME_MEMBER(0);
	ASSERT_TRUE(start_target(&outer, NULL, NULL));
	ASSERT_TRUE(start_target(&inner, prepare_nested, NULL));
	ASSERT_GE(inner.listener, 0);
	EXPECT_EQ(0, tighten_nr(inner.listener, OTHER_NR, DOMAIN_ERRNO(2)));
	EXPECT_EQ(2, err_of(&inner, OTHER_NR));
	EXPECT_EQ(0, err_of(&outer, OTHER_NR));
	EXPECT_EQ(0, tighten_nr(fd, DENIED_NR, DOMAIN_ERRNO(1)));
	EXPECT_EQ(1, err_of(&inner, DENIED_NR));
	EXPECT_EQ(1, err_of(&outer, DENIED_NR));
	/* The inner domain is newer, whenever its content was added. */
	EXPECT_EQ(0, tighten_nr(fd, OTHER_NR, DOMAIN_ERRNO(3)));
	EXPECT_EQ(2, err_of(&inner, OTHER_NR));
	EXPECT_EQ(3, err_of(&outer, OTHER_NR));
	discard_target(&inner);
	discard_target(&outer);
}

TEST(path_has_at_most_16_domains)
{
	int i;

	if (domain_is_missing())
		SKIP(return, NO_DOMAINS);
	ASSERT_EQ(0, no_new_privs());
	for (i = 0; i < 16; i++)
		ASSERT_GE(make_domain(10, 0), 0);
	EXPECT_EQ(-1, make_domain(10, 0));
	EXPECT_EQ(ENOMEM, errno);
	EXPECT_EQ(0, attach_errno(OTHER_NR, 1));
	EXPECT_EQ(1, errno_of(OTHER_NR));
}

/* --- The holder --------------------------------------------------------- */

TEST_F(domain, content_stays_when_the_file_is_closed)
{
	EXPECT_EQ(0, tighten_nr(self->fd, DENIED_NR, DOMAIN_ERRNO(EPERM)));
	ASSERT_EQ(0, close(self->fd));
	self->member.listener = -1;
	EXPECT_EQ(EPERM, err_of(&self->member, DENIED_NR));
	EXPECT_EQ(0, attach_in(&self->member, OTHER_NR, DOMAIN_ERRNO(1)));
	EXPECT_EQ(EPERM, err_of(&self->member, DENIED_NR));
}

static int hold_and_die(void *arg)
{
	CHILD_ASSERT_EQ(0, tighten_nr(*(int *)arg, DENIED_NR, DOMAIN_ERRNO(1)));
	CHILD_ASSERT_NO_RETURN(raise(SIGKILL));
}

TEST_F(domain, content_stays_when_the_holder_dies)
{
	EXPECT_EQ(BY_SIGNAL(SIGKILL),
		  exit_summary(in_child(hold_and_die, &self->fd)));
	EXPECT_EQ(1, err_of(&self->member, DENIED_NR));
	EXPECT_EQ(1, domain_info(self->fd).added);
}

TEST_F(domain, hangs_up_without_members)
{
	struct pollfd pollfd = { .fd = self->fd };

	EXPECT_EQ(0, poll(&pollfd, 1, 0));
	ASSERT_EQ(0, exit_summary(end_target(&self->member)));
	EXPECT_EQ(1, poll(&pollfd, 1, TIMEOUT_MS));
	EXPECT_EQ(POLLHUP, pollfd.revents);
	EXPECT_EQ(-1, tighten_nr(self->fd, DENIED_NR, DOMAIN_ERRNO(1)));
	EXPECT_EQ(ENOENT, errno);
	EXPECT_EQ(0, domain_info(self->fd).added);
}

/* A poller that waits is woken, and not only one that comes afterwards. */
TEST_F(domain, hang_up_wakes_a_poller)
{
	struct target poller;
	struct pollfd pollfd = { .fd = self->fd };

	ASSERT_TRUE(start_worker(&poller));
	ASSERT_TRUE(send_call(&poller, __NR_ppoll, (unsigned long)&pollfd, 1, 0,
			      0));
	ASSERT_TRUE(wait_blocked(poller.pid, __NR_ppoll));
	ASSERT_EQ(0, exit_summary(end_target(&self->member)));
	EXPECT_EQ(1, outcome_of(&poller).ret);
	EXPECT_EQ(POLLHUP, pollfd.revents);
	EXPECT_TRUE(end_worker(&poller));
}

TEST_F(domain, file_is_closed_by_exec)
{
	int fd;

	ASSERT_EQ(0, no_new_privs());
	fd = make_domain(100, 0);
	ASSERT_GE(fd, 0);
	EXPECT_EQ(FD_CLOEXEC, fcntl(fd, F_GETFD));
}

TEST_F(domain, info_counts_contents)
{
	struct seccomp_domain_info info = domain_info(self->fd);
	const __u32 cost = 6 + FILTER_PENALTY;

	EXPECT_EQ(DOMAIN_RESERVE, info.reserve);
	EXPECT_EQ(0, info.added);
	EXPECT_EQ(0, info.flags);
	ASSERT_EQ(0, tighten_nr(self->fd, DENIED_NR, DOMAIN_ERRNO(1)));
	info = domain_info(self->fd);
	EXPECT_EQ(DOMAIN_RESERVE - cost, info.reserve);
	EXPECT_EQ(1, info.added);
}

TEST(info_has_the_id_of_the_filter)
{
	struct sock_filter insns[] = { INSN_RET(SECCOMP_RET_ALLOW) };
	struct sock_fprog prog = { 1, insns };
	struct seccomp_attach attach = attach_of_program(&prog, DOMAIN);

	if (domain_is_missing())
		SKIP(return, NO_DOMAINS);
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, sys_attach(&attach));
	EXPECT_NE(0, attach.filter_id);
	EXPECT_EQ(attach.filter_id, domain_info(attach.domain_fd).filter_id);
}

TEST(reserve_limits_contents)
{
	__u32 reserve = 1 + FILTER_PENALTY;
	struct target member;

	if (domain_is_missing())
		SKIP(return, NO_DOMAINS);
	ASSERT_TRUE(start_target(&member, prepare_member, &reserve));
	EXPECT_EQ(-1, tighten_nr(member.listener, DENIED_NR, DOMAIN_ERRNO(1)));
	EXPECT_EQ(ENOSPC, errno);
	EXPECT_EQ(0, err_of(&member, DENIED_NR));
	EXPECT_EQ(0, tighten_all(member.listener, SECCOMP_RET_ALLOW));
	EXPECT_EQ(-1, tighten_all(member.listener, SECCOMP_RET_ALLOW));
	EXPECT_EQ(ENOSPC, errno);
	EXPECT_EQ(0, domain_info(member.listener).reserve);
	discard_target(&member);
}

TEST(reserve_counts_in_the_path)
{
	if (domain_is_missing())
		SKIP(return, NO_DOMAINS);
	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(-1, make_domain(PATH_INSNS, 0));
	EXPECT_EQ(ENOMEM, errno);
	EXPECT_EQ(-1, make_domain(-1U, 0));
	EXPECT_EQ(ENOMEM, errno);
	EXPECT_GE(make_domain(PATH_INSNS - 1, 0), 0);
	EXPECT_EQ(-1, attach_errno(DENIED_NR, 1));
	EXPECT_EQ(ENOMEM, errno);
}

/* --- Bad input ---------------------------------------------------------- */

#define EXPECT_TIGHTEN_FAILS(error, fd, tighten)           \
	do {                                               \
		EXPECT_EQ(-1, sys_tighten(fd, (tighten))); \
		EXPECT_EQ(error, errno);                   \
	} while (0)

TEST_F(domain, bad_structure)
{
	struct {
		struct seccomp_tighten tighten;
		char more[8];
	} grown;
	struct sock_filter insns[] = { INSN_RET(SECCOMP_RET_ALLOW) };
	struct sock_fprog prog = { 1, insns };
	struct seccomp_tighten good = tighten_by_program(&prog), bad;
	int fd;

	bad = good;
	bad.size = TIGHTEN_SIZE_1 - 1;
	EXPECT_TIGHTEN_FAILS(EINVAL, self->fd, &bad);
	bad.size = 0;
	EXPECT_TIGHTEN_FAILS(EINVAL, self->fd, &bad);
	bad.size = 1 << 20;
	EXPECT_TIGHTEN_FAILS(E2BIG, self->fd, &bad);
	bad = good;
	bad.flags = 1;
	EXPECT_TIGHTEN_FAILS(EINVAL, self->fd, &bad);
	bad = good;
	bad.pad = 1;
	EXPECT_TIGHTEN_FAILS(EINVAL, self->fd, &bad);
	/* One program, and not two or none. */
	bad = good;
	bad.program_fd = 0;
	EXPECT_TIGHTEN_FAILS(EINVAL, self->fd, &bad);
	bad = good;
	bad.fprog = 0;
	EXPECT_TIGHTEN_FAILS(EINVAL, self->fd, &bad);
	bad.program_fd = 1000;
	EXPECT_TIGHTEN_FAILS(EBADF, self->fd, &bad);
	fd = open("/dev/null", O_RDONLY);
	bad.program_fd = fd;
	EXPECT_TIGHTEN_FAILS(EINVAL, self->fd, &bad);
	bad.program_fd = self->fd;
	EXPECT_TIGHTEN_FAILS(EINVAL, self->fd, &bad);
	bad = good;
	bad.fprog = 16;
	EXPECT_TIGHTEN_FAILS(EFAULT, self->fd, &bad);
	EXPECT_TIGHTEN_FAILS(EFAULT, self->fd, NO_MEMORY_AT);
	/* A later version may have more members, which are 0 here. */
	memset(&grown, 0, sizeof(grown));
	grown.tighten = good;
	grown.tighten.size = sizeof(grown);
	EXPECT_EQ(0, sys_tighten(self->fd, &grown.tighten));
	grown.more[7] = 1;
	EXPECT_TIGHTEN_FAILS(E2BIG, self->fd, &grown.tighten);
	EXPECT_EQ(1, domain_info(self->fd).added);
}

TEST_F(domain, bad_program)
{
	struct sock_filter insns[] = { INSN_RET(SECCOMP_RET_ALLOW) };
	struct sock_fprog prog = { 0, insns };
	struct seccomp_tighten tighten = tighten_by_program(&prog);
	struct sock_filter window[] = {
		INSN_LOAD(SECCOMP_ARG_DATA(0)),
		INSN_RET(SECCOMP_RET_ALLOW),
	};

	EXPECT_TIGHTEN_FAILS(EINVAL, self->fd, &tighten);
	prog.len = PROGRAM_MAX_LEN + 1;
	EXPECT_TIGHTEN_FAILS(EINVAL, self->fd, &tighten);
	prog = (struct sock_fprog){ 1, NULL };
	EXPECT_TIGHTEN_FAILS(EINVAL, self->fd, &tighten);
	prog.filter = NO_MEMORY_AT;
	EXPECT_TIGHTEN_FAILS(EFAULT, self->fd, &tighten);
	prog.filter = insns;
	insns[0].code = 0xffff;
	EXPECT_TIGHTEN_FAILS(EINVAL, self->fd, &tighten);
	/* The domain was made without SECCOMP_FILTER_FLAG_DEEP_ARGS. */
	EXPECT_EQ(-1, tighten_insns(self->fd, window, ARRAY_SIZE(window)));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(0, domain_info(self->fd).added);
}

/* Contents only deny. An errno of 0 would let a call look as if it succeeded. */
TEST_F(domain, bad_actions)
{
	static const __u32 refused[] = {
		DOMAIN_ERRNO(0),
		SECCOMP_RET_TRACE | 1,
		SECCOMP_RET_USER_NOTIF,
		0x00060000,
		0x7ffd0000,
		0x80010000,
	};
	struct sock_filter computed[] = { INSN_LOAD_NR, INSN_RET_A };
	/* The second instruction is never reached. */
	struct sock_filter hidden[] = {
		INSN_RET(SECCOMP_RET_ALLOW),
		INSN_RET(SECCOMP_RET_TRACE),
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(refused); i++) {
		EXPECT_EQ(-1, tighten_all(self->fd, refused[i]));
		EXPECT_EQ(EINVAL, errno);
	}
	EXPECT_EQ(-1, tighten_insns(self->fd, computed, 2));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(-1, tighten_insns(self->fd, hidden, 2));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(0, domain_info(self->fd).added);
	EXPECT_EQ(0, err_of(&self->member, DENIED_NR));
}

#define EXPECT_INFO_FAILS(err, fd, info)                                   \
	do {                                                               \
		EXPECT_EQ(-1, ioctl(fd, SECCOMP_IOCTL_DOMAIN_INFO, info)); \
		EXPECT_EQ(err, errno);                                     \
	} while (0)

TEST_F(domain, bad_ioctls)
{
	const struct seccomp_domain_info good = { .size = sizeof(good) };
	struct seccomp_domain_info info = good;
	struct seccomp_notif notif = {};

	info.size = 0;
	EXPECT_INFO_FAILS(EINVAL, self->fd, &info);
	info.size = DOMAIN_INFO_SIZE_1 - 1;
	EXPECT_INFO_FAILS(EINVAL, self->fd, &info);
	info.size = 1 << 20;
	EXPECT_INFO_FAILS(E2BIG, self->fd, &info);
	info = good;
	info.flags = 1;
	EXPECT_INFO_FAILS(EINVAL, self->fd, &info);
	/* None of them has written a member. */
	EXPECT_EQ(0, info.filter_id);
	EXPECT_INFO_FAILS(EFAULT, self->fd, NO_MEMORY_AT);
	EXPECT_EQ(-1, ioctl(self->fd, SECCOMP_IOCTL_NOTIF_RECV, &notif));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(-1, ioctl(self->fd, _IO('!', 0x92)));
	EXPECT_EQ(EINVAL, errno);
}

/* A later version has more members. They must be 0, and the kernel leaves them. */
TEST_F(domain, info_of_a_grown_structure)
{
	struct {
		struct seccomp_domain_info info;
		__u64 more[2];
	} grown = { .info.size = sizeof(grown) };
	const __u64 id = domain_info(self->fd).filter_id;

	ASSERT_EQ(0, ioctl(self->fd, SECCOMP_IOCTL_DOMAIN_INFO, &grown));
	EXPECT_EQ(id, grown.info.filter_id);
	EXPECT_EQ(DOMAIN_RESERVE, grown.info.reserve);
	EXPECT_EQ(0, grown.info.added);
	EXPECT_EQ(0, grown.more[0]);
	/* The size in the number of the ioctl may have grown, too. */
	memset(&grown, 0, sizeof(grown));
	grown.info.size = sizeof(grown);
	ASSERT_EQ(0, ioctl(self->fd, _IOWR('!', 0x91, grown), &grown));
	EXPECT_EQ(id, grown.info.filter_id);
	memset(&grown, 0, sizeof(grown));
	grown.info.size = sizeof(grown);
	grown.more[1] = 1;
	EXPECT_INFO_FAILS(E2BIG, self->fd, &grown);
	EXPECT_EQ(0, grown.info.filter_id);
}

TEST(attach_needs_the_operation)
{
	if (domain_is_missing())
		SKIP(return, NO_DOMAINS);
	ASSERT_EQ(0, no_new_privs());
	/* SECCOMP_SET_MODE_FILTER has no place for the descriptor. */
	EXPECT_EQ(-1, attach_verdict(SECCOMP_RET_ALLOW, DOMAIN));
	EXPECT_EQ(EINVAL, errno);
}

TEST_F(domain, content_by_descriptor)
{
	struct seccomp_tighten tighten = { .size = sizeof(tighten) };
	int program;

	ASSERT_EQ(0, no_new_privs());
	program = load_errno(DENIED_NR, 5);
	ASSERT_GE(program, 0);
	tighten.program_fd = program;
	EXPECT_EQ(0, sys_tighten(self->fd, &tighten));
	EXPECT_EQ(5, err_of(&self->member, DENIED_NR));
	close(program);
	/* The program may return what a content may not. */
	program = load_nr(DENIED_NR, SECCOMP_RET_TRACE);
	ASSERT_GE(program, 0);
	tighten.program_fd = program;
	EXPECT_TIGHTEN_FAILS(EINVAL, self->fd, &tighten);
	close(program);
}

/* --- Rights ------------------------------------------------------------- */

static int tighten_without_capabilities(void *arg)
{
	CHILD_ASSERT_EQ(0, drop_capabilities());
	return tighten_nr(*(int *)arg, DENIED_NR, DOMAIN_ERRNO(1)) ? errno : 0;
}

TEST_F(domain, leaked_descriptor_is_the_right_under_no_new_privs)
{
	EXPECT_EQ(0, exit_summary(in_child(tighten_without_capabilities,
					   &self->fd)));
	EXPECT_EQ(1, err_of(&self->member, DENIED_NR));
}

static int prepare_privileged(void *arg)
{
	int fd;

	CHILD_ASSERT_LE(0, fd = make_domain(DOMAIN_RESERVE, 0));
	return fd;
}

TEST(leaked_descriptor_of_privileged_domain_is_no_right)
{
	struct target member;

	if (domain_is_missing())
		SKIP(return, NO_DOMAINS);
	if (geteuid())
		SKIP(return, "needs CAP_SYS_ADMIN, to attach a filter");
	ASSERT_TRUE(start_target(&member, prepare_privileged, NULL));
	ASSERT_GE(member.listener, 0);
	EXPECT_EQ(EPERM, exit_summary(in_child(tighten_without_capabilities,
					       &member.listener)));
	EXPECT_EQ(0, err_of(&member, DENIED_NR));
	EXPECT_EQ(0, tighten_nr(member.listener, DENIED_NR, DOMAIN_ERRNO(2)));
	EXPECT_EQ(2, err_of(&member, DENIED_NR));
	discard_target(&member);
}

static int get_user_namespace(void *arg)
{
	return become_namespace_root(SOME_USER);
}

/* The task that opens the file has its privileges in the new namespace only. */
static int prepare_in_user_namespace(void *arg)
{
	int fd;

	CHILD_ASSERT_EQ(0, get_user_namespace(NULL));
	CHILD_ASSERT_LE(0, fd = make_domain(DOMAIN_RESERVE, 0));
	CHILD_ASSERT_EQ(0, tighten_nr(fd, OTHER_NR, DOMAIN_ERRNO(3)));
	return fd;
}

static int tighten_from_other_namespace(void *arg)
{
	CHILD_ASSERT_EQ(0, become_namespace_root(SOME_USER + 1));
	return tighten_nr(*(int *)arg, DENIED_NR, DOMAIN_ERRNO(1)) ? errno : 0;
}

static int tighten_as_other_user(void *arg)
{
	become_user(SOME_USER + 1);
	return tighten_nr(*(int *)arg, DENIED_NR, DOMAIN_ERRNO(1)) ? errno : 0;
}

TEST(domain_of_a_user_namespace_needs_privileges_there)
{
	struct target member;
	int err;

	if (domain_is_missing())
		SKIP(return, NO_DOMAINS);
	if (geteuid())
		SKIP(return, "needs root, to become another user");
	err = exit_summary(in_child(get_user_namespace, NULL));
	if (err)
		SKIP(return, NO_USER_NS ": %s", strerror(err));
	ASSERT_TRUE(start_target(&member, prepare_in_user_namespace, NULL));
	ASSERT_GE(member.listener, 0);
	EXPECT_EQ(3, err_of(&member, OTHER_NR));
	EXPECT_EQ(EPERM, exit_summary(in_child(tighten_as_other_user,
					       &member.listener)));
	EXPECT_EQ(EPERM, exit_summary(in_child(tighten_from_other_namespace,
					       &member.listener)));
	EXPECT_EQ(0, err_of(&member, DENIED_NR));
	/* Root is privileged in each namespace below. */
	EXPECT_EQ(0, tighten_nr(member.listener, DENIED_NR, DOMAIN_ERRNO(2)));
	EXPECT_EQ(2, err_of(&member, DENIED_NR));
	discard_target(&member);
}

/* --- Many contents, many members ---------------------------------------- */

TEST_F(domain, tighten_1000_times)
{
	int i, wrong = 0;

	/* Most of them do not fit into the table, and some do. */
	for (i = 0; i < 1000; i++) {
		ASSERT_EQ(0, tighten_arg(self->fd, DENIED_NR, i,
					 DOMAIN_ERRNO(1 + i % 100)));
		wrong += err_of(&self->member, DENIED_NR, i) != 1 + i % 100;
	}
	EXPECT_EQ(0, wrong);
	for (i = 0; i < 1000; i++)
		wrong += err_of(&self->member, DENIED_NR, i) != 1 + i % 100;
	EXPECT_EQ(0, wrong);
	EXPECT_EQ(0, err_of(&self->member, DENIED_NR, 1000));
	EXPECT_EQ(1000, domain_info(self->fd).added);
	/* A filter of the member starts from the table without room. */
	EXPECT_EQ(0, attach_in(&self->member, OTHER_NR, DOMAIN_ERRNO(3)));
	EXPECT_EQ(3, err_of(&self->member, OTHER_NR));
	EXPECT_EQ(1 + 999 % 100, err_of(&self->member, DENIED_NR, 999));
	EXPECT_EQ(0, tighten_nr(self->fd, THIRD_NR, DOMAIN_ERRNO(4)));
	EXPECT_EQ(4, err_of(&self->member, THIRD_NR));
}

#define MANY_MEMBERS 10000
#define MANY_STACK 32768
/* Seconds, for a debug kernel on an emulated machine. */
#define MANY_TIMEOUT 900

static struct {
	int go, ready, done, wrong;
} many;

static void *wait_and_call(void *arg)
{
	SHARED_INC(many.ready);
	while (!SHARED_LOAD(many.go))
		syscall(__NR_futex, &many.go, 0 /* FUTEX_WAIT */, 0, NULL);
	if (errno_of(DENIED_NR) != EPERM)
		SHARED_INC(many.wrong);
	SHARED_INC(many.done);
	return NULL;
}

/* Each sixteenth thread has a filter, and so a table, of its own. */
static void *attach_and_call(void *arg)
{
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(OTHER_NR, 0, 1),
		INSN_RET(DOMAIN_ERRNO(1 + (long)arg % 4000)),
		INSN_RET(SECCOMP_RET_ALLOW),
	};

	if (attach(insns, ARRAY_SIZE(insns), 0))
		SHARED_INC(many.wrong);
	return wait_and_call(arg);
}

#define THREADS_MAX "/proc/sys/kernel/threads-max"
/* The limit of the kernel follows from the memory, and 1 GiB gives fewer threads. */
#define ENOUGH_THREADS (MANY_MEMBERS + 2000)

static long read_threads_max(void)
{
	FILE *file = fopen(THREADS_MAX, "re");
	long max = -1;

	if (!file)
		return -1;
	if (fscanf(file, "%ld", &max) != 1)
		max = -1;
	fclose(file);
	return max;
}

/* Only root may do this. Without it, fewer threads start, and the test says so. */
static void write_threads_max(long max)
{
	FILE *file = fopen(THREADS_MAX, "we");

	if (!file)
		return;
	fprintf(file, "%ld", max);
	fclose(file);
}

/*
 * Start threads until memory or a limit ends this. Return their number. With stacks in
 * one mapping, the C library does not map, protect and unmap each of them.
 */
static int start_many(pthread_t *threads)
{
	const size_t size = (size_t)MANY_MEMBERS * MANY_STACK;
	pthread_attr_t attr;
	char *stacks;
	long i;

	stacks = mmap(NULL, size, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (stacks == MAP_FAILED)
		return 0;
	pthread_attr_init(&attr);
	for (i = 0; i < MANY_MEMBERS; i++) {
		pthread_attr_setstack(&attr, stacks + i * MANY_STACK,
				      MANY_STACK);
		if (pthread_create(&threads[i], &attr,
				   i % 16 ? wait_and_call : attach_and_call,
				   (void *)i))
			break;
	}
	return i;
}

FIXTURE(many)
{
	int fd;
	long threads_max;
};

FIXTURE_SETUP(many)
{
	if (domain_is_missing())
		SKIP(return, NO_DOMAINS);
	self->fd = BECOME_MEMBER(0);
	self->threads_max = read_threads_max();
	if (self->threads_max < ENOUGH_THREADS)
		write_threads_max(ENOUGH_THREADS);
}

FIXTURE_TEARDOWN(many)
{
	if (self->threads_max > 0)
		write_threads_max(self->threads_max);
	close(self->fd);
}

TEST_F_TIMEOUT(many, ten_thousand_members, MANY_TIMEOUT)
{
	static pthread_t threads[MANY_MEMBERS];
	long long begin;
	int count, i;

	count = start_many(threads);
	while (SHARED_LOAD(many.ready) < count)
		short_pause();
	begin = now_ms();
	ASSERT_EQ(0, tighten_nr(self->fd, DENIED_NR, DOMAIN_ERRNO(EPERM)));
	TH_LOG("%d members, tightened in %lld ms", count, now_ms() - begin);
	SHARED_STORE(many.go, 1);
	syscall(__NR_futex, &many.go, 1 /* FUTEX_WAKE */, MANY_MEMBERS, NULL);
	for (i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
	ASSERT_EQ(count, many.done);
	ASSERT_EQ(0, many.wrong);
	if (count < MANY_MEMBERS)
		SKIP(return, "threads ended at %d of %d: memory or a limit",
			   count, MANY_MEMBERS);
}

/* --- Members that hold the lock of the family ---------------------------- */

#define SLOW_ROUNDS 10
/* Filters of a member of a round. They fit into the limits of its path. */
#define SLOW_FILTERS 900

/**
 * struct slow - a member that attaches filters, and so takes the lock again and again
 * @idle: it gets CPU time only when no other task of its CPU wants it
 * @attached: filters that it has attached
 */
struct slow {
	bool idle;
	int attached;
};

static void use_one_cpu(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	sched_setaffinity(0, sizeof(set), &set);
}

static int attach_slowly(void *arg)
{
	struct slow *slow = arg;
	struct sched_param param = {};
	int i;

	for (i = 0; i < SLOW_FILTERS; i++) {
		CHILD_ASSERT_EQ(0, attach_errno(OTHER_NR, 1 + i));
		if (!i && slow->idle) {
			use_one_cpu(0);
			CHILD_ASSERT_EQ(0, sched_setscheduler(0, SCHED_IDLE,
							      &param));
		}
		SHARED_INC(slow->attached);
	}
	for (;;)
		pause();
	return 0;
}

static int spin_on_its_cpu(void *arg)
{
	(void)arg;
	use_one_cpu(0);
	for (;;)
		;
	return 0;
}

/* The exit of the member takes the lock, too. Let it have the CPU. */
static void end_slow_member(struct __test_metadata *_metadata, pid_t pid)
{
	struct sched_param param = {};

	sched_setscheduler(pid, SCHED_OTHER, &param);
	ASSERT_EQ(0, kill(pid, SIGKILL));
	EXPECT_EQ(BY_SIGNAL(SIGKILL), exit_summary(wait_child(pid)));
}

/* The member attaches its first filters, and then is in any place of an attach. */
static void tighten_beside_slow_member(struct __test_metadata *_metadata,
				       int fd, bool idle)
{
	struct slow *slow = shared_page();
	long long began, took, longest = 0;
	pid_t member, spinner = -1;
	int i;

	ASSERT_NE(NULL, slow);
	slow->idle = idle;
	if (idle)
		spinner = start_child(spin_on_its_cpu, NULL);
	for (i = 0; i < SLOW_ROUNDS; i++) {
		SHARED_STORE(slow->attached, 0);
		member = start_child(attach_slowly, slow);
		ASSERT_TRUE(WAIT_UNTIL(SHARED_LOAD(slow->attached) > 0));
		if (!idle) {
			ASSERT_EQ(0, kill(member, SIGSTOP));
			ASSERT_TRUE(wait_state(member, 'T'));
		}
		began = now_ms();
		ASSERT_EQ(0, tighten_nr(fd, DENIED_NR, DOMAIN_ERRNO(1 + i)));
		took = now_ms() - began;
		longest = took > longest ? took : longest;
		EXPECT_EQ(1 + i, errno_of(DENIED_NR));
		EXPECT_GT(SLOW_FILTERS, SHARED_LOAD(slow->attached));
		end_slow_member(_metadata, member);
	}
	TH_LOG("the holder waited for %lld ms at most", longest);
	if (spinner > 0) {
		kill(spinner, SIGKILL);
		wait_child(spinner);
	}
}

FIXTURE(slow_member)
{
	int fd;
};

FIXTURE_SETUP(slow_member)
{
	if (domain_is_missing())
		SKIP(return, NO_DOMAINS);
	self->fd = BECOME_MEMBER(0);
}

FIXTURE_TEARDOWN(slow_member)
{
	close(self->fd);
}

/* A stop takes place on the way to user space, where no task holds the lock. */
TEST_F_TIMEOUT(slow_member, that_is_stopped_holds_no_lock, MANY_TIMEOUT)
{
	tighten_beside_slow_member(_metadata, self->fd, false);
}

/*
 * A member that builds a table may lose its CPU, and has the lock. The holder waits for
 * the CPU time of that one table, and then goes on.
 */
TEST_F_TIMEOUT(slow_member, without_cpu_time_only_delays_the_holder,
	       MANY_TIMEOUT)
{
	if (sysconf(_SC_NPROCESSORS_ONLN) < 2)
		SKIP(return, "one CPU");
	tighten_beside_slow_member(_metadata, self->fd, true);
}

/* --- Races -------------------------------------------------------------- */

#define CALLERS 3
/* Contents of one round. The first ones fit into the tables. */
#define ROUND_CONTENTS 120

/* Memory that holder and members share */
struct race {
	int known; /* contents that tasks know of */
	int stop;
	int calls[CALLERS];
	int wrong;
	int members;
};

static struct race *race;

/*
 * Message passing: content number k returns the errno k. A task that sees k in
 * memory makes a call afterwards, which must have an errno of k or more.
 */
static void call_while_tightened(int number)
{
	int known, seen, last = 0;

	while (!SHARED_LOAD(race->stop)) {
		/* The load has no order but what a call needs. */
		known = __atomic_load_n(&race->known, __ATOMIC_ACQUIRE);
		seen = errno_of(DENIED_NR);
		if (seen < known || seen < last || seen > ROUND_CONTENTS) {
			fprintf(stderr, "# caller %d: errno %d, after %d, %d\n",
				number, seen, known, last);
			SHARED_INC(race->wrong);
		}
		last = seen;
		SHARED_INC(race->calls[number]);
	}
}

/* The callers have the table of the domain, one of their own, or a nested one. */
static int run_caller(void *arg)
{
	const int number = *(int *)arg;

	if (number == 1)
		CHILD_ASSERT_EQ(0, attach_errno(OTHER_NR, 1));
	if (number == 2)
		CHILD_ASSERT_LE(0, make_domain(100, 0));
	SHARED_INC(race->members);
	call_while_tightened(number);
	return 0;
}

static int run_round(void *arg)
{
	pid_t pids[CALLERS];
	int fd, i, k;

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_LE(0, fd = make_domain(DOMAIN_RESERVE, 0));
	memset(race, 0, sizeof(*race));
	for (i = 0; i < CALLERS; i++)
		pids[i] = start_child(run_caller, &i);
	CHILD_ASSERT(WAIT_UNTIL(SHARED_LOAD(race->members) == CALLERS));
	for (k = 1; k <= ROUND_CONTENTS; k++) {
		const int before = SHARED_LOAD(race->calls[k % CALLERS]);

		CHILD_ASSERT_EQ(0, tighten_nr(fd, DENIED_NR, DOMAIN_ERRNO(k)));
		__atomic_store_n(&race->known, k, __ATOMIC_RELEASE);
		/* Let a caller run, also on a machine with one CPU. */
		CHILD_ASSERT(WAIT_UNTIL(SHARED_LOAD(race->calls[k % CALLERS]) >
					before));
	}
	SHARED_STORE(race->stop, 1);
	for (i = 0; i < CALLERS; i++)
		CHILD_ASSERT_EQ(0, exit_summary(wait_child(pids[i])));
	CHILD_ASSERT_EQ(0, race->wrong);
	return 0;
}

TEST(race_message_passing)
{
	long long end;
	int rounds = 0;

	if (domain_is_missing())
		SKIP(return, NO_DOMAINS);
	race = shared_page();
	ASSERT_NE(NULL, race);
	end = now_ms() + RACE_MS;
	do {
		ASSERT_EQ(0, exit_summary(in_child(run_round, NULL)));
		rounds++;
	} while (now_ms() < end);
	TH_LOG("%d rounds of %d contents", rounds, ROUND_CONTENTS);
}

/*
 * Attach filters, fork and exit while the holder tightens. Each new table must have
 * the contents that were known before, and those that came at the same time.
 */
static int attach_and_check(void *arg)
{
	const int known = SHARED_LOAD(race->known);
	int later;

	CHILD_ASSERT_EQ(0, attach_errno(OTHER_NR, 1 + known));
	later = SHARED_LOAD(race->known);
	CHILD_ASSERT_LE(later, errno_of(DENIED_NR));
	CHILD_ASSERT_EQ(1 + known, errno_of(OTHER_NR));
	return 0;
}

/* Run a check in children while the holder tightens. @number is that of the runner. */
static int run_checks(child_fn check, int number)
{
	SHARED_INC(race->members);
	while (!SHARED_LOAD(race->stop)) {
		const int known = SHARED_LOAD(race->known);

		if (in_child(check, NULL))
			SHARED_INC(race->wrong);
		if (errno_of(DENIED_NR) < known)
			SHARED_INC(race->wrong);
		SHARED_INC(race->calls[number]);
	}
	return 0;
}

static int run_forker(void *arg)
{
	return run_checks(attach_and_check, *(int *)arg);
}

static int run_nested_forker(void *arg)
{
	CHILD_ASSERT_LE(0, make_domain(100, 0));
	return run_forker(arg);
}

/* A thread gets a filter of its sibling, and with it a new table. */
static int sync_and_check(void *arg)
{
	const int known = SHARED_LOAD(race->known);
	struct target thread;
	int later;

	CHILD_ASSERT(start_worker(&thread));
	CHILD_ASSERT_EQ(0, attach_nr(OTHER_NR, DOMAIN_ERRNO(1 + known),
				     SECCOMP_FILTER_FLAG_TSYNC));
	later = SHARED_LOAD(race->known);
	CHILD_ASSERT_LE(later, err_of(&thread, DENIED_NR));
	CHILD_ASSERT_EQ(1 + known, err_of(&thread, OTHER_NR));
	CHILD_ASSERT(end_worker(&thread));
	return 0;
}

static int run_syncer(void *arg)
{
	return run_checks(sync_and_check, *(int *)arg);
}

/* The exec computes the table of a filter that waits for it. */
static int exec_and_check(void *arg)
{
	const int known = SHARED_LOAD(race->known);
	char *const argv[] = { "domain_test", NULL };
	char env[64], *envp[] = { env, NULL };

	CHILD_ASSERT_EQ(0, attach_nr(OTHER_NR, DOMAIN_ERRNO(1 + known),
				     SECCOMP_FILTER_FLAG_ON_EXEC));
	snprintf(env, sizeof(env), EXEC_KNOWN "=%d", known);
	CHILD_ASSERT_NO_RETURN(execve("/proc/self/exe", argv, envp));
}

static int run_execer(void *arg)
{
	return run_checks(exec_and_check, *(int *)arg);
}

/* Contents of a race, each with its number as the errno. */
#define RACE_CONTENTS 1500

/*
 * Tighten while two runners check. Return the number of contents, or -1 if one of
 * them could not be added.
 */
static int tighten_meanwhile(int domain)
{
	const long long end = now_ms() + RACE_MS;
	int k = 0;

	while (now_ms() < end || SHARED_LOAD(race->calls[0]) < 5 ||
	       SHARED_LOAD(race->calls[1]) < 5) {
		if (k < RACE_CONTENTS) {
			k++;
			if (tighten_nr(domain, DENIED_NR, DOMAIN_ERRNO(k)))
				return -1;
			SHARED_STORE(race->known, k);
		}
		short_pause();
	}
	return k;
}

/* Start two runners, and tighten until each of them has checked a few times. */
#define RACE_WITH(first, second)                                            \
	do {                                                                \
		int numbers_[2] = { 0, 1 }, fd_, k_, i_;                    \
		pid_t pids_[2];                                             \
		race = shared_page();                                       \
		ASSERT_NE(NULL, race);                                      \
		fd_ = BECOME_MEMBER(0);                                     \
		pids_[0] = start_child(first, &numbers_[0]);                \
		pids_[1] = start_child(second, &numbers_[1]);               \
		ASSERT_TRUE(WAIT_UNTIL(SHARED_LOAD(race->members) == 2));   \
		k_ = tighten_meanwhile(fd_);                                \
		EXPECT_LT(0, k_);                                           \
		SHARED_STORE(race->stop, 1);                                \
		for (i_ = 0; i_ < 2; i_++)                                  \
			EXPECT_EQ(0, exit_summary(wait_child(pids_[i_])));  \
		EXPECT_EQ(0, race->wrong);                                  \
		TH_LOG("%d contents, %d and %d checks", k_, race->calls[0], \
		       race->calls[1]);                                     \
	} while (0)

TEST(race_members_attach_and_exit)
{
	if (domain_is_missing())
		SKIP(return, NO_DOMAINS);
	RACE_WITH(run_forker, run_nested_forker);
}

TEST(race_members_synchronize_and_exec)
{
	if (domain_is_missing())
		SKIP(return, NO_DOMAINS);
	RACE_WITH(run_syncer, run_execer);
}

/* --- The example of the user page --------------------------------------- */

/* Open a file before and after the parent takes openat(2) away. */
static int example_work(int sock)
{
	char byte = 0;

	CHILD_ASSERT_EQ(0, open_errno("/dev/null"));
	CHILD_ASSERT_EQ(1, write(sock, &byte, 1));
	CHILD_ASSERT_EQ(1, read(sock, &byte, 1));
	CHILD_ASSERT_EQ(EPERM, open_errno("/dev/null"));
	return 42;
}

TEST(example)
{
	struct pollfd pollfd = {};
	pid_t pid;

	if (domain_is_missing())
		SKIP(return, NO_DOMAINS);
	pid = example_start_worker(example_work, &pollfd.fd, NATIVE_ARCH);
	ASSERT_GT(pid, 0);
	EXPECT_EQ(42, exit_summary(wait_child(pid)));
	EXPECT_EQ(1, poll(&pollfd, 1, TIMEOUT_MS));
	EXPECT_EQ(POLLHUP, pollfd.revents);
	EXPECT_EQ(0, open_errno("/dev/null"));
}

/* --- Calls that wait ---------------------------------------------------- */

FIXTURE(parked)
{
	int pair[2];
};

/* The listener is older than the domain, or newer. */
FIXTURE_VARIANT(parked)
{
	bool below;
};

/* clang-format off */

FIXTURE_VARIANT_ADD(parked, below_the_domain) {
	.below = true,
};

FIXTURE_VARIANT_ADD(parked, in_the_domain) {
	.below = false,
};

/* clang-format on */

FIXTURE_SETUP(parked)
{
	if (domain_is_missing())
		SKIP(return, NO_DOMAINS);
	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET, 0, self->pair));
}

FIXTURE_TEARDOWN(parked)
{
	close(self->pair[0]);
	close(self->pair[1]);
}

static void send_new_domain(int sock)
{
	int fd = make_domain(DOMAIN_RESERVE, 0);

	CHILD_ASSERT_LE(0, fd);
	CHILD_ASSERT_EQ(0, send_fd(sock, fd));
	close(fd);
}

static int prepare_listener_below(void *arg)
{
	int listener = prepare_notify(NULL);

	send_new_domain(*(int *)arg);
	return listener;
}

static int prepare_listener_above(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	send_new_domain(*(int *)arg);
	return prepare_notify(NULL);
}

/* A supervisor lets a call go on that a content denies by now. */
TEST_F(parked, call_that_waits_for_a_supervisor)
{
	const int *pair = self->pair;
	struct seccomp_notif notif;
	struct target member;
	int fd;

	ASSERT_TRUE(start_target(&member,
				 variant->below ? prepare_listener_below :
						  prepare_listener_above,
				 &self->pair[1]));
	ASSERT_TRUE(receive_fd(pair[0], &fd));
	/* A content for another call changes nothing. */
	ASSERT_TRUE(send_call(&member, NOTIFIED_NR));
	ASSERT_EQ(0, receive(member.listener, &notif));
	EXPECT_EQ(0, tighten_nr(fd, OTHER_NR, DOMAIN_ERRNO(1)));
	EXPECT_EQ(0, respond_continue(member.listener, notif.id));
	EXPECT_EQ(0, outcome_of(&member).err);

	ASSERT_TRUE(send_call(&member, NOTIFIED_NR));
	ASSERT_EQ(0, receive(member.listener, &notif));
	EXPECT_EQ(0, tighten_nr(fd, NOTIFIED_NR, DOMAIN_ERRNO(EACCES)));
	EXPECT_EQ(0, respond_continue(member.listener, notif.id));
	EXPECT_EQ(EACCES, outcome_of(&member).err);
	/* The content is stricter than the listener, which is asked no more. */
	EXPECT_EQ(EACCES, err_of(&member, NOTIFIED_NR));
	discard_target(&member);
	close(fd);
}

/* Start a thread below a new listener. Return the listener, or -1. */
static int start_supervised_worker(struct target *thread, bool in_domain)
{
	int listener;

	if (no_new_privs() || (in_domain && make_domain(1000, 0) < 0))
		return -1;
	listener = attach_nr(NOTIFIED_NR, SECCOMP_RET_USER_NOTIF,
			     SECCOMP_FILTER_FLAG_NEW_LISTENER);
	return listener >= 0 && start_worker(thread) ? listener : -1;
}

/*
 * A thread of the member waits for the supervisor. It becomes a member of a domain, and
 * of one nested in it if it is a member already.
 */
TEST_F(parked, thread_that_becomes_member_while_it_waits)
{
	struct seccomp_notif notif;
	struct target thread;
	int listener, fd;

	listener = start_supervised_worker(&thread, !variant->below);
	ASSERT_GE(listener, 0);
	/* A content for another call changes nothing. */
	ASSERT_TRUE(send_call(&thread, NOTIFIED_NR));
	ASSERT_EQ(0, receive(listener, &notif));
	fd = make_domain(1000, SECCOMP_FILTER_FLAG_TSYNC);
	ASSERT_GE(fd, 0);
	EXPECT_EQ(0, tighten_nr(fd, OTHER_NR, DOMAIN_ERRNO(1)));
	EXPECT_EQ(0, respond_continue(listener, notif.id));
	EXPECT_EQ(0, outcome_of(&thread).err);

	ASSERT_TRUE(send_call(&thread, NOTIFIED_NR));
	ASSERT_EQ(0, receive(listener, &notif));
	fd = make_domain(1000, SECCOMP_FILTER_FLAG_TSYNC);
	ASSERT_GE(fd, 0);
	EXPECT_EQ(0, tighten_nr(fd, NOTIFIED_NR, DOMAIN_ERRNO(EACCES)));
	EXPECT_EQ(0, respond_continue(listener, notif.id));
	EXPECT_EQ(EACCES, outcome_of(&thread).err);
	EXPECT_EQ(1, err_of(&thread, OTHER_NR));
	EXPECT_TRUE(end_worker(&thread));
}

/* The call is judged by the whole new path. */
TEST_F(parked, filter_of_a_new_domain_judges_a_call_that_waits)
{
	struct sock_filter insns[] = INSNS_FOR_NR(NOTIFIED_NR, DOMAIN_ERRNO(7));
	struct seccomp_notif notif;
	struct target thread;
	int listener, fd;

	listener = start_supervised_worker(&thread, !variant->below);
	ASSERT_GE(listener, 0);
	ASSERT_TRUE(send_call(&thread, NOTIFIED_NR));
	ASSERT_EQ(0, receive(listener, &notif));
	fd = make_domain_of(insns, ARRAY_SIZE(insns), 1000,
			    SECCOMP_FILTER_FLAG_TSYNC);
	ASSERT_GE(fd, 0);
	EXPECT_EQ(0, respond_continue(listener, notif.id));
	EXPECT_EQ(7, outcome_of(&thread).err);
	EXPECT_TRUE(end_worker(&thread));
}

/* Without a domain, a new filter judges later calls only, as on any kernel. */
TEST_F(parked, filter_without_a_domain_judges_later_calls)
{
	struct seccomp_notif notif;
	struct target thread;
	int listener;

	listener = start_supervised_worker(&thread, !variant->below);
	ASSERT_GE(listener, 0);
	ASSERT_TRUE(send_call(&thread, NOTIFIED_NR));
	ASSERT_EQ(0, receive(listener, &notif));
	ASSERT_EQ(0, attach_nr(NOTIFIED_NR, DOMAIN_ERRNO(7),
			       SECCOMP_FILTER_FLAG_TSYNC));
	EXPECT_EQ(0, respond_continue(listener, notif.id));
	EXPECT_EQ(0, outcome_of(&thread).err);
	EXPECT_EQ(7, err_of(&thread, NOTIFIED_NR));
	EXPECT_TRUE(end_worker(&thread));
}

static int prepare_traced_domain(void *arg)
{
	int fd = prepare_member(NULL);

	CHILD_ASSERT_EQ(0, attach_nr(DENIED_NR, SECCOMP_RET_TRACE, 0));
	return fd;
}

TEST(call_that_waits_for_a_tracer)
{
	struct target member;

	if (domain_is_missing())
		SKIP(return, NO_DOMAINS);
	ASSERT_TRUE(start_target(&member, prepare_traced_domain, NULL));
	ASSERT_EQ(0, seize(member.pid, PTRACE_O_TRACESECCOMP));
	ASSERT_TRUE(send_call(&member, DENIED_NR));
	ASSERT_EQ(STOP_SECCOMP, wait_stop(member.pid));
	EXPECT_EQ(0,
		  tighten_nr(member.listener, DENIED_NR, DOMAIN_ERRNO(EACCES)));
	ASSERT_EQ(0, resume(member.pid, PTRACE_CONT));
	EXPECT_EQ(EACCES, outcome_of(&member).err);
	ASSERT_TRUE(interrupt(member.pid));
	ASSERT_EQ(0, resume(member.pid, PTRACE_DETACH));
	discard_target(&member);
}

static struct target stalled;

/* Attach a filter that looks at the path of openat(2), and makes a domain. */
static int make_deep_domain(void)
{
	static struct deep_filter f;

	deep_begin(&f, __NR_openat);
	deep_match_string(&f, 1, "/nowhere", SECCOMP_RET_ALLOW);
	deep_return(&f, DOMAIN_ERRNO(9));
	return make_domain_of(f.insns, f.len, DOMAIN_RESERVE, DEEP_ARGS);
}

/* Deny a path, argument 1 of @nr, in a domain with argument copies. */
static int tighten_path_of(int domain, int nr, const char *path,
			   unsigned int err)
{
	static struct deep_filter f;

	deep_begin(&f, nr);
	deep_match_string(&f, 1, path, SECCOMP_RET_ALLOW);
	deep_return(&f, DOMAIN_ERRNO(err));
	return tighten_insns(domain, f.insns, f.len);
}

static int tighten_path(int domain, const char *path, unsigned int err)
{
	return tighten_path_of(domain, __NR_openat, path, err);
}

/* Deny openat2(2) where its structure was copied, and allow it elsewhere. */
static int tighten_structure(int domain, unsigned int err)
{
	static struct deep_filter f;

	deep_begin(&f, __NR_openat2);
	deep_match(&f, SECCOMP_ARG_STATUS(2), SECCOMP_ARG_COPIED,
		   SECCOMP_RET_ALLOW);
	deep_return(&f, DOMAIN_ERRNO(err));
	return tighten_insns(domain, f.insns, f.len);
}

TEST(content_looks_behind_pointers)
{
	int fd;

	if (domain_is_missing())
		SKIP(return, NO_DOMAINS);
	ASSERT_EQ(0, no_new_privs());
	fd = make_deep_domain();
	ASSERT_GE(fd, 0);
	EXPECT_EQ(9, open_errno("/nowhere"));
	EXPECT_EQ(0, open_errno("/dev/null"));
	EXPECT_EQ(0, tighten_path(fd, "/dev/null", 10));
	EXPECT_EQ(10, open_errno("/dev/null"));
	EXPECT_EQ(0, open_errno("/dev/zero"));
	EXPECT_EQ(9, open_errno("/nowhere"));
	EXPECT_EQ(0, tighten_nr(fd, __NR_openat, DOMAIN_ERRNO(11)));
	EXPECT_EQ(11, open_errno("/dev/zero"));
	EXPECT_EQ(11, open_errno("/dev/null"));
}

/* The kernel waits for the path. The content comes before the path does. */
TEST(call_that_waits_for_memory)
{
	struct missing missing;
	int fd;

	if (domain_is_missing())
		SKIP(return, NO_DOMAINS);
	if (!map_missing(&missing) || !register_missing(&missing))
		SKIP(return, NO_USERFAULTFD);
	ASSERT_EQ(0, no_new_privs());
	fd = make_deep_domain();
	ASSERT_GE(fd, 0);
	ASSERT_TRUE(start_worker(&stalled));
	ASSERT_TRUE(send_call(&stalled, __NR_openat, AT_FDCWD,
			      (unsigned long)missing.page, O_RDONLY));
	ASSERT_TRUE(kernel_waits_for(&missing));
	EXPECT_EQ(0, tighten_path(fd, "/dev/null", 10));
	ASSERT_TRUE(fill_missing(&missing, "/dev/null"));
	EXPECT_EQ(10, outcome_of(&stalled).err);
	EXPECT_TRUE(end_worker(&stalled));
}

/* The filter that looks at the path is older than the domain. */
TEST(call_that_waits_for_memory_below_the_domain)
{
	struct missing missing;
	int fd;

	if (domain_is_missing())
		SKIP(return, NO_DOMAINS);
	if (!map_missing(&missing) || !register_missing(&missing))
		SKIP(return, NO_USERFAULTFD);
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, deep_deny_string(__NR_openat, 1, "/nowhere", 9));
	fd = make_domain(DOMAIN_RESERVE, 0);
	ASSERT_GE(fd, 0);
	ASSERT_TRUE(start_worker(&stalled));
	ASSERT_TRUE(send_call(&stalled, __NR_openat, AT_FDCWD,
			      (unsigned long)missing.page, O_RDONLY));
	ASSERT_TRUE(kernel_waits_for(&missing));
	EXPECT_EQ(0, tighten_nr(fd, __NR_openat, DOMAIN_ERRNO(EACCES)));
	ASSERT_TRUE(fill_missing(&missing, "/dev/null"));
	EXPECT_EQ(EACCES, outcome_of(&stalled).err);
	EXPECT_TRUE(end_worker(&stalled));
}

/*
 * A supervisor continues a call for which a content looks at the path by now. The
 * kernel waits for the path. The next content looks at another argument, which then
 * must be copied, too.
 */
TEST(call_that_is_judged_again_waits_for_memory)
{
	static struct open_how how = { .flags = O_RDONLY };
	struct seccomp_notif notif;
	struct missing missing;
	int listener, fd;

	if (domain_is_missing())
		SKIP(return, NO_DOMAINS);
	if (!map_missing(&missing) || !register_missing(&missing))
		SKIP(return, NO_USERFAULTFD);
	ASSERT_EQ(0, no_new_privs());
	listener = attach_nr(__NR_openat2, SECCOMP_RET_USER_NOTIF,
			     SECCOMP_FILTER_FLAG_NEW_LISTENER);
	ASSERT_GE(listener, 0);
	fd = make_domain(DOMAIN_RESERVE, DEEP_ARGS);
	ASSERT_GE(fd, 0);
	ASSERT_TRUE(start_worker(&stalled));
	ASSERT_TRUE(send_call(&stalled, __NR_openat2, AT_FDCWD,
			      (unsigned long)missing.page, (unsigned long)&how,
			      sizeof(how)));
	ASSERT_EQ(0, receive(listener, &notif));
	EXPECT_EQ(0, tighten_path_of(fd, __NR_openat2, "/nowhere", 10));
	EXPECT_EQ(0, respond_continue(listener, notif.id));
	ASSERT_TRUE(kernel_waits_for(&missing));
	EXPECT_EQ(0, tighten_structure(fd, 12));
	ASSERT_TRUE(fill_missing(&missing, "/dev/null"));
	EXPECT_EQ(12, outcome_of(&stalled).err);
	EXPECT_TRUE(end_worker(&stalled));
}

/* How the kernel finds the verdict of a call that looks behind a pointer. */
FIXTURE(joining)
{
	struct missing missing;
};

FIXTURE_VARIANT(joining)
{
	bool nested, many, counted;
};

/* clang-format off */

FIXTURE_VARIANT_ADD(joining, one_list) {
};

FIXTURE_VARIANT_ADD(joining, many_lists) {
	.many = true,
};

FIXTURE_VARIANT_ADD(joining, counted) {
	.counted = true,
};

FIXTURE_VARIANT_ADD(joining, nested) {
	.nested = true,
};

/* clang-format on */

FIXTURE_SETUP(joining)
{
	if (domain_is_missing())
		SKIP(return, NO_DOMAINS);
	if (!map_missing(&self->missing) || !register_missing(&self->missing))
		SKIP(return, NO_USERFAULTFD);
	ASSERT_EQ(0, no_new_privs());
}

FIXTURE_TEARDOWN(joining)
{
}

static int attach_counter(void)
{
	struct sock_filter insns[] = { INSN_RET(SECCOMP_RET_ALLOW) };
	struct sock_fprog prog = { 1, insns };
	struct seccomp_attach attach =
		attach_of_program(&prog, SECCOMP_FILTER_FLAG_COUNT);

	return sys_attach(&attach);
}

/* The kernel waits for the path, and the thread becomes a member in that time. */
TEST_F(joining, thread_that_waits_for_memory)
{
	int fd;

	if (variant->nested)
		ASSERT_GE(make_domain(1000, DEEP_ARGS), 0);
	if (variant->counted)
		ASSERT_EQ(0, attach_counter());
	ASSERT_EQ(0, deep_deny_string(__NR_openat, 1, "/nowhere", 9));
	if (variant->many)
		ASSERT_EQ(0, deep_deny_string(__NR_openat, 1, "/missing", 8));
	ASSERT_TRUE(start_worker(&stalled));
	ASSERT_TRUE(send_call(&stalled, __NR_openat, AT_FDCWD,
			      (unsigned long)self->missing.page, O_RDONLY));
	ASSERT_TRUE(kernel_waits_for(&self->missing));
	fd = make_domain(1000, SECCOMP_FILTER_FLAG_TSYNC);
	ASSERT_GE(fd, 0);
	EXPECT_EQ(0, tighten_nr(fd, __NR_openat, DOMAIN_ERRNO(EACCES)));
	ASSERT_TRUE(fill_missing(&self->missing, "/dev/null"));
	EXPECT_EQ(EACCES, outcome_of(&stalled).err);
	EXPECT_TRUE(end_worker(&stalled));
}

/* --- Checkpoints -------------------------------------------------------- */

/* The instructions alone would restore a sandbox without the contents. */
TEST_F(domain, checkpoint_is_refused)
{
	struct sock_filter insns[16];
	long ret;

	ASSERT_EQ(0, attach_in(&self->member, OTHER_NR, DOMAIN_ERRNO(1)));
	ASSERT_EQ(0, seize(self->member.pid, 0));
	ASSERT_TRUE(interrupt(self->member.pid));
	errno = 0;
	ret = ptrace(PTRACE_SECCOMP_GET_FILTER, self->member.pid, 1, insns);
	if (ret == -1 && (errno == EACCES || errno == EIO))
		SKIP(return, "GET_FILTER: %s", strerror(errno));
	EXPECT_EQ(4, ret);
	EXPECT_EQ(-1, ptrace(PTRACE_SECCOMP_GET_FILTER, self->member.pid, 0,
			     insns));
	EXPECT_EQ(EMEDIUMTYPE, errno);
	EXPECT_EQ(-1,
		  ptrace(PTRACE_SECCOMP_GET_FILTER, self->member.pid, 0, NULL));
	EXPECT_EQ(EMEDIUMTYPE, errno);
	ASSERT_EQ(0, resume(self->member.pid, PTRACE_DETACH));
}

TEST_HARNESS_MAIN
