/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Canaries: system calls that one filter each denies, with one errno each.
 *
 * Only checks make these calls, so a denial shows that the filter is there.
 */
#ifndef SELFTESTS_SECCOMP_STRESS_CANARY_H
#define SELFTESTS_SECCOMP_STRESS_CANARY_H

#include "common.h"
#include "rng.h"

#define CANARIES 48
/* The listener of this canary denies it with CANARY_ERRNO(CANARY_NOTIFIED). */
#define CANARY_NOTIFIED CANARIES
/* The sync workload never attaches a filter for this canary. */
#define CANARY_NEVER (CANARIES - 1)
#define CANARY_BIT(k) (1ULL << (k))
#define CANARY_ERRNO(k) (200 + (k))

/*
 * Canaries without a number of their own make this call. It fails with
 * CANARY_PASSED where no filter denies it.
 */
#define CANARY_NR __NR_getpgid
#define CANARY_ARG0 (-2L)
#define CANARY_PASSED ESRCH

/* Argument 3, counted from 0, of calls for a listener or a tracer. */
#define ARG_NOTIFIED 0x4e0711fUL
#define ARG_TRACED 0x7ace0dUL

/* The most instructions of the filter for a canary. */
#define CANARY_INSNS 520

size_t make_canary(struct sock_filter *insns, int k, struct rng *rng);
int attach_canary(int k, unsigned int flags, struct rng *rng);
int attach_for_arg3(unsigned long arg3, __u32 verdict, unsigned int flags);
long call_canary(int k);
long call_canary_with(int k, unsigned long arg3);
int canary_of_call(const struct seccomp_data *data);
int canary_nr(int k);
bool canary_is_constant(int k);
void check_denied(__u64 canaries, const char *where);
void check_not_early(int k, const __u64 *started, const char *where);
int pick_canary(__u64 canaries, struct rng *rng);
int exec_check(__u64 canaries);
int exec_check_filters(__u64 canaries, int filters);

#endif /* SELFTESTS_SECCOMP_STRESS_CANARY_H */
