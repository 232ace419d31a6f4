/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Filters that look behind pointers.
 * Documentation/userspace-api/seccomp_deep_args.rst shows this file, deep_examples.c
 * is a program with the filters, and deep_examples_test.c tests them.
 *
 * The words of a window hold bytes in the order of memory. The constants below are
 * for machines that store the lowest byte first.
 */
#ifndef SELFTESTS_SECCOMP_DEEP_EXAMPLES_H
#define SELFTESTS_SECCOMP_DEEP_EXAMPLES_H

#include <errno.h>
#include <netinet/in.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/openat2.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/seccomp_ext.h>

#if defined(__x86_64__)
#define EXAMPLE_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define EXAMPLE_ARCH AUDIT_ARCH_AARCH64
#else
#error "the examples do not support this architecture"
#endif

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#endif

#define LOAD(offset) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset)
#define MASK(bits) BPF_STMT(BPF_ALU | BPF_AND | BPF_K, bits)
#define RETURN(action) BPF_STMT(BPF_RET | BPF_K, action)
#define ALLOW RETURN(SECCOMP_RET_ALLOW)
#define REFUSE(error) RETURN(SECCOMP_RET_ERRNO | (error))

/* Skip @yes or @no instructions. */
#define IF_EQUAL(value, yes, no) \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, yes, no)
#define IF_BITS(bits, yes, no) \
	BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bits, yes, no)

/* The lower half of argument @i, and four bytes of memory as a word. */
#define ARGUMENT(i) (offsetof(struct seccomp_data, args) + 8 * (i))
#define BYTES(a, b, c, d) ((a) | (b) << 8 | (c) << 16 | (__u32)(d) << 24)

/* A program under construction. */
struct program {
	unsigned short length;
	struct sock_filter insns[128];
};

static inline void append(struct program *program,
			  const struct sock_filter *insns,
			  unsigned short number)
{
	while (number-- && program->length < ARRAY_SIZE(program->insns))
		program->insns[program->length++] = *insns++;
}

/*
 * Kill for calls of another architecture, and refuse x32 calls, which have bit 30
 * in their number. Then load the number.
 */
static inline void begin(struct program *program)
{
	static const struct sock_filter insns[] = {
		LOAD(offsetof(struct seccomp_data, arch)),
		IF_EQUAL(EXAMPLE_ARCH, 1, 0),
		RETURN(SECCOMP_RET_KILL_PROCESS),
		LOAD(offsetof(struct seccomp_data, nr)),
		IF_BITS(0x40000000, 0, 1),
		REFUSE(ENOSYS),
	};

	append(program, insns, ARRAY_SIZE(insns));
}

/*
 * For the call @nr, skip nothing. For other calls, skip the next @length
 * instructions, which all lead to a return.
 */
static inline void for_call(struct program *program, int nr,
			    unsigned char length)
{
	const struct sock_filter insns[] = { IF_EQUAL(nr, 0, length) };

	append(program, insns, ARRAY_SIZE(insns));
}

/* Refuse the call unless the kernel copies argument @i as @kind. */
#define EXPECT_LENGTH 3

static inline void expect_kind(struct program *program, int i, __u32 kind)
{
	const struct sock_filter insns[EXPECT_LENGTH] = {
		LOAD(SECCOMP_ARG_KIND(i)),
		IF_EQUAL(kind, 1, 0),
		REFUSE(EACCES),
	};

	append(program, insns, ARRAY_SIZE(insns));
}

/* Refuse new user namespaces. */
static inline void no_user_namespaces(struct program *program)
{
	static const struct sock_filter registers[] = {
		IF_EQUAL(__NR_clone, 1, 0),
		IF_EQUAL(__NR_unshare, 0, 4),
		LOAD(ARGUMENT(0)),
		IF_BITS(CLONE_NEWUSER, 0, 1),
		REFUSE(EPERM),
		ALLOW,
	};
	static const struct sock_filter structure[] = {
		LOAD(SECCOMP_ARG_DATA(0) + offsetof(struct clone_args, flags)),
		IF_BITS(CLONE_NEWUSER, 0, 1),
		REFUSE(EPERM),
		ALLOW,
	};

	begin(program);
	/* clone() and unshare() have the flags in a register. */
	append(program, registers, ARRAY_SIZE(registers));
	/* clone3() has them in a structure. */
	for_call(program, __NR_clone3, EXPECT_LENGTH + 3);
	expect_kind(program, 0, SECCOMP_KIND_SIZED_STRUCT);
	append(program, structure, ARRAY_SIZE(structure));
}

#define ADDRESS_LENGTH 20

/*
 * Decide about the socket address at offset @at: allow AF_UNIX, 127.0.0.0/8 and
 * ::1, return @unspecified for AF_UNSPEC, and refuse the rest.
 */
static inline void decide_address(struct program *program, __u32 at,
				  __u32 unspecified)
{
	const struct sock_filter insns[ADDRESS_LENGTH] = {
		LOAD(at),
		MASK(0xffff),
		IF_EQUAL(AF_UNSPEC, 0, 1),
		RETURN(unspecified),
		IF_EQUAL(AF_UNIX, 13, 0),
		IF_EQUAL(AF_INET, 0, 3),
		LOAD(at + 4),
		MASK(0xff),
		IF_EQUAL(127, 9, 10),
		IF_EQUAL(AF_INET6, 0, 9),
		LOAD(at + 8),
		IF_EQUAL(0, 0, 7),
		LOAD(at + 12),
		IF_EQUAL(0, 0, 5),
		LOAD(at + 16),
		IF_EQUAL(0, 0, 3),
		LOAD(at + 20),
		IF_EQUAL(BYTES(0, 0, 0, 1), 0, 1),
		ALLOW,
		REFUSE(EACCES),
	};

	append(program, insns, ARRAY_SIZE(insns));
}

/* Allow the call if the word at offset @at is @value. */
#define ALLOW_IF_LENGTH 3

static inline void allow_if(struct program *program, __u32 at, __u32 value)
{
	const struct sock_filter insns[ALLOW_IF_LENGTH] = {
		LOAD(at),
		IF_EQUAL(value, 0, 1),
		ALLOW,
	};

	append(program, insns, ARRAY_SIZE(insns));
}

/* Allow connections and datagrams to this machine only. */
static inline void loopback_only(struct program *program)
{
	static const struct sock_filter others[] = {
		/* The kernel does not copy the addresses of these calls. */
		IF_EQUAL(__NR_sendmmsg, 1, 0),
		IF_EQUAL(__NR_io_uring_setup, 0, 1),
		REFUSE(EACCES),
		/* Other protocols than TCP and UDP have more ways to connect. */
		IF_EQUAL(__NR_socket, 0, 10),
		LOAD(ARGUMENT(0)),
		IF_EQUAL(AF_UNIX, 6, 0),
		IF_EQUAL(AF_INET, 1, 0),
		IF_EQUAL(AF_INET6, 0, 5),
		LOAD(ARGUMENT(2)),
		IF_EQUAL(0, 2, 0),
		IF_EQUAL(IPPROTO_TCP, 1, 0),
		IF_EQUAL(IPPROTO_UDP, 0, 1),
		ALLOW,
		REFUSE(EACCES),
	};
	static const struct sock_filter end[] = { ALLOW };
	const __u32 message = SECCOMP_ARG_DATA(1);

	begin(program);
	append(program, others, ARRAY_SIZE(others));
	/* For connect(), AF_UNSPEC ends a connection. */
	for_call(program, __NR_connect, EXPECT_LENGTH + ADDRESS_LENGTH);
	expect_kind(program, 1, SECCOMP_KIND_SOCKADDR);
	decide_address(program, SECCOMP_ARG_DATA(1), SECCOMP_RET_ALLOW);
	/* For a datagram, AF_UNSPEC is another name of AF_INET. */
	for_call(program, __NR_sendto,
		 EXPECT_LENGTH + ALLOW_IF_LENGTH + ADDRESS_LENGTH);
	expect_kind(program, 4, SECCOMP_KIND_SOCKADDR);
	allow_if(program, SECCOMP_ARG_STATUS(4), SECCOMP_ARG_NULL);
	decide_address(program, SECCOMP_ARG_DATA(4),
		       SECCOMP_RET_ERRNO | EACCES);
	for_call(program, __NR_sendmsg,
		 EXPECT_LENGTH + ALLOW_IF_LENGTH + ADDRESS_LENGTH);
	expect_kind(program, 1, SECCOMP_KIND_MESSAGE);
	allow_if(program, message + offsetof(struct msghdr, msg_namelen), 0);
	decide_address(program, message + SECCOMP_MSG_NAME_OFFSET,
		       SECCOMP_RET_ERRNO | EACCES);
	append(program, end, ARRAY_SIZE(end));
}

/* Refuse to execute anything but /bin/sh and /usr/bin/env, by these names. */
static inline void two_programs(struct program *program)
{
	static const struct sock_filter calls[] = {
		IF_EQUAL(__NR_execveat, 0, 1),
		REFUSE(EACCES),
		IF_EQUAL(__NR_execve, 1, 0),
		ALLOW,
	};
	static const struct sock_filter paths[] = {
		/* The length does not count the NUL. */
		LOAD(SECCOMP_ARG_LENGTH(0)),
		IF_EQUAL(7, 0, 4),
		LOAD(SECCOMP_ARG_DATA(0)),
		IF_EQUAL(BYTES('/', 'b', 'i', 'n'), 0, 10),
		LOAD(SECCOMP_ARG_DATA(0) + 4),
		IF_EQUAL(BYTES('/', 's', 'h', 0), 7, 8),
		IF_EQUAL(12, 0, 7),
		LOAD(SECCOMP_ARG_DATA(0)),
		IF_EQUAL(BYTES('/', 'u', 's', 'r'), 0, 5),
		LOAD(SECCOMP_ARG_DATA(0) + 4),
		IF_EQUAL(BYTES('/', 'b', 'i', 'n'), 0, 3),
		LOAD(SECCOMP_ARG_DATA(0) + 8),
		IF_EQUAL(BYTES('/', 'e', 'n', 'v'), 0, 1),
		ALLOW,
		REFUSE(EACCES),
	};

	begin(program);
	append(program, calls, ARRAY_SIZE(calls));
	expect_kind(program, 0, SECCOMP_KIND_PATH);
	append(program, paths, ARRAY_SIZE(paths));
}

/* Open files by openat2() only, and only with RESOLVE_BENEATH. */
static inline void open_beneath(struct program *program)
{
	static const struct sock_filter calls[] = {
#ifdef __NR_open
		IF_EQUAL(__NR_open, 4, 0),
		IF_EQUAL(__NR_creat, 3, 0),
#endif
		IF_EQUAL(__NR_openat, 2, 0),
		IF_EQUAL(__NR_open_by_handle_at, 1, 0),
		IF_EQUAL(__NR_io_uring_setup, 0, 1),
		REFUSE(EACCES),
		IF_EQUAL(__NR_openat2, 1, 0),
		ALLOW,
	};
	static const struct sock_filter resolve[] = {
		LOAD(SECCOMP_ARG_DATA(2) + offsetof(struct open_how, resolve)),
		IF_BITS(RESOLVE_BENEATH, 0, 1),
		ALLOW,
		REFUSE(EACCES),
	};

	begin(program);
	append(program, calls, ARRAY_SIZE(calls));
	expect_kind(program, 2, SECCOMP_KIND_SIZED_STRUCT);
	append(program, resolve, ARRAY_SIZE(resolve));
}

/* Attach a filter for the rest of this thread's life. Return 0, or -1 and errno. */
static inline int attach_program(const struct program *program)
{
	const struct sock_fprog fprog = {
		.len = program->length,
		.filter = (struct sock_filter *)program->insns,
	};

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return -1;
	return syscall(__NR_seccomp, SECCOMP_SET_MODE_FILTER,
		       SECCOMP_FILTER_FLAG_DEEP_ARGS, &fprog);
}

/**
 * struct example - a filter of this file
 * @name: name on the command line of deep_examples
 * @make: appends the filter to an empty program
 */
struct example {
	const char *name;
	void (*make)(struct program *program);
};

static const struct example examples[] = {
	{ "no-user-namespaces", no_user_namespaces },
	{ "loopback-only", loopback_only },
	{ "two-programs", two_programs },
	{ "open-beneath", open_beneath },
};

/* Attach the filter @name. Return 0, or -1 and errno. */
static inline int attach_example(const char *name)
{
	struct program program = {};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(examples); i++) {
		if (strcmp(examples[i].name, name))
			continue;
		examples[i].make(&program);
		return attach_program(&program);
	}
	errno = EINVAL;
	return -1;
}

#endif /* SELFTESTS_SECCOMP_DEEP_EXAMPLES_H */
