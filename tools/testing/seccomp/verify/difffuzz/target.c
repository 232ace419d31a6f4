// SPDX-License-Identifier: GPL-2.0-only
/*
 * The libFuzzer target. libFuzzer looks for programs that reach new code of the
 * analysis. An input is the array of instructions; invalid ones are repaired.
 *
 * The Makefile renames the entry point to libFuzzer's name.
 *
 * The environment variable FUZZ_DUMP names the file for a difference.
 */
#include "check.h"
#include "input.h"
#include "random.h"

/* Coverage selects the programs, so that few calls suffice for each. */
#define CALLS 120
/* Longer programs are slow and rarely reach new code. */
#define MAX_INSNS 512

static void __attribute__((noreturn))
report_finding(struct program *p, struct finding *finding)
{
	const char *path = getenv("FUZZ_DUMP");
	FILE *to = path ? fopen(path, "w") : NULL;

	finding_shrink(p, finding);
	finding_write(p, finding, to ? to : stdout);
	if (to)
		fclose(to);
	abort();
}

int fuzz_one_input(const u8 *data, size_t size)
{
	static struct program p;
	struct finding finding;
	struct stats stats = {};
	u64 seed = size;
	size_t i;

	p.len = min(size / sizeof(*p.insns), (size_t)MAX_INSNS);
	if (!p.len)
		return 0;
	memcpy(p.insns, data, p.len * sizeof(*p.insns));
	program_windows = true;
	program_repair(&p);
	if (!program_accepted(&p))
		return 0;
	/* The seed depends on the input only, so that a run can be repeated. */
	for (i = 0; i < size; i++)
		seed = (seed ^ data[i]) * 0x100000001b3;
	random_seed(seed);
	if (!check_calls(&p, CALLS, &stats, &finding))
		report_finding(&p, &finding);
	return 0;
}
