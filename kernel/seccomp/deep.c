// SPDX-License-Identifier: GPL-2.0-only
/*
 * The check of a call about which filters decide by what an argument points to.
 *
 * The order makes the result independent of what other threads do to the memory
 * of the task: copy, run the filters on the copy, ask a supervisor, let the body
 * use the copy. A tracer may change the call in its stop. Then all of this
 * starts again. Whatever fails makes the call fail, so the body never gets a
 * pointer whose copy was checked.
 */
#include <linux/err.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/slab.h>
#include <linux/task_work.h>
#include <asm/syscall.h>

#include "action_handler.h"
#include "arg_copy.h"
#include "deep.h"
#include "filter.h"
#include "table.h"

/**
 * seccomp_deep_copy - Copy arguments of a call, if that has not been done yet
 * @call: the call of current; receives the slot
 * @windows: set of windows, or SECCOMP_WINDOWS_ALL
 *
 * Context: system call entry of current; may sleep.
 * Return: 0; -ENOMEM; or -EINTR for a task that dies. After an error the caller
 * makes the call fail.
 */
int seccomp_deep_copy(struct seccomp_call *call, u16 windows)
{
	struct seccomp_arg_slot *slot = call->slot;

	if (slot)
		return seccomp_args_copy(slot, windows);
	slot = seccomp_args_begin(call->regs, windows);
	if (IS_ERR(slot))
		return PTR_ERR(slot);
	call->slot = slot;
	return 0;
}

/**
 * seccomp_deep_windows - Return the windows of a call
 * @call: the call of current
 *
 * Context: system call entry of current.
 * Return: the windows, with the arguments that have been copied so far.
 */
const struct seccomp_windows *
seccomp_deep_windows(const struct seccomp_call *call)
{
	return call->slot ? &call->slot->windows : seccomp_absent_windows();
}

/**
 * seccomp_deep_check_rule - Find the verdict of a rule that loads windows
 * @call: the call of current; receives the verdict and the slot
 * @table: the table
 * @rule: a rule of @table, for which seccomp_is_deep_kind() is true
 *
 * Context: system call entry of current; may sleep.
 * Return: true; or false for a call to skip, with its result in the registers.
 */
bool seccomp_deep_check_rule(struct seccomp_call *call,
			     const struct seccomp_table *table,
			     const struct seccomp_rule *rule)
{
	const int err =
		seccomp_deep_copy(call, seccomp_rule_windows(table, rule));

	if (err) {
		syscall_set_return_value(current, call->regs, err, 0);
		return false;
	}
	call->verdict = seccomp_rule_run_windows(table, rule, call->regs,
						 &call->slot->windows);
	return true;
}

/**
 * seccomp_deep_check_ranked - Find a verdict with windows, and its program
 * @call: as for seccomp_deep_check_rule()
 * @table: the table
 * @rule: as for seccomp_deep_check_rule()
 * @rank: receives the rank of the program that gives the verdict; 0 if none does
 *
 * Context: system call entry of current; may sleep.
 * Return: true; or false for a call to skip, with its result in the registers.
 */
bool seccomp_deep_check_ranked(struct seccomp_call *call,
			       const struct seccomp_table *table,
			       const struct seccomp_rule *rule, u32 *rank)
{
	const int err =
		seccomp_deep_copy(call, seccomp_rule_windows(table, rule));

	if (err) {
		syscall_set_return_value(current, call->regs, err, 0);
		return false;
	}
	call->verdict = seccomp_rule_run_ranked(table, rule, call->regs,
						&call->slot->windows, rank);
	return true;
}

static void drop_registers(struct callback_head *work)
{
	seccomp_args_disarm();
	kfree(work);
}

/* Let the registers for the body be gone when the call of current ends. */
static int drop_registers_at_exit(void)
{
	struct callback_head *work = kmalloc(sizeof(*work), GFP_KERNEL);

	if (!work)
		return -ENOMEM;
	init_task_work(work, drop_registers);
	/* Only a task that makes no further call accepts no work. */
	if (task_work_add(current, work, TWA_RESUME))
		kfree(work);
	return 0;
}

/*
 * Does the check of each later call with this number drop the registers? It does if it
 * looks at windows, or if it cannot simply allow the call. A newer filter does not change
 * that.
 */
static bool is_always_dropped(const struct seccomp_call *call)
{
	const struct seccomp_filter *filter =
		READ_ONCE(current->seccomp.filter);
	const struct seccomp_table *table = READ_ONCE(filter->table);
	const u8 entry =
		seccomp_table_entry(table, syscall_get_arch(current), call->nr);
	const struct seccomp_rule *rule;

	if (entry == TABLE_ALLOW)
		return false;
	rule = seccomp_table_rule(table, entry);
	return !(rule->kind & RULE_NEEDS_REGS_ONLY) ||
	       !seccomp_is_allow(rule->verdict.ret);
}

/**
 * seccomp_deep_arm - Let the body of a call use the copies of its arguments
 * @call: the call of current, which is to run, with the slot
 *
 * A trace point behind the check may keep the body from running. Then the registers
 * stay, and must not serve the next call. The fast path does not drop them, so that a call
 * without copies costs nothing. Numbers that it may allow without a look at copies get
 * copies for a supervisor only. Their registers are dropped at the end of the call.
 *
 * Context: system call entry of current; may sleep.
 * Return: CALL_RUN; or CALL_SKIP without memory, with the result in the registers.
 */
int seccomp_deep_arm(struct seccomp_call *call)
{
	int err = 0;

	if (!is_always_dropped(call))
		err = drop_registers_at_exit();
	if (err) {
		syscall_set_return_value(current, call->regs, err, 0);
		return CALL_SKIP;
	}
	seccomp_args_arm(call->slot);
	return CALL_RUN;
}
