// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory that is counted, and that runs out when it is told to.
 */
#include "kernel.h"

struct memory memory;

/**
 * memory_alloc - stand in for kmalloc() and its relatives
 * @n: how many
 * @size: of what size
 * @zeroed: whether to clear them
 *
 * Return: the memory; NULL for the allocation that is to fail.
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
	/* What is used without having been written should look wrong. */
	if (!zeroed)
		memset(p, 0xa5, n * size);
#endif
	memory.live++;
	return p;
}

/**
 * memory_free - stand in for kfree()
 * @p: from memory_get(), or NULL
 */
void memory_free(const void *p)
{
	if (!p)
		return;
	memory.live--;
	free((void *)p);
}
