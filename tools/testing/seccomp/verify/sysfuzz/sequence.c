// SPDX-License-Identifier: GPL-2.0-only
/*
 * Make, change, repeat and run sequences.
 *
 * A sequence runs in a PID namespace of its own. A SIGKILL to the leader, its
 * first process, kills all its tasks. The leader's exit completes after theirs.
 */
#include <poll.h>
#include <sys/time.h>

#include "sysfuzz.h"

/*
 * The time for a sequence, for its children after the actors have ended, and
 * for its end after the worker has killed it.
 */
#define LIMIT_MS 3000
#define CLEANUP_MS 400
#define TIMEOUT_MS 60000

static unsigned int random_op(void)
{
	unsigned int i, total = 0, at;

	for (i = 0; i < op_count; i++)
		total += ops[i].weight;
	at = below(total);
	for (i = 0; at >= ops[i].weight; i++)
		at -= ops[i].weight;
	return i;
}

static struct op_call random_call(void)
{
	struct op_call call = { .op = random_op(), .seed = random_u32() };

	call.actor = one_in(6) ? below(ROLES) : ops[call.op].role;
	return call;
}

static void make_new(struct sequence *sequence)
{
	unsigned int i;

	sequence->count = 8 + below(MAX_CALLS - 8);
	for (i = 0; i < sequence->count; i++)
		sequence->calls[i] = random_call();
}

/* Replaces the end of a sequence by the end of another one. */
static void cross(struct sequence *sequence, const struct sequence *other)
{
	unsigned int at = below(sequence->count);
	unsigned int i;

	for (i = at; i < other->count; i++)
		sequence->calls[i] = other->calls[i];
	sequence->count = i > at ? i : sequence->count;
}

static void mutate(struct sequence *sequence)
{
	struct op_call *call = &sequence->calls[below(sequence->count)];

	switch (below(5)) {
	case 0:
		*call = random_call();
		break;
	case 1:
		call->seed = random_u32();
		break;
	case 2:
		call->actor = below(ROLES);
		break;
	case 3:
		*call = sequence->calls[below(sequence->count)];
		break;
	default:
		if (sequence->count < MAX_CALLS)
			sequence->calls[sequence->count++] = random_call();
		break;
	}
}

/**
 * sequence_make - make a random sequence
 * @sequence: receives the sequence
 *
 * In half of the cases it is a changed copy of a kept sequence.
 */
void sequence_make(struct sequence *sequence)
{
	unsigned int kept = shared->kept_count, changes = 1 + below(4);

	kept = kept < KEPT ? kept : KEPT;
	if (!kept || one_in(2)) {
		make_new(sequence);
		return;
	}
	*sequence = shared->kept[below(kept)];
	if (one_in(4))
		cross(sequence, &shared->kept[below(kept)]);
	while (changes--)
		mutate(sequence);
}

static int op_by_name(const char *name, size_t len)
{
	unsigned int i;

	for (i = 0; i < op_count; i++)
		if (strlen(ops[i].name) == len &&
		    !memcmp(ops[i].name, name, len))
			return i;
	return -1;
}

/**
 * sequence_read - parse a sequence
 * @sequence: receives the sequence
 * @text: the text, in the format of sequence_print()
 *
 * Return: whether @text is a sequence.
 */
bool sequence_read(struct sequence *sequence, const char *text)
{
	sequence->count = 0;
	while (*text && sequence->count < MAX_CALLS) {
		struct op_call *call = &sequence->calls[sequence->count++];
		const size_t len = strcspn(text, ".");
		const int op = op_by_name(text, len);
		unsigned int actor, seed;
		int used = 0;

		if (op < 0 ||
		    sscanf(text + len, ".%u.%x%n", &actor, &seed, &used) != 2 ||
		    actor >= ROLES)
			return false;
		*call = (struct op_call){ .op = op,
					  .actor = actor,
					  .seed = seed };
		text += len + used;
		text += *text == ',';
	}
	return sequence->count && !*text;
}

/**
 * sequence_print - print a sequence in the format of option -r
 * @sequence: the sequence
 */
void sequence_print(const struct sequence *sequence)
{
	unsigned int i;

	for (i = 0; i < sequence->count; i++) {
		const struct op_call *call = &sequence->calls[i];

		printf("%s%s.%u.%x", i ? "," : "", ops[call->op].name,
		       call->actor, call->seed);
	}
	printf("\n");
}

/**
 * run_op - run one operation
 * @op: its index in ops[]
 * @seed: the seed of its random numbers
 */
void run_op(unsigned int op, u32 seed)
{
	random_seed(seed);
	ops[op].run();
}

/**
 * run_some - run random operations in a child or thread of an actor
 * @role: the role of the operations
 * @count: how many
 */
void run_some(enum role role, unsigned int count)
{
	while (count) {
		const unsigned int op = random_op();
		const u32 next = random_u32();

		if (ops[op].role == role) {
			run_op(op, random_u32());
			random_seed(next);
			count--;
		}
	}
}

static void on_signal(int signal __attribute__((unused)))
{
}

/*
 * Interrupts waiting calls every 80 ms. With SA_RESTART, which is rare, the
 * kernel restarts them.
 */
static void setup_signals(void)
{
	static const int handled[] = { SIGALRM, SIGUSR1, SIGUSR2, SIGSYS };
	const struct itimerval interval = {
		.it_interval.tv_usec = 80000,
		.it_value.tv_usec = 80000,
	};
	struct sigaction action = { .sa_handler = on_signal };
	unsigned int i;

	action.sa_flags = one_in(8) ? SA_RESTART : 0;
	for (i = 0; i < ARRAY_SIZE(handled); i++)
		sigaction(handled[i], &action, NULL);
	setitimer(ITIMER_REAL, &interval, NULL);
}

static void __attribute__((noreturn)) actor_main(unsigned int actor)
{
	const struct sequence *sequence = &group->sequence;
	unsigned int i;

	random_seed(sequence->calls[0].seed + actor);
	cover_begin();
	setup_signals();
	if (actor == SUBJECT || one_in(4))
		no_new_privs();
	for (i = 0; i < sequence->count; i++)
		if (sequence->calls[i].actor == actor)
			run_op(sequence->calls[i].op, sequence->calls[i].seed);
	_exit(0);
}

static pid_t start_actor(unsigned int actor)
{
	const unsigned long flags = SIGCHLD |
				    (group->files_shared ? CLONE_FILES : 0);
	pid_t pid = syscall(__NR_clone, flags, 0L, 0L, 0L, 0L);

	if (!pid)
		actor_main(actor);
	return pid;
}

static bool has_actors(void)
{
	unsigned int actor;

	for (actor = 0; actor < ROLES; actor++)
		if (group->actors[actor] > 0)
			return true;
	return false;
}

/* Reaps ended children. Returns false when no child is left. */
static bool reap(void)
{
	unsigned int actor;
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG | __WALL)) > 0)
		for (actor = 0; actor < ROLES; actor++)
			if (group->actors[actor] == pid)
				group->actors[actor] = 0;
	return pid == 0;
}

/* The first process of the namespace starts the actors and adopts orphans. */
static void __attribute__((noreturn)) leader_main(void)
{
	unsigned int actor, cleanup = CLEANUP_MS / 4;

	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	group->files_shared = group->sequence.calls[0].seed & 1;
	for (actor = 0; actor < ROLES; actor++)
		group->actors[actor] = start_actor(actor);
	while (fault == FAULT_HANG)
		pause();
	/* Poll, because a tracer may keep SIGCHLD from being sent. */
	while (has_actors()) {
		pause_ms(2);
		reap();
	}
	/* Orphans get some time to go on, as some of them wait forever. */
	while (cleanup-- && reap())
		pause_ms(4);
	_exit(0);
}

static pid_t start_leader(void)
{
	pid_t pid;

	memset(group->actors, 0, sizeof(group->actors));
	memset(group->slots, 0, sizeof(group->slots));
	group->slots_used = 0;
	memset(group->domains, 0, sizeof(group->domains));
	group->domains_used = 0;
	memset(group->counters, 0, sizeof(group->counters));
	group->counters_used = 0;
	group->tasks = 0;
	fflush(NULL);
	pid = syscall(__NR_clone, CLONE_NEWPID | SIGCHLD, 0L, 0L, 0L, 0L);
	if (!pid)
		leader_main();
	return pid;
}

static bool ends_within(pid_t pid, int pidfd, int ms)
{
	struct pollfd pollfd = { .fd = pidfd, .events = POLLIN };

	poll(&pollfd, 1, ms);
	return waitpid(pid, NULL, WNOHANG) == pid;
}

/**
 * sequence_run - run group->sequence, and kill what is left of it in time
 *
 * Context: A worker, which owns @group.
 */
void sequence_run(void)
{
	int pidfd;
	pid_t pid;

	effect_begin();
	pid = start_leader();
	pidfd = syscall(__NR_pidfd_open, pid, 0);
	if (pid < 0 || pidfd < 0) {
		report_failure("cannot start a sequence: %s", strerror(errno));
		return;
	}
	if (!ends_within(pid, pidfd, LIMIT_MS)) {
		if (fault != FAULT_HANG)
			kill(pid, SIGKILL);
		if (!ends_within(pid, pidfd,
				 fault == FAULT_HANG ? 100 : TIMEOUT_MS))
			report_failure("the sequence does not end");
		/* This ends a seeded hang. The kernel reports other hangs. */
		kill(pid, SIGKILL);
		if (fault == FAULT_HANG)
			waitpid(pid, NULL, 0);
	}
	close(pidfd);
	effect_check();
	__atomic_fetch_add(&shared->sequences, 1, __ATOMIC_RELAXED);
}
