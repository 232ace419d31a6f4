/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Attacks on argument copies: a filter about paths, the mapping with the slots, and
 * a table of calls that try to change this mapping.
 *
 * Include this header after "target.h" and "deep.h".
 */
#ifndef SELFTESTS_SECCOMP_DEEP_ATTACK_H
#define SELFTESTS_SECCOMP_DEEP_ATTACK_H

#include <linux/userfaultfd.h>
#include <sys/ioctl.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/uio.h>

#ifndef MREMAP_DONTUNMAP
#define MREMAP_DONTUNMAP 4
#endif
#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0x100000
#endif
#ifndef MADV_COLD
#define MADV_COLD 20
#define MADV_PAGEOUT 21
#endif
#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 22
#define MADV_POPULATE_WRITE 23
#endif
#ifndef MADV_DONTNEED_LOCKED
#define MADV_DONTNEED_LOCKED 24
#endif
#ifndef MADV_COLLAPSE
#define MADV_COLLAPSE 25
#endif
#ifndef MADV_GUARD_INSTALL
#define MADV_GUARD_INSTALL 102
#define MADV_GUARD_REMOVE 103
#endif
#ifndef __NR_process_madvise
#define __NR_process_madvise 440
#endif
#ifndef __NR_set_mempolicy_home_node
#define __NR_set_mempolicy_home_node 450
#endif
#ifndef __NR_mseal
#define __NR_mseal 462
#endif
#ifndef PR_SET_VMA
#define PR_SET_VMA 0x53564d41
#define PR_SET_VMA_ANON_NAME 0
#endif

/* Memory policies, and the flag to move the pages of all processes */
#define POLICY_PREFERRED 1
#define POLICY_BIND 2
#define MOVE_PAGES 2
#define MOVE_ALL_PAGES 4

/* Flags of vmsplice(2) that the libc has for some sources only */
#define SPLICE_NONBLOCK 2
#define SPLICE_GIFT 8

/* UFFD_USER_MODE_ONLY, which older headers do not have */
#define USER_FAULTS_ONLY 1

/* PAGEMAP_SCAN of <linux/fs.h>, which older headers do not have. */
struct scan_arg {
	__u64 size, flags, start, end, walk_end, vec, vec_len, max_pages;
	__u64 category_inverted, category_mask, category_anyof_mask;
	__u64 return_mask;
};

#define SCAN_PAGEMAP _IOWR('f', 16, struct scan_arg)
#define SCAN_WRITE_PROTECT 1 /* PM_SCAN_WP_MATCHING */
#define SCAN_WRITTEN 2 /* PAGE_IS_WRITTEN */

/*
 * The filter of the tests decides about these paths. Their lengths are equal. A mix
 * of their bytes names no file.
 */
#define JUDGED_PATH "/dev/null"
#define REFUSED_PATH "/dev/zero"
#define JUDGED_DEV makedev(1, 3)
#define REFUSED_DEV makedev(1, 5)

/* No call of the tests fails with this errno by itself. */
#define REFUSED_ERRNO ENOANO
#define REFUSED DEEP_ERRNO(REFUSED_ERRNO)

/* The tests run on kernels with this page size. */
#define PAGE 4096UL
/* Pages of a slot in the mapping: four with data, and one that is never mapped. */
#define SLOT_STRIDE (5 * PAGE)

/**
 * struct path_policy - verdicts about the path of one call
 * @arch: AUDIT_ARCH_* of the call
 * @nr: number of the call
 * @window: index of the argument with the path
 * @judged: verdict for JUDGED_PATH
 * @refused: verdict for REFUSED_PATH
 * @other: verdict for other paths, and for paths that were not copied
 */
struct path_policy {
	__u32 arch;
	int nr;
	int window;
	__u32 judged;
	__u32 refused;
	__u32 other;
};

/* Append instructions that return @verdict if the window has the string @text. */
static inline void put_string_case(struct deep_filter *f, int window,
				   const char *text, __u32 verdict)
{
	const unsigned int words = strlen(text) / 4 + 1;
	char padded[64] = "";
	unsigned int i;
	__u32 word;

	snprintf(padded, sizeof(padded), "%s", text);
	for (i = 0; i < words; i++) {
		memcpy(&word, padded + 4 * i, sizeof(word));
		deep_put(f, INSN_LOAD(SECCOMP_ARG_DATA(window) + 4 * i));
		deep_put(f, INSN_JEQ(word, 0, 2 * (words - i) - 1));
	}
	deep_put(f, INSN_RET(verdict));
}

/* Attach a filter with these verdicts. It allows all other calls. */
static inline int attach_path_policy(const struct path_policy *policy,
				     unsigned int flags)
{
	struct deep_filter f;

	deep_begin_abi(&f, policy->arch, policy->nr);
	put_string_case(&f, policy->window, JUDGED_PATH, policy->judged);
	put_string_case(&f, policy->window, REFUSED_PATH, policy->refused);
	deep_return(&f, policy->other);
	return deep_attach_with(&f, flags | DEEP_ARGS);
}

/*
 * Return what an open has done: 0 if it has opened JUDGED_PATH, -errno if it failed,
 * and WRONG_FILE if it has opened another file. Close the file.
 */
#define WRONG_FILE 1

static inline long opened_file(long fd, int err)
{
	struct stat st;
	long result;

	if (fd < 0)
		return -err;
	result = fstat(fd, &st) || st.st_rdev != JUDGED_DEV ? WRONG_FILE : 0;
	close(fd);
	return result;
}

/*
 * Mappings with slots
 */
#define SLOT_MAPS_MAX 64

struct slot_map {
	unsigned long start, end;
	char perms[5];
};

/* Find the mappings of a process, 0 for this one. Return their number, or -1. */
static inline int find_slot_maps(pid_t pid, struct slot_map maps[SLOT_MAPS_MAX])
{
	char path[64] = "/proc/self/maps", line[512];
	struct slot_map map = {};
	int count = 0;
	FILE *file;

	if (pid)
		snprintf(path, sizeof(path), "/proc/%d/maps", pid);
	file = fopen(path, "re");
	if (!file)
		return -1;
	while (fgets(line, sizeof(line), file)) {
		if (!strstr(line, DEEP_MAPPING))
			continue;
		if (sscanf(line, "%lx-%lx %4s", &map.start, &map.end,
			   map.perms) == 3 &&
		    count < SLOT_MAPS_MAX)
			maps[count++] = map;
	}
	fclose(file);
	return count;
}

/*
 * Copy memory that may be missing, without a signal. Return false if it cannot be
 * read. The kernel reads it for write(2).
 */
static inline bool peek(unsigned long address, void *to, size_t size)
{
	bool good = false;
	int pair[2];

	if (pipe2(pair, O_CLOEXEC | O_NONBLOCK))
		return false;
	if (write(pair[1], (void *)address, size) == (ssize_t)size)
		good = read(pair[0], to, size) == (ssize_t)size;
	close(pair[0]);
	close(pair[1]);
	return good;
}

/* Return the address of the page of a slot that begins with @text, or 0. */
static inline unsigned long find_slot_page(const struct slot_map *map,
					   const char *text)
{
	unsigned long page;
	char seen[64];

	for (page = map->start; page < map->end; page += PAGE)
		if (peek(page, seen, sizeof(seen)) &&
		    !strncmp(seen, text, sizeof(seen)))
			return page;
	return 0;
}

/*
 * Attacks on a mapping, each one system call
 */
enum attack_group {
	ATTACK_UNMAP,
	ATTACK_MAP_OVER,
	ATTACK_PROTECT,
	ATTACK_MOVE,
	ATTACK_DISCARD, /* madvise(2) that may drop memory */
	ATTACK_ADVISE, /* madvise(2) with other advice */
	ATTACK_LOCK,
	ATTACK_NAME, /* names and memory policies */
	ATTACK_MIGRATE, /* the kernel is to move the pages to other memory */
	ATTACK_MONITOR, /* the kernel is to mark or protect the pages */
	ATTACK_WRITE, /* the kernel is to write into the mapping */
};

/* The result of an attack that has no effect on the copies. */
#define SUCCESS 1000

#define ATTACK_RESULTS 5

/**
 * struct slot_attack - a call that tries to change the mapping
 * @group: kind of the attack
 * @name: name for messages
 * @nr: number of the call
 * @args: arguments, some of them OF_*
 * @results: errnos that are right, or SUCCESS; 0 behind them
 */
struct slot_attack {
	enum attack_group group;
	const char *name;
	long nr;
	unsigned long args[6];
	int results[ATTACK_RESULTS];
};

/* Arguments that depend on the mapping. */
enum {
	OF_START = 0x5eed0000,
	OF_SIZE, /* bytes of the mapping */
	OF_MIDDLE, /* address of the fourth page */
	OF_END_PAGE, /* address of the last page */
	OF_TWICE, /* two times OF_SIZE */
	OF_OTHER, /* address of OF_SIZE bytes of writable memory */
	OF_FREE, /* address of a reserved range of OF_SIZE bytes */
	OF_PIPE, /* descriptor of a pipe that has 64 bytes to read */
	OF_PROCESS, /* descriptor of this process */
	OF_VECTOR, /* struct iovec of the mapping */
	OF_PAGES, /* addresses of the first SLOT_DATA_PAGES pages */
	OF_NODES, /* a node for each of these pages */
	OF_STATUS, /* room for a status of each of these pages */
	OF_NODE_SET, /* set of nodes with the first one */
	OF_PAGEMAP, /* descriptor of /proc/self/pagemap */
	OF_SCAN, /* struct scan_arg of the mapping */
	OF_CLEAR_REFS, /* descriptor of /proc/self/clear_refs */
	OF_PIPE_IN, /* descriptor to write to the pipe */
	OF_MEM, /* descriptor of /proc/self/mem */
	OF_PID, /* number of the process */
	OF_BYTES, /* struct iovec of eight bytes */
	OF_SEGMENT, /* number of a segment of shared memory */
	OF_FAULTS, /* descriptor of userfaultfd(2) */
	OF_REGISTER, /* struct uffdio_register of the mapping */
};

/* Pages of a slot that can have data. */
#define SLOT_DATA_PAGES 4

#define MAP_ANY (MAP_PRIVATE | MAP_ANONYMOUS)
#define PROT_RW (PROT_READ | PROT_WRITE)

/* Without CONFIG_NUMA and similar options, some calls are missing. */
#define MISSING ENOSYS

#define ADVISE(kind, advice, ...)                             \
	{                                                     \
		kind, "madvise " #advice, __NR_madvise,       \
			{ OF_START, OF_SIZE, MADV_##advice }, \
		{                                             \
			__VA_ARGS__                           \
		}                                             \
	}

#define ADVISE_PROCESS(advice, ...)                                     \
	{                                                               \
		ATTACK_DISCARD, "process_madvise " #advice,             \
			__NR_process_madvise,                           \
			{ OF_PROCESS, OF_VECTOR, 1, MADV_##advice, 0 }, \
		{                                                       \
			__VA_ARGS__                                     \
		}                                                       \
	}

/*
 * Kernels before mseal(2) refuse to map over such a mapping with ENOMEM, and newer
 * ones with EPERM. To name a part of it means to split it. Kernels before mseal(2)
 * refuse that with EPERM, and newer ones with EINVAL. Some kernels do not refuse to
 * discard the pages. The next access finds the same page again.
 */
static const struct slot_attack slot_attacks[] = {
	{ ATTACK_UNMAP,
	  "munmap all",
	  __NR_munmap,
	  { OF_START, OF_SIZE },
	  { EPERM } },
	{ ATTACK_UNMAP,
	  "munmap the first page",
	  __NR_munmap,
	  { OF_START, PAGE },
	  { EPERM, EINVAL } },
	{ ATTACK_UNMAP,
	  "munmap in the middle",
	  __NR_munmap,
	  { OF_MIDDLE, 4 * PAGE },
	  { EPERM, EINVAL } },
	{ ATTACK_UNMAP,
	  "munmap the last page",
	  __NR_munmap,
	  { OF_END_PAGE, PAGE },
	  { EPERM, EINVAL } },
	{ ATTACK_MAP_OVER,
	  "mmap MAP_FIXED over all",
	  __NR_mmap,
	  { OF_START, OF_SIZE, PROT_RW, MAP_ANY | MAP_FIXED, -1UL },
	  { EPERM, ENOMEM } },
	{ ATTACK_MAP_OVER,
	  "mmap MAP_FIXED over the first page",
	  __NR_mmap,
	  { OF_START, PAGE, PROT_RW, MAP_ANY | MAP_FIXED, -1UL },
	  { EPERM, ENOMEM, EINVAL } },
	{ ATTACK_MAP_OVER,
	  "mmap MAP_FIXED in the middle",
	  __NR_mmap,
	  { OF_MIDDLE, PAGE, PROT_RW, MAP_ANY | MAP_FIXED, -1UL },
	  { EPERM, ENOMEM, EINVAL } },
	{ ATTACK_MAP_OVER,
	  "mmap MAP_FIXED_NOREPLACE",
	  __NR_mmap,
	  { OF_START, PAGE, PROT_RW, MAP_ANY | MAP_FIXED_NOREPLACE, -1UL },
	  { EEXIST } },
	{ ATTACK_MAP_OVER,
	  "mremap to it",
	  __NR_mremap,
	  { OF_OTHER, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, OF_START },
	  { EPERM, EINVAL, ENOMEM } },
	{ ATTACK_MAP_OVER,
	  "remap_file_pages",
	  __NR_remap_file_pages,
	  { OF_START, PAGE, 0, 1, 0 },
	  { EINVAL, MISSING } },
	{ ATTACK_MAP_OVER,
	  "shmat SHM_REMAP",
	  __NR_shmat,
	  { OF_SEGMENT, OF_START, SHM_REMAP },
	  { EPERM, EINVAL, ENOMEM } },
	{ ATTACK_PROTECT,
	  "mprotect to write",
	  __NR_mprotect,
	  { OF_START, OF_SIZE, PROT_RW },
	  { EACCES, EPERM } },
	{ ATTACK_PROTECT,
	  "mprotect to write one page",
	  __NR_mprotect,
	  { OF_MIDDLE, PAGE, PROT_RW },
	  { EACCES, EPERM } },
	{ ATTACK_PROTECT,
	  "mprotect to execute",
	  __NR_mprotect,
	  { OF_START, OF_SIZE, PROT_READ | PROT_EXEC },
	  { EACCES, EPERM } },
	{ ATTACK_PROTECT,
	  "mprotect to none",
	  __NR_mprotect,
	  { OF_START, OF_SIZE, PROT_NONE },
	  { EPERM } },
	{ ATTACK_PROTECT,
	  "mprotect one page to none",
	  __NR_mprotect,
	  { OF_START, PAGE, PROT_NONE },
	  { EPERM, EINVAL } },
	{ ATTACK_PROTECT,
	  "pkey_mprotect to write",
	  __NR_pkey_mprotect,
	  { OF_START, OF_SIZE, PROT_RW, -1UL },
	  { EACCES, EPERM, MISSING } },
	{ ATTACK_PROTECT,
	  "pkey_mprotect to none",
	  __NR_pkey_mprotect,
	  { OF_START, OF_SIZE, PROT_NONE, -1UL },
	  { EPERM, MISSING } },
	{ ATTACK_MOVE,
	  "mremap to another place",
	  __NR_mremap,
	  { OF_START, OF_SIZE, OF_SIZE, MREMAP_MAYMOVE | MREMAP_FIXED,
	    OF_FREE },
	  { EPERM, EINVAL } },
	{ ATTACK_MOVE,
	  "mremap one page",
	  __NR_mremap,
	  { OF_MIDDLE, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, OF_FREE },
	  { EPERM, EINVAL } },
	{ ATTACK_MOVE,
	  "mremap to grow",
	  __NR_mremap,
	  { OF_START, OF_SIZE, OF_TWICE, MREMAP_MAYMOVE },
	  { EPERM, EFAULT } },
	{ ATTACK_MOVE,
	  "mremap to shrink",
	  __NR_mremap,
	  { OF_START, OF_SIZE, PAGE, 0 },
	  { EPERM, EINVAL } },
	{ ATTACK_MOVE,
	  "mremap MREMAP_DONTUNMAP",
	  __NR_mremap,
	  { OF_START, OF_SIZE, OF_SIZE, MREMAP_MAYMOVE | MREMAP_DONTUNMAP },
	  { EPERM, EINVAL, EFAULT } },
	{ ATTACK_MOVE,
	  "mremap of length 0",
	  __NR_mremap,
	  { OF_START, 0, OF_SIZE, MREMAP_MAYMOVE },
	  { EPERM, EINVAL } },
	ADVISE(ATTACK_DISCARD, DONTNEED, EPERM, SUCCESS),
	ADVISE(ATTACK_DISCARD, DONTNEED_LOCKED, EPERM, EINVAL, SUCCESS),
	ADVISE(ATTACK_DISCARD, FREE, EPERM, EINVAL),
	ADVISE(ATTACK_DISCARD, REMOVE, EPERM, EINVAL),
	ADVISE(ATTACK_DISCARD, PAGEOUT, EINVAL, SUCCESS),
	ADVISE(ATTACK_DISCARD, COLD, EINVAL, SUCCESS),
	ADVISE(ATTACK_DISCARD, GUARD_INSTALL, EPERM, EINVAL),
	ADVISE(ATTACK_DISCARD, GUARD_REMOVE, EINVAL, SUCCESS),
	/* Most kernels know fewer kinds of advice here, and refuse the other ones. */
	ADVISE_PROCESS(DONTNEED, EPERM, EINVAL, SUCCESS),
	ADVISE_PROCESS(FREE, EPERM, EINVAL),
	ADVISE_PROCESS(REMOVE, EPERM, EINVAL),
	ADVISE_PROCESS(COLD, EPERM, EINVAL, SUCCESS),
	ADVISE_PROCESS(PAGEOUT, EPERM, EINVAL, SUCCESS),
	ADVISE_PROCESS(WILLNEED, EPERM, EINVAL, EBADF, SUCCESS),
	ADVISE_PROCESS(COLLAPSE, EPERM, EINVAL),
	ADVISE_PROCESS(POPULATE_WRITE, EPERM, EINVAL, EFAULT),
	ADVISE_PROCESS(DOFORK, EPERM, EINVAL),
	ADVISE_PROCESS(GUARD_INSTALL, EPERM, EINVAL),
	ADVISE(ATTACK_ADVISE, DOFORK, EINVAL),
	ADVISE(ATTACK_ADVISE, DONTFORK, EPERM, SUCCESS),
	ADVISE(ATTACK_ADVISE, WIPEONFORK, EPERM, EINVAL, SUCCESS),
	ADVISE(ATTACK_ADVISE, KEEPONFORK, EINVAL, SUCCESS),
	ADVISE(ATTACK_ADVISE, DODUMP, EINVAL),
	ADVISE(ATTACK_ADVISE, DONTDUMP, SUCCESS),
	ADVISE(ATTACK_ADVISE, HUGEPAGE, EINVAL, SUCCESS),
	ADVISE(ATTACK_ADVISE, NOHUGEPAGE, EINVAL, SUCCESS),
	ADVISE(ATTACK_ADVISE, COLLAPSE, EINVAL),
	ADVISE(ATTACK_ADVISE, MERGEABLE, EINVAL, SUCCESS),
	ADVISE(ATTACK_ADVISE, UNMERGEABLE, EINVAL, SUCCESS),
	ADVISE(ATTACK_ADVISE, POPULATE_READ, EINVAL, EFAULT),
	ADVISE(ATTACK_ADVISE, POPULATE_WRITE, EINVAL, EFAULT),
	ADVISE(ATTACK_ADVISE, WILLNEED, EBADF, SUCCESS),
	ADVISE(ATTACK_ADVISE, RANDOM, SUCCESS),
	ADVISE(ATTACK_ADVISE, NORMAL, SUCCESS),
	{ ATTACK_LOCK,
	  "mlock",
	  __NR_mlock,
	  { OF_START, OF_SIZE },
	  { SUCCESS, ENOMEM } },
	{ ATTACK_LOCK,
	  "mlock2 MLOCK_ONFAULT",
	  __NR_mlock2,
	  { OF_START, OF_SIZE, 1 },
	  { SUCCESS, ENOMEM } },
	{ ATTACK_LOCK,
	  "munlock",
	  __NR_munlock,
	  { OF_START, OF_SIZE },
	  { SUCCESS } },
	{ ATTACK_LOCK,
	  "mseal",
	  __NR_mseal,
	  { OF_START, OF_SIZE, 0 },
	  { SUCCESS, MISSING } },
	{ ATTACK_LOCK,
	  "msync",
	  __NR_msync,
	  { OF_START, OF_SIZE, 2 },
	  { SUCCESS } },
	{ ATTACK_NAME,
	  "PR_SET_VMA_ANON_NAME",
	  __NR_prctl,
	  { PR_SET_VMA, PR_SET_VMA_ANON_NAME, OF_START, OF_SIZE,
	    (unsigned long)"other" },
	  { SUCCESS, EINVAL, EBADF } },
	{ ATTACK_NAME,
	  "PR_SET_VMA_ANON_NAME of one page",
	  __NR_prctl,
	  { PR_SET_VMA, PR_SET_VMA_ANON_NAME, OF_MIDDLE, PAGE,
	    (unsigned long)"page" },
	  { EINVAL, EPERM, EBADF } },
	{ ATTACK_NAME,
	  "mbind",
	  __NR_mbind,
	  { OF_START, OF_SIZE, 0, 0, 0, 0 },
	  { SUCCESS, EINVAL, MISSING } },
	{ ATTACK_MIGRATE,
	  "mbind to move its pages",
	  __NR_mbind,
	  { OF_START, OF_SIZE, POLICY_BIND, OF_NODE_SET, 2, MOVE_PAGES },
	  { SUCCESS, EIO, EINVAL, MISSING } },
	{ ATTACK_MIGRATE,
	  "mbind to move its pages of all processes",
	  __NR_mbind,
	  { OF_START, OF_SIZE, POLICY_BIND, OF_NODE_SET, 2, MOVE_ALL_PAGES },
	  { SUCCESS, EIO, EINVAL, EPERM, MISSING } },
	{ ATTACK_MIGRATE,
	  "mbind of one page",
	  __NR_mbind,
	  { OF_MIDDLE, PAGE, POLICY_PREFERRED, OF_NODE_SET, 2, 0 },
	  { EINVAL, EPERM, MISSING } },
	{ ATTACK_MIGRATE,
	  "set_mempolicy_home_node",
	  __NR_set_mempolicy_home_node,
	  { OF_START, OF_SIZE, 0, 0 },
	  { SUCCESS, EINVAL, EOPNOTSUPP, ENOENT, MISSING } },
	{ ATTACK_MIGRATE,
	  "move_pages",
	  __NR_move_pages,
	  { 0, SLOT_DATA_PAGES, OF_PAGES, OF_NODES, OF_STATUS, MOVE_PAGES },
	  { SUCCESS, MISSING } },
	{ ATTACK_MIGRATE,
	  "move_pages of all processes",
	  __NR_move_pages,
	  { 0, SLOT_DATA_PAGES, OF_PAGES, OF_NODES, OF_STATUS, MOVE_ALL_PAGES },
	  { SUCCESS, EPERM, MISSING } },
	{ ATTACK_MIGRATE,
	  "migrate_pages",
	  __NR_migrate_pages,
	  { 0, 2, OF_NODE_SET, OF_NODE_SET },
	  { SUCCESS, MISSING } },
	{ ATTACK_MIGRATE,
	  "vmsplice to give its pages away",
	  __NR_vmsplice,
	  { OF_PIPE_IN, OF_VECTOR, 1, SPLICE_NONBLOCK | SPLICE_GIFT },
	  { SUCCESS, EFAULT, EAGAIN } },
	{ ATTACK_MONITOR,
	  "userfaultfd for missing and for protected pages",
	  __NR_ioctl,
	  { OF_FAULTS, UFFDIO_REGISTER, OF_REGISTER },
	  { EPERM, EINVAL, EBADF } },
	{ ATTACK_MONITOR,
	  "clear_refs of soft-dirty bits",
	  __NR_write,
	  { OF_CLEAR_REFS, (unsigned long)"4", 1 },
	  { SUCCESS, EINVAL, EBADF } },
	{ ATTACK_MONITOR,
	  "clear_refs of accessed bits",
	  __NR_write,
	  { OF_CLEAR_REFS, (unsigned long)"1", 1 },
	  { SUCCESS, EBADF } },
	{ ATTACK_MONITOR,
	  "PAGEMAP_SCAN to protect pages",
	  __NR_ioctl,
	  { OF_PAGEMAP, SCAN_PAGEMAP, OF_SCAN },
	  { SUCCESS, EPERM, EINVAL, ENOTTY, EBADF } },
	{ ATTACK_WRITE,
	  "read(2) into it",
	  __NR_read,
	  { OF_PIPE, OF_START, 8 },
	  { EFAULT } },
	{ ATTACK_WRITE,
	  "getrandom(2) into it",
	  __NR_getrandom,
	  { OF_START, 8, 0 },
	  { EFAULT } },
	{ ATTACK_WRITE,
	  "getcwd(2) into it",
	  __NR_getcwd,
	  { OF_START, 64 },
	  { EFAULT } },
	{ ATTACK_WRITE,
	  "pwrite64(2) to /proc/self/mem",
	  __NR_pwrite64,
	  { OF_MEM, OF_OTHER, 8, OF_START },
	  { EIO, EBADF } },
	{ ATTACK_WRITE,
	  "process_vm_writev(2) to it",
	  __NR_process_vm_writev,
	  { OF_PID, OF_BYTES, 1, OF_VECTOR, 1, 0 },
	  { EFAULT } },
	{ ATTACK_WRITE,
	  "FUTEX_LOCK_PI of its bytes",
	  __NR_futex,
	  { OF_START, 6 },
	  { EFAULT } },
};

/**
 * struct attack_target - the mapping that is attacked, and what attacks use
 * @map: the mapping
 * @other: writable memory of the same size
 * @free: reserved range of the same size
 * @pipe: read end of a pipe with 64 bytes or more
 * @pipe_in: its write end
 * @process: descriptor of this process, or -1
 * @pagemap: descriptor of /proc/self/pagemap, or -1
 * @clear_refs: descriptor of /proc/self/clear_refs, or -1
 * @mem: descriptor of /proc/self/mem, or -1
 * @faults: descriptor of userfaultfd(2), or -1
 * @pid: number of this process
 * @segment: number of a segment of shared memory that is attached elsewhere, or -1
 * @bytes: eight bytes of @other
 * @vector: start and size of the mapping
 * @pages: addresses of the first pages of the mapping
 * @nodes: nodes for @pages
 * @status: what move_pages(2) says about @pages
 * @node_set: the set of the first node
 * @scan: argument of PAGEMAP_SCAN
 * @range: argument of UFFDIO_REGISTER
 */
struct attack_target {
	struct slot_map map;
	unsigned long other;
	unsigned long free;
	int pipe, pipe_in;
	int process, pagemap, clear_refs, mem, faults;
	pid_t pid;
	int segment;
	struct iovec vector, bytes;
	unsigned long pages[SLOT_DATA_PAGES];
	int nodes[SLOT_DATA_PAGES], status[SLOT_DATA_PAGES];
	unsigned long node_set;
	struct scan_arg scan;
	struct uffdio_register range;
};

/* Open a descriptor to which no mapping is registered yet. */
static inline int open_faults(void)
{
	const int flags = O_CLOEXEC | O_NONBLOCK | USER_FAULTS_ONLY;
	struct uffdio_api api = { .api = UFFD_API };
	int fd = syscall(__NR_userfaultfd, flags);

	if (fd >= 0 && ioctl(fd, UFFDIO_API, &api)) {
		close(fd);
		return -1;
	}
	return fd;
}

/* Make a segment that is gone with the process. */
static inline int open_segment(void)
{
	const int id = shmget(IPC_PRIVATE, PAGE, IPC_CREAT | 0600);

	if (id >= 0) {
		shmat(id, NULL, 0);
		shmctl(id, IPC_RMID, NULL);
	}
	return id;
}

/* Prepare attacks on the mapping target->map. */
static inline bool prepare_attacks(struct attack_target *target)
{
	const unsigned long size = target->map.end - target->map.start;
	char bytes[64] = "";
	void *other, *reserved;
	int pair[2];

	target->process = syscall(__NR_pidfd_open, getpid(), 0);
	if (target->process < 0)
		return false;
	other = mmap(NULL, size, PROT_RW, MAP_ANY, -1, 0);
	reserved = mmap(NULL, size, PROT_NONE, MAP_ANY, -1, 0);
	if (other == MAP_FAILED || reserved == MAP_FAILED ||
	    pipe2(pair, O_CLOEXEC) ||
	    write(pair[1], bytes, sizeof(bytes)) != sizeof(bytes)) {
		close(target->process);
		return false;
	}
	target->other = (unsigned long)other;
	target->free = (unsigned long)reserved;
	target->pipe = pair[0];
	target->pipe_in = pair[1];
	target->pid = getpid();
	target->segment = open_segment();
	target->faults = open_faults();
	target->mem = open("/proc/self/mem", O_RDWR | O_CLOEXEC);
	target->pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
	target->clear_refs =
		open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC);
	return true;
}

/* Let the memory of attacks describe the mapping. */
static inline void describe_target(struct attack_target *target)
{
	const struct slot_map *map = &target->map;
	int i;

	target->vector.iov_base = (void *)map->start;
	target->vector.iov_len = map->end - map->start;
	for (i = 0; i < SLOT_DATA_PAGES; i++) {
		target->pages[i] = map->start + i * PAGE;
		target->nodes[i] = 0;
	}
	target->bytes.iov_base = (void *)target->other;
	target->bytes.iov_len = 8;
	target->range = (struct uffdio_register){
		.range = { map->start, map->end - map->start },
		.mode = UFFDIO_REGISTER_MODE_MISSING | UFFDIO_REGISTER_MODE_WP,
	};
	target->node_set = 1;
	target->scan = (struct scan_arg){
		.size = sizeof(target->scan),
		.flags = SCAN_WRITE_PROTECT,
		.start = map->start,
		.end = map->end,
		.category_mask = SCAN_WRITTEN,
		.return_mask = SCAN_WRITTEN,
	};
}

/* Return a descriptor, or the address of memory that describes the mapping. */
static inline unsigned long attack_object(const struct attack_target *target,
					  unsigned long arg)
{
	switch (arg) {
	case OF_PROCESS:
		return target->process;
	case OF_VECTOR:
		return (unsigned long)&target->vector;
	case OF_PAGES:
		return (unsigned long)target->pages;
	case OF_NODES:
		return (unsigned long)target->nodes;
	case OF_STATUS:
		return (unsigned long)target->status;
	case OF_NODE_SET:
		return (unsigned long)&target->node_set;
	case OF_PAGEMAP:
		return target->pagemap;
	case OF_SCAN:
		return (unsigned long)&target->scan;
	case OF_CLEAR_REFS:
		return target->clear_refs;
	case OF_PIPE_IN:
		return target->pipe_in;
	case OF_MEM:
		return target->mem;
	case OF_PID:
		return target->pid;
	case OF_BYTES:
		return (unsigned long)&target->bytes;
	case OF_SEGMENT:
		return target->segment;
	case OF_FAULTS:
		return target->faults;
	case OF_REGISTER:
		return (unsigned long)&target->range;
	default:
		return arg;
	}
}

/* Return an argument of an attack on this mapping. */
static inline unsigned long attack_arg(const struct attack_target *target,
				       unsigned long arg)
{
	const struct slot_map *map = &target->map;

	switch (arg) {
	case OF_START:
		return map->start;
	case OF_SIZE:
		return map->end - map->start;
	case OF_MIDDLE:
		return map->start + 3 * PAGE;
	case OF_END_PAGE:
		return map->end - PAGE;
	case OF_TWICE:
		return 2 * (map->end - map->start);
	case OF_OTHER:
		return target->other;
	case OF_FREE:
		return target->free;
	case OF_PIPE:
		return target->pipe;
	default:
		return attack_object(target, arg);
	}
}

/* Return the call of an attack on this mapping. */
static inline struct call attack_call(struct attack_target *target,
				      const struct slot_attack *attack)
{
	struct call call = { .nr = attack->nr };
	int i;

	describe_target(target);
	for (i = 0; i < 6; i++)
		call.args[i] = attack_arg(target, attack->args[i]);
	return call;
}

/* Is it the errno of the attack, or SUCCESS for 0, that the table allows? */
static inline bool attack_result_is_right(const struct slot_attack *attack,
					  long ret, int err)
{
	const int result = ret == -1 ? err : SUCCESS;
	int i;

	for (i = 0; i < ATTACK_RESULTS && attack->results[i]; i++)
		if (attack->results[i] == result)
			return true;
	return false;
}

#endif /* SELFTESTS_SECCOMP_DEEP_ATTACK_H */
