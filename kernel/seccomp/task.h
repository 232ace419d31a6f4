/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The seccomp state of a task, struct seccomp in task_struct.
 *
 * The holder of the task's siglock writes @mode and @filter: the task itself, a
 * sibling that synchronizes its threads, or a task that puts it into strict mode. There
 * is one exception: only the task
 * itself sets SECCOMP_MODE_DEAD, without siglock. No other task changes the mode
 * from which it does, and the mode never changes back. So siglock does not
 * stabilize the @mode of another thread, which is read once.
 *
 * The task reads both at system call entry without a lock. The work flag
 * SYSCALL_WORK_SECCOMP orders the two. It is set last and tested first:
 *
 *	writer					reader
 *	filter	(release: all of the filter)	work flag
 *	mode					read barrier
 *	barrier					mode
 *	work flag				filter, and what it points to
 *
 * A reader that sees the flag sees the mode, and with it a filter. Where the flag
 * is set already, the release orders a change of the filter. The reader follows
 * the address that it has read, which is a dependent load.
 */
#ifndef _KERNEL_SECCOMP_TASK_H
#define _KERNEL_SECCOMP_TASK_H

#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/seccomp.h>

struct seccomp_filter;
struct seccomp_table;

/**
 * seccomp_siglock - Return the lock of a task's seccomp state
 * @task: current, or a thread of its group; the caller keeps it from being
 *	released
 *
 * Context: any.
 * Return: the siglock of the group of @task.
 */
static inline spinlock_t *seccomp_siglock(struct task_struct *task)
{
	/* A task keeps its sighand until it is released. */
	return &rcu_dereference_protected(task->sighand, true)->siglock;
}

struct seccomp_filter *seccomp_task_get_filter(struct task_struct *task,
					       struct seccomp_table **table);
void seccomp_task_set_filter(struct task_struct *task,
			     struct seccomp_filter *filter);

#endif /* _KERNEL_SECCOMP_TASK_H */
