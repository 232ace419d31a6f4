// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests of filters, verdict tables, listeners and the table of actions.
 */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/sched.h>
#include <linux/sched/task_stack.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "action.h"
#include "analysis.h"
#include "arch.h"
#include "backport.h"
#include "filter.h"
#include "filter_test.h"
#include "listener.h"
#include "program.h"
#include "program_cache.h"
#include "table.h"
#include "verdict.h"
#include "window.h"

static const struct seccomp_filter_params filter_test_plain;
static const struct seccomp_filter_params filter_test_logging = {
	.flags = SECCOMP_FILTER_FLAG_LOG,
};

/* Skip a test that needs slots for system call numbers. */
static void filter_test_need_slots(struct kunit *test)
{
	if (SECCOMP_TABLE_SLOTS == 0)
		kunit_skip(test, "tables of this architecture have no slots");
}

/* Skip a test that needs residuals. Without them, whole programs run. */
static void filter_test_need_residuals(struct kunit *test)
{
	filter_test_need_slots(test);
	if (!IS_ENABLED(CONFIG_SECCOMP_REGS))
		kunit_skip(test, "this architecture has no residuals");
}

/* Create a program of @len instructions that returns @ret. */
static struct seccomp_program *filter_test_program(struct kunit *test,
						   unsigned int len, u32 ret)
{
	struct seccomp_program *program;
	struct sock_filter *insns;
	unsigned int pc;

	insns = kvmalloc_array(len, sizeof(*insns), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, insns);
	for (pc = 0; pc < len; pc++)
		insns[pc] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, ret);
	program = seccomp_program_create(insns, len);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, program);
	return program;
}

static struct seccomp_filter *
filter_test_filter(struct kunit *test, unsigned int len, u32 ret,
		   struct seccomp_listener *listener)
{
	const struct seccomp_filter_params params = { .listener = listener };
	struct seccomp_filter *filter;

	filter = seccomp_filter_create(filter_test_program(test, len, ret),
				       &params);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, filter);
	return filter;
}

/* Attach a program. The call owns @insns, which come from kvmalloc(). */
static struct seccomp_filter *
filter_test_attach_insns(struct kunit *test, struct seccomp_filter *prev,
			 struct sock_filter *insns, unsigned int len)
{
	struct seccomp_program *program = seccomp_program_create(insns, len);
	struct seccomp_filter *filter;

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, program);
	filter = seccomp_filter_create(program, &filter_test_plain);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, filter);
	return test_attach(test, prev, filter);
}

static struct seccomp_filter *filter_test_push(struct kunit *test,
					       struct seccomp_filter *prev,
					       unsigned int len, u32 ret)
{
	return test_attach(test, prev,
			   filter_test_filter(test, len, ret, NULL));
}

static u32 filter_test_ret_for(const struct seccomp_filter *path,
			       const struct seccomp_input *input)
{
	return seccomp_path_run(path, input, seccomp_program_interpret).ret;
}

static u32 filter_test_ret(const struct seccomp_filter *path)
{
	const struct seccomp_input input = {};

	return filter_test_ret_for(path, &input);
}

static void filter_counts_follow_fork(struct kunit *test)
{
	struct seccomp_filter *parent, *child;

	parent = filter_test_push(test, NULL, 1, SECCOMP_RET_ALLOW);
	KUNIT_EXPECT_EQ(test, refcount_read(&parent->users), 1);
	/* A child shares the path and attaches a filter of its own. */
	seccomp_filter_use(parent);
	child = filter_test_push(test, parent, 1, SECCOMP_RET_ALLOW);
	KUNIT_EXPECT_EQ(test, refcount_read(&parent->users), 2);
	KUNIT_EXPECT_EQ(test, refcount_read(&parent->refs), 2);
	/* The child exits. */
	seccomp_filter_unuse(child);
	KUNIT_EXPECT_EQ(test, refcount_read(&parent->users), 1);
	KUNIT_EXPECT_EQ(test, refcount_read(&parent->refs), 1);
	seccomp_filter_unuse(parent);
}

static void filter_reader_keeps_path_without_users(struct kunit *test)
{
	struct seccomp_filter *bottom, *top;

	bottom = filter_test_push(test, NULL, 1, SECCOMP_RET_ERRNO | 1);
	top = filter_test_push(test, bottom, 1, SECCOMP_RET_ALLOW);
	refcount_inc(&top->refs);
	seccomp_filter_unuse(top);
	KUNIT_EXPECT_EQ(test, refcount_read(&top->users), 0);
	KUNIT_EXPECT_EQ(test, refcount_read(&bottom->users), 0);
	KUNIT_EXPECT_EQ(test, refcount_read(&bottom->refs), 1);
	KUNIT_EXPECT_EQ(test, filter_test_ret(top), SECCOMP_RET_ERRNO | 1);
	seccomp_filter_put(top);
}

static void filter_path_holds_at_most_1024(struct kunit *test)
{
	struct seccomp_filter *path = NULL, *extra;
	int i;

	for (i = 0; i < SECCOMP_PATH_FILTERS; i++)
		path = filter_test_push(test, path, 1, SECCOMP_RET_ALLOW);
	KUNIT_EXPECT_EQ(test, path->depth, SECCOMP_PATH_FILTERS);

	extra = filter_test_filter(test, 1, SECCOMP_RET_ALLOW, NULL);
	KUNIT_EXPECT_EQ(test, seccomp_filter_may_link(extra, path), -ENOMEM);
	seccomp_filter_unuse(extra);
	/* This frees all 1,024 filters, without recursion. */
	seccomp_filter_unuse(path);
}

static void
filter_path_cost_counts_instructions_and_penalties(struct kunit *test)
{
	struct seccomp_filter *path = NULL, *extra;
	unsigned int left;
	int i;

	for (i = 0; i < 7; i++)
		path = filter_test_push(test, path, BPF_MAXINSNS,
					SECCOMP_RET_ALLOW);
	KUNIT_EXPECT_EQ(test, path->cost,
			7 * BPF_MAXINSNS + 6 * SECCOMP_FILTER_PENALTY);

	left = SECCOMP_PATH_INSNS - path->cost - SECCOMP_FILTER_PENALTY;
	extra = filter_test_filter(test, left + 1, SECCOMP_RET_ALLOW, NULL);
	KUNIT_EXPECT_EQ(test, seccomp_filter_may_link(extra, path), -ENOMEM);
	seccomp_filter_unuse(extra);

	path = filter_test_push(test, path, left, SECCOMP_RET_ALLOW);
	KUNIT_EXPECT_EQ(test, path->cost, SECCOMP_PATH_INSNS);
	seccomp_filter_unuse(path);
}

static void filter_is_ancestor_only_on_its_path(struct kunit *test)
{
	struct seccomp_filter *root, *left, *right;

	root = filter_test_push(test, NULL, 1, SECCOMP_RET_ALLOW);
	seccomp_filter_use(root);
	left = filter_test_push(test, root, 1, SECCOMP_RET_ALLOW);
	right = filter_test_push(test, root, 1, SECCOMP_RET_ALLOW);

	KUNIT_EXPECT_TRUE(test, seccomp_filter_is_ancestor(NULL, left));
	KUNIT_EXPECT_TRUE(test, seccomp_filter_is_ancestor(root, left));
	KUNIT_EXPECT_TRUE(test, seccomp_filter_is_ancestor(left, left));
	KUNIT_EXPECT_FALSE(test, seccomp_filter_is_ancestor(left, right));
	KUNIT_EXPECT_FALSE(test, seccomp_filter_is_ancestor(left, root));
	KUNIT_EXPECT_FALSE(test, seccomp_filter_is_ancestor(root, NULL));
	seccomp_filter_unuse(left);
	seccomp_filter_unuse(right);
}

/* Return how many steps seccomp_filter_at() takes. */
static int filter_test_steps_to(const struct seccomp_filter *filter, u32 depth)
{
	int steps = 0;

	for (; filter->depth > depth; steps++)
		filter = seccomp_filter_toward(filter, depth);
	return steps;
}

static void filter_at_takes_at_most_25_steps(struct kunit *test)
{
	struct seccomp_filter *path = NULL, *newest, *filter;
	int i, wrong = 0, most = 0;

	for (i = 0; i < SECCOMP_PATH_FILTERS; i++)
		path = filter_test_push(test, path, 1, SECCOMP_RET_ALLOW);
	for (newest = path; newest; newest = newest->prev) {
		for (filter = newest; filter; filter = filter->prev) {
			const u32 depth = filter->depth;

			if (seccomp_filter_at(newest, depth) != filter)
				wrong++;
			most = max(most, filter_test_steps_to(newest, depth));
		}
		cond_resched();
	}
	KUNIT_EXPECT_EQ(test, wrong, 0);
	KUNIT_EXPECT_LE(test, most, 25);
	seccomp_filter_unuse(path);
}

static void filter_most_restrictive_action_wins(struct kunit *test)
{
	struct seccomp_filter *path;
	int strict, lax;

	for (strict = 0; strict < SECCOMP_ACTIONS; strict++)
		for (lax = strict; lax < SECCOMP_ACTIONS; lax++) {
			static const u32 by_rank[SECCOMP_ACTIONS] = {
				SECCOMP_RET_KILL_PROCESS,
				SECCOMP_RET_KILL_THREAD,
				SECCOMP_RET_TRAP,
				SECCOMP_RET_ERRNO,
				SECCOMP_RET_USER_NOTIF,
				SECCOMP_RET_TRACE,
				SECCOMP_RET_LOG,
				SECCOMP_RET_ALLOW,
			};

			path = filter_test_push(test, NULL, 1, by_rank[strict]);
			path = filter_test_push(test, path, 1, by_rank[lax]);
			KUNIT_EXPECT_EQ(test, filter_test_ret(path),
					by_rank[strict]);
			seccomp_filter_unuse(path);

			path = filter_test_push(test, NULL, 1, by_rank[lax]);
			path = filter_test_push(test, path, 1, by_rank[strict]);
			KUNIT_EXPECT_EQ(test, filter_test_ret(path),
					by_rank[strict]);
			seccomp_filter_unuse(path);
		}
}

/* Attach a program that returns @ret if the first argument is @value. */
static struct seccomp_filter *
filter_test_push_arg_check(struct kunit *test, struct seccomp_filter *prev,
			   u32 value, u32 ret)
{
	const struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, args[0])),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, ret),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_filter *insns;

	insns = kvmalloc(sizeof(code), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, insns);
	memcpy(insns, code, sizeof(code));
	return filter_test_attach_insns(test, prev, insns, ARRAY_SIZE(code));
}

static u8 filter_test_native_entry(const struct seccomp_filter *path, int nr)
{
	return seccomp_table_entry(path->table, seccomp_abi_info[0].arch, nr);
}

static const struct seccomp_rule *
filter_test_native_rule(struct kunit *test, const struct seccomp_filter *path,
			int nr)
{
	u8 entry = filter_test_native_entry(path, nr);

	KUNIT_ASSERT_GE(test, entry, TABLE_FIRST);
	return seccomp_table_rule(path->table, entry);
}

static void table_equal_checks_run_once(struct kunit *test)
{
	struct seccomp_filter *path = NULL;
	const struct seccomp_rule *rule;
	int i;

	filter_test_need_slots(test);
	for (i = 0; i < 6; i++)
		path = filter_test_push_arg_check(test, path, i % 2,
						  SECCOMP_RET_TRAP);
	rule = filter_test_native_rule(test, path, 0);
	KUNIT_EXPECT_EQ(test, rule->count, 2);
	KUNIT_EXPECT_EQ(test, path->table->checks[rule->first].rank,
			seccomp_rank(6, 0));
	KUNIT_EXPECT_EQ(test, path->table->checks[rule->first + 1].rank,
			seccomp_rank(5, 0));
	seccomp_filter_unuse(path);
}

static void table_drops_checks_that_cannot_win(struct kunit *test)
{
	struct seccomp_filter *path;
	const struct seccomp_rule *rule;

	filter_test_need_residuals(test);
	path = filter_test_push_arg_check(test, NULL, 1, SECCOMP_RET_ERRNO | 1);
	path = filter_test_push_arg_check(test, path, 2, SECCOMP_RET_TRAP);
	path = filter_test_push(test, path, 1, SECCOMP_RET_ERRNO | 2);
	path = filter_test_push_arg_check(test, path, 3, SECCOMP_RET_LOG);
	path = filter_test_push_arg_check(test, path, 4, SECCOMP_RET_ERRNO | 4);
	rule = filter_test_native_rule(test, path, 0);
	KUNIT_EXPECT_EQ(test, rule->verdict.ret, SECCOMP_RET_ERRNO | 2);
	KUNIT_EXPECT_EQ(test, rule->rank, seccomp_rank(3, 0));
	/*
	 * Depth 5 has an equal action and is newer than the constant. Depth 2
	 * has a stricter action. Depths 1 and 4 cannot win.
	 */
	KUNIT_EXPECT_EQ(test, rule->count, 2);
	KUNIT_EXPECT_EQ(test, path->table->checks[rule->first].rank,
			seccomp_rank(5, 0));
	KUNIT_EXPECT_EQ(test, path->table->checks[rule->first + 1].rank,
			seccomp_rank(2, 0));
	seccomp_filter_unuse(path);
}

static void table_too_many_checks_run_all(struct kunit *test)
{
	struct seccomp_input input = { .sd.arch = seccomp_abi_info[0].arch };
	struct seccomp_filter *path = NULL;
	int i;

	filter_test_need_residuals(test);
	for (i = 0; i < TABLE_RULE_CHECKS; i++)
		path = filter_test_push_arg_check(test, path, i,
						  SECCOMP_RET_ERRNO | i);
	KUNIT_EXPECT_EQ(test, filter_test_native_rule(test, path, 0)->count,
			TABLE_RULE_CHECKS);
	KUNIT_EXPECT_TRUE(test, path->table->complete);
	path = filter_test_push_arg_check(test, path, i, SECCOMP_RET_ERRNO | i);
	KUNIT_EXPECT_EQ(test, filter_test_native_entry(path, 0), TABLE_RUN_ALL);
	KUNIT_EXPECT_FALSE(test, path->table->complete);
	/* An incomplete table needs compiled programs on the whole path. */
	KUNIT_EXPECT_NOT_NULL(test, path->program->code);
	KUNIT_EXPECT_NOT_NULL(test, path->prev->program->code);
	input.sd.args[0] = 5;
	KUNIT_EXPECT_EQ(test,
			seccomp_path_run(path, &input, seccomp_program_run).ret,
			SECCOMP_RET_ERRNO | 5);
	seccomp_filter_unuse(path);
}

static void table_combines_whole_path(struct kunit *test)
{
	struct seccomp_filter *path;
	static const int numbers[] = { 0, 100, 0x1000, 0x7fffffff, -1 };
	unsigned int i;
	u8 entry;

	filter_test_need_slots(test);
	path = filter_test_push(test, NULL, 1, SECCOMP_RET_ERRNO | 1);
	path = filter_test_push(test, path, 1, SECCOMP_RET_LOG);
	for (i = 0; i < ARRAY_SIZE(numbers); i++) {
		const struct seccomp_rule *rule =
			filter_test_native_rule(test, path, numbers[i]);

		KUNIT_EXPECT_EQ(test, rule->verdict.ret, SECCOMP_RET_ERRNO | 1);
		KUNIT_EXPECT_EQ(test, rule->count, 0);
	}
	/* An architecture without slots. */
	entry = seccomp_table_entry(path->table, ~seccomp_abi_info[0].arch, 0);
	KUNIT_EXPECT_EQ(test, entry, TABLE_RUN_ALL);
	seccomp_filter_unuse(path);
}

static void table_is_shared_by_equal_paths(struct kunit *test)
{
	struct seccomp_program *program =
		filter_test_program(test, 1, SECCOMP_RET_ERRNO | 1);
	struct seccomp_filter *one, *other, *logging;

	refcount_add(3, &program->refs);
	one = seccomp_filter_create(program, &filter_test_plain);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, one);
	KUNIT_ASSERT_EQ(test, seccomp_filter_build_table(one, NULL), 0);
	seccomp_filter_link(one, NULL);
	seccomp_filter_use(one);

	/*
	 * The table serves the program twice on one path and alone on another
	 * path. A filter with another flag needs another table.
	 */
	other = seccomp_filter_create(program, &filter_test_plain);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, other);
	KUNIT_EXPECT_EQ(test, seccomp_filter_build_table(other, one), 0);
	KUNIT_EXPECT_PTR_EQ(test, other->table, one->table);
	KUNIT_EXPECT_EQ(test, seccomp_filter_build_table(other, NULL), 0);
	KUNIT_EXPECT_PTR_EQ(test, other->table, one->table);
	logging = seccomp_filter_create(program, &filter_test_logging);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, logging);
	KUNIT_EXPECT_EQ(test, seccomp_filter_build_table(logging, one), 0);
	KUNIT_EXPECT_PTR_NE(test, logging->table, one->table);

	/* @one and @other hold a reference each. */
	KUNIT_EXPECT_EQ(test, refcount_read(&one->table->refs), 2);
	seccomp_filter_unuse(logging);
	seccomp_filter_unuse(other);
	KUNIT_EXPECT_EQ(test, refcount_read(&one->table->refs), 1);
	seccomp_filter_unuse(one);
	seccomp_filter_unuse(one);
	seccomp_program_put(program);
}

/* Attach a program with another errno for each number below @count. */
static struct seccomp_filter *filter_test_many_verdicts(struct kunit *test,
							unsigned int count)
{
	const unsigned int len = 2 * count + 2;
	struct sock_filter *insns;
	unsigned int i;

	insns = kvcalloc(len, sizeof(*insns), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, insns);
	insns[0].code = BPF_LD | BPF_W | BPF_ABS;
	for (i = 0; i < count; i++) {
		struct sock_filter *pair = &insns[2 * i + 1];

		pair[0].code = BPF_JMP | BPF_JEQ | BPF_K;
		pair[0].k = i;
		pair[0].jf = 1;
		pair[1].code = BPF_RET | BPF_K;
		pair[1].k = SECCOMP_RET_ERRNO | (i + 1);
	}
	insns[len - 1].code = BPF_RET | BPF_K;
	insns[len - 1].k = SECCOMP_RET_ALLOW;
	return filter_test_attach_insns(test, NULL, insns, len);
}

/* seccomp_program_run() needs code, also where tables need none. */
static void filter_test_compile(struct kunit *test, struct seccomp_filter *path)
{
	for (; path; path = path->prev)
		KUNIT_ASSERT_EQ(test, seccomp_program_compile(path->program),
				0);
}

/*
 * Count the numbers below @count that have a rule. Check that each rule agrees
 * with the plain evaluation.
 */
static unsigned int filter_test_count_rules(struct kunit *test,
					    struct seccomp_filter *path,
					    unsigned int count)
{
	unsigned int i, known = 0;

	filter_test_compile(test, path);
	for (i = 0; i < count; i++) {
		const struct seccomp_input input = {
			.sd.nr = i,
			.sd.arch = seccomp_abi_info[0].arch,
		};
		struct seccomp_verdict plain, run;
		const struct seccomp_rule *rule;

		plain = seccomp_path_run(path, &input,
					 seccomp_program_interpret);
		run = seccomp_path_run(path, &input, seccomp_program_run);
		KUNIT_EXPECT_TRUE(test, seccomp_verdict_equal(&run, &plain));
		if (filter_test_native_entry(path, i) == TABLE_RUN_ALL)
			continue;
		known++;
		rule = filter_test_native_rule(test, path, i);
		KUNIT_EXPECT_TRUE(test, seccomp_verdict_equal(&rule->verdict,
							      &plain));
	}
	return known;
}

static void table_has_zeros_around_rules(struct kunit *test)
{
	static const struct seccomp_check zero_check;
	static const struct seccomp_rule zero_rule;
	const struct seccomp_rule *rule;
	struct seccomp_filter *path;
	struct seccomp_table *table;

	filter_test_need_residuals(test);
	path = filter_test_push_arg_check(test, NULL, 1, SECCOMP_RET_ERRNO | 1);
	path = filter_test_push_arg_check(test, path, 2, SECCOMP_RET_ERRNO | 2);
	table = path->table;
	KUNIT_EXPECT_EQ(test, 0,
			memcmp(&table->rules[-1], &zero_rule,
			       sizeof(zero_rule)));
	rule = filter_test_native_rule(test, path, 0);
	KUNIT_EXPECT_EQ(test, rule->count, 2);
	KUNIT_EXPECT_EQ(test,
			memcmp(&table->checks[rule->first + rule->count],
			       &zero_check, sizeof(zero_check)),
			0);
	seccomp_filter_unuse(path);
}

static void table_zero_entry_runs_all(struct kunit *test)
{
	struct seccomp_filter *path;
	struct seccomp_table *table;
	const struct seccomp_rule *rule;
	struct seccomp_answer answer;

	KUNIT_EXPECT_EQ(test, TABLE_RUN_ALL, 0);
	KUNIT_EXPECT_EQ(test, RULE_ALL, 0);
	path = filter_test_push(test, NULL, 1, SECCOMP_RET_ERRNO | 1);
	table = path->table;
	answer = table->answers[TABLE_RUN_ALL];
	KUNIT_EXPECT_EQ(test, answer.error, 0);
	rule = (const void *)table + answer.rule;
	KUNIT_EXPECT_EQ(test, rule->kind, RULE_ALL);
	/* No other value that has no rule is decided by the fast path. */
	KUNIT_EXPECT_EQ(test,
			memcmp(&table->answers[SECCOMP_ENTRY_RESERVED], &answer,
			       sizeof(answer)),
			0);
	KUNIT_EXPECT_EQ(test,
			memcmp(&table->answers[TABLE_ALLOW], &answer,
			       sizeof(answer)),
			0);
	seccomp_filter_unuse(path);
}

/* Return the answer of the fast path for a native number. */
static struct seccomp_answer
filter_test_answer(const struct seccomp_filter *path, int nr)
{
	return path->table->answers[filter_test_native_entry(path, nr)];
}

static void table_answers_only_silent_errnos(struct kunit *test)
{
	static const struct {
		u32 ret;
		int error;
	} cases[] = {
		{ SECCOMP_RET_ERRNO | 1, -1 },
		{ SECCOMP_RET_ERRNO | MAX_ERRNO, -MAX_ERRNO },
		{ SECCOMP_RET_ERRNO | 0xffff, -MAX_ERRNO },
		/* The errno 0 is a result, too, but not a negative one. */
		{ SECCOMP_RET_ERRNO, 0 },
		{ SECCOMP_RET_KILL_PROCESS | 1, 0 },
		{ SECCOMP_RET_KILL_THREAD | 1, 0 },
		{ SECCOMP_RET_TRAP | 1, 0 },
		{ SECCOMP_RET_USER_NOTIF | 1, 0 },
		{ SECCOMP_RET_TRACE | 1, 0 },
		{ SECCOMP_RET_LOG | 1, 0 },
		{ 0x00060001, 0 },
	};
	struct seccomp_filter *path;
	unsigned int i;

	filter_test_need_slots(test);
	if (seccomp_is_verifying())
		kunit_skip(test,
			   "the fast path decides nothing: seccomp_verify");
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		path = filter_test_push(test, NULL, 1, cases[i].ret);
		KUNIT_EXPECT_EQ(test, filter_test_answer(path, 1).error,
				cases[i].error);
		seccomp_filter_unuse(path);
	}
	/* A filter that asks for records is not silent. */
	path = seccomp_filter_create(filter_test_program(test, 1,
							 SECCOMP_RET_ERRNO | 1),
				     &filter_test_logging);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, path);
	test_attach(test, NULL, path);
	KUNIT_EXPECT_EQ(test, filter_test_answer(path, 1).error, 0);
	seccomp_filter_unuse(path);
}

static void table_too_many_rules_run_all(struct kunit *test)
{
	const unsigned int count = 300, rules = TABLE_RULES - TABLE_KILL_RULES;
	struct seccomp_filter *path;

	filter_test_need_slots(test);
	path = filter_test_many_verdicts(test, count);
	KUNIT_EXPECT_EQ(test, filter_test_count_rules(test, path, count),
			rules);
	path = filter_test_push(test, path, 1, SECCOMP_RET_ALLOW);
	KUNIT_EXPECT_EQ(test, filter_test_count_rules(test, path, count),
			rules);
	/* A number that every filter allows needs no rule. */
	KUNIT_EXPECT_EQ(test, filter_test_native_entry(path, count),
			seccomp_is_verifying() ? TABLE_RUN_ALL : TABLE_ALLOW);
	/* No rule below can win over SECCOMP_RET_KILL_PROCESS. */
	path = filter_test_push(test, path, 1, SECCOMP_RET_KILL_PROCESS);
	KUNIT_EXPECT_EQ(test, filter_test_count_rules(test, path, count),
			count);
	seccomp_filter_unuse(path);
}

/* Attach a program that returns @ret for one number, and else allows. */
static struct seccomp_filter *
filter_test_push_for_nr(struct kunit *test, struct seccomp_filter *prev, u32 nr,
			u32 ret)
{
	const struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, nr, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, ret),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_filter *insns;

	insns = kvmalloc(sizeof(code), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, insns);
	memcpy(insns, code, sizeof(code));
	return filter_test_attach_insns(test, prev, insns, ARRAY_SIZE(code));
}

static void table_kill_has_a_rule_behind_many_others(struct kunit *test)
{
	struct seccomp_filter *path = NULL;
	const struct seccomp_rule *rule;

	filter_test_need_slots(test);
	path = filter_test_many_verdicts(test, 250);
	path = filter_test_push_for_nr(test, path, 290,
				       SECCOMP_RET_KILL_PROCESS | 7);
	path = filter_test_push_for_nr(test, path, 291,
				       SECCOMP_RET_KILL_THREAD | 8);
	rule = filter_test_native_rule(test, path, 290);
	KUNIT_EXPECT_EQ(test, rule->verdict.ret, SECCOMP_RET_KILL_PROCESS | 7);
	rule = filter_test_native_rule(test, path, 291);
	KUNIT_EXPECT_EQ(test, rule->verdict.ret, SECCOMP_RET_KILL_THREAD | 8);
	seccomp_filter_unuse(path);
}

/* The newest filter has one outcome, and each number has another rule below. */
static void table_groups_keep_entries_below(struct kunit *test)
{
	const unsigned int count = 100;
	struct seccomp_filter *path;

	filter_test_need_slots(test);
	path = filter_test_many_verdicts(test, count);
	path = filter_test_push(test, path, 1, SECCOMP_RET_LOG);
	KUNIT_EXPECT_EQ(test, filter_test_count_rules(test, path, count),
			count);
	seccomp_filter_unuse(path);
}

/*
 * Each filter replaces the errno of the one below, so that all rules but the last
 * one are unused. The table drops them when it is full.
 */
static void table_drops_unused_rules(struct kunit *test)
{
	struct seccomp_filter *path = NULL;
	const struct seccomp_rule *rule;
	u32 i;

	filter_test_need_residuals(test);
	for (i = 1; i <= 3 * TABLE_RULES; i++) {
		path = filter_test_push_for_nr(test, path, 7,
					       SECCOMP_RET_ERRNO | i);
		rule = filter_test_native_rule(test, path, 7);
		KUNIT_EXPECT_EQ(test, rule->verdict.ret, SECCOMP_RET_ERRNO | i);
	}
	KUNIT_EXPECT_TRUE(test, path->table->complete);
	seccomp_filter_unuse(path);
}

static void table_of_path_below_serves_filter_without_effect(struct kunit *test)
{
	struct seccomp_filter *below, *path;

	filter_test_need_slots(test);
	below = filter_test_push_for_nr(test, NULL, 7, SECCOMP_RET_TRAP);
	path = filter_test_push_for_nr(test, below, 7, SECCOMP_RET_ERRNO | 1);
	if (!seccomp_is_verifying())
		KUNIT_EXPECT_PTR_EQ(test, path->table, below->table);
	path = filter_test_push_for_nr(test, path, 8, SECCOMP_RET_ERRNO | 1);
	KUNIT_EXPECT_PTR_NE(test, path->table, below->table);
	seccomp_filter_unuse(path);
}

/* Put filters with the same programs on top of two paths. */
static void table_is_shared_by_paths_with_equal_programs(struct kunit *test)
{
	struct seccomp_program *programs[3];
	struct seccomp_filter *path[2] = {}, *filter;
	int i, which;

	filter_test_need_slots(test);
	for (i = 0; i < 3; i++)
		programs[i] = filter_test_program(test, 1,
						  SECCOMP_RET_ERRNO | (i + 1));
	for (which = 0; which < 2; which++)
		for (i = 0; i < 3; i++) {
			refcount_inc(&programs[i]->refs);
			filter = seccomp_filter_create(programs[i],
						       &filter_test_plain);
			KUNIT_ASSERT_NOT_ERR_OR_NULL(test, filter);
			path[which] = test_attach(test, path[which], filter);
		}
	KUNIT_EXPECT_PTR_NE(test, path[0], path[1]);
	KUNIT_EXPECT_PTR_EQ(test, path[0]->table, path[1]->table);
	KUNIT_EXPECT_EQ(test, refcount_read(&path[0]->table->refs), 2);
	/* The table of the first path outlives that path. */
	seccomp_filter_unuse(path[0]);
	KUNIT_EXPECT_EQ(test, refcount_read(&path[1]->table->refs), 1);
	seccomp_filter_unuse(path[1]);
	for (i = 0; i < 3; i++) {
		KUNIT_EXPECT_TRUE(test, hlist_empty(&programs[i]->tables));
		seccomp_program_put(programs[i]);
	}
}

/* The same newest program on paths whose tables have equal entries. */
static void table_with_other_rules_is_not_shared(struct kunit *test)
{
	struct seccomp_filter *path[2], *filter;
	const struct seccomp_rule *rule;
	int i;

	filter_test_need_slots(test);
	for (i = 0; i < 2; i++)
		path[i] = filter_test_push(test, NULL, 1,
					   SECCOMP_RET_ERRNO | (i + 1));
	path[0] = filter_test_push_for_nr(test, path[0], 8, SECCOMP_RET_TRAP);
	refcount_inc(&path[0]->program->refs);
	filter = seccomp_filter_create(path[0]->program, &filter_test_plain);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, filter);
	path[1] = test_attach(test, path[1], filter);
	KUNIT_EXPECT_PTR_NE(test, path[0]->table, path[1]->table);
	for (i = 0; i < 2; i++) {
		rule = filter_test_native_rule(test, path[i], 7);
		KUNIT_EXPECT_EQ(test, rule->verdict.ret,
				SECCOMP_RET_ERRNO | (i + 1));
		seccomp_filter_unuse(path[i]);
	}
}

#ifdef CONFIG_SECCOMP_FASTPATH
/* Check a call as a task in @mode does at its entry. */
static long filter_test_enter(struct pt_regs *regs, int nr, int mode)
{
	memcpy((void *)regs + seccomp_reg_offsets(0)[0], &nr, sizeof(nr));
	WRITE_ONCE(current->seccomp.mode, mode);
	return seccomp_syscall_enter(regs, nr, 0);
}
#endif

/*
 * The thread of this test makes no system calls. It takes a filter and the modes
 * for a moment.
 */
static void fastpath_decides_only_in_filter_mode(struct kunit *test)
{
#ifdef CONFIG_SECCOMP_FASTPATH
	struct pt_regs *regs = task_pt_regs(current);
	const struct pt_regs saved = *regs;
	struct seccomp_filter *path;
	long filtered, strict;

	path = filter_test_push(test, NULL, 1, SECCOMP_RET_ERRNO | 1);
	current->seccomp.filter = path;
	filtered = filter_test_enter(regs, __NR_read, SECCOMP_MODE_FILTER);
	/* Strict mode permits read(2), whatever the filter returns. */
	strict = filter_test_enter(regs, __NR_read, SECCOMP_MODE_STRICT);
	WRITE_ONCE(current->seccomp.mode, SECCOMP_MODE_DISABLED);
	current->seccomp.filter = NULL;
	*regs = saved;
	KUNIT_EXPECT_EQ(test, filtered, -1);
	KUNIT_EXPECT_EQ(test, strict, __NR_read);
	seccomp_filter_unuse(path);
#else
	kunit_skip(test, "this architecture has no fast path");
#endif
}

static void filter_without_tasks_gives_up_its_table(struct kunit *test)
{
	struct seccomp_filter *below, *path;
	struct seccomp_table *table;

	below = filter_test_push(test, NULL, 1, SECCOMP_RET_ERRNO | 1);
	/* A child stands on the filter, too. */
	seccomp_filter_use(below);
	path = filter_test_push(test, below, 1, SECCOMP_RET_ERRNO | 2);
	table = seccomp_filter_take_unused_table(below);
	KUNIT_EXPECT_NULL(test, table);
	KUNIT_EXPECT_NOT_NULL(test, below->table);
	seccomp_table_put(table);
	/* The child exits. */
	seccomp_filter_unuse(below);
	table = seccomp_filter_take_unused_table(below);
	KUNIT_EXPECT_NOT_NULL(test, table);
	KUNIT_EXPECT_NULL(test, below->table);
	seccomp_table_put(table);
	KUNIT_EXPECT_NULL(test, seccomp_filter_take_unused_table(NULL));
	KUNIT_EXPECT_EQ(test, filter_test_ret(path), SECCOMP_RET_ERRNO | 2);
	seccomp_filter_unuse(path);
}

static void verdict_keeps_only_what_its_action_uses(struct kunit *test)
{
	struct seccomp_listener *listener = (void *)1UL;
	struct seccomp_verdict verdict;

	verdict = seccomp_verdict_from(SECCOMP_RET_USER_NOTIF, listener, true);
	KUNIT_EXPECT_PTR_EQ(test, verdict.listener, listener);
	KUNIT_EXPECT_TRUE(test, verdict.log);
	verdict = seccomp_verdict_from(SECCOMP_RET_ERRNO | 1, listener, true);
	KUNIT_EXPECT_NULL(test, verdict.listener);
	KUNIT_EXPECT_TRUE(test, verdict.log);
	verdict = seccomp_verdict_from(SECCOMP_RET_KILL_PROCESS, NULL, true);
	KUNIT_EXPECT_FALSE(test, verdict.log);
	verdict = seccomp_verdict_from(SECCOMP_RET_LOG, NULL, true);
	KUNIT_EXPECT_FALSE(test, verdict.log);
}

static void filter_newest_wins_among_equal_actions(struct kunit *test)
{
	struct seccomp_filter *path;
	const struct seccomp_input input = {};
	struct seccomp_verdict verdict;

	path = filter_test_push(test, NULL, 1, SECCOMP_RET_ERRNO | 1);
	path = filter_test_push(test, path, 1, SECCOMP_RET_ERRNO | 2);
	verdict = seccomp_path_run(path, &input, seccomp_program_interpret);
	KUNIT_EXPECT_EQ(test, verdict.ret, SECCOMP_RET_ERRNO | 2);
	seccomp_filter_unuse(path);
}

static void listener_hangs_up_after_last_user(struct kunit *test)
{
	struct seccomp_listener *listener = seccomp_listener_create(0);
	struct seccomp_filter *bottom, *top;

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, listener);
	bottom = filter_test_filter(test, 1, SECCOMP_RET_USER_NOTIF, listener);
	KUNIT_ASSERT_EQ(test, seccomp_filter_build_table(bottom, NULL), 0);
	seccomp_filter_link(bottom, NULL);
	top = filter_test_push(test, bottom, 1, SECCOMP_RET_ALLOW);
	KUNIT_EXPECT_PTR_EQ(test, top->newest_listener, listener);

	/* A reader keeps the memory, but does not delay the hang-up. */
	refcount_inc(&top->refs);
	KUNIT_EXPECT_FALSE(test, listener->hung_up);
	seccomp_filter_unuse(top);
	KUNIT_EXPECT_TRUE(test, listener->hung_up);
	seccomp_filter_put(top);
	KUNIT_EXPECT_EQ(test, refcount_read(&listener->refs), 1);
	seccomp_listener_put(listener);
}

static void listener_second_needs_first_closed(struct kunit *test)
{
	struct seccomp_listener *first = seccomp_listener_create(0);
	struct seccomp_listener *second = seccomp_listener_create(0);
	struct seccomp_filter *path, *filter;

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, first);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, second);
	path = filter_test_filter(test, 1, SECCOMP_RET_ALLOW, first);
	KUNIT_ASSERT_EQ(test, seccomp_filter_build_table(path, NULL), 0);
	seccomp_filter_link(path, NULL);
	path = filter_test_push(test, path, 1, SECCOMP_RET_ALLOW);

	filter = filter_test_filter(test, 1, SECCOMP_RET_ALLOW, second);
	KUNIT_EXPECT_EQ(test, seccomp_filter_may_link(filter, path), -EBUSY);
	first->closed = true;
	KUNIT_EXPECT_EQ(test, seccomp_filter_may_link(filter, path), 0);

	seccomp_filter_unuse(filter);
	seccomp_filter_unuse(path);
	seccomp_listener_put(first);
	seccomp_listener_put(second);
}

/* Put a filter with a new listener on a path. The filter keeps the listener. */
static struct seccomp_filter *
filter_test_push_listener(struct kunit *test, struct seccomp_filter *prev,
			  u32 flags)
{
	struct seccomp_listener *listener = seccomp_listener_create(flags);
	struct seccomp_filter *filter;

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, listener);
	filter = filter_test_filter(test, 1, SECCOMP_RET_USER_NOTIF, listener);
	seccomp_listener_put(listener);
	return test_attach(test, prev, filter);
}

#define FILTER_TEST_NESTS SECCOMP_FILTER_FLAG_NESTED_LISTENERS

static void listener_links_to_those_outside(struct kunit *test)
{
	struct seccomp_filter *path, *nesting, *last;

	path = filter_test_push_listener(test, NULL, 0);
	KUNIT_EXPECT_NULL(test, path->listener->outer);
	/* A listener without the flag takes no part once a newer one exists. */
	path->listener->closed = true;
	nesting = filter_test_push_listener(test, path, FILTER_TEST_NESTS);
	KUNIT_EXPECT_NULL(test, nesting->listener->outer);
	path = filter_test_push(test, nesting, 1, SECCOMP_RET_ALLOW);
	last = filter_test_push_listener(test, path, 0);
	KUNIT_EXPECT_PTR_EQ(test, last->listener->outer, nesting->listener);
	KUNIT_EXPECT_PTR_EQ(test, last->newest_listener, last->listener);
	/* A closed listener with the flag still makes calls fail. */
	last->listener->closed = true;
	nesting->listener->closed = true;
	path = filter_test_push_listener(test, last, 0);
	KUNIT_EXPECT_PTR_EQ(test, path->listener->outer, nesting->listener);
	seccomp_filter_unuse(path);
}

static void listener_limit_counts_open_ones(struct kunit *test)
{
	struct seccomp_filter *path = NULL, *filter, *second = NULL;
	struct seccomp_listener *last = seccomp_listener_create(0);
	unsigned int i;

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, last);
	for (i = 0; i < SECCOMP_PATH_LISTENERS; i++) {
		path = filter_test_push_listener(test, path, FILTER_TEST_NESTS);
		if (i == 1)
			second = path;
	}
	filter = filter_test_filter(test, 1, SECCOMP_RET_ALLOW, last);
	KUNIT_EXPECT_EQ(test, seccomp_filter_may_link(filter, path), -EBUSY);
	second->listener->closed = true;
	path = test_attach(test, path, filter);
	/* Now the newest one has no flag. */
	second->prev->listener->closed = true;
	filter = filter_test_filter(test, 1, SECCOMP_RET_ALLOW, last);
	KUNIT_EXPECT_EQ(test, seccomp_filter_may_link(filter, path), -EBUSY);
	seccomp_filter_unuse(filter);
	seccomp_filter_unuse(path);
	seccomp_listener_put(last);
}

static void listener_closed_fails_at_once(struct kunit *test)
{
	struct seccomp_listener *listener = seccomp_listener_create(0);
	const struct seccomp_data sd = {};
	struct seccomp_reply reply;

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, listener);
	listener->closed = true;
	KUNIT_EXPECT_EQ(test,
			seccomp_notification_wait(listener, &sd, NULL, &reply),
			-ENOSYS);
	seccomp_listener_put(listener);
}

static void action_order_follows_severity(struct kunit *test)
{
	static const u32 values[] = {
		SECCOMP_RET_KILL_PROCESS, SECCOMP_RET_KILL_THREAD,
		SECCOMP_RET_TRAP,	  SECCOMP_RET_ERRNO,
		SECCOMP_RET_USER_NOTIF,	  SECCOMP_RET_TRACE,
		SECCOMP_RET_LOG,	  SECCOMP_RET_ALLOW,
	};
	int i;

	KUNIT_ASSERT_EQ(test, ARRAY_SIZE(values), SECCOMP_ACTIONS);
	for (i = 0; i < SECCOMP_ACTIONS; i++) {
		KUNIT_EXPECT_EQ(test, seccomp_action_find(values[i]), i);
		KUNIT_EXPECT_EQ(test, seccomp_action_of(values[i] | 42), i);
		if (i)
			KUNIT_EXPECT_LT(test, seccomp_severity(values[i - 1]),
					seccomp_severity(values[i]));
	}
}

static void action_unknown_kills_process(struct kunit *test)
{
	static const u32 unknown[] = { 0x00010000U, 0x7ffd0000U, 0x7ffe0000U,
				       0x80010000U, 0xffff0000U };
	int i;

	for (i = 0; i < ARRAY_SIZE(unknown); i++) {
		KUNIT_EXPECT_EQ(test, seccomp_action_find(unknown[i]),
				SECCOMP_ACTIONS);
		KUNIT_EXPECT_EQ(test, seccomp_action_of(unknown[i]),
				SECCOMP_ACTION_KILL_PROCESS);
	}
}

static void action_names_round_trip(struct kunit *test)
{
	int action;

	for (action = 0; action < SECCOMP_ACTIONS; action++) {
		const char *name = seccomp_action_name(action);

		KUNIT_EXPECT_EQ(test, seccomp_action_parse(name), action);
	}
	KUNIT_EXPECT_EQ(test, seccomp_action_parse("kill"), -EINVAL);
	KUNIT_EXPECT_EQ(test, seccomp_action_parse(""), -EINVAL);
}

static struct kunit_case filter_test_cases[] = {
	KUNIT_CASE(filter_counts_follow_fork),
	KUNIT_CASE(filter_reader_keeps_path_without_users),
	KUNIT_CASE_SLOW(filter_path_holds_at_most_1024),
	KUNIT_CASE(filter_path_cost_counts_instructions_and_penalties),
	KUNIT_CASE(filter_is_ancestor_only_on_its_path),
	KUNIT_CASE_SLOW(filter_at_takes_at_most_25_steps),
	KUNIT_CASE(filter_most_restrictive_action_wins),
	KUNIT_CASE(table_equal_checks_run_once),
	KUNIT_CASE(table_drops_checks_that_cannot_win),
	KUNIT_CASE(table_too_many_checks_run_all),
	KUNIT_CASE(table_is_shared_by_equal_paths),
	KUNIT_CASE(table_combines_whole_path),
	KUNIT_CASE(table_has_zeros_around_rules),
	KUNIT_CASE(table_zero_entry_runs_all),
	KUNIT_CASE(table_answers_only_silent_errnos),
	KUNIT_CASE(table_too_many_rules_run_all),
	KUNIT_CASE(table_kill_has_a_rule_behind_many_others),
	KUNIT_CASE(table_groups_keep_entries_below),
	KUNIT_CASE_SLOW(table_drops_unused_rules),
	KUNIT_CASE(table_of_path_below_serves_filter_without_effect),
	KUNIT_CASE(table_is_shared_by_paths_with_equal_programs),
	KUNIT_CASE(table_with_other_rules_is_not_shared),
	KUNIT_CASE(fastpath_decides_only_in_filter_mode),
	KUNIT_CASE(filter_without_tasks_gives_up_its_table),
	KUNIT_CASE(verdict_keeps_only_what_its_action_uses),
	KUNIT_CASE(filter_newest_wins_among_equal_actions),
	KUNIT_CASE(listener_hangs_up_after_last_user),
	KUNIT_CASE(listener_second_needs_first_closed),
	KUNIT_CASE(listener_links_to_those_outside),
	KUNIT_CASE(listener_limit_counts_open_ones),
	KUNIT_CASE(listener_closed_fails_at_once),
	KUNIT_CASE(action_order_follows_severity),
	KUNIT_CASE(action_unknown_kills_process),
	KUNIT_CASE(action_names_round_trip),
	{},
};

static struct kunit_suite filter_test_suite = {
	.name = "seccomp_filter",
	.test_cases = filter_test_cases,
};

kunit_test_suite(filter_test_suite);
