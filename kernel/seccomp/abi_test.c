// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests of the table of ABIs and of the slots of calls.
 */
#include <kunit/test.h>
#include <linux/audit.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/seccomp_fastpath.h>

#include "abi.h"
#include "backport.h"

static void abi_test_need_slots(struct kunit *test)
{
	if (SECCOMP_TABLE_SLOTS == 0)
		kunit_skip(test, "tables of this architecture have no slots");
}

static u32 abi_test_index(const struct seccomp_abi_info *abi, u32 nr)
{
	return seccomp_table_index(abi->arch, nr);
}

/* Return the slot of bucket 0 of an ABI. */
static u32 abi_test_first_bucket_slot(const struct seccomp_abi_info *abi)
{
	return abi->first_slot + abi->count;
}

/* Return the largest number whose top two bits select @bucket. */
static u32 abi_test_last_nr(u32 bucket)
{
	return ((bucket + 1) << SECCOMP_BUCKET_SHIFT) - 1;
}

static bool abi_test_is_known_arch(u32 arch)
{
	int i;

	for (i = 0; i < SECCOMP_ABIS; i++)
		if (seccomp_abi_info[i].arch == arch)
			return true;
	return false;
}

static void abi_slots_cover_table_once(struct kunit *test)
{
	u8 *uses;
	u32 i, slot;

	abi_test_need_slots(test);
	uses = kunit_kzalloc(test, SECCOMP_TABLE_SLOTS + 1, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, uses);
	for (i = 0; i < SECCOMP_ABIS; i++) {
		const struct seccomp_abi_info *abi = &seccomp_abi_info[i];
		const u32 end = abi_test_first_bucket_slot(abi) + abi->buckets;

		KUNIT_EXPECT_GT(test, abi->count, 0);
		KUNIT_ASSERT_LE(test, end, SECCOMP_TABLE_SLOTS);
		KUNIT_EXPECT_LE(test, end - abi->first_slot,
				SECCOMP_MAX_ABI_SLOTS);
		for (slot = abi->first_slot; slot < end; slot++)
			uses[slot]++;
	}
	for (slot = 0; slot < SECCOMP_TABLE_SLOTS; slot++)
		KUNIT_EXPECT_EQ_MSG(test, uses[slot], 1, "slot %u", slot);
}

static void abi_numbers_have_consecutive_slots(struct kunit *test)
{
	u32 i, n, slot;

	abi_test_need_slots(test);
	for (i = 0; i < SECCOMP_ABIS; i++) {
		const struct seccomp_abi_info *abi = &seccomp_abi_info[i];

		for (n = 0; n < abi->count; n++) {
			slot = abi_test_index(abi, abi->first_nr + n);
			KUNIT_EXPECT_EQ_MSG(test, slot, abi->first_slot + n,
					    "ABI %u, number %u", i, n);
		}
	}
}

static void abi_buckets_follow_numbers(struct kunit *test)
{
	u32 i, bucket;

	abi_test_need_slots(test);
	for (i = 0; i < SECCOMP_ABIS; i++) {
		const struct seccomp_abi_info *abi = &seccomp_abi_info[i];
		const u32 slots = abi_test_first_bucket_slot(abi);

		if (!abi->buckets)
			continue;
		KUNIT_ASSERT_EQ(test, abi->buckets, SECCOMP_BUCKETS);
		for (bucket = 0; bucket < SECCOMP_BUCKETS; bucket++) {
			const u32 first = abi->bucket_first_nr[bucket];
			const u32 last = abi_test_last_nr(bucket);
			const u32 slot = slots + bucket;

			KUNIT_EXPECT_EQ(test, abi_test_index(abi, first), slot);
			KUNIT_EXPECT_EQ(test, abi_test_index(abi, last), slot);
			/* No smaller number is in this bucket. */
			KUNIT_EXPECT_NE(test, abi_test_index(abi, first - 1),
					slot);
		}
	}
}

/* seccomp_fast_allow() takes a native number as the index of its entry. */
static void abi_native_numbers_are_their_slots(struct kunit *test)
{
	const struct seccomp_abi_info *native = &seccomp_abi_info[0];
	u32 nr;

	abi_test_need_slots(test);
	KUNIT_EXPECT_EQ(test, native->first_nr, 0);
	KUNIT_EXPECT_EQ(test, native->first_slot, 0);
	for (nr = 0; nr < native->count; nr++)
		KUNIT_EXPECT_EQ(test, seccomp_lookup_index(nr), nr);
}

static void abi_unknown_arch_has_no_slots(struct kunit *test)
{
	static const u32 archs[] = {
		AUDIT_ARCH_X86_64,
		AUDIT_ARCH_I386,
		AUDIT_ARCH_AARCH64,
		AUDIT_ARCH_ARM,
		AUDIT_ARCH_S390X,
		AUDIT_ARCH_RISCV64,
		AUDIT_ARCH_PPC64LE,
		0,
		U32_MAX,
	};
	static const u32 numbers[] = { 0, 1, 0x40000000, 0x7fffffff, U32_MAX };
	u32 slot;
	int i, j;

	for (i = 0; i < ARRAY_SIZE(archs); i++) {
		if (abi_test_is_known_arch(archs[i]))
			continue;
		for (j = 0; j < ARRAY_SIZE(numbers); j++) {
			slot = seccomp_table_index(archs[i], numbers[j]);
			KUNIT_EXPECT_EQ(test, slot, SECCOMP_TABLE_SLOTS);
		}
	}
}

static void abi_x32_unassigned_numbers_use_native_buckets(struct kunit *test)
{
#ifdef CONFIG_X86_X32_ABI
	const struct seccomp_abi_info *native =
		&seccomp_abi_info[SECCOMP_ABI_NATIVE];
	const struct seccomp_abi_info *x32 = &seccomp_abi_info[SECCOMP_ABI_X32];
	const u32 slot = abi_test_first_bucket_slot(native) +
			 seccomp_bucket(x32->first_nr);
	const u32 numbers[] = {
		x32->first_nr + X32_NR_syscalls,
		x32->first_nr + 0x1000,
		abi_test_last_nr(seccomp_bucket(x32->first_nr)),
	};
	int i;

	KUNIT_EXPECT_EQ(test, x32->arch, native->arch);
	KUNIT_EXPECT_EQ(test, x32->buckets, 0);
	for (i = 0; i < ARRAY_SIZE(numbers); i++)
		KUNIT_EXPECT_EQ(test, abi_test_index(x32, numbers[i]), slot);
#else
	kunit_skip(test, "this kernel has no x32 ABI");
#endif
}

static void abi_x32_own_numbers_have_slots(struct kunit *test)
{
#ifdef CONFIG_X86_X32_ABI
	const struct seccomp_abi_info *x32 = &seccomp_abi_info[SECCOMP_ABI_X32];
	u32 nr;

	for (nr = 512; nr < X32_NR_syscalls; nr++)
		KUNIT_EXPECT_EQ(test, abi_test_index(x32, x32->first_nr + nr),
				SECCOMP_X32_FIRST + nr);
	/* Without the x32 bit, they are unassigned native numbers. */
	KUNIT_EXPECT_EQ(test, abi_test_index(x32, 512), SECCOMP_ARCH_NATIVE_NR);
#else
	kunit_skip(test, "this kernel has no x32 ABI");
#endif
}

/* The largest ABI determines the size of bitmaps and of the lookup. */
static void abi_sizes_follow_largest_abi(struct kunit *test)
{
	u32 i, largest = 0;

	abi_test_need_slots(test);
	for (i = 0; i < SECCOMP_ABIS; i++)
		largest = max(largest, seccomp_abi_info[i].count +
					       seccomp_abi_info[i].buckets);
	KUNIT_EXPECT_EQ(test, (u32)SECCOMP_MAX_ABI_SLOTS, largest);
	KUNIT_EXPECT_GE(test, (u32)SECCOMP_LOOKUP_ENTRIES,
			seccomp_abi_info[0].count);
	KUNIT_EXPECT_TRUE(test, is_power_of_2(SECCOMP_LOOKUP_ENTRIES));
}

static void abi_table_ends_with_empty_entry(struct kunit *test)
{
	const struct seccomp_abi_info *end = &seccomp_abi_info[SECCOMP_ABIS];

	KUNIT_EXPECT_EQ(test, end->arch, 0);
	KUNIT_EXPECT_EQ(test, end->count, 0);
	KUNIT_EXPECT_EQ(test, end->buckets, 0);
}

static struct kunit_case abi_test_cases[] = {
	KUNIT_CASE(abi_slots_cover_table_once),
	KUNIT_CASE(abi_numbers_have_consecutive_slots),
	KUNIT_CASE(abi_buckets_follow_numbers),
	KUNIT_CASE(abi_native_numbers_are_their_slots),
	KUNIT_CASE(abi_unknown_arch_has_no_slots),
	KUNIT_CASE(abi_x32_unassigned_numbers_use_native_buckets),
	KUNIT_CASE(abi_x32_own_numbers_have_slots),
	KUNIT_CASE(abi_sizes_follow_largest_abi),
	KUNIT_CASE(abi_table_ends_with_empty_entry),
	{},
};

static struct kunit_suite abi_test_suite = {
	.name = "seccomp_abi",
	.test_cases = abi_test_cases,
};

kunit_test_suite(abi_test_suite);
