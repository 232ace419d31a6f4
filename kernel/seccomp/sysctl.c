// SPDX-License-Identifier: GPL-2.0-only
/*
 * /proc/sys/kernel/seccomp: known actions, and actions that leave records.
 */
#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/init.h>
#include <linux/mutex.h>
#include <linux/seq_buf.h>
#include <linux/string.h>
#include <linux/sysctl.h>

#include "action.h"
#include "backport.h"
#include "decider.h"

/* Buffer size for the names of all actions, with separators. */
#define NAMES_SIZE 128

/* The word for SECCOMP_LOG_REFUSALS. */
#define REFUSALS "refusals"

/* Protects the choice of actions that leave records, and serializes writes. */
static DEFINE_MUTEX(logged_lock);

static void write_name(struct seq_buf *names, const char *name, char separator)
{
	if (seq_buf_used(names))
		seq_buf_putc(names, separator);
	seq_buf_puts(names, name);
}

static void write_names(char *out, u32 actions, char separator)
{
	enum seccomp_action action;
	struct seq_buf names;

	seq_buf_init(&names, out, NAMES_SIZE);
	for (action = 0; action < SECCOMP_ACTIONS; action++) {
		if (actions & BIT(action))
			write_name(&names, seccomp_action_name(action),
				   separator);
	}
	/* Lists without the word are those of mainline. */
	if (actions & SECCOMP_LOG_REFUSALS)
		write_name(&names, REFUSALS, separator);
	WARN_ON_ONCE(seq_buf_has_overflowed(&names));
	seq_buf_str(&names);
}

/* Parse the names in @text, which strsep() overwrites. */
static int read_names(char *text, u32 *actions)
{
	char *name;

	*actions = 0;
	while ((name = strsep(&text, " "))) {
		int action;

		if (!*name)
			continue;
		if (!strcmp(name, REFUSALS)) {
			*actions |= SECCOMP_LOG_REFUSALS;
			continue;
		}
		action = seccomp_action_parse(name);
		if (action < 0)
			return action;
		*actions |= BIT(action);
	}
	/* Allowed calls leave no records: there are too many. */
	return *actions & BIT(SECCOMP_ACTION_ALLOW) ? -EINVAL : 0;
}

static void record_change(u32 new, u32 old, int err)
{
	char new_names[NAMES_SIZE] = "?";
	char old_names[NAMES_SIZE] = "(none)";

	if (!audit_enabled)
		return;
	if (!err && new)
		write_names(new_names, new, ',');
	else if (!err)
		strscpy(new_names, "(none)", sizeof(new_names));
	if (old)
		write_names(old_names, old, ',');
	audit_seccomp_actions_logged(new_names, old_names, !err);
}

static int proc_names(SYSCTL_CONST struct ctl_table *table, char *names,
		      int write, void *buffer, size_t *lenp, loff_t *ppos)
{
	struct ctl_table copy = *table;

	copy.data = names;
	copy.maxlen = NAMES_SIZE;
	return proc_dostring(&copy, write, buffer, lenp, ppos);
}

static int show_avail(SYSCTL_CONST struct ctl_table *table, int write,
		      void *buffer, size_t *lenp, loff_t *ppos)
{
	char names[NAMES_SIZE];

	write_names(names, SECCOMP_ALL_ACTIONS, ' ');
	return proc_names(table, names, write, buffer, lenp, ppos);
}

/* Read the list of a write. The caller records every result. */
static int read_logged(SYSCTL_CONST struct ctl_table *table, void *buffer,
		       size_t *lenp, loff_t *ppos, u32 *actions)
{
	char names[NAMES_SIZE] = "";
	int err;

	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;
	/* Part of a list is another list, so accept only a whole one. */
	if (*lenp >= sizeof(names) || *ppos)
		return -EINVAL;
	err = proc_names(table, names, 1, buffer, lenp, ppos);
	return err ?: read_names(names, actions);
}

/* The fast path refuses calls without a record, unless they are watched. */
static void change_logged(u32 wanted, u32 old)
{
	const bool watch = wanted & SECCOMP_LOG_REFUSALS;
	const bool watched = old & SECCOMP_LOG_REFUSALS;

	if (watch && !watched)
		seccomp_watch_get();
	seccomp_set_actions_logged(wanted);
	if (watched && !watch)
		seccomp_watch_put();
}

/* A refused write leaves a record, too. It shows that a task tried it. */
static int set_logged(SYSCTL_CONST struct ctl_table *table, void *buffer,
		      size_t *lenp, loff_t *ppos)
{
	u32 old, new = 0;
	int err;

	err = read_logged(table, buffer, lenp, ppos, &new);
	mutex_lock(&logged_lock);
	old = seccomp_actions_logged();
	if (!err)
		change_logged(new, old);
	record_change(new, old, err);
	mutex_unlock(&logged_lock);
	return err;
}

static int handle_logged(SYSCTL_CONST struct ctl_table *table, int write,
			 void *buffer, size_t *lenp, loff_t *ppos)
{
	char names[NAMES_SIZE];

	if (write)
		return set_logged(table, buffer, lenp, ppos);
	write_names(names, seccomp_actions_logged(), ' ');
	return proc_names(table, names, 0, buffer, lenp, ppos);
}

static struct ctl_table seccomp_sysctls[] = {
	{
		.procname = "actions_avail",
		.mode = 0444,
		.proc_handler = show_avail,
	},
	{
		.procname = "actions_logged",
		.mode = 0644,
		.proc_handler = handle_logged,
	},
	SYSCTL_END
};

static int __init seccomp_sysctl_init(void)
{
	register_sysctl_init("kernel/seccomp", seccomp_sysctls);
	return 0;
}
device_initcall(seccomp_sysctl_init);
