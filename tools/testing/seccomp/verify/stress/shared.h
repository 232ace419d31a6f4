/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The state that all processes of the stress program share.
 */
#ifndef SELFTESTS_SECCOMP_STRESS_SHARED_H
#define SELFTESTS_SECCOMP_STRESS_SHARED_H

#include "common.h"
#include "target.h"

/* Every counter must be above zero at the end. counters.c has their texts. */
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
	COUNT_NESTED_INNER,
	COUNT_NESTED_OUTER,
	COUNT_NESTED_LOST,
	COUNT_NESTED_KILLED_INNER,
	COUNT_NESTED_KILLED_OUTER,
	COUNT_NESTED_KILLED_TARGETS,
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
	COUNT_DEEP_ALLOWED,
	COUNT_DEEP_REFUSED,
	COUNT_DEEP_ATTACKS,
	COUNT_DEEP_ADVICE,
	COUNT_DEEP_RENUMBERED,
	COUNT_DEEP_SUPERVISED,
	COUNT_DEEP_EDITED,
	COUNT_DEEP_OUTER,
	COUNT_DEEP_CHILDREN,
	COUNT_DEEP_KILLED,
	COUNT_DEEP_EXECS,
	COUNT_DEEP_SIGNALS,
	COUNT_DEEP_CANCELLED,
	COUNT_DEEP_MOVES,
	COUNT_DEEP_FAULTS,
	COUNT_DEEP_PEER_ATTACKS,
	COUNT_DEEP_UPROBES,
	COUNT_DEEP_POKES,
	COUNT_DEEP_TRACED_NUMBER,
	COUNT_DEEP_TRACED_INTO_OTHER,
	COUNT_DEEP_TRACED_POINTER,
	COUNT_DEEP_TRACED_MEMORY,
	COUNT_DOMAINS,
	COUNT_DOMAIN_TIGHTENED,
	COUNT_DOMAIN_CHECKED,
	COUNT_DOMAIN_PARKED,
	COUNT_DOMAIN_ATTACHED,
	COUNT_DOMAIN_SYNCED,
	COUNT_DOMAIN_FORKS,
	COUNT_DOMAIN_EXECS,
	COUNT_DOMAIN_CLOSED,
	COUNT_DOMAIN_KILLED,
	COUNT_PENDING,
	COUNT_PENDING_FAILED,
	COUNT_PENDING_FORKS,
	COUNT_PENDING_EXECS,
	COUNT_PENDING_THREAD_EXECS,
	COUNT_PENDING_KILLED,
	COUNT_BOUND_REFUSED,
	COUNT_BOUND_EQUAL,
	COUNT_BOUND_OWN,
	COUNT_BOUND_FIRST,
	COUNT_BOUND_TRACED_FIRST,
	COUNT_STRICT_WRITTEN,
	COUNT_STRICT_THREADS,
	COUNT_STRICT_FILTERS,
	COUNT_STRICT_KILLED,
	COUNT_STRICT_CLOCKS,
	COUNT_EVENTS_COUNTED,
	COUNT_EVENTS_INNER,
	COUNT_EVENTS_KILLED,
	COUNT_EVENTS_SWITCHED,
	COUNT_EVENTS_SEEN,
	COUNT_EVENTS_LABELLED,
	COUNT_EVENTS_NONE,
	COUNT_EVENTS_LOG_FILTERS,
	COUNT_EVENTS_REFUSALS,
	COUNT_EVENTS_LISTS,
	COUNTER_MAX
};

enum fault {
	FAULT_NONE,
	FAULT_NEVER_ATTACHED, /* a thread expects a filter that is missing */
	FAULT_STUCK, /* one worker waits forever */
	FAULT_LEAK, /* a filter outlives the run */
	FAULT_IDLE, /* no process fills memory */
	FAULT_DEEP, /* the filter allows each file name */
	FAULT_DOMAIN, /* a member expects a content that is missing */
	FAULT_COUNT, /* a call that no task makes has to be counted */
	FAULT_EVENTS_ON, /* trace events are on in a run without them */
	FAULT_ON_EXEC, /* a filter does not wait for the exec */
	FAULT_BOUND, /* a filter does not bind its tracer */
	FAULT_NESTED, /* a supervisor that is gone replies */
	FAULT_STRICT, /* a task is not put into strict mode */
	FAULT_LABEL, /* two filters that refuse different calls have one label */
	FAULT_LIST, /* the end of each list of filters is missing */
};

/* The number of threads in a test process, without its first thread. */
#define THREADS 5
#define SUPERVISORS 2
#define WORKERS 14
#define MAX_FINDINGS 16

/**
 * struct state - data that the processes of one workload run share
 * @started: canaries for which an attach has started, one bit each
 * @attached: canaries whose filter all threads have, one bit each
 * @required: for each thread, canaries that its present call must obey;
 *	the tracer of the thread writes it
 * @tids: thread IDs, by thread; 0 until the thread runs
 * @phase: what each supervisor does, from enum phase; the tracer counts
 *	its stops in the first one
 * @may_lose_listener: the listener may be closed while calls wait
 * @trace_attached: the filter that notifies tracers is attached
 * @stop: the traced threads have to end
 * @releases_started: tracers that have started to release their tracees
 * @releases_done: tracers that have released their tracees
 *
 * Several tasks read and write it, so every access is atomic. A worker clears
 * it before each run, when no other task uses it.
 */
struct state {
	__u64 started, attached;
	__u64 required[THREADS];
	pid_t tids[THREADS];
	int phase[SUPERVISORS];
	bool may_lose_listener;
	bool trace_attached;
	bool stop;
	unsigned long releases_started, releases_done;
};

/**
 * struct worker - a process that runs one workload repeatedly
 * @pid: its process ID
 * @heartbeats: steps that it and its descendants have made
 * @name: its name in messages
 * @state: the state of its present run
 */
struct worker {
	pid_t pid;
	unsigned long heartbeats;
	const char *name;
	struct state state;
};

/**
 * struct shared - data that all processes share
 * @seed: the seed of the whole run
 * @fault: the seeded fault
 * @stop: workers start no further run
 * @counters: the counters, by enum counter
 * @thread_retries: failed attempts to start a thread
 * @findings: how many failures were found
 * @finding: the texts of the first failures
 * @workers: the workers
 */
struct shared {
	__u64 seed;
	enum fault fault;
	bool stop;
	unsigned long counters[COUNTER_MAX];
	unsigned long thread_retries;
	unsigned int findings;
	char finding[MAX_FINDINGS][160];
	struct worker workers[WORKERS];
};

/* The shared memory keeps this descriptor, so it survives exec. */
#define SHARED_FD 200

extern struct shared *shared;
/* The worker to which the calling process belongs. */
extern struct worker *self;

bool create_shared(void);
bool map_shared(void);
void report_failure(const char *format, ...)
	__attribute__((format(printf, 1, 2)));

#define count(name) SHARED_INC(shared->counters[COUNT_##name])

/* Tells the watchdog that this worker has made a step. */
static inline void heartbeat(void)
{
	SHARED_INC(self->heartbeats);
}

#endif /* SELFTESTS_SECCOMP_STRESS_SHARED_H */
