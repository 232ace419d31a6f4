// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test the features of libseccomp on this kernel. Each case runs in its own
 * process, because a process cannot remove a filter. The output is TAP.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <pthread.h>
#include <seccomp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdnoreturn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/seccomp_ext.h>

#include "../../selftests/seccomp/child_assert.h"
#include "docker_profile.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

#define EXIT_SKIP 4
#define SKIP_REASON_SIZE 128

#define NO_CHECKPOINT_RESTORE \
	"the kernel cannot return filters: CONFIG_CHECKPOINT_RESTORE is off"

/* Timeout of a case. A child that runs longer hangs. */
#define CHILD_SECONDS 60

/* An errno that the kernel does not return for the calls of these tests. */
#define TEST_ERRNO EL2HLT

#define EXTENDED_FLAGS                                                      \
	(SECCOMP_FILTER_FLAG_NEW_LISTENER | SECCOMP_FILTER_FLAG_DEEP_ARGS | \
	 SECCOMP_FILTER_FLAG_NESTED_LISTENERS)

/* Memory that the parent shares with the child of a case. */
static char *skip_reason;

static noreturn void skip_case(const char *reason)
{
	snprintf(skip_reason, SKIP_REASON_SIZE, "%s", reason);
	_exit(EXIT_SKIP);
}

static long errno_of(long ret)
{
	return ret < 0 ? errno : 0;
}

static scmp_filter_ctx allow_except(int nr, unsigned int action)
{
	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ALLOW);

	CHILD_ASSERT(ctx);
	CHILD_ASSERT_EQ(0, seccomp_rule_add(ctx, action, nr, 0));
	return ctx;
}

/* Attach a filter with one rule: call @nr gets @action. */
static void load_rule(int nr, unsigned int action)
{
	CHILD_ASSERT_EQ(0, seccomp_load(allow_except(nr, action)));
}

static long status_field(const char *field)
{
	char line[256];
	FILE *f = fopen("/proc/thread-self/status", "r");
	long value = -1;

	CHILD_ASSERT_OBJECT(f);
	while (fgets(line, sizeof(line), f))
		if (!strncmp(line, field, strlen(field)) &&
		    line[strlen(field)] == ':')
			value = strtol(line + strlen(field) + 1, NULL, 0);
	fclose(f);
	return value;
}

static pid_t start_child(void (*fn)(void))
{
	pid_t pid = fork();

	CHILD_ASSERT_LE(0, pid);
	if (pid)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	alarm(CHILD_SECONDS);
	fn();
	fflush(stdout);
	_exit(0);
}

static int wait_child(pid_t pid)
{
	int status;

	CHILD_ASSERT_EQ(pid, waitpid(pid, &status, 0));
	return status;
}

/*
 * libseccomp probes the kernel's features and reports an API level. It must
 * report the highest level of its version.
 */
static void api_level(void)
{
	const struct scmp_version *v = seccomp_version();

	printf("# libseccomp %u.%u.%u reports API level %u\n", v->major,
	       v->minor, v->micro, seccomp_api_get());
	CHILD_ASSERT_EQ(2, v->major);
	if (v->minor < 5)
		skip_case("libseccomp older than 2.5");
	CHILD_ASSERT_EQ(v->minor == 5 ? 6 : 7, seccomp_api_get());
}

static void load_sets_no_new_privs(void)
{
	scmp_filter_ctx ctx =
		allow_except(SCMP_SYS(getppid), SCMP_ACT_ERRNO(TEST_ERRNO));
	long before = status_field("Seccomp_filters");

	CHILD_ASSERT_EQ(0, status_field("NoNewPrivs"));
	CHILD_ASSERT_EQ(0, seccomp_load(ctx));
	CHILD_ASSERT_EQ(1, status_field("NoNewPrivs"));
	CHILD_ASSERT_EQ(2, status_field("Seccomp"));
	CHILD_ASSERT_EQ(before + 1, status_field("Seccomp_filters"));
	CHILD_ASSERT_EQ(TEST_ERRNO, errno_of(syscall(__NR_getppid)));
}

static void load_without_no_new_privs(void)
{
	scmp_filter_ctx ctx =
		allow_except(SCMP_SYS(getppid), SCMP_ACT_ERRNO(TEST_ERRNO));

	CHILD_ASSERT_EQ(0, seccomp_attr_set(ctx, SCMP_FLTATR_CTL_NNP, 0));
	CHILD_ASSERT_EQ(0, seccomp_load(ctx));
	CHILD_ASSERT_EQ(0, status_field("NoNewPrivs"));
	CHILD_ASSERT_EQ(TEST_ERRNO, errno_of(syscall(__NR_getppid)));
}

static void load_unprivileged(void)
{
	scmp_filter_ctx ctx =
		allow_except(SCMP_SYS(getppid), SCMP_ACT_ERRNO(TEST_ERRNO));

	CHILD_ASSERT_EQ(0, seccomp_attr_set(ctx, SCMP_FLTATR_CTL_NNP, 0));
	CHILD_ASSERT_EQ(0, seccomp_attr_set(ctx, SCMP_FLTATR_API_SYSRAWRC, 1));
	CHILD_ASSERT_EQ(0, setresuid(65534, 65534, 65534));
	CHILD_ASSERT_EQ(-EACCES, seccomp_load(ctx));
	CHILD_ASSERT_EQ(0, status_field("Seccomp"));
	CHILD_ASSERT_EQ(0, errno_of(syscall(__NR_getppid)));
	CHILD_ASSERT_EQ(0, seccomp_attr_set(ctx, SCMP_FLTATR_CTL_NNP, 1));
	CHILD_ASSERT_EQ(0, seccomp_load(ctx));
	CHILD_ASSERT_EQ(TEST_ERRNO, errno_of(syscall(__NR_getppid)));
}

/*
 * Threads. The second thread waits at the barrier twice: before and after the
 * first thread loads the filter.
 */
struct second_thread {
	pthread_t thread;
	pthread_barrier_t barrier;
	bool has_own_filter;
	long mode;
	long err;
};

static void *second_thread_main(void *arg)
{
	struct second_thread *t = arg;

	if (t->has_own_filter)
		load_rule(SCMP_SYS(getpgid), SCMP_ACT_ERRNO(TEST_ERRNO));
	pthread_barrier_wait(&t->barrier);
	pthread_barrier_wait(&t->barrier);
	t->mode = status_field("Seccomp");
	t->err = errno_of(syscall(__NR_getppid));
	return NULL;
}

static void start_second_thread(struct second_thread *t)
{
	CHILD_ASSERT_EQ(0, pthread_barrier_init(&t->barrier, NULL, 2));
	CHILD_ASSERT_EQ(0, pthread_create(&t->thread, NULL, second_thread_main,
					  t));
	pthread_barrier_wait(&t->barrier);
}

static void finish_second_thread(struct second_thread *t)
{
	pthread_barrier_wait(&t->barrier);
	CHILD_ASSERT_EQ(0, pthread_join(t->thread, NULL));
}

static void load_in_one_thread(void)
{
	scmp_filter_ctx ctx =
		allow_except(SCMP_SYS(getppid), SCMP_ACT_ERRNO(TEST_ERRNO));
	struct second_thread t = { .has_own_filter = false };

	start_second_thread(&t);
	CHILD_ASSERT_EQ(0, seccomp_load(ctx));
	finish_second_thread(&t);
	CHILD_ASSERT_EQ(0, t.mode);
	CHILD_ASSERT_EQ(0, t.err);
	CHILD_ASSERT_EQ(TEST_ERRNO, errno_of(syscall(__NR_getppid)));
}

static void load_with_tsync(void)
{
	scmp_filter_ctx ctx =
		allow_except(SCMP_SYS(getppid), SCMP_ACT_ERRNO(TEST_ERRNO));
	struct second_thread t = { .has_own_filter = false };

	CHILD_ASSERT_EQ(0, seccomp_attr_set(ctx, SCMP_FLTATR_CTL_TSYNC, 1));
	start_second_thread(&t);
	CHILD_ASSERT_EQ(0, seccomp_load(ctx));
	finish_second_thread(&t);
	CHILD_ASSERT_EQ(2, t.mode);
	CHILD_ASSERT_EQ(TEST_ERRNO, t.err);
	CHILD_ASSERT_EQ(TEST_ERRNO, errno_of(syscall(__NR_getppid)));
}

/*
 * The kernel returns the ID of the thread that prevents TSYNC. libseccomp turns
 * this into ECANCELED. For a filter with a listener, the kernel returns ESRCH.
 * libseccomp passes ESRCH on if SCMP_FLTATR_API_SYSRAWRC is set.
 */
static void check_tsync_refused(unsigned int action, bool raw, int expected)
{
	scmp_filter_ctx ctx = allow_except(SCMP_SYS(getppid), action);
	struct second_thread t = { .has_own_filter = true };

	CHILD_ASSERT_EQ(0, seccomp_attr_set(ctx, SCMP_FLTATR_CTL_TSYNC, 1));
	CHILD_ASSERT_EQ(0,
			seccomp_attr_set(ctx, SCMP_FLTATR_API_SYSRAWRC, raw));
	start_second_thread(&t);
	CHILD_ASSERT_EQ(expected, seccomp_load(ctx));
	finish_second_thread(&t);
	CHILD_ASSERT_EQ(0, t.err);
	CHILD_ASSERT_EQ(0, status_field("Seccomp"));
	CHILD_ASSERT_EQ(0, errno_of(syscall(__NR_getppid)));
}

static void tsync_refused_by_other_filter(void)
{
	check_tsync_refused(SCMP_ACT_ERRNO(TEST_ERRNO), false, -ECANCELED);
}

static void tsync_and_listener_refused(void)
{
	check_tsync_refused(SCMP_ACT_NOTIFY, true, -ESRCH);
}

/*
 * Actions.
 */
static volatile sig_atomic_t trapped_nr = -1;

static void on_sigsys(int sig, siginfo_t *info, void *context)
{
	(void)sig;
	(void)context;
	trapped_nr = info->si_syscall;
}

static void action_trap(void)
{
	struct sigaction act = { .sa_sigaction = on_sigsys,
				 .sa_flags = SA_SIGINFO };

	CHILD_ASSERT_EQ(0, sigaction(SIGSYS, &act, NULL));
	load_rule(SCMP_SYS(getppid), SCMP_ACT_TRAP);
	syscall(__NR_getppid);
	CHILD_ASSERT_EQ(__NR_getppid, trapped_nr);
}

static void action_errno_bounds(void)
{
	scmp_filter_ctx ctx =
		allow_except(SCMP_SYS(getppid), SCMP_ACT_ERRNO(0));

	CHILD_ASSERT_EQ(0, seccomp_rule_add(ctx, SCMP_ACT_ERRNO(4094),
					    SCMP_SYS(getpgid), 0));
	CHILD_ASSERT_EQ(0, seccomp_load(ctx));
	CHILD_ASSERT_EQ(0, syscall(__NR_getppid));
	CHILD_ASSERT_EQ(4094, errno_of(syscall(__NR_getpgid, 0)));
}

static void action_trace_untraced(void)
{
	load_rule(SCMP_SYS(getppid), SCMP_ACT_TRACE(7));
	CHILD_ASSERT_EQ(ENOSYS, errno_of(syscall(__NR_getppid)));
}

static void action_log(void)
{
	pid_t parent = getppid();

	load_rule(SCMP_SYS(getppid), SCMP_ACT_LOG);
	CHILD_ASSERT_EQ(parent, syscall(__NR_getppid));
}

static void killed_process(void)
{
	load_rule(SCMP_SYS(getppid), SCMP_ACT_KILL_PROCESS);
	syscall(__NR_getppid);
}

static void action_kill_process(void)
{
	int status = wait_child(start_child(killed_process));

	CHILD_ASSERT(WIFSIGNALED(status));
	CHILD_ASSERT_EQ(SIGSYS, WTERMSIG(status));
}

static void *killed_thread(void *unused)
{
	(void)unused;
	load_rule(SCMP_SYS(getppid), SCMP_ACT_KILL_THREAD);
	syscall(__NR_getppid);
	CHILD_ASSERT(!"still running");
	return NULL;
}

static void action_kill_thread(void)
{
	pthread_t thread;

	CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, killed_thread, NULL));
	CHILD_ASSERT_EQ(0, pthread_join(thread, NULL));
	CHILD_ASSERT_EQ(0, errno_of(syscall(__NR_getppid)));
}

/*
 * Comparisons of 64-bit arguments. If the filter allows lseek() with descriptor
 * -1, the call fails with EBADF.
 */
struct comparison {
	enum scmp_compare op;
	__u64 a, b;
};

static bool holds(const struct comparison *c, __u64 x)
{
	switch (c->op) {
	case SCMP_CMP_NE:
		return x != c->a;
	case SCMP_CMP_LT:
		return x < c->a;
	case SCMP_CMP_LE:
		return x <= c->a;
	case SCMP_CMP_EQ:
		return x == c->a;
	case SCMP_CMP_GE:
		return x >= c->a;
	case SCMP_CMP_GT:
		return x > c->a;
	case SCMP_CMP_MASKED_EQ:
		return (x & c->a) == c->b;
	default:
		return false;
	}
}

static void check_comparison(const struct comparison *c)
{
	/* Limits of both halves, and values where a sign or a carry matters. */
	static const __u64 values[] = {
		0,
		1,
		0x7fffffff,
		0x80000000,
		0x80000001,
		0xffffffff,
		0x100000000,
		0x100000001,
		0x1ffffffff,
		0x7fffffffffffffff,
		0x8000000000000000,
		0x8000000000000001,
		0xfffffffffffffffe,
		0xffffffffffffffff,
	};
	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ALLOW);
	unsigned int i;

	CHILD_ASSERT(ctx);
	CHILD_ASSERT_EQ(0, seccomp_rule_add(ctx, SCMP_ACT_ERRNO(TEST_ERRNO),
					    SCMP_SYS(lseek), 1,
					    SCMP_CMP64(1, c->op, c->a, c->b)));
	CHILD_ASSERT_EQ(0, seccomp_load(ctx));
	for (i = 0; i < ARRAY_SIZE(values); i++) {
		long err = errno_of(syscall(__NR_lseek, -1, values[i], 0));

		if (err == (holds(c, values[i]) ? TEST_ERRNO : EBADF))
			continue;
		printf("# operator %d, operands %#llx %#llx: %#llx gives errno %ld\n",
		       c->op, (long long)c->a, (long long)c->b,
		       (long long)values[i], err);
		fflush(stdout);
		_exit(1);
	}
}

static void argument_comparisons(void)
{
	static const struct comparison comparisons[] = {
		{ SCMP_CMP_NE, 0x100000001, 0 },
		{ SCMP_CMP_LT, 0x80000000, 0 },
		{ SCMP_CMP_LT, 0x100000001, 0 },
		{ SCMP_CMP_LE, 0xffffffff, 0 },
		{ SCMP_CMP_EQ, 0xffffffffffffffff, 0 },
		{ SCMP_CMP_EQ, 0x100000000, 0 },
		{ SCMP_CMP_GE, 0x8000000000000000, 0 },
		{ SCMP_CMP_GT, 0x80000000, 0 },
		{ SCMP_CMP_GT, 0x1fffffffe, 0 },
		{ SCMP_CMP_MASKED_EQ, 0x8000000000000001, 0x8000000000000001 },
		{ SCMP_CMP_MASKED_EQ, 0x100000001, 1 },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(comparisons); i++) {
		pid_t pid = fork();

		CHILD_ASSERT_LE(0, pid);
		if (!pid) {
			check_comparison(&comparisons[i]);
			_exit(0);
		}
		CHILD_ASSERT_EQ(0, wait_child(pid));
	}
}

/*
 * Attributes.
 */

/* Level 1 makes a linear list of comparisons, level 2 a binary tree. */
static void load_optimized(unsigned int level)
{
	struct docker_profile profile;

	CHILD_ASSERT_EQ(0, docker_profile_make(&profile));
	CHILD_ASSERT_EQ(0, seccomp_attr_set(profile.ctx,
					    SCMP_FLTATR_CTL_OPTIMIZE, level));
	CHILD_ASSERT_EQ(0, seccomp_load(profile.ctx));
}

/*
 * Call each number below @n with bad arguments. Store in @refused whether the
 * call fails with an errno of the profile.
 */
static void probe_numbers(bool *refused, unsigned int n)
{
	unsigned int nr;

	for (nr = 0; nr < n; nr++) {
		switch (nr) {
		/* These calls end or block the process, or leave objects. */
		case __NR_exit:
		case __NR_exit_group:
		case __NR_rt_sigreturn:
		case __NR_rt_sigsuspend:
		case __NR_munmap:
		case __NR_clone:
		case __NR_setsid:
		case __NR_ppoll:
		case __NR_pselect6:
		case __NR_close_range:
		case __NR_msgget:
		case __NR_shmget:
#ifdef __NR_vfork
		case __NR_vfork:
		case __NR_fork:
		case __NR_pause:
		case __NR_select:
		case __NR_arch_prctl:
		/* uretprobe and uprobe: the filters do not check these. */
		case 335:
		case 336:
#endif
			continue;
		}
		errno = 0;
		syscall(nr, -1L, -1L, -1L, -1L, -1L, -1L);
		refused[nr] = errno == EPERM || errno == ENOSYS;
	}
}

#define PROBED 512

static void probe_optimized(unsigned int level, bool *refused)
{
	pid_t pid = fork();

	CHILD_ASSERT_LE(0, pid);
	if (!pid) {
		load_optimized(level);
		alarm(CHILD_SECONDS);
		probe_numbers(refused, PROBED);
		_exit(0);
	}
	CHILD_ASSERT_EQ(0, wait_child(pid));
}

static void optimized_decides_alike(void)
{
	bool(*refused)[PROBED];
	unsigned int nr, n = 0;

	refused = mmap(NULL, 2 * sizeof(*refused), PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	CHILD_ASSERT_OBJECT(refused);
	probe_optimized(1, refused[0]);
	probe_optimized(2, refused[1]);
	for (nr = 0; nr < PROBED; nr++) {
		if (refused[0][nr] != refused[1][nr])
			printf("# call %u: refused %d, optimized %d\n", nr,
			       refused[0][nr], refused[1][nr]);
		CHILD_ASSERT_EQ(refused[0][nr], refused[1][nr]);
		n += refused[0][nr];
	}
	printf("# of %u numbers, %u are refused\n", PROBED, n);
	CHILD_ASSERT_LT(50, n);
	CHILD_ASSERT_GT(PROBED, n);
}

static void spec_allow_attribute(void)
{
	scmp_filter_ctx ctx =
		allow_except(SCMP_SYS(getppid), SCMP_ACT_ERRNO(TEST_ERRNO));

	CHILD_ASSERT_EQ(0, seccomp_attr_set(ctx, SCMP_FLTATR_CTL_SSB, 1));
	CHILD_ASSERT_EQ(0, seccomp_load(ctx));
	CHILD_ASSERT_EQ(TEST_ERRNO, errno_of(syscall(__NR_getppid)));
}

static void bad_arch_action(void)
{
#ifdef __x86_64__
	scmp_filter_ctx ctx =
		allow_except(SCMP_SYS(getppid), SCMP_ACT_ERRNO(TEST_ERRNO));
	long ret = 20; /* getpid in the 32-bit table */

	CHILD_ASSERT_EQ(0, seccomp_attr_set(ctx, SCMP_FLTATR_ACT_BADARCH,
					    SCMP_ACT_ERRNO(EUNATCH)));
	CHILD_ASSERT_EQ(0, seccomp_load(ctx));
	asm volatile("int $0x80"
		     : "+a"(ret)
		     :
		     : "memory", "r8", "r9", "r10", "r11");
	if ((int)ret == -ENOSYS)
		skip_case("no 32-bit calls in this kernel");
	CHILD_ASSERT_EQ(-EUNATCH, (int)ret);
	CHILD_ASSERT_EQ(getpid(), syscall(__NR_getpid));
#else
	skip_case("only x86_64 programs can call as another architecture");
#endif
}

/*
 * Compare the program that the kernel returns with the program of libseccomp.
 */
static int loaded_pipe[2];

static void load_and_stop(bool log)
{
	struct docker_profile profile;

	CHILD_ASSERT_EQ(0, docker_profile_make(&profile));
	CHILD_ASSERT_EQ(0, seccomp_attr_set(profile.ctx, SCMP_FLTATR_CTL_LOG,
					    log));
	CHILD_ASSERT_EQ(0, seccomp_export_bpf(profile.ctx, loaded_pipe[1]));
	close(loaded_pipe[1]);
	CHILD_ASSERT_EQ(0, seccomp_load(profile.ctx));
	CHILD_ASSERT_EQ(0, ptrace(PTRACE_TRACEME, 0, 0, 0));
	raise(SIGSTOP);
}

static void load_logging_and_stop(void)
{
	load_and_stop(true);
}

static void load_silent_and_stop(void)
{
	load_and_stop(false);
}

static pid_t stopped_child(void (*fn)(void))
{
	pid_t pid;

	CHILD_ASSERT_EQ(0, pipe(loaded_pipe));
	CHILD_ASSERT_LT(0, fcntl(loaded_pipe[1], F_SETPIPE_SZ, 1 << 17));
	pid = start_child(fn);
	close(loaded_pipe[1]);
	CHILD_ASSERT(WIFSTOPPED(wait_child(pid)));
	return pid;
}

static void kernel_returns_program(void)
{
	static struct sock_filter got[4096], made[4096];
	pid_t pid = stopped_child(load_silent_and_stop);
	long got_len = ptrace(PTRACE_SECCOMP_GET_FILTER, pid, 0, got);
	ssize_t n, made_size = 0;

	if (got_len < 0)
		skip_case(NO_CHECKPOINT_RESTORE);
	while ((n = read(loaded_pipe[0], (char *)made + made_size,
			 sizeof(made) - made_size)) > 0)
		made_size += n;
	printf("# %ld instructions\n", got_len);
	CHILD_ASSERT_EQ(made_size / (long)sizeof(made[0]), got_len);
	CHILD_ASSERT(!memcmp(got, made, made_size));
	kill(pid, SIGKILL);
}

static __u64 loaded_flags(void (*fn)(void))
{
	struct __ptrace_seccomp_metadata md = { .filter_off = 0 };
	pid_t pid = stopped_child(fn);
	long ret = ptrace(PTRACE_SECCOMP_GET_METADATA, pid, sizeof(md), &md);

	if (ret < 0)
		skip_case(NO_CHECKPOINT_RESTORE);
	kill(pid, SIGKILL);
	wait_child(pid);
	close(loaded_pipe[0]);
	return md.flags;
}

static void log_attribute(void)
{
	CHILD_ASSERT_EQ(0, loaded_flags(load_silent_and_stop));
	CHILD_ASSERT_EQ(SECCOMP_FILTER_FLAG_LOG,
			loaded_flags(load_logging_and_stop));
}

/*
 * Notifications. The target is a thread of the supervisor's process. Both share
 * a descriptor table, so the supervisor can use the listener directly.
 */
struct supervised {
	pthread_t thread;
	pthread_barrier_t loaded;
	bool tsync;
	bool extended; /* a listener with argument copies that nests */
	int fd;
	long ret[4];
	long err[4];
};

/*
 * libseccomp does not know the flags of <linux/seccomp_ext.h>. It exports the
 * program, and the kernel attaches it with the flags.
 */
static int attach_exported(scmp_filter_ctx ctx, unsigned long flags)
{
	static struct sock_filter insns[4096];
	struct sock_fprog fprog = { .filter = insns };
	ssize_t size;
	int fds[2];

	CHILD_ASSERT_EQ(0, pipe(fds));
	CHILD_ASSERT_EQ(0, seccomp_export_bpf(ctx, fds[1]));
	close(fds[1]);
	size = read(fds[0], insns, sizeof(insns));
	close(fds[0]);
	CHILD_ASSERT_LT(0, size);
	fprog.len = size / sizeof(insns[0]);
	CHILD_ASSERT_EQ(0, prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
	return syscall(__NR_seccomp, SECCOMP_SET_MODE_FILTER, flags, &fprog);
}

static void *supervised_main(void *arg)
{
	struct supervised *s = arg;
	scmp_filter_ctx ctx = allow_except(SCMP_SYS(getpgid), SCMP_ACT_NOTIFY);
	unsigned int i;

	if (s->tsync)
		CHILD_ASSERT_EQ(0, seccomp_attr_set(ctx, SCMP_FLTATR_CTL_TSYNC,
						    1));
	if (s->extended) {
		s->fd = attach_exported(ctx, EXTENDED_FLAGS);
	} else {
		CHILD_ASSERT_EQ(0, seccomp_load(ctx));
		s->fd = seccomp_notify_fd(ctx);
	}
	pthread_barrier_wait(&s->loaded);
	for (i = 0; i < ARRAY_SIZE(s->ret); i++) {
		s->ret[i] = syscall(__NR_getpgid, 0, 1000 + i);
		s->err[i] = errno_of(s->ret[i]);
	}
	return NULL;
}

static void start_supervised(struct supervised *s)
{
	CHILD_ASSERT_EQ(0, pthread_barrier_init(&s->loaded, NULL, 2));
	CHILD_ASSERT_EQ(0,
			pthread_create(&s->thread, NULL, supervised_main, s));
	pthread_barrier_wait(&s->loaded);
	CHILD_ASSERT_LE(0, s->fd);
}

static void reply(struct supervised *s, unsigned int i, int error,
		  long long val, unsigned int flags)
{
	struct seccomp_notif_resp *resp;
	struct seccomp_notif *req;

	CHILD_ASSERT_EQ(0, seccomp_notify_alloc(&req, &resp));
	CHILD_ASSERT_EQ(0, seccomp_notify_receive(s->fd, req));
	CHILD_ASSERT_EQ(__NR_getpgid, req->data.nr);
	CHILD_ASSERT_EQ(1000 + i, req->data.args[1]);
	CHILD_ASSERT_EQ(seccomp_arch_native(), req->data.arch);
	CHILD_ASSERT_EQ(0, seccomp_notify_id_valid(s->fd, req->id));
	resp->id = req->id;
	resp->error = error;
	resp->val = val;
	resp->flags = flags;
	CHILD_ASSERT_EQ(0, seccomp_notify_respond(s->fd, resp));
	CHILD_ASSERT_GT(0, seccomp_notify_respond(s->fd, resp));
	CHILD_ASSERT_EQ(-ENOENT, seccomp_notify_id_valid(s->fd, req->id));
	seccomp_notify_free(req, resp);
}

/*
 * @group is the expected process group. The caller gets it before the filter is
 * loaded, because getpgrp() may use getpgid().
 */
static void check_notifications(struct supervised *s, pid_t group)
{
	reply(s, 0, 0, 4711, 0);
	reply(s, 1, -TEST_ERRNO, 0, 0);
	reply(s, 2, 0, 0, SECCOMP_USER_NOTIF_FLAG_CONTINUE);
	reply(s, 3, 0, 0, 0);
	CHILD_ASSERT_EQ(0, pthread_join(s->thread, NULL));
	CHILD_ASSERT_EQ(4711, s->ret[0]);
	CHILD_ASSERT_EQ(TEST_ERRNO, s->err[1]);
	CHILD_ASSERT_EQ(group, s->ret[2]);
	CHILD_ASSERT_EQ(0, s->ret[3]);
}

static void notify(void)
{
	struct supervised s = { .tsync = false };
	struct pollfd poll_fd = { .events = POLLIN };
	pid_t group = getpgrp();

	start_supervised(&s);
	check_notifications(&s, group);
	poll_fd.fd = s.fd;
	CHILD_ASSERT_EQ(1, poll(&poll_fd, 1, 10000));
	CHILD_ASSERT(poll_fd.revents & POLLHUP);
}

static void notify_with_tsync(void)
{
	struct supervised s = { .tsync = true };
	pid_t group = getpgrp();

	start_supervised(&s);
	check_notifications(&s, group);
	CHILD_ASSERT_EQ(2, status_field("Seccomp"));
}

static void check_features(void)
{
	struct seccomp_features features = { .size = sizeof(features) };

	if (!syscall(__NR_seccomp, SECCOMP_GET_FEATURES, 0, &features))
		return;
	CHILD_ASSERT_EQ(EINVAL, errno);
	skip_case("the kernel has no SECCOMP_FILTER_FLAG_DEEP_ARGS");
}

static void notify_with_copies(void)
{
	struct supervised s = { .extended = true };
	struct pollfd poll_fd = { .events = POLLIN };
	pid_t group = getpgrp();

	check_features();
	start_supervised(&s);
	check_notifications(&s, group);
	poll_fd.fd = s.fd;
	CHILD_ASSERT_EQ(1, poll(&poll_fd, 1, 10000));
	CHILD_ASSERT(poll_fd.revents & POLLHUP);
}

static const struct test_case {
	const char *name;
	void (*fn)(void);
} cases[] = {
	{ "API level: the highest of libseccomp", api_level },
	{ "load: sets no_new_privs", load_sets_no_new_privs },
	{ "load: works with CAP_SYS_ADMIN only", load_without_no_new_privs },
	{ "load: EACCES without CAP_SYS_ADMIN and no_new_privs",
	  load_unprivileged },
	{ "load: applies to the calling thread only", load_in_one_thread },
	{ "tsync attribute: applies to the other thread", load_with_tsync },
	{ "tsync attribute: refused if a thread has another filter",
	  tsync_refused_by_other_filter },
	{ "tsync with listener: refused if a thread has another filter",
	  tsync_and_listener_refused },
	{ "action TRAP: the handler gets the call number", action_trap },
	{ "action ERRNO: returns 0 and 4094", action_errno_bounds },
	{ "action TRACE: ENOSYS without a tracer", action_trace_untraced },
	{ "action LOG: allows the call", action_log },
	{ "action KILL_PROCESS: the process dies by SIGSYS",
	  action_kill_process },
	{ "action KILL_THREAD: only the thread dies", action_kill_thread },
	{ "argument comparisons: each operator uses 64 bits",
	  argument_comparisons },
	{ "optimize attribute: list and tree decide alike",
	  optimized_decides_alike },
	{ "ssb attribute: the filter loads and decides", spec_allow_attribute },
	{ "badarch attribute: its action applies to 32-bit calls",
	  bad_arch_action },
	{ "GET_FILTER: the kernel returns the loaded program",
	  kernel_returns_program },
	{ "log attribute: the filter has FLAG_LOG", log_attribute },
	{ "notify: receive, respond, id_valid, hang-up", notify },
	{ "notify with tsync: replies reach the target", notify_with_tsync },
	{ "notify with argument copies: receive, respond, id_valid, hang-up",
	  notify_with_copies },
};

static bool run_case(unsigned int number, const struct test_case *c)
{
	int status;

	fflush(stdout);
	status = wait_child(start_child(c->fn));
	if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SKIP) {
		printf("ok %u %s # SKIP %s\n", number, c->name, skip_reason);
		return true;
	}
	/* A child with this status has said why. */
	if (status &&
	    !(WIFEXITED(status) && WEXITSTATUS(status) == CHILD_FAILED))
		printf("# wait status %#x\n", status);
	printf("%sok %u %s\n", status ? "not " : "", number, c->name);
	return !status;
}

int main(void)
{
	unsigned int i, failed = 0;

	skip_reason = mmap(NULL, SKIP_REASON_SIZE, PROT_READ | PROT_WRITE,
			   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (skip_reason == MAP_FAILED)
		return 1;
	/* The assertions of a child write to stderr and flush nothing. */
	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("TAP version 13\n1..%zu\n", ARRAY_SIZE(cases));
	for (i = 0; i < ARRAY_SIZE(cases); i++)
		failed += !run_case(i + 1, &cases[i]);
	return failed ? 1 : 0;
}
