// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rules for libseccomp, and what libseccomp makes of them.
 *
 * libseccomp treats rules of one call as alternatives. The first rule without a
 * condition wins over all others of the call. Rules with a condition are tried
 * in an order that profile_order() finds out, if it matters.
 *
 * socketcall(2) and ipc(2) have calls inside. A rule for socket(2) is a rule
 * for socketcall(2) too, on the ABIs where libseccomp knows that. There, the
 * number of the call stands in place of the first argument, and of a test of
 * it.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "profile.h"
#include "profile_order.h"
#include "tool.h"

/**
 * profile_add_abi - Add an ABI that has rules
 * @profile: the profile
 * @abi: the ABI
 *
 * Return: whether there was room. A second time changes nothing.
 */
bool profile_add_abi(struct profile *profile, const struct abi *abi)
{
	unsigned int i;

	for (i = 0; i < profile->abi_count; i++)
		if (profile->abis[i] == abi)
			return true;
	if (profile->abi_count == PROFILE_ABIS)
		return false;
	profile->abis[profile->abi_count++] = abi;
	return true;
}

static struct profile_rule *append(struct profile *profile)
{
	profile->rules = xrealloc(profile->rules, profile->rule_count + 1,
				  sizeof(profile->rules[0]));
	return &profile->rules[profile->rule_count++];
}

/**
 * profile_add_rule - Add a rule without a condition
 * @profile: the profile
 * @call: name of the call; copied
 * @ret: SECCOMP_RET_* with data
 * @where: place in the profile; copied
 *
 * Return: the rule, which is valid until the next call of this function.
 */
struct profile_rule *profile_add_rule(struct profile *profile, const char *call,
				      __u32 ret, const char *where)
{
	struct profile_rule *rule = append(profile);

	*rule = (struct profile_rule){
		.call = xstrdup(call),
		.ret = ret,
		.where = xstrdup(where),
	};
	return rule;
}

/**
 * profile_comment - Add a line for the head of the policy
 * @profile: the profile
 * @format: as for printf(3)
 */
void profile_comment(struct profile *profile, const char *format, ...)
{
	char text[1000];
	va_list values;
	size_t i;

	va_start(values, format);
	vsnprintf(text, sizeof(text), format, values);
	va_end(values);
	for (i = 0; text[i]; i++)
		if ((unsigned char)text[i] < ' ' || text[i] == 0x7f)
			text[i] = ' ';
	profile->comments = xrealloc(profile->comments,
				     profile->comment_count + 1,
				     sizeof(profile->comments[0]));
	profile->comments[profile->comment_count++] = xstrdup(text);
}

/**
 * profile_note_call - Note that a profile names a call
 * @profile: the profile, with all of its ABIs
 * @call: name of the call; copied
 */
void profile_note_call(struct profile *profile, const char *call)
{
	char **newest;
	unsigned int i;
	int nr;

	for (i = 0; i < profile->abi_count; i++) {
		newest = &profile->newest[i];
		nr = seccomp_syscall_resolve_name_arch(
			profile->abis[i]->scmp_arch, call);
		if (nr <= 0 ||
		    (*newest &&
		     nr <= abi_own_number(profile->abis[i], *newest)))
			continue;
		free(*newest);
		*newest = xstrdup(call);
	}
}

static void free_rule(struct profile_rule *rule)
{
	free(rule->call);
	free(rule->where);
}

/**
 * profile_free - Free what a profile has
 * @profile: the profile
 */
void profile_free(struct profile *profile)
{
	unsigned int i;

	for (i = 0; i < profile->rule_count; i++)
		free_rule(&profile->rules[i]);
	for (i = 0; i < profile->comment_count; i++)
		free(profile->comments[i]);
	for (i = 0; i < PROFILE_ABIS; i++)
		free(profile->newest[i]);
	free(profile->rules);
	free(profile->comments);
	*profile = (struct profile){};
}

/* --- Calls inside of socketcall(2) and ipc(2) -------------------------------- */

/**
 * profile_outer_call - Find the call that has another call inside
 * @abi: the ABI
 * @call: name of the inner call: "socket"
 * @number: receives the number that the inner call has there
 *
 * Return: "socketcall" or "ipc"; or NULL if there is none on the ABI.
 */
const char *profile_outer_call(const struct abi *abi, const char *call,
			       unsigned int *number)
{
	int nr = seccomp_syscall_resolve_name_arch(abi->scmp_arch, call);
	const char *outer;

	if (nr <= -101 && nr >= -120) {
		outer = "socketcall";
		*number = -nr - 100;
	} else if (nr <= -201 && nr >= -224) {
		outer = "ipc";
		*number = -nr - 200;
	} else {
		return NULL;
	}
	return abi_call_number(abi, outer) >= 0 ? outer : NULL;
}

static void add_outer_rule(struct profile *profile,
			   const struct profile_rule *inner,
			   const struct abi *abi)
{
	struct profile_rule *rule, copy = *inner;
	unsigned int number = 0, i;
	const char *outer = profile_outer_call(abi, inner->call, &number);

	if (!outer)
		return;
	/* @inner may move. */
	rule = profile_add_rule(profile, outer, copy.ret, copy.where);
	rule->abi = abi;
	rule->tests[rule->count++] = (struct profile_test){
		.op = SCMP_CMP_EQ,
		.value = number,
	};
	for (i = 0; i < copy.count; i++)
		if (copy.tests[i].arg && rule->count < PROFILE_TESTS)
			rule->tests[rule->count++] = copy.tests[i];
}

/* Each of the new rules stands behind those of its call, in the order of the profile. */
static void add_outer_rules(struct profile *profile)
{
	struct profile_rule *old = profile->rules;
	unsigned int count = profile->rule_count, i, k;

	profile->rules = NULL;
	profile->rule_count = 0;
	for (i = 0; i < count; i++) {
		*append(profile) = old[i];
		for (k = 0; k < profile->abi_count; k++)
			if (!old[i].abi || old[i].abi == profile->abis[k])
				add_outer_rule(profile, &old[i],
					       profile->abis[k]);
	}
	free(old);
}

/* --- Rules of one call ------------------------------------------------------- */

static int check_names(const struct profile *profile,
		       const struct profile_rule *rule)
{
	unsigned int i, k;
	char plain[8];

	for (i = 0; i < rule->count; i++)
		for (k = 0; k < profile->abi_count; k++)
			if (!profile_argument(profile->abis[k], rule->call,
					      rule->tests[i].arg, plain))
				return usage_error(
					"%s: %s: argument %u of %s has no name in a policy; expected an argument that the call has",
					profile->source, rule->where,
					rule->tests[i].arg, rule->call);
	return EXIT_OK;
}

static int compare_rules(const void *a, const void *b)
{
	const struct profile_rule *left =
		*(const struct profile_rule *const *)a;
	const struct profile_rule *right =
		*(const struct profile_rule *const *)b;
	int order = strcmp(left->call, right->call);

	if (order)
		return order;
	return left < right ? -1 : left > right;
}

/* Tests without an effect go. A rule for another set of ABIs stays as it is. */
static void drop_empty_tests(struct profile_rule *rule)
{
	unsigned int i, kept = 0;

	for (i = 0; i < rule->count; i++)
		if (rule->tests[i].op != SCMP_CMP_MASKED_EQ ||
		    rule->tests[i].mask)
			rule->tests[kept++] = rule->tests[i];
	rule->count = kept;
}

/*
 * Settle the rules of one call: @rules point to them, in the order of the
 * profile. A rule that never answers loses its name.
 */
static int settle_call(struct profile *profile, struct profile_rule **rules,
		       unsigned int count)
{
	struct profile_rule *winner;
	unsigned int i;
	int status;

	for (i = 0; i < count; i++)
		if (!rules[i]->count && !rules[i]->abi)
			break;
	if (i == count)
		return profile_order(profile, rules, count);
	winner = rules[i];
	status = profile_check(profile, rules, i);
	if (status != EXIT_OK)
		return status;
	for (i = 0; i < count; i++)
		if (rules[i] != winner)
			rules[i]->call[0] = '\0';
	return EXIT_OK;
}

static void remove_nameless(struct profile *profile)
{
	unsigned int i, kept = 0;

	for (i = 0; i < profile->rule_count; i++) {
		if (profile->rules[i].call[0])
			profile->rules[kept++] = profile->rules[i];
		else
			free_rule(&profile->rules[i]);
	}
	profile->rule_count = kept;
}

/**
 * profile_settle - Let the rules stand as libseccomp orders them
 * @profile: the profile
 *
 * Afterwards, the first rule whose tests all hold answers a call.
 *
 * Return: an &enum exit_status.
 */
int profile_settle(struct profile *profile)
{
	struct profile_rule **sorted;
	unsigned int i, first;
	int status = EXIT_OK;

	for (i = 0; i < profile->rule_count && status == EXIT_OK; i++) {
		drop_empty_tests(&profile->rules[i]);
		status = check_names(profile, &profile->rules[i]);
	}
	if (status != EXIT_OK)
		return status;
	add_outer_rules(profile);
	sorted = xcalloc(profile->rule_count, sizeof(*sorted));
	for (i = 0; i < profile->rule_count; i++)
		sorted[i] = &profile->rules[i];
	qsort(sorted, profile->rule_count, sizeof(*sorted), compare_rules);
	for (first = 0; first < profile->rule_count && status == EXIT_OK;
	     first = i) {
		for (i = first; i < profile->rule_count; i++)
			if (strcmp(sorted[i]->call, sorted[first]->call))
				break;
		status = settle_call(profile, sorted + first, i - first);
	}
	free(sorted);
	if (status == EXIT_OK)
		remove_nameless(profile);
	return status;
}
