/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The names of the actions: the only table for the tools and the tests.
 */
#ifndef SECCOMP_ACTION_NAMES_H
#define SECCOMP_ACTION_NAMES_H

#include <linux/seccomp.h>
#include <stddef.h>
#include <string.h>

/**
 * struct action_names - An action and its names
 * @ret: SECCOMP_RET_* without data
 * @kernel: the name in the kernel's sysctls, audit records and events
 * @policy: the word in a policy
 * @oci: the name in a profile of a container, which is libseccomp's
 */
struct action_names {
	__u32 ret;
	const char *kernel;
	const char *policy;
	const char *oci;
};

/* From the most severe action on, as in the sysctl actions_avail. */
static const struct action_names action_names[] = {
	{ SECCOMP_RET_KILL_PROCESS, "kill_process", "kill_process",
	  "SCMP_ACT_KILL_PROCESS" },
	{ SECCOMP_RET_KILL_THREAD, "kill_thread", "kill_thread",
	  "SCMP_ACT_KILL_THREAD" },
	{ SECCOMP_RET_TRAP, "trap", "trap", "SCMP_ACT_TRAP" },
	{ SECCOMP_RET_ERRNO, "errno", "errno", "SCMP_ACT_ERRNO" },
	{ SECCOMP_RET_USER_NOTIF, "user_notif", "notify", "SCMP_ACT_NOTIFY" },
	{ SECCOMP_RET_TRACE, "trace", "trace", "SCMP_ACT_TRACE" },
	{ SECCOMP_RET_LOG, "log", "log", "SCMP_ACT_LOG" },
	{ SECCOMP_RET_ALLOW, "allow", "allow", "SCMP_ACT_ALLOW" },
};

#define NR_ACTION_NAMES (sizeof(action_names) / sizeof(*action_names))

/**
 * find_action - Find the names of an action
 * @ret: SECCOMP_RET_*, with or without data
 *
 * Return: the names. For an unknown action those of KILL_PROCESS, since the kernel
 * kills the process, too.
 */
static inline const struct action_names *find_action(__u32 ret)
{
	size_t i;

	for (i = 0; i < NR_ACTION_NAMES; i++)
		if (action_names[i].ret == (ret & SECCOMP_RET_ACTION_FULL))
			return &action_names[i];
	return &action_names[0];
}

#endif /* SECCOMP_ACTION_NAMES_H */
