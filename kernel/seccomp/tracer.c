// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the filters of a task let it do as a tracer.
 *
 * SECCOMP_FILTER_FLAG_BIND_TRACER: a tracer can make its tracee call the kernel, and
 * a task that writes to the memory of another one can do that, too. So a task with
 * such a filter may do that only to a task that has the filter as well. Its path
 * contains the filter then, and a path only grows. Children that are traced from
 * their start inherit the path.
 *
 * PTRACE_O_SUSPEND_SECCOMP: a tracer without filters suspends all filters of its
 * tracee. A tracer with filters suspends those on top of its own path. The tracee is
 * checked by that path then, as the tracer itself is.
 */
#include <linux/jump_label.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/seccomp.h>
#include <linux/seccomp_fastpath.h>
#include <linux/seccomp_hooks.h>
#include <uapi/linux/seccomp_ext.h>

#include "filter.h"
#include "task.h"

DEFINE_STATIC_KEY_FALSE(seccomp_suspending);

/* May a task with the path of @tracer trace a task with the path of @task? */
static bool may_trace_path(const struct seccomp_filter *tracer,
			   const struct seccomp_filter *task)
{
	return !tracer || !tracer->newest_bound ||
	       seccomp_filter_is_ancestor(tracer->newest_bound, task);
}

/*
 * Will an exec give the task a filter that binds it? Then no tracee can have the
 * filter, and the exec must not fail for a tracee. The caller holds siglock.
 */
static bool has_pending_bound(const struct task_struct *task)
{
	const struct seccomp_filter *filter = task->seccomp.pending;

	for (; filter; filter = filter->jump)
		if (filter->flags & SECCOMP_FILTER_FLAG_BIND_TRACER)
			return true;
	return false;
}

static bool current_has_pending_bound(void)
{
	unsigned long irqflags;
	bool has;

	if (likely(!READ_ONCE(current->seccomp.pending)))
		return false;
	spin_lock_irqsave(seccomp_siglock(current), irqflags);
	has = has_pending_bound(current);
	spin_unlock_irqrestore(seccomp_siglock(current), irqflags);
	return has;
}

/* The path of current stays, as a sibling can only make it longer. */
static bool current_may_trace(struct task_struct *task)
{
	const struct seccomp_filter *own = READ_ONCE(current->seccomp.filter);
	unsigned long irqflags;
	bool may;

	if (current_has_pending_bound())
		return false;
	if (!own || !own->newest_bound)
		return true;
	if (!lock_task_sighand(task, &irqflags))
		return false;
	may = may_trace_path(own, task->seccomp.filter);
	unlock_task_sighand(task, &irqflags);
	return may;
}

/**
 * seccomp_may_trace - Check whether the filters of a task let it trace another one
 * @tracer: the task that traces, writes to memory or takes a descriptor
 * @task: the other task; one of the two is current
 *
 * Context: any that may take siglock; the caller keeps both tasks from being freed.
 * Return: true if it may.
 */
bool seccomp_may_trace(struct task_struct *tracer, struct task_struct *task)
{
	unsigned long irqflags;
	bool may;

	if (tracer == current)
		return current_may_trace(task);
	/* A task that has been reaped traces no task. */
	if (!lock_task_sighand(tracer, &irqflags))
		return true;
	may = !has_pending_bound(tracer) &&
	      may_trace_path(tracer->seccomp.filter,
			     READ_ONCE(current->seccomp.filter));
	unlock_task_sighand(tracer, &irqflags);
	return may;
}

/**
 * seccomp_begin_trace - Check whether current may attach to a task, when it does so
 * @task: the task, which has no tracer
 *
 * Context: the caller holds tasklist_lock for writing.
 * Return: true if it may.
 */
bool seccomp_begin_trace(struct task_struct *task)
{
	if (!current_may_trace(task))
		return false;
	/* Only a tracee reads it, and @task has no tracer yet. */
	WRITE_ONCE(task->seccomp.suspend_depth, 0);
	return true;
}

static void set_suspend_depth(struct task_struct *task, u32 depth)
{
	WRITE_ONCE(task->seccomp.suspend_depth, depth);
	/*
	 * The caller sets PT_SUSPEND_SECCOMP afterwards. Pairs with smp_rmb() in
	 * the readers of entry.c.
	 */
	smp_wmb();
}

/* The tracer sets PT_SUSPEND_SECCOMP afterwards. */
static bool keep_filters(struct task_struct *task)
{
	const struct seccomp_filter *own;
	unsigned long irqflags;
	bool may;

	if (READ_ONCE(current->seccomp.mode) == SECCOMP_MODE_DISABLED) {
		if (task)
			set_suspend_depth(task, 0);
		return true;
	}
	own = READ_ONCE(current->seccomp.filter);
	if (!task || !own || !lock_task_sighand(task, &irqflags))
		return false;
	may = seccomp_filter_is_ancestor(own, task->seccomp.filter);
	if (may)
		set_suspend_depth(task, own->depth);
	unlock_task_sighand(task, &irqflags);
	return may;
}

/**
 * seccomp_may_suspend - Check whether current may suspend filters of a tracee
 * @task: the tracee of current, which is stopped; or NULL before current attaches
 *
 * From the first success on, system call entry looks at PT_SUSPEND_SECCOMP. The
 * caller has CAP_SYS_ADMIN, so other tasks cannot make calls slower.
 *
 * Context: process context; may sleep; takes siglock of @task.
 * Return: true if it may. &seccomp.suspend_depth of @task is the number of filters
 * that stay.
 */
bool seccomp_may_suspend(struct task_struct *task)
{
	if (!keep_filters(task))
		return false;
	/* All CPUs have the new code when this returns. */
	static_branch_enable(&seccomp_suspending);
	return true;
}
