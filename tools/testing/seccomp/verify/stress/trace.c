// SPDX-License-Identifier: GPL-2.0-only
/*
 * The trace workload: threads are traced while another one attaches filters.
 *
 * The first thread attaches filters to all threads. The other threads are
 * traced, and request by the arguments of a call what the tracer does to it.
 */
#include "canary.h"
#include "process.h"
#include "stress.h"
#include "tracer.h"

/* The number of tracers, one after the other, of a traced process. */
#define TRACERS 4

static __u64 process_seed;

/*
 * A tracer that detaches or ends releases a call as it is at that moment. The
 * call has its original number, or already the number -1. Returns true if a
 * tracer may have done so since @gone was read from releases_done.
 */
static bool tracer_released_since(unsigned long gone)
{
	return SHARED_LOAD(self->state.releases_started) != gone;
}

static bool matches_request(enum trace_request request, long ret, __u64 done)
{
	int k = errno - CANARY_ERRNO(0);

	switch (request) {
	case TRACE_DENY:
		if (ret != -1 || k < 0 || k >= CANARIES ||
		    !(done & CANARY_BIT(k)))
			return false;
		count(TRACE_DENIED);
		return true;
	case TRACE_CHANGE:
		if (ret != getpid())
			return false;
		count(TRACE_CHANGED);
		return true;
	case TRACE_SKIP:
		if (ret != TRACE_RESULT)
			return false;
		count(TRACE_SKIPPED);
		return true;
	default:
		if (ret != -1 || errno != CANARY_PASSED)
			return false;
		count(TRACE_PASSED);
		return true;
	}
}

static void make_traced_call(struct rng *rng)
{
	const enum trace_request request = rng_below(rng, TRACE_REQUESTS);
	const unsigned long gone = SHARED_LOAD(self->state.releases_done);
	long ret;

	errno = 0;
	ret = syscall(CANARY_NR, CANARY_ARG0, (long)CANARIES, 0, ARG_TRACED,
		      (long)request);
	heartbeat();
	if (matches_request(request, ret, SHARED_LOAD(self->state.attached)))
		return;
	if (ret == -1 && errno == ENOSYS) {
		count(TRACE_NO_TRACER);
		return;
	}
	/* On arm64, a skipped call returns its first argument. */
	if (tracer_released_since(gone) && ret == -1 &&
	    (errno == CANARY_PASSED || (request == TRACE_SKIP && errno == 2)))
		return;
	report_failure("trace: request %d: %ld, errno %d", request, ret, errno);
}

/*
 * The tracer may hold this call at entry. Filters that are attached in that
 * time decide about the call, and the tracer adds them to state.required.
 */
static void make_held_call(int slot, struct rng *rng)
{
	const int k = rng_below(rng, CANARIES);
	__u64 required;
	long ret;
	int err;

	SHARED_STORE(self->state.required[slot],
		     SHARED_LOAD(self->state.attached));
	ret = call_canary(k);
	err = errno;
	required = SHARED_LOAD(self->state.required[slot]);
	heartbeat();
	if (!(required & CANARY_BIT(k)))
		return;
	if (ret == -1 && err == CANARY_ERRNO(k))
		count(CHECKED);
	else
		report_failure("held call: filter %d missed: %ld, errno %d", k,
			       ret, err);
}

static void *traced_thread_main(void *arg)
{
	const long slot = (long)arg;
	struct rng rng;

	rng_init(&rng, process_seed + slot);
	SHARED_STORE(self->state.tids[slot], sys_gettid());
	while (!SHARED_LOAD(self->state.stop)) {
		if (SHARED_LOAD(self->state.trace_attached))
			make_traced_call(&rng);
		make_held_call(slot, &rng);
		check_denied(SHARED_LOAD(self->state.attached),
			     "traced thread");
	}
	return NULL;
}

static void attach_next(int k, struct rng *rng)
{
	int ret;

	__atomic_fetch_or(&self->state.started, CANARY_BIT(k),
			  __ATOMIC_SEQ_CST);
	ret = attach_canary(k, SECCOMP_FILTER_FLAG_TSYNC, rng);
	if (ret > 0) {
		report_failure("trace: attach: TSYNC refused by thread %d",
			       ret);
	} else if (!ret) {
		__atomic_fetch_or(&self->state.attached, CANARY_BIT(k),
				  __ATOMIC_SEQ_CST);
		count(SYNCED);
	} else if (errno != ENOMEM) {
		report_failure("trace: attach: errno %d", errno);
	}
}

/* The first thread attaches the filters in order, each after a random time. */
static void attach_periodically(struct rng *rng)
{
	bool traces = false;
	int next = 0;

	while (!SHARED_LOAD(self->state.stop)) {
		if (rng_below(rng, 8) == 0 && next < CANARIES)
			attach_next(next++, rng);
		/* Attach it after some canaries, so tracers hold calls before it. */
		if (SHARED_LOAD(self->state.attached) && next > 4 && !traces) {
			traces = !attach_for_arg3(ARG_TRACED, SECCOMP_RET_TRACE,
						  SECCOMP_FILTER_FLAG_TSYNC);
			SHARED_STORE(self->state.trace_attached, traces);
		}
		check_denied(SHARED_LOAD(self->state.attached),
			     "thread beside a tracer");
		short_pause();
	}
}

static int traced_process_main(struct rng *rng)
{
	pthread_t threads[THREADS];
	long i;

	close_fds_except(-1);
	process_seed = rng->state;
	CHILD_ASSERT_EQ(0, no_new_privs());
	for (i = TRACED_FROM; i < THREADS; i++)
		CHILD_ASSERT_EQ(0,
				pthread_create(&threads[i], NULL,
					       traced_thread_main, (void *)i));
	attach_periodically(rng);
	for (i = TRACED_FROM; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	return 0;
}

/*
 * The worker.
 */

/* With @kill_it, kills the tracer after a random number of stops. */
static void run_tracer(struct rng *rng, bool kill_it)
{
	unsigned int timeout = rng_below(rng, 100);
	struct rng tracer_rng = *rng;
	const pid_t pid = fork();
	int status;

	if (!pid)
		_exit(tracer_main(&tracer_rng, kill_it));
	if (pid < 0)
		return;
	/* The tracer counts its stops in phase[0]. */
	while (kill_it && !has_ended(pid)) {
		if (SHARED_LOAD(self->state.phase[0]) <= (int)timeout) {
			short_pause();
			continue;
		}
		SHARED_INC(self->state.releases_started);
		count(TRACERS_KILLED);
		kill(pid, SIGKILL);
		break;
	}
	status = wait_child(pid);
	if (!exited_with(status, 0) && !killed_by(status, SIGKILL))
		report_failure("trace: the tracer ended with %x", status);
	SHARED_STORE(self->state.releases_done,
		     SHARED_LOAD(self->state.releases_started));
	SHARED_STORE(self->state.phase[0], 0);
}

static void wait_for_threads(pid_t pid)
{
	int i;

	for (i = TRACED_FROM; i < THREADS; i++)
		while (!SHARED_LOAD(self->state.tids[i]) && !has_ended(pid))
			short_pause();
}

void run_trace(struct rng *rng, unsigned long iteration)
{
	const bool kill_it = iteration % 4 == 3;
	pid_t pid = fork();
	int status, i;

	if (!pid)
		_exit(traced_process_main(rng));
	if (pid < 0)
		return;
	wait_for_threads(pid);
	for (i = 0; i < TRACERS; i++) {
		rng_below(rng, 2);
		if (kill_it && i == TRACERS - 1) {
			kill(pid, SIGKILL);
			count(TRACEES_KILLED);
		}
		run_tracer(rng, rng_below(rng, 2));
	}
	SHARED_STORE(self->state.stop, true);
	status = wait_child(pid);
	if (!exited_with(status, 0) && !(kill_it && killed_by(status, SIGKILL)))
		report_failure("trace: the traced process ended with %x",
			       status);
}
