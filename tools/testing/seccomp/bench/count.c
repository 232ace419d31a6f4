// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measure what a counter costs: calls of the container profile without a counter and
 * with one, and the attach of a short filter.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <linux/seccomp_ext.h>
#include <sched.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bench.h"

/* Attaches per measurement. A path has room for them. */
#define ATTACHES 8

/**
 * struct counted_call - a call to measure
 * @plain: name of the measure without a counter
 * @counted: name of the measure with one
 * @nr: system call number
 * @args: first four arguments
 */
static const struct counted_call {
	const char *plain, *counted;
	long nr;
	long args[4];
} counted_calls[] = {
	{ "allowed", "allowed counted", SYS_getpid },
	{ "errno", "errno counted", SYS_kexec_load, { 0, -1, 0, -1 } },
	{ "list", "list counted", SYS_personality, { 0xffffffff } },
	{ "list refused",
	  "list refused counted",
	  SYS_socket,
	  { AF_VSOCK, 15, 0 } },
};

/**
 * struct count_setup - one measurement, in a process of its own
 * @profile: the filters
 * @flags: SECCOMP_FILTER_FLAG_COUNT, or 0
 */
struct count_setup {
	const struct profile *profile;
	unsigned int flags;
};

static void call_loop(const void *data, unsigned int times)
{
	const struct counted_call *call = data;

	for (; times; times--)
		syscall(call->nr, call->args[0], call->args[1], call->args[2],
			call->args[3], 0, 0);
}

static void measure_counted_calls(void *data)
{
	const struct count_setup *setup = data;
	const struct point at = { "linear", "counter", 1 };
	struct rounds rounds;
	size_t i;
	int err;

	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	err = attach_with(&setup->profile->programs[0], setup->flags);
	for (i = 0; i < ARRAY_SIZE(counted_calls); i++) {
		const struct counted_call *call = &counted_calls[i];
		const char *name = setup->flags ? call->counted : call->plain;

		if (err == EINVAL) {
			skip(&at, name, "the kernel has no counters");
			continue;
		}
		if (err) {
			missing(&at, name, "attach: %s", strerror(err));
			continue;
		}
		cost_of(call_loop, call, &rounds);
		report(&at, name, &rounds, "instructions");
	}
}

/* The first attaches warm up, and add the lowest counters. */
static void measure_counted_attach(void *data)
{
	const struct count_setup *setup = data;
	const struct point at = { "-", "counter", 1 };
	const char *name = setup->flags ? "attach counted" : "attach";
	struct sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	const struct sock_fprog program = { .len = 1, .filter = &allow };
	struct rounds rounds = {};
	uint64_t began;
	int i, err;

	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	for (i = 0; i < ATTACHES; i++) {
		began = now();
		err = attach_with(&program, setup->flags);
		if (err == EINVAL) {
			skip(&at, name, "the kernel has no counters");
			return;
		}
		if (err) {
			missing(&at, name, "attach: %s", strerror(err));
			return;
		}
		add_round(&rounds, now() - began);
	}
	report(&at, name, &rounds, "instructions");
}

int measure_count(void)
{
	static const unsigned int flags[] = { 0, SECCOMP_FILTER_FLAG_COUNT };
	struct profile profile;
	struct count_setup setup = { .profile = &profile };
	const struct point at = { "-", "counter", 1 };
	size_t i;

	make_container(&profile, false);
	for (i = 0; i < ARRAY_SIZE(flags); i++) {
		setup.flags = flags[i];
		if (!in_child(measure_counted_calls, &setup) ||
		    !in_child(measure_counted_attach, &setup))
			missing(&at, "all calls", "the process was killed");
	}
	return 0;
}
