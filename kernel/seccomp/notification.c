// SPDX-License-Identifier: GPL-2.0-only
/*
 * The states of a notification, and what changes them.
 *
 *	INIT ----> SENT ---> REPLIED
 *	   ^________/  ^  \      ^
 *	 (read failed)  \  v    /
 *			REPLYING
 *
 * A read that fails during REPLYING has its effect when that ends without an
 * reply: by then the notification is SENT again, and so INIT.
 *
 * From each of the states but REPLIED a signal may end the wait. An reply is
 * final: a signal that comes after it does not undo it.
 */
#include <linux/completion.h>
#include <linux/hashtable.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/poll.h>

#include "backport.h"
#include "notification.h"

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

/**
 * seccomp_notification_wake_readers - tell readers that there is something to read
 * @listener: the listener
 *
 * Context: @listener->lock may be held, but need not be.
 */
void seccomp_notification_wake_readers(struct seccomp_listener *listener)
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
	seccomp_notification_wake_readers(listener);
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

/**
 * seccomp_notification_cancel - remove a notification whose task leaves
 * @listener: its listener
 * @notification: the notification
 *
 * Context: @listener->lock is held.
 */
void seccomp_notification_cancel(struct seccomp_listener *listener,
				 struct seccomp_notification *notification)
{
	lockdep_assert_held(&listener->lock);
	if (notification->state == NOTIFICATION_INIT)
		listener->cancelled++;
	list_del(&notification->link);
	hash_del(&notification->by_id);
}
