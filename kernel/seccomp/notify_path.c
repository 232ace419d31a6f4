// SPDX-License-Identifier: GPL-2.0-only
/*
 * The supervisors of a path: which of them decide about a call, and in which order.
 *
 * The innermost supervisor whose filter returns SECCOMP_RET_USER_NOTIF is asked
 * first. A result or an errno ends the call. After SECCOMP_USER_NOTIF_FLAG_CONTINUE
 * the next outer one is asked, and the call runs when the outermost has continued it.
 *
 * A supervisor may replace copies of arguments before it continues the call. Then all
 * programs of the path run again, on the new copies. A stricter verdict ends the call.
 * Each listener is asked at most once for one entry, so this comes to an end.
 */
#include <linux/bug.h>
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/sched.h> /* 6.1: <linux/seccomp.h> needs struct pid */
#include <linux/seccomp.h>

#include "action_handler.h"
#include "arch.h"
#include "deep.h"
#include "filter.h"
#include "listener.h"
#include "notification.h"
#include "notify_path.h"
#include "program.h"
#include "verdict.h"
#include "window.h"

/**
 * struct asked_listeners - listeners that have continued the current entry
 * @count: number of @listeners
 * @listeners: the listeners, in the order in which they were asked; filters of the
 *	path keep them alive
 *
 * A task has it on its stack. A tracer stop or a restart of the call begins with an
 * empty one, as it begins with new copies.
 */
struct asked_listeners {
	unsigned int count;
	const struct seccomp_listener *listeners[SECCOMP_PATH_LISTENERS];
};

static bool was_asked(const struct asked_listeners *asked,
		      const struct seccomp_listener *listener)
{
	unsigned int i;

	for (i = 0; i < asked->count; i++)
		if (asked->listeners[i] == listener)
			return true;
	return false;
}

/*
 * A path has no more open listeners than the array has room for. A path that has become
 * longer may have more that have been asked, if some were closed since. Then the call
 * fails.
 */
static int add_asked(struct asked_listeners *asked,
		     const struct seccomp_listener *listener)
{
	if (asked->count >= SECCOMP_PATH_LISTENERS)
		return -ENOSYS;
	asked->listeners[asked->count++] = listener;
	return 0;
}

/* A listener of a filter with DEEP_ARGS gets all arguments that can be copied. */
static int ask_listener(struct seccomp_call *call,
			const struct seccomp_data *sd,
			struct seccomp_reply *reply)
{
	struct seccomp_listener *listener = call->verdict.listener;
	int err;

	if (!listener)
		return -ENOSYS;
	if (!seccomp_listener_gets_args(listener))
		return seccomp_notification_wait(listener, sd, NULL, reply);
	err = seccomp_deep_copy(call, SECCOMP_WINDOWS_ALL);
	if (err)
		return err;
	return seccomp_notification_wait(listener, sd, call->slot, reply);
}

/*
 * Find the innermost filter that returns SECCOMP_RET_USER_NOTIF and still has to be
 * asked. A filter counts only once its listener has been asked. Outside a listener
 * that has been asked, a filter without the flag for nested listeners counts not at
 * all: its listener was closed before the inner one was added.
 *
 * Return its verdict. If its listener is closed, the caller cannot ask it and makes
 * the call fail. Return SECCOMP_RET_ALLOW if there is no such filter.
 */
static struct seccomp_verdict next_to_ask(const struct seccomp_filter *filter,
					  const struct seccomp_input *input,
					  const struct asked_listeners *asked)
{
	bool answered = false;
	u32 ret;

	for (; filter; filter = filter->prev) {
		if (answered && !(filter->listener && filter->listener->nests))
			continue;
		ret = seccomp_program_interpret(filter->program, input);
		if ((ret & SECCOMP_RET_ACTION_FULL) != SECCOMP_RET_USER_NOTIF)
			continue;
		if (!was_asked(asked, filter->listener))
			return seccomp_verdict_of(filter, ret);
		answered = true;
	}
	return (struct seccomp_verdict){ .ret = SECCOMP_RET_ALLOW };
}

/*
 * Run all programs on the copies as they are now. Programs of a path whose table is
 * complete have no compiled code, so this interprets them.
 */
static int judge_again(struct seccomp_call *call, struct seccomp_input *input,
		       const struct asked_listeners *asked)
{
	u16 windows;
	int err;

	do {
		windows = seccomp_path_windows(call->filter);
		err = windows ? seccomp_deep_copy(call, windows) : 0;
		if (err)
			return err;
		call->filter = seccomp_path_after_sleep(call->filter);
		input->windows = seccomp_deep_windows(call);
		call->verdict = seccomp_path_run(call->filter, input,
						 seccomp_program_interpret);
		/* A content may have come, and may look at another window. */
	} while (windows != seccomp_path_windows(call->filter));
	switch (call->verdict.ret & SECCOMP_RET_ACTION_FULL) {
	case SECCOMP_RET_USER_NOTIF:
		call->verdict = next_to_ask(call->filter, input, asked);
		break;
	case SECCOMP_RET_TRACE:
		/* A supervisor decides in place of the tracer, edit or not. */
		call->verdict =
			(struct seccomp_verdict){ .ret = SECCOMP_RET_ALLOW };
	}
	return 0;
}

/*
 * Find the verdict of a call that the supervisor of the last verdict has continued.
 * Without a change since then and without an outer supervisor the call runs.
 *
 * The call is stale, too, if its task has become a member of another domain in the
 * meantime. Then call->filter belongs to a path without that domain.
 */
static int continue_call(struct seccomp_call *call, struct seccomp_input *input,
			 struct asked_listeners *asked, bool edited)
{
	const struct seccomp_listener *listener = call->verdict.listener;
	int err;

	if (likely(!edited && !listener->outer &&
		   seccomp_path_after_sleep(call->filter) == call->filter &&
		   !seccomp_call_is_stale(call))) {
		call->verdict.ret = SECCOMP_RET_ALLOW;
		return 0;
	}
	err = add_asked(asked, listener);
	return err ?: judge_again(call, input, asked);
}

static bool asks_supervisor(const struct seccomp_call *call)
{
	return (call->verdict.ret & SECCOMP_RET_ACTION_FULL) ==
	       SECCOMP_RET_USER_NOTIF;
}

/**
 * seccomp_ask_supervisors - Let the supervisors of a path decide about a call
 * @call: the call of current, with the verdict SECCOMP_RET_USER_NOTIF; receives the
 *	verdict of the supervisor that was asked last, or the final one
 * @reply: buffer of the caller
 *
 * Context: system call entry of current; holds no lock. Sleeps until each supervisor
 * has replied or a signal arrives.
 * Return: true with the result of the call in @reply. False if the supervisors
 * continue the call; the caller then carries out the final verdict of @call, which is
 * neither SECCOMP_RET_USER_NOTIF nor SECCOMP_RET_TRACE.
 */
bool seccomp_ask_supervisors(struct seccomp_call *call,
			     struct seccomp_reply *reply)
{
	struct asked_listeners asked __uninitialized;
	struct seccomp_input input __uninitialized;
	bool edited;
	int err;

	asked.count = 0;
	populate_seccomp_data(&input.sd, call->regs);
	do {
		err = ask_listener(call, &input.sd, reply);
		/* Forget it also if the call ends here: the next one is unedited. */
		edited = seccomp_deep_take_edit(call);
		if (!err && !(reply->flags & SECCOMP_USER_NOTIF_FLAG_CONTINUE))
			return true;
		if (!err)
			err = continue_call(call, &input, &asked, edited);
		if (err) {
			*reply = (struct seccomp_reply){ .error = err };
			return true;
		}
	} while (asks_supervisor(call));
	return false;
}
