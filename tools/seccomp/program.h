/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A classic BPF program, and where it came from.
 */
#ifndef _SECCOMPCTL_PROGRAM_H
#define _SECCOMPCTL_PROGRAM_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

/**
 * struct origin - the rule that an instruction belongs to
 * @file: name of the policy file; owned by the program
 * @line: line of the rule, from 1; 0 for no rule
 */
struct origin {
	const char *file;
	unsigned int line;
};

/**
 * struct program - a filter that the kernel accepts
 * @insns: instructions
 * @origins: origin of each instruction; or NULL if the program is not from a policy
 * @len: number of instructions, 1 to BPF_MAXINSNS
 * @deep: needs SECCOMP_FILTER_FLAG_DEEP_ARGS
 * @listener: some answer is SECCOMP_RET_USER_NOTIF
 * @log: the policy asks for records of its refusals, SECCOMP_FILTER_FLAG_LOG
 * @files: names that @origins points to, NULL behind the last
 */
struct program {
	struct sock_filter *insns;
	struct origin *origins;
	unsigned int len;
	bool deep;
	bool listener;
	bool log;
	char **files;
};

/**
 * struct policy_options - options of the compiler
 * @portable: refuse what mainline's kernel cannot do, with the line
 * @runc: a profile of a container is for runc
 */
struct policy_options {
	bool portable;
	bool runc;
};

/* Each prints a message on failure, and returns an &enum exit_status. */
int program_from_policy(struct program *program, const char *path,
			const struct policy_options *options);
int program_from_oci(struct program *program, const char *path,
		     const struct policy_options *options);
int program_from_raw(struct program *program, const char *path);
int programs_from_pid(struct program **programs, unsigned int *count,
		      pid_t pid);
void program_free(struct program *program);

#endif /* _SECCOMPCTL_PROGRAM_H */
