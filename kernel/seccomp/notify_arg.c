// SPDX-License-Identifier: GPL-2.0-only
/*
 * SECCOMP_IOCTL_NOTIF_GET_ARG and SECCOMP_IOCTL_NOTIF_SET_ARG: a supervisor reads or
 * replaces a copied argument.
 *
 * The task that waits owns the slot. It does not go on before it has taken the
 * lock of the listener and removed its notification. So the copy is the supervisor's
 * under the lock while the notification is in NOTIFICATION_SENT.
 */
#include <linux/err.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/ptrace.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "arg_copy.h"
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
 * as a key, is then for those only that may read the memory of the task. To replace a
 * copy takes the right to change the task. @mode says which right is needed.
 */
static int may_access_args(struct seccomp_listener *listener, u64 id,
			   unsigned int mode)
{
	struct task_struct *task;
	int err;

	if (listener->free_args)
		return 0;
	task = get_waiting_task(listener, id);
	if (!task)
		return -ENOENT;
	err = ptrace_may_access(task, mode) ? 0 : -EPERM;
	put_task_struct(task);
	return err;
}

static void show_header(const struct seccomp_window_header *header,
			struct seccomp_notif_arg *arg)
{
	arg->status = header->status;
	arg->kind = header->kind;
	arg->length = header->length;
	arg->facts = header->facts;
}

/* Copy the header and at most @size bytes to @bytes. Return their number. */
static u32 read_window(const struct seccomp_windows *windows,
		       struct seccomp_notif_arg *arg, void *bytes, u32 size)
{
	show_header(&windows->headers[arg->arg], arg);
	size = min(size, arg->length);
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

/* Find the header for the new copy, and replace the old one if @commit is true. */
static int write_arg(struct seccomp_listener *listener,
		     struct seccomp_notif_arg *arg, void *bytes, bool commit)
{
	struct seccomp_notification *notification;
	struct seccomp_window_header header;
	int err = -ENOENT;

	spin_lock(&listener->lock);
	notification = find_sent(listener, arg->id);
	if (notification && notification->slot)
		err = seccomp_args_new_header(notification->slot, arg->arg,
					      bytes, arg->size, &header);
	if (!err && commit)
		seccomp_args_replace(notification->slot, arg->arg, bytes,
				     &header);
	spin_unlock(&listener->lock);
	if (!err)
		show_header(&header, arg);
	return err;
}

static int get_arg(struct seccomp_listener *listener,
		   struct seccomp_notif_arg *arg, void *bytes, u32 size)
{
	int ret;

	ret = may_access_args(listener, arg->id, PTRACE_MODE_READ_REALCREDS);
	if (!ret)
		ret = read_arg(listener, arg, bytes, size);
	if (ret > 0 && copy_to_user(u64_to_user_ptr(arg->buffer), bytes, ret))
		ret = -EFAULT;
	return min(ret, 0);
}

/*
 * Write the result before the edit, so that a failure to write leaves no edit behind.
 * The second look at the notification finds the same result, or none.
 */
static int set_arg(struct seccomp_listener *listener,
		   struct seccomp_notif_arg *arg, void *bytes,
		   struct seccomp_notif_arg __user *uarg)
{
	int err;

	if (copy_from_user(bytes, u64_to_user_ptr(arg->buffer), arg->size))
		return -EFAULT;
	err = may_access_args(listener, arg->id, PTRACE_MODE_ATTACH_REALCREDS);
	if (err)
		return err;
	err = write_arg(listener, arg, bytes, false);
	if (err)
		return err;
	if (copy_to_user(uarg, arg, sizeof(*arg)))
		return -EFAULT;
	return write_arg(listener, arg, bytes, true);
}

/* Read and check the argument of both ioctls. */
static int read_arg_request(const struct seccomp_listener *listener,
			    struct seccomp_notif_arg *arg,
			    const struct seccomp_notif_arg __user *uarg)
{
	if (!listener->gets_args)
		return -EINVAL;
	if (copy_from_user(arg, uarg, sizeof(*arg)))
		return -EFAULT;
	return arg->arg < SECCOMP_ARG_WINDOWS ? 0 : -EINVAL;
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

	err = read_arg_request(listener, &arg, uarg);
	if (err)
		return err;
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

/**
 * seccomp_notify_set_arg - Handle SECCOMP_IOCTL_NOTIF_SET_ARG
 * @listener: the listener; its file keeps it alive
 * @uarg: user pointer to a struct seccomp_notif_arg
 *
 * All programs of the task run again before its call continues.
 *
 * Context: process context; may sleep. Takes and drops @listener->lock.
 * Return: 0; -EINVAL for an invalid argument index, or if the filter does not have
 * SECCOMP_FILTER_FLAG_DEEP_ARGS; -ENOENT if no call with this id waits for a
 * reply; -EPERM without the right to trace the task; -ENOMEM; -EFAULT; or an error
 * of seccomp_args_new_header(). After an error the old copy is there.
 */
long seccomp_notify_set_arg(struct seccomp_listener *listener,
			    struct seccomp_notif_arg __user *uarg)
{
	struct seccomp_notif_arg arg;
	void *bytes;
	int err;

	err = read_arg_request(listener, &arg, uarg);
	if (err)
		return err;
	if (arg.size > SECCOMP_ARG_DATA_MAX)
		return -E2BIG;
	/* The lock forbids to read from user space. */
	bytes = kmalloc(max(arg.size, 1U), GFP_KERNEL_ACCOUNT);
	if (!bytes)
		return -ENOMEM;
	err = set_arg(listener, &arg, bytes, uarg);
	kfree(bytes);
	return err;
}
