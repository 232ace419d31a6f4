// SPDX-License-Identifier: GPL-2.0-only
/*
 * Filters with SECCOMP_FILTER_FLAG_ON_EXEC: they take effect with an exec that
 * succeeds, and not before.
 */
#include "../kselftest_harness.h"

#include <linux/elf.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/ptrace.h>

#include "common.h"
#include "exec_probe.h"

#include <linux/seccomp_ext.h>

#define ON_EXEC ((unsigned int)SECCOMP_FILTER_FLAG_ON_EXEC)

static int attach_errno_on_exec(int nr, unsigned int err)
{
	return attach_nr(nr, SECCOMP_RET_ERRNO | err, ON_EXEC);
}

static int child_probes_after_attach(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_errno_on_exec(__NR_getppid, EXDEV));
	CHILD_ASSERT_LT(0, sys_getppid());
	CHILD_ASSERT_EQ(0, seccomp_mode());
	CHILD_ASSERT_NO_RETURN(exec_probe(arg));
}

TEST(on_exec_filter_starts_with_exec)
{
	ASSERT_EQ(exit_summary(in_child(child_probes_after_attach, "getppid")),
		  EXDEV);
}

TEST(on_exec_filter_counts_after_exec)
{
	ASSERT_EQ(exit_summary(in_child(child_probes_after_attach, "count")),
		  PROBE_COUNT + 1);
	ASSERT_EQ(exit_summary(in_child(child_probes_after_attach, "mode")),
		  PROBE_COUNT + SECCOMP_MODE_FILTER);
}

static int child_denies_exec(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_errno_on_exec(__NR_execve, EXDEV));
	CHILD_ASSERT_NO_RETURN(exec_probe("exec"));
}

TEST(on_exec_filter_does_not_judge_its_exec)
{
	ASSERT_EQ(exit_summary(in_child(child_denies_exec, NULL)), EXDEV);
}

/* Make a file in memory, and store a path to it. Return its descriptor. */
static int make_file(char *path, size_t size, const void *data, size_t len)
{
	int fd = syscall(__NR_memfd_create, "program", 0);

	CHILD_ASSERT_LE(0, fd);
	CHILD_ASSERT_EQ(len, write(fd, data, len));
	snprintf(path, size, "/proc/self/fd/%d", fd);
	return fd;
}

static int child_fails_to_exec(void *arg)
{
	static const char text[] = "neither a program nor a script";
	char path[64];

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_errno_on_exec(__NR_getppid, EXDEV));
	CHILD_ASSERT_ERRNO(ENOENT, exec_probe_by("/no/such/file", "getppid"));
	make_file(path, sizeof(path), text, sizeof(text));
	CHILD_ASSERT_ERRNO(ENOEXEC, exec_probe_by(path, "getppid"));
	CHILD_ASSERT_LT(0, sys_getppid());
	CHILD_ASSERT_EQ(0, seccomp_mode());
	CHILD_ASSERT_NO_RETURN(exec_probe(arg));
}

TEST(on_exec_filter_waits_after_a_failed_exec)
{
	ASSERT_EQ(exit_summary(in_child(child_fails_to_exec, "getppid")),
		  EXDEV);
	ASSERT_EQ(exit_summary(in_child(child_fails_to_exec, "count")),
		  PROBE_COUNT + 1);
}

static int child_attaches_after_failed_exec(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_errno_on_exec(__NR_getppid, EXDEV));
	CHILD_ASSERT_EQ(-1, exec_probe_by("/no/such/file", "getppid"));
	CHILD_ASSERT_EQ(0, attach_errno(__NR_getpriority, EXDEV));
	CHILD_ASSERT_EQ(0, attach_errno_on_exec(__NR_getpriority, EXDEV));
	CHILD_ASSERT_LT(0, sys_getppid());
	CHILD_ASSERT_NO_RETURN(exec_probe(arg));
}

TEST(on_exec_filter_goes_on_top_of_later_filters)
{
	const child_fn child = child_attaches_after_failed_exec;

	ASSERT_EQ(exit_summary(in_child(child, "getppid")), EXDEV);
	ASSERT_EQ(exit_summary(in_child(child, "count")), PROBE_COUNT + 3);
}

#ifndef AT_EXECVE_CHECK
#define AT_EXECVE_CHECK 0x10000
#endif

/* Exit code of a child without AT_EXECVE_CHECK; no probe returns it. */
#define NO_EXECVE_CHECK 100

static int execve_check(const char *path)
{
	static char *const none[] = { NULL };

	return syscall(__NR_execveat, AT_FDCWD, path, none, none,
		       AT_EXECVE_CHECK);
}

static int child_checks_exec(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_errno_on_exec(__NR_getppid, EXDEV));
	if (execve_check("/proc/self/exe")) {
		CHILD_ASSERT_EQ(EINVAL, errno);
		return NO_EXECVE_CHECK;
	}
	CHILD_ASSERT_LT(0, sys_getppid());
	CHILD_ASSERT_EQ(0, seccomp_mode());
	CHILD_ASSERT_ERRNO(ENOENT, execve_check("/no/such/file"));
	CHILD_ASSERT_LT(0, sys_getppid());
	CHILD_ASSERT_NO_RETURN(exec_probe(arg));
}

/* A check executes nothing when it succeeds. */
TEST(on_exec_filter_waits_after_a_check)
{
	int ended = exit_summary(in_child(child_checks_exec, "getppid"));

	if (ended == NO_EXECVE_CHECK)
		SKIP(return, "no AT_EXECVE_CHECK, which is new in 6.14");
	EXPECT_EQ(ended, EXDEV);
	ended = exit_summary(in_child(child_checks_exec, "count"));
	EXPECT_EQ(ended, PROBE_COUNT + 1);
}

/* A program whose only segment cannot be mapped: the exec fails too late. */
static int child_execs_broken_program(void *arg)
{
	struct {
		struct elf64_hdr head;
		struct elf64_phdr load;
	} program = {
		.head = {
			.e_ident = { ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3,
				     ELFCLASS64, ELFDATA2LSB, EV_CURRENT },
			.e_type = ET_EXEC,
#ifdef __x86_64__
			.e_machine = EM_X86_64,
#else
			.e_machine = EM_AARCH64,
#endif
			.e_version = EV_CURRENT,
			.e_phoff = sizeof(struct elf64_hdr),
			.e_ehsize = sizeof(struct elf64_hdr),
			.e_phentsize = sizeof(struct elf64_phdr),
			.e_phnum = 1,
		},
		.load = {
			.p_type = PT_LOAD,
			.p_flags = PF_R | PF_X,
			.p_vaddr = 0xffff000000000000,
			.p_filesz = sizeof(program),
			.p_memsz = sizeof(program),
			.p_align = 4096,
		},
	};
	char path[64];

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_errno_on_exec(__NR_getppid, EXDEV));
	make_file(path, sizeof(path), &program, sizeof(program));
	CHILD_ASSERT_NO_RETURN(exec_probe_by(path, "getppid"));
}

TEST(on_exec_filter_ends_with_a_task_whose_exec_fails_late)
{
	ASSERT_EQ(exit_summary(in_child(child_execs_broken_program, NULL)),
		  BY_SIGNAL(SIGSEGV));
}

static int child_execs_script(void *arg)
{
	static const char script[] = "#!/proc/self/exe\n";
	char path[64];

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_errno_on_exec(__NR_getppid, EXDEV));
	make_file(path, sizeof(path), script, sizeof(script) - 1);
	CHILD_ASSERT_NO_RETURN(exec_probe_by(path, arg));
}

TEST(on_exec_filter_starts_with_a_script)
{
	ASSERT_EQ(exit_summary(in_child(child_execs_script, "getppid")), EXDEV);
	ASSERT_EQ(exit_summary(in_child(child_execs_script, "count")),
		  PROBE_COUNT + 1);
}

static int child_attaches_several(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_errno_on_exec(__NR_getppid, EXDEV));
	CHILD_ASSERT_EQ(0, attach_errno_on_exec(__NR_getppid, EDOM));
	CHILD_ASSERT_EQ(0, attach_errno(__NR_getppid, ENOTTY));
	CHILD_ASSERT_ERRNO(ENOTTY, sys_getppid());
	CHILD_ASSERT_NO_RETURN(exec_probe(arg));
}

TEST(on_exec_filters_keep_their_order)
{
	ASSERT_EQ(exit_summary(in_child(child_attaches_several, "getppid")),
		  EDOM);
	ASSERT_EQ(exit_summary(in_child(child_attaches_several, "count")),
		  PROBE_COUNT + 3);
}

static int grandchild_probes(void *arg)
{
	CHILD_ASSERT_NO_RETURN(exec_probe(arg));
}

static int child_forks(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_errno_on_exec(__NR_getppid, EXDEV));
	CHILD_ASSERT_EQ(PROBE_ALLOWED,
			exit_summary(in_child(grandchild_probes, "getppid")));
	CHILD_ASSERT_EQ(PROBE_COUNT,
			exit_summary(in_child(grandchild_probes, "count")));
	CHILD_ASSERT_NO_RETURN(exec_probe(arg));
}

TEST(on_exec_filter_is_not_inherited_by_fork)
{
	ASSERT_EQ(exit_summary(in_child(child_forks, "getppid")), EXDEV);
}

/* --- Threads ------------------------------------------------------------- */

struct thread_plan {
	const char *probe;
	bool attach, exec;
	sem_t *started;
};

static void *attach_or_exec(void *arg)
{
	struct thread_plan *plan = arg;

	if (plan->attach)
		CHILD_ASSERT_EQ(0, attach_errno_on_exec(__NR_getppid, EXDEV));
	sem_post(plan->started);
	if (plan->exec)
		exec_probe(plan->probe);
	for (;;)
		pause();
	return NULL;
}

static void start_thread(struct thread_plan *plan)
{
	pthread_t thread;
	sem_t started;

	CHILD_ASSERT_EQ(0, sem_init(&started, 0, 0));
	plan->started = &started;
	CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, attach_or_exec, plan));
	CHILD_ASSERT_EQ(0, sem_wait(&started));
}

static int child_thread_attaches(void *arg)
{
	struct thread_plan plan = { .attach = true };

	CHILD_ASSERT_EQ(0, no_new_privs());
	start_thread(&plan);
	CHILD_ASSERT_NO_RETURN(exec_probe(arg));
}

TEST(on_exec_filter_of_a_sibling_ends_with_the_sibling)
{
	ASSERT_EQ(exit_summary(in_child(child_thread_attaches, "getppid")),
		  PROBE_ALLOWED);
	ASSERT_EQ(exit_summary(in_child(child_thread_attaches, "count")),
		  PROBE_COUNT);
}

static int child_thread_execs(void *arg)
{
	struct thread_plan plan = {
		.attach = true,
		.exec = true,
		.probe = arg,
	};

	CHILD_ASSERT_EQ(0, no_new_privs());
	start_thread(&plan);
	for (;;)
		pause();
}

TEST(on_exec_filter_starts_with_exec_of_a_thread)
{
	ASSERT_EQ(exit_summary(in_child(child_thread_execs, "getppid")), EXDEV);
}

static void *sync_filter(void *arg)
{
	CHILD_ASSERT_EQ(0,
			attach_nr(__NR_getpriority, SECCOMP_RET_ERRNO | EXDEV,
				  SECCOMP_FILTER_FLAG_TSYNC));
	return NULL;
}

static void sync_from_sibling(void)
{
	pthread_t thread;

	CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, sync_filter, NULL));
	CHILD_ASSERT_EQ(0, pthread_join(thread, NULL));
}

static int child_is_synchronized(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_errno_on_exec(__NR_getppid, EXDEV));
	sync_from_sibling();
	CHILD_ASSERT_LT(0, sys_getppid());
	CHILD_ASSERT_EQ(1, filter_count());
	CHILD_ASSERT_NO_RETURN(exec_probe(arg));
}

TEST(on_exec_filter_survives_tsync_of_a_sibling)
{
	ASSERT_EQ(exit_summary(in_child(child_is_synchronized, "getppid")),
		  EXDEV);
	ASSERT_EQ(exit_summary(in_child(child_is_synchronized, "count")),
		  PROBE_COUNT + 2);
}

/* --- Bad input and limits ------------------------------------------------ */

static int child_uses_bad_flags(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_ERRNO(EINVAL,
			   attach_verdict(SECCOMP_RET_ALLOW,
					  ON_EXEC | SECCOMP_FILTER_FLAG_TSYNC));
	return 0;
}

TEST(on_exec_refuses_tsync)
{
	ASSERT_EQ(exit_summary(in_child(child_uses_bad_flags, NULL)), 0);
}

static int child_has_no_right(void *arg)
{
	CHILD_ASSERT_EQ(0, drop_capabilities());
	CHILD_ASSERT_ERRNO(EACCES, attach_errno_on_exec(__NR_getppid, EXDEV));
	return 0;
}

TEST(on_exec_needs_the_right_to_attach)
{
	ASSERT_EQ(exit_summary(in_child(child_has_no_right, NULL)), 0);
}

static int attach_long(unsigned int len, unsigned int flags)
{
	static struct sock_filter insns[PROGRAM_MAX_LEN];
	unsigned int i;

	for (i = 0; i < len; i++)
		insns[i] = INSN_RET(SECCOMP_RET_ALLOW);
	return attach(insns, len, flags);
}

/* A path of 8 filters of 4,092 instructions takes 32,764 with their penalties. */
static void fill_pending(void)
{
	int i;

	for (i = 0; i < 8; i++)
		CHILD_ASSERT_EQ(0, attach_long(4092, ON_EXEC));
}

static int child_fills_budget(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	fill_pending();
	CHILD_ASSERT_ERRNO(ENOMEM, attach_long(1, ON_EXEC));
	CHILD_ASSERT_ERRNO(ENOMEM, attach_long(1, 0));
	CHILD_ASSERT_NO_RETURN(exec_probe(arg));
}

TEST(on_exec_filters_count_for_the_limits)
{
	ASSERT_EQ(exit_summary(in_child(child_fills_budget, "count")),
		  PROBE_COUNT + 8);
}

static void *sync_too_much(void *arg)
{
	CHILD_ASSERT_ERRNO(ENOMEM, attach_long(1, SECCOMP_FILTER_FLAG_TSYNC));
	CHILD_ASSERT_EQ(0, attach_long(1, 0));
	return NULL;
}

static int child_is_synchronized_at_limit(void *arg)
{
	pthread_t thread;

	CHILD_ASSERT_EQ(0, no_new_privs());
	fill_pending();
	CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, sync_too_much, NULL));
	CHILD_ASSERT_EQ(0, pthread_join(thread, NULL));
	CHILD_ASSERT_EQ(0, filter_count());
	CHILD_ASSERT_NO_RETURN(exec_probe(arg));
}

TEST(on_exec_filters_count_for_the_limits_of_tsync)
{
	const child_fn child = child_is_synchronized_at_limit;

	ASSERT_EQ(exit_summary(in_child(child, "count")), PROBE_COUNT + 8);
}

/* --- Listeners ----------------------------------------------------------- */

static int child_has_pending_listener(void *arg)
{
	const unsigned int flags = SECCOMP_FILTER_FLAG_NEW_LISTENER;

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_LE(0, attach_nr(__NR_getppid, SECCOMP_RET_USER_NOTIF,
				     ON_EXEC | flags));
	CHILD_ASSERT_LT(0, sys_getppid());
	CHILD_ASSERT_ERRNO(EBUSY,
			   attach_nr(__NR_getppid, SECCOMP_RET_USER_NOTIF,
				     ON_EXEC | flags));
	CHILD_ASSERT_ERRNO(EBUSY, attach_nr(__NR_getppid,
					    SECCOMP_RET_USER_NOTIF, flags));
	/* The descriptor is closed by the exec. */
	CHILD_ASSERT_NO_RETURN(exec_probe(arg));
}

TEST(on_exec_listener_is_exclusive_and_closes)
{
	ASSERT_EQ(exit_summary(in_child(child_has_pending_listener, "getppid")),
		  ENOSYS);
}

static int attach_listener(unsigned int flags)
{
	return attach_nr(__NR_getppid, SECCOMP_RET_USER_NOTIF,
			 SECCOMP_FILTER_FLAG_NEW_LISTENER | flags);
}

/* Open listeners on a path, at most. */
#define MAX_LISTENERS 8

static void fail_to_attach_listener(unsigned int flags)
{
	CHILD_ASSERT_ERRNO(EBUSY, attach_listener(flags));
}

/* @arg is the number of listeners on the path, to which pending ones are added. */
static int child_has_many_pending_listeners(void *arg)
{
	const unsigned int on_path = SECCOMP_FILTER_FLAG_NESTED_LISTENERS;
	const unsigned int pending = on_path | ON_EXEC;
	const int already = *(int *)arg;
	int i, fd = -1;

	CHILD_ASSERT_EQ(0, no_new_privs());
	for (i = 0; i < MAX_LISTENERS; i++) {
		fd = attach_listener(i < already ? on_path : pending);
		CHILD_ASSERT_LE(0, fd);
	}
	fail_to_attach_listener(pending);
	fail_to_attach_listener(on_path);
	/* A filter without a listener is no further one. */
	CHILD_ASSERT_EQ(0, attach_errno(__NR_getpriority, EXDEV));
	/* A listener that is closed leaves its place to another one. */
	close(fd);
	CHILD_ASSERT_LE(0, attach_listener(pending));
	fail_to_attach_listener(pending);
	CHILD_ASSERT_NO_RETURN(exec_probe("count"));
}

/* Otherwise a call after the exec has more supervisors than it can ask. */
TEST(on_exec_listeners_count_for_their_limit)
{
	static int already[] = { 0, 4, 7 };
	int status;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(already); i++) {
		status =
			in_child(child_has_many_pending_listeners, &already[i]);
		EXPECT_EQ(exit_summary(status),
			  PROBE_COUNT + MAX_LISTENERS + 2);
	}
}

static void *wait_with_listener(void *arg)
{
	CHILD_ASSERT_LE(0, attach_listener(ON_EXEC));
	sem_post(arg);
	for (;;)
		pause();
	return NULL;
}

static int child_syncs_to_pending_listener(void *arg)
{
	pthread_t thread;
	int listener;
	sem_t ready;

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, sem_init(&ready, 0, 0));
	CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, wait_with_listener,
					  &ready));
	CHILD_ASSERT_EQ(0, sem_wait(&ready));
	/* This listener permits no other one inside. */
	CHILD_ASSERT_LE(0, listener = attach_listener(0));
	CHILD_ASSERT_ERRNO(EBUSY, attach_nr(__NR_getpriority,
					    SECCOMP_RET_ERRNO | EXDEV,
					    SECCOMP_FILTER_FLAG_TSYNC));
	CHILD_ASSERT_EQ(1, filter_count());
	close(listener);
	CHILD_ASSERT_EQ(0,
			attach_nr(__NR_getpriority, SECCOMP_RET_ERRNO | EXDEV,
				  SECCOMP_FILTER_FLAG_TSYNC));
	return 0;
}

/* Otherwise the supervisor of the older filter is not asked after the exec. */
TEST(on_exec_listener_is_exclusive_on_the_path_of_tsync)
{
	ASSERT_EQ(exit_summary(in_child(child_syncs_to_pending_listener, NULL)),
		  0);
}

static int grandchild_attaches_and_exits(void *arg)
{
	int listener, *fd = arg;

	CHILD_ASSERT_EQ(0, no_new_privs());
	listener = attach_nr(__NR_getppid, SECCOMP_RET_USER_NOTIF,
			     ON_EXEC | SECCOMP_FILTER_FLAG_NEW_LISTENER);
	CHILD_ASSERT_LE(0, listener);
	__atomic_store_n(fd, listener, __ATOMIC_RELEASE);
	return 0;
}

/* With CLONE_FILES, the descriptor is there when the child has exited. */
TEST(on_exec_listener_hangs_up_at_exit)
{
	int *fd = mmap(NULL, sizeof(*fd), PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct pollfd event = { .events = POLLIN };
	pid_t pid;

	ASSERT_NE(fd, MAP_FAILED);
	*fd = -1;
	pid = syscall(__NR_clone, CLONE_FILES | SIGCHLD, 0, 0, 0, 0);
	ASSERT_GE(pid, 0);
	if (!pid)
		_exit(grandchild_attaches_and_exits(fd));
	ASSERT_EQ(exit_summary(wait_child(pid)), 0);
	event.fd = *fd;
	ASSERT_EQ(poll(&event, 1, 10000), 1);
	ASSERT_TRUE(event.revents & POLLHUP);
	close(*fd);
}

/* --- Setuid programs ------------------------------------------------------ */

struct setuid_plan {
	const char *path, *probe;
	bool no_new_privs;
};

static int child_execs_setuid_program(void *arg)
{
	const struct setuid_plan *plan = arg;

	if (plan->no_new_privs)
		CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_errno_on_exec(__NR_getppid, EXDEV));
	CHILD_ASSERT_NO_RETURN(exec_probe_by(plan->path, plan->probe));
}

/* With no_new_privs the program does not get the user of its file. */
TEST(on_exec_filter_starts_with_a_setuid_program)
{
	char path[] = PROBE_COPY;
	struct setuid_plan plan = { .path = path };

	if (geteuid())
		SKIP(return, "needs root, to make a setuid program");
	ASSERT_EQ(0, copy_probe(path, PROBE_USER, 04755));
	plan.probe = "user";
	EXPECT_EQ(exit_summary(in_child(child_execs_setuid_program, &plan)),
		  PROBE_ALLOWED);
	plan.no_new_privs = true;
	EXPECT_EQ(exit_summary(in_child(child_execs_setuid_program, &plan)),
		  EPERM);
	plan.probe = "getppid";
	EXPECT_EQ(exit_summary(in_child(child_execs_setuid_program, &plan)),
		  EXDEV);
	plan.no_new_privs = false;
	EXPECT_EQ(exit_summary(in_child(child_execs_setuid_program, &plan)),
		  EXDEV);
	unlink(path);
}

/* --- Tracers ------------------------------------------------------------- */

static int child_is_traced(void *arg)
{
	CHILD_ASSERT_EQ(0, ptrace(PTRACE_TRACEME, 0, 0, 0));
	raise(SIGSTOP);
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_errno_on_exec(__NR_getppid, EXDEV));
	CHILD_ASSERT_NO_RETURN(exec_probe(arg));
}

TEST(on_exec_filter_is_there_at_the_event_of_the_exec)
{
	pid_t pid = start_child(child_is_traced, "getppid");
	int status;

	ASSERT_EQ(waitpid(pid, &status, 0), pid);
	ASSERT_TRUE(WIFSTOPPED(status));
	ASSERT_EQ(ptrace(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACEEXEC), 0);
	ASSERT_EQ(ptrace(PTRACE_CONT, pid, 0, 0), 0);
	ASSERT_EQ(waitpid(pid, &status, 0), pid);
	ASSERT_EQ(status >> 8, SIGTRAP | PTRACE_EVENT_EXEC << 8);
	EXPECT_EQ(status_field(pid, "Seccomp"), SECCOMP_MODE_FILTER);
	EXPECT_EQ(status_field(pid, "Seccomp_filters"), 1);
	ASSERT_EQ(ptrace(PTRACE_CONT, pid, 0, 0), 0);
	ASSERT_EQ(exit_summary(wait_child(pid)), EXDEV);
}

/* --- Checkpoints --------------------------------------------------------- */

static long read_filter(pid_t pid)
{
	return ptrace(PTRACE_SECCOMP_GET_FILTER, pid, 0, NULL);
}

static int child_attaches_and_stops(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	if (arg)
		CHILD_ASSERT_EQ(0, attach_errno(__NR_getpgid, EXDEV));
	CHILD_ASSERT_EQ(0, ptrace(PTRACE_TRACEME, 0, 0, 0));
	raise(SIGSTOP);
	CHILD_ASSERT_EQ(0, attach_errno_on_exec(__NR_getppid, EXDEV));
	raise(SIGSTOP);
	CHILD_ASSERT_NO_RETURN(exec_probe("count"));
}

FIXTURE(checkpoint)
{
	pid_t pid;
};

FIXTURE_VARIANT(checkpoint)
{
	bool filtered;
};

/* clang-format off */

FIXTURE_VARIANT_ADD(checkpoint, without_filters) {
	.filtered = false,
};

FIXTURE_VARIANT_ADD(checkpoint, with_a_filter) {
	.filtered = true,
};

/* clang-format on */

FIXTURE_SETUP(checkpoint)
{
	self->pid = start_child(child_attaches_and_stops,
				variant->filtered ? self : NULL);
	ASSERT_LT(0, self->pid);
}

FIXTURE_TEARDOWN(checkpoint)
{
	kill(self->pid, SIGKILL);
	waitpid(self->pid, NULL, 0);
}

/* Restored without the filter that waits, the sandbox would permit more. */
TEST_F(checkpoint, on_exec_filter_is_not_lost_in_a_checkpoint)
{
	struct {
		__u64 filter_off, flags;
	} metadata = {};
	int status;
	long ret;

	ASSERT_EQ(waitpid(self->pid, &status, 0), self->pid);
	ASSERT_TRUE(WIFSTOPPED(status));
	errno = 0;
	ret = read_filter(self->pid);
	if (ret == -1 && (errno == EACCES || errno == EIO))
		SKIP(return, "GET_FILTER: %s", strerror(errno));
	EXPECT_EQ(ret, variant->filtered ? 6 : -1);
	EXPECT_EQ(errno, variant->filtered ? 0 : EINVAL);

	ASSERT_EQ(ptrace(PTRACE_CONT, self->pid, 0, 0), 0);
	ASSERT_EQ(waitpid(self->pid, &status, 0), self->pid);
	ASSERT_TRUE(WIFSTOPPED(status));
	EXPECT_EQ(read_filter(self->pid), -1);
	EXPECT_EQ(errno, EMEDIUMTYPE);
	EXPECT_EQ(ptrace(PTRACE_SECCOMP_GET_METADATA, self->pid,
			 sizeof(metadata), &metadata),
		  -1);
	EXPECT_EQ(errno, EMEDIUMTYPE);

	/* The stop of the exec: the filter is on the path, and can be read. */
	ASSERT_EQ(ptrace(PTRACE_CONT, self->pid, 0, 0), 0);
	ASSERT_EQ(waitpid(self->pid, &status, 0), self->pid);
	ASSERT_TRUE(WIFSTOPPED(status));
	EXPECT_EQ(WSTOPSIG(status), SIGTRAP);
	EXPECT_EQ(read_filter(self->pid), 6);
}

/* --- The example of the user page ---------------------------------------- */

/* Run the example with this program as the command, which runs a probe. */
static int child_runs_example(void *arg)
{
	char variable[64], path[256] = "", *slash;
	char *argv[3] = { path };
	char *envp[2] = { variable };

	CHILD_ASSERT_LT(0, readlink("/proc/self/exe", path, sizeof(path) - 1));
	argv[1] = strdup(path);
	slash = strrchr(path, '/');
	CHILD_ASSERT(slash);
	strcpy(slash, "/exec_example");
	snprintf(variable, sizeof(variable), PROBE_VARIABLE "%s",
		 (const char *)arg);
	CHILD_ASSERT_NO_RETURN(execve(path, argv, envp));
}

TEST(on_exec_example_of_the_user_page_works)
{
	ASSERT_EQ(exit_summary(in_child(child_runs_example, "exec")), EACCES);
	ASSERT_EQ(exit_summary(in_child(child_runs_example, "getppid")),
		  PROBE_ALLOWED);
}

TEST_HARNESS_MAIN
