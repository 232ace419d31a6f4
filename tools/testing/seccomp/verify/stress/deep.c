// SPDX-License-Identifier: GPL-2.0-only
/*
 * The deep workload: threads create files under a filter that reads their names.
 *
 * At the same time, a thread without a filter changes the name in memory and
 * attacks the mapping with the copies. The filter allows one name. No file with
 * another name may ever exist. In some runs, one or two supervisors continue the
 * calls. The inner one also writes names into the copies.
 */
#include "common.h"
#include "target.h"
#include "notify.h"
#include "deep.h"
#include "deep_attack.h"

#include "canary.h"
#include "process.h"
#include "stress.h"

#define ALLOWED_NAME "allowed"
#define REFUSED_NAME "refused"

/* Exit code of a child that saw a wrong result; it has reported it. */
#define CHILD_FAILED 3

/* The threads of the test process share this. */
static struct {
	char *name; /* one page; the flipper changes it */
	char dir_name[32];
	int dir; /* the directory of the files */
	int steps; /* steps left for all threads */
	int listener; /* what the first thread has attached, or -1 */
	pid_t caller; /* a thread that makes calls, or 0 */
	bool renumbers; /* a trace point may have changed numbers of calls */
	int renumbered; /* calls whose number it has changed */
	int outer; /* the listener outside of it, or -1 */
	bool stop; /* flipper and supervisor have to end */
	__u64 seed;
} process;

/*
 * Allow the opening of ALLOWED_NAME, by the verdict @allow. Refuse other names, and
 * names that cannot be copied.
 */
static int attach_deep(__u32 allow, unsigned int flags)
{
	struct deep_filter f;

	deep_begin(&f, __NR_openat);
	put_string_case(&f, 1, ALLOWED_NAME, allow);
	deep_return(&f,
		    shared->fault == FAULT_DEEP ? SECCOMP_RET_ALLOW : REFUSED);
	return deep_attach_with(&f, flags | DEEP_ARGS);
}

/* Look if the descriptor is of the allowed file, which may be deleted by now. */
static bool is_allowed_file(int fd)
{
	char link[64], target[96];
	const char *name;
	ssize_t length;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	length = readlink(link, target, sizeof(target) - 1);
	if (length < 0)
		return false;
	target[length] = '\0';
	name = strrchr(target, '/');
	return name && !strncmp(name + 1, ALLOWED_NAME, strlen(ALLOWED_NAME));
}

/* Returns false after a finding. */
static bool create_file(const char *where)
{
	const int fd = syscall(__NR_openat, process.dir, process.name,
			       O_CREAT | O_RDWR | O_CLOEXEC, 0600);
	const int err = errno;
	bool good = true;

	heartbeat();
	if (fd >= 0) {
		good = is_allowed_file(fd);
		count(DEEP_ALLOWED);
		close(fd);
		unlinkat(process.dir, ALLOWED_NAME, 0);
	} else if (err == REFUSED_ERRNO) {
		count(DEEP_REFUSED);
	} else if (err == EINVAL && SHARED_LOAD(process.renumbers)) {
		SHARED_INC(process.renumbered);
		count(DEEP_RENUMBERED);
	} else {
		/* The listener may be gone, and the hog may have all memory. */
		good = is_shortage(err) ||
		       (process.listener >= 0 && err == ENOSYS);
	}
	if (!good)
		report_failure("deep: %s: file %d, errno %d", where, fd, err);
	return good;
}

/*
 * The flipper has no filter.
 */
static void store_name(struct rng *rng)
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

static void change_memory(struct rng *rng)
{
	switch (rng_below(rng, 7)) {
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
	default:
		mmap(process.name, PAGE, PROT_NONE, MAP_ANY | MAP_FIXED, -1, 0);
		mprotect(process.name, PAGE, PROT_RW);
	}
}

/*
 * @target has the memory that attacks use. Calls that lock, write out or reserve
 * memory may also fail for lack of it.
 */
static void attack_mapping(struct attack_target *target, struct rng *rng)
{
	const struct slot_attack *attack =
		&slot_attacks[rng_below(rng, ARRAY_SIZE(slot_attacks))];
	struct slot_map maps[SLOT_MAPS_MAX];
	const int found = find_slot_maps(0, maps);
	struct call call;
	long ret;

	if (found <= 0)
		return;
	target->map = maps[rng_below(rng, found)];
	if (!target->other && !prepare_attacks(target)) {
		target->other = 0;
		return;
	}
	call = attack_call(target, attack);
	errno = 0;
	ret = syscall(call.nr, call.args[0], call.args[1], call.args[2],
		      call.args[3], call.args[4], call.args[5]);
	if (!attack_result_is_right(attack, ret, errno) && !is_shortage(errno))
		report_failure("deep: %s: %ld, errno %d", attack->name, ret,
			       errno);
	count(DEEP_ATTACKS);
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
 * Write a name into the copy. All filters run again, so a call with the refused
 * name fails.
 */
static void edit(int listener, __u64 id, struct rng *rng)
{
	const char *name = rng_below(rng, 2) ? ALLOWED_NAME : REFUSED_NAME;
	struct seccomp_notif_arg arg = {
		.id = id,
		.arg = 1,
		.size = strlen(name) + rng_below(rng, 2),
		.buffer = address_of(name),
	};

	if (!ioctl(listener, SECCOMP_IOCTL_NOTIF_SET_ARG, &arg))
		count(DEEP_EDITED);
	else if (errno != ENOENT && errno != ENOMEM)
		report_failure("deep: SET_ARG: errno %d", errno);
}

/*
 * The supervisors have no filter, either. The copy must be what the filter saw, also
 * after the inner one has edited it.
 */
static void supervise(int listener, bool is_outer, struct rng *rng)
{
	struct seccomp_notif notif = {};
	char copy[16] = "";
	struct seccomp_notif_arg arg = {
		.arg = 1,
		.size = sizeof(copy),
		.buffer = address_of(copy),
	};

	if (events_of(listener, 20) <= 0 || receive_raw(listener, &notif))
		return;
	arg.id = notif.id;
	if (get_arg(listener, &arg)) {
		if (errno != ENOENT)
			report_failure("deep: GET_ARG: errno %d", errno);
		return;
	}
	if (arg.status != SECCOMP_ARG_COPIED || strcmp(copy, ALLOWED_NAME))
		report_failure("deep: the supervisor sees %.15s, status %u",
			       copy, arg.status);
	if (!is_outer && !rng_below(rng, 4))
		edit(listener, notif.id, rng);
	if (respond_continue(listener, notif.id))
		return;
	if (is_outer)
		count(DEEP_OUTER);
	else
		count(DEEP_SUPERVISED);
}

/* @arg is true for the outer supervisor. */
static void *supervisor_main(void *arg)
{
	struct rng rng;
	int listener;

	rng_init(&rng, process.seed + 2000 + (long)arg);
	while (!SHARED_LOAD(process.stop)) {
		listener = arg ? SHARED_LOAD(process.outer) :
				 SHARED_LOAD(process.listener);
		if (listener >= 0)
			supervise(listener, arg, &rng);
		else
			short_pause();
	}
	return NULL;
}

/*
 * The callers
 */
/* A child closes the listeners, which would stay open with it otherwise. */
static void close_listeners(void)
{
	if (process.listener >= 0)
		close(process.listener);
	if (process.outer >= 0)
		close(process.outer);
}

static void child_of_caller(void)
{
	int i;

	close_listeners();
	for (i = 0; i < 3; i++)
		if (!create_file("child"))
			_exit(CHILD_FAILED);
	_exit(0);
}

static int shared_child_main(void *arg)
{
	(void)arg;
	close_listeners();
	if (!create_file("child with the same memory"))
		return CHILD_FAILED;
	return 0;
}

/* The child runs on its own stack while this thread waits. */
static void start_shared_child(void)
{
	const size_t size = 65536;
	char *stack = malloc(size);
	pid_t pid = -1;

	if (stack)
		pid = clone(shared_child_main, stack + size,
			    CLONE_VM | CLONE_VFORK | SIGCHLD, NULL);
	if (pid > 0) {
		count(DEEP_CHILDREN);
		expect_success(pid, "deep: child with the same memory");
	}
	free(stack);
}

static void start_own_child(void)
{
	const pid_t pid = fork();

	if (!pid)
		child_of_caller();
	if (pid > 0) {
		count(DEEP_CHILDREN);
		expect_success(pid, "deep: child");
	}
}

static void *caller_main(void *arg)
{
	struct rng rng;

	rng_init(&rng, process.seed + (long)arg);
	SHARED_STORE(process.caller, sys_gettid());
	while (__atomic_sub_fetch(&process.steps, 1, __ATOMIC_SEQ_CST) > 0) {
		switch (rng_below(&rng, 24)) {
		case 0:
			start_own_child();
			break;
		case 1:
			start_shared_child();
			break;
		case 2:
			/* Later threads get the slot of this one. */
			return NULL;
		default:
			create_file("thread");
		}
	}
	return NULL;
}

/* Attach the filters of the callers. Return false if there are none. */
static bool attach_filters(bool supervised, bool nested)
{
	int fd = 0;

	if (nested) {
		fd = attach_deep(SECCOMP_RET_USER_NOTIF,
				 SECCOMP_FILTER_FLAG_NEW_LISTENER |
					 SECCOMP_FILTER_FLAG_NESTED_LISTENERS);
		SHARED_STORE(process.outer, fd);
	}
	if (fd >= 0 && supervised) {
		fd = attach_deep(SECCOMP_RET_USER_NOTIF,
				 SECCOMP_FILTER_FLAG_NEW_LISTENER);
		SHARED_STORE(process.listener, fd);
	} else if (fd >= 0) {
		fd = attach_deep(SECCOMP_RET_ALLOW, 0);
	}
	if (fd < 0 && errno != ENOMEM)
		report_failure("deep: attach: errno %d", errno);
	return fd >= 0;
}

static int deep_process_main(struct rng *rng)
{
	const bool supervised = rng_below(rng, 2);
	const bool nested = supervised && rng_below(rng, 2);
	pthread_t threads[THREADS], flipper, supervisor, outer;
	long started = 0;
	int i;

	close_fds_except(-1);
	process.dir = open(process.dir_name, O_RDONLY | O_DIRECTORY);
	process.name = mmap(NULL, PAGE, PROT_RW, MAP_ANY, -1, 0);
	process.steps = 100 + rng_below(rng, 300);
	process.listener = -1;
	process.outer = -1;
	process.seed = rng->state;
	if (process.dir < 0 || process.name == MAP_FAILED)
		return is_shortage(errno) ? 0 : CHILD_FAILED;
	strcpy(process.name, ALLOWED_NAME);
	CHILD_ASSERT_EQ(0, no_new_privs());
	start_thread(&flipper, flipper_main, 0);
	start_thread(&supervisor, supervisor_main, 0);
	start_thread(&outer, supervisor_main, 1);
	if (attach_filters(supervised, nested)) {
		for (i = 0; i < THREADS; i++)
			start_thread(&threads[i], caller_main, ++started);
		while (SHARED_LOAD(process.steps) > 0) {
			i = started % THREADS;
			pthread_join(threads[i], NULL);
			start_thread(&threads[i], caller_main, ++started);
		}
		for (i = 0; i < THREADS; i++)
			pthread_join(threads[i], NULL);
	}
	SHARED_STORE(process.stop, true);
	pthread_join(flipper, NULL);
	pthread_join(supervisor, NULL);
	pthread_join(outer, NULL);
	return 0;
}

/*
 * The worker, which has no filter.
 */

/* Remove the directory. A file that is not allowed is a finding. */
static void check_directory(void)
{
	char path[64];

	snprintf(path, sizeof(path), "%s/" REFUSED_NAME, process.dir_name);
	if (!unlink(path))
		report_failure("deep: a refused file was created");
	snprintf(path, sizeof(path), "%s/" ALLOWED_NAME, process.dir_name);
	unlink(path);
	if (rmdir(process.dir_name))
		report_failure("deep: another file was created: errno %d",
			       errno);
}

void run_deep(struct rng *rng, unsigned long iteration)
{
	const bool kill_it = iteration % 4 == 1;
	unsigned int pauses = rng_below(rng, 500);
	int status;
	pid_t pid;

	strcpy(process.dir_name, "/tmp/stress-deep-XXXXXX");
	if (!mkdtemp(process.dir_name))
		return;
	/* In a PID namespace, all children end with the process. */
	pid = syscall(__NR_clone, CLONE_NEWPID | SIGCHLD, 0, 0, 0, 0);
	if (!pid)
		_exit(deep_process_main(rng));
	if (pid < 0 && !is_shortage(errno))
		report_failure("deep: clone: errno %d", errno);
	rng_below(rng, 2);
	while (pid > 0 && kill_it && pauses-- && !has_ended(pid))
		short_pause();
	if (pid > 0 && kill_it) {
		kill(pid, SIGKILL);
		count(DEEP_KILLED);
	}
	if (pid > 0) {
		status = wait_child(pid);
		if (!exited_with(status, 0) &&
		    !(kill_it && killed_by(status, SIGKILL)))
			report_failure("deep: the process ended with %x",
				       status);
	}
	check_directory();
}
