// SPDX-License-Identifier: GPL-2.0-only
/*
 * The policy follows Docker's default for a container without CAP_SYS_ADMIN. A
 * call outside of the list fails with EPERM. A few calls pass only with
 * harmless arguments.
 *
 * clone3() fails with ENOSYS. Its flags are behind a pointer, so a filter
 * cannot check them. ENOSYS makes the C library fall back to clone().
 */
#include <errno.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "docker_profile.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

#define NAMESPACE_FLAGS                                                \
	(CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | \
	 CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET)

/* ABIs that a process can use besides the ABI of this program. */
static const unsigned int other_abis[] = {
#if defined(__x86_64__)
	SCMP_ARCH_X86,
	SCMP_ARCH_X32,
#elif defined(__aarch64__)
	SCMP_ARCH_ARM,
#endif
};

/*
 * Names of allowed calls, grouped by subject. libseccomp skips a name on the
 * ABIs that do not have the call.
 */
static const char *const allowed_calls[] = {
	/* opening, reading, writing */
	"open openat openat2 creat close close_range read write readv writev",
	"pread64 pwrite64 preadv pwritev preadv2 pwritev2 lseek _llseek",
	"sendfile sendfile64 splice tee vmsplice copy_file_range dup dup2 dup3",
	"fcntl fcntl64 ioctl flock pipe pipe2 memfd_create memfd_secret",
	/* the file system */
	"access faccessat faccessat2 stat stat64 lstat lstat64 fstat fstat64",
	"newfstatat fstatat64 statx statfs statfs64 fstatfs fstatfs64",
	"getdents getdents64 getcwd chdir fchdir chroot umask mkdir mkdirat",
	"rmdir mknod mknodat link linkat symlink symlinkat readlink readlinkat",
	"unlink unlinkat rename renameat renameat2 truncate truncate64",
	"ftruncate ftruncate64 fallocate chmod fchmod fchmodat chown chown32",
	"lchown lchown32 fchown fchown32 fchownat utime utimes utimensat",
	"utimensat_time64 futimesat name_to_handle_at",
	"sync syncfs fsync fdatasync sync_file_range readahead fadvise64",
	"fadvise64_64 getxattr lgetxattr fgetxattr setxattr lsetxattr",
	"fsetxattr listxattr llistxattr flistxattr removexattr lremovexattr",
	"fremovexattr inotify_init inotify_init1 inotify_add_watch",
	"inotify_rm_watch fanotify_mark landlock_create_ruleset",
	"landlock_add_rule landlock_restrict_self",
	/* waiting for files */
	"select _newselect pselect6 pselect6_time64 poll ppoll ppoll_time64",
	"epoll_create epoll_create1 epoll_ctl epoll_ctl_old epoll_wait",
	"epoll_wait_old epoll_pwait epoll_pwait2 eventfd eventfd2 signalfd",
	"signalfd4 io_setup io_destroy io_submit io_cancel io_getevents",
	"io_pgetevents io_pgetevents_time64",
	/* memory */
	"brk mmap mmap2 munmap mremap mprotect madvise msync mincore mlock",
	"mlock2 mlockall munlock munlockall remap_file_pages membarrier",
	"pkey_alloc pkey_free pkey_mprotect process_mrelease",
	/* processes and threads */
	"fork vfork execve execveat exit exit_group wait4 waitid waitpid",
	"getpid getppid gettid getpgid getpgrp setpgid getsid setsid getcpu",
	"set_tid_address set_robust_list get_robust_list set_thread_area",
	"get_thread_area futex futex_time64 futex_waitv rseq prctl seccomp",
	"ptrace process_vm_readv process_vm_writev pidfd_open",
	"pidfd_send_signal restart_syscall",
	/* scheduling and limits */
	"sched_yield sched_getaffinity sched_setaffinity sched_getattr",
	"sched_setattr sched_getparam sched_setparam sched_getscheduler",
	"sched_setscheduler sched_get_priority_max sched_get_priority_min",
	"sched_rr_get_interval sched_rr_get_interval_time64 getpriority",
	"setpriority ioprio_get ioprio_set getrlimit setrlimit prlimit64",
	"ugetrlimit getrusage times sysinfo uname",
	/* signals */
	"kill tkill tgkill pause sigaltstack sigprocmask sigreturn",
	"rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigsuspend",
	"rt_sigqueueinfo rt_tgsigqueueinfo rt_sigtimedwait",
	"rt_sigtimedwait_time64",
	/* time */
	"time gettimeofday clock_gettime clock_gettime64 clock_getres",
	"clock_getres_time64 clock_nanosleep clock_nanosleep_time64 nanosleep",
	"alarm getitimer setitimer adjtimex clock_adjtime clock_adjtime64",
	"timer_create timer_delete timer_getoverrun timer_gettime",
	"timer_gettime64 timer_settime timer_settime64 timerfd_create",
	"timerfd_gettime timerfd_gettime64 timerfd_settime timerfd_settime64",
	/* credentials */
	"getuid getuid32 geteuid geteuid32 getgid getgid32 getegid getegid32",
	"getresuid getresuid32 getresgid getresgid32 getgroups getgroups32",
	"setuid setuid32 setgid setgid32 setreuid setreuid32 setregid",
	"setregid32 setresuid setresuid32 setresgid setresgid32 setfsuid",
	"setfsuid32 setfsgid setfsgid32 setgroups setgroups32 capget capset",
	"getrandom",
	/* sockets and messages; allow_by_argument() has socket() */
	"socketcall socketpair bind listen accept accept4 connect shutdown",
	"getsockname getpeername getsockopt setsockopt send sendto sendmsg",
	"sendmmsg recv recvfrom recvmsg recvmmsg recvmmsg_time64 mq_open",
	"mq_unlink mq_notify mq_getsetattr mq_timedsend mq_timedsend_time64",
	"mq_timedreceive mq_timedreceive_time64 ipc msgget msgsnd msgrcv",
	"msgctl semget semop semctl semtimedop semtimedop_time64 shmget shmat",
	"shmdt shmctl",
#if defined(__x86_64__)
	"arch_prctl modify_ldt",
#elif defined(__aarch64__)
	"arm_fadvise64_64 arm_sync_file_range sync_file_range2 breakpoint",
	"cacheflush set_tls",
#endif
};

static const unsigned int harmless_personalities[] = {
	0x0, 0x8, 0x20000, 0x20008, 0xffffffff,
};

static int allow_name(struct docker_profile *profile, const char *name)
{
	int nr = seccomp_syscall_resolve_name(name);
	int err;

	if (nr == __NR_SCMP_ERROR) {
		profile->unknown++;
		return 0;
	}
	err = seccomp_rule_add(profile->ctx, SCMP_ACT_ALLOW, nr, 0);
	if (!err)
		profile->allowed++;
	return err;
}

static int allow_names(struct docker_profile *profile, const char *names)
{
	char buf[128], *save, *name;
	int err = 0;

	if (strlen(names) >= sizeof(buf))
		return -E2BIG;
	strcpy(buf, names);
	for (name = strtok_r(buf, " ", &save); name && !err;
	     name = strtok_r(NULL, " ", &save))
		err = allow_name(profile, name);
	return err;
}

static int allow_if(struct docker_profile *profile, int nr,
		    struct scmp_arg_cmp condition)
{
	return seccomp_rule_add(profile->ctx, SCMP_ACT_ALLOW, nr, 1, condition);
}

static int allow_by_argument(struct docker_profile *profile)
{
	unsigned int i;
	int err;

	err = allow_if(profile, SCMP_SYS(socket),
		       SCMP_A0(SCMP_CMP_NE, AF_VSOCK));
	if (err)
		return err;
	err = allow_if(profile, SCMP_SYS(clone),
		       SCMP_A0(SCMP_CMP_MASKED_EQ, NAMESPACE_FLAGS, 0));
	if (err)
		return err;
	for (i = 0; i < ARRAY_SIZE(harmless_personalities) && !err; i++)
		err = allow_if(profile, SCMP_SYS(personality),
			       SCMP_A0(SCMP_CMP_EQ, harmless_personalities[i]));
	if (err)
		return err;
	profile->allowed += 3;
	return seccomp_rule_add(profile->ctx, SCMP_ACT_ERRNO(ENOSYS),
				SCMP_SYS(clone3), 0);
}

static int add_rules(struct docker_profile *profile)
{
	unsigned int i;
	int err;

	for (i = 0; i < ARRAY_SIZE(other_abis); i++) {
		err = seccomp_arch_add(profile->ctx, other_abis[i]);
		if (err)
			return err;
		profile->abis++;
	}
	for (i = 0; i < ARRAY_SIZE(allowed_calls); i++) {
		err = allow_names(profile, allowed_calls[i]);
		if (err)
			return err;
	}
	return allow_by_argument(profile);
}

int docker_profile_make(struct docker_profile *profile)
{
	int err;

	*profile = (struct docker_profile){ .abis = 1 };
	profile->ctx = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	if (!profile->ctx)
		return -ENOMEM;
	err = add_rules(profile);
	if (err) {
		seccomp_release(profile->ctx);
		profile->ctx = NULL;
	}
	return err;
}
