/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Command lines that name filters: policies, --bpf, --oci and --pid.
 */
#ifndef _SECCOMPCTL_FILTER_ARGS_H
#define _SECCOMPCTL_FILTER_ARGS_H

#include <stdbool.h>

#include "chain.h"

/**
 * struct filter_arg - a word of the command line
 * @kind: source of the filter; CHAIN_POLICY for a word without an option
 * @value: the word; owned by the command line
 */
struct filter_arg {
	enum chain_kind kind;
	const char *value;
};

/**
 * struct filter_args - a command line
 * @args: filters and words, in their order
 * @count: number of @args
 * @arch: value of --arch, or NULL
 * @json: --json was given
 * @stricter: --stricter was given
 */
struct filter_args {
	struct filter_arg *args;
	unsigned int count;
	const char *arch;
	bool json;
	bool stricter;
};

/**
 * enum filter_options - options beside --bpf, --oci and --pid
 * @FILTER_OPTIONS_NONE: no other ones
 * @FILTER_OPTIONS_OUTPUT: --arch and --json
 * @FILTER_OPTIONS_ALL: --arch, --json and --stricter
 */
enum filter_options {
	FILTER_OPTIONS_NONE,
	FILTER_OPTIONS_OUTPUT,
	FILTER_OPTIONS_ALL,
};

/* Returns an &enum exit_status; a message has been printed if it is not EXIT_OK. */
int filter_args_parse(struct filter_args *args, const char *command,
		      enum filter_options options, int argc, char **argv);
void filter_args_free(struct filter_args *args);

#endif /* _SECCOMPCTL_FILTER_ARGS_H */
