// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test the seccomp modes: how a thread enters a mode, what strict mode allows,
 * and what the query operations of seccomp(2) return.
 */
#include "../kselftest_harness.h"
#include "../../../seccomp/action_names.h"
#include "common.h"

#include <pthread.h>
#include <sys/time.h>
#include <sys/uio.h>

/*
 * Entering a mode
 */

static int strict_by_prctl(void *arg)
{
	CHILD_ASSERT_EQ(0, enter_strict());
	sys_exit(42);
}

TEST(prctl_enters_strict_mode)
{
	ASSERT_EQ(42, exit_summary(in_child(strict_by_prctl, NULL)));
}

static int strict_by_seccomp(void *arg)
{
	CHILD_ASSERT_EQ(0, sys_seccomp(SECCOMP_SET_MODE_STRICT, 0, NULL));
	sys_exit(42);
}

TEST(seccomp_enters_strict_mode)
{
	ASSERT_EQ(42, exit_summary(in_child(strict_by_seccomp, NULL)));
}

static int strict_without_privilege(void *arg)
{
	CHILD_ASSERT_EQ(0, drop_capabilities());
	CHILD_ASSERT_EQ(0, status_field(0, "NoNewPrivs"));
	return strict_by_prctl(NULL);
}

TEST(strict_mode_needs_no_privilege)
{
	ASSERT_EQ(42, exit_summary(in_child(strict_without_privilege, NULL)));
}

TEST(prctl_strict_ignores_other_arguments)
{
	pid_t pid = fork();

	ASSERT_LE(0, pid);
	if (!pid) {
		CHILD_ASSERT_EQ(0, prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT,
					 -1, -1, -1));
		sys_exit(42);
	}
	ASSERT_EQ(42, exit_summary(wait_child(pid)));
}

TEST(seccomp_strict_with_flags_is_einval)
{
	unsigned int bit;

	for (bit = 0; bit < 32; bit++) {
		EXPECT_EQ(-1, sys_seccomp(SECCOMP_SET_MODE_STRICT, 1U << bit,
					  NULL));
		EXPECT_EQ(EINVAL, errno);
	}
	EXPECT_EQ(0, seccomp_mode());
}

TEST(seccomp_strict_with_args_is_einval)
{
	int data = 0;

	EXPECT_EQ(-1, sys_seccomp(SECCOMP_SET_MODE_STRICT, 0, &data));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(-1, sys_seccomp(SECCOMP_SET_MODE_STRICT, 0, (void *)1));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(0, seccomp_mode());
}

TEST(prctl_with_unknown_mode_is_einval)
{
	static const unsigned long modes[] = {
		SECCOMP_MODE_DISABLED,
		3,
		4,
		0xffff,
		0x7fffffff,
		-1UL,
#if __SIZEOF_LONG__ == 8
		/* The kernel checks all 64 bits of the mode. */
		0x100000001UL,
		0x100000002UL,
#endif
	};
	struct sock_filter allow = INSN_RET(SECCOMP_RET_ALLOW);
	struct sock_fprog prog = { .len = 1, .filter = &allow };
	size_t i;

	ASSERT_EQ(0, no_new_privs());
	for (i = 0; i < ARRAY_SIZE(modes); i++) {
		EXPECT_EQ(-1, prctl(PR_SET_SECCOMP, modes[i], &prog, 0, 0))
		{
			TH_LOG("mode %#lx", modes[i]);
		}
		EXPECT_EQ(EINVAL, errno);
	}
	EXPECT_EQ(0, seccomp_mode());
	EXPECT_EQ(0, filter_count());
}

TEST(prctl_filter_mode_with_null_is_efault)
{
	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(-1, prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, NULL, 0, 0));
	EXPECT_EQ(EFAULT, errno);
	EXPECT_EQ(0, seccomp_mode());
}

TEST(prctl_filter_ignores_other_arguments)
{
	struct sock_filter insns[] = { INSN_RET(SECCOMP_RET_ALLOW) };
	struct sock_fprog prog = { .len = 1, .filter = insns };

	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(0, prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &prog, -1, -1));
	EXPECT_EQ(2, seccomp_mode());
	EXPECT_EQ(1, filter_count());
}

/*
 * PR_GET_SECCOMP
 */

TEST(get_seccomp_is_0_without_and_2_with_a_filter)
{
	EXPECT_EQ(0, prctl(PR_GET_SECCOMP));
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0));
	EXPECT_EQ(2, prctl(PR_GET_SECCOMP));
}

TEST(get_seccomp_is_filtered)
{
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_errno(__NR_prctl, ERANGE));
	EXPECT_EQ(-1, prctl(PR_GET_SECCOMP));
	EXPECT_EQ(ERANGE, errno);
}

/*
 * Refused changes of the mode
 */

TEST(filter_mode_to_strict_is_einval)
{
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0));

	EXPECT_EQ(-1, enter_strict());
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(-1, sys_seccomp(SECCOMP_SET_MODE_STRICT, 0, NULL));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(2, seccomp_mode());
	EXPECT_EQ(1, filter_count());
}

TEST(filter_mode_to_disabled_is_einval)
{
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0));
	EXPECT_EQ(-1, prctl(PR_SET_SECCOMP, SECCOMP_MODE_DISABLED));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(2, seccomp_mode());
}

static int attach_in_strict(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, enter_strict());
	CHILD_ASSERT_NO_RETURN(attach_verdict(SECCOMP_RET_ALLOW, 0));
}

TEST(attach_in_strict_mode_kills)
{
	ASSERT_EQ(BY_SIGNAL(SIGKILL),
		  exit_summary(in_child(attach_in_strict, NULL)));
}

static int strict_twice(void *arg)
{
	CHILD_ASSERT_EQ(0, enter_strict());
	CHILD_ASSERT_NO_RETURN(enter_strict());
}

TEST(strict_mode_again_kills)
{
	ASSERT_EQ(BY_SIGNAL(SIGKILL),
		  exit_summary(in_child(strict_twice, NULL)));
}

/*
 * System calls in strict mode
 */

static int talk_in_strict(void *arg)
{
	int *pipes = arg;
	char byte;

	CHILD_ASSERT_EQ(0, enter_strict());
	CHILD_ASSERT_EQ(1, syscall(__NR_read, pipes[0], &byte, 1));
	byte++;
	CHILD_ASSERT_EQ(1, syscall(__NR_write, pipes[3], &byte, 1));
	sys_exit(byte);
}

TEST(strict_allows_read_write_and_exit)
{
	int pipes[4];
	char byte = 'a';
	pid_t pid;

	ASSERT_EQ(0, pipe(pipes));
	ASSERT_EQ(0, pipe(pipes + 2));
	pid = start_child(talk_in_strict, pipes);
	ASSERT_LT(0, pid);
	ASSERT_EQ(1, write(pipes[1], &byte, 1));
	ASSERT_EQ(1, read(pipes[2], &byte, 1));
	EXPECT_EQ('b', byte);
	EXPECT_EQ('b', exit_summary(wait_child(pid)));
}

static int make_failing_calls(void *arg)
{
	char byte;

	CHILD_ASSERT_EQ(0, enter_strict());
	CHILD_ASSERT_ERRNO(EBADF, syscall(__NR_read, -1, &byte, 1));
	CHILD_ASSERT_ERRNO(EFAULT, syscall(__NR_write, *(int *)arg, 1L, 1));
	sys_exit(42);
}

TEST(strict_keeps_the_errors_of_allowed_calls)
{
	int pipes[2];

	ASSERT_EQ(0, pipe(pipes));
	ASSERT_EQ(42, exit_summary(in_child(make_failing_calls, &pipes[1])));
}

static int ticks;

static void tick(int sig)
{
	__atomic_add_fetch(&ticks, 1, __ATOMIC_SEQ_CST);
}

static int signal_in_strict(void *arg)
{
	/* The timer repeats, because the first signal may precede read(2). */
	struct itimerval soon = { .it_value.tv_usec = 20000,
				  .it_interval.tv_usec = 20000 };
	struct sigaction action = { .sa_handler = tick };
	int pipes[2];
	char byte;

	CHILD_ASSERT_EQ(0, pipe(pipes));
	CHILD_ASSERT_EQ(0, sigaction(SIGALRM, &action, NULL));
	CHILD_ASSERT_EQ(0, setitimer(ITIMER_REAL, &soon, NULL));
	CHILD_ASSERT_EQ(0, enter_strict());
	/* The handler interrupts read(2) and returns by rt_sigreturn(2). */
	CHILD_ASSERT_ERRNO(EINTR, syscall(__NR_read, pipes[0], &byte, 1));
	CHILD_ASSERT_LT(0, __atomic_load_n(&ticks, __ATOMIC_SEQ_CST));
	sys_exit(42);
}

TEST(strict_allows_rt_sigreturn)
{
	ASSERT_EQ(42, exit_summary(in_child(signal_in_strict, NULL)));
}

static int call_in_strict(void *arg)
{
	long nr = *(long *)arg;

	CHILD_ASSERT_EQ(0, enter_strict());
	syscall(nr, 0, 0, 0, 0, 0, 0);
	sys_exit(0);
}

static bool strict_allows(long nr)
{
	switch (nr) {
	case __NR_read:
	case __NR_write:
	case __NR_exit:
	case __NR_rt_sigreturn:
		return true;
		/* Strict mode passes the uprobe calls, see compat_test. */
#if defined(__x86_64__)
	case 335: /* uretprobe */
	case 336: /* uprobe, not in every kernel */
		return true;
#endif
	}
	return false;
}

TEST(strict_kills_for_every_other_number)
{
	static const long far[] = { 4095, 0x3fffffff, 0x7fffffff, -1, -2 };
	size_t i;
	long nr;

	for (nr = 0; nr < 475; nr++) {
		if (strict_allows(nr))
			continue;
		EXPECT_EQ(BY_SIGNAL(SIGKILL),
			  exit_summary(in_child(call_in_strict, &nr)))
		{
			TH_LOG("number %ld", nr);
		}
	}
	for (i = 0; i < ARRAY_SIZE(far); i++) {
		nr = far[i];
		EXPECT_EQ(BY_SIGNAL(SIGKILL),
			  exit_summary(in_child(call_in_strict, &nr)))
		{
			TH_LOG("number %ld", nr);
		}
	}
}

static int prctl_in_strict(void *arg)
{
	CHILD_ASSERT_EQ(0, enter_strict());
	CHILD_ASSERT_NO_RETURN(prctl(PR_GET_SECCOMP));
}

TEST(get_seccomp_in_strict_mode_kills)
{
	ASSERT_EQ(BY_SIGNAL(SIGKILL),
		  exit_summary(in_child(prctl_in_strict, NULL)));
}

static int exit_group_in_strict(void *arg)
{
	CHILD_ASSERT_EQ(0, enter_strict());
	CHILD_ASSERT_NO_RETURN(syscall(__NR_exit_group, 0));
}

TEST(exit_group_in_strict_mode_kills)
{
	ASSERT_EQ(BY_SIGNAL(SIGKILL),
		  exit_summary(in_child(exit_group_in_strict, NULL)));
}

static void *strict_thread(void *arg)
{
	CHILD_ASSERT_EQ(0, enter_strict());
	syscall(__NR_getppid);
	/* pthread_join() looks the same after exit(2) and after a kill. */
	__atomic_store_n((int *)arg, 1, __ATOMIC_SEQ_CST);
	sys_exit(0);
	return NULL;
}

static int kill_a_strict_thread(void *arg)
{
	int survived = 0;
	pthread_t thread;

	CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, strict_thread,
					  &survived));
	CHILD_ASSERT_EQ(0, pthread_join(thread, NULL));
	CHILD_ASSERT_EQ(0, __atomic_load_n(&survived, __ATOMIC_SEQ_CST));
	/* The first thread has never entered strict mode. */
	CHILD_ASSERT_EQ(0, seccomp_mode());
	return 42;
}

TEST(strict_mode_applies_to_one_thread)
{
	ASSERT_EQ(42, exit_summary(in_child(kill_a_strict_thread, NULL)));
}

static int wait_in_strict(void *arg)
{
	int *pipes = arg;
	char byte = 0;

	CHILD_ASSERT_EQ(0, enter_strict());
	syscall(__NR_write, pipes[3], &byte, 1);
	syscall(__NR_read, pipes[0], &byte, 1);
	sys_exit(42);
}

TEST(proc_status_shows_strict_mode_as_1_and_no_filters)
{
	int pipes[4];
	char byte = 0;
	pid_t pid;

	ASSERT_EQ(0, pipe(pipes));
	ASSERT_EQ(0, pipe(pipes + 2));
	pid = start_child(wait_in_strict, pipes);
	ASSERT_LT(0, pid);
	ASSERT_EQ(1, read(pipes[2], &byte, 1));
	EXPECT_EQ(1, status_field(pid, "Seccomp"));
	EXPECT_EQ(0, status_field(pid, "Seccomp_filters"));
	ASSERT_EQ(1, write(pipes[1], &byte, 1));
	EXPECT_EQ(42, exit_summary(wait_child(pid)));
}

TEST(proc_status_shows_no_mode_as_0_and_no_filters)
{
	EXPECT_EQ(0, status_field(0, "Seccomp"));
	EXPECT_EQ(0, status_field(0, "Seccomp_filters"));
}

#if defined(__x86_64__)
static int rdtsc_in_strict(void *arg)
{
	unsigned int low, high;

	CHILD_ASSERT_EQ(0, enter_strict());
	asm volatile("rdtsc" : "=a"(low), "=d"(high));
	CHILD_FAIL("rdtsc did not end the process");
}

TEST(strict_mode_disables_the_time_stamp_counter)
{
	ASSERT_EQ(BY_SIGNAL(SIGSEGV),
		  exit_summary(in_child(rdtsc_in_strict, NULL)));
}

static int filtered_rdtsc(void *arg)
{
	unsigned int low, high;

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0));
	asm volatile("rdtsc" : "=a"(low), "=d"(high));
	return 42;
}

TEST(filter_mode_keeps_the_time_stamp_counter)
{
	ASSERT_EQ(42, exit_summary(in_child(filtered_rdtsc, NULL)));
}
#endif

/*
 * SECCOMP_GET_ACTION_AVAIL
 */

TEST(action_avail_accepts_every_documented_action)
{
	__u32 action;
	size_t i;

	for (i = 0; i < NR_ACTION_NAMES; i++) {
		action = action_names[i].ret;
		EXPECT_EQ(0, sys_seccomp(SECCOMP_GET_ACTION_AVAIL, 0, &action))
		{
			TH_LOG("%s: %s", action_names[i].kernel,
			       strerror(errno));
		}
		EXPECT_EQ(action_names[i].ret, action);
	}
}

TEST(action_avail_with_unknown_action_is_eopnotsupp)
{
	static const __u32 unknown[] = {
		0x00010000,
		0x00020000,
		0x00040000,
		0x7fbf0000,
		0x7fc10000,
		0x7ffb0000,
		0x7ffd0000,
		0x7ffe0000,
		0x80010000,
		0xffff0000,
		/* An action with data is an unknown value. */
		SECCOMP_RET_KILL_PROCESS | 1,
		SECCOMP_RET_KILL_THREAD | 1,
		SECCOMP_RET_ERRNO | EPERM,
		SECCOMP_RET_ALLOW | 0xffff,
		0xffffffff,
	};
	__u32 action;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(unknown); i++) {
		action = unknown[i];
		EXPECT_EQ(-1, sys_seccomp(SECCOMP_GET_ACTION_AVAIL, 0, &action))
		{
			TH_LOG("action %#x", unknown[i]);
		}
		EXPECT_EQ(EOPNOTSUPP, errno);
	}
}

TEST(action_avail_with_flags_is_einval_before_efault)
{
	unsigned int bit;

	for (bit = 0; bit < 32; bit++) {
		EXPECT_EQ(-1, sys_seccomp(SECCOMP_GET_ACTION_AVAIL, 1U << bit,
					  NULL));
		EXPECT_EQ(EINVAL, errno);
	}
}

TEST(action_avail_with_bad_pointer_is_efault)
{
	char *end;

	EXPECT_EQ(-1, sys_seccomp(SECCOMP_GET_ACTION_AVAIL, 0, NULL));
	EXPECT_EQ(EFAULT, errno);
	EXPECT_EQ(-1,
		  sys_seccomp(SECCOMP_GET_ACTION_AVAIL, 0, unmapped_page()));
	EXPECT_EQ(EFAULT, errno);
	EXPECT_EQ(-1, sys_seccomp(SECCOMP_GET_ACTION_AVAIL, 0, (void *)-1L));
	EXPECT_EQ(EFAULT, errno);

	/* Three of the four bytes are mapped. */
	end = end_of_mapping("\0\0", 3);
	ASSERT_NE(NULL, end);
	EXPECT_EQ(-1, sys_seccomp(SECCOMP_GET_ACTION_AVAIL, 0, end));
	EXPECT_EQ(EFAULT, errno);
}

TEST(action_avail_reads_four_bytes_at_any_alignment)
{
	static const __u32 action = SECCOMP_RET_LOG;
	char bytes[sizeof(action) + 1];

	memcpy(bytes + 1, &action, sizeof(action));
	EXPECT_EQ(0, sys_seccomp(SECCOMP_GET_ACTION_AVAIL, 0, bytes + 1));
	EXPECT_EQ(0, sys_seccomp(SECCOMP_GET_ACTION_AVAIL, 0,
				 end_of_mapping(&action, sizeof(action))));
}

/*
 * SECCOMP_GET_NOTIF_SIZES
 */

TEST(notif_sizes_match_the_structs)
{
	struct seccomp_notif_sizes sizes;

	memset(&sizes, 0xff, sizeof(sizes));
	ASSERT_EQ(0, sys_seccomp(SECCOMP_GET_NOTIF_SIZES, 0, &sizes));
	EXPECT_EQ(sizeof(struct seccomp_notif), sizes.seccomp_notif);
	EXPECT_EQ(sizeof(struct seccomp_notif_resp), sizes.seccomp_notif_resp);
	EXPECT_EQ(sizeof(struct seccomp_data), sizes.seccomp_data);
	/* The sizes of the ABI do not depend on the installed headers. */
	EXPECT_EQ(80, sizes.seccomp_notif);
	EXPECT_EQ(24, sizes.seccomp_notif_resp);
	EXPECT_EQ(64, sizes.seccomp_data);
}

TEST(notif_sizes_writes_exactly_six_bytes)
{
	struct seccomp_notif_sizes *sizes;
	unsigned char bytes[8];

	memset(bytes, 0xa5, sizeof(bytes));
	ASSERT_EQ(0, sys_seccomp(SECCOMP_GET_NOTIF_SIZES, 0, bytes));
	EXPECT_EQ(0xa5, bytes[6]);
	EXPECT_EQ(0xa5, bytes[7]);

	sizes = end_of_mapping(NULL, sizeof(*sizes));
	ASSERT_NE(NULL, sizes);
	EXPECT_EQ(0, sys_seccomp(SECCOMP_GET_NOTIF_SIZES, 0, sizes));
	EXPECT_EQ(64, sizes->seccomp_data);
}

TEST(notif_sizes_with_flags_is_einval_before_efault)
{
	unsigned int bit;

	for (bit = 0; bit < 32; bit++) {
		EXPECT_EQ(-1, sys_seccomp(SECCOMP_GET_NOTIF_SIZES, 1U << bit,
					  NULL));
		EXPECT_EQ(EINVAL, errno);
	}
}

TEST(notif_sizes_with_bad_pointer_is_efault)
{
	void *readonly =
		mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *end = end_of_mapping(NULL, 5);

	ASSERT_NE(MAP_FAILED, readonly);
	ASSERT_NE(NULL, end);
	EXPECT_EQ(-1, sys_seccomp(SECCOMP_GET_NOTIF_SIZES, 0, NULL));
	EXPECT_EQ(EFAULT, errno);
	EXPECT_EQ(-1, sys_seccomp(SECCOMP_GET_NOTIF_SIZES, 0, readonly));
	EXPECT_EQ(EFAULT, errno);
	EXPECT_EQ(-1, sys_seccomp(SECCOMP_GET_NOTIF_SIZES, 0, end));
	EXPECT_EQ(EFAULT, errno);
}

/*
 * Operations
 */

TEST(operation_unknown_is_einval)
{
	static const unsigned int far[] = {
		0x7fffffff,
		0x80000000,
		0x80000001,
		0xffffffff,
	};
	struct sock_filter allow = INSN_RET(SECCOMP_RET_ALLOW);
	struct sock_fprog prog = { .len = 1, .filter = &allow };
	unsigned int op;
	size_t i;

	ASSERT_EQ(0, no_new_privs());
	/* Operations from 0x100 on are left for extensions. */
	for (op = SECCOMP_GET_NOTIF_SIZES + 1; op < 0x100; op++) {
		EXPECT_EQ(-1, sys_seccomp(op, 0, &prog));
		EXPECT_EQ(EINVAL, errno);
		EXPECT_EQ(-1, sys_seccomp(op, 0, NULL));
		EXPECT_EQ(EINVAL, errno);
	}
	for (i = 0; i < ARRAY_SIZE(far); i++) {
		EXPECT_EQ(-1, sys_seccomp(far[i], 0, &prog));
		EXPECT_EQ(EINVAL, errno);
	}
	EXPECT_EQ(0, seccomp_mode());
	EXPECT_EQ(0, filter_count());
}

#if __SIZEOF_LONG__ == 8
TEST(operation_and_flags_are_32_bits_wide)
{
	const unsigned long high = 0xdeadbeefUL << 32;
	__u32 action = SECCOMP_RET_ALLOW;

	EXPECT_EQ(0, syscall(__NR_seccomp, high | SECCOMP_GET_ACTION_AVAIL,
			     high, &action));
}
#endif

TEST(queries_need_no_privilege_and_keep_the_mode)
{
	struct seccomp_notif_sizes sizes;
	__u32 action = SECCOMP_RET_TRAP;

	ASSERT_EQ(0, drop_capabilities());
	EXPECT_EQ(0, sys_seccomp(SECCOMP_GET_ACTION_AVAIL, 0, &action));
	EXPECT_EQ(0, sys_seccomp(SECCOMP_GET_NOTIF_SIZES, 0, &sizes));
	EXPECT_EQ(0, prctl(PR_GET_SECCOMP));
	EXPECT_EQ(0, seccomp_mode());
	EXPECT_EQ(0, filter_count());
}

TEST_HARNESS_MAIN
