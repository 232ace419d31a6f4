// SPDX-License-Identifier: GPL-2.0-only
/*
 * The versions of the kernel that added system calls.
 *
 * Since 5.1, a new call has the same number on all architectures, from 403 on.
 * Calls with lower numbers are older, but for those of @early.
 */
#include <linux/audit.h>
#include <string.h>

#include "tool.h"
#include "versions.h"

#define VERSION(major, minor) ((major) << 16 | (minor))
#define FIRST_COMMON 403

/* Calls of x32 that differ from those of x86-64 have these numbers. */
#define X32_FIRST 512
#define X32_LAST 547

/**
 * struct call_version - version that added a call
 * @number: number of the call, without the base of the ABI
 * @version: the version
 * @name: name of the call
 */
struct call_version {
	unsigned int number;
	unsigned int version;
	const char *name;
};

static const struct call_version versions[] = {
	{ 424, VERSION(5, 1), "pidfd_send_signal" },
	{ 425, VERSION(5, 1), "io_uring_setup" },
	{ 426, VERSION(5, 1), "io_uring_enter" },
	{ 427, VERSION(5, 1), "io_uring_register" },
	{ 428, VERSION(5, 2), "open_tree" },
	{ 429, VERSION(5, 2), "move_mount" },
	{ 430, VERSION(5, 2), "fsopen" },
	{ 431, VERSION(5, 2), "fsconfig" },
	{ 432, VERSION(5, 2), "fsmount" },
	{ 433, VERSION(5, 2), "fspick" },
	{ 434, VERSION(5, 3), "pidfd_open" },
	{ 435, VERSION(5, 3), "clone3" },
	{ 436, VERSION(5, 9), "close_range" },
	{ 437, VERSION(5, 6), "openat2" },
	{ 438, VERSION(5, 6), "pidfd_getfd" },
	{ 439, VERSION(5, 8), "faccessat2" },
	{ 440, VERSION(5, 10), "process_madvise" },
	{ 441, VERSION(5, 11), "epoll_pwait2" },
	{ 442, VERSION(5, 12), "mount_setattr" },
	{ 443, VERSION(5, 14), "quotactl_fd" },
	{ 444, VERSION(5, 13), "landlock_create_ruleset" },
	{ 445, VERSION(5, 13), "landlock_add_rule" },
	{ 446, VERSION(5, 13), "landlock_restrict_self" },
	{ 447, VERSION(5, 14), "memfd_secret" },
	{ 448, VERSION(5, 15), "process_mrelease" },
	{ 449, VERSION(5, 16), "futex_waitv" },
	{ 450, VERSION(5, 17), "set_mempolicy_home_node" },
	{ 451, VERSION(6, 5), "cachestat" },
	{ 452, VERSION(6, 6), "fchmodat2" },
	{ 453, VERSION(6, 6), "map_shadow_stack" },
	{ 454, VERSION(6, 7), "futex_wake" },
	{ 455, VERSION(6, 7), "futex_wait" },
	{ 456, VERSION(6, 7), "futex_requeue" },
	{ 457, VERSION(6, 8), "statmount" },
	{ 458, VERSION(6, 8), "listmount" },
	{ 459, VERSION(6, 8), "lsm_get_self_attr" },
	{ 460, VERSION(6, 8), "lsm_set_self_attr" },
	{ 461, VERSION(6, 8), "lsm_list_modules" },
	{ 462, VERSION(6, 10), "mseal" },
	{ 463, VERSION(6, 13), "setxattrat" },
	{ 464, VERSION(6, 13), "getxattrat" },
	{ 465, VERSION(6, 13), "listxattrat" },
	{ 466, VERSION(6, 13), "removexattrat" },
	{ 467, VERSION(6, 15), "open_tree_attr" },
	{ 468, VERSION(6, 17), "file_getattr" },
	{ 469, VERSION(6, 17), "file_setattr" },
	{ 470, VERSION(6, 19), "listns" },
	{ 471, VERSION(7, 0), "rseq_slice_yield" },
	/* 7.3 has it. Earlier versions were not checked. */
	{ 472, VERSION(7, 3), "fchroot" },
};

/* New calls of x86-64 below the common numbers. */
static const struct call_version early[] = {
	{ 335, VERSION(6, 11), "uretprobe" },
	{ 336, VERSION(6, 18), "uprobe" },
};

static unsigned int abi_base(const struct abi *abi)
{
	if (!strcmp(abi->name, "x32"))
		return X32_BIT;
	if (abi->audit_arch == AUDIT_ARCH_MIPS64N32 ||
	    abi->audit_arch == AUDIT_ARCH_MIPSEL64N32)
		return 6000;
	if (!strncmp(abi->name, "mips64", 6))
		return 5000;
	return strncmp(abi->name, "mips", 4) ? 0 : 4000;
}

static const struct call_version *find_number(const struct call_version *table,
					      size_t count, unsigned int number)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (table[i].number == number)
			return &table[i];
	return NULL;
}

static const struct call_version *find_version(const struct abi *abi,
					       unsigned int number)
{
	if (abi->audit_arch == AUDIT_ARCH_X86_64 && number < FIRST_COMMON)
		return find_number(early, ARRAY_SIZE(early), number);
	return find_number(versions, ARRAY_SIZE(versions), number);
}

/**
 * call_is_known - Tell whether a version of the kernel had a call
 * @abi: the ABI
 * @nr: number of the call, as filters see it
 * @version: the version from 5.0 on, major << 16 | minor; 0 for the newest
 *	version that this file knows
 *
 * Return: whether the number had a call.
 */
bool call_is_known(const struct abi *abi, __u32 nr, unsigned int version)
{
	const unsigned int base = abi_base(abi), number = nr - base;
	const struct call_version *entry;

	if (nr < base)
		return false;
	entry = find_version(abi, number);
	if (entry)
		return !version || entry->version <= version;
	if (!abi_call_name(abi, nr))
		return false;
	/* The private calls of arm are far above. */
	if (number < FIRST_COMMON || number > 0xffff)
		return true;
	if (base == X32_BIT && number >= X32_FIRST && number <= X32_LAST)
		return true;
	/* 5.1 added 64-bit times, and old calls to some architectures. */
	return number < versions[0].number &&
	       (!version || version >= VERSION(5, 1));
}

/**
 * newer_call_number - Return the number of a call of recent kernels
 * @abi: the ABI
 * @name: name of the call
 *
 * Return: the number as filters see it, or -1.
 */
int newer_call_number(const struct abi *abi, const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(versions); i++)
		if (!strcmp(versions[i].name, name))
			return abi_base(abi) + versions[i].number;
	return -1;
}
