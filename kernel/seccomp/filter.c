// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tree of filters: its growth, its two counts, its release, and the plain
 * evaluation of a path.
 *
 * Two counts, because two questions have different answers. Whether a filter
 * can still be hit decides when its listener hangs up: that is @users, and it
 * follows the tasks. Whether its memory may still be read is @refs.
 */
#include <linux/err.h>
#include <linux/init.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>

#include "action.h"
#include "filter.h"
#include "listener.h"
#include "program.h"
#include "program_cache.h"
#include "table.h"

static struct kmem_cache *filter_slab __ro_after_init;

/**
 * seccomp_filter_create - make a filter that is not on any path yet
 * @program: what it runs; its reference is taken over, also on failure
 * @listener: who is asked, or NULL; the filter takes a reference of its own
 * @flags: SECCOMP_FILTER_FLAG_* of the attachment
 *
 * Context: process context, may sleep.
 * Return: a filter with one user, the caller; or an error pointer: -ENOMEM.
 */
struct seccomp_filter *seccomp_filter_create(struct seccomp_program *program,
					     struct seccomp_listener *listener,
					     u32 flags)
{
	struct seccomp_filter *filter;

	filter = kmem_cache_zalloc(filter_slab, GFP_KERNEL_ACCOUNT);
	if (!filter) {
		seccomp_program_put(program);
		return ERR_PTR(-ENOMEM);
	}
	filter->program = program;
	filter->flags = flags;
	if (listener)
		filter->listener = seccomp_listener_get(listener);
	refcount_set(&filter->users, 1);
	refcount_set(&filter->refs, 1);
	return filter;
}

/* Where a table leaves questions, programs are run as they are. */
static int compile_whole_path(const struct seccomp_filter *filter,
			      const struct seccomp_filter *prev)
{
	int err;

	err = seccomp_program_compile(filter->program);
	for (; prev && !err; prev = prev->prev) {
		err = seccomp_program_compile(prev->program);
		cond_resched();
	}
	return err;
}

/**
 * seccomp_filter_build_table - work out what a filter on top of a path will answer
 * @filter: a filter that is not on any path; planned anew if it was before
 * @prev: the newest filter of the path, or NULL
 *
 * Context: process context, may sleep; @prev is kept alive by the caller.
 * Return: 0; -ENOMEM, or what the BPF back end says.
 */
int seccomp_filter_build_table(struct seccomp_filter *filter,
			       const struct seccomp_filter *prev)
{
	struct seccomp_table *table = seccomp_table_create(filter, prev);

	if (IS_ERR(table))
		return PTR_ERR(table);
	seccomp_table_put(filter->table);
	filter->table = table;
	filter->lookup.entries = table->entries;
	return table->complete ? 0 : compile_whole_path(filter, prev);
}

static u32 cost_on_top_of(const struct seccomp_filter *prev,
			  const struct seccomp_program *program)
{
	return prev->cost + SECCOMP_FILTER_PENALTY + program->len;
}

/**
 * seccomp_filter_may_link - can a new filter go on top of a path?
 * @filter: a filter fresh from seccomp_filter_create()
 * @prev: the newest filter of the path, or NULL
 *
 * Context: the lock that keeps @prev the newest filter is held: siglock.
 * Return: 0; -EBUSY when the path has an open listener and @filter brings
 * another; -ENOMEM when the path would get too long.
 */
int seccomp_filter_may_link(const struct seccomp_filter *filter,
			    const struct seccomp_filter *prev)
{
	if (!prev)
		return 0;
	/*
	 * There is one open listener on a path at most, and it is the newest_listener:
	 * a listener was only ever added when those before it had been closed.
	 */
	if (filter->listener && prev->newest_listener &&
	    !seccomp_listener_is_closed(prev->newest_listener))
		return -EBUSY;
	if (prev->depth >= SECCOMP_PATH_FILTERS)
		return -ENOMEM;
	if (cost_on_top_of(prev, filter->program) > SECCOMP_PATH_INSNS)
		return -ENOMEM;
	return 0;
}

/*
 * Where a filter on top of @prev jumps to. A jump is as long as the two before it
 * taken together when these are of one length, and else a single step: as the
 * digits change in a skew binary number that counts the filters (Myers, An
 * applicative random-access stack, 1983).
 */
static struct seccomp_filter *jump_for_child(struct seccomp_filter *prev)
{
	struct seccomp_filter *jump = prev->jump;

	if (prev->depth - jump->depth == jump->depth - jump->jump->depth)
		return jump->jump;
	return prev;
}

/**
 * seccomp_filter_link - put a new filter on top of a path
 * @filter: the filter, for which seccomp_filter_may_link() has returned 0
 * @prev: the newest filter of the path, or NULL, for which @filter was planned;
 *	the caller's use of it becomes @filter's
 *
 * Publishing @filter is left to the caller, see seccomp_task_set_filter().
 *
 * Context: as for seccomp_filter_may_link(), and held since.
 */
void seccomp_filter_link(struct seccomp_filter *filter,
			 struct seccomp_filter *prev)
{
	filter->depth = 1;
	filter->cost = filter->program->len;
	filter->newest_listener = filter->listener;
	filter->jump = filter;
	if (!prev)
		return;

	filter->jump = jump_for_child(prev);
	filter->depth += prev->depth;
	filter->cost = cost_on_top_of(prev, filter->program);
	if (!filter->newest_listener)
		filter->newest_listener = prev->newest_listener;
	refcount_inc(&prev->refs);
	filter->prev = prev;
}

/**
 * seccomp_filter_at - find a filter on a path
 * @newest: the newest filter of the path
 * @depth: that of the filter, from 1 to that of @newest
 *
 * Takes 25 steps at most, so that it may be done under a lock.
 *
 * Context: the path is kept alive by the caller.
 * Return: the filter.
 */
const struct seccomp_filter *
seccomp_filter_at(const struct seccomp_filter *newest, u32 depth)
{
	const struct seccomp_filter *filter = newest;

	while (filter->depth > depth)
		filter = seccomp_filter_toward(filter, depth);
	return filter;
}

/**
 * seccomp_filter_is_ancestor - is a path the beginning of another?
 * @older: the newest filter of the one, or NULL for the empty path
 * @newer: the newest filter of the other, or NULL
 *
 * Context: both paths are kept alive by the caller.
 * Return: true when @newer was reached by attaching to @older, and when both
 * are the same.
 */
bool seccomp_filter_is_ancestor(const struct seccomp_filter *older,
				const struct seccomp_filter *newer)
{
	if (!older)
		return true;
	if (!newer || newer->depth < older->depth)
		return false;
	return seccomp_filter_at(newer, older->depth) == older;
}

/**
 * seccomp_filter_use - add a user to a filter that has one
 * @filter: the filter, or NULL
 *
 * Context: any; the caller knows of a user that cannot vanish meanwhile.
 */
void seccomp_filter_use(struct seccomp_filter *filter)
{
	if (filter)
		refcount_inc(&filter->users);
}

/**
 * seccomp_filter_unuse - drop a user
 * @filter: the newest filter of a task that is done with it, or NULL
 *
 * A filter without users can never be hit again. Its listener is told, and the
 * filter below loses a user in turn.
 *
 * Context: process context, may sleep. Under a spinlock only where the last
 * user cannot be the one that goes.
 */
void seccomp_filter_unuse(struct seccomp_filter *filter)
{
	while (filter && refcount_dec_and_test(&filter->users)) {
		struct seccomp_filter *prev = filter->prev;

		if (filter->listener)
			seccomp_listener_hang_up(filter->listener);
		/* @prev stays: @filter's use of it has not been dropped yet. */
		seccomp_filter_put(filter);
		filter = prev;
	}
}

static void free_filter(struct seccomp_filter *filter)
{
	if (filter->listener)
		seccomp_listener_put(filter->listener);
	seccomp_table_put(filter->table);
	seccomp_program_put(filter->program);
	kmem_cache_free(filter_slab, filter);
}

/**
 * seccomp_filter_put - drop a reference
 * @filter: the filter, or NULL; freed with its last reference, and then the
 *	reference that it has on the one below is dropped too
 *
 * Context: process context, may sleep.
 */
void seccomp_filter_put(struct seccomp_filter *filter)
{
	while (filter && refcount_dec_and_test(&filter->refs)) {
		struct seccomp_filter *prev = filter->prev;

		free_filter(filter);
		filter = prev;
	}
}

/**
 * seccomp_path_run - run every program of a path
 * @filter: the newest filter of the path
 * @sd: the system call
 * @run: how to run one: seccomp_program_run(), or seccomp_program_interpret()
 *
 * This is the reference: every program, the newest first, and the most
 * restrictive action wins. Among equals it is the newest filter's data that
 * count. Whatever gets faster has to give the same answer.
 *
 * Context: the path is kept alive by the caller.
 * Return: the verdict.
 */
struct seccomp_verdict
seccomp_path_run(const struct seccomp_filter *filter,
		 const struct seccomp_data *sd,
		 u32 (*run)(const struct seccomp_program *program,
			    const struct seccomp_data *sd))
{
	struct seccomp_verdict verdict = { .ret = SECCOMP_RET_ALLOW };

	for (; filter; filter = filter->prev) {
		u32 ret = run(filter->program, sd);

		if (seccomp_severity(ret) < seccomp_severity(verdict.ret))
			verdict = seccomp_verdict_of(filter, ret);
	}
	return verdict;
}

static int __init seccomp_filter_init(void)
{
	/* seccomp_fast_allow() knows this much. */
	BUILD_BUG_ON(offsetof(struct seccomp_filter, lookup) != 0);
	filter_slab = KMEM_CACHE(seccomp_filter, SLAB_PANIC | SLAB_ACCOUNT);
	return 0;
}
core_initcall(seccomp_filter_init);
