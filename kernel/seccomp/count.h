/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Counters: how often the tasks of a filter made a call, and what became of it.
 *
 * A filter with SECCOMP_FILTER_FLAG_COUNT has a counter, which counts the calls of
 * all paths with the filter. If a path has several counters, the nearest one counts.
 * An outer counter adds to its own counts those of all counters inside it.
 *
 * A counter has rows. All calls of a row have the same action, from a filter of the
 * same level. A row has a per-CPU cell for each table slot. So a call increments one
 * cell, and writes to no cache line of another CPU.
 */
#ifndef _KERNEL_SECCOMP_COUNT_H
#define _KERNEL_SECCOMP_COUNT_H

#include <linux/bits.h>
#include <linux/compiler.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/refcount.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/seccomp_fastpath.h>
#include <linux/types.h>
#include <linux/wait.h>
#include <uapi/linux/seccomp_ext.h>

#include "abi.h"
#include "action.h"
#include "filter.h"
#include "table.h"

struct file;
struct user_namespace;

/* Limit of counters on one path. */
#define SECCOMP_PATH_COUNTERS 8

/*
 * What readers see: the actions, and all actions that filters outside the counter
 * give.
 */
#define SECCOMP_COUNT_OUTSIDE SECCOMP_ACTIONS
#define SECCOMP_COUNT_NAMES (SECCOMP_ACTIONS + 1)

/**
 * struct seccomp_counter - counts of the calls of a filter's tasks
 * @outer: next older counter of the path, or NULL; holds a reference
 * @outermost: oldest counter of the path, which may be this one; @outer keeps it
 * @depth: depth of the filter with the counter
 * @level: number of counters on the path up to this one
 * @rows: cells of each action, by the number of counters up to the filter that gave
 *	the action, 0 to @level. NULL if no program can return the action there.
 *	Attaching tasks store a row by cmpxchg(), which publishes its cells. It stays
 *	as long as the counter has its place. A cell has the count minus 1
 * @announced: slots that readers of this counter see, for each name; changed by
 *	atomic operations
 * @news: true if a slot was announced after the last read from the start. Written
 *	without a lock
 * @live: true from the moment on at which the filter is on a path. The attaching task
 *	sets it by a release store, which publishes its place on the path. Readers load
 *	it with acquire semantics
 * @hung_up: true if the filter has lost its last user. Written once, read without a
 *	lock
 * @no_new_privs: true if the filter was attached under no_new_privs. Constant
 * @user_ns: user namespace of the task that attached it; holds a reference. Constant
 * @pollers: wait queue of pollers, with a lock of its own
 * @refs: one for the filter, one for the file, and one for each counter whose @outer
 *	this is
 * @lock: lock of the family, if this is the outermost counter. The owner touches no
 *	user memory, and allocates no memory. System call entry never takes it
 * @members: counters of the family, if this is the outermost one; protected by @lock
 * @member: link in @members of the outermost counter
 *
 * The attaching task writes @outer, @outermost, @depth and @level before it sets @live.
 * Then they are constant. The counter of a filter that waits for an exec may get
 * several places before.
 */
struct seccomp_counter {
	struct seccomp_counter *outer;
	struct seccomp_counter *outermost;
	u32 depth;
	u32 level;
	u64 __percpu *rows[SECCOMP_ACTIONS][SECCOMP_PATH_COUNTERS + 1];
	unsigned long announced[SECCOMP_COUNT_NAMES]
			       [BITS_TO_LONGS(TABLE_ENTRIES)];
	bool news;
	bool live;
	bool hung_up;
	bool no_new_privs;
	struct user_namespace *user_ns;
	wait_queue_head_t pollers;
	refcount_t refs;
	struct mutex lock; /* members of the family */
	struct list_head members;
	struct list_head member;
};

/**
 * struct seccomp_count_cursor - place in the records of a counter
 * @slot: table slot, 0 to TABLE_ENTRIES
 * @name: an enum seccomp_action, or SECCOMP_COUNT_OUTSIDE
 */
struct seccomp_count_cursor {
	unsigned int slot;
	unsigned int name;
};

#ifdef CONFIG_SECCOMP_FILTER

/**
 * seccomp_count_level - Count the counters up to a filter
 * @counter: newest counter of the path, or NULL
 * @depth: depth of the filter
 *
 * Context: any; the caller keeps the path alive.
 * Return: the level, 0 without a counter.
 */
static inline u32 seccomp_count_level(const struct seccomp_counter *counter,
				      u32 depth)
{
	while (counter && counter->depth > depth)
		counter = counter->outer;
	return counter ? counter->level : 0;
}

/* Return the counter of current's path, or NULL. The path keeps it alive. */
static inline struct seccomp_counter *seccomp_current_counter(void)
{
	const struct seccomp_filter *filter =
		READ_ONCE(current->seccomp.filter);

	return filter ? filter->newest_counter : NULL;
}

struct seccomp_counter *seccomp_counter_create(void);
struct seccomp_counter *seccomp_counter_get(struct seccomp_counter *counter);
void seccomp_counter_put(struct seccomp_counter *counter);
int seccomp_counter_prepare(struct seccomp_filter *filter,
			    const struct seccomp_filter *prev);
void seccomp_counter_go_live(struct seccomp_counter *counter);
void seccomp_counter_hang_up(struct seccomp_counter *counter);

void seccomp_count(struct seccomp_counter *counter, enum seccomp_action action,
		   u32 level, u32 slot);
void seccomp_count_first(struct seccomp_counter *counter, u32 slot);

void seccomp_count_seek(const struct seccomp_counter *counter, u64 records,
			struct seccomp_count_cursor *cursor);
unsigned int seccomp_count_read(struct seccomp_counter *counter,
				struct seccomp_count_cursor *cursor,
				struct seccomp_count *records,
				unsigned int room);
u64 seccomp_count_refused(struct seccomp_counter *counter);

/* count_file.c */
bool seccomp_counter_may_read(const struct file *file,
			      const struct seccomp_counter *counter);
struct file *seccomp_counter_file(struct seccomp_counter *counter);

#endif /* CONFIG_SECCOMP_FILTER */

#endif /* _KERNEL_SECCOMP_COUNT_H */
