// SPDX-License-Identifier: GPL-2.0-only
/*
 * The answers to one call, of which some arguments are known.
 */
#include <errno.h>
#include <json.h>
#include <linux/seccomp_ext.h>
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
#include "filters_file.h"
#include "lang.h"
#include "program.h"
#include "tool.h"

/* --- Arguments of the command line -------------------------------------------------- */

static bool parse_number(const char *word, __u64 *value)
{
	const bool negative = *word == '-';
	char *end;

	errno = 0;
	*value = strtoull(word + negative, &end, 0);
	if (end == word + negative || *end || errno)
		return false;
	if (negative)
		*value = -*value;
	return true;
}

/* Parse numbers and constants joined by "|". */
static int parse_value(const char *text, __u64 *value)
{
	char *copy = xstrdup(text), *rest = copy, *word;
	int status = EXIT_OK;
	__u64 one;

	*value = 0;
	while (!status && (word = strsep(&rest, "|"))) {
		if (parse_number(word, &one) || constant_value(word, &one))
			*value |= one;
		else
			status = usage_error(
				"explain: %s: no number and no constant; see names constants",
				text);
	}
	free(copy);
	return status;
}

static void know(struct known_call *known, __u32 offset, const void *bytes,
		 unsigned int size)
{
	memcpy(call_bytes(&known->value, offset & ~3U) + offset % 4, bytes,
	       size);
	memset(call_bytes(&known->mask, offset & ~3U) + offset % 4, 0xff, size);
}

static void know_word(struct known_call *known, __u32 offset, __u32 word)
{
	know(known, offset, &word, sizeof(word));
}

static __u32 path_facts(const char *path)
{
	const size_t len = strlen(path);
	const char *at = path;
	__u32 facts = *path == '/' ? SECCOMP_PATH_ABSOLUTE : 0;

	if (len && path[len - 1] == '/')
		facts |= SECCOMP_PATH_TRAILING_SLASH;
	while (*at) {
		const size_t part = strcspn(at, "/");

		if (part == 2 && !strncmp(at, "..", 2))
			facts |= SECCOMP_PATH_DOTDOT;
		if ((part == 1 && *at == '.') || (!part && at != path))
			facts |= SECCOMP_PATH_DOT;
		at += part + !!at[part];
	}
	return facts;
}

/*
 * A string in quotes is one of the language: "path=\"/a\"" in a shell. The caller frees
 * what @string receives.
 */
static int read_string(const char *name, const char *text, char **string)
{
	char *out = *string = xstrdup(text);
	unsigned int skip;

	if (*text != '"')
		return EXIT_OK;
	for (text++; *text && *text != '"'; out++) {
		if (*text != '\\') {
			*out = *text++;
			continue;
		}
		skip = lang_unescape(text + 1, out);
		if (!skip)
			return usage_error(
				"explain: %s: a bad escape; expected \\\\, \\\", \\n, \\r, \\t or \\x01 to \\xff",
				name);
		text += 1 + skip;
	}
	*out = '\0';
	if (*text == '"' && !text[1])
		return EXIT_OK;
	return usage_error(
		"explain: %s: a string that begins with '\"' ends with the next '\"'; write '\\\"' for one inside",
		name);
}

/* The whole window of a path or a string is known. */
static int know_string(struct known_call *known, unsigned int window,
		       const struct call_arg *arg, const char *text)
{
	const size_t len = strlen(text);

	if (len >= SECCOMP_ARG_DATA_MAX)
		return usage_error("explain: %s: a string has at most %d bytes",
				   arg->name, SECCOMP_ARG_DATA_MAX - 1);
	memset(known->mask.windows[window], 0xff, WINDOW_BYTES);
	know_word(known, SECCOMP_ARG_STATUS(window), SECCOMP_ARG_COPIED);
	know_word(known, SECCOMP_ARG_KIND(window), arg->kind);
	know_word(known, SECCOMP_ARG_LENGTH(window), len);
	know_word(known, SECCOMP_ARG_FACTS(window),
		  arg->kind == SECCOMP_KIND_PATH ? path_facts(text) : 0);
	memcpy(known->value.windows[window] + 16, text, len);
	return EXIT_OK;
}

static int know_field(struct known_call *known, unsigned int window,
		      const struct call_arg *arg, const struct arg_field *field,
		      const char *text)
{
	unsigned char bytes[8];
	unsigned int i;
	__u64 value;
	int status;

	if (field->size > sizeof(bytes))
		return usage_error(
			"explain: %s.%s has %u bytes; only fields of up to 8 can be given",
			arg->name, field->name, field->size);
	status = parse_value(text, &value);
	if (status)
		return status;
	for (i = 0; i < field->size; i++)
		bytes[field->network_order ? field->size - 1 - i : i] = value >>
									i * 8;
	know_word(known, SECCOMP_ARG_STATUS(window), SECCOMP_ARG_COPIED);
	know_word(known, SECCOMP_ARG_KIND(window), arg->kind);
	know(known, SECCOMP_ARG_DATA(window) + field->offset, bytes,
	     field->size);
	return EXIT_OK;
}

static int know_register(struct known_call *known, const struct abi *abi,
			 unsigned int index, const char *text)
{
	__u64 value;
	int status = parse_value(text, &value);

	if (status)
		return status;
	/* A caller of a 32-bit call has no upper half. */
	if (!abi->wide)
		value = (__u32)value;
	know(known, offsetof(struct seccomp_data, args) + 8 * index, &value,
	     sizeof(value));
	return EXIT_OK;
}

static bool is_string(const struct call_arg *arg)
{
	return arg->kind == SECCOMP_KIND_PATH ||
	       arg->kind == SECCOMP_KIND_STRING;
}

/* @name is "how.resolve", "path" or "flags"; the dot is replaced by a NUL. */
static int know_arg(struct known_call *known, const struct abi *abi,
		    const char *call_name, char *name, const char *text)
{
	const struct call_prototype *call = call_prototype(abi, call_name);
	char *dot = strchr(name, '.');
	const struct arg_field *field;
	const struct call_arg *arg;
	int index, status;
	char *string;

	if (dot)
		*dot++ = '\0';
	if (!call)
		return usage_error(
			"explain: the arguments of %s have no names that are known",
			call_name);
	index = call_arg_index(call, name);
	if (index < 0 || index >= call->count)
		return usage_error(
			"explain: %s has no argument %s; see names %s",
			call_name, name, call_name);
	arg = &call->args[index];
	if (!dot && is_string(arg)) {
		status = read_string(name, text, &string);
		if (!status)
			status = know_string(known, index, arg, string);
		free(string);
		return status;
	}
	if (!dot)
		return know_register(known, abi, index, text);
	field = arg_field(abi, arg, dot);
	if (!field)
		return usage_error("explain: %s has no field %s; see names %s",
				   name, dot, call_name);
	return know_field(known, index, arg, field, text);
}

static int know_args(struct known_call *known, const struct abi *abi,
		     const struct explanation *explanation)
{
	const char **word;
	char *copy, *value;
	int status = EXIT_OK;

	for (word = explanation->args; *word && !status; word++) {
		copy = xstrdup(*word);
		value = strchr(copy, '=');
		if (value) {
			*value++ = '\0';
			status = know_arg(known, abi, explanation->call, copy,
					  value);
		} else {
			status = usage_error("explain: %s: write ARG=VALUE",
					     *word);
		}
		free(copy);
	}
	return status;
}

/* --- Answers ------------------------------------------------------------------------ */

/* Name the filter of a process, the newest being 0. The caller frees the text. */
static char *filter_text(const struct chain *chain, unsigned int index)
{
	struct filter_list list = {};
	char *text = NULL;

	if (chain->pid && !filter_list_read(&list, chain->pid, chain->pid)) {
		if (list.count == chain->count)
			text = xasprintf(
				"filter %016llx%s%s",
				(unsigned long long)list.filters[index].id,
				*list.filters[index].label ? " " : "",
				list.filters[index].label);
		filter_list_free(&list);
	}
	if (!text)
		text = xasprintf("filter %u of %u", index + 1, chain->count);
	return text;
}

/* Say where an answer comes from. The caller frees the text. */
static char *origin_text(const struct chain *chain, const struct call *call)
{
	const struct program *program;
	unsigned int index = 0, pc = 0;
	char *filter, *text;

	chain_verdict(chain, call, &index, &pc);
	program = &chain->programs[index];
	if (program->origins && program->origins[pc].line)
		return xasprintf("%s:%u", program->origins[pc].file,
				 program->origins[pc].line);
	if (chain->count == 1 && !chain->pid)
		return xasprintf("instruction %u", pc);
	filter = filter_text(chain, index);
	text = xasprintf("%s, instruction %u", filter, pc);
	free(filter);
	return text;
}

/* Make a call that takes a way. */
static void call_of_path(const struct path *path, const struct abi *abi,
			 __u32 nr, const struct known_call *known,
			 struct call *call)
{
	static struct path_condition conditions[2 * SOLVE_MAX];
	unsigned int i, count = path->count;

	*call = known->value;
	call->data.nr = nr;
	call->data.arch = abi->audit_arch;
	memcpy(conditions, path->conditions, count * sizeof(conditions[0]));
	/* Bits that are known stay as they are. */
	for (i = 0; i < path->count && count < SOLVE_MAX; i++) {
		const __u32 offset = path->conditions[i].offset;
		struct path_condition *known_bits = &conditions[count++];

		*known_bits = (struct path_condition){ .offset = offset };
		known_bits->condition.holds = true;
		memcpy(&known_bits->condition.mask,
		       call_bytes((struct call *)&known->mask, offset), 8);
		memcpy(&known_bits->condition.base,
		       call_bytes((struct call *)&known->value, offset), 8);
		known_bits->condition.base &= known_bits->condition.mask;
	}
	path_witness(conditions, count, call);
	call->data.arch = abi->audit_arch;
	call->data.nr = nr;
}

static void print_answer(const struct explanation *explanation,
			 const struct call_numbers *calls, const char *action,
			 const char *conditions, const char *origin,
			 struct json_object *list)
{
	struct json_object *entry;

	if (!list) {
		printf("%-8s %-16s %-16s %-24s %s%s\n", calls->abi->name,
		       explanation->call, action, origin,
		       *conditions ? "if " : "", conditions);
		return;
	}
	entry = json_object_new_object();
	json_object_object_add(entry, "arch",
			       json_object_new_string(calls->abi->name));
	json_object_object_add(entry, "call",
			       json_object_new_string(explanation->call));
	json_object_object_add(entry, "action", json_object_new_string(action));
	json_object_object_add(entry, "conditions",
			       json_object_new_string(conditions));
	json_object_object_add(entry, "origin", json_object_new_string(origin));
	json_object_array_add(list, entry);
}

static void print_paths(const struct explanation *explanation,
			const struct call_numbers *calls,
			const struct path_list *ways,
			const struct known_call *known,
			struct json_object *list)
{
	static struct call call;
	char action[64], *conditions, *origin;
	unsigned int i;

	for (i = 0; i < ways->count; i++) {
		const struct path *path = &ways->paths[i];

		call_of_path(path, calls->abi, calls->nr, known, &call);
		format_action(path->ret, action, sizeof(action));
		conditions = path_text(calls->abi, calls->name,
				       path->conditions, path->count);
		origin = origin_text(explanation->chain, &call);
		print_answer(explanation, calls, action, conditions, origin,
			     list);
		free(conditions);
		free(origin);
	}
}

static bool all_registers_known(const struct known_call *known,
				const struct call_prototype *prototype)
{
	const unsigned int count = prototype ? prototype->count : 6;
	unsigned int i;

	for (i = 0; i < count; i++)
		if (~known->mask.data.args[i])
			return false;
	return true;
}

/* Without a list of tests, only a call that is known has one answer. */
static void print_program(const struct explanation *explanation,
			  const struct call_numbers *calls,
			  const struct known_call *known,
			  struct json_object *list)
{
	static struct call call;
	unsigned int index, pc;
	char action[64], *origin;

	if (!all_registers_known(known,
				 call_prototype(calls->abi, calls->name))) {
		print_answer(
			explanation, calls, "?",
			"the filter computes with arguments; give all of them",
			"", list);
		return;
	}
	call = known->value;
	call.data.nr = calls->nr;
	call.data.arch = calls->abi->audit_arch;
	format_action(chain_verdict(explanation->chain, &call, &index, &pc),
		      action, sizeof(action));
	origin = origin_text(explanation->chain, &call);
	print_answer(explanation, calls, action, "", origin, list);
	free(origin);
}

static int explain_in_abi(const struct explanation *explanation,
			  const struct abi *abi, struct json_object *list)
{
	const int nr = abi_call_number(abi, explanation->call);
	struct call_numbers calls = {
		.abi = abi,
		.nr = nr,
		.name = explanation->call,
		.low = nr,
		.high = nr,
	};
	static struct known_call known;
	struct chain_outcomes answers;
	struct path_list ways;
	int status;

	memset(&known, 0, sizeof(known));
	status = know_args(&known, abi, explanation);
	if (status)
		return status;
	chain_outcomes_start(&answers, explanation->chain, abi);
	chain_paths_find(&ways, &answers, &calls, nr, &known);
	if (ways.complete)
		print_paths(explanation, &calls, &ways, &known, list);
	else
		print_program(explanation, &calls, &known, list);
	paths_free(&ways);
	chain_outcomes_end(&answers);
	return EXIT_OK;
}

/**
 * explain_call - Print the answers to one call
 * @explanation: what was asked
 * @abis: ABIs to look at
 * @count: number of ABIs
 *
 * Return: an &enum exit_status.
 */
int explain_call(const struct explanation *explanation,
		 const struct abi *const *abis, unsigned int count)
{
	struct json_object *list = explanation->json ? json_object_new_array() :
						       NULL;
	unsigned int i, found = 0;
	int status = EXIT_OK;

	for (i = 0; i < count && !status; i++) {
		if (abi_call_number(abis[i], explanation->call) < 0)
			continue;
		found++;
		status = explain_in_abi(explanation, abis[i], list);
	}
	if (!found)
		status = usage_error(
			"explain: no architecture of the filter has a call %s; seccompctl names calls lists those of this machine",
			explanation->call);
	if (!status && list)
		puts(json_object_to_json_string_ext(list,
						    JSON_C_TO_STRING_PRETTY));
	json_object_put(list);
	return status;
}
