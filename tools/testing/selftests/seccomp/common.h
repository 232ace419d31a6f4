/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Helpers of all seccomp tests: raw system calls, short filters, child
 * processes and their exit status.
 *
 * Include this header after "../kselftest_harness.h". A compat_*.c program
 * includes it without the harness.
 *
 * Code that runs in a child uses the assertions of "child_assert.h".
 */
#ifndef SELFTESTS_SECCOMP_COMMON_H
#define SELFTESTS_SECCOMP_COMMON_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>

#include "child_assert.h"

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#endif

/* The tests also build with the headers and the harness of older kernels. */
#ifndef SECCOMP_IOCTL_NOTIF_SET_FLAGS
#define SECCOMP_IOCTL_NOTIF_SET_FLAGS SECCOMP_IOW(4, __u64)
#define SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP 1UL
/*
 * Kernels with SET_FLAGS restart RECV after a signal whose handler has
 * SA_RESTART. Older kernels return EINTR.
 */
#define RECV_RESTARTS 0
#else
#define RECV_RESTARTS 1
#endif
#if defined(FIXTURE_TEARDOWN) && !defined(FIXTURE_TEARDOWN_PARENT)
#define FIXTURE_TEARDOWN_PARENT FIXTURE_TEARDOWN
#endif

/*
 * The default timeout of a test, in seconds. The harness's own default is too
 * short for a debug kernel on an emulated machine.
 */
#ifdef TEST_TIMEOUT_DEFAULT
#undef TEST_TIMEOUT_DEFAULT
#define TEST_TIMEOUT_DEFAULT 120
#endif

/*
 * NATIVE_ARCH is the architecture value of this program's system calls.
 * SYSCALL_INSN_SIZE is the size of the system call instruction in bytes.
 */
#if defined(__x86_64__) && defined(__ILP32__)
#define NATIVE_ARCH AUDIT_ARCH_X86_64 /* x32 numbers have bit 30 set */
#define SYSCALL_INSN_SIZE 2
#elif defined(__x86_64__)
#define NATIVE_ARCH AUDIT_ARCH_X86_64
#define SYSCALL_INSN_SIZE 2
#elif defined(__i386__)
#define NATIVE_ARCH AUDIT_ARCH_I386
#define SYSCALL_INSN_SIZE 2
#elif defined(__aarch64__)
#define NATIVE_ARCH AUDIT_ARCH_AARCH64
#define SYSCALL_INSN_SIZE 4
#elif defined(__arm__)
#define NATIVE_ARCH AUDIT_ARCH_ARM
#define SYSCALL_INSN_SIZE 4
#else
#error "the seccomp tests do not support this architecture"
#endif

/* The highest errno value that a system call can return. */
#define ERRNO_CAP 4095

/* The maximum number of instructions in one program. */
#define PROGRAM_MAX_LEN 4096

/* All valid flags of SECCOMP_SET_MODE_FILTER. */
#define KNOWN_ATTACH_FLAGS                                                    \
	((unsigned int)(SECCOMP_FILTER_FLAG_TSYNC | SECCOMP_FILTER_FLAG_LOG | \
			SECCOMP_FILTER_FLAG_SPEC_ALLOW |                      \
			SECCOMP_FILTER_FLAG_NEW_LISTENER |                    \
			SECCOMP_FILTER_FLAG_TSYNC_ESRCH |                     \
			SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV))

/*
 * Is it the bit of an extension, see <linux/seccomp_ext.h>, that SET_MODE_FILTER
 * accepts alone: DEEP_ARGS, ON_EXEC or BIND_TRACER?
 */
static inline bool is_extension_bit(unsigned int bit)
{
	return bit == 24 || bit == 26 || bit == 28;
}

/*
 * Instructions.
 */
#define INSN(c, kval) ((struct sock_filter){ .code = (c), .k = (__u32)(kval) })
#define INSN_JUMP(c, kval, t, f) \
	((struct sock_filter){   \
		.code = (c), .jt = (t), .jf = (f), .k = (__u32)(kval) })

#define INSN_LOAD(off) INSN(BPF_LD | BPF_W | BPF_ABS, off)
#define INSN_LOAD_NR INSN_LOAD(offsetof(struct seccomp_data, nr))
#define INSN_LOAD_ARCH INSN_LOAD(offsetof(struct seccomp_data, arch))
#define INSN_LOAD_ARG_LO(n) INSN_LOAD(ARG_LO(n))
#define INSN_LOAD_ARG_HI(n) INSN_LOAD(ARG_HI(n))
#define INSN_JEQ(kval, t, f) INSN_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kval, t, f)
#define INSN_RET(verdict) INSN(BPF_RET | BPF_K, verdict)
#define INSN_RET_A INSN(BPF_RET | BPF_A, 0)

/* A program: @verdict for the native call @nr, ALLOW for other calls. */
#define INSNS_FOR_NR(nr, verdict)                                          \
	{                                                                  \
		INSN_LOAD_ARCH, INSN_JEQ(NATIVE_ARCH, 0, 3), INSN_LOAD_NR, \
			INSN_JEQ(nr, 0, 1), INSN_RET(verdict),             \
			INSN_RET(SECCOMP_RET_ALLOW),                       \
	}

/*
 * Offsets of the lower and the upper half of an argument. All supported
 * architectures are little endian.
 */
#define ARG_LO(n) (offsetof(struct seccomp_data, args) + 8 * (n))
#define ARG_HI(n) (ARG_LO(n) + 4)

/*
 * Raw system calls. They return -1 and set errno on failure.
 */
static inline int sys_seccomp(unsigned int op, unsigned int flags, void *arg)
{
	return syscall(__NR_seccomp, op, flags, arg);
}

static inline pid_t sys_gettid(void)
{
	return syscall(__NR_gettid);
}

static inline pid_t sys_getppid(void)
{
	return syscall(__NR_getppid);
}

/* End the calling thread by exit(2). Strict mode kills for exit_group(2). */
static inline void __attribute__((__noreturn__)) sys_exit(int code)
{
	for (;;)
		syscall(__NR_exit, code);
}

/*
 * Attach filters.
 */
static inline int no_new_privs(void)
{
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

/*
 * Attach a filter. Return 0, a listener with NEW_LISTENER, the ID of a
 * divergent thread with TSYNC, or -1 and errno.
 */
static inline int attach(struct sock_filter *insns, size_t len,
			 unsigned int flags)
{
	struct sock_fprog prog = { .len = len, .filter = insns };

	return sys_seccomp(SECCOMP_SET_MODE_FILTER, flags, &prog);
}

/* Attach a filter of one instruction that returns @verdict for every call. */
static inline int attach_verdict(__u32 verdict, unsigned int flags)
{
	struct sock_filter insns[] = { INSN_RET(verdict) };

	return attach(insns, ARRAY_SIZE(insns), flags);
}

/* Attach a filter: @verdict for the native call @nr, ALLOW for other calls. */
static inline int attach_nr(int nr, __u32 verdict, unsigned int flags)
{
	struct sock_filter insns[] = INSNS_FOR_NR(nr, verdict);

	return attach(insns, ARRAY_SIZE(insns), flags);
}

static inline int attach_errno(int nr, unsigned int err)
{
	return attach_nr(nr, SECCOMP_RET_ERRNO | err, 0);
}

/*
 * Child processes.
 */

typedef int (*child_fn)(void *arg);

/* Is this a process of start_child()? */
static bool is_child __attribute__((__unused__));

static inline pid_t start_child(child_fn fn, void *arg)
{
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (pid)
		return pid;
	is_child = true;
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	_exit(fn(arg));
}

/* Enter strict mode in a child. Its assertions then end it by exit(2). */
static inline int enter_strict(void)
{
	child_exit_nr = __NR_exit;
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT, 0, 0, 0);
}

/*
 * Wait for @pid to end. Return the status of waitpid(2), or -1.
 *
 * If the process has reported a failure, a child passes the status to its own
 * parent, without a second report. A test fails at its check of the status, so it
 * says where the reason is.
 */
static inline int wait_child(pid_t pid)
{
	int status;

	if (pid < 0)
		return -1;
	while (waitpid(pid, &status, __WALL) != pid) {
		if (errno != EINTR)
			return -1;
	}
	if (WIFEXITED(status) && WEXITSTATUS(status) == CHILD_FAILED) {
		if (is_child)
			_exit(CHILD_FAILED);
		fprintf(stderr,
			"# child %d: status %d: its failure is reported above\n",
			pid, CHILD_FAILED);
	}
	return status;
}

/* Run @fn in a child and return the status of waitpid(2), or -1. */
static inline int in_child(child_fn fn, void *arg)
{
	return wait_child(start_child(fn, arg));
}

static inline bool exited_with(int status, int code)
{
	return status != -1 && WIFEXITED(status) && WEXITSTATUS(status) == code;
}

static inline bool killed_by(int status, int sig)
{
	return status != -1 && WIFSIGNALED(status) && WTERMSIG(status) == sig;
}

/*
 * Convert a status of waitpid(2) for ASSERT_EQ(): the exit code, 1000 plus the
 * signal number, or -1 for anything else.
 */
static inline int exit_summary(int status)
{
	if (status == -1)
		return -1;
	if (WIFEXITED(status))
		return WEXITSTATUS(status);
	if (WIFSIGNALED(status))
		return 1000 + WTERMSIG(status);
	return -1;
}

#define BY_SIGNAL(sig) (1000 + (sig))

/*
 * /proc.
 */

/*
 * Return the number after "@name:" in /proc/<pid>/status, or -1. @pid 0 is the
 * calling thread.
 */
static inline long status_field(pid_t pid, const char *name)
{
	char path[64], line[256];
	size_t len = strlen(name);
	long value = -1;
	FILE *file;

	if (pid)
		snprintf(path, sizeof(path), "/proc/%d/status", pid);
	else
		snprintf(path, sizeof(path), "/proc/thread-self/status");
	file = fopen(path, "re");
	if (!file)
		return -1;
	while (fgets(line, sizeof(line), file)) {
		if (!strncmp(line, name, len) && line[len] == ':') {
			value = strtol(line + len + 1, NULL, 10);
			break;
		}
	}
	fclose(file);
	return value;
}

static inline long seccomp_mode(void)
{
	return status_field(0, "Seccomp");
}

static inline long filter_count(void)
{
	return status_field(0, "Seccomp_filters");
}

/* Drop every capability. The caller cannot get them back. */
static inline int drop_capabilities(void)
{
	struct __user_cap_header_struct head = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct none[2] = {};

	return syscall(__NR_capset, &head, none);
}

/*
 * In a child: become a user without capabilities. Its tasks may still be accessed by
 * other tasks of the user.
 */
static inline void become_user(unsigned int user)
{
	CHILD_ASSERT_EQ(0, syscall(__NR_setgroups, 0, NULL));
	CHILD_ASSERT_EQ(0, syscall(__NR_setresgid, user, user, user));
	CHILD_ASSERT_EQ(0, syscall(__NR_setresuid, user, user, user));
	CHILD_ASSERT_EQ(0, prctl(PR_SET_DUMPABLE, 1, 0, 0, 0));
}

/*
 * Return a copy of @data that ends at an unmapped page, so reading one byte too
 * many faults. The memory is zero if @data is NULL.
 */
static inline void *end_of_mapping(const void *data, size_t size)
{
	size_t page = sysconf(_SC_PAGESIZE);
	size_t span = (size + page - 1) / page * page;
	char *map;

	map = mmap(NULL, span + page, PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (map == MAP_FAILED)
		return NULL;
	if (munmap(map + span, page))
		return NULL;
	map += span - size;
	if (data)
		memcpy(map, data, size);
	return map;
}

/* Return the address of a page without access, or NULL. */
static inline void *unmapped_page(void)
{
	size_t page = sysconf(_SC_PAGESIZE);
	void *map =
		mmap(NULL, page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return map == MAP_FAILED ? NULL : map;
}

#endif /* SELFTESTS_SECCOMP_COMMON_H */
