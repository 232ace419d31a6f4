/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Filters: attachments of programs, and the tree that they form.
 *
 * A task points at one filter. The path of the task runs from there to the root.
 */
#ifndef _KERNEL_SECCOMP_FILTER_H
#define _KERNEL_SECCOMP_FILTER_H

#include <linux/refcount.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/seccomp_fastpath.h>

#include "domain.h"
#include "verdict.h"

struct seccomp_counter;
struct seccomp_input;
struct seccomp_listener;
struct seccomp_print_quota;
struct seccomp_program;
struct seccomp_table;

/* Limit of filters on one path. */
#define SECCOMP_PATH_FILTERS 1024
/* Limit of classic BPF instructions on one path, with penalties. */
#define SECCOMP_PATH_INSNS 32768
/* Instructions that each older filter of a path counts for in addition. */
#define SECCOMP_FILTER_PENALTY 4

/**
 * struct seccomp_filter - one attachment of a program
 * @table: verdicts of the path that ends here, at the address of the filter for
 *	the fast path of system call entry. Filters may share a table. NULL once
 *	no task stands on the filter any more; the attaching task takes it away
 *	then, under siglock. So other tasks get a reference under siglock
 * @prev: newest filter of the path when this one was attached, or NULL
 * @jump: a filter further down the path, for short searches; the oldest filter
 *	points at itself. @prev keeps it alive. on_exec.c uses it otherwise as long
 *	as the filter is pending
 * @program: program to run
 * @listener: listener of this filter, for SECCOMP_RET_USER_NOTIF, or NULL
 * @newest_listener: newest listener of the path that ends here, or NULL; its
 *	filter keeps it alive
 * @newest_bound: newest filter of that path with
 *	SECCOMP_FILTER_FLAG_BIND_TRACER, or NULL
 * @domain: domain that this filter makes, or NULL; the filter holds a reference
 * @newest_domain: newest domain of the path that ends here, or NULL; its filter keeps
 *	it alive
 * @counter: counter of this filter, or NULL; the filter holds a reference
 * @newest_counter: newest counter of the path that ends here, or NULL; its filter
 *	keeps it alive
 * @flags: SECCOMP_FILTER_FLAG_* of the attachment
 * @depth: number of filters on the path that ends here
 * @cost: what that path takes of SECCOMP_PATH_INSNS, with the reserves of its domains
 * @windows: set of the windows from which the program of any filter of that path
 *	loads; see seccomp_path_windows()
 * @from_fd: true if @program came from a descriptor
 * @private_loads: true if the newest program of the path does not tell its other
 *	programs. Then tasks on the path share no program that they load
 * @serial: number of the filter, from which seccomp_filter_id() computes its id
 * @label: label of the filter, or NULL
 * @comm: name of the task that attached the filter, at that time. The task chose it,
 *	so it can have any bytes before its NUL
 * @quota: quota of printed records, or NULL until the first record for which this
 *	filter has the quota. Tasks of the path store it by cmpxchg(), which publishes it
 * @users: one for each task whose newest filter this is, and one for each
 *	filter on top of it that has users
 * @refs: references that keep the memory. One while there are @users, one for
 *	each filter whose @prev points here, one for each reader without a use
 *
 * The attaching task writes everything but the counts before it publishes the
 * filter. Then nothing but the counts, @quota and @table changes, and @table only
 * when no call can read it: see seccomp_filter_take_unused_table(). So readers at
 * system call entry need no lock. The
 * release store of task->seccomp.filter publishes a filter; see
 * seccomp_task_set_filter().
 *
 * The tree grows at its leaves only. User space decides its depth, so no walk
 * over @prev may recurse.
 */
struct seccomp_filter {
	struct seccomp_table *table;
	struct seccomp_filter *prev;
	struct seccomp_filter *jump;
	struct seccomp_program *program;
	struct seccomp_listener *listener;
	struct seccomp_listener *newest_listener;
	const struct seccomp_filter *newest_bound;
	struct seccomp_domain *domain;
	struct seccomp_domain *newest_domain;
	struct seccomp_counter *counter;
	struct seccomp_counter *newest_counter;
	u32 flags;
	u32 depth;
	u32 cost;
	u16 windows;
	bool from_fd;
	bool private_loads;
	refcount_t users;
	refcount_t refs;
	u64 serial;
	const char *label;
	char comm[TASK_COMM_LEN];
	struct seccomp_print_quota *quota;
};

/**
 * struct seccomp_filter_params - properties of a new filter
 * @listener: listener of the filter, or NULL; the filter takes its own reference
 * @domain: domain that the filter makes, or NULL; the filter takes its own
 *	reference
 * @counter: counter of the filter, or NULL; the filter takes its own reference
 * @label: label of the filter with its NUL, at most SECCOMP_LABEL_SIZE bytes, which
 *	are copied; or NULL
 * @flags: SECCOMP_FILTER_FLAG_* of the attachment
 * @from_fd: true if the program came from a descriptor
 */
struct seccomp_filter_params {
	struct seccomp_listener *listener;
	struct seccomp_domain *domain;
	struct seccomp_counter *counter;
	const char *label;
	u32 flags;
	bool from_fd;
};

static inline struct seccomp_verdict
seccomp_verdict_of(const struct seccomp_filter *filter, u32 ret)
{
	return seccomp_verdict_from(ret, filter->listener,
				    filter->flags & SECCOMP_FILTER_FLAG_LOG);
}

#ifdef CONFIG_SECCOMP_FILTER

/**
 * seccomp_path_windows - Collect the windows that a path needs
 * @filter: newest filter of the path; the caller keeps it alive
 *
 * A domain may get a content with other windows at any time.
 *
 * Context: any.
 * Return: set of the windows from which any program of the path loads now.
 */
static inline u16 seccomp_path_windows(const struct seccomp_filter *filter)
{
	if (!filter->newest_domain)
		return filter->windows;
	return filter->windows | seccomp_domain_windows(filter->newest_domain);
}

/**
 * seccomp_has_joined - Check whether current has become a member of a domain
 * @domain: newest domain of the path that current had when it fell asleep, or NULL
 *
 * Context: system call entry of current.
 * Return: true if a sibling has synchronized filters with another newest domain.
 */
static inline bool seccomp_has_joined(const struct seccomp_domain *domain)
{
	const struct seccomp_filter *newest =
		READ_ONCE(current->seccomp.filter);

	return unlikely(newest->newest_domain != domain);
}

/**
 * seccomp_path_after_sleep - Find the path that judges a call which has slept
 * @filter: newest filter of the path that has judged it so far
 *
 * A sibling may synchronize filters while a call sleeps. They judge later calls. But
 * the holder of a domain may tighten it in that time, too. The body of a member must
 * not run without the new content. So a task that has become a member is judged by its
 * new path, which contains the old one. A tracer that suspends filters suspends the new
 * ones, too.
 *
 * Context: system call entry of current.
 * Return: newest filter of the path; the use of current keeps it alive.
 */
static inline const struct seccomp_filter *
seccomp_path_after_sleep(const struct seccomp_filter *filter)
{
	if (!seccomp_has_joined(filter->newest_domain) ||
	    seccomp_is_suspended())
		return filter;
	return READ_ONCE(current->seccomp.filter);
}

#endif /* CONFIG_SECCOMP_FILTER */

struct seccomp_filter *
seccomp_filter_create(struct seccomp_program *program,
		      const struct seccomp_filter_params *params);
int seccomp_filter_build_table(struct seccomp_filter *filter,
			       const struct seccomp_filter *prev);
u32 seccomp_filter_cost(const struct seccomp_filter *filter,
			const struct seccomp_filter *prev);
int seccomp_filter_may_link(const struct seccomp_filter *filter,
			    const struct seccomp_filter *prev);
void seccomp_filter_set_below(struct seccomp_filter *filter,
			      struct seccomp_filter *prev);
void seccomp_filter_link(struct seccomp_filter *filter,
			 struct seccomp_filter *prev);
struct seccomp_table *
seccomp_filter_take_unused_table(struct seccomp_filter *filter);

/* Go one step from @filter down its path, but not below @depth. */
static inline const struct seccomp_filter *
seccomp_filter_toward(const struct seccomp_filter *filter, u32 depth)
{
	return filter->jump->depth >= depth ? filter->jump : filter->prev;
}

const struct seccomp_filter *
seccomp_filter_at(const struct seccomp_filter *newest, u32 depth);
bool seccomp_filter_is_ancestor(const struct seccomp_filter *older,
				const struct seccomp_filter *newer);
void seccomp_filter_use(struct seccomp_filter *filter);
void seccomp_filter_unuse(struct seccomp_filter *filter);
void seccomp_filter_put(struct seccomp_filter *filter);
struct seccomp_verdict
seccomp_path_run(const struct seccomp_filter *filter,
		 const struct seccomp_input *input,
		 u32 (*run)(const struct seccomp_program *program,
			    const struct seccomp_input *input));
#ifdef CONFIG_SECCOMP_VERIFY
struct seccomp_verdict
seccomp_path_interpret(const struct seccomp_filter *filter,
		       const struct seccomp_input *input,
		       const struct seccomp_filter **decider);
#endif

#endif /* _KERNEL_SECCOMP_FILTER_H */
