/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Verdict tables: what a whole path answers to each system call number.
 */
#ifndef _KERNEL_SECCOMP_TABLE_H
#define _KERNEL_SECCOMP_TABLE_H

#include <linux/types.h>

#include "abi.h"
#include "filter.h"

/* Entries of a table that are not the place of a verdict. */
enum {
	/* The answer depends on more than the number: run the programs. */
	TABLE_RUN,
	TABLE_ALLOW,
	TABLE_FIRST,
};

/* An entry is a byte; and with all of these a table still fits in 4 KiB. */
#define TABLE_VERDICTS (U8_MAX - TABLE_FIRST)

/**
 * struct seccomp_table - the verdicts of a path that are known beforehand
 * @entries: for each ABI and index an entry
 * @count: the number of @verdicts
 * @run_count: the number of @runs
 * @runs: what to run for TABLE_RUN, the newest first: the filters of the path,
 *	but of those with the same program only the newest; NULL when there are
 *	too many, and then all filters are to be run
 * @verdicts: the verdicts other than to allow, each once
 *
 * Belongs to the newest filter of the path. Written before that is published,
 * and never after. The filters that verdicts name are on the path.
 */
struct seccomp_table {
	u8 *entries[SECCOMP_ABIS];
	unsigned int count;
	unsigned int run_count;
	const struct seccomp_filter **runs;
	struct seccomp_verdict verdicts[] __counted_by(count);
};

/* More different programs than this are not kept apart. */
#define TABLE_RUNS 64

/**
 * seccomp_table_find - look a call up
 * @table: the table
 * @arch: the architecture of the call
 * @nr: its number
 * @verdict: the verdict, if it is known
 *
 * Context: any; the path is kept alive by the caller.
 * Return: true when the verdict is known.
 */
static __always_inline bool
seccomp_table_find(const struct seccomp_table *table, u32 arch, int nr,
		   struct seccomp_verdict *verdict)
{
	enum seccomp_abi abi;
	u32 index;
	u8 entry;

	abi = seccomp_abi_find(arch, nr, &index);
	if (abi == SECCOMP_ABIS)
		return false;
	entry = table->entries[abi][index];
	if (entry == TABLE_ALLOW) {
		*verdict = (struct seccomp_verdict){ SECCOMP_RET_ALLOW };
		return true;
	}
	if (entry == TABLE_RUN)
		return false;
	*verdict = table->verdicts[entry - TABLE_FIRST];
	return true;
}

struct seccomp_table *seccomp_table_create(const struct seccomp_filter *filter,
					   const struct seccomp_filter *prev);
void seccomp_table_free(struct seccomp_table *table);

#endif /* _KERNEL_SECCOMP_TABLE_H */
