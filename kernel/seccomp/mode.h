/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Modes of a task: how a task gets one, and what strict mode permits.
 */
#ifndef _KERNEL_SECCOMP_MODE_H
#define _KERNEL_SECCOMP_MODE_H

#include <linux/compiler.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/types.h>

/*
 * Mode of a task that an action kills. Such a task makes no further system
 * call, whatever happens on its way out.
 */
#define SECCOMP_MODE_DEAD (SECCOMP_MODE_FILTER + 1)

bool seccomp_may_assign_mode(const struct task_struct *task, int mode);
void seccomp_assign_mode(struct task_struct *task, int mode, u32 flags);
long seccomp_assign_strict_mode(void);
void seccomp_check_strict_mode(int nr);

/*
 * Mark current dead before anything that can sleep, such as audit records or
 * signals. A task that wakes up in between must not make another call.
 */
static inline void seccomp_mark_dead(void)
{
	WRITE_ONCE(current->seccomp.mode, SECCOMP_MODE_DEAD);
}

#endif /* _KERNEL_SECCOMP_MODE_H */
