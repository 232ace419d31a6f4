// SPDX-License-Identifier: GPL-2.0-only
/*
 * The listener object, its file and its ioctls.
 *
 * A filter and a file share a listener, and either may be released first. When
 * the file is released, the listener is closed: SECCOMP_RET_USER_NOTIF then
 * makes system calls fail with ENOSYS. When the filter loses its last user, the
 * listener hangs up: readers then get ENOENT, and pollers get EPOLLHUP.
 */
#include <linux/anon_inodes.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/poll.h>
#include <linux/random.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <uapi/linux/seccomp_ext.h>

#include "addfd.h"
#include "backport.h"
#include "listener.h"
#include "notification.h"
#include "notify_arg.h"

/*
 * The first number of SECCOMP_IOCTL_NOTIF_ID_VALID has the wrong direction of
 * the argument. Old programs still use it.
 */
#define NOTIF_ID_VALID_AS_READ SECCOMP_IOR(2, __u64)

/*
 * Clear the size and the direction in an ioctl number. Both may change when the
 * structure grows.
 */
static unsigned int ioctl_without_size(unsigned int cmd)
{
	return _IOC(0, _IOC_TYPE(cmd), _IOC_NR(cmd), 0);
}

static struct kmem_cache *listener_slab __ro_after_init;

/**
 * seccomp_listener_create - Allocate a listener
 * @flags: SECCOMP_FILTER_FLAG_* of its filter
 *
 * Context: Process context, may sleep. Takes no lock.
 * Return: a listener with one reference, which the caller drops by
 * seccomp_listener_put(). ERR_PTR(-ENOMEM) if there is no memory.
 */
struct seccomp_listener *seccomp_listener_create(u32 flags)
{
	struct seccomp_listener *listener;
	int state;

	listener = kmem_cache_zalloc(listener_slab, GFP_KERNEL_ACCOUNT);
	if (!listener)
		return ERR_PTR(-ENOMEM);
	spin_lock_init(&listener->lock);
	for (state = 0; state < NOTIFICATION_STATES; state++)
		INIT_LIST_HEAD(&listener->notifications[state]);
	seccomp_index_init(&listener->index);
	INIT_LIST_HEAD(&listener->readers);
	init_waitqueue_head(&listener->pollers);
	/* A random first id keeps supervisors from relying on its value. */
	listener->next_id = get_random_u64();
	listener->wait_killable_recv = flags &
				       SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV;
	listener->restart_unread = flags & SECCOMP_FILTER_FLAG_RESTART_UNREAD;
	listener->gets_args = flags & SECCOMP_FILTER_FLAG_DEEP_ARGS;
	listener->nests = flags & SECCOMP_FILTER_FLAG_NESTED_LISTENERS;
	listener->free_args = task_no_new_privs(current);
	refcount_set(&listener->refs, 1);
	return listener;
}

/**
 * seccomp_listener_get - Take a reference to a listener
 * @listener: the listener; the caller holds a reference
 *
 * Context: Any context, no lock.
 * Return: @listener.
 */
struct seccomp_listener *seccomp_listener_get(struct seccomp_listener *listener)
{
	refcount_inc(&listener->refs);
	return listener;
}

/**
 * seccomp_listener_put - Drop a reference to a listener
 * @listener: the listener; freed with its last reference
 *
 * No task sleeps on a listener that loses its last reference. The filter of a
 * waiting task and the file of a reader each hold a reference.
 *
 * Context: Any context, does not sleep.
 */
void seccomp_listener_put(struct seccomp_listener *listener)
{
	if (refcount_dec_and_test(&listener->refs))
		kmem_cache_free(listener_slab, listener);
}

/**
 * seccomp_listener_hang_up - Tell readers that no notification can come
 * @listener: the listener of a filter that has lost its last user; the caller
 *	holds a reference
 *
 * Context: Process context, does not sleep. Takes and drops @listener->lock.
 */
void seccomp_listener_hang_up(struct seccomp_listener *listener)
{
	spin_lock(&listener->lock);
	listener->hung_up = true;
	while (!list_empty(&listener->readers))
		seccomp_listener_wake_reader(listener);
	seccomp_listener_wake_pollers(listener, EPOLLHUP);
	spin_unlock(&listener->lock);
}

/**
 * seccomp_listener_may_nest - Check whether a path may get another listener
 * @newest: newest listener of the path, or NULL
 *
 * Only the newest one can be open without SECCOMP_FILTER_FLAG_NESTED_LISTENERS,
 * because no other listener is added while it is. The loop has a step for each
 * listener with the flag. A listener may close at any time, and never opens again.
 *
 * Context: any; the caller keeps the path alive.
 * Return: false if an open listener does not have the flag, or if
 * SECCOMP_PATH_LISTENERS are open.
 */
bool seccomp_listener_may_nest(const struct seccomp_listener *newest)
{
	unsigned int open = 0;

	if (newest && !newest->nests && !seccomp_listener_is_closed(newest))
		return false;
	for (; newest; newest = newest->outer)
		open += !seccomp_listener_is_closed(newest);
	return open < SECCOMP_PATH_LISTENERS;
}

static struct seccomp_notification *
first_in_state(struct seccomp_listener *listener,
	       enum seccomp_notification_state state)
{
	struct list_head *list = &listener->notifications[state];

	if (list_empty(list))
		return NULL;
	return list_first_entry(list, struct seccomp_notification, link);
}

/*
 * Receive the oldest notification in NOTIFICATION_INIT. If there is none,
 * return -ENOENT for a cancelled notification or a listener that has hung up.
 * Return -EAGAIN if the listener has no event.
 */
static int dequeue_notification(struct seccomp_listener *listener,
				struct seccomp_notif *out)
{
	struct seccomp_notification *notification;

	lockdep_assert_held(&listener->lock);
	notification = first_in_state(listener, NOTIFICATION_INIT);
	if (!notification) {
		if (!listener->cancelled)
			return listener->hung_up ? -ENOENT : -EAGAIN;
		listener->cancelled--;
		return -ENOENT;
	}

	out->id = notification->id;
	out->pid = task_pid_vnr(notification->task);
	out->flags = seccomp_notify_arg_flags(notification);
	out->data = *notification->data;
	seccomp_notification_move(listener, notification, NOTIFICATION_SENT);
	seccomp_listener_wake_pollers(listener, EPOLLOUT | EPOLLWRNORM);
	/* The task has to change from an interruptible to a killable wait. */
	if (listener->wait_killable_recv)
		seccomp_notification_wake(listener, notification);
	return 0;
}

/* Undo dequeue_notification() if the task still waits. */
static void requeue_by_id(struct seccomp_listener *listener, u64 id)
{
	struct seccomp_notification *notification;

	spin_lock(&listener->lock);
	notification = seccomp_notification_find(listener, id);
	if (notification)
		seccomp_notification_requeue(listener, notification);
	spin_unlock(&listener->lock);
}

/*
 * Sleep until a waker chooses this reader or a signal arrives. The caller holds
 * listener->lock, which this function drops to sleep and takes again.
 */
static void sleep_as_reader(struct seccomp_listener *listener)
{
	struct seccomp_reader reader = { .task = current };

	list_add_tail(&reader.link, &listener->readers);
	/* notification.h explains why this needs no barrier. */
	__set_current_state(TASK_INTERRUPTIBLE);
	spin_unlock(&listener->lock);
	schedule();
	spin_lock(&listener->lock);
	list_del(&reader.link);
}

/* Dequeue a notification as soon as there is one, or at once with @nonblock. */
static int wait_for_notification(struct seccomp_listener *listener,
				 bool nonblock, struct seccomp_notif *out)
{
	int ret;

	spin_lock(&listener->lock);
	while ((ret = dequeue_notification(listener, out)) == -EAGAIN &&
	       !nonblock) {
		if (signal_pending(current)) {
			ret = RECEIVE_INTERRUPTED;
			break;
		}
		sleep_as_reader(listener);
	}
	spin_unlock(&listener->lock);
	return ret;
}

/* Receive a notification, after a test that @uarg has zeroes. */
static int receive_to(struct seccomp_listener *listener, bool nonblock,
		      struct seccomp_notif __user *uarg)
{
	struct seccomp_notif notif;
	int ret;

	ret = wait_for_notification(listener, nonblock, &notif);
	if (ret)
		return ret;
	if (copy_to_user(uarg, &notif, sizeof(notif))) {
		requeue_by_id(listener, notif.id);
		return -EFAULT;
	}
	return 0;
}

/* Zeroes now let later versions use the fields for input. */
static int check_zeroed_notif(const struct seccomp_notif __user *uarg)
{
	const int ret = check_zeroed_user(uarg, sizeof(*uarg));

	if (ret < 0)
		return ret;
	return ret ? 0 : -EINVAL;
}

static long listener_receive(struct seccomp_listener *listener, bool nonblock,
			     struct seccomp_notif __user *uarg)
{
	return check_zeroed_notif(uarg) ?: receive_to(listener, nonblock, uarg);
}

static int reply_to_id(struct seccomp_listener *listener, u64 id,
		       const struct seccomp_reply *reply)
{
	struct seccomp_notification *notification;

	lockdep_assert_held(&listener->lock);
	notification = seccomp_notification_find(listener, id);
	if (!notification)
		return -ENOENT;
	if (notification->state != NOTIFICATION_SENT)
		return -EINPROGRESS;
	seccomp_notification_reply(listener, notification, reply);
	seccomp_notification_wake(listener, notification);
	return 0;
}

static int send_reply(struct seccomp_listener *listener,
		      const struct seccomp_notif_resp *resp)
{
	const struct seccomp_reply reply = {
		.val = resp->val,
		.error = resp->error,
		.flags = resp->flags,
	};
	int ret;

	if (resp->flags & ~SECCOMP_USER_NOTIF_FLAG_CONTINUE)
		return -EINVAL;
	/* A system call that continues makes its own result. */
	if (resp->flags & SECCOMP_USER_NOTIF_FLAG_CONTINUE &&
	    (resp->error || resp->val))
		return -EINVAL;

	spin_lock(&listener->lock);
	ret = reply_to_id(listener, resp->id, &reply);
	spin_unlock(&listener->lock);
	return ret;
}

static long listener_send(struct seccomp_listener *listener,
			  const struct seccomp_notif_resp __user *uarg)
{
	struct seccomp_notif_resp resp;

	if (copy_from_user(&resp, uarg, sizeof(resp)))
		return -EFAULT;
	return send_reply(listener, &resp);
}

/*
 * Send a reply and receive the next notification. A reply that has been sent must
 * not be sent again, so a signal does not restart the ioctl then.
 */
static long listener_next(struct seccomp_listener *listener, bool nonblock,
			  struct seccomp_notif_next __user *uarg)
{
	struct seccomp_notif_resp resp;
	u32 pad;
	int ret;

	if (copy_from_user(&resp, &uarg->resp, sizeof(resp)) ||
	    get_user(pad, &uarg->pad))
		return -EFAULT;
	if (pad)
		return -EINVAL;
	ret = check_zeroed_notif(&uarg->notif);
	if (ret)
		return ret;
	/* It also tests that the program can be told. */
	if (put_user(0, &uarg->sent))
		return -EFAULT;
	if (!resp.id)
		return receive_to(listener, nonblock, &uarg->notif);
	ret = send_reply(listener, &resp);
	if (ret)
		return ret;
	if (put_user(1, &uarg->sent))
		return -EFAULT;
	ret = receive_to(listener, nonblock, &uarg->notif);
	return ret == RECEIVE_INTERRUPTED ? -EINTR : ret;
}

static long listener_id_valid(struct seccomp_listener *listener,
			      const u64 __user *uarg)
{
	struct seccomp_notification *notification;
	bool valid;
	u64 id;

	if (copy_from_user(&id, uarg, sizeof(id)))
		return -EFAULT;

	spin_lock(&listener->lock);
	notification = seccomp_notification_find(listener, id);
	valid = notification && notification->state == NOTIFICATION_SENT;
	spin_unlock(&listener->lock);
	return valid ? 0 : -ENOENT;
}

static long listener_set_flags(struct seccomp_listener *listener, u64 flags)
{
	if (flags & ~SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP)
		return -EINVAL;

	spin_lock(&listener->lock);
	listener->sync_wakeup = flags & SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP;
	spin_unlock(&listener->lock);
	return 0;
}

static long listener_ioctl(struct file *file, unsigned int cmd,
			   unsigned long arg)
{
	struct seccomp_listener *listener = file->private_data;
	const bool nonblock = READ_ONCE(file->f_flags) & O_NONBLOCK;
	void __user *uarg = (void __user *)arg;

	switch (cmd) {
	case SECCOMP_IOCTL_NOTIF_RECV:
		return listener_receive(listener, nonblock, uarg);
	case SECCOMP_IOCTL_NOTIF_SEND:
		return listener_send(listener, uarg);
	case SECCOMP_IOCTL_NOTIF_ID_VALID:
	case NOTIF_ID_VALID_AS_READ:
		return listener_id_valid(listener, uarg);
	case SECCOMP_IOCTL_NOTIF_SET_FLAGS:
		return listener_set_flags(listener, arg);
	case SECCOMP_IOCTL_NOTIF_NEXT:
		return listener_next(listener, nonblock, uarg);
	case SECCOMP_IOCTL_NOTIF_GET_ARG:
		return seccomp_notify_get_arg(listener, uarg);
	case SECCOMP_IOCTL_NOTIF_SET_ARG:
		return seccomp_notify_set_arg(listener, uarg);
	}

	if (ioctl_without_size(cmd) ==
	    ioctl_without_size(SECCOMP_IOCTL_NOTIF_ADDFD))
		return seccomp_addfd_ioctl(listener, uarg, _IOC_SIZE(cmd));
	return -EINVAL;
}

static __poll_t listener_poll(struct file *file, poll_table *table)
{
	struct seccomp_listener *listener = file->private_data;
	__poll_t events = 0;

	poll_wait(file, &listener->pollers, table);

	spin_lock(&listener->lock);
	if (!list_empty(&listener->notifications[NOTIFICATION_INIT]))
		events |= EPOLLIN | EPOLLRDNORM;
	if (!list_empty(&listener->notifications[NOTIFICATION_SENT]))
		events |= EPOLLOUT | EPOLLWRNORM;
	if (listener->hung_up)
		events |= EPOLLHUP;
	spin_unlock(&listener->lock);
	return events;
}

/* Return a notification in any state before NOTIFICATION_REPLIED, or NULL. */
static struct seccomp_notification *
first_unreplied(struct seccomp_listener *listener)
{
	struct seccomp_notification *first;
	int state;

	for (state = 0; state < NOTIFICATION_REPLIED; state++) {
		first = first_in_state(listener, state);
		if (first)
			return first;
	}
	return NULL;
}

/*
 * No ioctl runs any more, because each holds a reference to the file. After a
 * supervisor was killed in ADDFD, the task may still install the file that it
 * sent. addfd_reply() then keeps the reply that this function has stored.
 */
static int listener_release(struct inode *inode, struct file *file)
{
	static const struct seccomp_reply no_reply = { .error = -ENOSYS };
	struct seccomp_listener *listener = file->private_data;
	struct seccomp_notification *notification;

	spin_lock(&listener->lock);
	/* The loop ends, because enqueue_notification() now adds nothing. */
	WRITE_ONCE(listener->closed, true);
	while ((notification = first_unreplied(listener))) {
		seccomp_notification_reply(listener, notification, &no_reply);
		seccomp_notification_wake(listener, notification);
		cond_resched_lock(&listener->lock);
	}
	spin_unlock(&listener->lock);
	seccomp_listener_put(listener);
	return 0;
}

static const struct file_operations listener_fops = {
	.poll = listener_poll,
	.release = listener_release,
	.unlocked_ioctl = listener_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

/**
 * seccomp_listener_file - Create the file of a listener
 * @listener: the listener, without a file; the file takes its own reference
 *
 * Context: Process context, may sleep. Takes no lock.
 * Return: the file, which the caller owns. Its last fput() closes the listener.
 * An error pointer of anon_inode_getfile(), such as ERR_PTR(-ENFILE), on
 * failure.
 */
struct file *seccomp_listener_file(struct seccomp_listener *listener)
{
	struct file *file;

	/* User space sees this name in /proc/PID/fd. */
	file = anon_inode_getfile("seccomp notify", &listener_fops, listener,
				  O_RDWR);
	if (!IS_ERR(file))
		seccomp_listener_get(listener);
	return file;
}

static int __init seccomp_listener_init(void)
{
	listener_slab = KMEM_CACHE(seccomp_listener, SLAB_PANIC | SLAB_ACCOUNT);
	return 0;
}
core_initcall(seccomp_listener_init);
