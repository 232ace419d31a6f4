// SPDX-License-Identifier: GPL-2.0-only
/*
 * Learning from the counter of a filter, SECCOMP_FILTER_FLAG_COUNT.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "attach.h"
#include "learn.h"
#include "spawn.h"
#include "tool.h"

#define LABEL "learn"
#define STEP_MS 500

/* --- Records -------------------------------------------------------------- */

static bool is_refusal(__u32 action)
{
	switch (action) {
	case SECCOMP_RET_ALLOW:
	case SECCOMP_RET_LOG:
	case SECCOMP_RET_TRACE:
	case SECCOMP_RET_USER_NOTIF:
		return false;
	default:
		return true;
	}
}

/* Actions are more restrictive the less they are, as signed numbers. */
static __u32 stricter(__u32 a, __u32 b)
{
	return (__s32)a < (__s32)b ? a : b;
}

static void add_refusal(struct learned_call *call,
			const struct seccomp_count *record)
{
	call->action = call->refused ? stricter(call->action, record->action) :
				       record->action;
	call->refused += record->count;
}

static void add_record(struct learned *learned,
		       const struct seccomp_count *record)
{
	const struct abi *abi;
	struct learned_call *call;

	if (record->nr == SECCOMP_COUNT_NO_NUMBER) {
		learned->foreign += record->count;
		return;
	}
	if (record->nr >= SECCOMP_COUNT_UNASSIGNED(0)) {
		learned->unassigned += record->count;
		return;
	}
	abi = abi_of_call(record->arch, record->nr);
	if (!abi) {
		learned->foreign += record->count;
		return;
	}
	call = learned_find(learned, abi, record->nr);
	if (is_refusal(record->action))
		add_refusal(call, record);
	else
		call->count += record->count;
}

/**
 * learn_read_counter - Read all records of a counter
 * @learned: receives the counts; earlier counts are forgotten
 * @fd: descriptor of the counter, or of a file with its records
 *
 * Return: EXIT_OK; or EXIT_SYSTEM after a message.
 */
int learn_read_counter(struct learned *learned, int fd)
{
	struct seccomp_count records[256];
	off_t at = 0;
	ssize_t got;
	size_t i;

	learned_reset_counts(learned);
	while ((got = pread(fd, records, sizeof(records), at)) > 0) {
		if (got % sizeof(records[0]))
			return system_error(
				"the counter has a part of a record");
		for (i = 0; i < got / sizeof(records[0]); i++)
			add_record(learned, &records[i]);
		at += got;
	}
	if (got < 0)
		return system_error("cannot read the counter: %s",
				    strerror(errno));
	return EXIT_OK;
}

static int check_records(const char *path, int fd)
{
	struct seccomp_count record;
	off_t at = 0;
	ssize_t got;

	while ((got = pread(fd, &record, sizeof(record), at)) > 0) {
		if (got < (ssize_t)sizeof(record) || record.pad ||
		    !record.count)
			return usage_error(
				"%s: no records of a counter: byte %lld is in none; give what a descriptor of SECCOMP_FILTER_FLAG_COUNT reads as",
				path, (long long)at);
		at += got;
	}
	if (got < 0)
		return system_error("%s: %s", path, strerror(errno));
	return EXIT_OK;
}

/**
 * learn_from_records - Read a file with records of a counter
 * @learned: receives the counts
 * @path: name of the file
 *
 * Return: EXIT_OK; EXIT_USAGE or EXIT_SYSTEM after a message.
 */
int learn_from_records(struct learned *learned, const char *path)
{
	const int fd = open(path, O_RDONLY | O_CLOEXEC);
	int status;

	if (fd < 0)
		return system_error("%s: %s", path, strerror(errno));
	status = check_records(path, fd);
	if (!status)
		status = learn_read_counter(learned, fd);
	close(fd);
	return status;
}

/* --- The command ---------------------------------------------------------- */

static struct sock_filter allow_insns[] = {
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
};

static const struct program allow_all = { .insns = allow_insns, .len = 1 };

/*
 * Wait for the end of the last task with the filter. A counter without a new record is
 * read again for the progress.
 */
static int follow(struct learned *learned, struct learn_run *run,
		  struct spawn *spawn, int counter_fd)
{
	struct pollfd fds[] = {
		{ .fd = spawn->signal_fd, .events = POLLIN },
		{ .fd = counter_fd },
	};
	int status;

	while (!(fds[1].revents & (POLLHUP | POLLERR)) && !learn_is_over(run)) {
		poll(fds, 2, STEP_MS);
		if (run->status < 0) {
			if (spawn_handle_signals(spawn))
				run->status = spawn->status;
		} else if (learn_interrupted(spawn->signal_fd)) {
			break;
		}
		status = learn_read_counter(learned, counter_fd);
		if (status)
			return status;
		learn_progress(run, learned);
	}
	if (run->status < 0 && !learn_is_over(run))
		run->status = spawn_wait(spawn);
	return learn_read_counter(learned, counter_fd);
}

/**
 * learn_by_counters - Run a command, and count its calls
 * @learned: receives the calls, without arguments
 * @run: the command; its status is set
 *
 * With @run->enforced, that program binds the command, too. It is inside, so the counter
 * knows its actions.
 *
 * Return: EXIT_OK; or another exit status after a message.
 */
int learn_by_counters(struct learned *learned, struct learn_run *run)
{
	struct attach_request requests[2] = {
		{ .program = &allow_all,
		  .label = LABEL,
		  .flags = SECCOMP_FILTER_FLAG_COUNT |
			   SECCOMP_FILTER_FLAG_ON_EXEC },
		{ .program = run->enforced,
		  .flags = SECCOMP_FILTER_FLAG_ON_EXEC },
	};
	struct spawn spawn = {
		.argv = run->command,
		.requests = requests,
		.count = run->enforced ? 2 : 1,
	};
	int status;

	if (!kernel_has_flags(SECCOMP_FILTER_FLAG_COUNT))
		return system_error(
			"learn: this kernel lacks counters; use --notify");
	status = spawn_start(&spawn);
	if (status)
		return status;
	learn_begin(run);
	status = follow(learned, run, &spawn, requests[0].counter_fd);
	learn_progress_end(run, learned);
	close(requests[0].counter_fd);
	close(spawn.signal_fd);
	return status;
}
