// SPDX-License-Identifier: GPL-2.0-only
/*
 * Write the programs of corpus/ that libseccomp generates. Each policy is
 * written for each family of architectures, as a list and as a tree.
 *
 *	gen_libseccomp_filters DIR
 *
 * The output depends on the version of libseccomp and on its tables. The corpus
 * therefore keeps the programs.
 */
#include <errno.h>
#include <linux/filter.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* In two parts, so that tools do not read it as the license of this file. */
#define LICENSE        \
	"SPDX-License" \
	"-Identifier"
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define HIGH(n) ((__u64)(n) << 32)

static scmp_filter_ctx ctx;

static void check(int err, const char *what)
{
	/* libseccomp adds no rule for an architecture without the call. */
	if (!err || err == -EDOM || err == -EEXIST)
		return;
	fprintf(stderr, "gen_libseccomp_filters: %s: %s\n", what,
		strerror(-err));
	exit(1);
}

static void rule(__u32 action, const char *name, unsigned int count,
		 const struct scmp_arg_cmp *args)
{
	const int nr = seccomp_syscall_resolve_name(name);

	if (nr == __NR_SCMP_ERROR)
		check(-EINVAL, name);
	check(seccomp_rule_add_array(ctx, action, nr, count, args), name);
}

#define RULE(action, name, ...)                                     \
	do {                                                        \
		const struct scmp_arg_cmp args[] = { __VA_ARGS__ }; \
		rule(action, name, ARRAY_SIZE(args), args);         \
	} while (0)

/* --- Policies ----------------------------------------------------------- */

static const char *const usual[] = {
	"read",
	"write",
	"close",
	"fstat",
	"lseek",
	"mmap",
	"mprotect",
	"munmap",
	"brk",
	"rt_sigaction",
	"rt_sigprocmask",
	"rt_sigreturn",
	"pread64",
	"pwrite64",
	"readv",
	"writev",
	"sched_yield",
	"madvise",
	"dup",
	"nanosleep",
	"getpid",
	"exit",
	"exit_group",
	"wait4",
	"uname",
	"fcntl",
	"fsync",
	"ftruncate",
	"getcwd",
	"fchmod",
	"umask",
	"gettimeofday",
	"getuid",
	"getgid",
	"geteuid",
	"getegid",
	"setsid",
	"capget",
	"sigaltstack",
	"statfs",
	"gettid",
	"futex",
	"set_tid_address",
	"clock_gettime",
	"clock_nanosleep",
	"epoll_ctl",
	"openat",
	"newfstatat",
	"ppoll",
	"set_robust_list",
	"timerfd_create",
	"eventfd2",
	"epoll_create1",
	"dup3",
	"pipe2",
	"getrandom",
	"memfd_create",
	"execveat",
	"statx",
	"rseq",
	"openat2",
	"close_range",
	"clone3",
	"faccessat2",
	"epoll_pwait2",
};

static void allow_usual(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(usual); i++)
		rule(SCMP_ACT_ALLOW, usual[i], 0, NULL);
}

/* Use every operator on 64-bit arguments. */
static void policy_operators(void)
{
	const __u64 wide = HIGH(0x12345678) | 0x9abcdef0;

	RULE(SCMP_ACT_ALLOW, "read", SCMP_A0(SCMP_CMP_NE, 1));
	RULE(SCMP_ACT_ALLOW, "write", SCMP_A0(SCMP_CMP_LT, wide));
	RULE(SCMP_ACT_ALLOW, "close", SCMP_A1(SCMP_CMP_LE, wide));
	RULE(SCMP_ACT_ALLOW, "lseek", SCMP_A2(SCMP_CMP_EQ, wide));
	RULE(SCMP_ACT_ALLOW, "mprotect", SCMP_A3(SCMP_CMP_GE, wide));
	RULE(SCMP_ACT_ALLOW, "munmap", SCMP_A4(SCMP_CMP_GT, wide));
	RULE(SCMP_ACT_ALLOW, "brk",
	     SCMP_A5(SCMP_CMP_MASKED_EQ, HIGH(0xff00) | 0xf, HIGH(0x1200) | 5));
	RULE(SCMP_ACT_ERRNO(EACCES), "dup", SCMP_A0(SCMP_CMP_LT, 3));
	RULE(SCMP_ACT_TRAP, "dup3", SCMP_A0(SCMP_CMP_GT, UINT32_MAX));
	RULE(SCMP_ACT_LOG, "fchmod", SCMP_A1(SCMP_CMP_MASKED_EQ, 06000, 06000));
	RULE(SCMP_ACT_NOTIFY, "fsync", SCMP_A0(SCMP_CMP_GE, 0));
}

/* Use several arguments and several rules for one number. */
static void policy_arguments(void)
{
	unsigned int i;

	allow_usual();
	RULE(SCMP_ACT_ALLOW, "ioctl", SCMP_A1(SCMP_CMP_EQ, 0x5401));
	RULE(SCMP_ACT_ALLOW, "ioctl", SCMP_A1(SCMP_CMP_EQ, 0x5413));
	RULE(SCMP_ACT_ALLOW, "ioctl", SCMP_A1(SCMP_CMP_EQ, 0x541b));
	RULE(SCMP_ACT_ALLOW, "socket", SCMP_A0(SCMP_CMP_EQ, 1),
	     SCMP_A1(SCMP_CMP_MASKED_EQ, 0xf, 1));
	RULE(SCMP_ACT_ALLOW, "socket", SCMP_A0(SCMP_CMP_EQ, 2),
	     SCMP_A1(SCMP_CMP_MASKED_EQ, 0xf, 2), SCMP_A2(SCMP_CMP_EQ, 0));
	RULE(SCMP_ACT_ALLOW, "socket", SCMP_A0(SCMP_CMP_GT, 16),
	     SCMP_A1(SCMP_CMP_LT, 6), SCMP_A2(SCMP_CMP_NE, 17));
	RULE(SCMP_ACT_ALLOW, "clone",
	     SCMP_A0(SCMP_CMP_MASKED_EQ, 0x7e020000, 0));
	for (i = 0; i < 5; i++)
		RULE(SCMP_ACT_ERRNO(i + 2), "prctl",
		     SCMP_A0(SCMP_CMP_EQ, 3 * i + 1),
		     SCMP_A1(SCMP_CMP_GE, HIGH(i)));
	RULE(SCMP_ACT_ALLOW, "kill", SCMP_A0(SCMP_CMP_EQ, UINT64_MAX),
	     SCMP_A1(SCMP_CMP_LE, 15));
}

/* Allow many numbers, few of them with conditions, as containers do. */
static void policy_container(void)
{
	static const __u64 personalities[] = { 0, 8, 0x20000, 0x20008,
					       UINT32_MAX };
	unsigned int i;

	allow_usual();
	for (i = 0; i < ARRAY_SIZE(personalities); i++)
		RULE(SCMP_ACT_ALLOW, "personality",
		     SCMP_A0(SCMP_CMP_EQ, personalities[i]));
	RULE(SCMP_ACT_ALLOW, "socket", SCMP_A0(SCMP_CMP_NE, 40));
	RULE(SCMP_ACT_ALLOW, "clone",
	     SCMP_A0(SCMP_CMP_MASKED_EQ, 0x7e020000, 0));
	rule(SCMP_ACT_ERRNO(ENOSYS), "clone3", 0, NULL);
}

/* Deny a few numbers and allow all others. */
static void policy_denials(void)
{
	rule(SCMP_ACT_KILL_PROCESS, "ptrace", 0, NULL);
	rule(SCMP_ACT_KILL, "kexec_load", 0, NULL);
	rule(SCMP_ACT_ERRNO(EPERM), "mount", 0, NULL);
	rule(SCMP_ACT_TRACE(7), "reboot", 0, NULL);
	RULE(SCMP_ACT_ERRNO(EPERM), "mmap", SCMP_A2(SCMP_CMP_MASKED_EQ, 6, 6));
	RULE(SCMP_ACT_ERRNO(EPERM), "mprotect",
	     SCMP_A2(SCMP_CMP_MASKED_EQ, 4, 4));
	RULE(SCMP_ACT_ERRNO(EAFNOSUPPORT), "socket", SCMP_A0(SCMP_CMP_GT, 16));
	RULE(SCMP_ACT_ERRNO(EAFNOSUPPORT), "socket", SCMP_A0(SCMP_CMP_LT, 1));
}

static const struct {
	const char *name;
	void (*add)(void);
	__u32 otherwise;
} policies[] = {
	{ "operators", policy_operators, SCMP_ACT_KILL_PROCESS },
	{ "arguments", policy_arguments, SCMP_ACT_ERRNO(EPERM) },
	{ "container", policy_container, SCMP_ACT_ERRNO(EPERM) },
	{ "denials", policy_denials, SCMP_ACT_ALLOW },
};

/* --- Files -------------------------------------------------------------- */

static const struct {
	const char *name;
	__u32 arches[4];
} families[] = {
	{ "x86", { SCMP_ARCH_X86_64, SCMP_ARCH_X86, SCMP_ARCH_X32 } },
	{ "arm", { SCMP_ARCH_AARCH64, SCMP_ARCH_ARM } },
};

static void write_text(const char *dir, const char *family, const char *policy,
		       bool tree, FILE *from)
{
	struct sock_filter insn;
	char path[4096];
	FILE *to;

	snprintf(path, sizeof(path), "%s/libseccomp-%s-%s-%s.bpf", dir, policy,
		 family, tree ? "tree" : "list");
	to = fopen(path, "w");
	if (!to)
		check(-errno, path);
	fprintf(to, "# %s: GPL-2.0-only\n", LICENSE);
	fprintf(to,
		"# made by gen_libseccomp_filters, with libseccomp %u.%u.%u\n",
		seccomp_version()->major, seccomp_version()->minor,
		seccomp_version()->micro);
	while (fread(&insn, sizeof(insn), 1, from) == 1)
		fprintf(to, "%02x %u %u %x\n", insn.code, insn.jt, insn.jf,
			insn.k);
	if (fclose(to))
		check(-errno, path);
}

static void generate(const char *dir, unsigned int family, unsigned int policy,
		     bool tree)
{
	const __u32 *arches = families[family].arches;
	FILE *bpf;
	unsigned int i;

	ctx = seccomp_init(policies[policy].otherwise);
	if (!ctx)
		check(-ENOMEM, "seccomp_init");
	/* The result must not depend on the native architecture. */
	check(seccomp_arch_add(ctx, arches[0]), "the architecture");
	if (arches[0] != seccomp_arch_native())
		check(seccomp_arch_remove(ctx, seccomp_arch_native()),
		      "the native architecture");
	for (i = 1; i < 4 && arches[i]; i++)
		check(seccomp_arch_add(ctx, arches[i]), "an architecture");
	if (tree)
		check(seccomp_attr_set(ctx, SCMP_FLTATR_CTL_OPTIMIZE, 2),
		      "a tree");
	policies[policy].add();

	bpf = tmpfile();
	if (!bpf)
		check(-errno, "a temporary file");
	check(seccomp_export_bpf(ctx, fileno(bpf)), "the export");
	rewind(bpf);
	write_text(dir, families[family].name, policies[policy].name, tree,
		   bpf);
	fclose(bpf);
	seccomp_release(ctx);
}

int main(int argc, char **argv)
{
	unsigned int family, policy;

	if (argc != 2) {
		fprintf(stderr, "usage: gen_libseccomp_filters DIR\n");
		return 2;
	}
	/* Notifications and logging need API level 5 or later. */
	check(seccomp_api_set(6), "the API level");
	for (family = 0; family < ARRAY_SIZE(families); family++)
		for (policy = 0; policy < ARRAY_SIZE(policies); policy++) {
			generate(argv[1], family, policy, false);
			generate(argv[1], family, policy, true);
		}
	return 0;
}
