// SPDX-License-Identifier: GPL-2.0-only
/*
 * Compare the kernel with a simple validator and a simple interpreter, on
 * random programs. Both follow the documentation of classic BPF. The kernel may
 * precompute verdicts of a chain. Its verdicts must be the interpreter's. oracle.h
 * describes the environment variables.
 */
#include "../kselftest_harness.h"
#include "common.h"
#include "oracle.h"

#define MAX_LEN 40
#define MAX_FILTERS 4
#define CALLS 24

/*
 * Validator
 */

static bool jump_is_inside(const struct sock_filter *insn, size_t after)
{
	if (BPF_OP(insn->code) == BPF_JA)
		return insn->k < after;
	return insn->jt < after && insn->jf < after;
}

static bool alu_is_valid(const struct sock_filter *insn)
{
	bool constant = BPF_SRC(insn->code) == BPF_K;

	switch (insn->code & ~(BPF_CLASS(-1) | BPF_SRC(-1))) {
	case BPF_ADD:
	case BPF_SUB:
	case BPF_MUL:
	case BPF_AND:
	case BPF_OR:
	case BPF_XOR:
		return true;
	case BPF_DIV:
		return !constant || insn->k;
	case BPF_LSH:
	case BPF_RSH:
		return !constant || insn->k < 32;
	case BPF_NEG:
		return constant;
	}
	return false;
}

static bool jump_is_valid(const struct sock_filter *insn, size_t after)
{
	switch (insn->code & ~(BPF_CLASS(-1) | BPF_SRC(-1))) {
	case BPF_JA:
		return BPF_SRC(insn->code) == BPF_K &&
		       jump_is_inside(insn, after);
	case BPF_JEQ:
	case BPF_JGT:
	case BPF_JGE:
	case BPF_JSET:
		return jump_is_inside(insn, after);
	}
	return false;
}

/* @after: number of instructions that follow @insn. */
static bool insn_is_valid(const struct sock_filter *insn, size_t after)
{
	switch (insn->code) {
	case BPF_LD | BPF_W | BPF_ABS:
		return insn->k % 4 == 0 && insn->k < 64;
	case BPF_LD | BPF_W | BPF_LEN:
	case BPF_LDX | BPF_W | BPF_LEN:
	case BPF_LD | BPF_IMM:
	case BPF_LDX | BPF_IMM:
	case BPF_RET | BPF_K:
	case BPF_RET | BPF_A:
	case BPF_MISC | BPF_TAX:
	case BPF_MISC | BPF_TXA:
		return true;
	case BPF_LD | BPF_MEM:
	case BPF_LDX | BPF_MEM:
	case BPF_ST:
	case BPF_STX:
		return insn->k < BPF_MEMWORDS;
	}
	if (BPF_CLASS(insn->code) == BPF_ALU)
		return alu_is_valid(insn);
	if (BPF_CLASS(insn->code) == BPF_JMP)
		return jump_is_valid(insn, after);
	return false;
}

/*
 * No path may read a slot that it has not written. @written has one bit per
 * slot. Where paths meet, a slot counts as written if all of them wrote it.
 * Code that follows a jump and is no jump's target may read any slot. A return
 * is treated as if the next instruction followed.
 */
static bool slots_are_valid(const struct sock_filter *insns, size_t len)
{
	__u16 at[MAX_LEN], written = 0;
	size_t i;

	memset(at, 0xff, sizeof(at));
	for (i = 0; i < len; i++) {
		const struct sock_filter *insn = &insns[i];

		written &= at[i];
		switch (insn->code) {
		case BPF_ST:
		case BPF_STX:
			written |= 1 << insn->k;
			continue;
		case BPF_LD | BPF_MEM:
		case BPF_LDX | BPF_MEM:
			if (!(written & 1 << insn->k))
				return false;
			continue;
		case BPF_JMP | BPF_JA:
			at[i + 1 + insn->k] &= written;
			written = 0xffff;
			continue;
		}
		if (BPF_CLASS(insn->code) == BPF_JMP) {
			at[i + 1 + insn->jt] &= written;
			at[i + 1 + insn->jf] &= written;
			written = 0xffff;
		}
	}
	return true;
}

static bool program_is_valid(const struct sock_filter *insns, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		if (!insn_is_valid(&insns[i], len - 1 - i))
			return false;
	}
	if (BPF_CLASS(insns[len - 1].code) != BPF_RET)
		return false;
	return slots_are_valid(insns, len);
}

/*
 * Random programs
 */

struct program {
	struct sock_filter insns[MAX_LEN];
	size_t len;
};

/*
 * A boundary value, a system call number, the architecture or a random value.
 */
static __u32 interesting_value(void)
{
	static const __u32 values[] = {
		0,	     1,
		2,	     3,
		7,	     31,
		32,	     64,
		255,	     0x7fffffff,
		0x80000000,  0xfffffffe,
		0xffffffff,  __NR_getppid,
		NATIVE_ARCH, 0xffff0000,
	};

	return below(4) ? values[below(ARRAY_SIZE(values))] : random32();
}

static __u32 random_verdict(void)
{
	static const __u32 actions[] = {
		SECCOMP_RET_ALLOW, SECCOMP_RET_ALLOW,	   SECCOMP_RET_LOG,
		SECCOMP_RET_TRACE, SECCOMP_RET_USER_NOTIF, SECCOMP_RET_ERRNO,
		SECCOMP_RET_ERRNO, SECCOMP_RET_ERRNO,
	};

	return actions[below(ARRAY_SIZE(actions))] | below(ERRNO_CAP);
}

static __u16 any_of(const __u16 *codes, size_t count)
{
	return codes[below(count)];
}

/* An instruction that is valid, except that it may read an unwritten slot. */
static struct sock_filter random_insn(size_t after)
{
	static const __u16 alu[] = { BPF_ADD, BPF_SUB, BPF_MUL,
				     BPF_DIV, BPF_AND, BPF_OR,
				     BPF_XOR, BPF_LSH, BPF_RSH };
	static const __u16 jump[] = { BPF_JEQ, BPF_JGT, BPF_JGE, BPF_JSET };
	static const __u16 mem[] = { BPF_LD | BPF_MEM, BPF_LDX | BPF_MEM,
				     BPF_ST, BPF_STX, BPF_ST };
	static const __u16 simple[] = {
		BPF_LD | BPF_W | BPF_LEN, BPF_LDX | BPF_W | BPF_LEN,
		BPF_LD | BPF_IMM,	  BPF_LDX | BPF_IMM,
		BPF_LDX | BPF_IMM,	  BPF_MISC | BPF_TAX,
		BPF_MISC | BPF_TXA,	  BPF_ALU | BPF_NEG
	};
	__u16 code;
	__u32 k;

	switch (below(12)) {
	case 0:
	case 1:
	case 2:
		return INSN_LOAD(4 * below(16));
	case 3:
	case 4:
		code = any_of(alu, ARRAY_SIZE(alu));
		k = interesting_value();
		if (code == BPF_LSH || code == BPF_RSH)
			k &= 31;
		if (code == BPF_DIV && !k)
			k = 1;
		return INSN(BPF_ALU | code | (below(3) ? BPF_K : BPF_X), k);
	case 5:
	case 6:
	case 7:
		code = any_of(jump, ARRAY_SIZE(jump));
		return INSN_JUMP(BPF_JMP | code | (below(4) ? BPF_K : BPF_X),
				 interesting_value(), below(after),
				 below(after));
	case 8:
		return INSN(any_of(mem, ARRAY_SIZE(mem)), below(3));
	case 9:
		if (below(2))
			return INSN(BPF_JMP | BPF_JA, below(after));
		return INSN_RET(random_verdict());
	default:
		return INSN(any_of(simple, ARRAY_SIZE(simple)),
			    interesting_value());
	}
}

/*
 * Every call but getppid(2) is allowed, so that the child can finish. The last
 * instruction returns a computed errno, or sometimes a constant.
 */
static void random_program(struct program *p)
{
	size_t i = 0, len = 8 + below(MAX_LEN - 8);

	p->insns[i++] = INSN_LOAD_NR;
	p->insns[i++] = INSN_JEQ(__NR_getppid, 1, 0);
	p->insns[i++] = INSN_RET(SECCOMP_RET_ALLOW);
	while (i < len - 3) {
		p->insns[i] = random_insn(len - 3 - i);
		i++;
	}
	p->insns[i++] = INSN(BPF_ALU | BPF_AND | BPF_K, 0x7ff);
	p->insns[i++] = INSN(BPF_ALU | BPF_OR | BPF_K, SECCOMP_RET_ERRNO);
	p->insns[i++] = below(4) ? INSN_RET_A : INSN_RET(random_verdict());
	p->len = i;
}

/* Change one thing in a program. The result may be invalid. */
static void mutate(struct program *p)
{
	struct sock_filter *insn = &p->insns[below(p->len)];

	switch (below(5)) {
	case 0:
		insn->code = below(256);
		break;
	case 1:
		insn->k = interesting_value();
		break;
	case 2:
		insn->jt = below(below(2) ? 256 : MAX_LEN);
		break;
	case 3:
		insn->jf = below(below(2) ? 256 : MAX_LEN);
		break;
	default:
		p->len = 4 + below(p->len - 4);
	}
}

static void random_valid_program(struct program *p)
{
	do {
		random_program(p);
	} while (!program_is_valid(p->insns, p->len));
}

static void print_program(const struct program *p)
{
	print_insns(p->insns, p->len);
}

/*
 * Test cases
 */

/* SECCOMP_TEST_ROUNDS can make a run long. */
#define ORACLE_TIMEOUT 900

FIXTURE(oracle)
{
	unsigned long seed;
};

FIXTURE_SETUP(oracle)
{
	self->seed = seed();
	ASSERT_EQ(0, no_new_privs());
}

FIXTURE_TEARDOWN(oracle)
{
}

struct batch {
	struct program programs[30];
	int accepted[30];
};

static int attach_batch(void *arg)
{
	struct batch *batch = arg;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(batch->programs); i++) {
		struct program *p = &batch->programs[i];

		batch->accepted[i] = -1;
		if (!attach(p->insns, p->len, 0))
			batch->accepted[i] = 1;
		else if (errno == EINVAL)
			batch->accepted[i] = 0;
	}
	return 42;
}

/*
 * Make the program return ALLOW at once. The kernel validates the rest, and the
 * child can go on under the filter.
 */
static void return_early(struct program *p)
{
	p->insns[2] = INSN_RET(SECCOMP_RET_ALLOW);
	p->insns[1] = INSN_RET(SECCOMP_RET_ALLOW);
	p->insns[0] = INSN(BPF_LD | BPF_IMM, 0);
}

TEST_F_TIMEOUT(oracle, random_programs_accepted_iff_valid, ORACLE_TIMEOUT)
{
	unsigned long rounds = get_env_number("SECCOMP_TEST_ROUNDS", 60);
	unsigned long round;
	unsigned int valid = 0, invalid = 0;
	struct batch *batch;
	bool expected;
	size_t i;

	batch = mmap(NULL, sizeof(*batch), PROT_READ | PROT_WRITE,
		     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ASSERT_NE(MAP_FAILED, batch);
	for (round = 0; round < rounds; round++) {
		for (i = 0; i < ARRAY_SIZE(batch->programs); i++) {
			random_program(&batch->programs[i]);
			if (below(2))
				mutate(&batch->programs[i]);
			return_early(&batch->programs[i]);
		}
		ASSERT_EQ(42, exit_summary(in_child(attach_batch, batch)));
		for (i = 0; i < ARRAY_SIZE(batch->programs); i++) {
			struct program *p = &batch->programs[i];

			expected = program_is_valid(p->insns, p->len);
			valid += expected;
			invalid += !expected;
			ASSERT_EQ(expected, batch->accepted[i])
			{
				TH_LOG("seed %lu, round %lu, program %zu:",
				       self->seed, round, i);
				print_program(p);
			}
		}
	}
	/* Valid and invalid programs occurred. */
	EXPECT_LT(rounds, valid);
	EXPECT_LT(rounds, invalid);
}

/*
 * A chain of random programs, random calls under it, and their results.
 */
struct trial {
	struct program programs[MAX_FILTERS];
	size_t filters;
	unsigned long args[CALLS][6];
	int result[CALLS];
	__u64 ip;
};

#define NOT_MADE 99999

/*
 * Call getppid(@args), always with the same instruction. *@behind is the
 * address after it.
 */
static long call_from_here(const unsigned long *args, __u64 *behind)
{
#if defined(__x86_64__)
	register unsigned long r10 asm("r10") = args[3];
	register unsigned long r8 asm("r8") = args[4];
	register unsigned long r9 asm("r9") = args[5];
	long ret = __NR_getppid;

	asm volatile("lea 1f(%%rip), %[ip]\n\t"
		     "syscall\n"
		     "1:"
		     : "+a"(ret), [ip] "=&r"(*behind)
		     : "D"(args[0]), "S"(args[1]), "d"(args[2]), "r"(r10),
		       "r"(r8), "r"(r9)
		     : "rcx", "r11", "memory");
	return ret;
#elif defined(__aarch64__)
	register unsigned long x0 asm("x0") = args[0];
	register unsigned long x1 asm("x1") = args[1];
	register unsigned long x2 asm("x2") = args[2];
	register unsigned long x3 asm("x3") = args[3];
	register unsigned long x4 asm("x4") = args[4];
	register unsigned long x5 asm("x5") = args[5];
	register unsigned long x8 asm("x8") = __NR_getppid;
	__u64 ip;

	asm volatile("adr %[ip], 1f\n\t"
		     "svc #0\n"
		     "1:"
		     : "+r"(x0), [ip] "=&r"(ip)
		     : "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5), "r"(x8)
		     : "memory");
	*behind = ip;
	return x0;
#endif
}

static void attach_chain(struct trial *t)
{
	size_t i;

	for (i = 0; i < t->filters; i++)
		CHILD_ASSERT_EQ(0, attach(t->programs[i].insns,
					  t->programs[i].len, 0));
}

static int run_trial(void *arg)
{
	struct trial *t = arg;
	long ret;
	size_t i;

	/*
	 * The first call precedes the filters. It only stores the instruction
	 * pointer.
	 */
	for (i = 0; i <= CALLS; i++) {
		ret = call_from_here(t->args[i ? i - 1 : 0], &t->ip);
		if (!i)
			attach_chain(t);
		else
			t->result[i - 1] = ret >= 0 ? 0 : ret;
	}
	return 42;
}

/* The verdict by interpretation of every program, newest first. */
static __u32 chain_verdict(const struct trial *t, const unsigned long *args)
{
	struct seccomp_data data = {
		.nr = __NR_getppid,
		.arch = NATIVE_ARCH,
		.instruction_pointer = t->ip,
	};
	__u32 lowest = SECCOMP_RET_ALLOW, verdict;
	size_t i;

	for (i = 0; i < 6; i++)
		data.args[i] = args[i];
	for (i = t->filters; i > 0; i--) {
		verdict = interpret(t->programs[i - 1].insns, &data);
		if (is_stricter(verdict, lowest))
			lowest = verdict;
	}
	return lowest;
}

static int verdict_result(__u32 verdict)
{
	__u32 data = verdict & SECCOMP_RET_DATA;

	switch (verdict & SECCOMP_RET_ACTION_FULL) {
	case SECCOMP_RET_ALLOW:
	case SECCOMP_RET_LOG:
		return 0;
	case SECCOMP_RET_ERRNO:
		return -(data < ERRNO_CAP ? data : ERRNO_CAP);
	case SECCOMP_RET_USER_NOTIF:
	case SECCOMP_RET_TRACE:
		return -ENOSYS;
	default: /* kill: division by zero returns 0 */
		return NOT_MADE;
	}
}

enum kind { ALLOWED, REFUSED, GAVE_ENOSYS, KILLED, KINDS };

static enum kind kind_of(int result)
{
	switch (result) {
	case 0:
		return ALLOWED;
	case NOT_MADE:
		return KILLED;
	case -ENOSYS:
		return GAVE_ENOSYS;
	default:
		return REFUSED;
	}
}

static void random_trial(struct trial *t)
{
	size_t i, j;

	t->filters = 1 + below(MAX_FILTERS);
	for (i = 0; i < t->filters; i++) {
		/* The kernel may handle two equal programs in a special way. */
		if (i && !below(5))
			t->programs[i] = t->programs[i - 1];
		else
			random_valid_program(&t->programs[i]);
	}
	for (i = 0; i < CALLS; i++) {
		for (j = 0; j < 6; j++)
			t->args[i][j] = (unsigned long)interesting_value()
						<< 32 |
					interesting_value();
		t->result[i] = NOT_MADE;
	}
}

TEST_F_TIMEOUT(oracle, random_chains_match_interpreter, ORACLE_TIMEOUT)
{
	unsigned long rounds = get_env_number("SECCOMP_TEST_ROUNDS", 300);
	unsigned long round;
	unsigned int kinds[KINDS] = {};
	struct trial *t;
	int status, expected;
	size_t i;

	t = mmap(NULL, sizeof(*t), PROT_READ | PROT_WRITE,
		 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ASSERT_NE(MAP_FAILED, t);
	for (round = 0; round < rounds; round++) {
		random_trial(t);
		status = in_child(run_trial, t);
		ASSERT_NE(CHILD_FAILED, exit_summary(status));
		for (i = 0; i < CALLS; i++) {
			expected = verdict_result(chain_verdict(t, t->args[i]));
			ASSERT_EQ(expected, t->result[i])
			{
				TH_LOG("seed %lu, round %lu, call %zu, %zu filters",
				       self->seed, round, i, t->filters);
				while (t->filters--)
					print_program(&t->programs[t->filters]);
			}
			kinds[kind_of(expected)]++;
			if (expected == NOT_MADE)
				break;
		}
		ASSERT_EQ(i < CALLS ? BY_SIGNAL(SIGSYS) : 42,
			  exit_summary(status));
	}
	/* All kinds of results occurred. */
	if (rounds >= 300) {
		for (i = 0; i < KINDS; i++)
			EXPECT_LT(0, kinds[i]);
	}
	TH_LOG("seed %lu: %u calls allowed, %u refused, %u ENOSYS, %u killed",
	       self->seed, kinds[ALLOWED], kinds[REFUSED], kinds[GAVE_ENOSYS],
	       kinds[KILLED]);
}

TEST_HARNESS_MAIN
