// SPDX-License-Identifier: GPL-2.0-only
/*
 * Programs that come from a file of instructions, or from a running process.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <linux/seccomp_ext.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "filters_file.h"
#include "source.h"
#include "tool.h"

/* A tracee that sleeps in the kernel stops later, or never. */
#define STOP_SECONDS 5

/**
 * program_free - Free what a program owns
 * @program: the program; owned by the caller, who may fill it again
 */
void program_free(struct program *program)
{
	char **file;

	for (file = program->files; file && *file; file++)
		free(*file);
	free(program->files);
	free(program->origins);
	free(program->insns);
	*program = (struct program){};
}

static bool loads_window(const struct sock_filter *insn)
{
	return insn->code == (BPF_LD | BPF_W | BPF_ABS) &&
	       insn->k >= SECCOMP_ARG_WINDOW(0);
}

static bool returns_notif(const struct sock_filter *insn)
{
	return insn->code == (BPF_RET | BPF_K) &&
	       (insn->k & SECCOMP_RET_ACTION_FULL) == SECCOMP_RET_USER_NOTIF;
}

/**
 * program_inspect - Find out what the instructions of a program need
 * @program: program with @insns and @len; owned by the caller. Its @deep and
 *	@listener are set
 */
void program_inspect(struct program *program)
{
	unsigned int i;

	program->deep = false;
	program->listener = false;
	for (i = 0; i < program->len; i++) {
		program->deep |= loads_window(&program->insns[i]);
		program->listener |= returns_notif(&program->insns[i]);
	}
}

/* --- Files ------------------------------------------------------------------- */

/* Read up to @size bytes. Return how many there were, or -1. */
static ssize_t read_all(int fd, void *buffer, size_t size)
{
	size_t done = 0;
	ssize_t got;

	while (done < size) {
		got = read(fd, (char *)buffer + done, size - done);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (!got)
			break;
		done += got;
	}
	return done;
}

static int check_size(const char *path, ssize_t size)
{
	if (!size)
		return usage_error(
			"%s: empty file; a program has at least one instruction",
			path);
	if (size > BPF_MAXINSNS * sizeof(struct sock_filter))
		return usage_error(
			"%s: more than %d instructions, which no kernel accepts",
			path, BPF_MAXINSNS);
	if (size % sizeof(struct sock_filter))
		return usage_error(
			"%s: %zd bytes are not a multiple of %zu; give a file of struct sock_filter",
			path, size, sizeof(struct sock_filter));
	return EXIT_OK;
}

/* Does the instruction end the program, or jump only to one behind it? */
static bool may_follow(const struct sock_filter *insn, unsigned int left)
{
	if (BPF_CLASS(insn->code) != BPF_JMP)
		return true;
	if (insn->code == (BPF_JMP | BPF_JA))
		return insn->k < left;
	return insn->jt < left && insn->jf < left;
}

/*
 * The kernel validates programs. These checks find files that hold something else:
 * text, ELF, or instructions of the other byte order.
 */
static int check_insns(const char *path, const struct program *program)
{
	const struct sock_filter *insn;
	unsigned int i;

	for (i = 0; i < program->len; i++) {
		insn = &program->insns[i];
		if (insn->code >> 8)
			return usage_error(
				"%s: no program: instruction %u has code %#x; give a file of struct sock_filter in native byte order",
				path, i, insn->code);
		if (!may_follow(insn, program->len - i - 1))
			return usage_error(
				"%s: instruction %u jumps beyond the end of the program",
				path, i);
	}
	insn = &program->insns[program->len - 1];
	if (BPF_CLASS(insn->code) != BPF_RET)
		return usage_error(
			"%s: no program: the last instruction does not return",
			path);
	return EXIT_OK;
}

/**
 * program_from_raw - Read a program from a file of struct sock_filter
 * @program: receives the program; the caller frees it by program_free()
 * @path: name of the file, in native byte order; "-" for the standard input
 *
 * The kernel validates the program when it is attached.
 *
 * Return: EXIT_OK; or after a message EXIT_USAGE for a file that holds no program,
 * EXIT_SYSTEM for a file that cannot be read. Then @program owns nothing.
 */
int program_from_raw(struct program *program, const char *path)
{
	/* One byte more than fits tells a file that is too long. */
	const size_t room = BPF_MAXINSNS * sizeof(struct sock_filter) + 1;
	const bool is_stdin = !strcmp(path, "-");
	int fd = STDIN_FILENO, status;
	ssize_t size;

	*program = (struct program){};
	if (!is_stdin)
		fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return system_error("%s: %s", path, strerror(errno));
	program->insns = xcalloc(1, room);
	size = read_all(fd, program->insns, room);
	if (size < 0)
		status = system_error("%s: %s", path, strerror(errno));
	else
		status = check_size(path, size);
	if (!is_stdin)
		close(fd);
	if (status)
		goto free;
	program->len = size / sizeof(struct sock_filter);
	status = check_insns(path, program);
	if (status)
		goto free;
	program_inspect(program);
	return EXIT_OK;
free:
	program_free(program);
	return status;
}

/* --- Processes --------------------------------------------------------------- */

/**
 * struct tracee - a thread that is read
 * @tid: its id
 * @stopped: it is in a stop of ptrace
 * @signal: signal that it was about to receive, and receives when it goes on; or 0
 */
struct tracee {
	pid_t tid;
	bool stopped;
	int signal;
};

static void note_stop(struct tracee *tracee, int status)
{
	tracee->stopped = true;
	/* A stop of PTRACE_INTERRUPT, or one of the whole process, has no signal. */
	if (status >> 16 != PTRACE_EVENT_STOP)
		tracee->signal = WSTOPSIG(status);
}

static int wait_for_stop(struct tracee *tracee)
{
	const struct timespec moment = { 0, 1000000 };
	int status, tries;
	pid_t got;

	for (tries = 0; tries < STOP_SECONDS * 1000; tries++) {
		got = waitpid(tracee->tid, &status, __WALL | WNOHANG);
		if (got < 0 || (got > 0 && !WIFSTOPPED(status)))
			return system_error("process %d has ended",
					    tracee->tid);
		if (got > 0) {
			note_stop(tracee, status);
			return EXIT_OK;
		}
		nanosleep(&moment, NULL);
	}
	return system_error(
		"process %d does not stop: it waits in the kernel; try again",
		tracee->tid);
}

static int seize(struct tracee *tracee)
{
	if (!ptrace(PTRACE_SEIZE, tracee->tid, NULL, NULL))
		return EXIT_OK;
	switch (errno) {
	case ESRCH:
		return system_error("no process %d", tracee->tid);
	case EPERM:
		return system_error(
			"process %d: no right to trace it, or another program traces it; root may",
			tracee->tid);
	default:
		return system_error("process %d: cannot trace it: %s",
				    tracee->tid, strerror(errno));
	}
}

static int interrupt(struct tracee *tracee)
{
	if (ptrace(PTRACE_INTERRUPT, tracee->tid, NULL, NULL))
		return system_error("process %d: cannot stop it: %s",
				    tracee->tid, strerror(errno));
	return wait_for_stop(tracee);
}

/* A tracee that does not stop is released when this process ends. */
static void detach(const struct tracee *tracee)
{
	if (tracee->stopped)
		ptrace(PTRACE_DETACH, tracee->tid, NULL,
		       (void *)(intptr_t)tracee->signal);
}

static int explain_refusal(pid_t tid, unsigned int number)
{
	switch (errno) {
	case EACCES:
		return system_error(
			"process %d: reading filters needs CAP_SYS_ADMIN, and a reader without a seccomp filter of its own",
			tid);
	case EMEDIUMTYPE:
		return system_error(
			"process %d: the kernel does not give out filter %u: it makes a domain or binds tracers",
			tid, number + 1);
	case EINVAL:
		return system_error(
			"process %d: this kernel gives out no filters: it has no CONFIG_CHECKPOINT_RESTORE",
			tid);
	default:
		return system_error("process %d: cannot read filter %u: %s",
				    tid, number + 1, strerror(errno));
	}
}

/* Older kernels have no PTRACE_SECCOMP_GET_METADATA. Then no flag is known. */
static void read_flags(pid_t tid, unsigned int number, struct program *program)
{
	struct __ptrace_seccomp_metadata metadata = { .filter_off = number };

	if (ptrace(PTRACE_SECCOMP_GET_METADATA, tid, sizeof(metadata),
		   &metadata) < 0)
		return;
	program->deep |= !!(metadata.flags & SECCOMP_FILTER_FLAG_DEEP_ARGS);
	program->log = metadata.flags & SECCOMP_FILTER_FLAG_LOG;
}

/* Return EXIT_NO behind the last filter. */
static int read_filter(pid_t tid, unsigned int number, struct program *program)
{
	long len = ptrace(PTRACE_SECCOMP_GET_FILTER, tid, number, NULL);

	*program = (struct program){};
	if (len < 0 && errno == ENOENT)
		return EXIT_NO;
	if (len < 0)
		return explain_refusal(tid, number);
	program->insns = xcalloc(len, sizeof(*program->insns));
	program->len = len;
	if (ptrace(PTRACE_SECCOMP_GET_FILTER, tid, number, program->insns) !=
	    len) {
		explain_refusal(tid, number);
		program_free(program);
		return EXIT_SYSTEM;
	}
	program_inspect(program);
	read_flags(tid, number, program);
	return EXIT_OK;
}

static int read_filters(pid_t tid, struct program **programs,
			unsigned int *count)
{
	struct program program;
	int status;

	while (!(status = read_filter(tid, *count, &program))) {
		*programs = xrealloc(*programs, *count + 1, sizeof(program));
		(*programs)[(*count)++] = program;
	}
	return status == EXIT_NO ? EXIT_OK : status;
}

static void free_programs(struct program **programs, unsigned int *count)
{
	while (*count)
		program_free(&(*programs)[--*count]);
	free(*programs);
	*programs = NULL;
}

/**
 * programs_from_pid - Read the filters of a thread
 * @programs: receives an array; the caller frees each program by program_free(), and
 *	the array by free(3). NULL for a thread without filters
 * @count: receives the number of programs, the oldest first
 * @pid: id of a process, for its first thread; or of another thread
 *
 * The thread stops for a moment. It goes on if this process dies. CAP_SYS_ADMIN in the
 * initial user namespace is needed. Filters that bind this process, too, are not
 * read; mainline's kernel then refuses to read any.
 *
 * Return: EXIT_OK; or EXIT_SYSTEM after a message, and then there is no array.
 */
int programs_from_pid(struct program **programs, unsigned int *count, pid_t pid)
{
	struct tracee tracee = { .tid = pid };
	struct thread_status thread;
	int status;

	*programs = NULL;
	*count = 0;
	/* Without /proc, the kernel tells what is wrong. */
	read_thread_status(&thread, pid, pid);
	if (thread.mode == SECCOMP_MODE_DISABLED)
		return EXIT_OK;
	if (thread.mode == SECCOMP_MODE_STRICT)
		return system_error(
			"process %d is in strict mode: it has no filters, and may read, write, exit and sigreturn only",
			pid);
	status = seize(&tracee);
	if (status)
		return status;
	status = interrupt(&tracee);
	if (!status)
		status = read_filters(pid, programs, count);
	detach(&tracee);
	if (status)
		free_programs(programs, count);
	return status;
}
