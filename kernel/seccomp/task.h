/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The seccomp state of a task, struct seccomp in task_struct.
 *
 * @mode and @filter are written by whoever holds the task's siglock: the task
 * itself, or a sibling that synchronizes its threads. The one exception is the
 * step to SECCOMP_MODE_DEAD, which only the task takes, from a mode that nobody
 * else would change, and never back: so siglock does not keep the @mode of
 * another thread, which is read once. Both are read at system call entry by the
 * task without any lock. What orders the two is the work flag
 * SYSCALL_WORK_SECCOMP, which is set last and tested first:
 *
 *	writer					reader
 *	filter	(release: all of the node)	work flag
 *	mode					read barrier
 *	barrier					mode
 *	work flag				filter, and through it the node
 *
 * so that who sees the flag sees the mode, and with it a filter. A later change
 * of the filter, when the flag is set already, is ordered by its release alone;
 * the reader comes to the node by the address that it has read.
 */
#ifndef _KERNEL_SECCOMP_TASK_H
#define _KERNEL_SECCOMP_TASK_H

#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/seccomp.h>

struct seccomp_filter;

/**
 * seccomp_siglock - the lock of a task's seccomp state
 * @task: current, or a thread of its group that cannot vanish meanwhile
 *
 * Return: the lock, shared by the whole group.
 */
static inline spinlock_t *seccomp_siglock(struct task_struct *task)
{
	/* A task keeps its signal handlers until it is released. */
	return &rcu_dereference_protected(task->sighand, true)->siglock;
}

struct seccomp_filter *seccomp_task_get_filter(struct task_struct *task);
void seccomp_task_set_filter(struct task_struct *task,
			     struct seccomp_filter *filter);

#endif /* _KERNEL_SECCOMP_TASK_H */
