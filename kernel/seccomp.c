// SPDX-License-Identifier: GPL-2.0-only
/*
 * seccomp(2) and prctl(2): how a task gives up system calls it does not need.
 *
 * kernel/seccomp/ has the modes, the filters and the check at system call entry.
 */
#include <linux/prctl.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include <uapi/linux/seccomp_ext.h>

#include "seccomp/action.h"
#include "seccomp/attach.h"
#include "seccomp/bitmask.h"
#include "seccomp/discovery.h"
#include "seccomp/mode.h"
#include "seccomp/program_fd.h"

static long set_mode_strict(unsigned int flags, const void __user *uargs)
{
	if (flags || uargs)
		return -EINVAL;
	return seccomp_assign_strict_mode();
}

static long get_action_avail(unsigned int flags, const void __user *uargs)
{
	u32 action;

	if (flags)
		return -EINVAL;
	if (copy_from_user(&action, uargs, sizeof(action)))
		return -EFAULT;
	return seccomp_action_find(action) < SECCOMP_ACTIONS ? 0 : -EOPNOTSUPP;
}

static long get_notif_sizes(unsigned int flags, void __user *uargs)
{
	const struct seccomp_notif_sizes sizes = {
		.seccomp_notif = sizeof(struct seccomp_notif),
		.seccomp_notif_resp = sizeof(struct seccomp_notif_resp),
		.seccomp_data = sizeof(struct seccomp_data),
	};

	if (flags)
		return -EINVAL;
	return copy_to_user(uargs, &sizes, sizeof(sizes)) ? -EFAULT : 0;
}

static long do_seccomp(unsigned int op, unsigned int flags, void __user *uargs)
{
	switch (op) {
	case SECCOMP_SET_MODE_STRICT:
		return set_mode_strict(flags, uargs);
	case SECCOMP_SET_MODE_FILTER:
		return seccomp_attach(flags, uargs);
	case SECCOMP_GET_ACTION_AVAIL:
		return get_action_avail(flags, uargs);
	case SECCOMP_GET_NOTIF_SIZES:
		return get_notif_sizes(flags, uargs);
	case SECCOMP_GET_FEATURES:
		return seccomp_get_features(flags, uargs);
	case SECCOMP_ATTACH:
		return seccomp_attach_extended(flags, uargs);
	case SECCOMP_LOAD_PROGRAM:
		return seccomp_load_program(flags, uargs);
	case SECCOMP_LOAD_BITMASK:
		return seccomp_load_bitmask(flags, uargs);
	case SECCOMP_GET_ARG_KINDS:
		return seccomp_get_arg_kinds(flags, uargs);
	}
	return -EINVAL;
}

SYSCALL_DEFINE3(seccomp, unsigned int, op, unsigned int, flags, void __user *,
		uargs)
{
	return do_seccomp(op, flags, uargs);
}

/**
 * prctl_set_seccomp - Handle PR_SET_SECCOMP
 * @seccomp_mode: SECCOMP_MODE_STRICT or SECCOMP_MODE_FILTER
 * @filter: user pointer to a struct sock_fprog for SECCOMP_MODE_FILTER,
 *	ignored otherwise
 *
 * Context: process context; may sleep.
 * Return: 0; -EINVAL for another mode; or the errors of seccomp_attach().
 */
long prctl_set_seccomp(unsigned long seccomp_mode, void __user *filter)
{
	switch (seccomp_mode) {
	case SECCOMP_MODE_STRICT:
		return seccomp_assign_strict_mode();
	case SECCOMP_MODE_FILTER:
		return seccomp_attach(0, filter);
	}
	return -EINVAL;
}

/**
 * prctl_get_seccomp - Handle PR_GET_SECCOMP
 *
 * Strict mode kills a task that calls prctl(2), so the result is never
 * SECCOMP_MODE_STRICT.
 *
 * Context: process context.
 * Return: the mode of current.
 */
long prctl_get_seccomp(void)
{
	return READ_ONCE(current->seccomp.mode);
}
