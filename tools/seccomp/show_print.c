// SPDX-License-Identifier: GPL-2.0-only
/*
 * Output of show: a table for people, or JSON.
 */
#include <json.h>
#include <linux/seccomp.h>
#include <linux/seccomp_ext.h>
#include <string.h>
#include <unistd.h>

#include "show.h"
#include "tool.h"

/* A longer list of processes ends with their number. */
#define PRINTED_MEMBERS 8

/**
 * struct flag_name - name of a flag
 * @flag: SECCOMP_FILTER_FLAG_*
 * @name: the name
 */
struct flag_name {
	__u32 flag;
	const char *name;
};

static const struct flag_name flag_names[] = {
	{ 1 << 0, "tsync" },
	{ 1 << 1, "log" },
	{ 1 << 2, "spec_allow" },
	{ 1 << 3, "new_listener" },
	{ 1 << 4, "tsync_esrch" },
	{ 1 << 5, "wait_killable_recv" },
	{ SECCOMP_FILTER_FLAG_DEEP_ARGS, "deep_args" },
	{ SECCOMP_FILTER_FLAG_NESTED_LISTENERS, "nested_listeners" },
	{ SECCOMP_FILTER_FLAG_ON_EXEC, "on_exec" },
	{ SECCOMP_FILTER_FLAG_DOMAIN, "domain" },
	{ SECCOMP_FILTER_FLAG_BIND_TRACER, "bind_tracer" },
	{ SECCOMP_FILTER_FLAG_COUNT, "count" },
	{ SECCOMP_FILTER_FLAG_RESTART_UNREAD, "restart_unread" },
};

static const char *listener_name(enum listed_listener listener)
{
	static const char *const names[] = {
		[LISTENER_NONE] = "none",
		[LISTENER_OPEN] = "open",
		[LISTENER_CLOSED] = "closed",
	};

	return names[listener];
}

static const char *mode_name(int mode)
{
	switch (mode) {
	case SECCOMP_MODE_DISABLED:
		return "none";
	case SECCOMP_MODE_STRICT:
		return "strict";
	case SECCOMP_MODE_FILTER:
		return "filter";
	default:
		return "dead";
	}
}

/* --- Tables ----------------------------------------------------------------------- */

static bool has_colour(void)
{
	const char *no_color = getenv("NO_COLOR");

	return isatty(STDOUT_FILENO) && !(no_color && *no_color);
}

static void print_member(const struct member *member)
{
	unsigned int i;

	printf("%d %s", member->pid, member->name);
	if (!member->tid_count)
		return;
	printf(" (thread%s", member->tid_count == 1 ? "" : "s");
	for (i = 0; i < member->tid_count; i++)
		printf(" %d", member->tids[i]);
	putchar(')');
}

static void print_members(const struct group *group)
{
	unsigned int i;

	for (i = 0; i < group->count && i < PRINTED_MEMBERS; i++) {
		if (i)
			fputs(", ", stdout);
		print_member(&group->members[i]);
	}
	if (i < group->count)
		printf(" and %u more", group->count - i);
	putchar('\n');
}

static void print_flags(__u32 flags)
{
	const char *comma = "";
	size_t i;

	if (!flags)
		putchar('-');
	for (i = 0; i < ARRAY_SIZE(flag_names); i++) {
		if (!(flags & flag_names[i].flag))
			continue;
		printf("%s%s", comma, flag_names[i].name);
		comma = ",";
		flags &= ~flag_names[i].flag;
	}
	if (flags)
		printf("%s%#x", comma, flags);
	putchar('\n');
}

/**
 * struct layout - columns of a table
 * @known: names of programs, or NULL for a table without that column
 * @label: width of the column of labels
 * @program: width of the column of programs
 */
struct layout {
	const struct known_programs *known;
	int label;
	int program;
};

static char *source_text(const struct listed_filter *filter)
{
	if (filter->label[0])
		return xstrdup(filter->label);
	return xasprintf("(%s)", filter->comm);
}

static const char *program_text(const struct layout *layout, const char *hash)
{
	if (!*hash)
		return "?";
	return known_name(layout->known, hash) ?: "-";
}

static void widen(int *width, int len)
{
	if (len > *width)
		*width = len;
}

static void widen_for_filter(struct layout *layout,
			     const struct listed_filter *filter)
{
	char *source = source_text(filter);
	unsigned int i;

	widen(&layout->label, strlen(source));
	free(source);
	if (!layout->known)
		return;
	widen(&layout->program, strlen(program_text(layout, filter->hash)));
	for (i = 0; i < filter->content_count; i++)
		widen(&layout->program,
		      strlen(program_text(layout, filter->contents[i].hash)));
}

static void print_program(const struct layout *layout, const char *text)
{
	if (layout->known)
		printf("  %-*s", layout->program, text);
}

static void print_content(const struct layout *layout,
			  const struct listed_content *content)
{
	printf("  %5s  %16s  %-*s", "+", "", layout->label, "");
	if (layout->known)
		print_program(layout, program_text(layout, content->hash));
	printf("  %5u\n", content->insns);
}

static void print_filter(const struct layout *layout,
			 const struct listed_filter *filter)
{
	char *source = source_text(filter), refused[24] = "-";
	unsigned int i;

	for (i = 0; i < filter->content_count; i++)
		print_content(layout, &filter->contents[i]);
	printf("  %5u  %016llx  %-*s", filter->depth, filter->id, layout->label,
	       source);
	free(source);
	if (layout->known)
		print_program(layout, program_text(layout, filter->hash));
	if (filter->has_refused)
		snprintf(refused, sizeof(refused), "%llu", filter->refused);
	printf("  %5u  %-8s  %7s  ", filter->insns,
	       filter->listener == LISTENER_NONE ?
		       "-" :
		       listener_name(filter->listener),
	       refused);
	print_flags(filter->flags);
}

static void print_head(const struct layout *layout)
{
	const bool bold = has_colour();

	printf("%s  %5s  %-16s  %-*s", bold ? "\033[1m" : "", "DEPTH", "ID",
	       layout->label, "LABEL");
	print_program(layout, "PROGRAM");
	printf("  %5s  %-8s  %7s  FLAGS%s\n", "INSNS", "LISTENER", "REFUSED",
	       bold ? "\033[0m" : "");
}

static void print_list(const struct filter_list *list,
		       const struct known_programs *known)
{
	struct layout layout = {
		.known = known,
		.label = strlen("LABEL"),
		.program = strlen("PROGRAM"),
	};
	unsigned int i;

	for (i = 0; i < list->count; i++)
		widen_for_filter(&layout, &list->filters[i]);
	print_head(&layout);
	for (i = 0; i < list->count; i++)
		print_filter(&layout, &list->filters[i]);
}

static void print_chain(const struct chain *chain,
			const struct known_programs *known)
{
	if (chain->mode != SECCOMP_MODE_FILTER)
		printf("  mode %s, no filters\n", mode_name(chain->mode));
	else if (!chain->error)
		print_list(&chain->list, known);
	else if (chain->count < 0)
		puts("  filters");
	else
		printf("  %d filter%s\n", chain->count,
		       chain->count == 1 ? "" : "s");
}

/**
 * groups_print - Print groups as tables
 * @groups: the groups; owned by the caller
 * @known: names of programs; or NULL for tables without them
 */
void groups_print(const struct groups *groups,
		  const struct known_programs *known)
{
	unsigned int i;

	for (i = 0; i < groups->count; i++) {
		if (i)
			putchar('\n');
		print_members(&groups->groups[i]);
		print_chain(&groups->groups[i].chain, known);
	}
}

/* --- JSON ------------------------------------------------------------------------- */

static void add_string(struct json_object *object, const char *key,
		       const char *text)
{
	json_object_object_add(object, key,
			       *text ? json_object_new_string(text) : NULL);
}

/* Without names, there is no key. */
static void add_program(struct json_object *object,
			const struct known_programs *known, const char *hash)
{
	if (known)
		add_string(object, "program", known_name(known, hash) ?: "");
}

static void add_number(struct json_object *object, const char *key,
		       __u64 number)
{
	json_object_object_add(object, key, json_object_new_uint64(number));
}

static struct json_object *describe_flags(__u32 flags)
{
	struct json_object *array = json_object_new_array();
	size_t i;

	for (i = 0; i < ARRAY_SIZE(flag_names); i++)
		if (flags & flag_names[i].flag)
			json_object_array_add(
				array,
				json_object_new_string(flag_names[i].name));
	return array;
}

static struct json_object *describe_contents(const struct listed_filter *filter,
					     const struct known_programs *known)
{
	struct json_object *array = json_object_new_array();
	unsigned int i;

	for (i = 0; i < filter->content_count; i++) {
		struct json_object *object = json_object_new_object();

		add_number(object, "number", filter->contents[i].number);
		add_number(object, "insns", filter->contents[i].insns);
		add_string(object, "hash", filter->contents[i].hash);
		add_program(object, known, filter->contents[i].hash);
		json_object_array_add(array, object);
	}
	return array;
}

static struct json_object *describe_filter(const struct listed_filter *filter,
					   const struct known_programs *known)
{
	struct json_object *object = json_object_new_object();
	char id[17];

	snprintf(id, sizeof(id), "%016llx", filter->id);
	add_string(object, "id", id);
	add_string(object, "label", filter->label);
	add_string(object, "comm", filter->comm);
	json_object_object_add(object, "flags", describe_flags(filter->flags));
	add_number(object, "insns", filter->insns);
	add_number(object, "depth", filter->depth);
	add_string(object, "listener", listener_name(filter->listener));
	json_object_object_add(
		object, "added",
		filter->is_domain ? describe_contents(filter, known) : NULL);
	json_object_object_add(object, "refused", NULL);
	if (filter->has_refused)
		add_number(object, "refused", filter->refused);
	add_string(object, "hash", filter->hash);
	add_program(object, known, filter->hash);
	return object;
}

static struct json_object *describe_chain(const struct chain *chain,
					  const struct known_programs *known)
{
	struct json_object *array;
	unsigned int i;

	if (chain->mode == SECCOMP_MODE_FILTER && chain->error)
		return NULL;
	array = json_object_new_array();
	for (i = 0; i < chain->list.count; i++)
		json_object_array_add(
			array, describe_filter(&chain->list.filters[i], known));
	return array;
}

static struct json_object *describe_member(const struct member *member)
{
	struct json_object *object = json_object_new_object(), *tids;
	unsigned int i;

	add_number(object, "pid", member->pid);
	add_string(object, "comm", member->name);
	if (!member->tid_count)
		return object;
	tids = json_object_new_array();
	for (i = 0; i < member->tid_count; i++)
		json_object_array_add(tids,
				      json_object_new_int(member->tids[i]));
	json_object_object_add(object, "threads", tids);
	return object;
}

static struct json_object *describe_group(const struct group *group,
					  const struct known_programs *known)
{
	struct json_object *object = json_object_new_object();
	struct json_object *members = json_object_new_array();
	unsigned int i;

	for (i = 0; i < group->count; i++)
		json_object_array_add(members,
				      describe_member(&group->members[i]));
	json_object_object_add(object, "processes", members);
	add_string(object, "mode", mode_name(group->chain.mode));
	json_object_object_add(object, "count",
			       group->chain.count < 0 ?
				       NULL :
				       json_object_new_int(group->chain.count));
	json_object_object_add(object, "filters",
			       describe_chain(&group->chain, known));
	return object;
}

/**
 * groups_print_json - Print groups as a JSON document
 * @groups: the groups; owned by the caller
 * @known: names of programs; or NULL for filters without the key "program"
 *
 * The document is an array of groups. A group has "processes", "mode", the "count" of
 * filters, and "filters"; the last one is null if the list cannot be read.
 */
void groups_print_json(const struct groups *groups,
		       const struct known_programs *known)
{
	struct json_object *array = json_object_new_array();
	unsigned int i;

	for (i = 0; i < groups->count; i++)
		json_object_array_add(array, describe_group(&groups->groups[i],
							    known));
	puts(json_object_to_json_string_ext(array, JSON_C_TO_STRING_PRETTY));
	json_object_put(array);
}
