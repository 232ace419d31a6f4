// SPDX-License-Identifier: GPL-2.0-only
/*
 * The saved registers that residual programs and the bodies of calls read.
 *
 * Residuals read struct pt_regs directly, at the offsets of <asm/seccomp_regs.h>.
 * The build fails if syscall_get_arguments() of this kernel reads others. It also
 * fails if the wrappers of bodies read others than <asm/seccomp_regs.h> lists.
 */
#include <linux/build_bug.h>
#include <linux/init.h>
#include <linux/sched.h>
#include <linux/syscalls.h>

#include "arch.h"

static const u16 native_regs[SECCOMP_DATA_WORDS64] = SECCOMP_NATIVE_REGS;
#if defined(SECCOMP_ARCH_COMPAT) && defined(SECCOMP_COMPAT_REGS)
static const u16 compat_regs[SECCOMP_DATA_WORDS64] = SECCOMP_COMPAT_REGS;
#define HAVE_COMPAT_REGS
#endif

/**
 * seccomp_reg_offsets - Return the registers that hold the data of a call
 * @abi: ABI of the call
 *
 * Residuals read the same registers as populate_seccomp_data(). The first
 * element is the register of the number; none holds the architecture.
 *
 * Context: any.
 * Return: the offset in struct pt_regs of each 64-bit word of struct
 * seccomp_data; NULL on an architecture without <asm/seccomp_regs.h>.
 */
const u16 *seccomp_reg_offsets(enum seccomp_abi abi)
{
#ifdef HAVE_COMPAT_REGS
	if (abi == SECCOMP_ABI_COMPAT)
		return compat_regs;
#endif
	return native_regs;
}

/* --- Build-time assertions ---------------------------------------------- */

/* Registers of which each 64-bit word has its own index as its value. */
static const union {
	struct pt_regs regs;
	unsigned long words[64];
} indexed = {
	.words = { 0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12,
		   13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
		   26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38,
		   39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51,
		   52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63 },
};

static_assert(sizeof(struct pt_regs) <= sizeof(indexed));

/*
 * The compiler folds what the kernel's accessors read of constant registers, so
 * that each comparison is a constant.
 */
static __always_inline void assert_regs(const struct task_struct *const_task,
					const u16 *offsets)
{
	struct task_struct *task = (struct task_struct *)const_task;
	struct pt_regs *regs = (struct pt_regs *)&indexed.regs;
	unsigned long args[6];

	syscall_get_arguments(task, regs, args);
	BUILD_BUG_ON(syscall_get_nr(task, regs) != offsets[0] / sizeof(u64));
	BUILD_BUG_ON(instruction_pointer(regs) != offsets[1] / sizeof(u64));
	BUILD_BUG_ON(args[0] != offsets[2] / sizeof(u64));
	BUILD_BUG_ON(args[1] != offsets[3] / sizeof(u64));
	BUILD_BUG_ON(args[2] != offsets[4] / sizeof(u64));
	BUILD_BUG_ON(args[3] != offsets[5] / sizeof(u64));
	BUILD_BUG_ON(args[4] != offsets[6] / sizeof(u64));
	BUILD_BUG_ON(args[5] != offsets[7] / sizeof(u64));
}

/* Nothing calls this function. It is compiled for its assertions only. */
static void __init __used assert_reg_offsets(void)
{
	static const struct task_struct native_task;
#if defined(HAVE_COMPAT_REGS) && defined(SECCOMP_COMPAT_THREAD_INFO)
	static const struct task_struct compat_task = {
		.thread_info = SECCOMP_COMPAT_THREAD_INFO,
	};

	assert_regs(&compat_task, compat_regs);
#endif
	assert_regs(&native_task, native_regs);
}

static __always_inline void assert_body_args(const unsigned long *args)
{
	BUILD_BUG_ON(args[0] != 1);
	BUILD_BUG_ON(args[1] != 2);
	BUILD_BUG_ON(args[2] != 3);
	BUILD_BUG_ON(args[3] != 4);
	BUILD_BUG_ON(args[4] != 5);
	BUILD_BUG_ON(args[5] != 6);
}

static __always_inline void number_body_regs(struct pt_regs *regs,
					     const u16 *offsets)
{
	/* A register that is not numbered must not have an expected value. */
	*regs = (struct pt_regs){};
	*(unsigned long *)((void *)regs + offsets[0]) = 1;
	*(unsigned long *)((void *)regs + offsets[1]) = 2;
	*(unsigned long *)((void *)regs + offsets[2]) = 3;
	*(unsigned long *)((void *)regs + offsets[3]) = 4;
	*(unsigned long *)((void *)regs + offsets[4]) = 5;
	*(unsigned long *)((void *)regs + offsets[5]) = 6;
	seccomp_sync_body_regs(regs);
}

/* Nothing calls this function. It is compiled for its assertions only. */
static void __init __used assert_body_regs(void)
{
	static const u16 native[] = SECCOMP_NATIVE_BODY_REGS;
	struct pt_regs body_regs;
	struct pt_regs *regs = &body_regs;
#ifdef SECCOMP_ARCH_COMPAT
	static const u16 compat[] = SECCOMP_COMPAT_BODY_REGS;

	number_body_regs(regs, compat);
	assert_body_args((unsigned long[]){ SECCOMP_COMPAT_BODY_ARGS });
#endif
	number_body_regs(regs, native);
	assert_body_args((unsigned long[]){ SECCOMP_NATIVE_BODY_ARGS });
}
