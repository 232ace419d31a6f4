// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests of quotas of printed records.
 */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/jiffies.h>
#include <linux/seccomp.h>
#include <linux/spinlock.h>

#include "filter.h"
#include "filter_test.h"
#include "quota.h"

#define QUOTA_TEST_BURST 7

/* Filters whose own quotas are more than any common one. */
#define QUOTA_TEST_FILTERS (4 * SECCOMP_PRINT_BURST_ALL / SECCOMP_PRINT_BURST)

static void quota_test_init(struct seccomp_print_quota *quota,
			    unsigned long since)
{
	*quota = (struct seccomp_print_quota){ .since = since };
	spin_lock_init(&quota->lock);
}

/* Draw @count times. Return how many records may be printed. */
static unsigned int quota_test_draw(struct seccomp_print_quota *quota,
				    unsigned int count)
{
	unsigned int taken = 0;

	while (count--)
		taken += seccomp_quota_take(quota, QUOTA_TEST_BURST);
	return taken;
}

static void quota_is_bounded_in_an_interval(struct kunit *test)
{
	struct seccomp_print_quota quota;

	quota_test_init(&quota, jiffies);
	KUNIT_EXPECT_EQ(test, quota_test_draw(&quota, QUOTA_TEST_BURST - 1),
			QUOTA_TEST_BURST - 1);
	KUNIT_EXPECT_EQ(test, quota_test_draw(&quota, QUOTA_TEST_BURST), 1);
	KUNIT_EXPECT_EQ(test, quota_test_draw(&quota, QUOTA_TEST_BURST), 0);
	/* The caller counts what it suppresses. */
	KUNIT_EXPECT_EQ(test, quota.suppressed, 0);
}

/* An interval ends by time alone, and draws without room do not extend it. */
static void quota_begins_again_with_each_interval(struct kunit *test)
{
	struct seccomp_print_quota quota;
	unsigned int i;

	quota_test_init(&quota, jiffies);
	for (i = 0; i < 3; i++) {
		KUNIT_EXPECT_EQ(test,
				quota_test_draw(&quota, 2 * QUOTA_TEST_BURST),
				QUOTA_TEST_BURST);
		/* A part of the interval is left. */
		quota.since -= SECCOMP_PRINT_INTERVAL / 2;
		KUNIT_EXPECT_EQ(test, quota_test_draw(&quota, 1), 0);
		quota.since -= SECCOMP_PRINT_INTERVAL / 2;
		quota.suppressed = 3;
	}
	/* An interval without a record leaves no room for the next one. */
	quota.since -= 10 * SECCOMP_PRINT_INTERVAL;
	KUNIT_EXPECT_EQ(test, quota_test_draw(&quota, 3 * QUOTA_TEST_BURST),
			QUOTA_TEST_BURST);
	KUNIT_EXPECT_EQ(test, quota.suppressed, 3);
}

/* More than two users are needed to hide the records of the others. */
static void quota_of_all_has_room_for_more_than_two_users(struct kunit *test)
{
	KUNIT_EXPECT_LT(test, 2 * SECCOMP_PRINT_BURST_USER,
			SECCOMP_PRINT_BURST_ALL);
	KUNIT_EXPECT_LT(test, SECCOMP_PRINT_BURST_ROOT,
			SECCOMP_PRINT_BURST_USER);
	KUNIT_EXPECT_LT(test, SECCOMP_PRINT_BURST, SECCOMP_PRINT_BURST_ROOT);
}

/* Attach a filter on top of @prev, which keeps its user. */
static struct seccomp_filter *
quota_test_attach(struct kunit *test, struct seccomp_filter *prev, u32 flags)
{
	const struct seccomp_filter_params params = { .flags = flags };
	struct seccomp_filter *filter;

	filter = seccomp_filter_create(test_program_ret(test, SECCOMP_RET_LOG),
				       &params);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, filter);
	seccomp_filter_use(prev);
	return test_attach(test, prev, filter);
}

/* Use up the quotas of filters on top of @prev. Return how many records are printed. */
static unsigned int quota_test_use_up(struct kunit *test,
				      struct seccomp_filter *prev)
{
	unsigned int filters, draws, taken = 0;

	for (filters = 0; filters < QUOTA_TEST_FILTERS; filters++) {
		struct seccomp_filter *filter =
			quota_test_attach(test, prev, SECCOMP_FILTER_FLAG_LOG);

		for (draws = 0; draws < SECCOMP_PRINT_BURST; draws++)
			taken += seccomp_quota_draw(filter);
		seccomp_filter_unuse(filter);
	}
	return taken;
}

/* The outermost filter asks for no records. An interval may end during the test. */
static void quota_of_a_root_bounds_filters_inside(struct kunit *test)
{
	struct seccomp_filter *root = quota_test_attach(test, NULL, 0);
	const unsigned int taken = quota_test_use_up(test, root);

	KUNIT_EXPECT_GE(test, taken, SECCOMP_PRINT_BURST_ROOT);
	KUNIT_EXPECT_LE(test, taken, 2 * SECCOMP_PRINT_BURST_ROOT);
	seccomp_filter_unuse(root);
}

/* The kernel's own threads have no share. Other tests may have drawn before. */
static void quota_of_all_bounds_trees(struct kunit *test)
{
	const unsigned int taken = quota_test_use_up(test, NULL);

	KUNIT_EXPECT_GE(test, taken, SECCOMP_PRINT_BURST);
	KUNIT_EXPECT_LE(test, taken, 2 * SECCOMP_PRINT_BURST_ALL);
}

static struct kunit_case quota_test_cases[] = {
	KUNIT_CASE(quota_is_bounded_in_an_interval),
	KUNIT_CASE(quota_begins_again_with_each_interval),
	KUNIT_CASE(quota_of_all_has_room_for_more_than_two_users),
	KUNIT_CASE(quota_of_a_root_bounds_filters_inside),
	KUNIT_CASE(quota_of_all_bounds_trees),
	{}
};

static struct kunit_suite quota_test_suite = {
	.name = "seccomp-quota",
	.test_cases = quota_test_cases,
};

kunit_test_suite(quota_test_suite);
