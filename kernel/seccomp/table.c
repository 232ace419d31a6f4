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
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/moduleparam.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/xxhash.h>

#include "analysis.h"
#include "arch.h"
#include "decision.h"
#include "filter.h"
#include "program.h"
#include "table.h"
#include "verdict.h"

/*
 * Protects @tables of all programs and @node of the tables in them. The lists
 * hold no reference: a search skips a table whose last reference is gone.
 */
static DEFINE_SPINLOCK(program_tables_lock);

/* Limit of tables in the list of a program, which bounds the search. */
#define PROGRAM_TABLES 8

/* Value of @memo that the builder has not computed yet. */
#define TABLE_UNKNOWN SECCOMP_ENTRY_RESERVED

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
 * @compact: only rules that an entry uses are kept, see fill_entries()
 * @changed: an entry differs from the one in @below
 * @full: a rule did not fit
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
	struct seccomp_table *below;
	u8 entries[TABLE_ENTRIES];
	unsigned int rule_count;
	unsigned int check_count;
	bool complete;
	bool compact;
	bool changed;
	bool full;
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
	       one->residual == other->residual &&
	       one->listener == other->listener && one->log == other->log;
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
	unsigned int i;

	if (!pending->count)
		return RULE_CONST;
	/* The fast path decides nothing while verdicts are verified. */
	if (!seccomp_is_allow(pending->verdict.ret) || seccomp_is_verifying())
		return RULE_MIXED;
	for (i = 0; i < pending->count; i++)
		if (!pending->checks[i].list)
			return RULE_MIXED;
	return RULE_LISTS;
}

/* Check whether there is room for the pending rule. */
static bool pending_fits(const struct table_builder *b)
{
	const struct pending_rule *pending = &b->pending;
	unsigned int rules = TABLE_RULES;

	/* No number of other verdicts makes a constant KILL slow. */
	if (pending->count || !seccomp_is_kill(pending->verdict.ret))
		rules -= TABLE_KILL_RULES;
	return b->rule_count < rules && pending->count <= TABLE_RULE_CHECKS &&
	       b->check_count + pending->count < TABLE_CHECKS;
}

/* A zeroed check ends the checks of a rule. */
static void add_checks(struct table_builder *b,
		       const struct pending_rule *pending)
{
	memcpy(&b->checks[b->check_count], pending->checks,
	       pending->count * sizeof(*pending->checks));
	b->check_count += pending->count;
	b->checks[b->check_count++] = (struct seccomp_check){};
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
	if (!pending_fits(b)) {
		b->full = true;
		return TABLE_RUN_ALL;
	}
	rule = &b->rules[b->rule_count++];
	rule->verdict = pending->verdict;
	rule->depth = pending->depth;
	rule->first = b->check_count;
	rule->count = pending->count;
	rule->kind = pending_kind(pending);
	if (pending->count)
		add_checks(b, pending);
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
	const struct seccomp_program *program = b->filter->program;
	const struct seccomp_check check = {
		.list = whole ? NULL :
				seccomp_program_list(program,
						     outcome->residual),
		.program = program,
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
	cond_resched();
	return entry;
}

/* Return the entry for an outcome of the program and an entry below. */
static u8 combine(struct table_builder *b, u8 outcome, u8 below)
{
	/* TABLE_ALLOW, the last value, becomes column 0. */
	const u8 column = below + 1;
	u8 *entry = &b->memo[outcome * b->width + column];

	if (unlikely(*entry == TABLE_UNKNOWN))
		*entry = combine_first_time(b, outcome, below);
	return *entry;
}

/* Return the first slot from @slot on whose entry the program can change. */
static unsigned int next_slot(const struct table_builder *b, const u8 *outcomes,
			      unsigned int slot)
{
	const u8 *next;

	if (b->compact || slot == SECCOMP_TABLE_SLOTS ||
	    outcomes[slot] != SECCOMP_OUTCOME_ALLOW)
		return slot;
	next = memchr_inv(&outcomes[slot], SECCOMP_OUTCOME_ALLOW,
			  SECCOMP_TABLE_SLOTS - slot);
	return next ? next - outcomes : SECCOMP_TABLE_SLOTS;
}

static void combine_slots(struct table_builder *b)
{
	const u8 *outcomes = b->filter->program->outcome_idx;
	unsigned int slot = next_slot(b, outcomes, 0);
	bool changed = false;

	while (slot < SECCOMP_TABLE_SLOTS) {
		const u8 below = b->entries[slot];
		const u8 entry = combine(b, outcomes[slot], below);

		b->entries[slot] = entry;
		changed |= entry != below;
		slot = next_slot(b, outcomes, slot + 1);
	}
	b->changed = changed || b->compact;
}

/* Start with the entries of the path below, in place. */
static void start_entries(struct table_builder *b)
{
	if (b->below) {
		memcpy(b->entries, b->below->entries, sizeof(b->entries));
		return;
	}
	memset(b->entries, TABLE_ALLOW, SECCOMP_TABLE_SLOTS);
	memset(&b->entries[SECCOMP_TABLE_SLOTS], TABLE_RUN_ALL,
	       TABLE_ENTRIES - SECCOMP_TABLE_SLOTS);
}

static void start_rules(struct table_builder *b)
{
	const struct seccomp_table *below = b->below;

	b->rule_count = 0;
	b->check_count = 0;
	if (!below || b->compact)
		return;
	b->rule_count = below->rule_count;
	b->check_count = below->check_count;
	memcpy(b->rules, below->rules, b->rule_count * sizeof(*b->rules));
	memcpy(b->checks, below->checks, b->check_count * sizeof(*b->checks));
}

/*
 * A filter that always allows a call leaves the entry of the path below as it
 * is, with its rule. So the rules of that path are taken over, and only the
 * slots for which the program has another outcome cost time.
 *
 * Rules that no entry uses any more accumulate. If a rule does not fit, fill the
 * table again in compact form, which starts without rules and visits all slots.
 */
static void fill_entries(struct table_builder *b, unsigned int combinations)
{
	const struct seccomp_table *below = b->below;

	b->full = false;
	b->complete = SECCOMP_ALL_CALLS_HAVE_SLOTS &&
		      (!below || below->complete);
	memset(b->memo, TABLE_UNKNOWN, combinations);
	start_entries(b);
	start_rules(b);
	combine_slots(b);
	seccomp_allow_uprobe_exception(b->entries, TABLE_ALLOW);
}

/* --- Tables ------------------------------------------------------------- */

static bool has_same_rules(const struct table_builder *b,
			   const struct seccomp_table *table)
{
	unsigned int i;

	for (i = 0; i < b->rule_count; i++) {
		const struct seccomp_rule *one = &b->rules[i];
		const struct seccomp_rule *other = &table->rules[i];

		if (!seccomp_verdict_equal(&one->verdict, &other->verdict) ||
		    one->depth != other->depth || one->first != other->first ||
		    one->count != other->count)
			return false;
	}
	for (i = 0; i < b->check_count; i++)
		if (!same_check(&b->checks[i], &table->checks[i]))
			return false;
	return true;
}

static bool is_equal_table(const struct table_builder *b,
			   const struct seccomp_table *table)
{
	return table->complete == b->complete &&
	       table->rule_count == b->rule_count &&
	       table->check_count == b->check_count &&
	       !memcmp(table->entries, b->entries, sizeof(b->entries)) &&
	       has_same_rules(b, table);
}

/* Return a table that may be equal, with a reference, or NULL. */
static struct seccomp_table *get_candidate_table(const struct table_builder *b,
						 u32 hash)
{
	struct seccomp_table *table;

	spin_lock(&program_tables_lock);
	hlist_for_each_entry(table, &b->filter->program->tables, node)
		if (table->hash == hash && refcount_inc_not_zero(&table->refs))
			break;
	spin_unlock(&program_tables_lock);
	return table;
}

/*
 * Only paths with the same newest program share a table. So tables are shared
 * within the boundary of the program cache, and not beyond.
 */
static struct seccomp_table *get_equal_table(const struct table_builder *b,
					     u32 hash)
{
	struct seccomp_table *table = get_candidate_table(b, hash);

	if (!table || is_equal_table(b, table))
		return table;
	seccomp_table_put(table);
	return NULL;
}

/* Let other paths with this newest program find the table. */
static void share_table(struct seccomp_table *table,
			struct seccomp_program *program)
{
	struct seccomp_table *other;
	unsigned int count = 0;

	spin_lock(&program_tables_lock);
	hlist_for_each_entry(other, &program->tables, node)
		count++;
	if (count < PROGRAM_TABLES) {
		table->program = program;
		hlist_add_head(&table->node, &program->tables);
	}
	spin_unlock(&program_tables_lock);
}

/**
 * seccomp_table_put - Drop a reference to a table
 * @table: the table, or NULL; freed with the last reference
 *
 * Context: process context; a filter keeps the programs of the path alive.
 */
void seccomp_table_put(struct seccomp_table *table)
{
	if (!table ||
	    !refcount_dec_and_lock(&table->refs, &program_tables_lock))
		return;
	if (table->program)
		hlist_del(&table->node);
	spin_unlock(&program_tables_lock);
	kvfree(table);
}

static struct seccomp_answer answer_of(const struct seccomp_table *table,
				       const struct seccomp_rule *rule)
{
	const void *start = table;
	struct seccomp_answer answer = {
		.offset = (const void *)rule - start,
	};

	if (seccomp_is_verifying())
		return answer;
	if (rule->kind == RULE_CONST)
		answer.error = seccomp_silent_errno(&rule->verdict);
	if (rule->kind != RULE_LISTS)
		return answer;
	answer.error = SECCOMP_ANSWER_LISTS;
	answer.offset = (const void *)&table->checks[rule->first] - start;
	return answer;
}

static void fill_answers(struct seccomp_table *table)
{
	/* For entries without a rule, the zeroed rule in front of the rules. */
	const struct seccomp_answer run_all =
		answer_of(table, table->rules - 1);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(table->answers); i++)
		table->answers[i] = run_all;
	for (i = 0; i < table->rule_count; i++)
		table->answers[TABLE_FIRST + i] =
			answer_of(table, &table->rules[i]);
}

/*
 * Copy the builder's results into one allocation of their exact size.
 *
 * The caller of a system call chooses its number. A CPU that mispredicts may look
 * up the rule of an entry without one. A zeroed rule stands there, so it follows
 * no wild pointer. A zeroed check ends the checks of each rule.
 */
static struct seccomp_table *table_from_builder(const struct table_builder *b)
{
	const size_t rules = array_size(b->rule_count, sizeof(*b->rules));
	const size_t checks = array_size(b->check_count, sizeof(*b->checks));
	struct seccomp_table *table;

	/* The offsets of rules and checks are u16. */
	BUILD_BUG_ON(sizeof(*table) + (TABLE_RULES + 1) * sizeof(*b->rules) +
			     TABLE_CHECKS * sizeof(*b->checks) >
		     U16_MAX);

	table = kvzalloc(sizeof(*table) + sizeof(*b->rules) + rules + checks,
			 GFP_KERNEL_ACCOUNT);
	if (!table)
		return ERR_PTR(-ENOMEM);
	refcount_set(&table->refs, 1);
	memcpy(table->entries, b->entries, sizeof(b->entries));
	table->rule_count = b->rule_count;
	table->check_count = b->check_count;
	table->complete = b->complete;
	table->rules = (struct seccomp_rule *)(table + 1) + 1;
	table->checks = (struct seccomp_check *)&table->rules[b->rule_count];
	memcpy(table->rules, b->rules, rules);
	memcpy(table->checks, b->checks, checks);
	fill_answers(table);
	return table;
}

/*
 * Return the table for the builder's results: the one of the path below if the
 * filter changes nothing, an equal one, or a new one.
 */
static struct seccomp_table *get_table(const struct table_builder *b,
				       bool alone)
{
	struct seccomp_table *table;
	u32 hash;

	if (b->below && !b->changed)
		return seccomp_table_get(b->below);
	hash = xxh64(b->entries, sizeof(b->entries), b->rule_count);
	table = get_equal_table(b, hash);
	if (table)
		return table;
	table = table_from_builder(b);
	if (IS_ERR(table))
		return table;
	table->hash = hash;
	table->alone = alone;
	share_table(table, b->filter->program);
	return table;
}

static struct seccomp_table *build_table(const struct seccomp_filter *filter,
					 const struct seccomp_filter *prev,
					 bool alone)
{
	struct seccomp_table *below = prev ? prev->table : NULL;
	struct seccomp_table *table = ERR_PTR(-ENOMEM);
	unsigned int combinations;
	struct table_builder *b;

	b = kvmalloc(sizeof(*b), GFP_KERNEL_ACCOUNT);
	if (!b)
		return table;
	b->filter = filter;
	b->depth = prev ? prev->depth + 1 : 1;
	b->below = below;
	b->compact = seccomp_is_verifying();
	/* Columns for TABLE_ALLOW, TABLE_RUN_ALL and the rules below. */
	b->width = 2 + (below ? below->rule_count : 0);
	combinations = filter->program->outcome_count * b->width;
	b->memo = kvmalloc(combinations, GFP_KERNEL_ACCOUNT);
	if (!b->memo)
		goto free_builder;
	fill_entries(b, combinations);
	if (b->full && !b->compact) {
		b->compact = true;
		fill_entries(b, combinations);
	}
	table = get_table(b, alone);
	kvfree(b->memo);
free_builder:
	kvfree(b);
	return table;
}

/* Check that rules need nothing of a filter but its program. */
static bool is_plain_filter(const struct seccomp_filter *filter)
{
	return !filter->listener && !(filter->flags & SECCOMP_FILTER_FLAG_LOG);
}

/* Find the table of a path of this program alone, with a reference. */
static struct seccomp_table *
get_alone_table(const struct seccomp_program *program)
{
	struct seccomp_table *table;

	spin_lock(&program_tables_lock);
	hlist_for_each_entry(table, &program->tables, node)
		if (table->alone && refcount_inc_not_zero(&table->refs))
			break;
	spin_unlock(&program_tables_lock);
	return table;
}

/**
 * seccomp_table_create - Get the table of a path with a new filter
 * @filter: new filter on top of the path
 * @prev: newest filter of the path, or NULL; the caller keeps it and its table
 *	alive
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
	const bool plain = is_plain_filter(filter);
	struct seccomp_table *table;

	if (plain && !prev) {
		table = get_alone_table(filter->program);
		return table ?: build_table(filter, NULL, true);
	}
	/* The same program twice answers as once. */
	if (plain && is_plain_filter(prev) && prev->program == filter->program)
		return seccomp_table_get(prev->table);
	return build_table(filter, prev, false);
}

/* --- Evaluation --------------------------------------------------------- */

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
	if (check->list)
		return seccomp_list_run(check->list, regs);
	if (check->residual == CHECK_FULL)
		return seccomp_program_run_on_regs(check->program, regs);
	return seccomp_program_run_residual(check->program, check->residual,
					    regs);
}

static struct seccomp_verdict check_verdict(const struct seccomp_check *check,
					    u32 ret)
{
	return seccomp_verdict_from(ret, check->listener, check->log);
}

/**
 * seccomp_rule_run - Run the checks of a rule
 * @table: the table
 * @rule: a rule of @table, not of the kind RULE_ALL
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
		verdict = check_verdict(check, ret);
		depth = check->depth;
	}
	return verdict;
}

/**
 * seccomp_check_continue - Run the lists behind one that did not allow the call
 * @check: a check of a rule of the kind RULE_LISTS; the checks before it allow
 *	the call
 * @ret: what the list of @check returned
 * @regs: saved registers of current
 *
 * The checks go from the newest filter to the oldest one. So a later check wins
 * only with a stricter action.
 *
 * Context: system call entry of current.
 * Return: the verdict of the path.
 */
struct seccomp_verdict seccomp_check_continue(const struct seccomp_check *check,
					      u32 ret, struct pt_regs *regs)
{
	struct seccomp_verdict verdict = check_verdict(check, ret);

	for (check++; check->list; check++) {
		ret = seccomp_list_run(check->list, regs);
		if (seccomp_severity(ret) < seccomp_severity(verdict.ret))
			verdict = check_verdict(check, ret);
	}
	return verdict;
}
