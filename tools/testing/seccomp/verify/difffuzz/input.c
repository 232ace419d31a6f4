// SPDX-License-Identifier: GPL-2.0-only
/*
 * Make system calls from the operands of a program. Most paths of a program
 * depend on an equality, which a random word does not meet.
 */
#include "abi.h"
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

/**
 * input_begin - make a call with a new number
 * @in: the operands and slots to choose from
 * @sd: where the call goes
 */
void input_begin(const struct input *in, struct seccomp_data *sd)
{
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
}

/**
 * input_vary - change arguments or the instruction pointer
 * @in: the operands to choose from
 * @sd: the call
 */
void input_vary(const struct input *in, struct seccomp_data *sd)
{
	/* Words 2 to 15 are the instruction pointer and the arguments. */
	u32 *words = (u32 *)sd;
	unsigned int changes = 1 + below(4);

	while (changes--)
		words[2 + below(14)] = mutated_word(in);
}
