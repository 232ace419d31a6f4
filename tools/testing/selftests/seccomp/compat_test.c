// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test system calls of another ABI: ia32, x32 and 32-bit Arm. Filters get the
 * architecture value and the number of the call, whatever process makes it.
 */
#include "../kselftest_harness.h"

#include <linux/perf_event.h>

#include "common.h"
#include "target.h"
#include "notify.h"
#include "tracee.h"
#include "deep.h"
#include "attach_op.h"
#include "domain.h"
#include "compat_helper.h"

#define DENY(error) (SECCOMP_RET_ERRNO | (error))

/* Numbers that are the same for ia32 and 32-bit Arm. */
#define COMMON32_EXIT 1
#define COMMON32_READ 3
#define COMMON32_WRITE 4
#define COMMON32_GETPID 20
#define COMMON32_DUP 41
#define COMMON32_GETPPID 64

#define X32_BIT 0x40000000

struct abi {
	const char *suffix;
	__u32 arch;
	int getpid, getppid, dup, exit, seccomp, prctl, ioctl;
	/* Strict mode has a list of allowed calls for this ABI. */
	bool has_strict_calls;
	/* The signal whose handler can return in strict mode. */
	int strict_signal;
};

#if defined(__x86_64__)

static const struct abi abi_ia32 = {
	.suffix = "ia32",
	.arch = AUDIT_ARCH_I386,
	.getpid = COMMON32_GETPID,
	.getppid = COMMON32_GETPPID,
	.dup = COMMON32_DUP,
	.exit = COMMON32_EXIT,
	.seccomp = 354,
	.prctl = 172,
	.ioctl = 54,
	.has_strict_calls = true,
	/* The handler of SIGUSR1 returns by sigreturn(2). */
	.strict_signal = SIGUSR1,
};

static const struct abi abi_x32 = {
	.suffix = "x32",
	.arch = AUDIT_ARCH_X86_64,
	.getpid = X32_BIT | __NR_getpid,
	.getppid = X32_BIT | __NR_getppid,
	.dup = X32_BIT | __NR_dup,
	.exit = X32_BIT | __NR_exit,
	.seccomp = X32_BIT | __NR_seccomp,
	.prctl = X32_BIT | __NR_prctl,
	.ioctl = X32_BIT | 514,
	/* The kernel's list for compat calls has only ia32 numbers. */
	.has_strict_calls = false,
};

#else

static const struct abi abi_arm = {
	.suffix = "arm",
	.arch = AUDIT_ARCH_ARM,
	.getpid = COMMON32_GETPID,
	.getppid = COMMON32_GETPPID,
	.dup = COMMON32_DUP,
	.exit = COMMON32_EXIT,
	.seccomp = 383,
	.prctl = 172,
	.ioctl = 54,
	.has_strict_calls = true,
	/* The handler of SIGUSR2 returns by rt_sigreturn(2). */
	.strict_signal = SIGUSR2,
};

#endif

FIXTURE(compat)
{
	const struct abi *abi;
	struct compat_page *page;
	int memfd;
	struct target t;
	struct seccomp_notif n;
	bool quiet;
};

FIXTURE_VARIANT(compat)
{
	const struct abi *abi;
};

#if defined(__x86_64__)

/* clang-format off */
FIXTURE_VARIANT_ADD(compat, ia32)
{
	.abi = &abi_ia32,
};

FIXTURE_VARIANT_ADD(compat, x32)
{
	.abi = &abi_x32,
};

/* clang-format on */

#else

/* clang-format off */
FIXTURE_VARIANT_ADD(compat, arm)
{
	.abi = &abi_arm,
};

/* clang-format on */

#endif

FIXTURE_SETUP(compat)
{
	char path[600];
	int error;

	self->abi = variant->abi;
	self->memfd = memfd_create("compat", 0);
	ASSERT_LE(0, self->memfd);
	ASSERT_EQ(0, ftruncate(self->memfd, COMPAT_PAGE_SIZE));
	self->page = mmap((void *)COMPAT_PAGE_ADDRESS, COMPAT_PAGE_SIZE,
			  PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED,
			  self->memfd, 0);
	ASSERT_EQ((void *)COMPAT_PAGE_ADDRESS, self->page);
	/* Start the helper once, to skip if the kernel lacks its ABI. */
	error = start_helper(&self->t, self->abi->suffix, self->memfd, NULL,
			     NULL);
	discard_target(&self->t);
	helper_path(self->abi->suffix, path, sizeof(path));
	if (error == ENOENT)
		SKIP(return, "no program %s", path);
	if (error == ENOEXEC)
		SKIP(return, "this kernel does not run %s", path);
	ASSERT_EQ(0, error)
	TH_LOG("%s: %s", path, strerror(error));
}

FIXTURE_TEARDOWN(compat)
{
	discard_target(&self->t);
}

#define START_HELPER(prepare, arg)                                          \
	ASSERT_EQ(0, start_helper(&self->t, self->abi->suffix, self->memfd, \
				  prepare, arg))

/* A rule that prepare_rule() attaches before the exec of the helper. */
struct rule {
	__u32 arch;
	int nr;
	__u32 verdict;
	unsigned int flags;
};

static int prepare_rule(void *arg)
{
	struct rule *rule = arg;
	struct sock_filter insns[] = {
		INSN_LOAD_ARCH,
		INSN_JEQ(rule->arch, 0, 3),
		INSN_LOAD_NR,
		INSN_JEQ(rule->nr, 0, 1),
		INSN_RET(rule->verdict),
		INSN_RET(SECCOMP_RET_ALLOW),
	};
	int ret;

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_LE(0, ret = attach(insns, ARRAY_SIZE(insns), rule->flags));
	return ret ? ret : NO_LISTENER;
}

/*
 * struct seccomp_data of a compat call
 */
TEST_F(compat, filter_sees_compat_arch_and_number)
{
	struct rule rule = { self->abi->arch, self->abi->getppid, DENY(EXDEV) };

	START_HELPER(prepare_rule, &rule);
	EXPECT_EQ(EXDEV, err_of(&self->t, self->abi->getppid));
	EXPECT_EQ(self->t.pid, call_and_wait(&self->t, self->abi->getpid).ret);
}

TEST_F(compat, filter_for_native_calls_ignores_compat_calls)
{
	struct rule rule = { NATIVE_ARCH, __NR_getppid, DENY(EXDEV) };

	START_HELPER(prepare_rule, &rule);
	EXPECT_EQ(getpid(), call_and_wait(&self->t, self->abi->getppid).ret);
}

static int prepare_number(void *arg)
{
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(*(int *)arg, 0, 1),
		INSN_RET(DENY(EXDEV)),
		INSN_RET(SECCOMP_RET_ALLOW),
	};

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach(insns, ARRAY_SIZE(insns), 0));
	return NO_LISTENER;
}

/* One number can mean different calls in different ABIs. */
TEST_F(compat, filter_without_arch_check_mixes_abis)
{
	int nr = __NR_getppid;

	START_HELPER(prepare_number, &nr);
	EXPECT_EQ(EXDEV, err_of(&self->t, nr));
	/* The helper's getppid(2) has a different number. */
	EXPECT_EQ(getpid(), call_and_wait(&self->t, self->abi->getppid).ret);
}

static int prepare_argument_rules(void *arg)
{
	const struct abi *abi = arg;
	/* EXDEV means that the upper half is 0 and the lower half all ones. */
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(abi->dup, 1, 0),
		INSN_RET(SECCOMP_RET_ALLOW),
		INSN_LOAD_ARG_HI(0),
		INSN_JEQ(0, 1, 0),
		INSN_RET(DENY(ENOTTY)),
		INSN_LOAD_ARG_LO(0),
		INSN_JEQ(0xffffffff, 1, 0),
		INSN_RET(DENY(EDOM)),
		INSN_RET(DENY(EXDEV)),
	};

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach(insns, ARRAY_SIZE(insns), 0));
	return NO_LISTENER;
}

TEST_F(compat, argument_is_zero_extended)
{
	START_HELPER(prepare_argument_rules, (void *)self->abi);
	EXPECT_EQ(EXDEV, err_of(&self->t, self->abi->dup, 0xffffffff));
	EXPECT_EQ(EDOM, err_of(&self->t, self->abi->dup, 1));
}

/*
 * Attach with the 32-bit struct sock_fprog
 */
static void fill_rule(struct compat_page *page, __u32 arch, int nr,
		      __u32 verdict)
{
	struct sock_filter insns[] = {
		INSN_LOAD_ARCH,	   INSN_JEQ(arch, 0, 3),
		INSN_LOAD_NR,	   INSN_JEQ(nr, 0, 1),
		INSN_RET(verdict), INSN_RET(SECCOMP_RET_ALLOW),
	};

	memcpy(page->insns, insns, sizeof(insns));
	page->prog.len = ARRAY_SIZE(insns);
	page->prog.filter = AT_PAGE(insns);
	/* The kernel ignores the padding. */
	page->prog.hole = 0xffff;
}

static void fill_program(struct compat_page *page, const struct abi *abi,
			 __u32 verdict)
{
	fill_rule(page, abi->arch, abi->getppid, verdict);
}

#define ATTACH(t, flags)                                              \
	err_of(t, self->abi->seccomp, SECCOMP_SET_MODE_FILTER, flags, \
	       AT_PAGE(prog))

TEST_F(compat, seccomp_takes_the_compat_sock_fprog)
{
	START_HELPER(NULL, NULL);
	fill_program(self->page, self->abi, DENY(EXDEV));
	EXPECT_EQ(0, ATTACH(&self->t, 0));
	EXPECT_EQ(EXDEV, err_of(&self->t, self->abi->getppid));
	EXPECT_EQ(SECCOMP_MODE_FILTER, status_field(self->t.pid, "Seccomp"));
	EXPECT_EQ(1, status_field(self->t.pid, "Seccomp_filters"));
}

TEST_F(compat, prctl_takes_the_compat_sock_fprog)
{
	START_HELPER(NULL, NULL);
	fill_program(self->page, self->abi, DENY(EXDEV));
	EXPECT_EQ(0, err_of(&self->t, self->abi->prctl, PR_SET_SECCOMP,
			    SECCOMP_MODE_FILTER, AT_PAGE(prog)));
	EXPECT_EQ(EXDEV, err_of(&self->t, self->abi->getppid));
	EXPECT_EQ(1, status_field(self->t.pid, "Seccomp_filters"));
}

TEST_F(compat, bad_compat_sock_fprog_is_refused)
{
	START_HELPER(NULL, NULL);
	fill_program(self->page, self->abi, DENY(EXDEV));
	/* First the structure is unmapped, then the instructions. */
	EXPECT_EQ(EFAULT, err_of(&self->t, self->abi->seccomp,
				 SECCOMP_SET_MODE_FILTER, 0, 16));
	EXPECT_EQ(EFAULT,
		  err_of(&self->t, self->abi->seccomp, SECCOMP_SET_MODE_FILTER,
			 0, COMPAT_PAGE_ADDRESS + COMPAT_PAGE_SIZE - 4));
	self->page->prog.filter = 16;
	EXPECT_EQ(EFAULT, ATTACH(&self->t, 0));
	self->page->prog.filter = COMPAT_PAGE_ADDRESS + COMPAT_PAGE_SIZE - 8;
	EXPECT_EQ(EFAULT, ATTACH(&self->t, 0));
	self->page->prog.filter = AT_PAGE(insns);
	self->page->prog.len = 0;
	EXPECT_EQ(EINVAL, ATTACH(&self->t, 0));
	self->page->prog.len = PROGRAM_MAX_LEN + 1;
	EXPECT_EQ(EINVAL, ATTACH(&self->t, 0));
	EXPECT_EQ(0, status_field(self->t.pid, "Seccomp"));
	EXPECT_EQ(getpid(), call_and_wait(&self->t, self->abi->getppid).ret);
}

/* The structures have the same layout in all ABIs. The program has not. */
TEST_F(compat, attach_takes_the_compat_sock_fprog)
{
	const struct seccomp_attach attach = {
		.size = sizeof(attach),
		.fprog = AT_PAGE(prog),
		.program_fd = -1,
		.label = "compat",
	};

	START_HELPER(NULL, NULL);
	fill_program(self->page, self->abi, DENY(EXDEV));
	self->page->attach = attach;
	self->page->attach.fprog = 16;
	EXPECT_EQ(EFAULT, err_of(&self->t, self->abi->seccomp, SECCOMP_ATTACH,
				 0, AT_PAGE(attach)));
	self->page->attach = attach;
	ASSERT_EQ(0, err_of(&self->t, self->abi->seccomp, SECCOMP_ATTACH, 0,
			    AT_PAGE(attach)));
	EXPECT_EQ(-1, self->page->attach.listener_fd);
	EXPECT_NE(0, self->page->attach.filter_id);
	EXPECT_EQ(EXDEV, err_of(&self->t, self->abi->getppid));
	EXPECT_EQ(1, status_field(self->t.pid, "Seccomp_filters"));
}

TEST_F(compat, load_program_takes_the_compat_sock_fprog)
{
	struct outcome loaded;

	START_HELPER(NULL, NULL);
	fill_program(self->page, self->abi, DENY(EXDEV));
	loaded = call_and_wait(&self->t, self->abi->seccomp,
			       SECCOMP_LOAD_PROGRAM, 0, AT_PAGE(prog));
	ASSERT_LE(0, loaded.ret);
	self->page->attach = (struct seccomp_attach){
		.size = sizeof(self->page->attach),
		.program_fd = loaded.ret,
	};
	ASSERT_EQ(0, err_of(&self->t, self->abi->seccomp, SECCOMP_ATTACH, 0,
			    AT_PAGE(attach)));
	EXPECT_EQ(EXDEV, err_of(&self->t, self->abi->getppid));
}

/* A mask for 64-bit calls has no bit for x32 calls. */
TEST_F(compat, mask_answers_calls_of_its_abi)
{
	const bool is_x32 = self->abi->getppid & X32_BIT;
	struct outcome loaded;
	unsigned int i;

	START_HELPER(NULL, NULL);
	memset(self->page->bits, 0xff, sizeof(self->page->bits));
	if (!is_x32)
		self->page->bits[self->abi->getppid / 8] &=
			~(1 << self->abi->getppid % 8);
	self->page->bitmask = (struct seccomp_bitmask){
		.size = sizeof(self->page->bitmask),
		.arch = self->abi->arch,
		.bits = AT_PAGE(bits),
		.count = 8 * sizeof(self->page->bits),
		.otherwise = DENY(EXDEV),
	};
	for (i = 0; i < 2; i++) {
		loaded = call_and_wait(&self->t, self->abi->seccomp,
				       SECCOMP_LOAD_BITMASK, 0,
				       AT_PAGE(bitmask));
		ASSERT_LE(0, loaded.ret);
	}
	self->page->attach = (struct seccomp_attach){
		.size = sizeof(self->page->attach),
		.program_fd = loaded.ret,
	};
	/* Under a mask without its calls, the helper could not end. */
	if (is_x32)
		return;
	ASSERT_EQ(0, err_of(&self->t, self->abi->seccomp, SECCOMP_ATTACH, 0,
			    AT_PAGE(attach)));
	EXPECT_EQ(EXDEV, err_of(&self->t, self->abi->getppid));
	EXPECT_EQ(self->t.pid, call_and_wait(&self->t, self->abi->getpid).ret);
}

TEST_F(compat, other_operations_work)
{
	START_HELPER(NULL, NULL);
	self->page->action = SECCOMP_RET_USER_NOTIF;
	EXPECT_EQ(0, err_of(&self->t, self->abi->seccomp,
			    SECCOMP_GET_ACTION_AVAIL, 0, AT_PAGE(action)));
	self->page->action = 0x12340000;
	EXPECT_EQ(EOPNOTSUPP,
		  err_of(&self->t, self->abi->seccomp, SECCOMP_GET_ACTION_AVAIL,
			 0, AT_PAGE(action)));
	EXPECT_EQ(0, err_of(&self->t, self->abi->seccomp,
			    SECCOMP_GET_NOTIF_SIZES, 0, AT_PAGE(sizes)));
	EXPECT_EQ(sizeof(struct seccomp_notif),
		  self->page->sizes.seccomp_notif);
	EXPECT_EQ(sizeof(struct seccomp_notif_resp),
		  self->page->sizes.seccomp_notif_resp);
	EXPECT_EQ(sizeof(struct seccomp_data), self->page->sizes.seccomp_data);
}

/*
 * Strict mode
 */
#define STRICT(t) send_call(t, self->abi->seccomp, SECCOMP_SET_MODE_STRICT)

TEST_F(compat, strict_mode_allows_its_own_read_and_write)
{
	START_HELPER(NULL, NULL);
	ASSERT_TRUE(STRICT(&self->t));
	if (!self->abi->has_strict_calls) {
		/* Strict mode kills for the write(2) of the outcome. */
		EXPECT_EQ(BY_SIGNAL(SIGKILL),
			  exit_summary(wait_child(self->t.pid)));
		self->t.pid = -1;
		return;
	}
	/* The helper writes the outcome in strict mode. */
	EXPECT_EQ(0, outcome_of(&self->t).ret);
	EXPECT_EQ(SECCOMP_MODE_STRICT, status_field(self->t.pid, "Seccomp"));
	ASSERT_TRUE(send_call(&self->t, self->abi->exit, 33));
	EXPECT_EQ(33, exit_summary(wait_child(self->t.pid)));
	self->t.pid = -1;
}

TEST_F(compat, strict_mode_kills_for_other_calls)
{
	START_HELPER(NULL, NULL);
	ASSERT_TRUE(STRICT(&self->t));
	if (self->abi->has_strict_calls) {
		EXPECT_EQ(0, outcome_of(&self->t).ret);
		ASSERT_TRUE(send_call(&self->t, self->abi->getpid));
	}
	EXPECT_EQ(BY_SIGNAL(SIGKILL), exit_summary(wait_child(self->t.pid)));
	self->t.pid = -1;
}

/* Number 0 is read(2) on x86_64, but restart_syscall(2) for ia32 and Arm. */
TEST_F(compat, strict_mode_uses_compat_numbers)
{
	START_HELPER(NULL, NULL);
	ASSERT_TRUE(STRICT(&self->t));
	if (self->abi->has_strict_calls) {
		EXPECT_EQ(0, outcome_of(&self->t).ret);
		ASSERT_TRUE(send_call(&self->t, 0, 0, 0, 0));
	}
	EXPECT_EQ(BY_SIGNAL(SIGKILL), exit_summary(wait_child(self->t.pid)));
	self->t.pid = -1;
}

/* Strict mode allows either sigreturn(2) or rt_sigreturn(2) in each ABI. */
TEST_F(compat, strict_mode_allows_sigreturn)
{
	bool returns;
	int sig;

	for (sig = SIGUSR1;; sig = SIGUSR2) {
		returns = sig == self->abi->strict_signal;
		self->page->handled = 0;
		START_HELPER(NULL, NULL);
		ASSERT_TRUE(STRICT(&self->t));
		if (self->abi->has_strict_calls) {
			EXPECT_EQ(0, outcome_of(&self->t).ret);
			ASSERT_EQ(0, kill(self->t.pid, sig));
			ASSERT_TRUE(WAIT_UNTIL(self->page->handled == 1));
		}
		/* A helper that has returned from the handler exits with 44. */
		send_call(&self->t, self->abi->exit, 44);
		EXPECT_EQ(returns ? 44 : BY_SIGNAL(SIGKILL),
			  exit_summary(wait_child(self->t.pid)));
		self->t.pid = -1;
		if (sig == SIGUSR2)
			break;
	}
}

/*
 * Actions
 */
TEST_F(compat, trap_reports_compat_arch_and_number)
{
	struct rule rule = { self->abi->arch, self->abi->getppid,
			     SECCOMP_RET_TRAP | 99 };

	START_HELPER(prepare_rule, &rule);
	ASSERT_TRUE(send_call(&self->t, self->abi->getppid));
	outcome_of(&self->t);
	EXPECT_EQ(1U, self->page->traps);
	EXPECT_EQ(self->abi->arch, self->page->trap_arch);
	EXPECT_EQ(self->abi->getppid, self->page->trap_nr);
	EXPECT_EQ(99, self->page->trap_errno);
	EXPECT_NE(0U, self->page->trap_address);
	EXPECT_EQ(0U, self->page->trap_address >> 32);
}

TEST_F(compat, kill_process_kills)
{
	struct rule rule = { self->abi->arch, self->abi->getppid,
			     SECCOMP_RET_KILL_PROCESS };

	START_HELPER(prepare_rule, &rule);
	ASSERT_TRUE(send_call(&self->t, self->abi->getppid));
	EXPECT_EQ(BY_SIGNAL(SIGSYS), exit_summary(wait_child(self->t.pid)));
	self->t.pid = -1;
}

TEST_F(compat, errno_4095_is_returned)
{
	struct rule rule = { self->abi->arch, self->abi->getppid,
			     DENY(ERRNO_CAP) };

	START_HELPER(prepare_rule, &rule);
	EXPECT_EQ(ERRNO_CAP, err_of(&self->t, self->abi->getppid));
}

TEST_F(compat, tracer_sees_compat_arch_and_number)
{
	struct rule rule = { self->abi->arch, self->abi->getppid,
			     SECCOMP_RET_TRACE | 55 };
	struct __ptrace_syscall_info info;

	START_HELPER(prepare_rule, &rule);
	ASSERT_EQ(0, seize(self->t.pid, PTRACE_O_TRACESECCOMP));
	ASSERT_TRUE(send_call(&self->t, self->abi->getppid));
	ASSERT_EQ(STOP_SECCOMP, wait_stop(self->t.pid));
	info = syscall_info(self->t.pid);
	EXPECT_EQ(PTRACE_SYSCALL_INFO_SECCOMP, info.op);
	EXPECT_EQ(self->abi->arch, info.arch);
	EXPECT_EQ((__u64)self->abi->getppid, info.seccomp.nr);
	EXPECT_EQ(55U, info.seccomp.ret_data);
	ASSERT_EQ(0, resume(self->t.pid, PTRACE_CONT));
	EXPECT_EQ(getpid(), outcome_of(&self->t).ret);
}

TEST_F(compat, get_filter_returns_a_compat_program)
{
	struct sock_filter got[COMPAT_MAX_INSNS];
	long count;

	START_HELPER(NULL, NULL);
	fill_program(self->page, self->abi, DENY(EXDEV));
	ASSERT_EQ(0, ATTACH(&self->t, 0));
	ASSERT_EQ(0, seize(self->t.pid, 0));
	ASSERT_TRUE(interrupt(self->t.pid));
	count = ptrace(PTRACE_SECCOMP_GET_FILTER, self->t.pid, 0, got);
	if (count == -1 && errno == EIO)
		SKIP(return, "no CONFIG_CHECKPOINT_RESTORE in this kernel");
	EXPECT_EQ(self->page->prog.len, count);
	EXPECT_EQ(0, memcmp(self->page->insns, got, count * sizeof(*got)));
}

/*
 * Notifications of compat calls, and a compat supervisor
 */
TEST_F(compat, notification_has_compat_arch_number_and_arguments)
{
	struct rule rule = { self->abi->arch, self->abi->dup,
			     SECCOMP_RET_USER_NOTIF,
			     SECCOMP_FILTER_FLAG_NEW_LISTENER };
	int fd;

	START_HELPER(prepare_rule, &rule);
	fd = self->t.listener;
	ASSERT_LE(0, fd);
	ASSERT_TRUE(send_call(&self->t, self->abi->dup, 0x12345678));
	ASSERT_EQ(0, receive(fd, &self->n));
	EXPECT_EQ(self->abi->arch, self->n.data.arch);
	EXPECT_EQ(self->abi->dup, self->n.data.nr);
	EXPECT_EQ(0x12345678U, self->n.data.args[0]);
	EXPECT_EQ((__u32)self->t.pid, self->n.pid);
	EXPECT_NE(0U, self->n.data.instruction_pointer);
	EXPECT_EQ(0, respond_value(fd, self->n.id, 0x7fffffff));
	EXPECT_EQ(0x7fffffff, outcome_of(&self->t).ret);

	ASSERT_TRUE(send_call(&self->t, self->abi->dup, 0));
	ASSERT_EQ(0, receive(fd, &self->n));
	EXPECT_EQ(0, respond_error(fd, self->n.id, EXDEV));
	EXPECT_EQ(EXDEV, outcome_of(&self->t).err);

	ASSERT_TRUE(send_call(&self->t, self->abi->dup, 0));
	ASSERT_EQ(0, receive(fd, &self->n));
	EXPECT_EQ(0, respond_continue(fd, self->n.id));
	EXPECT_LT(2, outcome_of(&self->t).ret);
}

/* The helper inherits the listener of a 64-bit target. */
static int inherit_listener(void *arg)
{
	CHILD_ASSERT(keep_at_exec(*(int *)arg));
	return NO_LISTENER;
}

#define HELPER_IOCTL(fd, request, member) \
	err_of(&self->t, self->abi->ioctl, fd, request, AT_PAGE(member))

TEST_F(compat, supervisor_can_reply_to_native_calls)
{
	struct compat_page *page = self->page;
	struct target native;
	int fd;

	ASSERT_TRUE(start_target(&native, prepare_notify, NULL));
	fd = native.listener;
	START_HELPER(inherit_listener, &fd);
	ASSERT_TRUE(send_call(&native, NOTIFIED_NR));
	ASSERT_TRUE(wait_events(fd, POLLIN));
	memset(&page->notif, 0, sizeof(page->notif));
	ASSERT_EQ(0, HELPER_IOCTL(fd, SECCOMP_IOCTL_NOTIF_RECV, notif));
	EXPECT_EQ((__u32)native.pid, page->notif.pid);
	EXPECT_EQ((__u32)NATIVE_ARCH, page->notif.data.arch);
	EXPECT_EQ(NOTIFIED_NR, page->notif.data.nr);
	EXPECT_EQ(0, HELPER_IOCTL(fd, SECCOMP_IOCTL_NOTIF_ID_VALID, notif.id));
	EXPECT_EQ(0, HELPER_IOCTL(fd, OLD_NOTIF_ID_VALID, notif.id));

	/* The helper's descriptor 0 becomes the target's descriptor 90. */
	page->addfd = (struct seccomp_notif_addfd){
		.id = page->notif.id,
		.flags = SECCOMP_ADDFD_FLAG_SETFD,
		.newfd = 90,
	};
	EXPECT_EQ(90, call_and_wait(&self->t, self->abi->ioctl, fd,
				    SECCOMP_IOCTL_NOTIF_ADDFD, AT_PAGE(addfd))
			      .ret);

	page->resp = (struct seccomp_notif_resp){
		.id = page->notif.id,
		.val = 0x1122334455667788,
	};
	EXPECT_EQ(0, HELPER_IOCTL(fd, SECCOMP_IOCTL_NOTIF_SEND, resp));
	EXPECT_EQ(0x1122334455667788, outcome_of(&native).ret);
	EXPECT_EQ(0, err_of(&native, __NR_fcntl, 90, F_GETFD));
	discard_target(&native);
}

TEST_F(compat, supervisor_replies_and_receives_by_next)
{
	struct compat_page *page = self->page;
	struct target native;
	int fd;

	if (attach_op_is_missing())
		SKIP(return, NO_ATTACH_OP);
	ASSERT_TRUE(start_target(&native, prepare_notify, NULL));
	fd = native.listener;
	START_HELPER(inherit_listener, &fd);
	ASSERT_TRUE(send_call(&native, NOTIFIED_NR));
	ASSERT_TRUE(send_call(&native, NOTIFIED_NR));
	memset(&page->next, 0, sizeof(page->next));
	ASSERT_EQ(0, HELPER_IOCTL(fd, SECCOMP_IOCTL_NOTIF_NEXT, next));
	EXPECT_EQ(0U, page->next.sent);
	EXPECT_EQ((__u32)native.pid, page->next.notif.pid);
	page->next.resp = (struct seccomp_notif_resp){
		.id = page->next.notif.id,
		.val = 0x1122334455667788,
	};
	memset(&page->next.notif, 0, sizeof(page->next.notif));
	ASSERT_EQ(0, HELPER_IOCTL(fd, SECCOMP_IOCTL_NOTIF_NEXT, next));
	EXPECT_EQ(1U, page->next.sent);
	EXPECT_EQ(0x1122334455667788, outcome_of(&native).ret);
	EXPECT_EQ(NOTIFIED_NR, page->next.notif.data.nr);
	EXPECT_NE(page->next.resp.id, page->next.notif.id);
	EXPECT_EQ(0, respond_error(fd, page->next.notif.id, EXDEV));
	EXPECT_EQ(EXDEV, outcome_of(&native).err);
	discard_target(&native);
}

/* The call gets the second path instead of the first one. */
#define PATH_BEFORE "/proc/none"
#define PATH_AFTER "/proc/self"

static int prepare_deep_notify(void *arg)
{
	static struct deep_filter f;

	(void)arg;
	deep_begin(&f, __NR_faccessat);
	deep_return(&f, SECCOMP_RET_USER_NOTIF);
	CHILD_ASSERT_EQ(0, no_new_privs());
	return deep_attach_with(&f,
				DEEP_ARGS | SECCOMP_FILTER_FLAG_NEW_LISTENER);
}

TEST_F(compat, supervisor_edits_an_argument)
{
	struct compat_page *page = self->page;
	struct seccomp_notif_arg *arg = &page->arg;
	const __u64 path = address_of(PATH_BEFORE);
	struct target native;
	int fd;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	ASSERT_TRUE(start_target(&native, prepare_deep_notify, NULL));
	fd = native.listener;
	START_HELPER(inherit_listener, &fd);
	ASSERT_TRUE(send_call(&native, __NR_faccessat, AT_FDCWD, path, F_OK));
	ASSERT_EQ(0, receive(fd, &self->n));
	*arg = (struct seccomp_notif_arg){
		.id = self->n.id,
		.arg = 1,
		.size = sizeof(page->bits),
		.buffer = AT_PAGE(bits),
	};
	memset(page->bits, 0, sizeof(page->bits));
	ASSERT_EQ(0, HELPER_IOCTL(fd, SECCOMP_IOCTL_NOTIF_GET_ARG, arg));
	EXPECT_EQ((__u32)SECCOMP_ARG_COPIED, arg->status);
	EXPECT_EQ(strlen(PATH_BEFORE), arg->length);
	EXPECT_STREQ(PATH_BEFORE, (char *)page->bits);
	strcpy((char *)page->bits, PATH_AFTER);
	arg->size = strlen(PATH_AFTER);
	arg->buffer = 16;
	EXPECT_EQ(EFAULT, HELPER_IOCTL(fd, SECCOMP_IOCTL_NOTIF_SET_ARG, arg));
	arg->buffer = AT_PAGE(bits);
	ASSERT_EQ(0, HELPER_IOCTL(fd, SECCOMP_IOCTL_NOTIF_SET_ARG, arg));
	EXPECT_EQ(0, respond_continue(fd, self->n.id));
	EXPECT_EQ(0, outcome_of(&native).err);
	discard_target(&native);
}

/* The holder is a compat task, and the member is not. */
TEST_F(compat, holder_of_a_domain_tightens_with_the_compat_sock_fprog)
{
	struct compat_page *page = self->page;
	struct target native;
	int fd;

	if (domain_is_missing())
		SKIP(return, NO_DOMAINS);
	ASSERT_TRUE(start_target(&native, prepare_member, NULL));
	fd = native.listener;
	ASSERT_LE(0, fd);
	START_HELPER(inherit_listener, &fd);
	fill_rule(page, NATIVE_ARCH, __NR_getppid, DENY(EXDEV));
	page->tighten = (struct seccomp_tighten){
		.size = sizeof(page->tighten),
		.fprog = 16,
		.program_fd = -1,
	};
	EXPECT_EQ(EFAULT,
		  HELPER_IOCTL(fd, SECCOMP_IOCTL_DOMAIN_TIGHTEN, tighten));
	page->tighten.fprog = AT_PAGE(prog);
	page->prog.filter = 16;
	EXPECT_EQ(EFAULT,
		  HELPER_IOCTL(fd, SECCOMP_IOCTL_DOMAIN_TIGHTEN, tighten));
	EXPECT_EQ(0, err_of(&native, __NR_getppid));
	page->prog.filter = AT_PAGE(insns);
	ASSERT_EQ(0, HELPER_IOCTL(fd, SECCOMP_IOCTL_DOMAIN_TIGHTEN, tighten));
	EXPECT_EQ(EXDEV, err_of(&native, __NR_getppid));
	page->info = (struct seccomp_domain_info){ .size = sizeof(page->info) };
	ASSERT_EQ(0, HELPER_IOCTL(fd, SECCOMP_IOCTL_DOMAIN_INFO, info));
	EXPECT_EQ(1U, page->info.added);
	EXPECT_EQ(DOMAIN_RESERVE - page->prog.len - FILTER_PENALTY,
		  page->info.reserve);
	EXPECT_EQ(domain_info(fd).filter_id, page->info.filter_id);
	discard_target(&native);
}

#if defined(__aarch64__)

/* Private numbers of 32-bit Arm, above its system call table. */
#define ARM_PRIVATE_BREAKPOINT 0x0f0001
#define ARM_PRIVATE_UNUSED 0x0f0007

TEST_F(compat, private_arm_numbers_are_filtered)
{
	struct rule rule = { AUDIT_ARCH_ARM, ARM_PRIVATE_UNUSED, DENY(EXDEV) };

	START_HELPER(prepare_rule, &rule);
	EXPECT_EQ(EXDEV, err_of(&self->t, ARM_PRIVATE_UNUSED));
	EXPECT_EQ(self->t.pid, call_and_wait(&self->t, COMMON32_GETPID).ret);
}

#endif

#if defined(__x86_64__)

/*
 * int $0x80 makes ia32 calls from 64-bit code.
 */
static long int80(long nr, long a, long b, long c)
{
	long ret;

	asm volatile("int $0x80"
		     : "=a"(ret)
		     : "a"(nr), "b"(a), "c"(b), "d"(c)
		     : "memory", "r8", "r9", "r10", "r11");
	return ret;
}

#define NO_IA32 "this kernel has no ia32 calls"

static int try_ia32(void *arg)
{
	(void)arg;
	return int80(COMMON32_GETPID, 0, 0, 0) != getpid();
}

static bool works_ia32(void)
{
	/* Without emulation, int $0x80 faults. */
	return exited_with(in_child(try_ia32, NULL), 0);
}

static int attach_rule(__u32 arch, int nr, __u32 verdict)
{
	struct rule rule = { arch, nr, verdict };

	return prepare_rule(&rule);
}

TEST(int80_is_filtered_as_i386)
{
	if (!works_ia32())
		SKIP(return, NO_IA32);
	attach_rule(AUDIT_ARCH_I386, COMMON32_GETPPID, DENY(EXDEV));
	EXPECT_EQ(-EXDEV, int80(COMMON32_GETPPID, 0, 0, 0));
	EXPECT_EQ(getpid(), int80(COMMON32_GETPID, 0, 0, 0));
	EXPECT_LT(0, syscall(__NR_getppid));
}

TEST(int80_is_not_filtered_as_x86_64)
{
	if (!works_ia32())
		SKIP(return, NO_IA32);
	/* The filter denies both numbers of getppid(2) for 64-bit calls. */
	attach_rule(AUDIT_ARCH_X86_64, __NR_getppid, DENY(EXDEV));
	attach_rule(AUDIT_ARCH_X86_64, COMMON32_GETPPID, DENY(EXDEV));
	EXPECT_EQ(syscall(__NR_getpid), int80(COMMON32_GETPID, 0, 0, 0));
	EXPECT_LT(0, int80(COMMON32_GETPPID, 0, 0, 0));
	EXPECT_EQ(-1, syscall(__NR_getppid));
	EXPECT_EQ(EXDEV, errno);
}

/* An ia32 call leaves no state for the next 64-bit call. */
TEST(int80_alternating_with_64_bit_calls_is_filtered_as_i386)
{
	int i;

	if (!works_ia32())
		SKIP(return, NO_IA32);
	attach_rule(AUDIT_ARCH_I386, COMMON32_GETPPID, DENY(EXDEV));
	attach_rule(AUDIT_ARCH_X86_64, __NR_getppid, DENY(ENOTTY));
	for (i = 0; i < 100; i++) {
		ASSERT_EQ(-EXDEV, int80(COMMON32_GETPPID, 0, 0, 0));
		ASSERT_EQ(-1, syscall(__NR_getppid));
		ASSERT_EQ(ENOTTY, errno);
	}
}

/*
 * The arguments of an ia32 call are the lower halves of the registers. Whether
 * seccomp_data includes the upper halves differs between kernels.
 */
TEST(int80_arguments_are_lower_halves_of_registers)
{
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(COMMON32_DUP, 1, 0),
		INSN_RET(SECCOMP_RET_ALLOW),
		INSN_LOAD_ARG_LO(0),
		INSN_JEQ(0xffffffff, 0, 1),
		INSN_RET(DENY(EXDEV)),
		INSN_RET(DENY(EDOM)),
	};

	if (!works_ia32())
		SKIP(return, NO_IA32);
	ASSERT_EQ(0, attach(insns, ARRAY_SIZE(insns), 0));
	EXPECT_EQ(-EXDEV, int80(COMMON32_DUP, 0x12345678ffffffff, 0, 0));
	EXPECT_EQ(-EDOM, int80(COMMON32_DUP, 0x12345678fffffffe, 0, 0));
	EXPECT_EQ(-EXDEV, int80(COMMON32_DUP, 0xffffffff, 0, 0));
}

static struct {
	int count;
	__u32 arch;
	int nr;
	void *address;
} trapped;

static void record_trap(int sig, siginfo_t *info, void *context)
{
	(void)sig;
	(void)context;
	trapped.count++;
	trapped.arch = info->si_arch;
	trapped.nr = info->si_syscall;
	trapped.address = info->si_call_addr;
}

/* Make the call. Store the address after its instruction in *@after. */
static long int80_with_address(long nr, void **after)
{
	void *address;
	long ret;

	asm volatile("lea 1f(%%rip), %1\n\t"
		     "mov %1, %2\n\t"
		     "int $0x80\n"
		     "1:"
		     : "=a"(ret), "=&r"(address), "=m"(*after)
		     : "0"(nr), "b"(0), "c"(0), "d"(0)
		     : "memory", "r8", "r9", "r10", "r11");
	return ret;
}

TEST(int80_trap_reports_i386_and_the_next_address)
{
	struct sigaction sa = {
		.sa_sigaction = record_trap,
		.sa_flags = SA_SIGINFO,
	};
	void *after;

	if (!works_ia32())
		SKIP(return, NO_IA32);
	ASSERT_EQ(0, sigaction(SIGSYS, &sa, NULL));
	attach_rule(AUDIT_ARCH_I386, COMMON32_GETPPID, SECCOMP_RET_TRAP);
	int80_with_address(COMMON32_GETPPID, &after);
	EXPECT_EQ(1, trapped.count);
	EXPECT_EQ((__u32)AUDIT_ARCH_I386, trapped.arch);
	EXPECT_EQ(COMMON32_GETPPID, trapped.nr);
	EXPECT_EQ(after, trapped.address);
}

static int notify_int80(void *arg)
{
	struct rule rule = { AUDIT_ARCH_I386, COMMON32_DUP,
			     SECCOMP_RET_USER_NOTIF,
			     SECCOMP_FILTER_FLAG_NEW_LISTENER };
	int fd = prepare_rule(&rule);

	CHILD_ASSERT_EQ(0, send_fd(*(int *)arg, fd));
	close(fd);
	CHILD_ASSERT_EQ(-EXDEV, int80(COMMON32_DUP, 0x1234, 0, 0));
	CHILD_ASSERT_LT(2, int80(COMMON32_DUP, 0, 0, 0));
	return 0;
}

TEST(int80_notification_has_arch_i386)
{
	struct seccomp_notif n;
	int pair[2], fd;
	pid_t pid;

	if (!works_ia32())
		SKIP(return, NO_IA32);
	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair));
	pid = start_child(notify_int80, &pair[1]);
	ASSERT_TRUE(receive_fd(pair[0], &fd));
	ASSERT_EQ(0, receive(fd, &n));
	EXPECT_EQ((__u32)AUDIT_ARCH_I386, n.data.arch);
	EXPECT_EQ(COMMON32_DUP, n.data.nr);
	EXPECT_EQ(0x1234U, n.data.args[0]);
	EXPECT_EQ(0, respond_error(fd, n.id, EXDEV));
	ASSERT_EQ(0, receive(fd, &n));
	EXPECT_EQ(0, respond_continue(fd, n.id));
	EXPECT_EQ(0, exit_summary(wait_child(pid)));
}

/* A call in strict mode from a 64-bit process. */
struct strict_call {
	bool ia32;
	long nr;
};

static int call_in_strict_mode(void *arg)
{
	struct strict_call *call = arg;

	CHILD_ASSERT_EQ(0, enter_strict());
	/* The call may fail. The test checks that it does not kill. */
	if (call->ia32)
		int80(call->nr, -1, 0, 0);
	else
		syscall(call->nr, -1, 0, 0);
	sys_exit(5);
	return 0;
}

static int strict(bool ia32, long nr)
{
	struct strict_call call = { ia32, nr };

	return exit_summary(in_child(call_in_strict_mode, &call));
}

TEST(int80_in_strict_mode_uses_ia32_numbers)
{
	if (!works_ia32())
		SKIP(return, NO_IA32);
	EXPECT_EQ(5, strict(true, COMMON32_READ));
	EXPECT_EQ(5, strict(true, COMMON32_WRITE));
	/* exit(-1) */
	EXPECT_EQ(255, strict(true, COMMON32_EXIT));
	EXPECT_EQ(BY_SIGNAL(SIGKILL), strict(true, __NR_read));
	EXPECT_EQ(BY_SIGNAL(SIGKILL), strict(true, __NR_exit));
	EXPECT_EQ(BY_SIGNAL(SIGKILL), strict(true, COMMON32_GETPID));
}

TEST(strict_mode_uses_64_bit_numbers_for_64_bit_calls)
{
	EXPECT_EQ(5, strict(false, __NR_read));
	EXPECT_EQ(5, strict(false, __NR_write));
	EXPECT_EQ(BY_SIGNAL(SIGKILL), strict(false, COMMON32_READ));
	EXPECT_EQ(BY_SIGNAL(SIGKILL), strict(false, COMMON32_WRITE));
}

/*
 * x32 numbers, also in kernels without the x32 ABI
 */
TEST(x32_numbers_are_filtered_as_x86_64_with_bit_30)
{
	attach_rule(AUDIT_ARCH_X86_64, X32_BIT | __NR_getppid, DENY(EXDEV));
	EXPECT_EQ(-1, syscall(X32_BIT | __NR_getppid));
	EXPECT_EQ(EXDEV, errno);
	EXPECT_LT(0, syscall(__NR_getppid));
}

TEST(x32_numbers_are_not_filtered_as_64_bit_numbers)
{
	long ret;

	attach_rule(AUDIT_ARCH_X86_64, __NR_getppid, DENY(EXDEV));
	ret = syscall(X32_BIT | __NR_getppid);
	EXPECT_TRUE(ret > 0 || (ret == -1 && errno == ENOSYS));
	EXPECT_EQ(-1, syscall(__NR_getppid));
	EXPECT_EQ(EXDEV, errno);
}

/* A number above every table, with and without bit 30. */
TEST(x32_numbers_out_of_range_are_filtered)
{
	attach_rule(AUDIT_ARCH_X86_64, X32_BIT | 0x3ffffff, DENY(EXDEV));
	attach_rule(AUDIT_ARCH_X86_64, 0x3ffffff, DENY(ENOTTY));
	EXPECT_EQ(-1, syscall(X32_BIT | 0x3ffffff));
	EXPECT_EQ(EXDEV, errno);
	EXPECT_EQ(-1, syscall(0x3ffffff));
	EXPECT_EQ(ENOTTY, errno);
	EXPECT_EQ(-1, syscall(0x3fffffe));
	EXPECT_EQ(ENOSYS, errno);
}

TEST(x32_numbers_in_strict_mode_kill)
{
	EXPECT_EQ(BY_SIGNAL(SIGKILL), strict(false, X32_BIT | __NR_getpid));
	EXPECT_EQ(BY_SIGNAL(SIGKILL), strict(false, X32_BIT | COMMON32_READ));
}

/*
 * The uprobe exception: the kernel's return probes make the task call
 * uretprobe(2). A probed task cannot know that, so no mode and no filter may
 * deny this call.
 */
#ifndef __NR_uprobe
#define __NR_uprobe 336
#endif
#ifndef __NR_uretprobe
#define __NR_uretprobe 335
#endif

static __attribute__((noipa)) int probed(int value)
{
	asm volatile("" : "+r"(value));
	return value + 1;
}

static long number_in(const char *path, const char *format)
{
	long value = -1;
	FILE *file = fopen(path, "re");

	if (!file)
		return -1;
	if (fscanf(file, format, &value) != 1)
		value = -1;
	fclose(file);
	return value;
}

/* Return the offset of an address in the file of this program, or -1. */
static long file_offset(unsigned long address)
{
	unsigned long from, to, offset;
	FILE *file = fopen("/proc/self/maps", "re");
	long found = -1;
	char line[512];

	if (!file)
		return -1;
	while (fgets(line, sizeof(line), file)) {
		if (sscanf(line, "%lx-%lx %*s %lx", &from, &to, &offset) != 3)
			continue;
		if (address >= from && address < to)
			found = address - from + offset;
	}
	fclose(file);
	return found;
}

/* Open a perf event that counts returns from probed() in this task. */
static int probe_returns(void)
{
	const char *pmu = "/sys/bus/event_source/devices/uprobe";
	const char *own_path = "/proc/self/exe";
	struct perf_event_attr attr = { .size = sizeof(attr) };
	char path[128];
	long type, bit;

	snprintf(path, sizeof(path), "%s/type", pmu);
	type = number_in(path, "%ld");
	snprintf(path, sizeof(path), "%s/format/retprobe", pmu);
	bit = number_in(path, "config:%ld");
	if (type < 0 || bit < 0)
		return -1;
	attr.type = type;
	attr.config = 1ULL << bit;
	attr.uprobe_path = (uintptr_t)own_path;
	attr.probe_offset = file_offset((uintptr_t)probed);
	return syscall(__NR_perf_event_open, &attr, 0, -1, -1,
		       PERF_FLAG_FD_CLOEXEC);
}

struct probe_run {
	int sock[2];
	bool strict;
	int times;
	/* Results */
	int ended;
	__u64 hits;
};

static int call_probed(void *arg)
{
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(__NR_exit, 0, 1),
		INSN_RET(SECCOMP_RET_ALLOW),
		INSN_RET(SECCOMP_RET_KILL_PROCESS),
	};
	struct probe_run *run = arg;
	int i, sum = 0, fd;

	fd = probe_returns();
	CHILD_ASSERT_EQ(0, send_fd(run->sock[1], fd));
	if (fd < 0)
		return 0;
	if (run->strict)
		CHILD_ASSERT_EQ(0, enter_strict());
	else
		CHILD_ASSERT_EQ(0, attach(insns, ARRAY_SIZE(insns), 0));
	for (i = 0; i < run->times; i++)
		sum += probed(0);
	sys_exit(sum);
	return 0;
}

/* Return false if return probes are not available. */
static bool run_probed(struct probe_run *run)
{
	pid_t pid;
	int fd;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, run->sock))
		return false;
	pid = start_child(call_probed, run);
	if (!receive_fd(run->sock[0], &fd))
		fd = -1;
	run->ended = exit_summary(wait_child(pid));
	return fd >= 0 &&
	       read(fd, &run->hits, sizeof(run->hits)) == sizeof(run->hits);
}

#define NO_PROBES "this kernel has no return probes for perf"

TEST(uretprobe_passes_in_strict_mode)
{
	struct probe_run run = { .strict = true, .times = 1 };

	if (!run_probed(&run))
		SKIP(return, NO_PROBES);
	EXPECT_EQ(1, run.ended);
	EXPECT_EQ(1U, run.hits);
}

TEST(uretprobe_passes_a_filter_that_kills)
{
	struct probe_run run = { .times = 1 };

	if (!run_probed(&run))
		SKIP(return, NO_PROBES);
	EXPECT_EQ(1, run.ended);
	EXPECT_EQ(1U, run.hits);
}

TEST(uretprobe_passes_every_time)
{
	struct probe_run run = { .times = 100 };

	if (!run_probed(&run))
		SKIP(return, NO_PROBES);
	EXPECT_EQ(100, run.ended);
	EXPECT_EQ(100U, run.hits);
}

/*
 * A direct call of uretprobe(2) gets SIGILL or ENOSYS from the kernel. Filters
 * do not run, even if they deny this number.
 */
static int call_uretprobe(void *arg)
{
	__u32 verdict = *(__u32 *)arg;

	attach_rule(AUDIT_ARCH_X86_64, __NR_uretprobe, verdict);
	return syscall(__NR_uretprobe) == -1 && errno == EXDEV;
}

TEST(uretprobe_called_directly_is_not_filtered)
{
	__u32 verdicts[] = { DENY(EXDEV), SECCOMP_RET_KILL_PROCESS,
			     SECCOMP_RET_TRAP };
	__u32 allow = SECCOMP_RET_ALLOW;
	int without, with;
	size_t i;

	without = exit_summary(in_child(call_uretprobe, &allow));
	if (without != BY_SIGNAL(SIGILL))
		SKIP(return, "this kernel has no uretprobe(2)");
	for (i = 0; i < ARRAY_SIZE(verdicts); i++) {
		with = exit_summary(in_child(call_uretprobe, &verdicts[i]));
		EXPECT_EQ(without, with);
	}
}

/* uprobe(2) fails with an errno if no probe is at its address. */
static int call_uprobe(void *arg)
{
	__u32 verdict = *(__u32 *)arg;

	CHILD_ASSERT_EQ(NO_LISTENER,
			attach_rule(AUDIT_ARCH_X86_64, __NR_uprobe, verdict));
	CHILD_ASSERT_EQ(-1, syscall(__NR_uprobe));
	return errno;
}

static int call_uprobe_in_strict_mode(void *arg)
{
	(void)arg;
	CHILD_ASSERT_EQ(0, enter_strict());
	syscall(__NR_uprobe);
	sys_exit(42);
	return 0;
}

/* Filters apply to the number in older kernels, which lack uprobe(2). */
TEST(uprobe_is_filtered_in_kernels_without_it)
{
	__u32 verdicts[] = { DENY(EXDEV), SECCOMP_RET_KILL_PROCESS,
			     SECCOMP_RET_TRAP };
	int filtered[] = { EXDEV, BY_SIGNAL(SIGSYS), BY_SIGNAL(SIGSYS) };
	__u32 allow = SECCOMP_RET_ALLOW;
	int without, with;
	size_t i;

	without = exit_summary(in_child(call_uprobe, &allow));
	for (i = 0; i < ARRAY_SIZE(verdicts); i++) {
		with = exit_summary(in_child(call_uprobe, &verdicts[i]));
		EXPECT_EQ(without == ENOSYS ? filtered[i] : without, with);
	}
	with = exit_summary(in_child(call_uprobe_in_strict_mode, NULL));
	EXPECT_EQ(without == ENOSYS ? BY_SIGNAL(SIGKILL) : 42, with);
}

/* The uprobe exception does not cover ia32 and x32 calls. */
TEST(uretprobe_number_is_filtered_in_other_abis)
{
	attach_rule(AUDIT_ARCH_X86_64, X32_BIT | __NR_uretprobe, DENY(EXDEV));
	EXPECT_EQ(-1, syscall(X32_BIT | __NR_uretprobe));
	EXPECT_EQ(EXDEV, errno);
	if (!works_ia32())
		SKIP(return, NO_IA32);
	attach_rule(AUDIT_ARCH_I386, __NR_uretprobe, DENY(ENOTTY));
	EXPECT_EQ(-ENOTTY, int80(__NR_uretprobe, 0, 0, 0));
}

/*
 * The vsyscall page. The kernel emulates its calls and runs filters for them.
 */
#define VSYSCALL_PAGE 0xffffffffff600000UL
#define VSYSCALL_TIME (VSYSCALL_PAGE + 0x400)

typedef long (*vsyscall_time_fn)(long *t);

static long vsyscall_time(void)
{
	return ((vsyscall_time_fn)VSYSCALL_TIME)(NULL);
}

static bool has_vsyscall(void)
{
	FILE *file = fopen("/proc/self/maps", "re");
	bool found = false;
	char line[512];

	if (!file)
		return false;
	while (fgets(line, sizeof(line), file))
		found |= !!strstr(line, "[vsyscall]");
	fclose(file);
	return found;
}

#define NO_VSYSCALL "booted without a vsyscall page"

TEST(vsyscall_allowed_is_emulated)
{
	if (!has_vsyscall())
		SKIP(return, NO_VSYSCALL);
	attach_rule(AUDIT_ARCH_X86_64, __NR_getppid, DENY(EXDEV));
	EXPECT_LE(time(NULL) - 5, vsyscall_time());
	EXPECT_GE(time(NULL) + 5, vsyscall_time());
}

TEST(vsyscall_errno_is_returned)
{
	if (!has_vsyscall())
		SKIP(return, NO_VSYSCALL);
	attach_rule(AUDIT_ARCH_X86_64, __NR_time, DENY(EXDEV));
	EXPECT_EQ(-EXDEV, vsyscall_time());
}

TEST(vsyscall_trap_reports_number_and_address)
{
	struct sigaction sa = {
		.sa_sigaction = record_trap,
		.sa_flags = SA_SIGINFO,
	};

	if (!has_vsyscall())
		SKIP(return, NO_VSYSCALL);
	ASSERT_EQ(0, sigaction(SIGSYS, &sa, NULL));
	attach_rule(AUDIT_ARCH_X86_64, __NR_time, SECCOMP_RET_TRAP);
	vsyscall_time();
	EXPECT_EQ(1, trapped.count);
	EXPECT_EQ(__NR_time, trapped.nr);
	EXPECT_EQ((__u32)AUDIT_ARCH_X86_64, trapped.arch);
	EXPECT_EQ(VSYSCALL_TIME, (unsigned long)trapped.address);
}

static int vsyscall_in_child(void *arg)
{
	if (arg)
		attach_rule(AUDIT_ARCH_X86_64, __NR_time, *(__u32 *)arg);
	else
		CHILD_ASSERT_EQ(0, enter_strict());
	vsyscall_time();
	sys_exit(5);
	return 0;
}

TEST(vsyscall_kill_process_kills)
{
	__u32 verdict = SECCOMP_RET_KILL_PROCESS;

	if (!has_vsyscall())
		SKIP(return, NO_VSYSCALL);
	EXPECT_EQ(BY_SIGNAL(SIGSYS),
		  exit_summary(in_child(vsyscall_in_child, &verdict)));
}

TEST(vsyscall_in_strict_mode_kills)
{
	if (!has_vsyscall())
		SKIP(return, NO_VSYSCALL);
	EXPECT_EQ(BY_SIGNAL(SIGKILL),
		  exit_summary(in_child(vsyscall_in_child, NULL)));
}

static int vsyscall_notified(void *arg)
{
	struct rule rule = { AUDIT_ARCH_X86_64, __NR_time,
			     SECCOMP_RET_USER_NOTIF,
			     SECCOMP_FILTER_FLAG_NEW_LISTENER };
	int fd = prepare_rule(&rule);

	CHILD_ASSERT_EQ(0, send_fd(*(int *)arg, fd));
	close(fd);
	CHILD_ASSERT_EQ(12345, vsyscall_time());
	CHILD_ASSERT_EQ(-EXDEV, vsyscall_time());
	CHILD_ASSERT_LT(12345, vsyscall_time());
	return 0;
}

TEST(vsyscall_notification_takes_replies_and_continue)
{
	struct seccomp_notif n;
	int pair[2], fd;
	pid_t pid;

	if (!has_vsyscall())
		SKIP(return, NO_VSYSCALL);
	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair));
	pid = start_child(vsyscall_notified, &pair[1]);
	ASSERT_TRUE(receive_fd(pair[0], &fd));
	ASSERT_EQ(0, receive(fd, &n));
	EXPECT_EQ(__NR_time, n.data.nr);
	EXPECT_EQ(0, respond_value(fd, n.id, 12345));
	ASSERT_EQ(0, receive(fd, &n));
	EXPECT_EQ(0, respond_error(fd, n.id, EXDEV));
	ASSERT_EQ(0, receive(fd, &n));
	EXPECT_EQ(0, respond_continue(fd, n.id));
	EXPECT_EQ(0, exit_summary(wait_child(pid)));
}

/* A tracer can skip a vsyscall. It cannot change its number. */
static int vsyscall_traced(void *arg)
{
	char byte;

	attach_rule(AUDIT_ARCH_X86_64, __NR_time, SECCOMP_RET_TRACE);
	CHILD_ASSERT_EQ(1, read(*(int *)arg, &byte, 1));
	CHILD_ASSERT_EQ(777, vsyscall_time());
	CHILD_ASSERT_LT(777, vsyscall_time());
	vsyscall_time();
	return 0;
}

TEST(vsyscall_trace_can_skip_but_not_change_the_number)
{
	int fds[2];
	pid_t pid;

	if (!has_vsyscall())
		SKIP(return, NO_VSYSCALL);
	ASSERT_EQ(0, pipe(fds));
	pid = start_child(vsyscall_traced, &fds[0]);
	ASSERT_EQ(0, seize(pid, PTRACE_O_TRACESECCOMP));
	ASSERT_EQ(1, write(fds[1], "x", 1));
	ASSERT_EQ(STOP_SECCOMP, wait_stop(pid));
	ASSERT_TRUE(set_number(pid, -1));
	ASSERT_TRUE(set_result(pid, 777));
	ASSERT_EQ(0, resume(pid, PTRACE_CONT));
	ASSERT_EQ(STOP_SECCOMP, wait_stop(pid));
	ASSERT_EQ(0, resume(pid, PTRACE_CONT));
	ASSERT_EQ(STOP_SECCOMP, wait_stop(pid));
	ASSERT_TRUE(set_number(pid, __NR_getpid));
	ASSERT_EQ(0, resume(pid, PTRACE_CONT));
	EXPECT_EQ(ENDED_BY_SIGNAL + SIGSYS, wait_stop(pid));
}

#endif /* __x86_64__ */

TEST_HARNESS_MAIN
