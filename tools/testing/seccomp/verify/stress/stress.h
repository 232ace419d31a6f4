/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the parts of the stress program share.
 *
 * Workers are processes that play a scene again and again, each time with new
 * processes and threads. A scene is a bounded number of turns, so that whoever
 * hangs in one is left alone in the end: no turn is made any more, and the
 * watchdog sees it. Nothing waits for a fixed time for something to happen.
 */
#ifndef SELFTESTS_SECCOMP_STRESS_H
#define SELFTESTS_SECCOMP_STRESS_H

#include "common.h"
#include "target.h"
#include "notify.h"

/*
 * Marks: calls that are denied by one filter each, with one errno each.
 */
#define CANARIES 48
/* Whether this one is denied is up to a supervisor; with this errno, if so. */
#define CANARY_NOTIFIED CANARIES
/* No filter for it is ever attached when a fault is planted. */
#define CANARY_NEVER (CANARIES - 1)
#define CANARY_BIT(k) (1ULL << (k))
#define CANARY_ERRNO(k) (200 + (k))

/* What marks without a number of their own are: it fails with ESRCH. */
#define CANARY_NR __NR_getpgid
#define CANARY_ARG0 (-2L)
#define CANARY_PASSED ESRCH

/* The third argument of calls that are notified, and of those traced. */
#define ARG_NOTIFIED 0x4e0711fUL
#define ARG_TRACED 0x7ace0dUL

/* What is counted; each has to be more than zero in the end. See counters.c. */
enum counter {
	COUNT_CHECKED,
	COUNT_PASSED,
	COUNT_ATTACHED,
	COUNT_SYNCED,
	COUNT_SYNCED_ESRCH,
	COUNT_SYNCED_LISTENER,
	COUNT_REFUSED_TID,
	COUNT_REFUSED_ESRCH,
	COUNT_DIVERGED,
	COUNT_THREADS,
	COUNT_FORKS,
	COUNT_EXECS,
	COUNT_THREAD_EXECS,
	COUNT_SYNC_REPLIED,
	COUNT_SYNC_NO_LISTENER,
	COUNT_VALUES,
	COUNT_ERRORS,
	COUNT_CONTINUED,
	COUNT_ADDFD,
	COUNT_ADDFD_SETFD,
	COUNT_ADDFD_SEND,
	COUNT_REPLIES_LATE,
	COUNT_READS_LATE,
	COUNT_READS_FAILED,
	COUNT_POLLS,
	COUNT_EPOLLS,
	COUNT_HANGUPS,
	COUNT_INTERRUPTED,
	COUNT_LOST_LISTENER,
	COUNT_KILLABLE,
	COUNT_PASSED_ON,
	COUNT_CLOSED_IN_FLIGHT,
	COUNT_CLOSED_UNREAD,
	COUNT_CLOSED_READ,
	COUNT_KILLED_READING,
	COUNT_KILLED_READ,
	COUNT_KILLED_ADDFD,
	COUNT_KILLED_REPLYING,
	COUNT_KILLED_TARGETS,
	COUNT_STOPS,
	COUNT_TRACE_DENIED,
	COUNT_TRACE_CHANGED,
	COUNT_TRACE_SKIPPED,
	COUNT_TRACE_PASSED,
	COUNT_TRACE_NO_TRACER,
	COUNT_HELD,
	COUNT_DETACHED,
	COUNT_TRACERS_EXITED,
	COUNT_TRACERS_KILLED,
	COUNT_TRACEES_KILLED,
	COUNT_FILLED,
	COUNT_FILLED_FILE,
	COUNT_MEMCG,
	COUNT_MEMCG_KILLED,
	COUNTER_MAX
};

enum fault {
	FAULT_NONE,
	FAULT_NEVER_ATTACHED, /* a thread believes in a filter that is not */
	FAULT_STUCK, /* a worker waits for ever */
	FAULT_LEAK, /* a filter remains */
	FAULT_IDLE, /* no memory is filled */
};

/* The most threads of a scene, but for the first. */
#define THREADS 5
#define SUPERVISORS 2
#define WORKERS 8
#define MAX_FINDINGS 16

/* What the processes of one scene share. */
struct state {
	/* Marks whose filters were begun with, and are attached to all. */
	__u64 started, attached;
	/* Marks that a thread's present call is judged by, says a tracer. */
	__u64 required[THREADS];
	pid_t tids[THREADS];
	/* What each supervisor does. */
	int phase[SUPERVISORS];
	/* The listener may go away while calls wait. */
	bool may_lose_listener;
	/* Calls are notified to tracers. */
	bool trace_attached;
	bool stop;
	/* Tracers that let go of calls as they were: begun with, gone. */
	unsigned long releases_started, releases_done;
};

struct worker {
	pid_t pid;
	unsigned long heartbeats;
	const char *name;
	struct state state;
};

/* What all processes share. */
struct shared {
	__u64 seed;
	enum fault fault;
	bool stop;
	unsigned long counters[COUNTER_MAX];
	/* Threads that could not be started at once. */
	unsigned long thread_retries;
	unsigned int findings;
	char finding[MAX_FINDINGS][160];
	struct worker workers[WORKERS];
};

/* The descriptor through which a program finds it again after exec. */
#define SHARED_FD 200

extern struct shared *shared;
/* Of this process. */
extern struct worker *self;

/* The processes that are given a sequence of numbers each. */
struct rng {
	__u64 state;
};

static inline void rng_init(struct rng *rng, __u64 seed)
{
	rng->state = (seed + 1) * 0x9e3779b97f4a7c15ULL;
}

static inline unsigned int rng_below(struct rng *rng, unsigned int sides)
{
	__u64 x = rng->state += 0x9e3779b97f4a7c15ULL;

	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
	return (x ^ (x >> 31)) % sides;
}

#define count(name) INCREASE(shared->counters[COUNT_##name])

/* A turn has been made. */
static inline void heartbeat(void)
{
	INCREASE(self->heartbeats);
}

/* main.c */
void report_failure(const char *format, ...)
	__attribute__((format(printf, 1, 2)));
void close_fds_except(int fd);

/* canary.c */
int attach_canary(int k, unsigned int flags, struct rng *rng);
int attach_for_arg3(unsigned long arg3, __u32 verdict, unsigned int flags);
long call_canary(int k);
int canary_nr(int k);
bool canary_is_constant(int k);
void check_denied(__u64 canaries, const char *where);
void check_not_early(int k, const __u64 *begun, const char *where);
int pick_canary(__u64 canaries, struct rng *rng);
int exec_check(__u64 canaries);

/* The scenes, played by a worker until the end. */
void run_sync(struct rng *rng, unsigned long iteration);
void run_notify(struct rng *rng, unsigned long iteration);
void run_trace(struct rng *rng, unsigned long iteration);
void run_hog(struct rng *rng, unsigned long iteration);
void run_memcg(struct rng *rng, unsigned long iteration);

/* supervise.c */
enum plan {
	PLAN_SERVE, /* two of them, until the targets have gone */
	PLAN_CLOSE_UNREAD,
	PLAN_CLOSE_READ,
	PLAN_PASS_ON,
	PLAN_CLOSE_IN_FLIGHT,
	PLAN_KILL_READING,
	PLAN_KILL_READ,
	PLAN_KILL_ADDFD,
	PLAN_KILL_REPLYING,
	PLAN_KILL_TARGET,
	PLANS
};

enum phase {
	PHASE_NONE,
	PHASE_READING,
	PHASE_READ,
	PHASE_ADDFD,
	PHASE_REPLYING
};

/* What a target asks its supervisor for, in its calls. */
enum request {
	REQUEST_VALUE,
	REQUEST_ERROR,
	REQUEST_CONTINUE,
	REQUEST_FD,
	REQUEST_SETFD,
	REQUEST_FD_SEND,
	REQUESTS
};

#define REQUEST_ERRNO(nonce) (300 + (nonce) % 100)
/* Where WANT_SETFD has its descriptor. */
#define SETFD_NUMBER(slot) (100 + (slot))

struct supervisor_config {
	enum plan plan;
	int number; /* of this supervisor */
	int sock; /* from where the listener comes */
	int next; /* to where it is passed on */
	__u64 seed;
};

int supervisor_main(const struct supervisor_config *config);

/* trace.c: tracer.c */
enum trace_request {
	TRACE_DENY,
	TRACE_CHANGE,
	TRACE_SKIP,
	TRACE_PASS,
	TRACE_REQUESTS
};

#define TRACE_RESULT 777
#define TRACED_FROM 1 /* the first thread of the crew that is traced */

int tracer_main(struct rng *rng, bool wait_to_be_killed);

/* watch.c */
bool has_ended(pid_t pid);
bool is_stress_process(const char *process);
void print_all_tasks(void);
struct worker *find_stuck_worker(unsigned int timeout);

/* counters.c */
extern const char *const counter_texts[COUNTER_MAX];

/* leaks.c */
long seccomp_objects(void);
bool wait_for_objects(long wanted, unsigned int seconds, long *found);
bool has_kmemleak(void);
int scan_kmemleak(void);

/* Waits; says so if it did not exit with 0. */
void expect_success(pid_t pid, const char *where);

#endif /* SELFTESTS_SECCOMP_STRESS_H */
