// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ids of filters: unique since boot, and not guessable.
 *
 * Records and files name a filter by its id, also after the filter is gone. So no
 * two filters have the same id. The number of filters on the machine is no
 * concern of a sandbox. So an id tells neither the order nor the number of filters.
 *
 * An id is a permutation of a counter. A permutation gives each number another
 * value, which a random number does not. The secret key is random.
 */
#include <linux/atomic.h>
#include <linux/cache.h>
#include <linux/once.h>
#include <linux/random.h>
#include <linux/siphash.h>

#include "filter_id.h"

/*
 * Four rounds with a random function are a random permutation for few known ids.
 * Six rounds are one up to 2^32 known ids.
 */
#define ID_ROUNDS 6

/**
 * seccomp_id_permute - Permute the 64-bit numbers by a key
 * @number: the number, any value
 * @key: the key; owned by the caller
 *
 * This is a Feistel network. Each round can be undone for any round function, so
 * different numbers give different values.
 *
 * Context: any.
 * Return: the value of @number.
 */
u64 seccomp_id_permute(u64 number, const siphash_key_t *key)
{
	u32 left = number >> 32, right = number;
	unsigned int round;

	for (round = 0; round < ID_ROUNDS; round++) {
		const u32 next = left ^ (u32)siphash_2u32(right, round, key);

		left = right;
		right = next;
	}
	return (u64)left << 32 | right;
}

/**
 * seccomp_filter_id_new - Make an id that no other filter has had since boot
 *
 * The key is read at the first use, and not at boot: by then the kernel has
 * gathered randomness.
 *
 * Context: process context.
 * Return: an id other than SECCOMP_NO_FILTER_ID.
 */
u64 seccomp_filter_id_new(void)
{
	static siphash_key_t secret __read_mostly;
	static atomic64_t counter = ATOMIC64_INIT(0);
	u64 id;

	get_random_once(&secret, sizeof(secret));
	do {
		id = seccomp_id_permute(atomic64_inc_return(&counter), &secret);
	} while (id == SECCOMP_NO_FILTER_ID);
	return id;
}
