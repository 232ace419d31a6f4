/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Filters with SECCOMP_FILTER_FLAG_ON_EXEC, which wait for an exec of their task.
 */
#ifndef _KERNEL_SECCOMP_ON_EXEC_H
#define _KERNEL_SECCOMP_ON_EXEC_H

struct seccomp_filter;
struct task_struct;

#ifdef CONFIG_SECCOMP_FILTER

int seccomp_pending_fits(const struct seccomp_filter *filter,
			 const struct seccomp_filter *prev,
			 const struct seccomp_filter *pending);
void seccomp_pending_add(struct seccomp_filter *filter);
struct seccomp_filter *seccomp_pending_take(struct task_struct *task);
void seccomp_pending_release(struct seccomp_filter *pending);

#else

static inline struct seccomp_filter *
seccomp_pending_take(struct task_struct *task)
{
	return NULL;
}

static inline void seccomp_pending_release(struct seccomp_filter *pending)
{
}

#endif /* CONFIG_SECCOMP_FILTER */

#endif /* _KERNEL_SECCOMP_ON_EXEC_H */
