// SPDX-License-Identifier: GPL-2.0-only
/*
 * Make one system call, usually one that a container must not make, and print
 * "ok" or the errno's name.
 *
 * The arguments are harmless where the kernel allows the call: a bad magic
 * number, a missing file, or a bad descriptor. Without a filter, such a call
 * fails with its own errno. EPERM instead shows that the filter refused the
 * call.
 *
 * The program uses syscall(), because the C library checks some arguments
 * itself.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

#define NOWHERE "/no/such/file"
#define BAD 0x7fffffff

static const char tool_name[] = "try_syscall";

static long try_mount(void)
{
	return syscall(__NR_mount, "none", NOWHERE, "tmpfs", 0, NULL);
}

static long try_umount(void)
{
	return syscall(__NR_umount2, NOWHERE, 0);
}

static long try_pivot_root(void)
{
	return syscall(__NR_pivot_root, NOWHERE, NOWHERE);
}

static long try_chroot(void)
{
	return chroot("/");
}

static long try_unshare(void)
{
	return syscall(__NR_unshare, CLONE_NEWUTS);
}

static long try_setns(void)
{
	return syscall(__NR_setns, -1, 0);
}

static long try_reboot(void)
{
	return syscall(__NR_reboot, 0, 0, 0, NULL);
}

static long try_kexec_load(void)
{
	return syscall(__NR_kexec_load, 0, BAD, NULL, 0);
}

static long try_init_module(void)
{
	return syscall(__NR_init_module, NULL, 0, NULL);
}

static long try_finit_module(void)
{
	return syscall(__NR_finit_module, -1, "", 0);
}

static long try_delete_module(void)
{
	return syscall(__NR_delete_module, "no_such_module", O_NONBLOCK);
}

static long try_swapon(void)
{
	return syscall(__NR_swapon, NOWHERE, 0);
}

static long try_acct(void)
{
	return syscall(__NR_acct, NOWHERE);
}

static long try_settimeofday(void)
{
	long never[2] = { 0, -1 };

	return syscall(__NR_settimeofday, never, NULL);
}

static long try_clock_settime(void)
{
	long never[2] = { 0, -1 };

	return syscall(__NR_clock_settime, BAD, never);
}

static long try_sethostname(void)
{
	return syscall(__NR_sethostname, "", -1);
}

static long try_bpf(void)
{
	return syscall(__NR_bpf, BAD, NULL, 0);
}

static long try_perf_event_open(void)
{
	return syscall(__NR_perf_event_open, NULL, 0, -1, -1, 0);
}

static long try_keyctl(void)
{
	return syscall(__NR_keyctl, BAD, 0, 0, 0, 0);
}

static long try_open_by_handle(void)
{
	return syscall(__NR_open_by_handle_at, -1, NULL, 0);
}

static long try_io_uring(void)
{
	return syscall(__NR_io_uring_setup, 0, NULL);
}

static long try_userfaultfd(void)
{
	return syscall(__NR_userfaultfd, BAD);
}

static long try_fsopen(void)
{
	return syscall(__NR_fsopen, NULL, 0);
}

static long try_syslog(void)
{
	return syscall(__NR_syslog, BAD, NULL, 0);
}

static long try_personality(void)
{
	return syscall(__NR_personality, ADDR_NO_RANDOMIZE);
}

static long try_personality_query(void)
{
	return syscall(__NR_personality, 0xffffffff);
}

static long try_socket(int family)
{
	int fd = syscall(__NR_socket, family, SOCK_STREAM, 0);

	if (fd >= 0)
		close(fd);
	return fd;
}

static long try_socket_vsock(void)
{
	return try_socket(AF_VSOCK);
}

static long try_socket_unix(void)
{
	return try_socket(AF_UNIX);
}

static long try_clone(unsigned long flags)
{
	long pid = syscall(__NR_clone, flags | SIGCHLD, 0, 0, 0, 0);

	if (!pid)
		_exit(0);
	if (pid > 0)
		waitpid(pid, NULL, 0);
	return pid;
}

static long try_clone_plain(void)
{
	return try_clone(0);
}

static long try_clone_newuser(void)
{
	return try_clone(CLONE_NEWUSER);
}

static long try_clone_newns(void)
{
	return try_clone(CLONE_NEWNS);
}

static long try_clone_newpid(void)
{
	return try_clone(CLONE_NEWPID);
}

static long try_clone3(void)
{
	return syscall(__NR_clone3, NULL, 0);
}

static const struct probe {
	const char *name;
	long (*call)(void);
} probes[] = {
	{ "mount", try_mount },
	{ "umount2", try_umount },
	{ "pivot_root", try_pivot_root },
	{ "chroot", try_chroot },
	{ "unshare", try_unshare },
	{ "setns", try_setns },
	{ "reboot", try_reboot },
	{ "kexec_load", try_kexec_load },
	{ "init_module", try_init_module },
	{ "finit_module", try_finit_module },
	{ "delete_module", try_delete_module },
	{ "swapon", try_swapon },
	{ "acct", try_acct },
	{ "settimeofday", try_settimeofday },
	{ "clock_settime", try_clock_settime },
	{ "sethostname", try_sethostname },
	{ "bpf", try_bpf },
	{ "perf_event_open", try_perf_event_open },
	{ "keyctl", try_keyctl },
	{ "open_by_handle_at", try_open_by_handle },
	{ "io_uring_setup", try_io_uring },
	{ "userfaultfd", try_userfaultfd },
	{ "fsopen", try_fsopen },
	{ "syslog", try_syslog },
	{ "personality", try_personality },
	{ "personality_query", try_personality_query },
	{ "socket_vsock", try_socket_vsock },
	{ "socket_unix", try_socket_unix },
	{ "clone", try_clone_plain },
	{ "clone_newuser", try_clone_newuser },
	{ "clone_newns", try_clone_newns },
	{ "clone_newpid", try_clone_newpid },
	{ "clone3", try_clone3 },
};

static int run_probe(const char *name)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(probes); i++) {
		if (strcmp(probes[i].name, name))
			continue;
		errno = 0;
		if (probes[i].call() >= 0)
			puts("ok");
		else
			puts(strerrorname_np(errno));
		return 0;
	}
	fprintf(stderr,
		"%s: unknown call \"%s\"; run it without a name for a list\n",
		tool_name, name);
	return 2;
}

int main(int argc, char **argv)
{
	unsigned int i;

	if (argc > 2) {
		fprintf(stderr,
			"usage: %s [NAME] (without NAME: list the names)\n",
			tool_name);
		return 2;
	}
	if (argc == 2)
		return run_probe(argv[1]);
	for (i = 0; i < ARRAY_SIZE(probes); i++)
		puts(probes[i].name);
	return 0;
}
