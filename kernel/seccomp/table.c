// SPDX-License-Identifier: GPL-2.0-only
/*
 * Construction of verdict tables, and evaluation of their rules.
 *
 * The table of a path combines the outcomes of its newest program with the table
 * of the path below.
 */
#include <linux/err.h>
#include <linux/init.h>
#include <linux/jhash.h>
#include <linux/jump_label.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/moduleparam.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "analysis.h"
#include "arch.h"
#include "count.h"
#include "decision.h"
#include "domain.h"
#include "filter.h"
#include "program.h"
#include "table.h"
#include "table_builder.h"
#include "verdict.h"
#include "window.h"

/*
 * Protects @tables of all programs and @node of the tables in them. The lists
 * hold no reference: a search skips a table whose last reference is gone.
 */
static DEFINE_SPINLOCK(program_tables_lock);

/* Limit of tables in the list of a program, which bounds the search. */
#define PROGRAM_TABLES 8

/* Rules and checks for which a table has room beyond those of the path below. */
#define MORE_RULES 8
#define MORE_CHECKS 16

/* Rules and checks for which the table of a domain has room, for later contents. */
#define DOMAIN_RULES 64
#define DOMAIN_CHECKS 128

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

/* Check whether a return value replaces the verdict so far. */
static bool wins(u32 ret, u32 rank, const struct seccomp_verdict *verdict,
		 u32 verdict_rank)
{
	const s32 severity = seccomp_severity(ret);
	const s32 so_far = seccomp_severity(verdict->ret);

	if (severity == so_far)
		return rank > verdict_rank && !seccomp_is_allow(ret);
	return severity < so_far;
}

/* The list, the strictest value and the windows follow from what is compared. */
static bool same_check(const struct seccomp_check *one,
		       const struct seccomp_check *other)
{
	return one->program == other->program && one->rank == other->rank &&
	       one->residual == other->residual &&
	       one->listener == other->listener && one->log == other->log;
}

/* Count the domains of a path whose next content will have a larger rank. */
static unsigned int count_later(const struct seccomp_domain *domain, u32 rank)
{
	unsigned int count = 0;

	/* The depth becomes smaller from one domain to the next. */
	while (domain && seccomp_rank(domain->depth, U16_MAX) > rank) {
		domain = domain->outer;
		count++;
	}
	return count;
}

static u32 rank_level(const struct seccomp_counter *counter, u32 rank)
{
	return seccomp_count_level(counter, seccomp_rank_depth(rank));
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
		if (!same_check(&b->table->checks[rule->first + i],
				&pending->checks[i]))
			return false;
	/*
	 * Without checks, only counters and contents that come later compare the
	 * rank.
	 */
	if (!pending->count)
		return count_later(b->domain, rule->rank) ==
			       count_later(b->domain, pending->rank) &&
		       rank_level(b->counter, rule->rank) ==
			       rank_level(b->counter, pending->rank);
	return rule->rank == pending->rank;
}

static bool is_single_list(const struct pending_rule *pending)
{
	return pending->count == 1 && pending->checks[0].list &&
	       seccomp_is_allow(pending->verdict.ret);
}

static u8 deep_kind(const struct table_builder *b)
{
	if (b->domain)
		return RULE_DEEP_DOMAIN;
	return is_single_list(&b->pending) ? RULE_DEEP_LIST : RULE_DEEP;
}

static u8 pending_kind(const struct table_builder *b)
{
	const struct pending_rule *pending = &b->pending;
	unsigned int i;

	if (!pending->count)
		return RULE_CONST;
	for (i = 0; i < pending->count; i++)
		if (pending->checks[i].windows)
			return deep_kind(b);
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
	const struct seccomp_table *table = b->table;
	unsigned int limit = TABLE_RULES;

	/* No number of other verdicts makes a constant KILL slow. */
	if (pending->count || !seccomp_is_kill(pending->verdict.ret))
		limit -= TABLE_KILL_RULES;
	return table->rule_count < min(limit, b->rule_room) &&
	       pending->count <= TABLE_RULE_CHECKS &&
	       table->check_count + pending->count < b->check_room;
}

/* A check without a list and a residual ends the checks of a rule. */
static void add_checks(struct seccomp_table *table,
		       const struct pending_rule *pending)
{
	struct seccomp_check *checks = &table->checks[table->check_count];
	unsigned int i;

	memcpy(checks, pending->checks, pending->count * sizeof(*checks));
	checks[pending->count] = (struct seccomp_check){
		.allowed = table->allowed,
	};
	/* The table below may have no counter. */
	for (i = 0; i <= pending->count; i++)
		checks[i].counted = table->counter;
	table->check_count += pending->count + 1;
}

/* Return the entry for the pending rule; add the rule if it is new. */
static u8 pending_to_entry(struct table_builder *b)
{
	const struct pending_rule *pending = &b->pending;
	struct seccomp_table *table = b->table;
	struct seccomp_rule *rule;
	unsigned int i;

	/* A counter counts allowed calls, so they have a rule. */
	if (!pending->count && seccomp_is_allow(pending->verdict.ret) &&
	    !b->counter && !seccomp_is_verifying())
		return TABLE_ALLOW;
	for (i = 0; i < table->rule_count; i++)
		if (is_pending_rule(b, &table->rules[i]))
			return TABLE_FIRST + i;
	if (!pending_fits(b)) {
		b->full = true;
		return TABLE_RUN_ALL;
	}
	rule = &table->rules[table->rule_count++];
	rule->verdict = pending->verdict;
	rule->rank = pending->rank;
	rule->first = table->check_count;
	rule->count = pending->count;
	rule->kind = pending_kind(b);
	if (pending->count)
		add_checks(table, pending);
	return TABLE_FIRST + i;
}

/* Start the pending rule with the rule of the path below. */
static void start_pending(struct table_builder *b, u8 entry)
{
	const struct seccomp_rule *rule;
	struct pending_rule *pending = &b->pending;

	pending->verdict = (struct seccomp_verdict){ .ret = SECCOMP_RET_ALLOW };
	pending->rank = 0;
	pending->count = 0;
	if (entry == TABLE_ALLOW)
		return;
	rule = seccomp_table_rule(b->below, entry);
	pending->verdict = rule->verdict;
	pending->rank = rule->rank;
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
	       (worst == certain && check->rank > pending->rank);
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

	/* Among equal actions the largest rank wins. */
	if (!wins(ret, b->rank, &pending->verdict, pending->rank))
		return;
	pending->verdict = seccomp_verdict_from(ret, b->listener, b->log);
	pending->rank = b->rank;
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
 * Two checks with the same code return the same. Among equal actions the largest
 * rank wins, so the check with the smaller rank is not needed.
 *
 * Return false if that is the new check.
 */
static bool drop_same_code(struct pending_rule *pending,
			   const struct seccomp_check *new)
{
	unsigned int i, count = 0;

	for (i = 0; i < pending->count; i++) {
		const struct seccomp_check *check = &pending->checks[i];

		if (!same_code(check, new))
			pending->checks[count++] = *check;
		else if (check->rank > new->rank)
			return false;
	}
	pending->count = count;
	return true;
}

/* Insert a check. The largest rank comes first. */
static void insert_check(struct pending_rule *pending,
			 const struct seccomp_check *new)
{
	unsigned int i = 0;

	while (i < pending->count && pending->checks[i].rank > new->rank)
		i++;
	memmove(&pending->checks[i + 1], &pending->checks[i],
		(pending->count - i) * sizeof(*new));
	pending->checks[i] = *new;
	pending->count++;
}

static void add_check(struct table_builder *b,
		      const struct seccomp_outcome *outcome)
{
	const bool whole = outcome->kind == OUTCOME_UNKNOWN;
	const struct seccomp_program *program = b->program;
	const struct seccomp_check check = {
		.list = whole ? NULL :
				seccomp_program_list(program,
						     outcome->residual),
		.program = program,
		.listener = b->listener,
		.strictest = whole ? SECCOMP_RET_KILL_PROCESS : outcome->ret,
		.rank = b->rank,
		.residual = whole ? CHECK_FULL : outcome->residual,
		.windows =
			whole ? program->windows :
				program->residuals[outcome->residual].windows,
		.log = b->log,
	};
	struct pending_rule *pending = &b->pending;

	if (!can_win(&check, pending) || !drop_same_code(pending, &check))
		return;
	if (whole)
		WRITE_ONCE(b->table->complete, false);
	insert_check(pending, &check);
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
	if (!b->in_place && is_final_outcome(outcome))
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

/**
 * seccomp_table_combine - Find the entry for a pair that @memo does not have yet
 * @b: the builder
 * @outcome: index of an outcome of its program
 * @below: entry of @b->below
 *
 * Context: process context; may sleep. The caller is the only user of @b.
 * Return: the entry, which is in @memo then.
 */
u8 seccomp_table_combine(struct table_builder *b, u8 outcome, u8 below)
{
	const u8 entry =
		combine_outcome(b, &b->program->outcomes[outcome], below);

	if (entry == TABLE_RUN_ALL)
		WRITE_ONCE(b->table->complete, false);
	b->memo[memo_index(outcome, b->width, below)] = entry;
	cond_resched();
	return entry;
}

/* Slots that are handled together: as many as a 64-bit word has bytes. */
#define GROUP sizeof(u64)
#define GROUP_ALLOWS (SECCOMP_OUTCOME_ALLOW * 0x0101010101010101ULL)

static u64 read_group(const u8 *bytes)
{
	u64 group;

	memcpy(&group, bytes, GROUP);
	return group;
}

/* The loop has what it reads in variables: a store to an entry can alias @b. */
static void combine_slots(struct table_builder *b, unsigned int slot,
			  unsigned int end)
{
	const u8 *outcomes = b->program->outcome_idx;
	const unsigned int width = b->width;
	u8 *entries = b->table->entries;
	const u8 *memo = b->memo;
	bool changed = false;

	for (; slot < end; slot++) {
		const u8 outcome = outcomes[slot], below = entries[slot];
		u8 entry = memo[memo_index(outcome, width, below)];

		if (unlikely(entry == TABLE_UNKNOWN))
			entry = seccomp_table_combine(b, outcome, below);
		entries[slot] = entry;
		changed |= entry != below;
	}
	b->changed |= changed;
}

/*
 * Combine outcomes and entries. A filter that always allows a call leaves the
 * entry as it is. Neighbours often have the same outcomes and entries, so a group
 * of slots that equals the one before gets the same result.
 */
static void combine_groups(struct table_builder *b)
{
	const u8 *outcomes = b->program->outcome_idx;
	u8 *entries = b->table->entries;
	u64 last_outcomes = 0, last_below = 0, last_entries = 0;
	unsigned int slot = 0;

	for (; slot + GROUP <= SECCOMP_TABLE_SLOTS; slot += GROUP) {
		const u64 group = read_group(&outcomes[slot]);
		const u64 below = read_group(&entries[slot]);

		if (group == GROUP_ALLOWS && !b->compact)
			continue;
		if (group == last_outcomes && below == last_below && slot) {
			memcpy(&entries[slot], &last_entries, GROUP);
			continue;
		}
		combine_slots(b, slot, slot + GROUP);
		last_outcomes = group;
		last_below = below;
		last_entries = read_group(&entries[slot]);
	}
	combine_slots(b, slot, SECCOMP_TABLE_SLOTS);
}

/* Start with the entries of the path below. */
static void start_entries(const struct table_builder *b)
{
	u8 *entries = b->table->entries;

	if (b->below) {
		memcpy(entries, b->below->entries, TABLE_ENTRIES);
		return;
	}
	memset(entries, TABLE_ALLOW, SECCOMP_TABLE_SLOTS);
	memset(&entries[SECCOMP_TABLE_SLOTS], TABLE_RUN_ALL,
	       TABLE_ENTRIES - SECCOMP_TABLE_SLOTS);
}

/*
 * The path below has no domain. From now on, an entry may change while a rule waits for
 * the copy of its arguments.
 */
static void mark_deep_rules(struct seccomp_table *table)
{
	unsigned int i;

	for (i = 0; i < table->rule_count; i++)
		if (seccomp_is_deep_kind(table->rules[i].kind))
			table->rules[i].kind = RULE_DEEP_DOMAIN;
}

static void start_rules(const struct table_builder *b)
{
	const struct seccomp_table *below = b->below;
	struct seccomp_table *table = b->table;

	table->rule_count = 0;
	table->check_count = 0;
	if (!below || b->compact)
		return;
	table->rule_count = below->rule_count;
	table->check_count = below->check_count;
	memcpy(table->rules, below->rules,
	       below->rule_count * sizeof(*below->rules));
	memcpy(table->checks, below->checks,
	       below->check_count * sizeof(*below->checks));
	if (b->domain && !below->domain)
		mark_deep_rules(table);
}

static bool has_room_for(const struct table_builder *b,
			 const struct seccomp_table *below)
{
	return below->rule_count <= b->rule_room &&
	       below->check_count <= b->check_room;
}

/*
 * The rules of the path below are taken over, so that its entries mean the same
 * in the new table. Rules that no entry uses any more accumulate. If a rule does
 * not fit, the table is filled again in compact form: it starts without rules,
 * and combines all slots.
 */
static void fill_table(struct table_builder *b)
{
	const struct seccomp_table *below = b->below;

	/* A domain may have changed the table below since it was allocated. */
	b->full = !b->compact && below && !has_room_for(b, below);
	if (b->full)
		return;
	b->changed = b->compact;
	b->table->complete = SECCOMP_ALL_CALLS_HAVE_SLOTS &&
			     (!below || below->complete);
	memset(b->memo, TABLE_UNKNOWN, b->program->outcome_count * b->width);
	start_entries(b);
	start_rules(b);
	combine_groups(b);
}

/* --- Tables ------------------------------------------------------------- */

static bool has_same_rules(const struct seccomp_table *one,
			   const struct seccomp_table *other)
{
	unsigned int i;

	for (i = 0; i < one->rule_count; i++) {
		const struct seccomp_rule *rule = &one->rules[i];
		const struct seccomp_rule *same = &other->rules[i];

		if (!seccomp_verdict_equal(&rule->verdict, &same->verdict) ||
		    rule->rank != same->rank || rule->first != same->first ||
		    rule->count != same->count)
			return false;
	}
	for (i = 0; i < one->check_count; i++)
		if (!same_check(&one->checks[i], &other->checks[i]))
			return false;
	return true;
}

static bool is_equal_table(const struct seccomp_table *one,
			   const struct seccomp_table *other)
{
	return one->complete == other->complete &&
	       one->rule_count == other->rule_count &&
	       one->check_count == other->check_count &&
	       !memcmp(one->entries, other->entries, TABLE_ENTRIES) &&
	       has_same_rules(one, other);
}

/*
 * Equal tables with the same newest program mostly come from equal tables below.
 * So the hash covers the way to a table, and not its contents.
 */
static u32 hash_table(const struct table_builder *b)
{
	const struct seccomp_table *table = b->table;

	return jhash_3words(b->below ? b->below->hash : 0, table->rule_count,
			    table->check_count, b->rank);
}

static bool is_candidate(const struct seccomp_table *table,
			 const struct seccomp_table *new)
{
	return table->hash == new->hash && table->domain == new->domain &&
	       table->counter == new->counter;
}

/* Return a table that may be equal, with a reference, or NULL. */
static struct seccomp_table *
get_candidate_table(const struct seccomp_program *program,
		    const struct seccomp_table *new)
{
	struct seccomp_table *table;

	spin_lock(&program_tables_lock);
	hlist_for_each_entry(table, &program->tables, node)
		if (is_candidate(table, new) &&
		    refcount_inc_not_zero(&table->refs))
			break;
	spin_unlock(&program_tables_lock);
	return table;
}

/*
 * Drop a reference to a table. Return true for the last one: the table is in no list
 * any more. The caller holds the lock of the family of a table with a domain, which
 * a domain's holder needs to find the table.
 */
static bool drop_table_ref(struct seccomp_table *table)
{
	bool last;

	/* A search may have taken a reference since. */
	spin_lock(&program_tables_lock);
	last = refcount_dec_and_test(&table->refs);
	if (last && table->program)
		hlist_del(&table->node);
	spin_unlock(&program_tables_lock);
	if (last && table->domain)
		list_del(&table->member);
	return last;
}

/*
 * Only paths with the same newest program and the same domain share a table. So
 * tables are shared within the boundary of the program cache, and not beyond. The
 * caller holds the lock of the family, so the two tables do not change.
 */
static struct seccomp_table *
get_equal_table(const struct seccomp_program *program,
		const struct seccomp_table *new)
{
	struct seccomp_table *table = get_candidate_table(program, new);

	if (!table || is_equal_table(new, table))
		return table;
	if (drop_table_ref(table))
		kvfree(table);
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
 * A holder that tightens a domain follows what the checks of a table point to. So the
 * last reference of a table with a domain waits for the holder, while the path
 * is still complete.
 *
 * Context: process context; may sleep. A filter keeps the programs and the domains of
 * the path alive. The caller does not hold the lock of the family.
 */
void seccomp_table_put(struct seccomp_table *table)
{
	struct seccomp_domain *domain;
	bool last;

	if (!table || refcount_dec_not_one(&table->refs))
		return;
	/* The path of the caller keeps the domain. */
	domain = table->domain;
	seccomp_domain_lock(domain);
	last = drop_table_ref(table);
	seccomp_domain_unlock(domain);
	if (last)
		kvfree(table);
}

static u16 table_offset(const struct seccomp_table *table, const void *part)
{
	return part - (const void *)table;
}

/* Let entry count the calls of a constant rule. */
static void count_answer(const struct seccomp_table *table,
			 const struct seccomp_rule *rule,
			 struct seccomp_answer *answer)
{
	const int error = seccomp_silent_errno(&rule->verdict);
	const u32 level = rank_level(table->counter, rule->rank);

	/* Each value has the bit, and no value has that of allowed calls. */
	BUILD_BUG_ON(SECCOMP_ANSWER_ERRNO_BASE - MAX_ERRNO <
			     SECCOMP_ANSWER_COUNT_ERRNO ||
		     SECCOMP_ANSWER_ERRNO_BASE >
			     2 * SECCOMP_ANSWER_COUNT_ERRNO);

	if (seccomp_is_allow(rule->verdict.ret))
		answer->error = SECCOMP_ANSWER_COUNT_ALLOW;
	if (!error || !table->errno_cells[level])
		return;
	answer->error = SECCOMP_ANSWER_ERRNO_BASE + error;
	answer->cells = table_offset(table, &table->errno_cells[level]);
}

static struct seccomp_answer answer_of(const struct seccomp_table *table,
				       const struct seccomp_rule *rule)
{
	struct seccomp_answer answer = {
		.rule = table_offset(table, rule),
		.checks = table_offset(table, &table->checks[-1]),
		.cells = table_offset(table, table->errno_cells),
	};

	if (seccomp_is_verifying())
		return answer;
	if (rule->kind == RULE_LISTS) {
		answer.error = SECCOMP_ANSWER_LISTS;
		answer.checks =
			table_offset(table, &table->checks[rule->first]);
	}
	if (rule->kind != RULE_CONST)
		return answer;
	if (table->counter)
		count_answer(table, rule, &answer);
	else
		answer.error = seccomp_silent_errno(&rule->verdict);
	return answer;
}

/**
 * seccomp_table_fill_answers - Fill the answers of rules
 * @table: the table
 * @first: index of the first new rule, up to the number of rules
 *
 * Context: the caller is the only writer of @table. No entry names a new rule yet.
 */
void seccomp_table_fill_answers(struct seccomp_table *table, unsigned int first)
{
	unsigned int i;

	for (i = first; i < table->rule_count; i++)
		table->answers[TABLE_FIRST + i] =
			answer_of(table, &table->rules[i]);
}

/* Fill the answers of all values that an entry has, and no others. */
static void fill_answers(struct seccomp_table *table)
{
	const struct seccomp_answer run_all =
		answer_of(table, &table->rules[-1]);

	table->answers[TABLE_RUN_ALL] = run_all;
	table->answers[SECCOMP_ENTRY_RESERVED] = run_all;
	table->answers[TABLE_ALLOW] = run_all;
	seccomp_table_fill_answers(table, 0);
}

/*
 * The caller of a system call chooses its number. A CPU that mispredicts may look
 * up the rule or the checks of an entry that has none. The answer of such an entry
 * leads to a zeroed rule in front of the rules, and to a zeroed check in front of
 * the checks. Without an errno to count it leads to the first cells, or to the
 * zeroed rule. So the CPU follows no wild pointer.
 */
static struct seccomp_table *
alloc_table(unsigned int rules, unsigned int checks, unsigned int levels)
{
	const size_t cell_bytes = array_size(levels, sizeof(u64 __percpu *));
	const size_t rule_bytes =
		array_size(1 + rules, sizeof(struct seccomp_rule));
	const size_t check_bytes =
		array_size(1 + checks, sizeof(struct seccomp_check));
	struct seccomp_table *table;

	/* The offsets of rules and checks are u16. */
	BUILD_BUG_ON((TABLE_RULES + 1) * sizeof(struct seccomp_rule) +
			     (TABLE_CHECKS + 1) * sizeof(struct seccomp_check) >
		     U16_MAX - sizeof(*table) -
			     (SECCOMP_PATH_COUNTERS + 1) *
				     sizeof(u64 __percpu *));

	table = kvmalloc(sizeof(*table) + cell_bytes + rule_bytes + check_bytes,
			 GFP_KERNEL_ACCOUNT);
	if (!table)
		return NULL;
	refcount_set(&table->refs, 1);
	table->program = NULL;
	table->alone = false;
	table->domain = NULL;
	table->counter = NULL;
	table->allowed = NULL;
	table->rule_room = rules;
	table->check_room = checks;
	table->errno_cells = (void *)(table + 1);
	table->rules = (struct seccomp_rule *)&table->errno_cells[levels] + 1;
	table->checks = (struct seccomp_check *)&table->rules[rules] + 1;
	table->rules[-1] = (struct seccomp_rule){};
	table->checks[-1] = (struct seccomp_check){};
	return table;
}

/* Let a table have what entry increments. seccomp_counter_prepare() allocated it. */
static void set_counter(struct seccomp_table *table,
			struct seccomp_counter *counter)
{
	u32 level;

	table->counter = counter;
	table->allowed = counter->rows[SECCOMP_ACTION_ALLOW][counter->level];
	for (level = 0; level <= counter->level; level++)
		table->errno_cells[level] =
			READ_ONCE(counter->rows[SECCOMP_ACTION_ERRNO][level]);
}

/* Allocate a table. A domain needs memory for more than the builder may use. */
static struct seccomp_table *
start_table(struct table_builder *b, unsigned int rules, unsigned int checks)
{
	const unsigned int more_rules = b->domain ? DOMAIN_RULES : 0;
	const unsigned int more_checks = b->domain ? DOMAIN_CHECKS : 0;

	b->rule_room = min(rules, TABLE_RULES);
	b->check_room = min(checks, TABLE_CHECKS);
	b->table = alloc_table(min(rules + more_rules, TABLE_RULES),
			       min(checks + more_checks, TABLE_CHECKS),
			       b->counter ? b->counter->level + 1 : 0);
	if (!b->table)
		return NULL;
	b->table->domain = b->domain;
	if (b->counter)
		set_counter(b->table, b->counter);
	return b->table;
}

/* Start with room for the rules below and a few more. */
static struct seccomp_table *start_small_table(struct table_builder *b)
{
	const struct seccomp_table *below = b->below;
	unsigned int rules = MORE_RULES, checks = MORE_CHECKS;

	if (below) {
		/* A domain may add some. fill_table() looks again under the lock. */
		rules += data_race(below->rule_count);
		/* The same holds for its checks. */
		checks += data_race(below->check_count);
	}
	return start_table(b, rules, checks);
}

/* Start again, with room for everything. */
static struct seccomp_table *start_compact_table(struct table_builder *b)
{
	kvfree(b->table);
	b->compact = true;
	return start_table(b, TABLE_RULES, TABLE_CHECKS);
}

/*
 * Return the table for the builder's results: the one of the path below if the
 * filter changes nothing, an equal one, or the new one.
 */
static struct seccomp_table *finish_table(const struct table_builder *b,
					  bool alone)
{
	struct seccomp_program *program = b->filter->program;
	struct seccomp_table *table = b->table, *below = b->below, *other;

	if (below && !b->changed && below->domain == table->domain &&
	    below->counter == table->counter) {
		kvfree(table);
		return seccomp_table_get(below);
	}
	table->hash = hash_table(b);
	other = get_equal_table(program, table);
	if (other) {
		kvfree(table);
		return other;
	}
	fill_answers(table);
	table->alone = alone;
	share_table(table, program);
	if (table->domain)
		seccomp_domain_add_table(table->domain, table);
	return table;
}

/**
 * seccomp_table_builder_alloc - Allocate a builder
 * @combinations: number of pairs of an outcome and an entry that it handles
 *
 * Context: process context; may sleep.
 * Return: the builder, with the memory for @memo, no rule in @pending, and all other
 * members zero; NULL if there is no memory.
 */
struct table_builder *seccomp_table_builder_alloc(unsigned int combinations)
{
	struct table_builder *b = kmalloc(sizeof(*b), GFP_KERNEL);

	if (!b)
		return NULL;
	/* Each rule begins with start_pending(). */
	memset(b, 0, offsetof(struct table_builder, pending));
	b->memo = kvmalloc(combinations, GFP_KERNEL);
	if (b->memo)
		return b;
	kfree(b);
	return NULL;
}

/**
 * seccomp_table_builder_free - Free a builder
 * @b: the builder, or NULL; its table stays
 *
 * Context: process context; may sleep.
 */
void seccomp_table_builder_free(struct table_builder *b)
{
	if (!b)
		return;
	kvfree(b->memo);
	kfree(b);
}

static void start_builder(struct table_builder *b,
			  const struct seccomp_filter *filter,
			  const struct seccomp_filter *prev)
{
	b->filter = filter;
	b->program = filter->program;
	b->listener = filter->listener;
	b->log = filter->flags & SECCOMP_FILTER_FLAG_LOG;
	b->in_place = false;
	b->rank = seccomp_rank(prev ? prev->depth + 1 : 1, 0);
	b->below = prev ? prev->table : NULL;
	b->domain = filter->domain;
	if (prev && !b->domain)
		b->domain = prev->newest_domain;
	b->counter = filter->counter;
	if (prev && !b->counter)
		b->counter = prev->newest_counter;
	/* What the table below allows must be counted, and by the new counter. */
	b->compact = filter->counter || seccomp_is_verifying();
}

/* Columns for TABLE_ALLOW, TABLE_RUN_ALL and the rules below. */
static unsigned int count_columns(const struct seccomp_filter *prev)
{
	if (!prev)
		return 2;
	/* A domain may add rules before the builder has the lock of the family. */
	return 2 +
	       (prev->newest_domain ? TABLE_RULES : prev->table->rule_count);
}

/*
 * Fill the table under the lock of the family. Memory is allocated without it: a
 * task that waits for memory does not delay a holder that tightens. Return NULL if the table
 * has no room; but @last accepts it.
 */
static struct seccomp_table *fill_locked(struct table_builder *b, bool alone,
					 bool last)
{
	struct seccomp_table *table = NULL;

	seccomp_domain_lock(b->domain);
	fill_table(b);
	if (!b->full || last)
		table = finish_table(b, alone);
	seccomp_domain_unlock(b->domain);
	return table;
}

static struct seccomp_table *build_table(const struct seccomp_filter *filter,
					 const struct seccomp_filter *prev,
					 bool alone)
{
	const unsigned int width = count_columns(prev);
	struct seccomp_table *table = ERR_PTR(-ENOMEM);
	struct table_builder *b;

	b = seccomp_table_builder_alloc(filter->program->outcome_count * width);
	if (!b)
		return table;
	start_builder(b, filter, prev);
	b->width = width;
	if (!start_small_table(b))
		goto free_builder;
	table = fill_locked(b, alone, false);
	if (!table) {
		table = ERR_PTR(-ENOMEM);
		if (start_compact_table(b))
			table = fill_locked(b, alone, true);
	}
free_builder:
	seccomp_table_builder_free(b);
	return table;
}

/* Check that rules need nothing of a filter but its program. */
static bool is_plain_filter(const struct seccomp_filter *filter)
{
	return !filter->listener && !filter->domain && !filter->counter &&
	       !(filter->flags & SECCOMP_FILTER_FLAG_LOG);
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
	/*
	 * The same program twice answers as once. In a domain, the larger of the
	 * two ranks matters.
	 */
	if (plain && !prev->newest_domain && is_plain_filter(prev) &&
	    prev->program == filter->program)
		return seccomp_table_get(prev->table);
	return build_table(filter, prev, false);
}

/* --- Evaluation --------------------------------------------------------- */

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

/* Run a check that may load from windows. */
static u32 run_deep_check(const struct seccomp_check *check,
			  struct pt_regs *regs,
			  const struct seccomp_windows *windows)
{
	if (check->list)
		return seccomp_list_run_windows(check->list, windows->sources);
	if (check->residual == CHECK_FULL)
		return seccomp_program_run_on_windows(check->program, regs,
						      windows);
	return seccomp_program_run_deep(check->program, check->residual, regs,
					windows);
}

/*
 * Run the checks of a rule. @windows is NULL for a rule that loads none. @rank
 * receives the rank of the program that gives the verdict.
 */
static __always_inline struct seccomp_verdict
run_rule(const struct seccomp_table *table, const struct seccomp_rule *rule,
	 struct pt_regs *regs, const struct seccomp_windows *windows, u32 *rank)
{
	const struct seccomp_check *check = &table->checks[rule->first];
	const struct seccomp_check *end = check + rule->count;
	struct seccomp_verdict verdict = rule->verdict;

	*rank = rule->rank;
	for (; check < end; check++) {
		const u32 ret = windows ? run_deep_check(check, regs, windows) :
					  run_check(check, regs);

		if (!wins(ret, check->rank, &verdict, *rank))
			continue;
		verdict = check_verdict(check, ret);
		*rank = check->rank;
	}
	return verdict;
}

/**
 * seccomp_rule_run - Run the checks of a rule
 * @table: the table
 * @rule: a rule of @table that loads no windows, not of the kind RULE_ALL
 * @regs: saved registers of current
 *
 * Context: system call entry of current.
 * Return: the verdict of the path.
 */
struct seccomp_verdict seccomp_rule_run(const struct seccomp_table *table,
					const struct seccomp_rule *rule,
					struct pt_regs *regs)
{
	u32 rank;

	return run_rule(table, rule, regs, NULL, &rank);
}

/**
 * seccomp_rule_windows - Collect the windows that a rule needs
 * @table: the table
 * @rule: a rule of @table
 *
 * Context: any; the caller keeps the path alive.
 * Return: set of windows; 0 for a rule that loads none.
 */
u16 seccomp_rule_windows(const struct seccomp_table *table,
			 const struct seccomp_rule *rule)
{
	const struct seccomp_check *check = &table->checks[rule->first];
	const struct seccomp_check *end = check + rule->count;
	u16 windows = 0;

	for (; check < end; check++)
		windows |= check->windows;
	return windows;
}

/**
 * seccomp_rule_run_windows - Run the checks of a rule that needs windows
 * @table: the table
 * @rule: a rule of @table, not of the kind RULE_ALL
 * @regs: saved registers of current
 * @windows: windows of the call, with those of seccomp_rule_windows(); owned by the
 *	caller. Their first source is @regs
 *
 * Context: system call entry of current.
 * Return: the verdict of the path.
 */
struct seccomp_verdict
seccomp_rule_run_windows(const struct seccomp_table *table,
			 const struct seccomp_rule *rule, struct pt_regs *regs,
			 const struct seccomp_windows *windows)
{
	u32 rank;

	return run_rule(table, rule, regs, windows, &rank);
}

/**
 * seccomp_rule_run_ranked - Run the checks of a rule, and tell which one decides
 * @table: the table
 * @rule: a rule of @table, not of the kind RULE_ALL
 * @regs: saved registers of current
 * @windows: as for seccomp_rule_run_windows(); NULL for a rule that loads none
 * @rank: receives the rank of the program that gives the verdict; 0 if none does
 *
 * Context: system call entry of current.
 * Return: the verdict of the path.
 */
struct seccomp_verdict
seccomp_rule_run_ranked(const struct seccomp_table *table,
			const struct seccomp_rule *rule, struct pt_regs *regs,
			const struct seccomp_windows *windows, u32 *rank)
{
	if (windows)
		return run_rule(table, rule, regs, windows, rank);
	return run_rule(table, rule, regs, NULL, rank);
}

/* Run the lists behind @check. @rank receives the rank of the list that decides. */
static __always_inline struct seccomp_verdict
continue_checks(const struct seccomp_check *check, u32 ret,
		struct pt_regs *regs, u32 *rank)
{
	struct seccomp_verdict verdict = check_verdict(check, ret);

	*rank = check->rank;
	for (check++; check->list; check++) {
		ret = seccomp_list_run(check->list, regs);
		if (seccomp_severity(ret) >= seccomp_severity(verdict.ret))
			continue;
		verdict = check_verdict(check, ret);
		*rank = check->rank;
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
	u32 rank;

	return continue_checks(check, ret, regs, &rank);
}

/**
 * seccomp_check_continue_ranked - Run further lists, and tell which one decides
 * @check: as for seccomp_check_continue()
 * @ret: as for seccomp_check_continue()
 * @regs: saved registers of current
 * @rank: receives the rank of the program that gives the verdict
 *
 * Context: system call entry of current.
 * Return: the verdict of the path.
 */
struct seccomp_verdict
seccomp_check_continue_ranked(const struct seccomp_check *check, u32 ret,
			      struct pt_regs *regs, u32 *rank)
{
	return continue_checks(check, ret, regs, rank);
}
