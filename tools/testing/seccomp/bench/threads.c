// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measure what grows with the number of threads: SECCOMP_FILTER_FLAG_TSYNC, and the
 * work of a supervisor while other notifications wait.
 */
#include <errno.h>
#include <linux/futex.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

#define TSYNC_ROUNDS 4
#define NOTIFY_ROUNDS 8
#define STACK_SIZE 1024
#define THREADS_MAX "/proc/sys/kernel/threads-max"

/* A supervisor that sleeps so long gives the targets time for their calls. */
#define PAUSE_US 2000

/* The threads share a futex that nothing wakes. */
static int never;

static const int thread_flags = CLONE_VM | CLONE_FS | CLONE_FILES |
				CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM;

static int sleep_for_ever(void *unused)
{
	(void)unused;
	for (;;)
		syscall(SYS_futex, &never, FUTEX_WAIT, 0, NULL, NULL, 0);
	return 0;
}

/*
 * Start @nr threads that run @function with @data. They have small stacks and make
 * system calls only. Return 0 or an errno.
 */
static int start_threads(unsigned int nr, int (*function)(void *), void *data)
{
	char *stacks = mmap(NULL, (size_t)nr * STACK_SIZE,
			    PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
			    -1, 0);

	if (stacks == MAP_FAILED)
		return errno;
	for (; nr; nr--) {
		if (clone(function, stacks + (size_t)nr * STACK_SIZE,
			  thread_flags, data) < 0)
			return errno;
	}
	return 0;
}

static const struct sock_fprog *sync_program(void)
{
	static struct sock_filter insns[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	static const struct sock_fprog program = { ARRAY_SIZE(insns), insns };

	return &program;
}

/**
 * struct sync - one round of TSYNC, in a process of its own
 * @threads: number of threads besides the first one
 * @error: errno of a failure; shared with the child
 * @took: instructions of the system call; shared with the child
 */
struct sync {
	unsigned int threads;
	int error;
	uint64_t took;
};

static void sync_threads(void *data)
{
	struct sync *this = data;
	uint64_t began;

	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	this->error = start_threads(this->threads, sleep_for_ever, NULL);
	if (this->error)
		return;
	/* Touch the entry code first. */
	syscall(SYS_seccomp, -1, 0, NULL);
	began = now();
	if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
		    SECCOMP_FILTER_FLAG_TSYNC, sync_program()))
		this->error = errno;
	this->took = now() - began;
}

static double tsync(unsigned int threads)
{
	const struct point at = { "-", "tsync", 1 };
	struct sync *shared = shared_memory(sizeof(*shared));
	struct rounds rounds = {};
	char measure[32];
	int i;

	snprintf(measure, sizeof(measure), "%u threads", threads);
	for (i = 0; i < TSYNC_ROUNDS; i++) {
		*shared = (struct sync){ .threads = threads };
		if (!in_child(sync_threads, shared) || shared->error) {
			missing(&at, measure, "%s", strerror(shared->error));
			return 0;
		}
		add_round(&rounds, shared->took);
	}
	report(&at, measure, &rounds, "instructions");
	return lowest(&rounds);
}

/* Growth is linear if a thread costs the same among few and among many. */
static void measure_tsync(void)
{
	const struct point at = { "-", "tsync", 1 };
	double few = tsync(10), some = tsync(100), many = tsync(1000);

	if (!few || !some || !many)
		return;
	value(&at, "a thread of 100", (some - few) / 90, "instructions");
	value(&at, "a thread of 1000", (many - some) / 900, "instructions");
}

static const struct sock_fprog *notify_program(void)
{
	static struct sock_filter insns[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	static const struct sock_fprog program = { ARRAY_SIZE(insns), insns };

	return &program;
}

/**
 * struct queue - the targets and their supervisor
 * @threads: number of targets that wait, except the last one
 * @go: futex of the last target; it makes calls after the supervisor sets it to 1
 * @listener: descriptor of the listener; -1 before the attach
 * @calling: number of targets that have come to their call
 * @error: errno of a failure in the targets
 *
 * All members are shared between the processes.
 */
struct queue {
	unsigned int threads;
	int go;
	int listener;
	unsigned int calling;
	int error;
};

static int call_for_ever(void *data)
{
	struct queue *queue = data;

	__atomic_add_fetch(&queue->calling, 1, __ATOMIC_RELAXED);
	for (;;)
		syscall(SYS_getppid);
	return 0;
}

static int call_later(void *data)
{
	struct queue *queue = data;

	while (!__atomic_load_n(&queue->go, __ATOMIC_ACQUIRE))
		syscall(SYS_futex, &queue->go, FUTEX_WAIT, 0, NULL, NULL, 0);
	return call_for_ever(data);
}

static void run_targets(struct queue *queue)
{
	int listener = attach_listener(notify_program());

	queue->error = listener < 0 ? errno : 0;
	if (!queue->error)
		queue->error = start_threads(1, call_later, queue);
	if (!queue->error)
		queue->error =
			start_threads(queue->threads, call_for_ever, queue);
	__atomic_store_n(&queue->listener, listener, __ATOMIC_RELEASE);
	sleep_for_ever(NULL);
}

static bool receive(const struct queue *queue, struct seccomp_notif *request)
{
	*request = (struct seccomp_notif){};
	return !ioctl(queue->listener, SECCOMP_IOCTL_NOTIF_RECV, request);
}

static bool send_reply(const struct queue *queue, uint64_t id)
{
	struct seccomp_notif_resp resp = { .id = id };

	return !ioctl(queue->listener, SECCOMP_IOCTL_NOTIF_SEND, &resp);
}

/* Measure to receive and answer a notification while others wait. */
static bool answer_some(const struct queue *queue, struct rounds *rounds)
{
	struct seccomp_notif request;
	uint64_t began;
	int i;

	for (i = 0; i < NOTIFY_ROUNDS; i++) {
		/* The target of the last round makes its next call. */
		usleep(PAUSE_US);
		began = now();
		if (!receive(queue, &request) || !send_reply(queue, request.id))
			return false;
		add_round(rounds, now() - began);
	}
	usleep(PAUSE_US);
	return true;
}

/* Receive the notifications of all targets except the last one. */
static bool receive_all(const struct queue *queue)
{
	struct seccomp_notif request;
	unsigned int i;

	for (i = 0; i < queue->threads; i++) {
		if (!receive(queue, &request))
			return false;
	}
	return true;
}

static void start_last(struct queue *queue)
{
	__atomic_store_n(&queue->go, 1, __ATOMIC_RELEASE);
	syscall(SYS_futex, &queue->go, FUTEX_WAKE, 1, NULL, NULL, 0);
}

/* Wait until all targets are in their call. */
static bool all_wait(const struct queue *queue)
{
	while (__atomic_load_n(&queue->listener, __ATOMIC_ACQUIRE) < 0 ||
	       (!queue->error &&
		__atomic_load_n(&queue->calling, __ATOMIC_RELAXED) <
			queue->threads))
		usleep(PAUSE_US);
	usleep(PAUSE_US);
	return !queue->error;
}

static void name_row(char *into, size_t size, const char *state,
		     unsigned int nr)
{
	snprintf(into, size, "%u %s", nr, state);
}

/*
 * Measure twice with @queue->threads targets: the supervisor has not received their
 * notifications, then it has received and not answered them.
 */
static void supervise(struct queue *queue)
{
	const struct point at = { "-", "supervisor", 1 };
	struct rounds waiting = {}, held = {};
	char measure[32];
	bool ok;

	name_row(measure, sizeof(measure), "waiting", queue->threads);
	ok = all_wait(queue) && answer_some(queue, &waiting);
	if (ok)
		report(&at, measure, &waiting, "instructions");
	else
		missing(&at, measure, "%s",
			strerror(queue->error ? queue->error : errno));
	name_row(measure, sizeof(measure), "unanswered", queue->threads);
	ok = ok && receive_all(queue);
	if (ok)
		start_last(queue);
	if (ok && answer_some(queue, &held))
		report(&at, measure, &held, "instructions");
	else
		missing(&at, measure, "%s",
			strerror(queue->error ? queue->error : errno));
}

/*
 * The supervisor has a real-time priority, so a target that it wakes does not run
 * in the measured time. The processes share their descriptors.
 */
static void measure_queue(unsigned int threads)
{
	const struct sched_param high = { .sched_priority = 1 }, low = {};
	struct queue *queue = shared_memory(sizeof(*queue));
	pid_t child;

	queue->threads = threads;
	queue->listener = -1;
	fflush(stdout);
	child = syscall(SYS_clone, CLONE_FILES | SIGCHLD, 0, 0, 0, 0);
	if (child < 0)
		die("clone: %s", strerror(errno));
	if (!child)
		run_targets(queue);
	if (sched_setscheduler(0, SCHED_FIFO, &high))
		die("sched_setscheduler: %s", strerror(errno));
	supervise(queue);
	sched_setscheduler(0, SCHED_OTHER, &low);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	if (queue->listener >= 0)
		close(queue->listener);
}

/* The default limit depends on the memory, and may be lower. */
static void allow_threads(unsigned int nr)
{
	FILE *file = fopen(THREADS_MAX, "w");

	if (!file || fprintf(file, "%u\n", nr) < 0 || fclose(file))
		die(THREADS_MAX ": %s", strerror(errno));
}

int measure_threads(void)
{
	allow_threads(20000);
	measure_tsync();
	measure_queue(1);
	measure_queue(100);
	measure_queue(10000);
	return 0;
}
