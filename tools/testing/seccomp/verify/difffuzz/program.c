// SPDX-License-Identifier: GPL-2.0-only
/*
 * Generate programs, in styles that occur in practice and in styles that do
 * not.
 *
 * Conditions are emitted in one pass. A jump whose target is not emitted yet is
 * put in a list of fixups, and resolved at the target.
 */
#include <dirent.h>
#include "abi.h"
#include "cbpf.h"
#include "program.h"
#include "random.h"
#include "window.h"

const char *const style_names[STYLES] = {
	[STYLE_CORPUS] = "corpus", [STYLE_MUTANT] = "mutants",
	[STYLE_LIST] = "lists",	   [STYLE_TREE] = "trees",
	[STYLE_NUMBER] = "number", [STYLE_BLOCKS] = "blocks",
	[STYLE_FIXED] = "fixed",   [STYLE_RANDOM] = "random",
	[STYLE_LONG] = "long",	   [STYLE_LARGE] = "large",
};

bool program_windows;

#define LD_WORD (BPF_LD | BPF_W | BPF_ABS)
#define NR 0
#define ARCH 4
#define FIRST_ARG 16

static const u16 opcodes[] = {
	0x20, 0x80, 0x81, 0x00, 0x01, 0x60, 0x61, 0x02, 0x03, 0x07, 0x87,
	0x04, 0x0c, 0x14, 0x1c, 0x24, 0x2c, 0x34, 0x3c, 0x44, 0x4c, 0x54,
	0x5c, 0x64, 0x6c, 0x74, 0x7c, 0x84, 0xa4, 0xac, 0x05, 0x15, 0x1d,
	0x25, 0x2d, 0x35, 0x3d, 0x45, 0x4d, 0x06, 0x16,
};

static const u16 compares[] = {
	BPF_JMP | BPF_JEQ | BPF_K,
	BPF_JMP | BPF_JGT | BPF_K,
	BPF_JMP | BPF_JGE | BPF_K,
	BPF_JMP | BPF_JSET | BPF_K,
};

/* --- Building blocks ---------------------------------------------------- */

static void emit(struct program *p, u16 code, u32 k)
{
	if (p->len == BPF_MAXINSNS) {
		p->invalid = true;
		return;
	}
	p->insns[p->len++] = (struct sock_filter){ .code = code, .k = k };
}

/**
 * struct fixups - jumps whose target is not emitted yet
 * @at: the index of each jump, and if the true branch is open
 * @count: number of jumps in @at
 */
struct fixups {
	struct {
		unsigned int pc;
		bool if_true;
	} at[128];
	unsigned int count;
};

static void add_fixup(struct program *p, struct fixups *fixups, bool if_true)
{
	if (fixups->count == ARRAY_SIZE(fixups->at)) {
		p->invalid = true;
		return;
	}
	fixups->at[fixups->count].pc = p->len - 1;
	fixups->at[fixups->count++].if_true = if_true;
}

/* The next instruction becomes the target of all fixups. */
static void resolve_fixups(struct program *p, struct fixups *fixups)
{
	unsigned int i;

	for (i = 0; i < fixups->count && !p->invalid; i++) {
		struct sock_filter *insn = &p->insns[fixups->at[i].pc];
		const unsigned int skip = p->len - fixups->at[i].pc - 1;

		if (insn->code == (BPF_JMP | BPF_JA))
			insn->k = skip;
		else if (skip > U8_MAX)
			p->invalid = true;
		else if (fixups->at[i].if_true)
			insn->jt = skip;
		else
			insn->jf = skip;
	}
	fixups->count = 0;
}

static u32 random_return(void)
{
	static const u32 actions[] = {
		0x7fff0000,
		0x7fff0000,
		0x7fff0000,
		0x7ffc0000,
		0x7ff00000,
		0x7fc00000,
		0x00050000,
		0x00050000,
		0x00050000,
		0x00030000,
		0x00000000,
		0x80000000,
		0x80000000,
		/* These actions are undefined. */
		0x7ffe0000,
		0x40000000,
		0xc0000000,
		0xffff0000,
	};
	const u32 action = one_of(actions);

	return one_in(2) ? action : action | below(one_in(4) ? 65536 : 4);
}

/*
 * Emit a compare that continues at the next instruction if it is true.
 * @otherwise gets the false branch. If @far, that branch needs a jump
 * instruction.
 */
static void test(struct program *p, struct fixups *otherwise, u16 code, u32 k,
		 bool far)
{
	const bool inverted = one_in(4);

	emit(p, code, k);
	if (p->invalid)
		return;
	if (!far && !one_in(8)) {
		add_fixup(p, otherwise, inverted);
		if (!one_in(4))
			return;
		/* The true branch skips an instruction, too. */
		if (inverted)
			p->insns[p->len - 1].jf = 1;
		else
			p->insns[p->len - 1].jt = 1;
		emit(p, BPF_RET | BPF_K, random_return());
		return;
	}
	if (inverted)
		p->insns[p->len - 1].jf = 1;
	else
		p->insns[p->len - 1].jt = 1;
	emit(p, BPF_JMP | BPF_JA, 0);
	add_fixup(p, otherwise, false);
}

/* Few windows of a program, so that its tests are about the same words. */
static u32 window_offset(void)
{
	const unsigned int window = one_in(4) ? below(SECCOMP_ARG_WINDOWS) : 1;

	switch (below(8)) {
	case 0:
	case 1:
		return SECCOMP_ARG_WINDOW(window) + 4 * below(4);
	case 2:
		return SECCOMP_ARG_DATA(window) + 4 * below(64);
	case 3:
		/* The ends of the data, of the limits, and of the window. */
		return SECCOMP_ARG_DATA(window) + 4 * below(4) +
		       (one_in(2) ? 4096 - 8 :
			one_in(2) ? 128 - 8 :
				    12);
	case 4:
		return one_in(4) ? SECCOMP_ARG_WINDOW(window) + 0xfffc :
				   SECCOMP_ARG_DATA(window) + 8;
	default:
		return SECCOMP_ARG_DATA(window) + 4 * below(6);
	}
}

static u32 arg_offset(const struct program *p)
{
	if (p->deep && one_in(2))
		return window_offset();
	/* The instruction pointer is unknown to the analysis, too. */
	return one_in(16) ? 8 + 4 * below(2) : FIRST_ARG + 4 * below(12);
}

static void emit_return(struct program *p)
{
	if (!one_in(8)) {
		emit(p, BPF_RET | BPF_K, random_return());
		return;
	}
	switch (below(4)) {
	case 0:
		emit(p, BPF_LD | BPF_IMM, random_return());
		break;
	case 1:
		emit(p, LD_WORD, arg_offset(p));
		emit(p, BPF_ALU | BPF_AND | BPF_K, one_in(2) ? 0xffff : 7);
		emit(p, BPF_ALU | BPF_OR | BPF_K, random_return());
		break;
	case 2:
		emit(p, LD_WORD, NR);
		emit(p, BPF_ALU | BPF_OR | BPF_K, random_return());
		break;
	default:
		/* Return the current value of A. */
		break;
	}
	emit(p, BPF_RET | BPF_A, 0);
}

/* Emit arithmetic on the current value of A. */
static void emit_arithmetic(struct program *p)
{
	static const u8 ops[] = {
		BPF_ADD, BPF_SUB, BPF_MUL, BPF_DIV, BPF_AND, BPF_AND,
		BPF_AND, BPF_OR,  BPF_XOR, BPF_NEG, BPF_LSH, BPF_RSH,
	};
	const u8 op = one_of(ops);
	u32 k = random_word();

	if (op == BPF_LSH || op == BPF_RSH)
		k %= 32;
	else if (op == BPF_DIV && !k)
		k = 3;
	if (op != BPF_NEG && one_in(4)) {
		if (one_in(2))
			emit(p, BPF_LDX | BPF_IMM, k);
		emit(p, BPF_ALU | op | BPF_X, 0);
	} else {
		emit(p, BPF_ALU | op, op == BPF_NEG ? 0 : k);
	}
}

/* --- Conditions --------------------------------------------------------- */

static void test_word(struct program *p, struct fixups *otherwise, bool far)
{
	emit(p, LD_WORD, arg_offset(p));
	if (one_in(3))
		emit(p, BPF_ALU | BPF_AND | BPF_K, random_word());
	test(p, otherwise, one_of(compares), random_word(), far);
}

/* The offset of the first word of a pair. */
static u32 pair_offset(const struct program *p)
{
	if (p->deep && one_in(2))
		return window_offset() & ~7U;
	return FIRST_ARG + 8 * below(6);
}

/* Compare the words from the beginning of a window with constants. */
static void test_string(struct program *p, struct fixups *otherwise, bool far)
{
	const unsigned int window = one_in(4) ? below(SECCOMP_ARG_WINDOWS) : 1;
	const unsigned int words = 1 + below(7);
	unsigned int i;

	for (i = 0; i < words; i++) {
		emit(p, LD_WORD, SECCOMP_ARG_DATA(window) + 4 * i);
		test(p, otherwise, BPF_JMP | BPF_JEQ | BPF_K, random_word(),
		     far);
	}
}

/* Compare both halves for equality, with or without masks. */
static void test_equal_64(struct program *p, struct fixups *otherwise, bool far)
{
	const u32 low = pair_offset(p);
	const bool masked = one_in(2);
	unsigned int half;

	for (half = 0; half < 2; half++) {
		u32 mask = one_in(4) ? 0 : random_word();

		emit(p, LD_WORD, half ? low : low + 4);
		if (masked)
			emit(p, BPF_ALU | BPF_AND | BPF_K, mask);
		else
			mask = U32_MAX;
		test(p, otherwise, BPF_JMP | BPF_JEQ | BPF_K,
		     random_word() & mask, far);
	}
}

/* Compare 64-bit order: the high half decides unless it is equal. */
static void test_order_64(struct program *p, struct fixups *otherwise, bool far)
{
	const u32 low = pair_offset(p);
	const u32 high = one_in(2) ? below(2) : random_word();
	struct fixups yes = {};

	emit(p, LD_WORD, low + 4);
	emit(p, BPF_JMP | BPF_JGT | BPF_K, high);
	if (p->invalid)
		return;
	add_fixup(p, &yes, true);
	test(p, otherwise, BPF_JMP | BPF_JEQ | BPF_K, high, far);
	emit(p, LD_WORD, low);
	test(p, otherwise, BPF_JMP | (one_in(2) ? BPF_JGT : BPF_JGE) | BPF_K,
	     random_word(), far);
	resolve_fixups(p, &yes);
}

/* Compare two words of the call by the registers A and X. */
static void test_by_x(struct program *p, struct fixups *otherwise, bool far)
{
	emit(p, LD_WORD, one_in(4) ? NR : arg_offset(p));
	if (one_in(2))
		emit_arithmetic(p);
	emit(p, BPF_MISC | BPF_TAX, 0);
	switch (below(4)) {
	case 0:
		emit(p, BPF_LD | BPF_IMM, random_word());
		break;
	case 1:
		emit(p, LD_WORD, NR);
		break;
	default:
		emit(p, LD_WORD, arg_offset(p));
		break;
	}
	if (one_in(3))
		emit_arithmetic(p);
	test(p, otherwise, (one_of(compares) & ~BPF_SRC(U8_MAX)) | BPF_X, 0,
	     far);
}

static void test_number(struct program *p, struct fixups *otherwise, bool far)
{
	emit(p, LD_WORD, NR);
	if (one_in(3))
		emit_arithmetic(p);
	test(p, otherwise, one_of(compares),
	     one_in(3) ? random_word() : random_nr(), far);
}

/* Compare a value of scratch memory, which emit_stores() has written. */
static void test_scratch(struct program *p, struct fixups *otherwise, bool far)
{
	const u32 slot = below(3);

	switch (below(4)) {
	case 0:
		emit(p, LD_WORD, one_in(3) ? NR : arg_offset(p));
		emit(p, BPF_ST, slot);
		break;
	case 1:
		emit(p, BPF_LDX | BPF_IMM, random_word());
		emit(p, BPF_STX, slot);
		break;
	}
	if (one_in(2))
		emit_arithmetic(p);
	if (one_in(3)) {
		emit(p, BPF_LDX | BPF_MEM, slot);
		emit(p, BPF_MISC | BPF_TXA, 0);
	} else {
		emit(p, BPF_LD | BPF_MEM, slot);
	}
	if (one_in(3))
		emit_arithmetic(p);
	test(p, otherwise, one_of(compares), random_word(), far);
}

static void test_something(struct program *p, struct fixups *otherwise,
			   bool far)
{
	if (p->deep && one_in(6)) {
		test_string(p, otherwise, far);
		return;
	}
	switch (below(8)) {
	case 0:
	case 1:
		test_word(p, otherwise, far);
		break;
	case 2:
		test_equal_64(p, otherwise, far);
		break;
	case 3:
		test_order_64(p, otherwise, far);
		break;
	case 4:
		test_by_x(p, otherwise, far);
		break;
	case 5:
		test_scratch(p, otherwise, far);
		break;
	case 6:
		test_number(p, otherwise, far);
		break;
	default:
		/* Use the current value of A again. */
		emit_arithmetic(p);
		test(p, otherwise, one_of(compares), random_word(), far);
		break;
	}
}

/* Compare only constants, the architecture or the number. */
static void test_fixed(struct program *p, struct fixups *otherwise, bool far)
{
	switch (below(8)) {
	case 0:
		emit(p, BPF_LD | BPF_IMM, random_nr());
		break;
	case 1:
		emit(p, BPF_LD | BPF_W | BPF_LEN, 0);
		break;
	case 2:
		emit(p, BPF_MISC | BPF_TXA, 0);
		break;
	case 3:
		break;
	case 4:
		emit(p, LD_WORD, ARCH);
		test(p, otherwise, BPF_JMP | BPF_JEQ | BPF_K,
		     one_in(2) ? SECCOMP_ARCH_COMPAT : SECCOMP_ARCH_NATIVE,
		     far);
		return;
	default:
		emit(p, LD_WORD, NR);
		break;
	}
	if (one_in(8))
		emit(p, BPF_ALU | BPF_AND | BPF_K, random_word() | 0x1ff);
	if (one_in(16))
		emit_arithmetic(p);
	if (one_in(4)) {
		emit(p, BPF_MISC | BPF_TAX, 0);
		emit(p, BPF_LD | BPF_IMM, random_nr());
		test(p, otherwise, one_of(compares) | BPF_X, 0, far);
	} else {
		test(p, otherwise, one_of(compares), random_nr(), far);
	}
}

/* Write a value to @dest: 0 for A, 1 for X, 2 to 4 for a scratch slot. */
static void emit_set(struct program *p, bool fixed, unsigned int dest)
{
	if (!fixed && one_in(2))
		emit(p, LD_WORD, arg_offset(p));
	else if (one_in(3))
		emit(p, LD_WORD, NR);
	else
		emit(p, BPF_LD | BPF_IMM, one_in(2) ? below(4) : random_nr());
	if (dest == 1)
		emit(p, BPF_MISC | BPF_TAX, 0);
	else if (dest > 1 && !fixed)
		emit(p, BPF_ST, dest - 2);
}

/* Compare the value of @dest. */
static void test_set(struct program *p, struct fixups *otherwise, bool far,
		     bool fixed, unsigned int dest)
{
	if (dest == 1)
		emit(p, BPF_MISC | BPF_TXA, 0);
	else if (dest > 1 && !fixed)
		emit(p, BPF_LD | BPF_MEM, dest - 2);
	test(p, otherwise, one_of(compares), one_in(2) ? below(4) : random_nr(),
	     far);
}

/*
 * Emit nested conditions. Both branches may continue at the same instruction,
 * with different values in the registers.
 */
static void emit_some_block(struct program *p, unsigned int depth, bool fixed)
{
	const unsigned int dest = below(5);
	struct fixups otherwise = {};
	struct fixups end = {};

	if (p->invalid)
		return;
	if (!depth || one_in(8)) {
		emit_return(p);
		return;
	}
	if (fixed)
		test_fixed(p, &otherwise, depth > 2);
	else
		test_something(p, &otherwise, depth > 2);
	switch (below(4)) {
	case 0:
		emit_some_block(p, depth - 1, fixed);
		break;
	case 1:
		emit_return(p);
		break;
	case 2:
		if (!fixed || one_in(4))
			emit_arithmetic(p);
		break;
	default:
		/* The two branches join with different values. */
		emit_set(p, fixed, dest);
		emit(p, BPF_JMP | BPF_JA, 0);
		if (!p->invalid)
			add_fixup(p, &end, true);
		resolve_fixups(p, &otherwise);
		/* One branch may keep the old value. */
		if (!one_in(3))
			emit_set(p, fixed, dest);
		resolve_fixups(p, &end);
		test_set(p, &otherwise, depth > 2, fixed, dest);
		emit_return(p);
		break;
	}
	resolve_fixups(p, &otherwise);
	emit_some_block(p, depth - 1, fixed);
}

static void emit_block(struct program *p, unsigned int depth)
{
	emit_some_block(p, depth, false);
}

/* Write scratch memory first, so that any later read is valid. */
static void emit_stores(struct program *p)
{
	unsigned int slot;

	for (slot = 0; slot < 3; slot++)
		emit(p, one_in(2) ? BPF_ST : BPF_STX, slot);
}

/* --- Whole programs ----------------------------------------------------- */

static void emit_leaf(struct program *p, unsigned int depth,
		      struct fixups *to_tail)
{
	if (to_tail->count < 32 && one_in(4)) {
		emit(p, BPF_JMP | BPF_JA, 0);
		if (!p->invalid)
			add_fixup(p, to_tail, true);
	} else if (one_in(3)) {
		emit_block(p, below(depth + 1));
	} else {
		emit_return(p);
	}
}

/* Emit the code that many numbers share. */
static void emit_tail(struct program *p, struct fixups *to_tail)
{
	resolve_fixups(p, to_tail);
	emit_block(p, below(4));
}

static void program_reset(struct program *p)
{
	p->len = 0;
	p->invalid = false;
	p->deep = false;
}

/* Emit the code before the number is compared. @end gets its jumps. */
static void emit_prologue(struct program *p, struct fixups *end)
{
	if (one_in(4))
		emit_stores(p);
	if (!one_in(4)) {
		emit(p, LD_WORD, ARCH);
		test(p, end, BPF_JMP | BPF_JEQ | BPF_K,
		     one_in(3) ? SECCOMP_ARCH_COMPAT : SECCOMP_ARCH_NATIVE,
		     true);
	}
	if (one_in(8)) {
		emit(p, LD_WORD, arg_offset(p));
		emit(p, BPF_MISC | BPF_TAX, 0);
	}
	emit(p, LD_WORD, NR);
	if (one_in(4))
		test(p, end, BPF_JMP | BPF_JGE | BPF_K, 0x40000000, true);
}

static void emit_list(struct program *p, unsigned int count, u16 code,
		      struct fixups *to_tail)
{
	while (count-- && !p->invalid) {
		struct fixups next = {};

		test(p, &next, one_in(8) ? one_of(compares) : code, random_nr(),
		     true);
		emit_leaf(p, 3, to_tail);
		resolve_fixups(p, &next);
		if (one_in(4))
			emit(p, LD_WORD, NR);
	}
}

static void make_list(struct program *p)
{
	struct fixups end = {}, to_tail = {};

	emit_prologue(p, &end);
	emit_list(p, 1 + below(24), BPF_JMP | BPF_JEQ | BPF_K, &to_tail);
	emit_leaf(p, 2, &to_tail);
	emit_tail(p, &to_tail);
	resolve_fixups(p, &end);
	/* The other architecture may have its own list. */
	if (one_in(2)) {
		emit(p, LD_WORD, NR);
		emit_list(p, 1 + below(8), BPF_JMP | BPF_JEQ | BPF_K, &to_tail);
		resolve_fixups(p, &to_tail);
	}
	emit_return(p);
}

/* Emit a search among the numbers from @low to @high. */
static void emit_tree(struct program *p, u32 low, u32 high, unsigned int depth,
		      struct fixups *to_tail)
{
	struct fixups other = {};
	u32 middle;

	if (p->invalid)
		return;
	if (!depth || high - low < 2) {
		emit_leaf(p, 3, to_tail);
		return;
	}
	middle = low + 1 + below(min(high - low, 1U << 30) - 1);
	if (one_in(4)) {
		test(p, &other, BPF_JMP | BPF_JEQ | BPF_K, middle, true);
		emit_leaf(p, 3, to_tail);
		resolve_fixups(p, &other);
	}
	other.count = 0;
	test(p, &other, BPF_JMP | (one_in(2) ? BPF_JGT : BPF_JGE) | BPF_K,
	     middle, true);
	emit_tree(p, middle, high, depth - 1, to_tail);
	resolve_fixups(p, &other);
	if (one_in(16))
		emit(p, LD_WORD, NR);
	emit_tree(p, low, middle, depth - 1, to_tail);
}

static void make_tree(struct program *p)
{
	struct fixups end = {}, to_tail = {};

	emit_prologue(p, &end);
	emit_tree(p, one_in(4) ? 0x40000000 : 0,
		  one_in(4) ? random_word() | 0x400 : SECCOMP_ARCH_NATIVE_NR,
		  1 + below(5), &to_tail);
	emit_tail(p, &to_tail);
	resolve_fixups(p, &end);
	emit_return(p);
}

static void make_number(struct program *p)
{
	struct fixups end = {}, to_tail = {};
	unsigned int i;

	emit_prologue(p, &end);
	for (i = below(4); i; i--)
		emit_arithmetic(p);
	if (one_in(4))
		emit(p, BPF_MISC | BPF_TAX, 0);
	emit_list(p, 1 + below(8), one_of(compares), &to_tail);
	emit_leaf(p, 2, &to_tail);
	emit_tail(p, &to_tail);
	resolve_fixups(p, &end);
	emit_return(p);
}

static void make_blocks(struct program *p)
{
	/* Registers that are known at the start of partial evaluation. */
	if (one_in(4))
		emit(p, BPF_LDX | BPF_IMM, random_word());
	if (one_in(4))
		emit(p, BPF_LD | BPF_IMM, random_word());
	if (one_in(2))
		emit_stores(p);
	emit_block(p, 2 + below(8));
}

static void make_fixed(struct program *p)
{
	/* The number may be in both registers, or in none. */
	if (one_in(4))
		emit(p, BPF_LDX | BPF_IMM, random_nr());
	if (one_in(2))
		emit(p, LD_WORD, NR);
	if (one_in(4))
		emit(p, BPF_MISC | BPF_TAX, 0);
	emit_some_block(p, 2 + below(8), true);
}

static void make_random(struct program *p)
{
	const unsigned int len = 2 + below(one_in(4) ? 64 : 16);

	while (p->len < len) {
		struct sock_filter *insn = &p->insns[p->len++];

		insn->code = one_in(6) ? LD_WORD : one_of(opcodes);
		/* Few returns, or the program would end too early. */
		if (BPF_CLASS(insn->code) == BPF_RET && !one_in(4))
			insn->code = one_of(compares) | (one_in(2) ? BPF_X : 0);
		insn->jt = below(4);
		insn->jf = below(4);
		insn->k = random_word();
		if (insn->code == LD_WORD)
			insn->k = one_in(4) ? NR : arg_offset(p);
		if (BPF_CLASS(insn->code) == BPF_RET)
			insn->k = random_return();
	}
	program_repair(p);
}

/*
 * Branch to targets that a conditional jump cannot reach. A residual loses the
 * jump instructions in between and needs new ones. Conditions that the analysis
 * can decide are rare, or it would remove the code in between.
 */
static void test_open(struct program *p, struct fixups *otherwise, bool far)
{
	if (one_in(16)) {
		test_something(p, otherwise, far);
		return;
	}
	emit(p, LD_WORD, arg_offset(p));
	if (one_in(4)) {
		emit(p, BPF_MISC | BPF_TAX, 0);
		emit(p, LD_WORD, arg_offset(p));
	}
	test(p, otherwise, one_of(compares) | (one_in(4) ? BPF_X : BPF_K),
	     random_word(), far);
}

static void make_long(struct program *p)
{
	unsigned int count = 40 + below(one_in(4) ? 400 : 100);
	struct fixups tails[2] = {};

	if (one_in(2))
		emit_stores(p);
	while (count-- && !p->invalid) {
		struct fixups *tail = &tails[below(2)];
		struct fixups other = {};

		if (tail->count == ARRAY_SIZE(tail->at))
			break;
		if (!one_in(4)) {
			test_open(p, tail, true);
			continue;
		}
		/* Only a later branch may reach the next instruction. */
		test_open(p, &other, false);
		emit(p, BPF_JMP | BPF_JA, 0);
		if (p->invalid)
			return;
		add_fixup(p, tail, true);
		resolve_fixups(p, &other);
	}
	emit_block(p, 2);
	resolve_fixups(p, &tails[0]);
	emit_block(p, 3);
	resolve_fixups(p, &tails[1]);
	emit_block(p, 3);
}

/*
 * Exceed the limits of the analysis: too many outcomes or residuals, residuals
 * that are too long together, too much work.
 */
static void make_large(struct program *p)
{
	const unsigned int kind = below(5);
	const unsigned int count = 100 + below(900);
	struct fixups to_tail = {};
	unsigned int i;

	if (kind == 4)
		emit_stores(p);
	emit(p, LD_WORD, NR);
	if (kind == 3) {
		/* The analysis must specialize all of it for each number. */
		emit(p, BPF_ALU | BPF_XOR | BPF_K, random_word());
		emit(p, BPF_MISC | BPF_TAX, 0);
	}
	for (i = 0; i < count && p->len < BPF_MAXINSNS - 100; i++) {
		struct fixups next = {};

		switch (kind) {
		case 0:
			test(p, &next, BPF_JMP | BPF_JEQ | BPF_K, i, true);
			emit(p, BPF_RET | BPF_K, 0x50000 + i);
			break;
		case 1:
			test(p, &next, BPF_JMP | BPF_JEQ | BPF_K, i, true);
			emit(p, LD_WORD, arg_offset(p));
			emit(p, BPF_JMP | BPF_JEQ | BPF_K, i);
			p->insns[p->len - 1].jt = 1;
			emit(p, BPF_RET | BPF_K, 0x50000 + below(512));
			emit(p, BPF_RET | BPF_K, 0x7fff0000);
			break;
		case 2:
			test_word(p, &next, true);
			emit(p, BPF_RET | BPF_K, 0x50000 + i);
			break;
		case 3:
			emit(p, LD_WORD, arg_offset(p));
			emit(p, BPF_ALU | BPF_AND | BPF_X, 0);
			test(p, &next, one_of(compares), random_word(), true);
			emit(p, BPF_RET | BPF_K, 0x50000 + below(4));
			break;
		default:
			test_something(p, &next, true);
			emit_leaf(p, 1, &to_tail);
			break;
		}
		resolve_fixups(p, &next);
	}
	resolve_fixups(p, &to_tail);
	emit_return(p);
}

/* --- Mutation ----------------------------------------------------------- */

static void repair_insn(struct sock_filter *insn, unsigned int left)
{
	if (seccomp_cbpf_kind(insn->code) == CBPF_REFUSED)
		insn->code = opcodes[insn->code % ARRAY_SIZE(opcodes)];
	/* The last instruction must be a return. */
	if (!left && seccomp_cbpf_kind(insn->code) != CBPF_RETURN)
		insn->code = BPF_RET | BPF_K;
	switch (seccomp_cbpf_kind(insn->code)) {
	case CBPF_LOAD_DATA:
		insn->k -= insn->k % 4;
		if (insn->k >= sizeof(struct seccomp_data) &&
		    !(program_windows && seccomp_is_window(insn->k)))
			insn->k = insn->k % sizeof(struct seccomp_data) / 4 * 4;
		break;
	case CBPF_SHIFT:
		insn->k %= 32;
		break;
	case CBPF_DIVIDE:
		insn->k |= !insn->k;
		break;
	case CBPF_LOAD_MEM:
	case CBPF_STORE_MEM:
		insn->k %= BPF_MEMWORDS;
		break;
	case CBPF_JUMP:
		insn->k %= left;
		break;
	case CBPF_BRANCH:
		insn->jt %= left;
		insn->jf %= left;
		break;
	default:
		break;
	}
}

/**
 * program_repair - replace what makes instructions invalid
 * @p: the program, of any content; it may still read unwritten scratch memory
 */
void program_repair(struct program *p)
{
	unsigned int pc;

	for (pc = 0; pc < p->len; pc++)
		repair_insn(&p->insns[pc], p->len - pc - 1);
}

static unsigned int shorter(unsigned int pc, unsigned int skip,
			    unsigned int first, unsigned int count)
{
	const unsigned int to = pc + 1 + skip;

	if (to <= first)
		return skip;
	return skip - min(to - first, count);
}

/**
 * program_remove - remove instructions
 * @p: the program
 * @first: index of the first instruction to remove
 * @count: number of instructions to remove; @first + @count is below @p->len
 *
 * Jumps to a removed instruction go to the first one after @count.
 */
void program_remove(struct program *p, unsigned int first, unsigned int count)
{
	unsigned int pc;

	for (pc = 0; pc < first; pc++) {
		struct sock_filter *insn = &p->insns[pc];

		if (BPF_CLASS(insn->code) != BPF_JMP)
			continue;
		if (BPF_OP(insn->code) == BPF_JA) {
			insn->k = shorter(pc, insn->k, first, count);
			continue;
		}
		insn->jt = shorter(pc, insn->jt, first, count);
		insn->jf = shorter(pc, insn->jf, first, count);
	}
	p->len -= count;
	memmove(&p->insns[first], &p->insns[first + count],
		(p->len - first) * sizeof(*p->insns));
}

static void mutate_insn(struct sock_filter *insn)
{
	if (program_windows && insn->code == LD_WORD && one_in(3)) {
		insn->k = window_offset();
		return;
	}
	switch (below(8)) {
	case 0:
		insn->k = random_word();
		break;
	case 1:
		insn->k += below(5) - 2;
		break;
	case 2:
		insn->k ^= BIT(below(32));
		break;
	case 3:
		insn->jt = one_in(2) ? 0 : below(16);
		break;
	case 4:
		insn->jf = one_in(2) ? 0 : below(16);
		break;
	case 5:
		swap(insn->jt, insn->jf);
		break;
	case 6:
		insn->code = one_of(opcodes);
		break;
	default:
		/* Change the operator, or swap X and k. */
		insn->code ^= one_in(2) ? BPF_X : 0x10 << below(3);
		break;
	}
}

static void make_mutant(struct program *p, const struct corpus *corpus)
{
	const struct program *other = &corpus->programs[below(corpus->count)];
	unsigned int changes = 1 + below(8);
	unsigned int from, count;

	*p = corpus->programs[below(corpus->count)];
	while (changes--) {
		const unsigned int pc = below(p->len);

		switch (below(8)) {
		case 0:
			if (p->len > 2)
				program_remove(p, pc, 1);
			break;
		case 1:
			/* Copy instructions of another program. */
			from = below(other->len);
			count = min(other->len - from, p->len - pc);
			count = min(count, 1 + below(32));
			memcpy(&p->insns[pc], &other->insns[from],
			       count * sizeof(*p->insns));
			break;
		default:
			mutate_insn(&p->insns[pc]);
			break;
		}
	}
	program_repair(p);
}

/**
 * program_accepted - test if seccomp accepts a program
 * @p: the program
 *
 * Return: true if seccomp_cbpf_validate() accepts it; else false.
 */
bool program_accepted(const struct program *p)
{
	return !p->invalid && p->len &&
	       !seccomp_cbpf_validate(p->insns, p->len);
}

/**
 * program_make - generate a program that seccomp accepts
 * @p: where the program goes
 * @style: how to generate it
 * @corpus: the programs for STYLE_CORPUS and STYLE_MUTANT
 */
void program_make(struct program *p, enum program_style style,
		  const struct corpus *corpus)
{
	do {
		program_reset(p);
		p->deep = program_windows && one_in(3);
		switch (style) {
		case STYLE_CORPUS:
			*p = corpus->programs[below(corpus->count)];
			break;
		case STYLE_MUTANT:
			make_mutant(p, corpus);
			break;
		case STYLE_LIST:
			make_list(p);
			break;
		case STYLE_TREE:
			make_tree(p);
			break;
		case STYLE_NUMBER:
			make_number(p);
			break;
		case STYLE_BLOCKS:
			make_blocks(p);
			break;
		case STYLE_FIXED:
			make_fixed(p);
			break;
		case STYLE_RANDOM:
			make_random(p);
			break;
		case STYLE_LONG:
			make_long(p);
			break;
		default:
			make_large(p);
			break;
		}
	} while (!program_accepted(p));
}

/* --- Files -------------------------------------------------------------- */

/**
 * program_read - read a program that program_write() has written
 * @p: where the program goes
 * @path: path of the file
 *
 * Return: 0; the number of the first invalid line, from 1; -1 if the file
 * cannot be opened.
 */
int program_read(struct program *p, const char *path)
{
	unsigned int code, jt, jf, k;
	char line[256];
	int number = 0;
	FILE *from;

	from = fopen(path, "r");
	if (!from)
		return -1;
	program_reset(p);
	while (!p->invalid && fgets(line, sizeof(line), from)) {
		number++;
		if (line[0] == '#' || line[0] == '\n')
			continue;
		if (sscanf(line, "%x %u %u %x", &code, &jt, &jf, &k) != 4 ||
		    code > U16_MAX || jt > U8_MAX || jf > U8_MAX)
			p->invalid = true;
		emit(p, code, k);
		if (p->invalid)
			break;
		p->insns[p->len - 1].jt = jt;
		p->insns[p->len - 1].jf = jf;
	}
	fclose(from);
	return p->invalid ? number : 0;
}

/**
 * program_write - write a program, a line "code jt jf k" for each instruction
 * @p: the program
 * @to: a file that is open for writing
 * @before: the prefix of each line
 */
void program_write(const struct program *p, FILE *to, const char *before)
{
	unsigned int pc;

	for (pc = 0; pc < p->len; pc++) {
		const struct sock_filter *insn = &p->insns[pc];

		fprintf(to, "%s%02x %u %u %x\n", before, insn->code, insn->jt,
			insn->jf, insn->k);
	}
}

static int is_program(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');

	return dot && !strcmp(dot, ".bpf");
}

/**
 * corpus_read - read all programs of a directory
 * @corpus: where the programs go
 * @dir: path of the directory
 *
 * Exit with status 2 if there is no program, or seccomp does not accept one.
 */
void corpus_read(struct corpus *corpus, const char *dir)
{
	struct dirent **entries;
	char path[4096];
	int i, count, err;

	/* Sort the names, so that a seed always gives the same run. */
	count = scandir(dir, &entries, is_program, alphasort);
	if (count <= 0) {
		fprintf(stderr, "difffuzz: %s: contains no *.bpf file\n", dir);
		exit(2);
	}
	corpus->count = count;
	corpus->programs = calloc(count, sizeof(*corpus->programs));
	for (i = 0; i < count; i++) {
		struct program *p = &corpus->programs[i];

		snprintf(path, sizeof(path), "%s/%s", dir, entries[i]->d_name);
		err = program_read(p, path);
		if (err) {
			fprintf(stderr, "difffuzz: %s:%d: not an instruction\n",
				path, err);
			exit(2);
		}
		if (!program_accepted(p)) {
			fprintf(stderr, "difffuzz: %s: not a valid program\n",
				path);
			exit(2);
		}
		free(entries[i]);
	}
	free(entries);
}
