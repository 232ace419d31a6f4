// SPDX-License-Identifier: GPL-2.0-only
/*
 * Operations of a tracer.
 *
 * A tracer changes probe calls only, and only into probe calls. The same holds for calls
 * with copied arguments that filters may refuse. The fuzzer checks the results of all
 * other calls.
 */
#include "sysfuzz.h"
#include "tracee.h"

#ifndef PTRACE_SECCOMP_GET_METADATA
#define PTRACE_SECCOMP_GET_METADATA 0x420d
#endif

#ifndef PTRACE_O_SUSPEND_SECCOMP
#define PTRACE_O_SUSPEND_SECCOMP BIT(21)
#endif

static unsigned long random_options(void)
{
	unsigned long options = PTRACE_O_TRACESYSGOOD;

	if (!one_in(4))
		options |= PTRACE_O_TRACESECCOMP;
	if (one_in(4))
		options |= PTRACE_O_SUSPEND_SECCOMP;
	if (one_in(2))
		options |= PTRACE_O_TRACEFORK | PTRACE_O_TRACECLONE |
			   PTRACE_O_TRACEVFORK;
	if (one_in(4))
		options |= PTRACE_O_TRACEEXIT | PTRACE_O_TRACEEXEC;
	if (one_in(4))
		options |= PTRACE_O_EXITKILL;
	return options;
}

static void get_filter(pid_t pid)
{
	static struct sock_filter insns[FILTER_INSNS];
	const unsigned long number = one_in(4) ? random_word() : below(4);
	void *to = one_in(4) ? NULL : random_pointer(insns, sizeof(insns));
	long ret = ptrace(PTRACE_SECCOMP_GET_FILTER, pid, number, to);

	EXPECT("GET_FILTER", ret, EACCES, EINVAL, EMEDIUMTYPE, ENOENT, EFAULT,
	       ESRCH);
	if (!results_unknown && ret > FILTER_INSNS)
		report_failure("GET_FILTER: %ld instructions", ret);
}

static void get_metadata(pid_t pid)
{
	u64 data[2] = { one_in(4) ? random_word() : below(4), random_u32() };
	const unsigned long size = one_in(2) ? sizeof(data) : below(64);
	long ret = ptrace(PTRACE_SECCOMP_GET_METADATA, pid, size,
			  random_pointer(data, sizeof(data)));

	EXPECT("GET_METADATA", ret, EACCES, EINVAL, ENOENT, EFAULT, ESRCH);
	if (!results_unknown && ret > (long)sizeof(data))
		report_failure("GET_METADATA: %ld bytes", ret);
}

static void get_call(pid_t pid)
{
	struct __ptrace_syscall_info info;
	const unsigned long size = one_in(2) ? sizeof(info) : below(128);
	long ret = ptrace(PTRACE_GET_SYSCALL_INFO, pid, size,
			  random_pointer(&info, sizeof(info)));

	EXPECT("GET_SYSCALL_INFO", ret, EFAULT, ESRCH);
}

static void set_options(pid_t pid)
{
	unsigned long options = random_options();
	long ret;

	if (one_in(8))
		options |= 1UL << below(40);
	ret = ptrace(PTRACE_SETOPTIONS, pid, NULL, options);
	EXPECT("SETOPTIONS", ret, EINVAL, EPERM, ESRCH);
}

static void change_call(pid_t pid)
{
	const struct __ptrace_syscall_info info = syscall_info(pid);

	if (info.op != PTRACE_SYSCALL_INFO_ENTRY &&
	    info.op != PTRACE_SYSCALL_INFO_SECCOMP)
		return;
	if (info.arch != NATIVE_ARCH)
		return;
	if (is_changeable_nr(info.entry.nr))
		deep_change_call(pid, info.entry.nr);
	if (!is_probe_nr(info.entry.nr))
		return;
	switch (below(4)) {
	case 0:
		set_number(pid, random_probe_nr());
		break;
	case 1:
		set_number(pid, -1);
		break;
	case 2:
		set_result(pid, below(100));
		break;
	default:
		set_arg(pid, below(6), random_word());
		break;
	}
}

static void use_requests(pid_t pid)
{
	unsigned int count = below(4);

	while (count--) {
		switch (below(9)) {
		case 8:
			attack_slot_of(pid);
			break;
		case 0:
		case 1:
			get_filter(pid);
			break;
		case 2:
		case 3:
			get_metadata(pid);
			break;
		case 4:
			get_call(pid);
			break;
		case 5:
			set_options(pid);
			break;
		default:
			change_call(pid);
			break;
		}
	}
}

/* Returns the status of a stop, or 0 if there is none in time. */
static int wait_for_stop(pid_t pid)
{
	unsigned int tries;
	int status;

	for (tries = 0; tries < 15; tries++) {
		if (waitpid(pid, &status, WNOHANG | __WALL) == pid)
			return WIFSTOPPED(status) ? status : 0;
		pause_ms(3);
	}
	return 0;
}

/* Resumes a tracee from a stop by a random request. */
static void resume_tracee(pid_t pid, int status)
{
	static const int requests[] = {
		PTRACE_CONT,	PTRACE_CONT,   PTRACE_SYSCALL,
		PTRACE_SYSCALL, PTRACE_LISTEN,
	};
	int signal = WSTOPSIG(status);

	if (status >> 16 || signal & 0x80 || signal == SIGTRAP)
		signal = 0;
	if (ptrace(one_of(requests), pid, NULL, (long)signal))
		ptrace(PTRACE_CONT, pid, NULL, (long)signal);
}

static void handle_stops(pid_t pid, unsigned int stops)
{
	while (stops--) {
		const int status = wait_for_stop(pid);

		if (status) {
			use_requests(pid);
			if (status >> 8 ==
				    (SIGTRAP | PTRACE_EVENT_SECCOMP << 8) &&
			    one_in(2))
				change_call(pid);
			resume_tracee(pid, status);
		} else if (ptrace(PTRACE_INTERRUPT, pid, NULL, NULL)) {
			return;
		}
	}
}

static long start_tracing(pid_t pid)
{
	long ret;

	if (one_in(4)) {
		ret = ptrace(PTRACE_ATTACH, pid, NULL, NULL);
		EXPECT("ATTACH", ret, EPERM, ESRCH, EINTR);
		return ret;
	}
	ret = ptrace(PTRACE_SEIZE, pid, NULL, random_options());
	EXPECT("SEIZE", ret, EPERM, ESRCH, EINTR);
	if (!ret && !one_in(4))
		ptrace(PTRACE_INTERRUPT, pid, NULL, NULL);
	return ret;
}

static void stop_tracing(pid_t pid)
{
	if (one_in(2))
		return;
	ptrace(PTRACE_INTERRUPT, pid, NULL, NULL);
	wait_for_stop(pid);
	ptrace(PTRACE_DETACH, pid, NULL, NULL);
}

void op_trace(void)
{
	const pid_t pid = group->actors[one_in(2) ? SUBJECT : below(ROLES)];

	if (pid <= 1 || pid == getpid())
		return;
	start_tracing(pid);
	handle_stops(pid, 2 + below(12));
	stop_tracing(pid);
}

/* It has the path of its tracer, and further filters. */
static void __attribute__((noreturn)) tracee_main(void)
{
	depth++;
	cover_begin();
	run_some(SUBJECT, 2 + below(4));
	make_probe_calls(8);
	pause_ms(40);
	make_probe_calls(8);
	_exit(0);
}

static void suspend_filters(pid_t pid)
{
	EXPECT("SETOPTIONS with SUSPEND_SECCOMP",
	       ptrace(PTRACE_SETOPTIONS, pid, NULL,
		      random_options() | PTRACE_O_SUSPEND_SECCOMP),
	       EINVAL, EPERM, ESRCH);
	get_filter(pid);
	get_metadata(pid);
}

/*
 * A tracer with filters suspends those that its child has on top of them. It may
 * attach further filters between two suspensions.
 */
void op_suspend(void)
{
	unsigned int stops = 2 + below(6);
	pid_t pid;
	int status;

	if (is_threaded || depth > 1 || is_full())
		return;
	if (one_in(2))
		attach_errno(__NR_getsid, 1);
	pid = fork();
	if (!pid)
		tracee_main();
	if (pid < 0 || ptrace(PTRACE_SEIZE, pid, NULL, NULL))
		return;
	while (stops--) {
		ptrace(PTRACE_INTERRUPT, pid, NULL, NULL);
		status = wait_for_stop(pid);
		if (!status)
			break;
		if (one_in(8))
			attach_errno(__NR_getsid, 2);
		suspend_filters(pid);
		use_requests(pid);
		resume_tracee(pid, status);
	}
	stop_tracing(pid);
}

static void __attribute__((noreturn)) deep_tracee_main(void)
{
	unsigned int count = 2 + below(4);

	depth++;
	cover_begin();
	no_new_privs();
	pause_ms(5);
	op_deep_attach();
	while (count--)
		op_deep_calls();
	_exit(0);
}

/* Changes calls with copied arguments, before their first check or after it. */
void op_deep_trace(void)
{
	unsigned int stops = 8 + below(40);
	int status, signal;
	pid_t pid;

	if (is_threaded || depth > 1 || is_full())
		return;
	pid = fork();
	if (!pid)
		deep_tracee_main();
	if (pid < 0 || ptrace(PTRACE_SEIZE, pid, NULL, random_options()))
		return;
	ptrace(PTRACE_INTERRUPT, pid, NULL, NULL);
	while (stops--) {
		status = wait_for_stop(pid);
		if (!status && ptrace(PTRACE_INTERRUPT, pid, NULL, NULL))
			return;
		if (!status)
			continue;
		change_call(pid);
		if (one_in(8))
			attack_slot_of(pid);
		signal = WSTOPSIG(status);
		if (status >> 16 || signal & 0x80 || signal == SIGTRAP)
			signal = 0;
		ptrace(one_in(4) ? PTRACE_CONT : PTRACE_SYSCALL, pid, NULL,
		       (long)signal);
	}
	stop_tracing(pid);
}

/* Makes requests about tasks that are not traced, or not stopped. */
void op_trace_untraced(void)
{
	const pid_t pid = one_in(4) ? 1 + below(20) :
				      group->actors[below(ROLES)];

	if (pid <= 1 || pid == getpid())
		return;
	get_filter(pid);
	get_metadata(pid);
	set_options(pid);
}
