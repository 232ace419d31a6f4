/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the architectures have to say about single system calls.
 *
 * All of it is judged by the call at hand, not by the process: a 64-bit task
 * can make 32-bit calls, and a number means nothing without its architecture.
 */
#ifndef _KERNEL_SECCOMP_ARCH_H
#define _KERNEL_SECCOMP_ARCH_H

#include <linux/compat.h>
#include <linux/ptrace.h>
#include <linux/sched.h>
#include <linux/sched/task_stack.h>
#include <linux/seccomp.h>
#include <linux/stddef.h>
#include <asm/syscall.h>
#include <asm/unistd.h>

#include "abi.h"

/* User-mode Linux has this, too, but its registers in another structure. */
#if defined(CONFIG_X86_64) && !defined(CONFIG_UML)
#define SECCOMP_ON_X86_64
#endif

/**
 * seccomp_is_uprobe_exception - is a call one that the kernel put into the program?
 * @nr: its number
 *
 * A probed function makes these calls without knowing, and no filter written
 * for the program has heard of them. They check where they come from, so that
 * the program gains nothing by making them itself.
 *
 * Context: entry of a system call of the current task.
 * Return: true for a call that no mode may refuse.
 */
static inline bool seccomp_is_uprobe_exception(int nr)
{
#if defined(SECCOMP_ON_X86_64) && defined(__NR_uretprobe)
	if (nr == __NR_uretprobe)
		return syscall_get_arch(current) == SECCOMP_ARCH_NATIVE;
#endif
#if defined(SECCOMP_ON_X86_64) && defined(__NR_uprobe)
	if (nr == __NR_uprobe)
		return syscall_get_arch(current) == SECCOMP_ARCH_NATIVE;
#endif
	return false;
}

/**
 * seccomp_allow_uprobe_exception - give those calls an entry of a table
 * @entries: the entries of all outcome_idx
 * @allow: the entry
 */
static inline void seccomp_allow_uprobe_exception(u8 *entries, u8 allow)
{
#if defined(SECCOMP_ON_X86_64) && defined(__NR_uretprobe)
	entries[seccomp_table_index(SECCOMP_ARCH_NATIVE, __NR_uretprobe)] =
		allow;
#endif
#if defined(SECCOMP_ON_X86_64) && defined(__NR_uprobe)
	entries[seccomp_table_index(SECCOMP_ARCH_NATIVE, __NR_uprobe)] = allow;
#endif
}

/**
 * populate_seccomp_data - what a filter may know of a call
 * @sd: for the call
 * @regs: the registers of current, as saved at system call entry
 *
 * Context: system call entry of the current task.
 */
static inline void populate_seccomp_data(struct seccomp_data *sd,
					 struct pt_regs *regs)
{
	unsigned long args[ARRAY_SIZE(sd->args)] __uninitialized;
	int i;

	sd->nr = syscall_get_nr(current, regs);
	sd->arch = syscall_get_arch(current);
	sd->instruction_pointer = KSTK_EIP(current);
	syscall_get_arguments(current, regs, args);
	for (i = 0; i < ARRAY_SIZE(args); i++)
		sd->args[i] = args[i];
}

/*
 * struct seccomp_data in pieces of 64 bits: number and architecture, the
 * instruction pointer, the arguments.
 */
#define SECCOMP_DATA_PIECES (sizeof(struct seccomp_data) / sizeof(u64))

/**
 * seccomp_reg_offsets - where a call of an ABI has its data
 * @abi: the ABI
 *
 * That is what populate_seccomp_data() reads, on machines where both halves of a
 * piece are in a register as they are in struct seccomp_data. Of the first
 * piece there is the number only.
 *
 * Return: for each piece of struct seccomp_data its offset in struct pt_regs;
 * NULL on an architecture of which that is not known.
 */
static inline const u16 *seccomp_reg_offsets(enum seccomp_abi abi)
{
#if defined(SECCOMP_ON_X86_64)
	static const u16 native[SECCOMP_DATA_PIECES] = {
		offsetof(struct pt_regs, orig_ax),
		offsetof(struct pt_regs, ip),
		offsetof(struct pt_regs, di),
		offsetof(struct pt_regs, si),
		offsetof(struct pt_regs, dx),
		offsetof(struct pt_regs, r10),
		offsetof(struct pt_regs, r8),
		offsetof(struct pt_regs, r9),
	};
#ifdef SECCOMP_ARCH_COMPAT
	static const u16 compat[SECCOMP_DATA_PIECES] = {
		offsetof(struct pt_regs, orig_ax), offsetof(struct pt_regs, ip),
		offsetof(struct pt_regs, bx),	   offsetof(struct pt_regs, cx),
		offsetof(struct pt_regs, dx),	   offsetof(struct pt_regs, si),
		offsetof(struct pt_regs, di),	   offsetof(struct pt_regs, bp),
	};

	if (abi == SECCOMP_ABI_COMPAT)
		return compat;
#endif
	return native;
#elif defined(CONFIG_ARM64)
	/* The same for both: the first argument is where no result goes. */
	static const u16 both[SECCOMP_DATA_PIECES] = {
		offsetof(struct pt_regs, syscallno),
		offsetof(struct pt_regs, pc),
		offsetof(struct pt_regs, orig_x0),
		offsetof(struct pt_regs, regs[1]),
		offsetof(struct pt_regs, regs[2]),
		offsetof(struct pt_regs, regs[3]),
		offsetof(struct pt_regs, regs[4]),
		offsetof(struct pt_regs, regs[5]),
	};

	return both;
#else
	return NULL;
#endif
}

#endif /* _KERNEL_SECCOMP_ARCH_H */
