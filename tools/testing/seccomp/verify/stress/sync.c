// SPDX-License-Identifier: GPL-2.0-only
/*
 * A process whose threads attach filters to all of them, while others check,
 * fork, exec, attach their own, begin and end.
 *
 * A mark is in stage.done once the attach has returned. From then on no thread
 * of the process may make its call, and no child that it starts.
 */
#include "stress.h"

#define SYNC SECCOMP_FILTER_FLAG_TSYNC
#define SYNC_ESRCH (SYNC | SECCOMP_FILTER_FLAG_TSYNC_ESRCH)
#define SYNC_LISTENER (SYNC_ESRCH | SECCOMP_FILTER_FLAG_NEW_LISTENER)

/* Of one life of the process; its threads'. */
static struct {
	int turns; /* left */
	int next; /* mark to be attached */
	int listeners; /* attempts */
	__u64 seed;
} life;

static __u64 marks_of_all(void)
{
	__u64 done = LOOK(me->stage.done);

	if (world->fault == FAULT_NEVER_ATTACHED)
		done |= MARK_BIT(MARK_NEVER);
	return done;
}

static void publish(int k)
{
	__atomic_fetch_or(&me->stage.done, MARK_BIT(k), __ATOMIC_SEQ_CST);
}

static void begin(int k)
{
	__atomic_fetch_or(&me->stage.begun, MARK_BIT(k), __ATOMIC_SEQ_CST);
}

/* Refused because of a thread that has strayed: nothing has changed. */
static bool is_refused(int k, int ret, unsigned int flags)
{
	if (ret > 0 && flags == SYNC)
		count(REFUSED_TID);
	else if (ret == -1 && errno == ESRCH && flags != SYNC)
		count(REFUSED_ESRCH);
	else
		return false;
	ret = call_mark(k);
	if (ret == -1 && errno == MARK_ERRNO(k))
		complain("sync: filter %d is there although refused", k);
	return true;
}

static void attach_to_all(struct dice *dice)
{
	const unsigned int flags = roll(dice, 2) ? SYNC : SYNC_ESRCH;
	const int k = INCREASE(life.next);
	int ret, tries;

	if (k >= MARK_NEVER)
		return;
	begin(k);
	for (tries = 0; tries < 50; tries++) {
		ret = attach_mark(k, flags, dice);
		beat();
		if (!ret) {
			publish(k);
			INCREASE(world->counters[flags == SYNC ?
							 COUNT_SYNCED :
							 COUNT_SYNCED_ESRCH]);
			return;
		}
		if (!is_refused(k, ret, flags))
			break;
		sched_yield();
	}
	if (tries < 50 && errno != ENOMEM)
		complain("sync: attach: %d, errno %d", ret, errno);
}

static bool answer_one(int fd)
{
	struct seccomp_notif notif = {};

	if (events_of(fd, 5) != (POLLIN) && !(events_of(fd, 0) & POLLIN))
		return false;
	if (receive_raw(fd, &notif)) {
		if (errno != ENOENT && errno != EINTR)
			complain("sync: read: errno %d", errno);
		return false;
	}
	if (!respond_error(fd, notif.id, MARK_ERRNO(MARK_NOTIFIED)))
		count(SYNC_ANSWERED);
	else if (errno != ENOENT)
		complain("sync: answer: errno %d", errno);
	beat();
	return true;
}

/* Answers its siblings for a while, and leaves whoever waits then. */
static void attach_listener(struct dice *dice)
{
	int fd, answers, i;

	if (INCREASE(life.listeners))
		return;
	begin(MARK_NOTIFIED);
	fd = attach_call(ARG_NOTIFIED, SECCOMP_RET_USER_NOTIF, SYNC_LISTENER);
	if (fd < 0) {
		if (errno == ESRCH || errno == ENOMEM)
			PUT(life.listeners, 0);
		else
			complain("sync: listener: errno %d", errno);
		return;
	}
	publish(MARK_NOTIFIED);
	count(SYNCED_LISTENER);
	answers = roll(dice, 4) * 5;
	for (i = 0; i < 20 && answers; i++)
		answers -= answer_one(fd);
	close(fd);
}

/* TSYNC fails until this thread has gone. */
static void go_astray(struct dice *dice)
{
	const __u64 seen = LOOK(me->stage.begun);
	const int k = some_mark(~seen & ~MARK_BIT(MARK_NEVER), dice);
	int i;

	if (k < 0 || attach_mark(k, 0, dice))
		return;
	count(STRAYED);
	for (i = 0; i < 3; i++) {
		check_denied(marks_of_all() | MARK_BIT(k), "stray thread");
		sched_yield();
	}
}

/* In a child: the parent's filters, and one of its own. */
static void live_as_child(__u64 marks, struct dice *dice)
{
	const int k = some_mark(~marks & ~MARK_BIT(MARK_NEVER), dice);
	pid_t pid;

	close_all_but(-1);
	check_denied(marks, "child");
	if (k >= 0 && roll(dice, 2) && !attach_mark(k, 0, dice)) {
		count(ATTACHED);
		marks |= MARK_BIT(k);
		check_denied(marks, "child with its own");
	}
	if (roll(dice, 2)) {
		pid = fork();
		if (!pid) {
			check_denied(marks, "grandchild");
			_exit(0);
		}
		if (pid > 0) {
			count(FORKS);
			expect_success(pid, "grandchild");
		}
	}
	if (roll(dice, 3) == 0)
		exec_look(marks);
	_exit(0);
}

static void start_a_child(struct dice *dice)
{
	const __u64 marks = marks_of_all();
	const pid_t pid = fork();

	if (!pid)
		live_as_child(marks, dice);
	if (pid < 0)
		return;
	count(FORKS);
	expect_success(pid, "child");
}

static void vfork_and_exec(__u64 marks)
{
	const pid_t pid = vfork();

	if (!pid) {
		exec_look(marks);
		_exit(3);
	}
	if (pid < 0)
		return;
	count(EXECS);
	expect_success(pid, "program after vfork");
}

static void other_calls(void)
{
	int fd = open("/proc/self/stat", O_RDONLY | O_CLOEXEC);
	char byte;

	if (fd >= 0) {
		if (read(fd, &byte, 1) != 1)
			complain("sync: cannot read /proc/self/stat");
		close(fd);
	}
	sched_yield();
	sys_getppid();
}

/* False to end the thread. */
static bool take_a_turn(struct dice *dice)
{
	const unsigned int what = roll(dice, 100);

	if (what < 40)
		check_denied(marks_of_all(), "thread");
	else if (what < 55)
		check_not_early(some_mark(~0ULL, dice), &me->stage.begun,
				"thread");
	else if (what < 75)
		attach_to_all(dice);
	else if (what < 82)
		start_a_child(dice);
	else if (what < 87)
		vfork_and_exec(marks_of_all());
	else if (what < 90)
		attach_listener(dice);
	else if (what < 94)
		other_calls();
	else if (what < 97)
		return go_astray(dice), false;
	else
		return false;
	beat();
	return true;
}

static void *thread_main(void *arg)
{
	struct dice dice;

	dice_init(&dice, life.seed + (long)arg);
	count(THREADS);
	/* What was attached before it began holds for it. */
	check_denied(marks_of_all(), "new thread");
	while (__atomic_sub_fetch(&life.turns, 1, __ATOMIC_SEQ_CST) > 0 &&
	       take_a_turn(&dice))
		;
	return NULL;
}

/* In the place of a thread: the others are killed, wherever they are. */
static void *exec_main(void *arg)
{
	const __u64 marks = marks_of_all();

	count(THREAD_EXECS);
	exec_look(marks);
	complain("sync: exec: errno %d", errno);
	return NULL;
}

/* While a sibling is in exec, a thread cannot be started: EAGAIN. */
static void start_thread(pthread_t *thread, void *(*main)(void *), long number)
{
	pthread_attr_t attr;
	int err;

	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, 128 * 1024);
	while ((err = pthread_create(thread, &attr, main, (void *)number))) {
		if (err != EAGAIN)
			complain("sync: no thread: %d", err);
		INCREASE(world->late_threads);
		short_pause();
	}
}

static int live(struct dice *dice)
{
	const bool exec = roll(dice, 3) == 0;
	pthread_t crew[CREW];
	long i, started = 0;

	life.turns = 60 + roll(dice, 120);
	life.seed = dice->state;
	if (roll(dice, 2) && no_new_privs())
		return 1;
	for (i = 0; i < CREW; i++)
		start_thread(&crew[i], thread_main, ++started);
	while (LOOK(life.turns) > 0) {
		void *(*main)(void *) = thread_main;

		i = started % CREW;
		pthread_join(crew[i], NULL);
		if (exec && LOOK(life.turns) < 30)
			main = exec_main;
		start_thread(&crew[i], main, ++started);
	}
	for (i = 0; i < CREW; i++)
		pthread_join(crew[i], NULL);
	check_denied(marks_of_all(), "first thread");
	return 0;
}

void play_sync(struct dice *dice, unsigned long episode)
{
	const pid_t pid = fork();

	if (!pid)
		_exit(live(dice));
	/* The next life is another one. */
	roll(dice, 2);
	if (pid > 0)
		expect_success(pid, "threads that attach to all");
}
