// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tree of filters: growth, counts, release, and plain evaluation of a path.
 *
 * A filter has two counts. @users follows the tasks: without users no call can
 * reach the filter, and its listener hangs up. @refs keeps its memory.
 */
#include <linux/err.h>
#include <linux/init.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <uapi/linux/seccomp_ext.h>

#include "arg_slot.h"
#include "count.h"
#include "domain.h"
#include "filter.h"
#include "filter_id.h"
#include "listener.h"
#include "program.h"
#include "program_cache.h"
#include "quota.h"
#include "table.h"
#include "verdict.h"

static struct kmem_cache *filter_slab __ro_after_init;

/**
 * seccomp_filter_create - Create a filter that is on no path
 * @program: program of the filter; the call consumes the caller's reference,
 *	also on failure
 * @params: what the attach says about the filter; owned by the caller
 *
 * Context: process context; may sleep.
 * Return: a filter whose only user is the caller; or an error pointer: -ENOMEM.
 */
struct seccomp_filter *
seccomp_filter_create(struct seccomp_program *program,
		      const struct seccomp_filter_params *params)
{
	struct seccomp_filter *filter;

	filter = kmem_cache_alloc(filter_slab, GFP_KERNEL_ACCOUNT);
	if (!filter)
		goto put_program;
	/* An assignment clears few bytes in fewer instructions than memset(). */
	*filter = (struct seccomp_filter){
		.program = program,
		.flags = params->flags,
		.from_fd = params->from_fd,
		.users = REFCOUNT_INIT(1),
		.refs = REFCOUNT_INIT(1),
	};
	/* Another thread may write the name. It is not trusted, so take it without a lock. */
	data_race(memcpy(filter->comm, current->comm, TASK_COMM_LEN));
	filter->comm[TASK_COMM_LEN - 1] = '\0';
	if (params->label) {
		filter->label = kstrdup(params->label, GFP_KERNEL_ACCOUNT);
		if (!filter->label)
			goto free_filter;
	}
	filter->serial = seccomp_filter_serial_new();
	if (params->flags & SECCOMP_FILTER_FLAG_DEEP_ARGS)
		seccomp_arg_key_get();
	if (params->listener)
		filter->listener = seccomp_listener_get(params->listener);
	if (params->domain)
		filter->domain = seccomp_domain_get(params->domain);
	if (params->counter)
		filter->counter = seccomp_counter_get(params->counter);
	return filter;

free_filter:
	kmem_cache_free(filter_slab, filter);
put_program:
	seccomp_program_put(program);
	return ERR_PTR(-ENOMEM);
}

/* An incomplete table has calls for which every program of the path runs. */
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
 * seccomp_filter_build_table - Compute the verdicts of a filter on top of a path
 * @filter: a filter that is on no path; its table, if any, is replaced
 * @prev: newest filter of the path, or NULL; the caller keeps it alive
 *
 * Context: process context; may sleep.
 * Return: 0; -ENOMEM, or an error of the BPF back end.
 */
int seccomp_filter_build_table(struct seccomp_filter *filter,
			       const struct seccomp_filter *prev)
{
	struct seccomp_table *table;
	int err;

	if (filter->domain || filter->counter) {
		/* The table is in the family of the path that it was made for. */
		seccomp_table_put(filter->table);
		filter->table = NULL;
	}
	if (filter->domain)
		seccomp_domain_place(filter, prev);
	err = seccomp_counter_prepare(filter, prev);
	if (err)
		return err;
	table = seccomp_table_create(filter, prev);
	if (IS_ERR(table))
		return PTR_ERR(table);
	seccomp_table_put(filter->table);
	filter->table = table;
	return READ_ONCE(table->complete) ? 0 :
					    compile_whole_path(filter, prev);
}

/**
 * seccomp_filter_cost - Compute what a path takes of SECCOMP_PATH_INSNS
 * @filter: newest filter of the path
 * @prev: newest filter of the path below, or NULL
 *
 * Context: the caller keeps both filters alive.
 * Return: the number of instructions, with penalties and the reserve of a domain. It
 * does not overflow, as a domain limits its reserve.
 */
u32 seccomp_filter_cost(const struct seccomp_filter *filter,
			const struct seccomp_filter *prev)
{
	u32 cost = filter->program->len;

	if (prev)
		cost += prev->cost + SECCOMP_FILTER_PENALTY;
	if (filter->domain)
		cost += filter->domain->reserve;
	return cost;
}

/**
 * seccomp_filter_may_link - Check whether a filter may go on top of a path
 * @filter: a filter from seccomp_filter_create(), on no path
 * @prev: newest filter of the path, or NULL
 *
 * Context: the caller holds siglock, which keeps @prev the newest filter.
 * Return: 0; -EBUSY for a listener that seccomp_listener_may_nest() forbids; -ENOMEM
 * for a path over a limit.
 */
int seccomp_filter_may_link(const struct seccomp_filter *filter,
			    const struct seccomp_filter *prev)
{
	if (seccomp_filter_cost(filter, prev) > SECCOMP_PATH_INSNS)
		return -ENOMEM;
	if (!prev)
		return 0;
	if (filter->listener &&
	    !seccomp_listener_may_nest(prev->newest_listener))
		return -EBUSY;
	if (prev->depth >= SECCOMP_PATH_FILTERS)
		return -ENOMEM;
	if (filter->domain && prev->newest_domain &&
	    prev->newest_domain->level >= SECCOMP_PATH_DOMAINS)
		return -ENOMEM;
	if (filter->counter && prev->newest_counter &&
	    prev->newest_counter->level >= SECCOMP_PATH_COUNTERS)
		return -ENOMEM;
	return 0;
}

/*
 * Return the skew-binary jump pointer of a filter on top of @prev. If the two
 * jumps below have equal lengths, the new jump spans both. Otherwise it is one
 * step. See Myers, An applicative random-access stack, 1983.
 */
static struct seccomp_filter *jump_for_child(struct seccomp_filter *prev)
{
	struct seccomp_filter *jump = prev->jump;

	if (prev->depth - jump->depth == jump->depth - jump->jump->depth)
		return jump->jump;
	return prev;
}

/*
 * The key of a cached program has the program below. So the newest program of a
 * path tells all others, as long as each was loaded for the place where it is. A
 * program from a descriptor may have been loaded for another place.
 */
static bool needs_private_loads(const struct seccomp_filter *filter,
				const struct seccomp_filter *prev)
{
	if (prev && prev->private_loads)
		return true;
	return filter->from_fd &&
	       !seccomp_program_is_cached_above(filter->program,
						prev ? prev->program : NULL);
}

/**
 * seccomp_filter_set_below - Let a filter describe the path that it would end
 * @filter: a filter that is on no path
 * @prev: newest filter of the path below, or NULL; @filter gets no reference to it
 *
 * Context: @filter is not published; the caller keeps @prev alive.
 */
void seccomp_filter_set_below(struct seccomp_filter *filter,
			      struct seccomp_filter *prev)
{
	const bool bound = filter->flags & SECCOMP_FILTER_FLAG_BIND_TRACER;

	filter->prev = prev;
	filter->depth = 1;
	filter->cost = seccomp_filter_cost(filter, prev);
	filter->windows = filter->program->windows;
	filter->private_loads = needs_private_loads(filter, prev);
	filter->newest_listener = filter->listener;
	filter->newest_bound = bound ? filter : NULL;
	filter->newest_domain = filter->domain;
	filter->newest_counter = filter->counter;
	if (!prev)
		return;

	filter->depth += prev->depth;
	filter->windows |= prev->windows;
	if (filter->listener)
		filter->listener->outer =
			seccomp_listener_outside(prev->newest_listener);
	else
		filter->newest_listener = prev->newest_listener;
	if (!bound)
		filter->newest_bound = prev->newest_bound;
	if (!filter->newest_domain)
		filter->newest_domain = prev->newest_domain;
	if (!filter->newest_counter)
		filter->newest_counter = prev->newest_counter;
}

/**
 * seccomp_filter_link - Put a new filter on top of a path
 * @filter: a filter for which seccomp_filter_may_link() returned 0
 * @prev: newest filter of the path for which the table of @filter was built, or
 *	NULL; @filter takes over the caller's use of it
 *
 * The caller publishes @filter by seccomp_task_set_filter().
 *
 * Context: the caller has held siglock since seccomp_filter_may_link().
 */
void seccomp_filter_link(struct seccomp_filter *filter,
			 struct seccomp_filter *prev)
{
	seccomp_filter_set_below(filter, prev);
	if (filter->domain)
		seccomp_domain_go_live(filter->domain);
	if (filter->counter)
		seccomp_counter_go_live(filter->counter);
	filter->jump = prev ? jump_for_child(prev) : filter;
	if (prev)
		refcount_inc(&prev->refs);
}

/**
 * seccomp_filter_take_unused_table - Take the table of a filter without tasks
 * @filter: filter below the newest one of current, or NULL. Current has just left
 *	it, and has moved no other thread in the same step
 *
 * If the filter above is the only user left, no task stands on @filter, and none
 * can get there again.
 *
 * No call reads the table either. Current is not at its entry here. A task that
 * left @filter before did so in an attach of its own, or exited. Only a thread that
 * a sibling has moved can be at its entry and have read @filter. It was moved to a
 * filter above, which is a user of @filter as long as the thread lives. So current
 * did not attach the only filter above.
 *
 * Context: the caller holds siglock, and has published the filter above.
 * Return: the table, whose reference the caller drops with seccomp_table_put();
 * NULL if it is in use.
 */
struct seccomp_table *
seccomp_filter_take_unused_table(struct seccomp_filter *filter)
{
	struct seccomp_table *table;

	/* Another user is added by a user only, so the count stays 1. */
	if (!filter || refcount_read(&filter->users) != 1)
		return NULL;
	table = filter->table;
	filter->table = NULL;
	return table;
}

/**
 * seccomp_filter_at - Find the filter of a depth on a path
 * @newest: newest filter of the path; the caller keeps it alive
 * @depth: depth of the filter, 1 to the depth of @newest
 *
 * The search takes at most 25 steps, so it may run under a lock.
 *
 * Context: any.
 * Return: the filter; @newest keeps it alive.
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
 * seccomp_filter_is_ancestor - Check whether one path contains another
 * @older: newest filter of the shorter path, or NULL for the empty path
 * @newer: newest filter of the longer path, or NULL
 *
 * Context: the caller keeps both paths alive.
 * Return: true if @older is on the path of @newer, or both are equal.
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
 * seccomp_filter_use - Add a user to a filter that has users
 * @filter: the filter, or NULL
 *
 * Context: any; another user exists until the call returns.
 */
void seccomp_filter_use(struct seccomp_filter *filter)
{
	if (filter)
		refcount_inc(&filter->users);
}

/**
 * seccomp_filter_unuse - Drop a user of a filter
 * @filter: the filter, or NULL
 *
 * No call reaches a filter without users. Its listener and its domain hang up, and
 * the filter below loses a user.
 *
 * Context: process context; may sleep. Under a spinlock only if the user cannot
 * be the last one.
 */
void seccomp_filter_unuse(struct seccomp_filter *filter)
{
	while (filter && refcount_dec_and_test(&filter->users)) {
		struct seccomp_filter *prev = filter->prev;

		if (filter->listener)
			seccomp_listener_hang_up(filter->listener);
		if (filter->domain)
			seccomp_domain_hang_up(filter->domain);
		if (filter->counter)
			seccomp_counter_hang_up(filter->counter);
		/* The use that @filter has of @prev still keeps @prev. */
		seccomp_filter_put(filter);
		filter = prev;
	}
}

static void free_filter(struct seccomp_filter *filter)
{
	if (filter->flags & SECCOMP_FILTER_FLAG_DEEP_ARGS)
		seccomp_arg_key_put();
	if (filter->listener)
		seccomp_listener_put(filter->listener);
	/* The table needs the domain, and what its checks point to. */
	seccomp_table_put(filter->table);
	seccomp_domain_put(filter->domain);
	seccomp_counter_put(filter->counter);
	seccomp_program_put(filter->program);
	kfree(filter->label);
	seccomp_quota_free(filter);
	kmem_cache_free(filter_slab, filter);
}

/**
 * seccomp_filter_put - Drop a reference to a filter
 * @filter: the filter, or NULL; its last reference frees it and drops the
 *	reference to the filter below
 *
 * Context: process context; may sleep.
 */
void seccomp_filter_put(struct seccomp_filter *filter)
{
	while (filter && refcount_dec_and_test(&filter->refs)) {
		struct seccomp_filter *prev = filter->prev;

		free_filter(filter);
		filter = prev;
	}
}

typedef u32 program_run_fn(const struct seccomp_program *program,
			   const struct seccomp_input *input);

/*
 * Run the contents of the domain that a filter makes, the newest first. They are
 * newer than the program of the filter, and older than the filter above.
 */
static void run_contents(const struct seccomp_filter *filter,
			 const struct seccomp_input *input, program_run_fn *run,
			 struct seccomp_verdict *verdict)
{
	const struct seccomp_content *content =
		seccomp_domain_contents(filter->domain);

	for (; content; content = content->next) {
		const u32 ret = run(content->program, input);

		if (seccomp_severity(ret) < seccomp_severity(verdict->ret))
			*verdict = seccomp_verdict_of(filter, ret);
	}
}

/* Run a path. If @decider is not NULL, it receives the filter of the verdict. */
static __always_inline struct seccomp_verdict
run_path(const struct seccomp_filter *filter, const struct seccomp_input *input,
	 program_run_fn *run, const struct seccomp_filter **decider)
{
	struct seccomp_verdict verdict = { .ret = SECCOMP_RET_ALLOW };
	u32 before = SECCOMP_RET_ALLOW;

	for (; filter; filter = filter->prev) {
		u32 ret;

		if (filter->domain)
			run_contents(filter, input, run, &verdict);
		ret = run(filter->program, input);

		if (seccomp_severity(ret) < seccomp_severity(verdict.ret))
			verdict = seccomp_verdict_of(filter, ret);
		if (!decider)
			continue;
		if (seccomp_severity(verdict.ret) < seccomp_severity(before))
			*decider = filter;
		before = verdict.ret;
	}
	return verdict;
}

/**
 * seccomp_path_run - Run every program of a path
 * @filter: newest filter of the path; the caller keeps it alive
 * @input: the call; owned by the caller. Its windows are needed only if a program of
 *	the path loads from windows
 * @run: seccomp_program_run() or seccomp_program_interpret()
 *
 * This is the plain evaluation, the oracle for everything faster. Every program
 * runs, the newest first, and the most restrictive action wins. Among equal
 * actions the newest filter wins. The contents of a domain count as filters directly
 * above the filter that makes it.
 *
 * Context: any.
 * Return: the verdict.
 */
struct seccomp_verdict
seccomp_path_run(const struct seccomp_filter *filter,
		 const struct seccomp_input *input,
		 u32 (*run)(const struct seccomp_program *program,
			    const struct seccomp_input *input))
{
	return run_path(filter, input, run, NULL);
}

#ifdef CONFIG_SECCOMP_VERIFY
/**
 * seccomp_path_interpret - Interpret every program of a path, and find the decider
 * @filter: newest filter of the path; the caller keeps it alive
 * @input: the call, as for seccomp_path_run()
 * @decider: receives the filter that gives the verdict; NULL for a call that every
 *	filter allows
 *
 * This is the oracle for seccomp_call_decider().
 *
 * Context: any.
 * Return: the verdict.
 */
struct seccomp_verdict
seccomp_path_interpret(const struct seccomp_filter *filter,
		       const struct seccomp_input *input,
		       const struct seccomp_filter **decider)
{
	*decider = NULL;
	return run_path(filter, input, seccomp_program_interpret, decider);
}
#endif

static int __init seccomp_filter_init(void)
{
	/*
	 * seccomp_syscall_enter() reads @table at the address of the filter, and
	 * @lookup at the address of the table.
	 */
	BUILD_BUG_ON(offsetof(struct seccomp_filter, table) != 0);
	BUILD_BUG_ON(offsetof(struct seccomp_table, lookup) != 0);
	BUILD_BUG_ON(offsetof(struct seccomp_table, answers) !=
		     offsetof(struct seccomp_lookup, answers));
	BUILD_BUG_ON(offsetof(struct seccomp_table, entries) !=
		     offsetof(struct seccomp_lookup, entries));
	filter_slab = KMEM_CACHE(seccomp_filter, SLAB_PANIC | SLAB_ACCOUNT);
	return 0;
}
core_initcall(seccomp_filter_init);
