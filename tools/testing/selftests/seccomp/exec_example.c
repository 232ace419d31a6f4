// SPDX-License-Identifier: GPL-2.0-only
/*
 *	exec_example COMMAND...
 *
 * Run a command that cannot execute another program, and that cannot get at
 * processes outside of its sandbox.
 */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/seccomp_ext.h>

#if defined(__x86_64__)
#define THIS_ARCH AUDIT_ARCH_X86_64
#else
#define THIS_ARCH AUDIT_ARCH_AARCH64
#endif

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

/* example-begin: filter */
static struct sock_filter no_exec[] = {
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, THIS_ARCH, 0, 3),
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_execve, 2, 0),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_execveat, 1, 2),
	/* Another ABI has other numbers. */
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EACCES),
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
};

static int confine_next_program(void)
{
	struct sock_fprog prog = {
		.len = ARRAY_SIZE(no_exec),
		.filter = no_exec,
	};

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return -1;
	return syscall(__NR_seccomp, SECCOMP_SET_MODE_FILTER,
		       SECCOMP_FILTER_FLAG_ON_EXEC |
			       SECCOMP_FILTER_FLAG_BIND_TRACER,
		       &prog);
}

/* example-end */

int main(int argc, char **argv)
{
	if (argc < 2) {
		fprintf(stderr, "usage: exec_example COMMAND...\n");
		return 2;
	}
	if (confine_next_program()) {
		perror("seccomp");
		return 1;
	}
	execvp(argv[1], argv + 1);
	perror(argv[1]);
	return 127;
}
