/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the actions do to a system call and to its task.
 */
#ifndef _KERNEL_SECCOMP_ACTION_HANDLER_H
#define _KERNEL_SECCOMP_ACTION_HANDLER_H

#include <linux/seccomp.h>
#include <linux/types.h>

#include "verdict.h"

struct pt_regs;
struct seccomp_arg_slot;

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
 */
struct seccomp_call {
	struct pt_regs *regs;
	int nr;
	struct seccomp_verdict verdict;
	struct seccomp_arg_slot *slot;
	bool rechecked;
};

enum seccomp_call_result seccomp_handle_action(struct seccomp_call *call);

#endif /* _KERNEL_SECCOMP_ACTION_HANDLER_H */
