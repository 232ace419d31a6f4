// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test seccomp with ptrace(2): SECCOMP_RET_TRACE, calls changed by the tracer,
 * suspension, and dumps of a tracee's filters.
 */
#include "../kselftest_harness.h"

#include "common.h"
#include "target.h"
#include "tracee.h"

/* System calls without arguments or effect, for the filters below. */
#define TRACED_NR __NR_getppid
#define DENIED_NR __NR_getgid
#define KILLED_NR __NR_getegid
#define TRAPPED_NR __NR_geteuid
#define ALLOWED_NR __NR_getuid
#define ALSO_TRACED_NR __NR_getsid
/* A call whose arguments the filter checks. */
#define CHECKED_NR __NR_tee

#define MESSAGE 0xbeef

/* Mode in /proc/PID/status of a task that seccomp is killing. */
#define MODE_DEAD 3

#define DENIED_ERRNO EXDEV
#define BAD_ARG 0x1234

#define DENY(error) (SECCOMP_RET_ERRNO | (error))

static struct sock_filter standard[] = {
	INSN_LOAD_NR,
	INSN_JEQ(TRACED_NR, 0, 1),
	INSN_RET(SECCOMP_RET_TRACE | MESSAGE),
	INSN_JEQ(ALSO_TRACED_NR, 0, 1),
	INSN_RET(SECCOMP_RET_TRACE | 1),
	INSN_JEQ(DENIED_NR, 0, 1),
	INSN_RET(DENY(DENIED_ERRNO)),
	INSN_JEQ(KILLED_NR, 0, 1),
	INSN_RET(SECCOMP_RET_KILL_PROCESS),
	INSN_JEQ(TRAPPED_NR, 0, 1),
	INSN_RET(SECCOMP_RET_TRAP | 77),
	INSN_JEQ(CHECKED_NR, 1, 0),
	INSN_RET(SECCOMP_RET_ALLOW),
	INSN_LOAD_ARG_LO(0),
	INSN_JEQ(BAD_ARG, 0, 1),
	INSN_RET(DENY(EL2NSYNC)),
	INSN_LOAD_ARG_LO(1),
	INSN_JEQ(BAD_ARG, 0, 1),
	INSN_RET(DENY(EL3HLT)),
	INSN_LOAD_ARG_LO(5),
	INSN_JEQ(BAD_ARG, 0, 1),
	INSN_RET(DENY(EL3RST)),
	INSN_RET(SECCOMP_RET_TRACE | 2),
};

/*
 * A sibling attaches this filter. It changes the verdict for TRACED_NR from
 * TRACE to ERRNO.
 */
static struct sock_filter deny_traced[] = {
	INSN_LOAD_NR,
	INSN_JEQ(TRACED_NR, 0, 1),
	INSN_RET(DENY(ENOTTY)),
	INSN_RET(SECCOMP_RET_ALLOW),
};

static struct sock_fprog deny_traced_prog = {
	ARRAY_SIZE(deny_traced),
	deny_traced,
};

static int prepare_standard(void *arg)
{
	(void)arg;
	CHILD_ASSERT_EQ(0, attach(standard, ARRAY_SIZE(standard), 0));
	return NO_LISTENER;
}

#define EXPECT_OUTCOME(value, error)                      \
	do {                                              \
		struct outcome _o = outcome_of(&self->t); \
		EXPECT_EQ((long)(value), _o.ret);         \
		EXPECT_EQ(error, _o.err);                 \
	} while (0)

/* A seized target with the standard filter. */
FIXTURE(trace)
{
	struct target t;
	pid_t pid;
};

FIXTURE_SETUP(trace)
{
	ASSERT_TRUE(start_target(&self->t, prepare_standard, NULL));
	self->pid = self->t.pid;
	ASSERT_EQ(0, seize(self->pid, PTRACE_O_TRACESECCOMP));
}

FIXTURE_TEARDOWN(trace)
{
	if (self->t.pid > 0)
		kill(self->t.pid, SIGKILL);
}

/* Make the target call and wait for its seccomp stop. */
#define RUN_TO_SECCOMP_STOP(...)                               \
	do {                                                   \
		ASSERT_TRUE(send_call(&self->t, __VA_ARGS__)); \
		ASSERT_EQ(STOP_SECCOMP, wait_stop(self->pid)); \
	} while (0)

/* Make the target call and stop it at the entry, before its filters run. */
#define RUN_TO_ENTRY_STOP(number, ...)                                \
	do {                                                          \
		long _nr = (number);                                  \
		ASSERT_TRUE(interrupt(self->pid));                    \
		ASSERT_TRUE(send_call(&self->t, _nr, ##__VA_ARGS__)); \
		ASSERT_TRUE(run_to_entry(self->pid, _nr));            \
	} while (0)

#define CONTINUE() ASSERT_EQ(0, resume(self->pid, PTRACE_CONT))

/*
 * The seccomp stop.
 */
TEST_F(trace, event_message_is_filter_data)
{
	unsigned long message = 0;

	RUN_TO_SECCOMP_STOP(TRACED_NR);
	EXPECT_EQ(0, ptrace(PTRACE_GETEVENTMSG, self->pid, NULL, &message));
	EXPECT_EQ(MESSAGE, message);
	CONTINUE();
	EXPECT_OUTCOME(getpid(), 0);
}

TEST_F(trace, stop_siginfo_is_sigtrap_with_event)
{
	siginfo_t info = {};

	RUN_TO_SECCOMP_STOP(TRACED_NR);
	EXPECT_EQ(0, ptrace(PTRACE_GETSIGINFO, self->pid, NULL, &info));
	EXPECT_EQ(SIGTRAP, info.si_signo);
	EXPECT_EQ(SIGTRAP | PTRACE_EVENT_SECCOMP << 8, info.si_code);
	CONTINUE();
}

TEST_F(trace, stop_happens_once_per_call)
{
	int i;

	for (i = 0; i < 3; i++) {
		RUN_TO_SECCOMP_STOP(TRACED_NR);
		CONTINUE();
		EXPECT_OUTCOME(getpid(), 0);
	}
	/* Other calls do not stop. */
	EXPECT_EQ(0, err_of(&self->t, ALLOWED_NR));
	EXPECT_EQ(DENIED_ERRNO, err_of(&self->t, DENIED_NR));
}

TEST_F(trace, stop_order_is_entry_seccomp_exit)
{
	struct __ptrace_syscall_info info;

	RUN_TO_ENTRY_STOP(TRACED_NR);
	ASSERT_EQ(0, resume(self->pid, PTRACE_SYSCALL));
	EXPECT_EQ(STOP_SECCOMP, wait_stop(self->pid));
	ASSERT_EQ(0, resume(self->pid, PTRACE_SYSCALL));
	EXPECT_EQ(STOP_SYSCALL, wait_stop(self->pid));
	info = syscall_info(self->pid);
	EXPECT_EQ(PTRACE_SYSCALL_INFO_EXIT, info.op);
	EXPECT_EQ(getpid(), info.exit.rval);
	EXPECT_EQ(0, info.exit.is_error);
	CONTINUE();
	EXPECT_OUTCOME(getpid(), 0);
}

TEST_F(trace, stop_syscall_info_has_call_and_data)
{
	struct __ptrace_syscall_info info;
	struct user_regs_struct regs;
	int i;

	RUN_TO_SECCOMP_STOP(CHECKED_NR, 10, 11, 12, 13, 14, 15);
	info = syscall_info(self->pid);
	EXPECT_EQ(PTRACE_SYSCALL_INFO_SECCOMP, info.op);
	EXPECT_EQ((__u32)NATIVE_ARCH, info.arch);
	EXPECT_EQ((__u64)CHECKED_NR, info.seccomp.nr);
	EXPECT_EQ(2U, info.seccomp.ret_data);
	for (i = 0; i < 6; i++)
		EXPECT_EQ((__u64)(10 + i), info.seccomp.args[i]);
	ASSERT_TRUE(get_regs(self->pid, &regs));
#if defined(__x86_64__)
	EXPECT_EQ(regs.rip, info.instruction_pointer);
	EXPECT_EQ(regs.rsp, info.stack_pointer);
#else
	EXPECT_EQ(regs.pc, info.instruction_pointer);
	EXPECT_EQ(regs.sp, info.stack_pointer);
#endif
	CONTINUE();
}

/*
 * No tracer, or a tracer without PTRACE_O_TRACESECCOMP.
 */
TEST(trace_without_tracer_enosys)
{
	ASSERT_EQ(NO_LISTENER, prepare_standard(NULL));
	EXPECT_EQ(-1, syscall(TRACED_NR));
	EXPECT_EQ(ENOSYS, errno);
}

TEST_F(trace, without_option_enosys)
{
	ASSERT_TRUE(interrupt(self->pid));
	ASSERT_EQ(0, ptrace(PTRACE_SETOPTIONS, self->pid, NULL,
			    PTRACE_O_TRACESYSGOOD));
	CONTINUE();
	EXPECT_EQ(ENOSYS, err_of(&self->t, TRACED_NR));
}

TEST_F(trace, detach_at_stop_runs_call_next_enosys)
{
	RUN_TO_SECCOMP_STOP(TRACED_NR);
	ASSERT_EQ(0, ptrace(PTRACE_DETACH, self->pid, NULL, NULL));
	EXPECT_OUTCOME(getpid(), 0);
	EXPECT_EQ(ENOSYS, err_of(&self->t, TRACED_NR));
}

/* A tracer in a separate process, which the test kills. */
static int trace_until_killed(void *arg)
{
	int *to = arg;
	pid_t pid = to[0];

	CHILD_ASSERT_EQ(0, seize(pid, to[2]));
	CHILD_ASSERT_EQ(1, write(to[1], "s", 1));
	CHILD_ASSERT_EQ(STOP_SECCOMP, wait_stop(pid));
	CHILD_ASSERT_EQ(1, write(to[1], "t", 1));
	for (;;)
		pause();
}

TEST(tracer_death_runs_call_next_enosys)
{
	int fds[2], to[3];
	struct target t;
	pid_t tracer;
	char byte;

	ASSERT_TRUE(start_target(&t, prepare_standard, NULL));
	ASSERT_EQ(0, pipe(fds));
	to[0] = t.pid;
	to[1] = fds[1];
	to[2] = PTRACE_O_TRACESECCOMP;
	tracer = start_child(trace_until_killed, to);
	ASSERT_EQ(1, read(fds[0], &byte, 1));
	ASSERT_TRUE(send_call(&t, TRACED_NR));
	ASSERT_EQ(1, read(fds[0], &byte, 1));
	ASSERT_EQ('t', byte);
	ASSERT_EQ(0, kill(tracer, SIGKILL));
	EXPECT_EQ(BY_SIGNAL(SIGKILL), exit_summary(wait_child(tracer)));
	EXPECT_EQ(getpid(), outcome_of(&t).ret);
	EXPECT_EQ(ENOSYS, err_of(&t, TRACED_NR));
	discard_target(&t);
}

TEST(tracer_death_with_exitkill_skips_call)
{
	int fds[2], to[3], data[2];
	struct target t;
	unsigned long addr;
	pid_t tracer;
	char byte;
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(__NR_writev, 0, 1),
		INSN_RET(SECCOMP_RET_TRACE),
		INSN_RET(SECCOMP_RET_ALLOW),
	};
	struct iovec iov = { "x", 1 };
	struct sock_fprog prog = { ARRAY_SIZE(insns), insns };

	ASSERT_EQ(0, pipe(data));
	ASSERT_TRUE(start_target(&t, NULL, NULL));
	ASSERT_EQ(0, err_of(&t, __NR_seccomp, SECCOMP_SET_MODE_FILTER, 0,
			    (unsigned long)&prog));
	ASSERT_EQ(0, pipe(fds));
	to[0] = t.pid;
	to[1] = fds[1];
	to[2] = PTRACE_O_TRACESECCOMP | PTRACE_O_EXITKILL;
	tracer = start_child(trace_until_killed, to);
	ASSERT_EQ(1, read(fds[0], &byte, 1));
	addr = (unsigned long)&iov;
	ASSERT_TRUE(send_call(&t, __NR_writev, data[1], addr, 1));
	ASSERT_EQ(1, read(fds[0], &byte, 1));
	ASSERT_EQ(0, kill(tracer, SIGKILL));
	EXPECT_EQ(BY_SIGNAL(SIGKILL), exit_summary(wait_child(t.pid)));
	close(data[1]);
	EXPECT_EQ(0, read(data[0], &byte, 1));
}

TEST_F(trace, sigkill_at_stop_skips_call)
{
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(__NR_writev, 0, 1),
		INSN_RET(SECCOMP_RET_TRACE),
		INSN_RET(SECCOMP_RET_ALLOW),
	};
	struct sock_fprog prog = { ARRAY_SIZE(insns), insns };
	struct iovec iov = { "x", 1 };
	int data[2];
	char byte;

	/* A new target inherits the pipe. */
	discard_target(&self->t);
	ASSERT_EQ(0, pipe(data));
	ASSERT_TRUE(start_target(&self->t, NULL, NULL));
	self->pid = self->t.pid;
	ASSERT_EQ(0, err_of(&self->t, __NR_seccomp, SECCOMP_SET_MODE_FILTER, 0,
			    (unsigned long)&prog));
	ASSERT_EQ(0, seize(self->pid, PTRACE_O_TRACESECCOMP));
	RUN_TO_SECCOMP_STOP(__NR_writev, data[1], (unsigned long)&iov, 1);
	ASSERT_EQ(0, kill(self->pid, SIGKILL));
	EXPECT_EQ(ENDED_BY_SIGNAL + SIGKILL, wait_stop(self->pid));
	self->t.pid = -1;
	close(data[1]);
	EXPECT_EQ(0, read(data[0], &byte, 1));
}

/*
 * The tracer changes the call at its seccomp stop. The filters run again.
 */
TEST_F(trace, stop_nr_changed_to_allowed_runs)
{
	RUN_TO_SECCOMP_STOP(TRACED_NR);
	ASSERT_TRUE(set_number(self->pid, __NR_getpid));
	CONTINUE();
	EXPECT_OUTCOME(self->pid, 0);
}

TEST_F(trace, stop_nr_changed_to_denied_fails)
{
	RUN_TO_SECCOMP_STOP(TRACED_NR);
	ASSERT_TRUE(set_number(self->pid, DENIED_NR));
	CONTINUE();
	EXPECT_OUTCOME(-1, DENIED_ERRNO);
}

TEST_F(trace, stop_nr_changed_to_killed_kills)
{
	RUN_TO_SECCOMP_STOP(TRACED_NR);
	ASSERT_TRUE(set_number(self->pid, KILLED_NR));
	CONTINUE();
	EXPECT_EQ(ENDED_BY_SIGNAL + SIGSYS, wait_stop(self->pid));
	self->t.pid = -1;
}

TEST_F(trace, stop_nr_changed_to_trapped_traps)
{
	siginfo_t info = {};

	RUN_TO_SECCOMP_STOP(TRACED_NR);
	ASSERT_TRUE(set_number(self->pid, TRAPPED_NR));
	CONTINUE();
	EXPECT_EQ(STOP_SIGNAL + SIGSYS, wait_stop(self->pid));
	EXPECT_EQ(0, ptrace(PTRACE_GETSIGINFO, self->pid, NULL, &info));
	EXPECT_EQ(TRAPPED_NR, info.si_syscall);
	EXPECT_EQ(77, info.si_errno);
	EXPECT_EQ((unsigned int)NATIVE_ARCH, info.si_arch);
	CONTINUE();
}

TEST_F(trace, stop_nr_changed_to_traced_runs_without_second_stop)
{
	RUN_TO_SECCOMP_STOP(TRACED_NR);
	ASSERT_TRUE(set_number(self->pid, ALSO_TRACED_NR));
	ASSERT_TRUE(set_arg(self->pid, 0, 0));
	CONTINUE();
	EXPECT_OUTCOME(getsid(0), 0);
}

TEST_F(trace, stop_nr_minus_one_returns_tracers_value)
{
	RUN_TO_SECCOMP_STOP(TRACED_NR);
	ASSERT_TRUE(set_number(self->pid, -1));
	ASSERT_TRUE(set_result(self->pid, 4711));
	CONTINUE();
	EXPECT_OUTCOME(4711, 0);
	RUN_TO_SECCOMP_STOP(TRACED_NR);
	ASSERT_TRUE(set_number(self->pid, -1));
	ASSERT_TRUE(set_result(self->pid, -ENOLINK));
	CONTINUE();
	EXPECT_OUTCOME(-1, ENOLINK);
}

TEST_F(trace, stop_nr_changed_to_unassigned_enosys)
{
	RUN_TO_SECCOMP_STOP(TRACED_NR);
	ASSERT_TRUE(set_number(self->pid, 0xfffff));
	CONTINUE();
	EXPECT_OUTCOME(-1, ENOSYS);
}

TEST_F(trace, stop_changed_first_arg_is_filtered)
{
	RUN_TO_SECCOMP_STOP(CHECKED_NR, 1, 2, 3, 4, 5, 6);
	ASSERT_TRUE(set_arg(self->pid, 0, BAD_ARG));
	CONTINUE();
	EXPECT_OUTCOME(-1, EL2NSYNC);
}

TEST_F(trace, stop_changed_second_and_sixth_arg_are_filtered)
{
	RUN_TO_SECCOMP_STOP(CHECKED_NR, 1, 2, 3, 4, 5, 6);
	ASSERT_TRUE(set_arg(self->pid, 1, BAD_ARG));
	CONTINUE();
	EXPECT_OUTCOME(-1, EL3HLT);
	RUN_TO_SECCOMP_STOP(CHECKED_NR, 1, 2, 3, 4, 5, 6);
	ASSERT_TRUE(set_arg(self->pid, 5, BAD_ARG));
	CONTINUE();
	EXPECT_OUTCOME(-1, EL3RST);
}

/* The call runs with the changed arguments, the first one included. */
TEST_F(trace, stop_changed_arg_reaches_call)
{
	static struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(__NR_dup, 0, 1),
		INSN_RET(SECCOMP_RET_TRACE),
		INSN_RET(SECCOMP_RET_ALLOW),
	};
	static struct sock_fprog prog = { ARRAY_SIZE(insns), insns };

	ASSERT_EQ(0, err_of(&self->t, __NR_seccomp, SECCOMP_SET_MODE_FILTER, 0,
			    (unsigned long)&prog));
	RUN_TO_SECCOMP_STOP(__NR_dup, 9999);
	ASSERT_TRUE(set_arg(self->pid, 0, 0));
	CONTINUE();
	EXPECT_LT(0, outcome_of(&self->t).ret);
	RUN_TO_SECCOMP_STOP(__NR_dup, 0);
	ASSERT_TRUE(set_arg(self->pid, 0, 9999));
	CONTINUE();
	EXPECT_OUTCOME(-1, EBADF);
}

/*
 * The tracer changes the call at its entry stop. The filters run after that.
 */
TEST_F(trace, entry_nr_changed_to_denied_fails)
{
	RUN_TO_ENTRY_STOP(ALLOWED_NR);
	ASSERT_TRUE(set_number(self->pid, DENIED_NR));
	CONTINUE();
	EXPECT_OUTCOME(-1, DENIED_ERRNO);
}

TEST_F(trace, entry_nr_changed_to_killed_kills)
{
	RUN_TO_ENTRY_STOP(ALLOWED_NR);
	ASSERT_TRUE(set_number(self->pid, KILLED_NR));
	CONTINUE();
	EXPECT_EQ(ENDED_BY_SIGNAL + SIGSYS, wait_stop(self->pid));
	self->t.pid = -1;
}

TEST_F(trace, entry_killed_nr_changed_to_allowed_runs)
{
	RUN_TO_ENTRY_STOP(KILLED_NR);
	ASSERT_TRUE(set_number(self->pid, __NR_getpid));
	CONTINUE();
	EXPECT_OUTCOME(self->pid, 0);
}

/* The entry code may use -1 to mark a call that must be skipped. */
TEST_F(trace, entry_minus_one_changed_to_allowed_runs)
{
	RUN_TO_ENTRY_STOP(-1);
	ASSERT_TRUE(set_number(self->pid, __NR_getpid));
	CONTINUE();
	EXPECT_OUTCOME(self->pid, 0);
}

TEST_F(trace, entry_nr_changed_to_traced_stops)
{
	unsigned long message = 0;

	RUN_TO_ENTRY_STOP(ALLOWED_NR);
	ASSERT_TRUE(set_number(self->pid, TRACED_NR));
	CONTINUE();
	ASSERT_EQ(STOP_SECCOMP, wait_stop(self->pid));
	EXPECT_EQ(0, ptrace(PTRACE_GETEVENTMSG, self->pid, NULL, &message));
	EXPECT_EQ(MESSAGE, message);
	CONTINUE();
	EXPECT_OUTCOME(getpid(), 0);
}

TEST_F(trace, entry_changed_first_arg_is_filtered)
{
	RUN_TO_ENTRY_STOP(CHECKED_NR, 1, 2, 3, 4, 5, 6);
	ASSERT_TRUE(set_arg(self->pid, 0, BAD_ARG));
	CONTINUE();
	EXPECT_OUTCOME(-1, EL2NSYNC);
}

TEST_F(trace, entry_changed_second_arg_is_filtered)
{
	RUN_TO_ENTRY_STOP(CHECKED_NR, 1, 2, 3, 4, 5, 6);
	ASSERT_TRUE(set_arg(self->pid, 1, BAD_ARG));
	CONTINUE();
	EXPECT_OUTCOME(-1, EL3HLT);
}

/* PTRACE_SYSEMU skips the call, so no filter runs. */
TEST_F(trace, sysemu_skips_filter_and_call)
{
	RUN_TO_ENTRY_STOP(ALLOWED_NR);
	ASSERT_EQ(0, resume(self->pid, PTRACE_SYSCALL));
	ASSERT_EQ(STOP_SYSCALL, wait_stop(self->pid));
	/* The next entry is the target's write(2) of the result. Let it run. */
	ASSERT_TRUE(run_to_entry(self->pid, __NR_write));
	ASSERT_EQ(0, resume(self->pid, PTRACE_SYSCALL));
	ASSERT_EQ(STOP_SYSCALL, wait_stop(self->pid));
	ASSERT_TRUE(run_to_entry(self->pid, __NR_read));
	ASSERT_TRUE(send_call(&self->t, KILLED_NR));
	ASSERT_EQ(0, resume(self->pid, PTRACE_SYSCALL));
	ASSERT_EQ(STOP_SYSCALL, wait_stop(self->pid));
	ASSERT_EQ(0, resume(self->pid, PTRACE_SYSEMU));
	ASSERT_EQ(STOP_SYSCALL, wait_stop(self->pid));
	ASSERT_TRUE(set_result(self->pid, 12));
	CONTINUE();
	EXPECT_EQ(0, outcome_of(&self->t).err);
	EXPECT_OUTCOME(12, 0);
}

/*
 * A sibling attaches a filter to the stopped tracee. The filter must run on the
 * current call.
 */
static int second_thread[2];

static void *second_thread_main(void *arg)
{
	(void)arg;
	serve(second_thread[1]);
	return NULL;
}

static int prepare_two_threads(void *arg)
{
	pthread_t thread;

	if (arg)
		prepare_standard(NULL);
	CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, second_thread_main,
					  NULL));
	return NO_LISTENER;
}

/* Two threads: the first is traced, and the second makes calls for the test. */
FIXTURE(siblings)
{
	struct target t, second;
	pid_t pid;
};

FIXTURE_VARIANT(siblings)
{
	bool filtered;
};

/* clang-format off */
FIXTURE_VARIANT_ADD(siblings, without_filter)
{
	.filtered = false,
};

FIXTURE_VARIANT_ADD(siblings, with_filter)
{
	.filtered = true,
};

/* clang-format on */

FIXTURE_SETUP(siblings)
{
	bool filtered = variant->filtered;

	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET, 0, second_thread));
	ASSERT_TRUE(start_target(&self->t, prepare_two_threads,
				 filtered ? &filtered : NULL));
	self->second.sock = second_thread[0];
	self->pid = self->t.pid;
	ASSERT_EQ(0, seize(self->pid, PTRACE_O_TRACESECCOMP));
}

FIXTURE_TEARDOWN(siblings)
{
	kill(self->t.pid, SIGKILL);
}

static int sibling_tsync(struct target *second)
{
	return err_of(second, __NR_seccomp, SECCOMP_SET_MODE_FILTER,
		      SECCOMP_FILTER_FLAG_TSYNC,
		      (unsigned long)&deny_traced_prog);
}

TEST_F(siblings, tsync_at_entry_stop_filters_stopped_call)
{
	RUN_TO_ENTRY_STOP(TRACED_NR);
	ASSERT_EQ(0, sibling_tsync(&self->second));
	CONTINUE();
	EXPECT_OUTCOME(-1, ENOTTY);
}

TEST_F(siblings, tsync_at_entry_stop_filters_changed_call)
{
	RUN_TO_ENTRY_STOP(ALLOWED_NR);
	ASSERT_EQ(0, sibling_tsync(&self->second));
	ASSERT_TRUE(set_number(self->pid, TRACED_NR));
	CONTINUE();
	EXPECT_OUTCOME(-1, ENOTTY);
}

TEST_F(siblings, tsync_at_seccomp_stop_filters_stopped_call)
{
	if (!variant->filtered) {
		/* The sibling also attaches the filter that causes the stop. */
		static struct sock_fprog prog = {
			ARRAY_SIZE(standard),
			standard,
		};

		ASSERT_EQ(0, err_of(&self->second, __NR_seccomp,
				    SECCOMP_SET_MODE_FILTER,
				    SECCOMP_FILTER_FLAG_TSYNC,
				    (unsigned long)&prog));
	}
	RUN_TO_SECCOMP_STOP(TRACED_NR);
	ASSERT_EQ(0, sibling_tsync(&self->second));
	CONTINUE();
	EXPECT_OUTCOME(-1, ENOTTY);
}

/*
 * The exit stop of a call that was skipped.
 */
TEST_F(trace, exit_stop_of_denied_call_has_errno)
{
	struct __ptrace_syscall_info info;

	RUN_TO_ENTRY_STOP(DENIED_NR);
	ASSERT_EQ(0, resume(self->pid, PTRACE_SYSCALL));
	EXPECT_EQ(STOP_SYSCALL, wait_stop(self->pid));
	info = syscall_info(self->pid);
	EXPECT_EQ(PTRACE_SYSCALL_INFO_EXIT, info.op);
	EXPECT_EQ(-DENIED_ERRNO, info.exit.rval);
	EXPECT_EQ(1, info.exit.is_error);
	CONTINUE();
	EXPECT_OUTCOME(-1, DENIED_ERRNO);
}

TEST_F(trace, exit_stop_of_denied_call_can_change_result)
{
	RUN_TO_ENTRY_STOP(DENIED_NR);
	ASSERT_EQ(0, resume(self->pid, PTRACE_SYSCALL));
	ASSERT_EQ(STOP_SYSCALL, wait_stop(self->pid));
	ASSERT_TRUE(set_result(self->pid, 5));
	CONTINUE();
	EXPECT_OUTCOME(5, 0);
}

TEST_F(trace, exit_stop_of_trapped_call_precedes_signal)
{
	siginfo_t info = {};

	RUN_TO_ENTRY_STOP(TRAPPED_NR);
	ASSERT_EQ(0, resume(self->pid, PTRACE_SYSCALL));
	EXPECT_EQ(STOP_SYSCALL, wait_stop(self->pid));
	ASSERT_EQ(0, resume(self->pid, PTRACE_SYSCALL));
	EXPECT_EQ(STOP_SIGNAL + SIGSYS, wait_stop(self->pid));
	EXPECT_EQ(0, ptrace(PTRACE_GETSIGINFO, self->pid, NULL, &info));
	EXPECT_EQ(SIGSYS, info.si_signo);
	EXPECT_EQ(1, info.si_code);
	EXPECT_EQ(TRAPPED_NR, info.si_syscall);
	EXPECT_EQ(77, info.si_errno);
	/* The tracer suppresses the signal. */
	CONTINUE();
	EXPECT_NE(-2, outcome_of(&self->t).ret);
}

TEST_F(trace, exit_event_of_killed_call_shows_dead_mode)
{
	unsigned long message = 0;
	int stop;

	ASSERT_TRUE(interrupt(self->pid));
	ASSERT_EQ(0, ptrace(PTRACE_SETOPTIONS, self->pid, NULL,
			    PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACESECCOMP |
				    PTRACE_O_TRACEEXIT));
	ASSERT_TRUE(send_call(&self->t, KILLED_NR));
	ASSERT_TRUE(run_to_entry(self->pid, KILLED_NR));
	ASSERT_EQ(0, resume(self->pid, PTRACE_SYSCALL));
	stop = wait_stop(self->pid);
	if (stop == STOP_SYSCALL) {
		/* The exit stop of the skipped call. */
		EXPECT_EQ(PTRACE_SYSCALL_INFO_EXIT, syscall_info(self->pid).op);
		ASSERT_EQ(0, resume(self->pid, PTRACE_SYSCALL));
		stop = wait_stop(self->pid);
	}
	EXPECT_EQ(STOP_EVENT + PTRACE_EVENT_EXIT, stop);
	EXPECT_EQ(0, ptrace(PTRACE_GETEVENTMSG, self->pid, NULL, &message));
	EXPECT_EQ(SIGSYS, message & 0x7f);
	/*
	 * The mode is dead, so that the task cannot make a call during its
	 * exit.
	 */
	EXPECT_EQ(MODE_DEAD, status_field(self->pid, "Seccomp"));
	ASSERT_EQ(0, resume(self->pid, PTRACE_SYSCALL));
	EXPECT_EQ(ENDED_BY_SIGNAL + SIGSYS, wait_stop(self->pid));
	self->t.pid = -1;
}

/*
 * PTRACE_O_SUSPEND_SECCOMP.
 */
static bool set_options(pid_t pid, unsigned long options)
{
	return !ptrace(PTRACE_SETOPTIONS, pid, NULL,
		       options | PTRACE_O_TRACESYSGOOD);
}

static int drop_sys_admin(void)
{
	struct __user_cap_header_struct head = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct caps[2];

	if (syscall(__NR_capget, &head, caps))
		return -1;
	caps[0].effective &= ~(1U << CAP_SYS_ADMIN);
	caps[0].permitted &= ~(1U << CAP_SYS_ADMIN);
	return syscall(__NR_capset, &head, caps);
}

TEST_F(trace, suspend_skips_filters_until_resumed)
{
	ASSERT_TRUE(interrupt(self->pid));
	ASSERT_TRUE(set_options(self->pid, PTRACE_O_SUSPEND_SECCOMP));
	CONTINUE();
	EXPECT_EQ(0, err_of(&self->t, DENIED_NR));
	EXPECT_EQ(0, err_of(&self->t, KILLED_NR));
	EXPECT_EQ(getpid(), call_and_wait(&self->t, TRACED_NR).ret);
	EXPECT_EQ(SECCOMP_MODE_FILTER, status_field(self->pid, "Seccomp"));
	ASSERT_TRUE(interrupt(self->pid));
	ASSERT_TRUE(set_options(self->pid, 0));
	CONTINUE();
	EXPECT_EQ(DENIED_ERRNO, err_of(&self->t, DENIED_NR));
}

TEST_F(trace, suspend_ends_on_detach)
{
	ASSERT_TRUE(interrupt(self->pid));
	ASSERT_TRUE(set_options(self->pid, PTRACE_O_SUSPEND_SECCOMP));
	CONTINUE();
	EXPECT_EQ(0, err_of(&self->t, DENIED_NR));
	ASSERT_TRUE(interrupt(self->pid));
	ASSERT_EQ(0, ptrace(PTRACE_DETACH, self->pid, NULL, NULL));
	EXPECT_EQ(DENIED_ERRNO, err_of(&self->t, DENIED_NR));
}

TEST(suspend_attached_filter_counts_after_resume)
{
	struct sock_fprog prog = { ARRAY_SIZE(standard), standard };
	struct target t;

	ASSERT_TRUE(start_target(&t, NULL, NULL));
	ASSERT_EQ(0, seize(t.pid, PTRACE_O_SUSPEND_SECCOMP));
	EXPECT_EQ(0, err_of(&t, __NR_seccomp, SECCOMP_SET_MODE_FILTER, 0,
			    (unsigned long)&prog));
	EXPECT_EQ(0, err_of(&t, DENIED_NR));
	ASSERT_TRUE(interrupt(t.pid));
	ASSERT_TRUE(set_options(t.pid, 0));
	ASSERT_EQ(0, resume(t.pid, PTRACE_CONT));
	EXPECT_EQ(DENIED_ERRNO, err_of(&t, DENIED_NR));
	kill(t.pid, SIGKILL);
}

TEST(suspend_skips_strict_mode)
{
	struct target t;

	ASSERT_TRUE(start_target(&t, NULL, NULL));
	ASSERT_EQ(0, seize(t.pid, PTRACE_O_SUSPEND_SECCOMP));
	ASSERT_EQ(0,
		  err_of(&t, __NR_prctl, PR_SET_SECCOMP, SECCOMP_MODE_STRICT));
	EXPECT_EQ(t.pid, call_and_wait(&t, __NR_getpid).ret);
	ASSERT_TRUE(interrupt(t.pid));
	ASSERT_TRUE(set_options(t.pid, 0));
	ASSERT_TRUE(send_call(&t, __NR_getpid));
	ASSERT_EQ(0, resume(t.pid, PTRACE_CONT));
	EXPECT_EQ(ENDED_BY_SIGNAL + SIGKILL, wait_stop(t.pid));
}

TEST_F(trace, suspend_without_sys_admin_eperm)
{
	ASSERT_TRUE(interrupt(self->pid));
	ASSERT_EQ(0, drop_sys_admin());
	EXPECT_FALSE(set_options(self->pid, PTRACE_O_SUSPEND_SECCOMP));
	EXPECT_EQ(EPERM, errno);
	CONTINUE();
	EXPECT_EQ(DENIED_ERRNO, err_of(&self->t, DENIED_NR));
}

/* PTRACE_SEIZE can set the option too, so it must check the capability. */
TEST(suspend_by_seize_without_sys_admin_eperm)
{
	struct target t;

	ASSERT_TRUE(start_target(&t, prepare_standard, NULL));
	ASSERT_EQ(0, drop_sys_admin());
	EXPECT_EQ(-1, seize(t.pid, PTRACE_O_SUSPEND_SECCOMP));
	EXPECT_EQ(EPERM, errno);
	EXPECT_EQ(DENIED_ERRNO, err_of(&t, DENIED_NR));
	EXPECT_EQ(0, status_field(t.pid, "TracerPid"));
	/* PTRACE_SEIZE without the option succeeds. */
	EXPECT_EQ(0, seize(t.pid, PTRACE_O_TRACESECCOMP));
	kill(t.pid, SIGKILL);
}

TEST_F(trace, suspend_by_filtered_tracer_eperm)
{
	struct target other;

	ASSERT_TRUE(start_target(&other, prepare_standard, NULL));
	ASSERT_TRUE(interrupt(self->pid));
	ASSERT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0));
	EXPECT_FALSE(set_options(self->pid, PTRACE_O_SUSPEND_SECCOMP));
	EXPECT_EQ(EPERM, errno);
	EXPECT_EQ(-1, seize(other.pid, PTRACE_O_SUSPEND_SECCOMP));
	EXPECT_EQ(EPERM, errno);
	EXPECT_EQ(DENIED_ERRNO, err_of(&other, DENIED_NR));
	discard_target(&other);
}

static int suspend_other_task(void *arg)
{
	struct target t;
	char byte;

	/* Wait until the test has suspended seccomp for this process. */
	CHILD_ASSERT_EQ(1, read(*(int *)arg, &byte, 1));
	CHILD_ASSERT(start_target(&t, prepare_standard, NULL));
	CHILD_ASSERT_ERRNO(EPERM, seize(t.pid, PTRACE_O_SUSPEND_SECCOMP));
	CHILD_ASSERT_EQ(0, seize(t.pid, 0));
	CHILD_ASSERT_EQ(0, kill(t.pid, SIGKILL));
	return 0;
}

TEST(suspend_by_suspended_tracer_eperm)
{
	int fds[2], stop;
	pid_t pid;

	ASSERT_EQ(0, pipe(fds));
	pid = start_child(suspend_other_task, &fds[0]);
	ASSERT_EQ(0, seize(pid, PTRACE_O_SUSPEND_SECCOMP));
	ASSERT_EQ(1, write(fds[1], "x", 1));
	/* Deliver its signals until it exits. */
	while ((stop = wait_stop(pid)) < ENDED_BY_EXIT)
		ASSERT_EQ(0,
			  ptrace(PTRACE_CONT, pid, NULL,
				 stop > STOP_SIGNAL ? stop - STOP_SIGNAL : 0));
	EXPECT_EQ(ENDED_BY_EXIT, stop);
}

/*
 * PTRACE_SECCOMP_GET_FILTER.
 */
static struct sock_filter third[] = {
	INSN_LOAD_ARCH,
	INSN(BPF_ALU | BPF_XOR | BPF_K, 0x12345678),
	INSN(BPF_MISC | BPF_TAX, 0),
	INSN(BPF_LD | BPF_IMM, 5),
	INSN(BPF_ST, 3),
	INSN(BPF_LDX | BPF_MEM, 3),
	INSN(BPF_LD | BPF_W | BPF_LEN, 0),
	INSN_RET(SECCOMP_RET_ALLOW),
};

static int prepare_three(void *arg)
{
	(void)arg;
	CHILD_ASSERT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0));
	CHILD_ASSERT_EQ(0, attach(standard, ARRAY_SIZE(standard),
				  SECCOMP_FILTER_FLAG_LOG));
	/* GET_METADATA does not report this flag. */
	CHILD_ASSERT_EQ(0, attach(third, ARRAY_SIZE(third),
				  SECCOMP_FILTER_FLAG_SPEC_ALLOW));
	return NO_LISTENER;
}

static long get_filter(pid_t pid, unsigned long index, void *to)
{
	return ptrace(PTRACE_SECCOMP_GET_FILTER, pid, index, to);
}

FIXTURE(dump)
{
	struct target t;
	pid_t pid;
	struct sock_filter got[64];
};

FIXTURE_SETUP(dump)
{
	ASSERT_TRUE(start_target(&self->t, prepare_three, NULL));
	self->pid = self->t.pid;
	ASSERT_EQ(0, seize(self->pid, 0));
	ASSERT_TRUE(interrupt(self->pid));
	if (get_filter(self->pid, 0, NULL) == -1 && errno == EIO)
		SKIP(return, "no CONFIG_CHECKPOINT_RESTORE in this kernel");
}

FIXTURE_TEARDOWN(dump)
{
	kill(self->t.pid, SIGKILL);
}

/* The oldest filter has index 0. */
TEST_F(dump, filters_are_exact_oldest_first)
{
	EXPECT_EQ(1, get_filter(self->pid, 0, self->got));
	EXPECT_EQ(SECCOMP_RET_ALLOW, self->got[0].k);
	EXPECT_EQ(BPF_RET | BPF_K, self->got[0].code);
	EXPECT_EQ((long)ARRAY_SIZE(standard),
		  get_filter(self->pid, 1, self->got));
	EXPECT_EQ(0, memcmp(standard, self->got, sizeof(standard)));
	EXPECT_EQ((long)ARRAY_SIZE(third), get_filter(self->pid, 2, self->got));
	EXPECT_EQ(0, memcmp(third, self->got, sizeof(third)));
}

TEST_F(dump, without_buffer_returns_length)
{
	EXPECT_EQ(1, get_filter(self->pid, 0, NULL));
	EXPECT_EQ((long)ARRAY_SIZE(standard), get_filter(self->pid, 1, NULL));
	EXPECT_EQ((long)ARRAY_SIZE(third), get_filter(self->pid, 2, NULL));
}

TEST_F(dump, index_past_end_enoent)
{
	EXPECT_EQ(-1, get_filter(self->pid, 3, self->got));
	EXPECT_EQ(ENOENT, errno);
	EXPECT_EQ(-1, get_filter(self->pid, 1UL << 40, self->got));
	EXPECT_EQ(ENOENT, errno);
	EXPECT_EQ(-1, get_filter(self->pid, -1UL, self->got));
	EXPECT_EQ(ENOENT, errno);
}

TEST_F(dump, unmapped_buffer_efault)
{
	EXPECT_EQ(-1, get_filter(self->pid, 2, unmapped_page()));
	EXPECT_EQ(EFAULT, errno);
	EXPECT_EQ(-1, get_filter(self->pid, 2,
				 end_of_mapping(NULL, sizeof(third) - 1)));
	EXPECT_EQ(EFAULT, errno);
	EXPECT_EQ((long)ARRAY_SIZE(third),
		  get_filter(self->pid, 2,
			     end_of_mapping(NULL, sizeof(third))));
}

TEST_F(dump, killed_tracee_einval)
{
	struct __ptrace_seccomp_metadata meta = {};

	ASSERT_EQ(0, ptrace(PTRACE_SETOPTIONS, self->pid, NULL,
			    PTRACE_O_TRACEEXIT));
	ASSERT_EQ(0, resume(self->pid, PTRACE_CONT));
	ASSERT_TRUE(send_call(&self->t, KILLED_NR));
	ASSERT_EQ(STOP_EVENT + PTRACE_EVENT_EXIT, wait_stop(self->pid));
	ASSERT_EQ(MODE_DEAD, status_field(self->pid, "Seccomp"));
	EXPECT_EQ(-1, get_filter(self->pid, 0, self->got));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(-1, ptrace(PTRACE_SECCOMP_GET_METADATA, self->pid,
			     sizeof(meta), &meta));
	EXPECT_EQ(EINVAL, errno);
}

TEST_F(dump, running_tracee_esrch)
{
	ASSERT_EQ(0, resume(self->pid, PTRACE_CONT));
	EXPECT_EQ(-1, get_filter(self->pid, 0, NULL));
	EXPECT_EQ(ESRCH, errno);
}

TEST_F(dump, without_sys_admin_eacces)
{
	struct __ptrace_seccomp_metadata meta = {};

	ASSERT_EQ(0, drop_sys_admin());
	EXPECT_EQ(-1, get_filter(self->pid, 0, self->got));
	EXPECT_EQ(EACCES, errno);
	EXPECT_EQ(-1, ptrace(PTRACE_SECCOMP_GET_METADATA, self->pid,
			     sizeof(meta), &meta));
	EXPECT_EQ(EACCES, errno);
}

TEST_F(dump, by_filtered_tracer_eacces)
{
	struct __ptrace_seccomp_metadata meta = {};

	ASSERT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0));
	EXPECT_EQ(-1, get_filter(self->pid, 0, self->got));
	EXPECT_EQ(EACCES, errno);
	EXPECT_EQ(-1, ptrace(PTRACE_SECCOMP_GET_METADATA, self->pid,
			     sizeof(meta), &meta));
	EXPECT_EQ(EACCES, errno);
}

TEST(dump_unfiltered_task_einval)
{
	struct sock_filter got[8];
	struct target t;

	ASSERT_TRUE(start_target(&t, NULL, NULL));
	ASSERT_EQ(0, seize(t.pid, 0));
	ASSERT_TRUE(interrupt(t.pid));
	EXPECT_EQ(-1, get_filter(t.pid, 0, got));
	EXPECT_EQ(EINVAL, errno);
	ASSERT_EQ(0, resume(t.pid, PTRACE_CONT));
	/* A task in strict mode has no filter. */
	ASSERT_EQ(0,
		  err_of(&t, __NR_prctl, PR_SET_SECCOMP, SECCOMP_MODE_STRICT));
	ASSERT_TRUE(interrupt(t.pid));
	EXPECT_EQ(-1, get_filter(t.pid, 0, got));
	EXPECT_EQ(EINVAL, errno);
	kill(t.pid, SIGKILL);
}

TEST(dump_longest_program_is_complete)
{
	size_t size = PROGRAM_MAX_LEN * sizeof(struct sock_filter), i;
	struct sock_filter *insns = malloc(size), *got = malloc(size);
	struct sock_fprog prog = { PROGRAM_MAX_LEN, insns };
	struct target t;

	ASSERT_NE(NULL, insns);
	ASSERT_NE(NULL, got);
	for (i = 0; i < PROGRAM_MAX_LEN - 1; i++)
		insns[i] = INSN(BPF_LD | BPF_IMM, i * 2654435761U);
	insns[i] = INSN_RET(SECCOMP_RET_ALLOW);
	ASSERT_TRUE(start_target(&t, NULL, NULL));
	ASSERT_EQ(0, seize(t.pid, 0));
	/*
	 * The target was forked, so the program is in its memory at the same
	 * address.
	 */
	ASSERT_TRUE(send_call(&t, __NR_seccomp, SECCOMP_SET_MODE_FILTER, 0,
			      (unsigned long)&prog));
	ASSERT_EQ(0, outcome_of(&t).ret);
	ASSERT_TRUE(interrupt(t.pid));
	EXPECT_EQ(PROGRAM_MAX_LEN, get_filter(t.pid, 0, got));
	EXPECT_EQ(0, memcmp(insns, got, size));
	kill(t.pid, SIGKILL);
}

/*
 * PTRACE_SECCOMP_GET_METADATA.
 */
static long get_metadata(pid_t pid, size_t size, void *meta)
{
	return ptrace(PTRACE_SECCOMP_GET_METADATA, pid, size, meta);
}

TEST_F(dump, metadata_reports_log_flag)
{
	struct __ptrace_seccomp_metadata meta;
	__u64 i;

	for (i = 0; i < 3; i++) {
		meta.filter_off = i;
		meta.flags = ~0ULL;
		EXPECT_EQ((long)sizeof(meta),
			  get_metadata(self->pid, sizeof(meta), &meta));
		EXPECT_EQ(i, meta.filter_off);
		EXPECT_EQ(i == 1 ? SECCOMP_FILTER_FLAG_LOG : 0, meta.flags);
	}
}

TEST_F(dump, metadata_writes_at_most_given_size)
{
	struct {
		struct __ptrace_seccomp_metadata meta;
		__u64 behind;
	} m = { .meta = { .filter_off = 1 }, .behind = 42 };

	/* The buffer is larger than the structure. */
	EXPECT_EQ((long)sizeof(m.meta), get_metadata(self->pid, sizeof(m), &m));
	EXPECT_EQ(SECCOMP_FILTER_FLAG_LOG, m.meta.flags);
	EXPECT_EQ(42U, m.behind);
	/* The buffer has room for the index only. */
	m.meta.flags = 4242;
	EXPECT_EQ(8, get_metadata(self->pid, 8, &m));
	EXPECT_EQ(1U, m.meta.filter_off);
	EXPECT_EQ(4242U, m.meta.flags);
}

TEST_F(dump, metadata_size_below_index_einval)
{
	struct __ptrace_seccomp_metadata meta = {};
	size_t size;

	for (size = 0; size < 8; size++) {
		EXPECT_EQ(-1, get_metadata(self->pid, size, &meta));
		EXPECT_EQ(EINVAL, errno);
	}
}

TEST_F(dump, metadata_index_past_end_enoent)
{
	struct __ptrace_seccomp_metadata meta = { .filter_off = 3 };

	EXPECT_EQ(-1, get_metadata(self->pid, sizeof(meta), &meta));
	EXPECT_EQ(ENOENT, errno);
}

TEST_F(dump, metadata_unmapped_buffer_efault)
{
	struct __ptrace_seccomp_metadata meta = { .filter_off = 1 };
	struct __ptrace_seccomp_metadata *readonly;

	EXPECT_EQ(-1, get_metadata(self->pid, sizeof(meta), unmapped_page()));
	EXPECT_EQ(EFAULT, errno);
	EXPECT_EQ(-1, get_metadata(self->pid, sizeof(meta),
				   end_of_mapping(&meta, 8)));
	EXPECT_EQ(EFAULT, errno);
	readonly = mmap(NULL, sysconf(_SC_PAGESIZE), PROT_READ,
			MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	ASSERT_NE(MAP_FAILED, (void *)readonly);
	EXPECT_EQ(-1, get_metadata(self->pid, sizeof(meta), readonly));
	EXPECT_EQ(EFAULT, errno);
}

TEST(metadata_unfiltered_task_einval)
{
	struct __ptrace_seccomp_metadata meta = {};
	struct target t;

	ASSERT_TRUE(start_target(&t, NULL, NULL));
	ASSERT_EQ(0, seize(t.pid, 0));
	ASSERT_TRUE(interrupt(t.pid));
	EXPECT_EQ(-1, get_metadata(t.pid, sizeof(meta), &meta));
	EXPECT_EQ(EINVAL, errno);
	kill(t.pid, SIGKILL);
}

TEST_HARNESS_MAIN
