// SPDX-License-Identifier: GPL-2.0-only
/*
 * The domain workload: holders tighten domains whose members make calls.
 *
 * The domains are nested. Each has canaries of its own. A holder adds a content that
 * denies a canary, and then sets its bit in state.attached. A member that loads the
 * bit must be denied the canary, and so must each task that it starts or executes.
 * Canaries of an inner domain never concern members of outer domains only.
 *
 * At the same time, members attach filters, fork, execute, exit and are killed. In
 * some runs, the supervisor of a call adds the content that denies this call, and
 * continues it.
 */
#include "common.h"
#include "target.h"
#include "notify.h"
#include "deep.h"
#include "attach_op.h"
#include "domain.h"

#include "canary.h"
#include "process.h"
#include "stress.h"

#define LEVELS 3
#define HOLDERS 2
#define CANARIES_EACH (CANARIES / LEVELS)

/* What each domain may add, in instructions. */
#define RESERVE 6000

/* The errno of a call whose supervisor has no room for the content. */
#define NO_ROOM_ERRNO EXFULL
/* The errno of the filter that a member attaches, for calls with ARG_TRACED. */
#define OWN_ERRNO EMLINK

/* The threads of the test process share this. */
static struct {
	int domains[LEVELS]; /* the outermost one first; -1 before it is made */
	int listener; /* or -1 */
	int steps; /* steps left for all members */
	bool closed; /* the domains may be closed */
	bool stop; /* holders and supervisor have to end */
	__u64 seed;
} process;

static int level_of(int k)
{
	return k / CANARIES_EACH;
}

/* The canaries that contents may deny to a member of a domain. */
static __u64 canaries_of_member(int level)
{
	return (1ULL << CANARIES_EACH * (level + 1)) - 1;
}

/*
 * The holders, which are no members.
 */

/* A content without room or memory is not added. Returns whether it is there. */
static bool tighten_canary(int k, struct rng *rng)
{
	const int domain = SHARED_LOAD(process.domains[level_of(k)]);
	struct sock_filter insns[CANARY_INSNS];
	const size_t len = make_canary(insns, k, rng);

	__atomic_fetch_or(&self->state.started, CANARY_BIT(k),
			  __ATOMIC_SEQ_CST);
	if (shared->fault != FAULT_DOMAIN &&
	    tighten_insns(domain, insns, len)) {
		if (!is_shortage(errno) && !SHARED_LOAD(process.closed))
			report_failure("domain: TIGHTEN: errno %d", errno);
		return false;
	}
	__atomic_fetch_or(&self->state.attached, CANARY_BIT(k),
			  __ATOMIC_SEQ_CST);
	count(DOMAIN_TIGHTENED);
	heartbeat();
	return true;
}

static void check_info(int domain)
{
	const struct seccomp_domain_info info = domain_info(domain);

	if (SHARED_LOAD(process.closed))
		return;
	if (info.reserve > RESERVE || !info.filter_id)
		report_failure("domain: INFO: reserve %u", info.reserve);
}

static void close_domains(void)
{
	int i;

	SHARED_STORE(process.closed, true);
	for (i = 0; i < LEVELS; i++) {
		const int domain = SHARED_LOAD(process.domains[i]);

		if (domain >= 0 && !close(domain))
			count(DOMAIN_CLOSED);
	}
}

/* Draws a canary of a domain that is there, mostly one that no content denies. */
static int pick_content(struct rng *rng)
{
	__u64 canaries = ~SHARED_LOAD(self->state.started);
	int k;

	if (rng_below(rng, 16) == 0)
		canaries = ~0ULL;
	k = pick_canary(canaries, rng);
	if (k < 0 || SHARED_LOAD(process.domains[level_of(k)]) < 0)
		return -1;
	return k;
}

static void *holder_main(void *arg)
{
	struct rng rng;
	int k;

	rng_init(&rng, process.seed + 1000 + (long)arg);
	while (!SHARED_LOAD(process.stop)) {
		k = SHARED_LOAD(process.closed) ? -1 : pick_content(&rng);
		if (k >= 0) {
			tighten_canary(k, &rng);
			check_info(SHARED_LOAD(process.domains[level_of(k)]));
		}
		/* A supervisor needs the domains to the end. */
		if (process.listener < 0 && !arg && k >= 0 &&
		    rng_below(&rng, 64) == 0)
			close_domains();
		if (k < 0 || rng_below(&rng, 2))
			short_pause();
	}
	return NULL;
}

/* Add the content that denies the call, and continue the call. */
static void supervise(int listener, struct rng *rng)
{
	struct seccomp_notif notif = {};
	int k;

	if (events_of(listener, 20) <= 0 || receive_raw(listener, &notif))
		return;
	k = canary_of_call(&notif.data);
	if (k < 0) {
		report_failure("domain: notified of another call");
		respond_error(listener, notif.id, EINVAL);
	} else if (!tighten_canary(k, rng)) {
		respond_error(listener, notif.id, NO_ROOM_ERRNO);
	} else if (!respond_continue(listener, notif.id)) {
		count(DOMAIN_PARKED);
	}
}

static void *supervisor_main(void *arg)
{
	struct rng rng;

	(void)arg;
	rng_init(&rng, process.seed + 2000);
	while (!SHARED_LOAD(process.stop)) {
		const int listener = SHARED_LOAD(process.listener);

		if (listener >= 0)
			supervise(listener, &rng);
		else
			short_pause();
	}
	return NULL;
}

/*
 * The members
 */
static __u64 denied_canaries(int level)
{
	return SHARED_LOAD(self->state.attached) & canaries_of_member(level);
}

static void check_contents(int level, unsigned int checks, struct rng *rng,
			   const char *where)
{
	while (checks--) {
		const int k = pick_canary(denied_canaries(level), rng);

		if (k < 0)
			return;
		check_denied(CANARY_BIT(k), where);
		count(DOMAIN_CHECKED);
	}
}

/* No content denies a canary early, or to a task outside of the domain. */
static void check_allowed(int level, struct rng *rng)
{
	static const __u64 none;
	const int k = pick_canary(~0ULL, rng);

	if (level_of(k) > level)
		check_not_early(k, &none, "outside of the domain");
	else
		check_not_early(k, &self->state.started, "member");
}

/* The supervisor adds the content while the call waits. */
static void check_parked(int level, struct rng *rng)
{
	const int k = rng_below(rng, CANARIES_EACH * (level + 1));
	long ret;

	if (process.listener < 0 || canary_is_constant(k))
		return;
	ret = call_canary_with(k, ARG_NOTIFIED);
	if (ret != -1 || (errno != CANARY_ERRNO(k) && errno != NO_ROOM_ERRNO))
		report_failure("domain: a parked call went on: %ld, errno %d",
			       ret, errno);
	heartbeat();
}

static void check_own(const char *where)
{
	const long ret =
		syscall(CANARY_NR, CANARY_ARG0, CANARIES, 0, ARG_TRACED);

	if (ret != -1 || errno != OWN_ERRNO)
		report_failure("domain: %s: own filter missed: errno %d", where,
			       errno);
}

static bool attach_own(unsigned int flags)
{
	if (!attach_for_arg3(ARG_TRACED, SECCOMP_RET_ERRNO | OWN_ERRNO, flags))
		return true;
	if (errno != ENOMEM)
		report_failure("domain: attach: errno %d", errno);
	return false;
}

/* The path of the member is longer than those of its siblings from now on. */
static void attach_as_member(int level, struct rng *rng)
{
	if (!attach_own(0))
		return;
	count(DOMAIN_ATTACHED);
	check_own("member");
	check_contents(level, 4, rng, "member with a filter of its own");
}

struct sibling {
	int level;
	__u64 seed;
	bool synced; /* TSYNC has returned */
};

static void *sibling_main(void *arg)
{
	struct sibling *sibling = arg;
	bool synced;
	struct rng rng;
	int i;

	rng_init(&rng, sibling->seed);
	for (i = 0; i < 8; i++) {
		synced = SHARED_LOAD(sibling->synced);
		if (synced)
			check_own("synchronized thread");
		check_contents(sibling->level, 2, &rng, "synchronized thread");
	}
	return NULL;
}

/* In a child, which can have threads of one domain only. */
static void sync_threads(int level, struct rng *rng)
{
	struct sibling sibling = { .level = level, .seed = rng->state };
	pthread_t thread;

	if (pthread_create(&thread, NULL, sibling_main, &sibling))
		return;
	if (attach_own(SECCOMP_FILTER_FLAG_TSYNC)) {
		count(DOMAIN_SYNCED);
		SHARED_STORE(sibling.synced, true);
	}
	check_contents(level, 4, rng, "thread that synchronizes");
	pthread_join(thread, NULL);
}

static void child_of_member(int level, struct rng *rng)
{
	if (process.listener >= 0)
		close(process.listener);
	check_contents(level, 4, rng, "child");
	switch (rng_below(rng, 4)) {
	case 0:
		attach_as_member(level, rng);
		break;
	case 1:
		sync_threads(level, rng);
		break;
	case 2:
		check_parked(level, rng);
	}
	check_contents(level, 4, rng, "child");
	if (rng_below(rng, 3) == 0) {
		count(DOMAIN_EXECS);
		exec_check(denied_canaries(level));
	}
	_exit(0);
}

static void start_child_of_member(int level, struct rng *rng)
{
	const pid_t pid = fork();

	if (!pid)
		child_of_member(level, rng);
	/* The next child needs other random numbers. */
	rng_below(rng, 2);
	if (pid < 0)
		return;
	count(DOMAIN_FORKS);
	check_contents(level, 8, rng, "parent");
	expect_success(pid, "domain: child");
}

static void *member_main(void *arg)
{
	const long number = (long)arg;
	const int level = number % LEVELS;
	struct rng rng;

	rng_init(&rng, process.seed + number);
	while (__atomic_sub_fetch(&process.steps, 1, __ATOMIC_SEQ_CST) > 0) {
		switch (rng_below(&rng, 16)) {
		case 0:
			start_child_of_member(level, &rng);
			break;
		case 1:
			attach_as_member(level, &rng);
			break;
		case 2:
		case 3:
			check_parked(level, &rng);
			break;
		case 4:
		case 5:
			check_allowed(level, &rng);
			break;
		default:
			check_contents(level, 8, &rng, "member");
		}
	}
	return NULL;
}

/* Make the domain of a level, inside the ones before. */
static bool make_level(int level)
{
	const int domain = make_domain(RESERVE, 0);

	if (domain < 0) {
		if (!is_shortage(errno))
			report_failure("domain: attach: errno %d", errno);
		return false;
	}
	count(DOMAINS);
	SHARED_STORE(process.domains[level], domain);
	return true;
}

/* Returns the number of members that were started. */
static int start_members(pthread_t members[THREADS])
{
	int level, started = 0;

	for (level = 0; level < LEVELS && make_level(level); level++) {
		/* The number of a member is its level, plus a multiple. */
		while (started < THREADS * (level + 1) / LEVELS) {
			start_thread(&members[started], member_main,
				     level + LEVELS * started);
			started++;
		}
	}
	return started;
}

static bool listen_for_members(void)
{
	const int listener = attach_for_arg3(ARG_NOTIFIED,
					     SECCOMP_RET_USER_NOTIF,
					     SECCOMP_FILTER_FLAG_NEW_LISTENER);

	if (listener < 0 && !is_shortage(errno))
		report_failure("domain: listener: errno %d", errno);
	SHARED_STORE(process.listener, listener);
	return listener >= 0;
}

static int domain_process_main(struct rng *rng)
{
	pthread_t holders[HOLDERS], supervisor, members[THREADS];
	const bool supervised = rng_below(rng, 2);
	int i, started = 0;

	close_fds_except(-1);
	for (i = 0; i < LEVELS; i++)
		process.domains[i] = -1;
	process.listener = -1;
	process.steps = 100 + rng_below(rng, 300);
	process.seed = rng->state;
	CHILD_ASSERT_EQ(0, no_new_privs());
	start_thread(&supervisor, supervisor_main, 0);
	/* A holder may close the domains unless it finds a listener. */
	if (!supervised || listen_for_members()) {
		for (i = 0; i < HOLDERS; i++)
			start_thread(&holders[i], holder_main, i);
		started = start_members(members);
		for (i = 0; i < started; i++)
			pthread_join(members[i], NULL);
		SHARED_STORE(process.stop, true);
		for (i = 0; i < HOLDERS; i++)
			pthread_join(holders[i], NULL);
	}
	SHARED_STORE(process.stop, true);
	pthread_join(supervisor, NULL);
	return 0;
}

void run_domain(struct rng *rng, unsigned long iteration)
{
	const bool kill_it = iteration % 4 == 1;
	unsigned int pauses = rng_below(rng, 500);
	int status;
	pid_t pid;

	/* In a PID namespace, all children end with the process. */
	pid = syscall(__NR_clone, CLONE_NEWPID | SIGCHLD, 0, 0, 0, 0);
	if (!pid)
		_exit(domain_process_main(rng));
	rng_below(rng, 2);
	if (pid < 0) {
		if (!is_shortage(errno))
			report_failure("domain: clone: errno %d", errno);
		return;
	}
	while (kill_it && pauses-- && !has_ended(pid))
		short_pause();
	if (kill_it) {
		kill(pid, SIGKILL);
		count(DOMAIN_KILLED);
	}
	status = wait_child(pid);
	if (!exited_with(status, 0) && !(kill_it && killed_by(status, SIGKILL)))
		report_failure("domain: the process ended with %x", status);
}
