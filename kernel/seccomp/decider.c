// SPDX-License-Identifier: GPL-2.0-only
/*
 * Attribution: which filter of a path has decided about a call.
 *
 * A verdict does not name its filter. Tables merge equal rules of different
 * filters, and equal paths share a table. A name in each verdict would keep apart
 * what is shared, and each call would carry it. Only records, events and counts need
 * the name. For them the path is evaluated again.
 */
#include <linux/jump_label.h>
#include <linux/ptrace.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/seccomp_fastpath.h>
#include <asm/syscall.h>

#include "abi.h"
#include "action_handler.h"
#include "arch.h"
#include "decider.h"
#include "deep.h"
#include "domain.h"
#include "filter.h"
#include "outcome.h"
#include "program.h"
#include "verdict.h"
#include "window.h"

DEFINE_STATIC_KEY_FALSE(seccomp_watching);

/**
 * seccomp_watch_get - Let silent errnos take the slow path
 *
 * Records and events need each refused call, also those that the fast path answers.
 *
 * Context: process context; may sleep.
 */
void seccomp_watch_get(void)
{
	static_branch_inc(&seccomp_watching);
}

/**
 * seccomp_watch_put - Undo one seccomp_watch_get()
 *
 * Context: process context; may sleep.
 */
void seccomp_watch_put(void)
{
	static_branch_dec(&seccomp_watching);
}

/**
 * struct decider_search - a search for the filter that gave a verdict
 * @call: the call of current, with its verdict
 * @input: the call as whole programs read it
 * @slot: table slot of the call, an index in the outcomes of each program
 */
struct decider_search {
	const struct seccomp_call *call;
	struct seccomp_input input;
	u32 slot;
};

/* Without copies, no rule has the check of a residual that loads windows. */
static u32 run_program_residual(const struct decider_search *search,
				const struct seccomp_program *program,
				unsigned int residual)
{
	const struct pt_regs *regs = search->call->regs;

	if (!program->residuals[residual].windows)
		return seccomp_program_run_residual(program, residual, regs);
	if (!search->call->slot)
		return SECCOMP_RET_ALLOW;
	return seccomp_program_run_deep(program, residual, regs,
					search->input.windows);
}

/* Return the answer of a program, from what its analysis knows of the number. */
static u32 program_answer(const struct decider_search *search,
			  const struct seccomp_program *program)
{
	const struct seccomp_outcome *outcome =
		&program->outcomes[program->outcome_idx[search->slot]];

	switch (outcome->kind) {
	case OUTCOME_CONSTANT:
		return outcome->ret;
	case OUTCOME_RESIDUAL:
		return run_program_residual(search, program, outcome->residual);
	}
	return seccomp_program_run(program, &search->input);
}

static bool program_decides(const struct decider_search *search,
			    const struct seccomp_filter *filter,
			    const struct seccomp_program *program)
{
	const struct seccomp_verdict verdict =
		seccomp_verdict_of(filter, program_answer(search, program));

	return seccomp_verdict_equal(&verdict, &search->call->verdict);
}

static bool content_decides(const struct decider_search *search,
			    const struct seccomp_filter *filter)
{
	const struct seccomp_content *content =
		seccomp_domain_contents(filter->domain);

	for (; content; content = content->next)
		if (program_decides(search, filter, content->program))
			return true;
	return false;
}

/* A listener belongs to one filter. Its answers may have replaced the copies. */
static const struct seccomp_filter *
owner_of_listener(const struct seccomp_filter *filter,
		  const struct seccomp_listener *listener)
{
	while (filter && filter->listener != listener)
		filter = filter->prev;
	return filter;
}

static const struct seccomp_filter *
find_decider(const struct decider_search *search)
{
	const struct seccomp_filter *filter = search->call->filter;

	for (; filter; filter = filter->prev) {
		if (filter->domain && content_decides(search, filter))
			return filter;
		if (program_decides(search, filter, filter->program))
			return filter;
	}
	return NULL;
}

/**
 * seccomp_call_decider - Find the filter that gave the verdict of a call
 * @call: the call of current, with its verdict and its path; owned by the caller. Its
 *	registers and copies are those for which the verdict was found
 *
 * Among equal actions the newest filter gives the verdict, with its data. So the
 * newest filter with the same verdict is the one. The contents of a domain count for
 * the filter that makes it, and are newer than its program.
 *
 * No argument is copied here, but a program may load windows that were not copied for
 * the verdict. The check of such a program was dropped from the rule: nothing that its
 * residual can return replaces the constant verdict of the rule. This bound is taken
 * over all return instructions of the residual, so it holds for any word in the
 * windows. A residual that stays below the constant cannot return the verdict. One
 * that can return its action is older than the constant, and is not reached. That is
 * why this function runs residuals and not whole programs, which could take
 * branches that the number rules out.
 *
 * A verdict may have been overtaken. A domain may have a new content, a sibling may
 * have attached a filter, and a tracer may have changed the registers. Then a newer
 * filter with the same verdict may be found, or none.
 *
 * Context: system call entry of current.
 * Return: the filter, which the path keeps alive; NULL for a call that is allowed, or
 * if no filter gives the verdict any more.
 */
const struct seccomp_filter *
seccomp_call_decider(const struct seccomp_call *call)
{
	const struct seccomp_filter *newest = call->filter;
	struct decider_search search __uninitialized;

	if (seccomp_is_allow(call->verdict.ret))
		return NULL;
	if (!newest || !newest->prev)
		return newest;
	if (call->verdict.listener)
		return owner_of_listener(newest, call->verdict.listener);
	search.call = call;
	populate_seccomp_data(&search.input.sd, call->regs);
	search.input.windows = seccomp_deep_windows(call);
	search.slot =
		seccomp_table_index(search.input.sd.arch, search.input.sd.nr);
	return find_decider(&search);
}
