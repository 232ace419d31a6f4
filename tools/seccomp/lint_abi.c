// SPDX-License-Identifier: GPL-2.0-only
/*
 * The answers of a program to all calls of an ABI, worked out on demand.
 */
#include <string.h>

#include "lint_abi.h"
#include "tool.h"

/* No call of any ABI has this number. It has neither the bit of x32 nor a sign. */
#define UNASSIGNED 0x0ffffff0

static void fill(struct lint_abi *la, struct verdict *verdict, __u32 nr)
{
	struct reach *reach = &la->reach;
	unsigned int i;

	reach_run(reach, la->abi, la->arch, nr);
	*verdict = (struct verdict){
		.known = true,
		.strictest = reach->strictest,
		.mildest = reach->mildest,
		.strictest_pc = reach->strictest_pc,
		.mildest_pc = reach->mildest_pc,
		.low = reach->low,
		.high = reach->high,
		.windows = reach->windows,
		.window_pc = reach->window_pc,
		.loads_arch = reach->loads_arch,
	};
	memcpy(verdict->half_pc, reach->half_pc, sizeof(verdict->half_pc));
	for (i = 0; i < reach->program->len; i++)
		la->reached[i] |= reach->reached[i];
}

/**
 * lint_abi_new - Prepare for the answers to the calls of an ABI
 * @program: the program, which outlives the result
 * @abi: the ABI
 * @arch: AUDIT_ARCH_* that the program sees
 *
 * Return: an object that the caller frees by lint_abi_free().
 */
struct lint_abi *lint_abi_new(const struct program *program,
			      const struct abi *abi, __u32 arch)
{
	struct lint_abi *la = xcalloc(1, sizeof(*la));

	la->abi = abi;
	la->arch = arch;
	/* Numbers of mips begin at 4000, 5000 and 6000, those of x32 at its bit. */
	la->first = abi_call_number(abi, "read") & ~(__u32)1023;
	la->reached = xcalloc(program->len, sizeof(*la->reached));
	reach_init(&la->reach, program);
	fill(la, &la->other, UNASSIGNED | (la->first & X32_BIT));
	return la;
}

/**
 * lint_abi_free - Free the answers to the calls of an ABI
 * @la: the result of lint_abi_new(), or NULL
 */
void lint_abi_free(struct lint_abi *la)
{
	if (!la)
		return;
	reach_free(&la->reach);
	free(la->reached);
	free(la);
}

/**
 * lint_verdict - Work out the answers to a number
 * @la: answers of a program
 * @nr: a number as filters see it
 *
 * Return: the answers, owned by @la.
 */
const struct verdict *lint_verdict(struct lint_abi *la, __u32 nr)
{
	const __u32 index = nr - la->first;

	if (index >= LINT_NUMBERS)
		return &la->other;
	if (!la->verdicts[index].known)
		fill(la, &la->verdicts[index], nr);
	return &la->verdicts[index];
}

/**
 * lint_verdict_by_name - Work out the answers to a call
 * @la: answers of a program
 * @name: name of the call
 *
 * Return: the answers, owned by @la; or NULL if the ABI has no such call.
 */
const struct verdict *lint_verdict_by_name(struct lint_abi *la,
					   const char *name)
{
	const int nr = abi_call_number(la->abi, name);

	return nr < 0 ? NULL : lint_verdict(la, nr);
}

/**
 * lint_high_half_runs - Tell whether the high half of an argument lets a call run
 * @la: answers of a program
 * @nr: number of the call
 * @argument: index of the argument, 0 to 5
 *
 * Return: true if the call is always allowed when that half is 1.
 */
bool lint_high_half_runs(struct lint_abi *la, __u32 nr, unsigned int argument)
{
	la->reach.high_set = 1 << argument;
	reach_run(&la->reach, la->abi, la->arch, nr);
	la->reach.high_set = 0;
	return answer_runs(la->reach.strictest);
}

/**
 * verdict_may_run - Tell whether a call may run
 * @v: its answers
 *
 * Return: true if it is allowed for some arguments, or if another process decides.
 */
bool verdict_may_run(const struct verdict *v)
{
	return answer_may_run(v->mildest);
}

/**
 * verdict_always_runs - Tell whether a call is allowed for all arguments
 * @v: its answers
 *
 * Return: true if no answer refuses the call or asks another process.
 */
bool verdict_always_runs(const struct verdict *v)
{
	return answer_runs(v->strictest);
}

/**
 * verdict_is_weaker - Compare the answers to two calls that do the same
 * @a: answers to one of them
 * @b: answers to the other
 *
 * Return: true if @a is always allowed and @b not, or if only @a may run.
 */
bool verdict_is_weaker(const struct verdict *a, const struct verdict *b)
{
	if (verdict_always_runs(a))
		return !verdict_always_runs(b);
	return verdict_may_run(a) && !verdict_may_run(b);
}

/**
 * verdict_is_meant - Tell whether a restriction has a rule of its own
 * @la: answers of the program
 * @v: the answers to a call
 *
 * A call that is missing in a list of allowed calls has the answer of unknown numbers.
 *
 * Return: true if the call is restricted, by a condition or by its number.
 */
bool verdict_is_meant(const struct lint_abi *la, const struct verdict *v)
{
	if (verdict_always_runs(v))
		return false;
	return verdict_may_run(v) || verdict_always_runs(&la->other);
}
