// SPDX-License-Identifier: GPL-2.0-only
/*
 * Arguments of a policy as words of the call, and comparisons as sets of numbers.
 */
#include <linux/seccomp.h>
#include <stdio.h>
#include <string.h>

#include "operand.h"
#include "tool.h"

#define MAX_ARGS 6

/* Wide enough for all numbers of a policy, and for their neighbours. */
typedef __int128 wide_t;

/* --- Arguments --------------------------------------------------------------- */

static __u32 low_half(const struct abi *abi, unsigned int index)
{
	return offsetof(struct seccomp_data, args) + 8 * index +
	       (abi->big ? 4 : 0);
}

static __u32 high_half(const struct abi *abi, unsigned int index)
{
	return offsetof(struct seccomp_data, args) + 8 * index +
	       (abi->big ? 0 : 4);
}

/* "arg0" to "arg5"; or -1. */
static int plain_index(const char *name)
{
	if (strncmp(name, "arg", 3) || name[3] < '0' ||
	    name[3] >= '0' + MAX_ARGS || name[4])
		return -1;
	return name[3] - '0';
}

static int named_index(const struct call_prototype *prototype, const char *name)
{
	unsigned int i;

	for (i = 0; i < prototype->count; i++)
		if (!strcmp(prototype->args[i].name, name))
			return i;
	return -1;
}

/* Write "fd, buf or count". */
static void list_arguments(const struct call_prototype *prototype, char *out,
			   size_t size)
{
	size_t used = 0;
	unsigned int i;

	*out = '\0';
	for (i = 0; i < prototype->count && used < size; i++)
		used += snprintf(out + used, size - used, "%s%s",
				 !i ? "" :
				 i == prototype->count - 1 ? " or " : ", ",
				 prototype->args[i].name);
}

static int report_argument(const struct resolved_abi *abi,
			   const struct resolved_call *call,
			   const struct call_prototype *prototype,
			   const struct policy_operand *text)
{
	char names[256];

	if (!prototype)
		return policy_error(&text->place,
				    "the names of the arguments of %s are not known; expected arg0 to arg5",
				    call->name);
	if (!prototype->count)
		return policy_error(&text->place,
				    "%s of %s has no arguments; expected an action without a condition",
				    call->name, abi->abi->name);
	list_arguments(prototype, names, sizeof(names));
	return policy_error(&text->place,
			    "%s of %s has no argument '%s'; expected %s",
			    call->name, abi->abi->name, text->arg, names);
}

static void set_argument(struct operand *operand, const struct abi *abi,
			 unsigned int index, const struct call_arg *arg)
{
	struct piece *piece = operand->pieces;

	operand->width = abi->wide ? 64 : 32;
	if (arg && arg->width < operand->width)
		operand->width = arg->width;
	operand->is_signed = arg && arg->is_signed;
	operand->index = index;
	operand->window = OPERAND_NO_WINDOW;
	if (operand->width > 32)
		*piece++ = (struct piece){ high_half(abi, index), 0,
					   operand->width - 32,
					   ones(operand->width - 32) };
	*piece++ = (struct piece){ low_half(abi, index), 0,
				   operand->width > 32 ? 32 : operand->width,
				   ones(operand->width > 32 ? 32 :
							      operand->width) };
	operand->count = piece - operand->pieces;
}

/**
 * find_operand - Find the words of an argument
 * @operand: receives the words
 * @abi: the ABI
 * @call: the call
 * @text: the argument in the policy
 *
 * Return: EXIT_OK; or EXIT_USAGE after a message.
 */
int find_operand(struct operand *operand, const struct resolved_abi *abi,
		 const struct resolved_call *call,
		 const struct policy_operand *text)
{
	const struct call_prototype *prototype =
		call_prototype(abi->abi, call->name);
	int index = prototype ? named_index(prototype, text->arg) : -1;

	*operand = (struct operand){};
	if (index < 0)
		index = plain_index(text->arg);
	if (index < 0 || (prototype && index >= prototype->count))
		return report_argument(abi, call, prototype, text);
	if (text->field)
		return policy_error(&text->place,
				    "fields behind pointers are not supported yet; expected an argument");
	set_argument(operand, abi->abi, index,
		     prototype ? &prototype->args[index] : NULL);
	return EXIT_OK;
}

/* --- Numbers ----------------------------------------------------------------- */

static wide_t widen(const struct policy_number *number)
{
	return (wide_t)number->bits - (number->negative ? (wide_t)1 << 64 : 0);
}

static wide_t operand_min(const struct operand *operand)
{
	return operand->is_signed ? -((wide_t)1 << (operand->width - 1)) : 0;
}

static wide_t operand_max(const struct operand *operand)
{
	return ((wide_t)1 << (operand->width - operand->is_signed)) - 1;
}

/* Equality takes a number as signed or unsigned: 0xffffffff and -1 are equal. */
static bool fits_bits(const struct operand *operand,
		      const struct policy_number *number)
{
	const wide_t value = widen(number);

	return value >= -((wide_t)1 << (operand->width - 1)) &&
	       value < (wide_t)1 << operand->width;
}

static bool fits_order(const struct operand *operand,
		       const struct policy_number *number)
{
	const wide_t value = widen(number);

	return value >= operand_min(operand) && value <= operand_max(operand);
}

/* An argument may be wider for another ABI, and then the number has its use there. */
static bool fits_elsewhere(const struct resolved *resolved,
			   const struct resolved_call *call,
			   const struct operand *operand,
			   const struct policy_number *number,
			   bool (*fits)(const struct operand *,
					const struct policy_number *))
{
	struct operand other = *operand;
	unsigned int i;

	if (operand->window != OPERAND_NO_WINDOW || operand->width != 32)
		return false;
	for (i = 0; i < resolved->count; i++) {
		const struct abi *abi = resolved->abis[i].abi;
		const struct call_prototype *prototype;

		if (!abi->wide || abi_call_number(abi, call->name) < 0)
			continue;
		prototype = call_prototype(abi, call->name);
		other.width = 64;
		if (!prototype || operand->index >= prototype->count)
			return fits(&other, number);
		other.width = prototype->args[operand->index].width;
		other.is_signed = prototype->args[operand->index].is_signed;
		if (fits(&other, number))
			return true;
	}
	return false;
}

/* Write a number of up to 64 bits. */
static void format_wide(wide_t value, char *out, size_t size)
{
	if (value < 0)
		snprintf(out, size, "%lld", (long long)value);
	else
		snprintf(out, size, "%llu", (unsigned long long)value);
}

static int report_number(const struct place *place,
			 const struct resolved_call *call,
			 const struct operand *operand,
			 const struct policy_operand *text,
			 const struct policy_number *number, wide_t min,
			 wide_t max)
{
	char value[32], low[32], high[32];

	format_wide(widen(number), value, sizeof(value));
	format_wide(min, low, sizeof(low));
	format_wide(max, high, sizeof(high));
	return policy_error(place,
			    "%s does not fit into the %u bits of %s%s%s of %s; expected %s to %s",
			    value, operand->width, text->arg,
			    text->field ? "." : "", text->field ?: "",
			    call->name, low, high);
}

/**
 * struct numbers - state of a set that is built
 * @set: the set
 * @resolved: the policy
 * @call: the call
 * @operand: what is compared
 * @text: the operand in the policy
 */
struct numbers {
	struct number_set *set;
	const struct resolved *resolved;
	const struct resolved_call *call;
	const struct operand *operand;
	const struct policy_operand *text;
};

static int check_bits(const struct numbers *numbers, const struct place *place,
		      const struct policy_number *number)
{
	const wide_t min = -((wide_t)1 << (numbers->operand->width - 1));

	if (fits_bits(numbers->operand, number) ||
	    fits_elsewhere(numbers->resolved, numbers->call, numbers->operand,
			   number, fits_bits))
		return EXIT_OK;
	return report_number(place, numbers->call, numbers->operand,
			     numbers->text, number, min,
			     (wide_t)ones(numbers->operand->width));
}

static int check_order(const struct numbers *numbers, const struct place *place,
		       const struct policy_number *number)
{
	if (fits_order(numbers->operand, number) ||
	    fits_elsewhere(numbers->resolved, numbers->call, numbers->operand,
			   number, fits_order))
		return EXIT_OK;
	return report_number(place, numbers->call, numbers->operand,
			     numbers->text, number,
			     operand_min(numbers->operand),
			     operand_max(numbers->operand));
}

static void add_interval(struct numbers *numbers, __u64 low, __u64 high)
{
	struct number_set *set = numbers->set;

	/* Powers of two keep long sets fast. */
	if (!(set->count & (set->count - 1)))
		set->intervals = xrealloc(set->intervals,
					  set->count ? 2 * set->count : 1,
					  sizeof(*set->intervals));
	set->intervals[set->count++] = (struct interval){ low, high };
}

static void add_bits(struct numbers *numbers, const struct policy_number *number)
{
	const __u64 bits = number->bits & ones(numbers->operand->width);

	if (fits_bits(numbers->operand, number))
		add_interval(numbers, bits, bits);
}

/* Add the numbers of the operand from @low to @high. */
static void add_order(struct numbers *numbers, wide_t low, wide_t high)
{
	const __u64 mask = ones(numbers->operand->width);
	const wide_t min = operand_min(numbers->operand);
	const wide_t max = operand_max(numbers->operand);

	low = low < min ? min : low;
	high = high > max ? max : high;
	if (low > high)
		return;
	if (low < 0 && high >= 0) {
		add_interval(numbers, (__u64)low & mask, mask);
		low = 0;
	}
	add_interval(numbers, (__u64)low & mask, (__u64)high & mask);
}

static int compare_intervals(const void *left, const void *right)
{
	const struct interval *a = left, *b = right;

	return a->low < b->low ? -1 : a->low > b->low;
}

static void normalize(struct number_set *set)
{
	struct interval *kept = set->intervals;
	unsigned int i;

	if (!set->count)
		return;
	qsort(set->intervals, set->count, sizeof(*kept), compare_intervals);
	for (i = 1; i < set->count; i++) {
		struct interval *next = &set->intervals[i];

		/* The first test keeps the second from overflow. */
		if (next->low > kept->high && next->low > kept->high + 1)
			*++kept = *next;
		else if (next->high > kept->high)
			kept->high = next->high;
	}
	set->count = kept - set->intervals + 1;
}

static void complement(struct numbers *numbers)
{
	struct number_set old = *numbers->set;
	const __u64 max = ones(numbers->operand->width);
	__u64 low = 0;
	unsigned int i;

	*numbers->set = (struct number_set){};
	for (i = 0; i < old.count; i++) {
		if (old.intervals[i].low > low)
			add_interval(numbers, low, old.intervals[i].low - 1);
		low = old.intervals[i].high + 1;
	}
	if (!old.count || old.intervals[old.count - 1].high != max)
		add_interval(numbers, low, max);
	free(old.intervals);
}

static int check_number_kind(const struct numbers *numbers,
			     const struct policy_value *value)
{
	if (value->kind == VALUE_NUMBER || value->kind == VALUE_RANGE)
		return EXIT_OK;
	return policy_error(&value->place,
			    "%s%s%s of %s is a number; expected a number or a constant",
			    numbers->text->arg, numbers->text->field ? "." : "",
			    numbers->text->field ?: "", numbers->call->name);
}

static int add_value(struct numbers *numbers, const struct policy_value *value)
{
	if (check_number_kind(numbers, value))
		return EXIT_USAGE;
	if (value->kind == VALUE_NUMBER) {
		add_bits(numbers, &value->low);
		return check_bits(numbers, &value->place, &value->low);
	}
	add_order(numbers, widen(&value->low), widen(&value->high));
	if (check_order(numbers, &value->place, &value->low))
		return EXIT_USAGE;
	return check_order(numbers, &value->place, &value->high);
}

static int add_ordered(struct numbers *numbers, const struct policy_expr *expr)
{
	const struct policy_value *value = expr->values;
	const wide_t number = widen(&value->low);
	const wide_t min = operand_min(numbers->operand);
	const wide_t max = operand_max(numbers->operand);

	if (check_number_kind(numbers, value) ||
	    check_order(numbers, &value->place, &value->low))
		return EXIT_USAGE;
	switch (expr->compare) {
	case COMPARE_LT:
		add_order(numbers, min, number - 1);
		break;
	case COMPARE_LE:
		add_order(numbers, min, number);
		break;
	case COMPARE_GT:
		add_order(numbers, number + 1, max);
		break;
	default:
		add_order(numbers, number, max);
		break;
	}
	return EXIT_OK;
}

static int add_equal(struct numbers *numbers, const struct policy_expr *expr)
{
	const struct policy_value *value;

	for (value = expr->values; value; value = value->next)
		if (add_value(numbers, value))
			return EXIT_USAGE;
	normalize(numbers->set);
	return EXIT_OK;
}

static int add_numbers(struct numbers *numbers, const struct policy_expr *expr)
{
	switch (expr->compare) {
	case COMPARE_NONZERO:
		add_interval(numbers, 1, ones(numbers->operand->width));
		return EXIT_OK;
	case COMPARE_EQ:
	case COMPARE_IN:
		return add_equal(numbers, expr);
	case COMPARE_NE:
		if (add_equal(numbers, expr))
			return EXIT_USAGE;
		complement(numbers);
		return EXIT_OK;
	case COMPARE_PREFIX:
		return policy_error(&expr->compare_place,
				    "'^=' is for strings, and %s%s%s of %s is a number; expected another comparison",
				    numbers->text->arg,
				    numbers->text->field ? "." : "",
				    numbers->text->field ?: "",
				    numbers->call->name);
	default:
		if (add_ordered(numbers, expr))
			return EXIT_USAGE;
		normalize(numbers->set);
		return EXIT_OK;
	}
}

/**
 * find_numbers - Find the numbers for which a comparison is true
 * @set: receives the numbers; the caller frees them by number_set_free()
 * @resolved: the policy
 * @call: the call
 * @operand: what is compared, with its mask
 * @expr: the comparison
 *
 * Return: EXIT_OK; or EXIT_USAGE after a message. The set has to be freed in any case.
 */
int find_numbers(struct number_set *set, const struct resolved *resolved,
		 const struct resolved_call *call, const struct operand *operand,
		 const struct policy_expr *expr)
{
	struct numbers numbers = {
		.set = set,
		.resolved = resolved,
		.call = call,
		.operand = operand,
		.text = &expr->operand,
	};

	*set = (struct number_set){};
	return add_numbers(&numbers, expr);
}

/**
 * number_set_free - Free a set of numbers
 * @set: the set
 */
void number_set_free(struct number_set *set)
{
	free(set->intervals);
	*set = (struct number_set){};
}

/**
 * mask_operand - Apply the mask of a policy to an operand
 * @operand: the operand; a masked number is unsigned
 * @resolved: the policy
 * @call: the call
 * @text: the operand in the policy
 *
 * Return: EXIT_OK; or EXIT_USAGE after a message.
 */
int mask_operand(struct operand *operand, const struct resolved *resolved,
		 const struct resolved_call *call,
		 const struct policy_operand *text)
{
	const struct numbers numbers = {
		.resolved = resolved,
		.call = call,
		.operand = operand,
		.text = text,
	};
	__u64 mask = text->mask.bits;
	unsigned int i;

	if (!text->masked)
		return EXIT_OK;
	if (check_bits(&numbers, &text->mask_place, &text->mask))
		return EXIT_USAGE;
	for (i = operand->count; i--;) {
		operand->pieces[i].mask = mask & ones(operand->pieces[i].bits);
		mask >>= operand->pieces[i].bits;
	}
	operand->is_signed = false;
	return EXIT_OK;
}
