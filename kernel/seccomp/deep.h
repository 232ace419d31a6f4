/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Calls about which filters decide by what an argument points to.
 */
#ifndef _KERNEL_SECCOMP_DEEP_H
#define _KERNEL_SECCOMP_DEEP_H

#include <linux/errno.h>
#include <linux/types.h>
#include <linux/seccomp_args.h>

#include "action_handler.h"
#include "arg_copy.h"

struct pt_regs;
struct seccomp_check;
struct seccomp_filter;
struct seccomp_rule;
struct seccomp_table;
struct seccomp_windows;

#ifdef CONFIG_SECCOMP_DEEP_ARGS

int seccomp_deep_copy(struct seccomp_call *call, u16 windows);
bool seccomp_deep_check_rule(struct seccomp_call *call,
			     const struct seccomp_table *table,
			     const struct seccomp_rule *rule);
bool seccomp_deep_check_ranked(struct seccomp_call *call,
			       const struct seccomp_table *table,
			       const struct seccomp_rule *rule, u32 *rank);
const struct seccomp_windows *
seccomp_deep_windows(const struct seccomp_call *call);
long seccomp_deep_check(struct pt_regs *regs, const struct seccomp_table *table,
			const struct seccomp_rule *rule);
long seccomp_deep_conclude(struct pt_regs *regs, struct seccomp_arg_slot *slot,
			   const struct seccomp_check *check, u32 ret);

int seccomp_deep_arm(struct seccomp_call *call);

/*
 * Drop the registers of an earlier call, whose body did not use them: a trace point may
 * have kept the body from running. Checks that are cheaper than this leave it to
 * seccomp_deep_arm().
 */
static inline void seccomp_deep_begin(void)
{
	if (static_branch_unlikely(&seccomp_arg_key.key))
		seccomp_args_disarm();
}

/**
 * seccomp_deep_finish - Let the body of a call use the copies of its arguments
 * @call: the call of current, with its last verdict
 * @result: what to do with the call
 *
 * Context: system call entry of current, at the end of the check; may sleep.
 * Return: @result; or CALL_SKIP without memory, with the result in the registers.
 */
static inline int seccomp_deep_finish(struct seccomp_call *call, int result)
{
	if (result == CALL_RUN && unlikely(call->slot))
		return seccomp_deep_arm(call);
	return result;
}

/**
 * seccomp_deep_take_edit - Check whether a supervisor has replaced a copy
 * @call: the call of current, after it has waited for the supervisor
 *
 * The caller runs all filters again, so the edit counts once.
 *
 * Context: system call entry of current.
 * Return: true for a copy that no filter has seen.
 */
static inline bool seccomp_deep_take_edit(const struct seccomp_call *call)
{
	const bool edited = call->slot && call->slot->edited;

	if (edited)
		call->slot->edited = false;
	return edited;
}

#else /* CONFIG_SECCOMP_DEEP_ARGS */

static inline int seccomp_deep_copy(struct seccomp_call *call, u16 windows)
{
	return 0;
}

/* Without argument windows, no rule needs this. Skip the call. */
static inline bool seccomp_deep_check_rule(struct seccomp_call *call,
					   const struct seccomp_table *table,
					   const struct seccomp_rule *rule)
{
	return false;
}

static inline const struct seccomp_windows *
seccomp_deep_windows(const struct seccomp_call *call)
{
	return NULL;
}

static inline bool seccomp_deep_take_edit(const struct seccomp_call *call)
{
	return false;
}

static inline void seccomp_deep_begin(void)
{
}

static inline int seccomp_deep_finish(struct seccomp_call *call, int result)
{
	return result;
}

#endif /* CONFIG_SECCOMP_DEEP_ARGS */

#endif /* _KERNEL_SECCOMP_DEEP_H */
