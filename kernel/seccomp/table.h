/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Verdict tables: the answer of a whole path to each system call number.
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

/*
 * Values of a table entry. TABLE_RUN_ALL means that no rule covers the call, so
 * every program of the path runs. Values from TABLE_FIRST on are rules.
 */
enum {
	TABLE_ALLOW = SECCOMP_ENTRY_ALLOW,
	TABLE_RUN_ALL,
	TABLE_FIRST,
};

/* Value of an entry that the builder has not computed yet. */
#define TABLE_UNKNOWN U8_MAX
#define TABLE_RULES (TABLE_UNKNOWN - TABLE_FIRST)

/* The slot SECCOMP_TABLE_SLOTS is for architectures without slots. */
#define TABLE_ENTRIES \
	SECCOMP_LARGER(SECCOMP_TABLE_SLOTS + 1, SECCOMP_LOOKUP_ENTRIES)
/* Limit of checks in one rule. */
#define TABLE_RULE_CHECKS 64
/* Limit of checks in one table. */
#define TABLE_CHECKS 512

/* Value of a residual index for a check that runs the whole program. */
#define CHECK_FULL U16_MAX

/**
 * struct seccomp_check - a program that a rule runs
 * @program: the program; a filter of the path keeps it alive
 * @listener: listener of that filter, or NULL
 * @strictest: most restrictive value that the program can return
 * @depth: depth of that filter; a newer filter has a larger depth
 * @residual: index of the residual to run, or CHECK_FULL
 * @log: true if that filter has SECCOMP_FILTER_FLAG_LOG
 */
struct seccomp_check {
	const struct seccomp_program *program;
	struct seccomp_listener *listener;
	u32 strictest;
	u32 depth;
	u16 residual;
	bool log;
};

/*
 * Kinds of rules: RULE_CONST has no checks. RULE_ONE has one residual to run and
 * allows the call if the residual does. RULE_MANY is any other rule.
 */
enum {
	RULE_CONST,
	RULE_ONE,
	RULE_MANY,
};

/**
 * struct seccomp_rule - verdict of a path for some numbers
 * @verdict: verdict that holds whatever the arguments are; a check can only
 *	make it stricter
 * @depth: depth of the filter that gives @verdict; 0 if none does
 * @first: index of the first of @count checks; the newest filter comes first
 * @count: number of checks, 0 to TABLE_RULE_CHECKS
 * @kind: RULE_*, derived from the other members
 */
struct seccomp_rule {
	struct seccomp_verdict verdict;
	u32 depth;
	u16 first;
	u8 count;
	u8 kind;
};

/**
 * struct seccomp_table - verdicts of a path, computed at attach
 * @entries: TABLE_ALLOW, TABLE_RUN_ALL, or TABLE_FIRST plus the index of a
 *	rule, for each slot
 * @rule_count: number of @rules
 * @check_count: number of @checks
 * @complete: true if no entry and no check runs a whole program
 * @rules: distinct rules; TABLE_FIRST zeroed rules precede them
 * @checks: checks of all rules; one zeroed check follows them
 * @refs: one for each filter with the table, and one for the program whose
 *	@cached_table it is
 *
 * The builder writes everything but @refs before it publishes the first filter
 * with the table. Then nothing but @refs changes. The filters of the path keep
 * alive what rules and checks point to.
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
 * seccomp_table_entry - Look up the entry of a call
 * @table: the table
 * @arch: AUDIT_ARCH_* of the call
 * @nr: number of the call, any value
 *
 * Context: any; the caller keeps the path alive.
 * Return: the entry; TABLE_RUN_ALL for an architecture without slots.
 */
static __always_inline u8 seccomp_table_entry(const struct seccomp_table *table,
					      u32 arch, int nr)
{
	return table->entries[seccomp_table_index(arch, nr)];
}

/* Return the rule of an entry from TABLE_FIRST on. */
static __always_inline const struct seccomp_rule *
seccomp_table_rule(const struct seccomp_table *table, u8 entry)
{
	return &table->rules[entry - TABLE_FIRST];
}

#ifdef CONFIG_SECCOMP_VERIFY
DECLARE_STATIC_KEY_FALSE(seccomp_verifying);
#endif

/**
 * seccomp_is_verifying - Check whether every verdict is verified
 *
 * Then tables have a rule even for numbers that they allow.
 *
 * Context: any.
 * Return: true if the kernel was booted with seccomp_verify.
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
