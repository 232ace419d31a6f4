// SPDX-License-Identifier: GPL-2.0-only
/*
 * The states of a notification and the transitions between them.
 *
 *	       --(1)-->         --(4)-->
 *	  INIT           SENT             REPLIED
 *	       <--(2)--  |  ^                ^
 *	                (3)(6)               |
 *	                 v  |                |
 *	               REPLYING -----(5)-----'
 *
 * (1) dequeue_notification(): a reader receives the notification.
 * (2) seccomp_notification_requeue(): the kernel could not copy the
 *     notification to the reader, so another read must receive it.
 * (3) addfd_enqueue(): a supervisor sends a file by ADDFD with
 *     SECCOMP_ADDFD_FLAG_SEND. The number of its descriptor becomes the reply.
 * (4) reply_to_id(): a supervisor sends a reply.
 * (5) addfd_reply(): the task has installed the file.
 * (6) seccomp_notification_abort_reply(): the task could not install the file,
 *     or a signal interrupted the supervisor before the task started.
 *
 * Three events are not in the diagram. enqueue_notification() adds a
 * notification in INIT. listener_release() moves all notifications to REPLIED,
 * with -ENOSYS as the reply. seccomp_notification_cancel() removes a
 * notification in any state, when its task stops waiting.
 *
 * Copying to the reader can fail while the state is REPLYING, because another
 * supervisor may guess the id. Transition (2) then follows after (6).
 *
 * In every state but REPLIED a signal may end the wait. REPLIED is final: a
 * later signal does not undo the reply.
 */
#include <linux/hashtable.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/poll.h>
#include <linux/sched.h>
#include <linux/wait.h>

#include "backport.h"
#include "notification.h"

/**
 * seccomp_notification_find - Find a notification by its id
 * @listener: the listener to search; the caller holds a reference
 * @id: any number, as user space sent it
 *
 * Context: The caller holds @listener->lock. The result is valid until the
 * caller drops it.
 * Return: the notification, in any state. NULL if no task waits under @id.
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
 * seccomp_notification_move - Change the state of a notification
 * @listener: the listener of @notification
 * @notification: the notification; becomes the last in the list for @state
 * @state: the new state, less than NOTIFICATION_STATES
 *
 * Context: The caller holds @listener->lock.
 */
void seccomp_notification_move(struct seccomp_listener *listener,
			       struct seccomp_notification *notification,
			       enum seccomp_notification_state state)
{
	lockdep_assert_held(&listener->lock);
	notification->state = state;
	list_move_tail(&notification->link, &listener->notifications[state]);
}

/*
 * Wake a task that sleeps for @listener. The scheduler exports the wake-up on
 * the current CPU for wait queues only, so that one needs a queue for one entry.
 */
static void wake_sleeper(const struct seccomp_listener *listener,
			 struct task_struct *task)
{
	lockdep_assert_held(&listener->lock);
	if (listener->sync_wakeup) {
		DECLARE_WAIT_QUEUE_HEAD_ONSTACK(queue);
		DECLARE_WAITQUEUE(entry, task);

		__add_wait_queue(&queue, &entry);
		wake_up_poll_on_current_cpu(&queue, 0);
		return;
	}
	wake_up_process(task);
}

/**
 * seccomp_notification_wake - Wake the task that waits for a notification
 * @listener: the listener of @notification
 * @notification: the notification; its task checks it again
 *
 * Context: The caller holds @listener->lock, which keeps @notification on the
 * stack of its task.
 */
void seccomp_notification_wake(struct seccomp_listener *listener,
			       struct seccomp_notification *notification)
{
	wake_sleeper(listener, notification->task);
}

/**
 * seccomp_listener_wake_reader - Wake the reader that has slept longest
 * @listener: the listener, with an event for one reader; the caller holds a
 *	reference
 *
 * The reader leaves the list, so the next event wakes another one. A reader that
 * returns from its sleep looks for an event before it looks for a signal. So an
 * event is not lost when a signal arrives after the wake-up.
 *
 * Context: The caller holds @listener->lock.
 */
void seccomp_listener_wake_reader(struct seccomp_listener *listener)
{
	struct seccomp_reader *reader;

	lockdep_assert_held(&listener->lock);
	if (list_empty(&listener->readers))
		return;
	reader = list_first_entry(&listener->readers, struct seccomp_reader,
				  link);
	list_del_init(&reader->link);
	wake_sleeper(listener, reader->task);
}

/**
 * seccomp_listener_wake_pollers - Wake the pollers of a listener
 * @listener: the listener; the caller holds a reference
 * @events: EPOLL* bits of the events
 *
 * A poller joins the queue before listener_poll() takes the lock. So either this
 * function sees the poller, or listener_poll() sees the event.
 *
 * Context: The caller holds @listener->lock, and has stored the event under it.
 */
void seccomp_listener_wake_pollers(struct seccomp_listener *listener,
				   __poll_t events)
{
	lockdep_assert_held(&listener->lock);
	/* A poller that this test misses takes the lock later: no barrier. */
	if (!waitqueue_active(&listener->pollers))
		return;
	if (listener->sync_wakeup && events & EPOLLIN)
		wake_up_poll_on_current_cpu(&listener->pollers, events);
	else
		wake_up_poll(&listener->pollers, events);
}

/**
 * seccomp_notification_reply - Store the reply to a notification
 * @listener: the listener of @notification
 * @notification: the notification, not in NOTIFICATION_REPLIED
 * @reply: the reply; copied
 *
 * This function does not wake the task, because the caller may be that task.
 *
 * Context: The caller holds @listener->lock.
 */
void seccomp_notification_reply(struct seccomp_listener *listener,
				struct seccomp_notification *notification,
				const struct seccomp_reply *reply)
{
	*notification->reply = *reply;
	seccomp_notification_move(listener, notification, NOTIFICATION_REPLIED);
}

/**
 * seccomp_notification_announce - Wake a reader and the pollers
 * @listener: the listener with one more notification in NOTIFICATION_INIT; the
 *	caller holds a reference
 *
 * Context: The caller holds @listener->lock.
 */
void seccomp_notification_announce(struct seccomp_listener *listener)
{
	seccomp_listener_wake_reader(listener);
	seccomp_listener_wake_pollers(listener, EPOLLIN | EPOLLRDNORM);
}

/**
 * seccomp_notification_requeue - Let another reader receive a notification
 * @listener: the listener of @notification
 * @notification: the notification, which the kernel could not copy to its
 *	reader
 *
 * Another supervisor may have guessed the id. In NOTIFICATION_REPLIED this
 * function changes nothing. In NOTIFICATION_REPLYING it marks the notification
 * for seccomp_notification_abort_reply().
 *
 * Context: The caller holds @listener->lock.
 */
void seccomp_notification_requeue(struct seccomp_listener *listener,
				  struct seccomp_notification *notification)
{
	lockdep_assert_held(&listener->lock);
	notification->unread = notification->state == NOTIFICATION_REPLYING;
	if (notification->state != NOTIFICATION_SENT)
		return;
	notification->state = NOTIFICATION_INIT;
	/* The reader took it from the head, so it returns to the head. */
	list_move(&notification->link,
		  &listener->notifications[NOTIFICATION_INIT]);
	/* The task has to change from a killable to an interruptible wait. */
	if (listener->wait_killable_recv)
		seccomp_notification_wake(listener, notification);
	seccomp_notification_announce(listener);
}

/**
 * seccomp_notification_abort_reply - Leave NOTIFICATION_REPLYING with no reply
 * @listener: the listener of @notification
 * @notification: the notification, in NOTIFICATION_REPLYING
 *
 * The notification returns to NOTIFICATION_SENT. If its reader has failed, the
 * notification goes on to NOTIFICATION_INIT.
 *
 * Context: The caller holds @listener->lock.
 */
void seccomp_notification_abort_reply(struct seccomp_listener *listener,
				      struct seccomp_notification *notification)
{
	seccomp_notification_move(listener, notification, NOTIFICATION_SENT);
	if (notification->unread)
		seccomp_notification_requeue(listener, notification);
	else
		seccomp_listener_wake_pollers(listener, EPOLLOUT | EPOLLWRNORM);
}

/**
 * seccomp_notification_cancel - Remove a notification from its listener
 * @listener: the listener of @notification
 * @notification: a notification of the current task, in any state
 *
 * Context: The caller holds @listener->lock. No other thread uses @notification
 * once the caller drops it.
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
