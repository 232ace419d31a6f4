// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests of quotas of printed records.
 */
#include <kunit/test.h>
#include <linux/jiffies.h>
#include <linux/spinlock.h>

#include "quota.h"

#define QUOTA_TEST_BURST 7

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

static struct kunit_case quota_test_cases[] = {
	KUNIT_CASE(quota_is_bounded_in_an_interval),
	KUNIT_CASE(quota_begins_again_with_each_interval),
	KUNIT_CASE(quota_of_all_has_room_for_more_than_two_users),
	{}
};

static struct kunit_suite quota_test_suite = {
	.name = "seccomp-quota",
	.test_cases = quota_test_cases,
};

kunit_test_suite(quota_test_suite);
