// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test argument windows: which loads a filter may have, what it finds there, and
 * that the call uses the copy that the filter has seen.
 */
#include "../kselftest_harness.h"

#include <arpa/inet.h>
#include <limits.h>
#include <linux/futex.h>
#include <linux/sched.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <ucontext.h>

#include "common.h"
#include "target.h"
#include "notify.h"
#include "tracee.h"
#include "callsite.h"
#include "registers.h"
#include "deep.h"

/* errnos of filters that the tested calls do not have */
#define FIRST_ERRNO EDOM
#define SECOND_ERRNO ERANGE

/* Device files that a test opens. Names of the same length share a buffer. */
#define NULL_DEVICE "/dev/null"
#define ZERO_DEVICE "/dev/zero"
#define FULL_DEVICE "/dev/full"

FIXTURE(deep)
{
	char unused;
};

FIXTURE_SETUP(deep)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
}

FIXTURE_TEARDOWN(deep)
{
}

/* Run a function of this file in a child. Its exit code must be 0. */
#define EXPECT_CHILD(fn, arg) EXPECT_EQ(0, exit_summary(in_child(fn, arg)))

static long access_path(const char *path)
{
	return syscall(__NR_faccessat, AT_FDCWD, path, F_OK);
}

static long open_path(const char *path)
{
	return syscall(__NR_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0);
}

/* Build a filter that denies faccessat() of one path. */
static void build_access(struct deep_filter *f, const char *path,
			 unsigned int err)
{
	deep_begin(f, __NR_faccessat);
	deep_match_string(f, 1, path, SECCOMP_RET_ALLOW);
	deep_return(f, DEEP_ERRNO(err));
}

#define EXPECT_ERRNO(err, call)                \
	do {                                   \
		errno = 0;                     \
		CHILD_ASSERT_EQ(-1, (call));   \
		CHILD_ASSERT_EQ((err), errno); \
	} while (0)

static struct deep_filter filter;

/*
 * The flag.
 */
static int attach_plain(void *arg)
{
	(void)arg;
	EXPECT_ERRNO(EINVAL, deep_attach_with(&filter, 0));
	return 0;
}

static int need_the_flag(void *arg)
{
	struct target t;

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	build_access(&filter, "/proc", FIRST_ERRNO);
	EXPECT_ERRNO(EINVAL, deep_attach_with(&filter, 0));
	EXPECT_ERRNO(EINVAL,
		     deep_attach_with(&filter, SECCOMP_FILTER_FLAG_LOG));
	CHILD_ASSERT_EQ(0, seccomp_mode());
	CHILD_ASSERT(start_target(&t, NULL, NULL));
	CHILD_ASSERT_EQ(0, deep_attach(&filter));
	EXPECT_ERRNO(FIRST_ERRNO, access_path("/proc"));
	/* The kernel has the program now. */
	EXPECT_ERRNO(EINVAL, deep_attach_with(&filter, 0));
	CHILD_ASSERT_EQ(0, in_child(attach_plain, NULL));
	CHILD_ASSERT_EQ(1, filter_count());
	CHILD_ASSERT_EQ(0, deep_attach(&filter));
	CHILD_ASSERT_EQ(2, filter_count());
	/* A process with no deep filter is refused, too. */
	discard_target(&t);
	return 0;
}

TEST_F(deep, window_load_needs_the_flag)
{
	EXPECT_CHILD(need_the_flag, NULL);
}

/* Another process has the same program with the flag, and this one without. */
static int prepare_access(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	build_access(&filter, arg, FIRST_ERRNO);
	CHILD_ASSERT_EQ(0, deep_attach(&filter));
	return NO_LISTENER;
}

TEST_F(deep, program_of_another_process_still_needs_the_flag)
{
	char path[] = "/a path that only this test has";
	struct target t;

	ASSERT_TRUE(start_target(&t, prepare_access, path));
	build_access(&filter, path, FIRST_ERRNO);
	ASSERT_EQ(0, no_new_privs());
	EXPECT_EQ(-1, deep_attach_with(&filter, 0));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(0, seccomp_mode());
	EXPECT_EQ(FIRST_ERRNO,
		  err_of(&t, __NR_faccessat, AT_FDCWD, address_of(path), F_OK));
	discard_target(&t);
}

static int attach_without_privilege(void *arg)
{
	(void)arg;
	build_access(&filter, "/proc", FIRST_ERRNO);
	CHILD_ASSERT_EQ(0, drop_capabilities());
	EXPECT_ERRNO(EACCES, deep_attach(&filter));
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, deep_attach(&filter));
	EXPECT_ERRNO(FIRST_ERRNO, access_path("/proc"));
	return 0;
}

TEST_F(deep, flag_needs_the_privilege_of_any_filter)
{
	EXPECT_CHILD(attach_without_privilege, NULL);
}

static int attach_other_flags(void *arg)
{
	static const unsigned int flags[] = {
		SECCOMP_FILTER_FLAG_LOG,
		SECCOMP_FILTER_FLAG_SPEC_ALLOW,
		SECCOMP_FILTER_FLAG_TSYNC,
		SECCOMP_FILTER_FLAG_TSYNC | SECCOMP_FILTER_FLAG_TSYNC_ESRCH,
	};
	unsigned int i;
	int fd;

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	build_access(&filter, "/proc", FIRST_ERRNO);
	for (i = 0; i < ARRAY_SIZE(flags); i++)
		CHILD_ASSERT_EQ(0, deep_attach_with(&filter,
						    DEEP_ARGS | flags[i]));
	fd = deep_attach_with(&filter,
			      DEEP_ARGS | SECCOMP_FILTER_FLAG_NEW_LISTENER);
	CHILD_ASSERT_LE(0, fd);
	CHILD_ASSERT_EQ(0, close(fd));
	CHILD_ASSERT_EQ((long)ARRAY_SIZE(flags) + 1, filter_count());
	EXPECT_ERRNO(FIRST_ERRNO, access_path("/proc"));
	EXPECT_ERRNO(EINVAL, deep_attach_with(&filter, DEEP_ARGS | 1U << 31));
	return 0;
}

TEST_F(deep, flag_goes_with_the_other_flags)
{
	EXPECT_CHILD(attach_other_flags, NULL);
}

static int attach_shallow(void *arg)
{
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(__NR_getppid, 0, 1),
		INSN_RET(DEEP_ERRNO(FIRST_ERRNO)),
		INSN_RET(SECCOMP_RET_ALLOW),
	};

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach(insns, ARRAY_SIZE(insns), DEEP_ARGS));
	CHILD_ASSERT_EQ(0, attach(insns, ARRAY_SIZE(insns), 0));
	EXPECT_ERRNO(FIRST_ERRNO, sys_getppid());
	CHILD_ASSERT_EQ(0, access_path("/proc"));
	CHILD_ASSERT_EQ(0, deep_mappings(getpid()));
	return 0;
}

TEST_F(deep, filter_without_window_loads_copies_nothing)
{
	EXPECT_CHILD(attach_shallow, NULL);
}

/*
 * Offsets.
 */
static int attach_load(struct sock_filter load)
{
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(__NR_faccessat, 1, 0),
		INSN_RET(SECCOMP_RET_ALLOW),
		load,
		INSN_JEQ(0, 0, 1),
		INSN_RET(DEEP_ERRNO(FIRST_ERRNO)),
		INSN_RET(DEEP_ERRNO(SECOND_ERRNO)),
	};

	return attach(insns, ARRAY_SIZE(insns), DEEP_ARGS);
}

static int attach_bad_loads(void *arg)
{
	static const __u32 bad[] = {
		64,
		sizeof(struct seccomp_data) + 4,
		SECCOMP_ARG_WINDOW(0) - 4,
		SECCOMP_ARG_WINDOW(0) + 1,
		SECCOMP_ARG_WINDOW(0) + 2,
		SECCOMP_ARG_DATA(1) + 3,
		SECCOMP_ARG_DATA(1) + SECCOMP_ARG_DATA_MAX + 1,
		SECCOMP_ARG_WINDOW(SECCOMP_ARG_WINDOWS),
		SECCOMP_ARG_WINDOW(SECCOMP_ARG_WINDOWS) + 4,
		0x7ffffffc,
		0x80000000,
		0xfffffffc,
	};
	unsigned int i;

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	for (i = 0; i < ARRAY_SIZE(bad); i++)
		EXPECT_ERRNO(EINVAL, attach_load(INSN_LOAD(bad[i])));
	EXPECT_ERRNO(EINVAL, attach_load(INSN(BPF_LD | BPF_H | BPF_ABS,
					      SECCOMP_ARG_DATA(1))));
	EXPECT_ERRNO(EINVAL, attach_load(INSN(BPF_LD | BPF_B | BPF_ABS,
					      SECCOMP_ARG_DATA(1))));
	EXPECT_ERRNO(EINVAL, attach_load(INSN(BPF_LD | BPF_W | BPF_IND,
					      SECCOMP_ARG_DATA(1))));
	EXPECT_ERRNO(EINVAL, attach_load(INSN(BPF_LDX | BPF_B | BPF_MSH,
					      SECCOMP_ARG_DATA(1))));
	CHILD_ASSERT_EQ(0, seccomp_mode());
	return 0;
}

TEST_F(deep, loads_outside_windows_are_refused)
{
	EXPECT_CHILD(attach_bad_loads, NULL);
}

static int load_beyond(void *arg)
{
	char path[PATH_MAX + 1];

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_load(INSN_LOAD(*(__u32 *)arg)));
	memset(path, '/', PATH_MAX);
	path[PATH_MAX] = 0;
	EXPECT_ERRNO(FIRST_ERRNO, access_path(path));
	EXPECT_ERRNO(FIRST_ERRNO, access_path("/"));
	return 0;
}

TEST_F(deep, words_beyond_the_limit_are_zero)
{
	static const __u32 beyond[] = {
		SECCOMP_ARG_DATA(1) + SECCOMP_ARG_DATA_MAX,
		SECCOMP_ARG_DATA(1) + SECCOMP_ARG_DATA_MAX + 4,
		SECCOMP_ARG_WINDOW(1) + 0x8000,
		SECCOMP_ARG_WINDOW(1) + 0xfffc,
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(beyond); i++)
		EXPECT_CHILD(load_beyond, (void *)&beyond[i])
	TH_LOG("offset %x", beyond[i]);
}

static int load_last_word(void *arg)
{
	const __u32 offsets[] = {
		SECCOMP_ARG_DATA(1) + SECCOMP_ARG_DATA_MAX - 4,
		SECCOMP_ARG_STATUS(1),
		SECCOMP_ARG_LENGTH(1),
		SECCOMP_ARG_DATA(1) + 4,
	};
	char *path = end_of_mapping(NULL, PATH_MAX);
	const long args[6] = { AT_FDCWD, (long)path };

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, deep_attach_peek(__NR_faccessat, offsets,
					    ARRAY_SIZE(offsets)));
	memset(path, 'x', PATH_MAX - 1);
	path[PATH_MAX - 1] = 0;
	CHILD_ASSERT_EQ(0x00787878, deep_peek(__NR_faccessat, args, 0));
	CHILD_ASSERT_EQ(SECCOMP_ARG_COPIED, deep_peek(__NR_faccessat, args, 1));
	CHILD_ASSERT_EQ(PATH_MAX - 1, deep_peek(__NR_faccessat, args, 2));
	/* Without a NUL, the body reads PATH_MAX bytes. */
	path[PATH_MAX - 1] = 'y';
	CHILD_ASSERT_EQ(0x79787878, deep_peek(__NR_faccessat, args, 0));
	CHILD_ASSERT_EQ(SECCOMP_ARG_COPIED, deep_peek(__NR_faccessat, args, 1));
	CHILD_ASSERT_EQ(PATH_MAX, deep_peek(__NR_faccessat, args, 2));
	/* A short copy after a long one has zeroes behind it. */
	strcpy(path, "ab");
	CHILD_ASSERT_EQ(0, deep_peek(__NR_faccessat, args, 0));
	CHILD_ASSERT_EQ(2, deep_peek(__NR_faccessat, args, 2));
	CHILD_ASSERT_EQ(0, deep_peek(__NR_faccessat, args, 3));
	return 0;
}

TEST_F(deep, words_beyond_the_length_are_zero)
{
	EXPECT_CHILD(load_last_word, NULL);
}

/*
 * What windows hold. The first four words are the header of a window.
 */
enum {
	STATUS,
	KIND,
	LENGTH,
	FACTS,
	WORD,
};

static void attach_peek_window(int nr, int window)
{
	const __u32 offsets[] = {
		[STATUS] = SECCOMP_ARG_STATUS(window),
		[KIND] = SECCOMP_ARG_KIND(window),
		[LENGTH] = SECCOMP_ARG_LENGTH(window),
		[FACTS] = SECCOMP_ARG_FACTS(window),
		[WORD] = SECCOMP_ARG_DATA(window),
		[WORD + 1] = SECCOMP_ARG_DATA(window) + 4,
		[WORD + 2] = SECCOMP_ARG_DATA(window) + 8,
		[WORD + 3] = SECCOMP_ARG_DATA(window) + 12,
		[WORD + 16] = SECCOMP_ARG_DATA(window) + 64,
	};
	unsigned int i;
	__u32 all[ARRAY_SIZE(offsets)];

	for (i = 0; i < ARRAY_SIZE(offsets); i++)
		all[i] = offsets[i] ?: SECCOMP_ARG_STATUS(window);
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, deep_attach_peek(nr, all, ARRAY_SIZE(all)));
}

static void check_header(int nr, const long args[6], __u32 status, __u32 kind,
			 __u32 length)
{
	CHILD_ASSERT_EQ(status, deep_peek(nr, args, STATUS));
	CHILD_ASSERT_EQ(kind, deep_peek(nr, args, KIND));
	CHILD_ASSERT_EQ(length, deep_peek(nr, args, LENGTH));
}

/* Check that the first words of a window are @data, with zeroes behind it. */
static void check_words(int nr, const long args[6], const void *data,
			size_t size)
{
	__u32 words[4] = {};
	int i;

	memcpy(words, data, size < sizeof(words) ? size : sizeof(words));
	for (i = 0; i < 4; i++)
		CHILD_ASSERT_EQ(words[i], deep_peek(nr, args, WORD + i));
}

static int look_at_path(void *arg)
{
	long args[6] = { AT_FDCWD, (long)"/some/path" };
	const int nr = __NR_faccessat;
	char *cut = end_of_mapping("abcdefg", 7);

	(void)arg;
	attach_peek_window(nr, 1);
	check_header(nr, args, SECCOMP_ARG_COPIED, SECCOMP_KIND_PATH, 10);
	check_words(nr, args, "/some/path", 10);
	args[1] = (long)"";
	check_header(nr, args, SECCOMP_ARG_COPIED, SECCOMP_KIND_PATH, 0);
	check_words(nr, args, "", 0);
	args[1] = 0;
	check_header(nr, args, SECCOMP_ARG_NULL, SECCOMP_KIND_PATH, 0);
	check_words(nr, args, "", 0);
	args[1] = (long)unmapped_page();
	check_header(nr, args, SECCOMP_ARG_FAULT, SECCOMP_KIND_PATH, 0);
	check_words(nr, args, "", 0);
	/* Bytes in front of the fault are not seen. */
	args[1] = (long)cut;
	check_header(nr, args, SECCOMP_ARG_FAULT, SECCOMP_KIND_PATH, 0);
	check_words(nr, args, "", 0);
	/* An address of the kernel */
	args[1] = -4096;
	check_header(nr, args, SECCOMP_ARG_FAULT, SECCOMP_KIND_PATH, 0);
	return 0;
}

TEST_F(deep, window_of_a_path)
{
	EXPECT_CHILD(look_at_path, NULL);
}

static int look_at_integers(void *arg)
{
	static const int windows[] = { 0, 2, 3, 5 };
	const long args[6] = { AT_FDCWD, (long)"/proc", 1, 2 };
	const int nr = __NR_faccessat;

	attach_peek_window(nr, windows[*(int *)arg]);
	check_header(nr, args, SECCOMP_ARG_ABSENT, SECCOMP_KIND_NONE, 0);
	CHILD_ASSERT_EQ(0, deep_peek(nr, args, FACTS));
	check_words(nr, args, "", 0);
	return 0;
}

TEST_F(deep, windows_of_integers_are_absent)
{
	int i;

	for (i = 0; i < 4; i++)
		EXPECT_CHILD(look_at_integers, &i);
}

/* A number that no call has */
#define UNUSED_NR 1000000

static int look_at_unused_number(void *arg)
{
	const long args[6] = {};

	(void)arg;
	attach_peek_window(UNUSED_NR, 0);
	check_header(UNUSED_NR, args, SECCOMP_ARG_ABSENT, SECCOMP_KIND_NONE, 0);
	return 0;
}

TEST_F(deep, windows_of_unused_numbers_are_absent)
{
	EXPECT_CHILD(look_at_unused_number, NULL);
}

static int look_at_string(void *arg)
{
	long args[6] = { (long)"name of a file" };
	char *name = end_of_mapping(NULL, 250);
	const int nr = __NR_memfd_create;

	(void)arg;
	attach_peek_window(nr, 0);
	check_header(nr, args, SECCOMP_ARG_COPIED, SECCOMP_KIND_STRING, 14);
	check_words(nr, args, "name of a file", 14);
	CHILD_ASSERT_EQ(0, deep_peek(nr, args, FACTS));
	memset(name, 'n', 250);
	args[0] = (long)name;
	check_header(nr, args, SECCOMP_ARG_COPIED, SECCOMP_KIND_STRING, 250);
	check_words(nr, args, name, 250);
	args[0] = (long)(name + 1);
	check_header(nr, args, SECCOMP_ARG_FAULT, SECCOMP_KIND_STRING, 0);
	return 0;
}

TEST_F(deep, window_of_a_string_with_a_limit)
{
	EXPECT_CHILD(look_at_string, NULL);
}

static int look_at_struct(void *arg)
{
	__u32 set[2] = { 0x12345678, 0x9abcdef0 };
	void *end = end_of_mapping(set, sizeof(set));
	long args[6] = { SIG_BLOCK, (long)end, 0, 8 };
	const int nr = __NR_rt_sigprocmask;

	(void)arg;
	attach_peek_window(nr, 1);
	check_header(nr, args, SECCOMP_ARG_COPIED, SECCOMP_KIND_STRUCT, 8);
	check_words(nr, args, set, 8);
	args[1] = (long)end + 1;
	check_header(nr, args, SECCOMP_ARG_FAULT, SECCOMP_KIND_STRUCT, 0);
	check_words(nr, args, "", 0);
	args[1] = 0;
	check_header(nr, args, SECCOMP_ARG_NULL, SECCOMP_KIND_STRUCT, 0);
	return 0;
}

TEST_F(deep, window_of_a_structure)
{
	EXPECT_CHILD(look_at_struct, NULL);
}

static int look_at_sized_struct(void *arg)
{
	struct clone_args clone = { .flags = 0x1122334455667788, .pidfd = 9 };
	static char large[PATH_MAX + 8];
	long args[6] = { (long)&clone, sizeof(clone) };
	const int nr = __NR_clone3;
	long sizes[] = { 1, 5, 8, 64, sizeof(clone) };
	unsigned int i;

	(void)arg;
	attach_peek_window(nr, 0);
	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		args[0] = (long)end_of_mapping(&clone, sizes[i]);
		args[1] = sizes[i];
		check_header(nr, args, SECCOMP_ARG_COPIED,
			     SECCOMP_KIND_SIZED_STRUCT, sizes[i]);
		check_words(nr, args, &clone, sizes[i]);
	}
	args[1]++;
	check_header(nr, args, SECCOMP_ARG_FAULT, SECCOMP_KIND_SIZED_STRUCT, 0);
	memset(large, 7, sizeof(large));
	args[0] = (long)large;
	args[1] = SECCOMP_ARG_DATA_MAX;
	check_header(nr, args, SECCOMP_ARG_COPIED, SECCOMP_KIND_SIZED_STRUCT,
		     SECCOMP_ARG_DATA_MAX);
	CHILD_ASSERT_EQ(0x07070707, deep_peek(nr, args, WORD + 16));
	args[1] = SECCOMP_ARG_DATA_MAX + 1;
	check_header(nr, args, SECCOMP_ARG_TOO_LARGE, SECCOMP_KIND_SIZED_STRUCT,
		     0);
	CHILD_ASSERT_EQ(0, deep_peek(nr, args, WORD + 16));
	args[1] = -1;
	check_header(nr, args, SECCOMP_ARG_TOO_LARGE, SECCOMP_KIND_SIZED_STRUCT,
		     0);
	/* The size is a size_t: its upper half counts. */
	args[1] = 64L | 1L << 32;
	check_header(nr, args, SECCOMP_ARG_TOO_LARGE, SECCOMP_KIND_SIZED_STRUCT,
		     0);
	args[1] = 0;
	check_header(nr, args, SECCOMP_ARG_COPIED, SECCOMP_KIND_SIZED_STRUCT,
		     0);
	check_words(nr, args, "", 0);
	return 0;
}

TEST_F(deep, window_of_a_structure_with_a_size_argument)
{
	EXPECT_CHILD(look_at_sized_struct, NULL);
}

static int look_at_self_sized(void *arg)
{
	__u32 attr[16] = { 48, 1, 2, 3 };
	long args[6] = { 0, (long)attr };
	const int nr = __NR_sched_setattr;
	static __u32 large[2048];

	(void)arg;
	attach_peek_window(nr, 1);
	check_header(nr, args, SECCOMP_ARG_COPIED, SECCOMP_KIND_SELF_SIZED, 48);
	check_words(nr, args, attr, 48);
	attr[0] = 56;
	args[1] = (long)end_of_mapping(attr, 56);
	check_header(nr, args, SECCOMP_ARG_COPIED, SECCOMP_KIND_SELF_SIZED, 56);
	args[1] += 4;
	*(__u32 *)args[1] = 56;
	check_header(nr, args, SECCOMP_ARG_FAULT, SECCOMP_KIND_SELF_SIZED, 0);
	large[0] = SECCOMP_ARG_DATA_MAX + 1;
	args[1] = (long)large;
	check_header(nr, args, SECCOMP_ARG_TOO_LARGE, SECCOMP_KIND_SELF_SIZED,
		     0);
	return 0;
}

TEST_F(deep, window_of_a_structure_with_its_size_inside)
{
	EXPECT_CHILD(look_at_self_sized, NULL);
}

static int look_at_sockaddr(void *arg)
{
	struct sockaddr_in in = {
		.sin_family = AF_INET,
		.sin_port = htons(80),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	char large[256] = "large";
	long args[6] = { -1, (long)&in, sizeof(in) };
	const int nr = __NR_connect;

	(void)arg;
	attach_peek_window(nr, 1);
	check_header(nr, args, SECCOMP_ARG_COPIED, SECCOMP_KIND_SOCKADDR, 16);
	check_words(nr, args, &in, sizeof(in));
	/* The length is an int: the body ignores its upper half. */
	args[2] |= 5L << 32;
	check_header(nr, args, SECCOMP_ARG_COPIED, SECCOMP_KIND_SOCKADDR, 16);
	args[2] = 2;
	check_header(nr, args, SECCOMP_ARG_COPIED, SECCOMP_KIND_SOCKADDR, 2);
	check_words(nr, args, &in, 2);
	args[2] = 0;
	check_header(nr, args, SECCOMP_ARG_COPIED, SECCOMP_KIND_SOCKADDR, 0);
	args[1] = (long)large;
	args[2] = 128;
	check_header(nr, args, SECCOMP_ARG_COPIED, SECCOMP_KIND_SOCKADDR, 128);
	args[2] = 129;
	check_header(nr, args, SECCOMP_ARG_TOO_LARGE, SECCOMP_KIND_SOCKADDR, 0);
	args[2] = -1;
	check_header(nr, args, SECCOMP_ARG_TOO_LARGE, SECCOMP_KIND_SOCKADDR, 0);
	args[1] = 0;
	args[2] = 16;
	check_header(nr, args, SECCOMP_ARG_NULL, SECCOMP_KIND_SOCKADDR, 0);
	return 0;
}

TEST_F(deep, window_of_a_socket_address)
{
	EXPECT_CHILD(look_at_sockaddr, NULL);
}

static int look_at_array(void *arg)
{
	struct futex_waitv waits[2] = { { 1, 2, 3 }, { 4, 5, 6 } };
	long args[6] = { (long)end_of_mapping(waits, sizeof(waits)), 2 };
	const int nr = __NR_futex_waitv;
	static char large[SECCOMP_ARG_DATA_MAX];

	(void)arg;
	attach_peek_window(nr, 0);
	check_header(nr, args, SECCOMP_ARG_COPIED, SECCOMP_KIND_ARRAY,
		     sizeof(waits));
	check_words(nr, args, waits, sizeof(waits));
	args[1] = 1;
	check_header(nr, args, SECCOMP_ARG_COPIED, SECCOMP_KIND_ARRAY,
		     sizeof(waits[0]));
	args[1] = 0;
	check_header(nr, args, SECCOMP_ARG_COPIED, SECCOMP_KIND_ARRAY, 0);
	args[1] = 3;
	check_header(nr, args, SECCOMP_ARG_FAULT, SECCOMP_KIND_ARRAY, 0);
	args[0] = (long)large;
	args[1] = FUTEX_WAITV_MAX;
	check_header(nr, args, SECCOMP_ARG_COPIED, SECCOMP_KIND_ARRAY,
		     FUTEX_WAITV_MAX * sizeof(waits[0]));
	args[1] = FUTEX_WAITV_MAX + 1;
	check_header(nr, args, SECCOMP_ARG_TOO_LARGE, SECCOMP_KIND_ARRAY, 0);
	/* 24 times this number is 8, modulo 2 to the power of 32. */
	args[1] = 0x55555556;
	check_header(nr, args, SECCOMP_ARG_TOO_LARGE, SECCOMP_KIND_ARRAY, 0);
	return 0;
}

TEST_F(deep, window_of_an_array)
{
	EXPECT_CHILD(look_at_array, NULL);
}

static int look_at_buffer(void *arg)
{
	char name[65] = "a host";
	long args[6] = { (long)name, 6 };
	const int nr = __NR_sethostname;

	(void)arg;
	attach_peek_window(nr, 0);
	check_header(nr, args, SECCOMP_ARG_COPIED, SECCOMP_KIND_BUFFER, 6);
	check_words(nr, args, name, 6);
	args[1] = 64;
	check_header(nr, args, SECCOMP_ARG_COPIED, SECCOMP_KIND_BUFFER, 64);
	args[1] = 65;
	check_header(nr, args, SECCOMP_ARG_TOO_LARGE, SECCOMP_KIND_BUFFER, 0);
	args[1] = -1;
	check_header(nr, args, SECCOMP_ARG_TOO_LARGE, SECCOMP_KIND_BUFFER, 0);
	args[1] = 0;
	check_header(nr, args, SECCOMP_ARG_COPIED, SECCOMP_KIND_BUFFER, 0);
	return 0;
}

TEST_F(deep, window_of_a_buffer)
{
	EXPECT_CHILD(look_at_buffer, NULL);
}

static int look_at_message(void *arg)
{
	__u32 name[32] = { 0x03020100, 0x07060504 };
	struct msghdr message = { .msg_name = name, .msg_namelen = 16 };
	const long args[6] = { -1, (long)&message };
	const int nr = __NR_sendmsg;

	(void)arg;
	attach_peek_window(nr, 1);
	CHILD_ASSERT_EQ(SECCOMP_ARG_COPIED, deep_peek(nr, args, STATUS));
	CHILD_ASSERT_EQ(SECCOMP_KIND_MESSAGE, deep_peek(nr, args, KIND));
	CHILD_ASSERT_EQ(16, deep_peek(nr, args, WORD + 2));
	CHILD_ASSERT_EQ(name[0], deep_peek(nr, args, WORD + 16));
	message.msg_namelen = 2;
	CHILD_ASSERT_EQ(name[0] & 0xffff, deep_peek(nr, args, WORD + 16));
	message.msg_name = NULL;
	message.msg_namelen = 0;
	CHILD_ASSERT_EQ(SECCOMP_ARG_COPIED, deep_peek(nr, args, STATUS));
	CHILD_ASSERT_EQ(0, deep_peek(nr, args, WORD));
	CHILD_ASSERT_EQ(0, deep_peek(nr, args, WORD + 16));
	return 0;
}

TEST_F(deep, window_of_a_message)
{
	EXPECT_CHILD(look_at_message, NULL);
}

static int look_at_strings(void *arg)
{
	char *argv[4] = { "ab", "", "cde" };
	long args[6] = { (long)"/does/not/exist", (long)argv, (long)environ };
	static char *many[514], large[SECCOMP_ARG_DATA_MAX + 1];
	const int nr = __NR_execve;
	char *one[2] = { large };
	int i;

	(void)arg;
	attach_peek_window(nr, 1);
	check_header(nr, args, SECCOMP_ARG_COPIED, SECCOMP_KIND_STRINGS, 8);
	check_words(nr, args, "ab\0\0cde", 8);
	argv[1] = unmapped_page();
	check_header(nr, args, SECCOMP_ARG_FAULT, SECCOMP_KIND_STRINGS, 0);
	memset(large, 'x', sizeof(large));
	large[SECCOMP_ARG_DATA_MAX - 1] = 0;
	args[1] = (long)one;
	check_header(nr, args, SECCOMP_ARG_COPIED, SECCOMP_KIND_STRINGS,
		     SECCOMP_ARG_DATA_MAX);
	large[SECCOMP_ARG_DATA_MAX - 1] = 'x';
	large[SECCOMP_ARG_DATA_MAX] = 0;
	check_header(nr, args, SECCOMP_ARG_TOO_LARGE, SECCOMP_KIND_STRINGS, 0);
	for (i = 0; i < 513; i++)
		many[i] = "";
	args[1] = (long)many;
	check_header(nr, args, SECCOMP_ARG_TOO_LARGE, SECCOMP_KIND_STRINGS, 0);
	return 0;
}

TEST_F(deep, window_of_strings)
{
	EXPECT_CHILD(look_at_strings, NULL);
}

/*
 * The operation of prctl(2) decides whether the argument is a pointer.
 */
static int look_at_operations(void *arg)
{
	long args[6] = { PR_SET_NAME, (long)"a thread" };
	const int nr = __NR_prctl;

	(void)arg;
	attach_peek_window(nr, 1);
	CHILD_ASSERT_EQ(SECCOMP_ARG_COPIED, deep_peek(nr, args, STATUS));
	CHILD_ASSERT_EQ(SECCOMP_KIND_STRING, deep_peek(nr, args, KIND));
	CHILD_ASSERT_EQ(8, deep_peek(nr, args, LENGTH));
	check_words(nr, args, "a thread", 8);
	args[0] = PR_SET_DUMPABLE;
	args[1] = 1;
	check_header(nr, args, SECCOMP_ARG_ABSENT, SECCOMP_KIND_NONE, 0);
	check_words(nr, args, "", 0);
	args[0] = PR_GET_NAME;
	args[1] = (long)&args;
	check_header(nr, args, SECCOMP_ARG_ABSENT, SECCOMP_KIND_NONE, 0);
	return 0;
}

TEST_F(deep, operation_decides_about_the_window)
{
	EXPECT_CHILD(look_at_operations, NULL);
}

struct path_facts {
	const char *path;
	__u32 facts;
};

static int look_at_facts(void *arg)
{
	static const struct path_facts cases[] = {
		{ "", 0 },
		{ "a", 0 },
		{ "a/b.c/..d/e..", 0 },
		{ "...", 0 },
		{ "/", SECCOMP_PATH_ABSOLUTE | SECCOMP_PATH_TRAILING_SLASH },
		{ "/a", SECCOMP_PATH_ABSOLUTE },
		{ "/a/b", SECCOMP_PATH_ABSOLUTE },
		{ "a/", SECCOMP_PATH_TRAILING_SLASH },
		{ ".", SECCOMP_PATH_DOT },
		{ "./a", SECCOMP_PATH_DOT },
		{ "a/.", SECCOMP_PATH_DOT },
		{ "a/./b", SECCOMP_PATH_DOT },
		{ "a//b", SECCOMP_PATH_DOT },
		{ "..", SECCOMP_PATH_DOTDOT },
		{ "../a", SECCOMP_PATH_DOTDOT },
		{ "a/..", SECCOMP_PATH_DOTDOT },
		{ "a/../b", SECCOMP_PATH_DOTDOT },
		{ "/..", SECCOMP_PATH_ABSOLUTE | SECCOMP_PATH_DOTDOT },
		{ "/a/./../b/", SECCOMP_PATH_ABSOLUTE | SECCOMP_PATH_DOTDOT |
					SECCOMP_PATH_DOT |
					SECCOMP_PATH_TRAILING_SLASH },
	};
	long args[6] = { AT_FDCWD };
	unsigned int i;

	(void)arg;
	attach_peek_window(__NR_faccessat, 1);
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		args[1] = (long)cases[i].path;
		errno = i;
		CHILD_ASSERT_EQ(cases[i].facts,
				deep_peek(__NR_faccessat, args, FACTS));
	}
	return 0;
}

TEST_F(deep, facts_of_a_path)
{
	EXPECT_CHILD(look_at_facts, NULL);
}

static int look_at_two_paths(void *arg)
{
	const __u32 offsets[] = {
		SECCOMP_ARG_DATA(1),
		SECCOMP_ARG_DATA(3),
		SECCOMP_ARG_LENGTH(1),
		SECCOMP_ARG_LENGTH(3),
	};
	long args[6] = { AT_FDCWD, (long)"abcd", AT_FDCWD, (long)"efghi" };
	const int nr = __NR_renameat2;

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, deep_attach_peek(nr, offsets, ARRAY_SIZE(offsets)));
	CHILD_ASSERT_EQ(0x64636261, deep_peek(nr, args, 0));
	CHILD_ASSERT_EQ(0x68676665, deep_peek(nr, args, 1));
	CHILD_ASSERT_EQ(4, deep_peek(nr, args, 2));
	CHILD_ASSERT_EQ(5, deep_peek(nr, args, 3));
	/* One pointer for both */
	args[3] = args[1];
	CHILD_ASSERT_EQ(0x64636261, deep_peek(nr, args, 1));
	CHILD_ASSERT_EQ(4, deep_peek(nr, args, 3));
	return 0;
}

TEST_F(deep, windows_of_two_paths)
{
	EXPECT_CHILD(look_at_two_paths, NULL);
}

/* The body must find each path at its own address. @dir: an empty directory */
static int use_two_paths(void *dir)
{
	char seen[16] = "";

	CHILD_ASSERT_EQ(0, chdir(dir));
	CHILD_ASSERT_EQ(0, no_new_privs());
	deep_begin(&filter, __NR_symlinkat);
	deep_match_string(&filter, 0, "target", DEEP_ERRNO(FIRST_ERRNO));
	deep_match_string(&filter, 2, "link", DEEP_ERRNO(SECOND_ERRNO));
	deep_return(&filter, SECCOMP_RET_ALLOW);
	CHILD_ASSERT_EQ(0, deep_attach(&filter));
	CHILD_ASSERT_EQ(0, syscall(__NR_symlinkat, "target", AT_FDCWD, "link"));
	CHILD_ASSERT_EQ(6, readlink("link", seen, sizeof(seen)));
	CHILD_ASSERT_EQ(0, strcmp(seen, "target"));
	CHILD_ASSERT_EQ(0, unlink("link"));
	return 0;
}

TEST_F(deep, two_paths_are_what_the_call_uses)
{
	char dir[] = "/tmp/deep.XXXXXX";

	ASSERT_NE(NULL, mkdtemp(dir));
	EXPECT_CHILD(use_two_paths, dir);
	EXPECT_EQ(0, rmdir(dir));
}

/*
 * Pointers that the body must get. Their windows cannot be loaded.
 */
struct kept {
	int nr;
	int window;
};

static int load_kept(void *arg)
{
	const struct kept *kept = arg;

	CHILD_ASSERT_EQ(0, no_new_privs());
	deep_begin(&filter, kept->nr);
	deep_match(&filter, SECCOMP_ARG_DATA(kept->window), 0,
		   SECCOMP_RET_ALLOW);
	deep_return(&filter, DEEP_ERRNO(FIRST_ERRNO));
	EXPECT_ERRNO(EOPNOTSUPP, deep_attach(&filter));
	CHILD_ASSERT_EQ(0, seccomp_mode());
	/* The status of such a window cannot be loaded, either. */
	deep_begin(&filter, kept->nr);
	deep_match(&filter, SECCOMP_ARG_STATUS(kept->window), 0,
		   SECCOMP_RET_ALLOW);
	deep_return(&filter, DEEP_ERRNO(FIRST_ERRNO));
	EXPECT_ERRNO(EOPNOTSUPP, deep_attach(&filter));
	/* The flag is looked at first. */
	EXPECT_ERRNO(EINVAL, deep_attach_with(&filter, 0));
	CHILD_ASSERT_EQ(0, seccomp_mode());
	return 0;
}

TEST_F(deep, windows_of_kept_and_written_pointers_are_refused)
{
	static const struct kept cases[] = {
		/* The kernel keeps it. */
		{ __NR_set_robust_list, 0 },
		{ __NR_set_tid_address, 0 },
		{ __NR_rseq, 0 },
		/* The address is an identity. */
		{ __NR_futex, 0 },
		{ __NR_io_submit, 2 },
		/* The body writes. */
		{ __NR_read, 1 },
		{ __NR_fstat, 1 },
		{ __NR_pipe2, 0 },
		{ __NR_io_uring_setup, 1 },
		{ __NR_recvmsg, 1 },
		{ __NR_rt_sigaction, 2 },
		{ __NR_nanosleep, 1 },
		{ __NR_getcwd, 0 },
		{ __NR_wait4, 1 },
		/* Data in bulk */
		{ __NR_write, 1 },
		{ __NR_sendto, 1 },
		{ __NR_execve, 2 },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++)
		EXPECT_CHILD(load_kept, (void *)&cases[i])
	TH_LOG("call %d, window %d", cases[i].nr, cases[i].window);
}

static int load_for_all_numbers(void *arg)
{
	struct sock_filter insns[] = {
		INSN_LOAD(SECCOMP_ARG_DATA(1)),
		INSN_JEQ(0x12345678, 0, 1),
		INSN_RET(DEEP_ERRNO(FIRST_ERRNO)),
		INSN_RET(SECCOMP_RET_ALLOW),
	};

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	EXPECT_ERRNO(EOPNOTSUPP, attach(insns, ARRAY_SIZE(insns), DEEP_ARGS));
	CHILD_ASSERT_EQ(0, seccomp_mode());
	return 0;
}

TEST_F(deep, load_without_a_test_of_the_number_is_refused)
{
	EXPECT_CHILD(load_for_all_numbers, NULL);
}

static int load_in_dead_code(void *arg)
{
	struct sock_filter insns[] = {
		/* No load for read(2) is left after the test of its number. */
		INSN_LOAD_NR,
		INSN_JEQ(__NR_faccessat, 1, 0),
		INSN_RET(SECCOMP_RET_ALLOW),
		INSN_JEQ(__NR_read, 0, 2),
		INSN_LOAD(SECCOMP_ARG_DATA(1)),
		INSN_JEQ(0x636f7270, 1, 0),
		INSN_RET(SECCOMP_RET_ALLOW),
		INSN_RET(DEEP_ERRNO(FIRST_ERRNO)),
	};

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach(insns, ARRAY_SIZE(insns), DEEP_ARGS));
	return 0;
}

TEST_F(deep, load_that_no_number_reaches_is_accepted)
{
	EXPECT_CHILD(load_in_dead_code, NULL);
}

/*
 * Several filters.
 */
static int stack_filters(void *arg)
{
	struct sock_filter trap[] = {
		INSN_LOAD_NR,
		INSN_JEQ(__NR_faccessat, 0, 1),
		INSN_RET(DEEP_ERRNO(0)),
		INSN_RET(SECCOMP_RET_ALLOW),
	};

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, deep_deny_string(__NR_faccessat, 1, "/proc",
					    FIRST_ERRNO));
	CHILD_ASSERT_EQ(0,
			deep_deny_string(__NR_faccessat, 1, "/sys", EOVERFLOW));
	EXPECT_ERRNO(FIRST_ERRNO, access_path("/proc"));
	EXPECT_ERRNO(EOVERFLOW, access_path("/sys"));
	CHILD_ASSERT_EQ(0, access_path("/dev"));
	/* Of equal actions, the newest filter's wins. */
	CHILD_ASSERT_EQ(0, deep_deny_string(__NR_faccessat, 1, "/proc",
					    SECOND_ERRNO));
	EXPECT_ERRNO(SECOND_ERRNO, access_path("/proc"));
	EXPECT_ERRNO(EOVERFLOW, access_path("/sys"));
	/* A filter without windows */
	CHILD_ASSERT_EQ(0, attach_errno(__NR_getppid, EXDEV));
	EXPECT_ERRNO(SECOND_ERRNO, access_path("/proc"));
	EXPECT_ERRNO(EXDEV, sys_getppid());
	CHILD_ASSERT_EQ(0, attach(trap, ARRAY_SIZE(trap), 0));
	CHILD_ASSERT_EQ(0, access_path("/proc"));
	CHILD_ASSERT_EQ(0, access_path("/does/not/exist"));
	return 0;
}

TEST_F(deep, newest_of_equal_actions_wins)
{
	EXPECT_CHILD(stack_filters, NULL);
}

static int stack_stricter(void *arg)
{
	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	deep_begin(&filter, __NR_faccessat);
	deep_match_string(&filter, 1, "/proc", SECCOMP_RET_ALLOW);
	deep_return(&filter, SECCOMP_RET_KILL_PROCESS);
	CHILD_ASSERT_EQ(0, deep_attach(&filter));
	CHILD_ASSERT_EQ(0, attach_errno(__NR_faccessat, FIRST_ERRNO));
	EXPECT_ERRNO(FIRST_ERRNO, access_path("/sys"));
	access_path("/proc");
	return 0;
}

TEST_F(deep, strictest_action_wins)
{
	EXPECT_EQ(BY_SIGNAL(SIGSYS),
		  exit_summary(in_child(stack_stricter, NULL)));
}

/*
 * Two filters, of which each denies one of two paths, see one copy. While another
 * thread changes the path, the call is always denied.
 */
#define FLIP_ROUNDS 1500

static struct flip {
	bool end;
	unsigned long flips;
	char path[16] __attribute__((aligned(16)));
} flip;

static void *flip_path(void *arg)
{
	__u32 one, two;

	(void)arg;
	memcpy(&one, NULL_DEVICE + 4, 4);
	memcpy(&two, ZERO_DEVICE + 4, 4);
	while (!SHARED_LOAD(flip.end)) {
		SHARED_STORE(*(__u32 *)(flip.path + 4), one);
		SHARED_STORE(*(__u32 *)(flip.path + 4), two);
		SHARED_INC(flip.flips);
	}
	return NULL;
}

static int deny_both(void *arg)
{
	pthread_t thread;
	int i;
	long ret;

	(void)arg;
	/* The two names differ in the bytes 4 to 7 only: "/dev/nul0" */
	strcpy(flip.path, "/dev/zer0");
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, deep_deny_string(__NR_faccessat, 1, "/dev/zer0",
					    FIRST_ERRNO));
	CHILD_ASSERT_EQ(0, deep_deny_string(__NR_faccessat, 1, "/dev/nul0",
					    SECOND_ERRNO));
	CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, flip_path, NULL));
	CHILD_ASSERT(WAIT_UNTIL(SHARED_LOAD(flip.flips)));
	for (i = 0; i < FLIP_ROUNDS; i++) {
		errno = 0;
		ret = access_path(flip.path);
		CHILD_ASSERT_EQ(-1, ret);
		if (errno != FIRST_ERRNO)
			CHILD_ASSERT_EQ(SECOND_ERRNO, errno);
		if (!(i % 16))
			sched_yield();
	}
	SHARED_STORE(flip.end, true);
	CHILD_ASSERT_EQ(0, pthread_join(thread, NULL));
	return 0;
}

TEST_F(deep, filters_see_one_copy)
{
	EXPECT_CHILD(deny_both, NULL);
}

/*
 * Inheritance.
 */
#define AFTER_EXEC "SECCOMP_TEST_DEEP_EXEC"

static int denies_proc(void *arg)
{
	(void)arg;
	EXPECT_ERRNO(FIRST_ERRNO, access_path("/proc"));
	CHILD_ASSERT_EQ(0, access_path("/dev"));
	CHILD_ASSERT_EQ(1, deep_mappings(getpid()));
	return 0;
}

static __attribute__((constructor(101))) void check_after_exec(void)
{
	if (getenv(AFTER_EXEC))
		_exit(denies_proc(NULL));
}

static int deny_proc(void)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	return deep_deny_string(__NR_faccessat, 1, "/proc", FIRST_ERRNO);
}

/* Return the number of mappings before a call that a window decides. */
static int first_mappings(void)
{
	return deep_calls_are_verified();
}

static int denies_proc_by_its_slot(void *arg)
{
	/* The parent's slot is not inherited. */
	CHILD_ASSERT_EQ(first_mappings(), deep_mappings(getpid()));
	return denies_proc(arg);
}

static int inherit_by_fork(void *arg)
{
	(void)arg;
	CHILD_ASSERT_EQ(0, deny_proc());
	CHILD_ASSERT_EQ(0, in_child(denies_proc_by_its_slot, NULL));
	CHILD_ASSERT_EQ(0, denies_proc(NULL));
	CHILD_ASSERT_EQ(0, in_child(denies_proc_by_its_slot, NULL));
	CHILD_ASSERT_EQ(0, denies_proc(NULL));
	return 0;
}

TEST_F(deep, fork_keeps_filters_and_gives_no_slot)
{
	EXPECT_CHILD(inherit_by_fork, NULL);
}

static int inherit_by_vfork(void *arg)
{
	pid_t pid;
	int i;

	(void)arg;
	CHILD_ASSERT_EQ(0, deny_proc());
	for (i = 0; i < 3; i++) {
		pid = vfork();
		if (!pid)
			_exit(denies_proc(NULL));
		CHILD_ASSERT_EQ(0, exit_summary(wait_child(pid)));
		CHILD_ASSERT_EQ(0, denies_proc(NULL));
	}
	return 0;
}

TEST_F(deep, vfork_child_has_its_own_slot)
{
	EXPECT_CHILD(inherit_by_vfork, NULL);
}

static int inherit_by_exec(void *arg)
{
	CHILD_ASSERT_EQ(0, deny_proc());
	if (*(bool *)arg)
		CHILD_ASSERT_EQ(0, denies_proc(NULL));
	setenv(AFTER_EXEC, "1", 1);
	CHILD_ASSERT_NO_RETURN(execl("/proc/self/exe", "deep_test", NULL));
}

TEST_F(deep, exec_keeps_filters)
{
	bool slot = false;

	EXPECT_CHILD(inherit_by_exec, &slot);
	slot = true;
	EXPECT_CHILD(inherit_by_exec, &slot);
}

static void *exec_in_thread(void *arg)
{
	CHILD_ASSERT_EQ(0, denies_proc(NULL));
	setenv(AFTER_EXEC, "1", 1);
	execl("/proc/self/exe", "deep_test", NULL);
	return arg;
}

/* The thread becomes the only one, with the slot that it had. */
static int exec_by_a_thread(void *arg)
{
	pthread_t thread;

	(void)arg;
	CHILD_ASSERT_EQ(0, deny_proc());
	CHILD_ASSERT_EQ(0, denies_proc(NULL));
	CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, exec_in_thread, NULL));
	CHILD_ASSERT_NO_RETURN(pthread_join(thread, NULL));
}

TEST_F(deep, exec_by_a_thread_keeps_its_filters)
{
	EXPECT_CHILD(exec_by_a_thread, NULL);
}

/* The call that execs is itself judged by its copy. */
static int exec_by_copy(void *arg)
{
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, deep_deny_string(__NR_faccessat, 1, "/proc",
					    FIRST_ERRNO));
	deep_begin(&filter, __NR_execve);
	deep_match_string(&filter, 0, "/proc/self/exe",
			  DEEP_ERRNO(SECOND_ERRNO));
	deep_match(&filter, SECCOMP_ARG_LENGTH(1), *(__u32 *)arg,
		   DEEP_ERRNO(EXDEV));
	deep_match_bytes(&filter, 1, "deep_test\0two", 14, DEEP_ERRNO(EXDEV));
	deep_return(&filter, SECCOMP_RET_ALLOW);
	CHILD_ASSERT_EQ(0, deep_attach(&filter));
	setenv(AFTER_EXEC, "1", 1);
	EXPECT_ERRNO(SECOND_ERRNO, execl("/bin/sh", "deep_test", NULL));
	EXPECT_ERRNO(EXDEV, execl("/proc/self/exe", "deep_test", NULL));
	EXPECT_ERRNO(EXDEV, execl("/proc/self/exe", "deep_test", "twi", NULL));
	CHILD_ASSERT_NO_RETURN(
		execl("/proc/self/exe", "deep_test", "two", NULL));
}

TEST_F(deep, exec_is_judged_by_path_and_argv)
{
	__u32 length = 14;

	EXPECT_CHILD(exec_by_copy, &length);
}

static int sync_threads(void *arg)
{
	struct target worker;

	(void)arg;
	CHILD_ASSERT(start_worker(&worker));
	CHILD_ASSERT_EQ(0, no_new_privs());
	build_access(&filter, "/proc", FIRST_ERRNO);
	CHILD_ASSERT_EQ(0, err_of(&worker, __NR_faccessat, AT_FDCWD,
				  address_of("/proc"), F_OK));
	CHILD_ASSERT_EQ(0, deep_attach_with(&filter,
					    DEEP_ARGS |
						    SECCOMP_FILTER_FLAG_TSYNC));
	CHILD_ASSERT_EQ(FIRST_ERRNO, err_of(&worker, __NR_faccessat, AT_FDCWD,
					    address_of("/proc"), F_OK));
	CHILD_ASSERT_EQ(0, err_of(&worker, __NR_faccessat, AT_FDCWD,
				  address_of("/dev"), F_OK));
	EXPECT_ERRNO(FIRST_ERRNO, access_path("/proc"));
	/* Both threads have slots of one mapping. */
	CHILD_ASSERT_EQ(1, deep_mappings(getpid()));
	CHILD_ASSERT(end_worker(&worker));
	EXPECT_ERRNO(FIRST_ERRNO, access_path("/proc"));
	return 0;
}

TEST_F(deep, tsync_reaches_other_threads)
{
	EXPECT_CHILD(sync_threads, NULL);
}

/* Slots per mapping */
#define CHUNK_SLOTS 32
#define SLOT_THREADS 40

static void *call_in_thread(void *arg)
{
	(void)arg;
	EXPECT_ERRNO(FIRST_ERRNO, access_path("/proc"));
	return NULL;
}

static bool has_one_thread(void)
{
	return status_field(getpid(), "Threads") == 1;
}

static int reuse_slots(void *arg)
{
	pthread_t thread;
	int i;

	(void)arg;
	CHILD_ASSERT_EQ(0, deny_proc());
	for (i = 0; i < 2 * CHUNK_SLOTS; i++) {
		CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, call_in_thread,
						  NULL));
		CHILD_ASSERT_EQ(0, pthread_join(thread, NULL));
		/* The kernel gives the slot back after it wakes the joiner. */
		if (i % 8 == 7)
			CHILD_ASSERT(WAIT_UNTIL(has_one_thread()));
	}
	CHILD_ASSERT_EQ(1, deep_mappings(getpid()));
	return 0;
}

TEST_F(deep, exiting_thread_gives_its_slot_back)
{
	EXPECT_CHILD(reuse_slots, NULL);
}

static int share_mappings(void *arg)
{
	struct target workers[SLOT_THREADS];
	int i;

	(void)arg;
	CHILD_ASSERT_EQ(0, deny_proc());
	for (i = 0; i < SLOT_THREADS; i++) {
		CHILD_ASSERT(start_worker(&workers[i]));
		CHILD_ASSERT_EQ(FIRST_ERRNO,
				err_of(&workers[i], __NR_faccessat, AT_FDCWD,
				       address_of("/proc"), F_OK));
	}
	CHILD_ASSERT_EQ(2, deep_mappings(getpid()));
	for (i = 0; i < SLOT_THREADS; i++)
		CHILD_ASSERT_EQ(0, err_of(&workers[i], __NR_faccessat, AT_FDCWD,
					  address_of("/dev"), F_OK));
	for (i = 0; i < SLOT_THREADS; i++)
		CHILD_ASSERT(end_worker(&workers[i]));
	return 0;
}

TEST_F(deep, threads_share_mappings)
{
	EXPECT_CHILD(share_mappings, NULL);
}

/*
 * The mapping. Flags that a configuration adds, as "sd", are not compared.
 */
static int look_at_mapping(void *arg)
{
	static const char *const wanted[] = {
		"rd", "mr", "io", "de", "dd", "dc"
	};
	static const char *const unwanted[] = { "wr", "ex", "sh", "mw", "me",
						"ms", "lo", "ac", "pf", "gd" };
	char line[512], *flags = NULL;
	unsigned int i;
	bool in_slots = false;
	FILE *file;

	(void)arg;
	CHILD_ASSERT_EQ(0, deny_proc());
	CHILD_ASSERT_EQ(0, denies_proc(NULL));
	file = fopen("/proc/self/smaps", "re");
	CHILD_ASSERT_OBJECT(file);
	while (fgets(line, sizeof(line), file)) {
		if (strstr(line, DEEP_MAPPING)) {
			CHILD_ASSERT(strstr(line, " r--p "));
			in_slots = true;
		}
		if (in_slots && !strncmp(line, "VmFlags:", 8)) {
			flags = line + 8;
			break;
		}
	}
	fclose(file);
	CHILD_ASSERT(flags);
	for (i = 0; i < ARRAY_SIZE(wanted); i++) {
		if (!strstr(flags, wanted[i]))
			fprintf(stderr, "# no %s in%s", wanted[i], flags);
		CHILD_ASSERT(strstr(flags, wanted[i]));
	}
	/* Linux 6.1 has no name for the flag of sealed mappings. */
	if (!strstr(flags, " sl") && !strstr(flags, " ??"))
		fprintf(stderr, "# not sealed:%s", flags);
	CHILD_ASSERT(strstr(flags, " sl") || strstr(flags, " ??"));
	for (i = 0; i < ARRAY_SIZE(unwanted); i++) {
		if (strstr(flags, unwanted[i]))
			fprintf(stderr, "# %s in%s", unwanted[i], flags);
		CHILD_ASSERT(!strstr(flags, unwanted[i]));
	}
	return 0;
}

TEST_F(deep, mapping_has_the_flags_that_protect_it)
{
	EXPECT_CHILD(look_at_mapping, NULL);
}

static int hide_from_libc(void *arg)
{
	(void)arg;
	CHILD_ASSERT_EQ(0, deep_mappings(getpid()));
	CHILD_ASSERT_EQ(0, deny_proc());
	/* Calls that no window decides map nothing. */
	CHILD_ASSERT_LT(0, sys_getppid());
	CHILD_ASSERT_EQ(first_mappings(), deep_mappings(getpid()));
	EXPECT_ERRNO(FIRST_ERRNO, access_path("/proc"));
	CHILD_ASSERT_EQ(1, deep_mappings(getpid()));
	return 0;
}

TEST_F(deep, first_deep_call_maps_the_slot)
{
	EXPECT_CHILD(hide_from_libc, NULL);
}

/* Each address space that is too small fails the call, which has no effect. */
static int limit_address_space(void *arg)
{
	struct rlimit limit = { 1 << 20, 1 << 20 };
	int fd;

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, deep_deny_string(__NR_openat, 1, ZERO_DEVICE,
					    FIRST_ERRNO));
	CHILD_ASSERT_EQ(0, setrlimit(RLIMIT_AS, &limit));
	EXPECT_ERRNO(ENOMEM, open_path(NULL_DEVICE));
	EXPECT_ERRNO(ENOMEM, open_path(ZERO_DEVICE));
	/* No descriptor has been installed. */
	fd = dup(STDOUT_FILENO);
	CHILD_ASSERT_EQ(STDERR_FILENO + 1, fd);
	CHILD_ASSERT_LT(0, sys_getppid());
	return 0;
}

static int limit_address_space_first(void *arg)
{
	close_range(STDERR_FILENO + 1, ~0U, 0);
	return limit_address_space(arg);
}

TEST_F(deep, call_without_address_space_fails)
{
	if (deep_calls_are_verified())
		SKIP(return, "with seccomp_verify, all calls would fail");
	EXPECT_CHILD(limit_address_space_first, NULL);
}

/*
 * Inspection by a tracer.
 */
static long get_filter(pid_t pid, unsigned long index, void *to)
{
	return ptrace(PTRACE_SECCOMP_GET_FILTER, pid, index, to);
}

static int prepare_inspected(void *arg)
{
	struct sock_filter insns[] = { INSN_RET(SECCOMP_RET_ALLOW) };

	prepare_access("/proc");
	CHILD_ASSERT_EQ(0,
			deep_attach_with(&filter,
					 DEEP_ARGS | SECCOMP_FILTER_FLAG_LOG));
	CHILD_ASSERT_EQ(0, attach(insns, 1, DEEP_ARGS));
	CHILD_ASSERT_EQ(0, attach(insns, 1, 0));
	(void)arg;
	return NO_LISTENER;
}

TEST_F(deep, tracer_reads_program_and_flag)
{
	static struct sock_filter insns[DEEP_MAX_INSNS];
	static const __u64 wanted[] = {
		SECCOMP_FILTER_FLAG_DEEP_ARGS,
		SECCOMP_FILTER_FLAG_DEEP_ARGS | SECCOMP_FILTER_FLAG_LOG,
		SECCOMP_FILTER_FLAG_DEEP_ARGS,
		0,
	};
	struct __ptrace_seccomp_metadata meta;
	unsigned int i;
	struct target t;
	long count;

	build_access(&filter, "/proc", FIRST_ERRNO);
	ASSERT_TRUE(start_target(&t, prepare_inspected, NULL));
	ASSERT_EQ(0, seize(t.pid, 0));
	ASSERT_TRUE(interrupt(t.pid));
	/* Index 0 is the oldest filter. */
	for (i = 0; i < 2; i++) {
		count = get_filter(t.pid, i, NULL);
		ASSERT_EQ((long)filter.len, count);
		EXPECT_EQ(count, get_filter(t.pid, i, insns));
		EXPECT_EQ(0, memcmp(insns, filter.insns,
				    count * sizeof(insns[0])));
	}
	for (i = 0; i < ARRAY_SIZE(wanted); i++) {
		meta.filter_off = i;
		meta.flags = 1;
		EXPECT_EQ((long)sizeof(meta),
			  ptrace(PTRACE_SECCOMP_GET_METADATA, t.pid,
				 sizeof(meta), &meta));
		EXPECT_EQ(wanted[i], meta.flags);
	}
	discard_target(&t);
}

/*
 * Supervisors. A target shares a page with the supervisor, which changes the page
 * after the copy.
 */
FIXTURE(supervised)
{
	struct target t;
	struct seccomp_notif notif;
	char *page;
};

/* How the filter of the target with a listener looks at the path */
struct supervision {
	bool loads; /* the filter loads the window */
	unsigned int flags;
};

FIXTURE_VARIANT(supervised)
{
	struct supervision how;
};

/* clang-format off */
FIXTURE_VARIANT_ADD(supervised, filter_loads_the_window)
{
	.how = { true, DEEP_ARGS },
};

FIXTURE_VARIANT_ADD(supervised, filter_loads_no_window)
{
	.how = { false, DEEP_ARGS },
};

/* clang-format on */

static int prepare_supervised(void *arg)
{
	struct supervision *how = arg;
	int fd;

	CHILD_ASSERT_EQ(0, no_new_privs());
	deep_begin(&filter, __NR_openat);
	if (how->loads) {
		/* No test has a path with these bytes. */
		deep_put(&filter, INSN_LOAD(SECCOMP_ARG_DATA(1)));
		deep_put(&filter, INSN_JEQ(0x12345678, 0, 1));
		deep_return(&filter, DEEP_ERRNO(FIRST_ERRNO));
	}
	deep_return(&filter, SECCOMP_RET_USER_NOTIF);
	fd = deep_attach_with(&filter,
			      how->flags | SECCOMP_FILTER_FLAG_NEW_LISTENER);
	CHILD_ASSERT_LE(0, fd);
	return fd;
}

FIXTURE_SETUP(supervised)
{
	self->t = (struct target){ .pid = -1, .sock = -1, .listener = -1 };
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	self->page = shared_page();
	ASSERT_NE(NULL, self->page);
	ASSERT_TRUE(start_target(&self->t, prepare_supervised,
				 (void *)&variant->how));
}

FIXTURE_TEARDOWN(supervised)
{
	discard_target(&self->t);
}

static bool start_open(struct target *t, struct seccomp_notif *notif,
		       const char *path)
{
	return send_call(t, __NR_openat, AT_FDCWD, address_of(path),
			 O_RDWR | O_CLOEXEC) &&
	       !receive(t->listener, notif);
}

TEST_F(supervised, continued_call_uses_the_copy)
{
	struct outcome out;

	strcpy(self->page, NULL_DEVICE);
	ASSERT_TRUE(start_open(&self->t, &self->notif, self->page));
	EXPECT_EQ(0, self->notif.flags);
	EXPECT_EQ((uintptr_t)self->page, self->notif.data.args[1]);
	strcpy(self->page, ZERO_DEVICE);
	ASSERT_EQ(0, respond_continue(self->t.listener, self->notif.id));
	out = outcome_of(&self->t);
	ASSERT_LE(0, out.ret);
	EXPECT_TRUE(is_file_of(self->t.pid, out.ret, NULL_DEVICE));
}

TEST_F(supervised, supervisor_reads_the_copy)
{
	char buffer[64];
	struct seccomp_notif_arg arg = {
		.arg = 1,
		.size = sizeof(buffer),
		.buffer = (uintptr_t)buffer,
	};

	memset(buffer, 'b', sizeof(buffer));
	strcpy(self->page, NULL_DEVICE);
	ASSERT_TRUE(start_open(&self->t, &self->notif, self->page));
	strcpy(self->page, ZERO_DEVICE);
	arg.id = self->notif.id;
	ASSERT_EQ(0, get_arg(self->t.listener, &arg));
	EXPECT_EQ(SECCOMP_ARG_COPIED, arg.status);
	EXPECT_EQ(SECCOMP_KIND_PATH, arg.kind);
	EXPECT_EQ(strlen(NULL_DEVICE), arg.length);
	EXPECT_EQ(SECCOMP_PATH_ABSOLUTE, arg.facts);
	EXPECT_EQ(self->notif.id, arg.id);
	EXPECT_EQ(0, memcmp(buffer, NULL_DEVICE, strlen(NULL_DEVICE)));
	/* A second time */
	memset(buffer, 'b', sizeof(buffer));
	ASSERT_EQ(0, get_arg(self->t.listener, &arg));
	EXPECT_EQ(0, memcmp(buffer, NULL_DEVICE, strlen(NULL_DEVICE)));
	/* An integer */
	arg.arg = 2;
	ASSERT_EQ(0, get_arg(self->t.listener, &arg));
	EXPECT_EQ(SECCOMP_ARG_ABSENT, arg.status);
	EXPECT_EQ(SECCOMP_KIND_NONE, arg.kind);
	EXPECT_EQ(0, arg.length);
	ASSERT_EQ(0, respond_error(self->t.listener, self->notif.id, EXDEV));
	EXPECT_EQ(EXDEV, outcome_of(&self->t).err);
}

TEST_F(supervised, short_buffer_gets_the_first_bytes)
{
	char buffer[16];
	struct seccomp_notif_arg arg = {
		.arg = 1,
		.size = 4,
		.buffer = (uintptr_t)buffer,
	};

	memset(buffer, 'b', sizeof(buffer));
	strcpy(self->page, NULL_DEVICE);
	ASSERT_TRUE(start_open(&self->t, &self->notif, self->page));
	arg.id = self->notif.id;
	ASSERT_EQ(0, get_arg(self->t.listener, &arg));
	EXPECT_EQ(strlen(NULL_DEVICE), arg.length);
	EXPECT_EQ(0, memcmp(buffer, "/devbbbb", 8));
	/* The status alone */
	arg.size = 0;
	arg.buffer = 0;
	arg.length = 0;
	ASSERT_EQ(0, get_arg(self->t.listener, &arg));
	EXPECT_EQ(strlen(NULL_DEVICE), arg.length);
	/* More than any copy has */
	arg.buffer = (uintptr_t)end_of_mapping(NULL, SECCOMP_ARG_DATA_MAX);
	arg.size = SECCOMP_ARG_DATA_MAX;
	ASSERT_EQ(0, get_arg(self->t.listener, &arg));
	EXPECT_STREQ(NULL_DEVICE, (char *)(uintptr_t)arg.buffer);
}

TEST_F(supervised, bad_requests_are_refused)
{
	char buffer[64];
	const struct seccomp_notif_arg good = {
		.arg = 1,
		.size = sizeof(buffer),
		.buffer = (uintptr_t)buffer,
	};
	struct seccomp_notif_arg arg = good;

	strcpy(self->page, NULL_DEVICE);
	/* No notification */
	EXPECT_EQ(-1, get_arg(self->t.listener, &arg));
	EXPECT_EQ(ENOENT, errno);
	ASSERT_TRUE(start_open(&self->t, &self->notif, self->page));
	arg.id = self->notif.id + 1;
	EXPECT_EQ(-1, get_arg(self->t.listener, &arg));
	EXPECT_EQ(ENOENT, errno);
	arg = good;
	arg.id = self->notif.id;
	arg.arg = SECCOMP_ARG_WINDOWS;
	EXPECT_EQ(-1, get_arg(self->t.listener, &arg));
	EXPECT_EQ(EINVAL, errno);
	arg.arg = ~0U;
	EXPECT_EQ(-1, get_arg(self->t.listener, &arg));
	EXPECT_EQ(EINVAL, errno);
	arg.arg = 1;
	arg.buffer = (uintptr_t)unmapped_page();
	EXPECT_EQ(-1, get_arg(self->t.listener, &arg));
	EXPECT_EQ(EFAULT, errno);
	EXPECT_EQ(-1, get_arg(self->t.listener, unmapped_page()));
	EXPECT_EQ(EFAULT, errno);
	/* Other sizes of the structure are other requests. */
	EXPECT_EQ(-1, ioctl(self->t.listener, _IOWR('!', 0x80, char[8]), &arg));
	EXPECT_EQ(EINVAL, errno);
	/* The notification is still valid. */
	EXPECT_TRUE(id_valid(self->t.listener, self->notif.id));
	ASSERT_EQ(0, respond_error(self->t.listener, self->notif.id, EXDEV));
	EXPECT_EQ(EXDEV, outcome_of(&self->t).err);
	arg = good;
	arg.id = self->notif.id;
	EXPECT_EQ(-1, get_arg(self->t.listener, &arg));
	EXPECT_EQ(ENOENT, errno);
}

TEST_F(supervised, copies_of_a_dead_target_are_gone)
{
	struct seccomp_notif_arg arg = { .arg = 1 };

	strcpy(self->page, NULL_DEVICE);
	ASSERT_TRUE(start_open(&self->t, &self->notif, self->page));
	arg.id = self->notif.id;
	ASSERT_EQ(0, kill(self->t.pid, SIGKILL));
	EXPECT_EQ(BY_SIGNAL(SIGKILL), exit_summary(end_target(&self->t)));
	EXPECT_EQ(-1, get_arg(self->t.listener, &arg));
	EXPECT_EQ(ENOENT, errno);
}

/*
 * The path lies behind the end of a file, which the supervisor enlarges while the
 * call waits. Only a filter that loads the window sends the call to the guard
 * page.
 */
TEST_F(supervised, call_without_a_copy_is_marked)
{
	struct seccomp_notif_arg arg = { .arg = 1 };
	struct supervision how;
	struct outcome out;
	struct target t;
	int memfd;
	char *map;

	memfd = memfd_create("grows", 0);
	ASSERT_LE(0, memfd);
	map = mmap(NULL, sysconf(_SC_PAGESIZE), PROT_READ | PROT_WRITE,
		   MAP_SHARED, memfd, 0);
	ASSERT_NE(MAP_FAILED, map);
	how = variant->how;
	ASSERT_TRUE(start_target(&t, prepare_supervised, &how));
	ASSERT_TRUE(start_open(&t, &self->notif, map));
	EXPECT_EQ(variant->how.loads ? 0 : SECCOMP_NOTIF_FLAG_UNCOPIED,
		  self->notif.flags);
	arg.id = self->notif.id;
	ASSERT_EQ(0, get_arg(t.listener, &arg));
	EXPECT_EQ(SECCOMP_ARG_FAULT, arg.status);
	EXPECT_EQ(SECCOMP_KIND_PATH, arg.kind);
	EXPECT_EQ(0, arg.length);
	ASSERT_EQ(0, ftruncate(memfd, sysconf(_SC_PAGESIZE)));
	strcpy(map, NULL_DEVICE);
	ASSERT_EQ(0, respond_continue(t.listener, self->notif.id));
	out = outcome_of(&t);
	if (variant->how.loads) {
		EXPECT_EQ(EFAULT, out.err);
	} else {
		EXPECT_LE(0, out.ret);
		EXPECT_TRUE(is_file_of(t.pid, out.ret, NULL_DEVICE));
	}
	discard_target(&t);
}

TEST_F(deep, listener_without_the_flag_has_no_copies)
{
	struct supervision how = { .flags = 0 };
	struct seccomp_notif_arg arg = { .arg = 1 };
	struct seccomp_notif notif;
	struct outcome out;
	struct target t;
	char *page;

	page = shared_page();
	ASSERT_NE(NULL, page);
	strcpy(page, NULL_DEVICE);
	ASSERT_TRUE(start_target(&t, prepare_supervised, &how));
	ASSERT_TRUE(start_open(&t, &notif, page));
	EXPECT_EQ(0, notif.flags);
	arg.id = notif.id;
	EXPECT_EQ(-1, get_arg(t.listener, &arg));
	EXPECT_EQ(EINVAL, errno);
	strcpy(page, ZERO_DEVICE);
	ASSERT_EQ(0, respond_continue(t.listener, notif.id));
	out = outcome_of(&t);
	EXPECT_TRUE(is_file_of(t.pid, out.ret, ZERO_DEVICE));
	discard_target(&t);
}

/*
 * The filter of a task without no_new_privs. Only a supervisor that may read the
 * memory of the task gets copies.
 */
static int prepare_privileged(void *arg)
{
	int fd;

	(void)arg;
	deep_begin(&filter, __NR_openat);
	deep_return(&filter, SECCOMP_RET_USER_NOTIF);
	fd = deep_attach_with(&filter,
			      DEEP_ARGS | SECCOMP_FILTER_FLAG_NEW_LISTENER);
	CHILD_ASSERT_LE(0, fd);
	return fd;
}

struct unprivileged {
	int listener;
	__u64 id;
};

static int read_without_privilege(void *arg)
{
	const struct unprivileged *reader = arg;
	char buffer[16] = "";
	struct seccomp_notif_arg copy = {
		.id = reader->id,
		.arg = 1,
		.size = sizeof(buffer),
		.buffer = address_of(buffer),
	};

	CHILD_ASSERT_EQ(0, setresgid(65534, 65534, 65534));
	CHILD_ASSERT_EQ(0, setresuid(65534, 65534, 65534));
	EXPECT_ERRNO(EPERM, get_arg(reader->listener, &copy));
	CHILD_ASSERT_EQ(0, buffer[0]);
	CHILD_ASSERT_EQ(0, copy.status);
	CHILD_ASSERT_EQ(0, copy.length);
	CHILD_ASSERT(id_valid(reader->listener, reader->id));
	return 0;
}

TEST_F(deep, copies_of_a_privileged_task_need_the_right_to_read_its_memory)
{
	struct seccomp_notif_arg copy = { .arg = 1 };
	struct unprivileged reader;
	struct seccomp_notif notif;
	struct target t;

	if (geteuid())
		SKIP(return, "needs CAP_SYS_ADMIN, to attach a filter");
	ASSERT_TRUE(start_target(&t, prepare_privileged, NULL));
	ASSERT_TRUE(start_open(&t, &notif, NULL_DEVICE));
	reader.listener = t.listener;
	reader.id = notif.id;
	copy.id = notif.id;
	EXPECT_CHILD(read_without_privilege, &reader);
	EXPECT_EQ(0, get_arg(t.listener, &copy));
	EXPECT_EQ(strlen(NULL_DEVICE), copy.length);
	discard_target(&t);
}

/*
 * Tracers.
 */
FIXTURE(traced)
{
	struct target t;
	char *page;
};

/* Let a tracer look at openat() of one device, and deny another one. */
static int prepare_traced(void *arg)
{
	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, deep_deny_string(__NR_openat, 1, ZERO_DEVICE,
					    FIRST_ERRNO));
	CHILD_ASSERT_EQ(0, deep_deny_string(__NR_faccessat, 1, NULL_DEVICE,
					    SECOND_ERRNO));
	deep_begin(&filter, __NR_openat);
	deep_match_string(&filter, 1, NULL_DEVICE, SECCOMP_RET_ALLOW);
	deep_return(&filter, SECCOMP_RET_TRACE);
	CHILD_ASSERT_EQ(0, deep_attach(&filter));
	return NO_LISTENER;
}

FIXTURE_SETUP(traced)
{
	self->t = (struct target){ .pid = -1, .sock = -1, .listener = -1 };
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	self->page = shared_page();
	ASSERT_NE(NULL, self->page);
	ASSERT_TRUE(start_target(&self->t, prepare_traced, NULL));
	strcpy(self->page, NULL_DEVICE);
	strcpy(self->page + 64, FULL_DEVICE);
	strcpy(self->page + 128, ZERO_DEVICE);
	ASSERT_EQ(0, seize(self->t.pid, PTRACE_O_TRACESECCOMP));
	ASSERT_TRUE(send_call(&self->t, __NR_openat, AT_FDCWD,
			      (uintptr_t)self->page, O_RDWR | O_CLOEXEC));
	ASSERT_EQ(STOP_SECCOMP, wait_stop(self->t.pid));
}

FIXTURE_TEARDOWN(traced)
{
	discard_target(&self->t);
}

TEST_F(traced, unchanged_call_runs)
{
	struct outcome out;

	ASSERT_EQ(0, resume(self->t.pid, PTRACE_CONT));
	out = outcome_of(&self->t);
	EXPECT_LE(0, out.ret);
	EXPECT_TRUE(is_file_of(self->t.pid, out.ret, NULL_DEVICE));
}

TEST_F(traced, changed_memory_is_copied_and_judged_again)
{
	strcpy(self->page, ZERO_DEVICE);
	ASSERT_EQ(0, resume(self->t.pid, PTRACE_CONT));
	EXPECT_EQ(FIRST_ERRNO, outcome_of(&self->t).err);
}

TEST_F(traced, changed_memory_is_what_the_call_uses)
{
	struct outcome out;

	strcpy(self->page, FULL_DEVICE);
	ASSERT_EQ(0, resume(self->t.pid, PTRACE_CONT));
	out = outcome_of(&self->t);
	EXPECT_LE(0, out.ret);
	EXPECT_TRUE(is_file_of(self->t.pid, out.ret, FULL_DEVICE));
}

TEST_F(traced, changed_pointer_is_judged_again)
{
	ASSERT_TRUE(set_arg(self->t.pid, 1, (uintptr_t)self->page + 128));
	ASSERT_EQ(0, resume(self->t.pid, PTRACE_CONT));
	EXPECT_EQ(FIRST_ERRNO, outcome_of(&self->t).err);
}

TEST_F(traced, changed_pointer_is_what_the_call_uses)
{
	struct outcome out;

	ASSERT_TRUE(set_arg(self->t.pid, 1, (uintptr_t)self->page + 64));
	ASSERT_EQ(0, resume(self->t.pid, PTRACE_CONT));
	out = outcome_of(&self->t);
	EXPECT_LE(0, out.ret);
	EXPECT_TRUE(is_file_of(self->t.pid, out.ret, FULL_DEVICE));
}

TEST_F(traced, changed_number_is_judged_by_its_own_windows)
{
	ASSERT_TRUE(set_number(self->t.pid, __NR_faccessat));
	ASSERT_EQ(0, resume(self->t.pid, PTRACE_CONT));
	EXPECT_EQ(SECOND_ERRNO, outcome_of(&self->t).err);
}

TEST_F(traced, call_of_a_number_without_windows_has_its_own_arguments)
{
	struct outcome out;

	/* getppid() takes no argument. The tracer sees its result. */
	ASSERT_TRUE(set_number(self->t.pid, __NR_getppid));
	ASSERT_EQ(0, resume(self->t.pid, PTRACE_CONT));
	out = outcome_of(&self->t);
	EXPECT_EQ(getpid(), out.ret);
	/* write() gets the pointer of the caller. */
	out = call_and_wait(&self->t, __NR_write, STDERR_FILENO,
			    (uintptr_t)self->page, 0);
	EXPECT_EQ(0, out.ret);
}

TEST_F(traced, skipped_call_leaves_nothing_for_the_next_call)
{
	struct outcome out;

	ASSERT_TRUE(set_number(self->t.pid, -1));
	ASSERT_TRUE(set_result(self->t.pid, 4711));
	ASSERT_EQ(0, resume(self->t.pid, PTRACE_CONT));
	EXPECT_EQ(4711, outcome_of(&self->t).ret);
	/* This call has no window, and its pointer is another one. */
	out = call_and_wait(&self->t, __NR_chdir, address_of("/proc"));
	EXPECT_EQ(0, out.ret);
	out = call_and_wait(&self->t, __NR_openat, AT_FDCWD,
			    (uintptr_t)self->page + 64, O_RDWR | O_CLOEXEC);
	EXPECT_LE(0, out.ret);
	EXPECT_TRUE(is_file_of(self->t.pid, out.ret, FULL_DEVICE));
}

/* Without a check there is no copy, and no copy of an earlier call. */
TEST_F(traced, suspended_filters_copy_nothing)
{
	const unsigned long options = PTRACE_O_TRACESYSGOOD |
				      PTRACE_O_SUSPEND_SECCOMP;
	struct outcome out;

	ASSERT_EQ(0, resume(self->t.pid, PTRACE_CONT));
	out = outcome_of(&self->t);
	EXPECT_TRUE(is_file_of(self->t.pid, out.ret, NULL_DEVICE));
	ASSERT_TRUE(interrupt(self->t.pid));
	ASSERT_EQ(0, ptrace(PTRACE_SETOPTIONS, self->t.pid, NULL, options))
	TH_LOG("needs CONFIG_CHECKPOINT_RESTORE and CAP_SYS_ADMIN");
	ASSERT_EQ(0, resume(self->t.pid, PTRACE_CONT));
	out = call_and_wait(&self->t, __NR_openat, AT_FDCWD,
			    (uintptr_t)self->page + 128, O_RDWR | O_CLOEXEC);
	EXPECT_LE(0, out.ret);
	EXPECT_TRUE(is_file_of(self->t.pid, out.ret, ZERO_DEVICE));
}

TEST_F(traced, tracer_sees_the_registers_of_the_caller)
{
	struct __ptrace_syscall_info info;
	struct user_regs_struct regs;
	int n;

	ASSERT_EQ(0, resume(self->t.pid, PTRACE_SYSCALL));
	ASSERT_EQ(STOP_SYSCALL, wait_stop(self->t.pid));
	info = syscall_info(self->t.pid);
	ASSERT_EQ(PTRACE_SYSCALL_INFO_EXIT, info.op);
	EXPECT_LE(0, info.exit.rval);
	ASSERT_TRUE(get_regs(self->t.pid, &regs));
	EXPECT_EQ((uintptr_t)self->page, *reg_of_arg(&regs, 1));
	EXPECT_EQ(O_RDWR | O_CLOEXEC, *reg_of_arg(&regs, 2));
	for (n = 3; n < 6; n++)
		EXPECT_EQ(0, *reg_of_arg(&regs, n));
}

/*
 * Registers after a call that used copies
 */
static int keep_registers(void *arg)
{
	unsigned long before[REGISTERS];
	int fd, i;

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, deep_deny_string(__NR_openat, 1, ZERO_DEVICE,
					    FIRST_ERRNO));
	for (i = 0; i < REGISTERS; i++)
		register_file[i] = 0x1111111111111111UL * (i % 15 + 1);
#if REG_FLAGS >= 0
	register_file[REG_FLAGS] = CHOSEN_FLAGS;
#endif
	register_file[REG_NR] = __NR_openat;
#if defined(__x86_64__)
	register_file[5] = AT_FDCWD;
	register_file[4] = (unsigned long)NULL_DEVICE;
	register_file[3] = O_RDWR | O_CLOEXEC;
#else
	register_file[0] = AT_FDCWD;
	register_file[1] = (unsigned long)NULL_DEVICE;
	register_file[2] = O_RDWR | O_CLOEXEC;
#endif
	memcpy(before, register_file, sizeof(before));
	call_with_registers();
	fd = register_file[REG_RESULT];
	CHILD_ASSERT_LT(STDERR_FILENO, fd);
	CHILD_ASSERT(is_file_of(getpid(), fd, NULL_DEVICE));
	for (i = 0; i < REGISTERS; i++) {
		if (i == REG_RESULT || i == REG_FLAGS || is_clobbered(i))
			continue;
#if defined(__aarch64__)
		if (i == 30)
			continue;
#endif
		CHILD_ASSERT_EQ(before[i], register_file[i]);
	}
	CHILD_ASSERT(clobbered_are_right());
	return 0;
}

TEST_F(deep, call_leaves_the_registers_of_the_caller)
{
	EXPECT_CHILD(keep_registers, NULL);
}

static volatile siginfo_t trap_info;
static volatile unsigned long trap_arg;

static void on_trap(int sig, siginfo_t *info, void *context)
{
	ucontext_t *uc = context;

	(void)sig;
	memcpy((void *)&trap_info, info, sizeof(*info));
#if defined(__x86_64__)
	trap_arg = uc->uc_mcontext.gregs[REG_RSI];
#else
	trap_arg = uc->uc_mcontext.regs[1];
#endif
}

static int trap_by_path(void *arg)
{
	struct sigaction action = {
		.sa_sigaction = on_trap,
		.sa_flags = SA_SIGINFO,
	};
	const struct site site = text_site();
	const unsigned long args[6] = { AT_FDCWD, (unsigned long)ZERO_DEVICE,
					O_RDWR };

	(void)arg;
	CHILD_ASSERT_EQ(0, sigaction(SIGSYS, &action, NULL));
	CHILD_ASSERT_EQ(0, no_new_privs());
	deep_begin(&filter, __NR_openat);
	deep_match_string(&filter, 1, ZERO_DEVICE, SECCOMP_RET_ALLOW);
	deep_return(&filter, SECCOMP_RET_TRAP | 77);
	CHILD_ASSERT_EQ(0, deep_attach(&filter));
	site.call(__NR_openat, args);
	CHILD_ASSERT_EQ(SIGSYS, trap_info.si_signo);
	CHILD_ASSERT_EQ(77, trap_info.si_errno);
	CHILD_ASSERT_EQ(__NR_openat, trap_info.si_syscall);
	CHILD_ASSERT_EQ(site.ip, (unsigned long)trap_info.si_call_addr);
	CHILD_ASSERT_EQ(args[1], trap_arg);
	CHILD_ASSERT_LE(0, open_path(NULL_DEVICE));
	return 0;
}

TEST_F(deep, signal_frame_has_the_registers_of_the_caller)
{
	EXPECT_CHILD(trap_by_path, NULL);
}

/*
 * A call that sleeps: openat() of a FIFO without a reader.
 */
FIXTURE(fifo)
{
	char dir[32];
	char *page;
	struct target t;
};

static void set_word(int sig)
{
	(void)sig;
}

static int prepare_fifo(void *arg)
{
	struct sigaction action = {
		.sa_handler = set_word,
		.sa_flags = SA_RESTART,
	};

	CHILD_ASSERT_EQ(0, chdir(arg));
	CHILD_ASSERT_EQ(0, sigaction(SIGUSR1, &action, NULL));
	action.sa_flags = 0;
	CHILD_ASSERT_EQ(0, sigaction(SIGUSR2, &action, NULL));
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0,
			deep_deny_string(__NR_openat, 1, "none", FIRST_ERRNO));
	return NO_LISTENER;
}

FIXTURE_SETUP(fifo)
{
	char path[64];

	self->t = (struct target){ .pid = -1, .sock = -1, .listener = -1 };
	strcpy(self->dir, "/tmp/deep.XXXXXX");
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	ASSERT_NE(NULL, mkdtemp(self->dir));
	snprintf(path, sizeof(path), "%s/fifo", self->dir);
	ASSERT_EQ(0, mkfifo(path, 0600));
	self->page = shared_page();
	ASSERT_NE(NULL, self->page);
	strcpy(self->page, "fifo");
	ASSERT_TRUE(start_target(&self->t, prepare_fifo, self->dir));
	ASSERT_TRUE(send_call(&self->t, __NR_openat, AT_FDCWD,
			      (uintptr_t)self->page, O_WRONLY | O_CLOEXEC));
	ASSERT_TRUE(wait_blocked(self->t.pid, __NR_openat));
}

FIXTURE_TEARDOWN(fifo)
{
	char path[64];

	discard_target(&self->t);
	snprintf(path, sizeof(path), "%s/fifo", self->dir);
	unlink(path);
	rmdir(self->dir);
}

/* Open the FIFO for reading, which wakes the writer. */
static int open_reader(const char *dir)
{
	char path[64];

	snprintf(path, sizeof(path), "%s/fifo", dir);
	return open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
}

/* Wait until the signal has been delivered. */
static bool is_delivered(pid_t pid, int sig)
{
	unsigned long long pending = ~0ULL;
	char path[64], line[256];
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/status", pid);
	file = fopen(path, "re");
	while (file && fgets(line, sizeof(line), file)) {
		if (!strncmp(line, "ShdPnd:", 7))
			pending = strtoull(line + 7, NULL, 16);
	}
	if (file)
		fclose(file);
	return !(pending & 1ULL << (sig - 1));
}

TEST_F(fifo, proc_shows_the_pointer_of_the_caller)
{
	unsigned long long nr, arg0, arg1;
	char path[64], text[512] = {};
	int fd, fields;

	snprintf(path, sizeof(path), "/proc/%d/syscall", self->t.pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	ASSERT_LE(0, fd);
	ASSERT_LT(0, read(fd, text, sizeof(text) - 1));
	close(fd);
	fields = sscanf(text, "%lld 0x%llx 0x%llx", &nr, &arg0, &arg1);
	ASSERT_EQ(3, fields);
	EXPECT_EQ(__NR_openat, nr);
	EXPECT_EQ((uintptr_t)self->page, arg1);
}

TEST_F(fifo, interrupted_call_returns_eintr)
{
	ASSERT_EQ(0, kill(self->t.pid, SIGUSR2));
	EXPECT_EQ(EINTR, outcome_of(&self->t).err);
	EXPECT_EQ(ENOENT, err_of(&self->t, __NR_openat, AT_FDCWD,
				 address_of("nine"), O_RDONLY));
}

TEST_F(fifo, restarted_call_continues)
{
	struct outcome out;
	int fd;

	ASSERT_EQ(0, kill(self->t.pid, SIGUSR1));
	ASSERT_TRUE(WAIT_UNTIL(is_delivered(self->t.pid, SIGUSR1)));
	ASSERT_TRUE(wait_blocked(self->t.pid, __NR_openat));
	fd = open_reader(self->dir);
	ASSERT_LE(0, fd);
	out = outcome_of(&self->t);
	EXPECT_LE(0, out.ret);
	close(fd);
}

TEST_F(fifo, restarted_call_is_copied_and_judged_again)
{
	strcpy(self->page, "none");
	ASSERT_EQ(0, kill(self->t.pid, SIGUSR1));
	EXPECT_EQ(FIRST_ERRNO, outcome_of(&self->t).err);
}

TEST_F(fifo, sleeping_call_keeps_its_copy)
{
	struct outcome out;
	int fd;

	/* The body has read the path already; the copy does not change. */
	strcpy(self->page, "none");
	fd = open_reader(self->dir);
	ASSERT_LE(0, fd);
	out = outcome_of(&self->t);
	EXPECT_LE(0, out.ret);
	close(fd);
}

TEST_F(fifo, stopped_call_is_judged_again)
{
	strcpy(self->page, "none");
	ASSERT_EQ(0, kill(self->t.pid, SIGSTOP));
	ASSERT_TRUE(wait_state(self->t.pid, 'T'));
	ASSERT_EQ(0, kill(self->t.pid, SIGCONT));
	EXPECT_EQ(FIRST_ERRNO, outcome_of(&self->t).err);
}

/*
 * restart_syscall() has no pointers: a sleep that a stop interrupts goes on.
 */
static int prepare_sleep(void *arg)
{
	struct timespec denied = { .tv_sec = 4711 };

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	deep_begin(&filter, __NR_nanosleep);
	deep_match_bytes(&filter, 0, &denied, sizeof(denied),
			 SECCOMP_RET_ALLOW);
	deep_return(&filter, DEEP_ERRNO(FIRST_ERRNO));
	CHILD_ASSERT_EQ(0, deep_attach(&filter));
	return NO_LISTENER;
}

TEST_F(deep, stopped_sleep_goes_on)
{
	struct timespec *ts = shared_page();
	struct target t;

	ASSERT_NE(NULL, ts);
	ASSERT_TRUE(start_target(&t, prepare_sleep, NULL));
	ts->tv_sec = 4711;
	EXPECT_EQ(FIRST_ERRNO, err_of(&t, __NR_nanosleep, address_of(ts), 0));
	ts->tv_sec = 0;
	ts->tv_nsec = 800000000;
	ASSERT_TRUE(send_call(&t, __NR_nanosleep, address_of(ts), 0));
	ASSERT_TRUE(WAIT_UNTIL(sleeping_call(t.pid) == __NR_nanosleep));
	ts->tv_sec = 4711;
	ASSERT_EQ(0, kill(t.pid, SIGSTOP));
	ASSERT_TRUE(wait_state(t.pid, 'T'));
	ASSERT_EQ(0, kill(t.pid, SIGCONT));
	EXPECT_EQ(0, outcome_of(&t).err);
	discard_target(&t);
}

#if defined(__x86_64__)

/*
 * ia32 calls of a 64-bit task need a slot below 4 GiB.
 */
#define IA32_OPEN 5
#define IA32_ACCESS 33

static int call_ia32(void *arg)
{
	const struct site site = text_site32();
	unsigned long args[6] = {};
	char *low;
	long fd;

	(void)arg;
	low = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
	CHILD_ASSERT_OBJECT(low);
	CHILD_ASSERT_EQ(0, no_new_privs());
	deep_begin_abi(&filter, AUDIT_ARCH_I386, IA32_OPEN);
	deep_match_string(&filter, 0, ZERO_DEVICE, SECCOMP_RET_ALLOW);
	deep_return(&filter, DEEP_ERRNO(FIRST_ERRNO));
	CHILD_ASSERT_EQ(0, deep_attach(&filter));
	CHILD_ASSERT_EQ(0, deny_proc());
	/* Both ABIs, one after the other and back */
	EXPECT_ERRNO(FIRST_ERRNO, access_path("/proc"));
	args[0] = (unsigned long)low;
	args[1] = O_RDWR;
	strcpy(low, ZERO_DEVICE);
	CHILD_ASSERT_EQ(-FIRST_ERRNO, site.call(IA32_OPEN, args));
	strcpy(low, NULL_DEVICE);
	fd = site.call(IA32_OPEN, args);
	CHILD_ASSERT_LT(2, fd);
	CHILD_ASSERT(is_file_of(getpid(), fd, NULL_DEVICE));
	/* The upper half of a register is not part of an ia32 pointer. */
	args[0] |= 0x1234500000000UL;
	fd = site.call(IA32_OPEN, args);
	CHILD_ASSERT_LT(2, fd);
	CHILD_ASSERT(is_file_of(getpid(), fd, NULL_DEVICE));
	args[0] = 0;
	CHILD_ASSERT_EQ(-EFAULT, site.call(IA32_OPEN, args));
	EXPECT_ERRNO(FIRST_ERRNO, access_path("/proc"));
	CHILD_ASSERT_EQ(0, access_path("/dev"));
	return 0;
}

TEST_F(deep, ia32_call_of_a_64_bit_task)
{
	if (!has_ia32())
		SKIP(return, "this kernel has no ia32 calls");
	EXPECT_CHILD(call_ia32, NULL);
}

#endif

TEST_HARNESS_MAIN
