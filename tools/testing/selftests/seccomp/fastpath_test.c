// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test answers that system call entry may give on a fast path: a constant ALLOW,
 * a constant errno, and a list of comparisons. Registers, signals, tracers and
 * other entry work must see such calls as they see any other call.
 */
#include "../kselftest_harness.h"

#include <dirent.h>
#include <limits.h>
#include <linux/netlink.h>
#include <pthread.h>
#include <sys/resource.h>
#include <sys/time.h>

#include "common.h"
#include "callsite.h"
#include "target.h"
#include "tracee.h"
#include "registers.h"

#ifndef PR_SET_SYSCALL_USER_DISPATCH
#define PR_SET_SYSCALL_USER_DISPATCH 59
#define PR_SYS_DISPATCH_OFF 0
#define PR_SYS_DISPATCH_ON 1
#endif

#ifndef SYS_USER_DISPATCH
#define SYS_USER_DISPATCH 2
#endif

#ifndef NT_SIGINFO
#define NT_SIGINFO 0x53494749
#endif

/* These calls ignore their arguments. Without filters, they return a positive ID. */
#define DENIED_NR __NR_getppid
#define ZERO_NR __NR_gettid
#define LIST_NR __NR_getpid

#define DENY(error) (SECCOMP_RET_ERRNO | (error))
#define DENIED_ERRNO EXDEV
#define LIST_ERRNO EL2NSYNC

/* The list denies this first argument. Its halves differ. */
#define BAD_ARG 0x7000000012UL

#define UNASSIGNED_NR 0x3ffe
#define X32_BIT 0x40000000

static struct sock_filter standard[] = {
	INSN_LOAD_NR,
	INSN_JEQ(DENIED_NR, 0, 1),
	INSN_RET(DENY(DENIED_ERRNO)),
	INSN_JEQ(ZERO_NR, 0, 1),
	INSN_RET(SECCOMP_RET_ERRNO),
	INSN_JEQ(LIST_NR, 1, 0),
	INSN_RET(SECCOMP_RET_ALLOW),
	INSN_LOAD_ARG_LO(0),
	INSN_JEQ((__u32)BAD_ARG, 0, 3),
	INSN_LOAD_ARG_HI(0),
	INSN_JEQ(BAD_ARG >> 32, 0, 1),
	INSN_RET(DENY(LIST_ERRNO)),
	INSN_RET(SECCOMP_RET_ALLOW),
};

static int attach_standard(unsigned int flags)
{
	return attach(standard, ARRAY_SIZE(standard), flags);
}

/* Return the raw result of a call with one argument. */
static long raw_call(long nr, unsigned long arg)
{
	const unsigned long args[6] = { arg, 2, 3, 4, 5, 6 };

	return text_site().call(nr, args);
}

/* Exit if the standard filter does not apply. */
static void check_standard(pid_t pid)
{
	CHILD_ASSERT_EQ(-DENIED_ERRNO, raw_call(DENIED_NR, 1));
	CHILD_ASSERT_EQ(0, raw_call(ZERO_NR, 1));
	CHILD_ASSERT_EQ(-LIST_ERRNO, raw_call(LIST_NR, BAD_ARG));
	CHILD_ASSERT_EQ(pid, raw_call(LIST_NR, BAD_ARG + 1));
	CHILD_ASSERT_EQ(pid, raw_call(LIST_NR, (__u32)BAD_ARG));
}

/*
 * Constant errnos
 */

static const unsigned int errno_values[] = {
	0,   1,	  2,	38,   255,    256,    512,    513,    514,    516,
	530, 999, 4094, 4095, 0x1000, 0x7fff, 0x8000, 0xfffe, 0xffff,
};

/*
 * Numbers that no table may confuse with each other: their lowest bits are equal,
 * or they are at the ends of a range.
 */
static const int odd_numbers[] = {
	DENIED_NR,
	DENIED_NR + 512,
	DENIED_NR + 1024,
	DENIED_NR + 4096,
	DENIED_NR + 65536,
	DENIED_NR | X32_BIT,
	(DENIED_NR + 512) | X32_BIT,
	(int)(DENIED_NR | 0x80000000U),
	(int)(DENIED_NR | 0xc0000000U),
	511,
	512,
	600,
	1023,
	1024,
	0x7fffffff,
	0x3fffffff,
	X32_BIT | 511,
	X32_BIT | 512,
	X32_BIT | 547,
	X32_BIT | 548,
	-1,
	-2,
	-512,
	INT_MIN,
};

/* struct odd_run - what deny_odd_number() attaches */
struct odd_run {
	int nr;
	unsigned int flags;
};

/*
 * Deny one number with each errno in turn. The newest filter wins. The result of
 * every other number stays as it was.
 */
static int deny_odd_number(void *arg)
{
	long before[ARRAY_SIZE(odd_numbers)];
	struct odd_run *run = arg;
	long expected;
	size_t i, n;

	for (n = 0; n < ARRAY_SIZE(odd_numbers); n++)
		before[n] = raw_call(odd_numbers[n], 7);
	for (i = 0; i < ARRAY_SIZE(errno_values); i++) {
		CHILD_ASSERT_EQ(0, attach_nr(run->nr, DENY(errno_values[i]),
					     run->flags));
		expected = errno_values[i] < ERRNO_CAP ? errno_values[i] :
							 ERRNO_CAP;
		CHILD_ASSERT_EQ(-expected, raw_call(run->nr, i));
		CHILD_ASSERT_EQ(-expected, raw_call(run->nr, -1UL));
		for (n = 0; n < ARRAY_SIZE(odd_numbers); n++) {
			if (odd_numbers[n] != run->nr)
				CHILD_ASSERT_EQ(before[n],
						raw_call(odd_numbers[n], 7));
		}
	}
	return 42;
}

TEST(errno_of_any_number_is_exact)
{
	static const unsigned int flags[] = { 0, SECCOMP_FILTER_FLAG_LOG };
	struct odd_run run;
	size_t n, f;

	ASSERT_EQ(0, no_new_privs());
	for (n = 0; n < ARRAY_SIZE(odd_numbers); n++) {
		for (f = 0; f < ARRAY_SIZE(flags); f++) {
			run = (struct odd_run){ odd_numbers[n], flags[f] };
			ASSERT_EQ(42,
				  exit_summary(in_child(deny_odd_number, &run)))
			TH_LOG("number %#x, flags %#x", run.nr, run.flags);
		}
	}
}

/* A list decides for unassigned numbers, too. */
static int list_of_odd_number(void *arg)
{
	int nr = *(int *)arg;
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(nr, 0, 4),
		INSN_LOAD_ARG_HI(0),
		INSN_JUMP(BPF_JMP | BPF_JSET | BPF_K, 0x70, 0, 2),
		INSN_RET(DENY(LIST_ERRNO)),
		INSN_RET(SECCOMP_RET_KILL_PROCESS),
		INSN_RET(SECCOMP_RET_ALLOW),
	};
	long allowed[ARRAY_SIZE(odd_numbers)], denied[ARRAY_SIZE(odd_numbers)];
	size_t n;

	for (n = 0; n < ARRAY_SIZE(odd_numbers); n++) {
		allowed[n] = raw_call(odd_numbers[n], 0x0f0000007f);
		denied[n] = raw_call(odd_numbers[n], 0x1000000000);
	}
	CHILD_ASSERT_EQ(0, attach(insns, ARRAY_SIZE(insns), 0));
	for (n = 0; n < ARRAY_SIZE(odd_numbers); n++) {
		if (odd_numbers[n] == nr)
			denied[n] = -LIST_ERRNO;
		CHILD_ASSERT_EQ(allowed[n],
				raw_call(odd_numbers[n], 0x0f0000007f));
		CHILD_ASSERT_EQ(denied[n],
				raw_call(odd_numbers[n], 0x1000000000));
	}
	return 42;
}

TEST(list_of_any_number_is_exact)
{
	size_t n;
	int nr;

	ASSERT_EQ(0, no_new_privs());
	for (n = 0; n < ARRAY_SIZE(odd_numbers); n++) {
		nr = odd_numbers[n];
		ASSERT_EQ(42, exit_summary(in_child(list_of_odd_number, &nr)))
		TH_LOG("number %#x", nr);
	}
}

/* The upper half of the register with the number is ignored. */
TEST(number_has_32_bits)
{
	const long garbage = 0x5a5a5a5aL << 32;
	pid_t pid = getpid();

	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_standard(0));
	EXPECT_EQ(-DENIED_ERRNO, raw_call(garbage | DENIED_NR, 0));
	EXPECT_EQ(0, raw_call(garbage | ZERO_NR, 0));
	EXPECT_EQ(-LIST_ERRNO, raw_call(garbage | LIST_NR, BAD_ARG));
	EXPECT_EQ(pid, raw_call(garbage | LIST_NR, 0));
}

/* Errno 0 reports success. The call must not run. */
TEST(denied_call_does_not_run)
{
	static const __u32 verdicts[] = { DENY(0), DENY(5), DENY(0xffff) };
	char byte = 0;
	int fds[2];
	size_t i;

	ASSERT_EQ(0, pipe2(fds, O_NONBLOCK));
	ASSERT_EQ(0, no_new_privs());
	for (i = 0; i < ARRAY_SIZE(verdicts); i++) {
		/* The first filter is a constant, the second one a list. */
		struct sock_filter list[] = {
			INSN_LOAD_NR,	       INSN_JEQ(__NR_write, 0, 3),
			INSN_LOAD_ARG_LO(0),   INSN_JEQ(fds[1], 0, 1),
			INSN_RET(verdicts[i]), INSN_RET(SECCOMP_RET_ALLOW),
		};
		long expected = -(long)(verdicts[i] & 0xfff);

		ASSERT_EQ(0, attach_nr(__NR_writev, verdicts[i], 0));
		ASSERT_EQ(0, attach(list, ARRAY_SIZE(list), 0));
		if ((verdicts[i] & 0xffff) > ERRNO_CAP)
			expected = -ERRNO_CAP;
		errno = 0;
		EXPECT_EQ(expected ? -1 : 0,
			  syscall(__NR_write, fds[1], "x", 1));
		EXPECT_EQ(-expected, errno);
		errno = 0;
		EXPECT_EQ(expected ? -1 : 0,
			  syscall(__NR_writev, fds[1],
				  &(struct iovec){ "y", 1 }, 1));
		EXPECT_EQ(-expected, errno);
		EXPECT_EQ(-1, read(fds[0], &byte, 1));
		EXPECT_EQ(EAGAIN, errno);
	}
}

/*
 * Registers
 */

/*
 * Make the call with a different value in each register. Return the number of
 * registers that differ after it, apart from the result.
 */
static int changed_registers(long nr, unsigned long arg, long *result)
{
	unsigned long before[REGISTERS];
	int n, changed = 0;

	for (n = 0; n < REGISTERS; n++)
		register_file[n] = 0xc0de000000000000 + 0x0101000001010101 * n;
	register_file[REG_NR] = nr;
	register_file[REG_ARG0] = arg;
	if (REG_FLAGS >= 0)
		register_file[REG_FLAGS] = CHOSEN_FLAGS;
#if defined(__aarch64__)
	register_file[30] = (unsigned long)register_file;
#endif
	memcpy(before, register_file, sizeof(before));
	call_with_registers();
	*result = register_file[REG_RESULT];
	for (n = 0; n < REGISTERS; n++) {
		if (n == REG_RESULT || is_clobbered(n))
			continue;
		if (n == REG_FLAGS)
			register_file[n] &= CHOSEN_FLAGS;
		if (register_file[n] != before[n]) {
			fprintf(stderr, "# register %d: %#lx, not %#lx\n", n,
				register_file[n], before[n]);
			changed++;
		}
	}
	return changed + !clobbered_are_right();
}

#define EXPECT_REGISTERS_KEPT(expected, nr, arg)                    \
	do {                                                        \
		long result_;                                       \
		EXPECT_EQ(0, changed_registers(nr, arg, &result_)); \
		EXPECT_EQ((long)(expected), result_);               \
	} while (0)

FIXTURE(registers)
{
	pid_t parent, pid, tid;
};

FIXTURE_VARIANT(registers)
{
	unsigned int flags;
};

/* clang-format off */
FIXTURE_VARIANT_ADD(registers, without_flags)
{
	.flags = 0,
};

FIXTURE_VARIANT_ADD(registers, with_flag_log)
{
	.flags = SECCOMP_FILTER_FLAG_LOG,
};

/* clang-format on */

FIXTURE_SETUP(registers)
{
	self->parent = getppid();
	self->pid = getpid();
	self->tid = sys_gettid();
	ASSERT_EQ(0, no_new_privs());
}

FIXTURE_TEARDOWN(registers)
{
}

TEST_F(registers, only_result_changes)
{
	/* Without filters, the test itself must pass. */
	EXPECT_REGISTERS_KEPT(self->parent, DENIED_NR, 1);
	EXPECT_REGISTERS_KEPT(self->tid, ZERO_NR, 1);
	EXPECT_REGISTERS_KEPT(-ENOSYS, UNASSIGNED_NR, 1);
	EXPECT_REGISTERS_KEPT(-ENOSYS, -1, 1);
	ASSERT_EQ(0, attach_standard(variant->flags));
	ASSERT_EQ(0, attach_nr(UNASSIGNED_NR, DENY(0xffff), variant->flags));
	ASSERT_EQ(0, attach_nr(-1, DENY(EL3HLT), variant->flags));
	EXPECT_REGISTERS_KEPT(-DENIED_ERRNO, DENIED_NR, 1);
	EXPECT_REGISTERS_KEPT(0, ZERO_NR, 1);
	EXPECT_REGISTERS_KEPT(-LIST_ERRNO, LIST_NR, BAD_ARG);
	EXPECT_REGISTERS_KEPT(self->pid, LIST_NR, BAD_ARG ^ 1UL << 63);
	EXPECT_REGISTERS_KEPT(-ERRNO_CAP, UNASSIGNED_NR, 1);
	EXPECT_REGISTERS_KEPT(-ENOSYS, UNASSIGNED_NR + 1, 1);
	EXPECT_REGISTERS_KEPT(-EL3HLT, -1, 1);
	EXPECT_REGISTERS_KEPT(-ENOSYS, -2, 1);
}

/*
 * Signals
 */

static volatile sig_atomic_t handled;

static void count_signal(int sig)
{
	(void)sig;
	handled++;
}

/* The kernel's own codes, which the exit to user space interprets. */
#define RESTARTSYS 512
#define RESTARTNOINTR 513
#define RESTARTNOHAND 514

/* Make calls under filters while a timer sends signals. */
static int calls_under_signals(void *arg)
{
	struct sigaction action = { .sa_handler = count_signal,
				    .sa_flags = *(int *)arg };
	struct itimerval timer = { { 0, 300 }, { 0, 300 } };
	pid_t pid = getpid();
	long long end;
	long ret;

	handled = 0;
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_standard(0));
	CHILD_ASSERT_EQ(0, attach_nr(UNASSIGNED_NR, DENY(RESTARTSYS), 0));
	CHILD_ASSERT_EQ(0,
			attach_nr(UNASSIGNED_NR + 1, DENY(RESTARTNOINTR), 0));
	CHILD_ASSERT_EQ(0, sigaction(SIGALRM, &action, NULL));
	CHILD_ASSERT_EQ(0, setitimer(ITIMER_REAL, &timer, NULL));
	end = now_ms() + 300;
	do {
		check_standard(pid);
		/* These calls are restarted, or fail after a handler ran. */
		ret = raw_call(UNASSIGNED_NR, 0);
		CHILD_ASSERT(ret == -RESTARTSYS ||
			     (ret == -EINTR && handled &&
			      !(action.sa_flags & SA_RESTART)));
		CHILD_ASSERT_EQ(-RESTARTNOINTR, raw_call(UNASSIGNED_NR + 1, 0));
	} while (now_ms() < end || handled < 20);
	timer = (struct itimerval){};
	CHILD_ASSERT_EQ(0, setitimer(ITIMER_REAL, &timer, NULL));
	return 42;
}

TEST(signals_do_not_change_results)
{
	int flags = 0;

	EXPECT_EQ(42, exit_summary(in_child(calls_under_signals, &flags)));
	flags = SA_RESTART;
	EXPECT_EQ(42, exit_summary(in_child(calls_under_signals, &flags)));
}

/*
 * A signal that is pending when the denied call returns. A tracer sends it at the
 * entry stop.
 */
struct pending {
	unsigned int err;
	int flags;
	long expected;
};

static int prepare_pending(void *arg)
{
	struct pending *p = arg;
	struct sigaction action = { .sa_handler = count_signal,
				    .sa_flags = p->flags };

	CHILD_ASSERT_EQ(0, sigaction(SIGUSR1, &action, NULL));
	CHILD_ASSERT_EQ(0, attach_nr(DENIED_NR, DENY(p->err), 0));
	return NO_LISTENER;
}

static long err_with_signal_pending(struct pending *p)
{
	struct target t;
	long err = -1;
	int stop;

	if (!start_target(&t, prepare_pending, p) || seize(t.pid, 0) ||
	    !interrupt(t.pid) || !send_call(&t, DENIED_NR) ||
	    !run_to_entry(t.pid, DENIED_NR) || kill(t.pid, SIGUSR1) ||
	    resume(t.pid, PTRACE_CONT))
		goto out;
	stop = wait_stop(t.pid);
	if (stop != STOP_SIGNAL + SIGUSR1 ||
	    ptrace(PTRACE_CONT, t.pid, NULL, SIGUSR1))
		goto out;
	err = outcome_of(&t).err;
out:
	kill(t.pid, SIGKILL);
	wait_child(t.pid);
	close(t.sock);
	return err;
}

TEST(pending_signal_restarts_or_interrupts)
{
	static const struct pending cases[] = {
		{ 0, 0, 0 },
		{ EPERM, 0, EPERM },
		{ EINTR, SA_RESTART, EINTR },
		{ RESTARTSYS, 0, EINTR },
		{ RESTARTSYS, SA_RESTART, RESTARTSYS },
		{ RESTARTNOINTR, 0, RESTARTNOINTR },
		{ RESTARTNOINTR, SA_RESTART, RESTARTNOINTR },
		{ RESTARTNOHAND, 0, EINTR },
		{ RESTARTNOHAND, SA_RESTART, EINTR },
		{ 0xffff, 0, ERRNO_CAP },
	};
	struct pending p;
	size_t i;

	ASSERT_EQ(0, no_new_privs());
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		p = cases[i];
		EXPECT_EQ(p.expected, err_with_signal_pending(&p))
		{
			TH_LOG("errno %u, flags %#x", p.err, p.flags);
		}
	}
}

/*
 * Tracers
 */

static int prepare_standard(void *arg)
{
	(void)arg;
	CHILD_ASSERT_EQ(0, attach_standard(0));
	return NO_LISTENER;
}

/* A target with the standard filter, seized but not stopped. */
FIXTURE(traced)
{
	struct target t;
	pid_t pid;
};

FIXTURE_SETUP(traced)
{
	ASSERT_TRUE(start_target(&self->t, prepare_standard, NULL));
	self->pid = self->t.pid;
	ASSERT_EQ(0, seize(self->pid, 0));
}

FIXTURE_TEARDOWN(traced)
{
	discard_target(&self->t);
}

#define EXPECT_OUTCOME(value, error)                              \
	do {                                                      \
		struct outcome o_ = outcome_of(&self->t);         \
		EXPECT_EQ((long long)(value), (long long)o_.ret); \
		EXPECT_EQ((long long)(error), (long long)o_.err); \
	} while (0)

#define EXPECT_CALL(value, error, ...)                         \
	do {                                                   \
		ASSERT_TRUE(send_call(&self->t, __VA_ARGS__)); \
		EXPECT_OUTCOME(value, error);                  \
	} while (0)

#define EXPECT_FILTERED()                                        \
	do {                                                     \
		EXPECT_CALL(-1, DENIED_ERRNO, DENIED_NR);        \
		EXPECT_CALL(0, 0, ZERO_NR);                      \
		EXPECT_CALL(-1, LIST_ERRNO, LIST_NR, BAD_ARG);   \
		EXPECT_CALL(self->pid, 0, LIST_NR, BAD_ARG + 1); \
	} while (0)

#define EXPECT_UNFILTERED()                                  \
	do {                                                 \
		EXPECT_CALL(getpid(), 0, DENIED_NR);         \
		EXPECT_CALL(self->pid, 0, ZERO_NR);          \
		EXPECT_CALL(self->pid, 0, LIST_NR, BAD_ARG); \
	} while (0)

/* struct stop_case - a call and what its exit stop must show */
struct stop_case {
	int nr;
	unsigned long arg;
	long result;
};

TEST_F(traced, denied_call_has_both_stops)
{
	const struct stop_case cases[] = {
		{ DENIED_NR, 9, -DENIED_ERRNO },   { ZERO_NR, 9, 0 },
		{ LIST_NR, BAD_ARG, -LIST_ERRNO }, { LIST_NR, 9, self->pid },
		{ DENIED_NR, 9, -DENIED_ERRNO },
	};
	struct __ptrace_syscall_info info;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct stop_case *c = &cases[i];

		ASSERT_TRUE(interrupt(self->pid));
		ASSERT_TRUE(send_call(&self->t, c->nr, c->arg));
		ASSERT_TRUE(run_to_entry(self->pid, c->nr));
		info = syscall_info(self->pid);
		EXPECT_EQ(c->arg, info.entry.args[0]);
		ASSERT_EQ(0, resume(self->pid, PTRACE_SYSCALL));
		ASSERT_EQ(STOP_SYSCALL, wait_stop(self->pid));
		info = syscall_info(self->pid);
		EXPECT_EQ(PTRACE_SYSCALL_INFO_EXIT, info.op);
		EXPECT_EQ(c->result, info.exit.rval);
		EXPECT_EQ(c->result < 0, info.exit.is_error);
		ASSERT_EQ(0, resume(self->pid, PTRACE_CONT));
		EXPECT_OUTCOME(c->result < 0 ? -1 : c->result,
			       c->result < 0 ? -c->result : 0);
		/* The next calls have no stops. */
		EXPECT_FILTERED();
	}
	ASSERT_TRUE(interrupt(self->pid));
	ASSERT_EQ(0, ptrace(PTRACE_DETACH, self->pid, NULL, NULL));
	EXPECT_FILTERED();
}

/* The tracer changes an argument, which moves the call in or out of the list. */
TEST_F(traced, list_uses_argument_of_entry_stop)
{
	ASSERT_TRUE(interrupt(self->pid));
	ASSERT_TRUE(send_call(&self->t, LIST_NR, 1));
	ASSERT_TRUE(run_to_entry(self->pid, LIST_NR));
	ASSERT_TRUE(set_arg(self->pid, 0, BAD_ARG));
	ASSERT_EQ(0, resume(self->pid, PTRACE_CONT));
	EXPECT_OUTCOME(-1, LIST_ERRNO);
	ASSERT_TRUE(interrupt(self->pid));
	ASSERT_TRUE(send_call(&self->t, LIST_NR, BAD_ARG));
	ASSERT_TRUE(run_to_entry(self->pid, LIST_NR));
	ASSERT_TRUE(set_arg(self->pid, 0, 1));
	ASSERT_EQ(0, resume(self->pid, PTRACE_CONT));
	EXPECT_OUTCOME(self->pid, 0);
	/* Change the number, from allowed to a constant errno and back. */
	ASSERT_TRUE(interrupt(self->pid));
	ASSERT_TRUE(send_call(&self->t, LIST_NR, 1));
	ASSERT_TRUE(run_to_entry(self->pid, LIST_NR));
	ASSERT_TRUE(set_number(self->pid, DENIED_NR));
	ASSERT_EQ(0, resume(self->pid, PTRACE_CONT));
	EXPECT_OUTCOME(-1, DENIED_ERRNO);
	ASSERT_TRUE(interrupt(self->pid));
	ASSERT_TRUE(send_call(&self->t, DENIED_NR, 1));
	ASSERT_TRUE(run_to_entry(self->pid, DENIED_NR));
	ASSERT_TRUE(set_number(self->pid, LIST_NR));
	ASSERT_EQ(0, resume(self->pid, PTRACE_CONT));
	EXPECT_OUTCOME(self->pid, 0);
}

static bool set_options(pid_t pid, unsigned long options)
{
	return interrupt(pid) &&
	       !ptrace(PTRACE_SETOPTIONS, pid, NULL,
		       options | PTRACE_O_TRACESYSGOOD) &&
	       !resume(pid, PTRACE_CONT);
}

/* The target has the same program at the same address. */
static struct sock_filter late[] = {
	INSN_LOAD_NR,		INSN_JEQ(__NR_getuid, 0, 5),
	INSN_LOAD_ARG_LO(0),	INSN_JEQ(3, 0, 1),
	INSN_RET(DENY(EL3HLT)), INSN_JEQ(4, 1, 0),
	INSN_RET(DENY(EL3RST)), INSN_RET(SECCOMP_RET_ALLOW),
};

static struct sock_fprog late_prog = { ARRAY_SIZE(late), late };

TEST_F(traced, suspension_covers_constants_and_lists)
{
	int i;

	EXPECT_FILTERED();
	if (!set_options(self->pid, PTRACE_O_SUSPEND_SECCOMP)) {
		ASSERT_EQ(EINVAL, errno);
		SKIP(return, "no CONFIG_CHECKPOINT_RESTORE in this kernel");
	}
	for (i = 0; i < 10; i++) {
		EXPECT_UNFILTERED();
		ASSERT_TRUE(set_options(self->pid, 0));
		EXPECT_FILTERED();
		ASSERT_TRUE(set_options(self->pid, PTRACE_O_SUSPEND_SECCOMP));
	}
	/* A filter that is attached while suspended works afterwards. */
	EXPECT_CALL(0, 0, __NR_seccomp, SECCOMP_SET_MODE_FILTER, 0,
		    (unsigned long)&late_prog);
	EXPECT_CALL(getuid(), 0, __NR_getuid, 3);
	EXPECT_UNFILTERED();
	ASSERT_TRUE(interrupt(self->pid));
	ASSERT_EQ(0, ptrace(PTRACE_DETACH, self->pid, NULL, NULL));
	EXPECT_FILTERED();
	EXPECT_CALL(-1, EL3HLT, __NR_getuid, 3);
	EXPECT_CALL(getuid(), 0, __NR_getuid, 4);
	EXPECT_CALL(-1, EL3RST, __NR_getuid, 5);
}

/* PTRACE_SYSEMU skips the call. Its filters do not run. */
TEST_F(traced, sysemu_skips_denied_calls)
{
	const struct stop_case cases[] = {
		{ DENIED_NR, 9, 0 },
		{ ZERO_NR, 9, 0 },
		{ LIST_NR, BAD_ARG, 0 },
	};
	struct __ptrace_syscall_info info;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		ASSERT_TRUE(interrupt(self->pid));
		ASSERT_TRUE(run_to_entry(self->pid, __NR_read));
		ASSERT_TRUE(send_call(&self->t, cases[i].nr, cases[i].arg));
		ASSERT_EQ(0, resume(self->pid, PTRACE_SYSCALL));
		ASSERT_EQ(STOP_SYSCALL, wait_stop(self->pid));
		ASSERT_EQ(0, resume(self->pid, PTRACE_SYSEMU));
		ASSERT_EQ(STOP_SYSCALL, wait_stop(self->pid));
		info = syscall_info(self->pid);
		EXPECT_EQ(PTRACE_SYSCALL_INFO_ENTRY, info.op);
		EXPECT_EQ(cases[i].nr, info.entry.nr);
		ASSERT_TRUE(set_result(self->pid, 1200 + i));
		ASSERT_EQ(0, resume(self->pid, PTRACE_CONT));
		EXPECT_OUTCOME(1200 + i, 0);
		EXPECT_FILTERED();
	}
}

/*
 * Single steps
 */

static unsigned long pc_of(pid_t pid, long *result)
{
	struct user_regs_struct regs;

	if (!get_regs(pid, &regs))
		return 0;
#if defined(__x86_64__)
	*result = regs.rax;
	return regs.rip;
#else
	*result = regs.regs[0];
	return regs.pc;
#endif
}

#define STEPPED_CALLS 5

static int make_stepped_calls(void *arg)
{
	long results[STEPPED_CALLS];
	pid_t pid = getpid();

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_standard(0));
	CHILD_ASSERT_EQ(0, ptrace(PTRACE_TRACEME, 0, NULL, NULL));
	CHILD_ASSERT_EQ(0, kill(pid, SIGSTOP));
	results[0] = raw_call(DENIED_NR, 1);
	results[1] = raw_call(LIST_NR, BAD_ARG);
	results[2] = raw_call(ZERO_NR, 1);
	results[3] = raw_call(LIST_NR, 1);
	results[4] = raw_call(DENIED_NR, 2);
	CHILD_ASSERT_EQ(-DENIED_ERRNO, results[0]);
	CHILD_ASSERT_EQ(-LIST_ERRNO, results[1]);
	CHILD_ASSERT_EQ(0, results[2]);
	CHILD_ASSERT_EQ(pid, results[3]);
	CHILD_ASSERT_EQ(-DENIED_ERRNO, results[4]);
	_exit(42);
}

/*
 * Each step over a system call instruction ends behind it, with the result. No
 * step may be lost, which would continue to the instruction after.
 */
TEST(single_step_over_denied_call)
{
	unsigned long pc, last = 0;
	int calls = 0, ended, stop;
	long result = 0;
	pid_t pid;

	pid = start_child(make_stepped_calls, NULL);
	ASSERT_LT(0, pid);
	ASSERT_EQ(STOP_SIGNAL + SIGSTOP, wait_stop(pid));
	for (;;) {
		const long expected[STEPPED_CALLS] = { -DENIED_ERRNO,
						       -LIST_ERRNO, 0, pid,
						       -DENIED_ERRNO };

		pc = pc_of(pid, &result);
		if (last == text_site().ip - SYSCALL_INSN_SIZE) {
			EXPECT_EQ(text_site().ip, pc);
			EXPECT_EQ(expected[calls], result);
			if (++calls == STEPPED_CALLS)
				break;
		}
		last = pc;
		ASSERT_EQ(0, resume(pid, PTRACE_SINGLESTEP));
		stop = wait_stop(pid);
		ASSERT_EQ(STOP_SIGNAL + SIGTRAP, stop);
	}
	ASSERT_EQ(0, resume(pid, PTRACE_CONT));
	ended = wait_stop(pid);
	EXPECT_EQ(ENDED_BY_EXIT + 42, ended);
}

/*
 * Other entry work
 */

/* Syscall user dispatch precedes filters. */
static volatile char selector;
static volatile sig_atomic_t dispatched_code, dispatched_nr;

static void on_dispatch(int sig, siginfo_t *info, void *context)
{
	(void)sig;
	(void)context;
	selector = 0;
	dispatched_code = info->si_code;
	dispatched_nr = info->si_syscall;
}

static int dispatch_under_filters(void *arg)
{
	struct sigaction action = { .sa_sigaction = on_dispatch,
				    .sa_flags = SA_SIGINFO };
	static const int calls[] = { DENIED_NR, ZERO_NR, LIST_NR };
	pid_t pid = getpid();
	size_t i;

	(void)arg;
	CHILD_ASSERT_EQ(0, sigaction(SIGSYS, &action, NULL));
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_standard(0));
	if (prctl(PR_SET_SYSCALL_USER_DISPATCH, PR_SYS_DISPATCH_ON, 0, 0,
		  &selector))
		return errno == EINVAL ? 4 : 1;
	for (i = 0; i < ARRAY_SIZE(calls); i++) {
		check_standard(pid);
		dispatched_nr = -1;
		selector = 1;
		raw_call(calls[i], BAD_ARG);
		CHILD_ASSERT_EQ(0, selector);
		CHILD_ASSERT_EQ(SYS_USER_DISPATCH, dispatched_code);
		CHILD_ASSERT_EQ(calls[i], dispatched_nr);
	}
	CHILD_ASSERT_EQ(0, prctl(PR_SET_SYSCALL_USER_DISPATCH,
				 PR_SYS_DISPATCH_OFF, 0, 0, 0));
	check_standard(pid);
	return 42;
}

TEST(user_dispatch_precedes_filters)
{
	int ended = exit_summary(in_child(dispatch_under_filters, NULL));

	if (ended == 4)
		SKIP(return, "this kernel has no syscall user dispatch");
	EXPECT_EQ(42, ended);
}

/* A message that changes the state of the audit subsystem. */
struct audit_request {
	struct nlmsghdr header;
	struct audit_status status;
};

/* Enable or disable system call auditing. Return false without support. */
static bool set_audit(bool enabled)
{
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	struct audit_request request = {
		.header = {
			.nlmsg_len = sizeof(request),
			.nlmsg_type = AUDIT_SET,
			.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK,
		},
		.status = {
			.mask = AUDIT_STATUS_ENABLED,
			.enabled = enabled,
		},
	};
	struct {
		struct nlmsghdr header;
		struct nlmsgerr error;
		char rest[256];
	} reply = {};
	bool done;
	int sock;

	sock = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_AUDIT);
	if (sock < 0)
		return false;
	done = sendto(sock, &request, sizeof(request), 0,
		      (struct sockaddr *)&kernel,
		      sizeof(kernel)) == sizeof(request) &&
	       recv(sock, &reply, sizeof(reply), 0) > 0 &&
	       reply.header.nlmsg_type == NLMSG_ERROR && !reply.error.error;
	close(sock);
	return done;
}

static int calls_while_audited(void *arg)
{
	int i;

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_standard(0));
	for (i = 0; i < 100; i++)
		check_standard(getpid());
	return 42;
}

FIXTURE(audit)
{
	bool enabled;
};

FIXTURE_SETUP(audit)
{
	/* The kernel audits the tasks that are created from now on. */
	self->enabled = set_audit(true);
}

FIXTURE_TEARDOWN_PARENT(audit)
{
	set_audit(false);
}

TEST_F(audit, audited_task_gets_same_results)
{
	if (!self->enabled)
		SKIP(return, "system call auditing cannot be enabled");
	EXPECT_EQ(42, exit_summary(in_child(calls_while_audited, NULL)));
}

/*
 * exec and vfork
 */

#define EXEC_CHECK "fastpath-exec-check"

/* The new program runs this function before main(). */
static __attribute__((constructor)) void check_after_exec(int argc, char **argv)
{
	if (argc != 1 || strcmp(argv[0], EXEC_CHECK))
		return;
	check_standard(getpid());
	_exit(42);
}

static int exec_under_filter(void *arg)
{
	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_standard(0));
	CHILD_ASSERT_NO_RETURN(execl("/proc/self/exe", EXEC_CHECK, NULL));
}

TEST(exec_keeps_constants_and_lists)
{
	EXPECT_EQ(42, exit_summary(in_child(exec_under_filter, NULL)));
}

TEST(vfork_child_and_parent_are_filtered)
{
	pid_t pid, parent = getpid();
	bool good;

	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_standard(0));
	pid = vfork();
	if (!pid) {
		pid = raw_call(LIST_NR, 0);
		good = pid > 0 && pid != parent &&
		       raw_call(DENIED_NR, 0) == -DENIED_ERRNO &&
		       raw_call(ZERO_NR, 0) == 0 &&
		       raw_call(LIST_NR, BAD_ARG) == -LIST_ERRNO;
		_exit(good ? 42 : 1);
	}
	EXPECT_EQ(-DENIED_ERRNO, raw_call(DENIED_NR, 0));
	EXPECT_EQ(-LIST_ERRNO, raw_call(LIST_NR, BAD_ARG));
	EXPECT_EQ(42, exit_summary(wait_child(pid)));
}

/*
 * Many answers
 */

#define ANSWERS 260
#define KILL_DATA 0x5ec
/* The calls that these tests need. Filters allow them. */
#define PARENT_NR __NR_getppid
#define KILLED_NR __NR_getpid

static bool is_needed(int nr)
{
	static const int needed[] = {
		__NR_exit,
		__NR_exit_group,
		__NR_write,
		__NR_rt_sigreturn,
		__NR_seccomp,
		__NR_prctl,
		__NR_clock_gettime,
		PARENT_NR,
		KILLED_NR,
#if defined(__x86_64__)
		/* Filters do not see uretprobe(2) and uprobe(2). */
		335,
		336,
#endif
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(needed); i++) {
		if (needed[i] == nr)
			return true;
	}
	return false;
}

/* A different errno for each number. */
static int errno_of_nr(int nr)
{
	return 1 + nr * 11 % 4091;
}

/* The first @count numbers that no test needs. */
static void denied_numbers(int *numbers, int count)
{
	int nr, n = 0;

	for (nr = 0; n < count; nr++) {
		if (!is_needed(nr))
			numbers[n++] = nr;
	}
}

static void check_answers(const int *numbers, int count, pid_t parent)
{
	int n;

	for (n = 0; n < count; n++)
		CHILD_ASSERT_EQ(-errno_of_nr(numbers[n]),
				raw_call(numbers[n], n));
	CHILD_ASSERT_EQ(parent, raw_call(PARENT_NR, 0));
	/* The number after the last one is not denied. */
	CHILD_ASSERT_EQ(-ENOSYS, raw_call(UNASSIGNED_NR, 0));
}

/* Attach one program with ANSWERS errnos and a kill. It allows other calls. */
static int many_errnos_and_kill(void *arg)
{
	__u32 kill = *(__u32 *)arg;
	struct sock_filter insns[2 * ANSWERS + 10];
	int numbers[ANSWERS], n, len = 0;
	pid_t parent = getppid();

	denied_numbers(numbers, ANSWERS);
	CHILD_ASSERT_EQ(0, no_new_privs());
	insns[len++] = INSN_LOAD_NR;
	for (n = 0; n < ANSWERS; n++) {
		insns[len++] = INSN_JEQ(numbers[n], 0, 1);
		insns[len++] = INSN_RET(DENY(errno_of_nr(numbers[n])));
	}
	insns[len++] = INSN_JEQ(KILLED_NR, 0, 1);
	insns[len++] = INSN_RET(kill);
	insns[len++] = INSN_RET(SECCOMP_RET_ALLOW);
	CHILD_ASSERT_EQ(0, attach(insns, len, 0));
	check_answers(numbers, ANSWERS, parent);
	raw_call(KILLED_NR, 0);
	_exit(3);
}

/* Attach thirty filters of ten rules each. The newest one also kills. */
static int many_rules_on_path(void *arg)
{
	enum { FILTERS = 30, RULES = 10 };
	int numbers[FILTERS * RULES], f, n, len;
	struct sock_filter insns[2 * RULES + 10];
	pid_t parent = getppid();

	denied_numbers(numbers, FILTERS * RULES);
	CHILD_ASSERT_EQ(0, no_new_privs());
	for (f = 0; f < FILTERS; f++) {
		len = 0;
		insns[len++] = INSN_LOAD_NR;
		for (n = f; n < FILTERS * RULES; n += FILTERS) {
			insns[len++] = INSN_JEQ(numbers[n], 0, 1);
			insns[len++] = INSN_RET(DENY(errno_of_nr(numbers[n])));
		}
		if (f == FILTERS - 1) {
			insns[len++] = INSN_JEQ(KILLED_NR, 0, 1);
			insns[len++] = INSN_RET(*(__u32 *)arg);
		}
		insns[len++] = INSN_RET(SECCOMP_RET_ALLOW);
		CHILD_ASSERT_EQ(0, attach(insns, len, 0));
	}
	check_answers(numbers, FILTERS * RULES, parent);
	raw_call(KILLED_NR, 0);
	_exit(3);
}

TEST(many_answers_of_one_program)
{
	__u32 verdict = SECCOMP_RET_KILL_PROCESS | KILL_DATA;

	EXPECT_EQ(BY_SIGNAL(SIGSYS),
		  exit_summary(in_child(many_errnos_and_kill, &verdict)));
	verdict = SECCOMP_RET_KILL_THREAD | KILL_DATA;
	EXPECT_EQ(BY_SIGNAL(SIGSYS),
		  exit_summary(in_child(many_errnos_and_kill, &verdict)));
	verdict = SECCOMP_RET_ALLOW;
	EXPECT_EQ(3, exit_summary(in_child(many_errnos_and_kill, &verdict)));
}

TEST(many_answers_of_one_path)
{
	__u32 verdict = SECCOMP_RET_KILL_PROCESS | KILL_DATA;

	EXPECT_EQ(BY_SIGNAL(SIGSYS),
		  exit_summary(in_child(many_rules_on_path, &verdict)));
	verdict = SECCOMP_RET_ALLOW;
	EXPECT_EQ(3, exit_summary(in_child(many_rules_on_path, &verdict)));
}

/* 300 values of one argument have an errno each. */
TEST(many_answers_of_one_call)
{
	enum { VALUES = 300 };
	struct sock_filter insns[2 * VALUES + 10];
	pid_t parent = getppid();
	int i, len = 0;

	insns[len++] = INSN_LOAD_NR;
	insns[len++] = INSN_JEQ(PARENT_NR, 1, 0);
	insns[len++] = INSN_RET(SECCOMP_RET_ALLOW);
	insns[len++] = INSN_LOAD_ARG_LO(4);
	for (i = 0; i < VALUES; i++) {
		insns[len++] = INSN_JEQ(3 * i, 0, 1);
		insns[len++] = INSN_RET(DENY(1 + i));
	}
	insns[len++] = INSN_RET(SECCOMP_RET_ALLOW);
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach(insns, len, 0));
	for (i = 0; i < 3 * VALUES; i++) {
		const unsigned long args[6] = { 1, 2, 3, 4, i, 6 };

		ASSERT_EQ(i % 3 ? parent : -(1 + i / 3),
			  text_site().call(PARENT_NR, args));
	}
}

/*
 * The siginfo of a kill is only in the core dump.
 */

FIXTURE(core)
{
	char dir[40];
	bool possible;
};

FIXTURE_SETUP(core)
{
	struct rlimit limit;
	char pattern[128] = "";
	FILE *file;

	file = fopen("/proc/sys/kernel/core_pattern", "re");
	if (!file)
		return;
	if (!fgets(pattern, sizeof(pattern), file))
		pattern[0] = '\0';
	fclose(file);
	/* The tests look for core files in the current directory. */
	self->possible = pattern[0] && !strpbrk(pattern, "|/");
	snprintf(self->dir, sizeof(self->dir), "/tmp/seccomp-core-XXXXXX");
	ASSERT_NE(NULL, mkdtemp(self->dir));
	ASSERT_EQ(0, chdir(self->dir));
	ASSERT_EQ(0, getrlimit(RLIMIT_CORE, &limit));
	limit.rlim_cur = limit.rlim_max;
	ASSERT_EQ(0, setrlimit(RLIMIT_CORE, &limit));
	if (!limit.rlim_cur)
		self->possible = false;
}

FIXTURE_TEARDOWN(core)
{
	if (self->dir[0] && !chdir("/"))
		rmdir(self->dir);
}

/* Open the only file in the current directory, and remove it. */
static int take_core(void)
{
	DIR *dir = opendir(".");
	struct dirent *entry;
	int fd = -1;

	while (dir && (entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		if (fd < 0)
			fd = open(entry->d_name, O_RDONLY | O_CLOEXEC);
		unlink(entry->d_name);
	}
	if (dir)
		closedir(dir);
	return fd;
}

/*
 * Find the note NT_SIGINFO by its header, in the first part of a core file.
 * Return false without one.
 */
static bool core_siginfo(int fd, siginfo_t *info)
{
	static const struct {
		__u32 name_size, size, type;
		char name[8];
	} header = { 5, sizeof(*info), NT_SIGINFO, "CORE" };
	static char core[1 << 16];
	ssize_t size = read(fd, core, sizeof(core));
	char *found;

	if (size <= (ssize_t)sizeof(*info))
		return false;
	found = memmem(core, size - sizeof(*info), &header, sizeof(header));
	if (found)
		memcpy(info, found + sizeof(header), sizeof(*info));
	return found;
}

/* A list kills with data. */
static int kill_by_list(void *arg)
{
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(KILLED_NR, 0, 3),
		INSN_LOAD_ARG_LO(0),
		INSN_JEQ(17, 0, 1),
		INSN_RET(*(__u32 *)arg),
		INSN_RET(SECCOMP_RET_ALLOW),
	};

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach(insns, ARRAY_SIZE(insns), 0));
	CHILD_ASSERT_LT(0, raw_call(KILLED_NR, 18));
	CHILD_ASSERT_NO_RETURN(raw_call(KILLED_NR, 17));
}

#define EXPECT_CORE_HAS(data, fn, verdict)                             \
	do {                                                           \
		__u32 verdict_ = (verdict);                            \
		siginfo_t info_ = {};                                  \
		int status_ = in_child(fn, &verdict_), core_;          \
		EXPECT_TRUE(killed_by(status_, SIGSYS));               \
		core_ = take_core();                                   \
		ASSERT_LE(0, core_);                                   \
		ASSERT_TRUE(core_siginfo(core_, &info_));              \
		close(core_);                                          \
		EXPECT_EQ(SIGSYS, info_.si_signo);                     \
		EXPECT_EQ(1, info_.si_code);                           \
		EXPECT_EQ(data, info_.si_errno);                       \
		EXPECT_EQ(KILLED_NR, info_.si_syscall);                \
		EXPECT_EQ((unsigned int)NATIVE_ARCH, info_.si_arch);   \
		EXPECT_EQ((void *)text_site().ip, info_.si_call_addr); \
	} while (0)

TEST_F(core, siginfo_of_kill_has_data)
{
	if (!self->possible)
		SKIP(return, "no core dumps in the current directory");
	EXPECT_CORE_HAS(KILL_DATA, many_errnos_and_kill,
			SECCOMP_RET_KILL_PROCESS | KILL_DATA);
	EXPECT_CORE_HAS(0xffff, many_errnos_and_kill,
			SECCOMP_RET_KILL_THREAD | 0xffff);
	EXPECT_CORE_HAS(KILL_DATA, many_rules_on_path,
			SECCOMP_RET_KILL_PROCESS | KILL_DATA);
	EXPECT_CORE_HAS(0, kill_by_list, SECCOMP_RET_KILL_PROCESS);
	EXPECT_CORE_HAS(0x1001, kill_by_list,
			SECCOMP_RET_KILL_PROCESS | 0x1001);
}

/*
 * Killed threads
 */

/* struct killing - a thread that a filter kills, beside threads that go on */
struct killing {
	bool by_list;
	int fds[2];
	int stop, rounds[3];
	pid_t pid;
};

static struct killing killing;

static void *killed_thread(void *arg)
{
	(void)arg;
	raw_call(LIST_NR, 1);
	if (syscall(__NR_write, killing.fds[1], "a", 1) != 1)
		return NULL;
	raw_call(PARENT_NR, killing.by_list ? 99 : 0);
	/* A killed thread makes no further call. */
	syscall(__NR_write, killing.fds[1], "b", 1);
	return NULL;
}

static void *surviving_thread(void *arg)
{
	int *rounds = arg;

	while (!SHARED_LOAD(killing.stop)) {
		check_standard(killing.pid);
		SHARED_INC(*rounds);
	}
	return NULL;
}

static bool all_go_on(void)
{
	int i, seen;

	for (i = 0; i < 3; i++) {
		seen = SHARED_LOAD(killing.rounds[i]);
		if (!WAIT_UNTIL(SHARED_LOAD(killing.rounds[i]) > seen + 1))
			return false;
	}
	return true;
}

/*
 * The surviving threads share every filter but the one that kills. Each round
 * kills a new thread.
 */
static int kill_among_others(void *arg)
{
	struct sock_filter list[] = {
		INSN_LOAD_NR,
		INSN_JEQ(PARENT_NR, 0, 3),
		INSN_LOAD_ARG_LO(0),
		INSN_JEQ(99, 0, 1),
		INSN_RET(SECCOMP_RET_KILL_THREAD | 3),
		INSN_RET(SECCOMP_RET_ALLOW),
	};
	pthread_t killed, others[3];
	char bytes[8];
	int i;

	killing.by_list = *(bool *)arg;
	killing.pid = getpid();
	CHILD_ASSERT_EQ(0, pipe2(killing.fds, O_NONBLOCK));
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_standard(0));
	for (i = 0; i < 3; i++)
		CHILD_ASSERT_EQ(0, pthread_create(&others[i], NULL,
						  surviving_thread,
						  &killing.rounds[i]));
	if (killing.by_list)
		CHILD_ASSERT_EQ(0, attach(list, ARRAY_SIZE(list), 0));
	else
		CHILD_ASSERT_EQ(0, attach_nr(PARENT_NR,
					     SECCOMP_RET_KILL_THREAD | 3, 0));
	for (i = 0; i < 10; i++) {
		CHILD_ASSERT_EQ(0, pthread_create(&killed, NULL, killed_thread,
						  NULL));
		CHILD_ASSERT_EQ(0, pthread_join(killed, NULL));
		CHILD_ASSERT_EQ(1, read(killing.fds[0], bytes, sizeof(bytes)));
		CHILD_ASSERT_EQ('a', bytes[0]);
		CHILD_ASSERT(all_go_on());
	}
	SHARED_STORE(killing.stop, 1);
	for (i = 0; i < 3; i++)
		CHILD_ASSERT_EQ(0, pthread_join(others[i], NULL));
	return 42;
}

TEST(killed_thread_makes_no_call_others_go_on)
{
	bool by_list = false;

	EXPECT_EQ(42, exit_summary(in_child(kill_among_others, &by_list)));
	by_list = true;
	EXPECT_EQ(42, exit_summary(in_child(kill_among_others, &by_list)));
}

TEST_HARNESS_MAIN
