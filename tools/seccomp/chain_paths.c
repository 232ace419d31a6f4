// SPDX-License-Identifier: GPL-2.0-only
/*
 * Find the ways through all programs of a chain: those through one program and an older
 * one, as long as some call takes both.
 */
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "abi.h"
#include "args.h"
#include "calls.h"
#include "chain.h"
#include "chain_paths.h"
#include "program.h"
#include "tool.h"
#include "windows.h"

/**
 * chain_outcomes_start - Analyze the programs of a chain
 * @answers: receives the answers; the caller ends them with chain_outcomes_end()
 * @chain: the chain; the caller keeps it alive
 * @abi: ABI whose numbers will be asked for
 */
void chain_outcomes_start(struct chain_outcomes *answers,
			  const struct chain *chain, const struct abi *abi)
{
	unsigned int i;

	answers->chain = chain;
	answers->outcomes = xcalloc(chain->count, sizeof(*answers->outcomes));
	for (i = 0; i < chain->count; i++)
		outcomes_start(&answers->outcomes[i], &chain->programs[i], abi);
}

/**
 * chain_outcomes_end - Free the answers of a chain
 * @answers: the answers
 */
void chain_outcomes_end(struct chain_outcomes *answers)
{
	unsigned int i;

	for (i = 0; i < answers->chain->count; i++)
		outcomes_end(&answers->outcomes[i]);
	free(answers->outcomes);
}

/**
 * range_condition - Say what is known of a number
 * @calls: a number of a walk
 * @condition: receives the condition
 *
 * The analysis shares one answer between numbers that it has no place for, also if they
 * have calls. Such an answer tests the number.
 *
 * Return: number of conditions: 1.
 */
unsigned int range_condition(const struct call_numbers *calls,
			     struct path_condition *condition)
{
	*condition = (struct path_condition){
		.offset = offsetof(struct seccomp_data, nr),
		.condition = {
			.mask = 0xffffffff,
			.base = calls->low,
			.span = calls->high - calls->low,
			.holds = true,
		},
	};
	return 1;
}

/* Add what is known of a word that a test looks at. */
static unsigned int add_known(struct path_condition *conditions,
			      unsigned int count, struct known_call *known,
			      __u32 offset)
{
	const unsigned char *value = call_bytes(&known->value, offset);
	const unsigned char *mask = call_bytes(&known->mask, offset);
	struct path_condition *condition = &conditions[count];
	unsigned int i;

	for (i = 0; i < count; i++)
		if (conditions[i].offset == offset)
			return count;
	*condition = (struct path_condition){ .offset = offset };
	condition->condition.holds = true;
	memcpy(&condition->condition.mask, mask, sizeof(__u64));
	memcpy(&condition->condition.base, value, sizeof(__u64));
	condition->condition.base &= condition->condition.mask;
	return count + !!condition->condition.mask;
}

static void program_paths(struct path_list *list, const struct outcome *outcome,
			  const struct call_numbers *calls,
			  struct known_call *known)
{
	struct path_condition conditions[OUTCOME_TESTS_MAX + 1];
	unsigned int i, count = range_condition(calls, conditions);

	for (i = 0; known && i < outcome->count; i++)
		count = add_known(conditions, count, known,
				  outcome->tests[i].offset);
	paths_find(list, outcome, conditions, count);
}

/* Join two ways. Return false if no call takes both. */
static bool join(struct path *joined, const struct path *newer,
		 const struct path *older)
{
	const unsigned int count = newer->count + older->count;
	static struct call unused;

	joined->conditions = xcalloc(count, sizeof(*joined->conditions));
	memcpy(joined->conditions, newer->conditions,
	       newer->count * sizeof(*joined->conditions));
	memcpy(joined->conditions + newer->count, older->conditions,
	       older->count * sizeof(*joined->conditions));
	joined->ret = action_wins(newer->ret, older->ret) ? newer->ret :
							    older->ret;
	if (path_witness(joined->conditions, count, &unused) != SOLUTION_NONE) {
		joined->count = path_simplify(joined->conditions, count);
		return true;
	}
	free(joined->conditions);
	return false;
}

/* Replace ways by those that also go through an older program. */
static void join_lists(struct path_list *list, const struct path_list *older)
{
	struct path_list joined = {
		.paths = xcalloc(PATHS_MAX, sizeof(*joined.paths)),
		.complete = list->complete && older->complete,
	};
	unsigned int i, j;

	for (i = 0; i < list->count; i++)
		for (j = 0; j < older->count && joined.complete; j++) {
			const struct path *a = &list->paths[i];
			const struct path *b = &older->paths[j];

			if (joined.count == PATHS_MAX ||
			    a->count + b->count >= SOLVE_MAX)
				joined.complete = false;
			else if (join(&joined.paths[joined.count], a, b))
				joined.count++;
		}
	paths_free(list);
	*list = joined;
}

/* Drop the ways that need words which a window cannot have together. */
static void drop_impossible(struct path_list *list)
{
	unsigned int i, kept = 0;

	for (i = 0; i < list->count; i++) {
		struct path *path = &list->paths[i];

		if (windows_check(path->conditions, path->count) ==
		    SOLUTION_NONE)
			free(path->conditions);
		else
			list->paths[kept++] = *path;
	}
	list->count = kept;
}

/**
 * chain_paths_find - Find the ways through a chain
 * @list: receives the ways; the caller frees them with paths_free()
 * @answers: answers of the chain
 * @calls: the call, or a range of numbers
 * @nr: the number to ask for
 * @known: what is known of the call; or NULL for nothing beside the number
 *
 * The list is not complete if a program has no list of tests, or if there are too many
 * ways.
 */
void chain_paths_find(struct path_list *list, struct chain_outcomes *answers,
		      const struct call_numbers *calls, __u32 nr,
		      struct known_call *known)
{
	struct path_list older;
	struct outcome outcome;
	unsigned int i;

	outcomes_find(&answers->outcomes[0], calls->abi, nr, &outcome);
	program_paths(list, &outcome, calls, known);
	for (i = 1; i < answers->chain->count && list->complete; i++) {
		outcomes_find(&answers->outcomes[i], calls->abi, nr, &outcome);
		program_paths(&older, &outcome, calls, known);
		join_lists(list, &older);
		paths_free(&older);
	}
	drop_impossible(list);
}

/**
 * path_text - Write conditions
 * @abi: ABI of the call
 * @name: name of the call, or NULL
 * @conditions: the conditions
 * @count: number of conditions
 *
 * Return: the conditions with "&&" between them; the caller frees it.
 */
char *path_text(const struct abi *abi, const char *name,
		const struct path_condition *conditions, unsigned int count)
{
	const struct call_prototype *call = name ? call_prototype(abi, name) :
						   NULL;
	char *text = xstrdup(""), *one, *longer;
	unsigned int i;

	for (i = 0; i < count; i++) {
		one = path_condition_text(abi, call, &conditions[i]);
		longer = xasprintf("%s%s%s", text, i ? " && " : "", one);
		free(text);
		free(one);
		text = longer;
	}
	return text;
}
