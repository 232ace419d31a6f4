/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What an argument or a field of a policy is for an ABI: words of the call, and
 * the sets of numbers that it is compared with.
 */
#ifndef _SECCOMPCTL_OPERAND_H
#define _SECCOMPCTL_OPERAND_H

#include "args.h"
#include "policy.h"
#include "resolve.h"

#define OPERAND_PIECES 8
#define OPERAND_NO_WINDOW (-1)

/**
 * enum operand_form - forms of operands
 * @OPERAND_NUMBER: a number
 * @OPERAND_STRING: a string behind a pointer, with its length
 * @OPERAND_NAME: the path of a UNIX address, with a NUL behind it
 * @OPERAND_ADDRESS: an IP address, the most significant byte first
 */
enum operand_form {
	OPERAND_NUMBER,
	OPERAND_STRING,
	OPERAND_NAME,
	OPERAND_ADDRESS,
};

/**
 * struct piece - bits of a word that a filter can load
 * @offset: offset of the word
 * @shift: the lowest bit of the piece in the word
 * @bits: number of bits, 1 to 32
 * @mask: bits of the piece that are compared, from bit 0
 */
struct piece {
	__u32 offset;
	unsigned char shift;
	unsigned char bits;
	__u32 mask;
};

/**
 * struct operand - left side of a comparison
 * @form: which of the other members are set
 * @pieces: parts of the number, the most significant one first
 * @count: number of @pieces
 * @width: bits of all @pieces
 * @is_signed: the number is signed
 * @swapped: the only piece has its bytes in reverse order
 * @index: index of the argument
 * @window: index of the argument whose copy has the pieces; or
 *	OPERAND_NO_WINDOW
 * @kind: SECCOMP_KIND_* of this copy
 * @data: offset of the bytes, for all forms but a number
 * @size: most bytes, for the same
 * @family: AF_* that the socket address has to have; or 0
 * @family_offset: offset of the word with the family in its lower half
 */
struct operand {
	enum operand_form form;
	struct piece pieces[OPERAND_PIECES];
	unsigned int count;
	unsigned int width;
	bool is_signed;
	bool swapped;
	unsigned int index;
	int window;
	unsigned int kind;
	__u32 data;
	unsigned int size;
	unsigned int family;
	__u32 family_offset;
};

/**
 * struct interval - numbers from @low to @high, as unsigned numbers of the
 *	operand
 * @low: the least number
 * @high: the greatest number
 */
struct interval {
	__u64 low;
	__u64 high;
};

/**
 * struct number_set - numbers
 * @intervals: intervals in order, with gaps between them
 * @count: number of intervals
 */
struct number_set {
	struct interval *intervals;
	unsigned int count;
};

/* The greatest unsigned number of some bits, 1 to 64. */
static inline __u64 ones(unsigned int bits)
{
	return ~0ULL >> (64 - bits);
}

/* Prints a message on failure, and returns an &enum exit_status. */
int find_operand(struct operand *operand, const struct resolved_abi *abi,
		 const struct resolved_call *call,
		 const struct policy_expr *expr);
int check_bytes(const struct operand *operand, const struct resolved_call *call,
		const struct policy_expr *expr);
int find_numbers(struct number_set *set, const struct resolved *resolved,
		 const struct resolved_call *call,
		 const struct operand *operand, const struct policy_expr *expr);
/* Apply the mask of the text to the pieces. */
int mask_operand(struct operand *operand, const struct resolved *resolved,
		 const struct resolved_call *call,
		 const struct policy_operand *text);
void number_set_free(struct number_set *set);

#endif /* _SECCOMPCTL_OPERAND_H */
