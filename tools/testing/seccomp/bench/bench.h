/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The benchmark measures in the guest what filters cost. With QEMU's -icount
 * and one CPU, a nanosecond of the monotonic clock is one instruction.
 *
 * The benchmark prints one line for each value to standard output. Tabs
 * separate the fields:
 *
 *	value	TREE PROFILE DEPTH MEASURE	VALUE UNIT SPREAD
 *	value	TREE PROFILE DEPTH MEASURE	does not fit	-	-
 *	missing	TREE PROFILE DEPTH MEASURE	REASON
 *	skip	TREE PROFILE DEPTH MEASURE	REASON
 *
 * A value is the lowest result of several rounds. SPREAD is the difference
 * between the lowest result of the even and of the odd rounds; "-" if there is
 * one round only. The kernel lacks what "skip" names. "missing" is a failure.
 */
#ifndef BENCH_H
#define BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <linux/filter.h>
#include <sys/types.h>

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* Number of filters that a service manager attaches to a sandboxed service. */
#define STACK 16

/* The kernel lowers the key 10 s after the last filter is gone. */
#define KEY_SECONDS 12

/**
 * struct profile - a set of programs that a process attaches together
 * @name: name of the profile in the results; a static string
 * @binary: the programs search the call number in a binary tree (true) or in a
 *	linear list (false)
 * @nr_programs: number of entries in @programs, 1 to STACK
 * @programs: programs in the order of attachment, oldest first; the
 *	instructions are on the heap and are never freed
 */
struct profile {
	const char *name;
	bool binary;
	unsigned int nr_programs;
	struct sock_fprog programs[STACK];
};

/**
 * struct point - the configuration that a value was measured in
 * @tree: "linear" or "binary", the search of libseccomp's programs; "-" if the
 *	measurement has no filter, or a filter not from libseccomp
 * @profile: name of the profile; "none" without a filter
 * @depth: number of attached filters
 */
struct point {
	const char *tree;
	const char *profile;
	unsigned int depth;
};

/* Kinds of tests of an argument, for make_tests(). */
enum test_kind { TEST_EQUAL, TEST_ORDER, TEST_MASK, NR_TEST_KINDS };

/* Largest number of tests that make_tests() accepts. */
#define MAX_TESTS 8

/*
 * Argument @i of a call whose tests do not hold. Both halves of it matter for a
 * test.
 */
#define UNTESTED(i) (0x100000064 + (i))

/* profiles.c: these functions exit the program if libseccomp fails. */
void make_container(struct profile *profile, bool binary);
void make_stack(struct profile *profile, bool binary);

/*
 * Make the stack, in which several filters look at the arguments of socket():
 * one at the domain, one at the type, two at domain and type, and one at domain
 * and protocol.
 */
void make_sockets(struct profile *profile, bool binary);

/* Make one program that refuses getpid() if one of @nr tests holds. */
void make_tests(struct profile *profile, enum test_kind kind, unsigned int nr);

/* Make @nr programs, each with one test of its own argument of getpid(). */
void make_lists(struct profile *profile, unsigned int nr);

/* The list of actions that leave records, and the list that measure no record. */
#define ACTIONS_LOGGED "/proc/sys/kernel/seccomp/actions_logged"
#define QUIET_ACTIONS "kill_process kill_thread trap errno"

/* A path of 24 bytes that does not exist, and that attach_deep() allows. */
#define LONG_PATH "/nothing/here/1234567890"
/* A path of the same length that it refuses. */
#define BAD_PATH "/nothing/here/dddddddddd"

/* deep.c: Attach a filter that looks behind pointers. Return 0 or an errno. */
int attach_deep(unsigned int flags);

/* attach.c */
int attach(const struct sock_fprog *program);

/* Attach with SECCOMP_FILTER_FLAG_* by SECCOMP_ATTACH. Return 0 or an errno. */
int attach_with(const struct sock_fprog *program, unsigned int flags);
int attach_listener(const struct sock_fprog *program);
int attach_with_flags(const struct sock_fprog *program, unsigned int flags);
int attach_times(const struct profile *profile, unsigned int times);
int measure_attach(void);

/**
 * struct rounds - results of rounds of the same measurement
 * @best: lowest result of the even rounds and of the odd rounds
 * @nr: number of rounds so far
 */
struct rounds {
	double best[2];
	unsigned int nr;
};

/* A function that makes a call @times times. */
typedef void loop_fn(const void *data, unsigned int times);

/* Entry points of the measurements; each returns the exit status. */
int measure_calls(void);
int measure_tests(void);
int measure_fork(void);
int measure_notify(void);
int measure_threads(void);
int measure_memory(void);
int measure_hostile(void);
int measure_count(void);
int measure_deep(void);
int measure_events(void);
int measure_entry(void);
int measure_policies(void);
int run_command(char **argv);

/* memory.c: Return the memory of all JIT programs in bytes. */
long long jit_memory(void);

/* memory.c: Return the free memory in bytes, after deferred work has run. */
long long free_memory(void);

/* common.c */
uint64_t now(void);
struct point point_of(const struct profile *profile, unsigned int times);
void value(const struct point *at, const char *measure, double number,
	   const char *unit);
void does_not_fit(const struct point *at, const char *measure);
void missing(const struct point *at, const char *measure, const char *format,
	     ...) __attribute__((format(printf, 3, 4)));
void skip(const struct point *at, const char *measure, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void die(const char *format, ...)
	__attribute__((noreturn, format(printf, 1, 2)));

/* Add the result of a round. The caller zeroes @rounds before the first. */
void add_round(struct rounds *rounds, double result);

/* Return the lowest result. */
double lowest(const struct rounds *rounds);

/* Print the lowest result and the spread. */
void report(const struct point *at, const char *measure,
	    const struct rounds *rounds, const char *unit);

/* Measure the instructions of one call of @loop, with @data. */
void cost_of(loop_fn *loop, const void *data, struct rounds *rounds);

/* Write a text to a file. Return 0 or an errno. */
int write_file(const char *path, const char *text);

/* Run @function with these actions in actions_logged, and restore the list. */
void with_actions_logged(const char *actions, void (*function)(void *data),
			 void *data);

/* Attach a socket filter and leave the socket open. */
void keep_bpf_program(void);

/* Map zeroed memory that children share. Exit the program on failure. */
void *shared_memory(size_t size);

/* Run @function in a child. Return true if the child exits with status 0. */
bool in_child(void (*function)(void *data), void *data);

#endif /* BENCH_H */
