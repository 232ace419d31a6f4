// SPDX-License-Identifier: GPL-2.0-only
/*
 * Attaching a filter to the calling thread, or to all threads of its group.
 *
 * Everything that allocates or can fail runs first, without locks. Under siglock
 * remain a few comparisons and stores, whatever the length of the path. TSYNC
 * also tests each thread. It searches the path only for a thread whose filter
 * differs from the thread tested before.
 */
#include <linux/capability.h>
#include <linux/compat.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/filter.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/uaccess.h>
#include <linux/user_namespace.h>
#include <uapi/linux/seccomp_ext.h>

#include "attach.h"
#include "filter.h"
#include "listener.h"
#include "mode.h"
#include "on_exec.h"
#include "program_cache.h"
#include "table.h"
#include "task.h"

/**
 * struct attach_ctx - state of one attach call
 * @flags: SECCOMP_FILTER_FLAG_*
 * @filter: the new filter, or NULL
 * @file: file of its listener, or NULL
 * @fd: descriptor reserved for @file, or -1
 * @unused_table: table that no task needs after the attach, or NULL
 */
struct attach_ctx {
	u32 flags;
	struct seccomp_filter *filter;
	struct file *file;
	int fd;
	struct seccomp_table *unused_table;
};

static bool are_flags_valid(unsigned int flags)
{
	const unsigned int two_results = SECCOMP_FILTER_FLAG_TSYNC |
					 SECCOMP_FILTER_FLAG_NEW_LISTENER;
	const unsigned int for_listeners =
		SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV |
		SECCOMP_FILTER_FLAG_RESTART_UNREAD |
		SECCOMP_FILTER_FLAG_NESTED_LISTENERS;

	if (flags & ~SECCOMP_KNOWN_FLAGS)
		return false;
	/* The result is a thread id or a descriptor, not either. */
	if ((flags & two_results) == two_results &&
	    !(flags & SECCOMP_FILTER_FLAG_TSYNC_ESRCH))
		return false;
	/* An exec ends the other threads. */
	if (flags & SECCOMP_FILTER_FLAG_ON_EXEC &&
	    flags & SECCOMP_FILTER_FLAG_TSYNC)
		return false;
	/* These flags are about the listener. */
	return !(flags & for_listeners) ||
	       flags & SECCOMP_FILTER_FLAG_NEW_LISTENER;
}

static int read_fprog(struct sock_fprog *fprog, const void __user *ufprog)
{
#ifdef CONFIG_COMPAT
	if (in_compat_syscall()) {
		struct compat_sock_fprog narrow;

		if (copy_from_user(&narrow, ufprog, sizeof(narrow)))
			return -EFAULT;
		fprog->len = narrow.len;
		fprog->filter = compat_ptr(narrow.filter);
		return 0;
	}
#endif
	return copy_from_user(fprog, ufprog, sizeof(*fprog)) ? -EFAULT : 0;
}

/*
 * A filter can make calls fail in ways that a program with more privileges than
 * its caller does not expect. So the task must be unable to exec such a program,
 * or be privileged itself.
 */
static bool may_attach(void)
{
	return task_no_new_privs(current) ||
	       ns_capable_noaudit(current_user_ns(), CAP_SYS_ADMIN);
}

static struct seccomp_program *read_program(const void __user *ufprog,
					    u32 flags)
{
	struct sock_fprog fprog;
	int err;

	err = read_fprog(&fprog, ufprog);
	if (err)
		return ERR_PTR(err);
	if (fprog.len == 0 || fprog.len > BPF_MAXINSNS)
		return ERR_PTR(-EINVAL);
	if (!may_attach())
		return ERR_PTR(-EACCES);
	return seccomp_program_load(&fprog,
				    flags & SECCOMP_FILTER_FLAG_DEEP_ARGS);
}

/* Create the listener and its file. The descriptor is reserved already. */
static struct seccomp_listener *attach_open_listener(struct attach_ctx *ctx)
{
	struct seccomp_listener *listener;
	struct file *file;

	listener = seccomp_listener_create(ctx->flags);
	if (IS_ERR(listener))
		return listener;
	file = seccomp_listener_file(listener);
	if (IS_ERR(file)) {
		seccomp_listener_put(listener);
		return ERR_CAST(file);
	}
	ctx->file = file;
	return listener;
}

/* Undo attach_prepare(), also after it failed half-way. */
static void attach_abort(struct attach_ctx *ctx)
{
	seccomp_filter_unuse(ctx->filter);
	if (ctx->file)
		fput(ctx->file);
	if (ctx->fd >= 0)
		put_unused_fd(ctx->fd);
}

static int attach_prepare(struct attach_ctx *ctx, const void __user *ufprog)
{
	struct seccomp_listener *listener = NULL;
	struct seccomp_program *program;
	struct seccomp_filter *filter;

	program = read_program(ufprog, ctx->flags);
	if (IS_ERR(program))
		return PTR_ERR(program);

	if (ctx->flags & SECCOMP_FILTER_FLAG_NEW_LISTENER) {
		ctx->fd = get_unused_fd_flags(O_CLOEXEC);
		if (ctx->fd < 0) {
			seccomp_program_put(program);
			return ctx->fd;
		}
		listener = attach_open_listener(ctx);
		if (IS_ERR(listener)) {
			seccomp_program_put(program);
			return PTR_ERR(listener);
		}
	}

	filter = seccomp_filter_create(program, listener, ctx->flags);
	/* The filter and the file have references of their own. */
	if (listener)
		seccomp_listener_put(listener);
	if (IS_ERR(filter))
		return PTR_ERR(filter);
	ctx->filter = filter;
	return 0;
}

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

	for_each_thread(current, thread) {
		const bool moves = thread == current ||
				   ctx->flags & SECCOMP_FILTER_FLAG_TSYNC;

		if (moves && !ret)
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
	long ret;

	/* Wait for threads in an exec that computes credentials. */
	if (sync && mutex_lock_killable(&current->signal->cred_guard_mutex))
		return -EINTR;
	if (is_path_bound(ctx, prev))
		ret = attach_bound(ctx, prev);
	else
		ret = attach_under_siglock(ctx, prev);
	if (sync)
		mutex_unlock(&current->signal->cred_guard_mutex);
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
	struct attach_ctx ctx = { .flags = flags, .fd = -1 };
	long ret;

	if (!are_flags_valid(flags))
		return -EINVAL;

	ret = attach_prepare(&ctx, ufprog);
	if (!ret)
		ret = attach_retry(&ctx);
	if (ret) {
		attach_abort(&ctx);
		return ret;
	}
	if (!ctx.file)
		return 0;
	fd_install(ctx.fd, ctx.file);
	return ctx.fd;
}
