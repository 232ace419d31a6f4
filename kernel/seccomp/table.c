// SPDX-License-Identifier: GPL-2.0-only
/*
 * The making of verdict tables: what the new program answers to a number, and
 * what the path below answers, make what the path above answers.
 */
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/seccomp.h>
#include <linux/slab.h>

#include "analysis.h"
#include "program.h"
#include "table.h"

/**
 * struct builder - a table in the making
 * @filter: the filter that is put on top
 * @below: the table of the path below, or NULL for the empty path
 * @table: the table, with room for all verdicts that there can be
 * @outcomes: what the program of @filter answers in the ABI at hand
 */
struct builder {
	const struct seccomp_filter *filter;
	const struct seccomp_table *below;
	struct seccomp_table *table;
	struct seccomp_outcome *outcomes;
};

/* The entry for a verdict; TABLE_RUN when there are too many different ones. */
static u8 place(struct seccomp_table *table, const struct seccomp_verdict *new)
{
	unsigned int i;

	for (i = 0; i < table->count; i++) {
		const struct seccomp_verdict *known = &table->verdicts[i];

		if (known->ret == new->ret && known->match == new->match)
			return TABLE_FIRST + i;
	}
	if (i == TABLE_VERDICTS)
		return TABLE_RUN;
	table->count++;
	table->verdicts[i] = *new;
	return TABLE_FIRST + i;
}

/* The answer of the path below, if it is known. */
static bool answer_below(const struct builder *b, enum seccomp_abi abi,
			 u32 index, struct seccomp_verdict *verdict)
{
	u8 entry = b->below ? b->below->entries[abi][index] : TABLE_ALLOW;

	if (entry == TABLE_RUN)
		return false;
	if (entry == TABLE_ALLOW)
		*verdict = (struct seccomp_verdict){ SECCOMP_RET_ALLOW };
	else
		*verdict = b->below->verdicts[entry - TABLE_FIRST];
	return true;
}

static u8 entry_for(struct builder *b, enum seccomp_abi abi, u32 index)
{
	const struct seccomp_outcome *own = &b->outcomes[index];
	struct seccomp_verdict verdict, mine = { own->ret, b->filter };

	if (own->kind != OUTCOME_CONSTANT)
		return TABLE_RUN;
	/* Nothing is more restrictive, and the newest comes first. */
	if (seccomp_severity(own->ret) ==
	    seccomp_severity(SECCOMP_RET_KILL_PROCESS))
		return place(b->table, &mine);
	if (!answer_below(b, abi, index, &verdict))
		return TABLE_RUN;
	if (own->ret != SECCOMP_RET_ALLOW &&
	    seccomp_severity(own->ret) <= seccomp_severity(verdict.ret))
		verdict = mine;
	return verdict.match ? place(b->table, &verdict) : TABLE_ALLOW;
}

static int fill(struct builder *b, enum seccomp_abi abi)
{
	const struct seccomp_program *program = b->filter->program;
	const u32 count = seccomp_abi_count(abi);
	u8 *entries;
	u32 index;
	int err;

	err = seccomp_analyze(program->insns, program->len, abi, b->outcomes);
	if (err)
		return err;
	entries = kmalloc(count, GFP_KERNEL_ACCOUNT);
	if (!entries)
		return -ENOMEM;
	for (index = 0; index < count; index++)
		entries[index] = entry_for(b, abi, index);
	b->table->entries[abi] = entries;
	return 0;
}

/*
 * An older filter with the same program gives the same answer, and among equals
 * the newest counts: there is no need to ask it.
 */
static int list_runs(struct builder *b)
{
	const struct seccomp_table *below = b->below;
	struct seccomp_table *table = b->table;
	unsigned int room = below ? below->run_count + 1 : 1;
	unsigned int i;

	/* A path with too many programs is the beginning of others such. */
	if (below && !below->runs)
		return 0;
	table->runs =
		kmalloc_array(room, sizeof(*table->runs), GFP_KERNEL_ACCOUNT);
	if (!table->runs)
		return -ENOMEM;
	table->runs[table->run_count++] = b->filter;
	for (i = 0; i + 1 < room; i++)
		if (!seccomp_program_equal(below->runs[i]->program,
					   b->filter->program))
			table->runs[table->run_count++] = below->runs[i];
	if (table->run_count > TABLE_RUNS) {
		kfree(table->runs);
		table->runs = NULL;
		table->run_count = 0;
	}
	return 0;
}

/* The table in just the memory that it needs. */
static struct seccomp_table *shrink(struct seccomp_table *table)
{
	const size_t size = struct_size(table, verdicts, table->count);
	struct seccomp_table *small = kmalloc(size, GFP_KERNEL_ACCOUNT);

	if (!small) {
		seccomp_table_free(table);
		return ERR_PTR(-ENOMEM);
	}
	memcpy(small, table, size);
	kfree(table);
	return small;
}

/**
 * seccomp_table_create - work out the verdicts of a path
 * @filter: the filter that is to be put on top of it
 * @prev: the newest filter of the path, or NULL
 *
 * Context: process context, may sleep; @prev is kept alive by the caller.
 * Return: the table, or an error pointer: -ENOMEM.
 */
struct seccomp_table *seccomp_table_create(const struct seccomp_filter *filter,
					   const struct seccomp_filter *prev)
{
	struct builder b = {
		.filter = filter,
		.below = prev ? prev->table : NULL,
	};
	enum seccomp_abi abi;
	int err = -ENOMEM;

	b.table = kzalloc(struct_size(b.table, verdicts, TABLE_VERDICTS),
			  GFP_KERNEL_ACCOUNT);
	b.outcomes = kvmalloc_array(SECCOMP_MOST_NUMBERS, sizeof(*b.outcomes),
				    GFP_KERNEL_ACCOUNT);
	if (!b.table || !b.outcomes)
		goto fail;
	for (abi = 0; abi < SECCOMP_ABIS; abi++) {
		err = fill(&b, abi);
		if (err)
			goto fail;
	}
	err = list_runs(&b);
	if (err)
		goto fail;
	kvfree(b.outcomes);
	return shrink(b.table);

fail:
	kvfree(b.outcomes);
	seccomp_table_free(b.table);
	return ERR_PTR(err);
}

/**
 * seccomp_table_free - free a table
 * @table: the table, or NULL
 *
 * Context: process context.
 */
void seccomp_table_free(struct seccomp_table *table)
{
	enum seccomp_abi abi;

	if (!table)
		return;
	for (abi = 0; abi < SECCOMP_ABIS; abi++)
		kfree(table->entries[abi]);
	kfree(table->runs);
	kfree(table);
}
