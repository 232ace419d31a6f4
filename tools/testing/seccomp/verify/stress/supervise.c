// SPDX-License-Identifier: GPL-2.0-only
/*
 * Supervisors: they send the replies that the target requests. Depending on the
 * plan, a supervisor serves to the end, stops early, or is killed.
 */
#include <sys/epoll.h>

#include "common.h"
#include "target.h"
#include "notify.h"

#include "canary.h"
#include "shared.h"
#include "supervise.h"

static const struct supervisor_config *self_config;
static struct rng rng;
static int listener, epoll;

static void set_phase(enum phase phase)
{
	SHARED_STORE(self->state.phase[self_config->number], phase);
}

static int poll_once(void)
{
	struct epoll_event event = {};
	int ready;

	if (rng_below(&rng, 2)) {
		count(POLLS);
		return events_of(listener, 1000);
	}
	count(EPOLLS);
	ready = epoll_wait(epoll, &event, 1, 1000);
	return ready > 0 ? (int)event.events : ready;
}

/* Waits for a notification. Returns false when the listener has hung up. */
static bool wait_for_one(void)
{
	int events;

	set_phase(PHASE_READING);
	for (;;) {
		events = poll_once();
		if (events < 0 && errno != EINTR)
			report_failure("supervisor: poll: errno %d", errno);
		if (events > 0 && events & POLLIN)
			return true;
		if (events > 0 && events & POLLHUP) {
			count(HANGUPS);
			return false;
		}
	}
}

/* The kernel puts the notification back into the queue on EFAULT. */
static void read_to_readonly_page(void)
{
	static void *page;

	if (!page)
		page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS,
			    -1, 0);
	if (!receive_raw(listener, page))
		report_failure("supervisor: read-only memory was written");
	else if (errno == EFAULT)
		count(READS_FAILED);
	else if (errno != ENOENT)
		report_failure("supervisor: read-only memory: errno %d", errno);
}

static bool read_one(struct seccomp_notif *notif)
{
	memset(notif, 0, sizeof(*notif));
	if (receive_raw(listener, notif)) {
		if (errno == ENOENT)
			count(READS_LATE);
		else
			report_failure("supervisor: read: errno %d", errno);
		return false;
	}
	set_phase(PHASE_READ);
	if (notif->data.nr != CANARY_NR ||
	    notif->data.args[3] != ARG_NOTIFIED ||
	    notif->data.args[1] >= REQUESTS || !notif->pid)
		report_failure("supervisor: notified of another call");
	return true;
}

/* Returns the descriptor number in the target, or -1 and errno. */
static int send_addfd(__u64 id, __u32 flags, int number)
{
	const int fd = add_fd(listener, (struct seccomp_notif_addfd){
						.id = id,
						.flags = flags,
						.srcfd = epoll,
						.newfd = number,
						.newfd_flags = O_CLOEXEC,
					});

	if (fd >= 0)
		return fd;
	if (errno == ENOENT || errno == ESRCH)
		count(REPLIES_LATE);
	else if (errno != ENOMEM)
		report_failure("supervisor: ADDFD: errno %d", errno);
	return -1;
}

static void send_reply(const struct seccomp_notif *notif, __s64 val, int err,
		       __u32 flags, enum counter counter)
{
	if (!respond(listener, notif->id, val, -err, flags))
		SHARED_INC(shared->counters[counter]);
	else if (errno == ENOENT)
		count(REPLIES_LATE);
	else
		report_failure("supervisor: reply: errno %d", errno);
	heartbeat();
}

static void reply_with_fd(const struct seccomp_notif *notif,
			  enum request request)
{
	const int slot = notif->data.args[4];
	int fd;

	set_phase(PHASE_ADDFD);
	switch (request) {
	case REQUEST_SETFD:
		fd = send_addfd(notif->id, SECCOMP_ADDFD_FLAG_SETFD,
				SETFD_NUMBER(slot));
		break;
	case REQUEST_FD_SEND:
		fd = send_addfd(notif->id, SECCOMP_ADDFD_FLAG_SEND, 0);
		break;
	default:
		fd = send_addfd(notif->id, 0, 0);
	}
	set_phase(PHASE_REPLYING);
	if (fd < 0) {
		if (errno == ENOMEM)
			send_reply(notif, 0, ENOMEM, 0, COUNT_ERRORS);
		return;
	}
	if (request == REQUEST_FD_SEND)
		count(ADDFD_SEND);
	else if (request == REQUEST_SETFD)
		send_reply(notif, notif->data.args[2], 0, 0, COUNT_ADDFD_SETFD);
	else
		send_reply(notif, fd, 0, 0, COUNT_ADDFD);
}

static void send_requested_reply(const struct seccomp_notif *notif)
{
	const enum request request = notif->data.args[1];
	const int nonce = notif->data.args[2];

	if (rng_below(&rng, 4) == 0 && !id_valid(listener, notif->id) &&
	    errno != ENOENT)
		report_failure("supervisor: ID_VALID: errno %d", errno);
	set_phase(PHASE_REPLYING);
	switch (request) {
	case REQUEST_VALUE:
		send_reply(notif, nonce, 0, 0, COUNT_VALUES);
		return;
	case REQUEST_ERROR:
		send_reply(notif, 0, REQUEST_ERRNO(nonce), 0, COUNT_ERRORS);
		return;
	case REQUEST_CONTINUE:
		send_reply(notif, 0, 0, SECCOMP_USER_NOTIF_FLAG_CONTINUE,
			   COUNT_CONTINUED);
		return;
	default:
		reply_with_fd(notif, request);
	}
}

/* Returns false when the listener has hung up. */
static bool serve_one(void)
{
	struct seccomp_notif notif;
	int i;

	if (!wait_for_one())
		return false;
	/* Give signals time to interrupt a call before the notification is read. */
	for (i = rng_below(&rng, 6) ? 0 : 5; i; i--)
		short_pause();
	if (rng_below(&rng, 10) == 0)
		read_to_readonly_page();
	if (read_one(&notif))
		send_requested_reply(&notif);
	return true;
}

static void serve_all(void)
{
	while (serve_one())
		;
}

/*
 * Receives a notification to which no reply follows. Returns false when the
 * listener has hung up.
 */
static bool receive_one(struct seccomp_notif *notif)
{
	while (wait_for_one()) {
		if (read_one(notif))
			return true;
	}
	return false;
}

static void wait_unread(void)
{
	if (wait_for_one())
		count(CLOSED_UNREAD);
}

static void leave_unanswered(void)
{
	struct seccomp_notif notif;

	if (receive_one(&notif))
		count(CLOSED_READ);
}

static void pass_on(void)
{
	if (send_fd(self_config->next, listener))
		report_failure("supervisor: pass on: errno %d", errno);
	else if (self_config->plan == PLAN_PASS_ON)
		count(PASSED_ON);
	else
		count(CLOSED_IN_FLIGHT);
}

/* Ends when the worker kills this process. */
static void send_addfd_forever(void)
{
	struct seccomp_notif notif;

	while (receive_one(&notif)) {
		set_phase(PHASE_ADDFD);
		while (send_addfd(notif.id, SECCOMP_ADDFD_FLAG_SETFD,
				  SETFD_NUMBER(notif.data.args[4])) >= 0)
			;
		set_phase(PHASE_NONE);
	}
}

static void read_and_sleep(void)
{
	struct seccomp_notif notif;

	if (!receive_one(&notif))
		return;
	set_phase(PHASE_READ);
	for (;;)
		pause();
}

static void finish_plan(void)
{
	switch (self_config->plan) {
	case PLAN_CLOSE_UNREAD:
		wait_unread();
		return;
	case PLAN_CLOSE_READ:
		leave_unanswered();
		return;
	case PLAN_PASS_ON:
	case PLAN_CLOSE_IN_FLIGHT:
		pass_on();
		return;
	case PLAN_KILL_READ:
		read_and_sleep();
		return;
	case PLAN_KILL_ADDFD:
		send_addfd_forever();
		return;
	default:
		serve_all();
	}
}

/*
 * Returns the socket on which the second supervisor gets the listener, or -1.
 * With PLAN_CLOSE_IN_FLIGHT the listener is sent, but never received.
 */
static int second_listener_sock(const struct supervisor_config *config)
{
	switch (config->plan) {
	case PLAN_SERVE:
		return config->sock;
	case PLAN_PASS_ON:
		return config->next;
	default:
		return -1;
	}
}

static void serve_some(int replies)
{
	while (replies-- && serve_one())
		;
}

/**
 * supervisor_main - run a supervisor until its plan ends
 * @config: how to run it; it must stay valid
 *
 * Context: A process of its own, as the state of this file is global.
 * Return: 0, the exit status.
 */
int supervisor_main(const struct supervisor_config *config)
{
	struct epoll_event event = { .events = EPOLLIN };
	const int sock = config->number ? second_listener_sock(config) :
					  config->sock;
	char byte;

	self_config = config;
	rng_init(&rng, config->seed);
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	set_phase(PHASE_NONE);
	if (sock < 0) {
		/* The listener stays in flight until this process ends. */
		if (config->plan == PLAN_CLOSE_IN_FLIGHT)
			recv(config->next, &byte, 1, MSG_PEEK);
		return 0;
	}
	if (!receive_fd(sock, &listener) || listener < 0)
		return 0;
	epoll = epoll_create1(EPOLL_CLOEXEC);
	CHILD_ASSERT_EQ(0, epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event));
	if (config->plan == PLAN_SERVE) {
		serve_all();
		return 0;
	}
	serve_some(5 + rng_below(&rng, 30));
	if (!config->number)
		finish_plan();
	/* The end of this process closes the listener, too. */
	if (rng_below(&rng, 2))
		close(listener);
	return 0;
}
