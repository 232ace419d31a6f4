// SPDX-License-Identifier: GPL-2.0-only
/*
 * Read the programs that a command line names, and run them on a call.
 */
#include <errno.h>
#include <limits.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "abi.h"
#include "interpret.h"
#include "chain.h"
#include "program.h"
#include "tool.h"

static int parse_pid(pid_t *pid, const char *text)
{
	unsigned long number;
	char *end;

	errno = 0;
	number = strtoul(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || errno || !number ||
	    number > INT_MAX)
		return usage_error("--pid %s: write the number of a process",
				   text);
	*pid = number;
	return EXIT_OK;
}

static int read_process(struct chain *chain, const char *value)
{
	int status = parse_pid(&chain->pid, value);

	if (!status)
		status = programs_from_pid(&chain->programs, &chain->count,
					   chain->pid);
	if (status)
		return status;
	if (chain->count)
		return EXIT_OK;
	free(chain->programs);
	return usage_error("process %s has no filters", value);
}

/**
 * chain_read - Read programs
 * @chain: receives the programs; the caller frees them with chain_free()
 * @kind: where they come from
 * @value: name of a file, or number of a process
 *
 * Return: an &enum exit_status; a message has been printed if it is not EXIT_OK.
 */
int chain_read(struct chain *chain, enum chain_kind kind, const char *value)
{
	const struct policy_options options = {};
	int status;

	*chain = (struct chain){ .name = value };
	if (kind == CHAIN_PID)
		return read_process(chain, value);
	chain->programs = xcalloc(1, sizeof(*chain->programs));
	chain->count = 1;
	if (kind == CHAIN_BPF)
		status = program_from_raw(chain->programs, value);
	else if (kind == CHAIN_OCI)
		status = program_from_oci(chain->programs, value, &options);
	else
		status = program_from_policy(chain->programs, value, &options);
	if (status)
		free(chain->programs);
	return status;
}

/**
 * chain_free - Free programs
 * @chain: the programs
 */
void chain_free(struct chain *chain)
{
	unsigned int i;

	for (i = 0; i < chain->count; i++)
		program_free(&chain->programs[i]);
	free(chain->programs);
}

/* Does a program compare the architecture with this value? */
static bool names_arch(const struct program *program, __u32 arch)
{
	const __u32 offset = offsetof(struct seccomp_data, arch);
	__u32 loaded = 0;
	unsigned int i;

	/* A branch comes behind its load. */
	for (i = 0; i < program->len; i++) {
		const struct sock_filter *insn = &program->insns[i];

		if (insn->code == (BPF_LD | BPF_W | BPF_ABS))
			loaded = insn->k;
		else if (BPF_CLASS(insn->code) == BPF_JMP && loaded == offset &&
			 insn->k == arch)
			return true;
	}
	return false;
}

static bool is_of_machine(const struct abi *abi, const struct abi *native)
{
	return abi == native ||
	       (native->compat && !strcmp(abi->name, native->compat)) ||
	       abi->audit_arch == native->audit_arch;
}

static bool is_named(const struct chain *chain, const struct abi *abi)
{
	unsigned int i;

	for (i = 0; i < chain->count; i++)
		if (names_arch(&chain->programs[i], abi->audit_arch))
			return true;
	return false;
}

/**
 * chain_abis - Choose the ABIs to look at
 * @chain: the programs
 * @name: name of an ABI; or NULL for those that the programs test for, or else those of
 *	the machine
 * @abis: receives the ABIs
 * @max: number of elements of @abis
 *
 * Return: number of ABIs; or -1 after a message if there is no ABI of this name.
 */
int chain_abis(const struct chain *chain, const char *name,
	       const struct abi **abis, unsigned int max)
{
	const struct abi *native = abi_native(), *abi;
	unsigned int i, count = 0;

	if (name) {
		abis[0] = abi_by_name(name);
		if (abis[0])
			return 1;
		usage_error(
			"--arch %s: no such architecture; x86-64, x86, x32, arm64, arm are some",
			name);
		return -1;
	}
	for (i = 0; (abi = abi_at(i)); i++)
		if (count < max && is_named(chain, abi))
			abis[count++] = abi;
	if (count)
		return count;
	for (i = 0; (abi = abi_at(i)); i++)
		if (count < max && is_of_machine(abi, native))
			abis[count++] = abi;
	return count;
}

/**
 * action_wins - Compare verdicts
 * @ret: SECCOMP_RET_* of a filter
 * @older: SECCOMP_RET_* of an older filter
 *
 * Return: true if the kernel takes @ret: of equal actions, the newer one.
 */
bool action_wins(__u32 ret, __u32 older)
{
	return (__s32)(ret & SECCOMP_RET_ACTION_FULL) <=
	       (__s32)(older & SECCOMP_RET_ACTION_FULL);
}

/**
 * chain_verdict - Run all programs on a call
 * @chain: the programs
 * @call: the call
 * @program: receives the index of the program that decides
 * @pc: receives the index of its instruction that returns
 *
 * Return: SECCOMP_RET_* with data.
 */
__u32 chain_verdict(const struct chain *chain, const struct call *call,
		    unsigned int *program, unsigned int *pc)
{
	__u32 verdict = 0;
	unsigned int i;

	for (i = chain->count; i--;) {
		const struct program *p = &chain->programs[i];
		unsigned int at;
		__u32 ret = interpret(p->insns, p->len, call, &at);

		if (i != chain->count - 1 && !action_wins(ret, verdict))
			continue;
		verdict = ret;
		*program = i;
		*pc = at;
	}
	return verdict;
}
