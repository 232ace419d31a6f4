// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measure 32-bit system calls: int $0x80 from a 64-bit program of x86, or a 32-bit
 * program on arm64. The filter allows getpid() and refuses getppid(). A second time, it
 * has a counter.
 */
#include <errno.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <linux/seccomp_ext.h>
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
	const char *name, *counted;
	long nr;
} calls[] = {
	{ "allowed", "allowed counted", COMPAT_GETPID },
	{ "denied", "denied counted", COMPAT_GETPPID },
};

static void loop(const void *data, unsigned int times)
{
	const long nr = *(const long *)data;

	for (; times; times--)
		compat_call(nr);
}

/* A task without a filter may make all calls. */
static void measure_calls_of(const struct point *at, bool filtered,
			     bool counted)
{
	struct rounds rounds;
	bool denied;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(calls); i++) {
		const char *name = counted ? calls[i].counted : calls[i].name;

		denied = compat_call(calls[i].nr) == -EPERM;
		if (denied != (filtered && calls[i].nr == COMPAT_GETPPID)) {
			missing(at, name, "unexpected result");
			continue;
		}
		cost_of(loop, &calls[i].nr, &rounds);
		report(at, name, &rounds, "instructions");
	}
}

static int attach_filter(bool counted)
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
	struct seccomp_attach attach = {
		.size = sizeof(attach),
		.flags = SECCOMP_FILTER_FLAG_COUNT,
		.fprog = (uintptr_t)&program,
		.program_fd = -1,
	};

	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (counted)
		return syscall(SYS_seccomp, SECCOMP_ATTACH, 0, &attach) ?
			       errno :
			       0;
	return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) ?
		       errno :
		       0;
}

static const struct point none = { "-", "compat", 0 };
static const struct point one = { "-", "compat", 1 };

static void measure_counted(void *unused)
{
	int err = attach_filter(true);
	size_t i;

	(void)unused;
	if (!err) {
		measure_calls_of(&one, true, true);
		return;
	}
	for (i = 0; i < ARRAY_SIZE(calls); i++) {
		if (err == EINVAL)
			skip(&one, calls[i].counted,
			     "the kernel has no counters");
		else
			missing(&one, calls[i].counted, "attach: %s",
				strerror(err));
	}
}

int main(void)
{
	int err;

	measure_calls_of(&none, false, false);
	if (!in_child(measure_counted, NULL))
		missing(&one, "all counted calls", "the process was killed");
	err = attach_filter(false);
	if (err)
		missing(&one, "all calls", "attach: %s", strerror(err));
	else
		measure_calls_of(&one, true, false);
	return 0;
}
