// SPDX-License-Identifier: GPL-2.0-only
/*
 * A profile as the text of a policy.
 */
#include <errno.h>
#include <linux/seccomp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "action_names.h"
#include "args.h"
#include "profile.h"
#include "tool.h"

#define LINE 78

/**
 * struct answers - answers of the rules of a call, for the ABIs of a profile
 * @texts: text of the rules behind the colon; NULL if the ABI lacks the call
 * @rets: the answer if it has no condition
 * @simple: it has no condition
 */
struct answers {
	char *texts[PROFILE_ABIS];
	__u32 rets[PROFILE_ABIS];
	bool simple[PROFILE_ABIS];
};

/**
 * struct list - a list of calls with one answer
 * @out: where the text goes
 * @where: place of the last call in the profile; owned by its rule
 * @ret: the answer
 * @width: length of the line so far; 0 for no line
 */
struct list {
	FILE *out;
	const char *where;
	__u32 ret;
	size_t width;
};

static void print_action(FILE *out, __u32 ret)
{
	unsigned int data = ret & SECCOMP_RET_DATA;
	const char *name;

	fputs(find_action(ret)->policy, out);
	switch (ret & SECCOMP_RET_ACTION_FULL) {
	case SECCOMP_RET_TRAP:
		if (data)
			fprintf(out, " %u", data);
		return;
	case SECCOMP_RET_TRACE:
		fprintf(out, " %u", data);
		return;
	case SECCOMP_RET_ERRNO:
		name = strerrorname_np(data);
		if (name && data)
			fprintf(out, " %s", name);
		else
			fprintf(out, " %u", data);
		return;
	}
}

static char *action_text(__u32 ret)
{
	char *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		exit(system_error("out of memory"));
	print_action(out, ret);
	fclose(out);
	return text;
}

/* --- Conditions -------------------------------------------------------------- */

static void print_number(FILE *out, __u64 value)
{
	fprintf(out, value < 10 ? "%llu" : "%#llx", value);
}

/* libseccomp compares only the lower half on x32 and on n32. */
static bool compares_lower_half(const struct abi *abi)
{
	return !abi->wide || abi->scmp_arch == SCMP_ARCH_X32 ||
	       abi->scmp_arch == SCMP_ARCH_MIPS64N32 ||
	       abi->scmp_arch == SCMP_ARCH_MIPSEL64N32;
}

static const char *sign_of(enum scmp_compare op)
{
	switch (op) {
	case SCMP_CMP_NE:
		return "!=";
	case SCMP_CMP_LT:
		return "<";
	case SCMP_CMP_LE:
		return "<=";
	case SCMP_CMP_GE:
		return ">=";
	case SCMP_CMP_GT:
		return ">";
	default:
		return "==";
	}
}

/**
 * profile_argument - Name a register
 * @abi: the ABI
 * @call: name of the call
 * @index: index of the register, 0 to 5
 * @plain: buffer for a name like "arg1", which is the whole register
 *
 * A prototype may have such a name for another register: prctl(2) has its arg2
 * in arg1. Then the register has the name in the prototype.
 *
 * Return: the name; or NULL if the language has none.
 */
const char *profile_argument(const struct abi *abi, const char *call,
			     unsigned int index, char plain[8])
{
	const struct call_prototype *prototype = call_prototype(abi, call);
	unsigned int i;

	snprintf(plain, 8, "arg%u", index % 10);
	for (i = 0; prototype && i < prototype->count; i++) {
		if (strcmp(prototype->args[i].name, plain) || i == index)
			continue;
		return index < prototype->count ? prototype->args[index].name :
						  NULL;
	}
	return plain;
}

static void print_operand(FILE *out, const struct profile_rule *rule,
			  const struct abi *abi,
			  const struct profile_test *test, __u64 mask)
{
	char plain[8];
	const char *name = profile_argument(abi, rule->call, test->arg, plain);

	if (mask == ~0ULL) {
		fputs(name, out);
		return;
	}
	fprintf(out, "(%s & ", name);
	print_number(out, mask);
	fputc(')', out);
}

/* The value and the mask that libseccomp uses on an ABI. */
static void fit_test(const struct abi *abi, const struct profile_test *test,
		     __u64 *value, __u64 *mask)
{
	*value = test->value;
	*mask = test->op == SCMP_CMP_MASKED_EQ ? test->mask : ~0ULL;
	if (!compares_lower_half(abi))
		return;
	*value &= 0xffffffff;
	if (test->op == SCMP_CMP_MASKED_EQ || abi->wide)
		*mask &= 0xffffffff;
}

static bool is_empty_test(const struct abi *abi,
			  const struct profile_test *test)
{
	__u64 value, mask;

	fit_test(abi, test, &value, &mask);
	return !mask;
}

static void print_test(FILE *out, const struct profile_rule *rule,
		       const struct abi *abi, const struct profile_test *test)
{
	__u64 value, mask;

	fit_test(abi, test, &value, &mask);
	print_operand(out, rule, abi, test, mask);
	fprintf(out, " %s ", sign_of(test->op));
	print_number(out, value);
}

static unsigned int count_tests(const struct profile_rule *rule,
				const struct abi *abi)
{
	unsigned int i, count = 0;

	for (i = 0; i < rule->count; i++)
		count += !is_empty_test(abi, &rule->tests[i]);
	return count;
}

static void print_tests(FILE *out, const struct profile_rule *rule,
			const struct abi *abi)
{
	unsigned int i;
	bool is_first = true;

	for (i = 0; i < rule->count; i++) {
		if (is_empty_test(abi, &rule->tests[i]))
			continue;
		fputs(is_first ? "" : " && ", out);
		print_test(out, rule, abi, &rule->tests[i]);
		is_first = false;
	}
}

/* --- Rules of one call ------------------------------------------------------- */

static bool is_for(const struct profile_rule *rule, const char *call,
		   const struct abi *abi)
{
	return !strcmp(rule->call, call) && (!rule->abi || rule->abi == abi);
}

/* Does a rule have one test, for equality, on the same operand as another? */
static bool joins_set(const struct profile_rule *a,
		      const struct profile_rule *b, const struct abi *abi)
{
	__u64 value, mask_a, mask_b;

	if (!a || a->count != 1 || b->count != 1 || a->ret != b->ret ||
	    a->tests[0].arg != b->tests[0].arg)
		return false;
	if (strcmp(sign_of(a->tests[0].op), "==") ||
	    strcmp(sign_of(b->tests[0].op), "=="))
		return false;
	fit_test(abi, &a->tests[0], &value, &mask_a);
	fit_test(abi, &b->tests[0], &value, &mask_b);
	return mask_a == mask_b;
}

static bool repeats(const struct profile_rule *a, const struct profile_rule *b)
{
	return a->count == b->count && a->ret == b->ret &&
	       !memcmp(a->tests, b->tests, a->count * sizeof(a->tests[0]));
}

/* The next rule with a condition that is for a call on an ABI, or NULL. */
static const struct profile_rule *next_rule(const struct profile *profile,
					    const char *call,
					    const struct abi *abi,
					    unsigned int *index)
{
	const struct profile_rule *rule;
	unsigned int k;

	for (; *index < profile->rule_count; (*index)++) {
		rule = &profile->rules[*index];
		if (!is_for(rule, call, abi))
			continue;
		for (k = 0; k < *index; k++)
			if (is_for(&profile->rules[k], call, abi) &&
			    repeats(&profile->rules[k], rule))
				break;
		if (k == *index)
			return rule;
	}
	return NULL;
}

/**
 * struct text - the text of the rules of one call that is being written
 * @out: where it goes
 * @abi: the ABI
 * @last: rule that was written last; or NULL
 * @in_set: the text is inside of braces
 */
struct text {
	FILE *out;
	const struct abi *abi;
	const struct profile_rule *last;
	bool in_set;
};

static void end_set(struct text *text)
{
	if (text->in_set)
		fputc('}', text->out);
	text->in_set = false;
}

static void end_condition(struct text *text)
{
	end_set(text);
	fputs(") ", text->out);
	print_action(text->out, text->last->ret);
}

static void add_rule(struct text *text, const struct profile_rule *rule,
		     const struct profile_rule *next)
{
	__u64 value, mask;

	if (text->in_set && joins_set(text->last, rule, text->abi)) {
		fit_test(text->abi, &rule->tests[0], &value, &mask);
		fputs(", ", text->out);
		print_number(text->out, value);
		text->last = rule;
		return;
	}
	end_set(text);
	if (text->last && text->last->ret == rule->ret) {
		fputs(" || ", text->out);
	} else {
		if (text->last) {
			end_condition(text);
			fputs(";\n\t", text->out);
		}
		fputc('(', text->out);
	}
	if (next && joins_set(rule, next, text->abi)) {
		fit_test(text->abi, &rule->tests[0], &value, &mask);
		print_operand(text->out, rule, text->abi, &rule->tests[0],
			      mask);
		fputs(" in {", text->out);
		print_number(text->out, value);
		text->in_set = true;
	} else {
		print_tests(text->out, rule, text->abi);
	}
	text->last = rule;
}

/* "(arg0 == 1) allow; (arg0 == 2) errno EPERM; else log" */
static char *rules_text(const struct profile *profile, const char *call,
			const struct abi *abi, bool *simple, __u32 *ret)
{
	const struct profile_rule *rule, *next;
	char *result;
	size_t size;
	struct text text = { .abi = abi };
	unsigned int i = 0;

	text.out = open_memstream(&result, &size);
	if (!text.out)
		exit(system_error("out of memory"));
	*ret = profile->ret;
	rule = next_rule(profile, call, abi, &i);
	while (rule && count_tests(rule, abi)) {
		i++;
		next = next_rule(profile, call, abi, &i);
		add_rule(&text, rule, next);
		rule = next;
	}
	if (rule)
		*ret = rule->ret;
	*simple = !text.last;
	if (text.last)
		end_condition(&text);
	if (text.last && *ret != profile->ret)
		fputs("; else ", text.out);
	if (!text.last || *ret != profile->ret)
		print_action(text.out, *ret);
	fclose(text.out);
	return result;
}

static bool is_permissive(__u32 ret)
{
	switch (ret & SECCOMP_RET_ACTION_FULL) {
	case SECCOMP_RET_ALLOW:
	case SECCOMP_RET_LOG:
	case SECCOMP_RET_TRACE:
		return true;
	default:
		return false;
	}
}

/*
 * Does runc refuse a call on an ABI before the rules of the profile count? Calls that
 * socketcall(2) and ipc(2) have, too, can have a number above those that runc looks at.
 */
static bool is_newer(const struct profile *profile, unsigned int abi,
		     const char *call)
{
	return profile->runc && !is_permissive(profile->ret) &&
	       profile->newest[abi] &&
	       abi_call_number(profile->abis[abi], call) >
		       abi_own_number(profile->abis[abi], profile->newest[abi]);
}

static void find_answers(const struct profile *profile, const char *call,
			 struct answers *answers)
{
	const struct abi *abi;
	unsigned int i;

	*answers = (struct answers){};
	for (i = 0; i < profile->abi_count; i++) {
		abi = profile->abis[i];
		if (abi_call_number(abi, call) < 0)
			continue;
		if (is_newer(profile, i, call)) {
			answers->simple[i] = true;
			answers->rets[i] = SECCOMP_RET_ERRNO | ENOSYS;
			answers->texts[i] = action_text(answers->rets[i]);
			continue;
		}
		answers->texts[i] = rules_text(profile, call, abi,
					       &answers->simple[i],
					       &answers->rets[i]);
	}
}

static int first_text(const struct answers *answers)
{
	int i;

	for (i = 0; i < PROFILE_ABIS; i++)
		if (answers->texts[i])
			return i;
	return -1;
}

static bool all_equal(const struct answers *answers)
{
	int first = first_text(answers), i;

	for (i = first + 1; i < PROFILE_ABIS; i++)
		if (answers->texts[i] &&
		    strcmp(answers->texts[i], answers->texts[first]))
			return false;
	return true;
}

/* --- The text ---------------------------------------------------------------- */

static void end_list(struct list *list)
{
	if (list->width)
		fputc('\n', list->out);
	list->width = 0;
}

static void print_where(struct list *list, const char *where)
{
	if (!list->where || strcmp(list->where, where))
		fprintf(list->out, "\n# %s\n", where);
	list->where = where;
}

static void add_to_list(struct list *list, const struct profile_rule *rule,
			const char *name, __u32 ret)
{
	char *action;

	if (list->width &&
	    (ret != list->ret || strcmp(list->where, rule->where) ||
	     list->width + strlen(name) >= LINE))
		end_list(list);
	if (!list->width) {
		print_where(list, rule->where);
		action = action_text(ret);
		list->width = fprintf(list->out, "%s:", action);
		free(action);
	}
	list->ret = ret;
	list->width += fprintf(list->out, " %s", name);
}

static void write_one(struct list *list, const struct profile *profile,
		      const struct profile_rule *rule, const char *name,
		      const struct answers *answers, int abi)
{
	if (answers->simple[abi]) {
		if (answers->rets[abi] != profile->ret)
			add_to_list(list, rule, name, answers->rets[abi]);
		return;
	}
	end_list(list);
	print_where(list, rule->where);
	fprintf(list->out, "%s: %s\n", name, answers->texts[abi]);
}

/* Write the answer of the ABI @first for all ABIs that share it. */
static void write_shared(struct list *list, const struct profile *profile,
			 const struct profile_rule *rule,
			 struct answers *answers, unsigned int first)
{
	char *shared = answers->texts[first], *names = xstrdup(""), *longer;
	unsigned int i;

	for (i = first; i < profile->abi_count; i++) {
		if (!answers->texts[i] || strcmp(answers->texts[i], shared))
			continue;
		longer = xasprintf("%s%s%s/%s", names, names[0] ? " " : "",
				   rule->call, profile->abis[i]->name);
		free(names);
		names = longer;
		if (i != first) {
			free(answers->texts[i]);
			answers->texts[i] = NULL;
		}
	}
	write_one(list, profile, rule, names, answers, first);
	free(names);
}

static void write_call(struct list *list, const struct profile *profile,
		       const struct profile_rule *rule)
{
	struct answers answers;
	unsigned int i;

	find_answers(profile, rule->call, &answers);
	if (first_text(&answers) < 0)
		return;
	if (all_equal(&answers)) {
		write_one(list, profile, rule, rule->call, &answers,
			  first_text(&answers));
	} else {
		for (i = 0; i < profile->abi_count; i++)
			if (answers.texts[i])
				write_shared(list, profile, rule, &answers, i);
	}
	for (i = 0; i < PROFILE_ABIS; i++)
		free(answers.texts[i]);
}

static bool has_call(const struct profile *profile, const char *call)
{
	unsigned int i;

	for (i = 0; i < profile->abi_count; i++)
		if (abi_call_number(profile->abis[i], call) >= 0)
			return true;
	return false;
}

/* What a walk calls for a rule. */
typedef void visit_fn(struct list *list, const struct profile *profile,
		      const struct profile_rule *rule);

/* Call a function for the first rule of each call, in the order of the profile. */
static void walk_calls(const struct profile *profile, struct list *list,
		       bool known, visit_fn *visit)
{
	const struct profile_rule *rule;
	unsigned int i, k;

	for (i = 0; i < profile->rule_count; i++) {
		rule = &profile->rules[i];
		for (k = 0; k < i; k++)
			if (!strcmp(profile->rules[k].call, rule->call))
				break;
		if (k == i && has_call(profile, rule->call) == known)
			visit(list, profile, rule);
	}
}

static void write_unknown(struct list *list, const struct profile *profile,
			  const struct profile_rule *rule)
{
	if (!list->width)
		fputs("\n# libseccomp has no number for these calls of the profile:\n",
		      list->out);
	else if (list->width + strlen(rule->call) >= LINE)
		end_list(list);
	if (!list->width)
		list->width = fprintf(list->out, "#");
	list->width += fprintf(list->out, " %s", rule->call);
}

/* Has an ABI before the same call? */
static bool is_repeated(const struct profile *profile, unsigned int abi)
{
	unsigned int i;

	for (i = 0; i < abi; i++)
		if (profile->newest[i] &&
		    !strcmp(profile->newest[i], profile->newest[abi]))
			return true;
	return false;
}

/*
 * Unless the default allows calls, runc answers ENOSYS for numbers above the largest that
 * the profile names on the ABI. The statement is a comment for other runtimes.
 */
static void write_newer(const struct profile *profile, FILE *out)
{
	bool is_first = true;
	unsigned int i;

	if (is_permissive(profile->ret) ||
	    profile->ret == (SECCOMP_RET_ERRNO | ENOSYS))
		return;
	for (i = 0; i < profile->abi_count; i++) {
		if (!profile->newest[i] || is_repeated(profile, i))
			continue;
		if (is_first)
			fputs(profile->runc ? "unknown(" :
					      "# runc adds: unknown(",
			      out);
		fprintf(out, "%s%s", is_first ? "" : " ", profile->newest[i]);
		is_first = false;
	}
	if (!is_first)
		fputs("): errno ENOSYS\n", out);
}

static void write_head(const struct profile *profile, FILE *out)
{
	unsigned int i;

	fprintf(out, "# Imported from ");
	for (i = 0; profile->source[i]; i++)
		fputc((unsigned char)profile->source[i] < ' ' ?
			      '?' :
			      profile->source[i],
		      out);
	fputc('\n', out);
	for (i = 0; i < profile->comment_count; i++)
		fprintf(out, "# %s\n", profile->comments[i]);
	fputs("\ndefault: ", out);
	print_action(out, profile->ret);
	fputs("\nother_arch: ", out);
	print_action(out, profile->other);
	fputs("\narch:", out);
	for (i = 0; i < profile->abi_count; i++)
		fprintf(out, " %s", profile->abis[i]->name);
	fputc('\n', out);
	write_newer(profile, out);
	if (profile->log)
		fputs("flags: log\n", out);
}

/**
 * profile_write - Write a profile as a policy
 * @profile: the profile, after profile_settle()
 * @out: where the text goes
 */
void profile_write(const struct profile *profile, FILE *out)
{
	struct list list = { .out = out };

	write_head(profile, out);
	walk_calls(profile, &list, true, write_call);
	end_list(&list);
	walk_calls(profile, &list, false, write_unknown);
	end_list(&list);
}

/**
 * profile_text - Make a policy of a profile
 * @profile: the profile, after profile_settle()
 * @size: receives the size of the text in bytes
 *
 * Return: the text, with a NUL behind it, which the caller frees.
 */
char *profile_text(const struct profile *profile, size_t *size)
{
	char *text;
	FILE *out = open_memstream(&text, size);

	if (!out)
		exit(system_error("out of memory"));
	profile_write(profile, out);
	if (fclose(out))
		exit(system_error("out of memory"));
	return text;
}

/**
 * import_set_kernel - Import for the kernel of this machine
 * @options: options; a version that is there stays
 */
void import_set_kernel(struct import_options *options)
{
	struct utsname names;

	if (options->kernel[0] || uname(&names))
		return;
	if (sscanf(names.release, "%u.%u", &options->kernel[0],
		   &options->kernel[1]) != 2)
		options->kernel[0] = 0;
}
