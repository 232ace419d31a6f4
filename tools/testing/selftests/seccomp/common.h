/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What every seccomp test program needs: raw system calls, small filters,
 * children whose end is looked at.
 *
 * Include it after "../kselftest_harness.h", or alone in a compat_*.c program.
 *
 * A child cannot use ASSERT_*() (its copy of the test's bookkeeping is lost), so
 * code that runs in a child says CHILD_ASSERT(condition): it reports and exits with
 * status 1 when the condition does not hold.
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

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#endif

/* Headers and harness of an older kernel, whose tests run on ours as well. */
#ifndef SECCOMP_IOCTL_NOTIF_SET_FLAGS
#define SECCOMP_IOCTL_NOTIF_SET_FLAGS SECCOMP_IOW(4, __u64)
#define SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP 1UL
/* What came with these: RECV goes on after a signal that says SA_RESTART. */
#define RECEIVE_GOES_ON 0
#else
#define RECEIVE_GOES_ON 1
#endif
#if defined(FIXTURE_TEARDOWN) && !defined(FIXTURE_TEARDOWN_PARENT)
#define FIXTURE_TEARDOWN_PARENT FIXTURE_TEARDOWN
#endif

/*
 * Seconds for a case that says nothing else. An emulated machine that watches
 * itself is slower than the harness expects.
 */
#ifdef TEST_TIMEOUT_DEFAULT
#undef TEST_TIMEOUT_DEFAULT
#define TEST_TIMEOUT_DEFAULT 120
#endif

/*
 * The architecture value that the kernel reports for a call of this program,
 * and the instruction through which it was made.
 */
#if defined(__x86_64__) && defined(__ILP32__)
#define NATIVE_ARCH AUDIT_ARCH_X86_64 /* x32: its numbers have bit 30 set */
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
#error "tell the seccomp tests about this architecture"
#endif

/* Highest errno value that a system call can return. */
#define ERRNO_CAP 4095

/* The most instructions in one program. */
#define PROGRAM_MAX_LEN 4096

/* Flags of SECCOMP_SET_MODE_FILTER that there are. */
#define KNOWN_ATTACH_FLAGS                                                    \
	((unsigned int)(SECCOMP_FILTER_FLAG_TSYNC | SECCOMP_FILTER_FLAG_LOG | \
			SECCOMP_FILTER_FLAG_SPEC_ALLOW |                      \
			SECCOMP_FILTER_FLAG_NEW_LISTENER |                    \
			SECCOMP_FILTER_FLAG_TSYNC_ESRCH |                     \
			SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV))

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

/* Where the halves of an argument are; all our architectures: little endian. */
#define ARG_LO(n) (offsetof(struct seccomp_data, args) + 8 * (n))
#define ARG_HI(n) (ARG_LO(n) + 4)

/*
 * Raw system calls: -1 and errno on failure.
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

/* Ends the calling thread; in strict mode exit_group(2) is not allowed. */
static inline void sys_exit(int code)
{
	for (;;)
		syscall(__NR_exit, code);
}

/*
 * Attaching.
 */
static inline int no_new_privs(void)
{
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

/* 0, or a listener with NEW_LISTENER, or a thread with TSYNC; -1 and errno. */
static inline int attach(struct sock_filter *insns, size_t len,
			 unsigned int flags)
{
	struct sock_fprog prog = { .len = len, .filter = insns };

	return sys_seccomp(SECCOMP_SET_MODE_FILTER, flags, &prog);
}

/* A filter of one instruction: @verdict for every call. */
static inline int attach_verdict(__u32 verdict, unsigned int flags)
{
	struct sock_filter insns[] = { INSN_RET(verdict) };

	return attach(insns, ARRAY_SIZE(insns), flags);
}

/* @verdict for the native call @nr, everything else is allowed. */
static inline int attach_nr(int nr, __u32 verdict, unsigned int flags)
{
	struct sock_filter insns[] = {
		INSN_LOAD_ARCH,	   INSN_JEQ(NATIVE_ARCH, 0, 3),
		INSN_LOAD_NR,	   INSN_JEQ(nr, 0, 1),
		INSN_RET(verdict), INSN_RET(SECCOMP_RET_ALLOW),
	};

	return attach(insns, ARRAY_SIZE(insns), flags);
}

static inline int attach_errno(int nr, unsigned int err)
{
	return attach_nr(nr, SECCOMP_RET_ERRNO | err, 0);
}

/*
 * Children.
 */

/*
 * Ends a child with status 1 and a message unless @cond holds. The message has
 * errno, which @cond may have set.
 */
#define CHILD_ASSERT(cond)                                                   \
	do {                                                                 \
		if (!(cond)) {                                               \
			fprintf(stderr, "# %s:%d: child: expected %s: %s\n", \
				__FILE__, __LINE__, #cond, strerror(errno)); \
			_exit(1);                                            \
		}                                                            \
	} while (0)

/* As CHILD_ASSERT(), for integers; the message has both values. */
#define CHILD_ASSERT_EQ(expected, seen)                                       \
	do {                                                                  \
		const long long wanted_ = (expected), seen_ = (seen);         \
                                                                              \
		if (wanted_ != seen_) {                                       \
			fprintf(stderr,                                       \
				"# %s:%d: child: %s is %lld, not %lld: %s\n", \
				__FILE__, __LINE__, #seen, seen_, wanted_,    \
				strerror(errno));                             \
			_exit(1);                                             \
		}                                                             \
	} while (0)

typedef int (*child_fn)(void *arg);

static inline pid_t start_child(child_fn fn, void *arg)
{
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (pid)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	_exit(fn(arg));
}

/* The status as waitpid(2) gives it, or -1. */
static inline int wait_child(pid_t pid)
{
	int status;

	if (pid < 0)
		return -1;
	while (waitpid(pid, &status, __WALL) != pid) {
		if (errno != EINTR)
			return -1;
	}
	return status;
}

/* Runs @fn in a child and waits for its end. */
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

/* For ASSERT_EQ(): 0..255 exited with, 1000 + signal, -1 neither. */
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

/* The number after "@name:" in /proc/@pid/status (@pid 0: own thread), or -1. */
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

/* Leaves every capability behind, for good. */
static inline int drop_capabilities(void)
{
	struct __user_cap_header_struct head = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct none[2] = {};

	return syscall(__NR_capset, &head, none);
}

/*
 * Memory whose last byte is the last before an unmapped page: a copy that
 * reaches one byte too far faults.
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

/* An address that is never mapped. */
static inline void *unmapped_page(void)
{
	size_t page = sysconf(_SC_PAGESIZE);
	void *map =
		mmap(NULL, page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return map == MAP_FAILED ? NULL : map;
}

#endif /* SELFTESTS_SECCOMP_COMMON_H */
