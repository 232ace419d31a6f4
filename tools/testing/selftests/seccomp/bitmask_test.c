// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test SECCOMP_LOAD_BITMASK: each member of struct seccomp_bitmask with bad values,
 * all sizes, and the answers of the kernel to all numbers of all ABIs. They are
 * compared with those to a list of compares, and with the mask.
 */
#include "../kselftest_harness.h"

#include <sys/resource.h>

#include "common.h"
#include "target.h"
#include "tracee.h"
#include "oracle.h"
#include "deep.h"
#include "attach_op.h"

#define MASK_BYTES (SECCOMP_BITMASK_MAX / 8)
#define X32_BIT 0x40000000

/* Numbers whose answers the tests look at, from 0 on. */
#define NUMBERS 1100

/* The errno of the mask, and that of the filter below, which denies every call. */
#define MASK_ERRNO 99
#define BELOW_ERRNO 98

#if defined(__x86_64__)
#define OTHER_ARCH AUDIT_ARCH_I386
#else
#define OTHER_ARCH AUDIT_ARCH_ARM
#endif

static __u8 bits[MASK_BYTES];

static void allow_number(unsigned int nr)
{
	bits[nr / 8] |= 1 << nr % 8;
}

static bool allows(unsigned int nr)
{
	return nr < SECCOMP_BITMASK_MAX && bits[nr / 8] & 1 << nr % 8;
}

#define EXPECT_REFUSED(err, call)              \
	do {                                   \
		const int fd = next_free_fd(); \
		int ret, seen;                 \
		errno = 0;                     \
		ret = (call);                  \
		seen = errno;                  \
		EXPECT_EQ(-1, ret);            \
		EXPECT_EQ(err, seen);          \
		EXPECT_EQ(fd, next_free_fd()); \
	} while (0)

static int load_struct(void *mask)
{
	return sys_seccomp(SECCOMP_LOAD_BITMASK, 0, mask);
}

FIXTURE(mask)
{
	struct seccomp_bitmask m;
};

FIXTURE_SETUP(mask)
{
	if (attach_op_is_missing())
		SKIP(return, NO_ATTACH_OP);
	ASSERT_EQ(0, no_new_privs());
	memset(bits, 0, sizeof(bits));
	self->m = (struct seccomp_bitmask){
		.size = sizeof(self->m),
		.arch = NATIVE_ARCH,
		.bits = (uintptr_t)bits,
		.count = 400,
		.otherwise = SECCOMP_RET_ERRNO | MASK_ERRNO,
	};
}

FIXTURE_TEARDOWN(mask)
{
}

/*
 * Members
 */

TEST_F(mask, needs_at_least_the_first_size)
{
	static const __u32 sizes[] = { 0, 1, 4, 16, BITMASK_SIZE_1 - 1 };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		self->m.size = sizes[i];
		EXPECT_REFUSED(EINVAL, load_struct(&self->m));
	}
	self->m.size = BITMASK_SIZE_1;
	EXPECT_LE(0, load_struct(&self->m));
}

TEST_F(mask, refuses_members_that_the_kernel_does_not_know)
{
	struct {
		struct seccomp_bitmask m;
		__u64 behind[16];
	} large = { .m = self->m };
	unsigned int i;

	large.m.size = sizeof(large);
	for (i = 0; i < ARRAY_SIZE(large.behind); i++) {
		large.behind[i] = 1ULL << (i * 4);
		EXPECT_REFUSED(E2BIG, load_struct(&large));
		large.behind[i] = 0;
	}
	EXPECT_LE(0, load_struct(&large));
	large.m.size = 1 << 20;
	EXPECT_REFUSED(E2BIG, load_struct(&large));
	large.m.size = ~0U;
	EXPECT_REFUSED(E2BIG, load_struct(&large));
}

TEST_F(mask, refuses_flags)
{
	unsigned int bit;

	for (bit = 0; bit < 32; bit++)
		EXPECT_REFUSED(EINVAL, sys_seccomp(SECCOMP_LOAD_BITMASK,
						   1U << bit, &self->m));
}

TEST_F(mask, bad_addresses_are_efault)
{
	struct seccomp_bitmask *end;

	EXPECT_REFUSED(EFAULT, load_struct(NULL));
	EXPECT_REFUSED(EFAULT, load_struct(NO_MEMORY_AT));
	end = end_of_mapping(&self->m, sizeof(self->m) - 1);
	EXPECT_REFUSED(EFAULT, load_struct(end));
	end = end_of_mapping(&self->m, sizeof(self->m));
	EXPECT_LE(0, load_struct(end));
	end->size += 8;
	EXPECT_REFUSED(EFAULT, load_struct(end));
	self->m.bits = 0;
	EXPECT_REFUSED(EFAULT, load_struct(&self->m));
	self->m.bits = (uintptr_t)NO_MEMORY_AT;
	EXPECT_REFUSED(EFAULT, load_struct(&self->m));
}

/* The kernel reads exactly the bytes that have bits. */
TEST_F(mask, reads_no_byte_beyond_the_bits)
{
	static const __u32 counts[] = { 1, 7, 8, 9, 16, 17, 1023, 1024 };
	unsigned int i, bytes;

	for (i = 0; i < ARRAY_SIZE(counts); i++) {
		self->m.count = counts[i];
		bytes = (counts[i] + 7) / 8;
		self->m.bits = (uintptr_t)end_of_mapping(NULL, bytes);
		EXPECT_LE(0, load_struct(&self->m))
		TH_LOG("%u bits", counts[i]);
		self->m.bits++;
		EXPECT_REFUSED(EFAULT, load_struct(&self->m));
	}
}

TEST_F(mask, count_is_1_to_1024)
{
	static const __u32 bad[] = { 0,		 1025,	     4096,
				     0x7fffffff, 0x80000000, 0xffffffff };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		self->m.count = bad[i];
		EXPECT_REFUSED(EINVAL, load_struct(&self->m));
	}
	self->m.count = 1;
	EXPECT_LE(0, load_struct(&self->m));
	self->m.count = SECCOMP_BITMASK_MAX;
	EXPECT_LE(0, load_struct(&self->m));
}

/* The last byte can have bits behind the last number. */
TEST_F(mask, bits_behind_the_last_number_must_be_zero)
{
	unsigned int count, bit;

	for (count = 401; count <= 408; count++) {
		self->m.count = count;
		for (bit = 400; bit < 408; bit++) {
			memset(bits, 0, sizeof(bits));
			allow_number(bit);
			if (bit < count) {
				EXPECT_LE(0, load_struct(&self->m))
				TH_LOG("bit %u of %u", bit, count);
			} else {
				EXPECT_REFUSED(EINVAL, load_struct(&self->m));
			}
		}
	}
	/* The kernel does not read the next byte. */
	memset(bits, 0, sizeof(bits));
	allow_number(408);
	EXPECT_LE(0, load_struct(&self->m));
}

TEST_F(mask, otherwise_must_deny)
{
	static const __u32 good[] = {
		SECCOMP_RET_KILL_PROCESS, SECCOMP_RET_KILL_THREAD,
		SECCOMP_RET_TRAP,	  SECCOMP_RET_ERRNO,
		SECCOMP_RET_USER_NOTIF,	  SECCOMP_RET_TRACE,
		SECCOMP_RET_LOG,	  SECCOMP_RET_ERRNO | 0xffff,
	};
	static const __u32 bad[] = {
		SECCOMP_RET_ALLOW,
		SECCOMP_RET_ALLOW | 1,
		SECCOMP_RET_ALLOW | 0xffff,
		0x7ffe0000,
		0x00010000,
		0x7fff8000 | 0x80000000,
		0xffffffff,
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(good); i++) {
		self->m.otherwise = good[i];
		EXPECT_LE(0, load_struct(&self->m))
		TH_LOG("%08x", good[i]);
	}
	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		self->m.otherwise = bad[i];
		EXPECT_REFUSED(EINVAL, load_struct(&self->m));
	}
}

TEST_F(mask, unknown_arch_is_einval)
{
	static const __u32 bad[] = { 0, 1, AUDIT_ARCH_S390X, AUDIT_ARCH_ALPHA,
				     0xffffffff };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		self->m.arch = bad[i];
		EXPECT_REFUSED(EINVAL, load_struct(&self->m));
	}
	self->m.arch = OTHER_ARCH;
	EXPECT_LE(0, load_struct(&self->m))
	TH_LOG("without CONFIG_COMPAT, this is EINVAL");
}

static int load_without_rights(void *arg)
{
	CHILD_ASSERT_EQ(0, drop_capabilities());
	CHILD_ASSERT_EQ(-1, load_struct(arg));
	return errno;
}

TEST(privilege_missing_is_eacces)
{
	struct seccomp_bitmask m = {
		.size = sizeof(m),
		.arch = NATIVE_ARCH,
		.bits = (uintptr_t)bits,
		.count = 8,
		.otherwise = SECCOMP_RET_ERRNO,
	};

	if (attach_op_is_missing())
		SKIP(return, NO_ATTACH_OP);
	EXPECT_EQ(EACCES, exit_summary(in_child(load_without_rights, &m)));
	EXPECT_LE(0, load_struct(&m))
	TH_LOG("run this test as root");
}

TEST_F(mask, no_free_descriptor_is_emfile)
{
	struct rlimit limit;

	ASSERT_EQ(0, getrlimit(RLIMIT_NOFILE, &limit));
	limit.rlim_cur = next_free_fd();
	ASSERT_EQ(0, setrlimit(RLIMIT_NOFILE, &limit));
	EXPECT_EQ(-1, load_struct(&self->m));
	EXPECT_EQ(EMFILE, errno);
}

/*
 * Answers
 */

/**
 * struct sweep - the answers of the kernel to all numbers, seen by a child
 * @done: the child has written all answers
 * @failed: errno of a step that failed, or 0
 * @native: errno for each native number
 * @x32: errno for each x32 number
 * @compat: errno for each ia32 number
 *
 * The child makes no call that a filter allows. A filter denies every call with
 * BELOW_ERRNO, and the filter under test is on top of it. Among equal actions the
 * newest filter wins, so MASK_ERRNO means that the mask denies the number.
 */
struct sweep {
	int done;
	int failed;
	short native[NUMBERS];
	short x32[NUMBERS];
	short compat[NUMBERS];
};

/* How the filter under test is attached. */
typedef int (*attach_fn)(void);

/* Deny every call, but those that attach the filter under test. */
static int attach_below(void)
{
	struct sock_filter insns[] = {
		INSN_LOAD_ARCH,
		INSN_JEQ(NATIVE_ARCH, 0, 5),
		INSN_LOAD_NR,
		INSN_JEQ(__NR_seccomp, 0, 3),
		INSN_LOAD_ARG_LO(0),
		INSN_JEQ(SECCOMP_ATTACH, 2, 0),
		INSN_JEQ(SECCOMP_SET_MODE_FILTER, 1, 0),
		INSN_RET(SECCOMP_RET_ERRNO | BELOW_ERRNO),
		INSN_RET(SECCOMP_RET_ALLOW),
	};

	return attach(insns, ARRAY_SIZE(insns), 0);
}

#if defined(__x86_64__)

static short native_errno(long nr)
{
	long ret = nr;

	asm volatile("xor %%edi, %%edi\n\t"
		     "xor %%esi, %%esi\n\t"
		     "syscall"
		     : "+a"(ret)
		     :
		     : "rdi", "rsi", "rcx", "r11", "memory");
	return -ret;
}

static int compat_call(long nr)
{
	long ret = nr;

	asm volatile("xor %%ecx, %%ecx\n\t"
		     "xor %%edx, %%edx\n\t"
		     "int $0x80"
		     : "+a"(ret)
		     : "b"(0L)
		     : "rcx", "rdx", "r8", "r9", "r10", "r11", "memory");
	return ret;
}

static short compat_errno(long nr)
{
	return -compat_call(nr);
}

#define IA32_GETPID 20

/* Without emulation, int $0x80 faults. */
static int call_compat(void *arg)
{
	(void)arg;
	return compat_call(IA32_GETPID) != getpid();
}

static bool has_compat_calls(void)
{
	return exit_summary(in_child(call_compat, NULL)) == 0;
}

#else

static short native_errno(long nr)
{
	register long x8 asm("x8") = nr;
	register long x0 asm("x0") = 0;
	register long x1 asm("x1") = 0;

	asm volatile("svc #0" : "+r"(x0) : "r"(x8), "r"(x1) : "memory");
	return -x0;
}

static short compat_errno(long nr)
{
	return 0;
}

/* A 64-bit task cannot make 32-bit calls. */
static bool has_compat_calls(void)
{
	return false;
}

#endif

/*
 * The kernel exempts these calls of x86_64, whatever the filters say. A task that
 * makes the first one gets a signal.
 */
static bool is_exempt(unsigned int nr)
{
#if defined(__x86_64__)
	return nr == 335 || nr == 336;
#else
	return false;
#endif
}

struct sweeper {
	struct sweep *sweep;
	attach_fn attach;
	bool compat;
};

/* End by a signal of the parent: no call is allowed any more. */
static int sweep_numbers(void *arg)
{
	const struct sweeper *sweeper = arg;
	struct sweep *sweep = sweeper->sweep;
	long nr;

	if (attach_below() || sweeper->attach()) {
		sweep->failed = errno;
	} else {
		for (nr = 0; nr < NUMBERS; nr++) {
			if (!is_exempt(nr))
				sweep->native[nr] = native_errno(nr);
#if defined(__x86_64__)
			sweep->x32[nr] = native_errno(X32_BIT | nr);
#endif
			if (sweeper->compat)
				sweep->compat[nr] = compat_errno(nr);
		}
	}
	SHARED_STORE(sweep->done, 1);
	for (;;)
		asm volatile("" ::: "memory");
	return 0;
}

/* Return the answers, or NULL. The caller unmaps them. */
static struct sweep *sweep_with(attach_fn attach_tested)
{
	struct sweeper sweeper = {
		.sweep = mmap(NULL, sizeof(struct sweep),
			      PROT_READ | PROT_WRITE,
			      MAP_SHARED | MAP_ANONYMOUS, -1, 0),
		.attach = attach_tested,
		.compat = has_compat_calls(),
	};
	bool done;
	pid_t pid;

	if (sweeper.sweep == MAP_FAILED)
		return NULL;
	pid = start_child(sweep_numbers, &sweeper);
	done = WAIT_UNTIL(SHARED_LOAD(sweeper.sweep->done));
	kill(pid, SIGKILL);
	wait_child(pid);
	errno = sweeper.sweep->failed;
	if (done && !sweeper.sweep->failed)
		return sweeper.sweep;
	fprintf(stderr, "# sweep: %s: %s\n", done ? "attach" : "not done",
		strerror(errno));
	munmap(sweeper.sweep, sizeof(*sweeper.sweep));
	return NULL;
}

/* The filter under test. */
static __u32 tested_arch, tested_count;
static int tested_fd;

static int attach_mask(void)
{
	return attach_fd(tested_fd, 0);
}

/* The plain program of a mask: a compare for each allowed number. */
static int attach_list(void)
{
	static struct sock_filter insns[2 * SECCOMP_BITMASK_MAX + 8];
	unsigned int nr, len = 0;

	insns[len++] = INSN_LOAD_ARCH;
	insns[len++] = INSN_JEQ(tested_arch, 1, 0);
	insns[len++] = INSN_RET(SECCOMP_RET_ERRNO | MASK_ERRNO);
	insns[len++] = INSN_LOAD_NR;
	for (nr = 0; nr < tested_count; nr++) {
		if (!allows(nr))
			continue;
		insns[len++] = INSN_JEQ(nr, 0, 1);
		insns[len++] = INSN_RET(SECCOMP_RET_ALLOW);
	}
	insns[len++] = INSN_RET(SECCOMP_RET_ERRNO | MASK_ERRNO);
	return attach(insns, len, 0);
}

static short expected_errno(__u32 arch, bool x32, unsigned int nr)
{
	if (arch != tested_arch || x32 || nr >= tested_count || !allows(nr))
		return MASK_ERRNO;
	return BELOW_ERRNO;
}

static unsigned int count_differences(const struct sweep *sweep, bool compat)
{
	unsigned int nr, wrong = 0;

	for (nr = 0; nr < NUMBERS; nr++) {
		if (!is_exempt(nr))
			wrong += sweep->native[nr] !=
				 expected_errno(NATIVE_ARCH, false, nr);
#if defined(__x86_64__)
		wrong += sweep->x32[nr] !=
			 expected_errno(NATIVE_ARCH, true, nr);
#endif
		if (compat)
			wrong += sweep->compat[nr] !=
				 expected_errno(OTHER_ARCH, false, nr);
	}
	return wrong;
}

/* Compare the mask with the list, and both with what is expected. */
static int check_sweep(void)
{
	struct sweep *mask, *list;
	int differences = -1;

	tested_fd = load_bitmask(tested_arch, bits, tested_count,
				 SECCOMP_RET_ERRNO | MASK_ERRNO);
	if (tested_fd < 0)
		return -1;
	mask = sweep_with(attach_mask);
	list = sweep_with(attach_list);
	close(tested_fd);
	if (mask && list) {
		differences = count_differences(mask, has_compat_calls());
		if (memcmp(mask->native, list->native, sizeof(mask->native)) ||
		    memcmp(mask->x32, list->x32, sizeof(mask->x32)) ||
		    memcmp(mask->compat, list->compat, sizeof(mask->compat)))
			differences++;
	}
	if (mask)
		munmap(mask, sizeof(*mask));
	if (list)
		munmap(list, sizeof(*list));
	return differences;
}

/* Fill the mask with runs of allowed and denied numbers. */
static void fill_randomly(unsigned int longest)
{
	unsigned int nr, run = 0;
	bool allow = random32() & 1;

	memset(bits, 0, sizeof(bits));
	for (nr = 0; nr < tested_count; nr++, run--) {
		if (!run) {
			run = 1 + below(longest);
			allow = !allow;
		}
		if (allow)
			allow_number(nr);
	}
}

TEST_F(mask, answers_are_those_of_the_list_for_all_numbers)
{
	static const __u32 counts[] = { 1, 8, 335, 450, 467, 1024 };
	static const __u32 longest[] = { 1, 9, 200 };
	const unsigned long used = seed();
	unsigned int i, j, arch;

	printf("#   seed %lu\n", used);
	if (!has_compat_calls())
		printf("#   no 32-bit calls: only the KUnit tests have them\n");
	for (i = 0; i < ARRAY_SIZE(counts); i++) {
		for (j = 0; j < ARRAY_SIZE(longest); j++) {
			for (arch = 0; arch < 2; arch++) {
				tested_arch = arch ? OTHER_ARCH : NATIVE_ARCH;
				tested_count = counts[i];
				fill_randomly(longest[j]);
				EXPECT_EQ(0, check_sweep())
				TH_LOG("%u bits, runs of %u, arch %x",
				       counts[i], longest[j], tested_arch);
			}
		}
	}
}

/* A tracer reads a program that answers as the mask says. */
static int prepare_mask(void *arg)
{
	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_mask());
	return NO_LISTENER;
}

static unsigned int count_wrong_answers(const struct sock_filter *insns)
{
	static const __u32 archs[] = { NATIVE_ARCH, OTHER_ARCH, 0 };
	static const __u32 high[] = { 0, X32_BIT, 0x80000000, 0xfffff000 };
	unsigned int i, j, nr, wrong = 0;

	for (i = 0; i < ARRAY_SIZE(archs); i++) {
		for (j = 0; j < ARRAY_SIZE(high); j++) {
			for (nr = 0; nr < NUMBERS; nr++) {
				const struct seccomp_data data = {
					.arch = archs[i],
					.nr = high[j] | nr,
				};
				const bool allowed = archs[i] == tested_arch &&
						     !high[j] && allows(nr);

				wrong += interpret(insns, &data) !=
					 (allowed ? SECCOMP_RET_ALLOW :
						    SECCOMP_RET_ERRNO |
							    MASK_ERRNO);
			}
		}
	}
	return wrong;
}

TEST_F(mask, get_filter_shows_an_equivalent_program)
{
	static struct sock_filter insns[PROGRAM_MAX_LEN];
	struct target t;
	unsigned int nr;
	long len;

	/* The child goes on to make calls. */
	memset(bits, 0xff, sizeof(bits));
	for (nr = 700; nr < SECCOMP_BITMASK_MAX; nr += 2)
		bits[nr / 8] &= ~(1 << nr % 8);
	tested_arch = NATIVE_ARCH;
	tested_count = SECCOMP_BITMASK_MAX;
	tested_fd = load_bitmask(tested_arch, bits, tested_count,
				 SECCOMP_RET_ERRNO | MASK_ERRNO);
	ASSERT_LE(0, tested_fd);
	ASSERT_TRUE(start_target(&t, prepare_mask, NULL));
	ASSERT_EQ(0, seize(t.pid, 0));
	ASSERT_TRUE(interrupt(t.pid));
	len = ptrace(PTRACE_SECCOMP_GET_FILTER, t.pid, 0, NULL);
	ASSERT_LT(0, len);
	ASSERT_GE(PROGRAM_MAX_LEN, len);
	ASSERT_EQ(len, ptrace(PTRACE_SECCOMP_GET_FILTER, t.pid, 0, insns));
	EXPECT_EQ(0, count_wrong_answers(insns));
	ASSERT_EQ(0, ptrace(PTRACE_DETACH, t.pid, NULL, NULL));
	EXPECT_TRUE(exited_with(end_target(&t), 0));
}

static int die_by_mask(void *arg)
{
	(void)arg;
	CHILD_ASSERT_EQ(0, attach_mask());
	sys_getppid();
	return 0;
}

TEST_F(mask, otherwise_can_kill)
{
	memset(bits, 0xff, sizeof(bits));
	bits[__NR_getppid / 8] &= ~(1 << __NR_getppid % 8);
	tested_fd = load_bitmask(NATIVE_ARCH, bits, SECCOMP_BITMASK_MAX,
				 SECCOMP_RET_KILL_PROCESS);
	ASSERT_LE(0, tested_fd);
	EXPECT_EQ(BY_SIGNAL(SIGSYS), exit_summary(in_child(die_by_mask, NULL)));
}

TEST_HARNESS_MAIN
