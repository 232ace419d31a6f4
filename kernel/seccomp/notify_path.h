/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which supervisors of a path decide about a call, and in which order.
 */
#ifndef _KERNEL_SECCOMP_NOTIFY_PATH_H
#define _KERNEL_SECCOMP_NOTIFY_PATH_H

#include <linux/types.h>

struct seccomp_call;
struct seccomp_reply;

bool seccomp_ask_supervisors(struct seccomp_call *call,
			     struct seccomp_reply *reply);

#endif /* _KERNEL_SECCOMP_NOTIFY_PATH_H */
