/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the actions do to a system call and to its task.
 */
#ifndef _KERNEL_SECCOMP_ACTION_HANDLER_H
#define _KERNEL_SECCOMP_ACTION_HANDLER_H

#include <linux/seccomp.h>
#include <linux/types.h>

#include "domain.h"
#include "verdict.h"

struct pt_regs;
struct seccomp_arg_slot;
struct seccomp_filter;

/**
 * enum seccomp_call_result - next step of entry after an action
 * @CALL_RUN: run the call
 * @CALL_SKIP: skip the call; its result is in the registers
 * @CALL_RECHECK: read the call from the registers and run the filters again
 */
enum seccomp_call_result {
	CALL_RUN = 0,
	CALL_SKIP = -1,
	CALL_RECHECK = 1,
};

/**
 * struct seccomp_call - a system call that a filter does not simply allow
 * @regs: saved registers of current
 * @nr: number of the call
 * @verdict: verdict of the path
 * @slot: slot of current with copies of arguments, which the body will use; or
 *	NULL if nothing was copied
 * @rechecked: a tracer has been asked about the call already
 * @filter: newest filter of the path that decides from here on; the use of current
 *	keeps it alive. It is valid in handlers of actions only
 */
struct seccomp_call {
	struct pt_regs *regs;
	int nr;
	struct seccomp_verdict verdict;
	struct seccomp_arg_slot *slot;
	bool rechecked;
	const struct seccomp_filter *filter;
};

#ifdef CONFIG_SECCOMP_FILTER
/**
 * seccomp_call_is_stale - Check whether a verdict has been overtaken
 * @call: a call of current that has waited since its verdict was found
 *
 * Context: system call entry of current.
 * Return: true if a domain of the path has got further filters since then. The caller
 * then runs all programs again before the call goes on.
 */
static inline bool seccomp_call_is_stale(const struct seccomp_call *call)
{
	return seccomp_verdict_is_stale(call->filter, call->regs,
					&call->verdict);
}

#endif /* CONFIG_SECCOMP_FILTER */

enum seccomp_call_result seccomp_handle_action(struct seccomp_call *call);

#endif /* _KERNEL_SECCOMP_ACTION_HANDLER_H */
