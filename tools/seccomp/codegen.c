// SPDX-License-Identifier: GPL-2.0-only
/*
 * Policies to programs.
 *
 * The program looks at the architecture, then at the number, by a binary
 * search. For each call with conditions, there is a chain of tests. All code is
 * written from its end.
 */
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <linux/seccomp_ext.h>
#include <stddef.h>
#include <string.h>

#include "assemble.h"
#include "operand.h"
#include "policy.h"
#include "resolve.h"
#include "source.h"
#include "tool.h"

#define MEMO_SIZE 16
#define LOAD (BPF_LD | BPF_W | BPF_ABS)
#define MASK (BPF_ALU | BPF_AND | BPF_K)

/**
 * struct codegen - state of a program that is generated
 * @as: the program
 * @resolved: the policy
 * @options: options of the compiler
 * @abi: the ABI
 * @call: the call
 * @other: place of the action for other ABIs
 * @status: EXIT_OK, or EXIT_USAGE after a message
 */
struct codegen {
	struct assembler as;
	const struct resolved *resolved;
	const struct policy_options *options;
	const struct resolved_abi *abi;
	const struct resolved_call *call;
	const struct place *other;
	int status;
};

/* --- Sets of numbers --------------------------------------------------------- */

/**
 * struct goal - place where code goes on
 * @yes: if the number is in the set
 * @no: if it is not
 * @negated: the number of "!" around the comparison is odd
 */
struct goal {
	unsigned int yes;
	unsigned int no;
	bool negated;
};

/**
 * struct split - values of the first piece, and what the other pieces have to
 *	be
 * @segments: segments of the first piece
 * @count: number of segments
 * @room: number of segments that fit
 */
struct split {
	struct segment *segments;
	unsigned int count;
	unsigned int room;
};

static void add_segment(struct split *split, __u32 first, unsigned int target)
{
	/* A segment that begins where the last one does replaces it. */
	if (split->count && split->segments[split->count - 1].first == first)
		split->count--;
	if (split->count == split->room) {
		split->room = split->room ? 2 * split->room : 8;
		split->segments = xrealloc(split->segments, split->room,
					   sizeof(*split->segments));
	}
	split->segments[split->count++] = (struct segment){ first, target };
}

static unsigned int emit_set(struct codegen *gen, const struct piece *pieces,
			     unsigned int count, const struct number_set *set,
			     const struct goal *goal);

/* The number is zero or not; or there is only one bit. */
static bool is_zero_test(const struct split *split)
{
	return split->count == 2 && split->segments[1].first == 1;
}

static unsigned int emit_piece(struct codegen *gen, const struct piece *piece,
			       struct split *split)
{
	const bool whole = piece->mask == 0xffffffff && piece->bits == 32;
	const __u32 mask = piece->mask << piece->shift;
	const __u32 loaded = whole ? piece->offset : ASSEMBLE_NO_LOAD;
	unsigned int next;

	split->count = assemble_merge(split->segments, split->count);
	if (split->count == 1)
		return split->segments[0].target;
	if (!whole && is_zero_test(split)) {
		next = assemble_test(&gen->as, BPF_JSET, mask,
				     split->segments[1].target,
				     split->segments[0].target, piece->offset);
		return assemble_stmt(&gen->as, LOAD, piece->offset, next);
	}
	next = assemble_search(&gen->as, split->segments, split->count,
			       ones(piece->bits), piece->shift, loaded);
	if (!whole)
		next = assemble_stmt(&gen->as, MASK, mask, next);
	return assemble_stmt(&gen->as, LOAD, piece->offset, next);
}

static unsigned int emit_last_piece(struct codegen *gen,
				    const struct piece *piece,
				    const struct number_set *set,
				    const struct goal *goal)
{
	struct split split = {};
	unsigned int i;
	unsigned int label;

	add_segment(&split, 0, goal->no);
	for (i = 0; i < set->count; i++) {
		add_segment(&split, set->intervals[i].low, goal->yes);
		if (set->intervals[i].high < ones(piece->bits))
			add_segment(&split, set->intervals[i].high + 1,
				    goal->no);
	}
	label = emit_piece(gen, piece, &split);
	free(split.segments);
	return label;
}

/**
 * struct rest - expected pieces behind the first
 * @set: numbers of these pieces
 * @target: the code, as soon as it is written
 */
struct rest {
	struct number_set set;
	unsigned int target;
};

/**
 * struct splitter - state of a set that is split at the first piece
 * @gen: the program
 * @pieces: the pieces
 * @count: number of @pieces
 * @low_bits: bits of the pieces behind the first
 * @goal: where the code goes on
 * @split: segments so far
 * @high: value of the first piece for which @rest is collected
 * @rest: numbers of the other pieces for @high
 * @memo: code that was written before for other numbers
 * @used: number of entries of @memo
 */
struct splitter {
	struct codegen *gen;
	const struct piece *pieces;
	unsigned int count;
	unsigned int low_bits;
	const struct goal *goal;
	struct split split;
	__u32 high;
	struct number_set rest;
	struct rest memo[MEMO_SIZE];
	unsigned int used;
};

static bool equal_sets(const struct number_set *a, const struct number_set *b)
{
	return a->count == b->count &&
	       !memcmp(a->intervals, b->intervals,
		       a->count * sizeof(*a->intervals));
}

/* Write the code for @rest, or find it. Takes over @rest. */
static unsigned int emit_rest(struct splitter *splitter)
{
	struct rest *slot;
	unsigned int i;

	for (i = 0; i < splitter->used && i < MEMO_SIZE; i++) {
		if (!equal_sets(&splitter->memo[i].set, &splitter->rest))
			continue;
		number_set_free(&splitter->rest);
		return splitter->memo[i].target;
	}
	slot = &splitter->memo[splitter->used++ % MEMO_SIZE];
	number_set_free(&slot->set);
	slot->set = splitter->rest;
	splitter->rest = (struct number_set){};
	slot->target = emit_set(splitter->gen, splitter->pieces + 1,
				splitter->count - 1, &slot->set,
				splitter->goal);
	return slot->target;
}

/* End the numbers for @high. */
static void finish_high(struct splitter *splitter)
{
	unsigned int target;

	if (!splitter->rest.count)
		return;
	target = emit_rest(splitter);
	add_segment(&splitter->split, splitter->high, target);
	if (splitter->high < ones(splitter->pieces[0].bits))
		add_segment(&splitter->split, splitter->high + 1,
			    splitter->goal->no);
}

static void add_rest(struct splitter *splitter, __u32 high, __u64 low,
		     __u64 last)
{
	struct number_set *rest = &splitter->rest;

	if (rest->count && splitter->high != high)
		finish_high(splitter);
	splitter->high = high;
	if (!(rest->count & (rest->count - 1)))
		rest->intervals = xrealloc(rest->intervals,
					   rest->count ? 2 * rest->count : 1,
					   sizeof(*rest->intervals));
	rest->intervals[rest->count++] = (struct interval){ low, last };
}

/* Values of the first piece from @first to @last, whatever the other pieces are. */
static void add_whole(struct splitter *splitter, __u64 first, __u64 last)
{
	if (first > last)
		return;
	finish_high(splitter);
	add_segment(&splitter->split, first, splitter->goal->yes);
	if (last < ones(splitter->pieces[0].bits))
		add_segment(&splitter->split, last + 1, splitter->goal->no);
}

static void split_interval(struct splitter *splitter,
			   const struct interval *interval)
{
	const __u64 mask = ones(splitter->low_bits);
	const __u64 first = interval->low >> splitter->low_bits;
	const __u64 last = interval->high >> splitter->low_bits;
	const __u64 low = interval->low & mask, high = interval->high & mask;

	if (first == last) {
		add_rest(splitter, first, low, high);
		return;
	}
	if (low)
		add_rest(splitter, first, low, mask);
	add_whole(splitter, low ? first + 1 : first,
		  high == mask ? last : last - 1);
	if (high != mask)
		add_rest(splitter, last, 0, high);
}

static unsigned int emit_pieces(struct codegen *gen, const struct piece *pieces,
				unsigned int count, unsigned int low_bits,
				const struct number_set *set,
				const struct goal *goal)
{
	struct splitter splitter = {
		.gen = gen,
		.pieces = pieces,
		.count = count,
		.low_bits = low_bits,
		.goal = goal,
	};
	unsigned int i;
	unsigned int label;

	add_segment(&splitter.split, 0, goal->no);
	for (i = 0; i < set->count && !assemble_full(&gen->as); i++)
		split_interval(&splitter, &set->intervals[i]);
	finish_high(&splitter);
	label = emit_piece(gen, pieces, &splitter.split);
	for (i = 0; i < MEMO_SIZE; i++)
		number_set_free(&splitter.memo[i].set);
	free(splitter.split.segments);
	return label;
}

/* The first piece is 0. Keep the numbers that the other pieces can have. */
static unsigned int skip_piece(struct codegen *gen, const struct piece *pieces,
			       unsigned int count, unsigned int low_bits,
			       const struct number_set *set,
			       const struct goal *goal)
{
	struct number_set rest = {};
	unsigned int i;
	unsigned int label;

	rest.intervals = xcalloc(set->count, sizeof(*rest.intervals));
	for (i = 0; i < set->count; i++) {
		struct interval *interval = &rest.intervals[rest.count];

		*interval = set->intervals[i];
		if (interval->low > ones(low_bits))
			break;
		if (interval->high > ones(low_bits))
			interval->high = ones(low_bits);
		rest.count++;
	}
	label = emit_set(gen, pieces + 1, count - 1, &rest, goal);
	number_set_free(&rest);
	return label;
}

static unsigned int emit_set(struct codegen *gen, const struct piece *pieces,
			     unsigned int count, const struct number_set *set,
			     const struct goal *goal)
{
	unsigned int i, low_bits = 0;

	for (i = 1; i < count; i++)
		low_bits += pieces[i].bits;
	if (!set->count)
		return goal->no;
	if (set->count == 1 && !set->intervals[0].low &&
	    set->intervals[0].high == ones(low_bits + pieces[0].bits))
		return goal->yes;
	if (!pieces[0].mask && count == 1)
		return set->intervals[0].low ? goal->no : goal->yes;
	if (!pieces[0].mask)
		return skip_piece(gen, pieces, count, low_bits, set, goal);
	if (count == 1)
		return emit_last_piece(gen, pieces, set, goal);
	return emit_pieces(gen, pieces, count, low_bits, set, goal);
}

/* --- Bytes of copies --------------------------------------------------------- */

/**
 * struct bytes - bytes that are compared
 * @offset: offset of the first byte in what a filter can load
 * @bytes: the bytes
 * @len: number of bytes
 * @bits: number of bits that are compared, from the first byte on
 */
struct bytes {
	__u32 offset;
	const unsigned char *bytes;
	size_t len;
	size_t bits;
};

/* Bits of a byte that are compared. */
static unsigned char byte_mask(const struct bytes *bytes, size_t i)
{
	if (8 * i + 8 <= bytes->bits)
		return 0xff;
	return 8 * i < bytes->bits ? 0xff00 >> (bytes->bits - 8 * i) : 0;
}

static unsigned int emit_word(struct codegen *gen, __u32 offset, __u32 mask,
			      __u32 value, const struct goal *goal)
{
	const bool whole = mask == 0xffffffff;
	unsigned int next;

	next = assemble_test(&gen->as, BPF_JEQ, value, goal->yes, goal->no,
			     whole ? offset : ASSEMBLE_NO_LOAD);
	if (!whole)
		next = assemble_stmt(&gen->as, MASK, mask, next);
	return assemble_stmt(&gen->as, LOAD, offset, next);
}

/* A word holds the bytes in the order of memory, from its lowest bit on. */
static unsigned int emit_bytes(struct codegen *gen, const struct bytes *bytes,
			       const struct goal *goal)
{
	const __u32 begin = bytes->offset & ~3;
	__u32 word = (bytes->offset + bytes->len + 3) & ~3;
	struct goal next = *goal;

	while (word > begin && !assemble_full(&gen->as)) {
		__u32 mask = 0, value = 0;
		unsigned int i;

		word -= 4;
		for (i = 0; i < 4; i++) {
			const size_t at = (size_t)word + i - bytes->offset;

			if (word + i < bytes->offset || at >= bytes->len)
				continue;
			mask |= (__u32)byte_mask(bytes, at) << 8 * i;
			value |= (__u32)bytes->bytes[at] << 8 * i;
		}
		if (mask)
			next.yes =
				emit_word(gen, word, mask, value & mask, &next);
	}
	return next.yes;
}

/* Words of a string: its length, then its bytes. */
static __u32 string_word(const struct policy_value *value, size_t index)
{
	__u32 word = 0;
	size_t i;

	if (!index)
		return value->len;
	for (i = 0; i < 4; i++)
		if (4 * (index - 1) + i < value->len)
			word |= (__u32)value->bytes[4 * (index - 1) + i]
				<< 8 * i;
	return word;
}

static size_t string_words(const struct policy_value *value)
{
	return 1 + (value->len + 3) / 4;
}

static int compare_strings(const void *left, const void *right)
{
	const struct policy_value *a = *(const struct policy_value **)left;
	const struct policy_value *b = *(const struct policy_value **)right;
	size_t i;

	if (a->len != b->len)
		return a->len < b->len ? -1 : 1;
	for (i = 1; i < string_words(a); i++)
		if (string_word(a, i) != string_word(b, i))
			return string_word(a, i) < string_word(b, i) ? -1 : 1;
	return 0;
}

/* Equal words at the begin: how many strings have them? */
static size_t equal_words(const struct policy_value **strings, size_t count,
			  size_t index)
{
	size_t i;

	for (i = 1; i < count; i++)
		if (string_word(strings[i], index) !=
		    string_word(strings[0], index))
			break;
	return i;
}

/* Find sorted strings, which have equal words before @index. */
static unsigned int emit_strings(struct codegen *gen,
				 const struct operand *operand,
				 const struct policy_value **strings,
				 size_t count, size_t index,
				 const struct goal *goal)
{
	const struct piece piece = {
		.offset = index ? operand->data + 4 * (index - 1) :
				  SECCOMP_ARG_LENGTH(operand->window),
		.bits = 32,
		.mask = 0xffffffff,
	};
	struct split split = {};
	size_t i, same;
	unsigned int label;

	if (index == string_words(strings[0]))
		return goal->yes;
	add_segment(&split, 0, goal->no);
	for (i = 0; i < count && !assemble_full(&gen->as); i += same) {
		const __u32 word = string_word(strings[i], index);

		same = equal_words(strings + i, count - i, index);
		label = emit_strings(gen, operand, strings + i, same, index + 1,
				     goal);
		add_segment(&split, word, label);
		if (word != 0xffffffff)
			add_segment(&split, word + 1, goal->no);
	}
	label = emit_piece(gen, &piece, &split);
	free(split.segments);
	return label;
}

static unsigned int emit_equal_strings(struct codegen *gen,
				       const struct operand *operand,
				       const struct policy_expr *expr,
				       const struct goal *goal)
{
	const struct policy_value **strings, *value;
	size_t count = 0;
	unsigned int label;

	for (value = expr->values; value; value = value->next)
		count++;
	strings = xcalloc(count, sizeof(*strings));
	count = 0;
	for (value = expr->values; value; value = value->next)
		strings[count++] = value;
	qsort(strings, count, sizeof(*strings), compare_strings);
	label = emit_strings(gen, operand, strings, count, 0, goal);
	free(strings);
	return label;
}

static struct bytes value_bytes(const struct operand *operand,
				const struct policy_expr *expr,
				const struct policy_value *value)
{
	struct bytes bytes = {
		.offset = operand->data,
		.bytes = value->bytes,
		.len = value->len,
	};

	/* The NUL behind the string is in memory. */
	if (operand->form == OPERAND_NAME && expr->compare != COMPARE_PREFIX &&
	    value->len < operand->size)
		bytes.len++;
	bytes.bits = 8 * bytes.len;
	if (operand->form == OPERAND_ADDRESS)
		bytes.bits = value->prefix;
	return bytes;
}

/* Try the values one by one, from the last. */
static unsigned int emit_each(struct codegen *gen,
			      const struct operand *operand,
			      const struct policy_expr *expr,
			      const struct goal *goal)
{
	struct goal next = *goal;
	const struct policy_value *value;

	for (value = expr->values; value && !assemble_full(&gen->as);
	     value = value->next) {
		const struct bytes bytes = value_bytes(operand, expr, value);

		next.no = emit_bytes(gen, &bytes, &next);
	}
	return next.no;
}

static unsigned int emit_byte_values(struct codegen *gen,
				     const struct operand *operand,
				     const struct policy_expr *expr,
				     const struct goal *goal)
{
	const struct goal turned = { .yes = goal->no, .no = goal->yes };

	gen->status = check_bytes(operand, gen->call, expr);
	if (gen->status)
		return goal->no;
	if (expr->compare == COMPARE_NE)
		goal = &turned;
	if (operand->form == OPERAND_STRING && expr->compare != COMPARE_PREFIX)
		return emit_equal_strings(gen, operand, expr, goal);
	return emit_each(gen, operand, expr, goal);
}

/* --- Copies ------------------------------------------------------------------ */

/* The argument of the code at a label may be known to be copied. */
static unsigned int skip_check(const struct codegen *gen,
			       const struct operand *operand,
			       unsigned int label)
{
	const struct line *line = &gen->as.lines[label];

	return line->checks && line->arg == operand->window ? line->copied :
							      label;
}

/* The argument could not be copied: the comparisons that follow are undecided, too. */
static unsigned int skip_undecided(const struct codegen *gen,
				   const struct operand *operand,
				   unsigned int label)
{
	const struct line *line = &gen->as.lines[label];

	while (line->checks && line->arg == operand->window) {
		label = line->uncopied;
		line = &gen->as.lines[label];
	}
	return label;
}

/* Where the code goes on if the comparison is neither true nor false. */
static unsigned int undecided(const struct goal *goal)
{
	return goal->negated ? goal->yes : goal->no;
}

static unsigned int emit_family(struct codegen *gen,
				const struct operand *operand,
				unsigned int next, unsigned int fail)
{
	const struct goal goal = { .yes = next, .no = fail };

	if (!operand->family)
		return next;
	return emit_word(gen, operand->family_offset, 0xffff, operand->family,
			 &goal);
}

/*
 * Go on at @copied if there is a copy. A call whose memory the kernel does not
 * copy is refused: it would use its own memory. The kind is 0 then.
 */
static unsigned int emit_check(struct codegen *gen,
			       const struct operand *operand,
			       unsigned int copied, unsigned int fail)
{
	const struct policy_action refusal =
		resolve_uncopied(gen->resolved->policy);
	const unsigned int window = operand->window;
	unsigned int refuse, next;

	refuse = assemble_return(&gen->as, refusal.ret, gen->as.place);
	next = assemble_test(&gen->as, BPF_JEQ, SECCOMP_ARG_COPIED, copied,
			     fail, ASSEMBLE_NO_LOAD);
	next = assemble_stmt(&gen->as, LOAD, SECCOMP_ARG_STATUS(window), next);
	next = assemble_test(&gen->as, BPF_JEQ, operand->kind, next, refuse,
			     ASSEMBLE_NO_LOAD);
	next = assemble_stmt(&gen->as, LOAD, SECCOMP_ARG_KIND(window), next);
	gen->as.lines[next].checks = true;
	gen->as.lines[next].arg = window;
	gen->as.lines[next].copied = copied;
	gen->as.lines[next].uncopied = fail;
	return next;
}

static int report_portable(const struct codegen *gen,
			   const struct policy_expr *expr)
{
	const struct policy_operand *text = &expr->operand;

	return policy_error(
		&text->place,
		"%s%s%s of %s needs a copy of the argument, which mainline kernels do not make; expected a rule about arguments only",
		text->arg, text->field ? "." : "", text->field ?: "",
		gen->call->name);
}

/* --- Expressions ------------------------------------------------------------- */

static unsigned int emit_numbers(struct codegen *gen, struct operand *operand,
				 const struct policy_expr *expr,
				 const struct goal *goal)
{
	struct number_set set = {};
	unsigned int label = goal->no;

	gen->status =
		mask_operand(operand, gen->resolved, gen->call, &expr->operand);
	if (!gen->status)
		gen->status = find_numbers(&set, gen->resolved, gen->call,
					   operand, expr);
	if (!gen->status)
		label = emit_set(gen, operand->pieces, operand->count, &set,
				 goal);
	number_set_free(&set);
	return label;
}

static unsigned int emit_copy(struct codegen *gen, struct operand *operand,
			      const struct policy_expr *expr,
			      const struct goal *goal)
{
	const unsigned int fail = undecided(goal);
	const struct goal copied = {
		.yes = skip_check(gen, operand, goal->yes),
		.no = skip_check(gen, operand, goal->no),
	};
	unsigned int label;

	if (gen->options->portable) {
		gen->status = report_portable(gen, expr);
		return goal->no;
	}
	if (operand->form == OPERAND_NUMBER)
		label = emit_numbers(gen, operand, expr, &copied);
	else
		label = emit_byte_values(gen, operand, expr, &copied);
	if (gen->status)
		return label;
	label = emit_family(gen, operand, label,
			    skip_check(gen, operand, fail));
	return emit_check(gen, operand, label,
			  skip_undecided(gen, operand, fail));
}

static unsigned int emit_compare(struct codegen *gen,
				 const struct policy_expr *expr,
				 const struct goal *goal)
{
	struct operand operand;

	gen->status = find_operand(&operand, gen->abi, gen->call, expr);
	if (gen->status)
		return goal->no;
	if (operand.window == OPERAND_NO_WINDOW)
		return emit_numbers(gen, &operand, expr, goal);
	return emit_copy(gen, &operand, expr, goal);
}

static unsigned int emit_expr(struct codegen *gen,
			      const struct policy_expr *expr,
			      const struct goal *goal);

/* Children in reverse order, since code is written from its end. */
static unsigned int emit_children(struct codegen *gen,
				  const struct policy_expr *expr,
				  const struct goal *goal)
{
	const struct policy_expr **children = NULL, *child;
	unsigned int count = 0, i;
	struct goal next = *goal;
	unsigned int label = 0;

	for (child = expr->children; child; child = child->next) {
		if (!(count & (count - 1)))
			children = xrealloc(children, count ? 2 * count : 1,
					    sizeof(*children));
		children[count++] = child;
	}
	for (i = count; i-- && !gen->status;) {
		label = emit_expr(gen, children[i], &next);
		if (expr->kind == EXPR_AND)
			next.yes = label;
		else
			next.no = label;
	}
	free(children);
	return label;
}

static unsigned int emit_expr(struct codegen *gen,
			      const struct policy_expr *expr,
			      const struct goal *goal)
{
	const struct goal turned = {
		.yes = goal->no,
		.no = goal->yes,
		.negated = !goal->negated,
	};

	switch (expr->kind) {
	case EXPR_NOT:
		return emit_expr(gen, expr->children, &turned);
	case EXPR_COMPARE:
		return emit_compare(gen, expr, goal);
	default:
		return emit_children(gen, expr, goal);
	}
}

/* --- Calls and ABIs ---------------------------------------------------------- */

static unsigned int emit_action(struct codegen *gen,
				const struct policy_action *action,
				const struct place *place)
{
	return assemble_return(&gen->as, action->ret, place);
}

static unsigned int emit_call(struct codegen *gen,
			      const struct resolved_call *call)
{
	const struct policy_action *unnamed;
	unsigned int i;
	struct goal goal = {};

	if (call->last) {
		goal.no = emit_action(gen, &call->last->action,
				      &call->last->place);
	} else {
		unnamed = &gen->resolved->policy->default_action;
		goal.no = emit_action(gen, unnamed, &unnamed->place);
	}
	gen->call = call;
	for (i = call->count; i-- && !gen->status;) {
		const struct policy_branch *branch = call->branches[i];

		gen->as.place = &branch->place;
		goal.yes = emit_action(gen, &branch->action, &branch->place);
		goal.no = emit_expr(gen, branch->expr, &goal);
	}
	gen->as.place = NULL;
	return goal.no;
}

/* Numbers outside of these ranges have no call on any architecture. */
static const struct {
	__u32 first;
	__u32 last;
} assigned[] = {
	{ 0, 0x1fff },
	{ 0xf0000, 0xf00ff },
	{ X32_BIT, X32_BIT + 0x1fff },
};

/* Return the last number from @nr on for which one look suffices. */
static __u32 last_alike(const struct policy *policy,
			const struct resolved_abi *abi, __u32 nr)
{
	size_t i;

	if (!policy->unknown_action.place.line)
		return 0xffffffff;
	if (policy->unknown_above && nr <= abi->newest)
		return nr ? abi->newest : 0;
	if (policy->unknown_above)
		return 0xffffffff;
	for (i = 0; i < ARRAY_SIZE(assigned); i++) {
		if (nr < assigned[i].first)
			return assigned[i].first - 1;
		if (nr <= assigned[i].last)
			return nr;
	}
	return 0xffffffff;
}

/* Numbers from @first up to @end, which no rule has. */
static void add_unnamed(struct codegen *gen, struct split *split, __u64 first,
			__u64 end)
{
	const struct policy *policy = gen->resolved->policy;
	const struct policy_action *action;

	while (first < end) {
		action = resolve_unnamed(gen->resolved, gen->abi, first);
		add_segment(split, first,
			    emit_action(gen, action, &action->place));
		first = (__u64)last_alike(policy, gen->abi, first) + 1;
	}
}

/* Numbers from @first to @last of an ABI, or of ABIs that the policy does not name. */
static void add_numbers(struct codegen *gen, struct split *split,
			const struct resolved_abi *abi, __u64 first, __u64 last)
{
	const struct policy_action other = resolve_other(gen->resolved->policy);
	unsigned int i;

	if (!abi) {
		add_segment(split, first, emit_action(gen, &other, gen->other));
		return;
	}
	gen->abi = abi;
	for (i = 0; i < abi->count && !gen->status; i++) {
		const struct resolved_call *call = &abi->calls[i];

		if (call->nr < first || call->nr > last)
			continue;
		add_unnamed(gen, split, first, call->nr);
		add_segment(split, call->nr, emit_call(gen, call));
		first = (__u64)call->nr + 1;
	}
	add_unnamed(gen, split, first, last + 1);
}

static const struct resolved_abi *find_abi(const struct codegen *gen,
					   __u32 arch, bool x32)
{
	unsigned int i;

	for (i = 0; i < gen->resolved->count; i++) {
		const struct resolved_abi *abi = &gen->resolved->abis[i];

		if (abi->abi->audit_arch == arch &&
		    !strcmp(abi->abi->name, "x32") == x32)
			return abi;
	}
	return NULL;
}

/* A number with the bit of x32 is a call of x32, except for -1. */
static void add_x86_numbers(struct codegen *gen, struct split *split)
{
	const struct resolved_abi *x64 =
		find_abi(gen, AUDIT_ARCH_X86_64, false);
	const struct resolved_abi *x32 = find_abi(gen, AUDIT_ARCH_X86_64, true);

	add_numbers(gen, split, x64, 0, X32_BIT - 1);
	add_numbers(gen, split, x32, X32_BIT, 2U * X32_BIT - 1);
	add_numbers(gen, split, x64, 2U * X32_BIT, 3U * X32_BIT - 1);
	add_numbers(gen, split, x32, 3U * X32_BIT, 0xfffffffe);
	add_numbers(gen, split, x64, 0xffffffff, 0xffffffff);
}

static unsigned int emit_abi(struct codegen *gen, __u32 arch)
{
	const struct piece number = {
		.offset = offsetof(struct seccomp_data, nr),
		.bits = 32,
		.mask = 0xffffffff,
	};
	struct split split = {};
	unsigned int label = 0;

	if (arch == AUDIT_ARCH_X86_64)
		add_x86_numbers(gen, &split);
	else
		add_numbers(gen, &split, find_abi(gen, arch, false), 0,
			    0xffffffff);
	if (!gen->status)
		label = emit_piece(gen, &number, &split);
	free(split.segments);
	return label;
}

/* Did an ABI before have the same architecture? */
static bool arch_is_done(const struct resolved *resolved, unsigned int index)
{
	const __u32 arch = resolved->abis[index].abi->audit_arch;

	while (index--)
		if (resolved->abis[index].abi->audit_arch == arch)
			return true;
	return false;
}

static unsigned int emit_abis(struct codegen *gen)
{
	const struct resolved *resolved = gen->resolved;
	const struct policy_action other = resolve_other(resolved->policy);
	unsigned int next, body;
	unsigned int i;

	next = emit_action(gen, &other, gen->other);
	/* The first ABI is compared first. */
	for (i = resolved->count; i-- && !gen->status;) {
		const __u32 arch = resolved->abis[i].abi->audit_arch;

		if (arch_is_done(resolved, i))
			continue;
		body = emit_abi(gen, arch);
		if (!gen->status)
			next = assemble_test(&gen->as, BPF_JEQ, arch, body,
					     next, ASSEMBLE_NO_LOAD);
	}
	return assemble_stmt(&gen->as, LOAD,
			     offsetof(struct seccomp_data, arch), next);
}

/* --- Programs ---------------------------------------------------------------- */

/* Give the names of files to the program. */
static void own_files(struct program *program)
{
	unsigned int i, j, count = 0;

	for (i = 0; i < program->len; i++) {
		const char *file = program->origins[i].file;

		if (!file)
			continue;
		for (j = 0; j < count; j++)
			if (!strcmp(program->files[j], file))
				break;
		if (j == count) {
			program->files = xrealloc(program->files, count + 2,
						  sizeof(*program->files));
			program->files[count++] = xstrdup(file);
			program->files[count] = NULL;
		}
		program->origins[i].file = program->files[j];
	}
}

static int report_size(const struct codegen *gen, unsigned int len)
{
	struct place place = gen->resolved->policy->default_action.place;

	place.line = 1;
	place.column = 1;
	if (assemble_full(&gen->as))
		return policy_error(
			&place,
			"the policy needs far more than %d instructions, which is what the kernel accepts; expected fewer or simpler rules",
			BPF_MAXINSNS);
	return policy_error(
		&place,
		"the policy needs %u instructions; expected at most %d, which is what the kernel accepts",
		len, BPF_MAXINSNS);
}

static int finish_program(struct codegen *gen, unsigned int begin,
			  struct program *program)
{
	assemble_finish(&gen->as, begin, program);
	if (assemble_full(&gen->as) || program->len > BPF_MAXINSNS)
		return report_size(gen, program->len);
	own_files(program);
	program_inspect(program);
	program->log = gen->resolved->policy->log;
	return EXIT_OK;
}

static int compile_resolved(struct program *program,
			    const struct resolved *resolved,
			    const struct policy_options *options)
{
	const struct policy *policy = resolved->policy;
	struct codegen *gen = xcalloc(1, sizeof(*gen));
	unsigned int begin;
	int status;

	gen->resolved = resolved;
	gen->options = options;
	gen->other = policy->other_action.place.line ?
			     &policy->other_action.place :
			     &policy->default_action.place;
	begin = emit_abis(gen);
	status = gen->status;
	if (!status)
		status = finish_program(gen, begin, program);
	if (status)
		program_free(program);
	assemble_free(&gen->as);
	free(gen);
	return status;
}

/**
 * policy_compile - Compile a policy
 * @program: receives the program; the caller frees it by program_free()
 * @policy: the policy
 * @options: how it is compiled
 *
 * Return: EXIT_OK; or EXIT_USAGE after a message, and then @program owns
 * nothing.
 */
int policy_compile(struct program *program, const struct policy *policy,
		   const struct policy_options *options)
{
	struct resolved resolved;
	int status;

	*program = (struct program){};
	status = resolve_policy(&resolved, policy);
	if (status)
		return status;
	status = compile_resolved(program, &resolved, options);
	resolved_free(&resolved);
	return status;
}

/**
 * program_from_policy - Compile the policy of a file
 * @program: receives the program; the caller frees it by program_free()
 * @path: name of the file; "-" for the standard input
 * @options: how it is compiled
 *
 * Return: EXIT_OK; or after a message EXIT_USAGE for a bad policy, EXIT_SYSTEM
 * for a file that cannot be read. Then @program owns nothing.
 */
int program_from_policy(struct program *program, const char *path,
			const struct policy_options *options)
{
	struct policy *policy;
	int status;

	*program = (struct program){};
	status = policy_read(&policy, path);
	if (status)
		return status;
	status = policy_compile(program, policy, options);
	policy_free(policy);
	return status;
}
