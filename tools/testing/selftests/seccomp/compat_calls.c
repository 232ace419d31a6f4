// SPDX-License-Identifier: GPL-2.0-only
/*
 * The helper program of compat_test. It is built for ia32, x32 or 32-bit Arm,
 * and makes the system calls that the 64-bit test requests.
 *
 * compat_calls SOCKET PAGE
 *	SOCKET  descriptor of the socket that carries requests and outcomes
 *	PAGE    descriptor of the shared memory, see compat.h
 */
#include "common.h"
#include "target.h"
#include "compat.h"

static struct compat_page *page;

static void on_trap(int sig, siginfo_t *info, void *context)
{
	(void)sig;
	(void)context;
	page->trap_arch = info->si_arch;
	page->trap_nr = info->si_syscall;
	page->trap_errno = info->si_errno;
	page->trap_address = (uintptr_t)info->si_call_addr;
	page->traps++;
}

static void on_usr1(int sig)
{
	(void)sig;
	page->handled++;
}

static void on_usr2(int sig, siginfo_t *info, void *context)
{
	(void)sig;
	(void)info;
	(void)context;
	page->handled++;
}

int main(int argc, char **argv)
{
	struct sigaction trap = {
		.sa_sigaction = on_trap,
		.sa_flags = SA_SIGINFO,
	};
	/* Without SA_SIGINFO, 32-bit ABIs return by sigreturn(2). */
	struct sigaction usr1 = { .sa_handler = on_usr1 };
	/* With SA_SIGINFO, every ABI returns by rt_sigreturn(2). */
	struct sigaction usr2 = {
		.sa_sigaction = on_usr2,
		.sa_flags = SA_SIGINFO,
	};
	int sock, error = 0;

	if (argc != 3) {
		fprintf(stderr, "usage: %s SOCKET PAGE (compat_test runs it)\n",
			argv[0]);
		return 2;
	}
	sock = atoi(argv[1]);
	page = mmap((void *)COMPAT_PAGE_ADDRESS, COMPAT_PAGE_SIZE,
		    PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED,
		    atoi(argv[2]), 0);
	if (page == MAP_FAILED || sigaction(SIGSYS, &trap, NULL) ||
	    sigaction(SIGUSR1, &usr1, NULL) || sigaction(SIGUSR2, &usr2, NULL))
		error = errno;
	if (write(sock, &error, sizeof(error)) != sizeof(error) || error)
		return 1;
	return serve(sock);
}
