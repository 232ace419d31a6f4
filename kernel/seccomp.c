// SPDX-License-Identifier: GPL-2.0-only
/*
 * seccomp: a task gives up system calls that it does not need.
 *
 * This is the front door: the modes, prctl(2) and seccomp(2), the entry from
 * the architectures, and what each action does to the call and its task. The
 * filter mode itself is in kernel/seccomp/.
 */
#include <linux/audit.h>
#include <linux/compat.h>
#include <linux/nospec.h>
#include <linux/moduleparam.h>
#include <linux/prctl.h>
#include <linux/ptrace.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sched/task_stack.h>
#include <linux/seccomp.h>
#include <linux/seccomp_fastpath.h>
#include <linux/syscalls.h>
#include <linux/thread_info.h>
#include <linux/uaccess.h>
#include <asm/syscall.h>

#include "seccomp/action.h"
#include "seccomp/arch.h"
#include "seccomp/attach.h"
#include "seccomp/filter.h"
#include "seccomp/listener.h"
#include "seccomp/program.h"
#include "seccomp/table.h"
#include "seccomp/task.h"

/* What the architectures are told about a call. */
enum {
	CALL_RUN = 0,
	CALL_SKIP = -1,
};

/* --- Modes ------------------------------------------------------------- */

/* Architectures with something to mitigate have their own. */
void __weak arch_seccomp_spec_mitigate(struct task_struct *task)
{
}

/**
 * seccomp_may_assign_mode - is a change of mode possible?
 * @task: the task
 * @mode: the mode it is to have
 *
 * Context: the siglock of @task is held.
 * Return: true where @task has no mode yet or that very one.
 */
bool seccomp_may_assign_mode(const struct task_struct *task, int mode)
{
	return task->seccomp.mode == SECCOMP_MODE_DISABLED ||
	       task->seccomp.mode == mode;
}

/**
 * seccomp_assign_mode - put a task into a mode
 * @task: the task, current or a thread of its group
 * @mode: the mode; for SECCOMP_MODE_FILTER the filter is in place
 * @flags: SECCOMP_FILTER_FLAG_* that it was entered with
 *
 * Context: the siglock of @task is held.
 */
void seccomp_assign_mode(struct task_struct *task, int mode, u32 flags)
{
	assert_spin_locked(seccomp_siglock(task));
	WRITE_ONCE(task->seccomp.mode, mode);
	/* Pairs with the barrier in __secure_computing(). */
	smp_mb__before_atomic();
	if (!(flags & SECCOMP_FILTER_FLAG_SPEC_ALLOW))
		arch_seccomp_spec_mitigate(task);
	set_task_syscall_work(task, SECCOMP);
}

static long assign_strict_mode(void)
{
	long ret = -EINVAL;

	spin_lock_irq(seccomp_siglock(current));
	if (seccomp_may_assign_mode(current, SECCOMP_MODE_STRICT)) {
#ifdef TIF_NOTSC
		/* Untrusted code gets no precise clock. */
		disable_TSC();
#endif
		seccomp_assign_mode(current, SECCOMP_MODE_STRICT, 0);
		ret = 0;
	}
	spin_unlock_irq(seccomp_siglock(current));
	return ret;
}

/*
 * From here on the task makes no system call any more. This comes first, before
 * records are written or signals sent: all of that can sleep.
 */
static void mark_dead(void)
{
	WRITE_ONCE(current->seccomp.mode, SECCOMP_MODE_DEAD);
}

/* --- Strict mode ------------------------------------------------------- */

/* read, write, exit and sigreturn, by their native numbers */
static const int strict_mode_calls[] = {
	__NR_seccomp_read,
	__NR_seccomp_write,
	__NR_seccomp_exit,
	__NR_seccomp_sigreturn,
	-1,
};

static bool is_strict_mode_call(int nr)
{
	const int *call = strict_mode_calls;

#ifdef CONFIG_COMPAT
	if (in_compat_syscall())
		call = get_compat_mode1_syscalls();
#endif
	for (; *call >= 0; call++)
		if (*call == nr)
			return true;
	return seccomp_is_uprobe_exception(nr);
}

static void check_strict_mode(int nr)
{
	if (is_strict_mode_call(nr))
		return;
	mark_dead();
	seccomp_log(SECCOMP_RET_KILL_THREAD, nr, SIGKILL, true);
	do_exit(SIGKILL);
}

static bool is_seccomp_suspended(void)
{
	return IS_ENABLED(CONFIG_CHECKPOINT_RESTORE) &&
	       unlikely(READ_ONCE(current->ptrace) & PT_SUSPEND_SECCOMP);
}

#ifndef CONFIG_HAVE_ARCH_SECCOMP_FILTER
/**
 * secure_computing_strict - judge a call on an architecture without filters
 * @this_syscall: its number
 *
 * Context: system call entry of the current task. Returns for a call that is
 * permitted only.
 */
void secure_computing_strict(int this_syscall)
{
	if (is_seccomp_suspended())
		return;
	switch (current->seccomp.mode) {
	case SECCOMP_MODE_DISABLED:
		return;
	case SECCOMP_MODE_STRICT:
		check_strict_mode(this_syscall);
		return;
	}
	WARN_ON_ONCE(1);
	do_exit(SIGKILL);
}
#else /* CONFIG_HAVE_ARCH_SECCOMP_FILTER */

static int current_syscall_nr(void)
{
	return syscall_get_nr(current, task_pt_regs(current));
}

#ifdef CONFIG_SECCOMP_FILTER

/* --- What the actions do ----------------------------------------------- */

/**
 * struct filtered_call - a system call that a filter objects to
 * @regs: the registers of the task
 * @nr: the number
 * @verdict: what the filters decided
 * @rechecked: a tracer has already been asked about it
 */
struct filtered_call {
	struct pt_regs *regs;
	int nr;
	struct seccomp_verdict verdict;
	bool rechecked;
};

static int run_filters(const struct seccomp_data *sd, bool rechecked);

static int ret_to_errno(u32 ret)
{
	const int data = ret & SECCOMP_RET_DATA;

	return -min(data, MAX_ERRNO);
}

static u16 call_data(const struct filtered_call *call)
{
	return call->verdict.ret & SECCOMP_RET_DATA;
}

static void set_return_value(const struct filtered_call *call, int error,
			     long val)
{
	syscall_set_return_value(current, call->regs, error, val);
}

/* A fatal signal, with the registers as they were at the call. */
static int kill_and_dump_core(const struct filtered_call *call)
{
	syscall_rollback(current, call->regs);
	force_sig_seccomp(call->nr, call_data(call), true);
	return CALL_SKIP;
}

/* The call does not run, and the task goes on. */
static int skip_call(const struct filtered_call *call, int nr)
{
	seccomp_log(call->verdict.ret, nr, 0, call->verdict.log);
	return CALL_SKIP;
}

static int action_kill_process(const struct filtered_call *call)
{
	mark_dead();
	seccomp_log(call->verdict.ret, call->nr, SIGSYS, true);
	return kill_and_dump_core(call);
}

static int action_kill_thread(const struct filtered_call *call)
{
	mark_dead();
	seccomp_log(call->verdict.ret, call->nr, SIGSYS, true);
	/* With the last thread goes the process. */
	if (atomic_read(&current->signal->live) == 1)
		return kill_and_dump_core(call);
	do_exit(SIGSYS);
	return CALL_SKIP;
}

static int action_trap(const struct filtered_call *call)
{
	syscall_rollback(current, call->regs);
	force_sig_seccomp(call->nr, call_data(call), false);
	return skip_call(call, call->nr);
}

static int action_errno(const struct filtered_call *call)
{
	set_return_value(call, ret_to_errno(call->verdict.ret), 0);
	return skip_call(call, call->nr);
}

static int action_user_notif(const struct filtered_call *call)
{
	struct seccomp_listener *listener = call->verdict.listener;
	struct seccomp_reply reply = {};
	struct seccomp_data sd;
	int err = -ENOSYS;

	if (listener) {
		populate_seccomp_data(&sd, call->regs);
		err = seccomp_notification_wait(listener, &sd, &reply);
	}
	if (!err && reply.flags & SECCOMP_USER_NOTIF_FLAG_CONTINUE)
		return CALL_RUN;
	set_return_value(call, err ?: reply.error, reply.val);
	return skip_call(call, call->nr);
}

static int action_trace_event(const struct filtered_call *call)
{
	int nr;

	/* The tracer has had its say, and made this of it. */
	if (call->rechecked)
		return CALL_RUN;
	if (!ptrace_event_enabled(current, PTRACE_EVENT_SECCOMP)) {
		set_return_value(call, -ENOSYS, 0);
		return skip_call(call, call->nr);
	}

	ptrace_event(PTRACE_EVENT_SECCOMP, call_data(call));
	/*
	 * A task that is being killed may not have stopped, and then nobody
	 * has looked at this call.
	 */
	if (fatal_signal_pending(current))
		return skip_call(call, call->nr);
	nr = syscall_get_nr(current, call->regs);
	if (nr < 0)
		return skip_call(call, nr);
	/* The call may be another one now, and so may the filters. */
	return run_filters(NULL, true);
}

static int action_log(const struct filtered_call *call)
{
	seccomp_log(call->verdict.ret, call->nr, 0, true);
	return CALL_RUN;
}

static int action_allow(const struct filtered_call *call)
{
	return CALL_RUN;
}

static int (*const action_handlers[SECCOMP_ACTIONS])(
	const struct filtered_call *call) = {
	[SECCOMP_ACTION_KILL_PROCESS] = action_kill_process,
	[SECCOMP_ACTION_KILL_THREAD] = action_kill_thread,
	[SECCOMP_ACTION_TRAP] = action_trap,
	[SECCOMP_ACTION_ERRNO] = action_errno,
	[SECCOMP_ACTION_USER_NOTIF] = action_user_notif,
	[SECCOMP_ACTION_TRACE] = action_trace_event,
	[SECCOMP_ACTION_LOG] = action_log,
	[SECCOMP_ACTION_ALLOW] = action_allow,
};

/* --- Filter mode ------------------------------------------------------- */

static bool is_allowed(struct seccomp_verdict verdict)
{
	return seccomp_is_allow(verdict.ret);
}

/* The reference must not reply otherwise. */
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

/* For calls that the table has nothing about. */
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
 * @sd is what the architecture knows of the call already, or NULL to have it
 * read from the registers.
 */
static int run_filters(const struct seccomp_data *sd, bool rechecked)
{
	const struct seccomp_filter *filter;
	struct filtered_call call __uninitialized;

	/*
	 * A sibling may attach meanwhile; the task keeps what it reads here,
	 * since the new path has it too. See task.h for the order of things.
	 */
	filter = READ_ONCE(current->seccomp.filter);
	if (WARN_ON_ONCE(!filter)) {
		mark_dead();
		force_sig(SIGKILL);
		return CALL_SKIP;
	}
	/* All of it is written; this is done for too many calls to clear. */
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
	return action_handlers[seccomp_action_of(call.verdict.ret)](&call);
}

#else /* CONFIG_SECCOMP_FILTER */

static int run_filters(const struct seccomp_data *sd, bool rechecked)
{
	/* No task can have got into this mode. */
	WARN_ON_ONCE(1);
	do_exit(SIGKILL);
	return CALL_SKIP;
}

#endif /* CONFIG_SECCOMP_FILTER */

/*
 * After a tracer by ptrace(2) has had its chance to change the call. @sd is the
 * call, or NULL to have it read from the registers.
 */
static int check_syscall(const struct seccomp_data *sd)
{
	if (is_seccomp_suspended())
		return CALL_RUN;

	/* Pairs with the barrier in seccomp_assign_mode(). */
	smp_rmb();
	switch (READ_ONCE(current->seccomp.mode)) {
	case SECCOMP_MODE_FILTER:
		return run_filters(sd, false);
	case SECCOMP_MODE_STRICT:
		check_strict_mode(sd ? sd->nr : current_syscall_nr());
		return CALL_RUN;
	}
	/* Condemned, and here all the same. */
	WARN_ON_ONCE(1);
	do_exit(SIGKILL);
	return CALL_SKIP;
}

#ifdef CONFIG_SECCOMP_ENTRY_PERMITS
/**
 * __seccomp_permit_syscall - judge a system call of the current task
 *
 * The architectures call it for tasks with SYSCALL_WORK_SECCOMP.
 *
 * Context: system call entry, may sleep.
 * Return: true to let the call run; false to skip it, with its result, if the
 * task will see one, in the registers.
 */
bool __seccomp_permit_syscall(void)
{
	return check_syscall(NULL) == CALL_RUN;
}
#else
/**
 * __secure_computing - judge a system call of the current task
 * @sd: the call, or NULL to have it read from the registers
 *
 * The architectures call it for tasks with SYSCALL_WORK_SECCOMP.
 *
 * Context: system call entry, may sleep.
 * Return: 0 to let the call run; -1 to skip it, with its result, if the task
 * will see one, in the registers.
 */
int __secure_computing(const struct seccomp_data *sd)
{
	return check_syscall(sd);
}
#endif

/* --- The short way ------------------------------------------------------ */

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
	return (struct seccomp_verdict){
		.ret = ret,
		.log = check->log,
		.listener = check->listener,
	};
}

/* The same question twice: what is off costs the reply nothing. */
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

/* For what has to be told to somebody, the call is judged again. */
static bool needs_no_report(struct seccomp_verdict verdict)
{
	return seccomp_severity(verdict.ret) ==
		       seccomp_severity(SECCOMP_RET_ERRNO) &&
	       !verdict.log;
}

/**
 * seccomp_syscall_enter - judge a system call, and do nothing else
 * @regs: the registers of current
 * @nr: the number of the call
 * @work: the work flags of current that are the reason to come here
 * @slow_path: what the architecture does for a call with any work
 *
 * The architectures call it in place of that function, for what
 * seccomp_fast_allow() says nothing about. It calls the function for all that is
 * not its business: if there is other work than filtering, if a tracer wants
 * filters to be suspended, if somebody has to be told or asked.
 *
 * Context: system call entry, may sleep.
 * Return: the number of the call to run, or -1 to run none; what @slow_path
 * returns, if it is called.
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
	/* Pairs with the barrier in seccomp_assign_mode(). */
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
	syscall_set_return_value(current, regs, ret_to_errno(verdict.ret), 0);
	return CALL_SKIP;
}
#endif /* SECCOMP_FASTPATH */
#endif /* CONFIG_HAVE_ARCH_SECCOMP_FILTER */

/* --- prctl(2) and seccomp(2) ------------------------------------------- */

static long set_mode_strict(unsigned int flags, const void __user *uargs)
{
	if (flags || uargs)
		return -EINVAL;
	return assign_strict_mode();
}

static long get_action_avail(unsigned int flags, const void __user *uargs)
{
	u32 action;

	if (flags)
		return -EINVAL;
	if (copy_from_user(&action, uargs, sizeof(action)))
		return -EFAULT;
	return seccomp_action_find(action) < SECCOMP_ACTIONS ? 0 : -EOPNOTSUPP;
}

static long get_notif_sizes(unsigned int flags, void __user *uargs)
{
	const struct seccomp_notif_sizes sizes = {
		.seccomp_notif = sizeof(struct seccomp_notif),
		.seccomp_notif_resp = sizeof(struct seccomp_notif_resp),
		.seccomp_data = sizeof(struct seccomp_data),
	};

	if (flags)
		return -EINVAL;
	return copy_to_user(uargs, &sizes, sizeof(sizes)) ? -EFAULT : 0;
}

static long do_seccomp(unsigned int op, unsigned int flags, void __user *uargs)
{
	switch (op) {
	case SECCOMP_SET_MODE_STRICT:
		return set_mode_strict(flags, uargs);
	case SECCOMP_SET_MODE_FILTER:
		return seccomp_attach(flags, uargs);
	case SECCOMP_GET_ACTION_AVAIL:
		return get_action_avail(flags, uargs);
	case SECCOMP_GET_NOTIF_SIZES:
		return get_notif_sizes(flags, uargs);
	}
	return -EINVAL;
}

SYSCALL_DEFINE3(seccomp, unsigned int, op, unsigned int, flags, void __user *,
		uargs)
{
	return do_seccomp(op, flags, uargs);
}

/**
 * prctl_set_seccomp - PR_SET_SECCOMP
 * @seccomp_mode: SECCOMP_MODE_STRICT or SECCOMP_MODE_FILTER
 * @filter: for the latter, a struct sock_fprog; otherwise never looked at
 *
 * Context: process context, may sleep.
 * Return: 0 or an errno.
 */
long prctl_set_seccomp(unsigned long seccomp_mode, void __user *filter)
{
	switch (seccomp_mode) {
	case SECCOMP_MODE_STRICT:
		return assign_strict_mode();
	case SECCOMP_MODE_FILTER:
		return seccomp_attach(0, filter);
	}
	return -EINVAL;
}

/**
 * prctl_get_seccomp - PR_GET_SECCOMP
 *
 * Context: process context.
 * Return: the mode of the current task. One in strict mode does not live to
 * ask.
 */
long prctl_get_seccomp(void)
{
	return READ_ONCE(current->seccomp.mode);
}
