// SPDX-License-Identifier: GPL-2.0-only
/*
 * The making of verdict tables: what the new program answers to a number, and
 * what the path below answers, make what the path above answers.
 */
#include <linux/err.h>
#include <linux/init.h>
#include <linux/jump_label.h>
#include <linux/mm.h>
#include <linux/moduleparam.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/slab.h>

#include "action.h"
#include "analysis.h"
#include "arch.h"
#include "program.h"
#include "table.h"

/**
 * struct draft - a rule in the making
 * @verdict: as in struct seccomp_rule
 * @depth: the same
 * @count: the number of @steps
 * @steps: the newest first
 */
struct draft {
	struct seccomp_verdict verdict;
	u32 depth;
	unsigned int count;
	struct seccomp_step steps[TABLE_RULE_STEPS + 1];
};

/**
 * struct builder - a table in the making
 * @filter: the filter that is put on top
 * @depth: its depth
 * @below: the table of the path below, or NULL for the empty path
 * @entries: the table's
 * @rule_count: the number of @rules
 * @step_count: the number of @steps
 * @complete: as in struct seccomp_table
 * @known: for each outcome of the program and each entry below, the entry, if
 *	they have come up before; else TABLE_UNKNOWN. Most numbers behave alike.
 * @width: how many entries there can be below
 * @draft: the rule at hand
 * @rules: the table's, with room for all that there can be
 * @steps: the same
 */
struct builder {
	const struct seccomp_filter *filter;
	u32 depth;
	const struct seccomp_table *below;
	u8 entries[TABLE_ENTRIES];
	unsigned int rule_count;
	unsigned int step_count;
	bool complete;
	u8 *known;
	unsigned int width;
	struct draft draft;
	struct seccomp_rule rules[TABLE_RULES];
	struct seccomp_step steps[TABLE_STEPS];
};

#ifdef CONFIG_SECCOMP_VERIFY
static bool verify __initdata;
core_param(seccomp_verify, verify, bool, 0);

/* Others do not even pay for the question. */
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

static bool same_step(const struct seccomp_step *one,
		      const struct seccomp_step *other)
{
	return one->program == other->program && one->depth == other->depth &&
	       one->residual == other->residual;
}

static bool is_rule(const struct builder *b, const struct seccomp_rule *rule)
{
	const struct draft *draft = &b->draft;
	unsigned int i;

	if (!seccomp_verdict_equal(&rule->verdict, &draft->verdict) ||
	    rule->count != draft->count)
		return false;
	for (i = 0; i < draft->count; i++)
		if (!same_step(&b->steps[rule->first + i], &draft->steps[i]))
			return false;
	/* Which of several filters said it only matters beside others. */
	return !draft->count || rule->depth == draft->depth;
}

static u8 kind_of(const struct draft *draft)
{
	if (!draft->count)
		return RULE_CERTAIN;
	if (draft->count == 1 && draft->steps[0].residual != STEP_WHOLE &&
	    seccomp_is_allow(draft->verdict.ret))
		return RULE_QUESTION;
	return RULE_QUESTIONS;
}

/* The entry for the draft. */
static u8 place_draft(struct builder *b)
{
	const struct draft *draft = &b->draft;
	struct seccomp_rule *rule;
	unsigned int i;

	if (!draft->count && seccomp_is_allow(draft->verdict.ret) &&
	    !seccomp_is_verifying())
		return TABLE_ALLOW;
	for (i = 0; i < b->rule_count; i++)
		if (is_rule(b, &b->rules[i]))
			return TABLE_FIRST + i;
	if (i == TABLE_RULES || draft->count > TABLE_RULE_STEPS ||
	    b->step_count + draft->count > TABLE_STEPS)
		return TABLE_ASK;
	rule = &b->rules[b->rule_count++];
	rule->verdict = draft->verdict;
	rule->depth = draft->depth;
	rule->first = b->step_count;
	rule->count = draft->count;
	rule->kind = kind_of(draft);
	memcpy(&b->steps[b->step_count], draft->steps,
	       draft->count * sizeof(*draft->steps));
	b->step_count += draft->count;
	return TABLE_FIRST + i;
}

/* Begin with what the path below says. */
static void draft_below(struct builder *b, u8 entry)
{
	const struct seccomp_rule *rule;
	struct draft *draft = &b->draft;

	draft->verdict = (struct seccomp_verdict){ .ret = SECCOMP_RET_ALLOW };
	draft->depth = 0;
	draft->count = 0;
	if (entry == TABLE_ALLOW)
		return;
	rule = seccomp_table_rule(b->below, entry);
	draft->verdict = rule->verdict;
	draft->depth = rule->depth;
	draft->count = rule->count;
	memcpy(draft->steps, &b->below->steps[rule->first],
	       rule->count * sizeof(*draft->steps));
}

/* Can the answer of a step count, given what is certain? */
static bool matters(const struct seccomp_step *step, const struct draft *draft)
{
	const s32 worst = seccomp_severity(step->strictest);
	const s32 certain = seccomp_severity(draft->verdict.ret);

	if (seccomp_is_allow(step->strictest))
		return false;
	return worst < certain ||
	       (worst == certain && step->depth > draft->depth);
}

static void drop_what_does_not_matter(struct draft *draft)
{
	unsigned int i, count = 0;

	for (i = 0; i < draft->count; i++)
		if (matters(&draft->steps[i], draft))
			draft->steps[count++] = draft->steps[i];
	draft->count = count;
}

static void add_constant(struct builder *b, u32 ret)
{
	struct draft *draft = &b->draft;

	/* Among equals the newest counts. */
	if (seccomp_is_allow(ret) ||
	    seccomp_severity(ret) > seccomp_severity(draft->verdict.ret))
		return;
	draft->verdict = seccomp_verdict_of(b->filter, ret);
	draft->depth = b->depth;
	drop_what_does_not_matter(draft);
}

static bool same_code(const struct seccomp_step *one,
		      const struct seccomp_step *other)
{
	if (one->residual == STEP_WHOLE || other->residual == STEP_WHOLE)
		return one->residual == other->residual &&
		       seccomp_program_equal(one->program, other->program);
	return seccomp_residual_equal(one->program, one->residual,
				      other->program, other->residual);
}

/*
 * What an older filter says with the same code the newer says as well, and
 * among equals the newest counts: there is no need to ask it.
 */
static void drop_same_code(struct draft *draft, const struct seccomp_step *new)
{
	unsigned int i, count = 0;

	for (i = 0; i < draft->count; i++)
		if (!same_code(&draft->steps[i], new))
			draft->steps[count++] = draft->steps[i];
	draft->count = count;
}

static void add_step(struct builder *b, const struct seccomp_outcome *outcome)
{
	const bool whole = outcome->kind == OUTCOME_WHOLE;
	const struct seccomp_step step = {
		.program = b->filter->program,
		.listener = b->filter->listener,
		.strictest = whole ? SECCOMP_RET_KILL_PROCESS : outcome->ret,
		.depth = b->depth,
		.residual = whole ? STEP_WHOLE : outcome->residual,
		.log = b->filter->flags & SECCOMP_FILTER_FLAG_LOG,
	};
	struct draft *draft = &b->draft;

	if (!matters(&step, draft))
		return;
	if (whole)
		b->complete = false;
	drop_same_code(draft, &step);
	memmove(&draft->steps[1], &draft->steps[0],
		draft->count * sizeof(step));
	draft->steps[0] = step;
	draft->count++;
}

/* --- Entries ------------------------------------------------------------ */

static bool is_final(const struct seccomp_outcome *outcome)
{
	return outcome->kind == OUTCOME_CONSTANT &&
	       seccomp_severity(outcome->ret) ==
		       seccomp_severity(SECCOMP_RET_KILL_PROCESS);
}

static u8 combine(struct builder *b, const struct seccomp_outcome *outcome,
		  u8 below)
{
	/* Nothing is more restrictive, and the newest comes first. */
	if (is_final(outcome))
		below = TABLE_ALLOW;
	if (below == TABLE_ASK)
		return TABLE_ASK;
	draft_below(b, below);
	if (outcome->kind == OUTCOME_CONSTANT)
		add_constant(b, outcome->ret);
	else
		add_step(b, outcome);
	return place_draft(b);
}

static u8 combine_first_time(struct builder *b, u8 outcome, u8 below)
{
	const struct seccomp_program *program = b->filter->program;
	const u8 entry = combine(b, &program->outcomes[outcome], below);

	if (entry == TABLE_ASK)
		b->complete = false;
	return entry;
}

static void fill(struct builder *b)
{
	static const u8 nothing_below[TABLE_ENTRIES]; /* TABLE_ALLOW */
	const u8 *outcomes = b->filter->program->places;
	const u8 *below = b->below ? b->below->entries : nothing_below;
	u8 *entries = b->entries, *known = b->known;
	const unsigned int width = b->width;
	unsigned int place;

	for (place = 0; place < SECCOMP_PLACES; place++) {
		u8 *entry = &known[outcomes[place] * width + below[place]];

		if (unlikely(*entry == TABLE_UNKNOWN)) {
			*entry = combine_first_time(b, outcomes[place],
						    below[place]);
			cond_resched();
		}
		entries[place] = *entry;
	}
	for (; place < TABLE_ENTRIES; place++)
		entries[place] = TABLE_ASK;
	seccomp_allow_uprobe_exception(entries, TABLE_ALLOW);
}

/* --- Tables ------------------------------------------------------------- */

/*
 * The table in just the memory that it needs, in one piece. In place of rules for
 * TABLE_ASK and TABLE_ALLOW, and of steps for a rule without, there are zeros:
 * who calls chooses the number, and a processor that guesses wrongly what the
 * entry or the rule is follows what it finds there, until it notices.
 */
static struct seccomp_table *finish(const struct builder *b)
{
	const size_t rules = array_size(b->rule_count, sizeof(*b->rules));
	const size_t steps = array_size(b->step_count, sizeof(*b->steps));
	const size_t zeros =
		TABLE_FIRST * sizeof(*b->rules) + sizeof(*b->steps);
	struct seccomp_table *table;

	table = kvzalloc(sizeof(*table) + rules + steps + zeros,
			 GFP_KERNEL_ACCOUNT);
	if (!table)
		return ERR_PTR(-ENOMEM);
	refcount_set(&table->refs, 1);
	memcpy(table->entries, b->entries, sizeof(b->entries));
	table->rule_count = b->rule_count;
	table->step_count = b->step_count;
	table->complete = b->complete;
	table->rules = (struct seccomp_rule *)(table + 1) + TABLE_FIRST;
	table->steps = (struct seccomp_step *)&table->rules[b->rule_count];
	memcpy(table->rules, b->rules, rules);
	memcpy(table->steps, b->steps, steps);
	return table;
}

static struct seccomp_table *build(const struct seccomp_filter *filter,
				   const struct seccomp_filter *prev)
{
	const struct seccomp_table *below = prev ? prev->table : NULL;
	struct seccomp_table *table = ERR_PTR(-ENOMEM);
	unsigned int combinations;
	struct builder *b;

	b = kvmalloc(sizeof(*b), GFP_KERNEL_ACCOUNT);
	if (!b)
		return table;
	b->filter = filter;
	b->depth = prev ? prev->depth + 1 : 1;
	b->below = below;
	b->rule_count = 0;
	b->step_count = 0;
	b->complete = SECCOMP_PLACES && (!below || below->complete);
	b->width = TABLE_FIRST + (below ? below->rule_count : 0);
	combinations = filter->program->outcome_count * b->width;
	b->known = kvmalloc(combinations, GFP_KERNEL_ACCOUNT);
	if (b->known) {
		memset(b->known, TABLE_UNKNOWN, combinations);
		fill(b);
		table = finish(b);
	}
	kvfree(b->known);
	kvfree(b);
	return table;
}

/* A filter of which no rule has to know, but for its program. */
static bool is_plain(const struct seccomp_filter *filter)
{
	return !filter->listener && !(filter->flags & SECCOMP_FILTER_FLAG_LOG);
}

/*
 * The table of a program cached_table: all tasks that begin with it share one, kept
 * with the program.
 */
static struct seccomp_table *
get_cached_table(const struct seccomp_filter *filter)
{
	struct seccomp_program *program = filter->program;
	struct seccomp_table *table, *old;

	/* Pairs with cmpxchg() below. */
	table = smp_load_acquire(&program->cached_table);
	if (table)
		goto get;
	table = build(filter, NULL);
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
 * seccomp_table_create - get the table of a path
 * @filter: the filter that is to be put on top of it
 * @prev: the newest filter of the path, or NULL
 *
 * It may be that of another path which answers alike.
 *
 * Context: process context, may sleep; @prev is kept alive by the caller.
 * Return: the table, to be released by seccomp_table_put(); or an error
 * pointer: -ENOMEM.
 */
struct seccomp_table *seccomp_table_create(const struct seccomp_filter *filter,
					   const struct seccomp_filter *prev)
{
	if (!is_plain(filter))
		return build(filter, prev);
	if (!prev)
		return get_cached_table(filter);
	/* What has just been said is said again. */
	if (is_plain(prev) && prev->program == filter->program) {
		refcount_inc(&prev->table->refs);
		return prev->table;
	}
	return build(filter, prev);
}

/**
 * seccomp_table_put - drop a reference
 * @table: the table, or NULL; freed with the last reference
 *
 * Context: process context.
 */
void seccomp_table_put(struct seccomp_table *table)
{
	if (table && refcount_dec_and_test(&table->refs))
		kvfree(table);
}

/* Does an answer count rather than the verdict so far? */
static bool outranks(u32 ret, u32 depth, const struct seccomp_verdict *verdict,
		     u32 verdict_depth)
{
	const s32 severity = seccomp_severity(ret);
	const s32 so_far = seccomp_severity(verdict->ret);

	if (severity == so_far)
		return depth > verdict_depth && !seccomp_is_allow(ret);
	return severity < so_far;
}

static u32 ask(const struct seccomp_step *step, struct pt_regs *regs)
{
	if (step->residual == STEP_WHOLE)
		return seccomp_program_run_on_regs(step->program, regs);
	return seccomp_program_run_residual(step->program, step->residual,
					    regs);
}

/**
 * seccomp_table_judge - carry out a rule
 * @table: the table
 * @rule: a rule of it
 * @regs: the saved registers of current
 *
 * Context: system call entry of the current task.
 * Return: the verdict.
 */
struct seccomp_verdict seccomp_table_judge(const struct seccomp_table *table,
					   const struct seccomp_rule *rule,
					   struct pt_regs *regs)
{
	const struct seccomp_step *step = &table->steps[rule->first];
	const struct seccomp_step *end = step + rule->count;
	struct seccomp_verdict verdict = rule->verdict;
	u32 depth = rule->depth;

	for (; step < end; step++) {
		const u32 ret = ask(step, regs);

		if (!outranks(ret, step->depth, &verdict, depth))
			continue;
		verdict.ret = ret;
		verdict.log = step->log;
		verdict.listener = step->listener;
		depth = step->depth;
	}
	return verdict;
}
