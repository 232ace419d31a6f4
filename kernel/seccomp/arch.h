/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the architectures have to say about single system calls.
 *
 * All of it is judged by the call at hand, not by the process: a 64-bit task
 * can make 32-bit calls, and a number means nothing without its architecture.
 */
#ifndef _KERNEL_SECCOMP_ARCH_H
#define _KERNEL_SECCOMP_ARCH_H

#include <linux/compat.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <asm/syscall.h>
#include <asm/unistd.h>

/**
 * seccomp_is_kernels_own - is a call one that the kernel put into the program?
 * @nr: its number
 *
 * A probed function makes these calls without knowing, and no filter written
 * for the program has heard of them. They check where they come from, so that
 * the program gains nothing by making them itself.
 *
 * Context: entry of a system call of the current task.
 * Return: true for a call that no mode may refuse.
 */
static inline bool seccomp_is_kernels_own(int nr)
{
#if defined(CONFIG_X86_64) && defined(__NR_uretprobe)
	if (nr == __NR_uretprobe)
		return syscall_get_arch(current) == SECCOMP_ARCH_NATIVE;
#endif
#if defined(CONFIG_X86_64) && defined(__NR_uprobe)
	if (nr == __NR_uprobe)
		return syscall_get_arch(current) == SECCOMP_ARCH_NATIVE;
#endif
	return false;
}

#endif /* _KERNEL_SECCOMP_ARCH_H */
