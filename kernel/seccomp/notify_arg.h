/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copied arguments of a waiting call, for its supervisor.
 */
#ifndef _KERNEL_SECCOMP_NOTIFY_ARG_H
#define _KERNEL_SECCOMP_NOTIFY_ARG_H

#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/types.h>
#include <uapi/linux/seccomp_ext.h>

#include "arg_slot.h"
#include "notification.h"

/* Return the flags of struct seccomp_notif for a notification. */
static inline u32
seccomp_notify_arg_flags(const struct seccomp_notification *notification)
{
	return notification->slot && notification->slot->uncopied ?
		       SECCOMP_NOTIF_FLAG_UNCOPIED :
		       0;
}

#ifdef CONFIG_SECCOMP_DEEP_ARGS
long seccomp_notify_get_arg(struct seccomp_listener *listener,
			    struct seccomp_notif_arg __user *uarg);
long seccomp_notify_set_arg(struct seccomp_listener *listener,
			    struct seccomp_notif_arg __user *uarg);
#else
static inline long seccomp_notify_get_arg(struct seccomp_listener *listener,
					  struct seccomp_notif_arg __user *uarg)
{
	return -EINVAL;
}

static inline long seccomp_notify_set_arg(struct seccomp_listener *listener,
					  struct seccomp_notif_arg __user *uarg)
{
	return -EINVAL;
}
#endif

#endif /* _KERNEL_SECCOMP_NOTIFY_ARG_H */
