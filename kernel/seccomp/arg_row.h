/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What each system call reads through its pointer arguments.
 *
 * A row describes a body, the function that a system call table names. Numbers
 * of different ABIs with the same body have equal rows, but for @narrow.
 */
#ifndef _KERNEL_SECCOMP_ARG_ROW_H
#define _KERNEL_SECCOMP_ARG_ROW_H

#include <linux/bits.h>
#include <linux/math.h>
#include <linux/types.h>
#include <uapi/linux/seccomp_ext.h>

/* Arguments of a row that are copied, at most. Each has a page, one has two. */
#define SECCOMP_ROW_ARGS 4

/* Most bytes of a structure whose copy is usual; see &seccomp_arg_row.usual. */
#define SECCOMP_USUAL_BYTES 128

/* Value of &seccomp_arg_row.usual for calls that are not usual; no set of windows. */
#define SECCOMP_ROW_UNUSUAL U8_MAX

/* Value of &seccomp_arg.size_arg and &seccomp_arg_row.op_arg for none. */
#define SECCOMP_NO_ARG 0xff

/*
 * &seccomp_arg.flags.
 * ARG_NULL_OK: the body tests for NULL, and does not read at NULL.
 * ARG_NULL_FAILS: together with ARG_NULL_OK; the body refuses NULL with an errno of
 *	its own.
 * ARG_SHORT_OK: the body needs the first @item bytes only. Of the others up to
 *	@limit, the copy has what can be read, and zeroes.
 * ARG_WIDE: the copy needs two pages (SECCOMP_KIND_STRINGS).
 * ARG_SIZE_U32: the body takes the lower 32 bits of the argument @size_arg. Without
 *	it, the body takes the whole argument.
 * ARG_CLAMP: the body reads @limit bytes if the size or the string is longer. So
 *	the copy has @limit bytes and the status COPIED, and is not TOO_LARGE.
 * ARG_NULL_IF: other arguments decide whether the body accepts NULL. @item has the
 *	condition, and only seccomp_arg_row_resolve() knows it: its result has
 *	ARG_NULL_OK if the body of this call accepts NULL.
 * ARG_NUL_NEEDED: the body has no limit for the string, or a larger one. Without a
 *	NUL in @limit bytes, it would read on behind the copy, where no filter has
 *	looked. So the copy is TOO_LARGE then.
 */
#define ARG_NULL_OK BIT(0)
#define ARG_SHORT_OK BIT(1)
#define ARG_WIDE BIT(2)
#define ARG_SIZE_U32 BIT(3)
#define ARG_CLAMP BIT(4)
#define ARG_NULL_IF BIT(5)
#define ARG_NUL_NEEDED BIT(6)
#define ARG_NULL_FAILS BIT(7)

/*
 * &seccomp_arg.item of SECCOMP_KIND_SELF_SIZED. The structure has a u32 with a size
 * at ARG_SELF_OFFSET(). The body reads that word first. Then it reads
 *
 *	bytes = size + ARG_SELF_ADDED(item)
 *
 * but not less than ARG_SELF_MINIMUM(item): for a size of 0, sched_setattr(2) and
 * perf_event_open(2) read the first version of the structure. All bodies refuse
 * other sizes below the minimum, and sizes above @limit, without a further read.
 * So a copy has this number of bytes, and the word has the size that was read
 * first. Each of the three is a multiple of 4.
 */
#define ARG_SELF(offset, added, minimum) \
	((offset) / 4 | (added) / 4 << 4 | (minimum) / 4 << 8)
#define ARG_SELF_OFFSET(item) ((item) % 16 * 4U)
#define ARG_SELF_ADDED(item) ((item) / 16 % 16 * 4U)
#define ARG_SELF_MINIMUM(item) ((item) / 256 * 4U)

/*
 * &seccomp_arg.item of a SECCOMP_KIND_BUFFER that is a mask of NUMA nodes. The argument
 * @size_arg is one more than the number of bits; see seccomp_node_mask_bytes().
 */
#define ARG_NODE_MASK U16_MAX

/**
 * struct seccomp_arg - one argument that is copied
 * @arg: index of the argument, 0 to 5
 * @kind: enum seccomp_arg_kind, not SECCOMP_KIND_NONE
 * @flags: ARG_*
 * @size_arg: index of the argument with the size (SIZED_STRUCT, SOCKADDR, BUFFER)
 *	or with the number of items (ARRAY); else SECCOMP_NO_ARG
 * @limit: most bytes that the body reads, with the NUL of a string; 1 to
 *	SECCOMP_ARG_DATA_MAX. For a larger size of the caller, the body fails or
 *	the copy is TOO_LARGE. For MESSAGE it is the size of the structure, which
 *	tells struct compat_msghdr from struct user_msghdr
 * @item: bytes of an item for ARRAY. Bytes of a pointer for STRINGS. ARG_SELF()
 *	for SELF_SIZED. Bytes in front of the part with the size for BUFFER, or
 *	ARG_NODE_MASK. For PATH, the condition of ARG_NULL_IF. With ARG_SHORT_OK,
 *	the bytes that the body needs, 1 to @limit. Else 0
 * @layout: name of the uapi structure, or NULL
 */
struct seccomp_arg {
	u8 arg;
	u8 kind;
	u8 flags;
	u8 size_arg;
	u16 limit;
	u16 item;
	const char *layout;
};

/**
 * struct seccomp_arg_op - operation of a call with operations
 * @op: value of the argument @op_arg of the row, its lower 32 bits without
 *	@op_ignored
 * @op2: value of the argument @op2_arg of the row; 0 without one
 * @arg: what the operation copies; several entries may have the same operation
 */
struct seccomp_arg_op {
	u32 op;
	u32 op2;
	struct seccomp_arg arg;
};

/**
 * struct seccomp_arg_row - reads of a body through its arguments
 * @args: arguments that are copied whatever the operation is
 * @count: number of @args, 0 to SECCOMP_ROW_ARGS
 * @never: one bit for each pointer that must reach the body: the body keeps it,
 *	writes through it, or uses it as an identity
 * @op_arg: index of the argument with the operation, or SECCOMP_NO_ARG
 * @op2_arg: index of the argument with the second part of the operation, or
 *	SECCOMP_NO_ARG
 * @narrow: true if a copy must have an address below 4 GiB. The registers of ia32
 *	and arm calls have 32 bits. Bodies of x32 calls take whole registers, and
 *	compat ones among them have pointers of 32 bits in structures
 * @op_ignored: bits of the operation that do not change what the body reads. The body
 *	clears them before it compares the operation. Without them here, a caller
 *	could choose the operation with such a bit, and nothing would be copied
 * @usual: set with the window of the only argument, or SECCOMP_ROW_UNUSUAL. A usual
 *	row has no operations, and a loop over words copies its argument. It is
 *	computed at boot, and does not change then
 * @op_count: number of @ops
 * @ops: operations, sorted by @op and @op2; an operation that is not listed copies
 *	nothing
 */
struct seccomp_arg_row {
	const struct seccomp_arg *args;
	const struct seccomp_arg_op *ops;
	u32 op_ignored;
	u16 op_count;
	u8 count;
	u8 never;
	u8 op_arg;
	u8 op2_arg;
	bool narrow;
	u8 usual;
};

/**
 * struct seccomp_call_args - arguments that are copied for one call
 * @count: number of @args
 * @args: for each copied argument its description, in the order of their pages
 */
struct seccomp_call_args {
	unsigned int count;
	const struct seccomp_arg *args[SECCOMP_ROW_ARGS];
};

/* Does the call accept NULL for an argument that seccomp_arg_row_resolve() found? */
static inline bool seccomp_arg_accepts_null(const struct seccomp_arg *arg)
{
	return (arg->flags & (ARG_NULL_OK | ARG_NULL_FAILS)) == ARG_NULL_OK;
}

/**
 * seccomp_node_mask_bytes - Compute how much a body reads of a mask of nodes
 * @bits: number of bits in the mask, 1 to 8 * SECCOMP_ARG_DATA_MAX
 * @compat: true for a call of ia32, x32 or arm, where words have 32 bits
 * @max_nodes: the kernel's MAX_NUMNODES
 *
 * The bodies read whole words. Bits of nodes that the kernel cannot have must be 0,
 * and the bodies read these as words of 64 bits for each ABI.
 *
 * Context: any.
 * Return: number of bytes, 4 to SECCOMP_ARG_DATA_MAX.
 */
static inline unsigned long seccomp_node_mask_bytes(unsigned long bits,
						    bool compat,
						    unsigned long max_nodes)
{
	if (compat && (bits <= max_nodes || bits <= 64))
		return DIV_ROUND_UP(bits, 32) * sizeof(u32);
	return DIV_ROUND_UP(bits, 64) * sizeof(u64);
}

/**
 * enum seccomp_window_content - content of a window, from the number alone
 * @WINDOW_ABSENT: no operation of the call copies the argument
 * @WINDOW_KNOWN: each operation copies it, with the same kind
 * @WINDOW_BY_OP: the operation decides about the kind
 * @WINDOW_NEVER: a filter must not load it
 */
enum seccomp_window_content {
	WINDOW_ABSENT,
	WINDOW_KNOWN,
	WINDOW_BY_OP,
	WINDOW_NEVER,
};

#ifdef CONFIG_SECCOMP_DEEP_ARGS

/* The row of each row number, and the row number of each table slot. */
extern struct seccomp_arg_row seccomp_rows[];
extern const u16 seccomp_row_of_slot[];

const struct seccomp_arg_row *seccomp_arg_row(unsigned int table_slot);
void seccomp_arg_row_resolve(const struct seccomp_arg_row *row,
			     const unsigned long *regs_args,
			     struct seccomp_call_args *call_args);
u8 seccomp_arg_row_usual(const struct seccomp_arg_row *row);
u32 seccomp_arg_limit(const struct seccomp_arg *arg);
enum seccomp_window_content
seccomp_arg_row_window(const struct seccomp_arg_row *row, unsigned int window,
		       u32 *kind, u32 *limit);

#endif /* CONFIG_SECCOMP_DEEP_ARGS */

#endif /* _KERNEL_SECCOMP_ARG_ROW_H */
