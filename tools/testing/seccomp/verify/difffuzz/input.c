// SPDX-License-Identifier: GPL-2.0-only
/*
 * Make system calls from the operands of a program. Most paths of a program
 * depend on an equality, which a random word does not meet.
 */
#include "abi.h"
#include "arg_row.h"
#include "cbpf.h"
#include "input.h"
#include "random.h"

/**
 * input_learn - collect the operands and the undecided slots of a program
 * @in: where they go
 * @p: the program
 * @an: the analysis of @p
 */
void input_learn(struct input *in, const struct program *p,
		 const struct seccomp_analysis *an)
{
	unsigned int pc, slot;

	in->word_count = 0;
	in->windows = seccomp_cbpf_windows(p->insns, p->len);
	for (pc = 0; pc < p->len; pc++) {
		const struct sock_filter *insn = &p->insns[pc];
		const u8 class = BPF_CLASS(insn->code);
		unsigned int slot = in->word_count;

		if (class == BPF_RET || class == BPF_MISC ||
		    insn->code == (BPF_JMP | BPF_JA) ||
		    BPF_MODE(insn->code) == BPF_ABS)
			continue;
		/* A long program overwrites random operands. */
		if (slot == ARRAY_SIZE(in->words))
			slot = below(ARRAY_SIZE(in->words));
		else
			in->word_count++;
		in->words[slot] = insn->k;
	}

	in->undecided_count = 0;
	for (slot = 0; slot < SECCOMP_TABLE_SLOTS; slot++)
		if (an->outcomes[an->outcome_idx[slot]].kind !=
		    OUTCOME_CONSTANT)
			in->undecided[in->undecided_count++] = slot;
}

static u32 random_operand(const struct input *in)
{
	return in->word_count ? in->words[below(in->word_count)] :
				random_word();
}

static u32 mutated_word(const struct input *in)
{
	const u32 word = random_operand(in);

	switch (below(16)) {
	case 0:
		return word + 1;
	case 1:
		return word - 1;
	case 2:
		return word ^ BIT(below(32));
	case 3:
		return word & random_operand(in);
	case 4:
		return word | random_operand(in);
	case 5:
		return ~word;
	case 6:
		return word | random_u32();
	case 7:
		return word + random_operand(in);
	case 8:
		return random_word();
	case 9:
		return random_u32();
	case 10:
		return 0;
	case 11:
		return one_in(2) ? U32_MAX :
		       one_in(2) ? 0x80000000 :
				   0x40000000;
	default:
		return word;
	}
}

/* Choose a number of this slot and its architecture. */
static void set_slot(const struct input *in, struct seccomp_data *sd, u32 slot)
{
	unsigned int abi;

	for (abi = 0; abi < SECCOMP_ABIS; abi++) {
		const u32 index = slot - seccomp_abi_info[abi].first_slot;
		const u32 count = seccomp_abi_info[abi].count;

		if (index >= count + seccomp_abi_info[abi].buckets)
			continue;
		sd->arch = seccomp_abi_info[abi].arch;
		sd->nr = seccomp_abi_info[abi].first_nr + index;
		if (index >= count)
			sd->nr = (index - count) << SECCOMP_BUCKET_SHIFT |
				 (mutated_word(in) &
				  (BIT(SECCOMP_BUCKET_SHIFT) - 1));
		return;
	}
}

static u32 random_arch(const struct input *in)
{
	switch (below(32)) {
	case 0:
		return mutated_word(in);
	case 1:
		return random_word();
	case 2 ... 12:
		return SECCOMP_ARCH_COMPAT;
	default:
		return SECCOMP_ARCH_NATIVE;
	}
}

static u32 random_length(const struct input *in, u32 limit)
{
	switch (below(4)) {
	case 0:
		return below(min(limit, 40U) + 1);
	case 1:
		return min(mutated_word(in), limit);
	case 2:
		return limit - below(min(limit, 5U) + 1);
	default:
		return min(limit, 32U);
	}
}

/* Fill a window of a kind with words of the program. */
static void fill_window(const struct input *in, struct call *call,
			unsigned int window, u32 kind, u32 limit)
{
	struct seccomp_window_header *header = &call->headers[window];
	u8 *data = call->data[window];
	u32 at, word;

	call_clear_window(call, window);
	header->kind = kind;
	if (!kind)
		return;
	header->status = one_in(4) ? 2 + below(3) : SECCOMP_ARG_COPIED;
	if (header->status != SECCOMP_ARG_COPIED)
		return;
	header->length = random_length(in, limit);
	header->facts = one_in(2) ? below(16) : 0;
	for (at = 0; at < header->length; at += sizeof(word)) {
		/* Most programs look at the beginning and the end. */
		if (at >= 64 && at + 64 < header->length)
			continue;
		word = mutated_word(in);
		memcpy(&data[at], &word,
		       min((u32)sizeof(word), header->length - at));
	}
}

/* Fill the windows from which the program loads, as the number demands. */
static void fill_windows(const struct input *in, struct call *call)
{
	const u32 slot = seccomp_table_index(call->sd.arch, call->sd.nr);
	const struct seccomp_arg_row *row =
		slot < SECCOMP_TABLE_SLOTS ? seccomp_arg_row(slot) : NULL;
	enum seccomp_window_content content = WINDOW_ABSENT;
	unsigned int window;
	u32 kind, limit;

	for (window = 0; window < SECCOMP_ARG_WINDOWS; window++) {
		kind = SECCOMP_KIND_NONE;
		limit = 0;
		if (row)
			content = seccomp_arg_row_window(row, window, &kind,
							 &limit);
		if (content == WINDOW_BY_OP)
			kind = below(SECCOMP_KIND_STRINGS + 1);
		else if (content != WINDOW_KNOWN)
			kind = SECCOMP_KIND_NONE;
		if (!(in->windows & SECCOMP_WINDOW_BIT(window))) {
			call_clear_window(call, window);
			call->headers[window].kind = kind;
			continue;
		}
		fill_window(in, call, window, kind, limit);
	}
}

/**
 * input_begin - make a call with a new number
 * @in: the operands and slots to choose from
 * @call: where the call goes; a call of input_begin(), or zeroes
 */
void input_begin(const struct input *in, struct call *call)
{
	struct seccomp_data *sd = &call->sd;
	u64 *args = (u64 *)sd->args;
	unsigned int i;

	if (in->undecided_count && !one_in(4)) {
		set_slot(in, sd, in->undecided[below(in->undecided_count)]);
	} else {
		sd->arch = random_arch(in);
		sd->nr = one_in(2) ? mutated_word(in) : random_nr();
	}
	for (i = 0; i < ARRAY_SIZE(sd->args); i++)
		args[i] = (u64)mutated_word(in) << 32 | mutated_word(in);
	sd->instruction_pointer = (u64)mutated_word(in) << 32 |
				  mutated_word(in);
	fill_windows(in, call);
}

/**
 * input_vary - change arguments, the instruction pointer or windows
 * @in: the operands to choose from
 * @call: the call
 */
void input_vary(const struct input *in, struct call *call)
{
	/* Words 2 to 15 are the instruction pointer and the arguments. */
	u32 *words = (u32 *)&call->sd;
	unsigned int changes = 1 + below(4);

	if (in->windows && !one_in(4))
		fill_windows(in, call);
	while (changes--)
		words[2 + below(14)] = mutated_word(in);
}
