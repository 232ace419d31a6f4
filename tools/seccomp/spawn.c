// SPDX-License-Identifier: GPL-2.0-only
/*
 * Running a command under filters, in this process or in a child.
 *
 * A filter without SECCOMP_FILTER_FLAG_ON_EXEC binds the process at once. It may refuse
 * every call but the execve(2) of the command. So everything is prepared before, and a
 * child reports results in shared memory. It shares its descriptors with the parent
 * until the exec. So the parent has the listener without a message from the child.
 */
#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "spawn.h"
#include "tool.h"

/**
 * struct report - results of the child
 * @attached: all filters are attached, or wait for the exec
 * @requests: copies with the results
 */
struct report {
	atomic_bool attached;
	struct attach_request requests[];
};

/* --- Finding the command -------------------------------------------------------- */

static bool is_program(const char *path)
{
	struct stat info;

	if (stat(path, &info))
		return false;
	errno = EACCES;
	return S_ISREG(info.st_mode) && !access(path, X_OK);
}

static char *join_path(const char *dir, int len, const char *name)
{
	if (!len)
		return xasprintf("./%s", name);
	return xasprintf("%.*s/%s", len, dir, name);
}

/*
 * Find the command before a filter can refuse the search. Return a path with a slash
 * that the caller frees; or NULL.
 */
static char *find_program(const char *name)
{
	const char *dir = getenv("PATH") ?: "/usr/local/bin:/usr/bin:/bin";
	char *path;
	int len;

	if (strchr(name, '/'))
		return xstrdup(name);
	if (!*name)
		return NULL;
	for (;; dir += len + 1) {
		len = strcspn(dir, ":");
		path = join_path(dir, len, name);
		if (is_program(path))
			return path;
		free(path);
		if (!dir[len])
			return NULL;
	}
}

/* --- Attach and exec ------------------------------------------------------------- */

static bool binds_own_exec(const struct spawn *spawn)
{
	unsigned int i;

	for (i = 0; i < spawn->count; i++)
		if (!(spawn->requests[i].flags & (SECCOMP_FILTER_FLAG_ON_EXEC |
						  SECCOMP_FILTER_FLAG_DOMAIN)))
			return true;
	return false;
}

/* Each filter may refuse the message, so the status has to tell the same. */
static int explain_exec(const struct spawn *spawn, const char *path)
{
	const int error = errno;

	system_error(
		"cannot execute %s: %s%s", path, strerror(error),
		binds_own_exec(spawn) && error == EPERM ?
			"; on this kernel, the policy has to allow this execve" :
			"");
	return error == ENOENT ? EXIT_NOT_FOUND : EXIT_NOT_EXECUTABLE;
}

/* Does not return if the command runs. */
static int attach_and_exec(struct spawn *spawn, const char *path,
			   struct report *report)
{
	struct attach_request *requests = report ? report->requests :
						   spawn->requests;
	unsigned int i;

	if (set_no_new_privs())
		return EXIT_OWN_FAILURE;
	for (i = 0; i < spawn->count; i++)
		if (attach_program(&requests[i]))
			return EXIT_OWN_FAILURE;
	if (report)
		atomic_store(&report->attached, true);
	/* With a slash in the path, it only adds sh for a script without "#!". */
	execvp(path, spawn->argv);
	return explain_exec(spawn, path);
}

/* Without a program, there is nothing to attach filters for, or to learn from. */
static char *prepare(const struct spawn *spawn, int *status)
{
	char *path;
	unsigned int i;

	*status = EXIT_OWN_FAILURE;
	for (i = 0; i < spawn->count; i++)
		if (check_request(&spawn->requests[i]))
			return NULL;
	path = find_program(spawn->argv[0]);
	if (!path) {
		system_error("%s: command not found", spawn->argv[0]);
		*status = EXIT_NOT_FOUND;
		return NULL;
	}
	if (is_program(path))
		return path;
	*status = explain_exec(spawn, path);
	free(path);
	return NULL;
}

/**
 * spawn_replace - Attach filters to this process, and execute the command
 * @spawn: the command; owned by the caller
 *
 * Return: only on failure, after a message: EXIT_OWN_FAILURE, EXIT_NOT_EXECUTABLE or
 * EXIT_NOT_FOUND. Filters may bind the process then.
 */
int spawn_replace(struct spawn *spawn)
{
	char *path;
	int status;

	path = prepare(spawn, &status);
	if (!path)
		return status;
	status = attach_and_exec(spawn, path, NULL);
	free(path);
	return status;
}

/* --- A child --------------------------------------------------------------------- */

static const int forwarded[] = {
	SIGHUP,	 SIGINT,  SIGQUIT, SIGTERM,  SIGUSR1,
	SIGUSR2, SIGALRM, SIGCONT, SIGWINCH,
};

static void handled_signals(sigset_t *set)
{
	size_t i;

	sigemptyset(set);
	sigaddset(set, SIGCHLD);
	for (i = 0; i < ARRAY_SIZE(forwarded); i++)
		sigaddset(set, forwarded[i]);
}

static size_t report_size(const struct spawn *spawn)
{
	return sizeof(struct report) +
	       spawn->count * sizeof(struct attach_request);
}

static struct report *create_report(const struct spawn *spawn)
{
	struct report *report = mmap(NULL, report_size(spawn),
				     PROT_READ | PROT_WRITE,
				     MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (report == MAP_FAILED)
		exit(system_error("out of memory"));
	memcpy(report->requests, spawn->requests,
	       spawn->count * sizeof(struct attach_request));
	return report;
}

static bool has_ended(pid_t pid)
{
	siginfo_t info = {};

	return waitid(P_PID, pid, &info, WEXITED | WNOHANG | WNOWAIT) ||
	       info.si_pid;
}

/*
 * The child makes no call to wake this process, since its filters may refuse it.
 * A child that has ended may have attached everything before.
 */
static bool wait_until_attached(const struct spawn *spawn,
				const struct report *report)
{
	const struct timespec moment = { 0, 1000000 };

	while (!atomic_load(&report->attached)) {
		if (has_ended(spawn->pid))
			return atomic_load(&report->attached);
		nanosleep(&moment, NULL);
	}
	return true;
}

/* fork(2), but with one table of descriptors until the child executes. */
static pid_t fork_with_files(void)
{
	return syscall(SYS_clone, CLONE_FILES | SIGCHLD, NULL, NULL, NULL,
		       NULL);
}

static void wait_and_set_status(struct spawn *spawn)
{
	int status;

	while (waitpid(spawn->pid, &status, 0) < 0 && errno == EINTR)
		;
	spawn->status = WIFSIGNALED(status) ?
				EXIT_BY_SIGNAL + WTERMSIG(status) :
				WEXITSTATUS(status);
}

static void run_child(struct spawn *spawn, const char *path,
		      struct report *report, const sigset_t *mask,
		      const struct sigaction *action)
{
	sigaction(SIGCHLD, action, NULL);
	sigprocmask(SIG_SETMASK, mask, NULL);
	_exit(attach_and_exec(spawn, path, report));
}

static int start_child(struct spawn *spawn, const char *path)
{
	/* An ignored SIGCHLD would leave no status of the child. */
	const struct sigaction by_default = { .sa_handler = SIG_DFL };
	struct report *report = create_report(spawn);
	struct sigaction action;
	sigset_t handled, mask;
	int status = EXIT_OK;

	handled_signals(&handled);
	sigaction(SIGCHLD, &by_default, &action);
	sigprocmask(SIG_BLOCK, &handled, &mask);
	spawn->signal_fd = signalfd(-1, &handled, SFD_CLOEXEC | SFD_NONBLOCK);
	if (spawn->signal_fd < 0)
		exit(system_error("signalfd: %s", strerror(errno)));
	spawn->pid = fork_with_files();
	if (!spawn->pid)
		run_child(spawn, path, report, &mask, &action);
	if (spawn->pid < 0) {
		system_error("cannot start a process: %s", strerror(errno));
		status = EXIT_OWN_FAILURE;
	} else if (wait_until_attached(spawn, report)) {
		memcpy(spawn->requests, report->requests,
		       spawn->count * sizeof(struct attach_request));
	} else {
		wait_and_set_status(spawn);
		status = spawn->status;
	}
	munmap(report, report_size(spawn));
	return status;
}

/**
 * spawn_start - Run the command with filters in a child
 * @spawn: the command; owned by the caller. Its requests receive the results, with
 *	descriptors of this process
 *
 * From now on, this process handles signals only in spawn_handle_signals(). The command
 * inherits descriptors that the caller opens soon afterwards, unless they are closed by
 * exec.
 *
 * Return: EXIT_OK as soon as the filters are attached, or wait for the exec. After a
 * failure there is no child. Then it is the exit status for this process, and there
 * was a message.
 */
int spawn_start(struct spawn *spawn)
{
	char *path;
	int status;

	path = prepare(spawn, &status);
	if (!path)
		return status;
	status = start_child(spawn, path);
	free(path);
	return status;
}

/* The terminal sends its signals to the command, too. */
static void forward_signal(const struct spawn *spawn,
			   const struct signalfd_siginfo *info)
{
	if (info->ssi_code != SI_KERNEL)
		kill(spawn->pid, info->ssi_signo);
}

/**
 * spawn_handle_signals - Forward signals to the command, and notice its end
 * @spawn: a command that spawn_start() has started
 *
 * Return: true if the command has ended, and @status has its exit status.
 */
bool spawn_handle_signals(struct spawn *spawn)
{
	struct signalfd_siginfo info;

	while (read(spawn->signal_fd, &info, sizeof(info)) == sizeof(info)) {
		if (info.ssi_signo != SIGCHLD) {
			forward_signal(spawn, &info);
		} else if (has_ended(spawn->pid)) {
			wait_and_set_status(spawn);
			return true;
		}
	}
	return false;
}

/**
 * spawn_wait - Wait for the end of the command, and forward signals to it
 * @spawn: a command that spawn_start() has started
 *
 * Return: exit status of the command; EXIT_BY_SIGNAL + n for one that signal n killed.
 */
int spawn_wait(struct spawn *spawn)
{
	struct pollfd poll_fd = { .fd = spawn->signal_fd, .events = POLLIN };

	while (!spawn_handle_signals(spawn))
		poll(&poll_fd, 1, -1);
	return spawn->status;
}

/**
 * spawn_kill - Kill the command
 * @spawn: a command that spawn_start() has started, and that has not been waited for
 */
void spawn_kill(struct spawn *spawn)
{
	kill(spawn->pid, SIGKILL);
	wait_and_set_status(spawn);
}
