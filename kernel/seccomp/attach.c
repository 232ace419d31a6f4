// SPDX-License-Identifier: GPL-2.0-only
/*
 * Attaching a filter to the calling thread, or to all threads of its group.
 *
 * Everything that allocates or can fail runs first, without locks. Under siglock
 * remain a few comparisons and stores, whatever the length of the path. TSYNC
 * also tests each thread. It searches the path only for a thread whose filter
 * differs from the thread tested before.
 *
 * attach_args.c reads what the caller asks for, and writes the results.
 */
#include <linux/err.h>
#include <linux/file.h>
#include <linux/filter.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <uapi/linux/seccomp_ext.h>

#include "attach.h"
#include "attach_args.h"
#include "count.h"
#include "domain.h"
#include "filter.h"
#include "filter_id.h"
#include "listener.h"
#include "mode.h"
#include "on_exec.h"
#include "program_cache.h"
#include "program_fd.h"
#include "table.h"
#include "task.h"
#include "trace.h"

/**
 * struct attach_file - a file that an attach gives to its caller
 * @file: the file, or NULL
 * @fd: descriptor reserved for @file, or -1
 */
struct attach_file {
	struct file *file;
	int fd;
};

/**
 * struct attach_ctx - state of one attach call
 * @args: what the attach asks for; owned by the caller
 * @flags: SECCOMP_FILTER_FLAG_* of @args
 * @filter: the new filter, or NULL
 * @listener: file of its listener
 * @domain: file of its domain
 * @counter: file of its counter
 * @unused_table: table that no task needs after the attach, or NULL
 */
struct attach_ctx {
	const struct seccomp_attach_args *args;
	u32 flags;
	struct seccomp_filter *filter;
	struct attach_file listener;
	struct attach_file domain;
	struct attach_file counter;
	struct seccomp_table *unused_table;
};

/* The rules for flags that hold for all ways to attach. */
static bool are_flags_valid(unsigned int flags, unsigned int known)
{
	const unsigned int for_listeners =
		SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV |
		SECCOMP_FILTER_FLAG_RESTART_UNREAD |
		SECCOMP_FILTER_FLAG_NESTED_LISTENERS;

	if (flags & ~known)
		return false;
	/*
	 * An exec ends the other threads. The file of a domain would report that no
	 * task is left, until the exec.
	 */
	if (flags & SECCOMP_FILTER_FLAG_ON_EXEC &&
	    flags & (SECCOMP_FILTER_FLAG_TSYNC | SECCOMP_FILTER_FLAG_DOMAIN))
		return false;
	/* These flags are about the listener. */
	return !(flags & for_listeners) ||
	       flags & SECCOMP_FILTER_FLAG_NEW_LISTENER;
}

/* The result is a thread id or a descriptor, not either. */
static bool has_two_results(unsigned int flags)
{
	const unsigned int two_results = SECCOMP_FILTER_FLAG_TSYNC |
					 SECCOMP_FILTER_FLAG_NEW_LISTENER;

	return (flags & two_results) == two_results &&
	       !(flags & SECCOMP_FILTER_FLAG_TSYNC_ESRCH);
}

/* --- Preparation -------------------------------------------------------- */

static bool has_descriptor(const struct seccomp_attach_args *args)
{
	return args->program_fd != -1;
}

static struct seccomp_program *
get_program(const struct seccomp_attach_args *args)
{
	const bool deep = args->flags & SECCOMP_FILTER_FLAG_DEEP_ARGS;
	struct sock_fprog fprog;
	int err;

	if (!has_descriptor(args)) {
		err = seccomp_read_fprog(&fprog, args->fprog);
		if (err)
			return ERR_PTR(err);
	}
	if (!seccomp_may_attach())
		return ERR_PTR(-EACCES);
	if (has_descriptor(args))
		return seccomp_program_fd_get(args->program_fd, deep);
	return seccomp_program_load(&fprog, deep);
}

/* A descriptor is closed by exec. */
static int reserve_fd(struct attach_file *result)
{
	const int fd = get_unused_fd_flags(O_CLOEXEC);

	if (fd < 0)
		return fd;
	result->fd = fd;
	return 0;
}

/*
 * Create the listener and its file. The file has a reference of its own. The
 * caller owns the other one, also if this function fails later.
 */
static int open_listener(struct attach_ctx *ctx,
			 struct seccomp_filter_params *params)
{
	struct seccomp_listener *listener;
	struct file *file;
	int err;

	if (!(ctx->flags & SECCOMP_FILTER_FLAG_NEW_LISTENER))
		return 0;
	err = reserve_fd(&ctx->listener);
	if (err)
		return err;
	listener = seccomp_listener_create(ctx->flags);
	if (IS_ERR(listener))
		return PTR_ERR(listener);
	params->listener = listener;
	file = seccomp_listener_file(listener);
	if (IS_ERR(file))
		return PTR_ERR(file);
	ctx->listener.file = file;
	return 0;
}

/* Create the domain and its file, with references as in open_listener(). */
static int open_domain(struct attach_ctx *ctx,
		       struct seccomp_filter_params *params)
{
	struct seccomp_domain *domain;
	struct file *file;
	int err;

	if (!(ctx->flags & SECCOMP_FILTER_FLAG_DOMAIN))
		return 0;
	err = reserve_fd(&ctx->domain);
	if (err)
		return err;
	domain = seccomp_domain_create(ctx->args->reserve);
	if (IS_ERR(domain))
		return PTR_ERR(domain);
	params->domain = domain;
	file = seccomp_domain_file(domain);
	if (IS_ERR(file))
		return PTR_ERR(file);
	ctx->domain.file = file;
	return 0;
}

/* Create the counter and its file, with references as in open_listener(). */
static int open_counter(struct attach_ctx *ctx,
			struct seccomp_filter_params *params)
{
	struct seccomp_counter *counter;
	struct file *file;
	int err;

	if (!(ctx->flags & SECCOMP_FILTER_FLAG_COUNT))
		return 0;
	err = reserve_fd(&ctx->counter);
	if (err)
		return err;
	counter = seccomp_counter_create();
	if (IS_ERR(counter))
		return PTR_ERR(counter);
	params->counter = counter;
	file = seccomp_counter_file(counter);
	if (IS_ERR(file))
		return PTR_ERR(file);
	ctx->counter.file = file;
	return 0;
}

/* The filter and the files have references of their own. */
static void put_params(const struct seccomp_filter_params *params)
{
	if (params->listener)
		seccomp_listener_put(params->listener);
	if (params->domain)
		seccomp_domain_put(params->domain);
	seccomp_counter_put(params->counter);
}

static void discard_file(const struct attach_file *result)
{
	if (result->file)
		fput(result->file);
	if (result->fd >= 0)
		put_unused_fd(result->fd);
}

/* Undo attach_prepare(), also after it failed half-way. */
static void attach_abort(struct attach_ctx *ctx)
{
	seccomp_filter_unuse(ctx->filter);
	discard_file(&ctx->listener);
	discard_file(&ctx->domain);
	discard_file(&ctx->counter);
}

static int attach_prepare(struct attach_ctx *ctx)
{
	const struct seccomp_attach_args *args = ctx->args;
	struct seccomp_filter_params params = {
		.label = args->label[0] ? args->label : NULL,
		.flags = args->flags,
		.from_fd = has_descriptor(args),
	};
	struct seccomp_program *program;
	struct seccomp_filter *filter;
	int err;

	program = get_program(args);
	if (IS_ERR(program))
		return PTR_ERR(program);

	err = open_listener(ctx, &params);
	if (!err)
		err = open_domain(ctx, &params);
	if (!err)
		err = open_counter(ctx, &params);
	if (err) {
		seccomp_program_put(program);
		goto out;
	}
	filter = seccomp_filter_create(program, &params);
	err = PTR_ERR_OR_ZERO(filter);
	if (!err)
		ctx->filter = filter;
out:
	put_params(&params);
	return err;
}

/*
 * Write the results before the filter is attached. A failure afterwards would
 * lose descriptors to which the filter is bound for good.
 */
static int write_results(const struct attach_ctx *ctx)
{
	struct seccomp_attach_results results = {
		.listener_fd = ctx->listener.fd,
		.domain_fd = ctx->domain.fd,
		.counter_fd = ctx->counter.fd,
	};

	if (!ctx->args->results)
		return 0;
	results.filter_id = seccomp_filter_id(ctx->filter->serial);
	return seccomp_write_results(ctx->args->results, &results);
}

static void install_file(const struct attach_file *result)
{
	if (result->file)
		fd_install(result->fd, result->file);
}

/* --- Threads ------------------------------------------------------------ */

/*
 * Check whether a thread will never run in user space again: it exits, as a
 * zombie leader does, or is dead. Such a thread gets no filter and does not
 * prevent TSYNC.
 *
 * Both states can begin at any moment, also under siglock, and neither ends. So
 * this function may return false and then true for a thread, but not the
 * reverse.
 *
 * @mode is the mode of @thread, which the caller has read once.
 */
static bool is_exiting(const struct task_struct *thread, int mode)
{
	return READ_ONCE(thread->flags) & PF_EXITING ||
	       mode == SECCOMP_MODE_DEAD;
}

/*
 * @ancestor is a filter on the path of current, or NULL for the empty path. It
 * saves the search for the next thread, which often has the same filter.
 */
static bool can_sync(const struct task_struct *thread,
		     const struct seccomp_filter **ancestor)
{
	const struct seccomp_filter *filter = thread->seccomp.filter;
	const int mode = READ_ONCE(thread->seccomp.mode);

	if (is_exiting(thread, mode) || mode == SECCOMP_MODE_DISABLED)
		return true;
	if (mode != SECCOMP_MODE_FILTER)
		return false;
	if (filter != *ancestor &&
	    !seccomp_filter_is_ancestor(filter, current->seccomp.filter))
		return false;
	*ancestor = filter;
	return true;
}

/* Return the result of TSYNC for a group with a divergent thread, or 0. */
static long find_divergent_thread(u32 flags)
{
	const struct seccomp_filter *ancestor = NULL;
	struct task_struct *thread;
	pid_t tid;

	for_each_thread(current, thread) {
		if (thread == current || can_sync(thread, &ancestor))
			continue;
		if (flags & SECCOMP_FILTER_FLAG_TSYNC_ESRCH)
			return -ESRCH;
		tid = task_pid_vnr(thread);
		return tid ?: -ESRCH;
	}
	return 0;
}

/* Filters that wait for an exec of a thread must fit on top of the new path. */
static long check_pending(const struct seccomp_filter *filter,
			  const struct seccomp_filter *prev,
			  const struct task_struct *thread)
{
	const struct seccomp_filter *pending = thread->seccomp.pending;

	return pending ? seccomp_pending_fits(filter, prev, pending) : 0;
}

static long check_pending_of_threads(const struct attach_ctx *ctx,
				     const struct seccomp_filter *prev)
{
	struct task_struct *thread;
	long ret = 0;

	if (!(ctx->flags & SECCOMP_FILTER_FLAG_TSYNC))
		return check_pending(ctx->filter, prev, current);
	for_each_thread(current, thread) {
		if (!ret)
			ret = check_pending(ctx->filter, prev, thread);
	}
	return ret;
}

static void sync_thread(struct task_struct *thread, int mode, u32 flags)
{
	struct seccomp_filter *newest = current->seccomp.filter;
	struct seccomp_filter *old = thread->seccomp.filter;

	seccomp_filter_use(newest);
	seccomp_task_set_filter(thread, newest);
	/* This is not the last use: @old is on the path of @newest. */
	seccomp_filter_unuse(old);

	/* Without no_new_privs the thread could exec a privileged program. */
	if (task_no_new_privs(current))
		task_set_no_new_privs(thread);
	if (mode == SECCOMP_MODE_DISABLED)
		seccomp_assign_mode(thread, SECCOMP_MODE_FILTER, flags);
}

/* Return whether a thread was synchronized. */
static bool sync_threads(u32 flags)
{
	struct task_struct *thread;
	bool any = false;

	for_each_thread(current, thread) {
		const int mode = READ_ONCE(thread->seccomp.mode);

		if (thread == current || is_exiting(thread, mode))
			continue;
		sync_thread(thread, mode, flags);
		any = true;
	}
	return any;
}

/* Does current, or another thread that gets the filters, trace a task? */
static bool is_any_tracing(u32 flags)
{
	struct task_struct *thread;

	for_each_thread(current, thread) {
		if (thread != current && !(flags & SECCOMP_FILTER_FLAG_TSYNC))
			continue;
		if (!list_empty(&thread->ptraced))
			return true;
	}
	return false;
}

/*
 * siglock keeps the group and the state of its threads stable. A thread that
 * forks before is in the list with its child; a child that is forked later
 * inherits the new filter.
 */
static long attach_locked(struct attach_ctx *ctx, struct seccomp_filter *prev)
{
	struct seccomp_filter *filter = ctx->filter;
	const u32 flags = ctx->flags;
	bool synced = false;
	long ret;

	if (!seccomp_may_assign_mode(current, SECCOMP_MODE_FILTER))
		return -EINVAL;
	if (current->seccomp.filter != prev)
		return -EAGAIN;
	ret = seccomp_filter_may_link(filter, prev);
	if (!ret)
		ret = check_pending_of_threads(ctx, prev);
	if (ret)
		return ret;
	if (flags & SECCOMP_FILTER_FLAG_TSYNC) {
		ret = find_divergent_thread(flags);
		if (ret)
			return ret;
	}

	seccomp_filter_link(filter, prev);
	seccomp_task_set_filter(current, filter);
	ctx->filter = NULL;
	if (flags & SECCOMP_FILTER_FLAG_TSYNC)
		synced = sync_threads(flags);
	/* A synchronized thread may read the table at its entry right now. */
	if (!synced)
		ctx->unused_table = seccomp_filter_take_unused_table(prev);
	seccomp_assign_mode(current, SECCOMP_MODE_FILTER, flags);
	return 0;
}

/* Let current have the filter from its next exec on. */
static long attach_pending_locked(struct attach_ctx *ctx)
{
	const struct seccomp_filter *prev = current->seccomp.filter;
	long ret;

	if (!seccomp_may_assign_mode(current, SECCOMP_MODE_FILTER))
		return -EINVAL;
	ret = seccomp_filter_may_link(ctx->filter, prev);
	if (!ret)
		ret = check_pending(ctx->filter, prev, current);
	if (ret)
		return ret;
	seccomp_pending_add(ctx->filter);
	ctx->filter = NULL;
	return 0;
}

/* Does a path with the new filter bind the tasks that it moves? */
static bool is_path_bound(const struct attach_ctx *ctx,
			  const struct seccomp_filter *prev)
{
	if (ctx->flags & SECCOMP_FILTER_FLAG_BIND_TRACER)
		return true;
	return ctx->flags & SECCOMP_FILTER_FLAG_TSYNC && prev &&
	       prev->newest_bound;
}

static long attach_under_siglock(struct attach_ctx *ctx,
				 struct seccomp_filter *prev)
{
	long ret;

	spin_lock_irq(seccomp_siglock(current));
	if (ctx->flags & SECCOMP_FILTER_FLAG_ON_EXEC)
		ret = attach_pending_locked(ctx);
	else
		ret = attach_locked(ctx, prev);
	spin_unlock_irq(seccomp_siglock(current));
	return ret;
}

/* tasklist_lock keeps threads from starting to trace, and is outside siglock. */
static long attach_bound(struct attach_ctx *ctx, struct seccomp_filter *prev)
{
	long ret = -EBUSY;

	read_lock(&tasklist_lock);
	if (!is_any_tracing(ctx->flags))
		ret = attach_under_siglock(ctx, prev);
	read_unlock(&tasklist_lock);
	return ret;
}

static long attach_sync(struct attach_ctx *ctx, struct seccomp_filter *prev)
{
	const bool sync = ctx->flags & SECCOMP_FILTER_FLAG_TSYNC;
	const bool waits = ctx->flags & SECCOMP_FILTER_FLAG_ON_EXEC;
	struct seccomp_filter *filter = ctx->filter;
	long ret;

	/* Wait for threads in an exec that computes credentials. */
	if (sync && mutex_lock_killable(&current->signal->cred_guard_mutex))
		return -EINTR;
	/* Another task may put current into strict mode, which drops what waits. */
	if (waits)
		refcount_inc(&filter->refs);
	if (is_path_bound(ctx, prev))
		ret = attach_bound(ctx, prev);
	else
		ret = attach_under_siglock(ctx, prev);
	if (sync)
		mutex_unlock(&current->signal->cred_guard_mutex);
	/* The filter is on the path of current, or has a reference from above. */
	if (!ret)
		seccomp_trace_attach(filter);
	if (waits)
		seccomp_filter_put(filter);
	return ret;
}

/*
 * Build the table of the new path without locks. If a sibling changes the path
 * at the same time, build the table again for the changed path.
 */
static long attach_retry(struct attach_ctx *ctx)
{
	struct seccomp_filter *prev;
	long ret;

	if (ctx->flags & SECCOMP_FILTER_FLAG_ON_EXEC)
		return attach_sync(ctx, NULL);
	do {
		if (fatal_signal_pending(current))
			return -EINTR;
		/* This returns no error: current has not been reaped. */
		prev = seccomp_task_get_filter(current, NULL);
		ret = seccomp_filter_build_table(ctx->filter, prev);
		if (!ret)
			ret = attach_sync(ctx, prev);
		seccomp_table_put(ctx->unused_table);
		seccomp_filter_put(prev);
	} while (ret == -EAGAIN);
	return ret;
}

/*
 * Attach a filter. On success, the caller installs the files. On failure, nothing
 * has changed, but results may be written.
 */
static long attach_by_args(struct attach_ctx *ctx)
{
	long ret;

	ret = attach_prepare(ctx);
	if (!ret)
		ret = write_results(ctx);
	if (!ret)
		ret = attach_retry(ctx);
	if (ret) {
		attach_abort(ctx);
		return ret;
	}
	install_file(&ctx->listener);
	install_file(&ctx->domain);
	install_file(&ctx->counter);
	return 0;
}

static struct attach_ctx attach_start(const struct seccomp_attach_args *args)
{
	return (struct attach_ctx){
		.args = args,
		.flags = args->flags,
		.listener.fd = -1,
		.domain.fd = -1,
		.counter.fd = -1,
	};
}

/**
 * seccomp_attach - Attach a filter, as SECCOMP_SET_MODE_FILTER asks
 * @flags: SECCOMP_FILTER_FLAG_*
 * @ufprog: user pointer to a struct sock_fprog, in the layout of the caller
 *
 * On failure nothing has changed.
 *
 * Context: process context; may sleep.
 * Return: 0, or the descriptor of the new listener. The id of a divergent thread
 * for TSYNC without TSYNC_ESRCH.
 *
 * -EINVAL for invalid flags, lengths and programs, and in strict mode; -EFAULT;
 * -EOPNOTSUPP for a program that loads a window of an argument that the kernel
 * never copies; -EACCES without the right to attach; -ENOMEM, also for a path over a limit;
 * -EBUSY for a listener that an older one excludes; -ESRCH for a divergent thread.
 *
 * -EMFILE and -ENFILE for the file of the listener; -EINTR; or an error of the
 * BPF back end.
 */
long seccomp_attach(unsigned int flags, const void __user *ufprog)
{
	const struct seccomp_attach_args args = {
		.flags = flags,
		.program_fd = -1,
		.fprog = ufprog,
	};
	struct attach_ctx ctx = attach_start(&args);
	long ret;

	if (!are_flags_valid(flags, SECCOMP_KNOWN_FLAGS) ||
	    has_two_results(flags))
		return -EINVAL;
	ret = attach_by_args(&ctx);
	if (ret || !ctx.listener.file)
		return ret;
	return ctx.listener.fd;
}

/**
 * seccomp_attach_extended - Handle SECCOMP_ATTACH
 * @flags: 0; the structure has the flags of the filter
 * @uargs: user address of a struct seccomp_attach, which receives the results
 *
 * On failure nothing has changed, but the results may be written.
 *
 * Context: process context; may sleep.
 * Return: 0; the id of a divergent thread for TSYNC without TSYNC_ESRCH; -EBADF and
 * -EINVAL of seccomp_program_fd_get(); an error of seccomp_read_attach() or of
 * seccomp_attach().
 */
long seccomp_attach_extended(unsigned int flags, void __user *uargs)
{
	struct seccomp_attach_args args;
	struct attach_ctx ctx;
	int err;

	if (flags)
		return -EINVAL;
	err = seccomp_read_attach(&args, uargs);
	if (err)
		return err;
	if (!are_flags_valid(args.flags, SECCOMP_ATTACH_FLAGS))
		return -EINVAL;
	ctx = attach_start(&args);
	return attach_by_args(&ctx);
}
