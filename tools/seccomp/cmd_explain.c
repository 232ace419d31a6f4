// SPDX-License-Identifier: GPL-2.0-only
/*
 * seccompctl explain: tells what filters answer, and why.
 */
#include <getopt.h>
#include <stdio.h>

#include "abi.h"
#include "chain.h"
#include "explain.h"
#include "tool.h"

enum option_number {
	OPTION_BPF,
	OPTION_OCI,
	OPTION_PID,
	OPTION_ARCH,
	OPTION_JSON,
};

static const struct option options[] = {
	{ "bpf", required_argument, NULL, OPTION_BPF },
	{ "oci", required_argument, NULL, OPTION_OCI },
	{ "pid", required_argument, NULL, OPTION_PID },
	{ "arch", required_argument, NULL, OPTION_ARCH },
	{ "json", no_argument, NULL, OPTION_JSON },
	{},
};

#define ABIS_MAX 32

/* What the command line says. */
struct explain_args {
	enum chain_kind kind;
	const char *source;
	const char *arch;
	bool json;
};

static int set_source(struct explain_args *args, enum chain_kind kind)
{
	if (args->source)
		return usage_error(
			"explain: give one of --bpf, --oci and --pid only");
	args->kind = kind;
	args->source = optarg;
	return EXIT_OK;
}

static int parse_option(struct explain_args *args, int option)
{
	switch (option) {
	case OPTION_BPF:
		return set_source(args, CHAIN_BPF);
	case OPTION_OCI:
		return set_source(args, CHAIN_OCI);
	case OPTION_PID:
		return set_source(args, CHAIN_PID);
	case OPTION_ARCH:
		args->arch = optarg;
		return EXIT_OK;
	default:
		args->json = true;
		return EXIT_OK;
	}
}

static int parse_args(struct explain_args *args, int argc, char **argv)
{
	int option, status;

	opterr = 0;
	while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		if (option == ':')
			return usage_error("explain: %s needs a value",
					   argv[optind - 1]);
		if (option == '?')
			return usage_error(
				"explain: no option '%s'; see explain --help",
				argv[optind - 1]);
		status = parse_option(args, option);
		if (status)
			return status;
	}
	if (args->source)
		return EXIT_OK;
	if (optind == argc)
		return usage_error(
			"explain: no filter; give a policy, --bpf, --oci or --pid");
	args->source = argv[optind++];
	return EXIT_OK;
}

static int explain(const struct explanation *explanation, const char *arch)
{
	const struct abi *abis[ABIS_MAX];
	int count = chain_abis(explanation->chain, arch, abis, ABIS_MAX);

	if (count < 0)
		return usage_error(
			"--arch %s: no such architecture; x86-64, x86, x32, arm64, arm are some",
			arch);
	if (explanation->call)
		return explain_call(explanation, abis, count);
	return explain_table(explanation, abis, count);
}

static int run_explain(int argc, char **argv)
{
	struct explain_args args = { .kind = CHAIN_POLICY };
	struct explanation explanation = {};
	struct chain chain;
	int status;

	status = parse_args(&args, argc, argv);
	if (!status)
		status = chain_read(&chain, args.kind, args.source);
	if (status)
		return status;
	explanation.chain = &chain;
	explanation.json = args.json;
	if (optind < argc) {
		explanation.call = argv[optind];
		explanation.args = argv + optind + 1;
	}
	status = explain(&explanation, args.arch);
	chain_free(&chain);
	return status;
}

const struct command command_explain = {
	.name = "explain",
	.usage = "[--arch NAME] [--json] FILTER [CALL [ARG=VALUE...]]",
	.summary = "tell what a filter answers, and which rule gives it",
	.help = "Without CALL, prints the answers to all calls. With CALL, prints the answers\n"
		"to this call, and the line or the filter that gives each. Arguments have\n"
		"names or are arg0 to arg5; values are numbers or constants joined by \"|\".\n"
		"path=\"/etc/passwd\" and how.resolve=8 set what a pointer leads to. Arguments\n"
		"that are not given can be any.\n\n"
		"FILTER is a policy, or one of these:\n\n"
		"  --bpf FILE   instructions in the byte order of the machine\n"
		"  --oci FILE   a profile of an OCI runtime\n"
		"  --pid PID    the filters of a process\n\n"
		"  --arch NAME  only this architecture; else all that the filter tests for\n"
		"  --json       print an array of answers\n",
	.run = run_explain,
};
