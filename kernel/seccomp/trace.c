// SPDX-License-Identifier: GPL-2.0-only
/*
 * Trace events: what a verdict, an attach and the copies of a call report.
 *
 * While no event is on, a call costs what it does without events. A silent errno then
 * never gets here: the key seccomp_watching sends it to the slow path, and the two
 * events about calls raise that key.
 */
#include <linux/ptrace.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/string.h>
#include <uapi/linux/seccomp_ext.h>

#include "abi.h"
#include "action_handler.h"
#include "arch.h"
#include "arg_slot.h"
#include "decider.h"
#include "filter.h"
#include "filter_id.h"
#include "outcome.h"
#include "program.h"
#include "trace.h"
#include "verdict.h"
#include "window.h"

#define CREATE_TRACE_POINTS
#include <trace/events/seccomp.h>

/**
 * seccomp_trace_reg - Let each errno reach the trace events
 *
 * Context: the first reader enables an event about calls; may sleep.
 * Return: 0.
 */
int seccomp_trace_reg(void)
{
	seccomp_watch_get();
	return 0;
}

/**
 * seccomp_trace_unreg - Undo one seccomp_trace_reg()
 *
 * Context: the last reader disables an event about calls; may sleep.
 */
void seccomp_trace_unreg(void)
{
	seccomp_watch_put();
}

static struct seccomp_trace_filter
describe_filter(const struct seccomp_filter *filter)
{
	if (!filter)
		return (struct seccomp_trace_filter){ 0, "", "" };
	return (struct seccomp_trace_filter){
		.id = seccomp_filter_id(filter->serial),
		.label = filter->label ?: "",
		.comm = filter->comm,
	};
}

static void report_verdict(const struct seccomp_call *call,
			   const struct seccomp_verdict *verdict)
{
	struct seccomp_trace_filter decider;
	struct seccomp_call decided = *call;
	struct seccomp_data sd;

	/* A supervisor that continues a call leaves an allowed one. */
	decided.verdict = *verdict;
	decider = describe_filter(seccomp_call_decider(&decided));
	populate_seccomp_data(&sd, call->regs);
	trace_seccomp_verdict(&sd, verdict->ret, &decider);
}

/**
 * seccomp_report_call - Report a verdict and the copied arguments of a call
 * @call: the call of current, with the path that gave the verdict
 * @verdict: the verdict, which does not allow the call; owned by the caller
 *
 * Context: system call entry of current, with the registers of the call.
 */
void seccomp_report_call(const struct seccomp_call *call,
			 const struct seccomp_verdict *verdict)
{
	if (trace_seccomp_verdict_enabled())
		report_verdict(call, verdict);
	seccomp_trace_args(call);
}

/**
 * seccomp_report_action - Report a verdict that no supervisor can change
 * @call: the call of current, with its verdict and the path that gave it
 *
 * Context: system call entry of current, with the registers of the call.
 */
void seccomp_report_action(const struct seccomp_call *call)
{
	const u32 ret = call->verdict.ret;

	if ((ret & SECCOMP_RET_ACTION_FULL) != SECCOMP_RET_USER_NOTIF)
		seccomp_report_call(call, &call->verdict);
}

static void report_window(const struct seccomp_arg_slot *slot,
			  unsigned int window)
{
	const struct seccomp_windows *windows = &slot->windows;
	const void *bytes = windows->sources[SECCOMP_SOURCE_DATA + window];
	const struct seccomp_window_header *header = &windows->headers[window];

	/* A filter may look into a window that the call does not have. */
	if (header->status != SECCOMP_ARG_ABSENT)
		trace_seccomp_args(slot->arch, slot->nr, window, header, bytes);
}

/**
 * seccomp_report_args - Report the copied arguments of a call
 * @call: the call of current
 *
 * Context: system call entry of current.
 */
void seccomp_report_args(const struct seccomp_call *call)
{
	const struct seccomp_arg_slot *slot = call->slot;
	unsigned int i;

	if (!slot)
		return;
	for (i = 0; i < SECCOMP_ARG_WINDOWS; i++)
		if (slot->copied & SECCOMP_WINDOW_BIT(i))
			report_window(slot, i);
}

/* Count the answers of a program to native numbers. */
static void count_answers(const struct seccomp_program *program,
			  struct seccomp_trace_program *counts)
{
	/* An architecture without slots has none, and then the counts are 0. */
	const struct seccomp_abi_info *native = &seccomp_abi_info[0];
	const u8 *outcome_idx = program->outcome_idx + native->first_slot;
	unsigned int i;

	for (i = 0; i < native->count; i++) {
		const struct seccomp_outcome *outcome =
			&program->outcomes[outcome_idx[i]];

		if (outcome->kind == OUTCOME_UNKNOWN)
			counts->whole++;
		else if (outcome->kind == OUTCOME_RESIDUAL)
			counts->tested++;
		else if (seccomp_is_allow(outcome->ret))
			counts->allowed++;
		else
			counts->constant++;
	}
}

/**
 * seccomp_report_attach - Report an attach
 * @filter: the filter; the caller keeps it alive
 *
 * A filter that waits for an exec has no place on a path yet.
 *
 * Context: process context, after the attach.
 */
void seccomp_report_attach(const struct seccomp_filter *filter)
{
	const bool waits = filter->flags & SECCOMP_FILTER_FLAG_ON_EXEC;
	const struct seccomp_trace_filter who = describe_filter(filter);
	struct seccomp_trace_program counts = {
		.flags = filter->flags,
		.insns = filter->program->len,
		.depth = waits ? 0 : filter->depth,
	};

	count_answers(filter->program, &counts);
	trace_seccomp_attach(&who, &counts);
}
