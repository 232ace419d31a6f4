// SPDX-License-Identifier: GPL-2.0-only
/*
 * SECCOMP_IOCTL_NOTIF_GET_ARG: a supervisor reads a copied argument.
 *
 * The task that waits owns the slot. It does not go on before it has taken the
 * lock of the listener and removed its notification. So the copy is stable under
 * the lock while the notification is in NOTIFICATION_SENT.
 */
#include <linux/err.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/ptrace.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "arg_slot.h"
#include "listener.h"
#include "notification.h"
#include "notify_arg.h"
#include "window.h"

/* Return the notification if its call waits for a reply. */
static struct seccomp_notification *find_sent(struct seccomp_listener *listener,
					      u64 id)
{
	struct seccomp_notification *notification =
		seccomp_notification_find(listener, id);

	if (!notification || notification->state != NOTIFICATION_SENT)
		return NULL;
	return notification;
}

/* Return the task of a notification with a reference, or NULL. */
static struct task_struct *get_waiting_task(struct seccomp_listener *listener,
					    u64 id)
{
	struct seccomp_notification *notification;
	struct task_struct *task = NULL;

	spin_lock(&listener->lock);
	notification = find_sent(listener, id);
	if (notification)
		task = get_task_struct(notification->task);
	spin_unlock(&listener->lock);
	return task;
}

/*
 * A privileged task can attach a filter without no_new_privs. Its children may
 * have more privileges than the holder of the file. The copy of an argument, such
 * as a key, is then for those only that may read the memory of the task.
 */
static int may_read_args(struct seccomp_listener *listener, u64 id)
{
	struct task_struct *task;
	int err;

	if (listener->shows_args)
		return 0;
	task = get_waiting_task(listener, id);
	if (!task)
		return -ENOENT;
	err = ptrace_may_access(task, PTRACE_MODE_READ_REALCREDS) ? 0 : -EPERM;
	put_task_struct(task);
	return err;
}

/* Copy the header and at most @size bytes to @bytes. Return their number. */
static u32 read_window(const struct seccomp_windows *windows,
		       struct seccomp_notif_arg *arg, void *bytes, u32 size)
{
	const struct seccomp_window_header *header =
		&windows->headers[arg->arg];

	arg->status = header->status;
	arg->kind = header->kind;
	arg->length = header->length;
	arg->facts = header->facts;
	size = min(size, header->length);
	memcpy(bytes, windows->sources[SECCOMP_SOURCE_DATA + arg->arg], size);
	return size;
}

/* Return the number of bytes, or an errno. */
static int read_arg(struct seccomp_listener *listener,
		    struct seccomp_notif_arg *arg, void *bytes, u32 size)
{
	struct seccomp_notification *notification;
	int ret = -ENOENT;

	spin_lock(&listener->lock);
	notification = find_sent(listener, arg->id);
	if (notification && notification->slot)
		ret = read_window(&notification->slot->windows, arg, bytes,
				  size);
	spin_unlock(&listener->lock);
	return ret;
}

static int get_arg(struct seccomp_listener *listener,
		   struct seccomp_notif_arg *arg, void *bytes, u32 size)
{
	int ret;

	ret = may_read_args(listener, arg->id);
	if (!ret)
		ret = read_arg(listener, arg, bytes, size);
	if (ret > 0 && copy_to_user(u64_to_user_ptr(arg->buffer), bytes, ret))
		ret = -EFAULT;
	return min(ret, 0);
}

/**
 * seccomp_notify_get_arg - Handle SECCOMP_IOCTL_NOTIF_GET_ARG
 * @listener: the listener; its file keeps it alive
 * @uarg: user pointer to a struct seccomp_notif_arg
 *
 * Context: process context; may sleep. Takes and drops @listener->lock.
 * Return: 0; -EINVAL for an invalid argument index, or if the filter does not have
 * SECCOMP_FILTER_FLAG_DEEP_ARGS; -ENOENT if no call with this id waits for a
 * reply; -EPERM without the right to read the memory of the task; -ENOMEM;
 * -EFAULT.
 */
long seccomp_notify_get_arg(struct seccomp_listener *listener,
			    struct seccomp_notif_arg __user *uarg)
{
	struct seccomp_notif_arg arg;
	void *bytes;
	u32 size;
	int err;

	if (!listener->gets_args)
		return -EINVAL;
	if (copy_from_user(&arg, uarg, sizeof(arg)))
		return -EFAULT;
	if (arg.arg >= SECCOMP_ARG_WINDOWS)
		return -EINVAL;
	size = min_t(u32, arg.size, SECCOMP_ARG_DATA_MAX);
	/* The lock forbids to write to user space. */
	bytes = kmalloc(max(size, 1U), GFP_KERNEL_ACCOUNT);
	if (!bytes)
		return -ENOMEM;
	err = get_arg(listener, &arg, bytes, size);
	kfree(bytes);
	if (err)
		return err;
	return copy_to_user(uarg, &arg, sizeof(arg)) ? -EFAULT : 0;
}
