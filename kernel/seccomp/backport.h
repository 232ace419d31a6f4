/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What differs between the kernels that this code fits, and nothing else does:
 * their headers decide, not their versions, for distributions backport. A macro
 * is asked for here; for what is none, kernel/seccomp/Kconfig looks into the
 * source. Each entry goes when the last kernel that needs it does.
 */
#ifndef _KERNEL_SECCOMP_BACKPORT_H
#define _KERNEL_SECCOMP_BACKPORT_H

#include <linux/completion.h>
#include <linux/errno.h>
#include <linux/file.h>
#include <linux/sysctl.h>
#include <linux/wait.h>
#include <uapi/linux/seccomp.h>

/* Handlers of sysctls may not write to their table; before 6.11 they might. */
#ifdef CONFIG_SECCOMP_SYSCTL_CONST
#define SYSCTL_CONST const
#else
#define SYSCTL_CONST
#endif

/* Tables of sysctls know their length; before 6.6 they needed an end. */
#ifdef register_sysctl
#define SYSCTL_END
#else
#define SYSCTL_END               \
	{                        \
		.procname = NULL \
	}
#endif

/* What a receive ends with that a signal interrupts: begun again since 6.6. */
#ifdef wake_up_poll_on_current_cpu
#define RECEIVE_INTERRUPTED (-ERESTARTSYS)
#else
#define RECEIVE_INTERRUPTED (-EINTR)
#endif

/* A listener's flags, since 6.6. A hint to the scheduler may be ignored. */
#ifndef SECCOMP_IOCTL_NOTIF_SET_FLAGS
#define SECCOMP_IOCTL_NOTIF_SET_FLAGS SECCOMP_IOW(4, __u64)
#define SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP BIT(0)
#endif
#ifndef wake_up_poll_on_current_cpu
#define wake_up_poll_on_current_cpu(head, mask) wake_up_poll(head, mask)
#define complete_on_current_cpu(completion) complete(completion)
#endif

/* Some tests take their time; not every KUnit can be told. */
#if defined(KUNIT_CASE) && !defined(KUNIT_CASE_SLOW)
#define KUNIT_CASE_SLOW(name) KUNIT_CASE(name)
#endif

/**
 * seccomp_receive_fd - receive_fd() without a place for the number
 * @file: the file
 * @flags: O_CLOEXEC, or 0
 *
 * It has one since 6.8.
 *
 * Context: process context, may sleep.
 * Return: the descriptor, or an errno.
 */
static inline int seccomp_receive_fd(struct file *file, unsigned int flags)
{
#ifdef CONFIG_SECCOMP_RECEIVE_FD_USER
	return receive_fd(file, NULL, flags);
#else
	return receive_fd(file, flags);
#endif
}

#endif /* _KERNEL_SECCOMP_BACKPORT_H */
