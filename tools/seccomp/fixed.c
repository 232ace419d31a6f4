// SPDX-License-Identifier: GPL-2.0-only
/*
 * Programs with a constant in place of the number or of the architecture.
 */
#include <linux/seccomp.h>
#include <linux/seccomp_ext.h>
#include <stddef.h>

#include "fixed.h"
#include "interpret.h"
#include "reach.h"
#include "tool.h"

/* Copy a program, with another instruction in place of each load of a word. */
static struct program replace_loads(const struct program *program, __u32 offset,
				    struct sock_filter by)
{
	struct program fixed = { .len = program->len };
	unsigned int i;

	fixed.insns = xcalloc(program->len, sizeof(*fixed.insns));
	for (i = 0; i < program->len; i++) {
		fixed.insns[i] = program->insns[i];
		if (fixed.insns[i].code == (BPF_LD | BPF_W | BPF_ABS) &&
		    fixed.insns[i].k == offset)
			fixed.insns[i] = by;
	}
	return fixed;
}

/**
 * fix_chain - Put a constant in place of the loads of a word
 * @chain: the programs
 * @offset: offset of the word
 * @value: the constant
 *
 * Return: the changed programs.
 */
struct chain fix_chain(const struct chain *chain, __u32 offset, __u32 value)
{
	const struct sock_filter constant = BPF_STMT(BPF_LD | BPF_IMM, value);
	struct chain fixed = { .count = chain->count };
	unsigned int i;

	fixed.programs = xcalloc(fixed.count, sizeof(*fixed.programs));
	for (i = 0; i < fixed.count; i++)
		fixed.programs[i] =
			replace_loads(&chain->programs[i], offset, constant);
	return fixed;
}

/**
 * computes - Tell whether constants do not show which calls differ
 * @program: the program
 * @but: offset of a word whose loads do not count
 *
 * A word of a window takes its place, because reach_run_any() takes such a word for
 * unknown.
 *
 * Return: whether the number or the architecture is tested by other means than compares
 * with constants.
 */
bool computes(const struct program *program, __u32 but)
{
	const struct sock_filter unknown =
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, SECCOMP_ARG_WINDOW(0));
	struct program changed = replace_loads(program, but, unknown);
	struct reach reach;
	bool found;

	reach_init(&reach, &changed);
	reach_run_any(&reach, abi_by_name("x86-64"), 0);
	found = reach.computes;
	reach_free(&reach);
	program_free(&changed);
	return found;
}

/**
 * any_call - Return the numbers of all calls
 *
 * Return: a range that is no place in a walk.
 */
struct call_numbers any_call(void)
{
	return (struct call_numbers){
		.abi = abi_by_name("x86-64"),
		.high = 0xffffffff,
	};
}

/**
 * is_constant_chain - Tell whether a chain has one verdict, whatever the call is
 * @chain: the programs
 * @ret: receives SECCOMP_RET_* for true
 *
 * Return: whether each program returns one value.
 */
bool is_constant_chain(const struct chain *chain, __u32 *ret)
{
	unsigned int i, program, pc;
	static struct call call;
	bool constant = true;
	struct reach reach;

	for (i = 0; i < chain->count && constant; i++) {
		reach_init(&reach, &chain->programs[i]);
		reach_run_any(&reach, abi_by_name("x86-64"), 0);
		constant = reach.constant;
		reach_free(&reach);
	}
	if (constant)
		*ret = chain_verdict(chain, &call, &program, &pc);
	return constant;
}

/**
 * is_compared - Look for an architecture
 * @abis: ABIs
 * @count: number of ABIs
 * @arch: AUDIT_ARCH_*
 *
 * Return: whether one of the ABIs has it.
 */
bool is_compared(const struct abi *const *abis, unsigned int count, __u32 arch)
{
	while (count--)
		if (abis[count]->audit_arch == arch)
			return true;
	return false;
}

/**
 * loads_arch - Tell whether programs look at the architecture
 * @chain: the programs
 *
 * Return: whether one of them loads it.
 */
bool loads_arch(const struct chain *chain)
{
	const __u32 offset = offsetof(struct seccomp_data, arch);
	unsigned int i, j;

	for (i = 0; i < chain->count; i++)
		for (j = 0; j < chain->programs[i].len; j++) {
			const struct sock_filter *insn =
				&chain->programs[i].insns[j];

			if (insn->code == (BPF_LD | BPF_W | BPF_ABS) &&
			    insn->k == offset)
				return true;
		}
	return false;
}

/**
 * has_constant - Look for a constant
 * @chain: the programs
 * @k: the constant
 *
 * Return: whether a program compares something with it.
 */
bool has_constant(const struct chain *chain, __u32 k)
{
	unsigned int i, j;

	for (i = 0; i < chain->count; i++)
		for (j = 0; j < chain->programs[i].len; j++)
			if (BPF_CLASS(chain->programs[i].insns[j].code) ==
				    BPF_JMP &&
			    chain->programs[i].insns[j].k == k)
				return true;
	return false;
}

/**
 * computes_arch - Tell whether constants do not show which architectures differ
 * @chain: the programs
 *
 * Return: whether a program tests the architecture by other means than compares with
 * those of known ABIs.
 */
bool computes_arch(const struct chain *chain)
{
	const __u32 nr = offsetof(struct seccomp_data, nr);
	unsigned int i;

	for (i = 0; i < chain->count; i++)
		if (computes(&chain->programs[i], nr))
			return true;
	return false;
}
