// SPDX-License-Identifier: GPL-2.0-only
/*
 * Findings about the instructions of a program.
 */
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <string.h>

#include "lint.h"
#include "lint_abi.h"
#include "tool.h"

/* The kernel's MAX_ERRNO. It replaces larger values. */
#define ERRNO_MAX 4095

static void check_answer(struct lint *lint, unsigned int pc, __u32 ret)
{
	const __u32 action = ret & SECCOMP_RET_ACTION_FULL;
	const __u32 data = ret & SECCOMP_RET_DATA;

	if (action == SECCOMP_RET_ERRNO && !data)
		lint_add(lint, "errno-0", pc,
			 xstrdup("errno 0 refuses the call, and its caller sees success"),
			 xstrdup("answer with the errno that tells why, such as EPERM"));
	if (action == SECCOMP_RET_ERRNO && data > ERRNO_MAX)
		lint_add(lint, "errno-range", pc,
			 xasprintf("errno %u is no errno, and the kernel makes it %d",
				   data, ERRNO_MAX),
			 xasprintf("answer with an errno from 1 to %d", ERRNO_MAX));
	if (action == SECCOMP_RET_KILL_THREAD)
		lint_add(lint, "kill-thread", pc,
			 xstrdup("a kill ends one thread, and the others wait for it for ever"),
			 xstrdup("kill the process"));
}

/* Run all calls that an instruction may tell apart from others. */
static void run_all(struct lint_abi *la, bool *reached)
{
	const struct program *program = la->reach.program;
	unsigned int i;
	__u32 nr;

	for (nr = 0; nr < LINT_NUMBERS; nr++)
		lint_verdict(la, la->first + nr);
	for (i = 0; i < program->len; i++)
		reached[i] |= la->reached[i];
	/* Numbers behind the calls of the ABI. */
	for (i = 0; i < program->len; i++) {
		const struct sock_filter *insn = &program->insns[i];
		unsigned int j;

		if (BPF_CLASS(insn->code) != BPF_JMP || BPF_SRC(insn->code) != BPF_K ||
		    BPF_OP(insn->code) == BPF_JA)
			continue;
		for (nr = insn->k - 1; nr != insn->k + 2; nr++) {
			if (nr - la->first < LINT_NUMBERS)
				continue;
			reach_run(&la->reach, la->abi, la->arch, nr);
			for (j = 0; j < program->len; j++)
				reached[j] |= la->reach.reached[j];
		}
	}
}

static void run_abi(const struct program *program, const struct abi *abi, __u32 arch,
		    bool *reached)
{
	struct lint_abi *la = lint_abi_new(program, abi, arch);

	run_all(la, reached);
	lint_abi_free(la);
}

static void report_dead(struct lint *lint, const bool *reached)
{
	const unsigned int len = lint->program->len;
	unsigned int first, last;

	for (first = 0; first < len; first = last + 1) {
		last = first;
		if (reached[first])
			continue;
		while (last + 1 < len && !reached[last + 1])
			last++;
		lint_add(lint, "dead-code", first,
			 first == last ? xasprintf("instruction %u never runs", first) :
					 xasprintf("instructions %u to %u never run", first,
						   last),
			 xstrdup("remove them, or mend the test before them"));
	}
}

/* The compiler of policies may leave such code; a program from elsewhere has a reason. */
static void check_dead(struct lint *lint)
{
	const struct program *program = lint->program;
	bool *reached = xcalloc(program->len, sizeof(*reached));
	const struct abi *abi;
	unsigned int i;

	for (i = 0; (abi = abi_at(i)); i++)
		if (reach_compares_arch(program, abi->audit_arch))
			run_abi(program, abi, abi->audit_arch, reached);
	run_abi(program, abi_native(), abi_native()->audit_arch, reached);
	run_abi(program, abi_native(), ~abi_native()->audit_arch, reached);
	report_dead(lint, reached);
	free(reached);
}

/**
 * lint_insns - Find instructions that never run, and answers that surprise
 * @lint: receives the findings
 */
void lint_insns(struct lint *lint)
{
	const struct sock_filter *insn;
	unsigned int pc;

	for (pc = 0; pc < lint->program->len; pc++) {
		insn = &lint->program->insns[pc];
		if (insn->code == (BPF_RET | BPF_K))
			check_answer(lint, pc, insn->k);
	}
	if (!lint->program->origins)
		check_dead(lint);
}
