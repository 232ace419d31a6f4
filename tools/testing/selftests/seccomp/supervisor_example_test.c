// SPDX-License-Identifier: GPL-2.0-only
/*
 * The supervisor of supervisor_example.h, which the user page shows. Each case runs
 * supervised code in a child, which exits with 0 if all is as expected.
 */
#include "../kselftest_harness.h"

#include "common.h"
#include "deep.h"
#include "supervisor_example.h"

#include <linux/openat2.h>

#define FROM "/no/such/file"
#define TO "/dev/zero"

static const struct redirection redirection = { FROM, TO };

FIXTURE(example)
{
	char unused;
};

FIXTURE_SETUP(example)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
}

FIXTURE_TEARDOWN(example)
{
}

/* Is the descriptor that of the file TO? */
static bool is_redirected(long fd)
{
	char link[64], name[64] = "";

	if (fd < 0)
		return false;
	snprintf(link, sizeof(link), "/proc/self/fd/%ld", fd);
	return readlink(link, name, sizeof(name) - 1) > 0 && !strcmp(name, TO);
}

static long open_path(const char *path)
{
	return syscall(__NR_openat, AT_FDCWD, path, O_RDONLY);
}

static int open_files(void *unused)
{
	struct open_how how = { .flags = O_RDONLY };
	long fd;

	(void)unused;
	CHILD_ASSERT(is_redirected(open_path(FROM)));
	fd = syscall(__NR_openat2, AT_FDCWD, FROM, &how, sizeof(how));
	CHILD_ASSERT(is_redirected(fd));
#ifdef __NR_open
	CHILD_ASSERT(is_redirected(syscall(__NR_open, FROM, O_RDONLY)));
#endif
	CHILD_ASSERT_LE(0, open_path("/dev/null"));
	CHILD_ASSERT_ERRNO(ENOENT, open_path(FROM "2"));
	CHILD_ASSERT_ERRNO(EFAULT, open_path(NULL));
	CHILD_ASSERT_ERRNO(EFAULT, open_path(unmapped_page()));
	/* Other calls see the name that the program uses. */
	CHILD_ASSERT_ERRNO(ENOENT, access(FROM, F_OK));
	return 0;
}

TEST_F(example, open_is_redirected)
{
	EXPECT_EQ(0,
		  exit_summary(run_supervised(&redirection, open_files, NULL)));
}

/* A supervised program has a supervisor of its own, which sees the call first. */
static int redirect_twice(void *unused)
{
	const struct redirection inner = { "/other/name", FROM };

	(void)unused;
	return exit_summary(run_supervised(&inner, open_files, NULL)) != 0;
}

static int open_other_name(void *unused)
{
	(void)unused;
	return !is_redirected(open_path("/other/name"));
}

static int supervise_inside(void *unused)
{
	const struct redirection inner = { "/other/name", FROM };

	(void)unused;
	return exit_summary(run_supervised(&inner, open_other_name, NULL));
}

TEST_F(example, supervisors_can_be_nested)
{
	EXPECT_EQ(0, exit_summary(run_supervised(&redirection, redirect_twice,
						 NULL)));
	EXPECT_EQ(0, exit_summary(run_supervised(&redirection, supervise_inside,
						 NULL)));
}

static int die(void *unused)
{
	(void)unused;
	raise(SIGKILL);
	return 1;
}

TEST_F(example, supervisor_ends_with_its_program)
{
	EXPECT_EQ(BY_SIGNAL(SIGKILL),
		  exit_summary(run_supervised(&redirection, die, NULL)));
}

TEST_HARNESS_MAIN
