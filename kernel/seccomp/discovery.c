// SPDX-License-Identifier: GPL-2.0-only
/*
 * SECCOMP_GET_FEATURES and SECCOMP_GET_ARG_KINDS.
 *
 * Both structures begin with their size in the program and with flags. A program
 * may be older or newer than the kernel. A newer one must leave zeroes where this
 * kernel knows no member.
 */
#include <linux/bits.h>
#include <linux/build_bug.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/stddef.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <uapi/linux/seccomp_ext.h>

#include "abi.h"
#include "arg_row.h"
#include "attach.h"
#include "discovery.h"

/* Sizes of the first versions. */
#define FEATURES_SIZE_1 64
#define ARG_KINDS_SIZE_1 352

#define FIRST_OPERATION SECCOMP_GET_FEATURES
#define FIRST_NOTIF_IOCTL 0x80
#define FIRST_DOMAIN_IOCTL 0x90

#define NOTIF_IOCTL(ioctl) BIT_ULL(_IOC_NR(ioctl) - FIRST_NOTIF_IOCTL)

#ifdef CONFIG_SECCOMP_DEEP_ARGS
#define ARG_KINDS_OPERATION BIT_ULL(SECCOMP_GET_ARG_KINDS - FIRST_OPERATION)
#define ARG_IOCTLS                                  \
	(NOTIF_IOCTL(SECCOMP_IOCTL_NOTIF_GET_ARG) | \
	 NOTIF_IOCTL(SECCOMP_IOCTL_NOTIF_SET_ARG))
#else
#define ARG_KINDS_OPERATION 0
#define ARG_IOCTLS 0
#endif

/**
 * struct discovery_head - first members of both structures
 * @size: size of the structure in the program
 * @flags: 0
 */
struct discovery_head {
	u32 size;
	u32 flags;
};

static_assert(offsetof(struct seccomp_features, flags) ==
	      offsetof(struct discovery_head, flags));
static_assert(offsetof(struct seccomp_arg_kinds, flags) ==
	      offsetof(struct discovery_head, flags));
static_assert(sizeof(struct seccomp_features) >= FEATURES_SIZE_1);
static_assert(sizeof(struct seccomp_arg_kinds) >= ARG_KINDS_SIZE_1);

static const struct seccomp_features kernel_features = {
	.size = sizeof(struct seccomp_features),
	.operations = BIT_ULL(SECCOMP_GET_FEATURES - FIRST_OPERATION) |
		      BIT_ULL(SECCOMP_ATTACH - FIRST_OPERATION) |
		      BIT_ULL(SECCOMP_LOAD_PROGRAM - FIRST_OPERATION) |
		      BIT_ULL(SECCOMP_LOAD_BITMASK - FIRST_OPERATION) |
		      ARG_KINDS_OPERATION,
	.filter_flags = SECCOMP_ATTACH_FLAGS,
	.attach_size = sizeof(struct seccomp_attach),
	.bitmask_size = sizeof(struct seccomp_bitmask),
	.domain_ioctls = BIT_ULL(_IOC_NR(SECCOMP_IOCTL_DOMAIN_TIGHTEN) -
				 FIRST_DOMAIN_IOCTL) |
			 BIT_ULL(_IOC_NR(SECCOMP_IOCTL_DOMAIN_INFO) -
				 FIRST_DOMAIN_IOCTL),
	.tighten_size = sizeof(struct seccomp_tighten),
	.domain_info_size = sizeof(struct seccomp_domain_info),
	.notif_next_size = sizeof(struct seccomp_notif_next),
	.counter_size = sizeof(struct seccomp_count),
	.notif_ioctls = NOTIF_IOCTL(SECCOMP_IOCTL_NOTIF_NEXT) | ARG_IOCTLS,
#ifdef CONFIG_SECCOMP_DEEP_ARGS
	.arg_kinds_size = sizeof(struct seccomp_arg_kinds),
	.notif_arg_size = sizeof(struct seccomp_notif_arg),
	.arg_windows = SECCOMP_ARG_WINDOWS,
	.arg_window_shift = SECCOMP_ARG_WINDOW_SHIFT,
	.arg_data_offset = SECCOMP_ARG_DATA(0) - SECCOMP_ARG_WINDOW(0),
	.arg_data_max = SECCOMP_ARG_DATA_MAX,
#endif
};

/**
 * check_head - Check the size and the flags of a structure of the program
 * @uargs: the structure
 * @first: size of the first version, in bytes
 * @known: size of the version of this kernel, in bytes
 *
 * Context: process context; may sleep.
 * Return: the number of bytes that the program and the kernel both know; -EINVAL
 * for a size below @first and for flags; -E2BIG for members that the kernel does
 * not know, and for a size above a page; or -EFAULT.
 */
static long check_head(const void __user *uargs, size_t first, size_t known)
{
	struct discovery_head head;
	int zeroed;

	if (copy_from_user(&head, uargs, sizeof(head)))
		return -EFAULT;
	if (head.size < first || head.flags)
		return -EINVAL;
	if (head.size > PAGE_SIZE)
		return -E2BIG;
	if (head.size <= known)
		return head.size;
	zeroed = check_zeroed_user(uargs + known, head.size - known);
	if (zeroed < 0)
		return zeroed;
	return zeroed ? known : -E2BIG;
}

/**
 * seccomp_get_features - Handle SECCOMP_GET_FEATURES
 * @flags: 0
 * @uargs: struct seccomp_features of the program
 *
 * A longer structure has zeroes behind the members of this kernel before, and so
 * afterwards.
 *
 * Context: process context; may sleep.
 * Return: 0; -EINVAL for flags or a size that is too small; -E2BIG for unknown
 * members; or -EFAULT.
 */
long seccomp_get_features(unsigned int flags, void __user *uargs)
{
	long size;

	if (flags)
		return -EINVAL;
	size = check_head(uargs, FEATURES_SIZE_1, sizeof(kernel_features));
	if (size < 0)
		return size;
	return copy_to_user(uargs, &kernel_features, size) ? -EFAULT : 0;
}

#ifdef CONFIG_SECCOMP_DEEP_ARGS

static bool is_known_arch(u32 arch)
{
	int i;

	for (i = 0; i < SECCOMP_ABIS; i++)
		if (seccomp_abi_info[i].arch == arch)
			return true;
	return false;
}

/* Return the description of an argument of a call, or NULL if it is not copied. */
static const struct seccomp_arg *
find_copied(const struct seccomp_call_args *call_args, unsigned int window)
{
	unsigned int i;

	for (i = 0; i < call_args->count; i++)
		if (call_args->args[i]->arg == window)
			return call_args->args[i];
	return NULL;
}

static u32 window_flags(const struct seccomp_arg_row *row, unsigned int window)
{
	u32 kind, limit;

	switch (seccomp_arg_row_window(row, window, &kind, &limit)) {
	case WINDOW_NEVER:
		return SECCOMP_ARG_REFUSED;
	case WINDOW_BY_OP:
		return SECCOMP_ARG_BY_OPERATION;
	case WINDOW_ABSENT:
	case WINDOW_KNOWN:
		break;
	}
	return 0;
}

static void describe_arg(const struct seccomp_arg_row *row,
			 const struct seccomp_call_args *call_args,
			 unsigned int window, struct seccomp_arg_info *info)
{
	const struct seccomp_arg *arg = find_copied(call_args, window);

	info->flags = window_flags(row, window);
	info->size_arg = SECCOMP_ARG_NO_SIZE;
	if (!arg)
		return;
	info->kind = arg->kind;
	info->limit = seccomp_arg_limit(arg);
	if (seccomp_arg_accepts_null(arg))
		info->flags |= SECCOMP_ARG_MAY_BE_NULL;
	if (arg->size_arg != SECCOMP_NO_ARG)
		info->size_arg = arg->size_arg;
	if (arg->layout)
		strscpy(info->layout, arg->layout, sizeof(info->layout));
}

static void describe_call(struct seccomp_arg_kinds *kinds)
{
	const struct seccomp_arg_row *row =
		seccomp_arg_row(seccomp_table_index(kinds->arch, kinds->nr));
	unsigned long args[SECCOMP_ARG_WINDOWS];
	struct seccomp_call_args call_args;
	unsigned int i;

	for (i = 0; i < SECCOMP_ARG_WINDOWS; i++)
		args[i] = kinds->args[i];
	seccomp_arg_row_resolve(row, args, &call_args);
	memset(kinds->info, 0, sizeof(kinds->info));
	for (i = 0; i < SECCOMP_ARG_WINDOWS; i++)
		describe_arg(row, &call_args, i, &kinds->info[i]);
}

/**
 * seccomp_get_arg_kinds - Handle SECCOMP_GET_ARG_KINDS
 * @flags: 0
 * @uargs: struct seccomp_arg_kinds of the program
 *
 * Context: process context; may sleep.
 * Return: 0; -EINVAL for flags, a size that is too small, or an unknown
 * architecture; -E2BIG for unknown members; -ENOMEM; or -EFAULT.
 */
long seccomp_get_arg_kinds(unsigned int flags, void __user *uargs)
{
	struct seccomp_arg_kinds __user *user = uargs;
	struct seccomp_arg_kinds *kinds;
	long ret;

	if (flags)
		return -EINVAL;
	ret = check_head(uargs, ARG_KINDS_SIZE_1, sizeof(*kinds));
	if (ret < 0)
		return ret;
	kinds = kzalloc(sizeof(*kinds), GFP_KERNEL_ACCOUNT);
	if (!kinds)
		return -ENOMEM;
	if (copy_from_user(kinds, user, ret)) {
		ret = -EFAULT;
		goto free;
	}
	ret = -EINVAL;
	if (!is_known_arch(kinds->arch))
		goto free;
	describe_call(kinds);
	ret = copy_to_user(user->info, kinds->info, sizeof(kinds->info)) ?
		      -EFAULT :
		      0;
free:
	kfree(kinds);
	return ret;
}

#endif /* CONFIG_SECCOMP_DEEP_ARGS */
