// SPDX-License-Identifier: GPL-2.0-only
/*
 * SECCOMP_LOAD_BITMASK: a program from a mask of allowed numbers.
 *
 * A mask becomes classic BPF, so a filter with it is a filter like others: a path
 * can run it, and a tracer can read it. The program searches the number in a tree
 * of the numbers at which the answer changes.
 *
 * The mask has the answers already. An analysis of the program would find the same
 * ones with far more instructions. So the outcomes are filled in from the mask.
 */
#include <linux/bitops.h>
#include <linux/build_bug.h>
#include <linux/err.h>
#include <linux/filter.h>
#include <linux/kernel.h>
#include <linux/math.h>
#include <linux/mm.h>
#include <linux/seccomp.h>
#include <linux/slab.h>
#include <linux/stddef.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <uapi/linux/seccomp_ext.h>

#include "abi.h"
#include "action.h"
#include "attach_args.h"
#include "bitmask.h"
#include "outcome.h"
#include "program.h"
#include "program_cache.h"
#include "program_fd.h"
#include "verdict.h"

/* Size of the first version of struct seccomp_bitmask, in bytes. */
#define BITMASK_SIZE_1 24

static_assert(sizeof(struct seccomp_bitmask) >= BITMASK_SIZE_1);
static_assert(offsetof(struct seccomp_bitmask, size) == 0);

/* The tests of the architecture, and the load of the number. */
#define HEAD_INSNS 4

/*
 * A test has 8 bits for the distance to its target. The tree below a test has one
 * test for each change and one return more. With up to this many changes on the
 * left side, the right side is close enough.
 */
#define NEAR_CHANGES 127

/*
 * A jump precedes each left side with more than NEAR_CHANGES changes. The tree
 * halves its changes, so it has fewer jumps than groups of 64 changes.
 */
#define CHANGES_PER_JUMP 64
static_assert(HEAD_INSNS + 2 * SECCOMP_BITMASK_MAX + 1 +
		      SECCOMP_BITMASK_MAX / CHANGES_PER_JUMP <=
	      BPF_MAXINSNS);

/* The tree has at most 11 levels. Each of them has one right side to come. */
#define MAX_LEVELS 12
static_assert(SECCOMP_BITMASK_MAX < 1 << MAX_LEVELS);

/**
 * struct changes - numbers at which the answer of a mask changes
 * @count: number of @at
 * @first_allowed: true if number 0 is allowed
 * @at: numbers whose answer differs from that of the number below, in order. The
 *	last allowed number is below the last of them
 */
struct changes {
	unsigned int count;
	bool first_allowed;
	u16 at[SECCOMP_BITMASK_MAX];
};

/**
 * struct tree_side - a part of the tree that has no instructions yet
 * @first: index of its first change
 * @end: index behind its last change
 * @test: position of the instruction that leads there
 */
struct tree_side {
	unsigned int first;
	unsigned int end;
	unsigned int test;
};

/**
 * struct mask_work - a mask that becomes a program
 * @mask: the mask
 * @changes: its changes
 * @sides: stack of the right sides to come
 * @depth: number of @sides
 * @len: number of instructions in @insns so far
 * @insns: the instructions, from kvmalloc(), with room for all of them
 * @an: outcomes of the program
 */
struct mask_work {
	const struct seccomp_mask *mask;
	struct changes changes;
	struct tree_side sides[MAX_LEVELS];
	unsigned int depth;
	unsigned int len;
	struct sock_filter *insns;
	struct seccomp_analysis an;
};

/* Numbers that are looked at together. */
#define WORD_BITS 64
static_assert(SECCOMP_BITMASK_MAX % WORD_BITS == 0);

/*
 * A number behind the last bit is denied: its bit is 0, or it is behind the last
 * word.
 */
static void find_changes(const struct seccomp_mask *mask,
			 struct changes *changes)
{
	u64 last = mask->bits[0] & 1;
	unsigned int nr;

	changes->count = 0;
	changes->first_allowed = last;
	for (nr = 0; nr < SECCOMP_BITMASK_MAX; nr += WORD_BITS) {
		const u64 word = le64_to_cpu(mask->words[nr / WORD_BITS]);
		u64 change = word ^ (word << 1 | last);

		for (; change; change &= change - 1)
			changes->at[changes->count++] = nr + __ffs64(change);
		last = word >> (WORD_BITS - 1);
	}
	if (last)
		changes->at[changes->count++] = nr;
}

/* --- The program -------------------------------------------------------- */

static void mask_emit(struct mask_work *work, u16 code, u32 k)
{
	work->insns[work->len++] = (struct sock_filter)BPF_STMT(code, k);
}

static void emit_load(struct mask_work *work, u32 offset)
{
	mask_emit(work, BPF_LD | BPF_W | BPF_ABS, offset);
}

/* Emit a branch that skips @jt or @jf instructions. */
static void emit_branch(struct mask_work *work, u16 op, u32 k, u8 jt, u8 jf)
{
	mask_emit(work, BPF_JMP | op | BPF_K, k);
	work->insns[work->len - 1].jt = jt;
	work->insns[work->len - 1].jf = jf;
}

/* Return for the numbers between the changes @next - 1 and @next. */
static void emit_answer(struct mask_work *work, unsigned int next)
{
	const bool allowed = work->changes.first_allowed ^ (next & 1);

	mask_emit(work, BPF_RET | BPF_K,
		  allowed ? SECCOMP_RET_ALLOW : work->mask->otherwise);
}

/*
 * Emit the tests from the middle of a part down to its first change. Numbers that
 * are at least as large as a change go to the right side, which is not there yet.
 */
static void emit_left(struct mask_work *work, unsigned int first,
		      unsigned int end)
{
	while (first < end) {
		const unsigned int middle = first + (end - first) / 2;
		const bool far = middle - first > NEAR_CHANGES;

		emit_branch(work, BPF_JGE, work->changes.at[middle], 0, far);
		if (far)
			mask_emit(work, BPF_JMP | BPF_JA, 0);
		work->sides[work->depth++] = (struct tree_side){
			.first = middle + 1,
			.end = end,
			.test = work->len - 1,
		};
		end = middle;
	}
	emit_answer(work, first);
}

/* Let the instruction at @test lead to the next one to be emitted. */
static void lead_here(struct mask_work *work, unsigned int test)
{
	struct sock_filter *insn = &work->insns[test];
	const unsigned int skip = work->len - test - 1;

	if (insn->code == (BPF_JMP | BPF_JA))
		insn->k = skip;
	else
		insn->jt = skip;
}

static void emit_tree(struct mask_work *work)
{
	emit_left(work, 0, work->changes.count);
	while (work->depth) {
		const struct tree_side side = work->sides[--work->depth];

		lead_here(work, side.test);
		emit_left(work, side.first, side.end);
	}
}

static void emit_program(struct mask_work *work)
{
	work->len = 0;
	work->depth = 0;
	emit_load(work, offsetof(struct seccomp_data, arch));
	emit_branch(work, BPF_JEQ, work->mask->arch, 1, 0);
	mask_emit(work, BPF_RET | BPF_K, work->mask->otherwise);
	emit_load(work, offsetof(struct seccomp_data, nr));
	emit_tree(work);
}

/* --- The outcomes ------------------------------------------------------- */

/* Return the ABI whose numbers begin with 0, or NULL for an unknown one. */
static const struct seccomp_abi_info *find_abi(u32 arch)
{
	const struct seccomp_abi_info *info;

	for (info = seccomp_abi_info; info < seccomp_abi_info + SECCOMP_ABIS;
	     info++)
		if (info->arch == arch && !info->first_nr)
			return info;
	return NULL;
}

/*
 * Unassigned numbers share an outcome. So a mask that allows some of them needs
 * the analysis.
 */
static bool allows_unassigned(const struct changes *changes,
			      const struct seccomp_abi_info *abi)
{
	return changes->count && changes->at[changes->count - 1] > abi->count;
}

/* No outcome depends on arguments, so there are no residuals. */
static void fill_outcomes(struct mask_work *work,
			  const struct seccomp_abi_info *abi)
{
	const struct seccomp_outcome outcome = {
		.kind = OUTCOME_CONSTANT,
		.ret = work->mask->otherwise,
	};
	const struct changes *changes = &work->changes;
	u8 *outcome_idx = work->an.outcome_idx;
	unsigned int next = !changes->first_allowed;
	unsigned int from = 0;

	seccomp_outcomes_init(&work->an);
	memset(outcome_idx, seccomp_outcome_add(&work->an, &outcome),
	       SECCOMP_TABLE_SLOTS);
	outcome_idx += abi->first_slot;
	for (; next < changes->count; next += 2) {
		if (next)
			from = changes->at[next - 1];
		memset(&outcome_idx[from], SECCOMP_OUTCOME_ALLOW,
		       changes->at[next] - from);
	}
}

/* --- Loading ------------------------------------------------------------ */

/* Make the program and load it. */
static struct seccomp_program *load_work(struct mask_work *work,
					 const struct seccomp_abi_info *abi)
{
	const unsigned int changes = work->changes.count;
	const unsigned int room =
		HEAD_INSNS + 2 * changes + 1 + changes / CHANGES_PER_JUMP;

	work->insns =
		kvmalloc_array(room, sizeof(*work->insns), GFP_KERNEL_ACCOUNT);
	if (!work->insns)
		return ERR_PTR(-ENOMEM);
	emit_program(work);
	if (allows_unassigned(&work->changes, abi))
		return seccomp_program_load_insns(work->insns, work->len,
						  false);
	fill_outcomes(work, abi);
	return seccomp_program_load_analyzed(work->insns, work->len, &work->an);
}

/**
 * seccomp_mask_load - Load the program of a mask
 * @mask: the mask; owned by the caller
 *
 * Context: process context; may sleep.
 * Return: a program with a reference for the caller; or an error pointer: -EINVAL
 * for an unknown architecture, -ENOMEM, or an error of the BPF back end.
 */
struct seccomp_program *seccomp_mask_load(const struct seccomp_mask *mask)
{
	const struct seccomp_abi_info *abi = find_abi(mask->arch);
	struct seccomp_program *program;
	struct mask_work *work;

	if (!abi)
		return ERR_PTR(-EINVAL);
	work = kvmalloc(sizeof(*work), GFP_KERNEL_ACCOUNT);
	if (!work)
		return ERR_PTR(-ENOMEM);
	work->mask = mask;
	find_changes(mask, &work->changes);
	program = load_work(work, abi);
	kvfree(work);
	return program;
}

/* The data of an action may have any value. */
static bool is_denial(u32 ret)
{
	const u32 action = ret & SECCOMP_RET_ACTION_FULL;

	return action != SECCOMP_RET_ALLOW &&
	       seccomp_action_find(action) < SECCOMP_ACTIONS;
}

static int copy_bits(struct seccomp_mask *mask, const void __user *bits)
{
	const unsigned int size = DIV_ROUND_UP(mask->count, 8);
	const unsigned int tail = mask->count % 8;

	if (copy_from_user(mask->bits, bits, size))
		return -EFAULT;
	return tail && mask->bits[size - 1] >> tail ? -EINVAL : 0;
}

static int read_mask(struct seccomp_mask *mask, const void __user *uargs)
{
	struct seccomp_bitmask bitmask;
	int err;

	err = seccomp_read_struct(&bitmask, sizeof(bitmask), BITMASK_SIZE_1,
				  uargs);
	if (err)
		return err;
	if (!bitmask.count || bitmask.count > SECCOMP_BITMASK_MAX ||
	    !is_denial(bitmask.otherwise) || !find_abi(bitmask.arch))
		return -EINVAL;
	mask->arch = bitmask.arch;
	mask->count = bitmask.count;
	mask->otherwise = bitmask.otherwise;
	return copy_bits(mask, u64_to_user_ptr(bitmask.bits));
}

/**
 * seccomp_load_bitmask - Handle SECCOMP_LOAD_BITMASK
 * @flags: 0
 * @uargs: user address of a struct seccomp_bitmask
 *
 * Context: process context; may sleep.
 * Return: a descriptor of the program; -EINVAL for flags, a size that is too small,
 * and members with other values than they may have; -E2BIG for unknown members;
 * -EACCES without the right to attach; -EFAULT; -EMFILE; -ENFILE; or an error of
 * seccomp_mask_load().
 */
long seccomp_load_bitmask(unsigned int flags, const void __user *uargs)
{
	struct seccomp_program *program;
	struct seccomp_mask mask = {};
	int err;

	if (flags)
		return -EINVAL;
	err = read_mask(&mask, uargs);
	if (err)
		return err;
	if (!seccomp_may_attach())
		return -EACCES;
	program = seccomp_mask_load(&mask);
	if (IS_ERR(program))
		return PTR_ERR(program);
	return seccomp_program_fd_create(program);
}
