/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Listeners: supervisors use them to reply to the system calls of other tasks.
 *
 * This header is the interface for the rest of seccomp.
 */
#ifndef _KERNEL_SECCOMP_LISTENER_H
#define _KERNEL_SECCOMP_LISTENER_H

#include <linux/compiler.h>
#include <linux/kconfig.h>
#include <linux/types.h>

#include "notification.h"

struct file;

/* listener.c */
struct seccomp_listener *seccomp_listener_create(u32 flags);
struct seccomp_listener *
seccomp_listener_get(struct seccomp_listener *listener);
void seccomp_listener_put(struct seccomp_listener *listener);
struct file *seccomp_listener_file(struct seccomp_listener *listener);
void seccomp_listener_hang_up(struct seccomp_listener *listener);
bool seccomp_listener_may_nest(const struct seccomp_listener *newest);

/* notify_wait.c */
int seccomp_notification_wait(struct seccomp_listener *listener,
			      const struct seccomp_data *sd,
			      struct seccomp_arg_slot *slot,
			      struct seccomp_reply *reply);

/**
 * seccomp_listener_is_closed - Test whether a listener has lost its file
 * @listener: the listener; the caller holds a reference
 *
 * Context: Any context, no lock. seccomp_listener.closed explains why no
 * barrier is needed.
 * Return: true if the last descriptor is gone. This never changes again, but a
 * false result may be outdated at once.
 */
static inline bool
seccomp_listener_is_closed(const struct seccomp_listener *listener)
{
	return READ_ONCE(listener->closed);
}

/**
 * seccomp_listener_outside - Find the first listener that takes part outside another
 * @newest: newest listener of the path below, or NULL
 *
 * A listener without SECCOMP_FILTER_FLAG_NESTED_LISTENERS is closed when a newer one
 * is added. As in mainline, it takes no part then.
 *
 * Context: any; the caller keeps the path alive.
 * Return: the newest listener with the flag, open or not; or NULL.
 */
static inline const struct seccomp_listener *
seccomp_listener_outside(const struct seccomp_listener *newest)
{
	return newest && !newest->nests ? newest->outer : newest;
}

/* Does its filter have SECCOMP_FILTER_FLAG_DEEP_ARGS? */
static inline bool
seccomp_listener_gets_args(const struct seccomp_listener *listener)
{
	return IS_ENABLED(CONFIG_SECCOMP_DEEP_ARGS) && listener->gets_args;
}

#endif /* _KERNEL_SECCOMP_LISTENER_H */
