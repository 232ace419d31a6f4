// SPDX-License-Identifier: GPL-2.0-only
/*
 *	tamper LOG CALL:CHANGE COMMAND...
 *
 * Trace a command and change its calls CALL. A filter stops these calls with
 * SECCOMP_RET_TRACE. CHANGE is one of:
 *
 *	arg0=VALUE	set the first argument
 *	into=OTHER	replace the call by the call OTHER
 *	skip=VALUE	skip the call and return VALUE
 *
 * LOG gets a line for each stopped call.
 */
#include <elf.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <stdnoreturn.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tool.h"

#define TRACE_DATA 42

const char *tool_name = "tamper";

static struct {
	FILE *log;
	const char *call;
	const char *change;
	long value;
} tamper;

#if defined(__x86_64__)
static void set_number(pid_t pid, struct user_regs_struct *regs, int nr)
{
	(void)pid;
	regs->orig_rax = nr;
}

static void set_first_argument(struct user_regs_struct *regs, long value)
{
	regs->rdi = value;
}

static void set_result(struct user_regs_struct *regs, long value)
{
	regs->rax = value;
}
#elif defined(__aarch64__)
#ifndef NT_ARM_SYSTEM_CALL
#define NT_ARM_SYSTEM_CALL 0x404
#endif

/* On arm64, the call number has its own register set. */
static void set_number(pid_t pid, struct user_regs_struct *regs, int nr)
{
	struct iovec iov = { .iov_base = &nr, .iov_len = sizeof(nr) };

	(void)regs;
	if (ptrace(PTRACE_SETREGSET, pid, NT_ARM_SYSTEM_CALL, &iov))
		die("changing the call", errno);
}

static void set_first_argument(struct user_regs_struct *regs, long value)
{
	regs->regs[0] = value;
}

static void set_result(struct user_regs_struct *regs, long value)
{
	regs->regs[0] = value;
}
#endif

static void change_call(pid_t pid)
{
	struct user_regs_struct regs;
	struct iovec iov = { .iov_base = &regs, .iov_len = sizeof(regs) };

	if (ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &iov))
		die("reading the registers", errno);
	if (!strcmp(tamper.change, "arg0")) {
		set_first_argument(&regs, tamper.value);
	} else if (!strcmp(tamper.change, "into")) {
		set_number(pid, &regs, tamper.value);
	} else {
		set_number(pid, &regs, -1);
		set_result(&regs, tamper.value);
	}
	if (ptrace(PTRACE_SETREGSET, pid, NT_PRSTATUS, &iov))
		die("writing the registers", errno);
}

static void on_event(pid_t pid)
{
	unsigned long data = 0;

	if (ptrace(PTRACE_GETEVENTMSG, pid, 0, &data))
		die("reading the event's data", errno);
	fprintf(tamper.log, "%s, data %lu\n", tamper.call, data);
	change_call(pid);
}

static noreturn void run_tracee(char **argv)
{
	scmp_filter_ctx ctx = permissive_filter();

	if (ptrace(PTRACE_TRACEME, 0, 0, 0))
		die("PTRACE_TRACEME", errno);
	raise(SIGSTOP);
	add_rule(ctx, SCMP_ACT_TRACE(TRACE_DATA), tamper.call);
	load_filter(ctx);
	run_command(argv);
}

static bool is_event(int status, int event)
{
	return status >> 8 == (SIGTRAP | event << 8);
}

/* Return the signal to deliver after a stop of another kind. */
static int signal_of(int status)
{
	int sig = WSTOPSIG(status);

	return sig == SIGTRAP || sig == SIGSTOP ? 0 : sig;
}

/* Trace the command and its children until the command exits. */
static int trace(pid_t command)
{
	int status, sig;
	pid_t pid;

	for (;;) {
		pid = waitpid(-1, &status, __WALL);
		if (pid < 0)
			die("waitpid", errno);
		if (!WIFSTOPPED(status)) {
			if (pid == command)
				return shell_status(status);
			continue;
		}
		sig = 0;
		if (is_event(status, PTRACE_EVENT_SECCOMP))
			on_event(pid);
		else
			sig = signal_of(status);
		ptrace(PTRACE_CONT, pid, 0, sig);
	}
}

static void parse_arguments(int argc, char **argv)
{
	char *colon, *equals;

	if (argc < 4)
		bad_usage("usage: tamper LOG CALL:CHANGE COMMAND...");
	colon = strchr(argv[2], ':');
	equals = colon ? strchr(colon, '=') : NULL;
	if (!equals)
		bad_usage("\"%s\" is not CALL:{arg0=N,into=CALL,skip=N}",
			  argv[2]);
	*colon = '\0';
	*equals = '\0';
	tamper.call = argv[2];
	tamper.change = colon + 1;
	if (!strcmp(tamper.change, "into"))
		tamper.value = call_number(equals + 1);
	else
		tamper.value = strtol(equals + 1, NULL, 0);
	tamper.log = open_log(argv[1]);
}

int main(int argc, char **argv)
{
	const long options = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACEFORK |
			     PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE |
			     PTRACE_O_EXITKILL;
	int status;
	pid_t pid;

	parse_arguments(argc, argv);
	pid = fork();
	if (pid < 0)
		die("fork", errno);
	if (!pid)
		run_tracee(argv + 3);
	if (waitpid(pid, &status, 0) != pid || !WIFSTOPPED(status))
		die("starting the command", ECHILD);
	if (ptrace(PTRACE_SETOPTIONS, pid, 0, options))
		die("setting the tracer's options", errno);
	ptrace(PTRACE_CONT, pid, 0, 0);
	return trace(pid);
}
