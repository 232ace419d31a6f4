// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests of what an attach gives to its filter: an id, a label, and the
 * decision whether programs above it are shared.
 */
#include <kunit/test.h>
#include <linux/bitops.h>
#include <linux/err.h>
#include <linux/filter.h>
#include <linux/mm.h>
#include <linux/siphash.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <linux/string.h>

#include "filter.h"
#include "filter_id.h"
#include "filter_test.h"
#include "program.h"
#include "program_cache.h"
#include "table.h"

#define ID_TEST_COUNT 1024
/* The permutation has this many rounds, see filter_id.c. */
#define ID_TEST_ROUNDS 6

static const siphash_key_t id_test_key = { { 0x0123456789abcdef, 42 } };
static const siphash_key_t id_test_other_key = { { 0x0123456789abcdee, 42 } };

/* Undo the rounds of the permutation, the last one first. */
static u64 id_test_invert(u64 id, const siphash_key_t *key)
{
	u32 left = id >> 32, right = id;
	int round;

	for (round = ID_TEST_ROUNDS - 1; round >= 0; round--) {
		const u32 before = right ^ (u32)siphash_2u32(left, round, key);

		right = left;
		left = before;
	}
	return (u64)left << 32 | right;
}

/* What can be undone is injective. */
static void id_permutation_can_be_undone(struct kunit *test)
{
	unsigned int bit;
	u64 number, id;

	for (number = 0; number < ID_TEST_COUNT; number++) {
		id = seccomp_id_permute(number, &id_test_key);
		KUNIT_EXPECT_EQ(test, id_test_invert(id, &id_test_key), number);
	}
	for (bit = 0; bit < 64; bit++) {
		number = ~BIT_ULL(bit);
		id = seccomp_id_permute(number, &id_test_key);
		KUNIT_EXPECT_EQ(test, id_test_invert(id, &id_test_key), number);
	}
}

/* Half of the bits differ between two numbers, and between two keys. */
static void id_permutation_depends_on_number_and_key(struct kunit *test)
{
	unsigned int by_number = 0, by_key = 0;
	u64 number, id, next, other;

	for (number = 0; number < ID_TEST_COUNT; number++) {
		id = seccomp_id_permute(number, &id_test_key);
		next = seccomp_id_permute(number + 1, &id_test_key);
		other = seccomp_id_permute(number, &id_test_other_key);
		by_number += hweight64(id ^ next);
		by_key += hweight64(id ^ other);
	}
	KUNIT_EXPECT_GT(test, by_number, 31 * ID_TEST_COUNT);
	KUNIT_EXPECT_LT(test, by_number, 33 * ID_TEST_COUNT);
	KUNIT_EXPECT_GT(test, by_key, 31 * ID_TEST_COUNT);
	KUNIT_EXPECT_LT(test, by_key, 33 * ID_TEST_COUNT);
}

static int id_test_compare(const void *one, const void *other)
{
	const u64 a = *(const u64 *)one, b = *(const u64 *)other;

	return a < b ? -1 : a > b;
}

static void id_is_new_each_time(struct kunit *test)
{
	unsigned int i, larger = 0;
	u64 *ids;

	ids = kunit_kzalloc(test, ID_TEST_COUNT * sizeof(*ids), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, ids);
	for (i = 0; i < ID_TEST_COUNT; i++)
		ids[i] = seccomp_filter_id(seccomp_filter_serial_new());
	/* The order of ids does not tell the order of filters. */
	for (i = 1; i < ID_TEST_COUNT; i++)
		larger += ids[i] > ids[i - 1];
	KUNIT_EXPECT_GT(test, larger, ID_TEST_COUNT * 3 / 8);
	KUNIT_EXPECT_LT(test, larger, ID_TEST_COUNT * 5 / 8);
	sort(ids, ID_TEST_COUNT, sizeof(*ids), id_test_compare, NULL);
	KUNIT_EXPECT_NE(test, ids[0], (u64)SECCOMP_NO_FILTER_ID);
	for (i = 1; i < ID_TEST_COUNT; i++)
		KUNIT_EXPECT_NE(test, ids[i], ids[i - 1]);
}

/* --- Filters ------------------------------------------------------------- */

/* Create a program that tasks above @below share. */
static struct seccomp_program *id_test_cached(struct kunit *test, u32 ret,
					      struct seccomp_program *below)
{
	struct seccomp_cache_key key;

	seccomp_cache_key_read(&key);
	key.below = below;
	return seccomp_program_cache_add(test_program_ret(test, ret), &key);
}

/* Put a program on top of a path. The caller keeps its reference. */
static struct seccomp_filter *id_test_attach(struct kunit *test,
					     struct seccomp_filter *prev,
					     struct seccomp_program *program,
					     bool from_fd)
{
	const struct seccomp_filter_params params = { .from_fd = from_fd };
	struct seccomp_filter *filter;

	refcount_inc(&program->refs);
	filter = seccomp_filter_create(program, &params);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, filter);
	KUNIT_ASSERT_EQ(test, seccomp_filter_build_table(filter, prev), 0);
	KUNIT_ASSERT_EQ(test, seccomp_filter_may_link(filter, prev), 0);
	seccomp_filter_link(filter, prev);
	return filter;
}

static void filter_has_id_and_label(struct kunit *test)
{
	char label[] = "label-of-31-bytes-0123456789abc";
	struct seccomp_filter_params params = { .label = label };
	struct seccomp_filter *one, *other;

	one = seccomp_filter_create(test_program_ret(test, SECCOMP_RET_ALLOW),
				    &params);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, one);
	params.label = NULL;
	other = seccomp_filter_create(test_program_ret(test, SECCOMP_RET_ALLOW),
				      &params);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, other);
	/* The filter has a copy. */
	label[0] = 'x';
	KUNIT_EXPECT_STREQ(test, one->label, "label-of-31-bytes-0123456789abc");
	KUNIT_EXPECT_NULL(test, other->label);
	KUNIT_EXPECT_NE(test, one->serial, other->serial);
	seccomp_filter_unuse(one);
	seccomp_filter_unuse(other);
}

/* Attach on top of @prev and return whether loads above are private. */
static bool id_test_is_private(struct kunit *test, struct seccomp_filter *prev,
			       struct seccomp_program *program, bool from_fd)
{
	struct seccomp_filter *filter;
	bool is_private;

	seccomp_filter_use(prev);
	filter = id_test_attach(test, prev, program, from_fd);
	is_private = filter->private_loads;
	seccomp_filter_unuse(filter);
	return is_private;
}

static void descriptor_for_another_place_makes_loads_private(struct kunit *test)
{
	struct seccomp_program *below, *other, *above, *alone, *uncached;
	struct seccomp_filter *path, *wrong;

	below = id_test_cached(test, SECCOMP_RET_ERRNO | 4720, NULL);
	other = id_test_cached(test, SECCOMP_RET_ERRNO | 4721, NULL);
	above = id_test_cached(test, SECCOMP_RET_ERRNO | 4722, below);
	alone = id_test_cached(test, SECCOMP_RET_ERRNO | 4723, NULL);
	uncached = test_program_ret(test, SECCOMP_RET_ERRNO | 4724);
	path = id_test_attach(test, NULL, below, true);
	wrong = id_test_attach(test, NULL, other, true);

	/* Programs that were loaded for the empty path are there. */
	KUNIT_EXPECT_FALSE(test, path->private_loads);
	KUNIT_EXPECT_FALSE(test, wrong->private_loads);
	KUNIT_EXPECT_FALSE(test, id_test_is_private(test, path, above, true));
	KUNIT_EXPECT_FALSE(test, id_test_is_private(test, path, below, true));
	KUNIT_EXPECT_TRUE(test, id_test_is_private(test, wrong, above, true));
	KUNIT_EXPECT_TRUE(test, id_test_is_private(test, path, alone, true));
	KUNIT_EXPECT_TRUE(test, id_test_is_private(test, path, uncached, true));
	KUNIT_EXPECT_TRUE(test, id_test_is_private(test, NULL, uncached, true));
	/* Current loads for the place where it attaches. */
	KUNIT_EXPECT_FALSE(test,
			   id_test_is_private(test, path, uncached, false));
	/* All filters above are affected, too. */
	path = id_test_attach(test, path, alone, true);
	KUNIT_EXPECT_TRUE(test, id_test_is_private(test, path, above, false));
	KUNIT_EXPECT_TRUE(test, id_test_is_private(test, path, alone, true));

	seccomp_filter_unuse(path);
	seccomp_filter_unuse(wrong);
	seccomp_program_put(uncached);
	seccomp_program_put(alone);
	seccomp_program_put(above);
	seccomp_program_put(other);
	seccomp_program_put(below);
}

static struct kunit_case id_test_cases[] = {
	KUNIT_CASE(id_permutation_can_be_undone),
	KUNIT_CASE(id_permutation_depends_on_number_and_key),
	KUNIT_CASE(id_is_new_each_time),
	KUNIT_CASE(filter_has_id_and_label),
	KUNIT_CASE(descriptor_for_another_place_makes_loads_private),
	{},
};

static struct kunit_suite id_test_suite = {
	.name = "seccomp_filter_id",
	.test_cases = id_test_cases,
};

kunit_test_suite(id_test_suite);
