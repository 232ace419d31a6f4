// SPDX-License-Identifier: GPL-2.0-only
/* Measure fork, exit and wait in a process with filters. */
#include <errno.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

#define FORKS 10
#define ROUNDS 15

struct setup {
	const struct profile *profile;
	unsigned int depth;
};

static uint64_t fork_and_exit(void)
{
	uint64_t began = now();
	int i;

	for (i = 0; i < FORKS; i++) {
		pid_t child = fork();

		if (!child)
			_exit(0);
		if (child < 0 || waitpid(child, NULL, 0) != child)
			_exit(1);
	}
	return now() - began;
}

static void measure(void *data)
{
	const struct setup *setup = data;
	struct point at = point_of(setup->profile, setup->depth);
	int err = attach_times(setup->profile, setup->depth);
	struct rounds rounds = {};
	int i;

	if (err == ENOMEM) {
		does_not_fit(&at, "fork and exit");
		return;
	}
	if (err) {
		missing(&at, "fork and exit", "attach: %s", strerror(err));
		return;
	}
	for (i = 0; i < ROUNDS; i++)
		add_round(&rounds, (double)fork_and_exit() / FORKS);
	report(&at, "fork and exit", &rounds, "instructions");
}

int measure_fork(void)
{
	static const unsigned int depths[] = { 0, 1, 8, 32 };
	struct profile profiles[2];
	struct setup setup;
	struct point at;
	unsigned int i;
	int binary;

	/*
	 * Make both profiles before the first measurement. fork() copies the
	 * heap that libseccomp leaves, so the heap must not change in between.
	 */
	make_container(&profiles[0], false);
	make_container(&profiles[1], true);
	for (binary = 0; binary < 2; binary++) {
		setup.profile = &profiles[binary];
		/* Measure depth 0 once: it does not depend on the tree. */
		for (i = binary; i < ARRAY_SIZE(depths); i++) {
			setup.depth = depths[i];
			at = point_of(setup.profile, setup.depth);
			if (!in_child(measure, &setup))
				missing(&at, "fork and exit",
					"a process was killed");
		}
	}
	return 0;
}
