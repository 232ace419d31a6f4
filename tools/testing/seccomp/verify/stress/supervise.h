/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The interface between a supervised process and its supervisors.
 */
#ifndef SELFTESTS_SECCOMP_STRESS_SUPERVISE_H
#define SELFTESTS_SECCOMP_STRESS_SUPERVISE_H

#include <linux/types.h>

/* How the first supervisor ends. */
enum plan {
	PLAN_SERVE, /* two supervisors serve until the targets have ended */
	PLAN_CLOSE_UNREAD, /* it closes a listener with an unread notification */
	PLAN_CLOSE_READ, /* it closes a listener with a received notification */
	PLAN_PASS_ON, /* it sends the listener to the second supervisor */
	PLAN_CLOSE_IN_FLIGHT, /* it sends it to a socket that is never read */
	PLAN_KILL_READING, /* the worker kills it in the phase of that name */
	PLAN_KILL_READ,
	PLAN_KILL_ADDFD,
	PLAN_KILL_REPLYING,
	PLAN_KILL_TARGET, /* the worker kills the target */
	PLANS
};

/* What a supervisor does at the moment; see struct state. */
enum phase {
	PHASE_NONE,
	PHASE_READING,
	PHASE_READ,
	PHASE_ADDFD,
	PHASE_REPLYING
};

/* The reply that a target requests by argument 1 of its call. */
enum request {
	REQUEST_VALUE,
	REQUEST_ERROR,
	REQUEST_CONTINUE,
	REQUEST_FD,
	REQUEST_SETFD,
	REQUEST_FD_SEND,
	REQUESTS
};

#define REQUEST_ERRNO(nonce) (300 + (nonce) % 100)
/* The descriptor number of REQUEST_SETFD for a caller. */
#define SETFD_NUMBER(slot) (100 + (slot))

/**
 * struct supervisor_config - parameters of a supervisor
 * @plan: how it ends
 * @number: its number, 0 to SUPERVISORS - 1
 * @sock: the socket from which it receives the listener
 * @next: the socket to the other supervisor
 * @seed: the seed of its random numbers
 */
struct supervisor_config {
	enum plan plan;
	int number;
	int sock;
	int next;
	__u64 seed;
};

int supervisor_main(const struct supervisor_config *config);

#endif /* SELFTESTS_SECCOMP_STRESS_SUPERVISE_H */
