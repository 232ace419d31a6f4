// SPDX-License-Identifier: GPL-2.0-only
/*
 * A process some of whose threads are traced while another one attaches filters
 * to all of them. Each call says what a tracer shall make of it.
 */
#include "stress.h"

/* Tracers that come and go in one life of the process. */
#define TRACERS 4

static __u64 life_seed;

/*
 * A tracer that leaves, or dies, lets go of a call as it is then: of the
 * original one, or of one that has no number any more. True if that can have
 * happened since @gone was read.
 */
static bool was_let_go(unsigned long gone)
{
	return LOOK(me->stage.leaving) != gone;
}

static bool is_as_wanted(enum trace_want want, long ret, __u64 done)
{
	int k = errno - MARK_ERRNO(0);

	switch (want) {
	case TRACE_DENY:
		if (ret != -1 || k < 0 || k >= MARKS || !(done & MARK_BIT(k)))
			return false;
		count(TRACE_DENIED);
		return true;
	case TRACE_CHANGE:
		if (ret != getpid())
			return false;
		count(TRACE_CHANGED);
		return true;
	case TRACE_SKIP:
		if (ret != TRACE_RESULT)
			return false;
		count(TRACE_SKIPPED);
		return true;
	default:
		if (ret != -1 || errno != MARK_PASSED)
			return false;
		count(TRACE_PASSED);
		return true;
	}
}

static void make_traced_call(struct dice *dice)
{
	const enum trace_want want = roll(dice, TRACE_WANTS);
	const unsigned long gone = LOOK(me->stage.gone);
	long ret;

	errno = 0;
	ret = syscall(MARK_NR, MARK_ARG0, (long)MARKS, 0, ARG_TRACED,
		      (long)want);
	beat();
	if (is_as_wanted(want, ret, LOOK(me->stage.done)))
		return;
	if (ret == -1 && errno == ENOSYS) {
		count(TRACE_NOBODY);
		return;
	}
	/* On arm64 a call without a number leaves the first argument. */
	if (was_let_go(gone) && ret == -1 &&
	    (errno == MARK_PASSED || (want == TRACE_SKIP && errno == 2)))
		return;
	complain("trace: want %d: %ld, errno %d", want, ret, errno);
}

/* What a tracer says it is judged by came while it was held. */
static void make_held_call(int slot, struct dice *dice)
{
	const int k = roll(dice, MARKS);
	__u64 must;
	long ret;
	int err;

	PUT(me->stage.must[slot], LOOK(me->stage.done));
	ret = call_mark(k);
	err = errno;
	must = LOOK(me->stage.must[slot]);
	beat();
	if (!(must & MARK_BIT(k)))
		return;
	if (ret == -1 && err == MARK_ERRNO(k))
		count(CHECKED);
	else
		complain("trace: filter %d missed after a stop: %ld, errno %d",
			 k, ret, err);
}

static void *traced_main(void *arg)
{
	const long slot = (long)arg;
	struct dice dice;

	dice_init(&dice, life_seed + slot);
	PUT(me->stage.tids[slot], sys_gettid());
	while (!LOOK(me->stage.over)) {
		if (LOOK(me->stage.traces))
			make_traced_call(&dice);
		make_held_call(slot, &dice);
		check_denied(LOOK(me->stage.done), "traced thread");
	}
	return NULL;
}

static void attach_next(int k, struct dice *dice)
{
	int ret;

	__atomic_fetch_or(&me->stage.begun, MARK_BIT(k), __ATOMIC_SEQ_CST);
	ret = attach_mark(k, SECCOMP_FILTER_FLAG_TSYNC, dice);
	if (ret > 0) {
		complain("trace: attach: thread %d is in the way", ret);
	} else if (!ret) {
		__atomic_fetch_or(&me->stage.done, MARK_BIT(k),
				  __ATOMIC_SEQ_CST);
		count(SYNCED);
	} else if (errno != ENOMEM) {
		complain("trace: attach: errno %d", errno);
	}
}

/* The first thread attaches, at some turn, each of the filters. */
static void attach_from_time_to_time(struct dice *dice)
{
	bool traces = false;
	int next = 0;

	while (!LOOK(me->stage.over)) {
		if (roll(dice, 8) == 0 && next < MARKS)
			attach_next(next++, dice);
		/* Not the first, to have calls held before there is any. */
		if (LOOK(me->stage.done) && next > 4 && !traces) {
			traces = !attach_call(ARG_TRACED, SECCOMP_RET_TRACE,
					      SECCOMP_FILTER_FLAG_TSYNC);
			PUT(me->stage.traces, traces);
		}
		check_denied(LOOK(me->stage.done), "thread beside a tracer");
		short_pause();
	}
}

static int be_traced(struct dice *dice)
{
	pthread_t crew[CREW];
	long i;

	close_all_but(-1);
	life_seed = dice->state;
	CHILD_ASSERT_EQ(0, no_new_privs());
	for (i = TRACED_FROM; i < CREW; i++)
		CHILD_ASSERT_EQ(0, pthread_create(&crew[i], NULL, traced_main,
						  (void *)i));
	attach_from_time_to_time(dice);
	for (i = TRACED_FROM; i < CREW; i++)
		pthread_join(crew[i], NULL);
	return 0;
}

/*
 * The worker itself.
 */
/* @kill: once it has begun, at whatever moment. */
static void run_tracer(struct dice *dice, bool kill_it)
{
	unsigned int patience = roll(dice, 100);
	struct dice its = *dice;
	const pid_t pid = fork();
	int status;

	if (!pid)
		_exit(be_tracer(&its, kill_it));
	if (pid < 0)
		return;
	/* phase[0]: how many stops it has dealt with. */
	while (kill_it && !has_ended(pid)) {
		if (LOOK(me->stage.phase[0]) <= (int)patience) {
			short_pause();
			continue;
		}
		INCREASE(me->stage.leaving);
		count(TRACERS_KILLED);
		kill(pid, SIGKILL);
		break;
	}
	status = wait_child(pid);
	if (!exited_with(status, 0) && !killed_by(status, SIGKILL))
		complain("trace: the tracer ended with %x", status);
	PUT(me->stage.gone, LOOK(me->stage.leaving));
	PUT(me->stage.phase[0], 0);
}

static void wait_for_threads(pid_t pid)
{
	int i;

	for (i = TRACED_FROM; i < CREW; i++)
		while (!LOOK(me->stage.tids[i]) && !has_ended(pid))
			short_pause();
}

void play_trace(struct dice *dice, unsigned long episode)
{
	const bool kill_it = episode % 4 == 3;
	pid_t pid = fork();
	int status, i;

	if (!pid)
		_exit(be_traced(dice));
	if (pid < 0)
		return;
	wait_for_threads(pid);
	for (i = 0; i < TRACERS; i++) {
		roll(dice, 2);
		if (kill_it && i == TRACERS - 1) {
			kill(pid, SIGKILL);
			count(TRACEES_KILLED);
		}
		run_tracer(dice, roll(dice, 2));
	}
	PUT(me->stage.over, true);
	status = wait_child(pid);
	if (!exited_with(status, 0) && !(kill_it && killed_by(status, SIGKILL)))
		complain("trace: the traced process ended with %x", status);
}
