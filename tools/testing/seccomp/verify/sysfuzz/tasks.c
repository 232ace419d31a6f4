// SPDX-License-Identifier: GPL-2.0-only
/*
 * Operations that start, end, wait for and signal tasks.
 */
#include <pthread.h>

#include "sysfuzz.h"

void op_probe_calls(void)
{
	make_probe_calls(1 + below(8));
}

static void __attribute__((noreturn)) child_main(long before)
{
	long now;

	depth++;
	cover_begin();
	now = filter_count();
	if (fault == FAULT_FORK)
		before++;
	if (before >= 0 && now >= 0 && now < before)
		report_failure("fork: %ld filters, and %ld in the child",
			       before, now);
	run_some(one_in(8) ? SUPERVISOR : SUBJECT, 1 + below(4));
	_exit(0);
}

static pid_t make_child(void)
{
	static const unsigned long flags[] = {
		0,
		CLONE_FILES,
		CLONE_PARENT,
		CLONE_FS,
		CLONE_NEWPID,
		CLONE_NEWUSER,
		CLONE_SYSVSEM,
		CLONE_UNTRACED,
	};

	if (one_in(2))
		return fork();
	return syscall(__NR_clone, SIGCHLD | one_of(flags), 0L, 0L, 0L, 0L);
}

void op_fork(void)
{
	const long before = is_predictable() ? filter_count() : -1;
	pid_t pid;

	/* In a child of a threaded process, a libc lock may be held forever. */
	if (depth > 2 || is_threaded || is_full())
		return;
	pid = make_child();
	if (!pid)
		child_main(before);
	EXPECT("fork", pid, EAGAIN, ENOMEM, EINVAL, ENOSPC, EINTR, EPERM);
	if (pid < 0)
		return;
	if (one_in(4))
		kill(pid, one_in(2) ? SIGKILL : SIGUSR1);
	if (one_in(2))
		waitpid(pid, NULL, __WALL);
}

void op_vfork(void)
{
	struct sock_filter insn = INSN_RET(SECCOMP_RET_ALLOW);
	struct sock_fprog prog = { .len = 1, .filter = &insn };
	pid_t pid;

	if (is_threaded)
		return;
	pid = vfork();
	if (!pid) {
		sys_seccomp(SECCOMP_SET_MODE_FILTER, 0, &prog);
		syscall(__NR_getppid);
		_exit(0);
	}
	if (pid > 0)
		waitpid(pid, NULL, 0);
}

/* The argument of a thread is the seed of its random numbers. */
static void *thread_main(void *arg)
{
	random_seed((unsigned long)arg);
	cover_begin();
	run_some(SUBJECT, 2 + below(6));
	if (one_in(4))
		pause_ms(below(200));
	if (one_in(2))
		sys_exit(0);
	return NULL;
}

static void make_thread(void)
{
	pthread_attr_t attr;
	pthread_t thread;

	is_threaded = true;
	pthread_attr_init(&attr);
	pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
	pthread_attr_setstacksize(&attr, 1 << 20);
	pthread_create(&thread, &attr, thread_main,
		       (void *)(unsigned long)random_u32());
	pthread_attr_destroy(&attr);
}

void op_thread(void)
{
	unsigned int count = 1 + below(3);

	while (count-- && !is_full())
		make_thread();
}

/* Starts threads, which may diverge, and then attaches with TSYNC. */
void op_tsync(void)
{
	static const unsigned int flags[] = {
		SECCOMP_FILTER_FLAG_TSYNC,
		SECCOMP_FILTER_FLAG_TSYNC,
		SECCOMP_FILTER_FLAG_TSYNC | SECCOMP_FILTER_FLAG_TSYNC_ESRCH,
		SECCOMP_FILTER_FLAG_TSYNC | SECCOMP_FILTER_FLAG_SPEC_ALLOW,
		SECCOMP_FILTER_FLAG_TSYNC | SECCOMP_FILTER_FLAG_LOG,
	};
	struct sock_fprog prog;
	struct filter filter;
	long ret;

	op_thread();
	if (one_in(2))
		pause_ms(below(20));
	filter_make(&filter, FILTER_PROBE);
	prog.len = filter.len;
	prog.filter = filter.insns;
	ret = sys_seccomp(SECCOMP_SET_MODE_FILTER, one_of(flags), &prog);
	EXPECT("TSYNC", ret, EACCES, EINVAL, ENOMEM, ESRCH);
	make_probe_calls(2);
}

/**
 * exec_self - execute this program
 *
 * It makes some calls and exits. Filters and coverage survive the exec. Filters that
 * wait for it take effect.
 */
void exec_self(void)
{
	char seed[16];
	char *const argv[] = { "sysfuzz", "-x", seed, NULL };
	char *const envp[] = { NULL };

	snprintf(seed, sizeof(seed), "%u", random_u32());
	execve("/proc/self/exe", argv, envp);
	_exit(0);
}

void op_exec(void)
{
	if (!one_in(4) && (is_threaded || depth > 2 || fork()))
		return;
	cover_begin();
	exec_self();
}

/**
 * exec_main - run the program that exec_self() has executed
 * @seed: the seed of its random numbers
 *
 * It has no shared memory, so it checks nothing.
 *
 * Return: 0, the exit status.
 */
int exec_main(u32 seed)
{
	random_seed(seed);
	make_probe_calls(1 + below(4));
	attach_errno(__NR_getppid, 1);
	filter_count();
	make_probe_calls(1 + below(4));
	return 0;
}

void op_exit(void)
{
	if (one_in(2))
		_exit(0);
	sys_exit(0);
}

/* Makes calls with unassigned numbers. */
void op_unassigned(void)
{
	static const long numbers[] = {
		-1,	    335,	336,
		1000,	    0x3fffffff, 0x40000000 + 1000,
		0x7fffffff, 0x80000000,
	};

	if (is_threaded || depth > 2 || fork())
		return;
	cover_begin();
	if (one_in(2))
		attach_verdict(SECCOMP_RET_LOG, 0);
	syscall(one_of(numbers));
	syscall(one_of(numbers));
	_exit(0);
}

void op_signal(void)
{
	static const int signals[] = {
		SIGUSR1, SIGUSR1, SIGUSR2, SIGALRM, SIGCHLD, SIGWINCH,
		SIGSTOP, SIGCONT, SIGCONT, SIGSYS,  SIGKILL,
	};
	unsigned int count = 1 + below(6);

	while (count--) {
		const pid_t pid = group->actors[below(ROLES)];
		int signal = one_of(signals);

		/* Kill an actor rarely, as a dead one makes no more calls. */
		if (signal == SIGKILL && !one_in(4))
			signal = SIGUSR1;
		if (pid > 1)
			kill(pid, signal);
		pause_ms(below(20));
		if (pid > 1 && signal == SIGSTOP)
			kill(pid, SIGCONT);
	}
}

void op_wait(void)
{
	pause_ms(below(40));
	while (waitpid(-1, NULL, WNOHANG | __WALL) > 0)
		;
}
