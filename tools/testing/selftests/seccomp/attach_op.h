/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Helpers for SECCOMP_ATTACH, SECCOMP_LOAD_PROGRAM and SECCOMP_LOAD_BITMASK.
 *
 * Include this header after "deep.h".
 */
#ifndef SELFTESTS_SECCOMP_ATTACH_OP_H
#define SELFTESTS_SECCOMP_ATTACH_OP_H

#define NO_ATTACH_OP "no SECCOMP_ATTACH"

/* The kernel maps nothing there. */
#define NO_MEMORY_AT ((void *)16)

/* The size of the first version of struct seccomp_attach. */
#define ATTACH_SIZE_1 80
/* The size of the first version of struct seccomp_bitmask. */
#define BITMASK_SIZE_1 24

/*
 * Return true if the tests have to be skipped, as the kernel has another seccomp.
 * This seccomp without SECCOMP_ATTACH must fail the tests.
 */
static inline bool attach_op_is_missing(void)
{
	if (sys_seccomp(SECCOMP_ATTACH, 0, NULL) == -1 && errno == EFAULT)
		return false;
	return !is_own_kernel();
}

/* The same for a flag of SECCOMP_ATTACH. */
static inline bool flag_is_missing(__u64 flag)
{
	struct seccomp_features features = { .size = sizeof(features) };

	if (sys_seccomp(SECCOMP_GET_FEATURES, 0, &features) == 0 &&
	    features.filter_flags & flag)
		return false;
	return !is_own_kernel();
}

static inline int sys_attach(struct seccomp_attach *attach)
{
	return sys_seccomp(SECCOMP_ATTACH, 0, attach);
}

/* Describe an attach of the program at an address. */
static inline struct seccomp_attach
attach_of_program(const struct sock_fprog *prog, unsigned int flags)
{
	return (struct seccomp_attach){
		.size = sizeof(struct seccomp_attach),
		.flags = flags,
		.fprog = (uintptr_t)prog,
		.program_fd = -1,
	};
}

/* Describe an attach of the program of a descriptor. */
static inline struct seccomp_attach attach_of_fd(int fd, unsigned int flags)
{
	return (struct seccomp_attach){
		.size = sizeof(struct seccomp_attach),
		.flags = flags,
		.program_fd = fd,
	};
}

/* Attach the program of a descriptor. Return 0, a thread ID, or -1 and errno. */
static inline int attach_fd(int fd, unsigned int flags)
{
	struct seccomp_attach attach = attach_of_fd(fd, flags);

	return sys_attach(&attach);
}

static inline int load_insns(const struct sock_filter *insns, size_t len,
			     unsigned int flags)
{
	struct sock_fprog prog = {
		.len = len,
		.filter = (struct sock_filter *)insns,
	};

	return sys_seccomp(SECCOMP_LOAD_PROGRAM, flags, &prog);
}

/* Load a program: @verdict for the native call @nr, ALLOW for other calls. */
static inline int load_nr(int nr, __u32 verdict)
{
	const struct sock_filter insns[] = INSNS_FOR_NR(nr, verdict);

	return load_insns(insns, ARRAY_SIZE(insns), 0);
}

static inline int load_errno(int nr, unsigned int err)
{
	return load_nr(nr, SECCOMP_RET_ERRNO | err);
}

static inline int load_bitmask(__u32 arch, const void *bits, __u32 count,
			       __u32 otherwise)
{
	struct seccomp_bitmask mask = {
		.size = sizeof(mask),
		.arch = arch,
		.bits = (uintptr_t)bits,
		.count = count,
		.otherwise = otherwise,
	};

	return sys_seccomp(SECCOMP_LOAD_BITMASK, 0, &mask);
}

/* Return whether a descriptor is open. */
static inline bool is_open(int fd)
{
	return fcntl(fd, F_GETFD) >= 0;
}

/*
 * Return the number of the next new descriptor, or -1. It would be higher if a
 * failed operation had left a descriptor, open or reserved.
 */
static inline int next_free_fd(void)
{
	int fd = dup(STDOUT_FILENO);

	return fd < 0 || close(fd) ? -1 : fd;
}

#endif /* SELFTESTS_SECCOMP_ATTACH_OP_H */
