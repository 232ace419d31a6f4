// SPDX-License-Identifier: GPL-2.0-only
/*
 * A probe that changes the number of a call between its check and its body.
 *
 * A probe at the trace point sys_enter runs behind the filters, and may change the
 * number. Then the body of another call runs, and must not get the copies of the
 * checked call. User space cannot attach such a probe, so a selftest needs this file.
 *
 * A write of "PID FROM TO" to /sys/kernel/debug/seccomp_renumber lets TO replace the
 * number FROM in calls of the task PID. This ends when the file is closed, so it
 * cannot outlive the test. Only kernels with the KUnit tests have the file.
 */
#include <linux/debugfs.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/lockdep.h>
#include <linux/mutex.h>
#include <linux/ptrace.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/tracepoint.h>
#include <linux/types.h>
#include <linux/uaccess.h>
#include <asm/syscall.h>
#include <trace/events/syscalls.h>

/* The longest text: three numbers with signs, two spaces and a newline. */
#define RENUMBER_TEXT_MAX 40

/**
 * struct renumber - a probe, and what it changes
 * @task: the task whose calls change; the probe has a reference
 * @from: number of the calls that change
 * @to: number that replaces it; -1 for no call
 *
 * No member changes while the probe is attached.
 */
struct renumber {
	struct task_struct *task;
	int from;
	int to;
};

/* Protects the private data of the open files: a struct renumber, or NULL. */
static DEFINE_MUTEX(renumber_lock);

static void set_renumbered(struct pt_regs *regs, int nr)
{
#ifdef CONFIG_X86
	regs->orig_ax = nr;
#else
	regs->syscallno = nr;
#endif
}

static void renumber_probe(void *data, struct pt_regs *regs, long id)
{
	const struct renumber *renumber = data;

	if (current == renumber->task &&
	    syscall_get_nr(current, regs) == renumber->from)
		set_renumbered(regs, renumber->to);
}

/* Return the probe that a text describes, not attached yet, or an error pointer. */
static struct renumber *parse_renumber(const char *text)
{
	struct renumber *renumber;
	int pid, from, to;
	char rest;

	if (sscanf(text, "%d %d %d %c", &pid, &from, &to, &rest) != 3 ||
	    pid <= 0 || from < 0 || to < -1)
		return ERR_PTR(-EINVAL);
	renumber = kzalloc(sizeof(*renumber), GFP_KERNEL);
	if (!renumber)
		return ERR_PTR(-ENOMEM);
	renumber->task = find_get_task_by_vpid(pid);
	if (!renumber->task) {
		kfree(renumber);
		return ERR_PTR(-ESRCH);
	}
	renumber->from = from;
	renumber->to = to;
	return renumber;
}

static void free_renumber(struct renumber *renumber)
{
	put_task_struct(renumber->task);
	kfree(renumber);
}

static int attach_renumber(struct file *file, const char *text)
{
	struct renumber *renumber;
	int err;

	lockdep_assert_held(&renumber_lock);
	if (file->private_data)
		return -EBUSY;
	renumber = parse_renumber(text);
	if (IS_ERR(renumber))
		return PTR_ERR(renumber);
	err = register_trace_sys_enter(renumber_probe, renumber);
	if (err) {
		free_renumber(renumber);
		return err;
	}
	file->private_data = renumber;
	return 0;
}

static int renumber_open(struct inode *inode, struct file *file)
{
	file->private_data = NULL;
	return 0;
}

static ssize_t renumber_write(struct file *file, const char __user *from,
			      size_t size, loff_t *position)
{
	char text[RENUMBER_TEXT_MAX];
	int err;

	if (size >= sizeof(text))
		return -EINVAL;
	if (copy_from_user(text, from, size))
		return -EFAULT;
	text[size] = '\0';
	mutex_lock(&renumber_lock);
	err = attach_renumber(file, text);
	mutex_unlock(&renumber_lock);
	return err ? err : size;
}

/* No other task has the file. Probes that still run end before the memory goes. */
static int renumber_release(struct inode *inode, struct file *file)
{
	struct renumber *renumber = file->private_data;

	if (!renumber)
		return 0;
	unregister_trace_sys_enter(renumber_probe, renumber);
	tracepoint_synchronize_unregister();
	free_renumber(renumber);
	return 0;
}

static const struct file_operations renumber_fops = {
	.owner = THIS_MODULE,
	.open = renumber_open,
	.write = renumber_write,
	.release = renumber_release,
};

static int __init renumber_init(void)
{
	debugfs_create_file("seccomp_renumber", 0200, NULL, NULL,
			    &renumber_fops);
	return 0;
}
late_initcall(renumber_init);
