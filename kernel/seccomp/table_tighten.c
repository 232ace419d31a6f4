// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tightening of a table in place: a content of a domain is combined with the rules
 * of a table that other tasks read at the same time.
 */
#include <linux/compiler.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <asm/barrier.h>

#include "domain.h"
#include "outcome.h"
#include "program.h"
#include "table.h"
#include "table_builder.h"

/* Prepare the builder for a content. It keeps its memory and its filter. */
static void start_tightening(struct table_builder *b,
			     struct seccomp_table *table,
			     const struct seccomp_domain *domain,
			     const struct seccomp_content *content)
{
	b->program = content->program;
	/* A content asks no supervisor. */
	b->listener = NULL;
	b->log = domain->log;
	b->in_place = true;
	b->rank = seccomp_rank(domain->depth, content->number);
	b->domain = table->domain;
	b->counter = table->counter;
	b->below = table;
	b->table = table;
	b->rule_room = table->rule_room;
	b->check_room = table->check_room;
	b->compact = false;
	b->width = 2 + table->rule_count;
	memset(b->memo, TABLE_UNKNOWN, b->program->outcome_count * b->width);
}

/* Return the new entry of a slot. Everything that it names is visible before it. */
static u8 tightened_entry(struct table_builder *b, u8 outcome, u8 old)
{
	const unsigned int first = b->table->rule_count;
	u8 entry = b->memo[memo_index(outcome, b->width, old)];

	if (entry != TABLE_UNKNOWN)
		return entry;
	entry = seccomp_table_combine(b, outcome, old);
	seccomp_table_fill_answers(b->table, first);
	/*
	 * Pairs with the address dependencies of readers, from the entry over its
	 * answer to its rule and the checks. Later stores of entries follow it, too.
	 */
	smp_wmb();
	return entry;
}

/**
 * seccomp_table_tighten - Combine a content of a domain with a table, in place
 * @b: builder with memory for the outcomes of the content and all rules of a table
 * @table: table whose domain is @domain, or nested in it
 * @domain: the domain
 * @content: content of @domain that is not part of @table yet. Contents of one
 *	domain come in the order of their numbers
 *
 * Without room for a rule, an entry becomes TABLE_RUN_ALL. The plain evaluation
 * includes the content.
 *
 * Nothing fails. When the function returns, a call that begins afterwards finds the
 * content. A call that is at its entry finds the old or the new rule.
 *
 * Context: process context; may sleep. The caller holds the lock of the family, so
 * that it is the only writer and each path with @table is complete.
 */
void seccomp_table_tighten(struct table_builder *b, struct seccomp_table *table,
			   const struct seccomp_domain *domain,
			   const struct seccomp_content *content)
{
	const u8 *outcomes = content->program->outcome_idx;
	unsigned int slot;

	start_tightening(b, table, domain, content);
	for (slot = 0; slot < SECCOMP_TABLE_SLOTS; slot++) {
		const u8 old = table->entries[slot];
		u8 entry;

		/* The plain evaluation includes each content. */
		if (outcomes[slot] == SECCOMP_OUTCOME_ALLOW ||
		    old == TABLE_RUN_ALL)
			continue;
		entry = tightened_entry(b, outcomes[slot], old);
		if (entry != old)
			WRITE_ONCE(table->entries[slot], entry);
	}
	cond_resched();
}
