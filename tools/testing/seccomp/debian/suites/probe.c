// SPDX-License-Identifier: GPL-2.0-only
/*
 * Make system calls that sandboxes refuse, each in a child of its own, and print what
 * each returned: "NAME=ok", "NAME=ERRNO" or "NAME=SIGNAL", all in one line.
 *
 * Without arguments, make all calls, and print the state of seccomp first.  "--die"
 * makes the last argument's call in the program itself.
 *
 * The arguments of a call are harmless where it is allowed.  Then it mostly fails with an
 * errno of its own, which shows that no filter refused it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define NOWHERE "/no/such/file"
#define BAD 0x7fffffff
#define MAP_SIZE 4096
#define X32_BIT 0x40000000

static const char tool_name[] = "probe";

struct probe {
	const char *name;
	long (*call)(const struct probe *probe);
	long arg[6];
};

/* arg[0] is the number of the call, the others are its arguments. */
static long raw(const struct probe *probe)
{
	const long *arg = probe->arg;

	return syscall(arg[0], arg[1], arg[2], arg[3], arg[4], arg[5]);
}

/* Each call is made in a child, so nothing has to be undone. */
static long clone3_flags(const struct probe *probe)
{
	struct clone_args args = {
		.flags = probe->arg[0],
		.exit_signal = SIGCHLD,
	};
	long pid = syscall(__NR_clone3, &args, sizeof(args));

	if (!pid)
		_exit(0);
	return pid;
}

static long clone_flags(const struct probe *probe)
{
	long pid = syscall(__NR_clone, probe->arg[0] | SIGCHLD, 0, 0, 0, 0);

	if (!pid)
		_exit(0);
	return pid;
}

static long realtime(const struct probe *probe)
{
	struct sched_param param = { .sched_priority = 1 };

	return syscall(__NR_sched_setscheduler, 0, probe->arg[0], &param);
}

static long map_write_exec(const struct probe *probe)
{
	void *map = mmap(NULL, MAP_SIZE, PROT_READ | PROT_WRITE | PROT_EXEC,
			 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)probe;
	return map == MAP_FAILED ? -1 : 0;
}

static long make_exec(const struct probe *probe)
{
	void *map = mmap(NULL, MAP_SIZE, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (map == MAP_FAILED)
		return -1;
	return syscall(probe->arg[0], map, MAP_SIZE, PROT_READ | PROT_EXEC, -1);
}

static long attach_exec(const struct probe *probe)
{
	int id = shmget(IPC_PRIVATE, MAP_SIZE, IPC_CREAT | 0600);
	void *map;

	(void)probe;
	if (id < 0)
		return -1;
	map = shmat(id, NULL, SHM_EXEC);
	if (map == (void *)-1) {
		int error = errno;

		shmctl(id, IPC_RMID, NULL);
		errno = error;
		return -1;
	}
	return shmctl(id, IPC_RMID, NULL);
}

static long set_suid(const struct probe *probe)
{
	int fd = memfd_create("probe", 0);

	if (fd < 0)
		return -1;
	return fchmod(fd, probe->arg[0]);
}

static long set_domain(const struct probe *probe)
{
	return personality(probe->arg[0]);
}

static long open_file(const struct probe *probe)
{
	int fd = open((const char *)probe->arg[0], probe->arg[1]);

	return fd;
}

#ifdef __x86_64__
/* getpid(2) by the 32-bit entry. */
static long ia32_getpid(const struct probe *probe)
{
	long ret;

	(void)probe;
	asm volatile("int $0x80"
		     : "=a"(ret)
		     : "a"(20)
		     : "memory", "r8", "r9", "r10", "r11");
	if (ret < 0) {
		errno = -ret;
		return -1;
	}
	return ret;
}
#endif

/* Nothing listens at the path. */
static long connect_to(const struct probe *probe)
{
	struct sockaddr_un addr = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	if (fd < 0)
		return -1;
	strcpy(addr.sun_path, (const char *)probe->arg[0]);
	return connect(fd, (const struct sockaddr *)&addr, sizeof(addr));
}

#define SOCKET(family, type)                       \
	{                                          \
		__NR_socket, family, type, 0, 0, 0 \
	}
#define PATH(text) ((long)(text))

/* A time that no clock takes: the nanoseconds are negative. */
static const long never[2] = { 0, -1 };

static const struct probe probes[] = {
	{ "mount",
	  raw,
	  { __NR_mount, PATH("none"), PATH(NOWHERE), PATH("tmpfs") } },
	{ "umount2", raw, { __NR_umount2, PATH(NOWHERE) } },
	{ "fsopen", raw, { __NR_fsopen } },
	{ "pivot_root", raw, { __NR_pivot_root, PATH(NOWHERE), PATH(NOWHERE) } },
	{ "chroot", raw, { __NR_chroot, PATH("/") } },
	{ "reboot", raw, { __NR_reboot } },
	{ "kexec_load", raw, { __NR_kexec_load, 0, BAD } },
	{ "init_module", raw, { __NR_init_module } },
	{ "delete_module",
	  raw,
	  { __NR_delete_module, PATH("none"), O_NONBLOCK } },
	{ "swapon", raw, { __NR_swapon, PATH(NOWHERE) } },
	{ "acct", raw, { __NR_acct, PATH(NOWHERE) } },
	{ "settimeofday", raw, { __NR_settimeofday, PATH(never) } },
	{ "clock_settime", raw, { __NR_clock_settime, BAD, PATH(never) } },
	{ "sethostname", raw, { __NR_sethostname, PATH(""), -1 } },
	{ "syslog", raw, { __NR_syslog, BAD } },
	{ "bpf", raw, { __NR_bpf, BAD } },
	{ "perf_event_open", raw, { __NR_perf_event_open, 0, 0, -1, -1 } },
	{ "userfaultfd", raw, { __NR_userfaultfd, BAD } },
	{ "io_uring_setup", raw, { __NR_io_uring_setup } },
	{ "keyctl", raw, { __NR_keyctl, BAD } },
	{ "open_by_handle_at", raw, { __NR_open_by_handle_at, -1 } },
	{ "kcmp", raw, { __NR_kcmp, BAD, BAD, BAD } },
	{ "process_vm_readv", raw, { __NR_process_vm_readv, BAD } },
	{ "ptrace", raw, { __NR_ptrace, PTRACE_ATTACH, BAD } },
	{ "quotactl", raw, { __NR_quotactl, -1 } },
	{ "setpriority", raw, { __NR_setpriority, BAD } },
	{ "setuid", raw, { __NR_setuid, -1 } },
	{ "mknod_device",
	  raw,
	  { __NR_mknodat, AT_FDCWD, PATH(NOWHERE), S_IFCHR | 0600, 0x101 } },
	{ "memfd_create", raw, { __NR_memfd_create, PATH("probe"), 0 } },
	{ "mlock", raw, { __NR_mlock, 0, 0 } },
	{ "pidfd_getfd", raw, { __NR_pidfd_getfd, -1, -1 } },
#ifdef __x86_64__
	{ "iopl", raw, { __NR_iopl, BAD } },
	{ "ioperm", raw, { __NR_ioperm, -1, 1 } },
	{ "uselib", raw, { __NR_uselib, PATH(NOWHERE) } },
	{ "modify_ldt", raw, { __NR_modify_ldt, BAD } },
	{ "ia32_getpid", ia32_getpid, {} },
	{ "x32_getpid", raw, { X32_BIT | __NR_getpid } },
#endif
	{ "socket_unix", raw, SOCKET(AF_UNIX, SOCK_STREAM) },
	{ "socket_inet", raw, SOCKET(AF_INET, SOCK_STREAM) },
	{ "socket_inet6", raw, SOCKET(AF_INET6, SOCK_DGRAM) },
	{ "socket_netlink", raw, SOCKET(AF_NETLINK, SOCK_RAW) },
	{ "socket_packet", raw, SOCKET(AF_PACKET, SOCK_RAW) },
	{ "socket_vsock", raw, SOCKET(AF_VSOCK, SOCK_STREAM) },
	{ "socketpair_unix",
	  raw,
	  { __NR_socketpair, AF_UNIX, SOCK_STREAM, 0, 0 } },
	{ "connect_secret", connect_to, { PATH("/tmp/secret") } },
	{ "connect_other", connect_to, { PATH("/tmp/other") } },
	{ "unshare_user", raw, { __NR_unshare, CLONE_NEWUSER } },
	{ "unshare_mnt", raw, { __NR_unshare, CLONE_NEWNS } },
	{ "unshare_net", raw, { __NR_unshare, CLONE_NEWNET } },
	{ "unshare_uts", raw, { __NR_unshare, CLONE_NEWUTS } },
	{ "unshare_ipc", raw, { __NR_unshare, CLONE_NEWIPC } },
	{ "unshare_pid", raw, { __NR_unshare, CLONE_NEWPID } },
	{ "unshare_cgroup", raw, { __NR_unshare, CLONE_NEWCGROUP } },
	{ "setns", raw, { __NR_setns, -1 } },
	{ "clone", clone_flags, {} },
	{ "clone_user", clone_flags, { CLONE_NEWUSER } },
	{ "clone_uts", clone_flags, { CLONE_NEWUTS } },
	{ "clone3", clone3_flags, {} },
	{ "clone3_user", clone3_flags, { CLONE_NEWUSER } },
	{ "sched_fifo", realtime, { SCHED_FIFO } },
	{ "sched_rr", realtime, { SCHED_RR } },
	{ "mmap_wx", map_write_exec, {} },
	{ "mprotect_x", make_exec, { __NR_mprotect } },
	{ "pkey_mprotect_x", make_exec, { __NR_pkey_mprotect } },
	{ "shmat_x", attach_exec, {} },
	{ "fchmod_suid", set_suid, { 04700 } },
	{ "fchmod_plain", set_suid, { 0700 } },
	{ "personality_get", set_domain, { 0xffffffff } },
	{ "personality_32bit", set_domain, { PER_LINUX32 } },
	{ "open_kmsg", open_file, { PATH("/dev/kmsg"), O_RDONLY } },
	{ "open_sysctl",
	  open_file,
	  { PATH("/proc/sys/kernel/domainname"), O_WRONLY } },
	{ "open_etc", open_file, { PATH("/etc/hostname"), O_WRONLY } },
	{ "open_home", open_file, { PATH("/root/.bashrc"), O_RDONLY } },
	{ "open_cgroup",
	  open_file,
	  { PATH("/sys/fs/cgroup/cgroup.procs"), O_WRONLY } },
	{ "open_mem", open_file, { PATH("/dev/mem"), O_RDONLY } },
};

static int is_name(const struct probe *probe, const char *name)
{
	return !strcmp(probe->name, name);
}

static const struct probe *find(const char *name)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(probes); i++) {
		if (is_name(&probes[i], name))
			return &probes[i];
	}
	return NULL;
}

/* The exit status of the child is 0, or the errno. */
static void print_call(const struct probe *probe)
{
	int status;
	pid_t pid = fork();

	if (pid < 0) {
		printf("%s=fork:%s ", probe->name, strerrorname_np(errno));
		return;
	}
	if (!pid)
		_exit(probe->call(probe) < 0 ? errno : 0);
	if (waitpid(pid, &status, 0) < 0)
		printf("%s=wait:%s ", probe->name, strerrorname_np(errno));
	else if (WIFSIGNALED(status))
		printf("%s=SIG%s ", probe->name,
		       sigabbrev_np(WTERMSIG(status)));
	else if (!WEXITSTATUS(status))
		printf("%s=ok ", probe->name);
	else
		printf("%s=%s ", probe->name,
		       strerrorname_np(WEXITSTATUS(status)) ?: "unknown");
}

static void print_state(void)
{
	static const char *const fields[] = { "NoNewPrivs", "Seccomp" };
	FILE *file = fopen("/proc/self/status", "r");
	char line[256], *value;
	unsigned int i;

	if (!file) {
		printf("status=%s ", strerrorname_np(errno));
		return;
	}
	while (fgets(line, sizeof(line), file)) {
		value = strstr(line, ":\t");
		if (!value)
			continue;
		for (i = 0; i < ARRAY_SIZE(fields); i++) {
			if (strncmp(line, fields[i], strlen(fields[i])))
				continue;
			*value = 0;
			printf("%s=%.*s ", line, (int)strcspn(value + 2, "\n"),
			       value + 2);
			break;
		}
	}
	fclose(file);
}

int main(int argc, char **argv)
{
	const struct probe *probe;
	int i, die = argc == 3 && !strcmp(argv[1], "--die");

	for (i = 1 + die; i < argc; i++) {
		if (find(argv[i]))
			continue;
		fprintf(stderr,
			"%s: unknown call \"%s\"; the names are in the output of %s without arguments\n",
			tool_name, argv[i], tool_name);
		return 2;
	}
	if (die) {
		probe = find(argv[2]);
		return probe->call(probe) < 0 ? 3 : 0;
	}
	setvbuf(stdout, NULL, _IOFBF, 1 << 14);
	if (argc == 1) {
		print_state();
		for (i = 0; i < (int)ARRAY_SIZE(probes); i++) {
			/* A child must not print the buffer again. */
			print_call(&probes[i]);
		}
	}
	for (i = 1; i < argc; i++)
		print_call(find(argv[i]));
	puts("");
	return 0;
}
