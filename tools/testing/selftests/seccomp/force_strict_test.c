// SPDX-License-Identifier: GPL-2.0-only
/*
 * /proc/PID/seccomp: the mode of a task as a number, and strict mode for another
 * task.
 */
#include "../kselftest_harness.h"

#include <poll.h>
#include <pthread.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/stat.h>

#include "common.h"
#include "target.h"
#include "exec_probe.h"
#include "io_ring.h"

#include <linux/seccomp_ext.h>

static int open_mode(pid_t pid, int flags)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/seccomp", pid);
	return open(path, flags | O_CLOEXEC);
}

/* Return the number in the file, or the negative errno. */
static int read_mode(pid_t pid)
{
	int fd = open_mode(pid, O_RDONLY);
	char text[16] = "";
	ssize_t len;

	if (fd < 0)
		return -errno;
	len = read(fd, text, sizeof(text) - 1);
	close(fd);
	if (len < 2 || text[len - 1] != '\n')
		return -EBADMSG;
	return atoi(text);
}

/* Return 0 or the errno. */
static int write_mode(pid_t pid, const char *text)
{
	int fd = open_mode(pid, O_WRONLY), err;

	if (fd < 0)
		return errno;
	err = write(fd, text, strlen(text)) < 0 ? errno : 0;
	close(fd);
	return err;
}

/* Read bytes from a pipe. Then make the call that the byte asks for. */
static int child_obeys(void *arg)
{
	const int *pipes = arg;
	char byte;

	child_exit_nr = __NR_exit;
	while (read(pipes[0], &byte, 1) == 1) {
		if (byte == 'w')
			CHILD_ASSERT_EQ(1, write(pipes[3], "w", 1));
		if (byte == 'g')
			sys_getppid();
		if (byte == 'e')
			sys_exit(42);
	}
	return 0;
}

static bool ask_to_write(int *pipes)
{
	char byte;

	return write(pipes[1], "w", 1) == 1 && read(pipes[2], &byte, 1) == 1;
}

FIXTURE(force_strict)
{
	int pipes[4];
	pid_t pid;
};

FIXTURE_SETUP(force_strict)
{
	ASSERT_EQ(pipe(&self->pipes[0]), 0);
	ASSERT_EQ(pipe(&self->pipes[2]), 0);
	self->pid = start_child(child_obeys, self->pipes);
	ASSERT_GT(self->pid, 0);
	/* From then on, the target makes only the calls that a test asks for. */
	ASSERT_TRUE(ask_to_write(self->pipes));
}

FIXTURE_TEARDOWN(force_strict)
{
	if (self->pid > 0) {
		kill(self->pid, SIGKILL);
		wait_child(self->pid);
	}
}

TEST_F(force_strict, call_in_progress_goes_on_and_the_next_one_is_checked)
{
	ASSERT_EQ(read_mode(self->pid), 0);
	ASSERT_EQ(write_mode(self->pid, "1"), 0);
	ASSERT_EQ(read_mode(self->pid), SECCOMP_MODE_STRICT);
	/* The target sleeps in read(2), and may write(2). */
	ASSERT_TRUE(ask_to_write(self->pipes));
	ASSERT_TRUE(ask_to_write(self->pipes));
	ASSERT_EQ(write(self->pipes[1], "g", 1), 1);
	ASSERT_EQ(exit_summary(wait_child(self->pid)), BY_SIGNAL(SIGKILL));
	self->pid = -1;
}

TEST_F(force_strict, newline_is_accepted)
{
	ASSERT_EQ(write_mode(self->pid, "1\n"), 0);
	ASSERT_EQ(write(self->pipes[1], "e", 1), 1);
	ASSERT_EQ(exit_summary(wait_child(self->pid)), 42);
	self->pid = -1;
}

TEST_F(force_strict, other_text_is_refused)
{
	static const char *const texts[] = {
		"0", "2", "3", "11", "1 ", " 1", "01", "1\n\n", "-1", "x", "\n",
	};
	unsigned int i;
	int fd;

	for (i = 0; i < ARRAY_SIZE(texts); i++)
		EXPECT_EQ(write_mode(self->pid, texts[i]), EINVAL);
	fd = open_mode(self->pid, O_WRONLY);
	ASSERT_GE(fd, 0);
	EXPECT_EQ(write(fd, "1", 0), -1);
	EXPECT_EQ(errno, EINVAL);
	EXPECT_EQ(pwrite(fd, "1", 1, 1), -1);
	EXPECT_EQ(errno, EINVAL);
	EXPECT_EQ(write(fd, unmapped_page(), 1), -1);
	EXPECT_EQ(errno, EFAULT);
	close(fd);
	EXPECT_EQ(read_mode(self->pid), 0);
	EXPECT_TRUE(ask_to_write(self->pipes));
}

TEST_F(force_strict, second_write_is_refused)
{
	ASSERT_EQ(write_mode(self->pid, "1"), 0);
	EXPECT_EQ(write_mode(self->pid, "1"), EPERM);
}

TEST_F(force_strict, zombie_is_refused)
{
	siginfo_t info;

	ASSERT_EQ(write(self->pipes[1], "e", 1), 1);
	ASSERT_EQ(waitid(P_PID, self->pid, &info, WEXITED | WNOWAIT), 0);
	EXPECT_EQ(write_mode(self->pid, "1"), ESRCH);
	EXPECT_EQ(exit_summary(wait_child(self->pid)), 42);
	self->pid = -1;
}

TEST_F(force_strict, reaped_task_is_refused)
{
	int fd = open_mode(self->pid, O_RDWR);
	char text[4];

	ASSERT_GE(fd, 0);
	ASSERT_EQ(write(self->pipes[1], "e", 1), 1);
	ASSERT_EQ(exit_summary(wait_child(self->pid)), 42);
	self->pid = -1;
	EXPECT_EQ(write(fd, "1", 1), -1);
	EXPECT_EQ(errno, ESRCH);
	EXPECT_EQ(read(fd, text, sizeof(text)), -1);
	EXPECT_EQ(errno, ESRCH);
	close(fd);
}

TEST_F(force_strict, other_credentials_than_those_of_the_opener_are_refused)
{
	int fd = open_mode(self->pid, O_WRONLY);

	ASSERT_GE(fd, 0);
	ASSERT_EQ(syscall(__NR_setresgid, -1, 12345, -1), 0);
	EXPECT_EQ(write(fd, "1", 1), -1);
	EXPECT_EQ(errno, EPERM);
	close(fd);
	EXPECT_EQ(read_mode(self->pid), 0);
}

static int child_lacks_rights(void *arg)
{
	const pid_t pid = *(pid_t *)arg;

	CHILD_ASSERT_EQ(0, syscall(__NR_setresgid, 12345, 12345, 12345));
	CHILD_ASSERT_EQ(0, syscall(__NR_setresuid, 12345, 12345, 12345));
	CHILD_ASSERT_ERRNO(EACCES, open_mode(pid, O_WRONLY));
	return 0;
}

TEST_F(force_strict, user_without_rights_cannot_open_the_file)
{
	EXPECT_EQ(exit_summary(in_child(child_lacks_rights, &self->pid)), 0);
}

/* --- Hidden processes ------------------------------------------------------ */

static int open_errno(const char *proc, pid_t pid, const char *file)
{
	char path[128];
	int fd;

	snprintf(path, sizeof(path), "%s/%d/%s", proc, pid, file);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

struct hidden {
	char proc[64];
	pid_t pid;
};

static int child_sees_no_process(void *arg)
{
	const struct hidden *hidden = arg;

	CHILD_ASSERT_EQ(0, open_errno(hidden->proc, hidden->pid, "status"));
	CHILD_ASSERT_EQ(0, open_errno(hidden->proc, hidden->pid, "seccomp"));
	CHILD_ASSERT_EQ(0, syscall(__NR_setresgid, 12345, 12345, 12345));
	CHILD_ASSERT_EQ(0, syscall(__NR_setresuid, 12345, 12345, 12345));
	CHILD_ASSERT_EQ(ENOENT,
			open_errno(hidden->proc, hidden->pid, "status"));
	CHILD_ASSERT_EQ(ENOENT,
			open_errno(hidden->proc, hidden->pid, "seccomp"));
	CHILD_ASSERT_EQ(EACCES, open_errno("/proc", hidden->pid, "seccomp"));
	return 0;
}

TEST_F(force_strict, file_is_hidden_as_other_files)
{
	struct hidden hidden = { "/tmp/force_strict.XXXXXX", self->pid };

	ASSERT_NE(mkdtemp(hidden.proc), NULL);
	ASSERT_EQ(chmod(hidden.proc, 0755), 0);
	if (mount("proc", hidden.proc, "proc", 0, "hidepid=2")) {
		rmdir(hidden.proc);
		SKIP(return, "mount of proc: %s", strerror(errno));
	}
	EXPECT_EQ(exit_summary(in_child(child_sees_no_process, &hidden)), 0);
	umount2(hidden.proc, MNT_DETACH);
	rmdir(hidden.proc);
}

/* --- Setuid programs ------------------------------------------------------ */

static int user_child_obeys(void *arg)
{
	become_user(PROBE_USER);
	return child_obeys(arg);
}

struct writer {
	pid_t target;
	const char *program; /* or NULL */
};

/* Open the file, and write to it, or let another program do that. */
static int child_execs_writer(void *arg)
{
	const struct writer *writer = arg;
	int fd;

	become_user(PROBE_USER);
	CHILD_ASSERT_LE(0, fd = open_mode(writer->target, O_WRONLY));
	if (!writer->program)
		return write(fd, "1", 1) == 1 ? PROBE_ALLOWED : errno;
	CHILD_ASSERT_EQ(STDOUT_FILENO, dup2(fd, STDOUT_FILENO));
	CHILD_ASSERT_NO_RETURN(exec_probe_by(writer->program, "write"));
}

/* A setuid program writes what its caller wants. The caller itself may write. */
TEST(force_strict_refuses_a_setuid_program_that_writes)
{
	char program[] = PROBE_COPY;
	struct writer writer;
	int pipes[4];

	if (geteuid())
		SKIP(return, "needs root, to make a setuid program");
	ASSERT_EQ(copy_probe(program, 0, 04755), 0);
	ASSERT_EQ(pipe(&pipes[0]), 0);
	ASSERT_EQ(pipe(&pipes[2]), 0);
	writer.target = start_child(user_child_obeys, pipes);
	ASSERT_TRUE(ask_to_write(pipes));
	writer.program = program;
	EXPECT_EQ(exit_summary(in_child(child_execs_writer, &writer)), EPERM);
	EXPECT_EQ(read_mode(writer.target), 0);
	writer.program = NULL;
	EXPECT_EQ(exit_summary(in_child(child_execs_writer, &writer)),
		  PROBE_ALLOWED);
	EXPECT_EQ(read_mode(writer.target), SECCOMP_MODE_STRICT);
	kill(writer.target, SIGKILL);
	wait_child(writer.target);
	unlink(program);
}

/* --- Targets that do not sleep -------------------------------------------- */

/* Rounds of a race with a target. */
#define ROUNDS 20

struct busy {
	unsigned int calls;
	bool stop;
};

/* Make calls that strict mode permits. */
static int child_reads_always(void *arg)
{
	struct busy *busy = arg;

	while (!SHARED_LOAD(busy->stop)) {
		syscall(__NR_read, -1, NULL, 0);
		SHARED_INC(busy->calls);
	}
	sys_exit(42);
	return 0;
}

/* The target must never find a mode to check that is not there yet. */
TEST(force_strict_lets_permitted_calls_go_on_meanwhile)
{
	struct busy *busy = shared_page();
	unsigned int before;
	pid_t pid;
	int i;

	ASSERT_NE(busy, NULL);
	for (i = 0; i < ROUNDS; i++) {
		*busy = (struct busy){};
		pid = start_child(child_reads_always, busy);
		ASSERT_TRUE(WAIT_UNTIL(SHARED_LOAD(busy->calls) > 100));
		ASSERT_EQ(write_mode(pid, "1"), 0);
		before = SHARED_LOAD(busy->calls);
		WAIT_UNTIL(SHARED_LOAD(busy->calls) > before + 100 ||
			   task_state(pid) == 'Z');
		EXPECT_LT(before + 100, SHARED_LOAD(busy->calls));
		SHARED_STORE(busy->stop, true);
		EXPECT_EQ(exit_summary(wait_child(pid)), 42);
	}
}

/* After the constructor of exec_probe.h, this program executes itself again. */
#define EXEC_ALWAYS "SECCOMP_STRICT_TEST_EXEC"

__attribute__((constructor)) static void exec_always(void)
{
	char *const argv[] = { "force_strict_test", NULL };
	char *const envp[] = { EXEC_ALWAYS "=1", NULL };

	if (!getenv(EXEC_ALWAYS))
		return;
	CHILD_ASSERT_NO_RETURN(execve("/proc/self/exe", argv, envp));
}

static int child_execs_always(void *arg)
{
	SHARED_STORE(*(bool *)arg, true);
	setenv(EXEC_ALWAYS, "1", 1);
	exec_always();
	CHILD_FAIL("exec_always() returned");
}

/* An exec is whole: before it, or after it, the task has the mode. */
TEST(force_strict_of_a_task_that_executes)
{
	bool *started = shared_page();
	pid_t pid;
	int i;

	ASSERT_NE(started, NULL);
	for (i = 0; i < ROUNDS; i++) {
		*started = false;
		pid = start_child(child_execs_always, started);
		ASSERT_TRUE(WAIT_UNTIL(SHARED_LOAD(*started)));
		usleep(1000 * i);
		EXPECT_EQ(write_mode(pid, "1"), 0);
		/* The next execve(2) is not permitted. */
		EXPECT_EQ(exit_summary(wait_child(pid)), BY_SIGNAL(SIGKILL));
	}
}

static void *return_at_once(void *arg)
{
	SHARED_STORE(*(bool *)arg, true);
	return NULL;
}

static int child_clones_always(void *arg)
{
	pthread_t thread;

	for (;;) {
		CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, return_at_once,
						  arg));
		CHILD_ASSERT_EQ(0, pthread_join(thread, NULL));
	}
	return 0;
}

/* The number of threads is checked when the mode is set, and not before. */
TEST(force_strict_of_a_task_that_makes_threads)
{
	bool *started = shared_page();
	int i, err, busy = 0;
	pid_t pid;

	ASSERT_NE(started, NULL);
	for (i = 0; i < ROUNDS; i++) {
		*started = false;
		pid = start_child(child_clones_always, started);
		ASSERT_TRUE(WAIT_UNTIL(SHARED_LOAD(*started)));
		while ((err = write_mode(pid, "1")) == EBUSY)
			busy++;
		EXPECT_EQ(err, 0);
		/* The next clone(2) is not permitted, and there is no thread. */
		EXPECT_EQ(exit_summary(wait_child(pid)), BY_SIGNAL(SIGKILL));
	}
	TH_LOG("%d rounds, %d times with another thread", ROUNDS, busy);
}

/* Spin until the word is set, and as often more. Then make a call that kills. */
static int child_dies_late(void *arg)
{
	volatile unsigned int *spins = arg;
	unsigned int i;

	while (!*spins)
		;
	for (i = *spins; i; i--)
		__asm__ volatile("" ::: "memory");
	sys_getppid();
	return 0;
}

/* The target marks itself dead and exits while its file is written. */
TEST(force_strict_refuses_a_task_that_strict_mode_kills)
{
	volatile unsigned int *spins = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
					    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	unsigned int i;
	pid_t pid;
	int fd;

	ASSERT_NE(spins, MAP_FAILED);
	for (i = 1; i <= 40; i++) {
		*spins = 0;
		pid = start_child(child_dies_late, (void *)spins);
		fd = open_mode(pid, O_WRONLY);
		ASSERT_GE(fd, 0);
		ASSERT_EQ(write(fd, "1", 1), 1);
		*spins = i * 1000;
		do {
			ASSERT_EQ(write(fd, "1", 1), -1);
		} while (errno == EPERM);
		EXPECT_EQ(errno, ESRCH);
		close(fd);
		ASSERT_EQ(exit_summary(wait_child(pid)), BY_SIGNAL(SIGKILL));
	}
}

static int child_sets_own_mode(void *arg)
{
	CHILD_ASSERT_EQ(0, write_mode(getpid(), "1"));
	return 0;
}

TEST(force_strict_works_on_the_caller)
{
	/* close(2) is the next call, and strict mode does not permit it. */
	EXPECT_EQ(exit_summary(in_child(child_sets_own_mode, NULL)),
		  BY_SIGNAL(SIGKILL));
}

static int child_has_filter(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0));
	CHILD_ASSERT_EQ(SECCOMP_MODE_FILTER, read_mode(getpid()));
	CHILD_ASSERT_EQ(EPERM, write_mode(getpid(), "1"));
	return 0;
}

TEST(force_strict_refuses_a_task_with_filters)
{
	EXPECT_EQ(exit_summary(in_child(child_has_filter, NULL)), 0);
}

static void *wait_forever(void *arg)
{
	for (;;)
		pause();
	return NULL;
}

static int child_has_threads(void *arg)
{
	pthread_t thread;

	CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, wait_forever, NULL));
	CHILD_ASSERT_EQ(EBUSY, write_mode(getpid(), "1"));
	CHILD_ASSERT_EQ(0, read_mode(getpid()));
	return 0;
}

TEST(force_strict_refuses_a_task_with_threads)
{
	EXPECT_EQ(exit_summary(in_child(child_has_threads, NULL)), 0);
}

/**
 * struct io_plan - a task that has an io_uring
 * @fifo: path of a FIFO without a writer
 * @ring: the ring
 */
struct io_plan {
	char fifo[64];
	struct io_ring ring;
};

/* The open of the FIFO for reading waits, so it keeps a worker busy. */
static int child_has_io_worker(void *arg)
{
	struct io_plan *plan = arg;

	io_ring_queue(&plan->ring, (struct io_uring_sqe){
					   .opcode = IORING_OP_OPENAT,
					   .flags = IOSQE_ASYNC,
					   .fd = AT_FDCWD,
					   .addr = (uintptr_t)plan->fifo,
					   .open_flags = O_RDONLY,
				   });
	CHILD_ASSERT_EQ(1, syscall(__NR_io_uring_enter, plan->ring.fd, 1, 0, 0,
				   NULL, 0));
	CHILD_ASSERT(WAIT_UNTIL(status_field(getpid(), "Threads") == 2));
	CHILD_ASSERT_EQ(EBUSY, write_mode(getpid(), "1"));
	CHILD_ASSERT_EQ(0, read_mode(getpid()));
	CHILD_ASSERT(!io_ring_is_completed(&plan->ring));
	return 0;
}

static int child_has_io_ring(void *arg)
{
	struct io_plan *plan = arg;

	CHILD_ASSERT_LE(0, plan->ring.fd);
	CHILD_ASSERT_EQ(1, status_field(getpid(), "Threads"));
	CHILD_ASSERT_EQ(0, write_mode(getpid(), "1"));
	return 0;
}

/*
 * Workers of an io_uring do what their task asks for, and strict mode would not reach
 * them. A ring without workers can do nothing without io_uring_enter(2).
 */
TEST(force_strict_refuses_a_task_with_io_workers)
{
	struct io_plan *plan = shared_page();

	ASSERT_NE(plan, NULL);
	strcpy(plan->fifo, "/tmp/force_strict.XXXXXX");
	ASSERT_NE(mkdtemp(plan->fifo), NULL);
	ASSERT_EQ(rmdir(plan->fifo), 0);
	ASSERT_EQ(mkfifo(plan->fifo, 0600), 0);
	if (!io_ring_make(&plan->ring)) {
		unlink(plan->fifo);
		SKIP(return, "io_uring_setup: %s", strerror(errno));
	}
	EXPECT_EQ(exit_summary(in_child(child_has_io_worker, plan)), 0);
	/* The call after the write kills, so the write has succeeded. */
	EXPECT_EQ(exit_summary(in_child(child_has_io_ring, plan)),
		  BY_SIGNAL(SIGKILL));
	io_ring_unmake(&plan->ring);
	unlink(plan->fifo);
}

TEST(force_strict_refuses_init_and_kernel_threads)
{
	if (getppid() == 0 || getpid() == 1)
		SKIP(return, "the test is the init process");
	EXPECT_EQ(write_mode(1, "1"), EPERM);
	EXPECT_EQ(write_mode(2, "1"), EPERM);
	EXPECT_EQ(read_mode(1), 0);
}

struct waiting_child {
	int pipes[4];
	int listener;
};

static int child_waits_for_exec(struct waiting_child *shared)
{
	char byte;

	CHILD_ASSERT_EQ(0, no_new_privs());
	shared->listener = attach_nr(__NR_getppid, SECCOMP_RET_USER_NOTIF,
				     SECCOMP_FILTER_FLAG_ON_EXEC |
					     SECCOMP_FILTER_FLAG_NEW_LISTENER);
	CHILD_ASSERT_LE(0, shared->listener);
	if (write(shared->pipes[3], "w", 1) != 1 ||
	    read(shared->pipes[0], &byte, 1) != 1)
		sys_exit(1);
	sys_exit(42);
	return 0;
}

/* A listener hangs up when the only task that could use it has dropped its filter. */
TEST(force_strict_drops_filters_that_wait_for_exec)
{
	struct waiting_child *shared = mmap(NULL, sizeof(*shared),
					    PROT_READ | PROT_WRITE,
					    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct pollfd event = { .events = POLLIN };
	char byte;
	pid_t pid;

	ASSERT_NE(shared, MAP_FAILED);
	ASSERT_EQ(pipe(&shared->pipes[0]), 0);
	ASSERT_EQ(pipe(&shared->pipes[2]), 0);
	pid = syscall(__NR_clone, CLONE_FILES | SIGCHLD, 0, 0, 0, 0);
	ASSERT_GE(pid, 0);
	if (!pid)
		_exit(child_waits_for_exec(shared));
	ASSERT_EQ(read(shared->pipes[2], &byte, 1), 1);
	event.fd = shared->listener;
	ASSERT_EQ(poll(&event, 1, 0), 0);
	ASSERT_EQ(write_mode(pid, "1"), 0);
	ASSERT_EQ(read_mode(pid), SECCOMP_MODE_STRICT);
	ASSERT_EQ(poll(&event, 1, 10000), 1);
	ASSERT_TRUE(event.revents & POLLHUP);
	close(shared->listener);
	ASSERT_EQ(write(shared->pipes[1], "x", 1), 1);
	ASSERT_EQ(exit_summary(wait_child(pid)), 42);
}

#ifdef __x86_64__
static unsigned int read_clock(void)
{
	unsigned int low, high;

	__asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
	return low;
}

static void use_one_cpu(void)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(0, &set);
	CHILD_ASSERT_EQ(0, sched_setaffinity(0, sizeof(set), &set));
}

/* Read the clock until that fails, while the neighbour does so on the same CPU. */
static int child_reads_clock(void *arg)
{
	volatile unsigned int *reads = arg;

	use_one_cpu();
	for (;;) {
		read_clock();
		++*reads;
	}
	return 0;
}

static int child_reads_clock_beside(void *arg)
{
	volatile unsigned int *reads = arg;
	const unsigned int start = *reads;

	use_one_cpu();
	while (*reads - start < 1000)
		sched_yield();
	read_clock();
	return 0;
}

static int child_reads_clock_long(void *arg)
{
	volatile unsigned int *stop = arg;

	use_one_cpu();
	while (!*stop) {
		read_clock();
		sched_yield();
	}
	return 0;
}

TEST(force_strict_disables_the_clock_of_the_target_only)
{
	volatile unsigned int *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
					     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid_t target, neighbour;

	ASSERT_NE(shared, MAP_FAILED);
	target = start_child(child_reads_clock, (void *)&shared[0]);
	neighbour = start_child(child_reads_clock_long, (void *)&shared[1]);
	ASSERT_EQ(exit_summary(in_child(child_reads_clock_beside,
					(void *)&shared[0])),
		  0);
	ASSERT_EQ(write_mode(target, "1"), 0);
	ASSERT_EQ(exit_summary(wait_child(target)), BY_SIGNAL(SIGSEGV));
	shared[1] = 1;
	ASSERT_EQ(exit_summary(wait_child(neighbour)), 0);
}
#endif /* __x86_64__ */

/* --- The example of the user page ---------------------------------------- */

static int child_runs_example(void *arg)
{
	char path[256] = "", *slash;
	char *const argv[] = { path, arg, NULL };
	char *const envp[] = { NULL };

	CHILD_ASSERT_LT(0, readlink("/proc/self/exe", path, sizeof(path) - 1));
	slash = strrchr(path, '/');
	CHILD_ASSERT(slash);
	strcpy(slash, "/strict_example");
	CHILD_ASSERT_NO_RETURN(execve(path, argv, envp));
}

TEST_F(force_strict, example_of_the_user_page_works)
{
	char pid[16];

	snprintf(pid, sizeof(pid), "%d", self->pid);
	EXPECT_EQ(exit_summary(in_child(child_runs_example, pid)), 0);
	EXPECT_EQ(read_mode(self->pid), SECCOMP_MODE_STRICT);
	EXPECT_TRUE(ask_to_write(self->pipes));
	/* The task has a mode now. */
	EXPECT_EQ(exit_summary(in_child(child_runs_example, pid)), 1);
	EXPECT_EQ(exit_summary(in_child(child_runs_example, "0")), 2);
	EXPECT_EQ(exit_summary(in_child(child_runs_example, "1x")), 2);
	EXPECT_EQ(exit_summary(in_child(child_runs_example, NULL)), 2);
}

TEST_HARNESS_MAIN
