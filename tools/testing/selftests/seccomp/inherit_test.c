// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test inheritance of filters by fork, clone, vfork and exec, the limits of a
 * chain, and the release of filters.
 *
 * Tests whose names begin with own_ fail on mainline. Mainline has no limit on
 * the number of filters and no named slab caches. It counts the instructions of
 * a program after their translation to eBPF.
 */
#include "../kselftest_harness.h"
#include "common.h"
#include "slab.h"

#include <poll.h>
#include <pthread.h>
#include <sys/resource.h>

/* The limits of a chain: filters, instructions, and extra cost per filter. */
#define OWN_CHAIN_MAX 1024
#define PATH_MAX_INSNS 32768
#define PATH_PENALTY 4

/*
 * Inheritance
 */

/*
 * Return 42 if the calling thread has one filter, which denies getppid() with
 * EDOM.
 */
static int check_filter(void *arg)
{
	CHILD_ASSERT_EQ(2, seccomp_mode());
	CHILD_ASSERT_EQ(1, filter_count());
	CHILD_ASSERT_ERRNO(EDOM, sys_getppid());
	return 42;
}

TEST(fork_inherits)
{
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_errno(__NR_getppid, EDOM));
	EXPECT_EQ(42, exit_summary(in_child(check_filter, NULL)));
}

static int fork_and_check(void *arg)
{
	return exit_summary(in_child(check_filter, NULL));
}

TEST(grandchild_inherits)
{
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_errno(__NR_getppid, EDOM));
	EXPECT_EQ(42, exit_summary(in_child(fork_and_check, NULL)));
}

TEST(vfork_inherits)
{
	pid_t pid;

	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_errno(__NR_getppid, EDOM));
	pid = vfork();
	if (!pid) {
		CHILD_ASSERT_ERRNO(EDOM, sys_getppid());
		_exit(42);
	}
	EXPECT_EQ(42, exit_summary(wait_child(pid)));
}

static void *check_in_thread(void *arg)
{
	return (void *)(long)check_filter(NULL);
}

TEST(new_thread_inherits)
{
	pthread_t thread;
	void *result;

	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_errno(__NR_getppid, EDOM));
	ASSERT_EQ(0, pthread_create(&thread, NULL, check_in_thread, NULL));
	ASSERT_EQ(0, pthread_join(thread, &result));
	EXPECT_EQ(42, (long)result);
}

static int attach_in_child(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_errno(__NR_getppid, EDOM));
	return check_filter(NULL);
}

TEST(fork_keeps_filters_of_a_child_from_its_parent)
{
	EXPECT_EQ(42, exit_summary(in_child(attach_in_child, NULL)));
	EXPECT_EQ(0, seccomp_mode());
	EXPECT_EQ(0, filter_count());
	EXPECT_LT(0, sys_getppid());
}

static int attach_one_more(void *arg)
{
	CHILD_ASSERT_EQ(1, filter_count());
	CHILD_ASSERT_EQ(0, attach_errno(__NR_getpgid, ERANGE));
	CHILD_ASSERT_EQ(2, filter_count());
	CHILD_ASSERT_ERRNO(EDOM, sys_getppid());
	CHILD_ASSERT_ERRNO(ERANGE, syscall(__NR_getpgid, 0));
	return 42;
}

TEST(fork_keeps_filters_of_siblings_apart)
{
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_errno(__NR_getppid, EDOM));
	EXPECT_EQ(42, exit_summary(in_child(attach_one_more, NULL)));
	EXPECT_EQ(42, exit_summary(in_child(attach_one_more, NULL)));
	EXPECT_EQ(42, check_filter(NULL));
	EXPECT_LT(0, syscall(__NR_getpgid, 0));
}

static int wait_for_a_byte(void *arg)
{
	int *pipes = arg;
	char byte;

	close(pipes[1]);
	CHILD_ASSERT_EQ(1, read(pipes[0], &byte, 1));
	CHILD_ASSERT_LT(0, sys_getppid());
	return 42;
}

TEST(fork_keeps_later_filters_from_the_child)
{
	int pipes[2];
	pid_t pid;

	ASSERT_EQ(0, pipe(pipes));
	pid = start_child(wait_for_a_byte, pipes);
	ASSERT_LT(0, pid);
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_errno(__NR_getppid, EDOM));
	EXPECT_EQ(0, status_field(pid, "Seccomp"));
	ASSERT_EQ(1, write(pipes[1], "x", 1));
	EXPECT_EQ(42, exit_summary(wait_child(pid)));
}

/*
 * exec runs this program again. With CHECK_VARIABLE set, the constructor checks
 * the filters and exits before main().
 */
#define CHECK_VARIABLE "SECCOMP_TEST_CHECK"

static __attribute__((constructor(101))) void check_after_exec(void)
{
	if (getenv(CHECK_VARIABLE))
		_exit(check_filter(NULL));
}

static int exec_and_check(void *arg)
{
	setenv(CHECK_VARIABLE, "1", 1);
	CHILD_ASSERT_NO_RETURN(execl("/proc/self/exe", "check_filter", NULL));
}

TEST(exec_keeps_filters_under_no_new_privs)
{
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_errno(__NR_getppid, EDOM));
	EXPECT_EQ(42, exit_summary(in_child(exec_and_check, NULL)));
}

TEST(exec_keeps_filters_without_no_new_privs)
{
	ASSERT_EQ(0, attach_errno(__NR_getppid, EDOM))
	{
		TH_LOG("run this test as root");
	}
	ASSERT_EQ(0, status_field(0, "NoNewPrivs"));
	EXPECT_EQ(42, exit_summary(in_child(exec_and_check, NULL)));
}

static int fail_to_exec(void *arg)
{
	CHILD_ASSERT_ERRNO(EDOM, execl("/proc/self/exe", "check_filter", NULL));
	return 42;
}

TEST(exec_can_be_denied)
{
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_errno(__NR_execve, EDOM));
	EXPECT_EQ(42, exit_summary(in_child(fail_to_exec, NULL)));
}

static void *exec_in_thread(void *arg)
{
	exec_and_check(NULL);
	return NULL;
}

/* A second thread calls exec. The new program has the thread's filters. */
static int exec_by_a_thread(void *arg)
{
	pthread_t thread;

	CHILD_ASSERT_EQ(0, attach_errno(__NR_getppid, EDOM));
	CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, exec_in_thread, NULL));
	CHILD_ASSERT_NO_RETURN(pause());
}

TEST(exec_by_a_thread_keeps_its_filters)
{
	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(42, exit_summary(in_child(exec_by_a_thread, NULL)));
}

/*
 * Chains
 */

TEST(chain_applies_each_filter)
{
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_errno(__NR_getppid, EDOM));
	ASSERT_EQ(0, attach_errno(__NR_getpgid, ERANGE));
	ASSERT_EQ(0, attach_errno(__NR_getsid, EPROTO));
	EXPECT_EQ(3, filter_count());
	EXPECT_EQ(-1, sys_getppid());
	EXPECT_EQ(EDOM, errno);
	EXPECT_EQ(-1, syscall(__NR_getpgid, 0));
	EXPECT_EQ(ERANGE, errno);
	EXPECT_EQ(-1, syscall(__NR_getsid, 0));
	EXPECT_EQ(EPROTO, errno);
}

TEST(chain_length_is_shown_in_proc)
{
	int pipes[2];
	pid_t pid;
	int i;

	ASSERT_EQ(0, pipe(pipes));
	ASSERT_EQ(0, no_new_privs());
	for (i = 0; i < 5; i++)
		ASSERT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0));
	pid = start_child(wait_for_a_byte, pipes);
	ASSERT_LT(0, pid);
	ASSERT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0));
	EXPECT_EQ(2, status_field(pid, "Seccomp"));
	EXPECT_EQ(5, status_field(pid, "Seccomp_filters"));
	EXPECT_EQ(6, filter_count());
	ASSERT_EQ(1, write(pipes[1], "x", 1));
	EXPECT_EQ(42, exit_summary(wait_child(pid)));
}

/*
 * Limits
 */

/*
 * Attach up to @count filters of @len instructions. Return how many succeeded.
 */
static int attach_many(int count, size_t len)
{
	static struct sock_filter insns[PROGRAM_MAX_LEN];
	int done;
	size_t i;

	/* Mainline translates each of these to about one instruction. */
	for (i = 0; i < len - 1; i++)
		insns[i] = INSN(BPF_LD | BPF_IMM, 0);
	insns[i] = INSN_RET(SECCOMP_RET_ALLOW);
	for (done = 0; done < count; done++) {
		if (attach(insns, len, 0))
			break;
	}
	return done;
}

TEST(budget_exceeded_is_enomem)
{
	int done;

	ASSERT_EQ(0, no_new_privs());
	/* Eight filters with 4 extra each would exceed 32,768. */
	done = attach_many(100, PROGRAM_MAX_LEN);
	EXPECT_EQ(ENOMEM, errno);
	EXPECT_GE(7, done);
	EXPECT_LE(6, done);
	EXPECT_EQ(done, filter_count());
	EXPECT_LT(0, sys_getppid());
}

TEST(budget_accepts_a_small_filter_after_a_large_one_failed)
{
	int done;

	ASSERT_EQ(0, no_new_privs());
	done = attach_many(100, PROGRAM_MAX_LEN);
	ASSERT_EQ(ENOMEM, errno);
	EXPECT_EQ(0, attach_errno(__NR_getppid, EDOM));
	EXPECT_EQ(done + 1, filter_count());
	EXPECT_EQ(-1, sys_getppid());
	EXPECT_EQ(EDOM, errno);
}

static int fail_to_attach_longest(void *arg)
{
	struct sock_filter insns[PROGRAM_MAX_LEN];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(insns); i++)
		insns[i] = INSN_RET(SECCOMP_RET_ALLOW);
	CHILD_ASSERT_ERRNO(ENOMEM, attach(insns, ARRAY_SIZE(insns), 0));
	return 42;
}

TEST(budget_counts_inherited_filters)
{
	ASSERT_EQ(0, no_new_privs());
	attach_many(100, PROGRAM_MAX_LEN);
	ASSERT_EQ(ENOMEM, errno);
	EXPECT_EQ(42, exit_summary(in_child(fail_to_attach_longest, NULL)));
}

static int use_up_budget(void *arg)
{
	int done = attach_many(100, PROGRAM_MAX_LEN);

	CHILD_ASSERT_EQ(ENOMEM, errno);
	CHILD_ASSERT_LE(6, done);
	return 42;
}

TEST(budget_is_per_path)
{
	ASSERT_EQ(0, no_new_privs());
	/* Each sibling attaches to a path of its own. */
	EXPECT_EQ(42, exit_summary(in_child(use_up_budget, NULL)));
	EXPECT_EQ(42, exit_summary(in_child(use_up_budget, NULL)));
}

/* Return the budget left after @filters filters of @len instructions. */
static size_t budget_left(int filters, size_t len)
{
	return PATH_MAX_INSNS - filters * (len + PATH_PENALTY);
}

TEST(own_budget_counts_cbpf_instructions)
{
	size_t left = budget_left(7, PROGRAM_MAX_LEN);

	ASSERT_EQ(4068, left);
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(7, attach_many(7, PROGRAM_MAX_LEN));
	EXPECT_EQ(0, attach_many(1, left + 1));
	EXPECT_EQ(ENOMEM, errno);
	EXPECT_EQ(7, filter_count());
	EXPECT_EQ(1, attach_many(1, left));
	EXPECT_EQ(8, filter_count());
	/* The budget is used up. */
	EXPECT_EQ(0, attach_many(1, 1));
	EXPECT_EQ(ENOMEM, errno);
	EXPECT_EQ(8, filter_count());
}

TEST(own_chain_of_more_than_1024_filters_is_enomem)
{
	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(OWN_CHAIN_MAX, attach_many(OWN_CHAIN_MAX + 10, 1));
	EXPECT_EQ(ENOMEM, errno);
	EXPECT_EQ(OWN_CHAIN_MAX, filter_count());
	/* Every other kind of attach fails, too. */
	EXPECT_EQ(-1, attach_verdict(SECCOMP_RET_ALLOW,
				     SECCOMP_FILTER_FLAG_NEW_LISTENER));
	EXPECT_EQ(ENOMEM, errno);
	EXPECT_EQ(-1,
		  attach_verdict(SECCOMP_RET_ALLOW, SECCOMP_FILTER_FLAG_TSYNC));
	EXPECT_EQ(ENOMEM, errno);
	EXPECT_EQ(OWN_CHAIN_MAX, filter_count());
	EXPECT_LT(0, sys_getppid());
}

static int fail_to_attach_one(void *arg)
{
	CHILD_ASSERT_EQ(OWN_CHAIN_MAX, filter_count());
	CHILD_ASSERT_ERRNO(ENOMEM, attach_verdict(SECCOMP_RET_ALLOW, 0));
	return 42;
}

TEST(own_chain_limit_counts_inherited_filters)
{
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(OWN_CHAIN_MAX, attach_many(OWN_CHAIN_MAX, 1));
	EXPECT_EQ(42, exit_summary(in_child(fail_to_attach_one, NULL)));
}

TEST(chain_of_a_thousand_filters_applies_the_oldest)
{
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_errno(__NR_getppid, EDOM));
	ASSERT_EQ(1000, attach_many(1000, 1));
	EXPECT_EQ(1001, filter_count());
	EXPECT_EQ(-1, sys_getppid());
	EXPECT_EQ(EDOM, errno);
}

/*
 * Release of filters
 */

static int build_chain(void *arg)
{
	int depth = *(int *)arg;

	CHILD_ASSERT_EQ(depth, attach_many(depth, 1));
	return 42;
}

TEST(release_frees_deep_chains)
{
	int depth = 1000;
	int i;

	ASSERT_EQ(0, no_new_privs());
	for (i = 0; i < 2; i++)
		EXPECT_EQ(42, exit_summary(in_child(build_chain, &depth)));
	EXPECT_EQ(0, filter_count());
}

static int fork_tree(int depth)
{
	pid_t pid[2];
	int i;

	if (depth-- == 0)
		return 42;
	CHILD_ASSERT_EQ(20, attach_many(20, 1));
	for (i = 0; i < 2; i++) {
		pid[i] = fork();
		if (!pid[i])
			_exit(fork_tree(depth));
		CHILD_ASSERT_LT(0, pid[i]);
	}
	/* On every second level, the parent exits before its children. */
	if (depth % 2)
		return 42;
	for (i = 0; i < 2; i++)
		CHILD_ASSERT_EQ(42, exit_summary(wait_child(pid[i])));
	return 42;
}

/* Orphans become children of this process, which is a subreaper. */
static int run_tree(void *arg)
{
	int status;

	CHILD_ASSERT_EQ(0, prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0));
	CHILD_ASSERT_EQ(42, fork_tree(*(int *)arg));
	while (wait(&status) > 0)
		CHILD_ASSERT_EQ(42, exit_summary(status));
	CHILD_ASSERT_EQ(ECHILD, errno);
	return 42;
}

TEST(release_frees_trees)
{
	int depth = 5;

	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(42, exit_summary(in_child(run_tree, &depth)));
	EXPECT_EQ(0, filter_count());
}

static int orphan_child(void *arg)
{
	int *pipes = arg;
	char byte;
	int i;

	close(pipes[1]);
	/* read(2) returns after the parent has exited. */
	if (read(pipes[0], &byte, 1) < 0)
		return 1;
	for (i = 0; i < 100; i++) {
		if (sys_getppid() != -1 || errno != EDOM)
			return 2;
	}
	return write(pipes[3], "x", 1) == 1 ? 0 : 3;
}

static int orphan_parent(void *arg)
{
	pid_t pid;

	CHILD_ASSERT_EQ(0, attach_errno(__NR_getppid, EDOM));
	CHILD_ASSERT_EQ(50, attach_many(50, 1));
	pid = fork();
	if (!pid)
		_exit(orphan_child(arg));
	CHILD_ASSERT_LT(0, pid);
	return 42;
}

TEST(release_waits_for_inheriting_children)
{
	int pipes[4];
	char byte;

	ASSERT_EQ(0, pipe(pipes));
	ASSERT_EQ(0, pipe(pipes + 2));
	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(42, exit_summary(in_child(orphan_parent, pipes)));
	close(pipes[1]);
	close(pipes[3]);
	EXPECT_EQ(1, read(pipes[2], &byte, 1));
}

/*
 * A child attaches a filter with a listener and exits. The parent shares the
 * child's descriptor table, so it has the listener. The child stays a zombie.
 */
static int become_a_zombie(void *arg)
{
	int *listener = arg;

	*listener = attach_verdict(SECCOMP_RET_ALLOW,
				   SECCOMP_FILTER_FLAG_NEW_LISTENER);
	CHILD_ASSERT_LE(0, *listener);
	return 42;
}

/* Fork a child that shares the descriptor table with its parent. */
static pid_t fork_sharing_files(child_fn fn, void *arg)
{
	pid_t pid = syscall(__NR_clone, CLONE_FILES | SIGCHLD, 0, 0, 0, 0);

	if (pid)
		return pid;
	syscall(__NR_exit_group, fn(arg));
	return -1;
}

TEST(release_happens_at_exit_before_reaping)
{
	int *listener = mmap(NULL, sizeof(*listener), PROT_READ | PROT_WRITE,
			     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct pollfd pollfd = {};
	siginfo_t info;
	pid_t pid;

	ASSERT_NE(MAP_FAILED, listener);
	ASSERT_EQ(0, no_new_privs());
	*listener = -1;
	pid = fork_sharing_files(become_a_zombie, listener);
	ASSERT_LT(0, pid);
	/* WNOWAIT leaves the child a zombie. */
	ASSERT_EQ(0, waitid(P_PID, pid, &info, WEXITED | WNOWAIT));
	ASSERT_LE(0, *listener);

	pollfd.fd = *listener;
	pollfd.events = POLLIN;
	EXPECT_EQ(1, poll(&pollfd, 1, 2000));
	EXPECT_EQ(POLLHUP, pollfd.revents);
	EXPECT_EQ(42, exit_summary(wait_child(pid)));
}

/*
 * Memory leaks, by the counts of the kernel
 */

static bool is_kmalloc_cache(const char *name)
{
	return !strncmp(name, "kmalloc-", 8) || is_seccomp_cache(name);
}

static long available_kib(void)
{
	FILE *file = fopen("/proc/meminfo", "re");
	char line[128];
	long kib = -1;

	while (file && fgets(line, sizeof(line), file)) {
		if (sscanf(line, "MemAvailable: %ld", &kib) == 1)
			break;
	}
	if (file)
		fclose(file);
	return kib;
}

struct usage {
	long objects;
	long available_kib;
};

static struct usage current_usage(void)
{
	return (struct usage){
		.objects = active_objects(is_kmalloc_cache),
		.available_kib = available_kib(),
	};
}

struct growth {
	long objects;
	long kib;
};

static struct growth growth_since(const struct usage *before)
{
	struct usage now = current_usage();

	return (struct growth){
		.objects = now.objects - before->objects,
		.kib = before->available_kib - now.available_kib,
	};
}

static int attach_bad_opcode(void)
{
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN(0xffff, 0),
		INSN_RET(SECCOMP_RET_ALLOW),
	};

	return attach(insns, ARRAY_SIZE(insns), 0) ? errno : 0;
}

static int attach_bad_load(void)
{
	struct sock_filter insns[] = {
		INSN_LOAD(64),
		INSN_RET(SECCOMP_RET_ALLOW),
	};

	return attach(insns, ARRAY_SIZE(insns), 0) ? errno : 0;
}

static int attach_faulting(void)
{
	static struct sock_filter *insns;

	if (!insns)
		insns = end_of_mapping(NULL, sizeof(*insns));
	return attach(insns, 2, 0) ? errno : 0;
}

static int attach_flagged(unsigned int flags)
{
	return attach_verdict(SECCOMP_RET_ALLOW, flags) < 0 ? errno : 0;
}

static int attach_listener(void)
{
	return attach_flagged(SECCOMP_FILTER_FLAG_NEW_LISTENER);
}

static int attach_tsync(void)
{
	return attach_flagged(SECCOMP_FILTER_FLAG_TSYNC);
}

static int attach_tsync_esrch(void)
{
	return attach_flagged(SECCOMP_FILTER_FLAG_TSYNC |
			      SECCOMP_FILTER_FLAG_TSYNC_ESRCH |
			      SECCOMP_FILTER_FLAG_NEW_LISTENER);
}

static int attach_longest(void)
{
	static struct sock_filter insns[PROGRAM_MAX_LEN];
	size_t i;

	for (i = 0; i < PROGRAM_MAX_LEN; i++)
		insns[i] = INSN_RET(SECCOMP_RET_ALLOW);
	return attach(insns, PROGRAM_MAX_LEN, 0) ? errno : 0;
}

static int attach_1000_and_wait(void *arg)
{
	int *pipes = arg;
	char byte;

	CHILD_ASSERT_EQ(1000, attach_many(1000, 1));
	CHILD_ASSERT_EQ(1, write(pipes[3], "x", 1));
	CHILD_ASSERT_EQ(1, read(pipes[0], &byte, 1));
	return 42;
}

/*
 * The counts are inexact, because the kernel counts a slab that a CPU holds as
 * full. The test therefore requires only half of the filters to disappear.
 */
TEST(own_release_leaves_no_filters_in_a_zombie)
{
	long alive, zombie = -1;
	siginfo_t info;
	int pipes[4], i;
	char byte;
	pid_t pid;

	ASSERT_LE(0, active_objects(is_filter_cache))
	{
		TH_LOG("no seccomp_filter in /proc/slabinfo");
	}
	ASSERT_EQ(0, pipe(pipes));
	ASSERT_EQ(0, pipe(pipes + 2));
	ASSERT_EQ(0, no_new_privs());
	pid = start_child(attach_1000_and_wait, pipes);
	ASSERT_LT(0, pid);
	ASSERT_EQ(1, read(pipes[2], &byte, 1));
	alive = active_objects(is_filter_cache);
	EXPECT_LE(1000, alive);

	ASSERT_EQ(1, write(pipes[1], "x", 1));
	ASSERT_EQ(0, waitid(P_PID, pid, &info, WEXITED | WNOWAIT));
	for (i = 0; i < 100; i++) {
		zombie = active_objects(is_filter_cache);
		if (zombie < alive - 500)
			break;
		usleep(50000);
	}
	EXPECT_GT(alive - 500, zombie);
	EXPECT_EQ(42, exit_summary(wait_child(pid)));
}

/*
 * @attempt: the call, which returns 0 or an errno
 * @expected: the errno of each call
 * @count: number of calls in one round
 * @objects: slab objects that one leaking call would leave
 * @kib: memory in KiB that one leaking call would leave
 *
 * The counts cover the whole system, and a slab that a CPU holds counts as full.
 * The limit is therefore half of what @count leaking calls would leave.
 */
struct leak_case {
	int (*attempt)(void);
	int expected;
	int count;
	int objects;
	int kib;
};

static int repeat(const struct leak_case *c, int count)
{
	int ret, i;

	for (i = 0; i < count; i++) {
		ret = c->attempt();
		if (ret != c->expected) {
			fprintf(stderr, "# attempt %d: errno %d, not %d\n", i,
				ret, c->expected);
			return -1;
		}
	}
	return 0;
}

/*
 * Return true if memory use stays above @limit. The kernel may free memory after
 * a grace period or in a worker, so this waits up to 8 seconds.
 */
static bool stays_grown(const struct usage *before, const struct growth *limit)
{
	struct growth growth;
	int tries;

	for (tries = 0; tries < 160; tries++) {
		growth = growth_since(before);
		if (growth.objects <= limit->objects &&
		    growth.kib <= limit->kib)
			return false;
		usleep(50000);
	}
	fprintf(stderr, "# %ld objects and %ld KiB more (limits: %ld, %ld)\n",
		growth.objects, growth.kib, limit->objects, limit->kib);
	return true;
}

/*
 * Return 0 without a leak, 1 with a leak, and -1 after an unexpected errno. A
 * leak grows memory use in every round. Other processes do not.
 */
static int leaks(const struct leak_case *c)
{
	struct growth limit = {
		.objects = c->count * c->objects / 2,
		.kib = c->count * c->kib / 2,
	};
	struct usage before;
	int round;

	/* Other processes change the available memory by up to 4 MiB. */
	if (limit.kib < 4096)
		limit.kib = 4096;
	if (repeat(c, (c->count + 9) / 10))
		return -1;
	for (round = 0; round < 3; round++) {
		before = current_usage();
		if (repeat(c, c->count))
			return -1;
		if (!stays_grown(&before, &limit))
			return 0;
	}
	return 1;
}

FIXTURE(leak)
{
	bool countable;
};

FIXTURE_SETUP(leak)
{
	ASSERT_EQ(0, no_new_privs());
	self->countable = current_usage().objects > 0;
}

FIXTURE_TEARDOWN(leak)
{
}

#define EXPECT_NO_LEAK(...)                                     \
	do {                                                    \
		const struct leak_case case_ = { __VA_ARGS__ }; \
		long filters_ = filter_count();                 \
		EXPECT_EQ(0, leaks(&case_));                    \
		EXPECT_EQ(filters_, filter_count());            \
	} while (0)

/* Seconds, for late freeing on a slow and busy machine. */
#define LEAK_TIMEOUT 300

#define NO_COUNTS "cannot read kmalloc caches in /proc/slabinfo"

TEST_F_TIMEOUT(leak, none_from_10000_unknown_opcodes, LEAK_TIMEOUT)
{
	if (!self->countable)
		SKIP(return, NO_COUNTS);
	EXPECT_NO_LEAK(attach_bad_opcode, EINVAL, 10000, 1, 4);
}

TEST_F_TIMEOUT(leak, none_from_10000_bad_loads, LEAK_TIMEOUT)
{
	if (!self->countable)
		SKIP(return, NO_COUNTS);
	EXPECT_NO_LEAK(attach_bad_load, EINVAL, 10000, 1, 4);
}

TEST_F_TIMEOUT(leak, none_from_10000_unmapped_instructions, LEAK_TIMEOUT)
{
	if (!self->countable)
		SKIP(return, NO_COUNTS);
	EXPECT_NO_LEAK(attach_faulting, EFAULT, 10000, 1, 4);
}

TEST_F_TIMEOUT(leak, none_from_2000_second_listeners, LEAK_TIMEOUT)
{
	if (!self->countable)
		SKIP(return, NO_COUNTS);
	ASSERT_EQ(0, attach_listener());
	EXPECT_NO_LEAK(attach_listener, EBUSY, 2000, 1, 4);
}

static int attach_without_descriptor(void)
{
	struct rlimit limit, none;
	int ret;

	if (getrlimit(RLIMIT_NOFILE, &limit))
		return -1;
	none = limit;
	none.rlim_cur = 0;
	if (setrlimit(RLIMIT_NOFILE, &none))
		return -1;
	ret = attach_listener();
	return setrlimit(RLIMIT_NOFILE, &limit) ? -1 : ret;
}

TEST_F_TIMEOUT(leak, none_from_1000_listeners_without_a_descriptor,
	       LEAK_TIMEOUT)
{
	if (!self->countable)
		SKIP(return, NO_COUNTS);
	EXPECT_NO_LEAK(attach_without_descriptor, EMFILE, 1000, 1, 4);
}

static void *sleep_divergent(void *arg)
{
	pthread_barrier_t *barrier = arg;

	attach_verdict(SECCOMP_RET_ALLOW, 0);
	pthread_barrier_wait(barrier);
	pause();
	return NULL;
}

static int start_divergent_thread(void)
{
	static pthread_barrier_t barrier;
	pthread_t thread;

	if (pthread_barrier_init(&barrier, NULL, 2))
		return -1;
	if (pthread_create(&thread, NULL, sleep_divergent, &barrier))
		return -1;
	pthread_barrier_wait(&barrier);
	return 0;
}

TEST_F_TIMEOUT(leak, none_from_1000_tsync_against_a_divergent_thread,
	       LEAK_TIMEOUT)
{
	if (!self->countable)
		SKIP(return, NO_COUNTS);
	ASSERT_EQ(0, start_divergent_thread());
	/* TSYNC fails and returns the ID of the divergent thread. */
	ASSERT_LT(0,
		  attach_verdict(SECCOMP_RET_ALLOW, SECCOMP_FILTER_FLAG_TSYNC));
	EXPECT_NO_LEAK(attach_tsync, 0, 1000, 1, 4);
	EXPECT_EQ(0, filter_count());
}

TEST_F_TIMEOUT(leak,
	       none_from_1000_tsync_with_listener_against_a_divergent_thread,
	       LEAK_TIMEOUT)
{
	if (!self->countable)
		SKIP(return, NO_COUNTS);
	ASSERT_EQ(0, start_divergent_thread());
	EXPECT_NO_LEAK(attach_tsync_esrch, ESRCH, 1000, 1, 4);
	EXPECT_EQ(0, filter_count());
}

TEST_F_TIMEOUT(leak, none_from_200_programs_beyond_the_budget, LEAK_TIMEOUT)
{
	if (!self->countable)
		SKIP(return, NO_COUNTS);
	attach_many(100, PROGRAM_MAX_LEN);
	ASSERT_EQ(ENOMEM, errno);
	EXPECT_NO_LEAK(attach_longest, ENOMEM, 200, 1, 32);
}

static int attach_and_exit(void)
{
	int depth = 300;
	int status = in_child(build_chain, &depth);

	return exit_summary(status) == 42 ? 0 : -1;
}

TEST_F_TIMEOUT(leak, none_from_4_chains_of_300_filters, LEAK_TIMEOUT)
{
	if (!self->countable)
		SKIP(return, NO_COUNTS);
	EXPECT_NO_LEAK(attach_and_exit, 0, 4, 300, 1200);
}

TEST_HARNESS_MAIN
