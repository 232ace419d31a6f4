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
#define MARKS 48
/* Whether this one is denied is up to a supervisor; with this errno, if so. */
#define MARK_NOTIFIED MARKS
/* No filter for it is ever attached when a fault is planted. */
#define MARK_NEVER (MARKS - 1)
#define MARK_BIT(k) (1ULL << (k))
#define MARK_ERRNO(k) (200 + (k))

/* What marks without a number of their own are: it fails with ESRCH. */
#define MARK_NR __NR_getpgid
#define MARK_ARG0 (-2L)
#define MARK_PASSED ESRCH

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
	COUNT_STRAYED,
	COUNT_THREADS,
	COUNT_FORKS,
	COUNT_EXECS,
	COUNT_THREAD_EXECS,
	COUNT_SYNC_ANSWERED,
	COUNT_SYNC_LOST,
	COUNT_VALUES,
	COUNT_ERRORS,
	COUNT_CONTINUED,
	COUNT_ADDFD,
	COUNT_ADDFD_SETFD,
	COUNT_ADDFD_SEND,
	COUNT_ANSWERS_LATE,
	COUNT_READS_LATE,
	COUNT_READS_FAILED,
	COUNT_POLLS,
	COUNT_EPOLLS,
	COUNT_HANGUPS,
	COUNT_INTERRUPTED,
	COUNT_LOST,
	COUNT_KILLABLE,
	COUNT_PASSED_ON,
	COUNT_LEFT_IN_FLIGHT,
	COUNT_LEFT_QUEUED,
	COUNT_LEFT_READ,
	COUNT_KILLED_READING,
	COUNT_KILLED_READ,
	COUNT_KILLED_ADDFD,
	COUNT_KILLED_ANSWERING,
	COUNT_KILLED_TARGETS,
	COUNT_STOPS,
	COUNT_TRACE_DENIED,
	COUNT_TRACE_CHANGED,
	COUNT_TRACE_SKIPPED,
	COUNT_TRACE_PASSED,
	COUNT_TRACE_NOBODY,
	COUNT_HELD,
	COUNT_DETACHED,
	COUNT_TRACERS_LEFT,
	COUNT_TRACERS_KILLED,
	COUNT_TRACEES_KILLED,
	COUNT_FILLED,
	COUNT_FILLED_FILE,
	COUNT_TIGHT,
	COUNT_TIGHT_KILLED,
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
#define CREW 5
#define SUPERVISORS 2
#define WORKERS 8
#define COMPLAINTS 16

/* What the processes of one scene share. */
struct stage {
	/* Marks whose filters were begun with, and are attached to all. */
	__u64 begun, done;
	/* Marks that a thread's present call is judged by, says a tracer. */
	__u64 must[CREW];
	pid_t tids[CREW];
	/* What each supervisor does. */
	int phase[SUPERVISORS];
	/* The listener may go away while calls wait. */
	bool may_lose;
	/* Calls are notified to tracers. */
	bool traces;
	bool over;
	/* Tracers that let go of calls as they were: begun with, gone. */
	unsigned long leaving, gone;
};

struct worker {
	pid_t pid;
	unsigned long beats;
	const char *name;
	struct stage stage;
};

/* What all processes share. */
struct world {
	__u64 seed;
	enum fault fault;
	bool stop;
	unsigned long counters[COUNTER_MAX];
	/* Threads that could not be started at once. */
	unsigned long late_threads;
	unsigned int complaints;
	char complaint[COMPLAINTS][160];
	struct worker workers[WORKERS];
};

/* The descriptor through which a program finds it again after exec. */
#define WORLD_FD 200

extern struct world *world;
/* Of this process. */
extern struct worker *me;

/* The processes that are given a sequence of numbers each. */
struct dice {
	__u64 state;
};

static inline void dice_init(struct dice *dice, __u64 seed)
{
	dice->state = (seed + 1) * 0x9e3779b97f4a7c15ULL;
}

static inline unsigned int roll(struct dice *dice, unsigned int sides)
{
	__u64 x = dice->state += 0x9e3779b97f4a7c15ULL;

	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
	return (x ^ (x >> 31)) % sides;
}

#define count(name) INCREASE(world->counters[COUNT_##name])

/* A turn has been made. */
static inline void beat(void)
{
	INCREASE(me->beats);
}

/* main.c */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
void close_all_but(int fd);

/* canary.c */
int attach_mark(int k, unsigned int flags, struct dice *dice);
int attach_call(unsigned long arg3, __u32 verdict, unsigned int flags);
long call_mark(int k);
int mark_number(int k);
bool mark_is_constant(int k);
void check_denied(__u64 marks, const char *who);
void check_not_early(int k, const __u64 *begun, const char *who);
int some_mark(__u64 marks, struct dice *dice);
int exec_look(__u64 marks);

/* The scenes, played by a worker until the end. */
void play_sync(struct dice *dice, unsigned long episode);
void play_notify(struct dice *dice, unsigned long episode);
void play_trace(struct dice *dice, unsigned long episode);
void play_hog(struct dice *dice, unsigned long episode);
void play_tight(struct dice *dice, unsigned long episode);

/* supervise.c */
enum plan {
	PLAN_SERVE, /* two of them, until the targets have gone */
	PLAN_LEAVE_QUEUED,
	PLAN_LEAVE_READ,
	PLAN_PASS_ON,
	PLAN_LEAVE_IN_FLIGHT,
	PLAN_DIE_READING,
	PLAN_DIE_READ,
	PLAN_DIE_ADDFD,
	PLAN_DIE_ANSWERING,
	PLAN_KILL_TARGET,
	PLANS
};

enum phase {
	PHASE_NONE,
	PHASE_READING,
	PHASE_READ,
	PHASE_ADDFD,
	PHASE_ANSWERING
};

/* What a target asks its supervisor for, in its calls. */
enum want {
	WANT_VALUE,
	WANT_ERROR,
	WANT_CONTINUE,
	WANT_FD,
	WANT_SETFD,
	WANT_FD_SEND,
	WANTS
};

#define WANTED_ERRNO(nonce) (300 + (nonce) % 100)
/* Where WANT_SETFD has its descriptor. */
#define SETFD_NUMBER(slot) (100 + (slot))

struct supervision {
	enum plan plan;
	int number; /* of this supervisor */
	int sock; /* from where the listener comes */
	int next; /* to where it is passed on */
	__u64 seed;
};

int supervise(const struct supervision *how);

/* trace.c: tracer.c */
enum trace_want {
	TRACE_DENY,
	TRACE_CHANGE,
	TRACE_SKIP,
	TRACE_PASS,
	TRACE_WANTS
};

#define TRACE_RESULT 777
#define TRACED_FROM 1 /* the first thread of the crew that is traced */

int be_tracer(struct dice *dice, bool wait_to_be_killed);

/* watch.c */
bool has_ended(pid_t pid);
bool is_ours(const char *process);
void print_all_tasks(void);
struct worker *find_stuck_worker(unsigned int patience);

/* counters.c */
extern const char *const counter_texts[COUNTER_MAX];

/* leaks.c */
long seccomp_objects(void);
bool wait_for_objects(long wanted, unsigned int seconds, long *found);
bool has_kmemleak(void);
int scan_kmemleak(void);

/* Waits; says so if it did not exit with 0. */
void expect_success(pid_t pid, const char *who);

#endif /* SELFTESTS_SECCOMP_STRESS_H */
