// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests of loads from argument windows: which are valid, what the analysis
 * knows of them, and that lists, compiled code and tables agree with the
 * interpreter. The windows of a test need no system call.
 */
#include <kunit/test.h>
#include <linux/filter.h>
#include <linux/mm.h>
#include <linux/prandom.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "abi.h"
#include "analysis.h"
#include "arch.h"
#include "arg_row.h"
#include "cbpf.h"
#include "decision.h"
#include "filter.h"
#include "filter_test.h"
#include "outcome.h"
#include "program.h"
#include "program_cache.h"
#include "table.h"
#include "window.h"

static const struct seccomp_filter_params window_test_plain;

#define WINDOW_TEST_PROGRAMS 400
#define WINDOW_TEST_CALLS 24
#define WINDOW_TEST_BLOCKS 10
/* A load, a mask, an addition and a compare. */
#define BLOCK_INSNS 4
#define WINDOW_TEST_INSNS (6 + BLOCK_INSNS * WINDOW_TEST_BLOCKS + 4)

#define WINDOW_LD(k) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, k)
#define WINDOW_JEQ(k, jt, jf) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, k, jt, jf)
#define WINDOW_RET(k) BPF_STMT(BPF_RET | BPF_K, k)
#define FIRST_ARG offsetof(struct seccomp_data, args)
#define WINDOW_LD_NR WINDOW_LD(offsetof(struct seccomp_data, nr))

static struct sock_filter window_insn(u16 code, u32 k)
{
	return (struct sock_filter){ .code = code, .k = k };
}

/**
 * struct window_call - a call with windows
 * @input: the call
 * @windows: the windows of @input
 * @regs: registers with the data of @input
 * @data: bytes of each window
 * @insns: room for a program
 * @tests: room for a list
 * @work: memory for the recognition of lists
 */
struct window_call {
	struct seccomp_input input;
	struct seccomp_windows windows;
	struct pt_regs regs;
	u8 data[SECCOMP_ARG_WINDOWS][SECCOMP_ARG_DATA_MAX];
	struct sock_filter insns[WINDOW_TEST_INSNS];
	struct seccomp_test tests[SECCOMP_LIST_TESTS];
	struct seccomp_list_work *work;
};

static int window_case_init(struct kunit *test)
{
	struct window_call *call;
	unsigned int i;

	call = kunit_kzalloc(test, sizeof(*call), GFP_KERNEL);
	if (!call)
		return -ENOMEM;
	test->priv = call;
	call->input.windows = &call->windows;
	call->windows.sources[SECCOMP_SOURCE_REGS] = &call->regs;
	call->windows.sources[SECCOMP_SOURCE_HEADERS] = call->windows.headers;
	for (i = 0; i < SECCOMP_ARG_WINDOWS; i++)
		call->windows.sources[SECCOMP_SOURCE_DATA + i] = call->data[i];
	call->work = seccomp_list_work_alloc(BPF_MAXINSNS);
	return call->work ? 0 : -ENOMEM;
}

static void window_case_exit(struct kunit *test)
{
	struct window_call *call = test->priv;

	if (call)
		kvfree(call->work);
}

/* --- Calls -------------------------------------------------------------- */

/* Words of programs and of windows, so that compares are often true. */
static u32 window_test_word(struct rnd_state *rnd)
{
	static const u32 words[] = { 0,	   1,	       2,	    3,
				     4,	   8,	       24,	    0x7fffffff,
				     0x2f, 0x6374652f, 0x80000000,  0x2f006374,
				     -1,   AF_INET,    0x0100007fU, 88 };
	const u32 word = words[prandom_u32_state(rnd) % ARRAY_SIZE(words)];

	switch (prandom_u32_state(rnd) % 10) {
	case 0:
		return word + 1;
	case 1:
		return word ^ BIT(prandom_u32_state(rnd) % 32);
	default:
		return word;
	}
}

static u32 window_test_length(struct rnd_state *rnd, u32 limit)
{
	static const u32 lengths[] = { 0,  1,  2,  3,  4,    5,	   7,	8,
				       12, 16, 23, 24, 4088, 4093, 4096 };

	return min(lengths[prandom_u32_state(rnd) % ARRAY_SIZE(lengths)],
		   limit);
}

/* Make the window of an argument with @kind and at most @limit bytes. */
static void window_test_fill(struct rnd_state *rnd, struct window_call *call,
			     unsigned int window, u32 kind, u32 limit)
{
	struct seccomp_window_header *header = &call->windows.headers[window];
	u8 *data = call->data[window];
	u32 at, word;

	memset(data, 0, header->length);
	*header = (struct seccomp_window_header){ .kind = kind };
	if (kind == SECCOMP_KIND_NONE)
		return;
	header->status = prandom_u32_state(rnd) % 4 ?
				 SECCOMP_ARG_COPIED :
				 SECCOMP_ARG_NULL + prandom_u32_state(rnd) % 3;
	if (header->status != SECCOMP_ARG_COPIED)
		return;
	header->length = window_test_length(rnd, limit);
	header->facts = prandom_u32_state(rnd) % 16;
	for (at = 0; at < header->length; at += sizeof(word)) {
		word = window_test_word(rnd);
		memcpy(&data[at], &word,
		       min_t(u32, sizeof(word), header->length - at));
	}
}

/* Make the windows that calls of a number can have. */
static void window_test_fill_row(struct rnd_state *rnd,
				 struct window_call *call, u32 slot)
{
	const struct seccomp_arg_row *row = seccomp_arg_row(slot);
	enum seccomp_window_content content;
	unsigned int window;
	u32 kind, limit;

	for (window = 0; window < SECCOMP_ARG_WINDOWS; window++) {
		kind = SECCOMP_KIND_NONE;
		limit = 0;
		content = seccomp_arg_row_window(row, window, &kind, &limit);
		if (content == WINDOW_BY_OP)
			kind = prandom_u32_state(rnd) %
			       (SECCOMP_KIND_STRINGS + 1);
		else if (content != WINDOW_KNOWN)
			kind = SECCOMP_KIND_NONE;
		window_test_fill(rnd, call, window, kind, limit);
	}
}

/* Make the windows of a call without a row. */
static void window_test_fill_any(struct rnd_state *rnd,
				 struct window_call *call)
{
	unsigned int window;

	for (window = 0; window < SECCOMP_ARG_WINDOWS; window++)
		window_test_fill(rnd, call, window,
				 prandom_u32_state(rnd) %
					 (SECCOMP_KIND_STRINGS + 1),
				 SECCOMP_ARG_DATA_MAX);
}

/* Make the data of a native call, and store them in the registers. */
static void window_test_fill_data(struct rnd_state *rnd,
				  struct window_call *call, int nr)
{
	struct seccomp_data *sd = &call->input.sd;
	unsigned int i;

	sd->nr = nr;
	sd->arch = SECCOMP_ARCH_NATIVE;
	sd->instruction_pointer = 0;
	for (i = 0; i < ARRAY_SIZE(sd->args); i++)
		sd->args[i] = window_test_word(rnd);
	test_store_call(&call->regs, seccomp_reg_offsets(SECCOMP_ABI_NATIVE),
			sd, 0xff);
}

static u32 window_test_slot(int nr)
{
	return seccomp_table_index(SECCOMP_ARCH_NATIVE, nr);
}

static enum seccomp_window_content window_test_content(int nr,
						       unsigned int window)
{
	const struct seccomp_arg_row *row =
		seccomp_arg_row(window_test_slot(nr));
	u32 kind, limit;

	return seccomp_arg_row_window(row, window, &kind, &limit);
}

/* --- Validation --------------------------------------------------------- */

static int window_test_validate(u32 k)
{
	const struct sock_filter insns[] = {
		WINDOW_LD(k),
		WINDOW_RET(SECCOMP_RET_ALLOW),
	};

	return seccomp_cbpf_validate(insns, ARRAY_SIZE(insns));
}

static void window_loads_are_aligned_and_inside(struct kunit *test)
{
	unsigned int window;
	u32 i;

	for (window = 0; window < SECCOMP_ARG_WINDOWS; window++) {
		const u32 first = SECCOMP_ARG_WINDOW(window);

		KUNIT_EXPECT_EQ(test, window_test_validate(first), 0);
		KUNIT_EXPECT_EQ(test, window_test_validate(first + 0xfffc), 0);
		for (i = 1; i < 4; i++) {
			KUNIT_EXPECT_EQ(test, window_test_validate(first + i),
					-EINVAL);
			KUNIT_EXPECT_EQ(test, window_test_validate(first - i),
					-EINVAL);
		}
	}
	KUNIT_EXPECT_EQ(test, window_test_validate(sizeof(struct seccomp_data)),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, window_test_validate(SECCOMP_ARG_WINDOW(0) - 4),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, window_test_validate(SECCOMP_WINDOW_END),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, window_test_validate(U32_MAX - 3), -EINVAL);
}

static void window_sets_name_windows_and_facts(struct kunit *test)
{
	const struct sock_filter insns[] = {
		WINDOW_LD(SECCOMP_ARG_DATA(1) + 8),
		WINDOW_LD(SECCOMP_ARG_FACTS(3)),
		/* It always gives 0, but it needs the flag, too. */
		WINDOW_LD(SECCOMP_ARG_DATA(5) + SECCOMP_ARG_DATA_MAX),
		WINDOW_LD_NR,
		/* Not a load of the call. */
		BPF_STMT(BPF_LD | BPF_IMM, SECCOMP_ARG_DATA(2)),
		WINDOW_RET(SECCOMP_RET_ALLOW),
	};

	KUNIT_EXPECT_EQ(test, seccomp_cbpf_windows(insns, ARRAY_SIZE(insns)),
			SECCOMP_WINDOW_BIT(1) | SECCOMP_WINDOW_BIT(3) |
				SECCOMP_FACTS_BIT(3) | SECCOMP_WINDOW_BIT(5));
	KUNIT_EXPECT_EQ(test, seccomp_cbpf_windows(&insns[3], 3), 0);
}

/* --- The interpreter ---------------------------------------------------- */

static u32 window_test_load(const struct window_call *call, u32 k)
{
	const struct sock_filter insns[] = {
		WINDOW_LD(k),
		BPF_STMT(BPF_RET | BPF_A, 0),
	};

	return seccomp_cbpf_interpret(insns, &call->input);
}

static void window_words_end_at_the_length(struct kunit *test)
{
	struct window_call *call = test->priv;
	struct seccomp_window_header *header = &call->windows.headers[2];
	const u8 last[4] = { 0xa5 };
	u32 word, k;

	memset(call->data, 0xa5, sizeof(call->data));
	*header = (struct seccomp_window_header){
		.status = 11, .kind = 12, .length = 5, .facts = 13
	};
	KUNIT_EXPECT_EQ(test, window_test_load(call, SECCOMP_ARG_STATUS(2)),
			11);
	KUNIT_EXPECT_EQ(test, window_test_load(call, SECCOMP_ARG_KIND(2)), 12);
	KUNIT_EXPECT_EQ(test, window_test_load(call, SECCOMP_ARG_LENGTH(2)), 5);
	KUNIT_EXPECT_EQ(test, window_test_load(call, SECCOMP_ARG_FACTS(2)), 13);
	KUNIT_EXPECT_EQ(test, window_test_load(call, SECCOMP_ARG_DATA(2)),
			0xa5a5a5a5);
	memcpy(&word, last, sizeof(word));
	KUNIT_EXPECT_EQ(test, window_test_load(call, SECCOMP_ARG_DATA(2) + 4),
			word);
	for (k = 8; k < SECCOMP_ARG_DATA_MAX; k += 4)
		KUNIT_EXPECT_EQ(test,
				window_test_load(call, SECCOMP_ARG_DATA(2) + k),
				0);
	/* A length above the limit does not lead out of the page. */
	header->length = U32_MAX;
	KUNIT_EXPECT_EQ(test,
			window_test_load(call, SECCOMP_ARG_DATA(2) +
						       SECCOMP_ARG_DATA_MAX),
			0);
	header->length = 0;
	memset(call->data, 0, sizeof(call->data));
}

/* --- Analysis ----------------------------------------------------------- */

static struct seccomp_program *
window_test_program(struct kunit *test, const struct sock_filter *insns,
		    unsigned int len)
{
	struct sock_filter *copy =
		kvmalloc_array(len, sizeof(*copy), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, copy);
	memcpy(copy, insns, len * sizeof(*copy));
	return seccomp_program_create(copy, len);
}

static struct seccomp_program *
window_test_good_program(struct kunit *test, const struct sock_filter *insns,
			 unsigned int len)
{
	struct seccomp_program *program = window_test_program(test, insns, len);

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, program);
	return program;
}

static const struct seccomp_outcome *
window_test_outcome(const struct seccomp_program *program, int nr)
{
	return &program->outcomes[program->outcome_idx[window_test_slot(nr)]];
}

/* Expect that for calls of @nr the word at @k is always @value. */
static void window_test_expect_word(struct kunit *test, int nr, u32 k,
				    u32 value)
{
	const struct sock_filter insns[] = {
		WINDOW_LD_NR,
		WINDOW_JEQ(nr, 0, 2),
		WINDOW_LD(k),
		WINDOW_JEQ(value, 1, 0),
		WINDOW_RET(SECCOMP_RET_ALLOW),
		WINDOW_RET(SECCOMP_RET_ERRNO | 1),
	};
	struct seccomp_program *program =
		window_test_good_program(test, insns, ARRAY_SIZE(insns));
	const struct seccomp_outcome *outcome =
		window_test_outcome(program, nr);

	KUNIT_EXPECT_EQ_MSG(test, outcome->kind, OUTCOME_CONSTANT,
			    "call %d, word %x", nr, k);
	KUNIT_EXPECT_EQ_MSG(test, outcome->ret, SECCOMP_RET_ERRNO | 1,
			    "call %d, word %x", nr, k);
	seccomp_program_put(program);
}

/* Expect that calls of @nr differ in the word at @k, and need @windows for it. */
static void window_test_expect_open(struct kunit *test, int nr, u32 k,
				    u16 windows)
{
	const struct sock_filter insns[] = {
		WINDOW_LD_NR,
		WINDOW_JEQ(nr, 0, 2),
		WINDOW_LD(k),
		WINDOW_JEQ(7, 1, 0),
		WINDOW_RET(SECCOMP_RET_ALLOW),
		WINDOW_RET(SECCOMP_RET_ERRNO | 1),
	};
	struct seccomp_program *program =
		window_test_good_program(test, insns, ARRAY_SIZE(insns));
	const struct seccomp_outcome *outcome =
		window_test_outcome(program, nr);
	u16 left = 0;

	KUNIT_EXPECT_EQ_MSG(test, outcome->kind, OUTCOME_RESIDUAL,
			    "call %d, word %x", nr, k);
	if (outcome->kind == OUTCOME_RESIDUAL)
		left = program->residuals[outcome->residual].windows;
	KUNIT_EXPECT_EQ_MSG(test, left, windows, "call %d, word %x", nr, k);
	KUNIT_EXPECT_EQ(test, program->windows, windows);
	seccomp_program_put(program);
}

static void window_words_without_a_copy_are_zero(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, window_test_content(__NR_getpid, 0),
			WINDOW_ABSENT);
	window_test_expect_word(test, __NR_getpid, SECCOMP_ARG_STATUS(0), 0);
	window_test_expect_word(test, __NR_getpid, SECCOMP_ARG_KIND(0), 0);
	window_test_expect_word(test, __NR_getpid, SECCOMP_ARG_DATA(0), 0);
	/* The path of openat(2) is the second argument. */
	window_test_expect_word(test, __NR_openat, SECCOMP_ARG_DATA(0), 0);
	window_test_expect_word(test, __NR_openat, SECCOMP_ARG_STATUS(2), 0);
}

static void window_kind_is_known_of_a_number(struct kunit *test)
{
	window_test_expect_word(test, __NR_openat, SECCOMP_ARG_KIND(1),
				SECCOMP_KIND_PATH);
	window_test_expect_word(test, __NR_connect, SECCOMP_ARG_KIND(1),
				SECCOMP_KIND_SOCKADDR);
	window_test_expect_word(test, __NR_clone3, SECCOMP_ARG_KIND(0),
				SECCOMP_KIND_SIZED_STRUCT);
	/* The operation decides. */
	KUNIT_ASSERT_EQ(test, window_test_content(__NR_ioctl, 2), WINDOW_BY_OP);
	window_test_expect_open(test, __NR_ioctl, SECCOMP_ARG_KIND(2),
				SECCOMP_WINDOW_BIT(2));
}

static void window_words_beyond_the_limit_are_zero(struct kunit *test)
{
	window_test_expect_open(test, __NR_connect, SECCOMP_ARG_DATA(1) + 124,
				SECCOMP_WINDOW_BIT(1));
	window_test_expect_word(test, __NR_connect, SECCOMP_ARG_DATA(1) + 128,
				0);
	window_test_expect_open(test, __NR_openat, SECCOMP_ARG_DATA(1) + 4092,
				SECCOMP_WINDOW_BIT(1));
	window_test_expect_word(test, __NR_openat, SECCOMP_ARG_DATA(1) + 4096,
				0);
	window_test_expect_word(test, __NR_openat,
				SECCOMP_ARG_WINDOW(1) + 0xfffc, 0);
}

static void window_facts_are_asked_for_apart(struct kunit *test)
{
	window_test_expect_open(test, __NR_openat, SECCOMP_ARG_STATUS(1),
				SECCOMP_WINDOW_BIT(1));
	window_test_expect_open(test, __NR_openat, SECCOMP_ARG_LENGTH(1),
				SECCOMP_WINDOW_BIT(1));
	window_test_expect_open(test, __NR_openat, SECCOMP_ARG_FACTS(1),
				SECCOMP_WINDOW_BIT(1) | SECCOMP_FACTS_BIT(1));
}

/* No compare with the number, but the answer depends on it. */
static void window_outcome_depends_on_the_number(struct kunit *test)
{
	const struct sock_filter insns[] = {
		WINDOW_LD(SECCOMP_ARG_KIND(1)),
		WINDOW_JEQ(SECCOMP_KIND_SOCKADDR, 0, 1),
		WINDOW_RET(SECCOMP_RET_ERRNO | 1),
		WINDOW_RET(SECCOMP_RET_ALLOW),
	};
	struct seccomp_analysis *an;
	unsigned int i;

	an = kunit_kzalloc(test, sizeof(*an), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, an);
	KUNIT_ASSERT_EQ(test, seccomp_analyze(insns, ARRAY_SIZE(insns), an), 0);
	for (i = 0; i < SECCOMP_ARCH_NATIVE_NR; i++) {
		const struct seccomp_outcome *outcome =
			&an->outcomes[an->outcome_idx[i]];
		u32 kind = SECCOMP_KIND_NONE, limit;
		const enum seccomp_window_content content =
			seccomp_arg_row_window(seccomp_arg_row(i), 1, &kind,
					       &limit);

		if (content == WINDOW_BY_OP || content == WINDOW_NEVER) {
			KUNIT_EXPECT_EQ_MSG(test, outcome->kind,
					    OUTCOME_RESIDUAL, "call %u", i);
			continue;
		}
		KUNIT_EXPECT_EQ_MSG(test, outcome->kind, OUTCOME_CONSTANT,
				    "call %u", i);
		KUNIT_EXPECT_EQ_MSG(test, outcome->ret,
				    kind == SECCOMP_KIND_SOCKADDR ?
					    SECCOMP_RET_ERRNO | 1 :
					    SECCOMP_RET_ALLOW,
				    "call %u", i);
	}
	/* No unassigned number copies an argument. */
	for (; i < SECCOMP_COMPAT_FIRST; i++)
		KUNIT_EXPECT_EQ(test, an->outcome_idx[i],
				SECCOMP_OUTCOME_ALLOW);
	KUNIT_EXPECT_EQ(test, an->outcome_idx[__NR_getpid],
			SECCOMP_OUTCOME_ALLOW);
	KUNIT_EXPECT_NE(test, an->outcome_idx[__NR_connect],
			SECCOMP_OUTCOME_ALLOW);
	kvfree(an->code);
}

/* --- Refused programs --------------------------------------------------- */

/* Create a program that loads @k if the number is @nr. */
static struct seccomp_program *window_test_create(struct kunit *test, int nr,
						  u32 k, u32 ret)
{
	const struct sock_filter insns[] = {
		WINDOW_LD_NR,	 WINDOW_JEQ(nr, 0, 3),
		WINDOW_LD(k),	 WINDOW_JEQ(7, 1, 0),
		WINDOW_RET(ret), WINDOW_RET(SECCOMP_RET_ALLOW),
	};

	return window_test_program(test, insns, ARRAY_SIZE(insns));
}

static void window_of_kept_pointer_is_refused(struct kunit *test)
{
	const u32 k = SECCOMP_ARG_DATA(0);
	struct seccomp_program *program;

	KUNIT_ASSERT_EQ(test, window_test_content(__NR_futex, 0), WINDOW_NEVER);
	program =
		window_test_create(test, __NR_futex, k, SECCOMP_RET_ERRNO | 1);
	KUNIT_EXPECT_EQ(test, PTR_ERR_OR_ZERO(program), -EOPNOTSUPP);
	/* The same load for a call that copies the argument. */
	program =
		window_test_create(test, __NR_clone3, k, SECCOMP_RET_ERRNO | 1);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, program);
	seccomp_program_put(program);
	/* The answer does not depend on the load. */
	program = window_test_create(test, __NR_futex, k, SECCOMP_RET_ALLOW);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, program);
	seccomp_program_put(program);
	/* The word does not exist. */
	program = window_test_create(test, __NR_futex, k + SECCOMP_ARG_DATA_MAX,
				     SECCOMP_RET_ERRNO | 1);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, program);
	seccomp_program_put(program);
}

static struct sock_filter *window_test_path_insns(struct kunit *test)
{
	const struct sock_filter code[] = {
		WINDOW_LD_NR,
		WINDOW_JEQ(__NR_openat, 0, 2),
		WINDOW_LD(SECCOMP_ARG_DATA(1)),
		WINDOW_JEQ(0x6374652f, 1, 0),
		WINDOW_RET(SECCOMP_RET_ALLOW),
		WINDOW_RET(SECCOMP_RET_ERRNO | 1),
	};
	struct sock_filter *insns = kvmalloc(sizeof(code), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, insns);
	return memcpy(insns, code, sizeof(code));
}

static void window_program_needs_the_flag(struct kunit *test)
{
	const unsigned int len = 6;
	struct seccomp_program *program, *again;
	struct seccomp_filter *filter;

	program = seccomp_program_load_insns(window_test_path_insns(test), len,
					     false);
	KUNIT_EXPECT_EQ(test, PTR_ERR_OR_ZERO(program), -EINVAL);
	program = seccomp_program_load_insns(window_test_path_insns(test), len,
					     true);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, program);
	filter = seccomp_filter_create(program, &window_test_plain);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, filter);

	/* The thread of this test makes no system calls. */
	current->seccomp.filter = filter;
	again = seccomp_program_load_insns(window_test_path_insns(test), len,
					   true);
	KUNIT_EXPECT_PTR_EQ(test, again, program);
	if (!IS_ERR(again))
		seccomp_program_put(again);
	again = seccomp_program_load_insns(window_test_path_insns(test), len,
					   false);
	KUNIT_EXPECT_EQ(test, PTR_ERR_OR_ZERO(again), -EINVAL);
	current->seccomp.filter = NULL;
	KUNIT_EXPECT_EQ(test, refcount_read(&program->refs), 1);
	seccomp_filter_unuse(filter);
}

/* --- Lists -------------------------------------------------------------- */

static unsigned int window_test_recognize(struct window_call *call,
					  const struct sock_filter *insns,
					  unsigned int len)
{
	memset(call->tests, 0xa5, sizeof(call->tests));
	return seccomp_list_from_residual(call->work, insns, len,
					  seccomp_reg_offsets(0), call->tests);
}

/* Compare the current list with the interpreter. */
static void window_test_check_list(struct kunit *test, struct rnd_state *rnd,
				   const struct sock_filter *insns)
{
	struct window_call *call = test->priv;
	unsigned int i;
	u32 plain;

	for (i = 0; i < WINDOW_TEST_CALLS; i++) {
		window_test_fill_any(rnd, call);
		window_test_fill_data(rnd, call, prandom_u32_state(rnd));
		plain = seccomp_cbpf_interpret(insns, &call->input);
		KUNIT_EXPECT_EQ(test,
				seccomp_list_run_windows(call->tests,
							 call->windows.sources),
				seccomp_ret_normal(plain));
	}
}

/* Expect a list of @count tests for a compare of two words. */
static void window_test_expect_pair(struct kunit *test, u32 one, u32 other,
				    unsigned int count)
{
	const struct sock_filter insns[] = {
		WINDOW_LD(one),
		WINDOW_JEQ(0x6374652f, 0, 3),
		WINDOW_LD(other),
		WINDOW_JEQ(1, 0, 1),
		WINDOW_RET(SECCOMP_RET_ALLOW),
		WINDOW_RET(SECCOMP_RET_TRAP),
	};
	struct window_call *call = test->priv;
	struct rnd_state rnd;
	unsigned int found;

	found = window_test_recognize(call, insns, ARRAY_SIZE(insns));
	KUNIT_EXPECT_EQ_MSG(test, found, count, "%x and %x", one, other);
	prandom_seed_state(&rnd, 20261126);
	window_test_check_list(test, &rnd, insns);
}

static void window_aligned_pairs_are_fused(struct kunit *test)
{
	window_test_expect_pair(test, SECCOMP_ARG_DATA(1),
				SECCOMP_ARG_DATA(1) + 4, 1);
	window_test_expect_pair(test, SECCOMP_ARG_DATA(1) + 12,
				SECCOMP_ARG_DATA(1) + 8, 1);
	window_test_expect_pair(test, SECCOMP_ARG_STATUS(4),
				SECCOMP_ARG_KIND(4), 1);
	window_test_expect_pair(test, SECCOMP_ARG_LENGTH(5),
				SECCOMP_ARG_FACTS(5), 1);
	/* Not a pair. */
	window_test_expect_pair(test, SECCOMP_ARG_DATA(1) + 4,
				SECCOMP_ARG_DATA(1) + 8, 2);
	window_test_expect_pair(test, SECCOMP_ARG_KIND(1),
				SECCOMP_ARG_LENGTH(1), 2);
	window_test_expect_pair(test, SECCOMP_ARG_DATA(1),
				SECCOMP_ARG_DATA(2) + 4, 2);
	window_test_expect_pair(test, SECCOMP_ARG_STATUS(1),
				SECCOMP_ARG_KIND(2), 2);
	/* A register and the header of the same offset. */
	window_test_expect_pair(test, FIRST_ARG, SECCOMP_ARG_KIND(1), 2);
	/* Words that do not exist are 0. */
	window_test_expect_pair(test, SECCOMP_ARG_DATA(1),
				SECCOMP_ARG_DATA(1) + SECCOMP_ARG_DATA_MAX, 1);
}

/* Write compares of the second argument with a path and its NUL. */
static unsigned int window_test_path(struct sock_filter *insns,
				     const char *path)
{
	const unsigned int words = strlen(path) / 4 + 1;
	unsigned int i, at = 0;
	char bytes[32] = {};
	u32 word;

	strscpy(bytes, path, sizeof(bytes));
	for (i = 0; i < words; i++) {
		memcpy(&word, &bytes[4 * i], sizeof(word));
		insns[at++] = window_insn(BPF_LD | BPF_W | BPF_ABS,
					  SECCOMP_ARG_DATA(1) + 4 * i);
		insns[at] = window_insn(BPF_JMP | BPF_JEQ | BPF_K, word);
		insns[at].jf = 2 * words - at;
		at++;
	}
	insns[at++] = window_insn(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	return at;
}

/* Return the number of tests on the longest way through a list. */
static unsigned int window_test_longest_way(const struct seccomp_test *tests,
					    unsigned int count)
{
	unsigned int ways[SECCOMP_LIST_TESTS], i, exit;

	for (i = count; i--;) {
		ways[i] = 1;
		for (exit = 0; exit < 2; exit++)
			if (tests[i].next[exit])
				ways[i] = max(ways[i],
					      1 + ways[tests[i].next[exit] /
						       sizeof(*tests)]);
	}
	return ways[0];
}

/*
 * Paths of 24 bytes: three tests of 64 bits, and one of the NUL. The last path
 * differs from the others in the first test, which the first two share. A call
 * takes that test for three paths, and then the other tests of one path.
 */
static void window_paths_are_a_short_list(struct kunit *test)
{
	static const char *const paths[] = {
		"/usr/lib/locale/C.utf8/a",
		"/usr/lib/locale/C.utf8/b",
		"/home/user/.config/a.txt",
		"/etc/service/service.con",
	};
	struct window_call *call = test->priv;
	struct seccomp_window_header *header = &call->windows.headers[1];
	struct sock_filter insns[80];
	unsigned int i, count, len = 0;
	u32 ret;

	for (i = 0; i < ARRAY_SIZE(paths); i++)
		len += window_test_path(&insns[len], paths[i]);
	insns[len++] = window_insn(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 1);
	count = window_test_recognize(call, insns, len);
	KUNIT_ASSERT_GT(test, count, 0U);
	KUNIT_ASSERT_LE(test, count, SECCOMP_LIST_TESTS);
	KUNIT_EXPECT_EQ(test, window_test_longest_way(call->tests, count), 6U);
	header->length = 24;
	for (i = 0; i < ARRAY_SIZE(paths); i++) {
		memcpy(call->data[1], paths[i], 24);
		ret = seccomp_list_run_windows(call->tests,
					       call->windows.sources);
		KUNIT_EXPECT_EQ(test, ret, SECCOMP_RET_ALLOW);
		/* One more byte makes it another path. */
		call->data[1][24] = 'x';
		ret = seccomp_list_run_windows(call->tests,
					       call->windows.sources);
		KUNIT_EXPECT_EQ(test, ret, SECCOMP_RET_ERRNO | 1);
		call->data[1][24] = 0;
	}
}

/* --- Random programs ---------------------------------------------------- */

static u32 window_test_offset(struct rnd_state *rnd)
{
	static const u16 positions[] = {
		0,  4,	8,  12, 16,  16,  20,	     20,	24,
		28, 32, 36, 40, 144, 148, 16 + 4088, 16 + 4092, 16 + 4096
	};
	const u32 pick = prandom_u32_state(rnd);

	if (pick % 8 == 0)
		return FIRST_ARG + pick / 8 % 12 * 4;
	return SECCOMP_ARG_WINDOW(pick / 8 % 3) +
	       positions[pick / 32 % ARRAY_SIZE(positions)];
}

/* Skip to a later block, or to one of four returns. */
static u8 window_test_skip(struct rnd_state *rnd, unsigned int blocks_left)
{
	const u32 pick = prandom_u32_state(rnd);

	if (pick % 3 == 0 || !blocks_left)
		return BLOCK_INSNS * blocks_left + pick / 4 % 4;
	return BLOCK_INSNS * (pick / 4 % min(blocks_left, 3U));
}

/* Write blocks and four returns. With @code, some blocks are not for lists. */
static unsigned int window_test_blocks(struct rnd_state *rnd,
				       struct sock_filter *insns, bool code)
{
	static const u16 jumps[] = { BPF_JEQ, BPF_JEQ, BPF_JGT, BPF_JGE,
				     BPF_JSET };
	const unsigned int blocks =
		1 + prandom_u32_state(rnd) % WINDOW_TEST_BLOCKS;
	unsigned int i, at = 0;

	for (i = 0; i < blocks; i++) {
		const u32 pick = prandom_u32_state(rnd);
		const u16 jump = jumps[pick / 1024 % ARRAY_SIZE(jumps)];
		const u32 mask = pick % 4 ? U32_MAX : window_test_word(rnd);
		const u32 more = code && pick / 4 % 4 == 0 ? pick / 16 : 0;

		insns[at++] = window_insn(BPF_LD | BPF_W | BPF_ABS,
					  window_test_offset(rnd));
		insns[at++] = window_insn(BPF_ALU | BPF_AND | BPF_K, mask);
		/* To add 0 is not for lists, so mask the word again. */
		insns[at++] = more ? window_insn(BPF_ALU | BPF_ADD | BPF_K,
						 more % 8) :
				     window_insn(BPF_ALU | BPF_AND | BPF_K, -1);
		insns[at] = window_insn(BPF_JMP | BPF_K | jump,
					window_test_word(rnd));
		insns[at].jt = window_test_skip(rnd, blocks - i - 1);
		insns[at++].jf = window_test_skip(rnd, blocks - i - 1);
	}
	insns[at++] = window_insn(BPF_RET | BPF_K, SECCOMP_RET_ALLOW | 5);
	for (i = 1; i < 4; i++)
		insns[at++] =
			window_insn(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | i);
	return at;
}

static void window_random_lists_match_interpreter(struct kunit *test)
{
	struct window_call *call = test->priv;
	unsigned int tries, len, count, tests = 0;
	struct rnd_state rnd;

	prandom_seed_state(&rnd, 20261127);
	for (tries = 0; tries < WINDOW_TEST_PROGRAMS; tries++) {
		len = window_test_blocks(&rnd, call->insns, false);
		KUNIT_ASSERT_EQ(test, seccomp_cbpf_validate(call->insns, len),
				0);
		count = window_test_recognize(call, call->insns, len);
		KUNIT_ASSERT_GT(test, count, 0);
		tests += count;
		window_test_check_list(test, &rnd, call->insns);
	}
	kunit_info(test, "%u lists, with %u tests", tries, tests);
	KUNIT_EXPECT_GT(test, tests, tries + tries / 2);
}

/**
 * struct window_stats - number of checked calls by what decided
 * @constants: constant outcomes
 * @lists: decision lists
 * @code: compiled residuals
 */
struct window_stats {
	unsigned int constants;
	unsigned int lists;
	unsigned int code;
};

static u32 window_test_run(struct window_call *call,
			   const struct seccomp_program *program, int nr,
			   struct window_stats *stats)
{
	const struct seccomp_outcome *outcome =
		window_test_outcome(program, nr);

	if (outcome->kind == OUTCOME_CONSTANT) {
		stats->constants++;
		return outcome->ret;
	}
	if (seccomp_program_list(program, outcome->residual))
		stats->lists++;
	else
		stats->code++;
	return seccomp_program_run_deep(program, outcome->residual, &call->regs,
					&call->windows);
}

/* Compare the ways to run a program for calls of one number. */
static void window_test_check_program(struct kunit *test, struct rnd_state *rnd,
				      struct seccomp_program *program, int nr,
				      struct window_stats *stats)
{
	struct window_call *call = test->priv;
	unsigned int i;
	u32 plain, ret;

	KUNIT_ASSERT_EQ(test, seccomp_program_compile(program), 0);
	KUNIT_ASSERT_NE(test, window_test_outcome(program, nr)->kind,
			OUTCOME_UNKNOWN);
	for (i = 0; i < WINDOW_TEST_CALLS; i++) {
		window_test_fill_row(rnd, call, window_test_slot(nr));
		window_test_fill_data(rnd, call, nr);
		plain = seccomp_program_interpret(program, &call->input);
		ret = seccomp_program_run(program, &call->input);
		KUNIT_EXPECT_EQ(test, ret, plain);
		ret = window_test_run(call, program, nr, stats);
		KUNIT_EXPECT_EQ_MSG(test, seccomp_ret_normal(ret),
				    seccomp_ret_normal(plain), "call %d", nr);
	}
}

/*
 * Write a check of the architecture and the number. Another call with this number
 * may have a pointer that is never copied.
 */
static unsigned int window_test_prologue(struct sock_filter *insns, int nr)
{
	const struct sock_filter code[] = {
		WINDOW_LD(offsetof(struct seccomp_data, arch)),
		WINDOW_JEQ(SECCOMP_ARCH_NATIVE, 1, 0),
		WINDOW_RET(SECCOMP_RET_KILL_THREAD),
		WINDOW_LD_NR,
		WINDOW_JEQ(nr, 1, 0),
		WINDOW_RET(SECCOMP_RET_KILL_THREAD),
	};

	memcpy(insns, code, sizeof(code));
	return ARRAY_SIZE(code);
}

static void window_random_programs_match_interpreter(struct kunit *test)
{
	static const int numbers[] = { __NR_openat, __NR_connect, __NR_clone3,
				       __NR_ioctl, __NR_getpid };
	struct window_call *call = test->priv;
	struct window_stats stats = {};
	struct seccomp_program *program;
	struct rnd_state rnd;
	unsigned int tries, len;
	int nr;

	prandom_seed_state(&rnd, 20261128);
	for (tries = 0; tries < WINDOW_TEST_PROGRAMS; tries++) {
		nr = numbers[tries % ARRAY_SIZE(numbers)];
		len = window_test_prologue(call->insns, nr);
		len += window_test_blocks(&rnd, &call->insns[len], true);
		program = window_test_program(test, call->insns, len);
		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, program);
		window_test_check_program(test, &rnd, program, nr, &stats);
		seccomp_program_put(program);
	}
	kunit_info(test, "calls: %u constant, %u by lists, %u by code",
		   stats.constants, stats.lists, stats.code);
	KUNIT_EXPECT_GT(test, stats.constants, WINDOW_TEST_PROGRAMS);
	KUNIT_EXPECT_GT(test, stats.lists, WINDOW_TEST_PROGRAMS);
	KUNIT_EXPECT_GT(test, stats.code, WINDOW_TEST_PROGRAMS);
}

/* --- Tables ------------------------------------------------------------- */

static struct seccomp_filter *window_test_push(struct kunit *test,
					       struct seccomp_filter *prev,
					       struct seccomp_program *program)
{
	struct seccomp_filter *filter =
		seccomp_filter_create(program, &window_test_plain);

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, filter);
	return test_attach(test, prev, filter);
}

/*
 * Create a program that compares a word of openat(2), plus @add, with @value. The
 * addition needs code; without it the program is a list.
 */
static struct seccomp_program *window_test_compare(struct kunit *test, u32 k,
						   u32 add, u32 value, u32 ret)
{
	const struct sock_filter insns[] = {
		WINDOW_LD_NR,
		WINDOW_JEQ(__NR_openat, 0, 4),
		WINDOW_LD(k),
		BPF_STMT(BPF_ALU | (add ? BPF_ADD : BPF_AND) | BPF_K,
			 add ?: -1),
		WINDOW_JEQ(value, 0, 1),
		WINDOW_RET(ret),
		WINDOW_RET(SECCOMP_RET_ALLOW),
	};

	return window_test_good_program(test, insns, ARRAY_SIZE(insns));
}

static const struct seccomp_rule *
window_test_rule(struct kunit *test, const struct seccomp_filter *path, int nr)
{
	const u8 entry =
		seccomp_table_entry(path->table, SECCOMP_ARCH_NATIVE, nr);

	KUNIT_ASSERT_GE(test, entry, TABLE_FIRST);
	KUNIT_ASSERT_LE(test, entry, TABLE_LAST);
	return seccomp_table_rule(path->table, entry);
}

/* Expect a rule that the fast path does not decide. */
static void window_test_expect_deep(struct kunit *test,
				    const struct seccomp_filter *path,
				    u16 windows)
{
	const struct seccomp_table *table = path->table;
	const struct seccomp_rule *rule =
		window_test_rule(test, path, __NR_openat);
	const u8 entry =
		seccomp_table_entry(table, SECCOMP_ARCH_NATIVE, __NR_openat);

	KUNIT_EXPECT_TRUE(test, seccomp_is_deep_kind(rule->kind));
	KUNIT_EXPECT_EQ(test, table->answers[entry].error, 0);
	KUNIT_EXPECT_EQ(test, seccomp_rule_windows(table, rule), windows);
}

/* Compare the rule of openat(2) with the plain evaluation. */
static void window_test_check_rule(struct kunit *test,
				   const struct seccomp_filter *path)
{
	const struct seccomp_rule *rule =
		window_test_rule(test, path, __NR_openat);
	struct window_call *call = test->priv;
	unsigned int i, denied = 0;
	struct rnd_state rnd;

	prandom_seed_state(&rnd, 20261129);
	for (i = 0; i < 16 * WINDOW_TEST_CALLS; i++) {
		struct seccomp_verdict verdict, plain;

		window_test_fill_row(&rnd, call, window_test_slot(__NR_openat));
		window_test_fill_data(&rnd, call, __NR_openat);
		verdict = seccomp_rule_run_windows(path->table, rule,
						   &call->regs, &call->windows);
		plain = seccomp_path_run(path, &call->input,
					 seccomp_program_interpret);
		KUNIT_EXPECT_TRUE(test,
				  seccomp_verdict_equal(&verdict, &plain));
		denied += !seccomp_is_allow(plain.ret);
	}
	KUNIT_EXPECT_GT(test, denied, 0);
	KUNIT_EXPECT_LT(test, denied, i);
}

static void window_rule_is_deep(struct kunit *test)
{
	const struct seccomp_rule *rule;
	struct seccomp_filter *path;

	/* A list, code, and a list of registers only. */
	path = window_test_push(test, NULL,
				window_test_compare(test, SECCOMP_ARG_DATA(1),
						    0, 0x6374652f,
						    SECCOMP_RET_ERRNO | 1));
	window_test_expect_deep(test, path, SECCOMP_WINDOW_BIT(1));
	rule = window_test_rule(test, path, __NR_openat);
	KUNIT_EXPECT_EQ(test, path->windows, SECCOMP_WINDOW_BIT(1));
	KUNIT_EXPECT_NOT_NULL(test, path->table->checks[rule->first].list);
	window_test_check_rule(test, path);

	path = window_test_push(test, path,
				window_test_compare(test, SECCOMP_ARG_FACTS(1),
						    3, 8,
						    SECCOMP_RET_ERRNO | 2));
	path = window_test_push(test, path,
				window_test_compare(test, FIRST_ARG, 0, 1,
						    SECCOMP_RET_TRAP));
	window_test_expect_deep(test, path,
				SECCOMP_WINDOW_BIT(1) | SECCOMP_FACTS_BIT(1));
	rule = window_test_rule(test, path, __NR_openat);
	KUNIT_EXPECT_EQ(test, rule->count, 3);
	KUNIT_EXPECT_EQ(test, path->windows,
			SECCOMP_WINDOW_BIT(1) | SECCOMP_FACTS_BIT(1));
	KUNIT_EXPECT_NULL(test, path->table->checks[rule->first + 1].list);
	window_test_check_rule(test, path);
	seccomp_filter_unuse(path);
}

/* An errno that always holds does not answer for a check that is stricter. */
static void window_rule_is_deep_above_an_errno(struct kunit *test)
{
	const struct sock_filter errno_3 = WINDOW_RET(SECCOMP_RET_ERRNO | 3);
	struct seccomp_filter *path;

	path = window_test_push(test, NULL,
				window_test_good_program(test, &errno_3, 1));
	path = window_test_push(test, path,
				window_test_compare(test, SECCOMP_ARG_DATA(1),
						    0, 0x6374652f,
						    SECCOMP_RET_TRAP));
	window_test_expect_deep(test, path, SECCOMP_WINDOW_BIT(1));
	seccomp_filter_unuse(path);
}

/* A filter below that does not look at windows leaves other rules alone. */
static void window_other_rules_are_not_deep(struct kunit *test)
{
	const struct sock_filter errno_3 = WINDOW_RET(SECCOMP_RET_ERRNO | 3);
	const struct seccomp_rule *rule;
	struct seccomp_filter *path;

	if (seccomp_is_verifying())
		kunit_skip(test, "tables differ: seccomp_verify");
	path = window_test_push(test, NULL,
				window_test_compare(test, SECCOMP_ARG_DATA(1),
						    0, 0x6374652f,
						    SECCOMP_RET_ERRNO | 1));
	KUNIT_EXPECT_EQ(test,
			seccomp_table_entry(path->table, SECCOMP_ARCH_NATIVE,
					    __NR_getpid),
			TABLE_ALLOW);
	path = window_test_push(test, path,
				window_test_good_program(test, &errno_3, 1));
	rule = window_test_rule(test, path, __NR_getpid);
	KUNIT_EXPECT_EQ(test, rule->kind, RULE_CONST);
	/* The older check cannot win, so no argument is copied. */
	rule = window_test_rule(test, path, __NR_openat);
	KUNIT_EXPECT_EQ(test, rule->kind, RULE_CONST);
	KUNIT_EXPECT_EQ(test, seccomp_rule_windows(path->table, rule), 0);
	KUNIT_EXPECT_EQ(test, path->windows, SECCOMP_WINDOW_BIT(1));
	seccomp_filter_unuse(path);
}

/* Without a residual, the rule runs the whole program. */
static void window_rule_runs_whole_program(struct kunit *test)
{
	struct seccomp_program *program;
	const struct seccomp_rule *rule;
	struct seccomp_filter *path;

	program = window_test_compare(test, SECCOMP_ARG_DATA(1) + 4, 0, 1,
				      SECCOMP_RET_ERRNO | 1);
	program->outcome_idx[window_test_slot(__NR_openat)] =
		SECCOMP_OUTCOME_UNKNOWN;
	path = window_test_push(test, NULL, program);
	rule = window_test_rule(test, path, __NR_openat);
	window_test_expect_deep(test, path, SECCOMP_WINDOW_BIT(1));
	KUNIT_EXPECT_EQ(test, path->table->checks[rule->first].residual,
			CHECK_FULL);
	window_test_check_rule(test, path);
	seccomp_filter_unuse(path);
}

static struct kunit_case window_cases[] = {
	KUNIT_CASE(window_loads_are_aligned_and_inside),
	KUNIT_CASE(window_sets_name_windows_and_facts),
	KUNIT_CASE(window_words_end_at_the_length),
	KUNIT_CASE(window_words_without_a_copy_are_zero),
	KUNIT_CASE(window_kind_is_known_of_a_number),
	KUNIT_CASE(window_words_beyond_the_limit_are_zero),
	KUNIT_CASE(window_facts_are_asked_for_apart),
	KUNIT_CASE(window_outcome_depends_on_the_number),
	KUNIT_CASE(window_of_kept_pointer_is_refused),
	KUNIT_CASE(window_program_needs_the_flag),
	KUNIT_CASE(window_aligned_pairs_are_fused),
	KUNIT_CASE(window_paths_are_a_short_list),
	KUNIT_CASE(window_random_lists_match_interpreter),
	KUNIT_CASE(window_random_programs_match_interpreter),
	KUNIT_CASE(window_rule_is_deep),
	KUNIT_CASE(window_rule_is_deep_above_an_errno),
	KUNIT_CASE(window_other_rules_are_not_deep),
	KUNIT_CASE(window_rule_runs_whole_program),
	{},
};

static struct kunit_suite window_suite = {
	.name = "seccomp_window",
	.init = window_case_init,
	.exit = window_case_exit,
	.test_cases = window_cases,
};

kunit_test_suite(window_suite);
