// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzz the system calls of seccomp in the virtual machine.
 *
 *	sysfuzz [-t SECONDS] [-s SEED] [-j WORKERS] [-d CORPUS] [-e]
 *	sysfuzz -r SEQUENCE ...		repeat one sequence
 *
 * The output has the failures, the kernel code points that were reached, and a
 * summary. The exit status is 1 after a failure. First, a self-check seeds
 * faults in the expectations of the fuzzer, and each must be reported.
 *
 * Option -e reads trace events, and lets the kernel record refusals. The events have to
 * be on since the boot, by trace_event=seccomp:*. So no static key changes while tasks
 * run; QEMU without KVM may execute a breakpoint of such a change.
 */
#include <sys/mount.h>
#include <time.h>

#include "sysfuzz.h"

static unsigned int seconds = 60, workers = 2;
static unsigned long seed = 1;
static const char *corpus_dir = "corpus", *repeated_text;
static struct group *groups;

/* More failures than this are counted, but not printed. */
#define FAILURES_SHOWN 10

static void *shared_memory(size_t size)
{
	void *map = mmap(NULL, size, PROT_READ | PROT_WRITE,
			 MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (map == MAP_FAILED) {
		perror("sysfuzz: no memory");
		exit(2);
	}
	return map;
}

static long now_ms(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void print_failure(unsigned long number)
{
	unsigned long before =
		__atomic_fetch_add(&shared->failures, 1, __ATOMIC_SEQ_CST);

	if (before >= FAILURES_SHOWN)
		return;
	printf("FAILURE in sequence %lu: %s\nrepeat: sysfuzz -r ", number,
	       group->message);
	sequence_print(&group->sequence);
	fflush(stdout);
}

static void keep_sequence(const struct sequence *sequence)
{
	unsigned int i =
		__atomic_fetch_add(&shared->kept_count, 1, __ATOMIC_SEQ_CST);

	shared->kept[i % KEPT] = *sequence;
}

static void run_one(unsigned long number)
{
	group->failed = 0;
	sequence_run();
	if (group->failed)
		print_failure(number);
	if (cover_collect() && !repeated_text)
		keep_sequence(&group->sequence);
}

static void work(unsigned int index, long end)
{
	unsigned long number = index;
	bool audited = false;

	group = &groups[index];
	cover_open();
	for (; now_ms() < end; number += workers) {
		if (!index && !audited && now_ms() > end - seconds * 250L) {
			audit_on();
			audited = true;
		}
		random_seed(seed * 1000003 + number);
		if (repeated_text)
			sequence_read(&group->sequence, repeated_text);
		else
			sequence_make(&group->sequence);
		run_one(number);
	}
}

/* Runs the workers until the time is up. A failed worker is a failure. */
static void run_workers(void)
{
	const long end = now_ms() + seconds * 1000L;
	unsigned int i;

	fflush(NULL);
	for (i = 0; i < workers; i++) {
		if (!fork()) {
			work(i, end);
			fflush(NULL);
			_exit(0);
		}
	}
	for (i = 0; i < workers; i++) {
		int status = -1;

		wait(&status);
		if (!exited_with(status, 0)) {
			printf("FAILURE: a worker ended with status %x\n",
			       status);
			shared->failures++;
		}
	}
}

/* --- The self-check ------------------------------------------------------ */

static const struct {
	const char *name;
	const char *ops; /* as in a printed sequence */
} faults[FAULTS] = {
	[FAULT_ERRNO] = { "an errno that is not listed", "notif_sizes.0.0" },
	[FAULT_COUNT] = { "a filter counted after a refusal",
			  "attach_bad.0.0" },
	[FAULT_FORK] = { "a filter lost by a child", "fork.0.0" },
	[FAULT_HANG] = { "a sequence without an end", "wait.0.0" },
	[FAULT_SLOT] = { "an attack on the copies that succeeds",
			 "deep_attach.0.0,deep_slot.0.0" },
	[FAULT_EFFECT] = { "a refused name that exists", "deep_effect.0.0" },
};

/* Repeat some operations, with other random numbers. */
static void make_simple(struct sequence *sequence, const char *ops)
{
	unsigned int i, count;

	sequence_read(sequence, ops);
	count = sequence->count;
	sequence->count = 12;
	for (i = 0; i < sequence->count; i++) {
		sequence->calls[i] = sequence->calls[i % count];
		sequence->calls[i].seed = random_u32();
	}
}

static bool is_reported(enum fault what)
{
	unsigned int tries;

	for (tries = 0; tries < 30; tries++) {
		make_simple(&group->sequence, faults[what].ops);
		group->failed = 0;
		fault = what;
		sequence_run();
		fault = FAULT_NONE;
		if (group->failed)
			return true;
	}
	return false;
}

static void self_check(void)
{
	enum fault what;

	group = &groups[0];
	random_seed(seed);
	for (what = FAULT_NONE + 1; what < FAULTS; what++) {
		if (is_reported(what)) {
			printf("seeded and reported: %s (%s)\n",
			       faults[what].name, group->message);
			continue;
		}
		printf("FAILURE: seeded and not reported: %s\n",
		       faults[what].name);
		shared->failures++;
	}
	shared->sequences = 0;
	shared->results_checked = 0;
	shared->slot_attacks = 0;
	shared->effects = 0;
	shared->effects_refused = 0;
}

/* --- Trace events -------------------------------------------------------- */

#define TRACING "/sys/kernel/tracing"

/* Option -e without events, and events without the option, make a run worthless. */
static void check_events_before(void)
{
	char state = '0';
	int fd;

	mount("none", TRACING, "tracefs", 0, NULL);
	fd = open(TRACING "/events/seccomp/enable", O_RDONLY | O_CLOEXEC);
	/* A kernel without trace events has none on. */
	if ((fd >= 0 && read(fd, &state, 1) != 1) ||
	    state != (with_events ? '1' : '0')) {
		printf("FAILURE: trace events are not %s\n",
		       with_events ? "on" : "off");
		shared->failures++;
	}
	if (fd >= 0)
		close(fd);
}

/* --- Operations that must have happened ---------------------------------- */

/* A shorter run may have no time for one of them. */
#define LONG_SECONDS 120

static void check_done(unsigned long times, const char *what)
{
	printf("%lu %s\n", times, what);
	if (times || seconds < LONG_SECONDS)
		return;
	printf("FAILURE: never: %s\n", what);
	shared->failures++;
}

static void check_all_done(void)
{
	check_done(shared->slot_attacks, "attacks on argument copies");
	check_done(shared->other_attacks,
		   "attacks on the argument copies of a tracee");
	check_done(shared->calls_changed,
		   "calls with copies changed by a tracer");
	check_done(shared->renumberings,
		   "times that a trace point changed numbers");
	check_done(shared->held_pages, "pages with arguments held back");
	check_done(shared->effects, "directories with an allowed name");
	check_done(shared->effects_refused, "directories refused by name");
	if (!with_events)
		return;
	check_done(shared->events_read, "trace events read");
	check_done(shared->refusals_written,
		   "times that refusals were to be recorded");
}

/* --- Options ------------------------------------------------------------- */

static unsigned long parse_number(const char *text)
{
	char *end;
	unsigned long number = strtoul(text, &end, 10);

	if (*end || !number) {
		fprintf(stderr, "sysfuzz: '%s': use a number above 0\n", text);
		exit(2);
	}
	return number;
}

static void read_options(int argc, char **argv)
{
	int option;

	while ((option = getopt(argc, argv, "t:s:j:d:r:e")) != -1) {
		switch (option) {
		case 't':
			seconds = parse_number(optarg);
			break;
		case 's':
			seed = parse_number(optarg);
			break;
		case 'j':
			workers = parse_number(optarg);
			break;
		case 'd':
			corpus_dir = optarg;
			break;
		case 'r':
			repeated_text = optarg;
			break;
		case 'e':
			with_events = true;
			break;
		default:
			exit(2);
		}
	}
}

static void check_repeated_text(void)
{
	struct sequence sequence;

	if (!repeated_text || sequence_read(&sequence, repeated_text))
		return;
	fprintf(stderr, "sysfuzz: -r: not a printed sequence\n");
	exit(2);
}

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], "-x"))
		return exec_main(strtoul(argv[2], NULL, 10));
	read_options(argc, argv);
	check_repeated_text();
	shared = shared_memory(sizeof(*shared));
	groups = shared_memory(workers * sizeof(*groups));
	filters_init(corpus_dir);
	if (access("/sys/kernel/debug/kcov", R_OK))
		printf("no kcov in this kernel: coverage is unknown\n");
	check_events_before();
	self_check();
	run_workers();
	if (!repeated_text)
		check_all_done();
	if (has_leaks()) {
		printf("FAILURE: seccomp leaks memory, or kmemleak has failed\n");
		shared->failures++;
	}
	cover_print();
	printf("%lu sequences, %lu calls with known errors, %u points, %lu failures\n",
	       shared->sequences, shared->results_checked, shared->pc_count,
	       shared->failures);
	return shared->failures ? 1 : 0;
}
