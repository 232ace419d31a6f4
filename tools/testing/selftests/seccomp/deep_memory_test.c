// SPDX-License-Identifier: GPL-2.0-only
/*
 * Let the memory management of the kernel merge, collapse, migrate and protect pages.
 *
 * It may do that to the memory of a process, and to no page of a slot. A judged call
 * waits each time. It must open the file whose path the filter has seen. A control
 * shows that the kernel does it to other pages of the process.
 */
#include "../kselftest_harness.h"

#include "common.h"
#include "callsite.h"
#include "target.h"
#include "notify.h"
#include "deep.h"
#include "deep_attack.h"
#include "deep_slot.h"

#ifndef PR_SET_MEMORY_MERGE
#define PR_SET_MEMORY_MERGE 67
#endif
#ifndef PKEY_DISABLE_ACCESS
#define PKEY_DISABLE_ACCESS 1
#define PKEY_DISABLE_WRITE 2
#endif

/* Bit of /proc/kpageflags for huge pages */
#define FLAG_THP 22

/*
 * Pages
 */

/* Read an entry of 64 bits from a file with one entry for each page, or 0. */
static __u64 page_entry(const char *file, unsigned long page)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	__u64 entry = 0;

	if (fd < 0)
		return 0;
	if (pread(fd, &entry, sizeof(entry), page * sizeof(entry)) !=
	    sizeof(entry))
		entry = 0;
	close(fd);
	return entry;
}

/* Return the number of the page frame at an address, or 0. */
static __u64 frame_at(unsigned long address)
{
	const __u64 entry = page_entry("/proc/self/pagemap", address / PAGE);

	return entry >> 63 ? entry & ((1ULL << 55) - 1) : 0;
}

/* Has the kernel merged both pages? Flags do not tell it on all kernels. */
static bool share_frame(const void *first, const void *second)
{
	const __u64 frame = frame_at((unsigned long)first);

	return frame && frame == frame_at((unsigned long)second);
}

static bool has_flag(unsigned long address, int flag)
{
	const __u64 frame = frame_at(address);

	return frame && page_entry("/proc/kpageflags", frame) >> flag & 1;
}

/*
 * Settings in /sys and /proc
 */
static bool write_setting(const char *dir, const char *name, const char *value)
{
	char file[128];
	bool good;
	int fd;

	snprintf(file, sizeof(file), "%s/%s", dir, name);
	fd = open(file, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	good = write(fd, value, strlen(value)) == (ssize_t)strlen(value);
	close(fd);
	return good;
}

static long read_setting(const char *dir, const char *name)
{
	char file[128];
	long value = -1;
	FILE *stream;

	snprintf(file, sizeof(file), "%s/%s", dir, name);
	stream = fopen(file, "re");
	if (!stream)
		return -1;
	if (fscanf(stream, "%ld", &value) != 1)
		value = -1;
	fclose(stream);
	return value;
}

/* Let a scanner of the kernel look at all memory twice. */
static bool scan_twice(const char *dir)
{
	const long first = read_setting(dir, "full_scans");

	return first >= 0 &&
	       WAIT_UNTIL(read_setting(dir, "full_scans") >= first + 3);
}

/* Return the page frame of the slot. The access maps the page, if it is not. */
static __u64 slot_frame(slot_data *self)
{
	(void)*(volatile char *)self->page;
	return frame_at(self->page);
}

/*
 * Let a judged call wait. Return the page frame of its slot, which must stay, or 0 if
 * the call does not wait or /proc/self/pagemap shows no page frames.
 */
static __u64 begin_with_frame(slot_data *self)
{
	return begin_call(self) ? slot_frame(self) : 0;
}

/* The copy is where it was, and the call opens the judged file. */
#define END_WITH_FRAME(frame)                       \
	do {                                        \
		EXPECT_EQ(frame, slot_frame(self)); \
		EXPECT_EQ(0, end_call(self));       \
		EXPECT_SOUND();                     \
	} while (0)

/*
 * KSM: the kernel merges equal pages. Pages of the process equal that of the slot.
 */
#define KSM_DIR "/sys/kernel/mm/ksm"
#define EQUAL_PAGES 8

static bool start_ksm(void)
{
	return write_setting(KSM_DIR, "pages_to_scan", "20000") &&
	       write_setting(KSM_DIR, "sleep_millisecs", "1") &&
	       write_setting(KSM_DIR, "run", "1");
}

/* Unmerge all pages, and stop. */
static void stop_ksm(void)
{
	write_setting(KSM_DIR, "run", "2");
	write_setting(KSM_DIR, "run", "0");
	write_setting(KSM_DIR, "pages_to_scan", "100");
	write_setting(KSM_DIR, "sleep_millisecs", "20");
}

/* Map pages that the kernel may merge, with the bytes of another page. */
static char *map_equal_pages(const void *bytes)
{
	char *pages = mmap(NULL, EQUAL_PAGES * PAGE, PROT_RW, MAP_ANY, -1, 0);
	int i;

	if (pages == MAP_FAILED)
		return NULL;
	for (i = 0; i < EQUAL_PAGES; i++)
		memcpy(pages + i * PAGE, bytes, PAGE);
	return madvise(pages, EQUAL_PAGES * PAGE, MADV_MERGEABLE) ? NULL :
								    pages;
}

#define NO_KSM "no KSM: %s", strerror(errno)

TEST_F(slot, is_not_merged_with_equal_pages)
{
	const struct slot_map *map = &self->target.map;
	char bytes[PAGE], *pages;
	__u64 frame;
	int i;

	if (!start_ksm())
		SKIP(return, NO_KSM);
	frame = begin_with_frame(self);
	ASSERT_NE(0, frame);
	ASSERT_TRUE(peek(self->page, bytes, PAGE));
	pages = map_equal_pages(bytes);
	ASSERT_NE(NULL, pages);
	/* Neither request reaches the slot. */
	madvise((void *)map->start, map->end - map->start, MADV_MERGEABLE);
	prctl(PR_SET_MEMORY_MERGE, 1, 0, 0, 0);
	EXPECT_TRUE(WAIT_UNTIL(share_frame(pages, pages + PAGE)));
	EXPECT_TRUE(scan_twice(KSM_DIR));
	EXPECT_TRUE(share_frame(pages, pages + PAGE));
	EXPECT_NE(frame_at((unsigned long)pages), slot_frame(self));
	for (i = 0; i < EQUAL_PAGES; i++)
		strcpy(pages + i * PAGE, REFUSED_PATH);
	END_WITH_FRAME(frame);
	stop_ksm();
}

/* The path of the caller lies in a merged page. Its change breaks the merge. */
TEST_F(slot, path_lies_in_a_merged_page)
{
	char bytes[PAGE] = JUDGED_PATH, *pages, *old = self->path;
	int i;

	if (!start_ksm())
		SKIP(return, NO_KSM);
	pages = map_equal_pages(bytes);
	ASSERT_NE(NULL, pages);
	memset(self->path, 0, PAGE);
	for (i = 0; i < 5; i++) {
		strcpy(old, JUDGED_PATH);
		ASSERT_EQ(0, madvise(old, PAGE, MADV_MERGEABLE));
		EXPECT_TRUE(WAIT_UNTIL(share_frame(old, pages)));
		ASSERT_TRUE(begin_call(self));
		EXPECT_FALSE(share_frame(old, pages));
		EXPECT_STREQ(JUDGED_PATH, pages);
		EXPECT_EQ(0, end_call(self));
	}
	EXPECT_SOUND();
	stop_ksm();
}

/*
 * Huge pages
 */
#define THP_DIR "/sys/kernel/mm/transparent_hugepage"
#define KHUGEPAGED_DIR THP_DIR "/khugepaged"
#define HUGE (2UL << 20)

/* What "enabled" was before a test: the word in brackets. */
static char thp_before[16];

static bool read_thp(void)
{
	char text[64] = "";
	FILE *file = fopen(THP_DIR "/enabled", "re");
	bool good;

	if (!file)
		return false;
	good = fgets(text, sizeof(text), file) && strchr(text, '[') &&
	       sscanf(strchr(text, '['), "[%15[a-z]", thp_before) == 1;
	fclose(file);
	return good;
}

static bool start_khugepaged(void)
{
	return read_thp() && write_setting(THP_DIR, "enabled", "always") &&
	       write_setting(KHUGEPAGED_DIR, "pages_to_scan", "100000") &&
	       write_setting(KHUGEPAGED_DIR, "scan_sleep_millisecs", "1");
}

static void stop_khugepaged(void)
{
	write_setting(KHUGEPAGED_DIR, "scan_sleep_millisecs", "10000");
	write_setting(KHUGEPAGED_DIR, "pages_to_scan", "4096");
	write_setting(THP_DIR, "enabled", thp_before);
}

/* Return an aligned range with one small page, in low memory. */
static char *map_huge_range(void)
{
	char *area = mmap(NULL, 2 * HUGE, PROT_RW, MAP_ANY | MAP_32BIT, -1, 0);
	char *huge = (char *)(((unsigned long)area + HUGE - 1) & -HUGE);

	if (area == MAP_FAILED || madvise(huge, HUGE, MADV_NOHUGEPAGE))
		return NULL;
	*huge = 'x';
	return huge;
}

#define NO_THP "no huge pages: %s", strerror(errno)

TEST_F(slot, is_not_collapsed_to_a_huge_page)
{
	const struct slot_map *map = &self->target.map;
	void *start = (void *)map->start;
	const size_t size = map->end - map->start;
	char *control;
	__u64 frame;

	if (!start_khugepaged())
		SKIP(return, NO_THP);
	control = map_huge_range();
	ASSERT_NE(NULL, control);
	frame = begin_with_frame(self);
	ASSERT_NE(0, frame);
	madvise(start, size, MADV_HUGEPAGE);
	EXPECT_EQ(-1, madvise(start, size, MADV_COLLAPSE));
	ASSERT_EQ(0, madvise(control, HUGE, MADV_HUGEPAGE));
	EXPECT_TRUE(WAIT_UNTIL(has_flag((unsigned long)control, FLAG_THP)));
	EXPECT_TRUE(scan_twice(KHUGEPAGED_DIR));
	EXPECT_FALSE(has_flag(self->page, FLAG_THP));
	END_WITH_FRAME(frame);
	stop_khugepaged();
}

/* The page of the path becomes part of a huge page and leaves it during calls. */
TEST_F(slot, path_lies_in_a_huge_page)
{
	char *huge;
	int i;

	if (!read_thp())
		SKIP(return, NO_THP);
	huge = map_huge_range();
	ASSERT_NE(NULL, huge);
	self->path = huge;
	for (i = 0; i < 5; i++) {
		ASSERT_EQ(0, madvise(huge, HUGE, MADV_DONTNEED));
		ASSERT_EQ(0, madvise(huge, HUGE, MADV_NOHUGEPAGE));
		ASSERT_TRUE(begin_call(self));
		EXPECT_FALSE(has_flag((unsigned long)huge, FLAG_THP));
		ASSERT_EQ(0, madvise(huge, HUGE, MADV_HUGEPAGE));
		if (madvise(huge, HUGE, MADV_COLLAPSE)) {
			EXPECT_EQ(0, end_call(self));
			SKIP(return, "MADV_COLLAPSE: %s", strerror(errno));
		}
		EXPECT_TRUE(has_flag((unsigned long)huge, FLAG_THP));
		EXPECT_EQ(0, end_call(self));
		/* The path lies in the huge page, which is split. */
		ASSERT_TRUE(begin_call(self));
		ASSERT_EQ(0, madvise(huge + PAGE, PAGE, MADV_DONTNEED));
		EXPECT_EQ(0, end_call(self));
		EXPECT_SOUND();
	}
}

/*
 * Migration. The machine may have one node, and then pages move by compaction only.
 */
static long move_page(unsigned long address, int flags)
{
	void *pages[] = { (void *)address };
	int nodes[] = { 0 }, status[] = { 1000 };

	if (syscall(__NR_move_pages, 0, 1UL, pages, nodes, status, flags) < 0)
		return -1000 - errno;
	return status[0];
}

TEST_F(slot, cannot_be_moved_to_a_node)
{
	unsigned long nodes = 1;
	__u64 frame;

	if (move_page((unsigned long)self->path, MOVE_PAGES) == -1000 - ENOSYS)
		SKIP(return, "no move_pages(2) in this kernel");
	frame = begin_with_frame(self);
	ASSERT_NE(0, frame);
	/* The control is on the node already. */
	EXPECT_EQ(0, move_page((unsigned long)self->path, MOVE_ALL_PAGES));
	EXPECT_EQ(-EFAULT, move_page(self->page, MOVE_PAGES));
	EXPECT_EQ(-EFAULT, move_page(self->page, MOVE_ALL_PAGES));
	EXPECT_EQ(0, syscall(__NR_migrate_pages, 0, 2UL, &nodes, &nodes));
	END_WITH_FRAME(frame);
}

static bool compact_memory(void)
{
	return write_setting("/proc/sys/vm", "compact_memory", "1");
}

TEST_F(slot, is_not_moved_by_compaction)
{
	__u64 frame;
	int i;

	if (access("/proc/sys/vm/compact_memory", W_OK))
		SKIP(return, "no compaction: %s", strerror(errno));
	frame = begin_with_frame(self);
	ASSERT_NE(0, frame);
	for (i = 0; i < 3; i++)
		EXPECT_TRUE(compact_memory());
	END_WITH_FRAME(frame);
}

/*
 * Protection keys
 */
TEST_F(slot, cannot_get_a_protection_key)
{
	static const int prots[] = { PROT_NONE, PROT_READ, PROT_RW };
	const struct slot_map *map = &self->target.map;
	int key = syscall(__NR_pkey_alloc, 0UL,
			  PKEY_DISABLE_ACCESS | PKEY_DISABLE_WRITE);
	__u64 frame;
	size_t i;

	if (key < 0)
		SKIP(return, "pkey_alloc: %s", strerror(errno));
	frame = begin_with_frame(self);
	ASSERT_NE(0, frame);
	for (i = 0; i < ARRAY_SIZE(prots); i++) {
		EXPECT_EQ(-1, syscall(__NR_pkey_mprotect, map->start,
				      map->end - map->start, prots[i], key));
		EXPECT_TRUE(errno == EPERM || errno == EACCES)
		TH_LOG("prot %d: errno %d", prots[i], errno);
	}
	END_WITH_FRAME(frame);
	syscall(__NR_pkey_free, key);
}

/*
 * Advice and locks
 */
static const int advices[] = {
	MADV_DONTNEED,	     MADV_FREE,
	MADV_REMOVE,	     MADV_COLD,
	MADV_PAGEOUT,	     MADV_WILLNEED,
	MADV_COLLAPSE,	     MADV_POPULATE_READ,
	MADV_POPULATE_WRITE, MADV_DONTNEED_LOCKED,
	MADV_DOFORK,	     MADV_WIPEONFORK,
	MADV_MERGEABLE,	     MADV_HUGEPAGE,
	MADV_GUARD_INSTALL,
};

struct advised {
	pid_t pid;
	struct iovec range;
};

/* Another process gives each kind of advice. */
static int advise_from_outside(void *arg)
{
	const struct advised *advised = arg;
	int fd = syscall(__NR_pidfd_open, advised->pid, 0);
	size_t i;

	CHILD_ASSERT_LE(0, fd);
	for (i = 0; i < ARRAY_SIZE(advices); i++)
		syscall(__NR_process_madvise, fd, &advised->range, 1UL,
			advices[i], 0);
	return 42;
}

TEST_F(slot, keeps_its_bytes_when_other_processes_advise)
{
	const struct slot_map *map = &self->target.map;
	struct advised advised = {
		getpid(),
		{ (void *)map->start, map->end - map->start },
	};
	__u64 frame;

	frame = begin_with_frame(self);
	ASSERT_NE(0, frame);
	EXPECT_EQ(42, exit_summary(in_child(advise_from_outside, &advised)));
	END_WITH_FRAME(frame);
}

/* The memory of the path is locked, paged out and populated during calls. */
TEST_F(slot, path_lies_in_locked_and_populated_memory)
{
	static const int path_advices[] = { MADV_COLD, MADV_PAGEOUT,
					    MADV_POPULATE_READ,
					    MADV_POPULATE_WRITE };
	__u64 frame;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(path_advices); i++) {
		frame = begin_with_frame(self);
		ASSERT_NE(0, frame);
		EXPECT_EQ(0, madvise(self->path, PAGE, path_advices[i]));
		EXPECT_STREQ(REFUSED_PATH, self->path);
		END_WITH_FRAME(frame);
	}
	frame = begin_with_frame(self);
	ASSERT_NE(0, frame);
	EXPECT_EQ(0, mlock2(self->path, PAGE, MLOCK_ONFAULT));
	EXPECT_EQ(0, munlock(self->path, PAGE));
	END_WITH_FRAME(frame);
}

/*
 * Soft-dirty bits and write protection of pages. The kernel's writes to the slot use
 * another mapping, so no bit here keeps them away.
 */
TEST_F(slot, is_written_by_the_kernel_despite_page_monitors)
{
	struct attack_target *target = &self->target;
	__u64 frame;
	int ret;

	frame = begin_with_frame(self);
	ASSERT_NE(0, frame);
	EXPECT_TRUE(write_setting("/proc/self", "clear_refs", "4"));
	describe_target(target);
	ret = ioctl(target->pagemap, SCAN_PAGEMAP, &target->scan);
	EXPECT_TRUE(ret >= 0 || errno == EPERM || errno == EINVAL ||
		    errno == ENOTTY)
	TH_LOG("errno %d", errno);
	EXPECT_EQ(0, end_call(self));
	/* The next copy is another one, at the same place. */
	EXPECT_EQ(-REFUSED_ERRNO, open_by_thread(self, REFUSED_PATH));
	EXPECT_STREQ(REFUSED_PATH, (char *)self->page);
	EXPECT_EQ(frame, frame_at(self->page));
	EXPECT_SOUND();
}

TEST_HARNESS_MAIN
