// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test which classic BPF programs are accepted and what they compute.
 *
 * A computation's input is the arguments of getppid(2). Its result is the errno
 * of that call.
 */
#include "../kselftest_harness.h"
#include "common.h"

#define ALLOW INSN_RET(SECCOMP_RET_ALLOW)
#define LD_IMM(kval) INSN(BPF_LD | BPF_IMM, kval)
#define LDX_IMM(kval) INSN(BPF_LDX | BPF_IMM, kval)
#define LD_MEM(slot) INSN(BPF_LD | BPF_MEM, slot)
#define LDX_MEM(slot) INSN(BPF_LDX | BPF_MEM, slot)
#define ST(slot) INSN(BPF_ST, slot)
#define STX(slot) INSN(BPF_STX, slot)
#define JA(distance) INSN(BPF_JMP | BPF_JA, distance)
#define ALU_K(op, kval) INSN(BPF_ALU | (op) | BPF_K, kval)
#define ALU_X(op) INSN(BPF_ALU | (op) | BPF_X, 0)
#define TAX INSN(BPF_MISC | BPF_TAX, 0)
#define TXA INSN(BPF_MISC | BPF_TXA, 0)

/*
 * Validation
 */

/* Attach a filter. Return 0 or the errno. */
static int attach_error(struct sock_filter *insns, size_t len)
{
	return attach(insns, len, 0) ? errno : 0;
}

#define EXPECT_ATTACH(err, ...)                                            \
	do {                                                               \
		struct sock_filter insns_[] = { __VA_ARGS__ };             \
		int err_ = (err);                                          \
		EXPECT_EQ(err_, attach_error(insns_, ARRAY_SIZE(insns_))); \
		if (!err_)                                                 \
			self->filters++;                                   \
		EXPECT_EQ(self->filters, filter_count());                  \
	} while (0)

#define EXPECT_ACCEPTED(...) EXPECT_ATTACH(0, __VA_ARGS__)
#define EXPECT_EINVAL(...) EXPECT_ATTACH(EINVAL, __VA_ARGS__)

static const __u16 valid_codes[] = {
	BPF_LD | BPF_W | BPF_ABS,
	BPF_LD | BPF_W | BPF_LEN,
	BPF_LD | BPF_IMM,
	BPF_LD | BPF_MEM,
	BPF_LDX | BPF_W | BPF_LEN,
	BPF_LDX | BPF_IMM,
	BPF_LDX | BPF_MEM,
	BPF_ST,
	BPF_STX,
	BPF_ALU | BPF_ADD | BPF_K,
	BPF_ALU | BPF_ADD | BPF_X,
	BPF_ALU | BPF_SUB | BPF_K,
	BPF_ALU | BPF_SUB | BPF_X,
	BPF_ALU | BPF_MUL | BPF_K,
	BPF_ALU | BPF_MUL | BPF_X,
	BPF_ALU | BPF_DIV | BPF_K,
	BPF_ALU | BPF_DIV | BPF_X,
	BPF_ALU | BPF_AND | BPF_K,
	BPF_ALU | BPF_AND | BPF_X,
	BPF_ALU | BPF_OR | BPF_K,
	BPF_ALU | BPF_OR | BPF_X,
	BPF_ALU | BPF_XOR | BPF_K,
	BPF_ALU | BPF_XOR | BPF_X,
	BPF_ALU | BPF_LSH | BPF_K,
	BPF_ALU | BPF_LSH | BPF_X,
	BPF_ALU | BPF_RSH | BPF_K,
	BPF_ALU | BPF_RSH | BPF_X,
	BPF_ALU | BPF_NEG,
	BPF_JMP | BPF_JA,
	BPF_JMP | BPF_JEQ | BPF_K,
	BPF_JMP | BPF_JEQ | BPF_X,
	BPF_JMP | BPF_JGT | BPF_K,
	BPF_JMP | BPF_JGT | BPF_X,
	BPF_JMP | BPF_JGE | BPF_K,
	BPF_JMP | BPF_JGE | BPF_X,
	BPF_JMP | BPF_JSET | BPF_K,
	BPF_JMP | BPF_JSET | BPF_X,
	BPF_RET | BPF_K,
	BPF_RET | BPF_A,
	BPF_MISC | BPF_TAX,
	BPF_MISC | BPF_TXA,
};

static bool code_is_valid(unsigned int code)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(valid_codes); i++) {
		if (valid_codes[i] == code)
			return true;
	}
	return false;
}

/* The validator cannot tell that the instruction is never reached. */
static int attach_code_error(unsigned int code, __u32 k)
{
	struct sock_filter insns[] = {
		ST(0),
		ST(1),
		INSN_JUMP(BPF_JMP | BPF_JSET | BPF_K, 0, 0, 1),
		INSN(code, k),
		ALLOW,
	};

	return attach_error(insns, ARRAY_SIZE(insns));
}

FIXTURE(opcodes)
{
	unsigned int accepted;
};

FIXTURE_SETUP(opcodes)
{
	self->accepted = 0;
}

FIXTURE_TEARDOWN(opcodes)
{
}

/* 65536 attaches take long on a debug kernel. */
TEST_F_TIMEOUT(opcodes, only_documented_of_all_65536_accepted, 300)
{
	unsigned int code;
	int with_0, with_1;

	ASSERT_EQ(0, no_new_privs());
	for (code = 0; code <= 0xffff; code++) {
		/*
		 * No operand is valid for every opcode: a divisor and an offset
		 * differ.
		 */
		with_0 = attach_code_error(code, 0);
		/*
		 * Opcodes above 0xff are never valid, so one operand is enough.
		 */
		with_1 = with_0;
		if (with_0 && code <= 0xff)
			with_1 = attach_code_error(code, 1);
		if (code_is_valid(code)) {
			self->accepted++;
			EXPECT_TRUE(!with_0 || !with_1)
			{
				TH_LOG("opcode %#x is refused", code);
			}
			continue;
		}
		EXPECT_EQ(EINVAL, with_0)
		{
			TH_LOG("opcode %#x, operand 0", code);
		}
		EXPECT_EQ(EINVAL, with_1)
		{
			TH_LOG("opcode %#x, operand 1", code);
		}
	}
	EXPECT_EQ(ARRAY_SIZE(valid_codes), self->accepted);
	EXPECT_EQ(self->accepted, filter_count());
}

FIXTURE(validity)
{
	long filters; /* expected number of attached filters */
};

FIXTURE_SETUP(validity)
{
	ASSERT_EQ(0, no_new_privs());
	self->filters = filter_count();
	ASSERT_EQ(0, self->filters);
}

FIXTURE_TEARDOWN(validity)
{
}

TEST_F(validity, modulo_einval)
{
	EXPECT_EINVAL(LD_IMM(7), ALU_K(BPF_MOD, 3), ALLOW);
	EXPECT_EINVAL(LD_IMM(7), ALU_X(BPF_MOD), ALLOW);
}

TEST_F(validity, div_by_constant_zero_einval)
{
	EXPECT_EINVAL(LD_IMM(7), ALU_K(BPF_DIV, 0), ALLOW);
	EXPECT_ACCEPTED(LD_IMM(7), ALU_K(BPF_DIV, 1), ALLOW);
	/* The rule holds for unreachable instructions too. */
	EXPECT_EINVAL(JA(1), ALU_K(BPF_DIV, 0), ALLOW);
}

TEST_F(validity, shift_by_constant_above_31_einval)
{
	static const __u32 wrong[] = { 32, 33, 63, 64, 0x7fffffff, -1U };
	size_t i;
	__u32 k;

	for (k = 0; k < 32; k++) {
		EXPECT_ACCEPTED(ALU_K(BPF_LSH, k), ALLOW);
		EXPECT_ACCEPTED(ALU_K(BPF_RSH, k), ALLOW);
	}
	for (i = 0; i < ARRAY_SIZE(wrong); i++) {
		EXPECT_EINVAL(ALU_K(BPF_LSH, wrong[i]), ALLOW);
		EXPECT_EINVAL(ALU_K(BPF_RSH, wrong[i]), ALLOW);
	}
}

TEST_F(validity, scratch_memory_has_16_slots)
{
	static const __u32 wrong[] = { 16, 17, 255, 0x7fffffff, -1U };
	size_t i;
	__u32 k;

	for (k = 0; k < 16; k++) {
		EXPECT_ACCEPTED(ST(k), LD_MEM(k), ALLOW);
		EXPECT_ACCEPTED(STX(k), LDX_MEM(k), ALLOW);
	}
	for (i = 0; i < ARRAY_SIZE(wrong); i++) {
		EXPECT_EINVAL(ST(wrong[i]), ALLOW);
		EXPECT_EINVAL(STX(wrong[i]), ALLOW);
		EXPECT_EINVAL(LD_MEM(wrong[i]), ALLOW);
		EXPECT_EINVAL(LDX_MEM(wrong[i]), ALLOW);
	}
}

TEST_F(validity, slot_read_before_write_einval)
{
	EXPECT_EINVAL(LD_MEM(0), ALLOW);
	EXPECT_EINVAL(LDX_MEM(15), ALLOW);
	EXPECT_EINVAL(ST(0), LD_MEM(1), ALLOW);
	EXPECT_EINVAL(LD_MEM(0), ST(0), ALLOW);
	EXPECT_ACCEPTED(ST(0), LDX_MEM(0), ALLOW);
	EXPECT_ACCEPTED(STX(0), LD_MEM(0), ALLOW);
}

TEST_F(validity, slot_written_on_one_path_only_einval)
{
	/* if (A == 1) M[0] = A; */
	EXPECT_EINVAL(INSN_LOAD_NR, INSN_JEQ(1, 0, 1), ST(0), LD_MEM(0), ALLOW);
	/* if (A != 1) M[0] = A; */
	EXPECT_EINVAL(INSN_LOAD_NR, INSN_JEQ(1, 1, 0), ST(0), LD_MEM(0), ALLOW);
	/* if (A == 1) M[0] = A; else M[1] = A; */
	EXPECT_EINVAL(INSN_JEQ(1, 0, 2), ST(0), JA(1), ST(1), LD_MEM(0), ALLOW);
	EXPECT_EINVAL(INSN_JEQ(1, 0, 2), ST(0), JA(1), ST(1), LD_MEM(1), ALLOW);
	/* The jump skips the store. */
	EXPECT_EINVAL(JA(1), ST(0), LD_MEM(0), ALLOW);
}

TEST_F(validity, slot_written_on_every_path_accepted)
{
	EXPECT_ACCEPTED(INSN_JEQ(1, 0, 2), ST(0), JA(1), STX(0), LD_MEM(0),
			ALLOW);
	EXPECT_ACCEPTED(ST(0), INSN_JEQ(1, 0, 1), ST(1), LD_MEM(0), ALLOW);
	/* The path without the store returns before the load. */
	EXPECT_ACCEPTED(INSN_JEQ(1, 1, 0), ALLOW, ST(0), LD_MEM(0), ALLOW);
	/* The slot stays written across several branches. */
	EXPECT_ACCEPTED(ST(5), INSN_JEQ(1, 0, 1), ST(1), INSN_JEQ(2, 0, 1),
			ST(2), INSN_JEQ(3, 1, 0), ST(3), INSN_JEQ(4, 0, 0),
			LD_MEM(5), ALLOW);
}

TEST_F(validity, jump_out_of_program_einval)
{
	static const __u32 wrong[] = { 1,	   2,	100, 0x7fffffff,
				       0x80000000, -2U, -1U };
	size_t i;

	EXPECT_ACCEPTED(JA(0), ALLOW);
	EXPECT_ACCEPTED(JA(1), ALLOW, ALLOW);
	for (i = 0; i < ARRAY_SIZE(wrong); i++)
		EXPECT_EINVAL(JA(wrong[i]), ALLOW);
}

TEST_F(validity, branch_out_of_program_einval)
{
	static const __u16 codes[] = { BPF_JEQ, BPF_JGT, BPF_JGE, BPF_JSET };
	__u16 code;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(codes) * 2; i++) {
		code = BPF_JMP | codes[i / 2] | (i % 2 ? BPF_X : BPF_K);
		EXPECT_ACCEPTED(INSN_JUMP(code, 1, 0, 0), ALLOW);
		EXPECT_ACCEPTED(INSN_JUMP(code, 1, 1, 0), ALLOW, ALLOW);
		EXPECT_EINVAL(INSN_JUMP(code, 1, 1, 0), ALLOW);
		EXPECT_EINVAL(INSN_JUMP(code, 1, 0, 1), ALLOW);
		EXPECT_EINVAL(INSN_JUMP(code, 1, 255, 0), ALLOW);
		EXPECT_EINVAL(INSN_JUMP(code, 1, 0, 255), ALLOW);
	}
}

TEST_F(validity, last_insn_not_return_einval)
{
	EXPECT_EINVAL(INSN_LOAD_NR);
	EXPECT_EINVAL(ALLOW, INSN_LOAD_NR);
	EXPECT_EINVAL(ALLOW, JA(0));
	EXPECT_EINVAL(ALLOW, INSN_JEQ(1, 0, 0));
	EXPECT_EINVAL(LD_IMM(SECCOMP_RET_ALLOW), ALU_K(BPF_OR, 0));
	EXPECT_ACCEPTED(LD_IMM(SECCOMP_RET_ALLOW), INSN_RET_A);
}

TEST_F(validity, load_unaligned_or_outside_seccomp_data_einval)
{
	static const __u32 far[] = {
		0x7fffffff,
		0x7ffffffc,
		0x80000000,
		-1U,
		-4U,
		-8U,
		-64U,
		/* Socket filters have their extensions at these offsets. */
		(__u32)SKF_AD_OFF,
		(__u32)(SKF_AD_OFF + SKF_AD_PROTOCOL),
		(__u32)(SKF_AD_OFF + SKF_AD_CPU),
		(__u32)(SKF_AD_OFF + SKF_AD_RANDOM),
		(__u32)(SKF_AD_OFF + SKF_AD_MAX),
		(__u32)SKF_NET_OFF,
		(__u32)SKF_LL_OFF,
	};
	size_t i;
	__u32 k;

	for (k = 0; k < 200; k++) {
		if (k % 4 == 0 && k < sizeof(struct seccomp_data))
			EXPECT_ACCEPTED(INSN_LOAD(k), ALLOW);
		else
			EXPECT_EINVAL(INSN_LOAD(k), ALLOW);
	}
	for (i = 0; i < ARRAY_SIZE(far); i++)
		EXPECT_EINVAL(INSN_LOAD(far[i]), ALLOW);
}

TEST_F(validity, unreachable_insns_are_checked)
{
	EXPECT_EINVAL(ALLOW, INSN(0xffff, 0), ALLOW);
	EXPECT_EINVAL(ALLOW, INSN_LOAD(1), ALLOW);
	EXPECT_EINVAL(JA(1), INSN_LOAD(64), ALLOW);
	EXPECT_EINVAL(ALLOW, JA(7), ALLOW);
}

TEST_F(validity, unused_fields_are_ignored)
{
	EXPECT_ACCEPTED(INSN_JUMP(BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 200, 9));
	EXPECT_ACCEPTED(INSN_JUMP(BPF_MISC | BPF_TAX, -1, 255, 255), ALLOW);
	EXPECT_ACCEPTED(INSN_JUMP(BPF_ALU | BPF_NEG, -1, 255, 255), ALLOW);
	EXPECT_ACCEPTED(INSN(BPF_LD | BPF_W | BPF_LEN, -1), ALLOW);
}

/*
 * Computation
 */

#define MATCH 101
#define DIFFERENT 102

struct program_run {
	const struct sock_filter *body;
	size_t len;
	unsigned long args[6];
};

static int run_in_child(void *arg)
{
	struct program_run *run = arg;
	struct sock_filter insns[PROGRAM_MAX_LEN] = {
		INSN_LOAD_NR,
		INSN_JEQ(__NR_getppid, 1, 0),
		INSN_RET(SECCOMP_RET_ALLOW),
		/* The body starts with A and X zero, as every program does. */
		LD_IMM(0),
	};
	const size_t head = 4;

	CHILD_ASSERT_GE(PROGRAM_MAX_LEN, head + run->len);
	memcpy(insns + head, run->body, run->len * sizeof(*insns));
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach(insns, head + run->len, 0));
	if (syscall(__NR_getppid, run->args[0], run->args[1], run->args[2],
		    run->args[3], run->args[4], run->args[5]) != -1)
		return 0;
	return errno;
}

/*
 * Run @body as a filter of getppid(@args). Return the errno (below 256), 0 or
 * BY_SIGNAL().
 */
static int run_program(const struct sock_filter *body, size_t len,
		       const unsigned long *args)
{
	struct program_run run = { .body = body, .len = len };

	if (args)
		memcpy(run.args, args, sizeof(run.args));
	return exit_summary(in_child(run_in_child, &run));
}

/* Run @body, then compare A with @expected. Return MATCH or DIFFERENT. */
static int check_value(const struct sock_filter *body, size_t len,
		       const unsigned long *args, __u32 expected)
{
	struct sock_filter insns[PROGRAM_MAX_LEN];

	memcpy(insns, body, len * sizeof(*insns));
	insns[len++] = INSN_JEQ(expected, 0, 1);
	insns[len++] = INSN_RET(SECCOMP_RET_ERRNO | MATCH);
	insns[len++] = INSN_RET(SECCOMP_RET_ERRNO | DIFFERENT);
	return run_program(insns, len, args);
}

#define EXPECT_VALUE(expected, ...)                                          \
	do {                                                                 \
		struct sock_filter body_[] = { __VA_ARGS__ };                \
		EXPECT_EQ(MATCH, check_value(body_, ARRAY_SIZE(body_), NULL, \
					     expected));                     \
	} while (0)

TEST(check_value_detects_wrong_value)
{
	struct sock_filter body[] = { LD_IMM(5) };

	EXPECT_EQ(MATCH, check_value(body, 1, NULL, 5));
	EXPECT_EQ(DIFFERENT, check_value(body, 1, NULL, 6));
}

struct alu_case {
	__u16 op;
	__u32 a, operand, result;
};

static const struct alu_case alu_cases[] = {
	{ BPF_ADD, 2, 3, 5 },
	{ BPF_ADD, 0xffffffff, 1, 0 },
	{ BPF_ADD, 0x7fffffff, 0x7fffffff, 0xfffffffe },
	{ BPF_SUB, 5, 3, 2 },
	{ BPF_SUB, 3, 5, 0xfffffffe },
	{ BPF_SUB, 0, 0x80000000, 0x80000000 },
	{ BPF_MUL, 6, 7, 42 },
	{ BPF_MUL, 0x10000, 0x10000, 0 },
	{ BPF_MUL, 0xffffffff, 0xffffffff, 1 },
	{ BPF_DIV, 42, 5, 8 },
	{ BPF_DIV, 5, 42, 0 },
	/* Unsigned operands. */
	{ BPF_DIV, 0xfffffffe, 2, 0x7fffffff },
	{ BPF_DIV, 0x80000000, 0xffffffff, 0 },
	{ BPF_AND, 0xff00ff00, 0x0ff00ff0, 0x0f000f00 },
	{ BPF_AND, 0xffffffff, 0x80000001, 0x80000001 },
	{ BPF_OR, 0xff00ff00, 0x0ff00ff0, 0xfff0fff0 },
	{ BPF_OR, 0, 0x80000000, 0x80000000 },
	{ BPF_XOR, 0xff00ff00, 0x0ff00ff0, 0xf0f0f0f0 },
	{ BPF_XOR, 0xffffffff, 0xffffffff, 0 },
	{ BPF_LSH, 1, 31, 0x80000000 },
	{ BPF_LSH, 0xffffffff, 4, 0xfffffff0 },
	{ BPF_LSH, 0x12345678, 0, 0x12345678 },
	/* Logical shift. */
	{ BPF_RSH, 0x80000000, 31, 1 },
	{ BPF_RSH, 0xffffffff, 4, 0x0fffffff },
	{ BPF_RSH, 0x12345678, 0, 0x12345678 },
};

/* Set the upper half, which a 32-bit operation must ignore. */
#define POISON(low) ((unsigned long)(low) | 0xdeadbeefUL << 32)

#define EXPECT_ALU(row, args, ...)                                           \
	do {                                                                 \
		struct sock_filter body_[] = { __VA_ARGS__ };                \
		const struct alu_case *c_ = (row);                           \
		int result_ = check_value(body_, ARRAY_SIZE(body_), args,    \
					  c_->result);                       \
		EXPECT_EQ(MATCH, result_)                                    \
		TH_LOG("op %#x of %#x and %#x", c_->op, c_->a, c_->operand); \
	} while (0)

TEST(alu_of_constant_and_k)
{
	const struct alu_case *c = alu_cases;

	for (; c < alu_cases + ARRAY_SIZE(alu_cases); c++)
		EXPECT_ALU(c, NULL, LD_IMM(c->a), ALU_K(c->op, c->operand));
}

TEST(alu_of_constant_and_x)
{
	const struct alu_case *c = alu_cases;

	for (; c < alu_cases + ARRAY_SIZE(alu_cases); c++)
		EXPECT_ALU(c, NULL, LDX_IMM(c->operand), LD_IMM(c->a),
			   ALU_X(c->op));
}

TEST(alu_of_argument_and_k)
{
	const struct alu_case *c = alu_cases;

	for (; c < alu_cases + ARRAY_SIZE(alu_cases); c++) {
		unsigned long args[6] = { POISON(c->a) };

		EXPECT_ALU(c, args, INSN_LOAD_ARG_LO(0),
			   ALU_K(c->op, c->operand));
	}
}

TEST(alu_of_two_arguments)
{
	const struct alu_case *c = alu_cases;

	for (; c < alu_cases + ARRAY_SIZE(alu_cases); c++) {
		unsigned long args[6] = { POISON(c->a), POISON(c->operand) };

		EXPECT_ALU(c, args, INSN_LOAD_ARG_LO(1), TAX,
			   INSN_LOAD_ARG_LO(0), ALU_X(c->op));
	}
}

TEST(alu_neg_of_constants)
{
	static const __u32 values[] = { 0, 1, 5, 0x7fffffff, 0x80000000, -1U };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(values); i++)
		EXPECT_VALUE(-values[i], LD_IMM(values[i]),
			     INSN(BPF_ALU | BPF_NEG, 0));
}

TEST(alu_shift_by_x_is_modulo_32)
{
	EXPECT_VALUE(3 << 1, LDX_IMM(33), LD_IMM(3), ALU_X(BPF_LSH));
	EXPECT_VALUE(3, LDX_IMM(32), LD_IMM(3), ALU_X(BPF_LSH));
	EXPECT_VALUE(3, LDX_IMM(64), LD_IMM(3), ALU_X(BPF_RSH));
	EXPECT_VALUE(1, LDX_IMM(0xffffffe1), LD_IMM(3), ALU_X(BPF_RSH));
}

TEST(alu_div_by_zero_x_kills)
{
	struct sock_filter constant[] = {
		LDX_IMM(0),
		LD_IMM(7),
		ALU_X(BPF_DIV),
		ALLOW,
	};
	struct sock_filter argument[] = {
		INSN_LOAD_ARG_LO(1), TAX,   INSN_LOAD_ARG_LO(0),
		ALU_X(BPF_DIV),	     ALLOW,
	};
	static const unsigned long by_zero[6] = { 7, POISON(0) };
	static const unsigned long by_one[6] = { 7, 1 };

	EXPECT_EQ(BY_SIGNAL(SIGSYS),
		  run_program(constant, ARRAY_SIZE(constant), NULL));
	EXPECT_EQ(BY_SIGNAL(SIGSYS),
		  run_program(argument, ARRAY_SIZE(argument), by_zero));
	EXPECT_EQ(0, run_program(argument, ARRAY_SIZE(argument), by_one));
}

struct jump_case {
	__u16 op;
	__u32 a, operand;
	bool taken;
};

static const struct jump_case jump_cases[] = {
	{ BPF_JEQ, 5, 5, true },
	{ BPF_JEQ, 5, 6, false },
	{ BPF_JEQ, 0xffffffff, 0xffffffff, true },
	{ BPF_JEQ, 0x80000000, 0x80000000, true },
	{ BPF_JEQ, 0, 0x80000000, false },
	{ BPF_JGT, 5, 5, false },
	{ BPF_JGT, 6, 5, true },
	{ BPF_JGT, 4, 5, false },
	/* Unsigned operands. */
	{ BPF_JGT, 0xffffffff, 1, true },
	{ BPF_JGT, 1, 0xffffffff, false },
	{ BPF_JGT, 0x80000000, 0x7fffffff, true },
	{ BPF_JGE, 5, 5, true },
	{ BPF_JGE, 6, 5, true },
	{ BPF_JGE, 4, 5, false },
	{ BPF_JGE, 0xffffffff, 0xffffffff, true },
	{ BPF_JGE, 0x7fffffff, 0x80000000, false },
	{ BPF_JGE, 0, 0, true },
	{ BPF_JSET, 6, 2, true },
	{ BPF_JSET, 6, 9, false },
	{ BPF_JSET, 6, 0, false },
	{ BPF_JSET, 0x80000000, 0x80000000, true },
	{ BPF_JSET, 0x7fffffff, 0x80000000, false },
	{ BPF_JSET, 0xffffffff, 0xffffffff, true },
};

#define TAKEN 103
#define NOT_TAKEN 104

#define EXPECT_JUMP(row, args, ...)                                          \
	do {                                                                 \
		struct sock_filter body_[] = {                               \
			__VA_ARGS__,                                         \
			INSN_RET(SECCOMP_RET_ERRNO | TAKEN),                 \
			INSN_RET(SECCOMP_RET_ERRNO | NOT_TAKEN),             \
		};                                                           \
		const struct jump_case *c_ = (row);                          \
		int result_ = run_program(body_, ARRAY_SIZE(body_), args);   \
		EXPECT_EQ(c_->taken ? TAKEN : NOT_TAKEN, result_)            \
		TH_LOG("op %#x of %#x and %#x", c_->op, c_->a, c_->operand); \
	} while (0)

static struct sock_filter jump_k(const struct jump_case *c)
{
	return INSN_JUMP(BPF_JMP | c->op | BPF_K, c->operand, 0, 1);
}

static struct sock_filter jump_x(const struct jump_case *c)
{
	return INSN_JUMP(BPF_JMP | c->op | BPF_X, 0, 0, 1);
}

TEST(branch_on_constants)
{
	const struct jump_case *c = jump_cases;

	for (; c < jump_cases + ARRAY_SIZE(jump_cases); c++) {
		EXPECT_JUMP(c, NULL, LD_IMM(c->a), jump_k(c));
		EXPECT_JUMP(c, NULL, LDX_IMM(c->operand), LD_IMM(c->a),
			    jump_x(c));
	}
}

TEST(branch_on_arguments)
{
	const struct jump_case *c = jump_cases;

	for (; c < jump_cases + ARRAY_SIZE(jump_cases); c++) {
		unsigned long args[6] = { POISON(c->a), POISON(c->operand) };

		EXPECT_JUMP(c, args, INSN_LOAD_ARG_LO(0), jump_k(c));
		EXPECT_JUMP(c, args, INSN_LOAD_ARG_LO(1), TAX,
			    INSN_LOAD_ARG_LO(0), jump_x(c));
	}
}

TEST(branch_reaches_255_insns)
{
	struct sock_filter body[300];
	unsigned long args[6] = { 1 };
	size_t i;

	body[0] = INSN_LOAD_ARG_LO(0);
	body[1] = INSN_JEQ(1, 255, 254);
	for (i = 2; i < ARRAY_SIZE(body); i++)
		body[i] = INSN_RET(SECCOMP_RET_ERRNO | DIFFERENT);
	body[2 + 255] = INSN_RET(SECCOMP_RET_ERRNO | TAKEN);
	body[2 + 254] = INSN_RET(SECCOMP_RET_ERRNO | NOT_TAKEN);
	EXPECT_EQ(TAKEN, run_program(body, ARRAY_SIZE(body), args));
	args[0] = 2;
	EXPECT_EQ(NOT_TAKEN, run_program(body, ARRAY_SIZE(body), args));
}

TEST(jump_reaches_last_insn)
{
	struct sock_filter body[4000];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(body); i++)
		body[i] = INSN_RET(SECCOMP_RET_ERRNO | DIFFERENT);
	body[0] = JA(ARRAY_SIZE(body) - 2);
	body[ARRAY_SIZE(body) - 1] = INSN_RET(SECCOMP_RET_ERRNO | TAKEN);
	EXPECT_EQ(TAKEN, run_program(body, ARRAY_SIZE(body), NULL));
}

TEST(registers_start_as_zero)
{
	/* The program must not load the number first, which would change A. */
	struct sock_filter insns[] = {
		INSN_JEQ(0, 0, 3),
		TXA,
		INSN_JEQ(0, 0, 1),
		INSN_RET(SECCOMP_RET_ALLOW),
		INSN_RET(SECCOMP_RET_KILL_PROCESS),
	};

	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach(insns, ARRAY_SIZE(insns), 0));
	EXPECT_LT(0, sys_getppid());
}

TEST(len_is_size_of_seccomp_data)
{
	EXPECT_VALUE(64, INSN(BPF_LD | BPF_W | BPF_LEN, 0));
	EXPECT_VALUE(64, INSN(BPF_LDX | BPF_W | BPF_LEN, 0), TXA);
}

TEST(registers_a_and_x_are_independent)
{
	EXPECT_VALUE(1, LD_IMM(1), LDX_IMM(2));
	EXPECT_VALUE(2, LD_IMM(1), LDX_IMM(2), TXA);
	EXPECT_VALUE(1, LD_IMM(1), TAX, LD_IMM(2), TXA);
	EXPECT_VALUE(7, LDX_IMM(7), LD_IMM(9), INSN_LOAD_NR, TXA);
}

TEST(slots_are_independent)
{
	struct sock_filter body[80];
	size_t len = 0;
	__u32 slot;

	/* Store even slots from A and odd ones from X, then add them all up. */
	for (slot = 0; slot < BPF_MEMWORDS; slot++) {
		body[len++] = slot % 2 ? LDX_IMM(1U << slot) :
					 LD_IMM(1U << slot);
		body[len++] = slot % 2 ? STX(slot) : ST(slot);
	}
	body[len++] = LD_IMM(0);
	for (slot = 0; slot < BPF_MEMWORDS; slot++) {
		body[len++] = LDX_MEM(slot);
		body[len++] = ALU_X(BPF_ADD);
	}
	ASSERT_GE(ARRAY_SIZE(body), len);
	EXPECT_EQ(MATCH, check_value(body, len, NULL, 0xffff));
}

TEST(slot_keeps_last_value)
{
	EXPECT_VALUE(4, LD_IMM(3), ST(9), LDX_IMM(4), STX(9), LD_IMM(0),
		     LD_MEM(9));
	EXPECT_VALUE(5, LD_IMM(5), ST(15), LD_IMM(0), LDX_MEM(15), TXA);
}

TEST(longest_program_runs_to_end)
{
	struct sock_filter insns[PROGRAM_MAX_LEN] = {
		INSN_LOAD_NR,
		INSN_JEQ(__NR_getppid, 1, 0),
		INSN_RET(SECCOMP_RET_ALLOW),
		INSN_LOAD_ARG_LO(0),
	};
	size_t i, last = PROGRAM_MAX_LEN - 1;

	for (i = 4; i < last; i++)
		insns[i] = ALU_K(BPF_ADD, 1);
	insns[last - 1] = ALU_K(BPF_OR, SECCOMP_RET_ERRNO);
	insns[last] = INSN_RET_A;
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach(insns, PROGRAM_MAX_LEN, 0));
	/* 4 + 4090 + 2 instructions: the errno is the argument plus 4090. */
	EXPECT_EQ(-1, syscall(__NR_getppid, 3L));
	EXPECT_EQ(4093, errno);
	EXPECT_EQ(-1, syscall(__NR_getppid, -4000L));
	EXPECT_EQ(90, errno);
}

/*
 * Input of a program
 */

TEST(data_has_both_halves_of_each_argument)
{
	unsigned long args[6];
	struct sock_filter low[1], high[1];
	int i;

	for (i = 0; i < 6; i++)
		args[i] = (0xa0b0c0d0UL + i) << 32 | (0xf1e1d1c1UL + i);
	for (i = 0; i < 6; i++) {
		low[0] = INSN_LOAD_ARG_LO(i);
		high[0] = INSN_LOAD_ARG_HI(i);
		EXPECT_EQ(MATCH, check_value(low, 1, args, 0xf1e1d1c1 + i))
		{
			TH_LOG("lower half of argument %d", i);
		}
		EXPECT_EQ(MATCH, check_value(high, 1, args, 0xa0b0c0d0 + i))
		{
			TH_LOG("upper half of argument %d", i);
		}
	}
}

TEST(data_has_arch_and_nr)
{
	EXPECT_VALUE(NATIVE_ARCH, INSN_LOAD_ARCH);
	EXPECT_VALUE(__NR_getppid, INSN_LOAD_NR);
}

/* Call getppid(2) and store the address after the instruction in *@ip. */
static long call_from_here(unsigned long *ip)
{
#if defined(__x86_64__)
	long ret = __NR_getppid;

	asm volatile("lea 1f(%%rip), %[ip]\n\t"
		     "syscall\n"
		     "1:"
		     : "+a"(ret), [ip] "=&r"(*ip)
		     :
		     : "rcx", "r11", "memory");
	return ret;
#elif defined(__aarch64__)
	register long nr asm("x8") = __NR_getppid;
	register long ret asm("x0") = 0;
	unsigned long here;

	asm volatile("adr %[ip], 1f\n\t"
		     "svc #0\n"
		     "1:"
		     : "+r"(ret), [ip] "=&r"(here)
		     : "r"(nr)
		     : "memory");
	*ip = here;
	return ret;
#endif
}

TEST(data_has_ip_after_syscall_insn)
{
	const size_t at = offsetof(struct seccomp_data, instruction_pointer);
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(__NR_getppid, 1, 0),
		INSN_RET(SECCOMP_RET_ALLOW),
		INSN_LOAD(at),
		INSN_JEQ(0, 0, 3),
		INSN_LOAD(at + 4),
		INSN_JEQ(0, 0, 1),
		INSN_RET(SECCOMP_RET_ERRNO | MATCH),
		INSN_RET(SECCOMP_RET_ERRNO | DIFFERENT),
	};
	unsigned long ip;
	long ret;

	ASSERT_EQ(0, no_new_privs());
	/*
	 * Make both calls with the same instruction: the first without the
	 * filter, the second with it.
	 */
	while ((ret = call_from_here(&ip)) > 0) {
		insns[4].k = (__u32)ip;
		insns[6].k = (__u64)ip >> 32;
		ASSERT_EQ(0, attach(insns, ARRAY_SIZE(insns), 0));
	}
	EXPECT_EQ(-MATCH, ret);
	/* A call from elsewhere has another instruction pointer. */
	EXPECT_EQ(-1, sys_getppid());
	EXPECT_EQ(DIFFERENT, errno);
}

TEST(unassigned_numbers_are_filtered)
{
	static const int numbers[] = { 999, 4095, 0x12345, 0x7fffffff };
	size_t i;

	ASSERT_EQ(0, no_new_privs());
	for (i = 0; i < ARRAY_SIZE(numbers); i++) {
		EXPECT_EQ(-1, syscall(numbers[i]));
		EXPECT_EQ(ENOSYS, errno);
		ASSERT_EQ(0, attach_errno(numbers[i], MATCH + i));
		EXPECT_EQ(-1, syscall(numbers[i]));
		EXPECT_EQ(MATCH + i, errno);
	}
}

#if defined(__aarch64__) || defined(__x86_64__)
TEST(data_nr_is_low_half_of_register)
{
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_errno(__NR_getppid, MATCH));
	EXPECT_EQ(-1, syscall(POISON(__NR_getppid)));
	EXPECT_EQ(MATCH, errno);
}
#endif

TEST_HARNESS_MAIN
