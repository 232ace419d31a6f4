// SPDX-License-Identifier: GPL-2.0-only
/*
 * Run the workloads for some time, watch the workers, and print the results as
 * TAP. The exit status is 1 if a check failed.
 *
 *	stress [-t SECONDS] [-s SEED] [-w SECONDS] [-f FAULT] [-r ROLE] [-e]
 *
 * Option -w sets the longest time without a heartbeat. Option -f seeds a fault
 * that the program must find: never-attached, stuck, leak, idle, deep, domain,
 * count, events-on, on-exec, bound, nested, strict, label (with -e), list. Option -e
 * uses trace events; without it, there must be none. Option -r runs only the workers
 * whose name begins with ROLE, such as "sync" or "deep".
 */
#include <dirent.h>
#include <sys/resource.h>

#include "canary.h"
#include "process.h"
#include "stress.h"

struct workload {
	const char *name;
	void (*run)(struct rng *rng, unsigned long iteration);
};

static const struct workload workloads[WORKERS] = {
	{ "sync-0", run_sync },	    { "sync-1", run_sync },
	{ "sync-2", run_sync },	    { "notify-0", run_notify },
	{ "notify-1", run_notify }, { "trace", run_trace },
	{ "hog", run_hog },	    { "memcg", run_memcg },
	{ "deep", run_deep },	    { "domain", run_domain },
	{ "on-exec", run_on_exec }, { "bound", run_bound },
	{ "strict", run_strict },   { "events", run_events },
};

static const char *const fault_names[] = {
	[FAULT_NEVER_ATTACHED] = "never-attached",
	[FAULT_STUCK] = "stuck",
	[FAULT_LEAK] = "leak",
	[FAULT_IDLE] = "idle",
	[FAULT_DEEP] = "deep",
	[FAULT_DOMAIN] = "domain",
	[FAULT_COUNT] = "count",
	[FAULT_EVENTS_ON] = "events-on",
	[FAULT_ON_EXEC] = "on-exec",
	[FAULT_BOUND] = "bound",
	[FAULT_NESTED] = "nested",
	[FAULT_STRICT] = "strict",
	[FAULT_LABEL] = "label",
	[FAULT_LIST] = "list",
};

/* The time of a run is at most so many times what option -t says. */
#define MAX_EXTENSION 4

static unsigned int seconds = 60, timeout = 120;
static const char *role = "";
static bool with_events;
static int tests, failures;

static bool has_role(int number)
{
	return !strncmp(workloads[number].name, role, strlen(role));
}

static void check_filter_count(int wanted)
{
	const int mode = wanted ? SECCOMP_MODE_FILTER : 0;
	const long found = filter_count();

	/* Without memory, the file in /proc cannot be read. */
	if (wanted < 0 || found < 0)
		return;
	if (found != wanted || prctl(PR_GET_SECCOMP) != mode)
		report_failure("after exec: %ld filters instead of %d", found,
			       wanted);
}

/*
 * Runs after exec: the inherited filters, and those that waited for the exec, deny
 * their canaries.
 */
static int check_after_exec(char **argv)
{
	if (!map_shared())
		return 2;
	self = &shared->workers[atoi(argv[1]) % WORKERS];
	check_denied(strtoull(argv[0], NULL, 10), "after exec");
	check_filter_count(atoi(argv[2]));
	return 0;
}

static int check_deep_after_exec(char **argv)
{
	if (!map_shared())
		return 2;
	self = &shared->workers[atoi(argv[0]) % WORKERS];
	return deep_after_exec(argv + 1);
}

/*
 * Workers.
 */
static void run_worker(int number)
{
	unsigned long iteration;
	struct rng rng;

	if (!has_role(number))
		_exit(0);
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	self = &shared->workers[number];
	rng_init(&rng, shared->seed * WORKERS + number);
	/* Workers with the same workload start at different iterations. */
	for (iteration = number * 3; !SHARED_LOAD(shared->stop); iteration++) {
		memset(&self->state, 0, sizeof(self->state));
		workloads[number].run(&rng, iteration);
		heartbeat();
		while (!number && shared->fault == FAULT_STUCK)
			pause();
	}
	_exit(0);
}

static bool start_workers(void)
{
	pid_t pid;
	int i;

	for (i = 0; i < WORKERS; i++) {
		shared->workers[i].name = workloads[i].name;
		pid = fork();
		if (!pid)
			run_worker(i);
		if (pid < 0)
			return false;
		shared->workers[i].pid = pid;
	}
	return true;
}

static struct worker *find_worker_left(void)
{
	int i;

	for (i = 0; i < WORKERS; i++)
		if (!has_ended(shared->workers[i].pid))
			return &shared->workers[i];
	return NULL;
}

/* Does this run need the counter above zero? */
static bool is_needed(int counter)
{
	switch (counter) {
	case COUNT_EVENTS_SWITCHED:
	case COUNT_EVENTS_SEEN:
	case COUNT_EVENTS_LABELLED:
	case COUNT_EVENTS_REFUSALS:
		return with_events;
	case COUNT_EVENTS_NONE:
		return !with_events;
	default:
		return true;
	}
}

static bool has_all_counters(void)
{
	int i;

	for (i = 0; i < COUNTER_MAX; i++)
		if (!SHARED_LOAD(shared->counters[i]) && is_needed(i))
			return false;
	return true;
}

/* A slow or busy machine gets more time for rare operations. No fault needs that. */
static bool is_time_up(long long began)
{
	const long long passed = now_ms() - began;

	if (shared->fault || *role || has_all_counters())
		return passed > seconds * 1000LL;
	return passed > seconds * 1000LL * MAX_EXTENSION;
}

static void print_progress(long long began)
{
	static long long last;
	const long long now = now_ms();

	if (now - last < 10000)
		return;
	last = now;
	printf("# at %lld s: %lu calls checked, %lu filters for all, ",
	       (now - began) / 1000,
	       SHARED_LOAD(shared->counters[COUNT_CHECKED]),
	       SHARED_LOAD(shared->counters[COUNT_SYNCED]));
	printf("%lu forks, %lu stops, %u findings\n",
	       SHARED_LOAD(shared->counters[COUNT_FORKS]),
	       SHARED_LOAD(shared->counters[COUNT_STOPS]),
	       SHARED_LOAD(shared->findings));
	fflush(stdout);
}

/* Reaps the children of killed processes, which this process adopts. */
static void reap_orphans(void)
{
	siginfo_t info;
	int i;

	for (;;) {
		info.si_pid = 0;
		if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) ||
		    !info.si_pid)
			return;
		for (i = 0; i < WORKERS; i++)
			if (shared->workers[i].pid == info.si_pid)
				return;
		waitpid(info.si_pid, NULL, WNOHANG);
	}
}

/* Returns the worker that hangs or does not end its run in time, or NULL. */
static struct worker *watch(void)
{
	const long long began = now_ms();
	const long long end =
		began + seconds * 1000LL * MAX_EXTENSION + timeout * 5000LL;
	struct timespec ts = { .tv_nsec = 200 * 1000 * 1000 };
	struct worker *stuck;

	while ((stuck = find_worker_left())) {
		nanosleep(&ts, NULL);
		reap_orphans();
		print_progress(began);
		if (is_time_up(began))
			SHARED_STORE(shared->stop, true);
		if (now_ms() > end)
			return stuck;
		stuck = find_stuck_worker(timeout);
		if (stuck)
			return stuck;
	}
	return NULL;
}

/* Kills all other processes of the program, adopted ones included. */
static void kill_all(void)
{
	DIR *dir = opendir("/proc");
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		const pid_t pid = atoi(entry->d_name);

		if (pid > 0 && pid != getpid() &&
		    is_stress_process(entry->d_name))
			kill(pid, SIGKILL);
	}
	if (dir)
		closedir(dir);
}

/* Returns false if a process does not end in time. */
static bool wait_for_all(void)
{
	const long long end = now_ms() + timeout * 1000LL;
	pid_t pid;

	while (now_ms() < end) {
		pid = waitpid(-1, NULL, WNOHANG);
		if (pid < 0 && errno == ECHILD)
			return true;
		if (!pid)
			short_pause();
	}
	return false;
}

/*
 * Results.
 */
static void result(bool ok, const char *what)
{
	printf("%sok %d - %s\n", ok ? "" : "not ", ++tests, what);
	failures += !ok;
}

static void check_workers(void)
{
	int i, status;

	for (i = 0; i < WORKERS; i++) {
		status = wait_child(shared->workers[i].pid);
		if (!exited_with(status, 0))
			report_failure("worker %s ended with %x",
				       shared->workers[i].name, status);
	}
}

static void report_findings(void)
{
	const unsigned int all = SHARED_LOAD(shared->findings);
	unsigned int i;

	for (i = 0; i < all && i < MAX_FINDINGS; i++)
		printf("# %s\n", shared->finding[i]);
	if (all > MAX_FINDINGS)
		printf("# and %u more\n", all - MAX_FINDINGS);
	result(!all, "no filter was missed, every call had its result");
}

static void report_counters(void)
{
	const char *what = "every counter is above zero";
	bool all = true;
	int i;

	for (i = 0; i < COUNTER_MAX; i++) {
		printf("# %9lu %s\n", shared->counters[i], counter_texts[i]);
		if (!shared->counters[i] && is_needed(i) && !*role) {
			printf("# never: %s\n", counter_texts[i]);
			all = false;
		}
	}
	printf("# %9lu threads that could not be started at once\n",
	       shared->thread_retries);
	if (*role)
		printf("ok %d - %s # SKIP with a role\n", ++tests, what);
	else
		result(all, what);
}

static void report_objects(long before)
{
	const char *what = "no filter, program or listener is left";
	long after = -1;

	if (before < 0) {
		printf("# no slab caches of seccomp in /proc/slabinfo\n");
		result(false, what);
		return;
	}
	result(wait_for_objects(before, timeout / 2, &after), what);
	printf("# %ld objects before, %ld after\n", before, after);
}

static void report_kmemleak(void)
{
	const char *what = "kmemleak finds nothing";
	int lines;

	if (!has_kmemleak()) {
		printf("ok %d - %s # SKIP not in this kernel\n", ++tests, what);
		return;
	}
	/* A scan takes long, and no seeded fault is about it. */
	if (shared->fault) {
		printf("ok %d - %s # SKIP with a fault\n", ++tests, what);
		return;
	}
	lines = scan_kmemleak();
	if (lines < 0)
		printf("# kmemleak has turned itself off: errno %d\n", errno);
	result(!lines, what);
}

static int run(void)
{
	const long before = seccomp_objects();
	struct worker *stuck;

	if (shared->fault == FAULT_LEAK &&
	    (no_new_privs() || attach_verdict(SECCOMP_RET_ALLOW, 0)))
		return 2;
	prepare_events(with_events);
	if (!start_workers()) {
		kill_all();
		return 2;
	}
	stuck = watch();
	if (stuck) {
		printf("# %s hangs: no heartbeat for %u seconds, or no end\n",
		       stuck->name, timeout);
		print_all_tasks();
		kill_all();
	} else {
		check_workers();
	}
	result(!stuck, "every worker made progress");
	result(wait_for_all(), "every task has ended");
	report_findings();
	report_counters();
	report_objects(before);
	report_kmemleak();
	printf("1..%d\n", tests);
	return failures ? 1 : 0;
}

static const char *parse_role(const char *name)
{
	int i;

	role = name;
	for (i = 0; i < WORKERS; i++)
		if (has_role(i))
			return role;
	fprintf(stderr, "stress: no such role: %s\n", name);
	exit(2);
}

static enum fault parse_fault(const char *name)
{
	unsigned int i;

	for (i = 1; i < ARRAY_SIZE(fault_names); i++)
		if (!strcmp(name, fault_names[i]))
			return i;
	fprintf(stderr, "stress: no such fault: %s\n", name);
	exit(2);
}

int main(int argc, char **argv)
{
	int option;

	if (argc == 5 && !strcmp(argv[1], "check"))
		return check_after_exec(argv + 2);
	if (argc == 6 && !strcmp(argv[1], "deep"))
		return check_deep_after_exec(argv + 2);
	if (!create_shared()) {
		perror("stress: shared memory");
		return 2;
	}
	shared->seed = now_ms();
	while ((option = getopt(argc, argv, "t:s:w:f:r:e")) != -1) {
		switch (option) {
		case 't':
			seconds = atoi(optarg);
			break;
		case 's':
			shared->seed = strtoull(optarg, NULL, 10);
			break;
		case 'w':
			timeout = atoi(optarg);
			break;
		case 'f':
			shared->fault = parse_fault(optarg);
			break;
		case 'r':
			role = parse_role(optarg);
			break;
		case 'e':
			with_events = true;
			break;
		default:
			return 2;
		}
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
	printf("TAP version 13\n# seed %llu, trace events %s, %u seconds\n",
	       (unsigned long long)shared->seed, with_events ? "on" : "off",
	       seconds);
	return run();
}
