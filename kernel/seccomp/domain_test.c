// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests of domains: tables that are changed in place, against the plain
 * evaluation.
 */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/prandom.h>
#include <linux/sched.h>
#include <linux/sched/task_stack.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <asm/syscall.h>
#include <uapi/linux/seccomp_ext.h>

#include "arch.h"
#include "backport.h"
#include "domain.h"
#include "filter.h"
#include "filter_test.h"
#include "program.h"
#include "program_cache.h"
#include "table.h"
#include "verdict.h"
#include "window.h"

#define DOMAIN_TEST_STMT(code, k) ((struct sock_filter)BPF_STMT(code, k))
#define DOMAIN_TEST_RET(k) DOMAIN_TEST_STMT(BPF_RET | BPF_K, k)
#define DOMAIN_TEST_LOAD(member)                   \
	DOMAIN_TEST_STMT(BPF_LD | BPF_W | BPF_ABS, \
			 offsetof(struct seccomp_data, member))
#define DOMAIN_TEST_JUMP(op, k, jt, jf) \
	((struct sock_filter)BPF_JUMP(BPF_JMP | (op) | BPF_K, k, jt, jf))

/* Numbers below this one are what random programs compare with. */
#define DOMAIN_TEST_NUMBERS 12
/* Reserve of a domain in tests that do not exhaust it. */
#define DOMAIN_TEST_RESERVE 8192

/**
 * struct domain_call - a call of a test
 * @input: the call for the plain evaluation
 * @regs: the call for residuals
 * @by_rule: number of calls that a rule has decided
 * @by_all: number of calls for which every program ran
 */
struct domain_call {
	struct seccomp_input input;
	struct pt_regs regs;
	unsigned int by_rule;
	unsigned int by_all;
};

static void domain_test_need_residuals(struct kunit *test)
{
	if (SECCOMP_TABLE_SLOTS == 0 || !IS_ENABLED(CONFIG_SECCOMP_REGS))
		kunit_skip(test, "this architecture has no residuals");
}

/* Create a program that returns @ret for one number, and else allows. */
static struct seccomp_program *domain_test_for_nr(struct kunit *test, u32 nr,
						  u32 ret)
{
	const struct sock_filter code[] = {
		DOMAIN_TEST_LOAD(nr),
		DOMAIN_TEST_JUMP(BPF_JEQ, nr, 0, 1),
		DOMAIN_TEST_RET(ret),
		DOMAIN_TEST_RET(SECCOMP_RET_ALLOW),
	};

	return test_program(test, code, ARRAY_SIZE(code));
}

/* Create a program that returns @ret if the first argument is @value. */
static struct seccomp_program *domain_test_for_arg(struct kunit *test,
						   u32 value, u32 ret)
{
	const struct sock_filter code[] = {
		DOMAIN_TEST_LOAD(args[0]),
		DOMAIN_TEST_JUMP(BPF_JEQ, value, 0, 1),
		DOMAIN_TEST_RET(ret),
		DOMAIN_TEST_RET(SECCOMP_RET_ALLOW),
	};

	return test_program(test, code, ARRAY_SIZE(code));
}

static struct seccomp_program *domain_test_for_all(struct kunit *test, u32 ret)
{
	return test_program(test, &DOMAIN_TEST_RET(ret), 1);
}

static struct seccomp_program *domain_test_trap(struct kunit *test, u32 nr)
{
	return domain_test_for_nr(test, nr, SECCOMP_RET_TRAP);
}

static struct seccomp_program *domain_test_allow(struct kunit *test)
{
	return domain_test_for_all(test, SECCOMP_RET_ALLOW);
}

/* Create a filter. The call consumes the reference to @program. */
static struct seccomp_filter *
domain_test_filter(struct kunit *test, struct seccomp_program *program,
		   u32 flags)
{
	const struct seccomp_filter_params params = { .flags = flags };
	struct seccomp_filter *filter = seccomp_filter_create(program, &params);

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, filter);
	return filter;
}

/* Create a filter that makes a domain. */
static struct seccomp_filter *domain_test_maker(struct kunit *test,
						struct seccomp_program *program,
						u32 reserve, u32 flags)
{
	struct seccomp_filter *filter =
		domain_test_filter(test, program, flags);

	filter->domain = seccomp_domain_create(reserve);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, filter->domain);
	return filter;
}

static struct seccomp_filter *domain_test_push(struct kunit *test,
					       struct seccomp_filter *prev,
					       struct seccomp_program *program)
{
	return test_attach(test, prev, domain_test_filter(test, program, 0));
}

static struct seccomp_filter *
domain_test_push_domain(struct kunit *test, struct seccomp_filter *prev,
			struct seccomp_program *program)
{
	return test_attach(test, prev,
			   domain_test_maker(test, program, DOMAIN_TEST_RESERVE,
					     0));
}

/* Let another task stand on the path, and attach a filter of its own. */
static struct seccomp_filter *
domain_test_fork_push(struct kunit *test, struct seccomp_filter *prev,
		      struct seccomp_program *program)
{
	seccomp_filter_use(prev);
	return domain_test_push(test, prev, program);
}

/* Make a domain whose filter allows all calls. */
static struct seccomp_filter *domain_test_new(struct kunit *test,
					      struct seccomp_filter *prev)
{
	return domain_test_push_domain(test, prev, domain_test_allow(test));
}

/* Make a domain whose filter returns @ret for one number. */
static struct seccomp_filter *domain_test_new_nr(struct kunit *test,
						 struct seccomp_filter *prev,
						 u32 nr, u32 ret)
{
	return domain_test_push_domain(test, prev,
				       domain_test_for_nr(test, nr, ret));
}

static struct seccomp_filter *domain_test_push_nr(struct kunit *test,
						  struct seccomp_filter *prev,
						  u32 nr, u32 ret)
{
	return domain_test_push(test, prev, domain_test_for_nr(test, nr, ret));
}

static struct seccomp_filter *domain_test_fork_nr(struct kunit *test,
						  struct seccomp_filter *prev,
						  u32 nr, u32 ret)
{
	return domain_test_fork_push(test, prev,
				     domain_test_for_nr(test, nr, ret));
}

static void domain_test_tighten(struct kunit *test,
				const struct seccomp_filter *filter,
				struct seccomp_program *program)
{
	KUNIT_ASSERT_EQ(test, seccomp_domain_tighten(filter->domain, program),
			0);
}

/* Tighten the domain of a filter for one number, for an argument, or for all calls. */
static void domain_test_add_nr(struct kunit *test,
			       const struct seccomp_filter *filter, u32 nr,
			       u32 ret)
{
	domain_test_tighten(test, filter, domain_test_for_nr(test, nr, ret));
}

static void domain_test_add_arg(struct kunit *test,
				const struct seccomp_filter *filter, u32 value,
				u32 ret)
{
	domain_test_tighten(test, filter,
			    domain_test_for_arg(test, value, ret));
}

static void domain_test_add_all(struct kunit *test,
				const struct seccomp_filter *filter, u32 ret)
{
	domain_test_tighten(test, filter, domain_test_for_all(test, ret));
}

static unsigned int
domain_test_count_tables(const struct seccomp_domain *domain)
{
	const struct seccomp_table *table;
	unsigned int count = 0;

	list_for_each_entry(table, &domain->outermost->tables, member)
		count++;
	return count;
}

/* --- Comparison with the plain evaluation ------------------------------- */

/* Write the call to the registers from which residuals of its ABI read it. */
static void domain_test_fill_regs(struct domain_call *call,
				  enum seccomp_abi abi)
{
	test_store_call(&call->regs, seccomp_reg_offsets(abi), &call->input.sd,
			0);
}

static u32 domain_test_run_check(const struct domain_call *call,
				 const struct seccomp_check *check)
{
	if (check->list)
		return seccomp_list_run(check->list, &call->regs);
	if (check->residual == CHECK_FULL)
		return seccomp_program_interpret(check->program, &call->input);
	return seccomp_program_run_residual(check->program, check->residual,
					    &call->regs);
}

/*
 * Run a rule as seccomp_rule_run() does. That function reads the registers and the
 * architecture of current, which is no task of the other ABIs.
 */
static struct seccomp_verdict
domain_test_run_rule(const struct domain_call *call,
		     const struct seccomp_table *table,
		     const struct seccomp_rule *rule)
{
	const struct seccomp_check *check = &table->checks[rule->first];
	struct seccomp_verdict verdict = rule->verdict;
	u32 rank = rule->rank;
	unsigned int i;

	for (i = 0; i < rule->count; i++, check++) {
		const u32 ret = domain_test_run_check(call, check);
		const s32 severity = seccomp_severity(ret);

		if (severity > seccomp_severity(verdict.ret) ||
		    seccomp_is_allow(ret))
			continue;
		if (severity == seccomp_severity(verdict.ret) &&
		    check->rank < rank)
			continue;
		verdict =
			seccomp_verdict_from(ret, check->listener, check->log);
		rank = check->rank;
	}
	return verdict;
}

/* The checks of a rule are sorted, and a zeroed one ends them. */
static void domain_test_check_order(struct kunit *test,
				    const struct seccomp_table *table,
				    const struct seccomp_rule *rule)
{
	const struct seccomp_check *checks = &table->checks[rule->first];
	unsigned int i;

	for (i = 1; i < rule->count; i++)
		KUNIT_EXPECT_GT(test, checks[i - 1].rank, checks[i].rank);
	if (rule->count)
		KUNIT_EXPECT_NULL(test, checks[rule->count].program);
}

/* Compare the table of a path with the plain evaluation of a call. */
static void domain_test_compare(struct kunit *test, struct domain_call *call,
				const struct seccomp_filter *path)
{
	const struct seccomp_data *sd = &call->input.sd;
	const struct seccomp_table *table = path->table;
	const u8 entry = seccomp_table_entry(table, sd->arch, sd->nr);
	struct seccomp_verdict plain, verdict = { .ret = SECCOMP_RET_ALLOW };
	const struct seccomp_rule *rule;

	/* No filter decides about calls of the kernel itself. */
	if (sd->arch == seccomp_abi_info[0].arch &&
	    seccomp_is_uprobe_exception(sd->nr))
		return;
	if (entry == TABLE_RUN_ALL) {
		call->by_all++;
		return;
	}
	call->by_rule++;
	if (entry != TABLE_ALLOW) {
		rule = seccomp_table_rule(table, entry);
		domain_test_check_order(test, table, rule);
		verdict = domain_test_run_rule(call, table, rule);
	}
	plain = seccomp_path_run(path, &call->input, seccomp_program_interpret);
	KUNIT_EXPECT_TRUE_MSG(test, seccomp_verdict_equal(&plain, &verdict),
			      "call %d of %x (%llx): %x instead of %x", sd->nr,
			      sd->arch, sd->args[0], verdict.ret, plain.ret);
}

static void domain_test_compare_nr(struct kunit *test, struct domain_call *call,
				   const struct seccomp_filter *path,
				   enum seccomp_abi abi, u32 nr, u32 arg)
{
	struct seccomp_data *sd = &call->input.sd;

	sd->nr = nr;
	sd->arch = seccomp_abi_info[abi].arch;
	sd->args[0] = arg;
	sd->args[1] = ~arg;
	domain_test_fill_regs(call, abi);
	domain_test_compare(test, call, path);
}

/* Compare a path for every slot of every ABI. */
static void domain_test_compare_all(struct kunit *test,
				    struct domain_call *call,
				    const struct seccomp_filter *path)
{
	unsigned int abi, i;
	u32 arg;

	for (abi = 0; abi < SECCOMP_ABIS; abi++) {
		const struct seccomp_abi_info *info = &seccomp_abi_info[abi];

		for (arg = 0; arg < 4; arg++) {
			for (i = 0; i < info->count; i++)
				domain_test_compare_nr(test, call, path, abi,
						       info->first_nr + i, arg);
			for (i = 0; i < info->buckets; i++)
				domain_test_compare_nr(test, call, path, abi,
						       info->bucket_first_nr[i],
						       arg);
		}
		cond_resched();
	}
}

/* Return the verdict of a table for a native call. */
static u32 domain_test_ret(struct kunit *test,
			   const struct seccomp_filter *path, u32 nr, u32 arg)
{
	struct domain_call *call;
	u8 entry;

	call = kunit_kzalloc(test, sizeof(*call), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, call);
	call->input.sd.nr = nr;
	call->input.sd.arch = seccomp_abi_info[0].arch;
	call->input.sd.args[0] = arg;
	domain_test_fill_regs(call, 0);
	entry = seccomp_table_entry(path->table, seccomp_abi_info[0].arch, nr);
	KUNIT_ASSERT_NE(test, entry, TABLE_RUN_ALL);
	domain_test_compare(test, call, path);
	if (entry == TABLE_ALLOW)
		return SECCOMP_RET_ALLOW;
	return domain_test_run_rule(call, path->table,
				    seccomp_table_rule(path->table, entry))
		.ret;
}

/* --- Order -------------------------------------------------------------- */

static void domain_contents_are_newer_than_their_filter(struct kunit *test)
{
	struct seccomp_filter *maker;

	domain_test_need_residuals(test);
	maker = domain_test_new_nr(test, NULL, 3, SECCOMP_RET_ERRNO | 1);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, maker, 3, 0),
			SECCOMP_RET_ERRNO | 1);
	domain_test_add_nr(test, maker, 3, SECCOMP_RET_ERRNO | 2);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, maker, 3, 0),
			SECCOMP_RET_ERRNO | 2);
	domain_test_add_all(test, maker, SECCOMP_RET_ERRNO | 3);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, maker, 3, 0),
			SECCOMP_RET_ERRNO | 3);
	/* A weaker action does not win. */
	domain_test_add_all(test, maker, SECCOMP_RET_LOG);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, maker, 3, 0),
			SECCOMP_RET_ERRNO | 3);
	domain_test_add_nr(test, maker, 3, SECCOMP_RET_TRAP | 4);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, maker, 3, 0),
			SECCOMP_RET_TRAP | 4);
	seccomp_filter_unuse(maker);
}

static void domain_contents_are_older_than_filters_above(struct kunit *test)
{
	struct seccomp_filter *maker, *path;

	domain_test_need_residuals(test);
	maker = domain_test_new(test, NULL);
	path = domain_test_push(test, maker,
				domain_test_for_arg(test, 1,
						    SECCOMP_RET_ERRNO | 5));
	domain_test_add_all(test, maker, SECCOMP_RET_ERRNO | 6);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, path, 3, 1),
			SECCOMP_RET_ERRNO | 5);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, path, 3, 2),
			SECCOMP_RET_ERRNO | 6);
	domain_test_add_arg(test, maker, 1, SECCOMP_RET_ERRNO | 7);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, path, 3, 1),
			SECCOMP_RET_ERRNO | 5);
	domain_test_add_arg(test, maker, 1, SECCOMP_RET_TRAP | 8);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, path, 3, 1),
			SECCOMP_RET_TRAP | 8);
	seccomp_filter_unuse(path);
}

/*
 * Rules with equal verdicts of programs with different ranks look the same. A
 * content between the two ranks wins over one of them only.
 */
static void domain_equal_rules_of_other_ranks_differ(struct kunit *test)
{
	struct seccomp_filter *outer, *inner, *path;

	domain_test_need_residuals(test);
	outer = domain_test_new_nr(test, NULL, 3, SECCOMP_RET_ERRNO | 1);
	inner = domain_test_new_nr(test, outer, 4, SECCOMP_RET_ERRNO | 1);
	path = domain_test_push_nr(test, inner, 5, SECCOMP_RET_ERRNO | 1);
	domain_test_add_all(test, outer, SECCOMP_RET_ERRNO | 2);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, path, 3, 0),
			SECCOMP_RET_ERRNO | 2);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, path, 4, 0),
			SECCOMP_RET_ERRNO | 1);
	domain_test_add_all(test, inner, SECCOMP_RET_ERRNO | 3);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, path, 3, 0),
			SECCOMP_RET_ERRNO | 3);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, path, 4, 0),
			SECCOMP_RET_ERRNO | 3);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, path, 5, 0),
			SECCOMP_RET_ERRNO | 1);
	seccomp_filter_unuse(path);
}

/* The same program twice on a path answers as the newer one of the two. */
static void domain_same_program_above_keeps_its_rank(struct kunit *test)
{
	struct seccomp_program *program;
	struct seccomp_filter *path, *maker;

	domain_test_need_residuals(test);
	program = domain_test_for_nr(test, 3, SECCOMP_RET_ERRNO | 1);
	maker = domain_test_new(test, NULL);
	refcount_inc(&program->refs);
	path = domain_test_push(test, maker, program);
	path = domain_test_new(test, path);
	path = domain_test_push(test, path, program);
	domain_test_add_all(test, path->prev, SECCOMP_RET_ERRNO | 2);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, path, 3, 0),
			SECCOMP_RET_ERRNO | 1);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, path, 4, 0),
			SECCOMP_RET_ERRNO | 2);
	seccomp_filter_unuse(path);
}

static void domain_content_logs_as_its_filter(struct kunit *test)
{
	struct seccomp_filter *maker;
	const struct seccomp_rule *rule;
	u8 entry;

	domain_test_need_residuals(test);
	maker = domain_test_maker(test, domain_test_allow(test),
				  DOMAIN_TEST_RESERVE, SECCOMP_FILTER_FLAG_LOG);
	test_attach(test, NULL, maker);
	domain_test_add_all(test, maker, SECCOMP_RET_ERRNO | 1);
	entry = seccomp_table_entry(maker->table, seccomp_abi_info[0].arch, 3);
	KUNIT_ASSERT_GE(test, entry, TABLE_FIRST);
	rule = seccomp_table_rule(maker->table, entry);
	KUNIT_EXPECT_TRUE(test, rule->verdict.log);
	KUNIT_EXPECT_EQ(test, maker->table->answers[entry].error, 0);
	seccomp_filter_unuse(maker);
}

/* --- Members ------------------------------------------------------------ */

static void domain_tightens_all_members(struct kunit *test)
{
	struct seccomp_filter *maker, *before, *nested, *outside, *root;

	domain_test_need_residuals(test);
	root = domain_test_push_nr(test, NULL, 9, SECCOMP_RET_TRAP);
	outside = domain_test_fork_nr(test, root, 8, SECCOMP_RET_TRAP);
	maker = domain_test_new_nr(test, root, 7, SECCOMP_RET_TRAP);
	before = domain_test_fork_nr(test, maker, 6, SECCOMP_RET_TRAP);
	seccomp_filter_use(maker);
	nested = domain_test_new_nr(test, maker, 5, SECCOMP_RET_TRAP);
	domain_test_add_nr(test, maker, 3, SECCOMP_RET_ERRNO | 1);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, maker, 3, 0),
			SECCOMP_RET_ERRNO | 1);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, before, 3, 0),
			SECCOMP_RET_ERRNO | 1);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, nested, 3, 0),
			SECCOMP_RET_ERRNO | 1);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, outside, 3, 0),
			SECCOMP_RET_ALLOW);
	/* The nested domain does not bind tasks outside of it. */
	domain_test_add_nr(test, nested, 4, SECCOMP_RET_ERRNO | 2);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, nested, 4, 0),
			SECCOMP_RET_ERRNO | 2);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, maker, 4, 0),
			SECCOMP_RET_ALLOW);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, before, 4, 0),
			SECCOMP_RET_ALLOW);
	seccomp_filter_unuse(nested);
	seccomp_filter_unuse(before);
	seccomp_filter_unuse(maker);
	seccomp_filter_unuse(outside);
}

static void domain_new_member_starts_from_tightened_table(struct kunit *test)
{
	struct seccomp_filter *maker, *path;

	domain_test_need_residuals(test);
	maker = domain_test_new(test, NULL);
	domain_test_add_nr(test, maker, 3, SECCOMP_RET_ERRNO | 1);
	path = domain_test_push_nr(test, maker, 4, SECCOMP_RET_TRAP);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, path, 3, 0),
			SECCOMP_RET_ERRNO | 1);
	domain_test_add_nr(test, maker, 4, SECCOMP_RET_KILL_PROCESS);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, path, 4, 0),
			SECCOMP_RET_KILL_PROCESS);
	seccomp_filter_unuse(path);
}

/* The table is found from its construction on, before its filter is published. */
static void domain_tightens_table_of_unpublished_filter(struct kunit *test)
{
	struct seccomp_filter *maker, *filter, *nested;

	domain_test_need_residuals(test);
	maker = domain_test_new(test, NULL);
	seccomp_filter_use(maker);
	filter = domain_test_filter(test, domain_test_trap(test, 4), 0);
	nested = domain_test_maker(test, domain_test_trap(test, 5),
				   DOMAIN_TEST_RESERVE, 0);
	KUNIT_ASSERT_EQ(test, seccomp_filter_build_table(filter, maker), 0);
	KUNIT_ASSERT_EQ(test, seccomp_filter_build_table(nested, maker), 0);
	domain_test_add_nr(test, maker, 3, SECCOMP_RET_ERRNO | 1);
	KUNIT_ASSERT_EQ(test, seccomp_filter_may_link(filter, maker), 0);
	seccomp_filter_link(filter, maker);
	KUNIT_ASSERT_EQ(test, seccomp_filter_may_link(nested, maker), 0);
	seccomp_filter_link(nested, maker);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, filter, 3, 0),
			SECCOMP_RET_ERRNO | 1);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, nested, 3, 0),
			SECCOMP_RET_ERRNO | 1);
	seccomp_filter_unuse(filter);
	seccomp_filter_unuse(nested);
}

/* An attach that a sibling overtakes builds its table again for another path. */
static void domain_is_placed_again_for_another_path(struct kunit *test)
{
	struct seccomp_filter *one, *other, *filter;

	domain_test_need_residuals(test);
	one = domain_test_new(test, NULL);
	other = domain_test_new(test, NULL);
	filter = domain_test_maker(test, domain_test_trap(test, 5),
				   DOMAIN_TEST_RESERVE, 0);
	KUNIT_ASSERT_EQ(test, seccomp_filter_build_table(filter, NULL), 0);
	KUNIT_EXPECT_EQ(test, domain_test_count_tables(filter->domain), 1);
	KUNIT_ASSERT_EQ(test, seccomp_filter_build_table(filter, one), 0);
	KUNIT_EXPECT_EQ(test, domain_test_count_tables(one->domain), 2);
	KUNIT_EXPECT_TRUE(test, list_empty(&filter->domain->tables));
	KUNIT_ASSERT_EQ(test, seccomp_filter_build_table(filter, other), 0);
	KUNIT_EXPECT_EQ(test, domain_test_count_tables(one->domain), 1);
	KUNIT_EXPECT_EQ(test, domain_test_count_tables(other->domain), 2);
	KUNIT_EXPECT_EQ(test, refcount_read(&one->domain->refs), 1);
	seccomp_filter_link(filter, other);
	domain_test_add_nr(test, other, 3, SECCOMP_RET_ERRNO | 1);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, filter, 3, 0),
			SECCOMP_RET_ERRNO | 1);
	seccomp_filter_unuse(filter);
	seccomp_filter_unuse(one);
}

static void domain_forgets_tables_of_past_members(struct kunit *test)
{
	struct seccomp_filter *maker, *path;
	struct seccomp_domain *domain;
	struct seccomp_table *table;

	domain_test_need_residuals(test);
	maker = domain_test_new(test, NULL);
	domain = seccomp_domain_get(maker->domain);
	path = domain_test_fork_nr(test, maker, 4, SECCOMP_RET_TRAP);
	KUNIT_EXPECT_EQ(test, domain_test_count_tables(maker->domain), 2);
	/* The parent exits, so that no task stands on @maker. */
	seccomp_filter_unuse(maker);
	table = seccomp_filter_take_unused_table(maker);
	KUNIT_EXPECT_NOT_NULL(test, table);
	seccomp_table_put(table);
	KUNIT_EXPECT_EQ(test, domain_test_count_tables(maker->domain), 1);
	domain_test_add_nr(test, maker, 3, SECCOMP_RET_ERRNO | 1);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, path, 3, 0),
			SECCOMP_RET_ERRNO | 1);
	seccomp_filter_unuse(path);
	KUNIT_EXPECT_EQ(test, domain_test_count_tables(domain), 0);
	KUNIT_EXPECT_EQ(test, refcount_read(&domain->refs), 1);
	seccomp_domain_put(domain);
}

static void domain_hangs_up_after_last_user(struct kunit *test)
{
	struct seccomp_program *program;
	struct seccomp_domain *domain;
	struct seccomp_filter *maker, *path;

	maker = domain_test_new(test, NULL);
	domain = seccomp_domain_get(maker->domain);
	path = domain_test_push(test, maker, domain_test_allow(test));
	KUNIT_EXPECT_TRUE(test, domain->live);
	seccomp_filter_unuse(path);
	KUNIT_EXPECT_FALSE(test, domain->live);
	KUNIT_EXPECT_TRUE(test, list_empty(&domain->tables));
	KUNIT_EXPECT_EQ(test, refcount_read(&domain->refs), 1);
	program = domain_test_for_all(test, SECCOMP_RET_TRAP);
	KUNIT_EXPECT_EQ(test, seccomp_domain_tighten(domain, program), -ENOENT);
	KUNIT_EXPECT_NULL(test, domain->contents);
	seccomp_domain_put(domain);
}

static void domain_members_share_a_table(struct kunit *test)
{
	struct seccomp_filter *maker, *one, *other, *outside;
	struct seccomp_program *program;

	domain_test_need_residuals(test);
	program = domain_test_trap(test, 4);
	maker = domain_test_new(test, NULL);
	refcount_add(2, &program->refs);
	one = domain_test_fork_push(test, maker, program);
	other = domain_test_push(test, maker, program);
	outside = domain_test_push(test, NULL, program);
	KUNIT_EXPECT_PTR_EQ(test, one->table, other->table);
	KUNIT_EXPECT_PTR_NE(test, one->table, outside->table);
	/* A filter that always allows needs no table of its own. */
	one = domain_test_push(test, one, domain_test_allow(test));
	if (!seccomp_is_verifying())
		KUNIT_EXPECT_PTR_EQ(test, one->table, other->table);
	/* But a filter that makes a domain does. */
	one = domain_test_new(test, one);
	KUNIT_EXPECT_PTR_NE(test, one->table, other->table);
	domain_test_add_nr(test, one, 3, SECCOMP_RET_ERRNO | 1);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, one, 3, 0),
			SECCOMP_RET_ERRNO | 1);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, other, 3, 0),
			SECCOMP_RET_ALLOW);
	seccomp_filter_unuse(one);
	seccomp_filter_unuse(other);
	seccomp_filter_unuse(outside);
}

/* --- Limits ------------------------------------------------------------- */

static int domain_test_try(struct kunit *test, struct seccomp_domain *domain,
			   const struct sock_filter *code, unsigned int len)
{
	return seccomp_domain_tighten(domain, test_program(test, code, len));
}

static void domain_refuses_contents_that_do_more_than_deny(struct kunit *test)
{
	static const u32 refused[] = {
		SECCOMP_RET_ERRNO,     SECCOMP_RET_USER_NOTIF,
		SECCOMP_RET_TRACE | 1, 0x00060001U,
		0x7ffd0000U,	       0x80010000U,
	};
	static const u32 accepted[] = {
		SECCOMP_RET_KILL_PROCESS, SECCOMP_RET_KILL_THREAD | 7,
		SECCOMP_RET_TRAP,	  SECCOMP_RET_ERRNO | 0xffff,
		SECCOMP_RET_LOG,	  SECCOMP_RET_ALLOW | 1,
	};
	static const struct sock_filter ret_a[] = {
		DOMAIN_TEST_LOAD(nr),
		DOMAIN_TEST_STMT(BPF_RET | BPF_A, 0),
	};
	struct sock_filter hidden[] = {
		DOMAIN_TEST_RET(SECCOMP_RET_ALLOW),
		DOMAIN_TEST_RET(SECCOMP_RET_ALLOW),
	};
	struct seccomp_filter *maker;
	unsigned int i;
	int ret;

	maker = domain_test_new(test, NULL);
	for (i = 0; i < ARRAY_SIZE(refused); i++) {
		hidden[1].k = refused[i];
		ret = domain_test_try(test, maker->domain, hidden, 2);
		KUNIT_EXPECT_EQ_MSG(test, ret, -EINVAL, "%x", refused[i]);
	}
	KUNIT_EXPECT_EQ(test, domain_test_try(test, maker->domain, ret_a, 2),
			-EINVAL);
	KUNIT_EXPECT_NULL(test, maker->domain->contents);
	for (i = 0; i < ARRAY_SIZE(accepted); i++) {
		hidden[1].k = accepted[i];
		ret = domain_test_try(test, maker->domain, hidden, 2);
		KUNIT_EXPECT_EQ_MSG(test, ret, 0, "%x", accepted[i]);
	}
	seccomp_filter_unuse(maker);
}

static void domain_reserve_limits_contents(struct kunit *test)
{
	const u32 cost = 1 + SECCOMP_FILTER_PENALTY;
	const struct sock_filter ret = DOMAIN_TEST_RET(SECCOMP_RET_TRAP);
	struct seccomp_filter *maker;
	struct seccomp_table *table;
	u32 rules;

	maker = domain_test_maker(test, domain_test_allow(test), 2 * cost + 1,
				  0);
	test_attach(test, NULL, maker);
	KUNIT_EXPECT_EQ(test, maker->cost, 1 + 2 * cost + 1);
	KUNIT_EXPECT_EQ(test, domain_test_try(test, maker->domain, &ret, 1), 0);
	KUNIT_EXPECT_EQ(test, domain_test_try(test, maker->domain, &ret, 1), 0);
	table = maker->table;
	rules = table->rule_count;
	KUNIT_EXPECT_EQ(test, domain_test_try(test, maker->domain, &ret, 1),
			-ENOSPC);
	KUNIT_EXPECT_EQ(test, maker->domain->contents->number, 2);
	KUNIT_EXPECT_EQ(test, table->rule_count, rules);
	seccomp_filter_unuse(maker);
}

static void domain_reserve_counts_in_the_path(struct kunit *test)
{
	struct seccomp_filter *path, *maker;

	KUNIT_EXPECT_EQ(test,
			PTR_ERR(seccomp_domain_create(SECCOMP_PATH_INSNS + 1)),
			-ENOMEM);
	maker = domain_test_maker(test, domain_test_allow(test),
				  SECCOMP_PATH_INSNS, 0);
	KUNIT_EXPECT_EQ(test, seccomp_filter_may_link(maker, NULL), -ENOMEM);
	seccomp_filter_unuse(maker);
	path = domain_test_maker(test, domain_test_allow(test),
				 SECCOMP_PATH_INSNS - 1, 0);
	test_attach(test, NULL, path);
	KUNIT_EXPECT_EQ(test, path->cost, SECCOMP_PATH_INSNS);
	maker = domain_test_filter(test, domain_test_allow(test), 0);
	KUNIT_EXPECT_EQ(test, seccomp_filter_may_link(maker, path), -ENOMEM);
	seccomp_filter_unuse(maker);
	seccomp_filter_unuse(path);
}

static void domain_path_has_at_most_16(struct kunit *test)
{
	struct seccomp_filter *path = NULL, *maker;
	struct seccomp_domain *domain;
	int i;

	for (i = 0; i < SECCOMP_PATH_DOMAINS; i++) {
		maker = domain_test_maker(test, domain_test_allow(test), 100,
					  0);
		path = test_attach(test, path, maker);
	}
	KUNIT_EXPECT_EQ(test, path->domain->level, SECCOMP_PATH_DOMAINS);
	maker = domain_test_maker(test, domain_test_allow(test), 100, 0);
	KUNIT_EXPECT_EQ(test, seccomp_filter_may_link(maker, path), -ENOMEM);
	seccomp_filter_unuse(maker);
	/* A file can keep the innermost domain, which keeps all others. */
	domain = seccomp_domain_get(path->domain);
	seccomp_filter_unuse(path);
	seccomp_domain_put(domain);
}

/* A program that looks at the path of openat(2). */
static const struct sock_filter domain_test_deep[] = {
	DOMAIN_TEST_LOAD(nr),
	DOMAIN_TEST_JUMP(BPF_JEQ, __NR_openat, 0, 3),
	DOMAIN_TEST_STMT(BPF_LD | BPF_W | BPF_ABS, SECCOMP_ARG_DATA(1)),
	DOMAIN_TEST_JUMP(BPF_JEQ, 0, 0, 1),
	DOMAIN_TEST_RET(SECCOMP_RET_ERRNO | 1),
	DOMAIN_TEST_RET(SECCOMP_RET_ALLOW),
};

static void domain_windows_need_the_flag(struct kunit *test)
{
#ifdef CONFIG_SECCOMP_DEEP_ARGS
	const struct seccomp_rule *rule;
	struct seccomp_filter *maker;
	u8 entry;

	maker = domain_test_new(test, NULL);
	KUNIT_EXPECT_EQ(test,
			domain_test_try(test, maker->domain, domain_test_deep,
					ARRAY_SIZE(domain_test_deep)),
			-EINVAL);
	seccomp_filter_unuse(maker);

	maker = domain_test_maker(test, domain_test_allow(test),
				  DOMAIN_TEST_RESERVE,
				  SECCOMP_FILTER_FLAG_DEEP_ARGS);
	test_attach(test, NULL, maker);
	KUNIT_EXPECT_EQ(test, seccomp_path_windows(maker), 0);
	KUNIT_EXPECT_EQ(test,
			domain_test_try(test, maker->domain, domain_test_deep,
					ARRAY_SIZE(domain_test_deep)),
			0);
	KUNIT_EXPECT_EQ(test, seccomp_path_windows(maker),
			SECCOMP_WINDOW_BIT(1));
	entry = seccomp_table_entry(maker->table, seccomp_abi_info[0].arch,
				    __NR_openat);
	KUNIT_ASSERT_GE(test, entry, TABLE_FIRST);
	rule = seccomp_table_rule(maker->table, entry);
	/* The fast path does not look at the entry again after the copy. */
	KUNIT_EXPECT_EQ(test, rule->kind, RULE_DEEP_DOMAIN);
	KUNIT_EXPECT_EQ(test, seccomp_rule_windows(maker->table, rule),
			SECCOMP_WINDOW_BIT(1));
	seccomp_filter_unuse(maker);
#else
	kunit_skip(test, "this architecture has no argument windows");
#endif
}

/* A holder may change an entry while the rule waits for the copy of arguments. */
static void domain_changes_the_kind_of_rules_below(struct kunit *test)
{
#ifdef CONFIG_SECCOMP_DEEP_ARGS
	const struct seccomp_rule *rule;
	struct seccomp_filter *path;
	u8 entry;

	path = domain_test_filter(test,
				  test_program(test, domain_test_deep,
					       ARRAY_SIZE(domain_test_deep)),
				  SECCOMP_FILTER_FLAG_DEEP_ARGS);
	path = domain_test_new(test, test_attach(test, NULL, path));
	entry = seccomp_table_entry(path->table, seccomp_abi_info[0].arch,
				    __NR_openat);
	KUNIT_ASSERT_GE(test, entry, TABLE_FIRST);
	rule = seccomp_table_rule(path->table, entry);
	KUNIT_EXPECT_EQ(test, rule->kind, RULE_DEEP_DOMAIN);
	seccomp_filter_unuse(path);
#else
	kunit_skip(test, "this architecture has no argument windows");
#endif
}

/* --- Room --------------------------------------------------------------- */

/* Contents for other numbers that share an errno share a rule. */
static void domain_many_constants_fit(struct kunit *test)
{
	struct domain_call *call;
	struct seccomp_filter *maker, *path;
	u32 nr;

	domain_test_need_residuals(test);
	call = kunit_kzalloc(test, sizeof(*call), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, call);
	maker = domain_test_new_nr(test, NULL, 2, SECCOMP_RET_ERRNO | 1);
	path = domain_test_push_nr(test, maker, 4, SECCOMP_RET_ERRNO | 1);
	for (nr = 0; nr < 300; nr++)
		domain_test_add_nr(test, maker, nr, SECCOMP_RET_ERRNO | 1);
	domain_test_compare_all(test, call, path);
	KUNIT_EXPECT_TRUE(test, path->table->complete);
	if (!seccomp_is_verifying())
		KUNIT_EXPECT_LE(test, path->table->rule_count, 4);
	seccomp_filter_unuse(path);
}

/* Without room, every program runs. A table that is built afterwards has room. */
static void domain_without_room_runs_all(struct kunit *test)
{
	const unsigned int count = 200;
	struct seccomp_input input = { .sd.arch = seccomp_abi_info[0].arch };
	struct seccomp_filter *maker, *path, *later;
	unsigned int i, run_all = 0;
	u32 ret;

	domain_test_need_residuals(test);
	maker = domain_test_new(test, NULL);
	path = domain_test_fork_nr(test, maker, 999, SECCOMP_RET_TRAP);
	for (i = 0; i < count; i++)
		domain_test_add_nr(test, maker, i, SECCOMP_RET_ERRNO | (i + 1));
	for (i = 0; i < count; i++) {
		const u8 entry =
			seccomp_table_entry(path->table, input.sd.arch, i);

		input.sd.nr = i;
		ret = seccomp_path_run(path, &input, seccomp_program_run).ret;
		KUNIT_EXPECT_EQ(test, ret, SECCOMP_RET_ERRNO | (i + 1));
		if (entry == TABLE_RUN_ALL)
			run_all++;
		else
			KUNIT_EXPECT_EQ(test, domain_test_ret(test, path, i, 0),
					ret);
	}
	if (!seccomp_is_verifying()) {
		KUNIT_EXPECT_GT(test, run_all, 0);
		KUNIT_EXPECT_LT(test, run_all, count);
		KUNIT_EXPECT_FALSE(test, path->table->complete);
	}
	/* No program of the path is compiled, and no call needs that. */
	KUNIT_EXPECT_NULL(test, path->program->code);
	later = domain_test_push_nr(test, maker, 998, SECCOMP_RET_TRAP);
	domain_test_add_nr(test, maker, 997, SECCOMP_RET_KILL_PROCESS);
	input.sd.nr = 997;
	ret = seccomp_path_run(later, &input, seccomp_program_run).ret;
	KUNIT_EXPECT_EQ(test, ret, SECCOMP_RET_KILL_PROCESS);
	KUNIT_EXPECT_EQ(test, domain_test_ret(test, later, 997, 0), ret);
	seccomp_filter_unuse(path);
	seccomp_filter_unuse(later);
}

/* --- Random families ---------------------------------------------------- */

#define DOMAIN_TEST_FAMILIES 24
#define DOMAIN_TEST_STEPS 40
#define DOMAIN_TEST_TASKS 8
#define DOMAIN_TEST_DOMAINS 6

/**
 * struct domain_family - tasks of a random test
 * @rnd: source of randomness
 * @tasks: newest filter of each task, or NULL
 * @domains: domains to tighten; a reference for each
 * @domain_count: number of @domains
 */
struct domain_family {
	struct rnd_state rnd;
	struct seccomp_filter *tasks[DOMAIN_TEST_TASKS];
	struct seccomp_domain *domains[DOMAIN_TEST_DOMAINS];
	unsigned int domain_count;
};

static u32 domain_test_below(struct domain_family *family, u32 limit)
{
	return prandom_u32_state(&family->rnd) % limit;
}

static u32 domain_test_random_ret(struct domain_family *family, bool content)
{
	static const u32 actions[] = {
		SECCOMP_RET_KILL_PROCESS, SECCOMP_RET_KILL_THREAD,
		SECCOMP_RET_TRAP,	  SECCOMP_RET_ERRNO,
		SECCOMP_RET_ERRNO,	  SECCOMP_RET_ERRNO,
		SECCOMP_RET_LOG,	  SECCOMP_RET_ALLOW,
		SECCOMP_RET_TRACE,	  SECCOMP_RET_USER_NOTIF,
	};
	const unsigned int count = ARRAY_SIZE(actions) - (content ? 2 : 0);

	return actions[domain_test_below(family, count)] |
	       (1 + domain_test_below(family, 3));
}

/* Write a test of the number or an argument, whose failure skips one return. */
static unsigned int domain_test_random_block(struct domain_family *family,
					     struct sock_filter *insns)
{
	static const u16 ops[] = { BPF_JEQ, BPF_JEQ, BPF_JGT, BPF_JGE,
				   BPF_JSET };
	const u32 what = domain_test_below(family, 8);
	const u16 op = ops[domain_test_below(family, ARRAY_SIZE(ops))];

	u32 value = domain_test_below(family, 4);

	insns[0] = DOMAIN_TEST_LOAD(nr);
	if (what < 4)
		value = domain_test_below(family, DOMAIN_TEST_NUMBERS);
	else if (what < 5)
		value = domain_test_below(family, 40);
	else if (what < 6)
		insns[0] = DOMAIN_TEST_LOAD(args[1]);
	else
		insns[0] = DOMAIN_TEST_LOAD(args[0]);
	insns[1] = DOMAIN_TEST_JUMP(what < 4 ? BPF_JEQ : op, value, 0, 1);
	return 2;
}

static struct seccomp_program *
domain_test_random_program(struct kunit *test, struct domain_family *family,
			   bool content)
{
	struct sock_filter insns[16];
	const u32 blocks = 1 + domain_test_below(family, 4);
	unsigned int i, len = 0;
	u32 ret;

	for (i = 0; i < blocks; i++) {
		len += domain_test_random_block(family, &insns[len]);
		ret = domain_test_random_ret(family, content);
		insns[len++] = DOMAIN_TEST_RET(ret);
	}
	insns[len++] = DOMAIN_TEST_RET(SECCOMP_RET_ALLOW);
	return test_program(test, insns, len);
}

/* Fork a task into another place, whose task exits. */
static void domain_test_random_fork(struct domain_family *family,
				    unsigned int task)
{
	const unsigned int to = domain_test_below(family, DOMAIN_TEST_TASKS);

	if (to == task || !family->tasks[task])
		return;
	seccomp_filter_use(family->tasks[task]);
	seccomp_filter_unuse(family->tasks[to]);
	family->tasks[to] = family->tasks[task];
}

static void domain_test_random_attach(struct kunit *test,
				      struct domain_family *family,
				      unsigned int task)
{
	struct seccomp_program *program =
		domain_test_random_program(test, family, false);
	struct seccomp_filter *prev = family->tasks[task], *filter;
	struct seccomp_table *unused;

	if (domain_test_below(family, 3) ||
	    family->domain_count == DOMAIN_TEST_DOMAINS) {
		filter = domain_test_filter(test, program, 0);
	} else {
		filter = domain_test_maker(test, program, 1024, 0);
		family->domains[family->domain_count++] =
			seccomp_domain_get(filter->domain);
	}
	family->tasks[task] = test_attach(test, prev, filter);
	unused = seccomp_filter_take_unused_table(prev);
	seccomp_table_put(unused);
}

static void domain_test_random_tighten(struct kunit *test,
				       struct domain_family *family)
{
	struct seccomp_program *program;
	struct seccomp_domain *domain;
	int ret;

	if (!family->domain_count)
		return;
	domain =
		family->domains[domain_test_below(family, family->domain_count)];
	program = domain_test_random_program(test, family, true);
	ret = seccomp_domain_tighten(domain, program);
	KUNIT_EXPECT_EQ(test, ret, domain->live ? 0 : -ENOENT);
}

static void domain_test_random_step(struct kunit *test,
				    struct domain_family *family)
{
	const unsigned int task = domain_test_below(family, DOMAIN_TEST_TASKS);

	switch (domain_test_below(family, 8)) {
	case 0:
	case 1:
		domain_test_random_fork(family, task);
		return;
	case 2:
	case 3:
	case 4:
		domain_test_random_attach(test, family, task);
		return;
	}
	domain_test_random_tighten(test, family);
}

/* Compare the numbers and arguments with which random programs compare. */
static void domain_test_compare_task(struct kunit *test,
				     struct domain_call *call,
				     const struct seccomp_filter *path)
{
	unsigned int abi;
	u32 i, nr;

	for (abi = 0; abi < SECCOMP_ABIS; abi++)
		for (i = 0; i < 4 * DOMAIN_TEST_NUMBERS; i++) {
			nr = seccomp_abi_info[abi].first_nr + i / 4;
			domain_test_compare_nr(test, call, path, abi, nr,
					       i % 4);
		}
	cond_resched();
}

static void domain_test_compare_family(struct kunit *test,
				       struct domain_call *call,
				       const struct domain_family *family)
{
	unsigned int task;

	for (task = 0; task < DOMAIN_TEST_TASKS; task++)
		if (family->tasks[task])
			domain_test_compare_task(test, call,
						 family->tasks[task]);
}

static void domain_test_run_family(struct kunit *test, struct domain_call *call,
				   struct domain_family *family)
{
	unsigned int i;

	for (i = 0; i < DOMAIN_TEST_STEPS; i++) {
		domain_test_random_step(test, family);
		if (i % 4 == 3)
			domain_test_compare_family(test, call, family);
	}
	for (i = 0; i < DOMAIN_TEST_TASKS; i++)
		if (family->tasks[i])
			domain_test_compare_all(test, call, family->tasks[i]);
	for (i = 0; i < DOMAIN_TEST_TASKS; i++)
		seccomp_filter_unuse(family->tasks[i]);
	for (i = 0; i < family->domain_count; i++)
		seccomp_domain_put(family->domains[i]);
}

static void domain_random_families_match_plain_evaluation(struct kunit *test)
{
	struct domain_family *family;
	struct domain_call *call;
	unsigned int tries;

	domain_test_need_residuals(test);
	family = kunit_kzalloc(test, sizeof(*family), GFP_KERNEL);
	call = kunit_kzalloc(test, sizeof(*call), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, family);
	KUNIT_ASSERT_NOT_NULL(test, call);
	for (tries = 0; tries < DOMAIN_TEST_FAMILIES; tries++) {
		memset(family, 0, sizeof(*family));
		prandom_seed_state(&family->rnd, 20261127 + tries);
		domain_test_run_family(test, call, family);
	}
	kunit_info(test, "%u calls by rules, %u by all programs", call->by_rule,
		   call->by_all);
	KUNIT_EXPECT_GT(test, call->by_rule, 10 * call->by_all);
}

/* --- Calls that have slept ---------------------------------------------- */

/*
 * The thread of this test makes no system calls. A native call in its registers
 * stands for one that has waited.
 */
static void domain_changes_make_verdicts_stale(struct kunit *test)
{
	struct pt_regs *regs = task_pt_regs(current);
	const struct pt_regs saved = *regs;
	const struct seccomp_verdict verdict = {
		.ret = SECCOMP_RET_USER_NOTIF,
	};
	const int nr = 3;
	struct seccomp_filter *maker, *plain;
	bool stale[5];

	domain_test_need_residuals(test);
	plain = domain_test_push(test, NULL,
				 domain_test_for_all(test, SECCOMP_RET_TRAP));
	maker = domain_test_new_nr(test, NULL, 3, SECCOMP_RET_USER_NOTIF);
	memcpy((void *)regs + seccomp_reg_offsets(0)[0], &nr, sizeof(nr));
	/* Without a domain, nothing changes the table of a path. */
	stale[0] = seccomp_verdict_is_stale(plain, regs, &verdict);
	stale[1] = seccomp_verdict_is_stale(maker, regs, &verdict);
	domain_test_add_nr(test, maker, 4, SECCOMP_RET_TRAP);
	stale[2] = seccomp_verdict_is_stale(maker, regs, &verdict);
	domain_test_add_nr(test, maker, 3, SECCOMP_RET_LOG);
	stale[3] = seccomp_verdict_is_stale(maker, regs, &verdict);
	domain_test_add_nr(test, maker, 3, SECCOMP_RET_ERRNO | 1);
	stale[4] = seccomp_verdict_is_stale(maker, regs, &verdict);
	*regs = saved;
	KUNIT_EXPECT_FALSE(test, stale[0]);
	KUNIT_EXPECT_FALSE(test, stale[1]);
	KUNIT_EXPECT_FALSE(test, stale[2]);
	KUNIT_EXPECT_FALSE(test, stale[3]);
	KUNIT_EXPECT_TRUE(test, stale[4]);
	seccomp_filter_unuse(maker);
	seccomp_filter_unuse(plain);
}

/*
 * The filters above are suspended, so that a call is judged by a path that has given
 * up its table.
 */
static void domain_verdict_without_a_table_is_stale(struct kunit *test)
{
	const struct seccomp_verdict verdict = {
		.ret = SECCOMP_RET_USER_NOTIF,
	};
	struct pt_regs *regs = task_pt_regs(current);
	struct seccomp_filter *outside, *maker, *path;
	struct seccomp_table *tables[2];

	domain_test_need_residuals(test);
	outside = domain_test_push(test, NULL, domain_test_trap(test, 3));
	maker = domain_test_new(test, outside);
	path = domain_test_push_nr(test, maker, 4, SECCOMP_RET_TRAP);
	tables[0] = seccomp_filter_take_unused_table(outside);
	tables[1] = seccomp_filter_take_unused_table(maker);
	KUNIT_EXPECT_NOT_NULL(test, tables[0]);
	KUNIT_EXPECT_NOT_NULL(test, tables[1]);
	KUNIT_EXPECT_FALSE(test,
			   seccomp_verdict_is_stale(outside, regs, &verdict));
	KUNIT_EXPECT_TRUE(test,
			  seccomp_verdict_is_stale(maker, regs, &verdict));
	seccomp_table_put(tables[0]);
	seccomp_table_put(tables[1]);
	seccomp_filter_unuse(path);
}

static struct kunit_case domain_test_cases[] = {
	KUNIT_CASE(domain_contents_are_newer_than_their_filter),
	KUNIT_CASE(domain_contents_are_older_than_filters_above),
	KUNIT_CASE(domain_equal_rules_of_other_ranks_differ),
	KUNIT_CASE(domain_same_program_above_keeps_its_rank),
	KUNIT_CASE(domain_content_logs_as_its_filter),
	KUNIT_CASE(domain_tightens_all_members),
	KUNIT_CASE(domain_new_member_starts_from_tightened_table),
	KUNIT_CASE(domain_tightens_table_of_unpublished_filter),
	KUNIT_CASE(domain_is_placed_again_for_another_path),
	KUNIT_CASE(domain_forgets_tables_of_past_members),
	KUNIT_CASE(domain_hangs_up_after_last_user),
	KUNIT_CASE(domain_members_share_a_table),
	KUNIT_CASE(domain_refuses_contents_that_do_more_than_deny),
	KUNIT_CASE(domain_reserve_limits_contents),
	KUNIT_CASE(domain_reserve_counts_in_the_path),
	KUNIT_CASE(domain_path_has_at_most_16),
	KUNIT_CASE(domain_windows_need_the_flag),
	KUNIT_CASE(domain_changes_the_kind_of_rules_below),
	KUNIT_CASE(domain_many_constants_fit),
	KUNIT_CASE(domain_without_room_runs_all),
	KUNIT_CASE_SLOW(domain_random_families_match_plain_evaluation),
	KUNIT_CASE(domain_changes_make_verdicts_stale),
	KUNIT_CASE(domain_verdict_without_a_table_is_stale),
	{},
};

static struct kunit_suite domain_test_suite = {
	.name = "seccomp_domain",
	.test_cases = domain_test_cases,
};

kunit_test_suite(domain_test_suite);
