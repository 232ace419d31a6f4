// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests of attribution: the filter that is named for a verdict, where tables
 * merge rules, drop checks or are shared.
 */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/prandom.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <asm/syscall.h>
#include <uapi/linux/seccomp_ext.h>

#include "action_handler.h"
#include "arch.h"
#include "arg_slot.h"
#include "backport.h"
#include "decider.h"
#include "domain.h"
#include "filter.h"
#include "filter_test.h"
#include "listener.h"
#include "program.h"
#include "table.h"
#include "verdict.h"
#include "window.h"

#define DECIDER_STMT(code, k) ((struct sock_filter)BPF_STMT(code, k))
#define DECIDER_RET(k) DECIDER_STMT(BPF_RET | BPF_K, k)
#define DECIDER_LOAD(k) DECIDER_STMT(BPF_LD | BPF_W | BPF_ABS, k)
#define DECIDER_LOAD_NR DECIDER_LOAD(offsetof(struct seccomp_data, nr))
#define DECIDER_LOAD_ARG DECIDER_LOAD(offsetof(struct seccomp_data, args[0]))
#define DECIDER_EQUAL(k, jt, jf) \
	((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, k, jt, jf))

#define DECIDER_ERRNO(data) (SECCOMP_RET_ERRNO | (data))
#define DECIDER_RESERVE 4096
/* Numbers and arguments of random calls are below this. */
#define DECIDER_VALUES 4

/**
 * struct decider_case - state of a test
 * @input: the call for a plain evaluation
 * @regs: the call as the kernel reads it
 * @path: newest filter of the path of the test, or NULL
 */
struct decider_case {
	struct seccomp_input input;
	struct pt_regs regs;
	struct seccomp_filter *path;
};

static int decider_case_init(struct kunit *test)
{
	test->priv =
		kunit_kzalloc(test, sizeof(struct decider_case), GFP_KERNEL);
	return test->priv ? 0 : -ENOMEM;
}

static void decider_case_exit(struct kunit *test)
{
	struct decider_case *c = test->priv;

	if (c)
		seccomp_filter_unuse(c->path);
}

/* --- Paths and calls ---------------------------------------------------- */

/* Attach a filter. The call consumes the reference to @program. */
static struct seccomp_filter *
decider_test_attach(struct kunit *test, struct seccomp_program *program,
		    const struct seccomp_filter_params *params)
{
	struct decider_case *c = test->priv;
	struct seccomp_filter *filter;

	filter = seccomp_filter_create(program, params);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, filter);
	c->path = test_attach(test, c->path, filter);
	return filter;
}

static struct seccomp_filter *decider_test_push(struct kunit *test,
						struct seccomp_program *program)
{
	const struct seccomp_filter_params params = {};

	return decider_test_attach(test, program, &params);
}

/* Create a program that returns @ret for one number, and else allows. */
static struct seccomp_program *decider_test_for_nr(struct kunit *test, u32 nr,
						   u32 ret)
{
	const struct sock_filter code[] = {
		DECIDER_LOAD_NR,
		DECIDER_EQUAL(nr, 0, 1),
		DECIDER_RET(ret),
		DECIDER_RET(SECCOMP_RET_ALLOW),
	};

	return test_program(test, code, ARRAY_SIZE(code));
}

/* Create a program that returns @ret if the first argument is @value. */
static struct seccomp_program *decider_test_for_arg(struct kunit *test,
						    u32 value, u32 ret)
{
	const struct sock_filter code[] = {
		DECIDER_LOAD_ARG,
		DECIDER_EQUAL(value, 0, 1),
		DECIDER_RET(ret),
		DECIDER_RET(SECCOMP_RET_ALLOW),
	};

	return test_program(test, code, ARRAY_SIZE(code));
}

static struct seccomp_filter *decider_test_push_nr(struct kunit *test, u32 nr,
						   u32 ret)
{
	return decider_test_push(test, decider_test_for_nr(test, nr, ret));
}

static struct seccomp_filter *decider_test_push_arg(struct kunit *test,
						    u32 value, u32 ret)
{
	return decider_test_push(test, decider_test_for_arg(test, value, ret));
}

/* Push a filter that makes a domain, and that returns @ret for one number. */
static struct seccomp_filter *decider_test_push_domain(struct kunit *test,
						       u32 nr, u32 ret)
{
	struct seccomp_filter_params params = {};
	struct seccomp_filter *filter;

	params.domain = seccomp_domain_create(DECIDER_RESERVE);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, params.domain);
	filter = decider_test_attach(test, decider_test_for_nr(test, nr, ret),
				     &params);
	seccomp_domain_put(params.domain);
	return filter;
}

static void decider_test_tighten(struct kunit *test,
				 const struct seccomp_filter *filter, u32 nr,
				 u32 ret)
{
	struct seccomp_program *program = decider_test_for_nr(test, nr, ret);

	KUNIT_ASSERT_EQ(test, seccomp_domain_tighten(filter->domain, program),
			0);
}

static void decider_test_fill(struct decider_case *c, u32 nr, u32 arg)
{
	struct seccomp_data *sd = &c->input.sd;

	sd->nr = nr;
	sd->arch = seccomp_abi_info[SECCOMP_ABI_NATIVE].arch;
	sd->instruction_pointer = KSTK_EIP(current);
	sd->args[0] = arg;
	test_store_call(&c->regs, seccomp_reg_offsets(SECCOMP_ABI_NATIVE), sd,
			0);
}

/* Judge a call plainly, and return the filter that is named for the verdict. */
static const struct seccomp_filter *
decider_test_find(struct decider_case *c, u32 nr, u32 arg,
		  struct seccomp_arg_slot *slot)
{
	struct seccomp_call call = {
		.regs = &c->regs,
		.nr = nr,
		.slot = slot,
		.filter = c->path,
	};

	decider_test_fill(c, nr, arg);
	call.verdict =
		seccomp_path_run(c->path, &c->input, seccomp_program_interpret);
	return seccomp_call_decider(&call);
}

static const struct seccomp_filter *decider_test_of(struct kunit *test, u32 nr,
						    u32 arg)
{
	return decider_test_find(test->priv, nr, arg, NULL);
}

static void decider_test_need_regs(struct kunit *test)
{
	if (!IS_ENABLED(CONFIG_SECCOMP_REGS))
		kunit_skip(test, "this architecture has no residuals");
}

/* --- Cases -------------------------------------------------------------- */

static void decider_of_allowed_call_is_none(struct kunit *test)
{
	decider_test_need_regs(test);
	decider_test_push_nr(test, 1, DECIDER_ERRNO(1));
	KUNIT_EXPECT_NULL(test, decider_test_of(test, 2, 0));
	decider_test_push_nr(test, 1, DECIDER_ERRNO(1));
	KUNIT_EXPECT_NULL(test, decider_test_of(test, 2, 0));
}

/* The two numbers have one rule in the table. */
static void decider_tells_merged_rules_apart(struct kunit *test)
{
	const u32 arch = seccomp_abi_info[SECCOMP_ABI_NATIVE].arch;
	struct seccomp_filter *older, *newer;

	decider_test_need_regs(test);
	older = decider_test_push_nr(test, 1, DECIDER_ERRNO(1));
	newer = decider_test_push_nr(test, 2, DECIDER_ERRNO(1));
	if (!seccomp_is_verifying())
		KUNIT_EXPECT_EQ(test,
				seccomp_table_entry(newer->table, arch, 1),
				seccomp_table_entry(newer->table, arch, 2));
	KUNIT_EXPECT_PTR_EQ(test, decider_test_of(test, 1, 0), older);
	KUNIT_EXPECT_PTR_EQ(test, decider_test_of(test, 2, 0), newer);
}

static void decider_of_equal_programs_is_newest(struct kunit *test)
{
	struct seccomp_program *program =
		decider_test_for_nr(test, 1, SECCOMP_RET_TRAP);
	struct seccomp_filter *newer;

	decider_test_need_regs(test);
	refcount_inc(&program->refs);
	decider_test_push(test, program);
	newer = decider_test_push(test, program);
	decider_test_push_nr(test, 2, SECCOMP_RET_TRAP);
	KUNIT_EXPECT_PTR_EQ(test, decider_test_of(test, 1, 0), newer);
}

static void decider_of_equal_actions_is_newest(struct kunit *test)
{
	struct seccomp_filter *oldest, *newer;

	decider_test_need_regs(test);
	oldest = decider_test_push_nr(test, 1, SECCOMP_RET_TRAP);
	decider_test_push_nr(test, 2, DECIDER_ERRNO(1));
	newer = decider_test_push_nr(test, 2, DECIDER_ERRNO(2));
	decider_test_push_nr(test, 2, SECCOMP_RET_LOG);
	decider_test_push_nr(test, 1, DECIDER_ERRNO(1));
	KUNIT_EXPECT_PTR_EQ(test, decider_test_of(test, 2, 0), newer);
	KUNIT_EXPECT_PTR_EQ(test, decider_test_of(test, 1, 0), oldest);
}

static void decider_reads_arguments(struct kunit *test)
{
	struct seccomp_filter *oldest, *middle, *newest;

	decider_test_need_regs(test);
	oldest = decider_test_push_arg(test, 5, SECCOMP_RET_TRAP);
	middle = decider_test_push_nr(test, 1, DECIDER_ERRNO(7));
	newest = decider_test_push_arg(test, 6, DECIDER_ERRNO(7));
	KUNIT_EXPECT_PTR_EQ(test, decider_test_of(test, 1, 5), oldest);
	KUNIT_EXPECT_PTR_EQ(test, decider_test_of(test, 1, 4), middle);
	KUNIT_EXPECT_PTR_EQ(test, decider_test_of(test, 1, 6), newest);
}

static void decider_has_label_and_comm(struct kunit *test)
{
	const struct seccomp_filter_params labels[] = { { .label = "older" },
							{ .label = "newer" } };
	struct seccomp_program *program =
		decider_test_for_nr(test, 1, DECIDER_ERRNO(1));
	const struct seccomp_filter *filter;

	decider_test_need_regs(test);
	refcount_inc(&program->refs);
	decider_test_attach(test, program, &labels[0]);
	decider_test_attach(test, program, &labels[1]);
	filter = decider_test_of(test, 1, 0);
	KUNIT_ASSERT_NOT_NULL(test, filter);
	KUNIT_EXPECT_STREQ(test, filter->label, "newer");
	KUNIT_EXPECT_STREQ(test, filter->prev->label, "older");
	KUNIT_EXPECT_STREQ(test, filter->comm, current->comm);
	KUNIT_EXPECT_NE(test, filter->serial, filter->prev->serial);
}

static void decider_of_content_is_its_domain(struct kunit *test)
{
	struct seccomp_filter *maker, *newest;

	decider_test_need_regs(test);
	decider_test_push_nr(test, 1, DECIDER_ERRNO(1));
	maker = decider_test_push_domain(test, 2, DECIDER_ERRNO(1));
	newest = decider_test_push_nr(test, 3, DECIDER_ERRNO(1));
	decider_test_tighten(test, maker, 1, DECIDER_ERRNO(1));
	decider_test_tighten(test, maker, 3, DECIDER_ERRNO(1));
	decider_test_tighten(test, maker, 4, SECCOMP_RET_TRAP);
	KUNIT_EXPECT_PTR_EQ(test, decider_test_of(test, 1, 0), maker);
	KUNIT_EXPECT_PTR_EQ(test, decider_test_of(test, 2, 0), maker);
	KUNIT_EXPECT_PTR_EQ(test, decider_test_of(test, 3, 0), newest);
	KUNIT_EXPECT_PTR_EQ(test, decider_test_of(test, 4, 0), maker);
}

/* With SECCOMP_FILTER_FLAG_LOG a verdict differs, so the flag tells filters apart. */
static void decider_has_the_flag_of_the_verdict(struct kunit *test)
{
	const struct seccomp_filter_params params = {
		.flags = SECCOMP_FILTER_FLAG_LOG,
	};
	struct decider_case *c = test->priv;
	const struct seccomp_filter *logging;
	struct seccomp_program *program;
	struct seccomp_call call = { .regs = &c->regs, .nr = 1 };

	decider_test_need_regs(test);
	program = decider_test_for_nr(test, 1, DECIDER_ERRNO(1));
	logging = decider_test_attach(test, program, &params);
	decider_test_fill(c, 1, 0);
	call.verdict =
		seccomp_path_run(c->path, &c->input, seccomp_program_interpret);
	/* A sibling attaches a filter after the verdict was found. */
	decider_test_push_nr(test, 1, DECIDER_ERRNO(1));
	call.filter = c->path;
	KUNIT_EXPECT_PTR_EQ(test, seccomp_call_decider(&call), logging);
}

static void decider_of_changed_call_is_none(struct kunit *test)
{
	struct decider_case *c = test->priv;
	struct seccomp_call call = {
		.regs = &c->regs,
		.nr = 1,
		.verdict.ret = DECIDER_ERRNO(1),
	};

	decider_test_need_regs(test);
	decider_test_push_nr(test, 1, DECIDER_ERRNO(1));
	decider_test_push_nr(test, 2, DECIDER_ERRNO(1));
	call.filter = c->path;
	decider_test_fill(c, 3, 0);
	KUNIT_EXPECT_NULL(test, seccomp_call_decider(&call));
}

/* A supervisor decides with the verdict of its own filter, newer ones or not. */
static void decider_of_notification_has_its_listener(struct kunit *test)
{
	struct decider_case *c = test->priv;
	struct seccomp_filter_params params = {};
	const struct seccomp_filter *asked;
	struct seccomp_program *asking;
	struct seccomp_call call = {
		.regs = &c->regs,
		.nr = 1,
		.verdict.ret = SECCOMP_RET_USER_NOTIF,
	};

	decider_test_need_regs(test);
	params.listener = seccomp_listener_create(0);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, params.listener);
	call.verdict.listener = params.listener;
	asking = decider_test_for_nr(test, 1, SECCOMP_RET_USER_NOTIF);
	asked = decider_test_attach(test, asking, &params);
	seccomp_listener_put(params.listener);
	decider_test_push_nr(test, 1, SECCOMP_RET_USER_NOTIF);
	call.filter = c->path;
	/* The supervisor may have replaced what the filter has seen. */
	decider_test_fill(c, 2, 0);
	KUNIT_EXPECT_PTR_EQ(test, seccomp_call_decider(&call), asked);
}

/* Create a program that returns @ret if a tested number, an argument, or both match. */
static struct seccomp_program *decider_test_random(struct kunit *test,
						   struct rnd_state *rnd)
{
	static const u32 rets[] = {
		SECCOMP_RET_ALLOW, DECIDER_ERRNO(1), DECIDER_ERRNO(2),
		SECCOMP_RET_LOG,   SECCOMP_RET_TRAP, SECCOMP_RET_KILL_THREAD
	};
	const u32 nr = prandom_u32_state(rnd) % DECIDER_VALUES;
	const u32 arg = prandom_u32_state(rnd) % DECIDER_VALUES;
	const u32 ret = rets[prandom_u32_state(rnd) % ARRAY_SIZE(rets)];
	const u32 other = rets[prandom_u32_state(rnd) % 4];
	const struct sock_filter code[] = {
		DECIDER_LOAD_NR,
		DECIDER_EQUAL(nr, 0, 3),
		DECIDER_LOAD_ARG,
		DECIDER_EQUAL(arg, 0, 1),
		DECIDER_RET(ret),
		DECIDER_RET(prandom_u32_state(rnd) % 2 ? other :
							 SECCOMP_RET_ALLOW),
	};

	if (prandom_u32_state(rnd) % 3)
		return test_program(test, code, ARRAY_SIZE(code));
	if (prandom_u32_state(rnd) % 2)
		return decider_test_for_nr(test, nr, ret);
	return decider_test_for_arg(test, arg, ret);
}

/* Return the newest filter with the most restrictive action, without contents. */
static const struct seccomp_filter *
decider_test_plain(const struct decider_case *c)
{
	const struct seccomp_filter *filter = c->path, *decider = NULL;
	u32 strictest = SECCOMP_RET_ALLOW;

	for (; filter; filter = filter->prev) {
		const u32 ret =
			seccomp_program_interpret(filter->program, &c->input);

		if (seccomp_severity(ret) >= seccomp_severity(strictest))
			continue;
		strictest = ret;
		decider = filter;
	}
	return decider;
}

static void decider_equals_plain_search(struct kunit *test)
{
	struct decider_case *c = test->priv;
	unsigned int path, filter, decided = 0;
	struct rnd_state rnd;

	decider_test_need_regs(test);
	prandom_seed_state(&rnd, 18);
	for (path = 0; path < 200; path++) {
		u32 nr, arg;

		for (filter = 0; filter < 8; filter++)
			decider_test_push(test,
					  decider_test_random(test, &rnd));
		for (nr = 0; nr <= DECIDER_VALUES; nr++)
			for (arg = 0; arg <= DECIDER_VALUES; arg++) {
				const struct seccomp_filter *found =
					decider_test_of(test, nr, arg);

				KUNIT_EXPECT_PTR_EQ(test, found,
						    decider_test_plain(c));
				decided += !!found;
			}
		seccomp_filter_unuse(c->path);
		c->path = NULL;
		cond_resched();
	}
	KUNIT_EXPECT_GT(test, decided, 1000);
}

#ifdef CONFIG_SECCOMP_DEEP_ARGS

static const struct seccomp_filter_params decider_test_deep = {
	.flags = SECCOMP_FILTER_FLAG_DEEP_ARGS,
};

/* Push a program that looks at the path of openat(2). */
static struct seccomp_filter *decider_test_push_window(struct kunit *test,
						       u32 offset, u32 word,
						       u32 equal, u32 other)
{
	const struct sock_filter code[] = {
		DECIDER_LOAD_NR,      DECIDER_EQUAL(__NR_openat, 0, 3),
		DECIDER_LOAD(offset), DECIDER_EQUAL(word, 0, 2),
		DECIDER_RET(equal),   DECIDER_RET(SECCOMP_RET_ALLOW),
		DECIDER_RET(other),
	};
	struct seccomp_program *program =
		test_program(test, code, ARRAY_SIZE(code));

	return decider_test_attach(test, program, &decider_test_deep);
}

/* Push a program that looks at a register and at the path of openat(2). */
static void decider_test_push_mixed(struct kunit *test, u32 arg, u32 word,
				    u32 ret)
{
	const struct sock_filter code[] = {
		DECIDER_LOAD_NR,
		DECIDER_EQUAL(__NR_openat, 0, 5),
		DECIDER_LOAD_ARG,
		DECIDER_EQUAL(arg, 0, 3),
		DECIDER_LOAD(SECCOMP_ARG_DATA(1)),
		DECIDER_EQUAL(word, 0, 1),
		DECIDER_RET(ret),
		DECIDER_RET(SECCOMP_RET_ALLOW),
	};
	struct seccomp_program *program =
		test_program(test, code, ARRAY_SIZE(code));

	decider_test_attach(test, program, &decider_test_deep);
}

/* The table needs no window for the call, so nothing has been copied. */
static void decider_needs_no_window_that_the_table_drops(struct kunit *test)
{
	struct decider_case *c = test->priv;
	struct seccomp_call call = {
		.regs = &c->regs,
		.nr = __NR_openat,
		.verdict.ret = DECIDER_ERRNO(1),
	};
	struct seccomp_filter *oldest, *path;

	decider_test_need_regs(test);
	oldest = decider_test_push_nr(test, __NR_openat, DECIDER_ERRNO(1));
	/* The kind of an argument that was not copied is not that of a path. */
	decider_test_push_window(test, SECCOMP_ARG_KIND(1), SECCOMP_KIND_PATH,
				 SECCOMP_RET_ALLOW, DECIDER_ERRNO(1));
	decider_test_push_window(test, SECCOMP_ARG_STATUS(1),
				 SECCOMP_ARG_COPIED, SECCOMP_RET_ALLOW,
				 SECCOMP_RET_LOG);
	decider_test_push_mixed(test, 0, 0, SECCOMP_RET_LOG);
	path = c->path;
	decider_test_fill(c, __NR_openat, 0);
	call.filter = path;
	KUNIT_EXPECT_PTR_EQ(test, seccomp_call_decider(&call), oldest);
}

static void decider_reads_windows(struct kunit *test)
{
	struct decider_case *c = test->priv;
	struct seccomp_filter *older, *newer;
	struct seccomp_arg_slot *slot;
	struct seccomp_windows *windows;
	u32 *words;
	unsigned int i;

	decider_test_need_regs(test);
	slot = kunit_kzalloc(test, sizeof(*slot), GFP_KERNEL);
	words = kunit_kzalloc(test, SECCOMP_ARG_DATA_MAX, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, slot);
	KUNIT_ASSERT_NOT_NULL(test, words);
	windows = &slot->windows;
	windows->sources[SECCOMP_SOURCE_REGS] = &c->regs;
	windows->sources[SECCOMP_SOURCE_HEADERS] = windows->headers;
	for (i = 0; i < SECCOMP_ARG_WINDOWS; i++)
		windows->sources[SECCOMP_SOURCE_DATA + i] = words;
	windows->headers[1] = (struct seccomp_window_header){
		.status = SECCOMP_ARG_COPIED,
		.kind = SECCOMP_KIND_PATH,
		.length = 8,
	};
	c->input.windows = windows;

	older = decider_test_push_window(test, SECCOMP_ARG_DATA(1), 7,
					 DECIDER_ERRNO(1), SECCOMP_RET_LOG);
	newer = decider_test_push_window(test, SECCOMP_ARG_DATA(1), 8,
					 DECIDER_ERRNO(1), SECCOMP_RET_ALLOW);
	words[0] = 7;
	KUNIT_EXPECT_PTR_EQ(test, decider_test_find(c, __NR_openat, 0, slot),
			    older);
	words[0] = 8;
	KUNIT_EXPECT_PTR_EQ(test, decider_test_find(c, __NR_openat, 0, slot),
			    newer);
	words[0] = 9;
	KUNIT_EXPECT_PTR_EQ(test, decider_test_find(c, __NR_openat, 0, slot),
			    older);
}

#endif /* CONFIG_SECCOMP_DEEP_ARGS */

static struct kunit_case decider_test_cases[] = {
	KUNIT_CASE(decider_of_allowed_call_is_none),
	KUNIT_CASE(decider_tells_merged_rules_apart),
	KUNIT_CASE(decider_of_equal_programs_is_newest),
	KUNIT_CASE(decider_of_equal_actions_is_newest),
	KUNIT_CASE(decider_reads_arguments),
	KUNIT_CASE(decider_has_label_and_comm),
	KUNIT_CASE(decider_of_content_is_its_domain),
	KUNIT_CASE(decider_has_the_flag_of_the_verdict),
	KUNIT_CASE(decider_of_changed_call_is_none),
	KUNIT_CASE(decider_of_notification_has_its_listener),
	KUNIT_CASE_SLOW(decider_equals_plain_search),
#ifdef CONFIG_SECCOMP_DEEP_ARGS
	KUNIT_CASE(decider_needs_no_window_that_the_table_drops),
	KUNIT_CASE(decider_reads_windows),
#endif
	{},
};

static struct kunit_suite decider_test_suite = {
	.name = "seccomp_decider",
	.init = decider_case_init,
	.exit = decider_case_exit,
	.test_cases = decider_test_cases,
};

kunit_test_suite(decider_test_suite);
