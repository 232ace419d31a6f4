/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The fast path of system call entry, for tasks whose only entry work is
 * filtering. A task with other entry work takes the architecture's slow path,
 * which calls seccomp as on any other kernel.
 *
 * An architecture with CONFIG_SECCOMP_FASTPATH calls seccomp_syscall_enter() for
 * work flags for which seccomp_is_only_work() is true.
 */
#ifndef _LINUX_SECCOMP_FASTPATH_H
#define _LINUX_SECCOMP_FASTPATH_H

#include <linux/compiler.h>
#include <linux/jump_label.h>
#include <linux/log2.h>
#include <linux/ptrace.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/thread_info.h>
#include <linux/types.h>
#include <asm/syscall.h>
#ifdef CONFIG_SECCOMP_FASTPATH
#include <asm/seccomp_regs.h>
#endif

/* Number of native entries, a power of two, so that a mask bounds an index. */
#ifdef SECCOMP_ARCH_NATIVE
#define SECCOMP_LOOKUP_ENTRIES roundup_pow_of_two(SECCOMP_ARCH_NATIVE_NR)
#else
#define SECCOMP_LOOKUP_ENTRIES 1
#endif

/*
 * Values of an entry. Zeroed memory runs every filter. The other values from 1
 * on are rules. No entry of a table has the value 0xfe.
 */
#define SECCOMP_ENTRY_RUN_ALL 0
#define SECCOMP_ENTRY_RESERVED 0xfe
#define SECCOMP_ENTRY_ALLOW 0xff

/**
 * struct seccomp_answer - answer to all calls with the same entry
 * @error: negative errno if every filter agrees on it and no record is asked
 *	for; else SECCOMP_ANSWER_*. It is SECCOMP_ANSWER_RULE while verdicts are
 *	verified
 * @rule: offset of the rule in the table, in bytes. Entries without a rule have
 *	the offset of a zeroed rule, which runs every filter
 * @checks: for lists the offset of the first check in the table, else of a zeroed
 *	check, in bytes
 * @cells: for SECCOMP_ANSWER_COUNT_ERRNO the offset of a pointer in the table, in
 *	bytes. It points to the counters of the errno
 *
 * A mispredicted branch on @error must not take a rule for a check. A rule begins
 * with a value that the author of a filter chooses, and a check with a pointer.
 * So each kind has an offset of its own.
 */
struct seccomp_answer {
	s16 error;
	u16 rule;
	u16 checks;
	u16 cells;
} __aligned(8); /* indexed without a multiplication */

/*
 * Answers that are no errno. Decision lists decide, or the rule does.
 *
 * The others are in tables of paths with a counter. One bit tells a call that is
 * allowed. Another bit tells an errno: the value is SECCOMP_ANSWER_ERRNO_BASE plus
 * the negative errno, from -MAX_ERRNO to -1.
 */
#define SECCOMP_ANSWER_RULE 0
#define SECCOMP_ANSWER_LISTS 1
#define SECCOMP_ANSWER_COUNT_ERRNO 0x1000
#define SECCOMP_ANSWER_ERRNO_BASE 0x2000
#define SECCOMP_ANSWER_COUNT_ALLOW 0x4000

/**
 * struct seccomp_lookup - start of the table of a path
 * @answers: answer for each value of an entry
 * @allowed: counters of allowed calls, one for each index of @entries; NULL for a
 *	path without a counter
 * @entries: entry of each native call: SECCOMP_ENTRY_*, or a rule
 *
 * The table does not change after it has been published with the filter, unless the
 * path has a domain. The holder of a domain may change an entry at any time. It
 * fills the answer and the rule that the new entry names before, and what an entry
 * has named never changes.
 */
struct seccomp_lookup {
	struct seccomp_answer answers[U8_MAX + 1];
	u64 __percpu *allowed;
	u8 entries[SECCOMP_LOOKUP_ENTRIES];
};

/*
 * A mask keeps the index inside the table, also under speculation. Hide the
 * number from the compiler, which would drop a mask that it proves redundant.
 */
static __always_inline unsigned long seccomp_lookup_index(unsigned int number)
{
	OPTIMIZER_HIDE_VAR(number);
	return number & (SECCOMP_LOOKUP_ENTRIES - 1);
}

/**
 * enum seccomp_next - next step for a call that a look into the table does not decide
 * @SECCOMP_NEXT_CALL: a check of a call without a native entry, or of a task without
 *	filters
 * @SECCOMP_NEXT_LISTS: decision lists decide
 * @SECCOMP_NEXT_RULE: the rule decides
 * @SECCOMP_NEXT_RUN: the call runs, and a counter has counted the first one
 * @SECCOMP_NEXT_DENY: the same for a call whose result is in the registers
 */
enum seccomp_next {
	SECCOMP_NEXT_CALL,
	SECCOMP_NEXT_LISTS,
	SECCOMP_NEXT_RULE,
	SECCOMP_NEXT_RUN,
	SECCOMP_NEXT_DENY,
};

/**
 * struct seccomp_undecided - a call that needs more than a look into the table
 * @lookup: start of the table of current's path
 * @entry: entry of the call in @lookup
 * @next: what the call needs. For SECCOMP_NEXT_CALL the other members have no value
 */
struct seccomp_undecided {
	const struct seccomp_lookup *lookup;
	unsigned int entry;
	enum seccomp_next next;
};

#ifdef CONFIG_SECCOMP_FILTER

/*
 * True while a trace event or the sysctl actions_logged asks for calls that filters
 * refuse silently. Its count is protected by the lock of static keys.
 */
DECLARE_STATIC_KEY_FALSE(seccomp_watching);

/* True from the first time on that a tracer suspends filters. It stays true. */
DECLARE_STATIC_KEY_FALSE(seccomp_suspending);

/**
 * seccomp_is_watched - Check whether a verdict may need a report
 *
 * While it does, no errno is silent: the slow path carries it out.
 *
 * Context: any.
 * Return: true while an event or the administrator wants reports.
 */
static __always_inline bool seccomp_is_watched(void)
{
	return static_branch_unlikely(&seccomp_watching);
}

/**
 * seccomp_is_suspended - Check whether a tracer has suspended the mode of current
 *
 * Most machines never suspend filters. There, the check costs one instruction that
 * does nothing. The key is true before the first tracer sets the flag.
 *
 * Context: system call entry of current.
 * Return: true if the kernel does not check the call.
 */
static __always_inline bool seccomp_is_suspended(void)
{
	return IS_ENABLED(CONFIG_CHECKPOINT_RESTORE) &&
	       static_branch_unlikely(&seccomp_suspending) &&
	       unlikely(READ_ONCE(current->ptrace) & PT_SUSPEND_SECCOMP);
}

#else

static __always_inline bool seccomp_is_suspended(void)
{
	return IS_ENABLED(CONFIG_CHECKPOINT_RESTORE) &&
	       unlikely(READ_ONCE(current->ptrace) & PT_SUSPEND_SECCOMP);
}

#endif /* CONFIG_SECCOMP_FILTER */

#ifdef CONFIG_SECCOMP_FASTPATH

static __always_inline bool seccomp_call_is_native(unsigned long work)
{
#if defined(CONFIG_ARM64) && !defined(CONFIG_GENERIC_ENTRY)
	return !(work & _TIF_32BIT);
#else
	return syscall_get_arch(current) == SECCOMP_ARCH_NATIVE;
#endif
}

/**
 * seccomp_is_only_work - Check whether filtering is the only entry work
 * @work: work flags of current, with at least one flag for entry
 *
 * Context: system call entry of current.
 * Return: true if the caller goes on with seccomp_syscall_enter(); false if it
 * goes on with the architecture's slow path.
 */
static __always_inline bool seccomp_is_only_work(unsigned long work)
{
#ifdef CONFIG_GENERIC_ENTRY
	return work == SYSCALL_WORK_SECCOMP;
#else
	return (work & _TIF_SYSCALL_WORK) == _TIF_SECCOMP;
#endif
}

struct seccomp_check;

long seccomp_check_call(struct pt_regs *regs);
long seccomp_check_lists(struct pt_regs *regs,
			 const struct seccomp_check *check);
long seccomp_check_entry(struct pt_regs *regs,
			 const struct seccomp_lookup *lookup, u8 entry,
			 enum seccomp_next next);

/* Return the counters of an answer with SECCOMP_ANSWER_COUNT_ERRNO. */
static __always_inline u64 __percpu *
seccomp_errno_cells(const struct seccomp_lookup *lookup,
		    const struct seccomp_answer *answer)
{
	return *(u64 __percpu *const *)((const void *)lookup + answer->cells);
}

/*
 * Decide a call whose answer is no errno. A counter may count it. The first call of
 * its kind on this CPU goes on with seccomp_check(), which tells pollers.
 */
static __always_inline bool
seccomp_decide_counted(struct pt_regs *regs, long error, unsigned long index,
		       bool *run, struct seccomp_undecided *undecided)
{
	const struct seccomp_lookup *lookup = undecided->lookup;
	const struct seccomp_answer *answer =
		&lookup->answers[undecided->entry];

	if (error & SECCOMP_ANSWER_COUNT_ALLOW) {
		if (likely(!seccomp_count_cell(lookup->allowed, index)))
			return true;
		undecided->next = SECCOMP_NEXT_RUN;
		return false;
	}
	undecided->next = SECCOMP_NEXT_LISTS;
	if (error == SECCOMP_ANSWER_LISTS)
		return false;
	undecided->next = SECCOMP_NEXT_RULE;
	if (!(error & SECCOMP_ANSWER_COUNT_ERRNO) || seccomp_is_watched() ||
	    seccomp_is_suspended())
		return false;
	*run = false;
	seccomp_set_native_errno(regs, error - SECCOMP_ANSWER_ERRNO_BASE);
	if (likely(!seccomp_count_cell(seccomp_errno_cells(lookup, answer),
				       index)))
		return true;
	undecided->next = SECCOMP_NEXT_DENY;
	return false;
}

/**
 * seccomp_decide - Decide a call by its number alone
 * @regs: saved registers of current
 * @nr: number of the call
 * @work: work flags of current, for which seccomp_is_only_work() is true
 * @run: receives whether the call runs, if the result is true. The result of a
 *	call that does not run is in @regs
 * @undecided: receives what seccomp_check() needs, if the result is false
 *
 * There is no barrier. A call that does not see a new mode or filter yet takes
 * seccomp_check_call(), which has one, or began before the change. The table is
 * reached by dependent loads from the filter, which is published with it.
 *
 * A tracer that suspends filters does not matter where they allow the call. Any
 * other call takes seccomp_check() then.
 *
 * Context: system call entry of current; calls nothing.
 * Return: true if the call is decided; false to go on with seccomp_check().
 */
static __always_inline bool seccomp_decide(struct pt_regs *regs, long nr,
					   unsigned long work, bool *run,
					   struct seccomp_undecided *undecided)
{
	const struct seccomp_lookup *const *filter;
	const struct seccomp_lookup *lookup;
	unsigned int number = nr, entry;
	unsigned long index;
	long error;

	*run = true;
	undecided->next = SECCOMP_NEXT_CALL;
	/* Otherwise tasks without filters pay for a copy of the number. */
	OPTIMIZER_HIDE_VAR(number);
	if (number >= SECCOMP_ARCH_NATIVE_NR || !seccomp_call_is_native(work))
		return false;
	if (READ_ONCE(current->seccomp.mode) != SECCOMP_MODE_FILTER)
		return false;
	/*
	 * The first member of a filter points to its table. x86 does not reorder
	 * loads, so a task that sees the mode sees a filter. READ_ONCE() keeps the
	 * compiler from that.
	 */
	filter = (const void *)READ_ONCE(current->seccomp.filter);
	if (!IS_ENABLED(CONFIG_X86) && unlikely(!filter))
		return false;
	lookup = READ_ONCE(*filter);
	index = seccomp_lookup_index(number);
	/*
	 * A domain may change the entry between the two loads. Each load is valid for
	 * itself: it finds the old or the new entry, and SECCOMP_ENTRY_ALLOW is not
	 * found after another value. The address dependency on the second load orders
	 * the loads of what the entry names. READ_ONCE() would cost an instruction.
	 */
	entry = data_race(lookup->entries[index]);
	if (entry == SECCOMP_ENTRY_ALLOW)
		return true;
	/* x86 compares in memory. So load the entry again, into a register. */
	OPTIMIZER_HIDE_VAR(index);
	if (IS_ENABLED(CONFIG_X86))
		/* A domain may have changed it, see above. */
		entry = data_race(lookup->entries[index]);
	undecided->entry = entry;
	undecided->lookup = lookup;
	error = lookup->answers[entry].error;
	if (error >= 0)
		return seccomp_decide_counted(regs, error, index, run,
					      undecided);
	undecided->next = SECCOMP_NEXT_RULE;
	if (seccomp_is_watched() || seccomp_is_suspended())
		return false;
	seccomp_set_native_errno(regs, error);
	*run = false;
	return true;
}

/**
 * seccomp_check - Check a call that seccomp_decide() has not decided
 * @regs: saved registers of current
 * @undecided: what seccomp_decide() has found
 *
 * The callees do not repeat the checks of seccomp_decide().
 *
 * Context: system call entry of current; may sleep.
 * Return: number of the call to run; or -1 to run none, with its result in @regs.
 */
static __always_inline long
seccomp_check(struct pt_regs *regs, const struct seccomp_undecided *undecided)
{
	const struct seccomp_lookup *lookup = undecided->lookup;
	const unsigned int entry = undecided->entry;
	const void *checks;

	switch (undecided->next) {
	case SECCOMP_NEXT_CALL:
		return seccomp_check_call(regs);
	case SECCOMP_NEXT_LISTS:
		checks = (const void *)lookup + lookup->answers[entry].checks;
		return seccomp_check_lists(regs, checks);
	default:
		return seccomp_check_entry(regs, lookup, entry,
					   undecided->next);
	}
}

/**
 * seccomp_syscall_enter - Check a call that needs no other entry work
 * @regs: saved registers of current
 * @nr: number of the call
 * @work: work flags of current, for which seccomp_is_only_work() is true
 *
 * Context: system call entry of current; may sleep.
 * Return: number of the call to run; or -1 to run none, with its result in @regs.
 * Number -1 gets the same result from both architectures whether it runs or not.
 */
static __always_inline long seccomp_syscall_enter(struct pt_regs *regs, long nr,
						  unsigned long work)
{
	struct seccomp_undecided undecided;
	bool run;

	if (seccomp_decide(regs, nr, work, &run, &undecided))
		return run ? nr : -1;
	return seccomp_check(regs, &undecided);
}

#else /* CONFIG_SECCOMP_FASTPATH */

static __always_inline bool seccomp_is_only_work(unsigned long work)
{
	return false;
}

/* The hooks are compiled, but no call gets there. Each result skips the call. */
static __always_inline bool seccomp_decide(struct pt_regs *regs, long nr,
					   unsigned long work, bool *run,
					   struct seccomp_undecided *undecided)
{
	*run = false;
	return true;
}

static __always_inline long
seccomp_check(struct pt_regs *regs, const struct seccomp_undecided *undecided)
{
	return -1;
}

static __always_inline long seccomp_syscall_enter(struct pt_regs *regs, long nr,
						  unsigned long work)
{
	return -1;
}

#endif /* CONFIG_SECCOMP_FASTPATH */

#endif /* _LINUX_SECCOMP_FASTPATH_H */
