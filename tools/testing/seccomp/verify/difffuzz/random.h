/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Pseudo-random numbers. The same seed gives the same sequence.
 */
#ifndef _FUZZ_RANDOM_H
#define _FUZZ_RANDOM_H

#include "kernel.h"

extern __thread u64 random_state;

void random_seed(u64 seed);

static inline u32 random_u32(void)
{
	/* xorshift64*: only the upper half is random enough. */
	random_state ^= random_state >> 12;
	random_state ^= random_state << 25;
	random_state ^= random_state >> 27;
	return random_state * 0x2545f4914f6cdd1d >> 32;
}

/* Choose a number from 0 to @n - 1. */
static inline u32 below(u32 n)
{
	return (u64)random_u32() * n >> 32;
}

static inline bool one_in(u32 n)
{
	return below(n) == 0;
}

#define one_of(array) ((array)[below(sizeof(array) / sizeof((array)[0]))])

u32 random_word(void);
u32 random_nr(void);

#endif /* _FUZZ_RANDOM_H */
