// SPDX-License-Identifier: GPL-2.0-only
/*
 * Freezing a task that waits for a supervisor.
 *
 * A freezer ends the wait of a task as a signal does. The call would start again
 * after the thaw, and a reply would be lost. So the task stays frozen here, and its
 * notification stays. It does not look at a reply before the thaw, so that the body
 * of the call does not run while the task counts as frozen.
 *
 * The freezer of cgroup v2 sets JOBCTL_TRAP_FREEZE, and wakes the task as a signal
 * does. It wakes no task in a killable wait, so such a task would have to count as
 * frozen while it waits. To count takes a lock of all control groups. So a killable
 * wait of a task without pending signals lets signals wake it, too. The task counts as
 * frozen when a freezer has woken it, or when it must sleep in spite of a signal. The
 * freezer of cgroup v1 and of suspend freezes a task in a freezable wait, and sends a
 * false signal to any other.
 */
#include <linux/cgroup.h>
#include <linux/freezer.h>
#include <linux/sched.h>
#include <linux/sched/jobctl.h>
#include <linux/sched/signal.h>
#include <linux/task_work.h>

#include "listener.h"
#include "notify_freeze.h"
#include "task.h"

/*
 * Sleep until a wake-up by the thaw, a reply, a fatal signal or a tracer. Signals that
 * are not fatal wait for the thaw.
 */
static void sleep_frozen(void)
{
	spin_lock_irq(seccomp_siglock(current));
	if (!seccomp_is_trapped_by_freezer()) {
		spin_unlock_irq(seccomp_siglock(current));
		return;
	}
	__set_current_state(TASK_INTERRUPTIBLE | TASK_FREEZABLE);
	clear_thread_flag(TIF_SIGPENDING);
	spin_unlock_irq(seccomp_siglock(current));
	cgroup_enter_frozen();
	schedule();

	/* Task work wakes the task, too, which could not sleep before it has run. */
	clear_notify_signal();
	if (unlikely(task_work_pending(current)))
		task_work_run();
}

static void leave_frozen(void)
{
	/* The freezer traps the task again if the cgroup is still frozen. */
	if (cgroup_task_frozen(current))
		cgroup_leave_frozen(false);
}

/**
 * seccomp_stay_frozen - Let current be frozen by any freezer that asks for it
 *
 * It may return before the thaw. The caller calls seccomp_must_freeze() again.
 *
 * Context: process context; holds no lock, sleeps.
 */
void seccomp_stay_frozen(void)
{
	if (seccomp_is_trapped_by_freezer())
		sleep_frozen();
	else
		try_to_freeze();
	if (!seccomp_is_trapped_by_freezer())
		leave_frozen();
	/*
	 * Signals may have come before the flag was cleared, and freezers set it
	 * without a signal. A task that still counts as frozen has the flag.
	 */
	spin_lock_irq(seccomp_siglock(current));
	recalc_sigpending();
	spin_unlock_irq(seccomp_siglock(current));
}

/**
 * seccomp_sleep_killable - Sleep in a killable wait that a freezer need not end
 * @state: state from seccomp_killable_state(), which current has
 *
 * A signal or a freezer may come between the choice of the state and the sleep. With
 * TASK_INTERRUPTIBLE, schedule() returns at once then. Without it, current counts as
 * frozen, so the freezer need not wake it.
 *
 * Context: process context; holds no lock. The caller has set @state and
 * TASK_FREEZABLE, and tests for a wake-up again. With TASK_INTERRUPTIBLE, signals that
 * are not fatal wake it, too.
 */
void seccomp_sleep_killable(unsigned int state)
{
	if (state & TASK_INTERRUPTIBLE) {
		schedule();
		return;
	}
	cgroup_enter_frozen();
	schedule();
	leave_frozen();
}
