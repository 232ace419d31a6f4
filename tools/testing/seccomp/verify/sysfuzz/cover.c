// SPDX-License-Identifier: GPL-2.0-only
/*
 * Coverage of kernel code, recorded by kcov.
 *
 * A worker opens handles before its sequences, and each task of a sequence
 * takes one. A record outlives its task, so the worker collects it at the end.
 */
#include <linux/kcov.h>
#include <sys/ioctl.h>

#include "sysfuzz.h"

#define HANDLES 16
/*
 * The number of entries of a handle. kcov drops points when the handle is full.
 * The analysis of a large program needs the handle with LARGE_ENTRIES.
 */
#define ENTRIES (128 << 10)
#define LARGE_ENTRIES (2 << 20)
/* Operations do not close or replace descriptors from this number on. */
#define FIRST_FD 500

static unsigned long *areas[HANDLES + 1];
static unsigned int handles;

static unsigned long entries(unsigned int handle)
{
	return handle < HANDLES ? ENTRIES : LARGE_ENTRIES;
}

static bool open_handle(unsigned int handle)
{
	const size_t size = entries(handle) * sizeof(long);
	int fd = open("/sys/kernel/debug/kcov", O_RDWR | O_CLOEXEC);
	void *area;

	if (fd < 0)
		return false;
	if (dup2(fd, FIRST_FD + handle) < 0 ||
	    ioctl(fd, KCOV_INIT_TRACE, entries(handle)))
		return false;
	area = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	areas[handle] = area;
	/* A fork would spend most of its time on a copy of this mapping. */
	return area != MAP_FAILED && !madvise(area, size, MADV_DONTFORK);
}

/**
 * cover_open - open the kcov handles of a worker
 *
 * Context: A worker, before its first sequence.
 * Return: false if this kernel has no kcov.
 */
bool cover_open(void)
{
	while (handles <= HANDLES && open_handle(handles))
		handles++;
	return handles > HANDLES;
}

/**
 * cover_begin - start to record the points that the calling task reaches
 *
 * It also counts the task in @group. Without a free handle, nothing is
 * recorded.
 */
void cover_begin(void)
{
	unsigned int i;

	i = __atomic_fetch_add(&group->tasks, 1, __ATOMIC_SEQ_CST);
	if (i < HANDLES && i < handles)
		ioctl(FIRST_FD + i, KCOV_ENABLE, KCOV_TRACE_PC);
}

/**
 * cover_begin_large - start to record a task that attaches large programs
 *
 * A worker has one such handle. While another task uses it, nothing is
 * recorded.
 */
void cover_begin_large(void)
{
	ioctl(FIRST_FD + HANDLES, KCOV_ENABLE, KCOV_TRACE_PC);
}

/*
 * Adds a point to the shared set, which needs no lock. Returns true if it is
 * new. The set drops points once it is half full.
 */
static bool add_pc(u64 pc)
{
	unsigned int i = (pc * 0x9e3779b97f4a7c15) >> 48;
	u64 old;

	for (;; i++) {
		u64 *slot = &shared->pcs[i % PC_SLOTS];

		old = __atomic_load_n(slot, __ATOMIC_RELAXED);
		if (old == pc)
			return false;
		if (old)
			continue;
		if (shared->pc_count > PC_SLOTS / 2)
			return false;
		if (__atomic_compare_exchange_n(slot, &old, pc, false,
						__ATOMIC_SEQ_CST,
						__ATOMIC_SEQ_CST))
			break;
		if (old == pc)
			return false;
	}
	__atomic_fetch_add(&shared->pc_count, 1, __ATOMIC_RELAXED);
	return true;
}

static unsigned int drain_handle(unsigned int handle)
{
	unsigned long *area = areas[handle];
	unsigned long i, count = __atomic_load_n(&area[0], __ATOMIC_RELAXED);
	unsigned int new_points = 0;
	u64 last = 0;

	for (i = 1; i <= count && i < entries(handle); i++) {
		if (area[i] == last)
			continue;
		last = area[i];
		new_points += add_pc(last);
	}
	__atomic_store_n(&area[0], 0, __ATOMIC_RELAXED);
	return new_points;
}

/**
 * cover_collect - collect the points that a sequence has reached
 *
 * Context: A worker, when all tasks of the sequence have ended.
 * Return: the number of points that no sequence had reached before.
 */
unsigned int cover_collect(void)
{
	unsigned int i, new_points = 0;

	for (i = 0; i < handles; i++)
		new_points += drain_handle(i);
	return new_points;
}

/**
 * cover_print - print all points, in the format that sysfuzz.sh reads
 */
void cover_print(void)
{
	unsigned int i, count = 0;

	printf("=== points\n");
	for (i = 0; i < PC_SLOTS; i++) {
		if (!shared->pcs[i])
			continue;
		printf("%llx%c", (unsigned long long)shared->pcs[i],
		       ++count % 8 ? ' ' : '\n');
	}
	printf("\n=== end of points\n");
}
