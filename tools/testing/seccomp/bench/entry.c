// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measure getpid() in tasks that have other work at system call entry than
 * filters: audit, a tracepoint, or syscall user dispatch. With audit and without a
 * filter, seccomp must cost nothing.
 *
 * Audit stays on for each later process, so this is the last measurement.
 */
#include <errno.h>
#include <linux/audit.h>
#include <linux/netlink.h>
#include <linux/perf_event.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

#define TRACEPOINT "/sys/kernel/tracing/events/raw_syscalls/sys_enter/id"

/* The other work costs at least so many instructions. */
#define LEAST_WORK 10

#ifndef PR_SET_SYSCALL_USER_DISPATCH
#define PR_SET_SYSCALL_USER_DISPATCH 59
#define PR_SYS_DISPATCH_ON 1
#endif

static char selector;

/**
 * struct work - one kind of work at system call entry
 * @name: name of the measure
 * @prepare: starts the work before the fork; NULL for nothing to do. Returns 0 or
 *	an errno.
 * @begin: starts the work in the child; NULL for nothing to do. Returns 0 or an
 *	errno.
 * @end: stops what @prepare started; NULL for nothing to do
 */
struct work {
	const char *name;
	int (*prepare)(void);
	int (*begin)(void);
	void (*end)(void);
};

static int dispatch(void)
{
	/* No address is exempt, and the selector allows each call. */
	return prctl(PR_SET_SYSCALL_USER_DISPATCH, PR_SYS_DISPATCH_ON, 0, 0,
		     &selector) ?
		       errno :
		       0;
}

static int tracepoint_fd = -1;
static pid_t traced_task;

static long read_tracepoint(void)
{
	FILE *file = fopen(TRACEPOINT, "re");
	long id = -1;

	if (!file)
		return -1;
	if (fscanf(file, "%ld", &id) != 1)
		id = -1;
	fclose(file);
	return id;
}

/*
 * Let perf count the tracepoint in a task that sleeps. The kernel sets the work of
 * all tasks, and records nothing of the others.
 */
static int trace(void)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_TRACEPOINT,
		.size = sizeof(attr),
	};
	long id = read_tracepoint();

	if (id < 0)
		return errno ?: ENOENT;
	attr.config = id;
	traced_task = fork();
	if (traced_task < 0)
		return errno;
	while (!traced_task)
		pause();
	tracepoint_fd = syscall(SYS_perf_event_open, &attr, traced_task, -1, -1,
				PERF_FLAG_FD_CLOEXEC);
	return tracepoint_fd < 0 ? errno : 0;
}

static void stop_trace(void)
{
	if (tracepoint_fd >= 0)
		close(tracepoint_fd);
	if (traced_task > 0) {
		kill(traced_task, SIGKILL);
		waitpid(traced_task, NULL, 0);
	}
}

/* Switch audit on. A process that is forked later has a context for audit. */
static int audit(void)
{
	struct {
		struct nlmsghdr header;
		struct audit_status status;
	} request = {
		.header = {
			.nlmsg_len = sizeof(request),
			.nlmsg_type = AUDIT_SET,
			.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK,
		},
		.status = { .mask = AUDIT_STATUS_ENABLED, .enabled = 1 },
	};
	struct {
		struct nlmsghdr header;
		struct nlmsgerr error;
	} reply = {};
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_AUDIT);
	int err = 0;

	if (fd < 0)
		return errno;
	if (send(fd, &request, sizeof(request), 0) != sizeof(request) ||
	    recv(fd, &reply, sizeof(reply), 0) < (ssize_t)sizeof(reply.header))
		err = errno ?: EIO;
	else if (reply.header.nlmsg_type == NLMSG_ERROR)
		err = -reply.error.error;
	close(fd);
	return err;
}

/* Audit is the last one: it stays on. */
static const struct work works[] = {
	{ "no other work" },
	{ "dispatched", NULL, dispatch, NULL },
	{ "traced", trace, NULL, stop_trace },
	{ "audited", audit, NULL, NULL },
};

static void loop(const void *unused, unsigned int times)
{
	(void)unused;
	for (; times; times--)
		syscall(SYS_getpid);
}

/**
 * struct setup - one measurement, in a process of its own
 * @work: the work
 * @profile: the filter; NULL to measure without one
 * @plain: the cost without other work; 0 if that is what to measure
 * @cost: the result; shared with the child
 */
struct setup {
	const struct work *work;
	const struct profile *profile;
	double plain;
	struct rounds *cost;
};

static struct point point_at(const struct setup *setup)
{
	return (struct point){ setup->profile ? "linear" : "-", "entry",
			       setup->profile ? 1 : 0 };
}

static void measure(void *data)
{
	const struct setup *setup = data;
	struct point at = point_at(setup);
	const char *name = setup->work->name;
	int err = setup->profile ? attach_times(setup->profile, 1) : 0;

	if (err) {
		missing(&at, name, "attach: %s", strerror(err));
		return;
	}
	err = setup->work->begin ? setup->work->begin() : 0;
	if (err) {
		skip(&at, name, "%s", strerror(err));
		return;
	}
	cost_of(loop, NULL, setup->cost);
	if (setup->plain && lowest(setup->cost) < setup->plain + LEAST_WORK)
		missing(&at, name, "the kernel does not do the work");
	else
		report(&at, name, setup->cost, "instructions");
}

static void measure_work(struct setup *setup)
{
	struct point at = point_at(setup);

	*setup->cost = (struct rounds){};
	if (!in_child(measure, setup))
		missing(&at, setup->work->name, "the process was killed");
}

int measure_entry(void)
{
	struct setup setup = { .cost = shared_memory(sizeof(*setup.cost)) };
	const struct profile *profiles[2] = {};
	double plain[ARRAY_SIZE(profiles)] = {};
	struct profile container;
	struct point at;
	size_t i, j;
	int err;

	make_container(&container, false);
	profiles[1] = &container;
	for (i = 0; i < ARRAY_SIZE(works); i++) {
		setup.work = &works[i];
		errno = 0;
		err = works[i].prepare ? works[i].prepare() : 0;
		for (j = 0; j < ARRAY_SIZE(profiles); j++) {
			setup.profile = profiles[j];
			setup.plain = plain[j];
			at = point_at(&setup);
			if (err)
				skip(&at, works[i].name, "%s", strerror(err));
			else
				measure_work(&setup);
			if (!i)
				plain[j] = lowest(setup.cost);
		}
		if (works[i].end)
			works[i].end();
	}
	return 0;
}
