/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Quotas: the limits of audit records that are printed.
 */
#ifndef _KERNEL_SECCOMP_QUOTA_H
#define _KERNEL_SECCOMP_QUOTA_H

#include <linux/jiffies.h>
#include <linux/spinlock_types.h>
#include <linux/types.h>

struct seccomp_filter;

/* Printed records: the interval of a quota, and how many it has room for. */
#define SECCOMP_PRINT_INTERVAL (5 * HZ)
#define SECCOMP_PRINT_BURST 10
/* A path draws on the quota of its root, too, if another filter is its own one. */
#define SECCOMP_PRINT_BURST_ROOT (4 * SECCOMP_PRINT_BURST)
/* All trees of a user. More than two users are needed to use up the quota of all. */
#define SECCOMP_PRINT_BURST_USER (6 * SECCOMP_PRINT_BURST)
#define SECCOMP_PRINT_BURST_ALL (16 * SECCOMP_PRINT_BURST)

/**
 * struct seccomp_print_quota - limit of printed records
 * @share: quota of a filter: the share of its user, or NULL; constant. Else NULL
 * @lock: protects the members below; innermost
 * @since: start of the current interval, in jiffies
 * @printed: records of the current interval
 * @suppressed: records that were not printed, and that no note has told of; in the quota
 *	of all, those of freed filters
 */
struct seccomp_print_quota {
	struct seccomp_print_quota *share;
	spinlock_t lock; /* counts and interval */
	unsigned long since;
	unsigned int printed;
	unsigned int suppressed;
};

bool seccomp_quota_take(struct seccomp_print_quota *quota, unsigned int burst);
bool seccomp_quota_draw(const struct seccomp_filter *path);
void seccomp_quota_free(const struct seccomp_filter *filter);

#endif /* _KERNEL_SECCOMP_QUOTA_H */
