// SPDX-License-Identifier: GPL-2.0-only
/*
 * Helpers for operations: pauses, and pointers for system calls.
 */
#include <time.h>

#include "sysfuzz.h"

void pause_ms(unsigned int ms)
{
	const struct timespec time = {
		.tv_sec = ms / 1000,
		.tv_nsec = ms % 1000 * 1000000,
	};

	nanosleep(&time, NULL);
}

/**
 * read_only - a copy that can be read, and not written to
 * @good: of what
 * @size: the size of that
 */
void *read_only(void *good, size_t size)
{
	char *copy = end_of_mapping(good, size);

	if (!copy)
		return good;
	mprotect((void *)((unsigned long)copy & -4096UL), 4096, PROT_READ);
	return copy;
}

/**
 * random_pointer - a pointer for a call
 * @good: what it should point to
 * @size: the size of that
 *
 * Return: mostly @good.
 */
void *random_pointer(void *good, size_t size)
{
	char *end;

	if (!one_in(8))
		return good;
	switch (below(6)) {
	case 0:
		return NULL;
	case 1:
		return read_only(good, size);
	case 2:
		/* The last byte that the kernel may touch is the last here. */
		end = end_of_mapping(good, size);
		return end ? end + (one_in(2) ? 1 : 0) : good;
	case 3:
		return (void *)-4096L;
	case 4:
		return (char *)good + below(8);
	default:
		return unmapped_page();
	}
}
