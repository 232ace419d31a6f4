// SPDX-License-Identifier: GPL-2.0-only
/*
 * Findings about the text of a policy: rules and conditions without effect.
 */
#include <string.h>

#include "abi.h"
#include "args.h"
#include "lint.h"
#include "lint_expr.h"
#include "policy.h"
#include "resolve.h"
#include "tool.h"

static void add_never(struct lint *lint, const struct place *place)
{
	lint_add_line(lint, "never-matches", place->file, place->line,
		      "mend the conditions, or remove it");
}

/* --- Calls -------------------------------------------------------------------- */

static void check_branch(struct lint *lint, const struct resolved_call *call,
			 unsigned int index)
{
	const struct policy_branch *branch = call->branches[index];
	const struct place *place = &branch->place;

	if (!lint_expr_possible(branch->expr, NULL, 0))
		lint_what(lint, "the condition in column %u is never true",
			  place->column);
	else if (!lint_expr_possible(branch->expr, call->branches, index))
		lint_what(lint, "%s: no call is left for column %u", call->name,
			  place->column);
	else
		return;
	add_never(lint, place);
}

static void check_call(struct lint *lint, const struct resolved_call *call)
{
	unsigned int i;

	for (i = 0; i < call->count; i++)
		check_branch(lint, call, i);
	if (!call->last || !call->count || call->last_group ||
	    lint_expr_possible(NULL, call->branches, call->count))
		return;
	lint_what(lint, "%s: no call is left for the last action", call->name);
	add_never(lint, &call->last->action.place);
}

static bool is_resolved(const struct resolved *resolved, const char *name)
{
	const struct resolved_abi *abi;
	unsigned int i, j;

	for (i = 0; i < resolved->count; i++) {
		abi = &resolved->abis[i];
		for (j = 0; j < abi->count; j++)
			if (!strcmp(abi->calls[j].name, name))
				return true;
	}
	return false;
}

/* Groups have names of all ABIs. */
static void check_names(struct lint *lint, const struct resolved *resolved,
			const struct policy_call *call)
{
	for (; call; call = call->next) {
		if (*call->name == '@' || is_resolved(resolved, call->name))
			continue;
		lint_what(lint, "no ABI of the policy has a call %s",
			  call->name);
		lint_add_line(lint, "no-call", call->place.file,
			      call->place.line,
			      "remove %s, or add its ABI to arch", call->name);
	}
}

static void check_resolved(struct lint *lint, const struct policy *policy)
{
	const struct policy_rule *rule;
	struct resolved resolved;
	unsigned int i, j;

	/* policy_compile() has had the same messages. */
	if (resolve_policy(&resolved, policy) != EXIT_OK)
		return;
	for (i = 0; i < resolved.count; i++)
		for (j = 0; j < resolved.abis[i].count; j++)
			check_call(lint, &resolved.abis[i].calls[j]);
	for (rule = policy->rules; rule; rule = rule->next)
		check_names(lint, &resolved, rule->calls);
	resolved_free(&resolved);
}

/* --- Masks -------------------------------------------------------------------- */

static const struct call_arg *find_arg(const char *call, const char *name)
{
	const struct call_prototype *prototype;
	unsigned int i;

	prototype = call_prototype(abi_native(), call);
	for (i = 0; prototype && i < prototype->count; i++)
		if (!strcmp(prototype->args[i].name, name))
			return &prototype->args[i];
	return NULL;
}

static void check_mask(struct lint *lint, const char *call,
		       const struct policy_operand *operand)
{
	const struct call_arg *arg;

	if (!operand->masked || operand->field || operand->mask.negative ||
	    operand->mask.bits != 0xffffffff)
		return;
	arg = find_arg(call, operand->arg);
	if (!arg || arg->width != 64)
		return;
	lint_what(lint, "%s: only the low half of %s is compared", call,
		  operand->arg);
	lint_add_line(lint, "half-compare", operand->place.file,
		      operand->place.line, "compare both halves");
}

static void check_masks(struct lint *lint, const char *call,
			const struct policy_expr *expr)
{
	const struct policy_expr *child;

	if (expr->kind == EXPR_COMPARE) {
		check_mask(lint, call, &expr->operand);
		return;
	}
	for (child = expr->children; child; child = child->next)
		check_masks(lint, call, child);
}

/**
 * lint_policy - Find rules and conditions without effect
 * @lint: receives the findings
 * @policy: the policy, which policy_compile() accepts
 */
void lint_policy(struct lint *lint, const struct policy *policy)
{
	const struct policy_branch *branch;
	const struct policy_rule *rule;

	check_resolved(lint, policy);
	for (rule = policy->rules; rule; rule = rule->next)
		for (branch = rule->branches; branch; branch = branch->next)
			if (branch->expr)
				check_masks(lint, rule->calls->name,
					    branch->expr);
}
