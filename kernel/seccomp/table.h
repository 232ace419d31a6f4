/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Verdict tables: what a whole path answers to each system call number.
 */
#ifndef _KERNEL_SECCOMP_TABLE_H
#define _KERNEL_SECCOMP_TABLE_H

#include <linux/jump_label.h>
#include <linux/mm.h>
#include <linux/refcount.h>
#include <linux/seccomp_fastpath.h>
#include <linux/types.h>

#include "abi.h"
#include "verdict.h"

struct pt_regs;
struct seccomp_filter;
struct seccomp_program;

/* Entries of a table that are not the place of a rule. */
enum {
	TABLE_ALLOW = SECCOMP_ENTRY_ALLOW,
	/* There is no rule: ask every program of the path. */
	TABLE_RUN_ALL,
	TABLE_FIRST,
};

/* An entry is a byte, and one value means that it is not known yet. */
#define TABLE_UNKNOWN U8_MAX
#define TABLE_RULES (TABLE_UNKNOWN - TABLE_FIRST)

/* The last place is that of architectures without one. */
#if SECCOMP_TABLE_SLOTS < SECCOMP_LOOKUP_ENTRIES
#define TABLE_ENTRIES SECCOMP_LOOKUP_ENTRIES
#else
#define TABLE_ENTRIES (SECCOMP_TABLE_SLOTS + 1)
#endif
/* A rule with more checks than this is not made ... */
#define TABLE_RULE_CHECKS 64
/* ... nor one for which there would be more than this in the whole table. */
#define TABLE_CHECKS 512

/* In place of the index of a residual: the program has to be run as it is. */
#define CHECK_FULL U16_MAX

/**
 * struct seccomp_check - a program of the path that has to be asked
 * @program: the program; kept alive by a filter of the path
 * @listener: that of the filter, or NULL
 * @strictest: a most restrictive answer that it may give
 * @depth: the depth of the filter: the larger, the newer
 * @residual: what to run of it, or CHECK_FULL
 * @log: whether the filter asked for records
 */
struct seccomp_check {
	const struct seccomp_program *program;
	struct seccomp_listener *listener;
	u32 strictest;
	u32 depth;
	u16 residual;
	bool log;
};

/* What there is to ask before a verdict is known. */
enum {
	/* Nothing. */
	RULE_CONST,
	/* One residual, and if it allows the call, nobody else objects. */
	RULE_ONE,
	/* Anything else. */
	RULE_MANY,
};

/**
 * struct seccomp_rule - what happens to calls with some numbers
 * @verdict: what the path says at least, whatever the arguments are
 * @depth: that of the filter that says it; 0 where none does
 * @first: the first of @count checks, the newest first
 * @count: how many programs are to be asked whether they say worse
 * @kind: RULE_*, which follows from the others
 */
struct seccomp_rule {
	struct seccomp_verdict verdict;
	u32 depth;
	u16 first;
	u8 count;
	u8 kind;
};

/**
 * struct seccomp_table - the verdicts of a path that are known beforehand
 * @entries: for each place TABLE_RUN_ALL, TABLE_ALLOW, or TABLE_FIRST and more for
 *	a rule
 * @rule_count: the number of @rules
 * @check_count: the number of @checks
 * @complete: whether no program has to be run as it is, for any number
 * @rules: what is neither; each once. TABLE_FIRST of zeros stand before them
 * @checks: those of all rules, and one of zeros
 * @refs: one for each filter that has the table, and one for the program that
 *	it is kept with, see struct seccomp_program
 *
 * All but @refs is written before the first filter with it is published, and
 * never after. What rules and checks point to is kept alive by the filters of
 * the path.
 */
struct seccomp_table {
	u8 entries[TABLE_ENTRIES];
	u16 rule_count;
	u16 check_count;
	bool complete;
	struct seccomp_rule *rules;
	struct seccomp_check *checks;
	refcount_t refs;
};

/**
 * seccomp_table_entry - look a call up
 * @table: the table
 * @arch: the architecture of the call
 * @nr: its number
 *
 * Context: any; the path is kept alive by the caller.
 * Return: the entry; TABLE_RUN_ALL for an architecture that has no place.
 */
static __always_inline u8 seccomp_table_entry(const struct seccomp_table *table,
					      u32 arch, int nr)
{
	return table->entries[seccomp_table_index(arch, nr)];
}

/* The rule of an entry that is none of TABLE_RUN_ALL and TABLE_ALLOW. */
static __always_inline const struct seccomp_rule *
seccomp_table_rule(const struct seccomp_table *table, u8 entry)
{
	return &table->rules[entry - TABLE_FIRST];
}

#ifdef CONFIG_SECCOMP_VERIFY
DECLARE_STATIC_KEY_FALSE(seccomp_verifying);
#endif

/**
 * seccomp_is_verifying - is every verdict compared with the reference?
 *
 * Then tables have a rule for what they would simply allow.
 *
 * Return: true where the kernel was booted with seccomp_verify.
 */
static inline bool seccomp_is_verifying(void)
{
#ifdef CONFIG_SECCOMP_VERIFY
	return static_branch_unlikely(&seccomp_verifying);
#else
	return false;
#endif
}

/**
 * seccomp_table_put - Drop a reference to a table
 * @table: the table, or NULL; freed with the last reference
 *
 * Context: process context.
 */
static inline void seccomp_table_put(struct seccomp_table *table)
{
	if (table && refcount_dec_and_test(&table->refs))
		kvfree(table);
}

struct seccomp_table *seccomp_table_create(const struct seccomp_filter *filter,
					   const struct seccomp_filter *prev);
struct seccomp_verdict seccomp_rule_run(const struct seccomp_table *table,
					const struct seccomp_rule *rule,
					struct pt_regs *regs);

#endif /* _KERNEL_SECCOMP_TABLE_H */
