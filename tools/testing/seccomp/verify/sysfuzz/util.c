// SPDX-License-Identifier: GPL-2.0-only
/*
 * Helpers for operations: pauses, and pointers for system calls.
 */
#include <time.h>

#include "sysfuzz.h"

/**
 * pause_ms - sleep
 * @ms: for how many milliseconds; a signal may end the sleep early
 */
void pause_ms(unsigned int ms)
{
	const struct timespec time = {
		.tv_sec = ms / 1000,
		.tv_nsec = ms % 1000 * 1000000,
	};

	nanosleep(&time, NULL);
}

/**
 * read_only - copy data into read-only memory
 * @good: the data
 * @size: the size of the data in bytes
 *
 * The copy is never freed; it goes away with the process.
 *
 * Return: the copy, or @good if there is no memory for it.
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
 * random_pointer - choose a pointer argument for a call
 * @good: the correct argument
 * @size: the size of the data that the call reads or writes, in bytes
 *
 * Return: @good in seven of eight cases, otherwise a bad pointer or a copy of
 * the data at a special place.
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
		/* The last byte is the last of a mapping, or just behind it. */
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
