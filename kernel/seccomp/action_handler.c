// SPDX-License-Identifier: GPL-2.0-only
/*
 * One handler for each action: what it does to the call and to its task.
 */
#include <linux/ptrace.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/seccomp.h>
#include <linux/seccomp_fastpath.h>
#include <asm/syscall.h>

#include "action.h"
#include "action_handler.h"
#include "arch.h"
#include "count.h"
#include "decider.h"
#include "listener.h"
#include "mode.h"
#include "notify_path.h"
#include "record.h"
#include "trace.h"

static u16 ret_data(const struct seccomp_call *call)
{
	return call->verdict.ret & SECCOMP_RET_DATA;
}

static void set_return_value(const struct seccomp_call *call, int error,
			     long val)
{
	syscall_set_return_value(current, call->regs, error, val);
}

/* Send a fatal signal, with the registers as they were at the call. */
static enum seccomp_call_result
kill_and_dump_core(const struct seccomp_call *call)
{
	syscall_rollback(current, call->regs);
	force_sig_seccomp(call->nr, ret_data(call), true);
	return CALL_SKIP;
}

static enum seccomp_call_result action_kill_process(struct seccomp_call *call)
{
	seccomp_mark_dead();
	seccomp_log_call(call, call->nr, SIGSYS);
	return kill_and_dump_core(call);
}

static enum seccomp_call_result action_kill_thread(struct seccomp_call *call)
{
	seccomp_mark_dead();
	seccomp_log_call(call, call->nr, SIGSYS);
	/* The last thread takes the process with it, so it dumps core. */
	if (atomic_read(&current->signal->live) == 1)
		return kill_and_dump_core(call);
	do_exit(SIGSYS);
	return CALL_SKIP;
}

static enum seccomp_call_result action_trap(struct seccomp_call *call)
{
	seccomp_log_call(call, call->nr, 0);
	syscall_rollback(current, call->regs);
	force_sig_seccomp(call->nr, ret_data(call), false);
	return CALL_SKIP;
}

static enum seccomp_call_result action_errno(struct seccomp_call *call)
{
	seccomp_log_call(call, call->nr, 0);
	set_return_value(call, seccomp_ret_to_errno(call->verdict.ret), 0);
	return CALL_SKIP;
}

/* A verdict that was overtaken has no filter any more. It counts as the newest's. */
static noinline void count_decided(struct seccomp_counter *counter,
				   const struct seccomp_call *call)
{
	const struct seccomp_filter *decider = NULL;
	u32 level = counter->level;

	/* There is no filter outside the oldest one. */
	if (counter->depth > 1)
		decider = seccomp_call_decider(call);
	if (decider)
		level = seccomp_count_level(counter, decider->depth);
	seccomp_count(counter, seccomp_action_of(call->verdict.ret), level,
		      seccomp_table_index(syscall_get_arch(current), call->nr));
}

/* Count a call by its verdict, if the path has a counter. */
static void count_call(const struct seccomp_call *call)
{
	struct seccomp_counter *counter = seccomp_current_counter();

	if (unlikely(counter))
		count_decided(counter, call);
}

/* Has a signal ended the wait for an answer? The call may start again. */
static bool is_interrupted(const struct seccomp_reply *reply)
{
	return signal_pending(current) && (reply->error == -ERESTARTSYS ||
					   reply->error == -ERESTARTNOINTR);
}

static enum seccomp_call_result action_user_notif(struct seccomp_call *call)
{
	const struct seccomp_verdict asked = call->verdict;
	struct seccomp_reply reply;
	bool is_decided;

	if (!seccomp_ask_supervisors(call, &reply)) {
		/* The final action is another one, so this recurses once. */
		if (!seccomp_is_allow(call->verdict.ret))
			return seccomp_handle_action(call);
		/* Supervisors let the call run, and not the filters. */
		call->verdict = asked;
		count_call(call);
		seccomp_trace_call(call, &asked);
		return CALL_RUN;
	}
	count_call(call);
	is_decided = !is_interrupted(&reply);
	if (is_decided)
		seccomp_trace_call(call, &call->verdict);
	/* A result is no refusal, so it leaves a record only if the filter asks. */
	if (call->verdict.log ||
	    (is_decided && reply.error && seccomp_is_watched()))
		seccomp_log_call(call, call->nr, 0);
	set_return_value(call, reply.error, reply.val);
	return CALL_SKIP;
}

/* Skip a call that a tracer was asked about. */
static enum seccomp_call_result
skip_traced(const struct seccomp_call *call,
	    const struct seccomp_filter *decider, int nr)
{
	if (seccomp_call_is_logged(call))
		seccomp_log_decided(call, decider, nr, 0);
	return CALL_SKIP;
}

static enum seccomp_call_result action_trace_event(struct seccomp_call *call)
{
	const struct seccomp_filter *decider;
	int nr;

	/* The tracer has seen this call, and may have made it. */
	if (call->rechecked)
		return CALL_RUN;
	if (!ptrace_event_enabled(current, PTRACE_EVENT_SECCOMP)) {
		seccomp_log_call(call, call->nr, 0);
		set_return_value(call, -ENOSYS, 0);
		return CALL_SKIP;
	}

	/*
	 * The tracer may change what the filters have seen. An administrator may ask for
	 * records during the stop.
	 */
	decider = seccomp_call_decider(call);
	ptrace_event(PTRACE_EVENT_SECCOMP, ret_data(call));
	/*
	 * A task with a fatal signal may not have stopped. Then no tracer has
	 * seen this call.
	 */
	if (fatal_signal_pending(current))
		return skip_traced(call, decider, call->nr);
	nr = syscall_get_nr(current, call->regs);
	if (nr < 0)
		return skip_traced(call, decider, nr);
	/* The tracer may have changed the call, a sibling the filters. */
	return CALL_RECHECK;
}

static enum seccomp_call_result action_log(struct seccomp_call *call)
{
	seccomp_log_call(call, call->nr, 0);
	return CALL_RUN;
}

static enum seccomp_call_result action_allow(struct seccomp_call *call)
{
	return CALL_RUN;
}

typedef enum seccomp_call_result action_fn(struct seccomp_call *call);

static action_fn *const action_handlers[SECCOMP_ACTIONS] = {
	[SECCOMP_ACTION_KILL_PROCESS] = action_kill_process,
	[SECCOMP_ACTION_KILL_THREAD] = action_kill_thread,
	[SECCOMP_ACTION_TRAP] = action_trap,
	[SECCOMP_ACTION_ERRNO] = action_errno,
	[SECCOMP_ACTION_USER_NOTIF] = action_user_notif,
	[SECCOMP_ACTION_TRACE] = action_trace_event,
	[SECCOMP_ACTION_LOG] = action_log,
	[SECCOMP_ACTION_ALLOW] = action_allow,
};

/**
 * seccomp_handle_action - Carry out the action of a verdict
 * @call: the call of current, with its verdict; owned by the caller
 *
 * Context: system call entry of current; may sleep. Does not return for a
 * thread that the action kills alone.
 * Return: whether to run, skip or recheck the call.
 */
enum seccomp_call_result seccomp_handle_action(struct seccomp_call *call)
{
	const enum seccomp_action action = seccomp_action_of(call->verdict.ret);

	/*
	 * A call counts once for each evaluation. Supervisors may change the verdict.
	 * The tracer is asked once, also if the call needs it again.
	 */
	if (action != SECCOMP_ACTION_USER_NOTIF &&
	    !(action == SECCOMP_ACTION_TRACE && call->rechecked))
		count_call(call);
	seccomp_trace_action(call);
	return action_handlers[action](call);
}
