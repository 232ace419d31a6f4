// SPDX-License-Identifier: GPL-2.0-only
/*
 * The sync workload: threads attach filters to all threads of their process.
 *
 * At the same time, other threads check, fork, exec, diverge, start and end.
 * Once an attach has returned, the canary is in state.attached. From then on,
 * the filter must deny it to each thread and to each child that one starts.
 */
#include "common.h"
#include "target.h"
#include "notify.h"

#include "canary.h"
#include "process.h"
#include "stress.h"

#define SYNC SECCOMP_FILTER_FLAG_TSYNC
#define SYNC_ESRCH (SYNC | SECCOMP_FILTER_FLAG_TSYNC_ESRCH)
#define SYNC_LISTENER (SYNC_ESRCH | SECCOMP_FILTER_FLAG_NEW_LISTENER)

/* The threads of the test process share this. */
static struct {
	int steps; /* steps left for all threads */
	int next; /* the next canary to attach */
	int listeners; /* 0 when a thread may attach a listener */
	__u64 seed;
} process;

static __u64 attached_canaries(void)
{
	__u64 done = SHARED_LOAD(self->state.attached);

	if (shared->fault == FAULT_NEVER_ATTACHED)
		done |= CANARY_BIT(CANARY_NEVER);
	return done;
}

static void mark_attached(int k)
{
	__atomic_fetch_or(&self->state.attached, CANARY_BIT(k),
			  __ATOMIC_SEQ_CST);
}

static void mark_started(int k)
{
	__atomic_fetch_or(&self->state.started, CANARY_BIT(k),
			  __ATOMIC_SEQ_CST);
}

/* Looks if a divergent thread made TSYNC fail, so no thread has the filter. */
static bool is_refused(int k, int ret, unsigned int flags)
{
	if (ret > 0 && flags == SYNC)
		count(REFUSED_TID);
	else if (ret == -1 && errno == ESRCH && flags != SYNC)
		count(REFUSED_ESRCH);
	else
		return false;
	ret = call_canary(k);
	if (ret == -1 && errno == CANARY_ERRNO(k))
		report_failure("sync: filter %d is attached although refused",
			       k);
	return true;
}

static void attach_to_all(struct rng *rng)
{
	const unsigned int flags = rng_below(rng, 2) ? SYNC : SYNC_ESRCH;
	const int k = SHARED_INC(process.next);
	int count, ret, tries;

	if (k >= CANARY_NEVER)
		return;
	mark_started(k);
	for (tries = 0; tries < 50; tries++) {
		ret = attach_canary(k, flags, rng);
		heartbeat();
		if (!ret) {
			mark_attached(k);
			count = flags == SYNC ? COUNT_SYNCED :
						COUNT_SYNCED_ESRCH;
			SHARED_INC(shared->counters[count]);
			return;
		}
		if (!is_refused(k, ret, flags))
			break;
		sched_yield();
	}
	if (tries < 50 && errno != ENOMEM)
		report_failure("sync: attach: %d, errno %d", ret, errno);
}

static bool reply_to_one(int fd)
{
	struct seccomp_notif notif = {};

	if (events_of(fd, 5) != (POLLIN) && !(events_of(fd, 0) & POLLIN))
		return false;
	if (receive_raw(fd, &notif)) {
		if (errno != ENOENT && errno != EINTR)
			report_failure("sync: read: errno %d", errno);
		return false;
	}
	if (!respond_error(fd, notif.id, CANARY_ERRNO(CANARY_NOTIFIED)))
		count(SYNC_REPLIED);
	else if (errno != ENOENT)
		report_failure("sync: reply: errno %d", errno);
	heartbeat();
	return true;
}

/* Replies to sibling threads for a while. The close fails calls that wait. */
static void attach_listener(struct rng *rng)
{
	int fd, replies, i;

	if (SHARED_INC(process.listeners))
		return;
	mark_started(CANARY_NOTIFIED);
	fd = attach_for_arg3(ARG_NOTIFIED, SECCOMP_RET_USER_NOTIF,
			     SYNC_LISTENER);
	if (fd < 0) {
		if (errno == ESRCH || errno == ENOMEM)
			SHARED_STORE(process.listeners, 0);
		else
			report_failure("sync: listener: errno %d", errno);
		return;
	}
	mark_attached(CANARY_NOTIFIED);
	count(SYNCED_LISTENER);
	replies = rng_below(rng, 4) * 5;
	for (i = 0; i < 20 && replies; i++)
		replies -= reply_to_one(fd);
	close(fd);
}

/* TSYNC fails until this thread has ended. */
static void diverge(struct rng *rng)
{
	const __u64 seen = SHARED_LOAD(self->state.started);
	const int k = pick_canary(~seen & ~CANARY_BIT(CANARY_NEVER), rng);
	int i;

	if (k < 0 || attach_canary(k, 0, rng))
		return;
	count(DIVERGED);
	for (i = 0; i < 3; i++) {
		check_denied(attached_canaries() | CANARY_BIT(k),
			     "divergent thread");
		sched_yield();
	}
}

/* The child has the filters of its parent and may attach one more. */
static void child_main(__u64 canaries, struct rng *rng)
{
	const int k = pick_canary(~canaries & ~CANARY_BIT(CANARY_NEVER), rng);
	pid_t pid;

	close_fds_except(-1);
	check_denied(canaries, "child");
	if (k >= 0 && rng_below(rng, 2) && !attach_canary(k, 0, rng)) {
		count(ATTACHED);
		canaries |= CANARY_BIT(k);
		check_denied(canaries, "child with a further filter");
	}
	if (rng_below(rng, 2)) {
		pid = fork();
		if (!pid) {
			check_denied(canaries, "grandchild");
			_exit(0);
		}
		if (pid > 0) {
			count(FORKS);
			expect_success(pid, "grandchild");
		}
	}
	if (rng_below(rng, 3) == 0)
		exec_check(canaries);
	_exit(0);
}

static void start_child_process(struct rng *rng)
{
	const __u64 canaries = attached_canaries();
	const pid_t pid = fork();

	if (!pid)
		child_main(canaries, rng);
	if (pid < 0)
		return;
	count(FORKS);
	expect_success(pid, "child");
}

static void vfork_and_exec(__u64 canaries)
{
	const pid_t pid = vfork();

	if (!pid) {
		exec_check(canaries);
		_exit(3);
	}
	if (pid < 0)
		return;
	count(EXECS);
	expect_success(pid, "program after vfork");
}

static void other_calls(void)
{
	int fd = open("/proc/self/stat", O_RDONLY | O_CLOEXEC);
	char byte;

	if (fd >= 0) {
		if (read(fd, &byte, 1) != 1)
			report_failure("sync: cannot read /proc/self/stat");
		close(fd);
	}
	sched_yield();
	sys_getppid();
}

/* Returns false if the thread has to end. */
static bool take_step(struct rng *rng)
{
	const unsigned int what = rng_below(rng, 100);

	if (what < 40)
		check_denied(attached_canaries(), "thread");
	else if (what < 55)
		check_not_early(pick_canary(~0ULL, rng), &self->state.started,
				"thread");
	else if (what < 75)
		attach_to_all(rng);
	else if (what < 82)
		start_child_process(rng);
	else if (what < 87)
		vfork_and_exec(attached_canaries());
	else if (what < 90)
		attach_listener(rng);
	else if (what < 94)
		other_calls();
	else if (what < 97)
		return diverge(rng), false;
	else
		return false;
	heartbeat();
	return true;
}

static void *thread_main(void *arg)
{
	struct rng rng;

	rng_init(&rng, process.seed + (long)arg);
	count(THREADS);
	/* A new thread has each filter that was attached before its start. */
	check_denied(attached_canaries(), "new thread");
	while (__atomic_sub_fetch(&process.steps, 1, __ATOMIC_SEQ_CST) > 0 &&
	       take_step(&rng))
		;
	return NULL;
}

/* The exec kills all other threads, at any point of an attach. */
static void *exec_main(void *arg)
{
	const __u64 canaries = attached_canaries();

	count(THREAD_EXECS);
	exec_check(canaries);
	report_failure("sync: exec: errno %d", errno);
	return NULL;
}

/* A thread cannot start while a sibling is in exec; clone fails by EAGAIN. */
static void start_small_thread(pthread_t *thread, void *(*main)(void *),
			       long number)
{
	pthread_attr_t attr;
	int err;

	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, 128 * 1024);
	while ((err = pthread_create(thread, &attr, main, (void *)number))) {
		if (err != EAGAIN)
			report_failure("sync: no thread: %d", err);
		SHARED_INC(shared->thread_retries);
		short_pause();
	}
}

static int sync_process_main(struct rng *rng)
{
	const bool exec = rng_below(rng, 3) == 0;
	pthread_t threads[THREADS];
	long i, started = 0;

	process.steps = 60 + rng_below(rng, 120);
	process.seed = rng->state;
	if (rng_below(rng, 2) && no_new_privs())
		return 1;
	for (i = 0; i < THREADS; i++)
		start_small_thread(&threads[i], thread_main, ++started);
	while (SHARED_LOAD(process.steps) > 0) {
		void *(*main)(void *) = thread_main;

		i = started % THREADS;
		pthread_join(threads[i], NULL);
		if (exec && SHARED_LOAD(process.steps) < 30)
			main = exec_main;
		start_small_thread(&threads[i], main, ++started);
	}
	for (i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	check_denied(attached_canaries(), "first thread");
	return 0;
}

void run_sync(struct rng *rng, unsigned long iteration)
{
	const pid_t pid = fork();

	if (!pid)
		_exit(sync_process_main(rng));
	/* The next process needs other random numbers. */
	rng_below(rng, 2);
	if (pid > 0)
		expect_success(pid, "threads that attach to all");
}
