/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copying arguments into the slot of a thread, and calls that use the copies.
 */
#ifndef _KERNEL_SECCOMP_ARG_COPY_H
#define _KERNEL_SECCOMP_ARG_COPY_H

#include <linux/ptrace.h>
#include <linux/types.h>

#include "arg_row.h"
#include "arg_slot.h"

struct seccomp_rule;
struct seccomp_table;

/*
 * Value of a set of windows that selects all arguments of the call. Arguments that
 * only this value selects keep their pointer if they cannot be copied; arguments
 * that a filter selects lead to the page that is never mapped.
 */
#define SECCOMP_WINDOWS_ALL BIT(15)

#ifdef CONFIG_SECCOMP_DEEP_ARGS

struct seccomp_arg_slot *seccomp_args_begin(struct pt_regs *regs, u16 windows);
struct seccomp_arg_slot *
seccomp_args_begin_row(struct pt_regs *regs, const struct seccomp_arg_row *row,
		       u16 windows);
int seccomp_args_copy(struct seccomp_arg_slot *slot, u16 windows);
int seccomp_args_new_header(const struct seccomp_arg_slot *slot,
			    unsigned int window, void *bytes, unsigned int size,
			    struct seccomp_window_header *new);
void seccomp_args_replace(struct seccomp_arg_slot *slot, unsigned int window,
			  const void *bytes,
			  const struct seccomp_window_header *new);
void seccomp_args_arm(struct seccomp_arg_slot *slot);
long seccomp_args_check(struct pt_regs *regs, const struct seccomp_table *table,
			const struct seccomp_rule *rule);
struct pt_regs *seccomp_take_call_regs(struct pt_regs *regs);
const struct seccomp_windows *seccomp_absent_windows(void);

/**
 * seccomp_args_disarm - Let the next body of current use the saved registers
 *
 * It is inline, so that paths that need no copies save no registers for a call.
 *
 * Context: system call entry of current.
 */
static inline void seccomp_args_disarm(void)
{
	current->seccomp.call_regs = NULL;
}

/* Return the register of the body for an argument of the current call. */
static inline unsigned long *seccomp_arg_reg(struct seccomp_arg_slot *slot,
					     unsigned int arg)
{
	return (void *)&slot->regs + slot->arg_regs[arg];
}

#endif /* CONFIG_SECCOMP_DEEP_ARGS */

#endif /* _KERNEL_SECCOMP_ARG_COPY_H */
