// SPDX-License-Identifier: GPL-2.0-only
/*
 * The waiting task: it queues a notification, sleeps, installs the files that
 * supervisors send, and returns with the reply.
 */
#include <linux/list.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>

#include "addfd.h"
#include "listener.h"
#include "notification.h"
#include "notify_freeze.h"

static void enqueue_notification(struct seccomp_listener *listener,
				 struct seccomp_notification *notification)
{
	notification->id = listener->next_id++;
	seccomp_index_add(listener, notification);
	notification->state = NOTIFICATION_INIT;
	list_add_tail(&notification->link,
		      &listener->notifications[NOTIFICATION_INIT]);
	seccomp_notification_announce(listener);
}

/*
 * With SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV, only a fatal signal ends the
 * wait once a reader has received the notification.
 */
static unsigned int
reply_wait_state(const struct seccomp_listener *listener,
		 const struct seccomp_notification *notification)
{
	if (!listener->wait_killable_recv)
		return TASK_INTERRUPTIBLE;
	if (notification->state == NOTIFICATION_INIT)
		return TASK_INTERRUPTIBLE;
	return TASK_KILLABLE;
}

/* Without a supervisor that has read the call, the call can simply start again. */
static int wait_was_interrupted(const struct seccomp_listener *listener,
				const struct seccomp_notification *notification)
{
	if (listener->restart_unread &&
	    notification->state == NOTIFICATION_INIT)
		return -ERESTARTNOINTR;
	return -ERESTARTSYS;
}

/*
 * In NOTIFICATION_REPLYING and NOTIFICATION_REPLIED the queued files belong to
 * the reply. The task installs them even after a signal, because a signal does
 * not undo the reply. A dying task installs nothing more.
 */
static bool must_install_addfds(const struct seccomp_notification *notification,
				bool interrupted)
{
	if (list_empty(&notification->addfds))
		return false;
	if (!interrupted)
		return true;
	return notification->state > NOTIFICATION_SENT &&
	       !fatal_signal_pending(current);
}

/*
 * A tracer or a fatal signal can take a task out of its frozen state before the thaw. The
 * body must not run then, so the call starts again.
 */
static bool is_body_frozen(const struct seccomp_notification *notification)
{
	return unlikely(seccomp_own_jobctl() & JOBCTL_TRAP_FREEZE) &&
	       notification->reply->flags & SECCOMP_USER_NOTIF_FLAG_CONTINUE;
}

/*
 * The caller holds listener->lock. This function drops the lock to sleep and to
 * install files, and returns with the lock held. It therefore tests everything
 * again after each of them.
 */
static int wait_for_reply(struct seccomp_listener *listener,
			  struct seccomp_notification *notification)
	__must_hold(&listener->lock)
{
	for (;;) {
		unsigned int state = reply_wait_state(listener, notification);
		bool interrupted = signal_pending_state(state, current);

		if (seccomp_must_freeze()) {
			spin_unlock(&listener->lock);
			seccomp_stay_frozen();
			spin_lock(&listener->lock);
			continue;
		}
		if (must_install_addfds(notification, interrupted)) {
			seccomp_addfd_install_all(listener, notification);
			continue;
		}
		if (notification->state == NOTIFICATION_REPLIED) {
			if (!is_body_frozen(notification))
				return 0;
			/* A freezer that has just begun loses no reply. */
			if (!seccomp_must_freeze())
				return -ERESTARTNOINTR;
			continue;
		}
		if (interrupted)
			return wait_was_interrupted(listener, notification);
		if (state == TASK_KILLABLE)
			state = seccomp_killable_state();
		/* notification.h explains why this needs no barrier. */
		__set_current_state(state | TASK_FREEZABLE);
		spin_unlock(&listener->lock);
		if (state & TASK_WAKEKILL)
			seccomp_sleep_killable(state);
		else
			schedule();
		spin_lock(&listener->lock);
	}
}

/**
 * seccomp_notification_wait - Wait for a supervisor's reply to a system call
 * @listener: the listener to notify; a filter of the current task holds a
 *	reference
 * @sd: the system call of the current task; unchanged until this function
 *	returns
 * @slot: the slot of the current task with copies of its arguments, which a
 *	supervisor may replace until this function returns. Or NULL
 * @reply: buffer of the caller for the reply; undefined after an error
 *
 * Context: Process context, no lock held. Sleeps until a reply or a signal
 * arrives. Takes and drops @listener->lock.
 * Return: 0 with the reply in @reply. -ENOSYS if the listener is closed.
 * -ERESTARTSYS if a signal arrived before the reply. -ERESTARTNOINTR for a listener
 * with SECCOMP_FILTER_FLAG_RESTART_UNREAD, if no supervisor had received the call.
 */
int seccomp_notification_wait(struct seccomp_listener *listener,
			      const struct seccomp_data *sd,
			      struct seccomp_arg_slot *slot,
			      struct seccomp_reply *reply)
{
	struct seccomp_notification notification;
	void *unused = NULL;
	int err = -ENOSYS;

	/* Initialize only what enqueue_notification() does not set. */
	notification.unread = false;
	notification.task = current;
	notification.data = sd;
	notification.slot = slot;
	notification.reply = reply;
	INIT_LIST_HEAD(&notification.addfds);

	if (unlikely(seccomp_index_is_full(&listener->index)))
		seccomp_index_grow(listener);
	spin_lock(&listener->lock);
	if (!listener->closed) {
		enqueue_notification(listener, &notification);
		/*
		 * On the same CPU a reader may run now and reply, before this
		 * task sleeps. That saves the sleep and the wake-up.
		 */
		cond_resched_lock(&listener->lock);
		err = wait_for_reply(listener, &notification);
		unused = seccomp_notification_cancel(listener, &notification);
		if (!list_empty(&notification.addfds))
			seccomp_addfd_cancel_all(listener, &notification);
	}
	spin_unlock(&listener->lock);
	if (unlikely(unused))
		kvfree(unused);
	return err;
}
