// SPDX-License-Identifier: GPL-2.0-only
/*
 * Walk through the numbers of an ABI.
 */
#include <string.h>

#include "abi.h"
#include "calls.h"
#include "tool.h"

/* Numbers of calls are below this, and those of arm above an offset. */
#define CALLS_MAX 1024
#define ARM_FIRST 0x0f0000
#define ARM_MAX 16
/* x32 has calls up to 547. */
#define X32_MAX 548
#define RANGES 4
#define RANGE_SHIFT 30
/* A number that no call has in any range. */
#define UNASSIGNED 0x3fff0000
#define UNASSIGNED_STEP 0x40000000U

/* Numbers of some ABIs begin here. */
static __u32 first_number(const struct abi *abi)
{
	if (!strcmp(abi->name, "x32"))
		return X32_BIT;
	if (!strncmp(abi->name, "mips64", 6))
		return strstr(abi->name, "n32") ? 6000 : 5000;
	if (!strncmp(abi->name, "mips", 4))
		return 4000;
	return 0;
}

/* x32 calls and native ones share the ranges: the native walk visits them. */
static unsigned int range_count(const struct abi *abi)
{
	return strcmp(abi->name, "x32") ? RANGES : 0;
}

/**
 * calls_start - Start a walk in front of the first number
 * @calls: the walk
 * @abi: the ABI
 */
void calls_start(struct call_numbers *calls, const struct abi *abi)
{
	*calls = (struct call_numbers){ .abi = abi };
}

/**
 * calls_next - Go to the next number
 * @calls: the walk
 *
 * Return: false behind the last number.
 */
bool calls_next(struct call_numbers *calls)
{
	const struct abi *abi = calls->abi;
	const bool is_arm = !strcmp(abi->name, "arm");
	unsigned int range;

	while (calls->step < CALLS_MAX + ARM_MAX) {
		const unsigned int step = calls->step++;

		if (step >= CALLS_MAX && !is_arm)
			continue;
		calls->nr = step < CALLS_MAX ? first_number(abi) + step :
					       ARM_FIRST + step - CALLS_MAX;
		calls->name = abi_call_name(abi, calls->nr);
		if (!calls->name)
			continue;
		if (step < CALLS_MAX)
			calls->next = calls->nr + 1;
		calls->low = calls->nr;
		calls->high = calls->nr;
		return true;
	}
	if (calls->step >= CALLS_MAX + ARM_MAX + range_count(abi))
		return false;
	range = calls->step++ - CALLS_MAX - ARM_MAX;
	calls->nr = range << RANGE_SHIFT | UNASSIGNED;
	calls->name = NULL;
	calls->low = range ? range << RANGE_SHIFT : calls->next;
	if (range == 1 && !strcmp(abi->name, "x86-64"))
		calls->low += X32_MAX;
	calls->high = range << RANGE_SHIFT | (UNASSIGNED_STEP - 1);
	return true;
}

/**
 * calls_start_gaps - Start a walk through the numbers between calls
 * @calls: a walk that calls_next() has ended
 */
void calls_start_gaps(struct call_numbers *calls)
{
	calls->step = 0;
	/* The range of the native walk begins behind all numbers of x32. */
	if (!strcmp(calls->abi->name, "x32"))
		calls->next = X32_BIT + X32_MAX;
}

/**
 * calls_next_gap - Go to the next number between calls
 * @calls: the walk, which calls_start_gaps() has started
 *
 * Return: false behind the last number.
 */
bool calls_next_gap(struct call_numbers *calls)
{
	const struct abi *abi = calls->abi;
	const __u32 first = first_number(abi);

	while (first + calls->step < calls->next) {
		calls->nr = first + calls->step++;
		if (abi_call_name(abi, calls->nr))
			continue;
		calls->name = NULL;
		calls->low = calls->nr;
		calls->high = calls->nr;
		return true;
	}
	return false;
}

/**
 * call_number_text - Name a number
 * @calls: the walk
 *
 * Return: the name of the call, or a name of the range; the caller frees it.
 */
char *call_number_text(const struct call_numbers *calls)
{
	if (calls->name)
		return xstrdup(calls->name);
	if (calls->nr % UNASSIGNED_STEP != UNASSIGNED)
		return xasprintf("(number 0x%x)", calls->nr);
	return xasprintf("(no call, from 0x%x)",
			 calls->nr >> RANGE_SHIFT << RANGE_SHIFT);
}
