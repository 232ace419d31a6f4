/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * SECCOMP_IOCTL_NOTIF_ADDFD: files that a supervisor sends to a waiting task.
 */
#ifndef _KERNEL_SECCOMP_ADDFD_H
#define _KERNEL_SECCOMP_ADDFD_H

#include <linux/seccomp.h>
#include <linux/types.h>

struct seccomp_listener;
struct seccomp_notification;

long seccomp_addfd_ioctl(struct seccomp_listener *listener,
			 struct seccomp_notif_addfd __user *uarg, size_t size);
void seccomp_addfd_install_all(struct seccomp_listener *listener,
			       struct seccomp_notification *notification);
void seccomp_addfd_cancel_all(struct seccomp_listener *listener,
			      struct seccomp_notification *notification);

#endif /* _KERNEL_SECCOMP_ADDFD_H */
