// SPDX-License-Identifier: GPL-2.0-only
/*
 * Find the ways through the tests of an answer.
 *
 * Each test branches, so a way is a list of conditions. Many ways contradict themselves:
 * solve() finds out. It also finds the conditions that follow from others.
 */
#include <stdlib.h>
#include <string.h>

#include "paths.h"
#include "tool.h"

/* A walk through the tests, with the conditions so far. */
struct walk {
	struct path_list *list;
	const struct outcome *outcome;
	struct path_condition conditions[SOLVE_MAX];
	unsigned int count;
	unsigned int known_count;
};

/* Collect the conditions on one word, but for the one at @except. */
static unsigned int conditions_on(const struct path_condition *conditions,
				  unsigned int count, __u32 offset,
				  unsigned int except, struct condition *out)
{
	unsigned int i, found = 0;

	for (i = 0; i < count; i++)
		if (i != except && conditions[i].offset == offset)
			out[found++] = conditions[i].condition;
	return found;
}

static bool is_first_on_word(const struct path_condition *conditions,
			     unsigned int index)
{
	unsigned int i;

	for (i = 0; i < index; i++)
		if (conditions[i].offset == conditions[index].offset)
			return false;
	return true;
}

static void set_word(struct call *call, __u32 offset, __u64 number)
{
	unsigned char *bytes = call_bytes(call, offset);

	if (bytes)
		memcpy(bytes, &number, sizeof(number));
}

/**
 * path_witness - Find a call that satisfies conditions
 * @conditions: the conditions
 * @count: number of conditions, at most SOLVE_MAX
 * @call: receives the words that the conditions are about, for SOLUTION_FOUND
 *
 * Conditions on different words do not depend on each other. So each word has a
 * solution of its own.
 *
 * Return: whether there is one.
 */
enum solution path_witness(const struct path_condition *conditions,
			   unsigned int count, struct call *call)
{
	struct condition on_word[SOLVE_MAX];
	bool unknown = false;
	unsigned int i, found;
	enum solution solution;
	__u64 number;

	for (i = 0; i < count; i++) {
		if (!is_first_on_word(conditions, i))
			continue;
		found = conditions_on(conditions, count, conditions[i].offset,
				      count, on_word);
		solution = solve(on_word, found, &number);
		if (solution == SOLUTION_NONE)
			return SOLUTION_NONE;
		if (solution == SOLUTION_UNKNOWN)
			unknown = true;
		else
			set_word(call, conditions[i].offset, number);
	}
	return unknown ? SOLUTION_UNKNOWN : SOLUTION_FOUND;
}

static bool contradicts_itself(const struct walk *walk)
{
	const __u32 offset = walk->conditions[walk->count - 1].offset;
	struct condition on_word[SOLVE_MAX];
	unsigned int found = conditions_on(walk->conditions, walk->count,
					   offset, walk->count, on_word);
	__u64 number;

	return solve(on_word, found, &number) == SOLUTION_NONE;
}

/* Does a condition follow from the others? Then its opposite contradicts them. */
static bool follows(const struct path_condition *conditions, unsigned int count,
		    unsigned int index)
{
	struct condition on_word[SOLVE_MAX + 1];
	unsigned int found = conditions_on(
		conditions, count, conditions[index].offset, index, on_word);
	__u64 number;

	on_word[found] = conditions[index].condition;
	on_word[found].holds = !on_word[found].holds;
	return solve(on_word, found + 1, &number) == SOLUTION_NONE;
}

/* Conditions that are known come first. They are never dropped. */
static unsigned int drop_implied(struct path_condition *conditions,
				 unsigned int count, unsigned int known)
{
	unsigned int i = known;

	while (i < count) {
		if (!follows(conditions, count, i)) {
			i++;
			continue;
		}
		memmove(&conditions[i], &conditions[i + 1],
			(count - i - 1) * sizeof(*conditions));
		count--;
	}
	return count;
}

/**
 * path_simplify - Drop the conditions that follow from others
 * @conditions: the conditions, of which the remaining ones come first
 * @count: number of conditions, at most SOLVE_MAX
 *
 * Return: number of conditions that remain.
 */
unsigned int path_simplify(struct path_condition *conditions,
			   unsigned int count)
{
	return drop_implied(conditions, count, 0);
}

static void add_path(struct walk *walk, __u32 ret)
{
	struct path_list *list = walk->list;
	struct path_condition conditions[SOLVE_MAX];
	const unsigned int known = walk->known_count;
	struct path *path;
	unsigned int count;

	if (list->count == PATHS_MAX) {
		list->complete = false;
		return;
	}
	memcpy(conditions, walk->conditions, sizeof(conditions));
	count = drop_implied(conditions, walk->count, known) - known;
	path = &list->paths[list->count++];
	path->ret = ret;
	path->count = count;
	path->conditions = xcalloc(count, sizeof(*conditions));
	memcpy(path->conditions, conditions + known,
	       count * sizeof(*conditions));
}

static void walk_from(struct walk *walk, unsigned int index)
{
	const struct outcome_test *test = &walk->outcome->tests[index];
	unsigned int exit;

	for (exit = 0; exit < 2 && walk->list->complete; exit++) {
		walk->conditions[walk->count++] = (struct path_condition){
			.offset = test->offset,
			.condition = {
				.mask = test->mask,
				.base = test->base,
				.span = test->span,
				.holds = exit,
			},
		};
		if (contradicts_itself(walk))
			;
		else if (test->next[exit])
			walk_from(walk, test->next[exit]);
		else
			add_path(walk, test->ret[exit]);
		walk->count--;
	}
}

/**
 * paths_find - Find the ways through an answer
 * @list: receives the ways; the caller frees them with paths_free()
 * @outcome: the answer
 * @known: conditions that all calls of interest satisfy
 * @known_count: number of these conditions, at most SOLVE_MAX - OUTCOME_TESTS_MAX
 *
 * The conditions of the ways are those beside @known. A program has no ways, and then the
 * list is not complete.
 */
void paths_find(struct path_list *list, const struct outcome *outcome,
		const struct path_condition *known, unsigned int known_count)
{
	struct walk walk = {
		.list = list,
		.outcome = outcome,
		.count = known_count,
		.known_count = known_count,
	};

	*list = (struct path_list){
		.paths = xcalloc(PATHS_MAX, sizeof(*list->paths)),
		.complete = outcome->kind != OUTCOME_IS_PROGRAM,
	};
	memcpy(walk.conditions, known, known_count * sizeof(*known));
	if (outcome->kind == OUTCOME_IS_CONSTANT)
		add_path(&walk, outcome->ret);
	else if (outcome->kind == OUTCOME_IS_LIST)
		walk_from(&walk, 0);
}

/**
 * paths_free - Free the ways through an answer
 * @list: the ways
 */
void paths_free(struct path_list *list)
{
	unsigned int i;

	for (i = 0; i < list->count; i++)
		free(list->paths[i].conditions);
	free(list->paths);
}
