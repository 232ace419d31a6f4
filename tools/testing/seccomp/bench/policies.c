// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measure domains, supervisors that are nested or edit arguments, and filters that
 * take effect with an exec.
 *
 * The base has none of these. Where it can do the same in another way, the value of
 * that stands beside.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <linux/seccomp_ext.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

#define RESERVE 24000
#define MANY_CONTENTS 1000

#define TRIPS 50
#define ROUNDS 12

/* Neither file exists, so the body of a call is short. */
#define FIRST_PATH "/nothing/here/aaaaaaaaaa"
#define OTHER_PATH "/nothing/here/bbbbbbbbbb"

#define LOAD(field) \
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define JUMP_IF(value, t, f) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, t, f)
#define RETURN(ret) BPF_STMT(BPF_RET | BPF_K, ret)

static bool has_flag(__u32 flag)
{
	struct seccomp_features features = { .size = sizeof(features) };

	return !syscall(SYS_seccomp, SECCOMP_GET_FEATURES, 0, &features) &&
	       features.filter_flags & flag;
}

/* --- Domains ------------------------------------------------------------- */

/*
 * A filter of a sandbox: it refuses getuid(), and getgid() for one value of its
 * first argument, and allows all other calls.
 */
static struct sock_filter sandbox_insns[] = {
	LOAD(nr),
	JUMP_IF(SYS_getuid, 3, 0),
	JUMP_IF(SYS_getgid, 0, 3),
	LOAD(args[0]),
	JUMP_IF(1000, 0, 1),
	RETURN(SECCOMP_RET_ERRNO | EPERM),
	RETURN(SECCOMP_RET_ALLOW),
};

static struct sock_fprog sandbox = { ARRAY_SIZE(sandbox_insns), sandbox_insns };

static struct sock_filter allow_insns[] = { RETURN(SECCOMP_RET_ALLOW) };
static struct sock_fprog allow_all = { 1, allow_insns };

static void call_once(const void *data, unsigned int times)
{
	const long nr = *(const long *)data;

	for (; times; times--)
		syscall(nr, 0);
}

/**
 * struct domain_call - a call that is measured in each state of the path
 * @name: name of the measure, before that of the state
 * @nr: number of the call
 */
static const struct domain_call {
	const char *name;
	long nr;
} domain_calls[] = {
	{ "allowed", SYS_getpid },
	{ "refused", SYS_getuid },
	{ "tested", SYS_getgid },
};

static const struct point domain_point = { "-", "domain", 1 };

static void measure_domain_calls(const char *state)
{
	struct rounds rounds;
	char name[64];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(domain_calls); i++) {
		snprintf(name, sizeof(name), "%s %s", domain_calls[i].name,
			 state);
		cost_of(call_once, &domain_calls[i].nr, &rounds);
		report(&domain_point, name, &rounds, "instructions");
	}
}

static int make_domain(void)
{
	struct seccomp_attach filter = {
		.size = sizeof(filter),
		.flags = SECCOMP_FILTER_FLAG_DOMAIN,
		.fprog = (uintptr_t)&allow_all,
		.program_fd = -1,
		.reserve = RESERVE,
	};

	if (syscall(SYS_seccomp, SECCOMP_ATTACH, 0, &filter))
		return -1;
	return filter.domain_fd;
}

/* Refuse getppid() with the first argument @value. */
static int tighten(int domain, unsigned int value)
{
	struct sock_filter insns[] = {
		LOAD(nr),
		JUMP_IF(SYS_getppid, 0, 3),
		LOAD(args[0]),
		JUMP_IF(value, 0, 1),
		RETURN(SECCOMP_RET_ERRNO | EPERM),
		RETURN(SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog program = { ARRAY_SIZE(insns), insns };
	struct seccomp_tighten request = {
		.size = sizeof(request),
		.fprog = (uintptr_t)&program,
		.program_fd = -1,
	};

	return ioctl(domain, SECCOMP_IOCTL_DOMAIN_TIGHTEN, &request);
}

/* Report what the first contents cost; the table has room for each of them. */
static bool measure_tighten(int domain, unsigned int *contents)
{
	struct rounds rounds = {};
	uint64_t began;
	int i;

	for (i = 0; i < ROUNDS; i++) {
		began = now();
		if (tighten(domain, ++*contents))
			return false;
		add_round(&rounds, now() - began);
	}
	report(&domain_point, "tighten 1 table", &rounds, "instructions");
	return true;
}

static bool tighten_to(int domain, unsigned int *contents, unsigned int count)
{
	while (*contents < count)
		if (tighten(domain, ++*contents))
			return false;
	return true;
}

static void measure_in_domain(void *unused)
{
	unsigned int contents = 0;
	int domain;

	(void)unused;
	if (attach(&sandbox))
		die("attach: %s", strerror(errno));
	measure_domain_calls("outside");
	if (!has_flag(SECCOMP_FILTER_FLAG_DOMAIN)) {
		skip(&domain_point, "domains", "this kernel has no domains");
		return;
	}
	domain = make_domain();
	if (domain < 0) {
		missing(&domain_point, "domains", "%s", strerror(errno));
		return;
	}
	measure_domain_calls("in domain");
	if (!tighten_to(domain, &contents, 1))
		goto fail;
	measure_domain_calls("1 content");
	if (!measure_tighten(domain, &contents) ||
	    !tighten_to(domain, &contents, MANY_CONTENTS))
		goto fail;
	measure_domain_calls("1000 contents");
	return;
fail:
	missing(&domain_point, "tighten", "%s", strerror(errno));
}

/* --- Supervisors --------------------------------------------------------- */

static struct sock_filter openat_insns[] = {
	LOAD(nr),
	JUMP_IF(SYS_openat, 0, 1),
	RETURN(SECCOMP_RET_USER_NOTIF),
	RETURN(SECCOMP_RET_ALLOW),
};

static const struct sock_fprog openat_program = { ARRAY_SIZE(openat_insns),
						  openat_insns };

/**
 * struct supervision - a way to supervise an openat() that goes on
 * @name: name of the measure
 * @flags: SECCOMP_FILTER_FLAG_* of each listener
 * @listeners: number of listeners, 1 or 2
 * @edits: the supervisor replaces the path
 */
struct supervision {
	const char *name;
	unsigned int flags;
	unsigned int listeners;
	bool edits;
};

static const struct supervision supervisions[] = {
	{ "continue", 0, 1, false },
	{ "continue by both", SECCOMP_FILTER_FLAG_NESTED_LISTENERS, 2, false },
	{ "continue a copy", SECCOMP_FILTER_FLAG_DEEP_ARGS, 1, false },
	{ "edit and continue", SECCOMP_FILTER_FLAG_DEEP_ARGS, 1, true },
};

static struct point point_of_supervision(const struct supervision *this)
{
	return (struct point){ "-", "nested", this->listeners };
}

/* Make the calls. The listeners have the same numbers in the supervisor. */
static void be_supervised(const struct supervision *this, int report_to)
{
	struct rounds rounds = {};
	int listeners[2], i, j;
	uint64_t began;

	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	for (i = 0; i < (int)this->listeners; i++) {
		listeners[i] =
			syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
				SECCOMP_FILTER_FLAG_NEW_LISTENER | this->flags,
				&openat_program);
		if (listeners[i] < 0)
			_exit(1);
	}
	if (write(report_to, listeners, sizeof(listeners)) != sizeof(listeners))
		_exit(1);
	for (i = 0; i < ROUNDS; i++) {
		began = now();
		for (j = 0; j < TRIPS; j++) {
			if (syscall(SYS_openat, AT_FDCWD, FIRST_PATH,
				    O_RDONLY) != -1 ||
			    errno != ENOENT)
				_exit(1);
		}
		add_round(&rounds, (double)(now() - began) / TRIPS);
	}
	if (write(report_to, &rounds, sizeof(rounds)) != sizeof(rounds))
		_exit(1);
	_exit(0);
}

static bool replace_path(int listener, __u64 id)
{
	struct seccomp_notif_arg arg = {
		.id = id,
		.arg = 1,
		.size = sizeof(OTHER_PATH) - 1,
		.buffer = (uintptr_t)OTHER_PATH,
	};

	return !ioctl(listener, SECCOMP_IOCTL_NOTIF_SET_ARG, &arg);
}

static bool continue_one(int listener, bool edits)
{
	struct seccomp_notif_resp resp = {
		.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE,
	};
	struct seccomp_notif request = {};

	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &request) ||
	    (edits && !replace_path(listener, request.id)))
		return false;
	resp.id = request.id;
	return !ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &resp);
}

static bool supervise_all(const struct supervision *this, int from,
			  struct rounds *rounds)
{
	int listeners[2], i, j;

	if (read(from, listeners, sizeof(listeners)) != sizeof(listeners))
		return false;
	for (i = 0; i < TRIPS * ROUNDS; i++) {
		for (j = this->listeners; j--;)
			if (!continue_one(listeners[j], this->edits))
				return false;
	}
	if (read(from, rounds, sizeof(*rounds)) != sizeof(*rounds))
		return false;
	for (j = 0; j < (int)this->listeners; j++)
		close(listeners[j]);
	return true;
}

static void measure_supervision(const struct supervision *this)
{
	struct point at = point_of_supervision(this);
	struct rounds rounds;
	int ends[2];
	pid_t child;

	if (this->flags && !has_flag(this->flags)) {
		skip(&at, this->name, "this kernel does not know the flag");
		return;
	}
	if (pipe(ends))
		die("pipe: %s", strerror(errno));
	fflush(stdout);
	child = syscall(SYS_clone, CLONE_FILES | SIGCHLD, 0, 0, 0, 0);
	if (child < 0)
		die("clone: %s", strerror(errno));
	if (!child)
		be_supervised(this, ends[1]);
	if (supervise_all(this, ends[0], &rounds))
		report(&at, this->name, &rounds, "instructions");
	else
		missing(&at, this->name, "a notification failed");
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	close(ends[0]);
	close(ends[1]);
}

/* --- Exec ---------------------------------------------------------------- */

/**
 * struct execution - a program that is started with a filter
 * @name: name of the measure
 * @program: the filter, or NULL
 * @flags: SECCOMP_FILTER_FLAG_* of the filter
 * @began: time before the exec; shared with the child
 */
struct execution {
	const char *name;
	const struct sock_fprog *program;
	unsigned int flags;
	uint64_t *began;
};

/* The new program is this one. It ends at once. */
static void attach_and_exec(const struct execution *this)
{
	char *const argv[] = { "bench", "end", NULL };
	char *const none[] = { NULL };

	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (this->program && syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
				     this->flags, this->program))
		_exit(1);
	*this->began = now();
	execve("/proc/self/exe", argv, none);
	_exit(1);
}

static void measure_execution(const struct execution *this)
{
	const struct point at = { "-", "exec", !!this->program };
	struct rounds rounds = {};
	int status, i;
	pid_t child;

	if (this->flags && !has_flag(this->flags)) {
		skip(&at, this->name, "this kernel does not know the flag");
		return;
	}
	for (i = 0; i < ROUNDS; i++) {
		fflush(stdout);
		child = fork();
		if (child < 0)
			die("fork: %s", strerror(errno));
		if (!child)
			attach_and_exec(this);
		if (waitpid(child, &status, 0) != child || status) {
			missing(&at, this->name, "ended with status %#x",
				status);
			return;
		}
		add_round(&rounds, now() - *this->began);
	}
	report(&at, this->name, &rounds, "instructions");
}

static void measure_executions(void)
{
	struct execution each = { .name = "exec",
				  .began = shared_memory(sizeof(*each.began)) };
	struct profile container;

	make_container(&container, false);
	measure_execution(&each);
	each.program = &container.programs[0];
	measure_execution(&each);
	each.name = "exec pending";
	each.flags = SECCOMP_FILTER_FLAG_ON_EXEC;
	measure_execution(&each);
}

int measure_policies(void)
{
	size_t i;

	if (!in_child(measure_in_domain, NULL))
		die("domains: the process was killed");
	for (i = 0; i < ARRAY_SIZE(supervisions); i++)
		measure_supervision(&supervisions[i]);
	measure_executions();
	/* The measurement that follows finds the key off. */
	sleep(KEY_SECONDS);
	return 0;
}
