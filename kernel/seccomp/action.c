// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of actions, and which of them leave a record.
 */
#include <linux/audit.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/seccomp.h>
#include <linux/string.h>

#include "action.h"

/**
 * enum log_when - when an action is worth a record
 * @LOG_NEVER: it is the normal case
 * @LOG_ON_REQUEST: when the filter was attached with SECCOMP_FILTER_FLAG_LOG
 * @LOG_ALWAYS: unless the administrator does not want to know
 */
enum log_when {
	LOG_NEVER,
	LOG_ON_REQUEST,
	LOG_ALWAYS,
};

static const struct {
	u32 value;
	enum log_when log;
	const char *name;
} actions[SECCOMP_ACTIONS] = {
	[SECCOMP_ACTION_KILL_PROCESS] = { SECCOMP_RET_KILL_PROCESS, LOG_ALWAYS,
					  "kill_process" },
	[SECCOMP_ACTION_KILL_THREAD] = { SECCOMP_RET_KILL_THREAD, LOG_ALWAYS,
					 "kill_thread" },
	[SECCOMP_ACTION_TRAP] = { SECCOMP_RET_TRAP, LOG_ON_REQUEST, "trap" },
	[SECCOMP_ACTION_ERRNO] = { SECCOMP_RET_ERRNO, LOG_ON_REQUEST, "errno" },
	[SECCOMP_ACTION_USER_NOTIF] = { SECCOMP_RET_USER_NOTIF, LOG_ON_REQUEST,
					"user_notif" },
	[SECCOMP_ACTION_TRACE] = { SECCOMP_RET_TRACE, LOG_ON_REQUEST, "trace" },
	[SECCOMP_ACTION_LOG] = { SECCOMP_RET_LOG, LOG_ALWAYS, "log" },
	[SECCOMP_ACTION_ALLOW] = { SECCOMP_RET_ALLOW, LOG_NEVER, "allow" },
};

/*
 * One bit for each action whose records the administrator wants. Replaced as a
 * whole by the sysctl, read by whoever logs; both at once, no lock.
 */
static u32 logged = SECCOMP_ALL_ACTIONS & ~BIT(SECCOMP_ACTION_ALLOW);

/**
 * seccomp_action_find - look an action up by its number
 * @ret: a SECCOMP_RET_* without data
 *
 * Context: any.
 * Return: the action, or SECCOMP_ACTIONS when there is none of that number.
 */
enum seccomp_action seccomp_action_find(u32 ret)
{
	enum seccomp_action action;

	for (action = 0; action < SECCOMP_ACTIONS; action++)
		if (actions[action].value == ret)
			break;
	return action;
}

/**
 * seccomp_action_of - what to do about the return value of a filter
 * @ret: the value, with its data
 *
 * Context: any.
 * Return: the action; for one that this kernel does not know, the safe one.
 */
enum seccomp_action seccomp_action_of(u32 ret)
{
	enum seccomp_action action =
		seccomp_action_find(ret & SECCOMP_RET_ACTION_FULL);

	return action < SECCOMP_ACTIONS ? action : SECCOMP_ACTION_KILL_PROCESS;
}

/**
 * seccomp_action_name - the name of an action in sysctls and records
 * @action: the action
 *
 * Context: any.
 * Return: its name.
 */
const char *seccomp_action_name(enum seccomp_action action)
{
	return actions[action].name;
}

/**
 * seccomp_action_parse - look an action up by its name
 * @name: the name
 *
 * Context: any.
 * Return: the enum seccomp_action, or -EINVAL.
 */
int seccomp_action_parse(const char *name)
{
	int action;

	for (action = 0; action < SECCOMP_ACTIONS; action++)
		if (!strcmp(actions[action].name, name))
			return action;
	return -EINVAL;
}

/**
 * seccomp_actions_logged - which actions leave records
 *
 * Context: any.
 * Return: a bit for each.
 */
u32 seccomp_actions_logged(void)
{
	return READ_ONCE(logged);
}

/**
 * seccomp_set_actions_logged - choose the actions that leave records
 * @wanted: a bit for each
 *
 * Context: any.
 */
void seccomp_set_actions_logged(u32 wanted)
{
	WRITE_ONCE(logged, wanted);
}

/**
 * seccomp_log - leave a record of an action, if it is to have one
 * @ret: the return value of the filter, or of what acts in its place
 * @nr: the number of the system call
 * @signr: the signal that the current task dies by, or 0
 * @requested: whether the filter asked for records
 *
 * Context: process context, may sleep.
 */
void seccomp_log(u32 ret, int nr, long signr, bool requested)
{
	const enum seccomp_action action = seccomp_action_of(ret);
	const enum log_when when = actions[action].log;

	if (when == LOG_NEVER || (when == LOG_ON_REQUEST && !requested))
		return;
	if (!(seccomp_actions_logged() & BIT(action)))
		return;
	/* The value that came, also where it is one of no known action. */
	audit_seccomp(nr, signr, ret & SECCOMP_RET_ACTION_FULL);
}
