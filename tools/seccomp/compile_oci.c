// SPDX-License-Identifier: GPL-2.0-only
/*
 * Policies to profiles of the OCI runtime specification.
 *
 * libseccomp compares all 64 bits of an argument as an unsigned number, takes
 * the rules of a call as alternatives, and accepts one comparison for each
 * argument of a rule. Only conditions that mean the same there are written.
 */
#include <json-c/json.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <string.h>

#include "action_names.h"
#include "args.h"
#include "compile.h"
#include "operand.h"
#include "resolve.h"
#include "tool.h"

#define MAX_TERMS 64
#define MAX_ARGS 6

/**
 * struct oci_arg - a comparison of a profile
 * @op: SCMP_CMP_* without the prefix; NULL for no comparison
 * @value: first value
 * @value_two: second value, for MASKED_EQ
 */
struct oci_arg {
	const char *op;
	__u64 value;
	__u64 value_two;
};

/**
 * struct oci_term - comparisons that are all true
 * @args: one for each argument
 */
struct oci_term {
	struct oci_arg args[MAX_ARGS];
};

/**
 * struct oci_terms - terms of which one is true
 * @terms: the terms
 * @count: number of terms
 */
struct oci_terms {
	struct oci_term terms[MAX_TERMS];
	unsigned int count;
};

/**
 * struct oci - state of a profile that is written
 * @policy: the policy
 * @resolved: the policy
 * @syscalls: the array of rules
 * @abi: ABI whose call is written
 * @call: the call
 */
struct oci {
	const struct policy *policy;
	struct resolved resolved;
	struct json_object *syscalls;
	const struct resolved_abi *abi;
	const struct resolved_call *call;
};

/* --- Conditions -------------------------------------------------------------- */

static int refuse(const struct place *place, const char *what)
{
	return policy_error(
		place,
		"an OCI profile cannot say %s; expected something simpler, or no --oci",
		what);
}

static int add_term(struct oci_terms *terms, const struct oci_term *term,
		    const struct place *place)
{
	if (terms->count == MAX_TERMS)
		return refuse(place, "a condition of so many parts");
	terms->terms[terms->count++] = *term;
	return EXIT_OK;
}

static int add_arg(struct oci_terms *terms, unsigned int index,
		   const struct oci_arg *arg, const struct place *place)
{
	struct oci_term term = {};

	term.args[index] = *arg;
	return add_term(terms, &term, place);
}

static __u64 operand_mask(const struct operand *operand)
{
	__u64 mask = 0;
	unsigned int i;

	for (i = 0; i < operand->count; i++)
		mask = mask << operand->pieces[i].bits |
		       operand->pieces[i].mask;
	return mask;
}

/* Comparisons of some bits can only be equality. */
static int add_masked(struct oci_terms *terms, const struct operand *operand,
		      const struct interval *interval, __u64 mask,
		      const struct place *place)
{
	__u64 value;

	if (interval->high - interval->low >= MAX_TERMS)
		return refuse(
			place,
			"an order of some bits, or of an argument with 32 bits");
	for (value = interval->low;; value++) {
		const struct oci_arg arg = { "MASKED_EQ", mask, value };

		if (!(value & ~mask) &&
		    add_arg(terms, operand->index, &arg, place))
			return EXIT_USAGE;
		if (value == interval->high)
			return EXIT_OK;
	}
}

static int add_interval(struct oci_terms *terms, const struct operand *operand,
			const struct interval *interval,
			const struct place *place)
{
	struct oci_arg arg = { "EQ", interval->low, 0 };

	if (interval->low == interval->high)
		return add_arg(terms, operand->index, &arg, place);
	if (interval->low && interval->high != ~0ULL)
		return refuse(place, "a range");
	if (interval->low)
		arg = (struct oci_arg){ "GE", interval->low, 0 };
	else
		arg = (struct oci_arg){ "LE", interval->high, 0 };
	return add_arg(terms, operand->index, &arg, place);
}

/* Any bit of the mask is set. */
static int add_bits(struct oci_terms *terms, const struct operand *operand,
		    __u64 mask, const struct place *place)
{
	unsigned int bit;

	for (bit = 0; bit < 64; bit++) {
		const struct oci_arg arg = { "MASKED_EQ", 1ULL << bit,
					     1ULL << bit };

		if (mask >> bit & 1 &&
		    add_arg(terms, operand->index, &arg, place))
			return EXIT_USAGE;
	}
	return EXIT_OK;
}

static bool is_nonzero(const struct number_set *set, unsigned int width)
{
	return set->count == 1 && set->intervals[0].low == 1 &&
	       set->intervals[0].high == ones(width);
}

/* Keep the numbers of @set, or of its complement, up to 2^width - 1. */
static void complement_set(struct number_set *set, unsigned int width)
{
	struct number_set turned = {};
	__u64 low = 0;
	unsigned int i;

	turned.intervals = xcalloc(set->count + 1, sizeof(*turned.intervals));
	for (i = 0; i < set->count; i++) {
		const struct interval *interval = &set->intervals[i];

		if (interval->low > low)
			turned.intervals[turned.count++] =
				(struct interval){ low, interval->low - 1 };
		low = interval->high + 1;
	}
	if (!set->count || set->intervals[set->count - 1].high != ones(width))
		turned.intervals[turned.count++] =
			(struct interval){ low, ones(width) };
	number_set_free(set);
	*set = turned;
}

/* Is the only number that is missing in @set @missing? */
static bool lacks_one(const struct number_set *set, unsigned int width,
		      __u64 *missing)
{
	if (width != 64 || set->count != 2 || set->intervals[0].low ||
	    set->intervals[1].high != ~0ULL ||
	    set->intervals[0].high + 2 != set->intervals[1].low)
		return false;
	*missing = set->intervals[0].high + 1;
	return true;
}

static int add_set(struct oci_terms *terms, const struct operand *operand,
		   const struct number_set *set, const struct place *place)
{
	const __u64 mask = operand_mask(operand);
	struct oci_arg other = { "NE", 0, 0 };
	unsigned int i;
	int status = EXIT_OK;

	if (mask == ~0ULL && lacks_one(set, operand->width, &other.value))
		return add_arg(terms, operand->index, &other, place);
	if (is_nonzero(set, operand->width) && mask != ~0ULL)
		return add_bits(terms, operand, mask, place);
	for (i = 0; i < set->count && !status; i++) {
		if (mask == ~0ULL)
			status = add_interval(terms, operand,
					      &set->intervals[i], place);
		else
			status = add_masked(terms, operand, &set->intervals[i],
					    mask, place);
	}
	return status;
}

static int find_set(struct oci *oci, const struct policy_expr *expr,
		    bool negated, const struct resolved_abi *abi,
		    struct operand *operand, struct number_set *set)
{
	int status = find_operand(operand, abi, oci->call, expr);

	*set = (struct number_set){};
	if (!status && operand->window != OPERAND_NO_WINDOW)
		return refuse(&expr->operand.place, "what is behind a pointer");
	if (!status)
		status = mask_operand(operand, &oci->resolved, oci->call,
				      &expr->operand);
	if (!status)
		status = find_numbers(set, &oci->resolved, oci->call, operand,
				      expr);
	if (!status && negated)
		complement_set(set, operand->width);
	return status;
}

/* Do registers with 32 bits match the same as in the other ABI? */
static bool same_numbers(const struct operand *operand,
			 const struct number_set *set,
			 const struct operand *other,
			 const struct number_set *others)
{
	const __u64 max = ones(other->width);
	unsigned int i;

	if (operand->index != other->index ||
	    (operand_mask(operand) & max) != operand_mask(other))
		return false;
	for (i = 0; i < set->count && set->intervals[i].low <= max; i++) {
		const __u64 high = set->intervals[i].high;

		if (i >= others->count ||
		    others->intervals[i].low != set->intervals[i].low ||
		    others->intervals[i].high != (high > max ? max : high))
			return false;
	}
	return i == others->count;
}

static int check_other_abis(struct oci *oci, const struct policy_expr *expr,
			    bool negated, const struct operand *operand,
			    const struct number_set *set)
{
	struct number_set others;
	struct operand other;
	unsigned int i;
	int status = EXIT_OK;

	for (i = 0; i < oci->resolved.count && !status; i++) {
		const struct resolved_abi *abi = &oci->resolved.abis[i];

		if (abi == oci->abi ||
		    abi_call_number(abi->abi, oci->call->name) < 0)
			continue;
		status = find_set(oci, expr, negated, abi, &other, &others);
		if (!status && !same_numbers(operand, set, &other, &others))
			status =
				refuse(&expr->place,
				       "a condition that differs between ABIs");
		number_set_free(&others);
	}
	return status;
}

static int add_compare(struct oci *oci, const struct policy_expr *expr,
		       bool negated, struct oci_terms *terms)
{
	struct number_set set;
	struct operand operand;
	int status;

	status = find_set(oci, expr, negated, oci->abi, &operand, &set);
	if (!status)
		status = check_other_abis(oci, expr, negated, &operand, &set);
	if (!status)
		status = add_set(terms, &operand, &set, &expr->place);
	number_set_free(&set);
	return status;
}

static int add_expr(struct oci *oci, const struct policy_expr *expr,
		    bool negated, struct oci_terms *terms);

/* Both terms are true: an argument can be compared once. */
static int join_terms(const struct oci_term *left, const struct oci_term *right,
		      struct oci_terms *out, const struct place *place)
{
	struct oci_term term = *left;
	unsigned int i;

	for (i = 0; i < MAX_ARGS; i++) {
		if (!right->args[i].op)
			continue;
		if (term.args[i].op)
			return refuse(
				place,
				"two comparisons of an argument that are both true");
		term.args[i] = right->args[i];
	}
	return add_term(out, &term, place);
}

static int multiply(struct oci_terms *left, const struct oci_terms *right,
		    const struct place *place)
{
	struct oci_terms *out = xcalloc(1, sizeof(*out));
	unsigned int i, j;
	int status = EXIT_OK;

	for (i = 0; i < left->count; i++)
		for (j = 0; j < right->count && !status; j++)
			status = join_terms(&left->terms[i], &right->terms[j],
					    out, place);
	*left = *out;
	free(out);
	return status;
}

static int add_all(struct oci *oci, const struct policy_expr *expr,
		   bool negated, struct oci_terms *terms)
{
	struct oci_terms *product = xcalloc(1, sizeof(*product));
	struct oci_terms *factor = xcalloc(1, sizeof(*factor));
	const struct policy_expr *child;
	unsigned int i;
	int status = EXIT_OK;

	product->count = 1;
	for (child = expr->children; child && !status; child = child->next) {
		factor->count = 0;
		status = add_expr(oci, child, negated, factor);
		if (!status)
			status = multiply(product, factor, &child->place);
	}
	for (i = 0; i < product->count && !status; i++)
		status = add_term(terms, &product->terms[i], &expr->place);
	free(product);
	free(factor);
	return status;
}

static int add_any(struct oci *oci, const struct policy_expr *expr,
		   bool negated, struct oci_terms *terms)
{
	const struct policy_expr *child;
	int status = EXIT_OK;

	for (child = expr->children; child && !status; child = child->next)
		status = add_expr(oci, child, negated, terms);
	return status;
}

static int add_expr(struct oci *oci, const struct policy_expr *expr,
		    bool negated, struct oci_terms *terms)
{
	switch (expr->kind) {
	case EXPR_NOT:
		return add_expr(oci, expr->children, !negated, terms);
	case EXPR_COMPARE:
		return add_compare(oci, expr, negated, terms);
	case EXPR_AND:
		return negated ? add_any(oci, expr, true, terms) :
				 add_all(oci, expr, false, terms);
	default:
		return negated ? add_all(oci, expr, true, terms) :
				 add_any(oci, expr, false, terms);
	}
}

/* --- Rules ------------------------------------------------------------------- */

/* A number belongs to errno and trace only. */
static bool has_data(__u32 ret)
{
	const __u32 action = ret & SECCOMP_RET_ACTION_FULL;

	return action == SECCOMP_RET_ERRNO || action == SECCOMP_RET_TRACE;
}

static int check_action(const struct policy_action *action)
{
	if (has_data(action->ret) || !(action->ret & SECCOMP_RET_DATA))
		return EXIT_OK;
	return refuse(&action->place, "a number for trap");
}

static void add_action(struct json_object *object, __u32 ret, const char *key,
		       const char *errno_key)
{
	json_object_object_add(object, key,
			       json_object_new_string(find_action(ret)->oci));
	if (has_data(ret))
		json_object_object_add(object, errno_key,
				       json_object_new_int(ret &
							   SECCOMP_RET_DATA));
}

static struct json_object *new_args(const struct oci_term *term)
{
	struct json_object *args = json_object_new_array();
	unsigned int i;

	for (i = 0; i < MAX_ARGS; i++) {
		const struct oci_arg *from = &term->args[i];
		struct json_object *arg;
		char op[32];

		if (!from->op)
			continue;
		snprintf(op, sizeof(op), "SCMP_CMP_%s", from->op);
		arg = json_object_new_object();
		json_object_object_add(arg, "index", json_object_new_int(i));
		json_object_object_add(arg, "value",
				       json_object_new_uint64(from->value));
		if (!strcmp(from->op, "MASKED_EQ"))
			json_object_object_add(
				arg, "valueTwo",
				json_object_new_uint64(from->value_two));
		json_object_object_add(arg, "op", json_object_new_string(op));
		json_object_array_add(args, arg);
	}
	return args;
}

/* @term is NULL for a rule without a condition. */
static void add_rule(struct oci *oci, __u32 ret, const struct oci_term *term)
{
	struct json_object *rule = json_object_new_object();
	struct json_object *names = json_object_new_array();

	json_object_array_add(names, json_object_new_string(oci->call->name));
	json_object_object_add(rule, "names", names);
	add_action(rule, ret, "action", "errnoRet");
	if (term)
		json_object_object_add(rule, "args", new_args(term));
	json_object_array_add(oci->syscalls, rule);
}

static __u32 last_action(const struct oci *oci)
{
	return oci->call->last ? oci->call->last->action.ret :
				 oci->policy->default_action.ret;
}

/* Each branch that can decide has the same action, and the rest the default one. */
static int check_branches(const struct oci *oci, __u32 ret)
{
	const __u32 last = last_action(oci);
	unsigned int i;

	for (i = 0; i < oci->call->count; i++) {
		const struct policy_branch *branch = oci->call->branches[i];
		const bool is_default = branch->action.ret ==
					oci->policy->default_action.ret;

		if (last == ret ? is_default : branch->action.ret == ret)
			continue;
		return refuse(
			&branch->place,
			"several actions for a call besides the default action");
	}
	return EXIT_OK;
}

static int add_conditions(struct oci *oci)
{
	const struct policy *policy = oci->policy;
	const bool is_default = last_action(oci) == policy->default_action.ret;
	const struct policy_branch *const *branches = oci->call->branches;
	const __u32 ret = is_default ? branches[0]->action.ret :
				       last_action(oci);
	struct oci_terms *terms = xcalloc(1, sizeof(*terms));
	struct oci_terms *more = xcalloc(1, sizeof(*more));
	unsigned int i;
	int status = check_branches(oci, ret);

	/* The other action applies if no branch has the default one. */
	terms->count = !is_default;
	for (i = 0; i < oci->call->count && !status; i++) {
		more->count = 0;
		status = check_action(&branches[i]->action);
		if (!status && is_default)
			status = add_expr(oci, branches[i]->expr, false, terms);
		else if (!status)
			status = add_expr(oci, branches[i]->expr, true, more);
		if (!status && !is_default)
			status = multiply(terms, more, &branches[i]->place);
	}
	for (i = 0;
	     i < terms->count && !status && ret != policy->default_action.ret;
	     i++)
		add_rule(oci, ret, &terms->terms[i]);
	free(terms);
	free(more);
	return status;
}

static int add_call(struct oci *oci, const struct resolved_abi *abi,
		    const struct resolved_call *call)
{
	oci->abi = abi;
	oci->call = call;
	if (call->count)
		return add_conditions(oci);
	if (check_action(&call->last->action))
		return EXIT_USAGE;
	if (call->last->action.ret != oci->policy->default_action.ret)
		add_rule(oci, call->last->action.ret, NULL);
	return EXIT_OK;
}

/* An ABI before has written the rules of the name. */
static bool is_written(const struct oci *oci, unsigned int abi,
		       const char *name)
{
	while (abi--)
		if (abi_call_number(oci->resolved.abis[abi].abi, name) >= 0)
			return true;
	return false;
}

static int add_calls(struct oci *oci)
{
	unsigned int i, j;
	int status = EXIT_OK;

	for (i = 0; i < oci->resolved.count; i++) {
		const struct resolved_abi *abi = &oci->resolved.abis[i];

		for (j = 0; j < abi->count && !status; j++)
			if (!is_written(oci, i, abi->calls[j].name))
				status = add_call(oci, abi, &abi->calls[j]);
	}
	return status;
}

/* --- The profile ------------------------------------------------------------- */

static int check_calls(const struct policy_call *call)
{
	for (; call; call = call->next)
		if (call->abi)
			return refuse(&call->place, "a rule for one ABI");
	return EXIT_OK;
}

static int check_policy(const struct policy *policy)
{
	const struct policy_rule *rule;
	const struct policy_group *group;

	if (check_action(&policy->default_action))
		return EXIT_USAGE;
	if (policy->unknown_action.place.line)
		return refuse(&policy->unknown_action.place,
			      "an action for unknown calls");
	if (policy->other_action.place.line &&
	    policy->other_action.ret != SECCOMP_RET_KILL_THREAD)
		return refuse(&policy->other_action.place,
			      "another action for other ABIs than kill_thread");
	for (group = policy->groups; group; group = group->next)
		if (check_calls(group->calls))
			return EXIT_USAGE;
	for (rule = policy->rules; rule; rule = rule->next)
		if (check_calls(rule->calls))
			return EXIT_USAGE;
	return EXIT_OK;
}

/* "x86-64" is SCMP_ARCH_X86_64, but three names of libseccomp differ from ABIs. */
static struct json_object *new_arch(const struct abi *abi)
{
	static const struct {
		const char *abi;
		const char *name;
	} others[] = {
		{ "arm64", "AARCH64" },
		{ "mips64-le", "MIPSEL64" },
		{ "mips64-le-n32", "MIPSEL64N32" },
		{ "mips64-n32", "MIPS64N32" },
		{ "ppc64-le", "PPC64LE" },
	};
	const char *name = abi->name;
	char text[48];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(others); i++)
		if (!strcmp(others[i].abi, abi->name))
			name = others[i].name;
	snprintf(text, sizeof(text), "SCMP_ARCH_%s", name);
	for (i = 0; text[i]; i++) {
		if (text[i] >= 'a' && text[i] <= 'z')
			text[i] -= 'a' - 'A';
		else if (text[i] == '-')
			text[i] = '_';
	}
	return json_object_new_string(text);
}

static struct json_object *new_profile(struct oci *oci)
{
	struct json_object *profile = json_object_new_object();
	struct json_object *archs = json_object_new_array();
	struct json_object *flags;
	unsigned int i;

	add_action(profile, oci->policy->default_action.ret, "defaultAction",
		   "defaultErrnoRet");
	for (i = 0; i < oci->resolved.count; i++)
		json_object_array_add(archs,
				      new_arch(oci->resolved.abis[i].abi));
	json_object_object_add(profile, "architectures", archs);
	if (oci->policy->log) {
		flags = json_object_new_array();
		json_object_array_add(
			flags,
			json_object_new_string("SECCOMP_FILTER_FLAG_LOG"));
		json_object_object_add(profile, "flags", flags);
	}
	json_object_object_add(profile, "syscalls",
			       json_object_get(oci->syscalls));
	return profile;
}

/**
 * policy_to_oci - Make a profile of a policy
 * @text: receives the profile in JSON, which the caller frees
 * @policy: the policy
 *
 * Calls of ABIs that the policy does not name are killed under a profile,
 * whatever the default action is.
 *
 * Return: EXIT_OK; or EXIT_USAGE after a message.
 */
int policy_to_oci(char **text, const struct policy *policy)
{
	struct oci oci = { .policy = policy };
	struct json_object *profile;
	int status;

	*text = NULL;
	status = resolve_policy(&oci.resolved, policy);
	if (status)
		return status;
	oci.syscalls = json_object_new_array();
	status = check_policy(policy);
	if (!status)
		status = add_calls(&oci);
	if (!status) {
		profile = new_profile(&oci);
		*text = xasprintf("%s\n",
				  json_object_to_json_string_ext(
					  profile, JSON_C_TO_STRING_PRETTY));
		json_object_put(profile);
	}
	json_object_put(oci.syscalls);
	resolved_free(&oci.resolved);
	return status;
}
