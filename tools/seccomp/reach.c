// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which instructions of a program can run for one call.
 *
 * A state has what is known of registers and of the words of the call before an
 * instruction. Jumps go forward only, so one pass in program order sees each state
 * complete. A branch refines the words that it compares. Where ways meet, the state is
 * the union of theirs, so a way that cannot be taken may count as reached. A way that
 * can be taken always does.
 */
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/seccomp_ext.h>
#include <stddef.h>
#include <string.h>

#include "reach.h"
#include "tool.h"

typedef __u32 u32;
#include "../../kernel/seccomp/tnum32.h"

#define WORD_NR 0
#define WORD_ARCH 1
#define WORD_ARGS 4
#define NO_WORD (-1)

/**
 * struct reach_state - values known before an instruction
 * @a: the accumulator
 * @x: the index register
 * @mem: scratch memory
 * @words: words of the call
 * @a_word: word that @a is a copy of, or NO_WORD
 * @a_from: word that @a was worked out from, or NO_WORD
 * @a_call: @a may depend on the number or the architecture
 * @looked: each way to here has loaded from a window
 */
struct reach_state {
	struct tnum32 a;
	struct tnum32 x;
	struct tnum32 mem[BPF_MEMWORDS];
	struct tnum32 words[REACH_WORDS];
	int a_word;
	int a_from;
	bool a_call;
	bool looked;
};

/**
 * reach_init - Prepare for calls of reach_run()
 * @reach: to be filled; the caller frees it by reach_free()
 * @program: the program, which outlives @reach
 */
void reach_init(struct reach *reach, const struct program *program)
{
	*reach = (struct reach){ .program = program };
	reach->reached = xcalloc(program->len, sizeof(*reach->reached));
	reach->states = xcalloc(program->len, sizeof(*reach->states));
}

/**
 * reach_free - Free what reach_init() has allocated
 * @reach: filled by reach_init()
 */
void reach_free(struct reach *reach)
{
	free(reach->reached);
	free(reach->states);
	*reach = (struct reach){};
}

static __u32 action_of(__u32 ret)
{
	return ret & SECCOMP_RET_ACTION_FULL;
}

/* The order of the kernel: signed, and unknown actions kill the process. */
static int severity(__u32 ret)
{
	switch (action_of(ret)) {
	case SECCOMP_RET_KILL_THREAD:
	case SECCOMP_RET_TRAP:
	case SECCOMP_RET_ERRNO:
	case SECCOMP_RET_USER_NOTIF:
	case SECCOMP_RET_TRACE:
	case SECCOMP_RET_LOG:
	case SECCOMP_RET_ALLOW:
		return (int)action_of(ret);
	default:
		return (int)SECCOMP_RET_KILL_PROCESS;
	}
}

/**
 * answer_may_run - Tell whether a call can run after an answer
 * @ret: SECCOMP_RET_* with data
 *
 * Return: true for answers that allow the call, or let another process decide.
 */
bool answer_may_run(__u32 ret)
{
	return severity(ret) >= (int)SECCOMP_RET_USER_NOTIF;
}

/**
 * answer_runs - Tell whether an answer allows a call
 * @ret: SECCOMP_RET_* with data
 *
 * Return: true for SECCOMP_RET_ALLOW and SECCOMP_RET_LOG.
 */
bool answer_runs(__u32 ret)
{
	return severity(ret) >= (int)SECCOMP_RET_LOG;
}

static void merge(struct reach_state *to, const struct reach_state *from)
{
	int i;

	to->a = tnum32_union(to->a, from->a);
	to->x = tnum32_union(to->x, from->x);
	for (i = 0; i < BPF_MEMWORDS; i++)
		to->mem[i] = tnum32_union(to->mem[i], from->mem[i]);
	for (i = 0; i < REACH_WORDS; i++)
		to->words[i] = tnum32_union(to->words[i], from->words[i]);
	if (to->a_word != from->a_word)
		to->a_word = NO_WORD;
	if (to->a_from != from->a_from)
		to->a_from = NO_WORD;
	to->a_call |= from->a_call;
	to->looked &= from->looked;
}

/* A program from a file may jump anywhere; the kernel would refuse it. */
static void arrive(struct reach *reach, unsigned int pc,
		   const struct reach_state *state)
{
	if (pc >= reach->program->len)
		return;
	if (reach->reached[pc]) {
		merge(&reach->states[pc], state);
		return;
	}
	reach->reached[pc] = true;
	reach->states[pc] = *state;
}

static void record_answer(struct reach *reach, unsigned int pc, __u32 ret,
			  bool blind, bool first)
{
	if (!first && ret != reach->mildest)
		reach->constant = false;
	if (first || severity(ret) < severity(reach->strictest)) {
		reach->strictest = ret;
		reach->strictest_pc = pc;
	}
	if (first || severity(ret) > severity(reach->mildest) ||
	    (severity(ret) == severity(reach->mildest) && blind)) {
		reach->mildest = ret;
		reach->mildest_pc = pc;
		reach->mildest_blind = blind;
	}
}

static void run_ret(struct reach *reach, unsigned int pc,
		    const struct reach_state *state, bool *first)
{
	const struct sock_filter *insn = &reach->program->insns[pc];

	if (BPF_RVAL(insn->code) == BPF_K) {
		record_answer(reach, pc, insn->k, !state->looked, *first);
	} else if (tnum32_is_const(state->a)) {
		record_answer(reach, pc, state->a.value, !state->looked,
			      *first);
	} else {
		record_answer(reach, pc, SECCOMP_RET_ALLOW, !state->looked,
			      *first);
		record_answer(reach, pc, SECCOMP_RET_KILL_PROCESS, false,
			      false);
	}
	*first = false;
}

static bool is_call_word(int word)
{
	return word == WORD_NR || word == WORD_ARCH;
}

/* Return the argument that a word is a half of, or -1. */
static int argument_of(int word)
{
	return word < WORD_ARGS ? -1 : (word - WORD_ARGS) / 2;
}

static bool is_high(const struct reach *reach, int word)
{
	return ((word - WORD_ARGS) & 1) != reach->abi->big;
}

static void note_load(struct reach *reach, int word)
{
	if (word == WORD_ARCH)
		reach->loads_arch = true;
	if (argument_of(word) >= 0 && is_high(reach, word))
		reach->high |= 1 << argument_of(word);
}

static bool names_arch(const struct sock_filter *insn)
{
	return BPF_OP(insn->code) == BPF_JEQ && abi_of_call(insn->k, 0);
}

/* Note a test that does not compare the number or the architecture with a constant. */
static void note_computed(struct reach *reach, const struct reach_state *state,
			  const struct sock_filter *insn)
{
	if (!state->a_call)
		return;
	if (!is_call_word(state->a_word) || BPF_SRC(insn->code) == BPF_X ||
	    BPF_OP(insn->code) == BPF_JSET ||
	    (state->a_word == WORD_ARCH && !names_arch(insn)))
		reach->computes = true;
}

static void note_compare(struct reach *reach, unsigned int pc,
			 const struct reach_state *state)
{
	const struct sock_filter *insn = &reach->program->insns[pc];
	const int argument = argument_of(state->a_from);

	note_computed(reach, state, insn);
	if (state->a_word == WORD_ARCH && BPF_SRC(insn->code) == BPF_K &&
	    insn->k == reach->arch)
		reach->compares_arch = true;
	if (argument < 0 || is_high(reach, state->a_from))
		return;
	if (!(reach->low & 1 << argument))
		reach->half_pc[argument] = pc;
	reach->low |= 1 << argument;
}

static void load_absolute(struct reach *reach, unsigned int pc,
			  struct reach_state *state, __u32 k)
{
	const unsigned int window = (k >> SECCOMP_ARG_WINDOW_SHIFT) - 1;
	const int word = k / sizeof(__u32);

	state->a = tnum32_unknown();
	state->a_word = NO_WORD;
	if (k >= SECCOMP_ARG_WINDOW(0)) {
		if (!reach->windows)
			reach->window_pc = pc;
		if (window < SECCOMP_ARG_WINDOWS)
			reach->windows |= 1 << window;
		state->looked = true;
	} else if (word < REACH_WORDS && k % sizeof(__u32) == 0) {
		note_load(reach, word);
		state->a = state->words[word];
		state->a_word = word;
	}
	state->a_from = state->a_word;
	state->a_call = is_call_word(state->a_word);
}

static void run_load(struct reach *reach, unsigned int pc,
		     struct reach_state *state, const struct sock_filter *insn)
{
	const bool to_x = BPF_CLASS(insn->code) == BPF_LDX;
	struct tnum32 value = tnum32_unknown();

	switch (BPF_MODE(insn->code)) {
	case BPF_ABS:
		load_absolute(reach, pc, state, insn->k);
		return;
	case BPF_IMM:
		value = tnum32_const(insn->k);
		break;
	case BPF_LEN:
		value = tnum32_const(sizeof(struct seccomp_data));
		break;
	case BPF_MEM:
		if (insn->k < BPF_MEMWORDS)
			value = state->mem[insn->k];
		break;
	}
	if (to_x) {
		state->x = value;
		return;
	}
	state->a = value;
	state->a_word = NO_WORD;
	state->a_from = NO_WORD;
	state->a_call = false;
}

static struct tnum32 operand(const struct reach_state *state,
			     const struct sock_filter *insn)
{
	return BPF_SRC(insn->code) == BPF_X ? state->x : tnum32_const(insn->k);
}

static struct tnum32 shift(struct tnum32 a, struct tnum32 count, bool left)
{
	if (!tnum32_is_const(count) || count.value > 31)
		return tnum32_unknown();
	return left ? tnum32_lsh(a, count.value) : tnum32_rsh(a, count.value);
}

static struct tnum32 alu(__u16 code, struct tnum32 a, struct tnum32 b)
{
	switch (BPF_OP(code)) {
	case BPF_ADD:
		return tnum32_add(a, b);
	case BPF_SUB:
		return tnum32_sub(a, b);
	case BPF_AND:
		return tnum32_and(a, b);
	case BPF_OR:
		return tnum32_or(a, b);
	case BPF_XOR:
		return tnum32_xor(a, b);
	case BPF_NEG:
		return tnum32_sub(tnum32_const(0), a);
	case BPF_LSH:
		return shift(a, b, true);
	case BPF_RSH:
		return shift(a, b, false);
	default:
		return tnum32_unknown();
	}
}

static void run_straight(struct reach *reach, unsigned int pc,
			 struct reach_state *state,
			 const struct sock_filter *insn)
{
	switch (BPF_CLASS(insn->code)) {
	case BPF_LD:
	case BPF_LDX:
		run_load(reach, pc, state, insn);
		break;
	case BPF_ALU:
		state->a = alu(insn->code, state->a, operand(state, insn));
		state->a_word = NO_WORD;
		break;
	case BPF_ST:
	case BPF_STX:
		reach->computes |= state->a_call;
		if (insn->k < BPF_MEMWORDS)
			state->mem[insn->k] = BPF_CLASS(insn->code) == BPF_ST ?
						      state->a :
						      state->x;
		break;
	case BPF_MISC:
		if (BPF_MISCOP(insn->code) == BPF_TAX) {
			reach->computes |= state->a_call;
			state->x = state->a;
			break;
		}
		state->a = state->x;
		state->a_word = NO_WORD;
		state->a_from = NO_WORD;
		state->a_call = false;
		break;
	}
}

static bool maybe_taken(const struct reach_state *state,
			const struct sock_filter *insn, bool *maybe_not)
{
	const struct tnum32 b = operand(state, insn);
	const struct tnum32 a = state->a;

	switch (BPF_OP(insn->code)) {
	case BPF_JEQ:
		*maybe_not = !tnum32_always_eq(a, b);
		return tnum32_maybe_eq(a, b);
	case BPF_JGT:
		*maybe_not = !tnum32_always_gt(a, b);
		return tnum32_maybe_gt(a, b);
	case BPF_JGE:
		*maybe_not = !tnum32_always_ge(a, b);
		return tnum32_maybe_ge(a, b);
	default:
		*maybe_not = !tnum32_always_set(a, b);
		return tnum32_maybe_set(a, b);
	}
}

/* Return @a with the bits of @mask known to be those of @value. */
static struct tnum32 learn_bits(struct tnum32 a, __u32 mask, __u32 value)
{
	const __u32 learnt = a.mask & mask;

	return (struct tnum32){ .value = (a.value & ~learnt) | (value & learnt),
				.mask = a.mask & ~learnt };
}

/* What an equality, or a bit test that fails, says about the word in A. */
static void refine(struct reach_state *state, const struct sock_filter *insn,
		   bool taken)
{
	if (BPF_SRC(insn->code) != BPF_K)
		return;
	if (BPF_OP(insn->code) == BPF_JEQ && taken)
		state->a = learn_bits(state->a, ~0u, insn->k);
	else if (BPF_OP(insn->code) == BPF_JSET && !taken)
		state->a = learn_bits(state->a, insn->k, 0);
	if (state->a_word != NO_WORD)
		state->words[state->a_word] = state->a;
}

static void run_jump(struct reach *reach, unsigned int pc,
		     const struct reach_state *state)
{
	const struct sock_filter *insn = &reach->program->insns[pc];
	struct reach_state after;
	bool maybe_not;

	if (BPF_OP(insn->code) == BPF_JA) {
		arrive(reach, pc + 1 + insn->k, state);
		return;
	}
	note_compare(reach, pc, state);
	if (maybe_taken(state, insn, &maybe_not)) {
		after = *state;
		refine(&after, insn, true);
		arrive(reach, pc + 1 + insn->jt, &after);
	}
	if (maybe_not) {
		after = *state;
		refine(&after, insn, false);
		arrive(reach, pc + 1 + insn->jf, &after);
	}
}

/* @any: the number and the architecture are not known */
static void begin(struct reach *reach, bool any)
{
	struct reach_state first = {
		.x = tnum32_const(0),
		.a = tnum32_const(0),
		.a_word = NO_WORD,
		.a_from = NO_WORD,
	};
	int i;

	memset(reach->reached, 0,
	       reach->program->len * sizeof(*reach->reached));
	reach->constant = true;
	reach->low = 0;
	reach->high = 0;
	reach->windows = 0;
	reach->loads_arch = false;
	reach->compares_arch = false;
	reach->computes = false;
	for (i = 0; i < BPF_MEMWORDS; i++)
		first.mem[i] = tnum32_const(0);
	for (i = 0; i < REACH_WORDS; i++)
		first.words[i] = tnum32_unknown();
	if (!any) {
		first.words[WORD_NR] = tnum32_const(reach->nr);
		first.words[WORD_ARCH] = tnum32_const(reach->arch);
	}
	for (i = WORD_ARGS; i < REACH_WORDS; i++)
		if (is_high(reach, i) && reach->high_set & 1 << argument_of(i))
			first.words[i] = tnum32_const(1);
	/* The kernel clears the high halves of an ABI with 32 bits. */
	for (i = WORD_ARGS; i < REACH_WORDS && !reach->abi->wide; i++)
		if (is_high(reach, i))
			first.words[i] = tnum32_const(0);
	arrive(reach, 0, &first);
}

static void run_program(struct reach *reach)
{
	const struct program *program = reach->program;
	struct reach_state state;
	bool first = true;
	unsigned int pc;

	for (pc = 0; pc < program->len; pc++) {
		if (!reach->reached[pc])
			continue;
		state = reach->states[pc];
		switch (BPF_CLASS(program->insns[pc].code)) {
		case BPF_RET:
			run_ret(reach, pc, &state, &first);
			break;
		case BPF_JMP:
			run_jump(reach, pc, &state);
			break;
		default:
			run_straight(reach, pc, &state, &program->insns[pc]);
			arrive(reach, pc + 1, &state);
		}
	}
}

/**
 * reach_run - Find out what the program can do with one call
 * @reach: filled by reach_init(); receives the results
 * @abi: ABI whose width and byte order the arguments have
 * @arch: AUDIT_ARCH_* that the program sees
 * @nr: number that the program sees
 */
void reach_run(struct reach *reach, const struct abi *abi, __u32 arch, __u32 nr)
{
	reach->abi = abi;
	reach->arch = arch;
	reach->nr = nr;
	begin(reach, false);
	run_program(reach);
}

/**
 * reach_run_any - Find out what the program can do with all calls
 * @reach: filled by reach_init(); receives the results
 * @abi: ABI whose width and byte order the arguments have
 * @arch: value for @compares_arch
 */
void reach_run_any(struct reach *reach, const struct abi *abi, __u32 arch)
{
	reach->abi = abi;
	reach->arch = arch;
	begin(reach, true);
	run_program(reach);
}

/**
 * reach_compares_arch - Tell whether a program compares the architecture
 * @program: the program
 * @arch: AUDIT_ARCH_*
 *
 * Return: true if an instruction that can run compares the architecture with @arch.
 */
bool reach_compares_arch(const struct program *program, __u32 arch)
{
	struct reach reach;
	bool found;

	reach_init(&reach, program);
	reach_run_any(&reach, abi_native(), arch);
	found = reach.compares_arch;
	reach_free(&reach);
	return found;
}
