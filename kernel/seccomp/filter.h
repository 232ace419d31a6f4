/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Filters: the tree of installed programs and the path that a task runs under.
 */
#ifndef _KERNEL_SECCOMP_FILTER_H
#define _KERNEL_SECCOMP_FILTER_H

#include <linux/refcount.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/seccomp_fastpath.h>

#include "verdict.h"

struct seccomp_program;
struct seccomp_table;

/* The most filters that one path may have. */
#define SECCOMP_PATH_FILTERS 1024
/* The most classic instructions that one path may have ... */
#define SECCOMP_PATH_INSNS 32768
/* ... where each filter that is there already counts for a few more. */
#define SECCOMP_FILTER_PENALTY 4

/**
 * struct seccomp_filter - one installation of a program
 * @lookup: what the short way of system call entry needs: of @table
 * @prev: the filter that was the newest when this one was attached, or NULL
 * @jump: one further down the path, so that few steps lead to any of them; the
 *	oldest has itself. Kept alive through @prev
 * @program: what to run
 * @listener: who is asked about SECCOMP_RET_USER_NOTIF of this filter, or NULL
 * @newest_listener: the newest listener on the path that ends here, or NULL; kept alive
 *	by the filter it belongs to
 * @table: what is known of the path's answers beforehand; other filters may
 *	have the same
 * @flags: SECCOMP_FILTER_FLAG_* of the attachment
 * @depth: the number of filters on the path that ends here
 * @cost: what that path takes of SECCOMP_PATH_INSNS
 * @users: one for each task whose newest filter this is, and one for each
 *	filter that was attached on top of it and has users itself
 * @refs: what keeps the memory: one while there are @users, one for each filter
 *	whose @prev points here, one for each reader that is not a user
 *
 * Everything but the counts is written before the filter is published and
 * never after, so that a reader needs no lock. Publication is the release
 * store of task->seccomp.filter; see seccomp_task_set_filter().
 *
 * Filters form a tree that grows only at its leaves. Its depth is up to user
 * space, hence no walk over @prev may recurse.
 */
struct seccomp_filter {
	struct seccomp_lookup lookup;
	struct seccomp_filter *prev;
	struct seccomp_filter *jump;
	struct seccomp_program *program;
	struct seccomp_listener *listener;
	struct seccomp_listener *newest_listener;
	struct seccomp_table *table;
	u32 flags;
	u32 depth;
	u32 cost;
	refcount_t users;
	refcount_t refs;
};

static inline struct seccomp_verdict
seccomp_verdict_of(const struct seccomp_filter *filter, u32 ret)
{
	return (struct seccomp_verdict){
		.ret = ret,
		.listener = filter->listener,
		.log = filter->flags & SECCOMP_FILTER_FLAG_LOG,
	};
}

struct seccomp_filter *seccomp_filter_create(struct seccomp_program *program,
					     struct seccomp_listener *listener,
					     u32 flags);
int seccomp_filter_build_table(struct seccomp_filter *filter,
			       const struct seccomp_filter *prev);
int seccomp_filter_may_link(const struct seccomp_filter *filter,
			    const struct seccomp_filter *prev);
void seccomp_filter_link(struct seccomp_filter *filter,
			 struct seccomp_filter *prev);

/* One step from @filter down its path, to that of @depth or less far. */
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
		 const struct seccomp_data *sd,
		 u32 (*run)(const struct seccomp_program *program,
			    const struct seccomp_data *sd));

#endif /* _KERNEL_SECCOMP_FILTER_H */
