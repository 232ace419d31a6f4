// SPDX-License-Identifier: GPL-2.0-only
/*
 * The strict workload: threads put random tasks into strict mode by /proc/PID/seccomp.
 *
 * When a write has returned, the writer sets a flag of the task in shared memory. A
 * task that loads the flag makes a call that strict mode does not permit, and must
 * not return from it. Other tasks have threads or filters, and must be refused. A
 * neighbour on the same CPU reads the clock, which it must keep.
 */
#include <sched.h>

#include "common.h"
#include "target.h"

#include "canary.h"
#include "process.h"
#include "stress.h"

#define TASKS 4
#define WRITERS 2

/**
 * enum kind - tasks, by their actions
 * @KIND_CALLS: it makes calls
 * @KIND_CLOCK: it reads the clock, too
 * @KIND_FORKS: it forks
 * @KIND_EXECS: it executes this program
 * @KIND_THREADS: it has a second thread all the time
 * @KIND_FILTERS: it has a filter
 * @KINDS: their number
 */
enum kind {
	KIND_CALLS,
	KIND_CLOCK,
	KIND_FORKS,
	KIND_EXECS,
	KIND_THREADS,
	KIND_FILTERS,
	KINDS,
};

/**
 * struct board - data that all tasks of a run share
 * @written: for each task, whether a write to its file has succeeded
 * @ready: for each task, whether it is what its kind says
 * @stop: tasks have to end
 */
struct board {
	bool written[TASKS], ready[TASKS];
	bool stop;
};

static struct board *board;

/* The threads of the test process share this. */
static struct {
	pid_t tasks[TASKS];
	enum kind kinds[TASKS];
	int steps; /* steps left for all writers */
	__u64 seed;
} process;

/* Strict mode disables this instruction on x86. */
static void read_clock(void)
{
#if defined(__x86_64__)
	unsigned int low, high;

	__asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
#elif defined(__aarch64__)
	unsigned long value;

	__asm__ volatile("mrs %0, cntvct_el0" : "=r"(value));
#endif
}

static void use_one_cpu(void)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(0, &set);
	sched_setaffinity(0, sizeof(set), &set);
}

/*
 * The tasks
 */

/* The load comes before the call, which must not return if the flag was set. */
static void make_call(int number)
{
	const bool written = SHARED_LOAD(board->written[number]);

	sys_getppid();
	if (written)
		report_failure("strict: a task went on in strict mode");
}

static void *wait_for_stop(void *arg)
{
	(void)arg;
	while (!SHARED_LOAD(board->stop))
		short_pause();
	return NULL;
}

static void fork_in_task(int number)
{
	const pid_t pid = fork();

	/* The child is no target, but inherits the mode. */
	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
		_exit(0);
	}
	if (pid > 0)
		waitpid(pid, NULL, 0);
	make_call(number);
}

static void __attribute__((noreturn))
task_main(int number, enum kind kind, struct rng *rng)
{
	pthread_t thread;

	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	use_one_cpu();
	if (kind == KIND_FILTERS) {
		CHILD_ASSERT_EQ(0, no_new_privs());
		if (attach_canary(0, 0, rng))
			_exit(0);
	}
	if (kind == KIND_THREADS &&
	    pthread_create(&thread, NULL, wait_for_stop, NULL))
		_exit(0);
	SHARED_STORE(board->ready[number], true);
	while (!SHARED_LOAD(board->stop)) {
		make_call(number);
		if (kind == KIND_CLOCK)
			read_clock();
		if (kind == KIND_FORKS)
			fork_in_task(number);
		if (kind == KIND_EXECS && rng_below(rng, 8) == 0)
			exec_check_filters(0, -1);
		sched_yield();
	}
	if (kind == KIND_THREADS)
		pthread_join(thread, NULL);
	_exit(0);
}

static void *neighbour_main(void *arg)
{
	(void)arg;
	while (!SHARED_LOAD(board->stop)) {
		read_clock();
		sched_yield();
	}
	return NULL;
}

static pid_t start_neighbour(void)
{
	const pid_t pid = fork();

	if (pid)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	use_one_cpu();
	neighbour_main(NULL);
	_exit(0);
}

/*
 * The writers
 */

/* Returns 0 or an errno. */
static int write_mode(pid_t pid)
{
	char path[64];
	int fd, err;

	if (shared->fault == FAULT_STRICT)
		return 0;
	snprintf(path, sizeof(path), "/proc/%d/seccomp", pid);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return errno;
	err = write(fd, "1", 1) == 1 ? 0 : errno;
	close(fd);
	return err;
}

static void check_write(int number, int err, bool ready, bool written)
{
	const enum kind kind = process.kinds[number];

	switch (err) {
	case 0:
		if (ready && (kind == KIND_THREADS || kind == KIND_FILTERS))
			report_failure("strict: a task of kind %d was accepted",
				       kind);
		if (written)
			report_failure("strict: a second write succeeded");
		SHARED_STORE(board->written[number], true);
		count(STRICT_WRITTEN);
		return;
	case EBUSY:
		count(STRICT_THREADS);
		return;
	case EPERM:
		count(STRICT_FILTERS);
		return;
	case ESRCH:
	case ENOENT:
	case ENOMEM:
	case EACCES:
	case EMFILE:
	case ENFILE:
		return;
	}
	report_failure("strict: write: errno %d", err);
}

static void write_to_random_task(struct rng *rng)
{
	const int number = rng_below(rng, TASKS);
	const bool written = SHARED_LOAD(board->written[number]);
	/* A task that ends is no longer what its kind says. */
	const bool ready = SHARED_LOAD(board->ready[number]);

	if (process.tasks[number] > 0)
		check_write(number, write_mode(process.tasks[number]), ready,
			    written);
	heartbeat();
}

static void *writer_main(void *arg)
{
	struct rng rng;

	rng_init(&rng, process.seed + (long)arg);
	while (__atomic_sub_fetch(&process.steps, 1, __ATOMIC_SEQ_CST) > 0) {
		write_to_random_task(&rng);
		if (rng_below(&rng, 2))
			short_pause();
	}
	return NULL;
}

static void start_tasks(struct rng *rng)
{
	int i;

	for (i = 0; i < TASKS; i++) {
		process.kinds[i] = rng_below(rng, KINDS);
		process.tasks[i] = fork();
		if (!process.tasks[i])
			task_main(i, process.kinds[i], rng);
	}
}

/*
 * In strict mode, a task is killed by its next call, or by a read of the clock. The
 * C library of a new program may read it.
 */
static void end_task(int number)
{
	const pid_t pid = process.tasks[number];
	const bool written = SHARED_LOAD(board->written[number]);
	const bool clock = process.kinds[number] == KIND_CLOCK ||
			   process.kinds[number] == KIND_EXECS;
	int status;

	if (pid <= 0)
		return;
	status = wait_child(pid);
	if (exited_with(status, 0))
		return;
	if (written && (killed_by(status, SIGKILL) ||
			(clock && killed_by(status, SIGSEGV))))
		count(STRICT_KILLED);
	else
		report_failure("strict: a task of kind %d ended with %x",
			       process.kinds[number], status);
}

static int strict_process_main(struct rng *rng)
{
	pthread_t writers[WRITERS];
	pid_t neighbour;
	int i;

	process.steps = 20 + rng_below(rng, 40);
	process.seed = rng->state;
	neighbour = start_neighbour();
	start_tasks(rng);
	for (i = 0; i < WRITERS; i++)
		while (pthread_create(&writers[i], NULL, writer_main,
				      (void *)(long)i)) {
			SHARED_INC(shared->thread_retries);
			short_pause();
		}
	for (i = 0; i < WRITERS; i++)
		pthread_join(writers[i], NULL);
	SHARED_STORE(board->stop, true);
	for (i = 0; i < TASKS; i++)
		end_task(i);
	if (neighbour > 0) {
		expect_success(neighbour, "strict: neighbour");
		count(STRICT_CLOCKS);
	}
	return 0;
}

/**
 * run_strict - run the strict workload once
 * @rng: the generator of the worker
 * @iteration: how often the worker has run it
 */
void run_strict(struct rng *rng, unsigned long iteration)
{
	pid_t pid;

	if (!board) {
		board = mmap(NULL, sizeof(*board), PROT_READ | PROT_WRITE,
			     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
		CHILD_ASSERT(board != MAP_FAILED);
	}
	memset(board, 0, sizeof(*board));
	pid = fork();
	if (!pid)
		_exit(strict_process_main(rng));
	rng_below(rng, 2);
	if (pid > 0)
		expect_success(pid, "strict: process");
}
