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

struct policy;

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
 * @what: text for the next finding; owned
 */
struct lint {
	const char *path;
	const struct program *program;
	struct finding *findings;
	unsigned int count;
	char *what;
};

/* Set what is wrong in the finding that the next function adds. */
void lint_what(struct lint *lint, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/*
 * Add a finding about the instruction @insn, or LINT_NO_INSN. The text says how to mend
 * it. Findings with the same code and the same text of lint_what() are added once.
 */
void lint_add(struct lint *lint, const char *code, int insn, const char *format,
	      ...) __attribute__((format(printf, 4, 5)));
/* Add a finding about a line of a file, as lint_add(). */
void lint_add_line(struct lint *lint, const char *code, const char *file,
		   unsigned int line, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

/* What a program does with calls. */
void lint_calls(struct lint *lint);
/* What a program consists of. */
void lint_insns(struct lint *lint);
/* What a policy says. */
void lint_policy(struct lint *lint, const struct policy *policy);

#endif /* _SECCOMPCTL_LINT_H */
