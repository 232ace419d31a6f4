/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The random numbers of the stress program.
 */
#ifndef SELFTESTS_SECCOMP_STRESS_RNG_H
#define SELFTESTS_SECCOMP_STRESS_RNG_H

#include <linux/types.h>

/**
 * struct rng - a generator of random numbers (splitmix64)
 * @state: the internal state; only the owner of the generator changes it
 *
 * Each process or thread owns its generator, so no lock is needed.
 */
struct rng {
	__u64 state;
};

/**
 * rng_init - seed a generator
 * @rng: the generator, owned by the caller
 * @seed: any number; equal seeds give equal sequences
 */
static inline void rng_init(struct rng *rng, __u64 seed)
{
	rng->state = (seed + 1) * 0x9e3779b97f4a7c15ULL;
}

/**
 * rng_below - draw a random number
 * @rng: the generator, owned by the caller
 * @limit: the exclusive upper bound, above 0
 *
 * Return: a number from 0 to @limit - 1.
 */
static inline unsigned int rng_below(struct rng *rng, unsigned int limit)
{
	__u64 x = rng->state += 0x9e3779b97f4a7c15ULL;

	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
	return (x ^ (x >> 31)) % limit;
}

#endif /* SELFTESTS_SECCOMP_STRESS_RNG_H */
