// SPDX-License-Identifier: GPL-2.0-only
/*
 * Classic programs carried out one instruction at a time, on values of which
 * some may be unknown.
 *
 * With everything known this is an interpreter, and the yardstick for compiled
 * code. With the arguments unknown it tells what a program decides without them.
 * It is plain and slow, and only tests use it.
 */
#include <linux/filter.h>
#include <linux/seccomp.h>

#include "classic.h"

/**
 * struct value - a word that may be unknown
 * @word: what it is, if it is known
 * @known: whether it is
 */
struct value {
	u32 word;
	bool known;
};

/**
 * struct machine - the registers of a classic program
 * @a: the accumulator
 * @x: the index register
 * @slot: the scratch memory
 */
struct machine {
	struct value a;
	struct value x;
	struct value slot[BPF_MEMWORDS];
};

static struct value known_value(u32 word)
{
	return (struct value){ .word = word, .known = true };
}

static struct value data_word(const struct seccomp_data *sd, u16 known, u32 k)
{
	const unsigned int index = k / sizeof(u32);

	return (struct value){ .word = ((const u32 *)sd)[index],
			       .known = known & BIT(index) };
}

static struct value loaded(const struct machine *m,
			   const struct sock_filter *insn,
			   const struct seccomp_data *sd, u16 known)
{
	switch (BPF_MODE(insn->code)) {
	case BPF_ABS:
		return data_word(sd, known, insn->k);
	case BPF_MEM:
		return m->slot[insn->k];
	case BPF_LEN:
		return known_value(sizeof(*sd));
	default:
		return known_value(insn->k);
	}
}

static struct value operand(const struct machine *m,
			    const struct sock_filter *insn)
{
	return BPF_SRC(insn->code) == BPF_X ? m->x : known_value(insn->k);
}

static void compute(struct machine *m, const struct sock_filter *insn,
		    struct value b)
{
	m->a.known = m->a.known && b.known &&
		     classic_arithmetic(BPF_OP(insn->code), m->a.word, b.word,
					&m->a.word);
}

static void move(struct machine *m, const struct sock_filter *insn)
{
	if (BPF_MISCOP(insn->code) == BPF_TAX)
		m->x = m->a;
	else
		m->a = m->x;
}

static bool is_division_by_x(const struct sock_filter *insn)
{
	return insn->code == (BPF_ALU | BPF_DIV | BPF_X);
}

static bool finish(struct value value, u32 *ret)
{
	*ret = value.word;
	return value.known;
}

/**
 * classic_evaluate - carry out a program as far as it is determined
 * @insns: the instructions, for which classic_check() has returned 0
 * @sd: the system call
 * @known: which words of @sd to look at, see CLASSIC_WORD()
 * @ret: the result of the program
 *
 * Context: any. The work is bounded by the length of the program.
 * Return: true when the words in @known alone determine the result, which is
 * then in @ret. On some machines it takes a shift by more than a word, of which
 * nothing is said here.
 */
bool classic_evaluate(const struct sock_filter *insns,
		      const struct seccomp_data *sd, u16 known, u32 *ret)
{
	struct machine m = { .a.known = true, .x.known = true };
	const struct sock_filter *insn;

	/* Every path ends in a return, which classic_check() has seen to. */
	for (insn = insns;; insn++) {
		struct value b = operand(&m, insn);

		switch (BPF_CLASS(insn->code)) {
		case BPF_LD:
			m.a = loaded(&m, insn, sd, known);
			break;
		case BPF_LDX:
			m.x = loaded(&m, insn, sd, known);
			break;
		case BPF_ST:
			m.slot[insn->k] = m.a;
			break;
		case BPF_STX:
			m.slot[insn->k] = m.x;
			break;
		case BPF_MISC:
			move(&m, insn);
			break;
		case BPF_ALU:
			if (is_division_by_x(insn)) {
				if (!b.known)
					return false;
				if (!b.word)
					return finish(known_value(0), ret);
			}
			compute(&m, insn, b);
			break;
		case BPF_JMP:
			if (BPF_OP(insn->code) == BPF_JA) {
				insn += insn->k;
				break;
			}
			if (!m.a.known || !b.known)
				return false;
			insn += classic_compare(BPF_OP(insn->code), m.a.word,
						b.word) ?
					insn->jt :
					insn->jf;
			break;
		case BPF_RET:
			return finish(BPF_RVAL(insn->code) == BPF_A ?
					      m.a :
					      known_value(insn->k),
				      ret);
		}
	}
}
