// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of ABIs.
 */
#include "abi.h"

#define BUCKET(n) ((u32)(n) << SECCOMP_BUCKET_SHIFT)

#ifdef SECCOMP_ARCH_NATIVE
/* Native numbers start bucket 0, and x32 numbers start bucket 1. */
#ifdef CONFIG_X86_X32_ABI
#define NATIVE_BUCKET_1 (__X32_SYSCALL_BIT + X32_NR_syscalls)
static_assert(BUCKET(1) == __X32_SYSCALL_BIT);
#else
#define NATIVE_BUCKET_1 BUCKET(1)
#endif
#endif

const struct seccomp_abi_info seccomp_abi_info[SECCOMP_ABIS + 1] = {
#ifdef SECCOMP_ARCH_NATIVE
	[SECCOMP_ABI_NATIVE] = {
		.arch = SECCOMP_ARCH_NATIVE,
		.count = SECCOMP_ARCH_NATIVE_NR,
		.buckets = SECCOMP_BUCKETS,
		.bucket_first_nr = { SECCOMP_ARCH_NATIVE_NR, NATIVE_BUCKET_1,
				     BUCKET(2), BUCKET(3) },
	},
#ifdef SECCOMP_ARCH_COMPAT
	[SECCOMP_ABI_COMPAT] = {
		.arch = SECCOMP_ARCH_COMPAT,
		.count = SECCOMP_ARCH_COMPAT_NR,
		.first_slot = SECCOMP_COMPAT_FIRST,
		.buckets = SECCOMP_BUCKETS,
		.bucket_first_nr = { SECCOMP_ARCH_COMPAT_NR, BUCKET(1),
				     BUCKET(2), BUCKET(3) },
	},
#endif
#ifdef CONFIG_X86_X32_ABI
	[SECCOMP_ABI_X32] = {
		.arch = SECCOMP_ARCH_NATIVE,
		.first_nr = __X32_SYSCALL_BIT,
		.count = X32_NR_syscalls,
		.first_slot = SECCOMP_X32_FIRST,
	},
#endif
#endif
};
