// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of the assertions for child processes: what a failure prints, and how the
 * parent learns of it.
 */
#include "../kselftest_harness.h"
#include "common.h"

/* What a child has written to stderr, and its status. */
struct report {
	char text[4096];
	int status;
};

/* Run @fn in a child and read its stderr. */
static bool run_reported(struct report *r, child_fn fn, void *arg)
{
	size_t len = 0;
	ssize_t got;
	int fds[2], old;
	pid_t pid;

	if (pipe2(fds, O_CLOEXEC))
		return false;
	old = dup(STDERR_FILENO);
	if (old < 0 || dup2(fds[1], STDERR_FILENO) < 0)
		return false;
	pid = start_child(fn, arg);
	if (dup2(old, STDERR_FILENO) < 0)
		return false;
	close(old);
	close(fds[1]);
	while ((got = read(fds[0], r->text + len, sizeof(r->text) - 1 - len)) >
	       0)
		len += got;
	r->text[len] = '\0';
	close(fds[0]);
	/* wait_child() would say where the reason is. */
	return waitpid(pid, &r->status, 0) == pid;
}

/* The text of @r after "# <file>:<line>:child:", or NULL. */
static const char *message_of(const struct report *r)
{
	static const char begin[] = "# " __FILE__ ":", child[] = ":child:";
	char *end;

	if (strncmp(r->text, begin, strlen(begin)))
		return NULL;
	if (!strtol(r->text + strlen(begin), &end, 10) ||
	    strncmp(end, child, strlen(child)))
		return NULL;
	return end + strlen(child);
}

#define EXPECT_REPORT(wanted, fn)                                          \
	do {                                                               \
		struct report report_;                                     \
		const char *message_;                                      \
		ASSERT_TRUE(run_reported(&report_, fn, NULL));             \
		EXPECT_EQ(CHILD_FAILED, exit_summary(report_.status));     \
		message_ = message_of(&report_);                           \
		ASSERT_NE(NULL, message_) TH_LOG("got: %s", report_.text); \
		EXPECT_STREQ(wanted "\n", message_);                       \
	} while (0)

static int set_errno(int err, int ret)
{
	errno = err;
	return ret;
}

static int compare_equal(void *unused)
{
	errno = ENOENT;
	CHILD_ASSERT_EQ(5, (long)unused + 5);
	CHILD_ASSERT_EQ(5, (long)unused + 6);
	return 0;
}

TEST(assert_eq_prints_both_values_and_no_old_errno)
{
	EXPECT_REPORT("Expected 5 (5) == (long)unused + 6 (6)", compare_equal);
}

static int compare_failed_call(void *unused)
{
	CHILD_ASSERT_EQ(0, set_errno(EACCES, -1));
	return 0;
}

TEST(assert_eq_names_errno_of_failed_call)
{
	EXPECT_REPORT(
		"Expected 0 (0) == set_errno(EACCES, -1) (-1, errno EACCES)",
		compare_failed_call);
}

static int minus_one(void)
{
	return -1;
}

static int compare_without_errno(void *unused)
{
	errno = ENOENT;
	CHILD_ASSERT_EQ(0, minus_one());
	return 0;
}

TEST(assert_eq_names_no_errno_that_the_call_did_not_set)
{
	EXPECT_REPORT("Expected 0 (0) == minus_one() (-1)",
		      compare_without_errno);
}

static int compare_variable(void *unused)
{
	int fd = set_errno(EMFILE, -1);

	CHILD_ASSERT_LE(0, fd);
	return 0;
}

TEST(assert_le_names_errno_of_failed_descriptor)
{
	EXPECT_REPORT("Expected 0 (0) <= fd (-1, errno EMFILE)",
		      compare_variable);
}

static int compare_errno(void *unused)
{
	errno = EPERM;
	CHILD_ASSERT_EQ(EPERM, errno);
	CHILD_ASSERT_EQ(ENOENT, errno);
	return 0;
}

TEST(assert_eq_names_value_of_errno)
{
	EXPECT_REPORT("Expected ENOENT (2) == errno (1, errno EPERM)",
		      compare_errno);
}

static int compare_orders(void *which)
{
	CHILD_ASSERT_EQ(-4, -4);
	CHILD_ASSERT_NE(4, 5);
	CHILD_ASSERT_LT(4, 5);
	CHILD_ASSERT_LE(4, 4);
	CHILD_ASSERT_GT(-4, -5);
	CHILD_ASSERT_GE(4, 4);
	switch ((long)which) {
	case 0:
		CHILD_ASSERT_NE(4, 4);
		break;
	case 1:
		CHILD_ASSERT_LT(4, 4);
		break;
	case 2:
		CHILD_ASSERT_LE(5, 4);
		break;
	case 3:
		CHILD_ASSERT_GT(-4, -4);
		break;
	case 4:
		CHILD_ASSERT_GE(-9223372036854775807 - 1, 4);
		break;
	}
	return 0;
}

TEST(assert_comparisons_print_their_operator)
{
	static const char *const wanted[] = {
		"Expected 4 (4) != 4 (4)\n",
		"Expected 4 (4) < 4 (4)\n",
		"Expected 5 (5) <= 4 (4)\n",
		"Expected -4 (-4) > -4 (-4)\n",
		"Expected -9223372036854775807 - 1 (-9223372036854775808) >= 4 (4)\n",
	};
	struct report r;
	long i;

	for (i = 0; i < (long)ARRAY_SIZE(wanted); i++) {
		ASSERT_TRUE(run_reported(&r, compare_orders, (void *)i));
		EXPECT_EQ(CHILD_FAILED, exit_summary(r.status));
		ASSERT_NE(NULL, message_of(&r));
		EXPECT_STREQ(wanted[i], message_of(&r));
	}
}

static int check_condition(void *unused)
{
	errno = ENOENT;
	CHILD_ASSERT(!unused);
	CHILD_ASSERT(unused);
	return 0;
}

TEST(assert_condition_prints_no_errno)
{
	EXPECT_REPORT("Expected unused to be true", check_condition);
}

static int check_return(void *unused)
{
	CHILD_ASSERT_NO_RETURN(set_errno(ENOEXEC, -1));
}

TEST(assert_no_return_prints_result_and_errno)
{
	EXPECT_REPORT("Expected set_errno(ENOEXEC, -1) not to return "
		      "(-1, errno ENOEXEC)",
		      check_return);
}

static int fail_always(void *unused)
{
	CHILD_FAIL("no reason");
}

TEST(assert_fail_prints_its_text)
{
	EXPECT_REPORT("no reason", fail_always);
}

static int fail_in_strict_mode(void *unused)
{
	CHILD_ASSERT_EQ(0, enter_strict());
	CHILD_ASSERT_EQ(1, (long)unused);
	return 0;
}

TEST(assert_reports_in_strict_mode)
{
	EXPECT_REPORT("Expected 1 (1) == (long)unused (0)",
		      fail_in_strict_mode);
}

static int check_errno_of_success(void *unused)
{
	CHILD_ASSERT_ERRNO(EDOM, set_errno(EDOM, -1));
	CHILD_ASSERT_ERRNO(EDOM, set_errno(EDOM, 3));
	return 0;
}

TEST(assert_errno_prints_result_of_call_that_did_not_fail)
{
	EXPECT_REPORT(
		"Expected set_errno(EDOM, 3) to fail with EDOM (errno EDOM), "
		"but it returned 3",
		check_errno_of_success);
}

static int check_other_errno(void *unused)
{
	CHILD_ASSERT_ERRNO(EDOM, set_errno(ENOSYS, -1));
	return 0;
}

TEST(assert_errno_prints_expected_and_seen_errno)
{
	EXPECT_REPORT(
		"Expected set_errno(ENOSYS, -1) to fail with EDOM (errno EDOM), "
		"but it failed with errno ENOSYS",
		check_other_errno);
}

static int check_object(void *unused)
{
	CHILD_ASSERT_OBJECT(&check_object);
	errno = ENOMEM;
	CHILD_ASSERT_OBJECT(unused);
	return 0;
}

static int check_mapping(void *unused)
{
	void *map = MAP_FAILED;

	errno = ENODEV;
	CHILD_ASSERT_OBJECT(map);
	return 0;
}

TEST(assert_object_tells_null_from_map_failed)
{
	EXPECT_REPORT("Expected an object from unused (NULL, errno ENOMEM)",
		      check_object);
	EXPECT_REPORT("Expected an object from map (MAP_FAILED, errno ENODEV)",
		      check_mapping);
}

static int check_texts(void *unused)
{
	const char *text = "one\ntwo";

	CHILD_ASSERT_STREQ("one\ntwo", text);
	CHILD_ASSERT_STREQ("one", text);
	return 0;
}

TEST(assert_streq_prints_each_line_as_a_comment)
{
	EXPECT_REPORT("Expected 'one' (\"one\") == 'one\n# two' (text)",
		      check_texts);
}

static int check_long_text(void *unused)
{
	char text[3000];

	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	CHILD_ASSERT_STREQ("", text);
	return 0;
}

TEST(assert_long_text_is_cut_and_ends_the_line)
{
	struct report r;

	ASSERT_TRUE(run_reported(&r, check_long_text, NULL));
	EXPECT_EQ(CHILD_FAILED, exit_summary(r.status));
	EXPECT_EQ(sizeof(((struct child_line *)NULL)->text), strlen(r.text));
	EXPECT_EQ('\n', r.text[strlen(r.text) - 1]);
}

static int run_grandchild(void *unused)
{
	CHILD_ASSERT_EQ(0, exit_summary(in_child(check_condition, NULL)));
	return 0;
}

TEST(assert_failure_of_grandchild_is_reported_once)
{
	EXPECT_REPORT("Expected unused to be true", run_grandchild);
}

static int wait_in_test(void *unused)
{
	is_child = false; /* as in a test */
	return exit_summary(in_child(check_condition, NULL));
}

TEST(assert_failure_of_child_is_known_to_test)
{
	struct report r;

	ASSERT_TRUE(run_reported(&r, wait_in_test, NULL));
	EXPECT_EQ(CHILD_FAILED, exit_summary(r.status));
	EXPECT_NE(NULL, strstr(r.text, ": its failure is reported above\n"));
}

static int fail_after_filter(void *unused)
{
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(__NR_write, 2, 0),
		INSN_JEQ(__NR_exit_group, 1, 0),
		INSN_RET(SECCOMP_RET_KILL_PROCESS),
		INSN_RET(SECCOMP_RET_ALLOW),
	};

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach(insns, ARRAY_SIZE(insns), 0));
	CHILD_ASSERT_EQ(1, (long)unused);
	return 0;
}

TEST(assert_needs_write_and_exit_group_only)
{
	EXPECT_REPORT("Expected 1 (1) == (long)unused (0)", fail_after_filter);
}

TEST_HARNESS_MAIN
