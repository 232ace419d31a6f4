/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Actions: their order, their names, and the records that they leave.
 */
#ifndef _KERNEL_SECCOMP_ACTION_H
#define _KERNEL_SECCOMP_ACTION_H

#include <linux/bits.h>
#include <linux/seccomp.h>
#include <linux/types.h>

/**
 * enum seccomp_action - actions, the most restrictive first
 * @SECCOMP_ACTION_KILL_PROCESS: SECCOMP_RET_KILL_PROCESS, and unknown values
 * @SECCOMP_ACTION_KILL_THREAD: SECCOMP_RET_KILL_THREAD
 * @SECCOMP_ACTION_TRAP: SECCOMP_RET_TRAP
 * @SECCOMP_ACTION_ERRNO: SECCOMP_RET_ERRNO
 * @SECCOMP_ACTION_USER_NOTIF: SECCOMP_RET_USER_NOTIF
 * @SECCOMP_ACTION_TRACE: SECCOMP_RET_TRACE
 * @SECCOMP_ACTION_LOG: SECCOMP_RET_LOG
 * @SECCOMP_ACTION_ALLOW: SECCOMP_RET_ALLOW
 * @SECCOMP_ACTIONS: number of actions
 */
enum seccomp_action {
	SECCOMP_ACTION_KILL_PROCESS,
	SECCOMP_ACTION_KILL_THREAD,
	SECCOMP_ACTION_TRAP,
	SECCOMP_ACTION_ERRNO,
	SECCOMP_ACTION_USER_NOTIF,
	SECCOMP_ACTION_TRACE,
	SECCOMP_ACTION_LOG,
	SECCOMP_ACTION_ALLOW,
	SECCOMP_ACTIONS,
};

#define SECCOMP_ALL_ACTIONS (BIT(SECCOMP_ACTIONS) - 1)
/* A bit beside the actions: refused calls leave records that no filter asks for. */
#define SECCOMP_LOG_REFUSALS BIT(SECCOMP_ACTIONS)

enum seccomp_action seccomp_action_find(u32 ret);
enum seccomp_action seccomp_action_of(u32 ret);
const char *seccomp_action_name(enum seccomp_action action);
u32 seccomp_action_value(enum seccomp_action action);
int seccomp_action_parse(const char *name);

u32 seccomp_actions_logged(void);
void seccomp_set_actions_logged(u32 actions);
bool seccomp_is_logged(u32 ret, bool requested);
void seccomp_log(u32 ret, int nr, long signr);

#endif /* _KERNEL_SECCOMP_ACTION_H */
