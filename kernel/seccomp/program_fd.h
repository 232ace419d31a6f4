/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Descriptors of programs: a task loads a program once, and other tasks attach it.
 */
#ifndef _KERNEL_SECCOMP_PROGRAM_FD_H
#define _KERNEL_SECCOMP_PROGRAM_FD_H

#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/types.h>

struct seccomp_program;

#ifdef CONFIG_SECCOMP_FILTER

int seccomp_program_fd_create(struct seccomp_program *program);
struct seccomp_program *seccomp_program_fd_get(int fd, bool deep);
long seccomp_load_program(unsigned int flags, const void __user *ufprog);

#else

static inline long seccomp_load_program(unsigned int flags,
					const void __user *ufprog)
{
	return -EINVAL;
}

#endif /* CONFIG_SECCOMP_FILTER */

#endif /* _KERNEL_SECCOMP_PROGRAM_FD_H */
