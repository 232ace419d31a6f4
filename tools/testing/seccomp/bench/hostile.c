// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measure the attach of programs that are hard to analyse. An unprivileged task
 * may attach such a program, so the time of the attach must stay bounded.
 */
#include <errno.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

#define ROUNDS 2

#define DATA(field) offsetof(struct seccomp_data, field)

static struct sock_filter insns[BPF_MAXINSNS];
static unsigned int len;

static void emit(unsigned short code, unsigned int k, unsigned char jt,
		 unsigned char jf)
{
	if (len < BPF_MAXINSNS)
		insns[len++] = (struct sock_filter){ code, jt, jf, k };
}

static void emit_load(unsigned int offset)
{
	emit(BPF_LD | BPF_W | BPF_ABS, offset, 0, 0);
}

static void emit_equal(unsigned int k, unsigned char jt, unsigned char jf)
{
	emit(BPF_JMP | BPF_JEQ | BPF_K, k, jt, jf);
}

static void emit_return(unsigned int ret)
{
	/* A program must end with a return, so make room if it is full. */
	if (len == BPF_MAXINSNS)
		len--;
	emit(BPF_RET | BPF_K, ret, 0, 0);
}

static void emit_stores(void)
{
	unsigned int word;

	for (word = 0; word < BPF_MEMWORDS; word++)
		emit(BPF_ST, word, 0, 0);
}

/*
 * The program loads the number late, after an argument and stores. The analysis
 * has to walk the whole list for each number.
 */
static void number_after_argument(void)
{
	emit_load(DATA(instruction_pointer));
	emit_stores();
	emit_load(DATA(nr));
	while (len < BPF_MAXINSNS)
		emit_equal(5000 + len, 0, 0);
	emit_return(SECCOMP_RET_ALLOW);
}

/* Each comparison splits the set of numbers differently. */
static void numbers_split_often(void)
{
	unsigned int i;

	emit_load(DATA(nr));
	for (i = 0; len < BPF_MAXINSNS; i++) {
		emit(BPF_JMP | BPF_JGT | BPF_K, i % 450, 0, 1);
		emit_load(DATA(nr));
		emit(BPF_JMP | BPF_JSET | BPF_K, 1 << i % 9, 0, 1);
		emit_load(DATA(nr));
	}
	emit_return(SECCOMP_RET_ALLOW);
}

/* Each number has its own check of an argument, up to the size limit. */
static void many_checks(void)
{
	unsigned int nr, i;

	emit_load(DATA(nr));
	for (nr = 0; nr < 255; nr++) {
		emit_equal(nr, 0, 15);
		emit_load(DATA(args));
		for (i = 0; i < 12; i++)
			emit(BPF_ALU | BPF_XOR | BPF_K, nr * 7 + i, 0, 0);
		emit_equal(nr, 0, 0);
		emit(BPF_RET | BPF_A, 0, 0, 0);
	}
	emit_return(SECCOMP_RET_ALLOW);
}

static void emit_branches(unsigned int end)
{
	unsigned int i;

	emit_stores();
	for (i = 0; len < end; i++) {
		emit_load(DATA(args) + 4 * (i % 12));
		emit(BPF_ST, i % BPF_MEMWORDS, 0, 0);
		emit(BPF_JMP | BPF_JSET | BPF_K, 1u << i % 32, i % 3, 1);
		emit(BPF_ALU | BPF_ADD | BPF_X, 0, 0, 0);
	}
}

/* One long residual: it uses all scratch words, and its paths often merge. */
static void merging_branches(void)
{
	emit_branches(BPF_MAXINSNS - 16);
	emit_load(DATA(args));
	emit(BPF_RET | BPF_A, 0, 0, 0);
}

/* A shorter residual that differs for each number. */
static void branches_per_number(void)
{
	emit_branches(400);
	emit_load(DATA(nr));
	emit(BPF_MISC | BPF_TAX, 0, 0, 0);
	emit_load(DATA(args));
	emit(BPF_ALU | BPF_ADD | BPF_X, 0, 0, 0);
	emit(BPF_RET | BPF_A, 0, 0, 0);
}

/* Each number has its own verdict. */
static void many_verdicts(void)
{
	unsigned int nr;

	emit_load(DATA(nr));
	for (nr = 0; nr < 460; nr++) {
		emit_equal(nr, 0, 1);
		emit_return(SECCOMP_RET_ERRNO | nr);
	}
	emit_return(SECCOMP_RET_ALLOW);
}

static const struct {
	const char *name;
	void (*make)(void);
} hostile[] = {
	{ "attach late number", number_after_argument },
	{ "attach splits", numbers_split_often },
	{ "attach checks", many_checks },
	{ "attach merges", merging_branches },
	{ "attach per number", branches_per_number },
	{ "attach verdicts", many_verdicts },
};

#define FAILED UINT64_MAX

static void store_time(uint64_t *took, uint64_t value)
{
	__atomic_store_n(took, value, __ATOMIC_RELEASE);
}

static uint64_t load_time(uint64_t *took)
{
	return __atomic_load_n(took, __ATOMIC_ACQUIRE);
}

/*
 * Attach the program, store the time in shared memory and wait for SIGKILL.
 *
 * The filter may refuse any system call. So the child makes no system call
 * after the attach, neither to report the time nor to exit.
 */
static void attach_and_report_time(uint64_t *took)
{
	const struct sock_fprog program = { len, insns };
	uint64_t began;

	began = now();
	if (attach(&program)) {
		store_time(took, FAILED);
		_exit(1);
	}
	store_time(took, now() - began);
	for (;;)
		;
}

/* Return the time of the attach in instructions, or FAILED. */
static uint64_t time_attach(void)
{
	static uint64_t *took;
	pid_t child;

	if (!took)
		took = shared_memory(sizeof(*took));
	*took = 0;
	fflush(stdout);
	child = fork();
	if (child < 0)
		die("fork: %s", strerror(errno));
	if (!child)
		attach_and_report_time(took);
	while (!load_time(took) && !waitpid(child, NULL, WNOHANG))
		sched_yield();
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	return load_time(took) ?: FAILED;
}

static bool measure_one(void (*make)(void), struct rounds *rounds)
{
	uint64_t took;
	int i;

	len = 0;
	make();
	for (i = 0; i < ROUNDS; i++) {
		took = time_attach();
		if (took == FAILED)
			return false;
		add_round(rounds, took);
	}
	return true;
}

int measure_hostile(void)
{
	const struct point at = { "-", "hostile", 1 };
	struct rounds rounds, worst = {};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(hostile); i++) {
		rounds = (struct rounds){};
		if (!measure_one(hostile[i].make, &rounds)) {
			missing(&at, hostile[i].name, "could not be attached");
			continue;
		}
		report(&at, hostile[i].name, &rounds, "instructions");
		if (lowest(&rounds) > lowest(&worst))
			worst = rounds;
	}
	if (worst.nr)
		report(&at, "attach worst", &worst, "instructions");
	return 0;
}
