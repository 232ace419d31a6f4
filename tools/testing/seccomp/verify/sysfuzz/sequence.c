// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sequences: made up, changed, repeated, and run.
 *
 * A sequence runs in a PID namespace. With its first process all of it can be
 * killed, and the end of that one says that all of it is gone.
 */
#include <poll.h>
#include <sys/time.h>

#include "sysfuzz.h"

/* How long a sequence may take, and what is killed. */
#define LIMIT_MS 3000
#define REST_MS 400
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

static struct gene random_gene(void)
{
	struct gene gene = { .op = random_op(), .seed = random_u32() };

	gene.actor = one_in(6) ? below(ROLES) : ops[gene.op].role;
	return gene;
}

static void make_new(struct sequence *sequence)
{
	unsigned int i;

	sequence->count = 8 + below(GENES - 8);
	for (i = 0; i < sequence->count; i++)
		sequence->genes[i] = random_gene();
}

/* Another one's end in place of one's own. */
static void cross(struct sequence *sequence, const struct sequence *other)
{
	unsigned int at = below(sequence->count);
	unsigned int i;

	for (i = at; i < other->count; i++)
		sequence->genes[i] = other->genes[i];
	sequence->count = i > at ? i : sequence->count;
}

static void mutate(struct sequence *sequence)
{
	struct gene *gene = &sequence->genes[below(sequence->count)];

	switch (below(5)) {
	case 0:
		*gene = random_gene();
		break;
	case 1:
		gene->seed = random_u32();
		break;
	case 2:
		gene->actor = below(ROLES);
		break;
	case 3:
		*gene = sequence->genes[below(sequence->count)];
		break;
	default:
		if (sequence->count < GENES)
			sequence->genes[sequence->count++] = random_gene();
		break;
	}
}

/**
 * sequence_make - make a sequence up, often from one that showed something
 * @sequence: where to
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
 * sequence_read - read what sequence_print() has printed
 * @sequence: where to
 * @text: the text
 *
 * Return: whether that is a sequence.
 */
bool sequence_read(struct sequence *sequence, const char *text)
{
	sequence->count = 0;
	while (*text && sequence->count < GENES) {
		struct gene *gene = &sequence->genes[sequence->count++];
		const size_t len = strcspn(text, ".");
		const int op = op_by_name(text, len);
		unsigned int actor, seed;
		int used = 0;

		if (op < 0 ||
		    sscanf(text + len, ".%u.%x%n", &actor, &seed, &used) != 2 ||
		    actor >= ROLES)
			return false;
		*gene = (struct gene){ .op = op, .actor = actor, .seed = seed };
		text += len + used;
		text += *text == ',';
	}
	return sequence->count && !*text;
}

/**
 * sequence_print - print a sequence, to be repeated with -r
 * @sequence: the sequence
 */
void sequence_print(const struct sequence *sequence)
{
	unsigned int i;

	for (i = 0; i < sequence->count; i++) {
		const struct gene *gene = &sequence->genes[i];

		printf("%s%s.%u.%x", i ? "," : "", ops[gene->op].name,
		       gene->actor, gene->seed);
	}
	printf("\n");
}

/**
 * run_op - carry out one operation
 * @op: its number
 * @seed: what its random numbers begin with
 */
void run_op(unsigned int op, u32 seed)
{
	random_seed(seed);
	ops[op].run();
}

/**
 * run_some - carry out some operations, in place of an actor
 * @role: whose
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

/* Whatever waits is interrupted now and then; mostly for good. */
static void prepare_signals(void)
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

static void __attribute__((noreturn)) act(unsigned int actor)
{
	const struct sequence *sequence = &group->sequence;
	unsigned int i;

	random_seed(sequence->genes[0].seed + actor);
	cover_begin();
	prepare_signals();
	if (actor == SUBJECT || one_in(4))
		no_new_privs();
	for (i = 0; i < sequence->count; i++)
		if (sequence->genes[i].actor == actor)
			run_op(sequence->genes[i].op, sequence->genes[i].seed);
	_exit(0);
}

static pid_t start_actor(unsigned int actor)
{
	const unsigned long flags = SIGCHLD |
				    (group->files_shared ? CLONE_FILES : 0);
	pid_t pid = syscall(__NR_clone, flags, 0L, 0L, 0L, 0L);

	if (!pid)
		act(actor);
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

/* False when there is nobody left. */
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

/* The first process of the namespace, to which what is left over comes. */
static void __attribute__((noreturn)) lead(void)
{
	unsigned int actor, rest = REST_MS / 4;

	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	group->files_shared = group->sequence.genes[0].seed & 1;
	for (actor = 0; actor < ROLES; actor++)
		group->actors[actor] = start_actor(actor);
	while (plant == PLANT_HANG)
		pause();
	/* No waiting for SIGCHLD: some of them may be blocked by a tracer. */
	while (has_actors()) {
		pause_ms(2);
		reap();
	}
	/* Children may be about to do something, or wait for ever. */
	while (rest-- && reap())
		pause_ms(4);
	_exit(0);
}

static pid_t start_leader(void)
{
	pid_t pid;

	memset(group->actors, 0, sizeof(group->actors));
	memset(group->slots, 0, sizeof(group->slots));
	group->slots_used = 0;
	group->tasks = 0;
	fflush(NULL);
	pid = syscall(__NR_clone, CLONE_NEWPID | SIGCHLD, 0L, 0L, 0L, 0L);
	if (!pid)
		lead();
	return pid;
}

static bool ends_within(pid_t pid, int pidfd, int ms)
{
	struct pollfd pollfd = { .fd = pidfd, .events = POLLIN };

	poll(&pollfd, 1, ms);
	return waitpid(pid, NULL, WNOHANG) == pid;
}

/**
 * sequence_run - run group->sequence
 */
void sequence_run(void)
{
	pid_t pid = start_leader();
	int pidfd = syscall(__NR_pidfd_open, pid, 0);

	if (pid < 0 || pidfd < 0) {
		fail("cannot start a sequence: %s", strerror(errno));
		return;
	}
	if (!ends_within(pid, pidfd, LIMIT_MS)) {
		if (plant != PLANT_HANG)
			kill(pid, SIGKILL);
		if (!ends_within(pid, pidfd,
				 plant == PLANT_HANG ? 100 : TIMEOUT_MS))
			fail("it does not end, killed or not");
		/* What is planted ends now; the rest, the kernel tells of. */
		kill(pid, SIGKILL);
		if (plant == PLANT_HANG)
			waitpid(pid, NULL, 0);
	}
	close(pidfd);
	__atomic_fetch_add(&shared->sequences, 1, __ATOMIC_RELAXED);
}
