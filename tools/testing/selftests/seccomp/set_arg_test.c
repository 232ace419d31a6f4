// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test SECCOMP_IOCTL_NOTIF_SET_ARG: a supervisor replaces the copy of an argument.
 * The call uses the new copy, all filters run again on it, and nothing of it is left
 * for another call.
 */
#include "../kselftest_harness.h"

#include <linux/openat2.h>
#include <sys/sem.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "common.h"
#include "target.h"
#include "notify.h"
#include "tracee.h"
#include "deep.h"
#include "nested.h"
#include "missing_page.h"

/* errnos of filters and of replies that the tested calls do not have */
#define TESTED_ERRNO EDOM
#define REPLY_ERRNO ERANGE

/* Device files that a test opens. */
#define NULL_DEVICE "/dev/null"
#define ZERO_DEVICE "/dev/zero"
#define FULL_DEVICE "/dev/full"
#define LONG_DEVICE "/dev/../dev//zero"

#define NOTIFY SECCOMP_RET_USER_NOTIF
#define OPENS(verdict, flags, path) \
	((struct level){ __NR_openat, (verdict), (flags), (path) })

#define EXPECT_CHILD(fn, arg) EXPECT_EQ(0, exit_summary(in_child(fn, arg)))

FIXTURE(edit)
{
	struct nest nest;
	struct seccomp_notif notif;
	char *page; /* shared with the target */
};

FIXTURE_SETUP(edit)
{
	self->nest.t = (struct target){ .pid = -1, .sock = -1, .listener = -1 };
	self->nest.handler_flags = -1;
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	self->page = shared_page();
	ASSERT_NE(NULL, self->page);
	strcpy(self->page, NULL_DEVICE);
}

FIXTURE_TEARDOWN(edit)
{
	discard_nest(&self->nest);
}

/* Start a target with these filters, the oldest one first. */
#define START(...)                                                   \
	do {                                                         \
		const struct level levels_[] = { __VA_ARGS__ };      \
		memcpy(self->nest.levels, levels_, sizeof(levels_)); \
		self->nest.count = ARRAY_SIZE(levels_);              \
		ASSERT_TRUE(start_nest(&self->nest));                \
	} while (0)

/* Start a target with one filter, which notifies about all calls of a number. */
#define START_NR(nr) \
	START(((struct level){ (nr), NOTIFY, LISTENS | DEEP_ARGS, NULL }))

#define LISTENER(i) (self->nest.listeners[i])
#define ID (self->notif.id)

/* Let the target make a call, and receive it at the listener. */
#define ASSERT_CALL(i, ...)                                         \
	do {                                                        \
		ASSERT_TRUE(send_call(&self->nest.t, __VA_ARGS__)); \
		ASSERT_EQ(0, receive(LISTENER(i), &self->notif));   \
	} while (0)

#define ASSERT_OPEN(i)                                                \
	ASSERT_CALL(i, __NR_openat, AT_FDCWD, address_of(self->page), \
		    O_RDWR | O_CLOEXEC)

#define CONTINUE_AT(i) ASSERT_EQ(0, respond_continue(LISTENER(i), ID))

#define EXPECT_OPENED(file)                                                \
	do {                                                               \
		struct outcome out_ = outcome_of(&self->nest.t);           \
		ASSERT_LE(0, out_.ret);                                    \
		EXPECT_TRUE(is_file_of(self->nest.t.pid, out_.ret, file)); \
	} while (0)

#define EXPECT_REFUSED(err, call)        \
	do {                             \
		errno = 0;               \
		EXPECT_EQ(-1, (call));   \
		EXPECT_EQ((err), errno); \
	} while (0)

/*
 * What the call uses
 */

TEST_F(edit, call_uses_the_new_copy)
{
	struct seccomp_notif_arg arg = { .arg = 1 };

	START_NR(__NR_openat);
	ASSERT_OPEN(0);
	arg.id = ID;
	arg.size = strlen(ZERO_DEVICE);
	arg.buffer = address_of(ZERO_DEVICE);
	ASSERT_EQ(0, edit_arg_struct(LISTENER(0), &arg));
	EXPECT_EQ(ID, arg.id);
	EXPECT_EQ(SECCOMP_ARG_COPIED, arg.status);
	EXPECT_EQ(SECCOMP_KIND_PATH, arg.kind);
	EXPECT_EQ(strlen(ZERO_DEVICE), arg.length);
	EXPECT_EQ(SECCOMP_PATH_ABSOLUTE, arg.facts);
	EXPECT_EQ(strlen(ZERO_DEVICE), arg.size);
	EXPECT_TRUE(copy_is_string(LISTENER(0), ID, 1, ZERO_DEVICE));
	/* The memory of the target is as before, and does not matter. */
	EXPECT_STREQ(NULL_DEVICE, self->page);
	strcpy(self->page, FULL_DEVICE);
	CONTINUE_AT(0);
	EXPECT_OPENED(ZERO_DEVICE);
	/* The next call has nothing of it. */
	ASSERT_OPEN(0);
	EXPECT_TRUE(copy_is_string(LISTENER(0), ID, 1, FULL_DEVICE));
	CONTINUE_AT(0);
	EXPECT_OPENED(FULL_DEVICE);
}

TEST_F(edit, last_edit_counts)
{
	struct seccomp_notif_arg arg = { .arg = 1 };

	START_NR(__NR_openat);
	ASSERT_OPEN(0);
	ASSERT_EQ(0, edit_string(LISTENER(0), ID, 1, FULL_DEVICE));
	ASSERT_EQ(0, edit_string(LISTENER(0), ID, 1, LONG_DEVICE));
	arg.id = ID;
	ASSERT_EQ(0, get_arg(LISTENER(0), &arg));
	EXPECT_EQ(SECCOMP_PATH_ABSOLUTE | SECCOMP_PATH_DOTDOT |
			  SECCOMP_PATH_DOT,
		  arg.facts);
	EXPECT_EQ(strlen(LONG_DEVICE), arg.length);
	CONTINUE_AT(0);
	EXPECT_OPENED(ZERO_DEVICE);
}

TEST_F(edit, reply_with_a_result_ends_the_call)
{
	START_NR(__NR_openat);
	ASSERT_OPEN(0);
	ASSERT_EQ(0, edit_string(LISTENER(0), ID, 1, ZERO_DEVICE));
	ASSERT_EQ(0, respond_error(LISTENER(0), ID, REPLY_ERRNO));
	EXPECT_EQ(REPLY_ERRNO, outcome_of(&self->nest.t).err);
	ASSERT_OPEN(0);
	EXPECT_TRUE(copy_is_string(LISTENER(0), ID, 1, NULL_DEVICE));
	CONTINUE_AT(0);
	EXPECT_OPENED(NULL_DEVICE);
}

/*
 * All filters run again
 */

TEST_F(edit, older_filter_refuses_the_new_copy)
{
	START(OPENS(DEEP_ERRNO(TESTED_ERRNO), 0, ZERO_DEVICE),
	      OPENS(NOTIFY, LISTENS | DEEP_ARGS, NULL));
	ASSERT_OPEN(1);
	ASSERT_EQ(0, edit_string(LISTENER(1), ID, 1, ZERO_DEVICE));
	CONTINUE_AT(1);
	EXPECT_EQ(TESTED_ERRNO, outcome_of(&self->nest.t).err);
	/* Another new copy is allowed. */
	ASSERT_OPEN(1);
	ASSERT_EQ(0, edit_string(LISTENER(1), ID, 1, FULL_DEVICE));
	CONTINUE_AT(1);
	EXPECT_OPENED(FULL_DEVICE);
	/* What is edited back is allowed, too. */
	ASSERT_OPEN(1);
	ASSERT_EQ(0, edit_string(LISTENER(1), ID, 1, ZERO_DEVICE));
	ASSERT_EQ(0, edit_string(LISTENER(1), ID, 1, NULL_DEVICE));
	CONTINUE_AT(1);
	EXPECT_OPENED(NULL_DEVICE);
}

TEST_F(edit, newer_filter_refuses_the_new_copy)
{
	START(OPENS(NOTIFY, LISTENS | DEEP_ARGS, NULL),
	      OPENS(DEEP_ERRNO(TESTED_ERRNO), 0, ZERO_DEVICE));
	ASSERT_OPEN(0);
	ASSERT_EQ(0, edit_string(LISTENER(0), ID, 1, ZERO_DEVICE));
	CONTINUE_AT(0);
	EXPECT_EQ(TESTED_ERRNO, outcome_of(&self->nest.t).err);
}

/* A filter of the listener itself: it may refuse what its supervisor writes. */
static int prepare_own_refusal(void *arg)
{
	static struct deep_filter f;
	int fd;

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	deep_begin(&f, __NR_openat);
	deep_match_string(&f, 1, ZERO_DEVICE, NOTIFY);
	deep_return(&f, DEEP_ERRNO(TESTED_ERRNO));
	fd = deep_attach_with(&f, DEEP_ARGS | LISTENS);
	CHILD_ASSERT_LE(0, fd);
	return fd;
}

TEST_F(edit, own_filter_refuses_the_new_copy)
{
	struct target t;

	ASSERT_TRUE(start_target(&t, prepare_own_refusal, NULL));
	ASSERT_TRUE(send_call(&t, __NR_openat, AT_FDCWD, address_of(self->page),
			      O_RDWR));
	ASSERT_EQ(0, receive(t.listener, &self->notif));
	ASSERT_EQ(0, edit_string(t.listener, ID, 1, ZERO_DEVICE));
	ASSERT_EQ(0, respond_continue(t.listener, ID));
	EXPECT_EQ(TESTED_ERRNO, outcome_of(&t).err);
	discard_target(&t);
}

TEST_F(edit, filter_kills_for_the_new_copy)
{
	START(OPENS(SECCOMP_RET_KILL_PROCESS, 0, ZERO_DEVICE),
	      OPENS(NOTIFY, LISTENS | DEEP_ARGS, NULL));
	ASSERT_OPEN(1);
	ASSERT_EQ(0, edit_string(LISTENER(1), ID, 1, ZERO_DEVICE));
	CONTINUE_AT(1);
	EXPECT_EQ(BY_SIGNAL(SIGSYS),
		  exit_summary(wait_child(self->nest.t.pid)));
	self->nest.t.pid = -1;
}

/* Without a tracer, TRACE would make the call fail with ENOSYS. */
TEST_F(edit, tracer_is_not_asked_about_the_new_copy)
{
	START(OPENS(SECCOMP_RET_TRACE, 0, ZERO_DEVICE),
	      OPENS(NOTIFY, LISTENS | DEEP_ARGS, NULL_DEVICE),
	      OPENS(SECCOMP_RET_TRACE, 0, ZERO_DEVICE));
	ASSERT_OPEN(1);
	ASSERT_EQ(0, edit_string(LISTENER(1), ID, 1, ZERO_DEVICE));
	CONTINUE_AT(1);
	EXPECT_OPENED(ZERO_DEVICE);
	ASSERT_EQ(0, seize(self->nest.t.pid, PTRACE_O_TRACESECCOMP));
	ASSERT_OPEN(1);
	ASSERT_EQ(0, edit_string(LISTENER(1), ID, 1, ZERO_DEVICE));
	CONTINUE_AT(1);
	EXPECT_OPENED(ZERO_DEVICE);
}

/* Its filter asks about the new copy, too. */
TEST_F(edit, supervisor_is_not_asked_about_its_own_copy)
{
	START_NR(__NR_openat);
	ASSERT_OPEN(0);
	ASSERT_EQ(0, edit_string(LISTENER(0), ID, 1, ZERO_DEVICE));
	CONTINUE_AT(0);
	EXPECT_OPENED(ZERO_DEVICE);
	EXPECT_FALSE(is_asked(LISTENER(0)));
}

/* Without the edit, the filter of the closed listener allows the call. */
TEST_F(edit, closed_outer_listener_fails_the_call_with_the_new_copy)
{
	START(OPENS(NOTIFY, LISTENS_NESTED | DEEP_ARGS, ZERO_DEVICE),
	      OPENS(NOTIFY, LISTENS | DEEP_ARGS, NULL));
	close_listener(&self->nest, 0);
	ASSERT_OPEN(1);
	CONTINUE_AT(1);
	EXPECT_OPENED(NULL_DEVICE);
	ASSERT_OPEN(1);
	ASSERT_EQ(0, edit_string(LISTENER(1), ID, 1, ZERO_DEVICE));
	CONTINUE_AT(1);
	EXPECT_EQ(ENOSYS, outcome_of(&self->nest.t).err);
}

/*
 * Several supervisors
 */

TEST_F(edit, outer_supervisor_sees_the_new_copy)
{
	START(OPENS(NOTIFY, LISTENS_NESTED | DEEP_ARGS, ZERO_DEVICE),
	      OPENS(NOTIFY, LISTENS | DEEP_ARGS, NULL));
	ASSERT_OPEN(1);
	CONTINUE_AT(1);
	/* The outer filter does not ask about what the target wrote. */
	EXPECT_OPENED(NULL_DEVICE);
	ASSERT_OPEN(1);
	ASSERT_EQ(0, edit_string(LISTENER(1), ID, 1, ZERO_DEVICE));
	CONTINUE_AT(1);
	ASSERT_EQ(0, receive(LISTENER(0), &self->notif));
	EXPECT_EQ(address_of(self->page), self->notif.data.args[1]);
	EXPECT_TRUE(copy_is_string(LISTENER(0), ID, 1, ZERO_DEVICE));
	ASSERT_EQ(0, respond_error(LISTENER(0), ID, REPLY_ERRNO));
	EXPECT_EQ(REPLY_ERRNO, outcome_of(&self->nest.t).err);
	/* It does not ask about what the inner supervisor has replaced. */
	strcpy(self->page, ZERO_DEVICE);
	ASSERT_OPEN(1);
	ASSERT_EQ(0, edit_string(LISTENER(1), ID, 1, NULL_DEVICE));
	CONTINUE_AT(1);
	EXPECT_OPENED(NULL_DEVICE);
	EXPECT_FALSE(is_asked(LISTENER(0)));
}

TEST_F(edit, inner_supervisor_is_asked_about_the_outer_copy_once)
{
	START(OPENS(NOTIFY, LISTENS_NESTED | DEEP_ARGS, NULL),
	      OPENS(NOTIFY, LISTENS | DEEP_ARGS, ZERO_DEVICE));
	/* The inner filter allows what the target wrote. */
	ASSERT_OPEN(0);
	ASSERT_EQ(0, edit_string(LISTENER(0), ID, 1, ZERO_DEVICE));
	CONTINUE_AT(0);
	ASSERT_EQ(0, receive(LISTENER(1), &self->notif));
	EXPECT_TRUE(copy_is_string(LISTENER(1), ID, 1, ZERO_DEVICE));
	/* The outer supervisor has been asked already. */
	ASSERT_EQ(0, edit_string(LISTENER(1), ID, 1, FULL_DEVICE));
	CONTINUE_AT(1);
	EXPECT_OPENED(FULL_DEVICE);
	EXPECT_FALSE(is_asked(LISTENER(0)));
}

TEST_F(edit, each_supervisor_is_asked_once)
{
	START(OPENS(DEEP_ERRNO(TESTED_ERRNO), 0, FULL_DEVICE),
	      OPENS(NOTIFY, LISTENS_NESTED | DEEP_ARGS, NULL),
	      OPENS(NOTIFY, LISTENS | DEEP_ARGS, NULL));
	ASSERT_OPEN(2);
	ASSERT_EQ(0, edit_string(LISTENER(2), ID, 1, ZERO_DEVICE));
	CONTINUE_AT(2);
	ASSERT_EQ(0, receive(LISTENER(1), &self->notif));
	EXPECT_TRUE(copy_is_string(LISTENER(1), ID, 1, ZERO_DEVICE));
	ASSERT_EQ(0, edit_string(LISTENER(1), ID, 1, NULL_DEVICE));
	CONTINUE_AT(1);
	EXPECT_OPENED(NULL_DEVICE);
	EXPECT_FALSE(is_asked(LISTENER(2)));
	/* The edit of the last one is judged, too. */
	ASSERT_OPEN(2);
	CONTINUE_AT(2);
	ASSERT_EQ(0, receive(LISTENER(1), &self->notif));
	ASSERT_EQ(0, edit_string(LISTENER(1), ID, 1, FULL_DEVICE));
	CONTINUE_AT(1);
	EXPECT_EQ(TESTED_ERRNO, outcome_of(&self->nest.t).err);
}

/*
 * Signals and tracers
 */

TEST_F(edit, restarted_call_has_a_fresh_copy)
{
	__u64 id;

	self->nest.handler_flags = SA_RESTART;
	START_NR(__NR_openat);
	ASSERT_OPEN(0);
	ASSERT_EQ(0, edit_string(LISTENER(0), ID, 1, ZERO_DEVICE));
	id = ID;
	ASSERT_EQ(0, kill(self->nest.t.pid, SIGUSR1));
	ASSERT_EQ(0, receive(LISTENER(0), &self->notif));
	EXPECT_NE(id, ID);
	EXPECT_REFUSED(ENOENT, edit_string(LISTENER(0), id, 1, FULL_DEVICE));
	EXPECT_TRUE(copy_is_string(LISTENER(0), ID, 1, NULL_DEVICE));
	CONTINUE_AT(0);
	EXPECT_OPENED(NULL_DEVICE);
}

TEST_F(edit, tracer_stop_begins_with_a_fresh_copy)
{
	START_NR(__NR_openat);
	ASSERT_OPEN(0);
	ASSERT_EQ(0, edit_string(LISTENER(0), ID, 1, ZERO_DEVICE));
	ASSERT_EQ(0, seize(self->nest.t.pid, PTRACE_O_TRACESECCOMP));
	ASSERT_TRUE(interrupt(self->nest.t.pid));
	ASSERT_EQ(0, resume(self->nest.t.pid, PTRACE_CONT));
	ASSERT_EQ(0, receive(LISTENER(0), &self->notif));
	EXPECT_TRUE(copy_is_string(LISTENER(0), ID, 1, NULL_DEVICE));
	CONTINUE_AT(0);
	EXPECT_OPENED(NULL_DEVICE);
}

/* The tracer changes the memory in its stop; then the supervisor is asked. */
TEST_F(edit, supervisor_edits_what_the_tracer_left)
{
	START(OPENS(NOTIFY, LISTENS | DEEP_ARGS, FULL_DEVICE),
	      OPENS(SECCOMP_RET_TRACE, 0, NULL_DEVICE));
	ASSERT_EQ(0, seize(self->nest.t.pid, PTRACE_O_TRACESECCOMP));
	ASSERT_TRUE(send_call(&self->nest.t, __NR_openat, AT_FDCWD,
			      address_of(self->page), O_RDWR | O_CLOEXEC));
	ASSERT_EQ(STOP_SECCOMP, wait_stop(self->nest.t.pid));
	strcpy(self->page, FULL_DEVICE);
	ASSERT_EQ(0, resume(self->nest.t.pid, PTRACE_CONT));
	ASSERT_EQ(0, receive(LISTENER(0), &self->notif));
	EXPECT_TRUE(copy_is_string(LISTENER(0), ID, 1, FULL_DEVICE));
	/* The tracer is not asked again, and the edit stays. */
	ASSERT_EQ(0, edit_string(LISTENER(0), ID, 1, NULL_DEVICE));
	CONTINUE_AT(0);
	EXPECT_OPENED(NULL_DEVICE);
}

TEST_F(edit, copy_of_a_dead_target_is_gone)
{
	START_NR(__NR_openat);
	ASSERT_OPEN(0);
	ASSERT_EQ(0, kill(self->nest.t.pid, SIGKILL));
	EXPECT_EQ(BY_SIGNAL(SIGKILL), exit_summary(end_target(&self->nest.t)));
	EXPECT_REFUSED(ENOENT, edit_string(LISTENER(0), ID, 1, ZERO_DEVICE));
}

/*
 * Kinds of arguments and their sizes
 */

TEST_F(edit, path_has_the_limits_of_the_call)
{
	static char longest[SECCOMP_ARG_DATA_MAX + 1];

	START_NR(__NR_openat);
	ASSERT_OPEN(0);
	EXPECT_REFUSED(EINVAL, edit_arg(LISTENER(0), ID, 1, "/dev\0/zero", 10));
	EXPECT_REFUSED(EINVAL, edit_arg(LISTENER(0), ID, 1, "/dev\0\0", 6));
	memset(longest, '/', sizeof(longest));
	EXPECT_REFUSED(E2BIG, edit_arg(LISTENER(0), ID, 1, longest,
				       SECCOMP_ARG_DATA_MAX));
	EXPECT_REFUSED(E2BIG, edit_arg(LISTENER(0), ID, 1, longest,
				       SECCOMP_ARG_DATA_MAX + 1));
	EXPECT_REFUSED(E2BIG, edit_arg(LISTENER(0), ID, 1, longest, ~0U));
	EXPECT_TRUE(copy_is_string(LISTENER(0), ID, 1, NULL_DEVICE));
	/* The longest path, and then a short one behind which nothing is left */
	memcpy(longest + SECCOMP_ARG_DATA_MAX - 9, "dev/zero", 9);
	ASSERT_EQ(0,
		  edit_arg(LISTENER(0), ID, 1, longest, SECCOMP_ARG_DATA_MAX));
	EXPECT_TRUE(copy_is_string(LISTENER(0), ID, 1, longest));
	CONTINUE_AT(0);
	EXPECT_OPENED(ZERO_DEVICE);
	ASSERT_OPEN(0);
	ASSERT_EQ(0, edit_arg(LISTENER(0), ID, 1, longest,
			      SECCOMP_ARG_DATA_MAX - 1));
	ASSERT_EQ(0, edit_arg(LISTENER(0), ID, 1, FULL_DEVICE,
			      sizeof(FULL_DEVICE)));
	EXPECT_TRUE(copy_is_string(LISTENER(0), ID, 1, FULL_DEVICE));
	CONTINUE_AT(0);
	EXPECT_OPENED(FULL_DEVICE);
	/* The empty path */
	ASSERT_OPEN(0);
	ASSERT_EQ(0, edit_arg(LISTENER(0), ID, 1, NULL, 0));
	CONTINUE_AT(0);
	EXPECT_EQ(ENOENT, outcome_of(&self->nest.t).err);
}

TEST_F(edit, one_of_two_paths_is_replaced)
{
	char old[64], new[64], other[64];

	snprintf(old, sizeof(old), "/tmp/set_arg_old.%d", getpid());
	snprintf(new, sizeof(new), "/tmp/set_arg_new.%d", getpid());
	snprintf(other, sizeof(other), "/tmp/set_arg_other.%d", getpid());
	START_NR(__NR_symlinkat);
	strcpy(self->page, old);
	strcpy(self->page + 128, new);
	ASSERT_CALL(0, __NR_symlinkat, address_of(self->page), AT_FDCWD,
		    address_of(self->page + 128));
	ASSERT_EQ(0, edit_string(LISTENER(0), ID, 2, other));
	EXPECT_TRUE(copy_is_string(LISTENER(0), ID, 0, old));
	CONTINUE_AT(0);
	EXPECT_EQ(0, outcome_of(&self->nest.t).ret);
	EXPECT_EQ(-1, unlink(new));
	EXPECT_EQ((ssize_t)strlen(old), readlink(other, new, sizeof(new)));
	EXPECT_EQ(0, memcmp(new, old, strlen(old)));
	EXPECT_EQ(0, unlink(other));
}

TEST_F(edit, string_has_its_own_limit)
{
	char name[32] = "";
	char path[64];
	FILE *file;

	START_NR(__NR_prctl);
	strcpy(self->page, "first");
	ASSERT_CALL(0, __NR_prctl, PR_SET_NAME, address_of(self->page));
	EXPECT_REFUSED(E2BIG,
		       edit_string(LISTENER(0), ID, 1, "sixteen-letters."));
	EXPECT_REFUSED(EINVAL, edit_arg(LISTENER(0), ID, 1, "a\0b", 3));
	ASSERT_EQ(0, edit_string(LISTENER(0), ID, 1, "fifteen-letters"));
	CONTINUE_AT(0);
	EXPECT_EQ(0, outcome_of(&self->nest.t).ret);
	snprintf(path, sizeof(path), "/proc/%d/comm", self->nest.t.pid);
	file = fopen(path, "re");
	ASSERT_NE(NULL, file);
	ASSERT_NE(NULL, fgets(name, sizeof(name), file));
	fclose(file);
	EXPECT_STREQ("fifteen-letters\n", name);
}

/* Make a socket that listens at an abstract name of 9 bytes. */
static int listen_at(const char *name, struct sockaddr_un *address)
{
	const socklen_t size = offsetof(struct sockaddr_un, sun_path) + 9;
	int sock = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	*address = (struct sockaddr_un){ .sun_family = AF_UNIX };
	memcpy(address->sun_path + 1, name, 8);
	if (bind(sock, (struct sockaddr *)address, size) || listen(sock, 4))
		return -1;
	return sock;
}

TEST_F(edit, address_keeps_its_length)
{
	const unsigned int size = offsetof(struct sockaddr_un, sun_path) + 9;
	struct sockaddr_un first, second;
	char name[9];
	int one, two, sock;

	snprintf(name, sizeof(name), "%08x", getpid());
	one = listen_at(name, &first);
	name[0] = 'x';
	two = listen_at(name, &second);
	ASSERT_LE(0, one);
	ASSERT_LE(0, two);
	START_NR(__NR_connect);
	sock = call_and_wait(&self->nest.t, __NR_socket, AF_UNIX, SOCK_STREAM,
			     0)
		       .ret;
	ASSERT_LE(0, sock);
	memcpy(self->page, &first, size);
	ASSERT_CALL(0, __NR_connect, sock, address_of(self->page), size);
	EXPECT_REFUSED(EINVAL, edit_arg(LISTENER(0), ID, 1, &second, size - 1));
	EXPECT_REFUSED(EINVAL, edit_arg(LISTENER(0), ID, 1, &second, size + 1));
	EXPECT_REFUSED(EINVAL, edit_arg(LISTENER(0), ID, 1, &second, 0));
	EXPECT_TRUE(copy_is(LISTENER(0), ID, 1, &first, size));
	ASSERT_EQ(0, edit_arg(LISTENER(0), ID, 1, &second, size));
	CONTINUE_AT(0);
	EXPECT_EQ(0, outcome_of(&self->nest.t).ret);
	EXPECT_TRUE(wait_events(two, POLLIN));
	EXPECT_EQ(0, events_of(one, 0));
	close(one);
	close(two);
}

TEST_F(edit, structure_keeps_the_size_of_its_argument)
{
	struct open_how *how = (void *)(self->page + 128), new = {};

	START_NR(__NR_openat2);
	*how = (struct open_how){ .flags = O_RDWR | O_CLOEXEC };
	ASSERT_CALL(0, __NR_openat2, AT_FDCWD, address_of(self->page),
		    address_of(how), sizeof(*how));
	new = *how;
	new.resolve = RESOLVE_BENEATH;
	EXPECT_REFUSED(EINVAL,
		       edit_arg(LISTENER(0), ID, 2, &new, sizeof(new) - 8));
	EXPECT_REFUSED(EINVAL,
		       edit_arg(LISTENER(0), ID, 2, &new, sizeof(new) + 8));
	ASSERT_EQ(0, edit_arg(LISTENER(0), ID, 2, &new, sizeof(new)));
	EXPECT_TRUE(copy_is(LISTENER(0), ID, 2, &new, sizeof(new)));
	CONTINUE_AT(0);
	/* An absolute path is not beneath. */
	EXPECT_EQ(EXDEV, outcome_of(&self->nest.t).err);
}

TEST_F(edit, structure_of_a_fixed_size_keeps_it)
{
	struct timespec times[2] = { { .tv_sec = 1000000 },
				     { .tv_sec = 2000000 } };
	char path[] = "/tmp/set_arg.XXXXXX";
	struct stat before = {};
	int fd = mkstemp(path);

	ASSERT_LE(0, fd);
	START_NR(__NR_utimensat);
	strcpy(self->page, path);
	memcpy(self->page + 128, times, sizeof(times));
	ASSERT_CALL(0, __NR_utimensat, AT_FDCWD, address_of(self->page),
		    address_of(self->page + 128), 0);
	times[1].tv_sec = 3000000;
	EXPECT_REFUSED(EINVAL,
		       edit_arg(LISTENER(0), ID, 2, times, sizeof(times) - 1));
	EXPECT_REFUSED(EINVAL,
		       edit_arg(LISTENER(0), ID, 2, times, sizeof(times) / 2));
	ASSERT_EQ(0, edit_arg(LISTENER(0), ID, 2, times, sizeof(times)));
	CONTINUE_AT(0);
	EXPECT_EQ(0, outcome_of(&self->nest.t).ret);
	EXPECT_EQ(0, fstat(fd, &before));
	EXPECT_EQ(3000000, before.st_mtim.tv_sec);
	close(fd);
	unlink(path);
}

/* struct sched_attr of the first version, and the second one */
#define SCHED_ATTR_SIZE_0 48
#define SCHED_ATTR_SIZE_1 56

struct scheduling {
	__u32 size;
	__u32 policy;
	__u64 flags;
	__s32 nice;
	__u32 priority;
	__u64 times[3];
	__u32 utilization[2];
};

/* The size inside says what the call reads, whatever the supervisor writes there. */
TEST_F(edit, size_inside_is_corrected)
{
	struct scheduling new = { .nice = 5, .size = 4096 }, seen = {};

	START_NR(__NR_sched_setattr);
	*(struct scheduling *)self->page =
		(struct scheduling){ .size = SCHED_ATTR_SIZE_1, .nice = 3 };
	ASSERT_CALL(0, __NR_sched_setattr, 0, address_of(self->page), 0);
	EXPECT_REFUSED(EINVAL, edit_arg(LISTENER(0), ID, 1, &new,
					SCHED_ATTR_SIZE_0 - 1));
	EXPECT_REFUSED(EINVAL, edit_arg(LISTENER(0), ID, 1, &new, 0));
	ASSERT_EQ(0, edit_arg(LISTENER(0), ID, 1, &new, SCHED_ATTR_SIZE_0));
	new.size = SCHED_ATTR_SIZE_0;
	EXPECT_TRUE(copy_is(LISTENER(0), ID, 1, &new, SCHED_ATTR_SIZE_0));
	CONTINUE_AT(0);
	EXPECT_EQ(0, outcome_of(&self->nest.t).ret);
	ASSERT_EQ(0, syscall(__NR_sched_getattr, self->nest.t.pid, &seen,
			     sizeof(seen), 0));
	EXPECT_EQ(5, seen.nice);
}

TEST_F(edit, buffer_and_array_keep_their_size)
{
	struct sembuf *ops = (void *)self->page, new[2] = {};
	int set = semget(IPC_PRIVATE, 2, 0600);

	if (set < 0 && errno == ENOSYS)
		SKIP(return, "no semaphores: CONFIG_SYSVIPC is off");
	ASSERT_LE(0, set);
	START_NR(__NR_semop);
	ops[0] = (struct sembuf){ .sem_num = 0, .sem_op = 1 };
	ops[1] = (struct sembuf){ .sem_num = 0, .sem_op = 1 };
	ASSERT_CALL(0, __NR_semop, set, address_of(ops), 2);
	new[0] = (struct sembuf){ .sem_num = 1, .sem_op = 3 };
	new[1] = (struct sembuf){ .sem_num = 1, .sem_op = 4 };
	EXPECT_REFUSED(EINVAL,
		       edit_arg(LISTENER(0), ID, 1, new, sizeof(new[0])));
	EXPECT_REFUSED(EINVAL,
		       edit_arg(LISTENER(0), ID, 1, new, sizeof(new) - 1));
	ASSERT_EQ(0, edit_arg(LISTENER(0), ID, 1, new, sizeof(new)));
	CONTINUE_AT(0);
	EXPECT_EQ(0, outcome_of(&self->nest.t).ret);
	EXPECT_EQ(0, semctl(set, 0, GETVAL));
	EXPECT_EQ(7, semctl(set, 1, GETVAL));
	EXPECT_EQ(0, semctl(set, 0, IPC_RMID));
}

/* The target itself sends its listener by sendmsg(2), with MSG_NOSIGNAL. */
static int prepare_message(void *unused)
{
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(__NR_sendmsg, 0, 3),
		INSN_LOAD_ARG_LO(2),
		INSN_JEQ(MSG_NOSIGNAL, 1, 0),
		INSN_RET(SECCOMP_RET_USER_NOTIF),
		INSN_RET(SECCOMP_RET_ALLOW),
	};
	int fd;

	(void)unused;
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_LE(0, fd = attach(insns, ARRAY_SIZE(insns),
				       SECCOMP_FILTER_FLAG_NEW_LISTENER |
					       SECCOMP_FILTER_FLAG_DEEP_ARGS));
	return fd;
}

TEST_F(edit, message_is_not_replaced)
{
	struct msghdr *message = (void *)self->page;
	struct seccomp_notif_arg arg = { .arg = 1 };
	struct target t;

	ASSERT_TRUE(start_target(&t, prepare_message, NULL));
	*message = (struct msghdr){};
	ASSERT_TRUE(send_call(&t, __NR_sendmsg, -1, address_of(message), 0));
	ASSERT_EQ(0, receive(t.listener, &self->notif));
	arg.id = ID;
	ASSERT_EQ(0, get_arg(t.listener, &arg));
	EXPECT_EQ(SECCOMP_KIND_MESSAGE, arg.kind);
	EXPECT_REFUSED(EOPNOTSUPP,
		       edit_arg(t.listener, ID, 1, message, arg.length));
	EXPECT_EQ(0, respond_continue(t.listener, ID));
	EXPECT_EQ(EBADF, outcome_of(&t).err);
	discard_target(&t);
}

TEST_F(edit, program_is_replaced_and_its_arguments_are_not)
{
	char **argv = (void *)(self->page + 128);

	START_NR(__NR_execve);
	strcpy(self->page, "/no/such/program");
	argv[0] = self->page;
	argv[1] = NULL;
	ASSERT_CALL(0, __NR_execve, address_of(self->page), address_of(argv),
		    address_of(argv + 1));
	EXPECT_REFUSED(EOPNOTSUPP, edit_arg(LISTENER(0), ID, 1, "x", 2));
	ASSERT_EQ(0, edit_string(LISTENER(0), ID, 0, "/proc/self/status"));
	CONTINUE_AT(0);
	EXPECT_EQ(EACCES, outcome_of(&self->nest.t).err);
}

TEST_F(edit, argument_without_a_copy_is_not_replaced)
{
	void *unmapped = unmapped_page();

	START_NR(__NR_utimensat);
	ASSERT_CALL(0, __NR_utimensat, -1, address_of(unmapped), 0, 0);
	/* An integer, a fault, and NULL */
	EXPECT_REFUSED(ENODATA, edit_string(LISTENER(0), ID, 0, NULL_DEVICE));
	EXPECT_REFUSED(ENODATA, edit_string(LISTENER(0), ID, 1, NULL_DEVICE));
	EXPECT_REFUSED(ENODATA, edit_string(LISTENER(0), ID, 2, NULL_DEVICE));
	EXPECT_REFUSED(ENODATA, edit_string(LISTENER(0), ID, 5, NULL_DEVICE));
	CONTINUE_AT(0);
	EXPECT_NE(0, outcome_of(&self->nest.t).err);
}

/*
 * Bad requests
 */

TEST_F(edit, bad_requests_are_refused)
{
	char *page = mmap(NULL, sysconf(_SC_PAGESIZE), PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct seccomp_notif_arg arg = {
		.arg = 1,
		.size = strlen(ZERO_DEVICE),
		.buffer = address_of(ZERO_DEVICE),
	};
	int listener;

	ASSERT_NE(MAP_FAILED, page);
	START_NR(__NR_openat);
	listener = LISTENER(0);
	/* No call waits. */
	EXPECT_REFUSED(ENOENT, edit_arg_struct(listener, &arg));
	ASSERT_OPEN(0);
	arg.id = ID + 1;
	EXPECT_REFUSED(ENOENT, edit_arg_struct(listener, &arg));
	arg.id = ID;
	arg.arg = SECCOMP_ARG_WINDOWS;
	EXPECT_REFUSED(EINVAL, edit_arg_struct(listener, &arg));
	arg.arg = ~0U;
	EXPECT_REFUSED(EINVAL, edit_arg_struct(listener, &arg));
	arg.arg = 1;
	arg.buffer = address_of(unmapped_page());
	EXPECT_REFUSED(EFAULT, edit_arg_struct(listener, &arg));
	arg.buffer = 0;
	EXPECT_REFUSED(EFAULT, edit_arg_struct(listener, &arg));
	arg.buffer = address_of(end_of_mapping(ZERO_DEVICE, 4));
	EXPECT_REFUSED(EFAULT, edit_arg_struct(listener, &arg));
	EXPECT_REFUSED(EFAULT, edit_arg_struct(listener, unmapped_page()));
	/* Where the result cannot be written, the copy stays. */
	arg.buffer = address_of(ZERO_DEVICE);
	memcpy(page, &arg, sizeof(arg));
	ASSERT_EQ(0, mprotect(page, sizeof(arg), PROT_READ));
	EXPECT_REFUSED(EFAULT, edit_arg_struct(listener, (void *)page));
	EXPECT_REFUSED(EINVAL,
		       ioctl(listener, _IOWR('!', 0x81, char[8]), &arg));
	EXPECT_REFUSED(EINVAL,
		       ioctl(listener, _IOWR('!', 0x81, char[64]), &arg));
	EXPECT_TRUE(copy_is_string(listener, ID, 1, NULL_DEVICE));
	CONTINUE_AT(0);
	EXPECT_OPENED(NULL_DEVICE);
	EXPECT_REFUSED(ENOENT, edit_arg_struct(listener, &arg));
}

/* Ids are consecutive, so a supervisor can guess the one of the next call. */
TEST_F(edit, unread_call_has_no_copy)
{
	START_NR(__NR_openat);
	ASSERT_OPEN(0);
	ASSERT_EQ(0, respond_error(LISTENER(0), ID, REPLY_ERRNO));
	EXPECT_EQ(REPLY_ERRNO, outcome_of(&self->nest.t).err);
	ASSERT_TRUE(send_call(&self->nest.t, __NR_openat, AT_FDCWD,
			      address_of(self->page), O_RDWR | O_CLOEXEC));
	ASSERT_TRUE(wait_events(LISTENER(0), POLLIN));
	EXPECT_REFUSED(ENOENT,
		       edit_string(LISTENER(0), ID + 1, 1, ZERO_DEVICE));
	ASSERT_EQ(0, receive(LISTENER(0), &self->notif));
	EXPECT_TRUE(copy_is_string(LISTENER(0), ID, 1, NULL_DEVICE));
	CONTINUE_AT(0);
	EXPECT_OPENED(NULL_DEVICE);
}

TEST_F(edit, listener_without_deep_args_has_no_copies)
{
	START(OPENS(NOTIFY, LISTENS_NESTED, NULL),
	      OPENS(NOTIFY, LISTENS | DEEP_ARGS, NULL));
	ASSERT_OPEN(1);
	ASSERT_EQ(0, edit_string(LISTENER(1), ID, 1, ZERO_DEVICE));
	CONTINUE_AT(1);
	ASSERT_EQ(0, receive(LISTENER(0), &self->notif));
	EXPECT_EQ(0, self->notif.flags);
	EXPECT_REFUSED(EINVAL, edit_string(LISTENER(0), ID, 1, FULL_DEVICE));
	CONTINUE_AT(0);
	EXPECT_OPENED(ZERO_DEVICE);
}

/*
 * Rights. The filters below are attached without no_new_privs.
 */

static int prepare_privileged(void *arg)
{
	const struct level level = {
		.nr = *(int *)arg,
		.verdict = NOTIFY,
		.flags = LISTENS | DEEP_ARGS,
	};
	int fd = attach_level(&level);

	CHILD_ASSERT_LE(0, fd);
	return fd;
}

struct holder {
	int listener;
	__u64 id;
	unsigned int arg;
	const char *bytes;
	unsigned int size;
};

/* A holder of the listener that may not trace the target */
static int access_without_privilege(void *arg)
{
	const struct holder *holder = arg;
	char buffer[64] = "";
	struct seccomp_notif_arg copy = {
		.id = holder->id,
		.arg = holder->arg,
		.size = sizeof(buffer),
		.buffer = address_of(buffer),
	};

	CHILD_ASSERT_EQ(0, setresgid(65534, 65534, 65534));
	CHILD_ASSERT_EQ(0, setresuid(65534, 65534, 65534));
	CHILD_ASSERT_ERRNO(EPERM, get_arg(holder->listener, &copy));
	CHILD_ASSERT_EQ(0, buffer[0]);
	CHILD_ASSERT_EQ(0, copy.status);
	CHILD_ASSERT_EQ(0, copy.length);
	CHILD_ASSERT_ERRNO(EPERM,
			   edit_arg(holder->listener, holder->id, holder->arg,
				    holder->bytes, holder->size));
	/* An unknown id says no more than to any other holder. */
	CHILD_ASSERT_ERRNO(ENOENT,
			   edit_arg(holder->listener, holder->id + 1,
				    holder->arg, holder->bytes, holder->size));
	CHILD_ASSERT(id_valid(holder->listener, holder->id));
	return 0;
}

TEST_F(edit, copy_of_a_privileged_task_needs_the_right_to_trace_it)
{
	int nr = __NR_openat;
	struct holder holder;
	struct target t;
	__u64 path;

	if (geteuid())
		SKIP(return, "needs CAP_SYS_ADMIN, to attach a filter");
	ASSERT_TRUE(start_target(&t, prepare_privileged, &nr));
	path = address_of(self->page);
	ASSERT_TRUE(send_call(&t, nr, AT_FDCWD, path, O_RDWR));
	ASSERT_EQ(0, receive(t.listener, &self->notif));
	holder = (struct holder){ t.listener, ID, 1, ZERO_DEVICE,
				  sizeof(ZERO_DEVICE) };
	EXPECT_CHILD(access_without_privilege, &holder);
	EXPECT_TRUE(copy_is_string(t.listener, ID, 1, NULL_DEVICE));
	EXPECT_EQ(0, edit_string(t.listener, ID, 1, ZERO_DEVICE));
	EXPECT_EQ(0, respond_continue(t.listener, ID));
	EXPECT_TRUE(is_file_of(t.pid, outcome_of(&t).ret, ZERO_DEVICE));
	discard_target(&t);
}

#define SECRET "set_arg secret"

TEST_F(edit, key_of_a_privileged_task_is_not_shown)
{
	int nr = __NR_add_key;
	struct holder holder;
	struct target t;

	if (geteuid())
		SKIP(return, "needs CAP_SYS_ADMIN, to attach a filter");
	errno = 0;
	if (syscall(__NR_add_key, NULL, NULL, NULL, 0, 0) == -1 &&
	    errno == ENOSYS)
		SKIP(return, "no keys: CONFIG_KEYS is off");
	ASSERT_TRUE(start_target(&t, prepare_privileged, &nr));
	strcpy(self->page, "user");
	strcpy(self->page + 64, "set_arg_test");
	strcpy(self->page + 128, SECRET);
	ASSERT_TRUE(send_call(&t, nr, address_of(self->page),
			      address_of(self->page + 64),
			      address_of(self->page + 128), sizeof(SECRET),
			      -2 /* process keyring */));
	ASSERT_EQ(0, receive(t.listener, &self->notif));
	holder = (struct holder){ t.listener, ID, 2, SECRET, sizeof(SECRET) };
	EXPECT_CHILD(access_without_privilege, &holder);
	EXPECT_TRUE(copy_is(t.listener, ID, 2, SECRET, sizeof(SECRET)));
	EXPECT_EQ(0, respond_error(t.listener, ID, REPLY_ERRNO));
	EXPECT_EQ(REPLY_ERRNO, outcome_of(&t).err);
	discard_target(&t);
}

/* A holder without privileges edits the call of a task with no_new_privs. */
static int edit_without_privilege(void *arg)
{
	const struct holder *holder = arg;

	CHILD_ASSERT_EQ(0, setresgid(65534, 65534, 65534));
	CHILD_ASSERT_EQ(0, setresuid(65534, 65534, 65534));
	CHILD_ASSERT_EQ(0, edit_arg(holder->listener, holder->id, holder->arg,
				    holder->bytes, holder->size));
	return 0;
}

TEST_F(edit, copy_of_a_task_with_no_new_privs_needs_no_right)
{
	struct holder holder;

	if (geteuid())
		SKIP(return, "needs root, to change the user");
	START_NR(__NR_openat);
	ASSERT_OPEN(0);
	holder = (struct holder){ LISTENER(0), ID, 1, ZERO_DEVICE,
				  sizeof(ZERO_DEVICE) };
	EXPECT_CHILD(edit_without_privilege, &holder);
	CONTINUE_AT(0);
	EXPECT_OPENED(ZERO_DEVICE);
}

/*
 * Filters that come while the arguments of a call are copied
 */

/* Memory that the target and the test share */
struct late_filter {
	struct missing missing;
	int pair[2];
	bool go, attached;
};

FIXTURE(late)
{
	struct late_filter *shared;
	struct target t;
};

/* The call begins, or a tracer has changed it. */
FIXTURE_VARIANT(late)
{
	bool traced;
};

/* clang-format off */

FIXTURE_VARIANT_ADD(late, call) {
	.traced = false,
};

FIXTURE_VARIANT_ADD(late, traced_call) {
	.traced = true,
};

/* clang-format on */

/* Attach the filter of a sibling when the test asks for it. */
static void *attach_late(void *arg)
{
	const struct level refuses = OPENS(DEEP_ERRNO(TESTED_ERRNO),
					   SECCOMP_FILTER_FLAG_TSYNC,
					   ZERO_DEVICE);
	struct late_filter *shared = arg;

	while (!SHARED_LOAD(shared->go))
		short_pause();
	CHILD_ASSERT_EQ(0, attach_level(&refuses));
	SHARED_STORE(shared->attached, true);
	for (;;)
		pause();
	return NULL;
}

static int prepare_late(void *arg)
{
	const struct level traces = { __NR_getpgid, SECCOMP_RET_TRACE };
	const struct level asks =
		OPENS(NOTIFY, LISTENS | DEEP_ARGS, NULL_DEVICE);
	struct late_filter *shared = arg;
	pthread_t thread;
	int listener;

	CHILD_ASSERT(register_missing(&shared->missing));
	CHILD_ASSERT_EQ(0, send_fd(shared->pair[1], shared->missing.event.fd));
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_level(&traces));
	CHILD_ASSERT_LE(0, listener = attach_level(&asks));
	CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, attach_late, shared));
	return listener;
}

FIXTURE_SETUP(late)
{
	self->t = (struct target){ .pid = -1, .sock = -1, .listener = -1 };
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	self->shared = shared_page();
	ASSERT_NE(NULL, self->shared);
	ASSERT_TRUE(map_missing(&self->shared->missing));
	if (!register_missing(&self->shared->missing))
		SKIP(return, NO_USERFAULTFD);
	close(self->shared->missing.event.fd);
	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0,
				self->shared->pair));
	ASSERT_TRUE(start_target(&self->t, prepare_late, self->shared));
	ASSERT_LE(0, self->t.listener);
	ASSERT_TRUE(receive_fd(self->shared->pair[0],
			       &self->shared->missing.event.fd));
}

FIXTURE_TEARDOWN(late)
{
	discard_target(&self->t);
}

/*
 * The verdict is of the older path. Later decisions about the call are of the path as
 * it is then, so they include the new filter.
 */
TEST_F(late, filter_is_run_on_the_new_copy)
{
	const __u64 path = address_of(self->shared->missing.page);
	struct late_filter *shared = self->shared;
	struct target *t = &self->t;
	struct seccomp_notif notif;

	if (variant->traced) {
		ASSERT_EQ(0, seize(t->pid, PTRACE_O_TRACESECCOMP));
		ASSERT_TRUE(send_call(t, __NR_getpgid, 0, path, O_RDWR));
		ASSERT_EQ(STOP_SECCOMP, wait_stop(t->pid));
		ASSERT_TRUE(set_number(t->pid, __NR_openat));
		ASSERT_EQ(0, resume(t->pid, PTRACE_CONT));
	} else {
		ASSERT_TRUE(send_call(t, __NR_openat, 0, path, O_RDWR));
	}
	ASSERT_TRUE(kernel_waits_for(&shared->missing));
	SHARED_STORE(shared->go, true);
	ASSERT_TRUE(WAIT_UNTIL(SHARED_LOAD(shared->attached)));
	ASSERT_TRUE(fill_missing(&shared->missing, NULL_DEVICE));
	ASSERT_EQ(0, receive(t->listener, &notif));
	ASSERT_EQ(0, edit_string(t->listener, notif.id, 1, ZERO_DEVICE));
	ASSERT_EQ(0, respond_continue(t->listener, notif.id));
	EXPECT_EQ(TESTED_ERRNO, outcome_of(t).err);
}

/*
 * Many edits at once
 */

#define EDITORS 3
#define EDITED_CALLS 100

struct editor {
	int listener;
	__u64 id; /* changes while the editor runs */
	bool end;
};

/* Replace the copy of whatever call waits, by one of two paths. */
static void *edit_always(void *arg)
{
	struct editor *editor = arg;
	unsigned int i;

	for (i = 0; !SHARED_LOAD(editor->end); i++)
		edit_string(editor->listener, SHARED_LOAD(editor->id), 1,
			    i & 1 ? ZERO_DEVICE : FULL_DEVICE);
	return NULL;
}

/* Whatever the edits are, the call does not use a copy that a filter refuses. */
TEST_F(edit, edits_race_with_the_reply)
{
	struct target *t = &self->nest.t;
	pthread_t threads[EDITORS];
	struct editor editor = {};
	struct outcome out;
	unsigned int i;

	START(OPENS(DEEP_ERRNO(TESTED_ERRNO), 0, FULL_DEVICE),
	      OPENS(NOTIFY, LISTENS | DEEP_ARGS, NULL));
	editor.listener = LISTENER(1);
	for (i = 0; i < EDITORS; i++)
		ASSERT_EQ(0, pthread_create(&threads[i], NULL, edit_always,
					    &editor));
	for (i = 0; i < EDITED_CALLS; i++) {
		ASSERT_OPEN(1);
		SHARED_STORE(editor.id, ID);
		CONTINUE_AT(1);
		out = outcome_of(&self->nest.t);
		if (out.ret < 0) {
			EXPECT_EQ(TESTED_ERRNO, out.err);
			continue;
		}
		EXPECT_FALSE(is_file_of(t->pid, out.ret, FULL_DEVICE));
		EXPECT_EQ(0, err_of(t, __NR_close, out.ret));
	}
	SHARED_STORE(editor.end, true);
	for (i = 0; i < EDITORS; i++)
		pthread_join(threads[i], NULL);
}

TEST_HARNESS_MAIN
