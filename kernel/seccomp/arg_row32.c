// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rows of ia32 and arm calls.
 *
 * On some kernels, the header of the arm table defines the same __NR_* macros as
 * <asm/unistd.h>. So this file is apart from arg_row.c, and does not include
 * abi.h.
 */
#define __COMPAT_SYSCALL_NR
#include <linux/kernel.h>
#include <linux/types.h>

#include "arg_row_number.h"

#undef __SYSCALL
#undef __SYSCALL_NORETURN
#undef __SYSCALL_WITH_COMPAT
#define __SYSCALL_NORETURN(nr, body) __SYSCALL(nr, body)
/* clang-format off */
#define __SYSCALL(nr, body) \
	[nr] = NARROW_ROW_##body,
#define __SYSCALL_WITH_COMPAT(nr, body, compat) \
	[nr] = NARROW_ROW_##compat,
/* clang-format on */

/* The header expands __SYSCALL() once for each number. */
const u16 seccomp_row_of_compat[] = {
#if defined(CONFIG_IA32_EMULATION)
#include <asm/syscalls_32.h>
#elif defined(CONFIG_ARM64) && defined(CONFIG_COMPAT)
#ifdef CONFIG_SECCOMP_SYSCALL_TABLES
#include <asm/syscall_table_32.h>
#else
#include <asm/unistd32.h>
#endif
#endif
};

const unsigned int seccomp_compat_rows = ARRAY_SIZE(seccomp_row_of_compat);
