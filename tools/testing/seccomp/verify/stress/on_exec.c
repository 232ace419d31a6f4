// SPDX-License-Identifier: GPL-2.0-only
/*
 * The on-exec workload: filters that wait for an exec of their task.
 *
 * Before the exec, no filter that waits may deny its canary, whatever fails. The
 * executed program must be denied the canaries of all of them. In some runs, other
 * threads attach filters to all threads before it, which must be there as well.
 */
#include "common.h"
#include "target.h"

#include <linux/seccomp_ext.h>

#include "canary.h"
#include "process.h"
#include "stress.h"

#define ON_EXEC ((unsigned int)SECCOMP_FILTER_FLAG_ON_EXEC)
#define SYNC SECCOMP_FILTER_FLAG_TSYNC

/* Canaries of filters that wait, and of those that threads attach with TSYNC. */
#define PENDING_CANARIES ((1ULL << CANARIES / 2) - 1)
#define SYNC_CANARIES (~PENDING_CANARIES & ~CANARY_BIT(CANARY_NOTIFIED))
#define SYNC_THREADS 3

/* The threads of the test process share this. */
static struct {
	int steps; /* steps left for all threads */
	bool go; /* the thread that executes may do so */
	__u64 seed;
} process;

/* Let one to three filters wait. Returns their canaries, and their number. */
static __u64 attach_pending(int *filters, struct rng *rng)
{
	const unsigned int flags = shared->fault == FAULT_ON_EXEC ? 0 : ON_EXEC;
	unsigned int wanted = 1 + rng_below(rng, 3);
	__u64 pending = 0;

	*filters = 0;
	while (wanted--) {
		const int k = pick_canary(PENDING_CANARIES & ~pending, rng);

		if (!attach_canary(k, flags, rng)) {
			count(PENDING);
			pending |= CANARY_BIT(k);
			++*filters;
		} else if (errno != ENOMEM) {
			report_failure("on-exec: attach: errno %d", errno);
		}
	}
	return pending;
}

/* A filter that waits denies nothing. */
static void check_waits(__u64 pending, const char *where)
{
	static const __u64 none;
	int k;

	for (k = 0; k < CANARIES; k++)
		if (pending & CANARY_BIT(k))
			check_not_early(k, &none, where);
}

/* Each exec fails before the last point at which it can. */
static void fail_to_exec(struct rng *rng)
{
	static char *const none[] = { "stress", NULL };
	static char huge[160 << 10];
	char *const too_large[] = { "stress", huge, NULL };
	int ret;

	switch (rng_below(rng, 4)) {
	case 0:
		ret = execve("/no/such/file", none, none);
		break;
	case 1:
		ret = execve("/proc/self/status", none, none);
		break;
	case 2:
		/* It is longer than the kernel accepts. */
		memset(huge, 'x', sizeof(huge) - 1);
		ret = execve("/proc/self/exe", too_large, none);
		break;
	default:
		ret = execve("/proc/self/exe", (char *const *)-4096L, none);
	}
	if (ret != -1)
		report_failure("on-exec: an exec returned %d", ret);
	count(PENDING_FAILED);
}

/* A child has the path, but not what waits. */
static void start_child_without(__u64 pending)
{
	const pid_t pid = fork();

	if (!pid) {
		check_waits(pending, "child of a task with filters that wait");
		exec_check_filters(0, 0);
		report_failure("on-exec: exec of a child: errno %d", errno);
		_exit(0);
	}
	if (pid < 0)
		return;
	count(PENDING_FORKS);
	expect_success(pid, "on-exec: child");
}

/* The exec itself may lack memory, as its filters and mappings need some. */
static bool is_exec_shortage(int err)
{
	return err == ENOMEM || err == E2BIG || err == EAGAIN || err == ENFILE;
}

static void __attribute__((noreturn)) single_main(struct rng *rng)
{
	unsigned int steps = rng_below(rng, 4);
	int filters;
	__u64 pending;

	CHILD_ASSERT_EQ(0, no_new_privs());
	pending = attach_pending(&filters, rng);
	check_waits(pending, "task with filters that wait");
	while (steps--) {
		if (rng_below(rng, 2))
			start_child_without(pending);
		else
			fail_to_exec(rng);
		check_waits(pending, "task after a failed exec");
	}
	if (prctl(PR_GET_SECCOMP) != 0)
		report_failure("on-exec: a mode before the exec");
	if (pending)
		count(PENDING_EXECS);
	if (exec_check_filters(pending, filters) && !is_exec_shortage(errno))
		report_failure("on-exec: exec: errno %d", errno);
	_exit(0);
}

static void start_single(struct rng *rng)
{
	const pid_t pid = fork();

	if (!pid)
		single_main(rng);
	rng_below(rng, 2);
	if (pid > 0)
		expect_success(pid, "on-exec: task");
}

/*
 * One of many threads
 */
static void sync_canary(struct rng *rng)
{
	const __u64 started = SHARED_LOAD(self->state.started);
	const int k = pick_canary(SYNC_CANARIES & ~started, rng);

	if (k < 0)
		return;
	__atomic_fetch_or(&self->state.started, CANARY_BIT(k),
			  __ATOMIC_SEQ_CST);
	if (!attach_canary(k, SYNC, rng))
		__atomic_fetch_or(&self->state.attached, CANARY_BIT(k),
				  __ATOMIC_SEQ_CST);
	else if (errno != ENOMEM)
		report_failure("on-exec: TSYNC: errno %d", errno);
	heartbeat();
}

static void *sync_main(void *arg)
{
	struct rng rng;

	rng_init(&rng, process.seed + (long)arg);
	while (__atomic_sub_fetch(&process.steps, 1, __ATOMIC_SEQ_CST) > 0) {
		if (rng_below(&rng, 3) == 0)
			sync_canary(&rng);
		check_denied(SHARED_LOAD(self->state.attached), "sibling");
		check_not_early(pick_canary(PENDING_CANARIES, &rng),
				&self->state.started, "sibling");
	}
	SHARED_STORE(process.go, true);
	return NULL;
}

/* The exec ends the other threads, which may attach filters at this moment. */
static void *exec_main(void *arg)
{
	__u64 pending, attached;
	struct rng rng;
	int filters;

	rng_init(&rng, process.seed + (long)arg);
	pending = attach_pending(&filters, &rng);
	while (rng_below(&rng, 30) && !SHARED_LOAD(process.go)) {
		check_waits(pending, "thread with filters that wait");
		if (rng_below(&rng, 8) == 0)
			fail_to_exec(&rng);
	}
	attached = SHARED_LOAD(self->state.attached);
	count(PENDING_THREAD_EXECS);
	if (exec_check_filters(attached | pending, -1) &&
	    !is_exec_shortage(errno))
		report_failure("on-exec: exec by a thread: errno %d", errno);
	return NULL;
}

static int threaded_main(struct rng *rng)
{
	pthread_t threads[SYNC_THREADS], thread;
	int i;

	process.steps = 40 + rng_below(rng, 80);
	process.go = false;
	process.seed = rng->state;
	CHILD_ASSERT_EQ(0, no_new_privs());
	start_thread(&thread, exec_main, SYNC_THREADS);
	for (i = 0; i < SYNC_THREADS; i++)
		start_thread(&threads[i], sync_main, i);
	for (i = 0; i < SYNC_THREADS; i++)
		pthread_join(threads[i], NULL);
	pthread_join(thread, NULL);
	return 0;
}

static void start_threaded(bool kill_it, struct rng *rng)
{
	unsigned int pauses = rng_below(rng, 60);
	int status;
	pid_t pid;

	pid = fork();
	if (!pid)
		_exit(threaded_main(rng));
	rng_below(rng, 2);
	if (pid < 0)
		return;
	while (kill_it && pauses-- && !has_ended(pid))
		short_pause();
	if (kill_it) {
		kill(pid, SIGKILL);
		count(PENDING_KILLED);
	}
	status = wait_child(pid);
	if (!exited_with(status, 0) && !(kill_it && killed_by(status, SIGKILL)))
		report_failure("on-exec: the process ended with %x", status);
}

/**
 * run_on_exec - run the on-exec workload once
 * @rng: the generator of the worker
 * @iteration: how often the worker has run it
 */
void run_on_exec(struct rng *rng, unsigned long iteration)
{
	unsigned int singles = 4 + rng_below(rng, 8);

	while (singles--)
		start_single(rng);
	start_threaded(iteration % 4 == 1, rng);
}
