// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test the files and records for administrators: /proc/sys/kernel/seccomp, the
 * fields in /proc/PID/status, /proc/PID/seccomp_cache and the audit records.
 *
 * The tests change actions_logged and restore it.
 *
 * Tests whose names begin with own_ fail on mainline. Mainline reads the names in
 * actions_logged differently: it stops at an empty name, cuts a long text, and
 * takes a write at an offset for an empty list. Its seccomp_cache shows ALLOW only
 * for programs of simple instructions.
 */
#include "../kselftest_harness.h"
#include "../../../seccomp/action_names.h"
#include "common.h"
#include "audit.h"

/*
 * actions_avail and actions_logged
 */

FIXTURE(sysctl)
{
	char saved[256];
	char text[256];
};

FIXTURE_SETUP(sysctl)
{
	ASSERT_LT(0, read_file(LOGGED, self->saved, sizeof(self->saved)))
	{
		TH_LOG(LOGGED ": %s", strerror(errno));
	}
}

FIXTURE_TEARDOWN_PARENT(sysctl)
{
	EXPECT_EQ(0, set_logged(self->saved));
}

#define EXPECT_LOGGED(actions)                                                \
	do {                                                                  \
		ASSERT_LT(0,                                                  \
			  read_file(LOGGED, self->text, sizeof(self->text))); \
		EXPECT_STREQ(actions "\n", self->text);                       \
	} while (0)

TEST_F(sysctl, actions_avail_lists_all_by_severity)
{
	ASSERT_LT(0, read_file(AVAIL, self->text, sizeof(self->text)));
	EXPECT_STREQ(ALL_BUT_ALLOW " allow\n", self->text);
}

TEST_F(sysctl, actions_avail_open_for_write_eacces)
{
	EXPECT_EQ(-1, open(AVAIL, O_WRONLY));
	EXPECT_EQ(EACCES, errno);
}

TEST_F(sysctl, actions_logged_default_is_all_but_allow)
{
	/*
	 * Every test restores the value, so this is the kernel's default unless
	 * another program changed it.
	 */
	EXPECT_LOGGED(ALL_BUT_ALLOW);
}

TEST_F(sysctl, actions_logged_reads_back_written_value)
{
	ASSERT_EQ(0, set_logged("trap log\n"));
	EXPECT_LOGGED("trap log");
	ASSERT_EQ(0, set_logged("errno"));
	EXPECT_LOGGED("errno");
	ASSERT_EQ(0, set_logged(ALL_BUT_ALLOW "\n"));
	EXPECT_LOGGED(ALL_BUT_ALLOW);
}

TEST_F(sysctl, actions_logged_accepts_each_action_but_allow)
{
	const struct action_names *action = action_names;
	char expected[32];
	size_t i;

	for (i = 0; i < NR_ACTION_NAMES; i++, action++) {
		if (action->ret == SECCOMP_RET_ALLOW)
			continue;
		EXPECT_EQ(0, set_logged(action->kernel));
		read_file(LOGGED, self->text, sizeof(self->text));
		snprintf(expected, sizeof(expected), "%s\n", action->kernel);
		EXPECT_STREQ(expected, self->text);
	}
}

TEST_F(sysctl, actions_logged_ignores_order_and_repetition)
{
	ASSERT_EQ(0, set_logged("log errno kill_process trap"));
	EXPECT_LOGGED("kill_process trap errno log");
	ASSERT_EQ(0, set_logged("log log trap log trap"));
	EXPECT_LOGGED("trap log");
}

TEST_F(sysctl, actions_logged_accepts_empty_list)
{
	ASSERT_EQ(0, set_logged("\n"));
	EXPECT_LOGGED("");
}

TEST_F(sysctl, actions_logged_allow_einval)
{
	ASSERT_EQ(0, set_logged("trap"));
	EXPECT_EQ(EINVAL, set_logged("allow"));
	EXPECT_EQ(EINVAL, set_logged("errno allow"));
	EXPECT_EQ(EINVAL, set_logged("allow errno"));
	EXPECT_LOGGED("trap");
}

TEST_F(sysctl, actions_logged_unknown_name_einval_unchanged)
{
	static const char *const wrong[] = {
		"kill",	      "bogus",	     "trap bogus", "bogus trap",
		"trap,errno", "TRAP",	     "tra",	   "trapp",
		"1",	      "trap\terrno", "0x30000",
	};
	size_t i;

	ASSERT_EQ(0, set_logged("trap log"));
	for (i = 0; i < ARRAY_SIZE(wrong); i++) {
		EXPECT_EQ(EINVAL, set_logged(wrong[i]))
		{
			TH_LOG("'%s'", wrong[i]);
		}
		EXPECT_LOGGED("trap log");
	}
}

TEST_F(sysctl, own_actions_logged_skips_blanks)
{
	ASSERT_EQ(0, set_logged(" trap log"));
	EXPECT_LOGGED("trap log");
	ASSERT_EQ(0, set_logged("errno  trap"));
	EXPECT_LOGGED("trap errno");
	ASSERT_EQ(0, set_logged("  log   kill_thread  "));
	EXPECT_LOGGED("kill_thread log");
	/* Blanks do not hide a wrong name. */
	EXPECT_EQ(EINVAL, set_logged("trap  bogus"));
	EXPECT_LOGGED("kill_thread log");
}

/* Write "errno", @logs times "log" and "trap". */
static int set_logged_repeating(int logs)
{
	char text[1024] = "errno";

	while (logs-- > 0)
		strcat(text, " log");
	strcat(text, " trap");
	return set_logged(text);
}

/* Mainline keeps 61 bytes: "errno" and 14 times "log", without "trap". */
TEST_F(sysctl, own_actions_logged_reads_127_bytes)
{
	ASSERT_EQ(0, set_logged_repeating(14));
	EXPECT_LOGGED("trap errno log");
	ASSERT_EQ(0, set_logged("user_notif"));
	/* 126 bytes, then 130 */
	ASSERT_EQ(0, set_logged_repeating(29));
	EXPECT_LOGGED("trap errno log");
	ASSERT_EQ(0, set_logged("user_notif"));
	EXPECT_EQ(EINVAL, set_logged_repeating(30));
	EXPECT_EQ(EINVAL, set_logged_repeating(200));
	EXPECT_LOGGED("user_notif");
}

TEST_F(sysctl, own_actions_logged_write_at_offset_einval_unchanged)
{
	int fd = open(LOGGED, O_WRONLY);

	ASSERT_LE(0, fd);
	ASSERT_EQ(5, write(fd, "trap ", 5));
	EXPECT_EQ(-1, write(fd, "errno\n", 6));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_LOGGED("trap");
	EXPECT_EQ(-1, pwrite(fd, "errno\n", 6, 200));
	EXPECT_EQ(EINVAL, errno);
	EXPECT_LOGGED("trap");
	close(fd);
}

#define WRITES_STRICT "/proc/sys/kernel/sysctl_writes_strict"

/* Below 1, mainline ignores the offset. */
TEST_F(sysctl, own_actions_logged_write_at_offset_einval_if_not_strict)
{
	static const char *const values[] = { "0", "-1" };
	char strict[16], text[256] = "";
	int err[2], fd;
	size_t i;

	ASSERT_EQ(0, set_logged("trap"));
	ASSERT_LT(0, read_file(WRITES_STRICT, strict, sizeof(strict)));
	fd = open(LOGGED, O_WRONLY);
	ASSERT_LE(0, fd);
	for (i = 0; i < ARRAY_SIZE(values); i++) {
		ASSERT_EQ(0, write_file(WRITES_STRICT, values[i]));
		err[i] = pwrite(fd, "errno\n", 6, 5) < 0 ? errno : 0;
	}
	read_file(LOGGED, text, sizeof(text));
	ASSERT_EQ(0, write_file(WRITES_STRICT, strict));
	EXPECT_EQ(EINVAL, err[0]);
	EXPECT_EQ(EINVAL, err[1]);
	EXPECT_STREQ("trap\n", text);
	close(fd);
}

TEST_F(sysctl, actions_avail_small_reads_are_complete)
{
	char text[256] = "", part[8];
	ssize_t ret;
	int fd = open(AVAIL, O_RDONLY);

	ASSERT_LE(0, fd);
	while ((ret = read(fd, part, 7)) > 0) {
		part[ret] = '\0';
		strncat(text, part, sizeof(text) - strlen(text) - 1);
	}
	EXPECT_EQ(0, ret);
	EXPECT_STREQ(ALL_BUT_ALLOW " allow\n", text);
}

/* The capabilities of the writing task count, not those at open(2). */
static int write_without_capability(void *arg)
{
	CHILD_ASSERT_EQ(0, drop_capabilities());
	CHILD_ASSERT_ERRNO(EPERM, write(*(int *)arg, "errno", 5));
	return 42;
}

TEST_F(sysctl, actions_logged_write_without_sys_admin_eperm)
{
	int fd;

	ASSERT_EQ(0, set_logged("trap"));
	fd = open(LOGGED, O_WRONLY);
	ASSERT_LE(0, fd);
	EXPECT_EQ(42, exit_summary(in_child(write_without_capability, &fd)));
	EXPECT_LOGGED("trap");
}

static int open_unprivileged(void *arg)
{
	char text[256];

	CHILD_ASSERT_EQ(0, setresgid(65534, 65534, 65534));
	CHILD_ASSERT_EQ(0, setresuid(65534, 65534, 65534));
	CHILD_ASSERT_ERRNO(EACCES, open(LOGGED, O_WRONLY));
	/* Every user may read both files. */
	CHILD_ASSERT_LT(0, read_file(LOGGED, text, sizeof(text)));
	CHILD_ASSERT_LT(0, read_file(AVAIL, text, sizeof(text)));
	return 42;
}

TEST_F(sysctl, files_readable_by_all_writable_by_root)
{
	EXPECT_EQ(42, exit_summary(in_child(open_unprivileged, NULL)));
}

/*
 * /proc/PID/status
 */

TEST(status_of_kernel_thread_is_0)
{
	char text[64] = "";

	if (read_file("/proc/2/comm", text, sizeof(text)) < 0 ||
	    strcmp(text, "kthreadd\n"))
		SKIP(return, "process 2 is not kthreadd");
	EXPECT_EQ(0, status_field(2, "Seccomp"));
	EXPECT_EQ(0, status_field(2, "Seccomp_filters"));
}

static int check_parent_status(void *arg)
{
	pid_t pid = getppid();

	CHILD_ASSERT_EQ(0, setresuid(65534, 65534, 65534));
	CHILD_ASSERT_EQ(2, status_field(pid, "Seccomp"));
	CHILD_ASSERT_EQ(3, status_field(pid, "Seccomp_filters"));
	return 42;
}

TEST(status_readable_by_other_users)
{
	int i;

	for (i = 0; i < 3; i++)
		ASSERT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0));
	EXPECT_EQ(42, exit_summary(in_child(check_parent_status, NULL)));
}

/*
 * /proc/PID/seccomp_cache
 */

#define CACHE "/proc/self/seccomp_cache"

#if defined(__x86_64__)
#define CACHE_ARCH "x86_64"
#define CACHE_COMPAT_ARCH "ia32"
#elif defined(__aarch64__)
#define CACHE_ARCH "aarch64"
#define CACHE_COMPAT_ARCH "arm"
#endif

FIXTURE(cache)
{
	char text[65536];
};

FIXTURE_SETUP(cache)
{
}

FIXTURE_TEARDOWN(cache)
{
}

#define NO_CACHE "no " CACHE ", CONFIG_SECCOMP_CACHE_DEBUG is off"

static bool has_line(const char *text, const char *arch, int nr,
		     const char *outcome)
{
	char line[64];
	const char *at;

	snprintf(line, sizeof(line), "%s %d %s\n", arch, nr, outcome);
	at = strstr(text, line);
	return at && (at == text || at[-1] == '\n');
}

TEST_F(cache, lines_have_arch_nr_and_outcome)
{
	char arch[32], outcome[32], *line, *rest;
	int fields, nr, expected = 0, native = 0, compat = 0;

	if (access(CACHE, F_OK))
		SKIP(return, NO_CACHE);
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_errno(__NR_getppid, EDOM));
	ASSERT_LT(0, read_file(CACHE, self->text, sizeof(self->text)));
	for (line = strtok_r(self->text, "\n", &rest); line;
	     line = strtok_r(NULL, "\n", &rest)) {
		fields = sscanf(line, "%31s %d %31s", arch, &nr, outcome);
		ASSERT_EQ(3, fields)
		{
			TH_LOG("'%s'", line);
		}
		ASSERT_TRUE(!strcmp(outcome, "ALLOW") ||
			    !strcmp(outcome, "FILTER"));
		/*
		 * Each number occurs once, in order. The native numbers come
		 * first.
		 */
		if (!strcmp(arch, CACHE_COMPAT_ARCH) && !compat)
			expected = 0;
		ASSERT_EQ(expected++, nr);
		if (!strcmp(arch, CACHE_ARCH)) {
			ASSERT_EQ(0, compat);
			native++;
		} else {
			ASSERT_STREQ(CACHE_COMPAT_ARCH, arch);
			compat++;
		}
	}
	EXPECT_LT(400, native);
	EXPECT_TRUE(!compat || compat > 400);
}

TEST_F(cache, allow_for_always_allowed_call)
{
	if (access(CACHE, F_OK))
		SKIP(return, NO_CACHE);
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_errno(__NR_getppid, EDOM));
	ASSERT_LT(0, read_file(CACHE, self->text, sizeof(self->text)));
	EXPECT_TRUE(has_line(self->text, CACHE_ARCH, __NR_read, "ALLOW"));
	EXPECT_TRUE(has_line(self->text, CACHE_ARCH, __NR_getppid, "FILTER"));
	EXPECT_FALSE(has_line(self->text, CACHE_ARCH, __NR_getppid, "ALLOW"));
}

TEST_F(cache, filter_where_arguments_decide)
{
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN_JEQ(__NR_getppid, 0, 2),
		INSN_LOAD_ARG_LO(0),
		INSN_JEQ(7, 1, 0),
		INSN_RET(SECCOMP_RET_ALLOW),
		INSN_RET(SECCOMP_RET_ERRNO | EDOM),
	};

	if (access(CACHE, F_OK))
		SKIP(return, NO_CACHE);
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach(insns, ARRAY_SIZE(insns), 0));
	ASSERT_LT(0, read_file(CACHE, self->text, sizeof(self->text)));
	EXPECT_TRUE(has_line(self->text, CACHE_ARCH, __NR_read, "ALLOW"));
	EXPECT_TRUE(has_line(self->text, CACHE_ARCH, __NR_getppid, "FILTER"));
	EXPECT_LT(0, sys_getppid());
}

/* The program adds to the number before it compares. */
TEST_F(cache, own_allow_after_any_instruction)
{
	struct sock_filter insns[] = {
		INSN_LOAD_NR,
		INSN(BPF_ALU | BPF_ADD | BPF_K, 7),
		INSN_JEQ(__NR_getppid + 7, 0, 1),
		INSN_RET(SECCOMP_RET_ERRNO | EDOM),
		INSN_RET(SECCOMP_RET_ALLOW),
	};

	if (access(CACHE, F_OK))
		SKIP(return, NO_CACHE);
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach(insns, ARRAY_SIZE(insns), 0));
	ASSERT_LT(0, read_file(CACHE, self->text, sizeof(self->text)));
	EXPECT_TRUE(has_line(self->text, CACHE_ARCH, __NR_read, "ALLOW"));
	EXPECT_TRUE(has_line(self->text, CACHE_ARCH, __NR_getppid, "FILTER"));
}

TEST_F(cache, allow_only_where_all_filters_allow)
{
	if (access(CACHE, F_OK))
		SKIP(return, NO_CACHE);
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_errno(__NR_getppid, EDOM));
	ASSERT_EQ(0, attach_errno(__NR_getsid, EDOM));
	ASSERT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0));
	ASSERT_LT(0, read_file(CACHE, self->text, sizeof(self->text)));
	EXPECT_TRUE(has_line(self->text, CACHE_ARCH, __NR_getppid, "FILTER"));
	EXPECT_TRUE(has_line(self->text, CACHE_ARCH, __NR_getsid, "FILTER"));
	EXPECT_TRUE(has_line(self->text, CACHE_ARCH, __NR_getpgid, "ALLOW"));
}

TEST_F(cache, filter_for_log)
{
	if (access(CACHE, F_OK))
		SKIP(return, NO_CACHE);
	ASSERT_EQ(0, no_new_privs());
	ASSERT_EQ(0, attach_nr(__NR_getppid, SECCOMP_RET_LOG, 0));
	ASSERT_LT(0, read_file(CACHE, self->text, sizeof(self->text)));
	EXPECT_TRUE(has_line(self->text, CACHE_ARCH, __NR_getppid, "FILTER"));
}

TEST_F(cache, empty_without_filter)
{
	if (access(CACHE, F_OK))
		SKIP(return, NO_CACHE);
	EXPECT_EQ(0, read_file(CACHE, self->text, sizeof(self->text)));
}

TEST_F(cache, without_sys_admin_eacces)
{
	if (access(CACHE, F_OK))
		SKIP(return, NO_CACHE);
	ASSERT_EQ(0, attach_verdict(SECCOMP_RET_ALLOW, 0));
	ASSERT_EQ(0, drop_capabilities());
	EXPECT_EQ(-1, read_file(CACHE, self->text, sizeof(self->text)));
	EXPECT_EQ(EACCES, errno);
}

/*
 * Audit
 *
 * The tests read records from the multicast group AUDIT_NLGRP_READLOG. The
 * kernel sends messages in order. When the test's own marker message arrives,
 * no earlier record can follow.
 */

struct record {
	int count; /* number of records; the fields are from the last one */
	char text[AUDIT_TEXT_MAX];
	unsigned int sig, arch, syscall, compat, code;
	unsigned long ip;
};

FIXTURE(audit)
{
	char saved[256];
	int socket;
	int markers;
};

static int audit_enable(int fd, bool on)
{
	struct audit_status status = {
		.mask = AUDIT_STATUS_ENABLED,
		.enabled = on,
	};

	return audit_send(fd, AUDIT_SET, &status, sizeof(status));
}

FIXTURE_SETUP(audit)
{
	struct sockaddr_nl group = {
		.nl_family = AF_NETLINK,
		.nl_groups = 1U << (AUDIT_NLGRP_READLOG - 1),
	};

	ASSERT_LT(0, read_file(LOGGED, self->saved, sizeof(self->saved)));
	ASSERT_EQ(0, set_logged(ALL_BUT_ALLOW));
	self->socket =
		socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_AUDIT);
	if (self->socket < 0)
		return;
	ASSERT_EQ(0,
		  bind(self->socket, (struct sockaddr *)&group, sizeof(group)));
}

FIXTURE_TEARDOWN_PARENT(audit)
{
	EXPECT_EQ(0, set_logged(self->saved));
}

/*
 * Read all records sent so far. Count the records of @type that contain @part.
 * Return -1 if the marker message does not arrive.
 */
static int audit_read(FIXTURE_DATA(audit) * self, int type, const char *part,
		      struct record *record)
{
	struct message message;
	char marker[64];

	memset(record, 0, sizeof(*record));
	snprintf(marker, sizeof(marker), "seccomp test %d, message %d",
		 getpid(), self->markers++);
	if (audit_send(self->socket, AUDIT_USER_AVC, marker,
		       strlen(marker) + 1) < 0)
		return -1;
	for (;;) {
		if (!audit_next(self->socket, &message))
			return -1;
		if (message.head.nlmsg_type == AUDIT_USER_AVC &&
		    strstr(message.text, marker))
			return 0;
		if (message.head.nlmsg_type != type ||
		    !strstr(message.text, part))
			continue;
		record->count++;
		memcpy(record->text, message.text, sizeof(record->text));
	}
}

/* Filters and call of a child under audit. */
struct audited {
	__u32 older, newer; /* verdicts for getppid(2) */
	unsigned int older_flags, newer_flags;
	bool single, strict;
};

static void ignore(int sig)
{
}

static int call_audited(void *arg)
{
	struct audited *a = arg;

	/*
	 * The handler keeps the SIGSYS of TRAP from ending the child. It does
	 * not change the record.
	 */
	CHILD_ASSERT_NE((long)SIG_ERR, (long)signal(SIGSYS, ignore));
	CHILD_ASSERT_EQ(0, no_new_privs());
	if (!a->strict)
		CHILD_ASSERT_EQ(0, attach_nr(__NR_getppid, a->older,
					     a->older_flags));
	if (!a->strict && !a->single)
		CHILD_ASSERT_EQ(0, attach_nr(__NR_getppid, a->newer,
					     a->newer_flags));
	if (a->strict)
		CHILD_ASSERT_EQ(0, enter_strict());
	sys_getppid();
	sys_exit(42);
	return 0;
}

/* Run a child as @a says and read its AUDIT_SECCOMP records. */
static int audit_of(FIXTURE_DATA(audit) * self, struct audited *a,
		    struct record *record)
{
	char part[32];
	pid_t pid;

	pid = start_child(call_audited, a);
	if (wait_child(pid) == -1)
		return -1;
	snprintf(part, sizeof(part), " pid=%d ", pid);
	if (audit_read(self, AUDIT_SECCOMP, part, record))
		return -1;
	if (!record->count)
		return 0;
	if (sscanf(strstr(record->text, " sig="),
		   " sig=%u arch=%x syscall=%u compat=%u ip=%lx code=%x",
		   &record->sig, &record->arch, &record->syscall,
		   &record->compat, &record->ip, &record->code) != 6)
		return -1;
	return 0;
}

/*
 * Return the number of records for a child with one filter, or -1 on failure.
 */
static int audit_count(FIXTURE_DATA(audit) * self, __u32 verdict,
		       unsigned int flags)
{
	struct audited a = {
		.older = verdict,
		.older_flags = flags,
		.single = true,
	};
	struct record record;

	return audit_of(self, &a, &record) ? -1 : record.count;
}

#define LOG_FLAG SECCOMP_FILTER_FLAG_LOG

TEST_F(audit, kill_process_record_has_call_and_task)
{
	struct audited a = {
		.older = SECCOMP_RET_KILL_PROCESS | 0x1234,
		.single = true,
	};
	struct record record;

	if (self->socket < 0)
		SKIP(return, NO_AUDIT);
	ASSERT_EQ(0, audit_of(self, &a, &record));
	ASSERT_EQ(1, record.count);
	EXPECT_EQ(SIGSYS, record.sig);
	EXPECT_EQ(NATIVE_ARCH, record.arch);
	EXPECT_EQ(__NR_getppid, record.syscall);
	EXPECT_EQ(0, record.compat);
	EXPECT_NE(0, record.ip);
	/* The record has the action without its data. */
	EXPECT_EQ(SECCOMP_RET_KILL_PROCESS, record.code);

	EXPECT_NE(NULL, strstr(record.text, " auid="));
	EXPECT_NE(NULL, strstr(record.text, " uid=0 gid=0 ses="));
	EXPECT_NE(NULL, strstr(record.text, " comm=\"sysctl_test\" "));
	EXPECT_NE(NULL, strstr(record.text, " exe=\""));
}

TEST_F(audit, kill_recorded_without_log_flag)
{
	if (self->socket < 0)
		SKIP(return, NO_AUDIT);
	EXPECT_EQ(1, audit_count(self, SECCOMP_RET_KILL_PROCESS, 0));
	EXPECT_EQ(1, audit_count(self, SECCOMP_RET_KILL_THREAD, 0));
	EXPECT_EQ(1, audit_count(self, 0x00010000, 0));
}

TEST_F(audit, log_recorded_without_log_flag)
{
	struct audited a = { .older = SECCOMP_RET_LOG | 7, .single = true };
	struct record record;

	if (self->socket < 0)
		SKIP(return, NO_AUDIT);
	ASSERT_EQ(0, audit_of(self, &a, &record));
	ASSERT_EQ(1, record.count);
	EXPECT_EQ(0, record.sig);
	EXPECT_EQ(SECCOMP_RET_LOG, record.code);
}

TEST_F(audit, other_actions_not_recorded_without_log_flag)
{
	if (self->socket < 0)
		SKIP(return, NO_AUDIT);
	EXPECT_EQ(0, audit_count(self, SECCOMP_RET_TRAP, 0));
	EXPECT_EQ(0, audit_count(self, SECCOMP_RET_ERRNO | EPERM, 0));
	EXPECT_EQ(0, audit_count(self, SECCOMP_RET_USER_NOTIF, 0));
	EXPECT_EQ(0, audit_count(self, SECCOMP_RET_TRACE, 0));
	EXPECT_EQ(0, audit_count(self, SECCOMP_RET_ALLOW, 0));
}

TEST_F(audit, log_flag_records_all_but_allow)
{
	static const struct {
		__u32 action;
		unsigned int sig;
	} cases[] = {
		{ SECCOMP_RET_KILL_PROCESS, SIGSYS },
		{ SECCOMP_RET_KILL_THREAD, SIGSYS },
		{ SECCOMP_RET_TRAP, 0 },
		{ SECCOMP_RET_ERRNO, 0 },
		{ SECCOMP_RET_USER_NOTIF, 0 },
		{ SECCOMP_RET_TRACE, 0 },
		{ SECCOMP_RET_LOG, 0 },
	};
	struct record record;
	size_t i;

	if (self->socket < 0)
		SKIP(return, NO_AUDIT);
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct audited a = {
			.older = cases[i].action | 5,
			.older_flags = LOG_FLAG,
			.single = true,
		};

		EXPECT_EQ(0, audit_of(self, &a, &record));
		EXPECT_EQ(1, record.count)
		{
			TH_LOG("action %#x", cases[i].action);
		}
		EXPECT_EQ(cases[i].action, record.code);
		EXPECT_EQ(cases[i].sig, record.sig);
	}
	EXPECT_EQ(0, audit_count(self, SECCOMP_RET_ALLOW, LOG_FLAG));
}

TEST_F(audit, actions_logged_empty_records_nothing)
{
	if (self->socket < 0)
		SKIP(return, NO_AUDIT);
	ASSERT_EQ(0, set_logged("\n"));
	EXPECT_EQ(0, audit_count(self, SECCOMP_RET_KILL_PROCESS, LOG_FLAG));
	EXPECT_EQ(0, audit_count(self, SECCOMP_RET_KILL_THREAD, LOG_FLAG));
	EXPECT_EQ(0, audit_count(self, SECCOMP_RET_TRAP, LOG_FLAG));
	EXPECT_EQ(0, audit_count(self, SECCOMP_RET_ERRNO, LOG_FLAG));
	EXPECT_EQ(0, audit_count(self, SECCOMP_RET_USER_NOTIF, LOG_FLAG));
	EXPECT_EQ(0, audit_count(self, SECCOMP_RET_TRACE, LOG_FLAG));
	EXPECT_EQ(0, audit_count(self, SECCOMP_RET_LOG, LOG_FLAG));
}

/* 49 children each make a call and may leave a record. */
TEST_F_TIMEOUT(audit, actions_logged_selects_by_name, 120)
{
	/* ALLOW is the last action and leaves no record. */
	const size_t logged = NR_ACTION_NAMES - 1;
	size_t i, j;

	if (self->socket < 0)
		SKIP(return, NO_AUDIT);
	for (i = 0; i < logged; i++) {
		ASSERT_EQ(0, set_logged(action_names[i].kernel));
		for (j = 0; j < logged; j++) {
			EXPECT_EQ(i == j, audit_count(self, action_names[j].ret,
						      LOG_FLAG))
			{
				TH_LOG("%s, but only %s is logged",
				       action_names[j].kernel,
				       action_names[i].kernel);
			}
		}
	}
}

TEST_F(audit, unknown_action_recorded_as_kill_process)
{
	if (self->socket < 0)
		SKIP(return, NO_AUDIT);
	ASSERT_EQ(0, set_logged("kill_process"));
	EXPECT_EQ(1, audit_count(self, 0x00010000, LOG_FLAG));
	ASSERT_EQ(0, set_logged("kill_thread trap errno user_notif trace log"));
	EXPECT_EQ(0, audit_count(self, 0x00010000, LOG_FLAG));
}

TEST_F(audit, log_flag_of_deciding_filter_counts)
{
	static const struct {
		struct audited a;
		int count;
	} cases[] = {
		/* The older filter decides. */
		{ { .older = SECCOMP_RET_ERRNO,
		    .newer = SECCOMP_RET_ALLOW,
		    .older_flags = LOG_FLAG },
		  1 },
		{ { .older = SECCOMP_RET_ERRNO,
		    .newer = SECCOMP_RET_ALLOW,
		    .newer_flags = LOG_FLAG },
		  0 },
		/* The newer filter decides. */
		{ { .older = SECCOMP_RET_TRACE,
		    .newer = SECCOMP_RET_ERRNO,
		    .older_flags = LOG_FLAG },
		  0 },
		{ { .older = SECCOMP_RET_TRACE,
		    .newer = SECCOMP_RET_ERRNO,
		    .newer_flags = LOG_FLAG },
		  1 },
		/* Of two equal verdicts, the newer filter decides. */
		{ { .older = SECCOMP_RET_ERRNO,
		    .newer = SECCOMP_RET_ERRNO,
		    .older_flags = LOG_FLAG },
		  0 },
		{ { .older = SECCOMP_RET_ERRNO,
		    .newer = SECCOMP_RET_ERRNO,
		    .newer_flags = LOG_FLAG },
		  1 },
	};
	struct record record;
	struct audited a;
	size_t i;

	if (self->socket < 0)
		SKIP(return, NO_AUDIT);
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		a = cases[i].a;
		EXPECT_EQ(0, audit_of(self, &a, &record));
		EXPECT_EQ(cases[i].count, record.count)
		{
			TH_LOG("case %zu", i);
		}
	}
}

TEST_F(audit, strict_kill_recorded)
{
	struct audited a = { .strict = true };
	struct record record;

	if (self->socket < 0)
		SKIP(return, NO_AUDIT);
	ASSERT_EQ(0, audit_of(self, &a, &record));
	ASSERT_EQ(1, record.count);
	EXPECT_EQ(SIGKILL, record.sig);
	EXPECT_EQ(SECCOMP_RET_KILL_THREAD, record.code);
	EXPECT_EQ(__NR_getppid, record.syscall);
}

/* Text of a change record, which separates actions by commas. */
#define CHANGE(actions, old, result)                               \
	" op=seccomp-logging actions=" actions " old-actions=" old \
	" res=" result

TEST_F(audit, actions_logged_change_recorded)
{
	struct record record;

	if (self->socket < 0)
		SKIP(return, NO_AUDIT);
	ASSERT_EQ(0, set_logged("trap"));
	ASSERT_LT(0, audit_enable(self->socket, true));
	EXPECT_EQ(0, set_logged("log errno"));
	EXPECT_EQ(0, set_logged("\n"));
	ASSERT_LT(0, audit_enable(self->socket, false));

	ASSERT_EQ(0, audit_read(self, AUDIT_CONFIG_CHANGE,
				" op=seccomp-logging ", &record));
	EXPECT_EQ(2, record.count);
	EXPECT_NE(NULL, strstr(record.text, CHANGE("(none)", "errno,log", "1")))
	{
		TH_LOG("%s", record.text);
	}
}

TEST_F(audit, actions_logged_refused_change_recorded)
{
	struct record record;

	if (self->socket < 0)
		SKIP(return, NO_AUDIT);
	ASSERT_EQ(0, set_logged("trap"));
	ASSERT_LT(0, audit_enable(self->socket, true));
	EXPECT_EQ(EINVAL, set_logged("bogus"));
	ASSERT_LT(0, audit_enable(self->socket, false));

	ASSERT_EQ(0, audit_read(self, AUDIT_CONFIG_CHANGE,
				" op=seccomp-logging ", &record));
	EXPECT_EQ(1, record.count);
	EXPECT_NE(NULL, strstr(record.text, CHANGE("?", "trap", "0")))
	{
		TH_LOG("%s", record.text);
	}
}

/* A write to actions_logged by a child. */
struct logged_write {
	const char *text;
	size_t len; /* bytes, or 0 for all of @text */
	off_t offset;
	bool dropped; /* without capabilities */
	uid_t uid;
	int err; /* expected errno, or 0 */
};

static int write_logged(void *arg)
{
	struct logged_write *w = arg;
	size_t len = w->len ?: strlen(w->text);
	int fd = open(LOGGED, O_WRONLY | O_CLOEXEC);
	ssize_t ret;

	CHILD_ASSERT_LE(0, fd);
	CHILD_ASSERT_EQ(0, setresuid(w->uid, w->uid, w->uid));
	if (w->dropped)
		CHILD_ASSERT_EQ(0, drop_capabilities());
	errno = 0;
	ret = pwrite(fd, w->text, len, w->offset);
	CHILD_ASSERT_EQ(w->err, errno);
	CHILD_ASSERT_EQ(w->err ? -1 : (ssize_t)len, ret);
	return 42;
}

/*
 * Write to actions_logged in a child that audit knows, and count the records.
 * Return -1 if the write has another result than @w expects.
 */
static int audit_of_write(FIXTURE_DATA(audit) * self, struct logged_write *w,
			  struct record *record)
{
	int status;

	if (audit_enable(self->socket, true) < 0)
		return -1;
	status = in_child(write_logged, w);
	if (audit_enable(self->socket, false) < 0 ||
	    audit_read(self, AUDIT_CONFIG_CHANGE, " op=seccomp-logging ",
		       record) ||
	    !exited_with(status, 42))
		return -1;
	return record->count;
}

/* The write in the braces is refused, with one record, and changes nothing. */
#define EXPECT_REFUSAL_RECORDED(...)                                          \
	do {                                                                  \
		struct logged_write _w = { __VA_ARGS__ };                     \
		struct record _record;                                        \
		char _now[256];                                               \
		ASSERT_EQ(0, set_logged("trap log"));                         \
		EXPECT_EQ(1, audit_of_write(self, &_w, &_record));            \
		EXPECT_NE(NULL,                                               \
			  strstr(_record.text, CHANGE("?", "trap,log", "0"))) \
		{                                                             \
			TH_LOG("%s", _record.text);                           \
		}                                                             \
		ASSERT_LT(0, read_file(LOGGED, _now, sizeof(_now)));          \
		EXPECT_STREQ("trap log\n", _now);                             \
	} while (0)

TEST_F(audit, actions_logged_eperm_recorded)
{
	if (self->socket < 0)
		SKIP(return, NO_AUDIT);
	EXPECT_REFUSAL_RECORDED(.text = "errno", .dropped = true, .err = EPERM);
	/* The capability counts before the text and the offset. */
	EXPECT_REFUSAL_RECORDED(.text = "bogus", .dropped = true, .err = EPERM);
	EXPECT_REFUSAL_RECORDED(.text = "", .dropped = true, .err = EPERM);
	EXPECT_REFUSAL_RECORDED(.text = "errno", .offset = 4, .dropped = true,
				.err = EPERM);
}

TEST_F(audit, actions_logged_wrong_name_recorded)
{
	if (self->socket < 0)
		SKIP(return, NO_AUDIT);
	EXPECT_REFUSAL_RECORDED(.text = "bogus", .err = EINVAL);
	EXPECT_REFUSAL_RECORDED(.text = "errno bogus\n", .err = EINVAL);
	EXPECT_REFUSAL_RECORDED(.text = "errno\ttrap", .err = EINVAL);
	EXPECT_REFUSAL_RECORDED(.text = "allow", .err = EINVAL);
	EXPECT_REFUSAL_RECORDED(.text = "errno allow", .err = EINVAL);
}

TEST_F(audit, actions_logged_too_long_recorded)
{
	char text[5000];

	if (self->socket < 0)
		SKIP(return, NO_AUDIT);
	memset(text, 'x', sizeof(text));
	EXPECT_REFUSAL_RECORDED(.text = text, .len = 128, .err = EINVAL);
	EXPECT_REFUSAL_RECORDED(.text = text, .len = 5000, .err = EINVAL);
}

TEST_F(audit, own_actions_logged_offset_recorded)
{
	if (self->socket < 0)
		SKIP(return, NO_AUDIT);
	EXPECT_REFUSAL_RECORDED(.text = "errno", .offset = 5, .err = EINVAL);
	EXPECT_REFUSAL_RECORDED(.text = "", .offset = 5, .err = EINVAL);
}

/* The write fails before the kernel knows which sysctl it is for. */
TEST_F(audit, actions_logged_failure_of_procfs_not_recorded)
{
	struct logged_write unmapped = { .len = 5, .err = EFAULT };
	struct logged_write user = {
		.text = "errno",
		.uid = 65534,
		.err = EPERM,
	};
	struct record record;

	if (self->socket < 0)
		SKIP(return, NO_AUDIT);
	EXPECT_EQ(0, audit_of_write(self, &unmapped, &record));
	EXPECT_EQ(0, audit_of_write(self, &user, &record));
}

/* A child under audit has an audit context, and its record belongs to it. */
TEST_F(audit, actions_logged_change_by_audited_task_recorded)
{
	struct logged_write w = { .text = "errno log" };
	struct record record;

	if (self->socket < 0)
		SKIP(return, NO_AUDIT);
	ASSERT_EQ(0, set_logged("\n"));
	EXPECT_EQ(1, audit_of_write(self, &w, &record));
	EXPECT_NE(NULL, strstr(record.text, CHANGE("errno,log", "(none)", "1")))
	{
		TH_LOG("%s", record.text);
	}
}

TEST_F(audit, kill_and_log_by_audited_task_recorded)
{
	static const struct {
		struct audited a;
		__u32 code;
		unsigned int sig;
	} cases[] = {
		{ { .strict = true }, SECCOMP_RET_KILL_THREAD, SIGKILL },
		{ { .single = true, .older = SECCOMP_RET_KILL_PROCESS },
		  SECCOMP_RET_KILL_PROCESS,
		  SIGSYS },
		{ { .single = true, .older = SECCOMP_RET_LOG },
		  SECCOMP_RET_LOG,
		  0 },
		{ { .single = true,
		    .older = SECCOMP_RET_ERRNO,
		    .older_flags = LOG_FLAG },
		  SECCOMP_RET_ERRNO,
		  0 },
	};
	struct record record;
	struct audited a;
	size_t i;

	if (self->socket < 0)
		SKIP(return, NO_AUDIT);
	ASSERT_LT(0, audit_enable(self->socket, true));
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		a = cases[i].a;
		EXPECT_EQ(0, audit_of(self, &a, &record));
		EXPECT_EQ(1, record.count)
		{
			TH_LOG("case %zu", i);
		}
		EXPECT_EQ(cases[i].code, record.code);
		EXPECT_EQ(cases[i].sig, record.sig);
	}
	ASSERT_LT(0, audit_enable(self->socket, false));
}

TEST_F(audit, actions_logged_change_not_recorded_with_audit_off)
{
	struct record record;

	if (self->socket < 0)
		SKIP(return, NO_AUDIT);
	ASSERT_LT(0, audit_enable(self->socket, false));
	EXPECT_EQ(0, set_logged("log errno"));
	ASSERT_EQ(0, audit_read(self, AUDIT_CONFIG_CHANGE,
				" op=seccomp-logging ", &record));
	EXPECT_EQ(0, record.count);
}

TEST_HARNESS_MAIN
