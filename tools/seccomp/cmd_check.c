// SPDX-License-Identifier: GPL-2.0-only
/*
 * seccompctl check: finds errors of policies.
 */
#include <getopt.h>
#include <stdio.h>

#include "program.h"
#include "tool.h"

static const struct option options[] = {
	{ "portable", no_argument, NULL, 'p' },
	{},
};

static void print_program(const char *path, const struct program *program)
{
	printf("%s: %u instructions%s%s%s\n", path, program->len,
	       program->deep ? ", needs argument copies" : "",
	       program->listener ? ", needs a supervisor" : "",
	       program->log ? ", records refusals" : "");
}

static int check_file(const char *path,
		      const struct policy_options *policy_options)
{
	struct program program;
	int status = program_from_policy(&program, path, policy_options);

	if (status)
		return status;
	print_program(path, &program);
	program_free(&program);
	return EXIT_OK;
}

static int run_check(int argc, char **argv)
{
	struct policy_options policy_options = {};
	int option, status, worst = EXIT_OK;

	opterr = 0;
	while ((option = getopt_long(argc, argv, "+", options, NULL)) != -1) {
		if (option != 'p')
			return usage_error(
				"check: no option '%s'; seccompctl check --help lists them",
				argv[optind - 1]);
		policy_options.portable = true;
	}
	if (optind == argc)
		return usage_error("check: no policy; give at least one file");
	for (; argv[optind]; optind++) {
		status = check_file(argv[optind], &policy_options);
		worst = status > worst ? status : worst;
	}
	return worst;
}

const struct command command_check = {
	.name = "check",
	.usage = "[--portable] POLICY...",
	.summary = "find errors of policies",
	.help = "Compiles each POLICY, and prints the number of its instructions and what it\n"
		"needs. POLICY is a file in the language of seccompctl(1), or - for the standard\n"
		"input. Nothing else is written.\n"
		"\n"
		"  --portable  refuse what a mainline kernel cannot do, with the line\n"
		"\n"
		"The first error of a policy is printed as FILE:LINE:COLUMN, what is wrong, and\n"
		"what was expected.\n"
		"\n"
		"exit status: 0 all policies are correct; 2 one is not; 3 a file cannot be read\n",
	.run = run_check,
};
