// SPDX-License-Identifier: GPL-2.0-only
/*
 * The waiting task: it queues a notification, sleeps, installs the files that
 * supervisors send, and returns with the reply.
 */
#include <linux/completion.h>
#include <linux/hashtable.h>
#include <linux/list.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>

#include "addfd.h"
#include "listener.h"
#include "notification.h"

/* Return false if the listener is closed: no reply would come. */
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

/*
 * With SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV, only a fatal signal ends the
 * wait once a reader has received the notification.
 */
static bool waits_killable(const struct seccomp_listener *listener,
			   const struct seccomp_notification *notification)
{
	return listener->wait_killable_recv &&
	       notification->state != NOTIFICATION_INIT;
}

/*
 * In NOTIFICATION_REPLYING and NOTIFICATION_REPLIED the queued files belong to
 * the reply. The task installs them even after a signal, because a signal does
 * not undo the reply. A dying task installs nothing more.
 */
static bool may_install_addfds(const struct seccomp_notification *notification,
			       int err)
{
	if (!err)
		return true;
	return notification->state > NOTIFICATION_SENT &&
	       !fatal_signal_pending(current);
}

/*
 * The caller holds listener->lock. This function drops the lock to sleep and to
 * install files, and returns with the lock held.
 */
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
		/* A fatal signal ends the wait even after a completion. */
		if (fatal_signal_pending(current))
			return -ERESTARTSYS;
		/*
		 * A reader may receive the notification after a signal has
		 * ended an interruptible wait. The task then waits again, and
		 * only a fatal signal ends that wait.
		 */
		if (err &&
		    !(waits_killable(listener, notification) && !killable))
			return err;
	}
}

/**
 * seccomp_notification_wait - Wait for a supervisor's reply to a system call
 * @listener: the listener to notify; a filter of the current task holds a
 *	reference
 * @sd: the system call of the current task; unchanged until this function
 *	returns
 * @reply: buffer of the caller for the reply
 *
 * Context: Process context, no lock held. Sleeps until a reply or a signal
 * arrives. Takes and drops @listener->lock.
 * Return: 0 with the reply in @reply. -ENOSYS if the listener is closed.
 * -ERESTARTSYS if a signal arrived before the reply.
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

	/* No other thread can find the notification any more. */
	*reply = notification.reply;
	return err;
}
