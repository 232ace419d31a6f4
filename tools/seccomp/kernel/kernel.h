/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * User-space versions of what the analysis in kernel/seccomp/ uses from the kernel.
 * A Makefile makes each <linux/...> header that the code includes, and each of
 * them includes this file.
 *
 * LAYOUT_ARM64 selects the system call numbers to analyze. They do not depend
 * on the machine that this is compiled on.
 */
#ifndef _SECCOMPCTL_KERNEL_H
#define _SECCOMPCTL_KERNEL_H

#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <linux/types.h>

typedef __u8 u8;
typedef __u16 u16;
typedef __u32 u32;
typedef __u64 u64;
typedef __s32 s32;
typedef __s64 s64;

#define gfp_t unsigned int

#define CONFIG_SECCOMP_DEEP_ARGS 1

#define U8_MAX UINT8_MAX
#define U16_MAX UINT16_MAX
#define U32_MAX UINT32_MAX
#define S32_MAX INT32_MAX
#define S32_MIN INT32_MIN

#define MAX_ERRNO 4095

/* --- System call numbers ------------------------------------------------ */

#ifdef LAYOUT_ARM64
#define SECCOMP_ARCH_NATIVE 0xc00000b7
#define SECCOMP_ARCH_NATIVE_NR 463
#define SECCOMP_ARCH_COMPAT 0x40000028
#define SECCOMP_ARCH_COMPAT_NR 463
#else
#define SECCOMP_ARCH_NATIVE 0xc000003e
#define SECCOMP_ARCH_NATIVE_NR 463
#define SECCOMP_ARCH_COMPAT 0x40000003
#define SECCOMP_ARCH_COMPAT_NR 463
#define CONFIG_X86 1
#define CONFIG_X86_X32_ABI 1
#define __X32_SYSCALL_BIT 0x40000000
#define X32_NR_syscalls 548
#endif

/* --- Compiler and macros ------------------------------------------------ */

#undef noinline
#define noinline __attribute__((noinline))
#define __maybe_unused __attribute__((unused))
#define __ro_after_init
#define __init
#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define BUILD_BUG_ON(condition) static_assert(!(condition), #condition)
#define IS_ALIGNED(x, a) ((x) % (a) == 0)
#define array_size(n, size) ((size_t)(n) * (size))
#define cond_resched() ((void)0)
#define const_ilog2(n) (63 - __builtin_clzll(n))
/* True for an option that is defined as 1. */
#define is_option_text(value) (#value[0] == '1')
#define IS_ENABLED(CONFIG_option) is_option_text(CONFIG_option)
#define MAX_ERRNO 4095
#define OPTIMIZER_HIDE_VAR(var) __asm__("" : "+r"(var))

/* A constructor runs the initcall before main(). */
#define core_initcall(function)                                     \
	static void __attribute__((constructor)) run_initcall(void) \
	{                                                           \
		if (function())                                     \
			abort();                                    \
	}

#define DIV_ROUND_UP(n, d)            \
	({                            \
		__auto_type by = (d); \
		((n) + by - 1) / by;  \
	})
#define min(a, b)                          \
	({                                 \
		__auto_type one = (a);     \
		__auto_type other = (b);   \
		one < other ? one : other; \
	})
#define max(a, b)                          \
	({                                 \
		__auto_type one = (a);     \
		__auto_type other = (b);   \
		one > other ? one : other; \
	})
#define max3(a, b, c) max(max(a, b), c)
#define min_t(type, a, b) min((type)(a), (type)(b))
#define max_t(type, a, b) max((type)(a), (type)(b))
#define swap(a, b) swap_memory(&(a), &(b), sizeof(a))

static inline void swap_memory(void *a, void *b, size_t size)
{
	char between[256];

	assert(size <= sizeof(between));
	memcpy(between, a, size);
	memcpy(a, b, size);
	memcpy(b, between, size);
}

static inline unsigned long roundup_pow_of_two(unsigned long n)
{
	return n == 1 ? 1 : 2UL << const_ilog2(n - 1);
}

static inline u32 array_index_nospec(u32 index, u32 size)
{
	return index;
}

/* --- Memory ------------------------------------------------------------- */

#define GFP_KERNEL 0
#define GFP_KERNEL_ACCOUNT 0
#define __GFP_NOWARN 0
#define __GFP_ZERO 0

/**
 * struct memory - allocations of the code under test
 * @live: number of allocations that are not freed
 * @requested: number of allocations since the test reset it
 * @fail: the allocation that fails, counted from 1; 0 for none
 */
struct memory {
	unsigned long live;
	unsigned long requested;
	unsigned long fail;
};

extern struct memory memory;

void *memory_alloc(size_t n, size_t size, bool zeroed);
void memory_free(const void *p);

#define kmalloc(size, gfp) ((void)(gfp), memory_alloc(1, size, false))
#define kzalloc(size, gfp) ((void)(gfp), memory_alloc(1, size, true))
#define kcalloc(n, size, gfp) ((void)(gfp), memory_alloc(n, size, true))
#define kmalloc_array(n, size, gfp) ((void)(gfp), memory_alloc(n, size, false))
#define kvmalloc(size, gfp) ((void)(gfp), memory_alloc(1, size, false))
#define kvzalloc(size, gfp) ((void)(gfp), memory_alloc(1, size, true))
#define kvcalloc(n, size, gfp) ((void)(gfp), memory_alloc(n, size, true))
#define kvmalloc_array(n, size, gfp) ((void)(gfp), memory_alloc(n, size, false))
#define bitmap_alloc(bits, gfp) \
	((void)(gfp), memory_alloc(BITS_TO_LONGS(bits), sizeof(long), false))
#define bitmap_zalloc(bits, gfp) \
	((void)(gfp), memory_alloc(BITS_TO_LONGS(bits), sizeof(long), true))
#define bitmap_free(p) memory_free(p)
#define kfree(p) memory_free(p)
#define kvfree(p) memory_free(p)

/* --- Bitmaps ------------------------------------------------------------ */

#define BITS_PER_LONG (8 * (unsigned int)sizeof(long))
#define BIT(n) (1UL << (n))
#define BIT_WORD(n) ((n) / BITS_PER_LONG)
#define BIT_MASK(n) (1UL << ((n) % BITS_PER_LONG))
#define __ffs(word) ((unsigned int)__builtin_ctzl(word))
#define BITS_TO_LONGS(bits) (((bits) + BITS_PER_LONG - 1) / BITS_PER_LONG)
#define DECLARE_BITMAP(name, bits) unsigned long name[BITS_TO_LONGS(bits)]

static inline bool test_bit(unsigned int bit, const unsigned long *map)
{
	return map[bit / BITS_PER_LONG] >> (bit % BITS_PER_LONG) & 1;
}

static inline void __set_bit(unsigned int bit, unsigned long *map)
{
	map[bit / BITS_PER_LONG] |= BIT(bit % BITS_PER_LONG);
}

static inline void __clear_bit(unsigned int bit, unsigned long *map)
{
	map[bit / BITS_PER_LONG] &= ~BIT(bit % BITS_PER_LONG);
}

static inline void __assign_bit(unsigned int bit, unsigned long *map, bool set)
{
	if (set)
		__set_bit(bit, map);
	else
		__clear_bit(bit, map);
}

static inline bool __test_and_set_bit(unsigned int bit, unsigned long *map)
{
	const bool was = test_bit(bit, map);

	__set_bit(bit, map);
	return was;
}

static inline bool __test_and_clear_bit(unsigned int bit, unsigned long *map)
{
	const bool was = test_bit(bit, map);

	__clear_bit(bit, map);
	return was;
}

static inline void bitmap_zero(unsigned long *map, unsigned int bits)
{
	memset(map, 0, BITS_TO_LONGS(bits) * sizeof(long));
}

static inline void bitmap_fill(unsigned long *map, unsigned int bits)
{
	memset(map, 0xff, BITS_TO_LONGS(bits) * sizeof(long));
}

static inline void bitmap_copy(unsigned long *map, const unsigned long *from,
			       unsigned int bits)
{
	memcpy(map, from, BITS_TO_LONGS(bits) * sizeof(long));
}

static inline void bitmap_set(unsigned long *map, unsigned int start,
			      unsigned int count)
{
	while (count--)
		__set_bit(start++, map);
}

static inline void bitmap_or(unsigned long *map, const unsigned long *a,
			     const unsigned long *b, unsigned int bits)
{
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(bits); i++)
		map[i] = a[i] | b[i];
}

static inline bool bitmap_and(unsigned long *map, const unsigned long *a,
			      const unsigned long *b, unsigned int bits)
{
	unsigned long any = 0;
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(bits); i++)
		any |= map[i] = a[i] & b[i];
	return any;
}

static inline bool bitmap_andnot(unsigned long *map, const unsigned long *a,
				 const unsigned long *b, unsigned int bits)
{
	unsigned long any = 0;
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(bits); i++)
		any |= map[i] = a[i] & ~b[i];
	return any;
}

static inline void bitmap_complement(unsigned long *map, const unsigned long *a,
				     unsigned int bits)
{
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(bits); i++)
		map[i] = ~a[i];
}

static inline unsigned int find_next_bit(const unsigned long *map,
					 unsigned int bits, unsigned int start)
{
	while (start < bits) {
		const unsigned long word = map[start / BITS_PER_LONG] >>
					   (start % BITS_PER_LONG);

		if (word) {
			start += __builtin_ctzl(word);
			return min(start, bits);
		}
		start = (start / BITS_PER_LONG + 1) * BITS_PER_LONG;
	}
	return bits;
}

static inline bool bitmap_empty(const unsigned long *map, unsigned int bits)
{
	return find_next_bit(map, bits, 0) == bits;
}

static inline bool bitmap_full(const unsigned long *map, unsigned int bits)
{
	unsigned int i;

	for (i = 0; i < bits; i++)
		if (!test_bit(i, map))
			return false;
	return true;
}

static inline bool bitmap_subset(const unsigned long *a, const unsigned long *b,
				 unsigned int bits)
{
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(bits); i++)
		if (a[i] & ~b[i])
			return false;
	return true;
}

static inline bool bitmap_equal(const unsigned long *a, const unsigned long *b,
				unsigned int bits)
{
	return !memcmp(a, b, BITS_TO_LONGS(bits) * sizeof(long));
}

static inline bool bitmap_intersects(const unsigned long *a,
				     const unsigned long *b, unsigned int bits)
{
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(bits); i++)
		if (a[i] & b[i])
			return true;
	return false;
}

static inline void bitmap_clear(unsigned long *map, unsigned int start,
				unsigned int count)
{
	while (count--)
		__clear_bit(start++, map);
}

static inline unsigned int bitmap_weight(const unsigned long *map,
					 unsigned int bits)
{
	unsigned int i, weight = 0;

	for (i = 0; i < bits; i++)
		weight += test_bit(i, map);
	return weight;
}

#define find_first_bit(map, bits) find_next_bit(map, bits, 0)

/* The state of a loop over set bits; the caller owns the variable *bit. */
struct bit_walk {
	unsigned int *bit;
	const unsigned long *map;
	unsigned int bits;
	unsigned int next;
};

static inline bool bit_walk_on(struct bit_walk *walk)
{
	*walk->bit = find_next_bit(walk->map, walk->bits, walk->next);
	walk->next = *walk->bit + 1;
	return *walk->bit < walk->bits;
}

static inline struct bit_walk
bit_walk_from(unsigned int *bit, const unsigned long *map, unsigned int bits)
{
	return (struct bit_walk){ bit, map, bits, *bit };
}

#define for_each_set_bit_from(bit, map, bits)                         \
	for (struct bit_walk walk = bit_walk_from(&(bit), map, bits); \
	     bit_walk_on(&walk);)
#define for_each_set_bit(bit, map, bits)                      \
	for (struct bit_walk walk = { &(bit), map, bits, 0 }; \
	     bit_walk_on(&walk);)

static inline bool bit_walk_range(struct bit_walk *walk, unsigned int *end)
{
	if (!bit_walk_on(walk))
		return false;
	while (walk->next < walk->bits && test_bit(walk->next, walk->map))
		walk->next++;
	*end = walk->next;
	return true;
}

#define for_each_set_bitrange(bit, end, map, bits)            \
	for (struct bit_walk walk = { &(bit), map, bits, 0 }; \
	     bit_walk_range(&walk, &(end));)

/* --- <linux/seccomp_fastpath.h> ----------------------------------------- */

static inline unsigned int seccomp_lookup_index(unsigned int number)
{
	return number;
}

#endif /* _SECCOMPCTL_KERNEL_H */
