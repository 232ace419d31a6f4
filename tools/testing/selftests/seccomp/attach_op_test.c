// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test SECCOMP_ATTACH: each member of struct seccomp_attach with bad values, all
 * sizes of the structure, the results, and what a failed attach leaves behind.
 *
 * attach_test.c tests what SECCOMP_SET_MODE_FILTER has in common with it.
 */
#include "../kselftest_harness.h"

#include <pthread.h>
#include <sys/resource.h>

#include "common.h"
#include "target.h"
#include "notify.h"
#include "deep.h"
#include "attach_op.h"

#define DENIED_ERRNO EXDEV
#define IDS 2000

/* The listeners of this test get this call. */
#define WATCHED_NR __NR_getsid

static struct sock_filter deny_insns[] =
	INSNS_FOR_NR(__NR_getppid, SECCOMP_RET_ERRNO | DENIED_ERRNO);

static struct sock_filter notify_insns[] =
	INSNS_FOR_NR(WATCHED_NR, SECCOMP_RET_USER_NOTIF);

static const struct sock_fprog deny_prog = { ARRAY_SIZE(deny_insns),
					     deny_insns };
static const struct sock_fprog notify_prog = { ARRAY_SIZE(notify_insns),
					       notify_insns };

static bool is_denied(void)
{
	return sys_getppid() == -1 && errno == DENIED_ERRNO;
}

/*
 * Expect that an operation fails with @err. It leaves no filter, no privilege bit
 * and no descriptor behind.
 */
#define EXPECT_REFUSED(err, call)                                \
	do {                                                     \
		const long filters_ = filter_count();            \
		const long nnp_ = status_field(0, "NoNewPrivs"); \
		const int free_fd_ = next_free_fd();             \
		int ret_, seen_;                                 \
		errno = 0;                                       \
		ret_ = (call);                                   \
		seen_ = errno;                                   \
		EXPECT_EQ(-1, ret_);                             \
		EXPECT_EQ(err, seen_);                           \
		EXPECT_EQ(filters_, filter_count());             \
		EXPECT_EQ(nnp_, status_field(0, "NoNewPrivs"));  \
		EXPECT_EQ(free_fd_, next_free_fd());             \
		EXPECT_FALSE(is_denied());                       \
	} while (0)

FIXTURE(attach)
{
	struct seccomp_attach a;
};

FIXTURE_SETUP(attach)
{
	if (attach_op_is_missing())
		SKIP(return, NO_ATTACH_OP);
	ASSERT_EQ(0, no_new_privs());
	self->a = attach_of_program(&deny_prog, 0);
}

FIXTURE_TEARDOWN(attach)
{
}

TEST_F(attach, attaches_a_filter)
{
	EXPECT_FALSE(is_denied());
	ASSERT_EQ(0, sys_attach(&self->a));
	EXPECT_TRUE(is_denied());
	EXPECT_EQ(1, filter_count());
	EXPECT_EQ(2, seccomp_mode());
	EXPECT_EQ(-1, self->a.listener_fd);
	EXPECT_EQ(-1, self->a.domain_fd);
	EXPECT_EQ(-1, self->a.counter_fd);
	EXPECT_EQ(0, self->a.pad);
	EXPECT_NE(0, self->a.filter_id);
}

/* Only the results change. */
TEST_F(attach, keeps_what_the_program_wrote)
{
	struct seccomp_attach before;

	strcpy(self->a.label, "label");
	before = self->a;
	ASSERT_EQ(0, sys_attach(&self->a));
	EXPECT_EQ(0, memcmp(&before, &self->a,
			    offsetof(struct seccomp_attach, listener_fd)));
}

static int count_in_child(void *arg)
{
	(void)arg;
	CHILD_ASSERT(is_denied());
	return filter_count();
}

TEST_F(attach, filter_is_inherited)
{
	ASSERT_EQ(0, sys_attach(&self->a));
	EXPECT_EQ(1, exit_summary(in_child(count_in_child, NULL)));
}

/*
 * Privilege
 */

static int attach_without_rights(void *arg)
{
	struct seccomp_attach a = *(struct seccomp_attach *)arg;
	const struct seccomp_attach before = a;

	CHILD_ASSERT_EQ(0, drop_capabilities());
	CHILD_ASSERT_ERRNO(EACCES, sys_attach(&a));
	CHILD_ASSERT_EQ(0, filter_count());
	CHILD_ASSERT_EQ(0, memcmp(&before, &a, sizeof(a)));
	return 0;
}

/* The fixture sets no_new_privs, so these cases are no part of it. */
TEST(privilege_missing_is_eacces)
{
	struct seccomp_attach a = attach_of_program(&deny_prog, 0);
	int fd;

	if (attach_op_is_missing())
		SKIP(return, NO_ATTACH_OP);
	EXPECT_EQ(0, exit_summary(in_child(attach_without_rights, &a)));
	/* The descriptor of a privileged task gives no right. */
	fd = load_errno(__NR_getppid, DENIED_ERRNO);
	ASSERT_LE(0, fd);
	a = attach_of_fd(fd, 0);
	EXPECT_EQ(0, exit_summary(in_child(attach_without_rights, &a)));
}

TEST(privilege_cap_sys_admin_suffices)
{
	struct seccomp_attach a = attach_of_program(&deny_prog, 0);

	if (attach_op_is_missing())
		SKIP(return, NO_ATTACH_OP);
	ASSERT_EQ(0, status_field(0, "NoNewPrivs"));
	EXPECT_EQ(0, sys_attach(&a))
	TH_LOG("run this test as root");
	EXPECT_EQ(0, status_field(0, "NoNewPrivs"));
	EXPECT_TRUE(is_denied());
}

TEST_F(attach, no_new_privs_suffices)
{
	ASSERT_EQ(0, drop_capabilities());
	EXPECT_EQ(0, sys_attach(&self->a));
	EXPECT_TRUE(is_denied());
}

/*
 * The structure
 */

TEST_F(attach, needs_at_least_the_first_size)
{
	static const __u32 sizes[] = { 0, 1, 4, 8, 64, ATTACH_SIZE_1 - 1 };
	unsigned int i;

	ASSERT_LE(ATTACH_SIZE_1, sizeof(self->a));
	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		self->a.size = sizes[i];
		EXPECT_REFUSED(EINVAL, sys_attach(&self->a));
	}
}

TEST_F(attach, refuses_members_that_the_kernel_does_not_know)
{
	struct {
		struct seccomp_attach a;
		__u64 behind[32];
	} large = { .a = self->a };
	unsigned int i;

	large.a.size = sizeof(large);
	for (i = 0; i < ARRAY_SIZE(large.behind); i++) {
		large.behind[i] = 1ULL << (i * 2);
		EXPECT_REFUSED(E2BIG, sys_attach(&large.a));
		large.behind[i] = 0;
	}
	ASSERT_EQ(0, sys_attach(&large.a));
	EXPECT_TRUE(is_denied());
	EXPECT_NE(0, large.a.filter_id);
	for (i = 0; i < ARRAY_SIZE(large.behind); i++)
		EXPECT_EQ(0, large.behind[i]);
}

TEST_F(attach, refuses_sizes_above_a_page)
{
	const size_t page = sysconf(_SC_PAGESIZE);
	struct seccomp_attach *large = mmap(NULL, 2 * page,
					    PROT_READ | PROT_WRITE,
					    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	ASSERT_NE(MAP_FAILED, large);
	*large = self->a;
	large->size = page + 1;
	EXPECT_REFUSED(E2BIG, sys_attach(large));
	large->size = ~0U;
	EXPECT_REFUSED(E2BIG, sys_attach(large));
	large->size = page;
	EXPECT_EQ(0, sys_attach(large));
}

TEST_F(attach, refuses_the_flags_argument)
{
	unsigned int bit;

	for (bit = 0; bit < 32; bit++)
		EXPECT_REFUSED(EINVAL, sys_seccomp(SECCOMP_ATTACH, 1U << bit,
						   &self->a));
}

TEST_F(attach, bad_addresses_are_efault)
{
	struct seccomp_attach *end;

	EXPECT_REFUSED(EFAULT, sys_attach(NULL));
	EXPECT_REFUSED(EFAULT, sys_attach(NO_MEMORY_AT));
	EXPECT_REFUSED(EFAULT, sys_attach(unmapped_page()));
	EXPECT_REFUSED(EFAULT, sys_attach((void *)-4096L));
	end = end_of_mapping(&self->a, sizeof(self->a) - 1);
	EXPECT_REFUSED(EFAULT, sys_attach(end));
	end = end_of_mapping(&self->a, sizeof(self->a));
	end->size += 8;
	EXPECT_REFUSED(EFAULT, sys_attach(end));
	end->size -= 8;
	EXPECT_EQ(0, sys_attach(end));
}

/* The results cannot be written. The filter must not be attached. */
TEST_F(attach, read_only_results_leave_nothing)
{
	const size_t page = sysconf(_SC_PAGESIZE);
	struct seccomp_attach *a;
	size_t written;
	char *map;

	map = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	ASSERT_NE(MAP_FAILED, map);
	/* All of the results are read-only, or a part of them. */
	for (written = 0; written < sizeof(*a); written += 4) {
		ASSERT_EQ(0, mprotect(map, 2 * page, PROT_READ | PROT_WRITE));
		a = (void *)(map + page - written);
		*a = attach_of_program(&notify_prog,
				       SECCOMP_FILTER_FLAG_NEW_LISTENER);
		ASSERT_EQ(0, mprotect(map + page, page, PROT_READ));
		EXPECT_REFUSED(EFAULT, sys_attach(a));
	}
	EXPECT_EQ(0, sys_attach(&self->a));
	EXPECT_EQ(1, filter_count());
}

/*
 * Flags
 */

TEST_F(attach, unknown_flags_are_einval)
{
	struct seccomp_features f = { .size = sizeof(f) };
	unsigned int bit;

	ASSERT_EQ(0, sys_seccomp(SECCOMP_GET_FEATURES, 0, &f));
	for (bit = 0; bit < 32; bit++) {
		if (f.filter_flags & 1ULL << bit)
			continue;
		self->a.flags = 1U << bit;
		EXPECT_REFUSED(EINVAL, sys_attach(&self->a));
	}
}

TEST_F(attach, wait_killable_recv_needs_a_listener)
{
	self->a.flags = SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV;
	EXPECT_REFUSED(EINVAL, sys_attach(&self->a));
	self->a.flags |= SECCOMP_FILTER_FLAG_NEW_LISTENER;
	EXPECT_EQ(0, sys_attach(&self->a));
	EXPECT_TRUE(is_open(self->a.listener_fd));
}

/*
 * The program
 */

TEST_F(attach, needs_one_program)
{
	const int fd = load_errno(__NR_getppid, DENIED_ERRNO);

	ASSERT_LT(0, fd);
	self->a.program_fd = fd;
	EXPECT_REFUSED(EINVAL, sys_attach(&self->a));
	self->a.program_fd = 0;
	EXPECT_REFUSED(EINVAL, sys_attach(&self->a));
	self->a.program_fd = -2;
	EXPECT_REFUSED(EINVAL, sys_attach(&self->a));
	self->a.fprog = 0;
	self->a.program_fd = -1;
	EXPECT_REFUSED(EINVAL, sys_attach(&self->a));
	self->a.program_fd = fd;
	EXPECT_EQ(0, sys_attach(&self->a));
	EXPECT_TRUE(is_denied());
}

TEST_F(attach, descriptor_0_is_valid)
{
	const int fd = load_errno(__NR_getppid, DENIED_ERRNO);

	ASSERT_LT(0, fd);
	ASSERT_EQ(0, dup2(fd, 0));
	EXPECT_EQ(0, attach_fd(0, 0));
	EXPECT_TRUE(is_denied());
}

TEST_F(attach, closed_descriptors_are_ebadf)
{
	static const int bad[] = { -2, -100, 0x7fffffff, -0x7fffffff - 1 };
	const int fd = load_errno(__NR_getppid, DENIED_ERRNO);
	unsigned int i;
	char path[64];
	int path_fd;

	ASSERT_LT(0, fd);
	for (i = 0; i < ARRAY_SIZE(bad); i++)
		EXPECT_REFUSED(EBADF, attach_fd(bad[i], 0));
	/* Such a descriptor cannot be used for anything. */
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	path_fd = open(path, O_PATH);
	if (path_fd >= 0)
		EXPECT_REFUSED(EBADF, attach_fd(path_fd, 0));
	ASSERT_EQ(0, close(fd));
	EXPECT_REFUSED(EBADF, attach_fd(fd, 0));
}

TEST_F(attach, other_files_are_einval)
{
	int fds[2];

	ASSERT_EQ(0, pipe(fds));
	EXPECT_REFUSED(EINVAL, attach_fd(fds[0], 0));
	EXPECT_REFUSED(EINVAL, attach_fd(fds[1], 0));
	self->a.flags = SECCOMP_FILTER_FLAG_NEW_LISTENER;
	self->a.fprog = (uintptr_t)&notify_prog;
	ASSERT_EQ(0, sys_attach(&self->a));
	EXPECT_REFUSED(EINVAL, attach_fd(self->a.listener_fd, 0));
}

TEST_F(attach, bad_programs_are_refused)
{
	struct sock_filter insns[] = { INSN_LOAD_NR };
	struct sock_fprog prog = { .len = 1, .filter = insns };
	struct sock_fprog *end;

	self->a.fprog = (uintptr_t)&prog;
	EXPECT_REFUSED(EINVAL, sys_attach(&self->a));
	prog.len = 0;
	EXPECT_REFUSED(EINVAL, sys_attach(&self->a));
	prog.len = PROGRAM_MAX_LEN + 1;
	EXPECT_REFUSED(EINVAL, sys_attach(&self->a));
	prog.len = 1;
	prog.filter = NULL;
	EXPECT_REFUSED(EINVAL, sys_attach(&self->a));
	prog.filter = NO_MEMORY_AT;
	EXPECT_REFUSED(EFAULT, sys_attach(&self->a));
	self->a.fprog = (uintptr_t)NO_MEMORY_AT;
	EXPECT_REFUSED(EFAULT, sys_attach(&self->a));
	end = end_of_mapping(&deny_prog, sizeof(deny_prog) - 1);
	self->a.fprog = (uintptr_t)end;
	EXPECT_REFUSED(EFAULT, sys_attach(&self->a));
	end = end_of_mapping(&deny_prog, sizeof(deny_prog));
	self->a.fprog = (uintptr_t)end;
	EXPECT_EQ(0, sys_attach(&self->a));
}

static int load_window(unsigned int flags)
{
	static struct deep_filter f;

	deep_begin(&f, __NR_openat);
	deep_match_string(&f, 1, "/none", SECCOMP_RET_ALLOW);
	deep_return(&f, DEEP_ERRNO(DENIED_ERRNO));
	return load_insns(f.insns, f.len, flags);
}

TEST_F(attach, program_with_windows_needs_the_flag)
{
	int fd;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	fd = load_window(DEEP_ARGS);
	ASSERT_LE(0, fd);
	EXPECT_REFUSED(EINVAL, attach_fd(fd, 0));
	EXPECT_REFUSED(EINVAL, attach_fd(fd, SECCOMP_FILTER_FLAG_LOG));
	ASSERT_EQ(0, attach_fd(fd, DEEP_ARGS));
	EXPECT_EQ(-1, openat(AT_FDCWD, "/none", O_RDONLY));
	EXPECT_EQ(DENIED_ERRNO, errno);
	EXPECT_EQ(-1, openat(AT_FDCWD, "/nono", O_RDONLY));
	EXPECT_EQ(ENOENT, errno);
}

/*
 * Reserve, label, and results as input
 */

TEST_F(attach, reserve_needs_a_domain)
{
	static const __u32 bad[] = { 1, 4096, 0x80000000, 0xffffffff };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		self->a.reserve = bad[i];
		EXPECT_REFUSED(EINVAL, sys_attach(&self->a));
	}
}

TEST_F(attach, results_must_be_zero)
{
	struct seccomp_attach a;
	unsigned int at;

	for (at = offsetof(struct seccomp_attach, listener_fd); at < sizeof(a);
	     at++) {
		a = self->a;
		((char *)&a)[at] = 1;
		EXPECT_REFUSED(EINVAL, sys_attach(&a));
	}
	/* So a structure cannot be used twice as it is. */
	ASSERT_EQ(0, sys_attach(&self->a));
	EXPECT_EQ(-1, sys_attach(&self->a));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(1, filter_count());
}

static bool is_label_byte(int byte)
{
	return byte > ' ' && byte < 0x7f && byte != '"' && byte != '\\';
}

/* Attach in a child with @label. Return 0 or the errno. */
static int attach_label(void *arg)
{
	struct seccomp_attach a = attach_of_program(&deny_prog, 0);

	memcpy(a.label, arg, sizeof(a.label));
	if (sys_attach(&a)) {
		CHILD_ASSERT_EQ(0, filter_count());
		return errno;
	}
	CHILD_ASSERT_EQ(1, filter_count());
	CHILD_ASSERT(is_denied());
	return 0;
}

static int label_error(const char *label)
{
	return exit_summary(in_child(attach_label, (void *)label));
}

TEST_F(attach, label_has_31_visible_bytes_at_most)
{
	char label[SECCOMP_LABEL_SIZE] = {};
	unsigned int i;

	EXPECT_EQ(0, label_error(label));
	for (i = 0; i < SECCOMP_LABEL_SIZE; i++) {
		label[i] = 'a' + i % 26;
		EXPECT_EQ(i < 31 ? 0 : EINVAL, label_error(label))
		TH_LOG("%u bytes", i + 1);
	}
}

TEST_F(attach, label_byte_is_checked_at_each_place)
{
	char label[SECCOMP_LABEL_SIZE];
	int byte, place;

	for (byte = 1; byte < 256; byte++) {
		memset(label, 0, sizeof(label));
		label[0] = byte;
		EXPECT_EQ(is_label_byte(byte) ? 0 : EINVAL, label_error(label))
		TH_LOG("byte %02x", byte);
	}
	for (place = 0; place < 31; place++) {
		memset(label, 0, sizeof(label));
		memset(label, '~', 31);
		label[place] = place % 3 ? ' ' : '"';
		EXPECT_EQ(EINVAL, label_error(label))
		TH_LOG("place %d", place);
	}
}

TEST_F(attach, label_has_zeroes_behind_its_end)
{
	char label[SECCOMP_LABEL_SIZE];
	int place;

	for (place = 1; place < SECCOMP_LABEL_SIZE; place++) {
		memset(label, 0, sizeof(label));
		label[place] = 'y';
		EXPECT_EQ(EINVAL, label_error(label))
		TH_LOG("place %d", place);
		memset(label, 'x', place - 1);
		EXPECT_EQ(EINVAL, label_error(label))
		TH_LOG("place %d", place);
	}
}

/*
 * Listeners and descriptors
 */

static int call_notified(void *arg)
{
	(void)arg;
	return syscall(WATCHED_NR, 0);
}

static void *supervise_once(void *arg)
{
	const int fd = *(int *)arg;
	struct seccomp_notif notif;

	if (!receive(fd, &notif))
		respond_value(fd, notif.id, 77);
	return NULL;
}

TEST_F(attach, listener_is_a_result)
{
	const int fd = next_free_fd();
	pthread_t supervisor;

	self->a = attach_of_program(&notify_prog,
				    SECCOMP_FILTER_FLAG_NEW_LISTENER);
	ASSERT_EQ(0, sys_attach(&self->a));
	EXPECT_EQ(fd, self->a.listener_fd);
	EXPECT_EQ(FD_CLOEXEC, fcntl(self->a.listener_fd, F_GETFD));
	ASSERT_EQ(0, pthread_create(&supervisor, NULL, supervise_once,
				    &self->a.listener_fd));
	EXPECT_EQ(77, exit_summary(in_child(call_notified, NULL)));
	EXPECT_EQ(0, pthread_join(supervisor, NULL));
}

TEST_F(attach, second_listener_is_ebusy)
{
	struct seccomp_attach again;
	int fd;

	self->a = attach_of_program(&notify_prog,
				    SECCOMP_FILTER_FLAG_NEW_LISTENER);
	again = self->a;
	ASSERT_EQ(0, sys_attach(&self->a));
	fd = next_free_fd();
	EXPECT_EQ(-1, sys_attach(&again));
	EXPECT_EQ(EBUSY, errno);
	EXPECT_EQ(fd, next_free_fd());
	EXPECT_EQ(1, filter_count());
	/* The results have been written, but mean nothing. */
	EXPECT_FALSE(is_open(again.listener_fd));
	ASSERT_EQ(0, close(self->a.listener_fd));
	again = attach_of_program(&notify_prog,
				  SECCOMP_FILTER_FLAG_NEW_LISTENER);
	EXPECT_EQ(0, sys_attach(&again));
	EXPECT_TRUE(is_open(again.listener_fd));
}

TEST_F(attach, no_free_descriptor_is_emfile)
{
	struct rlimit none;

	ASSERT_EQ(0, getrlimit(RLIMIT_NOFILE, &none));
	none.rlim_cur = next_free_fd();
	self->a = attach_of_program(&notify_prog,
				    SECCOMP_FILTER_FLAG_NEW_LISTENER);
	ASSERT_EQ(0, setrlimit(RLIMIT_NOFILE, &none));
	EXPECT_EQ(-1, sys_attach(&self->a));
	EXPECT_EQ(EMFILE, errno);
	EXPECT_EQ(0, self->a.listener_fd);
	EXPECT_EQ(0, self->a.filter_id);
	/* An attach without a descriptor works. */
	self->a = attach_of_program(&deny_prog, 0);
	EXPECT_EQ(0, sys_attach(&self->a));
	none.rlim_cur = none.rlim_max;
	ASSERT_EQ(0, setrlimit(RLIMIT_NOFILE, &none));
	EXPECT_EQ(1, filter_count());
}

/*
 * Threads
 */

/* Return 0, the id of a thread, or a negative errno. */
static int sync_with_listener(unsigned int more)
{
	const unsigned int flags = SECCOMP_FILTER_FLAG_NEW_LISTENER |
				   SECCOMP_FILTER_FLAG_TSYNC | more;
	struct seccomp_attach a = attach_of_program(&notify_prog, flags);
	const int fd = next_free_fd();
	int ret;

	ret = sys_attach(&a);
	if (ret < 0)
		ret = -errno;
	CHILD_ASSERT_EQ((ret ? fd : fd + 1), next_free_fd());
	CHILD_ASSERT_EQ(fd, a.listener_fd);
	CHILD_ASSERT_EQ(!ret, is_open(a.listener_fd));
	return ret;
}

/* The thread id and the descriptor are two results. */
TEST_F(attach, tsync_with_listener_needs_no_tsync_esrch)
{
	struct target worker;

	ASSERT_TRUE(start_worker(&worker));
	EXPECT_EQ(0, sync_with_listener(0));
	EXPECT_EQ(1, status_field(worker.pid, "Seccomp_filters"));
	EXPECT_EQ(1, filter_count());
	EXPECT_TRUE(end_worker(&worker));
}

TEST_F(attach, divergent_thread_is_the_result)
{
	struct sock_filter allow = INSN_RET(SECCOMP_RET_ALLOW);
	struct sock_fprog prog = { .len = 1, .filter = &allow };
	struct target worker;

	ASSERT_TRUE(start_worker(&worker));
	ASSERT_EQ(0, err_of(&worker, __NR_seccomp, SECCOMP_SET_MODE_FILTER, 0,
			    (uintptr_t)&prog));
	EXPECT_EQ(worker.pid, sync_with_listener(0));
	EXPECT_EQ(0, filter_count());
	EXPECT_EQ(-ESRCH, sync_with_listener(SECCOMP_FILTER_FLAG_TSYNC_ESRCH));
	EXPECT_EQ(0, filter_count());
	EXPECT_EQ(1, status_field(worker.pid, "Seccomp_filters"));
	EXPECT_TRUE(end_worker(&worker));
}

/*
 * Ids
 */

static int compare_ids(const void *one, const void *other)
{
	const __u64 a = *(const __u64 *)one, b = *(const __u64 *)other;

	return a < b ? -1 : a > b;
}

/* Attach a few filters in each of many children, which all end. */
static int attach_ids(void *arg)
{
	__u64 *ids = arg;
	unsigned int i;

	for (i = 0; i < 20; i++) {
		struct seccomp_attach a = attach_of_program(&deny_prog, 0);

		CHILD_ASSERT_EQ(0, sys_attach(&a));
		ids[i] = a.filter_id;
	}
	return 0;
}

TEST_F(attach, ids_are_unique_and_in_no_order)
{
	__u64 *ids = mmap(NULL, IDS * sizeof(*ids), PROT_READ | PROT_WRITE,
			  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	unsigned int i, larger = 0;

	ASSERT_NE(MAP_FAILED, ids);
	for (i = 0; i < IDS; i += 20)
		ASSERT_EQ(0, exit_summary(in_child(attach_ids, &ids[i])));
	for (i = 1; i < IDS; i++)
		larger += ids[i] > ids[i - 1];
	EXPECT_LT(IDS * 3 / 8, larger);
	EXPECT_GT(IDS * 5 / 8, larger);
	qsort(ids, IDS, sizeof(*ids), compare_ids);
	EXPECT_NE(0, ids[0]);
	for (i = 1; i < IDS; i++)
		EXPECT_NE(ids[i - 1], ids[i]);
}

/*
 * Discovery
 */

/* Bits of the ioctls of a listener and of a domain. */
#define NEXT_IOCTL 4
#define FIRST_DOMAIN_IOCTLS 3

TEST_F(attach, features_have_the_operations_and_sizes)
{
	struct seccomp_features f = { .size = sizeof(f) };

	ASSERT_EQ(0, sys_seccomp(SECCOMP_GET_FEATURES, 0, &f));
	EXPECT_EQ(7 << 1, f.operations & 7 << 1);
	EXPECT_EQ(sizeof(struct seccomp_attach), f.attach_size);
	EXPECT_EQ(sizeof(struct seccomp_bitmask), f.bitmask_size);
	EXPECT_EQ(KNOWN_ATTACH_FLAGS, f.filter_flags & KNOWN_ATTACH_FLAGS);
	EXPECT_EQ(FIRST_DOMAIN_IOCTLS, f.domain_ioctls & FIRST_DOMAIN_IOCTLS);
	EXPECT_EQ(sizeof(struct seccomp_tighten), f.tighten_size);
	EXPECT_EQ(sizeof(struct seccomp_domain_info), f.domain_info_size);
	EXPECT_EQ(sizeof(struct seccomp_notif_next), f.notif_next_size);
}

/* Each listener has the ioctl, also on a kernel without argument copies. */
TEST_F(attach, features_have_next_if_a_listener_has_it)
{
	struct seccomp_features f = { .size = sizeof(f) };
	int listener;

	ASSERT_EQ(0, sys_seccomp(SECCOMP_GET_FEATURES, 0, &f));
	EXPECT_EQ(NEXT_IOCTL, f.notif_ioctls & NEXT_IOCTL);
	ASSERT_EQ(0, no_new_privs());
	listener = attach_nr(WATCHED_NR, SECCOMP_RET_USER_NOTIF,
			     SECCOMP_FILTER_FLAG_NEW_LISTENER);
	ASSERT_GE(listener, 0);
	/* An unknown ioctl fails with EINVAL, and a bad address is seen later. */
	EXPECT_EQ(-1, ioctl(listener, SECCOMP_IOCTL_NOTIF_NEXT, NULL));
	EXPECT_EQ(EFAULT, errno);
	close(listener);
}

TEST_HARNESS_MAIN
