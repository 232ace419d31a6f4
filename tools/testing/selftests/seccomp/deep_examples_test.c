// SPDX-License-Identifier: GPL-2.0-only
/*
 * The filters of deep_examples.h, which the user page shows. Each case runs in a
 * child: what a filter refuses must work, or fail with another errno, before the
 * filter is there.
 */
#include "../kselftest_harness.h"

#include "common.h"
#include "deep_examples.h"

#include <arpa/inet.h>
#include <sys/uio.h>
#include <sys/un.h>

/* An address that no machine has (RFC 5737). */
#define ELSEWHERE "192.0.2.1"

/* A port of this machine without a server. */
#define CLOSED_PORT 1

#define EXAMPLE_DIR "/tmp/deep_examples.XXXXXX"

static void confine(const char *name)
{
	CHILD_ASSERT_EQ(0, attach_example(name));
}

/* Return 0 for a result of -1 with no errno that is expected here. */
static int error_of(long result)
{
	return result < 0 ? errno : 0;
}

static long example_clone3(__u64 flags, size_t size)
{
	struct clone_args args = {
		.flags = flags,
		.exit_signal = SIGCHLD,
	};
	long pid = syscall(__NR_clone3, &args, size);

	if (!pid)
		_exit(0);
	if (pid > 0 && !exited_with(wait_child(pid), 0))
		return -1;
	return pid;
}

static int user_namespaces(void *unused)
{
	const size_t size = sizeof(struct clone_args);
	int native;

	(void)unused;
	native = error_of(example_clone3(CLONE_NEWUSER, size));
	CHILD_ASSERT_NE(EPERM, native);
	confine("no-user-namespaces");
	CHILD_ASSERT_EQ(EPERM, error_of(example_clone3(CLONE_NEWUSER, size)));
	CHILD_ASSERT_EQ(EPERM,
			error_of(example_clone3(CLONE_NEWUSER | CLONE_NEWNS,
						CLONE_ARGS_SIZE_VER0)));
	CHILD_ASSERT_EQ(EPERM, error_of(unshare(CLONE_NEWUSER)));
	CHILD_ASSERT_EQ(EPERM,
			error_of(syscall(__NR_clone, CLONE_NEWUSER | SIGCHLD, 0,
					 0, 0, 0)));
	return 0;
}

static int other_clones(void *unused)
{
	(void)unused;
	confine("no-user-namespaces");
	CHILD_ASSERT_LT(0, example_clone3(0, sizeof(struct clone_args)));
	CHILD_ASSERT_LT(0, example_clone3(0, CLONE_ARGS_SIZE_VER0));
	CHILD_ASSERT_EQ(0, unshare(CLONE_FS));
	CHILD_ASSERT_EQ(EINVAL, error_of(example_clone3(1ULL << 40,
							CLONE_ARGS_SIZE_VER0)));
	CHILD_ASSERT_EQ(EINVAL, error_of(example_clone3(0, 8)));
	CHILD_ASSERT_EQ(E2BIG, error_of(syscall(__NR_clone3, 0, 8192)));
	CHILD_ASSERT_EQ(EFAULT, error_of(syscall(__NR_clone3, 0,
						 CLONE_ARGS_SIZE_VER0)));
	CHILD_ASSERT_EQ(EFAULT, error_of(syscall(__NR_clone3, unmapped_page(),
						 CLONE_ARGS_SIZE_VER0)));
	return 0;
}

TEST(clone3_with_a_new_user_namespace_is_refused)
{
	ASSERT_EQ(0, exit_summary(in_child(user_namespaces, NULL)));
}

TEST(other_clones_are_as_without_the_filter)
{
	ASSERT_EQ(0, exit_summary(in_child(other_clones, NULL)));
}

static struct sockaddr_in inet_address(const char *host, __u16 port)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
	};

	inet_pton(AF_INET, host, &address.sin_addr);
	return address;
}

static struct sockaddr_in6 inet6_address(const char *host, __u16 port)
{
	struct sockaddr_in6 address = {
		.sin6_family = AF_INET6,
		.sin6_port = htons(port),
	};

	inet_pton(AF_INET6, host, &address.sin6_addr);
	return address;
}

/* Return the errno of a connection, or 0. */
static int connect_error(int family, int type, const void *address,
			 socklen_t length)
{
	int sock = socket(family, type, 0);
	int err;

	if (sock < 0)
		return errno;
	err = error_of(connect(sock, address, length));
	close(sock);
	return err;
}

static int connect_inet(const char *host, __u16 port)
{
	struct sockaddr_in address = inet_address(host, port);

	return connect_error(AF_INET, SOCK_STREAM, &address, sizeof(address));
}

/* The filter sees the address, also if the socket then refuses its family. */
static int connect_inet6(const char *host)
{
	struct sockaddr_in6 address = inet6_address(host, CLOSED_PORT);

	return connect_error(AF_INET, SOCK_DGRAM, &address, sizeof(address));
}

static int connect_unix(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
	return connect_error(AF_UNIX, SOCK_STREAM, &address, sizeof(address));
}

/* Listen on a free port of 127.0.0.1 and return it; or 0 without a network. */
static __u16 start_server(int *server)
{
	struct sockaddr_in address = inet_address("127.0.0.1", 0);
	socklen_t length = sizeof(address);

	*server = socket(AF_INET, SOCK_STREAM, 0);
	if (*server < 0 || bind(*server, (struct sockaddr *)&address, length) ||
	    listen(*server, 4) ||
	    getsockname(*server, (struct sockaddr *)&address, &length))
		return 0;
	return ntohs(address.sin_port);
}

static int loopback_connect(void *unused)
{
	int server, native_inet, native_inet6, native_mapped;
	__u16 port = start_server(&server);

	(void)unused;
	CHILD_ASSERT(port);
	native_inet = connect_inet("127.1.2.3", CLOSED_PORT);
	native_inet6 = connect_inet6("::1");
	native_mapped = connect_inet6("::ffff:127.0.0.1");
	CHILD_ASSERT_NE(EACCES, native_inet);
	CHILD_ASSERT_NE(EACCES, native_inet6);
	CHILD_ASSERT_NE(EACCES, native_mapped);
	CHILD_ASSERT_EQ(0, connect_inet("127.0.0.1", port));
	confine("loopback-only");
	CHILD_ASSERT_EQ(0, connect_inet("127.0.0.1", port));
	CHILD_ASSERT_EQ(native_inet, connect_inet("127.1.2.3", CLOSED_PORT));
	CHILD_ASSERT_EQ(native_inet6, connect_inet6("::1"));
	CHILD_ASSERT_EQ(ENOENT, connect_unix("/no/such/socket"));
	CHILD_ASSERT_EQ(EACCES, connect_inet(ELSEWHERE, port));
	CHILD_ASSERT_EQ(EACCES, connect_inet("126.255.255.255", port));
	CHILD_ASSERT_EQ(EACCES, connect_inet("0.0.0.0", port));
	CHILD_ASSERT_EQ(EACCES, connect_inet6("2001:db8::1"));
	CHILD_ASSERT_EQ(EACCES, connect_inet6("::2"));
	CHILD_ASSERT_EQ(EACCES, connect_inet6("::ffff:127.0.0.1"));
	return 0;
}

static int loopback_connect_errors(void *unused)
{
	struct sockaddr_in local = inet_address("127.0.0.1", CLOSED_PORT);
	struct sockaddr none = { .sa_family = AF_UNSPEC };
	int sock = socket(AF_INET, SOCK_DGRAM, 0);

	(void)unused;
	CHILD_ASSERT_LE(0, sock);
	confine("loopback-only");
	CHILD_ASSERT_EQ(0, connect(sock, (void *)&local, sizeof(local)));
	CHILD_ASSERT_EQ(0, connect(sock, &none, sizeof(none)));
	CHILD_ASSERT_EQ(EFAULT, error_of(connect(sock, unmapped_page(),
						 sizeof(local))));
	CHILD_ASSERT_EQ(EFAULT, error_of(connect(sock, NULL, sizeof(local))));
	CHILD_ASSERT_EQ(EINVAL, error_of(connect(sock, (void *)&local, 4096)));
	CHILD_ASSERT_EQ(EBADF,
			error_of(connect(-1, unmapped_page(), sizeof(local))));
	return 0;
}

static long send_message(int sock, void *name, socklen_t length)
{
	struct iovec data = { .iov_base = "x", .iov_len = 1 };
	struct msghdr message = {
		.msg_name = name,
		.msg_namelen = length,
		.msg_iov = &data,
		.msg_iovlen = 1,
	};

	return sendmsg(sock, &message, 0);
}

static int loopback_send(void *unused)
{
	struct sockaddr_in local = inet_address("127.0.0.1", CLOSED_PORT);
	struct sockaddr_in other = inet_address(ELSEWHERE, CLOSED_PORT);
	const socklen_t size = sizeof(local);
	int sock = socket(AF_INET, SOCK_DGRAM, 0);
	struct mmsghdr messages = {};

	(void)unused;
	CHILD_ASSERT_LE(0, sock);
	confine("loopback-only");
	CHILD_ASSERT_EQ(1, sendto(sock, "x", 1, 0, (void *)&local, size));
	CHILD_ASSERT_EQ(1, send_message(sock, &local, size));
	CHILD_ASSERT_EQ(EACCES, error_of(sendto(sock, "x", 1, 0, (void *)&other,
						size)));
	CHILD_ASSERT_EQ(EACCES, error_of(send_message(sock, &other, size)));
	/* For these calls, AF_UNSPEC is another name of AF_INET. */
	other.sin_family = AF_UNSPEC;
	CHILD_ASSERT_EQ(EACCES, error_of(sendto(sock, "x", 1, 0, (void *)&other,
						size)));
	CHILD_ASSERT_EQ(EACCES, error_of(send_message(sock, &other, size)));
	/* Without a name, the socket needs a connection. */
	CHILD_ASSERT_EQ(EDESTADDRREQ, error_of(send(sock, "x", 1, 0)));
	CHILD_ASSERT_EQ(EDESTADDRREQ, error_of(send_message(sock, NULL, 0)));
	CHILD_ASSERT_EQ(EACCES, error_of(syscall(__NR_sendmmsg, sock, &messages,
						 1, 0)));
	return 0;
}

static int loopback_sockets(void *unused)
{
	(void)unused;
	confine("loopback-only");
	CHILD_ASSERT_LE(0, socket(AF_UNIX, SOCK_STREAM, 0));
	CHILD_ASSERT_LE(0, socket(AF_INET, SOCK_STREAM, 0));
	CHILD_ASSERT_LE(0, socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP));
	CHILD_ASSERT_EQ(EACCES,
			error_of(socket(AF_INET, SOCK_STREAM, IPPROTO_SCTP)));
	CHILD_ASSERT_EQ(EACCES, error_of(socket(AF_PACKET, SOCK_RAW, 0)));
	CHILD_ASSERT_EQ(EACCES,
			error_of(syscall(__NR_io_uring_setup, 1, NULL)));
	return 0;
}

TEST(connect_beyond_loopback_is_refused)
{
	ASSERT_EQ(0, exit_summary(in_child(loopback_connect, NULL)));
}

TEST(connect_fails_as_without_the_filter)
{
	ASSERT_EQ(0, exit_summary(in_child(loopback_connect_errors, NULL)));
}

TEST(datagrams_beyond_loopback_are_refused)
{
	ASSERT_EQ(0, exit_summary(in_child(loopback_send, NULL)));
}

TEST(sockets_of_other_protocols_are_refused)
{
	ASSERT_EQ(0, exit_summary(in_child(loopback_sockets, NULL)));
}

/* Fail an exec that the filter allows: a string of argv is not readable. */
static int exec_error(const char *path)
{
	char *argv[2] = { unmapped_page() };
	char *envp[1] = {};

	return error_of(execve(path, argv, envp));
}

static int two_programs_only(void *unused)
{
	int shell = exec_error("/bin/sh"), env = exec_error("/usr/bin/env");

	(void)unused;
	CHILD_ASSERT_NE(EACCES, shell);
	CHILD_ASSERT_NE(EACCES, env);
	confine("two-programs");
	CHILD_ASSERT_EQ(shell, exec_error("/bin/sh"));
	CHILD_ASSERT_EQ(env, exec_error("/usr/bin/env"));
	CHILD_ASSERT_EQ(EACCES, exec_error("/bin/sh2"));
	CHILD_ASSERT_EQ(EACCES, exec_error("/bin/s"));
	CHILD_ASSERT_EQ(EACCES, exec_error("//bin/sh"));
	CHILD_ASSERT_EQ(EACCES, exec_error("/usr/bin/env2"));
	CHILD_ASSERT_EQ(EACCES, exec_error("/usr/bin/en"));
	CHILD_ASSERT_EQ(EACCES, exec_error("/proc/self/exe"));
	CHILD_ASSERT_EQ(EACCES, exec_error(""));
	CHILD_ASSERT_EQ(EACCES, error_of(syscall(__NR_execveat, AT_FDCWD,
						 "/bin/sh", NULL, NULL, 0)));
	return 0;
}

TEST(exec_of_other_paths_is_refused)
{
	ASSERT_EQ(0, exit_summary(in_child(two_programs_only, NULL)));
}

static long open_with(int dir, const char *path, __u64 resolve)
{
	struct open_how how = { .flags = O_RDONLY, .resolve = resolve };

	return syscall(__NR_openat2, dir, path, &how, sizeof(how));
}

static int beneath_only(void *data)
{
	int dir = open(data, O_RDONLY | O_DIRECTORY);
	long fd;

	CHILD_ASSERT_LE(0, dir);
	fd = openat(dir, "file", O_CREAT | O_WRONLY, 0600);
	CHILD_ASSERT_LE(0, fd);
	fd = open_with(dir, "file", 0);
	CHILD_ASSERT_LE(0, fd);
	confine("open-beneath");
	fd = open_with(dir, "file", RESOLVE_BENEATH);
	CHILD_ASSERT_LE(0, fd);
	fd = open_with(dir, "file", RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS);
	CHILD_ASSERT_LE(0, fd);
	CHILD_ASSERT_EQ(EXDEV,
			error_of(open_with(dir, "../file", RESOLVE_BENEATH)));
	CHILD_ASSERT_EQ(EACCES, error_of(open_with(dir, "file", 0)));
	CHILD_ASSERT_EQ(EACCES,
			error_of(open_with(dir, "file", RESOLVE_NO_SYMLINKS)));
	CHILD_ASSERT_EQ(EACCES, error_of(openat(dir, "file", O_RDONLY)));
#ifdef __NR_open
	CHILD_ASSERT_EQ(EACCES, error_of(syscall(__NR_open, "/", O_RDONLY)));
	CHILD_ASSERT_EQ(EACCES, error_of(syscall(__NR_creat, "file", 0600)));
#endif
	CHILD_ASSERT_EQ(EACCES, error_of(syscall(__NR_open_by_handle_at, dir,
						 NULL, 0)));
	CHILD_ASSERT_EQ(EACCES,
			error_of(syscall(__NR_io_uring_setup, 1, NULL)));
	return 0;
}

TEST(openat2_without_resolve_beneath_is_refused)
{
	char dir[] = EXAMPLE_DIR, file[sizeof(dir) + 5];

	ASSERT_NE(NULL, mkdtemp(dir));
	EXPECT_EQ(0, exit_summary(in_child(beneath_only, dir)));
	snprintf(file, sizeof(file), "%s/file", dir);
	unlink(file);
	EXPECT_EQ(0, rmdir(dir));
}

#if defined(__x86_64__)
/* x32 calls have other numbers, so a filter refuses all of them. */
static int x32_refused(void *data)
{
	confine(data);
	CHILD_ASSERT_EQ(ENOSYS, error_of(syscall(0x40000000 | __NR_getppid)));
	return 0;
}

TEST(x32_calls_are_refused)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(examples); i++)
		EXPECT_EQ(0, exit_summary(in_child(x32_refused,
						   (void *)examples[i].name)));
}
#endif

TEST_HARNESS_MAIN
