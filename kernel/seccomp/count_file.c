// SPDX-License-Identifier: GPL-2.0-only
/*
 * The file of a counter.
 *
 * A read at the offset of a record returns that record and those behind it. The file
 * keeps the counter, also without tasks.
 */
#include <linux/anon_inodes.h>
#include <linux/build_bug.h>
#include <linux/capability.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/math64.h>
#include <linux/poll.h>
#include <linux/uaccess.h>
#include <linux/user_namespace.h>
#include <uapi/linux/seccomp_ext.h>

#include "count.h"

/* Records that are copied to user space together. */
#define BATCH 16

/**
 * seccomp_counter_may_read - Check whether current may learn counts
 * @file: file that it reads; owned by the caller
 * @counter: the counter; the caller holds a reference
 *
 * The times at which a privileged program makes calls can tell secrets, such as the
 * times of keystrokes. So reading needs one of two things. The filter was attached
 * under no_new_privs, and then no task of it gains privileges. Or both the opener of
 * the file and current are privileged.
 *
 * Context: process context.
 * Return: true if it may.
 */
bool seccomp_counter_may_read(const struct file *file,
			      const struct seccomp_counter *counter)
{
	return counter->no_new_privs ||
	       (file_ns_capable(file, counter->user_ns, CAP_SYS_ADMIN) &&
		ns_capable_noaudit(counter->user_ns, CAP_SYS_ADMIN));
}

/* A read from the start finds all records, so that only later ones are news. */
static void start_read(struct seccomp_counter *counter, u64 first,
		       struct seccomp_count_cursor *cursor)
{
	if (!first) {
		WRITE_ONCE(counter->news, false);
		/* Pairs with the barrier in announce(). */
		smp_mb();
	}
	seccomp_count_seek(counter, first, cursor);
}

/* Return the number of records copied; -EFAULT if not even one was. */
static ssize_t copy_records(struct seccomp_counter *counter,
			    struct seccomp_count_cursor *cursor,
			    char __user *buf, size_t room)
{
	struct seccomp_count records[BATCH];
	size_t done = 0;

	while (done < room) {
		const size_t want = min_t(size_t, room - done, BATCH);
		const unsigned int count =
			seccomp_count_read(counter, cursor, records, want);

		if (copy_to_user(buf + done * sizeof(*records), records,
				 count * sizeof(*records)))
			return done ?: -EFAULT;
		done += count;
		if (count < want || signal_pending(current))
			break;
	}
	return done;
}

static ssize_t count_read(struct file *file, char __user *buf, size_t size,
			  loff_t *pos)
{
	struct seccomp_counter *counter = file->private_data;
	struct seccomp_count_cursor cursor;
	u32 rest;
	u64 first;
	ssize_t done;

	if (!seccomp_counter_may_read(file, counter))
		return -EPERM;
	first = div_u64_rem(*pos, sizeof(struct seccomp_count), &rest);
	if (rest || size < sizeof(struct seccomp_count))
		return -EINVAL;
	start_read(counter, first, &cursor);
	done = copy_records(counter, &cursor, buf,
			    size / sizeof(struct seccomp_count));
	if (done <= 0)
		return done;
	done *= sizeof(struct seccomp_count);
	*pos += done;
	return done;
}

static __poll_t count_poll(struct file *file, poll_table *table)
{
	struct seccomp_counter *counter = file->private_data;
	__poll_t events = 0;

	poll_wait(file, &counter->pollers, table);
	if (READ_ONCE(counter->hung_up))
		events |= EPOLLHUP;
	if (READ_ONCE(counter->news) && seccomp_counter_may_read(file, counter))
		events |= EPOLLIN | EPOLLRDNORM;
	return events;
}

static int count_release(struct inode *inode, struct file *file)
{
	seccomp_counter_put(file->private_data);
	return 0;
}

static const struct file_operations count_fops = {
	.llseek = no_seek_end_llseek,
	.read = count_read,
	.poll = count_poll,
	.release = count_release,
};

/**
 * seccomp_counter_file - Create the file of a counter
 * @counter: the counter; the file takes its own reference
 *
 * Context: process context; may sleep.
 * Return: the file, which the caller owns; or an error pointer of
 * anon_inode_getfile(), such as ERR_PTR(-ENFILE).
 */
struct file *seccomp_counter_file(struct seccomp_counter *counter)
{
	struct file *file;

	BUILD_BUG_ON(sizeof(struct seccomp_count) != 24);

	/* User space sees this name in /proc/PID/fd. */
	file = anon_inode_getfile("seccomp counter", &count_fops, counter,
				  O_RDONLY);
	if (IS_ERR(file))
		return file;
	file->f_mode |= FMODE_LSEEK | FMODE_PREAD;
	seccomp_counter_get(counter);
	return file;
}
