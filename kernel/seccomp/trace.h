/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Trace events. The inline functions cost an instruction while no event is on.
 */
#ifndef _KERNEL_SECCOMP_TRACE_H
#define _KERNEL_SECCOMP_TRACE_H

#include <linux/seccomp_fastpath.h>
#include <linux/tracepoint-defs.h>

struct seccomp_call;
struct seccomp_filter;
struct seccomp_verdict;

#ifdef CONFIG_TRACEPOINTS

DECLARE_TRACEPOINT(seccomp_args);
DECLARE_TRACEPOINT(seccomp_attach);

void seccomp_report_call(const struct seccomp_call *call,
			 const struct seccomp_verdict *verdict);
void seccomp_report_action(const struct seccomp_call *call);
void seccomp_report_args(const struct seccomp_call *call);
void seccomp_report_attach(const struct seccomp_filter *filter);

/**
 * seccomp_traces_args - Check whether a reader wants the copies of arguments
 *
 * Context: any.
 * Return: true if each call with copies has to reach seccomp_trace_args(), or a
 * handler of an action.
 */
static inline bool seccomp_traces_args(void)
{
	return tracepoint_enabled(seccomp_args);
}

/**
 * seccomp_trace_args - Report the copied arguments of an allowed call
 * @call: the call of current
 *
 * Context: system call entry of current.
 */
static inline void seccomp_trace_args(const struct seccomp_call *call)
{
	if (seccomp_traces_args())
		seccomp_report_args(call);
}

/**
 * seccomp_trace_action - Report a verdict before its action is carried out
 * @call: the call of current, with its verdict
 *
 * It reports no SECCOMP_RET_USER_NOTIF. A supervisor may still change that verdict.
 *
 * Context: system call entry of current.
 */
static inline void seccomp_trace_action(const struct seccomp_call *call)
{
	if (seccomp_is_watched())
		seccomp_report_action(call);
}

/**
 * seccomp_trace_call - Report a verdict about which a supervisor has decided
 * @call: the call of current
 * @verdict: the verdict; owned by the caller
 *
 * Context: system call entry of current, before the result of the call is set.
 */
static inline void seccomp_trace_call(const struct seccomp_call *call,
				      const struct seccomp_verdict *verdict)
{
	if (seccomp_is_watched())
		seccomp_report_call(call, verdict);
}

/**
 * seccomp_trace_attach - Report that current has attached a filter
 * @filter: the filter; the caller keeps it alive
 *
 * Context: process context.
 */
static inline void seccomp_trace_attach(const struct seccomp_filter *filter)
{
	if (tracepoint_enabled(seccomp_attach))
		seccomp_report_attach(filter);
}

#else /* CONFIG_TRACEPOINTS */

static inline bool seccomp_traces_args(void)
{
	return false;
}

static inline void seccomp_trace_args(const struct seccomp_call *call)
{
}

static inline void seccomp_trace_action(const struct seccomp_call *call)
{
}

static inline void seccomp_trace_call(const struct seccomp_call *call,
				      const struct seccomp_verdict *verdict)
{
}

static inline void seccomp_trace_attach(const struct seccomp_filter *filter)
{
}

#endif /* CONFIG_TRACEPOINTS */

#endif /* _KERNEL_SECCOMP_TRACE_H */
