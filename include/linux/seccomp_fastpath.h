/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the system call entry of an architecture needs of seccomp beside
 * <linux/seccomp.h>: the short way, for tasks that are filtered and nothing
 * else. What made the entry come here is work flags: seccomp's, or those of
 * SECCOMP_OTHER_WORK, for which syscall_trace_enter() is the long way. The
 * entry hands it over, since no two kernels declare it in the same way.
 */
#ifndef _LINUX_SECCOMP_FASTPATH_H
#define _LINUX_SECCOMP_FASTPATH_H

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/ptrace.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/thread_info.h>
#include <asm/syscall.h>

#if defined(CONFIG_GENERIC_ENTRY)
#define SECCOMP_OTHER_WORK (~SYSCALL_WORK_SECCOMP)
#elif defined(CONFIG_ARM64)
#define SECCOMP_OTHER_WORK (_TIF_SYSCALL_WORK & ~_TIF_SECCOMP)
#endif

/**
 * struct seccomp_lookup - the beginning of struct seccomp_filter
 * @entries: what is known of all calls; first, by their numbers, of the native
 *	ones: SECCOMP_ENTRY_ALLOW, or something else
 */
struct seccomp_lookup {
	const u8 *entries;
};

#define SECCOMP_ENTRY_ALLOW 0

#define SECCOMP_LOOKUP_ENTRIES 512

/*
 * Whatever a processor guesses of a number, with a mask it stays in the table;
 * if only the compiler does not conclude that the mask does nothing.
 */
static __always_inline unsigned int seccomp_lookup_index(unsigned int number)
{
	OPTIMIZER_HIDE_VAR(number);
	return number & (SECCOMP_LOOKUP_ENTRIES - 1);
}

/* Elsewhere the architecture calls secure_computing(), and that is all. */
#if defined(CONFIG_SECCOMP_FILTER) && defined(SECCOMP_ARCH_NATIVE) && \
	defined(SECCOMP_OTHER_WORK)
#define SECCOMP_FASTPATH
#endif

#ifdef SECCOMP_FASTPATH

static __always_inline bool seccomp_call_is_native(unsigned long work)
{
#if defined(CONFIG_ARM64) && !defined(CONFIG_GENERIC_ENTRY)
	return !(work & _TIF_32BIT);
#else
	return syscall_get_arch(current) == SECCOMP_ARCH_NATIVE;
#endif
}

/**
 * seccomp_fast_allow - is a call allowed by its number, and is that all?
 * @nr: the number
 * @work: the work flags of current that are the reason to ask
 *
 * Without a barrier: a mode or a filter that is there but not seen yet makes
 * the call take another way, which has one. The entries are reached by the
 * address that has been read, and published with it.
 *
 * Context: system call entry of the current task.
 * Return: true if the call is to run, and there is nothing else to do; false if
 * it takes more to know: seccomp_syscall_enter() is next.
 */
static __always_inline bool seccomp_fast_allow(int nr, unsigned long work)
{
	const struct seccomp_lookup *filter;
	const unsigned int number = nr;

	BUILD_BUG_ON(SECCOMP_ARCH_NATIVE_NR > SECCOMP_LOOKUP_ENTRIES);

	if (work & SECCOMP_OTHER_WORK || !seccomp_call_is_native(work))
		return false;
	if (READ_ONCE(current->seccomp.mode) != SECCOMP_MODE_FILTER ||
	    READ_ONCE(current->ptrace) & PT_SUSPEND_SECCOMP)
		return false;
	filter = (const void *)READ_ONCE(current->seccomp.filter);
	if (!filter || number >= SECCOMP_ARCH_NATIVE_NR)
		return false;
	return filter->entries[seccomp_lookup_index(number)] ==
	       SECCOMP_ENTRY_ALLOW;
}

long seccomp_syscall_enter(struct pt_regs *regs, long nr, unsigned long work,
			   long (*slow_path)(struct pt_regs *regs, long nr,
					     unsigned long work));

#else /* SECCOMP_FASTPATH */

static __always_inline bool seccomp_fast_allow(int nr, unsigned long work)
{
	return false;
}

static __always_inline long
seccomp_syscall_enter(struct pt_regs *regs, long nr, unsigned long work,
		      long (*way)(struct pt_regs *, long, unsigned long))
{
	return way(regs, nr, work);
}

#endif /* SECCOMP_FASTPATH */

#endif /* _LINUX_SECCOMP_FASTPATH_H */
