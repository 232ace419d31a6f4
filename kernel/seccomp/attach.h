/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Attaching a filter, for seccomp(2) and prctl(2).
 */
#ifndef _KERNEL_SECCOMP_ATTACH_H
#define _KERNEL_SECCOMP_ATTACH_H

#include <linux/compiler.h>
#include <linux/errno.h>

#ifdef CONFIG_SECCOMP_FILTER
long seccomp_attach(unsigned int flags, const void __user *ufprog);
#else
static inline long seccomp_attach(unsigned int flags, const void __user *ufprog)
{
	return -EINVAL;
}
#endif

#endif /* _KERNEL_SECCOMP_ATTACH_H */
