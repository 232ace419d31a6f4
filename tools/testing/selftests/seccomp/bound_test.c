// SPDX-License-Identifier: GPL-2.0-only
/*
 * Filters with SECCOMP_FILTER_FLAG_BIND_TRACER: a task with such a filter gets at
 * tasks with the same filter only, whatever the way.
 */
#include "../kselftest_harness.h"

#include <elf.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/ptrace.h>
#include <sys/uio.h>

#include "common.h"

#include <linux/seccomp_ext.h>

#ifndef __NR_pidfd_open
#define __NR_pidfd_open 434
#endif
#ifndef __NR_pidfd_getfd
#define __NR_pidfd_getfd 438
#endif

#define BIND ((unsigned int)SECCOMP_FILTER_FLAG_BIND_TRACER)

static int attach_bound(unsigned int flags)
{
	return attach_nr(__NR_getpriority, SECCOMP_RET_ERRNO | EXDEV,
			 BIND | flags);
}

/* Memory that all processes share, and memory that each has for itself. */
static int private_word = 1;

static int child_pauses(void *arg)
{
	for (;;)
		pause();
	return 0;
}

/* Start a task without the filter, then get the filter. Return the task. */
static pid_t start_unbound_and_bind(void)
{
	pid_t pid = start_child(child_pauses, NULL);

	CHILD_ASSERT_LT(0, pid);
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_bound(0));
	return pid;
}

static void kill_child(pid_t pid)
{
	kill(pid, SIGKILL);
	CHILD_ASSERT_EQ(BY_SIGNAL(SIGKILL), exit_summary(wait_child(pid)));
}

static int child_attaches_to_unbound(void *arg)
{
	pid_t pid = start_unbound_and_bind();

	CHILD_ASSERT_ERRNO(EPERM, ptrace(PTRACE_ATTACH, pid, 0, 0));
	CHILD_ASSERT_ERRNO(EPERM, ptrace(PTRACE_SEIZE, pid, 0, 0));
	kill_child(pid);
	return 0;
}

TEST(bound_tracer_attaches_to_no_task_without_the_filter)
{
	ASSERT_EQ(exit_summary(in_child(child_attaches_to_unbound, NULL)), 0);
}

static void write_to_task(pid_t pid, int expected)
{
	int value = 2;
	struct iovec local = { &value, sizeof(value) };
	struct iovec remote = { &private_word, sizeof(private_word) };
	long ret;

	ret = process_vm_writev(pid, &local, 1, &remote, 1, 0);
	if (!expected) {
		CHILD_ASSERT_EQ(sizeof(value), ret);
		return;
	}
	CHILD_ASSERT_EQ(-1, ret);
	CHILD_ASSERT_EQ(expected, errno);
	CHILD_ASSERT_EQ(-1, process_vm_readv(pid, &local, 1, &remote, 1, 0));
	CHILD_ASSERT_EQ(expected, errno);
}

static int open_memory(pid_t pid)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/mem", pid);
	return open(path, O_RDWR);
}

static int take_descriptor(pid_t pid)
{
	int pidfd = syscall(__NR_pidfd_open, pid, 0);

	CHILD_ASSERT_LE(0, pidfd);
	return syscall(__NR_pidfd_getfd, pidfd, 0, 0);
}

static int child_writes_to_unbound(void *arg)
{
	pid_t pid = start_unbound_and_bind();

	write_to_task(pid, EPERM);
	CHILD_ASSERT_ERRNO(EACCES, open_memory(pid));
	CHILD_ASSERT_ERRNO(EPERM, take_descriptor(pid));
	kill_child(pid);
	return 0;
}

TEST(bound_tracer_writes_to_no_task_without_the_filter)
{
	ASSERT_EQ(exit_summary(in_child(child_writes_to_unbound, NULL)), 0);
}

/*
 * These files need a right to read, as "ps" does. The flag is about the rights of a
 * tracer, and the user page says what it leaves.
 */
static int child_opens_files_of_unbound(void *arg)
{
	const pid_t pid = start_unbound_and_bind();
	static const char *const names[] = { "exe", "cwd", "root", "fd/0" };
	char path[64], text[256];
	unsigned int i;
	int fd;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		snprintf(path, sizeof(path), "/proc/%d/%s", pid, names[i]);
		CHILD_ASSERT_LT(0, readlink(path, text, sizeof(text)));
		fd = open(path, O_PATH | O_CLOEXEC);
		CHILD_ASSERT_LE(0, fd);
		close(fd);
	}
	kill_child(pid);
	return 0;
}

TEST(bound_tracer_may_open_files_of_a_task_without_the_filter)
{
	EXPECT_EQ(exit_summary(in_child(child_opens_files_of_unbound, NULL)),
		  0);
}

static int child_uses_bound_child(void *arg)
{
	int status;
	pid_t pid;

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_bound(0));
	pid = start_child(child_pauses, NULL);
	write_to_task(pid, 0);
	CHILD_ASSERT_LE(0, open_memory(pid));
	CHILD_ASSERT_LE(0, take_descriptor(pid));
	CHILD_ASSERT_EQ(0, ptrace(PTRACE_ATTACH, pid, 0, 0));
	CHILD_ASSERT_EQ(pid, waitpid(pid, &status, 0));
	CHILD_ASSERT_EQ(0, ptrace(PTRACE_POKEDATA, pid, &private_word, 3));
	kill_child(pid);
	return 0;
}

TEST(bound_tracer_uses_its_own_children)
{
	ASSERT_EQ(exit_summary(in_child(child_uses_bound_child, NULL)), 0);
}

static int grandchild_attaches_more(void *arg)
{
	CHILD_ASSERT_EQ(0, attach_errno(__NR_getpgid, EXDEV));
	sem_post(arg);
	return child_pauses(NULL);
}

static sem_t *shared_semaphore(void)
{
	sem_t *sem = mmap(NULL, sizeof(*sem), PROT_READ | PROT_WRITE,
			  MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	CHILD_ASSERT_OBJECT(sem);
	CHILD_ASSERT_EQ(0, sem_init(sem, 1, 0));
	return sem;
}

static int child_traces_child_with_more(void *arg)
{
	sem_t *attached = shared_semaphore();
	pid_t pid;

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_bound(0));
	pid = start_child(grandchild_attaches_more, attached);
	CHILD_ASSERT_EQ(0, sem_wait(attached));
	CHILD_ASSERT_EQ(0, ptrace(PTRACE_SEIZE, pid, 0, 0));
	kill_child(pid);
	return 0;
}

TEST(bound_tracer_attaches_to_a_task_with_more_filters)
{
	ASSERT_EQ(exit_summary(in_child(child_traces_child_with_more, NULL)),
		  0);
}

static int grandchild_attaches_equal(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_bound(0));
	sem_post(arg);
	return child_pauses(NULL);
}

static int child_traces_equal_filter(void *arg)
{
	sem_t *attached = shared_semaphore();
	pid_t pid = start_child(grandchild_attaches_equal, attached);

	CHILD_ASSERT_EQ(0, sem_wait(attached));
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_bound(0));
	CHILD_ASSERT_ERRNO(EPERM, ptrace(PTRACE_SEIZE, pid, 0, 0));
	write_to_task(pid, EPERM);
	kill_child(pid);
	return 0;
}

TEST(bound_tracer_does_not_take_an_equal_filter_for_its_own)
{
	ASSERT_EQ(exit_summary(in_child(child_traces_equal_filter, NULL)), 0);
}

/* --- Being traced by the parent ------------------------------------------ */

static int grandchild_asks_to_be_traced(void *arg)
{
	sem_t *go = arg;

	CHILD_ASSERT_EQ(0, sem_wait(go));
	return ptrace(PTRACE_TRACEME, 0, 0, 0) ? errno : 0;
}

static int child_gets_tracee(void *arg)
{
	sem_t *go = shared_semaphore();
	pid_t pid = start_child(grandchild_asks_to_be_traced, go);

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_bound(arg ? SECCOMP_FILTER_FLAG_ON_EXEC : 0));
	sem_post(go);
	CHILD_ASSERT_EQ(EPERM, exit_summary(wait_child(pid)));
	return 0;
}

TEST(bound_tracer_gets_no_tracee_by_traceme)
{
	ASSERT_EQ(exit_summary(in_child(child_gets_tracee, NULL)), 0);
}

/* Otherwise the exec would make a bound tracer of a task without the filter. */
TEST(bound_tracer_that_waits_for_exec_gets_no_tracee)
{
	ASSERT_EQ(exit_summary(in_child(child_gets_tracee, "on exec")), 0);
}

static int child_gets_bound_tracee(void *arg)
{
	sem_t *go = shared_semaphore();
	pid_t pid;

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_bound(0));
	pid = start_child(grandchild_asks_to_be_traced, go);
	sem_post(go);
	CHILD_ASSERT_EQ(0, exit_summary(wait_child(pid)));
	return 0;
}

TEST(bound_tracer_gets_its_own_child_by_traceme)
{
	ASSERT_EQ(exit_summary(in_child(child_gets_bound_tracee, NULL)), 0);
}

/* --- Requests to a task that is not traced -------------------------------- */

static int child_pokes_unbound(void *arg)
{
	char regs[1024];
	struct iovec iov = { regs, sizeof(regs) };
	pid_t pid = start_unbound_and_bind();

	ptrace(PTRACE_SEIZE, pid, 0, 0);
	CHILD_ASSERT_ERRNO(ESRCH,
			   ptrace(PTRACE_POKEDATA, pid, &private_word, 2));
	CHILD_ASSERT_ERRNO(ESRCH,
			   ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &iov));
	CHILD_ASSERT_ERRNO(ESRCH,
			   ptrace(PTRACE_SETREGSET, pid, NT_PRSTATUS, &iov));
	kill_child(pid);
	return 0;
}

TEST(bound_tracer_pokes_no_task_without_the_filter)
{
	ASSERT_EQ(exit_summary(in_child(child_pokes_unbound, NULL)), 0);
}

/* --- Tracees that the kernel attaches ------------------------------------- */

static int grandchild_clones(void *arg)
{
	sem_t *go = arg;
	pid_t pid;

	CHILD_ASSERT_EQ(0, sem_wait(go));
	pid = syscall(__NR_clone, CLONE_PTRACE | SIGCHLD, 0, 0, 0, 0);
	CHILD_ASSERT_LE(0, pid);
	return child_pauses(NULL);
}

static int grandchild_forks(void *arg)
{
	CHILD_ASSERT_EQ(0, sem_wait(arg));
	CHILD_ASSERT_LE(0, fork());
	return child_pauses(NULL);
}

/* Wait until a task that the tracer did not attach stops for it. Return the task. */
static pid_t wait_new_tracee(pid_t known)
{
	int status;
	pid_t pid;

	for (;;) {
		pid = waitpid(-1, &status, __WALL);
		CHILD_ASSERT_LT(0, pid);
		CHILD_ASSERT(WIFSTOPPED(status));
		if (pid != known)
			return pid;
		CHILD_ASSERT_EQ(0, ptrace(PTRACE_CONT, known, 0, 0));
	}
}

struct clone_plan {
	child_fn clone;
	unsigned long options;
};

static int child_gets_cloned_tracee(void *arg)
{
	const struct clone_plan *plan = arg;
	sem_t *go = shared_semaphore();
	pid_t pid, new;

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_bound(0));
	pid = start_child(plan->clone, go);
	CHILD_ASSERT_EQ(0, ptrace(PTRACE_SEIZE, pid, 0,
				  plan->options | PTRACE_O_EXITKILL));
	sem_post(go);
	new = wait_new_tracee(pid);
	CHILD_ASSERT_EQ(getpid(), status_field(new, "TracerPid"));
	CHILD_ASSERT_EQ(1, status_field(new, "Seccomp_filters"));
	CHILD_ASSERT_EQ(0, ptrace(PTRACE_POKEDATA, new, &private_word, 3));
	kill_child(new);
	return 0;
}

/* The new task has the filter of its parent, so that it may be traced. */
TEST(bound_tracer_gets_only_tracees_with_the_filter_by_clone)
{
	struct clone_plan plan = { grandchild_forks, PTRACE_O_TRACEFORK };

	EXPECT_EQ(exit_summary(in_child(child_gets_cloned_tracee, &plan)), 0);
	plan = (struct clone_plan){ grandchild_clones };
	EXPECT_EQ(exit_summary(in_child(child_gets_cloned_tracee, &plan)), 0);
}

/* --- Attaching while tracing --------------------------------------------- */

static int child_binds_while_tracing(void *arg)
{
	const unsigned int flags = arg ? SECCOMP_FILTER_FLAG_ON_EXEC : 0;
	pid_t pid = start_child(child_pauses, NULL);

	CHILD_ASSERT_EQ(0, ptrace(PTRACE_SEIZE, pid, 0, 0));
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_ERRNO(EBUSY, attach_bound(flags));
	CHILD_ASSERT_EQ(0, filter_count());
	/* Other filters are not refused. */
	CHILD_ASSERT_EQ(0, attach_errno(__NR_getpriority, EXDEV));
	kill_child(pid);
	/* Without tracees, the filter is not refused. */
	CHILD_ASSERT_EQ(0, attach_bound(flags));
	return 0;
}

TEST(bound_filter_is_refused_to_a_tracer)
{
	ASSERT_EQ(exit_summary(in_child(child_binds_while_tracing, NULL)), 0);
	ASSERT_EQ(exit_summary(in_child(child_binds_while_tracing, "on exec")),
		  0);
}

struct tracer_plan {
	sem_t traces;
	sem_t stop;
};

static void *trace_in_thread(void *arg)
{
	struct tracer_plan *plan = arg;
	pid_t pid = start_child(child_pauses, NULL);

	CHILD_ASSERT_EQ(0, ptrace(PTRACE_SEIZE, pid, 0, 0));
	sem_post(&plan->traces);
	CHILD_ASSERT_EQ(0, sem_wait(&plan->stop));
	kill_child(pid);
	return NULL;
}

static int child_syncs_to_tracer(void *arg)
{
	struct tracer_plan plan;
	pthread_t thread;

	sem_init(&plan.traces, 0, 0);
	sem_init(&plan.stop, 0, 0);
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0,
			pthread_create(&thread, NULL, trace_in_thread, &plan));
	CHILD_ASSERT_EQ(0, sem_wait(&plan.traces));
	/* For this thread alone, the filter is not refused. */
	CHILD_ASSERT_EQ(0, attach_bound(0));
	CHILD_ASSERT_ERRNO(EBUSY, attach_bound(SECCOMP_FILTER_FLAG_TSYNC));
	/* TSYNC would give the older filter to the other thread, too. */
	CHILD_ASSERT_ERRNO(EBUSY,
			   attach_nr(__NR_getpgid, SECCOMP_RET_ERRNO | EXDEV,
				     SECCOMP_FILTER_FLAG_TSYNC));
	sem_post(&plan.stop);
	CHILD_ASSERT_EQ(0, pthread_join(thread, NULL));
	CHILD_ASSERT_EQ(0, attach_bound(SECCOMP_FILTER_FLAG_TSYNC));
	return 0;
}

TEST(bound_filter_is_refused_for_a_thread_that_traces)
{
	ASSERT_EQ(exit_summary(in_child(child_syncs_to_tracer, NULL)), 0);
}

/* --- Checkpoints ----------------------------------------------------------- */

static int child_is_bound(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_bound(0));
	CHILD_ASSERT_EQ(0, attach_errno(__NR_getpgid, EXDEV));
	sem_post(arg);
	return child_pauses(NULL);
}

/* The instructions alone would restore a sandbox that does not bind. */
TEST(bound_filter_is_not_read_for_a_checkpoint)
{
	sem_t *attached = shared_semaphore();
	pid_t pid = start_child(child_is_bound, attached);
	struct sock_filter insns[16];
	int status;
	long ret;

	ASSERT_EQ(sem_wait(attached), 0);
	ASSERT_EQ(ptrace(PTRACE_SEIZE, pid, 0, 0), 0);
	ASSERT_EQ(ptrace(PTRACE_INTERRUPT, pid, 0, 0), 0);
	ASSERT_EQ(waitpid(pid, &status, 0), pid);
	errno = 0;
	ret = ptrace(PTRACE_SECCOMP_GET_FILTER, pid, 1, insns);
	if (ret == -1 && (errno == EACCES || errno == EIO)) {
		kill_child(pid);
		SKIP(return, "GET_FILTER: %s", strerror(errno));
	}
	EXPECT_EQ(ret, 6);
	EXPECT_EQ(ptrace(PTRACE_SECCOMP_GET_FILTER, pid, 0, insns), -1);
	EXPECT_EQ(errno, EMEDIUMTYPE);
	EXPECT_EQ(ptrace(PTRACE_SECCOMP_GET_FILTER, pid, 0, NULL), -1);
	EXPECT_EQ(errno, EMEDIUMTYPE);
	kill_child(pid);
}

/* --- What stays as it was ------------------------------------------------ */

static int child_traces_without_flag(void *arg)
{
	pid_t pid = start_child(child_pauses, NULL);

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_errno(__NR_getpriority, EXDEV));
	write_to_task(pid, 0);
	CHILD_ASSERT_EQ(0, ptrace(PTRACE_SEIZE, pid, 0, 0));
	kill_child(pid);
	return 0;
}

TEST(bound_tracer_needs_the_flag)
{
	ASSERT_EQ(exit_summary(in_child(child_traces_without_flag, NULL)), 0);
}

static int grandchild_traces_parent(void *arg)
{
	const pid_t pid = getppid();
	int status;

	CHILD_ASSERT_EQ(0, ptrace(PTRACE_ATTACH, pid, 0, 0));
	CHILD_ASSERT_EQ(pid, waitpid(pid, &status, 0));
	CHILD_ASSERT_EQ(0, ptrace(PTRACE_DETACH, pid, 0, 0));
	return 0;
}

static int child_is_traced_by_unbound(void *arg)
{
	sem_t *go = shared_semaphore();
	pid_t pid;

	pid = fork();
	if (!pid) {
		sem_wait(go);
		_exit(grandchild_traces_parent(NULL));
	}
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_bound(0));
	sem_post(go);
	CHILD_ASSERT_EQ(0, exit_summary(wait_child(pid)));
	return 0;
}

TEST(bound_task_can_be_traced_by_others)
{
	ASSERT_EQ(exit_summary(in_child(child_is_traced_by_unbound, NULL)), 0);
}

TEST_HARNESS_MAIN
