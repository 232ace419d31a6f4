// SPDX-License-Identifier: GPL-2.0-only
/*
 * Descriptors that a supervisor puts into the table of a task that waits for
 * its reply. The supervisor finds the file; the task itself installs it, as the
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

#include "addfd.h"
#include "backport.h"
#include "notification.h"

enum addfd_state {
	ADDFD_PENDING,
	ADDFD_RUNNING,
	ADDFD_DONE,
};

/**
 * struct seccomp_addfd - a request to addfd_install a file
 * @link: in the notification's list, while waiting
 * @notification: where to; valid while waiting
 * @state: how far it has come
 * @result: the number of the addfd or an errno, once done
 * @done: completed with that
 * @file: what to addfd_install; constant
 * @newfd: where, if @flags has SECCOMP_ADDFD_FLAG_SETFD; constant
 * @open_flags: O_CLOEXEC or 0; constant
 * @flags: SECCOMP_ADDFD_FLAG_*; constant
 * @refs: one for the supervisor, one for the task
 *
 * What is not constant is protected by the listener's lock; @result may be read
 * after @done too.
 */
struct seccomp_addfd {
	struct list_head link;
	struct seccomp_notification *notification;
	enum addfd_state state;
	int result;
	struct completion done;
	struct file *file;
	unsigned int newfd;
	unsigned int open_flags;
	u32 flags;
	refcount_t refs;
};

static void addfd_put(struct seccomp_addfd *addfd)
{
	if (!refcount_dec_and_test(&addfd->refs))
		return;
	fput(addfd->file);
	kfree(addfd);
}

/* Ends the task's part. The listener's lock is held. */
static void addfd_finish(struct seccomp_addfd *addfd, int result)
{
	addfd->state = ADDFD_DONE;
	addfd->result = result;
	complete(&addfd->done);
	addfd_put(addfd);
}

static int addfd_install(const struct seccomp_addfd *addfd)
{
	if (addfd->flags & SECCOMP_ADDFD_FLAG_SETFD)
		return receive_fd_replace(addfd->newfd, addfd->file,
					  addfd->open_flags);
	return seccomp_receive_fd(addfd->file, addfd->open_flags);
}

/*
 * The addfd is the reply, unless it could not be installed. If the
 * supervisor was killed and the listener closed meanwhile, that was the reply.
 */
static void addfd_reply(struct seccomp_listener *listener,
			struct seccomp_notification *notification, int result)
{
	const struct seccomp_reply reply = { .val = result };

	if (notification->state != NOTIFICATION_REPLYING)
		return;
	if (result < 0)
		seccomp_notification_abort_reply(listener, notification);
	else
		seccomp_notification_reply(listener, notification, &reply);
}

static struct seccomp_addfd *
addfd_dequeue(struct seccomp_notification *notification)
{
	struct seccomp_addfd *addfd;

	addfd = list_first_entry_or_null(&notification->addfds,
					 struct seccomp_addfd, link);
	if (addfd)
		list_del_init(&addfd->link);
	return addfd;
}

/**
 * seccomp_addfd_install_all - addfd_install what has been sent
 * @listener: the listener
 * @notification: a notification of the current task
 *
 * Context: process context. @listener->lock is held, and dropped and taken
 * again for each addfd.
 */
void seccomp_addfd_install_all(struct seccomp_listener *listener,
			       struct seccomp_notification *notification)
{
	struct seccomp_addfd *addfd;

	/* More may be sent meanwhile, but not to keep a task from dying. */
	while (!fatal_signal_pending(current) &&
	       (addfd = addfd_dequeue(notification))) {
		int result;

		addfd->state = ADDFD_RUNNING;
		spin_unlock(&listener->lock);
		result = addfd_install(addfd);
		spin_lock(&listener->lock);
		if (addfd->flags & SECCOMP_ADDFD_FLAG_SEND)
			addfd_reply(listener, notification, result);
		addfd_finish(addfd, result);
	}
}

/**
 * seccomp_addfd_cancel_all - refuse what has been sent
 * @listener: the listener
 * @notification: a notification whose task leaves
 *
 * Context: @listener->lock is held.
 */
void seccomp_addfd_cancel_all(struct seccomp_listener *listener,
			      struct seccomp_notification *notification)
{
	struct seccomp_addfd *addfd;

	lockdep_assert_held(&listener->lock);
	while ((addfd = addfd_dequeue(notification)))
		addfd_finish(addfd, -ESRCH);
}

static int addfd_enqueue(struct seccomp_listener *listener, u64 id,
			 struct seccomp_addfd *addfd)
{
	struct seccomp_notification *notification;

	lockdep_assert_held(&listener->lock);
	notification = seccomp_notification_find(listener, id);
	if (!notification)
		return -ENOENT;
	if (notification->state != NOTIFICATION_SENT)
		return -EINPROGRESS;
	if (addfd->flags & SECCOMP_ADDFD_FLAG_SEND) {
		/* As the ABI has it: answers do not queue up behind others. */
		if (!list_empty(&notification->addfds))
			return -EBUSY;
		seccomp_notification_move(listener, notification,
					  NOTIFICATION_REPLYING);
	}
	addfd->notification = notification;
	list_add_tail(&addfd->link, &notification->addfds);
	/* The task's reference. */
	refcount_inc(&addfd->refs);
	seccomp_notification_wake(listener, notification);
	return 0;
}

/* Take a request back that the task has not begun with. */
static bool addfd_cancel(struct seccomp_listener *listener,
			 struct seccomp_addfd *addfd)
{
	lockdep_assert_held(&listener->lock);
	if (addfd->state != ADDFD_PENDING)
		return false;
	list_del_init(&addfd->link);
	if (addfd->flags & SECCOMP_ADDFD_FLAG_SEND)
		seccomp_notification_abort_reply(listener, addfd->notification);
	addfd_put(addfd);
	return true;
}

/*
 * A signal to the supervisor either finds the request untouched and takes it
 * back, or lets the task finish: never is it half done.
 */
static int addfd_wait(struct seccomp_listener *listener,
		      struct seccomp_addfd *addfd)
{
	bool cancelled;
	int err;

	err = wait_for_completion_interruptible(&addfd->done);
	if (err) {
		spin_lock(&listener->lock);
		cancelled = addfd_cancel(listener, addfd);
		spin_unlock(&listener->lock);
		if (cancelled)
			return err;
		err = wait_for_completion_killable(&addfd->done);
	}
	return err ?: addfd->result;
}

static struct seccomp_addfd *addfd_create(const struct seccomp_notif_addfd *arg)
{
	struct seccomp_addfd *addfd;

	addfd = kzalloc(sizeof(*addfd), GFP_KERNEL_ACCOUNT);
	if (!addfd)
		return ERR_PTR(-ENOMEM);
	addfd->file = fget(arg->srcfd);
	if (!addfd->file) {
		kfree(addfd);
		return ERR_PTR(-EBADF);
	}
	addfd->newfd = arg->newfd;
	addfd->open_flags = arg->newfd_flags;
	addfd->flags = arg->flags;
	INIT_LIST_HEAD(&addfd->link);
	init_completion(&addfd->done);
	refcount_set(&addfd->refs, 1);
	return addfd;
}

static bool addfd_args_valid(const struct seccomp_notif_addfd *arg)
{
	const u32 known = SECCOMP_ADDFD_FLAG_SETFD | SECCOMP_ADDFD_FLAG_SEND;

	if (arg->newfd_flags & ~O_CLOEXEC || arg->flags & ~known)
		return false;
	return !arg->newfd || arg->flags & SECCOMP_ADDFD_FLAG_SETFD;
}

/**
 * seccomp_addfd_ioctl - SECCOMP_IOCTL_NOTIF_ADDFD
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
long seccomp_addfd_ioctl(struct seccomp_listener *listener,
			 struct seccomp_notif_addfd __user *uarg, size_t size)
{
	struct seccomp_addfd *addfd;
	struct seccomp_notif_addfd arg;
	long ret;

	BUILD_BUG_ON(sizeof(arg) < SECCOMP_NOTIFY_ADDFD_SIZE_VER0);

	if (size < SECCOMP_NOTIFY_ADDFD_SIZE_VER0 || size >= PAGE_SIZE)
		return -EINVAL;
	ret = copy_struct_from_user(&arg, sizeof(arg), uarg, size);
	if (ret)
		return ret;
	if (!addfd_args_valid(&arg))
		return -EINVAL;

	addfd = addfd_create(&arg);
	if (IS_ERR(addfd))
		return PTR_ERR(addfd);
	spin_lock(&listener->lock);
	ret = addfd_enqueue(listener, arg.id, addfd);
	spin_unlock(&listener->lock);
	if (!ret)
		ret = addfd_wait(listener, addfd);
	addfd_put(addfd);
	return ret;
}
