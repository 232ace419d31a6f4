/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Attacks on argument copies: a filter about paths, the mapping with the slots, and
 * a table of calls that try to change this mapping.
 *
 * Include this header after "target.h" and "deep.h".
 */
#ifndef SELFTESTS_SECCOMP_DEEP_ATTACK_H
#define SELFTESTS_SECCOMP_DEEP_ATTACK_H

#include <sys/stat.h>
#include <sys/sysmacros.h>

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
#ifndef __NR_mseal
#define __NR_mseal 462
#endif
#ifndef PR_SET_VMA
#define PR_SET_VMA 0x53564d41
#define PR_SET_VMA_ANON_NAME 0
#endif

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
};

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
 */
struct attack_target {
	struct slot_map map;
	unsigned long other;
	unsigned long free;
	int pipe;
};

/* Prepare attacks on the mapping target->map. */
static inline bool prepare_attacks(struct attack_target *target)
{
	const unsigned long size = target->map.end - target->map.start;
	char bytes[64] = "";
	void *other, *reserved;
	int pair[2];

	other = mmap(NULL, size, PROT_RW, MAP_ANY, -1, 0);
	reserved = mmap(NULL, size, PROT_NONE, MAP_ANY, -1, 0);
	if (other == MAP_FAILED || reserved == MAP_FAILED ||
	    pipe2(pair, O_CLOEXEC) ||
	    write(pair[1], bytes, sizeof(bytes)) != sizeof(bytes))
		return false;
	target->other = (unsigned long)other;
	target->free = (unsigned long)reserved;
	target->pipe = pair[0];
	return true;
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
		return arg;
	}
}

/* Return the call of an attack on this mapping. */
static inline struct call attack_call(const struct attack_target *target,
				      const struct slot_attack *attack)
{
	struct call call = { .nr = attack->nr };
	int i;

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
