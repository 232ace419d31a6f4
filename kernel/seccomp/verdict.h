/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Verdicts: return values of programs, their order, and the answer of a path.
 */
#ifndef _KERNEL_SECCOMP_VERDICT_H
#define _KERNEL_SECCOMP_VERDICT_H

#include <linux/sched.h> /* 6.1: <linux/seccomp.h> needs struct pid */
#include <linux/seccomp.h>
#include <linux/types.h>

struct seccomp_listener;

/**
 * struct seccomp_verdict - answer of a path of filters to one system call
 * @ret: most restrictive SECCOMP_RET_* of the path, with its data
 * @log: true if the filter that gave @ret has SECCOMP_FILTER_FLAG_LOG
 * @listener: listener of the filter that gave @ret, or NULL; the filter owns it
 *
 * Among filters with equal actions the newest one gives the verdict.
 */
struct seccomp_verdict {
	u32 ret;
	bool log;
	struct seccomp_listener *listener;
};

static inline bool seccomp_verdict_equal(const struct seccomp_verdict *one,
					 const struct seccomp_verdict *other)
{
	return one->ret == other->ret && one->log == other->log &&
	       one->listener == other->listener;
}

/**
 * seccomp_severity - Order return values by what they permit
 * @ret: return value of a program, with its data
 *
 * The ABI orders actions as signed numbers. The data take no part.
 *
 * Context: any.
 * Return: a number; the smaller of two belongs to the more restrictive action.
 */
static inline s32 seccomp_severity(u32 ret)
{
	return (s32)(ret & SECCOMP_RET_ACTION_FULL);
}

/* The kernel ignores the data of SECCOMP_RET_ALLOW. */
static inline bool seccomp_is_allow(u32 ret)
{
	return (ret & SECCOMP_RET_ACTION_FULL) == SECCOMP_RET_ALLOW;
}

#endif /* _KERNEL_SECCOMP_VERDICT_H */
