// SPDX-License-Identifier: GPL-2.0-only
/*
 * Descriptors that a supervisor puts into the table of a task that waits for
 * its answer. The supervisor finds the file; the task itself installs it, as the
 * kernel has it: files are received by who will use them.
 *
 * Installing may sleep for long: what it replaces is closed. No lock is held
 * meanwhile, and a request is shared by both sides so that either may go first.
 */
#include <linux/fcntl.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "backport.h"
#include "listener.h"

/* The size of struct seccomp_notif_addfd when it first appeared. */
#define ADDFD_FIRST_SIZE 24

enum descriptor_state {
	DESCRIPTOR_WAITING,
	DESCRIPTOR_RUNNING,
	DESCRIPTOR_DONE,
};

/**
 * struct seccomp_descriptor - a request to install a file
 * @link: in the notification's list, while waiting
 * @notification: where to; valid while waiting
 * @state: how far it has come
 * @result: the number of the descriptor or an errno, once done
 * @done: completed with that
 * @file: what to install; constant
 * @number: where, if @flags has SECCOMP_ADDFD_FLAG_SETFD; constant
 * @open_flags: O_CLOEXEC or 0; constant
 * @flags: SECCOMP_ADDFD_FLAG_*; constant
 * @refs: one for the supervisor, one for the task
 *
 * What is not constant is protected by the listener's lock; @result may be read
 * after @done too.
 */
struct seccomp_descriptor {
	struct list_head link;
	struct seccomp_notification *notification;
	enum descriptor_state state;
	int result;
	struct completion done;
	struct file *file;
	unsigned int number;
	unsigned int open_flags;
	u32 flags;
	refcount_t refs;
};

static void descriptor_put(struct seccomp_descriptor *descriptor)
{
	if (!refcount_dec_and_test(&descriptor->refs))
		return;
	fput(descriptor->file);
	kfree(descriptor);
}

/* Ends the task's part. The listener's lock is held. */
static void descriptor_finish(struct seccomp_descriptor *descriptor, int result)
{
	descriptor->state = DESCRIPTOR_DONE;
	descriptor->result = result;
	complete(&descriptor->done);
	descriptor_put(descriptor);
}

static int install(const struct seccomp_descriptor *descriptor)
{
	if (descriptor->flags & SECCOMP_ADDFD_FLAG_SETFD)
		return receive_fd_replace(descriptor->number, descriptor->file,
					  descriptor->open_flags);
	return seccomp_receive_fd(descriptor->file, descriptor->open_flags);
}

/*
 * The descriptor is the answer, unless it could not be installed. If the
 * supervisor was killed and the listener closed meanwhile, that was the answer.
 */
static void settle(struct seccomp_listener *listener,
		   struct seccomp_notification *notification, int result)
{
	const struct seccomp_answer answer = { .val = result };

	if (notification->state != NOTIFICATION_ANSWERING)
		return;
	if (result < 0)
		seccomp_notification_reopen(listener, notification);
	else
		seccomp_notification_answer(listener, notification, &answer);
}

static struct seccomp_descriptor *
next_waiting(struct seccomp_notification *notification)
{
	struct seccomp_descriptor *descriptor;

	descriptor = list_first_entry_or_null(&notification->descriptors,
					      struct seccomp_descriptor, link);
	if (descriptor)
		list_del_init(&descriptor->link);
	return descriptor;
}

/**
 * seccomp_descriptor_install_all - install what has been sent
 * @listener: the listener
 * @notification: a notification of the current task
 *
 * Context: process context. @listener->lock is held, and dropped and taken
 * again for each descriptor.
 */
void seccomp_descriptor_install_all(struct seccomp_listener *listener,
				    struct seccomp_notification *notification)
{
	struct seccomp_descriptor *descriptor;

	/* More may be sent meanwhile, but not to keep a task from dying. */
	while (!fatal_signal_pending(current) &&
	       (descriptor = next_waiting(notification))) {
		int result;

		descriptor->state = DESCRIPTOR_RUNNING;
		spin_unlock(&listener->lock);
		result = install(descriptor);
		spin_lock(&listener->lock);
		if (descriptor->flags & SECCOMP_ADDFD_FLAG_SEND)
			settle(listener, notification, result);
		descriptor_finish(descriptor, result);
	}
}

/**
 * seccomp_descriptor_drop_all - refuse what has been sent
 * @listener: the listener
 * @notification: a notification whose task leaves
 *
 * Context: @listener->lock is held.
 */
void seccomp_descriptor_drop_all(struct seccomp_listener *listener,
				 struct seccomp_notification *notification)
{
	struct seccomp_descriptor *descriptor;

	lockdep_assert_held(&listener->lock);
	while ((descriptor = next_waiting(notification)))
		descriptor_finish(descriptor, -ESRCH);
}

static int descriptor_send(struct seccomp_listener *listener, u64 id,
			   struct seccomp_descriptor *descriptor)
{
	struct seccomp_notification *notification;

	lockdep_assert_held(&listener->lock);
	notification = seccomp_notification_find(listener, id);
	if (!notification)
		return -ENOENT;
	if (notification->state != NOTIFICATION_TAKEN)
		return -EINPROGRESS;
	if (descriptor->flags & SECCOMP_ADDFD_FLAG_SEND) {
		/* As the ABI has it: answers do not queue up behind others. */
		if (!list_empty(&notification->descriptors))
			return -EBUSY;
		seccomp_notification_move(listener, notification,
					  NOTIFICATION_ANSWERING);
	}
	descriptor->notification = notification;
	list_add_tail(&descriptor->link, &notification->descriptors);
	/* The task's reference. */
	refcount_inc(&descriptor->refs);
	seccomp_notification_wake(listener, notification);
	return 0;
}

/* Take a request back that the task has not begun with. */
static bool descriptor_recall(struct seccomp_listener *listener,
			      struct seccomp_descriptor *descriptor)
{
	lockdep_assert_held(&listener->lock);
	if (descriptor->state != DESCRIPTOR_WAITING)
		return false;
	list_del_init(&descriptor->link);
	if (descriptor->flags & SECCOMP_ADDFD_FLAG_SEND)
		seccomp_notification_reopen(listener, descriptor->notification);
	descriptor_put(descriptor);
	return true;
}

/*
 * A signal to the supervisor either finds the request untouched and takes it
 * back, or lets the task finish: never is it half done.
 */
static int descriptor_wait(struct seccomp_listener *listener,
			   struct seccomp_descriptor *descriptor)
{
	bool recalled;
	int err;

	err = wait_for_completion_interruptible(&descriptor->done);
	if (err) {
		spin_lock(&listener->lock);
		recalled = descriptor_recall(listener, descriptor);
		spin_unlock(&listener->lock);
		if (recalled)
			return err;
		err = wait_for_completion_killable(&descriptor->done);
	}
	return err ?: descriptor->result;
}

static struct seccomp_descriptor *
descriptor_create(const struct seccomp_notif_addfd *arg)
{
	struct seccomp_descriptor *descriptor;

	descriptor = kzalloc(sizeof(*descriptor), GFP_KERNEL_ACCOUNT);
	if (!descriptor)
		return ERR_PTR(-ENOMEM);
	descriptor->file = fget(arg->srcfd);
	if (!descriptor->file) {
		kfree(descriptor);
		return ERR_PTR(-EBADF);
	}
	descriptor->number = arg->newfd;
	descriptor->open_flags = arg->newfd_flags;
	descriptor->flags = arg->flags;
	INIT_LIST_HEAD(&descriptor->link);
	init_completion(&descriptor->done);
	refcount_set(&descriptor->refs, 1);
	return descriptor;
}

static bool arguments_ok(const struct seccomp_notif_addfd *arg)
{
	const u32 known = SECCOMP_ADDFD_FLAG_SETFD | SECCOMP_ADDFD_FLAG_SEND;

	if (arg->newfd_flags & ~O_CLOEXEC || arg->flags & ~known)
		return false;
	return !arg->newfd || arg->flags & SECCOMP_ADDFD_FLAG_SETFD;
}

/**
 * seccomp_descriptor_add - SECCOMP_IOCTL_NOTIF_ADDFD
 * @listener: the listener
 * @uarg: the request
 * @size: its size as the caller knows it
 *
 * Context: process context, sleeps until the task has installed the file.
 * Return: the number in the task's table, or an errno: -EINVAL for sizes, flags
 * and combinations that are not known, -E2BIG for a larger structure that asks
 * for something, -EFAULT, -EBADF for the file, -ENOENT for an unknown
 * notification, -EINPROGRESS for one that is not to be answered now, -EBUSY,
 * -ESRCH when the task has gone meanwhile, or what installing it has met.
 */
long seccomp_descriptor_add(struct seccomp_listener *listener,
			    struct seccomp_notif_addfd __user *uarg,
			    size_t size)
{
	struct seccomp_descriptor *descriptor;
	struct seccomp_notif_addfd arg;
	long ret;

	BUILD_BUG_ON(sizeof(arg) < ADDFD_FIRST_SIZE);

	if (size < ADDFD_FIRST_SIZE || size >= PAGE_SIZE)
		return -EINVAL;
	ret = copy_struct_from_user(&arg, sizeof(arg), uarg, size);
	if (ret)
		return ret;
	if (!arguments_ok(&arg))
		return -EINVAL;

	descriptor = descriptor_create(&arg);
	if (IS_ERR(descriptor))
		return PTR_ERR(descriptor);
	spin_lock(&listener->lock);
	ret = descriptor_send(listener, arg.id, descriptor);
	spin_unlock(&listener->lock);
	if (!ret)
		ret = descriptor_wait(listener, descriptor);
	descriptor_put(descriptor);
	return ret;
}
