/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Helpers for counters: attach a filter with a counter, and read its records.
 *
 * Include this header after "attach_op.h".
 */
#ifndef SELFTESTS_SECCOMP_COUNT_H
#define SELFTESTS_SECCOMP_COUNT_H

#define COUNT ((unsigned int)SECCOMP_FILTER_FLAG_COUNT)

/* A path has this many counters, at most. */
#define PATH_COUNTERS 8

/* Tests make fewer different calls than that. */
#define MAX_RECORDS 512

/* Marks that no records could be read. */
#define NO_COUNT (~0ULL)

struct records {
	int count;
	struct seccomp_count record[MAX_RECORDS];
};

/*
 * Return true if the tests have to be skipped, as the kernel has another seccomp.
 * This seccomp without counters must fail the tests.
 */
static inline bool counters_are_missing(void)
{
	return flag_is_missing(COUNT);
}

/* Attach a filter with a counter. Return the counter, or -1 and errno. */
static inline int attach_counter(struct sock_filter *insns, size_t len,
				 unsigned int flags)
{
	struct sock_fprog prog = { .len = len, .filter = insns };
	struct seccomp_attach attach = attach_of_program(&prog, COUNT | flags);

	return sys_attach(&attach) ? -1 : attach.counter_fd;
}

/* The same for a filter that allows all calls. */
static inline int count_calls(unsigned int flags)
{
	struct sock_filter insns[] = { INSN_RET(SECCOMP_RET_ALLOW) };

	return attach_counter(insns, ARRAY_SIZE(insns), flags);
}

/* The same for @verdict for the native call @nr, ALLOW for other calls. */
static inline int count_nr(int nr, __u32 verdict, unsigned int flags)
{
	struct sock_filter insns[] = INSNS_FOR_NR(nr, verdict);

	return attach_counter(insns, ARRAY_SIZE(insns), flags);
}

/* Read all records. On failure there are none, and @count is -1. */
static inline void read_records(int fd, struct records *all)
{
	ssize_t got = pread(fd, all->record, sizeof(all->record), 0);

	all->count = got < 0 ? -1 : got / (ssize_t)sizeof(all->record[0]);
}

static inline __u64 find_count(const struct records *all, __u32 arch, __u32 nr,
			       __u32 action)
{
	const struct seccomp_count *record = all->record;
	int i;

	for (i = 0; i < all->count; i++)
		if (record[i].arch == arch && record[i].nr == nr &&
		    record[i].action == action)
			return record[i].count;
	return all->count < 0 ? NO_COUNT : 0;
}

/* Return the count of a call, 0 without a record. */
static inline __u64 count_of_abi(int fd, __u32 arch, __u32 nr, __u32 action)
{
	static struct records all;

	read_records(fd, &all);
	return find_count(&all, arch, nr, action);
}

static inline __u64 count_of(int fd, __u32 nr, __u32 action)
{
	return count_of_abi(fd, NATIVE_ARCH, nr, action);
}

#endif /* SELFTESTS_SECCOMP_COUNT_H */
