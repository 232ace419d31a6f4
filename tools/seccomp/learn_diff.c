// SPDX-License-Identifier: GPL-2.0-only
/*
 * What differs between the calls that were seen and programs in force.
 */
#include <linux/seccomp.h>
#include <string.h>

#include "args.h"
#include "learn.h"
#include "reach.h"
#include "tool.h"

/* No ABI has a number beyond, without the bit of x32 and the base of an ABI. */
#define NUMBERS 1024

/**
 * struct judgement - answers of all programs together to a call
 * @strictest: the most restrictive answer
 * @mildest: the least restrictive answer that can be
 */
struct judgement {
	__u32 strictest;
	__u32 mildest;
};

/**
 * struct judge - programs in force
 * @reaches: one for each program
 * @count: number of programs
 */
struct judge {
	struct reach *reaches;
	unsigned int count;
};

/* Actions are more restrictive the less they are, as signed numbers. */
static __u32 stricter(__u32 a, __u32 b)
{
	return (__s32)(a & SECCOMP_RET_ACTION_FULL) <=
			       (__s32)(b & SECCOMP_RET_ACTION_FULL) ?
		       a :
		       b;
}

static struct judgement ask(const struct judge *judge, const struct abi *abi,
			    __u32 nr)
{
	struct judgement answer = { SECCOMP_RET_ALLOW, SECCOMP_RET_ALLOW };
	unsigned int i;

	for (i = 0; i < judge->count; i++) {
		reach_run(&judge->reaches[i], abi, abi->audit_arch, nr);
		answer.strictest =
			stricter(answer.strictest, judge->reaches[i].strictest);
		answer.mildest =
			stricter(answer.mildest, judge->reaches[i].mildest);
	}
	return answer;
}

/* --- Lists of names ------------------------------------------------------- */

/**
 * struct list - lines of names below a title
 * @file: receives the lines
 * @prefix: text before each line
 * @title: printed before the first name
 * @used: number of names
 * @column: width of the current line
 */
struct list {
	FILE *file;
	const char *prefix;
	const char *title;
	unsigned int used;
	unsigned int column;
};

static void list_add(struct list *list, const char *text)
{
	const unsigned int width = strlen(text) + 1;

	if (!list->used++)
		fprintf(list->file, "%s%s:\n", list->prefix, list->title);
	if (list->column + width > 72) {
		fputc('\n', list->file);
		list->column = 0;
	}
	if (!list->column)
		list->column = fprintf(list->file, "%s ", list->prefix);
	list->column += fprintf(list->file, " %s", text);
}

static void list_end(struct list *list)
{
	if (list->column)
		fputc('\n', list->file);
}

/* --- Sections ------------------------------------------------------------- */

static char *call_text(const struct abi *abi, const char *name)
{
	return abi == abi_native() ? xstrdup(name) :
				     xasprintf("%s/%s", name, abi->name);
}

static bool was_seen(const struct learned *learned, const struct abi *abi,
		     const char *name)
{
	const struct learned_call *call = learned_lookup(learned, abi, name);

	return call && (call->count || call->refused);
}

static __u32 first_number(const struct abi *abi)
{
	const int nr = abi_call_number(abi, "read");

	if (!strcmp(abi->name, "x32"))
		return X32_BIT;
	return nr < 0 ? 0 : (__u32)nr / 1000 * 1000;
}

static void list_unused(struct list *list, const struct learned *learned,
			const struct judge *judge, const struct abi *abi)
{
	const __u32 first = first_number(abi);
	char *name, *text;
	const char *known;
	__u32 nr;

	for (nr = first; nr < first + NUMBERS; nr++) {
		known = abi_call_name(abi, nr);
		if (!known || !answer_may_run(ask(judge, abi, nr).mildest))
			continue;
		name = xstrdup(known);
		text = call_text(abi, name);
		if (!was_seen(learned, abi, name))
			list_add(list, text);
		free(text);
		free(name);
	}
}

/* ABIs that were seen, and the native one. */
static void print_unused(struct list *list, const struct learned *learned,
			 const struct judge *judge)
{
	const struct abi *abi;
	unsigned int i, j;
	bool seen;

	for (i = 0; (abi = abi_at(i)); i++) {
		seen = abi == abi_native();
		for (j = 0; j < learned->count && !seen; j++)
			seen = learned->calls[j].abi == abi;
		if (seen)
			list_unused(list, learned, judge, abi);
	}
	list_end(list);
}

static char *wanted_text(const struct learned_call *call, __u32 answer,
			 __u64 count)
{
	char *name = call_text(call->abi, call->name);
	char action[64], *text;

	format_action(answer, action, sizeof(action));
	text = xasprintf("%s (%s, %llu)", name, action,
			 (unsigned long long)count);
	free(name);
	return text;
}

/* The programs were run on each call. */
static char *judged_text(const struct learned_call *call, bool sometimes)
{
	if (sometimes || !call->denied)
		return NULL;
	return wanted_text(call, call->denial, call->denied);
}

/* Only the number of the call is known. */
static char *number_text(const struct learned_call *call,
			 const struct judge *judge, bool sometimes)
{
	const struct judgement answer = ask(judge, call->abi, call->nr);

	if (answer_may_run(answer.strictest) ||
	    answer_may_run(answer.mildest) != sometimes)
		return NULL;
	return wanted_text(call, answer.strictest, call->count + call->refused);
}

/* @sometimes: list calls that may be refused, which depends on arguments. */
static void print_wanted(struct list *list, const struct learned *learned,
			 const struct judge *judge, bool sometimes)
{
	const struct learned_call *call;
	unsigned int i;
	char *text;

	for (i = 0; i < learned->count; i++) {
		call = &learned->calls[i];
		if (!call->name)
			continue;
		text = call->judged ? judged_text(call, sometimes) :
				      number_text(call, judge, sometimes);
		if (text)
			list_add(list, text);
		free(text);
	}
	list_end(list);
}

static void print_sections(FILE *file, const char *prefix,
			   const struct learned *learned,
			   const struct judge *judge)
{
	struct list wanted = {
		.file = file,
		.prefix = prefix,
		.title = "refused there, and wanted here",
	};
	struct list sometimes = {
		.file = file,
		.prefix = prefix,
		.title = "refused there for some arguments, and wanted here",
	};
	struct list unused = {
		.file = file,
		.prefix = prefix,
		.title = "allowed there, and never used here",
	};

	print_wanted(&wanted, learned, judge, false);
	print_wanted(&sometimes, learned, judge, true);
	print_unused(&unused, learned, judge);
	if (!wanted.used && !sometimes.used && !unused.used)
		fprintf(file, "%sno difference in calls\n", prefix);
}

/**
 * learn_print_diff - Write what differs from programs in force
 * @file: receives the text
 * @prefix: text before each line
 * @learned: all that was seen
 * @programs: the programs
 * @count: number of programs
 * @name: name of their source
 */
void learn_print_diff(FILE *file, const char *prefix,
		      const struct learned *learned,
		      const struct program *programs, unsigned int count,
		      const char *name)
{
	struct judge judge = {
		.reaches = xcalloc(count, sizeof(*judge.reaches)),
		.count = count,
	};
	unsigned int i;

	for (i = 0; i < count; i++)
		reach_init(&judge.reaches[i], &programs[i]);
	fprintf(file, "%sAgainst %s:\n", prefix, name);
	print_sections(file, prefix, learned, &judge);
	for (i = 0; i < count; i++)
		reach_free(&judge.reaches[i]);
	free(judge.reaches);
}
