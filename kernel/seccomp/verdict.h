/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Verdicts: return values of programs, their order, and the answer of a path.
 */
#ifndef _KERNEL_SECCOMP_VERDICT_H
#define _KERNEL_SECCOMP_VERDICT_H

#include <linux/err.h>
#include <linux/minmax.h>
#include <linux/sched.h> /* 6.1: <linux/seccomp.h> needs struct pid */
#include <linux/seccomp.h>
#include <linux/types.h>

struct seccomp_listener;

/**
 * struct seccomp_verdict - answer of a path of filters to one system call
 * @ret: most restrictive SECCOMP_RET_* of the path, with its data
 * @log: true if the filter that gave @ret has SECCOMP_FILTER_FLAG_LOG, and the
 *	action of @ret leaves a record only for such a filter
 * @listener: listener of the filter that gave @ret, or NULL; the filter owns it.
 *	NULL for actions other than SECCOMP_RET_USER_NOTIF
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

/* Is it one of the actions that kill? Unknown actions, which kill too, are not. */
static inline bool seccomp_is_kill(u32 ret)
{
	return seccomp_severity(ret) <=
	       seccomp_severity(SECCOMP_RET_KILL_THREAD);
}

/**
 * seccomp_verdict_from - Make the verdict of a filter
 * @ret: return value of its program
 * @listener: its listener, or NULL
 * @log: true if it has SECCOMP_FILTER_FLAG_LOG
 *
 * The verdict has only what its action uses. So filters that differ in nothing
 * else give equal verdicts.
 *
 * Context: any.
 * Return: the verdict.
 */
static inline struct seccomp_verdict
seccomp_verdict_from(u32 ret, struct seccomp_listener *listener, bool log)
{
	const u32 action = ret & SECCOMP_RET_ACTION_FULL;

	return (struct seccomp_verdict){
		.ret = ret,
		.log = log && action != SECCOMP_RET_LOG &&
		       !seccomp_is_kill(ret),
		.listener = action == SECCOMP_RET_USER_NOTIF ? listener : NULL,
	};
}

/* The ABI caps the errno of SECCOMP_RET_ERRNO at MAX_ERRNO. */
static inline int seccomp_ret_to_errno(u32 ret)
{
	const int data = ret & SECCOMP_RET_DATA;

	return -min(data, MAX_ERRNO);
}

/**
 * seccomp_silent_errno - Return the errno of a verdict that does nothing else
 * @verdict: the verdict
 *
 * A verdict that needs a record, a signal, a tracer or a supervisor does more.
 *
 * Context: any.
 * Return: negative errno; 0 for other verdicts and for SECCOMP_RET_ERRNO with
 * the errno 0.
 */
static inline int seccomp_silent_errno(const struct seccomp_verdict *verdict)
{
	if ((verdict->ret & SECCOMP_RET_ACTION_FULL) != SECCOMP_RET_ERRNO ||
	    verdict->log)
		return 0;
	return seccomp_ret_to_errno(verdict->ret);
}

#endif /* _KERNEL_SECCOMP_VERDICT_H */
