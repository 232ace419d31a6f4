// SPDX-License-Identifier: GPL-2.0-only
/*
 * Find a number that satisfies conditions on masked bits.
 *
 * The search chooses one bit after the other, the highest first. Of a condition it only
 * needs to know how the chosen bits compare with the ends of the interval. So different
 * numbers lead to the same state, and a state that has no solution is not searched again.
 * The search visits all states, so its answer is exact; it gives up after many of them.
 */
#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "solve.h"
#include "tool.h"

#define STATES_MAX 200000

/* How the chosen bits compare with the end of an interval. */
enum order {
	BELOW,
	EQUAL,
	ABOVE,
};

/*
 * A condition as an interval without a wrap: low <= number & mask <= high, or not. The
 * masked number is not above the mask, so an end beyond the mask needs no care.
 */
struct interval {
	__u64 mask;
	__u64 low;
	__u64 high;
	bool inside;
};

/* What a state knows of an interval: two orders, or that any bits are right. */
#define STATE_DONE 9

struct state {
	unsigned char bit; /* bits that are not chosen */
	unsigned char count;
	unsigned char orders[SOLVE_MAX];
};

struct search {
	struct interval intervals[SOLVE_MAX];
	unsigned int count;
	void *visited; /* a tree of states */
	unsigned int states;
	__u64 number;
};

/**
 * condition_is_met - Check a number
 * @condition: the condition
 * @number: the number
 *
 * Return: true if the number satisfies the condition.
 */
bool condition_is_met(const struct condition *condition, __u64 number)
{
	const __u64 distance = (number & condition->mask) - condition->base;

	return (distance <= condition->span) == condition->holds;
}

static struct interval interval_of(const struct condition *condition)
{
	const __u64 end = condition->base + condition->span;

	if (end >= condition->base)
		return (struct interval){ condition->mask, condition->base, end,
					  condition->holds };
	/* It wraps: the gap from @end + 1 to @base - 1 is outside; it may be empty. */
	if (end + 1 == condition->base)
		return (struct interval){ condition->mask, 0, ~0ULL,
					  condition->holds };
	return (struct interval){ condition->mask, end + 1, condition->base - 1,
				  !condition->holds };
}

static int compare_states(const void *a, const void *b)
{
	const struct state *one = a, *other = b;

	if (one->bit != other->bit)
		return one->bit < other->bit ? -1 : 1;
	return memcmp(one->orders, other->orders, one->count);
}

/* Return true if the state is new. */
static bool visit(struct search *search, const struct state *state)
{
	struct state *copy = xcalloc(1, sizeof(*copy));
	struct state *const *found;

	*copy = *state;
	found = tsearch(copy, &search->visited, compare_states);
	if (!found)
		exit(system_error("out of memory"));
	if (*found != copy) {
		free(copy);
		return false;
	}
	search->states++;
	return true;
}

static enum order next_order(enum order order, bool bit, bool of_end)
{
	if (order != EQUAL || bit == of_end)
		return order;
	return bit ? ABOVE : BELOW;
}

/* Choose a bit. Return false if the interval cannot be satisfied any more. */
static bool choose(const struct interval *interval, unsigned char *orders,
		   unsigned int position, bool bit)
{
	enum order low, high;

	if (*orders == STATE_DONE)
		return true;
	bit &= interval->mask >> position & 1;
	low = next_order(*orders / 3, bit, interval->low >> position & 1);
	high = next_order(*orders % 3, bit, interval->high >> position & 1);
	*orders = low * 3 + high;
	if (low == BELOW || high == ABOVE) {
		*orders = STATE_DONE;
		return !interval->inside;
	}
	if (low == ABOVE && high == BELOW) {
		*orders = STATE_DONE;
		return interval->inside;
	}
	return true;
}

/* Are the intervals satisfied whose ends equal all bits? */
static bool ends_well(const struct search *search, const struct state *state)
{
	unsigned int i;

	for (i = 0; i < search->count; i++)
		if (state->orders[i] != STATE_DONE &&
		    !search->intervals[i].inside)
			return false;
	return true;
}

static bool try_bit(struct search *search, const struct state *from,
		    struct state *to, bool bit)
{
	unsigned int i;

	*to = *from;
	to->bit = from->bit - 1;
	for (i = 0; i < search->count; i++)
		if (!choose(&search->intervals[i], &to->orders[i], to->bit,
			    bit))
			return false;
	return true;
}

static enum solution search_from(struct search *search,
				 const struct state *state)
{
	struct state next;
	unsigned int bit;

	if (!state->bit)
		return ends_well(search, state) ? SOLUTION_FOUND :
						  SOLUTION_NONE;
	if (search->states > STATES_MAX)
		return SOLUTION_UNKNOWN;
	if (!visit(search, state))
		return SOLUTION_NONE;
	for (bit = 0; bit < 2; bit++) {
		enum solution solution;

		if (!try_bit(search, state, &next, bit))
			continue;
		solution = search_from(search, &next);
		if (solution == SOLUTION_FOUND)
			search->number |= (__u64)bit << next.bit;
		if (solution != SOLUTION_NONE)
			return solution;
	}
	return SOLUTION_NONE;
}

/**
 * solve - Find a number that satisfies all conditions
 * @conditions: the conditions
 * @count: number of conditions, at most SOLVE_MAX
 * @number: receives the number for SOLUTION_FOUND
 *
 * Return: whether there is one.
 */
enum solution solve(const struct condition *conditions, unsigned int count,
		    __u64 *number)
{
	struct search search = { .count = count };
	struct state state = { .bit = 64, .count = count };
	enum solution solution;
	unsigned int i;

	if (count > SOLVE_MAX)
		return SOLUTION_UNKNOWN;
	for (i = 0; i < count; i++) {
		search.intervals[i] = interval_of(&conditions[i]);
		state.orders[i] = EQUAL * 3 + EQUAL;
	}
	solution = search_from(&search, &state);
	tdestroy(search.visited, free);
	*number = search.number;
	return solution;
}
