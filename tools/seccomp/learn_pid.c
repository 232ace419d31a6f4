// SPDX-License-Identifier: GPL-2.0-only
/*
 * Learning from a running process, by the trace event raw_syscalls:sys_enter.
 */
#include <dirent.h>
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "learn.h"
#include "learn_events.h"
#include "tool.h"

#define STEP_MS 100
/* Offset of the machine in an ELF file of any class, and the bytes up to its end. */
#define ELF_MACHINE 18
#define ELF_START 20

/* A thread that has executed a program may have changed its ABI. */
#define CACHED_TASKS 256

/**
 * struct cached_abi - ABI of a thread
 * @tid: thread id
 * @abi: its ABI; NULL if it is not known
 */
struct cached_abi {
	pid_t tid;
	const struct abi *abi;
};

/**
 * struct tree - a process tree
 * @learned: receives the calls
 * @events: their events
 * @cache: ABIs of threads, in a hash table that forgets
 */
struct tree {
	struct learned *learned;
	struct learn_events events;
	struct cached_abi cache[CACHED_TASKS];
};

/* --- ABIs ----------------------------------------------------------------- */

static const struct abi *abi_of_machine(unsigned int machine, bool class32)
{
	switch (machine) {
	case EM_X86_64:
		return abi_by_name(class32 ? "x32" : "x86-64");
	case EM_386:
		return abi_by_name("x86");
	case EM_AARCH64:
		return abi_by_name("arm64");
	case EM_ARM:
		return abi_by_name("arm");
	default:
		return abi_native();
	}
}

/* The event does not tell the ABI. A process that has ended has the native one. */
static const struct abi *read_abi(pid_t tid)
{
	char *path = xasprintf("/proc/%d/exe", tid);
	const int fd = open(path, O_RDONLY | O_CLOEXEC);
	unsigned char header[ELF_START] = {};
	ssize_t got = 0;
	__u16 machine;

	free(path);
	if (fd >= 0) {
		got = read(fd, header, sizeof(header));
		close(fd);
	}
	if (got != sizeof(header) || memcmp(header, ELFMAG, SELFMAG))
		return abi_native();
	memcpy(&machine, header + ELF_MACHINE, sizeof(machine));
	return abi_of_machine(machine, header[EI_CLASS] == ELFCLASS32);
}

static const struct abi *find_abi(struct tree *tree, pid_t tid, __u32 nr)
{
	struct cached_abi *cached = &tree->cache[tid % CACHED_TASKS];
	const char *name;

	if (cached->tid != tid || !cached->abi) {
		cached->tid = tid;
		cached->abi = read_abi(tid);
	}
	name = abi_call_name(cached->abi, nr);
	if (name && !strncmp(name, "execve", strlen("execve")))
		cached->tid = 0;
	return abi_of_call(cached->abi->audit_arch, nr);
}

/* --- Events --------------------------------------------------------------- */

static void read_args(struct tep_event *event, struct tep_record *record,
		      __u64 *args)
{
	struct tep_format_field *field = tep_find_field(event, "args");
	const unsigned int size = field ? field->elementsize : 0;
	unsigned int i;

	memset(args, 0, 6 * sizeof(*args));
	for (i = 0; size && i < 6; i++)
		args[i] = tep_read_number(
			event->tep,
			(char *)record->data + field->offset + i * size, size);
}

static int add_event(struct tep_event *event, struct tep_record *record,
		     int cpu, void *data)
{
	const __u32 nr = learn_event_number(event, record, "id");
	struct tree *tree = data;
	struct learned_call *call;
	const struct abi *abi;
	struct seccomp_data seen = { .nr = nr };
	__u64 args[6];
	unsigned int i;

	/* A tracer has skipped the call. */
	if (nr == (__u32)-1)
		return 0;
	abi = find_abi(tree, tep_data_pid(event->tep, record), nr);
	if (!abi) {
		tree->learned->foreign++;
		return 0;
	}
	call = learned_find(tree->learned, abi, nr);
	call->count++;
	read_args(event, record, args);
	learned_add_args(call, args);
	seen.arch = abi->audit_arch;
	for (i = 0; i < 6; i++)
		seen.args[i] = args[i];
	learned_judge(tree->learned, call, &seen);
	return 0;
}

/* --- The process ---------------------------------------------------------- */

static int follow_children(struct tree *tree, pid_t pid, pid_t tid);

/* All threads of a process, and their children. This process may be one of them. */
static int follow_process(struct tree *tree, pid_t pid)
{
	char *path = xasprintf("/proc/%d/task", pid);
	DIR *dir = pid == getpid() ? NULL : opendir(path);
	struct dirent *entry;
	int status = EXIT_OK;

	free(path);
	if (!dir)
		return EXIT_OK;
	while (!status && (entry = readdir(dir))) {
		const pid_t tid = atoi(entry->d_name);

		if (!tid)
			continue;
		status = learn_events_follow(&tree->events, tid);
		if (!status)
			status = follow_children(tree, pid, tid);
	}
	closedir(dir);
	return status;
}

static int follow_children(struct tree *tree, pid_t pid, pid_t tid)
{
	char *path = xasprintf("/proc/%d/task/%d/children", pid, tid);
	FILE *file = fopen(path, "re");
	int child, status = EXIT_OK;

	free(path);
	if (!file)
		return EXIT_OK;
	while (!status && fscanf(file, "%d", &child) == 1)
		status = follow_process(tree, child);
	fclose(file);
	return status;
}

static int open_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGQUIT);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static void follow(struct tree *tree, struct learn_run *run, int signal_fd)
{
	struct pollfd fd = { .fd = signal_fd, .events = POLLIN };
	bool ended = false;

	while (!ended && !learn_is_over(run)) {
		poll(&fd, 1, STEP_MS);
		ended = learn_interrupted(signal_fd) ||
			!learn_events_have_tasks(&tree->events);
		learn_events_read(&tree->events, add_event, tree);
		learn_progress(run, tree->learned);
	}
	learn_events_read(&tree->events, add_event, tree);
}

static int start(struct tree *tree, const struct learn_run *run)
{
	int status = learn_events_open(&tree->events, "raw_syscalls");

	if (status)
		return status;
	status = follow_process(tree, run->pid);
	/* A child that began while its parent was added may not be there yet. */
	if (!status)
		status = follow_process(tree, run->pid);
	if (!status && !learn_events_have_tasks(&tree->events))
		return system_error("learn: process %d has ended", run->pid);
	if (!status)
		status = learn_events_enable(&tree->events, "sys_enter");
	return status;
}

static int check_process(pid_t pid)
{
	char *path = xasprintf("/proc/%d/task", pid);
	const bool exists = !access(path, F_OK);

	free(path);
	if (!exists)
		return system_error("learn: no process %d", pid);
	return EXIT_OK;
}

/**
 * learn_by_pid - Learn from the events of a running process, and of what it starts
 * @learned: receives the calls, with the arguments in registers
 * @run: the process, and when to end
 *
 * The event comes for calls that run: no filter has refused them.
 *
 * Return: EXIT_OK; or EXIT_SYSTEM after a message.
 */
int learn_by_pid(struct learned *learned, struct learn_run *run)
{
	struct tree *tree;
	int status = check_process(run->pid);
	int signal_fd;

	if (status)
		return status;
	tree = xcalloc(1, sizeof(*tree));
	tree->learned = learned;
	signal_fd = open_signals();
	status = start(tree, run);
	if (!status) {
		learn_begin(run);
		follow(tree, run, signal_fd);
		learned->lost = learn_events_lost(&tree->events);
		learn_progress_end(run, learned);
	}
	learn_events_close(&tree->events);
	close(signal_fd);
	free(tree);
	return status;
}
