// SPDX-License-Identifier: GPL-2.0-only
/*
 * A supervised process, whose tasks say in each call what the answer shall be;
 * and who interrupts them, and kills their supervisors when the plan says so.
 */
#include "stress.h"

#define CALLERS 3
#define CALLS 40

struct target_how {
	enum plan plan;
	bool killable, restart;
	int sock;
	__u64 seed;
};

static struct target_how target;

static void nothing(int sig)
{
}

static void judge_descriptor(long fd)
{
	if (fd < 3 || fcntl(fd, F_GETFD) < 0)
		complain("notify: no descriptor %ld", fd);
	else
		close(fd);
}

static void judge_success(int slot, enum want want, long ret, int nonce)
{
	switch (want) {
	case WANT_FD:
	case WANT_FD_SEND:
		judge_descriptor(ret);
		return;
	case WANT_SETFD:
		if (ret == nonce)
			judge_descriptor(SETFD_NUMBER(slot));
		else
			complain("notify: %ld instead of %d", ret, nonce);
		return;
	default:
		if (want != WANT_VALUE || ret != nonce)
			complain("notify: want %d: %ld", want, ret);
	}
}

/* False when nobody listens any more. */
static bool judge_failure(enum want want, int err, int nonce)
{
	if (err == ENOSYS) {
		if (!LOOK(me->stage.may_lose))
			complain("notify: the listener is gone");
		count(LOST);
		return false;
	}
	if (err == EINTR && !target.restart) {
		count(INTERRUPTED);
		return true;
	}
	if ((want == WANT_ERROR && err == WANTED_ERRNO(nonce)) ||
	    (want == WANT_CONTINUE && err == MARK_PASSED) ||
	    (want >= WANT_FD && err == ENOMEM))
		return true;
	complain("notify: want %d: errno %d", want, err);
	return true;
}

static bool make_a_call(int slot, struct dice *dice)
{
	const enum want want = roll(dice, WANTS);
	const int nonce = 1000 + roll(dice, 1000000);
	long ret;

	errno = 0;
	ret = syscall(MARK_NR, MARK_ARG0, (long)want, (long)nonce, ARG_NOTIFIED,
		      (long)slot);
	beat();
	if (ret == -1)
		return judge_failure(want, errno, nonce);
	judge_success(slot, want, ret, nonce);
	return true;
}

static void *call_on(void *arg)
{
	const long slot = (long)arg;
	struct dice dice;
	int i;

	dice_init(&dice, target.seed + slot);
	PUT(me->stage.tids[slot], sys_gettid());
	/* Until it is lost, if that is the plan. */
	for (i = 0; i < CALLS || LOOK(me->stage.may_lose); i++) {
		if (!make_a_call(slot, &dice))
			break;
		/* It has been abandoned, or it would still be there. */
		if (target.plan == PLAN_KILL_TARGET)
			i = 0;
	}
	return NULL;
}

static void open_listener(void)
{
	unsigned int flags = SECCOMP_FILTER_FLAG_NEW_LISTENER;
	int fd;

	if (target.killable)
		flags |= SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV;
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT((fd = attach_call(ARG_NOTIFIED, SECCOMP_RET_USER_NOTIF,
				       flags)) >= 0);
	CHILD_ASSERT_EQ(0, send_fd(target.sock, fd));
	close(fd);
	close(target.sock);
}

static int be_target(void)
{
	struct sigaction action = {
		.sa_handler = nothing,
		.sa_flags = target.restart ? SA_RESTART : 0,
	};
	const pid_t own = getpid();
	pthread_t threads[CALLERS];
	pid_t pid;
	long i;

	close_all_but(target.sock);
	sigaction(SIGUSR1, &action, NULL);
	open_listener();
	/* The last of them is a process. */
	pid = fork();
	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
		/* It may have been killed before that. */
		if (getppid() == own)
			call_on((void *)(CALLERS - 1L));
		_exit(0);
	}
	for (i = 0; i < CALLERS - 1; i++)
		CHILD_ASSERT_EQ(0, pthread_create(&threads[i], NULL, call_on,
						  (void *)i));
	for (i = 0; i < CALLERS - 1; i++)
		pthread_join(threads[i], NULL);
	expect_success(pid, "supervised child");
	return 0;
}

/*
 * The worker itself.
 */
struct scene {
	pid_t target;
	pid_t supervisors[SUPERVISORS];
	int socks[SUPERVISORS]; /* to them */
};

static void start_supervisors(struct scene *scene, enum plan plan,
			      struct dice *dice)
{
	struct supervision how = { .plan = plan };
	int next[2], pair[2], i;

	CHILD_ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0,
				      next));
	for (i = 0; i < SUPERVISORS; i++) {
		CHILD_ASSERT_EQ(0, socketpair(AF_UNIX,
					      SOCK_SEQPACKET | SOCK_CLOEXEC, 0,
					      pair));
		how.number = i;
		how.seed = dice->state + i;
		how.sock = pair[1];
		how.next = next[i];
		scene->socks[i] = pair[0];
		CHILD_ASSERT((scene->supervisors[i] = fork()) >= 0);
		if (!scene->supervisors[i]) {
			close(pair[0]);
			close(next[!i]);
			if (i)
				close(scene->socks[0]);
			_exit(supervise(&how));
		}
		close(pair[1]);
	}
	close(next[0]);
	close(next[1]);
}

static void begin_target(struct scene *scene, struct dice *dice)
{
	int pair[2], fd;

	CHILD_ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0,
				      pair));
	target.sock = pair[1];
	target.seed = dice->state + 7;
	CHILD_ASSERT((scene->target = fork()) >= 0);
	if (!scene->target)
		_exit(be_target());
	close(pair[1]);
	if (!receive_fd(pair[0], &fd) || fd < 0)
		complain("notify: no listener");
	close(pair[0]);
	if (target.killable)
		count(KILLABLE);
	send_fd(scene->socks[0], fd);
	if (target.plan == PLAN_SERVE)
		send_fd(scene->socks[1], fd);
	close(fd);
	close(scene->socks[0]);
	close(scene->socks[1]);
}

static void interrupt_somebody(struct scene *scene, struct dice *dice)
{
	const int slot = roll(dice, CALLERS - 1);
	const pid_t tid = LOOK(me->stage.tids[slot]);

	if (tid)
		syscall(__NR_tgkill, scene->target, tid, SIGUSR1);
}

static bool kill_when(struct scene *scene, int phase, enum counter counter)
{
	if (LOOK(me->stage.phase[0]) != phase)
		return false;
	kill(scene->supervisors[0], SIGKILL);
	INCREASE(world->counters[counter]);
	return true;
}

/* True once it is done; those that need nobody's help are at once. */
static bool carry_out(struct scene *scene, enum plan plan)
{
	switch (plan) {
	case PLAN_DIE_READING:
		return kill_when(scene, PHASE_READING, COUNT_KILLED_READING);
	case PLAN_DIE_READ:
		return kill_when(scene, PHASE_READ, COUNT_KILLED_READ);
	case PLAN_DIE_ADDFD:
		return kill_when(scene, PHASE_ADDFD, COUNT_KILLED_ADDFD);
	case PLAN_DIE_ANSWERING:
		return kill_when(scene, PHASE_ANSWERING,
				 COUNT_KILLED_ANSWERING);
	case PLAN_KILL_TARGET:
		if (LOOK(me->stage.phase[0]) == PHASE_NONE)
			return false;
		kill(scene->target, SIGKILL);
		count(KILLED_TARGETS);
		return true;
	default:
		return true;
	}
}

static void end_scene(struct scene *scene, enum plan plan)
{
	int status, i;

	status = wait_child(scene->target);
	if (!exited_with(status, 0) && plan != PLAN_KILL_TARGET)
		complain("notify: plan %d: the target ended with %x", plan,
			 status);
	for (i = 0; i < SUPERVISORS; i++) {
		status = wait_child(scene->supervisors[i]);
		if (!exited_with(status, 0) && !killed_by(status, SIGKILL))
			complain("notify: plan %d: supervisor %d ended with %x",
				 plan, i, status);
	}
}

void play_notify(struct dice *dice, unsigned long episode)
{
	struct scene scene;
	unsigned int noise;
	bool done = false;

	target.plan = episode % PLANS;
	target.killable = roll(dice, 2);
	target.restart = roll(dice, 2);
	PUT(me->stage.may_lose,
	    target.plan != PLAN_SERVE && target.plan != PLAN_KILL_TARGET);
	start_supervisors(&scene, target.plan, dice);
	begin_target(&scene, dice);
	noise = roll(dice, 2) ? 500 : roll(dice, 100);
	while (!has_ended(scene.target)) {
		if (roll(dice, 1000) < noise)
			interrupt_somebody(&scene, dice);
		if (!done && roll(dice, 20) == 0)
			done = carry_out(&scene, target.plan);
		if (roll(dice, 4))
			short_pause();
		else
			sched_yield();
	}
	end_scene(&scene, target.plan);
}
