// SPDX-License-Identifier: GPL-2.0-only
/*
 * Find the answer of a program to each number of an ABI.
 */
#include <string.h>

#include "abi.h"
#include "outcomes.h"
#include "program.h"
#include "tool.h"

static const struct analyzer *const analyzers[] = {
	&analyzer_x86_64,
	&analyzer_arm64,
};

/**
 * outcomes_start - Analyze a program
 * @outcomes: receives the answers; the caller ends them with outcomes_end()
 * @program: a program that the kernel accepts; the caller keeps it alive
 * @abi: ABI whose numbers will be asked for
 */
void outcomes_start(struct outcomes *outcomes, const struct program *program,
		    const struct abi *abi)
{
	size_t i;

	*outcomes = (struct outcomes){ .program = program };
	for (i = 0; i < ARRAY_SIZE(analyzers); i++)
		if (analyzers[i]->native == abi->audit_arch ||
		    analyzers[i]->compat == abi->audit_arch)
			outcomes->analyzer = analyzers[i];
	if (!outcomes->analyzer)
		return;
	outcomes->state =
		outcomes->analyzer->start(program->insns, program->len);
	/* Without memory, each answer is the whole program. */
	if (!outcomes->state)
		outcomes->analyzer = NULL;
}

/**
 * outcomes_find - Find the answer to a number
 * @outcomes: answers of a program
 * @abi: ABI of the number, with the architecture that outcomes_start() had
 * @nr: the number, as filters see it
 * @outcome: receives the answer, which is valid until outcomes_end()
 */
void outcomes_find(struct outcomes *outcomes, const struct abi *abi, __u32 nr,
		   struct outcome *outcome)
{
	if (outcomes->analyzer) {
		outcomes->analyzer->find(outcomes->state, abi->audit_arch, nr,
					 outcome);
		return;
	}
	memset(outcome, 0, sizeof(*outcome));
	outcome->kind = OUTCOME_IS_PROGRAM;
	outcome->insns = outcomes->program->insns;
	outcome->len = outcomes->program->len;
}

/**
 * outcomes_end - Free the answers of a program
 * @outcomes: the answers
 */
void outcomes_end(struct outcomes *outcomes)
{
	if (outcomes->analyzer)
		outcomes->analyzer->end(outcomes->state);
}
