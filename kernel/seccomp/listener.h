/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Listeners: how a supervisor is asked about the system calls of others.
 */
#ifndef _KERNEL_SECCOMP_LISTENER_H
#define _KERNEL_SECCOMP_LISTENER_H

#include <linux/completion.h>
#include <linux/hashtable.h>
#include <linux/list.h>
#include <linux/refcount.h>
#include <linux/seccomp.h>
#include <linux/spinlock.h>
#include <linux/wait.h>

struct file;

/**
 * enum seccomp_notification_state - how far a notification has come
 * @NOTIFICATION_QUEUED: no supervisor has read it
 * @NOTIFICATION_TAKEN: read, and open for an answer
 * @NOTIFICATION_ANSWERING: a descriptor is under way that will be the answer
 * @NOTIFICATION_ANSWERED: the answer is there; the task has not left yet
 * @NOTIFICATION_STATES: the number of states
 */
enum seccomp_notification_state {
	NOTIFICATION_QUEUED,
	NOTIFICATION_TAKEN,
	NOTIFICATION_ANSWERING,
	NOTIFICATION_ANSWERED,
	NOTIFICATION_STATES,
};

/**
 * struct seccomp_answer - what a supervisor has decided
 * @val: the return value of the call, when @error is 0
 * @error: a negative errno, or 0
 * @flags: SECCOMP_USER_NOTIF_FLAG_*
 */
struct seccomp_answer {
	s64 val;
	s32 error;
	u32 flags;
};

/**
 * struct seccomp_notification - a system call that waits for an answer
 * @link: in the listener's list of @state
 * @by_id: in the listener's table
 * @state: how far it has come
 * @unread: its reader has failed while it was NOTIFICATION_ANSWERING
 * @id: what user space calls it
 * @task: who waits; alive, because it waits
 * @data: the system call
 * @answer: valid in NOTIFICATION_ANSWERED
 * @descriptors: struct seccomp_descriptor that the task has yet to install
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
	struct seccomp_answer answer;
	struct list_head descriptors;
	struct completion wake;
};

/**
 * struct seccomp_listener - where notifications go
 * @lock: protects all that is not said to be constant; the innermost of ours,
 *	never held while sleeping or copying
 * @notifications: a list for each state, in the order of arrival
 * @by_id: the same by id: who looks one up may have thousands
 * @next_id: the id of the next notification
 * @lost: notifications that were announced to readers and withdrawn unread; a
 *	reader that was promised one learns of it by ENOENT instead of waiting
 * @closed: the last descriptor is gone, nobody will answer; set once, read
 *	without the lock by seccomp_listener_is_closed()
 * @hung_up: the filter has no users, nobody will ask; set once
 * @wake_here: wake the other side on the CPU at hand; also read without the
 *	lock, as nothing depends on it
 * @killable: once read, a notification is given up on fatal signals only;
 *	constant
 * @readers: readers and pollers wait here
 * @refs: one for the filter and one for the file
 */
struct seccomp_listener {
	spinlock_t lock; /* see above */
	struct list_head notifications[NOTIFICATION_STATES];
	DECLARE_HASHTABLE(by_id, 6);
	u64 next_id;
	unsigned int lost;
	bool closed;
	bool hung_up;
	bool wake_here;
	bool killable;
	wait_queue_head_t readers;
	refcount_t refs;
};

/* listener.c: the object and its file */
struct seccomp_listener *seccomp_listener_create(bool killable);
struct seccomp_listener *
seccomp_listener_get(struct seccomp_listener *listener);
void seccomp_listener_put(struct seccomp_listener *listener);
struct file *seccomp_listener_file(struct seccomp_listener *listener);
void seccomp_listener_hang_up(struct seccomp_listener *listener);

/* notification.c: the task that waits */
int seccomp_listener_ask(struct seccomp_listener *listener,
			 const struct seccomp_data *sd,
			 struct seccomp_answer *answer);
struct seccomp_notification *
seccomp_notification_find(struct seccomp_listener *listener, u64 id);
void seccomp_notification_move(struct seccomp_listener *listener,
			       struct seccomp_notification *notification,
			       enum seccomp_notification_state state);
void seccomp_notification_give_back(struct seccomp_listener *listener,
				    struct seccomp_notification *notification);
void seccomp_notification_reopen(struct seccomp_listener *listener,
				 struct seccomp_notification *notification);
void seccomp_notification_answer(struct seccomp_listener *listener,
				 struct seccomp_notification *notification,
				 const struct seccomp_answer *answer);
void seccomp_notification_wake(struct seccomp_listener *listener,
			       struct seccomp_notification *notification);

/* addfd.c: files on their way to that task */
long seccomp_descriptor_add(struct seccomp_listener *listener,
			    struct seccomp_notif_addfd __user *uarg,
			    size_t size);
void seccomp_descriptor_install_all(struct seccomp_listener *listener,
				    struct seccomp_notification *notification);
void seccomp_descriptor_drop_all(struct seccomp_listener *listener,
				 struct seccomp_notification *notification);

/**
 * seccomp_listener_is_closed - is there nobody left to answer?
 * @listener: the listener
 *
 * Context: any, no lock needed: a listener is closed once and for all.
 * Return: true for good; false may be out of date a moment later.
 */
static inline bool
seccomp_listener_is_closed(const struct seccomp_listener *listener)
{
	return READ_ONCE(listener->closed);
}

#endif /* _KERNEL_SECCOMP_LISTENER_H */
