// SPDX-License-Identifier: GPL-2.0-only
/*
 * The listener and the file by which a supervisor holds it.
 *
 * A listener is shared by a filter and a file, and either may be gone first.
 * Without the file it is closed: questions are answered with ENOSYS. Without
 * users of the filter it has hung up: readers are told that nothing will come.
 */
#include <linux/anon_inodes.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/poll.h>
#include <linux/random.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "addfd.h"
#include "backport.h"
#include "listener.h"
#include "notification.h"

/*
 * SECCOMP_IOCTL_NOTIF_ID_VALID as it was first published, with the direction of
 * the argument mixed up.
 */
#define NOTIF_ID_VALID_AS_READ SECCOMP_IOR(2, __u64)

/*
 * An ioctl number without what may change as its structure grows: the size, and
 * whether the kernel only reads it.
 */
static unsigned int ioctl_without_size(unsigned int cmd)
{
	return _IOC(0, _IOC_TYPE(cmd), _IOC_NR(cmd), 0);
}

static struct kmem_cache *listener_slab __ro_after_init;

/**
 * seccomp_listener_create - make a listener
 * @wait_killable_recv: whether SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV was asked for
 *
 * Context: process context, may sleep.
 * Return: a listener with one reference, or an error pointer: -ENOMEM.
 */
struct seccomp_listener *seccomp_listener_create(bool wait_killable_recv)
{
	struct seccomp_listener *listener;
	int state;

	listener = kmem_cache_zalloc(listener_slab, GFP_KERNEL_ACCOUNT);
	if (!listener)
		return ERR_PTR(-ENOMEM);
	spin_lock_init(&listener->lock);
	for (state = 0; state < NOTIFICATION_STATES; state++)
		INIT_LIST_HEAD(&listener->notifications[state]);
	hash_init(listener->by_id);
	init_waitqueue_head(&listener->readers);
	/* Random, so that no one comes to rely on the first numbers. */
	listener->next_id = get_random_u64();
	listener->wait_killable_recv = wait_killable_recv;
	refcount_set(&listener->refs, 1);
	return listener;
}

/**
 * seccomp_listener_get - take a reference
 * @listener: the listener
 *
 * Context: any.
 * Return: @listener.
 */
struct seccomp_listener *seccomp_listener_get(struct seccomp_listener *listener)
{
	refcount_inc(&listener->refs);
	return listener;
}

/**
 * seccomp_listener_put - drop a reference
 * @listener: the listener, freed with its last reference
 *
 * Context: any. Nobody can wait on a listener that loses its last reference:
 * who asks has a filter that holds one, who reads has a file that does.
 */
void seccomp_listener_put(struct seccomp_listener *listener)
{
	if (refcount_dec_and_test(&listener->refs))
		kmem_cache_free(listener_slab, listener);
}

/**
 * seccomp_listener_hang_up - no_reply will ever ask again
 * @listener: the listener of a filter that has cancelled its last user
 *
 * Context: process context.
 */
void seccomp_listener_hang_up(struct seccomp_listener *listener)
{
	spin_lock(&listener->lock);
	listener->hung_up = true;
	spin_unlock(&listener->lock);
	wake_up_poll(&listener->readers, EPOLLHUP);
}

static bool listener_has_event(struct seccomp_listener *listener)
{
	bool ready;

	spin_lock(&listener->lock);
	ready = !list_empty(&listener->notifications[NOTIFICATION_INIT]) ||
		listener->cancelled || listener->hung_up;
	spin_unlock(&listener->lock);
	return ready;
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
 * Take the oldest unread notification. -EAGAIN says that another reader was
 * faster.
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
	out->data = *notification->data;
	seccomp_notification_move(listener, notification, NOTIFICATION_SENT);
	/* It has to change the way it waits. */
	if (listener->wait_killable_recv)
		seccomp_notification_wake(listener, notification);
	return 0;
}

/* Undo dequeue_notification(), if the task is still there. */
static void requeue_by_id(struct seccomp_listener *listener, u64 id)
{
	struct seccomp_notification *notification;

	spin_lock(&listener->lock);
	notification = seccomp_notification_find(listener, id);
	if (notification)
		seccomp_notification_requeue(listener, notification);
	spin_unlock(&listener->lock);
}

static long listener_receive(struct seccomp_listener *listener,
			     struct seccomp_notif __user *uarg)
{
	struct seccomp_notif notif = {};
	int ret;

	/* Fields that are new one day can be used for input then. */
	ret = check_zeroed_user(uarg, sizeof(notif));
	if (ret <= 0)
		return ret ?: -EINVAL;

	do {
		if (wait_event_interruptible(listener->readers,
					     listener_has_event(listener)))
			return RECEIVE_INTERRUPTED;
		spin_lock(&listener->lock);
		ret = dequeue_notification(listener, &notif);
		spin_unlock(&listener->lock);
	} while (ret == -EAGAIN);
	if (ret)
		return ret;

	if (copy_to_user(uarg, &notif, sizeof(notif))) {
		requeue_by_id(listener, notif.id);
		return -EFAULT;
	}
	wake_up_poll(&listener->readers, EPOLLOUT | EPOLLWRNORM);
	return 0;
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

static long listener_send(struct seccomp_listener *listener,
			  const struct seccomp_notif_resp __user *uarg)
{
	struct seccomp_notif_resp resp;
	struct seccomp_reply reply;
	int ret;

	if (copy_from_user(&resp, uarg, sizeof(resp)))
		return -EFAULT;
	if (resp.flags & ~SECCOMP_USER_NOTIF_FLAG_CONTINUE)
		return -EINVAL;
	/* A call that goes on makes its own result. */
	if (resp.flags & SECCOMP_USER_NOTIF_FLAG_CONTINUE &&
	    (resp.error || resp.val))
		return -EINVAL;
	reply.val = resp.val;
	reply.error = resp.error;
	reply.flags = resp.flags;

	spin_lock(&listener->lock);
	ret = reply_to_id(listener, resp.id, &reply);
	spin_unlock(&listener->lock);
	return ret;
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
	WRITE_ONCE(listener->sync_wakeup,
		   flags & SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP);
	spin_unlock(&listener->lock);
	return 0;
}

static long listener_ioctl(struct file *file, unsigned int cmd,
			   unsigned long arg)
{
	struct seccomp_listener *listener = file->private_data;
	void __user *uarg = (void __user *)arg;

	switch (cmd) {
	case SECCOMP_IOCTL_NOTIF_RECV:
		return listener_receive(listener, uarg);
	case SECCOMP_IOCTL_NOTIF_SEND:
		return listener_send(listener, uarg);
	case SECCOMP_IOCTL_NOTIF_ID_VALID:
	case NOTIF_ID_VALID_AS_READ:
		return listener_id_valid(listener, uarg);
	case SECCOMP_IOCTL_NOTIF_SET_FLAGS:
		return listener_set_flags(listener, arg);
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

	poll_wait(file, &listener->readers, table);

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

/* A notification that waits, in whatever state before the last. */
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
 * No ioctl is under way any more. A descriptor can still be, if its sender was
 * killed; see addfd_reply() in addfd.c.
 */
static int listener_release(struct inode *inode, struct file *file)
{
	static const struct seccomp_reply no_reply = { .error = -ENOSYS };
	struct seccomp_listener *listener = file->private_data;
	struct seccomp_notification *notification;

	spin_lock(&listener->lock);
	/* From here on none is added, so there is an end to it. */
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
 * seccomp_listener_file - make a file for a listener
 * @listener: the listener; the file takes a reference of its own
 *
 * Context: process context, may sleep.
 * Return: the file, whose last fput() closes the listener; or an error pointer.
 */
struct file *seccomp_listener_file(struct seccomp_listener *listener)
{
	struct file *file;

	/* The name is what user space sees in /proc/PID/fd. */
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
