// SPDX-License-Identifier: GPL-2.0-only
/*
 * SECCOMP_IOCTL_NOTIF_ADDFD: a supervisor sends a file to a waiting task.
 *
 * The supervisor looks the file up and queues a request. The waiting task
 * installs the file, because receive_fd() acts on the current task.
 *
 * Installing may sleep for long, because it may close the file that it
 * replaces. The task therefore holds no lock while it installs. The supervisor
 * and the task each hold a reference to the request, so either may leave first.
 */
#include <linux/completion.h>
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

/**
 * enum addfd_state - state of an ADDFD request
 * @ADDFD_PENDING: the task has not started; the supervisor may cancel
 * @ADDFD_RUNNING: the task installs the file
 * @ADDFD_DONE: the task has stored the result
 */
enum addfd_state {
	ADDFD_PENDING,
	ADDFD_RUNNING,
	ADDFD_DONE,
};

/**
 * struct seccomp_addfd - a request to install a file
 * @link: entry in the notification's list while ADDFD_PENDING. Protected by the
 *	lock.
 * @notification: the notification of the task that installs the file. Valid
 *	while ADDFD_PENDING. Protected by the lock.
 * @state: current state. Protected by the lock.
 * @result: descriptor number or negative errno, valid in ADDFD_DONE. Written
 *	under the lock. complete() on @done publishes it to the supervisor,
 *	which reads it without the lock.
 * @done: completed once, after @result is written. Has its own lock.
 * @file: file to install; the request holds a reference. Constant.
 * @newfd: descriptor number to use if @flags has SECCOMP_ADDFD_FLAG_SETFD.
 *	Constant.
 * @open_flags: O_CLOEXEC or 0. Constant.
 * @flags: SECCOMP_ADDFD_FLAG_SETFD, SECCOMP_ADDFD_FLAG_SEND, both or 0.
 *	Constant.
 * @refs: number of references, atomic. The supervisor holds one. The task holds
 *	one from addfd_enqueue() until addfd_finish() or addfd_cancel().
 *
 * "The lock" is listener->lock. Its release after addfd_enqueue() publishes the
 * constant fields to the task.
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

/* The caller may hold listener->lock, because fput() does not sleep. */
static void addfd_put(struct seccomp_addfd *addfd)
{
	if (!refcount_dec_and_test(&addfd->refs))
		return;
	fput(addfd->file);
	kfree(addfd);
}

/*
 * Store the result, wake the supervisor and drop the task's reference. The
 * caller holds listener->lock.
 */
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
 * Make the new descriptor the reply. Abort the reply if the task could not
 * install the file. If the supervisor was killed, listener_release() may have
 * stored another reply, which stays. The caller holds listener->lock.
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

/* Remove and return the oldest pending request. listener->lock is held. */
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
 * seccomp_addfd_install_all - Install all files that supervisors have sent
 * @listener: the listener of @notification
 * @notification: a notification of the current task
 *
 * Each request ends with its result, or stays queued if the task is dying. A
 * request with SECCOMP_ADDFD_FLAG_SEND also changes the state of @notification.
 *
 * Context: Process context, may sleep. The caller holds @listener->lock. This
 * function drops the lock while it installs a file, and takes it again.
 */
void seccomp_addfd_install_all(struct seccomp_listener *listener,
			       struct seccomp_notification *notification)
{
	struct seccomp_addfd *addfd;

	/*
	 * A supervisor may send files without end. A fatal signal must still
	 * end the loop.
	 */
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
 * seccomp_addfd_cancel_all - Fail all pending requests with -ESRCH
 * @listener: the listener of @notification
 * @notification: a notification of the current task, after
 *	seccomp_notification_cancel()
 *
 * Context: The caller holds @listener->lock, and keeps it after
 * seccomp_notification_cancel(), so that no supervisor queues another request.
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
		/* By the ABI, SEND does not wait for earlier requests. */
		if (!list_empty(&notification->addfds))
			return -EBUSY;
		seccomp_notification_move(listener, notification,
					  NOTIFICATION_REPLYING);
	}
	addfd->notification = notification;
	list_add_tail(&addfd->link, &notification->addfds);
	/* This reference belongs to the task. */
	refcount_inc(&addfd->refs);
	seccomp_notification_wake(listener, notification);
	return 0;
}

/*
 * Remove a request, with the task's reference. Return false if the task has
 * started it.
 */
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
 * Wait for the result. A signal cancels the request if the task has not started
 * it. Otherwise the supervisor waits for the result, and only a fatal signal
 * ends that wait. The task then finishes alone, with its own reference.
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
 * seccomp_addfd_ioctl - Send a file to a waiting task
 * @listener: the listener; the file of the ioctl holds a reference
 * @uarg: the request in user space, @size bytes
 * @size: size of the request in bytes, as user space knows the structure
 *
 * This function implements SECCOMP_IOCTL_NOTIF_ADDFD.
 *
 * Context: Process context, no lock held. Sleeps until the task has installed
 * the file or a signal arrives. Takes and drops @listener->lock.
 *
 * Return: the descriptor number in the task, or a negative errno:
 *
 * * %-EINVAL: unknown size, flag or combination of flags
 * * %-E2BIG: nonzero bytes beyond the structure that this kernel knows
 * * %-EFAULT: @uarg is not readable
 * * %-ENOMEM: no memory for the request
 * * %-EBADF: the supervisor has no such file
 * * %-ENOENT: no task waits under this id
 * * %-EINPROGRESS: the notification is not in NOTIFICATION_SENT
 * * %-EBUSY: SECCOMP_ADDFD_FLAG_SEND while other requests are pending
 * * %-ESRCH: the task stopped waiting before it started
 * * %-ERESTARTSYS: a signal cancelled the request, or a fatal signal arrived
 * * any error of receive_fd() or receive_fd_replace()
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
