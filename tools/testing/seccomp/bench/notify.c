// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measure the round trip of a notification. The target makes a call, and the
 * supervisor receives the notification and replies. The target takes the time.
 */
#include <errno.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

#define TRIPS 50
#define ROUNDS 12

/* Value of the supervisor's reply; larger than every PID. */
#define REPLY 0x12345678

static struct sock_filter notify_insns[] = {
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1),
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
};

static const struct sock_fprog notify_program = { ARRAY_SIZE(notify_insns),
						  notify_insns };

struct target {
	int report;
	bool replied;
	uint64_t best;
};

static bool trip(const struct target *this)
{
	long got = syscall(SYS_getppid);

	return this->replied ? got == REPLY : got > 0 && got != REPLY;
}

static uint64_t trips(const struct target *this)
{
	uint64_t began = now();
	int i;

	for (i = 0; i < TRIPS; i++) {
		if (!trip(this))
			return 0;
	}
	return now() - began;
}

static uint64_t best_trips(const struct target *this)
{
	uint64_t best = 0, took;
	int i;

	for (i = 0; i < ROUNDS; i++) {
		took = trips(this);
		if (!took)
			return 0;
		if (!best || took < best)
			best = took;
	}
	return best;
}

/*
 * Run the target. It shares its file table with the supervisor, so the listener
 * has the same number there.
 */
static void target(struct target *this)
{
	int listener = attach_listener(&notify_program);
	uint64_t best;

	if (write(this->report, &listener, sizeof(listener)) !=
		    sizeof(listener) ||
	    listener < 0)
		_exit(1);
	best = best_trips(this);
	/* The report tells the supervisor that no notification follows. */
	if (write(this->report, &best, sizeof(best)) != sizeof(best))
		_exit(1);
	_exit(0);
}

static bool reply(int listener, bool replied)
{
	struct seccomp_notif_resp resp = {};
	struct seccomp_notif request = {};

	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &request))
		return false;
	resp.id = request.id;
	if (replied)
		resp.val = REPLY;
	else
		resp.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
	return !ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &resp);
}

static bool supervise(int from, bool replied, uint64_t *best)
{
	int listener, i;

	if (read(from, &listener, sizeof(listener)) != sizeof(listener) ||
	    listener < 0)
		return false;
	for (i = 0; i < TRIPS * ROUNDS; i++) {
		if (!reply(listener, replied))
			return false;
	}
	if (read(from, best, sizeof(*best)) != sizeof(*best))
		return false;
	close(listener);
	return *best;
}

static void round_trip(bool replied)
{
	const char *measure = replied ? "notify reply" : "notify continue";
	struct target this = { .replied = replied };
	struct point at = { "-", "notify", 1 };
	uint64_t best = 0;
	int ends[2];
	pid_t child;

	if (pipe(ends))
		die("pipe: %s", strerror(errno));
	this.report = ends[1];
	child = syscall(SYS_clone, CLONE_FILES | SIGCHLD, 0, 0, 0, 0);
	if (child < 0)
		die("clone: %s", strerror(errno));
	if (!child)
		target(&this);
	if (supervise(ends[0], replied, &best))
		value(&at, measure, (double)best / TRIPS, "instructions");
	else
		missing(&at, measure, "a notification failed");
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	close(ends[0]);
	close(ends[1]);
}

int measure_notify(void)
{
	round_trip(false);
	round_trip(true);
	return 0;
}
