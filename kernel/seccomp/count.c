// SPDX-License-Identifier: GPL-2.0-only
/*
 * Counters: their place on a path, their rows, and how counts are added up.
 *
 * A cell begins with -1. So the increment of the first call on a CPU tells itself
 * from all others, and takes a slow path that announces the call to readers.
 *
 * All cells stay until the counter is freed, so no exit of a task loses a count. An
 * inner counter adds its counts to the cells of the outer one before it is freed.
 */
#include <linux/bitmap.h>
#include <linux/build_bug.h>
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/filter.h>
#include <linux/percpu.h>
#include <linux/poll.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/user_namespace.h>

#include "count.h"
#include "program.h"

/* Bytes of the cells of a row, for each CPU. */
#define ROW_BYTES (TABLE_ENTRIES * sizeof(u64))

/* Actions of the contents of a domain. */
#define CONTENT_ACTIONS                                                       \
	(BIT(SECCOMP_ACTION_KILL_PROCESS) | BIT(SECCOMP_ACTION_KILL_THREAD) | \
	 BIT(SECCOMP_ACTION_TRAP) | BIT(SECCOMP_ACTION_ERRNO) |               \
	 BIT(SECCOMP_ACTION_LOG))

/* --- Rows --------------------------------------------------------------- */

static u64 __percpu *alloc_row(void)
{
	u64 __percpu *cells;
	int cpu;

	BUILD_BUG_ON(ROW_BYTES > PCPU_MIN_UNIT_SIZE);
	cells = (u64 __percpu *)__alloc_percpu_gfp(ROW_BYTES, sizeof(u64),
						   GFP_KERNEL_ACCOUNT);
	if (!cells)
		return NULL;
	for_each_possible_cpu(cpu)
		memset(per_cpu_ptr(cells, cpu), 0xff, ROW_BYTES);
	return cells;
}

static void free_rows(struct seccomp_counter *counter)
{
	unsigned int action, level;

	for (action = 0; action < SECCOMP_ACTIONS; action++)
		for (level = 0; level <= SECCOMP_PATH_COUNTERS; level++) {
			free_percpu(counter->rows[action][level]);
			counter->rows[action][level] = NULL;
		}
}

/* Return the place of a row of an inner counter in @outer, or in itself. */
static u64 __percpu **row_of(struct seccomp_counter *counter,
			     unsigned int action, u32 level)
{
	return &counter->rows[action][min(level, counter->level)];
}

/* Let a counter have a row, and each counter around it have one to add it to. */
static int ensure_row(struct seccomp_counter *counter, unsigned int action,
		      u32 level)
{
	for (; counter; counter = counter->outer) {
		u64 __percpu **row = row_of(counter, action, level);
		u64 __percpu *cells;

		if (READ_ONCE(*row))
			continue;
		cells = alloc_row();
		if (!cells)
			return -ENOMEM;
		/* Another task of the path may have been faster. */
		if (cmpxchg(row, NULL, cells))
			free_percpu(cells);
	}
	return 0;
}

static int ensure_rows(struct seccomp_counter *counter, unsigned long actions,
		       u32 level)
{
	unsigned int action;
	int err = 0;

	for_each_set_bit(action, &actions, SECCOMP_ACTIONS)
		if (!err)
			err = ensure_row(counter, action, level);
	return err;
}

/* Return the actions that an instruction can lead to. */
static unsigned long insn_actions(const struct sock_filter *insn)
{
	switch (insn->code) {
	case BPF_RET | BPF_K:
		return BIT(seccomp_action_of(insn->k));
	case BPF_RET | BPF_A:
		return SECCOMP_ALL_ACTIONS;
	case BPF_ALU | BPF_DIV | BPF_X:
	case BPF_ALU | BPF_MOD | BPF_X:
		/* A division by 0 ends the program with 0. */
		return BIT(SECCOMP_ACTION_KILL_THREAD);
	}
	return 0;
}

static unsigned long filter_actions(const struct seccomp_filter *filter)
{
	const struct seccomp_program *program = filter->program;
	unsigned long actions = filter->domain ? CONTENT_ACTIONS : 0;
	unsigned int pc;

	for (pc = 0; pc < program->len; pc++)
		actions |= insn_actions(&program->insns[pc]);
	return actions & ~BIT(SECCOMP_ACTION_ALLOW);
}

/* --- Families ----------------------------------------------------------- */

/**
 * seccomp_counter_create - Create a counter that is on no path
 *
 * Context: process context; may sleep.
 * Return: a counter with one reference, which the caller drops by
 * seccomp_counter_put(); or an error pointer: -ENOMEM.
 */
struct seccomp_counter *seccomp_counter_create(void)
{
	struct seccomp_counter *counter;

	counter = kzalloc(sizeof(*counter), GFP_KERNEL_ACCOUNT);
	if (!counter)
		return ERR_PTR(-ENOMEM);
	counter->no_new_privs = task_no_new_privs(current);
	counter->user_ns = get_user_ns(current_user_ns());
	init_waitqueue_head(&counter->pollers);
	refcount_set(&counter->refs, 1);
	mutex_init(&counter->lock);
	INIT_LIST_HEAD(&counter->members);
	return counter;
}

/**
 * seccomp_counter_get - Take a reference to a counter
 * @counter: the counter; the caller holds a reference
 *
 * Context: any.
 * Return: @counter.
 */
struct seccomp_counter *seccomp_counter_get(struct seccomp_counter *counter)
{
	refcount_inc(&counter->refs);
	return counter;
}

static u64 read_cell(u64 __percpu *cells, u32 slot)
{
	u64 count = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		count += READ_ONCE(per_cpu_ptr(cells, cpu)[slot]) + 1;
	return count;
}

/* Add the counts of a row that no task increments any more to another row. */
static void fold_row(u64 __percpu *from, u64 __percpu *to)
{
	u32 slot;

	for (slot = 0; slot < TABLE_ENTRIES; slot++) {
		const u64 count = read_cell(from, slot);

		if (count)
			this_cpu_add(to[slot], count);
	}
	cond_resched();
}

/*
 * A failed attach may have left a row here, and none in the outer counter. No filter
 * of the path can return the action then, and the cells have not changed.
 */
static void fold_counter(struct seccomp_counter *counter)
{
	unsigned int action;
	u32 level;

	for (action = 0; action < SECCOMP_ACTIONS; action++)
		for (level = 0; level <= counter->level; level++) {
			u64 __percpu *from = counter->rows[action][level];
			u64 __percpu *const *row =
				row_of(counter->outer, action, level);
			u64 __percpu *to = READ_ONCE(*row);

			if (from && to)
				fold_row(from, to);
		}
}

/* Leave the family, which keeps the counts. */
static void leave_family(struct seccomp_counter *counter)
{
	struct seccomp_counter *outermost = counter->outermost;

	if (!outermost)
		return;
	mutex_lock(&outermost->lock);
	list_del(&counter->member);
	if (counter->outer)
		fold_counter(counter);
	mutex_unlock(&outermost->lock);
}

static void join_family(struct seccomp_counter *counter,
			struct seccomp_counter *outer)
{
	counter->outer = outer ? seccomp_counter_get(outer) : NULL;
	counter->outermost = outer ? outer->outermost : counter;
	counter->level = outer ? outer->level + 1 : 1;
	mutex_lock(&counter->outermost->lock);
	list_add(&counter->member, &counter->outermost->members);
	mutex_unlock(&counter->outermost->lock);
}

/**
 * seccomp_counter_put - Drop a reference to a counter
 * @counter: the counter, or NULL. Its last reference adds its counts to the counter
 *	around it, frees it, and drops the reference to the counter around it
 *
 * Context: process context; may sleep.
 */
void seccomp_counter_put(struct seccomp_counter *counter)
{
	while (counter && refcount_dec_and_test(&counter->refs)) {
		struct seccomp_counter *outer = counter->outer;

		leave_family(counter);
		WARN_ON_ONCE(!list_empty(&counter->members));
		free_rows(counter);
		put_user_ns(counter->user_ns);
		mutex_destroy(&counter->lock);
		kfree(counter);
		counter = outer;
	}
}

/**
 * seccomp_counter_go_live - Let readers find what a counter counts
 * @counter: counter of a filter that goes on a path for good
 *
 * Context: the caller holds siglock, and publishes the filter.
 */
void seccomp_counter_go_live(struct seccomp_counter *counter)
{
	/* Pairs with the acquire load in seccomp_count_read(). */
	smp_store_release(&counter->live, true);
}

/**
 * seccomp_counter_hang_up - Tell readers that a counter has no tasks any more
 * @counter: counter of a filter that has lost its last user; the caller holds a
 *	reference
 *
 * Context: process context.
 */
void seccomp_counter_hang_up(struct seccomp_counter *counter)
{
	WRITE_ONCE(counter->hung_up, true);
	wake_up_poll(&counter->pollers, EPOLLHUP);
}

/*
 * Give the counter of a new filter its place on a path. It has not counted yet, and
 * may have had another place.
 */
static int place_counter(const struct seccomp_filter *filter,
			 const struct seccomp_filter *prev)
{
	struct seccomp_counter *counter = filter->counter;
	struct seccomp_counter *outer = prev ? prev->newest_counter : NULL;
	struct seccomp_counter *old = counter->outer;

	if (outer && outer->level >= SECCOMP_PATH_COUNTERS)
		return -ENOMEM;
	leave_family(counter);
	free_rows(counter);
	join_family(counter, outer);
	counter->depth = prev ? prev->depth + 1 : 1;
	seccomp_counter_put(old);
	return ensure_row(counter, SECCOMP_ACTION_ALLOW, counter->level);
}

/* Let a new counter have rows for all filters of the path below. */
static int prepare_below(struct seccomp_counter *counter,
			 const struct seccomp_filter *prev)
{
	int err = 0;

	for (; prev && !err; prev = prev->prev) {
		err = ensure_rows(counter, filter_actions(prev),
				  seccomp_count_level(counter, prev->depth));
		cond_resched();
	}
	return err;
}

/**
 * seccomp_counter_prepare - Let the counter of a path count what a new filter does
 * @filter: new filter on top of the path, on no path yet
 * @prev: newest filter of the path, or NULL; the caller keeps it alive
 *
 * Only here are rows allocated. So a call is counted without an allocation.
 *
 * Context: process context; may sleep.
 * Return: 0; -ENOMEM, also for a path with SECCOMP_PATH_COUNTERS counters.
 */
int seccomp_counter_prepare(struct seccomp_filter *filter,
			    const struct seccomp_filter *prev)
{
	struct seccomp_counter *counter = filter->counter;
	int err = 0;

	if (counter) {
		err = place_counter(filter, prev);
		if (!err)
			err = prepare_below(counter, prev);
	} else if (prev) {
		counter = prev->newest_counter;
	}
	if (!counter || err)
		return err;
	return ensure_rows(counter, filter_actions(filter), counter->level);
}

/* --- Counting ----------------------------------------------------------- */

#ifndef CONFIG_SECCOMP_FASTPATH
static bool seccomp_count_cell(u64 __percpu *cells, unsigned long index)
{
	return !this_cpu_inc_return(cells[index]);
}
#endif

/* Let readers of a counter, and of those around it, see a count. */
static void announce(struct seccomp_counter *counter, unsigned int action,
		     u32 level, u32 slot)
{
	for (; counter; counter = counter->outer) {
		const bool inside = action == SECCOMP_ACTION_ALLOW ||
				    level >= counter->level;
		const unsigned int name = inside ? action :
						   SECCOMP_COUNT_OUTSIDE;

		/* A full barrier; pairs with the one in start_read(). */
		if (test_and_set_bit(slot, counter->announced[name]))
			continue;
		WRITE_ONCE(counter->news, true);
		wake_up_poll(&counter->pollers, EPOLLIN | EPOLLRDNORM);
	}
}

/**
 * seccomp_count - Count a call
 * @counter: newest counter of the path of current
 * @action: action of the call
 * @level: level of the filter that gives @action; that of @counter for
 *	SECCOMP_ACTION_ALLOW
 * @slot: table slot of the call
 *
 * Context: system call entry of current.
 */
void seccomp_count(struct seccomp_counter *counter, enum seccomp_action action,
		   u32 level, u32 slot)
{
	u64 __percpu *cells = READ_ONCE(*row_of(counter, action, level));

	/* seccomp_counter_prepare() has allocated it. */
	if (WARN_ON_ONCE(!cells))
		return;
	if (seccomp_count_cell(cells, slot))
		announce(counter, action, level, slot);
}

static void announce_slot(struct seccomp_counter *counter, u32 slot)
{
	unsigned int action;
	u32 level;

	for (action = 0; action < SECCOMP_ACTIONS; action++)
		for (level = 0; level <= counter->level; level++) {
			u64 __percpu *cells =
				READ_ONCE(counter->rows[action][level]);

			if (cells && read_cell(cells, slot))
				announce(counter, action, level, slot);
		}
}

/**
 * seccomp_count_first - Announce a call that was the first of its kind on this CPU
 * @counter: newest counter of the path of current. A sibling may have attached a
 *	newer one since the call was counted
 * @slot: table slot of the call
 *
 * Context: system call entry of current.
 */
void seccomp_count_first(struct seccomp_counter *counter, u32 slot)
{
	for (; counter; counter = counter->outer)
		announce_slot(counter, slot);
}

/* --- Reading ------------------------------------------------------------ */

static bool is_inside(const struct seccomp_counter *counter,
		      const struct seccomp_counter *outer)
{
	while (counter && counter != outer)
		counter = counter->outer;
	return counter;
}

/* Add up rows of a counter. @from and @to are the first and the last level. */
static u64 read_levels(struct seccomp_counter *counter, unsigned int action,
		       u32 from, u32 to, u32 slot)
{
	u64 count = 0;

	for (; from <= to; from++) {
		u64 __percpu *cells = READ_ONCE(counter->rows[action][from]);

		if (cells)
			count += read_cell(cells, slot);
	}
	return count;
}

/* Read what a counter adds to the record of one that is the same, or around it. */
static u64 read_share(struct seccomp_counter *counter,
		      const struct seccomp_counter *reader, unsigned int name,
		      u32 slot)
{
	unsigned int action;
	u64 count = 0;

	if (name != SECCOMP_COUNT_OUTSIDE)
		return read_levels(counter, name, reader->level, counter->level,
				   slot);
	for (action = 0; action < SECCOMP_ACTION_ALLOW; action++)
		count += read_levels(counter, action, 0, reader->level - 1,
				     slot);
	return count;
}

/*
 * Can a counter have cells for a record of one around it? An action with a name there
 * may be outside this one.
 */
static bool may_share(const struct seccomp_counter *counter, unsigned int name,
		      u32 slot)
{
	return test_bit(slot, counter->announced[name]) ||
	       test_bit(slot, counter->announced[SECCOMP_COUNT_OUTSIDE]);
}

static u64 read_count(const struct seccomp_counter *counter, unsigned int name,
		      u32 slot)
{
	struct seccomp_counter *member;
	u64 count = 0;

	list_for_each_entry(member, &counter->outermost->members, member)
		if (may_share(member, name, slot) && is_inside(member, counter))
			count += read_share(member, counter, name, slot);
	return count;
}

/* Tell a record which call it is about. */
static void name_slot(struct seccomp_count *record, u32 slot)
{
	const struct seccomp_abi_info *abi = seccomp_abi_info;

	record->arch = 0;
	record->nr = SECCOMP_COUNT_NO_NUMBER;
	for (; abi < &seccomp_abi_info[SECCOMP_ABIS]; abi++) {
		const u32 index = slot - abi->first_slot;

		if (index >= abi->count + abi->buckets)
			continue;
		record->arch = abi->arch;
		record->nr =
			index < abi->count ?
				abi->first_nr + index :
				SECCOMP_COUNT_UNASSIGNED(index - abi->count);
		return;
	}
}

static u32 name_value(unsigned int name)
{
	return name == SECCOMP_COUNT_OUTSIDE ? SECCOMP_COUNT_OTHER :
					       seccomp_action_value(name);
}

static bool is_at_record(const struct seccomp_counter *counter,
			 const struct seccomp_count_cursor *cursor)
{
	return test_bit(cursor->slot, counter->announced[cursor->name]);
}

static void advance(struct seccomp_count_cursor *cursor)
{
	if (++cursor->name < SECCOMP_COUNT_NAMES)
		return;
	cursor->name = 0;
	cursor->slot++;
}

/**
 * seccomp_count_seek - Find a record of a counter
 * @counter: the counter; the caller holds a reference
 * @records: number of records to skip
 * @cursor: receives the place of the record, or the end
 *
 * Context: process context; may sleep.
 */
void seccomp_count_seek(const struct seccomp_counter *counter, u64 records,
			struct seccomp_count_cursor *cursor)
{
	*cursor = (struct seccomp_count_cursor){};
	while (records && cursor->slot < TABLE_ENTRIES) {
		records -= is_at_record(counter, cursor);
		advance(cursor);
	}
}

/**
 * seccomp_count_read - Read records of a counter
 * @counter: the counter; the caller holds a reference
 * @cursor: place of the first record; receives the place behind the last one
 * @records: receives the records; owned by the caller
 * @room: number of records that @records has memory for
 *
 * Context: process context; may sleep.
 * Return: number of records; less than @room at the end.
 */
unsigned int seccomp_count_read(struct seccomp_counter *counter,
				struct seccomp_count_cursor *cursor,
				struct seccomp_count *records,
				unsigned int room)
{
	struct seccomp_counter *outermost;
	unsigned int count = 0;

	/*
	 * A filter that waits for an exec has counted nothing, and may have no family.
	 * Pairs with the release store in seccomp_counter_go_live().
	 */
	if (!smp_load_acquire(&counter->live))
		return 0;
	outermost = counter->outermost;
	mutex_lock(&outermost->lock);
	for (; cursor->slot < TABLE_ENTRIES && count < room; advance(cursor)) {
		if (!is_at_record(counter, cursor))
			continue;
		records[count] = (struct seccomp_count){
			.action = name_value(cursor->name),
			.count =
				read_count(counter, cursor->name, cursor->slot),
		};
		name_slot(&records[count++], cursor->slot);
		cond_resched();
	}
	mutex_unlock(&outermost->lock);
	return count;
}

/* The actions after which no other task may still let a call run. */
static bool is_refusal(unsigned int name)
{
	return name <= SECCOMP_ACTION_ERRNO;
}

/**
 * seccomp_count_refused - Count refused calls
 * @counter: the counter; the caller holds a reference
 *
 * Context: process context; may sleep.
 * Return: number of calls that the filter with the counter or a filter inside has
 * refused. A supervisor, a tracer and a filter outside may refuse further ones.
 */
u64 seccomp_count_refused(struct seccomp_counter *counter)
{
	struct seccomp_counter *outermost = counter->outermost;
	struct seccomp_count_cursor cursor = {};
	u64 refused = 0;

	for (; cursor.slot < TABLE_ENTRIES; advance(&cursor)) {
		if (!is_refusal(cursor.name) || !is_at_record(counter, &cursor))
			continue;
		/* A family can have many counters, and other tasks need the lock. */
		mutex_lock(&outermost->lock);
		refused += read_count(counter, cursor.name, cursor.slot);
		mutex_unlock(&outermost->lock);
		cond_resched();
	}
	return refused;
}
