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
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/poll.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/wait.h>

#include "backport.h"
#include "notification.h"

/* A larger table has eight times the size, so it has to grow only a few times. */
#define INDEX_GROWTH_BITS 3
/* The size of the largest table, in bits. */
#define MAX_INDEX_BITS 18

static struct hlist_head *bucket_of_id(const struct seccomp_index *index,
				       u64 id)
{
	return &index->buckets[id & (BIT(index->bits) - 1)];
}

/**
 * seccomp_index_init - Initialize the index of a listener
 * @index: the index, with zeroes in its small table and no notification
 *
 * Context: The caller holds the listener's lock, or no other thread can find the
 * listener.
 */
void seccomp_index_init(struct seccomp_index *index)
{
	index->buckets = index->small;
	WRITE_ONCE(index->bits, SECCOMP_SMALL_INDEX_BITS);
}

/* Move all entries to @buckets, zeroed and larger. Return memory to free. */
static void *enlarge_index(struct seccomp_index *index,
			   struct hlist_head *buckets, unsigned int bits)
{
	struct hlist_head *old = index->buckets;
	const unsigned int old_size = BIT(index->bits);
	struct seccomp_notification *notification;
	struct hlist_node *next;
	unsigned int i;

	index->buckets = buckets;
	WRITE_ONCE(index->bits, bits);
	for (i = 0; i < old_size; i++)
		hlist_for_each_entry_safe(notification, next, &old[i], by_id)
			hlist_add_head(&notification->by_id,
				       bucket_of_id(index, notification->id));
	return old == index->small ? NULL : old;
}

/**
 * seccomp_index_grow - Give a full index a larger table
 * @listener: the listener; the caller holds a reference
 *
 * Without memory the index stays as it is, and works more slowly.
 *
 * Context: Process context, may sleep. Takes and drops @listener->lock.
 */
void seccomp_index_grow(struct seccomp_listener *listener)
{
	struct seccomp_index *index = &listener->index;
	const unsigned int bits = READ_ONCE(index->bits) + INDEX_GROWTH_BITS;
	struct hlist_head *buckets;
	void *unused;

	if (bits > MAX_INDEX_BITS)
		return;
	buckets = kvcalloc(BIT(bits), sizeof(*buckets),
			   GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (!buckets)
		return;
	unused = buckets;
	spin_lock(&listener->lock);
	/* Another task may have replaced the table, or removed entries. */
	if (seccomp_index_is_full(index) && bits > index->bits)
		unused = enlarge_index(index, buckets, bits);
	spin_unlock(&listener->lock);
	kvfree(unused);
}

/**
 * seccomp_index_add - Add a notification to the index of its listener
 * @listener: the listener of @notification
 * @notification: the notification, with its id
 *
 * Context: The caller holds @listener->lock.
 */
void seccomp_index_add(struct seccomp_listener *listener,
		       struct seccomp_notification *notification)
{
	struct seccomp_index *index = &listener->index;

	lockdep_assert_held(&listener->lock);
	hlist_add_head(&notification->by_id,
		       bucket_of_id(index, notification->id));
	WRITE_ONCE(index->count, index->count + 1);
}

/* Return to the small table. The index is empty. Return memory to free. */
static void *release_index(struct seccomp_index *index)
{
	void *unused = index->buckets;

	/* enlarge_index() has left its entries in the old buckets. */
	memset(index->small, 0, sizeof(index->small));
	seccomp_index_init(index);
	return unused;
}

/* Remove a notification. Return memory to free with kvfree(), or NULL. */
static void *index_remove(struct seccomp_index *index,
			  struct seccomp_notification *notification)
{
	hlist_del(&notification->by_id);
	WRITE_ONCE(index->count, index->count - 1);
	if (index->count || index->buckets == index->small)
		return NULL;
	return release_index(index);
}

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
	hlist_for_each_entry(notification, bucket_of_id(&listener->index, id),
			     by_id)
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
 * Return: memory that the caller passes to kvfree() after it has dropped the
 * lock, or NULL.
 */
void *seccomp_notification_cancel(struct seccomp_listener *listener,
				  struct seccomp_notification *notification)
{
	lockdep_assert_held(&listener->lock);
	if (notification->state == NOTIFICATION_INIT)
		listener->cancelled++;
	list_del(&notification->link);
	return index_remove(&listener->index, notification);
}
