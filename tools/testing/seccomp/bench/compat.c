// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measure 32-bit system calls: int $0x80 from a 64-bit program of x86, or a 32-bit
 * program on arm64. The filter allows getpid() and refuses getppid().
 */
#include <errno.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bench.h"

/* Both 32-bit machines have these numbers. */
#define COMPAT_GETPID 20
#define COMPAT_GETPPID 64

#ifdef __x86_64__
#define COMPAT_ARCH AUDIT_ARCH_I386

static long compat_call(long nr)
{
	long ret;

	asm volatile("int $0x80"
		     : "=a"(ret)
		     : "a"(nr), "b"(0L), "c"(0L), "d"(0L), "S"(0L), "D"(0L)
		     : "r8", "r9", "r10", "r11", "cc", "memory");
	return ret;
}
#else
#define COMPAT_ARCH AUDIT_ARCH_ARM

static long compat_call(long nr)
{
	long ret = syscall(nr);

	return ret < 0 ? -errno : ret;
}
#endif

static const struct {
	const char *name;
	long nr;
} calls[] = {
	{ "allowed", COMPAT_GETPID },
	{ "denied", COMPAT_GETPPID },
};

static void loop(const void *data, unsigned int times)
{
	const long nr = *(const long *)data;

	for (; times; times--)
		compat_call(nr);
}

/* A task without a filter may make all calls. */
static void measure_calls_of(const struct point *at, bool filtered)
{
	struct rounds rounds;
	bool denied;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(calls); i++) {
		denied = compat_call(calls[i].nr) == -EPERM;
		if (denied != (filtered && calls[i].nr == COMPAT_GETPPID)) {
			missing(at, calls[i].name, "unexpected result");
			continue;
		}
		cost_of(loop, &calls[i].nr, &rounds);
		report(at, calls[i].name, &rounds, "instructions");
	}
}

static int attach_filter(void)
{
	struct sock_filter insns[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, arch)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, COMPAT_ARCH, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, COMPAT_GETPPID, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog program = { ARRAY_SIZE(insns), insns };

	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) ?
		       errno :
		       0;
}

int main(void)
{
	const struct point none = { "-", "compat", 0 };
	const struct point one = { "-", "compat", 1 };
	int err;

	measure_calls_of(&none, false);
	err = attach_filter();
	if (err)
		missing(&one, "all calls", "attach: %s", strerror(err));
	else
		measure_calls_of(&one, true);
	return 0;
}
