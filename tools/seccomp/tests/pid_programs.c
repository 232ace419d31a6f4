// SPDX-License-Identifier: GPL-2.0-only
/*
 *	pid_programs PID
 *
 * Print a line for each filter that programs_from_pid() reads: its instructions in
 * hexadecimal digits, and what is known of it.
 */
#include <stdio.h>
#include <stdlib.h>

#include "../program.h"

static void print_program(const struct program *program)
{
	const unsigned char *bytes = (const unsigned char *)program->insns;
	size_t i;

	for (i = 0; i < program->len * sizeof(*program->insns); i++)
		printf("%02x", bytes[i]);
	printf("%s%s%s\n", program->deep ? " deep" : "",
	       program->listener ? " listener" : "",
	       program->log ? " log" : "");
}

int main(int argc, char **argv)
{
	struct program *programs;
	unsigned int count, i;
	int status;

	status = programs_from_pid(&programs, &count, atoi(argv[1]));
	if (status)
		return status;
	for (i = 0; i < count; i++) {
		print_program(&programs[i]);
		program_free(&programs[i]);
	}
	free(programs);
	return 0;
}
