// SPDX-License-Identifier: GPL-2.0-only
/*
 * Strict mode for another task.
 *
 * The target may be anywhere: in user space, or asleep in a call. The call goes on,
 * and the next one is checked. A call that a signal interrupts may resume as
 * restart_syscall(2), which strict mode does not permit.
 */
#include <linux/err.h>
#include <linux/ptrace.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/seccomp.h>
#include <linux/seccomp_hooks.h>
#include <linux/slab.h>
#include <linux/task_work.h>

#include "backport.h"
#include "mode.h"
#include "on_exec.h"
#include "task.h"

#ifdef TIF_NOTSC

/* The flag and the CPU's register must agree, so only the task changes both. */
static void disable_own_tsc(struct callback_head *work)
{
	disable_TSC();
	kfree(work);
}

static struct callback_head *alloc_tsc_work(void)
{
	struct callback_head *work = kmalloc(sizeof(*work), GFP_KERNEL);

	if (!work)
		return ERR_PTR(-ENOMEM);
	init_task_work(work, disable_own_tsc);
	return work;
}

/* Return @work if the task does not take it, because it exits. */
static struct callback_head *queue_tsc_work(struct task_struct *task,
					    struct callback_head *work)
{
	return task_work_add(task, work, TWA_RESUME) ? work : NULL;
}

#else

static struct callback_head *alloc_tsc_work(void)
{
	return NULL;
}

static struct callback_head *queue_tsc_work(struct task_struct *task,
					    struct callback_head *work)
{
	return NULL;
}

#endif /* TIF_NOTSC */

/*
 * Check under the siglock of the task whether it can get strict mode. The number of
 * threads is stable there.
 */
static int check_target(struct task_struct *task)
{
	/* The task changes other bits by plain stores, and sets PF_EXITING at any time. */
	const unsigned int flags = data_race(READ_ONCE(task->flags));

	if (flags & (PF_KTHREAD | SECCOMP_PF_WORKER) || is_global_init(task))
		return -EPERM;
	if (flags & PF_EXITING)
		return -ESRCH;
	if (get_nr_threads(task) != 1)
		return -EBUSY;
	/* A task that has a mode may mark itself dead at any time. */
	if (READ_ONCE(task->seccomp.mode) != SECCOMP_MODE_DISABLED)
		return -EPERM;
	return 0;
}

/* The caller releases @pending, the filters that waited for an exec of the task. */
static int assign_strict_mode(struct task_struct *task,
			      struct seccomp_filter **pending)
{
	unsigned long irqflags;
	int err;

	if (!lock_task_sighand(task, &irqflags))
		return -ESRCH;
	err = check_target(task);
	if (!err) {
		*pending = seccomp_pending_take(task);
		seccomp_assign_mode(task, SECCOMP_MODE_STRICT, 0);
	}
	unlock_task_sighand(task, &irqflags);
	return err;
}

/* The caller holds the cred_guard_mutex of the task. */
static int force_strict_mode(struct task_struct *task)
{
	struct seccomp_filter *pending = NULL;
	struct callback_head *work;
	int err;

	work = alloc_tsc_work();
	if (IS_ERR(work))
		return PTR_ERR(work);
	err = assign_strict_mode(task, &pending);
	if (!err)
		work = queue_tsc_work(task, work);
	kfree(work);
	seccomp_pending_release(pending);
	return err;
}

/**
 * seccomp_force_strict_mode - Put another task into strict mode
 * @task: the task; the caller holds a reference
 *
 * Context: process context; takes the cred_guard_mutex of @task, and siglock.
 * Return: 0; -EPERM without the right to trace the task, for a task that has a mode
 * already, and for a kernel thread or the init process; -EBUSY for a task with other
 * threads; -ESRCH for a task that exits; -ENOMEM; or -EINTR.
 */
int seccomp_force_strict_mode(struct task_struct *task)
{
	int err = -EPERM;

	/* An exec computes its credentials under the mutex. */
	if (mutex_lock_interruptible(&task->signal->cred_guard_mutex))
		return -EINTR;
	if (ptrace_may_access(task, PTRACE_MODE_ATTACH_REALCREDS))
		err = force_strict_mode(task);
	mutex_unlock(&task->signal->cred_guard_mutex);
	return err;
}
