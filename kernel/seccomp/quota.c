// SPDX-License-Identifier: GPL-2.0-only
/*
 * Quotas: the limits of audit records that are printed.
 *
 * Without an audit daemon, the audit subsystem prints records. One limit for the whole
 * machine would let a noisy container hide the records of all others. So each tree of
 * filters has a quota. The outermost filter that asks for records has it, and without
 * such a filter the outermost one. A task inside cannot replace that filter, and what it
 * attaches has no quota of its own.
 *
 * Below an outermost filter that asks for no records, each task may attach a filter
 * that does. Their quotas add up, so such a path draws on the quota of its root, too.
 *
 * A task without filters can make any number of trees. So each tree draws on the share of
 * its user, too, and all trees together draw on the quota of all. Any user can make user
 * namespaces, with ids of its own inside. So the share is that of the owner of the outermost
 * namespace. If root owns it, the namespace has its own share. The tasks of root outside
 * have no share, because they can print anything.
 *
 * A note with the number of suppressed records comes later: before the next printed record
 * of the tree, or when the filter with the quota is freed. A note of the second kind draws
 * on the share and on the quota of all, because a task can make any number of trees.
 *
 * Records to a daemon do not draw on quotas, and are never dropped here.
 */
#include <linux/cred.h>
#include <linux/hash.h>
#include <linux/jiffies.h>
#include <linux/printk.h>
#include <linux/seccomp.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/uidgid.h>
#include <linux/user_namespace.h>

#include "filter.h"
#include "filter_id.h"
#include "quota.h"

static struct seccomp_print_quota quota_of_all = {
	.lock = __SPIN_LOCK_UNLOCKED(quota_of_all.lock),
	/* The first record starts an interval. */
	.since = INITIAL_JIFFIES - SECCOMP_PRINT_INTERVAL,
};

/* Users with the same hash have one share, which is why there are many. */
#define SHARE_BITS 8

static struct seccomp_print_quota shares[1 << SHARE_BITS] = {
	[0 ...(1 << SHARE_BITS) - 1] = {
		.lock = __SPIN_LOCK_UNLOCKED(shares.lock),
		.since = INITIAL_JIFFIES - SECCOMP_PRINT_INTERVAL,
	},
};

/**
 * seccomp_quota_take - Draw one record on a quota
 * @quota: the quota; the caller keeps it alive
 * @burst: number of records that an interval has room for
 *
 * Context: any, without the lock of a quota; not in interrupts.
 * Return: true if the record may be printed.
 */
bool seccomp_quota_take(struct seccomp_print_quota *quota, unsigned int burst)
{
	bool taken;

	spin_lock(&quota->lock);
	if (time_after_eq(jiffies, quota->since + SECCOMP_PRINT_INTERVAL)) {
		quota->since = jiffies;
		quota->printed = 0;
	}
	taken = quota->printed < burst;
	quota->printed += taken;
	spin_unlock(&quota->lock);
	return taken;
}

/* Return the number of records that were suppressed since the last call. */
static unsigned int take_suppressed(struct seccomp_print_quota *quota)
{
	unsigned int suppressed;

	spin_lock(&quota->lock);
	suppressed = quota->suppressed;
	quota->suppressed = 0;
	spin_unlock(&quota->lock);
	return suppressed;
}

static void add_suppressed(struct seccomp_print_quota *quota,
			   unsigned int count)
{
	spin_lock(&quota->lock);
	quota->suppressed += count;
	spin_unlock(&quota->lock);
}

/* Return the outermost user namespace around current but the initial one, or NULL. */
static const struct user_namespace *outermost_user_ns(void)
{
	const struct user_namespace *ns = current_user_ns(), *inner = NULL;

	for (; ns->parent; ns = ns->parent)
		inner = ns;
	return inner;
}

/* Return the share of the user of current, or NULL for root. */
static struct seccomp_print_quota *share_of_current(void)
{
	const struct user_namespace *ns = outermost_user_ns();
	const kuid_t uid = ns ? ns->owner : current_uid();

	if (!uid_eq(uid, GLOBAL_ROOT_UID))
		return &shares[hash_32(__kuid_val(uid), SHARE_BITS)];
	return ns ? &shares[hash_ptr(ns, SHARE_BITS)] : NULL;
}

static struct seccomp_print_quota *
alloc_quota(struct seccomp_print_quota *const *where)
{
	struct seccomp_print_quota *quota, *other;

	quota = kzalloc(sizeof(*quota), GFP_KERNEL_ACCOUNT);
	if (!quota)
		return NULL;
	spin_lock_init(&quota->lock);
	quota->since = jiffies;
	quota->share = share_of_current();
	/* It publishes the quota. Another task of the tree may have been first. */
	other = cmpxchg((struct seccomp_print_quota **)where, NULL, quota);
	if (!other)
		return quota;
	kfree(quota);
	return other;
}

/* Return the quota of a filter, or NULL without memory. */
static struct seccomp_print_quota *quota_of(const struct seccomp_filter *filter)
{
	/* Pairs with cmpxchg() in alloc_quota(). */
	struct seccomp_print_quota *quota = READ_ONCE(filter->quota);

	return quota ?: alloc_quota(&filter->quota);
}

/* Find the outermost filter with SECCOMP_FILTER_FLAG_LOG, and the root of a path. */
static const struct seccomp_filter *
find_quota_owner(const struct seccomp_filter *filter,
		 const struct seccomp_filter **root)
{
	const struct seccomp_filter *owner = NULL;

	for (;; filter = filter->prev) {
		if (filter->flags & SECCOMP_FILTER_FLAG_LOG)
			owner = filter;
		if (!filter->prev)
			break;
	}
	*root = filter;
	return owner ?: filter;
}

/* Without memory for a quota, the quota of all trees is the limit. */
static bool take_quota_of(const struct seccomp_filter *filter,
			  unsigned int burst)
{
	struct seccomp_print_quota *quota = quota_of(filter);

	return !quota || seccomp_quota_take(quota, burst);
}

/* Draw on what limits all trees of a user, and on what limits all users. */
static bool take_common(const struct seccomp_print_quota *quota)
{
	struct seccomp_print_quota *share = quota ? quota->share : NULL;

	if (share && !seccomp_quota_take(share, SECCOMP_PRINT_BURST_USER))
		return false;
	return seccomp_quota_take(&quota_of_all, SECCOMP_PRINT_BURST_ALL);
}

static bool take_quotas(const struct seccomp_filter *owner,
			const struct seccomp_filter *root)
{
	if (!take_quota_of(owner, SECCOMP_PRINT_BURST))
		return false;
	if (owner != root && !take_quota_of(root, SECCOMP_PRINT_BURST_ROOT))
		return false;
	return take_common(READ_ONCE(owner->quota));
}

/* Print one note for all freed filters whose own notes had no room. */
static void tell_of_freed(void)
{
	const unsigned int suppressed = take_suppressed(&quota_of_all);

	if (suppressed)
		pr_notice("seccomp: %u records of freed filters suppressed\n",
			  suppressed);
}

/* Print the note of a quota if there is something to tell. */
static void tell_suppressed(const struct seccomp_filter *owner,
			    struct seccomp_print_quota *quota)
{
	const unsigned int suppressed = take_suppressed(quota);

	if (suppressed)
		pr_notice("seccomp: %u records of filter %016llx suppressed\n",
			  suppressed, seccomp_filter_id(owner->serial));
}

/**
 * seccomp_quota_draw - Draw one record on the quotas of a path
 * @path: newest filter of the path; the caller keeps it alive
 *
 * Before the first record that may be printed again, it prints how many were not.
 * Before any record it prints how many of freed filters no note has told of.
 *
 * Context: process context; may sleep.
 * Return: true if the quotas of the path have room for the record.
 */
bool seccomp_quota_draw(const struct seccomp_filter *path)
{
	const struct seccomp_filter *owner, *root;
	struct seccomp_print_quota *quota;

	owner = find_quota_owner(path, &root);
	quota = quota_of(owner);
	if (!take_quotas(owner, root)) {
		if (quota)
			add_suppressed(quota, 1);
		return false;
	}
	tell_of_freed();
	if (quota)
		tell_suppressed(owner, quota);
	return true;
}

/**
 * seccomp_quota_free - Free the quota of a filter
 * @filter: a filter without references; owned by the caller
 *
 * It prints how many records no note has told of. Without room for the note, the number
 * waits for the next printed record of any tree.
 *
 * Context: process context.
 */
void seccomp_quota_free(const struct seccomp_filter *filter)
{
	struct seccomp_print_quota *quota = filter->quota;

	if (!quota)
		return;
	if (quota->suppressed) {
		if (take_common(quota))
			tell_suppressed(filter, quota);
		else
			add_suppressed(&quota_of_all, quota->suppressed);
	}
	kfree(quota);
}
