/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Verdict tables under construction. This header is private to table.c and
 * table_tighten.c.
 */
#ifndef _KERNEL_SECCOMP_TABLE_BUILDER_H
#define _KERNEL_SECCOMP_TABLE_BUILDER_H

#include <linux/types.h>

#include "table.h"
#include "verdict.h"

struct seccomp_counter;
struct seccomp_domain;
struct seccomp_filter;
struct seccomp_listener;
struct seccomp_program;

/* Value of @memo that the builder has not computed yet. */
#define TABLE_UNKNOWN SECCOMP_ENTRY_RESERVED

/**
 * struct pending_rule - a rule under construction
 * @verdict: see struct seccomp_rule
 * @rank: see struct seccomp_rule
 * @count: number of @checks
 * @checks: checks of the rule, the largest rank first
 */
struct pending_rule {
	struct seccomp_verdict verdict;
	u32 rank;
	unsigned int count;
	struct seccomp_check checks[TABLE_RULE_CHECKS + 1];
};

/**
 * struct table_builder - a table under construction, or one that is tightened
 * @filter: new filter on top of the path; unused if @in_place
 * @program: program to combine with @below
 * @listener: listener of the filter with @program, or NULL
 * @log: true if that filter has SECCOMP_FILTER_FLAG_LOG
 * @in_place: @table is @below, other tasks may read it, and @program may have a
 *	smaller rank than others of the path
 * @rank: rank of @program, see seccomp_rank()
 * @domain: domain of @table, see struct seccomp_table
 * @counter: counter of @table, see struct seccomp_table
 * @below: table to combine with, or NULL for the empty path
 * @table: the new table. Its entries start as those of @below, and its counts
 *	grow up to @rule_room and @check_room
 * @rule_room: number of rules that @table may have
 * @check_room: number of checks that @table may have
 * @compact: only rules that an entry uses are kept, see fill_table()
 * @changed: an entry differs from the one in @below
 * @full: a rule did not fit
 * @memo: entry for each pair of an outcome of the program and an entry below;
 *	TABLE_UNKNOWN until computed. Most numbers share a few pairs.
 * @width: number of distinct entries below, or more
 * @pending: rule under construction
 *
 * One task uses it at a time, so it needs no lock.
 */
struct table_builder {
	const struct seccomp_filter *filter;
	const struct seccomp_program *program;
	struct seccomp_listener *listener;
	bool log;
	bool in_place;
	u32 rank;
	struct seccomp_domain *domain;
	struct seccomp_counter *counter;
	struct seccomp_table *below;
	struct seccomp_table *table;
	unsigned int rule_room;
	unsigned int check_room;
	bool compact;
	bool changed;
	bool full;
	u8 *memo;
	unsigned int width;
	struct pending_rule pending;
};

/* The last value of an entry, TABLE_ALLOW, has the first column of @memo. */
static inline unsigned int memo_index(u8 outcome, unsigned int width, u8 below)
{
	return outcome * width + (u8)(below + 1);
}

u8 seccomp_table_combine(struct table_builder *b, u8 outcome, u8 below);
void seccomp_table_fill_answers(struct seccomp_table *table,
				unsigned int first);
struct table_builder *seccomp_table_builder_alloc(unsigned int combinations);
void seccomp_table_builder_free(struct table_builder *b);

#endif /* _KERNEL_SECCOMP_TABLE_BUILDER_H */
