/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A policy as its text says it. LANGUAGE describes the language.
 *
 * All memory belongs to the policy. Lists end with NULL and have the order of
 * the text; the text of an included file stands in place of its include
 * statement. Names of calls and arguments are as in the text, without a check
 * that they exist: resolve.h gives them their meaning for an ABI.
 */
#ifndef _SECCOMPCTL_POLICY_H
#define _SECCOMPCTL_POLICY_H

#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>

#include "program.h"

/**
 * struct place - a place in a text
 * @file: name of the file, as the user would write it
 * @line: line, from 1; 0 for no place
 * @column: byte of the line, from 1
 */
struct place {
	const char *file;
	unsigned int line;
	unsigned int column;
};

/**
 * struct policy_number - an integer from -2^63 to 2^64-1
 * @bits: its value modulo 2^64
 * @negative: the value is @bits - 2^64
 */
struct policy_number {
	__u64 bits;
	bool negative;
};

/**
 * enum policy_value_kind - kinds of values
 * @VALUE_NUMBER: @low of struct policy_value
 * @VALUE_RANGE: numbers from @low to @high
 * @VALUE_STRING: @bytes without a NUL
 * @VALUE_IPV4: the first @prefix bits of the 4 @bytes
 * @VALUE_IPV6: the first @prefix bits of the 16 @bytes
 */
enum policy_value_kind {
	VALUE_NUMBER,
	VALUE_RANGE,
	VALUE_STRING,
	VALUE_IPV4,
	VALUE_IPV6,
};

/**
 * struct policy_value - a value
 * @next: next value of the set
 * @place: where it is
 * @kind: which of the other members are set
 * @low: a number
 * @high: a number that is not smaller
 * @bytes: a string or an address, the most significant byte first
 * @len: number of @bytes
 * @prefix: number of bits of the address
 */
struct policy_value {
	struct policy_value *next;
	struct place place;
	enum policy_value_kind kind;
	struct policy_number low;
	struct policy_number high;
	const unsigned char *bytes;
	size_t len;
	unsigned int prefix;
};

/**
 * enum policy_compare - kinds of comparisons
 * @COMPARE_NONZERO: no value: "(flags & O_TMPFILE)"
 * @COMPARE_EQ: equal to the value; for addresses, inside of the network
 * @COMPARE_NE: not equal
 * @COMPARE_LT: less than the number
 * @COMPARE_LE: less or equal
 * @COMPARE_GT: greater
 * @COMPARE_GE: greater or equal
 * @COMPARE_IN: equal to one of the values, or inside of one of the ranges
 * @COMPARE_PREFIX: begins with one of the strings
 */
enum policy_compare {
	COMPARE_NONZERO,
	COMPARE_EQ,
	COMPARE_NE,
	COMPARE_LT,
	COMPARE_LE,
	COMPARE_GT,
	COMPARE_GE,
	COMPARE_IN,
	COMPARE_PREFIX,
};

/**
 * struct policy_operand - the left side of a comparison
 * @place: where it is
 * @arg: name of the argument: "fd", "arg0", "path"
 * @field: name of the field behind the pointer: "flags"; or NULL
 * @masked: only the bits of @mask are compared
 * @mask: the mask
 * @mask_place: where the mask is
 */
struct policy_operand {
	struct place place;
	const char *arg;
	const char *field;
	bool masked;
	struct policy_number mask;
	struct place mask_place;
};

/**
 * enum policy_expr_kind - node of an expression
 * @EXPR_AND: two or more @children; all are true
 * @EXPR_OR: two or more @children; one is true
 * @EXPR_NOT: one child
 * @EXPR_COMPARE: a comparison
 */
enum policy_expr_kind {
	EXPR_AND,
	EXPR_OR,
	EXPR_NOT,
	EXPR_COMPARE,
};

/**
 * struct policy_expr - node of an expression
 * @next: next child of the same node
 * @place: where it begins
 * @kind: which of the other members are set
 * @children: the first child
 * @last: the last child, for the parser
 * @operand: left side of a comparison
 * @compare: comparison
 * @compare_place: where its sign is
 * @values: right side: one value; several for COMPARE_IN and COMPARE_PREFIX;
 *	none for COMPARE_NONZERO
 */
struct policy_expr {
	struct policy_expr *next;
	struct place place;
	enum policy_expr_kind kind;
	struct policy_expr *children;
	struct policy_expr *last;
	struct policy_operand operand;
	enum policy_compare compare;
	struct place compare_place;
	struct policy_value *values;
};

/**
 * struct policy_action - an action
 * @place: where it is; its line is 0 if there is none
 * @ret: SECCOMP_RET_* with data
 */
struct policy_action {
	struct place place;
	__u32 ret;
};

/**
 * struct policy_branch - an action and its condition
 * @next: next branch of the rule
 * @place: where the branch begins
 * @expr: the condition; NULL for an action without a condition, which is the
 *	last branch
 * @action: the action
 */
struct policy_branch {
	struct policy_branch *next;
	struct place place;
	struct policy_expr *expr;
	struct policy_action action;
};

/**
 * struct policy_call - a call or a group in a list
 * @next: next of the list
 * @place: where it is
 * @name: name without "sys_"; name with "@" for a group
 * @abi: name of the only ABI, "native" or "compat": "mmap/x86-64"; or NULL
 */
struct policy_call {
	struct policy_call *next;
	struct place place;
	const char *name;
	const char *abi;
};

/**
 * struct policy_rule - a rule: "allow: read write" or "read: (fd == 0) allow"
 * @next: next rule
 * @place: where it begins
 * @calls: calls and groups; no groups if the rule has a condition
 * @branches: tried in their order
 */
struct policy_rule {
	struct policy_rule *next;
	struct place place;
	struct policy_call *calls;
	struct policy_branch *branches;
};

/**
 * struct policy_group - a group that the policy defines
 * @next: next group
 * @place: where it begins
 * @name: name with "@"
 * @calls: calls and groups
 * @visiting: for resolve.c: the search for cycles is inside
 * @checked: for resolve.c: the group is in no cycle
 * @stamp: for resolve.c: the rule that has used the group
 */
struct policy_group {
	struct policy_group *next;
	struct place place;
	const char *name;
	struct policy_call *calls;
	bool visiting;
	bool checked;
	unsigned int stamp;
};

/**
 * struct policy_arch - an ABI that the policy is for
 * @next: next ABI
 * @place: where it is
 * @name: name of an ABI, "native" or "compat"
 */
struct policy_arch {
	struct policy_arch *next;
	struct place place;
	const char *name;
};

/**
 * struct policy - a policy
 * @default_action: action for calls without a rule; every policy has it
 * @unknown_action: action for calls that are newer than @unknown_version; or
 *	none
 * @unknown_version: version of the kernel, major << 16 | minor; or 0 for the
 *	newest version that seccompctl knows
 * @unknown_above: calls; @unknown_action is for numbers above theirs, and not for
 *	those that @unknown_version lacks; or NULL
 * @other_action: action for calls of other ABIs; or none
 * @archs: ABIs; an empty list stands for "native"
 * @groups: groups
 * @rules: rules
 * @log: records of refusals are wanted
 * @memory: blocks of memory
 */
struct policy {
	struct policy_action default_action;
	struct policy_action unknown_action;
	unsigned int unknown_version;
	struct policy_call *unknown_above;
	struct policy_action other_action;
	struct policy_arch *archs;
	struct policy_group *groups;
	struct policy_rule *rules;
	bool log;
	struct policy_block *memory;
};

/* Each prints a message on failure, and returns an &enum exit_status. */
int policy_read(struct policy **policy, const char *path);
int policy_read_text(struct policy **policy, const char *name, const char *text,
		     size_t size);
void policy_free(struct policy *policy);

/* Zeroed memory, or a copy of a text, that lives as long as the policy. */
void *policy_alloc(struct policy *policy, size_t size);
char *policy_copy(struct policy *policy, const char *text, size_t len);

/* Print "FILE:LINE:COLUMN: MESSAGE" to stderr, and return EXIT_USAGE. */
int policy_error(const struct place *place, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Compile a policy that has been read. Prints a message on failure. */
int policy_compile(struct program *program, const struct policy *policy,
		   const struct policy_options *options);

#endif /* _SECCOMPCTL_POLICY_H */
