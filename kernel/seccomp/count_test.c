// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests of counters: which slot has which number, what entry finds in a table,
 * and how counts of several counters and CPUs are added up.
 */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "action.h"
#include "backport.h"
#include "count.h"
#include "filter.h"
#include "filter_test.h"
#include "program.h"
#include "table.h"

#define RECORDS (2 * TABLE_ENTRIES)

/* Put a filter on top of a path without a task, with a counter or without. */
static struct seccomp_filter *count_test_push(struct kunit *test,
					      struct seccomp_filter *prev,
					      u32 ret, bool counts)
{
	struct seccomp_filter_params params = {};
	struct seccomp_filter *filter;

	if (counts) {
		params.counter = seccomp_counter_create();
		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, params.counter);
	}
	filter = seccomp_filter_create(test_program_ret(test, ret), &params);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, filter);
	seccomp_counter_put(params.counter);
	return test_attach(test, prev, filter);
}

static struct seccomp_count *count_test_read(struct kunit *test,
					     struct seccomp_counter *counter,
					     unsigned int *count)
{
	struct seccomp_count_cursor cursor;
	struct seccomp_count *records;

	records = kunit_kcalloc(test, RECORDS, sizeof(*records), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, records);
	seccomp_count_seek(counter, 0, &cursor);
	*count = seccomp_count_read(counter, &cursor, records, RECORDS);
	return records;
}

/* Return the count of slot 0 and an action. */
static u64 count_test_get(struct kunit *test, struct seccomp_counter *counter,
			  u32 action)
{
	unsigned int count, i;
	struct seccomp_count *records = count_test_read(test, counter, &count);
	u64 found = 0;

	for (i = 0; i < count; i++)
		if (records[i].action == action)
			found += records[i].count;
	kunit_kfree(test, records);
	return found;
}

static void count_test_expect(struct kunit *test,
			      struct seccomp_counter *counter, u32 action,
			      u64 expected)
{
	KUNIT_EXPECT_EQ(test, count_test_get(test, counter, action), expected);
}

/* Each slot has a number of its own, and that number has the slot. */
static void count_names_each_slot(struct kunit *test)
{
	struct seccomp_filter *path =
		count_test_push(test, NULL, SECCOMP_RET_ALLOW, true);
	struct seccomp_counter *counter = path->counter;
	struct seccomp_count *records;
	unsigned int count, slot;

	for (slot = 0; slot <= SECCOMP_TABLE_SLOTS; slot++)
		seccomp_count(counter, SECCOMP_ACTION_ALLOW, 1, slot);
	records = count_test_read(test, counter, &count);
	KUNIT_ASSERT_EQ(test, count, SECCOMP_TABLE_SLOTS + 1);
	for (slot = 0; slot < SECCOMP_TABLE_SLOTS; slot++) {
		const struct seccomp_count *record = &records[slot];
		const u32 bits = record->nr - SECCOMP_COUNT_UNASSIGNED(0);
		u32 nr = record->nr;

		KUNIT_EXPECT_EQ(test, record->count, 1);
		KUNIT_EXPECT_EQ(test, record->action, SECCOMP_RET_ALLOW);
		KUNIT_EXPECT_EQ(test, record->pad, 0);
		/* No call has such a number. */
		if (bits < SECCOMP_BUCKETS)
			nr = (bits + 1) * (1U << SECCOMP_BUCKET_SHIFT) - 1;
		KUNIT_EXPECT_EQ(test, seccomp_table_index(record->arch, nr),
				slot);
	}
	KUNIT_EXPECT_EQ(test, records[slot].arch, 0);
	KUNIT_EXPECT_EQ(test, records[slot].nr, SECCOMP_COUNT_NO_NUMBER);
	seccomp_filter_unuse(path);
}

/* A seek to each record finds what a read of all records found there. */
static void count_seek_finds_each_record(struct kunit *test)
{
	struct seccomp_filter *path =
		count_test_push(test, NULL, SECCOMP_RET_ERRNO | 1, true);
	struct seccomp_counter *counter = path->counter;
	struct seccomp_count *records, record;
	struct seccomp_count_cursor cursor;
	unsigned int count, i;
	int got;

	if (SECCOMP_TABLE_SLOTS < 8) {
		seccomp_filter_unuse(path);
		kunit_skip(test, "tables of this architecture have no slots");
	}
	for (i = 0; i < 8; i++) {
		seccomp_count(counter, SECCOMP_ACTION_ALLOW, 1, i);
		if (i % 3)
			seccomp_count(counter, SECCOMP_ACTION_ERRNO, 1, i);
	}
	records = count_test_read(test, counter, &count);
	KUNIT_ASSERT_EQ(test, count, 8 + 5);
	for (i = 0; i < count; i++) {
		seccomp_count_seek(counter, i, &cursor);
		got = seccomp_count_read(counter, &cursor, &record, 1);
		KUNIT_ASSERT_EQ(test, got, 1);
		got = memcmp(&record, &records[i], sizeof(record));
		KUNIT_EXPECT_EQ(test, got, 0);
	}
	seccomp_count_seek(counter, count, &cursor);
	KUNIT_EXPECT_EQ(test, seccomp_count_read(counter, &cursor, &record, 1),
			0);
	seccomp_count_seek(counter, U64_MAX, &cursor);
	KUNIT_EXPECT_EQ(test, seccomp_count_read(counter, &cursor, &record, 1),
			0);
	seccomp_filter_unuse(path);
}

/* Cells of all CPUs are added up, beyond 32 bits. */
static void count_adds_up_cpus(struct kunit *test)
{
	struct seccomp_filter *path =
		count_test_push(test, NULL, SECCOMP_RET_ALLOW, true);
	struct seccomp_counter *counter = path->counter;
	u64 __percpu *cells = counter->rows[SECCOMP_ACTION_ALLOW][1];
	u64 expected = 1;
	int cpu;

	seccomp_count(counter, SECCOMP_ACTION_ALLOW, 1, 0);
	for_each_possible_cpu(cpu) {
		per_cpu_ptr(cells, cpu)[0] += 0x1000000000ULL + cpu;
		expected += 0x1000000000ULL + cpu;
	}
	count_test_expect(test, counter, SECCOMP_RET_ALLOW, expected);
	seccomp_filter_unuse(path);
}

/* What an inner counter has counted is in the outer one, before and after its end. */
static void count_folds_into_outer(struct kunit *test)
{
	struct seccomp_filter *path, *inner;
	struct seccomp_counter *outer;

	path = count_test_push(test, NULL, SECCOMP_RET_ERRNO | 1, true);
	outer = path->counter;
	seccomp_filter_use(path);
	inner = count_test_push(test, path, SECCOMP_RET_TRACE, true);
	inner = count_test_push(test, inner, SECCOMP_RET_LOG, true);
	KUNIT_ASSERT_EQ(test, inner->counter->level, 3);
	KUNIT_ASSERT_PTR_EQ(test, inner->newest_counter, inner->counter);
	seccomp_count(outer, SECCOMP_ACTION_ERRNO, 1, 0);
	seccomp_count(inner->counter, SECCOMP_ACTION_ERRNO, 1, 0);
	seccomp_count(inner->counter, SECCOMP_ACTION_ERRNO, 1, 0);
	seccomp_count(inner->counter, SECCOMP_ACTION_TRACE, 2, 0);
	seccomp_count(inner->counter, SECCOMP_ACTION_LOG, 3, 0);
	seccomp_count(inner->counter, SECCOMP_ACTION_ALLOW, 3, 0);
	count_test_expect(test, inner->counter, SECCOMP_COUNT_OTHER, 3);
	count_test_expect(test, inner->prev->counter, SECCOMP_COUNT_OTHER, 2);
	count_test_expect(test, inner->prev->counter, SECCOMP_RET_TRACE, 1);
	/* The second time, the two inner counters are gone. */
	for (;;) {
		count_test_expect(test, outer, SECCOMP_RET_ERRNO, 3);
		count_test_expect(test, outer, SECCOMP_RET_TRACE, 1);
		count_test_expect(test, outer, SECCOMP_RET_LOG, 1);
		count_test_expect(test, outer, SECCOMP_RET_ALLOW, 1);
		count_test_expect(test, outer, SECCOMP_COUNT_OTHER, 0);
		if (!inner)
			break;
		seccomp_filter_unuse(inner);
		inner = NULL;
		KUNIT_EXPECT_TRUE(test, list_is_singular(&outer->members));
	}
	seccomp_filter_unuse(path);
}

static bool has_count_row(const struct seccomp_counter *counter,
			  enum seccomp_action action, u32 level)
{
	return counter->rows[action][level];
}

/* Only rows that programs of the path can need take memory. */
static void count_has_rows_for_possible_actions(struct kunit *test)
{
	struct seccomp_filter *path;
	struct seccomp_counter *outer, *inner;

	path = count_test_push(test, NULL, SECCOMP_RET_TRAP, false);
	path = count_test_push(test, path, SECCOMP_RET_ERRNO | 1, true);
	outer = path->counter;
	KUNIT_EXPECT_TRUE(test, has_count_row(outer, SECCOMP_ACTION_ALLOW, 1));
	KUNIT_EXPECT_TRUE(test, has_count_row(outer, SECCOMP_ACTION_TRAP, 0));
	KUNIT_EXPECT_FALSE(test, has_count_row(outer, SECCOMP_ACTION_TRAP, 1));
	KUNIT_EXPECT_TRUE(test, has_count_row(outer, SECCOMP_ACTION_ERRNO, 1));
	KUNIT_EXPECT_FALSE(test, has_count_row(outer, SECCOMP_ACTION_ERRNO, 0));
	KUNIT_EXPECT_FALSE(test, has_count_row(outer, SECCOMP_ACTION_LOG, 1));
	path = count_test_push(test, path, SECCOMP_RET_LOG, false);
	KUNIT_EXPECT_TRUE(test, has_count_row(outer, SECCOMP_ACTION_LOG, 1));
	path = count_test_push(test, path, SECCOMP_RET_TRACE, true);
	inner = path->counter;
	KUNIT_EXPECT_TRUE(test, has_count_row(inner, SECCOMP_ACTION_TRAP, 0));
	KUNIT_EXPECT_TRUE(test, has_count_row(inner, SECCOMP_ACTION_LOG, 1));
	KUNIT_EXPECT_TRUE(test, has_count_row(inner, SECCOMP_ACTION_TRACE, 2));
	KUNIT_EXPECT_FALSE(test, has_count_row(inner, SECCOMP_ACTION_TRACE, 1));
	/* An inner row is added to the outer one. */
	KUNIT_EXPECT_TRUE(test, has_count_row(outer, SECCOMP_ACTION_TRACE, 1));
	seccomp_filter_unuse(path);
}

static struct seccomp_answer
count_test_answer(const struct seccomp_filter *path)
{
	return path->table->answers[path->table->entries[0]];
}

/* Entry increments the cells of the nearest counter, by the level of the filter. */
static void count_tables_lead_to_cells(struct kunit *test)
{
	struct seccomp_filter *path;
	struct seccomp_counter *counter;
	struct seccomp_answer answer;
	u64 __percpu **cells;

	if (seccomp_is_verifying())
		kunit_skip(test,
			   "the fast path decides nothing: seccomp_verify");
	if (!SECCOMP_TABLE_SLOTS)
		kunit_skip(test, "tables of this architecture have no slots");
	path = count_test_push(test, NULL, SECCOMP_RET_ALLOW, false);
	KUNIT_EXPECT_NULL(test, path->table->allowed);
	KUNIT_EXPECT_EQ(test, path->table->entries[0], TABLE_ALLOW);
	path = count_test_push(test, path, SECCOMP_RET_ALLOW, true);
	counter = path->counter;
	KUNIT_EXPECT_TRUE(test, path->table->allowed ==
					counter->rows[SECCOMP_ACTION_ALLOW][1]);
	KUNIT_EXPECT_EQ(test, count_test_answer(path).error,
			SECCOMP_ANSWER_COUNT_ALLOW);
	path = count_test_push(test, path, SECCOMP_RET_ERRNO | MAX_ERRNO,
			       false);
	answer = count_test_answer(path);
	KUNIT_EXPECT_EQ(test, answer.error - SECCOMP_ANSWER_ERRNO_BASE,
			-MAX_ERRNO);
	KUNIT_EXPECT_NE(test, answer.error & SECCOMP_ANSWER_COUNT_ERRNO, 0);
	KUNIT_EXPECT_EQ(test, answer.error & SECCOMP_ANSWER_COUNT_ALLOW, 0);
	cells = (void *)path->table + answer.cells;
	KUNIT_EXPECT_TRUE(test,
			  *cells == counter->rows[SECCOMP_ACTION_ERRNO][1]);
	/* The same errno is outside the next counter. */
	path = count_test_push(test, path, SECCOMP_RET_ALLOW, true);
	answer = count_test_answer(path);
	cells = (void *)path->table + answer.cells;
	counter = path->counter;
	KUNIT_EXPECT_TRUE(test,
			  *cells == counter->rows[SECCOMP_ACTION_ERRNO][1]);
	/* The same filter inside it has another row. */
	path = count_test_push(test, path, SECCOMP_RET_ERRNO | MAX_ERRNO,
			       false);
	answer = count_test_answer(path);
	cells = (void *)path->table + answer.cells;
	counter = path->newest_counter;
	KUNIT_EXPECT_TRUE(test,
			  *cells == counter->rows[SECCOMP_ACTION_ERRNO][2]);
	path = count_test_push(test, path, SECCOMP_RET_TRAP, false);
	KUNIT_EXPECT_EQ(test, count_test_answer(path).error,
			SECCOMP_ANSWER_RULE);
	seccomp_filter_unuse(path);
}

static struct kunit_case count_test_cases[] = {
	KUNIT_CASE(count_names_each_slot),
	KUNIT_CASE(count_seek_finds_each_record),
	KUNIT_CASE(count_adds_up_cpus),
	KUNIT_CASE(count_folds_into_outer),
	KUNIT_CASE(count_has_rows_for_possible_actions),
	KUNIT_CASE(count_tables_lead_to_cells),
	{},
};

static struct kunit_suite count_test_suite = {
	.name = "seccomp_count",
	.test_cases = count_test_cases,
};

kunit_test_suite(count_test_suite);
