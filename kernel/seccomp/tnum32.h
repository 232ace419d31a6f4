/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Tristate numbers of 32 bits: each bit is 0, 1 or unknown. They describe the
 * value of a register when the number of a call is known and its arguments are
 * not.
 *
 * Filters mostly mask values and compare the result with constants, which known
 * bits describe well. For the unsigned order a tristate number gives a minimum
 * and a maximum, so ranges are not tracked.
 *
 * A tristate number stands for the set of all numbers that agree with its known
 * bits. In the descriptions below, "a number of @a" is a member of this set.
 *
 * Each operation is sound and exact. Sound means that its result contains each
 * number that the operation can give for numbers of the operands. Exact means
 * that each unknown bit of the result is 0 for some of these numbers and 1 for
 * some.
 *
 * Both properties are proved with z3 from the text of this file. To keep that
 * simple, a function consists of initialized constants and one return.
 */
#ifndef _KERNEL_SECCOMP_TNUM32_H
#define _KERNEL_SECCOMP_TNUM32_H

#include <linux/types.h>

/**
 * struct tnum32 - a tristate number
 * @value: the known bits; a bit that is unknown is 0 here
 * @mask: the unknown bits
 *
 * No bit is set in both members.
 */
struct tnum32 {
	u32 value;
	u32 mask;
};

/**
 * tnum32_const - Make a tristate number without unknown bits
 * @value: any number
 *
 * Context: any.
 * Return: the tristate number that contains only @value.
 */
static inline struct tnum32 tnum32_const(u32 value)
{
	return (struct tnum32){ .value = value, .mask = 0 };
}

/**
 * tnum32_unknown - Make a tristate number without known bits
 *
 * Context: any.
 * Return: the tristate number that contains all numbers.
 */
static inline struct tnum32 tnum32_unknown(void)
{
	return (struct tnum32){ .value = 0, .mask = ~(u32)0 };
}

/**
 * tnum32_is_const - Test whether all bits are known
 * @a: a tristate number
 *
 * Context: any.
 * Return: true if @a contains exactly one number, which is then its @value.
 */
static inline bool tnum32_is_const(struct tnum32 a)
{
	return a.mask == 0;
}

/**
 * tnum32_equal - Compare two tristate numbers as sets
 * @a: a tristate number
 * @b: a tristate number
 *
 * This is not a compare of the numbers in them, see tnum32_always_eq().
 *
 * Context: any.
 * Return: true if both contain the same numbers.
 */
static inline bool tnum32_equal(struct tnum32 a, struct tnum32 b)
{
	return a.value == b.value && a.mask == b.mask;
}

/**
 * tnum32_min - Find the smallest number
 * @a: a tristate number
 *
 * All unknown bits are 0 in it.
 *
 * Context: any.
 * Return: the smallest number of @a in the unsigned order.
 */
static inline u32 tnum32_min(struct tnum32 a)
{
	return a.value;
}

/**
 * tnum32_max - Find the largest number
 * @a: a tristate number
 *
 * All unknown bits are 1 in it.
 *
 * Context: any.
 * Return: the largest number of @a in the unsigned order.
 */
static inline u32 tnum32_max(struct tnum32 a)
{
	return a.value | a.mask;
}

/**
 * tnum32_union - Merge the values of two paths
 * @a: the value on one path
 * @b: the value on the other path
 *
 * A bit is known where it is known in both and both agree. The result can
 * contain numbers that are in neither operand.
 *
 * Context: any.
 * Return: the smallest tristate number that contains all numbers of both.
 */
static inline struct tnum32 tnum32_union(struct tnum32 a, struct tnum32 b)
{
	const u32 mask = a.mask | b.mask | (a.value ^ b.value);

	return (struct tnum32){ .value = a.value & ~mask, .mask = mask };
}

/**
 * tnum32_and - Compute a bitwise AND
 * @a: the first operand
 * @b: the second operand
 *
 * A bit is 1 where both operands have a known 1. It is 0 where either operand
 * has a known 0. Each other bit is unknown.
 *
 * Context: any.
 * Return: the exact result.
 */
static inline struct tnum32 tnum32_and(struct tnum32 a, struct tnum32 b)
{
	const u32 ones = a.value & b.value;
	const u32 maybe = (a.value | a.mask) & (b.value | b.mask);

	return (struct tnum32){ .value = ones, .mask = maybe & ~ones };
}

/**
 * tnum32_or - Compute a bitwise OR
 * @a: the first operand
 * @b: the second operand
 *
 * A bit is 1 where either operand has a known 1. It is 0 where both operands
 * have a known 0. Each other bit is unknown.
 *
 * Context: any.
 * Return: the exact result.
 */
static inline struct tnum32 tnum32_or(struct tnum32 a, struct tnum32 b)
{
	const u32 ones = a.value | b.value;

	return (struct tnum32){ .value = ones,
				.mask = (a.mask | b.mask) & ~ones };
}

/**
 * tnum32_xor - Compute a bitwise XOR
 * @a: the first operand
 * @b: the second operand
 *
 * A bit is known where it is known in both operands.
 *
 * Context: any.
 * Return: the exact result.
 */
static inline struct tnum32 tnum32_xor(struct tnum32 a, struct tnum32 b)
{
	const u32 mask = a.mask | b.mask;

	return (struct tnum32){ .value = (a.value ^ b.value) & ~mask,
				.mask = mask };
}

/**
 * tnum32_add - Compute a sum modulo 2^32
 * @a: the first operand
 * @b: the second operand
 *
 * A larger operand never removes a carry. The sum of the minima has the fewest
 * carries, and the sum of the maxima has the most. A carry bit is known where
 * the minimum and the maximum sum agree. A bit of the result is known where
 * both operand bits and the carry into it are known.
 *
 * Context: any.
 * Return: the exact result.
 */
static inline struct tnum32 tnum32_add(struct tnum32 a, struct tnum32 b)
{
	const u32 min = a.value + b.value;
	const u32 max = (a.value | a.mask) + (b.value | b.mask);
	const u32 mask = a.mask | b.mask | (min ^ max);

	return (struct tnum32){ .value = min & ~mask, .mask = mask };
}

/**
 * tnum32_sub - Compute a difference modulo 2^32
 * @a: the minuend
 * @b: the subtrahend
 *
 * The difference with the smallest @a and the largest @b has the most borrows.
 * The difference with the largest @a and the smallest @b has the fewest. A
 * borrow bit is known where these two differences agree. A bit of the result is
 * known where both operand bits and the borrow from it are known.
 *
 * Context: any.
 * Return: the exact result.
 */
static inline struct tnum32 tnum32_sub(struct tnum32 a, struct tnum32 b)
{
	const u32 min = a.value - (b.value | b.mask);
	const u32 max = (a.value | a.mask) - b.value;
	const u32 mask = a.mask | b.mask | (min ^ max);

	return (struct tnum32){ .value = min & ~mask, .mask = mask };
}

/**
 * tnum32_lsh - Shift to the left
 * @a: the operand
 * @count: the number of bits, 0 to 31
 *
 * The new low bits are known zeroes.
 *
 * Context: any.
 * Return: the exact result.
 */
static inline struct tnum32 tnum32_lsh(struct tnum32 a, u32 count)
{
	return (struct tnum32){ .value = a.value << count,
				.mask = a.mask << count };
}

/**
 * tnum32_rsh - Shift to the right, unsigned
 * @a: the operand
 * @count: the number of bits, 0 to 31
 *
 * The new high bits are known zeroes.
 *
 * Context: any.
 * Return: the exact result.
 */
static inline struct tnum32 tnum32_rsh(struct tnum32 a, u32 count)
{
	return (struct tnum32){ .value = a.value >> count,
				.mask = a.mask >> count };
}

/*
 * Each compare of classic BPF has two functions. tnum32_always_*() is true if
 * the compare holds for all numbers of the operands. tnum32_maybe_*() is true
 * if it holds for some of them. Both are exact.
 */

/**
 * tnum32_always_eq - Test whether a == b holds for all numbers
 * @a: the first operand
 * @b: the second operand
 *
 * That needs two constants that are equal.
 *
 * Context: any.
 * Return: true if each number of @a is equal to each number of @b.
 */
static inline bool tnum32_always_eq(struct tnum32 a, struct tnum32 b)
{
	return (a.mask | b.mask | (a.value ^ b.value)) == 0;
}

/**
 * tnum32_maybe_eq - Test whether a == b can hold
 * @a: the first operand
 * @b: the second operand
 *
 * The operands have a common number unless a bit that is known in both differs.
 *
 * Context: any.
 * Return: true if some number is in both operands.
 */
static inline bool tnum32_maybe_eq(struct tnum32 a, struct tnum32 b)
{
	return ((a.value ^ b.value) & ~(a.mask | b.mask)) == 0;
}

/**
 * tnum32_always_gt - Test whether a > b holds for all numbers, unsigned
 * @a: the first operand
 * @b: the second operand
 *
 * Context: any.
 * Return: true if the minimum of @a is above the maximum of @b.
 */
static inline bool tnum32_always_gt(struct tnum32 a, struct tnum32 b)
{
	return a.value > (b.value | b.mask);
}

/**
 * tnum32_maybe_gt - Test whether a > b can hold, unsigned
 * @a: the first operand
 * @b: the second operand
 *
 * Context: any.
 * Return: true if the maximum of @a is above the minimum of @b.
 */
static inline bool tnum32_maybe_gt(struct tnum32 a, struct tnum32 b)
{
	return (a.value | a.mask) > b.value;
}

/**
 * tnum32_always_ge - Test whether a >= b holds for all numbers, unsigned
 * @a: the first operand
 * @b: the second operand
 *
 * Context: any.
 * Return: true if the minimum of @a is not below the maximum of @b.
 */
static inline bool tnum32_always_ge(struct tnum32 a, struct tnum32 b)
{
	return a.value >= (b.value | b.mask);
}

/**
 * tnum32_maybe_ge - Test whether a >= b can hold, unsigned
 * @a: the first operand
 * @b: the second operand
 *
 * Context: any.
 * Return: true if the maximum of @a is not below the minimum of @b.
 */
static inline bool tnum32_maybe_ge(struct tnum32 a, struct tnum32 b)
{
	return (a.value | a.mask) >= b.value;
}

/**
 * tnum32_always_set - Test whether (a & b) != 0 holds for all numbers
 * @a: the first operand
 * @b: the second operand
 *
 * Context: any.
 * Return: true if some bit is a known 1 in both operands.
 */
static inline bool tnum32_always_set(struct tnum32 a, struct tnum32 b)
{
	return (a.value & b.value) != 0;
}

/**
 * tnum32_maybe_set - Test whether (a & b) != 0 can hold
 * @a: the first operand
 * @b: the second operand
 *
 * Context: any.
 * Return: true if some bit is a known 0 in neither operand.
 */
static inline bool tnum32_maybe_set(struct tnum32 a, struct tnum32 b)
{
	return ((a.value | a.mask) & (b.value | b.mask)) != 0;
}

#endif /* _KERNEL_SECCOMP_TNUM32_H */
