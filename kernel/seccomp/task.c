// SPDX-License-Identifier: GPL-2.0-only
/*
 * What tasks do with their filters: get one, share it with a child, let go of
 * it.
 */
#include <linux/err.h>
#include <linux/sched/signal.h>
#include <linux/seccomp.h>

#include "filter.h"
#include "task.h"

/**
 * seccomp_task_set_filter - publish the newest filter of a task
 * @task: the task, current or a thread of its group
 * @filter: the filter; its use is handed over, and that of the task's old one
 *	back to the caller
 *
 * Context: the siglock of @task is held.
 */
void seccomp_task_set_filter(struct task_struct *task,
			     struct seccomp_filter *filter)
{
	assert_spin_locked(seccomp_siglock(task));
	/* Pairs with the dependent loads of a reader at system call entry. */
	smp_store_release(&task->seccomp.filter, filter);
	atomic_set(&task->seccomp.filter_count, filter->depth);
}

/**
 * seccomp_task_get_filter - look at the path of a task
 * @task: the task
 *
 * Context: any that may take siglock.
 * Return: its newest filter, to be released by seccomp_filter_put(); NULL where
 * the task has none; an error pointer: -ESRCH where it has been reaped.
 */
struct seccomp_filter *seccomp_task_get_filter(struct task_struct *task)
{
	struct sighand_struct *sighand;
	struct seccomp_filter *filter;
	unsigned long irqflags;

	sighand = lock_task_sighand(task, &irqflags);
	if (!sighand)
		return ERR_PTR(-ESRCH);
	/* siglock keeps the task a user of its filter. */
	filter = task->seccomp.filter;
	if (filter)
		refcount_inc(&filter->refs);
	spin_unlock_irqrestore(&sighand->siglock, irqflags);
	return filter;
}

/**
 * get_seccomp_filter - share the filters of a parent
 * @tsk: the parent, current
 *
 * Called by fork when nothing can fail any more.
 *
 * Context: the siglock of @tsk is held.
 */
void get_seccomp_filter(struct task_struct *tsk)
{
	seccomp_filter_use(tsk->seccomp.filter);
}

/*
 * Spare tasks without filters the lock. PF_EXITING keeps siblings from storing
 * one, but in a group that dies as a whole it is set without siglock: a sibling
 * may have looked before and store only now. So there the answer is good only
 * once there are no siblings, and it has to be asked for in that order: who has
 * left the group has stored before.
 */
static bool may_have_filter(struct task_struct *task)
{
	/*
	 * One pointer is compared, and a sibling that leaves meanwhile sets it
	 * by WRITE_ONCE(): the answer is that of before, or of after.
	 */
	bool alone = data_race(thread_group_empty(task));

	/* Pairs with siglock, under which a sibling stores and leaves. */
	smp_rmb();
	if (READ_ONCE(task->seccomp.filter))
		return true;
	return !alone && READ_ONCE(task->signal->flags) & SIGNAL_GROUP_EXIT;
}

/**
 * seccomp_filter_release - let go of the filters of a task that exits
 * @tsk: the task, current, with PF_EXITING set
 *
 * Here and not when the task is reaped: a zombie makes no system calls, so its
 * supervisor need not wait for the parent.
 *
 * Context: process context, may sleep.
 */
void seccomp_filter_release(struct task_struct *tsk)
{
	struct seccomp_filter *filter;

	if (WARN_ON_ONCE(!(tsk->flags & PF_EXITING)))
		return;
	if (!may_have_filter(tsk))
		return;

	spin_lock_irq(seccomp_siglock(tsk));
	filter = tsk->seccomp.filter;
	tsk->seccomp.filter = NULL;
	spin_unlock_irq(seccomp_siglock(tsk));
	seccomp_filter_unuse(filter);
}
