// SPDX-License-Identifier: GPL-2.0-only
/*
 * The program cache: equal programs of one user are one object.
 *
 * Loading a cached program takes less time than loading another one, and any
 * task can measure that. So tasks share programs only with the same real user:
 * a task must not find out what other users have loaded.
 *
 * Tasks also share programs only at the same privilege level. The BPF back end
 * omits hardening for privileged loaders.
 *
 * The memory is charged to the control group of the first loader. It stays
 * charged there while other groups use the program, as with shared files.
 */
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/hashtable.h>
#include <linux/init.h>
#include <linux/mm.h>
#include <linux/random.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/xxhash.h>

#include "cbpf.h"
#include "program.h"
#include "program_cache.h"

/*
 * Protects @cached_programs and @cache_node of the programs in it. The cache
 * holds no reference: lookups skip a program whose last reference is gone.
 */
static DEFINE_SPINLOCK(cached_programs_lock);
static DEFINE_HASHTABLE(cached_programs, 10);

static u64 hash_seed __ro_after_init;

/*
 * Limit of programs that a lookup compares. The hash is fast and not secure: an
 * attacker can put any number of programs into one chain, whatever the seed.
 * The limit bounds the time that other users of that chain wait. An attacker
 * who fills a chain can notice that another user added to it, but not what.
 */
#define MAX_CHAIN_WALK 32

static u32 hash_insns(const struct sock_filter *insns, unsigned int len)
{
	return xxh64(insns, array_size(len, sizeof(*insns)),
		     hash_seed ^ __kuid_val(current_uid()));
}

/*
 * Return a program that may be equal, with a reference for the caller, or NULL.
 */
static struct seccomp_program *get_cached_candidate(u32 hash, unsigned int len,
						    u8 privilege)
{
	struct seccomp_program *program;
	int left = MAX_CHAIN_WALK;

	lockdep_assert_held(&cached_programs_lock);
	hash_for_each_possible(cached_programs, program, cache_node, hash) {
		if (program->hash == hash && program->len == len &&
		    program->privilege == privilege &&
		    uid_eq(program->owner, current_uid()) &&
		    refcount_inc_not_zero(&program->refs))
			return program;
		/* A program beyond the limit is not shared. */
		if (!--left)
			break;
	}
	return NULL;
}

static struct seccomp_program *find_cached(const struct sock_filter *insns,
					   unsigned int len, u32 hash,
					   u8 privilege)
{
	struct seccomp_program *program;

	spin_lock(&cached_programs_lock);
	program = get_cached_candidate(hash, len, privilege);
	spin_unlock(&cached_programs_lock);
	if (!program || seccomp_cbpf_equal(program->insns, insns, len))
		return program;
	/* Programs with colliding hashes are not shared. */
	seccomp_program_put(program);
	return NULL;
}

/**
 * seccomp_program_cache_find - Find a program that current may share
 * @insns: instructions of the program; owned by the caller
 * @len: number of instructions, 1 to BPF_MAXINSNS
 *
 * Context: process context; may sleep.
 * Return: the program, with a reference for the caller; or NULL.
 */
struct seccomp_program *
seccomp_program_cache_find(const struct sock_filter *insns, unsigned int len)
{
	return find_cached(insns, len, hash_insns(insns, len),
			   seccomp_loader_privilege());
}

/**
 * seccomp_program_cache_add - Let tasks of the same user share a program
 * @program: a program that only the caller knows; the call consumes the
 *	caller's reference
 *
 * Context: process context; may sleep.
 * Return: the program to use, with a reference for the caller: @program, or an
 * equal one that another task added first.
 */
struct seccomp_program *
seccomp_program_cache_add(struct seccomp_program *program)
{
	struct seccomp_program *other;

	program->hash = hash_insns(program->insns, program->len);
	program->owner = current_uid();
	other = find_cached(program->insns, program->len, program->hash,
			    program->privilege);
	if (other) {
		seccomp_program_put(program);
		return other;
	}
	/* Two tasks that add equal programs at once both keep their own. */
	spin_lock(&cached_programs_lock);
	hash_add(cached_programs, &program->cache_node, program->hash);
	spin_unlock(&cached_programs_lock);
	return program;
}

/**
 * seccomp_program_cache_remove - Remove a program from the cache
 * @program: a program without references, cached or not
 *
 * Context: process context.
 */
void seccomp_program_cache_remove(struct seccomp_program *program)
{
	/*
	 * Neighbours in the chain may change the links at the same time. Only
	 * this function unhashes the program, so the test needs no lock.
	 */
	if (hlist_unhashed_lockless(&program->cache_node))
		return;
	spin_lock(&cached_programs_lock);
	hash_del(&program->cache_node);
	spin_unlock(&cached_programs_lock);
}

/**
 * seccomp_program_load - Load a program from user space
 * @fprog: length, 1 to BPF_MAXINSNS, and user address of the instructions
 *
 * Return an equal program that current may share, if the cache has one.
 *
 * Context: process context; may sleep.
 * Return: a program with a reference for the caller; or an error pointer:
 * -EFAULT, -EINVAL, -ENOMEM, or an error of the BPF back end.
 */
struct seccomp_program *seccomp_program_load(const struct sock_fprog *fprog)
{
	const size_t size = array_size(fprog->len, sizeof(struct sock_filter));
	struct seccomp_program *program;
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
	program = seccomp_program_cache_find(insns, fprog->len);
	if (program) {
		kvfree(insns);
		return program;
	}
	program = seccomp_program_create(insns, fprog->len);
	if (IS_ERR(program))
		return program;
	return seccomp_program_cache_add(program);
}

/**
 * seccomp_program_put - Drop a reference to a program
 * @program: the program; freed with its last reference
 *
 * Context: process context; may sleep.
 */
void seccomp_program_put(struct seccomp_program *program)
{
	if (!refcount_dec_and_test(&program->refs))
		return;
	seccomp_program_cache_remove(program);
	seccomp_program_free(program);
}

static int __init seccomp_program_cache_init(void)
{
	hash_seed = get_random_u64();
	return 0;
}
core_initcall(seccomp_program_cache_init);
