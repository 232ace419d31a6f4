// SPDX-License-Identifier: GPL-2.0-only
/* Measure what attaching a profile costs. */
#include <errno.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

#define ROUNDS 9

static int attach_with_flags(const struct sock_fprog *program,
			     unsigned int flags)
{
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, program);
}

int attach(const struct sock_fprog *program)
{
	return attach_with_flags(program, 0);
}

int attach_listener(const struct sock_fprog *program)
{
	return attach_with_flags(program, SECCOMP_FILTER_FLAG_NEW_LISTENER);
}

/* Attach all programs of @profile @times times. Return 0 or an errno. */
int attach_times(const struct profile *profile, unsigned int times)
{
	unsigned int i;

	for (; times; times--) {
		for (i = 0; i < profile->nr_programs; i++) {
			if (attach(&profile->programs[i]))
				return errno;
		}
	}
	return 0;
}

struct attach_run {
	const struct profile *profile;
	int report;
	bool keep;
};

/*
 * Attach the profile once and report the time, 0 on failure. With @keep set,
 * wait for SIGKILL afterwards, so that the kernel keeps the program.
 */
static void attach_and_report(void *data)
{
	const struct attach_run *this = data;
	uint64_t began, took = 0;

	/*
	 * Touch the stack and the entry code and set no_new_privs first. The
	 * measured time must contain the attach only.
	 */
	syscall(SYS_seccomp, -1, 0, NULL);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	began = now();
	if (!attach_times(this->profile, 1))
		took = now() - began;
	if (write(this->report, &took, sizeof(took)) != sizeof(took))
		_exit(1);
	while (this->keep)
		pause();
}

static uint64_t read_time(int from)
{
	uint64_t took;

	return read(from, &took, sizeof(took)) == sizeof(took) ? took : 0;
}

static uint64_t best_later(struct attach_run *this, int from)
{
	uint64_t best = 0, took;
	int i;

	for (i = 0; i < ROUNDS; i++) {
		if (!in_child(attach_and_report, this))
			return 0;
		took = read_time(from);
		if (!took)
			return 0;
		if (!best || took < best)
			best = took;
	}
	return best;
}

static void report_time(const struct point *at, const char *measure,
			uint64_t took)
{
	if (took)
		value(at, measure, took, "instructions");
	else
		missing(at, measure, "the filter could not be attached");
}

/*
 * The first process keeps its filter while later processes attach the same
 * program. So our kernel finds the program in its program cache.
 */
static void measure_first_and_later(const struct profile *profile)
{
	struct attach_run this = { .profile = profile, .keep = true };
	struct point at = point_of(profile, 1);
	int ends[2];
	pid_t first;

	if (pipe(ends))
		die("pipe: %s", strerror(errno));
	this.report = ends[1];
	first = fork();
	if (first < 0)
		die("fork: %s", strerror(errno));
	if (!first) {
		attach_and_report(&this);
		_exit(0);
	}
	report_time(&at, "attach first", read_time(ends[0]));
	this.keep = false;
	report_time(&at, "attach later", best_later(&this, ends[0]));
	kill(first, SIGKILL);
	waitpid(first, NULL, 0);
	close(ends[0]);
	close(ends[1]);
}

static void report_length(const struct profile *profile)
{
	struct point at = point_of(profile, 1);
	unsigned int i, length = 0;

	for (i = 0; i < profile->nr_programs; i++)
		length += profile->programs[i].len;
	value(&at, "length", length, "BPF instructions");
}

int measure_attach(void)
{
	struct profile profile;
	int binary;

	for (binary = 0; binary < 2; binary++) {
		make_container(&profile, binary);
		report_length(&profile);
		measure_first_and_later(&profile);
		make_stack(&profile, binary);
		report_length(&profile);
		measure_first_and_later(&profile);
	}
	return 0;
}
