// SPDX-License-Identifier: GPL-2.0-only
/*
 * Constants of the C headers, by name and by value.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/fs.h>
#include <linux/futex.h>
#include <linux/if_packet.h>
#include <linux/keyctl.h>
#include <linux/loop.h>
#include <linux/openat2.h>
#include <linux/prctl.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/seccomp_ext.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/personality.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "args.h"
#include "tool.h"

#include "constants_table.h"

#define SOCKET_TYPE_MASK 0xf
#define FUTEX_OP_MASK 0x7f

/**
 * constant_set_at - Return a set of constants by its place
 * @index: place in the list of all sets, from 0
 *
 * Return: the set; or NULL behind the last.
 */
const struct constant_set *constant_set_at(unsigned int index)
{
	return index < ARRAY_SIZE(constant_sets) ? &constant_sets[index] : NULL;
}

/**
 * constant_set - Find a set of constants
 * @name: its name, or NULL
 *
 * Return: the set; or NULL.
 */
const struct constant_set *constant_set(const char *name)
{
	size_t i;

	for (i = 0; name && i < ARRAY_SIZE(constant_sets); i++)
		if (!strcmp(constant_sets[i].name, name))
			return &constant_sets[i];
	return NULL;
}

/**
 * constant_value - Find a constant of any set
 * @name: its name: "AF_INET"
 * @value: its value, if it is there
 *
 * Return: true if it is there.
 */
bool constant_value(const char *name, __u64 *value)
{
	unsigned int set, i;

	for (set = 0; set < ARRAY_SIZE(constant_sets); set++)
		for (i = 0; i < constant_sets[set].count; i++)
			if (!strcmp(constant_sets[set].items[i].name, name)) {
				*value = constant_sets[set].items[i].value;
				return true;
			}
	return false;
}

/* --- Output --------------------------------------------------------------- */

/* Text that grows to the end of a buffer. */
struct text {
	char *out;
	size_t size;
	size_t len;
};

static void add_text(struct text *text, const char *word)
{
	const size_t room = text->size - text->len;
	int len = snprintf(text->out + text->len, room, "%s%s",
			   text->len ? "|" : "", word);

	text->len += (size_t)len < room ? (size_t)len : room - 1;
}

static void add_number(struct text *text, __u64 value)
{
	char word[32];

	snprintf(word, sizeof(word), value < 10 ? "%llu" : "0x%llx",
		 (unsigned long long)value);
	add_text(text, word);
}

static const char *name_of(const struct constant_set *set, __u64 value)
{
	unsigned int i;

	for (i = 0; set && i < set->count; i++)
		if (set->items[i].value == value)
			return set->items[i].name;
	return NULL;
}

static void add_value(struct text *text, const struct constant_set *set,
		      __u64 value)
{
	const char *name = name_of(set, value);

	if (name)
		add_text(text, name);
	else
		add_number(text, value);
}

/* Bits that a form has as a number, not as flags. */
static __u64 number_bits(enum constants_form form)
{
	switch (form) {
	case CONSTANTS_VALUES:
		return ~0ULL;
	case CONSTANTS_OPEN:
		return O_ACCMODE;
	case CONSTANTS_SOCKET:
		return SOCKET_TYPE_MASK;
	case CONSTANTS_FUTEX:
		return FUTEX_OP_MASK;
	default:
		return 0;
	}
}

/* Add the constants with several bits, or those with one. Return the other bits. */
static __u64 add_flags_of(struct text *text, const struct constant_set *set,
			  __u64 bits, bool several)
{
	const __u64 number = number_bits(set->form);
	unsigned int i;

	for (i = 0; i < set->count; i++) {
		const __u64 value = set->items[i].value;

		if (!value || value & number || (value & bits) != value ||
		    (__builtin_popcountll(value) > 1) != several)
			continue;
		add_text(text, set->items[i].name);
		bits &= ~value;
	}
	return bits;
}

static void add_flags(struct text *text, const struct constant_set *set,
		      __u64 bits)
{
	bits = add_flags_of(text, set, bits, true);
	bits = add_flags_of(text, set, bits, false);
	if (bits)
		add_number(text, bits);
}

/**
 * format_constants - Write a value with the names of constants
 * @set: name of the set of constants, or NULL for a number
 * @value: the value
 * @out: receives the text
 * @size: size of @out, at least 1
 */
void format_constants(const char *set, __u64 value, char *out, size_t size)
{
	const struct constant_set *constants = constant_set(set);
	struct text text = { .out = out, .size = size };
	__u64 number;

	*out = '\0';
	if (!constants || constants->form == CONSTANTS_VALUES) {
		add_value(&text, constants, value);
		return;
	}
	number = value & number_bits(constants->form);
	if (number || constants->form == CONSTANTS_OPEN ||
	    constants->form == CONSTANTS_FUTEX || !value)
		add_value(&text, constants, number);
	add_flags(&text, constants, value & ~number);
}

/**
 * format_mask - Write a mask with the names of constants
 * @set: name of the set of constants, or NULL for a number
 * @mask: the bits that are compared
 * @out: receives the text
 * @size: size of @out, at least 1
 */
void format_mask(const char *set, __u64 mask, char *out, size_t size)
{
	const struct constant_set *constants = constant_set(set);
	struct text text = { .out = out, .size = size };
	__u64 number;

	*out = '\0';
	if (!constants || constants->form == CONSTANTS_VALUES || !mask) {
		add_number(&text, mask);
		return;
	}
	number = mask & number_bits(constants->form);
	if (number && number == O_ACCMODE && constants->form == CONSTANTS_OPEN)
		add_text(&text, "O_ACCMODE");
	else if (number)
		add_number(&text, number);
	add_flags(&text, constants, mask & ~number);
}
