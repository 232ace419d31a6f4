// SPDX-License-Identifier: GPL-2.0-only
/*
 * The bound workload: threads whose filter binds them as tracers try to get at tasks
 * without the filter. Each try must fail, whatever the task does.
 *
 * The tasks without the filter fork, exit and attach filters, also an equal one. Each
 * has a word of its own that must not change. Children of the bound threads have the
 * filter, and each try must succeed there. A task that binds itself while its child
 * asks to be traced either gets the filter or the tracee, never both.
 */
#include <sys/ptrace.h>
#include <sys/uio.h>

#include "common.h"
#include "target.h"

#include <linux/seccomp_ext.h>

#include "canary.h"
#include "process.h"
#include "stress.h"

#ifndef __NR_pidfd_open
#define __NR_pidfd_open 434
#endif
#ifndef __NR_pidfd_getfd
#define __NR_pidfd_getfd 438
#endif

#define BIND ((unsigned int)SECCOMP_FILTER_FLAG_BIND_TRACER)
#define TASKS 4
#define TRACER_THREADS 3

/* Each process has a page of its own with this word. */
static int private_word = 1;
/* What a bound thread writes there. */
static int written_word = 2;

/**
 * struct meeting - data that a task, its child and bound threads share
 * @ready: the tasks that have come to the point from which both go on
 * @bound: the task has the filter
 * @traced: the child is traced
 * @done: the child has asked
 * @stop: the child may exit; or tasks without the filter have to end
 * @equal: for each task without the filter, whether it has attached an equal one
 */
struct meeting {
	int ready;
	bool bound, traced, done, stop;
	bool equal[TASKS];
};

static struct meeting *meeting;

/* The threads of the test process share this. */
static struct {
	pid_t tasks[TASKS]; /* tasks without the filter */
	int steps; /* steps left for all threads */
	__u64 seed;
} process;

static bool attach_bound(void)
{
	const unsigned int flags = shared->fault == FAULT_BOUND ? 0 : BIND;

	if (!attach_for_arg3(ARG_TRACED, SECCOMP_RET_ERRNO | EXDEV, flags))
		return true;
	if (errno != ENOMEM && errno != EBUSY)
		report_failure("bound: attach: errno %d", errno);
	return false;
}

/*
 * The tasks without the filter
 */
static void fork_and_wait(void)
{
	const pid_t pid = fork();

	if (!pid)
		_exit(0);
	if (pid > 0)
		expect_success(pid, "bound: child");
}

static void __attribute__((noreturn)) unbound_main(int number, __u64 seed)
{
	unsigned int attaches = 20;
	struct rng rng;

	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	rng_init(&rng, seed + number);
	CHILD_ASSERT_EQ(0, no_new_privs());
	while (!SHARED_LOAD(meeting->stop)) {
		switch (rng_below(&rng, 8)) {
		case 0:
			fork_and_wait();
			break;
		case 1:
			if (attaches && attaches-- && attach_bound())
				SHARED_STORE(meeting->equal[number], true);
			break;
		case 2:
			if (attaches && attaches--)
				attach_canary(CANARY_NEVER, 0, &rng);
			break;
		case 3:
			if (rng_below(&rng, 64) == 0)
				_exit(0);
			break;
		default:
			short_pause();
		}
		if (*(volatile int *)&private_word != 1)
			report_failure("bound: the memory of a task changed");
		heartbeat();
	}
	_exit(0);
}

/*
 * The bound threads
 */
static long write_memory(pid_t pid)
{
	struct iovec local = { &written_word, sizeof(written_word) };
	struct iovec remote = { &private_word, sizeof(private_word) };

	return process_vm_writev(pid, &local, 1, &remote, 1, 0);
}

static long read_memory(pid_t pid)
{
	int word;
	struct iovec local = { &word, sizeof(word) };
	struct iovec remote = { &private_word, sizeof(private_word) };

	return process_vm_readv(pid, &local, 1, &remote, 1, 0);
}

/* Some kernels let the file of a task without memory be opened. It has no bytes. */
static long write_file(pid_t pid)
{
	char path[64];
	long ret;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/mem", pid);
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return -1;
	errno = ESRCH;
	ret = pwrite(fd, &written_word, sizeof(written_word),
		     (uintptr_t)&private_word);
	close(fd);
	return ret > 0 ? ret : -1;
}

static long take_fd(pid_t pid)
{
	const int pidfd = syscall(__NR_pidfd_open, pid, 0);
	long fd;
	int err;

	if (pidfd < 0)
		return -1;
	fd = syscall(__NR_pidfd_getfd, pidfd, 0, 0);
	err = errno;
	close(pidfd);
	if (fd >= 0)
		close(fd);
	errno = err;
	return fd;
}

static const struct {
	const char *name;
	long (*run)(pid_t pid);
} memory_accesses[] = {
	{ "process_vm_writev", write_memory },
	{ "process_vm_readv", read_memory },
	{ "/proc/PID/mem", write_file },
	{ "pidfd_getfd", take_fd },
};

/* The parent of the task, or the kernel's memory, may be short of something. */
static bool is_refused(int err)
{
	return err == EPERM || err == EACCES || err == ESRCH || err == ENOENT ||
	       err == ENOMEM || err == EMFILE || err == ENFILE || err == EINTR;
}

static void check_refused(const char *what, long ret)
{
	if (ret != -1 || !is_refused(errno))
		report_failure("bound: %s: %ld, errno %d", what, ret, errno);
	else if (errno == EPERM || errno == EACCES)
		count(BOUND_REFUSED);
	heartbeat();
}

static void try_task(int number, struct rng *rng)
{
	/* Without the flag, tracees would stay stopped. */
	const unsigned int traces = shared->fault == FAULT_BOUND ? 0 : 2;
	const unsigned int what =
		rng_below(rng, ARRAY_SIZE(memory_accesses) + traces);
	const bool equal = SHARED_LOAD(meeting->equal[number]);
	const pid_t pid = process.tasks[number];

	if (what < ARRAY_SIZE(memory_accesses))
		check_refused(memory_accesses[what].name,
			      memory_accesses[what].run(pid));
	else if (what == ARRAY_SIZE(memory_accesses))
		check_refused("SEIZE", ptrace(PTRACE_SEIZE, pid, NULL, NULL));
	else
		check_refused("ATTACH", ptrace(PTRACE_ATTACH, pid, NULL, NULL));
	if (equal)
		count(BOUND_EQUAL);
}

/* The child has the path of the caller. It waits until its memory changes. */
static void use_own_child(struct rng *rng)
{
	const bool traces = rng_below(rng, 2);
	pid_t pid = fork();
	int status;

	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
		while (*(volatile int *)&private_word == 1)
			short_pause();
		_exit(0);
	}
	if (pid < 0)
		return;
	if (traces && ptrace(PTRACE_SEIZE, pid, NULL, NULL))
		report_failure("bound: SEIZE of a child: errno %d", errno);
	if (write_memory(pid) != sizeof(written_word)) {
		if (errno != ENOMEM)
			report_failure("bound: memory of a child: errno %d",
				       errno);
		kill(pid, SIGKILL);
		wait_child(pid);
		return;
	}
	status = wait_child(pid);
	if (!exited_with(status, 0))
		report_failure("bound: the child ended with %x", status);
	count(BOUND_OWN);
}

static void *tracer_main(void *arg)
{
	struct rng rng;

	rng_init(&rng, process.seed + (long)arg);
	while (__atomic_sub_fetch(&process.steps, 1, __ATOMIC_SEQ_CST) > 0) {
		if (rng_below(&rng, 16) == 0)
			use_own_child(&rng);
		else
			try_task(rng_below(&rng, TASKS), &rng);
		if (rng_below(&rng, 4) == 0)
			short_pause();
	}
	return NULL;
}

static int bound_process_main(struct rng *rng)
{
	pthread_t threads[TRACER_THREADS];
	int i;

	process.steps = 100 + rng_below(rng, 200);
	process.seed = rng->state;
	for (i = 0; i < TASKS; i++) {
		process.tasks[i] = fork();
		if (!process.tasks[i])
			unbound_main(i, process.seed);
	}
	CHILD_ASSERT_EQ(0, no_new_privs());
	if (attach_bound()) {
		for (i = 0; i < TRACER_THREADS; i++)
			while (pthread_create(&threads[i], NULL, tracer_main,
					      (void *)(long)i)) {
				SHARED_INC(shared->thread_retries);
				short_pause();
			}
		for (i = 0; i < TRACER_THREADS; i++)
			pthread_join(threads[i], NULL);
	}
	SHARED_STORE(meeting->stop, true);
	for (i = 0; i < TASKS; i++)
		if (process.tasks[i] > 0)
			expect_success(process.tasks[i], "bound: task");
	return 0;
}

/*
 * A task that binds itself while its child asks to be traced
 */
static void meet(unsigned int delay)
{
	SHARED_INC(meeting->ready);
	while (SHARED_LOAD(meeting->ready) < 2)
		sched_yield();
	while (delay--)
		sys_getppid();
}

static void __attribute__((noreturn)) ask_to_be_traced(unsigned int delay)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	meet(delay);
	if (!ptrace(PTRACE_TRACEME, 0, NULL, NULL))
		SHARED_STORE(meeting->traced, true);
	else if (errno != EPERM)
		report_failure("bound: TRACEME: errno %d", errno);
	SHARED_STORE(meeting->done, true);
	/* It is a tracee until then. */
	while (!SHARED_LOAD(meeting->stop))
		short_pause();
	_exit(0);
}

static int race_main(struct rng *rng)
{
	/* An attach takes longer than the request of the child. */
	const unsigned int child_most = rng_below(rng, 2) ? 200 : 20000;
	const unsigned int delays[] = { rng_below(rng, child_most),
					rng_below(rng, 200) };
	bool bound, traced;
	pid_t pid;

	CHILD_ASSERT_EQ(0, no_new_privs());
	pid = fork();
	if (!pid)
		ask_to_be_traced(delays[0]);
	if (pid < 0)
		return 0;
	meet(delays[1]);
	bound = attach_bound();
	while (!SHARED_LOAD(meeting->done))
		short_pause();
	traced = SHARED_LOAD(meeting->traced);
	if (bound && traced)
		report_failure("bound: a bound task has a tracee");
	else if (bound)
		count(BOUND_FIRST);
	else if (traced)
		count(BOUND_TRACED_FIRST);
	SHARED_STORE(meeting->stop, true);
	expect_success(pid, "bound: child that asks");
	heartbeat();
	return 0;
}

static void run_child(int (*main)(struct rng *rng), struct rng *rng)
{
	pid_t pid;

	memset(meeting, 0, sizeof(*meeting));
	pid = fork();
	if (!pid)
		_exit(main(rng));
	rng_below(rng, 2);
	if (pid > 0)
		expect_success(pid, "bound: process");
}

/**
 * run_bound - run the bound workload once
 * @rng: the generator of the worker
 * @iteration: how often the worker has run it
 */
void run_bound(struct rng *rng, unsigned long iteration)
{
	unsigned int races = 8;

	if (!meeting) {
		meeting = mmap(NULL, sizeof(*meeting), PROT_READ | PROT_WRITE,
			       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
		CHILD_ASSERT(meeting != MAP_FAILED);
	}
	while (races--)
		run_child(race_main, rng);
	run_child(bound_process_main, rng);
}
