// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test failed allocations and failed copies from or to user space. Each test
 * makes one system call again and again, and /proc/<pid>/fail-nth injects a
 * fault at the next fault point in each round. The call must either return an
 * errno and change nothing, or succeed as without the fault.
 *
 * The kernel needs CONFIG_FAULT_INJECTION, CONFIG_FAILSLAB,
 * CONFIG_FAIL_PAGE_ALLOC and CONFIG_FAULT_INJECTION_DEBUG_FS. Faults in copies
 * also need CONFIG_FAULT_INJECTION_USERCOPY.
 */
#include "../kselftest_harness.h"
#include "common.h"
#include "callsite.h"
#include "target.h"
#include "notify.h"
#include "slab.h"
#include "tracee.h"
#include "deep.h"
#include "attach_op.h"
#include "domain.h"
#include "count.h"

#include <sys/rseq.h>
#include <sys/stat.h>

/* Seconds, for a debug kernel on an emulated machine. */
#define FAULTS_TIMEOUT 300

/* Every call has fewer fault points. */
#define NTH_MAX 2000

/*
 * A call has fewer fault points when it can reuse free memory. A test therefore
 * ends only after several rounds without a fault.
 */
#define NO_FAULT_ROUNDS 3

/* The errno of the filters before the fault, and of the filter under test. */
#define FIRST_ERRNO EDOM
#define TESTED_ERRNO ERANGE

/* The filter under test denies getpgid() for this argument. */
#define DENIED_PGID(nth) (100000 + (nth))

#define LOGGED "/proc/sys/kernel/seccomp/actions_logged"

/* Results of one round, as exit codes. */
enum {
	FAILED = 40, /* a fault was injected, and the call failed */
	SUCCEEDED, /* a fault was injected, and the call succeeded */
	NO_FAULT, /* the call has fewer than nth fault points */
};

struct attempt {
	unsigned int nth;
	unsigned int flags;
	int base;
	long ret;
};

/* --- One fault ------------------------------------------------------------ */

/* Open the fail-nth file of a thread. @tid 0 is the calling thread. */
static int open_fail_nth(pid_t tid)
{
	char path[64];

	if (tid)
		snprintf(path, sizeof(path), "/proc/%d/fail-nth", tid);
	else
		snprintf(path, sizeof(path), "/proc/thread-self/fail-nth");
	return open(path, O_RDWR | O_CLOEXEC);
}

/*
 * Return true if the call took the fault, and disarm a pending fault. A read that
 * fails has taken the fault itself, so the call did not.
 */
static bool fault_was_injected(int fd)
{
	char left[16] = "";
	bool injected = pread(fd, left, sizeof(left) - 1, 0) > 0 &&
			left[0] == '0';

	if (pwrite(fd, "0", 1, 0) != 1)
		CHILD_ASSERT_EQ(1, pwrite(fd, "0", 1, 0));
	return injected;
}

/* The errno of a failed allocation or a failed copy. */
static bool is_fault_errno(int err)
{
	return err == ENOMEM || err == EFAULT;
}

static void arm_fault(int fd, unsigned int nth)
{
	char text[16];
	int len = sprintf(text, "%u", nth);

	CHILD_ASSERT_LE(0, fd);
	CHILD_ASSERT_EQ(len, pwrite(fd, text, len, 0));
}

static int result_of(int fd, long ret, int err)
{
	const bool injected = fault_was_injected(fd);

	if (ret >= 0)
		return injected ? SUCCEEDED : NO_FAULT;
	errno = err;
	/* A call without a fault must succeed. */
	CHILD_ASSERT(injected);
	CHILD_ASSERT(is_fault_errno(err));
	return FAILED;
}

/*
 * Make a call with a fault at the nth fault point in the thread of @fd. Return
 * the result of the round, and store the return value in the attempt.
 */
#define TRY(one, fd, call)                        \
	({                                        \
		struct attempt *_one = (one);     \
		int _fd = (fd);                   \
		arm_fault(_fd, _one->nth);        \
		errno = 0;                        \
		_one->ret = (call);               \
		result_of(_fd, _one->ret, errno); \
	})

/* --- Attaching ------------------------------------------------------------ */

#define TESTED_INSNS 11

/*
 * Make the filter under test. It denies getpgid() for one argument, which
 * needs a residual. It denies getpriority() through scratch memory, which needs
 * the full program. Each round has its own argument, so the program cache never
 * has the program.
 */
static void make_tested(const struct attempt *attempt,
			struct sock_filter tested[TESTED_INSNS])
{
	const struct sock_filter insns[TESTED_INSNS] = {
		INSN_LOAD_ARCH,
		INSN_JEQ(NATIVE_ARCH, 0, 8),
		INSN_LOAD_NR,
		INSN_JEQ(__NR_getpgid, 0, 2),
		INSN_LOAD_ARG_LO(0),
		INSN_JEQ(DENIED_PGID(attempt->nth), 3, 4),
		INSN(BPF_ST, 0),
		INSN(BPF_LD | BPF_MEM, 0),
		INSN_JEQ(__NR_getpriority, 0, 1),
		INSN_RET(SECCOMP_RET_ERRNO | TESTED_ERRNO),
		INSN_RET(SECCOMP_RET_ALLOW),
	};

	memcpy(tested, insns, sizeof(insns));
}

static int attach_tested(const struct attempt *attempt)
{
	struct sock_filter insns[TESTED_INSNS];

	make_tested(attempt, insns);
	return attach(insns, TESTED_INSNS, attempt->flags);
}

static bool first_denies(void)
{
	return sys_getppid() == -1 && errno == FIRST_ERRNO;
}

static bool tested_denies(const struct attempt *attempt)
{
	return syscall(__NR_getpgid, DENIED_PGID(attempt->nth)) == -1 &&
	       errno == TESTED_ERRNO && syscall(__NR_getpriority, 0, 0) == -1 &&
	       errno == TESTED_ERRNO;
}

static bool tested_allows(const struct attempt *attempt)
{
	return syscall(__NR_getpgid, DENIED_PGID(attempt->nth)) == -1 &&
	       errno == ESRCH && syscall(__NR_getpgid, 0) >= 0 &&
	       syscall(__NR_getpriority, 0, 0) > 0;
}

/*
 * Return the number of the next new descriptor. It would be higher if a failed
 * attach had left a descriptor number reserved.
 */
static int next_fd(void)
{
	int fd = dup(STDOUT_FILENO);

	CHILD_ASSERT_LE(0, fd);
	CHILD_ASSERT_EQ(0, close(fd));
	return fd;
}

/* Check which filters this thread has after the attempt. */
static void check_policy(const struct attempt *attempt, bool attached)
{
	const int filters = attempt->base + attached;

	CHILD_ASSERT_EQ(filters, filter_count());
	CHILD_ASSERT_EQ((filters ? 2 : 0), seccomp_mode());
	if (attempt->base)
		CHILD_ASSERT(first_denies());
	if (attached)
		CHILD_ASSERT(tested_denies(attempt));
	else
		CHILD_ASSERT(tested_allows(attempt));
}

static void attach_base(const struct attempt *attempt)
{
	int i;

	CHILD_ASSERT_EQ(0, no_new_privs());
	for (i = 0; i < attempt->base; i++)
		CHILD_ASSERT_EQ(0, attach_errno(__NR_getppid, FIRST_ERRNO));
}

static int attach_once(void *arg)
{
	struct attempt *attempt = arg;
	int fail, fd, result;

	attach_base(attempt);
	fail = open_fail_nth(0);
	fd = next_fd();
	result = TRY(attempt, fail, attach_tested(attempt));
	check_policy(attempt, result != FAILED);
	if (attempt->flags & SECCOMP_FILTER_FLAG_NEW_LISTENER &&
	    result != FAILED) {
		CHILD_ASSERT_EQ(fd, attempt->ret);
		CHILD_ASSERT_EQ(0, close(fd));
	}
	CHILD_ASSERT_EQ(fd, next_fd());
	/* After the failed attach, an attach without a fault must succeed. */
	if (result == FAILED) {
		CHILD_ASSERT_LE(0, attach_tested(attempt));
		check_policy(attempt, true);
	}
	return result;
}

static int sync_once(void *arg)
{
	struct attempt *attempt = arg;
	struct target worker;
	bool attached;
	int fail, result;
	long nr;

	attach_base(attempt);
	CHILD_ASSERT(start_worker(&worker));
	fail = open_fail_nth(0);
	result = TRY(attempt, fail, attach_tested(attempt));
	attached = result != FAILED;
	check_policy(attempt, attached);
	nr = __NR_getpgid;
	CHILD_ASSERT_EQ((attached ? TESTED_ERRNO : ESRCH),
			err_of(&worker, nr, DENIED_PGID(attempt->nth)));
	CHILD_ASSERT_EQ((attempt->base ? FIRST_ERRNO : 0),
			err_of(&worker, __NR_getppid));
	CHILD_ASSERT_EQ(attempt->base + attached,
			status_field(worker.pid, "Seccomp_filters"));
	CHILD_ASSERT(end_worker(&worker));
	return result;
}

/* --- SECCOMP_ATTACH and descriptors of programs --------------------------- */

/* With a label, the attach has one more allocation. */
static int attach_op_once(void *arg)
{
	struct attempt *attempt = arg;
	struct sock_filter insns[TESTED_INSNS];
	struct sock_fprog prog = { .len = TESTED_INSNS, .filter = insns };
	struct seccomp_attach a = attach_of_program(&prog, attempt->flags);
	struct seccomp_attach again;
	int fail, fd, result;

	strcpy(a.label, "fault");
	again = a;
	attach_base(attempt);
	make_tested(attempt, insns);
	fail = open_fail_nth(0);
	fd = next_fd();
	result = TRY(attempt, fail, sys_attach(&a));
	check_policy(attempt, result != FAILED);
	if (result == FAILED) {
		/* No descriptor is open or reserved. */
		CHILD_ASSERT_EQ(fd, next_fd());
		CHILD_ASSERT_EQ(0, sys_attach(&again));
		check_policy(attempt, true);
		a = again;
	}
	CHILD_ASSERT_NE(0, a.filter_id);
	if (attempt->flags & SECCOMP_FILTER_FLAG_NEW_LISTENER) {
		CHILD_ASSERT_EQ(fd, a.listener_fd);
		CHILD_ASSERT_EQ(0, close(fd));
	}
	if (attempt->flags & DOMAIN) {
		CHILD_ASSERT_EQ(fd, a.domain_fd);
		CHILD_ASSERT_EQ(0, close(fd));
	}
	if (attempt->flags & COUNT) {
		CHILD_ASSERT_EQ(fd, a.counter_fd);
		CHILD_ASSERT(tested_denies(attempt));
		CHILD_ASSERT_LT(0,
				count_of(fd, __NR_getpgid, SECCOMP_RET_ERRNO));
		CHILD_ASSERT_EQ(0, close(fd));
	}
	CHILD_ASSERT_EQ(fd, next_fd());
	return result;
}

/* A member adds a content to its own domain. */
static int tighten_once(void *arg)
{
	struct attempt *attempt = arg;
	struct sock_filter insns[TESTED_INSNS];
	int fail, fd, result;

	attach_base(attempt);
	CHILD_ASSERT_LE(0, fd = make_domain(DOMAIN_RESERVE, 0));
	make_tested(attempt, insns);
	fail = open_fail_nth(0);
	result = TRY(attempt, fail, tighten_insns(fd, insns, TESTED_INSNS));
	CHILD_ASSERT_EQ(result != FAILED, domain_info(fd).added);
	if (result == FAILED) {
		CHILD_ASSERT(tested_allows(attempt));
		CHILD_ASSERT_EQ(DOMAIN_RESERVE, domain_info(fd).reserve);
		CHILD_ASSERT_EQ(0, tighten_insns(fd, insns, TESTED_INSNS));
	}
	CHILD_ASSERT(tested_denies(attempt));
	return result;
}

static int domain_info_once(void *arg)
{
	struct seccomp_domain_info info = { .size = sizeof(info) };
	struct attempt *attempt = arg;
	int fail, fd, result;

	attach_base(attempt);
	CHILD_ASSERT_LE(0, fd = make_domain(DOMAIN_RESERVE, 0));
	CHILD_ASSERT_EQ(0, tighten_nr(fd, __NR_getsid,
				      DOMAIN_ERRNO(TESTED_ERRNO)));
	fail = open_fail_nth(0);
	result =
		TRY(attempt, fail, ioctl(fd, SECCOMP_IOCTL_DOMAIN_INFO, &info));
	/* A copy that fails has written nothing. */
	CHILD_ASSERT_EQ(result != FAILED, info.added);
	CHILD_ASSERT_EQ(result != FAILED, !!info.filter_id);
	CHILD_ASSERT_EQ(1, domain_info(fd).added);
	CHILD_ASSERT_ERRNO(TESTED_ERRNO, syscall(__NR_getsid, 0));
	return result;
}

static int load_program_once(void *arg)
{
	struct attempt *attempt = arg;
	struct sock_filter insns[TESTED_INSNS];
	int fail, fd, result;

	attach_base(attempt);
	make_tested(attempt, insns);
	fail = open_fail_nth(0);
	fd = next_fd();
	result = TRY(attempt, fail, load_insns(insns, TESTED_INSNS, 0));
	check_policy(attempt, false);
	if (result == FAILED) {
		CHILD_ASSERT_EQ(fd, next_fd());
		CHILD_ASSERT_EQ(fd, load_insns(insns, TESTED_INSNS, 0));
	}
	CHILD_ASSERT_EQ(0, attach_fd(fd, 0));
	check_policy(attempt, true);
	return result;
}

static int attach_fd_once(void *arg)
{
	struct attempt *attempt = arg;
	struct sock_filter insns[TESTED_INSNS];
	int fail, fd, result;

	attach_base(attempt);
	make_tested(attempt, insns);
	fail = open_fail_nth(0);
	CHILD_ASSERT_LE(0, fd = load_insns(insns, TESTED_INSNS, 0));
	result = TRY(attempt, fail, attach_fd(fd, 0));
	check_policy(attempt, result != FAILED);
	if (result == FAILED)
		CHILD_ASSERT_EQ(0, attach_fd(fd, 0));
	check_policy(attempt, true);
	return result;
}

/* A mask that denies getsid(), and one more number in each round. */
static int load_mask(const struct attempt *attempt)
{
	const int number = 600 + attempt->nth % 400;
	__u8 bits[SECCOMP_BITMASK_MAX / 8];

	memset(bits, 0xff, sizeof(bits));
	bits[__NR_getsid / 8] &= ~(1 << __NR_getsid % 8);
	if (attempt->flags)
		memset(bits + 512 / 8, 0, sizeof(bits) - 512 / 8);
	else
		bits[number / 8] &= ~(1 << number % 8);
	return load_bitmask(NATIVE_ARCH, bits, SECCOMP_BITMASK_MAX,
			    SECCOMP_RET_ERRNO | TESTED_ERRNO);
}

/* Masks with numbers that no call has take another path in the kernel. */
static int load_bitmask_once(void *arg)
{
	struct attempt *attempt = arg;
	int fail, fd, result;

	attach_base(attempt);
	fail = open_fail_nth(0);
	fd = next_fd();
	result = TRY(attempt, fail, load_mask(attempt));
	CHILD_ASSERT_EQ(attempt->base, filter_count());
	if (result == FAILED) {
		CHILD_ASSERT_EQ(fd, next_fd());
		CHILD_ASSERT_EQ(fd, load_mask(attempt));
	}
	CHILD_ASSERT_LE(0, syscall(__NR_getsid, 0));
	CHILD_ASSERT_EQ(0, attach_fd(fd, 0));
	CHILD_ASSERT_ERRNO(TESTED_ERRNO, syscall(__NR_getsid, 0));
	CHILD_ASSERT_LT(0, sys_gettid());
	return result;
}

/* --- fork() --------------------------------------------------------------- */

/* A child has the filters of its parent. */
static int check_after_fork(void)
{
	CHILD_ASSERT_EQ(2, filter_count());
	CHILD_ASSERT(first_denies());
	return 42;
}

static long raw_fork(void)
{
	long pid = syscall(__NR_clone, SIGCHLD, 0, 0, 0, 0);

	if (!pid)
		_exit(check_after_fork());
	return pid;
}

/*
 * Unregister the C library's rseq area. The kernel accesses this area on the
 * return to user space, and kills the task if the access fails. A fault there
 * would not test fork().
 */
static void unregister_rseq(void)
{
	void *area = (char *)__builtin_thread_pointer() + __rseq_offset;

	if (__rseq_size)
		CHILD_ASSERT_EQ(0, syscall(__NR_rseq, area, sizeof(struct rseq),
					   RSEQ_FLAG_UNREGISTER, RSEQ_SIG));
}

static int fork_once(void *arg)
{
	struct attempt *attempt = arg;
	int fail, result;

	unregister_rseq();
	attach_base(attempt);
	fail = open_fail_nth(0);
	result = TRY(attempt, fail, raw_fork());
	if (result != FAILED)
		CHILD_ASSERT(exited_with(wait_child(attempt->ret), 42));
	check_policy(attempt, false);
	CHILD_ASSERT(exited_with(wait_child(raw_fork()), 42));
	return result;
}

/* --- Notifications -------------------------------------------------------- */

#define REPLY 4711

/* Start a target that waits in a notified call. */
static void start_notified(struct target *t)
{
	CHILD_ASSERT(start_target(t, prepare_notify, NULL));
	CHILD_ASSERT(send_call(t, NOTIFIED_NR));
	CHILD_ASSERT(wait_events(t->listener, POLLIN));
}

static void check_reply(struct target *t)
{
	struct outcome out = outcome_of(t);

	CHILD_ASSERT_EQ(REPLY, out.ret);
	CHILD_ASSERT(send_call(t, __NR_getpid));
	CHILD_ASSERT_EQ(t->pid, outcome_of(t).ret);
	CHILD_ASSERT(exited_with(end_target(t), 0));
	close(t->listener);
}

static int receive_once(void *arg)
{
	struct attempt *attempt = arg;
	struct seccomp_notif notif = {};
	struct target t;
	int result;

	start_notified(&t);
	result =
		TRY(attempt, open_fail_nth(0), receive_raw(t.listener, &notif));
	/* A failed RECV leaves the notification for the next RECV. */
	if (result == FAILED)
		CHILD_ASSERT_EQ(0, receive(t.listener, &notif));
	CHILD_ASSERT_EQ((__u32)t.pid, notif.pid);
	CHILD_ASSERT_EQ(NOTIFIED_NR, notif.data.nr);
	CHILD_ASSERT_EQ(0, respond_value(t.listener, notif.id, REPLY));
	check_reply(&t);
	return result;
}

static int respond_once(void *arg)
{
	struct attempt *attempt = arg;
	struct seccomp_notif notif;
	struct target t;
	int result;

	start_notified(&t);
	CHILD_ASSERT_EQ(0, receive(t.listener, &notif));
	result = TRY(attempt, open_fail_nth(0),
		     respond_value(t.listener, notif.id, REPLY));
	if (result == FAILED) {
		CHILD_ASSERT(id_valid(t.listener, notif.id));
		CHILD_ASSERT(wait_blocked(t.pid, NOTIFIED_NR));
		CHILD_ASSERT_EQ(0, respond_value(t.listener, notif.id, REPLY));
	} else {
		CHILD_ASSERT_EQ(-1, respond_value(t.listener, notif.id, REPLY));
	}
	check_reply(&t);
	return result;
}

/*
 * The target makes a second call after the reply. A NEXT that fails says whether it has
 * sent the reply, and loses no notification.
 */
static int next_once(void *arg)
{
	struct attempt *attempt = arg;
	struct seccomp_notif_next next = {};
	struct seccomp_notif notif;
	struct target t;
	int result;

	start_notified(&t);
	CHILD_ASSERT_EQ(0, receive(t.listener, &notif));
	CHILD_ASSERT(send_call(&t, NOTIFIED_NR));
	next.resp.id = notif.id;
	next.resp.val = REPLY;
	result = TRY(attempt, open_fail_nth(0),
		     ioctl(t.listener, SECCOMP_IOCTL_NOTIF_NEXT, &next));
	if (result != FAILED)
		CHILD_ASSERT_EQ(1, next.sent);
	CHILD_ASSERT_EQ(next.sent != 1, id_valid(t.listener, notif.id));
	if (!next.sent)
		CHILD_ASSERT_EQ(0, respond_value(t.listener, notif.id, REPLY));
	CHILD_ASSERT_EQ(REPLY, outcome_of(&t).ret);
	if (result == FAILED)
		CHILD_ASSERT_EQ(0, receive(t.listener, &next.notif));
	CHILD_ASSERT_NE(notif.id, next.notif.id);
	CHILD_ASSERT_EQ(NOTIFIED_NR, next.notif.data.nr);
	CHILD_ASSERT_EQ(0, respond_value(t.listener, next.notif.id, REPLY));
	check_reply(&t);
	return result;
}

static int validate_once(void *arg)
{
	struct attempt *attempt = arg;
	struct seccomp_notif notif;
	struct target t;
	int result;

	start_notified(&t);
	CHILD_ASSERT_EQ(0, receive(t.listener, &notif));
	result =
		TRY(attempt, open_fail_nth(0),
		    ioctl(t.listener, SECCOMP_IOCTL_NOTIF_ID_VALID, &notif.id));
	CHILD_ASSERT(id_valid(t.listener, notif.id));
	CHILD_ASSERT_EQ(0, respond_value(t.listener, notif.id, REPLY));
	check_reply(&t);
	return result;
}

/* The target's descriptor table has to grow for this number. */
#define FAR_FD 900

static bool has_fd(pid_t pid, int fd)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/fd/%d", pid, fd);
	return !faccessat(AT_FDCWD, path, F_OK, AT_SYMLINK_NOFOLLOW);
}

/*
 * Inject the fault into the supervisor, which copies and queues the request, or
 * into the target, which installs the descriptor.
 */
static int add_fd_once(struct attempt *attempt, bool in_target)
{
	struct seccomp_notif_addfd add = {
		.srcfd = STDOUT_FILENO,
		.flags = SECCOMP_ADDFD_FLAG_SETFD,
		.newfd = FAR_FD,
	};
	struct seccomp_notif notif;
	struct target t;
	int result, fail;

	start_notified(&t);
	CHILD_ASSERT_EQ(0, receive(t.listener, &notif));
	add.id = notif.id;
	fail = open_fail_nth(in_target ? t.pid : 0);
	result = TRY(attempt, fail, add_fd(t.listener, add));
	CHILD_ASSERT_EQ((result != FAILED), has_fd(t.pid, FAR_FD));
	if (result == FAILED)
		CHILD_ASSERT_EQ(FAR_FD, add_fd(t.listener, add));
	CHILD_ASSERT_EQ(0, respond_value(t.listener, notif.id, REPLY));
	check_reply(&t);
	return result;
}

static int add_fd_as_supervisor(void *arg)
{
	return add_fd_once(arg, false);
}

static int add_fd_as_target(void *arg)
{
	return add_fd_once(arg, true);
}

/*
 * Test ADDFD with SEND. The target has a pending SIGSTOP, so it stops after the
 * reply, and later fault points in the target are not reached.
 */
static int send_fd_once(struct attempt *attempt, bool in_target)
{
	struct notify_how how = {
		.nr = NOTIFIED_NR,
		.flags = SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV,
	};
	struct seccomp_notif_addfd add = {
		.srcfd = STDOUT_FILENO,
		.flags = SECCOMP_ADDFD_FLAG_SETFD | SECCOMP_ADDFD_FLAG_SEND,
		.newfd = FAR_FD,
	};
	struct seccomp_notif notif;
	struct outcome out;
	struct target t;
	int result, fail;

	CHILD_ASSERT(start_target(&t, prepare_notify, &how));
	CHILD_ASSERT(send_call(&t, NOTIFIED_NR));
	CHILD_ASSERT_EQ(0, receive(t.listener, &notif));
	CHILD_ASSERT_EQ(0, kill(t.pid, SIGSTOP));
	add.id = notif.id;
	fail = open_fail_nth(in_target ? t.pid : 0);
	result = TRY(attempt, fail, add_fd(t.listener, add));
	CHILD_ASSERT_EQ((result != FAILED), has_fd(t.pid, FAR_FD));
	/* A failed ADDFD has not replied, so the supervisor can try again. */
	if (result == FAILED) {
		CHILD_ASSERT(id_valid(t.listener, notif.id));
		CHILD_ASSERT_EQ(FAR_FD, add_fd(t.listener, add));
	}
	CHILD_ASSERT(wait_state(t.pid, 'T'));
	CHILD_ASSERT_EQ(0, kill(t.pid, SIGCONT));
	out = outcome_of(&t);
	CHILD_ASSERT_EQ(FAR_FD, out.ret);
	CHILD_ASSERT(exited_with(end_target(&t), 0));
	close(t.listener);
	return result;
}

static int send_fd_as_supervisor(void *arg)
{
	return send_fd_once(arg, false);
}

static int send_fd_as_target(void *arg)
{
	return send_fd_once(arg, true);
}

/* --- Inspecting ----------------------------------------------------------- */

static int prepare_filtered(void *arg)
{
	struct attempt attempt = { .nth = 1 };

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_tested(&attempt));
	return NO_LISTENER;
}

static void start_stopped(struct target *t)
{
	CHILD_ASSERT(start_target(t, prepare_filtered, NULL));
	CHILD_ASSERT_EQ(0, seize(t->pid, 0));
	CHILD_ASSERT_EQ(0, ptrace(PTRACE_INTERRUPT, t->pid, NULL, NULL));
	CHILD_ASSERT_EQ(STOP_INTERRUPTED, wait_stop(t->pid));
}

static void end_stopped(struct target *t)
{
	CHILD_ASSERT_EQ(0, ptrace(PTRACE_DETACH, t->pid, NULL, NULL));
	CHILD_ASSERT(exited_with(end_target(t), 0));
}

static int get_filter_once(void *arg)
{
	struct attempt *attempt = arg;
	struct sock_filter insns[16];
	struct target t;
	int result;

	start_stopped(&t);
	result = TRY(attempt, open_fail_nth(0),
		     ptrace(PTRACE_SECCOMP_GET_FILTER, t.pid, 0, insns));
	CHILD_ASSERT(result == FAILED || attempt->ret == 11);
	CHILD_ASSERT_EQ(11, ptrace(PTRACE_SECCOMP_GET_FILTER, t.pid, 0, insns));
	end_stopped(&t);
	return result;
}

static int get_metadata_once(void *arg)
{
	struct attempt *attempt = arg;
	struct __ptrace_seccomp_metadata data = { .flags = 7 };
	struct target t;
	int result;

	start_stopped(&t);
	result = TRY(attempt, open_fail_nth(0),
		     ptrace(PTRACE_SECCOMP_GET_METADATA, t.pid, sizeof(data),
			    &data));
	if (result != FAILED) {
		CHILD_ASSERT_EQ(sizeof(data), attempt->ret);
		CHILD_ASSERT_EQ(0, data.flags);
	}
	data.flags = 7;
	CHILD_ASSERT_EQ(sizeof(data), ptrace(PTRACE_SECCOMP_GET_METADATA, t.pid,
					     sizeof(data), &data));
	CHILD_ASSERT_EQ(0, data.flags);
	end_stopped(&t);
	return result;
}

static ssize_t read_logged(char *names, size_t size)
{
	int fd = open(LOGGED, O_RDONLY | O_CLOEXEC);
	ssize_t got = fd < 0 ? -1 : pread(fd, names, size - 1, 0);

	close(fd);
	names[got < 0 ? 0 : got] = 0;
	return got;
}

static int set_logged_once(void *arg)
{
	static const char wanted[] = "errno kill_process";
	struct attempt *attempt = arg;
	char before[128], after[128];
	int result, fd;

	CHILD_ASSERT_LT(0, read_logged(before, sizeof(before)));
	fd = open(LOGGED, O_WRONLY | O_CLOEXEC);
	CHILD_ASSERT_LE(0, fd);
	result = TRY(attempt, open_fail_nth(0),
		     pwrite(fd, wanted, strlen(wanted), 0));
	CHILD_ASSERT_LT(0, read_logged(after, sizeof(after)));
	CHILD_ASSERT_EQ(0, strcmp(after, result == FAILED ?
						 before :
						 "kill_process errno\n"));
	CHILD_ASSERT_EQ((ssize_t)strlen(before),
			pwrite(fd, before, strlen(before), 0));
	return result;
}

/* --- Calls with copied arguments ------------------------------------------ */

/* The file whose mode a call changes, and another one, for which it is denied */
#define CHANGED "/tmp/changed"
#define DENIED "/tmp/denied"

#define OLD_MODE 0600
#define NEW_MODE 0705

/* Make the files. No filter looks at the calls for that. */
static void make_file(const char *path)
{
	int fd = open(path, O_CREAT | O_RDWR | O_CLOEXEC, OLD_MODE);

	CHILD_ASSERT_LE(0, fd);
	CHILD_ASSERT_EQ(0, fchmod(fd, OLD_MODE));
	CHILD_ASSERT_EQ(0, close(fd));
}

static bool is_changed(const char *path)
{
	struct stat st;

	CHILD_ASSERT_EQ(0, lstat(path, &st));
	return (st.st_mode & 0777) == NEW_MODE;
}

static int change_mode(const char *path)
{
	return syscall(__NR_fchmodat, AT_FDCWD, path, NEW_MODE);
}

/*
 * Attach a filter that denies fchmodat() of other paths. An unreadable path is left
 * to the body.
 */
static int attach_deep(unsigned int flags)
{
	static struct deep_filter f;

	deep_begin(&f, __NR_fchmodat);
	deep_match(&f, SECCOMP_ARG_STATUS(1), SECCOMP_ARG_COPIED,
		   SECCOMP_RET_ALLOW);
	deep_match_string(&f, 1, CHANGED, DEEP_ERRNO(TESTED_ERRNO));
	deep_return(&f, flags & SECCOMP_FILTER_FLAG_NEW_LISTENER ?
				SECCOMP_RET_USER_NOTIF :
				SECCOMP_RET_ALLOW);
	CHILD_ASSERT_EQ(0, no_new_privs());
	return deep_attach_with(&f, DEEP_ARGS | flags);
}

/* A call that changes the mode of a file, by an ABI of this task. */
typedef int (*change_fn)(const char *path);

static bool call_is_denied(change_fn change)
{
	return change(DENIED) == -1 && errno == TESTED_ERRNO;
}

static bool deep_denies(void)
{
	return call_is_denied(change_mode);
}

/*
 * Change the mode with a fault. A call that fails must not have changed it. Then the
 * call must succeed without a fault, and the filter must still deny the other path.
 * The process has @mappings mappings then. A failed call leaves no other one behind.
 */
static int copy_once_by(change_fn change, struct attempt *attempt, int mappings)
{
	int result;

	unregister_rseq();
	make_file(CHANGED);
	make_file(DENIED);
	result = TRY(attempt, open_fail_nth(0), change(CHANGED));
	CHILD_ASSERT_EQ((result != FAILED), is_changed(CHANGED));
	CHILD_ASSERT(call_is_denied(change));
	/* A mapping for 32-bit calls serves 64-bit calls, too. */
	CHILD_ASSERT(deep_denies());
	CHILD_ASSERT(!is_changed(DENIED));
	CHILD_ASSERT_EQ(0, change(CHANGED));
	CHILD_ASSERT(is_changed(CHANGED));
	CHILD_ASSERT_EQ(mappings, deep_mappings(getpid()));
	return result;
}

static int copy_once(struct attempt *attempt, int mappings)
{
	return copy_once_by(change_mode, attempt, mappings);
}

static int first_copy_once(void *arg)
{
	CHILD_ASSERT_EQ(0, attach_deep(0));
	return copy_once(arg, 1);
}

static int later_copy_once(void *arg)
{
	CHILD_ASSERT_EQ(0, attach_deep(0));
	CHILD_ASSERT(deep_denies());
	return copy_once(arg, 1);
}

static void *copy_in_thread(void *arg)
{
	return (void *)(long)copy_once(arg, 1);
}

/* A second thread takes a slot of the mapping. */
static int thread_copy_once(void *arg)
{
	pthread_t thread;
	void *result;

	CHILD_ASSERT_EQ(0, attach_deep(0));
	CHILD_ASSERT(deep_denies());
	CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, copy_in_thread, arg));
	CHILD_ASSERT_EQ(0, pthread_join(thread, &result));
	CHILD_ASSERT(deep_denies());
	return (long)result;
}

/* As many threads as a mapping has slots */
#define SLOTS_OF_A_MAPPING 32

static void *hold_slot(void *arg)
{
	pthread_barrier_t *taken = arg;

	CHILD_ASSERT(deep_denies());
	pthread_barrier_wait(taken);
	/* The process ends with all threads. */
	for (;;)
		pause();
	return NULL;
}

/* Other threads have all slots of the first mapping. */
static int second_chunk_once(void *arg)
{
	static pthread_barrier_t taken;
	pthread_t thread;
	int i;

	CHILD_ASSERT_EQ(0, attach_deep(0));
	CHILD_ASSERT_EQ(0, pthread_barrier_init(&taken, NULL,
						SLOTS_OF_A_MAPPING + 1));
	for (i = 0; i < SLOTS_OF_A_MAPPING; i++)
		CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, hold_slot,
						  &taken));
	pthread_barrier_wait(&taken);
	CHILD_ASSERT_EQ(1, deep_mappings(getpid()));
	return copy_once(arg, 2);
}

#ifdef __x86_64__

/* fchmodat(2) of 32-bit x86 */
#define IA32_FCHMODAT 306

/* Memory below 4 GiB for the path of a 32-bit call */
static char *low_path;

static int change_mode_ia32(const char *path)
{
	const unsigned long args[6] = { (__u32)AT_FDCWD,
					(unsigned long)low_path, NEW_MODE };
	int ret;

	strcpy(low_path, path);
	ret = text_site32().call(IA32_FCHMODAT, args);
	if (ret >= 0)
		return ret;
	errno = -ret;
	return -1;
}

static void attach_deep_ia32(void)
{
	static struct deep_filter f;

	low_path = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
			MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
	CHILD_ASSERT_OBJECT(low_path);
	CHILD_ASSERT_EQ(0, attach_deep(0));
	deep_begin_abi(&f, AUDIT_ARCH_I386, IA32_FCHMODAT);
	deep_match(&f, SECCOMP_ARG_STATUS(1), SECCOMP_ARG_COPIED,
		   SECCOMP_RET_ALLOW);
	deep_match_string(&f, 1, CHANGED, DEEP_ERRNO(TESTED_ERRNO));
	deep_return(&f, SECCOMP_RET_ALLOW);
	CHILD_ASSERT_EQ(0, deep_attach(&f));
}

/* As copy_once(), by a 32-bit call of this 64-bit task. */
static int copy_once_ia32(struct attempt *attempt, int mappings)
{
	return copy_once_by(change_mode_ia32, attempt, mappings);
}

/* The mapping is below 4 GiB, and serves 64-bit calls, too. */
static int first_ia32_copy_once(void *arg)
{
	attach_deep_ia32();
	return copy_once_ia32(arg, 1);
}

/* The mapping is above 4 GiB, so the 32-bit call needs another one. */
static int second_mapping_once(void *arg)
{
	attach_deep_ia32();
	CHILD_ASSERT(deep_denies());
	CHILD_ASSERT_EQ(1, deep_mappings(getpid()));
	return copy_once_ia32(arg, 2);
}

#endif

static bool exists(const char *path)
{
	struct stat st;

	return !lstat(path, &st);
}

static int rename_file(const char *from, const char *to)
{
	return syscall(__NR_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

/* Most operations of prctl(2) copy nothing. */
static int deny_older_copies(void)
{
	static struct deep_filter f;

	deep_begin(&f, __NR_prctl);
	deep_match(&f, SECCOMP_ARG_STATUS(1), SECCOMP_ARG_ABSENT,
		   DEEP_ERRNO(TESTED_ERRNO));
	deep_return(&f, SECCOMP_RET_ALLOW);
	return deep_attach(&f);
}

/*
 * Both paths need a page. If the second one has none, the next call must not find
 * the first path in its window.
 */
static int two_copies_once(void *arg)
{
	static struct deep_filter f;
	struct attempt *attempt = arg;
	int result;

	deep_begin(&f, __NR_renameat2);
	deep_match(&f, SECCOMP_ARG_STATUS(1), SECCOMP_ARG_COPIED,
		   SECCOMP_RET_ALLOW);
	deep_match(&f, SECCOMP_ARG_STATUS(3), SECCOMP_ARG_COPIED,
		   SECCOMP_RET_ALLOW);
	deep_match_string(&f, 1, CHANGED, DEEP_ERRNO(TESTED_ERRNO));
	deep_match_string(&f, 3, DENIED, DEEP_ERRNO(TESTED_ERRNO));
	deep_return(&f, SECCOMP_RET_ALLOW);
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, deep_attach(&f));
	CHILD_ASSERT_EQ(0, deny_older_copies());
	unregister_rseq();
	unlink(DENIED);
	make_file(CHANGED);
	result = TRY(attempt, open_fail_nth(0), rename_file(CHANGED, DENIED));
	CHILD_ASSERT_LE(0, prctl(PR_GET_DUMPABLE));
	CHILD_ASSERT_EQ((result != FAILED), exists(DENIED));
	CHILD_ASSERT_EQ((result == FAILED), exists(CHANGED));
	CHILD_ASSERT_ERRNO(TESTED_ERRNO, rename_file(DENIED, CHANGED));
	return result;
}

/*
 * execve(2) of a file that does not exist. The body does not get to argv. The strings
 * need a page, and the pointers to them another one.
 */
static int execute(const char *string)
{
	const char *argv[3] = { string };
	int ret;

	argv[1] = "two";
	ret = syscall(__NR_execve, "/tmp/missing", argv, NULL);
	return ret == -1 && errno == ENOENT ? 0 : ret;
}

static int strings_once(void *arg)
{
	static struct deep_filter f;
	struct attempt *attempt = arg;
	int result;

	deep_begin(&f, __NR_execve);
	deep_match(&f, SECCOMP_ARG_STATUS(1), SECCOMP_ARG_COPIED,
		   SECCOMP_RET_ALLOW);
	deep_match_bytes(&f, 1, "one\0two", sizeof("one\0two"),
			 DEEP_ERRNO(TESTED_ERRNO));
	deep_return(&f, SECCOMP_RET_ALLOW);
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, deep_attach(&f));
	CHILD_ASSERT_EQ(0, deny_older_copies());
	unregister_rseq();
	result = TRY(attempt, open_fail_nth(0), execute("one"));
	CHILD_ASSERT_LE(0, prctl(PR_GET_DUMPABLE));
	CHILD_ASSERT_ERRNO(TESTED_ERRNO, execute("another"));
	CHILD_ASSERT_EQ(0, execute("one"));
	return result;
}

/* The listener of the filter, for the thread that has none */
static int supervised_listener = -1;

/* Is the path @arg of a call copied? Otherwise it could not be read. */
static bool is_path_copied(int fd, __u64 id, __u32 arg)
{
	struct seccomp_notif_arg copy = { .id = id, .arg = arg };

	CHILD_ASSERT_EQ(0, get_arg(fd, &copy));
	if (copy.status != SECCOMP_ARG_COPIED)
		CHILD_ASSERT_EQ(SECCOMP_ARG_FAULT, copy.status);
	return copy.status == SECCOMP_ARG_COPIED;
}

/* Let calls continue. The kernel says if one of their pointers has no copy. */
static void *continue_calls(void *arg)
{
	struct seccomp_notif notif = {};
	bool first, second;
	int fd;

	(void)arg;
	CHILD_ASSERT(WAIT_UNTIL(SHARED_LOAD(supervised_listener) >= 0));
	fd = SHARED_LOAD(supervised_listener);
	while (events_of(fd, -1) & POLLIN) {
		memset(&notif, 0, sizeof(notif));
		CHILD_ASSERT_EQ(0, receive_raw(fd, &notif));
		first = is_path_copied(fd, notif.id, 1);
		second = is_path_copied(fd, notif.id, 3);
		CHILD_ASSERT_EQ((first && second ? 0 :
						   SECCOMP_NOTIF_FLAG_UNCOPIED),
				notif.flags);
		CHILD_ASSERT_EQ(0, respond_continue(fd, notif.id));
	}
	return NULL;
}

/* Rename a file below a deep filter whose supervisor continues that. */
static int rename_supervised(struct attempt *attempt, struct deep_filter *f)
{
	pthread_t thread;
	int result, fd;

	CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, continue_calls, NULL));
	CHILD_ASSERT_EQ(0, no_new_privs());
	fd = deep_attach_with(f, DEEP_ARGS | SECCOMP_FILTER_FLAG_NEW_LISTENER);
	CHILD_ASSERT_LE(0, fd);
	SHARED_STORE(supervised_listener, fd);
	unregister_rseq();
	unlink(DENIED);
	make_file(CHANGED);
	result = TRY(attempt, open_fail_nth(0), rename_file(CHANGED, DENIED));
	CHILD_ASSERT_EQ((result != FAILED), exists(DENIED));
	CHILD_ASSERT_EQ((result == FAILED), exists(CHANGED));
	return result;
}

/*
 * The filter loads the first path alone, and the supervisor gets both. Without memory
 * for the second one, the call must fail, and the supervisor must not see it.
 */
static int supervised_copies_once(void *arg)
{
	static struct deep_filter f;
	int result;

	deep_begin(&f, __NR_renameat2);
	deep_match(&f, SECCOMP_ARG_STATUS(1), SECCOMP_ARG_COPIED,
		   SECCOMP_RET_ALLOW);
	deep_match_string(&f, 1, CHANGED, DEEP_ERRNO(TESTED_ERRNO));
	deep_return(&f, SECCOMP_RET_USER_NOTIF);
	result = rename_supervised(arg, &f);
	CHILD_ASSERT_ERRNO(TESTED_ERRNO, rename_file(DENIED, CHANGED));
	make_file(CHANGED);
	CHILD_ASSERT_EQ(0, rename_file(CHANGED, DENIED));
	CHILD_ASSERT(!exists(CHANGED));
	return result;
}

/*
 * The filter loads no path, so the copies are for the supervisor only. Without memory for
 * the work that drops them, the call must fail.
 */
static int supervised_by_register_once(void *arg)
{
	static struct deep_filter f;
	int result;

	deep_begin(&f, __NR_renameat2);
	deep_match(&f, ARG_LO(0), (__u32)AT_FDCWD, SECCOMP_RET_ALLOW);
	deep_return(&f, SECCOMP_RET_USER_NOTIF);
	result = rename_supervised(arg, &f);
	make_file(CHANGED);
	CHILD_ASSERT_EQ(0, rename_file(CHANGED, DENIED));
	CHILD_ASSERT(!exists(CHANGED));
	return result;
}

static int get_features_once(void *arg)
{
	struct seccomp_features features = { .size = sizeof(features) };
	struct attempt *attempt = arg;
	int result;

	result = TRY(attempt, open_fail_nth(0),
		     sys_seccomp(SECCOMP_GET_FEATURES, 0, &features));
	if (result == FAILED)
		CHILD_ASSERT_EQ(0, sys_seccomp(SECCOMP_GET_FEATURES, 0,
					       &features));
	CHILD_ASSERT_EQ(SECCOMP_ARG_DATA_MAX, features.arg_data_max);
	return result;
}

static int get_arg_kinds_once(void *arg)
{
	struct seccomp_arg_kinds kinds = {
		.size = sizeof(kinds),
		.arch = NATIVE_ARCH,
		.nr = __NR_fchmodat,
	};
	struct attempt *attempt = arg;
	int result;

	result = TRY(attempt, open_fail_nth(0),
		     sys_seccomp(SECCOMP_GET_ARG_KINDS, 0, &kinds));
	if (result == FAILED)
		CHILD_ASSERT_EQ(0,
				sys_seccomp(SECCOMP_GET_ARG_KINDS, 0, &kinds));
	CHILD_ASSERT_EQ(SECCOMP_KIND_PATH, kinds.info[1].kind);
	return result;
}

static int attach_deep_once(void *arg)
{
	struct attempt *attempt = arg;
	int result;

	CHILD_ASSERT_EQ(0, no_new_privs());
	result = TRY(attempt, open_fail_nth(0), attach_deep(0));
	CHILD_ASSERT_EQ((result != FAILED), filter_count());
	if (result == FAILED)
		CHILD_ASSERT_EQ(0, attach_deep(0));
	CHILD_ASSERT(deep_denies());
	return result;
}

static int prepare_deep_notify(void *arg)
{
	return attach_deep(SECCOMP_FILTER_FLAG_NEW_LISTENER);
}

/* The supervisor reads a copy. The target then changes the mode. */
static int get_arg_once(void *arg)
{
	struct attempt *attempt = arg;
	struct seccomp_notif notif;
	char buffer[64] = "";
	struct seccomp_notif_arg copy = {
		.arg = 1,
		.size = sizeof(buffer),
		.buffer = (uintptr_t)buffer,
	};
	struct outcome out;
	struct target t;
	__u64 path;
	int result;

	make_file(CHANGED);
	CHILD_ASSERT(start_target(&t, prepare_deep_notify, NULL));
	path = address_of(CHANGED);
	CHILD_ASSERT(send_call(&t, __NR_fchmodat, AT_FDCWD, path, NEW_MODE));
	CHILD_ASSERT_EQ(0, receive(t.listener, &notif));
	copy.id = notif.id;
	result = TRY(attempt, open_fail_nth(0), get_arg(t.listener, &copy));
	if (result == FAILED)
		CHILD_ASSERT_EQ(0, get_arg(t.listener, &copy));
	CHILD_ASSERT_EQ(strlen(CHANGED), copy.length);
	CHILD_ASSERT_EQ(0, strcmp(buffer, CHANGED));
	CHILD_ASSERT_EQ(0, respond_continue(t.listener, notif.id));
	out = outcome_of(&t);
	CHILD_ASSERT_EQ(0, out.ret);
	CHILD_ASSERT(is_changed(CHANGED));
	CHILD_ASSERT(exited_with(end_target(&t), 0));
	close(t.listener);
	return result;
}

/*
 * The supervisor replaces the path, and the filter refuses the new one. After a fault
 * the call runs on the old one.
 */
static int set_arg_once(void *arg)
{
	struct attempt *attempt = arg;
	struct seccomp_notif notif;
	struct seccomp_notif_arg copy = {
		.arg = 1,
		.size = strlen(DENIED),
		.buffer = (uintptr_t)DENIED,
	};
	struct outcome out;
	struct target t;
	__u64 path;
	int result;

	make_file(CHANGED);
	make_file(DENIED);
	CHILD_ASSERT(start_target(&t, prepare_deep_notify, NULL));
	path = address_of(CHANGED);
	CHILD_ASSERT(send_call(&t, __NR_fchmodat, AT_FDCWD, path, NEW_MODE));
	CHILD_ASSERT_EQ(0, receive(t.listener, &notif));
	copy.id = notif.id;
	result = TRY(attempt, open_fail_nth(0),
		     ioctl(t.listener, SECCOMP_IOCTL_NOTIF_SET_ARG, &copy));
	CHILD_ASSERT(id_valid(t.listener, notif.id));
	CHILD_ASSERT_EQ(0, respond_continue(t.listener, notif.id));
	out = outcome_of(&t);
	CHILD_ASSERT(!is_changed(DENIED));
	CHILD_ASSERT_EQ((result == FAILED), is_changed(CHANGED));
	CHILD_ASSERT_EQ((result == FAILED ? 0 : TESTED_ERRNO), out.err);
	CHILD_ASSERT(exited_with(end_target(&t), 0));
	close(t.listener);
	return result;
}

/* --- An exec with filters that wait for it --------------------------------- */

#define PROBE_VARIABLE "SECCOMP_FAULT_PROBE="
#define PROBE_DENIED 42

/* The executed program checks its filters, and ends before the harness starts. */
__attribute__((constructor)) static void probe(int argc, char **argv,
					       char **envp)
{
	const size_t len = strlen(PROBE_VARIABLE);
	struct attempt attempt = {};
	int members;

	for (; *envp; envp++) {
		if (strncmp(*envp, PROBE_VARIABLE, len))
			continue;
		members = sscanf(*envp + len, "%u,%d", &attempt.nth,
				 &attempt.base);
		CHILD_ASSERT_EQ(2, members);
		check_policy(&attempt, true);
		_exit(PROBE_DENIED);
	}
}

static int exec_probe(const struct attempt *attempt)
{
	char variable[64];
	char *const argv[] = { "fault_test", NULL };
	char *const envp[] = { variable, NULL };

	snprintf(variable, sizeof(variable), PROBE_VARIABLE "%u,%d",
		 attempt->nth, attempt->base);
	return execve("/proc/self/exe", argv, envp);
}

/**
 * struct exec_attempt - an attempt in a child that executes a program
 * @attempt: the attempt
 * @failed: the exec has returned an error
 * @result: result of the round, if the child knows it
 *
 * The child and its parent share the memory. The child writes it.
 */
struct exec_attempt {
	struct attempt attempt;
	bool failed;
	int result;
};

/*
 * An exec has more fault points than those of seccomp, which lead to more errors. It
 * must change nothing. The next exec has no fault.
 */
static int child_execs(void *arg)
{
	struct exec_attempt *shared = arg;
	const struct attempt *attempt = &shared->attempt;
	struct attempt pending = *attempt;
	int fail;

	unregister_rseq();
	attach_base(attempt);
	pending.flags = SECCOMP_FILTER_FLAG_ON_EXEC;
	CHILD_ASSERT_EQ(0, attach_tested(&pending));
	CHILD_ASSERT_EQ(0, ptrace(PTRACE_TRACEME, 0, NULL, NULL));
	CHILD_ASSERT_EQ(0, raise(SIGSTOP));
	fail = open_fail_nth(0);
	arm_fault(fail, attempt->nth);
	exec_probe(attempt);
	CHILD_ASSERT(fault_was_injected(fail));
	shared->failed = true;
	check_policy(attempt, false);
	CHILD_ASSERT_NO_RETURN(exec_probe(attempt));
}

/*
 * Past the point of no return, the kernel kills a task whose exec fails. The fault was
 * injected then. Otherwise the tracer disarms it when the exec has succeeded.
 */
static int result_of_exec(struct exec_attempt *shared, pid_t pid)
{
	const int base = shared->attempt.base;
	int status, fail = open_fail_nth(pid);
	bool injected;

	CHILD_ASSERT_LE(0, fail);
	CHILD_ASSERT_EQ(0, ptrace(PTRACE_CONT, pid, NULL, NULL));
	CHILD_ASSERT_EQ(pid, waitpid(pid, &status, 0));
	if (!WIFSTOPPED(status) || WSTOPSIG(status) != SIGTRAP) {
		if (WIFSTOPPED(status)) {
			CHILD_ASSERT_EQ(SIGSEGV, WSTOPSIG(status));
			kill(pid, SIGKILL);
			status = wait_child(pid);
		}
		CHILD_ASSERT(WIFSIGNALED(status));
		CHILD_ASSERT_EQ(0, shared->failed);
		return FAILED;
	}
	CHILD_ASSERT_EQ(SIGTRAP | PTRACE_EVENT_EXEC << 8, status >> 8);
	injected = fault_was_injected(fail);
	CHILD_ASSERT_EQ(base + 1, status_field(pid, "Seccomp_filters"));
	CHILD_ASSERT_EQ(2, status_field(pid, "Seccomp"));
	CHILD_ASSERT_EQ(0, ptrace(PTRACE_CONT, pid, NULL, NULL));
	CHILD_ASSERT_EQ(PROBE_DENIED, exit_summary(wait_child(pid)));
	if (shared->failed)
		return FAILED;
	return injected ? SUCCEEDED : NO_FAULT;
}

static int exec_once(void *arg)
{
	struct exec_attempt *shared = shared_page();
	int status;
	pid_t pid;

	CHILD_ASSERT(shared);
	shared->attempt = *(struct attempt *)arg;
	pid = start_child(child_execs, shared);
	CHILD_ASSERT_EQ(pid, waitpid(pid, &status, 0));
	CHILD_ASSERT(WIFSTOPPED(status));
	CHILD_ASSERT_EQ(SIGSTOP, WSTOPSIG(status));
	CHILD_ASSERT_EQ(0, ptrace(PTRACE_SETOPTIONS, pid, NULL,
				  PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL));
	return result_of_exec(shared, pid);
}

static int child_attaches_and_execs(void *arg)
{
	struct exec_attempt *shared = arg;
	struct attempt *attempt = &shared->attempt;

	attempt->flags = SECCOMP_FILTER_FLAG_ON_EXEC;
	attach_base(attempt);
	shared->result = TRY(attempt, open_fail_nth(0), attach_tested(attempt));
	check_policy(attempt, false);
	if (shared->result == FAILED)
		CHILD_ASSERT_EQ(0, attach_tested(attempt));
	CHILD_ASSERT_NO_RETURN(exec_probe(attempt));
}

/* The program finds one filter, so none waits after an attach that has failed. */
static int attach_pending_once(void *arg)
{
	struct exec_attempt *shared = shared_page();
	int status;

	CHILD_ASSERT(shared);
	shared->attempt = *(struct attempt *)arg;
	status = in_child(child_attaches_and_execs, shared);
	CHILD_ASSERT_EQ(PROBE_DENIED, exit_summary(status));
	return shared->result;
}

/* --- Strict mode for another task ------------------------------------------ */

/* The copy of the text, and on x86 the work that disables the clock */
#ifdef __x86_64__
#define STRICT_FAULTS 2
#else
#define STRICT_FAULTS 1
#endif

static int child_sleeps(void *arg)
{
	for (;;)
		syscall(__NR_ppoll, NULL, 0, NULL, NULL);
	return 0;
}

/* The mode changes exactly if the write succeeds, and then a second one fails. */
static int force_strict_once(void *arg)
{
	struct attempt *attempt = arg;
	char path[64];
	int fd, result;
	pid_t pid;

	pid = start_child(child_sleeps, NULL);
	/* Strict mode would kill a target that still makes calls of the C library. */
	CHILD_ASSERT_LT(0, pid);
	CHILD_ASSERT(wait_blocked(pid, __NR_ppoll));
	snprintf(path, sizeof(path), "/proc/%d/seccomp", pid);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	CHILD_ASSERT_LE(0, fd);
	result = TRY(attempt, open_fail_nth(0), pwrite(fd, "1", 1, 0));
	CHILD_ASSERT_EQ((result == FAILED ? 0 : SECCOMP_MODE_STRICT),
			status_field(pid, "Seccomp"));
	if (result == FAILED)
		CHILD_ASSERT_EQ(1, pwrite(fd, "1", 1, 0));
	CHILD_ASSERT_EQ(SECCOMP_MODE_STRICT, status_field(pid, "Seccomp"));
	CHILD_ASSERT_ERRNO(EPERM, pwrite(fd, "1", 1, 0));
	kill(pid, SIGKILL);
	CHILD_ASSERT_EQ(BY_SIGNAL(SIGKILL), exit_summary(wait_child(pid)));
	return result;
}

/* --- All fault points of a call ------------------------------------------- */

static bool write_debugfs(const char *name, const char *value)
{
	char path[128];
	ssize_t done;
	int fd;

	snprintf(path, sizeof(path), "/sys/kernel/debug/%s", name);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	done = write(fd, value, strlen(value));
	close(fd);
	return done == (ssize_t)strlen(value);
}

/* Inject faults into allocations that may sleep, too, and do not log them. */
static bool prepare_faults(void)
{
	write_debugfs("fail_usercopy/verbose", "0");
	return write_debugfs("failslab/ignore-gfp-wait", "N") &&
	       write_debugfs("failslab/verbose", "0") &&
	       write_debugfs("fail_page_alloc/ignore-gfp-wait", "N") &&
	       write_debugfs("fail_page_alloc/ignore-gfp-highmem", "N") &&
	       write_debugfs("fail_page_alloc/min-order", "0") &&
	       write_debugfs("fail_page_alloc/verbose", "0");
}

FIXTURE(faults)
{
	long objects;
};

FIXTURE_SETUP(faults)
{
	self->objects = active_objects(is_seccomp_cache);
	ASSERT_LE(0, self->objects);
}

/* Wait for memory that RCU and exiting tasks free late. */
FIXTURE_TEARDOWN(faults)
{
	WAIT_UNTIL(active_objects(is_seccomp_cache) <= self->objects);
	EXPECT_GE(self->objects, active_objects(is_seccomp_cache));
}

/*
 * @once: makes the call with one fault and checks the state afterwards
 * @least: minimum number of faults that must result in an errno
 * @flags: flags of SECCOMP_SET_MODE_FILTER; for a mask, 1 without the numbers that
 *	no call has
 * @base: number of filters that are attached before
 * @own: the call is an operation of this seccomp only
 * @deep: the call has copied arguments
 * @ia32: it is a 32-bit call of a 64-bit task
 */
struct path {
	child_fn once;
	unsigned int least;
	unsigned int flags;
	int base;
	bool deep;
	bool own;
	bool ia32;
};

FIXTURE_VARIANT(faults)
{
	struct path path;
};

/* clang-format off */
FIXTURE_VARIANT_ADD(faults, attach_first_filter)
{
	.path = { attach_once, 5 },
};

FIXTURE_VARIANT_ADD(faults, attach_later_filter)
{
	.path = { attach_once, 5, .base = 3 },
};

FIXTURE_VARIANT_ADD(faults, attach_with_listener)
{
	.path = { attach_once, 7, .base = 1,
		  .flags = SECCOMP_FILTER_FLAG_NEW_LISTENER },
};

FIXTURE_VARIANT_ADD(faults, tsync_first_filter)
{
	.path = { sync_once, 5, .flags = SECCOMP_FILTER_FLAG_TSYNC },
};

FIXTURE_VARIANT_ADD(faults, tsync_later_filter)
{
	.path = { sync_once, 5, .base = 1, .flags = SECCOMP_FILTER_FLAG_TSYNC },
};

FIXTURE_VARIANT_ADD(faults, attach_op_first_filter)
{
	.path = { attach_op_once, 14, .own = true },
};

FIXTURE_VARIANT_ADD(faults, attach_op_with_listener)
{
	.path = { attach_op_once, 18, .base = 1, .own = true,
		  .flags = SECCOMP_FILTER_FLAG_NEW_LISTENER },
};

FIXTURE_VARIANT_ADD(faults, attach_op_with_domain)
{
	.path = { attach_op_once, 16, .base = 1, .own = true, .flags = DOMAIN },
};

FIXTURE_VARIANT_ADD(faults, attach_op_with_counter)
{
	.path = { attach_op_once, 8, .base = 1, .own = true, .flags = COUNT },
};

FIXTURE_VARIANT_ADD(faults, tighten)
{
	.path = { tighten_once, 12, .base = 1, .own = true },
};

FIXTURE_VARIANT_ADD(faults, domain_info)
{
	.path = { domain_info_once, 2, .base = 1, .own = true },
};

FIXTURE_VARIANT_ADD(faults, load_program)
{
	.path = { load_program_once, 8, .base = 1, .own = true },
};

FIXTURE_VARIANT_ADD(faults, attach_descriptor)
{
	.path = { attach_fd_once, 4, .base = 1, .own = true },
};

FIXTURE_VARIANT_ADD(faults, load_bitmask_of_unassigned_numbers)
{
	.path = { load_bitmask_once, 10, .own = true },
};

FIXTURE_VARIANT_ADD(faults, load_bitmask)
{
	.path = { load_bitmask_once, 12, .flags = 1, .own = true },
};

FIXTURE_VARIANT_ADD(faults, fork)
{
	.path = { fork_once, 10, .base = 2 },
};

FIXTURE_VARIANT_ADD(faults, recv)
{
	.path = { receive_once, 1 },
};

FIXTURE_VARIANT_ADD(faults, send)
{
	.path = { respond_once, 1 },
};

FIXTURE_VARIANT_ADD(faults, next)
{
	.path = { next_once, 2, .own = true },
};

FIXTURE_VARIANT_ADD(faults, id_valid)
{
	.path = { validate_once, 1 },
};

FIXTURE_VARIANT_ADD(faults, addfd_in_supervisor)
{
	.path = { add_fd_as_supervisor, 2 },
};

FIXTURE_VARIANT_ADD(faults, addfd_in_target)
{
	.path = { add_fd_as_target, 1 },
};

FIXTURE_VARIANT_ADD(faults, addfd_send_in_supervisor)
{
	.path = { send_fd_as_supervisor, 2 },
};

FIXTURE_VARIANT_ADD(faults, addfd_send_in_target)
{
	.path = { send_fd_as_target, 1 },
};

FIXTURE_VARIANT_ADD(faults, get_metadata)
{
	.path = { get_metadata_once, 1 },
};

FIXTURE_VARIANT_ADD(faults, get_filter)
{
	.path = { get_filter_once, 1 },
};

FIXTURE_VARIANT_ADD(faults, set_actions_logged)
{
	.path = { set_logged_once, 1 },
};

/* Program, filter, table and more of the kernel's own */
FIXTURE_VARIANT_ADD(faults, attach_on_exec)
{
	.path = { attach_pending_once, 8, .base = 1, .own = true },
};

/* The exec makes the table: also of the first filter, and on top of other ones. */
FIXTURE_VARIANT_ADD(faults, exec_with_first_filter)
{
	.path = { exec_once, 30, .own = true },
};

FIXTURE_VARIANT_ADD(faults, exec_with_later_filter)
{
	.path = { exec_once, 30, .base = 2, .own = true },
};

FIXTURE_VARIANT_ADD(faults, force_strict)
{
	.path = { force_strict_once, STRICT_FAULTS, .own = true },
};

/* Arena, chunk, VMA, slot, page and more of the kernel's own */
FIXTURE_VARIANT_ADD(faults, first_copy)
{
	.path = { first_copy_once, 6, .deep = true },
};

FIXTURE_VARIANT_ADD(faults, later_copy)
{
	.path = { later_copy_once, 1, .deep = true },
};

FIXTURE_VARIANT_ADD(faults, copy_of_a_second_thread)
{
	.path = { thread_copy_once, 3, .deep = true },
};

/* With free slots in no chunk: chunk, VMA, slot and page */
FIXTURE_VARIANT_ADD(faults, copy_in_a_second_chunk)
{
	.path = { second_chunk_once, 7, .deep = true },
};

#ifdef __x86_64__
FIXTURE_VARIANT_ADD(faults, first_copy_of_an_ia32_call)
{
	.path = { first_ia32_copy_once, 6, .deep = true, .ia32 = true },
};

/* A later copy of an ia32 call, and a VMA below 4 GiB */
FIXTURE_VARIANT_ADD(faults, second_mapping_of_a_slot)
{
	.path = { second_mapping_once, 4, .deep = true, .ia32 = true },
};
#endif

/* A page for the strings, and one for the pointers to them */
FIXTURE_VARIANT_ADD(faults, copy_of_strings)
{
	.path = { strings_once, 10, .deep = true },
};

/* A page for what the filter loads, and one for what the supervisor gets */
FIXTURE_VARIANT_ADD(faults, copy_for_a_supervisor)
{
	.path = { supervised_copies_once, 10, .deep = true },
};

FIXTURE_VARIANT_ADD(faults, copy_for_a_supervisor_only)
{
	.path = { supervised_by_register_once, 11, .deep = true },
};

FIXTURE_VARIANT_ADD(faults, two_copies)
{
	.path = { two_copies_once, 7, .deep = true },
};

FIXTURE_VARIANT_ADD(faults, attach_deep_filter)
{
	.path = { attach_deep_once, 5, .deep = true },
};

FIXTURE_VARIANT_ADD(faults, get_arg)
{
	.path = { get_arg_once, 4, .deep = true },
};

FIXTURE_VARIANT_ADD(faults, set_arg)
{
	.path = { set_arg_once, 4, .deep = true },
};

FIXTURE_VARIANT_ADD(faults, get_features)
{
	.path = { get_features_once, 2, .deep = true },
};

FIXTURE_VARIANT_ADD(faults, get_arg_kinds)
{
	.path = { get_arg_kinds_once, 4, .deep = true },
};

/* clang-format on */

TEST_F_TIMEOUT(faults, fail_without_effect_or_succeed, FAULTS_TIMEOUT)
{
	const struct path *path = &variant->path;
	struct attempt attempt = { .flags = path->flags, .base = path->base };
	unsigned int failed = 0, succeeded = 0, without = 0;
	int ended;

	if (path->deep && deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	if (path->own && attach_op_is_missing())
		SKIP(return, NO_ATTACH_OP);
#ifdef __x86_64__
	if (path->ia32 && !has_ia32())
		SKIP(return, "no ia32 calls in this kernel");
#endif
	for (attempt.nth = 1;
	     attempt.nth < NTH_MAX && without < NO_FAULT_ROUNDS;
	     attempt.nth++) {
		ended = exit_summary(in_child(path->once, &attempt));
		failed += ended == FAILED;
		succeeded += ended == SUCCEEDED;
		without = ended == NO_FAULT ? without + 1 : 0;
		ASSERT_TRUE(ended >= FAILED && ended <= NO_FAULT)
		{
			TH_LOG("fault %u: %d", attempt.nth, ended);
		}
	}
	TH_LOG("%u calls failed, %u succeeded", failed, succeeded);
	EXPECT_GT(NTH_MAX, attempt.nth);
	/*
	 * With seccomp_verify, an earlier call has made some of the allocations. Caches of
	 * the kernel that earlier cases have filled spare others.
	 */
	EXPECT_LE(path->deep && deep_calls_are_verified() ?
			  1 :
			  path->least - path->least / 4,
		  failed);
}

/* Without fault injection, skip the whole program in one line. */
#define main run_tests
TEST_HARNESS_MAIN
#undef main

int main(int argc, char **argv)
{
	int fd = open_fail_nth(0);

	if (fd < 0) {
		ksft_print_header();
		ksft_exit_skip("this kernel has no CONFIG_FAULT_INJECTION\n");
	}
	close(fd);
	if (prepare_faults())
		return run_tests(argc, argv);
	ksft_print_header();
	ksft_exit_fail_msg("cannot configure faults in /sys/kernel/debug\n");
}
