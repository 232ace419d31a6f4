// SPDX-License-Identifier: GPL-2.0-only
/*
 * Inspection of another task's filters: by ptrace(2), to checkpoint the task, and
 * in /proc, to debug a profile.
 */
#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/err.h>
#include <linux/ptrace.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/seq_file.h>
#include <linux/uaccess.h>
#include <linux/user_namespace.h>
#include <uapi/linux/seccomp_ext.h>

#include "filter.h"
#include "program.h"
#include "table.h"
#include "task.h"
#include "verdict.h"

#ifdef CONFIG_CHECKPOINT_RESTORE

/**
 * struct inspected_path - the filters of a tracee that a tracer may read
 * @newest: newest filter of the tracee, with a reference
 * @below: number of filters of the tracer, which @newest has on its path, too. They
 *	have no numbers: the tracer cannot restore a task without them
 */
struct inspected_path {
	struct seccomp_filter *newest;
	u32 below;
};

/*
 * The oldest filter above those of the tracer is number 0. So a number means the same
 * filter as long as the task lives and the tracer has the same filters.
 */
static const struct seccomp_filter *
filter_by_number(const struct inspected_path *path, unsigned long number)
{
	if (number >= path->newest->depth - path->below)
		return NULL;
	return seccomp_filter_at(path->newest, path->below + number + 1);
}

/* An administrator in strict mode gets here only by a fault of the kernel. */
static bool may_inspect(void)
{
	return capable(CAP_SYS_ADMIN) &&
	       READ_ONCE(current->seccomp.mode) != SECCOMP_MODE_STRICT;
}

/*
 * A task that is restored without the filters that wait for its exec would get a sandbox
 * that permits more.
 */
static int check_no_pending(struct task_struct *task, int err)
{
	return READ_ONCE(task->seccomp.pending) ? -EMEDIUMTYPE : err;
}

/* Get the path of a tracee; the caller puts @path->newest. */
static int get_inspected_path(struct task_struct *task,
			      struct inspected_path *path)
{
	const struct seccomp_filter *own = READ_ONCE(current->seccomp.filter);
	int err;

	if (!may_inspect())
		return -EACCES;
	/* A dead task still has filters, but they decide nothing any more. */
	if (READ_ONCE(task->seccomp.mode) != SECCOMP_MODE_FILTER)
		return own ? -EACCES : check_no_pending(task, -EINVAL);
	path->newest = seccomp_task_get_filter(task, NULL);
	if (IS_ERR(path->newest))
		return PTR_ERR(path->newest);
	if (!path->newest)
		return -EINVAL;
	path->below = own ? own->depth : 0;
	err = -EACCES;
	if (seccomp_filter_is_ancestor(own, path->newest))
		err = check_no_pending(task, 0);
	if (err)
		seccomp_filter_put(path->newest);
	return err;
}

/**
 * seccomp_get_filter - Copy a filter, for PTRACE_SECCOMP_GET_FILTER
 * @task: the tracee
 * @filter_off: number of the filter, 0 for the oldest one above those of current
 * @data: user buffer for the instructions, or NULL to count them only
 *
 * Context: process context; may sleep.
 * Return: the number of instructions; -EACCES without the right to inspect;
 * -EINVAL for a task that is not in filter mode; -ENOENT for an unused number;
 * -EMEDIUMTYPE for a filter that makes a domain or binds tracers, or for a task with
 * filters that wait for an exec; -EFAULT.
 */
long seccomp_get_filter(struct task_struct *task, unsigned long filter_off,
			void __user *data)
{
	const struct seccomp_filter *filter;
	const struct seccomp_program *program;
	struct inspected_path path;
	long ret;

	ret = get_inspected_path(task, &path);
	if (ret)
		return ret;
	ret = -ENOENT;
	filter = filter_by_number(&path, filter_off);
	if (!filter)
		goto out;

	/* The instructions alone would restore a sandbox that permits more. */
	ret = -EMEDIUMTYPE;
	if (filter->domain || filter->flags & SECCOMP_FILTER_FLAG_BIND_TRACER)
		goto out;
	program = filter->program;
	ret = program->len;
	if (data &&
	    copy_to_user(data, program->insns,
			 array_size(program->len, sizeof(*program->insns))))
		ret = -EFAULT;
out:
	seccomp_filter_put(path.newest);
	return ret;
}

/**
 * seccomp_get_metadata - Describe a filter, for PTRACE_SECCOMP_GET_METADATA
 * @task: the tracee
 * @size: size of the structure that the tracer knows, in bytes
 * @data: user pointer to a struct seccomp_metadata with filter_off set
 *
 * Context: process context; may sleep.
 * Return: how many bytes were written; -EACCES without the right to inspect;
 * -EINVAL for a size that is too small or a task that is not in filter mode;
 * -EMEDIUMTYPE for a task with filters that wait for an exec; -ENOENT for an unused
 * number; -EFAULT.
 */
long seccomp_get_metadata(struct task_struct *task, unsigned long size,
			  void __user *data)
{
	const struct seccomp_filter *filter;
	struct seccomp_metadata metadata = {};
	struct inspected_path path;
	int err;

	if (!may_inspect())
		return -EACCES;
	size = min(size, sizeof(metadata));
	if (size < sizeof(metadata.filter_off))
		return -EINVAL;
	if (copy_from_user(&metadata.filter_off, data,
			   sizeof(metadata.filter_off)))
		return -EFAULT;

	err = get_inspected_path(task, &path);
	if (err)
		return err;
	filter = filter_by_number(&path, metadata.filter_off);
	if (filter)
		metadata.flags = filter->flags &
				 (SECCOMP_FILTER_FLAG_LOG |
				  SECCOMP_FILTER_FLAG_DEEP_ARGS);
	seccomp_filter_put(path.newest);
	if (!filter)
		return -ENOENT;
	return copy_to_user(data, &metadata, size) ? -EFAULT : size;
}

#endif /* CONFIG_CHECKPOINT_RESTORE */

#ifdef CONFIG_SECCOMP_CACHE_DEBUG

static bool always_allows(const struct seccomp_table *table, u32 arch, int nr)
{
	const u8 entry = seccomp_table_entry(table, arch, nr);
	const struct seccomp_rule *rule;

	if (entry == TABLE_ALLOW || entry == TABLE_RUN_ALL)
		return entry == TABLE_ALLOW;
	rule = seccomp_table_rule(table, entry);
	return !rule->count && seccomp_is_allow(rule->verdict.ret);
}

static void show_calls(struct seq_file *m, const struct seccomp_table *table,
		       const char *name, u32 arch, int count)
{
	int nr;

	for (nr = 0; nr < count && !seq_has_overflowed(m); nr++) {
		seq_printf(m, "%s %d %s\n", name, nr,
			   always_allows(table, arch, nr) ? "ALLOW" : "FILTER");
		cond_resched();
	}
}

/**
 * proc_pid_seccomp_cache - Show /proc/PID/seccomp_cache
 * @m: output file
 * @ns: not used
 * @pid: not used
 * @task: task with the filters
 *
 * Print for each number whether the path allows it whatever the arguments are.
 *
 * Context: process context; may sleep.
 * Return: 0; -EACCES without CAP_SYS_ADMIN; -ESRCH for a reaped task.
 */
int proc_pid_seccomp_cache(struct seq_file *m, struct pid_namespace *ns,
			   struct pid *pid, struct task_struct *task)
{
	struct seccomp_filter *path;
	struct seccomp_table *table;

	/* The file reveals what the filters contain. */
	if (!file_ns_capable(m->file, &init_user_ns, CAP_SYS_ADMIN))
		return -EACCES;
	path = seccomp_task_get_filter(task, &table);
	if (IS_ERR_OR_NULL(path))
		return PTR_ERR_OR_ZERO(path);
	show_calls(m, table, SECCOMP_ARCH_NATIVE_NAME, SECCOMP_ARCH_NATIVE,
		   SECCOMP_ARCH_NATIVE_NR);
#ifdef SECCOMP_ARCH_COMPAT
	show_calls(m, table, SECCOMP_ARCH_COMPAT_NAME, SECCOMP_ARCH_COMPAT,
		   SECCOMP_ARCH_COMPAT_NR);
#endif
	seccomp_table_put(table);
	seccomp_filter_put(path);
	return 0;
}

#endif /* CONFIG_SECCOMP_CACHE_DEBUG */
