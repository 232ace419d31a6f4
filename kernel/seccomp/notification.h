/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Notifications, and the listener that holds them.
 *
 * listener->lock protects both structures. This header is private to
 * notification.c, addfd.c, notify_wait.c and listener.c; other files include
 * listener.h.
 */
#ifndef _KERNEL_SECCOMP_NOTIFICATION_H
#define _KERNEL_SECCOMP_NOTIFICATION_H

#include <linux/completion.h>
#include <linux/hashtable.h>
#include <linux/list.h>
#include <linux/refcount.h>
#include <linux/seccomp.h>
#include <linux/spinlock.h>
#include <linux/wait.h>

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
 * @by_id: entry in the listener's hash table. Protected by the lock.
 * @state: current state. Protected by the lock.
 * @unread: true if copying to the reader failed in NOTIFICATION_REPLYING.
 *	seccomp_notification_abort_reply() then requeues the notification.
 *	Protected by the lock.
 * @id: number of the notification in user space. Constant after
 *	enqueue_notification() has set it under the lock.
 * @task: the waiting task. Constant.
 * @data: the system call, owned by @task. Constant.
 * @reply: the reply, valid in NOTIFICATION_REPLIED. Protected by the lock.
 * @addfds: requests (struct seccomp_addfd) that @task has not started, oldest
 *	first. Protected by the lock.
 * @wake: completed when @task has to check the notification. Has its own lock.
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
	struct seccomp_reply reply;
	struct list_head addfds;
	struct completion wake;
};

/**
 * struct seccomp_listener - the object that holds notifications
 * @lock: protects this listener and its notifications. No other seccomp lock
 *	nests inside it. Callers take it in process context only. They
 *	neither sleep nor access user space while they hold it.
 * @notifications: a list of notifications for each state, oldest first.
 *	Protected by @lock.
 * @by_id: hash table of all notifications, because a listener may have
 *	thousands. Protected by @lock.
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
 * @sync_wakeup: true to wake the other side on the current CPU. Written under
 *	@lock. seccomp_notification_wake_readers() reads it without @lock. No
 *	barrier is needed there, because it is only a hint to the scheduler.
 * @wait_killable_recv: true if only a fatal signal ends the wait once a reader
 *	has received the notification. Constant.
 * @readers: wait queue of readers and pollers. Has its own lock.
 * @refs: number of references, atomic. The filter and the file hold one each.
 *
 * Constant fields need no lock: seccomp_listener_create() sets them before any
 * other task can find the listener. Other tasks find it through a filter, which
 * seccomp_task_set_filter() publishes with a release, or through its file.
 */
struct seccomp_listener {
	spinlock_t lock; /* this listener and its notifications */
	struct list_head notifications[NOTIFICATION_STATES];
	DECLARE_HASHTABLE(by_id, 6);
	u64 next_id;
	unsigned int cancelled;
	bool closed;
	bool hung_up;
	bool sync_wakeup;
	bool wait_killable_recv;
	wait_queue_head_t readers;
	refcount_t refs;
};

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
void seccomp_notification_cancel(struct seccomp_listener *listener,
				 struct seccomp_notification *notification);
void seccomp_notification_wake_readers(struct seccomp_listener *listener);

#endif /* _KERNEL_SECCOMP_NOTIFICATION_H */
