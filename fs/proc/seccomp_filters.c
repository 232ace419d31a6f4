// SPDX-License-Identifier: GPL-2.0-only
/*
 * /proc/PID/seccomp_filters: the filters that bind a task.
 *
 * The opener and each reader need the right to read the task by ptrace(2). The task
 * can have become privileged since the file was opened, and have attached filters
 * that are its own secret. The lock of an exec makes credentials and filters fit.
 */
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/proc_fs.h>
#include <linux/ptrace.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/seccomp_hooks.h>
#include <linux/seq_file.h>

#include "internal.h"

/* On success, the credentials of the task do not change until the lock is dropped. */
static int lock_readable_task(struct task_struct *task)
{
	int err = down_read_killable(&task->signal->exec_update_lock);

	if (err || ptrace_may_access(task, PTRACE_MODE_READ_FSCREDS))
		return err;
	up_read(&task->signal->exec_update_lock);
	return -EACCES;
}

static void unlock_readable_task(struct task_struct *task)
{
	up_read(&task->signal->exec_update_lock);
}

static void *seccomp_filters_start(struct seq_file *m, loff_t *pos)
{
	struct task_struct *task = get_proc_task(file_inode(m->file));
	struct seccomp_listing *listing = m->private;
	int err;

	if (!task)
		return ERR_PTR(-ESRCH);
	err = lock_readable_task(task);
	if (!err) {
		err = seccomp_listing_start(listing, task, *pos == 0);
		unlock_readable_task(task);
	}
	put_task_struct(task);
	if (err)
		return ERR_PTR(err);
	return listing->depth ? listing : NULL;
}

static void *seccomp_filters_next(struct seq_file *m, void *line, loff_t *pos)
{
	struct seccomp_listing *listing = line;

	++*pos;
	seccomp_listing_next(listing);
	return listing->depth ? listing : NULL;
}

static void seccomp_filters_stop(struct seq_file *m, void *line)
{
	seccomp_listing_stop(m->private);
}

static int seccomp_filters_show(struct seq_file *m, void *line)
{
	seccomp_listing_show(m, line);
	return 0;
}

static const struct seq_operations seccomp_filters_lines = {
	.start = seccomp_filters_start,
	.next = seccomp_filters_next,
	.stop = seccomp_filters_stop,
	.show = seccomp_filters_show,
};

static int seccomp_filters_check_opener(struct inode *inode)
{
	struct task_struct *task = get_proc_task(inode);
	int err;

	if (!task)
		return -ESRCH;
	err = lock_readable_task(task);
	if (!err)
		unlock_readable_task(task);
	put_task_struct(task);
	return err;
}

static int seccomp_filters_open(struct inode *inode, struct file *file)
{
	struct seccomp_listing *listing;
	int err;

	err = seccomp_filters_check_opener(inode);
	if (err)
		return err;
	listing = __seq_open_private(file, &seccomp_filters_lines,
				     sizeof(*listing));
	if (!listing)
		return -ENOMEM;
	listing->may_inspect = seccomp_may_inspect_noaudit();
	return 0;
}

const struct file_operations proc_pid_seccomp_filters_operations = {
	.open = seccomp_filters_open,
	.read = seq_read,
	.llseek = seq_lseek,
	.release = seq_release_private,
};
