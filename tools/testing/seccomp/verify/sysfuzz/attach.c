// SPDX-License-Identifier: GPL-2.0-only
/*
 * Operations of a task on itself by seccomp(2) and prctl(2).
 */
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/uio.h>

#include "sysfuzz.h"
#include "deep.h"

static const unsigned int flags_known[] = {
	SECCOMP_FILTER_FLAG_TSYNC,
	SECCOMP_FILTER_FLAG_LOG,
	SECCOMP_FILTER_FLAG_SPEC_ALLOW,
	SECCOMP_FILTER_FLAG_NEW_LISTENER,
	SECCOMP_FILTER_FLAG_TSYNC_ESRCH,
	SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV,
	SECCOMP_FILTER_FLAG_DEEP_ARGS,
	SECCOMP_FILTER_FLAG_NESTED_LISTENERS,
	SECCOMP_FILTER_FLAG_RESTART_UNREAD,
};

static unsigned int random_flags(void)
{
	unsigned int i, flags = 0;

	if (one_in(2))
		return 0;
	for (i = 0; i < ARRAY_SIZE(flags_known); i++)
		if (one_in(4))
			flags |= flags_known[i];
	if (one_in(8))
		return flags;
	/*
	 * WAIT_KILLABLE_RECV, NESTED_LISTENERS and RESTART_UNREAD need
	 * NEW_LISTENER. With TSYNC, NEW_LISTENER needs TSYNC_ESRCH.
	 */
	if (flags & (SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV |
		     SECCOMP_FILTER_FLAG_RESTART_UNREAD |
		     SECCOMP_FILTER_FLAG_NESTED_LISTENERS))
		flags |= SECCOMP_FILTER_FLAG_NEW_LISTENER;
	if (flags & SECCOMP_FILTER_FLAG_NEW_LISTENER)
		flags |= SECCOMP_FILTER_FLAG_TSYNC_ESRCH;
	return flags;
}

/* Does the path have the filter now? Otherwise it is refused, or waits for an exec. */
static bool is_attached(long ret, unsigned int flags)
{
	if (flags & SECCOMP_FILTER_FLAG_ON_EXEC)
		return false;
	if (flags & SECCOMP_FILTER_FLAG_NEW_LISTENER)
		return ret >= 0;
	return ret == 0;
}

/* Checks that an attach has added one filter, and a refused one none. */
static void check_count(long before, bool attached)
{
	long after;

	if (before < 0 || !is_predictable())
		return;
	after = filter_count();
	if (fault == FAULT_COUNT && !attached)
		after++;
	if (after >= 0 && after != before + attached)
		report_failure("attach: %ld filters, then %ld; %s", before,
			       after, attached ? "attached" : "not attached");
}

static long do_attach(struct sock_fprog *prog, unsigned int flags)
{
	const long before = is_predictable() ? filter_count() : -1;
	long ret = sys_seccomp(SECCOMP_SET_MODE_FILTER, flags, prog);

	EXPECT("attach", ret, EACCES, EBUSY, EFAULT, EINVAL, EMFILE, ENFILE,
	       ENOMEM, EOPNOTSUPP, ESRCH);
	check_count(before, is_attached(ret, flags));
	if (ret >= 0 && flags & SECCOMP_FILTER_FLAG_NEW_LISTENER)
		listener_publish(ret);
	return ret;
}

static long attach_kind(enum filter_kind kind, unsigned int flags)
{
	struct sock_fprog prog;
	struct filter filter;

	filter_make(&filter, kind);
	prog.len = filter.len;
	prog.filter = filter.insns;
	return do_attach(&prog, flags);
}

void op_attach(void)
{
	attach_kind(FILTER_PROBE, random_flags());
	if (one_in(2))
		make_probe_calls(1 + below(3));
}

void op_attach_listener(void)
{
	unsigned int flags = SECCOMP_FILTER_FLAG_NEW_LISTENER;

	if (one_in(2))
		flags |= SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV;
	if (one_in(2))
		flags |= SECCOMP_FILTER_FLAG_NESTED_LISTENERS;
	if (one_in(4))
		flags |= SECCOMP_FILTER_FLAG_RESTART_UNREAD;
	if (one_in(4))
		flags |= SECCOMP_FILTER_FLAG_LOG;
	if (one_in(4))
		flags |= SECCOMP_FILTER_FLAG_TSYNC |
			 SECCOMP_FILTER_FLAG_TSYNC_ESRCH;
	attach_kind(FILTER_NOTIFY, flags);
	make_probe_calls(1 + below(4));
}

void op_attach_trace(void)
{
	attach_kind(FILTER_TRACE, one_in(4) ? SECCOMP_FILTER_FLAG_LOG : 0);
	make_probe_calls(1 + below(4));
}

/*
 * Lets a child carry out an operation that ends its task. Returns true in the
 * parent. In one of four cases the caller itself carries it out, because a
 * sequence does not wait long for children.
 */
static bool delegate_to_child(void (*begin)(void))
{
	if (one_in(4))
		return false;
	if (is_threaded || depth > 2 || fork())
		return true;
	depth++;
	begin();
	return false;
}

void op_attach_any(void)
{
	/* Most tasks end soon under such a filter. */
	if (depth < 3 && !one_in(8)) {
		pid_t pid = is_threaded ? -1 : fork();

		if (pid)
			return;
		depth++;
		cover_begin();
	}
	results_unknown = true;
	attach_kind(FILTER_ANY, random_flags());
	make_probe_calls(8);
	run_some(SUBJECT, 1 + below(3));
	_exit(0);
}

/*
 * Calls with numbers to which a large filter gives outcomes of their own. The
 * filter may allow any of them, so none may do harm.
 */
static void call_numbers(void)
{
	static const int numbers[] = {
		__NR_getpid,
		__NR_gettid,
		__NR_getppid,
		__NR_getuid,
		__NR_geteuid,
		__NR_getgid,
		__NR_getegid,
		__NR_getpgid,
		__NR_getsid,
		__NR_getpriority,
		__NR_umask,
		__NR_sched_yield,
		__NR_sched_getscheduler,
		__NR_sched_get_priority_max,
		__NR_sched_get_priority_min,
		__NR_epoll_create1,
		__NR_eventfd2,
		__NR_inotify_init1,
		__NR_dup,
		__NR_fsync,
	};
	unsigned int count = 24;

	while (count--)
		syscall(one_of(numbers), random_word(), random_word(),
			random_word());
}

/*
 * The analysis cannot specialize such filters for each number. The kernel
 * compiles and runs their whole programs.
 */
void op_attach_large(void)
{
	if (delegate_to_child(cover_begin_large))
		return;
	results_unknown = true;
	do {
		attach_kind(FILTER_LARGE, random_flags());
		call_numbers();
	} while (!one_in(3));
	_exit(0);
}

/* Filters that wait for an exec of this task. TSYNC and DOMAIN are refused. */
static void attach_on_exec(void)
{
	unsigned int flags = SECCOMP_FILTER_FLAG_ON_EXEC;
	const bool listens = one_in(4);

	if (listens)
		flags |= SECCOMP_FILTER_FLAG_NEW_LISTENER;
	if (one_in(4))
		flags |= SECCOMP_FILTER_FLAG_LOG;
	if (one_in(8))
		flags |= SECCOMP_FILTER_FLAG_BIND_TRACER;
	if (one_in(16))
		flags |= SECCOMP_FILTER_FLAG_TSYNC;
	if (one_in(16))
		flags |= SECCOMP_FILTER_FLAG_DOMAIN;
	attach_kind(listens ? FILTER_NOTIFY : FILTER_PROBE, flags);
}

/* A filter may decide about execve(2), so the errno can be any. */
static void fail_to_exec(void)
{
	static const char *const paths[] = {
		"/none",
		"/proc/self/status",
		"/proc/self/exe",
	};
	const long before = is_predictable() ? filter_count() : -1;

	/* The address of the arguments is bad. */
	execve(one_of(paths), (char *const *)-4096L, NULL);
	check_count(before, false);
}

/* Other operations of the task may execute a program later. */
void op_attach_on_exec(void)
{
	unsigned int count = 1 + below(3);

	if (one_in(2)) {
		attach_on_exec();
		return;
	}
	if (delegate_to_child(cover_begin))
		return;
	while (count--) {
		attach_on_exec();
		while (one_in(3))
			fail_to_exec();
	}
	exec_self();
}

static void access_as_bound(pid_t pid)
{
	char local[8];
	struct iovec to = { local, sizeof(local) };
	struct iovec from = { (void *)&ops, sizeof(local) };
	long ret;

	ret = process_vm_readv(pid, &to, 1, &from, 1, 0);
	EXPECT("a read by a bound tracer", ret, EPERM, ESRCH, ENOMEM);
	if (ret >= 0 && !results_unknown)
		report_failure("a bound tracer has read memory");
	ret = ptrace(PTRACE_SEIZE, pid, NULL, NULL);
	EXPECT("SEIZE by a bound tracer", ret, EPERM, ESRCH, EINTR);
	if (ret >= 0 && !results_unknown)
		report_failure("a bound tracer has attached to a task");
}

/*
 * Attach a filter that binds this task as a tracer. No other actor is a child of it,
 * so none has the filter.
 */
void op_attach_bound(void)
{
	const pid_t pid = group->actors[below(ROLES)];
	long ret;

	if (delegate_to_child(cover_begin))
		return;
	ret = attach_kind(FILTER_PROBE, SECCOMP_FILTER_FLAG_BIND_TRACER);
	if (!ret && pid > 1 && pid != getpid())
		access_as_bound(pid);
	run_some(one_in(2) ? TRACER : SUBJECT, 2);
	_exit(0);
}

static bool must_be_allowed(long nr)
{
	return nr == __NR_seccomp || nr == __NR_exit_group ||
	       nr == __NR_rt_sigreturn;
}

/* Attaches a filter that denies @count numbers, each with its own errno. */
static void attach_range(unsigned int first, unsigned int count)
{
	struct sock_filter insns[2 * 256 + 2];
	struct sock_fprog prog = { .filter = insns };
	unsigned int nr, len = 0;

	insns[len++] = INSN_LOAD_NR;
	for (nr = first; nr < first + count; nr++) {
		if (must_be_allowed(nr))
			continue;
		insns[len++] = INSN_JEQ(nr, 0, 1);
		insns[len++] = INSN_RET(SECCOMP_RET_ERRNO | (nr + 1));
	}
	insns[len++] = INSN_RET(SECCOMP_RET_ALLOW);
	prog.len = len;
	do_attach(&prog, 0);
}

/* A table can hold the outcomes of either filter, but not of both. */
void op_attach_many_outcomes(void)
{
	const unsigned int each = 120 + below(110);
	unsigned int count = 32;

	if (delegate_to_child(cover_begin_large))
		return;
	results_unknown = true;
	attach_range(each, each);
	attach_range(0, each);
	while (count--) {
		const long nr = below(2 * each);

		if (!must_be_allowed(nr))
			syscall(nr, 0, 0, 0, 0, 0, 0);
	}
	_exit(0);
}

/* Attaches two filters repeatedly, which shares tables and programs. */
void op_attach_many(void)
{
	unsigned int i, count = 2 + below(one_in(4) ? 60 : 12);
	struct filter filters[2];
	struct sock_fprog prog;

	filter_make(&filters[0], FILTER_PROBE);
	filter_make(&filters[1], FILTER_PROBE);
	for (i = 0; i < count; i++) {
		const struct filter *filter = &filters[one_in(4)];

		prog.len = filter->len;
		prog.filter = (struct sock_filter *)filter->insns;
		if (sys_seccomp(SECCOMP_SET_MODE_FILTER, 0, &prog))
			break;
	}
	make_probe_calls(4);
}

/* Attaches filters up to the limit of filters or of instructions. */
void op_attach_to_limit(void)
{
	static struct sock_filter insns[FILTER_INSNS];
	const unsigned int len = one_in(2) ? FILTER_INSNS : 1 + below(64);
	struct sock_fprog prog = { .len = len, .filter = insns };
	unsigned int i;

	if (delegate_to_child(cover_begin))
		return;
	for (i = 0; i < len; i++)
		insns[i] = i + 1 < len ? INSN(BPF_LD | BPF_IMM, i) :
					 INSN_RET(SECCOMP_RET_ALLOW);
	for (i = 0; i < 1100; i++)
		if (sys_seccomp(SECCOMP_SET_MODE_FILTER, 0, &prog))
			break;
	if (!results_unknown && i > 1024)
		report_failure("%u filters of %u instructions were attached", i,
			       len);
	do_attach(&prog, 0);
	_exit(0);
}

void op_attach_prctl(void)
{
	const long before = is_predictable() ? filter_count() : -1;
	struct sock_fprog prog;
	struct filter filter;
	long ret;

	filter_make(&filter, FILTER_PROBE);
	prog.len = filter.len;
	prog.filter = filter.insns;
	if (one_in(4))
		ret = prctl(PR_SET_SECCOMP, random_word() | 4, &prog);
	else
		ret = prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER,
			    random_pointer(&prog, sizeof(prog)));
	EXPECT("prctl", ret, EACCES, EFAULT, EINVAL, ENOMEM);
	check_count(before, !ret);
}

static void corrupt_filter(struct filter *filter)
{
	struct sock_filter *insn = &filter->insns[below(filter->len)];

	switch (below(5)) {
	case 0:
		insn->code = random_u32();
		break;
	case 1:
		insn->k = random_u32();
		break;
	case 2:
		insn->jt = 255;
		break;
	case 3:
		filter->len--;
		break;
	default:
		*insn = INSN(BPF_LD | BPF_MEM, below(20));
		break;
	}
}

/* Some of these attaches succeed, as a changed filter may still be valid. */
void op_attach_bad(void)
{
	struct sock_fprog prog, *arg = &prog;
	unsigned int flags = 0;
	struct filter filter;

	filter_make(&filter, FILTER_PROBE);
	prog.filter = filter.insns;
	prog.len = filter.len;
	switch (below(5)) {
	case 0:
		flags = one_in(2) ? random_flags() ^ 1U << below(32) :
				    random_u32();
		break;
	case 1:
		arg = random_pointer(&prog, sizeof(prog));
		break;
	case 2:
		prog.filter = random_pointer(filter.insns,
					     prog.len * sizeof(*filter.insns));
		break;
	case 3:
		prog.len = one_in(2) ? 0 : FILTER_INSNS + 1 + below(100);
		break;
	default:
		if (is_threaded || depth > 2 || fork())
			return;
		cover_begin();
		/* The changed filter may decide about every call. */
		results_unknown = true;
		corrupt_filter(&filter);
		prog.len = filter.len;
		do_attach(arg, flags);
		make_probe_calls(4);
		_exit(0);
	}
	do_attach(arg, flags);
}

static int drop_ids(void)
{
	return setresgid(65534, 65534, 65534) || setresuid(65534, 65534, 65534);
}

/*
 * Attaches as another user or in a new user namespace, with and without
 * no_new_privs.
 */
void op_attach_no_rights(void)
{
	if (is_threaded || depth > 2 || fork())
		return;
	depth++;
	cover_begin();
	if (one_in(4))
		unshare(CLONE_NEWUSER);
	else if (drop_ids())
		_exit(1);
	if (one_in(2))
		no_new_privs();
	attach_kind(FILTER_PROBE, random_flags());
	run_some(one_in(2) ? SUBJECT : BYSTANDER, 2);
	_exit(0);
}

void op_attach_no_files(void)
{
	struct rlimit few = { .rlim_cur = 3, .rlim_max = 4096 };

	if (is_threaded || depth > 2 || fork())
		return;
	cover_begin();
	setrlimit(RLIMIT_NOFILE, &few);
	attach_kind(FILTER_NOTIFY, SECCOMP_FILTER_FLAG_NEW_LISTENER);
	attach_kind(FILTER_PROBE, 0);
	_exit(0);
}

void op_action_avail(void)
{
	static const u32 actions[] = {
		SECCOMP_RET_ALLOW,	 SECCOMP_RET_LOG,
		SECCOMP_RET_TRACE,	 SECCOMP_RET_USER_NOTIF,
		SECCOMP_RET_ERRNO,	 SECCOMP_RET_TRAP,
		SECCOMP_RET_KILL_THREAD, SECCOMP_RET_KILL_PROCESS,
	};
	u32 action = one_in(4) ? random_u32() : one_of(actions);
	void *arg = random_pointer(&action, sizeof(action));
	long ret;

	ret = sys_seccomp(SECCOMP_GET_ACTION_AVAIL,
			  one_in(4) ? random_word() : 0, arg);
	EXPECT("GET_ACTION_AVAIL", ret, EINVAL, EFAULT, EOPNOTSUPP);
}

void op_notif_sizes(void)
{
	struct seccomp_notif_sizes sizes;
	void *arg = random_pointer(&sizes, sizeof(sizes));
	long ret;

	ret = sys_seccomp(SECCOMP_GET_NOTIF_SIZES,
			  one_in(4) ? random_word() : 0, arg);
	EXPECT("GET_NOTIF_SIZES", ret, EINVAL, EFAULT);
}

void op_bad_operation(void)
{
	const u32 operation = 4 + (random_u32() >> below(32));
	long ret;

	if (operation >= SECCOMP_GET_FEATURES &&
	    operation <= SECCOMP_GET_ARG_KINDS)
		return;
	ret = sys_seccomp(operation, random_word(), NULL);
	EXPECT("an unknown operation", ret, EINVAL);
	if (!results_unknown && ret >= 0)
		report_failure("an unknown operation returned %ld", ret);
}

/* Makes calls that strict mode allows, and then calls that it kills for. */
void op_strict(void)
{
	long ret;

	if (is_threaded || depth > 2 || fork())
		return;
	cover_begin();
	if (one_in(4))
		ret = sys_seccomp(SECCOMP_SET_MODE_STRICT, below(2),
				  one_in(4) ? &ret : NULL);
	else
		ret = prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT, 0, 0, 0);
	EXPECT("strict mode", ret, EINVAL);
	syscall(__NR_write, -1, NULL, 0);
	if (one_in(2))
		make_probe_calls(1);
	if (one_in(2))
		sys_seccomp(SECCOMP_SET_MODE_STRICT, 0, NULL);
	syscall(__NR_exit, 0);
	_exit(0);
}

void op_modes(void)
{
	const long ret = prctl(PR_GET_SECCOMP, 0, 0, 0, 0);
	long shown;

	EXPECT("PR_GET_SECCOMP", ret, EINVAL);
	if (!is_predictable())
		return;
	shown = seccomp_mode();
	if (shown >= 0 && shown != ret)
		report_failure("the mode is %ld, and %ld in /proc", ret, shown);
}

void op_no_new_privs(void)
{
	long ret = prctl(PR_SET_NO_NEW_PRIVS, one_in(4) ? random_word() : 1,
			 one_in(8), 0, 0);

	EXPECT("PR_SET_NO_NEW_PRIVS", ret, EINVAL);
	if (!ret && !results_unknown &&
	    prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1)
		report_failure("no_new_privs was set, and is not");
}
