// SPDX-License-Identifier: GPL-2.0-only
/*
 * System call entry: the check of a call of current, and its fast path.
 *
 * An architecture calls the slow path, __secure_computing() or
 * __seccomp_permit_syscall(), after a tracer's entry stop. Where it has a fast
 * path, a task without other entry work calls seccomp_syscall_enter() instead.
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

#include "action.h"
#include "action_handler.h"
#include "arch.h"
#include "count.h"
#include "decider.h"
#include "decision.h"
#include "deep.h"
#include "domain.h"
#include "filter.h"
#include "mode.h"
#include "program.h"
#include "table.h"
#include "trace.h"
#include "verdict.h"
#include "window.h"

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
	if (seccomp_is_suspended())
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

static bool is_allowed(const struct seccomp_verdict *verdict)
{
	return seccomp_is_allow(verdict->ret);
}

/* Copy all arguments that a program of the path may look at. */
static bool copy_path_windows(struct seccomp_call *call, u16 windows)
{
	const int err = windows ? seccomp_deep_copy(call, windows) : 0;

	if (!err)
		return true;
	syscall_set_return_value(current, call->regs, err, 0);
	return false;
}

#ifdef CONFIG_SECCOMP_VERIFY
/*
 * Warn if the plain evaluation of every program gives another verdict, or if another
 * filter gives it. @version is the version of the path's family before the verdict was
 * found. Return false for a call to skip, as find_verdict() does.
 */
static noinline bool verify_verdict(const struct seccomp_filter *filter,
				    struct seccomp_call *call, u32 version)
{
	const struct seccomp_domain *domain = filter->newest_domain;
	const struct seccomp_filter *named, *decider;
	struct seccomp_verdict plain;
	struct seccomp_input input;

	if (seccomp_is_uprobe_exception(call->nr))
		return true;
	/* Find the filter before further arguments are copied. */
	call->filter = filter;
	named = seccomp_call_decider(call);
	if (!copy_path_windows(call, seccomp_path_windows(filter)))
		return false;
	populate_seccomp_data(&input.sd, call->regs);
	input.windows = seccomp_deep_windows(call);
	plain = seccomp_path_interpret(filter, &input, &decider);
	/* Contents that a domain gets at the same time are found or not. */
	smp_rmb();
	if (version % 2 || version != seccomp_domain_version(domain))
		return true;
	/* The verdict may be of a path to which the task was moved while it slept. */
	if (seccomp_path_after_sleep(filter) != filter)
		return true;
	WARN(!seccomp_verdict_equal(&plain, &call->verdict),
	     "seccomp: call %d of arch %x: %x instead of %x\n", input.sd.nr,
	     input.sd.arch, call->verdict.ret, plain.ret);
	WARN(named != decider,
	     "seccomp: call %d of arch %x: filter %u, not %u\n", input.sd.nr,
	     input.sd.arch, named ? named->depth : 0,
	     decider ? decider->depth : 0);
	return true;
}
#else
static bool verify_verdict(const struct seccomp_filter *filter,
			   struct seccomp_call *call, u32 version)
{
	return true;
}
#endif

static __always_inline u32 current_slot(int nr)
{
	return seccomp_table_index(syscall_get_arch(current), nr);
}

/*
 * Count a call that is allowed. Suspended filters allow it, too: the counter of the
 * whole path counts whatever its tasks do.
 */
static void count_allowed(int nr)
{
	struct seccomp_counter *counter = seccomp_current_counter();

	if (unlikely(counter))
		seccomp_count(counter, SECCOMP_ACTION_ALLOW, counter->level,
			      current_slot(nr));
}

/* Run every program, for a call whose table entry has no rule. */
static bool run_all(const struct seccomp_filter *filter,
		    struct seccomp_call *call)
{
	struct seccomp_input input __uninitialized;
	u16 windows;

	populate_seccomp_data(&input.sd, call->regs);
	do {
		windows = seccomp_path_windows(filter);
		if (!copy_path_windows(call, windows))
			return false;
		/* Only a copy sleeps. */
		if (windows)
			filter = seccomp_path_after_sleep(filter);
		input.windows = seccomp_deep_windows(call);
		call->verdict =
			seccomp_path_run(filter, &input, seccomp_program_run);
		/* A content may have come, and may look at another window. */
	} while (windows != seccomp_path_windows(filter));
	return true;
}

/* Run every program for a call that is not read from the registers. */
static noinline bool run_all_on_data(const struct seccomp_filter *filter,
				     const struct seccomp_data *sd,
				     struct seccomp_call *call)
{
	const struct seccomp_input input = {
		.sd = *sd,
		.windows = seccomp_deep_windows(call),
	};

	call->verdict = seccomp_path_run(filter, &input, seccomp_program_run);
	if (is_allowed(&call->verdict))
		count_allowed(call->nr);
	return true;
}

/*
 * Find the verdict of a rule that loads windows. To copy them sleeps. If a domain
 * has changed the entry since, or if the task has become a member of another domain,
 * the call has to be judged by the new content, too.
 */
static bool lookup_deep_verdict(const struct seccomp_filter *filter,
				struct seccomp_call *call,
				const struct seccomp_table *table, u8 entry)
{
	const struct seccomp_rule *rule = seccomp_table_rule(table, entry);
	const struct seccomp_filter *newest;

	if (!seccomp_deep_check_rule(call, table, rule))
		return false;
	newest = seccomp_path_after_sleep(filter);
	if (newest == filter &&
	    (rule->kind != RULE_DEEP_DOMAIN ||
	     seccomp_table_entry(table, syscall_get_arch(current), call->nr) ==
		     entry))
		return true;
	return run_all(newest, call);
}

static bool lookup_rule_verdict(const struct seccomp_filter *filter,
				struct seccomp_call *call,
				const struct seccomp_table *table, u8 entry)
{
	const struct seccomp_rule *rule;

	if (entry == TABLE_RUN_ALL)
		return run_all(filter, call);
	rule = seccomp_table_rule(table, entry);
	if (unlikely(!(rule->kind & RULE_NEEDS_REGS_ONLY)))
		return lookup_deep_verdict(filter, call, table, entry);
	call->verdict = seccomp_rule_run(table, rule, call->regs);
	return true;
}

static bool lookup_verdict(const struct seccomp_filter *filter,
			   struct seccomp_call *call)
{
	const struct seccomp_table *table = READ_ONCE(filter->table);
	const u8 entry =
		seccomp_table_entry(table, syscall_get_arch(current), call->nr);

	/* No path with a counter has the entry. */
	if (entry == TABLE_ALLOW) {
		call->verdict =
			(struct seccomp_verdict){ .ret = SECCOMP_RET_ALLOW };
		return true;
	}
	if (!lookup_rule_verdict(filter, call, table, entry))
		return false;
	/* A tracer's stop has counted the call already. */
	if (is_allowed(&call->verdict) && !call->rechecked)
		count_allowed(call->nr);
	return true;
}

/*
 * Return the newest filter of current. A task in filter mode without filters is
 * a fault of the kernel, and dies.
 *
 * A sibling may attach a filter at the same time. The task may still use the path
 * that it reads here: the new path contains it. task.h has the order of the
 * stores.
 */
static const struct seccomp_filter *current_filter(void)
{
	const struct seccomp_filter *filter =
		READ_ONCE(current->seccomp.filter);

	if (WARN_ON_ONCE(!filter)) {
		seccomp_mark_dead();
		seccomp_log(SECCOMP_RET_KILL_PROCESS, current_syscall_nr(),
			    SIGKILL);
		force_sig(SIGKILL);
	}
	return filter;
}

/*
 * Find the verdict of the current path. @sd as for check_syscall(). Return false
 * for a call to skip, with its result in the registers.
 */
static bool find_verdict(struct seccomp_call *call,
			 const struct seccomp_data *sd)
{
	const struct seccomp_filter *filter = current_filter();
	u32 version = 0;
	bool found;

	if (!filter)
		return false;
	if (seccomp_is_verifying())
		version = seccomp_domain_version(filter->newest_domain);
	/* No architecture with argument windows passes the call. */
	if (unlikely(sd))
		found = run_all_on_data(filter, sd, call);
	else
		found = lookup_verdict(filter, call);
	if (found && seccomp_is_verifying())
		found = verify_verdict(filter, call, version);
	return found;
}

/*
 * Return the newest filter of current that no tracer has suspended. A tracer with
 * filters suspends only those on top of its own, and sets the depth before the flag. A
 * tracer without filters suspends all. Then this is the whole path: a call that was in
 * a check before the tracer stopped it goes on under its filters.
 */
static const struct seccomp_filter *unsuspended_path(void)
{
	const struct seccomp_filter *filter =
		READ_ONCE(current->seccomp.filter);
	u32 depth;

	if (likely(!seccomp_is_suspended()))
		return filter;
	/* Pairs with smp_wmb() in set_suspend_depth(). */
	smp_rmb();
	depth = READ_ONCE(current->seccomp.suspend_depth);
	return depth ? seccomp_filter_at(filter, depth) : filter;
}

/*
 * Let the actions find the path. A sibling may have attached filters since the
 * verdict was found. The path here then contains the one that gave the verdict, and
 * decides what the actions leave open.
 */
static void read_path(struct seccomp_call *call)
{
	call->filter = unsuspended_path();
}

/* The path is read after the verdict, as in carry_out(). */
static bool recheck_verdict(struct seccomp_call *call)
{
	bool found;

	/* Older filters may have no table any more. */
	if (unlikely(seccomp_is_suspended()))
		found = run_all(unsuspended_path(), call);
	else
		found = find_verdict(call, NULL);
	read_path(call);
	return found;
}

static int run_allowed(const struct seccomp_call *call)
{
	if (unlikely(call->slot))
		seccomp_trace_args(call);
	return CALL_RUN;
}

/* Read the call from the registers again, after a tracer may have changed it. */
static int recheck(struct seccomp_call *call)
{
	int result;

	call->nr = current_syscall_nr();
	call->rechecked = true;
	/* The tracer may have changed the memory, too. Copy it again. */
	call->slot = NULL;
	if (!recheck_verdict(call))
		return CALL_SKIP;
	if (is_allowed(&call->verdict))
		return run_allowed(call);
	result = seccomp_handle_action(call);
	/* After a recheck no action asks for another one. */
	return WARN_ON_ONCE(result == CALL_RECHECK) ? CALL_SKIP : result;
}

/* Do what the verdict asks for, which does not simply allow the call. */
static int carry_out(struct seccomp_call *call)
{
	int result;

	seccomp_deep_begin();
	read_path(call);
	result = seccomp_handle_action(call);
	if (result == CALL_RECHECK)
		result = recheck(call);
	return seccomp_deep_finish(call, result);
}

static int run_filters(const struct seccomp_data *sd)
{
	struct seccomp_call call __uninitialized;

	/*
	 * The members for find_verdict() are written here; clearing all of them
	 * first costs each call. carry_out() writes the others.
	 */
	call.regs = task_pt_regs(current);
	call.nr = current_syscall_nr();
	call.rechecked = false;
	call.slot = NULL;
	if (!find_verdict(&call, sd))
		return CALL_SKIP;
	if (is_allowed(&call.verdict))
		return seccomp_deep_finish(&call, run_allowed(&call));
	return carry_out(&call);
}

/* Check a call of current, whose filters are suspended, by the tracer's filters. */
static noinline int check_suspended(void)
{
	struct seccomp_call call = {
		.regs = task_pt_regs(current),
		.nr = current_syscall_nr(),
	};

	/* Pairs with smp_wmb() in set_suspend_depth(). */
	smp_rmb();
	if (!READ_ONCE(current->seccomp.suspend_depth)) {
		count_allowed(call.nr);
		return CALL_RUN;
	}
	if (!run_all(unsuspended_path(), &call))
		return CALL_SKIP;
	if (!is_allowed(&call.verdict))
		return carry_out(&call);
	count_allowed(call.nr);
	return seccomp_deep_finish(&call, run_allowed(&call));
}

#else /* CONFIG_SECCOMP_FILTER */

static int check_suspended(void)
{
	return CALL_RUN;
}

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
	seccomp_deep_begin();
	if (seccomp_is_suspended())
		return check_suspended();

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

#ifdef CONFIG_SECCOMP_FASTPATH

static long number_to_run(struct pt_regs *regs, int result)
{
	return result == CALL_RUN ? syscall_get_nr(current, regs) : -1;
}

static long deny_silently(struct pt_regs *regs, int error)
{
	syscall_set_return_value(current, regs, error, 0);
	return -1;
}

/* Check a call while verdicts are verified, or with all programs. */
static noinline long check_slowly(struct pt_regs *regs)
{
	return number_to_run(regs, check_syscall(NULL));
}

/* Carry out a verdict that the fast path has found. */
static noinline long finish_call(struct pt_regs *regs,
				 struct seccomp_verdict verdict)
{
	struct seccomp_call call = {
		.regs = regs,
		.nr = syscall_get_nr(current, regs),
		.verdict = verdict,
	};
	const int error = seccomp_silent_errno(&verdict);

	if (is_allowed(&verdict))
		return call.nr;
	if (seccomp_is_suspended())
		return check_slowly(regs);
	if (error && !seccomp_is_watched())
		return deny_silently(regs, error);
	return number_to_run(regs, carry_out(&call));
}

/* Count an errno of a program with a rank, on a path with a counter. */
static __always_inline void count_errno(struct pt_regs *regs, u32 rank)
{
	struct seccomp_counter *counter = seccomp_current_counter();
	const u32 slot = current_slot(syscall_get_nr(current, regs));
	const u32 level =
		seccomp_count_level(counter, seccomp_rank_depth(rank));
	u64 __percpu *cells =
		READ_ONCE(counter->rows[SECCOMP_ACTION_ERRNO][level]);

	/* seccomp_counter_prepare() has allocated it. */
	if (WARN_ON_ONCE(!cells))
		return;
	if (unlikely(seccomp_count_cell(cells, slot)))
		seccomp_count_first(counter, slot);
}

/* seccomp_handle_action() counts the call. */
static noinline long carry_out_counted(struct pt_regs *regs,
				       struct seccomp_verdict verdict)
{
	struct seccomp_call call = {
		.regs = regs,
		.nr = syscall_get_nr(current, regs),
		.verdict = verdict,
	};

	return number_to_run(regs, carry_out(&call));
}

/*
 * Carry out a verdict of a path with a counter. @rank is the rank of the program that
 * gives the verdict.
 */
static __always_inline long do_finish_counted(struct pt_regs *regs,
					      struct seccomp_verdict verdict,
					      u32 rank)
{
	const int error = seccomp_silent_errno(&verdict);

	if (seccomp_is_suspended())
		return check_slowly(regs);
	if (is_allowed(&verdict)) {
		count_allowed(syscall_get_nr(current, regs));
		return syscall_get_nr(current, regs);
	}
	if (!error || seccomp_is_watched())
		return carry_out_counted(regs, verdict);
	count_errno(regs, rank);
	return deny_silently(regs, error);
}

static noinline long finish_counted(struct pt_regs *regs,
				    struct seccomp_verdict verdict, u32 rank)
{
	return do_finish_counted(regs, verdict, rank);
}

#ifdef CONFIG_SECCOMP_DEEP_ARGS

/*
 * Carry out a verdict that was found with copies of arguments. @rank is the rank of
 * the program that gives it, for a path with a counter.
 */
static __always_inline long do_finish_deep(struct pt_regs *regs,
					   struct seccomp_arg_slot *slot,
					   struct seccomp_verdict verdict,
					   const u32 *rank)
{
	struct seccomp_call call = {
		.regs = regs,
		.nr = syscall_get_nr(current, regs),
		.verdict = verdict,
		.slot = slot,
	};
	const int error = seccomp_silent_errno(&verdict);

	if (error && !seccomp_is_watched()) {
		if (rank)
			count_errno(regs, *rank);
		return deny_silently(regs, error);
	}
	if (!is_allowed(&verdict))
		return number_to_run(regs, carry_out(&call));
	if (rank)
		count_allowed(call.nr);
	seccomp_trace_args(&call);
	seccomp_args_arm(call.slot);
	return call.nr;
}

static noinline long finish_deep(struct pt_regs *regs,
				 struct seccomp_arg_slot *slot,
				 struct seccomp_verdict verdict)
{
	return do_finish_deep(regs, slot, verdict, NULL);
}

static noinline long finish_deep_counted(struct pt_regs *regs,
					 struct seccomp_arg_slot *slot,
					 struct seccomp_verdict verdict,
					 u32 rank)
{
	return do_finish_deep(regs, slot, verdict, &rank);
}

/**
 * seccomp_deep_conclude - Carry out what a list has returned
 * @regs: saved registers of current
 * @slot: slot of current, with the copies that the list has read
 * @check: the only check of the rule of the call
 * @ret: return value of its list
 *
 * Context: system call entry of current, in filter mode; may sleep.
 * Return: number of the call to run; or -1 to run none, with its result in @regs.
 */
long seccomp_deep_conclude(struct pt_regs *regs, struct seccomp_arg_slot *slot,
			   const struct seccomp_check *check, u32 ret)
{
	return finish_deep(regs, slot,
			   seccomp_verdict_from(ret, check->listener,
						check->log));
}

/**
 * seccomp_deep_check - Check any call whose rule loads windows
 * @regs: saved registers of current
 * @table: table of current's path
 * @rule: a rule of @table, for which seccomp_is_deep_kind() is true
 *
 * Context: system call entry of current, in filter mode; may sleep.
 * Return: number of the call to run; or -1 to run none, with its result in @regs.
 */
long seccomp_deep_check(struct pt_regs *regs, const struct seccomp_table *table,
			const struct seccomp_rule *rule)
{
	struct seccomp_call call = {
		.regs = regs,
		.nr = syscall_get_nr(current, regs),
	};

	seccomp_args_disarm();
	if (seccomp_is_suspended())
		return check_slowly(regs);
	if (!seccomp_deep_check_rule(&call, table, rule))
		return -1;
	/* The task may have become a member of a domain while it slept. */
	if (seccomp_has_joined(table->domain))
		return check_slowly(regs);
	return finish_deep(regs, call.slot, call.verdict);
}

/* Check a call whose rule loads windows, on a path with a counter. */
static long deep_check_counted(struct pt_regs *regs,
			       const struct seccomp_table *table,
			       const struct seccomp_rule *rule)
{
	struct seccomp_call call = {
		.regs = regs,
		.nr = syscall_get_nr(current, regs),
	};
	u32 rank;

	seccomp_args_disarm();
	if (seccomp_is_suspended())
		return check_slowly(regs);
	if (!seccomp_deep_check_ranked(&call, table, rule, &rank))
		return -1;
	if (seccomp_has_joined(table->domain))
		return check_slowly(regs);
	return finish_deep_counted(regs, call.slot, call.verdict, rank);
}

static __always_inline long check_other(struct pt_regs *regs,
					const struct seccomp_table *table,
					const struct seccomp_rule *rule)
{
	if (rule->kind == RULE_DEEP_LIST)
		return seccomp_args_check(regs, table, rule);
	if (rule->kind == RULE_DEEP)
		return seccomp_deep_check(regs, table, rule);
	return check_slowly(regs);
}

static long check_other_counted(struct pt_regs *regs,
				const struct seccomp_table *table,
				const struct seccomp_rule *rule)
{
	if (seccomp_is_deep_kind(rule->kind))
		return deep_check_counted(regs, table, rule);
	return check_slowly(regs);
}

#else /* CONFIG_SECCOMP_DEEP_ARGS */

/* Without argument windows, a rule here can only run all programs. */
static __always_inline long check_other(struct pt_regs *regs,
					const struct seccomp_table *table,
					const struct seccomp_rule *rule)
{
	return check_slowly(regs);
}

static long check_other_counted(struct pt_regs *regs,
				const struct seccomp_table *table,
				const struct seccomp_rule *rule)
{
	return check_slowly(regs);
}

#endif /* CONFIG_SECCOMP_DEEP_ARGS */

static __always_inline const struct seccomp_table *
lookup_table(const struct seccomp_lookup *lookup)
{
	return container_of(lookup, struct seccomp_table, lookup);
}

/* Announce a call that has been counted and is decided. */
static void announce_first(const struct seccomp_table *table,
			   struct pt_regs *regs)
{
	seccomp_count_first(table->counter,
			    current_slot(syscall_get_nr(current, regs)));
}

/* Check a call of a path with a counter. The parameters are those of the caller. */
static noinline long check_counted(struct pt_regs *regs,
				   const struct seccomp_table *table,
				   const struct seccomp_rule *rule,
				   enum seccomp_next next)
{
	struct seccomp_verdict verdict;
	u32 rank;

	if (next == SECCOMP_NEXT_RUN || next == SECCOMP_NEXT_DENY) {
		announce_first(table, regs);
		return next == SECCOMP_NEXT_RUN ?
			       syscall_get_nr(current, regs) :
			       -1;
	}
	if (!(rule->kind & RULE_NEEDS_REGS_ONLY))
		return check_other_counted(regs, table, rule);
	verdict = seccomp_rule_run_ranked(table, rule, regs, NULL, &rank);
	return finish_counted(regs, verdict, rank);
}

/**
 * seccomp_check_entry - Check a call whose answer is not a silent errno
 * @regs: saved registers of current
 * @lookup: start of the table of current's path
 * @entry: entry of the call in @lookup
 * @next: SECCOMP_NEXT_RULE, SECCOMP_NEXT_RUN or SECCOMP_NEXT_DENY
 *
 * Context: system call entry of current, in filter mode; may sleep.
 * Return: number of the call to run; or -1 to run none, with its result in @regs.
 */
long seccomp_check_entry(struct pt_regs *regs,
			 const struct seccomp_lookup *lookup, u8 entry,
			 enum seccomp_next next)
{
	const struct seccomp_table *table = lookup_table(lookup);
	const struct seccomp_rule *rule = seccomp_table_rule(table, entry);

	/* While verdicts are verified, the slow path runs all programs. */
	if (seccomp_is_verifying())
		return check_slowly(regs);
	if (unlikely(lookup->allowed))
		return check_counted(regs, table, rule, next);
	if (!(rule->kind & RULE_NEEDS_REGS_ONLY)) {
		/* Load the kind again: the test above needs no register for it. */
		OPTIMIZER_HIDE_VAR(rule);
		return check_other(regs, table, rule);
	}
	return finish_call(regs, seccomp_rule_run(table, rule, regs));
}

static noinline void announce_lists(u32 slot)
{
	seccomp_count_first(seccomp_current_counter(), slot);
}

/* Finish a call that all lists allow, and that is the first one on this CPU. */
static noinline long finish_allowed_lists(struct pt_regs *regs)
{
	const int nr = syscall_get_nr(current, regs);

	announce_lists(current_slot(nr));
	return nr;
}

static noinline long finish_many_lists(struct pt_regs *regs,
				       const struct seccomp_check *check,
				       u32 ret)
{
	u32 rank;
	const struct seccomp_verdict verdict =
		seccomp_check_continue_ranked(check, ret, regs, &rank);

	return finish_counted(regs, verdict, rank);
}

/* Most rules have one list. */
static noinline long finish_counted_lists(struct pt_regs *regs,
					  const struct seccomp_check *check,
					  u32 ret)
{
	const struct seccomp_verdict verdict =
		seccomp_verdict_from(ret, check->listener, check->log);

	if (ret == SECCOMP_RET_ALLOW)
		return finish_allowed_lists(regs);
	if (check[1].list)
		return finish_many_lists(regs, check, ret);
	return do_finish_counted(regs, verdict, check->rank);
}

/*
 * Run the lists behind one that did not allow the call. Or finish one that all of them
 * allow, and that is the first one; @check is behind the last one then.
 */
static noinline long finish_lists(struct pt_regs *regs,
				  const struct seccomp_check *check, u32 ret)
{
	if (unlikely(check->counted))
		return finish_counted_lists(regs, check, ret);
	return finish_call(regs, seccomp_check_continue(check, ret, regs));
}

/**
 * seccomp_check_lists - Check a call about which only decision lists decide
 * @regs: saved registers of current
 * @check: the first check; a check without a list ends them
 *
 * On a path with a counter, the call has a native entry.
 *
 * Context: system call entry of current, in filter mode; may sleep.
 * Return: number of the call to run; or -1 to run none, with its result in @regs.
 */
long seccomp_check_lists(struct pt_regs *regs,
			 const struct seccomp_check *check)
{
	const struct seccomp_test *list = check->list;
	u32 ret;
	int nr;

	do {
		ret = seccomp_list_run(list, regs);
		if (unlikely(ret != SECCOMP_RET_ALLOW))
			goto finish;
		list = (++check)->list;
	} while (list);
	if (likely(!check->allowed))
		return syscall_get_nr(current, regs);
	/* Otherwise uncounted calls load what only counted ones need. */
	OPTIMIZER_HIDE_VAR(check);
	OPTIMIZER_HIDE_VAR(regs);
	nr = syscall_get_nr(current, regs);
	if (likely(!seccomp_count_cell(check->allowed,
				       seccomp_lookup_index(nr))))
		return nr;
finish:
	return finish_lists(regs, check, ret);
}

/* Check a call without a native entry whose answer is no errno. */
static __always_inline long check_answer(struct pt_regs *regs,
					 const struct seccomp_lookup *lookup,
					 u8 entry, u32 slot)
{
	const struct seccomp_answer *answer = &lookup->answers[entry];
	const int error = answer->error;
	u64 __percpu *cells;

	/* seccomp_check_lists() counts only calls with a native entry. */
	if (error == SECCOMP_ANSWER_LISTS && likely(!lookup->allowed))
		return seccomp_check_lists(regs, (const void *)lookup +
							 answer->checks);
	if (error & SECCOMP_ANSWER_COUNT_ALLOW) {
		if (unlikely(seccomp_count_cell(lookup->allowed, slot)))
			announce_first(lookup_table(lookup), regs);
		return syscall_get_nr(current, regs);
	}
	if (!(error & SECCOMP_ANSWER_COUNT_ERRNO) || seccomp_is_watched() ||
	    seccomp_is_suspended())
		return seccomp_check_entry(regs, lookup, entry,
					   SECCOMP_NEXT_RULE);
	cells = seccomp_errno_cells(lookup, answer);
	deny_silently(regs, error - SECCOMP_ANSWER_ERRNO_BASE);
	if (unlikely(seccomp_count_cell(cells, slot)))
		announce_first(lookup_table(lookup), regs);
	return -1;
}

/**
 * seccomp_check_call - Check a call that has no native entry
 * @regs: saved registers of current
 *
 * This is for calls that are not native, that have an unassigned number, and for
 * tasks that are not in filter mode.
 *
 * Context: system call entry of current; may sleep.
 * Return: number of the call to run; or -1 to run none, with its result in @regs.
 */
long seccomp_check_call(struct pt_regs *regs)
{
	const int nr = syscall_get_nr(current, regs);
	const struct seccomp_lookup *lookup;
	const struct seccomp_answer *answer;
	const struct seccomp_filter *filter;
	u32 slot;
	u8 entry;
	int error;

	/* Pairs with smp_mb__before_atomic() in seccomp_assign_mode(). */
	smp_rmb();
	filter = READ_ONCE(current->seccomp.filter);
	if (READ_ONCE(current->seccomp.mode) != SECCOMP_MODE_FILTER || !filter)
		return number_to_run(regs, check_syscall(NULL));
	lookup = &READ_ONCE(filter->table)->lookup;
	slot = current_slot(nr);
	entry = READ_ONCE(lookup_table(lookup)->entries[slot]);
	if (entry == TABLE_ALLOW)
		return nr;
	answer = &lookup->answers[entry];
	error = answer->error;
	if (error >= 0)
		return check_answer(regs, lookup, entry, slot);
	if (seccomp_is_watched() || seccomp_is_suspended())
		return seccomp_check_entry(regs, lookup, entry,
					   SECCOMP_NEXT_RULE);
	return deny_silently(regs, error);
}

#endif /* CONFIG_SECCOMP_FASTPATH */
#endif /* CONFIG_HAVE_ARCH_SECCOMP_FILTER */
