// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measure the kernel's memory for a filter in each of many processes. The value
 * is the use after all processes have attached the same profile, minus the use
 * before, divided by the number of processes.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

#define PROCESSES 1000
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

struct group {
	const struct profile *profile;
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

static void read_vmallocinfo(struct usage *usage)
{
	FILE *file = open_proc("/proc/vmallocinfo");
	char line[512];
	long long size;

	usage->bytes[JIT] = 0;
	while (fgets(line, sizeof(line), file)) {
		if (is_jit(line) && sscanf(line, "%*s %lld", &size) == 1)
			usage->bytes[JIT] += size;
	}
	fclose(file);
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
	read_vmallocinfo(&usage);
	read_meminfo(&usage);
	add_kept_pages(&usage);
	return usage;
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

static void child_main(const struct group *group)
{
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
static int all_done(int from)
{
	unsigned char byte;
	int i, err = 0;

	for (i = 0; i < PROCESSES; i++) {
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

	for (i = 0; i < PROCESSES; i++) {
		group->pids[i] = fork();
		if (group->pids[i] < 0)
			die("fork: %s", strerror(errno));
		if (!group->pids[i]) {
			close(go[1]);
			close(leave[1]);
			child_main(group);
		}
	}
}

static void report_growth(const struct profile *profile,
			  const struct usage *before, const struct usage *after)
{
	struct point at = point_of(profile, 1);
	long long more;
	int i;

	for (i = 0; i < NR_KINDS; i++) {
		if (before->bytes[i] < 0) {
			missing(&at, kinds[i].measure,
				"/proc/meminfo has no such field");
			continue;
		}
		more = after->bytes[i] - before->bytes[i];
		if (i == FREE)
			more = -more;
		value(&at, kinds[i].measure, (double)more / PROCESSES, "bytes");
	}
}

/* Attach @profile in all children. Return 0, or the errno of a failed child. */
static int attach_in_all(const struct profile *profile, struct usage *before,
			 struct usage *after)
{
	static struct group group;
	int done[2], go[2], leave[2], i, err;

	open_pipe(done);
	open_pipe(go);
	open_pipe(leave);
	group.profile = profile;
	group.done = done[1];
	group.go = go[0];
	group.leave = leave[0];
	start(&group, go, leave);
	all_done(done[0]);
	*before = read_usage();
	close(go[1]);
	err = all_done(done[0]);
	*after = read_usage();
	close(leave[1]);
	for (i = 0; i < PROCESSES; i++)
		waitpid(group.pids[i], NULL, 0);
	close(done[0]);
	close(done[1]);
	close(go[0]);
	close(leave[0]);
	return err;
}

static void measure(const struct profile *profile)
{
	struct point at = point_of(profile, 1);
	struct usage before, after;
	int err = attach_in_all(profile, &before, &after);

	if (err)
		missing(&at, "memory", "attach: %s", strerror(err));
	else
		report_growth(profile, &before, &after);
}

int measure_memory(void)
{
	struct usage before, after;
	struct profile profile;
	int binary;

	/* Run once without a profile, so that kernel caches grow first. */
	attach_in_all(NULL, &before, &after);
	for (binary = 0; binary < 2; binary++) {
		make_container(&profile, binary);
		measure(&profile);
		make_stack(&profile, binary);
		measure(&profile);
	}
	return 0;
}
