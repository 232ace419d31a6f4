// SPDX-License-Identifier: GPL-2.0-only
/*
 * The cached_programs of loaded programs: who loads what is loaded already shares it.
 *
 * Loading what is there takes less time than loading what is not, and anybody
 * can take the time. So programs are shared between tasks of the same user only,
 * by the user that loads, the real one: what others have loaded, a task cannot
 * find_cached out.
 *
 * Nor are they shared where the BPF back end would have made other code: it leaves
 * out for the trusted what hardens it.
 *
 * The memory is charged to the control group that came first. It stays charged
 * to it for as long as others share it, as is the case with shared files.
 */
#include <linux/cred.h>
#include <linux/hashtable.h>
#include <linux/init.h>
#include <linux/random.h>
#include <linux/spinlock.h>
#include <linux/xxhash.h>

#include "program.h"

/*
 * Protects @cached_programs and @cache_node of the programs in it. The cached_programs has no
 * reference: a program whose last one is gone is on its way out, and not to be
 * found any more.
 */
static DEFINE_SPINLOCK(cached_programs_lock);
static DEFINE_HASHTABLE(cached_programs, 10);

static u64 hash_seed __ro_after_init;

/*
 * How many of a chain are looked at. The hash is a fast one, and who knows it can
 * make as many programs as there is memory for that end up in one chain, whatever
 * the hash_seed. Others who come to that chain must not wait for its end. Who fills one
 * can notice that somebody has loaded something that is in it, but not what.
 */
#define MAX_CHAIN_WALK 32

static u32 hash_insns(const struct sock_filter *insns, unsigned int len)
{
	return xxh64(insns, array_size(len, sizeof(*insns)),
		     hash_seed ^ __kuid_val(current_uid()));
}

/* A program that may be it, with a reference for the caller; or NULL. */
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
		/* One that is not found is not shared, and that is all. */
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
	/* Another one with the same hash is not shared, and that is all. */
	seccomp_program_put(program);
	return NULL;
}

/**
 * seccomp_program_cache_find - look for a program that current may share
 * @insns: its instructions
 * @len: how many
 *
 * Context: process context, may sleep.
 * Return: the program, with a reference for the caller; or NULL.
 */
struct seccomp_program *
seccomp_program_cache_find(const struct sock_filter *insns, unsigned int len)
{
	return find_cached(insns, len, hash_insns(insns, len),
			   seccomp_loader_privilege());
}

/**
 * seccomp_program_cache_add - let others of the same user share a program
 * @program: a new program, only known to the caller
 *
 * Context: process context, may sleep.
 * Return: the program to use, with the caller's reference: @program, or one that
 * somebody else has been quicker to add, and then @program is gone.
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
	/* Two that come here at the same time are not shared, and that is all. */
	spin_lock(&cached_programs_lock);
	hash_add(cached_programs, &program->cache_node, program->hash);
	spin_unlock(&cached_programs_lock);
	return program;
}

/**
 * seccomp_program_cache_remove - forget a program
 * @program: a program without references, in the cached_programs or not
 *
 * Context: process context.
 */
void seccomp_program_cache_remove(struct seccomp_program *program)
{
	/* Neighbours come and go, but it does not leave by itself. */
	if (hlist_unhashed_lockless(&program->cache_node))
		return;
	spin_lock(&cached_programs_lock);
	hash_del(&program->cache_node);
	spin_unlock(&cached_programs_lock);
}

static int __init seccomp_program_cache_init(void)
{
	hash_seed = get_random_u64();
	return 0;
}
core_initcall(seccomp_program_cache_init);
