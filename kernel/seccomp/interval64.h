/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Intervals of masked 64-bit numbers: the sets that the tests of a decision list
 * decide.
 *
 * An interval contains a number if the masked number is not below its minimum
 * and not above its maximum. Each compare of classic BPF with a constant is such
 * an interval, or the complement of one.
 *
 * An operation that needs something of its operands says so. Each result then
 * contains exactly the numbers that its description names.
 *
 * A tight interval has a minimum and a maximum without bits below the lowest bit
 * of the mask, and its minimum is not above its maximum, which is not above the
 * mask. All operands are tight, unless a description says otherwise.
 *
 * All of this is proved with z3 from the text of this file. To keep that simple,
 * a function consists of initialized constants and one return.
 */
#ifndef _KERNEL_SECCOMP_INTERVAL64_H
#define _KERNEL_SECCOMP_INTERVAL64_H

#include <linux/types.h>

/**
 * struct interval64 - an interval of masked numbers
 * @mask: the bits of a number that are compared; not 0
 * @min: the least masked number that the interval contains
 * @max: the greatest masked number that the interval contains
 *
 * It is empty if @min is above @max. Only interval64_tight(), interval64_and()
 * and the functions for complements give empty intervals.
 */
struct interval64 {
	u64 mask;
	u64 min;
	u64 max;
};

/**
 * interval64_has - Test whether an interval contains a number
 * @a: an interval, tight or not
 * @number: any number
 *
 * Context: any.
 * Return: true if @a contains @number.
 */
static inline bool interval64_has(struct interval64 a, u64 number)
{
	return (number & a.mask) >= a.min && (number & a.mask) <= a.max;
}

/**
 * interval64_eq - Make the interval of an equality
 * @mask: the bits that are compared; not 0
 * @value: the value, without bits outside of @mask
 *
 * Context: any.
 * Return: the numbers that equal @value under @mask.
 */
static inline struct interval64 interval64_eq(u64 mask, u64 value)
{
	return (struct interval64){ .mask = mask, .min = value, .max = value };
}

/**
 * interval64_ge - Make the interval of an ordered compare
 * @mask: the bits that are compared; not 0
 * @value: the value, not above @mask
 *
 * Context: any.
 * Return: the numbers that are at least @value under @mask. The result may not be
 * tight.
 */
static inline struct interval64 interval64_ge(u64 mask, u64 value)
{
	return (struct interval64){ .mask = mask, .min = value, .max = mask };
}

/**
 * interval64_tight - Round the ends of an interval to the bits of its mask
 * @a: an interval, tight or not, whose ends are not above its mask
 *
 * Context: any.
 * Return: the same numbers as a tight interval, or an empty interval.
 */
static inline struct interval64 interval64_tight(struct interval64 a)
{
	const u64 below = (a.mask & (~a.mask + 1)) - 1;

	return (struct interval64){ .mask = a.mask,
				    .min = (a.min + below) & ~below,
				    .max = a.max & ~below };
}

/**
 * interval64_is_empty - Test for an interval without numbers
 * @a: an interval, tight or not
 *
 * Context: any.
 * Return: true only if @a contains no number. An interval whose ends are not
 * under its mask can be empty without that.
 */
static inline bool interval64_is_empty(struct interval64 a)
{
	return a.min > a.max;
}

/**
 * interval64_is_all - Test for an interval with all numbers
 * @a: an interval
 *
 * Context: any.
 * Return: true if and only if @a contains all numbers.
 */
static inline bool interval64_is_all(struct interval64 a)
{
	return a.min == 0 && a.max == a.mask;
}

/**
 * interval64_is_value - Test for an equality
 * @a: an interval
 *
 * Context: any.
 * Return: true if @a contains the numbers with one value under its mask.
 */
static inline bool interval64_is_value(struct interval64 a)
{
	return a.min == a.max && (a.min & ~a.mask) == 0;
}

/**
 * interval64_above - Compute the complement of an interval from 0 on
 * @a: an interval whose minimum is 0 and whose maximum is below its mask
 *
 * Context: any.
 * Return: the numbers that @a does not contain. The result may not be tight.
 */
static inline struct interval64 interval64_above(struct interval64 a)
{
	return (struct interval64){ .mask = a.mask,
				    .min = a.max + 1,
				    .max = a.mask };
}

/**
 * interval64_below - Compute the complement of an interval up to the mask
 * @a: an interval whose maximum is its mask and whose minimum is not 0
 *
 * Context: any.
 * Return: the numbers that @a does not contain. The result may not be tight.
 */
static inline struct interval64 interval64_below(struct interval64 a)
{
	return (struct interval64){ .mask = a.mask,
				    .min = 0,
				    .max = a.min - 1 };
}

/**
 * interval64_can_widen - Test whether an interval can have another mask
 * @a: an interval
 * @mask: the other mask
 *
 * Context: any.
 * Return: true if interval64_widen() accepts both: @mask adds only bits below all
 * bits of the mask of @a.
 */
static inline bool interval64_can_widen(struct interval64 a, u64 mask)
{
	const u64 below = (a.mask & (~a.mask + 1)) - 1;

	return (mask | below) == (a.mask | below) && (mask & a.mask) == a.mask;
}

/**
 * interval64_widen - Express an interval under a mask with more bits
 * @a: an interval
 * @mask: a mask for which interval64_can_widen() is true
 *
 * Context: any.
 * Return: the same numbers. The result may not be tight.
 */
static inline struct interval64 interval64_widen(struct interval64 a, u64 mask)
{
	return (struct interval64){ .mask = mask,
				    .min = a.min,
				    .max = a.max | (mask & ~a.mask) };
}

/**
 * interval64_within - Test whether an interval contains another one
 * @a: an interval
 * @b: an interval with the same mask
 *
 * Context: any.
 * Return: true only if @b contains all numbers of @a.
 */
static inline bool interval64_within(struct interval64 a, struct interval64 b)
{
	return a.min >= b.min && a.max <= b.max;
}

/**
 * interval64_disjoint - Test whether two intervals have no number in common
 * @a: an interval
 * @b: an interval with the same mask
 *
 * Context: any.
 * Return: true only if no number is in both.
 */
static inline bool interval64_disjoint(struct interval64 a, struct interval64 b)
{
	return a.min > b.max || b.min > a.max;
}

/**
 * interval64_and - Intersect two intervals
 * @a: an interval
 * @b: an interval with the same mask
 *
 * Context: any.
 * Return: the numbers that are in both; may be empty.
 */
static inline struct interval64 interval64_and(struct interval64 a,
					       struct interval64 b)
{
	return (struct interval64){ .mask = a.mask,
				    .min = a.min > b.min ? a.min : b.min,
				    .max = a.max < b.max ? a.max : b.max };
}

/**
 * interval64_can_or - Test whether two intervals overlap or are adjacent
 * @a: an interval
 * @b: an interval with the same mask
 *
 * Context: any.
 * Return: true if interval64_or() accepts both.
 */
static inline bool interval64_can_or(struct interval64 a, struct interval64 b)
{
	const u64 unit = a.mask & (~a.mask + 1);

	return (a.min <= b.max || a.min - b.max == unit) &&
	       (b.min <= a.max || b.min - a.max == unit);
}

/**
 * interval64_or - Unite two intervals
 * @a: an interval
 * @b: an interval for which interval64_can_or() is true
 *
 * Context: any.
 * Return: the numbers that are in one of both.
 */
static inline struct interval64 interval64_or(struct interval64 a,
					      struct interval64 b)
{
	return (struct interval64){ .mask = a.mask,
				    .min = a.min < b.min ? a.min : b.min,
				    .max = a.max > b.max ? a.max : b.max };
}

/**
 * interval64_after - Remove the lower part of an interval
 * @a: an interval
 * @b: an interval with the same mask; it contains the minimum of @a, but not the
 *	maximum
 *
 * Context: any.
 * Return: the numbers of @a that are not in @b. The result may not be tight.
 */
static inline struct interval64 interval64_after(struct interval64 a,
						 struct interval64 b)
{
	return (struct interval64){ .mask = a.mask,
				    .min = b.max + 1,
				    .max = a.max };
}

/**
 * interval64_before - Remove the upper part of an interval
 * @a: an interval
 * @b: an interval with the same mask; it contains the maximum of @a, but not the
 *	minimum
 *
 * Context: any.
 * Return: the numbers of @a that are not in @b. The result may not be tight.
 */
static inline struct interval64 interval64_before(struct interval64 a,
						  struct interval64 b)
{
	return (struct interval64){ .mask = a.mask,
				    .min = a.min,
				    .max = b.min - 1 };
}

/**
 * interval64_conflict - Test whether two equalities exclude each other
 * @a: an interval of which interval64_is_value() is true
 * @b: another such interval, with any mask
 *
 * Context: any.
 * Return: true if and only if no number is in both.
 */
static inline bool interval64_conflict(struct interval64 a, struct interval64 b)
{
	return ((a.min ^ b.min) & a.mask & b.mask) != 0;
}

/**
 * interval64_merge - Intersect two equalities
 * @a: an interval of which interval64_is_value() is true
 * @b: another such interval, for which interval64_conflict() is false
 *
 * Context: any.
 * Return: the numbers that are in both.
 */
static inline struct interval64 interval64_merge(struct interval64 a,
						 struct interval64 b)
{
	return (struct interval64){ .mask = a.mask | b.mask,
				    .min = a.min | b.min,
				    .max = a.min | b.min };
}

/**
 * interval64_can_concat - Test whether interval64_concat() accepts two intervals
 * @a: an interval
 * @b: an interval
 *
 * Context: any.
 * Return: true if @a is an equality of bits above all bits that @b compares.
 */
static inline bool interval64_can_concat(struct interval64 a,
					 struct interval64 b)
{
	return a.min == a.max && b.mask < (a.mask & (~a.mask + 1));
}

/**
 * interval64_concat - Intersect an equality with an interval of lower bits
 * @a: an interval
 * @b: an interval for which interval64_can_concat() is true
 *
 * With an equality of the upper half of a number, an interval of the lower half
 * is an interval of the whole number.
 *
 * Context: any.
 * Return: the numbers that are in both.
 */
static inline struct interval64 interval64_concat(struct interval64 a,
						  struct interval64 b)
{
	return (struct interval64){ .mask = a.mask | b.mask,
				    .min = a.min | b.min,
				    .max = a.min | b.max };
}

#endif /* _KERNEL_SECCOMP_INTERVAL64_H */
