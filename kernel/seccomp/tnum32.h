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
 * struct tnum32 - a word that may be known in part
 * @value: the bits that are known, and zeroes for the others
 * @mask: the bits that are not
 */
struct tnum32 {
	u32 value;
	u32 mask;
};

static inline struct tnum32 tnum32_const(u32 value)
{
	return (struct tnum32){ .value = value, .mask = 0 };
}

static inline struct tnum32 tnum32_unknown(void)
{
	return (struct tnum32){ .value = 0, .mask = ~(u32)0 };
}

static inline bool tnum32_is_const(struct tnum32 a)
{
	return a.mask == 0;
}

static inline bool tnum32_equal(struct tnum32 a, struct tnum32 b)
{
	return a.value == b.value && a.mask == b.mask;
}

/* The smallest and the largest number that it can be. */
static inline u32 tnum32_min(struct tnum32 a)
{
	return a.value;
}

static inline u32 tnum32_max(struct tnum32 a)
{
	return a.value | a.mask;
}

/* What is known of a word that is one or the other. */
static inline struct tnum32 tnum32_union(struct tnum32 a, struct tnum32 b)
{
	const u32 mask = a.mask | b.mask | (a.value ^ b.value);

	return (struct tnum32){ .value = a.value & ~mask, .mask = mask };
}

static inline struct tnum32 tnum32_and(struct tnum32 a, struct tnum32 b)
{
	const u32 ones = a.value & b.value;
	const u32 maybe = (a.value | a.mask) & (b.value | b.mask);

	return (struct tnum32){ .value = ones, .mask = maybe & ~ones };
}

static inline struct tnum32 tnum32_or(struct tnum32 a, struct tnum32 b)
{
	const u32 ones = a.value | b.value;

	return (struct tnum32){ .value = ones,
				.mask = (a.mask | b.mask) & ~ones };
}

static inline struct tnum32 tnum32_xor(struct tnum32 a, struct tnum32 b)
{
	const u32 mask = a.mask | b.mask;

	return (struct tnum32){ .value = (a.value ^ b.value) & ~mask,
				.mask = mask };
}

/*
 * The min operands carry nowhere where the max do not. So a carry is known
 * where both agree, and there the sums differ by the operands' bits alone.
 */
static inline struct tnum32 tnum32_add(struct tnum32 a, struct tnum32 b)
{
	const u32 min = a.value + b.value;
	const u32 max = (a.value | a.mask) + (b.value | b.mask);
	const u32 mask = a.mask | b.mask | (min ^ max);

	return (struct tnum32){ .value = min & ~mask, .mask = mask };
}

/* As for the sum, with what is borrowed for what is carried. */
static inline struct tnum32 tnum32_sub(struct tnum32 a, struct tnum32 b)
{
	const u32 min = a.value - (b.value | b.mask);
	const u32 max = (a.value | a.mask) - b.value;
	const u32 mask = a.mask | b.mask | (min ^ max);

	return (struct tnum32){ .value = min & ~mask, .mask = mask };
}

/* By 0 to 31 bits. */
static inline struct tnum32 tnum32_lsh(struct tnum32 a, u32 count)
{
	return (struct tnum32){ .value = a.value << count,
				.mask = a.mask << count };
}

static inline struct tnum32 tnum32_rsh(struct tnum32 a, u32 count)
{
	return (struct tnum32){ .value = a.value >> count,
				.mask = a.mask >> count };
}

/* Two questions for each compare: must it be true, and can it be? */
static inline bool tnum32_always_eq(struct tnum32 a, struct tnum32 b)
{
	return (a.mask | b.mask | (a.value ^ b.value)) == 0;
}

static inline bool tnum32_maybe_eq(struct tnum32 a, struct tnum32 b)
{
	return ((a.value ^ b.value) & ~(a.mask | b.mask)) == 0;
}

static inline bool tnum32_always_gt(struct tnum32 a, struct tnum32 b)
{
	return a.value > (b.value | b.mask);
}

static inline bool tnum32_maybe_gt(struct tnum32 a, struct tnum32 b)
{
	return (a.value | a.mask) > b.value;
}

static inline bool tnum32_always_ge(struct tnum32 a, struct tnum32 b)
{
	return a.value >= (b.value | b.mask);
}

static inline bool tnum32_maybe_ge(struct tnum32 a, struct tnum32 b)
{
	return (a.value | a.mask) >= b.value;
}

static inline bool tnum32_always_set(struct tnum32 a, struct tnum32 b)
{
	return (a.value & b.value) != 0;
}

static inline bool tnum32_maybe_set(struct tnum32 a, struct tnum32 b)
{
	return ((a.value | a.mask) & (b.value | b.mask)) != 0;
}

#endif /* _KERNEL_SECCOMP_TNUM32_H */
