/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An interpreter of classic BPF that follows its documentation, and reproducible
 * random numbers. Tests compare the kernel's verdicts with it.
 *
 * The environment variable SECCOMP_TEST_SEED=number repeats a run with that
 * seed. SECCOMP_TEST_ROUNDS=number sets the number of rounds.
 *
 * Include this header after "common.h".
 */
#ifndef SELFTESTS_SECCOMP_ORACLE_H
#define SELFTESTS_SECCOMP_ORACLE_H

/*
 * Random numbers (xorshift). A seed gives the same numbers on every machine.
 */
static __u64 rng_state;

static inline __u32 random32(void)
{
	rng_state ^= rng_state << 13;
	rng_state ^= rng_state >> 7;
	rng_state ^= rng_state << 17;
	return rng_state >> 16;
}

static inline __u32 below(__u32 limit)
{
	return random32() % limit;
}

static inline unsigned long get_env_number(const char *name,
					   unsigned long value)
{
	const char *text = getenv(name);

	return text && *text ? strtoul(text, NULL, 0) : value;
}

static inline unsigned long seed(void)
{
	unsigned long value = get_env_number("SECCOMP_TEST_SEED", 0);

	if (!value)
		value = 20241117;
	rng_state = value * 0x9e3779b97f4a7c15UL | 1;
	return value;
}

/*
 * Interpreter
 */

static inline __u32 compute_alu(__u16 op, __u32 a, __u32 b)
{
	switch (op) {
	case BPF_ADD:
		return a + b;
	case BPF_SUB:
		return a - b;
	case BPF_MUL:
		return a * b;
	case BPF_DIV:
		return a / b;
	case BPF_AND:
		return a & b;
	case BPF_OR:
		return a | b;
	case BPF_XOR:
		return a ^ b;
	case BPF_LSH:
		return a << (b & 31);
	case BPF_RSH:
		return a >> (b & 31);
	default: /* BPF_NEG */
		return -a;
	}
}

static inline bool is_jump_taken(__u16 op, __u32 a, __u32 b)
{
	switch (op) {
	case BPF_JEQ:
		return a == b;
	case BPF_JGT:
		return a > b;
	case BPF_JGE:
		return a >= b;
	default: /* BPF_JSET */
		return a & b;
	}
}

static inline __u32 interpret(const struct sock_filter *insn,
			      const struct seccomp_data *data)
{
	__u32 a = 0, x = 0, slots[BPF_MEMWORDS] = {}, operand;

	for (;; insn++) {
		operand = BPF_SRC(insn->code) == BPF_X ? x : insn->k;
		switch (insn->code) {
		case BPF_LD | BPF_W | BPF_ABS:
			memcpy(&a, (const char *)data + insn->k, sizeof(a));
			continue;
		case BPF_LD | BPF_W | BPF_LEN:
			a = sizeof(*data);
			continue;
		case BPF_LDX | BPF_W | BPF_LEN:
			x = sizeof(*data);
			continue;
		case BPF_LD | BPF_IMM:
			a = insn->k;
			continue;
		case BPF_LDX | BPF_IMM:
			x = insn->k;
			continue;
		case BPF_LD | BPF_MEM:
			a = slots[insn->k];
			continue;
		case BPF_LDX | BPF_MEM:
			x = slots[insn->k];
			continue;
		case BPF_ST:
			slots[insn->k] = a;
			continue;
		case BPF_STX:
			slots[insn->k] = x;
			continue;
		case BPF_MISC | BPF_TAX:
			x = a;
			continue;
		case BPF_MISC | BPF_TXA:
			a = x;
			continue;
		case BPF_RET | BPF_K:
			return insn->k;
		case BPF_RET | BPF_A:
			return a;
		case BPF_JMP | BPF_JA:
			insn += insn->k;
			continue;
		}
		if (BPF_CLASS(insn->code) == BPF_JMP) {
			insn += is_jump_taken(BPF_OP(insn->code), a, operand) ?
					insn->jt :
					insn->jf;
			continue;
		}
		if (BPF_OP(insn->code) == BPF_DIV && !operand)
			return 0;
		a = compute_alu(BPF_OP(insn->code), a, operand);
	}
}

/*
 * Compare the actions of two return values. The ABI orders actions as signed
 * numbers, and ignores the data.
 */
static inline bool is_stricter(__u32 verdict, __u32 than)
{
	return (__s32)(verdict & SECCOMP_RET_ACTION_FULL) <
	       (__s32)(than & SECCOMP_RET_ACTION_FULL);
}

static inline void print_insns(const struct sock_filter *insns, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		fprintf(stderr, "#\t{ %#06x, %3u, %3u, %#010x },\n",
			insns[i].code, insns[i].jt, insns[i].jf, insns[i].k);
}

#endif /* SELFTESTS_SECCOMP_ORACLE_H */
