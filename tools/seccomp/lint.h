/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Findings of lint, and the checks that make them.
 */
#ifndef _SECCOMPCTL_LINT_H
#define _SECCOMPCTL_LINT_H

#include <linux/types.h>
#include <stdbool.h>

#include "abi.h"
#include "program.h"
#include "reach.h"

#define LINT_NO_INSN (-1)

/**
 * struct finding - one finding
 * @code: short name: "x32-hole"
 * @file: name of the file; owned by the program or the caller of lint
 * @line: line of the rule; 0 if the finding belongs to no line
 * @insn: index of the instruction; LINT_NO_INSN if it belongs to none
 * @what: what is wrong; owned
 * @mend: how to mend it; owned
 */
struct finding {
	const char *code;
	const char *file;
	unsigned int line;
	int insn;
	char *what;
	char *mend;
};

/**
 * struct lint - the findings about a policy or a program
 * @path: path of the policy or the program
 * @program: the compiled policy, or the program
 * @findings: the findings, in the order of the file
 * @count: number of @findings
 */
struct lint {
	const char *path;
	const struct program *program;
	struct finding *findings;
	unsigned int count;
};

/*
 * Add a finding about the instruction @insn, or LINT_NO_INSN. @what and @mend are memory
 * of malloc(3), which lint_add() takes over. Equal findings are added once.
 */
void lint_add(struct lint *lint, const char *code, int insn, char *what, char *mend);
/* The same, about a line of a file. */
void lint_add_line(struct lint *lint, const char *code, const char *file,
		   unsigned int line, char *what, char *mend);

/* What a program does with calls. */
void lint_calls(struct lint *lint);
/* What a program consists of. */
void lint_insns(struct lint *lint);

#endif /* _SECCOMPCTL_LINT_H */
