/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Measures what filters cost, inside the guest. Under QEMU's -icount with one
 * CPU a nanosecond of the monotonic clock is one instruction.
 *
 * What has been measured goes to standard output, a line for each value and the
 * fields separated by tabs:
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

/* As many filters as a service manager stacks for a sandboxed service. */
#define STACK 16

/**
 * struct profile - the filters that make up one depth
 * @name: "container" or "stack"
 * @binary: libseccomp searches in a binary tree, not in line
 * @nr_programs: how many there are
 * @programs: oldest first
 */
struct profile {
	const char *name;
	bool binary;
	unsigned int nr_programs;
	struct sock_fprog programs[STACK];
};

/**
 * struct point - what a value belongs to
 * @tree: how libseccomp's programs search, "-" if there are none
 * @profile: name of the profile, "none" without
 * @depth: number of filters
 */
struct point {
	const char *tree;
	const char *profile;
	unsigned int depth;
};

/* profiles.c; both end the program when libseccomp fails. */
void make_container(struct profile *profile, bool binary);
void make_stack(struct profile *profile, bool binary);

/* attach.c */
int attach(const struct sock_fprog *program);
int attach_listener(const struct sock_fprog *program);
int attach_times(const struct profile *profile, unsigned int times);
int measure_attach(void);

/* The other measurements; each returns the exit status. */
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

/* Memory, all zeroes, that children share; ends the program when it fails. */
void *shared_memory(size_t size);

/* Run @function in a process of its own; false if it did not end well. */
bool in_child(void (*function)(void *data), void *data);

#endif /* BENCH_H */
