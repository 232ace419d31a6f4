/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Discovery: what this kernel has beyond <linux/seccomp.h>, and what it copies of
 * the arguments of a call.
 */
#ifndef _KERNEL_SECCOMP_DISCOVERY_H
#define _KERNEL_SECCOMP_DISCOVERY_H

#include <linux/compiler.h>
#include <linux/errno.h>

#ifdef CONFIG_SECCOMP_FILTER

long seccomp_get_features(unsigned int flags, void __user *uargs);

#else

static inline long seccomp_get_features(unsigned int flags, void __user *uargs)
{
	return -EINVAL;
}

#endif /* CONFIG_SECCOMP_FILTER */

#ifdef CONFIG_SECCOMP_DEEP_ARGS

long seccomp_get_arg_kinds(unsigned int flags, void __user *uargs);

#else

static inline long seccomp_get_arg_kinds(unsigned int flags, void __user *uargs)
{
	return -EINVAL;
}

#endif /* CONFIG_SECCOMP_DEEP_ARGS */

#endif /* _KERNEL_SECCOMP_DISCOVERY_H */
