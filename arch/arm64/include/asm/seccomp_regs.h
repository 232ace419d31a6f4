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

/* Set the result of a native call that fails; see syscall_set_return_value(). */
static __always_inline void seccomp_set_native_errno(struct pt_regs *regs,
						     long error)
{
	regs->regs[0] = error;
}

#endif /* _ASM_ARM64_SECCOMP_REGS_H */
