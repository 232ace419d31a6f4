/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The benchmark measures in the guest what filters cost. With QEMU's -icount
 * and one CPU, a nanosecond of the monotonic clock is one instruction.
 *
 * The benchmark prints one line for each value to standard output. Tabs
 * separate the fields:
 *
 *	value	TREE PROFILE DEPTH MEASURE	VALUE UNIT
 *	value	TREE PROFILE DEPTH MEASURE	does not fit	-
 *	missing	TREE PROFILE DEPTH MEASURE	REASON
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

/**
 * struct profile - a set of programs that a process attaches together
 * @name: "container" or "stack"; a static string
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

/* profiles.c: both functions exit the program if libseccomp fails. */
void make_container(struct profile *profile, bool binary);
void make_stack(struct profile *profile, bool binary);

/* attach.c */
int attach(const struct sock_fprog *program);
int attach_listener(const struct sock_fprog *program);
int attach_times(const struct profile *profile, unsigned int times);
int measure_attach(void);

/* Entry points of the measurements; each returns the exit status. */
int measure_calls(void);
int measure_fork(void);
int measure_notify(void);
int measure_memory(void);
int measure_hostile(void);
int run_command(char **argv);

/* bench.c */
uint64_t now(void);
struct point point_of(const struct profile *profile, unsigned int times);
void value(const struct point *at, const char *measure, double number,
	   const char *unit);
void does_not_fit(const struct point *at, const char *measure);
void missing(const struct point *at, const char *measure, const char *format,
	     ...) __attribute__((format(printf, 3, 4)));
void die(const char *format, ...)
	__attribute__((noreturn, format(printf, 1, 2)));

/* Map zeroed memory that children share. Exit the program on failure. */
void *shared_memory(size_t size);

/* Run @function in a child. Return true if the child exits with status 0. */
bool in_child(void (*function)(void *data), void *data);

#endif /* BENCH_H */
