/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Listeners: how a supervisor is asked about the system calls of others.
 */
#ifndef _KERNEL_SECCOMP_LISTENER_H
#define _KERNEL_SECCOMP_LISTENER_H

#include <linux/compiler.h>
#include <linux/types.h>

#include "notification.h"

struct file;

/* listener.c: the object and its file */
struct seccomp_listener *seccomp_listener_create(bool wait_killable_recv);
struct seccomp_listener *
seccomp_listener_get(struct seccomp_listener *listener);
void seccomp_listener_put(struct seccomp_listener *listener);
struct file *seccomp_listener_file(struct seccomp_listener *listener);
void seccomp_listener_hang_up(struct seccomp_listener *listener);

/* notify_wait.c: the task that waits */
int seccomp_notification_wait(struct seccomp_listener *listener,
			      const struct seccomp_data *sd,
			      struct seccomp_reply *reply);

/**
 * seccomp_listener_is_closed - is there nobody left to reply?
 * @listener: the listener
 *
 * Context: any, no lock needed: a listener is closed once and for all.
 * Return: true for good; false may be out of date a moment later.
 */
static inline bool
seccomp_listener_is_closed(const struct seccomp_listener *listener)
{
	return READ_ONCE(listener->closed);
}

#endif /* _KERNEL_SECCOMP_LISTENER_H */
