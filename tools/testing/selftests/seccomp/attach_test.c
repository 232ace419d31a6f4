// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test attaching a filter: privilege, length, memory, flags and the order of
 * checks. A failed attach must not change the task.
 */
#include "../kselftest_harness.h"
#include "common.h"

#include <pthread.h>
#include <sys/resource.h>

/*
 * The seccomp state of the calling thread in /proc. EXPECT_REFUSED() checks that
 * a failed attach does not change it.
 */
struct state {
	long mode;
	long filters;
	long no_new_privs;
};

static struct state current_state(void)
{
	return (struct state){
		.mode = seccomp_mode(),
		.filters = filter_count(),
		.no_new_privs = status_field(0, "NoNewPrivs"),
	};
}

static bool same_state(struct state a, struct state b)
{
	return a.mode == b.mode && a.filters == b.filters &&
	       a.no_new_privs == b.no_new_privs;
}

#define EXPECT_REFUSED(err, call)                                 \
	do {                                                      \
		struct state before = current_state();            \
		int ret, seen;                                    \
		errno = 0;                                        \
		ret = (call);                                     \
		seen = errno;                                     \
		EXPECT_EQ(-1, ret);                               \
		EXPECT_EQ(err, seen);                             \
		EXPECT_TRUE(same_state(before, current_state())); \
	} while (0)

static int attach_program(unsigned int flags, void *prog)
{
	return sys_seccomp(SECCOMP_SET_MODE_FILTER, flags, prog);
}

/*
 * Privilege
 */

TEST(privilege_missing_is_eacces)
{
	ASSERT_EQ(0, drop_capabilities());
	ASSERT_EQ(0, status_field(0, "NoNewPrivs"));
	EXPECT_REFUSED(EACCES, attach_verdict(SECCOMP_RET_ALLOW, 0));
	EXPECT_REFUSED(EACCES, attach_verdict(SECCOMP_RET_ALLOW,
					      SECCOMP_FILTER_FLAG_LOG));
}

TEST(privilege_missing_is_eacces_for_prctl)
{
	struct sock_filter allow = INSN_RET(SECCOMP_RET_ALLOW);
	struct sock_fprog prog = { .len = 1, .filter = &allow };

	ASSERT_EQ(0, drop_capabilities());
	EXPECT_REFUSED(EACCES,
		       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &prog, 0, 0));
}

TEST(no_new_privs_suffices)
{
	ASSERT_EQ(0, drop_capabilities());
	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0));
	EXPECT_EQ(2, seccomp_mode());
	EXPECT_EQ(1, filter_count());
}

TEST(cap_sys_admin_suffices_and_does_not_set_no_new_privs)
{
	ASSERT_EQ(0, status_field(0, "NoNewPrivs"));
	ASSERT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0))
	{
		TH_LOG("run this test as root");
	}
	EXPECT_EQ(2, seccomp_mode());
	EXPECT_EQ(0, status_field(0, "NoNewPrivs"));
}

static int keep_capability(unsigned int cap, bool keep_only)
{
	struct __user_cap_header_struct head = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct data[2];
	unsigned int i;

	if (syscall(__NR_capget, &head, data))
		return -1;
	for (i = 0; i < 2; i++) {
		__u32 bit = cap / 32 == i ? 1U << cap % 32 : 0;
		__u32 mask = keep_only ? bit : ~bit;

		data[i].effective &= mask;
		data[i].permitted &= mask;
		data[i].inheritable = 0;
	}
	return syscall(__NR_capset, &head, data);
}

TEST(cap_sys_admin_alone_suffices)
{
	ASSERT_EQ(0, keep_capability(CAP_SYS_ADMIN, true));
	EXPECT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0));
}

TEST(every_capability_but_sys_admin_is_eacces)
{
	ASSERT_EQ(0, keep_capability(CAP_SYS_ADMIN, false));
	EXPECT_REFUSED(EACCES, attach_verdict(SECCOMP_RET_ALLOW, 0));
}

TEST(cap_sys_admin_in_a_user_namespace_suffices)
{
	ASSERT_EQ(0, drop_capabilities());
	if (unshare(CLONE_NEWUSER))
		SKIP(return, "no user namespaces here: %s", strerror(errno));
	EXPECT_EQ(0, status_field(0, "NoNewPrivs"));
	EXPECT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0));
	EXPECT_EQ(1, filter_count());
}

TEST(privilege_is_checked_at_each_attach)
{
	ASSERT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0));
	ASSERT_EQ(0, drop_capabilities());
	EXPECT_REFUSED(EACCES, attach_verdict(SECCOMP_RET_ALLOW, 0));
	EXPECT_EQ(1, filter_count());
}

/*
 * Length
 */

FIXTURE(length)
{
	struct sock_filter *insns;
};

FIXTURE_SETUP(length)
{
	size_t i;

	ASSERT_EQ(0, no_new_privs());
	self->insns = calloc(0x10000, sizeof(*self->insns));
	ASSERT_NE(NULL, self->insns);
	for (i = 0; i < 0x10000; i++)
		self->insns[i] = INSN_RET(SECCOMP_RET_ALLOW);
}

FIXTURE_TEARDOWN(length)
{
	free(self->insns);
}

TEST_F(length, zero_is_einval)
{
	EXPECT_REFUSED(EINVAL, attach(self->insns, 0, 0));
	EXPECT_REFUSED(EINVAL, attach(NULL, 0, 0));
}

TEST_F(length, one_is_enough)
{
	EXPECT_EQ(0, attach(self->insns, 1, 0));
	EXPECT_EQ(1, filter_count());
}

TEST_F(length, maximum_is_4096)
{
	EXPECT_EQ(0, attach(self->insns, PROGRAM_MAX_LEN, 0));
	EXPECT_EQ(1, filter_count());
}

TEST_F(length, beyond_4096_is_einval)
{
	EXPECT_REFUSED(EINVAL, attach(self->insns, PROGRAM_MAX_LEN + 1, 0));
	EXPECT_REFUSED(EINVAL, attach(self->insns, 0x7fff, 0));
	EXPECT_REFUSED(EINVAL, attach(self->insns, 0x8000, 0));
	EXPECT_REFUSED(EINVAL, attach(self->insns, 0xffff, 0));
}

TEST_F(length, beyond_4096_is_einval_before_instructions_are_read)
{
	EXPECT_REFUSED(EINVAL, attach(NULL, PROGRAM_MAX_LEN + 1, 0));
	EXPECT_REFUSED(EINVAL, attach(unmapped_page(), 0xffff, 0));
}

/*
 * Memory
 */

FIXTURE(memory)
{
	struct sock_filter insns[4];
	struct sock_fprog prog;
};

FIXTURE_SETUP(memory)
{
	ASSERT_EQ(0, no_new_privs());
	self->insns[0] = INSN_LOAD_NR;
	self->insns[1] = INSN_JEQ(__NR_getppid, 0, 1);
	self->insns[2] = INSN_RET(SECCOMP_RET_ERRNO | EDOM);
	self->insns[3] = INSN_RET(SECCOMP_RET_ALLOW);
	self->prog.len = 4;
	self->prog.filter = self->insns;
}

FIXTURE_TEARDOWN(memory)
{
}

TEST_F(memory, null_program_is_efault)
{
	EXPECT_REFUSED(EFAULT, attach_program(0, NULL));
}

TEST_F(memory, unmapped_program_is_efault)
{
	EXPECT_REFUSED(EFAULT, attach_program(0, unmapped_page()));
	EXPECT_REFUSED(EFAULT, attach_program(0, (void *)1));
	EXPECT_REFUSED(EFAULT, attach_program(0, (void *)-1L));
	EXPECT_REFUSED(EFAULT, attach_program(0, (void *)(-1UL << 12)));
}

TEST_F(memory, null_instructions_are_einval)
{
	/* The kernel checks for NULL before it copies, so it is not EFAULT. */
	EXPECT_REFUSED(EINVAL, attach(NULL, 4, 0));
}

TEST_F(memory, unmapped_instructions_are_efault)
{
	EXPECT_REFUSED(EFAULT, attach(unmapped_page(), 4, 0));
	EXPECT_REFUSED(EFAULT, attach((void *)1, 4, 0));
	EXPECT_REFUSED(EFAULT, attach((void *)-1L, 4, 0));
}

TEST_F(memory, program_at_any_alignment_is_read)
{
	char bytes[sizeof(self->prog) + 8];
	size_t i;

	for (i = 1; i < 8; i++) {
		memcpy(bytes + i, &self->prog, sizeof(self->prog));
		EXPECT_EQ(0, attach_program(0, bytes + i));
	}
	EXPECT_EQ(7, filter_count());
}

TEST_F(memory, instructions_at_any_alignment_are_read)
{
	char bytes[sizeof(self->insns) + 8];
	size_t i;

	for (i = 1; i < 8; i++) {
		memcpy(bytes + i, self->insns, sizeof(self->insns));
		EXPECT_EQ(0, attach((void *)(bytes + i), 4, 0));
	}
	EXPECT_EQ(7, filter_count());
	EXPECT_EQ(-1, sys_getppid());
	EXPECT_EQ(EDOM, errno);
}

TEST_F(memory, no_byte_beyond_the_program_or_its_instructions_is_read)
{
	struct sock_fprog *prog;

	self->prog.filter = end_of_mapping(self->insns, sizeof(self->insns));
	ASSERT_NE(NULL, self->prog.filter);
	prog = end_of_mapping(&self->prog, sizeof(self->prog));
	ASSERT_NE(NULL, prog);
	EXPECT_EQ(0, attach_program(0, prog));
	EXPECT_EQ(-1, sys_getppid());
	EXPECT_EQ(EDOM, errno);
}

TEST_F(memory, instructions_are_copied_at_attach)
{
	size_t i;

	ASSERT_EQ(0, attach_program(0, &self->prog));
	for (i = 0; i < ARRAY_SIZE(self->insns); i++)
		self->insns[i] = INSN_RET(SECCOMP_RET_KILL_PROCESS);
	EXPECT_EQ(-1, sys_getppid());
	EXPECT_EQ(EDOM, errno);
}

TEST_F(memory, read_only_instructions_are_accepted)
{
	void *map = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	ASSERT_NE(MAP_FAILED, map);
	memcpy(map, self->insns, sizeof(self->insns));
	ASSERT_EQ(0, mprotect(map, 4096, PROT_READ));
	EXPECT_EQ(0, attach(map, 4, 0));
}

/*
 * Flags
 */

FIXTURE(flags)
{
	struct sock_filter allow;
};

FIXTURE_SETUP(flags)
{
	ASSERT_EQ(0, no_new_privs());
	self->allow = INSN_RET(SECCOMP_RET_ALLOW);
}

FIXTURE_TEARDOWN(flags)
{
}

TEST_F(flags, unknown_bits_are_einval)
{
	unsigned int bit;

	for (bit = 6; bit < 32; bit++) {
		/* Extensions have tests of their own. */
		if (is_extension_bit(bit))
			continue;
		EXPECT_REFUSED(EINVAL, attach(&self->allow, 1, 1U << bit));
		EXPECT_REFUSED(EINVAL,
			       attach(&self->allow, 1,
				      1U << bit | SECCOMP_FILTER_FLAG_LOG));
	}
	EXPECT_REFUSED(EINVAL, attach(&self->allow, 1, -1U));
	EXPECT_REFUSED(EINVAL, attach(&self->allow, 1, ~KNOWN_ATTACH_FLAGS));
}

static bool combination_is_valid(unsigned int flags)
{
	bool listener = flags & SECCOMP_FILTER_FLAG_NEW_LISTENER;

	/* Both return a number unless TSYNC_ESRCH makes TSYNC return ESRCH. */
	if (listener && flags & SECCOMP_FILTER_FLAG_TSYNC &&
	    !(flags & SECCOMP_FILTER_FLAG_TSYNC_ESRCH))
		return false;
	/* WAIT_KILLABLE_RECV needs a listener, whose replies the task awaits. */
	if (flags & SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV && !listener)
		return false;
	return true;
}

static int attach_with_flags(void *arg)
{
	unsigned int flags = *(unsigned int *)arg;
	int ret = attach_verdict(SECCOMP_RET_ALLOW, flags);

	if (!combination_is_valid(flags)) {
		CHILD_ASSERT_ERRNO(EINVAL, ret);
		CHILD_ASSERT_EQ(0, seccomp_mode());
		CHILD_ASSERT_EQ(0, filter_count());
		return 42;
	}
	CHILD_ASSERT_LE(0, ret);
	if (flags & SECCOMP_FILTER_FLAG_NEW_LISTENER)
		CHILD_ASSERT_EQ(FD_CLOEXEC, fcntl(ret, F_GETFD));
	else
		CHILD_ASSERT_EQ(0, ret);
	CHILD_ASSERT_EQ(2, seccomp_mode());
	CHILD_ASSERT_EQ(1, filter_count());
	return 42;
}

TEST_F(flags, each_of_64_combinations_is_accepted_or_einval)
{
	unsigned int flags;

	ASSERT_EQ(63, KNOWN_ATTACH_FLAGS);
	for (flags = 0; flags <= KNOWN_ATTACH_FLAGS; flags++) {
		EXPECT_EQ(42, exit_summary(in_child(attach_with_flags, &flags)))
		{
			TH_LOG("flags %#x", flags);
		}
	}
}

TEST_F(flags, tsync_with_listener_needs_tsync_esrch)
{
	const unsigned int both = SECCOMP_FILTER_FLAG_TSYNC |
				  SECCOMP_FILTER_FLAG_NEW_LISTENER;

	EXPECT_REFUSED(EINVAL, attach(&self->allow, 1, both));
	EXPECT_LE(0, attach(&self->allow, 1,
			    both | SECCOMP_FILTER_FLAG_TSYNC_ESRCH));
}

TEST_F(flags, wait_killable_recv_needs_a_listener)
{
	const unsigned int wait = SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV;

	EXPECT_REFUSED(EINVAL, attach(&self->allow, 1, wait));
	EXPECT_LE(0, attach(&self->allow, 1,
			    wait | SECCOMP_FILTER_FLAG_NEW_LISTENER));
}

TEST_F(flags, second_listener_is_ebusy)
{
	const unsigned int flags = SECCOMP_FILTER_FLAG_NEW_LISTENER;
	int first = attach(&self->allow, 1, flags);
	int next;

	ASSERT_LE(0, first);
	next = dup(first);
	close(next);
	EXPECT_REFUSED(EBUSY, attach(&self->allow, 1, flags));
	/* The failed attach has released its descriptor. */
	EXPECT_EQ(next, dup(first));
	/* The listener stays open through its duplicate. */
	close(first);
	EXPECT_REFUSED(EBUSY, attach(&self->allow, 1, flags));
	EXPECT_EQ(0, attach(&self->allow, 1, 0));
}

TEST_F(flags, listener_without_a_free_descriptor_is_emfile)
{
	struct rlimit limit;
	struct rlimit none;

	ASSERT_EQ(0, getrlimit(RLIMIT_NOFILE, &limit));
	none = limit;
	none.rlim_cur = 0;
	ASSERT_EQ(0, setrlimit(RLIMIT_NOFILE, &none));
	EXPECT_EQ(-1,
		  attach(&self->allow, 1, SECCOMP_FILTER_FLAG_NEW_LISTENER));
	EXPECT_EQ(EMFILE, errno);
	ASSERT_EQ(0, setrlimit(RLIMIT_NOFILE, &limit));
	EXPECT_EQ(0, seccomp_mode());
	EXPECT_EQ(0, filter_count());
	EXPECT_LE(0, attach(&self->allow, 1, SECCOMP_FILTER_FLAG_NEW_LISTENER));
}

static void read_mitigations(char *text, size_t size)
{
	FILE *file = fopen("/proc/thread-self/status", "re");
	char line[256];

	text[0] = '\0';
	while (file && fgets(line, sizeof(line), file)) {
		if (!strncmp(line, "Speculation", 11))
			strncat(text, line, size - strlen(text) - 1);
	}
	if (file)
		fclose(file);
}

TEST_F(flags, spec_allow_keeps_speculation_mitigations)
{
	char before[512], after[512];

	read_mitigations(before, sizeof(before));
	ASSERT_NE('\0', before[0]);
	ASSERT_EQ(0, attach(&self->allow, 1, SECCOMP_FILTER_FLAG_SPEC_ALLOW));
	read_mitigations(after, sizeof(after));
	ASSERT_STREQ(before, after);
	/* Without the flag, a machine with mitigations shows a difference. */
	ASSERT_EQ(0, attach(&self->allow, 1, 0));
	read_mitigations(after, sizeof(after));
	if (!strcmp(before, after))
		SKIP(return, "this machine has no mitigation for seccomp");
}

/*
 * The order of checks. Each attach below has several errors, and the first one
 * in this list decides the errno:
 *   1. flags
 *   2. memory of struct sock_fprog
 *   3. length, NULL instructions
 *   4. privilege
 *   5. memory of the instructions
 *   6. validity of the instructions
 *   7. existing listener
 */

TEST(order_flags_before_program_memory)
{
	EXPECT_REFUSED(EINVAL, attach_program(1U << 20, NULL));
	EXPECT_REFUSED(EINVAL,
		       attach_program(SECCOMP_FILTER_FLAG_TSYNC |
					      SECCOMP_FILTER_FLAG_NEW_LISTENER,
				      NULL));
}

TEST(order_program_memory_before_privilege)
{
	ASSERT_EQ(0, drop_capabilities());
	EXPECT_REFUSED(EFAULT, attach_program(0, NULL));
	EXPECT_REFUSED(EFAULT, attach_program(0, unmapped_page()));
}

TEST(order_length_before_privilege)
{
	struct sock_filter allow = INSN_RET(SECCOMP_RET_ALLOW);

	ASSERT_EQ(0, drop_capabilities());
	EXPECT_REFUSED(EINVAL, attach(&allow, 0, 0));
	EXPECT_REFUSED(EINVAL, attach(&allow, PROGRAM_MAX_LEN + 1, 0));
}

TEST(order_privilege_before_instructions)
{
	struct sock_filter bad = INSN(0xffff, 0);

	ASSERT_EQ(0, drop_capabilities());
	EXPECT_REFUSED(EACCES, attach(unmapped_page(), 1, 0));
	EXPECT_REFUSED(EACCES, attach(NULL, 1, 0));
	EXPECT_REFUSED(EACCES, attach(&bad, 1, 0));
}

TEST(order_instructions_before_listener)
{
	const unsigned int flags = SECCOMP_FILTER_FLAG_NEW_LISTENER;
	struct sock_filter bad = INSN(0xffff, 0);

	ASSERT_EQ(0, no_new_privs());
	ASSERT_LE(0, attach_verdict(SECCOMP_RET_ALLOW, flags));
	EXPECT_REFUSED(EINVAL, attach(&bad, 1, flags));
	EXPECT_REFUSED(EFAULT, attach(unmapped_page(), 1, flags));
	EXPECT_REFUSED(EBUSY, attach_verdict(SECCOMP_RET_ALLOW, flags));
}

/*
 * Scope of an attached filter
 */

TEST(filter_applies_from_the_next_call)
{
	ASSERT_EQ(0, no_new_privs());
	ASSERT_LT(0, sys_getppid());
	ASSERT_EQ(0, attach_errno(__NR_getppid, EDOM));
	EXPECT_EQ(-1, sys_getppid());
	EXPECT_EQ(EDOM, errno);
}

TEST(filter_applies_to_later_attaches)
{
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_errno(__NR_seccomp, EDOM));
	EXPECT_REFUSED(EDOM, attach_verdict(SECCOMP_RET_ALLOW, 0));
	EXPECT_EQ(1, filter_count());
}

struct observer {
	pthread_barrier_t barrier;
	long mode, filters, no_new_privs;
	pid_t ppid;
};

static void *record_state(void *arg)
{
	struct observer *observer = arg;

	pthread_barrier_wait(&observer->barrier);
	/* The first thread attaches between the two barriers. */
	pthread_barrier_wait(&observer->barrier);
	observer->mode = seccomp_mode();
	observer->filters = filter_count();
	observer->no_new_privs = status_field(0, "NoNewPrivs");
	observer->ppid = sys_getppid();
	return NULL;
}

TEST(filter_without_tsync_applies_to_one_thread)
{
	struct observer observer = {};
	pthread_t thread;

	ASSERT_EQ(0, pthread_barrier_init(&observer.barrier, NULL, 2));
	ASSERT_EQ(0, pthread_create(&thread, NULL, record_state, &observer));
	pthread_barrier_wait(&observer.barrier);
	EXPECT_EQ(0, no_new_privs());
	EXPECT_EQ(0, attach_errno(__NR_getppid, EDOM));
	pthread_barrier_wait(&observer.barrier);
	ASSERT_EQ(0, pthread_join(thread, NULL));
	EXPECT_EQ(0, observer.mode);
	EXPECT_EQ(0, observer.filters);
	EXPECT_EQ(0, observer.no_new_privs);
	EXPECT_LT(0, observer.ppid);
	EXPECT_EQ(-1, sys_getppid());
}

TEST(filter_attached_twice_counts_twice)
{
	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0));
	EXPECT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0));
	EXPECT_EQ(2, filter_count());
}

TEST_HARNESS_MAIN
