// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel's analysis, compiled for user space and for the numbers of one
 * architecture. Only ANALYZER is visible outside of the object that has these files.
 */
#include "abi.h"
#include "analysis.h"
#include "arg_row.h"
#include "decision.h"
#include "kernel.h"
#include "window.h"

#include "../outcomes.h"

/* --- What the kernel gives to these files ---------------------------------- */

struct memory memory;

/* Allocate in place of kmalloc() and its variants. */
void *memory_alloc(size_t n, size_t size, bool zeroed)
{
	return calloc(n ?: 1, size ?: 1);
}

/* Free in place of kfree(). */
void memory_free(const void *p)
{
	free((void *)p);
}

static const struct seccomp_arg_row unknown_row;

/* The rows need the kernel's structures. Without them, a window can have any word. */
const struct seccomp_arg_row *seccomp_arg_row(unsigned int table_slot)
{
	return &unknown_row;
}

enum seccomp_window_content
seccomp_arg_row_window(const struct seccomp_arg_row *row, unsigned int window,
		       u32 *kind, u32 *limit)
{
	*kind = SECCOMP_KIND_NONE;
	*limit = SECCOMP_ARG_DATA_MAX;
	return WINDOW_BY_OP;
}

/* --- The analyzer ----------------------------------------------------------- */

/* A program that has been analyzed. */
struct state {
	const struct sock_filter *insns;
	unsigned int len;
	struct seccomp_analysis analysis;
};

static void *start(const struct sock_filter *insns, unsigned int len)
{
	struct state *state = calloc(1, sizeof(*state));

	if (!state)
		return NULL;
	state->insns = insns;
	state->len = len;
	if (!seccomp_analyze(insns, len, &state->analysis))
		return state;
	free(state);
	return NULL;
}

static void end(void *state)
{
	struct state *s = state;

	kvfree(s->analysis.code);
	free(s);
}

/* Convert the place of a value to the offset by which a filter loads its first half. */
static __u32 test_offset(const struct seccomp_test *test)
{
	unsigned int window;

	if (test->source == SECCOMP_SOURCE_REGS)
		return test->reg;
	if (test->source == SECCOMP_SOURCE_HEADERS)
		return SECCOMP_ARG_WINDOW(test->reg / SECCOMP_WINDOW_HEADER) +
		       test->reg % SECCOMP_WINDOW_HEADER;
	window = test->source - SECCOMP_SOURCE_DATA;
	return SECCOMP_ARG_DATA(window) + test->reg;
}

static void copy_test(struct outcome_test *to, const struct seccomp_test *from)
{
	unsigned int exit;

	to->source = from->source == SECCOMP_SOURCE_REGS ? OUTCOME_DATA :
							   OUTCOME_WINDOW;
	to->offset = test_offset(from);
	to->mask = from->mask;
	to->base = from->base;
	to->span = from->span;
	for (exit = 0; exit < 2; exit++) {
		to->next[exit] = from->next[exit] / sizeof(*from);
		to->ret[exit] = from->ret[exit];
	}
}

static bool find_list(const struct sock_filter *insns, unsigned int len,
		      struct outcome *outcome)
{
	/* A "register" is the offset in struct seccomp_data. */
	static const u16 offsets[] = { 0, 8, 16, 24, 32, 40, 48, 56 };
	struct seccomp_test tests[SECCOMP_LIST_TESTS];
	struct seccomp_list_work *work = seccomp_list_work_alloc(len);
	unsigned int i;

	if (!work)
		return false;
	outcome->count =
		seccomp_list_from_residual(work, insns, len, offsets, tests);
	kvfree(work);
	for (i = 0; i < outcome->count; i++)
		copy_test(&outcome->tests[i], &tests[i]);
	return outcome->count;
}

static void find(void *state, __u32 arch, __u32 nr, struct outcome *outcome)
{
	struct state *s = state;
	const struct seccomp_analysis *an = &s->analysis;
	const u32 slot = seccomp_table_index(arch, nr);
	const struct seccomp_outcome *known =
		&an->outcomes[an->outcome_idx[slot]];
	const struct seccomp_residual *residual;

	memset(outcome, 0, sizeof(*outcome));
	switch (known->kind) {
	case OUTCOME_CONSTANT:
		outcome->kind = OUTCOME_IS_CONSTANT;
		outcome->ret = known->ret;
		return;
	case OUTCOME_RESIDUAL:
		residual = &an->residuals[known->residual];
		outcome->insns = an->code + residual->first;
		outcome->len = residual->len;
		break;
	default:
		outcome->insns = s->insns;
		outcome->len = s->len;
	}
	outcome->kind = OUTCOME_IS_PROGRAM;
	if (known->kind == OUTCOME_RESIDUAL &&
	    find_list(outcome->insns, outcome->len, outcome))
		outcome->kind = OUTCOME_IS_LIST;
}

const struct analyzer ANALYZER = {
	.native = SECCOMP_ARCH_NATIVE,
	.compat = SECCOMP_ARCH_COMPAT,
	.start = start,
	.find = find,
	.end = end,
};
