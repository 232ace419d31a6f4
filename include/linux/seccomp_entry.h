/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the system call entry of an architecture needs of seccomp beside
 * <linux/seccomp.h>: the short way, for tasks that are filtered and nothing
 * else. In these macros, @work is the work flags that made the entry come here,
 * and syscall_trace_enter() is the long way, for all there can be to do.
 */
#ifndef _LINUX_SECCOMP_ENTRY_H
#define _LINUX_SECCOMP_ENTRY_H

struct pt_regs;

#if defined(CONFIG_GENERIC_ENTRY)
#define seccomp_is_all_work(work) \
	(((work)&SYSCALL_WORK_ENTER) == SYSCALL_WORK_SECCOMP)
#define seccomp_long_way(regs, nr, work) syscall_trace_enter(regs, nr, work)
#elif defined(CONFIG_ARM64)
#define seccomp_is_all_work(work) (((work)&_TIF_SYSCALL_WORK) == _TIF_SECCOMP)
#define seccomp_long_way(regs, nr, work) syscall_trace_enter(regs)
#endif

#ifdef CONFIG_SECCOMP_FILTER
long seccomp_syscall_enter(struct pt_regs *regs, long nr, unsigned long work);
#else
#define seccomp_syscall_enter(regs, nr, work) seccomp_long_way(regs, nr, work)
#endif

#endif /* _LINUX_SECCOMP_ENTRY_H */
