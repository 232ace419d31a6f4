/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which filter of a path has decided about a call, and whether refusals are watched.
 */
#ifndef _KERNEL_SECCOMP_DECIDER_H
#define _KERNEL_SECCOMP_DECIDER_H

#include <linux/jump_label.h>

struct seccomp_call;
struct seccomp_filter;

/*
 * On while a trace event or the sysctl actions_logged asks for calls that filters
 * refuse silently. Its count is protected by the lock of static keys.
 */
DECLARE_STATIC_KEY_FALSE(seccomp_watching);

void seccomp_watch_get(void);
void seccomp_watch_put(void);

const struct seccomp_filter *
seccomp_call_decider(const struct seccomp_call *call);

#endif /* _KERNEL_SECCOMP_DECIDER_H */
