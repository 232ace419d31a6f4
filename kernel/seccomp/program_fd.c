// SPDX-License-Identifier: GPL-2.0-only
/*
 * SECCOMP_LOAD_PROGRAM, and the file of a program.
 *
 * The file has the program and nothing else: no credentials, flags or label. Its
 * holder can attach the program, also a holder that got the descriptor over a
 * socket. The task that attaches needs the right to attach. So a descriptor gives
 * no rights, and the task that loaded the program vouches for its contents.
 *
 * The program stays charged to the memory control group of the task that loaded
 * it, like other memory that a descriptor keeps.
 */
#include <linux/anon_inodes.h>
#include <linux/err.h>
#include <linux/fcntl.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/uaccess.h>
#include <uapi/linux/seccomp_ext.h>

#include "attach.h"
#include "attach_args.h"
#include "program.h"
#include "program_cache.h"
#include "program_fd.h"

static int program_file_release(struct inode *inode, struct file *file)
{
	seccomp_program_put(file->private_data);
	return 0;
}

static const struct file_operations program_fops = {
	.release = program_file_release,
};

/**
 * seccomp_program_fd_create - Make a descriptor of a program
 * @program: the program; the call consumes the caller's reference, also on failure
 *
 * The descriptor is closed by exec.
 *
 * Context: process context; may sleep.
 * Return: the descriptor; -EMFILE, -ENFILE or -ENOMEM.
 */
int seccomp_program_fd_create(struct seccomp_program *program)
{
	int fd;

	/* User space sees this name in /proc/PID/fd. */
	fd = anon_inode_getfd("seccomp program", &program_fops, program,
			      O_CLOEXEC);
	if (fd < 0)
		seccomp_program_put(program);
	return fd;
}

/**
 * seccomp_program_fd_get - Get the program of a descriptor
 * @fd: descriptor of current, any value
 * @deep: true if the program may load from windows
 *
 * Context: process context; may sleep.
 * Return: the program with a reference for the caller; or an error pointer: -EBADF
 * for a descriptor that is not open; -EINVAL for another kind of file, and for a
 * program that loads from windows unless @deep.
 */
struct seccomp_program *seccomp_program_fd_get(int fd, bool deep)
{
	struct seccomp_program *program = ERR_PTR(-EINVAL);
	struct file *file = fget(fd);

	if (!file)
		return ERR_PTR(-EBADF);
	if (file->f_op != &program_fops)
		goto put_file;
	program = file->private_data;
	if (program->windows && !deep)
		program = ERR_PTR(-EINVAL);
	else
		refcount_inc(&program->refs);
put_file:
	fput(file);
	return program;
}

/**
 * seccomp_load_program - Handle SECCOMP_LOAD_PROGRAM
 * @flags: 0, or SECCOMP_FILTER_FLAG_DEEP_ARGS for a program that may load from
 *	windows
 * @ufprog: user address of a struct sock_fprog, in the layout of the caller
 *
 * Context: process context; may sleep.
 * Return: a descriptor; -EINVAL for invalid flags, lengths and programs; -EACCES
 * without the right to attach; -EFAULT; -EMFILE; -ENFILE; or an error of
 * seccomp_program_load().
 */
long seccomp_load_program(unsigned int flags, const void __user *ufprog)
{
	const unsigned int known = SECCOMP_KNOWN_FLAGS &
				   SECCOMP_FILTER_FLAG_DEEP_ARGS;
	struct seccomp_program *program;
	struct sock_fprog fprog;
	int err;

	if (flags & ~known)
		return -EINVAL;
	err = seccomp_read_fprog(&fprog, ufprog);
	if (err)
		return err;
	if (!seccomp_may_attach())
		return -EACCES;
	program = seccomp_program_load(&fprog, flags);
	if (IS_ERR(program))
		return PTR_ERR(program);
	return seccomp_program_fd_create(program);
}
