/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the targets of libFuzzer share.
 */
#ifndef _SECCOMPCTL_TESTS_FUZZ_H
#define _SECCOMPCTL_TESTS_FUZZ_H

#include <linux/filter.h>
#include <stdlib.h>

#include "program.h"
#include "tool.h"

/* The kernel would refuse such a program. */
static inline void check_program(const struct program *program)
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

#endif /* _SECCOMPCTL_TESTS_FUZZ_H */
