// SPDX-License-Identifier: GPL-2.0-only
/*
 * The versions of the kernel that added system calls.
 *
 * Since 5.1, a new call has the same number on all architectures, from 403 on.
 * Calls with lower numbers are older. @exceptions has the calls that are different.
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

/* The ABI does not have the call. */
#define NEVER 0xffffffff

#define MIPS_ABIS "mips mipsel mips64 mips64-le mips64-n32 mips64-le-n32"
#define OTHER_ABIS MIPS_ABIS " arm ppc ppc64 ppc64-le parisc parisc64"

/**
 * struct exception - call that some ABIs got later than other ones, or alone
 * @abis: names of the ABIs, with a space between them
 * @call: the number, version and name, which count for these ABIs only
 */
struct exception {
	const char *abis;
	struct call_version call;
};

static const struct exception exceptions[] = {
	{ "x86-64 x32", { 335, VERSION(6, 11), "uretprobe" } },
	{ "x86-64 x32", { 336, VERSION(6, 18), "uprobe" } },
	{ "riscv64", { 258, VERSION(6, 4), "riscv_hwprobe" } },
	{ "parisc parisc64", { 356, VERSION(6, 5), "cacheflush" } },
	/* libseccomp has it for both. */
	{ "parisc64", { 140, NEVER, "_llseek" } },
	{ "s390 s390x", { 447, VERSION(6, 4), "memfd_secret" } },
	{ OTHER_ABIS, { 447, NEVER, "memfd_secret" } },
	{ OTHER_ABIS " s390 s390x arm64 riscv64",
	  { 453, VERSION(6, 7), "map_shadow_stack" } },
};

static bool has_word(const char *list, const char *word)
{
	const size_t length = strlen(word);
	const char *end;

	for (; *list; list = end + (*end == ' ')) {
		end = strchrnul(list, ' ');
		if (end - list == length && !memcmp(list, word, length))
			return true;
	}
	return false;
}

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

static const struct call_version *find_version(const struct abi *abi,
					       unsigned int number)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(exceptions); i++)
		if (exceptions[i].call.number == number &&
		    has_word(exceptions[i].abis, abi->name))
			return &exceptions[i].call;
	for (i = 0; i < ARRAY_SIZE(versions); i++)
		if (versions[i].number == number)
			return &versions[i];
	return NULL;
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
		return entry->version <= (version ?: NEVER - 1);
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
 * newer_call_number - Return the number of a common call of recent kernels
 * @abi: the ABI
 * @name: name of the call
 *
 * Calls of single ABIs have no names here: systemd's groups have uretprobe, but a filter of
 * libseccomp does not.
 *
 * Return: the number as filters see it, or -1.
 */
int newer_call_number(const struct abi *abi, const char *name)
{
	const struct call_version *call;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(versions); i++) {
		if (strcmp(versions[i].name, name))
			continue;
		call = find_version(abi, versions[i].number);
		if (call->version == NEVER)
			return -1;
		return abi_base(abi) + versions[i].number;
	}
	return -1;
}

/**
 * newer_call_name - Return the name of a common call of recent kernels
 * @abi: the ABI
 * @nr: its number, as filters see it
 *
 * Return: the name; or NULL.
 */
const char *newer_call_name(const struct abi *abi, __u32 nr)
{
	const unsigned int number = nr - abi_base(abi);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(versions); i++)
		if (versions[i].number == number &&
		    newer_call_number(abi, versions[i].name) == (int)nr)
			return versions[i].name;
	return NULL;
}
