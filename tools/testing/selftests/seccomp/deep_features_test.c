// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test the discovery of extensions: SECCOMP_GET_FEATURES and
 * SECCOMP_GET_ARG_KINDS, with all sizes of their structures.
 */
#include "../kselftest_harness.h"

#include "common.h"
#include "deep.h"
#include "attach_op.h"

/* The sizes of the first versions. Later versions only grow. */
#define FEATURES_SIZE_1 64
#define ARG_KINDS_SIZE_1 352

#if defined(__x86_64__)
#define OTHER_ARCH AUDIT_ARCH_I386
#define OTHER_OPENAT 295
#define OTHER_CONNECT 362
#define OTHER_NANOSLEEP 162
#define OTHER_EXECVE 11
#define X32_BIT 0x40000000
#else
#define OTHER_ARCH AUDIT_ARCH_ARM
#define OTHER_OPENAT 322
#define OTHER_CONNECT 283
#define OTHER_NANOSLEEP 162
#define OTHER_EXECVE 11
#endif

#define NO_PAGE ((void *)16)

static int get_features(void *features)
{
	return sys_seccomp(SECCOMP_GET_FEATURES, 0, features) ? errno : 0;
}

static int get_kinds(void *kinds)
{
	return sys_seccomp(SECCOMP_GET_ARG_KINDS, 0, kinds) ? errno : 0;
}

FIXTURE(features)
{
	struct seccomp_features f;
};

FIXTURE_SETUP(features)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	self->f.size = sizeof(self->f);
}

FIXTURE_TEARDOWN(features)
{
}

TEST_F(features, describe_this_kernel)
{
	struct seccomp_features f;

	memset(&f, 0xff, sizeof(f));
	f.size = sizeof(f);
	f.flags = 0;
	ASSERT_EQ(0, get_features(&f));
	EXPECT_LE(FEATURES_SIZE_1, f.size);
	EXPECT_EQ(0, f.flags);
	EXPECT_EQ(1 << 0 | 1 << 4, f.operations & (1 << 0 | 1 << 4));
	EXPECT_EQ(KNOWN_ATTACH_FLAGS | DEEP_ARGS,
		  f.filter_flags & (KNOWN_ATTACH_FLAGS | DEEP_ARGS));
	EXPECT_EQ(3, f.notif_ioctls & 3);
	EXPECT_EQ(sizeof(struct seccomp_arg_kinds), f.arg_kinds_size);
	EXPECT_EQ(sizeof(struct seccomp_notif_arg), f.notif_arg_size);
	EXPECT_EQ(SECCOMP_ARG_WINDOWS, f.arg_windows);
	EXPECT_EQ(SECCOMP_ARG_WINDOW_SHIFT, f.arg_window_shift);
	EXPECT_EQ(SECCOMP_ARG_DATA(0) - SECCOMP_ARG_WINDOW(0),
		  f.arg_data_offset);
	EXPECT_EQ(SECCOMP_ARG_DATA_MAX, f.arg_data_max);
}

/* Some flags need SECCOMP_ATTACH. */
static int attach_by_struct(unsigned int flag)
{
	struct sock_filter allow = INSN_RET(SECCOMP_RET_ALLOW);
	struct sock_fprog prog = { .len = 1, .filter = &allow };
	struct seccomp_attach attach = attach_of_program(&prog, flag);

	return sys_attach(&attach);
}

/* Each listed flag attaches, and each other flag does not. */
static int try_flag(void *arg)
{
	const unsigned int flag = *(unsigned int *)arg;
	unsigned int flags = flag;
	int fd;

	if (flag == SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV ||
	    flag == SECCOMP_FILTER_FLAG_RESTART_UNREAD ||
	    flag == SECCOMP_FILTER_FLAG_NESTED_LISTENERS)
		flags |= SECCOMP_FILTER_FLAG_NEW_LISTENER;
	CHILD_ASSERT_EQ(0, no_new_privs());
	if (flag == SECCOMP_FILTER_FLAG_DOMAIN ||
	    flag == SECCOMP_FILTER_FLAG_COUNT)
		return attach_by_struct(flag) ? errno : 0;
	fd = attach_verdict(SECCOMP_RET_ALLOW, flags);
	return fd >= 0 ? 0 : errno;
}

TEST_F(features, list_exactly_the_flags_that_attach)
{
	unsigned int bit, flag;

	ASSERT_EQ(0, get_features(&self->f));
	EXPECT_EQ(0, self->f.filter_flags >> 32);
	for (bit = 0; bit < 32; bit++) {
		flag = 1U << bit;
		EXPECT_EQ(self->f.filter_flags & flag ? 0 : EINVAL,
			  exit_summary(in_child(try_flag, &flag)))
		TH_LOG("flag bit %u", bit);
	}
}

/* An operation that is listed does not fail with EINVAL for a bad pointer. */
TEST_F(features, list_exactly_the_operations_that_exist)
{
	unsigned int n;

	ASSERT_EQ(0, get_features(&self->f));
	for (n = 0; n < 64; n++) {
		errno = 0;
		EXPECT_EQ(-1, sys_seccomp(0x100 + n, 0, NO_PAGE));
		EXPECT_EQ(self->f.operations & 1ULL << n ? EFAULT : EINVAL,
			  errno)
		TH_LOG("operation %x", 0x100 + n);
	}
}

TEST_F(features, need_at_least_the_first_size)
{
	__u32 sizes[] = { 0, 1, 4, 8, FEATURES_SIZE_1 - 1 };
	struct seccomp_features before;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		memset(&self->f, 0, sizeof(self->f));
		self->f.size = sizes[i];
		before = self->f;
		EXPECT_EQ(EINVAL, get_features(&self->f))
		TH_LOG("size %u", sizes[i]);
		EXPECT_EQ(0, memcmp(&before, &self->f, sizeof(before)));
	}
}

TEST_F(features, accept_a_longer_structure_of_zeroes)
{
	struct {
		struct seccomp_features f;
		__u64 behind[32];
	} large = { .f.size = sizeof(large) };

	ASSERT_EQ(0, get_features(&large));
	EXPECT_EQ(sizeof(large.f), large.f.size);
	EXPECT_EQ(SECCOMP_ARG_WINDOWS, large.f.arg_windows);
	EXPECT_EQ(0, large.behind[0]);
	EXPECT_EQ(0, large.behind[31]);
	/* The kernel does not know what this program wants. */
	memset(&large, 0, sizeof(large));
	large.f.size = sizeof(large);
	large.behind[31] = 1ULL << 56;
	EXPECT_EQ(E2BIG, get_features(&large));
	EXPECT_EQ(0, large.f.arg_windows);
	/* No structure is this large. */
	large.f.size = 1 << 20;
	EXPECT_EQ(E2BIG, get_features(&large));
	large.f.size = ~0U;
	EXPECT_EQ(E2BIG, get_features(&large));
	EXPECT_EQ(0, large.f.arg_windows);
}

TEST_F(features, refuse_flags)
{
	unsigned int bit;

	for (bit = 0; bit < 32; bit++) {
		EXPECT_EQ(-1, sys_seccomp(SECCOMP_GET_FEATURES, 1U << bit,
					  &self->f));
		EXPECT_EQ(EINVAL, errno);
	}
	self->f.flags = 1;
	EXPECT_EQ(EINVAL, get_features(&self->f));
	EXPECT_EQ(0, self->f.arg_windows);
}

TEST_F(features, refuse_bad_pointers)
{
	struct seccomp_features *end;

	EXPECT_EQ(EFAULT, get_features(NULL));
	EXPECT_EQ(EFAULT, get_features(NO_PAGE));
	EXPECT_EQ(EFAULT, get_features(unmapped_page()));
	EXPECT_EQ(EFAULT, get_features((void *)-4096L));
	end = end_of_mapping(&self->f, sizeof(self->f));
	EXPECT_EQ(0, get_features(end));
	end = end_of_mapping(&self->f, sizeof(self->f) - 1);
	EXPECT_EQ(EFAULT, get_features(end));
	end = end_of_mapping(&self->f, sizeof(self->f));
	end->size += 8;
	EXPECT_EQ(EFAULT, get_features(end));
	ASSERT_EQ(0, mprotect((void *)((uintptr_t)end & -4096UL), 4096,
			      PROT_READ));
	EXPECT_EQ(EFAULT, get_features(end));
}

static int features_under_filters(void *arg)
{
	struct seccomp_features f = { .size = sizeof(f) };

	(void)arg;
	CHILD_ASSERT_EQ(0, drop_capabilities());
	CHILD_ASSERT_EQ(0, get_features(&f));
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_errno(__NR_seccomp, EDOM));
	CHILD_ASSERT_EQ(EDOM, get_features(&f));
	return 0;
}

TEST_F(features, need_no_privilege)
{
	EXPECT_EQ(0, exit_summary(in_child(features_under_filters, NULL)));
}

/*
 * SECCOMP_GET_ARG_KINDS.
 */
FIXTURE(kinds)
{
	struct seccomp_arg_kinds k;
};

FIXTURE_SETUP(kinds)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	self->k.size = sizeof(self->k);
	self->k.arch = NATIVE_ARCH;
}

FIXTURE_TEARDOWN(kinds)
{
}

/* What is wanted of one argument. Other arguments are not copied. */
struct wanted {
	__u32 arch;
	__u32 nr;
	__u64 op; /* argument @op_arg, if the kind depends on it */
	__u32 op_arg;
	__u32 arg;
	__u32 kind;
	__u32 flags;
	__u32 limit;
	__u32 size_arg;
	const char *layout;
};

#define NO_SIZE SECCOMP_ARG_NO_SIZE

static const struct wanted wanted[] = {
	{ NATIVE_ARCH, __NR_openat, 0, 0, 1, SECCOMP_KIND_PATH, 0, 4096,
	  NO_SIZE, "" },
	{ NATIVE_ARCH, __NR_execve, 0, 0, 0, SECCOMP_KIND_PATH, 0, 4096,
	  NO_SIZE, "" },
	{ NATIVE_ARCH, __NR_execve, 0, 0, 1, SECCOMP_KIND_STRINGS,
	  SECCOMP_ARG_MAY_BE_NULL, 4096, NO_SIZE, "" },
	{ NATIVE_ARCH, __NR_execve, 0, 0, 2, SECCOMP_KIND_NONE,
	  SECCOMP_ARG_REFUSED, 0, NO_SIZE, "" },
	{ NATIVE_ARCH, __NR_openat, 0, 0, 0, SECCOMP_KIND_NONE, 0, 0, NO_SIZE,
	  "" },
	{ NATIVE_ARCH, __NR_clone3, 0, 0, 0, SECCOMP_KIND_SIZED_STRUCT, 0, 4096,
	  1, "clone_args" },
	{ NATIVE_ARCH, __NR_openat2, 0, 0, 2, SECCOMP_KIND_SIZED_STRUCT, 0,
	  4096, 3, "open_how" },
	{ NATIVE_ARCH, __NR_connect, 0, 0, 1, SECCOMP_KIND_SOCKADDR, 0, 128, 2,
	  "sockaddr" },
	{ NATIVE_ARCH, __NR_sendto, 0, 0, 4, SECCOMP_KIND_SOCKADDR,
	  SECCOMP_ARG_MAY_BE_NULL, 128, 5, "sockaddr" },
	{ NATIVE_ARCH, __NR_sendmsg, 0, 0, 1, SECCOMP_KIND_MESSAGE, 0, 192,
	  NO_SIZE, "msghdr" },
	{ NATIVE_ARCH, __NR_sched_setattr, 0, 0, 1, SECCOMP_KIND_SELF_SIZED, 0,
	  4096, NO_SIZE, "sched_attr" },
	{ NATIVE_ARCH, __NR_futex_waitv, 0, 0, 0, SECCOMP_KIND_ARRAY, 0,
	  128 * 24, 1, "futex_waitv" },
	{ NATIVE_ARCH, __NR_sethostname, 0, 0, 0, SECCOMP_KIND_BUFFER, 0, 64, 1,
	  "" },
	{ NATIVE_ARCH, __NR_memfd_create, 0, 0, 0, SECCOMP_KIND_STRING, 0, 250,
	  NO_SIZE, "" },
	{ NATIVE_ARCH, __NR_prctl, PR_SET_NAME, 0, 1, SECCOMP_KIND_STRING,
	  SECCOMP_ARG_BY_OPERATION, 15, NO_SIZE, "" },
	{ NATIVE_ARCH, __NR_prctl, PR_SET_DUMPABLE, 0, 1, SECCOMP_KIND_NONE,
	  SECCOMP_ARG_BY_OPERATION, 0, NO_SIZE, "" },
	{ NATIVE_ARCH, __NR_read, 0, 0, 1, SECCOMP_KIND_NONE,
	  SECCOMP_ARG_REFUSED, 0, NO_SIZE, "" },
	{ NATIVE_ARCH, __NR_set_robust_list, 0, 0, 0, SECCOMP_KIND_NONE,
	  SECCOMP_ARG_REFUSED, 0, NO_SIZE, "" },
	{ NATIVE_ARCH, __NR_getpid, 0, 0, 0, SECCOMP_KIND_NONE, 0, 0, NO_SIZE,
	  "" },
	{ NATIVE_ARCH, 1000000, 0, 0, 0, SECCOMP_KIND_NONE, 0, 0, NO_SIZE, "" },
	{ OTHER_ARCH, OTHER_OPENAT, 0, 0, 1, SECCOMP_KIND_PATH, 0, 4096,
	  NO_SIZE, "" },
	{ OTHER_ARCH, OTHER_CONNECT, 0, 0, 1, SECCOMP_KIND_SOCKADDR, 0, 128, 2,
	  "sockaddr" },
	{ OTHER_ARCH, OTHER_NANOSLEEP, 0, 0, 0, SECCOMP_KIND_STRUCT, 0, 8,
	  NO_SIZE, NULL },
	{ OTHER_ARCH, OTHER_EXECVE, 0, 0, 1, SECCOMP_KIND_STRINGS,
	  SECCOMP_ARG_MAY_BE_NULL, 4096, NO_SIZE, "" },
#if defined(__x86_64__)
	{ OTHER_ARCH, 407, 0, 0, 2, SECCOMP_KIND_STRUCT, 0, 16, NO_SIZE, NULL },
	{ NATIVE_ARCH, X32_BIT | __NR_openat, 0, 0, 1, SECCOMP_KIND_PATH, 0,
	  4096, NO_SIZE, "" },
	{ NATIVE_ARCH, X32_BIT | 520, 0, 0, 0, SECCOMP_KIND_PATH, 0, 4096,
	  NO_SIZE, "" },
#endif
};

TEST_F(kinds, describe_the_arguments_of_calls)
{
	const struct seccomp_arg_info *info;
	const struct wanted *w;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(wanted); i++) {
		w = &wanted[i];
		memset(&self->k, 0, sizeof(self->k));
		memset(self->k.info, 0xff, sizeof(self->k.info));
		self->k.size = sizeof(self->k);
		self->k.arch = w->arch;
		self->k.nr = w->nr;
		self->k.args[w->op_arg] = w->op;
		ASSERT_EQ(0, get_kinds(&self->k))
		TH_LOG("arch %x, number %u", w->arch, w->nr);
		info = &self->k.info[w->arg];
		EXPECT_EQ(w->kind, info->kind)
		TH_LOG("arch %x, number %u", w->arch, w->nr);
		EXPECT_EQ(w->flags, info->flags)
		TH_LOG("arch %x, number %u", w->arch, w->nr);
		EXPECT_EQ(w->limit, info->limit)
		TH_LOG("arch %x, number %u", w->arch, w->nr);
		EXPECT_EQ(w->size_arg, info->size_arg)
		TH_LOG("arch %x, number %u", w->arch, w->nr);
		ASSERT_NE(NULL, memchr(info->layout, 0, sizeof(info->layout)));
		if (w->layout)
			EXPECT_STREQ(w->layout, info->layout);
	}
}

TEST_F(kinds, keep_what_the_program_wrote)
{
	unsigned int i;

	self->k.nr = __NR_openat;
	for (i = 0; i < SECCOMP_ARG_WINDOWS; i++)
		self->k.args[i] = i + 100;
	ASSERT_EQ(0, get_kinds(&self->k));
	EXPECT_EQ(sizeof(self->k), self->k.size);
	EXPECT_EQ(NATIVE_ARCH, self->k.arch);
	EXPECT_EQ(__NR_openat, self->k.nr);
	for (i = 0; i < SECCOMP_ARG_WINDOWS; i++)
		EXPECT_EQ(i + 100, self->k.args[i]);
}

/* A filter may load a window if its description does not say REFUSED. */
struct window {
	int nr;
	int window;
};

static int attach_window(void *arg)
{
	const struct window *w = arg;
	struct deep_filter f;

	CHILD_ASSERT_EQ(0, no_new_privs());
	deep_begin(&f, w->nr);
	deep_match(&f, SECCOMP_ARG_STATUS(w->window), 7, SECCOMP_RET_ALLOW);
	deep_return(&f, DEEP_ERRNO(EDOM));
	return deep_attach(&f) ? errno : 0;
}

TEST_F(kinds, agree_with_what_a_filter_may_load)
{
	static const int numbers[] = {
		__NR_openat,	   __NR_execve, __NR_read,     __NR_futex,
		__NR_rt_sigaction, __NR_ioctl,	__NR_recvmsg,  __NR_getpid,
		__NR_clone3,	   __NR_bpf,	__NR_sendmmsg, __NR_statx,
	};
	struct window w;
	unsigned int i;
	bool refused;

	for (i = 0; i < ARRAY_SIZE(numbers); i++) {
		w.nr = numbers[i];
		self->k.nr = w.nr;
		ASSERT_EQ(0, get_kinds(&self->k));
		for (w.window = 0; w.window < SECCOMP_ARG_WINDOWS; w.window++) {
			refused = self->k.info[w.window].flags &
				  SECCOMP_ARG_REFUSED;
			EXPECT_EQ(refused ? EOPNOTSUPP : 0,
				  exit_summary(in_child(attach_window, &w)))
			TH_LOG("call %d, window %d", w.nr, w.window);
		}
	}
}

TEST_F(kinds, need_at_least_the_first_size)
{
	__u32 sizes[] = { 0, 4, 16, 64, ARG_KINDS_SIZE_1 - 1 };
	unsigned int i;

	ASSERT_EQ(ARG_KINDS_SIZE_1, sizeof(self->k));
	self->k.nr = __NR_openat;
	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		self->k.size = sizes[i];
		EXPECT_EQ(EINVAL, get_kinds(&self->k))
		TH_LOG("size %u", sizes[i]);
		EXPECT_EQ(0, self->k.info[1].kind);
	}
}

TEST_F(kinds, accept_a_longer_structure_of_zeroes)
{
	struct {
		struct seccomp_arg_kinds k;
		__u64 behind[8];
	} large = {
		.k = { .size = sizeof(large),
		       .arch = NATIVE_ARCH,
		       .nr = __NR_openat },
	};

	ASSERT_EQ(0, get_kinds(&large));
	EXPECT_EQ(SECCOMP_KIND_PATH, large.k.info[1].kind);
	EXPECT_EQ(0, large.behind[0]);
	memset(large.k.info, 0, sizeof(large.k.info));
	large.k.size = sizeof(large);
	large.behind[0] = 1;
	EXPECT_EQ(E2BIG, get_kinds(&large));
	EXPECT_EQ(0, large.k.info[1].kind);
	large.behind[0] = 0;
	large.k.size = 1 << 20;
	EXPECT_EQ(E2BIG, get_kinds(&large));
	EXPECT_EQ(0, large.k.info[1].kind);
}

TEST_F(kinds, refuse_bad_values)
{
	unsigned int bit;

	self->k.nr = __NR_openat;
	for (bit = 0; bit < 32; bit++) {
		EXPECT_EQ(-1, sys_seccomp(SECCOMP_GET_ARG_KINDS, 1U << bit,
					  &self->k));
		EXPECT_EQ(EINVAL, errno);
	}
	self->k.flags = 1;
	EXPECT_EQ(EINVAL, get_kinds(&self->k));
	self->k.flags = 0;
	self->k.arch = 0;
	EXPECT_EQ(EINVAL, get_kinds(&self->k));
	self->k.arch = AUDIT_ARCH_S390X;
	EXPECT_EQ(EINVAL, get_kinds(&self->k));
	EXPECT_EQ(0, self->k.info[1].kind);
}

TEST_F(kinds, refuse_bad_pointers)
{
	struct seccomp_arg_kinds *end;

	self->k.nr = __NR_openat;
	EXPECT_EQ(EFAULT, get_kinds(NULL));
	EXPECT_EQ(EFAULT, get_kinds(NO_PAGE));
	EXPECT_EQ(EFAULT, get_kinds(unmapped_page()));
	end = end_of_mapping(&self->k, sizeof(self->k) - 1);
	EXPECT_EQ(EFAULT, get_kinds(end));
	end = end_of_mapping(&self->k, sizeof(self->k));
	EXPECT_EQ(0, get_kinds(end));
	ASSERT_EQ(0, mprotect((void *)((uintptr_t)end & -4096UL), 4096,
			      PROT_READ));
	EXPECT_EQ(EFAULT, get_kinds(end));
}

TEST_HARNESS_MAIN
