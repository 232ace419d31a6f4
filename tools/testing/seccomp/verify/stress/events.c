// SPDX-License-Identifier: GPL-2.0-only
/*
 * The events workload: trace events and lists of filters beside all other workloads,
 * and counters whose counts must be right.
 *
 * Each task with a counter adds to a number in shared memory before a call, and to
 * another one after it. So the count must be between the two, whenever it is read and
 * whichever tasks were killed. When all tasks have ended by themselves, it is exact.
 *
 * With option -e, trace events are on in some runs and off in others, while the other
 * workloads go on. The refusals of a labelled filter must have this label and its errno.
 * Without the option, no event may be on: an event sends each refusal to the slow path.
 * So does a record of all refusals, which is switched on and off with the option only.
 * A list of filters must have all depths.
 */
#include <dirent.h>
#ifdef __x86_64__
#include <cpuid.h>
#endif
#include <sys/mount.h>
#include <sys/stat.h>

#include "common.h"
#include "target.h"
#include "deep.h"
#include "attach_op.h"
#include "trace.h"

#include "process.h"
#include "stress.h"

#define COUNT_FLAG ((unsigned int)SECCOMP_FILTER_FLAG_COUNT)

#define EVENTS_INSTANCE "/sys/kernel/tracing/instances/stress"
#define EVENTS_ENABLE EVENTS_INSTANCE "/events/seccomp/enable"
#define EVENTS_ENABLE_TOP "/sys/kernel/tracing/events/seccomp/enable"
#define ACTIONS_LOGGED "/proc/sys/kernel/seccomp/actions_logged"
#define EVENTS_LABEL "stress-counted"
#define EVENTS_ERRNO EXDEV

#define MEMBERS 4

/* The calls that are counted. No other code of the tasks makes them. */
enum counted {
	COUNTED_ALLOWED, /* getppid(2) */
	COUNTED_REFUSED, /* getpgid(2) */
	COUNTED_CALLS,
};

static const __u32 counted_nrs[COUNTED_CALLS] = {
	[COUNTED_ALLOWED] = __NR_getppid,
	[COUNTED_REFUSED] = __NR_getpgid,
};

static const __u32 counted_actions[COUNTED_CALLS] = {
	[COUNTED_ALLOWED] = SECCOMP_RET_ALLOW,
	[COUNTED_REFUSED] = SECCOMP_RET_ERRNO,
};

/**
 * struct tally - data that all tasks of a run share
 * @started: for each call, how often a task has begun it
 * @finished: for each call, how often it has returned
 */
struct tally {
	unsigned long started[COUNTED_CALLS], finished[COUNTED_CALLS];
};

static struct tally *tally;

/*
 * Counters
 */

static void make_counted_call(struct rng *rng)
{
	const enum counted call = rng_below(rng, COUNTED_CALLS);
	long ret;

	SHARED_INC(tally->started[call]);
	ret = syscall(counted_nrs[call], 0);
	SHARED_INC(tally->finished[call]);
	if (call == COUNTED_REFUSED && (ret != -1 || errno != EVENTS_ERRNO))
		report_failure("events: a refused call returned %ld", ret);
}

static void make_counted_calls(struct rng *rng)
{
	unsigned int calls = rng_below(rng, 60);

	while (calls--) {
		make_counted_call(rng);
		if (rng_below(rng, 10) == 0)
			sched_yield();
	}
	heartbeat();
}

static void *counted_thread(void *arg)
{
	struct rng rng;

	rng_init(&rng, (unsigned long)arg);
	make_counted_calls(&rng);
	return NULL;
}

/*
 * Attach a filter with a counter, which refuses a call. Return the counter, or -1
 * without memory. The kernel records each refusal of some filters.
 */
static int attach_counter(int nr, struct rng *rng)
{
	struct sock_filter insns[] =
		INSNS_FOR_NR(nr, SECCOMP_RET_ERRNO | EVENTS_ERRNO);
	struct sock_fprog prog = { .len = ARRAY_SIZE(insns), .filter = insns };
	struct seccomp_attach attach = attach_of_program(&prog, COUNT_FLAG);

	strcpy(attach.label, EVENTS_LABEL);
	if (!rng_below(rng, 3))
		attach.flags |= SECCOMP_FILTER_FLAG_LOG;
	if (!sys_attach(&attach)) {
		if (attach.flags & SECCOMP_FILTER_FLAG_LOG)
			count(EVENTS_LOG_FILTERS);
		return attach.counter_fd;
	}
	if (errno != ENOMEM && errno != EMFILE && errno != ENFILE)
		report_failure("events: attach: errno %d", errno);
	return -1;
}

static void __attribute__((noreturn)) counted_child(struct rng *rng)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	make_counted_calls(rng);
	_exit(0);
}

static void fork_counted(struct rng *rng)
{
	const pid_t pid = fork();

	if (!pid)
		counted_child(rng);
	rng_below(rng, 2);
	make_counted_calls(rng);
	if (pid > 0)
		waitpid(pid, NULL, 0);
}

static void start_counted_thread(struct rng *rng)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, counted_thread,
			   (void *)(unsigned long)rng->state))
		return;
	make_counted_calls(rng);
	/* A thread may also outlive the others, or end with all of them. */
	if (rng_below(rng, 4))
		pthread_join(thread, NULL);
}

/* A member of the counter, which may have counters of its own inside. */
static void __attribute__((noreturn)) member_main(struct rng *rng)
{
	unsigned int steps = 1 + rng_below(rng, 5);
	int counter;

	while (steps--) {
		switch (rng_below(rng, 4)) {
		case 0:
			fork_counted(rng);
			break;
		case 1:
			start_counted_thread(rng);
			break;
		case 2:
			counter = attach_counter(__NR_getpgid, rng);
			if (counter >= 0) {
				count(EVENTS_INNER);
				make_counted_calls(rng);
				if (rng_below(rng, 2))
					close(counter);
			}
			break;
		default:
			make_counted_calls(rng);
		}
	}
	_exit(0);
}

/* Read the counts of the native calls. Return false without memory. */
static bool read_counts(int counter, unsigned long counts[COUNTED_CALLS])
{
	struct seccomp_count records[64];
	off_t offset = 0;
	ssize_t size, i;
	int call;

	memset(counts, 0, COUNTED_CALLS * sizeof(*counts));
	while ((size = pread(counter, records, sizeof(records), offset)) > 0) {
		offset += size;
		for (i = 0; i < size / (ssize_t)sizeof(*records); i++)
			for (call = 0; call < COUNTED_CALLS; call++)
				if (records[i].arch == NATIVE_ARCH &&
				    records[i].nr == counted_nrs[call] &&
				    records[i].action == counted_actions[call])
					counts[call] += records[i].count;
	}
	if (!size)
		return true;
	if (errno != ENOMEM)
		report_failure("events: read of a counter: errno %d", errno);
	return false;
}

static void check_count(unsigned long seen, unsigned long finished,
			unsigned long started)
{
	if (seen < finished || seen > started)
		report_failure("events: %lu calls counted, not %lu to %lu",
			       seen, finished, started);
}

static void check_counts(int counter)
{
	unsigned long finished[COUNTED_CALLS], counts[COUNTED_CALLS];
	int call;

	for (call = 0; call < COUNTED_CALLS; call++)
		finished[call] = SHARED_LOAD(tally->finished[call]);
	if (!read_counts(counter, counts))
		return;
	for (call = 0; call < COUNTED_CALLS; call++)
		check_count(counts[call], finished[call],
			    SHARED_LOAD(tally->started[call]));
	count(EVENTS_COUNTED);
}

static int start_members(pid_t *members, struct rng *rng)
{
	int i, started = 0;

	for (i = 0; i < MEMBERS; i++) {
		members[i] = fork();
		if (!members[i])
			member_main(rng);
		/* Each member gets numbers of its own. */
		rng_below(rng, 2);
		started += members[i] > 0;
	}
	return started;
}

static int counted_process_main(bool kill_them, struct rng *rng)
{
	pid_t members[MEMBERS];
	int counter, i;

	/* Children of members that were killed come here. */
	prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
	CHILD_ASSERT_EQ(0, no_new_privs());
	counter = attach_counter(__NR_getpgid, rng);
	if (counter < 0)
		return 0;
	if (shared->fault == FAULT_LABEL &&
	    attach_counter(__NR_getsid, rng) >= 0)
		syscall(__NR_getsid, 0);
	if (start_members(members, rng) < 1)
		return 0;
	check_counts(counter);
	if (kill_them)
		for (i = 0; i < MEMBERS; i++)
			if (members[i] > 0 && rng_below(rng, 2)) {
				kill(members[i], SIGKILL);
				count(EVENTS_KILLED);
			}
	while (waitpid(-1, NULL, 0) > 0 || errno == EINTR)
		heartbeat();
	if (shared->fault == FAULT_COUNT)
		SHARED_INC(tally->finished[COUNTED_ALLOWED]);
	check_counts(counter);
	return 0;
}

static void run_counted(bool kill_them, struct rng *rng)
{
	const pid_t pid = fork();

	if (!pid)
		_exit(counted_process_main(kill_them, rng));
	rng_below(rng, 2);
	if (pid > 0)
		expect_success(pid, "events: process with a counter");
}

/*
 * Events
 */

static bool write_text(const char *path, const char *text)
{
	const int fd = open(path, O_WRONLY | O_CLOEXEC);
	const bool ok = fd >= 0 &&
			write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	if (fd >= 0)
		close(fd);
	return ok;
}

/*
 * QEMU without KVM may execute a breakpoint that another CPU has removed. x86 sets some
 * whenever it switches an event.
 */
static bool may_hit_stale_breakpoints(void)
{
#ifdef __x86_64__
	unsigned int max, vendor[3], ecx = 0, other;

	if (!__get_cpuid(1, &other, &other, &ecx, &other) || !(ecx >> 31))
		return false;
	/* This leaf is that of hypervisors. */
	__cpuid(0x40000000, max, vendor[0], vendor[1], vendor[2]);
	return !memcmp(vendor, "TCGTCGTCGTCG", sizeof(vendor));
#else
	return false;
#endif
}

static bool is_off(const char *enable)
{
	const int fd = open(enable, O_RDONLY | O_CLOEXEC);
	char state = '?';
	const bool off = fd >= 0 && read(fd, &state, 1) == 1 && state == '0';

	if (fd >= 0)
		close(fd);
	return off;
}

/* Written before workers start, and read by them. */
static bool has_events; /* there is an instance */
static bool with_events; /* its events may be on */

/* The actions that the kernel logs, without "refusals". */
static char logged[256];

static void read_logged(void)
{
	static const char refusals[] = "refusals";
	const int fd = open(ACTIONS_LOGGED, O_RDONLY | O_CLOEXEC);
	ssize_t size = fd < 0 ? -1 : read(fd, logged, sizeof(logged) - 1);
	char *word;

	if (fd >= 0)
		close(fd);
	logged[size > 0 ? size : 0] = '\0';
	word = strstr(logged, refusals);
	if (word)
		memset(word, ' ', strlen(refusals));
	word = strchr(logged, '\n');
	if (word)
		*word = '\0';
}

/*
 * Record all refusals, or only those that a filter asks for. Where a switch of a static
 * key is dangerous, the events hold the key set, so this does not change it.
 */
static bool switch_refusals(bool on)
{
	char text[300];

	snprintf(text, sizeof(text), "%s%s", logged, on ? " refusals" : "");
	return write_text(ACTIONS_LOGGED, text);
}

/*
 * Drop what an earlier run has left: its events are off, its buffers empty, and only
 * such refusals are recorded that a filter asks for.
 */
static void reset_events(void)
{
	int fd;

	read_logged();
	switch_refusals(false);
	write_text(EVENTS_ENABLE, "0");
	fd = open(EVENTS_INSTANCE "/trace", O_WRONLY | O_TRUNC | O_CLOEXEC);
	if (fd >= 0)
		close(fd);
	write_text(EVENTS_INSTANCE "/tracing_on", "1");
}

/**
 * prepare_events - make an instance of tracefs, before there are workers
 * @on: whether the run uses trace events; otherwise none may be on
 *
 * The instance stays until the machine stops. Its events are on from here on if a
 * switch is dangerous later.
 */
void prepare_events(bool on)
{
	with_events = on;
	mount("none", "/sys/kernel/tracing", "tracefs", 0, NULL);
	if (make_trace_instance("/sys/kernel/tracing", EVENTS_INSTANCE) &&
	    errno != EEXIST)
		return;
	write_text(EVENTS_INSTANCE "/buffer_size_kb", "128");
	has_events = access(EVENTS_ENABLE, W_OK) == 0;
	if (!has_events)
		return;
	reset_events();
	if (!on && (!is_off(EVENTS_ENABLE) || !is_off(EVENTS_ENABLE_TOP)))
		report_failure("events: some are on before the run");
	if ((on && may_hit_stale_breakpoints()) ||
	    shared->fault == FAULT_EVENTS_ON)
		write_text(EVENTS_ENABLE, "1");
}

/* Without a switch of the events, record them or do not. */
static void switch_events(bool on)
{
	if (write_text(may_hit_stale_breakpoints() ? EVENTS_INSTANCE
			       "/tracing_on" :
						     EVENTS_ENABLE,
		       on ? "1" : "0"))
		count(EVENTS_SWITCHED);
}

/* The only verdict of a filter with the label is its errno for getpgid(2). */
static void check_event(const char *line)
{
	const char *event = strstr(line, "seccomp_verdict: ");
	char wanted[64];

	if (!with_events) {
		report_failure("events: on in a run without: %.100s", line);
		return;
	}
	if (!event)
		return;
	count(EVENTS_SEEN);
	if (!strstr(event, " label=" EVENTS_LABEL " "))
		return;
	snprintf(wanted, sizeof(wanted), " nr=%d arch=%x action=errno data=%d ",
		 __NR_getpgid, NATIVE_ARCH, EVENTS_ERRNO);
	if (!strstr(event, wanted))
		report_failure("events: %.140s", event);
	count(EVENTS_LABELLED);
}

/*
 * Check the events that the buffers have now. A line may come in two parts. Return
 * false if the buffers cannot be read.
 */
static bool read_events(void)
{
	static char text[16384];
	int fd = open(EVENTS_INSTANCE "/trace_pipe",
		      O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	unsigned int reads = 200;
	size_t used = 0;
	ssize_t size;
	char *line, *end;

	if (fd < 0)
		return false;
	while (reads-- &&
	       (size = read(fd, text + used, sizeof(text) - 1 - used)) > 0) {
		used += size;
		text[used] = '\0';
		line = text;
		while ((end = strchr(line, '\n'))) {
			*end = '\0';
			check_event(line);
			line = end + 1;
		}
		used = strlen(line);
		memmove(text, line, used);
		if (used == sizeof(text) - 1)
			used = 0;
		heartbeat();
	}
	close(fd);
	return true;
}

/*
 * Lists
 */

/* The list must have all depths down to 1, unless its task has changed. */
static void check_list(int fd)
{
	static char text[1 << 18];
	unsigned int depth, expected = 0;
	size_t used = 0;
	char *line, *end;
	ssize_t size;

	while ((size = read(fd, text + used, sizeof(text) - 1 - used)) > 0)
		used += size;
	/* A list without its end, which has the outermost filter */
	if (shared->fault == FAULT_LIST && used > 2)
		while (used > 1 && text[used - 2] != '\n')
			used--;
	if (shared->fault == FAULT_LIST && used)
		used--;
	text[used] = '\0';
	for (line = text; (end = strchr(line, '\n')); line = end + 1) {
		*end = '\0';
		/* A line of a content begins with a tab. */
		if (*line == '\t')
			continue;
		line = strstr(line, " depth=");
		if (!line || sscanf(line, " depth=%u", &depth) != 1 ||
		    (expected && depth != expected - 1)) {
			report_failure("events: a wrong line in a list: %.80s",
				       text);
			return;
		}
		expected = depth;
	}
	if (!size && used && used < sizeof(text) - 1 && expected != 1)
		report_failure("events: a list ends at depth %u", expected);
	count(EVENTS_LISTS);
}

static void read_some_lists(struct rng *rng)
{
	DIR *dir = opendir("/proc");
	struct dirent *entry;
	char path[300];
	int fd;

	while (dir && (entry = readdir(dir))) {
		if (atoi(entry->d_name) <= 0 || rng_below(rng, 2))
			continue;
		snprintf(path, sizeof(path), "/proc/%s/seccomp_filters",
			 entry->d_name);
		fd = open(path, O_RDONLY | O_CLOEXEC);
		if (fd < 0)
			continue;
		check_list(fd);
		close(fd);
		heartbeat();
	}
	if (dir)
		closedir(dir);
}

/**
 * run_events - run the events workload once
 * @rng: the generator of the worker
 * @iteration: how often the worker has run it
 */
void run_events(struct rng *rng, unsigned long iteration)
{
	if (!tally) {
		tally = mmap(NULL, sizeof(*tally), PROT_READ | PROT_WRITE,
			     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
		CHILD_ASSERT(tally != MAP_FAILED);
	}
	memset(tally, 0, sizeof(*tally));
	if (with_events && has_events) {
		/* With a fault, the time may be too short for a second run. */
		switch_events(shared->fault || iteration % 3);
		if (switch_refusals(iteration % 2))
			count(EVENTS_REFUSALS);
	}
	run_counted(rng_below(rng, 2), rng);
	read_some_lists(rng);
	if (has_events && read_events() && !with_events)
		count(EVENTS_NONE);
	if (with_events && has_events && SHARED_LOAD(shared->stop)) {
		switch_events(false);
		switch_refusals(false);
	}
}
