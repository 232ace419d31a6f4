// SPDX-License-Identifier: GPL-2.0-only
/*
 * seccompctl: writes, explains, compares, learns and watches policies of seccomp.
 */
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "tool.h"

/* In the order of the help. Each command has a file of its own, cmd_NAME.c. */
const struct command *const commands[] = {
	&command_check,	  &command_compile,
	&command_diff,	  &command_disasm,
	&command_explain, &command_import,
	&command_learn,	  &command_lint,
	&command_names,	  &command_run,
	&command_show,	  &command_tighten,
	&command_watch,	  NULL,
};

/**
 * find_command - Find a command by its name
 * @name: name on the command line
 *
 * Return: the command, or NULL.
 */
const struct command *find_command(const char *name)
{
	int i;

	for (i = 0; commands[i]; i++)
		if (!strcmp(commands[i]->name, name))
			return commands[i];
	return NULL;
}

/**
 * print_command_help - Print the help of a command to stdout
 * @command: the command
 */
void print_command_help(const struct command *command)
{
	printf("usage: seccompctl %s %s\n\n%s", command->name, command->usage,
	       command->help);
}

static int print_help(void)
{
	int i;

	puts("usage: seccompctl COMMAND [ARGUMENT]...\n\n"
	     "Writes, explains, compares, learns and watches policies of seccomp.\n");
	for (i = 0; commands[i]; i++)
		printf("  %-10s%s\n", commands[i]->name, commands[i]->summary);
	puts("\nseccompctl COMMAND --help describes a command. seccompctl(1) has\n"
	     "the language of policies.");
	return EXIT_OK;
}

static bool is_help(const char *word)
{
	return !strcmp(word, "--help") || !strcmp(word, "-h");
}

int main(int argc, char **argv)
{
	const struct command *command;

	if (argc < 2)
		return usage_error("no command; seccompctl --help lists them");
	if (is_help(argv[1]))
		return print_help();
	command = find_command(argv[1]);
	if (!command)
		return usage_error(
			"no command '%s'; seccompctl --help lists them",
			argv[1]);
	if (argc > 2 && is_help(argv[2])) {
		print_command_help(command);
		return EXIT_OK;
	}
	return command->run(argc - 1, argv + 1);
}
