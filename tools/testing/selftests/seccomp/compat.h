/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What compat_test and the programs of other ABIs that it runs share: a page at
 * the same address in both, in which every layout is the same for both.
 *
 * Include it after "target.h".
 */
#ifndef SELFTESTS_SECCOMP_COMPAT_H
#define SELFTESTS_SECCOMP_COMPAT_H

#include <assert.h>

#define COMPAT_PAGE_ADDRESS 0x20000000UL
#define COMPAT_PAGE_SIZE 4096
#define COMPAT_MAX_INSNS 32

/* struct sock_fprog, as a 32-bit program has it. */
struct compat_fprog {
	__u16 len;
	__u16 hole;
	__u32 filter;
};

struct compat_page {
	struct seccomp_notif notif;
	struct seccomp_notif_resp resp;
	struct seccomp_notif_addfd addfd;
	struct seccomp_notif_sizes sizes;
	__u32 action;
	struct compat_fprog prog;
	struct sock_filter insns[COMPAT_MAX_INSNS];
	/* What the other program's SIGSYS handler has found in its siginfo. */
	__u32 traps;
	__u32 trap_arch;
	__s32 trap_nr;
	__s32 trap_errno;
	/* Of the handlers for SIGUSR1 and SIGUSR2: how often they have run. */
	__u32 handled;
	/* 32-bit ABIs differ in how they align this: so it is aligned already. */
	__u64 trap_address;
};

static_assert(offsetof(struct compat_page, trap_address) % 8 == 0,
	      "the same layout in every ABI");

/* The address of a member, as the other program passes it. */
#define AT_PAGE(member) \
	(COMPAT_PAGE_ADDRESS + offsetof(struct compat_page, member))

#endif /* SELFTESTS_SECCOMP_COMPAT_H */
