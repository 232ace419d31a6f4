/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A fuzzer of the system calls of seccomp.
 *
 * A few processes at once run sequences of operations. The fuzzer checks what
 * must hold for any sequence.
 */
#ifndef _SYSFUZZ_H
#define _SYSFUZZ_H

#include "common.h"
#include "../difffuzz/random.h"

/**
 * enum role - the role of an actor, a process of a sequence
 * @SUBJECT: attaches filters, makes calls, forks
 * @SUPERVISOR: holds listeners
 * @TRACER: traces the other actors
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
 * @name: its name in printed sequences
 * @role: the role of the actor that runs it in most cases
 * @weight: how often it is chosen, relative to the other operations
 * @run: the function; run_op() has seeded its random numbers
 */
struct op {
	const char *name;
	enum role role;
	unsigned int weight;
	void (*run)(void);
};

extern const struct op ops[];
extern const unsigned int op_count;

/**
 * struct op_call - one operation of a sequence
 * @op: the index in ops[]
 * @actor: the actor that runs it, from enum role
 * @seed: the seed of its random numbers
 */
struct op_call {
	u8 op;
	u8 actor;
	u32 seed;
};

#define MAX_CALLS 48

struct sequence {
	unsigned int count;
	struct op_call calls[MAX_CALLS];
};

/**
 * struct slot - a listener, a domain or a counter that all tasks of a sequence can use
 * @owner: the task that attached it, a process ID in the PID namespace
 * @fd: the descriptor in the table of @owner; without a listener 0 or less
 * @id: the notification that was received last
 */
struct slot {
	pid_t owner;
	int fd;
	u64 id;
};

#define SLOTS 8

/**
 * struct group - the shared memory of a worker and the tasks of its sequence
 * @sequence: the sequence that they run
 * @actors: process IDs in their PID namespace, by role; 0 after the end
 * @slots: listeners
 * @slots_used: listeners published so far; a new one replaces the oldest
 * @domains: domains, whose @id is unused
 * @domains_used: domains published so far; a new one replaces the oldest
 * @counters: counters, whose @id is unused
 * @counters_used: counters published so far; a new one replaces the oldest
 * @files_shared: the actors share one descriptor table
 * @tasks: tasks started so far
 * @failed: the sequence has failed
 * @message: the text of the failure
 * @dir: the directory of op_deep_effect()
 * @data: memory for arguments that the kernel copies; any task changes it
 *
 * The worker resets it before a sequence, when no task of the last one is left.
 */
struct group {
	struct sequence sequence;
	pid_t actors[ROLES];
	struct slot slots[SLOTS];
	unsigned int slots_used;
	struct slot domains[SLOTS];
	unsigned int domains_used;
	struct slot counters[SLOTS];
	unsigned int counters_used;
	bool files_shared;
	unsigned int tasks;
	int failed;
	char message[256];
	char dir[32];
	char data[4096];
};

#define PC_SLOTS 65536
#define KEPT 512

/**
 * struct shared - the memory that all workers share
 * @pcs: a hash set of the coverage points that were reached; 0 is a free entry
 * @pc_count: the number of points in @pcs
 * @sequences: the number of sequences that were run
 * @results_checked: the number of calls whose result was checked
 * @failures: the number of failures
 * @events_read: the number of trace events that tasks have read
 * @refusals_written: how often a task has let the kernel record refusals
 * @slot_attacks: the number of attacks on mappings with copies
 * @other_attacks: the number of such attacks by a tracer of the task
 * @calls_changed: the number of calls with copies that a tracer has changed
 * @renumberings: how often a trace point had to change numbers of calls
 * @held_pages: the number of pages with arguments for which a task had to wait
 * @effects: calls of op_deep_effect() that have made a directory
 * @effects_refused: such calls that its filter has refused
 * @kept: the last KEPT sequences that reached new points
 * @kept_count: the number of sequences that reached new points
 */
struct shared {
	u64 pcs[PC_SLOTS];
	unsigned int pc_count;
	unsigned long sequences;
	unsigned long results_checked;
	unsigned long failures;
	unsigned long events_read;
	unsigned long refusals_written;
	unsigned long slot_attacks;
	unsigned long other_attacks;
	unsigned long calls_changed;
	unsigned long renumberings;
	unsigned long held_pages;
	unsigned long effects, effects_refused;
	struct sequence kept[KEPT];
	unsigned int kept_count;
};

/**
 * enum fault - a seeded fault in the expectations of the fuzzer
 * @FAULT_NONE: the normal case
 * @FAULT_ERRNO: EINVAL is not documented for any call
 * @FAULT_COUNT: a refused filter seems to be counted
 * @FAULT_FORK: a child must have one filter more than its parent
 * @FAULT_HANG: a sequence goes on and is not killed
 * @FAULT_SLOT: each attack on argument copies seems to succeed
 * @FAULT_EFFECT: the filter of op_deep_effect() allows each name
 * @FAULTS: their number
 */
enum fault {
	FAULT_NONE,
	FAULT_ERRNO,
	FAULT_COUNT,
	FAULT_FORK,
	FAULT_HANG,
	FAULT_SLOT,
	FAULT_EFFECT,
	FAULTS,
};

extern struct shared *shared;
extern struct group *group;
extern enum fault fault;
/* Trace events are on since the boot. The main process writes it before all tasks. */
extern bool with_events;

/* A filter of this process may fake any result, so no result is checked. */
extern bool results_unknown;
/* This process has had threads, which may change its filters. */
extern bool is_threaded;
/* The number of forks from the actor to this process. */
extern int depth;

static inline bool is_predictable(void)
{
	return !results_unknown && !is_threaded;
}

/* The most tasks in a sequence, above which no operation starts one. */
#define MAX_TASKS 48

static inline bool is_full(void)
{
	return group->tasks >= MAX_TASKS;
}

/* check.c */
void report_failure(const char *format, ...)
	__attribute__((format(printf, 1, 2)));
long expect(const char *what, long ret, const int *errnos);

/* EXPECT("name", call(...), EINVAL, ...) checks the result and returns it. */
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
	FILTER_PROBE, /* decides about probe calls only */
	FILTER_NOTIFY, /* notifies a listener of all probe calls */
	FILTER_TRACE, /* notifies a tracer of all probe calls */
	FILTER_ANY, /* decides about any call */
	FILTER_LARGE, /* decides about any call; too large to specialize */
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
void slot_publish(struct slot *slots, unsigned int *used, int fd);
void listener_publish(int fd);
int fetch_fd(const struct slot *slot);

/* compat.c */
long call32_6(long nr, const u32 args[6]);
void *low_memory(size_t size);

/* deep.c */
void deep_get_arg(int fd, u64 id);
void deep_set_arg(int fd, u64 id);
bool is_changeable_nr(long nr);
void deep_change_call(pid_t pid, long nr);

/* slot.c */
char *slot_address(void);
void attack_slot_of(pid_t pid);

/* effect.c */
void effect_begin(void);
void effect_check(void);

/* system.c */
void audit_on(void);
bool has_leaks(void);

/* tasks.c */
int exec_main(u32 seed);
__attribute__((noreturn)) void exec_self(void);

/* util.c */
void pause_ms(unsigned int ms);
void *random_pointer(void *good, size_t size);
void *read_only(void *good, size_t size);

/*
 * The operations, by file: attach, listener, tasks, tracer, proc, compat, deep,
 * slot, effect, load.
 */
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
void op_attach_on_exec(void);
void op_attach_bound(void);
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
void op_next(void);
void op_id_valid(void);
void op_addfd(void);
void op_set_flags(void);
void op_ioctl(void);
void op_poll(void);
void op_file(void);
void op_get_arg(void);
void op_set_arg(void);
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
void op_suspend(void);
void op_deep_trace(void);

void op_actions(void);
void op_actions_write(void);
void op_cache(void);
void op_status(void);
void op_filters(void);
void op_strict_write(void);
void op_events(void);

void op_compat_probe_calls(void);
void op_compat_attach(void);
void op_compat_ioctl(void);

void op_deep_attach(void);
void op_deep_attach_compat(void);
void op_deep_calls(void);
void op_deep_flip(void);
void op_deep_held_page(void);
void op_deep_renumber(void);
void op_features(void);
void op_arg_kinds(void);

void op_deep_slot(void);

void op_deep_effect(void);

void op_attach_op(void);
void op_load_program(void);
void op_load_bitmask(void);
void op_attach_loaded(void);
void op_tighten(void);
void op_domain_info(void);
void op_domain_file(void);
void op_counter(void);

#endif /* _SYSFUZZ_H */
