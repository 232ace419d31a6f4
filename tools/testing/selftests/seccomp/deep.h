/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Helpers for filters that load from argument windows.
 *
 * Include this header after "common.h".
 */
#ifndef SELFTESTS_SECCOMP_DEEP_H
#define SELFTESTS_SECCOMP_DEEP_H

#include <sys/ioctl.h>

/* Headers of a distribution do not have this file. */
#include "../../../../include/uapi/linux/seccomp_ext.h"

#define DEEP_ARGS ((unsigned int)SECCOMP_FILTER_FLAG_DEEP_ARGS)

#define DEEP_ERRNO(err) (SECCOMP_RET_ERRNO | (err))

/* The kernel names the mapping of argument slots so in /proc/PID/maps. */
#define DEEP_MAPPING "[seccomp_args]"

#define DEEP_MAX_INSNS 2048

struct deep_filter {
	unsigned int len;
	struct sock_filter insns[DEEP_MAX_INSNS];
};

static inline void deep_put(struct deep_filter *f, struct sock_filter insn)
{
	CHILD_ASSERT_GT(DEEP_MAX_INSNS, f->len);
	f->insns[f->len++] = insn;
}

/* Begin a filter that allows all calls but @nr of @arch. */
static inline void deep_begin_abi(struct deep_filter *f, __u32 arch, int nr)
{
	f->len = 0;
	deep_put(f, INSN_LOAD_ARCH);
	deep_put(f, INSN_JEQ(arch, 1, 0));
	deep_put(f, INSN_RET(SECCOMP_RET_ALLOW));
	deep_put(f, INSN_LOAD_NR);
	deep_put(f, INSN_JEQ(nr, 1, 0));
	deep_put(f, INSN_RET(SECCOMP_RET_ALLOW));
}

static inline void deep_begin(struct deep_filter *f, int nr)
{
	deep_begin_abi(f, NATIVE_ARCH, nr);
}

static inline void deep_return(struct deep_filter *f, __u32 verdict)
{
	deep_put(f, INSN_RET(verdict));
}

/* Return @otherwise if the word at @offset is not @value. */
static inline void deep_match(struct deep_filter *f, __u32 offset, __u32 value,
			      __u32 otherwise)
{
	deep_put(f, INSN_LOAD(offset));
	deep_put(f, INSN_JEQ(value, 1, 0));
	deep_put(f, INSN_RET(otherwise));
}

/*
 * Return @otherwise if the bytes of a window are not @data. The word with the last
 * byte has zeroes behind it.
 */
static inline void deep_match_bytes(struct deep_filter *f, int window,
				    const void *data, size_t size,
				    __u32 otherwise)
{
	const char *bytes = data;
	size_t i, count;
	__u32 word;

	for (i = 0; i < size; i += 4) {
		word = 0;
		count = size - i < 4 ? size - i : 4;
		memcpy(&word, bytes + i, count);
		deep_match(f, SECCOMP_ARG_DATA(window) + i, word, otherwise);
	}
}

/* Compare a window with a string, whose NUL is not part of the copy. */
static inline void deep_match_string(struct deep_filter *f, int window,
				     const char *string, __u32 otherwise)
{
	deep_match(f, SECCOMP_ARG_STATUS(window), SECCOMP_ARG_COPIED,
		   otherwise);
	deep_match(f, SECCOMP_ARG_LENGTH(window), strlen(string), otherwise);
	deep_match_bytes(f, window, string, strlen(string), otherwise);
}

static inline int deep_attach_with(struct deep_filter *f, unsigned int flags)
{
	return attach(f->insns, f->len, flags);
}

static inline int deep_attach(struct deep_filter *f)
{
	return deep_attach_with(f, DEEP_ARGS);
}

/* Attach a filter that denies @nr if argument @window is @string. */
static inline int deep_deny_string(int nr, int window, const char *string,
				   unsigned int err)
{
	static struct deep_filter f;

	deep_begin(&f, nr);
	deep_match_string(&f, window, string, SECCOMP_RET_ALLOW);
	deep_return(&f, DEEP_ERRNO(err));
	return deep_attach(&f);
}

/*
 * Peeking: the filter denies each call of a number. The errno is one byte of one
 * of the words that the filter was built for. The upper half of argument 5 selects
 * word and byte, so that argument has at most 32 bits in such a call.
 */
static inline void deep_build_peek(struct deep_filter *f, int nr,
				   const __u32 *offsets, unsigned int count)
{
	unsigned int i;

	deep_begin(f, nr);
	for (i = 0; i < count; i++) {
		deep_put(f, INSN_LOAD_ARG_HI(5));
		deep_put(f, INSN(BPF_ALU | BPF_RSH | BPF_K, 2));
		deep_put(f, INSN_JEQ(i, 0, 9));
		deep_put(f, INSN_LOAD_ARG_HI(5));
		deep_put(f, INSN(BPF_ALU | BPF_AND | BPF_K, 3));
		deep_put(f, INSN(BPF_ALU | BPF_LSH | BPF_K, 3));
		deep_put(f, INSN(BPF_MISC | BPF_TAX, 0));
		deep_put(f, INSN_LOAD(offsets[i]));
		deep_put(f, INSN(BPF_ALU | BPF_RSH | BPF_X, 0));
		deep_put(f, INSN(BPF_ALU | BPF_AND | BPF_K, 0xff));
		deep_put(f, INSN(BPF_ALU | BPF_OR | BPF_K, SECCOMP_RET_ERRNO));
		deep_put(f, INSN_RET_A);
	}
	deep_return(f, DEEP_ERRNO(ERRNO_CAP));
}

static inline int deep_attach_peek(int nr, const __u32 *offsets,
				   unsigned int count)
{
	static struct deep_filter f;

	deep_build_peek(&f, nr, offsets, count);
	return deep_attach(&f);
}

#if __SIZEOF_LONG__ == 8

/* Return the word at offsets[@index] of the filter of deep_attach_peek(). */
static inline __u32 deep_peek(int nr, const long args[6], unsigned int index)
{
	__u32 word = 0;
	unsigned int byte;
	long last, ret;

	for (byte = 0; byte < 4; byte++) {
		last = (args[5] & 0xffffffffL) | (long)(index * 4 + byte) << 32;
		errno = 0;
		ret = syscall(nr, args[0], args[1], args[2], args[3], args[4],
			      last);
		if (ret) {
			CHILD_ASSERT_EQ(-1, ret);
			CHILD_ASSERT_GT(256, errno);
		}
		word |= (__u32)(ret ? errno : 0) << byte * 8;
	}
	return word;
}

#endif

/* Does the kernel know SECCOMP_FILTER_FLAG_DEEP_ARGS? It reads flags first. */
static inline bool has_deep_args(void)
{
	return sys_seccomp(SECCOMP_SET_MODE_FILTER, DEEP_ARGS, NULL) == -1 &&
	       errno == EFAULT;
}

/* Does /proc/kallsyms have a function that only this seccomp has? */
static inline bool is_own_kernel(void)
{
	FILE *file = fopen("/proc/kallsyms", "re");
	char line[512];
	bool found = false;

	while (file && !found && fgets(line, sizeof(line), file))
		found = !!strstr(line, " seccomp_path_run\n");
	if (file)
		fclose(file);
	return found;
}

/*
 * Return true if the tests have to be skipped, as the kernel has another seccomp.
 * This seccomp without argument copies must fail the tests.
 */
static inline bool deep_args_are_missing(void)
{
	return !has_deep_args() && !is_own_kernel();
}

#define NO_DEEP_ARGS "no SECCOMP_FILTER_FLAG_DEEP_ARGS"

/*
 * With the parameter seccomp_verify, the kernel runs all programs for each call. So
 * it copies arguments for each call whose path has a filter with windows.
 */
static inline bool deep_calls_are_verified(void)
{
	FILE *file = fopen("/proc/cmdline", "re");
	char line[4096] = "";
	bool found;

	found = file && fgets(line, sizeof(line), file) &&
		strstr(line, "seccomp_verify");
	if (file)
		fclose(file);
	return found;
}

/* Return a pointer as an argument of send_call(). */
static inline __u64 address_of(const void *pointer)
{
	return (uintptr_t)pointer;
}

/* Return the copy of an argument from a listener: 0, or -1 and errno. */
static inline int get_arg(int listener, struct seccomp_notif_arg *arg)
{
	return ioctl(listener, SECCOMP_IOCTL_NOTIF_GET_ARG, arg);
}

/* Return the number of mappings of argument slots in a process, or -1. */
static inline int deep_mappings(pid_t pid)
{
	char path[64], line[512];
	int count = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/maps", pid);
	file = fopen(path, "re");
	if (!file)
		return -1;
	while (fgets(line, sizeof(line), file))
		count += !!strstr(line, DEEP_MAPPING);
	fclose(file);
	return count;
}

#endif /* SELFTESTS_SECCOMP_DEEP_H */
