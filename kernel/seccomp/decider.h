/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which filter of a path has decided about a call, and whether refusals are watched.
 */
#ifndef _KERNEL_SECCOMP_DECIDER_H
#define _KERNEL_SECCOMP_DECIDER_H

struct seccomp_call;
struct seccomp_filter;

#ifdef CONFIG_SECCOMP_FILTER
void seccomp_watch_get(void);
void seccomp_watch_put(void);
#else
static inline void seccomp_watch_get(void)
{
}

static inline void seccomp_watch_put(void)
{
}
#endif

const struct seccomp_filter *
seccomp_call_decider(const struct seccomp_call *call);

#endif /* _KERNEL_SECCOMP_DECIDER_H */
