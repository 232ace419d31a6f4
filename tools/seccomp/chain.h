/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Chains: programs that decide together about the calls of a task. A policy or a file is
 * a chain of one program.
 */
#ifndef _SECCOMPCTL_CHAIN_H
#define _SECCOMPCTL_CHAIN_H

#include <linux/types.h>
#include <stdbool.h>
#include <sys/types.h>

struct abi;
struct call;
struct program;

/**
 * enum chain_kind - sources of programs
 * @CHAIN_POLICY: a policy
 * @CHAIN_OCI: a profile in JSON
 * @CHAIN_BPF: a file of instructions
 * @CHAIN_PID: a process
 */
enum chain_kind {
	CHAIN_POLICY,
	CHAIN_OCI,
	CHAIN_BPF,
	CHAIN_PID,
};

/**
 * struct chain - programs that decide together
 * @name: name for messages; not copied
 * @pid: the process; 0 for other kinds
 * @programs: the programs, the newest first
 * @count: number of programs, at least 1
 */
struct chain {
	const char *name;
	pid_t pid;
	struct program *programs;
	unsigned int count;
};

int chain_read(struct chain *chain, enum chain_kind kind, const char *value);
void chain_free(struct chain *chain);
int chain_abis(const struct chain *chain, const char *name,
	       const struct abi **abis, unsigned int max);

/* Does the first verdict win over the second one, of an older filter? */
bool action_wins(__u32 ret, __u32 older);
__u32 chain_verdict(const struct chain *chain, const struct call *call,
		    unsigned int *program, unsigned int *pc);

#endif /* _SECCOMPCTL_CHAIN_H */
