// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of answers to all calls.
 */
#include <json.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "abi.h"
#include "args.h"
#include "calls.h"
#include "chain.h"
#include "chain_paths.h"
#include "explain.h"
#include "fixed.h"
#include "program.h"
#include "tool.h"

#define COLUMNS 80
#define INDENT 18
/* Ways of one call, for people. */
#define WAYS_MAX 16

/* An answer that needs no condition, and its calls. */
struct group {
	__u32 ret;
	char **names; /* owned */
	unsigned int count;
};

struct table {
	const struct abi *abi;
	struct group *groups;
	unsigned int count;
	char *conditional; /* lines about calls with conditions */
	struct json_object *list; /* or NULL */
};

static bool is_constant(const struct path_list *list)
{
	unsigned int i;

	for (i = 1; i < list->count; i++)
		if (list->paths[i].ret != list->paths[0].ret)
			return false;
	return list->complete && list->count;
}

static void add_to_group(struct table *table, __u32 ret, char *name)
{
	struct group *group;
	unsigned int i;

	for (i = 0; i < table->count; i++)
		if (table->groups[i].ret == ret)
			break;
	if (i == table->count) {
		table->groups = xrealloc(table->groups, ++table->count,
					 sizeof(*table->groups));
		table->groups[i] = (struct group){ .ret = ret };
	}
	group = &table->groups[i];
	group->names =
		xrealloc(group->names, group->count + 1, sizeof(*group->names));
	group->names[group->count++] = name;
}

static void append(char **text, char *line)
{
	char *longer = xasprintf("%s%s", *text, line);

	free(*text);
	free(line);
	*text = longer;
}

/* Return the answer of most ways, which is shown last and without conditions. */
static __u32 commonest(const struct path_list *list)
{
	unsigned int i, j, count, best = 0;
	__u32 ret = 0;

	for (i = 0; i < list->count; i++) {
		for (j = 0, count = 0; j < list->count; j++)
			count += list->paths[i].ret == list->paths[j].ret;
		if (count > best ||
		    (count == best && !action_wins(list->paths[i].ret, ret))) {
			best = count;
			ret = list->paths[i].ret;
		}
	}
	return ret;
}

static void add_ways(struct table *table, const struct call_numbers *calls,
		     const struct path_list *list)
{
	const __u32 other = commonest(list);
	unsigned int i, shown = 0;
	char action[64], *text;

	for (i = 0; i < list->count; i++) {
		const struct path *path = &list->paths[i];

		if (path->ret == other)
			continue;
		if (shown++ == WAYS_MAX) {
			append(&table->conditional,
			       xasprintf("%4s%-*s%s\n", "", INDENT - 4, "...",
					 "more conditions; see --json"));
			break;
		}
		format_action(path->ret, action, sizeof(action));
		text = path_text(calls->abi, calls->name, path->conditions,
				 path->count);
		append(&table->conditional,
		       xasprintf("%4s%-*s if %s\n", "", INDENT - 4, action,
				 text));
		free(text);
	}
	format_action(other, action, sizeof(action));
	append(&table->conditional,
	       xasprintf("%4s%-*s else\n", "", INDENT - 4, action));
}

static struct json_object *ways_json(const struct call_numbers *calls,
				     const struct path_list *list)
{
	struct json_object *ways = json_object_new_array(), *way;
	char action[64], *text;
	unsigned int i;

	for (i = 0; i < list->count; i++) {
		const struct path *path = &list->paths[i];

		format_action(path->ret, action, sizeof(action));
		text = path_text(calls->abi, calls->name, path->conditions,
				 path->count);
		way = json_object_new_object();
		json_object_object_add(way, "action",
				       json_object_new_string(action));
		json_object_object_add(way, "conditions",
				       json_object_new_string(text));
		json_object_array_add(ways, way);
		free(text);
	}
	return ways;
}

static void add_json(struct table *table, const struct call_numbers *calls,
		     const struct path_list *list)
{
	struct json_object *entry = json_object_new_object();

	json_object_object_add(entry, "arch",
			       json_object_new_string(calls->abi->name));
	json_object_object_add(entry, "nr", json_object_new_int64(calls->nr));
	json_object_object_add(
		entry, "call",
		calls->name ? json_object_new_string(calls->name) : NULL);
	json_object_object_add(entry, "complete",
			       json_object_new_boolean(list->complete));
	json_object_object_add(entry, "ways", ways_json(calls, list));
	json_object_array_add(table->list, entry);
}

static void add_call(struct table *table, const struct call_numbers *calls,
		     const struct path_list *list)
{
	char *name = call_number_text(calls);

	if (table->list)
		add_json(table, calls, list);
	if (is_constant(list)) {
		add_to_group(table, list->paths[0].ret, name);
		return;
	}
	append(&table->conditional, xasprintf("  %s\n", name));
	free(name);
	if (list->complete)
		add_ways(table, calls, list);
	else
		append(&table->conditional,
		       xasprintf(
			       "%4sthe filter computes with arguments, or has too many ways\n",
			       ""));
}

static void print_names(const struct group *group)
{
	unsigned int i, column = INDENT + 2;

	for (i = 0; i < group->count; i++) {
		const unsigned int len = strlen(group->names[i]);

		if (column + 1 + len > COLUMNS && column > INDENT + 2) {
			printf("\n%*s", INDENT + 2, "");
			column = INDENT + 2;
		}
		column += printf(" %s", group->names[i]);
	}
	putchar('\n');
}

static void print_table(const struct table *table)
{
	char action[64];
	unsigned int i;

	printf("%s\n", table->abi->name);
	for (i = 0; i < table->count; i++) {
		format_action(table->groups[i].ret, action, sizeof(action));
		printf("  %-*s", INDENT, action);
		print_names(&table->groups[i]);
	}
	fputs(table->conditional, stdout);
}

static void free_table(struct table *table)
{
	unsigned int i, j;

	for (i = 0; i < table->count; i++) {
		for (j = 0; j < table->groups[i].count; j++)
			free(table->groups[i].names[j]);
		free(table->groups[i].names);
	}
	free(table->groups);
	free(table->conditional);
}

static void explain_abi(const struct explanation *explanation,
			const struct abi *abi, struct json_object *list)
{
	struct table table = {
		.abi = abi,
		.conditional = xstrdup(""),
		.list = list,
	};
	struct chain_outcomes answers;
	struct call_numbers calls;
	struct path_list ways;

	chain_outcomes_start(&answers, explanation->chain, abi);
	calls_start(&calls, abi);
	while (calls_next(&calls)) {
		chain_paths_find(&ways, &answers, &calls, calls.nr, NULL);
		add_call(&table, &calls, &ways);
		paths_free(&ways);
	}
	chain_outcomes_end(&answers);
	if (!list)
		print_table(&table);
	free_table(&table);
}

/* --- Architectures without a table -------------------------------------------------- */

/* Is there one verdict for each call of the architectures that have no table? */
static bool others_constant(const struct chain *chain,
			    const struct abi *const *abis, unsigned int count,
			    __u32 *ret)
{
	const __u32 offset = offsetof(struct seccomp_data, arch);
	const struct abi *abi;
	struct chain fixed;
	unsigned int i;
	bool constant;
	__u32 other;

	if (computes_arch(chain))
		return false;
	/* No architecture has the value 0, so it stands for those without a test. */
	fixed = fix_chain(chain, offset, 0);
	constant = is_constant_chain(&fixed, ret);
	chain_free(&fixed);
	/* A jump may lead to a compare that chain_abis() has not seen. */
	for (i = 0; (abi = abi_at(i)) && constant; i++) {
		if (is_compared(abis, count, abi->audit_arch) ||
		    !has_constant(chain, abi->audit_arch))
			continue;
		fixed = fix_chain(chain, offset, abi->audit_arch);
		constant = is_constant_chain(&fixed, &other) && other == *ret;
		chain_free(&fixed);
	}
	return constant;
}

static void others_json(struct json_object *list, bool constant,
			const char *action)
{
	struct json_object *entry = json_object_new_object();
	struct json_object *ways = json_object_new_array(), *way;

	if (constant) {
		way = json_object_new_object();
		json_object_object_add(way, "action",
				       json_object_new_string(action));
		json_object_object_add(way, "conditions",
				       json_object_new_string(""));
		json_object_array_add(ways, way);
	}
	json_object_object_add(entry, "arch", json_object_new_string("others"));
	json_object_object_add(entry, "nr", NULL);
	json_object_object_add(entry, "call", NULL);
	json_object_object_add(entry, "complete",
			       json_object_new_boolean(constant));
	json_object_object_add(entry, "ways", ways);
	json_object_array_add(list, entry);
}

static void explain_others(const struct chain *chain,
			   const struct abi *const *abis, unsigned int count,
			   struct json_object *list)
{
	char action[64] = "";
	bool constant;
	__u32 ret;

	constant = others_constant(chain, abis, count, &ret);
	if (constant)
		format_action(ret, action, sizeof(action));
	if (list)
		others_json(list, constant, action);
	else if (constant)
		printf("\nother architectures\n  %-*s any call\n", INDENT,
		       action);
	else
		printf("\nother architectures\n  %-*s it depends on the call\n",
		       INDENT, "?");
}

/**
 * explain_table - Print the answers to all calls
 * @explanation: what was asked
 * @abis: ABIs to look at
 * @count: number of ABIs
 *
 * Return: an &enum exit_status.
 */
int explain_table(const struct explanation *explanation,
		  const struct abi *const *abis, unsigned int count)
{
	struct json_object *list = explanation->json ? json_object_new_array() :
						       NULL;
	unsigned int i;

	for (i = 0; i < count; i++) {
		if (i && !list)
			putchar('\n');
		explain_abi(explanation, abis[i], list);
	}
	if (explanation->others)
		explain_others(explanation->chain, abis, count, list);
	if (list)
		puts(json_object_to_json_string_ext(list,
						    JSON_C_TO_STRING_PRETTY));
	json_object_put(list);
	return EXIT_OK;
}
