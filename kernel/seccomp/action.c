// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of actions, and the choice of actions that leave a record.
 */
#include <linux/audit.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/seccomp.h>
#include <linux/string.h>

#include "action.h"

/**
 * enum log_when - condition for a record of an action
 * @LOG_NEVER: the action leaves no record
 * @LOG_ON_REQUEST: the sysctl actions_logged has the action, and the filter has
 *	SECCOMP_FILTER_FLAG_LOG or the sysctl has the word for refusals
 * @LOG_ALWAYS: the sysctl actions_logged has the action
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
 * One bit for each action that the sysctl actions_logged names, and
 * SECCOMP_LOG_REFUSALS. Readers access the whole word once. The lock of the sysctl
 * protects it against other writers.
 */
static u32 logged = SECCOMP_ALL_ACTIONS & ~BIT(SECCOMP_ACTION_ALLOW);

/**
 * seccomp_action_find - Find an action by its value
 * @ret: SECCOMP_RET_* without data
 *
 * Context: any.
 * Return: the action; SECCOMP_ACTIONS for an unknown value.
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
 * seccomp_action_of - Return the action of a return value
 * @ret: return value of a program, with its data
 *
 * Context: any.
 * Return: the action; SECCOMP_ACTION_KILL_PROCESS for an unknown value.
 */
enum seccomp_action seccomp_action_of(u32 ret)
{
	enum seccomp_action action =
		seccomp_action_find(ret & SECCOMP_RET_ACTION_FULL);

	return action < SECCOMP_ACTIONS ? action : SECCOMP_ACTION_KILL_PROCESS;
}

/**
 * seccomp_action_name - Return the name of an action in sysctls and records
 * @action: an action below SECCOMP_ACTIONS
 *
 * Context: any.
 * Return: the name, a constant.
 */
const char *seccomp_action_name(enum seccomp_action action)
{
	return actions[action].name;
}

/**
 * seccomp_action_value - Return the value of an action in programs
 * @action: an action below SECCOMP_ACTIONS
 *
 * Context: any.
 * Return: SECCOMP_RET_* without data.
 */
u32 seccomp_action_value(enum seccomp_action action)
{
	return actions[action].value;
}

/**
 * seccomp_action_parse - Find an action by its name
 * @name: the name
 *
 * Context: any.
 * Return: the enum seccomp_action; -EINVAL for an unknown name.
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
 * seccomp_actions_logged - Return the actions that leave records
 *
 * Context: any.
 * Return: one bit for each action, and SECCOMP_LOG_REFUSALS.
 */
u32 seccomp_actions_logged(void)
{
	return READ_ONCE(logged);
}

/**
 * seccomp_set_actions_logged - Set the actions that leave records
 * @wanted: one bit for each action, and SECCOMP_LOG_REFUSALS
 *
 * Context: any; one caller at a time.
 */
void seccomp_set_actions_logged(u32 wanted)
{
	WRITE_ONCE(logged, wanted);
}

/**
 * seccomp_is_logged - Check whether an action leaves a record
 * @ret: return value of the program, or the equivalent of strict mode
 * @requested: true if the filter has SECCOMP_FILTER_FLAG_LOG
 *
 * Context: any.
 * Return: true if it leaves one.
 */
bool seccomp_is_logged(u32 ret, bool requested)
{
	const enum seccomp_action action = seccomp_action_of(ret);
	const enum log_when when = actions[action].log;
	const u32 wanted = seccomp_actions_logged();

	if (when == LOG_ON_REQUEST && !requested &&
	    !(wanted & SECCOMP_LOG_REFUSALS))
		return false;
	return when != LOG_NEVER && wanted & BIT(action);
}

/**
 * seccomp_log - Write an audit record of a kill for which no filter is named
 * @ret: equivalent of the action as a return value of a filter
 * @nr: number of the call
 * @signr: signal that kills current
 *
 * Context: process context; may sleep.
 */
void seccomp_log(u32 ret, int nr, long signr)
{
	if (seccomp_is_logged(ret, true))
		audit_seccomp(nr, signr, ret & SECCOMP_RET_ACTION_FULL);
}
