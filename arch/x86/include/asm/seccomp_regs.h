/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Saved registers that hold a system call's data, and the kernel's own calls.
 *
 * kernel/seccomp/regs.c compares the offsets with syscall_get_arguments() at
 * build time.
 */
#ifndef _ASM_X86_SECCOMP_REGS_H
#define _ASM_X86_SECCOMP_REGS_H

#include <linux/compiler.h>
#include <linux/stddef.h>
#include <linux/thread_info.h>
#include <asm/current.h>
#include <asm/percpu.h>
#include <asm/ptrace.h>
#include <asm/unistd.h>

/* Offsets in struct pt_regs: number, instruction pointer, six arguments. */
#define SECCOMP_NATIVE_REGS                            \
	{                                              \
		offsetof(struct pt_regs, orig_ax),     \
			offsetof(struct pt_regs, ip),  \
			offsetof(struct pt_regs, di),  \
			offsetof(struct pt_regs, si),  \
			offsetof(struct pt_regs, dx),  \
			offsetof(struct pt_regs, r10), \
			offsetof(struct pt_regs, r8),  \
			offsetof(struct pt_regs, r9),  \
	}

#ifdef CONFIG_COMPAT
#define SECCOMP_COMPAT_REGS                           \
	{                                             \
		offsetof(struct pt_regs, orig_ax),    \
			offsetof(struct pt_regs, ip), \
			offsetof(struct pt_regs, bx), \
			offsetof(struct pt_regs, cx), \
			offsetof(struct pt_regs, dx), \
			offsetof(struct pt_regs, si), \
			offsetof(struct pt_regs, di), \
			offsetof(struct pt_regs, bp), \
	}
#endif

/* Initializer of a thread_info in the middle of a 32-bit call. */
#ifdef CONFIG_IA32_EMULATION
#define SECCOMP_COMPAT_THREAD_INFO  \
	{                           \
		.status = TS_COMPAT \
	}
#endif

/*
 * The kernel puts these calls into the code of a probed function. The function
 * does not know of them, and no filter written for it allows them. Each checks
 * where it comes from, so a program gains nothing by making it.
 */
#ifdef __NR_uretprobe
#define SECCOMP_NR_URETPROBE __NR_uretprobe
#endif
#ifdef __NR_uprobe
#define SECCOMP_NR_UPROBE __NR_uprobe
#endif

/*
 * What the wrapper of a body reads of a variable regs. Only files that include
 * <linux/syscalls.h> can use it. The wrappers of 32-bit calls read lower halves.
 */
#define SECCOMP_NATIVE_BODY_ARGS SC_X86_64_REGS_TO_ARGS(6)
#define SECCOMP_COMPAT_BODY_ARGS \
	SC_IA32_REGS_TO_ARGS(6, int, a, int, b, int, c, int, d, int, e, int, f)

/* Offsets of these registers; seccomp_sync_body_regs() completes a change. */
#define SECCOMP_NATIVE_BODY_REGS                                            \
	{                                                                   \
		offsetof(struct pt_regs, di), offsetof(struct pt_regs, si), \
			offsetof(struct pt_regs, dx),                       \
			offsetof(struct pt_regs, r10),                      \
			offsetof(struct pt_regs, r8),                       \
			offsetof(struct pt_regs, r9),                       \
	}
#define SECCOMP_COMPAT_BODY_REGS                                            \
	{                                                                   \
		offsetof(struct pt_regs, bx), offsetof(struct pt_regs, cx), \
			offsetof(struct pt_regs, dx),                       \
			offsetof(struct pt_regs, si),                       \
			offsetof(struct pt_regs, di),                       \
			offsetof(struct pt_regs, bp),                       \
	}

static __always_inline void seccomp_sync_body_regs(struct pt_regs *regs)
{
}

/* Set the result of a native call that fails; see syscall_set_return_value(). */
static __always_inline void seccomp_set_native_errno(struct pt_regs *regs,
						     long error)
{
	regs->ax = error;
}

/*
 * Return current, loaded once more. With get_current(), the compiler would keep
 * the task in a register during each call, and save that register first.
 */
static __always_inline struct task_struct *seccomp_current_again(void)
{
#ifdef CONFIG_SECCOMP_PCPU_HOT
	return this_cpu_read(pcpu_hot.current_task);
#else
	return this_cpu_read(current_task);
#endif
}

#ifdef CONFIG_SMP
#define SECCOMP_PERCPU_PREFIX "%%gs:"
#else
#define SECCOMP_PERCPU_PREFIX ""
#endif

/**
 * seccomp_count_cell - Increment a per-CPU counter of the current CPU
 * @cells: counters of each CPU, which begin with -1
 * @index: index of the counter
 *
 * One instruction finds the CPU and increments. The result comes from the flags of
 * that instruction.
 *
 * Context: process context.
 * Return: true for the first increment of the counter.
 */
static __always_inline bool seccomp_count_cell(u64 __percpu *cells,
					       unsigned long index)
{
	/* Later compilers know the segment from the type of @cells. */
	u64 *cell = (u64 *)(__force unsigned long)&cells[index];
	bool first;

	asm volatile("incq " SECCOMP_PERCPU_PREFIX "%[cell]"
		     : "=@ccz"(first), [cell] "+m"(*cell));
	return first;
}

#endif /* _ASM_X86_SECCOMP_REGS_H */
