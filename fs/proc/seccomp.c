// SPDX-License-Identifier: GPL-2.0-only
/*
 * /proc/PID/seccomp: the mode of a task, and how another task puts it into strict
 * mode.
 */
#include <linux/cred.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/proc_fs.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/seccomp.h>
#include <linux/seccomp_hooks.h>
#include <linux/uaccess.h>

#include "internal.h"

/* The longest text that means a number here, with the newline. */
#define MODE_TEXT 2

static ssize_t proc_seccomp_read(struct file *file, char __user *buf,
				 size_t count, loff_t *ppos)
{
	struct task_struct *task = get_proc_task(file_inode(file));
	char text[16];
	int len;

	if (!task)
		return -ESRCH;
	len = scnprintf(text, sizeof(text), "%d\n",
			READ_ONCE(task->seccomp.mode));
	put_task_struct(task);
	return simple_read_from_buffer(buf, count, ppos, text, len);
}

/* Only "1", with or without a newline, asks for strict mode. */
static int read_strict_mode(const char __user *buf, size_t count)
{
	char text[MODE_TEXT];

	if (!count || count > MODE_TEXT)
		return -EINVAL;
	if (copy_from_user(text, buf, count))
		return -EFAULT;
	if (text[0] != '1' || (count == MODE_TEXT && text[1] != '\n'))
		return -EINVAL;
	return 0;
}

static ssize_t proc_seccomp_write(struct file *file, const char __user *buf,
				  size_t count, loff_t *ppos)
{
	struct task_struct *task;
	int err;

	/* A privileged program must not do it for the task that opened the file. */
	if (file->f_cred != current_cred())
		return -EPERM;
	if (*ppos)
		return -EINVAL;
	err = read_strict_mode(buf, count);
	if (err)
		return err;
	task = get_proc_task(file_inode(file));
	if (!task)
		return -ESRCH;
	err = seccomp_force_strict_mode(task);
	put_task_struct(task);
	return err ?: count;
}

const struct file_operations proc_pid_seccomp_operations = {
	.read = proc_seccomp_read,
	.write = proc_seccomp_write,
	.llseek = generic_file_llseek,
};
