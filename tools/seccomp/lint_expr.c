// SPDX-License-Identifier: GPL-2.0-only
/*
 * Can a condition be true?
 *
 * The search turns a condition into ways in which it is true. A way is a list of
 * literals: comparisons, each of them asserted or denied. A way is impossible if the
 * literals about one operand contradict each other. What the search does not understand
 * counts as possible, so it never calls a condition impossible that is not.
 */
#include <string.h>

#include "lint_expr.h"
#include "tool.h"

/* A search that needs more ways or more literals gives up. */
#define WAYS_MAX 4096
#define LITERALS_MAX 128

/**
 * struct literal - a comparison that is asserted or denied
 * @expr: the comparison, EXPR_COMPARE
 * @denied: it is false
 */
struct literal {
	const struct policy_expr *expr;
	bool denied;
};

/**
 * struct goal - conditions that have to hold, too
 * @next: the other goals
 * @expr: the condition
 * @denied: it has to be false
 */
struct goal {
	const struct goal *next;
	const struct policy_expr *expr;
	bool denied;
};

/**
 * struct search - state of the search
 * @literals: the literals of the way so far
 * @count: number of @literals
 * @ways: number of ways that were tried
 */
struct search {
	struct literal literals[LITERALS_MAX];
	unsigned int count;
	unsigned int ways;
};

/* The answer of a literal to one value. */
enum truth {
	TRUTH_NO,
	TRUTH_YES,
	TRUTH_MAYBE,
};

/* --- One operand -------------------------------------------------------------- */

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

static bool same_operand(const struct policy_operand *a,
			 const struct policy_operand *b)
{
	return same_text(a->arg, b->arg) && same_text(a->field, b->field);
}

/* Order needs the type of the operand where a number may be negative. */
static bool is_plain(const struct policy_number *number)
{
	return !number->negative && !(number->bits >> 63);
}

static enum truth compare_order(const struct policy_expr *expr, __u64 value)
{
	const struct policy_number *number = &expr->values->low;

	if (!is_plain(number) || value >> 63)
		return TRUTH_MAYBE;
	switch (expr->compare) {
	case COMPARE_LT:
		return value < number->bits;
	case COMPARE_LE:
		return value <= number->bits;
	case COMPARE_GT:
		return value > number->bits;
	default:
		return value >= number->bits;
	}
}

static enum truth is_in(const struct policy_value *values, __u64 value)
{
	enum truth truth = TRUTH_NO;

	for (; values; values = values->next) {
		if (values->kind != VALUE_NUMBER && values->kind != VALUE_RANGE)
			return TRUTH_MAYBE;
		if (!is_plain(&values->low) || value >> 63 ||
		    (values->kind == VALUE_RANGE && !is_plain(&values->high))) {
			truth = TRUTH_MAYBE;
			continue;
		}
		if (values->kind == VALUE_NUMBER && values->low.bits == value)
			return TRUTH_YES;
		if (values->kind == VALUE_RANGE && values->low.bits <= value &&
		    value <= values->high.bits)
			return TRUTH_YES;
	}
	return truth;
}

static enum truth negate(enum truth truth)
{
	if (truth == TRUTH_MAYBE)
		return TRUTH_MAYBE;
	return truth == TRUTH_YES ? TRUTH_NO : TRUTH_YES;
}

/* What does a literal say about a number of its operand? */
static enum truth number_truth(const struct literal *literal, __u64 value)
{
	const struct policy_expr *expr = literal->expr;
	enum truth truth = TRUTH_MAYBE;

	if (expr->operand.masked) {
		if (expr->operand.mask.negative)
			return TRUTH_MAYBE;
		value &= expr->operand.mask.bits;
	}
	switch (expr->compare) {
	case COMPARE_NONZERO:
		truth = value ? TRUTH_YES : TRUTH_NO;
		break;
	case COMPARE_EQ:
	case COMPARE_IN:
		truth = is_in(expr->values, value);
		break;
	case COMPARE_NE:
		truth = negate(is_in(expr->values, value));
		break;
	case COMPARE_PREFIX:
		break;
	default:
		truth = compare_order(expr, value);
	}
	return literal->denied ? negate(truth) : truth;
}

/* Does one value satisfy all literals about the operand, as far as can be known? */
static bool number_fits(const struct search *search,
			const struct policy_operand *operand, __u64 value)
{
	unsigned int i;

	for (i = 0; i < search->count; i++)
		if (same_operand(&search->literals[i].expr->operand, operand) &&
		    number_truth(&search->literals[i], value) == TRUTH_NO)
			return false;
	return true;
}

static bool starts_with(const struct policy_value *text,
			const struct policy_value *prefix)
{
	return text->len >= prefix->len &&
	       !memcmp(text->bytes, prefix->bytes, prefix->len);
}

static bool same_string(const struct policy_value *a,
			const struct policy_value *b)
{
	return a->len == b->len && starts_with(a, b);
}

static enum truth string_truth(const struct literal *literal,
			       const struct policy_value *text)
{
	const struct policy_value *value = literal->expr->values;
	bool found = false;

	if (literal->expr->operand.masked)
		return TRUTH_MAYBE;
	for (; value; value = value->next) {
		if (value->kind != VALUE_STRING)
			return TRUTH_MAYBE;
		found |= literal->expr->compare == COMPARE_PREFIX ?
				 starts_with(text, value) :
				 same_string(text, value);
	}
	switch (literal->expr->compare) {
	case COMPARE_EQ:
	case COMPARE_IN:
	case COMPARE_PREFIX:
		break;
	case COMPARE_NE:
		found = !found;
		break;
	default:
		return TRUTH_MAYBE;
	}
	return found != literal->denied ? TRUTH_YES : TRUTH_NO;
}

static bool string_fits(const struct search *search,
			const struct policy_operand *operand,
			const struct policy_value *text)
{
	unsigned int i;

	for (i = 0; i < search->count; i++)
		if (same_operand(&search->literals[i].expr->operand, operand) &&
		    string_truth(&search->literals[i], text) == TRUTH_NO)
			return false;
	return true;
}

/* Is the operand one of a few values, if the literal holds? */
static bool lists_values(const struct literal *literal)
{
	const enum policy_compare compare = literal->expr->compare;

	if (literal->expr->operand.masked)
		return false;
	if (compare == COMPARE_NONZERO)
		return literal->denied;
	if (compare == COMPARE_NE)
		return literal->denied;
	return !literal->denied &&
	       (compare == COMPARE_EQ || compare == COMPARE_IN);
}

/* Is a value of the literal possible? Values of other kinds are. */
static bool some_value_fits(const struct search *search,
			    const struct literal *literal)
{
	const struct policy_operand *operand = &literal->expr->operand;
	const struct policy_value *value = literal->expr->values;

	if (literal->expr->compare == COMPARE_NONZERO)
		return number_fits(search, operand, 0);
	for (; value; value = value->next) {
		if (value->kind == VALUE_NUMBER) {
			if (value->low.negative ||
			    number_fits(search, operand, value->low.bits))
				return true;
		} else if (value->kind == VALUE_STRING) {
			if (string_fits(search, operand, value))
				return true;
		} else {
			return true;
		}
	}
	return false;
}

/* --- Ranges and masks --------------------------------------------------------- */

/**
 * struct bounds - limits of an operand by literals without a list of values
 * @low: the least value
 * @high: the greatest value, below 2^63
 * @ordered: some literal is about order, so that only plain numbers are considered
 * @mask: bits that are known
 * @bits: values of these bits
 * @broken: they contradict each other
 */
struct bounds {
	__u64 low;
	__u64 high;
	bool ordered;
	__u64 mask;
	__u64 bits;
	bool broken;
};

static void learn_bits(struct bounds *bounds, __u64 mask, __u64 bits)
{
	if (bits & ~mask || (bounds->bits ^ bits) & bounds->mask & mask)
		bounds->broken = true;
	bounds->mask |= mask;
	bounds->bits |= bits;
}

static enum policy_compare deny_compare(enum policy_compare compare)
{
	switch (compare) {
	case COMPARE_LT:
		return COMPARE_GE;
	case COMPARE_LE:
		return COMPARE_GT;
	case COMPARE_GT:
		return COMPARE_LE;
	case COMPARE_GE:
		return COMPARE_LT;
	case COMPARE_EQ:
		return COMPARE_NE;
	case COMPARE_NE:
		return COMPARE_EQ;
	default:
		return compare;
	}
}

static void learn_order(struct bounds *bounds, enum policy_compare compare,
			__u64 number)
{
	bounds->ordered = true;
	switch (compare) {
	case COMPARE_LT:
		/* A signed operand may be below 0. */
		if (number && number - 1 < bounds->high)
			bounds->high = number - 1;
		break;
	case COMPARE_LE:
		if (number < bounds->high)
			bounds->high = number;
		break;
	case COMPARE_GT:
		if (number + 1 > bounds->low)
			bounds->low = number + 1;
		break;
	default:
		if (number > bounds->low)
			bounds->low = number;
	}
}

static void learn_literal(struct bounds *bounds, const struct literal *literal)
{
	const struct policy_expr *expr = literal->expr;
	enum policy_compare compare = expr->compare;

	if (compare == COMPARE_NONZERO) {
		if (literal->denied && expr->operand.masked &&
		    !expr->operand.mask.negative)
			learn_bits(bounds, expr->operand.mask.bits, 0);
		return;
	}
	if (literal->denied)
		compare = deny_compare(compare);
	if (expr->values->kind != VALUE_NUMBER || !is_plain(&expr->values->low))
		return;
	if (expr->operand.masked) {
		if (compare == COMPARE_EQ && !expr->operand.mask.negative)
			learn_bits(bounds, expr->operand.mask.bits,
				   expr->values->low.bits);
		return;
	}
	if (compare >= COMPARE_LT && compare <= COMPARE_GE)
		learn_order(bounds, compare, expr->values->low.bits);
}

static bool bounds_fit(const struct search *search,
		       const struct policy_operand *operand)
{
	struct bounds bounds = { .high = ~(__u64)0 >> 1 };
	unsigned int i;

	for (i = 0; i < search->count; i++)
		if (same_operand(&search->literals[i].expr->operand, operand))
			learn_literal(&bounds, &search->literals[i]);
	if (bounds.broken)
		return false;
	/* With a lower bound, a negative number of a signed operand is out. */
	return !bounds.ordered || bounds.low <= bounds.high;
}

/* --- Ways --------------------------------------------------------------------- */

/* Two strings begin the operand, or it is the same and not the same. */
static bool prefixes_fit(const struct search *search,
			 const struct literal *literal)
{
	const struct policy_value *prefix;
	const struct literal *other;
	unsigned int i;
	bool fits;

	if (literal->denied || literal->expr->compare != COMPARE_PREFIX)
		return true;
	for (i = 0; i < search->count; i++) {
		other = &search->literals[i];
		if (other->expr->compare != COMPARE_PREFIX ||
		    !same_operand(&other->expr->operand,
				  &literal->expr->operand))
			continue;
		fits = false;
		for (prefix = literal->expr->values; prefix;
		     prefix = prefix->next) {
			const struct policy_value *value = other->expr->values;
			bool meets = false, inside = false;

			for (; value; value = value->next) {
				meets |= starts_with(prefix, value) ||
					 starts_with(value, prefix);
				inside |= starts_with(prefix, value);
			}
			fits |= other->denied ? !inside : meets;
		}
		if (!fits)
			return false;
	}
	return true;
}

/* Can all literals hold? */
static bool way_is_possible(const struct search *search)
{
	const struct literal *literal;
	unsigned int i;

	for (i = 0; i < search->count; i++) {
		literal = &search->literals[i];
		if (lists_values(literal) && !some_value_fits(search, literal))
			return false;
		if (!bounds_fit(search, &literal->expr->operand) ||
		    !prefixes_fit(search, literal))
			return false;
	}
	return true;
}

static bool find_way(struct search *search, const struct goal *goal);

/* One of the children has to hold, beside the other goals. */
static bool find_child(struct search *search, const struct goal *goal)
{
	const struct policy_expr *child;
	struct goal first = { .next = goal->next, .denied = goal->denied };

	for (child = goal->expr->children; child; child = child->next) {
		first.expr = child;
		if (find_way(search, &first))
			return true;
	}
	return false;
}

/* All children from @child on have to hold, beside the other goals. */
static bool find_children(struct search *search, const struct goal *goal,
			  const struct policy_expr *child)
{
	struct goal first = { .next = goal->next, .denied = goal->denied };
	struct goal rest = *goal;
	struct policy_expr others;

	first.expr = child;
	if (!child->next)
		return find_way(search, &first);
	others = *goal->expr;
	others.children = child->next;
	rest.expr = &others;
	first.next = &rest;
	return find_way(search, &first);
}

/* A denied AND wants one child that is false. */
static bool wants_one_child(const struct goal *goal)
{
	return goal->expr->kind == (goal->denied ? EXPR_AND : EXPR_OR);
}

static bool find_compare(struct search *search, const struct goal *goal)
{
	bool found;

	if (search->count == LITERALS_MAX)
		return true;
	search->literals[search->count++] =
		(struct literal){ .expr = goal->expr, .denied = goal->denied };
	found = find_way(search, goal->next);
	search->count--;
	return found;
}

/* Is there a way to reach all goals? */
static bool find_way(struct search *search, const struct goal *goal)
{
	struct goal child;

	if (!goal) {
		if (search->ways++ == WAYS_MAX)
			return true;
		return way_is_possible(search);
	}
	switch (goal->expr->kind) {
	case EXPR_NOT:
		child = (struct goal){ .next = goal->next,
				       .expr = goal->expr->children,
				       .denied = !goal->denied };
		return find_way(search, &child);
	case EXPR_AND:
	case EXPR_OR:
		if (wants_one_child(goal))
			return find_child(search, goal);
		return find_children(search, goal, goal->expr->children);
	default:
		return find_compare(search, goal);
	}
}

/**
 * lint_expr_possible - Tell whether a condition can be true
 * @expr: the condition; NULL for one that is always true
 * @before: branches whose conditions are false
 * @count: number of @before
 *
 * Return: false if it cannot be true; true if it can, or if the search gives up.
 */
bool lint_expr_possible(const struct policy_expr *expr,
			const struct policy_branch **before, unsigned int count)
{
	struct search *search = xcalloc(1, sizeof(*search));
	struct goal *goals = xcalloc(count + 1, sizeof(*goals));
	const struct goal *first = NULL;
	unsigned int i;
	bool possible;

	for (i = 0; i < count; i++) {
		goals[i] = (struct goal){ .next = first,
					  .expr = before[i]->expr,
					  .denied = true };
		first = &goals[i];
	}
	if (expr) {
		goals[count] = (struct goal){ .next = first, .expr = expr };
		first = &goals[count];
	}
	possible = find_way(search, first);
	free(goals);
	free(search);
	return possible;
}
