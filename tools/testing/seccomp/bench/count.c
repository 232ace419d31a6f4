// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measure what a counter costs: calls without a counter and with one, for each way in
 * which the kernel can answer them, and the attach of a short filter.
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

/* Counters of a path with as many as it has room for, and filters of a deep one. */
#define NESTED_COUNTERS 8
#define DEEP_PATH 32

/* The argument that the compiled rule refuses. */
#define REFUSED_ARG 7

/**
 * struct counted_call - a call to measure
 * @plain: name of the measure without a counter
 * @counted: name of the measure with one
 * @nr: system call number
 * @args: first four arguments
 */
struct counted_call {
	const char *plain, *counted;
	long nr;
	long args[4];
};

/* Calls of the container profile, which the number or a decision list decides. */
static const struct counted_call container_calls[] = {
	{ "allowed", "allowed counted", SYS_getpid },
	{ "errno", "errno counted", SYS_kexec_load, { 0, -1, 0, -1 } },
	{ "list", "list counted", SYS_personality, { 0xffffffff } },
	{ "list refused",
	  "list refused counted",
	  SYS_socket,
	  { AF_VSOCK, 15, 0 } },
};

static const struct counted_call compiled_calls[] = {
	{ "compiled", "compiled counted", SYS_getpid },
	{ "compiled refused",
	  "compiled refused counted",
	  SYS_getpid,
	  { REFUSED_ARG } },
};

static const struct counted_call window_calls[] = {
	{ "window",
	  "window counted",
	  SYS_openat,
	  { AT_FDCWD, (long)LONG_PATH, O_RDONLY } },
	{ "window refused",
	  "window refused counted",
	  SYS_openat,
	  { AT_FDCWD, (long)BAD_PATH, O_RDONLY } },
};

static const struct counted_call log_calls[] = {
	{ "log", "log counted", SYS_getpid },
};

static int attach_container(unsigned int flags)
{
	static struct profile profile;

	if (!profile.nr_programs)
		make_container(&profile, false);
	return attach_with(&profile.programs[0], flags);
}

/* A product takes compiled code. */
static int attach_compiled(unsigned int flags)
{
	struct sock_filter insns[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getpid, 0, 4),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, args[0])),
		BPF_STMT(BPF_ALU | BPF_MUL | BPF_K, 3),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 3 * REFUSED_ARG, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog program = { ARRAY_SIZE(insns), insns };

	return attach_with(&program, flags);
}

static int attach_log(unsigned int flags)
{
	struct sock_filter insns[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getpid, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_LOG),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog program = { ARRAY_SIZE(insns), insns };

	return attach_with(&program, flags);
}

/**
 * struct counted_path - a path and calls that it decides about
 * @tree: search of its programs, for the report
 * @depth: number of filters
 * @counters: number of counters, which the newest filters have
 * @attach: attaches one filter with flags, and returns 0 or an errno
 * @calls: calls to measure
 * @count: number of @calls
 */
struct counted_path {
	const char *tree;
	unsigned int depth;
	unsigned int counters;
	int (*attach)(unsigned int flags);
	const struct counted_call *calls;
	size_t count;
};

static const struct counted_path paths[] = {
	{ "linear", 1, 1, attach_container, container_calls,
	  ARRAY_SIZE(container_calls) },
	{ "linear", NESTED_COUNTERS, NESTED_COUNTERS, attach_container,
	  container_calls, ARRAY_SIZE(container_calls) },
	{ "-", 1, 1, attach_compiled, compiled_calls,
	  ARRAY_SIZE(compiled_calls) },
	{ "-", 1, 1, attach_deep, window_calls, ARRAY_SIZE(window_calls) },
	{ "-", 1, 1, attach_log, log_calls, ARRAY_SIZE(log_calls) },
	{ "-", DEEP_PATH, 1, attach_log, log_calls, ARRAY_SIZE(log_calls) },
};

/**
 * struct count_setup - one measurement, in a process of its own
 * @path: the filters and the calls
 * @counted: the path has counters
 */
struct count_setup {
	const struct counted_path *path;
	bool counted;
};

static void call_loop(const void *data, unsigned int times)
{
	const struct counted_call *call = data;

	for (; times; times--)
		syscall(call->nr, call->args[0], call->args[1], call->args[2],
			call->args[3], 0, 0);
}

static int attach_path(const struct count_setup *setup)
{
	const struct counted_path *path = setup->path;
	unsigned int i;
	int err = 0;

	for (i = 1; i <= path->depth && !err; i++) {
		const bool counts = setup->counted &&
				    i > path->depth - path->counters;

		err = path->attach(counts ? SECCOMP_FILTER_FLAG_COUNT : 0);
	}
	return err;
}

static void measure_counted_calls(void *data)
{
	const struct count_setup *setup = data;
	const struct counted_path *path = setup->path;
	const struct point at = { path->tree, "counter", path->depth };
	struct rounds rounds;
	size_t i;
	int err;

	err = attach_path(setup);
	for (i = 0; i < path->count; i++) {
		const struct counted_call *call = &path->calls[i];
		const char *name = setup->counted ? call->counted : call->plain;

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
	const bool *counted = data;
	const struct point at = { "-", "counter", 1 };
	const char *name = *counted ? "attach counted" : "attach";
	struct sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	const struct sock_fprog program = { .len = 1, .filter = &allow };
	struct rounds rounds = {};
	uint64_t began;
	int i, err;

	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	for (i = 0; i < ATTACHES; i++) {
		began = now();
		err = attach_with(&program,
				  *counted ? SECCOMP_FILTER_FLAG_COUNT : 0);
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

static void measure_paths(void *unused)
{
	struct count_setup setup = {};
	size_t i;
	int counted;

	(void)unused;
	for (i = 0; i < ARRAY_SIZE(paths); i++) {
		setup.path = &paths[i];
		for (counted = 0; counted < 2; counted++) {
			const struct point at = { paths[i].tree, "counter",
						  paths[i].depth };

			setup.counted = counted;
			if (!in_child(measure_counted_calls, &setup))
				missing(&at, paths[i].calls[0].plain,
					"the process was killed");
		}
	}
}

int measure_count(void)
{
	const struct point at = { "-", "counter", 1 };
	bool counted = false;

	/* Without an audit record, LOG costs what its action costs. */
	with_actions_logged(QUIET_ACTIONS, measure_paths, NULL);
	do {
		if (!in_child(measure_counted_attach, &counted))
			missing(&at, "attach", "the process was killed");
		counted = !counted;
	} while (counted);
	/* The measurements that follow find the key of argument copies off. */
	sleep(KEY_SECONDS);
	return 0;
}
