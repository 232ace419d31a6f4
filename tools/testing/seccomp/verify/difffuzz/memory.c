// SPDX-License-Identifier: GPL-2.0-only
/*
 * Counted allocations, one of which can be made to fail.
 */
#include "kernel.h"

struct memory memory;

/**
 * memory_alloc - allocate memory in place of kmalloc() and its variants
 * @n: number of elements
 * @size: bytes of an element
 * @zeroed: true to clear the memory
 *
 * Return: the memory, which the caller frees with memory_free(); NULL if this
 * allocation has to fail.
 */
void *memory_alloc(size_t n, size_t size, bool zeroed)
{
	void *p;

	if (++memory.requested == memory.fail)
		return NULL;
	p = zeroed ? calloc(n, size) : malloc(n * size);
	if (!p)
		abort();
#ifdef POISON
	/* A pattern shows reads of memory that was never written. */
	if (!zeroed)
		memset(p, 0xa5, n * size);
#endif
	memory.live++;
	return p;
}

/**
 * memory_free - free memory in place of kfree()
 * @p: memory of memory_alloc(), or NULL
 */
void memory_free(const void *p)
{
	if (!p)
		return;
	memory.live--;
	free((void *)p);
}
