// SPDX-License-Identifier: GPL-2.0-only
/*
 * A program that emulates its own system calls. The filter traps uname() and
 * openat() with SIGSYS. The signal handler makes a result and stores it in the
 * register for the return value.
 *
 * The program prints rows for the table: request, decision, effect, expected
 * decision, expected effect.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <ucontext.h>
#include <unistd.h>

#include "tool.h"

#ifndef SYS_SECCOMP
#define SYS_SECCOMP 1 /* si_code of a SIGSYS by a filter */
#endif

#define TRAP_DATA 7

const char *tool_name = "trapper";

#if defined(__x86_64__)
#define THIS_ARCH AUDIT_ARCH_X86_64

static long argument(const ucontext_t *uc, int n)
{
	static const int regs[] = { REG_RDI, REG_RSI, REG_RDX };

	return uc->uc_mcontext.gregs[regs[n]];
}

static void set_result(ucontext_t *uc, long result)
{
	uc->uc_mcontext.gregs[REG_RAX] = result;
}
#elif defined(__aarch64__)
#define THIS_ARCH AUDIT_ARCH_AARCH64

static long argument(const ucontext_t *uc, int n)
{
	return uc->uc_mcontext.regs[n];
}

static void set_result(ucontext_t *uc, long result)
{
	uc->uc_mcontext.regs[0] = result;
}
#endif

/* Information of the last SIGSYS, for the table. */
static volatile struct {
	int count;
	int nr;
	int code;
	unsigned int arch;
	int data;
} trapped;

static long emulate_uname(struct utsname *name)
{
	memset(name, 0, sizeof(*name));
	strcpy(name->sysname, "Sandbox");
	strcpy(name->nodename, "nowhere");
	strcpy(name->release, "1.0");
	return 0;
}

/* Emulate an open: /etc/passwd is the only file, and its text is in memory. */
static long emulate_open(const char *path)
{
	static const char text[] = "made by the handler";
	int fd;

	if (strcmp(path, "/etc/passwd"))
		return -ENOENT;
	fd = memfd_create("passwd", 0);
	if (fd < 0)
		return -errno;
	if (write(fd, text, sizeof(text)) != sizeof(text) ||
	    lseek(fd, 0, SEEK_SET))
		return -EIO;
	return fd;
}

static void on_sigsys(int sig, siginfo_t *info, void *context)
{
	int saved_errno = errno;
	ucontext_t *uc = context;
	long result = -ENOSYS;

	(void)sig;
	trapped.count++;
	trapped.nr = info->si_syscall;
	trapped.code = info->si_code;
	trapped.arch = info->si_arch;
	trapped.data = info->si_errno;
	if (info->si_syscall == __NR_uname)
		result = emulate_uname((struct utsname *)argument(uc, 0));
	else if (info->si_syscall == __NR_openat)
		result = emulate_open((const char *)argument(uc, 1));
	set_result(uc, result);
	errno = saved_errno;
}

static void print_row(const char *request, const char *seen,
		      const char *expected_call, const char *expected_seen)
{
	if (trapped.count != 1 || trapped.code != SYS_SECCOMP ||
	    trapped.arch != THIS_ARCH)
		printf("%s\twrong SIGSYS: %d signals, code %d, arch %#x",
		       request, trapped.count, trapped.code, trapped.arch);
	else
		printf("%s\ttrap: SIGSYS for %s, data %d", request,
		       call_name(trapped.nr), trapped.data);
	printf("\t%s\ttrap: SIGSYS for %s, data %d\t%s\n", seen, expected_call,
	       TRAP_DATA, expected_seen);
	trapped.count = 0;
}

static void call_uname(void)
{
	struct utsname name;
	char seen[256] = "uname() failed";

	if (!uname(&name))
		snprintf(seen, sizeof(seen), "the system is %.20s %.20s",
			 name.sysname, name.release);
	print_row("uname()", seen, "uname", "the system is Sandbox 1.0");
}

static void open_passwd(void)
{
	char seen[256] = "the file cannot be opened", text[64] = "";
	int fd = openat(AT_FDCWD, "/etc/passwd", O_RDONLY);

	if (fd >= 0 && read(fd, text, sizeof(text) - 1) > 0)
		snprintf(seen, sizeof(seen), "the text: %s", text);
	print_row("openat(\"/etc/passwd\")", seen, "openat",
		  "the text: made by the handler");
}

static void open_shadow(void)
{
	int fd = openat(AT_FDCWD, "/etc/shadow", O_RDONLY);

	print_row("openat(\"/etc/shadow\")",
		  fd < 0 ? strerror(errno) : "a descriptor", "openat",
		  "No such file or directory");
}

/* Attach without libseccomp, whose TRAP action cannot carry data. */
static void attach_filter(void)
{
	struct sock_filter insns[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, arch)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, THIS_ARCH, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_uname, 1, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_openat, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP | TRAP_DATA),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog prog = {
		.len = ARRAY_SIZE(insns),
		.filter = insns,
	};

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
	    syscall(__NR_seccomp, SECCOMP_SET_MODE_FILTER, 0, &prog))
		die("attaching the filter", errno);
}

int main(void)
{
	struct sigaction act = { .sa_sigaction = on_sigsys,
				 .sa_flags = SA_SIGINFO };

	sigaction(SIGSYS, &act, NULL);
	attach_filter();
	call_uname();
	open_passwd();
	open_shadow();
	return 0;
}
