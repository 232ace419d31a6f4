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

	if (action == SECCOMP_RET_ERRNO && !data) {
		lint_what(lint,
			  "errno 0 refuses the call, and looks like success");
		lint_add(lint, "errno-0", pc,
			 "answer with the errno that tells why, such as EPERM");
	}
	if (action == SECCOMP_RET_ERRNO && data > ERRNO_MAX) {
		lint_what(lint,
			  "errno %u is no errno, and the kernel makes it %d",
			  data, ERRNO_MAX);
		lint_add(lint, "errno-range", pc,
			 "answer with an errno from 1 to %d", ERRNO_MAX);
	}
	if (action == SECCOMP_RET_KILL_THREAD) {
		lint_what(lint,
			  "a kill ends one thread, and others wait for it");
		lint_add(lint, "kill-thread", pc, "kill the process");
	}
}

static void run_number(struct lint_abi *la, __u32 nr, bool *reached)
{
	unsigned int i;

	reach_run(&la->reach, la->abi, la->arch, nr);
	for (i = 0; i < la->reach.program->len; i++)
		reached[i] |= la->reach.reached[i];
}

/* Run the numbers of all calls. */
static void run_calls(struct lint_abi *la, bool *reached)
{
	__u32 nr;

	for (nr = 0; nr < LINT_NUMBERS; nr++)
		if (abi_call_name(la->abi, la->first + nr))
			run_number(la, la->first + nr, reached);
}

/* Run all numbers that an instruction can tell apart from the one before or behind. */
static void run_edges(struct lint_abi *la, bool *reached)
{
	const struct program *program = la->reach.program;
	const struct sock_filter *insn;
	unsigned int i;

	for (i = 0; i < program->len; i++) {
		insn = &program->insns[i];
		if (BPF_CLASS(insn->code) != BPF_JMP ||
		    BPF_OP(insn->code) == BPF_JA)
			continue;
		run_number(la, insn->k - 1, reached);
		run_number(la, insn->k, reached);
		run_number(la, insn->k + 1, reached);
	}
	run_number(la, 0, reached);
}

typedef void (*run_numbers)(struct lint_abi *la, bool *reached);

static void run_abi(const struct program *program, const struct abi *abi,
		    __u32 arch, run_numbers run, bool *reached)
{
	struct lint_abi *la = lint_abi_new(program, abi, arch);

	run(la, reached);
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
		if (first == last)
			lint_what(lint, "instruction %u never runs", first);
		else
			lint_what(lint, "instructions %u to %u never run",
				  first, last);
		lint_add(lint, "dead-code", first,
			 "remove dead code, or mend the test before it");
	}
}

/* Run calls of the ABIs that the program knows. */
static void run_known(const struct program *program, run_numbers run,
		      bool *reached)
{
	const struct abi *abi;
	bool found = false;
	unsigned int i;

	for (i = 0; (abi = abi_at(i)); i++) {
		/* Its numbers have the architecture of x86-64. */
		if (!strcmp(abi->name, "x32") ||
		    !reach_compares_arch(program, abi->audit_arch))
			continue;
		run_abi(program, abi, abi->audit_arch, run, reached);
		found = true;
	}
	if (!found)
		run_abi(program, abi_native(), abi_native()->audit_arch, run,
			reached);
}

/*
 * Run calls that stand for all others. Constants of compares show which these are, unless
 * the program computes with the number; then fewer instructions are found to be dead.
 */
static void run_rest(const struct program *program, bool *reached)
{
	const struct abi *native = abi_native();
	struct reach reach;
	unsigned int i;

	run_known(program, run_edges, reached);
	run_abi(program, native, native->audit_arch, run_edges, reached);
	run_abi(program, native, ~native->audit_arch, run_edges, reached);
	reach_init(&reach, program);
	reach_run_any(&reach, native, 0);
	for (i = 0; reach.computes && i < program->len; i++)
		reached[i] |= reach.reached[i];
	reach_free(&reach);
}

/*
 * An answer that no call of a known ABI gets is no finding: libseccomp kills a thread
 * after calls of other architectures, and those are attacks.
 */
static void check_answers(struct lint *lint, const bool *reached)
{
	const struct sock_filter *insn;
	unsigned int pc;

	for (pc = 0; pc < lint->program->len; pc++) {
		insn = &lint->program->insns[pc];
		if (reached[pc] && insn->code == (BPF_RET | BPF_K))
			check_answer(lint, pc, insn->k);
	}
}

/**
 * lint_insns - Find instructions that never run, and answers that surprise
 * @lint: receives the findings
 *
 * The compiler of policies may leave code that never runs, so only other programs are
 * searched for it.
 */
void lint_insns(struct lint *lint)
{
	const struct program *program = lint->program;
	bool *reached = xcalloc(program->len, sizeof(*reached));

	run_known(program, run_calls, reached);
	check_answers(lint, reached);
	if (!program->origins) {
		run_rest(program, reached);
		report_dead(lint, reached);
	}
	free(reached);
}
