// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pseudo-random numbers that are likely to reach different paths.
 */
#include "abi.h"
#include "random.h"

__thread u64 random_state = 1;

/**
 * random_seed - restart the generator
 * @seed: any number
 */
void random_seed(u64 seed)
{
	/* splitmix64: adjacent seeds give different sequences. */
	seed += 0x9e3779b97f4a7c15;
	seed = (seed ^ seed >> 30) * 0xbf58476d1ce4e5b9;
	seed = (seed ^ seed >> 27) * 0x94d049bb133111eb;
	random_state = (seed ^ seed >> 31) | 1;
}

static u32 word_near(u32 word)
{
	return word + below(5) - 2;
}

/**
 * random_nr - choose a system call number
 *
 * Return: an assigned number, a number near a boundary between table slots, or
 * any number.
 */
u32 random_nr(void)
{
	static const u32 boundaries[] = {
		SECCOMP_ARCH_NATIVE_NR,
		0x40000000,
		0x40000000 + SECCOMP_ARCH_NATIVE_NR,
		0x40000000 + SECCOMP_X32_SLOTS,
		0x40000200,
		0x80000000,
		0xc0000000,
		0xffffffff,
		512,
	};

	switch (below(8)) {
	case 0:
		return one_of(boundaries) + (one_in(2) ? 0 : below(5) - 2);
	case 1:
		return 0x40000000 + below(SECCOMP_MAX_ABI_SLOTS);
	case 2:
		return one_in(2) ? random_u32() : below(1024);
	default:
		return below(SECCOMP_ARCH_NATIVE_NR);
	}
}

/**
 * random_word - choose an operand or a value
 *
 * Return: a word such as programs use: a number, a bit, a mask, an architecture
 * or a small value; sometimes any word.
 */
u32 random_word(void)
{
	static const u32 arches[] = {
		SECCOMP_ARCH_NATIVE,
		SECCOMP_ARCH_COMPAT,
		0xc00000b7,
		0xc000003e,
	};

	switch (below(10)) {
	case 0:
		return random_nr();
	case 1:
		return BIT(below(32));
	case 2:
		return ~(u32)BIT(below(32));
	case 3:
		return word_near(0);
	case 4:
		return random_u32();
	case 5:
		return word_near(BIT(below(32)));
	case 6:
		return word_near(one_of(arches));
	case 7:
		/* A mask of consecutive bits. */
		return (u32)-1 >> below(32) << below(32);
	default:
		return below(16);
	}
}
