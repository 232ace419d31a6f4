// SPDX-License-Identifier: GPL-2.0-only
/*
 * The deep workload: threads create files under a filter that reads their names.
 *
 * At the same time, threads and processes without a filter change the name in memory
 * and attack the mapping with the copies (deep_attackers.c). The filter allows one name.
 * No file with another name may ever exist. In some runs, one or two supervisors
 * continue the calls. The inner one also writes names into the copies. In others, a
 * tracer changes the calls.
 */
#include "common.h"
#include "target.h"
#include "notify.h"
#include "deep.h"
#include "deep_attack.h"

#include "canary.h"
#include "deep_process.h"
#include "process.h"
#include "stress.h"

struct deep_process process;

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
	} else if (err == EINVAL && process.traced) {
		count(DEEP_TRACED_INTO_OTHER);
	} else if (err == EINVAL && SHARED_LOAD(process.renumbers)) {
		SHARED_INC(process.renumbered);
		count(DEEP_RENUMBERED);
	} else {
		/*
		 * The listener may be gone, or no tracer there, and the hog may have
		 * all memory.
		 */
		good = is_shortage(err) ||
		       ((process.listener >= 0 || process.traced) &&
			err == ENOSYS);
	}
	if (!good)
		report_failure("deep: %s: file %d, errno %d", where, fd, err);
	return good;
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

/* Interrupt the call that a supervisor handles, unless a child makes it. */
static void interrupt_caller(pid_t tid)
{
	if (!syscall(__NR_tgkill, getpid(), tid, SIGUSR1))
		short_pause();
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
		else
			count(DEEP_CANCELLED);
		return;
	}
	if (arg.status != SECCOMP_ARG_COPIED || strcmp(copy, ALLOWED_NAME))
		report_failure("deep: the supervisor sees %.15s, status %u",
			       copy, arg.status);
	if (!is_outer && !rng_below(rng, 4))
		edit(listener, notif.id, rng);
	if (!rng_below(rng, 8))
		interrupt_caller(notif.pid);
	if (respond_continue(listener, notif.id)) {
		count(DEEP_CANCELLED);
		return;
	}
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

/* Execute this program, which calls deep_after_exec(). */
static void exec_caller(void)
{
	char number[8], dir[8], listener[8], traced[8];
	char *const argv[] = { "stress", "deep", number, dir,
			       listener, traced, NULL };
	char *const envp[] = { NULL };

	snprintf(number, sizeof(number), "%d", (int)(self - shared->workers));
	snprintf(dir, sizeof(dir), "%d", process.dir);
	snprintf(listener, sizeof(listener), "%d", process.listener >= 0);
	snprintf(traced, sizeof(traced), "%d", process.traced);
	execve("/proc/self/exe", argv, envp);
	if (!is_shortage(errno) && errno != EAGAIN)
		report_failure("deep: exec: errno %d", errno);
}

/* The exec of another thread ends this one, at any point of a call. */
static void *sibling_of_exec_main(void *arg)
{
	int calls = 50;
	struct rng rng;

	rng_init(&rng, process.seed + 3000);
	while (calls--) {
		store_name(&rng);
		if (!create_file("sibling of an exec"))
			_exit(CHILD_FAILED);
	}
	return arg;
}

/* Memory may be short, so the exec may come without a sibling. */
static void __attribute__((noreturn)) child_that_executes(struct rng *rng)
{
	unsigned int pauses = rng_below(rng, 8);
	pthread_t thread;

	if (rng_below(rng, 2) &&
	    !pthread_create(&thread, NULL, sibling_of_exec_main, NULL))
		while (pauses--)
			short_pause();
	exec_caller();
	_exit(0);
}

/**
 * deep_after_exec - make calls of the deep workload in an executed program
 * @argv: directory of the files, whether there is a listener, whether calls are traced
 *
 * The caller has set @self. The memory has no mapping with copies yet.
 *
 * Return: the exit status.
 */
int deep_after_exec(char **argv)
{
	int i;

	process.dir = atoi(argv[0]);
	process.listener = atoi(argv[1]) ? 0 : -1;
	process.traced = atoi(argv[2]);
	process.name = mmap(NULL, PAGE, PROT_RW, MAP_ANY, -1, 0);
	if (process.name == MAP_FAILED)
		return 0;
	for (i = 0; i < 4; i++) {
		strcpy(process.name, i % 2 ? ALLOWED_NAME : REFUSED_NAME);
		if (!create_file("after exec"))
			return CHILD_FAILED;
	}
	count(DEEP_EXECS);
	return 0;
}

static void __attribute__((noreturn)) child_of_caller(struct rng *rng)
{
	int i;

	close_listeners();
	for (i = 0; i < 3; i++)
		if (!create_file("child"))
			_exit(CHILD_FAILED);
	if (rng_below(rng, 2))
		child_that_executes(rng);
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

static void start_shared_child(void)
{
	if (run_with_same_memory(shared_child_main, NULL))
		count(DEEP_CHILDREN);
}

static void start_own_child(struct rng *rng)
{
	const pid_t pid = fork();

	if (!pid)
		child_of_caller(rng);
	/* The next child gets other numbers. */
	rng_below(rng, 2);
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
	SHARED_STORE(process.callers[(long)arg % THREADS], sys_gettid());
	while (__atomic_sub_fetch(&process.steps, 1, __ATOMIC_SEQ_CST) > 0) {
		switch (rng_below(&rng, 24)) {
		case 0:
			start_own_child(&rng);
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

/* Let reads return if a signal has cancelled the notification. */
static void publish_listener(int *to, int fd)
{
	if (fd >= 0)
		fcntl(fd, F_SETFL, O_NONBLOCK);
	SHARED_STORE(*to, fd);
}

/* Attach the filters of the callers. Return false if there are none. */
static bool attach_filters(bool supervised, bool nested)
{
	int fd = 0;

	if (nested) {
		fd = attach_deep(SECCOMP_RET_USER_NOTIF,
				 SECCOMP_FILTER_FLAG_NEW_LISTENER |
					 SECCOMP_FILTER_FLAG_NESTED_LISTENERS);
		publish_listener(&process.outer, fd);
	}
	if (fd >= 0 && supervised) {
		fd = attach_deep(SECCOMP_RET_USER_NOTIF,
				 SECCOMP_FILTER_FLAG_NEW_LISTENER);
		publish_listener(&process.listener, fd);
	} else if (fd >= 0) {
		fd = attach_deep(process.traced ? SECCOMP_RET_TRACE :
						  SECCOMP_RET_ALLOW,
				 0);
	}
	if (fd < 0 && errno != ENOMEM)
		report_failure("deep: attach: errno %d", errno);
	return fd >= 0;
}

static int deep_process_main(struct rng *rng)
{
	const unsigned int kind = rng_below(rng, 5);
	const bool supervised = kind < 2, nested = kind == 1;
	pthread_t threads[THREADS], supervisor, outer;
	long started = 0;
	int i;

	close_fds_except(-1);
	process.dir = open(process.dir_name, O_RDONLY | O_DIRECTORY);
	process.name = mmap(NULL, 3 * PAGE, PROT_RW, MAP_ANY, -1, 0);
	process.spare = process.name + PAGE;
	process.refused = process.name + 2 * PAGE;
	process.traced = kind == 2 || kind == 3;
	process.steps = 100 + rng_below(rng, 300);
	process.listener = -1;
	process.outer = -1;
	process.seed = rng->state;
	if (process.dir < 0 || process.name == MAP_FAILED)
		return is_shortage(errno) ? 0 : CHILD_FAILED;
	strcpy(process.name, ALLOWED_NAME);
	strcpy(process.refused, REFUSED_NAME);
	CHILD_ASSERT_EQ(0, no_new_privs());
	start_attackers(rng);
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
	join_attackers();
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
