// SPDX-License-Identifier: GPL-2.0-only
/*
 * The filters of a task: how it gets, shares and releases them.
 */
#include <linux/err.h>
#include <linux/sched/signal.h>
#include <linux/seccomp.h>

#include "arg_slot.h"
#include "filter.h"
#include "on_exec.h"
#include "table.h"
#include "task.h"

/**
 * seccomp_task_set_filter - Publish the newest filter of a task
 * @task: current, or a thread of its group
 * @filter: the filter; the task takes over the caller's use of it, and the
 *	caller takes over the task's use of its old filter
 *
 * Context: the caller holds the siglock of @task.
 */
void seccomp_task_set_filter(struct task_struct *task,
			     struct seccomp_filter *filter)
{
	assert_spin_locked(seccomp_siglock(task));
	/* Publishes the filter to dependent loads at system call entry. */
	smp_store_release(&task->seccomp.filter, filter);
	atomic_set(&task->seccomp.filter_count, filter->depth);
}

/**
 * seccomp_task_get_filter - Get the newest filter of a task
 * @task: the task; the caller holds a reference
 * @table: receives the table of the filter, which the caller releases with
 *	seccomp_table_put() before the filter; NULL to get the filter only
 *
 * Only under siglock @task is sure to keep the table: it may attach a filter and
 * drop the table of the one before.
 *
 * Context: any that may take siglock.
 * Return: the filter, which the caller releases with seccomp_filter_put(); NULL
 * for a task without filters; error pointer -ESRCH for a reaped task.
 */
struct seccomp_filter *seccomp_task_get_filter(struct task_struct *task,
					       struct seccomp_table **table)
{
	struct sighand_struct *sighand;
	struct seccomp_filter *filter;
	unsigned long irqflags;

	sighand = lock_task_sighand(task, &irqflags);
	if (!sighand)
		return ERR_PTR(-ESRCH);
	/* Under siglock the task stays a user of its filter. */
	filter = task->seccomp.filter;
	if (filter) {
		refcount_inc(&filter->refs);
		if (table)
			*table = seccomp_table_get(filter->table);
	}
	spin_unlock_irqrestore(&sighand->siglock, irqflags);
	return filter;
}

/**
 * get_seccomp_filter - Share the filters of a parent with its child
 * @tsk: the parent, current
 *
 * Fork calls it after its last point of failure.
 *
 * Context: the caller holds the siglock of @tsk.
 */
void get_seccomp_filter(struct task_struct *tsk)
{
	seccomp_filter_use(tsk->seccomp.filter);
}

/*
 * Check without siglock whether an exiting task may have a filter.
 *
 * PF_EXITING stops siblings from storing one. A group that exits as a whole sets
 * PF_EXITING without siglock. A sibling may have tested the flag before and may
 * store a filter only now. So false is reliable there only without siblings, and
 * the order of the two reads matters: a sibling stores before it leaves the
 * group.
 */
static bool may_have_filter(struct task_struct *task)
{
	/*
	 * The test compares one pointer. A sibling that leaves at the same
	 * time sets it by WRITE_ONCE(), so the result is the old or new one.
	 */
	bool last = data_race(thread_group_empty(task));

	/* Pairs with siglock: a sibling stores and leaves under it. */
	smp_rmb();
	if (READ_ONCE(task->seccomp.filter) || READ_ONCE(task->seccomp.pending))
		return true;
	return !last && READ_ONCE(task->signal->flags) & SIGNAL_GROUP_EXIT;
}

/**
 * seccomp_filter_release - Release the filters of an exiting task
 * @tsk: current, with PF_EXITING set
 *
 * A zombie makes no system calls. A release at exit instead of at reaping lets
 * its supervisor know at once.
 *
 * Context: process context; may sleep.
 */
void seccomp_filter_release(struct task_struct *tsk)
{
	struct seccomp_filter *filter, *pending;

	if (WARN_ON_ONCE(!(tsk->flags & PF_EXITING)))
		return;
	if (!may_have_filter(tsk))
		return;
	/* A task has a slot only if its own filters have looked at arguments. */
	seccomp_arg_slot_release(tsk);

	spin_lock_irq(seccomp_siglock(tsk));
	filter = tsk->seccomp.filter;
	tsk->seccomp.filter = NULL;
	pending = seccomp_pending_take(tsk);
	spin_unlock_irq(seccomp_siglock(tsk));
	seccomp_pending_release(pending);
	seccomp_filter_unuse(filter);
}
