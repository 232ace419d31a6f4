// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which points of the kernel's code were reached, as kcov tells it.
 *
 * A worker opens handles before its sequences; each task of one takes a handle
 * for itself. What is recorded stays when the task has been killed, so that it
 * can be collected in the end.
 */
#include <linux/kcov.h>
#include <sys/ioctl.h>

#include "sysfuzz.h"

#define HANDLES 16
/*
 * Entries of each, and of a further one for large programs: kcov forgets what
 * comes when it is full, and their analysis fills it.
 */
#define ENTRIES (128 << 10)
#define LARGE_ENTRIES (2 << 20)
/* Where nobody happens to close or replace it. */
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
	/* Copying all of it would be most of what a fork costs. */
	return area != MAP_FAILED && !madvise(area, size, MADV_DONTFORK);
}

/**
 * cover_open - open what the tasks of this worker will need
 *
 * Return: false if this kernel has no kcov.
 */
bool cover_open(void)
{
	while (handles <= HANDLES && open_handle(handles))
		handles++;
	return handles > HANDLES;
}

/**
 * cover_begin - record what the calling task reaches
 */
void cover_begin(void)
{
	unsigned int i;

	i = __atomic_fetch_add(&group->tasks, 1, __ATOMIC_SEQ_CST);
	if (i < HANDLES && i < handles)
		ioctl(FIRST_FD + i, KCOV_ENABLE, KCOV_TRACE_PC);
}

/**
 * cover_begin_large - the same for one that attaches large programs
 *
 * There is one such handle; who does not get it is not recorded.
 */
void cover_begin_large(void)
{
	ioctl(FIRST_FD + HANDLES, KCOV_ENABLE, KCOV_TRACE_PC);
}

/* True if it is new. Of a kernel that tells all, not all can be kept. */
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
 * cover_collect - collect what a sequence has reached; its tasks are gone
 *
 * Return: how many points had never been reached before.
 */
unsigned int cover_collect(void)
{
	unsigned int i, new_points = 0;

	for (i = 0; i < handles; i++)
		new_points += drain_handle(i);
	return new_points;
}

/**
 * cover_print - print all points, for sysfuzz.sh
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
