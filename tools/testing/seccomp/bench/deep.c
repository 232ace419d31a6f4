// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measure argument copies.
 *
 * The key: what all calls cost while a filter that looks behind pointers lives in
 * another process, and after it is gone.
 *
 * Deep calls: calls under a filter that looks behind their pointers. A thread's
 * first deep call, its memory, and the mappings of a process with many threads. The
 * memory of a thread with four copies, and of one with other calls.
 *
 * For comparison, a supervisor reads the path of an openat() and lets it continue.
 * It works on each kernel.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/seccomp_ext.h>
#include <netinet/in.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

#define THREADS 1000
#define FIRST_ROUNDS 12
#define TRIPS 50
#define TRIP_ROUNDS 12

#define MAX_INSNS 80

/* No clone3() has this flag, so the kernel refuses it after it has read it. */
#define BAD_CLONE_FLAG 0x10000000000ULL

static struct sock_filter insns[MAX_INSNS];
static unsigned short insn_count;

static void add(struct sock_filter insn)
{
	if (insn_count == MAX_INSNS)
		die("the filter is too long");
	insns[insn_count++] = insn;
}

#define STMT(code, k) ((struct sock_filter)BPF_STMT(code, k))
#define JUMP(code, k, jt, jf) \
	((struct sock_filter)BPF_JUMP(BPF_JMP | (code) | BPF_K, k, jt, jf))

static void add_load(unsigned int offset)
{
	add(STMT(BPF_LD | BPF_W | BPF_ABS, offset));
}

static void add_return(unsigned int action)
{
	add(STMT(BPF_RET | BPF_K, action));
}

/* Allow the call if the path in window 1 is @path. */
static void add_path(const char *path)
{
	const unsigned int words = strlen(path) / 4;
	unsigned int i, word;

	add_load(SECCOMP_ARG_LENGTH(1));
	add(JUMP(BPF_JEQ, strlen(path), 0, 2 * words + 1));
	for (i = 0; i < words; i++) {
		memcpy(&word, path + 4 * i, 4);
		add_load(SECCOMP_ARG_DATA(1) + 4 * i);
		add(JUMP(BPF_JEQ, word, 0, 2 * (words - 1 - i) + 1));
	}
	add_return(SECCOMP_RET_ALLOW);
}

/* Skip the next @length instructions for other calls than @nr. */
static void for_call(unsigned int nr, unsigned char length)
{
	add(JUMP(BPF_JEQ, nr, 0, length));
}

static void add_openat(void)
{
	static const char *const paths[] = {
		"/nothing/here/aaaaaaaaaa",
		"/nothing/here/bbbbbbbbbb",
		"/nothing/here/cccccccccc",
		LONG_PATH,
	};
	const unsigned int one = 2 + 2 * (sizeof(LONG_PATH) - 1) / 4 + 1;
	unsigned int i;

	for_call(SYS_openat, ARRAY_SIZE(paths) * one + 1);
	for (i = 0; i < ARRAY_SIZE(paths); i++)
		add_path(paths[i]);
	add_return(SECCOMP_RET_ERRNO | EACCES);
}

/* Refuse new user namespaces. */
static void add_clone3(void)
{
	for_call(SYS_clone3, 4);
	add_load(SECCOMP_ARG_DATA(0) + offsetof(struct clone_args, flags));
	add(JUMP(BPF_JSET, CLONE_NEWUSER, 0, 1));
	add_return(SECCOMP_RET_ERRNO | EPERM);
	add_return(SECCOMP_RET_ALLOW);
}

/* Allow 127.0.0.0/8 only. The families and addresses are in the order of memory. */
static void add_connect(void)
{
	const unsigned int at = SECCOMP_ARG_DATA(1);

	for_call(SYS_connect, 8);
	add_load(at);
	add(STMT(BPF_ALU | BPF_AND | BPF_K, 0xffff));
	add(JUMP(BPF_JEQ, AF_INET, 0, 4));
	add_load(at + offsetof(struct sockaddr_in, sin_addr));
	add(STMT(BPF_ALU | BPF_AND | BPF_K, 0xff));
	add(JUMP(BPF_JEQ, 127, 0, 1));
	add_return(SECCOMP_RET_ALLOW);
	add_return(SECCOMP_RET_ERRNO | EACCES);
}

/* Look at four arguments, each with a page: source, target, type and data. */
static void add_mount(void)
{
	static const unsigned int windows[] = { 0, 1, 2, 4 };
	const unsigned int tests = ARRAY_SIZE(windows);
	unsigned int i;

	for_call(SYS_mount, 2 * tests + 2);
	for (i = 0; i < tests; i++) {
		add_load(SECCOMP_ARG_DATA(windows[i]));
		add(JUMP(BPF_JEQ, 0, 2 * (tests - 1 - i) + 1, 0));
	}
	add_return(SECCOMP_RET_ALLOW);
	add_return(SECCOMP_RET_ERRNO | EACCES);
}

/* Attach a filter of these parts. Return 0 or an errno. */
static int attach_parts(void (*const parts[])(void), size_t count,
			unsigned int flags)
{
	struct sock_fprog program = { .filter = insns };

	insn_count = 0;
	add_load(offsetof(struct seccomp_data, nr));
	for (; count; count--)
		(*parts++)();
	add_return(SECCOMP_RET_ALLOW);
	program.len = insn_count;
	return attach_with(&program, SECCOMP_FILTER_FLAG_DEEP_ARGS | flags);
}

int attach_deep(unsigned int flags)
{
	void (*const parts[])(void) = { add_openat, add_clone3, add_connect };

	return attach_parts(parts, ARRAY_SIZE(parts), flags);
}

/* Leave openat() alone, so that the thread can read files of /proc. */
static int attach_clone3(void)
{
	void (*const parts[])(void) = { add_clone3 };

	return attach_parts(parts, ARRAY_SIZE(parts), 0);
}

static int attach_mount(void)
{
	void (*const parts[])(void) = { add_mount };

	return attach_parts(parts, ARRAY_SIZE(parts), 0);
}

/* Does the kernel know argument windows? It refuses the flag before it reads. */
static bool has_windows(void)
{
	syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
		SECCOMP_FILTER_FLAG_DEEP_ARGS, NULL);
	return errno == EFAULT;
}

/* Tell the report why a value is not there. */
static void not_measured(const struct point *at, const char *measure, int err)
{
	if (err == EINVAL && !has_windows())
		skip(at, measure, "this kernel has no argument copies");
	else
		missing(at, measure, "%s", strerror(err));
}

/* The key. */

/* The container profile decides about the first by its number, by a list about the other. */
static void getpid_loop(const void *unused, unsigned int times)
{
	(void)unused;
	for (; times; times--)
		syscall(SYS_getpid);
}

static void personality_loop(const void *unused, unsigned int times)
{
	(void)unused;
	for (; times; times--)
		syscall(SYS_personality, 0xffffffff);
}

/**
 * struct key_setup - one state of the key, measured by a process
 * @measure: name of the measure of getpid()
 * @list: name of the measure of personality()
 * @profile: filter of the process, or NULL
 */
struct key_setup {
	const char *measure;
	const char *list;
	const struct profile *profile;
};

static void measure_key_calls(void *data)
{
	const struct key_setup *setup = data;
	struct point at = { "-", "key", setup->profile ? 1 : 0 };
	struct rounds rounds;
	int err = setup->profile ? attach_times(setup->profile, 1) : 0;

	if (err) {
		missing(&at, setup->measure, "attach: %s", strerror(err));
		missing(&at, setup->list, "attach: %s", strerror(err));
		return;
	}
	cost_of(getpid_loop, NULL, &rounds);
	report(&at, setup->measure, &rounds, "instructions");
	cost_of(personality_loop, NULL, &rounds);
	report(&at, setup->list, &rounds, "instructions");
}

static void measure_state(const char *measure, const char *list,
			  const struct profile *profile)
{
	struct key_setup setups[] = { { measure, list, NULL },
				      { measure, list, profile } };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(setups); i++) {
		if (!in_child(measure_key_calls, &setups[i]))
			die("%s: the process was killed", measure);
	}
}

/* Start a process with a deep filter. Store 0 or the errno of its attach. */
static pid_t start_deep_process(int *err)
{
	int ends[2];
	pid_t child;

	if (pipe(ends))
		die("pipe: %s", strerror(errno));
	fflush(stdout);
	child = fork();
	if (child < 0)
		die("fork: %s", strerror(errno));
	if (!child) {
		*err = attach_deep(0);
		if (write(ends[1], err, sizeof(*err)) != sizeof(*err))
			_exit(1);
		for (;;)
			pause();
	}
	if (read(ends[0], err, sizeof(*err)) != sizeof(*err))
		die("the process with the filter has died");
	close(ends[0]);
	close(ends[1]);
	return child;
}

static void stop_process(pid_t child)
{
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
}

static void measure_key(void)
{
	const struct point points[] = { { "-", "key", 0 }, { "-", "key", 1 } };
	struct profile container;
	size_t i;
	pid_t child;
	int err;

	make_container(&container, false);
	measure_state("key off", "list with key off", &container);
	child = start_deep_process(&err);
	if (!err)
		measure_state("key on", "list with key on", &container);
	stop_process(child);
	if (!err) {
		sleep(KEY_SECONDS);
		measure_state("key off again", "list with key off again",
			      &container);
		return;
	}
	for (i = 0; i < ARRAY_SIZE(points); i++) {
		not_measured(&points[i], "key on", err);
		not_measured(&points[i], "list with key on", err);
		not_measured(&points[i], "key off again", err);
		not_measured(&points[i], "list with key off again", err);
	}
}

/* Deep calls. */

static struct clone_args good_args = { .flags = BAD_CLONE_FLAG };
static struct clone_args bad_args = { .flags = BAD_CLONE_FLAG | CLONE_NEWUSER };
static struct sockaddr_in loopback = { .sin_family = AF_INET };
static struct sockaddr_in elsewhere = { .sin_family = AF_INET };

/**
 * struct deep_call - a call whose memory decides
 * @name: name of the measure
 * @nr: number of the call
 * @args: its first four arguments
 * @unfiltered: errno without the filter
 * @filtered: errno with the filter
 */
struct deep_call {
	const char *name;
	long nr;
	long args[4];
	int unfiltered;
	int filtered;
};

static struct deep_call deep_calls[] = {
	{ "openat of 24 bytes",
	  SYS_openat,
	  { AT_FDCWD, (long)LONG_PATH, O_RDONLY },
	  ENOENT,
	  ENOENT },
	{ "openat refused",
	  SYS_openat,
	  { AT_FDCWD, (long)BAD_PATH, O_RDONLY },
	  ENOENT,
	  EACCES },
	{ "clone3 flags allowed",
	  SYS_clone3,
	  { (long)&good_args, CLONE_ARGS_SIZE_VER0 },
	  EINVAL,
	  EINVAL },
	{ "clone3 flags refused",
	  SYS_clone3,
	  { (long)&bad_args, CLONE_ARGS_SIZE_VER0 },
	  EINVAL,
	  EPERM },
	/* The socket is an AF_UNIX one, so the address is read and refused. */
	{ "connect to loopback",
	  SYS_connect,
	  { -1, (long)&loopback, sizeof(loopback) },
	  EINVAL,
	  EINVAL },
	{ "connect refused",
	  SYS_connect,
	  { -1, (long)&elsewhere, sizeof(elsewhere) },
	  EINVAL,
	  EACCES },
};

static void prepare_calls(void)
{
	int sock = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	size_t i;

	if (sock < 0)
		die("socket: %s", strerror(errno));
	loopback.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	elsewhere.sin_addr.s_addr = htonl(0xc0000201);
	for (i = 0; i < ARRAY_SIZE(deep_calls); i++) {
		if (deep_calls[i].nr == SYS_connect)
			deep_calls[i].args[0] = sock;
	}
}

static long do_deep_call(const struct deep_call *call)
{
	return syscall(call->nr, call->args[0], call->args[1], call->args[2],
		       call->args[3], 0, 0);
}

static void call_loop(const void *data, unsigned int times)
{
	for (; times; times--)
		do_deep_call(data);
}

static void measure_each_call(const struct point *at)
{
	const struct deep_call *call;
	struct rounds rounds;
	size_t i;
	int expected;

	for (i = 0; i < ARRAY_SIZE(deep_calls); i++) {
		call = &deep_calls[i];
		expected = at->depth ? call->filtered : call->unfiltered;
		if (do_deep_call(call) != -1 || errno != expected) {
			missing(at, call->name, "unexpected result, errno %d",
				errno);
			continue;
		}
		cost_of(call_loop, call, &rounds);
		report(at, call->name, &rounds, "instructions");
	}
	cost_of(getpid_loop, NULL, &rounds);
	report(at, "getpid beside", &rounds, "instructions");
}

static const struct point no_filter = { "-", "deep", 0 };
static const struct point one_filter = { "-", "deep", 1 };

static void measure_unfiltered(void *unused)
{
	(void)unused;
	measure_each_call(&no_filter);
}

static void measure_filtered(void *unused)
{
	size_t i;
	int err = attach_deep(0);

	(void)unused;
	if (!err) {
		measure_each_call(&one_filter);
		return;
	}
	for (i = 0; i < ARRAY_SIZE(deep_calls); i++)
		not_measured(&one_filter, deep_calls[i].name, err);
	not_measured(&one_filter, "getpid beside", err);
}

/* First calls. */

/* Return the instructions of a call that a thread of this process makes once. */
static uint64_t time_once(void)
{
	const struct deep_call *call = &deep_calls[2];
	uint64_t began;

	/* Touch the stack, the structure, errno and the clock before. */
	(void)*(volatile __u64 *)&good_args.flags;
	close(-1);
	now();
	began = now();
	do_deep_call(call);
	return now() - began;
}

/**
 * struct first - results of first calls, in memory that children share
 * @maps: of a process's first thread
 * @reuses: of a thread that gets the slot of another one
 */
struct first {
	struct rounds maps, reuses;
};

static void *call_and_exit(void *data)
{
	uint64_t *took = data;

	*took = time_once();
	return NULL;
}

static void *call_many(void *data)
{
	struct rounds *rounds = data;
	uint64_t took;
	pthread_t thread;
	int i;

	for (i = 0; i <= FIRST_ROUNDS; i++) {
		if (pthread_create(&thread, NULL, call_and_exit, &took) ||
		    pthread_join(thread, NULL))
			_exit(1);
		/* The first thread's slot has no pages yet. */
		if (i)
			add_round(rounds, took);
	}
	return NULL;
}

static void first_call(void *data)
{
	struct first *first = data;

	add_round(&first->maps, time_once());
}

static void reused_slot(void *data)
{
	struct first *first = data;

	time_once();
	call_many(&first->reuses);
}

static void measure_first_calls(void *unused)
{
	struct first *first = shared_memory(sizeof(*first));
	int i, err = attach_deep(0);

	(void)unused;
	if (err) {
		not_measured(&one_filter, "first call maps", err);
		not_measured(&one_filter, "first call free slot", err);
		return;
	}
	for (i = 0; i < FIRST_ROUNDS; i++) {
		if (!in_child(first_call, first))
			die("a first call: the process was killed");
	}
	if (!in_child(reused_slot, first))
		die("a free slot: the process was killed");
	report(&one_filter, "first call maps", &first->maps, "instructions");
	report(&one_filter, "first call free slot", &first->reuses,
	       "instructions");
}

/* Many threads. */

/**
 * struct crowd - threads that make a call at the same time
 * @call: makes the call
 * @go: posted for each thread when it may call
 * @done: posted by each thread when it is ready, and when it has called
 */
static struct {
	void (*call)(void);
	sem_t go, done;
} crowd;

/* A call with one copy */
static void call_clone3(void)
{
	do_deep_call(&deep_calls[2]);
}

/* A call with four copies, each with a page of its own. The target does not exist. */
static void call_mount(void)
{
	long ret = syscall(SYS_mount, "none", LONG_PATH, "tmpfs", 0, "size=1m");

	if (ret != -1 || errno != ENOENT)
		die("mount: %s", strerror(errno));
}

/* A call that copies nothing */
static void call_getpid(void)
{
	syscall(SYS_getpid);
}

static void wait_for(sem_t *event, unsigned int times)
{
	for (; times; times--) {
		while (sem_wait(event) && errno == EINTR)
			;
	}
}

static void *crowd_thread(void *unused)
{
	sem_post(&crowd.done);
	wait_for(&crowd.go, 1);
	crowd.call();
	sem_post(&crowd.done);
	for (;;)
		pause();
	return unused;
}

static void start_crowd(void)
{
	pthread_attr_t attr;
	pthread_t thread;
	unsigned int i;

	if (sem_init(&crowd.go, 0, 0) || sem_init(&crowd.done, 0, 0) ||
	    pthread_attr_init(&attr) ||
	    pthread_attr_setstacksize(&attr, 131072) ||
	    pthread_attr_setguardsize(&attr, 0))
		die("cannot prepare threads");
	for (i = 0; i < THREADS; i++) {
		if (pthread_create(&thread, &attr, crowd_thread, NULL))
			die("cannot start thread %u", i);
	}
	wait_for(&crowd.done, THREADS);
}

/* Count the mappings of slots. pthread_create() has needed the first one. */
static unsigned int count_mappings(void)
{
	FILE *file = fopen("/proc/self/maps", "re");
	unsigned int count = 0;
	char line[512];

	if (!file)
		die("/proc/self/maps: %s", strerror(errno));
	while (fgets(line, sizeof(line), file))
		count += !!strstr(line, "[seccomp_args]");
	fclose(file);
	return count;
}

/* Measure how much memory threads need for their first call of this kind. */
static void measure_crowd_memory(const char *measure, void (*call)(void))
{
	long long free_before;
	unsigned int i;

	crowd.call = call;
	start_crowd();
	free_before = free_memory();
	for (i = 0; i < THREADS; i++)
		sem_post(&crowd.go);
	wait_for(&crowd.done, THREADS);
	value(&one_filter, measure,
	      (double)(free_before - free_memory()) / THREADS, "bytes");
}

static void measure_crowd(void *unused)
{
	int err = attach_clone3();

	(void)unused;
	if (err) {
		not_measured(&one_filter, "memory of a thread", err);
		not_measured(&one_filter, "mappings of 1000 threads", err);
		return;
	}
	measure_crowd_memory("memory of a thread", call_clone3);
	value(&one_filter, "mappings of 1000 threads", count_mappings(),
	      "mappings");
}

static void measure_four_pages(void *unused)
{
	int err = attach_mount();

	(void)unused;
	if (err)
		not_measured(&one_filter, "memory of a thread four pages", err);
	else
		measure_crowd_memory("memory of a thread four pages",
				     call_mount);
}

static void measure_other_calls(void *unused)
{
	int err = attach_mount();

	(void)unused;
	if (err)
		not_measured(&one_filter, "memory of a thread other calls",
			     err);
	else
		measure_crowd_memory("memory of a thread other calls",
				     call_getpid);
}

/* A supervisor that decides about the path of an openat(). */

static int attach_supervised(void)
{
	struct sock_filter notify[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog program = { ARRAY_SIZE(notify), notify };

	return attach_listener(&program);
}

static void supervised_target(int report_to)
{
	const struct deep_call *call = &deep_calls[0];
	int i, j, listener = attach_supervised();
	struct rounds rounds = {};
	uint64_t began;

	if (write(report_to, &listener, sizeof(listener)) != sizeof(listener) ||
	    listener < 0)
		_exit(1);
	for (i = 0; i < TRIP_ROUNDS; i++) {
		began = now();
		for (j = 0; j < TRIPS; j++) {
			if (do_deep_call(call) != -1 || errno != ENOENT)
				_exit(1);
		}
		add_round(&rounds, (double)(now() - began) / TRIPS);
	}
	if (write(report_to, &rounds, sizeof(rounds)) != sizeof(rounds))
		_exit(1);
	_exit(0);
}

/* Read the path as a supervisor on each kernel can, and compare it. */
static bool is_allowed(int listener, int memory,
		       const struct seccomp_notif *req)
{
	char path[sizeof(LONG_PATH)];

	return pread(memory, path, sizeof(path), req->data.args[1]) ==
		       sizeof(path) &&
	       !ioctl(listener, SECCOMP_IOCTL_NOTIF_ID_VALID, &req->id) &&
	       !memcmp(path, LONG_PATH, sizeof(path));
}

static bool supervise(int from, pid_t child, struct rounds *rounds)
{
	char name[64];
	int listener, memory, i;
	bool ok = true;

	if (read(from, &listener, sizeof(listener)) != sizeof(listener) ||
	    listener < 0)
		return false;
	snprintf(name, sizeof(name), "/proc/%d/mem", child);
	memory = open(name, O_RDONLY | O_CLOEXEC);
	for (i = 0; ok && i < TRIPS * TRIP_ROUNDS; i++) {
		struct seccomp_notif_resp resp = {
			.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE,
		};
		struct seccomp_notif req = {};

		ok = !ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &req) &&
		     is_allowed(listener, memory, &req);
		resp.id = req.id;
		ok = ok && !ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &resp);
	}
	ok = ok && read(from, rounds, sizeof(*rounds)) == sizeof(*rounds);
	close(memory);
	close(listener);
	return ok;
}

static void measure_supervised(void)
{
	struct rounds rounds;
	int ends[2];
	pid_t child;

	if (pipe(ends))
		die("pipe: %s", strerror(errno));
	child = syscall(SYS_clone, CLONE_FILES | SIGCHLD, 0, 0, 0, 0);
	if (child < 0)
		die("clone: %s", strerror(errno));
	if (!child)
		supervised_target(ends[1]);
	if (supervise(ends[0], child, &rounds))
		report(&one_filter, "openat supervised", &rounds,
		       "instructions");
	else
		missing(&one_filter, "openat supervised",
			"a notification failed");
	stop_process(child);
	close(ends[0]);
	close(ends[1]);
}

int measure_deep(void)
{
	void (*const parts[])(void *) = {
		measure_unfiltered, measure_filtered,	measure_first_calls,
		measure_crowd,	    measure_four_pages, measure_other_calls
	};
	size_t i;

	prepare_calls();
	measure_key();
	measure_supervised();
	for (i = 0; i < ARRAY_SIZE(parts); i++) {
		if (!in_child(parts[i], NULL))
			die("part %zu: the process was killed", i);
	}
	/* The measurements that follow find the key off. */
	sleep(KEY_SECONDS);
	return 0;
}
