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

/* Set the result of a native call that fails; see syscall_set_return_value(). */
static __always_inline void seccomp_set_native_errno(struct pt_regs *regs,
						     long error)
{
	regs->ax = error;
}

#endif /* _ASM_X86_SECCOMP_REGS_H */
