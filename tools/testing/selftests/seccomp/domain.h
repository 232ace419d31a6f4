/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Helpers for domains: make one, and add contents to it.
 *
 * Include this header after "attach_op.h".
 */
#ifndef SELFTESTS_SECCOMP_DOMAIN_H
#define SELFTESTS_SECCOMP_DOMAIN_H

#include <sys/ioctl.h>

#define DOMAIN ((unsigned int)SECCOMP_FILTER_FLAG_DOMAIN)

/* Sizes of the first versions of the structures. */
#define TIGHTEN_SIZE_1 24
#define DOMAIN_INFO_SIZE_1 24

/* What a path takes at most, and what each filter takes beside its length. */
#define PATH_INSNS 32768
#define FILTER_PENALTY 4

/* The reserve of a domain in tests that do not exhaust it. */
#define DOMAIN_RESERVE 16384

#define DOMAIN_ERRNO(err) (SECCOMP_RET_ERRNO | (err))

/*
 * Return true if the tests have to be skipped, as the kernel has another seccomp.
 * This seccomp without domains must fail the tests.
 */
static inline bool domain_is_missing(void)
{
	return flag_is_missing(DOMAIN);
}

#define NO_DOMAINS "no domains"

/* Attach a filter that makes a domain. Return the domain, or -1 and errno. */
static inline int make_domain_of(struct sock_filter *insns, size_t len,
				 __u32 reserve, unsigned int flags)
{
	struct sock_fprog prog = { .len = len, .filter = insns };
	struct seccomp_attach attach = attach_of_program(&prog, DOMAIN | flags);
	int ret;

	attach.reserve = reserve;
	ret = sys_attach(&attach);
	if (!ret)
		return attach.domain_fd;
	/* Only TSYNC has another result. */
	if (ret > 0)
		errno = ESRCH;
	return -1;
}

/* Make a domain whose filter allows all calls. */
static inline int make_domain(__u32 reserve, unsigned int flags)
{
	struct sock_filter insns[] = { INSN_RET(SECCOMP_RET_ALLOW) };

	return make_domain_of(insns, 1, reserve, flags);
}

/* Make a domain, for start_target(). @arg is the reserve, or NULL. */
static inline int prepare_member(void *arg)
{
	const __u32 *reserve = arg;
	int fd;

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_LE(0, fd = make_domain(reserve ? *reserve : DOMAIN_RESERVE,
					    0));
	return fd;
}

/* Describe the content at an address. */
static inline struct seccomp_tighten
tighten_by_program(const struct sock_fprog *prog)
{
	return (struct seccomp_tighten){
		.size = sizeof(struct seccomp_tighten),
		.fprog = (uintptr_t)prog,
		.program_fd = -1,
	};
}

static inline int sys_tighten(int domain, struct seccomp_tighten *tighten)
{
	return ioctl(domain, SECCOMP_IOCTL_DOMAIN_TIGHTEN, tighten);
}

static inline int tighten_insns(int domain, struct sock_filter *insns,
				size_t len)
{
	struct sock_fprog prog = { .len = len, .filter = insns };
	struct seccomp_tighten tighten = tighten_by_program(&prog);

	return sys_tighten(domain, &tighten);
}

/* Add a content of one instruction that returns @verdict for every call. */
static inline int tighten_all(int domain, __u32 verdict)
{
	struct sock_filter insns[] = { INSN_RET(verdict) };

	return tighten_insns(domain, insns, ARRAY_SIZE(insns));
}

/* Add a content: @verdict for the native call @nr, ALLOW for other calls. */
static inline int tighten_nr(int domain, int nr, __u32 verdict)
{
	struct sock_filter insns[] = INSNS_FOR_NR(nr, verdict);

	return tighten_insns(domain, insns, ARRAY_SIZE(insns));
}

/* Add a content that returns @verdict for @nr if argument 0 is @value. */
static inline int tighten_arg(int domain, int nr, __u32 value, __u32 verdict)
{
	struct sock_filter insns[] = {
		INSN_LOAD_NR,	     INSN_JEQ(nr, 0, 3),
		INSN_LOAD_ARG_LO(0), INSN_JEQ(value, 0, 1),
		INSN_RET(verdict),   INSN_RET(SECCOMP_RET_ALLOW),
	};

	return tighten_insns(domain, insns, ARRAY_SIZE(insns));
}

/* Read what is known of a domain. On failure, all members are ~0. */
static inline struct seccomp_domain_info domain_info(int domain)
{
	struct seccomp_domain_info info = { .size = sizeof(info) };

	if (ioctl(domain, SECCOMP_IOCTL_DOMAIN_INFO, &info))
		memset(&info, 0xff, sizeof(info));
	return info;
}

/* Return the errno of a call of the calling thread, or 0 on success. */
#define errno_of(...) (syscall(__VA_ARGS__) == -1 ? errno : 0)

#endif /* SELFTESTS_SECCOMP_DOMAIN_H */
