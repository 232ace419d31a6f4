// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the actions of the grammar build: statements, expressions and values.
 */
#include <arpa/inet.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "args.h"
#include "lang_build.h"

#define ERRNO_MAX 4095

/**
 * lang_fail - Report an error of a text
 * @text: state of the text, which has failed
 * @place: where the error is
 * @format: what is wrong and what was expected, as for printf(3)
 */
void lang_fail(struct lang_text *text, const struct place *place,
	       const char *format, ...)
{
	va_list values;
	char *message;

	va_start(values, format);
	if (vasprintf(&message, format, values) < 0)
		message = NULL;
	va_end(values);
	policy_error(place, "%s", message ?: "out of memory");
	free(message);
	text->failed = true;
}

static void *allocate(struct lang_text *text, size_t size)
{
	return policy_alloc(text->reader->policy, size);
}

/* --- Statements -------------------------------------------------------------- */

/* A second statement must agree with the first. */
static bool check_repeated(struct lang_text *text, const struct place *place,
			   const char *what, const struct place *first,
			   bool equal)
{
	if (!first->line || equal)
		return true;
	lang_fail(
		text, place,
		"a second %s statement differs from that of %s:%u; expected only one",
		what, first->file, first->line);
	return false;
}

static bool set_action(struct lang_text *text, const struct place *place,
		       const char *what, struct policy_action *old,
		       const struct policy_action *action)
{
	if (!check_repeated(text, place, what, &old->place,
			    old->ret == action->ret))
		return false;
	if (old->place.line)
		return true;
	*old = *action;
	old->place = *place;
	return true;
}

bool lang_set_default(struct lang_text *text, const struct place *place,
		      const struct policy_action *action)
{
	return set_action(text, place, "default",
			  &text->reader->policy->default_action, action);
}

bool lang_set_other(struct lang_text *text, const struct place *place,
		    const struct policy_action *action)
{
	return set_action(text, place, "other_arch",
			  &text->reader->policy->other_action, action);
}

bool lang_set_unknown(struct lang_text *text, const struct place *place,
		      unsigned int version, const struct policy_action *action)
{
	struct policy *policy = text->reader->policy;

	if (!check_repeated(text, place, "unknown",
			    &policy->unknown_action.place,
			    policy->unknown_version == version &&
				    !policy->unknown_above))
		return false;
	policy->unknown_version = version;
	return set_action(text, place, "unknown", &policy->unknown_action,
			  action);
}

bool lang_set_above(struct lang_text *text, const struct place *place,
		    const struct lang_calls *calls,
		    const struct policy_action *action)
{
	struct policy *policy = text->reader->policy;

	if (!check_repeated(text, place, "unknown",
			    &policy->unknown_action.place, false))
		return false;
	policy->unknown_above = calls->first;
	return set_action(text, place, "unknown", &policy->unknown_action,
			  action);
}

bool lang_version(struct lang_text *text, const struct place *place,
		  const struct lang_word *word, unsigned int *version)
{
	unsigned int major, minor;
	char rest;

	/* More digits could overflow. */
	if (word->len <= 8 &&
	    sscanf(word->bytes, "%u.%u%c", &major, &minor, &rest) == 2 &&
	    major >= 5 && major < 0x8000 && minor < 0x10000) {
		*version = major << 16 | minor;
		return true;
	}
	lang_fail(text, place,
		  "no version %s; expected a version of the kernel from 5.0 on",
		  word->bytes);
	return false;
}

void lang_add_arch(struct lang_text *text, const struct place *place,
		   const struct lang_word *name)
{
	struct policy_arch *arch = allocate(text, sizeof(*arch));

	arch->place = *place;
	arch->name = name->bytes;
	*text->reader->last_arch = arch;
	text->reader->last_arch = &arch->next;
}

bool lang_add_group(struct lang_text *text, const struct place *place,
		    const struct lang_word *name,
		    const struct lang_calls *calls)
{
	struct policy_group *group;

	for (group = text->reader->policy->groups; group; group = group->next) {
		if (strcmp(group->name, name->bytes))
			continue;
		lang_fail(text, place,
			  "%s:%u defines %s, too; expected another name",
			  group->place.file, group->place.line, name->bytes);
		return false;
	}
	group = allocate(text, sizeof(*group));
	group->place = *place;
	group->name = name->bytes;
	group->calls = calls->first;
	*text->reader->last_group = group;
	text->reader->last_group = &group->next;
	return true;
}

void lang_add_rule(struct lang_text *text, const struct place *place,
		   const struct lang_calls *calls,
		   const struct lang_branches *branches)
{
	struct policy_rule *rule = allocate(text, sizeof(*rule));

	rule->place = *place;
	rule->calls = calls->first;
	rule->branches = branches->first;
	*text->reader->last_rule = rule;
	text->reader->last_rule = &rule->next;
}

void lang_add_list(struct lang_text *text, const struct place *place,
		   const struct policy_action *action,
		   const struct lang_calls *calls)
{
	const struct lang_branches branches =
		lang_branches(lang_branch(text, place, NULL, action));

	lang_add_rule(text, place, calls, &branches);
}

/* --- Calls ------------------------------------------------------------------- */

struct policy_call *lang_call(struct lang_text *text, const struct place *place,
			      const struct lang_word *word)
{
	struct policy *policy = text->reader->policy;
	struct policy_call *call = allocate(text, sizeof(*call));
	const char *slash = strchr(word->bytes, '/');
	size_t len = slash ? slash - word->bytes : word->len;

	call->place = *place;
	call->name = policy_copy(policy, word->bytes, len);
	if (!strncmp(call->name, "sys_", 4))
		call->name += 4;
	if (slash)
		call->abi = slash + 1;
	if (*call->name)
		return call;
	lang_fail(text, place, "'%s' has no name; expected sys_NAME",
		  word->bytes);
	return NULL;
}

struct policy_call *lang_group(struct lang_text *text,
			       const struct place *place,
			       const struct lang_word *word)
{
	struct policy_call *call = allocate(text, sizeof(*call));

	call->place = *place;
	call->name = word->bytes;
	return call;
}

struct lang_calls lang_calls(struct policy_call *call)
{
	return (struct lang_calls){ call, call };
}

struct lang_calls lang_calls_add(struct lang_calls calls,
				 struct policy_call *call)
{
	calls.last->next = call;
	calls.last = call;
	return calls;
}

struct lang_calls lang_kill_call(struct lang_text *text,
				 const struct place *place,
				 const struct lang_word *word)
{
	/* The word has no slash, so this does not fail. */
	return lang_calls(lang_call(text, place, word));
}

/* --- Actions and branches ---------------------------------------------------- */

struct policy_action lang_action(const struct place *place, __u32 ret)
{
	return (struct policy_action){ *place, ret };
}

struct policy_action lang_kill(const struct place *place)
{
	return lang_action(place, SECCOMP_RET_KILL_PROCESS);
}

bool lang_errno_name(struct lang_text *text, const struct place *place,
		     const struct place *name_place,
		     const struct lang_word *name, struct policy_action *action)
{
	const char *known;
	int number;

	for (number = 1; number <= ERRNO_MAX; number++) {
		known = strerrorname_np(number);
		if (!known || strcmp(known, name->bytes))
			continue;
		*action = lang_action(place, SECCOMP_RET_ERRNO | number);
		return true;
	}
	lang_fail(text, name_place,
		  "no error '%s'; expected a name such as EPERM, or a number",
		  name->bytes);
	return false;
}

bool lang_action_data(struct lang_text *text, const struct place *place,
		      const struct place *data_place, __u32 ret,
		      const struct policy_number *data,
		      struct policy_action *action)
{
	const __u64 max = ret == SECCOMP_RET_ERRNO ? ERRNO_MAX :
						     SECCOMP_RET_DATA;

	*action = lang_action(place, ret | (data->bits & SECCOMP_RET_DATA));
	if (data->bits <= max)
		return true;
	lang_fail(text, data_place,
		  "%llu is too large; expected a number from 0 to %llu",
		  data->bits, max);
	return false;
}

struct policy_branch *lang_branch(struct lang_text *text,
				  const struct place *place,
				  struct policy_expr *expr,
				  const struct policy_action *action)
{
	struct policy_branch *branch = allocate(text, sizeof(*branch));

	branch->place = *place;
	branch->expr = expr;
	branch->action = *action;
	return branch;
}

struct lang_branches lang_branches(struct policy_branch *branch)
{
	return (struct lang_branches){ branch, branch };
}

struct lang_branches lang_branches_add(struct lang_branches branches,
				       struct policy_branch *branch)
{
	branches.last->next = branch;
	branches.last = branch;
	return branches;
}

/* --- Expressions ------------------------------------------------------------- */

static struct policy_expr *new_expr(struct lang_text *text,
				    enum policy_expr_kind kind,
				    const struct place *place)
{
	struct policy_expr *expr = allocate(text, sizeof(*expr));

	expr->kind = kind;
	expr->place = *place;
	return expr;
}

/* Long lists become one node, so that the depth is that of the parentheses. */
struct policy_expr *lang_join(struct lang_text *text,
			      enum policy_expr_kind kind,
			      struct policy_expr *left,
			      struct policy_expr *right)
{
	struct policy_expr *node = left;

	if (left->kind != kind) {
		node = new_expr(text, kind, &left->place);
		node->children = left;
		node->last = left;
	}
	node->last->next = right;
	node->last = right;
	return node;
}

struct policy_expr *lang_not(struct lang_text *text, const struct place *place,
			     struct policy_expr *expr)
{
	struct policy_expr *node;

	if (expr->kind == EXPR_NOT)
		return expr->children;
	node = new_expr(text, EXPR_NOT, place);
	node->children = expr;
	return node;
}

struct policy_expr *lang_compare(struct lang_text *text,
				 const struct policy_operand *operand,
				 enum policy_compare compare,
				 const struct place *place,
				 const struct lang_values *values)
{
	struct policy_expr *node =
		new_expr(text, EXPR_COMPARE, &operand->place);

	node->operand = *operand;
	node->compare = compare;
	node->compare_place = *place;
	node->values = values->first;
	return node;
}

struct policy_expr *lang_nonzero(struct lang_text *text,
				 const struct policy_operand *operand)
{
	const struct lang_values none = {};

	return lang_compare(text, operand, COMPARE_NONZERO, &operand->place,
			    &none);
}

struct policy_operand lang_operand(const struct place *place,
				   const struct lang_word *arg,
				   const struct lang_word *field)
{
	return (struct policy_operand){
		.place = *place,
		.arg = arg->bytes,
		.field = field ? field->bytes : NULL,
	};
}

struct policy_operand lang_masked(const struct policy_operand *operand,
				  const struct place *place,
				  const struct policy_number *mask)
{
	struct policy_operand masked = *operand;

	masked.masked = true;
	masked.mask = *mask;
	masked.mask_place = *place;
	return masked;
}

/* --- Values ------------------------------------------------------------------ */

static struct policy_value *new_value(struct lang_text *text,
				      enum policy_value_kind kind,
				      const struct place *place)
{
	struct policy_value *value = allocate(text, sizeof(*value));

	value->kind = kind;
	value->place = *place;
	return value;
}

struct lang_values lang_values(struct policy_value *value)
{
	return (struct lang_values){ value, value };
}

struct lang_values lang_values_add(struct lang_values values,
				   struct policy_value *value)
{
	values.last->next = value;
	values.last = value;
	return values;
}

struct policy_value *lang_number(struct lang_text *text,
				 const struct place *place,
				 const struct policy_number *number)
{
	struct policy_value *value = new_value(text, VALUE_NUMBER, place);

	value->low = *number;
	value->high = *number;
	return value;
}

struct policy_value *lang_range(struct lang_text *text,
				const struct place *place,
				const struct policy_number *low,
				const struct policy_number *high)
{
	struct policy_value *value = new_value(text, VALUE_RANGE, place);

	value->low = *low;
	value->high = *high;
	if (!number_less(high, low))
		return value;
	lang_fail(text, place,
		  "the range is empty; expected the smaller number first");
	return NULL;
}

struct policy_value *lang_string(struct lang_text *text,
				 const struct place *place,
				 const struct lang_word *word)
{
	struct policy_value *value = new_value(text, VALUE_STRING, place);

	value->bytes = (const unsigned char *)word->bytes;
	value->len = word->len;
	return value;
}

/* Read "/8"; @most bits if there is none. */
static bool read_prefix(const char *slash, unsigned int most,
			unsigned int *prefix)
{
	char *end;

	*prefix = most;
	if (!slash)
		return true;
	if (slash[1] < '0' || slash[1] > '9' || strlen(slash) > 4)
		return false;
	*prefix = strtoul(slash + 1, &end, 10);
	return !*end && *prefix <= most;
}

static bool has_bits_behind(const unsigned char *bytes, size_t len,
			    unsigned int prefix)
{
	size_t bit;

	for (bit = prefix; bit < 8 * len; bit++)
		if (bytes[bit / 8] & 0x80 >> bit % 8)
			return true;
	return false;
}

struct policy_value *lang_address(struct lang_text *text,
				  const struct place *place,
				  const struct lang_word *word)
{
	struct policy *policy = text->reader->policy;
	const bool is_v6 = strchr(word->bytes, ':');
	struct policy_value *value =
		new_value(text, is_v6 ? VALUE_IPV6 : VALUE_IPV4, place);
	const char *slash = strchr(word->bytes, '/');
	const char *bare = policy_copy(policy, word->bytes,
				       slash ? slash - word->bytes : word->len);
	unsigned char *bytes = policy_alloc(policy, 16);

	value->bytes = bytes;
	value->len = is_v6 ? 16 : 4;
	if (inet_pton(is_v6 ? AF_INET6 : AF_INET, bare, bytes) != 1 ||
	    !read_prefix(slash, 8 * value->len, &value->prefix)) {
		lang_fail(
			text, place,
			"'%.50s' is no address; expected an address such as %s",
			word->bytes,
			is_v6 ? "::1 or fe80::/10" : "127.0.0.1 or 10.0.0.0/8");
		return NULL;
	}
	if (!has_bits_behind(bytes, value->len, value->prefix))
		return value;
	lang_fail(
		text, place,
		"the address has bits behind its first %u; expected the address of the network",
		value->prefix);
	return NULL;
}

/* --- Numbers ----------------------------------------------------------------- */

/**
 * number_less - Compare numbers
 * @left: a number
 * @right: a number
 *
 * Return: whether @left is less than @right.
 */
bool number_less(const struct policy_number *left,
		 const struct policy_number *right)
{
	if (left->negative != right->negative)
		return left->negative;
	return left->bits < right->bits;
}

bool lang_constant(struct lang_text *text, const struct place *place,
		   const struct lang_word *name, struct policy_number *number)
{
	*number = (struct policy_number){};
	if (!strcmp(name->bytes, "NULL"))
		return true;
	if (constant_value(name->bytes, &number->bits)) {
		/* AT_FDCWD is -100. */
		number->negative = number->bits >> 63;
		return true;
	}
	lang_fail(
		text, place,
		"no constant '%s'; expected a number or a constant of the headers, such as AF_UNIX",
		name->bytes);
	return false;
}

bool lang_minus(struct lang_text *text, const struct place *place,
		const struct policy_number *operand,
		struct policy_number *number)
{
	number->bits = -operand->bits;
	number->negative = operand->bits && !operand->negative;
	if (!number->negative || number->bits >> 63)
		return true;
	lang_fail(text, place,
		  "the number is too small; expected -2^63 or more");
	return false;
}

bool lang_shift(struct lang_text *text, const struct place *place,
		const struct policy_number *left,
		const struct policy_number *count, struct policy_number *number)
{
	number->bits = count->bits < 64 ? left->bits << count->bits : 0;
	number->negative = false;
	if (!left->negative && !count->negative && count->bits < 64 &&
	    number->bits >> count->bits == left->bits)
		return true;
	lang_fail(text, place,
		  "the shift loses bits; expected a result from 0 to 2^64-1");
	return false;
}

struct policy_number lang_or(const struct policy_number *left,
			     const struct policy_number *right)
{
	return (struct policy_number){
		.bits = left->bits | right->bits,
		.negative = left->negative || right->negative,
	};
}

/* Negative for numbers below 2^63, so that "~1" fits into arguments of all sizes. */
struct policy_number lang_invert(const struct policy_number *operand)
{
	return (struct policy_number){
		.bits = ~operand->bits,
		.negative = ~operand->bits >> 63,
	};
}
