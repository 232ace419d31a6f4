// SPDX-License-Identifier: GPL-2.0-only
/*
 * The notify workload: a supervised process and its two supervisors.
 *
 * The target's tasks request a reply by the arguments of each call, and check
 * it. The worker sends signals to them. Depending on the plan, the worker kills
 * the first supervisor or the target.
 */
#include "common.h"
#include "target.h"
#include "notify.h"

#include "canary.h"
#include "process.h"
#include "stress.h"
#include "supervise.h"

#define CALLERS 3
#define CALLS 40

struct target_config {
	enum plan plan;
	bool killable, restart;
	int sock;
	__u64 seed;
};

static struct target_config target;

static void ignore_signal(int sig)
{
}

static void check_descriptor(long fd)
{
	if (fd < 3 || fcntl(fd, F_GETFD) < 0)
		report_failure("notify: no descriptor %ld", fd);
	else
		close(fd);
}

static void check_success(int slot, enum request request, long ret, int nonce)
{
	switch (request) {
	case REQUEST_FD:
	case REQUEST_FD_SEND:
		check_descriptor(ret);
		return;
	case REQUEST_SETFD:
		if (ret == nonce)
			check_descriptor(SETFD_NUMBER(slot));
		else
			report_failure("notify: %ld instead of %d", ret, nonce);
		return;
	default:
		if (request != REQUEST_VALUE || ret != nonce)
			report_failure("notify: request %d: %ld", request, ret);
	}
}

/* Returns false when the listener is gone. */
static bool check_failure(enum request request, int err, int nonce)
{
	if (err == ENOSYS) {
		if (!SHARED_LOAD(self->state.may_lose_listener))
			report_failure("notify: the listener is gone");
		count(LOST_LISTENER);
		return false;
	}
	if (err == EINTR && !target.restart) {
		count(INTERRUPTED);
		return true;
	}
	if ((request == REQUEST_ERROR && err == REQUEST_ERRNO(nonce)) ||
	    (request == REQUEST_CONTINUE && err == CANARY_PASSED) ||
	    (request >= REQUEST_FD && err == ENOMEM))
		return true;
	report_failure("notify: request %d: errno %d", request, err);
	return true;
}

static bool call_notified(int slot, struct rng *rng)
{
	const enum request request = rng_below(rng, REQUESTS);
	const int nonce = 1000 + rng_below(rng, 1000000);
	long ret;

	errno = 0;
	ret = syscall(CANARY_NR, CANARY_ARG0, (long)request, (long)nonce,
		      ARG_NOTIFIED, (long)slot);
	heartbeat();
	if (ret == -1)
		return check_failure(request, errno, nonce);
	check_success(slot, request, ret, nonce);
	return true;
}

static void *caller_main(void *arg)
{
	const long slot = (long)arg;
	struct rng rng;
	int i;

	rng_init(&rng, target.seed + slot);
	SHARED_STORE(self->state.tids[slot], sys_gettid());
	/* Where the plan closes the listener, go on until that has happened. */
	for (i = 0; i < CALLS || SHARED_LOAD(self->state.may_lose_listener);
	     i++) {
		if (!call_notified(slot, &rng))
			break;
		/* Go on until the worker kills this process. */
		if (target.plan == PLAN_KILL_TARGET)
			i = 0;
	}
	return NULL;
}

static void open_listener(void)
{
	unsigned int flags = SECCOMP_FILTER_FLAG_NEW_LISTENER;
	int fd;

	if (target.killable)
		flags |= SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV;
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT((fd = attach_for_arg3(ARG_NOTIFIED, SECCOMP_RET_USER_NOTIF,
					   flags)) >= 0);
	CHILD_ASSERT_EQ(0, send_fd(target.sock, fd));
	close(fd);
	close(target.sock);
}

static int target_main(void)
{
	struct sigaction action = {
		.sa_handler = ignore_signal,
		.sa_flags = target.restart ? SA_RESTART : 0,
	};
	const pid_t own = getpid();
	pthread_t threads[CALLERS];
	pid_t pid;
	long i;

	close_fds_except(target.sock);
	sigaction(SIGUSR1, &action, NULL);
	open_listener();
	/* The last caller is a process, the other ones are threads. */
	pid = fork();
	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
		/* The parent may have been killed before the prctl(2). */
		if (getppid() == own)
			caller_main((void *)(CALLERS - 1L));
		_exit(0);
	}
	for (i = 0; i < CALLERS - 1; i++)
		CHILD_ASSERT_EQ(0, pthread_create(&threads[i], NULL,
						  caller_main, (void *)i));
	for (i = 0; i < CALLERS - 1; i++)
		pthread_join(threads[i], NULL);
	expect_success(pid, "supervised child");
	return 0;
}

/*
 * The worker.
 */
struct session {
	pid_t target;
	pid_t supervisors[SUPERVISORS];
	int socks[SUPERVISORS]; /* sockets to the supervisors */
};

static void start_supervisors(struct session *session, enum plan plan,
			      struct rng *rng)
{
	struct supervisor_config config = { .plan = plan };
	int next[2], pair[2], i;

	CHILD_ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0,
				      next));
	for (i = 0; i < SUPERVISORS; i++) {
		CHILD_ASSERT_EQ(0, socketpair(AF_UNIX,
					      SOCK_SEQPACKET | SOCK_CLOEXEC, 0,
					      pair));
		config.number = i;
		config.seed = rng->state + i;
		config.sock = pair[1];
		config.next = next[i];
		session->socks[i] = pair[0];
		CHILD_ASSERT((session->supervisors[i] = fork()) >= 0);
		if (!session->supervisors[i]) {
			close(pair[0]);
			close(next[!i]);
			if (i)
				close(session->socks[0]);
			_exit(supervisor_main(&config));
		}
		close(pair[1]);
	}
	close(next[0]);
	close(next[1]);
}

static void launch_target(struct session *session, struct rng *rng)
{
	int pair[2], fd;

	CHILD_ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0,
				      pair));
	target.sock = pair[1];
	target.seed = rng->state + 7;
	CHILD_ASSERT((session->target = fork()) >= 0);
	if (!session->target)
		_exit(target_main());
	close(pair[1]);
	if (!receive_fd(pair[0], &fd) || fd < 0)
		report_failure("notify: no listener");
	close(pair[0]);
	if (target.killable)
		count(KILLABLE);
	send_fd(session->socks[0], fd);
	if (target.plan == PLAN_SERVE)
		send_fd(session->socks[1], fd);
	close(fd);
	close(session->socks[0]);
	close(session->socks[1]);
}

static void signal_caller(struct session *session, struct rng *rng)
{
	const int slot = rng_below(rng, CALLERS - 1);
	const pid_t tid = SHARED_LOAD(self->state.tids[slot]);

	if (tid)
		syscall(__NR_tgkill, session->target, tid, SIGUSR1);
}

static bool kill_when(struct session *session, int phase, enum counter counter)
{
	if (SHARED_LOAD(self->state.phase[0]) != phase)
		return false;
	kill(session->supervisors[0], SIGKILL);
	SHARED_INC(shared->counters[counter]);
	return true;
}

/* Returns true once the worker has done its part of the plan. */
static bool kill_as_planned(struct session *session, enum plan plan)
{
	switch (plan) {
	case PLAN_KILL_READING:
		return kill_when(session, PHASE_READING, COUNT_KILLED_READING);
	case PLAN_KILL_READ:
		return kill_when(session, PHASE_READ, COUNT_KILLED_READ);
	case PLAN_KILL_ADDFD:
		return kill_when(session, PHASE_ADDFD, COUNT_KILLED_ADDFD);
	case PLAN_KILL_REPLYING:
		return kill_when(session, PHASE_REPLYING,
				 COUNT_KILLED_REPLYING);
	case PLAN_KILL_TARGET:
		if (SHARED_LOAD(self->state.phase[0]) == PHASE_NONE)
			return false;
		kill(session->target, SIGKILL);
		count(KILLED_TARGETS);
		return true;
	default:
		return true;
	}
}

static void end_session(struct session *session, enum plan plan)
{
	int status, i;

	status = wait_child(session->target);
	if (!exited_with(status, 0) && plan != PLAN_KILL_TARGET)
		report_failure("plan %d: the target ended with %x", plan,
			       status);
	for (i = 0; i < SUPERVISORS; i++) {
		status = wait_child(session->supervisors[i]);
		if (!exited_with(status, 0) && !killed_by(status, SIGKILL))
			report_failure("plan %d: supervisor %d ended with %x",
				       plan, i, status);
	}
}

void run_notify(struct rng *rng, unsigned long iteration)
{
	struct session session;
	unsigned int noise;
	bool done = false;

	target.plan = iteration % PLANS;
	target.killable = rng_below(rng, 2);
	target.restart = rng_below(rng, 2);
	SHARED_STORE(self->state.may_lose_listener,
		     target.plan != PLAN_SERVE &&
			     target.plan != PLAN_KILL_TARGET);
	start_supervisors(&session, target.plan, rng);
	launch_target(&session, rng);
	noise = rng_below(rng, 2) ? 500 : rng_below(rng, 100);
	while (!has_ended(session.target)) {
		if (rng_below(rng, 1000) < noise)
			signal_caller(&session, rng);
		if (!done && rng_below(rng, 20) == 0)
			done = kill_as_planned(&session, target.plan);
		if (rng_below(rng, 4))
			short_pause();
		else
			sched_yield();
	}
	end_session(&session, target.plan);
	if (iteration % 2 == 0)
		run_nested(rng, iteration / 2);
}
