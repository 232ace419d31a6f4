// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests of copying arguments and of the registers for the body.
 *
 * A test runs in a kernel thread, which gets an address space for it. The tests
 * describe arguments themselves, so they do not depend on rows of real calls. A
 * real call begins each test: one without arguments.
 */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/nodemask.h>
#include <linux/ptrace.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>
#include <linux/seccomp_args.h>
#include <linux/seccomp_fastpath.h>
#include <linux/socket.h>
#include <linux/string.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include <net/compat.h>
#include <asm/syscall.h>
#include <asm/unistd.h>

#include "arch.h"
#include "arg_copy.h"
#include "arg_row.h"
#include "arg_slot.h"
#include "backport.h"
#include "decision.h"
#include "deep.h"
#include "filter.h"
#include "table.h"

/* Mapped pages of the test; a page without a mapping follows them. */
#define COPY_TEST_PAGES 3
#define COPY_TEST_BYTES (COPY_TEST_PAGES * PAGE_SIZE)

#define COPY_TEST_WINDOW SECCOMP_WINDOW_BIT(1)

/**
 * struct copy_test - state of a test
 * @test: the test
 * @mm: address space of current; the test drops both of its counts
 * @user: mapped memory in it
 * @end: end of @user; the page there is not mapped
 * @regs: saved registers of the call
 * @slot: slot of current, where a call has begun
 * @args: descriptions of the arguments; the tests use window 1 if it is one
 * @row: row of the call, with @args
 * @seen: a page of memory
 */
struct copy_test {
	struct kunit *test;
	struct mm_struct *mm;
	unsigned long user;
	unsigned long end;
	struct pt_regs regs;
	struct seccomp_arg_slot *slot;
	struct seccomp_arg args[SECCOMP_ROW_ARGS];
	struct seccomp_arg_row row;
	u8 *seen;
};

static void copy_test_set_nr(struct pt_regs *regs, int nr)
{
#ifdef CONFIG_X86
	regs->orig_ax = nr;
#else
	regs->syscallno = nr;
#endif
}

/* Return the register of the body for an argument. */
static unsigned long *copy_test_reg(struct copy_test *env, unsigned int arg)
{
	return seccomp_arg_reg(env->slot, arg);
}

/* Begin a call with @count arguments of @env->args, and copy @windows. */
static void copy_test_begin_windows(struct copy_test *env, unsigned int count,
				    u16 windows)
{
	env->row = (struct seccomp_arg_row){
		.args = env->args,
		.count = count,
		.op_arg = SECCOMP_NO_ARG,
		.op2_arg = SECCOMP_NO_ARG,
	};
	copy_test_set_nr(&env->regs, __NR_getpid);
	env->slot = seccomp_args_begin_row(&env->regs, &env->row, windows);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(env->test, env->slot);
}

static void copy_test_begin(struct copy_test *env, unsigned int count)
{
	copy_test_begin_windows(env, count, 0);
}

/* Give current an address space with memory, and begin a call. */
static void copy_test_init(struct kunit *test, struct copy_test *env)
{
	memset(env, 0, sizeof(*env));
	env->test = test;
	env->seen = kunit_kmalloc(test, SECCOMP_ARG_DATA_MAX, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, env->seen);
	env->mm = mm_alloc();
	KUNIT_ASSERT_NOT_NULL(test, env->mm);
	env->mm->task_size = TASK_SIZE;
	arch_pick_mmap_layout(env->mm, &current->signal->rlim[RLIMIT_STACK]);
	kthread_use_mm(env->mm);
	env->user = vm_mmap(NULL, 0, COPY_TEST_BYTES + PAGE_SIZE,
			    PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
			    0);
	KUNIT_ASSERT_FALSE(test, IS_ERR_VALUE(env->user));
	env->end = env->user + COPY_TEST_BYTES;
	KUNIT_ASSERT_EQ(test, vm_munmap(env->end, PAGE_SIZE), 0);
	copy_test_begin(env, 0);
	/* The first copy of a slot allocates the page, on the longer path. */
	KUNIT_ASSERT_NOT_NULL(test, seccomp_arg_slot_page(env->slot, 0));
}

static void copy_test_exit(struct copy_test *env)
{
	seccomp_arg_slot_release(current);
	kthread_unuse_mm(env->mm);
	mmput(env->mm);
}

static void copy_test_write(struct copy_test *env, unsigned long addr,
			    const void *data, unsigned long size)
{
	KUNIT_ASSERT_EQ(env->test,
			copy_to_user((void __user *)addr, data, size), 0UL);
}

static void copy_test_fill(struct copy_test *env, unsigned long addr, u8 byte,
			   unsigned long size)
{
	KUNIT_ASSERT_EQ(env->test, addr + size <= env->end, true);
	while (size--)
		copy_test_write(env, addr++, &byte, 1);
}

/* Read what the body would read. Return the number of bytes that are missing. */
static unsigned long copy_test_read(void *data, unsigned long addr,
				    unsigned long size)
{
	return copy_from_user(data, (const void __user *)addr, size);
}

static struct seccomp_arg copy_test_arg(u8 kind, u16 limit)
{
	return (struct seccomp_arg){
		.arg = 1,
		.kind = kind,
		.size_arg = SECCOMP_NO_ARG,
		.limit = limit,
	};
}

static struct seccomp_arg copy_test_sized_arg(u8 kind, u16 limit)
{
	struct seccomp_arg arg = copy_test_arg(kind, limit);

	arg.size_arg = 2;
	return arg;
}

static void copy_test_args(struct copy_test *env, u16 windows)
{
	int err = seccomp_args_copy(env->slot, windows);

	KUNIT_ASSERT_EQ(env->test, err, 0);
}

static const u8 *copy_test_data(struct copy_test *env)
{
	return env->slot->windows.sources[SECCOMP_SOURCE_DATA + 1];
}

/* Set a register of the call, where the wrapper of a body reads it. */
static void copy_test_set_arg(struct copy_test *env, unsigned int arg,
			      unsigned long value)
{
	static const u16 offsets[] = SECCOMP_NATIVE_BODY_REGS;

	*(unsigned long *)((void *)&env->regs + offsets[arg]) = value;
	seccomp_sync_body_regs(&env->regs);
}

/*
 * Copy argument 1 as a new call does, for a filter that loads @windows. Usual
 * arguments have a shorter path when a call begins. Both paths must do the same.
 */
static const struct seccomp_window_header *
copy_test_windows(struct copy_test *env, struct seccomp_arg arg,
		  unsigned long pointer, unsigned long size, u16 windows)
{
	const struct seccomp_window_header *header;
	struct seccomp_window_header first;
	struct kunit *test = env->test;
	unsigned long address;
	const void *data;

	env->args[0] = arg;
	copy_test_set_arg(env, 1, pointer);
	copy_test_set_arg(env, 2, size);
	copy_test_begin_windows(env, 1, windows);
	header = &env->slot->windows.headers[1];
	data = env->slot->windows.sources[SECCOMP_SOURCE_DATA + 1];
	first = *header;
	address = *copy_test_reg(env, 1);
	memcpy(env->seen, data, SECCOMP_ARG_DATA_MAX);

	copy_test_begin(env, 1);
	copy_test_args(env, windows);
	KUNIT_EXPECT_EQ(test, memcmp(&first, header, sizeof(first)), 0);
	KUNIT_EXPECT_EQ(test, *copy_test_reg(env, 1), address);
	KUNIT_EXPECT_PTR_EQ(test, copy_test_data(env), (const u8 *)data);
	KUNIT_EXPECT_EQ(test, memcmp(env->seen, data, SECCOMP_ARG_DATA_MAX), 0);
	return header;
}

static const struct seccomp_window_header *
copy_test_copy(struct copy_test *env, struct seccomp_arg arg,
	       unsigned long pointer, unsigned long size)
{
	return copy_test_windows(env, arg, pointer, size, COPY_TEST_WINDOW);
}

static const void *copy_test_absent_data(void)
{
	return seccomp_absent_windows()->sources[SECCOMP_SOURCE_DATA + 1];
}

static unsigned long copy_test_guard(struct copy_test *env)
{
	return seccomp_arg_slot_address(env->slot, SECCOMP_SLOT_PAGES, false);
}

static unsigned long copy_test_page(struct copy_test *env, unsigned int page)
{
	return seccomp_arg_slot_address(env->slot, page, false);
}

/* Is each of the @size bytes @byte? */
static bool copy_test_is(const void *data, u8 byte, unsigned int size)
{
	return !memchr_inv(data, byte, size);
}

static bool copy_test_is_zero(const void *data, unsigned int start)
{
	return copy_test_is(data + start, 0, SECCOMP_ARG_DATA_MAX - start);
}

/* Expect a copy of @length bytes in page 0, and that user space sees it. */
static void copy_test_expect_copied(struct copy_test *env, u32 length)
{
	struct kunit *test = env->test;
	const struct seccomp_window_header *header =
		&env->slot->windows.headers[1];
	u8 *seen = env->seen;

	KUNIT_EXPECT_EQ(test, header->status, (u32)SECCOMP_ARG_COPIED);
	KUNIT_EXPECT_EQ(test, header->kind, (u32)env->args[0].kind);
	KUNIT_EXPECT_EQ(test, header->length, length);
	KUNIT_EXPECT_PTR_EQ(test, copy_test_data(env),
			    (const u8 *)env->slot->pages[0]);
	KUNIT_EXPECT_TRUE(test, copy_test_is_zero(copy_test_data(env), length));
	KUNIT_EXPECT_EQ(test, *copy_test_reg(env, 1), copy_test_page(env, 0));
	KUNIT_ASSERT_EQ(test,
			copy_test_read(seen, *copy_test_reg(env, 1),
				       SECCOMP_ARG_DATA_MAX),
			0UL);
	KUNIT_EXPECT_EQ(test,
			memcmp(seen, copy_test_data(env), SECCOMP_ARG_DATA_MAX),
			0);
}

/* Expect no copy, and that the body faults at @address. */
static void copy_test_expect_refused(struct copy_test *env, u32 status,
				     unsigned long address)
{
	struct kunit *test = env->test;
	const struct seccomp_window_header *header =
		&env->slot->windows.headers[1];

	KUNIT_EXPECT_EQ(test, header->status, status);
	KUNIT_EXPECT_EQ(test, header->kind, (u32)env->args[0].kind);
	KUNIT_EXPECT_EQ(test, header->length, 0U);
	KUNIT_EXPECT_EQ(test, header->facts, 0U);
	KUNIT_EXPECT_PTR_EQ(test, (const void *)copy_test_data(env),
			    copy_test_absent_data());
	KUNIT_EXPECT_TRUE(test, copy_test_is_zero(copy_test_data(env), 0));
	if (env->slot->pages[0])
		KUNIT_EXPECT_TRUE(test,
				  copy_test_is_zero(env->slot->pages[0], 0));
	KUNIT_EXPECT_EQ(test, *copy_test_reg(env, 1), address);
}

/* Expect no copy, and that the body faults at once. */
static void copy_test_expect_guard(struct copy_test *env, u32 status)
{
	u8 byte;

	copy_test_expect_refused(env, status, copy_test_guard(env));
	KUNIT_EXPECT_EQ(env->test,
			copy_test_read(&byte, *copy_test_reg(env, 1), 1), 1UL);
}

/* --- Strings and paths --------------------------------------------------- */

static void copy_test_string(struct copy_test *env, u8 kind, unsigned int limit,
			     unsigned int length)
{
	const unsigned int copied = min(length, limit);

	copy_test_fill(env, env->user, 'a', length);
	copy_test_fill(env, env->user + length, 0, 1);
	/* What lies behind the string must not be in the copy. */
	copy_test_fill(env, env->user + length + 1, 'b', 16);
	copy_test_copy(env, copy_test_arg(kind, limit), env->user, 0);
	copy_test_expect_copied(env, copied);
	KUNIT_EXPECT_TRUE(env->test,
			  copy_test_is(copy_test_data(env), 'a', copied));
}

static void copy_strings_end_at_limit(struct kunit *test)
{
	static const unsigned int limits[] = { 1, 15, 16, 250, 256, 4096 };
	struct copy_test env;
	unsigned int i;

	copy_test_init(test, &env);
	for (i = 0; i < ARRAY_SIZE(limits); i++) {
		const unsigned int limit = limits[i];

		copy_test_string(&env, SECCOMP_KIND_STRING, limit, 0);
		copy_test_string(&env, SECCOMP_KIND_STRING, limit, limit - 1);
		copy_test_string(&env, SECCOMP_KIND_STRING, limit, limit);
		copy_test_string(&env, SECCOMP_KIND_STRING, limit, limit + 1);
	}
	copy_test_string(&env, SECCOMP_KIND_PATH, SECCOMP_ARG_DATA_MAX, 24);
	copy_test_exit(&env);
}

static void copy_string_faults_at_each_byte(struct kunit *test)
{
	static const char path[] = "/usr/lib/some/path/of/40/characters/long";
	struct copy_test env;
	unsigned int present;

	copy_test_init(test, &env);
	for (present = 1; present <= sizeof(path); present++) {
		copy_test_write(&env, env.end - present, path, present);
		copy_test_copy(&env, copy_test_arg(SECCOMP_KIND_PATH, 4096),
			       env.end - present, 0);
		if (present == sizeof(path))
			copy_test_expect_copied(&env, sizeof(path) - 1);
		else
			copy_test_expect_guard(&env, SECCOMP_ARG_FAULT);
	}
	copy_test_exit(&env);
}

static void copy_refuses_kernel_and_unmapped_memory(struct kunit *test)
{
	static const u8 kinds[] = { SECCOMP_KIND_PATH, SECCOMP_KIND_STRUCT,
				    SECCOMP_KIND_SELF_SIZED,
				    SECCOMP_KIND_STRINGS };
	struct copy_test env;
	unsigned int i;

	copy_test_init(test, &env);
	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		struct seccomp_arg arg = copy_test_arg(kinds[i], 8);

		if (kinds[i] == SECCOMP_KIND_STRINGS)
			arg.flags = ARG_WIDE;
		copy_test_copy(&env, arg, (unsigned long)kinds, 0);
		copy_test_expect_guard(&env, SECCOMP_ARG_FAULT);
		copy_test_copy(&env, arg, env.end, 0);
		copy_test_expect_guard(&env, SECCOMP_ARG_FAULT);
		copy_test_copy(&env, arg, ULONG_MAX, 0);
		copy_test_expect_guard(&env, SECCOMP_ARG_FAULT);
	}
	copy_test_exit(&env);
}

static void copy_finds_facts_of_paths(struct kunit *test)
{
	static const struct {
		const char *path;
		u32 facts;
	} cases[] = {
		{ "", 0 },
		{ "a", 0 },
		{ "a/b", 0 },
		{ "...", 0 },
		{ "a..", 0 },
		{ "..a", 0 },
		{ ".a/b.", 0 },
		{ "a/...", 0 },
		{ "/", SECCOMP_PATH_ABSOLUTE | SECCOMP_PATH_TRAILING_SLASH },
		{ "/etc/passwd", SECCOMP_PATH_ABSOLUTE },
		{ "a/", SECCOMP_PATH_TRAILING_SLASH },
		{ ".", SECCOMP_PATH_DOT },
		{ "./a", SECCOMP_PATH_DOT },
		{ "a/./b", SECCOMP_PATH_DOT },
		{ "a/.", SECCOMP_PATH_DOT },
		{ "a//b", SECCOMP_PATH_DOT },
		{ "a//", SECCOMP_PATH_DOT | SECCOMP_PATH_TRAILING_SLASH },
		{ "//a", SECCOMP_PATH_ABSOLUTE | SECCOMP_PATH_DOT },
		{ "..", SECCOMP_PATH_DOTDOT },
		{ "../a", SECCOMP_PATH_DOTDOT },
		{ "a/..", SECCOMP_PATH_DOTDOT },
		{ "a/../b", SECCOMP_PATH_DOTDOT },
		{ "/../", SECCOMP_PATH_ABSOLUTE | SECCOMP_PATH_DOTDOT |
				  SECCOMP_PATH_TRAILING_SLASH },
		{ "/a/.././/b/", SECCOMP_PATH_ABSOLUTE | SECCOMP_PATH_DOTDOT |
					 SECCOMP_PATH_DOT |
					 SECCOMP_PATH_TRAILING_SLASH },
	};
	const u16 facts = COPY_TEST_WINDOW | SECCOMP_FACTS_BIT(1);
	const struct seccomp_window_header *header;
	struct copy_test env;
	unsigned int i;

	copy_test_init(test, &env);
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct seccomp_arg path =
			copy_test_arg(SECCOMP_KIND_PATH, 4096);
		const struct seccomp_arg string =
			copy_test_arg(SECCOMP_KIND_STRING, 4096);

		copy_test_write(&env, env.user, cases[i].path,
				strlen(cases[i].path) + 1);
		header = copy_test_windows(&env, path, env.user, 0, facts);
		KUNIT_EXPECT_EQ_MSG(test, header->facts, cases[i].facts,
				    "path \"%s\"", cases[i].path);
		/* They cost something, so only filters that load them pay. */
		header = copy_test_windows(&env, path, env.user, 0,
					   COPY_TEST_WINDOW);
		KUNIT_EXPECT_EQ(test, header->facts, 0U);
		/* A supervisor sees them, also of a path that a filter saw. */
		copy_test_args(&env, SECCOMP_WINDOWS_ALL);
		KUNIT_EXPECT_EQ(test, header->facts, cases[i].facts);
		header = copy_test_windows(&env, string, env.user, 0, facts);
		KUNIT_EXPECT_EQ(test, header->facts, 0U);
	}
	copy_test_exit(&env);
}

/* --- Structures and sizes ------------------------------------------------ */

/* Fault in a copy of @size bytes at each byte. The last round has no fault. */
static void copy_test_fault_bytes(struct copy_test *env, struct seccomp_arg arg,
				  unsigned int size, unsigned long size_value)
{
	unsigned int present;

	for (present = 1; present <= size; present++) {
		copy_test_fill(env, env->end - present, 0x5a, present);
		copy_test_copy(env, arg, env->end - present, size_value);
		if (present == size)
			copy_test_expect_copied(env, size);
		else
			copy_test_expect_guard(env, SECCOMP_ARG_FAULT);
	}
}

static void copy_structure_has_fixed_size(struct kunit *test)
{
	struct copy_test env;

	copy_test_init(test, &env);
	copy_test_fault_bytes(&env, copy_test_arg(SECCOMP_KIND_STRUCT, 24), 24,
			      0);
	copy_test_fill(&env, env.user, 0x5a, SECCOMP_ARG_DATA_MAX);
	copy_test_copy(&env,
		       copy_test_arg(SECCOMP_KIND_STRUCT, SECCOMP_ARG_DATA_MAX),
		       env.user, 0);
	copy_test_expect_copied(&env, SECCOMP_ARG_DATA_MAX);
	copy_test_exit(&env);
}

/* Expect that size 0 is a copy of nothing, which the body cannot read. */
static void copy_test_expect_empty(struct copy_test *env)
{
	struct kunit *test = env->test;
	const struct seccomp_window_header *header =
		&env->slot->windows.headers[1];

	KUNIT_EXPECT_EQ(test, header->status, (u32)SECCOMP_ARG_COPIED);
	KUNIT_EXPECT_EQ(test, header->length, 0U);
	KUNIT_EXPECT_TRUE(test, copy_test_is_zero(copy_test_data(env), 0));
	KUNIT_EXPECT_EQ(test, *copy_test_reg(env, 1), copy_test_guard(env));
}

static void copy_test_sizes(struct kunit *test, u8 kind, unsigned int limit)
{
	const struct seccomp_arg arg = copy_test_sized_arg(kind, limit);
	struct copy_test env;

	copy_test_init(test, &env);
	copy_test_fill(&env, env.user, 0x77, limit + 8);
	copy_test_copy(&env, arg, env.user, limit + 1);
	copy_test_expect_guard(&env, SECCOMP_ARG_TOO_LARGE);
	copy_test_copy(&env, arg, env.user, limit);
	copy_test_expect_copied(&env, limit);
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_empty(&env);
	copy_test_copy(&env, arg, env.user, limit - 1);
	copy_test_expect_copied(&env, limit - 1);
	copy_test_copy(&env, arg, env.user, 1);
	copy_test_expect_copied(&env, 1);
	copy_test_copy(&env, arg, env.user, ULONG_MAX);
	copy_test_expect_guard(&env, SECCOMP_ARG_TOO_LARGE);
	copy_test_copy(&env, arg, env.end - 1, 2);
	copy_test_expect_guard(&env, SECCOMP_ARG_FAULT);
	copy_test_exit(&env);
}

static void copy_structure_has_size_of_argument(struct kunit *test)
{
	copy_test_sizes(test, SECCOMP_KIND_SIZED_STRUCT, 88);
	copy_test_sizes(test, SECCOMP_KIND_SIZED_STRUCT, SECCOMP_ARG_DATA_MAX);
}

static void copy_buffer_has_size_of_argument(struct kunit *test)
{
	copy_test_sizes(test, SECCOMP_KIND_BUFFER, 64);
	copy_test_sizes(test, SECCOMP_KIND_BUFFER, SECCOMP_ARG_DATA_MAX);
}

static void copy_address_has_size_of_argument(struct kunit *test)
{
	copy_test_sizes(test, SECCOMP_KIND_SOCKADDR, 128);
}

static void copy_reads_size_as_body_does(struct kunit *test)
{
	struct seccomp_arg arg =
		copy_test_sized_arg(SECCOMP_KIND_SOCKADDR, 128);
	const unsigned long junk = 0x100000000UL;
	struct copy_test env;

	copy_test_init(test, &env);
	copy_test_fill(&env, env.user, 0x33, 256);
	/* A body that takes 64 bits refuses such a size. */
	copy_test_copy(&env, arg, env.user, junk + 16);
	copy_test_expect_guard(&env, SECCOMP_ARG_TOO_LARGE);
	arg.flags = ARG_SIZE_U32;
	copy_test_copy(&env, arg, env.user, junk + 16);
	copy_test_expect_copied(&env, 16);
	copy_test_copy(&env, arg, env.user, (u32)-1);
	copy_test_expect_guard(&env, SECCOMP_ARG_TOO_LARGE);
	copy_test_copy(&env, arg, env.user, junk);
	copy_test_expect_empty(&env);
	arg.flags = ARG_CLAMP;
	copy_test_copy(&env, arg, env.user, 129);
	copy_test_expect_copied(&env, 128);
	copy_test_copy(&env, arg, env.user, ULONG_MAX);
	copy_test_expect_copied(&env, 128);
	copy_test_copy(&env, arg, env.end - 64, 129);
	copy_test_expect_guard(&env, SECCOMP_ARG_FAULT);
	copy_test_exit(&env);
}

static void copy_array_does_not_wrap(struct kunit *test)
{
	struct seccomp_arg arg = copy_test_sized_arg(SECCOMP_KIND_ARRAY, 96);
	struct copy_test env;

	copy_test_init(test, &env);
	copy_test_fill(&env, env.user, 0x44, 256);
	arg.item = 24;
	copy_test_copy(&env, arg, env.user, 4);
	copy_test_expect_copied(&env, 96);
	copy_test_copy(&env, arg, env.user, 5);
	copy_test_expect_guard(&env, SECCOMP_ARG_TOO_LARGE);
	copy_test_copy(&env, arg, env.user, 1);
	copy_test_expect_copied(&env, 24);
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_empty(&env);
	/* The product of these is 8, modulo 2^64. */
	copy_test_copy(&env, arg, env.user, ULONG_MAX / 3 + 1);
	copy_test_expect_guard(&env, SECCOMP_ARG_TOO_LARGE);
	arg.item = 16;
	copy_test_copy(&env, arg, env.user, 1UL << 60);
	copy_test_expect_guard(&env, SECCOMP_ARG_TOO_LARGE);
	copy_test_copy(&env, arg, env.user, (1UL << 60) + 1);
	copy_test_expect_guard(&env, SECCOMP_ARG_TOO_LARGE);
	copy_test_exit(&env);
}

/* A message of msgsnd(2): a type, and then as many bytes as an argument says. */
static void copy_buffer_has_part_in_front(struct kunit *test)
{
	struct seccomp_arg arg = copy_test_sized_arg(SECCOMP_KIND_BUFFER, 64);
	struct copy_test env;

	copy_test_init(test, &env);
	copy_test_fill(&env, env.user, 0x22, 256);
	arg.item = 8;
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_copied(&env, 8);
	copy_test_copy(&env, arg, env.user, 56);
	copy_test_expect_copied(&env, 64);
	copy_test_copy(&env, arg, env.user, 57);
	copy_test_expect_guard(&env, SECCOMP_ARG_TOO_LARGE);
	copy_test_copy(&env, arg, env.user, ULONG_MAX - 7);
	copy_test_expect_guard(&env, SECCOMP_ARG_TOO_LARGE);
	copy_test_exit(&env);
}

static struct seccomp_arg copy_test_node_mask(void)
{
	struct seccomp_arg arg =
		copy_test_sized_arg(SECCOMP_KIND_BUFFER, SECCOMP_ARG_DATA_MAX);

	arg.flags = ARG_NULL_OK;
	arg.item = ARG_NODE_MASK;
	return arg;
}

/* The sizes are those of get_nodes() in mm/mempolicy.c, worked out by hand. */
static void copy_node_mask_has_whole_words(struct kunit *test)
{
	static const struct {
		u32 bits;
		u16 max_nodes;
		u16 native;
		u16 compat;
	} cases[] = {
		{ 1, 1024, 8, 4 },	  { 31, 1024, 8, 4 },
		{ 32, 1024, 8, 4 },	  { 33, 1024, 8, 8 },
		{ 63, 1024, 8, 8 },	  { 64, 1024, 8, 8 },
		{ 65, 1024, 16, 12 },	  { 96, 1024, 16, 12 },
		{ 97, 1024, 16, 16 },	  { 993, 1024, 128, 128 },
		{ 992, 1024, 128, 124 },  { 1024, 1024, 128, 128 },
		{ 1025, 1024, 136, 136 }, { 32768, 1024, 4096, 4096 },
		{ 64, 64, 8, 8 },	  { 65, 64, 16, 16 },
		{ 1, 1, 8, 4 },		  { 17, 16, 8, 4 },
		{ 33, 16, 8, 8 },	  { 65, 16, 16, 16 },
	};
	int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		const u32 bits = cases[i].bits, max_nodes = cases[i].max_nodes;
		unsigned long bytes;

		bytes = seccomp_node_mask_bytes(bits, false, max_nodes);
		KUNIT_EXPECT_EQ_MSG(test, bytes, (unsigned long)cases[i].native,
				    "%u bits of %u", bits, max_nodes);
		bytes = seccomp_node_mask_bytes(bits, true, max_nodes);
		KUNIT_EXPECT_EQ_MSG(test, bytes, (unsigned long)cases[i].compat,
				    "%u bits of %u", bits, max_nodes);
	}
}

static void copy_node_mask_has_count_of_bits(struct kunit *test)
{
	const struct seccomp_arg arg = copy_test_node_mask();
	struct copy_test env;

	copy_test_init(test, &env);
	copy_test_fill(&env, env.user, 0x5a, SECCOMP_ARG_DATA_MAX + 8);
	/* The bodies refuse the count 0, and read nothing for 1. */
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_empty(&env);
	copy_test_copy(&env, arg, env.user, 1);
	copy_test_expect_empty(&env);
	copy_test_copy(&env, arg, env.end, 1);
	copy_test_expect_empty(&env);
	copy_test_copy(&env, arg, env.user, 2);
	copy_test_expect_copied(&env, 8);
	copy_test_copy(&env, arg, env.user, 64);
	copy_test_expect_copied(&env, 8);
	copy_test_copy(&env, arg, env.user, 65);
	copy_test_expect_copied(&env, 8);
	copy_test_copy(&env, arg, env.user, 66);
	copy_test_expect_copied(&env, 16);
	copy_test_copy(&env, arg, env.user, 8 * SECCOMP_ARG_DATA_MAX + 1);
	copy_test_expect_copied(&env, SECCOMP_ARG_DATA_MAX);
	copy_test_copy(&env, arg, env.user, 8 * SECCOMP_ARG_DATA_MAX + 2);
	copy_test_expect_guard(&env, SECCOMP_ARG_TOO_LARGE);
	copy_test_copy(&env, arg, env.user, (u32)-1);
	copy_test_expect_guard(&env, SECCOMP_ARG_TOO_LARGE);
	copy_test_copy(&env, arg, env.user, ULONG_MAX);
	copy_test_expect_guard(&env, SECCOMP_ARG_TOO_LARGE);
	copy_test_copy(&env, arg, 0, 65);
	copy_test_expect_refused(&env, SECCOMP_ARG_NULL, 0);
	copy_test_exit(&env);
}

static void copy_node_mask_faults_at_each_byte(struct kunit *test)
{
	struct copy_test env;

	copy_test_init(test, &env);
	copy_test_fault_bytes(&env, copy_test_node_mask(), 8, 65);
	copy_test_exit(&env);
}

/* The bodies look at the end of a mask first, and stop at a bit that they refuse. */
static void copy_node_mask_is_refused_from_its_end(struct kunit *test)
{
	const unsigned int words = MAX_NUMNODES / 64 + 4;
	const unsigned int bytes = words * sizeof(u64);
	const struct seccomp_arg arg = copy_test_node_mask();
	unsigned long start, count = words * 64 + 1;
	struct copy_test env;
	u64 word = 1ULL << 63;

	copy_test_init(test, &env);
	/* The first word cannot be read, and the others are zero. */
	KUNIT_ASSERT_EQ(test, vm_munmap(env.user, PAGE_SIZE), 0);
	start = env.user + PAGE_SIZE - sizeof(u64);
	copy_test_copy(&env, arg, start, count);
	copy_test_expect_guard(&env, SECCOMP_ARG_FAULT);
	copy_test_write(&env, start + bytes - sizeof(u64), &word, sizeof(word));
	copy_test_copy(&env, arg, start, count);
	copy_test_expect_copied(&env, bytes);
	KUNIT_EXPECT_EQ(test, copy_test_data(&env)[bytes - 1], 0x80);
	KUNIT_EXPECT_TRUE(test,
			  copy_test_is(copy_test_data(&env), 0, bytes - 1));
	/* A word of nodes that the kernel can have is not refused. */
	copy_test_fill(&env, start + bytes - sizeof(u64), 0, sizeof(u64));
	if (MAX_NUMNODES >= 128) {
		copy_test_write(&env, start + sizeof(word), &word,
				sizeof(word));
		copy_test_copy(&env, arg, start, count);
		copy_test_expect_guard(&env, SECCOMP_ARG_FAULT);
	}
	/* The last word cannot be read, and the one in front has a bit. */
	start = env.end - bytes + sizeof(u64);
	copy_test_fill(&env, start, 0xff, bytes - sizeof(u64));
	copy_test_copy(&env, arg, start, count);
	copy_test_expect_guard(&env, SECCOMP_ARG_FAULT);
	copy_test_exit(&env);
}

/* The string of a body without a limit ends with a NUL, or is not copied. */
static void copy_string_without_limit_has_nul(struct kunit *test)
{
	struct seccomp_arg arg = copy_test_arg(SECCOMP_KIND_STRING, 64);
	struct copy_test env;

	copy_test_init(test, &env);
	arg.flags = ARG_NUL_NEEDED;
	copy_test_fill(&env, env.user, 0x55, 63);
	copy_test_fill(&env, env.user + 63, 0, 1);
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_copied(&env, 63);
	copy_test_fill(&env, env.user + 63, 0x55, 1);
	copy_test_fill(&env, env.user + 64, 0, 1);
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_guard(&env, SECCOMP_ARG_TOO_LARGE);
	copy_test_copy(&env, arg, env.end, 0);
	copy_test_expect_guard(&env, SECCOMP_ARG_FAULT);
	copy_test_fill(&env, env.end - 64, 0x55, 64);
	copy_test_copy(&env, arg, env.end - 64, 0);
	copy_test_expect_guard(&env, SECCOMP_ARG_TOO_LARGE);
	copy_test_copy(&env, arg, env.end - 63, 0);
	copy_test_expect_guard(&env, SECCOMP_ARG_FAULT);
	arg.flags = 0;
	copy_test_copy(&env, arg, env.end - 64, 0);
	copy_test_expect_copied(&env, 64);
	copy_test_exit(&env);
}

/* The arguments of mount(2) fill a page, or as much of it as is mapped. */
static void copy_may_be_short(struct kunit *test)
{
	struct seccomp_arg arg = copy_test_arg(SECCOMP_KIND_BUFFER, 4096);
	struct copy_test env;
	unsigned int present;

	copy_test_init(test, &env);
	arg.flags = ARG_SHORT_OK;
	arg.item = 1;
	copy_test_fill(&env, env.user, 0x66, 4096);
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_copied(&env, 4096);
	for (present = 1; present <= 40; present++) {
		copy_test_fill(&env, env.end - present, 0x66, present);
		copy_test_copy(&env, arg, env.end - present, 0);
		copy_test_expect_copied(&env, 4096);
		KUNIT_EXPECT_TRUE(test, copy_test_is(copy_test_data(&env), 0x66,
						     present));
		KUNIT_EXPECT_TRUE(test, copy_test_is_zero(copy_test_data(&env),
							  present));
	}
	copy_test_copy(&env, arg, env.end, 0);
	copy_test_expect_guard(&env, SECCOMP_ARG_FAULT);
	/* The body needs some of the bytes. */
	arg.item = 40;
	copy_test_copy(&env, arg, env.end - 40, 0);
	copy_test_expect_copied(&env, 4096);
	copy_test_copy(&env, arg, env.end - 39, 0);
	copy_test_expect_guard(&env, SECCOMP_ARG_FAULT);
	copy_test_exit(&env);
}

/* --- Structures with their size inside ----------------------------------- */

struct copy_test_self {
	u32 first;
	u32 second;
	u8 rest[120];
};

static void copy_test_write_self(struct copy_test *env, unsigned long addr,
				 u32 first, u32 second)
{
	struct copy_test_self self = { .first = first, .second = second };

	memset(self.rest, 0x11, sizeof(self.rest));
	copy_test_write(env, addr, &self,
			min_t(unsigned long, sizeof(self), env->end - addr));
}

/*
 * Expect that the body can read the start of the structure, and nothing behind.
 * So it refuses the size itself.
 */
static void copy_test_expect_size_only(struct copy_test *env, u32 status,
				       unsigned int start, u32 first,
				       u32 second)
{
	struct kunit *test = env->test;
	unsigned long address;
	u32 seen[2] = {};
	u8 byte;

	copy_test_expect_refused(env, status, copy_test_guard(env) - start);
	address = *copy_test_reg(env, 1);
	KUNIT_EXPECT_EQ(test, copy_test_read(seen, address, start), 0UL);
	KUNIT_EXPECT_EQ(test, seen[0], first);
	KUNIT_EXPECT_EQ(test, seen[1], start > 4 ? second : 0);
	KUNIT_EXPECT_EQ(test, copy_test_read(&byte, address + start, 1), 1UL);
}

/* As in sched_setattr(2): the size is the first word. */
static void copy_structure_has_size_in_front(struct kunit *test)
{
	struct seccomp_arg arg = copy_test_arg(SECCOMP_KIND_SELF_SIZED, 64);
	static const u32 small[] = { 0, 1, 47, 48 };
	struct copy_test env;
	unsigned int i;

	copy_test_init(test, &env);
	arg.item = ARG_SELF(0, 0, 48);
	for (i = 0; i < ARRAY_SIZE(small); i++) {
		copy_test_write_self(&env, env.user, small[i], 7);
		copy_test_copy(&env, arg, env.user, 0);
		copy_test_expect_copied(&env, 48);
		KUNIT_EXPECT_EQ(test, *(u32 *)copy_test_data(&env), small[i]);
	}
	copy_test_write_self(&env, env.user, 64, 7);
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_copied(&env, 64);
	copy_test_write_self(&env, env.user, 65, 7);
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_size_only(&env, SECCOMP_ARG_TOO_LARGE, 4, 65, 7);
	copy_test_write_self(&env, env.user, U32_MAX, 7);
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_size_only(&env, SECCOMP_ARG_TOO_LARGE, 4, U32_MAX, 7);
	/* The next call finds nothing of it. */
	copy_test_write_self(&env, env.user, 50, 7);
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_copied(&env, 50);
	for (i = 1; i < 48; i++) {
		copy_test_write_self(&env, env.end - i, 48, 7);
		copy_test_copy(&env, arg, env.end - i, 0);
		if (i < 4)
			copy_test_expect_guard(&env, SECCOMP_ARG_FAULT);
		else
			copy_test_expect_size_only(&env, SECCOMP_ARG_FAULT, 4,
						   48, 7);
	}
	copy_test_exit(&env);
}

/* As in perf_event_open(2): the size is the second word. */
static void copy_structure_has_size_inside(struct kunit *test)
{
	struct seccomp_arg arg = copy_test_arg(SECCOMP_KIND_SELF_SIZED, 96);
	struct copy_test env;

	copy_test_init(test, &env);
	arg.item = ARG_SELF(4, 0, 64);
	copy_test_write_self(&env, env.user, 1000, 72);
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_copied(&env, 72);
	copy_test_write_self(&env, env.user, 1000, 0);
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_copied(&env, 64);
	copy_test_write_self(&env, env.user, 1000, 97);
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_size_only(&env, SECCOMP_ARG_TOO_LARGE, 8, 1000, 97);
	copy_test_exit(&env);
}

/* As in open_by_handle_at(2): a header that the size does not count. */
static void copy_structure_has_header(struct kunit *test)
{
	struct seccomp_arg arg = copy_test_arg(SECCOMP_KIND_SELF_SIZED, 128);
	struct copy_test env;

	copy_test_init(test, &env);
	arg.item = ARG_SELF(0, 8, 0);
	copy_test_write_self(&env, env.user, 0, 9);
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_copied(&env, 8);
	copy_test_write_self(&env, env.user, 120, 9);
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_copied(&env, 128);
	copy_test_write_self(&env, env.user, 121, 9);
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_size_only(&env, SECCOMP_ARG_TOO_LARGE, 8, 121, 9);
	copy_test_write_self(&env, env.user, U32_MAX - 3, 9);
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_size_only(&env, SECCOMP_ARG_TOO_LARGE, 8, U32_MAX - 3,
				   9);
	copy_test_exit(&env);
}

/*
 * The source of the structure overlaps its copy. The first read overwrites the
 * size in the source, so a second read of it would find another one.
 */
static void copy_reads_inner_size_once(struct kunit *test)
{
	const u16 windows = SECCOMP_WINDOW_BIT(0) | SECCOMP_WINDOW_BIT(1);
	const struct copy_test_self *self;
	struct copy_test env;
	const u32 word = 80;
	unsigned int i;

	if (PAGE_SIZE != SECCOMP_ARG_DATA_MAX)
		kunit_skip(test,
			   "a copy cannot end right before the next page");
	copy_test_init(test, &env);
	env.args[0] = copy_test_arg(SECCOMP_KIND_STRUCT, 4096);
	env.args[0].arg = 0;
	env.args[1] = copy_test_arg(SECCOMP_KIND_SELF_SIZED, 96);
	env.args[1].item = ARG_SELF(4, 0, 64);
	/* The last word of page 0 gets in front of page 1. */
	copy_test_write(&env, env.user + 4096 - sizeof(word), &word,
			sizeof(word));
	copy_test_write_self(&env, env.user + PAGE_SIZE, 72, 96);
	for (i = 0; i < 2; i++) {
		copy_test_begin(&env, 2);
		*copy_test_reg(&env, 0) = env.user;
		*copy_test_reg(&env, 1) =
			i ? copy_test_page(&env, 1) - sizeof(word) :
			    env.user + PAGE_SIZE;
		copy_test_args(&env, windows);
	}
	self = env.slot->pages[1];
	KUNIT_EXPECT_EQ(test, self->first, 80U);
	KUNIT_EXPECT_EQ(test, self->second, 72U);
	KUNIT_EXPECT_EQ(test, env.slot->windows.headers[1].length, 72U);
	KUNIT_EXPECT_TRUE(test, copy_test_is_zero(self, 72));
	copy_test_exit(&env);
}

/* --- Messages ------------------------------------------------------------ */

static void copy_test_message(struct copy_test *env, unsigned long name,
			      int length)
{
	const struct user_msghdr message = {
		.msg_name = (void __user *)name,
		.msg_namelen = length,
		.msg_iov = (struct iovec __user *)0x1234,
		.msg_iovlen = 2,
		.msg_control = (void __user *)0x5678,
		.msg_controllen = 24,
		.msg_flags = 64,
	};

	copy_test_write(env, env->user, &message, sizeof(message));
	copy_test_copy(env,
		       copy_test_arg(SECCOMP_KIND_MESSAGE, sizeof(message)),
		       env->user, 0);
}

static void copy_test_expect_message(struct copy_test *env, unsigned long name,
				     int length, u32 copied)
{
	const struct user_msghdr *message = (const void *)copy_test_data(env);
	struct kunit *test = env->test;

	copy_test_expect_copied(env, copied);
	KUNIT_EXPECT_EQ(test, (unsigned long)message->msg_name, name);
	KUNIT_EXPECT_EQ(test, message->msg_namelen, length);
	KUNIT_EXPECT_EQ(test, (unsigned long)message->msg_iov, 0x1234UL);
	KUNIT_EXPECT_EQ(test, (u64)message->msg_iovlen, 2ULL);
	KUNIT_EXPECT_EQ(test, (unsigned long)message->msg_control, 0x5678UL);
	KUNIT_EXPECT_EQ(test, (u64)message->msg_controllen, 24ULL);
	KUNIT_EXPECT_EQ(test, message->msg_flags, 64U);
}

static void copy_message_has_address(struct kunit *test)
{
	static const int lengths[] = { 1, 16, 127, 128, 129, INT_MAX };
	const unsigned int size = sizeof(struct user_msghdr);
	struct copy_test env;
	unsigned long name, copy;
	unsigned int i;

	copy_test_init(test, &env);
	name = env.user + PAGE_SIZE;
	copy = copy_test_page(&env, 0) + SECCOMP_MSG_NAME_OFFSET;
	copy_test_fill(&env, name, 0x7e, 256);
	for (i = 0; i < ARRAY_SIZE(lengths); i++) {
		const unsigned int length = min(lengths[i], 128);

		copy_test_message(&env, name, lengths[i]);
		copy_test_expect_message(&env, copy, lengths[i],
					 SECCOMP_MSG_NAME_OFFSET + length);
		KUNIT_EXPECT_TRUE(test,
				  copy_test_is(copy_test_data(&env) +
						       SECCOMP_MSG_NAME_OFFSET,
					       0x7e, length));
	}
	/* The bodies do not read these, and the copy leads nowhere else. */
	copy_test_message(&env, name, 0);
	copy_test_expect_message(&env, copy_test_guard(&env), 0, size);
	copy_test_message(&env, name, -1);
	copy_test_expect_message(&env, copy_test_guard(&env), -1, size);
	copy_test_message(&env, 0, 16);
	copy_test_expect_message(&env, 0, 16, size);
	copy_test_exit(&env);
}

static void copy_message_faults_at_each_byte(struct kunit *test)
{
	const unsigned int size = sizeof(struct user_msghdr);
	const struct seccomp_arg arg =
		copy_test_arg(SECCOMP_KIND_MESSAGE, size);
	struct copy_test env;
	unsigned int present;

	copy_test_init(test, &env);
	for (present = 1; present < size; present++) {
		copy_test_fill(&env, env.end - present, 0, present);
		copy_test_copy(&env, arg, env.end - present, 0);
		copy_test_expect_guard(&env, SECCOMP_ARG_FAULT);
	}
	for (present = 0; present < 28; present++) {
		copy_test_message(&env, env.end - present, 28);
		copy_test_expect_guard(&env, SECCOMP_ARG_FAULT);
	}
	copy_test_exit(&env);
}

static void copy_message_of_compat_call(struct kunit *test)
{
	struct compat_msghdr message = {
		.msg_namelen = 16,
		.msg_iov = 0x1234,
		.msg_control = 0x5678,
	};
	const struct compat_msghdr *copy;
	struct copy_test env;

	copy_test_init(test, &env);
	/* A pointer of 32 bits does not lead to the memory of the test. */
	copy_test_write(&env, env.user, &message, sizeof(message));
	copy_test_copy(&env,
		       copy_test_arg(SECCOMP_KIND_MESSAGE, sizeof(message)),
		       env.user, 0);
	copy_test_expect_copied(&env, sizeof(message));
	copy = (const void *)copy_test_data(&env);
	KUNIT_EXPECT_EQ(test, copy->msg_namelen, 16);
	KUNIT_EXPECT_EQ(test, copy->msg_iov, 0x1234U);
	KUNIT_EXPECT_EQ(test, copy->msg_control, 0x5678U);
	message.msg_name = 16;
	copy_test_write(&env, env.user, &message, sizeof(message));
	copy_test_copy(&env,
		       copy_test_arg(SECCOMP_KIND_MESSAGE, sizeof(message)),
		       env.user, 0);
	copy_test_expect_guard(&env, SECCOMP_ARG_FAULT);
	copy_test_exit(&env);
}

/* --- Arrays of strings --------------------------------------------------- */

static struct seccomp_arg copy_test_strings_arg(void)
{
	struct seccomp_arg arg = copy_test_arg(SECCOMP_KIND_STRINGS, 4096);

	arg.flags = ARG_WIDE | ARG_NULL_OK;
	arg.item = sizeof(long);
	return arg;
}

/* Write an array of @count pointers to @string, and NULL. */
static void copy_test_pointers(struct copy_test *env, unsigned long string,
			       unsigned int count)
{
	unsigned long addr = env->user;

	for (; count; count--, addr += sizeof(string))
		copy_test_write(env, addr, &string, sizeof(string));
	string = 0;
	copy_test_write(env, addr, &string, sizeof(string));
}

/* Expect @count strings of @size bytes each, with their NUL. */
static void copy_test_expect_strings(struct copy_test *env, unsigned int count,
				     unsigned int size)
{
	const struct seccomp_window_header *header =
		&env->slot->windows.headers[1];
	const unsigned long *array = env->slot->pages[1];
	struct kunit *test = env->test;
	unsigned int i;

	KUNIT_EXPECT_EQ(test, header->status, (u32)SECCOMP_ARG_COPIED);
	KUNIT_EXPECT_EQ(test, header->length, count * size);
	KUNIT_EXPECT_EQ(test, *copy_test_reg(env, 1), copy_test_page(env, 1));
	for (i = 0; i < count; i++) {
		KUNIT_EXPECT_EQ(test, array[i],
				copy_test_page(env, 0) + i * size);
		KUNIT_EXPECT_EQ(test, strlen(copy_test_data(env) + i * size),
				size - 1UL);
	}
	KUNIT_EXPECT_TRUE(test,
			  copy_test_is_zero(copy_test_data(env), count * size));
	KUNIT_EXPECT_TRUE(test,
			  copy_test_is_zero(array, count * sizeof(*array)));
}

static void copy_strings_of_array(struct kunit *test)
{
	const struct seccomp_arg arg = copy_test_strings_arg();
	struct copy_test env;
	unsigned long string;

	copy_test_init(test, &env);
	string = env.user + 2 * PAGE_SIZE;
	copy_test_write(&env, string, "string", 7);
	copy_test_pointers(&env, string, 511);
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_strings(&env, 511, 7);
	copy_test_pointers(&env, string, 512);
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_guard(&env, SECCOMP_ARG_TOO_LARGE);
	KUNIT_EXPECT_TRUE(test, copy_test_is_zero(env.slot->pages[1], 0));
	copy_test_pointers(&env, string, 3);
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_strings(&env, 3, 7);
	copy_test_pointers(&env, string, 0);
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_strings(&env, 0, 7);
	copy_test_copy(&env, arg, 0, 0);
	copy_test_expect_refused(&env, SECCOMP_ARG_NULL, 0);
	copy_test_exit(&env);
}

static void copy_strings_have_limit(struct kunit *test)
{
	const struct seccomp_arg arg = copy_test_strings_arg();
	struct copy_test env;
	unsigned long string;

	copy_test_init(test, &env);
	string = env.user + PAGE_SIZE;
	copy_test_fill(&env, string, 'x', 2048);
	copy_test_fill(&env, string + 2047, 0, 1);
	copy_test_pointers(&env, string, 2);
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_strings(&env, 2, 2048);
	/* Not even an empty string fits behind them. */
	string += 2047;
	copy_test_write(&env, env.user + 2 * sizeof(string), &string,
			sizeof(string));
	string = 0;
	copy_test_write(&env, env.user + 3 * sizeof(string), &string,
			sizeof(string));
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_guard(&env, SECCOMP_ARG_TOO_LARGE);
	string = env.user + PAGE_SIZE;
	copy_test_fill(&env, string, 'x', 4096);
	copy_test_fill(&env, string + 4096, 0, 1);
	copy_test_pointers(&env, string, 1);
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_guard(&env, SECCOMP_ARG_TOO_LARGE);
	copy_test_fill(&env, string + 4095, 0, 1);
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_strings(&env, 1, 4096);
	copy_test_exit(&env);
}

static void copy_strings_fault(struct kunit *test)
{
	const struct seccomp_arg arg = copy_test_strings_arg();
	struct copy_test env;
	unsigned long string;

	copy_test_init(test, &env);
	/* The second string has no NUL before its page ends. */
	string = env.user + PAGE_SIZE;
	copy_test_write(&env, string, "first", 6);
	copy_test_pointers(&env, string, 1);
	string = env.end - 3;
	copy_test_fill(&env, string, 'x', 3);
	copy_test_write(&env, env.user + sizeof(string), &string,
			sizeof(string));
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_guard(&env, SECCOMP_ARG_FAULT);
	KUNIT_EXPECT_TRUE(test, copy_test_is_zero(env.slot->pages[1], 0));
	/* The array has no NULL before its page ends. */
	string = env.user + PAGE_SIZE;
	copy_test_write(&env, env.end - sizeof(string), &string,
			sizeof(string));
	copy_test_copy(&env, arg, env.end - sizeof(string), 0);
	copy_test_expect_guard(&env, SECCOMP_ARG_FAULT);
	KUNIT_EXPECT_TRUE(test, copy_test_is_zero(env.slot->pages[1], 0));
	copy_test_exit(&env);
}

static void copy_strings_of_compat_call(struct kunit *test)
{
	struct seccomp_arg arg = copy_test_strings_arg();
	static const u32 pointers[] = { 0, 99 };
	struct copy_test env;

	copy_test_init(test, &env);
	arg.item = sizeof(u32);
	/* The array ends after four bytes. */
	copy_test_write(&env, env.user, pointers, sizeof(pointers));
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_expect_strings(&env, 0, 0);
	copy_test_copy(&env, arg, env.user + 4, 0);
	copy_test_expect_guard(&env, SECCOMP_ARG_FAULT);
	copy_test_exit(&env);
}

/* --- NULL, and what is copied -------------------------------------------- */

static void copy_null_stays_if_body_tests_it(struct kunit *test)
{
	struct seccomp_arg arg = copy_test_arg(SECCOMP_KIND_PATH, 4096);
	struct copy_test env;

	copy_test_init(test, &env);
	copy_test_copy(&env, arg, 0, 0);
	copy_test_expect_guard(&env, SECCOMP_ARG_NULL);
	arg.flags = ARG_NULL_OK;
	copy_test_copy(&env, arg, 0, 0);
	copy_test_expect_refused(&env, SECCOMP_ARG_NULL, 0);
	arg = copy_test_sized_arg(SECCOMP_KIND_SOCKADDR, 128);
	copy_test_copy(&env, arg, 0, 0);
	copy_test_expect_guard(&env, SECCOMP_ARG_NULL);
	copy_test_exit(&env);
}

static void copy_leaves_no_tail(struct kunit *test)
{
	const struct seccomp_arg path = copy_test_arg(SECCOMP_KIND_PATH, 4096);
	struct seccomp_arg buffer =
		copy_test_sized_arg(SECCOMP_KIND_BUFFER, 4096);
	struct copy_test env;

	copy_test_init(test, &env);
	copy_test_fill(&env, env.user, 0xff, 4096);
	copy_test_write(&env, env.user + PAGE_SIZE, "/a", 3);
	copy_test_copy(&env, buffer, env.user, 4096);
	copy_test_expect_copied(&env, 4096);
	copy_test_copy(&env, path, env.user + PAGE_SIZE, 0);
	copy_test_expect_copied(&env, 2);
	copy_test_copy(&env, buffer, env.user, 4096);
	copy_test_copy(&env, buffer, env.user, 5);
	copy_test_expect_copied(&env, 5);
	copy_test_copy(&env, buffer, env.user, 4096);
	copy_test_copy(&env, buffer, env.end - 4000, 4096);
	copy_test_expect_guard(&env, SECCOMP_ARG_FAULT);
	copy_test_copy(&env, buffer, env.user, 4096);
	copy_test_copy(&env, buffer, env.user, 0);
	copy_test_expect_empty(&env);
	KUNIT_EXPECT_TRUE(test, copy_test_is_zero(env.slot->pages[0], 0));
	copy_test_exit(&env);
}

/* Arguments of a call like renameat2(2), and execve(2) for the wide one. */
static void copy_test_three_args(struct copy_test *env)
{
	env->args[0] = copy_test_arg(SECCOMP_KIND_PATH, 4096);
	env->args[1] = copy_test_strings_arg();
	env->args[1].arg = 3;
	env->args[2] = copy_test_arg(SECCOMP_KIND_STRUCT, 16);
	env->args[2].arg = 5;
	copy_test_write(env, env->user, "/path", 6);
	copy_test_begin(env, 3);
	*copy_test_reg(env, 1) = env->user;
	*copy_test_reg(env, 3) = env->user + 64;
	*copy_test_reg(env, 5) = env->user + 128;
}

static void copy_takes_wanted_arguments_once(struct kunit *test)
{
	struct seccomp_window_header *headers;
	struct copy_test env;

	copy_test_init(test, &env);
	copy_test_three_args(&env);
	headers = env.slot->windows.headers;
	*copy_test_reg(&env, 0) = 10;
	*copy_test_reg(&env, 2) = 12;
	*copy_test_reg(&env, 4) = 14;
	copy_test_args(&env, SECCOMP_WINDOW_BIT(5));
	KUNIT_EXPECT_EQ(test, headers[1].status, (u32)SECCOMP_ARG_ABSENT);
	KUNIT_EXPECT_EQ(test, headers[3].status, (u32)SECCOMP_ARG_ABSENT);
	KUNIT_EXPECT_EQ(test, headers[5].status, (u32)SECCOMP_ARG_COPIED);
	KUNIT_EXPECT_EQ(test, *copy_test_reg(&env, 1), env.user);
	KUNIT_EXPECT_EQ(test, *copy_test_reg(&env, 3), env.user + 64);
	/* Each argument has its page, whatever was copied before. */
	KUNIT_EXPECT_EQ(test, *copy_test_reg(&env, 5), copy_test_page(&env, 3));
	/* A second look sees the same bytes. */
	copy_test_write(&env, env.user + 128, "changed", 8);
	copy_test_args(&env, SECCOMP_WINDOWS_ALL);
	KUNIT_EXPECT_TRUE(test, copy_test_is_zero(env.slot->pages[3], 0));
	KUNIT_EXPECT_EQ(test, headers[1].status, (u32)SECCOMP_ARG_COPIED);
	KUNIT_EXPECT_EQ(test, headers[3].status, (u32)SECCOMP_ARG_COPIED);
	KUNIT_EXPECT_EQ(test, *copy_test_reg(&env, 1), copy_test_page(&env, 0));
	KUNIT_EXPECT_EQ(test, *copy_test_reg(&env, 3), copy_test_page(&env, 2));
	KUNIT_EXPECT_EQ(test, *copy_test_reg(&env, 5), copy_test_page(&env, 3));
	KUNIT_EXPECT_EQ(test, *copy_test_reg(&env, 0), 10UL);
	KUNIT_EXPECT_EQ(test, *copy_test_reg(&env, 2), 12UL);
	KUNIT_EXPECT_EQ(test, *copy_test_reg(&env, 4), 14UL);
	KUNIT_EXPECT_FALSE(test, env.slot->uncopied);
	copy_test_exit(&env);
}

/* The first call allocates the pages, and the second one finds them. */
static void copy_gives_each_path_an_address(struct kunit *test)
{
	const u16 windows = SECCOMP_WINDOW_BIT(1) | SECCOMP_WINDOW_BIT(3);
	struct copy_test env;
	unsigned int i;

	copy_test_init(test, &env);
	env.args[0] = copy_test_arg(SECCOMP_KIND_PATH, 4096);
	env.args[1] = copy_test_arg(SECCOMP_KIND_PATH, 4096);
	env.args[1].arg = 3;
	copy_test_write(&env, env.user, "first", 6);
	copy_test_write(&env, env.user + 64, "second", 7);
	copy_test_set_arg(&env, 1, env.user);
	copy_test_set_arg(&env, 3, env.user + 64);
	for (i = 0; i < 2; i++) {
		copy_test_begin_windows(&env, 2, windows);
		KUNIT_EXPECT_EQ(test, *copy_test_reg(&env, 1),
				copy_test_page(&env, 0));
		KUNIT_EXPECT_EQ(test, *copy_test_reg(&env, 3),
				copy_test_page(&env, 1));
		KUNIT_ASSERT_EQ(test,
				copy_test_read(env.seen,
					       *copy_test_reg(&env, 3), 7),
				0UL);
		KUNIT_EXPECT_STREQ(test, (const char *)env.seen, "second");
	}
	copy_test_exit(&env);
}

static void copy_for_supervisor_keeps_pointers(struct kunit *test)
{
	const struct seccomp_arg path = copy_test_arg(SECCOMP_KIND_PATH, 4096);
	const struct seccomp_arg buffer =
		copy_test_sized_arg(SECCOMP_KIND_BUFFER, 64);
	struct copy_test env;

	copy_test_init(test, &env);
	copy_test_windows(&env, path, env.end, 0, SECCOMP_WINDOWS_ALL);
	copy_test_expect_refused(&env, SECCOMP_ARG_FAULT, env.end);
	KUNIT_EXPECT_TRUE(test, env.slot->uncopied);
	copy_test_windows(&env, buffer, env.user, 65, SECCOMP_WINDOWS_ALL);
	copy_test_expect_refused(&env, SECCOMP_ARG_TOO_LARGE, env.user);
	KUNIT_EXPECT_TRUE(test, env.slot->uncopied);
	copy_test_windows(&env, path, env.end, 0,
			  SECCOMP_WINDOWS_ALL | COPY_TEST_WINDOW);
	copy_test_expect_guard(&env, SECCOMP_ARG_FAULT);
	KUNIT_EXPECT_FALSE(test, env.slot->uncopied);
	copy_test_windows(&env, path, env.user, 0, SECCOMP_WINDOWS_ALL);
	copy_test_expect_copied(&env, 0);
	KUNIT_EXPECT_FALSE(test, env.slot->uncopied);
	copy_test_exit(&env);
}

/* What the filters have judged is not read again for the supervisor. */
static void copy_for_supervisor_reads_the_rest(struct kunit *test)
{
	struct seccomp_call call = {};
	struct copy_test env;

	copy_test_init(test, &env);
	copy_test_set_nr(&env.regs, __NR_renameat2);
	copy_test_set_arg(&env, 1, env.user);
	copy_test_set_arg(&env, 3, env.user + 64);
	copy_test_write(&env, env.user, "/judged", 8);
	call.regs = &env.regs;
	KUNIT_ASSERT_EQ(test, seccomp_deep_copy(&call, COPY_TEST_WINDOW), 0);
	env.slot = call.slot;
	copy_test_write(&env, env.user, "/stored", 8);
	copy_test_write(&env, env.user + 64, "/second", 8);
	KUNIT_ASSERT_EQ(test, seccomp_deep_copy(&call, SECCOMP_WINDOWS_ALL), 0);
	KUNIT_EXPECT_PTR_EQ(test, call.slot, env.slot);
	KUNIT_EXPECT_STREQ(test, (const char *)copy_test_data(&env), "/judged");
	KUNIT_EXPECT_EQ(test, env.slot->windows.headers[3].status,
			(u32)SECCOMP_ARG_COPIED);
	KUNIT_EXPECT_STREQ(test, (const char *)env.slot->pages[1], "/second");
	copy_test_exit(&env);
}

static void copy_begins_with_absent_windows(struct kunit *test)
{
	const struct seccomp_windows *absent = seccomp_absent_windows();
	const struct seccomp_windows *windows;
	struct copy_test env;
	unsigned int i;

	copy_test_init(test, &env);
	copy_test_three_args(&env);
	*copy_test_reg(&env, 3) = env.end;
	copy_test_args(&env, SECCOMP_WINDOWS_ALL);
	KUNIT_EXPECT_TRUE(test, env.slot->uncopied);
	copy_test_begin(&env, 0);
	windows = &env.slot->windows;
	KUNIT_EXPECT_FALSE(test, env.slot->uncopied);
	KUNIT_EXPECT_EQ(test, env.slot->copied, 0);
	KUNIT_EXPECT_EQ(test,
			memcmp(windows->headers, absent->headers,
			       sizeof(absent->headers)),
			0);
	KUNIT_EXPECT_PTR_EQ(test, windows->sources[SECCOMP_SOURCE_REGS],
			    (const void *)&env.regs);
	KUNIT_EXPECT_PTR_EQ(test, windows->sources[SECCOMP_SOURCE_HEADERS],
			    (const void *)windows->headers);
	for (i = SECCOMP_SOURCE_DATA; i < SECCOMP_SOURCES; i++) {
		KUNIT_EXPECT_PTR_EQ(test, windows->sources[i],
				    absent->sources[i]);
		KUNIT_EXPECT_TRUE(test,
				  copy_test_is_zero(windows->sources[i], 0));
	}
	copy_test_exit(&env);
}

/* A copy may replace an earlier one of its window. Other windows are absent. */
static void copy_of_one_window_leaves_others_absent(struct kunit *test)
{
	const struct seccomp_windows *windows;
	struct copy_test env;

	copy_test_init(test, &env);
	copy_test_three_args(&env);
	copy_test_args(&env, SECCOMP_WINDOWS_ALL);
	windows = &env.slot->windows;
	KUNIT_EXPECT_EQ(test, windows->headers[5].status,
			(u32)SECCOMP_ARG_COPIED);
	copy_test_set_arg(&env, 1, env.user);
	copy_test_begin_windows(&env, 1, COPY_TEST_WINDOW);
	copy_test_expect_copied(&env, 5);
	KUNIT_EXPECT_EQ(test, env.slot->copied, COPY_TEST_WINDOW);
	KUNIT_EXPECT_EQ(test, windows->headers[5].status, 0U);
	KUNIT_EXPECT_PTR_EQ(test, windows->sources[SECCOMP_SOURCE_DATA + 5],
			    copy_test_absent_data());

	copy_test_write(&env, env.user, "/a/..", 6);
	copy_test_begin_windows(&env, 1,
				COPY_TEST_WINDOW | SECCOMP_FACTS_BIT(1));
	KUNIT_EXPECT_NE(test, windows->headers[1].facts, 0U);
	copy_test_begin_windows(&env, 1, COPY_TEST_WINDOW);
	KUNIT_EXPECT_EQ(test, windows->headers[1].facts, 0U);
	copy_test_exit(&env);
}

/* --- Registers of the body ----------------------------------------------- */

static struct pt_regs *copy_test_take(struct copy_test *env)
{
	if (!current->seccomp.call_regs)
		return NULL;
	return seccomp_take_call_regs(&env->regs);
}

/* Prepare registers for the body of a call with a copied path. */
static void copy_test_arm(struct copy_test *env)
{
	unsigned int i;

	env->args[0] = copy_test_arg(SECCOMP_KIND_PATH, 4096);
	copy_test_write(env, env->user, "/path", 6);
	copy_test_begin(env, 1);
	for (i = 0; i < SECCOMP_ARG_WINDOWS; i++)
		*copy_test_reg(env, i) = 100 + i;
	*copy_test_reg(env, 1) = env->user;
	copy_test_args(env, COPY_TEST_WINDOW);
	KUNIT_EXPECT_NULL(env->test, copy_test_take(env));
	seccomp_args_arm(env->slot);
}

static void copy_body_gets_registers_once(struct kunit *test)
{
	const struct pt_regs *regs;
	struct copy_test env;

	copy_test_init(test, &env);
	copy_test_arm(&env);
	regs = copy_test_take(&env);
	KUNIT_ASSERT_PTR_EQ(test, regs,
			    (const struct pt_regs *)&env.slot->regs);
	{
		const unsigned long args[] = { SECCOMP_NATIVE_BODY_ARGS };

		KUNIT_EXPECT_EQ(test, args[0], 100UL);
		KUNIT_EXPECT_EQ(test, args[1], copy_test_page(&env, 0));
		KUNIT_EXPECT_EQ(test, args[2], 102UL);
		KUNIT_EXPECT_EQ(test, args[3], 103UL);
		KUNIT_EXPECT_EQ(test, args[4], 104UL);
		KUNIT_EXPECT_EQ(test, args[5], 105UL);
	}
	KUNIT_EXPECT_NULL(test, copy_test_take(&env));
	copy_test_exit(&env);
}

/* The registers that the filters see may differ, as on arm64 after a tracer. */
static void copy_begins_with_arguments_of_body(struct kunit *test)
{
	struct copy_test env;
	struct pt_regs *regs = &env.regs;
	unsigned int i;

	copy_test_init(test, &env);
	for (i = 0; i < sizeof(*regs) / sizeof(long); i++)
		((unsigned long *)regs)[i] = 1000 + i;
	copy_test_begin(&env, 0);
	{
		const unsigned long args[] = { SECCOMP_NATIVE_BODY_ARGS };

		for (i = 0; i < SECCOMP_ARG_WINDOWS; i++)
			KUNIT_EXPECT_EQ(test, *copy_test_reg(&env, i), args[i]);
	}
	copy_test_exit(&env);
}

static void copy_registers_are_for_checked_call(struct kunit *test)
{
	struct copy_test env;

	copy_test_init(test, &env);
	copy_test_arm(&env);
	copy_test_set_nr(&env.regs, __NR_getppid);
	KUNIT_EXPECT_PTR_EQ(test, copy_test_take(&env), &env.regs);
	/* The registers are gone, also for the call that was checked. */
	copy_test_set_nr(&env.regs, __NR_getpid);
	KUNIT_EXPECT_NULL(test, copy_test_take(&env));

	copy_test_arm(&env);
	env.slot->arch ^= __AUDIT_ARCH_64BIT;
	KUNIT_EXPECT_PTR_EQ(test, copy_test_take(&env), &env.regs);
	KUNIT_EXPECT_NULL(test, copy_test_take(&env));
	copy_test_exit(&env);
}

static void copy_registers_can_be_dropped(struct kunit *test)
{
	struct copy_test env;

	copy_test_init(test, &env);
	copy_test_arm(&env);
	seccomp_args_disarm();
	KUNIT_EXPECT_NULL(test, copy_test_take(&env));
	/* The check of another call drops them, too. */
	copy_test_arm(&env);
	copy_test_begin(&env, 0);
	KUNIT_EXPECT_NULL(test, copy_test_take(&env));
	/* Without copies, the body uses the saved registers. */
	seccomp_args_arm(env.slot);
	KUNIT_EXPECT_NULL(test, copy_test_take(&env));
	/* A thread that gives its slot back has no registers in it. */
	copy_test_arm(&env);
	seccomp_arg_slot_release(current);
	KUNIT_EXPECT_NULL(test, current->seccomp.call_regs);
	copy_test_exit(&env);
}

/* No tracer can have this kernel thread, so the flag is ours. */
static void copy_test_suspend(void)
{
#ifdef CONFIG_CHECKPOINT_RESTORE
	static_branch_inc(&seccomp_suspending);
#endif
	current->ptrace |= PT_SUSPEND_SECCOMP;
}

static void copy_test_resume(void)
{
	current->ptrace &= ~PT_SUSPEND_SECCOMP;
#ifdef CONFIG_CHECKPOINT_RESTORE
	static_branch_dec(&seccomp_suspending);
#endif
}

/* The kernel does not judge a call of a task whose tracer suspends filters. */
static void copy_registers_are_dropped_by_suspended_call(struct kunit *test)
{
	struct copy_test env;

	if (!IS_ENABLED(CONFIG_CHECKPOINT_RESTORE))
		kunit_skip(test, "filters cannot be suspended");
	seccomp_arg_key_get();
	copy_test_init(test, &env);
	copy_test_arm(&env);
	copy_test_suspend();
	KUNIT_EXPECT_EQ(test, seccomp_check_call(&env.regs), (long)__NR_getpid);
	copy_test_resume();
	KUNIT_EXPECT_NULL(test, current->seccomp.call_regs);
	seccomp_args_disarm();
	copy_test_exit(&env);
	seccomp_arg_key_put();
}

/* --- The check of most calls --------------------------------------------- */

/* Make a table with one rule, which allows a call whose window 1 is a copy. */
static const struct seccomp_table *copy_test_table(struct kunit *test,
						   struct seccomp_check *check,
						   struct seccomp_rule *rule)
{
	static const struct seccomp_test list = {
		.source = SECCOMP_SOURCE_HEADERS,
		.reg = offsetof(struct seccomp_windows, headers[1].status) -
		       offsetof(struct seccomp_windows, headers),
		.mask = U32_MAX,
		.base = SECCOMP_ARG_COPIED,
		.ret = { SECCOMP_RET_ERRNO | EACCES, SECCOMP_RET_ALLOW },
	};
	struct seccomp_table *table =
		kunit_kzalloc(test, sizeof(*table), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, table);
	*check = (struct seccomp_check){
		.list = &list,
		.strictest = SECCOMP_RET_ERRNO | EACCES,
		.windows = COPY_TEST_WINDOW,
	};
	*rule = (struct seccomp_rule){
		.verdict.ret = SECCOMP_RET_ALLOW,
		.count = 1,
		.kind = RULE_DEEP_LIST,
	};
	table->checks = check;
	return table;
}

/* Check a call as that of a task whose path has no domain. */
static long copy_test_check(struct copy_test *env,
			    const struct seccomp_table *table,
			    const struct seccomp_rule *rule)
{
	struct seccomp_filter path = {};
	long ret;

	current->seccomp.filter = &path;
	ret = seccomp_args_check(&env->regs, table, rule);
	current->seccomp.filter = NULL;
	return ret;
}

static void copy_check_copies_and_arms(struct kunit *test)
{
	const struct seccomp_table *table;
	struct seccomp_check check;
	struct seccomp_rule rule;
	struct copy_test env;

	table = copy_test_table(test, &check, &rule);
	copy_test_init(test, &env);
	copy_test_write(&env, env.user, "/path", 6);
	copy_test_set_nr(&env.regs, __NR_openat);
	copy_test_set_arg(&env, 1, env.user);
	KUNIT_EXPECT_EQ(test, copy_test_check(&env, table, &rule),
			(long)__NR_openat);
	KUNIT_EXPECT_PTR_EQ(test, copy_test_take(&env), &env.slot->regs);
	KUNIT_EXPECT_EQ(test, *copy_test_reg(&env, 1), copy_test_page(&env, 0));
	KUNIT_EXPECT_EQ(test, memcmp(copy_test_data(&env), "/path", 6), 0);

	/* The registers of an allowed call must not serve the one behind it. */
	seccomp_args_arm(env.slot);
	copy_test_set_arg(&env, 1, env.end);
	KUNIT_EXPECT_EQ(test, copy_test_check(&env, table, &rule), -1L);
	KUNIT_EXPECT_NULL(test, current->seccomp.call_regs);
	KUNIT_EXPECT_EQ(test, syscall_get_error(current, &env.regs),
			-(long)EACCES);
	KUNIT_EXPECT_EQ(test, *copy_test_reg(&env, 1), copy_test_guard(&env));
	copy_test_exit(&env);
}

static void copy_check_obeys_suspension(struct kunit *test)
{
	const struct seccomp_table *table;
	struct seccomp_check check;
	struct seccomp_rule rule;
	struct copy_test env;

	if (!IS_ENABLED(CONFIG_CHECKPOINT_RESTORE))
		kunit_skip(test, "filters cannot be suspended");
	table = copy_test_table(test, &check, &rule);
	copy_test_init(test, &env);
	copy_test_arm(&env);
	copy_test_set_nr(&env.regs, __NR_openat);
	copy_test_set_arg(&env, 1, env.end);
	copy_test_suspend();
	KUNIT_EXPECT_EQ(test, seccomp_args_check(&env.regs, table, &rule),
			(long)__NR_openat);
	copy_test_resume();
	KUNIT_EXPECT_NULL(test, current->seccomp.call_regs);
	seccomp_args_disarm();
	copy_test_exit(&env);
}

/* Fork copies struct seccomp of the parent, and calls seccomp_init_args() then. */
static void copy_new_task_has_no_slot(struct kunit *test)
{
	struct copy_test env;
	struct seccomp child;

	copy_test_init(test, &env);
	copy_test_arm(&env);
	child = current->seccomp;
	KUNIT_EXPECT_PTR_EQ(test, child.arg_slot, env.slot);
	seccomp_init_args(&child);
	KUNIT_EXPECT_NULL(test, child.arg_slot);
	KUNIT_EXPECT_NULL(test, child.call_regs);
	seccomp_args_disarm();
	copy_test_exit(&env);
}

/* --- Replacing a copy ---------------------------------------------------- */

/* Replace the copy of argument 1. The function gets its own copy of @bytes. */
static int copy_test_replace(struct copy_test *env, const void *bytes,
			     unsigned int size)
{
	struct seccomp_window_header new;
	int err;

	memset(env->seen, 0xee, SECCOMP_ARG_DATA_MAX);
	memcpy(env->seen, bytes, size);
	err = seccomp_args_new_header(env->slot, 1, env->seen, size, &new);
	if (!err)
		seccomp_args_replace(env->slot, 1, env->seen, &new);
	return err;
}

/* Expect @length bytes of @bytes in the copy, and that the filters run again. */
static void copy_test_expect_replaced(struct copy_test *env, const void *bytes,
				      unsigned int length)
{
	KUNIT_EXPECT_TRUE(env->test, env->slot->edited);
	env->slot->edited = false;
	copy_test_expect_copied(env, length);
	KUNIT_EXPECT_EQ(env->test, memcmp(copy_test_data(env), bytes, length),
			0);
}

/* Expect an errno, and that the copy is the old one. */
static void copy_test_keep(struct copy_test *env, const void *bytes,
			   unsigned int size, int err, const void *old,
			   unsigned int length)
{
	KUNIT_EXPECT_EQ(env->test, copy_test_replace(env, bytes, size), err);
	KUNIT_EXPECT_FALSE(env->test, env->slot->edited);
	copy_test_expect_copied(env, length);
	KUNIT_EXPECT_EQ(env->test, memcmp(copy_test_data(env), old, length), 0);
}

static u32 copy_test_facts(struct copy_test *env)
{
	return env->slot->windows.headers[1].facts;
}

static void replace_path_by_shorter_and_longer(struct kunit *test)
{
	struct copy_test env;

	copy_test_init(test, &env);
	copy_test_write(&env, env.user, "/a/path", 8);
	copy_test_copy(&env, copy_test_arg(SECCOMP_KIND_PATH, 4096), env.user,
		       0);
	KUNIT_EXPECT_FALSE(test, env.slot->edited);
	/* Without the NUL, and with it */
	KUNIT_EXPECT_EQ(test, copy_test_replace(&env, "../b", 4), 0);
	copy_test_expect_replaced(&env, "../b", 4);
	KUNIT_EXPECT_EQ(test, copy_test_facts(&env), (u32)SECCOMP_PATH_DOTDOT);
	KUNIT_EXPECT_EQ(test, copy_test_replace(&env, "/another/path/", 15), 0);
	copy_test_expect_replaced(&env, "/another/path/", 14);
	KUNIT_EXPECT_EQ(test, copy_test_facts(&env),
			(u32)(SECCOMP_PATH_ABSOLUTE |
			      SECCOMP_PATH_TRAILING_SLASH));
	KUNIT_EXPECT_EQ(test, copy_test_replace(&env, "", 0), 0);
	copy_test_expect_replaced(&env, "", 0);
	KUNIT_EXPECT_EQ(test, copy_test_replace(&env, "", 1), 0);
	copy_test_expect_replaced(&env, "", 0);
	KUNIT_EXPECT_EQ(test, copy_test_facts(&env), 0U);
	/* The next call begins without the edit. */
	KUNIT_EXPECT_EQ(test, copy_test_replace(&env, "x", 1), 0);
	copy_test_copy(&env, copy_test_arg(SECCOMP_KIND_PATH, 4096), env.user,
		       0);
	copy_test_expect_copied(&env, 7);
	KUNIT_EXPECT_FALSE(test, env.slot->edited);
	copy_test_exit(&env);
}

static void replace_string_within_limit(struct kunit *test)
{
	struct seccomp_arg arg = copy_test_arg(SECCOMP_KIND_STRING, 8);
	struct copy_test env;

	copy_test_init(test, &env);
	copy_test_write(&env, env.user, "old", 4);
	copy_test_copy(&env, arg, env.user, 0);
	copy_test_keep(&env, "a\0b", 3, -EINVAL, "old", 3);
	copy_test_keep(&env, "\0\0", 2, -EINVAL, "old", 3);
	copy_test_keep(&env, "12345678", 8, -E2BIG, "old", 3);
	copy_test_keep(&env, "12345678", 9, -E2BIG, "old", 3);
	KUNIT_EXPECT_EQ(test, copy_test_replace(&env, "1234567", 8), 0);
	copy_test_expect_replaced(&env, "1234567", 7);
	KUNIT_EXPECT_EQ(test, copy_test_replace(&env, "7654321", 7), 0);
	copy_test_expect_replaced(&env, "7654321", 7);
	/* A body that clamps the string reads no NUL in its limit. */
	arg.flags = ARG_CLAMP;
	copy_test_copy(&env, arg, env.user, 0);
	KUNIT_EXPECT_EQ(test, copy_test_replace(&env, "12345678", 9), 0);
	copy_test_expect_replaced(&env, "12345678", 8);
	copy_test_keep(&env, "123456789", 9, -E2BIG, "12345678", 8);
	copy_test_exit(&env);
}

static void replace_path_up_to_limit(struct kunit *test)
{
	struct copy_test env;
	char *longest;

	copy_test_init(test, &env);
	longest = kunit_kzalloc(test, SECCOMP_ARG_DATA_MAX, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, longest);
	memset(longest, 'a', SECCOMP_ARG_DATA_MAX - 1);
	copy_test_write(&env, env.user, "old", 4);
	copy_test_copy(&env,
		       copy_test_arg(SECCOMP_KIND_PATH, SECCOMP_ARG_DATA_MAX),
		       env.user, 0);
	KUNIT_EXPECT_EQ(test,
			copy_test_replace(&env, longest, SECCOMP_ARG_DATA_MAX),
			0);
	copy_test_expect_replaced(&env, longest, SECCOMP_ARG_DATA_MAX - 1);
	KUNIT_EXPECT_EQ(test, copy_test_replace(&env, "a", 1), 0);
	copy_test_expect_replaced(&env, "a", 1);
	longest[SECCOMP_ARG_DATA_MAX - 1] = 'a';
	copy_test_keep(&env, longest, SECCOMP_ARG_DATA_MAX, -E2BIG, "a", 1);
	copy_test_exit(&env);
}

/* Another argument, or the kind, has the size of the copy. */
static void replace_keeps_size_of_argument(struct kunit *test)
{
	static const u8 kinds[] = {
		SECCOMP_KIND_SIZED_STRUCT,
		SECCOMP_KIND_SOCKADDR,
		SECCOMP_KIND_BUFFER,
		SECCOMP_KIND_ARRAY,
	};
	struct copy_test env;
	struct seccomp_arg arg;
	unsigned int i;

	copy_test_init(test, &env);
	copy_test_write(&env, env.user, "sixteen bytes...", 16);
	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		arg = copy_test_sized_arg(kinds[i], 64);
		if (kinds[i] == SECCOMP_KIND_ARRAY)
			arg.item = 8;
		copy_test_copy(&env, arg, env.user, arg.item ? 2 : 16);
		copy_test_keep(&env, "1234567812345678", 15, -EINVAL,
			       "sixteen bytes...", 16);
		copy_test_keep(&env, "12345678123456781", 17, -EINVAL,
			       "sixteen bytes...", 16);
		copy_test_keep(&env, "", 0, -EINVAL, "sixteen bytes...", 16);
		KUNIT_EXPECT_EQ(test,
				copy_test_replace(&env,
						  "12\0\0"
						  "567812345678",
						  16),
				0);
		copy_test_expect_replaced(&env,
					  "12\0\0"
					  "567812345678",
					  16);
	}
	copy_test_copy(&env, copy_test_arg(SECCOMP_KIND_STRUCT, 16), env.user,
		       0);
	copy_test_keep(&env, "123456781234567", 15, -EINVAL, "sixteen bytes...",
		       16);
	KUNIT_EXPECT_EQ(test, copy_test_replace(&env, "1234567812345678", 16),
			0);
	copy_test_expect_replaced(&env, "1234567812345678", 16);
	copy_test_exit(&env);
}

static void replace_corrects_size_inside(struct kunit *test)
{
	struct seccomp_arg arg = copy_test_arg(SECCOMP_KIND_SELF_SIZED, 96);
	struct copy_test_self self = { .first = 1, .second = 1 };
	const struct copy_test_self *copy;
	struct copy_test env;
	unsigned int size;

	copy_test_init(test, &env);
	arg.item = ARG_SELF(4, 0, 64);
	copy_test_write_self(&env, env.user, 7, 0);
	copy_test_copy(&env, arg, env.user, 0);
	copy = (const void *)copy_test_data(&env);
	KUNIT_EXPECT_EQ(test, copy_test_replace(&env, &self, 63), -EINVAL);
	KUNIT_EXPECT_EQ(test, copy_test_replace(&env, &self, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, copy_test_replace(&env, &self, 97), -E2BIG);
	KUNIT_EXPECT_EQ(test, copy->first, 7U);
	KUNIT_EXPECT_FALSE(test, env.slot->edited);
	for (size = 64; size <= 96; size += 8) {
		KUNIT_EXPECT_EQ(test, copy_test_replace(&env, &self, size), 0);
		self.second = size;
		copy_test_expect_replaced(&env, &self, size);
		self.second = U32_MAX - size;
	}
	/* A header that the size does not count */
	arg.item = ARG_SELF(0, 8, 0);
	copy_test_write_self(&env, env.user, 16, 7);
	copy_test_copy(&env, arg, env.user, 0);
	KUNIT_EXPECT_EQ(test, copy_test_replace(&env, &self, 7), -EINVAL);
	KUNIT_EXPECT_EQ(test, copy_test_replace(&env, &self, 8), 0);
	self.first = 0;
	copy_test_expect_replaced(&env, &self, 8);
	KUNIT_EXPECT_EQ(test, copy_test_replace(&env, &self, 96), 0);
	self.first = 88;
	copy_test_expect_replaced(&env, &self, 96);
	copy_test_exit(&env);
}

static void replace_needs_a_copy(struct kunit *test)
{
	const struct seccomp_arg path = copy_test_arg(SECCOMP_KIND_PATH, 4096);
	struct copy_test env;

	copy_test_init(test, &env);
	/* No such argument; one that is not copied yet; NULL; and a fault */
	copy_test_begin(&env, 0);
	KUNIT_EXPECT_EQ(test, copy_test_replace(&env, "a", 1), -ENODATA);
	copy_test_windows(&env, path, env.user, 0, 0);
	KUNIT_EXPECT_EQ(test, copy_test_replace(&env, "a", 1), -ENODATA);
	copy_test_copy(&env, path, 0, 0);
	KUNIT_EXPECT_EQ(test, copy_test_replace(&env, "a", 1), -ENODATA);
	copy_test_expect_guard(&env, SECCOMP_ARG_NULL);
	copy_test_copy(&env, path, env.end, 0);
	KUNIT_EXPECT_EQ(test, copy_test_replace(&env, "a", 1), -ENODATA);
	copy_test_expect_guard(&env, SECCOMP_ARG_FAULT);
	KUNIT_EXPECT_FALSE(test, env.slot->edited);
	copy_test_exit(&env);
}

static void replace_refuses_copies_with_pointers(struct kunit *test)
{
	struct copy_test env;

	copy_test_init(test, &env);
	copy_test_write(&env, env.user + 64, "\0\0\0\0\0\0\0\0", 8);
	copy_test_copy(&env, copy_test_strings_arg(), env.user + 64, 0);
	KUNIT_EXPECT_EQ(test, copy_test_replace(&env, "a", 1), -EOPNOTSUPP);
	copy_test_message(&env, 0, 0);
	KUNIT_EXPECT_EQ(test, copy_test_replace(&env, copy_test_data(&env), 56),
			-EOPNOTSUPP);
	KUNIT_EXPECT_FALSE(test, env.slot->edited);
	copy_test_exit(&env);
}

/* Each argument has its page. An edit changes no other one. */
static void replace_one_of_three_arguments(struct kunit *test)
{
	const struct seccomp_windows *windows;
	struct seccomp_window_header new;
	u8 structure[16] = "changed";
	struct copy_test env;
	int err;

	copy_test_init(test, &env);
	copy_test_three_args(&env);
	copy_test_args(&env, SECCOMP_WINDOWS_ALL);
	windows = &env.slot->windows;
	err = seccomp_args_new_header(env.slot, 5, structure, 16, &new);
	KUNIT_EXPECT_EQ(test, err, 0);
	/* The check alone changes nothing. */
	KUNIT_EXPECT_TRUE(test, copy_test_is_zero(env.slot->pages[3], 0));
	KUNIT_EXPECT_FALSE(test, env.slot->edited);
	seccomp_args_replace(env.slot, 5, structure, &new);
	KUNIT_EXPECT_EQ(test, memcmp(env.slot->pages[3], "changed", 8), 0);
	KUNIT_EXPECT_TRUE(test, copy_test_is_zero(env.slot->pages[3], 7));
	KUNIT_EXPECT_EQ(test, windows->headers[5].length, 16U);
	KUNIT_EXPECT_EQ(test, windows->headers[1].length, 5U);
	KUNIT_EXPECT_EQ(test, memcmp(env.slot->pages[0], "/path", 6), 0);
	KUNIT_EXPECT_EQ(test, *copy_test_reg(&env, 5), copy_test_page(&env, 3));
	copy_test_exit(&env);
}

/* A filter that runs after the supervisor must not be deceived by a late copy. */
static void copy_for_late_filter_drops_pointers(struct kunit *test)
{
	const struct seccomp_arg path = copy_test_arg(SECCOMP_KIND_PATH, 4096);
	struct copy_test env;

	copy_test_init(test, &env);
	copy_test_windows(&env, path, env.end, 0, SECCOMP_WINDOWS_ALL);
	copy_test_expect_refused(&env, SECCOMP_ARG_FAULT, env.end);
	copy_test_args(&env, SECCOMP_WINDOW_BIT(2));
	copy_test_expect_refused(&env, SECCOMP_ARG_FAULT, env.end);
	copy_test_args(&env, COPY_TEST_WINDOW);
	copy_test_expect_guard(&env, SECCOMP_ARG_FAULT);
	copy_test_exit(&env);
}

static struct kunit_case copy_test_cases[] = {
	KUNIT_CASE(copy_strings_end_at_limit),
	KUNIT_CASE(copy_string_faults_at_each_byte),
	KUNIT_CASE(copy_refuses_kernel_and_unmapped_memory),
	KUNIT_CASE(copy_finds_facts_of_paths),
	KUNIT_CASE(copy_structure_has_fixed_size),
	KUNIT_CASE(copy_structure_has_size_of_argument),
	KUNIT_CASE(copy_buffer_has_size_of_argument),
	KUNIT_CASE(copy_address_has_size_of_argument),
	KUNIT_CASE(copy_reads_size_as_body_does),
	KUNIT_CASE(copy_array_does_not_wrap),
	KUNIT_CASE(copy_buffer_has_part_in_front),
	KUNIT_CASE(copy_node_mask_has_whole_words),
	KUNIT_CASE(copy_node_mask_has_count_of_bits),
	KUNIT_CASE(copy_node_mask_faults_at_each_byte),
	KUNIT_CASE(copy_node_mask_is_refused_from_its_end),
	KUNIT_CASE(copy_string_without_limit_has_nul),
	KUNIT_CASE(copy_may_be_short),
	KUNIT_CASE(copy_structure_has_size_in_front),
	KUNIT_CASE(copy_structure_has_size_inside),
	KUNIT_CASE(copy_structure_has_header),
	KUNIT_CASE(copy_reads_inner_size_once),
	KUNIT_CASE(copy_message_has_address),
	KUNIT_CASE(copy_message_faults_at_each_byte),
	KUNIT_CASE(copy_message_of_compat_call),
	KUNIT_CASE(copy_strings_of_array),
	KUNIT_CASE(copy_strings_have_limit),
	KUNIT_CASE(copy_strings_fault),
	KUNIT_CASE(copy_strings_of_compat_call),
	KUNIT_CASE(copy_null_stays_if_body_tests_it),
	KUNIT_CASE(copy_leaves_no_tail),
	KUNIT_CASE(copy_takes_wanted_arguments_once),
	KUNIT_CASE(copy_gives_each_path_an_address),
	KUNIT_CASE(copy_for_supervisor_keeps_pointers),
	KUNIT_CASE(copy_for_supervisor_reads_the_rest),
	KUNIT_CASE(copy_begins_with_absent_windows),
	KUNIT_CASE(copy_of_one_window_leaves_others_absent),
	KUNIT_CASE(copy_body_gets_registers_once),
	KUNIT_CASE(copy_begins_with_arguments_of_body),
	KUNIT_CASE(copy_registers_are_for_checked_call),
	KUNIT_CASE(copy_registers_can_be_dropped),
	KUNIT_CASE(copy_registers_are_dropped_by_suspended_call),
	KUNIT_CASE(copy_check_copies_and_arms),
	KUNIT_CASE(copy_check_obeys_suspension),
	KUNIT_CASE(copy_new_task_has_no_slot),
	KUNIT_CASE(replace_path_by_shorter_and_longer),
	KUNIT_CASE(replace_string_within_limit),
	KUNIT_CASE(replace_path_up_to_limit),
	KUNIT_CASE(replace_keeps_size_of_argument),
	KUNIT_CASE(replace_corrects_size_inside),
	KUNIT_CASE(replace_needs_a_copy),
	KUNIT_CASE(replace_refuses_copies_with_pointers),
	KUNIT_CASE(replace_one_of_three_arguments),
	KUNIT_CASE(copy_for_late_filter_drops_pointers),
	{},
};

static struct kunit_suite copy_test_suite = {
	.name = "seccomp_arg_copy",
	.test_cases = copy_test_cases,
};

kunit_test_suite(copy_test_suite);
