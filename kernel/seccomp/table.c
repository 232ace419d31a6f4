// SPDX-License-Identifier: GPL-2.0-only
/*
 * Construction of verdict tables, and evaluation of their rules.
 *
 * The table of a path combines the outcomes of its newest program with the table
 * of the path below.
 */
#include <linux/err.h>
#include <linux/init.h>
#include <linux/jump_label.h>
#include <linux/mm.h>
#include <linux/moduleparam.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/slab.h>

#include "analysis.h"
#include "arch.h"
#include "filter.h"
#include "program.h"
#include "table.h"
#include "verdict.h"

/**
 * struct pending_rule - a rule under construction
 * @verdict: see struct seccomp_rule
 * @depth: see struct seccomp_rule
 * @count: number of @checks
 * @checks: checks of the rule, the newest filter first
 */
struct pending_rule {
	struct seccomp_verdict verdict;
	u32 depth;
	unsigned int count;
	struct seccomp_check checks[TABLE_RULE_CHECKS + 1];
};

/**
 * struct table_builder - a table under construction
 * @filter: new filter on top of the path
 * @depth: depth of @filter
 * @below: table of the path below, or NULL for the empty path
 * @entries: entries of the table
 * @rule_count: number of @rules
 * @check_count: number of @checks
 * @complete: see struct seccomp_table
 * @memo: entry for each pair of an outcome of the program and an entry below;
 *	TABLE_UNKNOWN until computed. Most numbers share a few pairs.
 * @width: number of distinct entries below
 * @pending: rule under construction
 * @rules: rules of the table
 * @checks: checks of the table
 */
struct table_builder {
	const struct seccomp_filter *filter;
	u32 depth;
	const struct seccomp_table *below;
	u8 entries[TABLE_ENTRIES];
	unsigned int rule_count;
	unsigned int check_count;
	bool complete;
	u8 *memo;
	unsigned int width;
	struct pending_rule pending;
	struct seccomp_rule rules[TABLE_RULES];
	struct seccomp_check checks[TABLE_CHECKS];
};

#ifdef CONFIG_SECCOMP_VERIFY
static bool verify __initdata;
core_param(seccomp_verify, verify, bool, 0);

/* A static key, so that other kernels pay nothing for the test. */
DEFINE_STATIC_KEY_FALSE(seccomp_verifying);

static int __init seccomp_verify_init(void)
{
	if (verify)
		static_branch_enable(&seccomp_verifying);
	return 0;
}
core_initcall(seccomp_verify_init);
#endif

/* --- Rules -------------------------------------------------------------- */

static bool same_check(const struct seccomp_check *one,
		       const struct seccomp_check *other)
{
	return one->program == other->program && one->depth == other->depth &&
	       one->residual == other->residual;
}

static bool is_pending_rule(const struct table_builder *b,
			    const struct seccomp_rule *rule)
{
	const struct pending_rule *pending = &b->pending;
	unsigned int i;

	if (!seccomp_verdict_equal(&rule->verdict, &pending->verdict) ||
	    rule->count != pending->count)
		return false;
	for (i = 0; i < pending->count; i++)
		if (!same_check(&b->checks[rule->first + i],
				&pending->checks[i]))
			return false;
	/* Without checks, the depth has nothing to compare with. */
	return !pending->count || rule->depth == pending->depth;
}

static u8 pending_kind(const struct pending_rule *pending)
{
	if (!pending->count)
		return RULE_CONST;
	if (pending->count == 1 && pending->checks[0].residual != CHECK_FULL &&
	    seccomp_is_allow(pending->verdict.ret))
		return RULE_ONE;
	return RULE_MANY;
}

/* Return the entry for the pending rule; add the rule if it is new. */
static u8 pending_to_entry(struct table_builder *b)
{
	const struct pending_rule *pending = &b->pending;
	struct seccomp_rule *rule;
	unsigned int i;

	if (!pending->count && seccomp_is_allow(pending->verdict.ret) &&
	    !seccomp_is_verifying())
		return TABLE_ALLOW;
	for (i = 0; i < b->rule_count; i++)
		if (is_pending_rule(b, &b->rules[i]))
			return TABLE_FIRST + i;
	if (i == TABLE_RULES || pending->count > TABLE_RULE_CHECKS ||
	    b->check_count + pending->count > TABLE_CHECKS)
		return TABLE_RUN_ALL;
	rule = &b->rules[b->rule_count++];
	rule->verdict = pending->verdict;
	rule->depth = pending->depth;
	rule->first = b->check_count;
	rule->count = pending->count;
	rule->kind = pending_kind(pending);
	memcpy(&b->checks[b->check_count], pending->checks,
	       pending->count * sizeof(*pending->checks));
	b->check_count += pending->count;
	return TABLE_FIRST + i;
}

/* Start the pending rule with the rule of the path below. */
static void start_pending(struct table_builder *b, u8 entry)
{
	const struct seccomp_rule *rule;
	struct pending_rule *pending = &b->pending;

	pending->verdict = (struct seccomp_verdict){ .ret = SECCOMP_RET_ALLOW };
	pending->depth = 0;
	pending->count = 0;
	if (entry == TABLE_ALLOW)
		return;
	rule = seccomp_table_rule(b->below, entry);
	pending->verdict = rule->verdict;
	pending->depth = rule->depth;
	pending->count = rule->count;
	memcpy(pending->checks, &b->below->checks[rule->first],
	       rule->count * sizeof(*pending->checks));
}

/* Check whether a check can still change the verdict of the pending rule. */
static bool can_win(const struct seccomp_check *check,
		    const struct pending_rule *pending)
{
	const s32 worst = seccomp_severity(check->strictest);
	const s32 certain = seccomp_severity(pending->verdict.ret);

	if (seccomp_is_allow(check->strictest))
		return false;
	return worst < certain ||
	       (worst == certain && check->depth > pending->depth);
}

static void drop_losing_checks(struct pending_rule *pending)
{
	unsigned int i, count = 0;

	for (i = 0; i < pending->count; i++)
		if (can_win(&pending->checks[i], pending))
			pending->checks[count++] = pending->checks[i];
	pending->count = count;
}

static void add_constant(struct table_builder *b, u32 ret)
{
	struct pending_rule *pending = &b->pending;

	/* Among equal actions the newest filter wins. */
	if (seccomp_is_allow(ret) ||
	    seccomp_severity(ret) > seccomp_severity(pending->verdict.ret))
		return;
	pending->verdict = seccomp_verdict_of(b->filter, ret);
	pending->depth = b->depth;
	drop_losing_checks(pending);
}

static bool same_code(const struct seccomp_check *one,
		      const struct seccomp_check *other)
{
	if (one->residual == CHECK_FULL || other->residual == CHECK_FULL)
		return one->residual == other->residual &&
		       seccomp_program_equal(one->program, other->program);
	return seccomp_residual_equal(one->program, one->residual,
				      other->program, other->residual);
}

/*
 * An older check with the same code returns the same as the new one. Among equal
 * actions the newest filter wins, so the older check is not needed.
 */
static void drop_same_code(struct pending_rule *pending,
			   const struct seccomp_check *new)
{
	unsigned int i, count = 0;

	for (i = 0; i < pending->count; i++)
		if (!same_code(&pending->checks[i], new))
			pending->checks[count++] = pending->checks[i];
	pending->count = count;
}

static void add_check(struct table_builder *b,
		      const struct seccomp_outcome *outcome)
{
	const bool whole = outcome->kind == OUTCOME_UNKNOWN;
	const struct seccomp_check check = {
		.program = b->filter->program,
		.listener = b->filter->listener,
		.strictest = whole ? SECCOMP_RET_KILL_PROCESS : outcome->ret,
		.depth = b->depth,
		.residual = whole ? CHECK_FULL : outcome->residual,
		.log = b->filter->flags & SECCOMP_FILTER_FLAG_LOG,
	};
	struct pending_rule *pending = &b->pending;

	if (!can_win(&check, pending))
		return;
	if (whole)
		b->complete = false;
	drop_same_code(pending, &check);
	memmove(&pending->checks[1], &pending->checks[0],
		pending->count * sizeof(check));
	pending->checks[0] = check;
	pending->count++;
}

/* --- Entries ------------------------------------------------------------ */

static bool is_final_outcome(const struct seccomp_outcome *outcome)
{
	return outcome->kind == OUTCOME_CONSTANT &&
	       seccomp_severity(outcome->ret) ==
		       seccomp_severity(SECCOMP_RET_KILL_PROCESS);
}

static u8 combine_outcome(struct table_builder *b,
			  const struct seccomp_outcome *outcome, u8 below)
{
	/* No action is stricter, and among equal ones the newest filter wins. */
	if (is_final_outcome(outcome))
		below = TABLE_ALLOW;
	if (below == TABLE_RUN_ALL)
		return TABLE_RUN_ALL;
	start_pending(b, below);
	if (outcome->kind == OUTCOME_CONSTANT)
		add_constant(b, outcome->ret);
	else
		add_check(b, outcome);
	return pending_to_entry(b);
}

static u8 combine_first_time(struct table_builder *b, u8 outcome, u8 below)
{
	const struct seccomp_program *program = b->filter->program;
	const u8 entry = combine_outcome(b, &program->outcomes[outcome], below);

	if (entry == TABLE_RUN_ALL)
		b->complete = false;
	return entry;
}

static void fill_entries(struct table_builder *b)
{
	static const u8 nothing_below[TABLE_ENTRIES]; /* TABLE_ALLOW */
	const u8 *outcomes = b->filter->program->outcome_idx;
	const u8 *below = b->below ? b->below->entries : nothing_below;
	u8 *entries = b->entries, *memo = b->memo;
	const unsigned int width = b->width;
	unsigned int slot;

	for (slot = 0; slot < SECCOMP_TABLE_SLOTS; slot++) {
		u8 *entry = &memo[outcomes[slot] * width + below[slot]];

		if (unlikely(*entry == TABLE_UNKNOWN)) {
			*entry = combine_first_time(b, outcomes[slot],
						    below[slot]);
			cond_resched();
		}
		entries[slot] = *entry;
	}
	for (; slot < TABLE_ENTRIES; slot++)
		entries[slot] = TABLE_RUN_ALL;
	seccomp_allow_uprobe_exception(entries, TABLE_ALLOW);
}

/* --- Tables ------------------------------------------------------------- */

/*
 * Copy the builder's results into one allocation of their exact size.
 *
 * The caller of a system call chooses its number. A CPU that mispredicts may read
 * a rule for TABLE_RUN_ALL or TABLE_ALLOW, or a check of a rule without checks.
 * Zeroed rules and a zeroed check stand there, so it follows no wild pointer.
 */
static struct seccomp_table *table_from_builder(const struct table_builder *b)
{
	const size_t rules = array_size(b->rule_count, sizeof(*b->rules));
	const size_t checks = array_size(b->check_count, sizeof(*b->checks));
	const size_t zeros =
		TABLE_FIRST * sizeof(*b->rules) + sizeof(*b->checks);
	struct seccomp_table *table;

	table = kvzalloc(sizeof(*table) + rules + checks + zeros,
			 GFP_KERNEL_ACCOUNT);
	if (!table)
		return ERR_PTR(-ENOMEM);
	refcount_set(&table->refs, 1);
	memcpy(table->entries, b->entries, sizeof(b->entries));
	table->rule_count = b->rule_count;
	table->check_count = b->check_count;
	table->complete = b->complete;
	table->rules = (struct seccomp_rule *)(table + 1) + TABLE_FIRST;
	table->checks = (struct seccomp_check *)&table->rules[b->rule_count];
	memcpy(table->rules, b->rules, rules);
	memcpy(table->checks, b->checks, checks);
	return table;
}

static struct seccomp_table *build_table(const struct seccomp_filter *filter,
					 const struct seccomp_filter *prev)
{
	const struct seccomp_table *below = prev ? prev->table : NULL;
	struct seccomp_table *table = ERR_PTR(-ENOMEM);
	unsigned int combinations;
	struct table_builder *b;

	b = kvmalloc(sizeof(*b), GFP_KERNEL_ACCOUNT);
	if (!b)
		return table;
	b->filter = filter;
	b->depth = prev ? prev->depth + 1 : 1;
	b->below = below;
	b->rule_count = 0;
	b->check_count = 0;
	b->complete = SECCOMP_TABLE_SLOTS && (!below || below->complete);
	b->width = TABLE_FIRST + (below ? below->rule_count : 0);
	combinations = filter->program->outcome_count * b->width;
	b->memo = kvmalloc(combinations, GFP_KERNEL_ACCOUNT);
	if (b->memo) {
		memset(b->memo, TABLE_UNKNOWN, combinations);
		fill_entries(b);
		table = table_from_builder(b);
	}
	kvfree(b->memo);
	kvfree(b);
	return table;
}

/* Check that rules need nothing of a filter but its program. */
static bool is_plain_filter(const struct seccomp_filter *filter)
{
	return !filter->listener && !(filter->flags & SECCOMP_FILTER_FLAG_LOG);
}

/*
 * Return the table of a path of this program alone. The program keeps it, for
 * all tasks that attach the program first.
 */
static struct seccomp_table *
get_cached_table(const struct seccomp_filter *filter)
{
	struct seccomp_program *program = filter->program;
	struct seccomp_table *table, *old;

	/* Pairs with cmpxchg() below, which publishes the table. */
	table = smp_load_acquire(&program->cached_table);
	if (table)
		goto get;
	table = build_table(filter, NULL);
	if (IS_ERR(table))
		return table;
	old = cmpxchg(&program->cached_table, NULL, table);
	if (old) {
		seccomp_table_put(table);
		table = old;
	}
get:
	refcount_inc(&table->refs);
	return table;
}

/**
 * seccomp_table_create - Get the table of a path with a new filter
 * @filter: new filter on top of the path
 * @prev: newest filter of the path, or NULL; the caller keeps it alive
 *
 * Paths with equal answers may share a table.
 *
 * Context: process context; may sleep.
 * Return: the table, which the caller releases with seccomp_table_put(); or an
 * error pointer: -ENOMEM.
 */
struct seccomp_table *seccomp_table_create(const struct seccomp_filter *filter,
					   const struct seccomp_filter *prev)
{
	if (!is_plain_filter(filter))
		return build_table(filter, prev);
	if (!prev)
		return get_cached_table(filter);
	/* The same program twice answers as once. */
	if (is_plain_filter(prev) && prev->program == filter->program) {
		refcount_inc(&prev->table->refs);
		return prev->table;
	}
	return build_table(filter, prev);
}

/* Check whether a return value replaces the verdict so far. */
static bool wins(u32 ret, u32 depth, const struct seccomp_verdict *verdict,
		 u32 verdict_depth)
{
	const s32 severity = seccomp_severity(ret);
	const s32 so_far = seccomp_severity(verdict->ret);

	if (severity == so_far)
		return depth > verdict_depth && !seccomp_is_allow(ret);
	return severity < so_far;
}

static u32 run_check(const struct seccomp_check *check, struct pt_regs *regs)
{
	if (check->residual == CHECK_FULL)
		return seccomp_program_run_on_regs(check->program, regs);
	return seccomp_program_run_residual(check->program, check->residual,
					    regs);
}

/**
 * seccomp_rule_run - Run the checks of a rule
 * @table: the table
 * @rule: a rule of @table
 * @regs: saved registers of current
 *
 * Context: system call entry of current.
 * Return: the verdict of the path.
 */
struct seccomp_verdict seccomp_rule_run(const struct seccomp_table *table,
					const struct seccomp_rule *rule,
					struct pt_regs *regs)
{
	const struct seccomp_check *check = &table->checks[rule->first];
	const struct seccomp_check *end = check + rule->count;
	struct seccomp_verdict verdict = rule->verdict;
	u32 depth = rule->depth;

	for (; check < end; check++) {
		const u32 ret = run_check(check, regs);

		if (!wins(ret, check->depth, &verdict, depth))
			continue;
		verdict = seccomp_verdict_from(ret, check->listener,
					       check->log);
		depth = check->depth;
	}
	return verdict;
}
