/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Helpers of a supervisor: receive notifications and reply to them.
 *
 * Include this header after "target.h".
 */
#ifndef SELFTESTS_SECCOMP_NOTIFY_H
#define SELFTESTS_SECCOMP_NOTIFY_H

#include <poll.h>
#include <sys/ioctl.h>

/* Most tests notify about this call. It has no arguments and no effect. */
#define NOTIFIED_NR __NR_getppid

/* The first kernels with ID_VALID had the wrong direction in its number. */
#define OLD_NOTIF_ID_VALID SECCOMP_IOR(2, __u64)

/* The argument of prepare_notify(): call number and further flags. */
struct notify_how {
	int nr;
	unsigned int flags;
};

/*
 * Attach a filter with a listener, for start_target(). @arg is a notify_how, or
 * NULL for NOTIFIED_NR without further flags.
 */
static inline int prepare_notify(void *arg)
{
	struct notify_how *how = arg;
	int fd;

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_LE(0, fd = attach_nr(how ? how->nr : NOTIFIED_NR,
					  SECCOMP_RET_USER_NOTIF,
					  SECCOMP_FILTER_FLAG_NEW_LISTENER |
						  (how ? how->flags : 0)));
	return fd;
}

/* Poll @fd for at most @ms milliseconds. Return its events, or -1. */
static inline int events_of(int fd, int ms)
{
	struct pollfd pfd = { .fd = fd, .events = POLLIN | POLLOUT };
	int ready = poll(&pfd, 1, ms);

	return ready < 0 ? -1 : ready ? pfd.revents : 0;
}

/* Wait until poll(2) reports all of @events. */
static inline bool wait_events(int fd, int events)
{
	return WAIT_UNTIL((events_of(fd, 0) & events) == events);
}

static inline int receive_raw(int fd, struct seccomp_notif *notif)
{
	return ioctl(fd, SECCOMP_IOCTL_NOTIF_RECV, notif);
}

/* Receive the next notification. Fail with ETIME after a timeout. */
static inline int receive(int fd, struct seccomp_notif *notif)
{
	memset(notif, 0, sizeof(*notif));
	if (!wait_events(fd, POLLIN)) {
		errno = ETIME;
		return -1;
	}
	return receive_raw(fd, notif);
}

static inline int respond(int fd, __u64 id, __s64 val, __s32 error, __u32 flags)
{
	struct seccomp_notif_resp resp = {
		.id = id,
		.val = val,
		.error = error,
		.flags = flags,
	};

	return ioctl(fd, SECCOMP_IOCTL_NOTIF_SEND, &resp);
}

static inline int respond_value(int fd, __u64 id, __s64 val)
{
	return respond(fd, id, val, 0, 0);
}

static inline int respond_error(int fd, __u64 id, int err)
{
	return respond(fd, id, 0, -err, 0);
}

static inline int respond_continue(int fd, __u64 id)
{
	return respond(fd, id, 0, 0, SECCOMP_USER_NOTIF_FLAG_CONTINUE);
}

static inline bool id_valid(int fd, __u64 id)
{
	return !ioctl(fd, SECCOMP_IOCTL_NOTIF_ID_VALID, &id);
}

static inline int add_fd(int fd, struct seccomp_notif_addfd add)
{
	return ioctl(fd, SECCOMP_IOCTL_NOTIF_ADDFD, &add);
}

/*
 * Bind the supervisor and its target to one CPU. After run_alone(), the
 * caller's SCHED_FIFO priority keeps the other from running until the caller
 * sleeps. These functions return false without permission.
 */
static inline bool share_one_cpu(pid_t target)
{
	cpu_set_t one;
	int cpu = sched_getcpu();

	CPU_ZERO(&one);
	CPU_SET(cpu < 0 ? 0 : cpu, &one);
	return !sched_setaffinity(0, sizeof(one), &one) &&
	       !sched_setaffinity(target, sizeof(one), &one);
}

static inline bool run_alone(int priority)
{
	struct sched_param param = { .sched_priority = priority };

	return !sched_setscheduler(0, SCHED_FIFO, &param);
}

static inline bool run_with_others(void)
{
	struct sched_param param = {};

	return !sched_setscheduler(0, SCHED_OTHER, &param);
}

#endif /* SELFTESTS_SECCOMP_NOTIFY_H */
