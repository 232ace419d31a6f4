// SPDX-License-Identifier: GPL-2.0-only
/*
 * Decision lists: the recognition of residuals that only compare words of a call
 * with constants. Such a word is a half of a register, or a word of a window. Two
 * words of a window whose offset is a multiple of 8 are treated as a register.
 *
 * Two passes over a residual translate it. All jumps of classic BPF go forward,
 * so each pass visits each instruction once.
 *
 * The pass in program order finds the value of A before each instruction: a word
 * of the call under a constant mask, or unknown. Partial evaluation has folded
 * constants already, so this suffices. A residual with a branch on an unknown
 * value is not a list.
 *
 * The pass in reverse order makes a node for each branch. Both exits of a node
 * are known when the pass makes it: a return value, or another node. A compare
 * of 64 bits consists of branches on the two halves of a register. The pass fuses
 * them, as it fuses all tests of one register whose conjunction is one interval.
 *
 * Conjunctions are the only means. Let the exit e of a node N lead to a node C,
 * and the other exit of N to F. If an exit of C leads to F as well, a call reaches
 * the other exit of C only if both tests let it. One node with the conjunction of
 * both tests replaces N and C. Disjunctions are conjunctions of complements.
 *
 * C may also begin a chain: a sequence of nodes whose last one has an exit to F.
 * The condition of N is then conjoined with the test of each node of the chain
 * that can leave the chain to a place other than F, and N itself is dropped. A
 * call for which N selects F fails all of these tests and reaches F at the end.
 * Any set between the calls of N that arrive at a node, and all calls of N, can
 * be conjoined with its test.
 *
 * The work is bounded: by the length of a residual, the number of nodes, and the
 * number of steps in chains. Beyond a limit, a list has more tests than it needs,
 * or the residual is compiled.
 */
#include <linux/filter.h>
#include <linux/mm.h>
#include <linux/seccomp.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "decision.h"
#include "interval64.h"
#include "outcome.h"
#include "window.h"

/* Limits of a residual: instructions, nodes, nodes of a chain. */
#define LIST_INSNS 512U
#define LIST_NODES 192U
#define LIST_CHAIN 48
/* Chains may take this many steps for each instruction of the residual. */
#define LIST_STEPS_PER_INSN 8
/* Words of windows are followed by this many steps, and this deep. */
#define LIST_FOLLOW_STEPS 512
#define LIST_FOLLOW_DEPTH 16

/* The source of a word is in the upper half of what word_reg() returns. */
#define LIST_SOURCE_SHIFT 16

/* X is tracked as one more scratch slot. */
#define LIST_SLOT_X BPF_MEMWORDS

/**
 * struct list_word - content of A, X or a scratch slot
 * @mask: bits of the word that it has; the others are 0
 * @word: LIST_WORD_FIRST plus the offset of a load, in words of 32 bits; or another
 *	LIST_WORD_*
 */
struct list_word {
	u32 mask;
	u32 word;
};

enum {
	/* No path arrives here. */
	LIST_WORD_NONE,
	/* The value is not a masked word of the call. */
	LIST_WORD_UNKNOWN,
	/* The value is a masked word of the call: the first one, or a later one. */
	LIST_WORD_FIRST,
};

/**
 * struct list_exit - successor of a node
 * @node: index of the next node; 0 to return
 * @ret: the return value; 0 if there is a next node
 */
struct list_exit {
	u32 node;
	u32 ret;
};

/**
 * struct decision_node - a test that may become part of the list
 * @in: the test holds if this interval contains the register; neither empty nor
 *	all numbers
 * @exits: where the node leads if the test fails, and if it holds
 * @reg: what word_reg() returns for the word that the node compares
 *
 * The nodes that a node leads to have smaller indices.
 */
struct decision_node {
	struct interval64 in;
	struct list_exit exits[2];
	u32 reg;
};

/**
 * struct list_set - a set of values of a register
 * @in: an interval, neither empty nor all numbers
 * @inverted: true for the complement of @in, which is then not an interval
 */
struct list_set {
	struct interval64 in;
	bool inverted;
};

/**
 * struct chain_link - a node of a chain
 * @node: index of the node
 * @leaves: index of its exit that leaves the chain
 * @fused: true to replace the test by @both; false to keep the test
 * @empty: true if no call leaves here; only if @fused
 * @both: the values that leave here, or any set if @empty; only if @fused
 */
struct chain_link {
	u32 node;
	u8 leaves;
	bool fused;
	bool empty;
	struct list_set both;
};

/**
 * struct seccomp_list_work - memory for the recognition of one residual
 * @steps: number of steps that chains may still take
 * @follow_steps: number of steps that follow_set() may still take
 * @count: number of @nodes, with the unused first one
 * @room: number of nodes that @nodes has memory for, at most LIST_NODES
 * @len: longest residual that the memory suffices for, at most LIST_INSNS
 * @full: true if a node did not fit
 * @nodes: the nodes; the first one is not used
 * @before: what A holds before each instruction; @len entries
 * @at: where evaluation of each instruction leads; @len entries
 * @slots: what X and the scratch slots hold
 * @place: for each node 0 if it is not part of the list, or its position plus 1
 * @chain: the current chain
 *
 * The caller owns it. One task uses it at a time, so it needs no lock. @nodes,
 * @before and @at are parts of the same allocation.
 */
struct seccomp_list_work {
	unsigned int steps;
	unsigned int follow_steps;
	unsigned int count;
	unsigned int room;
	unsigned int len;
	bool full;
	struct decision_node *nodes;
	struct list_word *before;
	struct list_exit *at;
	struct list_word slots[BPF_MEMWORDS + 1];
	u8 place[LIST_NODES];
	struct chain_link chain[LIST_CHAIN];
};

/* --- What A holds ------------------------------------------------------- */

static bool is_word_equal(struct list_word a, struct list_word b)
{
	return a.mask == b.mask && a.word == b.word;
}

/* Add a value to those that can arrive at a place. */
static void merge_word(struct list_word *to, struct list_word value)
{
	if (to->word == LIST_WORD_NONE)
		*to = value;
	else if (!is_word_equal(*to, value))
		*to = (struct list_word){ .word = LIST_WORD_UNKNOWN };
}

/* Is it an offset behind the bytes that a window can have? */
static bool is_zero_word(u32 k)
{
	return seccomp_is_window(k) && !seccomp_window_has_word(k);
}

/*
 * Return what an instruction leaves in A; LIST_WORD_NONE for an instruction that
 * no list has. A slot, or X, has a value only if all stores so far gave it this
 * value. So paths need no slots of their own.
 */
static struct list_word list_transfer(struct seccomp_list_work *work,
				      struct list_word a,
				      const struct sock_filter *insn)
{
	const struct list_word unknown = { .word = LIST_WORD_UNKNOWN };

	switch (insn->code) {
	case BPF_LD | BPF_W | BPF_ABS:
		/* No register holds the architecture. */
		if (insn->k == offsetof(struct seccomp_data, arch))
			return unknown;
		return (struct list_word){
			.mask = is_zero_word(insn->k) ? 0 : U32_MAX,
			.word = LIST_WORD_FIRST + insn->k / sizeof(u32),
		};
	case BPF_ALU | BPF_DIV | BPF_X:
		/* A division by zero ends the program. */
		return (struct list_word){ .word = LIST_WORD_NONE };
	case BPF_ALU | BPF_AND | BPF_K:
		if (a.word == LIST_WORD_UNKNOWN)
			return unknown;
		a.mask &= insn->k;
		return a;
	case BPF_ST:
		merge_word(&work->slots[insn->k], a);
		return a;
	case BPF_STX:
		merge_word(&work->slots[insn->k], work->slots[LIST_SLOT_X]);
		return a;
	case BPF_MISC | BPF_TAX:
		merge_word(&work->slots[LIST_SLOT_X], a);
		return a;
	case BPF_MISC | BPF_TXA:
		return work->slots[LIST_SLOT_X];
	case BPF_LD | BPF_MEM:
		return work->slots[insn->k];
	case BPF_LDX | BPF_MEM:
		merge_word(&work->slots[LIST_SLOT_X], work->slots[insn->k]);
		return a;
	case BPF_LDX | BPF_IMM:
	case BPF_LDX | BPF_W | BPF_LEN:
		merge_word(&work->slots[LIST_SLOT_X], unknown);
		return a;
	}
	return unknown;
}

/* Return false if the residual has a branch or a return that no list has. */
static bool list_forward_jump(struct seccomp_list_work *work, unsigned int pc,
			      const struct sock_filter *insn)
{
	const struct list_word a = work->before[pc];

	if (BPF_OP(insn->code) == BPF_JA) {
		merge_word(&work->before[pc + 1 + insn->k], a);
		return true;
	}
	if (BPF_SRC(insn->code) != BPF_K || a.word == LIST_WORD_UNKNOWN)
		return false;
	merge_word(&work->before[pc + 1 + insn->jt], a);
	merge_word(&work->before[pc + 1 + insn->jf], a);
	return true;
}

static bool list_forward(struct seccomp_list_work *work,
			 const struct sock_filter *insns, unsigned int len)
{
	struct list_word after;
	unsigned int pc;

	memset(work->slots, 0, sizeof(work->slots));
	memset(work->before, 0, len * sizeof(*work->before));
	/* A residual loads A before it uses it. */
	work->before[0].word = LIST_WORD_UNKNOWN;
	for (pc = 0; pc < len; pc++) {
		const struct sock_filter *insn = &insns[pc];

		if (work->before[pc].word == LIST_WORD_NONE)
			continue;
		switch (BPF_CLASS(insn->code)) {
		case BPF_RET:
			if (BPF_RVAL(insn->code) != BPF_K)
				return false;
			break;
		case BPF_JMP:
			if (!list_forward_jump(work, pc, insn))
				return false;
			break;
		default:
			after = list_transfer(work, work->before[pc], insn);
			if (after.word == LIST_WORD_NONE)
				return false;
			merge_word(&work->before[pc + 1], after);
		}
	}
	return true;
}

/* --- Sets of values ----------------------------------------------------- */

/* The values for which @node takes one of its exits. */
static void exit_set(const struct decision_node *node, unsigned int exit,
		     struct list_set *set)
{
	set->in = node->in;
	set->inverted = false;
	if (exit)
		return;
	if (node->in.min == 0)
		set->in = interval64_tight(interval64_above(node->in));
	else if (node->in.max == node->in.mask)
		set->in = interval64_tight(interval64_below(node->in));
	else
		set->inverted = true;
}

/**
 * enum list_and - result of a conjunction
 * @LIST_AND_NONE: it is neither an interval nor the complement of one
 * @LIST_AND_EMPTY: no value is in both sets
 * @LIST_AND_SET: it is a set
 */
enum list_and {
	LIST_AND_NONE,
	LIST_AND_EMPTY,
	LIST_AND_SET,
};

static enum list_and tight_result(struct interval64 in, struct list_set *both)
{
	both->in = interval64_tight(in);
	both->inverted = false;
	return interval64_is_empty(both->in) ? LIST_AND_EMPTY : LIST_AND_SET;
}

/* Remove the interval @b from the interval @a with the same mask. */
static enum list_and list_minus(struct interval64 a, struct interval64 b,
				struct list_set *both)
{
	if (interval64_disjoint(a, b))
		return tight_result(a, both);
	if (interval64_within(a, b))
		return LIST_AND_EMPTY;
	if (b.min <= a.min)
		return tight_result(interval64_after(a, b), both);
	if (b.max >= a.max)
		return tight_result(interval64_before(a, b), both);
	return LIST_AND_NONE;
}

/* Conjoin sets with the same mask. */
static enum list_and and_same_mask(const struct list_set *a,
				   const struct list_set *b,
				   struct list_set *both)
{
	if (a->inverted && b->inverted) {
		if (!interval64_can_or(a->in, b->in))
			return LIST_AND_NONE;
		both->in = interval64_or(a->in, b->in);
		both->inverted = true;
		return interval64_is_all(both->in) ? LIST_AND_EMPTY :
						     LIST_AND_SET;
	}
	if (a->inverted)
		return list_minus(b->in, a->in, both);
	if (b->inverted)
		return list_minus(a->in, b->in, both);
	return tight_result(interval64_and(a->in, b->in), both);
}

/* If one value of @value decides whether a value is in @set, do so. */
static bool and_decided(const struct list_set *value,
			const struct list_set *set, struct list_set *both,
			enum list_and *result)
{
	if (value->inverted || !interval64_is_value(value->in) ||
	    set->in.mask & ~value->in.mask)
		return false;
	*both = *value;
	*result = interval64_has(set->in, value->in.min) != set->inverted ?
			  LIST_AND_SET :
			  LIST_AND_EMPTY;
	return true;
}

/* If @a can have the wider @mask, store it with this mask in @wide. */
static bool widen_set(const struct list_set *a, u64 mask, struct list_set *wide)
{
	if (!interval64_can_widen(a->in, mask))
		return false;
	wide->in = interval64_tight(interval64_widen(a->in, mask));
	wide->inverted = a->inverted;
	return true;
}

/* Conjoin two sets, if no mask can be widened to the other one. */
static enum list_and and_other_mask(const struct list_set *a,
				    const struct list_set *b,
				    struct list_set *both)
{
	if (a->inverted || b->inverted)
		return LIST_AND_NONE;
	if (interval64_is_value(a->in) && interval64_is_value(b->in)) {
		if (interval64_conflict(a->in, b->in))
			return LIST_AND_EMPTY;
		return tight_result(interval64_merge(a->in, b->in), both);
	}
	if (interval64_can_concat(a->in, b->in))
		return tight_result(interval64_concat(a->in, b->in), both);
	if (interval64_can_concat(b->in, a->in))
		return tight_result(interval64_concat(b->in, a->in), both);
	return LIST_AND_NONE;
}

/*
 * Conjoin two sets of values of one register. @both is neither @a nor @b.
 * prove.py proves each operation on intervals, and difffuzz compares lists with
 * the oracle.
 */
static enum list_and list_and(const struct list_set *a,
			      const struct list_set *b, struct list_set *both)
{
	enum list_and result;
	struct list_set wide;

	if (and_decided(a, b, both, &result) ||
	    and_decided(b, a, both, &result))
		return result;
	if (a->in.mask == b->in.mask)
		return and_same_mask(a, b, both);
	if (widen_set(a, b->in.mask, &wide))
		return and_same_mask(&wide, b, both);
	if (widen_set(b, a->in.mask, &wide))
		return and_same_mask(a, &wide, both);
	return and_other_mask(a, b, both);
}

/* --- Nodes -------------------------------------------------------------- */

static bool is_exit_equal(struct list_exit a, struct list_exit b)
{
	return a.node == b.node && a.ret == b.ret;
}

static bool is_node_equal(const struct decision_node *a,
			  const struct decision_node *b)
{
	return a->in.min == b->in.min && a->in.max == b->in.max &&
	       a->in.mask == b->in.mask && a->reg == b->reg &&
	       is_exit_equal(a->exits[0], b->exits[0]) &&
	       is_exit_equal(a->exits[1], b->exits[1]);
}

/* Return a node equal to @node, or an exit if the test decides nothing. */
static struct list_exit find_or_add_node(struct seccomp_list_work *work,
					 const struct decision_node *node)
{
	unsigned int i;

	if (is_exit_equal(node->exits[0], node->exits[1]))
		return node->exits[0];
	if (interval64_is_empty(node->in))
		return node->exits[0];
	if (interval64_is_all(node->in))
		return node->exits[1];
	for (i = work->count; --i;)
		if (is_node_equal(&work->nodes[i], node))
			return (struct list_exit){ .node = i };
	if (work->count == work->room) {
		work->full = true;
		return node->exits[0];
	}
	work->nodes[work->count] = *node;
	return (struct list_exit){ .node = work->count++ };
}

static bool take_step(struct seccomp_list_work *work)
{
	if (!work->steps)
		return false;
	work->steps--;
	return true;
}

static bool is_set_equal(const struct list_set *a, const struct list_set *b)
{
	return a->in.mask == b->in.mask && a->in.min == b->in.min &&
	       a->in.max == b->in.max && a->inverted == b->inverted;
}

/*
 * Return the exit that a call takes at @node if its register is in @set, or -1 if
 * the set decides nothing.
 */
static int find_decided_exit(struct list_set set,
			     const struct decision_node *node)
{
	struct list_set wide, holds, both;
	enum list_and result;

	if (widen_set(&set, node->in.mask, &wide))
		set = wide;
	exit_set(node, 1, &holds);
	result = list_and(&set, &holds, &both);
	if (result == LIST_AND_EMPTY)
		return 0;
	if (result == LIST_AND_SET && is_set_equal(&set, &both))
		return 1;
	return -1;
}

/* If the test of @node decides the next one on this exit, skip the next one. */
static void skip_decided(struct seccomp_list_work *work,
			 struct decision_node *node, unsigned int exit)
{
	struct list_exit *to = &node->exits[exit];
	const struct decision_node *next;
	struct list_set set;
	int decided;

	while (to->node) {
		next = &work->nodes[to->node];
		if (next->reg != node->reg || !take_step(work))
			return;
		exit_set(node, exit, &set);
		decided = find_decided_exit(set, next);
		if (decided < 0)
			return;
		*to = next->exits[decided];
	}
}

/*
 * Return where calls from @at go whose @reg is in @set: without the nodes that the
 * set decides. A node that leads to one of these gets a copy, as other calls may
 * need it. Where steps, depth or room end, the nodes stay.
 */
static struct list_exit follow_set(struct seccomp_list_work *work, u32 reg,
				   const struct list_set *set,
				   struct list_exit at, unsigned int depth)
{
	struct decision_node node;
	struct list_exit exits[2];
	unsigned int i;
	int decided;

	while (at.node && work->nodes[at.node].reg == reg) {
		decided = find_decided_exit(*set, &work->nodes[at.node]);
		if (decided < 0)
			return at;
		at = work->nodes[at.node].exits[decided];
	}
	if (!at.node || !depth || !work->follow_steps ||
	    work->count > work->room / 2)
		return at;
	work->follow_steps--;
	node = work->nodes[at.node];
	for (i = 0; i < 2; i++)
		exits[i] = follow_set(work, reg, set, node.exits[i], depth - 1);
	if (is_exit_equal(exits[0], node.exits[0]) &&
	    is_exit_equal(exits[1], node.exits[1]))
		return at;
	node.exits[0] = exits[0];
	node.exits[1] = exits[1];
	skip_decided(work, &node, 0);
	skip_decided(work, &node, 1);
	return find_or_add_node(work, &node);
}

/*
 * A filter compares a string with several literals. Those that follow need not
 * compare the words again which an earlier one has found equal.
 */
static void follow_equal(struct seccomp_list_work *work,
			 struct decision_node *node)
{
	struct list_set set;

	if (node->reg >> LIST_SOURCE_SHIFT == SECCOMP_SOURCE_REGS ||
	    !interval64_is_value(node->in))
		return;
	exit_set(node, 1, &set);
	node->exits[1] = follow_set(work, node->reg, &set, node->exits[1],
				    LIST_FOLLOW_DEPTH);
}

/*
 * Conjoin one of @sets with the values that leave the chain at an exit of
 * @node. The second set counts only if it is narrower.
 */
static bool fuse_chain_link(const struct decision_node *node,
			    const struct list_set *sets, bool narrow,
			    unsigned int leaves, struct chain_link *link)
{
	enum list_and result;
	struct list_set out;

	exit_set(node, leaves, &out);
	result = list_and(&sets[0], &out, &link->both);
	if (result == LIST_AND_NONE && narrow)
		result = list_and(&sets[1], &out, &link->both);
	link->leaves = leaves;
	link->fused = true;
	link->empty = result == LIST_AND_EMPTY;
	if (link->empty)
		link->both = out;
	return result != LIST_AND_NONE;
}

/*
 * Decide how the chain passes @node. Prefer the exit to @end, which ends the
 * chain. @sets are two sets of values of @reg that may be conjoined with the
 * test.
 */
static bool find_link(const struct decision_node *node, u32 reg,
		      const struct list_set *sets, bool narrow,
		      struct list_exit end, struct chain_link *link)
{
	const bool same = node->reg == reg;
	unsigned int leaves;

	for (leaves = 0; same && leaves < 2; leaves++)
		if (is_exit_equal(node->exits[!leaves], end) &&
		    fuse_chain_link(node, sets, narrow, leaves, link))
			return true;
	/*
	 * A call that leaves to @end here needs no conjunction. In a list of
	 * values of the same bits, only adjacent values fuse.
	 */
	if (same && sets[0].inverted && node->in.mask == sets[0].in.mask)
		return false;
	for (leaves = 0; leaves < 2; leaves++)
		if (is_exit_equal(node->exits[leaves], end)) {
			link->leaves = leaves;
			link->fused = false;
			return true;
		}
	return same && (fuse_chain_link(node, sets, narrow, 1, link) ||
			fuse_chain_link(node, sets, narrow, 0, link));
}

/*
 * Follow the exit of @node that does not leave the chain: narrow @set, the values
 * that arrive, if the result is a set.
 */
static bool narrow_set(const struct decision_node *node, unsigned int leaves,
		       struct list_set *set)
{
	struct list_set stays, both;

	exit_set(node, !leaves, &stays);
	if (list_and(set, &stays, &both) != LIST_AND_SET)
		return false;
	*set = both;
	return true;
}

/*
 * Return the number of nodes in the chain from @at to @end; 0 without a chain.
 * Calls with @reg in the equal elements of @sets arrive at @at. The first one
 * keeps all calls that N sends to the chain. The second one becomes those that
 * arrive at the current node.
 */
static unsigned int find_chain(struct seccomp_list_work *work, u32 reg,
			       struct list_set *sets, struct list_exit at,
			       struct list_exit end)
{
	const struct decision_node *node;
	struct chain_link *link;
	unsigned int len = 0;
	bool narrow = false;

	while (!is_exit_equal(at, end)) {
		if (!at.node || len == LIST_CHAIN || !take_step(work))
			return 0;
		link = &work->chain[len++];
		link->node = at.node;
		node = &work->nodes[at.node];
		if (!find_link(node, reg, sets, narrow, end, link))
			return 0;
		if (node->reg == reg &&
		    narrow_set(node, link->leaves, &sets[1]))
			narrow = true;
		at = node->exits[!link->leaves];
	}
	return len;
}

/*
 * Can a chain to @end begin with @node? Most pairs of nodes are rejected here,
 * before any set is computed.
 */
static bool may_begin_chain(const struct decision_node *node, u32 reg,
			    struct list_exit end)
{
	return node->reg == reg || is_exit_equal(node->exits[0], end) ||
	       is_exit_equal(node->exits[1], end);
}

/* Make the node before @rest that does what a link of a chain says. */
static struct decision_node make_link(const struct seccomp_list_work *work,
				      const struct chain_link *link,
				      struct list_exit rest)
{
	struct decision_node node = work->nodes[link->node];
	const struct list_exit out = node.exits[link->leaves];

	if (!link->fused) {
		node.exits[!link->leaves] = rest;
		return node;
	}
	/* No call leaves the chain if both exits are equal. */
	node.in = link->both.in;
	node.exits[link->both.inverted] = rest;
	node.exits[!link->both.inverted] = link->empty ? rest : out;
	return node;
}

/*
 * If an exit of @node begins a chain to its other exit, replace @node by the
 * first node of the fused chain.
 */
static bool fuse_chain(struct seccomp_list_work *work,
		       struct decision_node *node, unsigned int exit)
{
	const struct list_exit at = node->exits[exit];
	struct list_exit rest = node->exits[!exit];
	struct list_set sets[2];
	unsigned int len;

	if (!at.node ||
	    !may_begin_chain(&work->nodes[at.node], node->reg, rest))
		return false;
	exit_set(node, exit, &sets[0]);
	sets[1] = sets[0];
	len = find_chain(work, node->reg, sets, at, rest);
	if (!len)
		return false;
	while (--len) {
		*node = make_link(work, &work->chain[len], rest);
		rest = find_or_add_node(work, node);
	}
	*node = make_link(work, &work->chain[0], rest);
	return true;
}

/*
 * Add a node to the list, or change the list so that it needs none. Each fused
 * chain takes steps and makes the longest path from @node shorter.
 */
static struct list_exit add_list_node(struct seccomp_list_work *work,
				      struct decision_node *node)
{
	while (!is_exit_equal(node->exits[0], node->exits[1])) {
		skip_decided(work, node, 0);
		skip_decided(work, node, 1);
		if (is_exit_equal(node->exits[0], node->exits[1]) ||
		    (!fuse_chain(work, node, 1) && !fuse_chain(work, node, 0)))
			break;
	}
	follow_equal(work, node);
	return find_or_add_node(work, node);
}

/* --- Branches ----------------------------------------------------------- */

/*
 * Return how far a word is shifted in its register. The upper half of a 64-bit
 * word is its second half on a little-endian CPU. The number is a lower half. The
 * size of a window is a multiple of 8, so this holds for windows, too.
 */
static unsigned int word_shift(unsigned int word)
{
	const unsigned int index = word - LIST_WORD_FIRST;

	if (!index)
		return 0;
	return IS_ENABLED(CONFIG_CPU_BIG_ENDIAN) == index % 2 ? 0 : 32;
}

/*
 * Return the source of a word, and the offset of its 64-bit word there. The number
 * can have 32 bits in struct pt_regs, and is then the lower half of an aligned word
 * of 64 bits.
 */
static u32 word_reg(unsigned int word, const u16 *offsets)
{
	const u32 k = (word - LIST_WORD_FIRST) * sizeof(u32);

	if (seccomp_is_window(k))
		return seccomp_window_source(k) << LIST_SOURCE_SHIFT |
		       (seccomp_window_offset(k) & ~7U);
	return offsets[k / sizeof(u64)] & ~7U;
}

/*
 * Make the interval of a compare of a masked word with a constant. Return false
 * if the compare is never true. @value has more than 32 bits if it is one more
 * than the greatest word.
 */
static bool compare_interval(bool eq, struct list_word a, u64 value,
			     struct interval64 *in)
{
	const unsigned int shift = word_shift(a.word);
	const u64 mask = (u64)a.mask << shift;

	if (value > a.mask || (eq && value & ~a.mask))
		return false;
	value <<= shift;
	*in = interval64_tight(eq ? interval64_eq(mask, value) :
				    interval64_ge(mask, value));
	return true;
}

static struct list_exit list_branch(struct seccomp_list_work *work,
				    struct list_word a,
				    const struct sock_filter *insn,
				    const u16 *offsets, struct list_exit jt,
				    struct list_exit jf)
{
	struct decision_node node = {};
	const u8 op = BPF_OP(insn->code);
	u64 value = insn->k;

	if (op == BPF_JSET) {
		/* A bit is set if the bits are not equal to 0. */
		a.mask &= insn->k;
		value = 0;
		swap(jt, jf);
	} else if (op == BPF_JGT) {
		value++;
	}
	/* A word without bits is 0, which no interval expresses. */
	if (!a.mask)
		return value ? jf : jt;
	node.reg = word_reg(a.word, offsets);
	if (!compare_interval(op == BPF_JEQ || op == BPF_JSET, a, value,
			      &node.in))
		return jf;
	if (interval64_is_all(node.in))
		return jt;
	node.exits[0] = jf;
	node.exits[1] = jt;
	return add_list_node(work, &node);
}

/* Return where the residual leads; each instruction leads to a later one. */
static struct list_exit list_backward(struct seccomp_list_work *work,
				      const struct sock_filter *insns,
				      unsigned int len, const u16 *offsets)
{
	unsigned int pc;

	for (pc = len; pc--;) {
		const struct sock_filter *insn = &insns[pc];
		const struct list_exit *next = &work->at[pc + 1];

		if (work->before[pc].word == LIST_WORD_NONE)
			continue;
		if (BPF_CLASS(insn->code) == BPF_RET)
			work->at[pc] = (struct list_exit){
				.ret = seccomp_ret_normal(insn->k),
			};
		else if (BPF_CLASS(insn->code) != BPF_JMP)
			work->at[pc] = *next;
		else if (BPF_OP(insn->code) == BPF_JA)
			work->at[pc] = next[insn->k];
		else
			work->at[pc] = list_branch(work, work->before[pc], insn,
						   offsets, next[insn->jt],
						   next[insn->jf]);
	}
	return work->at[0];
}

/* --- The list ----------------------------------------------------------- */

/* Number the nodes that the list reaches. Return their number. */
static unsigned int place_nodes(struct seccomp_list_work *work, u32 first)
{
	unsigned int i, places = 0;

	memset(work->place, 0, first + 1);
	work->place[first] = 1;
	for (i = first; i; i--) {
		const struct decision_node *node = &work->nodes[i];

		if (!work->place[i])
			continue;
		work->place[i] = ++places;
		/* Node 0 stands for a return, and is not visited. */
		work->place[node->exits[0].node] = 1;
		work->place[node->exits[1].node] = 1;
	}
	return places;
}

static void write_exit(const struct seccomp_list_work *work,
		       struct list_exit exit, struct seccomp_test *test,
		       unsigned int holds)
{
	test->ret[holds] = exit.ret;
	test->next[holds] =
		exit.node ? (work->place[exit.node] - 1) * sizeof(*test) : 0;
}

static void write_test(const struct seccomp_list_work *work,
		       const struct decision_node *node,
		       struct seccomp_test *test)
{
	*test = (struct seccomp_test){
		.mask = node->in.mask,
		.base = node->in.min,
		.span = node->in.max - node->in.min,
		.reg = node->reg,
		.source = node->reg >> LIST_SOURCE_SHIFT,
	};
	write_exit(work, node->exits[0], test, 0);
	write_exit(work, node->exits[1], test, 1);
}

/**
 * seccomp_list_work_alloc - Allocate memory for seccomp_list_from_residual()
 * @len: number of instructions of the longest residual, at least 1
 *
 * The memory is charged to the memory control group of the caller.
 *
 * Context: process context, may sleep.
 * Return: the memory, for any number of residuals; the caller frees it with
 * kvfree(). NULL if there is no memory.
 */
struct seccomp_list_work *seccomp_list_work_alloc(unsigned int len)
{
	struct seccomp_list_work *work;
	size_t nodes, insns;
	unsigned int room;

	BUILD_BUG_ON(LIST_NODES > U8_MAX);
	BUILD_BUG_ON(SECCOMP_LIST_TESTS > U8_MAX);
	BUILD_BUG_ON(SECCOMP_LIST_TESTS * sizeof(struct seccomp_test) >
		     U16_MAX);

	len = min(len, LIST_INSNS);
	/* An instruction and a step of a chain add at most one node each. */
	room = min(1 + len * (1 + LIST_STEPS_PER_INSN), LIST_NODES);
	nodes = room * sizeof(*work->nodes);
	insns = len * (sizeof(*work->before) + sizeof(*work->at));
	work = kvmalloc(sizeof(*work) + nodes + insns,
			GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (!work)
		return NULL;
	work->room = room;
	work->len = len;
	work->nodes = (void *)(work + 1);
	work->before = (void *)(work->nodes + room);
	work->at = (void *)(work->before + len);
	return work;
}

/* Write the list that list_forward() was called for. Return its length, or 0. */
static unsigned int list_build(struct seccomp_list_work *work,
			       const struct sock_filter *insns,
			       unsigned int len, const u16 *offsets,
			       struct seccomp_test *tests)
{
	struct list_exit first;
	unsigned int i, count;

	work->steps = len * LIST_STEPS_PER_INSN;
	work->count = 1;
	work->full = false;
	first = list_backward(work, insns, len, offsets);
	if (work->full)
		return 0;
	if (!first.node) {
		/* A test with equal exits. */
		*tests = (struct seccomp_test){
			.ret = { first.ret, first.ret },
			.reg = offsets[1],
		};
		return 1;
	}
	count = place_nodes(work, first.node);
	if (count > SECCOMP_LIST_TESTS)
		return 0;
	for (i = first.node; i; i--)
		if (work->place[i])
			write_test(work, &work->nodes[i],
				   &tests[work->place[i] - 1]);
	return count;
}

/**
 * seccomp_list_from_residual - Translate a residual to a decision list
 * @work: memory from seccomp_list_work_alloc() for residuals of this length; owned
 *	by the caller
 * @insns: instructions of the residual; owned by the caller
 * @len: number of instructions, at least 1
 * @offsets: seccomp_reg_offsets() of the ABI of the residual; not NULL
 * @tests: receives at most SECCOMP_LIST_TESTS tests; owned by the caller
 *
 * The list gives the return value of the residual for all calls of the ABI. A
 * return value that allows the call has no data.
 *
 * Context: process context; the caller is the only user of @work.
 * Return: number of tests. 0 if the residual does more than to compare masked
 * words of the call with constants, or if the list does not fit. A list reads only
 * windows from which the residual loads.
 */
unsigned int seccomp_list_from_residual(struct seccomp_list_work *work,
					const struct sock_filter *insns,
					unsigned int len, const u16 *offsets,
					struct seccomp_test *tests)
{
	unsigned int count;

	if (len > work->len || !list_forward(work, insns, len))
		return 0;
	work->follow_steps = LIST_FOLLOW_STEPS;
	count = list_build(work, insns, len, offsets, tests);
	if (count || work->follow_steps == LIST_FOLLOW_STEPS)
		return count;
	/* Copies of nodes can make a list too long. */
	work->follow_steps = 0;
	return list_build(work, insns, len, offsets, tests);
}
