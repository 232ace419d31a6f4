// SPDX-License-Identifier: GPL-2.0-only
/*
 * Arguments of a policy as words of the call, and comparisons as sets of
 * numbers.
 */
#include <linux/seccomp.h>
#include <linux/seccomp_ext.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "operand.h"
#include "tool.h"

#define MAX_ARGS 6

/* 128 bits hold all numbers of a policy, and their neighbours. */
#define wide_t __int128

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

/* "arg0" to "arg5", which each call has; or -1. */
static int plain_index(const char *name)
{
	if (strncmp(name, "arg", 3) || name[3] < '0' ||
	    name[3] >= '0' + MAX_ARGS || name[4])
		return -1;
	return name[3] - '0';
}

/* The message of sendmsg() has the address. */
static int message_index(const struct call_prototype *prototype,
			 const struct policy_operand *text)
{
	unsigned int i;

	if (strcmp(text->arg, "addr") || !text->field)
		return -1;
	for (i = 0; i < prototype->count; i++)
		if (prototype->args[i].kind == SECCOMP_KIND_MESSAGE)
			return i;
	return -1;
}

static int find_index(const struct call_prototype *prototype,
		      const struct policy_operand *text)
{
	int index;

	if (!prototype)
		return plain_index(text->arg);
	index = call_arg_index(prototype, text->arg);
	if (index < 0)
		index = message_index(prototype, text);
	if (index < 0)
		index = plain_index(text->arg);
	return index;
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
				 !i			   ? "" :
				 i == prototype->count - 1 ? " or " :
							     ", ",
				 prototype->args[i].name);
}

static int report_argument(const struct resolved_abi *abi,
			   const struct resolved_call *call,
			   const struct call_prototype *prototype,
			   const struct policy_operand *text)
{
	char names[256];

	if (!prototype)
		return policy_error(
			&text->place,
			"the names of the arguments of %s are not known; expected arg0 to arg5",
			call->name);
	if (!prototype->count)
		return policy_error(
			&text->place,
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

/* --- Copies ------------------------------------------------------------------ */

static bool has_windows(const struct abi *abi)
{
	static const char *const names[] = { "x86-64", "x86", "x32", "arm64",
					     "arm" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (!strcmp(abi->name, names[i]))
			return true;
	return false;
}

static void list_fields(const struct abi *abi, const struct call_arg *arg,
			char *out, size_t size)
{
	const struct arg_field *field;
	size_t used = 0;
	unsigned int i;

	snprintf(out, size, "no field");
	for (i = 0; (field = arg_field_at(abi, arg, i)) && used < size; i++)
		used += snprintf(out + used, size - used, "%s%s",
				 i ? ", " : "one of ", field->name);
}

/* What a message has is a socket address. */
static struct call_arg address_of_message(const struct call_arg *arg)
{
	struct call_arg address = *arg;

	if (arg->kind == SECCOMP_KIND_MESSAGE)
		address.layout = "sockaddr";
	return address;
}

static __u32 data_offset(const struct operand *operand)
{
	return SECCOMP_ARG_DATA(operand->index) +
	       (operand->kind == SECCOMP_KIND_MESSAGE ?
			SECCOMP_MSG_NAME_OFFSET :
			0);
}

/* Bytes of a word in memory are from its lowest bit on. */
static struct piece field_piece(__u32 offset, unsigned int size)
{
	return (struct piece){
		.offset = offset & ~3,
		.shift = 8 * (offset & 3),
		.bits = 8 * size,
		.mask = ones(8 * size),
	};
}

static void set_field_number(struct operand *operand,
			     const struct arg_field *field, __u32 offset)
{
	unsigned int i;

	operand->width = 8 * field->size;
	operand->is_signed = field->is_signed;
	if (field->network_order) {
		operand->count = field->size;
		for (i = 0; i < field->size; i++)
			operand->pieces[i] = field_piece(offset + i, 1);
	} else if (field->size == 8) {
		operand->count = 2;
		operand->pieces[0] = field_piece(offset + 4, 4);
		operand->pieces[1] = field_piece(offset, 4);
	} else {
		operand->count = 1;
		operand->pieces[0] = field_piece(offset, field->size);
	}
}

static void set_field(struct operand *operand, const struct arg_field *field)
{
	const __u32 offset = data_offset(operand) + field->offset;

	operand->data = offset;
	operand->size = field->size;
	operand->family = field->family;
	operand->family_offset = data_offset(operand);
	if (field->size > 16)
		operand->form = OPERAND_NAME;
	else if (field->size > 8)
		operand->form = OPERAND_ADDRESS;
	else
		set_field_number(operand, field, offset);
}

/* Properties of a path that the kernel finds out. */
static bool set_path_field(struct operand *operand, const char *name)
{
	static const struct {
		const char *name;
		unsigned int bit;
	} facts[] = {
		{ "absolute", 0 },
		{ "dotdot", 1 },
		{ "dot", 2 },
		{ "trailing_slash", 3 },
	};
	size_t i;

	operand->count = 1;
	if (!strcmp(name, "length")) {
		operand->width = 32;
		operand->pieces[0] =
			field_piece(SECCOMP_ARG_LENGTH(operand->index), 4);
		return true;
	}
	for (i = 0; i < ARRAY_SIZE(facts); i++) {
		if (strcmp(facts[i].name, name))
			continue;
		operand->width = 1;
		operand->pieces[0] = (struct piece){
			.offset = SECCOMP_ARG_FACTS(operand->index),
			.shift = facts[i].bit,
			.bits = 1,
			.mask = 1,
		};
		return true;
	}
	return false;
}

static int find_field(struct operand *operand, const struct abi *abi,
		      const struct resolved_call *call,
		      const struct call_arg *arg,
		      const struct policy_operand *text)
{
	const struct call_arg holder = address_of_message(arg);
	const struct arg_field *field;
	char names[256];

	if (arg->kind == SECCOMP_KIND_PATH) {
		if (set_path_field(operand, text->field))
			return EXIT_OK;
		return policy_error(
			&text->place,
			"a path has no field '%s'; expected absolute, dotdot, dot, trailing_slash or length",
			text->field);
	}
	field = arg->kind == SECCOMP_KIND_NONE ?
			NULL :
			arg_field(abi, &holder, text->field);
	if (field) {
		set_field(operand, field);
		return EXIT_OK;
	}
	list_fields(abi, &holder, names, sizeof(names));
	return policy_error(&text->place,
			    "%s of %s has no field '%s'; expected %s",
			    text->arg, call->name, text->field, names);
}

static bool compares_string(const struct policy_expr *expr)
{
	return expr->compare == COMPARE_PREFIX ||
	       (expr->values && expr->values->kind == VALUE_STRING);
}

static int set_string(struct operand *operand, const struct call_arg *arg,
		      const struct resolved_call *call,
		      const struct policy_expr *expr)
{
	if (arg->kind != SECCOMP_KIND_PATH && arg->kind != SECCOMP_KIND_STRING)
		return policy_error(
			&expr->operand.place,
			"%s of %s is no string; expected a number, or another argument",
			expr->operand.arg, call->name);
	operand->form = OPERAND_STRING;
	operand->data = SECCOMP_ARG_DATA(operand->index);
	operand->size = SECCOMP_ARG_DATA_MAX - 1;
	return EXIT_OK;
}

static int find_copy(struct operand *operand, const struct abi *abi,
		     const struct resolved_call *call,
		     const struct call_arg *arg, const struct policy_expr *expr)
{
	const struct policy_operand *text = &expr->operand;

	if (!has_windows(abi))
		return policy_error(
			&text->place,
			"there are no copies of arguments for %s; expected rules for x86-64, x86, x32, arm64 or arm",
			abi->name);
	operand->window = operand->index;
	operand->kind = arg->kind;
	if (!text->field)
		return set_string(operand, arg, call, expr);
	return find_field(operand, abi, call, arg, text);
}

/**
 * find_operand - Find what a comparison looks at
 * @operand: receives the words, or the bytes
 * @abi: the ABI
 * @call: the call
 * @expr: the comparison
 *
 * Return: EXIT_OK; or EXIT_USAGE after a message.
 */
int find_operand(struct operand *operand, const struct resolved_abi *abi,
		 const struct resolved_call *call,
		 const struct policy_expr *expr)
{
	const struct call_prototype *prototype =
		call_prototype(abi->abi, call->name);
	const struct policy_operand *text = &expr->operand;
	const int index = find_index(prototype, text);
	const struct call_arg *arg = NULL;

	*operand = (struct operand){};
	if (index < 0)
		return report_argument(abi, call, prototype, text);
	if (prototype && index < prototype->count)
		arg = &prototype->args[index];
	operand->index = index;
	if (arg && (text->field || compares_string(expr)))
		return find_copy(operand, abi->abi, call, arg, expr);
	if (text->field)
		return policy_error(
			&text->place,
			"%s of %s has no known fields; expected an argument",
			text->arg, call->name);
	/* "arg0" is the whole register, whatever the body reads of it. */
	if (arg && plain_index(text->arg) >= 0 && strcmp(arg->name, text->arg))
		arg = NULL;
	set_argument(operand, abi->abi, index, arg);
	return EXIT_OK;
}

/* --- Bytes ------------------------------------------------------------------- */

static int check_string(const struct operand *operand,
			const struct policy_value *value)
{
	if (value->kind != VALUE_STRING)
		return policy_error(
			&value->place,
			"this is no string; expected a string in quotes");
	if (value->len > operand->size)
		return policy_error(
			&value->place,
			"the string has %zu bytes; expected at most %u",
			value->len, operand->size);
	if (operand->form == OPERAND_NAME && !value->len)
		return policy_error(
			&value->place,
			"the string is empty; expected the path of a socket");
	return EXIT_OK;
}

/**
 * check_bytes - Check a comparison of bytes
 * @operand: what is compared; no number
 * @call: the call
 * @expr: the comparison
 *
 * Return: EXIT_OK; or EXIT_USAGE after a message.
 */
int check_bytes(const struct operand *operand, const struct resolved_call *call,
		const struct policy_expr *expr)
{
	const struct policy_operand *text = &expr->operand;
	const bool is_address = operand->form == OPERAND_ADDRESS;
	const struct policy_value *value;

	if (text->masked)
		return policy_error(
			&text->mask_place,
			"'&' is for numbers; expected a comparison of %s",
			text->arg);
	if (expr->compare != COMPARE_EQ && expr->compare != COMPARE_NE &&
	    expr->compare != COMPARE_IN &&
	    (is_address || expr->compare != COMPARE_PREFIX))
		return policy_error(
			&expr->compare_place,
			"this comparison is for numbers; expected '==', '!=' or 'in'%s",
			is_address ? "" : ", or '^='");
	for (value = expr->values; value; value = value->next) {
		if (!is_address && check_string(operand, value))
			return EXIT_USAGE;
		if (is_address && value->kind != VALUE_IPV6)
			return policy_error(
				&value->place,
				"%s.%s of %s is an IPv6 address; expected an address such as ::1 or fe80::/10",
				text->arg, text->field, call->name);
	}
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
static bool fits_elsewhere(
	const struct resolved *resolved, const struct resolved_call *call,
	const struct operand *operand, const struct policy_number *number,
	bool (*fits)(const struct operand *, const struct policy_number *))
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

static int
report_number(const struct place *place, const struct resolved_call *call,
	      const struct operand *operand, const struct policy_operand *text,
	      const struct policy_number *number, wide_t min, wide_t max)
{
	char value[32], low[32], high[32];

	format_wide(widen(number), value, sizeof(value));
	format_wide(min, low, sizeof(low));
	format_wide(max, high, sizeof(high));
	return policy_error(
		place,
		"%s does not fit into the %u bits of %s%s%s of %s; expected %s to %s",
		value, operand->width, text->arg, text->field ? "." : "",
		text->field ?: "", call->name, low, high);
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

static void add_bits(struct numbers *numbers,
		     const struct policy_number *number)
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

static bool is_ipv4(const struct operand *operand)
{
	return operand->family == AF_INET && operand->width == 32;
}

static int check_number_kind(const struct numbers *numbers,
			     const struct policy_value *value)
{
	if (value->kind == VALUE_NUMBER || value->kind == VALUE_RANGE)
		return EXIT_OK;
	return policy_error(
		&value->place, "%s%s%s of %s is %s", numbers->text->arg,
		numbers->text->field ? "." : "", numbers->text->field ?: "",
		numbers->call->name,
		is_ipv4(numbers->operand) ?
			"an IPv4 address; expected an address such as 127.0.0.1 or 10.0.0.0/8" :
			"a number; expected a number or a constant");
}

/* The network of an address is a range of numbers. */
static void add_network(struct numbers *numbers,
			const struct policy_value *value)
{
	const __u32 low = (__u32)value->bytes[0] << 24 | value->bytes[1] << 16 |
			  value->bytes[2] << 8 | value->bytes[3];

	add_interval(numbers, low,
		     low | (value->prefix ? ones(32) >> value->prefix :
					    ones(32)));
}

static int add_value(struct numbers *numbers, const struct policy_value *value)
{
	if (value->kind == VALUE_IPV4 && is_ipv4(numbers->operand)) {
		add_network(numbers, value);
		return EXIT_OK;
	}
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
		return policy_error(
			&expr->compare_place,
			"'^=' is for strings, and %s%s%s of %s is a number; expected another comparison",
			numbers->text->arg, numbers->text->field ? "." : "",
			numbers->text->field ?: "", numbers->call->name);
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
 * Return: EXIT_OK; or EXIT_USAGE after a message. The set has to be freed in
 * any case.
 */
int find_numbers(struct number_set *set, const struct resolved *resolved,
		 const struct resolved_call *call,
		 const struct operand *operand, const struct policy_expr *expr)
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
