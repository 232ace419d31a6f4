// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measure what one test of an argument costs, and what more tests and more
 * filters add. The call is getpid(), which ignores its arguments. No test holds,
 * so the kernel makes all of them and allows the call.
 */
#include <errno.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

#define DATA(field) offsetof(struct seccomp_data, field)

#ifdef __x86_64__
#define NATIVE_ARCH AUDIT_ARCH_X86_64
#else
#define NATIVE_ARCH AUDIT_ARCH_AARCH64
#endif

/* More errnos than a byte can number. */
#define ERRNOS 260

/* An address above all code of the benchmark; the upper half is 0. */
#define OTHER_CODE 0x7fff0000

static const unsigned int counts[] = { 1, 2, 4, 8 };

static struct sock_filter insns[BPF_MAXINSNS];
static unsigned int len;

static void emit(unsigned short code, unsigned int k, unsigned char jt,
		 unsigned char jf)
{
	if (len == BPF_MAXINSNS)
		die("a program is too long");
	insns[len++] = (struct sock_filter){ code, jt, jf, k };
}

static void emit_load(unsigned int offset)
{
	emit(BPF_LD | BPF_W | BPF_ABS, offset, 0, 0);
}

static void emit_return(unsigned int ret)
{
	emit(BPF_RET | BPF_K, ret, 0, 0);
}

/* Begin a program: other architectures may do everything. */
static void begin(void)
{
	len = 0;
	emit_load(DATA(arch));
	emit(BPF_JMP | BPF_JEQ | BPF_K, NATIVE_ARCH, 1, 0);
	emit_return(SECCOMP_RET_ALLOW);
	emit_load(DATA(nr));
}

static struct profile finish(const char *name)
{
	emit_return(SECCOMP_RET_ALLOW);
	return (struct profile){
		.name = name,
		.nr_programs = 1,
		.programs = { { len, insns } },
	};
}

/*
 * Refuse getpid() from @nr addresses. libseccomp cannot test the instruction
 * pointer. The halves are at ip and ip + 4, since both machines are little-endian.
 */
static struct profile make_addresses(unsigned int nr)
{
	unsigned int i;

	begin();
	emit(BPF_JMP | BPF_JEQ | BPF_K, SYS_getpid, 1, 0);
	emit_return(SECCOMP_RET_ALLOW);
	for (i = 0; i < nr; i++) {
		emit_load(DATA(instruction_pointer) + 4);
		emit(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 3);
		emit_load(DATA(instruction_pointer));
		emit(BPF_JMP | BPF_JEQ | BPF_K, OTHER_CODE + i, 0, 1);
		emit_return(SECCOMP_RET_ERRNO | EPERM);
	}
	return finish("address");
}

/* Refuse getpid() from a range of addresses, as emulators trap foreign code. */
static struct profile make_range(void)
{
	begin();
	emit(BPF_JMP | BPF_JEQ | BPF_K, SYS_getpid, 0, 5);
	emit_load(DATA(instruction_pointer) + 4);
	emit(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 3);
	emit_load(DATA(instruction_pointer));
	emit(BPF_JMP | BPF_JGE | BPF_K, OTHER_CODE, 0, 1);
	emit(BPF_JMP | BPF_JGE | BPF_K, OTHER_CODE + 0xffff, 0, 1);
	emit_return(SECCOMP_RET_ALLOW);
	emit_return(SECCOMP_RET_ERRNO | EPERM);
	return (struct profile){
		.name = "range",
		.nr_programs = 1,
		.programs = { { len, insns } },
	};
}

/* Numbers that no system call of the machine has. */
static bool is_unassigned(unsigned int nr)
{
#ifdef __x86_64__
	return nr >= 335 && nr < 424;
#else
	return (nr >= 244 && nr < 260) || (nr >= 295 && nr < 424);
#endif
}

/*
 * Refuse each of the lowest ERRNOS numbers with its own errno. So an analysis that
 * goes through the numbers in order finds the first allowed one last.
 */
static struct profile make_errnos(void)
{
	unsigned int nr, err = 0;

	begin();
	for (nr = 0; err < ERRNOS; nr++) {
		if (is_unassigned(nr) || nr == SYS_membarrier)
			continue;
		emit(BPF_JMP | BPF_JEQ | BPF_K, nr, 0, 1);
		emit_return(SECCOMP_RET_ERRNO | ++err);
	}
	return finish("errnos");
}

/* A call that does nothing and has a high number on both machines. */
static void loop_membarrier(const void *unused, unsigned int times)
{
	(void)unused;
	for (; times; times--)
		syscall(SYS_membarrier, -1, 0, 0);
}

/**
 * struct errnos - the measurement with ERRNOS errnos
 * @cost: the result
 * @error: errno of a failed attach
 * @done: 1 after the measurement
 */
struct errnos {
	struct rounds cost;
	int error;
	int done;
};

/* The filter refuses most calls, so the child stays until SIGKILL. */
static void measure_errnos_in_child(const struct profile *profile,
				    struct errnos *shared)
{
	shared->error = attach_times(profile, 1);
	if (!shared->error)
		cost_of(loop_membarrier, NULL, &shared->cost);
	__atomic_store_n(&shared->done, 1, __ATOMIC_RELEASE);
	for (;;)
		;
}

static void measure_errnos(void)
{
	struct errnos *shared = shared_memory(sizeof(*shared));
	struct profile profile = make_errnos();
	struct point at = point_of(&profile, 1), none = point_of(NULL, 0);
	pid_t child;

	cost_of(loop_membarrier, NULL, &shared->cost);
	report(&none, "allowed", &shared->cost, "instructions");
	fflush(stdout);
	child = fork();
	if (child < 0)
		die("fork: %s", strerror(errno));
	if (!child)
		measure_errnos_in_child(&profile, shared);
	while (!__atomic_load_n(&shared->done, __ATOMIC_ACQUIRE) &&
	       !waitpid(child, NULL, WNOHANG))
		usleep(20000);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	if (!shared->done)
		missing(&at, "allowed", "the process was killed");
	else if (shared->error)
		missing(&at, "allowed", "attach: %s", strerror(shared->error));
	else
		report(&at, "allowed", &shared->cost, "instructions");
}

static void loop(const void *unused, unsigned int times)
{
	(void)unused;
	for (; times; times--)
		syscall(SYS_getpid, UNTESTED(0), UNTESTED(1), UNTESTED(2),
			UNTESTED(3), UNTESTED(4), UNTESTED(5));
}

/**
 * struct setup - one measurement, in a process of its own
 * @profile: the programs; NULL to measure without a filter
 * @times: how often the process attaches @profile
 * @measure: name of the measure
 * @cost: the result; shared with the child
 */
struct setup {
	const struct profile *profile;
	unsigned int times;
	const char *measure;
	struct rounds *cost;
};

static struct point point_for(const struct setup *setup)
{
	return point_of(setup->profile, setup->times);
}

static void measure_in_child(void *data)
{
	const struct setup *setup = data;
	struct point at = point_for(setup);
	int err = setup->profile ? attach_times(setup->profile, setup->times) :
				   0;

	if (err == ENOMEM) {
		does_not_fit(&at, setup->measure);
		return;
	}
	if (err) {
		missing(&at, setup->measure, "attach: %s", strerror(err));
		return;
	}
	if (syscall(SYS_getpid, UNTESTED(0), UNTESTED(1), UNTESTED(2),
		    UNTESTED(3), UNTESTED(4), UNTESTED(5)) < 0) {
		missing(&at, setup->measure, "getpid: %s", strerror(errno));
		return;
	}
	cost_of(loop, NULL, setup->cost);
	report(&at, setup->measure, setup->cost, "instructions");
}

/* Return the cost of a call, or 0 after a failure. */
static double measure(const struct profile *profile, unsigned int times,
		      const char *measure)
{
	static struct rounds *cost;
	struct setup setup = { profile, times, measure };
	struct point at = point_for(&setup);

	if (!cost)
		cost = shared_memory(sizeof(*cost));
	*cost = (struct rounds){};
	setup.cost = cost;
	if (!in_child(measure_in_child, &setup))
		missing(&at, measure, "the process was killed");
	return lowest(cost);
}

static const char *name_of(unsigned int tests)
{
	static char name[32];

	snprintf(name, sizeof(name), "%u test%s", tests, tests > 1 ? "s" : "");
	return name;
}

/* Report the slope between the lowest and the highest count. */
static void report_slope(const struct profile *profile, const char *name,
			 double low, double high, unsigned int more)
{
	struct point at = point_of(profile, 1);

	if (low && high)
		value(&at, name, (high - low) / more, "instructions");
	else
		missing(&at, name, "a measurement failed");
}

static struct profile make(int kind, unsigned int tests)
{
	struct profile profile;

	if (kind == NR_TEST_KINDS)
		return make_addresses(tests);
	make_tests(&profile, kind, tests);
	return profile;
}

static void measure_kind(int kind)
{
	static const unsigned int depths[] = { 1, 2, 8, 32 };
	double cost[ARRAY_SIZE(counts)] = {};
	struct profile profile;
	size_t i, depth;

	for (i = 0; i < ARRAY_SIZE(counts); i++) {
		profile = make(kind, counts[i]);
		cost[i] = measure(&profile, 1, name_of(counts[i]));
		for (depth = 1; depth < ARRAY_SIZE(depths); depth++)
			measure(&profile, depths[depth], name_of(counts[i]));
	}
	report_slope(&profile, "each further test", cost[0],
		     cost[ARRAY_SIZE(counts) - 1], MAX_TESTS - 1);
}

static void measure_lists(void)
{
	static const char *const names[] = { "1 list", "2 lists", "4 lists" };
	double cost[ARRAY_SIZE(names)] = {};
	struct profile profile;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		make_lists(&profile, 1 << i);
		measure(NULL, 0, names[i]);
		cost[i] = measure(&profile, 1, names[i]);
	}
	report_slope(&profile, "each further list", cost[0], cost[2], 3);
}

int measure_tests(void)
{
	struct profile profile;
	unsigned int i;
	int kind;

	for (i = 0; i < ARRAY_SIZE(counts); i++)
		measure(NULL, 0, name_of(counts[i]));
	for (kind = 0; kind <= NR_TEST_KINDS; kind++)
		measure_kind(kind);
	profile = make_range();
	measure(NULL, 0, "range");
	measure(&profile, 1, "range");
	measure_lists();
	measure_errnos();
	return 0;
}
