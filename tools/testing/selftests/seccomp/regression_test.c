// SPDX-License-Identifier: GPL-2.0-only
/*
 * One test case for each known bug of seccomp implementations.
 *
 * Cases in other programs cover these bugs:
 *
 * - The kernel takes the ABI from the process, not from the call, or from stale
 *   compat state: compat_test.
 * - The filters run before the tracer changes the number:
 *   ptrace_test, entry_nr_* and stop_nr_*.
 * - The kernel uses work flags after a ptrace stop that it read before:
 *   ptrace_test, tsync_at_entry_stop_* and tsync_at_seccomp_stop_*.
 * - arm64 confuses x0 and orig_x0 when a tracer changes the first argument:
 *   ptrace_test, *_changed_first_arg_is_filtered and
 *   stop_changed_arg_reaches_call.
 * - PTRACE_SEIZE sets SUSPEND_SECCOMP without a check of the capability:
 *   ptrace_test, suspend_by_seize_without_sys_admin_eperm.
 * - A zombie leader makes TSYNC fail: tsync_test, zombie_leader_*.
 * - A zombie keeps its filter, or its exit does not wake the listener:
 *   notify_test, poll_hup_* and recv_woken_by_exit_of_last_user_enoent.
 * - A signal discards an accepted reply in spite of WAIT_KILLABLE_RECV:
 *   notify_test, wait_killable_accepted_reply_survives_signal.
 * - An interrupted ADDFD with the flag SEND leaves a partial reply: addfd_test.
 * - The filters run on uretprobe(2): compat_test.
 *
 * Cases with the prefix slab_ read the counts of this implementation's slab
 * caches.
 */
#include "../kselftest_harness.h"

#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "common.h"
#include "target.h"
#include "notify.h"
#include "tracee.h"

#define KILLED_NR __NR_getppid
#define RACE_MS 800

/* Memory that the targets write and the test reads. */
struct watched {
	int started, ran, handled;
};

static struct watched *watched;

static void count_handled(int sig)
{
	(void)sig;
	SHARED_INC(watched->handled);
}

/*
 * A killed task runs no more user code.
 */
static void *killed_thread(void *arg)
{
	(void)arg;
	SHARED_STORE(watched->started, 1);
	syscall(KILLED_NR);
	for (;;)
		SHARED_INC(watched->ran);
	return NULL;
}

static int kill_one_thread(void *arg)
{
	__u32 verdict = *(__u32 *)arg;
	pthread_t thread;
	pid_t tid;
	int i;

	/*
	 * The thread inherits the filter. The main thread does not make the
	 * call.
	 */
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_nr(KILLED_NR, verdict, 0));
	CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, killed_thread, NULL));
	CHILD_ASSERT(WAIT_UNTIL(SHARED_LOAD(watched->started)));
	/*
	 * The thread has exited. It must not have written, and must not write
	 * later.
	 */
	tid = getpid();
	CHILD_ASSERT(WAIT_UNTIL(status_field(tid, "Threads") == 1));
	for (i = 0; i < 1000; i++)
		CHILD_ASSERT_EQ(0, SHARED_LOAD(watched->ran));
	return 21;
}

TEST(kill_thread_runs_no_further_code)
{
	__u32 verdict = SECCOMP_RET_KILL_THREAD;

	watched = shared_page();
	EXPECT_EQ(21, exit_summary(in_child(kill_one_thread, &verdict)));
	EXPECT_EQ(1, SHARED_LOAD(watched->started));
	EXPECT_EQ(0, SHARED_LOAD(watched->ran));
}

TEST(kill_process_runs_no_further_code)
{
	__u32 verdict = SECCOMP_RET_KILL_PROCESS;

	watched = shared_page();
	EXPECT_EQ(BY_SIGNAL(SIGSYS),
		  exit_summary(in_child(kill_one_thread, &verdict)));
	EXPECT_EQ(1, SHARED_LOAD(watched->started));
	EXPECT_EQ(0, SHARED_LOAD(watched->ran));
}

/*
 * Prepare to be killed by the filter's verdict @arg, or by strict mode without
 * it. A handler counts each signal.
 */
static int prepare_to_be_killed(void *arg)
{
	struct sigaction sa = { .sa_handler = count_handled };

	CHILD_ASSERT_EQ(0, sigaction(SIGUSR1, &sa, NULL));
	CHILD_ASSERT_EQ(0, sigaction(SIGSYS, &sa, NULL));
	CHILD_ASSERT_EQ(0, no_new_privs());
	if (arg)
		CHILD_ASSERT_EQ(0, attach_nr(KILLED_NR, *(__u32 *)arg, 0));
	else
		CHILD_ASSERT_EQ(0, enter_strict());
	return NO_LISTENER;
}

static int end_with_signal_pending(struct target *t)
{
	if (seize(t->pid, 0) || !interrupt(t->pid) ||
	    !send_call(t, KILLED_NR) || !run_to_entry(t->pid, KILLED_NR) ||
	    kill(t->pid, SIGUSR1) || resume(t->pid, PTRACE_CONT))
		return -1;
	return wait_stop(t->pid);
}

TEST(kill_runs_no_pending_signal_handler)
{
	__u32 verdicts[] = { SECCOMP_RET_KILL_PROCESS,
			     SECCOMP_RET_KILL_THREAD };
	struct target t;
	__u32 verdict;
	size_t i;

	watched = shared_page();
	for (i = 0; i < ARRAY_SIZE(verdicts); i++) {
		verdict = verdicts[i];
		ASSERT_TRUE(start_target(&t, prepare_to_be_killed, &verdict));
		/* The wait fails by timeout if the task survives. */
		ASSERT_EQ(ENDED_BY_SIGNAL + SIGSYS,
			  end_with_signal_pending(&t));
		EXPECT_EQ(0, SHARED_LOAD(watched->handled));
		EXPECT_EQ(EPIPE, outcome_of(&t).err);
	}
}

static int strict_target(void *arg)
{
	struct sigaction sa = { .sa_handler = count_handled };

	(void)arg;
	CHILD_ASSERT_EQ(0, sigaction(SIGUSR1, &sa, NULL));
	return NO_LISTENER;
}

TEST(strict_kill_runs_no_pending_signal_handler)
{
	struct target t;

	watched = shared_page();
	ASSERT_TRUE(start_target(&t, strict_target, NULL));
	ASSERT_EQ(0,
		  err_of(&t, __NR_prctl, PR_SET_SECCOMP, SECCOMP_MODE_STRICT));
	EXPECT_EQ(ENDED_BY_SIGNAL + SIGKILL, end_with_signal_pending(&t));
	EXPECT_EQ(0, SHARED_LOAD(watched->handled));
}

/*
 * The check for a second listener, and failures to create a listener's file.
 */
static pthread_barrier_t both;

static void *listener_thread(void *arg)
{
	int *fd = arg;

	pthread_barrier_wait(&both);
	*fd = attach_nr(KILLED_NR, SECCOMP_RET_USER_NOTIF,
			SECCOMP_FILTER_FLAG_NEW_LISTENER |
				SECCOMP_FILTER_FLAG_TSYNC |
				SECCOMP_FILTER_FLAG_TSYNC_ESRCH);
	if (*fd < 0)
		*fd = -errno;
	return NULL;
}

static int attach_two_listeners(void *arg)
{
	pthread_t thread[2];
	int fd[2], i;

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	pthread_barrier_init(&both, NULL, 2);
	for (i = 0; i < 2; i++)
		CHILD_ASSERT_EQ(0, pthread_create(&thread[i], NULL,
						  listener_thread, &fd[i]));
	for (i = 0; i < 2; i++)
		pthread_join(thread[i], NULL);
	/*
	 * One thread attached the filter to both. The other thread got EBUSY.
	 */
	CHILD_ASSERT_EQ(1, filter_count());
	CHILD_ASSERT((fd[0] >= 0 && fd[1] == -EBUSY) ||
		     (fd[1] >= 0 && fd[0] == -EBUSY));
	return 0;
}

TEST(listener_race_of_two_has_one_winner)
{
	long long end = now_ms() + RACE_MS;

	do {
		ASSERT_EQ(0,
			  exit_summary(in_child(attach_two_listeners, NULL)));
	} while (now_ms() < end);
}

static bool write_to(const char *dir, const char *name, const char *text)
{
	char path[256];
	bool done;
	int fd;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	done = write(fd, text, strlen(text)) == (ssize_t)strlen(text);
	close(fd);
	return done;
}

/* Lower the limit so that no new descriptor can be allocated. */
static int exhaust_fds(void)
{
	int next = dup(0);
	struct rlimit limit;

	if (next < 0 || close(next) || getrlimit(RLIMIT_NOFILE, &limit))
		return -1;
	limit.rlim_cur = next;
	return setrlimit(RLIMIT_NOFILE, &limit);
}

static int attach_listener(void)
{
	return attach_nr(KILLED_NR, SECCOMP_RET_USER_NOTIF,
			 SECCOMP_FILTER_FLAG_NEW_LISTENER);
}

static void expect_attach_fails(int times, int err)
{
	while (times--)
		CHILD_ASSERT_ERRNO(err, attach_listener());
	CHILD_ASSERT_LT(0, syscall(KILLED_NR));
}

/*
 * The failed attaches left no filter and no listener, so the next one succeeds.
 */
static void expect_attach_works(void)
{
	CHILD_ASSERT_EQ(0, filter_count());
	CHILD_ASSERT_EQ(0, seccomp_mode());
	CHILD_ASSERT_LE(0, attach_listener());
}

static int attach_listener_without_fds(void *arg)
{
	struct rlimit old;

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, getrlimit(RLIMIT_NOFILE, &old));
	CHILD_ASSERT_EQ(0, exhaust_fds());
	expect_attach_fails(*(int *)arg, EMFILE);
	CHILD_ASSERT_EQ(0, setrlimit(RLIMIT_NOFILE, &old));
	expect_attach_works();
	return 0;
}

TEST(listener_without_fd_emfile_attaches_nothing)
{
	int times = 3;

	EXPECT_EQ(0,
		  exit_summary(in_child(attach_listener_without_fds, &times)));
}

/* Set all permitted capabilities as effective, or none. */
static int set_effective(bool effective)
{
	struct __user_cap_header_struct head = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct data[2];
	size_t i;

	if (syscall(__NR_capget, &head, data))
		return -1;
	for (i = 0; i < ARRAY_SIZE(data); i++)
		data[i].effective = effective ? data[i].permitted : 0;
	return syscall(__NR_capset, &head, data);
}

/* A task with CAP_SYS_ADMIN may exceed file-max, so drop the capability. */
static int attach_listener_without_files(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, set_effective(false));
	expect_attach_fails(*(int *)arg, ENFILE);
	CHILD_ASSERT_EQ(0, set_effective(true));
	expect_attach_works();
	return 0;
}

/*
 * Run @fn with file-max zero. Unprivileged tasks on the whole system get ENFILE
 * until it ends.
 */
static int run_without_files(child_fn fn, int times)
{
	FILE *file = fopen("/proc/sys/fs/file-max", "re");
	char before[32] = "";
	int status;

	if (!file)
		return -1;
	if (!fgets(before, sizeof(before), file))
		before[0] = 0;
	fclose(file);
	if (!write_to("/proc/sys/fs", "file-max", "0"))
		return -1;
	status = in_child(fn, &times);
	if (!write_to("/proc/sys/fs", "file-max", before))
		return -1;
	return status;
}

TEST(listener_without_file_enfile_attaches_nothing)
{
	int status = run_without_files(attach_listener_without_files, 3);

	EXPECT_EQ(0, exit_summary(status));
}

/* Use every operation on a listener whose filter has no user left. */
TEST(listener_usable_after_last_task_exits)
{
	struct seccomp_notif n, none = {};
	struct target t;
	int fd;

	ASSERT_TRUE(start_target(&t, prepare_notify, NULL));
	fd = t.listener;
	ASSERT_TRUE(send_call(&t, NOTIFIED_NR));
	ASSERT_EQ(0, receive(fd, &n));
	ASSERT_EQ(0, kill(t.pid, SIGKILL));
	ASSERT_EQ(BY_SIGNAL(SIGKILL), exit_summary(wait_child(t.pid)));
	EXPECT_TRUE(wait_events(fd, POLLHUP));
	EXPECT_EQ(-1, receive_raw(fd, &none));
	EXPECT_EQ(ENOENT, errno);
	EXPECT_EQ(-1, respond_value(fd, n.id, 0));
	EXPECT_EQ(ENOENT, errno);
	EXPECT_FALSE(id_valid(fd, n.id));
	EXPECT_EQ(ENOENT, errno);
	EXPECT_EQ(-1, add_fd(fd, (struct seccomp_notif_addfd){ .id = n.id }));
	EXPECT_EQ(ENOENT, errno);
	EXPECT_EQ(0, ioctl(fd, SECCOMP_IOCTL_NOTIF_SET_FLAGS, 0));
	EXPECT_EQ(0, close(fd));
}

/*
 * A listener reports POLLHUP when its filter has no user left.
 */
static int add_two_filters(void *arg)
{
	int fd = prepare_notify(arg);

	CHILD_ASSERT_EQ(0, attach_errno(__NR_getuid, EPERM));
	CHILD_ASSERT_EQ(0, attach_errno(__NR_getgid, EPERM));
	return fd;
}

TEST(listener_of_older_filter_gets_hup)
{
	struct target t;

	ASSERT_TRUE(start_target(&t, add_two_filters, NULL));
	EXPECT_EQ(0, events_of(t.listener, 0));
	ASSERT_EQ(0, kill(t.pid, SIGKILL));
	EXPECT_TRUE(wait_events(t.listener, POLLHUP));
}

/* The child attaches one more filter and outlives its parent. */
static int leave_a_child(void *arg)
{
	int fd = prepare_notify(arg);
	pid_t pid = fork();

	CHILD_ASSERT_LE(0, pid);
	if (!pid) {
		close(fd);
		CHILD_ASSERT_EQ(0, attach_errno(__NR_getuid, EPERM));
		SHARED_STORE(watched->ran, getpid());
		for (;;)
			pause();
	}
	CHILD_ASSERT(WAIT_UNTIL(SHARED_LOAD(watched->ran)));
	return fd;
}

TEST(listener_no_hup_while_child_with_newer_filter_lives)
{
	struct target t;

	watched = shared_page();
	ASSERT_TRUE(start_target(&t, leave_a_child, NULL));
	ASSERT_EQ(0, kill(t.pid, SIGKILL));
	ASSERT_TRUE(wait_state(t.pid, 'Z'));
	EXPECT_EQ(0, events_of(t.listener, 50));
	ASSERT_EQ(0, kill(SHARED_LOAD(watched->ran), SIGKILL));
	EXPECT_TRUE(wait_events(t.listener, POLLHUP));
	discard_target(&t);
}

/*
 * A fork(2) that fails late must not leave a user. Each case fails in another
 * place. The caller has a filter with a listener.
 */
static int fork_and_count(int times, int err)
{
	int i, wrong = 0;

	for (i = 0; i < times; i++) {
		pid_t pid = syscall(__NR_clone, SIGCHLD, 0, 0, 0, 0);

		if (!pid)
			_exit(0);
		wrong += pid != -1 || errno != err;
		if (pid > 0)
			waitpid(pid, NULL, 0);
	}
	return wrong;
}

#define FAILING_FORKS 200

struct child_setup {
	int sock;
	const char *cgroup;
};

static int send_listener(struct child_setup *how)
{
	int fd = prepare_notify(NULL);

	CHILD_ASSERT_EQ(0, send_fd(how->sock, fd));
	return close(fd);
}

static int fork_over_rlimit(void *arg)
{
	struct rlimit none = {};

	CHILD_ASSERT_EQ(0, setrlimit(RLIMIT_NPROC, &none));
	/* The limit does not apply to root. */
	CHILD_ASSERT_EQ(0, syscall(__NR_setgid, 65534));
	CHILD_ASSERT_EQ(0, syscall(__NR_setuid, 65534));
	CHILD_ASSERT_EQ(0, send_listener(arg));
	return fork_and_count(FAILING_FORKS, EAGAIN) != 0;
}

static int fork_into_dead_namespace(void *arg)
{
	CHILD_ASSERT_EQ(0, unshare(CLONE_NEWPID));
	/*
	 * The first child is the namespace's init. After its exit, fork(2)
	 * fails.
	 */
	CHILD_ASSERT_EQ(1, fork_and_count(1, 0));
	CHILD_ASSERT_EQ(0, send_listener(arg));
	return fork_and_count(FAILING_FORKS, ENOMEM) != 0;
}

static int fork_over_cgroup_limit(void *arg)
{
	struct child_setup *how = arg;

	CHILD_ASSERT(write_to(how->cgroup, "cgroup.procs", "0"));
	CHILD_ASSERT_EQ(0, send_listener(arg));
	return fork_and_count(FAILING_FORKS, EAGAIN) != 0;
}

/*
 * Run @fn in a child. Return 0 if the listener reports POLLHUP after its exit.
 */
static int failing_forks(child_fn fn, const char *cgroup)
{
	struct child_setup how = { .cgroup = cgroup };
	int pair[2], fd, ended;
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair))
		return -1;
	how.sock = pair[1];
	pid = start_child(fn, &how);
	close(pair[1]);
	if (!receive_fd(pair[0], &fd) || fd < 0)
		return -2;
	ended = exit_summary(wait_child(pid));
	if (!ended && !wait_events(fd, POLLHUP))
		ended = -3;
	close(fd);
	close(pair[0]);
	return ended;
}

TEST(fork_failing_rlimit_nproc_leaves_no_user)
{
	EXPECT_EQ(0, failing_forks(fork_over_rlimit, NULL));
}

TEST(fork_failing_dead_pid_namespace_leaves_no_user)
{
	EXPECT_EQ(0, failing_forks(fork_into_dead_namespace, NULL));
}

/*
 * Mount cgroup2 and make a cgroup with a limit of one process. Return NULL, or
 * what is missing.
 */
static const char *make_pids_cgroup(char *mount_point, char *group, size_t size)
{
	snprintf(mount_point, 64, "/tmp/seccomp-cgroup-XXXXXX");
	if (!mkdtemp(mount_point))
		return "no directory in /tmp";
	if (mount("none", mount_point, "cgroup2", 0, NULL))
		return "cgroup2 cannot be mounted";
	if (!write_to(mount_point, "cgroup.subtree_control", "+pids"))
		return "cgroup2 has no pids controller";
	snprintf(group, size, "%s/seccomp-test-%d", mount_point, getpid());
	if (mkdir(group, 0700) || !write_to(group, "pids.max", "1"))
		return "a cgroup cannot be limited";
	return NULL;
}

static void remove_pids_cgroup(const char *mount_point, const char *group)
{
	if (*group)
		rmdir(group);
	umount2(mount_point, MNT_DETACH);
	rmdir(mount_point);
}

TEST(fork_failing_pids_cgroup_leaves_no_user)
{
	char mount_point[64], group[128] = "";
	const char *missing;
	int ended = 0;

	missing = make_pids_cgroup(mount_point, group, sizeof(group));
	if (!missing)
		ended = failing_forks(fork_over_cgroup_limit, group);
	remove_pids_cgroup(mount_point, group);
	if (missing)
		SKIP(return, "%s", missing);
	EXPECT_EQ(0, ended);
}

/* SIGKILL arrives while the task forks. */
static int fork_until_killed(void *arg)
{
	CHILD_ASSERT_EQ(0, send_listener(arg));
	for (;;) {
		pid_t pid = syscall(__NR_clone, SIGCHLD, 0, 0, 0, 0);

		if (!pid)
			_exit(0);
		SHARED_INC(watched->ran);
		if (pid > 0)
			waitpid(pid, NULL, 0);
	}
}

TEST(fork_race_with_fatal_signal_leaves_no_user)
{
	long long end = now_ms() + RACE_MS;
	struct child_setup how;
	int pair[2], fd;
	pid_t pid;

	watched = shared_page();
	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair));
	how.sock = pair[1];
	do {
		SHARED_STORE(watched->ran, 0);
		pid = start_child(fork_until_killed, &how);
		ASSERT_TRUE(receive_fd(pair[0], &fd));
		ASSERT_TRUE(WAIT_UNTIL(SHARED_LOAD(watched->ran) > 3));
		ASSERT_EQ(0, kill(pid, SIGKILL));
		ASSERT_EQ(BY_SIGNAL(SIGKILL), exit_summary(wait_child(pid)));
		ASSERT_TRUE(wait_events(fd, POLLHUP));
		close(fd);
	} while (now_ms() < end);
}

/*
 * The last user of a very long chain exits. The release must not recurse.
 */
#define LONG_CHAIN 1000

static int attach_long_chain(void *arg)
{
	int fd = prepare_notify(arg), i;

	for (i = 1; i < LONG_CHAIN; i++)
		CHILD_ASSERT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0));
	CHILD_ASSERT_EQ(LONG_CHAIN, filter_count());
	return fd;
}

TEST(chain_of_1000_filters_is_released)
{
	struct seccomp_notif n;
	struct target t;

	ASSERT_TRUE(start_target(&t, attach_long_chain, NULL));
	ASSERT_TRUE(send_call(&t, NOTIFIED_NR));
	ASSERT_EQ(0, receive(t.listener, &n));
	EXPECT_EQ(0, respond_value(t.listener, n.id, 6));
	EXPECT_EQ(6, outcome_of(&t).ret);
	EXPECT_EQ(0, exit_summary(end_target(&t)));
	/* The listener is on the oldest filter, which is released last. */
	EXPECT_TRUE(wait_events(t.listener, POLLHUP));
}

/*
 * Every child has one filter more than its parent. All of them exit together.
 */
static int fork_filtered_children(void *arg)
{
	int depth = *(int *)arg, i, status;
	pid_t pid;

	for (i = 0; i < depth; i++) {
		CHILD_ASSERT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0));
		pid = fork();
		CHILD_ASSERT_LE(0, pid);
		if (!pid)
			continue;
		/* Exit after the child, and therefore after all descendants. */
		CHILD_ASSERT_EQ(pid, waitpid(pid, &status, 0));
		_exit(exit_summary(status));
	}
	CHILD_ASSERT_EQ(depth, filter_count());
	return 0;
}

TEST(chain_grown_over_process_tree_is_released)
{
	int depth = 40;

	EXPECT_EQ(0, exit_summary(in_child(fork_filtered_children, &depth)));
}

/*
 * The listener is closed while calls notify it. Every call must return with the
 * reply or ENOSYS.
 */
static int call_until_enosys(void *arg)
{
	struct child_setup *how = arg;
	long ret;

	CHILD_ASSERT_EQ(0, send_listener(how));
	do {
		ret = syscall(NOTIFIED_NR);
		if (ret != 9)
			CHILD_ASSERT_ERRNO(ENOSYS, ret);
	} while (ret == 9);
	return 0;
}

TEST(close_race_with_calls_ends_every_call)
{
	long long end = now_ms() + RACE_MS;
	struct child_setup how;
	unsigned int round = 0, i;
	struct seccomp_notif n;
	int pair[2], fd;
	pid_t pid;

	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair));
	how.sock = pair[1];
	do {
		pid = start_child(call_until_enosys, &how);
		ASSERT_TRUE(receive_fd(pair[0], &fd));
		for (i = 0; i < round % 7; i++) {
			ASSERT_EQ(0, receive(fd, &n));
			ASSERT_EQ(0, respond_value(fd, n.id, 9));
		}
		if (round % 2)
			sched_yield();
		ASSERT_EQ(0, close(fd));
		ASSERT_EQ(0, exit_summary(wait_child(pid)));
		round++;
	} while (now_ms() < end);
}

/* The last user exits while the supervisor handles its notification. */
static void *kill_soon(void *arg)
{
	struct target *t = arg;

	sched_yield();
	kill(t->pid, SIGKILL);
	return NULL;
}

TEST(exit_race_with_supervisor_gives_enoent)
{
	long long end = now_ms() + RACE_MS;
	struct seccomp_notif n;
	struct target t;
	pthread_t thread;
	int ret;

	do {
		ASSERT_TRUE(start_target(&t, prepare_notify, NULL));
		ASSERT_TRUE(send_call(&t, NOTIFIED_NR));
		ASSERT_EQ(0, pthread_create(&thread, NULL, kill_soon, &t));
		memset(&n, 0, sizeof(n));
		/*
		 * Each operation may succeed or find that the target has
		 * exited.
		 */
		ret = receive_raw(t.listener, &n);
		ASSERT_TRUE(!ret || errno == ENOENT);
		if (!ret) {
			ret = add_fd(t.listener, (struct seccomp_notif_addfd){
							 .id = n.id });
			ASSERT_TRUE(ret > 0 || errno == ENOENT ||
				    errno == ESRCH);
			ret = respond_value(t.listener, n.id, 1);
			ASSERT_TRUE(!ret || errno == ENOENT);
		}
		pthread_join(thread, NULL);
		ASSERT_TRUE(wait_events(t.listener, POLLHUP));
		discard_target(&t);
	} while (now_ms() < end);
}

/*
 * No leak: after each test the slab caches have as many objects as before.
 */
static const char *const caches[] = {
	"seccomp_filter",
	"seccomp_program",
	"seccomp_listener",
};

struct slab_counts {
	long count[ARRAY_SIZE(caches)];
};

/* Return the number of active objects, or -1 if there is no such cache. */
static long objects_in(const char *cache)
{
	char path[128], line[512], name[64];
	long active, found = -1;
	FILE *file;

	/* Objects in per-CPU lists count as active until the cache shrinks. */
	snprintf(path, sizeof(path), "/sys/kernel/slab/%s", cache);
	write_to(path, "shrink", "1");
	file = fopen("/proc/slabinfo", "re");
	if (!file)
		return -1;
	while (fgets(line, sizeof(line), file))
		if (sscanf(line, "%63s %ld", name, &active) == 2 &&
		    !strcmp(name, cache))
			found = active;
	fclose(file);
	return found;
}

static struct slab_counts count_objects(void)
{
	struct slab_counts counts;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(caches); i++)
		counts.count[i] = objects_in(caches[i]);
	return counts;
}

/* RCU may delay the release by a grace period. */
static bool is_back_to(const struct slab_counts *before)
{
	struct slab_counts now = count_objects();
	size_t i;

	for (i = 0; i < ARRAY_SIZE(caches); i++)
		if (now.count[i] > before->count[i])
			return false;
	return true;
}

/*
 * Wait until objects of earlier tests are freed. Four equal counts in a row end
 * the wait.
 */
static struct slab_counts stable_counts(void)
{
	struct slab_counts last = count_objects(), now;
	long long end = now_ms() + TIMEOUT_MS;
	int same = 0;

	while (same < 3 && now_ms() < end) {
		usleep(10000);
		now = count_objects();
		same = memcmp(&now, &last, sizeof(now)) ? 0 : same + 1;
		last = now;
	}
	return last;
}

#define COUNT_BEFORE()                                  \
	struct slab_counts before = stable_counts();    \
	size_t _i;                                      \
	for (_i = 0; _i < ARRAY_SIZE(caches); _i++) {   \
		ASSERT_LE(0, before.count[_i])          \
		TH_LOG("no slab cache %s", caches[_i]); \
	}

static bool returns_to(struct __test_metadata *_metadata,
		       const struct slab_counts *before)
{
	struct slab_counts now;
	size_t i;

	if (WAIT_UNTIL(is_back_to(before)))
		return true;
	now = count_objects();
	for (i = 0; i < ARRAY_SIZE(caches); i++)
		TH_LOG("%s: %ld, was %ld", caches[i], now.count[i],
		       before->count[i]);
	return false;
}

#define EXPECT_COUNTS_RETURN() EXPECT_TRUE(returns_to(_metadata, &before))

TEST(slab_counts_attached_objects)
{
	struct target t;

	COUNT_BEFORE();
	ASSERT_TRUE(start_target(&t, prepare_notify, NULL));
	EXPECT_EQ(before.count[0] + 1, objects_in(caches[0]));
	EXPECT_EQ(before.count[1] + 1, objects_in(caches[1]));
	EXPECT_EQ(before.count[2] + 1, objects_in(caches[2]));
	discard_target(&t);
	EXPECT_COUNTS_RETURN();
}

TEST(slab_no_leak_after_emfile)
{
	int times = 500;

	COUNT_BEFORE();
	EXPECT_EQ(0,
		  exit_summary(in_child(attach_listener_without_fds, &times)));
	EXPECT_COUNTS_RETURN();
}

TEST(slab_no_leak_after_enfile)
{
	int status;

	COUNT_BEFORE();
	status = run_without_files(attach_listener_without_files, 500);
	EXPECT_EQ(0, exit_summary(status));
	EXPECT_COUNTS_RETURN();
}

static int fail_with_ebusy_and_esrch(void *arg)
{
	struct sock_filter allow[] = { INSN_RET(SECCOMP_RET_ALLOW) };
	struct sock_fprog prog = { 1, allow };
	struct target w;
	int i;

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT(start_worker(&w));
	CHILD_ASSERT_EQ(0, err_of(&w, __NR_seccomp, SECCOMP_SET_MODE_FILTER, 0,
				  (unsigned long)&prog));
	for (i = 0; i < 300; i++) {
		CHILD_ASSERT_EQ(w.pid,
				attach(allow, 1, SECCOMP_FILTER_FLAG_TSYNC));
		CHILD_ASSERT_ERRNO(
			ESRCH,
			attach(allow, 1,
			       SECCOMP_FILTER_FLAG_TSYNC |
				       SECCOMP_FILTER_FLAG_TSYNC_ESRCH |
				       SECCOMP_FILTER_FLAG_NEW_LISTENER));
	}
	CHILD_ASSERT_LE(0, attach(allow, 1, SECCOMP_FILTER_FLAG_NEW_LISTENER));
	for (i = 0; i < 300; i++)
		CHILD_ASSERT_ERRNO(EBUSY,
				   attach(allow, 1,
					  SECCOMP_FILTER_FLAG_NEW_LISTENER));
	CHILD_ASSERT_EQ(1, filter_count());
	return 0;
}

TEST(slab_no_leak_after_ebusy_and_esrch)
{
	COUNT_BEFORE();
	EXPECT_EQ(0, exit_summary(in_child(fail_with_ebusy_and_esrch, NULL)));
	EXPECT_COUNTS_RETURN();
}

TEST(slab_no_leak_after_failed_forks)
{
	COUNT_BEFORE();
	EXPECT_EQ(0, failing_forks(fork_over_rlimit, NULL));
	EXPECT_EQ(0, failing_forks(fork_into_dead_namespace, NULL));
	EXPECT_COUNTS_RETURN();
}

TEST(slab_zombie_keeps_no_objects)
{
	struct target t;

	COUNT_BEFORE();
	ASSERT_TRUE(start_target(&t, add_two_filters, NULL));
	close(t.listener);
	t.listener = -1;
	ASSERT_EQ(0, kill(t.pid, SIGKILL));
	ASSERT_TRUE(wait_state(t.pid, 'Z'));
	EXPECT_COUNTS_RETURN();
	EXPECT_EQ('Z', task_state(t.pid));
}

TEST(slab_no_leak_after_chain_of_1000_filters)
{
	struct target t;

	COUNT_BEFORE();
	ASSERT_TRUE(start_target(&t, attach_long_chain, NULL));
	EXPECT_EQ(before.count[0] + LONG_CHAIN, objects_in(caches[0]));
	EXPECT_EQ(0, exit_summary(end_target(&t)));
	close(t.listener);
	EXPECT_COUNTS_RETURN();
}

/* The open file keeps the listener, but not the filters. */
TEST(slab_open_listener_keeps_no_chain)
{
	struct target t;

	COUNT_BEFORE();
	ASSERT_TRUE(start_target(&t, attach_long_chain, NULL));
	EXPECT_EQ(0, exit_summary(end_target(&t)));
	EXPECT_TRUE(wait_events(t.listener, POLLHUP));
	EXPECT_TRUE(WAIT_UNTIL(objects_in(caches[0]) <= before.count[0]));
	close(t.listener);
	EXPECT_COUNTS_RETURN();
}

TEST(slab_no_leak_after_tsync_and_exit)
{
	const unsigned int tsync = SECCOMP_FILTER_FLAG_TSYNC;
	struct target w[3];
	int i;

	COUNT_BEFORE();
	/* A task cannot remove its filters, so a child attaches them. */
	i = fork();
	if (!i) {
		for (i = 0; i < 3; i++)
			CHILD_ASSERT(start_worker(&w[i]));
		CHILD_ASSERT_EQ(0, no_new_privs());
		for (i = 0; i < 50; i++)
			CHILD_ASSERT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW,
							  tsync));
		_exit(0);
	}
	EXPECT_EQ(0, exit_summary(wait_child(i)));
	EXPECT_COUNTS_RETURN();
}

static void *tsync_thread(void *arg)
{
	(void)arg;
	SHARED_STORE(watched->started, 1);
	attach_verdict(SECCOMP_RET_ALLOW, SECCOMP_FILTER_FLAG_TSYNC);
	return NULL;
}

static int exit_during_tsync(void *arg)
{
	int spin = *(int *)arg;
	pthread_t thread;

	CHILD_ASSERT_EQ(0, no_new_privs());
	SHARED_STORE(watched->started, 0);
	CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, tsync_thread, NULL));
	/* Poll without sleeping, so that this thread exits during the TSYNC. */
	while (!SHARED_LOAD(watched->started))
		;
	while (spin--)
		SHARED_LOAD(watched->started);
	_exit(0);
}

TEST(slab_no_leak_after_tsync_in_exiting_group)
{
	long long end = now_ms() + RACE_MS;
	int spin = 0;

	watched = shared_page();
	COUNT_BEFORE();
	do {
		ASSERT_EQ(0, exit_summary(in_child(exit_during_tsync, &spin)));
		spin = (spin + 500) % 30000;
	} while (now_ms() < end);
	EXPECT_COUNTS_RETURN();
}

TEST_HARNESS_MAIN
