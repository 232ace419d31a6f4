// SPDX-License-Identifier: GPL-2.0-only
/*
 * The loader and the worker of attach_example.h, which the user page shows. What the
 * filter refuses must work before it is there.
 */
#include "../kselftest_harness.h"

#include "common.h"
#include "deep.h"
#include "attach_op.h"
#include "attach_example.h"

static int make_socket(void)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

struct worker {
	int sock;
	unsigned long long *id;
};

/* A worker without capabilities, as most are. */
static int work(void *arg)
{
	const struct worker *worker = arg;
	int program = receive_program(worker->sock);
	int pair[2];

	CHILD_ASSERT_LE(0, program);
	CHILD_ASSERT_EQ(0, drop_capabilities());
	CHILD_ASSERT_EQ(0, make_socket());
	CHILD_ASSERT_EQ(0, attach_program(program, "no-sockets", worker->id));
	CHILD_ASSERT_EQ(EACCES, make_socket());
	CHILD_ASSERT_ERRNO(EACCES, socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
	CHILD_ASSERT_ERRNO(EACCES, syscall(__NR_io_uring_setup, 1, NULL));
#if defined(__x86_64__)
	/* x32 numbers have no bits. */
	CHILD_ASSERT_ERRNO(EACCES, syscall(0x40000000 | __NR_getppid));
#endif
	/* Other calls work. */
	CHILD_ASSERT_EQ(getppid(), sys_getppid());
	CHILD_ASSERT_EQ(0, close(dup(0)));
	return 0;
}

TEST(workers_have_no_sockets)
{
	unsigned long long *ids = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
				       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int program, i;

	if (attach_op_is_missing())
		SKIP(return, NO_ATTACH_OP);
	ASSERT_NE(MAP_FAILED, ids);
	program = load_without_sockets();
	ASSERT_LE(0, program);
	for (i = 0; i < 3; i++) {
		struct worker worker = { .id = &ids[i] };
		int pair[2];
		pid_t pid;

		ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0,
					pair));
		worker.sock = pair[1];
		pid = start_child(work, &worker);
		ASSERT_EQ(0, send_program(pair[0], program));
		EXPECT_EQ(0, exit_summary(wait_child(pid)));
		close(pair[0]);
		close(pair[1]);
	}
	EXPECT_NE(0, ids[0]);
	EXPECT_NE(ids[0], ids[1]);
	EXPECT_NE(ids[1], ids[2]);
	/* The loader itself is free. */
	EXPECT_EQ(0, make_socket());
	EXPECT_EQ(0, filter_count());
}

TEST(labels_that_are_too_long_are_einval)
{
	unsigned long long id = 0;

	EXPECT_EQ(-1, attach_program(0, "a-label-of-more-than-thirty-one-bytes",
				     &id));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_EQ(0, id);
}

TEST_HARNESS_MAIN
