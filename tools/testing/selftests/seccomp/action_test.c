// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test the effect of each action, and the precedence between filters.
 *
 * Most filters here deny getppid(2). It has no effect, and libraries do not call
 * it on their own.
 */
#include "../kselftest_harness.h"
#include "../../../seccomp/action_names.h"
#include "common.h"

#include <dirent.h>
#include <poll.h>
#include <pthread.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/ucontext.h>

static void attach_or_fail(__u32 verdict)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_nr(__NR_getppid, verdict, 0));
}

/* Call getppid(2) under @verdict. Return 42 on success, or the errno. */
static int call_under(void *arg)
{
	attach_or_fail(*(__u32 *)arg);
	errno = 0;
	return sys_getppid() > 0 ? 42 : errno;
}

static int outcome_of(__u32 verdict)
{
	return exit_summary(in_child(call_under, &verdict));
}

/*
 * ALLOW, LOG
 */

TEST(allow_allows_whatever_its_data)
{
	EXPECT_EQ(42, outcome_of(SECCOMP_RET_ALLOW));
	EXPECT_EQ(42, outcome_of(SECCOMP_RET_ALLOW | 1));
	EXPECT_EQ(42, outcome_of(SECCOMP_RET_ALLOW | 0xffff));
}

TEST(log_allows_whatever_its_data)
{
	EXPECT_EQ(42, outcome_of(SECCOMP_RET_LOG));
	EXPECT_EQ(42, outcome_of(SECCOMP_RET_LOG | EPERM));
	EXPECT_EQ(42, outcome_of(SECCOMP_RET_LOG | 0xffff));
}

/*
 * ERRNO
 */

TEST(errno_is_returned)
{
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_errno(__NR_getppid, E2BIG));
	EXPECT_EQ(-1, sys_getppid());
	EXPECT_EQ(E2BIG, errno);
}

TEST(errno_0_is_a_success_that_returns_0)
{
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_errno(__NR_getppid, 0));
	errno = 0;
	EXPECT_EQ(0, sys_getppid());
	EXPECT_EQ(0, errno);
}

TEST(errno_4095_is_the_highest)
{
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_errno(__NR_getppid, 4095));
	EXPECT_EQ(-1, sys_getppid());
	EXPECT_EQ(4095, errno);
}

TEST(errno_above_4095_is_capped)
{
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_errno(__NR_getppid, 4096));
	EXPECT_EQ(-1, sys_getppid());
	EXPECT_EQ(4095, errno);
}

TEST(errno_of_each_16_bit_value_is_returned_or_capped)
{
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(__NR_getppid, 1, 0),
		INSN_RET(SECCOMP_RET_ALLOW),
		INSN_LOAD_ARG_LO(0),
		INSN(BPF_ALU | BPF_OR | BPF_K, SECCOMP_RET_ERRNO),
		INSN_RET_A,
	};
	unsigned int value, expected;

	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach(insns, ARRAY_SIZE(insns), 0));
	for (value = 0; value <= 0xffff; value++) {
		expected = value < ERRNO_CAP ? value : ERRNO_CAP;
		errno = 0;
		ASSERT_EQ(value ? -1 : 0, syscall(__NR_getppid, value));
		ASSERT_EQ(expected, errno);
	}
}

TEST(errno_skips_the_call)
{
	int pipes[2];

	ASSERT_EQ(0, pipe(pipes));
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_errno(__NR_close, 0));
	/* close() reports success, but the pipe stays open. */
	EXPECT_EQ(0, close(pipes[1]));
	EXPECT_EQ(1, write(pipes[1], "x", 1));
}

TEST(errno_by_argument_denies_only_that_argument)
{
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(__NR_getppid, 1, 0),
		INSN_RET(SECCOMP_RET_ALLOW),
		INSN_LOAD_ARG_LO(2),
		INSN_JEQ(7, 0, 1),
		INSN_RET(SECCOMP_RET_ERRNO | EDOM),
		INSN_RET(SECCOMP_RET_ALLOW),
	};

	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach(insns, ARRAY_SIZE(insns), 0));
	EXPECT_LT(0, syscall(__NR_getppid, 0, 0, 6));
	EXPECT_EQ(-1, syscall(__NR_getppid, 0, 0, 7));
	EXPECT_EQ(EDOM, errno);
	EXPECT_LT(0, syscall(__NR_getppid, 7, 7, 8));
}

/*
 * KILL_PROCESS, KILL_THREAD and unknown actions
 */

TEST(kill_process_ends_with_sigsys)
{
	EXPECT_EQ(BY_SIGNAL(SIGSYS), outcome_of(SECCOMP_RET_KILL_PROCESS));
	EXPECT_EQ(BY_SIGNAL(SIGSYS),
		  outcome_of(SECCOMP_RET_KILL_PROCESS | 0xffff));
}

TEST(kill_thread_of_the_only_thread_ends_with_sigsys)
{
	EXPECT_EQ(BY_SIGNAL(SIGSYS), outcome_of(SECCOMP_RET_KILL_THREAD));
	EXPECT_EQ(BY_SIGNAL(SIGSYS),
		  outcome_of(SECCOMP_RET_KILL_THREAD | 0xffff));
}

static void exit_7(int sig)
{
	_exit(7);
}

/* Install a handler for SIGSYS, block the signal, then make the call. */
static int call_with_sigsys_blocked(void *arg)
{
	struct sigaction action = { .sa_handler = exit_7 };
	sigset_t set;

	CHILD_ASSERT_EQ(0, sigaction(SIGSYS, &action, NULL));
	sigemptyset(&set);
	sigaddset(&set, SIGSYS);
	CHILD_ASSERT_EQ(0, sigprocmask(SIG_BLOCK, &set, NULL));
	return call_under(arg);
}

TEST(kill_cannot_be_handled_or_blocked)
{
	__u32 verdict = SECCOMP_RET_KILL_PROCESS;

	EXPECT_EQ(BY_SIGNAL(SIGSYS),
		  exit_summary(in_child(call_with_sigsys_blocked, &verdict)));
	verdict = SECCOMP_RET_KILL_THREAD;
	EXPECT_EQ(BY_SIGNAL(SIGSYS),
		  exit_summary(in_child(call_with_sigsys_blocked, &verdict)));
}

static void *call_in_thread(void *arg)
{
	attach_or_fail(*(__u32 *)arg);
	sys_getppid();
	return (void *)1;
}

/* Apply the verdict to a second thread. Return 42 if the first survives. */
static int survive_thread(void *arg)
{
	void *result = NULL;
	pthread_t thread;

	CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, call_in_thread, arg));
	CHILD_ASSERT_EQ(0, pthread_join(thread, &result));
	/* A killed thread returns no value. */
	CHILD_ASSERT_NE(1, (long)result);
	/* The first thread has no filter. */
	CHILD_ASSERT_LT(0, sys_getppid());
	return 42;
}

TEST(kill_thread_ends_only_the_thread)
{
	__u32 verdict = SECCOMP_RET_KILL_THREAD;

	EXPECT_EQ(42, exit_summary(in_child(survive_thread, &verdict)));
}

TEST(kill_process_in_a_thread_ends_the_process)
{
	__u32 verdict = SECCOMP_RET_KILL_PROCESS;

	EXPECT_EQ(BY_SIGNAL(SIGSYS),
		  exit_summary(in_child(survive_thread, &verdict)));
}

static void *outlive_the_leader(void *arg)
{
	pid_t leader = getpid();
	char path[64], state = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/task/%d/stat", leader, leader);
	while (state != 'Z') {
		file = fopen(path, "re");
		CHILD_ASSERT_OBJECT(file);
		CHILD_ASSERT_EQ(1, fscanf(file, "%*d (%*[^)]) %c", &state));
		fclose(file);
		usleep(1000);
	}
	exit(43);
	return NULL;
}

static int kill_the_leader(void *arg)
{
	__u32 verdict = SECCOMP_RET_KILL_THREAD;
	pthread_t thread;

	CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, outlive_the_leader,
					  NULL));
	return call_under(&verdict);
}

TEST(kill_thread_of_the_leader_keeps_other_threads)
{
	EXPECT_EQ(43, exit_summary(in_child(kill_the_leader, NULL)));
}

/* Values between, below and above the eight known actions. */
static const __u32 unknown_actions[] = {
	0x00010000, 0x00020000, 0x00040000, 0x00060000, 0x7fbf0000,
	0x7fc10000, 0x7ff10000, 0x7ffb0000, 0x7ffd0000, 0x7ffe0000,
	0x80010000, 0xfffe0000, 0xffff0000, 0xffffffff,
};

TEST(unknown_action_kills)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(unknown_actions); i++) {
		EXPECT_EQ(BY_SIGNAL(SIGSYS), outcome_of(unknown_actions[i]))
		{
			TH_LOG("action %#x", unknown_actions[i]);
		}
	}
}

TEST(unknown_action_in_a_thread_kills_the_process)
{
	size_t i;
	__u32 verdict;

	for (i = 0; i < ARRAY_SIZE(unknown_actions); i++) {
		verdict = unknown_actions[i];
		EXPECT_EQ(BY_SIGNAL(SIGSYS),
			  exit_summary(in_child(survive_thread, &verdict)))
		{
			TH_LOG("action %#x", unknown_actions[i]);
		}
	}
}

/*
 * Core dumps
 */

FIXTURE(core)
{
	char dir[32];
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

/* Remove all files in the current directory and return their number. */
static int remove_files(void)
{
	DIR *dir = opendir(".");
	struct dirent *entry;
	int removed = 0;

	while (dir && (entry = readdir(dir))) {
		if (entry->d_name[0] != '.' && !unlink(entry->d_name))
			removed++;
	}
	if (dir)
		closedir(dir);
	return removed;
}

FIXTURE_TEARDOWN(core)
{
	if (!self->dir[0])
		return;
	remove_files();
	rmdir(self->dir);
}

#define NO_CORES \
	"core_pattern or RLIMIT_CORE prevents cores in the current directory"

#define EXPECT_CORE(fn, arg)                             \
	do {                                             \
		int status_ = in_child(fn, arg);         \
		EXPECT_TRUE(killed_by(status_, SIGSYS)); \
		EXPECT_TRUE(WCOREDUMP(status_));         \
		EXPECT_EQ(1, remove_files());            \
	} while (0)

TEST_F(core, kill_process_dumps)
{
	__u32 verdict = SECCOMP_RET_KILL_PROCESS;

	if (!self->possible)
		SKIP(return, NO_CORES);
	EXPECT_CORE(call_under, &verdict);
}

TEST_F(core, kill_process_in_a_thread_dumps)
{
	__u32 verdict = SECCOMP_RET_KILL_PROCESS;

	if (!self->possible)
		SKIP(return, NO_CORES);
	EXPECT_CORE(survive_thread, &verdict);
}

TEST_F(core, kill_thread_of_the_only_thread_dumps)
{
	__u32 verdict = SECCOMP_RET_KILL_THREAD;

	if (!self->possible)
		SKIP(return, NO_CORES);
	EXPECT_CORE(call_under, &verdict);
}

TEST_F(core, kill_thread_of_one_among_two_does_not_dump)
{
	__u32 verdict = SECCOMP_RET_KILL_THREAD;

	if (!self->possible)
		SKIP(return, NO_CORES);
	EXPECT_EQ(42, exit_summary(in_child(survive_thread, &verdict)));
	EXPECT_EQ(0, remove_files());
}

TEST_F(core, unknown_action_dumps)
{
	__u32 verdict = unknown_actions[0];

	if (!self->possible)
		SKIP(return, NO_CORES);
	EXPECT_CORE(call_under, &verdict);
}

TEST_F(core, unhandled_trap_dumps)
{
	__u32 verdict = SECCOMP_RET_TRAP;

	if (!self->possible)
		SKIP(return, NO_CORES);
	EXPECT_CORE(call_under, &verdict);
}

static int call_undumpable(void *arg)
{
	CHILD_ASSERT_EQ(0, prctl(PR_SET_DUMPABLE, 0, 0, 0, 0));
	return call_under(arg);
}

TEST_F(core, undumpable_process_does_not_dump)
{
	__u32 verdict = SECCOMP_RET_KILL_PROCESS;
	int status;

	if (!self->possible)
		SKIP(return, NO_CORES);
	status = in_child(call_undumpable, &verdict);
	EXPECT_TRUE(killed_by(status, SIGSYS));
	EXPECT_FALSE(WCOREDUMP(status));
	EXPECT_EQ(0, remove_files());
}

/*
 * TRAP
 */

static struct {
	siginfo_t info;
	ucontext_t context;
	pid_t tid;
	int count;
} trapped;

static void catch_trap(int sig, siginfo_t *info, void *context)
{
	trapped.info = *info;
	memcpy(&trapped.context, context, sizeof(trapped.context));
	trapped.tid = sys_gettid();
	trapped.count++;
}

static int handle_sigsys(void (*handler)(int, siginfo_t *, void *))
{
	struct sigaction action = {
		.sa_sigaction = handler,
		.sa_flags = SA_SIGINFO,
	};

	memset(&trapped, 0, sizeof(trapped));
	return sigaction(SIGSYS, &action, NULL);
}

/*
 * Call getppid(2) with six arguments from inline assembly. Store the address
 * after the system call instruction in *@after.
 */
static long call_with_args(const unsigned long *args, unsigned long *after)
{
#if defined(__x86_64__)
	register unsigned long r10 asm("r10") = args[3];
	register unsigned long r8 asm("r8") = args[4];
	register unsigned long r9 asm("r9") = args[5];
	long ret = __NR_getppid;

	asm volatile("lea 1f(%%rip), %[ip]\n\t"
		     "syscall\n"
		     "1:"
		     : "+a"(ret), [ip] "=&r"(*after)
		     : "D"(args[0]), "S"(args[1]), "d"(args[2]), "r"(r10),
		       "r"(r8), "r"(r9)
		     : "rcx", "r11", "memory");
	return ret;
#elif defined(__aarch64__)
	register unsigned long x0 asm("x0") = args[0];
	register unsigned long x1 asm("x1") = args[1];
	register unsigned long x2 asm("x2") = args[2];
	register unsigned long x3 asm("x3") = args[3];
	register unsigned long x4 asm("x4") = args[4];
	register unsigned long x5 asm("x5") = args[5];
	register unsigned long x8 asm("x8") = __NR_getppid;
	unsigned long ip;

	asm volatile("adr %[ip], 1f\n\t"
		     "svc #0\n"
		     "1:"
		     : "+r"(x0), [ip] "=&r"(ip)
		     : "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5), "r"(x8)
		     : "memory");
	*after = ip;
	return x0;
#endif
}

static const unsigned long some_args[6] = {
	0x1111111122222222, 0x3333333344444444, 0x5555555566666666,
	0x7777777788888888, 0x99999999aaaaaaaa, 0xbbbbbbbbcccccccc,
};

static unsigned long saved_pc(void)
{
#if defined(__x86_64__)
	return trapped.context.uc_mcontext.gregs[REG_RIP];
#elif defined(__aarch64__)
	return trapped.context.uc_mcontext.pc;
#endif
}

static unsigned long saved_number(void)
{
#if defined(__x86_64__)
	return trapped.context.uc_mcontext.gregs[REG_RAX];
#elif defined(__aarch64__)
	return trapped.context.uc_mcontext.regs[8];
#endif
}

static unsigned long saved_arg(int i)
{
#if defined(__x86_64__)
	static const int regs[] = { REG_RDI, REG_RSI, REG_RDX,
				    REG_R10, REG_R8,  REG_R9 };

	return trapped.context.uc_mcontext.gregs[regs[i]];
#elif defined(__aarch64__)
	return trapped.context.uc_mcontext.regs[i];
#endif
}

static void set_result(void *context, unsigned long value)
{
	ucontext_t *uc = context;

#if defined(__x86_64__)
	uc->uc_mcontext.gregs[REG_RAX] = value;
#elif defined(__aarch64__)
	uc->uc_mcontext.regs[0] = value;
#endif
}

TEST(trap_reports_the_call_and_its_address)
{
	unsigned long after;

	ASSERT_EQ(0, handle_sigsys(catch_trap));
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_nr(__NR_getppid, SECCOMP_RET_TRAP | 0x1234, 0));
	call_with_args(some_args, &after);
	ASSERT_EQ(1, trapped.count);
	EXPECT_EQ(SIGSYS, trapped.info.si_signo);
	EXPECT_EQ(1 /* SYS_SECCOMP */, trapped.info.si_code);
	EXPECT_EQ(0x1234, trapped.info.si_errno);
	EXPECT_EQ(__NR_getppid, trapped.info.si_syscall);
	EXPECT_EQ(NATIVE_ARCH, trapped.info.si_arch);
	EXPECT_EQ(after, (unsigned long)trapped.info.si_call_addr);
	EXPECT_EQ(after, saved_pc());
}

TEST(trap_restores_the_registers_of_the_call)
{
	unsigned long after;
	int i;

	ASSERT_EQ(0, handle_sigsys(catch_trap));
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_nr(__NR_getppid, SECCOMP_RET_TRAP, 0));
	call_with_args(some_args, &after);
	ASSERT_EQ(1, trapped.count);
	EXPECT_EQ(__NR_getppid, saved_number());
	for (i = 0; i < 6; i++)
		EXPECT_EQ(some_args[i], saved_arg(i));
}

static void return_1234(int sig, siginfo_t *info, void *context)
{
	trapped.count++;
	set_result(context, 1234);
}

TEST(trap_handler_chooses_the_result)
{
	unsigned long after;

	ASSERT_EQ(0, handle_sigsys(return_1234));
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_nr(__NR_getppid, SECCOMP_RET_TRAP, 0));
	EXPECT_EQ(1234, call_with_args(some_args, &after));
	EXPECT_EQ(1234, call_with_args(some_args, &after));
	EXPECT_EQ(2, trapped.count);
}

TEST(trap_data_has_16_bits)
{
	static const unsigned int values[] = {
		0, 1, 4095, 4096, 0x8000, 0xffff
	};
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(__NR_getppid, 1, 0),
		INSN_RET(SECCOMP_RET_ALLOW),
		INSN_LOAD_ARG_LO(0),
		INSN(BPF_ALU | BPF_OR | BPF_K, SECCOMP_RET_TRAP),
		INSN_RET_A,
	};
	size_t i;

	ASSERT_EQ(0, handle_sigsys(catch_trap));
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach(insns, ARRAY_SIZE(insns), 0));
	for (i = 0; i < ARRAY_SIZE(values); i++) {
		syscall(__NR_getppid, values[i]);
		EXPECT_EQ(i + 1, trapped.count);
		EXPECT_EQ(values[i], trapped.info.si_errno);
	}
}

TEST(trap_skips_the_call)
{
	int pipes[2];

	ASSERT_EQ(0, handle_sigsys(catch_trap));
	ASSERT_EQ(0, pipe(pipes));
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_nr(__NR_close, SECCOMP_RET_TRAP, 0));
	close(pipes[1]);
	EXPECT_EQ(1, trapped.count);
	EXPECT_EQ(1, write(pipes[1], "x", 1));
}

static void *trap_in_thread(void *arg)
{
	attach_or_fail(SECCOMP_RET_TRAP);
	sys_getppid();
	return (void *)(long)sys_gettid();
}

TEST(trap_goes_to_the_thread_that_called)
{
	pthread_t thread;
	void *tid;

	ASSERT_EQ(0, handle_sigsys(catch_trap));
	ASSERT_EQ(0, pthread_create(&thread, NULL, trap_in_thread, NULL));
	ASSERT_EQ(0, pthread_join(thread, &tid));
	EXPECT_EQ(1, trapped.count);
	EXPECT_EQ((long)tid, trapped.tid);
	EXPECT_NE(sys_gettid(), trapped.tid);
}

TEST(trap_without_a_handler_kills)
{
	EXPECT_EQ(BY_SIGNAL(SIGSYS), outcome_of(SECCOMP_RET_TRAP));
}

static int trap_ignored(void *arg)
{
	__u32 verdict = SECCOMP_RET_TRAP;

	CHILD_ASSERT_NE((long)SIG_ERR, (long)signal(SIGSYS, SIG_IGN));
	return call_under(&verdict);
}

TEST(trap_with_sigsys_ignored_kills)
{
	EXPECT_EQ(BY_SIGNAL(SIGSYS),
		  exit_summary(in_child(trap_ignored, NULL)));
}

TEST(trap_with_sigsys_blocked_kills_despite_a_handler)
{
	__u32 verdict = SECCOMP_RET_TRAP;

	EXPECT_EQ(BY_SIGNAL(SIGSYS),
		  exit_summary(in_child(call_with_sigsys_blocked, &verdict)));
}

static void call_again(int sig, siginfo_t *info, void *context)
{
	sys_getppid();
	_exit(7);
}

static int trap_in_handler(void *arg)
{
	CHILD_ASSERT_EQ(0, handle_sigsys(call_again));
	attach_or_fail(SECCOMP_RET_TRAP);
	CHILD_ASSERT_NO_RETURN(sys_getppid());
}

TEST(trap_in_its_own_handler_kills)
{
	EXPECT_EQ(BY_SIGNAL(SIGSYS),
		  exit_summary(in_child(trap_in_handler, NULL)));
}

/*
 * TRACE without a tracer, USER_NOTIF without a listener
 */

TEST(trace_without_a_tracer_is_enosys)
{
	EXPECT_EQ(ENOSYS, outcome_of(SECCOMP_RET_TRACE));
	EXPECT_EQ(ENOSYS, outcome_of(SECCOMP_RET_TRACE | 0xffff));
}

TEST(user_notif_without_a_listener_is_enosys)
{
	EXPECT_EQ(ENOSYS, outcome_of(SECCOMP_RET_USER_NOTIF));
	EXPECT_EQ(ENOSYS, outcome_of(SECCOMP_RET_USER_NOTIF | 0xffff));
}

TEST(user_notif_after_the_listener_was_closed_is_enosys)
{
	int listener;

	ASSERT_EQ(0, no_new_privs());
	listener = attach_nr(__NR_getppid, SECCOMP_RET_USER_NOTIF,
			     SECCOMP_FILTER_FLAG_NEW_LISTENER);
	ASSERT_LE(0, listener);
	ASSERT_EQ(0, close(listener));
	EXPECT_EQ(-1, sys_getppid());
	EXPECT_EQ(ENOSYS, errno);
}

/*
 * Precedence
 */

/* Outcomes of a call under two filters. An errno is an outcome, too. */
enum {
	UNHANDLED = ENOSYS,
	ALLOWED = 200,
	TRAPPED_OLDER,
	TRAPPED_NEWER,
	NOTIFIED = 210, /* the errno in the supervisor's reply */
	THREAD_KILLED,
	PROCESS_KILLED = BY_SIGNAL(SIGSYS),
};

/* The data of a verdict tells which filter it comes from. */
#define OLDER_DATA 11
#define NEWER_DATA 22

struct pair {
	__u32 older, newer;
	int listener_pipe[2];
	int outcome;
};

static void *reply_once(void *arg)
{
	struct seccomp_notif_resp resp = { .error = -NOTIFIED };
	struct seccomp_notif notif = {};
	struct pair *pair = arg;
	int listener;

	if (read(pair->listener_pipe[0], &listener, sizeof(listener)) !=
	    sizeof(listener))
		return NULL;
	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &notif))
		return NULL;
	resp.id = notif.id;
	ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &resp);
	return NULL;
}

/* Attach one filter. The first filter that notifies gets the listener. */
static void attach_of_pair(struct pair *pair, __u32 verdict, bool *listening)
{
	unsigned int flags = 0;
	int ret;

	if ((verdict & SECCOMP_RET_ACTION_FULL) == SECCOMP_RET_USER_NOTIF &&
	    !*listening)
		flags = SECCOMP_FILTER_FLAG_NEW_LISTENER;
	ret = attach_nr(__NR_getppid, verdict, flags);
	CHILD_ASSERT_LE(0, ret);
	if (!flags)
		return;
	*listening = true;
	CHILD_ASSERT_EQ(sizeof(ret),
			write(pair->listener_pipe[1], &ret, sizeof(ret)));
}

static void *call_under_pair(void *arg)
{
	struct pair *pair = arg;
	bool listening = false;
	pid_t ret;

	CHILD_ASSERT_EQ(0, no_new_privs());
	attach_of_pair(pair, pair->older, &listening);
	attach_of_pair(pair, pair->newer, &listening);
	errno = 0;
	ret = sys_getppid();
	if (trapped.count)
		pair->outcome = trapped.info.si_errno == OLDER_DATA ?
					TRAPPED_OLDER :
					TRAPPED_NEWER;
	else
		pair->outcome = ret > 0 ? ALLOWED : errno;
	return NULL;
}

static int run_pair(void *arg)
{
	struct pair *pair = arg;
	pthread_t caller, listener;

	pair->outcome = THREAD_KILLED;
	CHILD_ASSERT_EQ(0, handle_sigsys(catch_trap));
	CHILD_ASSERT_EQ(0, pipe2(pair->listener_pipe, O_CLOEXEC));
	CHILD_ASSERT_EQ(0, pthread_create(&listener, NULL, reply_once, pair));
	CHILD_ASSERT_EQ(0,
			pthread_create(&caller, NULL, call_under_pair, pair));
	CHILD_ASSERT_EQ(0, pthread_join(caller, NULL));
	return pair->outcome;
}

static int outcome_of_pair(__u32 older, __u32 newer)
{
	struct pair pair = { .older = older, .newer = newer };

	return exit_summary(in_child(run_pair, &pair));
}

static int expected_of_pair(__u32 older, __u32 newer)
{
	bool newer_wins = (__s32)newer <= (__s32)older;

	switch (newer_wins ? newer : older) {
	case SECCOMP_RET_KILL_PROCESS:
		return PROCESS_KILLED;
	case SECCOMP_RET_KILL_THREAD:
		return THREAD_KILLED;
	case SECCOMP_RET_TRAP:
		return newer_wins ? TRAPPED_NEWER : TRAPPED_OLDER;
	case SECCOMP_RET_ERRNO:
		return newer_wins ? NEWER_DATA : OLDER_DATA;
	case SECCOMP_RET_USER_NOTIF:
		/* Of two equal actions the newer wins, and it has no listener. */
		return older == newer ? UNHANDLED : NOTIFIED;
	case SECCOMP_RET_TRACE:
		return UNHANDLED;
	default:
		return ALLOWED;
	}
}

TEST(precedence_of_any_two_actions_ignores_attach_order)
{
	size_t i, j;

	for (i = 0; i < NR_ACTION_NAMES; i++) {
		for (j = 0; j < NR_ACTION_NAMES; j++) {
			__u32 older = action_names[i].ret;
			__u32 newer = action_names[j].ret;

			EXPECT_EQ(expected_of_pair(older, newer),
				  outcome_of_pair(older | OLDER_DATA,
						  newer | NEWER_DATA))
			{
				TH_LOG("older %s, newer %s",
				       action_names[i].kernel,
				       action_names[j].kernel);
			}
		}
	}
}

TEST(precedence_of_unknown_actions_is_by_value)
{
	const __u32 low = 0x00040000; /* between TRAP and ERRNO */
	const __u32 high = 0x7ffd0000; /* between LOG and ALLOW */

	EXPECT_EQ(TRAPPED_OLDER,
		  outcome_of_pair(SECCOMP_RET_TRAP | OLDER_DATA, low));
	EXPECT_EQ(TRAPPED_NEWER,
		  outcome_of_pair(low, SECCOMP_RET_TRAP | NEWER_DATA));
	EXPECT_EQ(PROCESS_KILLED,
		  outcome_of_pair(SECCOMP_RET_ERRNO | OLDER_DATA, low));
	EXPECT_EQ(PROCESS_KILLED,
		  outcome_of_pair(low, SECCOMP_RET_ERRNO | NEWER_DATA));
	EXPECT_EQ(ALLOWED, outcome_of_pair(SECCOMP_RET_LOG, high));
	EXPECT_EQ(ALLOWED, outcome_of_pair(high, SECCOMP_RET_LOG));
	EXPECT_EQ(PROCESS_KILLED, outcome_of_pair(SECCOMP_RET_ALLOW, high));
	EXPECT_EQ(PROCESS_KILLED, outcome_of_pair(high, SECCOMP_RET_ALLOW));
	/* Negative values are below KILL_THREAD and above KILL_PROCESS. */
	EXPECT_EQ(PROCESS_KILLED,
		  outcome_of_pair(SECCOMP_RET_KILL_THREAD, 0xffff0000));
}

TEST(precedence_ignores_data)
{
	/* The older filter has the lower data. */
	EXPECT_EQ(NEWER_DATA, outcome_of_pair(SECCOMP_RET_ERRNO | OLDER_DATA,
					      SECCOMP_RET_ERRNO | NEWER_DATA));
	/* The newer filter has the lower data. */
	EXPECT_EQ(OLDER_DATA, outcome_of_pair(SECCOMP_RET_ERRNO | NEWER_DATA,
					      SECCOMP_RET_ERRNO | OLDER_DATA));
	EXPECT_EQ(ALLOWED, outcome_of_pair(SECCOMP_RET_ALLOW | 0xffff,
					   SECCOMP_RET_ALLOW));
}

TEST(precedence_of_equal_actions_takes_the_newest_data)
{
	unsigned int i;

	ASSERT_EQ(0, no_new_privs());
	for (i = 1; i <= 40; i++) {
		ASSERT_EQ(0, attach_errno(__NR_getppid, i % 2 ? 100 - i : i));
		ASSERT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0));
		ASSERT_EQ(0, attach_nr(__NR_getppid, SECCOMP_RET_TRACE, 0));
		EXPECT_EQ(-1, sys_getppid());
		EXPECT_EQ(i % 2 ? 100 - i : i, errno);
	}
}

TEST(precedence_ignores_the_position_in_a_chain)
{
	unsigned int i;

	ASSERT_EQ(0, no_new_privs());
	for (i = 0; i < 30; i++) {
		if (i == 15)
			ASSERT_EQ(0, attach_errno(__NR_getppid, EDOM));
		ASSERT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0));
	}
	EXPECT_EQ(-1, sys_getppid());
	EXPECT_EQ(EDOM, errno);
	EXPECT_LT(0, sys_gettid());
}

TEST_HARNESS_MAIN
