// SPDX-License-Identifier: GPL-2.0-only
/*
 * Attaching a filter: to the calling thread, or to all threads of its group.
 *
 * All that can fail is done first, aside, without locks. What is left under
 * siglock is a few comparisons and stores whatever the length of the path; for
 * TSYNC, a look at each thread, with a short search for the filter of one that is
 * not where the thread before it was.
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

#include "attach.h"
#include "filter.h"
#include "listener.h"
#include "mode.h"
#include "program_cache.h"
#include "task.h"

#define KNOWN_FLAGS                                                          \
	(SECCOMP_FILTER_FLAG_TSYNC | SECCOMP_FILTER_FLAG_LOG |               \
	 SECCOMP_FILTER_FLAG_SPEC_ALLOW | SECCOMP_FILTER_FLAG_NEW_LISTENER | \
	 SECCOMP_FILTER_FLAG_TSYNC_ESRCH |                                   \
	 SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV)

/**
 * struct attach_ctx - an attach_ctx in the making
 * @flags: SECCOMP_FILTER_FLAG_*
 * @filter: what will be attached
 * @file: of its listener, or NULL
 * @fd: the number reserved for @file, or -1
 */
struct attach_ctx {
	u32 flags;
	struct seccomp_filter *filter;
	struct file *file;
	int fd;
};

static bool are_flags_valid(unsigned int flags)
{
	const unsigned int two_results = SECCOMP_FILTER_FLAG_TSYNC |
					 SECCOMP_FILTER_FLAG_NEW_LISTENER;

	if (flags & ~KNOWN_FLAGS)
		return false;
	/* A thread id and a descriptor cannot be told apart. */
	if ((flags & two_results) == two_results &&
	    !(flags & SECCOMP_FILTER_FLAG_TSYNC_ESRCH))
		return false;
	/* Says how to wait for a listener, so there has to be one. */
	return !(flags & SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV) ||
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
 * A filter makes system calls fail in ways that a program with more privileges
 * than its caller may not expect. So there must be no such program to come, or
 * the caller could have harmed it anyway.
 */
static bool may_attach(void)
{
	return task_no_new_privs(current) ||
	       ns_capable_noaudit(current_user_ns(), CAP_SYS_ADMIN);
}

static struct seccomp_program *read_program(const void __user *ufprog)
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
	return seccomp_program_load(&fprog);
}

/* Everything of a listener that can fail, but for its descriptor's number. */
static struct seccomp_listener *attach_open_listener(struct attach_ctx *ctx)
{
	const bool wait_killable_recv = ctx->flags &
					SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV;
	struct seccomp_listener *listener;
	struct file *file;

	listener = seccomp_listener_create(wait_killable_recv);
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

/* Undo what attach_prepare() has done, in whole or in part. */
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

	program = read_program(ufprog);
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
	/* From here on the filter and the file keep it. */
	if (listener)
		seccomp_listener_put(listener);
	if (IS_ERR(filter))
		return PTR_ERR(filter);
	ctx->filter = filter;
	return 0;
}

/*
 * A thread that will not run in user space again takes no filter and stands in
 * nobody's way: one that exits, a zombie leader among them, or is condemned.
 * Both can come to be at any moment, siglock or not, but neither ends: a thread
 * that is found staying may be found leaving, and not the other way round.
 *
 * @mode is the thread's, which has been read once.
 */
static bool is_exiting(const struct task_struct *thread, int mode)
{
	return READ_ONCE(thread->flags) & PF_EXITING ||
	       mode == SECCOMP_MODE_DEAD;
}

/*
 * @ancestor is a filter that is known to be on the path of current, or NULL for
 * the empty beginning of it. Threads tend to have the same.
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

/* The result for a group in which some thread has gone its own way; else 0. */
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

static void sync_thread(struct task_struct *thread, int mode, u32 flags)
{
	struct seccomp_filter *newest = current->seccomp.filter;
	struct seccomp_filter *old = thread->seccomp.filter;

	seccomp_filter_use(newest);
	seccomp_task_set_filter(thread, newest);
	/* Not the last use: @old is on the path of @newest. */
	seccomp_filter_unuse(old);

	/* A thread must not gain by exec what its filter was attached against. */
	if (task_no_new_privs(current))
		task_set_no_new_privs(thread);
	if (mode == SECCOMP_MODE_DISABLED)
		seccomp_assign_mode(thread, SECCOMP_MODE_FILTER, flags);
}

static void sync_threads(u32 flags)
{
	struct task_struct *thread;

	for_each_thread(current, thread) {
		const int mode = READ_ONCE(thread->seccomp.mode);

		if (thread != current && !is_exiting(thread, mode))
			sync_thread(thread, mode, flags);
	}
}

/*
 * siglock keeps the group and the state of its threads as they are: a fork of
 * any of them either comes before, and the child is a thread here, or after,
 * and the child inherits.
 */
static long attach_locked(struct attach_ctx *ctx, struct seccomp_filter *prev)
{
	struct seccomp_filter *filter = ctx->filter;
	const u32 flags = ctx->flags;
	long ret;

	if (!seccomp_may_assign_mode(current, SECCOMP_MODE_FILTER))
		return -EINVAL;
	if (current->seccomp.filter != prev)
		return -EAGAIN;
	ret = seccomp_filter_may_link(filter, prev);
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
		sync_threads(flags);
	seccomp_assign_mode(current, SECCOMP_MODE_FILTER, flags);
	return 0;
}

static long attach_sync(struct attach_ctx *ctx, struct seccomp_filter *prev)
{
	const bool sync = ctx->flags & SECCOMP_FILTER_FLAG_TSYNC;
	long ret;

	/* No thread may be in the middle of an exec that sets credentials. */
	if (sync && mutex_lock_killable(&current->signal->cred_guard_mutex))
		return -EINTR;
	spin_lock_irq(seccomp_siglock(current));
	ret = attach_locked(ctx, prev);
	spin_unlock_irq(seccomp_siglock(current));
	if (sync)
		mutex_unlock(&current->signal->cred_guard_mutex);
	return ret;
}

/*
 * The verdicts of the new path are worked out without locks, for the path that
 * is there. If a sibling attaches to it meanwhile, they are worked out again.
 */
static long attach_retry(struct attach_ctx *ctx)
{
	struct seccomp_filter *prev;
	long ret;

	do {
		if (fatal_signal_pending(current))
			return -EINTR;
		/* No error: current has not been reaped. */
		prev = seccomp_task_get_filter(current);
		ret = seccomp_filter_build_table(ctx->filter, prev);
		if (!ret)
			ret = attach_sync(ctx, prev);
		seccomp_filter_put(prev);
	} while (ret == -EAGAIN);
	return ret;
}

/**
 * seccomp_attach - SECCOMP_SET_MODE_FILTER
 * @flags: SECCOMP_FILTER_FLAG_*
 * @ufprog: a struct sock_fprog in user space, in the layout of the caller
 *
 * Context: process context, may sleep.
 * Return: 0, or the descriptor of the new listener; the id of a thread that
 * cannot be synchronized; or an errno, and then nothing has changed: -EINVAL
 * for flags, lengths and programs that are not acceptable and for a task in
 * strict mode, -EFAULT, -EACCES without the right to attach_retry, -ENOMEM also for a
 * path that gets too long, -EBUSY for a second listener, -ESRCH, -EMFILE and
 * -ENFILE for the listener's file, -EINTR, and what the BPF back end says.
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
