// SPDX-License-Identifier: GPL-2.0-only
/*
 *	who_example --write FILE
 *	who_example LABEL FILE COMMAND...
 *
 * The first form writes a profile, as a container runtime would compile it. The second
 * form runs a command under the profile of a file, with a label. The profile refuses
 * to change the name of the host, and records it.
 */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
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

	if (fd < 0 ||
	    write(fd, profile, sizeof(profile)) != sizeof(profile)) {
		perror(path);
		return 1;
	}
	return 0;
}

/* Attach the profile of a file. Return 0, or -1 and errno. */
static int attach_profile(const char *label, const char *path)
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
	strncpy(attach.label, label, sizeof(attach.label) - 1);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return -1;
	return syscall(__NR_seccomp, SECCOMP_ATTACH, 0, &attach);
}

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], "--write"))
		return write_profile(argv[2]);
	if (argc < 4) {
		fprintf(stderr,
			"usage: who_example --write FILE | LABEL FILE COMMAND...\n");
		return 2;
	}
	if (attach_profile(argv[1], argv[2])) {
		perror("who_example");
		return 1;
	}
	execvp(argv[3], argv + 3);
	perror(argv[3]);
	return 127;
}
