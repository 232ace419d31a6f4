/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An assembler that writes programs from their end to their begin.
 *
 * Classic BPF only jumps forward, and conditional jumps reach 255 instructions.
 * From the end to the begin, all targets are known when a jump is written. So
 * the assembler can add an unconditional jump or another return where a target
 * is too far.
 */
#ifndef _SECCOMPCTL_ASSEMBLE_H
#define _SECCOMPCTL_ASSEMBLE_H

#include <linux/filter.h>
#include <linux/types.h>
#include <stdbool.h>

#include "policy.h"

/* More instructions are not counted. */
#define ASSEMBLE_MAX 20000

#define ASSEMBLE_HASH 1024

/* The offset of no load. */
#define ASSEMBLE_NO_LOAD 0xffffffff

/* A label is an instruction, by its distance from the end. It does not change. */

/**
 * struct line - an instruction
 * @insn: the instruction; jumps are complete
 * @place: place of the rule, or NULL
 * @older: for returns: the return before with the same hash, plus 1
 * @original: for copies of returns: the return that is copied, plus 1
 * @checks: the code that begins here checks that the copy of an argument exists
 * @arg: index of this argument
 * @copied: where the code goes on if it does
 * @uncopied: where the code goes on if the kernel could not make the copy
 */
struct line {
	struct sock_filter insn;
	const struct place *place;
	unsigned int older;
	unsigned int original;
	bool checks;
	unsigned char arg;
	unsigned int copied;
	unsigned int uncopied;
};

/**
 * struct assembler - a program that is being written
 * @lines: instructions, the last one first
 * @len: number of instructions
 * @room: number of instructions that fit into @lines
 * @place: place of the rule for the next instructions, or NULL
 * @returns: the last return plus 1, by its hash
 */
struct assembler {
	struct line *lines;
	unsigned int len;
	unsigned int room;
	const struct place *place;
	unsigned int returns[ASSEMBLE_HASH];
};

/**
 * struct segment - values that lead to the same code
 * @first: the first value; the last one is before the next segment
 * @target: the code
 */
struct segment {
	__u32 first;
	unsigned int target;
};

bool assemble_full(const struct assembler *as);
unsigned int assemble_return(struct assembler *as, __u32 ret,
			     const struct place *place);
unsigned int assemble_stmt(struct assembler *as, __u16 code, __u32 k,
			   unsigned int next);
unsigned int assemble_test(struct assembler *as, __u16 op, __u32 k,
			   unsigned int yes, unsigned int no, __u32 loaded);
unsigned int assemble_search(struct assembler *as,
			     const struct segment *segments, unsigned int count,
			     __u32 max, unsigned int shift, __u32 loaded);
unsigned int assemble_merge(struct segment *segments, unsigned int count);
void assemble_finish(struct assembler *as, unsigned int begin,
		     struct program *program);
void assemble_free(struct assembler *as);

#endif /* _SECCOMPCTL_ASSEMBLE_H */
