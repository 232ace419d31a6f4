// SPDX-License-Identifier: GPL-2.0-only
/*
 * An object for GNU make's "load" directive. It adds a function,
 * $(exec_in_make program,names), which executes a program in make's process.
 *
 * The reason is the exit status. make exits with 2 for every failing recipe, but
 * `make vm` has to exit with the status of the guest's command. A program that
 * replaces make passes its own status to make's caller.
 */
#include <gnumake.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int plugin_is_GPL_compatible;

/* The environment of make itself lacks the variables that a makefile exports. */
static void export(const char *name)
{
	char expression[80], *value;

	snprintf(expression, sizeof(expression), "$(value %s)", name);
	value = gmk_expand(expression);
	if (value && *value)
		setenv(name, value, 1);
	gmk_free(value);
}

/* $(exec_in_make program,names): @argv[1] lists the variables to export. */
static char *exec_in_make(const char *function, unsigned int argc, char **argv)
{
	char *name = strtok(argv[1], " ");

	(void)function;
	(void)argc;
	for (; name; name = strtok(NULL, " "))
		export(name);
	unsetenv("MAKEFLAGS");
	unsetenv("MAKELEVEL");
	execl(argv[0], argv[0], NULL);
	perror(argv[0]);
	exit(127);
}

int exec_in_make_gmk_setup(void)
{
	gmk_add_function("exec_in_make", exec_in_make, 2, 2, GMK_FUNC_DEFAULT);
	return 1;
}
