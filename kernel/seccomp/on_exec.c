// SPDX-License-Identifier: GPL-2.0-only
/*
 * Filters that wait for an exec of their task, and how they take effect.
 *
 * A pending filter is complete, charged, and on no path. @jump points to the next
 * newer pending filter, @prev is NULL. The task is its only user.
 *
 * &seccomp.pending is the oldest one. The task itself adds filters, under siglock.
 * Another task takes all of them away, when it puts the task into strict mode. It
 * holds siglock and the cred_guard_mutex. So either lock stabilizes the list for
 * a reader, and so does being the task in an exec.
 *
 * The exec computes the tables first, where it may fail. Its cred_guard_mutex keeps
 * siblings from changing the path. Past the last point of failure the filters go
 * on top of the path.
 */
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/seccomp.h>
#include <linux/seccomp_hooks.h>
#include <uapi/linux/seccomp_ext.h>

#include "count.h"
#include "filter.h"
#include "listener.h"
#include "notification.h"
#include "mode.h"
#include "on_exec.h"
#include "program.h"
#include "table.h"
#include "task.h"

static bool has_open_listener(const struct seccomp_filter *filter)
{
	return filter->listener &&
	       !seccomp_listener_is_closed(filter->listener);
}

/* A listener inside an open one needs the permission of the outer filter. */
static bool may_enclose(const struct seccomp_filter *outer,
			const struct seccomp_filter *inner)
{
	return !has_open_listener(outer) || !inner->listener ||
	       outer->flags & SECCOMP_FILTER_FLAG_NESTED_LISTENERS;
}

/*
 * Count the open listeners of a path. Return more than the limit if the newest one
 * permits no other listener inside.
 */
static unsigned int count_open(const struct seccomp_filter *prev)
{
	const struct seccomp_listener *listener;
	unsigned int open = 0;

	listener = prev ? prev->newest_listener : NULL;
	if (listener && !listener->nests &&
	    !seccomp_listener_is_closed(listener))
		return SECCOMP_PATH_LISTENERS + 1;
	for (; listener; listener = listener->outer)
		open += !seccomp_listener_is_closed(listener);
	return open;
}

static u32 count_counters(const struct seccomp_filter *prev)
{
	return prev && prev->newest_counter ? prev->newest_counter->level : 0;
}

/**
 * seccomp_pending_fits - Check whether a path has room for a filter and pending ones
 * @filter: a filter from seccomp_filter_create(), on no path
 * @prev: newest filter of the path, or NULL. seccomp_filter_may_link() has returned 0
 *	for it and @filter
 * @pending: oldest pending filter, not NULL
 *
 * The pending filters will be on top of the path. A pending filter that is added is
 * the newest of them; any other filter is below all of them.
 *
 * Context: the caller holds siglock of the task with @pending.
 * Return: 0; -EBUSY for a second open listener; -ENOMEM for a path over a limit.
 */
int seccomp_pending_fits(const struct seccomp_filter *filter,
			 const struct seccomp_filter *prev,
			 const struct seccomp_filter *pending)
{
	const bool on_exec = filter->flags & SECCOMP_FILTER_FLAG_ON_EXEC;
	unsigned int open = count_open(prev) + has_open_listener(filter);
	u32 depth = prev ? prev->depth + 1 : 1;
	u32 cost = seccomp_filter_cost(filter, prev);
	u32 counters = count_counters(prev) + !!filter->counter;
	bool listens = filter->listener;

	for (; pending; pending = pending->jump) {
		depth++;
		cost += SECCOMP_FILTER_PENALTY +
			seccomp_filter_cost(pending, NULL);
		counters += !!pending->counter;
		if (depth > SECCOMP_PATH_FILTERS || cost > SECCOMP_PATH_INSNS ||
		    counters > SECCOMP_PATH_COUNTERS)
			return -ENOMEM;
		if (on_exec ? !may_enclose(pending, filter) :
			      !may_enclose(filter, pending))
			return -EBUSY;
		open += has_open_listener(pending);
		listens |= !!pending->listener;
	}
	return listens && open > SECCOMP_PATH_LISTENERS ? -EBUSY : 0;
}

/**
 * seccomp_pending_add - Let a filter wait for an exec of current
 * @filter: a filter from seccomp_filter_create(), on no path; current takes over
 *	the caller's use of it
 *
 * Context: the caller holds siglock. seccomp_pending_fits() has returned 0 since.
 */
void seccomp_pending_add(struct seccomp_filter *filter)
{
	struct seccomp_filter **link = &current->seccomp.pending;

	assert_spin_locked(seccomp_siglock(current));
	while (*link)
		link = &(*link)->jump;
	WRITE_ONCE(*link, filter);
}

/**
 * seccomp_pending_take - Take the filters that wait for an exec from a task
 * @task: current, or a task whose cred_guard_mutex the caller holds
 *
 * Context: the caller holds the siglock of @task.
 * Return: the oldest filter, for seccomp_pending_release(); or NULL.
 */
struct seccomp_filter *seccomp_pending_take(struct task_struct *task)
{
	struct seccomp_filter *pending = task->seccomp.pending;

	WRITE_ONCE(task->seccomp.pending, NULL);
	return pending;
}

/*
 * Drop the tables that a failed exec has left. A table points to programs and counters of
 * older filters in the list. So all tables go before any of these filters changes. The
 * path of the task keeps their domain.
 */
static void drop_tables(struct seccomp_filter *pending)
{
	for (; pending; pending = pending->jump) {
		seccomp_table_put(pending->table);
		pending->table = NULL;
	}
}

/**
 * seccomp_pending_release - Release filters that wait for an exec
 * @pending: oldest of the filters, which no task has any more; or NULL
 *
 * Context: process context; may sleep.
 */
void seccomp_pending_release(struct seccomp_filter *pending)
{
	drop_tables(pending);
	while (pending) {
		struct seccomp_filter *next = pending->jump;

		pending->jump = NULL;
		seccomp_filter_unuse(pending);
		pending = next;
	}
}

/*
 * Build the tables as if each filter were linked on top of the one before. The
 * fields below a filter have values while this function runs, and no references.
 */
static int build_tables(struct seccomp_filter *pending,
			struct seccomp_filter *prev)
{
	struct seccomp_filter *filter;
	int err = 0;

	drop_tables(pending);
	for (filter = pending; filter && !err; filter = filter->jump) {
		seccomp_filter_set_below(filter, prev);
		err = seccomp_filter_build_table(filter, prev);
		prev = filter;
	}
	for (filter = pending; filter; filter = filter->jump)
		filter->prev = NULL;
	return err;
}

/**
 * seccomp_exec_prepare_filters - Compute verdicts of the pending filters of current
 *
 * Context: exec of current, which holds its cred_guard_mutex; may sleep.
 * Return: 0; -ENOMEM, or an error of the BPF back end. The filters wait for another
 * exec then.
 */
int seccomp_exec_prepare_filters(void)
{
	return build_tables(current->seccomp.pending, current->seccomp.filter);
}

/* Put all pending filters on top of the path. Return flags that all of them have. */
static u32 link_pending(struct seccomp_filter *filter)
{
	struct seccomp_filter *newest = current->seccomp.filter;
	u32 flags = ~0U;

	while (filter) {
		struct seccomp_filter *next = filter->jump;

		seccomp_filter_link(filter, newest);
		flags &= filter->flags;
		newest = filter;
		filter = next;
	}
	seccomp_task_set_filter(current, newest);
	return flags;
}

/**
 * seccomp_exec_commit_filters - Let the pending filters of current take effect
 *
 * The path has not changed since seccomp_exec_prepare_filters(): siblings could not
 * change it before, and there are none now.
 *
 * Context: exec of current, after its last point of failure.
 */
void seccomp_exec_commit_filters(void)
{
	struct seccomp_filter *pending;
	u32 flags;

	spin_lock_irq(seccomp_siglock(current));
	pending = seccomp_pending_take(current);
	/* Since the test of the caller, strict mode may have taken them away. */
	if (pending) {
		flags = link_pending(pending);
		seccomp_assign_mode(current, SECCOMP_MODE_FILTER, flags);
	}
	spin_unlock_irq(seccomp_siglock(current));
}
