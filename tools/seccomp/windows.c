// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which words an argument window can have together.
 *
 * The analysis takes the words of a window for independent of each other. They are not:
 * without a copy, the length, the facts and the bytes are 0. Bytes behind the length are
 * 0, strings have no NUL inside, and the facts of a path follow from its bytes. The search
 * tries all forms of a window: status, kind, length, and facts if there is a condition on
 * them. For each form, it asks solve() for the words. It then looks at the whole window.
 */
#include <linux/seccomp_ext.h>
#include <string.h>

#include "interpret.h"
#include "tool.h"
#include "windows.h"

#define HEADER_BYTES 16
/* A length that is so much longer than the compared bytes leaves room for each fact. */
#define ROOM 24

/* Bytes of a path that the search for facts chooses: all combinations of 3 values. */
#define CHOSEN_BYTES 7
#define CHOICES 2187

/**
 * struct form - a form of a window, and the conditions on it
 * @conditions: conditions on this window, with offsets from its begin
 * @count: number of @conditions
 * @end: end of the compared bytes of the copy
 * @on_facts: there is a condition on the facts
 * @beyond: there is a condition on words that no copy has
 * @tried: facts that were tried with a length of @end + ROOM or more, as a bitmap
 * @bytes: the window
 * @status: SECCOMP_ARG_*
 * @kind: SECCOMP_KIND_*
 * @length: number of bytes of the copy
 * @facts: SECCOMP_PATH_*
 */
struct form {
	struct path_condition conditions[SOLVE_MAX];
	unsigned int count;
	unsigned int end;
	bool on_facts;
	bool beyond;
	__u32 tried;
	unsigned char bytes[WINDOW_BYTES];
	__u32 status;
	__u32 kind;
	__u32 length;
	__u32 facts;
};

static bool is_string(const struct form *form)
{
	return form->kind == SECCOMP_KIND_PATH ||
	       form->kind == SECCOMP_KIND_STRING;
}

static void put_header(struct form *form)
{
	const __u32 header[] = { form->status, form->kind, form->length,
				 form->facts };

	memcpy(form->bytes, header, sizeof(header));
}

/* Check conditions at offsets from @first to before @end. */
static bool are_met(const struct form *form, __u32 first, __u32 end)
{
	unsigned int i;
	__u64 word;

	for (i = 0; i < form->count; i++) {
		const struct path_condition *condition = &form->conditions[i];

		if (condition->offset < first || condition->offset >= end)
			continue;
		memcpy(&word, form->bytes + condition->offset, sizeof(word));
		if (!condition_is_met(&condition->condition, word))
			return false;
	}
	return true;
}

/* --- Paths --------------------------------------------------------------------- */

static bool is_component(const unsigned char *path, unsigned int len,
			 const char *name)
{
	return len == strlen(name) && !memcmp(path, name, len);
}

static __u32 facts_of(const unsigned char *path, unsigned int len)
{
	unsigned int begin = 0, end;
	__u32 facts = 0;

	if (!len)
		return 0;
	if (path[0] == '/') {
		facts |= SECCOMP_PATH_ABSOLUTE;
		begin = 1;
	}
	if (path[len - 1] == '/')
		facts |= SECCOMP_PATH_TRAILING_SLASH;
	for (; begin < len; begin = end + 1) {
		for (end = begin; end < len && path[end] != '/'; end++)
			;
		if (is_component(path + begin, end - begin, ".."))
			facts |= SECCOMP_PATH_DOTDOT;
		if (end == begin ||
		    is_component(path + begin, end - begin, "."))
			facts |= SECCOMP_PATH_DOT;
	}
	return facts;
}

/* --- Words of a copy -------------------------------------------------------------- */

static void add_byte(struct condition *conditions, unsigned int *count,
		     unsigned int place, unsigned char value, bool equal)
{
	conditions[(*count)++] = (struct condition){
		.mask = 0xffULL << 8 * place,
		.base = (__u64)value << 8 * place,
		.holds = equal,
	};
}

/* Add what is known of a byte of a copy. */
static void limit_byte(const struct form *form, unsigned int index,
		       struct condition *conditions, unsigned int *count)
{
	const unsigned int place = index % 8;

	if (index >= form->length) {
		add_byte(conditions, count, place, 0, true);
		return;
	}
	if (is_string(form))
		add_byte(conditions, count, place, 0, false);
	if (form->kind != SECCOMP_KIND_PATH || !form->on_facts)
		return;
	if (!index)
		add_byte(conditions, count, place, '/',
			 form->facts & SECCOMP_PATH_ABSOLUTE);
	if (index == form->length - 1)
		add_byte(conditions, count, place, '/',
			 form->facts & SECCOMP_PATH_TRAILING_SLASH);
}

/* Collect all conditions on a word, with one place left. Return false for too many. */
static bool conditions_on(const struct form *form, __u32 offset,
			  struct condition *conditions, unsigned int *count)
{
	unsigned int i;

	for (i = 0; i < 8; i++)
		limit_byte(form, offset - HEADER_BYTES + i, conditions, count);
	for (i = 0; i < form->count; i++) {
		if (form->conditions[i].offset != offset)
			continue;
		if (*count == SOLVE_MAX - 1)
			return false;
		conditions[(*count)++] = form->conditions[i].condition;
	}
	return true;
}

static enum solution solve_word(struct form *form, __u32 offset)
{
	struct condition conditions[SOLVE_MAX];
	enum solution solution;
	unsigned int count = 0;
	__u64 word;

	if (!conditions_on(form, offset, conditions, &count))
		return SOLUTION_UNKNOWN;
	solution = solve(conditions, count, &word);
	memcpy(form->bytes + offset, &word, sizeof(word));
	return solution;
}

/* --- Facts of a copied path ------------------------------------------------------- */

/* Return the bits of a word that conditions look at. */
static __u64 compared_bits(const struct form *form, __u32 offset)
{
	unsigned int i;
	__u64 mask = 0;

	for (i = 0; i < form->count; i++)
		if (form->conditions[i].offset == offset)
			mask |= form->conditions[i].condition.mask;
	return mask;
}

static bool is_compared_byte(const struct form *form, unsigned int index)
{
	const __u32 offset = HEADER_BYTES + index / 8 * 8;

	return compared_bits(form, offset) >> index % 8 * 8 & 0xff;
}

/* Are the compared bytes the only ones that satisfy the conditions? */
static bool are_only_bytes(const struct form *form)
{
	struct condition conditions[SOLVE_MAX];
	unsigned int count;
	__u64 word;
	__u32 offset;

	for (offset = HEADER_BYTES; offset < HEADER_BYTES + form->length;
	     offset += sizeof(word)) {
		const __u64 mask = compared_bits(form, offset);

		count = 0;
		if (!conditions_on(form, offset, conditions, &count))
			return false;
		memcpy(&word, form->bytes + offset, sizeof(word));
		conditions[count++] = (struct condition){
			.mask = mask,
			.base = word & mask,
			.holds = false,
		};
		if (mask && solve(conditions, count, &word) != SOLUTION_NONE)
			return false;
	}
	return true;
}

static bool has_facts(const struct form *form)
{
	return facts_of(form->bytes + HEADER_BYTES, form->length) ==
	       form->facts;
}

/* Look for bytes that are not compared and lead to the facts. */
static enum solution solve_facts(struct form *form)
{
	unsigned char *places[CHOSEN_BYTES];
	unsigned int i, choice, rest, count = 0;
	bool all = true;

	if (has_facts(form))
		return SOLUTION_FOUND;
	for (i = 0; i < form->length && all; i++) {
		if (is_compared_byte(form, i))
			continue;
		all = count < CHOSEN_BYTES;
		if (all)
			places[count++] = form->bytes + HEADER_BYTES + i;
	}
	for (choice = 0; choice < CHOICES; choice++) {
		for (i = 0, rest = choice; i < count; i++, rest /= 3)
			*places[i] = "a./"[rest % 3];
		if (rest)
			break;
		if (has_facts(form))
			return SOLUTION_FOUND;
	}
	return all && are_only_bytes(form) ? SOLUTION_NONE : SOLUTION_UNKNOWN;
}

/* Give the bytes without a condition values that fit the facts. */
static void fill(struct form *form)
{
	unsigned char *copy = form->bytes + HEADER_BYTES;

	memset(copy, 0, sizeof(form->bytes) - HEADER_BYTES);
	memset(copy, 'a', form->length);
	if (form->kind != SECCOMP_KIND_PATH || !form->on_facts || !form->length)
		return;
	if (form->facts & SECCOMP_PATH_ABSOLUTE)
		copy[0] = '/';
	if (form->facts & SECCOMP_PATH_TRAILING_SLASH)
		copy[form->length - 1] = '/';
}

/* Find the bytes of a copy whose status, kind, length and facts are chosen. */
static enum solution solve_copy(struct form *form)
{
	bool unknown = false;
	enum solution solution;
	unsigned int i;

	fill(form);
	for (i = 0; i < form->count; i++) {
		if (form->conditions[i].offset < HEADER_BYTES)
			continue;
		solution = solve_word(form, form->conditions[i].offset);
		if (solution == SOLUTION_NONE)
			return SOLUTION_NONE;
		unknown |= solution == SOLUTION_UNKNOWN;
	}
	if (unknown)
		return SOLUTION_UNKNOWN;
	if (form->kind != SECCOMP_KIND_PATH || !form->on_facts)
		return SOLUTION_FOUND;
	return solve_facts(form);
}

/* --- Forms --------------------------------------------------------------------------- */

static enum solution better(enum solution one, enum solution other)
{
	if (one == SOLUTION_FOUND || other == SOLUTION_FOUND)
		return SOLUTION_FOUND;
	return one == SOLUTION_UNKNOWN ? one : other;
}

static enum solution try_facts(struct form *form)
{
	const bool is_long = form->length >= form->end + ROOM;
	const __u32 last =
		form->kind == SECCOMP_KIND_PATH && form->on_facts ? 15 : 0;
	enum solution found = SOLUTION_NONE;

	for (form->facts = 0; form->facts <= last; form->facts++) {
		if ((form->facts && !form->length) ||
		    (is_long && form->tried & 1U << form->facts))
			continue;
		put_header(form);
		if (!are_met(form, 8, HEADER_BYTES))
			continue;
		if (is_long)
			form->tried |= 1U << form->facts;
		found = better(found, solve_copy(form));
		if (found == SOLUTION_FOUND)
			break;
	}
	return found;
}

/*
 * Lengths far behind the compared bytes are all the same for the bytes. So one is enough
 * for each value of the facts.
 */
static enum solution try_lengths(struct form *form)
{
	const __u32 max = SECCOMP_ARG_DATA_MAX - is_string(form);
	enum solution found = SOLUTION_NONE;

	form->tried = 0;
	for (form->length = form->end + ROOM;
	     form->length <= max && found != SOLUTION_FOUND; form->length++)
		found = better(found, try_facts(form));
	for (form->length = 0; form->length < form->end + ROOM &&
			       form->length <= max && found != SOLUTION_FOUND;
	     form->length++)
		found = better(found, try_facts(form));
	return found;
}

/* Kinds that are no strings have the same bytes. */
static enum solution try_copies(struct form *form)
{
	enum solution found = SOLUTION_NONE;
	bool other = false;

	form->status = SECCOMP_ARG_COPIED;
	for (form->kind = SECCOMP_KIND_PATH;
	     form->kind <= SECCOMP_KIND_STRINGS && found != SOLUTION_FOUND;
	     form->kind++) {
		put_header(form);
		if (!are_met(form, 0, 8) || (other && !is_string(form)))
			continue;
		other |= !is_string(form);
		found = better(found, try_lengths(form));
	}
	return found;
}

/* Without a copy, all words behind the kind are 0. */
static bool try_uncopied(struct form *form)
{
	memset(form->bytes, 0, sizeof(form->bytes));
	form->length = 0;
	form->facts = 0;
	for (form->status = SECCOMP_ARG_ABSENT;
	     form->status <= SECCOMP_ARG_TOO_LARGE; form->status++)
		for (form->kind = 0; form->kind <= SECCOMP_KIND_STRINGS;
		     form->kind++) {
			if (form->status == SECCOMP_ARG_COPIED ||
			    (form->status == SECCOMP_ARG_ABSENT) ==
				    !!form->kind)
				continue;
			put_header(form);
			if (are_met(form, 0, WINDOW_BYTES))
				return true;
		}
	return false;
}

static void collect(struct form *form, const struct path_condition *conditions,
		    unsigned int count, unsigned int window)
{
	struct path_condition *own;
	unsigned int i;

	for (i = 0; i < count; i++) {
		if ((conditions[i].offset >> SECCOMP_ARG_WINDOW_SHIFT) !=
		    window + 1)
			continue;
		own = &form->conditions[form->count++];
		*own = conditions[i];
		own->offset -= SECCOMP_ARG_WINDOW(window);
		form->beyond |= own->offset + 8 > WINDOW_BYTES;
		if (own->offset >= HEADER_BYTES &&
		    own->offset - HEADER_BYTES + 8 > form->end)
			form->end = own->offset - HEADER_BYTES + 8;
		if (own->offset == 8 && own->condition.mask >> 32)
			form->on_facts = true;
	}
}

static enum solution check_window(const struct path_condition *conditions,
				  unsigned int count, unsigned int window)
{
	static struct form form;

	form = (struct form){};
	collect(&form, conditions, count, window);
	if (form.beyond)
		return SOLUTION_UNKNOWN;
	if (!form.count || try_uncopied(&form))
		return SOLUTION_FOUND;
	return try_copies(&form);
}

/**
 * windows_check - Tell whether windows can satisfy conditions
 * @conditions: conditions on words of a call
 * @count: number of conditions, at most SOLVE_MAX
 *
 * Conditions on other words do not matter. A window depends neither on other ones nor on
 * the arguments here. A copy that is no string may have any bytes.
 *
 * Return: SOLUTION_NONE if a window of a kernel cannot have these words together.
 */
enum solution windows_check(const struct path_condition *conditions,
			    unsigned int count)
{
	enum solution found = SOLUTION_FOUND, one;
	unsigned int window;

	for (window = 0; window < SECCOMP_ARG_WINDOWS; window++) {
		one = check_window(conditions, count, window);
		if (one == SOLUTION_NONE)
			return SOLUTION_NONE;
		if (one == SOLUTION_UNKNOWN)
			found = one;
	}
	return found;
}
