// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests of the program cache: what a key has, which programs are equal,
 * and what the BPF back end decides for them.
 *
 * tools/testing/selftests/seccomp/cache_test.c measures what tasks can learn.
 */
#include <kunit/test.h>
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/filter.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/user_namespace.h>

#include "filter_test.h"
#include "program.h"
#include "program_cache.h"

static struct seccomp_program *
cache_test_add(struct kunit *test, const struct seccomp_cache_key *key, u32 ret)
{
	return seccomp_program_cache_add(test_program_ret(test, ret), key);
}

static struct seccomp_program *
cache_test_find(const struct seccomp_cache_key *key, u32 ret)
{
	const struct sock_filter insn = BPF_STMT(BPF_RET | BPF_K, ret);

	return seccomp_program_cache_find(key, &insn, 1);
}

static void cache_test_expect(struct kunit *test,
			      const struct seccomp_cache_key *key, u32 ret,
			      const struct seccomp_program *program)
{
	struct seccomp_program *found = cache_test_find(key, ret);

	KUNIT_EXPECT_PTR_EQ(test, found, program);
	seccomp_program_put(found);
}

static void cache_finds_program_until_last_put(struct kunit *test)
{
	const u32 ret = SECCOMP_RET_ERRNO | 4711;
	struct seccomp_program *program;
	struct seccomp_cache_key key;

	seccomp_cache_key_read(&key);
	KUNIT_EXPECT_NULL(test, cache_test_find(&key, ret));
	program = cache_test_add(test, &key, ret);
	KUNIT_EXPECT_PTR_EQ(test, cache_test_find(&key, ret), program);
	/* A task that adds an equal program gets the first one. */
	KUNIT_EXPECT_PTR_EQ(test, cache_test_add(test, &key, ret), program);
	KUNIT_EXPECT_EQ(test, refcount_read(&program->refs), 3);
	seccomp_program_put(program);
	seccomp_program_put(program);
	cache_test_expect(test, &key, ret, program);
	seccomp_program_put(program);
	KUNIT_EXPECT_NULL(test, cache_test_find(&key, ret));
}

/* Expect that neither of two keys finds what the other one has added. */
static void cache_test_expect_apart(struct kunit *test,
				    const struct seccomp_cache_key *one,
				    const struct seccomp_cache_key *other)
{
	const u32 ret = SECCOMP_RET_ERRNO | 4712;
	struct seccomp_program *first, *second;

	first = cache_test_add(test, one, ret);
	cache_test_expect(test, other, ret, NULL);
	second = cache_test_add(test, other, ret);
	KUNIT_EXPECT_PTR_NE(test, second, first);
	cache_test_expect(test, one, ret, first);
	seccomp_program_put(first);
	cache_test_expect(test, one, ret, NULL);
	seccomp_program_put(second);
}

static void cache_separates_boundaries(struct kunit *test)
{
	struct seccomp_program *below;
	struct seccomp_cache_key key, other;

	seccomp_cache_key_read(&key);
	other = key;
	other.memcg++;
	cache_test_expect_apart(test, &key, &other);

	below = test_program_ret(test, SECCOMP_RET_ALLOW);
	other = key;
	other.below = below;
	cache_test_expect_apart(test, &key, &other);
	/* No program in the cache has it below any more. */
	KUNIT_EXPECT_EQ(test, refcount_read(&below->refs), 1);
	seccomp_program_put(below);
}

/*
 * Let a task with other credentials read its boundary. Expect that it shares
 * nothing with current.
 */
static void cache_test_expect_cred_apart(struct kunit *test,
					 const struct cred *cred)
{
	struct seccomp_cache_key key, other;
	const struct cred *old;

	seccomp_cache_key_read(&key);
	old = override_creds(cred);
	seccomp_cache_key_read(&other);
	revert_creds(old);
	cache_test_expect_apart(test, &key, &other);
}

static struct cred *cache_test_cred(struct kunit *test)
{
	struct cred *cred = prepare_creds();

	KUNIT_ASSERT_NOT_NULL(test, cred);
	return cred;
}

static void cache_separates_users(struct kunit *test)
{
	struct cred *cred = cache_test_cred(test);

	cred->uid = KUIDT_INIT(1000);
	cache_test_expect_cred_apart(test, cred);
	put_cred(cred);
}

static void cache_separates_groups(struct kunit *test)
{
	struct cred *cred = cache_test_cred(test);

	cred->gid = KGIDT_INIT(1000);
	cache_test_expect_cred_apart(test, cred);
	put_cred(cred);
}

static void cache_separates_capabilities(struct kunit *test)
{
	struct cred *cred = cache_test_cred(test);

	cap_lower(cred->cap_permitted, CAP_NET_RAW);
	cache_test_expect_cred_apart(test, cred);
	put_cred(cred);
}

static void cache_ignores_what_no_inspector_needs(struct kunit *test)
{
	const u32 ret = SECCOMP_RET_ERRNO | 4713;
	struct cred *cred = cache_test_cred(test);
	struct seccomp_program *program;
	struct seccomp_cache_key key;
	const struct cred *old;

	seccomp_cache_key_read(&key);
	program = cache_test_add(test, &key, ret);
	cap_clear(cred->cap_effective);
	old = override_creds(cred);
	seccomp_cache_key_read(&key);
	revert_creds(old);
	cache_test_expect(test, &key, ret, program);
	seccomp_program_put(program);
	put_cred(cred);
}

/* --- The back end -------------------------------------------------------- */

static int *cache_test_jit_enable(void)
{
#ifdef CONFIG_BPF_JIT
	return &bpf_jit_enable;
#else
	return NULL;
#endif
}

static int *cache_test_jit_harden(void)
{
#ifdef CONFIG_BPF_JIT
	return &bpf_jit_harden;
#else
	return NULL;
#endif
}

/* Skip a test that needs the JIT, or the knobs of the BPF back end. */
static void cache_test_need_jit(struct kunit *test)
{
	if (!ebpf_jit_enabled())
		kunit_skip(test, "the kernel does not compile eBPF");
}

/* Write a knob, as root may do at any time. Return the value before. */
static int cache_test_write(int *knob, int value)
{
	const int old = READ_ONCE(*knob);

	WRITE_ONCE(*knob, value);
	return old;
}

static void cache_test_expect_knob_apart(struct kunit *test, int *knob,
					 int value)
{
	struct seccomp_cache_key key, other;
	struct seccomp_program *program;
	int old;

	seccomp_cache_key_read(&key);
	old = cache_test_write(knob, value);
	seccomp_cache_key_read(&other);
	/* A program is what the back end decides when it is created. */
	program = cache_test_add(test, &other, SECCOMP_RET_ALLOW);
	cache_test_write(knob, old);
	cache_test_expect(test, &other, SECCOMP_RET_ALLOW, program);
	cache_test_expect(test, &key, SECCOMP_RET_ALLOW, NULL);
	seccomp_program_put(program);
}

static void cache_separates_hardening(struct kunit *test)
{
	int *harden = cache_test_jit_harden();
	int old;

	cache_test_need_jit(test);
	old = cache_test_write(harden, 0);
	cache_test_expect_knob_apart(test, harden, 1);
	cache_test_expect_knob_apart(test, harden, 2);
	cache_test_write(harden, old);
}

static void cache_separates_compiled_from_interpreted(struct kunit *test)
{
	cache_test_need_jit(test);
	cache_test_expect_knob_apart(test, cache_test_jit_enable(), 0);
}

/* The knob changes between the read of the key and the creation. */
static void cache_refuses_program_of_other_hardening(struct kunit *test)
{
	const u32 ret = SECCOMP_RET_ERRNO | 4714;
	int *harden = cache_test_jit_harden();
	struct seccomp_program *program;
	struct seccomp_cache_key key;
	int old;

	cache_test_need_jit(test);
	old = cache_test_write(harden, 2);
	seccomp_cache_key_read(&key);
	cache_test_write(harden, 0);
	program = cache_test_add(test, &key, ret);
	cache_test_write(harden, 2);
	cache_test_expect(test, &key, ret, NULL);
	cache_test_write(harden, old);
	seccomp_program_put(program);
}

/* Code that a path needs later is compiled as the knobs are then. */
static void cache_forgets_program_with_late_weaker_code(struct kunit *test)
{
	const u32 ret = SECCOMP_RET_ERRNO | 4715;
	int *harden = cache_test_jit_harden();
	struct seccomp_program *program;
	struct seccomp_cache_key key;
	int old;

	cache_test_need_jit(test);
	old = cache_test_write(harden, 2);
	seccomp_cache_key_read(&key);
	program = cache_test_add(test, &key, ret);
	cache_test_expect(test, &key, ret, program);
	cache_test_write(harden, 0);
	KUNIT_EXPECT_EQ(test, seccomp_program_compile(program), 0);
	cache_test_write(harden, 2);
	KUNIT_ASSERT_NOT_NULL(test, program->code);
	KUNIT_EXPECT_FALSE(test, program->code->blinding_requested);
	cache_test_expect(test, &key, ret, NULL);
	cache_test_write(harden, old);
	seccomp_program_put(program);
}

static void cache_keeps_program_with_late_equal_code(struct kunit *test)
{
	const u32 ret = SECCOMP_RET_ERRNO | 4716;
	struct seccomp_program *program;
	struct seccomp_cache_key key;

	seccomp_cache_key_read(&key);
	program = cache_test_add(test, &key, ret);
	KUNIT_EXPECT_EQ(test, seccomp_program_compile(program), 0);
	KUNIT_EXPECT_NOT_NULL(test, program->code);
	cache_test_expect(test, &key, ret, program);
	seccomp_program_put(program);
}

/* Create a program whose residual compares an argument. */
static struct seccomp_program *cache_test_arg_program(struct kunit *test)
{
	const struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, args[0])),
		/* Not a compare with a constant, so it needs code. */
		BPF_STMT(BPF_ALU | BPF_MUL | BPF_K, 0x12345),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x41424344, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct seccomp_program *program =
		test_program(test, code, ARRAY_SIZE(code));

	KUNIT_ASSERT_EQ(test, seccomp_program_compile(program), 0);
	return program;
}

/* Current has all capabilities. The value 1 exempts CAP_BPF from blinding. */
static void cache_code_is_hardened_for_every_loader(struct kunit *test)
{
	int *harden = cache_test_jit_harden();
	struct seccomp_program *program;
	int old;

	cache_test_need_jit(test);
	KUNIT_ASSERT_TRUE(test, ns_capable_noaudit(&init_user_ns, CAP_BPF));
	old = cache_test_write(harden, 1);
	program = cache_test_arg_program(test);
	cache_test_write(harden, old);
	KUNIT_EXPECT_TRUE(test, program->code->blinding_requested);
	if (program->residual_code)
		KUNIT_EXPECT_TRUE(test,
				  program->residual_code->blinding_requested);
	KUNIT_EXPECT_EQ(test, program->backend,
			SECCOMP_BACKEND_JIT | SECCOMP_BACKEND_BLIND);
	seccomp_program_put(program);
}

/* --- Limits --------------------------------------------------------------- */

/* Programs that differ only where the hash does not look fill a bucket so. */
static void cache_keeps_at_most_8_equal_hashes(struct kunit *test)
{
	const u32 ret = SECCOMP_RET_ERRNO | 4717;
	struct seccomp_program *programs[9];
	struct seccomp_cache_key key;
	unsigned int i;

	seccomp_cache_key_read(&key);
	for (i = 0; i < ARRAY_SIZE(programs); i++) {
		programs[i] = cache_test_add(test, &key, ret);
		KUNIT_EXPECT_EQ(test, hlist_unhashed(&programs[i]->cache_node),
				i == 8);
		/* Hide it from the next lookup. */
		programs[i]->backend = SECCOMP_BACKEND_MIXED;
	}
	for (i = 0; i < ARRAY_SIZE(programs); i++)
		seccomp_program_put(programs[i]);
}

/* Return a program of 64 instructions that differ in the second but last one. */
static struct seccomp_program *
cache_test_similar_program(struct kunit *test,
			   const struct seccomp_cache_key *key, u32 ret)
{
	const unsigned int len = 64;
	struct seccomp_program *program;
	struct sock_filter *insns;
	unsigned int i;

	insns = kvmalloc_array(len, sizeof(*insns), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, insns);
	for (i = 0; i < len; i++)
		insns[i] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, 0);
	insns[len - 2].k = ret;
	program = seccomp_program_create(insns, len);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, program);
	return seccomp_program_cache_add(program, key);
}

static void cache_finds_programs_with_equal_hashes(struct kunit *test)
{
	struct seccomp_program *programs[3], *again;
	struct seccomp_cache_key key;
	u32 i;

	seccomp_cache_key_read(&key);
	for (i = 0; i < ARRAY_SIZE(programs); i++)
		programs[i] = cache_test_similar_program(test, &key, i);
	KUNIT_EXPECT_EQ(test, programs[0]->hash, programs[1]->hash);
	for (i = 0; i < ARRAY_SIZE(programs); i++) {
		again = cache_test_similar_program(test, &key, i);
		KUNIT_EXPECT_PTR_EQ(test, again, programs[i]);
		seccomp_program_put(again);
	}
	for (i = 0; i < ARRAY_SIZE(programs); i++)
		seccomp_program_put(programs[i]);
}

static void cache_frees_long_chain_below(struct kunit *test)
{
	const unsigned int count = 1024;
	struct seccomp_program *program = NULL, *newer;
	struct seccomp_cache_key key;
	unsigned int i;

	seccomp_cache_key_read(&key);
	for (i = 0; i < count; i++) {
		key.below = program;
		newer = cache_test_add(test, &key, SECCOMP_RET_ERRNO | i);
		/* From here, only the program on top of it keeps it. */
		seccomp_program_put(program);
		program = newer;
	}
	/* This frees all programs, without recursion. */
	seccomp_program_put(program);
	key.below = NULL;
	cache_test_expect(test, &key, SECCOMP_RET_ERRNO, NULL);
}

static struct kunit_case cache_test_cases[] = {
	KUNIT_CASE(cache_finds_program_until_last_put),
	KUNIT_CASE(cache_separates_boundaries),
	KUNIT_CASE(cache_separates_users),
	KUNIT_CASE(cache_separates_groups),
	KUNIT_CASE(cache_separates_capabilities),
	KUNIT_CASE(cache_ignores_what_no_inspector_needs),
	KUNIT_CASE(cache_separates_hardening),
	KUNIT_CASE(cache_separates_compiled_from_interpreted),
	KUNIT_CASE(cache_refuses_program_of_other_hardening),
	KUNIT_CASE(cache_forgets_program_with_late_weaker_code),
	KUNIT_CASE(cache_keeps_program_with_late_equal_code),
	KUNIT_CASE(cache_code_is_hardened_for_every_loader),
	KUNIT_CASE(cache_keeps_at_most_8_equal_hashes),
	KUNIT_CASE(cache_finds_programs_with_equal_hashes),
	KUNIT_CASE(cache_frees_long_chain_below),
	{},
};

static struct kunit_suite cache_test_suite = {
	.name = "seccomp_program_cache",
	.test_cases = cache_test_cases,
};

kunit_test_suite(cache_test_suite);
