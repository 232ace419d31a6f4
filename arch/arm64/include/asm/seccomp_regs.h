/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Saved registers that hold a system call's data.
 *
 * kernel/seccomp/regs.c compares the offsets with syscall_get_arguments() at
 * build time.
 */
#ifndef _ASM_ARM64_SECCOMP_REGS_H
#define _ASM_ARM64_SECCOMP_REGS_H

#include <linux/compiler.h>
#include <linux/stddef.h>
#include <asm/alternative-macros.h>
#include <asm/atomic.h>
#include <asm/cpucaps.h>
#include <asm/current.h>
#include <asm/ptrace.h>

/*
 * Offsets in struct pt_regs: number, instruction pointer, six arguments. The
 * first argument is in orig_x0, as x0 receives the result.
 */
#define SECCOMP_NATIVE_REGS                                \
	{                                                  \
		offsetof(struct pt_regs, syscallno),       \
			offsetof(struct pt_regs, pc),      \
			offsetof(struct pt_regs, orig_x0), \
			offsetof(struct pt_regs, regs[1]), \
			offsetof(struct pt_regs, regs[2]), \
			offsetof(struct pt_regs, regs[3]), \
			offsetof(struct pt_regs, regs[4]), \
			offsetof(struct pt_regs, regs[5]), \
	}

/* 32-bit calls use the same registers. */
#define SECCOMP_COMPAT_REGS SECCOMP_NATIVE_REGS
#define SECCOMP_COMPAT_THREAD_INFO \
	{                          \
	}

/*
 * What the wrapper of a body reads of a variable regs. Only files that include
 * <linux/syscalls.h> can use it. Kernels differ in the first argument: wrappers
 * read it in x0 or in orig_x0, and those of compat bodies always in x0. A tracer
 * of an old kernel can make the two differ.
 */
#define SECCOMP_NATIVE_BODY_ARGS SC_ARM64_REGS_TO_ARGS(6)
#ifdef COMPAT_SC_ARM64_REGS_TO_ARGS
#define SECCOMP_COMPAT_BODY_ARGS COMPAT_SC_ARM64_REGS_TO_ARGS(6)
#else
#define SECCOMP_COMPAT_BODY_ARGS SC_ARM64_REGS_TO_ARGS(6)
#endif

/* Offsets of these registers; seccomp_sync_body_regs() completes a change. */
#define SECCOMP_NATIVE_BODY_REGS                           \
	{                                                  \
		offsetof(struct pt_regs, regs[0]),         \
			offsetof(struct pt_regs, regs[1]), \
			offsetof(struct pt_regs, regs[2]), \
			offsetof(struct pt_regs, regs[3]), \
			offsetof(struct pt_regs, regs[4]), \
			offsetof(struct pt_regs, regs[5]), \
	}
#define SECCOMP_COMPAT_BODY_REGS SECCOMP_NATIVE_BODY_REGS

/* A body finds the first argument in x0 or in orig_x0, whichever it reads. */
static __always_inline void seccomp_sync_body_regs(struct pt_regs *regs)
{
	regs->orig_x0 = regs->regs[0];
}

/* Set the result of a native call that fails; see syscall_set_return_value(). */
static __always_inline void seccomp_set_native_errno(struct pt_regs *regs,
						     long error)
{
	regs->regs[0] = error;
}

/* Return current. Reading it costs one instruction. */
static __always_inline struct task_struct *seccomp_current_again(void)
{
	return current;
}

/**
 * seccomp_count_cell - Increment a per-CPU counter of the current CPU
 * @cells: counters of each CPU, which begin with -1
 * @index: index of the counter
 *
 * The task may migrate before it increments. Then the counter of another CPU is
 * incremented, by an atomic operation. A kernel that does not preempt itself needs
 * none.
 *
 * Context: process context.
 * Return: true for the first increment of the counter.
 */
static __always_inline bool seccomp_count_cell(u64 __percpu *cells,
					       unsigned long index)
{
	unsigned long offset;
	u64 *cell;

	/* __my_cpu_offset is a call where the compiler expects few counted calls. */
	asm_inline volatile(ALTERNATIVE("mrs %0, tpidr_el1",
					"mrs %0, tpidr_el2",
					ARM64_HAS_VIRT_HOST_EXTN)
			    : "=r"(offset));
	cell = (u64 *)((__force unsigned long)cells + offset) + index;
	if (!IS_ENABLED(CONFIG_PREEMPTION)) {
		const u64 count = READ_ONCE(*cell) + 1;

		WRITE_ONCE(*cell, count);
		return !count;
	}
	return arch_atomic64_fetch_add_relaxed(1, (atomic64_t *)cell) < 0;
}

#endif /* _ASM_ARM64_SECCOMP_REGS_H */
