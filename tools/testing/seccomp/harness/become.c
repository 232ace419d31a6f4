// SPDX-License-Identifier: GPL-2.0-only
/*
 * A function for GNU make: $(become program) runs a program in make's place,
 * so that its exit status becomes make's own.
 */
#include <gnumake.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int plugin_is_GPL_compatible;

/* What the makefile exports is not in make's own environment. */
static void export(const char *name)
{
	char expression[80], *value;

	snprintf(expression, sizeof(expression), "$(value %s)", name);
	value = gmk_expand(expression);
	if (value && *value)
		setenv(name, value, 1);
	gmk_free(value);
}

/* $(become program,names of variables for its environment) */
static char *become(const char *function, unsigned int argc, char **argv)
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

int become_gmk_setup(void)
{
	gmk_add_function("become", become, 2, 2, GMK_FUNC_DEFAULT);
	return 1;
}
