// SPDX-License-Identifier: GPL-2.0-only
/*
 * seccompctl explain: tells what filters answer, and why.
 */
#include <stdlib.h>

#include "abi.h"
#include "chain.h"
#include "explain.h"
#include "filter_args.h"
#include "tool.h"

#define ABIS_MAX 32

/* Find the filter, which is an option or the first word. Other words stay. */
static int take_filter(struct filter_args *args, struct filter_arg *filter)
{
	unsigned int i, kept = 0;
	bool found = false;

	for (i = 0; i < args->count; i++) {
		if (args->args[i].kind == CHAIN_POLICY) {
			args->args[kept++] = args->args[i];
			continue;
		}
		if (found)
			return usage_error(
				"explain: give one of --bpf, --oci and --pid only");
		*filter = args->args[i];
		found = true;
	}
	args->count = kept;
	if (found)
		return EXIT_OK;
	if (!kept)
		return usage_error(
			"explain: no filter; give a policy, --bpf, --oci or --pid");
	*filter = args->args[0];
	args->count--;
	for (i = 0; i < args->count; i++)
		args->args[i] = args->args[i + 1];
	return EXIT_OK;
}

static int explain(const struct explanation *explanation, const char *arch)
{
	const struct abi *abis[ABIS_MAX];
	int count = chain_abis(explanation->chain, arch, abis, ABIS_MAX);

	if (count < 0)
		return EXIT_USAGE;
	if (explanation->call)
		return explain_call(explanation, abis, count);
	return explain_table(explanation, abis, count);
}

static int explain_filter(const struct filter_args *args,
			  const struct filter_arg *filter)
{
	struct explanation explanation = { .json = args->json };
	const char **words;
	struct chain chain;
	unsigned int i;
	int status;

	status = chain_read(&chain, filter->kind, filter->value);
	if (status)
		return status;
	words = xcalloc(args->count + 1, sizeof(*words));
	for (i = 1; i < args->count; i++)
		words[i - 1] = args->args[i].value;
	explanation.chain = &chain;
	explanation.others = !args->arch;
	explanation.call = args->count ? args->args[0].value : NULL;
	explanation.args = words;
	status = explain(&explanation, args->arch);
	chain_free(&chain);
	free(words);
	return status;
}

static int run_explain(int argc, char **argv)
{
	struct filter_args args;
	struct filter_arg filter = {};
	int status;

	status = filter_args_parse(&args, "explain", FILTER_OPTIONS_OUTPUT,
				   argc, argv);
	if (!status)
		status = take_filter(&args, &filter);
	if (!status)
		status = explain_filter(&args, &filter);
	filter_args_free(&args);
	return status;
}

const struct command command_explain = {
	.name = "explain",
	.usage = "[--arch NAME] [--json] FILTER [CALL [ARG=VALUE...]]",
	.summary = "tell what a filter answers, and which rule gives it",
	.help = "Without CALL, prints the answers to all calls. With CALL, prints the answers\n"
		"to this call, and the line or the filter that gives each. Arguments have\n"
		"names or are arg0 to arg5; values are numbers or constants joined by \"|\".\n"
		"path=/etc/passwd and how.resolve=8 set what a pointer leads to. Arguments\n"
		"that are not given can be any.\n\n"
		"FILTER is a policy, or one of these:\n\n"
		"  --bpf FILE   instructions in the byte order of the machine\n"
		"  --oci FILE   a profile of an OCI runtime\n"
		"  --pid PID    the filters of a process\n\n"
		"  --arch NAME  only this architecture; else all that the filter tests for\n"
		"  --json       print an array of answers\n",
	.run = run_explain,
};
