// SPDX-License-Identifier: GPL-2.0-only
/*
 * System call entry: the check of a call of current, and its fast path.
 *
 * An architecture calls the slow path, __secure_computing() or
 * __seccomp_permit_syscall(), after a tracer's entry stop. Where it has a fast
 * path, it calls seccomp_syscall_enter() first.
 */
#include <linux/ptrace.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/sched/task_stack.h>
#include <linux/seccomp.h>
#include <linux/seccomp_fastpath.h>
#include <linux/thread_info.h>
#include <asm/syscall.h>

#include "action_handler.h"
#include "arch.h"
#include "filter.h"
#include "mode.h"
#include "program.h"
#include "table.h"
#include "verdict.h"

static bool is_seccomp_suspended(void)
{
	return IS_ENABLED(CONFIG_CHECKPOINT_RESTORE) &&
	       unlikely(READ_ONCE(current->ptrace) & PT_SUSPEND_SECCOMP);
}

#ifndef CONFIG_HAVE_ARCH_SECCOMP_FILTER
/**
 * secure_computing_strict - Check a call on an architecture without filters
 * @this_syscall: number of the call
 *
 * Context: system call entry of current. Returns only for a call that the mode
 * permits.
 */
void secure_computing_strict(int this_syscall)
{
	if (is_seccomp_suspended())
		return;
	switch (current->seccomp.mode) {
	case SECCOMP_MODE_DISABLED:
		return;
	case SECCOMP_MODE_STRICT:
		seccomp_check_strict_mode(this_syscall);
		return;
	}
	WARN_ON_ONCE(1);
	do_exit(SIGKILL);
}

#ifdef CONFIG_SECCOMP_ENTRY_PERMITS
/**
 * __seccomp_permit_syscall - Check a system call of current
 *
 * Context: system call entry of current.
 * Return: true. It returns only for a call that the mode permits.
 */
bool __seccomp_permit_syscall(void)
{
	secure_computing_strict(syscall_get_nr(current, task_pt_regs(current)));
	return true;
}
#endif
#else /* CONFIG_HAVE_ARCH_SECCOMP_FILTER */

static int current_syscall_nr(void)
{
	return syscall_get_nr(current, task_pt_regs(current));
}

#ifdef CONFIG_SECCOMP_FILTER

/* --- Filter mode ------------------------------------------------------- */

static bool is_allowed(struct seccomp_verdict verdict)
{
	return seccomp_is_allow(verdict.ret);
}

/* Warn if the plain evaluation of every program gives another verdict. */
static noinline void verify_verdict(const struct seccomp_filter *filter,
				    struct pt_regs *regs,
				    struct seccomp_verdict verdict)
{
	struct seccomp_verdict plain;
	struct seccomp_data sd;

	populate_seccomp_data(&sd, regs);
	if (seccomp_is_uprobe_exception(sd.nr))
		return;
	plain = seccomp_path_run(filter, &sd, seccomp_program_interpret);
	WARN(!seccomp_verdict_equal(&plain, &verdict),
	     "seccomp: call %d of arch %x: %x instead of %x\n", sd.nr, sd.arch,
	     verdict.ret, plain.ret);
}

/* Run every program, for a call whose table entry has no rule. */
static struct seccomp_verdict run_all(const struct seccomp_filter *filter,
				      struct pt_regs *regs)
{
	struct seccomp_data sd;

	populate_seccomp_data(&sd, regs);
	return seccomp_path_run(filter, &sd, seccomp_program_run);
}

static struct seccomp_verdict
lookup_verdict(const struct seccomp_filter *filter, struct pt_regs *regs,
	       int nr)
{
	const struct seccomp_table *table = filter->table;
	const u8 entry =
		seccomp_table_entry(table, syscall_get_arch(current), nr);

	switch (entry) {
	case TABLE_RUN_ALL:
		return run_all(filter, regs);
	case TABLE_ALLOW:
		return (struct seccomp_verdict){ .ret = SECCOMP_RET_ALLOW };
	}
	return seccomp_rule_run(table, seccomp_table_rule(table, entry), regs);
}

/*
 * Run the filters of current once and do what they ask for. @sd is the call as
 * the architecture knows it, or NULL to read it from the registers.
 */
static int run_filters_once(const struct seccomp_data *sd, bool rechecked)
{
	const struct seccomp_filter *filter;
	struct seccomp_call call __uninitialized;

	/*
	 * A sibling may attach a filter at the same time. The task may still
	 * use the path that it reads here: the new path contains it. task.h
	 * has the order of the stores.
	 */
	filter = READ_ONCE(current->seccomp.filter);
	if (WARN_ON_ONCE(!filter)) {
		seccomp_mark_dead();
		force_sig(SIGKILL);
		return CALL_SKIP;
	}
	/* All members are written here; clearing them first costs each call. */
	call.regs = task_pt_regs(current);
	call.nr = current_syscall_nr();
	call.rechecked = rechecked;
	if (unlikely(sd))
		call.verdict =
			seccomp_path_run(filter, sd, seccomp_program_run);
	else
		call.verdict = lookup_verdict(filter, call.regs, call.nr);
	if (seccomp_is_verifying())
		verify_verdict(filter, call.regs, call.verdict);
	if (is_allowed(call.verdict))
		return CALL_RUN;
	return seccomp_handle_action(&call);
}

static int run_filters(const struct seccomp_data *sd)
{
	int result = run_filters_once(sd, false);

	/* After a recheck no action asks for another one. */
	if (result == CALL_RECHECK)
		result = run_filters_once(NULL, true);
	return result;
}

#else /* CONFIG_SECCOMP_FILTER */

static int run_filters(const struct seccomp_data *sd)
{
	/* Without filters no task can get into this mode. */
	WARN_ON_ONCE(1);
	do_exit(SIGKILL);
	return CALL_SKIP;
}

#endif /* CONFIG_SECCOMP_FILTER */

/*
 * Check the call of current, after a tracer had its chance to change it. @sd is
 * the call, or NULL to read it from the registers.
 */
static int check_syscall(const struct seccomp_data *sd)
{
	if (is_seccomp_suspended())
		return CALL_RUN;

	/* Pairs with smp_mb__before_atomic() in seccomp_assign_mode(). */
	smp_rmb();
	switch (READ_ONCE(current->seccomp.mode)) {
	case SECCOMP_MODE_FILTER:
		return run_filters(sd);
	case SECCOMP_MODE_STRICT:
		seccomp_check_strict_mode(sd ? sd->nr : current_syscall_nr());
		return CALL_RUN;
	}
	/* A dead task must not get here. */
	WARN_ON_ONCE(1);
	do_exit(SIGKILL);
	return CALL_SKIP;
}

#ifdef CONFIG_SECCOMP_ENTRY_PERMITS
/**
 * __seccomp_permit_syscall - Check a system call of current
 *
 * The architectures call it for tasks with SYSCALL_WORK_SECCOMP.
 *
 * Context: system call entry of current; may sleep.
 * Return: true to run the call; false to skip it, with its result in the
 * registers.
 */
bool __seccomp_permit_syscall(void)
{
	return check_syscall(NULL) == CALL_RUN;
}
#else
/**
 * __secure_computing - Check a system call of current
 * @sd: the call, owned by the caller, or NULL to read it from the registers
 *
 * The architectures call it for tasks with SYSCALL_WORK_SECCOMP.
 *
 * Context: system call entry of current; may sleep.
 * Return: 0 to run the call; -1 to skip it, with its result in the registers.
 */
int __secure_computing(const struct seccomp_data *sd)
{
	return check_syscall(sd);
}
#endif

/* --- The fast path ------------------------------------------------------ */

#ifdef SECCOMP_FASTPATH

static __always_inline struct seccomp_verdict
fast_rule_verdict(const struct seccomp_table *table,
		  const struct seccomp_rule *rule, struct pt_regs *regs)
{
	const struct seccomp_check *check;
	u32 ret;

	if (rule->kind == RULE_CONST)
		return rule->verdict;
	if (rule->kind != RULE_ONE)
		return seccomp_rule_run(table, rule, regs);
	check = &table->checks[rule->first];
	ret = seccomp_program_run_residual(check->program, check->residual,
					   regs);
	if (likely(seccomp_is_allow(ret)))
		return (struct seccomp_verdict){ .ret = SECCOMP_RET_ALLOW };
	return seccomp_verdict_from(ret, check->listener, check->log);
}

/* Verify apart from the fast path, which then pays only for a static branch. */
static noinline void verify_rule(const struct seccomp_filter *filter,
				 struct pt_regs *regs, u8 entry)
{
	const struct seccomp_table *table = filter->table;
	const struct seccomp_rule *rule;

	if (entry == TABLE_RUN_ALL)
		return;
	rule = seccomp_table_rule(table, entry);
	verify_verdict(filter, regs, fast_rule_verdict(table, rule, regs));
}

/*
 * A verdict that needs a record, a signal, a tracer or a supervisor takes the
 * slow path, which runs the filters again.
 */
static bool needs_no_report(struct seccomp_verdict verdict)
{
	return seccomp_severity(verdict.ret) ==
		       seccomp_severity(SECCOMP_RET_ERRNO) &&
	       !verdict.log;
}

/**
 * seccomp_syscall_enter - Check a call that may need no other entry work
 * @regs: saved registers of current
 * @nr: number of the call
 * @work: work flags of current that brought it here
 * @slow_path: entry function of the architecture for a call with any work
 *
 * The architectures call it instead of @slow_path if seccomp_fast_allow()
 * returned false. It calls @slow_path itself where filtering is not the only
 * work, where a tracer suspends filters, and for verdicts that need a report.
 *
 * Context: system call entry of current; may sleep.
 * Return: number of the call to run, or -1 to run none; or the result of
 * @slow_path.
 */
long seccomp_syscall_enter(struct pt_regs *regs, long nr, unsigned long work,
			   long (*slow_path)(struct pt_regs *regs, long nr,
					     unsigned long work))
{
	const struct seccomp_filter *filter;
	const struct seccomp_rule *rule;
	struct seccomp_verdict verdict;
	u8 entry;

	if (work & SECCOMP_OTHER_WORK || is_seccomp_suspended())
		return slow_path(regs, nr, work);
	/* Pairs with smp_mb__before_atomic() in seccomp_assign_mode(). */
	smp_rmb();
	if (READ_ONCE(current->seccomp.mode) != SECCOMP_MODE_FILTER)
		return slow_path(regs, nr, work);
	filter = READ_ONCE(current->seccomp.filter);
	entry = seccomp_table_entry(filter->table, syscall_get_arch(current),
				    nr);
	if (entry == TABLE_ALLOW)
		return nr;
	if (seccomp_is_verifying())
		verify_rule(filter, regs, entry);
	if (entry == TABLE_RUN_ALL)
		return slow_path(regs, nr, work);
	rule = seccomp_table_rule(filter->table, entry);
	verdict = fast_rule_verdict(filter->table, rule, regs);
	if (is_allowed(verdict))
		return nr;
	if (!needs_no_report(verdict))
		return slow_path(regs, nr, work);
	syscall_set_return_value(current, regs,
				 seccomp_ret_to_errno(verdict.ret), 0);
	return CALL_SKIP;
}
#endif /* SECCOMP_FASTPATH */
#endif /* CONFIG_HAVE_ARCH_SECCOMP_FILTER */
