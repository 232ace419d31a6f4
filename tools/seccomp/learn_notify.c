// SPDX-License-Identifier: GPL-2.0-only
/*
 * Learning as an observer: a listener receives each call, and continues it.
 *
 * It works on each kernel since 5.5, without privileges. The command keeps its signals,
 * its tracers and its process tree. The observer looks at memory that the command can
 * change. So this is good for learning, and would be no protection.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "args.h"
#include "attach.h"
#include "learn.h"
#include "learn_address.h"
#include "spawn.h"
#include "tool.h"

#define STEP_MS 500
#define PATH_SIZE 4096
#define PAGE 4096

#ifndef SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV
#define SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV 0x20UL
#endif

static struct sock_filter notify_insns[] = {
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
};

static const struct program notify_all = {
	.insns = notify_insns,
	.len = 1,
	.listener = true,
};

/* --- Memory of the command ------------------------------------------------ */

/* Return the number of bytes up to an unmapped page. */
static ssize_t read_memory(pid_t tid, __u64 address, void *out, size_t size)
{
	const struct iovec local = { .iov_base = out, .iov_len = size };
	const struct iovec remote = { .iov_base = (void *)(uintptr_t)address,
				      .iov_len = size };

	return process_vm_readv(tid, &local, 1, &remote, 1, 0);
}

/* A number in the byte order of this machine. */
static __u64 read_number(const void *bytes, size_t size)
{
	__u16 half;
	__u32 word;
	__u64 number;

	switch (size) {
	case sizeof(half):
		memcpy(&half, bytes, size);
		return half;
	case sizeof(word):
		memcpy(&word, bytes, size);
		return word;
	default:
		memcpy(&number, bytes, sizeof(number));
		return number;
	}
}

/* Read page by page, because a path may end before an unmapped page. */
static bool read_path(pid_t tid, __u64 address, char *path)
{
	size_t len = 0, step;
	ssize_t got;

	while (len < PATH_SIZE) {
		step = PAGE - (address + len) % PAGE;
		if (step > PATH_SIZE - len)
			step = PATH_SIZE - len;
		got = read_memory(tid, address + len, path + len, step);
		if (got <= 0)
			return false;
		if (memchr(path + len, 0, got))
			return true;
		len += got;
	}
	return false;
}

/* The directory of a relative path. Return NULL if it cannot be found out. */
static char *read_base(pid_t tid, const __u64 *args, int dir)
{
	char target[PATH_SIZE];
	char *link;
	ssize_t len;

	if (dir == LEARN_NO_ARG || (int)args[dir] == AT_FDCWD)
		link = xasprintf("/proc/%d/cwd", tid);
	else
		link = xasprintf("/proc/%d/fd/%d", tid, (int)args[dir]);
	len = readlink(link, target, sizeof(target) - 1);
	free(link);
	if (len <= 0 || *target != '/')
		return NULL;
	target[len] = 0;
	return xstrdup(target);
}

static bool still_waits(int listener, __u64 id)
{
	return !ioctl(listener, SECCOMP_IOCTL_NOTIF_ID_VALID, &id);
}

static void add_paths(struct learned_call *call, int listener,
		      const struct seccomp_notif *notif)
{
	char path[PATH_SIZE];
	int i, index;
	char *base;

	for (i = 0; i < 2; i++) {
		index = call->interest->paths[i];
		if (index == LEARN_NO_ARG)
			return;
		if (!notif->data.args[index] ||
		    !read_path(notif->pid, notif->data.args[index], path))
			continue;
		base = read_base(notif->pid, notif->data.args,
				 call->interest->dirs[i]);
		/* Otherwise the thread id may belong to another thread. */
		if (still_waits(listener, notif->id))
			learned_add_path(call, base, path);
		free(base);
	}
}

static void add_field(struct learned_call *call, int listener,
		      const struct seccomp_notif *notif)
{
	const struct arg_field *field = learn_field(call);
	__u64 address;
	__u64 value = 0;

	if (!field)
		return;
	address = notif->data.args[call->interest->field_arg];
	if (!address) {
		call->field.more = true;
		return;
	}
	if (read_memory(notif->pid, address + field->offset, &value,
			field->size) != field->size ||
	    !still_waits(listener, notif->id))
		return;
	learned_add_field(call, read_number(&value, field->size));
}

static void add_address(struct learned_call *call, int listener,
			const struct seccomp_notif *notif)
{
	const int index = call->interest->address;
	struct sockaddr_storage address = {};
	__u64 len;

	if (index == LEARN_NO_ARG || !notif->data.args[index])
		return;
	len = (__u32)notif->data.args[index + 1];
	if (len < sizeof(address.ss_family) || len > sizeof(address))
		return;
	if (read_memory(notif->pid, notif->data.args[index], &address, len) !=
		    (ssize_t)len ||
	    !still_waits(listener, notif->id))
		return;
	learn_add_address(&call->addresses, &address, len);
}

/* --- Notifications -------------------------------------------------------- */

static void add_call(struct learned *learned, int listener,
		     const struct seccomp_notif *notif)
{
	const struct abi *abi = abi_of_call(notif->data.arch, notif->data.nr);
	struct learned_call *call;
	__u64 args[6];
	int i;

	if (!abi) {
		learned->foreign++;
		return;
	}
	call = learned_find(learned, abi, notif->data.nr);
	call->count++;
	for (i = 0; i < 6; i++)
		args[i] = notif->data.args[i];
	learned_add_args(call, args);
	learned_judge(learned, call, &notif->data);
	if (!call->interest)
		return;
	add_paths(call, listener, notif);
	add_address(call, listener, notif);
	add_field(call, listener, notif);
}

/* A call that a signal has interrupted is gone, and comes again. */
static void handle_call(struct learned *learned, int listener)
{
	struct seccomp_notif notif = {};
	struct seccomp_notif_resp resp = {
		.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE,
	};

	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &notif))
		return;
	add_call(learned, listener, &notif);
	resp.id = notif.id;
	ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &resp);
}

/* --- The command ---------------------------------------------------------- */

/* Kill the children of this process, and theirs, which become its children. */
static void kill_remaining(void)
{
	char *path = xasprintf("/proc/self/task/%d/children", getpid());
	unsigned int killed = 0;
	FILE *file;
	int pid, status;

	while ((file = fopen(path, "re"))) {
		while (fscanf(file, "%d", &pid) == 1)
			kill(pid, SIGKILL);
		fclose(file);
		if (waitpid(-1, &status, 0) < 0)
			break;
		killed += WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
	}
	free(path);
	if (killed)
		fprintf(stderr,
			"seccompctl: learn: killed what still ran (%u), because calls fail without the observer\n",
			killed);
}

static void end_command(struct learn_run *run, struct spawn *spawn)
{
	if (run->status < 0) {
		fprintf(stderr,
			"seccompctl: learn: the time is over, so the command is killed\n");
		spawn_kill(spawn);
	}
	kill_remaining();
}

static void reap(void)
{
	while (waitpid(-1, NULL, WNOHANG) > 0)
		;
}

/* Return true if no process is left that needs the observer. */
static bool follow(struct learned *learned, struct learn_run *run,
		   struct spawn *spawn, int listener)
{
	struct pollfd fds[] = {
		{ .fd = spawn->signal_fd, .events = POLLIN },
		{ .fd = listener, .events = POLLIN },
	};

	while (!learn_is_over(run)) {
		poll(fds, 2, STEP_MS);
		if (fds[1].revents & POLLIN)
			handle_call(learned, listener);
		else if (fds[1].revents & (POLLHUP | POLLERR))
			fds[1].fd = -1;
		if (run->status < 0 && spawn_handle_signals(spawn))
			run->status = spawn->status;
		if (run->status >= 0) {
			reap();
			if (fds[1].fd < 0)
				return true;
			if (learn_interrupted(spawn->signal_fd))
				return false;
		}
		learn_progress(run, learned);
	}
	return false;
}

/**
 * learn_by_notify - Run a command, and observe its calls by a listener
 * @learned: receives the calls with their arguments
 * @run: the command; its status is set
 *
 * Return: EXIT_OK; or another exit status after a message.
 */
int learn_by_notify(struct learned *learned, struct learn_run *run)
{
	struct attach_request request = {
		.program = &notify_all,
		.flags = SECCOMP_FILTER_FLAG_NEW_LISTENER,
	};
	struct spawn spawn = {
		.argv = run->command,
		.requests = &request,
		.count = 1,
	};
	int status;

	if (kernel_has_flags(SECCOMP_FILTER_FLAG_NEW_LISTENER |
			     SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV))
		request.flags |= SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV;
	if (kernel_has_flags(SECCOMP_FILTER_FLAG_ON_EXEC))
		request.flags |= SECCOMP_FILTER_FLAG_ON_EXEC;
	/* Daemons of the command become children of this process. */
	prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
	status = spawn_start(&spawn);
	if (status)
		return status;
	learn_begin(run);
	if (!follow(learned, run, &spawn, request.listener_fd))
		end_command(run, &spawn);
	learn_progress_end(run, learned);
	close(request.listener_fd);
	close(spawn.signal_fd);
	return EXIT_OK;
}
