// SPDX-License-Identifier: GPL-2.0-only
/*
 * The calls that learn has seen, with their arguments.
 */
#include <stdlib.h>
#include <string.h>

#include "interpret.h"
#include "learn.h"
#include "reach.h"
#include "tool.h"

static int compare_key(const struct learned_call *call, const struct abi *abi,
		       __u32 nr)
{
	if (call->abi != abi)
		return call->abi < abi ? -1 : 1;
	if (call->nr != nr)
		return call->nr < nr ? -1 : 1;
	return 0;
}

/* The place of the first call that does not come before. */
static unsigned int find_place(const struct learned *learned,
			       const struct abi *abi, __u32 nr)
{
	unsigned int low = 0, high = learned->count;

	while (low < high) {
		const unsigned int middle = (low + high) / 2;

		if (compare_key(&learned->calls[middle], abi, nr) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void insert(struct learned *learned, unsigned int place,
		   const struct abi *abi, __u32 nr)
{
	const char *name = abi_call_name(abi, nr);
	struct learned_call *call;

	learned->calls = xrealloc(learned->calls, learned->count + 1,
				  sizeof(*learned->calls));
	call = &learned->calls[place];
	memmove(call + 1, call, (learned->count - place) * sizeof(*call));
	learned->count++;
	*call = (struct learned_call){
		.abi = abi,
		.nr = nr,
		.name = name ? xstrdup(name) : NULL,
		.interest = name ? learn_interest(name) : NULL,
	};
}

/**
 * learned_find - Find a call, or add it
 * @learned: all calls
 * @abi: ABI of the call
 * @nr: its number, as filters see it
 *
 * Return: the call, valid until the next call of this function.
 */
struct learned_call *learned_find(struct learned *learned,
				  const struct abi *abi, __u32 nr)
{
	const unsigned int place = find_place(learned, abi, nr);

	if (place == learned->count ||
	    compare_key(&learned->calls[place], abi, nr))
		insert(learned, place, abi, nr);
	return &learned->calls[place];
}

/**
 * learned_lookup - Find a call by its name
 * @learned: all calls
 * @abi: ABI of the call
 * @name: name of the call
 *
 * Return: the call; or NULL if it was not seen.
 */
const struct learned_call *learned_lookup(const struct learned *learned,
					  const struct abi *abi,
					  const char *name)
{
	const int nr = abi_call_number(abi, name);
	unsigned int place;

	if (nr < 0)
		return NULL;
	place = find_place(learned, abi, nr);
	if (place == learned->count ||
	    compare_key(&learned->calls[place], abi, nr))
		return NULL;
	return &learned->calls[place];
}

static void add_value(struct learn_values *values, __u64 value)
{
	unsigned int place = 0;

	while (place < values->count && values->values[place] < value)
		place++;
	if (place < values->count && values->values[place] == value)
		return;
	if (values->count == LEARN_VALUES) {
		values->more = true;
		return;
	}
	memmove(&values->values[place + 1], &values->values[place],
		(values->count - place) * sizeof(value));
	values->values[place] = value;
	values->count++;
}

/**
 * learned_add_args - Add the arguments of one call
 * @call: the call
 * @args: six arguments, as filters see them
 */
void learned_add_args(struct learned_call *call, const __u64 *args)
{
	int i, index;

	call->has_args = true;
	if (!call->interest)
		return;
	for (i = 0; i < 2; i++) {
		index = call->interest->values[i];
		if (index == LEARN_NO_ARG)
			break;
		add_value(&call->values[i], learn_arg_is_wide(call, index) ?
						    args[index] :
						    (__u32)args[index]);
	}
}

/**
 * learned_judge - Run the programs in force on a call
 * @learned: all calls, with the programs
 * @call: the call
 * @data: the call, as filters see it
 */
void learned_judge(const struct learned *learned, struct learned_call *call,
		   const struct seccomp_data *data)
{
	/* No program looks behind pointers, so the windows stay empty. */
	static struct call judged;
	unsigned int program, pc;
	__u32 ret;

	if (!learned->in_force)
		return;
	judged.data = *data;
	ret = chain_verdict(learned->in_force, &judged, &program, &pc);
	call->judged++;
	if (answer_may_run(ret))
		return;
	if (!call->denied || action_wins(ret, call->denial))
		call->denial = ret;
	call->denied++;
}

/**
 * learned_add_field - Add the value of the field behind a pointer
 * @call: the call
 * @value: the value
 */
void learned_add_field(struct learned_call *call, __u64 value)
{
	add_value(&call->field, value);
}

/* The place of the first text that does not come before. */
static unsigned int find_text(const struct learn_texts *texts, const char *text)
{
	unsigned int low = 0, high = texts->count;

	while (low < high) {
		const unsigned int middle = (low + high) / 2;

		if (strcmp(texts->texts[middle], text) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/**
 * learned_add_text - Add a text unless it is known
 * @texts: the texts
 * @text: a text; bytes that are not printable ASCII become "?"
 */
void learned_add_text(struct learn_texts *texts, const char *text)
{
	char *copy = xstrdup(text), *c;
	unsigned int place;

	for (c = copy; *c; c++)
		if (*c < 0x20 || *c > 0x7e)
			*c = '?';
	place = find_text(texts, copy);
	if (place < texts->count && !strcmp(texts->texts[place], copy)) {
		free(copy);
		return;
	}
	if (texts->count == LEARN_TEXTS) {
		texts->more = true;
		free(copy);
		return;
	}
	texts->texts = xrealloc(texts->texts, texts->count + 1, sizeof(copy));
	memmove(&texts->texts[place + 1], &texts->texts[place],
		(texts->count - place) * sizeof(copy));
	texts->texts[place] = copy;
	texts->count++;
}

/**
 * learned_add_path - Add the directory of a path
 * @call: the call
 * @base: directory that a relative path begins at; or NULL if it is not known
 * @path: the path
 */
void learned_add_path(struct learned_call *call, const char *base,
		      const char *path)
{
	const char *slash = strrchr(path, '/');
	const int len = slash ? slash - path : 0;
	char *dir;

	if (!*path)
		return;
	if (slash == path)
		dir = xstrdup("/");
	else if (*path == '/')
		dir = xasprintf("%.*s/", len, path);
	else if (!base)
		dir = xasprintf("./%.*s%s", len, path, len ? "/" : "");
	else
		dir = xasprintf("%s/%.*s%s", strcmp(base, "/") ? base : "", len,
				path, len ? "/" : "");
	learned_add_text(&call->dirs, dir);
	free(dir);
}

/**
 * learned_reset_counts - Forget how often calls were seen
 * @learned: all calls; their arguments stay
 */
void learned_reset_counts(struct learned *learned)
{
	unsigned int i;

	for (i = 0; i < learned->count; i++) {
		learned->calls[i].count = 0;
		learned->calls[i].refused = 0;
		learned->calls[i].action = 0;
	}
	learned->unassigned = 0;
	learned->foreign = 0;
}

/**
 * learned_total - Count all calls
 * @learned: all calls
 *
 * Return: number of calls, also of refused ones.
 */
__u64 learned_total(const struct learned *learned)
{
	__u64 total = learned->unassigned + learned->foreign;
	unsigned int i;

	for (i = 0; i < learned->count; i++)
		total += learned->calls[i].count + learned->calls[i].refused;
	return total;
}

/**
 * learn_texts_free - Free texts
 * @texts: the texts; owned by the caller
 */
void learn_texts_free(struct learn_texts *texts)
{
	while (texts->count)
		free(texts->texts[--texts->count]);
	free(texts->texts);
	texts->texts = NULL;
}

/**
 * learned_free - Free all calls
 * @learned: all calls; owned by the caller
 */
void learned_free(struct learned *learned)
{
	struct learned_call *call;

	while (learned->count) {
		call = &learned->calls[--learned->count];
		free(call->name);
		learn_texts_free(&call->dirs);
		learn_texts_free(&call->addresses);
	}
	free(learned->calls);
	learned->calls = NULL;
}
