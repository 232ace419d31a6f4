// SPDX-License-Identifier: GPL-2.0-only
/*
 * Parse command lines that name filters.
 */
#include <getopt.h>
#include <stdlib.h>

#include "filter_args.h"
#include "tool.h"

/* getopt_long() returns 1 for a word that is no option. */
enum option_number {
	OPTION_WORD = 1,
	OPTION_BPF,
	OPTION_OCI,
	OPTION_PID,
	OPTION_ARCH,
	OPTION_JSON,
	OPTION_STRICTER,
};

/* A command that has fewer options begins behind those that it lacks. */
static const struct option options[] = {
	{ "stricter", no_argument, NULL, OPTION_STRICTER },
	{ "arch", required_argument, NULL, OPTION_ARCH },
	{ "json", no_argument, NULL, OPTION_JSON },
	{ "bpf", required_argument, NULL, OPTION_BPF },
	{ "oci", required_argument, NULL, OPTION_OCI },
	{ "pid", required_argument, NULL, OPTION_PID },
	{},
};

static const struct option *const first_option[] = {
	[FILTER_OPTIONS_NONE] = &options[3],
	[FILTER_OPTIONS_OUTPUT] = &options[1],
	[FILTER_OPTIONS_ALL] = &options[0],
};

static void add_arg(struct filter_args *args, enum chain_kind kind,
		    const char *value)
{
	args->args = xrealloc(args->args, args->count + 1, sizeof(*args->args));
	args->args[args->count++] = (struct filter_arg){ kind, value };
}

static void take_option(struct filter_args *args, int option)
{
	switch (option) {
	case OPTION_WORD:
		add_arg(args, CHAIN_POLICY, optarg);
		break;
	case OPTION_BPF:
		add_arg(args, CHAIN_BPF, optarg);
		break;
	case OPTION_OCI:
		add_arg(args, CHAIN_OCI, optarg);
		break;
	case OPTION_PID:
		add_arg(args, CHAIN_PID, optarg);
		break;
	case OPTION_ARCH:
		args->arch = optarg;
		break;
	case OPTION_JSON:
		args->json = true;
		break;
	case OPTION_STRICTER:
		args->stricter = true;
		break;
	}
}

/**
 * filter_args_parse - Parse a command line that names filters
 * @args: receives what it says; the caller frees it with filter_args_free(), also after
 *	an error
 * @command: name of the command, for messages
 * @kinds: options of the command
 * @argc: number of words
 * @argv: the words, of which the first is the command
 *
 * Return: EXIT_OK; or EXIT_USAGE after a message.
 */
int filter_args_parse(struct filter_args *args, const char *command,
		      enum filter_options kinds, int argc, char **argv)
{
	int option;

	*args = (struct filter_args){};
	opterr = 0;
	while ((option = getopt_long(argc, argv, "-:", first_option[kinds],
				     NULL)) != -1) {
		if (option == ':')
			return usage_error("%s: %s needs a value", command,
					   argv[optind - 1]);
		if (option == '?')
			return usage_error("%s: no option '%s'; see %s --help",
					   command, argv[optind - 1], command);
		take_option(args, option);
	}
	/* "--" ends the options. */
	while (optind < argc)
		add_arg(args, CHAIN_POLICY, argv[optind++]);
	return EXIT_OK;
}

/**
 * filter_args_free - Free what filter_args_parse() has allocated
 * @args: the command line
 */
void filter_args_free(struct filter_args *args)
{
	free(args->args);
}
