/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The fast path of system call entry, for tasks whose only entry work is
 * filtering. Work flags bring a call here: those of seccomp, or those in
 * SECCOMP_OTHER_WORK, which need the architecture's slow path.
 */
#ifndef _LINUX_SECCOMP_FASTPATH_H
#define _LINUX_SECCOMP_FASTPATH_H

#include <linux/compiler.h>
#include <linux/log2.h>
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
 * struct seccomp_lookup - first member of struct seccomp_filter
 * @entries: entry of each call, native numbers first: SECCOMP_ENTRY_ALLOW, or
 *	another value
 */
struct seccomp_lookup {
	const u8 *entries;
};

#define SECCOMP_ENTRY_ALLOW 0

/* Number of entries that a mask can select; it covers all native numbers. */
#ifdef SECCOMP_ARCH_NATIVE
#define SECCOMP_LOOKUP_ENTRIES roundup_pow_of_two(SECCOMP_ARCH_NATIVE_NR)
#else
#define SECCOMP_LOOKUP_ENTRIES 1
#endif

/*
 * A mask keeps the index inside the table, also under speculation. Hide the
 * number from the compiler, which would drop a mask that it proves redundant.
 */
static __always_inline unsigned int seccomp_lookup_index(unsigned int number)
{
	OPTIMIZER_HIDE_VAR(number);
	return number & (SECCOMP_LOOKUP_ENTRIES - 1);
}

/* Other architectures call secure_computing() only. */
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
 * seccomp_fast_allow - Check whether the number of a call alone allows it
 * @nr: number of the call
 * @work: work flags of current that brought it here
 *
 * There is no barrier. A call that does not see a new mode or filter yet either
 * takes another path, which has one, or began before the change. The entries are
 * reached by a dependent load from the filter, which is published with them.
 *
 * Context: system call entry of current.
 * Return: true if the call may run and has no other entry work. If false, the
 * caller goes on with seccomp_syscall_enter().
 */
static __always_inline bool seccomp_fast_allow(int nr, unsigned long work)
{
	const struct seccomp_lookup *filter;
	const unsigned int number = nr;

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
		      long (*slow_path)(struct pt_regs *, long, unsigned long))
{
	return slow_path(regs, nr, work);
}

#endif /* SECCOMP_FASTPATH */

#endif /* _LINUX_SECCOMP_FASTPATH_H */
