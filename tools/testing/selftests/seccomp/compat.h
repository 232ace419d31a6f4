/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The page that compat_test shares with its helper programs of other ABIs. Both
 * map it at the same address. Its layout is the same in every ABI.
 *
 * Include this header after "target.h".
 */
#ifndef SELFTESTS_SECCOMP_COMPAT_H
#define SELFTESTS_SECCOMP_COMPAT_H

#include <assert.h>

/* Headers of a distribution do not have this file. */
#include "../../../../include/uapi/linux/seccomp_ext.h"

#define COMPAT_PAGE_ADDRESS 0x20000000UL
#define COMPAT_PAGE_SIZE 4096
#define COMPAT_MAX_INSNS 32

/* The 32-bit layout of struct sock_fprog. */
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
	/* The helper's SIGSYS handler fills these from its siginfo. */
	__u32 traps;
	__u32 trap_arch;
	__s32 trap_nr;
	__s32 trap_errno;
	/* The number of runs of the handlers of SIGUSR1 and SIGUSR2. */
	__u32 handled;
	/* The offset is a multiple of 8, because ABIs align __u64 differently. */
	__u64 trap_address;
	/* The sizes before are multiples of 8, too. */
	struct seccomp_attach attach;
	struct seccomp_bitmask bitmask;
	__u8 bits[128];
	struct seccomp_tighten tighten;
	struct seccomp_domain_info info;
	struct seccomp_notif_next next;
	struct seccomp_notif_arg arg;
};

static_assert(offsetof(struct compat_page, trap_address) % 8 == 0,
	      "trap_address has a different offset in some ABIs");
static_assert(offsetof(struct compat_page, arg) ==
		      offsetof(struct compat_page, attach) +
			      sizeof(struct seccomp_attach) +
			      sizeof(struct seccomp_bitmask) + 128 +
			      sizeof(struct seccomp_tighten) +
			      sizeof(struct seccomp_domain_info) +
			      sizeof(struct seccomp_notif_next),
	      "an ABI has a hole between the structures");

/* The address of a member in both programs. */
#define AT_PAGE(member) \
	(COMPAT_PAGE_ADDRESS + offsetof(struct compat_page, member))

#endif /* SELFTESTS_SECCOMP_COMPAT_H */
