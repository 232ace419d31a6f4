// SPDX-License-Identifier: GPL-2.0-only
/*
 * A task that asks its supervisor: it queues a notification, waits, installs
 * the files that it is sent, and leaves with the reply.
 */
#include <linux/completion.h>
#include <linux/hashtable.h>
#include <linux/list.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>

#include "addfd.h"
#include "listener.h"
#include "notification.h"

static bool enqueue_notification(struct seccomp_listener *listener,
				 struct seccomp_notification *notification)
{
	bool open;

	spin_lock(&listener->lock);
	open = !listener->closed;
	if (open) {
		notification->id = listener->next_id++;
		hash_add(listener->by_id, &notification->by_id,
			 notification->id);
		seccomp_notification_move(listener, notification,
					  NOTIFICATION_INIT);
	}
	spin_unlock(&listener->lock);
	return open;
}

/* Only what kills the task may end the wait for one that has been read. */
static bool waits_killable(const struct seccomp_listener *listener,
			   const struct seccomp_notification *notification)
{
	return listener->wait_killable_recv &&
	       notification->state != NOTIFICATION_INIT;
}

/*
 * Descriptors that belong to an reply are installed even when a signal has
 * come, or the reply would be undone; but not any more by a task that dies.
 */
static bool may_install_addfds(const struct seccomp_notification *notification,
			       int err)
{
	if (!err)
		return true;
	return notification->state > NOTIFICATION_SENT &&
	       !fatal_signal_pending(current);
}

/* Called and left with the lock held, which is dropped to wait. */
static int wait_for_reply(struct seccomp_listener *listener,
			  struct seccomp_notification *notification)
{
	for (;;) {
		const bool killable = waits_killable(listener, notification);
		int err;

		spin_unlock(&listener->lock);
		err = wait_for_completion_state(&notification->wake,
						killable ? TASK_KILLABLE :
							   TASK_INTERRUPTIBLE);
		spin_lock(&listener->lock);

		if (may_install_addfds(notification, err))
			seccomp_addfd_install_all(listener, notification);
		if (notification->state == NOTIFICATION_REPLIED)
			return 0;
		/* Whatever else has been completed, it is not waited for. */
		if (fatal_signal_pending(current))
			return -ERESTARTSYS;
		/* Read while it was being interrupted: then it goes on. */
		if (err &&
		    !(waits_killable(listener, notification) && !killable))
			return err;
	}
}

/**
 * seccomp_notification_wait - have a supervisor decide about a system call
 * @listener: who to ask
 * @sd: the call, of the current task
 * @reply: what was decided
 *
 * Context: process context, sleeps until there is an reply or a signal.
 * Return: 0 with @reply filled in; -ENOSYS when nobody listens; -ERESTARTSYS
 * when a signal was first.
 */
int seccomp_notification_wait(struct seccomp_listener *listener,
			      const struct seccomp_data *sd,
			      struct seccomp_reply *reply)
{
	struct seccomp_notification notification = {
		.task = current,
		.data = sd,
	};
	int err;

	INIT_LIST_HEAD(&notification.link);
	INIT_LIST_HEAD(&notification.addfds);
	init_completion(&notification.wake);

	if (!enqueue_notification(listener, &notification))
		return -ENOSYS;
	seccomp_notification_wake_readers(listener);

	spin_lock(&listener->lock);
	err = wait_for_reply(listener, &notification);
	seccomp_notification_cancel(listener, &notification);
	seccomp_addfd_cancel_all(listener, &notification);
	spin_unlock(&listener->lock);

	*reply = notification.reply;
	return err;
}
