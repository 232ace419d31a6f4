// SPDX-License-Identifier: GPL-2.0-only
/*
 * Text of conditions, in the notation of policies where it has one.
 */
#include <linux/seccomp.h>
#include <linux/seccomp_ext.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "abi.h"
#include "args.h"
#include "paths.h"
#include "tool.h"

#define ALL_BITS (~0ULL)
#define LOW_BITS 0xffffffffULL
#define ARGS_OFFSET offsetof(struct seccomp_data, args)

/* What a condition is about. */
struct subject {
	char *name; /* owned */
	const char *constants; /* of the values, or NULL */
	unsigned int shift; /* bits of the word below the value */
	__u64 bits; /* bits of the value that exist */
	bool is_bytes; /* of a string */
};

static const struct call_arg *arg_at(const struct call_prototype *call,
				     unsigned int index)
{
	return call && index < call->count ? &call->args[index] : NULL;
}

static char *arg_name(const struct call_prototype *call, unsigned int index)
{
	const struct call_arg *arg = arg_at(call, index);

	return arg ? xstrdup(arg->name) : xasprintf("arg%u", index);
}

static struct subject data_subject(const struct abi *abi,
				   const struct call_prototype *call,
				   __u32 offset)
{
	const unsigned int index = (offset - ARGS_OFFSET) / sizeof(__u64);
	const struct call_arg *arg = arg_at(call, index);
	struct subject subject = { .bits = ALL_BITS };

	if (offset < ARGS_OFFSET) {
		subject.name = xstrdup(offset ? "instruction_pointer" : "nr");
		if (!offset)
			subject.bits = LOW_BITS;
		return subject;
	}
	subject.name = arg_name(call, index);
	subject.constants = arg ? arg->constants : NULL;
	/* The body looks at these bits only, and so do policies. */
	if (!abi->wide || (arg && arg->width == 32))
		subject.bits = LOW_BITS;
	return subject;
}

static struct subject header_subject(const struct call_prototype *call,
				     unsigned int window, unsigned int position,
				     __u64 mask)
{
	static const char *const names[] = { "status", "kind", "length",
					     "facts" };
	const bool upper = mask > LOW_BITS;
	char *arg = arg_name(call, window);
	struct subject subject = {
		.name = xasprintf("%s(%s)", names[position / 4 + upper], arg),
		.shift = upper ? 32 : 0,
		.bits = LOW_BITS,
	};

	free(arg);
	return subject;
}

/* Find the field that contains all bytes of the mask. */
static const struct arg_field *field_of(const struct abi *abi,
					const struct call_arg *arg,
					unsigned int position, __u64 mask)
{
	const unsigned int first = position + __builtin_ctzll(mask) / 8;
	const unsigned int last = position + (63 - __builtin_clzll(mask)) / 8;
	const struct arg_field *field;
	unsigned int i;

	for (i = 0; (field = arg_field_at(abi, arg, i)); i++)
		if (field->size <= 8 && field->offset <= first &&
		    last < field->offset + field->size &&
		    field->offset >= position)
			return field;
	return NULL;
}

static struct subject bytes_subject(const struct abi *abi,
				    const struct call_prototype *call,
				    unsigned int window, unsigned int position,
				    __u64 mask)
{
	const struct call_arg *arg = arg_at(call, window);
	const struct arg_field *field =
		arg && mask ? field_of(abi, arg, position, mask) : NULL;
	char *name = arg_name(call, window);
	struct subject subject = { .bits = ALL_BITS };

	if (field && !field->network_order) {
		subject.name = xasprintf("%s.%s", name, field->name);
		subject.shift = (field->offset - position) * 8;
		subject.bits = ALL_BITS >> (64 - field->size * 8);
		subject.constants = field->constants;
	} else {
		subject.name = xasprintf("%s[%u]", name, position);
		subject.is_bytes = true;
	}
	free(name);
	return subject;
}

static struct subject subject_of(const struct abi *abi,
				 const struct call_prototype *call,
				 const struct path_condition *condition)
{
	const __u32 offset = condition->offset;
	const unsigned int window = (offset >> SECCOMP_ARG_WINDOW_SHIFT) - 1;
	const unsigned int position = offset % SECCOMP_ARG_WINDOW(0);

	if (offset < sizeof(struct seccomp_data))
		return data_subject(abi, call, offset);
	if (position < SECCOMP_ARG_DATA(0) - SECCOMP_ARG_WINDOW(0))
		return header_subject(call, window, position,
				      condition->condition.mask);
	return bytes_subject(
		abi, call, window,
		position - (SECCOMP_ARG_DATA(0) - SECCOMP_ARG_WINDOW(0)),
		condition->condition.mask);
}

/* Write bytes as a string in quotes; only the masked ones. */
static char *bytes_text(__u64 mask, __u64 value)
{
	char text[64] = "\"", *end = text + 1;
	unsigned int i;

	for (i = 0; i < 8; i++) {
		const unsigned char byte = value >> i * 8;

		if (!(mask >> i * 8 & 0xff))
			continue;
		if (byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\')
			*end++ = byte;
		else
			end += sprintf(end, "\\x%02x", byte);
	}
	strcpy(end, "\"");
	return xstrdup(text);
}

static char *value_text(const struct subject *subject, __u64 mask, __u64 value)
{
	char text[256];

	if (subject->is_bytes)
		return bytes_text(mask, value);
	format_constants(subject->constants, value, text, sizeof(text));
	return xstrdup(text);
}

/* The left side: the name, and the mask if some of the value's bits are not compared. */
static char *left_text(const struct subject *subject, __u64 mask)
{
	char text[256];

	if (subject->is_bytes || (mask & subject->bits) == subject->bits)
		return xstrdup(subject->name);
	format_mask(subject->constants, mask, text, sizeof(text));
	return xasprintf("(%s & %s)", subject->name, text);
}

static char *compare_text(const struct subject *subject, __u64 mask,
			  const char *sign, __u64 value)
{
	char *left = left_text(subject, mask);
	char *right = value_text(subject, mask, value);
	char *text = xasprintf("%s %s %s", left, sign, right);

	free(left);
	free(right);
	return text;
}

static char *range_text(const struct subject *subject, __u64 mask,
			const struct condition *condition, __u64 low,
			__u64 high)
{
	char *left = left_text(subject, mask);
	char *text = xasprintf(condition->holds ? "%s in 0x%llx..0x%llx" :
						  "!(%s in 0x%llx..0x%llx)",
			       left, (unsigned long long)low,
			       (unsigned long long)high);

	free(left);
	return text;
}

/* Some bit of the mask is set: from 1 to all bits. */
static char *any_bit_text(const struct subject *subject, __u64 mask,
			  const struct condition *condition)
{
	char bits[256];

	format_mask(subject->constants, mask, bits, sizeof(bits));
	return xasprintf(condition->holds ? "(%s & %s)" : "!(%s & %s)",
			 subject->name, bits);
}

static bool is_header(__u32 offset)
{
	return offset >= SECCOMP_ARG_WINDOW(0) &&
	       offset % SECCOMP_ARG_WINDOW(0) <
		       SECCOMP_ARG_DATA(0) - SECCOMP_ARG_WINDOW(0);
}

/* Two words of a header, each with its value: the status and the kind of a copy. */
static char *both_words_text(const struct abi *abi,
			     const struct call_prototype *call,
			     const struct path_condition *condition)
{
	struct path_condition low = *condition, high = *condition;
	char *first, *second, *text;

	low.condition.mask &= LOW_BITS;
	low.condition.base &= LOW_BITS;
	high.condition.mask &= ~LOW_BITS;
	high.condition.base &= ~LOW_BITS;
	low.condition.holds = true;
	high.condition.holds = true;
	first = path_condition_text(abi, call, &low);
	second = path_condition_text(abi, call, &high);
	text = xasprintf(condition->condition.holds ? "%s && %s" :
						      "!(%s && %s)",
			 first, second);
	free(first);
	free(second);
	return text;
}

/**
 * path_condition_text - Write a condition
 * @abi: ABI of the call
 * @call: arguments of the call, or NULL if they are not known
 * @condition: the condition
 *
 * Return: the text, which the caller frees.
 */
char *path_condition_text(const struct abi *abi,
			  const struct call_prototype *call,
			  const struct path_condition *condition)
{
	const struct condition *c = &condition->condition;
	struct subject subject = subject_of(abi, call, condition);
	const __u64 mask = c->mask >> subject.shift;
	const __u64 low = c->base >> subject.shift;
	const __u64 high = (c->base + c->span) >> subject.shift;
	const bool whole = (mask & subject.bits) == subject.bits;
	char *text;

	if (is_header(condition->offset) && c->mask & LOW_BITS &&
	    c->mask & ~LOW_BITS && !c->span) {
		free(subject.name);
		return both_words_text(abi, call, condition);
	}
	if (!c->span && !low && !whole && !subject.is_bytes) {
		struct condition opposite = *c;

		opposite.holds = !c->holds;
		text = any_bit_text(&subject, mask, &opposite);
	} else if (!c->span) {
		text = compare_text(&subject, mask,
				    c->holds ? "==" : "!=", low);
	} else if (low == 1 && high >= mask && !whole) {
		text = any_bit_text(&subject, mask, c);
	} else if (!c->base) {
		text = compare_text(&subject, mask, c->holds ? "<=" : ">",
				    high);
	} else if (c->base + c->span >= c->base && high >= mask) {
		text = compare_text(&subject, mask, c->holds ? ">=" : "<", low);
	} else {
		text = range_text(&subject, mask, c, low, high);
	}
	free(subject.name);
	return text;
}
