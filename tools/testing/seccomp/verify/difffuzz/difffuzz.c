// SPDX-License-Identifier: GPL-2.0-only
/*
 * Compare the analysis of programs with an oracle, until the time is over or
 * there is a difference.
 *
 *	difffuzz [-q] [-m] [-t SECONDS] [-n CALLS] [-s SEED] -d FILE CORPUS
 *	difffuzz -r FILE
 *	difffuzz -b DIR CORPUS
 *
 *	-q	print only a difference
 *	-m	also let each allocation fail
 *	-d	write the first difference to FILE
 *	-r	repeat the difference in FILE
 *	-b	write the corpus to DIR in the format of target.c, and exit
 *
 * Exit status: 1 after a difference, 2 for wrong arguments.
 */
#include <stdio.h>
#include <time.h>
#include <unistd.h>
#include "check.h"
#include "input.h"
#include "program.h"
#include "random.h"

#ifdef LAYOUT_ARM64
#define LAYOUT "arm64"
#else
#define LAYOUT "x86_64"
#endif

/* Calls for each program, and for each program of the corpus at the start. */
#define CALLS 600
#define CALLS_AT_FIRST 6000

/* The relative frequency of each style. */
static const u8 shares[STYLES] = {
	[STYLE_CORPUS] = 2, [STYLE_MUTANT] = 25, [STYLE_LIST] = 12,
	[STYLE_TREE] = 8,   [STYLE_NUMBER] = 10, [STYLE_BLOCKS] = 20,
	[STYLE_FIXED] = 10, [STYLE_RANDOM] = 20, [STYLE_LONG] = 4,
	[STYLE_LARGE] = 1,
};

/**
 * struct run - a run of the fuzzer
 * @seconds: time limit in seconds; 0 for none
 * @calls: limit of compared calls; 0 for none
 * @seed: seed of the random numbers
 * @quiet: print only a difference
 * @memory: also let each allocation fail
 * @dump: path of the file for the first difference; owned by the caller
 * @corpus: programs to start from
 * @stats: counters for each style
 * @corpus_stats: counters for the first run of each program of the corpus
 * @memory_runs: number of programs that were analyzed with failing allocations
 * @began: start of the run in seconds of CLOCK_MONOTONIC
 * @shown: time of the last progress line in seconds of CLOCK_MONOTONIC
 */
static struct run {
	u64 seconds;
	u64 calls;
	u64 seed;
	bool quiet;
	bool memory;
	const char *dump;
	struct corpus corpus;
	struct stats stats[STYLES];
	struct stats corpus_stats;
	u64 memory_runs;
	double began;
	double shown;
} run;

static double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec + ts.tv_nsec / 1e9;
}

static u64 compared(const struct stats *stats)
{
	return stats->constant + stats->residual;
}

static struct stats sum_stats(void)
{
	struct stats all = {};
	unsigned int i;

	for (i = 0; i < STYLES; i++) {
		all.programs += run.stats[i].programs;
		all.constant += run.stats[i].constant;
		all.residual += run.stats[i].residual;
		all.unknown += run.stats[i].unknown;
		all.unspecified += run.stats[i].unspecified;
		all.listed += run.stats[i].listed;
		all.residuals += run.stats[i].residuals;
		all.lists += run.stats[i].lists;
		all.tests += run.stats[i].tests;
	}
	return all;
}

/* --- Output ------------------------------------------------------------- */

static void show_progress(void)
{
	const bool terminal = isatty(STDERR_FILENO);
	const double elapsed = now() - run.began;
	const struct stats all = sum_stats();
	double remaining = 0;

	if (run.quiet || now() - run.shown < (terminal ? 1 : 30))
		return;
	run.shown = now();
	if (run.seconds)
		remaining = run.seconds - elapsed;
	if (run.calls && compared(&all))
		remaining =
			(run.calls - compared(&all)) * elapsed / compared(&all);
	fprintf(stderr,
		"%s" LAYOUT
		": %.1f million pairs, %.0f a second, %d:%02d left%s",
		terminal ? "\r" : "", compared(&all) / 1e6,
		compared(&all) / elapsed, (int)remaining / 60,
		(int)remaining % 60, terminal ? "  " : "\n");
}

static void show_stats(const char *name, const struct stats *stats)
{
	printf("    %-10s %9llu %12llu %12llu %11llu %11llu\n", name,
	       (unsigned long long)stats->programs,
	       (unsigned long long)stats->constant,
	       (unsigned long long)stats->residual,
	       (unsigned long long)stats->unknown,
	       (unsigned long long)stats->unspecified);
}

static void show_lists(const char *name, const struct stats *stats)
{
	printf("    %s: %llu of %llu programs need no code; "
	       "%llu of %llu residuals are lists, of %.1f tests\n",
	       name, (unsigned long long)stats->listed,
	       (unsigned long long)stats->programs,
	       (unsigned long long)stats->lists,
	       (unsigned long long)stats->residuals,
	       stats->lists ? (double)stats->tests / stats->lists : 0);
}

static void print_summary(void)
{
	const double elapsed = now() - run.began;
	const struct stats all = sum_stats();
	unsigned int i;

	if (run.quiet)
		return;
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r%70s\r", "");
	printf("    %-10s %9s %12s %12s %11s %11s\n", "style", "programs",
	       "constant", "residual", "unknown", "unspecified");
	for (i = 0; i < STYLES; i++)
		show_stats(style_names[i], &run.stats[i]);
	show_stats("all", &all);
	show_lists("corpus", &run.corpus_stats);
	show_lists("all", &all);
	if (run.memory)
		printf("    each allocation failed once for %llu programs\n",
		       (unsigned long long)run.memory_runs);
	printf("    " LAYOUT
	       ", seed %llu: %llu pairs compared in %.1f s, %.0f a second\n",
	       (unsigned long long)run.seed, (unsigned long long)compared(&all),
	       elapsed, compared(&all) / elapsed);
}

static int report_finding(const struct program *p, struct finding *finding)
{
	static struct program small;
	FILE *to;

	small = *p;
	if (!run.quiet)
		finding_shrink(&small, finding);
	printf("DIFFERENCE: %s, seed %llu: %s\n", LAYOUT,
	       (unsigned long long)run.seed, finding->text);
	to = fopen(run.dump, "w");
	if (!to) {
		perror(run.dump);
		return 1;
	}
	finding_write(&small, finding, to);
	fclose(to);
	if (!run.quiet)
		finding_write(&small, finding, stdout);
	printf("Repeat it with -r %s\n", run.dump);
	return 1;
}

/* --- The run ------------------------------------------------------------ */

static bool is_over(void)
{
	const struct stats all = sum_stats();

	return (run.seconds && now() - run.began >= run.seconds) ||
	       (run.calls && compared(&all) >= run.calls);
}

static enum program_style next_style(void)
{
	unsigned int style, at, total = 0;

	for (style = 0; style < STYLES; style++)
		total += shares[style];
	at = below(total);
	for (style = 0; at >= shares[style]; style++)
		at -= shares[style];
	return style;
}

static bool run_program(const struct program *p, enum program_style style,
			unsigned int calls, struct finding *finding)
{
	if (!check_calls(p, calls, &run.stats[style], finding))
		return false;
	if (run.memory) {
		run.memory_runs++;
		if (!check_memory(p, finding))
			return false;
	}
	return true;
}

static int fuzz(void)
{
	static struct program p;
	struct finding finding;
	enum program_style style;
	unsigned int i;

	random_seed(run.seed);
	program_windows = true;
	run.began = now();
	run.shown = run.began;
	for (i = 0; i < run.corpus.count; i++)
		if (!run_program(&run.corpus.programs[i], STYLE_CORPUS,
				 CALLS_AT_FIRST, &finding))
			return report_finding(&run.corpus.programs[i],
					      &finding);
	run.corpus_stats = run.stats[STYLE_CORPUS];
	while (!is_over()) {
		style = next_style();
		program_make(&p, style, &run.corpus);
		if (!run_program(&p, style, CALLS, &finding))
			return report_finding(&p, &finding);
		show_progress();
	}
	print_summary();
	return 0;
}

static int repeat(const char *path)
{
	static struct program p;
	struct finding finding;

	if (program_read(&p, path) || !finding_read(&finding, path) ||
	    !program_accepted(&p)) {
		fprintf(stderr, "difffuzz: %s: not a valid program\n", path);
		return 2;
	}
	if (check_again(&p, &finding)) {
		printf("no difference\n");
		return 0;
	}
	finding_write(&p, &finding, stdout);
	return 1;
}

static int write_binary(const char *dir)
{
	char path[4096];
	unsigned int i;
	FILE *to;

	for (i = 0; i < run.corpus.count; i++) {
		const struct program *p = &run.corpus.programs[i];

		snprintf(path, sizeof(path), "%s/%u", dir, i);
		to = fopen(path, "w");
		if (!to ||
		    fwrite(p->insns, sizeof(*p->insns), p->len, to) != p->len ||
		    fclose(to)) {
			perror(path);
			return 1;
		}
	}
	return 0;
}

static int print_usage(void)
{
	fprintf(stderr,
		"usage: difffuzz [-q] [-m] [-t SECONDS] [-n CALLS] [-s SEED] -d FILE CORPUS\n"
		"       difffuzz -r FILE\n"
		"       difffuzz -b DIR CORPUS\n");
	return 2;
}

/* Parse a positive decimal number. */
static bool parse(const char *text, u64 *number)
{
	char *end;

	errno = 0;
	*number = strtoull(text, &end, 10);
	return !errno && *number && !*end && *text != '-';
}

int main(int argc, char **argv)
{
	const char *binary = NULL;
	bool ok = true;
	int option;

	run.seed = 1;
	while ((option = getopt(argc, argv, "qmt:n:s:d:r:b:")) != -1) {
		switch (option) {
		case 'q':
			run.quiet = true;
			break;
		case 'm':
			run.memory = true;
			break;
		case 't':
			ok &= parse(optarg, &run.seconds);
			break;
		case 'n':
			ok &= parse(optarg, &run.calls);
			break;
		case 's':
			ok &= parse(optarg, &run.seed);
			break;
		case 'd':
			run.dump = optarg;
			break;
		case 'r':
			return repeat(optarg);
		case 'b':
			binary = optarg;
			break;
		default:
			return print_usage();
		}
	}
	if (!ok || !(run.dump || binary) || optind + 1 != argc)
		return print_usage();
	corpus_read(&run.corpus, argv[optind]);
	if (binary)
		return write_binary(binary);
	return fuzz();
}
