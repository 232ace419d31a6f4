/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What seccomp reads of a system call, and what it knows of an architecture.
 *
 * Every function here looks at the call and not at the process: a 64-bit task
 * can make 32-bit calls, and a number means nothing without its architecture.
 */
#ifndef _KERNEL_SECCOMP_ARCH_H
#define _KERNEL_SECCOMP_ARCH_H

#include <linux/compiler.h>
#include <linux/ptrace.h>
#include <linux/sched.h>
#include <linux/sched/task_stack.h>
#include <linux/seccomp.h>
#include <linux/types.h>
#include <asm/syscall.h>
#ifdef CONFIG_SECCOMP_REGS
#include <asm/seccomp_regs.h>
#endif

#include "abi.h"

/**
 * seccomp_is_uprobe_exception - Check for a call that uprobes put into a program
 * @nr: number of the call
 *
 * Context: system call entry of current.
 * Return: true for a call that no mode may refuse.
 */
static inline bool seccomp_is_uprobe_exception(int nr)
{
#ifdef SECCOMP_NR_URETPROBE
	if (nr == SECCOMP_NR_URETPROBE)
		return syscall_get_arch(current) == SECCOMP_ARCH_NATIVE;
#endif
#ifdef SECCOMP_NR_UPROBE
	if (nr == SECCOMP_NR_UPROBE)
		return syscall_get_arch(current) == SECCOMP_ARCH_NATIVE;
#endif
	return false;
}

/**
 * seccomp_allow_uprobe_exception - Let every program allow the calls of uprobes
 * @outcomes: index of a program's outcome for each slot; owned by the caller
 * @allow: index of the outcome that allows a call
 *
 * Context: any.
 */
static inline void seccomp_allow_uprobe_exception(u8 *outcomes, u8 allow)
{
#ifdef SECCOMP_NR_URETPROBE
	outcomes[seccomp_table_index(SECCOMP_ARCH_NATIVE, SECCOMP_NR_URETPROBE)] =
		allow;
#endif
#ifdef SECCOMP_NR_UPROBE
	outcomes[seccomp_table_index(SECCOMP_ARCH_NATIVE, SECCOMP_NR_UPROBE)] =
		allow;
#endif
}

/**
 * populate_seccomp_data - Read a call from the registers
 * @sd: where to write the call; owned by the caller
 * @regs: saved registers of current
 *
 * Context: system call entry of current.
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
 * struct seccomp_data in words of 64 bits: number and architecture, instruction
 * pointer, arguments.
 */
#define SECCOMP_DATA_WORDS64 (sizeof(struct seccomp_data) / sizeof(u64))

#ifdef CONFIG_SECCOMP_REGS
const u16 *seccomp_reg_offsets(enum seccomp_abi abi);
#else
static inline const u16 *seccomp_reg_offsets(enum seccomp_abi abi)
{
	return NULL;
}
#endif

#endif /* _KERNEL_SECCOMP_ARCH_H */
