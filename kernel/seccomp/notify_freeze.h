/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Freezing a task that waits for a supervisor.
 */
#ifndef _KERNEL_SECCOMP_NOTIFY_FREEZE_H
#define _KERNEL_SECCOMP_NOTIFY_FREEZE_H

#include <linux/compiler.h>
#include <linux/freezer.h>
#include <linux/sched.h>
#include <linux/sched/jobctl.h>
#include <linux/sched/signal.h>

void seccomp_stay_frozen(void);
void seccomp_sleep_killable(unsigned int state);

/* Return the flags of current for stops and traps. */
static inline unsigned long seccomp_own_jobctl(void)
{
	/*
	 * Other tasks change the word by plain stores under siglock. A task that sets a
	 * flag wakes current afterwards. So only a test before that finds an old value.
	 */
	return data_race(READ_ONCE(current->jobctl));
}

/* Does the freezer of cgroup v2 want current to stop, and nothing else? */
static inline bool seccomp_is_trapped_by_freezer(void)
{
	const unsigned long jobctl = seccomp_own_jobctl();

	return (jobctl & (JOBCTL_PENDING_MASK | JOBCTL_TRAP_FREEZE)) ==
		       JOBCTL_TRAP_FREEZE &&
	       !fatal_signal_pending(current);
}

/**
 * seccomp_must_freeze - Check whether a freezer wants current to stop
 *
 * Context: any; current waits for a supervisor.
 * Return: true if the caller calls seccomp_stay_frozen() before it goes on.
 */
static inline bool seccomp_must_freeze(void)
{
	return unlikely(seccomp_is_trapped_by_freezer() || freezing(current));
}

/**
 * seccomp_killable_state - Choose the state for a killable wait
 *
 * A task in an interruptible state is woken by each freezer. It cannot sleep in such a
 * state while a signal is pending, and need not: it counts as frozen then.
 *
 * A task that counts as frozen has a pending signal, see seccomp_stay_frozen(). So
 * current does not count as frozen if the result has TASK_INTERRUPTIBLE.
 *
 * Context: any; current waits for a supervisor, and no fatal signal is pending.
 * Return: the state, which user space sees as an uninterruptible one.
 */
static inline unsigned int seccomp_killable_state(void)
{
	if (unlikely(signal_pending(current)))
		return TASK_KILLABLE;
	return TASK_KILLABLE | TASK_INTERRUPTIBLE;
}

#endif /* _KERNEL_SECCOMP_NOTIFY_FREEZE_H */
