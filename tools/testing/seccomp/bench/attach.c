// SPDX-License-Identifier: GPL-2.0-only
/* Measure what attaching a profile costs. */
#include <errno.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <linux/seccomp_ext.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

#define FIRST_ROUNDS 4
#define LATER_ROUNDS 10
#define SETTLE_US 50000
#define SETTLE_TRIES 40

/*
 * A mask of numbers that each kernel has. It denies one of nine numbers, so its
 * answer changes more often than that of a container.
 */
#define MASK_NUMBERS 440
#define MASK_PERIOD 9

#if defined(__x86_64__)
#define MASK_ARCH AUDIT_ARCH_X86_64
#else
#define MASK_ARCH AUDIT_ARCH_AARCH64
#endif

int attach_with_flags(const struct sock_fprog *program, unsigned int flags)
{
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, program);
}

int attach(const struct sock_fprog *program)
{
	return attach_with_flags(program, 0);
}

int attach_with(const struct sock_fprog *program, unsigned int flags)
{
	struct seccomp_attach attach = {
		.size = sizeof(attach),
		.flags = flags,
		.fprog = (uintptr_t)program,
		.program_fd = -1,
	};

	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	return syscall(SYS_seccomp, SECCOMP_ATTACH, 0, &attach) ? errno : 0;
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

/*
 * Measure the attach while another process keeps the program. The processes have
 * the same user, PID namespace and memory cgroup, and inherit the same filters.
 */
static void measure_later(struct attach_run *this, int from,
			  struct rounds *later)
{
	uint64_t took;
	int i;

	this->keep = false;
	for (i = 0; i < LATER_ROUNDS; i++) {
		if (!in_child(attach_and_report, this))
			return;
		took = read_time(from);
		if (!took)
			return;
		add_round(later, took);
	}
}

/* Measure the attach that loads the program, then @later unless it is NULL. */
static bool attach_first(const struct profile *profile, struct rounds *first,
			 struct rounds *later)
{
	struct attach_run this = { .profile = profile, .keep = true };
	uint64_t took;
	int ends[2];
	pid_t child;

	if (pipe(ends))
		die("pipe: %s", strerror(errno));
	this.report = ends[1];
	child = fork();
	if (child < 0)
		die("fork: %s", strerror(errno));
	if (!child) {
		attach_and_report(&this);
		_exit(0);
	}
	took = read_time(ends[0]);
	if (took)
		add_round(first, took);
	if (took && later)
		measure_later(&this, ends[0], later);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	close(ends[0]);
	close(ends[1]);
	return took;
}

/*
 * Wait until the kernel has freed the programs of the last round. Return false
 * if the memory of JIT programs stays above @bytes.
 */
static bool settle(long long bytes)
{
	int i;

	for (i = 0; i < SETTLE_TRIES; i++) {
		usleep(SETTLE_US);
		if (jit_memory() <= bytes)
			return true;
	}
	return false;
}

static void report_attach(const struct point *at, const char *measure,
			  const struct rounds *rounds)
{
	if (rounds->nr)
		report(at, measure, rounds, "instructions");
	else
		missing(at, measure, "the filter could not be attached");
}

/*
 * Measure in a machine in which no BPF program is loaded. @bytes is the memory of
 * JIT programs in such a machine. The JIT of some kernels keeps a huge page for
 * later programs; the first attach fills it.
 */
static void measure_alone(const struct profile *profile, long long bytes)
{
	struct point at = point_of(profile, 1);
	struct rounds first = {};
	int i;

	for (i = 0; i < FIRST_ROUNDS && settle(bytes); i++) {
		if (!attach_first(profile, &first, NULL))
			break;
	}
	if (!i)
		skip(&at, "attach first",
		     "the kernel keeps the memory of freed programs");
	else
		report_attach(&at, "attach first", &first);
}

/* Measure in a machine in which another BPF program is loaded. */
static void measure_beside(const struct profile *profile)
{
	struct rounds first = {}, later = {};
	struct point at = point_of(profile, 1);
	bool last;
	int i;

	for (i = 0; i < FIRST_ROUNDS; i++) {
		usleep(SETTLE_US);
		last = i == FIRST_ROUNDS - 1;
		if (!attach_first(profile, &first, last ? &later : NULL))
			break;
	}
	report_attach(&at, "attach first beside BPF", &first);
	report_attach(&at, "attach later", &later);
}

static void report_length(const struct profile *profile)
{
	struct point at = point_of(profile, 1);
	unsigned int i, length = 0;

	for (i = 0; i < profile->nr_programs; i++)
		length += profile->programs[i].len;
	value(&at, "length", length, "BPF instructions");
}

static long load_mask(const unsigned char *bits)
{
	struct seccomp_bitmask mask = {
		.size = sizeof(mask),
		.arch = MASK_ARCH,
		.bits = (uintptr_t)bits,
		.count = MASK_NUMBERS,
		.otherwise = SECCOMP_RET_ERRNO | EPERM,
	};

	return syscall(SYS_seccomp, SECCOMP_LOAD_BITMASK, 0, &mask);
}

/* Keep the calls that the child needs for its report. */
static void make_mask(unsigned char bits[MASK_NUMBERS / 8])
{
	static const int needed[] = { SYS_write, SYS_seccomp, SYS_exit_group };
	unsigned int nr, i;

	memset(bits, 0xff, MASK_NUMBERS / 8);
	for (nr = 0; nr < MASK_NUMBERS; nr += MASK_PERIOD)
		bits[nr / 8] &= ~(1 << nr % 8);
	for (i = 0; i < ARRAY_SIZE(needed); i++)
		bits[needed[i] / 8] |= 1 << needed[i] % 8;
}

/* Load the mask, attach it, and report the time of each, 0 on failure. */
static void attach_mask_and_report(void *data)
{
	struct seccomp_attach filter = { .size = sizeof(filter) };
	unsigned char bits[MASK_NUMBERS / 8];
	const int report = *(int *)data;
	uint64_t began, loaded, took[2] = {};
	long fd;

	make_mask(bits);
	syscall(SYS_seccomp, -1, 0, NULL);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	began = now();
	fd = load_mask(bits);
	loaded = now();
	filter.program_fd = fd;
	if (fd >= 0 && !syscall(SYS_seccomp, SECCOMP_ATTACH, 0, &filter)) {
		took[0] = loaded - began;
		took[1] = now() - loaded;
	}
	if (write(report, took, sizeof(took)) != sizeof(took))
		_exit(1);
}

static void measure_mask(void)
{
	const struct point at = { "-", "bitmask", 1 };
	struct rounds load = {}, attach = {};
	uint64_t loaded, attached;
	int ends[2], i;

	if (load_mask(NULL) == -1 && errno == EINVAL) {
		skip(&at, "load mask", "the kernel has no masks");
		skip(&at, "attach mask", "the kernel has no masks");
		return;
	}
	if (pipe(ends))
		die("pipe: %s", strerror(errno));
	for (i = 0; i < LATER_ROUNDS; i++) {
		usleep(SETTLE_US);
		if (!in_child(attach_mask_and_report, &ends[1]))
			break;
		loaded = read_time(ends[0]);
		attached = read_time(ends[0]);
		if (!loaded || !attached)
			break;
		add_round(&load, loaded);
		add_round(&attach, attached);
	}
	close(ends[0]);
	close(ends[1]);
	report_attach(&at, "load mask", &load);
	report_attach(&at, "attach mask", &attach);
}

int measure_attach(void)
{
	struct profile profiles[4];
	long long bytes = jit_memory();
	size_t i;

	make_container(&profiles[0], false);
	make_container(&profiles[1], true);
	make_stack(&profiles[2], false);
	make_stack(&profiles[3], true);
	for (i = 0; i < ARRAY_SIZE(profiles); i++) {
		report_length(&profiles[i]);
		measure_alone(&profiles[i], bytes);
	}
	keep_bpf_program();
	for (i = 0; i < ARRAY_SIZE(profiles); i++)
		measure_beside(&profiles[i]);
	measure_mask();
	return 0;
}
