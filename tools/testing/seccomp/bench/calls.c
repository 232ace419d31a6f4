// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measure what one system call costs. The value includes the loop and the C
 * library's syscall(). Each depth of each profile runs in its own process.
 *
 * The calls do very little work in the kernel. Either a filter refuses the
 * call, or the kernel rejects its arguments, or the call is trivial.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bench.h"

/* A socket type that does not exist. */
#define BAD_TYPE 15

/**
 * struct call - a system call to measure
 * @name: name of the measure in the results
 * @nr: system call number
 * @args: first four arguments; the others are 0
 * @container: errno that the container profile returns; 0 if it allows the call
 * @stack: errno that the stacks return; 0 if they allow the call
 * @unfiltered: return value or negative errno without a filter; set at run time
 */
static struct call {
	const char *name;
	long nr;
	long args[4];
	int container;
	int stack;
	long unfiltered;
} calls[] = {
	{ "getpid", SYS_getpid },
	{ "kexec_load", SYS_kexec_load, { 0, -1, 0, -1 }, EPERM, EPERM },
	{ "clone3", SYS_clone3, { 0, 0 }, ENOSYS, ENOSYS },
	{ "personality", SYS_personality, { 0xffffffff }, 0, EPERM },
	{ "socket", SYS_socket, { AF_UNIX, BAD_TYPE, 0 } },
	{ "clone", SYS_clone, { CLONE_SIGHAND } },
	{ "openat", SYS_openat, { AT_FDCWD, (long)"", O_RDONLY, 0 } },
	{ "personality refused",
	  SYS_personality,
	  { ADDR_NO_RANDOMIZE },
	  EPERM,
	  EPERM },
	{ "socket refused",
	  SYS_socket,
	  { AF_VSOCK, BAD_TYPE, 0 },
	  EPERM,
	  EAFNOSUPPORT },
	{ "clone refused",
	  SYS_clone,
	  { CLONE_NEWUSER | CLONE_FS },
	  EPERM,
	  EPERM },
	{ "openat refused",
	  SYS_openat,
	  { AT_FDCWD, (long)"", O_CREAT, 04755 },
	  0,
	  EPERM },
};

static long do_call(const struct call *call)
{
	return syscall(call->nr, call->args[0], call->args[1], call->args[2],
		       call->args[3], 0, 0);
}

static long call_result(const struct call *call)
{
	long ret = do_call(call);

	return ret < 0 ? -errno : ret;
}

/* Compare the result of @call with its expected result under @profile. */
static bool as_expected(const struct call *call, const char *profile, long *got)
{
	int refused = 0;

	if (!strcmp(profile, "container"))
		refused = call->container;
	else if (strcmp(profile, "none"))
		refused = call->stack;
	*got = call_result(call);
	if (call->nr == SYS_getpid)
		return *got == getpid();
	return *got == (refused ? -refused : call->unfiltered);
}

static void loop(const void *data, unsigned int times)
{
	const struct call *call = data;

	for (; times; times--)
		do_call(call);
}

static void measure_each(const struct point *at)
{
	struct rounds rounds;
	unsigned int i;
	long got;

	for (i = 0; i < ARRAY_SIZE(calls); i++) {
		if (!as_expected(&calls[i], at->profile, &got)) {
			missing(at, calls[i].name, "unexpected result %ld",
				got);
			continue;
		}
		cost_of(loop, &calls[i], &rounds);
		report(at, calls[i].name, &rounds, "instructions");
	}
}

static void each_does_not_fit(const struct point *at)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(calls); i++)
		does_not_fit(at, calls[i].name);
}

static void measure_unfiltered(void *unused)
{
	struct point at = point_of(NULL, 0);

	(void)unused;
	measure_each(&at);
}

struct setup {
	const struct profile *profile;
	unsigned int times;
};

static void measure_filtered(void *data)
{
	const struct setup *setup = data;
	struct point at = point_of(setup->profile, setup->times);
	int err = attach_times(setup->profile, setup->times);

	if (!err)
		measure_each(&at);
	else if (err == ENOMEM)
		each_does_not_fit(&at);
	else
		missing(&at, "all calls", "attach: %s", strerror(err));
}

static void measure_depths(const struct profile *profile,
			   const unsigned int *times, unsigned int nr)
{
	struct setup setup = { .profile = profile };
	struct point at;

	for (; nr; nr--, times++) {
		setup.times = *times;
		at = point_of(profile, *times);
		if (!in_child(measure_filtered, &setup))
			missing(&at, "all calls", "the process was killed");
	}
}

int measure_calls(void)
{
	static const unsigned int container[] = { 1, 2, 8, 32 };
	static const unsigned int stack[] = { 1, 2 };
	struct profile profile;
	unsigned int i;
	int binary;

	for (i = 0; i < ARRAY_SIZE(calls); i++)
		calls[i].unfiltered = call_result(&calls[i]);
	/* One of the calls has changed the personality. */
	personality(PER_LINUX);
	if (!in_child(measure_unfiltered, NULL))
		die("calls without a filter: the process was killed");
	for (binary = 0; binary < 2; binary++) {
		make_container(&profile, binary);
		measure_depths(&profile, container, ARRAY_SIZE(container));
		make_stack(&profile, binary);
		measure_depths(&profile, stack, ARRAY_SIZE(stack));
		make_sockets(&profile, binary);
		measure_depths(&profile, stack, ARRAY_SIZE(stack));
	}
	return 0;
}
