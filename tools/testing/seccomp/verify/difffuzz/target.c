// SPDX-License-Identifier: GPL-2.0-only
/*
 * The same comparison for libFuzzer, which looks for programs that take the
 * analysis where it has not been. An input is a program as it is in memory; what
 * does not make one is mended.
 *
 * libFuzzer's name for the entry is the Makefile's business.
 *
 * FUZZ_DUMP names the file that a difference is written to.
 */
#include "check.h"
#include "input.h"
#include "random.h"

/* Coverage leads to programs, so that a few calls will do for each. */
#define CALLS 120
/* Longer ones are slow, and seldom tell more. */
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
	program_repair(&p);
	if (!program_accepted(&p))
		return 0;
	/* The same calls for the same input. */
	for (i = 0; i < size; i++)
		seed = (seed ^ data[i]) * 0x100000001b3;
	random_seed(seed);
	if (!check_calls(&p, CALLS, &stats, &finding))
		report_finding(&p, &finding);
	return 0;
}
