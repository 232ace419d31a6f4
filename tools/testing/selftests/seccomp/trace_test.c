// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test the trace events of seccomp. Each verdict that does not simply allow a call
 * gives one event with the filter that decided. Copied arguments and attaches have
 * events of their own. The number of the events is exact.
 *
 * The tests need root to mount tracefs.
 */
#include "../kselftest_harness.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "../../../seccomp/action_names.h"
#include "common.h"
#include "callsite.h"
#include "target.h"
#include "notify.h"
#include "tracee.h"
#include "deep.h"
#include "attach_op.h"
#include "domain.h"
#include "nested.h"
#include "exec_probe.h"
#include "compat_helper.h"
#include "user_ns.h"
#include "trace.h"

/* A call without arguments and effects, of which most tests make events. */
#define WATCHED_NR __NR_getppid
#define OTHER_NR __NR_gettid

#define DENY(error) (SECCOMP_RET_ERRNO | (error))
#define TESTED_ERRNO EDOM
#define OTHER_ERRNO EXDEV

#define X32_BIT 0x40000000

/* Attaches that race with strict mode, and turns of a loop before the first write. */
#define DROP_ROUNDS 200
#define DROP_SPIN 4096
#define MAX_SPIN (1 << 24)

#define VERDICT "seccomp_verdict: "
#define ARGS "seccomp_args: "
#define ATTACH "seccomp_attach: "

/* Ids of filters that a child has attached; shared with the test. */
struct ids {
	__u64 id[4];
	__s32 tid[2];
};

FIXTURE(trace)
{
	struct tracer_fs fs;
	struct ids *ids;
	struct nest nest;
	struct seccomp_notif notif;
	struct target t;
	char text[64];
};

FIXTURE_SETUP(trace)
{
	const char *missing = trace_start(&self->fs);

	self->t = (struct target){ .pid = -1, .sock = -1, .listener = -1 };
	self->nest.t = self->t;
	self->nest.handler_flags = -1;
	if (missing) {
		trace_stop(&self->fs);
		SKIP(return, "%s", missing);
	}
	self->ids = shared_page();
	ASSERT_NE(NULL, self->ids);
	ASSERT_EQ(0, trace_enable(&self->fs, "seccomp_verdict", true));
}

FIXTURE_TEARDOWN(trace)
{
	discard_nest(&self->nest);
	discard_target(&self->t);
	trace_stop(&self->fs);
}

/* Expect @count lines that have all of these strings. Show all lines otherwise. */
#define EXPECT_LINES(count, ...)                                              \
	do {                                                                  \
		const int lines_ = trace_count(&self->fs, __VA_ARGS__, NULL); \
		const int wanted_ = (count);                                  \
		EXPECT_EQ(wanted_, lines_);                                   \
		if (lines_ != wanted_)                                        \
			TH_LOG("lines of the trace:\n%s", self->fs.text);     \
	} while (0)

#define EXPECT_CHILD(fn, arg) EXPECT_EQ(0, exit_summary(in_child(fn, arg)))

/* Return a text of the event that names the filter @i of the child. */
#define FILTER(i)                                                          \
	({                                                                 \
		snprintf(self->text, sizeof(self->text), "filter=%016llx", \
			 (unsigned long long)self->ids->id[i]);            \
		self->text;                                                \
	})

static int attach_label(struct sock_filter *insns, size_t len,
			const char *label, unsigned int flags, __u64 *id)
{
	struct sock_fprog prog = { .len = len, .filter = insns };
	struct seccomp_attach attach = attach_of_program(&prog, flags);
	int ret;

	if (label)
		strcpy(attach.label, label);
	ret = sys_attach(&attach);
	if (!ret && id)
		*id = attach.filter_id;
	return ret;
}

/* Attach a filter: @verdict for the native call @nr, ALLOW for other calls. */
static int attach_named(int nr, __u32 verdict, const char *label,
			unsigned int flags, __u64 *id)
{
	struct sock_filter insns[] = INSNS_FOR_NR(nr, verdict);

	return attach_label(insns, ARRAY_SIZE(insns), label, flags, id);
}

/* Attach a filter: @verdict for the native call @nr if argument 0 is 7. */
static int attach_list(int nr, __u32 verdict, const char *label, __u64 *id)
{
	struct sock_filter insns[] = {
		INSN_LOAD_ARCH,	     INSN_JEQ(NATIVE_ARCH, 0, 5),
		INSN_LOAD_NR,	     INSN_JEQ(nr, 0, 3),
		INSN_LOAD_ARG_LO(0), INSN_JEQ(7, 0, 1),
		INSN_RET(verdict),   INSN_RET(SECCOMP_RET_ALLOW),
	};

	return attach_label(insns, ARRAY_SIZE(insns), label, 0, id);
}

/* --- Verdicts ------------------------------------------------------------ */

struct action_case {
	__u32 verdict;
	const char *name; /* as the event shows it */
	int end; /* exit_summary() of the child */
	struct ids *ids;
};

static int make_watched_call(void *arg)
{
	struct action_case *c = arg;

	signal(SIGSYS, SIG_DFL);
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_named(WATCHED_NR, c->verdict, "of-action", 0,
					&c->ids->id[0]));
	syscall(WATCHED_NR);
	return 0;
}

TEST_F(trace, verdict_of_each_action_has_one_event)
{
	struct action_case cases[] = {
		{ SECCOMP_RET_KILL_PROCESS | 3, NULL, BY_SIGNAL(SIGSYS) },
		{ SECCOMP_RET_KILL_THREAD | 4, NULL, BY_SIGNAL(SIGSYS) },
		{ SECCOMP_RET_TRAP | 5, NULL, BY_SIGNAL(SIGSYS) },
		{ SECCOMP_RET_ERRNO | 6, NULL, 0 },
		{ SECCOMP_RET_ERRNO, NULL, 0 },
		{ SECCOMP_RET_USER_NOTIF | 7, NULL, 0 },
		{ SECCOMP_RET_TRACE | 8, NULL, 0 },
		{ SECCOMP_RET_LOG | 9, NULL, 0 },
		{ 0x12340000, "0x12340000", BY_SIGNAL(SIGSYS) },
	};
	char action[64], data[64], nr[32];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		cases[i].ids = self->ids;
		trace_clear(&self->fs);
		EXPECT_EQ(cases[i].end,
			  exit_summary(in_child(make_watched_call, &cases[i])));
		snprintf(action, sizeof(action), " action=%s ",
			 cases[i].name ?:
					 find_action(cases[i].verdict)->kernel);
		snprintf(data, sizeof(data), " data=%u ",
			 cases[i].verdict & SECCOMP_RET_DATA);
		snprintf(nr, sizeof(nr), "nr=%d ", WATCHED_NR);
		EXPECT_LINES(1, VERDICT);
		EXPECT_LINES(1, VERDICT, nr, action, data, FILTER(0),
			     "label=of-action");
	}
}

static int make_allowed_calls(void *arg)
{
	struct ids *ids = arg;
	int i;

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_named(OTHER_NR, DENY(TESTED_ERRNO), NULL, 0,
					&ids->id[0]));
	/* Data do not matter for ALLOW. */
	CHILD_ASSERT_EQ(0, attach_named(WATCHED_NR, SECCOMP_RET_ALLOW | 5, NULL,
					0, NULL));
	CHILD_ASSERT_EQ(0, attach_list(WATCHED_NR, DENY(TESTED_ERRNO), NULL,
				       NULL));
	for (i = 0; i < 100; i++)
		CHILD_ASSERT_LT(0, syscall(WATCHED_NR, i < 50 ? 0 : 8));
	return 0;
}

TEST_F(trace, allowed_calls_have_no_event)
{
	EXPECT_CHILD(make_allowed_calls, self->ids);
	EXPECT_LINES(0, VERDICT);
}

/* The fast path answers a constant errno, and that of a list. */
static int make_silent_calls(void *arg)
{
	struct ids *ids = arg;
	int i;

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_list(WATCHED_NR, DENY(TESTED_ERRNO), "list",
				       &ids->id[0]));
	CHILD_ASSERT_EQ(0, attach_named(OTHER_NR, DENY(OTHER_ERRNO), "constant",
					0, &ids->id[1]));
	for (i = 0; i < 10; i++) {
		CHILD_ASSERT_EQ(OTHER_ERRNO, errno_of(OTHER_NR, 7));
		CHILD_ASSERT_EQ(TESTED_ERRNO, errno_of(WATCHED_NR, 7));
		CHILD_ASSERT_EQ(0, errno_of(WATCHED_NR, 6));
	}
	return 0;
}

TEST_F(trace, silent_errno_of_the_fast_path_has_an_event)
{
	EXPECT_CHILD(make_silent_calls, self->ids);
	EXPECT_LINES(20, VERDICT);
	EXPECT_LINES(10, VERDICT, FILTER(0), "label=list", "args=(7, ");
	EXPECT_LINES(10, VERDICT, FILTER(1), "label=constant");
}

TEST_F(trace, disabled_event_does_not_come)
{
	ASSERT_EQ(0, trace_enable(&self->fs, "seccomp_verdict", false));
	EXPECT_CHILD(make_silent_calls, self->ids);
	EXPECT_LINES(0, VERDICT);
	ASSERT_EQ(0, trace_enable(&self->fs, "seccomp_verdict", true));
	EXPECT_CHILD(make_silent_calls, self->ids);
	EXPECT_LINES(20, VERDICT);
}

static int make_call_with_arguments(void *arg)
{
	struct site site = text_site();
	static const unsigned long args[6] = {
		0x1111111122222222UL, 2, 3, 4, 5, -1UL
	};

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_named(WATCHED_NR, DENY(TESTED_ERRNO), NULL, 0,
					NULL));
	CHILD_ASSERT_EQ(-TESTED_ERRNO, site.call(WATCHED_NR, args));
	return 0;
}

TEST_F(trace, verdict_has_architecture_arguments_and_address)
{
	char ip[64], arch[32];

	EXPECT_CHILD(make_call_with_arguments, NULL);
	snprintf(ip, sizeof(ip), "ip=%lx", text_site().ip);
	snprintf(arch, sizeof(arch), "arch=%x ", NATIVE_ARCH);
	EXPECT_LINES(1, VERDICT);
	EXPECT_LINES(1, VERDICT, arch, ip,
		     "args=(1111111122222222, 2, 3, 4, 5, ffffffffffffffff)");
}

static int make_call_under_odd_name(void *arg)
{
	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, prctl(PR_SET_NAME, "a\"b\\c\nd \x80", 0, 0, 0));
	CHILD_ASSERT_EQ(0, attach_named(WATCHED_NR, DENY(TESTED_ERRNO), NULL, 0,
					NULL));
	CHILD_ASSERT_EQ(0, prctl(PR_SET_NAME, "later", 0, 0, 0));
	CHILD_ASSERT_EQ(TESTED_ERRNO, errno_of(WATCHED_NR));
	return 0;
}

TEST_F(trace, verdict_has_the_escaped_name_of_the_attaching_task)
{
	EXPECT_CHILD(make_call_under_odd_name, NULL);
	EXPECT_LINES(1, VERDICT,
		     "label= ", "attach_comm=a\\x22b\\x5cc\\x0ad \\x80");
}

/* --- The filter that decides --------------------------------------------- */

static int stack_filters(void *arg)
{
	struct ids *ids = arg;

	CHILD_ASSERT_EQ(0, no_new_privs());
	/* Equal programs; the newest one decides. */
	CHILD_ASSERT_EQ(0, attach_named(WATCHED_NR, DENY(TESTED_ERRNO), "first",
					0, &ids->id[0]));
	CHILD_ASSERT_EQ(0, attach_named(WATCHED_NR, DENY(TESTED_ERRNO), "equal",
					0, &ids->id[1]));
	/* An older filter is stricter for another call. */
	CHILD_ASSERT_EQ(0, attach_named(OTHER_NR, DENY(OTHER_ERRNO), "strict",
					0, &ids->id[2]));
	CHILD_ASSERT_EQ(0, attach_named(OTHER_NR, SECCOMP_RET_LOG, "newest", 0,
					&ids->id[3]));
	CHILD_ASSERT_EQ(TESTED_ERRNO, errno_of(WATCHED_NR));
	CHILD_ASSERT_EQ(OTHER_ERRNO, errno_of(OTHER_NR));
	return 0;
}

TEST_F(trace, verdict_names_the_filter_that_decides)
{
	EXPECT_CHILD(stack_filters, self->ids);
	EXPECT_NE(self->ids->id[0], self->ids->id[1]);
	EXPECT_LINES(2, VERDICT);
	EXPECT_LINES(1, VERDICT, FILTER(1), "label=equal");
	EXPECT_LINES(1, VERDICT, FILTER(2), "label=strict");
}

static void *call_in_thread(void *arg)
{
	__s32 *tid = arg;

	*tid = sys_gettid();
	syscall(WATCHED_NR);
	return NULL;
}

static int call_in_threads(void *arg)
{
	struct ids *ids = arg;
	pthread_t thread;

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_named(WATCHED_NR, DENY(TESTED_ERRNO), "group",
					0, &ids->id[0]));
	call_in_thread(&ids->tid[0]);
	CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, call_in_thread,
					  &ids->tid[1]));
	CHILD_ASSERT_EQ(0, pthread_join(thread, NULL));
	return 0;
}

TEST_F(trace, verdict_has_the_thread_that_calls)
{
	char tid[32];
	int i;

	EXPECT_CHILD(call_in_threads, self->ids);
	EXPECT_LINES(2, VERDICT, FILTER(0));
	for (i = 0; i < 2; i++) {
		snprintf(tid, sizeof(tid), "-%d ", self->ids->tid[i]);
		EXPECT_LINES(1, VERDICT, tid);
	}
}

static int call_after_exec(void *arg)
{
	struct ids *ids = arg;

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_named(WATCHED_NR, DENY(TESTED_ERRNO), "kept",
					0, &ids->id[0]));
	return exec_probe("getppid");
}

static int call_as_first_process(void *arg)
{
	struct ids *ids = arg;

	CHILD_ASSERT_EQ(1, getpid());
	CHILD_ASSERT_EQ(0, prctl(PR_SET_NAME, "contained", 0, 0, 0));
	/* The root of the namespace needs no no_new_privs. */
	CHILD_ASSERT_EQ(0, attach_named(WATCHED_NR, DENY(TESTED_ERRNO),
					"inside", 0, &ids->id[0]));
	CHILD_ASSERT_EQ(TESTED_ERRNO, errno_of(WATCHED_NR));
	return 0;
}

/* Namespaces of users and of PIDs, with a process in them. */
static int call_in_container(void *arg)
{
	struct ids *ids = arg;

	if (become_namespace_root(SOME_USER))
		return NO_NAMESPACE;
	CHILD_ASSERT_EQ(0, unshare(CLONE_NEWPID));
	ids->tid[0] = start_child(call_as_first_process, ids);
	return exit_summary(wait_child(ids->tid[0]));
}

TEST_F(trace, events_of_a_container_have_the_pid_outside)
{
	char pid[32];
	int status;

	ASSERT_EQ(0, trace_enable(&self->fs, "seccomp_attach", true));
	status = exit_summary(in_child(call_in_container, self->ids));
	if (status == NO_NAMESPACE)
		SKIP(return, NO_USER_NS);
	ASSERT_EQ(0, status);
	snprintf(pid, sizeof(pid), "-%d ", self->ids->tid[0]);
	EXPECT_LINES(1, VERDICT);
	EXPECT_LINES(1, VERDICT, FILTER(0), "label=inside",
		     "attach_comm=contained ", pid);
	EXPECT_LINES(1, ATTACH);
	EXPECT_LINES(1, ATTACH, FILTER(0), "label=inside",
		     "attach_comm=contained ", pid);
}

TEST_F(trace, verdict_names_the_filter_after_an_exec)
{
	EXPECT_EQ(TESTED_ERRNO,
		  exit_summary(in_child(call_after_exec, self->ids)));
	EXPECT_LINES(1, VERDICT, FILTER(0), "label=kept");
}

static int call_in_domain(void *arg)
{
	struct sock_filter insns[] = { INSN_RET(SECCOMP_RET_ALLOW) };
	struct sock_fprog prog = { .len = 1, .filter = insns };
	struct seccomp_attach attach = attach_of_program(&prog, DOMAIN);
	struct ids *ids = arg;

	CHILD_ASSERT_EQ(0, no_new_privs());
	attach.reserve = DOMAIN_RESERVE;
	strcpy(attach.label, "domain");
	CHILD_ASSERT_EQ(0, sys_attach(&attach));
	ids->id[0] = attach.filter_id;
	CHILD_ASSERT_EQ(0, attach_named(OTHER_NR, SECCOMP_RET_LOG, "above", 0,
					&ids->id[1]));
	CHILD_ASSERT_EQ(0, errno_of(WATCHED_NR));
	CHILD_ASSERT_EQ(0, tighten_nr(attach.domain_fd, WATCHED_NR,
				      DENY(TESTED_ERRNO)));
	CHILD_ASSERT_EQ(TESTED_ERRNO, errno_of(WATCHED_NR));
	CHILD_ASSERT_EQ(0, tighten_nr(attach.domain_fd, OTHER_NR,
				      DENY(OTHER_ERRNO)));
	CHILD_ASSERT_EQ(OTHER_ERRNO, errno_of(OTHER_NR));
	return 0;
}

TEST_F(trace, content_of_a_domain_has_the_id_of_its_filter)
{
	EXPECT_CHILD(call_in_domain, self->ids);
	EXPECT_LINES(2, VERDICT);
	EXPECT_LINES(2, VERDICT, FILTER(0), "label=domain", "action=errno");
}

/* --- Other ABIs ----------------------------------------------------------- */

#if defined(__x86_64__)

/* Refuse all calls of an ABI with a number. */
static int call_ia32(void *arg)
{
	static const unsigned long args[6] = { 1, 2, 3, 4, 5, 6 };
	/* 64 is getppid(2) of ia32. */
	struct sock_filter insns[] = {
		INSN_LOAD_ARCH,
		INSN_JEQ(AUDIT_ARCH_I386, 0, 3),
		INSN_LOAD_NR,
		INSN_JEQ(64, 0, 1),
		INSN_RET(DENY(TESTED_ERRNO)),
		INSN_RET(SECCOMP_RET_ALLOW),
	};
	struct ids *ids = arg;

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_label(insns, ARRAY_SIZE(insns), "ia32", 0,
					&ids->id[0]));
	CHILD_ASSERT_EQ(-TESTED_ERRNO, (int)text_site32().call(64, args));
	return 0;
}

TEST_F(trace, verdict_of_an_ia32_call)
{
	if (!has_ia32())
		SKIP(return, "this kernel makes no ia32 calls");
	EXPECT_CHILD(call_ia32, self->ids);
	EXPECT_LINES(1, VERDICT);
	EXPECT_LINES(1, VERDICT, FILTER(0), "nr=64 arch=40000003 ",
		     "args=(1, 2, 3, 4, 5, 6)");
}

static int call_x32(void *arg)
{
	struct ids *ids = arg;

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0,
			attach_named(X32_BIT | __NR_getppid, DENY(TESTED_ERRNO),
				     "x32", 0, &ids->id[0]));
	CHILD_ASSERT_EQ(TESTED_ERRNO, errno_of(X32_BIT | __NR_getppid, 9));
	return 0;
}

/* Filters see x32 calls on each kernel. */
TEST_F(trace, verdict_of_an_x32_call)
{
	char nr[32];

	EXPECT_CHILD(call_x32, self->ids);
	snprintf(nr, sizeof(nr), "nr=%d ", X32_BIT | __NR_getppid);
	EXPECT_LINES(1, VERDICT);
	EXPECT_LINES(1, VERDICT, FILTER(0), nr, "args=(9, ");
}

#endif

#if defined(__aarch64__)

/* 32-bit Arm has the same number as ia32. */
#define ARM_GETPPID 64

static int prepare_arm(void *arg)
{
	struct sock_filter insns[] = {
		INSN_LOAD_ARCH,
		INSN_JEQ(AUDIT_ARCH_ARM, 0, 3),
		INSN_LOAD_NR,
		INSN_JEQ(ARM_GETPPID, 0, 1),
		INSN_RET(DENY(TESTED_ERRNO)),
		INSN_RET(SECCOMP_RET_ALLOW),
	};
	struct ids *ids = arg;

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_label(insns, ARRAY_SIZE(insns), "arm", 0,
					&ids->id[0]));
	return NO_LISTENER;
}

/* A helper program makes the calls. */
TEST_F(trace, verdict_of_an_arm_call)
{
	int error = start_helper_alone(&self->t, "arm", prepare_arm, self->ids);
	char want[64];

	if (error == ENOENT || error == ENOEXEC)
		SKIP(return, "no helper program for arm: %s", strerror(error));
	ASSERT_EQ(0, error);
	EXPECT_EQ(TESTED_ERRNO, err_of(&self->t, ARM_GETPPID, 1, 2, 3));
	snprintf(want, sizeof(want), "nr=%d arch=%x ", ARM_GETPPID,
		 AUDIT_ARCH_ARM);
	EXPECT_LINES(1, VERDICT);
	EXPECT_LINES(1, VERDICT, FILTER(0), "label=arm", want,
		     "args=(1, 2, 3, ");
}

#endif

static int call_unassigned(void *arg)
{
	struct ids *ids = arg;

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_named(0x3ffe, DENY(TESTED_ERRNO), "bucket", 0,
					&ids->id[0]));
	CHILD_ASSERT_EQ(TESTED_ERRNO, errno_of(0x3ffe));
	CHILD_ASSERT_EQ(ENOSYS, errno_of(0x3fff));
	return 0;
}

TEST_F(trace, verdict_of_an_unassigned_number)
{
	EXPECT_CHILD(call_unassigned, self->ids);
	EXPECT_LINES(1, VERDICT);
	EXPECT_LINES(1, VERDICT, FILTER(0), "nr=16382 ");
}

/* --- Expressions ---------------------------------------------------------- */

TEST_F(trace, expressions_select_events_by_their_fields)
{
	char text[256];

	snprintf(text, sizeof(text), "nr == %d && action == 0x50000",
		 WATCHED_NR);
	ASSERT_EQ(0, trace_filter(&self->fs, "seccomp_verdict", text));
	EXPECT_CHILD(make_silent_calls, self->ids);
	EXPECT_LINES(10, VERDICT);
	EXPECT_LINES(10, VERDICT, FILTER(0));

	trace_clear(&self->fs);
	ASSERT_EQ(0, trace_filter(&self->fs, "seccomp_verdict",
				  "label == \"constant\" && arg0 == 7"));
	EXPECT_CHILD(make_silent_calls, self->ids);
	EXPECT_LINES(10, VERDICT);
	EXPECT_LINES(10, VERDICT, FILTER(1));

	trace_clear(&self->fs);
	ASSERT_EQ(0, trace_filter(&self->fs, "seccomp_verdict",
				  "data != 18 && data != 33"));
	EXPECT_CHILD(make_silent_calls, self->ids);
	EXPECT_LINES(0, VERDICT);
}

/* --- Tracers -------------------------------------------------------------- */

static int prepare_traced(void *arg)
{
	struct ids *ids = arg;

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_named(OTHER_NR, DENY(OTHER_ERRNO), "refuse",
					0, &ids->id[0]));
	CHILD_ASSERT_EQ(0, attach_named(WATCHED_NR, SECCOMP_RET_TRACE | 9,
					"trace", 0, &ids->id[1]));
	return NO_LISTENER;
}

/* Start a target, and let it make the watched call up to the stop of its tracer. */
#define STOP_AT_WATCHED_CALL()                                              \
	do {                                                                \
		ASSERT_TRUE(                                                \
			start_target(&self->t, prepare_traced, self->ids)); \
		ASSERT_EQ(0, seize(self->t.pid, PTRACE_O_TRACESECCOMP));    \
		ASSERT_TRUE(send_call(&self->t, WATCHED_NR));               \
		ASSERT_EQ(STOP_SECCOMP, wait_stop(self->t.pid));            \
	} while (0)

TEST_F(trace, traced_call_has_one_event_if_it_is_allowed_then)
{
	STOP_AT_WATCHED_CALL();
	ASSERT_TRUE(set_number(self->t.pid, __NR_getpid));
	ASSERT_EQ(0, resume(self->t.pid, PTRACE_CONT));
	EXPECT_EQ(self->t.pid, outcome_of(&self->t).ret);
	EXPECT_LINES(1, VERDICT);
	EXPECT_LINES(1, VERDICT, FILTER(1), "action=trace data=9 ");
}

TEST_F(trace, traced_call_that_is_skipped_has_no_event_of_its_own)
{
	STOP_AT_WATCHED_CALL();
	ASSERT_TRUE(set_number(self->t.pid, -1));
	ASSERT_TRUE(set_result(self->t.pid, 5));
	ASSERT_EQ(0, resume(self->t.pid, PTRACE_CONT));
	EXPECT_EQ(5, outcome_of(&self->t).ret);
	EXPECT_LINES(1, VERDICT);
	EXPECT_LINES(1, VERDICT, FILTER(1), "action=trace");
}

TEST_F(trace, traced_call_that_becomes_another_one_has_its_verdict)
{
	char nr[32];

	STOP_AT_WATCHED_CALL();
	ASSERT_TRUE(set_number(self->t.pid, OTHER_NR));
	ASSERT_EQ(0, resume(self->t.pid, PTRACE_CONT));
	EXPECT_EQ(OTHER_ERRNO, outcome_of(&self->t).err);
	snprintf(nr, sizeof(nr), "nr=%d ", OTHER_NR);
	EXPECT_LINES(2, VERDICT);
	EXPECT_LINES(1, VERDICT, FILTER(1), "action=trace");
	EXPECT_LINES(1, VERDICT, FILTER(0), "action=errno", nr);
}

/* The filters ask for the tracer again. It is not asked, and the event comes again. */
TEST_F(trace, traced_call_that_asks_for_the_tracer_again_has_two_events)
{
	char nr[32];

	STOP_AT_WATCHED_CALL();
	ASSERT_EQ(0, resume(self->t.pid, PTRACE_CONT));
	EXPECT_EQ(getpid(), outcome_of(&self->t).ret);
	snprintf(nr, sizeof(nr), "nr=%d ", WATCHED_NR);
	EXPECT_LINES(2, VERDICT);
	EXPECT_LINES(2, VERDICT, FILTER(1), nr, "action=trace data=9 ");
}

static int prepare_suspended(void *arg)
{
	prepare_traced(arg);
	return NO_LISTENER;
}

TEST_F(trace, suspended_filters_have_no_events)
{
	ASSERT_TRUE(start_target(&self->t, prepare_suspended, self->ids));
	ASSERT_EQ(0, seize(self->t.pid, PTRACE_O_SUSPEND_SECCOMP));
	EXPECT_EQ(self->t.pid, call_and_wait(&self->t, OTHER_NR).ret);
	EXPECT_LINES(0, VERDICT);
	ASSERT_TRUE(interrupt(self->t.pid));
	ASSERT_EQ(0, resume(self->t.pid, PTRACE_DETACH));
	EXPECT_EQ(OTHER_ERRNO, err_of(&self->t, OTHER_NR));
	EXPECT_LINES(1, VERDICT);
	EXPECT_LINES(1, VERDICT, FILTER(0));
}

/* --- Supervisors ---------------------------------------------------------- */

#define NULL_DEVICE "/dev/null"
#define ZERO_DEVICE "/dev/zero"

/* A filter with a listener for openat(2), and one that refuses a path. */
#define NOTIFIES(flags) \
	((struct level){ __NR_openat, SECCOMP_RET_USER_NOTIF, (flags), NULL })
#define REFUSES(path) \
	((struct level){ __NR_openat, DENY(TESTED_ERRNO), 0, (path) })

/* Let a target with a listener for openat(2) make a call, and receive it. */
#define START_SUPERVISED(...)                                               \
	do {                                                                \
		const struct level levels_[] = { __VA_ARGS__ };             \
		memcpy(self->nest.levels, levels_, sizeof(levels_));        \
		self->nest.count = ARRAY_SIZE(levels_);                     \
		ASSERT_TRUE(start_nest(&self->nest));                       \
		ASSERT_TRUE(send_call(&self->nest.t, __NR_openat, AT_FDCWD, \
				      address_of(NULL_DEVICE)));            \
	} while (0)

#define LISTENER(i) (self->nest.listeners[i])
#define ID (self->notif.id)
#define ASSERT_ASKED(i) ASSERT_EQ(0, receive(LISTENER(i), &self->notif))

TEST_F(trace, continued_call_has_one_event)
{
	START_SUPERVISED(NOTIFIES(LISTENS));
	ASSERT_ASKED(0);
	EXPECT_LINES(0, VERDICT);
	ASSERT_EQ(0, respond_continue(LISTENER(0), ID));
	EXPECT_LE(0, outcome_of(&self->nest.t).ret);
	EXPECT_LINES(1, VERDICT);
	EXPECT_LINES(1, VERDICT, "action=user_notif");
}

/* The supervisor is asked again, and decides only once. */
TEST_F(trace, interrupted_call_has_one_event)
{
	self->nest.handler_flags = SA_RESTART;
	START_SUPERVISED(NOTIFIES(LISTENS));
	ASSERT_ASKED(0);
	ASSERT_EQ(0, kill(self->nest.t.pid, SIGUSR1));
	ASSERT_ASKED(0);
	EXPECT_LINES(0, VERDICT);
	ASSERT_EQ(0, respond_error(LISTENER(0), ID, TESTED_ERRNO));
	EXPECT_EQ(TESTED_ERRNO, outcome_of(&self->nest.t).err);
	EXPECT_LINES(1, VERDICT);
}

TEST_F(trace, call_that_a_supervisor_refuses_has_one_event)
{
	START_SUPERVISED(NOTIFIES(LISTENS));
	ASSERT_ASKED(0);
	ASSERT_EQ(0, respond_error(LISTENER(0), ID, TESTED_ERRNO));
	EXPECT_EQ(TESTED_ERRNO, outcome_of(&self->nest.t).err);
	EXPECT_LINES(1, VERDICT);
	EXPECT_LINES(1, VERDICT, "action=user_notif");
}

/* Copy "filter=ID" from the attach event @i; "filter=" and 16 digits. */
static bool attached_filter(struct tracer_fs *fs, int i, char id[64])
{
	const char *event = strstr(trace_lines(fs), ATTACH);

	for (; event && i; i--)
		event = strstr(event + 1, ATTACH);
	if (event)
		snprintf(id, 64, "%.23s", event + strlen(ATTACH));
	return event;
}

TEST_F(trace, nested_supervisors_have_one_event)
{
	char id[2][64];

	if (nested_listeners_are_missing())
		SKIP(return, NO_NESTED);
	ASSERT_EQ(0, trace_enable(&self->fs, "seccomp_attach", true));
	START_SUPERVISED(NOTIFIES(LISTENS_NESTED), NOTIFIES(LISTENS));
	ASSERT_ASKED(1);
	EXPECT_LINES(2, ATTACH);
	ASSERT_TRUE(attached_filter(&self->fs, 0, id[0]));
	ASSERT_TRUE(attached_filter(&self->fs, 1, id[1]));
	ASSERT_EQ(0, respond_continue(LISTENER(1), ID));
	ASSERT_ASKED(0);
	ASSERT_EQ(0, respond_error(LISTENER(0), ID, TESTED_ERRNO));
	EXPECT_EQ(TESTED_ERRNO, outcome_of(&self->nest.t).err);
	EXPECT_LINES(1, VERDICT);
	/* The outer one has decided. */
	EXPECT_LINES(1, VERDICT, id[0]);
	EXPECT_LINES(0, VERDICT, id[1]);
}

TEST_F(trace, edit_with_a_stricter_verdict_has_only_that_event)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	ASSERT_EQ(0, trace_enable(&self->fs, "seccomp_args", true));
	START_SUPERVISED(REFUSES(ZERO_DEVICE), NOTIFIES(LISTENS | DEEP_ARGS));
	ASSERT_ASKED(1);
	ASSERT_EQ(0, edit_string(LISTENER(1), ID, 1, ZERO_DEVICE));
	ASSERT_EQ(0, respond_continue(LISTENER(1), ID));
	EXPECT_EQ(TESTED_ERRNO, outcome_of(&self->nest.t).err);
	EXPECT_LINES(1, VERDICT);
	EXPECT_LINES(1, VERDICT, "action=errno");
	/* seccomp_verify lets other calls have copies, too. */
	if (!deep_calls_are_verified())
		EXPECT_LINES(1, ARGS);
	EXPECT_LINES(1, ARGS, "text=" ZERO_DEVICE);
}

/* --- Copies of arguments --------------------------------------------------- */

static int open_some_paths(void *arg)
{
	struct site site = text_site();
	unsigned long args[6] = { AT_FDCWD };

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, deep_deny_string(__NR_faccessat, 1, "/etc/shadow",
					    TESTED_ERRNO));
	args[1] = (unsigned long)"/etc/shadow";
	CHILD_ASSERT_EQ(-TESTED_ERRNO, site.call(__NR_faccessat, args));
	/* It is allowed, and an event could show it as more than one. */
	args[1] = (unsigned long)"/\"\n\\\t\x80~";
	CHILD_ASSERT_EQ(-ENOENT, site.call(__NR_faccessat, args));
	args[1] = 8;
	CHILD_ASSERT_EQ(-EFAULT, site.call(__NR_faccessat, args));
	CHILD_ASSERT_EQ(0, errno_of(WATCHED_NR));
	return 0;
}

TEST_F(trace, copies_of_paths_are_escaped)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	ASSERT_EQ(0, trace_enable(&self->fs, "seccomp_args", true));
	EXPECT_CHILD(open_some_paths, NULL);
	EXPECT_LINES(1, VERDICT);
	EXPECT_LINES(3, ARGS);
	EXPECT_LINES(1, ARGS, "arg=1 status=copied kind=path length=11 ",
		     "text=/etc/shadow");
	EXPECT_LINES(1, ARGS, "length=7 text=/\\x22\\x0a\\x5c\\x09\\x80~");
	EXPECT_LINES(1, ARGS, "status=fault kind=path", "length=0 text=");
}

TEST_F(trace, expression_selects_a_path)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	ASSERT_EQ(0, trace_enable(&self->fs, "seccomp_verdict", false));
	ASSERT_EQ(0, trace_enable(&self->fs, "seccomp_args", true));
	ASSERT_EQ(0, trace_filter(&self->fs, "seccomp_args",
				  "text ~ \"*shadow\" && kind == 1"));
	EXPECT_CHILD(open_some_paths, NULL);
	EXPECT_LINES(1, ARGS);
	EXPECT_LINES(0, VERDICT);
	EXPECT_LINES(1, ARGS, "text=/etc/shadow");
}

#if defined(__x86_64__)

#define IA32_OPEN 5

/* The copy of an ia32 call is behind a pointer of 32 bits. */
static int open_by_ia32(void *arg)
{
	static struct deep_filter f;
	unsigned long args[6] = {};
	char *low = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);

	(void)arg;
	CHILD_ASSERT_NE((long)MAP_FAILED, (long)low);
	CHILD_ASSERT_EQ(0, no_new_privs());
	deep_begin_abi(&f, AUDIT_ARCH_I386, IA32_OPEN);
	deep_match_string(&f, 0, ZERO_DEVICE, SECCOMP_RET_ALLOW);
	deep_return(&f, DENY(TESTED_ERRNO));
	CHILD_ASSERT_EQ(0, deep_attach(&f));
	/* The upper half of a register is no part of the pointer. */
	args[0] = (unsigned long)low | 0x1234500000000UL;
	strcpy(low, ZERO_DEVICE);
	CHILD_ASSERT_EQ(-TESTED_ERRNO,
			(int)text_site32().call(IA32_OPEN, args));
	strcpy(low, "/nowhere");
	CHILD_ASSERT_EQ(-ENOENT, (int)text_site32().call(IA32_OPEN, args));
	return 0;
}

TEST_F(trace, copies_of_an_ia32_call)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	if (!has_ia32())
		SKIP(return, "this kernel makes no ia32 calls");
	ASSERT_EQ(0, trace_enable(&self->fs, "seccomp_args", true));
	EXPECT_CHILD(open_by_ia32, NULL);
	EXPECT_LINES(1, VERDICT);
	EXPECT_LINES(2, ARGS, "nr=5 arch=40000003 arg=0 status=copied ",
		     "kind=path ");
	EXPECT_LINES(1, ARGS, "length=9 text=" ZERO_DEVICE);
	EXPECT_LINES(1, ARGS, "length=8 text=/nowhere");
}

#endif

static int open_with_arg_event_off(void *arg)
{
	return open_some_paths(arg);
}

TEST_F(trace, copies_have_no_event_unless_it_is_on)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	EXPECT_CHILD(open_with_arg_event_off, NULL);
	EXPECT_LINES(0, ARGS);
	EXPECT_LINES(1, VERDICT);
}

static int connect_to_some(void *arg)
{
	static const struct sockaddr_in in = {
		.sin_family = AF_INET,
		.sin_port = __builtin_bswap16(80),
		.sin_addr.s_addr = __builtin_bswap32(0x7f000001),
	};
	static const struct sockaddr_in6 in6 = {
		.sin6_family = AF_INET6,
		.sin6_port = __builtin_bswap16(443),
		.sin6_addr.s6_addr = { [15] = 1 },
	};
	static const struct sockaddr_un un = { AF_UNIX, "/nowhere" };
	static const struct sockaddr_un abstract = { AF_UNIX, "\0a\"\0b" };
	const struct {
		const void *address;
		unsigned int size;
	} calls[] = {
		{ &in, sizeof(in) },
		{ &in6, sizeof(in6) },
		{ &un, sizeof(un) },
		{ &abstract, offsetof(struct sockaddr_un, sun_path) + 5 },
		{ "\x10\0abc", 5 },
		{ &in, 4 },
	};
	static struct deep_filter f;
	size_t i;

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	deep_begin(&f, __NR_connect);
	/* The kind is known without a copy, the status is not. */
	deep_match(&f, SECCOMP_ARG_STATUS(1), SECCOMP_ARG_TOO_LARGE,
		   SECCOMP_RET_ALLOW);
	deep_return(&f, DENY(TESTED_ERRNO));
	CHILD_ASSERT_EQ(0, deep_attach(&f));
	for (i = 0; i < ARRAY_SIZE(calls); i++)
		CHILD_ASSERT_EQ(EBADF,
				errno_of(__NR_connect, -1, calls[i].address,
					 calls[i].size));
	return 0;
}

TEST_F(trace, copies_of_addresses_are_decoded)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	ASSERT_EQ(0, trace_enable(&self->fs, "seccomp_args", true));
	EXPECT_CHILD(connect_to_some, NULL);
	EXPECT_LINES(0, VERDICT);
	EXPECT_LINES(6, ARGS, "kind=sockaddr");
	EXPECT_LINES(1, ARGS, "text=inet:127.0.0.1:80");
	EXPECT_LINES(1, ARGS, "text=inet6:[::1]:443");
	EXPECT_LINES(1, ARGS, "text=unix:/nowhere");
	EXPECT_LINES(1, ARGS, "text=unix-abstract:a\\x22\\x00b");
	EXPECT_LINES(1, ARGS, "text=family-16:616263");
	EXPECT_LINES(1, ARGS, "text=family-2:0050");
}

/* --- Attaches -------------------------------------------------------------- */

static int attach_some(void *arg)
{
	struct sock_filter bad[] = { INSN_LOAD_NR };
	struct ids *ids = arg;

	ids->tid[0] = sys_gettid();
	CHILD_ASSERT_EQ(0, prctl(PR_SET_NAME, "a\"b", 0, 0, 0));
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_named(WATCHED_NR, DENY(TESTED_ERRNO), "one",
					0, &ids->id[0]));
	CHILD_ASSERT_EQ(0, attach_list(OTHER_NR, DENY(TESTED_ERRNO), "two",
				       &ids->id[1]));
	CHILD_ASSERT_EQ(-1, attach_label(bad, 1, "bad", 0, NULL));
	CHILD_ASSERT_EQ(-1, attach_named(WATCHED_NR, 0, "bad label", 0, NULL));
	CHILD_ASSERT_EQ(0, attach_named(WATCHED_NR, SECCOMP_RET_LOG, "listens",
					LISTENS, NULL));
	/* It fails when everything has been prepared. */
	CHILD_ASSERT_ERRNO(EBUSY, attach_named(WATCHED_NR, SECCOMP_RET_LOG,
					       "busy", LISTENS, NULL));
	CHILD_ASSERT_EQ(0,
			attach_named(WATCHED_NR, DENY(OTHER_ERRNO), "three",
				     SECCOMP_FILTER_FLAG_ON_EXEC, &ids->id[2]));
	return 0;
}

TEST_F(trace, attach_tells_place_and_answers)
{
	char pid[32];

	ASSERT_EQ(0, trace_enable(&self->fs, "seccomp_attach", true));
	EXPECT_CHILD(attach_some, self->ids);
	snprintf(pid, sizeof(pid), "-%d ", self->ids->tid[0]);
	EXPECT_LINES(4, ATTACH);
	EXPECT_LINES(4, ATTACH, pid, " attach_comm=a\\x22b flags=");
	EXPECT_LINES(1, ATTACH, "label=listens ", " flags=8 insns=6 depth=3 ");
	EXPECT_LINES(1, ATTACH, FILTER(0), "label=one ",
		     " flags=0 insns=6 depth=1 ",
		     " constant=1 tested=0 whole=0");
	EXPECT_LINES(1, ATTACH, FILTER(1), "label=two ",
		     " flags=0 insns=8 depth=2 ",
		     " constant=0 tested=1 whole=0");
	EXPECT_LINES(1, ATTACH, FILTER(2), "label=three ",
		     " flags=4000000 insns=6 depth=0 ",
		     " constant=1 tested=0 whole=0");
	EXPECT_LINES(0, ATTACH, "allowed=0 ");
}

static int attach_by_prctl(void *arg)
{
	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_errno(WATCHED_NR, TESTED_ERRNO));
	return 0;
}

TEST_F(trace, attach_by_set_mode_filter_has_an_event)
{
	ASSERT_EQ(0, trace_enable(&self->fs, "seccomp_attach", true));
	EXPECT_CHILD(attach_by_prctl, NULL);
	EXPECT_LINES(1, ATTACH, "label= attach_comm=trace_test flags",
		     "depth=1");
}

/* An attach and a write to /proc/PID/seccomp at the same time. */
struct dropped {
	bool ready;
	bool go;
	bool attached;
};

static int attach_for_exec(void *arg)
{
	struct dropped *shared = arg;
	int ret;

	child_exit_nr = __NR_exit;
	CHILD_ASSERT_EQ(0, no_new_privs());
	SHARED_STORE(shared->ready, true);
	while (!SHARED_LOAD(shared->go))
		;
	ret = attach_named(WATCHED_NR, DENY(TESTED_ERRNO), "dropped",
			   SECCOMP_FILTER_FLAG_ON_EXEC, NULL);
	/* An attach that comes second is refused. */
	if (ret)
		CHILD_ASSERT_EQ(EINVAL, errno);
	SHARED_STORE(shared->attached, !ret);
	sys_exit(42);
}

/*
 * Strict mode drops what waits for an exec. If another task sets it, the filter may be
 * dropped before the event has been written. The event still describes it.
 */
TEST_F(trace, attach_of_filter_that_strict_mode_drops)
{
	struct dropped *shared = (struct dropped *)self->ids;
	int i, fd, spin, turns = DROP_SPIN, status, attached = 0, events;
	char path[64];
	pid_t pid;

	ASSERT_EQ(0, trace_enable(&self->fs, "seccomp_attach", true));
	for (i = 0; i < DROP_ROUNDS; i++) {
		*shared = (struct dropped){};
		pid = start_child(attach_for_exec, shared);
		ASSERT_LT(0, pid);
		ASSERT_TRUE(WAIT_UNTIL(SHARED_LOAD(shared->ready)));
		snprintf(path, sizeof(path), "/proc/%d/seccomp", pid);
		fd = open(path, O_WRONLY | O_CLOEXEC);
		ASSERT_LE(0, fd);
		SHARED_STORE(shared->go, true);
		for (spin = 0; spin < turns; spin++)
			__asm__ volatile("" ::: "memory");
		/* The child may have ended before. */
		if (write(fd, "1", 1) != 1)
			EXPECT_EQ(ESRCH, errno);
		close(fd);
		status = exit_summary(wait_child(pid));
		if (status != BY_SIGNAL(SIGKILL))
			EXPECT_EQ(42, status);
		attached += shared->attached;
		/* Stay near the time that an attach takes. */
		turns += (shared->attached ? -1 : 1) * (turns / 8 + 1);
		turns = turns > MAX_SPIN ? MAX_SPIN : turns;
	}
	events = trace_count(&self->fs, ATTACH, NULL);
	/* An emulated CPU may run the code from before the switch for a while. */
	EXPECT_LT(0, events);
	EXPECT_LE(events, attached);
	EXPECT_LINES(events, ATTACH, "label=dropped attach_comm=trace_test ",
		     " flags=4000000 insns=6 depth=0 ",
		     " constant=1 tested=0 whole=0");
}

TEST_HARNESS_MAIN
