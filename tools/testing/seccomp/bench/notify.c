// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measure notifications.
 *
 * The round trip: the target makes a call, and the supervisor receives the
 * notification and replies. The target takes the time.
 *
 * A crowd: many threads wait for replies. The supervisor takes the time of one
 * receive and of one reply, neither of which sleeps.
 */
#include <errno.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <pthread.h>
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
	unsigned int flags;
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

static bool measure_trips(const struct target *this, struct rounds *rounds)
{
	uint64_t took;
	int i;

	for (i = 0; i < ROUNDS; i++) {
		took = trips(this);
		if (!took)
			return false;
		add_round(rounds, (double)took / TRIPS);
	}
	return true;
}

/*
 * Run the target. It shares its file table with the supervisor, so the listener
 * has the same number there.
 */
static void target(struct target *this)
{
	int listener = attach_with_flags(&notify_program,
					 SECCOMP_FILTER_FLAG_NEW_LISTENER |
						 this->flags);
	struct rounds rounds = {};

	if (write(this->report, &listener, sizeof(listener)) !=
		    sizeof(listener) ||
	    listener < 0)
		_exit(1);
	if (!measure_trips(this, &rounds))
		_exit(1);
	/* The report tells the supervisor that no notification follows. */
	if (write(this->report, &rounds, sizeof(rounds)) != sizeof(rounds))
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

static bool supervise(int from, bool replied, struct rounds *rounds)
{
	int listener, i;

	if (read(from, &listener, sizeof(listener)) != sizeof(listener) ||
	    listener < 0)
		return false;
	for (i = 0; i < TRIPS * ROUNDS; i++) {
		if (!reply(listener, replied))
			return false;
	}
	if (read(from, rounds, sizeof(*rounds)) != sizeof(*rounds))
		return false;
	close(listener);
	return true;
}

static void round_trip(const char *measure, bool replied, unsigned int flags)
{
	struct target this = { .replied = replied, .flags = flags };
	struct point at = { "-", "notify", 1 };
	struct rounds rounds;
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
	if (supervise(ends[0], replied, &rounds))
		report(&at, measure, &rounds, "instructions");
	else
		missing(&at, measure, "a notification failed");
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	close(ends[0]);
	close(ends[1]);
}

struct crowd {
	int report;
	int go;
	unsigned int size;
};

static void *wait_for_reply(void *arg)
{
	syscall(SYS_getppid);
	return arg;
}

static bool start_crowd(unsigned int size)
{
	pthread_attr_t attr;
	pthread_t thread;
	unsigned int i;

	if (pthread_attr_init(&attr) ||
	    pthread_attr_setstacksize(&attr, PTHREAD_STACK_MIN) ||
	    pthread_attr_setguardsize(&attr, 0))
		return false;
	for (i = 0; i < size; i++) {
		if (pthread_create(&thread, &attr, wait_for_reply, NULL))
			return false;
	}
	return true;
}

/* Run the crowd. An error ends it, and the supervisor then gets ENOENT. */
static void crowd(const struct crowd *this)
{
	int listener = attach_listener(&notify_program);
	char go;
	int i;

	if (write(this->report, &listener, sizeof(listener)) !=
		    sizeof(listener) ||
	    listener < 0 || !start_crowd(this->size))
		_exit(1);
	if (read(this->go, &go, sizeof(go)) != sizeof(go))
		_exit(1);
	for (i = 0; i < ROUNDS; i++)
		syscall(SYS_getppid);
	_exit(0);
}

static void keep_least(uint64_t *least, uint64_t took)
{
	if (!*least || took < *least)
		*least = took;
}

/* Receive a notification that is there, and reply to it. */
static bool answer_one(int listener, uint64_t *received, uint64_t *sent)
{
	struct pollfd pending = { .fd = listener, .events = POLLIN };
	struct seccomp_notif_resp resp = {};
	struct seccomp_notif request = {};
	uint64_t began;

	if (poll(&pending, 1, -1) != 1 || !(pending.revents & POLLIN))
		return false;
	began = now();
	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &request))
		return false;
	keep_least(received, now() - began);
	resp.id = request.id;
	began = now();
	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &resp))
		return false;
	keep_least(sent, now() - began);
	return true;
}

static bool supervise_crowd(const struct crowd *this, int from, int go,
			    uint64_t *received, uint64_t *sent)
{
	unsigned int i;
	int listener;

	if (read(from, &listener, sizeof(listener)) != sizeof(listener) ||
	    listener < 0)
		return false;
	for (i = 0; i < this->size; i++) {
		struct seccomp_notif request = {};

		if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &request))
			return false;
	}
	if (write(go, "", 1) != 1)
		return false;
	for (i = 0; i < ROUNDS; i++) {
		if (!answer_one(listener, received, sent))
			return false;
	}
	close(listener);
	return true;
}

static void measure_crowd(unsigned int size)
{
	struct point at = { "-", "waiting", size };
	struct crowd this = { .size = size };
	uint64_t received = 0, sent = 0;
	int report[2], go[2];
	pid_t child;

	if (pipe(report) || pipe(go))
		die("pipe: %s", strerror(errno));
	this.report = report[1];
	this.go = go[0];
	child = syscall(SYS_clone, CLONE_FILES | SIGCHLD, 0, 0, 0, 0);
	if (child < 0)
		die("clone: %s", strerror(errno));
	if (!child)
		crowd(&this);
	if (supervise_crowd(&this, report[0], go[1], &received, &sent)) {
		value(&at, "notify receive", received, "instructions");
		value(&at, "notify send", sent, "instructions");
	} else {
		missing(&at, "notify receive", "a notification failed");
		missing(&at, "notify send", "a notification failed");
	}
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	close(report[0]);
	close(report[1]);
	close(go[0]);
	close(go[1]);
}

int measure_notify(void)
{
	static const unsigned int sizes[] = { 1, 100, 1000, 10000 };
	unsigned int i;

	round_trip("notify continue", false, 0);
	round_trip("notify continue killable", false,
		   SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV);
	round_trip("notify reply", true, 0);
	for (i = 0; i < ARRAY_SIZE(sizes); i++)
		measure_crowd(sizes[i]);
	return 0;
}
