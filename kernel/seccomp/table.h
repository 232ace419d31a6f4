/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Verdict tables: the answer of a whole path to each system call number.
 */
#ifndef _KERNEL_SECCOMP_TABLE_H
#define _KERNEL_SECCOMP_TABLE_H

#include <linux/bits.h>
#include <linux/compiler.h>
#include <linux/jump_label.h>
#include <linux/list.h>
#include <linux/minmax.h>
#include <linux/refcount.h>
#include <linux/seccomp_fastpath.h>
#include <linux/types.h>

#include "abi.h"
#include "verdict.h"

struct pt_regs;
struct seccomp_content;
struct seccomp_counter;
struct seccomp_domain;
struct seccomp_filter;
struct seccomp_program;
struct seccomp_test;
struct table_builder;
struct seccomp_windows;

/*
 * Values of an entry. TABLE_RUN_ALL means that no rule covers the call, so every
 * program of the path runs. Zeroed memory has this value. Values from TABLE_FIRST
 * to TABLE_LAST are rules.
 */
enum {
	TABLE_RUN_ALL = SECCOMP_ENTRY_RUN_ALL,
	TABLE_FIRST,
	TABLE_LAST = SECCOMP_ENTRY_RESERVED - 1,
	TABLE_ALLOW = SECCOMP_ENTRY_ALLOW,
};

/* Limit of rules in one table. */
#define TABLE_RULES (TABLE_LAST - TABLE_FIRST + 1)
/* Rules that only constant KILL verdicts may use. */
#define TABLE_KILL_RULES 16

/* The slot SECCOMP_TABLE_SLOTS is for architectures without slots. */
#define TABLE_ENTRIES MAX(SECCOMP_LOOKUP_ENTRIES, SECCOMP_TABLE_SLOTS + 1)
/* Limit of checks in one rule. */
#define TABLE_RULE_CHECKS 64
/* Limit of checks in one table. */
#define TABLE_CHECKS 512

/**
 * seccomp_rank - Order programs of a path for equal actions
 * @depth: depth of the filter, 1 to SECCOMP_PATH_FILTERS
 * @number: 0 for the program of the filter; number of a content of its domain, from
 *	1 to less than SECCOMP_PATH_INSNS
 *
 * Context: any.
 * Return: the rank, at least 1. Among equal actions the program with the largest
 * rank wins.
 */
static inline u32 seccomp_rank(u32 depth, u32 number)
{
	return depth << 16 | number;
}

/* Return the depth of a rank from seccomp_rank(). */
static inline u32 seccomp_rank_depth(u32 rank)
{
	return rank >> 16;
}

/* Value of a residual index for a check that runs the whole program. */
#define CHECK_FULL U16_MAX

/**
 * struct seccomp_check - a program that a rule runs
 * @list: decision list to evaluate, or NULL to run code. NULL in the check behind the
 *	last one of a rule, which has zeroes and @allowed
 * @program: the program; a filter or a domain of the path keeps it alive
 * @allowed: behind the last check of a rule: &seccomp_lookup.allowed of the table
 * @listener: listener of that filter, or NULL
 * @strictest: most restrictive value that the program can return
 * @rank: rank of @program on the path, see seccomp_rank()
 * @residual: index of the residual to run, or CHECK_FULL
 * @windows: set of the windows from which the residual or the program loads
 * @log: true if that filter has SECCOMP_FILTER_FLAG_LOG
 * @counted: true if the path has a counter
 */
struct seccomp_check {
	const struct seccomp_test *list;
	union {
		const struct seccomp_program *program;
		u64 __percpu *allowed;
	};
	struct seccomp_listener *listener;
	u32 strictest;
	u32 rank;
	u16 residual;
	u16 windows;
	bool log;
	bool counted;
};

/*
 * Kinds of rules. RULE_ALL runs every program; only zeroed memory has it.
 * RULE_DEEP has a check that loads from windows. RULE_DEEP_LIST is one decision
 * list that does, and nothing else. RULE_CONST has no checks. RULE_LISTS has
 * decision lists only, and allows the call if each of them does. RULE_MIXED is any
 * other rule. RULE_DEEP_DOMAIN is a RULE_DEEP in the table of a domain: the copy of
 * the arguments may sleep, and the table may change in that time.
 *
 * The slow path handles RULE_ALL and RULE_DEEP_DOMAIN, and arg_copy.c the other kinds
 * with windows. The bit RULE_NEEDS_REGS_ONLY tells these four from the others, so that
 * arm64 tests it in one instruction.
 */
#define RULE_NEEDS_REGS_ONLY BIT(1)

enum {
	RULE_ALL = 0,
	RULE_DEEP = 1,
	RULE_DEEP_LIST = 1 | BIT(3),
	RULE_CONST = RULE_NEEDS_REGS_ONLY,
	RULE_LISTS = RULE_NEEDS_REGS_ONLY | 1,
	RULE_DEEP_DOMAIN = 4,
	RULE_MIXED = RULE_NEEDS_REGS_ONLY | 4,
};

/* Does a check of a rule of this kind load from windows? */
static inline bool seccomp_is_deep_kind(u8 kind)
{
	return kind == RULE_DEEP || kind == RULE_DEEP_LIST;
}

/**
 * struct seccomp_rule - verdict of a path for some numbers
 * @verdict: verdict that holds whatever the arguments are; a check can only
 *	make it stricter
 * @rank: rank of the program that gives @verdict, see seccomp_rank(); 0 if none does
 * @first: index of the first of @count checks; the largest rank comes first
 * @count: number of checks, 0 to TABLE_RULE_CHECKS
 * @kind: RULE_*, derived from the other members
 */
struct seccomp_rule {
	struct seccomp_verdict verdict;
	u32 rank;
	u16 first;
	u8 count;
	u8 kind;
};

/**
 * struct seccomp_table - verdicts of a path, computed at attach
 * @lookup: @answers, @allowed and @entries, as the fast path reads them
 * @answers: see struct seccomp_lookup
 * @allowed: see struct seccomp_lookup
 * @entries: TABLE_ALLOW, TABLE_RUN_ALL, or TABLE_FIRST plus the index of a
 *	rule, for each slot
 * @rule_count: number of @rules
 * @check_count: number of @checks, with the zeroed ones
 * @complete: true if no entry and no check runs a whole program
 * @alone: true if the path has one filter, without listener, domain, counter and
 *	SECCOMP_FILTER_FLAG_LOG
 * @counter: newest counter of each path with the table, or NULL; those paths keep it
 *	alive
 * @hash: hash of the way to the contents, see hash_table()
 * @errno_cells: cells of errnos, for each level; see struct seccomp_counter. Only
 *	with @counter
 * @rules: distinct rules; a zeroed rule precedes them
 * @checks: checks of all rules; a zeroed check precedes them, and one follows the
 *	checks of each rule
 * @program: program of the newest filter if @node is linked, else NULL. Each
 *	path with this table has a filter with that program, which keeps it alive
 * @node: link in the tables of @program; protected by the lock of table.c
 * @refs: one for each filter with the table, one for each reader without one
 * @domain: newest domain of each path with the table, or NULL; those paths keep it
 *	alive
 * @member: link in the tables of the family of @domain; protected by the lock of the
 *	family
 * @rule_room: number of rules that @rules has memory for
 * @check_room: number of checks that @checks has memory for
 *
 * The builder writes everything but @node, @member and @refs before it publishes the
 * first filter with the table. Then nothing but these changes, unless the table
 * has a domain. The filters of the path keep alive what rules and checks point to.
 *
 * The holder of a domain changes a table in place, under the lock of the family:
 * see seccomp_table_tighten(). It appends rules, their checks and their answers,
 * and then changes entries. The barrier is between the two; readers follow the
 * value of the entry by dependent loads. What an entry has named stays as it is, so
 * a reader may go on with it. An entry goes from less to more restrictive rules,
 * or to TABLE_RUN_ALL.
 */
struct seccomp_table {
	union {
		struct seccomp_lookup lookup;
		struct {
			struct seccomp_answer answers[U8_MAX + 1];
			u64 __percpu *allowed;
			u8 entries[TABLE_ENTRIES];
		};
	};
	u16 rule_count;
	u16 check_count;
	bool complete;
	bool alone;
	struct seccomp_counter *counter;
	u32 hash;
	u64 __percpu **errno_cells;
	struct seccomp_rule *rules;
	struct seccomp_check *checks;
	struct seccomp_program *program;
	struct hlist_node node;
	refcount_t refs;
	struct seccomp_domain *domain;
	struct list_head member;
	u16 rule_room;
	u16 check_room;
};

/**
 * seccomp_table_entry - Look up the entry of a call
 * @table: the table
 * @arch: AUDIT_ARCH_* of the call
 * @nr: number of the call, any value
 *
 * A domain may change the entry at any time. The address dependency on the result
 * orders the loads of what it names.
 *
 * Context: any; the caller keeps the path alive.
 * Return: the entry; TABLE_RUN_ALL for an architecture without slots.
 */
static __always_inline u8 seccomp_table_entry(const struct seccomp_table *table,
					      u32 arch, int nr)
{
	return READ_ONCE(table->entries[seccomp_table_index(arch, nr)]);
}

/* Return the rule of an entry; a zeroed one of the kind RULE_ALL without rule. */
static __always_inline const struct seccomp_rule *
seccomp_table_rule(const struct seccomp_table *table, u8 entry)
{
	return (const void *)table + table->answers[entry].rule;
}

#ifdef CONFIG_SECCOMP_VERIFY
DECLARE_STATIC_KEY_FALSE(seccomp_verifying);
#endif

/**
 * seccomp_is_verifying - Check whether every verdict is verified
 *
 * Then tables have a rule even for numbers that they allow, and the fast path
 * decides nothing.
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

/* Add a reference to a table that the caller keeps alive. */
static inline struct seccomp_table *
seccomp_table_get(struct seccomp_table *table)
{
	refcount_inc(&table->refs);
	return table;
}

void seccomp_table_put(struct seccomp_table *table);
struct seccomp_table *seccomp_table_create(const struct seccomp_filter *filter,
					   const struct seccomp_filter *prev);
void seccomp_table_tighten(struct table_builder *b, struct seccomp_table *table,
			   const struct seccomp_domain *domain,
			   const struct seccomp_content *content);
struct seccomp_verdict seccomp_rule_run(const struct seccomp_table *table,
					const struct seccomp_rule *rule,
					struct pt_regs *regs);
u16 seccomp_rule_windows(const struct seccomp_table *table,
			 const struct seccomp_rule *rule);
struct seccomp_verdict
seccomp_rule_run_windows(const struct seccomp_table *table,
			 const struct seccomp_rule *rule, struct pt_regs *regs,
			 const struct seccomp_windows *windows);
struct seccomp_verdict seccomp_check_continue(const struct seccomp_check *check,
					      u32 ret, struct pt_regs *regs);
struct seccomp_verdict
seccomp_rule_run_ranked(const struct seccomp_table *table,
			const struct seccomp_rule *rule, struct pt_regs *regs,
			const struct seccomp_windows *windows, u32 *rank);
struct seccomp_verdict
seccomp_check_continue_ranked(const struct seccomp_check *check, u32 ret,
			      struct pt_regs *regs, u32 *rank);

#endif /* _KERNEL_SECCOMP_TABLE_H */
