/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Registers for the body of a system call whose arguments were copied.
 *
 * A filter may look at what an argument points to. Then the kernel copies it, and
 * the body of the call must use the copy. The architecture calls the body by
 * seccomp_invoke() or seccomp_invoke_nr().
 */
#ifndef _LINUX_SECCOMP_ARGS_H
#define _LINUX_SECCOMP_ARGS_H

#include <linux/compiler.h>
#include <linux/jump_label_ratelimit.h>
#include <linux/ptrace.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#ifdef CONFIG_SECCOMP_DEEP_ARGS
#include <asm/seccomp_regs.h>
#endif

#ifdef CONFIG_SECCOMP_DEEP_ARGS

/* True while a filter with SECCOMP_FILTER_FLAG_DEEP_ARGS lives, and 10 s after. */
extern struct static_key_false_deferred seccomp_arg_key;

long seccomp_invoke_on_copies(struct pt_regs *regs,
			      long (*body)(const struct pt_regs *regs));
long seccomp_invoke_nr_on_copies(struct pt_regs *regs, unsigned int nr,
				 long (*body)(const struct pt_regs *regs,
					      unsigned int nr));

/*
 * Has the check of the current call made registers for its body? Calls without
 * them pay for the key, and for the load and the compare while the key is on.
 */
static __always_inline bool seccomp_has_call_regs(void)
{
	return static_branch_unlikely(&seccomp_arg_key.key) &&
	       unlikely(seccomp_current_again()->seccomp.call_regs);
}

/**
 * seccomp_invoke - Call the body of a system call
 * @body: the body
 * @regs: saved registers of current
 *
 * Context: system call of current, when its entry work is done.
 * Return: result of the body.
 */
static __always_inline long
seccomp_invoke(long (*body)(const struct pt_regs *regs), struct pt_regs *regs)
{
	if (seccomp_has_call_regs())
		return seccomp_invoke_on_copies(regs, body);
	return body(regs);
}

/**
 * seccomp_invoke_nr - Call the function that selects the body of a system call
 * @body: the function
 * @regs: saved registers of current
 * @nr: number of the call for @body
 *
 * Context: system call of current, when its entry work is done.
 * Return: result of the body.
 */
static __always_inline long
seccomp_invoke_nr(long (*body)(const struct pt_regs *regs, unsigned int nr),
		  struct pt_regs *regs, unsigned int nr)
{
	if (seccomp_has_call_regs())
		return seccomp_invoke_nr_on_copies(regs, nr, body);
	return body(regs, nr);
}

/**
 * seccomp_init_args - Let a new task have no argument slot
 * @seccomp: state of the new task, copied from its parent
 *
 * Context: fork, before the task runs.
 */
static inline void seccomp_init_args(struct seccomp *seccomp)
{
	seccomp->arg_slot = NULL;
	seccomp->call_regs = NULL;
}

#else

static __always_inline long
seccomp_invoke(long (*body)(const struct pt_regs *regs), struct pt_regs *regs)
{
	return body(regs);
}

static __always_inline long
seccomp_invoke_nr(long (*body)(const struct pt_regs *regs, unsigned int nr),
		  struct pt_regs *regs, unsigned int nr)
{
	return body(regs, nr);
}

static inline void seccomp_init_args(struct seccomp *seccomp)
{
}

#endif /* CONFIG_SECCOMP_DEEP_ARGS */

#endif /* _LINUX_SECCOMP_ARGS_H */
