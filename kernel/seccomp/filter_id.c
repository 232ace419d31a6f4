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
 * seccomp_filter_serial_new - Make a number that no other filter has had since boot
 *
 * Most filters are never named. So an attach only counts, and the id is computed when
 * a name is needed.
 *
 * Context: any.
 * Return: the number, from 1 on, which stays inside the kernel.
 */
u64 seccomp_filter_serial_new(void)
{
	static atomic64_t counter = ATOMIC64_INIT(0);

	return atomic64_inc_return(&counter);
}

/**
 * seccomp_filter_id - Compute the id of a filter
 * @serial: number from seccomp_filter_serial_new()
 *
 * The key is read at the first use, and not at boot: by then the kernel has
 * gathered randomness.
 *
 * Context: process context.
 * Return: the id, which is not SECCOMP_NO_FILTER_ID, and is the same for each call.
 */
u64 seccomp_filter_id(u64 serial)
{
	static siphash_key_t secret __read_mostly;
	u64 id;

	get_random_once(&secret, sizeof(secret));
	id = seccomp_id_permute(serial, &secret);
	/* No filter has the number 0, so its value is free. */
	if (id == SECCOMP_NO_FILTER_ID)
		id = seccomp_id_permute(0, &secret);
	return id;
}
