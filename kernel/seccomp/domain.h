/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Domains: filters whose holder adds further ones later, for all tasks that have
 * inherited them.
 *
 * The filters that a holder adds are the contents of the domain. A domain that is
 * made by a task inside another one is nested in that one. An outermost domain and
 * all domains nested in it are a family, which has one lock.
 */
#ifndef _KERNEL_SECCOMP_DOMAIN_H
#define _KERNEL_SECCOMP_DOMAIN_H

#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/refcount.h>
#include <linux/types.h>
#include <linux/wait.h>
#include <asm/barrier.h>

struct file;
struct pt_regs;
struct seccomp_filter;
struct seccomp_program;
struct seccomp_table;
struct seccomp_verdict;
struct user_namespace;

/* Limit of domains on one path. */
#define SECCOMP_PATH_DOMAINS 16

/**
 * struct seccomp_content - a filter that a holder has added to a domain
 * @next: the content that was added before, or NULL
 * @program: its program; the content holds a reference
 * @number: 1 for the first content of the domain, 2 for the second one, and so on
 * @used: instructions that this content and all before it take of the reserve
 * @windows: windows from which this content and all before it load
 *
 * It is constant. The release store of &seccomp_domain.contents publishes it.
 */
struct seccomp_content {
	struct seccomp_content *next;
	struct seccomp_program *program;
	u32 number;
	u32 used;
	u16 windows;
};

/**
 * struct seccomp_domain - a filter to which its holder adds further ones
 * @contents: newest content, or NULL. Written by a release store, under the lock of
 *	the family. Readers at system call entry have no lock; they load it with
 *	acquire semantics
 * @outer: next older domain of the path, or NULL; holds a reference
 * @outermost: oldest domain of the path, which may be this one; @outer keeps it
 * @depth: depth of the filter that makes the domain
 * @level: number of domains on the path up to this one
 * @log: true if that filter has SECCOMP_FILTER_FLAG_LOG
 * @deep: true if that filter has SECCOMP_FILTER_FLAG_DEEP_ARGS
 * @filter_id: id of that filter
 * @reserve: instructions that contents may take, from the start. Constant
 * @live: true while the filter is on a path that has users. The attaching task sets
 *	it by a release store, which publishes the place on the path. The last user
 *	clears it. A holder reads it without a lock, by an acquire load
 * @no_new_privs: true if the domain was made under no_new_privs. Constant
 * @user_ns: user namespace of the task that made it; holds a reference. Constant
 * @pollers: wait queue of pollers, with a lock of its own
 * @refs: one for the filter, one for the file, and one for each domain whose @outer
 *	this is
 * @lock: lock of the family, if this is the outermost domain. It nests inside
 *	cred_guard_mutex, and is never taken at system call entry. Its owner does not
 *	touch user memory, and allocates no memory
 * @tables: tables of all paths of the family, if this is the outermost domain;
 *	protected by @lock
 * @version: number of changes of the family, if this is the outermost domain; odd
 *	during a change. Written under @lock
 *
 * The attaching task writes @outer, @outermost, @depth, @level, @log, @deep and
 * @filter_id before it sets @live. Then they are constant.
 */
struct seccomp_domain {
	struct seccomp_content *contents;
	struct seccomp_domain *outer;
	struct seccomp_domain *outermost;
	u32 depth;
	u32 level;
	bool log;
	bool deep;
	u64 filter_id;
	u32 reserve;
	bool live;
	bool no_new_privs;
	struct user_namespace *user_ns;
	wait_queue_head_t pollers;
	refcount_t refs;
	struct mutex lock; /* tables, contents and counts of the family */
	struct list_head tables;
	u32 version;
};

#ifdef CONFIG_SECCOMP_FILTER

struct seccomp_domain *seccomp_domain_create(u32 reserve);
struct seccomp_domain *seccomp_domain_get(struct seccomp_domain *domain);
void seccomp_domain_put(struct seccomp_domain *domain);
void seccomp_domain_place(struct seccomp_filter *filter,
			  const struct seccomp_filter *prev);
void seccomp_domain_go_live(struct seccomp_domain *domain);
void seccomp_domain_hang_up(struct seccomp_domain *domain);
int seccomp_domain_tighten(struct seccomp_domain *domain,
			   struct seccomp_program *program);
void seccomp_domain_add_table(struct seccomp_domain *domain,
			      struct seccomp_table *table);
u16 seccomp_domain_windows(const struct seccomp_domain *domain);
bool seccomp_verdict_is_stale(const struct seccomp_filter *filter,
			      struct pt_regs *regs,
			      const struct seccomp_verdict *old);

/* domain_file.c */
struct file *seccomp_domain_file(struct seccomp_domain *domain);

/**
 * seccomp_domain_lock - Lock the family of a domain
 * @domain: the domain, or NULL to do nothing; the caller keeps it alive
 *
 * Context: process context; may sleep.
 */
static inline void seccomp_domain_lock(struct seccomp_domain *domain)
{
	if (domain)
		mutex_lock(&domain->outermost->lock);
}

/* Undo seccomp_domain_lock(). */
static inline void seccomp_domain_unlock(struct seccomp_domain *domain)
{
	if (domain)
		mutex_unlock(&domain->outermost->lock);
}

/* Return the newest content of a domain, or NULL. Contents never go away. */
static inline const struct seccomp_content *
seccomp_domain_contents(const struct seccomp_domain *domain)
{
	/* Pairs with the release store in append_content(). */
	return smp_load_acquire(&domain->contents);
}

/**
 * seccomp_domain_used - Return what contents have taken of the reserve
 * @newest: newest content, or NULL
 *
 * Context: any.
 * Return: number of instructions.
 */
static inline u32 seccomp_domain_used(const struct seccomp_content *newest)
{
	return newest ? newest->used : 0;
}

/**
 * seccomp_domain_version - Read the version of a family
 * @domain: a domain of the family, or NULL; the caller keeps it alive
 *
 * Two equal, even versions mean that no content was added between the two reads, and
 * that all tables had all contents. Both reads are ordered like acquire loads; the
 * caller needs smp_rmb() before the second one.
 *
 * Context: any.
 * Return: the version; 0 without a domain.
 */
static inline u32 seccomp_domain_version(const struct seccomp_domain *domain)
{
	if (!domain)
		return 0;
	/* Pairs with the release store in change_family(). */
	return smp_load_acquire(&domain->outermost->version);
}

#endif /* CONFIG_SECCOMP_FILTER */

#endif /* _KERNEL_SECCOMP_DOMAIN_H */
