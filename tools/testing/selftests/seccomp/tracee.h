/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Helpers of a tracer: stops of a tracee, and its system call registers on all
 * supported architectures.
 *
 * Include this header after "target.h".
 */
#ifndef SELFTESTS_SECCOMP_TRACEE_H
#define SELFTESTS_SECCOMP_TRACEE_H

#include <elf.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>

#ifndef NT_ARM_SYSTEM_CALL
#define NT_ARM_SYSTEM_CALL 0x404
#endif

#ifndef PTRACE_SYSEMU
#define PTRACE_SYSEMU 31
#endif

/*
 * Results of wait_stop(). The event, signal number or exit code is added.
 */
enum {
	STOP_SYSCALL = 1000,
	STOP_EVENT = 2000,
	STOP_SIGNAL = 3000,
	ENDED_BY_EXIT = 4000,
	ENDED_BY_SIGNAL = 5000,
};

#define STOP_SECCOMP (STOP_EVENT + PTRACE_EVENT_SECCOMP)
#define STOP_INTERRUPTED (STOP_EVENT + PTRACE_EVENT_STOP)

/* Wait for the next stop or the end. Requires PTRACE_O_TRACESYSGOOD. */
static inline int wait_stop(pid_t pid)
{
	int status;

	if (waitpid(pid, &status, __WALL) != pid)
		return -errno;
	if (WIFEXITED(status))
		return ENDED_BY_EXIT + WEXITSTATUS(status);
	if (WIFSIGNALED(status))
		return ENDED_BY_SIGNAL + WTERMSIG(status);
	if (status >> 16)
		return STOP_EVENT + (status >> 16);
	if (WSTOPSIG(status) == (SIGTRAP | 0x80))
		return STOP_SYSCALL;
	return STOP_SIGNAL + WSTOPSIG(status);
}

static inline int seize(pid_t pid, unsigned long options)
{
	return ptrace(PTRACE_SEIZE, pid, NULL, options | PTRACE_O_TRACESYSGOOD);
}

static inline int resume(pid_t pid, int request)
{
	return ptrace(request, pid, NULL, NULL);
}

/* Stop a running or sleeping tracee. */
static inline bool interrupt(pid_t pid)
{
	return !ptrace(PTRACE_INTERRUPT, pid, NULL, NULL) &&
	       wait_stop(pid) == STOP_INTERRUPTED;
}

static inline struct __ptrace_syscall_info syscall_info(pid_t pid)
{
	struct __ptrace_syscall_info info;

	memset(&info, 0, sizeof(info));
	if (ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof(info), &info) < 0)
		info.op = 0xff;
	return info;
}

/* Resume a stopped tracee until the entry stop of the call @nr. */
static inline bool run_to_entry(pid_t pid, long nr)
{
	struct __ptrace_syscall_info info;

	for (;;) {
		if (resume(pid, PTRACE_SYSCALL))
			return false;
		if (wait_stop(pid) != STOP_SYSCALL)
			continue;
		info = syscall_info(pid);
		if (info.op == PTRACE_SYSCALL_INFO_ENTRY &&
		    info.entry.nr == (__u64)nr)
			return true;
	}
}

#if defined(__x86_64__)

static inline bool get_regs(pid_t pid, struct user_regs_struct *regs)
{
	return !ptrace(PTRACE_GETREGS, pid, NULL, regs);
}

static inline bool set_regs(pid_t pid, struct user_regs_struct *regs)
{
	return !ptrace(PTRACE_SETREGS, pid, NULL, regs);
}

static inline unsigned long long *reg_of_arg(struct user_regs_struct *regs,
					     int n)
{
	unsigned long long *args[] = { &regs->rdi, &regs->rsi, &regs->rdx,
				       &regs->r10, &regs->r8,  &regs->r9 };

	return args[n];
}

static inline bool set_number(pid_t pid, long nr)
{
	struct user_regs_struct regs;

	if (!get_regs(pid, &regs))
		return false;
	regs.orig_rax = nr;
	return set_regs(pid, &regs);
}

static inline bool set_result(pid_t pid, long value)
{
	struct user_regs_struct regs;

	if (!get_regs(pid, &regs))
		return false;
	regs.rax = value;
	return set_regs(pid, &regs);
}

#elif defined(__aarch64__)

static inline bool get_regs(pid_t pid, struct user_regs_struct *regs)
{
	struct iovec iov = { regs, sizeof(*regs) };

	return !ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &iov);
}

static inline bool set_regs(pid_t pid, struct user_regs_struct *regs)
{
	struct iovec iov = { regs, sizeof(*regs) };

	return !ptrace(PTRACE_SETREGSET, pid, NT_PRSTATUS, &iov);
}

static inline unsigned long long *reg_of_arg(struct user_regs_struct *regs,
					     int n)
{
	return &regs->regs[n];
}

static inline bool set_number(pid_t pid, long nr)
{
	int number = nr;
	struct iovec iov = { &number, sizeof(number) };

	return !ptrace(PTRACE_SETREGSET, pid, NT_ARM_SYSTEM_CALL, &iov);
}

static inline bool set_result(pid_t pid, long value)
{
	struct user_regs_struct regs;

	if (!get_regs(pid, &regs))
		return false;
	regs.regs[0] = value;
	return set_regs(pid, &regs);
}

#endif

static inline bool set_arg(pid_t pid, int n, unsigned long value)
{
	struct user_regs_struct regs;

	if (!get_regs(pid, &regs))
		return false;
	*reg_of_arg(&regs, n) = value;
	return set_regs(pid, &regs);
}

#endif /* SELFTESTS_SECCOMP_TRACEE_H */
