// SPDX-License-Identifier: GPL-2.0-only
/*
 * The attackers of the deep workload. They have no filter.
 *
 * A thread changes the name in memory and attacks the mapping with the copies. Another
 * thread holds back the page with the name, by userfaultfd(2). A third one sends
 * signals to the callers. Two processes have the same memory: one attacks the mapping,
 * too, and one traces callers.
 */
#include <linux/perf_event.h>

#include "common.h"
#include "target.h"
#include "tracee.h"
#include "deep.h"
#include "deep_attack.h"

#include "deep_process.h"
#include "process.h"

/* Each of them delays a call, so a process has a limited number. */
#define MAX_SIGNALS 150
#define MAX_HELD_PAGES 150

/**
 * store_name - write one of the two names byte by byte
 * @rng: the generator of the calling thread
 */
void store_name(struct rng *rng)
{
	const char *name = rng_below(rng, 2) ? ALLOWED_NAME : REFUSED_NAME;
	volatile char *to = process.name;
	size_t i;

	for (i = 0; i < sizeof(ALLOWED_NAME); i++)
		to[i] = name[i];
}

/* Kinds of advice that keep the bytes. A kernel without one of them ignores it. */
static const int name_advices[] = {
	MADV_COLD,	     MADV_PAGEOUT,    MADV_POPULATE_READ,
	MADV_POPULATE_WRITE, MADV_MERGEABLE,  MADV_UNMERGEABLE,
	MADV_HUGEPAGE,	     MADV_NOHUGEPAGE, MADV_WILLNEED,
};

static void advise_memory(struct rng *rng)
{
	const unsigned int i = rng_below(rng, ARRAY_SIZE(name_advices));

	madvise(process.name, PAGE, name_advices[i]);
	count(DEEP_ADVICE);
}

/* Both mappings stay, so no other one can take their place. */
static void move_memory(void)
{
	const int flags = MREMAP_MAYMOVE | MREMAP_FIXED | MREMAP_DONTUNMAP;

	if (mremap(process.name, PAGE, PAGE, flags, process.spare) ==
	    MAP_FAILED)
		return;
	if (mremap(process.spare, PAGE, PAGE, flags, process.name) !=
	    MAP_FAILED)
		count(DEEP_MOVES);
}

static void change_memory(struct rng *rng)
{
	switch (rng_below(rng, 9)) {
	case 0:
		mprotect(process.name, PAGE, PROT_NONE);
		mprotect(process.name, PAGE, PROT_RW);
		break;
	case 1:
		madvise(process.name, PAGE, MADV_DONTNEED);
		break;
	case 2:
		mmap(process.name, PAGE, PROT_RW, MAP_ANY | MAP_FIXED, -1, 0);
		break;
	case 3:
		mlock2(process.name, PAGE, MLOCK_ONFAULT);
		munlock(process.name, PAGE);
		break;
	case 4:
	case 5:
		advise_memory(rng);
		break;
	case 6:
	case 7:
		move_memory();
		break;
	default:
		mmap(process.name, PAGE, PROT_NONE, MAP_ANY | MAP_FIXED, -1, 0);
		mprotect(process.name, PAGE, PROT_RW);
	}
}

/*
 * @target has the memory that attacks use. Calls that lock, write out or reserve
 * memory may also fail for lack of it. Return false without a mapping.
 */
static bool attack_mapping(struct attack_target *target, struct rng *rng)
{
	const struct slot_attack *attack =
		&slot_attacks[rng_below(rng, ARRAY_SIZE(slot_attacks))];
	struct slot_map maps[SLOT_MAPS_MAX];
	const int found = find_slot_maps(0, maps);
	struct call call;
	long ret;

	if (found <= 0)
		return false;
	target->map = maps[rng_below(rng, found)];
	if (!target->other && !prepare_attacks(target)) {
		target->other = 0;
		return false;
	}
	call = attack_call(target, attack);
	errno = 0;
	ret = syscall(call.nr, call.args[0], call.args[1], call.args[2],
		      call.args[3], call.args[4], call.args[5]);
	if (!attack_result_is_right(attack, ret, errno) && !is_shortage(errno))
		report_failure("deep: %s: %ld, errno %d", attack->name, ret,
			       errno);
	count(DEEP_ATTACKS);
	return true;
}

/*
 * Let a trace point replace the number of opens of a thread by that of faccessat(2),
 * until it has happened, or the thread is gone. That call gets the flags of the open
 * as its mode, and fails with EINVAL. Its body must not take the copies, and no later
 * call may.
 */
static void renumber_calls(struct rng *rng)
{
	const int fd = open("/sys/kernel/debug/seccomp_renumber",
			    O_WRONLY | O_CLOEXEC);
	int size, pauses = 250;
	char text[64];

	if (fd < 0)
		return;
	size = snprintf(text, sizeof(text), "%d %d %d",
			SHARED_LOAD(process.caller), __NR_openat,
			__NR_faccessat);
	SHARED_STORE(process.renumbers, true);
	/* The thread may be gone, and the memory as well. */
	if (write(fd, text, size) != size) {
		if (errno != ESRCH && !is_shortage(errno))
			report_failure("deep: renumber: errno %d", errno);
		pauses = 0;
	}
	while (pauses-- && !SHARED_LOAD(process.renumbered) &&
	       !SHARED_LOAD(process.stop)) {
		store_name(rng);
		short_pause();
	}
	close(fd);
}

static void *flipper_main(void *arg)
{
	struct attack_target target = {};
	struct rng rng;
	int i, attempts = 4;

	(void)arg;
	rng_init(&rng, process.seed + 1000);
	for (i = 0; !SHARED_LOAD(process.stop); i++) {
		store_name(&rng);
		/* The filter stops a call for the tracer only by the allowed name. */
		if (process.traced) {
			if (i % 2)
				strcpy(process.name, ALLOWED_NAME);
			short_pause();
		}
		if (i % 128 == 0 && attempts && SHARED_LOAD(process.caller) &&
		    !SHARED_LOAD(process.renumbered)) {
			renumber_calls(&rng);
			attempts--;
		}
		if (i % 64 == 0)
			change_memory(&rng);
		if (i % 256 == 0)
			attack_mapping(&target, &rng);
	}
	return NULL;
}

/*
 * Processes with the same memory
 */

/**
 * run_with_same_memory - run a function in a process with this memory
 * @main: the function; 0 is its exit status for success
 * @arg: its argument
 *
 * The calling thread waits for the process, which also uses its thread-local memory.
 *
 * Return: false without memory.
 */
bool run_with_same_memory(int (*main)(void *arg), void *arg)
{
	const size_t size = 65536;
	char *stack = malloc(size);
	pid_t pid = -1;

	if (stack)
		pid = clone(main, stack + size,
			    CLONE_VM | CLONE_VFORK | SIGCHLD, arg);
	if (pid > 0)
		expect_success(pid, "deep: process with the same memory");
	free(stack);
	return pid > 0;
}

/* A uprobe needs a file, and the mapping has none. Return false without uprobes. */
static bool attack_by_uprobe(const struct slot_map *map)
{
	static const char path[] = "/sys/bus/event_source/devices/uprobe/type";
	struct perf_event_attr attr = { .size = sizeof(attr) };
	FILE *stream = fopen(path, "re");
	char file[64];
	int type, fd;
	bool found;

	found = stream && fscanf(stream, "%d", &type) == 1;
	if (stream)
		fclose(stream);
	if (!found)
		return false;
	snprintf(file, sizeof(file), "/proc/self/map_files/%lx-%lx", map->start,
		 map->end);
	attr.type = type;
	attr.uprobe_path = (unsigned long)file;
	fd = syscall(__NR_perf_event_open, &attr, -1, 0, -1, 0);
	if (fd >= 0)
		report_failure("deep: a uprobe at the copies");
	else if (errno != ENOENT && !is_shortage(errno))
		report_failure("deep: uprobe: errno %d", errno);
	return true;
}

/* Attack the mapping of the callers, in a process of its own without a filter. */
static int same_memory_main(void *arg)
{
	struct slot_map maps[SLOT_MAPS_MAX];
	struct attack_target target = {};
	struct rng *rng = arg;
	int found;

	while (!SHARED_LOAD(process.stop)) {
		if (attack_mapping(&target, rng))
			count(DEEP_PEER_ATTACKS);
		found = rng_below(rng, 8) ? 0 : find_slot_maps(0, maps);
		if (found > 0 && attack_by_uprobe(&maps[rng_below(rng, found)]))
			count(DEEP_UPROBES);
		short_pause();
	}
	return 0;
}

static void *same_memory_thread(void *arg)
{
	struct rng rng;

	rng_init(&rng, process.seed + 4000);
	run_with_same_memory(same_memory_main, &rng);
	return arg;
}

/*
 * The tracer
 */

/* The mapping is neither writable nor can it become so. */
static void poke_slot(pid_t tid, struct rng *rng)
{
	struct slot_map maps[SLOT_MAPS_MAX];
	const int found = find_slot_maps(0, maps);
	const struct slot_map *map;
	unsigned long pages;

	if (found <= 0)
		return;
	map = &maps[rng_below(rng, found)];
	pages = (map->end - map->start) / PAGE;
	errno = 0;
	if (!ptrace(PTRACE_POKEDATA, tid,
		    (void *)(map->start + rng_below(rng, pages) * PAGE), NULL))
		report_failure("deep: POKE into the copies");
	else if (errno == EIO || errno == EFAULT)
		count(DEEP_POKES);
}

/* All filters run again after the stop, on a fresh copy. */
static void change_call(pid_t tid, struct rng *rng)
{
	unsigned long word;

	switch (rng_below(rng, 5)) {
	case 0:
		/* The flags of the open are no mode, so the call fails. */
		if (set_number(tid, __NR_faccessat))
			count(DEEP_TRACED_NUMBER);
		break;
	case 1:
		if (set_arg(tid, 1, (unsigned long)process.refused))
			count(DEEP_TRACED_POINTER);
		break;
	case 2:
		memcpy(&word, REFUSED_NAME, sizeof(word));
		if (!ptrace(PTRACE_POKEDATA, tid, process.name, (void *)word))
			count(DEEP_TRACED_MEMORY);
		break;
	case 3:
		poke_slot(tid, rng);
		break;
	}
}

/* Trace a caller for some stops, or until it ends. It is stopped when it is released. */
static void trace_caller(pid_t tid, struct rng *rng)
{
	unsigned int stops = 5 + rng_below(rng, 60);
	long signal, request;
	int status;

	if (seize(tid, PTRACE_O_TRACESECCOMP))
		return;
	while (stops && waitpid(tid, &status, __WALL) == tid &&
	       WIFSTOPPED(status)) {
		signal = status >> 16 ? 0 : WSTOPSIG(status);
		if (status >> 16 == PTRACE_EVENT_SECCOMP)
			change_call(tid, rng);
		request = --stops ? PTRACE_CONT : PTRACE_DETACH;
		ptrace(request, tid, NULL, (void *)signal);
	}
}

static int tracer_process_main(void *arg)
{
	pid_t tid;

	while (!SHARED_LOAD(process.stop)) {
		tid = SHARED_LOAD(process.caller);
		if (tid)
			trace_caller(tid, arg);
		short_pause();
	}
	return 0;
}

static void *tracer_thread(void *arg)
{
	struct rng rng;

	rng_init(&rng, process.seed + 5000);
	run_with_same_memory(tracer_process_main, &rng);
	return arg;
}

/*
 * The page with the name, which is often missing
 */

static bool is_caller(pid_t tid)
{
	int i;

	for (i = 0; i < THREADS; i++)
		if (SHARED_LOAD(process.callers[i]) == tid)
			return true;
	return false;
}

/* Let all tasks go on that wait for the page. A caller waits only in the kernel. */
static void fill_page(int fd, struct rng *rng)
{
	static char data[PAGE] __attribute__((aligned(4096)));
	struct uffdio_copy copy = {
		.dst = (unsigned long)process.name,
		.src = (unsigned long)data,
		.len = PAGE,
	};
	struct uffdio_range range = { .start = copy.dst, .len = PAGE };
	struct uffd_msg msg;

	while (read(fd, &msg, sizeof(msg)) == sizeof(msg))
		if (msg.event == UFFD_EVENT_PAGEFAULT &&
		    is_caller(msg.arg.pagefault.feat.ptid))
			count(DEEP_FAULTS);
	strcpy(data, rng_below(rng, 2) ? ALLOWED_NAME : REFUSED_NAME);
	/* Another attacker may have replaced the mapping, or filled it. */
	if (ioctl(fd, UFFDIO_COPY, &copy))
		ioctl(fd, UFFDIO_WAKE, &range);
}

static void pause_some_time(struct rng *rng, unsigned int most)
{
	unsigned int pauses = rng_below(rng, most);

	while (pauses-- && !SHARED_LOAD(process.stop))
		short_pause();
}

static void hold_page_back(int fd, struct rng *rng)
{
	struct uffdio_register reg = {
		.range = { (unsigned long)process.name, PAGE },
		.mode = UFFDIO_REGISTER_MODE_MISSING,
	};
	struct pollfd event = { .fd = fd, .events = POLLIN };

	ioctl(fd, UFFDIO_REGISTER, &reg);
	madvise(process.name, PAGE, MADV_DONTNEED);
	if (poll(&event, 1, 20) == 1 && rng_below(rng, 2))
		short_pause();
	fill_page(fd, rng);
	pause_some_time(rng, 16);
}

static void *faults_thread(void *arg)
{
	struct uffdio_api api = {
		.api = UFFD_API,
		.features = UFFD_FEATURE_THREAD_ID,
	};
	const int fd = syscall(__NR_userfaultfd, O_CLOEXEC | O_NONBLOCK);
	unsigned int pages = MAX_HELD_PAGES;
	struct rng rng;

	rng_init(&rng, process.seed + 6000);
	if (fd >= 0 && !ioctl(fd, UFFDIO_API, &api))
		while (pages-- && !SHARED_LOAD(process.stop))
			hold_page_back(fd, &rng);
	/* This wakes all tasks that wait, too. */
	if (fd >= 0)
		close(fd);
	return arg;
}

/*
 * Signals
 */

static void on_signal(int signal)
{
	count(DEEP_SIGNALS);
}

/* The kernel restarts each interrupted call, and copies its arguments again. */
static void handle_signals(void)
{
	const struct sigaction action = {
		.sa_handler = on_signal,
		.sa_flags = SA_RESTART,
	};

	sigaction(SIGUSR1, &action, NULL);
}

static void *signals_thread(void *arg)
{
	unsigned int signals = MAX_SIGNALS;
	struct rng rng;
	pid_t tid;

	rng_init(&rng, process.seed + 7000);
	while (signals-- && !SHARED_LOAD(process.stop)) {
		tid = SHARED_LOAD(process.callers[rng_below(&rng, THREADS)]);
		if (tid)
			syscall(__NR_tgkill, getpid(), tid, SIGUSR1);
		pause_some_time(&rng, 16);
	}
	return arg;
}

/*
 * All of them
 */
static struct attacker {
	void *(*main)(void *arg);
	pthread_t thread;
	bool runs;
} attackers[] = {
	{ .main = flipper_main },  { .main = same_memory_thread },
	{ .main = faults_thread }, { .main = signals_thread },
	{ .main = tracer_thread },
};

/**
 * start_attackers - start the flipper and some other attackers
 * @rng: the generator of the calling thread, which has no filter yet
 */
void start_attackers(struct rng *rng)
{
	unsigned int i;

	handle_signals();
	for (i = 0; i < ARRAY_SIZE(attackers); i++) {
		struct attacker *attacker = &attackers[i];
		const bool traces = attacker->main == tracer_thread;

		/* Without a tracer, no call with the allowed name succeeds. */
		attacker->runs = traces ? process.traced :
					  !i || rng_below(rng, 2);
		if (attacker->runs)
			start_thread(&attacker->thread, attacker->main, 0);
	}
}

/**
 * join_attackers - wait until the attackers end, after process.stop is set
 */
void join_attackers(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(attackers); i++)
		if (attackers[i].runs)
			pthread_join(attackers[i].thread, NULL);
}
