// SPDX-License-Identifier: GPL-2.0-only
/*
 * Let a trace point change the number of a call between its check and its body.
 *
 * The filter judges the copy of a path. The body of another number must get the
 * arguments of the caller, and never those of the checked call. No later call may get
 * the copy either. Kernels with CONFIG_SECCOMP_KUNIT_TEST have a file that changes
 * numbers, see kernel/seccomp/renumber_test.c.
 */
#include "../kselftest_harness.h"

#include "common.h"
#include "target.h"
#include "notify.h"
#include "deep.h"
#include "deep_attack.h"

#define RENUMBER_FILE "/sys/kernel/debug/seccomp_renumber"

/* The calls of the tests have these flags. No call but an open accepts them. */
#define OPEN_FLAGS (O_RDWR | O_CREAT | O_CLOEXEC)

/*
 * Let @to replace the number @from in calls of the task @tid, until the descriptor
 * is closed. Return it, or -1 and errno.
 */
static int renumber(pid_t tid, long from, long to)
{
	int fd = open(RENUMBER_FILE, O_WRONLY | O_CLOEXEC), size, err;
	char text[64];

	if (fd < 0)
		return -1;
	size = snprintf(text, sizeof(text), "%d %ld %ld", tid, from, to);
	if (write(fd, text, size) == size)
		return fd;
	err = errno;
	close(fd);
	errno = err;
	return -1;
}

/*
 * The caller: a thread that makes two calls in a row. Between them it makes no other
 * call, which would take the copies that the first one has left. So it spins there.
 * The caller writes @outcomes and @done; the first thread writes @calls and @go.
 */
static struct {
	struct call calls[2];
	struct outcome outcomes[2];
	int done; /* number of outcomes */
	int go; /* the second call may begin */
} pair;

static struct outcome make_one_call(const struct call *call)
{
	struct outcome out;

	errno = 0;
	out.ret = syscall(call->nr, call->args[0], call->args[1], call->args[2],
			  call->args[3], call->args[4], call->args[5]);
	out.err = out.ret == -1 ? errno : 0;
	return out;
}

static void *caller_main(void *arg)
{
	struct target *t = arg;
	char byte;

	if (write(t->thread_sock, &(pid_t){ sys_gettid() }, sizeof(pid_t)) < 0)
		return NULL;
	while (read(t->thread_sock, &byte, 1) == 1) {
		pair.outcomes[0] = make_one_call(&pair.calls[0]);
		SHARED_STORE(pair.done, 1);
		while (!SHARED_LOAD(pair.go))
			;
		pair.outcomes[1] = make_one_call(&pair.calls[1]);
		SHARED_STORE(pair.done, 2);
	}
	return NULL;
}

static bool start_caller(struct target *t)
{
	int sockets[2];

	*t = (struct target){ .pid = -1, .sock = -1, .listener = -1 };
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets))
		return false;
	t->sock = sockets[0];
	t->thread_sock = sockets[1];
	return !pthread_create(&t->thread, NULL, caller_main, t) &&
	       read(t->sock, &t->pid, sizeof(t->pid)) == sizeof(t->pid);
}

#define CALL(number, ...) \
	((struct call){ .nr = (number), .args = { __VA_ARGS__ } })

/* Let the caller make its first call. */
static bool begin_first(struct target *t, struct call first)
{
	pair.calls[0] = first;
	SHARED_STORE(pair.done, 0);
	SHARED_STORE(pair.go, 0);
	return write(t->sock, "", 1) == 1;
}

static const struct outcome no_outcome = { -2, ETIME };

static struct outcome end_first(void)
{
	return WAIT_UNTIL(SHARED_LOAD(pair.done) == 1) ? pair.outcomes[0] :
							 no_outcome;
}

/* Let the caller make its second call, after end_first(). */
static struct outcome make_second(struct call second)
{
	pair.calls[1] = second;
	SHARED_STORE(pair.go, 1);
	return WAIT_UNTIL(SHARED_LOAD(pair.done) == 2) ? pair.outcomes[1] :
							 no_outcome;
}

/*
 * A thread without a filter, and the caller, whose opens of the path @judged wait for
 * a supervisor after the copy. Then the first thread changes the path to @other.
 *
 * The filter compares the path with @judged, or only its address with @path. So in the
 * second case the copies are for the supervisor only, and the fast path allows an open
 * at another address.
 */
FIXTURE(renumber)
{
	struct target caller;
	char dir[32], judged[64], other[64], third[64];
	char *path;
	int file;
};

FIXTURE_VARIANT(renumber)
{
	bool by_address;
};

FIXTURE_VARIANT_ADD(renumber, window){
	.by_address = false,
};

FIXTURE_VARIANT_ADD(renumber, register){
	.by_address = true,
};

/* Ask the supervisor about opens with a path at this address. */
static void put_address_case(struct deep_filter *f, const void *path)
{
	const __u64 address = address_of(path);

	deep_put(f, INSN_LOAD_ARG_LO(1));
	deep_put(f, INSN_JEQ((__u32)address, 0, 3));
	deep_put(f, INSN_LOAD_ARG_HI(1));
	deep_put(f, INSN_JEQ((__u32)(address >> 32), 0, 1));
	deep_return(f, SECCOMP_RET_USER_NOTIF);
}

FIXTURE_SETUP(renumber)
{
	static struct deep_filter f;
	struct sock_fprog prog;
	struct outcome out;
	struct call attach;
	int fd;

	self->file = -1;
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	fd = open(RENUMBER_FILE, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		SKIP(return, RENUMBER_FILE ": %s", strerror(errno));
	close(fd);
	strcpy(self->dir, "/tmp/seccomp-number-XXXXXX");
	ASSERT_NE(NULL, mkdtemp(self->dir));
	snprintf(self->judged, sizeof(self->judged), "%s/judged", self->dir);
	snprintf(self->other, sizeof(self->other), "%s/other", self->dir);
	snprintf(self->third, sizeof(self->third), "%s/third", self->dir);
	self->path = mmap(NULL, PAGE, PROT_RW, MAP_ANY, -1, 0);
	ASSERT_NE(MAP_FAILED, self->path);
	ASSERT_EQ(0, no_new_privs());
	ASSERT_TRUE(start_caller(&self->caller));
	deep_begin(&f, __NR_openat);
	if (variant->by_address)
		put_address_case(&f, self->path);
	else
		put_string_case(&f, 1, self->judged, SECCOMP_RET_USER_NOTIF);
	deep_return(&f, SECCOMP_RET_ALLOW);
	prog = (struct sock_fprog){ .len = f.len, .filter = f.insns };
	attach = CALL(__NR_seccomp, SECCOMP_SET_MODE_FILTER,
		      DEEP_ARGS | SECCOMP_FILTER_FLAG_NEW_LISTENER,
		      address_of(&prog));
	ASSERT_TRUE(begin_first(&self->caller, attach));
	out = end_first();
	make_second(CALL(__NR_getpid));
	self->caller.listener = out.ret;
	ASSERT_LE(0, self->caller.listener);
}

FIXTURE_TEARDOWN(renumber)
{
	const char *const names[] = { self->judged, self->other, self->third };
	size_t i;

	if (self->file >= 0)
		close(self->file);
	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (names[i][0] && unlink(names[i]))
			rmdir(names[i]);
	if (self->dir[0] && rmdir(self->dir))
		fprintf(stderr, "# %s is left\n", self->dir);
}

#define renumber_data FIXTURE_DATA(renumber)

/* Change further numbers, and no longer those of the last request. */
static bool change_number(renumber_data *self, long from, long to)
{
	if (self->file >= 0)
		close(self->file);
	self->file = renumber(self->caller.pid, from, to);
	return self->file >= 0;
}

static void change_no_number(renumber_data *self)
{
	close(self->file);
	self->file = -1;
}

/*
 * Let the caller open @judged, change the path to @other after the copy, and let the
 * call continue. Return the outcome of the call that replaces it.
 */
static struct outcome open_first(renumber_data *self, long third, long fourth)
{
	struct seccomp_notif notif;

	strcpy(self->path, self->judged);
	if (!begin_first(&self->caller,
			 CALL(__NR_openat, AT_FDCWD, address_of(self->path),
			      third, fourth)) ||
	    receive(self->caller.listener, &notif))
		return no_outcome;
	strcpy(self->path, self->other);
	if (respond_continue(self->caller.listener, notif.id))
		return no_outcome;
	return end_first();
}

/* The second call of the caller does not matter. */
static struct outcome open_judged(renumber_data *self, long third, long fourth)
{
	const struct outcome out = open_first(self, third, fourth);

	make_second(CALL(__NR_getpid));
	return out;
}

static bool exists(const char *path)
{
	return !access(path, F_OK);
}

static bool create(const char *path)
{
	int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);

	close(fd);
	return fd >= 0;
}

/* A call without another number opens what was copied. */
static void expect_copy_is_used(struct __test_metadata *_metadata,
				renumber_data *self)
{
	struct outcome out;

	unlink(self->judged);
	unlink(self->other);
	out = open_judged(self, OPEN_FLAGS, 0600);
	EXPECT_LE(0, out.ret);
	EXPECT_TRUE(exists(self->judged));
	EXPECT_FALSE(exists(self->other));
	close(out.ret);
	unlink(self->judged);
}

TEST_F(renumber, judged_file_is_opened_without_a_probe)
{
	expect_copy_is_used(_metadata, self);
}

TEST_F(renumber, mkdirat_has_the_path_of_the_caller)
{
	struct outcome out;

	ASSERT_TRUE(change_number(self, __NR_openat, __NR_mkdirat));
	out = open_judged(self, 0700, 0);
	EXPECT_EQ(0, out.ret)
	TH_LOG("errno %lld", (long long)out.err);
	EXPECT_TRUE(exists(self->other));
	EXPECT_FALSE(exists(self->judged));
	EXPECT_EQ(0, rmdir(self->other));
	change_no_number(self);
	expect_copy_is_used(_metadata, self);
}

TEST_F(renumber, unlinkat_has_the_path_of_the_caller)
{
	struct outcome out;

	ASSERT_TRUE(create(self->judged) && create(self->other));
	ASSERT_TRUE(change_number(self, __NR_openat, __NR_unlinkat));
	out = open_judged(self, 0, 0);
	EXPECT_EQ(0, out.ret);
	EXPECT_FALSE(exists(self->other));
	EXPECT_TRUE(exists(self->judged));
	change_no_number(self);
	expect_copy_is_used(_metadata, self);
}

/* The fourth argument of the open becomes the second path. */
TEST_F(renumber, renameat2_has_the_paths_of_the_caller)
{
	struct outcome out;

	ASSERT_TRUE(create(self->judged) && create(self->other));
	ASSERT_TRUE(change_number(self, __NR_openat, __NR_renameat2));
	out = open_judged(self, AT_FDCWD, address_of(self->third));
	EXPECT_EQ(0, out.ret);
	EXPECT_TRUE(exists(self->judged));
	EXPECT_FALSE(exists(self->other));
	EXPECT_TRUE(exists(self->third));
	change_no_number(self);
	expect_copy_is_used(_metadata, self);
}

/* The number is one with a window, too. Its filter has not seen the call. */
TEST_F(renumber, unjudged_openat_has_the_path_of_the_caller)
{
	struct outcome out;

	ASSERT_TRUE(change_number(self, __NR_getppid, __NR_openat));
	strcpy(self->path, self->other);
	ASSERT_TRUE(begin_first(&self->caller, CALL(__NR_getppid, AT_FDCWD,
						    address_of(self->path),
						    OPEN_FLAGS, 0600)));
	out = end_first();
	make_second(CALL(__NR_getpid));
	EXPECT_LE(0, out.ret);
	EXPECT_TRUE(exists(self->other));
	close(out.ret);
	change_no_number(self);
	expect_copy_is_used(_metadata, self);
}

/*
 * Let a checked call not run. Its copies are prepared, and no body takes them. The
 * next call of the caller is that of make_second().
 */
static void skip_judged(struct __test_metadata *_metadata, renumber_data *self)
{
	struct outcome out;

	ASSERT_TRUE(change_number(self, __NR_openat, -1));
	out = open_first(self, OPEN_FLAGS, 0600);
	/* arm64 leaves the first argument in the register of the result. */
	EXPECT_TRUE(out.ret == -1 &&
		    (out.err == ENOSYS || out.err == -AT_FDCWD))
	TH_LOG("%lld, errno %lld", (long long)out.ret, (long long)out.err);
	EXPECT_FALSE(exists(self->judged));
	EXPECT_FALSE(exists(self->other));
}

/* The second call has created @third, and no other file. */
static void expect_third(struct __test_metadata *_metadata, renumber_data *self,
			 struct outcome out)
{
	EXPECT_LE(0, out.ret)
	TH_LOG("errno %lld", (long long)out.err);
	EXPECT_TRUE(exists(self->third));
	EXPECT_FALSE(exists(self->judged));
	EXPECT_FALSE(exists(self->other));
	expect_copy_is_used(_metadata, self);
}

/* Without other work, this call takes the fast path, which allows it at once. */
TEST_F(renumber, copies_of_a_skipped_call_are_not_for_another_number)
{
	skip_judged(_metadata, self);
	change_no_number(self);
	expect_third(_metadata, self,
		     make_second(CALL(__NR_mkdirat, AT_FDCWD,
				      address_of(self->third), 0700)));
}

/*
 * The next call gets the number of the skipped one after its check. The check of the
 * call must have dropped the copies.
 */
TEST_F(renumber, copies_of_a_skipped_call_are_not_for_its_number)
{
	skip_judged(_metadata, self);
	ASSERT_TRUE(change_number(self, __NR_getppid, __NR_openat));
	expect_third(_metadata, self,
		     make_second(CALL(__NR_getppid, AT_FDCWD,
				      address_of(self->third), OPEN_FLAGS,
				      0600)));
	change_no_number(self);
}

/* The next call has copies of its own. */
TEST_F(renumber, copies_of_a_skipped_call_are_not_for_the_next_path)
{
	skip_judged(_metadata, self);
	change_no_number(self);
	expect_third(_metadata, self,
		     make_second(CALL(__NR_openat, AT_FDCWD,
				      address_of(self->third), OPEN_FLAGS,
				      0600)));
}

/* Numbers change and return while threads make calls and their memory changes. */
#define RACE_MS 600
/*
 * Each change attaches a probe, which patches code on all CPUs. Emulated machines with
 * several CPUs do not bear thousands of that.
 */
#define RACE_CHANGES 6
#define MIN_ROUNDS 20

static struct {
	char *path;
	int stop;
	pid_t tid;
	int rounds, opened, refused, changed, wrong;
	long result;
} number_race;

/* What the changed call returns: nothing of it is an open. */
static bool is_changed_result(long result)
{
	return result == -EINVAL || result == -ENOSYS || result == AT_FDCWD;
}

static void *open_and_count(void *arg)
{
	const struct path_policy policy = {
		.arch = NATIVE_ARCH,
		.nr = __NR_openat,
		.window = 1,
		.judged = SECCOMP_RET_ALLOW,
		.refused = REFUSED,
		.other = REFUSED,
	};
	long fd, result;

	(void)arg;
	if (attach_path_policy(&policy, 0))
		number_race.wrong++;
	SHARED_STORE(number_race.tid, sys_gettid());
	while (!SHARED_LOAD(number_race.stop)) {
		/* On arm64, a skipped call returns this argument, all 64 bits. */
		fd = syscall(__NR_openat, (long)AT_FDCWD, number_race.path,
			     O_CLOEXEC);
		result = opened_file(fd, errno);
		number_race.result = result;
		if (!result)
			number_race.opened++;
		else if (result == -REFUSED_ERRNO)
			number_race.refused++;
		else if (is_changed_result(result))
			SHARED_INC(number_race.changed);
		else
			number_race.wrong++;
		SHARED_INC(number_race.rounds);
	}
	return NULL;
}

static void *flip_and_count(void *arg)
{
	int i;

	(void)arg;
	for (i = 0; !SHARED_LOAD(number_race.stop); i++) {
		memcpy(number_race.path, i % 2 ? JUDGED_PATH : REFUSED_PATH,
		       sizeof(JUDGED_PATH));
		asm volatile("" ::: "memory");
	}
	return NULL;
}

/* Wait until a counter of the race has grown. */
static bool wait_for_more(int *counter, int more)
{
	const int end = SHARED_LOAD(*counter) + more;

	return WAIT_UNTIL(SHARED_LOAD(*counter) >= end);
}

/*
 * Change the numbers of the caller's calls, and wait until one was changed.  Return the
 * descriptor that ends it, or a negative number.
 *
 * The trace point is behind a static key.  QEMU 7.2 with several CPUs may go on with the
 * code before the change (see is_stale_breakpoint() in harness/vm.sh), until the key
 * changes again.
 */
static int change_numbers(long number)
{
	int fd, tries;

	for (tries = 0; tries < 5; tries++) {
		fd = renumber(number_race.tid, __NR_openat, number);
		if (fd < 0 || wait_for_more(&number_race.changed, 1))
			return fd;
		close(fd);
	}
	return -1;
}

TEST(race_numbers_change)
{
	const long numbers[] = { -1, __NR_faccessat };
	pthread_t caller, flipper;
	int i, fd;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	fd = open(RENUMBER_FILE, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		SKIP(return, RENUMBER_FILE ": %s", strerror(errno));
	close(fd);
	number_race.path = mmap(NULL, PAGE, PROT_RW, MAP_ANY, -1, 0);
	ASSERT_NE(MAP_FAILED, number_race.path);
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, pthread_create(&flipper, NULL, flip_and_count, NULL));
	ASSERT_EQ(0, pthread_create(&caller, NULL, open_and_count, NULL));
	ASSERT_TRUE(WAIT_UNTIL(SHARED_LOAD(number_race.tid)));
	for (i = 0; i < RACE_CHANGES; i++) {
		fd = change_numbers(numbers[i % ARRAY_SIZE(numbers)]);
		ASSERT_LE(0, fd);
		usleep(RACE_MS * 1000 / RACE_CHANGES);
		close(fd);
	}
	EXPECT_TRUE(wait_for_more(&number_race.rounds, MIN_ROUNDS));
	SHARED_STORE(number_race.stop, 1);
	pthread_join(caller, NULL);
	pthread_join(flipper, NULL);
	EXPECT_EQ(0, number_race.wrong)
	TH_LOG("result %ld", number_race.result);
	TH_LOG("%d calls: %d opened, %d refused, %d changed",
	       number_race.rounds, number_race.opened, number_race.refused,
	       number_race.changed);
}

/* The file refuses what it cannot do, and nothing is left of the attempt. */
TEST(file_refuses_bad_requests)
{
	static const struct {
		const char *text;
		int err;
	} bad[] = {
		{ "", EINVAL },
		{ "1 2", EINVAL },
		{ "1 2 3 4", EINVAL },
		{ "x 2 3", EINVAL },
		{ "0 2 3", EINVAL },
		{ "1 -2 3", EINVAL },
		{ "1 2 -2", EINVAL },
		{ "2147483647 2 3", ESRCH },
		{ "1 2 3                                      ", EINVAL },
	};
	char text[64];
	size_t i;
	int fd;

	fd = open(RENUMBER_FILE, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		SKIP(return, RENUMBER_FILE ": %s", strerror(errno));
	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		EXPECT_EQ(-1, write(fd, bad[i].text, strlen(bad[i].text) + !i));
		EXPECT_EQ(bad[i].err, errno)
		TH_LOG("'%s'", bad[i].text);
	}
	EXPECT_EQ(-1, write(fd, unmapped_page(), 4));
	EXPECT_EQ(EFAULT, errno);
	/* One descriptor changes one number. */
	snprintf(text, sizeof(text), "%d %ld %ld\n", getpid(),
		 (long)__NR_getppid, (long)__NR_getpid);
	EXPECT_EQ((ssize_t)strlen(text), write(fd, text, strlen(text)));
	EXPECT_EQ(getpid(), sys_getppid());
	EXPECT_EQ(-1, write(fd, text, strlen(text)));
	EXPECT_EQ(EBUSY, errno);
	close(fd);
	EXPECT_NE(getpid(), sys_getppid());
}

TEST_HARNESS_MAIN
