// SPDX-License-Identifier: GPL-2.0-only
/*
 * Supervisors: they do what the target asks for in its calls, until their plan
 * has them leave, or somebody kills them.
 */
#include <sys/epoll.h>

#include "stress.h"

static const struct supervision *plan;
static struct dice dice;
static int listener, epoll;

static void enter(enum phase phase)
{
	PUT(me->stage.phase[plan->number], phase);
}

static int poll_once(void)
{
	struct epoll_event event = {};
	int ready;

	if (roll(&dice, 2)) {
		count(POLLS);
		return events_of(listener, 1000);
	}
	count(EPOLLS);
	ready = epoll_wait(epoll, &event, 1, 1000);
	return ready > 0 ? (int)event.events : ready;
}

/* Until there is a notification; false when there will be none any more. */
static bool wait_for_one(void)
{
	int events;

	enter(PHASE_READING);
	for (;;) {
		events = poll_once();
		if (events < 0 && errno != EINTR)
			complain("supervisor: poll: errno %d", errno);
		if (events > 0 && events & POLLIN)
			return true;
		if (events > 0 && events & POLLHUP) {
			count(HANGUPS);
			return false;
		}
	}
}

/* It is in the queue again afterwards. */
static void read_in_vain(void)
{
	static void *page;

	if (!page)
		page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS,
			    -1, 0);
	if (!receive_raw(listener, page))
		complain("supervisor: read into memory that is read-only");
	else if (errno == EFAULT)
		count(READS_FAILED);
	else if (errno != ENOENT)
		complain("supervisor: read in vain: errno %d", errno);
}

static bool read_one(struct seccomp_notif *notif)
{
	memset(notif, 0, sizeof(*notif));
	if (receive_raw(listener, notif)) {
		if (errno == ENOENT)
			count(READS_LATE);
		else
			complain("supervisor: read: errno %d", errno);
		return false;
	}
	enter(PHASE_READ);
	if (notif->data.nr != MARK_NR || notif->data.args[3] != ARG_NOTIFIED ||
	    notif->data.args[1] >= WANTS || !notif->pid)
		complain("supervisor: not the call that was made");
	return true;
}

/* The number that the target has it at, or -1. */
static int send_file(__u64 id, __u32 flags, int number)
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
		count(ANSWERS_LATE);
	else if (errno != ENOMEM)
		complain("supervisor: send a file: errno %d", errno);
	return -1;
}

static void send_answer(const struct seccomp_notif *notif, __s64 val, int err,
			__u32 flags, enum counter counter)
{
	if (!respond(listener, notif->id, val, -err, flags))
		INCREASE(world->counters[counter]);
	else if (errno == ENOENT)
		count(ANSWERS_LATE);
	else
		complain("supervisor: answer: errno %d", errno);
	beat();
}

static void answer_with_file(const struct seccomp_notif *notif, enum want want)
{
	const int slot = notif->data.args[4];
	int fd;

	enter(PHASE_ADDFD);
	switch (want) {
	case WANT_SETFD:
		fd = send_file(notif->id, SECCOMP_ADDFD_FLAG_SETFD,
			       SETFD_NUMBER(slot));
		break;
	case WANT_FD_SEND:
		fd = send_file(notif->id, SECCOMP_ADDFD_FLAG_SEND, 0);
		break;
	default:
		fd = send_file(notif->id, 0, 0);
	}
	enter(PHASE_ANSWERING);
	if (fd < 0) {
		if (errno == ENOMEM)
			send_answer(notif, 0, ENOMEM, 0, COUNT_ERRORS);
		return;
	}
	if (want == WANT_FD_SEND)
		count(ADDFD_SEND);
	else if (want == WANT_SETFD)
		send_answer(notif, notif->data.args[2], 0, 0,
			    COUNT_ADDFD_SETFD);
	else
		send_answer(notif, fd, 0, 0, COUNT_ADDFD);
}

static void answer_as_wanted(const struct seccomp_notif *notif)
{
	const enum want want = notif->data.args[1];
	const int nonce = notif->data.args[2];

	if (roll(&dice, 4) == 0 && !id_valid(listener, notif->id) &&
	    errno != ENOENT)
		complain("supervisor: ask for an id: errno %d", errno);
	enter(PHASE_ANSWERING);
	switch (want) {
	case WANT_VALUE:
		send_answer(notif, nonce, 0, 0, COUNT_VALUES);
		return;
	case WANT_ERROR:
		send_answer(notif, 0, WANTED_ERRNO(nonce), 0, COUNT_ERRORS);
		return;
	case WANT_CONTINUE:
		send_answer(notif, 0, 0, SECCOMP_USER_NOTIF_FLAG_CONTINUE,
			    COUNT_CONTINUED);
		return;
	default:
		answer_with_file(notif, want);
	}
}

/* False when there is nobody left. */
static bool serve_one(void)
{
	struct seccomp_notif notif;
	int i;

	if (!wait_for_one())
		return false;
	/* Time to be interrupted, in the queue. */
	for (i = roll(&dice, 6) ? 0 : 5; i; i--)
		short_pause();
	if (roll(&dice, 10) == 0)
		read_in_vain();
	if (read_one(&notif))
		answer_as_wanted(&notif);
	return true;
}

static void serve_all(void)
{
	while (serve_one())
		;
}

/* One that is read and will not be answered; false if there is none. */
static bool take_one(struct seccomp_notif *notif)
{
	while (wait_for_one()) {
		if (read_one(notif))
			return true;
	}
	return false;
}

static void leave_queued(void)
{
	if (wait_for_one())
		count(LEFT_QUEUED);
}

static void leave_read(void)
{
	struct seccomp_notif notif;

	if (take_one(&notif))
		count(LEFT_READ);
}

static void pass_on(void)
{
	if (send_fd(plan->next, listener))
		complain("supervisor: pass on: errno %d", errno);
	else if (plan->plan == PLAN_PASS_ON)
		count(PASSED_ON);
	else
		count(LEFT_IN_FLIGHT);
}

/* Until somebody kills it. */
static void send_files(void)
{
	struct seccomp_notif notif;

	while (take_one(&notif)) {
		enter(PHASE_ADDFD);
		while (send_file(notif.id, SECCOMP_ADDFD_FLAG_SETFD,
				 SETFD_NUMBER(notif.data.args[4])) >= 0)
			;
		enter(PHASE_NONE);
	}
}

static void read_and_sleep(void)
{
	struct seccomp_notif notif;

	if (!take_one(&notif))
		return;
	enter(PHASE_READ);
	for (;;)
		pause();
}

static void finish(void)
{
	switch (plan->plan) {
	case PLAN_LEAVE_QUEUED:
		leave_queued();
		return;
	case PLAN_LEAVE_READ:
		leave_read();
		return;
	case PLAN_PASS_ON:
	case PLAN_LEAVE_IN_FLIGHT:
		pass_on();
		return;
	case PLAN_DIE_READ:
		read_and_sleep();
		return;
	case PLAN_DIE_ADDFD:
		send_files();
		return;
	default:
		serve_all();
	}
}

/*
 * The second of the two has something to do when both serve, or when the first
 * passes the listener on. It may be sent while nobody takes it out.
 */
static int second_of(const struct supervision *how)
{
	switch (how->plan) {
	case PLAN_SERVE:
		return how->sock;
	case PLAN_PASS_ON:
		return how->next;
	default:
		return -1;
	}
}

static void leave_after(int answers)
{
	while (answers-- && serve_one())
		;
}

int supervise(const struct supervision *how)
{
	struct epoll_event event = { .events = EPOLLIN };
	const int sock = how->number ? second_of(how) : how->sock;
	char byte;

	plan = how;
	dice_init(&dice, how->seed);
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	enter(PHASE_NONE);
	if (sock < 0) {
		/* What is sent to it stays in flight until this ends. */
		if (how->plan == PLAN_LEAVE_IN_FLIGHT)
			recv(how->next, &byte, 1, MSG_PEEK);
		return 0;
	}
	if (!receive_fd(sock, &listener) || listener < 0)
		return 0;
	epoll = epoll_create1(EPOLL_CLOEXEC);
	CHILD_ASSERT_EQ(0, epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event));
	if (how->plan == PLAN_SERVE) {
		serve_all();
		return 0;
	}
	leave_after(5 + roll(&dice, 30));
	if (!how->number)
		finish();
	/* Whatever is left of it ends with this process, or before. */
	if (roll(&dice, 2))
		close(listener);
	return 0;
}
