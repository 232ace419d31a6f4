// SPDX-License-Identifier: GPL-2.0-only
/*
 * libFuzzer: reads and compiles policies.
 *
 *	make -C tools/seccomp fuzz CC=clang
 *	OUTPUT/fuzz_policy -close_fd_mask=2 CORPUS tools/seccomp/tests/policies
 */
#include <stddef.h>
#include <stdlib.h>

#include "policy.h"

/* The kernel would refuse such a program. */
static void check_program(const struct program *program)
{
	unsigned int i, left;

	if (!program->len || program->len > BPF_MAXINSNS)
		abort();
	for (i = 0; i < program->len; i++) {
		const struct sock_filter *insn = &program->insns[i];

		left = program->len - i - 1;
		if (BPF_CLASS(insn->code) == BPF_RET)
			continue;
		if (!left)
			abort();
		if (insn->code == (BPF_JMP | BPF_JA) && insn->k >= left)
			abort();
		if (BPF_CLASS(insn->code) == BPF_JMP &&
		    (insn->jt >= left || insn->jf >= left))
			abort();
	}
}

/* libFuzzer calls this name. */
int fuzz_one(const unsigned char *data,
	     size_t size) __asm__("LLVMFuzzerTestOneInput");

int fuzz_one(const unsigned char *data, size_t size)
{
	const struct policy_options options = {};
	struct program program;
	struct policy *policy;

	if (policy_read_text(&policy, "fuzz", (const char *)data, size))
		return 0;
	if (!policy_compile(&program, policy, &options)) {
		check_program(&program);
		program_free(&program);
	}
	policy_free(policy);
	return 0;
}
