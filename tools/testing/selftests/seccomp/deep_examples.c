// SPDX-License-Identifier: GPL-2.0-only
/*
 *	deep_examples FILTER COMMAND...
 *
 * Run a command under one of the filters of deep_examples.h.
 */
#include <stdio.h>

#include "deep_examples.h"

int main(int argc, char **argv)
{
	size_t i;

	if (argc < 3) {
		fprintf(stderr, "usage: deep_examples FILTER COMMAND...\n");
		for (i = 0; i < ARRAY_SIZE(examples); i++)
			fprintf(stderr, "\t%s\n", examples[i].name);
		return 2;
	}
	if (attach_example(argv[1])) {
		perror(argv[1]);
		return 1;
	}
	execvp(argv[2], argv + 2);
	perror(argv[2]);
	return 127;
}
