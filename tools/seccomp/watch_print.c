// SPDX-License-Identifier: GPL-2.0-only
/*
 * Output of watch: a line for people, or a JSON object on a line.
 */
#include <json-c/json.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "abi.h"
#include "args.h"
#include "tool.h"
#include "watch.h"

/* The kernel cuts the text of a copy here. */
#define COPY_TEXT_MAX 2047

static const char *const kind_names[] = {
	[SECCOMP_KIND_NONE] = "none",
	[SECCOMP_KIND_PATH] = "path",
	[SECCOMP_KIND_STRING] = "string",
	[SECCOMP_KIND_STRUCT] = "struct",
	[SECCOMP_KIND_SIZED_STRUCT] = "sized_struct",
	[SECCOMP_KIND_SELF_SIZED] = "self_sized",
	[SECCOMP_KIND_SOCKADDR] = "sockaddr",
	[SECCOMP_KIND_ARRAY] = "array",
	[SECCOMP_KIND_BUFFER] = "buffer",
	[SECCOMP_KIND_MESSAGE] = "message",
	[SECCOMP_KIND_STRINGS] = "strings",
};

static const char *const status_names[] = {
	[SECCOMP_ARG_ABSENT] = "absent",       [SECCOMP_ARG_COPIED] = "copied",
	[SECCOMP_ARG_NULL] = "null",	       [SECCOMP_ARG_FAULT] = "fault",
	[SECCOMP_ARG_TOO_LARGE] = "too_large",
};

static const char *name_of(const char *const *names, unsigned int count,
			   unsigned int index)
{
	return index < count ? names[index] : "unknown";
}

/**
 * verdict_free_copies - Free the texts of copies
 * @verdict: the verdict; owned by the caller
 */
void verdict_free_copies(struct verdict *verdict)
{
	unsigned int i;

	for (i = 0; i < SECCOMP_ARG_WINDOWS; i++) {
		free(verdict->copies[i].text);
		verdict->copies[i].text = NULL;
	}
}

/* --- A call ----------------------------------------------------------------------- */

/* Return the name, or the number if there is no name; the caller frees it. */
static char *call_text(const struct verdict *verdict)
{
	const struct abi *abi = abi_of_call(verdict->arch, verdict->nr);
	const char *name = abi ? abi_call_name(abi, verdict->nr) : NULL;

	return name ? xstrdup(name) :
		      xasprintf("syscall_%u", verdict->nr & ~X32_BIT);
}

static void print_copy(FILE *out, const struct watch_copy *copy)
{
	const char *text = copy->text ? copy->text : "";
	const char *more = strlen(text) >= COPY_TEXT_MAX ? "..." : "";

	switch (copy->kind) {
	case SECCOMP_KIND_PATH:
	case SECCOMP_KIND_STRING:
	case SECCOMP_KIND_STRINGS:
		fprintf(out, "\"%s\"%s", text, more);
		return;
	case SECCOMP_KIND_SOCKADDR:
		fprintf(out, "%s%s", text, more);
		return;
	default:
		fprintf(out, "{%s%s}", text,
			strlen(text) / 2 < copy->length ? "..." : "");
	}
}

static void print_arg(FILE *out, const struct verdict *verdict,
		      const struct call_arg *arg, unsigned int index)
{
	const struct watch_copy *copy = &verdict->copies[index];
	char text[256];

	if (arg)
		fprintf(out, "%s=", arg->name);
	if (copy->status == SECCOMP_ARG_COPIED) {
		print_copy(out, copy);
		return;
	}
	if (arg)
		format_arg(abi_of_call(verdict->arch, verdict->nr), arg,
			   verdict->args[index], text, sizeof(text));
	else
		snprintf(text, sizeof(text), "0x%llx", verdict->args[index]);
	fputs(text, out);
	if (copy->status == SECCOMP_ARG_FAULT)
		fputs(" (cannot be read)", out);
	else if (copy->status == SECCOMP_ARG_TOO_LARGE)
		fputs(" (too large)", out);
}

/* Write "openat(dfd=AT_FDCWD, filename="/etc/shadow", ...)" or "openat". */
static void print_call(FILE *out, const struct verdict *verdict)
{
	const struct abi *abi = abi_of_call(verdict->arch, verdict->nr);
	char *name = call_text(verdict);
	const struct call_prototype *call = abi ? call_prototype(abi, name) :
						  NULL;
	const unsigned int count = call ? call->count : SECCOMP_ARG_WINDOWS;
	unsigned int i;

	if (abi && abi != abi_native())
		fprintf(out, "%s:", abi->name);
	fputs(name, out);
	free(name);
	if (!verdict->has_args)
		return;
	fputc('(', out);
	for (i = 0; i < count; i++) {
		if (i)
			fputs(", ", out);
		print_arg(out, verdict, call ? &call->args[i] : NULL, i);
	}
	fputc(')', out);
}

static char *call_with_args(const struct verdict *verdict)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		exit(system_error("out of memory"));
	print_call(out, verdict);
	if (fclose(out))
		exit(system_error("out of memory"));
	return text;
}

/* Write the action; of an errno without data, only "errno". */
static void action_text(const struct verdict *verdict, char *out, size_t size)
{
	format_action(verdict->ret, out, size);
	if (!verdict->has_data)
		out[strcspn(out, " ")] = '\0';
}

/* --- Lines for people ------------------------------------------------------------- */

static void print_time(__u64 ns)
{
	const time_t seconds = ns / 1000000000;
	struct tm tm;
	char text[32];

	if (!localtime_r(&seconds, &tm))
		return;
	strftime(text, sizeof(text), "%H:%M:%S", &tm);
	printf("%s.%06llu ", text, ns % 1000000000 / 1000);
}

static void print_filter(const struct verdict *verdict)
{
	/* A record of mainline names no filter. */
	if (!verdict->id && !verdict->has_args)
		return;
	if (!verdict->id) {
		fputs(" by no filter of the path any more", stdout);
		return;
	}
	printf(" by filter %016llx", verdict->id);
	if (*verdict->label)
		printf(" label %s", verdict->label);
	else if (*verdict->attach_comm)
		printf(" attached by %s", verdict->attach_comm);
}

/**
 * verdict_print - Print a verdict as a line for people
 * @verdict: the verdict
 * @colour: use colour
 */
void verdict_print(const struct verdict *verdict, bool colour)
{
	const bool is_log = (verdict->ret & SECCOMP_RET_ACTION_FULL) ==
			    SECCOMP_RET_LOG;
	char action[64], *call = call_with_args(verdict);

	action_text(verdict, action, sizeof(action));
	print_time(verdict->time);
	printf("%s[%d] %s ", *verdict->comm ? verdict->comm : "?", verdict->pid,
	       call);
	free(call);
	if (colour)
		fputs(is_log ? "\033[33m" : "\033[31m", stdout);
	fputs(action, stdout);
	if (colour)
		fputs("\033[0m", stdout);
	print_filter(verdict);
	putchar('\n');
}

/* --- JSON ------------------------------------------------------------------------- */

static void add(struct json_object *object, const char *key,
		struct json_object *value)
{
	json_object_object_add(object, key, value);
}

/* Add a string, or null instead of an empty one. */
static void add_text(struct json_object *object, const char *key,
		     const char *text)
{
	add(object, key, *text ? json_object_new_string(text) : NULL);
}

/* A number of 64 bits does not fit into a number of JSON everywhere. */
static struct json_object *new_hex(__u64 value)
{
	char text[24];

	snprintf(text, sizeof(text), "0x%llx", value);
	return json_object_new_string(text);
}

static void add_time(struct json_object *object, __u64 ns)
{
	const time_t seconds = ns / 1000000000;
	struct tm tm;
	char date[40], text[64] = "";

	if (ns && gmtime_r(&seconds, &tm)) {
		strftime(date, sizeof(date), "%Y-%m-%dT%H:%M:%S", &tm);
		snprintf(text, sizeof(text), "%s.%06lluZ", date,
			 ns % 1000000000 / 1000);
	}
	add_text(object, "time", text);
}

static void add_args(struct json_object *object, const struct verdict *verdict)
{
	struct json_object *args;
	unsigned int i;

	args = verdict->has_args ? json_object_new_array() : NULL;
	for (i = 0; args && i < SECCOMP_ARG_WINDOWS; i++)
		json_object_array_add(args, new_hex(verdict->args[i]));
	add(object, "args", args);
}

static void add_copies(struct json_object *object,
		       const struct verdict *verdict)
{
	struct json_object *copies = json_object_new_array(), *item;
	const struct watch_copy *copy;
	unsigned int i;

	for (i = 0; i < SECCOMP_ARG_WINDOWS; i++) {
		copy = &verdict->copies[i];
		if (copy->status == SECCOMP_ARG_ABSENT)
			continue;
		item = json_object_new_object();
		add(item, "arg", json_object_new_int(i));
		add(item, "status",
		    json_object_new_string(name_of(status_names,
						   ARRAY_SIZE(status_names),
						   copy->status)));
		add(item, "kind",
		    json_object_new_string(name_of(
			    kind_names, ARRAY_SIZE(kind_names), copy->kind)));
		add(item, "length", json_object_new_int64(copy->length));
		add(item, "text",
		    copy->text ? json_object_new_string(copy->text) : NULL);
		json_object_array_add(copies, item);
	}
	add(object, "copies", copies);
}

static void add_action(struct json_object *object,
		       const struct verdict *verdict)
{
	char text[64], *space;

	format_action(verdict->ret, text, sizeof(text));
	space = strchr(text, ' ');
	if (space)
		*space++ = '\0';
	add_text(object, "action", text);
	add(object, "data",
	    verdict->has_data ?
		    json_object_new_int(verdict->ret & SECCOMP_RET_DATA) :
		    NULL);
	add_text(object, "errno",
		 space && verdict->has_data && !strcmp(text, "errno") ? space :
									"");
}

static void add_filter(struct json_object *object,
		       const struct verdict *verdict)
{
	char id[20] = "";

	if (verdict->id)
		snprintf(id, sizeof(id), "%016llx", verdict->id);
	add_text(object, "filter", id);
	add_text(object, "label", verdict->label);
	add_text(object, "attach_comm", verdict->attach_comm);
}

/**
 * verdict_print_json - Print a verdict as a JSON object on a line
 * @verdict: the verdict
 */
void verdict_print_json(const struct verdict *verdict)
{
	const struct abi *abi = abi_of_call(verdict->arch, verdict->nr);
	struct json_object *object = json_object_new_object();
	char *call = call_text(verdict), *text = call_with_args(verdict);

	add(object, "type", json_object_new_string("verdict"));
	add_time(object, verdict->time);
	add(object, "pid", json_object_new_int(verdict->pid));
	add_text(object, "comm", verdict->comm);
	add_text(object, "arch", abi ? abi->name : "");
	add(object, "audit_arch", new_hex(verdict->arch));
	add(object, "nr", json_object_new_int64(verdict->nr));
	add_text(object, "call", call);
	add_text(object, "text", text);
	add_args(object, verdict);
	add_copies(object, verdict);
	add_action(object, verdict);
	add(object, "signal",
	    verdict->signal ? json_object_new_int(verdict->signal) : NULL);
	add_filter(object, verdict);
	add(object, "ip", new_hex(verdict->ip));
	puts(json_object_to_json_string_ext(
		object,
		JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
	json_object_put(object);
	free(call);
	free(text);
}
