// SPDX-License-Identifier: GPL-2.0-only
/*
 * A task that asks its supervisor: it queues a notification, waits, installs
 * the addfds that it is sent, and leaves with the reply.
 *
 *	QUEUED ---> TAKEN ---> ANSWERED
 *	   ^________/  ^  \       ^
 *	 (read failed)  \  v     /
 *		      ANSWERING
 *
 * A read that fails during ANSWERING has its effect when that ends without an
 * reply: by then the notification is TAKEN again, and so QUEUED.
 *
 * From each of the states but ANSWERED a signal may end the wait. An reply is
 * final: a signal that comes after it does not undo it.
 */
#include <linux/poll.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>

#include "backport.h"
#include "listener.h"

/**
 * seccomp_notification_find - look a notification up
 * @listener: the listener
 * @id: what user space calls it
 *
 * Context: @listener->lock is held, and the result is good only as long.
 * Return: the notification, in whatever state; NULL when its task has left.
 */
struct seccomp_notification *
seccomp_notification_find(struct seccomp_listener *listener, u64 id)
{
	struct seccomp_notification *notification;

	lockdep_assert_held(&listener->lock);
	hash_for_each_possible(listener->by_id, notification, by_id, id)
		if (notification->id == id)
			return notification;
	return NULL;
}

/**
 * seccomp_notification_move - change the state of a notification
 * @listener: its listener
 * @notification: the notification
 * @state: the state it gets; it becomes the youngest of that state
 *
 * Context: @listener->lock is held.
 */
void seccomp_notification_move(struct seccomp_listener *listener,
			       struct seccomp_notification *notification,
			       enum seccomp_notification_state state)
{
	lockdep_assert_held(&listener->lock);
	notification->state = state;
	list_move_tail(&notification->link, &listener->notifications[state]);
}

/**
 * seccomp_notification_wake - have the waiting task look at its notification
 * @listener: its listener
 * @notification: the notification
 *
 * Context: @listener->lock is held.
 */
void seccomp_notification_wake(struct seccomp_listener *listener,
			       struct seccomp_notification *notification)
{
	lockdep_assert_held(&listener->lock);
	if (listener->sync_wakeup)
		complete_on_current_cpu(&notification->wake);
	else
		complete(&notification->wake);
}

/**
 * seccomp_notification_reply - settle a notification
 * @listener: its listener
 * @notification: the notification
 * @reply: what was decided
 *
 * Waking the task is left to the caller, which may be that task.
 *
 * Context: @listener->lock is held.
 */
void seccomp_notification_reply(struct seccomp_listener *listener,
				struct seccomp_notification *notification,
				const struct seccomp_reply *reply)
{
	notification->reply = *reply;
	seccomp_notification_move(listener, notification, NOTIFICATION_REPLIED);
}

/* Tell readers that there is something to read; with the lock or without. */
static void wake_readers(struct seccomp_listener *listener)
{
	if (READ_ONCE(listener->sync_wakeup))
		wake_up_poll_on_current_cpu(&listener->readers,
					    EPOLLIN | EPOLLRDNORM);
	else
		wake_up_poll(&listener->readers, EPOLLIN | EPOLLRDNORM);
}

/**
 * seccomp_notification_requeue - have a notification read again
 * @listener: its listener
 * @notification: the notification, which its reader did not get to see
 *
 * Meanwhile others may have guessed its id and answered it, or be about to.
 *
 * Context: @listener->lock is held.
 */
void seccomp_notification_requeue(struct seccomp_listener *listener,
				  struct seccomp_notification *notification)
{
	lockdep_assert_held(&listener->lock);
	notification->unread = notification->state == NOTIFICATION_REPLYING;
	if (notification->state != NOTIFICATION_SENT)
		return;
	notification->state = NOTIFICATION_INIT;
	/* It is the oldest of them. */
	list_move(&notification->link,
		  &listener->notifications[NOTIFICATION_INIT]);
	/* The task has to change the way it waits. */
	if (listener->wait_killable_recv)
		seccomp_notification_wake(listener, notification);
	wake_readers(listener);
}

/**
 * seccomp_notification_abort_reply - end NOTIFICATION_REPLYING without an reply
 * @listener: its listener
 * @notification: the notification
 *
 * Context: @listener->lock is held.
 */
void seccomp_notification_abort_reply(struct seccomp_listener *listener,
				      struct seccomp_notification *notification)
{
	seccomp_notification_move(listener, notification, NOTIFICATION_SENT);
	if (notification->unread)
		seccomp_notification_requeue(listener, notification);
	else
		wake_up_poll(&listener->readers, EPOLLOUT | EPOLLWRNORM);
}

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

static void cancel_notification(struct seccomp_listener *listener,
				struct seccomp_notification *notification)
{
	if (notification->state == NOTIFICATION_INIT)
		listener->cancelled++;
	list_del(&notification->link);
	hash_del(&notification->by_id);
	seccomp_addfd_cancel_all(listener, notification);
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
		const bool wait_killable_recv =
			waits_killable(listener, notification);
		int err;

		spin_unlock(&listener->lock);
		err = wait_for_completion_state(&notification->wake,
						wait_killable_recv ?
							TASK_KILLABLE :
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
		if (err && !(waits_killable(listener, notification) &&
			     !wait_killable_recv))
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
	wake_readers(listener);

	spin_lock(&listener->lock);
	err = wait_for_reply(listener, &notification);
	cancel_notification(listener, &notification);
	spin_unlock(&listener->lock);

	*reply = notification.reply;
	return err;
}
