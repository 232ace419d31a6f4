// SPDX-License-Identifier: GPL-2.0-only
/*
 * The program cache: equal programs of one boundary are one object.
 *
 * Loading a cached program takes less time than loading another one, and any
 * task can measure that. So a task shares programs only with tasks that it could
 * inspect anyway. struct seccomp_cache_key describes the boundary.
 *
 * A confined task shares only with tasks whose paths have the same programs. So
 * it learns nothing about tasks outside of its sandbox. A program from a descriptor
 * can be on paths whose other programs differ. Tasks on such a path share nothing.
 *
 * All tasks of a boundary are in the memory control group that is charged for
 * its programs. The charge stays there if a task moves to another group later,
 * as for other kernel memory.
 */
#include <linux/cgroup.h>
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/init.h>
#include <linux/list.h>
#include <linux/memblock.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/pid_namespace.h>
#include <linux/random.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/siphash.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/user_namespace.h>
#include <linux/xxhash.h>

#include "backport.h"
#include "cbpf.h"
#include "filter.h"
#include "program.h"
#include "program_cache.h"

/**
 * struct cache_bucket - cached programs whose hashes select the same bucket
 * @lock: protects @programs, and @cache_node of the programs in it
 * @programs: the programs. The bucket holds no reference: lookups skip a program
 *	whose last reference is gone
 *
 * Boundaries share buckets. What one of them adds cannot hide a program of
 * another one. It only makes a walk longer, by one compare for each program.
 */
struct cache_bucket {
	spinlock_t lock; /* protects the list and its links */
	struct hlist_head programs;
};

/* The table does not change after boot. */
static struct cache_bucket *cache_buckets __ro_after_init;
static unsigned int cache_bucket_mask __ro_after_init;
static siphash_key_t cache_secret __ro_after_init;

/* One bucket for this much memory, as a power of two, within two limits. */
#define CACHE_SCALE 18
#define CACHE_MIN_BUCKETS 256
#define CACHE_MAX_BUCKETS 16384

/*
 * Limit of cached programs with equal hashes. The hash covers a part of each
 * program, so a task can load many programs for which it is equal. All of them
 * are in one boundary: siphash() mixes in the key, and tasks do not know its
 * secret. The limit bounds a lookup and the length of a bucket for that boundary,
 * and affects no other one.
 */
#define MAX_EQUAL_HASHES 8

/* A hash covers this many of the first instructions, and as many from all parts. */
#define HASHED_INSNS 8

/*
 * A hit compares all instructions. A hash of all would cost more than that, and
 * a sample tells nearly all programs apart.
 */
static u64 hash_program(const struct seccomp_cache_key *key,
			const struct sock_filter *insns, unsigned int len)
{
	struct sock_filter sample[2 * HASHED_INSNS] = {};
	unsigned int i;

	memcpy(sample, insns, min(len, HASHED_INSNS) * sizeof(*insns));
	for (i = 0; i < HASHED_INSNS; i++)
		sample[HASHED_INSNS + i] = insns[len * i / HASHED_INSNS];
	return xxh64(sample, sizeof(sample),
		     siphash(key, sizeof(*key), &cache_secret));
}

static struct cache_bucket *bucket_of(u64 hash)
{
	return &cache_buckets[hash & cache_bucket_mask];
}

/* --- The boundary ------------------------------------------------------- */

/* A group's id is never given to another group, so it needs no reference. */
static u64 current_memcg_id(void)
{
	u64 id = 0;

#ifdef CONFIG_MEMCG
	rcu_read_lock();
	id = cgroup_id(task_css(current, memory_cgrp_id)->cgroup);
	rcu_read_unlock();
#endif
	return id;
}

/*
 * The path of current only grows, also if a sibling attaches with TSYNC at the
 * same time. So the filter and its program stay until the system call ends.
 */
static struct seccomp_program *current_newest_program(void)
{
	/* Pairs with the release store in seccomp_task_set_filter(). */
	const struct seccomp_filter *filter =
		READ_ONCE(current->seccomp.filter);

	return filter ? filter->program : NULL;
}

/**
 * seccomp_cache_key_read - Read the boundary of current
 * @key: where to write it; owned by the caller. Its pointers are valid until the
 *	system call of current ends
 *
 * Context: process context.
 */
void seccomp_cache_key_read(struct seccomp_cache_key *key)
{
	const struct cred *cred = current_cred();

	memset(key, 0, sizeof(*key));
	key->user_ns = cred->user_ns;
	key->pid_ns = task_active_pid_ns(current);
	key->below = current_newest_program();
	key->memcg = current_memcg_id();
	key->permitted = cred->cap_permitted;
	key->uid = cred->uid;
	key->gid = cred->gid;
	key->backend = seccomp_backend_now();
}

/*
 * Check whether the path of current makes loads private. A filter that does so
 * passes it on to all filters above.
 *
 * The caller has read the key before. If a sibling attaches in between, this
 * function sees a path that contains the one of the key.
 */
static bool has_private_loads(void)
{
	const struct seccomp_filter *filter =
		READ_ONCE(current->seccomp.filter);

	return filter && filter->private_loads;
}

/*
 * Check whether tasks of the same user may inspect current. Otherwise it has no
 * boundary, and all its programs are private. This is so after exec of a set-id
 * program, and until exec after a change of the effective user.
 */
static bool may_share_programs(void)
{
	const struct cred *cred = current_cred();

	return uid_eq(cred->uid, cred->euid) && uid_eq(cred->uid, cred->suid) &&
	       gid_eq(cred->gid, cred->egid) && gid_eq(cred->gid, cred->sgid) &&
	       seccomp_current_is_dumpable();
}

static bool same_boundary(const struct seccomp_cache_key *one,
			  const struct seccomp_cache_key *other)
{
	return one->user_ns == other->user_ns && one->pid_ns == other->pid_ns &&
	       one->below == other->below && one->memcg == other->memcg &&
	       !memcmp(&one->permitted, &other->permitted,
		       sizeof(one->permitted)) &&
	       uid_eq(one->uid, other->uid) && gid_eq(one->gid, other->gid) &&
	       one->backend == other->backend;
}

static void get_cache_key(const struct seccomp_cache_key *key)
{
	get_user_ns(key->user_ns);
	get_pid_ns(key->pid_ns);
	if (key->below)
		refcount_inc(&key->below->refs);
}

/* --- Lookup ------------------------------------------------------------- */

/*
 * Return a program that may be equal, with a reference for the caller, or NULL.
 * Skip the first @skip of them.
 */
static struct seccomp_program *
get_cached_candidate(const struct seccomp_cache_key *key, unsigned int len,
		     u64 hash, unsigned int skip)
{
	struct cache_bucket *bucket = bucket_of(hash);
	struct seccomp_program *program;

	spin_lock(&bucket->lock);
	hlist_for_each_entry(program, &bucket->programs, cache_node)
		if (program->hash == hash && program->len == len &&
		    same_boundary(&program->key, key) &&
		    READ_ONCE(program->backend) == key->backend && !skip-- &&
		    refcount_inc_not_zero(&program->refs))
			break;
	spin_unlock(&bucket->lock);
	return program;
}

/*
 * The comparison is not under the lock of the bucket: its time would tell other
 * tenants about the program. If a program leaves the bucket between two steps,
 * the search may miss one, and then the caller does not share.
 */
static struct seccomp_program *find_cached(const struct seccomp_cache_key *key,
					   const struct sock_filter *insns,
					   unsigned int len, u64 hash)
{
	struct seccomp_program *program;
	unsigned int skip;

	for (skip = 0; skip < MAX_EQUAL_HASHES; skip++) {
		program = get_cached_candidate(key, len, hash, skip);
		if (!program || seccomp_cbpf_equal(program->insns, insns, len))
			return program;
		seccomp_program_put(program);
	}
	return NULL;
}

/**
 * seccomp_program_cache_find - Find a program inside a boundary
 * @key: boundary of current, from seccomp_cache_key_read()
 * @insns: instructions of the program; owned by the caller
 * @len: number of instructions, 1 to BPF_MAXINSNS
 *
 * Context: process context; may sleep.
 * Return: the program, with a reference for the caller; or NULL.
 */
struct seccomp_program *
seccomp_program_cache_find(const struct seccomp_cache_key *key,
			   const struct sock_filter *insns, unsigned int len)
{
	return find_cached(key, insns, len, hash_program(key, insns, len));
}

static bool has_room_for(const struct cache_bucket *bucket, u64 hash)
{
	const struct seccomp_program *program;
	unsigned int count = 0;

	lockdep_assert_held(&bucket->lock);
	hlist_for_each_entry(program, &bucket->programs, cache_node)
		if (program->hash == hash && ++count == MAX_EQUAL_HASHES)
			return false;
	return true;
}

/* Add a program with a valid hash, see seccomp_program_cache_add(). */
static struct seccomp_program *
add_hashed_program(struct seccomp_program *program,
		   const struct seccomp_cache_key *key)
{
	struct seccomp_program *other;
	struct cache_bucket *bucket;

	/* The back end may have changed since @key was read. */
	if (program->backend != key->backend)
		return program;
	other = find_cached(key, program->insns, program->len, program->hash);
	if (other) {
		seccomp_program_put(program);
		return other;
	}
	program->key = *key;
	bucket = bucket_of(program->hash);
	/* Two tasks that add equal programs at once both keep their own. */
	spin_lock(&bucket->lock);
	if (has_room_for(bucket, program->hash)) {
		get_cache_key(key);
		hlist_add_head(&program->cache_node, &bucket->programs);
	}
	spin_unlock(&bucket->lock);
	return program;
}

/**
 * seccomp_program_cache_add - Let tasks inside a boundary share a program
 * @program: a program that only the caller knows; the call consumes the
 *	caller's reference
 * @key: boundary of current, from seccomp_cache_key_read() before the creation
 *	of @program
 *
 * Context: process context; may sleep.
 * Return: the program to use, with a reference for the caller: @program, or an
 * equal one that another task added first.
 */
struct seccomp_program *
seccomp_program_cache_add(struct seccomp_program *program,
			  const struct seccomp_cache_key *key)
{
	program->hash = hash_program(key, program->insns, program->len);
	return add_hashed_program(program, key);
}

/*
 * Remove a program without references from the cache, if it is cached. Return
 * the program below, whose reference the caller gets, or NULL.
 */
static struct seccomp_program *uncache_program(struct seccomp_program *program)
{
	struct cache_bucket *bucket = bucket_of(program->hash);

	/*
	 * Neighbours in the bucket may change the links at the same time. Only
	 * this function unhashes the program, so the test needs no lock.
	 */
	if (hlist_unhashed_lockless(&program->cache_node))
		return NULL;
	spin_lock(&bucket->lock);
	hlist_del_init(&program->cache_node);
	spin_unlock(&bucket->lock);
	put_user_ns(program->key.user_ns);
	put_pid_ns(program->key.pid_ns);
	return program->key.below;
}

/* --- Loading ------------------------------------------------------------ */

/*
 * A task may attach a program again on top of itself. That path confines as the
 * path below does, so both have the same boundary.
 */
static struct seccomp_program *
get_newest_if_equal(const struct seccomp_cache_key *key,
		    const struct sock_filter *insns, unsigned int len)
{
	struct seccomp_program *newest = key->below;

	if (!newest || newest->len != len ||
	    READ_ONCE(newest->backend) != key->backend ||
	    !seccomp_cbpf_equal(newest->insns, insns, len))
		return NULL;
	refcount_inc(&newest->refs);
	return newest;
}

static struct sock_filter *copy_insns(const struct sock_fprog *fprog)
{
	const size_t size = array_size(fprog->len, sizeof(struct sock_filter));
	struct sock_filter *insns;

	if (!fprog->filter)
		return ERR_PTR(-EINVAL);
	insns = kvmalloc(size, GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (!insns)
		return ERR_PTR(-ENOMEM);
	if (copy_from_user(insns, fprog->filter, size)) {
		kvfree(insns);
		return ERR_PTR(-EFAULT);
	}
	return insns;
}

/*
 * Check whether an attachment may use a program from the cache. Attachments with
 * and without SECCOMP_FILTER_FLAG_DEEP_ARGS share programs, so the cache may have a
 * program that this one must not have.
 */
static struct seccomp_program *use_cached(struct seccomp_program *program,
					  bool deep)
{
	if (deep || !program->windows)
		return program;
	seccomp_program_put(program);
	return ERR_PTR(-EINVAL);
}

static struct seccomp_program *create_program(struct sock_filter *insns,
					      unsigned int len, bool deep,
					      struct seccomp_analysis *an)
{
	if (an)
		return seccomp_program_create_analyzed(insns, len, an);
	if (!deep && seccomp_cbpf_windows(insns, len)) {
		kvfree(insns);
		return ERR_PTR(-EINVAL);
	}
	return seccomp_program_create(insns, len);
}

/* Load a program. Without @an, which the caller owns, it is analyzed. */
static struct seccomp_program *load_program(struct sock_filter *insns,
					    unsigned int len, bool deep,
					    struct seccomp_analysis *an)
{
	struct seccomp_program *program;
	struct seccomp_cache_key key;
	u64 hash = 0;
	bool share;

	seccomp_cache_key_read(&key);
	share = !has_private_loads() && may_share_programs();
	program = get_newest_if_equal(&key, insns, len);
	if (!program && share) {
		hash = hash_program(&key, insns, len);
		program = find_cached(&key, insns, len, hash);
	}
	if (program) {
		kvfree(insns);
		return use_cached(program, deep);
	}
	program = create_program(insns, len, deep, an);
	if (IS_ERR(program) || !share)
		return program;
	program->hash = hash;
	return add_hashed_program(program, &key);
}

/**
 * seccomp_program_load_insns - Load a program from instructions
 * @insns: instructions, from kvmalloc(); the call owns them, also on failure
 * @len: number of instructions, 1 to BPF_MAXINSNS
 * @deep: true if the program may load from windows
 *
 * Return an equal program that current may share, if there is one.
 *
 * Context: process context; may sleep.
 * Return: a program with a reference for the caller; or an error pointer: -EINVAL,
 * -ENOMEM, -EOPNOTSUPP as seccomp_program_create(), or an error of the BPF back
 * end.
 */
struct seccomp_program *seccomp_program_load_insns(struct sock_filter *insns,
						   unsigned int len, bool deep)
{
	return load_program(insns, len, deep, NULL);
}

/**
 * seccomp_program_load_analyzed - Load a program whose answers are known
 * @insns: valid instructions without loads from windows, from kvmalloc(); the call
 *	owns them, also on failure
 * @len: number of instructions, 1 to BPF_MAXINSNS
 * @an: analysis of the program without residuals; owned by the caller
 *
 * Return an equal program that current may share, if there is one.
 *
 * Context: process context; may sleep.
 * Return: a program with a reference for the caller; or an error pointer: -ENOMEM.
 */
struct seccomp_program *
seccomp_program_load_analyzed(struct sock_filter *insns, unsigned int len,
			      struct seccomp_analysis *an)
{
	return load_program(insns, len, false, an);
}

/**
 * seccomp_program_load - Load a program from user space
 * @fprog: length, 1 to BPF_MAXINSNS, and user address of the instructions
 * @deep: true if the program may load from windows
 *
 * Context: process context; may sleep.
 * Return: a program with a reference for the caller; or an error pointer: -EFAULT,
 * or an error of seccomp_program_load_insns().
 */
struct seccomp_program *seccomp_program_load(const struct sock_fprog *fprog,
					     bool deep)
{
	struct sock_filter *insns = copy_insns(fprog);

	if (IS_ERR(insns))
		return ERR_CAST(insns);
	return seccomp_program_load_insns(insns, fprog->len, deep);
}

/**
 * seccomp_program_is_cached_above - Check whether a path suits a program
 * @program: the program; the caller holds a reference
 * @below: newest program of the path, or NULL for the empty path
 *
 * A program on top of itself suits, too: see get_newest_if_equal().
 *
 * Context: any.
 * Return: true if all tasks that share @program have loaded it on top of @below.
 */
bool seccomp_program_is_cached_above(const struct seccomp_program *program,
				     const struct seccomp_program *below)
{
	if (program == below)
		return true;
	/* A cached program stays in the cache until its last reference is gone. */
	return !hlist_unhashed_lockless(&program->cache_node) &&
	       program->key.below == below;
}

/**
 * seccomp_program_put - Drop a reference to a program
 * @program: the program, or NULL. Its last reference frees it and drops the
 *	reference to the program below in its key
 *
 * User space decides how many programs are below, so this function does not
 * recurse.
 *
 * Context: process context; may sleep.
 */
void seccomp_program_put(struct seccomp_program *program)
{
	while (program && refcount_dec_and_test(&program->refs)) {
		struct seccomp_program *below = uncache_program(program);

		seccomp_program_free(program);
		program = below;
	}
}

/* A program takes more than 1 KiB, so memory limits how many there are. */
static void *__init alloc_buckets(size_t size, unsigned int *mask)
{
	return alloc_large_system_hash("seccomp programs", size, 0, CACHE_SCALE,
				       0, NULL, mask, CACHE_MIN_BUCKETS,
				       CACHE_MAX_BUCKETS);
}

static int __init seccomp_program_cache_init(void)
{
	unsigned int i;

	cache_buckets =
		alloc_buckets(sizeof(*cache_buckets), &cache_bucket_mask);
	for (i = 0; i <= cache_bucket_mask; i++) {
		spin_lock_init(&cache_buckets[i].lock);
		INIT_HLIST_HEAD(&cache_buckets[i].programs);
	}
	get_random_bytes(&cache_secret, sizeof(cache_secret));
	return 0;
}
core_initcall(seccomp_program_cache_init);
