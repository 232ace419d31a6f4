// SPDX-License-Identifier: GPL-2.0-only
/*
 * The policy that would have sufficed, in the language of policies.
 */
#include <string.h>

#include "fallbacks.h"
#include "groups.h"
#include "learn.h"
#include "tool.h"

/* Width of the part of a line before its comment. */
#define RULE_WIDTH 32
#define TEXT_SIZE 256

/**
 * struct needed - a call that a program may make in another run
 * @name: name of the call
 * @reason: when it makes the call
 */
struct needed {
	const char *name;
	const char *reason;
};

static const struct needed needed[] = {
	{ "brk", "malloc() gets memory" },
	{ "clock_gettime", "the vDSO cannot read the clock" },
	{ "clock_gettime64", "the vDSO cannot read the clock" },
	{ "exit", "a thread ends" },
	{ "exit_group", "the process ends" },
	{ "futex", "threads wait for each other" },
	{ "futex_time64", "threads wait for each other" },
	{ "getpid", "abort() sends a signal" },
	{ "gettid", "abort() sends a signal" },
	{ "madvise", "malloc() returns memory" },
	{ "mmap", "malloc() gets memory" },
	{ "mmap2", "malloc() gets memory" },
	{ "mprotect", "malloc() gets memory in a thread" },
	{ "mremap", "realloc() moves memory" },
	{ "munmap", "malloc() returns memory" },
	{ "restart_syscall", "a signal has stopped a call that waits" },
	{ "rseq", "libc begins a thread" },
	{ "rt_sigprocmask", "abort() sends a signal" },
	{ "rt_sigreturn", "a signal handler ends" },
	{ "set_robust_list", "libc begins a thread" },
	{ "sigreturn", "a signal handler ends" },
	{ "tgkill", "abort() sends a signal" },
};

/**
 * struct text - a policy while it is written
 * @file: receives the text
 * @learned: all calls
 * @output: how to write
 * @abis: ABIs with a call that is allowed, native ABI first
 * @abi_count: number of @abis
 * @grouped: for each call whether a group has allowed it
 */
struct text {
	FILE *file;
	const struct learned *learned;
	const struct learn_output *output;
	const struct abi *abis[8];
	unsigned int abi_count;
	bool *grouped;
};

/* --- Lines ---------------------------------------------------------------- */

static void print_line(FILE *file, const char *rule, const char *comment)
{
	fprintf(file, "%-*s # %s\n", RULE_WIDTH, rule, comment);
}

static bool is_allowed(const struct learned_call *call)
{
	return call->count && call->name;
}

/* --- ABIs ----------------------------------------------------------------- */

static void add_abi(struct text *text, const struct abi *abi)
{
	unsigned int i;

	for (i = 0; i < text->abi_count; i++)
		if (text->abis[i] == abi)
			return;
	if (i < ARRAY_SIZE(text->abis))
		text->abis[text->abi_count++] = abi;
}

/* A policy with no ABI would be for the native one. */
static void find_abis(struct text *text)
{
	unsigned int i;

	for (i = 0; i < text->learned->count; i++)
		if (text->learned->calls[i].abi == abi_native())
			add_abi(text, abi_native());
	for (i = 0; i < text->learned->count; i++)
		if (is_allowed(&text->learned->calls[i]))
			add_abi(text, text->learned->calls[i].abi);
	if (!text->abi_count)
		add_abi(text, abi_native());
}

static void print_abis(const struct text *text)
{
	unsigned int i;

	fprintf(text->file, "arch:");
	for (i = 0; i < text->abi_count; i++)
		fprintf(text->file, " %s", text->abis[i]->name);
	fputc('\n', text->file);
}

/* --- Groups --------------------------------------------------------------- */

static const struct learned_call *
find_allowed(const struct text *text, const struct abi *abi, const char *name)
{
	const struct learned_call *call =
		learned_lookup(text->learned, abi, name);

	return call && is_allowed(call) ? call : NULL;
}

/*
 * Was each call of the group seen in each ABI that has it? A call with a rule for its
 * arguments needs a line of its own.
 */
static bool is_fully_used(const struct text *text, const struct group *group)
{
	const struct learned_call *call;
	unsigned int i, used = 0;
	const char *const *name;

	for (i = 0; i < text->abi_count; i++) {
		for (name = group->calls; *name; name++) {
			if (abi_call_number(text->abis[i], *name) < 0)
				continue;
			call = find_allowed(text, text->abis[i], *name);
			if (!call ||
			    (text->output->arguments && call->interest))
				return false;
			used++;
		}
	}
	return used > text->abi_count;
}

static void use_group(struct text *text, const struct group *group)
{
	const struct learned_call *call;
	char *rule = xasprintf("allow: %s", group->name);
	const char *const *name;
	unsigned int i;
	__u64 count = 0;
	char *comment;

	for (i = 0; i < text->abi_count; i++) {
		for (name = group->calls; *name; name++) {
			call = find_allowed(text, text->abis[i], *name);
			if (!call)
				continue;
			text->grouped[call - text->learned->calls] = true;
			count += call->count;
		}
	}
	comment = xasprintf("%llu, all calls of the group",
			    (unsigned long long)count);
	print_line(text->file, rule, comment);
	free(comment);
	free(rule);
}

static void print_groups(struct text *text)
{
	const struct group *group;
	unsigned int i;

	for (i = 0; (group = group_at(i)); i++)
		if (is_fully_used(text, group))
			use_group(text, group);
}

/* --- Calls ---------------------------------------------------------------- */

static bool is_set(const struct learn_values *values)
{
	return values->count && !values->more;
}

static bool has_rule(const struct text *text, const struct learned_call *call)
{
	if (!text->output->arguments || !call->interest || !call->has_args)
		return false;
	return is_set(&call->values[0]) || is_set(&call->values[1]) ||
	       (text->output->deep && is_set(&call->field));
}

/* Do all ABIs of the policy that have the call agree that it is allowed? */
static bool is_common(const struct text *text, const struct learned_call *call)
{
	unsigned int i;

	for (i = 0; i < text->abi_count; i++) {
		if (text->abis[i] == call->abi ||
		    abi_call_number(text->abis[i], call->name) < 0)
			continue;
		if (!find_allowed(text, text->abis[i], call->name))
			return false;
	}
	return true;
}

/* A rule for arguments is that of one ABI, because numbers of others differ. */
static char *rule_name(const struct text *text, const struct learned_call *call)
{
	if (text->abi_count > 1 &&
	    (has_rule(text, call) || !is_common(text, call)))
		return xasprintf("%s/%s", call->name, call->abi->name);
	return xstrdup(call->name);
}

static void print_set(FILE *file, const struct learned_call *call, int index,
		      const struct learn_values *values)
{
	const char *name = learn_arg_name(call, index);
	char text[TEXT_SIZE];
	unsigned int i;

	if (values->count == 1) {
		learn_format_value(call, index, values->values[0], text,
				   sizeof(text));
		fprintf(file, "%s == %s", name, text);
		return;
	}
	fprintf(file, "%s in {", name);
	for (i = 0; i < values->count; i++) {
		learn_format_value(call, index, values->values[i], text,
				   sizeof(text));
		fprintf(file, "%s%s", i ? ", " : "", text);
	}
	fputc('}', file);
}

/* Print the sets with one separator between two of them. Return whether there was one. */
static bool print_sets(FILE *file, const struct learned_call *call)
{
	bool printed = false;
	int i;

	for (i = 0; i < 2; i++) {
		if (!is_set(&call->values[i]))
			continue;
		if (printed)
			fputs(" && ", file);
		print_set(file, call, call->interest->values[i],
			  &call->values[i]);
		printed = true;
	}
	return printed;
}

static void print_rule_sets(const struct text *text, FILE *file,
			    const struct learned_call *call)
{
	const bool printed = print_sets(file, call);

	if (!text->output->deep || !is_set(&call->field))
		return;
	if (printed)
		fputs(" && ", file);
	print_set(file, call, LEARN_FIELD, &call->field);
}

static void print_counted(FILE *file, const char *rule, __u64 count)
{
	char *comment = xasprintf("%llu", (unsigned long long)count);

	print_line(file, rule, comment);
	free(comment);
}

static bool has_values(const struct learned_call *call)
{
	return call->values[0].count || call->values[1].count;
}

static void print_values(FILE *file, const struct learned_call *call)
{
	const char *separator;
	int i;

	fputs("#   ", file);
	separator = print_sets(file, call) ? ", " : "";
	for (i = 0; i < 2; i++) {
		if (!call->values[i].more)
			continue;
		fprintf(file, "%s%s has more than %d values", separator,
			learn_arg_name(call, call->interest->values[i]),
			LEARN_VALUES);
		separator = ", ";
	}
	fputc('\n', file);
}

/* What was seen, and is not in the rule. */
static void print_seen(const struct text *text, const struct learned_call *call,
		       bool ruled)
{
	if (has_values(call) && !ruled)
		print_values(text->file, call);
	if (call->field.count && !(ruled && text->output->deep)) {
		fputs("#   ", text->file);
		print_set(text->file, call, LEARN_FIELD, &call->field);
		fputc('\n', text->file);
	}
	learn_print_dirs(text->file, &call->dirs);
	learn_print_texts(text->file, "addresses", &call->addresses);
}

static void print_call(const struct text *text, const struct learned_call *call,
		       __u64 count)
{
	const bool ruled = has_rule(text, call);
	char *name = rule_name(text, call);
	char *rule;
	size_t size;
	FILE *memory;

	if (ruled) {
		memory = open_memstream(&rule, &size);
		fprintf(memory, "%s: (", name);
		print_rule_sets(text, memory, call);
		fputs(") allow", memory);
		fclose(memory);
	} else {
		rule = xasprintf("allow: %s", name);
	}
	print_counted(text->file, rule, count);
	print_seen(text, call, ruled);
	free(rule);
	free(name);
}

/* The first call of that name prints the line for all ABIs. */
static bool is_printed_before(const struct text *text,
			      const struct learned_call *call)
{
	const struct learned_call *other;

	if (has_rule(text, call) || !is_common(text, call))
		return false;
	for (other = text->learned->calls; other < call; other++)
		if (is_allowed(other) && !strcmp(other->name, call->name))
			return true;
	return false;
}

static __u64 count_common(const struct text *text,
			  const struct learned_call *call)
{
	const struct learned_call *other;
	__u64 count = 0;
	unsigned int i;

	if (has_rule(text, call) || !is_common(text, call))
		return call->count;
	for (i = 0; i < text->learned->count; i++) {
		other = &text->learned->calls[i];
		if (is_allowed(other) && !strcmp(other->name, call->name))
			count += other->count;
	}
	return count;
}

static int compare_names(const void *a, const void *b)
{
	const struct learned_call *left =
		*(const struct learned_call *const *)a;
	const struct learned_call *right =
		*(const struct learned_call *const *)b;
	const int names = strcmp(left->name, right->name);

	return names ? names : left < right ? -1 : 1;
}

static void print_calls(const struct text *text)
{
	const unsigned int count = text->learned->count;
	const struct learned_call **calls = xcalloc(count, sizeof(*calls));
	unsigned int i, used = 0;

	for (i = 0; i < count; i++) {
		const struct learned_call *call = &text->learned->calls[i];

		if (is_allowed(call) && !text->grouped[i] &&
		    !is_printed_before(text, call))
			calls[used++] = call;
	}
	qsort(calls, used, sizeof(*calls), compare_names);
	for (i = 0; i < used; i++)
		print_call(text, calls[i], count_common(text, calls[i]));
	free(calls);
}

/* --- Calls of other runs -------------------------------------------------- */

static bool is_missing(const struct text *text, const struct abi *abi,
		       const char *name)
{
	return abi_call_number(abi, name) >= 0 &&
	       !find_allowed(text, abi, name);
}

static void print_needed_call(const struct text *text,
			      const struct needed *call, const char *abi)
{
	char *rule = xasprintf("allow: %s%s%s", call->name, abi ? "/" : "",
			       abi ?: "");

	print_line(text->file, rule, call->reason);
	free(rule);
}

static void print_needed(const struct text *text)
{
	unsigned int i, j;

	fputs("\n# Not seen, but another run may need them:\n", text->file);
	for (i = 0; i < ARRAY_SIZE(needed); i++) {
		for (j = 0; j < text->abi_count; j++) {
			if (!is_missing(text, text->abis[j], needed[i].name))
				continue;
			print_needed_call(text, &needed[i],
					  text->abi_count > 1 ?
						  text->abis[j]->name :
						  NULL);
		}
	}
}

/* --- Newer calls ------------------------------------------------------------ */

static bool is_needed(const char *name)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(needed); i++)
		if (!strcmp(needed[i].name, name))
			return true;
	return false;
}

static bool was_named_before(const struct text *text, const struct abi *abi,
			     unsigned int index)
{
	const char *name = fallback_at(index)->call;

	while (index--)
		if (!strcmp(fallback_at(index)->call, name) &&
		    find_allowed(text, abi, fallback_at(index)->older))
			return true;
	return false;
}

static void print_fallback(const struct text *text, const struct abi *abi,
			   const struct fallback *fallback)
{
	char *rule = text->abi_count > 1 ?
			     xasprintf("errno ENOSYS: %s/%s", fallback->call,
				       abi->name) :
			     xasprintf("errno ENOSYS: %s", fallback->call);
	char *comment = xasprintf("otherwise no %s", fallback->older);

	print_line(text->file, rule, comment);
	free(comment);
	free(rule);
}

/* Another libc may try newer calls first. It goes on to the older one after ENOSYS. */
static void print_fallbacks(const struct text *text)
{
	const struct fallback *fallback;
	unsigned int i, j, printed = 0;

	for (i = 0; (fallback = fallback_at(i)); i++) {
		for (j = 0; j < text->abi_count; j++) {
			const struct abi *abi = text->abis[j];

			if (!is_missing(text, abi, fallback->call) ||
			    is_needed(fallback->call) ||
			    !find_allowed(text, abi, fallback->older) ||
			    was_named_before(text, abi, i))
				continue;
			if (!printed++)
				fputs("\n# Another libc tries these before the older calls:\n",
				      text->file);
			print_fallback(text, abi, fallback);
		}
	}
}

/* --- What no rule can say ------------------------------------------------- */

static void print_refused(const struct text *text)
{
	const struct learned_call *call;
	unsigned int i, printed = 0;

	for (i = 0; i < text->learned->count; i++) {
		call = &text->learned->calls[i];
		if (!call->refused || !call->name)
			continue;
		if (!printed++)
			fputs("\n# Filters have refused these calls, so no rule is for them:\n",
			      text->file);
		fprintf(text->file, "#   %s/%s %llu\n", call->name,
			call->abi->name, (unsigned long long)call->refused);
	}
}

static void print_nameless(const struct text *text)
{
	const struct learned_call *call;
	unsigned int i, printed = 0;

	for (i = 0; i < text->learned->count; i++) {
		call = &text->learned->calls[i];
		if (call->name)
			continue;
		if (!printed++)
			fputs("\n# Calls that libseccomp has no name for, so there is no rule:\n",
			      text->file);
		fprintf(text->file, "#   number %u of %s: %llu\n", call->nr,
			call->abi->name,
			(unsigned long long)(call->count + call->refused));
	}
	if (text->learned->unassigned)
		fprintf(text->file,
			"# Calls with a number that no call has: %llu\n",
			(unsigned long long)text->learned->unassigned);
	if (text->learned->foreign)
		fprintf(text->file, "# Calls of an unknown ABI: %llu\n",
			(unsigned long long)text->learned->foreign);
	if (text->learned->lost)
		fprintf(text->file,
			"# The kernel has dropped events, so calls may be missing: %llu\n",
			(unsigned long long)text->learned->lost);
}

/**
 * learn_print_policy - Write the policy that would have sufficed
 * @file: receives the text
 * @learned: all that was seen
 * @output: how to write
 */
void learn_print_policy(FILE *file, const struct learned *learned,
			const struct learn_output *output)
{
	struct text text = {
		.file = file,
		.learned = learned,
		.output = output,
		.grouped = xcalloc(learned->count, sizeof(bool)),
	};

	find_abis(&text);
	fprintf(file, "# Learned from %s\n", output->title);
	fprintf(file,
		"# Number behind a rule: how often the call was seen.\n\n");
	fprintf(file, "default: %s\n", output->kill ? "kill" : "errno EPERM");
	print_abis(&text);
	fputc('\n', file);
	print_groups(&text);
	print_calls(&text);
	print_needed(&text);
	print_fallbacks(&text);
	print_refused(&text);
	print_nameless(&text);
	free(text.grouped);
}
