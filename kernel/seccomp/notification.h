/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Notifications, and the listener that holds them.
 *
 * listener->lock protects both structures. This header is private to
 * notification.c, addfd.c, notify_wait.c and listener.c; other files include
 * listener.h.
 *
 * A task or a reader sleeps without a wait queue, because each wake-up is for
 * one known thread. The sleeper stores its task state under the lock, after it
 * has found nothing to do, and then drops the lock. A waker takes the lock to
 * change the notification or the listener, and wakes the sleeper before it drops
 * the lock. So the waker sees the task state, or the sleeper sees the change.
 * schedule() itself orders the task state and a signal.
 */
#ifndef _KERNEL_SECCOMP_NOTIFICATION_H
#define _KERNEL_SECCOMP_NOTIFICATION_H

#include <linux/list.h>
#include <linux/refcount.h>
#include <linux/seccomp.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/wait.h>

struct seccomp_arg_slot;

/* Limit of listeners on a path that are open. A call may wait for each of them. */
#define SECCOMP_PATH_LISTENERS 8

/* The size in bits of an index that a listener needs no allocation for. */
#define SECCOMP_SMALL_INDEX_BITS 6

/**
 * enum seccomp_notification_state - state of a notification
 * @NOTIFICATION_INIT: no reader has received it
 * @NOTIFICATION_SENT: a reader has received it; supervisors may reply
 * @NOTIFICATION_REPLYING: an ADDFD request with SECCOMP_ADDFD_FLAG_SEND is
 *	under way; its descriptor becomes the reply
 * @NOTIFICATION_REPLIED: the reply is stored; the task has not removed the
 *	notification yet
 * @NOTIFICATION_STATES: number of states
 *
 * notification.c has a diagram of the transitions.
 */
enum seccomp_notification_state {
	NOTIFICATION_INIT,
	NOTIFICATION_SENT,
	NOTIFICATION_REPLYING,
	NOTIFICATION_REPLIED,
	NOTIFICATION_STATES,
};

/**
 * struct seccomp_reply - a supervisor's reply to a notification
 * @val: return value of the system call; used when @error is 0
 * @error: 0 or a negative errno; the kernel does not check what a supervisor
 *	sends
 * @flags: 0 or SECCOMP_USER_NOTIF_FLAG_CONTINUE
 */
struct seccomp_reply {
	s64 val;
	s32 error;
	u32 flags;
};

/**
 * struct seccomp_notification - a system call that waits for a reply
 * @link: entry in the listener's list for @state. Protected by the lock.
 * @by_id: entry in the listener's index. Protected by the lock.
 * @state: current state. Protected by the lock.
 * @unread: true if copying to the reader failed in NOTIFICATION_REPLYING.
 *	seccomp_notification_abort_reply() then requeues the notification.
 *	Protected by the lock.
 * @id: number of the notification in user space. Constant after
 *	enqueue_notification() has set it under the lock.
 * @task: the waiting task, which wake-ups name. Constant.
 * @data: the system call, owned by @task. Constant.
 * @slot: the slot with the copies of its arguments, or NULL. The pointer is constant.
 *	The lock protects the copies, which a supervisor may replace in
 *	NOTIFICATION_SENT. @task does not use the slot while it waits.
 * @reply: buffer for the reply, owned by @task. The pointer is constant. The lock
 *	protects the reply, which is valid in NOTIFICATION_REPLIED.
 * @addfds: requests (struct seccomp_addfd) that @task has not started, oldest
 *	first. Protected by the lock.
 *
 * "The lock" is listener->lock. enqueue_notification() publishes the constant
 * fields when it drops the lock.
 *
 * The notification lives on the stack of @task. The task calls
 * seccomp_notification_cancel() under the lock before it returns. Another
 * thread may therefore use a notification only while it holds the lock.
 */
struct seccomp_notification {
	struct list_head link;
	struct hlist_node by_id;
	enum seccomp_notification_state state;
	bool unread;
	u64 id;
	struct task_struct *task;
	const struct seccomp_data *data;
	struct seccomp_arg_slot *slot;
	struct seccomp_reply *reply;
	struct list_head addfds;
};

/**
 * struct seccomp_reader - a thread that sleeps in SECCOMP_IOCTL_NOTIF_RECV
 * @link: entry in the listener's list of readers; empty after a waker has chosen
 *	the reader. Protected by the lock.
 * @task: the sleeping thread. Constant.
 *
 * The reader lives on the stack of @task, which removes it under the lock. A
 * waker may therefore use it only while it holds the lock.
 */
struct seccomp_reader {
	struct list_head link;
	struct task_struct *task;
};

/**
 * struct seccomp_index - hash table of all notifications of a listener, by id
 * @buckets: the table; @small, or memory of kvcalloc() that the index owns
 * @bits: size of @buckets, a power of 2. Protected by the lock, but
 *	seccomp_index_is_full() reads it without the lock, as a hint.
 * @count: number of notifications. Protected by the lock, but
 *	seccomp_index_is_full() reads it without the lock, as a hint.
 * @small: the table of a listener with few notifications
 *
 * Ids are consecutive, so their lowest bits select the bucket. The table grows
 * with the number of notifications, and a search takes constant time. A failed
 * allocation makes searches slower, and nothing else. The last notification
 * releases the memory, so a listener without notifications owns none.
 *
 * "The lock" is listener->lock. It protects the other fields, too.
 */
struct seccomp_index {
	struct hlist_head *buckets;
	unsigned int bits;
	unsigned int count;
	struct hlist_head small[1 << SECCOMP_SMALL_INDEX_BITS];
};

/**
 * struct seccomp_listener - the object that holds notifications
 * @lock: protects this listener and its notifications. No other seccomp lock
 *	nests inside it. Callers take it in process context only. They
 *	neither sleep nor access user space while they hold it.
 * @notifications: a list of notifications for each state, oldest first.
 *	Protected by @lock.
 * @index: all notifications, because a listener may have thousands. Protected by
 *	@lock.
 * @next_id: id of the next notification. Protected by @lock.
 * @cancelled: number of notifications that tasks removed in NOTIFICATION_INIT
 *	and that no reader has reported. A reader reports one by -ENOENT,
 *	because it may have been woken for it. Protected by @lock.
 * @closed: true once the last descriptor is gone and no reply can come. Set
 *	once, under @lock. seccomp_listener_is_closed() reads it without @lock.
 *	No barrier is needed there, because that reader depends on no other
 *	field.
 * @hung_up: true once the filter has no users and no notification can come. Set
 *	once. Protected by @lock.
 * @sync_wakeup: true to wake the other side on the current CPU. Protected by
 *	@lock.
 * @wait_killable_recv: true if only a fatal signal ends the wait once a reader
 *	has received the notification. Constant.
 * @restart_unread: true if a signal that ends a wait in NOTIFICATION_INIT restarts the
 *	call. Constant.
 * @gets_args: true if the filter has SECCOMP_FILTER_FLAG_DEEP_ARGS. Constant.
 * @nests: true if the filter has SECCOMP_FILTER_FLAG_NESTED_LISTENERS. Constant.
 * @free_args: true if each holder of the file may read and replace copied arguments,
 *	because the filter was attached under no_new_privs. Constant.
 * @outer: newest listener with @nests on the path below, open or not; or NULL. The
 *	filter of this listener keeps it alive, so only a task with that filter
 *	follows the pointer. seccomp_filter_link() sets it; then it is constant.
 * @readers: sleeping readers (struct seccomp_reader) that no waker has chosen,
 *	the longest sleeper first. While the list has entries, chosen readers
 *	that have not run yet outnumber or match the notifications in
 *	NOTIFICATION_INIT and @cancelled together. Protected by @lock.
 * @pollers: wait queue of pollers. Has its own lock, which nests inside @lock.
 * @refs: number of references, atomic. The filter and the file hold one each.
 *
 * Constant fields need no lock: they are set before any other task can find the
 * listener. Other tasks find it through a filter, which seccomp_task_set_filter()
 * publishes with a release, or through its file. seccomp_listener_create() sets all
 * constant fields but @outer.
 */
struct seccomp_listener {
	spinlock_t lock; /* this listener and its notifications */
	struct list_head notifications[NOTIFICATION_STATES];
	struct seccomp_index index;
	u64 next_id;
	unsigned int cancelled;
	bool closed;
	bool hung_up;
	bool sync_wakeup;
	bool wait_killable_recv;
	bool restart_unread;
	bool gets_args;
	bool nests;
	bool free_args;
	const struct seccomp_listener *outer;
	struct list_head readers;
	wait_queue_head_t pollers;
	refcount_t refs;
};

void seccomp_index_init(struct seccomp_index *index);
void seccomp_index_grow(struct seccomp_listener *listener);
void seccomp_index_add(struct seccomp_listener *listener,
		       struct seccomp_notification *notification);
struct seccomp_notification *
seccomp_notification_find(struct seccomp_listener *listener, u64 id);
void seccomp_notification_move(struct seccomp_listener *listener,
			       struct seccomp_notification *notification,
			       enum seccomp_notification_state state);
void seccomp_notification_requeue(struct seccomp_listener *listener,
				  struct seccomp_notification *notification);
void seccomp_notification_abort_reply(struct seccomp_listener *listener,
				      struct seccomp_notification *notification);
void seccomp_notification_reply(struct seccomp_listener *listener,
				struct seccomp_notification *notification,
				const struct seccomp_reply *reply);
void seccomp_notification_wake(struct seccomp_listener *listener,
			       struct seccomp_notification *notification);
void *seccomp_notification_cancel(struct seccomp_listener *listener,
				  struct seccomp_notification *notification);
void seccomp_notification_announce(struct seccomp_listener *listener);
void seccomp_listener_wake_reader(struct seccomp_listener *listener);
void seccomp_listener_wake_pollers(struct seccomp_listener *listener,
				   __poll_t events);

/**
 * seccomp_index_is_full - Test whether an index has as many entries as buckets
 * @index: the index
 *
 * Context: Any context, no lock. A concurrent change may outdate the result.
 * seccomp_index_grow() tests again under the lock, so no barrier is needed.
 * Return: true if the index should grow.
 */
static inline bool seccomp_index_is_full(const struct seccomp_index *index)
{
	return READ_ONCE(index->count) >> READ_ONCE(index->bits);
}

#endif /* _KERNEL_SECCOMP_NOTIFICATION_H */
