/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A generator of filters that compare arguments and the instruction pointer.
 * The shapes are those of libseccomp, of the kernel's samples, and of filters
 * that were written by hand.
 *
 * Include this header after "oracle.h".
 */
#ifndef SELFTESTS_SECCOMP_GENERATE_H
#define SELFTESTS_SECCOMP_GENERATE_H

/* Every jump reaches every instruction of so short a program. */
#define GEN_INSNS 250
#define GEN_LABELS 400
/* A body begins no further test beyond this length. */
#define GEN_FULL 170

struct program {
	struct sock_filter insns[GEN_INSNS];
	size_t len;
};

/*
 * struct builder - a program under construction
 * @program: the program
 * @jt: label of the branch if true, or of a goto, for each instruction; or 0
 * @jf: label of the branch if false
 * @at: position of each label
 * @labels: number of labels; label 0 is not used
 * @shared: label of a return that several tests share
 * @next_errno: the errno of the next return
 * @arithmetic: true to generate computed values, too
 */
struct builder {
	struct program *program;
	int jt[GEN_INSNS], jf[GEN_INSNS];
	int at[GEN_LABELS], labels;
	int shared;
	unsigned int next_errno;
	bool arithmetic;
};

static inline void begin_program(struct builder *b, struct program *program)
{
	memset(b, 0, sizeof(*b));
	program->len = 0;
	b->program = program;
}

static inline void emit(struct builder *b, struct sock_filter insn)
{
	if (b->program->len >= GEN_INSNS) {
		fprintf(stderr, "# a generated program is too long\n");
		abort();
	}
	b->program->insns[b->program->len++] = insn;
}

static inline int new_label(struct builder *b)
{
	if (++b->labels >= GEN_LABELS) {
		fprintf(stderr, "# a generated program has too many labels\n");
		abort();
	}
	b->at[b->labels] = -1;
	return b->labels;
}

static inline void place(struct builder *b, int label)
{
	b->at[label] = b->program->len;
}

static inline void emit_jump(struct builder *b, __u16 code, __u32 k, int t,
			     int f)
{
	b->jt[b->program->len] = t;
	b->jf[b->program->len] = f;
	emit(b, INSN(BPF_JMP | code, k));
}

static inline void emit_goto(struct builder *b, int label)
{
	emit_jump(b, BPF_JA, 0, label, 0);
}

static inline void emit_load(struct builder *b, unsigned int offset)
{
	emit(b, INSN_LOAD(offset));
}

static inline void end_program(struct builder *b)
{
	struct program *p = b->program;
	size_t i;

	for (i = 0; i < p->len; i++) {
		if (!b->jt[i])
			continue;
		if (BPF_OP(p->insns[i].code) == BPF_JA) {
			p->insns[i].k = b->at[b->jt[i]] - i - 1;
			continue;
		}
		p->insns[i].jt = b->at[b->jt[i]] - i - 1;
		p->insns[i].jf = b->at[b->jf[i]] - i - 1;
	}
}

/*
 * Values
 */

static const __u64 boundaries[] = {
	0,
	1,
	0x7fffffff,
	0x80000000,
	0xfffffffe,
	0xffffffff,
	0x100000000,
	0x100000001,
	0x180000000,
	0x1ffffffff,
	0x7fffffffffffffff,
	0x8000000000000000,
	0xfffffffeffffffff,
	0xffffffff00000000,
	0xffffffffffffffff,
	/* Equal halves. */
	0x1234567812345678,
	0x8000000080000000,
};

/* The values of one round. So few let arguments match often. */
#define POOL 5
static __u64 value_pool[POOL];

static inline __u64 random64(void)
{
	return (__u64)random32() << 32 | random32();
}

static inline __u64 boundary(void)
{
	return boundaries[below(ARRAY_SIZE(boundaries))];
}

static inline void fill_pool(void)
{
	size_t i;

	for (i = 0; i < POOL; i++) {
		switch (below(4)) {
		case 0:
			value_pool[i] = random64();
			break;
		case 1:
			value_pool[i] = below(64);
			break;
		default:
			value_pool[i] = boundary();
		}
	}
}

static inline __u64 pool_value(void)
{
	return value_pool[below(POOL)];
}

/* A value of the pool, or one that is near or shares a half with one. */
static inline __u64 near_value(void)
{
	__u64 value = pool_value();

	switch (below(14)) {
	case 0:
		return value + 1;
	case 1:
		return value - 1;
	case 2:
		return value ^ 1ULL << below(64);
	case 3:
		return value >> 32 << 32 | (__u32)pool_value();
	case 4:
		return value << 32 | value >> 32;
	case 5:
		return value + 0x100000000;
	case 6:
		return boundary();
	case 7:
		return (__u32)value;
	default:
		return value;
	}
}

/*
 * Tests: each jumps to label @t or @f. The style selects one of several
 * equivalent shapes.
 */

enum comparison {
	OP_EQ,
	OP_NE,
	OP_GT,
	OP_GE,
	OP_LT,
	OP_LE,
	OP_MASKED_EQ,
	OP_SET,
	OP_RANGE,
	OPERATORS
};

#define STYLES 4

/* Slots of the scratch memory for the halves, as in the kernel's samples. */
#define SLOT_LO 0
#define SLOT_HI 1

static inline void emit_slots(struct builder *b, unsigned int offset)
{
	emit_load(b, offset);
	emit(b, INSN(BPF_ST, SLOT_LO));
	emit_load(b, offset + 4);
	emit(b, INSN(BPF_ST, SLOT_HI));
}

static inline void emit_eq(struct builder *b, unsigned int offset, __u64 value,
			   int style, int t, int f)
{
	bool low_first = style == 1;
	int next = new_label(b);

	if (style == 2)
		emit_slots(b, offset);
	else
		emit_load(b, low_first ? offset : offset + 4);
	if (style == 3) {
		/* The operand is in X. */
		emit(b, INSN(BPF_LDX | BPF_IMM, value >> 32));
		emit_jump(b, BPF_JEQ | BPF_X, 0, next, f);
	} else {
		emit_jump(b, BPF_JEQ, low_first ? value : value >> 32, next, f);
	}
	place(b, next);
	if (style == 2)
		emit(b, INSN(BPF_LD | BPF_MEM, SLOT_LO));
	else
		emit_load(b, low_first ? offset + 4 : offset);
	emit_jump(b, BPF_JEQ, low_first ? value >> 32 : value, t, f);
}

/* GT, or GE with @code BPF_JGE. */
static inline void emit_order(struct builder *b, unsigned int offset,
			      __u64 value, __u16 code, int style, int t, int f)
{
	int above = new_label(b), equal = new_label(b);

	switch (style) {
	case 0: /* libseccomp's shape */
		emit_load(b, offset + 4);
		emit_jump(b, BPF_JGT, value >> 32, t, above);
		place(b, above);
		emit_jump(b, BPF_JEQ, value >> 32, equal, f);
		place(b, equal);
		emit_load(b, offset);
		emit_jump(b, code, value, t, f);
		return;
	case 1:
		emit_load(b, offset + 4);
		emit_jump(b, BPF_JEQ, value >> 32, equal, above);
		place(b, equal);
		emit_load(b, offset);
		emit_jump(b, code, value, t, f);
		place(b, above);
		emit_jump(b, BPF_JGT, value >> 32, t, f);
		return;
	case 2: /* the lower half first */
		emit_load(b, offset);
		emit_jump(b, code, value, above, equal);
		place(b, above);
		emit_load(b, offset + 4);
		emit_jump(b, BPF_JGE, value >> 32, t, f);
		place(b, equal);
		emit_load(b, offset + 4);
		emit_jump(b, BPF_JGT, value >> 32, t, f);
		return;
	default: /* negated, from scratch memory */
		emit_slots(b, offset);
		emit_jump(b, BPF_JGE, value >> 32, above, f);
		place(b, above);
		emit_jump(b, BPF_JGT, value >> 32, t, equal);
		place(b, equal);
		emit(b, INSN(BPF_LD | BPF_MEM, SLOT_LO));
		emit_jump(b, code, value, t, f);
	}
}

static inline void emit_half_masked(struct builder *b, unsigned int offset,
				    __u32 mask, __u32 value, int t, int f)
{
	emit_load(b, offset);
	emit(b, INSN(BPF_ALU | BPF_AND | BPF_K, mask));
	emit_jump(b, BPF_JEQ, value, t, f);
}

static inline void emit_masked_eq(struct builder *b, unsigned int offset,
				  __u64 mask, __u64 value, int style, int t,
				  int f)
{
	int next = new_label(b);

	/* libseccomp leaves out a half without bits in the mask. */
	if (style == 2 && !(mask >> 32) && !(value >> 32)) {
		emit_half_masked(b, offset, mask, value, t, f);
		return;
	}
	if (style == 1) {
		emit_half_masked(b, offset, mask, value, next, f);
		place(b, next);
		emit_half_masked(b, offset + 4, mask >> 32, value >> 32, t, f);
		return;
	}
	emit_half_masked(b, offset + 4, mask >> 32, value >> 32, next, f);
	place(b, next);
	emit_half_masked(b, offset, mask, value, t, f);
}

static inline void emit_set(struct builder *b, unsigned int offset, __u64 value,
			    int style, int t, int f)
{
	unsigned int first = style % 2 ? offset + 4 : offset;
	__u32 bits = style % 2 ? value >> 32 : value;
	int next = new_label(b);

	emit_load(b, first);
	emit_jump(b, BPF_JSET, bits, t, next);
	place(b, next);
	emit_load(b, first == offset ? offset + 4 : offset);
	emit_jump(b, BPF_JSET, first == offset ? value >> 32 : value, t, f);
}

/* The values from @value to @value + @extent. */
static inline void emit_range(struct builder *b, unsigned int offset,
			      __u64 value, __u64 extent, int style, int t,
			      int f)
{
	__u64 last = value + extent < value ? -1ULL : value + extent;
	int next = new_label(b);

	emit_order(b, offset, value, BPF_JGE, style, next, f);
	place(b, next);
	emit_order(b, offset, last, BPF_JGT, (style + 1) % STYLES, f, t);
}

static inline void emit_test(struct builder *b, enum comparison op,
			     unsigned int offset, __u64 value, __u64 mask,
			     int style, int t, int f)
{
	switch (op) {
	case OP_EQ:
		emit_eq(b, offset, value, style, t, f);
		return;
	case OP_NE:
		emit_eq(b, offset, value, style, f, t);
		return;
	case OP_GT:
		emit_order(b, offset, value, BPF_JGT, style, t, f);
		return;
	case OP_GE:
		emit_order(b, offset, value, BPF_JGE, style, t, f);
		return;
	case OP_LT:
		emit_order(b, offset, value, BPF_JGE, style, f, t);
		return;
	case OP_LE:
		emit_order(b, offset, value, BPF_JGT, style, f, t);
		return;
	case OP_MASKED_EQ:
		emit_masked_eq(b, offset, mask, value, style, t, f);
		return;
	case OP_SET:
		emit_set(b, offset, value, style, t, f);
		return;
	default:
		emit_range(b, offset, value, mask, style, t, f);
	}
}

/*
 * Random bodies
 */

/* The six arguments, each four times, and the instruction pointer. */
static inline unsigned int random_field(void)
{
	unsigned int n = below(25);

	return n == 24 ? offsetof(struct seccomp_data, instruction_pointer) :
			 ARG_LO(n % 6);
}

static inline __u64 random_mask(void)
{
	switch (below(6)) {
	case 0:
		return 0xffffffff;
	case 1:
		return 0xff;
	case 2:
		return -1ULL;
	case 3:
		return 0xffffffff00000000;
	case 4:
		return ~(1ULL << below(64));
	default:
		return random64();
	}
}

/* A word is the number, the architecture, or half of another field. */
static inline unsigned int random_word(void)
{
	return 4 * below(sizeof(struct seccomp_data) / 4);
}

static inline __u16 random_jump(void)
{
	static const __u16 codes[] = { BPF_JEQ, BPF_JGT, BPF_JGE, BPF_JSET };

	return codes[below(ARRAY_SIZE(codes))];
}

static inline __u32 random_half(void)
{
	__u64 value = near_value();

	return below(3) ? value : value >> 32;
}

static inline __u32 random_action(struct builder *b)
{
	switch (below(24)) {
	case 0:
	case 1:
	case 2:
	case 3:
	case 4:
	case 5:
	case 6:
		return SECCOMP_RET_ALLOW | below(3);
	case 7:
		return SECCOMP_RET_ERRNO;
	case 8:
		return SECCOMP_RET_ERRNO | (0xfff0 + below(16));
	case 9:
		return SECCOMP_RET_TRAP | b->next_errno++;
	case 10:
		return SECCOMP_RET_TRACE | b->next_errno++;
	case 11:
		return SECCOMP_RET_USER_NOTIF;
	case 12:
		return below(4) ? SECCOMP_RET_ERRNO | b->next_errno++ :
		       below(2) ? SECCOMP_RET_KILL_PROCESS :
				  SECCOMP_RET_KILL_THREAD;
	default:
		return SECCOMP_RET_ERRNO | b->next_errno++;
	}
}

static inline void emit_leaf(struct builder *b)
{
	if (b->arithmetic && !below(6)) {
		/* The errno is computed from an argument. */
		emit_load(b, random_field());
		emit(b, INSN(BPF_ALU | BPF_AND | BPF_K, 0x3f));
		emit(b, INSN(BPF_ALU | BPF_OR | BPF_K,
			     SECCOMP_RET_ERRNO | (b->next_errno++ & ~0x3f)));
		emit(b, INSN_RET_A);
		return;
	}
	emit(b, INSN_RET(random_action(b)));
}

/* Compare one word with several values. Each match has its own return. */
static inline void emit_chain(struct builder *b, int other)
{
	unsigned int count = 2 + below(4), i, field = random_field();
	int found[6], next;

	if (below(2)) {
		/* The values share an upper half. */
		next = new_label(b);
		emit_load(b, field + 4);
		emit_jump(b, BPF_JEQ, pool_value() >> 32, next, other);
		place(b, next);
		emit_load(b, field);
	} else {
		emit_load(b, below(2) ? field : field + 4);
	}
	if (!below(3))
		emit(b, INSN(BPF_ALU | BPF_AND | BPF_K, random_mask()));
	for (i = 0; i < count; i++) {
		found[i] = new_label(b);
		next = i + 1 < count ? new_label(b) : other;
		if (below(2))
			emit_jump(b, random_jump(), random_half(), found[i],
				  next);
		else
			emit_jump(b, BPF_JEQ, random_half(), found[i], next);
		if (i + 1 < count)
			place(b, next);
	}
	for (i = 0; i < count; i++) {
		place(b, found[i]);
		emit_leaf(b);
	}
}

/* Compare computed words. Data cannot represent this test. */
static inline void emit_arithmetic_test(struct builder *b, int t, int f)
{
	static const __u16 ops[] = { BPF_ADD, BPF_SUB, BPF_MUL,
				     BPF_OR,  BPF_XOR, BPF_RSH };
	__u16 op = ops[below(ARRAY_SIZE(ops))];

	emit_load(b, random_word());
	if (below(2)) {
		emit(b, INSN(BPF_MISC | BPF_TAX, 0));
		emit_load(b, random_word());
		emit_jump(b, random_jump() | BPF_X, 0, t, f);
		return;
	}
	emit(b, INSN(BPF_ALU | op | BPF_K,
		     op == BPF_RSH ? below(32) : random_half()));
	emit_jump(b, random_jump(), random_half(), t, f);
}

static inline void emit_random_test(struct builder *b, int t, int f)
{
	enum comparison op = below(OPERATORS);
	unsigned int field = random_field();
	__u64 value = near_value(), mask = random_mask();

	if (b->arithmetic && !below(3)) {
		emit_arithmetic_test(b, t, f);
		return;
	}
	if (!below(4)) {
		emit_load(b, below(4) ? field : field + 4);
		emit_jump(b, random_jump(), random_half(), t, f);
		return;
	}
	/* A value with bits outside the mask never matches. */
	if (op == OP_MASKED_EQ && below(8))
		value &= mask;
	if (op == OP_RANGE)
		mask = below(2) ? below(8) : near_value();
	emit_test(b, op, field, value, mask, below(STYLES), t, f);
}

static inline void emit_body(struct builder *b, int depth)
{
	int t, f, swap;

	if (!depth || b->program->len > GEN_FULL || !below(8)) {
		if (!below(6))
			emit_goto(b, b->shared);
		else
			emit_leaf(b);
		return;
	}
	t = below(5) ? new_label(b) : b->shared;
	f = t != b->shared && !below(5) ? b->shared : new_label(b);
	if (!below(4) && f != b->shared) {
		emit_chain(b, f);
		place(b, f);
		emit_body(b, depth - 1);
		return;
	}
	if (below(2)) {
		swap = t;
		t = f;
		f = swap;
	}
	emit_random_test(b, t, f);
	if (t != b->shared) {
		place(b, t);
		emit_body(b, depth - 1);
	}
	if (f != b->shared) {
		place(b, f);
		emit_body(b, depth - 1);
	}
}

/*
 * struct number - a call that programs test
 * @arch: AUDIT_ARCH_* of the call
 * @nr: its number
 */
struct number {
	__u32 arch;
	int nr;
};

/*
 * Generate bodies for one to three of the @count @numbers. All other calls are
 * allowed. The errnos begin at @first_errno.
 */
static inline void generate_program(struct program *p,
				    const struct number *numbers, size_t count,
				    unsigned int first_errno, bool arithmetic)
{
	unsigned int bodies = 1 + below(3);
	const struct number *n;
	struct builder b;
	int next;

	begin_program(&b, p);
	b.next_errno = first_errno;
	b.arithmetic = arithmetic;
	b.shared = new_label(&b);
	while (bodies-- && p->len < GEN_FULL) {
		n = &numbers[below(2) ? 0 : below(count)];
		next = new_label(&b);
		if (below(4)) {
			emit(&b, INSN_LOAD_ARCH);
			emit_jump(&b, BPF_JEQ, n->arch, new_label(&b), next);
			place(&b, b.labels);
		}
		emit(&b, INSN_LOAD_NR);
		emit_jump(&b, BPF_JEQ, n->nr, new_label(&b), next);
		place(&b, b.labels);
		emit_body(&b, 1 + below(5));
		place(&b, next);
	}
	emit(&b, INSN_RET(SECCOMP_RET_ALLOW));
	place(&b, b.shared);
	emit(&b, INSN_RET(SECCOMP_RET_ERRNO | b.next_errno++));
	end_program(&b);
}

#endif /* SELFTESTS_SECCOMP_GENERATE_H */
