// SPDX-License-Identifier: GPL-2.0-only
/*
 * Attach filters while other tasks make calls, fork, exit, or inspect the
 * filters. A task must always see one whole path: the one before an attach or
 * the one after it. Debug kernels also see reads of freed memory.
 *
 * Each race lasts for a limited time. A test checks what must always hold. It
 * does not check how often the race occurred.
 */
#include "../kselftest_harness.h"

#include "common.h"
#include "callsite.h"
#include "target.h"
#include "tracee.h"

/* Duration of each race. */
#define RACE_MS 700

/* These calls ignore their arguments. Without filters, they return an ID. */
#define CONST_NR __NR_getppid
#define LIST_NR __NR_getpid
#define ALLOWED_NR __NR_gettid

#define DENY(error) (SECCOMP_RET_ERRNO | (error))

/* Errno of the first filter. The following ones count up. */
#define FIRST_ERRNO 100

#define CALLERS 3

static long raw_call(long nr, unsigned long arg)
{
	const unsigned long args[6] = { arg };

	return text_site().call(nr, args);
}

/*
 * Attach filter number @i of a path. It denies CONST_NR by a constant, and
 * LIST_NR if its argument is at most @i. Later filters deny with higher errnos,
 * and the newest one wins.
 */
static int attach_number(unsigned int i, unsigned int flags)
{
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(CONST_NR, 0, 1),
		INSN_RET(DENY(FIRST_ERRNO + i)),
		INSN_JEQ(LIST_NR, 0, 4),
		INSN_LOAD_ARG_HI(0),
		INSN_JEQ(0, 0, 2),
		INSN_LOAD_ARG_LO(0),
		INSN_JUMP(BPF_JMP | BPF_JGT | BPF_K, i, 0, 1),
		INSN_RET(SECCOMP_RET_ALLOW),
		INSN_RET(DENY(FIRST_ERRNO + i)),
	};

	return attach(insns, ARRAY_SIZE(insns), flags);
}

/*
 * Return how many filters of attach_number() a result shows: 0 if @result is
 * @allowed. Return -1 for a result that no path gives.
 */
static int filters_seen(long result, long allowed)
{
	if (result == allowed)
		return 0;
	if (result <= -FIRST_ERRNO && result > -FIRST_ERRNO - 2000)
		return 1 - FIRST_ERRNO - result;
	return -1;
}

/* struct caller - a thread or process that makes calls until it is stopped */
struct caller {
	pthread_t thread;
	int rounds, wrong, last;
};

/* Memory of all tasks of a race */
struct shared {
	struct caller callers[CALLERS];
	int start, stop, attached, reads;
	pid_t parent, pid;
};

static struct shared *shared;

static bool is_wrong(struct caller *c, const char *what, long value, int than)
{
	fprintf(stderr, "# round %d: %s: %ld, after %d\n", c->rounds, what,
		value, than);
	SHARED_INC(c->wrong);
	return false;
}

/*
 * Make each kind of call once. The number of filters never falls. @known is the
 * number of filters that the caller must have. Return false if a result is
 * wrong.
 */
static bool call_all(struct caller *c, int known, pid_t pid, pid_t tid)
{
	int seen;
	long ret;

	if (known > c->last)
		c->last = known;
	ret = raw_call(CONST_NR, 5);
	seen = filters_seen(ret, shared->parent);
	if (seen < c->last)
		return is_wrong(c, "constant", ret, c->last);
	c->last = seen;
	ret = raw_call(LIST_NR, 0);
	seen = filters_seen(ret, pid);
	if (seen < c->last)
		return is_wrong(c, "list", ret, c->last);
	c->last = seen;
	/* The first filters do not deny this argument. */
	ret = raw_call(LIST_NR, 7);
	seen = filters_seen(ret, pid);
	if (seen < (c->last > 7 ? c->last : 0))
		return is_wrong(c, "list of later filters", ret, c->last);
	ret = raw_call(LIST_NR, 1UL << 32);
	if (ret != pid)
		return is_wrong(c, "list, allowed", ret, c->last);
	ret = raw_call(ALLOWED_NR, 0);
	if (ret != tid)
		return is_wrong(c, "allowed", ret, c->last);
	SHARED_INC(c->rounds);
	return true;
}

static void *call_until_stopped(void *arg)
{
	struct caller *c = arg;
	pid_t pid = shared->pid, tid = sys_gettid();

	while (!SHARED_LOAD(shared->stop)) {
		if (!call_all(c, SHARED_LOAD(shared->attached), pid, tid))
			break;
	}
	return NULL;
}

/* A caller that forks. The child has at least the filters that its parent saw. */
static void *fork_until_stopped(void *arg)
{
	struct caller *c = arg;
	pid_t pid, tid = sys_gettid();

	while (!SHARED_LOAD(shared->stop)) {
		if (!call_all(c, SHARED_LOAD(shared->attached), shared->pid,
			      tid))
			break;
		pid = fork();
		if (!pid) {
			struct caller in_child = { .last = c->last };

			/* CONST_NR and LIST_NR have other results here. */
			_exit(filters_seen(raw_call(CONST_NR, 0), shared->pid) <
			      in_child.last);
		}
		if (!exited_with(wait_child(pid), 0)) {
			SHARED_INC(c->wrong);
			break;
		}
	}
	return NULL;
}

/* A caller that starts threads, which make a call and exit. */
static void *call_once(void *arg)
{
	struct caller *c = arg;

	call_all(c, c->last, shared->pid, sys_gettid());
	return NULL;
}

static void *start_threads_until_stopped(void *arg)
{
	struct caller *c = arg;
	pthread_t thread;

	while (!SHARED_LOAD(shared->stop) && !SHARED_LOAD(c->wrong)) {
		if (!call_all(c, SHARED_LOAD(shared->attached), shared->pid,
			      sys_gettid()))
			break;
		if (pthread_create(&thread, NULL, call_once, c)) {
			SHARED_INC(c->wrong);
			break;
		}
		pthread_join(thread, NULL);
	}
	return NULL;
}

static void start_callers(void *(*const mains[CALLERS])(void *))
{
	struct caller *c = shared->callers;
	int i;

	for (i = 0; i < CALLERS; i++)
		CHILD_ASSERT_EQ(0, pthread_create(&c[i].thread, NULL, mains[i],
						  &c[i]));
	for (i = 0; i < CALLERS; i++)
		CHILD_ASSERT(WAIT_UNTIL(SHARED_LOAD(c[i].rounds)));
}

/* Wait until each caller has made a round that began after now. */
static void wait_for_rounds(void)
{
	struct caller *c = shared->callers;
	int i, seen;

	for (i = 0; i < CALLERS; i++) {
		seen = SHARED_LOAD(c[i].rounds);
		CHILD_ASSERT(WAIT_UNTIL(SHARED_LOAD(c[i].rounds) > seen + 1 ||
					SHARED_LOAD(c[i].wrong)));
	}
}

static void stop_callers(void)
{
	int i;

	SHARED_STORE(shared->stop, 1);
	for (i = 0; i < CALLERS; i++) {
		pthread_join(shared->callers[i].thread, NULL);
		CHILD_ASSERT_EQ(0, shared->callers[i].wrong);
	}
}

static void begin_round(void)
{
	memset(shared, 0, sizeof(*shared));
	shared->parent = getppid();
	shared->pid = getpid();
	CHILD_ASSERT_EQ(0, no_new_privs());
}

/* Run @fn in new children until the time is over. */
#define RACE(fn, arg)                                                   \
	do {                                                            \
		long long end_ = now_ms() + RACE_MS;                    \
		int rounds_ = 0;                                        \
		shared = shared_page();                                 \
		ASSERT_NE(NULL, shared);                                \
		do {                                                    \
			ASSERT_EQ(42, exit_summary(in_child(fn, arg))); \
			rounds_++;                                      \
		} while (now_ms() < end_);                              \
		TH_LOG("%d rounds", rounds_);                           \
	} while (0)

/*
 * Threads
 */

#define ATTACHES 16

/* @arg: an array of the main functions of the callers */
static int tsync_beside_callers(void *arg)
{
	int i;

	begin_round();
	start_callers(arg);
	for (i = 0; i < ATTACHES; i++) {
		CHILD_ASSERT_EQ(0, attach_number(i, SECCOMP_FILTER_FLAG_TSYNC));
		/* From now on every thread has this filter. */
		SHARED_STORE(shared->attached, i + 1);
	}
	wait_for_rounds();
	stop_callers();
	for (i = 0; i < CALLERS; i++)
		CHILD_ASSERT_EQ(ATTACHES, shared->callers[i].last);
	return 42;
}

TEST(tsync_is_seen_at_once_and_for_good)
{
	void *(*mains[CALLERS])(void *) = {
		call_until_stopped,
		fork_until_stopped,
		start_threads_until_stopped,
	};

	RACE(tsync_beside_callers, mains);
}

/* Without child processes, no task is left on the path below. */
TEST(tsync_leaves_no_task_on_older_path)
{
	void *(*mains[CALLERS])(void *) = {
		call_until_stopped,
		call_until_stopped,
		call_until_stopped,
	};

	RACE(tsync_beside_callers, mains);
}

/* Only the calling thread gets the filters. */
static int attach_beside_callers(void *arg)
{
	void *(*const mains[CALLERS])(void *) = {
		call_until_stopped,
		call_until_stopped,
		start_threads_until_stopped,
	};
	int i, inherited = *(int *)arg;

	begin_round();
	for (i = 0; i < inherited; i++)
		CHILD_ASSERT_EQ(0, attach_number(i, 0));
	SHARED_STORE(shared->attached, inherited);
	start_callers(mains);
	for (i = inherited; i < inherited + ATTACHES; i++) {
		CHILD_ASSERT_EQ(0, attach_number(i, 0));
		CHILD_ASSERT_EQ(-(FIRST_ERRNO + i), raw_call(CONST_NR, 0));
		CHILD_ASSERT_EQ(-(FIRST_ERRNO + i), raw_call(LIST_NR, 0));
	}
	wait_for_rounds();
	stop_callers();
	for (i = 0; i < CALLERS; i++)
		CHILD_ASSERT_EQ(inherited, shared->callers[i].last);
	return 42;
}

TEST(attach_changes_only_the_caller)
{
	int inherited = 0;

	RACE(attach_beside_callers, &inherited);
	inherited = 3;
	RACE(attach_beside_callers, &inherited);
}

/*
 * Threads attach their own filters to a shared path, and exit. Each sees its own
 * answer and those of the shared path.
 */
static void *attach_and_exit(void *arg)
{
	struct caller *c = arg;
	int i, own = c - shared->callers;
	pid_t tid = sys_gettid();

	for (i = 0; i < 8; i++) {
		if (attach_number(10 * own + 20 + i, 0) ||
		    raw_call(CONST_NR, 0) !=
			    -(FIRST_ERRNO + 10 * own + 20 + i) ||
		    raw_call(LIST_NR, 1UL << 32) != shared->pid ||
		    raw_call(LIST_NR, 0) !=
			    -(FIRST_ERRNO + 10 * own + 20 + i) ||
		    raw_call(ALLOWED_NR, 0) != tid)
			SHARED_INC(c->wrong);
	}
	return NULL;
}

static void call_on_shared_path(void)
{
	int i;

	for (i = 0; i < 100; i++) {
		CHILD_ASSERT_EQ(-(FIRST_ERRNO + 3), raw_call(CONST_NR, 0));
		CHILD_ASSERT_EQ(-(FIRST_ERRNO + 3), raw_call(LIST_NR, 3));
		CHILD_ASSERT_EQ(shared->pid, raw_call(LIST_NR, 4));
	}
}

static int attach_in_each_thread(void *arg)
{
	struct caller *c;
	int i, times;

	(void)arg;
	begin_round();
	c = shared->callers;
	CHILD_ASSERT_EQ(0, attach_number(3, 0));
	for (times = 0; times < 3; times++) {
		for (i = 0; i < CALLERS; i++)
			CHILD_ASSERT_EQ(0,
					pthread_create(&c[i].thread, NULL,
						       attach_and_exit, &c[i]));
		call_on_shared_path();
		for (i = 0; i < CALLERS; i++) {
			pthread_join(c[i].thread, NULL);
			CHILD_ASSERT_EQ(0, c[i].wrong);
		}
	}
	return 42;
}

TEST(threads_attach_to_one_path)
{
	RACE(attach_in_each_thread, NULL);
}

/*
 * Processes
 */

static int call_as_process(void *arg)
{
	struct caller *c = arg;
	/* The filters allow this argument. */
	pid_t pid = raw_call(LIST_NR, 1UL << 32);

	c->last = 2;
	while (!SHARED_LOAD(shared->stop)) {
		CHILD_ASSERT(call_all(c, 2, pid, pid));
		CHILD_ASSERT_EQ(2, c->last);
	}
	return 42;
}

/*
 * A child calls under the inherited path while its parent attaches 16 more
 * filters. Then the parent's tables are the newest ones, and the child is the
 * only task with its path.
 */
static int attach_beside_process(void *arg)
{
	struct caller *c = &shared->callers[0];
	pid_t child;
	int i;

	(void)arg;
	begin_round();
	CHILD_ASSERT_EQ(0, attach_number(0, 0));
	CHILD_ASSERT_EQ(0, attach_number(1, 0));
	shared->parent = shared->pid;
	child = start_child(call_as_process, c);
	CHILD_ASSERT_LT(0, child);
	CHILD_ASSERT(WAIT_UNTIL(SHARED_LOAD(c->rounds)));
	for (i = 2; i < 18; i++) {
		CHILD_ASSERT_EQ(0, attach_number(i, 0));
		CHILD_ASSERT_EQ(-(FIRST_ERRNO + i), raw_call(CONST_NR, 0));
	}
	i = SHARED_LOAD(c->rounds);
	CHILD_ASSERT(WAIT_UNTIL(SHARED_LOAD(c->rounds) > i + 100));
	SHARED_STORE(shared->stop, 1);
	CHILD_ASSERT_EQ(42, exit_summary(wait_child(child)));
	CHILD_ASSERT_EQ(-(FIRST_ERRNO + 17), raw_call(CONST_NR, 0));
	return 42;
}

TEST(child_keeps_inherited_path)
{
	RACE(attach_beside_process, NULL);
}

/* The tasks of a tree of paths exit one after the other. */
static int leave_tree(void *arg)
{
	int depth = *(int *)arg, next = depth + 1, ended, i;

	CHILD_ASSERT_EQ(0, attach_number(depth, 0));
	if (depth < 8) {
		pid_t child = start_child(leave_tree, &next);

		/* The child uses this path while the parent leaves it. */
		for (i = 0; i < 50; i++)
			CHILD_ASSERT_EQ(-(FIRST_ERRNO + depth),
					raw_call(CONST_NR, 0));
		if (depth % 2)
			CHILD_ASSERT_EQ(0, attach_number(50 + depth, 0));
		ended = exit_summary(wait_child(child));
		CHILD_ASSERT_EQ(42, ended);
	}
	CHILD_ASSERT_EQ(depth < 8 && depth % 2 ? -(FIRST_ERRNO + 50 + depth) :
						 -(FIRST_ERRNO + depth),
			raw_call(LIST_NR, 0));
	return 42;
}

static int build_tree(void *arg)
{
	int depth = 0;

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	return exit_summary(in_child(leave_tree, &depth));
}

TEST(tasks_leave_a_tree_of_paths)
{
	RACE(build_tree, NULL);
}

/*
 * Equal programs that are attached at different places answer by their path.
 */
static int attach_equal_programs(void *arg)
{
	int i, j;

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	for (i = 0; i < 6; i++) {
		pid_t child = fork();

		if (!child) {
			/* The same three programs, in another order. */
			for (j = 0; j < 3; j++)
				CHILD_ASSERT_EQ(0,
						attach_number((i + j) % 3, 0));
			CHILD_ASSERT_EQ(-(FIRST_ERRNO + (i + 2) % 3),
					raw_call(CONST_NR, 0));
			/* Only one of the three programs denies 2. */
			CHILD_ASSERT_EQ(-(FIRST_ERRNO + 2),
					raw_call(LIST_NR, 2));
			_exit(42);
		}
		CHILD_ASSERT_EQ(42, exit_summary(wait_child(child)));
	}
	return 42;
}

TEST(equal_programs_in_another_order)
{
	RACE(attach_equal_programs, NULL);
}

/*
 * Inspection
 */

/* Each stop reads all filters, so that the calls grow with the square of this. */
#define INSPECTED_FILTERS 40

/* Attach filters; with @arg, at most one for each read of the parent. */
static int attach_many(void *arg)
{
	int i, reads;

	CHILD_ASSERT(WAIT_UNTIL(SHARED_LOAD(shared->start)));
	CHILD_ASSERT_EQ(0, no_new_privs());
	for (i = 0; i < INSPECTED_FILTERS; i++) {
		reads = SHARED_LOAD(shared->reads);
		CHILD_ASSERT_EQ(0, attach_number(i, 0));
		SHARED_STORE(shared->attached, i + 1);
		if (arg)
			CHILD_ASSERT(WAIT_UNTIL(SHARED_LOAD(shared->reads) !=
						reads));
	}
	return 42;
}

/* The constant that filter @i of attach_number() returns for CONST_NR. */
static bool is_number(const struct sock_filter *insns, int i)
{
	return insns[1].k == CONST_NR &&
	       insns[2].k == (__u32)DENY(FIRST_ERRNO + i) &&
	       insns[7].k == (__u32)i;
}

#define NO_DUMPS "no CONFIG_CHECKPOINT_RESTORE in this kernel"

TEST(get_filter_of_attaching_task)
{
	struct sock_filter insns[16];
	int before, n, stop, rounds = 0;
	pid_t pid;
	long len;

	shared = shared_page();
	ASSERT_NE(NULL, shared);
	pid = start_child(attach_many, NULL);
	ASSERT_EQ(0, seize(pid, 0));
	SHARED_STORE(shared->start, 1);
	for (;;) {
		before = SHARED_LOAD(shared->attached);
		ptrace(PTRACE_INTERRUPT, pid, NULL, NULL);
		stop = wait_stop(pid);
		if (stop != STOP_INTERRUPTED)
			break;
		for (n = 0;; n++) {
			len = ptrace(PTRACE_SECCOMP_GET_FILTER, pid, n, insns);
			if (len < 0)
				break;
			ASSERT_EQ(10, len);
			ASSERT_TRUE(is_number(insns, n))
			TH_LOG("filter %d", n);
		}
		if (errno == EIO) {
			kill(pid, SIGKILL);
			SKIP(return, NO_DUMPS);
		}
		ASSERT_EQ(n ? ENOENT : EINVAL, errno);
		ASSERT_LE(before, n);
		ASSERT_EQ(0, resume(pid, PTRACE_CONT));
		rounds++;
		/* Each round sees a further filter, on slow kernels too. */
		ASSERT_TRUE(before == INSPECTED_FILTERS ||
			    WAIT_UNTIL(SHARED_LOAD(shared->attached) > before));
	}
	EXPECT_EQ(ENDED_BY_EXIT + 42, stop);
	EXPECT_LT(0, rounds);
	TH_LOG("%d rounds", rounds);
}

/*
 * Read the file once. Return false if it is not complete. *@allowed counts the
 * native numbers that are allowed.
 */
static bool read_cache(const char *path, int *allowed, char *const_state,
		       char *list_state, char *allowed_state)
{
	char line[128], arch[32], state[32], first[32] = "";
	FILE *file = fopen(path, "re");
	int nr, next = 0;
	bool good = true;

	*allowed = 0;
	*const_state = *list_state = *allowed_state = 0;
	if (!file)
		return false;
	while (fgets(line, sizeof(line), file)) {
		if (sscanf(line, "%31s %d %31s", arch, &nr, state) != 3) {
			good = false;
			break;
		}
		if (!first[0])
			strcpy(first, arch);
		if (strcmp(first, arch))
			break;
		good = good && nr == next++ &&
		       (!strcmp(state, "ALLOW") || !strcmp(state, "FILTER"));
		*allowed += state[0] == 'A';
		if (nr == CONST_NR)
			*const_state = state[0];
		if (nr == LIST_NR)
			*list_state = state[0];
		if (nr == ALLOWED_NR)
			*allowed_state = state[0];
	}
	fclose(file);
	return good;
}

/* The reader is not filtered, and the attaching task does not stop. */
TEST(seccomp_cache_of_attaching_task)
{
	char path[64], const_state, list_state, allowed_state;
	int before, allowed, rounds = 0, filtered = 0;
	pid_t pid;

	if (access("/proc/self/seccomp_cache", F_OK))
		SKIP(return, "no CONFIG_SECCOMP_CACHE_DEBUG in this kernel");
	shared = shared_page();
	ASSERT_NE(NULL, shared);
	pid = start_child(attach_many, shared);
	snprintf(path, sizeof(path), "/proc/%d/seccomp_cache", pid);
	SHARED_STORE(shared->start, 1);
	while (task_state(pid) != 'Z') {
		before = SHARED_LOAD(shared->attached);
		if (!read_cache(path, &allowed, &const_state, &list_state,
				&allowed_state)) {
			/* The task may have exited. */
			ASSERT_EQ('Z', task_state(pid));
			break;
		}
		SHARED_STORE(shared->reads, ++rounds);
		if (!before || !allowed)
			continue;
		filtered++;
		EXPECT_EQ('F', const_state);
		EXPECT_EQ('F', list_state);
		EXPECT_EQ('A', allowed_state);
		EXPECT_LT(100, allowed);
	}
	EXPECT_EQ(42, exit_summary(wait_child(pid)));
	EXPECT_LT(0, filtered);
	TH_LOG("%d rounds, %d of them with filters", rounds, filtered);
}

TEST_HARNESS_MAIN
