// SPDX-License-Identifier: GPL-2.0-only
/*
 * The modes of a task, and strict mode itself.
 */
#include <linux/compat.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/seccomp.h>
#include <linux/thread_info.h>

#include "action.h"
#include "arch.h"
#include "mode.h"
#include "on_exec.h"
#include "task.h"

/* An architecture with something to mitigate overrides this function. */
void __weak arch_seccomp_spec_mitigate(struct task_struct *task)
{
}

/**
 * seccomp_may_assign_mode - Check whether a task can change to a mode
 * @task: current, a thread of its group, or a task that gets strict mode
 * @mode: SECCOMP_MODE_STRICT or SECCOMP_MODE_FILTER
 *
 * Context: the caller holds the siglock of @task.
 * Return: true if @task has no mode, or has @mode already.
 */
bool seccomp_may_assign_mode(const struct task_struct *task, int mode)
{
	return task->seccomp.mode == SECCOMP_MODE_DISABLED ||
	       task->seccomp.mode == mode;
}

/**
 * seccomp_assign_mode - Put a task into a mode
 * @task: current, a thread of its group, or a task that gets strict mode
 * @mode: mode for which seccomp_may_assign_mode() returned true; the filter is
 *	in place before SECCOMP_MODE_FILTER
 * @flags: SECCOMP_FILTER_FLAG_* of the attachment, 0 for strict mode
 *
 * Context: the caller holds the siglock of @task.
 */
void seccomp_assign_mode(struct task_struct *task, int mode, u32 flags)
{
	assert_spin_locked(seccomp_siglock(task));
	WRITE_ONCE(task->seccomp.mode, mode);
	/*
	 * A task that sees the work flag also sees the mode. Pairs with
	 * smp_rmb() in the two readers of entry.c.
	 */
	smp_mb__before_atomic();
	if (!(flags & SECCOMP_FILTER_FLAG_SPEC_ALLOW))
		arch_seccomp_spec_mitigate(task);
	set_task_syscall_work(task, SECCOMP);
}

/**
 * seccomp_assign_strict_mode - Put current into strict mode
 *
 * Context: process context; takes siglock.
 * Return: 0; -EINVAL if current has another mode.
 */
long seccomp_assign_strict_mode(void)
{
	struct seccomp_filter *pending = NULL;
	long ret = -EINVAL;

	spin_lock_irq(seccomp_siglock(current));
	if (seccomp_may_assign_mode(current, SECCOMP_MODE_STRICT)) {
#ifdef TIF_NOTSC
		/* A precise clock would help side-channel attacks. */
		disable_TSC();
#endif
		seccomp_assign_mode(current, SECCOMP_MODE_STRICT, 0);
		pending = seccomp_pending_take(current);
		ret = 0;
	}
	spin_unlock_irq(seccomp_siglock(current));
	seccomp_pending_release(pending);
	return ret;
}

/* Native numbers of read, write, exit and sigreturn. */
static const int strict_mode_calls[] = {
	__NR_seccomp_read,
	__NR_seccomp_write,
	__NR_seccomp_exit,
	__NR_seccomp_sigreturn,
	-1,
};

static bool is_strict_mode_call(int nr)
{
	const int *call = strict_mode_calls;

#ifdef CONFIG_COMPAT
	if (in_compat_syscall())
		call = get_compat_mode1_syscalls();
#endif
	for (; *call >= 0; call++)
		if (*call == nr)
			return true;
	return seccomp_is_uprobe_exception(nr);
}

/**
 * seccomp_check_strict_mode - Kill current unless strict mode permits a call
 * @nr: number of the call
 *
 * Context: system call entry of current. Does not return for a call that
 * strict mode refuses.
 */
void seccomp_check_strict_mode(int nr)
{
	if (is_strict_mode_call(nr))
		return;
	seccomp_mark_dead();
	seccomp_log(SECCOMP_RET_KILL_THREAD, nr, SIGKILL);
	do_exit(SIGKILL);
}
