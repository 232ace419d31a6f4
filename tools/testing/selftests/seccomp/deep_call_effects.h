/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The arguments of the calls in deep_call_table.h, what they need, and how their
 * effects are found. Structures have the layout of the program's ABI.
 *
 * Include this header after "deep_calls.h".
 */
#ifndef SELFTESTS_SECCOMP_DEEP_CALL_EFFECTS_H
#define SELFTESTS_SECCOMP_DEEP_CALL_EFFECTS_H

#include <limits.h>
#include <linux/bpf.h>
#include <linux/futex.h>
#include <linux/perf_event.h>
#include <linux/quota.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/utsname.h>
#include <sys/vfs.h>
#include <time.h>
#include <utime.h>

#ifndef OPEN_TREE_CLONE
#define OPEN_TREE_CLONE 1
#endif
#ifndef OPEN_TREE_CLOEXEC
#define OPEN_TREE_CLOEXEC O_CLOEXEC
#endif
#ifndef MOVE_MOUNT_F_EMPTY_PATH
#define MOVE_MOUNT_F_EMPTY_PATH 4
#endif
#ifndef F_SETOWN_EX
#define F_SETOWN_EX 15
#endif
#ifndef AT_EMPTY_PATH
#define AT_EMPTY_PATH 0x1000
#endif

/*
 * Numbers of calls that headers of older kernels do not have. They are the same for
 * each architecture.
 */
#if defined(__x86_64__) && defined(__ILP32__)
#define DEEP_NEW_NR(number) (__X32_SYSCALL_BIT + (number))
#else
#define DEEP_NEW_NR(number) (number)
#endif
#ifndef __NR_epoll_pwait2
#define __NR_epoll_pwait2 DEEP_NEW_NR(441)
#endif
#ifndef __NR_cachestat
#define __NR_cachestat DEEP_NEW_NR(451)
#endif
#ifndef __NR_futex_wait
#define __NR_futex_wait DEEP_NEW_NR(455)
#define __NR_futex_requeue DEEP_NEW_NR(456)
#endif
#ifndef __NR_lsm_set_self_attr
#define __NR_lsm_set_self_attr DEEP_NEW_NR(460)
#endif
#ifndef __NR_setxattrat
#define __NR_setxattrat DEEP_NEW_NR(463)
#define __NR_getxattrat DEEP_NEW_NR(464)
#define __NR_listxattrat DEEP_NEW_NR(465)
#define __NR_removexattrat DEEP_NEW_NR(466)
#endif
#ifndef __NR_open_tree_attr
#define __NR_open_tree_attr DEEP_NEW_NR(467)
#endif
#ifndef __NR_file_getattr
#define __NR_file_getattr DEEP_NEW_NR(468)
#define __NR_file_setattr DEEP_NEW_NR(469)
#endif
#ifndef __NR_listns
#define __NR_listns DEEP_NEW_NR(470)
#endif

/* Names that the headers of an old libc or kernel do not have */
#define DEEP_FSCONFIG_SET_STRING 1
#define DEEP_FSCONFIG_SET_BINARY 2
#define DEEP_FSCONFIG_SET_PATH 3
#define DEEP_FSCONFIG_SET_PATH_EMPTY 4
#define DEEP_KEY_PROCESS_KEYRING (-2L)
#define DEEP_KEYCTL_JOIN_SESSION_KEYRING 1
#define DEEP_MOUNT_ATTR_RDONLY 1
#define DEEP_LANDLOCK_PATH_BENEATH 1
#define DEEP_LISTMOUNT_ROOT (~0ULL)

#define DEEP_FAN_MARK_ADD 1
#define DEEP_FAN_MODIFY 2
#define DEEP_PR_SET_VMA 0x53564d41
#define DEEP_REBOOT_WORD1 0xfee1dead
#define DEEP_REBOOT_WORD2 0x28121969
#define DEEP_REBOOT_RESTART2 0xa1b2c3d4
#define DEEP_FUTEX2_U32 2
#define DEEP_FS_XFLAG_NODUMP 0x80
#define DEEP_CLONE_NEWNS 0x20000

#define DEEP_MPOL_BIND 2
#define DEEP_MPOL_F_ADDR 2

/* A mask of 64 bits takes two arguments of 32-bit calls. */
#if __SIZEOF_LONG__ == 8 || defined(__ILP32__) && defined(__x86_64__)
#define DEEP_FANOTIFY_PATH 4
#else
#define DEEP_FANOTIFY_PATH 5
#endif

/* A number of 64 bits behind the first argument begins here. */
#ifdef __arm__
#define DEEP_WIDE_SECOND 2
#else
#define DEEP_WIDE_SECOND 1
#endif

/* The compat body of kexec_load(2) wants the name of the machine. */
#ifdef __arm__
#define DEEP_KEXEC_ARCH (183 << 16)
#elif defined(__aarch64__)
#define DEEP_KEXEC_ARCH (183 << 16)
#else
#define DEEP_KEXEC_ARCH (62 << 16)
#endif

/* Compat bodies read the first members of struct sigevent. */
#if __SIZEOF_LONG__ == 8
#define DEEP_SIGEVENT_BYTES sizeof(struct sigevent)
#else
#define DEEP_SIGEVENT_BYTES 16
#endif

/* 32-bit ABIs but x32 have another structure than their libc. */
#if __SIZEOF_LONG__ == 8 || defined(__ILP32__) && defined(__x86_64__)
#define DEEP_HAS_SHMCTL
#elif !defined(__arm__)
#define DEEP_HAS_MSGCTL
#endif

/* --- Effects ------------------------------------------------------------- */

static inline bool new_exists(struct scene *s, long ret)
{
	struct stat st;

	return !lstat("new", &st);
}

static inline bool new_is_in_dir(struct scene *s, long ret)
{
	struct stat st;

	return !lstat("dir/new", &st);
}

static inline bool file_is_gone(struct scene *s, long ret)
{
	struct stat st;

	return lstat("file", &st);
}

static inline bool dir_is_gone(struct scene *s, long ret)
{
	struct stat st;

	return lstat("dir", &st);
}

static inline bool returned_zero(struct scene *s, long ret)
{
	return !ret;
}

static inline bool returned_number(struct scene *s, long ret)
{
	return ret > 0;
}

static inline bool task_is_bound(struct scene *s, long ret)
{
	int mode = 0;

	return !syscall(__NR_get_mempolicy, &mode, 0L, 0L, 0L, 0L) &&
	       mode == DEEP_MPOL_BIND;
}

static inline bool memory_is_bound(struct scene *s, long ret)
{
	int mode = 0;

	return !syscall(__NR_get_mempolicy, &mode, 0L, 0L, s->out,
			DEEP_MPOL_F_ADDR) &&
	       mode == DEEP_MPOL_BIND;
}

/* The call wrote something. */
static inline bool has_output(struct scene *s, long ret)
{
	int i;

	for (i = 0; i < 512; i++)
		if (s->out[i])
			return true;
	return false;
}

static inline bool read_link(struct scene *s, long ret)
{
	return ret == 4 && !strncmp(s->out, "file", 4);
}

static inline bool file_has_mode(struct scene *s, long ret)
{
	struct stat st;

	return !lstat("file", &st) && (st.st_mode & 0777) == 0705;
}

static inline bool file_has_owner(struct scene *s, long ret)
{
	struct stat st;

	return !lstat("file", &st) && st.st_uid == 7;
}

static inline bool link_has_owner(struct scene *s, long ret)
{
	struct stat st;

	return !lstat("link", &st) && st.st_uid == 7;
}

static inline bool file_has_size(struct scene *s, long ret)
{
	struct stat st;

	return !lstat("file", &st) && st.st_size == 100;
}

/* Is it the time in the data? A machine without a clock boots in 1970, too. */
static inline bool file_is_old(struct scene *s, long ret)
{
	struct stat st;

	return !lstat("file", &st) && st.st_mtime == 2;
}

static inline bool is_in_dir(struct scene *s, long ret)
{
	struct stat st;

	return !lstat("../file", &st);
}

static inline bool root_is_dir(struct scene *s, long ret)
{
	struct stat root, dir;

	return !stat("/", &root) && !stat("dir", &dir) &&
	       root.st_ino == dir.st_ino && root.st_dev == dir.st_dev;
}

static inline bool dir_is_mount(struct scene *s, long ret)
{
	struct stat here, dir;

	return !stat(".", &here) && !stat("dir", &dir) &&
	       here.st_dev != dir.st_dev;
}

static inline bool dir_is_no_mount(struct scene *s, long ret)
{
	return !dir_is_mount(s, ret);
}

static inline bool dir_is_readonly(struct scene *s, long ret)
{
	return mkdir("dir/x", 0700) ? errno == EROFS : rmdir("dir/x");
}

static inline bool inner_is_in_dir(struct scene *s, long ret)
{
	struct stat st;

	return !lstat("dir/inner", &st);
}

static inline bool host_has_name(struct scene *s, long ret)
{
	struct utsname name;

	return !uname(&name) && !strcmp(name.nodename, "deep");
}

static inline bool domain_has_name(struct scene *s, long ret)
{
	struct utsname name;

	return !uname(&name) && !strcmp(name.domainname, "deep");
}

static inline bool thread_has_name(struct scene *s, long ret)
{
	char name[16];

	return !prctl(PR_GET_NAME, name) && !strcmp(name, "deep");
}

static inline bool is_batch(struct scene *s, long ret)
{
	return sched_getscheduler(0) == SCHED_BATCH;
}

static inline bool usr1_is_ignored(struct scene *s, long ret)
{
	struct sigaction action;

	return !sigaction(SIGUSR1, NULL, &action) &&
	       action.sa_handler == SIG_IGN;
}

static inline bool usr1_is_blocked(struct scene *s, long ret)
{
	sigset_t set;

	return !sigprocmask(SIG_BLOCK, NULL, &set) &&
	       sigismember(&set, SIGUSR1) == 1;
}

static inline bool usr2_is_pending(struct scene *s, long ret)
{
	sigset_t set;

	return !sigpending(&set) && sigismember(&set, SIGUSR2) == 1;
}

static inline bool took_usr2(struct scene *s, long ret)
{
	return ret == SIGUSR2;
}

static inline bool has_stack(struct scene *s, long ret)
{
	stack_t stack;

	return !sigaltstack(NULL, &stack) && !(stack.ss_flags & SS_DISABLE);
}

static inline bool timer_is_set(struct scene *s, long ret)
{
	struct itimerval value = {};

	return !getitimer(ITIMER_REAL, &value) && value.it_value.tv_sec > 500;
}

static inline bool core_is_limited(struct scene *s, long ret)
{
	struct rlimit limit;

	return !getrlimit(RLIMIT_CORE, &limit) && limit.rlim_cur == 4096;
}

static inline bool semaphore_is_one(struct scene *s, long ret)
{
	return semctl(s->fd, 0, GETVAL) == 1;
}

static inline bool queue_has_message(struct scene *s, long ret)
{
	struct msqid_ds ds;

	return !msgctl(s->fd, IPC_STAT, &ds) && ds.msg_qnum == 1;
}

static inline bool semaphore_has_mode(struct scene *s, long ret)
{
	union {
		struct semid_ds *ds;
	} arg = { (struct semid_ds *)s->out };

	return !semctl(s->fd, 0, IPC_STAT, arg) &&
	       (arg.ds->sem_perm.mode & 0777) == 0640;
}

static inline bool queue_has_mode(struct scene *s, long ret)
{
	struct msqid_ds ds;

	return !msgctl(s->fd, IPC_STAT, &ds) &&
	       (ds.msg_perm.mode & 0777) == 0640;
}

static inline bool segment_has_mode(struct scene *s, long ret)
{
	struct shmid_ds ds;

	return !shmctl(s->fd, IPC_STAT, &ds) &&
	       (ds.shm_perm.mode & 0777) == 0640;
}

static inline bool fd_is_nonblocking(struct scene *s, long ret)
{
	return fcntl(s->fd, F_GETFL) & O_NONBLOCK;
}

static inline bool fd_has_owner(struct scene *s, long ret)
{
	return fcntl(s->fd, F_GETOWN) == 1;
}

static inline bool socket_has_option(struct scene *s, long ret)
{
	int value = 0;
	socklen_t size = sizeof(value);

	return !getsockopt(s->fd, SOL_SOCKET, SO_KEEPALIVE, &value, &size) &&
	       value;
}

static inline bool socket_is_bound(struct scene *s, long ret)
{
	struct stat st;

	return !stat("socket", &st);
}

/*
 * The listening socket has a connection, the bound one has a datagram, or the message
 * queue has a message.
 */
static inline bool fd_is_readable(struct scene *s, long ret)
{
	struct pollfd pfd = { .fd = s->fd, .events = POLLIN };

	return poll(&pfd, 1, 0) == 1;
}

static inline bool loopback_is_up(struct scene *s, long ret)
{
	struct ifreq request = { .ifr_name = "lo" };

	return !ioctl(s->fd, SIOCGIFFLAGS, &request) &&
	       request.ifr_flags & IFF_UP;
}

static inline bool xattr_is_set(struct scene *s, long ret)
{
	char value[16];

	return syscall(__NR_lgetxattr, "file", "trusted.deep", value,
		       sizeof(value)) == 5;
}

static inline bool xattr_is_gone(struct scene *s, long ret)
{
	return !xattr_is_set(s, ret);
}

static inline bool memory_has_name(struct scene *s, long ret)
{
	FILE *file = fopen("/proc/self/maps", "re");
	char line[512];
	bool found = false;

	while (file && fgets(line, sizeof(line), file))
		found |= !!strstr(line, "[anon:deep]");
	if (file)
		fclose(file);
	return found;
}

/* --- What the calls need -------------------------------------------------- */

static inline void need_mounts(struct scene *s)
{
	CHILD_ASSERT_EQ(0, unshare(CLONE_NEWNS));
}

static inline void need_mounted_dir(struct scene *s)
{
	need_mounts(s);
	CHILD_ASSERT_EQ(0, mount("deep", "dir", "tmpfs", 0, NULL));
}

static inline void need_tree(struct scene *s)
{
	need_mounts(s);
	s->args[0] = syscall(__NR_open_tree, AT_FDCWD, "full",
			     OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
	CHILD_ASSERT_LE(0, s->args[0]);
}

static inline void need_fsopen(struct scene *s)
{
	s->args[0] = syscall(__NR_fsopen, "tmpfs", 0);
	CHILD_ASSERT_LE(0, s->args[0]);
}

static inline void need_uts(struct scene *s)
{
	CHILD_ASSERT_EQ(0, unshare(CLONE_NEWUTS));
	CHILD_ASSERT_EQ(0, sethostname("x", 1));
	CHILD_ASSERT_EQ(0, setdomainname("x", 1));
}

static inline void need_output(struct scene *s)
{
	s->args[1] = (long)s->out;
}

static inline void need_output2(struct scene *s)
{
	s->args[2] = (long)s->out;
}

static inline void need_statx_output(struct scene *s)
{
	s->args[4] = (long)s->out;
}

/* Descriptor and empty path */
static inline void need_empty_path(struct scene *s)
{
	s->args[0] = open("file", O_RDONLY | O_CLOEXEC);
	CHILD_ASSERT_LE(0, s->args[0]);
	need_output2(s);
}

static inline void need_empty_path_statx(struct scene *s)
{
	need_empty_path(s);
	s->args[2] = AT_EMPTY_PATH;
	need_statx_output(s);
}

static inline void need_file(struct scene *s)
{
	s->fd = open("file", O_RDWR | O_CLOEXEC);
	CHILD_ASSERT_LE(0, s->fd);
	s->args[0] = s->fd;
}

static inline void need_handle_output(struct scene *s)
{
	*(__u32 *)s->out = 128;
	s->args[2] = (long)s->out;
	s->args[3] = (long)(s->out + 1024);
}

/* Output of name_to_handle_at() at its third word */
static inline bool has_handle(struct scene *s, long ret)
{
	return *(__u32 *)(s->out + 8);
}

static inline void need_handle(struct scene *s)
{
	int mount_id;

	*(__u32 *)s->out = 128;
	NEED_CALL(syscall(__NR_name_to_handle_at, AT_FDCWD, "file", s->out,
			  &mount_id, 0));
	s->data = s->out;
	s->size = 8 + *(__u32 *)s->out;
	s->args[0] = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	CHILD_ASSERT_LE(0, s->args[0]);
}

static inline void need_fanotify(struct scene *s)
{
	s->args[DEEP_FANOTIFY_PATH - 1] = AT_FDCWD;
	s->args[0] = syscall(__NR_fanotify_init, 0, O_RDONLY);
	NEED_CALL(s->args[0]);
}

static inline void need_inotify(struct scene *s)
{
	s->args[0] = inotify_init1(IN_CLOEXEC);
	CHILD_ASSERT_LE(0, s->args[0]);
}

/* The program that an exec call runs ends with EXECUTED_CODE. */
static inline void need_program(struct scene *s, int argv)
{
	char **strings = calloc(4, sizeof(char *));

	setenv(EXECUTED_VARIABLE, "1", 1);
	strings[0] = "deep";
	strings[1] = "argument";
	s->args[argv] = (long)strings;
	s->args[argv + 1] = (long)environ;
}

static inline void need_execve(struct scene *s)
{
	need_program(s, 1);
}

static inline void need_execveat(struct scene *s)
{
	need_program(s, 2);
}

static inline void need_argv(struct scene *s, int argv)
{
	need_program(s, argv);
	s->data = (void *)s->args[argv];
	s->size = 3 * sizeof(char *);
}

static inline void need_execve_argv(struct scene *s)
{
	need_argv(s, 1);
}

static inline void need_execveat_argv(struct scene *s)
{
	need_argv(s, 2);
}

static inline void set_xattr(void)
{
	const char *name = "trusted.deep";

	NEED_CALL(syscall(__NR_setxattr, "file", name, "value", 5, 0));
}

static inline void need_xattr(struct scene *s)
{
	set_xattr();
	need_output2(s);
}

static inline void need_removed_xattr(struct scene *s)
{
	set_xattr();
}

static inline void need_listed_xattr(struct scene *s)
{
	need_xattr(s);
	need_output(s);
}

static inline void need_open_xattr(struct scene *s)
{
	need_xattr(s);
	need_file(s);
}

/* struct xattr_args of setxattrat(2) */
struct deep_xattr_args {
	__u64 value;
	__u32 size;
	__u32 flags;
};

static inline void need_xattr_args(struct scene *s)
{
	static struct deep_xattr_args args = { .size = 5 };
	static const char value[] = "value";

	args.value = (uintptr_t)value;
	s->data = &args;
	s->size = sizeof(args);
}

static inline void need_xattr_out(struct scene *s)
{
	static struct deep_xattr_args args = { .size = 100 };

	/* The kernel may lack this call and not setxattr(2). */
	set_xattr();
	args.value = (uintptr_t)s->out;
	s->data = &args;
	s->size = sizeof(args);
}

/* The structure is not the tested argument. */
static inline void put_xattr_args(struct scene *s,
				  void (*prepare)(struct scene *s))
{
	struct scene beside = { .out = s->out };

	prepare(&beside);
	s->args[4] = (long)beside.data;
	s->args[5] = beside.size;
}

static inline void need_xattr_args_beside(struct scene *s)
{
	put_xattr_args(s, need_xattr_args);
}

static inline void need_xattr_out_beside(struct scene *s)
{
	put_xattr_args(s, need_xattr_out);
}

static inline void need_output_of_listxattrat(struct scene *s)
{
	set_xattr();
	s->args[3] = (long)s->out;
}

/*
 * The kernel asks a program for the key. If there is no program, the next call of the
 * session has another errno.
 */
static inline void need_session(struct scene *s)
{
	NEED_CALL(syscall(__NR_keyctl, DEEP_KEYCTL_JOIN_SESSION_KEYRING, NULL));
}

static inline void need_batch(struct scene *s)
{
	struct sched_param param = {};

	CHILD_ASSERT_EQ(0, sched_setscheduler(0, SCHED_OTHER, &param));
}

static inline void need_word(struct scene *s)
{
	s->args[0] = (long)s->out;
}

static inline void need_memory(struct scene *s)
{
	s->args[2] = (long)s->out;
	s->args[3] = 4096;
}

/* The other mask of migrate_pages(2) has as many bits as the tested one. */
static inline void need_new_nodes(struct scene *s)
{
	s->out[0] = 1;
	s->args[3] = (long)s->out;
}

static inline void need_old_nodes(struct scene *s)
{
	s->out[0] = 1;
	s->args[2] = (long)s->out;
}

/*
 * The kernel removes the namespace of an earlier run some time after its end. Until
 * then, its message queues count for the limit of the user.
 */
static inline void need_queue(struct scene *s)
{
	const struct rlimit unlimited = { RLIM_INFINITY, RLIM_INFINITY };

	CHILD_ASSERT_EQ(0, unshare(CLONE_NEWIPC));
	CHILD_ASSERT_EQ(0, setrlimit(RLIMIT_MSGQUEUE, &unlimited));
}

struct deep_mq_attr {
	__syscall_slong_t flags;
	__syscall_slong_t messages;
	__syscall_slong_t message_size;
	__syscall_slong_t current;
	__syscall_slong_t reserved[4];
};

static inline void need_msg_queue(struct scene *s)
{
	need_queue(s);
	s->fd = msgget(IPC_PRIVATE, 0600);
	CHILD_ASSERT_LE(0, s->fd);
	s->args[0] = s->fd;
}

static inline void need_data_file(struct scene *s)
{
	s->fd = open("file", O_RDONLY | O_CLOEXEC);
	CHILD_ASSERT_LE(0, s->fd);
	s->args[0] = s->fd;
}

#ifdef DEEP_HAS_MSGCTL
/* The members of struct msqid64_ds that the body reads, as words */
static const __u32 new_queue_mode[18] = { [5] = 0640, [17] = 4096 };

/* The first member of struct semid64_ds */
static const __u32 new_semaphore_mode[9] = { [5] = 0640 };
#endif

static inline void need_semaphore(struct scene *s)
{
	need_queue(s);
	s->fd = semget(IPC_PRIVATE, 1, 0600);
	CHILD_ASSERT_LE(0, s->fd);
	s->args[0] = s->fd;
}

static inline void need_segment(struct scene *s)
{
	need_queue(s);
	s->fd = shmget(IPC_PRIVATE, 4096, 0600);
	CHILD_ASSERT_LE(0, s->fd);
	s->args[0] = s->fd;
}

static const struct sembuf wait_for_semaphore = { .sem_op = -1 };

static inline void need_busy_semaphore(struct scene *s)
{
	need_semaphore(s);
	s->args[1] = (long)&wait_for_semaphore;
}

static inline void need_pending_usr2(struct scene *s)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	CHILD_ASSERT_EQ(0, sigprocmask(SIG_BLOCK, &set, NULL));
	CHILD_ASSERT_EQ(0, kill(getpid(), SIGUSR2));
}

static void ignore_signal(int sig)
{
}

/* The pending signal ends the wait. */
static inline void need_suspend(struct scene *s)
{
	struct sigaction action = { .sa_handler = ignore_signal };

	CHILD_ASSERT_EQ(0, sigaction(SIGUSR2, &action, NULL));
	need_pending_usr2(s);
}

static inline void need_set_for_timeout(struct scene *s)
{
	static sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	s->args[0] = (long)&set;
}

static inline void need_blocked_usr2(struct scene *s)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	CHILD_ASSERT_EQ(0, sigprocmask(SIG_BLOCK, &set, NULL));
	s->args[0] = getpid();
}

static inline void need_thread(struct scene *s)
{
	need_blocked_usr2(s);
	s->args[1] = sys_gettid();
}

static inline void need_pidfd(struct scene *s)
{
	need_blocked_usr2(s);
	s->args[0] = syscall(__NR_pidfd_open, getpid(), 0);
	CHILD_ASSERT_LE(0, s->args[0]);
}

static inline void need_stack(struct scene *s)
{
	static stack_t stack;

	stack.ss_sp = s->out;
	stack.ss_size = 65536;
	s->data = &stack;
	s->size = sizeof(stack);
}

static inline void need_timer(struct scene *s)
{
	struct sigevent event = { .sigev_notify = SIGEV_NONE };
	int id;

	CHILD_ASSERT_EQ(0, syscall(__NR_timer_create, CLOCK_MONOTONIC, &event,
				   &id));
	s->fd = id;
	s->args[0] = id;
}

static inline void need_timerfd(struct scene *s)
{
	s->args[0] = syscall(__NR_timerfd_create, CLOCK_MONOTONIC, O_CLOEXEC);
	CHILD_ASSERT_LE(0, s->args[0]);
}

static inline void need_epoll(struct scene *s)
{
	s->args[0] = epoll_create1(EPOLL_CLOEXEC);
	s->args[2] = syscall(__NR_eventfd2, 1, O_CLOEXEC);
	CHILD_ASSERT_LE(0, s->args[0]);
	CHILD_ASSERT_LE(0, s->args[2]);
}

static inline void need_idle_epoll(struct scene *s)
{
	s->args[0] = epoll_create1(EPOLL_CLOEXEC);
	CHILD_ASSERT_LE(0, s->args[0]);
	s->args[1] = (long)s->out;
}

/* The tested mask lets a signal end the wait. Without the mask, the time ends it. */
static inline void need_interrupted_epoll(struct scene *s)
{
	need_suspend(s);
	need_idle_epoll(s);
}

/* The kernel writes to the time. */
static inline void need_interrupted_poll(struct scene *s)
{
	static struct timespec time = { 0, 20000000 };

	need_suspend(s);
	s->args[2] = (long)&time;
}

static inline void need_interrupted_poll64(struct scene *s)
{
	static long long time[2] = { 0, 20000000 };

	need_suspend(s);
	s->args[2] = (long)time;
}

static inline void need_aio(struct scene *s)
{
	unsigned long context = 0;

	NEED_CALL(syscall(__NR_io_setup, 1, &context));
	s->args[0] = context;
	s->args[3] = (long)s->out;
}

static inline void need_cached_file(struct scene *s)
{
	need_file(s);
	need_output2(s);
}

static inline void need_mq(struct scene *s)
{
	need_queue(s);
	s->fd = syscall(__NR_mq_open, "deep", O_CREAT | O_RDWR, 0600, NULL);
	CHILD_ASSERT_LE(0, s->fd);
	s->args[0] = s->fd;
}

/* As many bytes as a message of a queue can have. */
static inline void need_empty_mq(struct scene *s)
{
	struct deep_mq_attr attr;

	need_mq(s);
	CHILD_ASSERT_EQ(0, syscall(__NR_mq_getsetattr, s->fd, NULL, &attr));
	s->args[1] = (long)s->out;
	s->args[2] = attr.message_size;
}

static inline void need_socket(struct scene *s, int type)
{
	s->fd = socket(AF_UNIX, type | SOCK_CLOEXEC, 0);
	CHILD_ASSERT_LE(0, s->fd);
	s->args[0] = s->fd;
}

static inline void need_stream(struct scene *s)
{
	need_socket(s, SOCK_STREAM);
}

static const struct sockaddr_un socket_name = { AF_UNIX, "socket" };

/* The call uses a second socket. */
static inline void need_peer(struct scene *s, int type)
{
	need_socket(s, type);
	CHILD_ASSERT_EQ(0, bind(s->fd, (struct sockaddr *)&socket_name,
				sizeof(socket_name)));
	if (type == SOCK_STREAM)
		CHILD_ASSERT_EQ(0, listen(s->fd, 1));
	s->args[0] = socket(AF_UNIX, type | SOCK_CLOEXEC, 0);
	CHILD_ASSERT_LE(0, s->args[0]);
}

static inline void need_listener(struct scene *s)
{
	need_peer(s, SOCK_STREAM);
}

static inline void need_datagram_peer(struct scene *s)
{
	need_peer(s, SOCK_DGRAM);
	s->args[1] = (long)"data";
}

static inline void need_message(struct scene *s)
{
	static struct iovec iov = { "data", 4 };
	static struct msghdr message = {
		.msg_namelen = sizeof(socket_name),
		.msg_iov = &iov,
		.msg_iovlen = 1,
	};

	need_peer(s, SOCK_DGRAM);
	message.msg_name = (void *)&socket_name;
	s->data = &message;
	s->size = sizeof(message);
}

static inline void need_network(struct scene *s)
{
	CHILD_ASSERT_EQ(0, unshare(CLONE_NEWNET));
	s->fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	CHILD_ASSERT_LE(0, s->fd);
	s->args[0] = s->fd;
}

static inline void need_landlock(struct scene *s)
{
	static const __u64 handled = 1;
	static struct {
		__u64 allowed;
		__s32 parent;
	} __attribute__((packed)) rule = { 1 };

	s->args[0] = syscall(__NR_landlock_create_ruleset, &handled,
			     sizeof(handled), 0);
	if (s->args[0] < 0)
		return;
	rule.parent = open("dir", O_PATH | O_CLOEXEC);
	s->data = &rule;
	s->size = sizeof(rule);
}

/* --- Structures ----------------------------------------------------------- */

struct deep_time64 {
	long long sec;
	long long nsec;
};

struct deep_open_how {
	__u64 flags;
	__u64 mode;
	__u64 resolve;
};

struct deep_clone_args {
	__u64 flags;
	__u64 pidfd;
	__u64 child_tid;
	__u64 parent_tid;
	__u64 exit_signal;
	__u64 stack;
	__u64 stack_size;
	__u64 tls;
};

struct deep_mount_attr {
	__u64 set;
	__u64 clr;
	__u64 propagation;
	__u64 userns_fd;
};

struct deep_mnt_id_req {
	__u32 size;
	__u32 spare;
	__u64 mnt_id;
	__u64 param;
};

struct deep_ns_id_req {
	__u32 size;
	__u32 spare;
	__u64 ns_id;
	__u32 ns_type;
	__u32 spare2;
	__u64 user_ns_id;
};

struct deep_file_attr {
	__u64 flags;
	__u32 numbers[4];
};

struct deep_lsm_context {
	__u64 id;
	__u64 flags;
	__u64 length;
	__u64 context_length;
};

struct deep_sched_attr {
	__u32 size;
	__u32 policy;
	__u64 flags;
	__s32 nice;
	__u32 priority;
	__u64 runtime;
	__u64 deadline;
	__u64 period;
};

struct deep_sigaction {
	unsigned long handler;
	unsigned long flags;
	unsigned long restorer;
	__u32 mask[2];
};

struct deep_waitv {
	__u64 val;
	__u64 uaddr;
	__u32 flags;
	__u32 reserved;
};

struct deep_user_desc {
	__u32 entry;
	__u32 base;
	__u32 limit;
	__u32 flags;
};

struct deep_message {
	__syscall_slong_t type;
	char text[16];
};

struct deep_map_attr {
	__u32 map_type;
	__u32 key_size;
	__u32 value_size;
	__u32 max_entries;
	__u32 rest[14];
};

struct deep_owner {
	int type;
	pid_t pid;
};

static const struct deep_open_how open_new = { O_CREAT | O_RDWR, 0600 };

static const struct deep_clone_args plain_fork = { .exit_signal = SIGCHLD };

static const struct deep_mount_attr set_readonly = { DEEP_MOUNT_ATTR_RDONLY };

static const struct deep_mnt_id_req list_root = {
	.size = sizeof(struct deep_mnt_id_req),
	.mnt_id = DEEP_LISTMOUNT_ROOT,
};

static const struct deep_ns_id_req list_mount_namespaces = {
	.size = sizeof(struct deep_ns_id_req),
	.ns_type = DEEP_CLONE_NEWNS,
};

static const struct deep_file_attr no_dump = { DEEP_FS_XFLAG_NODUMP };

static const struct deep_lsm_context context_of_wrong_length = {
	.length = 1000,
};

static const struct deep_sched_attr set_batch = {
	.size = sizeof(struct deep_sched_attr),
	.policy = SCHED_BATCH,
};

static const struct sched_param no_priority;

static const unsigned long one_cpu[16] = { 1 };

static const unsigned long first_node[1] = { 1 };

/* The last bit is behind those of all kernels. */
static const unsigned char far_node[256] = { [255] = 128 };

static const struct perf_event_attr count_switches = {
	.type = PERF_TYPE_SOFTWARE,
	.size = sizeof(struct perf_event_attr),
	.config = PERF_COUNT_SW_CONTEXT_SWITCHES,
};

static const struct deep_map_attr create_array = { BPF_MAP_TYPE_ARRAY, 4, 4,
						   1 };

static const __u64 handled_access = 1;

static const struct utimbuf old_times = { 1, 2 };

static const struct timeval old_timevals[2] = { { 1, 0 }, { 2, 0 } };

static const struct timespec old_timespecs[2] = { { 1, 0 }, { 2, 0 } };

static const struct deep_time64 old_times64[2] = { { 1, 0 }, { 2, 0 } };

static const struct timeval wrong_timeval = { 1, 2000000 };

static const struct timezone wrong_zone = { .tz_minuteswest = 10000 };

#ifdef __NR_stime
static const int before_1970 = -1;
#endif

static const struct timespec short_time = { 0, 1000 };

static const struct deep_time64 short_time64 = { 0, 1000 };

static const struct deep_time64 pause_time64 = { 0, 20000000 };

static const struct itimerspec long_timer = { .it_value = { 1000, 0 } };

static const struct itimerval long_itimer = { .it_value = { 1000, 0 } };

static const struct deep_time64 long_timer64[2] = { {}, { 1000, 0 } };

static const struct rlimit core_limit = { 4096, 8192 };

static const __u64 core_limit64[2] = { 4096, 8192 };

static const gid_t one_group[1] = { 7 };

#ifdef __NR_setgroups32
static const __u16 one_group16[1] = { 7 };
#endif

/* struct kexec_segment */
static const unsigned long unaligned_segment[1][4] = { { 0, 0, 1, 1 } };

static const __u64 first_page[2] = { 0, 4096 };

static const struct deep_mq_attr small_queue = { .messages = 2,
						 .message_size = 64 };

static const struct deep_mq_attr nonblocking_queue = { .flags = O_NONBLOCK };

static const struct deep_sigaction ignore_usr1 = { .handler = 1 };

#ifdef __NR_sigaction
/* struct old_sigaction of 32-bit calls */
static const __u32 ignore_usr1_old[4] = { 1 };
#endif

static const __u32 usr1_set[2] = { 1 << (SIGUSR1 - 1) };

static const __u32 usr2_set[2] = { 1 << (SIGUSR2 - 1) };

static const __u32 empty_set[2];

static const siginfo_t queued_info = {
	.si_signo = SIGUSR2,
	.si_code = SI_QUEUE,
};

static const struct sigevent no_event = { .sigev_notify = SIGEV_NONE };

static const struct sembuf add_one[1] = { { .sem_op = 1 } };

static const struct deep_message short_message = { 1, "text" };

static const struct flock write_lock = { .l_type = F_WRLCK };

static const struct deep_owner process_one = { 1, 1 };

static const struct epoll_event input_event = { .events = EPOLLIN };

static const int one = 1;

static const struct ifreq loopback_up = {
	.ifr_name = "lo",
	.ifr_flags = IFF_UP,
};

static const struct shmid_ds new_mode = { .shm_perm.mode = 0640 };

#ifdef DEEP_HAS_SHMCTL
static const struct msqid_ds new_queue = { .msg_perm.mode = 0640,
					   .msg_qbytes = 4096 };

static const struct semid_ds new_semaphore_mode = { .sem_perm.mode = 0640 };
#endif

static const struct deep_waitv wait_for_value[1] = {
	{ .val = 1, .flags = 2 },
};

static const struct deep_user_desc empty_segment = { .flags = 0x28 };

static inline void need_wait_word(struct scene *s)
{
	struct deep_waitv *waits = (void *)(s->out + 64);

	waits->flags = 2;
	waits->uaddr = (uintptr_t)s->out;
	s->args[0] = (long)waits;
}

/* The word is 0 and the caller expects 1. */
static inline void need_wait_data(struct scene *s)
{
	struct deep_waitv *waits = (void *)(s->out + 64);

	*waits = wait_for_value[0];
	waits->uaddr = (uintptr_t)s->out;
	s->data = waits;
	s->size = sizeof(*waits);
}

/* Both words have the expected value, and no task waits. */
static inline void need_two_futexes(struct scene *s)
{
	struct deep_waitv *waits = (void *)(s->out + 64);
	int i;

	for (i = 0; i < 2; i++) {
		waits[i].flags = DEEP_FUTEX2_U32;
		waits[i].uaddr = (uintptr_t)s->out + 8 * i;
	}
	s->data = waits;
	s->size = 2 * sizeof(*waits);
}

#endif /* SELFTESTS_SECCOMP_DEEP_CALL_EFFECTS_H */
