/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Differences between the supported kernels. Their headers decide, not their
 * versions, as distributions backport changes. This file tests for macros; for
 * other differences, kernel/seccomp/Kconfig searches the source. Remove an entry
 * together with the last kernel that needs it.
 */
#ifndef _KERNEL_SECCOMP_BACKPORT_H
#define _KERNEL_SECCOMP_BACKPORT_H

#include <linux/errno.h>
#include <linux/file.h>
#include <linux/sched.h>
#include <linux/sched/coredump.h>
#include <linux/sysctl.h>
#include <linux/wait.h>
#include <uapi/linux/seccomp.h>

/* Since 6.11, the table argument of a sysctl handler is const. */
#ifdef CONFIG_SECCOMP_SYSCTL_CONST
#define SYSCTL_CONST const
#else
#define SYSCTL_CONST
#endif

/* Before 6.6, an empty entry ended a sysctl table. */
#ifdef register_sysctl
#define SYSCTL_END
#else
#define SYSCTL_END               \
	{                        \
		.procname = NULL \
	}
#endif

/* Since 6.6, an interrupted NOTIF_RECV restarts with SA_RESTART. */
#ifdef wake_up_poll_on_current_cpu
#define RECEIVE_INTERRUPTED (-ERESTARTSYS)
#else
#define RECEIVE_INTERRUPTED (-EINTR)
#endif

/* Since 6.6, a listener has flags. Older schedulers have no wake-up hint. */
#ifndef SECCOMP_IOCTL_NOTIF_SET_FLAGS
#define SECCOMP_IOCTL_NOTIF_SET_FLAGS SECCOMP_IOW(4, __u64)
#define SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP BIT(0)
#endif
#ifndef wake_up_poll_on_current_cpu
#define wake_up_poll_on_current_cpu(head, mask) wake_up_poll(head, mask)
#endif

/* Later kernels declare it in a header that only mm/ includes. */
extern int sysctl_max_map_count;

/* Tests drop page table entries. Later kernels have a shorter name for it. */
#ifdef CONFIG_SECCOMP_ZAP_VMA_RANGE
#define seccomp_zap_vma_range(vma, addr, size) zap_vma_range(vma, addr, size)
#else
#define seccomp_zap_vma_range(vma, addr, size) \
	zap_page_range_single(vma, addr, size, NULL)
#endif

/* Threads of the kernel that belong to a user process; before 6.4, of io_uring. */
#ifdef PF_USER_WORKER
#define SECCOMP_PF_WORKER (PF_USER_WORKER | PF_IO_WORKER)
#else
#define SECCOMP_PF_WORKER PF_IO_WORKER
#endif

/* Older KUnit versions cannot mark slow tests. */
#if defined(KUNIT_CASE) && !defined(KUNIT_CASE_SLOW)
#define KUNIT_CASE_SLOW(name) KUNIT_CASE(name)
#endif

/**
 * seccomp_receive_fd - Install a file in the descriptor table of current
 * @file: the file; the table takes a reference of its own
 * @flags: O_CLOEXEC, or 0
 *
 * Until 6.7, receive_fd() had a user pointer argument for the descriptor.
 *
 * Context: process context; may sleep.
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

/**
 * seccomp_current_is_dumpable - Check whether its user may inspect current
 *
 * Before 7.3, the address space has that property. A kernel thread has none.
 *
 * Context: process context.
 * Return: true if PR_GET_DUMPABLE is 1.
 */
static inline bool seccomp_current_is_dumpable(void)
{
#ifdef SUID_DUMP_USER
	return current->mm && get_dumpable(current->mm) == SUID_DUMP_USER;
#else
	return task_exec_state_get_dumpable(current) == TASK_DUMPABLE_OWNER;
#endif
}

#endif /* _KERNEL_SECCOMP_BACKPORT_H */
