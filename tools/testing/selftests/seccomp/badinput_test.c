// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test bad input: every operation with bad pointers and every flag, and memory
 * that ends or changes during a copy. Each call must return the documented errno
 * and leave the task's seccomp state unchanged.
 */
#include "../kselftest_harness.h"
#include "common.h"

#include <pthread.h>

/* Return true if the calling thread has no mode and no filter. */
static bool has_no_seccomp(void)
{
	return seccomp_mode() == 0 && filter_count() == 0;
}

/* Return 0 or the errno. */
static int try_seccomp(unsigned int op, unsigned int flags, const void *arg)
{
	return sys_seccomp(op, flags, (void *)arg) < 0 ? errno : 0;
}

static int try_attach(const void *prog)
{
	return try_seccomp(SECCOMP_SET_MODE_FILTER, 0, prog);
}

static int try_insns(const void *insns, size_t len)
{
	return attach((void *)insns, len, 0) < 0 ? errno : 0;
}

/* Addresses that are unmapped or belong to the kernel. */
static const unsigned long bad_addresses[] = {
	1UL,
	8UL,
	0xfffUL,
	-1UL,
	-8UL,
	-64UL,
	-4096UL,
	0x7ffffffffffff000UL,
	0x8000000000000000UL,
	0x0000800000000000UL,
	0x00007ffffffff000UL,
	0xffff800000000000UL,
	0xffff888000000000UL,
	0xffffffff81000000UL,
	0xffff800080000000UL,
};

FIXTURE(bad)
{
	struct sock_filter insns[2];
	struct sock_fprog prog;
};

FIXTURE_SETUP(bad)
{
	ASSERT_EQ(0, no_new_privs());
	self->insns[0] = INSN_LOAD_NR;
	self->insns[1] = INSN_RET(SECCOMP_RET_ALLOW);
	self->prog.len = 2;
	self->prog.filter = self->insns;
}

FIXTURE_TEARDOWN(bad)
{
}

TEST_F(bad, valid_input_is_accepted)
{
	EXPECT_EQ(0, try_attach(&self->prog));
	EXPECT_FALSE(has_no_seccomp());
}

TEST_F(bad, program_at_a_bad_address_is_efault)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad_addresses); i++) {
		EXPECT_EQ(EFAULT, try_attach((void *)bad_addresses[i]))
		{
			TH_LOG("%#lx", bad_addresses[i]);
		}
		EXPECT_EQ(-1, prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER,
				    bad_addresses[i], 0, 0));
		EXPECT_EQ(EFAULT, errno);
	}
	EXPECT_TRUE(has_no_seccomp());
}

TEST_F(bad, instructions_at_a_bad_address_are_efault)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad_addresses); i++) {
		EXPECT_EQ(EFAULT, try_insns((void *)bad_addresses[i], 1))
		{
			TH_LOG("%#lx", bad_addresses[i]);
		}
		EXPECT_EQ(EFAULT,
			  try_insns((void *)bad_addresses[i], PROGRAM_MAX_LEN));
	}
	EXPECT_TRUE(has_no_seccomp());
}

TEST_F(bad, query_with_a_bad_address_is_efault)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad_addresses); i++) {
		void *bad = (void *)bad_addresses[i];

		EXPECT_EQ(EFAULT,
			  try_seccomp(SECCOMP_GET_ACTION_AVAIL, 0, bad));
		EXPECT_EQ(EFAULT, try_seccomp(SECCOMP_GET_NOTIF_SIZES, 0, bad));
	}
	EXPECT_TRUE(has_no_seccomp());
}

TEST_F(bad, program_that_ends_at_any_byte_is_efault)
{
	size_t size;

	for (size = 1; size < sizeof(self->prog); size++) {
		EXPECT_EQ(EFAULT, try_attach(end_of_mapping(&self->prog, size)))
		{
			TH_LOG("%zu bytes are mapped", size);
		}
	}
	EXPECT_TRUE(has_no_seccomp());
	EXPECT_EQ(0, try_attach(end_of_mapping(&self->prog, size)));
}

TEST_F(bad, instructions_that_end_at_any_byte_are_efault)
{
	size_t size;

	for (size = 1; size < sizeof(self->insns); size++) {
		EXPECT_EQ(EFAULT,
			  try_insns(end_of_mapping(self->insns, size), 2))
		{
			TH_LOG("%zu bytes are mapped", size);
		}
	}
	EXPECT_TRUE(has_no_seccomp());
	EXPECT_EQ(0, try_insns(end_of_mapping(self->insns, size), 2));
}

TEST_F(bad, longest_program_without_its_last_byte_is_efault)
{
	static struct sock_filter insns[PROGRAM_MAX_LEN];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(insns); i++)
		insns[i] = INSN_RET(SECCOMP_RET_ALLOW);
	EXPECT_EQ(EFAULT, try_insns(end_of_mapping(insns, sizeof(insns) - 1),
				    PROGRAM_MAX_LEN));
	EXPECT_TRUE(has_no_seccomp());
	EXPECT_EQ(0, try_insns(end_of_mapping(insns, sizeof(insns)),
			       PROGRAM_MAX_LEN));
}

TEST_F(bad, instructions_beyond_the_end_of_a_mapped_file_are_efault)
{
	char path[] = "/tmp/seccomp-test-XXXXXX";
	int fd = mkstemp(path);
	void *map;

	ASSERT_LE(0, fd);
	ASSERT_EQ(0, unlink(path));
	map = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);
	ASSERT_NE(MAP_FAILED, map);
	/* A read by the task itself would raise SIGBUS. */
	EXPECT_EQ(EFAULT, try_insns(map, 2));
	EXPECT_EQ(EFAULT, try_attach(map));
	EXPECT_TRUE(has_no_seccomp());
}

TEST_F(bad, program_length_has_16_bits)
{
	struct {
		struct sock_fprog prog;
		char behind[8];
	} wide = { .prog = self->prog };

	/* The bytes between length and pointer are padding. */
	memset((char *)&wide.prog + sizeof(wide.prog.len), 0xff,
	       offsetof(struct sock_fprog, filter) - sizeof(wide.prog.len));
	EXPECT_EQ(0, try_attach(&wide.prog));
	EXPECT_EQ(1, filter_count());
}

TEST_F(bad, unknown_flag_of_any_operation_is_einval_with_any_pointer)
{
	const void *pointers[] = {
		NULL, (void *)1, (void *)-1L, unmapped_page(), &self->prog,
	};
	unsigned int op, bit;
	size_t i;
	int err;

	for (op = 0; op < 8; op++) {
		/* Valid flags of SET_MODE_FILTER have tests of their own. */
		bit = op == SECCOMP_SET_MODE_FILTER ? 6 : 0;
		for (; bit < 32; bit++) {
			if (op == SECCOMP_SET_MODE_FILTER &&
			    is_extension_bit(bit))
				continue;
			for (i = 0; i < ARRAY_SIZE(pointers); i++) {
				err = try_seccomp(op, 1U << bit, pointers[i]);
				EXPECT_EQ(EINVAL, err)
				{
					TH_LOG("operation %u, flag bit %u, pointer %p",
					       op, bit, pointers[i]);
				}
			}
		}
	}
	EXPECT_TRUE(has_no_seccomp());
}

TEST_F(bad, valid_flags_with_a_bad_pointer_are_efault)
{
	static const unsigned int flags[] = {
		SECCOMP_FILTER_FLAG_TSYNC,
		SECCOMP_FILTER_FLAG_LOG,
		SECCOMP_FILTER_FLAG_SPEC_ALLOW,
		SECCOMP_FILTER_FLAG_NEW_LISTENER,
		SECCOMP_FILTER_FLAG_TSYNC_ESRCH,
		SECCOMP_FILTER_FLAG_NEW_LISTENER |
			SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV,
		SECCOMP_FILTER_FLAG_TSYNC | SECCOMP_FILTER_FLAG_TSYNC_ESRCH |
			SECCOMP_FILTER_FLAG_NEW_LISTENER,
	};
	int first_free = dup(0);
	size_t i, j;

	close(first_free);
	for (i = 0; i < ARRAY_SIZE(flags); i++) {
		for (j = 0; j < ARRAY_SIZE(bad_addresses); j++) {
			void *bad = (void *)bad_addresses[j];

			EXPECT_EQ(EFAULT, try_seccomp(SECCOMP_SET_MODE_FILTER,
						      flags[i], bad));
			self->prog.filter = bad;
			EXPECT_EQ(EFAULT, try_seccomp(SECCOMP_SET_MODE_FILTER,
						      flags[i], &self->prog));
		}
	}
	EXPECT_TRUE(has_no_seccomp());
	/* No call has left the descriptor of a listener open. */
	EXPECT_EQ(first_free, dup(0));
}

TEST_F(bad, strict_mode_with_a_pointer_is_einval)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad_addresses); i++) {
		EXPECT_EQ(EINVAL, try_seccomp(SECCOMP_SET_MODE_STRICT, 0,
					      (void *)bad_addresses[i]));
	}
	EXPECT_TRUE(has_no_seccomp());
}

TEST_F(bad, notif_sizes_to_a_bad_address_is_efault)
{
	size_t size;

	for (size = 1; size < sizeof(struct seccomp_notif_sizes); size++) {
		EXPECT_EQ(EFAULT, try_seccomp(SECCOMP_GET_NOTIF_SIZES, 0,
					      end_of_mapping(NULL, size)));
	}
	/* The text of a program is not writable. */
	EXPECT_EQ(EFAULT,
		  try_seccomp(SECCOMP_GET_NOTIF_SIZES, 0, (void *)try_attach));
	EXPECT_TRUE(has_no_seccomp());
}

TEST_F(bad, action_that_ends_at_any_byte_is_efault)
{
	const __u32 action = SECCOMP_RET_ALLOW;
	size_t size;

	for (size = 1; size < sizeof(action); size++) {
		EXPECT_EQ(EFAULT, try_seccomp(SECCOMP_GET_ACTION_AVAIL, 0,
					      end_of_mapping(&action, size)));
	}
	EXPECT_EQ(0, try_seccomp(SECCOMP_GET_ACTION_AVAIL, 0,
				 end_of_mapping(&action, size)));
}

/*
 * Other threads
 */

struct observer {
	pthread_barrier_t barrier;
	bool unchanged;
};

static void *observe(void *arg)
{
	struct observer *observer = arg;

	pthread_barrier_wait(&observer->barrier);
	pthread_barrier_wait(&observer->barrier);
	observer->unchanged = has_no_seccomp() && sys_getppid() > 0 &&
			      status_field(0, "NoNewPrivs") == 0;
	return NULL;
}

TEST(failed_tsync_does_not_change_other_threads)
{
	const unsigned int tsync = SECCOMP_FILTER_FLAG_TSYNC;
	struct sock_filter bad = INSN(0xffff, 0);
	struct sock_fprog prog = { .len = 1, .filter = &bad };
	struct observer observer = {};
	pthread_t thread;

	ASSERT_EQ(0, pthread_barrier_init(&observer.barrier, NULL, 2));
	ASSERT_EQ(0, pthread_create(&thread, NULL, observe, &observer));
	pthread_barrier_wait(&observer.barrier);
	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(EFAULT, try_seccomp(SECCOMP_SET_MODE_FILTER, tsync, NULL));
	EXPECT_EQ(EINVAL, try_seccomp(SECCOMP_SET_MODE_FILTER, tsync, &prog));
	prog.filter = unmapped_page();
	EXPECT_EQ(EFAULT, try_seccomp(SECCOMP_SET_MODE_FILTER, tsync, &prog));
	prog.len = 0;
	EXPECT_EQ(EINVAL, try_seccomp(SECCOMP_SET_MODE_FILTER, tsync, &prog));
	EXPECT_TRUE(has_no_seccomp());
	pthread_barrier_wait(&observer.barrier);
	ASSERT_EQ(0, pthread_join(thread, NULL));
	EXPECT_TRUE(observer.unchanged);
}

/*
 * Memory that changes during the copy: another thread switches one instruction
 * between a valid and an invalid opcode. An accepted program has the valid one.
 */
struct shared_program {
	struct sock_filter insns[512];
	int stop;
};

static struct shared_program shared_program;

static void *switch_opcode(void *arg)
{
	struct sock_filter *insn = &shared_program.insns[500];
	__u16 code = BPF_RET | BPF_K;

	while (!__atomic_load_n(&shared_program.stop, __ATOMIC_RELAXED)) {
		code ^= 0xff00;
		__atomic_store_n(&insn->code, code, __ATOMIC_RELAXED);
	}
	return NULL;
}

/* Wait until the opcode is @good, or is not. */
static void wait_for_opcode(const __u16 *code, __u16 good, bool is_good)
{
	while ((__atomic_load_n(code, __ATOMIC_RELAXED) == good) != is_good)
		sched_yield();
}

static int attach_while_switching(void *arg)
{
	const __u16 *code = &shared_program.insns[500].code, good = *code;
	int i, err, accepted = 0, refused = 0;
	pthread_t thread;

	CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, switch_opcode, NULL));
	wait_for_opcode(code, good, false);
	/* About 50 of these programs fit into mainline's instruction budget. */
	for (i = 0; i < 3000; i++) {
		if (accepted >= (refused ? 20 : 40))
			break;
		/* The other thread may not run for long on a busy host. */
		if (!accepted != !refused)
			wait_for_opcode(code, good, !accepted);
		sched_yield();
		err = try_insns(shared_program.insns,
				ARRAY_SIZE(shared_program.insns));
		if (err)
			CHILD_ASSERT_EQ(EINVAL, err);
		if (err)
			refused++;
		else
			accepted++;
		CHILD_ASSERT_EQ(accepted, filter_count());
	}
	__atomic_store_n(&shared_program.stop, 1, __ATOMIC_RELAXED);
	/* The kernel has read both the valid and the invalid opcode. */
	CHILD_ASSERT(accepted);
	CHILD_ASSERT(refused);
	CHILD_ASSERT_ERRNO(EDOM, sys_getppid());
	return 42;
}

TEST(concurrent_change_does_not_bypass_validation)
{
	struct sock_filter *insns = shared_program.insns;
	size_t i;

	insns[0] = INSN_LOAD_NR;
	insns[1] = INSN_JEQ(__NR_getppid, 1, 0);
	insns[2] = INSN_RET(SECCOMP_RET_ALLOW);
	for (i = 3; i < ARRAY_SIZE(shared_program.insns); i++)
		insns[i] = INSN(BPF_LD | BPF_IMM, i);
	insns[500] = INSN_RET(SECCOMP_RET_ERRNO | EDOM);
	insns[ARRAY_SIZE(shared_program.insns) - 1] =
		INSN_RET(SECCOMP_RET_KILL);
	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(42, exit_summary(in_child(attach_while_switching, NULL)));
}

TEST_HARNESS_MAIN
