// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test what a task can learn from the time that an attach takes.
 *
 * The kernel may keep what it has worked out for a program. Then a task that
 * attaches an equal program pays less, and can tell that the program is known.
 * It must not learn this about programs of tasks that it cannot inspect.
 *
 * A holder has attached a program. A prober measures two attaches: of that
 * program, and of one that no task has. The program is short and hard to
 * analyze, so the times differ by more than a factor of 20 if the prober shares.
 */
#include "../kselftest_harness.h"

#include <grp.h>
#include <linux/capability.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <time.h>

#include "common.h"

/* The prober shares if an unknown program costs this many times as much. */
#define SHARED_FACTOR 5
#define ROUNDS 9
#define LEN 600
#define TIMEOUT_MS 60000

/* Exit code of a child that cannot set up what the test needs. */
#define CANNOT_RUN 77

#define OTHER_ID 65534
#define JIT_HARDEN "/proc/sys/net/core/bpf_jit_harden"

/* Memory that holders and probers write and the test reads. */
struct cache_state {
	bool holding;
	double took;
	char missing[128];
};

static struct cache_state *state;

/* The next program that no task has. */
static __u32 fresh = 1000;

/* Directory of a memory control group, or empty. */
static char group[128];

/*
 * Attach the program with an id. It allows all calls. The analysis walks the
 * whole list for each number, because the number is loaded after an argument.
 */
static int attach_program(__u32 id)
{
	struct sock_filter insns[LEN];
	size_t i;

	insns[0] = INSN_LOAD_ARG_LO(0);
	insns[1] = INSN(BPF_ST, 0);
	insns[2] = INSN_LOAD_NR;
	insns[3] = INSN_JEQ(0x70000000 + id, 0, 0);
	for (i = 4; i < LEN - 1; i++)
		insns[i] = INSN_JEQ(0x60000000 + i, 0, 0);
	insns[i] = INSN_RET(SECCOMP_RET_ALLOW);
	return attach(insns, LEN, 0);
}

static double clock_ns(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1e9 + time.tv_nsec;
}

/*
 * Boundaries: each function moves the calling child somewhere else.
 */
typedef void (*enter_fn)(void);

static void cannot_run(const char *what)
{
	snprintf(state->missing, sizeof(state->missing), "%s: %s", what,
		 strerror(errno));
	_exit(CANNOT_RUN);
}

/* A change of credentials makes a task private until it execs. */
static void make_inspectable(void)
{
	CHILD_ASSERT_EQ(0, prctl(PR_SET_DUMPABLE, 1, 0, 0, 0));
}

static void stay(void)
{
}

static void enter_other_user(void)
{
	/* Keep the capabilities, so that only the user differs. */
	CHILD_ASSERT_EQ(0, prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0));
	CHILD_ASSERT_EQ(0,
			syscall(__NR_setresuid, OTHER_ID, OTHER_ID, OTHER_ID));
	make_inspectable();
}

static void enter_other_group(void)
{
	CHILD_ASSERT_EQ(0,
			syscall(__NR_setresgid, OTHER_ID, OTHER_ID, OTHER_ID));
	make_inspectable();
}

static void enter_fewer_capabilities(void)
{
	CHILD_ASSERT_EQ(0, drop_capabilities());
	make_inspectable();
}

/* The other ids stay those of the user, as in a set-user-ID program. */
static void enter_effective_user(void)
{
	CHILD_ASSERT_EQ(0, syscall(__NR_setresuid, -1, OTHER_ID, -1));
	make_inspectable();
}

static void enter_effective_group(void)
{
	CHILD_ASSERT_EQ(0, syscall(__NR_setresgid, -1, OTHER_ID, -1));
	make_inspectable();
}

static void enter_saved_user(void)
{
	CHILD_ASSERT_EQ(0, syscall(__NR_setresuid, -1, -1, OTHER_ID));
	make_inspectable();
}

static void enter_not_dumpable(void)
{
	CHILD_ASSERT_EQ(0, prctl(PR_SET_DUMPABLE, 0, 0, 0, 0));
}

/* Continue in a child, the only task that is in the new namespace. */
static void enter_pid_namespace(void)
{
	pid_t pid;

	if (unshare(CLONE_NEWPID))
		cannot_run("no pid namespace");
	pid = fork();
	CHILD_ASSERT_LE(0, pid);
	if (pid)
		_exit(exit_summary(wait_child(pid)));
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
}

static void enter_user_namespace(void)
{
	if (unshare(CLONE_NEWUSER))
		cannot_run("no user namespace");
	make_inspectable();
}

static void enter_memory_group(void)
{
	char path[160];
	int fd;

	snprintf(path, sizeof(path), "%s/cgroup.procs", group);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	CHILD_ASSERT_LE(0, fd);
	CHILD_ASSERT_EQ(1, write(fd, "0", 1));
	close(fd);
}

static void enter_sandbox(void)
{
	CHILD_ASSERT_EQ(0, attach_errno(__NR_acct, 1));
}

static void enter_other_sandbox(void)
{
	CHILD_ASSERT_EQ(0, attach_errno(__NR_acct, 2));
}

static void enter_two_sandboxes(void)
{
	enter_sandbox();
	enter_other_sandbox();
}

static void enter_two_sandboxes_reversed(void)
{
	enter_other_sandbox();
	enter_sandbox();
}

/*
 * Holders and probers
 */
struct role {
	enter_fn enter;
	__u32 id;
};

static int hold_program(void *arg)
{
	const struct role *role = arg;

	CHILD_ASSERT_EQ(0, no_new_privs());
	role->enter();
	CHILD_ASSERT_EQ(0, attach_program(role->id));
	__atomic_store_n(&state->holding, true, __ATOMIC_RELEASE);
	for (;;)
		pause();
}

static int probe_program(void *arg)
{
	const struct role *role = arg;
	double began;

	CHILD_ASSERT_EQ(0, no_new_privs());
	role->enter();
	began = clock_ns();
	CHILD_ASSERT_EQ(0, attach_program(role->id));
	state->took = clock_ns() - began;
	return 0;
}

/* Return the pid, or -1 if the holder has ended. */
static pid_t start_holder(enter_fn enter, __u32 id)
{
	struct role role = { .enter = enter, .id = id };
	pid_t pid;
	int i;

	state->holding = false;
	pid = start_child(hold_program, &role);
	for (i = 0; i < TIMEOUT_MS; i++) {
		if (__atomic_load_n(&state->holding, __ATOMIC_ACQUIRE))
			return pid;
		if (waitpid(pid, NULL, WNOHANG))
			return -1;
		usleep(1000);
	}
	kill(pid, SIGKILL);
	wait_child(pid);
	return -1;
}

static void end_holder(pid_t pid)
{
	kill(pid, SIGKILL);
	wait_child(pid);
}

/* Return the time of an attach in nanoseconds, or -1. */
static double time_probe(enter_fn enter, __u32 id)
{
	struct role role = { .enter = enter, .id = id };

	if (in_child(probe_program, &role))
		return -1;
	return state->took;
}

/* Load on the machine only adds to a time, so the least one is the cost. */
static double least(const double *times)
{
	double min = times[0];
	int i;

	for (i = 1; i < ROUNDS; i++)
		if (times[i] < min)
			min = times[i];
	return min;
}

/*
 * Return how many times as much an unknown program costs as @id, or -1 if the
 * prober could not run.
 */
static double probe_factor(enter_fn enter, __u32 id)
{
	double known[ROUNDS], unknown[ROUNDS];
	int i;

	for (i = 0; i < ROUNDS; i++) {
		known[i] = time_probe(enter, id);
		unknown[i] = time_probe(enter, fresh++);
		if (known[i] < 0 || unknown[i] < 0)
			return -1;
	}
	return least(unknown) / least(known);
}

/* What a prober learns about a program. */
enum {
	NOTHING,
	KNOWN,
	FAILED,
};

static int learn(enter_fn enter, __u32 id)
{
	const double factor = probe_factor(enter, id);

	printf("#   an unknown program costs %.1f times as much\n", factor);
	if (factor < 0)
		return FAILED;
	return factor > SHARED_FACTOR ? KNOWN : NOTHING;
}

/* Return what a prober learns about the program of a holder. */
static int learn_from(enter_fn holder, enter_fn prober)
{
	const __u32 id = fresh++;
	int learned;
	pid_t pid;

	pid = start_holder(holder, id);
	if (pid < 0)
		return FAILED;
	learned = learn(prober, id);
	end_holder(pid);
	return learned;
}

static int only_enter(void *arg)
{
	const struct role *role = arg;

	role->enter();
	return 0;
}

static bool can_enter(enter_fn enter)
{
	struct role role = { .enter = enter };

	return exit_summary(in_child(only_enter, &role)) != CANNOT_RUN;
}

FIXTURE(cache)
{
	void *shared;
};

FIXTURE_SETUP(cache)
{
	self->shared = mmap(NULL, sizeof(*state), PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ASSERT_NE(MAP_FAILED, self->shared);
	state = self->shared;
}

FIXTURE_TEARDOWN(cache)
{
	munmap(self->shared, sizeof(*state));
}

TEST_F(cache, shared_by_equal_tasks)
{
	EXPECT_EQ(KNOWN, learn_from(stay, stay));
}

TEST_F(cache, shared_until_last_holder_ends)
{
	const __u32 id = fresh++;
	pid_t pid = start_holder(stay, id);

	ASSERT_LT(0, pid);
	EXPECT_EQ(KNOWN, learn(stay, id));
	end_holder(pid);
	EXPECT_EQ(NOTHING, learn(stay, id));
}

static int attach_twice(void *arg)
{
	const struct role *role = arg;
	double began;

	CHILD_ASSERT_EQ(0, no_new_privs());
	role->enter();
	CHILD_ASSERT_EQ(0, attach_program(role->id));
	/* Run the new filter once. An emulator has to translate its code. */
	CHILD_ASSERT_EQ(-1, sys_seccomp(-1, 0, NULL));
	began = clock_ns();
	CHILD_ASSERT_EQ(0, attach_program(role->id));
	state->took = clock_ns() - began;
	return 0;
}

/* A task may know what it has attached itself. */
TEST_F(cache, shared_with_own_newest_filter)
{
	double again[ROUNDS], unknown[ROUNDS];
	struct role role = { .enter = enter_not_dumpable };
	int i;

	for (i = 0; i < ROUNDS; i++) {
		role.id = fresh++;
		ASSERT_EQ(0, in_child(attach_twice, &role));
		again[i] = state->took;
		unknown[i] = time_probe(stay, fresh++);
	}
	printf("#   an unknown program costs %.1f times as much\n",
	       least(unknown) / least(again));
	EXPECT_LT(SHARED_FACTOR, least(unknown) / least(again));
}

TEST_F(cache, apart_from_other_user)
{
	EXPECT_EQ(NOTHING, learn_from(stay, enter_other_user));
	EXPECT_EQ(NOTHING, learn_from(enter_other_user, stay));
	EXPECT_EQ(KNOWN, learn_from(enter_other_user, enter_other_user));
}

TEST_F(cache, apart_from_other_group)
{
	EXPECT_EQ(NOTHING, learn_from(stay, enter_other_group));
	EXPECT_EQ(NOTHING, learn_from(enter_other_group, stay));
	EXPECT_EQ(KNOWN, learn_from(enter_other_group, enter_other_group));
}

TEST_F(cache, apart_from_other_capabilities)
{
	EXPECT_EQ(NOTHING, learn_from(stay, enter_fewer_capabilities));
	EXPECT_EQ(NOTHING, learn_from(enter_fewer_capabilities, stay));
	EXPECT_EQ(KNOWN, learn_from(enter_fewer_capabilities,
				    enter_fewer_capabilities));
}

TEST_F(cache, private_with_other_effective_user)
{
	EXPECT_EQ(NOTHING, learn_from(stay, enter_effective_user));
	EXPECT_EQ(NOTHING, learn_from(enter_effective_user, stay));
	EXPECT_EQ(NOTHING,
		  learn_from(enter_effective_user, enter_effective_user));
}

TEST_F(cache, private_with_other_effective_group)
{
	EXPECT_EQ(NOTHING, learn_from(stay, enter_effective_group));
	EXPECT_EQ(NOTHING, learn_from(enter_effective_group, stay));
}

TEST_F(cache, private_with_other_saved_user)
{
	EXPECT_EQ(NOTHING, learn_from(stay, enter_saved_user));
	EXPECT_EQ(NOTHING, learn_from(enter_saved_user, stay));
}

TEST_F(cache, private_if_not_dumpable)
{
	EXPECT_EQ(NOTHING, learn_from(stay, enter_not_dumpable));
	EXPECT_EQ(NOTHING, learn_from(enter_not_dumpable, stay));
	EXPECT_EQ(NOTHING, learn_from(enter_not_dumpable, enter_not_dumpable));
}

TEST_F(cache, apart_from_other_pid_namespace)
{
	if (!can_enter(enter_pid_namespace))
		SKIP(return, "%s", state->missing);
	EXPECT_EQ(NOTHING, learn_from(stay, enter_pid_namespace));
	EXPECT_EQ(NOTHING, learn_from(enter_pid_namespace, stay));
	EXPECT_EQ(NOTHING,
		  learn_from(enter_pid_namespace, enter_pid_namespace));
}

TEST_F(cache, apart_from_other_user_namespace)
{
	if (!can_enter(enter_user_namespace))
		SKIP(return, "%s", state->missing);
	EXPECT_EQ(NOTHING, learn_from(stay, enter_user_namespace));
	EXPECT_EQ(NOTHING, learn_from(enter_user_namespace, stay));
	EXPECT_EQ(NOTHING,
		  learn_from(enter_user_namespace, enter_user_namespace));
}

static bool write_text(const char *dir, const char *name, const char *text)
{
	char path[192];
	ssize_t len = strlen(text);
	bool done;
	int fd;

	snprintf(path, sizeof(path), "%s%s", dir, name);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	done = write(fd, text, len) == len;
	close(fd);
	return done;
}

/* Make a memory control group. Return NULL, or what is missing. */
static const char *make_memory_group(char *mount_point)
{
	strcpy(mount_point, "/tmp/seccomp-cgroup-XXXXXX");
	if (!mkdtemp(mount_point))
		return "no directory in /tmp";
	if (mount("none", mount_point, "cgroup2", 0, NULL))
		return "cgroup2 cannot be mounted";
	if (!write_text(mount_point, "/cgroup.subtree_control", "+memory"))
		return "cgroup2 has no memory controller";
	snprintf(group, sizeof(group), "%s/seccomp-test-%d", mount_point,
		 getpid());
	return mkdir(group, 0700) ? "no control group can be made" : NULL;
}

static void remove_memory_group(const char *mount_point)
{
	/* A group is busy until its last task has been reaped. */
	while (group[0] && rmdir(group) && errno == EBUSY)
		usleep(1000);
	umount2(mount_point, MNT_DETACH);
	rmdir(mount_point);
}

TEST_F(cache, apart_from_other_memory_group)
{
	int out, in, same;
	char mount_point[64];
	const char *missing;

	missing = make_memory_group(mount_point);
	if (missing) {
		remove_memory_group(mount_point);
		SKIP(return, "%s", missing);
	}
	out = learn_from(stay, enter_memory_group);
	in = learn_from(enter_memory_group, stay);
	same = learn_from(enter_memory_group, enter_memory_group);
	remove_memory_group(mount_point);
	EXPECT_EQ(NOTHING, out);
	EXPECT_EQ(NOTHING, in);
	EXPECT_EQ(KNOWN, same);
}

TEST_F(cache, apart_from_tasks_outside_of_sandbox)
{
	EXPECT_EQ(NOTHING, learn_from(stay, enter_sandbox));
	EXPECT_EQ(NOTHING, learn_from(enter_sandbox, stay));
}

TEST_F(cache, apart_from_other_sandbox)
{
	EXPECT_EQ(NOTHING, learn_from(enter_other_sandbox, enter_sandbox));
	EXPECT_EQ(NOTHING, learn_from(enter_two_sandboxes, enter_sandbox));
	EXPECT_EQ(NOTHING,
		  learn_from(enter_two_sandboxes, enter_other_sandbox));
	EXPECT_EQ(NOTHING, learn_from(enter_two_sandboxes,
				      enter_two_sandboxes_reversed));
}

TEST_F(cache, shared_in_equal_sandboxes)
{
	EXPECT_EQ(KNOWN, learn_from(enter_sandbox, enter_sandbox));
	EXPECT_EQ(KNOWN, learn_from(enter_two_sandboxes, enter_two_sandboxes));
}

static int probe_inside_sandbox(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	enter_sandbox();
	return learn_from(stay, stay);
}

TEST_F(cache, shared_with_inherited_sandbox)
{
	EXPECT_EQ(KNOWN, exit_summary(in_child(probe_inside_sandbox, NULL)));
}

static int read_harden(void)
{
	FILE *file = fopen(JIT_HARDEN, "re");
	int value = -1;

	if (!file)
		return -1;
	if (fscanf(file, "%d", &value) != 1)
		value = -1;
	fclose(file);
	return value;
}

static bool set_harden(int value)
{
	char text[16];

	snprintf(text, sizeof(text), "%d", value);
	return write_text(JIT_HARDEN, "", text);
}

/* A program whose code was hardened less is not given to later loaders. */
TEST_F(cache, apart_after_change_of_hardening)
{
	const int before = read_harden();
	const __u32 id = fresh++;
	int learned;
	pid_t pid;

	if (before < 0 || !set_harden(0))
		SKIP(return, JIT_HARDEN " cannot be written");
	pid = start_holder(stay, id);
	EXPECT_TRUE(set_harden(2));
	learned = pid < 0 ? FAILED : learn(stay, id);
	EXPECT_TRUE(set_harden(before));
	if (pid > 0)
		end_holder(pid);
	EXPECT_EQ(NOTHING, learned);
}

/*
 * With this value, the BPF core hardens code less for a loader with CAP_BPF.
 * Such code does not match the boundary of the loader, so it is not shared.
 */
TEST_F(cache, shared_code_is_hardened_for_privileged_loaders)
{
	const int before = read_harden();
	int learned;

	if (before < 0 || !set_harden(1))
		SKIP(return, JIT_HARDEN " cannot be written");
	learned = learn_from(stay, stay);
	EXPECT_TRUE(set_harden(before));
	EXPECT_EQ(KNOWN, learned);
}

TEST_HARNESS_MAIN
