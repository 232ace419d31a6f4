// SPDX-License-Identifier: GPL-2.0-only
/*
 *	who_example --write FILE
 *	who_example [--count] LABEL FILE COMMAND...
 *
 * The first form writes a profile, as a container runtime would compile it. The second
 * form runs a command under the profile of a file, with a label. The profile refuses
 * to change the name of the host, and records it. With --count, the program then prints
 * how often the command was refused which call.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>

/* Headers of a distribution do not have this file. */
#include "../../../../include/uapi/linux/seccomp_ext.h"

#if defined(__x86_64__)
#define THIS_ARCH AUDIT_ARCH_X86_64
#else
#define THIS_ARCH AUDIT_ARCH_AARCH64
#endif

#define MAX_INSNS 4096

static const struct sock_filter profile[] = {
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, THIS_ARCH, 1, 0),
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_sethostname, 0, 1),
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
};

static int write_profile(const char *path)
{
	const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	if (fd < 0 || write(fd, profile, sizeof(profile)) != sizeof(profile)) {
		perror(path);
		return 1;
	}
	return 0;
}

/*
 * Attach the profile of a file. Return 0, or -1 and errno. @counter receives the
 * descriptor of a counter; or it is NULL for a filter without one.
 */
static int attach_profile(const char *label, const char *path, int *counter)
{
	static struct sock_filter insns[MAX_INSNS];
	struct sock_fprog prog = { .filter = insns };
	struct seccomp_attach attach = {
		.size = sizeof(attach),
		.flags = SECCOMP_FILTER_FLAG_LOG,
		.fprog = (uintptr_t)&prog,
		.program_fd = -1,
	};
	const int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t size;

	if (fd < 0)
		return -1;
	size = read(fd, insns, sizeof(insns));
	if (size < 0)
		return -1;
	prog.len = size / sizeof(*insns);
	snprintf(attach.label, sizeof(attach.label), "%s", label);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return -1;
	if (counter)
		attach.flags |= SECCOMP_FILTER_FLAG_COUNT;
	if (syscall(__NR_seccomp, SECCOMP_ATTACH, 0, &attach))
		return -1;
	if (counter)
		*counter = attach.counter_fd;
	return 0;
}

static void print_refused(int counter)
{
	struct seccomp_count record;

	while (read(counter, &record, sizeof(record)) == sizeof(record))
		if (record.action == SECCOMP_RET_ERRNO)
			printf("arch=%x nr=%u count=%llu\n", record.arch,
			       record.nr, record.count);
}

static int run_command(char **argv)
{
	execvp(argv[0], argv);
	perror(argv[0]);
	return 127;
}

static int run_counted(int counter, char **argv)
{
	const pid_t pid = fork();
	int status;

	if (!pid)
		_exit(run_command(argv));
	if (waitpid(pid, &status, 0) != pid) {
		perror("who_example");
		return 1;
	}
	print_refused(counter);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

int main(int argc, char **argv)
{
	const bool count = argc > 1 && !strcmp(argv[1], "--count");
	int counter;

	if (argc == 3 && !strcmp(argv[1], "--write"))
		return write_profile(argv[2]);
	argv += count;
	if (argc - count < 4) {
		fprintf(stderr,
			"usage: who_example --write FILE | [--count] LABEL FILE COMMAND...\n");
		return 2;
	}
	if (attach_profile(argv[1], argv[2], count ? &counter : NULL)) {
		perror("who_example");
		return 1;
	}
	return count ? run_counted(counter, argv + 3) : run_command(argv + 3);
}
