/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Notifications and the listener that holds them: one structure, one lock.
 *
 * Private to notification.c, addfd.c, notify_wait.c and listener.c; all other
 * files use listener.h.
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
 * enum seccomp_notification_state - how far a notification has come
 * @NOTIFICATION_INIT: no supervisor has read it
 * @NOTIFICATION_SENT: read, and open for an reply
 * @NOTIFICATION_REPLYING: a descriptor is under way that will be the reply
 * @NOTIFICATION_REPLIED: the reply is there; the task has not left yet
 * @NOTIFICATION_STATES: the number of states
 */
enum seccomp_notification_state {
	NOTIFICATION_INIT,
	NOTIFICATION_SENT,
	NOTIFICATION_REPLYING,
	NOTIFICATION_REPLIED,
	NOTIFICATION_STATES,
};

/**
 * struct seccomp_reply - what a supervisor has decided
 * @val: the return value of the call, when @error is 0
 * @error: a negative errno, or 0
 * @flags: SECCOMP_USER_NOTIF_FLAG_*
 */
struct seccomp_reply {
	s64 val;
	s32 error;
	u32 flags;
};

/**
 * struct seccomp_notification - a system call that waits for an reply
 * @link: in the listener's list of @state
 * @by_id: in the listener's table
 * @state: how far it has come
 * @unread: its reader has failed while it was NOTIFICATION_REPLYING
 * @id: what user space calls it
 * @task: who waits; alive, because it waits
 * @data: the system call
 * @reply: valid in NOTIFICATION_REPLIED
 * @addfds: struct seccomp_addfd that the task has yet to install
 * @wake: completed whenever the task has something to look at
 *
 * Lives on the stack of @task. Everything but the constant @id, @task and @data
 * is protected by the listener's lock, and whoever does not hold that lock has
 * no business with a notification of another task.
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
 * struct seccomp_listener - where notifications go
 * @lock: protects all that is not said to be constant; the innermost of ours,
 *	never held while sleeping or copying
 * @notifications: a list for each state, in the order of arrival
 * @by_id: the same by id: who looks one up may have thousands
 * @next_id: the id of the next notification
 * @cancelled: notifications that were announced to readers and withdrawn unread; a
 *	reader that was promised one learns of it by ENOENT instead of waiting
 * @closed: the last descriptor is gone, nobody will reply; set once, read
 *	without the lock by seccomp_listener_is_closed()
 * @hung_up: the filter has no users, nobody will ask; set once
 * @sync_wakeup: wake the other side on the CPU at hand; also read without the
 *	lock, as nothing depends on it
 * @wait_killable_recv: once read, a notification is given up on fatal signals only;
 *	constant
 * @readers: readers and pollers wait here
 * @refs: one for the filter and one for the file
 */
struct seccomp_listener {
	spinlock_t lock; /* see above */
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
