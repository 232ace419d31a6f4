// SPDX-License-Identifier: GPL-2.0-only
/*
 * The runs of the notify workload with nested supervisors: a process with two filters,
 * each of which asks a supervisor of its own.
 *
 * The arguments of a call say which supervisor replies, and with what. The inner one
 * continues what is for the outer one. Depending on the plan, the worker kills one
 * supervisor, both in any order, or the target, at any time. A call must have the
 * reply that it asks for until one of its supervisors may be dead. Once that one is
 * gone, each call that needs it must fail with ENOSYS.
 */
#include "common.h"
#include "target.h"
#include "notify.h"

#include <linux/seccomp_ext.h>

#include "canary.h"
#include "process.h"
#include "stress.h"
#include "supervise.h"

#define CALLERS 3
#define CALLS 30

/* Levels of filters, the innermost one first. */
enum level { INNER, OUTER, LEVELS };

/**
 * enum nested_plan - processes that the worker kills
 * @NESTED_KILL_INNER: the inner supervisor
 * @NESTED_KILL_OUTER: the outer supervisor
 * @NESTED_KILL_INNER_FIRST: both, the inner one first
 * @NESTED_KILL_OUTER_FIRST: both, the outer one first
 * @NESTED_KILL_TARGET: the target
 * @NESTED_SERVE: none
 * @NESTED_PLANS: their number
 */
enum nested_plan {
	NESTED_KILL_INNER,
	NESTED_KILL_OUTER,
	NESTED_KILL_INNER_FIRST,
	NESTED_KILL_OUTER_FIRST,
	NESTED_KILL_TARGET,
	NESTED_SERVE,
	NESTED_PLANS
};

/**
 * struct nest - data that all processes of a run share
 * @dying: for each level, whether the worker kills or has killed its supervisor
 * @gone: for each level, whether the worker has reaped its supervisor
 * @done: the worker has done its part of the plan
 * @tids: thread IDs of the callers, or 0
 */
struct nest {
	bool dying[LEVELS], gone[LEVELS];
	bool done;
	pid_t tids[CALLERS];
};

static struct nest *nest;

/* The processes of a run inherit this. */
static struct {
	enum nested_plan plan;
	bool killable[LEVELS], restart;
	int sock;
	__u64 seed;
} run;

/*
 * The target
 */

/* Does the call need the supervisor of this level? All calls need the inner one. */
static bool needs(enum level replier, enum level level)
{
	return level <= replier;
}

static bool may_be_lost(enum level replier)
{
	return SHARED_LOAD(nest->dying[INNER]) ||
	       (needs(replier, OUTER) && SHARED_LOAD(nest->dying[OUTER]));
}

static void check_nested_reply(enum request request, long ret, int err,
			       int nonce)
{
	if (ret == -1 && err == EINTR && !run.restart) {
		count(INTERRUPTED);
		return;
	}
	switch (request) {
	case REQUEST_VALUE:
		if (ret == nonce)
			return;
		break;
	case REQUEST_ERROR:
		if (ret == -1 && err == REQUEST_ERRNO(nonce))
			return;
		break;
	default:
		if (ret == -1 && err == CANARY_PASSED)
			return;
	}
	report_failure("nested: request %d: %ld, errno %d", request, ret, err);
}

static void call_nested(struct rng *rng)
{
	const enum request request = rng_below(rng, REQUEST_CONTINUE + 1);
	/* The call runs when the outermost supervisor has continued it. */
	const enum level replier =
		request == REQUEST_CONTINUE ? OUTER : rng_below(rng, LEVELS);
	const int nonce = 1000 + rng_below(rng, 1000000);
	const bool gone =
		SHARED_LOAD(nest->gone[INNER]) ||
		(needs(replier, OUTER) && SHARED_LOAD(nest->gone[OUTER]));
	long ret;
	int err;

	errno = 0;
	ret = syscall(CANARY_NR, CANARY_ARG0, (long)request, (long)nonce,
		      ARG_NOTIFIED, (long)replier);
	err = errno;
	heartbeat();
	if (ret == -1 && err == ENOSYS) {
		if (!may_be_lost(replier))
			report_failure("nested: a supervisor is gone");
		count(NESTED_LOST);
	} else if (gone) {
		/* A signal may come first. */
		if (ret != -1 || err != EINTR)
			report_failure("nested: a reply without supervisor");
	} else {
		check_nested_reply(request, ret, err, nonce);
	}
}

static void *caller_main(void *arg)
{
	const long number = (long)arg;
	struct rng rng;
	int i;

	rng_init(&rng, run.seed + number);
	SHARED_STORE(nest->tids[number], sys_gettid());
	/* Go on until the plan is done, and some calls longer. */
	for (i = 0; i < CALLS; i++) {
		call_nested(&rng);
		if (i == CALLS / 2 && !SHARED_LOAD(nest->done))
			i--;
	}
	return NULL;
}

static void open_level(enum level level)
{
	unsigned int flags = SECCOMP_FILTER_FLAG_NEW_LISTENER;
	int fd;

	if (level == OUTER)
		flags |= SECCOMP_FILTER_FLAG_NESTED_LISTENERS;
	if (run.killable[level])
		flags |= SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV;
	fd = attach_for_arg3(ARG_NOTIFIED, SECCOMP_RET_USER_NOTIF, flags);
	CHILD_ASSERT_LE(0, fd);
	CHILD_ASSERT_EQ(0, send_fd(run.sock, fd));
	close(fd);
}

static void ignore_signal(int sig)
{
}

static int target_main(void)
{
	struct sigaction action = {
		.sa_handler = ignore_signal,
		.sa_flags = run.restart ? SA_RESTART : 0,
	};
	pthread_t threads[CALLERS];
	long i;

	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	close_fds_except(run.sock);
	sigaction(SIGUSR1, &action, NULL);
	CHILD_ASSERT_EQ(0, no_new_privs());
	open_level(OUTER);
	open_level(INNER);
	close(run.sock);
	for (i = 0; i < CALLERS; i++)
		start_thread(&threads[i], caller_main, i);
	for (i = 0; i < CALLERS; i++)
		pthread_join(threads[i], NULL);
	return 0;
}

/*
 * The supervisors
 */
static int reply_to(int listener, enum level level,
		    const struct seccomp_notif *notif)
{
	const int nonce = notif->data.args[2];

	if (notif->data.args[4] != level)
		return respond_continue(listener, notif->id);
	switch (notif->data.args[1]) {
	case REQUEST_VALUE:
		return respond_value(listener, notif->id, nonce);
	case REQUEST_ERROR:
		return respond_error(listener, notif->id, REQUEST_ERRNO(nonce));
	default:
		return respond_continue(listener, notif->id);
	}
}

static void serve_one(int listener, enum level level)
{
	struct seccomp_notif notif = {};

	if (receive_raw(listener, &notif)) {
		if (errno != ENOENT)
			report_failure("nested: read: errno %d", errno);
		return;
	}
	if (level == OUTER && notif.data.args[4] == INNER)
		report_failure("nested: the outer one is asked after a result");
	if (reply_to(listener, level, &notif)) {
		if (errno != ENOENT)
			report_failure("nested: reply: errno %d", errno);
	} else if (level == INNER) {
		count(NESTED_INNER);
	} else {
		count(NESTED_OUTER);
	}
	heartbeat();
}

/* Returns when the target is gone. */
static void serve_level(int listener, enum level level)
{
	int events;

	do {
		events = events_of(listener, 1000);
		if (events > 0 && events & POLLIN)
			serve_one(listener, level);
	} while (events <= 0 || events & POLLIN || !(events & POLLHUP));
}

/*
 * The worker
 */
struct session {
	pid_t target;
	pid_t supervisors[LEVELS];
};

static void start_session(struct session *session)
{
	int pair[2], fds[LEVELS], i;

	CHILD_ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0,
				      pair));
	run.sock = pair[1];
	CHILD_ASSERT((session->target = fork()) >= 0);
	if (!session->target)
		_exit(target_main());
	close(pair[1]);
	for (i = LEVELS; i--;)
		if (!receive_fd(pair[0], &fds[i]) || fds[i] < 0)
			report_failure("nested: no listener");
	close(pair[0]);
	for (i = 0; i < LEVELS; i++) {
		CHILD_ASSERT((session->supervisors[i] = fork()) >= 0);
		if (session->supervisors[i])
			continue;
		prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
		close_fds_except(fds[i]);
		serve_level(fds[i], i);
		_exit(0);
	}
	for (i = 0; i < LEVELS; i++)
		close(fds[i]);
}

/* The end of the process closes the listener, before its parent can reap it. */
static void kill_supervisor(struct session *session, enum level level)
{
	int status;

	SHARED_STORE(nest->dying[level], true);
	if (shared->fault == FAULT_NESTED) {
		SHARED_STORE(nest->gone[level], true);
		return;
	}
	kill(session->supervisors[level], SIGKILL);
	status = wait_child(session->supervisors[level]);
	/* It may have ended before, together with the target. */
	if (!killed_by(status, SIGKILL) && !exited_with(status, 0))
		report_failure("nested: supervisor %d ended with %x", level,
			       status);
	session->supervisors[level] = -1;
	SHARED_STORE(nest->gone[level], true);
	if (level == INNER)
		count(NESTED_KILLED_INNER);
	else
		count(NESTED_KILLED_OUTER);
}

/* Do the next step of the plan. Returns true if it was the last one. */
static bool take_step(struct session *session)
{
	const enum nested_plan plan = run.plan;

	switch (plan) {
	case NESTED_KILL_INNER:
		kill_supervisor(session, INNER);
		return true;
	case NESTED_KILL_OUTER:
		kill_supervisor(session, OUTER);
		return true;
	case NESTED_KILL_INNER_FIRST:
	case NESTED_KILL_OUTER_FIRST:
		if (!nest->dying[INNER] && !nest->dying[OUTER]) {
			kill_supervisor(session,
					plan == NESTED_KILL_INNER_FIRST ?
						INNER :
						OUTER);
			return false;
		}
		kill_supervisor(session, nest->dying[INNER] ? OUTER : INNER);
		return true;
	case NESTED_KILL_TARGET:
		kill(session->target, SIGKILL);
		count(NESTED_KILLED_TARGETS);
		return true;
	default:
		return true;
	}
}

static void end_session(struct session *session)
{
	int status, i;

	status = wait_child(session->target);
	if (!exited_with(status, 0) &&
	    !(run.plan == NESTED_KILL_TARGET && killed_by(status, SIGKILL)))
		report_failure("nested: plan %d: the target ended with %x",
			       run.plan, status);
	for (i = 0; i < LEVELS; i++)
		if (session->supervisors[i] > 0)
			expect_success(session->supervisors[i],
				       "nested: supervisor");
}

static void signal_any_caller(const struct session *session, struct rng *rng)
{
	const pid_t tid = SHARED_LOAD(nest->tids[rng_below(rng, CALLERS)]);

	if (tid)
		syscall(__NR_tgkill, session->target, tid, SIGUSR1);
}

/**
 * run_nested - run nested supervisors once
 * @rng: the generator of the worker
 * @iteration: how often the worker has run it
 */
void run_nested(struct rng *rng, unsigned long iteration)
{
	struct session session;
	int i;

	if (!nest) {
		nest = mmap(NULL, sizeof(*nest), PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
		CHILD_ASSERT(nest != MAP_FAILED);
	}
	memset(nest, 0, sizeof(*nest));
	run.plan = iteration % NESTED_PLANS;
	for (i = 0; i < LEVELS; i++)
		run.killable[i] = rng_below(rng, 2);
	run.restart = rng_below(rng, 2);
	run.seed = rng->state + 7;
	start_session(&session);
	while (!has_ended(session.target)) {
		if (rng_below(rng, 4) == 0)
			signal_any_caller(&session, rng);
		if (!nest->done && rng_below(rng, 20) == 0 &&
		    take_step(&session))
			SHARED_STORE(nest->done, true);
		if (rng_below(rng, 4))
			short_pause();
		else
			sched_yield();
	}
	end_session(&session);
}
