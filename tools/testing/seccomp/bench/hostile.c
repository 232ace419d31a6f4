// SPDX-License-Identifier: GPL-2.0-only
/*
 * Programs that are as hard to work out as we know to make them. Attaching one
 * must stay a short thing that holds nobody up.
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

#define DATA(field) offsetof(struct seccomp_data, field)
#define SLOTS BPF_MEMWORDS

static struct sock_filter insns[BPF_MAXINSNS];
static unsigned int len;

static void put(unsigned short code, unsigned int k, unsigned char jt,
		unsigned char jf)
{
	if (len < BPF_MAXINSNS)
		insns[len++] = (struct sock_filter){ code, jt, jf, k };
}

static void put_load(unsigned int offset)
{
	put(BPF_LD | BPF_W | BPF_ABS, offset, 0, 0);
}

static void put_equal(unsigned int k, unsigned char jt, unsigned char jf)
{
	put(BPF_JMP | BPF_JEQ | BPF_K, k, jt, jf);
}

static void put_return(unsigned int ret)
{
	/* Every program ends; the last place is for that. */
	if (len == BPF_MAXINSNS)
		len--;
	put(BPF_RET | BPF_K, ret, 0, 0);
}

static void put_stores(void)
{
	unsigned int slot;

	for (slot = 0; slot < SLOTS; slot++)
		put(BPF_ST, slot, 0, 0);
}

/* Whatever the number is, all of the list has to be gone through for it. */
static void number_after_argument(void)
{
	put_load(DATA(instruction_pointer));
	put_stores();
	put_load(DATA(nr));
	while (len < BPF_MAXINSNS)
		put_equal(5000 + len, 0, 0);
	put_return(SECCOMP_RET_ALLOW);
}

/* Each compare parts the numbers in another way. */
static void numbers_parted_often(void)
{
	unsigned int i;

	put_load(DATA(nr));
	for (i = 0; len < BPF_MAXINSNS; i++) {
		put(BPF_JMP | BPF_JGT | BPF_K, i % 450, 0, 1);
		put_load(DATA(nr));
		put(BPF_JMP | BPF_JSET | BPF_K, 1 << i % 9, 0, 1);
		put_load(DATA(nr));
	}
	put_return(SECCOMP_RET_ALLOW);
}

/* As many different questions as there is room for. */
static void many_questions(void)
{
	unsigned int nr, i;

	put_load(DATA(nr));
	for (nr = 0; nr < 255; nr++) {
		put_equal(nr, 0, 15);
		put_load(DATA(args));
		for (i = 0; i < 12; i++)
			put(BPF_ALU | BPF_XOR | BPF_K, nr * 7 + i, 0, 0);
		put_equal(nr, 0, 0);
		put(BPF_RET | BPF_A, 0, 0, 0);
	}
	put_return(SECCOMP_RET_ALLOW);
}

static void put_maze(unsigned int end)
{
	unsigned int i;

	put_stores();
	for (i = 0; len < end; i++) {
		put_load(DATA(args) + 4 * (i % 12));
		put(BPF_ST, i % SLOTS, 0, 0);
		put(BPF_JMP | BPF_JSET | BPF_K, 1u << i % 32, i % 3, 1);
		put(BPF_ALU | BPF_ADD | BPF_X, 0, 0, 0);
	}
}

/* One long question with all slots, and ways that meet all the time. */
static void maze(void)
{
	put_maze(BPF_MAXINSNS - 16);
	put_load(DATA(args));
	put(BPF_RET | BPF_A, 0, 0, 0);
}

/* A shorter one, another one for each number. */
static void maze_per_number(void)
{
	put_maze(400);
	put_load(DATA(nr));
	put(BPF_MISC | BPF_TAX, 0, 0, 0);
	put_load(DATA(args));
	put(BPF_ALU | BPF_ADD | BPF_X, 0, 0, 0);
	put(BPF_RET | BPF_A, 0, 0, 0);
}

/* A different answer to each number. */
static void many_answers(void)
{
	unsigned int nr;

	put_load(DATA(nr));
	for (nr = 0; nr < 460; nr++) {
		put_equal(nr, 0, 1);
		put_return(SECCOMP_RET_ERRNO | nr);
	}
	put_return(SECCOMP_RET_ALLOW);
}

static const struct {
	const char *name;
	void (*make)(void);
} hostile[] = {
	{ "attach late number", number_after_argument },
	{ "attach partings", numbers_parted_often },
	{ "attach questions", many_questions },
	{ "attach maze", maze },
	{ "attach mazes", maze_per_number },
	{ "attach answers", many_answers },
};

#define FAILED UINT64_MAX

static void tell(uint64_t *took, uint64_t value)
{
	__atomic_store_n(took, value, __ATOMIC_RELEASE);
}

static uint64_t told(uint64_t *took)
{
	return __atomic_load_n(took, __ATOMIC_ACQUIRE);
}

/*
 * Under such a filter a process cannot even end as it would like to, so it tells
 * in shared memory how long it took, and waits to be killed.
 */
static void attach_and_tell(uint64_t *took)
{
	const struct sock_fprog program = { len, insns };
	uint64_t began;

	began = now();
	if (attach(&program)) {
		tell(took, FAILED);
		_exit(1);
	}
	tell(took, now() - began);
	for (;;)
		;
}

/* How many instructions, or FAILED. */
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
		attach_and_tell(took);
	while (!told(took) && !waitpid(child, NULL, WNOHANG))
		sched_yield();
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	return told(took) ?: FAILED;
}

int measure_hostile(void)
{
	const struct point at = { "-", "hostile", 1 };
	uint64_t worst = 0, took;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(hostile); i++) {
		len = 0;
		hostile[i].make();
		took = time_attach();
		if (took == FAILED)
			missing(&at, hostile[i].name, "could not be attached");
		else
			value(&at, hostile[i].name, took, "instructions");
		if (took > worst)
			worst = took;
	}
	value(&at, "attach worst", worst, "instructions");
	return 0;
}
