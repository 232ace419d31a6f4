/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Audit records of calls about which filters decide.
 */
#ifndef _KERNEL_SECCOMP_RECORD_H
#define _KERNEL_SECCOMP_RECORD_H

#include <linux/compiler.h>
#include <linux/seccomp.h>
#include <linux/types.h>

#include "action.h"
#include "action_handler.h"
#include "decider.h"

struct seccomp_filter;

/**
 * struct seccomp_record - filters of a record
 * @path: newest filter of the path that decided; the task keeps it alive
 * @decider: filter of that path that gave the verdict; NULL if none gives it any more
 */
struct seccomp_record {
	const struct seccomp_filter *path;
	const struct seccomp_filter *decider;
};

void seccomp_log_decided(const struct seccomp_call *call,
			 const struct seccomp_filter *decider, int nr,
			 long signr);

/**
 * seccomp_call_is_logged - Check whether a call leaves a record
 * @call: a call with its verdict
 *
 * Context: any.
 * Return: true if the call leaves a record when its verdict is carried out.
 */
static inline bool seccomp_call_is_logged(const struct seccomp_call *call)
{
	return seccomp_is_logged(call->verdict.ret, call->verdict.log);
}

/**
 * seccomp_log_call - Write an audit record of a call, if it leaves one
 * @call: the call of current, with its verdict and its path; as for
 *	seccomp_call_decider()
 * @nr: number of the call for the record
 * @signr: signal that kills current, or 0
 *
 * Context: system call entry of current; may sleep.
 */
static inline void seccomp_log_call(const struct seccomp_call *call, int nr,
				    long signr)
{
	if (seccomp_call_is_logged(call))
		seccomp_log_decided(call, seccomp_call_decider(call), nr,
				    signr);
}

#endif /* _KERNEL_SECCOMP_RECORD_H */
