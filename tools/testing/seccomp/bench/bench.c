// SPDX-License-Identifier: GPL-2.0-only
/* Select a measurement and print its results. */
#include <stdio.h>
#include <string.h>

#include "bench.h"

static const struct {
	const char *name;
	int (*measure)(void);
} measurements[] = {
	{ "attach", measure_attach },	  { "calls", measure_calls },
	{ "tests", measure_tests },	  { "fork", measure_fork },
	{ "notify", measure_notify },	  { "threads", measure_threads },
	{ "memory", measure_memory },	  { "hostile", measure_hostile },
	{ "count", measure_count },	  { "deep", measure_deep },
	{ "events", measure_events },	  { "entry", measure_entry },
	{ "policies", measure_policies },
};

static int show_usage(void)
{
	size_t i;

	fprintf(stderr, "usage: bench");
	for (i = 0; i < ARRAY_SIZE(measurements); i++)
		fprintf(stderr, " %s |", measurements[i].name);
	fprintf(stderr, " run|with none|linear|binary COMMAND...\n");
	return 2;
}

int main(int argc, char **argv)
{
	size_t i;

	if (argc < 2)
		return show_usage();
	/* measure_policies() starts the shortest program. */
	if (argc == 2 && !strcmp(argv[1], "end"))
		return 0;
	/* measure_attach() decides when the machine has another BPF program. */
	if (strcmp(argv[1], "attach"))
		keep_bpf_program();
	for (i = 0; i < ARRAY_SIZE(measurements); i++) {
		if (argc == 2 && !strcmp(argv[1], measurements[i].name))
			return measurements[i].measure();
	}
	if (argc > 3 && (!strcmp(argv[1], "run") || !strcmp(argv[1], "with")))
		return run_command(argv + 1);
	return show_usage();
}
