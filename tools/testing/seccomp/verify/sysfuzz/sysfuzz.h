/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A fuzzer of seccomp's system calls: sequences of operations, carried out by a
 * few processes at once, and what must hold whatever they do.
 */
#ifndef _SYSFUZZ_H
#define _SYSFUZZ_H

#include "common.h"
#include "../difffuzz/random.h"

/**
 * enum role - what an actor of a sequence is there for
 * @SUBJECT: attaches filters, makes calls, forks
 * @SUPERVISOR: holds listeners
 * @TRACER: traces the others
 * @BYSTANDER: sends signals, reads and writes files
 * @ROLES: their number
 */
enum role {
	SUBJECT,
	SUPERVISOR,
	TRACER,
	BYSTANDER,
	ROLES,
};

/**
 * struct op - an operation
 * @name: for messages, and to repeat a sequence
 * @role: of the actor that it is mostly given to
 * @weight: how often it is chosen
 * @run: what to do; random numbers have been seeded
 */
struct op {
	const char *name;
	enum role role;
	unsigned int weight;
	void (*run)(void);
};

extern const struct op ops[];
extern const unsigned int op_count;

/* One operation of a sequence, and who carries it out. */
struct call {
	u8 op;
	u8 actor;
	u32 seed;
};

#define MAX_CALLS 48

struct sequence {
	unsigned int count;
	struct call calls[MAX_CALLS];
};

/* A listener that somebody has: the descriptor in the table of the owner. */
struct slot {
	pid_t owner;
	int fd;
	/* The notification that was received last. */
	u64 id;
};

#define SLOTS 8

/**
 * struct group - what all tasks of a sequence share, in shared memory
 * @sequence: what they do
 * @actors: who they are, in their PID namespace
 * @slots: listeners; a number of zero or less is none
 * @slots_used: how many have been filled; they are used in turns
 * @files_shared: the actors have one table of files
 * @tasks: how many there have been
 * @failed: something must not be
 * @message: and this is what
 */
struct group {
	struct sequence sequence;
	pid_t actors[ROLES];
	struct slot slots[SLOTS];
	unsigned int slots_used;
	bool files_shared;
	unsigned int tasks;
	int failed;
	char message[256];
};

#define PC_SLOTS 65536
#define KEPT 512

/**
 * struct shared - what all workers share
 * @pcs: a hash of the coverage points that were seen
 * @pc_count: how many there are
 * @sequences: how many have been run
 * @results_checked: how many calls have been judged by their results
 * @failures: of how many sequences
 * @kept: sequences that have shown something new
 * @kept_count: how many there have been; the youngest KEPT are there
 */
struct shared {
	u64 pcs[PC_SLOTS];
	unsigned int pc_count;
	unsigned long sequences;
	unsigned long results_checked;
	unsigned long failures;
	struct sequence kept[KEPT];
	unsigned int kept_count;
};

/**
 * enum plant - what the fuzzer is made to get wrong, to see that it reports
 * @PLANT_NOTHING: the normal case
 * @PLANT_ERRNO: an errno that is listed is taken for one that is not
 * @PLANT_COUNT: a refused filter is expected to be counted
 * @PLANT_FORK: a child is expected to have a filter more than its parent
 * @PLANT_HANG: a sequence that goes on is not ended
 * @PLANTS: their number
 */
enum fault {
	FAULT_NONE,
	FAULT_ERRNO,
	FAULT_COUNT,
	FAULT_FORK,
	FAULT_HANG,
	FAULTS,
};

extern struct shared *shared;
extern struct group *group;
extern enum fault fault;

/* The process has a filter that may fake any result: nothing can be expected. */
extern bool results_unknown;
/* It has had threads, or shares its memory: others may change its filters. */
extern bool is_threaded;
/* How many forks it is away from the actor. */
extern int depth;

static inline bool is_predictable(void)
{
	return !results_unknown && !is_threaded;
}

/* So that sequences do not grow without end. */
#define MAX_TASKS 48

static inline bool is_full(void)
{
	return group->tasks >= MAX_TASKS;
}

/* check.c */
void report_failure(const char *format, ...)
	__attribute__((format(printf, 1, 2)));
long expect(const char *what, long ret, const int *errnos);

/* EXPECT("what", call(...), EINVAL, ...): @ret, after a look at errno. */
#define EXPECT(what, ret, ...) expect(what, ret, (int[]){ __VA_ARGS__, 0 })

/* cover.c */
bool cover_open(void);
void cover_begin(void);
void cover_begin_large(void);
unsigned int cover_collect(void);
void cover_print(void);

/* filters.c */
#define FILTER_INSNS 4096

struct filter {
	struct sock_filter insns[FILTER_INSNS];
	unsigned int len;
};

enum filter_kind {
	FILTER_PROBE, /* is about victims only */
	FILTER_NOTIFY, /* asks about all victims */
	FILTER_TRACE, /* has a tracer look at all victims */
	FILTER_ANY, /* is about anything */
	FILTER_LARGE, /* the same, and more than can be kept apart */
};

void filters_init(const char *dir);
void filter_make(struct filter *filter, enum filter_kind kind);
bool is_probe_nr(long nr);
long random_probe_nr(void);
void make_probe_calls(unsigned int count);

/* sequence.c */
void run_op(unsigned int op, u32 seed);
void run_some(enum role role, unsigned int count);
void sequence_make(struct sequence *sequence);
bool sequence_read(struct sequence *sequence, const char *text);
void sequence_print(const struct sequence *sequence);
void sequence_run(void);

/* listener.c */
void listener_publish(int fd);

/* system.c */
void audit_on(void);
bool has_leaks(void);

/* tasks.c */
int exec_main(u32 seed);

/* util.c */
void pause_ms(unsigned int ms);
void *random_pointer(void *good, size_t size);
void *read_only(void *good, size_t size);

/* The operations, by file. */
void op_attach(void);
void op_attach_bad(void);
void op_attach_listener(void);
void op_attach_trace(void);
void op_attach_any(void);
void op_attach_large(void);
void op_attach_many_outcomes(void);
void op_attach_many(void);
void op_attach_to_limit(void);
void op_attach_prctl(void);
void op_attach_no_rights(void);
void op_attach_no_files(void);
void op_action_avail(void);
void op_notif_sizes(void);
void op_bad_operation(void);
void op_strict(void);
void op_modes(void);
void op_no_new_privs(void);

void op_receive(void);
void op_reply(void);
void op_serve(void);
void op_id_valid(void);
void op_addfd(void);
void op_set_flags(void);
void op_ioctl(void);
void op_poll(void);
void op_file(void);
void op_close(void);

void op_probe_calls(void);
void op_fork(void);
void op_vfork(void);
void op_thread(void);
void op_tsync(void);
void op_exec(void);
void op_exit(void);
void op_unassigned(void);
void op_signal(void);
void op_wait(void);

void op_trace(void);
void op_trace_untraced(void);

void op_actions(void);
void op_actions_write(void);
void op_cache(void);
void op_status(void);

void op_compat_probe_calls(void);
void op_compat_attach(void);
void op_compat_ioctl(void);

#endif /* _SURFACE_H */
