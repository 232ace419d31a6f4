/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Words of which some bits are known: what is left of a register's value when
 * only the number of a call is known, and not its arguments.
 *
 * Known bits and not ranges, because they are what filters ask for: masks, and
 * compares with what a mask has left. Of the unsigned order they tell enough,
 * the smallest and the largest value.
 *
 * Each operation says as much of its result as the known bits of its operands
 * determine, and nothing that is not so. That is proved by `make verify`, which
 * reads the expressions from this file; so it keeps to them: initialized
 * constants, then one return.
 */
#ifndef _KERNEL_SECCOMP_TNUM32_H
#define _KERNEL_SECCOMP_TNUM32_H

#include <linux/types.h>

/**
 * struct word - a word that may be known in part
 * @value: the bits that are known, and zeroes for the others
 * @unknown: the bits that are not
 */
struct word {
	u32 value;
	u32 unknown;
};

static inline struct word word_known(u32 value)
{
	return (struct word){ .value = value, .unknown = 0 };
}

static inline struct word word_unknown(void)
{
	return (struct word){ .value = 0, .unknown = ~(u32)0 };
}

static inline bool word_is_known(struct word a)
{
	return a.unknown == 0;
}

static inline bool word_equal(struct word a, struct word b)
{
	return a.value == b.value && a.unknown == b.unknown;
}

/* The smallest and the largest number that it can be. */
static inline u32 word_least(struct word a)
{
	return a.value;
}

static inline u32 word_most(struct word a)
{
	return a.value | a.unknown;
}

/* What is known of a word that is one or the other. */
static inline struct word word_join(struct word a, struct word b)
{
	const u32 unknown = a.unknown | b.unknown | (a.value ^ b.value);

	return (struct word){ .value = a.value & ~unknown, .unknown = unknown };
}

static inline struct word word_and(struct word a, struct word b)
{
	const u32 ones = a.value & b.value;
	const u32 maybe = (a.value | a.unknown) & (b.value | b.unknown);

	return (struct word){ .value = ones, .unknown = maybe & ~ones };
}

static inline struct word word_or(struct word a, struct word b)
{
	const u32 ones = a.value | b.value;

	return (struct word){ .value = ones,
			      .unknown = (a.unknown | b.unknown) & ~ones };
}

static inline struct word word_xor(struct word a, struct word b)
{
	const u32 unknown = a.unknown | b.unknown;

	return (struct word){ .value = (a.value ^ b.value) & ~unknown,
			      .unknown = unknown };
}

/*
 * The least operands carry nowhere where the most do not. So a carry is known
 * where both agree, and there the sums differ by the operands' bits alone.
 */
static inline struct word word_add(struct word a, struct word b)
{
	const u32 least = a.value + b.value;
	const u32 most = (a.value | a.unknown) + (b.value | b.unknown);
	const u32 unknown = a.unknown | b.unknown | (least ^ most);

	return (struct word){ .value = least & ~unknown, .unknown = unknown };
}

/* As for the sum, with what is borrowed for what is carried. */
static inline struct word word_sub(struct word a, struct word b)
{
	const u32 least = a.value - (b.value | b.unknown);
	const u32 most = (a.value | a.unknown) - b.value;
	const u32 unknown = a.unknown | b.unknown | (least ^ most);

	return (struct word){ .value = least & ~unknown, .unknown = unknown };
}

/* By 0 to 31 bits. */
static inline struct word word_lsh(struct word a, u32 count)
{
	return (struct word){ .value = a.value << count,
			      .unknown = a.unknown << count };
}

static inline struct word word_rsh(struct word a, u32 count)
{
	return (struct word){ .value = a.value >> count,
			      .unknown = a.unknown >> count };
}

/* Two questions for each compare: must it be true, and can it be? */
static inline bool word_must_equal(struct word a, struct word b)
{
	return (a.unknown | b.unknown | (a.value ^ b.value)) == 0;
}

static inline bool word_can_equal(struct word a, struct word b)
{
	return ((a.value ^ b.value) & ~(a.unknown | b.unknown)) == 0;
}

static inline bool word_must_exceed(struct word a, struct word b)
{
	return a.value > (b.value | b.unknown);
}

static inline bool word_can_exceed(struct word a, struct word b)
{
	return (a.value | a.unknown) > b.value;
}

static inline bool word_must_reach(struct word a, struct word b)
{
	return a.value >= (b.value | b.unknown);
}

static inline bool word_can_reach(struct word a, struct word b)
{
	return (a.value | a.unknown) >= b.value;
}

static inline bool word_must_meet(struct word a, struct word b)
{
	return (a.value & b.value) != 0;
}

static inline bool word_can_meet(struct word a, struct word b)
{
	return ((a.value | a.unknown) & (b.value | b.unknown)) != 0;
}

#endif /* _KERNEL_SECCOMP_TNUM32_H */
