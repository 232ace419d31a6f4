/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Attaching a filter, for seccomp(2) and prctl(2).
 */
#ifndef _KERNEL_SECCOMP_ATTACH_H
#define _KERNEL_SECCOMP_ATTACH_H

#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/kconfig.h>
#include <linux/seccomp.h>
#include <uapi/linux/seccomp_ext.h>

/* Flags that SECCOMP_SET_MODE_FILTER and SECCOMP_ATTACH accept. */
#define SECCOMP_KNOWN_FLAGS                                                  \
	(SECCOMP_FILTER_FLAG_TSYNC | SECCOMP_FILTER_FLAG_LOG |               \
	 SECCOMP_FILTER_FLAG_SPEC_ALLOW | SECCOMP_FILTER_FLAG_NEW_LISTENER | \
	 SECCOMP_FILTER_FLAG_TSYNC_ESRCH |                                   \
	 SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV |                            \
	 SECCOMP_FILTER_FLAG_RESTART_UNREAD | SECCOMP_FILTER_FLAG_ON_EXEC |  \
	 SECCOMP_FILTER_FLAG_BIND_TRACER |                                   \
	 SECCOMP_FILTER_FLAG_NESTED_LISTENERS |                              \
	 (IS_ENABLED(CONFIG_SECCOMP_DEEP_ARGS) ?                             \
		  SECCOMP_FILTER_FLAG_DEEP_ARGS :                            \
		  0))

/*
 * Flags with a result of their own need SECCOMP_ATTACH. Readers of a counter load each
 * cell at once, which has 64 bits.
 */
#define SECCOMP_ATTACH_FLAGS                                \
	(SECCOMP_KNOWN_FLAGS | SECCOMP_FILTER_FLAG_DOMAIN | \
	 (IS_ENABLED(CONFIG_64BIT) ? SECCOMP_FILTER_FLAG_COUNT : 0))

#ifdef CONFIG_SECCOMP_FILTER
long seccomp_attach(unsigned int flags, const void __user *ufprog);
long seccomp_attach_extended(unsigned int flags, void __user *uargs);
#else
static inline long seccomp_attach(unsigned int flags, const void __user *ufprog)
{
	return -EINVAL;
}

static inline long seccomp_attach_extended(unsigned int flags,
					   void __user *uargs)
{
	return -EINVAL;
}
#endif

#endif /* _KERNEL_SECCOMP_ATTACH_H */
