// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test verdicts that depend on more than the number. A filter must see the real
 * arguments, also where the kernel has precomputed a part of the verdict.
 *
 * Test also that programs which take long to analyze do not block other tasks.
 */
#include "../kselftest_harness.h"
#include "common.h"

#include <time.h>

#define MAGIC 0x51a7e005
#define INSN_ALU(op, kval) INSN(BPF_ALU | (op) | BPF_K, kval)
#define INSN_ALU_X(op) INSN(BPF_ALU | (op) | BPF_X, 0)
#define INSN_STORE_SLOT(slot) INSN(BPF_ST, slot)
#define INSN_LOAD_SLOT(slot) INSN(BPF_LD | BPF_MEM, slot)
#define INSN_LOAD_SLOT_X(slot) INSN(BPF_LDX | BPF_MEM, slot)
#define INSN_TAX INSN(BPF_MISC | BPF_TAX, 0)

/* Call getppid(2), which ignores its arguments. Return 0 or the errno. */
static int call_with(const uint64_t args[6])
{
	return syscall(__NR_getppid, args[0], args[1], args[2], args[3],
		       args[4], args[5]) < 0 ?
		       errno :
		       0;
}

static int call_with_first(uint64_t first)
{
	const uint64_t args[6] = { first };

	return call_with(args);
}

static int call_number(long nr)
{
	return syscall(nr, 0, 0, 0, 0, 0, 0) < 0 ? errno : 0;
}

TEST(args_each_half_is_compared)
{
	struct sock_filter insns[3 + 3 * 12 + 1];
	unsigned int len = 0, half;
	uint64_t args[6];

	insns[len++] = INSN_LOAD_NR;
	insns[len++] = INSN_JEQ(__NR_getppid, 1, 0);
	insns[len++] = INSN_RET(SECCOMP_RET_ALLOW);
	for (half = 0; half < 12; half++) {
		insns[len++] = INSN_LOAD(ARG_LO(0) + 4 * half);
		insns[len++] = INSN_JEQ(MAGIC, 0, 1);
		insns[len++] = INSN_RET(SECCOMP_RET_ERRNO | (100 + half));
	}
	insns[len++] = INSN_RET(SECCOMP_RET_ALLOW);
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach(insns, len, 0));
	for (half = 0; half < 12; half++) {
		memset(args, 0, sizeof(args));
		args[half / 2] = half % 2 ? (uint64_t)MAGIC << 32 : MAGIC;
		EXPECT_EQ(100 + half, call_with(args));
		args[half / 2] ^= 1ull << 32 | 1;
		EXPECT_EQ(0, call_with(args));
	}
}

TEST(args_masked_compare_ignores_other_bits)
{
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(__NR_getppid, 0, 4),
		INSN_LOAD_ARG_LO(0),
		INSN_ALU(BPF_AND, 0xf0),
		INSN_JEQ(0x30, 0, 1),
		INSN_RET(SECCOMP_RET_ERRNO | 7),
		INSN_RET(SECCOMP_RET_ALLOW),
	};

	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach(insns, ARRAY_SIZE(insns), 0));
	EXPECT_EQ(7, call_with_first(0x30));
	EXPECT_EQ(7, call_with_first(0xffffffffffffff3f));
	EXPECT_EQ(0, call_with_first(0x20));
	EXPECT_EQ(0, call_with_first(0x130 ^ 0x10));
	EXPECT_EQ(0, call_with_first(0));
}

TEST(args_64_bit_compare_uses_both_halves)
{
	/* Values above 0x100000005 get an errno. */
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(__NR_getppid, 0, 5),
		INSN_LOAD_ARG_HI(0),
		INSN_JUMP(BPF_JMP | BPF_JGT | BPF_K, 1, 4, 0),
		INSN_JEQ(1, 0, 2),
		INSN_LOAD_ARG_LO(0),
		INSN_JUMP(BPF_JMP | BPF_JGT | BPF_K, 5, 1, 0),
		INSN_RET(SECCOMP_RET_ALLOW),
		INSN_RET(SECCOMP_RET_ERRNO | 8),
	};

	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach(insns, ARRAY_SIZE(insns), 0));
	EXPECT_EQ(0, call_with_first(0));
	EXPECT_EQ(0, call_with_first(0xffffffff));
	EXPECT_EQ(0, call_with_first(0x100000005));
	EXPECT_EQ(8, call_with_first(0x100000006));
	EXPECT_EQ(8, call_with_first(0x200000000));
	EXPECT_EQ(8, call_with_first(-1));
}

TEST(verdict_computed_from_args_and_nr)
{
	/* errno = (arg0 + arg1 * 2 + number - getppid) & 0xff */
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(__NR_getppid, 1, 0),
		INSN_RET(SECCOMP_RET_ALLOW),
		INSN_ALU(BPF_SUB, __NR_getppid),
		INSN_STORE_SLOT(3),
		INSN_LOAD_ARG_LO(1),
		INSN_ALU(BPF_LSH, 1),
		INSN_TAX,
		INSN_LOAD_SLOT(3),
		INSN_ALU_X(BPF_ADD),
		INSN_STORE_SLOT(9),
		INSN_LOAD_ARG_LO(0),
		INSN_LOAD_SLOT_X(9),
		INSN_ALU_X(BPF_ADD),
		INSN_ALU(BPF_AND, 0xff),
		INSN_ALU(BPF_OR, SECCOMP_RET_ERRNO),
		INSN_RET_A,
	};
	unsigned int a, b;

	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach(insns, ARRAY_SIZE(insns), 0));
	for (a = 1; a < 40; a += 3) {
		for (b = 0; b < 40; b += 7) {
			const uint64_t args[6] = { a, b };

			EXPECT_EQ(a + 2 * b, call_with(args));
		}
	}
}

TEST(unassigned_numbers_get_own_verdicts)
{
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(0x12345678, 3, 0),
		INSN_JEQ(-7, 3, 0),
		INSN_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x90000000, 3, 0),
		INSN_RET(SECCOMP_RET_ALLOW),
		INSN_RET(SECCOMP_RET_ERRNO | 101),
		INSN_RET(SECCOMP_RET_ERRNO | 102),
		INSN_RET(SECCOMP_RET_ERRNO | 103),
	};

	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach(insns, ARRAY_SIZE(insns), 0));
	EXPECT_EQ(ENOSYS, call_number(0x12345677));
	EXPECT_EQ(101, call_number(0x12345678));
	EXPECT_EQ(ENOSYS, call_number(0x3fffffff));
	EXPECT_EQ(ENOSYS, call_number(0x7fffffff));
	EXPECT_EQ(ENOSYS, call_number(-0x70000001));
	EXPECT_EQ(103, call_number(-0x70000000));
	EXPECT_EQ(102, call_number(-7));
	EXPECT_EQ(103, call_number(-6));
	EXPECT_EQ(0, call_number(__NR_getppid));
}

/* Attach a filter that returns @verdict if the first argument is @value. */
static int attach_arg_check(uint32_t value, uint32_t verdict)
{
	struct sock_filter insns[] = {
		INSN_LOAD_NR,	     INSN_JEQ(__NR_getppid, 0, 3),
		INSN_LOAD_ARG_LO(0), INSN_JEQ(value, 0, 1),
		INSN_RET(verdict),   INSN_RET(SECCOMP_RET_ALLOW),
	};

	return attach(insns, ARRAY_SIZE(insns), 0);
}

TEST(chain_strictest_verdict_wins_then_newest)
{
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_arg_check(1, SECCOMP_RET_ERRNO | 11));
	ASSERT_EQ(0, attach_arg_check(2, SECCOMP_RET_ERRNO | 12));
	/* TRACE is less severe than ERRNO of the older filters. */
	ASSERT_EQ(0, attach_arg_check(1, SECCOMP_RET_TRACE));
	ASSERT_EQ(0, attach_arg_check(2, SECCOMP_RET_ERRNO | 22));
	ASSERT_EQ(0, attach_arg_check(3, SECCOMP_RET_ERRNO | 23));
	/* The newest filter checks the same value as the first one. */
	ASSERT_EQ(0, attach_arg_check(1, SECCOMP_RET_ERRNO | 31));
	EXPECT_EQ(31, call_with_first(1));
	EXPECT_EQ(22, call_with_first(2));
	EXPECT_EQ(23, call_with_first(3));
	EXPECT_EQ(0, call_with_first(4));
}

/* All filters check the same argument. The oldest one is the strictest. */
TEST(chain_older_stricter_verdict_wins)
{
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_arg_check(1, SECCOMP_RET_ERRNO | 11));
	ASSERT_EQ(0, attach_arg_check(1, SECCOMP_RET_TRACE));
	ASSERT_EQ(0, attach_arg_check(1, SECCOMP_RET_LOG));
	EXPECT_EQ(11, call_with_first(1));
	EXPECT_EQ(0, call_with_first(2));
}

TEST(chain_arg_filters_around_constant_filter)
{
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_arg_check(1, SECCOMP_RET_ERRNO | 11));
	ASSERT_EQ(0, attach_errno(__NR_getppid, 40));
	ASSERT_EQ(0, attach_arg_check(2, SECCOMP_RET_ERRNO | 12));
	ASSERT_EQ(0, attach_arg_check(3, SECCOMP_RET_LOG));
	EXPECT_EQ(40, call_with_first(1));
	EXPECT_EQ(12, call_with_first(2));
	EXPECT_EQ(40, call_with_first(3));
}

static int attach_as(void *user)
{
	if (user)
		CHILD_ASSERT_EQ(0, setuid((uintptr_t)user));
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_arg_check(6, SECCOMP_RET_ERRNO | 66));
	CHILD_ASSERT_EQ(66, call_with_first(6));
	CHILD_ASSERT_EQ(0, call_with_first(5));
	return 0;
}

TEST(program_loaded_by_other_users_gives_same_verdict)
{
	int i;

	if (geteuid())
		SKIP(return, "root is needed to become another user");
	/*
	 * The test keeps this filter. The children of root can share its
	 * program. The children of another user cannot.
	 */
	ASSERT_EQ(0, attach_arg_check(6, SECCOMP_RET_ERRNO | 66));
	for (i = 0; i < 20; i++) {
		EXPECT_EQ(0, exit_summary(in_child(attach_as, NULL)));
		EXPECT_EQ(0, exit_summary(in_child(attach_as, (void *)1000)));
	}
	EXPECT_EQ(66, call_with_first(6));
}

/*
 * Make a program that takes long to analyze. Its paths join often, it uses all
 * slots, and it checks the number at the end.
 */
static size_t make_complex_program(struct sock_filter *insns, size_t len)
{
	size_t pc = 0;
	int i;

	for (i = 0; i < BPF_MEMWORDS; i++)
		insns[pc++] = INSN_STORE_SLOT(i);
	for (i = 0; pc + 10 < len; i++) {
		insns[pc++] = INSN_LOAD(ARG_LO(0) + 4 * (i % 12));
		insns[pc++] = INSN_STORE_SLOT(i % BPF_MEMWORDS);
		insns[pc++] = INSN_JUMP(BPF_JMP | BPF_JSET | BPF_K,
					1u << i % 32, i % 3, 1);
		insns[pc++] = INSN_ALU_X(BPF_ADD);
	}
	insns[pc++] = INSN_LOAD_NR;
	insns[pc++] = INSN_TAX;
	insns[pc++] = INSN_LOAD_ARG_HI(5);
	insns[pc++] = INSN_ALU_X(BPF_ADD);
	/*
	 * Every real call is allowed, so that a task with this filter can go
	 * on.
	 */
	insns[pc++] = INSN_JEQ(0xdeadbeef, 0, 1);
	insns[pc++] = INSN_RET(SECCOMP_RET_ERRNO | 1);
	insns[pc++] = INSN_RET(SECCOMP_RET_ALLOW);
	return pc;
}

/* Each value of @count gives another program, until the counter wraps. */
static int attach_new_complex_program(unsigned int count)
{
	static struct sock_filter insns[PROGRAM_MAX_LEN];
	size_t len = make_complex_program(insns, 400);

	insns[len - 3].k += count;
	return attach(insns, len, 0);
}

static int attach_complex_programs(void *arg)
{
	unsigned int count;

	CHILD_ASSERT_EQ(0, no_new_privs());
	/* The kernel analyzes each program, even when the chain is full. */
	for (count = 0;; count++)
		attach_new_complex_program(count);
	return 0;
}

static double seconds(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec + time.tv_nsec / 1e9;
}

/*
 * SIGKILL must take effect within five seconds, or within the time of ten
 * attaches if that is longer.
 */
TEST(complex_program_attach_can_be_killed)
{
	double began, limit;
	pid_t pid;
	int i;

	ASSERT_EQ(0, no_new_privs());
	began = seconds();
	ASSERT_EQ(0, attach_new_complex_program(0));
	limit = 10 * (seconds() - began);
	if (limit < 5)
		limit = 5;
	for (i = 0; i < 5; i++) {
		pid = start_child(attach_complex_programs, NULL);
		ASSERT_LT(0, pid);
		usleep(20000 + 7000 * i);
		began = seconds();
		ASSERT_EQ(0, kill(pid, SIGKILL));
		EXPECT_EQ(BY_SIGNAL(SIGKILL), exit_summary(wait_child(pid)));
		EXPECT_GT(limit, seconds() - began);
	}
}

FIXTURE(complex_programs)
{
	pid_t pid[4];
};

FIXTURE_SETUP(complex_programs)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(self->pid); i++) {
		self->pid[i] = start_child(attach_complex_programs, NULL);
		ASSERT_LT(0, self->pid[i]);
	}
}

FIXTURE_TEARDOWN(complex_programs)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(self->pid); i++) {
		EXPECT_EQ(0, kill(self->pid[i], SIGKILL));
		EXPECT_EQ(BY_SIGNAL(SIGKILL),
			  exit_summary(wait_child(self->pid[i])));
	}
}

/*
 * Each attach waits for attaches of the other tasks. On a debug kernel this
 * takes long.
 */
TEST_F_TIMEOUT(complex_programs, other_tasks_can_attach_and_call, 300)
{
	int i;

	for (i = 0; i < 20; i++)
		EXPECT_EQ(0, exit_summary(in_child(attach_as, NULL)));
}

TEST_HARNESS_MAIN
