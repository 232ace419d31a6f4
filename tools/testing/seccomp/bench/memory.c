// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measure the kernel's memory for a filter in each of many processes. The value
 * is the use after all processes have attached the same profile, minus the use
 * before, divided by the number of processes. "first" is the memory of processes
 * with different programs.
 */
#include <errno.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

#define PROCESSES 300
#define FIRST_PROCESSES 30
#define ROUNDS 2
#define SETTLE_US 200000

/* Functions that allocate memory of the JIT, as in /proc/vmallocinfo. */
static const char *const jit[] = { "bpf_jit", "bpf_prog_pack", "execmem",
				   "module_alloc" };

/* Kinds of memory, in bytes. "measure" is the name in the results. */
enum { SLAB, VMALLOC, PERCPU, FREE, JIT, NR_KINDS };

static const struct {
	const char *measure;
	const char *field;
} kinds[NR_KINDS] = {
	[SLAB] = { "memory Slab", "Slab:" },
	[VMALLOC] = { "memory VmallocUsed", "VmallocUsed:" },
	[PERCPU] = { "memory Percpu", "Percpu:" },
	[FREE] = { "memory not free", "MemFree:" },
	[JIT] = { "memory JIT", NULL },
};

struct usage {
	long long bytes[NR_KINDS];
};

/**
 * struct group - processes that attach at the same time
 * @profile: what they attach; NULL for nothing
 * @nr: number of processes, 1 to PROCESSES
 * @differ: each process has its own variant of the programs
 * @pids: the processes
 * @done: pipe for their reports
 * @go: pipe that they wait for before they attach
 * @leave: pipe that they wait for before they exit
 */
struct group {
	const struct profile *profile;
	int nr;
	bool differ;
	pid_t pids[PROCESSES];
	int done;
	int go;
	int leave;
};

static FILE *open_proc(const char *path)
{
	FILE *file = fopen(path, "re");

	if (!file)
		die("%s: %s", path, strerror(errno));
	return file;
}

static void read_meminfo(struct usage *usage)
{
	FILE *file = open_proc("/proc/meminfo");
	char name[64], line[256];
	long long kb;
	int i;

	while (fgets(line, sizeof(line), file)) {
		if (sscanf(line, "%63s %lld", name, &kb) != 2)
			continue;
		for (i = 0; i < NR_KINDS; i++) {
			if (kinds[i].field && !strcmp(name, kinds[i].field))
				usage->bytes[i] = kb * 1024;
		}
	}
	fclose(file);
}

static bool is_jit(const char *line)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(jit); i++) {
		if (strstr(line, jit[i]))
			return true;
	}
	return false;
}

long long jit_memory(void)
{
	FILE *file = open_proc("/proc/vmallocinfo");
	long long size, sum = 0;
	char line[512];

	while (fgets(line, sizeof(line), file)) {
		if (is_jit(line) && sscanf(line, "%*s %lld", &size) == 1)
			sum += size;
	}
	fclose(file);
	return sum;
}

/*
 * Add the free pages in the per-CPU lists to the free memory. MemFree does not
 * include these pages, and there can be many. /proc/zoneinfo has their number
 * as "count:" in each "pagesets".
 */
static void add_kept_pages(struct usage *usage)
{
	FILE *file = open_proc("/proc/zoneinfo");
	const long page = sysconf(_SC_PAGESIZE);
	char line[256];
	long long count;

	while (fgets(line, sizeof(line), file)) {
		if (sscanf(line, " count: %lld", &count) == 1)
			usage->bytes[FREE] += count * page;
	}
	fclose(file);
}

static struct usage read_usage(void)
{
	struct usage usage;
	int i;

	for (i = 0; i < NR_KINDS; i++)
		usage.bytes[i] = -1;
	/* Wait for deferred work and RCU callbacks that free memory. */
	usleep(SETTLE_US);
	usage.bytes[JIT] = jit_memory();
	read_meminfo(&usage);
	add_kept_pages(&usage);
	return usage;
}

long long free_memory(void)
{
	return read_usage().bytes[FREE];
}

/* Wait until the last write end closes. The caller must not hold one. */
static void wait_for_end(int pipe)
{
	char byte;

	while (read(pipe, &byte, 1) > 0)
		;
}

static void report_done(const struct group *group, int err)
{
	unsigned char byte = err;

	if (write(group->done, &byte, 1) != 1)
		_exit(1);
}

/*
 * Give each errno of the programs another value, so that no other process has the
 * same programs or the same verdicts.
 */
static void change_errnos(const struct profile *profile, unsigned int variant)
{
	unsigned int i, j;

	for (i = 0; i < profile->nr_programs; i++) {
		const struct sock_fprog *program = &profile->programs[i];

		for (j = 0; j < program->len; j++) {
			struct sock_filter *insn = &program->filter[j];

			if (insn->code == (BPF_RET | BPF_K) &&
			    (insn->k & SECCOMP_RET_ACTION_FULL) ==
				    SECCOMP_RET_ERRNO)
				insn->k += 200 + variant;
		}
	}
}

static void child_main(const struct group *group, unsigned int number)
{
	if (group->differ)
		change_errnos(group->profile, number);
	/* Write the pages that the child writes in any case. */
	syscall(SYS_seccomp, -1, 0, NULL);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	report_done(group, 0);
	wait_for_end(group->go);
	report_done(group,
		    group->profile ? attach_times(group->profile, 1) : 0);
	wait_for_end(group->leave);
	_exit(0);
}

/* Wait for a report of each child. Return 0, or the errno of a failed child. */
static int all_done(int from, int nr)
{
	unsigned char byte;
	int i, err = 0;

	for (i = 0; i < nr; i++) {
		if (read(from, &byte, 1) != 1)
			die("a child has exited early");
		if (byte)
			err = byte;
	}
	return err;
}

static void open_pipe(int ends[2])
{
	if (pipe(ends))
		die("pipe: %s", strerror(errno));
}

static void start(struct group *group, const int go[2], const int leave[2])
{
	int i;

	for (i = 0; i < group->nr; i++) {
		group->pids[i] = fork();
		if (group->pids[i] < 0)
			die("fork: %s", strerror(errno));
		if (!group->pids[i]) {
			close(go[1]);
			close(leave[1]);
			child_main(group, i);
		}
	}
}

static long long growth(int kind, const struct usage *before,
			const struct usage *after)
{
	long long more = after->bytes[kind] - before->bytes[kind];

	return kind == FREE ? -more : more;
}

static void report_growth(const struct profile *profile,
			  const struct rounds *rounds)
{
	struct point at = point_of(profile, 1);
	int i;

	for (i = 0; i < NR_KINDS; i++) {
		if (rounds[i].nr)
			report(&at, kinds[i].measure, &rounds[i], "bytes");
		else
			missing(&at, kinds[i].measure,
				"/proc/meminfo has no such field");
	}
}

/*
 * Attach in all children of @group, which has the profile and the number. Return 0,
 * or the errno of a failed child.
 */
static int attach_in_all(struct group *group, struct usage *before,
			 struct usage *after)
{
	int done[2], go[2], leave[2], i, err;

	open_pipe(done);
	open_pipe(go);
	open_pipe(leave);
	group->done = done[1];
	group->go = go[0];
	group->leave = leave[0];
	start(group, go, leave);
	all_done(done[0], group->nr);
	*before = read_usage();
	close(go[1]);
	err = all_done(done[0], group->nr);
	*after = read_usage();
	close(leave[1]);
	for (i = 0; i < group->nr; i++)
		waitpid(group->pids[i], NULL, 0);
	close(done[0]);
	close(done[1]);
	close(go[0]);
	close(leave[0]);
	return err;
}

/*
 * Measure the memory of each process of @group, in bytes of each kind. Return 0, or
 * the errno of a failed child.
 */
static int measure_group(struct group *group, struct rounds *rounds)
{
	struct usage before, after;
	int round, kind, err;

	for (round = 0; round < ROUNDS; round++) {
		err = attach_in_all(group, &before, &after);
		if (err)
			return err;
		for (kind = 0; kind < NR_KINDS; kind++) {
			if (before.bytes[kind] < 0)
				continue;
			add_round(&rounds[kind],
				  (double)growth(kind, &before, &after) /
					  group->nr);
		}
	}
	return 0;
}

/* Memory of each of many processes with the same programs. */
static void measure(const struct profile *profile)
{
	static struct group group;
	struct rounds rounds[NR_KINDS] = {};
	struct point at = point_of(profile, 1);
	int err;

	group = (struct group){ .profile = profile, .nr = PROCESSES };
	err = measure_group(&group, rounds);
	if (err)
		missing(&at, "memory", "attach: %s", strerror(err));
	else
		report_growth(profile, rounds);
}

/* Memory of a process that is the first one with its programs. */
static void measure_first(const struct profile *profile)
{
	static struct group group;
	struct rounds rounds[NR_KINDS] = {};
	struct point at = point_of(profile, 1);
	int err;

	group = (struct group){
		.profile = profile,
		.nr = FIRST_PROCESSES,
		.differ = true,
	};
	err = measure_group(&group, rounds);
	if (err)
		missing(&at, "memory first", "attach: %s", strerror(err));
	else
		report(&at, "memory first", &rounds[FREE], "bytes");
}

int measure_memory(void)
{
	static struct group warm_up = { .nr = PROCESSES };
	struct usage before, after;
	struct profile profile;
	int binary;

	/* Run once without a profile, so that kernel caches grow first. */
	attach_in_all(&warm_up, &before, &after);
	for (binary = 0; binary < 2; binary++) {
		make_container(&profile, binary);
		measure(&profile);
		measure_first(&profile);
		make_stack(&profile, binary);
		measure(&profile);
		measure_first(&profile);
	}
	return 0;
}
