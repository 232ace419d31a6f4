// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test which filter an audit record names, what of the records is printed, and the
 * word "refusals" in actions_logged.
 *
 * Records go to the multicast group AUDIT_NLGRP_READLOG, printed or not. So most tests
 * read them there. The kernel handles records in order: when the test's own marker
 * message arrives, it has sent and printed all earlier records.
 *
 * The tests change actions_logged and restore it. Some of them become the audit daemon.
 */
#include "../kselftest_harness.h"

#include "common.h"
#include "audit.h"
#include "target.h"
#include "notify.h"
#include "tracee.h"
#include "deep.h"
#include "attach_op.h"
#include "domain.h"
#include "callsite.h"
#include "compat_helper.h"
#include "nested.h"
#include "trace.h"

#define NO_KMSG "no /dev/kmsg"
#define HAS_DAEMON "an audit daemon runs, it gets the records"

#define LOG_FLAG ((unsigned int)SECCOMP_FILTER_FLAG_LOG)
#define TSYNC ((unsigned int)SECCOMP_FILTER_FLAG_TSYNC)

#define DENY(error) (SECCOMP_RET_ERRNO | (error))
#define LAYERS 4

/* Records that a tree may print in each interval, and the interval. */
#define PRINT_BURST 10
#define PRINT_INTERVAL_MS 5000
/* Records that all trees of a user may print, and those of all users. */
#define PRINT_BURST_USER 60
#define PRINT_BURST_ALL 160

/* Two users who make trees. */
#define LOUD_USER 12345
#define OTHER_USER 12346

/* A filter: @verdict for the calls @nr. The attach fills in @id. */
struct layer {
	int nr;
	__u32 verdict;
	unsigned int flags;
	const char *label; /* or NULL */
	__u32 arch; /* 0 for the native one */
	bool used;
	__u64 id;
};

/* A child: its filters, the oldest one first, and how it attaches them. */
struct plan {
	struct layer layers[LAYERS];
	const char *comm; /* name of the task at the attach, or NULL */
	int calls; /* of getppid(2) afterwards */
	int listener[LAYERS]; /* descriptor of the child, or -1 */
	int sock; /* carries the listeners to the test */
	pid_t caller; /* the process that makes the call */
};

/* What a record says. Text is empty if the record does not have it. */
struct record {
	int count; /* of records; the other members are from the last one */
	unsigned int sig, arch, syscall, code;
	char id[32], label[64], comm[64];
	char tail[AUDIT_TEXT_MAX]; /* behind the code */
	char text[AUDIT_TEXT_MAX];
};

/*
 * The audit socket
 */

FIXTURE(audit)
{
	char saved[256];
	char text[256];
	int socket;
	int markers;
	struct plan *plan; /* shared with the children */
	struct record record;
};

/* Make @pid the audit daemon. With 0, there is none. */
static int audit_set_daemon(int fd, pid_t pid)
{
	struct audit_status status = {
		.mask = AUDIT_STATUS_PID,
		.pid = pid,
	};

	return audit_send(fd, AUDIT_SET, &status, sizeof(status));
}

/* Copy a value up to the next space. */
static void copy_value(char *to, size_t size, const char *text,
		       const char *name)
{
	const char *at = strstr(text, name);
	size_t len;

	if (!at)
		return;
	at += strlen(name);
	len = strcspn(at, " ");
	snprintf(to, size, "%.*s", (int)len, at);
}

/* Take apart the text of a record. Return false if it has no code. */
static bool parse_record(struct record *record, const char *text)
{
	const char *sig = strstr(text, " sig=");
	unsigned int compat;
	unsigned long ip;
	int at = 0;

	snprintf(record->text, sizeof(record->text), "%s", text);
	if (!sig ||
	    sscanf(sig, " sig=%u arch=%x syscall=%u compat=%u ip=%lx code=%x%n",
		   &record->sig, &record->arch, &record->syscall, &compat, &ip,
		   &record->code, &at) != 6)
		return false;
	snprintf(record->tail, sizeof(record->tail), "%s", sig + at);
	memset(record->id, 0, sizeof(record->id));
	memset(record->label, 0, sizeof(record->label));
	memset(record->comm, 0, sizeof(record->comm));
	copy_value(record->id, sizeof(record->id), record->tail, " filter=");
	copy_value(record->label, sizeof(record->label), record->tail,
		   " label=");
	copy_value(record->comm, sizeof(record->comm), record->tail,
		   " attach-comm=");
	return true;
}

/* Read the records of seccomp so far about @pid, or about all for 0. */
static bool read_records(FIXTURE_DATA(audit) * self, pid_t pid)
{
	struct message message;
	char marker[64], part[32] = "";

	memset(&self->record, 0, sizeof(self->record));
	if (pid)
		snprintf(part, sizeof(part), " pid=%d ", pid);
	snprintf(marker, sizeof(marker), "audit_filter_test %d, message %d",
		 getpid(), self->markers++);
	if (audit_send(self->socket, AUDIT_USER_AVC, marker,
		       strlen(marker) + 1) < 0)
		return false;
	while (audit_next(self->socket, &message)) {
		if (message.head.nlmsg_type == AUDIT_USER_AVC &&
		    strstr(message.text, marker))
			return true;
		if (message.head.nlmsg_type != AUDIT_SECCOMP ||
		    !strstr(message.text, part))
			continue;
		self->record.count++;
		if (!parse_record(&self->record, message.text))
			return false;
	}
	return false;
}

FIXTURE_SETUP(audit)
{
	struct sockaddr_nl group = {
		.nl_family = AF_NETLINK,
		.nl_groups = 1U << (AUDIT_NLGRP_READLOG - 1),
	};
	int size = 4 << 20;

	if (attach_op_is_missing())
		SKIP(return, NO_ATTACH_OP);
	ASSERT_LT(0, read_file(LOGGED, self->saved, sizeof(self->saved)));
	ASSERT_EQ(0, set_logged(ALL_BUT_ALLOW));
	self->plan = mmap(NULL, sizeof(*self->plan), PROT_READ | PROT_WRITE,
			  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ASSERT_NE(MAP_FAILED, self->plan);
	self->socket =
		socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_AUDIT);
	if (self->socket < 0)
		SKIP(return, NO_AUDIT);
	setsockopt(self->socket, SOL_SOCKET, SO_RCVBUFFORCE, &size,
		   sizeof(size));
	ASSERT_EQ(0,
		  bind(self->socket, (struct sockaddr *)&group, sizeof(group)));
}

FIXTURE_TEARDOWN_PARENT(audit)
{
	if (self->saved[0])
		EXPECT_EQ(0, set_logged(self->saved));
}

/*
 * Children
 */

/* Attach a filter and note its id. Return 0, or -1 and errno. */
static int attach_layer(struct layer *layer, int *listener)
{
	struct sock_filter insns[] = {
		INSN_LOAD_ARCH,
		INSN_JEQ(layer->arch ?: NATIVE_ARCH, 0, 3),
		INSN_LOAD_NR,
		INSN_JEQ(layer->nr, 0, 1),
		INSN_RET(layer->verdict),
		INSN_RET(SECCOMP_RET_ALLOW),
	};
	struct sock_fprog prog = { .len = ARRAY_SIZE(insns), .filter = insns };
	struct seccomp_attach attach = attach_of_program(&prog, layer->flags);

	if (layer->label)
		snprintf(attach.label, sizeof(attach.label), "%s",
			 layer->label);
	if (sys_attach(&attach))
		return -1;
	layer->id = attach.filter_id;
	*listener = layer->flags & LISTENS ? attach.listener_fd : -1;
	return 0;
}

static void attach_layers(struct plan *plan)
{
	int i;

	if (plan->comm)
		CHILD_ASSERT_EQ(0, prctl(PR_SET_NAME, plan->comm));
	CHILD_ASSERT_EQ(0, no_new_privs());
	for (i = 0; i < LAYERS && plan->layers[i].used; i++)
		CHILD_ASSERT_EQ(0, attach_layer(&plan->layers[i],
						&plan->listener[i]));
	/* The record has the name at the attach, and not this one. */
	if (plan->comm)
		CHILD_ASSERT_EQ(0, prctl(PR_SET_NAME, "renamed"));
}

static void ignore(int sig)
{
}

static int run_plan(void *arg)
{
	struct plan *plan = arg;
	int i;

	/* The handler keeps the SIGSYS of TRAP from ending the child. */
	CHILD_ASSERT_NE((long)SIG_ERR, (long)signal(SIGSYS, ignore));
	attach_layers(plan);
	for (i = 0; i < plan->calls; i++)
		sys_getppid();
	sys_exit(42);
	return 0;
}

static void set_layer(struct plan *plan, int i, int nr, __u32 verdict,
		      unsigned int flags, const char *label)
{
	plan->layers[i] = (struct layer){
		.nr = nr,
		.verdict = verdict,
		.flags = flags,
		.label = label,
		.used = true,
	};
}

/* Start with no filters, and one call. */
static void start_plan(struct plan *plan)
{
	memset(plan, 0, sizeof(*plan));
	plan->calls = 1;
}

/* Run a child by the plan, and read its records. */
static bool record_of(FIXTURE_DATA(audit) * self)
{
	const pid_t pid = start_child(run_plan, self->plan);

	return wait_child(pid) != -1 && read_records(self, pid);
}

/* The last record names a filter of the plan. */
#define EXPECT_NAMED(i)                                                 \
	do {                                                            \
		char _id[32];                                           \
		snprintf(_id, sizeof(_id), "%016llx",                   \
			 (unsigned long long)self->plan->layers[i].id); \
		EXPECT_STREQ(_id, self->record.id)                      \
		{                                                       \
			TH_LOG("%s", self->record.text);                \
		}                                                       \
	} while (0)

/* The last record ends with what it says about a filter with a label. */
#define EXPECT_LABELLED(i)                                                     \
	do {                                                                   \
		const struct layer *_layer = &self->plan->layers[i];           \
		char _tail[128];                                               \
		snprintf(_tail, sizeof(_tail), " filter=%016llx label=\"%s\"", \
			 (unsigned long long)_layer->id, _layer->label);       \
		EXPECT_STREQ(_tail, self->record.tail)                         \
		{                                                              \
			TH_LOG("%s", self->record.text);                       \
		}                                                              \
	} while (0)

/*
 * Actions
 */

static const __u32 recorded_actions[] = {
	SECCOMP_RET_KILL_PROCESS, SECCOMP_RET_KILL_THREAD,
	SECCOMP_RET_TRAP,	  SECCOMP_RET_ERRNO,
	SECCOMP_RET_USER_NOTIF,	  SECCOMP_RET_TRACE,
	SECCOMP_RET_LOG,	  0x00010000, /* unknown, kills */
};

TEST_F(audit, each_action_names_its_filter)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(recorded_actions); i++) {
		const __u32 action = recorded_actions[i];

		start_plan(self->plan);
		set_layer(self->plan, 0, __NR_getsid, action, LOG_FLAG, "old");
		set_layer(self->plan, 1, __NR_getppid, action | 5, LOG_FLAG,
			  "decides");
		set_layer(self->plan, 2, __NR_getpgid, action, LOG_FLAG, "new");
		ASSERT_TRUE(record_of(self));
		ASSERT_EQ(1, self->record.count)
		{
			TH_LOG("action %#x", action);
		}
		EXPECT_EQ(action, self->record.code);
		EXPECT_EQ(__NR_getppid, self->record.syscall);
		EXPECT_LABELLED(1);
	}
}

TEST_F(audit, one_filter_is_named)
{
	start_plan(self->plan);
	set_layer(self->plan, 0, __NR_getppid, DENY(EPERM), LOG_FLAG, "alone");
	ASSERT_TRUE(record_of(self));
	ASSERT_EQ(1, self->record.count);
	EXPECT_NE(0, self->plan->layers[0].id);
	EXPECT_LABELLED(0);
}

/* Both calls have one rule in the table. */
TEST_F(audit, equal_verdicts_of_two_filters_are_told_apart)
{
	start_plan(self->plan);
	set_layer(self->plan, 0, __NR_getppid, DENY(EPERM), LOG_FLAG, "older");
	set_layer(self->plan, 1, __NR_getsid, DENY(EPERM), LOG_FLAG, "newer");
	ASSERT_TRUE(record_of(self));
	EXPECT_LABELLED(0);

	start_plan(self->plan);
	set_layer(self->plan, 0, __NR_getsid, DENY(EPERM), LOG_FLAG, "older");
	set_layer(self->plan, 1, __NR_getppid, DENY(EPERM), LOG_FLAG, "newer");
	ASSERT_TRUE(record_of(self));
	EXPECT_LABELLED(1);
}

TEST_F(audit, newest_of_equal_programs_is_named)
{
	start_plan(self->plan);
	set_layer(self->plan, 0, __NR_getppid, DENY(EPERM), LOG_FLAG, "one");
	set_layer(self->plan, 1, __NR_getppid, DENY(EPERM), LOG_FLAG, "two");
	set_layer(self->plan, 2, __NR_getppid, SECCOMP_RET_LOG, 0, "weaker");
	ASSERT_TRUE(record_of(self));
	EXPECT_LABELLED(1);
	EXPECT_NE(self->plan->layers[0].id, self->plan->layers[1].id);
}

/* Each record has the id of a filter of its own task, though programs are shared. */
TEST_F(audit, tasks_with_equal_programs_have_their_own_ids)
{
	__u64 first;

	start_plan(self->plan);
	set_layer(self->plan, 0, __NR_getppid, DENY(EPERM), LOG_FLAG, "same");
	ASSERT_TRUE(record_of(self));
	EXPECT_LABELLED(0);
	first = self->plan->layers[0].id;
	ASSERT_TRUE(record_of(self));
	EXPECT_LABELLED(0);
	EXPECT_NE(first, self->plan->layers[0].id);
}

TEST_F(audit, strict_mode_names_no_filter)
{
	pid_t pid;

	pid = fork();
	if (!pid) {
		prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT);
		sys_getppid();
		sys_exit(42);
	}
	ASSERT_LT(0, pid);
	EXPECT_EQ(BY_SIGNAL(SIGKILL), exit_summary(wait_child(pid)));
	ASSERT_TRUE(read_records(self, pid));
	ASSERT_EQ(1, self->record.count);
	EXPECT_STREQ("", self->record.tail);
}

/*
 * Names
 */

TEST_F(audit, without_label_the_record_has_the_name_at_the_attach)
{
	start_plan(self->plan);
	self->plan->comm = "attacher";
	set_layer(self->plan, 0, __NR_getsid, DENY(EPERM), LOG_FLAG, "other");
	set_layer(self->plan, 1, __NR_getppid, DENY(EPERM), LOG_FLAG, NULL);
	ASSERT_TRUE(record_of(self));
	ASSERT_EQ(1, self->record.count);
	EXPECT_NAMED(1);
	EXPECT_STREQ("?", self->record.label);
	EXPECT_STREQ("\"attacher\"", self->record.comm);
	EXPECT_NE(NULL, strstr(self->record.text, " comm=\"renamed\" "));
	/* Nothing follows. */
	EXPECT_STREQ("\"attacher\"", self->record.tail +
					     strlen(self->record.tail) -
					     strlen("\"attacher\""));
}

TEST_F(audit, hostile_names_are_encoded)
{
	static const struct {
		const char *comm, *recorded;
	} cases[] = {
		{ "a filter=1 x=", "612066696C7465723D3120783D" },
		{ "x\" label=\"y", "7822206C6162656C3D2279" },
		{ "a\nb", "610A62" },
		{ "\377\001", "FF01" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		start_plan(self->plan);
		self->plan->comm = cases[i].comm;
		set_layer(self->plan, 0, __NR_getppid, DENY(EPERM), LOG_FLAG,
			  NULL);
		ASSERT_TRUE(record_of(self));
		ASSERT_EQ(1, self->record.count);
		EXPECT_NAMED(0);
		EXPECT_STREQ("?", self->record.label);
		EXPECT_STREQ(cases[i].recorded, self->record.comm);
	}
}

TEST_F(audit, longest_label_is_recorded)
{
	start_plan(self->plan);
	set_layer(self->plan, 0, __NR_getppid, DENY(EPERM), LOG_FLAG,
		  "!#$%&'()*+,-./09:;<=>?@AZ[]^_az");
	ASSERT_EQ(31, strlen(self->plan->layers[0].label));
	ASSERT_TRUE(record_of(self));
	EXPECT_LABELLED(0);
}

/*
 * Threads and children
 */

/* Attach a filter of the thread's own, and make the call. */
static void *run_thread(void *arg)
{
	struct layer *layer = arg;
	int listener;

	if (!attach_layer(layer, &listener))
		sys_getppid();
	return NULL;
}

static int run_threads(void *arg)
{
	struct plan *plan = arg;
	pthread_t thread;
	int i;

	CHILD_ASSERT_EQ(0, no_new_privs());
	for (i = 0; i < 2; i++) {
		CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, run_thread,
						  &plan->layers[i]));
		CHILD_ASSERT_EQ(0, pthread_join(thread, NULL));
	}
	return 0;
}

TEST_F(audit, threads_have_their_own_filters)
{
	pid_t pid;

	start_plan(self->plan);
	set_layer(self->plan, 0, __NR_getppid, DENY(EPERM), LOG_FLAG, "one");
	set_layer(self->plan, 1, __NR_getppid, DENY(EPERM), LOG_FLAG, "two");
	pid = start_child(run_threads, self->plan);
	ASSERT_TRUE(exited_with(wait_child(pid), 0));
	ASSERT_TRUE(read_records(self, pid));
	EXPECT_EQ(2, self->record.count);
	EXPECT_LABELLED(1);
}

static void *wait_and_call(void *arg)
{
	int *pipes = arg;
	char byte;

	if (read(pipes[0], &byte, 1) == 1)
		sys_getppid();
	return NULL;
}

/* A thread gets its filter from a sibling. Its child has the filter, too. */
static int run_synced(void *arg)
{
	struct plan *plan = arg;
	pthread_t thread;
	int pipes[2], listener;

	CHILD_ASSERT_EQ(0, pipe(pipes));
	CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, wait_and_call, pipes));
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_layer(&plan->layers[0], &listener));
	CHILD_ASSERT_EQ(1, write(pipes[1], "x", 1));
	CHILD_ASSERT_EQ(0, pthread_join(thread, NULL));
	return 0;
}

TEST_F(audit, synchronized_thread_has_the_filter)
{
	pid_t pid;

	start_plan(self->plan);
	set_layer(self->plan, 0, __NR_getppid, DENY(EPERM), LOG_FLAG | TSYNC,
		  "synced");
	pid = start_child(run_synced, self->plan);
	ASSERT_TRUE(exited_with(wait_child(pid), 0));
	ASSERT_TRUE(read_records(self, pid));
	EXPECT_EQ(1, self->record.count);
	EXPECT_LABELLED(0);
}

static int call_in_grandchild(void *arg)
{
	struct plan *plan = arg;
	pid_t pid;

	attach_layers(plan);
	pid = fork();
	if (!pid) {
		sys_getppid();
		_exit(0);
	}
	plan->caller = pid;
	CHILD_ASSERT_EQ(0, exit_summary(wait_child(pid)));
	return 0;
}

TEST_F(audit, child_inherits_the_id)
{
	start_plan(self->plan);
	set_layer(self->plan, 0, __NR_getppid, DENY(EPERM), LOG_FLAG, "first");
	set_layer(self->plan, 1, __NR_getsid, DENY(EPERM), LOG_FLAG, "other");
	ASSERT_EQ(0, exit_summary(in_child(call_in_grandchild, self->plan)));
	ASSERT_TRUE(read_records(self, self->plan->caller));
	ASSERT_EQ(1, self->record.count);
	EXPECT_LABELLED(0);
}

/*
 * Other ABIs: a helper program makes the calls. Its filters are attached before.
 */

static int prepare_layers(void *arg)
{
	attach_layers(arg);
	return NO_LISTENER;
}

/* Make one call in a helper. Return its pid, 0 if no helper runs, or -1 on failure. */
static pid_t call_by_abi(struct plan *plan, const char *suffix, int nr)
{
	struct target t;
	int error = start_helper_alone(&t, suffix, prepare_layers, plan);

	if (error) {
		discard_target(&t);
		return error == ENOENT || error == ENOEXEC ? 0 : -1;
	}
	send_call(&t, nr, 0);
	outcome_of(&t);
	nr = t.pid;
	end_target(&t);
	return nr;
}

struct abi {
	const char *suffix;
	__u32 arch;
	int getppid, getsid;
};

static const struct abi abis[] = {
#if defined(__x86_64__)
	{ "ia32", AUDIT_ARCH_I386, 64, 147 },
	{ "x32", AUDIT_ARCH_X86_64, 0x40000000 | __NR_getppid,
	  0x40000000 | __NR_getsid },
#else
	{ "arm", AUDIT_ARCH_ARM, 64, 147 },
#endif
};

static bool check_abi(struct __test_metadata *_metadata,
		      FIXTURE_DATA(audit) * self, const struct abi *abi)
{
	struct plan *plan = self->plan;
	pid_t pid;
	int i;

	start_plan(plan);
	set_layer(plan, 0, abi->getppid, DENY(EPERM), LOG_FLAG, "native");
	set_layer(plan, 1, abi->getppid, DENY(EPERM), LOG_FLAG, "decides");
	set_layer(plan, 2, abi->getsid, DENY(EPERM), LOG_FLAG, "newest");
	for (i = 1; i < 3; i++)
		plan->layers[i].arch = abi->arch;
	pid = call_by_abi(plan, abi->suffix, abi->getppid);
	if (!pid)
		return false;
	EXPECT_LT(0, pid);
	EXPECT_TRUE(read_records(self, pid));
	EXPECT_EQ(1, self->record.count);
	EXPECT_EQ(abi->arch, self->record.arch);
	EXPECT_EQ((unsigned int)abi->getppid, self->record.syscall);
	EXPECT_LABELLED(1);
	return true;
}

TEST_F(audit, calls_of_other_abis_name_their_filter)
{
	size_t i, missing = 0;

	for (i = 0; i < ARRAY_SIZE(abis); i++)
		if (!check_abi(_metadata, self, &abis[i])) {
			TH_LOG("no helper for %s", abis[i].suffix);
			missing++;
		}
	if (missing == ARRAY_SIZE(abis))
		SKIP(return, "no helper program of another ABI runs");
}

#if defined(__x86_64__)
static int call_by_int80(void *arg)
{
	static const unsigned long none[6];

	attach_layers(arg);
	/* 64 is getppid(2) of ia32. */
	text_site32().call(64, none);
	return 42;
}

/* A 64-bit task makes an ia32 call. Its native number is another call. */
TEST_F(audit, ia32_call_of_a_64_bit_task_names_its_filter)
{
	pid_t pid;

	if (!has_ia32())
		SKIP(return, "no ia32 calls");
	start_plan(self->plan);
	set_layer(self->plan, 0, 64, DENY(EPERM), LOG_FLAG, "ia32");
	self->plan->layers[0].arch = AUDIT_ARCH_I386;
	set_layer(self->plan, 1, 64, DENY(EPERM), LOG_FLAG, "native");
	pid = start_child(call_by_int80, self->plan);
	ASSERT_EQ(42, exit_summary(wait_child(pid)));
	ASSERT_TRUE(read_records(self, pid));
	ASSERT_EQ(1, self->record.count);
	EXPECT_EQ(AUDIT_ARCH_I386, self->record.arch);
	EXPECT_LABELLED(0);
}
#endif

/*
 * Supervisors, tracers, domains
 */

/* Send the listeners to the test. */
static int prepare_supervised(void *arg)
{
	struct plan *plan = arg;
	int i;

	attach_layers(plan);
	for (i = 0; i < LAYERS && plan->layers[i].used; i++)
		if (plan->layers[i].flags & LISTENS)
			CHILD_ASSERT_EQ(0,
					send_fd(plan->sock, plan->listener[i]));
	return NO_LISTENER;
}

/* Start a target, and get the listeners of its first @count filters with one. */
static bool start_supervised(FIXTURE_DATA(audit) * self, struct target *t,
			     int *listeners, int count)
{
	int pair[2];
	bool started;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair))
		return false;
	self->plan->sock = pair[1];
	started = start_target(t, prepare_supervised, self->plan);
	close(pair[1]);
	while (started && count-- > 0)
		started = receive_fd(pair[0], listeners++);
	close(pair[0]);
	return started;
}

TEST_F(audit, answer_of_a_supervisor_names_its_filter)
{
	struct seccomp_notif notif;
	struct target t;
	int listener;

	start_plan(self->plan);
	set_layer(self->plan, 0, __NR_getppid, SECCOMP_RET_TRACE, LOG_FLAG,
		  "tracer");
	set_layer(self->plan, 1, __NR_getppid, SECCOMP_RET_USER_NOTIF,
		  LOG_FLAG | LISTENS, "asks");
	set_layer(self->plan, 2, __NR_getsid, SECCOMP_RET_USER_NOTIF, LOG_FLAG,
		  "newest");
	ASSERT_TRUE(start_supervised(self, &t, &listener, 1));
	ASSERT_TRUE(send_call(&t, __NR_getppid, 0));
	ASSERT_EQ(0, receive(listener, &notif));
	ASSERT_EQ(0, respond_error(listener, notif.id, EDOM));
	EXPECT_EQ(EDOM, outcome_of(&t).err);
	ASSERT_TRUE(read_records(self, t.pid));
	EXPECT_EQ(1, self->record.count);
	EXPECT_EQ(SECCOMP_RET_USER_NOTIF, self->record.code);
	EXPECT_LABELLED(1);
	/* A continued call leaves no record. */
	ASSERT_TRUE(send_call(&t, __NR_getppid, 0));
	ASSERT_EQ(0, receive(listener, &notif));
	ASSERT_EQ(0, respond_continue(listener, notif.id));
	EXPECT_LT(0, outcome_of(&t).ret);
	ASSERT_TRUE(read_records(self, t.pid));
	EXPECT_EQ(0, self->record.count);
	close(listener);
	discard_target(&t);
}

/* Both filters return the same value. The record names the one that has answered. */
TEST_F(audit, outer_supervisor_that_answers_is_named)
{
	struct seccomp_notif notif;
	struct target t;
	int listeners[2];

	start_plan(self->plan);
	set_layer(self->plan, 0, __NR_getppid, SECCOMP_RET_USER_NOTIF,
		  LOG_FLAG | LISTENS | NESTS, "outer");
	set_layer(self->plan, 1, __NR_getppid, SECCOMP_RET_USER_NOTIF,
		  LOG_FLAG | LISTENS | NESTS, "inner");
	ASSERT_TRUE(start_supervised(self, &t, listeners, 2));
	ASSERT_TRUE(send_call(&t, __NR_getppid, 0));
	ASSERT_EQ(0, receive(listeners[1], &notif));
	ASSERT_EQ(0, respond_continue(listeners[1], notif.id));
	ASSERT_EQ(0, receive(listeners[0], &notif));
	ASSERT_EQ(0, respond_error(listeners[0], notif.id, EDOM));
	EXPECT_EQ(EDOM, outcome_of(&t).err);
	ASSERT_TRUE(read_records(self, t.pid));
	EXPECT_EQ(1, self->record.count);
	EXPECT_LABELLED(0);
	/* Now the inner one answers. */
	ASSERT_TRUE(send_call(&t, __NR_getppid, 0));
	ASSERT_EQ(0, receive(listeners[1], &notif));
	ASSERT_EQ(0, respond_error(listeners[1], notif.id, ERANGE));
	EXPECT_EQ(ERANGE, outcome_of(&t).err);
	ASSERT_TRUE(read_records(self, t.pid));
	EXPECT_EQ(1, self->record.count);
	EXPECT_LABELLED(1);
	close(listeners[0]);
	close(listeners[1]);
	discard_target(&t);
}

static int prepare_plan(void *arg)
{
	attach_layers(arg);
	return NO_LISTENER;
}

/* The tracer changes the registers, so the filters would not match any more. */
TEST_F(audit, call_that_a_tracer_skips_names_its_filter)
{
	struct target t;

	start_plan(self->plan);
	set_layer(self->plan, 0, __NR_getppid, SECCOMP_RET_TRACE, LOG_FLAG,
		  "traces");
	set_layer(self->plan, 1, __NR_getsid, DENY(EPERM), LOG_FLAG, "other");
	ASSERT_TRUE(start_target(&t, prepare_plan, self->plan));
	ASSERT_EQ(0, seize(t.pid, PTRACE_O_TRACESECCOMP));
	ASSERT_TRUE(send_call(&t, __NR_getppid, 0));
	ASSERT_EQ(STOP_SECCOMP, wait_stop(t.pid));
	ASSERT_TRUE(set_number(t.pid, -1));
	ASSERT_EQ(0, resume(t.pid, PTRACE_DETACH));
	outcome_of(&t);
	ASSERT_TRUE(read_records(self, t.pid));
	EXPECT_EQ(1, self->record.count);
	EXPECT_EQ(SECCOMP_RET_TRACE, self->record.code);
	EXPECT_LABELLED(0);
	discard_target(&t);
}

/* The verdict about the call that the tracer has made counts. */
TEST_F(audit, call_that_a_tracer_changes_names_the_second_filter)
{
	struct target t;

	start_plan(self->plan);
	set_layer(self->plan, 0, __NR_getsid, DENY(EPERM), LOG_FLAG, "second");
	set_layer(self->plan, 1, __NR_getppid, SECCOMP_RET_TRACE, LOG_FLAG,
		  "traces");
	ASSERT_TRUE(start_target(&t, prepare_plan, self->plan));
	ASSERT_EQ(0, seize(t.pid, PTRACE_O_TRACESECCOMP));
	ASSERT_TRUE(send_call(&t, __NR_getppid, 0));
	ASSERT_EQ(STOP_SECCOMP, wait_stop(t.pid));
	ASSERT_TRUE(set_number(t.pid, __NR_getsid));
	ASSERT_EQ(0, resume(t.pid, PTRACE_DETACH));
	EXPECT_EQ(EPERM, outcome_of(&t).err);
	ASSERT_TRUE(read_records(self, t.pid));
	EXPECT_EQ(1, self->record.count);
	EXPECT_EQ(SECCOMP_RET_ERRNO, self->record.code);
	EXPECT_EQ(__NR_getsid, self->record.syscall);
	EXPECT_LABELLED(0);
	discard_target(&t);
}

/* The domain has no label, so the record has the name of the task. */
static int prepare_domain(void *arg)
{
	struct plan *plan = arg;
	struct sock_filter insns[] = { INSN_RET(SECCOMP_RET_ALLOW) };
	int domain, listener;

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_layer(&plan->layers[0], &listener));
	domain = make_domain_of(insns, 1, DOMAIN_RESERVE, LOG_FLAG);
	CHILD_ASSERT_LE(0, domain);
	plan->layers[1].id = domain_info(domain).filter_id;
	CHILD_ASSERT_EQ(0, attach_layer(&plan->layers[2], &listener));
	return domain;
}

TEST_F(audit, content_of_a_domain_names_the_domain)
{
	struct target t;

	if (domain_is_missing())
		SKIP(return, "no domains");
	start_plan(self->plan);
	set_layer(self->plan, 0, __NR_getppid, DENY(EDOM), LOG_FLAG, "below");
	set_layer(self->plan, 2, __NR_getsid, DENY(EDOM), LOG_FLAG, "above");
	ASSERT_TRUE(start_target(&t, prepare_domain, self->plan));
	ASSERT_EQ(0, tighten_nr(t.listener, __NR_getpgid, DENY(EDOM)));
	ASSERT_EQ(0, tighten_nr(t.listener, __NR_getppid, DENY(EDOM)));
	ASSERT_EQ(0, tighten_nr(t.listener, __NR_getsid, DENY(EDOM)));

	ASSERT_TRUE(send_call(&t, __NR_getpgid, 0));
	EXPECT_EQ(EDOM, outcome_of(&t).err);
	ASSERT_TRUE(read_records(self, t.pid));
	EXPECT_EQ(1, self->record.count);
	EXPECT_NAMED(1);
	EXPECT_STREQ("\"audit_filter_te\"", self->record.comm);
	/* A content is newer than the filter below, and older than the one above. */
	ASSERT_TRUE(send_call(&t, __NR_getppid, 0));
	EXPECT_EQ(EDOM, outcome_of(&t).err);
	ASSERT_TRUE(read_records(self, t.pid));
	EXPECT_NAMED(1);
	ASSERT_TRUE(send_call(&t, __NR_getsid, 0));
	EXPECT_EQ(EDOM, outcome_of(&t).err);
	ASSERT_TRUE(read_records(self, t.pid));
	EXPECT_LABELLED(2);
	discard_target(&t);
}

/* Attach a filter that refuses to open a path. It asks for records. */
static void attach_path_layer(struct layer *layer, const char *path)
{
	static struct deep_filter f;
	struct sock_fprog prog;
	struct seccomp_attach attach;

	deep_begin(&f, __NR_openat);
	deep_match_string(&f, 1, path, SECCOMP_RET_ALLOW);
	deep_return(&f, DENY(EDOM));
	prog = (struct sock_fprog){ .len = f.len, .filter = f.insns };
	attach = attach_of_program(&prog, LOG_FLAG | DEEP_ARGS);
	snprintf(attach.label, sizeof(attach.label), "%s", layer->label);
	CHILD_ASSERT_EQ(0, sys_attach(&attach));
	layer->id = attach.filter_id;
}

static int prepare_window(void *arg)
{
	struct plan *plan = arg;

	CHILD_ASSERT_EQ(0, no_new_privs());
	attach_path_layer(&plan->layers[0], "/a");
	attach_path_layer(&plan->layers[1], "/b");
	return NO_LISTENER;
}

TEST_F(audit, filter_that_looks_at_a_path_is_named)
{
	static const char path_a[] = "/a", path_b[] = "/b";
	struct target t;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	start_plan(self->plan);
	set_layer(self->plan, 0, 0, 1, 0, "a");
	set_layer(self->plan, 1, 0, 1, 0, "b");
	ASSERT_TRUE(start_target(&t, prepare_window, self->plan));
	ASSERT_TRUE(send_call(&t, __NR_openat, 0, (uintptr_t)path_a, 0, 0));
	EXPECT_EQ(EDOM, outcome_of(&t).err);
	ASSERT_TRUE(read_records(self, t.pid));
	EXPECT_EQ(1, self->record.count);
	EXPECT_LABELLED(0);
	ASSERT_TRUE(send_call(&t, __NR_openat, 0, (uintptr_t)path_b, 0, 0));
	EXPECT_EQ(EDOM, outcome_of(&t).err);
	ASSERT_TRUE(read_records(self, t.pid));
	EXPECT_EQ(1, self->record.count);
	EXPECT_LABELLED(1);
	discard_target(&t);
}

static int prepare_edit(void *arg)
{
	struct plan *plan = arg;
	int listener;

	CHILD_ASSERT_EQ(0, no_new_privs());
	attach_path_layer(&plan->layers[0], "/b");
	CHILD_ASSERT_EQ(0, attach_layer(&plan->layers[1], &listener));
	return listener;
}

/* The supervisor lets the call run with another path, and a filter refuses that. */
TEST_F(audit, filter_that_refuses_an_edited_argument_is_named)
{
	static const char path[] = "/a";
	struct seccomp_notif notif;
	struct target t;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	start_plan(self->plan);
	set_layer(self->plan, 0, 0, 1, 0, "refuses");
	set_layer(self->plan, 1, __NR_openat, SECCOMP_RET_USER_NOTIF,
		  LOG_FLAG | LISTENS | DEEP_ARGS, "asks");
	ASSERT_TRUE(start_target(&t, prepare_edit, self->plan));
	ASSERT_TRUE(send_call(&t, __NR_openat, -1, address_of(path), 0));
	ASSERT_EQ(0, receive(t.listener, &notif));
	ASSERT_EQ(0, edit_string(t.listener, notif.id, 1, "/b"));
	ASSERT_EQ(0, respond_continue(t.listener, notif.id));
	EXPECT_EQ(EDOM, outcome_of(&t).err);
	ASSERT_TRUE(read_records(self, t.pid));
	EXPECT_EQ(1, self->record.count);
	EXPECT_EQ(SECCOMP_RET_ERRNO, self->record.code);
	EXPECT_LABELLED(0);
	discard_target(&t);
}

/*
 * Events without records
 */

/* Run a child with a filter that logs. Return the number of its events. */
static int log_events(FIXTURE_DATA(audit) * self, struct tracer_fs *fs)
{
	char id[64];

	start_plan(self->plan);
	set_layer(self->plan, 0, __NR_getppid, SECCOMP_RET_LOG, 0, "passive");
	if (!record_of(self))
		return -1;
	snprintf(id, sizeof(id), " filter=%016llx label=passive ",
		 (unsigned long long)self->plan->layers[0].id);
	return trace_count(fs, "seccomp_verdict: ", " action=log ", id, NULL);
}

TEST_F(audit, log_without_its_word_is_an_event_and_no_record)
{
	static struct tracer_fs fs;
	const char *missing = trace_start(&fs);

	if (missing) {
		trace_stop(&fs);
		SKIP(return, "%s", missing);
	}
	EXPECT_EQ(0, trace_enable(&fs, "seccomp_verdict", true));
	EXPECT_EQ(0, set_logged("kill_process kill_thread trap errno"));
	EXPECT_EQ(1, log_events(self, &fs));
	EXPECT_EQ(0, self->record.count);
	/* With the word, both come. */
	EXPECT_EQ(0, set_logged(ALL_BUT_ALLOW));
	EXPECT_EQ(1, log_events(self, &fs));
	EXPECT_EQ(1, self->record.count);
	EXPECT_LABELLED(0);
	trace_stop(&fs);
}

/*
 * Refusals that no filter asks to record
 */

#define EXPECT_LOGGED(actions)                                                \
	do {                                                                  \
		ASSERT_LE(0,                                                  \
			  read_file(LOGGED, self->text, sizeof(self->text))); \
		EXPECT_STREQ(actions "\n", self->text);                       \
	} while (0)

TEST_F(audit, refusals_is_a_word_only_while_it_is_on)
{
	EXPECT_LOGGED(ALL_BUT_ALLOW);
	ASSERT_EQ(0, set_logged("refusals errno"));
	EXPECT_LOGGED("errno refusals");
	ASSERT_EQ(0, set_logged(ALL_BUT_ALLOW " refusals\n"));
	EXPECT_LOGGED(ALL_BUT_ALLOW " refusals");
	/* What was read can be written. */
	ASSERT_EQ(0, set_logged(self->text));
	EXPECT_LOGGED(ALL_BUT_ALLOW " refusals");
	ASSERT_EQ(0, set_logged("refusals"));
	EXPECT_LOGGED("refusals");
	/* A write that is refused changes nothing. */
	EXPECT_EQ(EINVAL, set_logged("refusals bogus"));
	EXPECT_EQ(EINVAL, set_logged("errno allow refusals"));
	EXPECT_EQ(EINVAL, set_logged("refusal"));
	EXPECT_LOGGED("refusals");
	ASSERT_EQ(0, set_logged(ALL_BUT_ALLOW));
	EXPECT_LOGGED(ALL_BUT_ALLOW);
	ASSERT_LT(0, read_file(AVAIL, self->text, sizeof(self->text)));
	EXPECT_STREQ(ALL_BUT_ALLOW " allow\n", self->text);
}

/* Run a child with one filter that asks for no record. */
static int refusals_of(FIXTURE_DATA(audit) * self, __u32 verdict)
{
	start_plan(self->plan);
	set_layer(self->plan, 0, __NR_getsid, verdict, 0, "other");
	set_layer(self->plan, 1, __NR_getppid, verdict, 0, "silent");
	return record_of(self) ? self->record.count : -1;
}

TEST_F(audit, refusals_records_what_filters_do_not_ask_for)
{
	static const __u32 refusing[] = {
		SECCOMP_RET_TRAP,	DENY(EPERM),	   DENY(0),
		SECCOMP_RET_USER_NOTIF, SECCOMP_RET_TRACE,
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(refusing); i++)
		EXPECT_EQ(0, refusals_of(self, refusing[i]));
	ASSERT_EQ(0, set_logged(ALL_BUT_ALLOW " refusals"));
	for (i = 0; i < ARRAY_SIZE(refusing); i++) {
		EXPECT_EQ(1, refusals_of(self, refusing[i]))
		{
			TH_LOG("verdict %#x", refusing[i]);
		}
		EXPECT_LABELLED(1);
	}
	EXPECT_EQ(0, refusals_of(self, SECCOMP_RET_ALLOW));
	/* Twice on and once off is off. */
	ASSERT_EQ(0, set_logged("errno refusals"));
	ASSERT_EQ(0, set_logged("errno refusals"));
	EXPECT_EQ(1, refusals_of(self, DENY(EPERM)));
	ASSERT_EQ(0, set_logged(ALL_BUT_ALLOW));
	EXPECT_EQ(0, refusals_of(self, DENY(EPERM)));
}

TEST_F(audit, refusals_records_only_listed_actions)
{
	ASSERT_EQ(0, set_logged("trap refusals"));
	EXPECT_EQ(0, refusals_of(self, DENY(EPERM)));
	EXPECT_EQ(1, refusals_of(self, SECCOMP_RET_TRAP));
	ASSERT_EQ(0, set_logged("refusals"));
	EXPECT_EQ(0, refusals_of(self, SECCOMP_RET_TRAP));
}

/* Attach filters whose errnos the fast path answers. */
static void attach_silent(bool deep)
{
	struct sock_filter by_argument[] = {
		INSN_LOAD_NR,	      INSN_JEQ(__NR_getpgid, 0, 3),
		INSN_LOAD_ARG_LO(0),  INSN_JEQ(7, 0, 1),
		INSN_RET(DENY(EDOM)), INSN_RET(SECCOMP_RET_ALLOW),
	};
	static struct deep_filter f;

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach(by_argument, ARRAY_SIZE(by_argument), 0));
	CHILD_ASSERT_EQ(0, attach_errno(__NR_getsid, ERANGE));
	if (!deep)
		return;
	deep_begin(&f, __NR_openat);
	deep_match_string(&f, 1, "/a", SECCOMP_RET_ALLOW);
	deep_return(&f, DENY(EXDEV));
	CHILD_ASSERT_EQ(0, deep_attach(&f));
}

static int prepare_silent(void *arg)
{
	attach_silent(*(bool *)arg);
	return NO_LISTENER;
}

/* Let the target make a call of each kind that is refused. */
static bool are_refused(struct target *t, bool deep)
{
	static const char path[] = "/a";
	struct outcome constant, list, deny_path;

	if (!send_call(t, __NR_getsid, 0))
		return false;
	constant = outcome_of(t);
	if (!send_call(t, __NR_getpgid, 7))
		return false;
	list = outcome_of(t);
	deny_path.err = EXDEV;
	if (deep && send_call(t, __NR_openat, -1, (uintptr_t)path, 0))
		deny_path = outcome_of(t);
	return constant.err == ERANGE && list.err == EDOM &&
	       deny_path.err == EXDEV;
}

/* Constants, decision lists and path strings refuse without the slow path. */
TEST_F(audit, refusals_records_silent_errnos_of_each_kind)
{
	bool deep = has_deep_args();
	struct target t;

	ASSERT_TRUE(start_target(&t, prepare_silent, &deep));
	EXPECT_TRUE(are_refused(&t, deep));
	ASSERT_TRUE(read_records(self, t.pid));
	EXPECT_EQ(0, self->record.count);
	ASSERT_EQ(0, set_logged(ALL_BUT_ALLOW " refusals"));
	EXPECT_TRUE(are_refused(&t, deep));
	ASSERT_TRUE(read_records(self, t.pid));
	EXPECT_EQ(deep ? 3 : 2, self->record.count);
	ASSERT_EQ(0, set_logged(ALL_BUT_ALLOW));
	EXPECT_TRUE(are_refused(&t, deep));
	ASSERT_TRUE(read_records(self, t.pid));
	EXPECT_EQ(0, self->record.count);
	discard_target(&t);
}

TEST_F(audit, refusals_of_a_supervisor_are_errors)
{
	struct seccomp_notif notif;
	struct target t;
	int listener;

	ASSERT_EQ(0, set_logged(ALL_BUT_ALLOW " refusals"));
	start_plan(self->plan);
	set_layer(self->plan, 0, __NR_getsid, DENY(EPERM), 0, "other");
	set_layer(self->plan, 1, __NR_getppid, SECCOMP_RET_USER_NOTIF, LISTENS,
		  "asks");
	ASSERT_TRUE(start_supervised(self, &t, &listener, 1));
	ASSERT_TRUE(send_call(&t, __NR_getppid, 0));
	ASSERT_EQ(0, receive(listener, &notif));
	ASSERT_EQ(0, respond_value(listener, notif.id, 5));
	EXPECT_EQ(5, outcome_of(&t).ret);
	ASSERT_TRUE(read_records(self, t.pid));
	EXPECT_EQ(0, self->record.count);
	ASSERT_TRUE(send_call(&t, __NR_getppid, 0));
	ASSERT_EQ(0, receive(listener, &notif));
	ASSERT_EQ(0, respond_error(listener, notif.id, EDOM));
	EXPECT_EQ(EDOM, outcome_of(&t).err);
	ASSERT_TRUE(read_records(self, t.pid));
	EXPECT_EQ(1, self->record.count);
	EXPECT_LABELLED(1);
	close(listener);
	discard_target(&t);
}

/*
 * Printed records
 */

/* What the kernel has printed about one filter. */
struct printed {
	int records, notes;
	unsigned int suppressed; /* sum of all notes */
};

/* Read the whole log of the kernel. */
static struct printed read_printed(int fd, __u64 id)
{
	struct printed printed = {};
	char line[4096], record[64], note[64], *at;
	ssize_t len;

	snprintf(record, sizeof(record), " filter=%016llx ",
		 (unsigned long long)id);
	snprintf(note, sizeof(note), " records of filter %016llx suppressed",
		 (unsigned long long)id);
	lseek(fd, 0, SEEK_SET);
	while ((len = read(fd, line, sizeof(line) - 1)) > 0 ||
	       (len < 0 && errno == EPIPE)) {
		if (len < 0)
			continue;
		line[len] = '\0';
		if (strstr(line, "type=1326") && strstr(line, record))
			printed.records++;
		if (!strstr(line, note))
			continue;
		printed.notes++;
		at = strstr(line, "seccomp: ");
		if (at)
			printed.suppressed += strtoul(at + 9, NULL, 10);
	}
	return printed;
}

/* Read the whole log into @printed until it has such a @member of a container's filter. */
#define PRINTED(printed, fd, container, member)                                \
	WAIT_UNTIL(                                                            \
		((printed) = read_printed(fd, (container)->plan.layers[0].id)) \
			.member)

/* Open the log of the kernel at its end, or return -1. */
static int open_log(void)
{
	int fd = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (fd >= 0)
		lseek(fd, 0, SEEK_END);
	return fd;
}

/* Is there an audit daemon? */
static bool has_daemon(FIXTURE_DATA(audit) * self)
{
	struct message message;
	struct audit_status status;

	if (audit_send(self->socket, AUDIT_GET, NULL, 0) < 0)
		return false;
	while (audit_next(self->socket, &message)) {
		if (message.head.nlmsg_type != AUDIT_GET)
			continue;
		memcpy(&status, message.text, sizeof(status));
		return status.pid;
	}
	return false;
}

/* A container: a user namespace, a filter, and processes with noise inside. */
struct container {
	struct plan plan;
	int processes;
	bool inner; /* each process attaches a filter of its own that records */
	bool outside; /* there is no user namespace */
	unsigned int user; /* who makes the container, or 0 */
	/* Written once, by one side each, and read with acquire by the other. */
	int done; /* the processes have made their calls */
	int late; /* calls that the process that comes later has made */
	int late_max; /* and may make */
};

static int make_noise(void *arg)
{
	struct container *c = arg;
	int i;

	if (c->inner)
		CHILD_ASSERT_EQ(0,
				attach_nr(__NR_getppid, DENY(EPERM), LOG_FLAG));
	for (i = 0; i < c->plan.calls; i++)
		sys_getppid();
	return 0;
}

static int run_container(void *arg)
{
	struct container *c = arg;
	int i;

	if (c->user)
		become_user(c->user);
	/* It is a container also without a namespace of its own. */
	if (!c->outside && unshare(CLONE_NEWUSER) && errno != EINVAL &&
	    errno != ENOSPC)
		CHILD_ASSERT_EQ(EPERM, errno);
	attach_layers(&c->plan);
	for (i = 0; i < c->processes; i++)
		CHILD_ASSERT_EQ(0, exit_summary(in_child(make_noise, c)));
	return 0;
}

static struct container *shared_container(int processes, int calls)
{
	struct container *c = mmap(NULL, sizeof(*c), PROT_READ | PROT_WRITE,
				   MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (c == MAP_FAILED)
		return NULL;
	c->processes = processes;
	c->plan.calls = calls;
	return c;
}

/* The most records that a tree prints in a time. */
static int most_printed(long long ms)
{
	return PRINT_BURST * (2 + ms / PRINT_INTERVAL_MS);
}

/* A second process of the container makes each call when it may. */
static int run_late(void *arg)
{
	struct container *c = arg;

	CHILD_ASSERT_EQ(0, run_container(c));
	__atomic_store_n(&c->done, 1, __ATOMIC_RELEASE);
	for (;;) {
		while (c->late >=
		       __atomic_load_n(&c->late_max, __ATOMIC_ACQUIRE))
			short_pause();
		sys_getppid();
		__atomic_store_n(&c->late, c->late + 1, __ATOMIC_RELEASE);
	}
}

/* Let all intervals end. Their clock does not lag while the machine is idle. */
static void end_intervals(void)
{
	usleep((PRINT_INTERVAL_MS + 500) * 1000);
}

/*
 * Let the late process make one call in each interval until the kernel prints how
 * many records it has suppressed. The clock of intervals may lag behind a busy CPU.
 * Return the number of calls.
 */
static int call_until_note(struct container *c, int fd, struct printed *printed)
{
	int calls;

	for (calls = 1; calls <= 3; calls++) {
		end_intervals();
		__atomic_store_n(&c->late_max, calls, __ATOMIC_RELEASE);
		if (!WAIT_UNTIL(__atomic_load_n(&c->late, __ATOMIC_ACQUIRE) ==
				calls))
			break;
		if (PRINTED(*printed, fd, c, notes))
			return calls;
	}
	return calls;
}

TEST_F_TIMEOUT(audit, noise_of_a_container_hides_no_other, 180)
{
	struct container *loud = shared_container(4, 60);
	struct container *quiet = shared_container(1, 1);
	struct printed printed, all;
	long long start = now_ms();
	int fd = open_log(), calls, waits;
	pid_t pid;

	if (fd < 0)
		SKIP(return, NO_KMSG);
	if (has_daemon(self))
		SKIP(return, HAS_DAEMON);
	ASSERT_NE(NULL, loud);
	ASSERT_NE(NULL, quiet);
	set_layer(&loud->plan, 0, __NR_getppid, DENY(EPERM), LOG_FLAG, "loud");
	set_layer(&quiet->plan, 0, __NR_getppid, DENY(EPERM), LOG_FLAG,
		  "quiet");
	/* One process of the container comes later, in another interval. */
	pid = start_child(run_late, loud);
	ASSERT_LT(0, pid);
	/* Printing 240 records takes long on a slow machine. */
	for (waits = 0; waits < 8; waits++)
		if (WAIT_UNTIL(__atomic_load_n(&loud->done, __ATOMIC_ACQUIRE)))
			break;
	ASSERT_GT(8, waits);
	ASSERT_EQ(0, exit_summary(in_child(run_container, quiet)));
	ASSERT_TRUE(read_records(self, 0));
	/* The multicast group has all records. */
	calls = loud->processes * loud->plan.calls;
	EXPECT_LE(calls + 1, self->record.count);

	all = read_printed(fd, loud->plan.layers[0].id);
	EXPECT_LE(PRINT_BURST, all.records);
	EXPECT_GE(most_printed(now_ms() - start), all.records);
	/* The kernel prints a record after it has sent it to the group. */
	EXPECT_TRUE(PRINTED(printed, fd, quiet, records));
	EXPECT_EQ(1, printed.records);
	EXPECT_EQ(0, printed.notes);

	calls += call_until_note(loud, fd, &all);
	/* The record follows its note. */
	EXPECT_TRUE(WAIT_UNTIL((all = read_printed(fd, loud->plan.layers[0].id),
				all.records + (int)all.suppressed == calls)));
	/* Each record was printed, or a later one tells of it. */
	EXPECT_LE(1, all.notes);
	EXPECT_EQ(calls, all.records + (int)all.suppressed);
	kill(pid, SIGKILL);
	wait_child(pid);
	close(fd);
}

/* The last records of a container are suppressed. The kernel tells it when it is gone. */
TEST_F_TIMEOUT(audit, suppressed_records_of_a_dead_container_are_told, 180)
{
	struct container *c = shared_container(1, 40);
	int fd = open_log(), calls = 40;
	struct printed all;

	if (fd < 0)
		SKIP(return, NO_KMSG);
	if (has_daemon(self))
		SKIP(return, HAS_DAEMON);
	ASSERT_NE(NULL, c);
	set_layer(&c->plan, 0, __NR_getppid, DENY(EPERM), LOG_FLAG, "dead");
	ASSERT_EQ(0, exit_summary(in_child(run_container, c)));
	EXPECT_TRUE(WAIT_UNTIL((all = read_printed(fd, c->plan.layers[0].id),
				all.records + (int)all.suppressed >= calls)));
	EXPECT_EQ(calls, all.records + (int)all.suppressed);
	EXPECT_LE(1, all.notes);
	close(fd);
}

/* Count what was printed about filters that processes inside have attached. */
static int count_inner(int fd)
{
	char line[4096];
	int count = 0;
	ssize_t len;

	while ((len = read(fd, line, sizeof(line) - 1)) > 0 ||
	       (len < 0 && errno == EPIPE)) {
		line[len < 0 ? 0 : len] = '\0';
		count += strstr(line, "type=1326") &&
			 strstr(line, "attach-comm=\"renamed\"");
	}
	return count;
}

/* Expect that filters inside a container print @quotas times the quota of one filter. */
static void inner_filters_print(struct __test_metadata *_metadata,
				FIXTURE_DATA(audit) * self,
				unsigned int outer_flags, int quotas)
{
	struct container *c = shared_container(20, 10);
	long long start = now_ms();
	int fd = open_log(), printed;

	if (fd < 0)
		SKIP(return, NO_KMSG);
	if (has_daemon(self))
		SKIP(return, HAS_DAEMON);
	ASSERT_NE(NULL, c);
	c->inner = true;
	/* The tasks of root have no share, which would be the limit otherwise. */
	c->outside = true;
	c->plan.comm = "inner";
	set_layer(&c->plan, 0, __NR_getsid, DENY(EPERM), outer_flags, "outer");
	ASSERT_EQ(0, exit_summary(in_child(run_container, c)));
	ASSERT_TRUE(read_records(self, 0));
	EXPECT_LE(200, self->record.count);
	printed = count_inner(fd);
	EXPECT_LE(quotas * PRINT_BURST, printed);
	EXPECT_GE(quotas * most_printed(now_ms() - start), printed);
	close(fd);
}

/* Filters of processes inside draw on the quota of the container. */
TEST_F_TIMEOUT(audit, new_inner_filters_bring_no_new_quota, 180)
{
	inner_filters_print(_metadata, self, LOG_FLAG, 1);
}

/* The outermost filter asks for no record. Its own quota bounds those of the others. */
TEST_F_TIMEOUT(audit, quotas_below_one_root_are_bounded, 180)
{
	inner_filters_print(_metadata, self, 0, 4);
}

/* Trees that a user makes, calls of each, and how late the clock may be. */
#define TREES 64
#define TREE_CALLS 15
#define CLOCK_LAG_MS 1000

/* Has the kernel printed how many records of freed filters were suppressed? */
static bool has_freed_note(int fd)
{
	char line[4096];
	ssize_t len;

	lseek(fd, 0, SEEK_SET);
	while ((len = read(fd, line, sizeof(line) - 1)) > 0 ||
	       (len < 0 && errno == EPIPE)) {
		line[len < 0 ? 0 : len] = '\0';
		if (strstr(line, " records of freed filters suppressed"))
			return true;
	}
	return false;
}

/*
 * Expect that 64 trees of @user print at most @burst records in an interval. @begun is 1
 * if an interval may have begun before, and else 0. The clock of intervals may lag.
 */
static void trees_print(struct __test_metadata *_metadata, int fd,
			unsigned int user, int burst, int begun)
{
	struct container *c = shared_container(TREES, TREE_CALLS);
	const long long start = now_ms();
	int printed, intervals;

	ASSERT_NE(NULL, c);
	c->inner = true;
	c->outside = !user;
	c->user = user;
	c->plan.comm = "tree";
	ASSERT_EQ(0, exit_summary(in_child(run_container, c)));
	printed = count_inner(fd);
	EXPECT_LE(PRINT_BURST, printed);
	intervals = 1 + begun +
		    (now_ms() - start + CLOCK_LAG_MS) / PRINT_INTERVAL_MS;
	EXPECT_GE(burst * intervals, printed);
}

/* A user makes trees as long as it likes. The records of another user are printed. */
TEST_F_TIMEOUT(audit, many_trees_of_a_user_are_bounded, 180)
{
	struct container *quiet = shared_container(1, 1);
	struct printed printed;
	int fd = open_log();

	if (fd < 0)
		SKIP(return, NO_KMSG);
	if (has_daemon(self))
		SKIP(return, HAS_DAEMON);
	ASSERT_NE(NULL, quiet);
	/* Earlier tests have drawn on the quota of all. */
	end_intervals();
	quiet->user = OTHER_USER;
	set_layer(&quiet->plan, 0, __NR_getppid, DENY(EPERM), LOG_FLAG,
		  "another-user");
	trees_print(_metadata, fd, LOUD_USER, PRINT_BURST_USER, 0);
	ASSERT_EQ(0, exit_summary(in_child(run_container, quiet)));
	ASSERT_TRUE(read_records(self, 0));
	EXPECT_EQ(TREES * TREE_CALLS + 1, self->record.count);
	EXPECT_TRUE(PRINTED(printed, fd, quiet, records));
	EXPECT_EQ(1, printed.records);
	/* Most trees had no room for their notes. */
	EXPECT_TRUE(has_freed_note(fd));
	close(fd);
}

TEST_F_TIMEOUT(audit, many_trees_of_root_are_bounded, 180)
{
	int fd = open_log();

	if (fd < 0)
		SKIP(return, NO_KMSG);
	if (has_daemon(self))
		SKIP(return, HAS_DAEMON);
	trees_print(_metadata, fd, 0, PRINT_BURST_ALL, 1);
	/* Leave room for later records. */
	end_intervals();
	close(fd);
}

/* This process is the audit daemon. It gets all records, and none is printed. */
TEST_F_TIMEOUT(audit, daemon_gets_all_records, 180)
{
	struct container *c = shared_container(2, 50);
	struct printed printed;
	struct message message;
	int fd = open_log(), daemon, size = 4 << 20, count = 0;
	char text[32];

	if (fd < 0)
		SKIP(return, NO_KMSG);
	if (has_daemon(self))
		SKIP(return, HAS_DAEMON);
	ASSERT_NE(NULL, c);
	daemon = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_AUDIT);
	ASSERT_LE(0, daemon);
	setsockopt(daemon, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size));
	ASSERT_LT(0, audit_set_daemon(daemon, getpid()));
	set_layer(&c->plan, 0, __NR_getppid, DENY(EPERM), LOG_FLAG, "many");
	ASSERT_EQ(0, exit_summary(in_child(run_container, c)));
	snprintf(text, sizeof(text), " filter=%016llx ",
		 (unsigned long long)c->plan.layers[0].id);
	while (count < 100 && audit_next(daemon, &message))
		count += message.head.nlmsg_type == AUDIT_SECCOMP &&
			 strstr(message.text, text);
	EXPECT_EQ(100, count);
	EXPECT_LT(0, audit_set_daemon(daemon, 0));
	close(daemon);
	ASSERT_TRUE(read_records(self, 0));
	printed = read_printed(fd, c->plan.layers[0].id);
	EXPECT_EQ(0, printed.records);
	EXPECT_EQ(0, printed.notes);
	close(fd);
}

TEST_HARNESS_MAIN
