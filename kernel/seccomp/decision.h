/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Decision lists: residuals that only compare registers and words of windows with
 * constants, as data.
 *
 * A list needs no code, so entry evaluates it without an indirect call, and the
 * BPF back end neither compiles nor hardens anything for it.
 */
#ifndef _KERNEL_SECCOMP_DECISION_H
#define _KERNEL_SECCOMP_DECISION_H

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/types.h>

struct pt_regs;
struct seccomp_list_work;
struct sock_filter;

/**
 * struct seccomp_test - one test of a decision list
 * @next: offset in bytes of the next test from the start of the list, if the test
 *	fails, and if it holds; 0 to return @ret. The next test is always behind
 *	this one
 * @reg: offset of the register in struct pt_regs, or of the 64-bit word in @source
 * @source: enum seccomp_source; SECCOMP_SOURCE_REGS in a list of a residual that
 *	loads from no window
 * @ret: return value of the program if the test fails, and if it holds; 0 where
 *	@next is not 0
 * @mask: bits of the register or word that are compared
 * @base: see @span
 * @span: the test holds if (register & @mask) - @base is at most @span
 *
 * An interval of a masked register expresses each compare of classic BPF with a
 * constant. A test of zeroes returns SECCOMP_RET_KILL_THREAD.
 *
 * A test does not change after its list is published together with its program.
 */
struct seccomp_test {
	u16 next[2]; /* first, so that arm64 indexes it in one instruction */
	u16 reg;
	u16 source;
	u32 ret[2];
	u64 mask;
	u64 base;
	u64 span;
};

static_assert(sizeof(struct seccomp_test) == 40);

/* Capacity of a list. The limit bounds the time of a call and the offsets. */
#define SECCOMP_LIST_TESTS 64

/*
 * The exits of a test are 0 and 1, if it fails and if it holds. x86 makes 0 or -1 of a
 * carry in one instruction. There, the number of an exit is relative to the last one.
 */
#define SECCOMP_EXIT_BASE (IS_ENABLED(CONFIG_X86) ? 1 : 0)

/**
 * seccomp_test_exit - Select an exit of a test
 * @test: the test
 * @value: (register & @mask) - @base of @test
 *
 * The result comes from a compare that the compiler cannot turn into a branch.
 *
 * Context: system call entry of current.
 * Return: number of the exit, relative to SECCOMP_EXIT_BASE.
 */
static __always_inline long seccomp_test_exit(const struct seccomp_test *test,
					      u64 value)
{
	long exit;

	if (IS_ENABLED(CONFIG_X86))
		exit = -(long)(test->span < value);
	else
		exit = value <= test->span;
	OPTIMIZER_HIDE_VAR(exit);
	return exit;
}

/**
 * seccomp_list_run - Evaluate a decision list that reads registers only
 * @list: first test of the list
 * @regs: saved registers of current
 *
 * All numbers in a list but the registers are constants of the filter. A register
 * only selects one of the two exits of a test, by a compare that the compiler
 * cannot turn into a branch. So no value from user space forms an address beyond
 * this selection.
 *
 * The only branch is the one at the end of a test. If the processor mispredicts
 * it, it may go on with the offset 0, which is the first test and in bounds. Or it
 * uses the return value 0 of an exit without an answer: SECCOMP_RET_KILL_THREAD.
 *
 * Context: system call entry of current.
 * Return: SECCOMP_RET_* with its data; each return value that allows the call is
 * exactly SECCOMP_RET_ALLOW.
 */
static __always_inline u32 seccomp_list_run(const struct seccomp_test *list,
					    const struct pt_regs *regs)
{
	const struct seccomp_test *test = list;
	unsigned long next;
	long exit;
	u64 value;

	for (;;) {
		value = *(const u64 *)((const char *)regs + test->reg);
		exit = seccomp_test_exit(test,
					 (value & test->mask) - test->base);
		next = (test->next + SECCOMP_EXIT_BASE)[exit];
		if (!next)
			break;
		test = (const void *)list + next;
	}
	/* Otherwise each test adds the base for this load. */
	OPTIMIZER_HIDE_VAR(exit);
	return (test->ret + SECCOMP_EXIT_BASE)[exit];
}

/**
 * seccomp_list_run_windows - Evaluate a decision list that may read windows
 * @list: first test of the list
 * @sources: address of each source; those that the list reads are valid
 *
 * A word of a window is a value from user space, as a register is. The argument of
 * seccomp_list_run() holds for it. The source and the offset are constants of the
 * filter, so the load needs no mask.
 *
 * Context: system call entry of current.
 * Return: as seccomp_list_run().
 */
static inline u32 seccomp_list_run_windows(const struct seccomp_test *list,
					   const void *const *sources)
{
	const struct seccomp_test *test = list;
	unsigned long next;
	long exit;
	const char *source;
	u64 value;

	for (;;) {
		source = sources[test->source];
		value = *(const u64 *)(source + test->reg);
		exit = seccomp_test_exit(test,
					 (value & test->mask) - test->base);
		next = (test->next + SECCOMP_EXIT_BASE)[exit];
		if (!next)
			break;
		test = (const void *)list + next;
	}
	/* Otherwise each test adds the base for this load. */
	OPTIMIZER_HIDE_VAR(exit);
	return (test->ret + SECCOMP_EXIT_BASE)[exit];
}

struct seccomp_list_work *seccomp_list_work_alloc(unsigned int len);
unsigned int seccomp_list_from_residual(struct seccomp_list_work *work,
					const struct sock_filter *insns,
					unsigned int len, const u16 *offsets,
					struct seccomp_test *tests);

#endif /* _KERNEL_SECCOMP_DECISION_H */
