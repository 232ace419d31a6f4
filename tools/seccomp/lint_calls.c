// SPDX-License-Identifier: GPL-2.0-only
/*
 * Findings about what a program does with calls: ways around its own rules, and calls
 * that the C library needs.
 */
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/seccomp_ext.h>
#include <stdio.h>
#include <string.h>

#include "args.h"
#include "fallbacks.h"
#include "lint.h"
#include "lint_abi.h"
#include "tool.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))
#define NAMES_SHOWN 4

/* The first names of a list, and the number of all of them. */
struct names {
	char text[160];
	unsigned int count;
};

static void add_name(struct names *names, const char *name)
{
	const size_t used = strlen(names->text);

	if (names->count++ < NAMES_SHOWN)
		snprintf(names->text + used, sizeof(names->text) - used, "%s%s",
			 used ? ", " : "", name);
}

/* Return "a, b, c, d and 5 more"; the caller frees it. */
static char *join_names(const struct names *names)
{
	if (names->count <= NAMES_SHOWN)
		return xstrdup(names->text);
	return xasprintf("%s and %u more", names->text,
			 names->count - NAMES_SHOWN);
}

/* --- io_uring ---------------------------------------------------------------- */

/* Calls that operations of io_uring do as well, without a system call. */
static const char *const uring_calls[] = {
	"socket",   "connect",	"bind",	     "listen",	"accept", "accept4",
	"sendto",   "sendmsg",	"recvfrom",  "recvmsg", "openat", "openat2",
	"unlinkat", "renameat", "renameat2", "mkdirat", "linkat", "symlinkat",
	"statx",    "setxattr", "getxattr",  NULL,
};

static void check_io_uring(struct lint *lint, struct lint_abi *la)
{
	const struct verdict *setup =
		lint_verdict_by_name(la, "io_uring_setup");
	struct names restricted = {};
	const struct verdict *v;
	char *list;
	int i;

	if (!setup || !verdict_may_run(setup))
		return;
	for (i = 0; uring_calls[i]; i++) {
		v = lint_verdict_by_name(la, uring_calls[i]);
		if (v && !verdict_always_runs(v))
			add_name(&restricted, uring_calls[i]);
	}
	if (!restricted.count)
		return;
	list = join_names(&restricted);
	lint_what(lint, "io_uring_setup is allowed, and does what %s may not",
		  list);
	lint_add(lint, "io-uring", setup->mildest_pc,
		 "refuse io_uring_setup with ENOSYS");
	free(list);
}

/* --- Other ABIs -------------------------------------------------------------- */

/* Find calls that @other lets run and @la does not. Return an instruction of one. */
static int find_weaker(struct lint_abi *la, struct lint_abi *other,
		       struct names *weaker)
{
	const struct verdict *v;
	const char *name;
	int insn = LINT_NO_INSN;
	char *copy;
	__u32 i;

	for (i = 0; i < LINT_NUMBERS; i++) {
		name = abi_call_name(la->abi, la->first + i);
		if (!name)
			continue;
		copy = xstrdup(name);
		v = lint_verdict_by_name(other, copy);
		if (v &&
		    verdict_is_weaker(v, lint_verdict(la, la->first + i))) {
			if (!weaker->count)
				insn = v->mildest_pc;
			add_name(weaker, copy);
		}
		free(copy);
	}
	return insn;
}

/* One call of a 32-bit ABI that does what several calls of others do. */
static void check_multiplexer(struct lint *lint, struct lint_abi *la,
			      struct lint_abi *compat, const char *multiplexer,
			      const char *const *calls)
{
	const struct verdict *all = lint_verdict_by_name(compat, multiplexer);
	const struct verdict *v;
	int i;

	if (!all || !verdict_always_runs(all))
		return;
	for (i = 0; calls[i]; i++) {
		v = lint_verdict_by_name(la, calls[i]);
		if (!v || !verdict_is_weaker(all, v))
			continue;
		lint_what(lint,
			  "%s of %s always runs, and does what %s may not",
			  multiplexer, compat->abi->name, calls[i]);
		lint_add(lint, "compat-hole", all->mildest_pc,
			 "refuse %s; the C library has calls of their own",
			 multiplexer);
		return;
	}
}

static void check_compat(struct lint *lint, struct lint_abi *la)
{
	static const char *const sockets[] = { "socket", "connect",    "bind",
					       "sendto", "setsockopt", NULL };
	static const char *const ipcs[] = { "shmat", "shmget", "semop",
					    "msgsnd", NULL };
	struct names weaker = {};
	struct lint_abi *compat;
	const struct abi *abi;
	char *list;
	int insn;

	abi = la->abi->compat ? abi_by_name(la->abi->compat) : NULL;
	if (!abi)
		return;
	compat = lint_abi_new(lint->program, abi, abi->audit_arch);
	insn = find_weaker(la, compat, &weaker);
	if (weaker.count) {
		list = join_names(&weaker);
		lint_what(lint,
			  "a 32-bit call of %s can do what %s may not: %s",
			  abi->name, la->abi->name, list);
		lint_add(lint, "compat-hole", insn,
			 "give %s the rules of %s, or refuse its calls",
			 abi->name, la->abi->name);
		free(list);
	}
	check_multiplexer(lint, la, compat, "socketcall", sockets);
	check_multiplexer(lint, la, compat, "ipc", ipcs);
	lint_abi_free(compat);
}

static void check_x32(struct lint *lint, struct lint_abi *la)
{
	const struct abi *abi = abi_by_name("x32");
	struct names weaker = {};
	struct lint_abi *x32;
	char *list;
	int insn;

	if (strcmp(la->abi->name, "x86-64") != 0)
		return;
	x32 = lint_abi_new(lint->program, abi, abi->audit_arch);
	insn = find_weaker(la, x32, &weaker);
	if (weaker.count) {
		list = join_names(&weaker);
		lint_what(lint, "an x32 number can do what x86-64 may not: %s",
			  list);
		lint_add(lint, "x32-hole", insn,
			 "refuse all numbers from 0x40000000 on");
		free(list);
	}
	lint_abi_free(x32);
}

/* No architecture has this value. */
#define FOREIGN_ARCH 0x0badbeef

static void check_foreign(struct lint *lint, struct lint_abi *la)
{
	struct lint_abi *foreign =
		lint_abi_new(lint->program, la->abi, FOREIGN_ARCH);
	struct names weaker = {};
	char *list;
	int insn;

	insn = find_weaker(la, foreign, &weaker);
	if (weaker.count) {
		list = join_names(&weaker);
		lint_what(lint,
			  "an unknown architecture can do what %s may not: %s",
			  la->abi->name, list);
		lint_add(lint, "no-arch", insn,
			 "refuse each architecture that has no rules");
		free(list);
	}
	lint_abi_free(foreign);
}

/* --- Twins ------------------------------------------------------------------- */

enum family_kind {
	/* An argument of each call is a path. */
	FAMILY_PATH,
	/* An argument is an address; without rules for it the calls are no twins. */
	FAMILY_ADDRESS,
	FAMILY_PLAIN,
};

/**
 * struct family - calls that can do the same
 * @kind: what their arguments have in common
 * @calls: their names
 */
struct family {
	enum family_kind kind;
	const char *calls[8];
};

static const struct family families[] = {
	{ FAMILY_PATH, { "open", "openat", "openat2", "creat" } },
	{ FAMILY_PATH, { "rename", "renameat", "renameat2" } },
	{ FAMILY_PATH, { "unlink", "unlinkat" } },
	{ FAMILY_PATH, { "rmdir", "unlinkat" } },
	{ FAMILY_PATH, { "mkdir", "mkdirat" } },
	{ FAMILY_PATH, { "mknod", "mknodat" } },
	{ FAMILY_PATH, { "link", "linkat" } },
	{ FAMILY_PATH, { "symlink", "symlinkat" } },
	{ FAMILY_PATH, { "readlink", "readlinkat" } },
	{ FAMILY_PATH, { "chmod", "fchmodat", "fchmodat2" } },
	{ FAMILY_PATH,
	  { "chown", "lchown", "fchownat", "chown32", "lchown32" } },
	{ FAMILY_PATH, { "access", "faccessat", "faccessat2" } },
	{ FAMILY_PATH, { "truncate", "truncate64" } },
	{ FAMILY_PATH,
	  { "stat", "lstat", "newfstatat", "statx", "stat64", "lstat64",
	    "fstatat64" } },
	{ FAMILY_PATH,
	  { "utime", "utimes", "futimesat", "utimensat", "utimensat_time64" } },
	{ FAMILY_PATH, { "setxattr", "lsetxattr", "setxattrat" } },
	{ FAMILY_PATH, { "execve", "execveat" } },
	{ FAMILY_ADDRESS, { "connect", "sendto", "sendmsg", "sendmmsg" } },
	{ FAMILY_PLAIN, { "clone", "clone3" } },
	{ FAMILY_PLAIN, { "accept", "accept4" } },
	{ FAMILY_PLAIN, { "umount", "umount2" } },
	{ FAMILY_PLAIN, { "mprotect", "pkey_mprotect" } },
	{ FAMILY_PLAIN, { "mmap", "mmap2" } },
	{ FAMILY_PLAIN, { "setrlimit", "prlimit64" } },
	{ FAMILY_PLAIN, { "init_module", "finit_module" } },
	{ FAMILY_PLAIN, { "kexec_load", "kexec_file_load" } },
	{ FAMILY_PLAIN, { "setuid", "setreuid", "setresuid" } },
	{ FAMILY_PLAIN, { "setgid", "setregid", "setresgid" } },
	{ FAMILY_PLAIN, { "setuid32", "setreuid32", "setresuid32" } },
	{ FAMILY_PLAIN, { "kill", "tkill", "tgkill" } },
	{ FAMILY_PLAIN,
	  { "clock_settime", "settimeofday", "clock_adjtime", "adjtimex" } },
	{ FAMILY_PLAIN, { "ptrace", "process_vm_writev" } },
};

/* Is the twin a way around rules for what an argument points to? */
static bool misses_windows(const struct verdict *call,
			   const struct verdict *twin)
{
	return call->windows && !verdict_always_runs(call) && !twin->windows &&
	       verdict_may_run(twin);
}

static bool misses_rule(const struct lint_abi *la, const struct verdict *call,
			const struct verdict *twin)
{
	return verdict_is_meant(la, call) && verdict_always_runs(twin);
}

/* Return whether @twin_name is a way around the rules for @name. */
static bool check_twin(struct lint *lint, struct lint_abi *la,
		       const struct family *family, const char *name,
		       const char *twin_name)
{
	const struct verdict *call = lint_verdict_by_name(la, name);
	const struct verdict *twin = lint_verdict_by_name(la, twin_name);
	const char *code;

	if (!call || !twin)
		return false;
	if (family->kind != FAMILY_PLAIN && misses_windows(call, twin)) {
		code = family->kind == FAMILY_PATH ? "path-twin" :
						     "address-twin";
		lint_what(lint,
			  "%s has rules for what it points to, and %s has none",
			  name, twin_name);
	} else if (family->kind != FAMILY_ADDRESS &&
		   misses_rule(la, call, twin)) {
		code = "twin";
		lint_what(lint, "%s is restricted, and %s is always allowed",
			  name, twin_name);
	} else {
		return false;
	}
	lint_add(lint, code, twin->mildest_pc,
		 "give %s the rules of %s, or refuse it", twin_name, name);
	return true;
}

/* A way around several rules is one finding. */
static void check_twin_of_any(struct lint *lint, struct lint_abi *la,
			      const struct family *family, const char *twin)
{
	int i;

	for (i = 0; family->calls[i]; i++)
		if (strcmp(family->calls[i], twin) != 0 &&
		    check_twin(lint, la, family, family->calls[i], twin))
			return;
}

static void check_twins(struct lint *lint, struct lint_abi *la)
{
	const struct family *family;
	unsigned int i;
	int call;

	for (i = 0; i < COUNT_OF(families); i++) {
		family = &families[i];
		for (call = 0; family->calls[call]; call++)
			check_twin_of_any(lint, la, family,
					  family->calls[call]);
	}
}

/* --- The C library ----------------------------------------------------------- */

/**
 * struct needed_call - a call that programs make without their own doing
 * @name: name of the call
 * @why: what goes wrong without it
 */
struct needed_call {
	const char *name;
	const char *why;
};

static const struct needed_call needed[] = {
	{ "restart_syscall", "a sleep fails with its errno after a stop" },
	{ "rt_sigreturn", "a signal handler cannot return" },
	{ "sigreturn", "a signal handler cannot return" },
	{ "exit_group", "the process cannot end" },
	{ "exit", "a thread cannot end" },
};

/* The C library goes on after any error of these, but not after a kill. */
static const char *const optional[] = { "rseq", "set_robust_list", "membarrier",
					"get_robust_list" };

static bool answer_kills(__u32 ret)
{
	return !answer_may_run(ret) &&
	       (ret & SECCOMP_RET_ACTION_FULL) != SECCOMP_RET_ERRNO;
}

static void check_needed(struct lint *lint, struct lint_abi *la)
{
	const struct verdict *v;
	unsigned int i;

	for (i = 0; i < COUNT_OF(needed); i++) {
		v = lint_verdict_by_name(la, needed[i].name);
		if (!v || verdict_may_run(v))
			continue;
		lint_what(lint, "%s is never allowed: %s", needed[i].name,
			  needed[i].why);
		lint_add(lint, "libc-call", v->strictest_pc, "allow %s",
			 needed[i].name);
	}
	for (i = 0; i < COUNT_OF(optional); i++) {
		v = lint_verdict_by_name(la, optional[i]);
		if (!v || !answer_kills(v->mildest))
			continue;
		lint_what(lint,
			  "the C library may call %s, and that kills or traps",
			  optional[i]);
		lint_add(lint, "libc-call", v->strictest_pc,
			 "allow %s, or refuse it with ENOSYS", optional[i]);
	}
}

static void check_fallbacks(struct lint *lint, struct lint_abi *la)
{
	const struct verdict *call, *older;
	const struct fallback *fallback;
	unsigned int i;

	for (i = 0; (fallback = fallback_at(i)); i++) {
		call = lint_verdict_by_name(la, fallback->call);
		older = lint_verdict_by_name(la, fallback->older);
		if (!call || !older || verdict_may_run(call) ||
		    !verdict_may_run(older) ||
		    call->mildest == (SECCOMP_RET_ERRNO | ENOSYS))
			continue;
		lint_what(lint, "%s is refused, but the use of %s needs ENOSYS",
			  fallback->call, fallback->older);
		lint_add(lint, "not-enosys", call->strictest_pc,
			 "refuse %s with ENOSYS, or allow it", fallback->call);
	}
}

/* --- Arguments --------------------------------------------------------------- */

static void check_half(struct lint *lint, struct lint_abi *la, __u32 nr,
		       const struct verdict *v,
		       const struct call_prototype *prototype)
{
	const struct call_arg *arg;
	unsigned int i;

	for (i = 0; i < prototype->count; i++) {
		arg = &prototype->args[i];
		if (!(v->low & 1 << i))
			continue;
		if (arg->width == 64 && !(v->high & 1 << i)) {
			lint_what(lint,
				  "%s: only the low half of %s is compared",
				  prototype->name, arg->name);
			lint_add(lint, "half-compare", v->half_pc[i],
				 "compare both halves");
		}
		if (arg->width == 32 && v->high & 1 << i &&
		    !verdict_always_runs(v) && lint_high_half_runs(la, nr, i)) {
			lint_what(lint,
				  "%s passes if the high half of %s is not 0",
				  prototype->name, arg->name);
			lint_add(lint, "wide-compare", v->half_pc[i],
				 "compare the low half only");
		}
	}
}

static bool asks(const struct verdict *v)
{
	return (v->mildest & SECCOMP_RET_ACTION_FULL) ==
		       SECCOMP_RET_USER_NOTIF ||
	       (v->strictest & SECCOMP_RET_ACTION_FULL) ==
		       SECCOMP_RET_USER_NOTIF;
}

static unsigned int asking_pc(const struct verdict *v)
{
	return (v->mildest & SECCOMP_RET_ACTION_FULL) ==
			       SECCOMP_RET_USER_NOTIF ?
		       v->mildest_pc :
		       v->strictest_pc;
}

/* Without argument copies, a supervisor decides about memory that changes. */
static void check_notify(struct lint *lint, const struct verdict *v,
			 const struct call_prototype *prototype)
{
	unsigned int i;

	if (lint->program->deep || !asks(v))
		return;
	for (i = 0; i < prototype->count; i++) {
		if (prototype->args[i].kind == SECCOMP_KIND_NONE)
			continue;
		lint_what(lint, "%s asks a supervisor, and %s can change later",
			  prototype->name, prototype->args[i].name);
		lint_add(lint, "notify-race", asking_pc(v),
			 "set SECCOMP_FILTER_FLAG_DEEP_ARGS at the attach");
		return;
	}
}

static void check_arguments(struct lint *lint, struct lint_abi *la)
{
	const struct call_prototype *prototype;
	const struct verdict *v;
	const char *name;
	char *copy;
	__u32 i;

	for (i = 0; i < LINT_NUMBERS; i++) {
		v = lint_verdict(la, la->first + i);
		name = abi_call_name(la->abi, la->first + i);
		if (!name)
			continue;
		copy = xstrdup(name);
		prototype = call_prototype(la->abi, copy);
		if (prototype && la->abi->wide)
			check_half(lint, la, la->first + i, v, prototype);
		if (prototype)
			check_notify(lint, v, prototype);
		free(copy);
	}
}

/* --- All --------------------------------------------------------------------- */

static bool loads_arch(const struct program *program)
{
	unsigned int i;

	for (i = 0; i < program->len; i++)
		if (program->insns[i].code == (BPF_LD | BPF_W | BPF_ABS) &&
		    program->insns[i].k == offsetof(struct seccomp_data, arch))
			return true;
	return false;
}

/* ABIs that another one names as its 32-bit ABI are judged with it. */
static bool is_compat(const struct program *program, const struct abi *abi)
{
	const struct abi *wide;
	unsigned int i;

	for (i = 0; (wide = abi_at(i)); i++)
		if (wide->compat && !strcmp(wide->compat, abi->name) &&
		    reach_compares_arch(program, wide->audit_arch))
			return true;
	return false;
}

static void check_abi(struct lint *lint, const struct abi *abi, bool alone)
{
	struct lint_abi *la = lint_abi_new(lint->program, abi, abi->audit_arch);

	check_needed(lint, la);
	check_fallbacks(lint, la);
	check_twins(lint, la);
	check_io_uring(lint, la);
	check_arguments(lint, la);
	if (alone) {
		check_x32(lint, la);
		check_compat(lint, la);
		check_foreign(lint, la);
	}
	lint_abi_free(la);
}

static void check_unaware(struct lint *lint)
{
	lint_what(lint,
		  "no check of the architecture: numbers of other ABIs pass");
	lint_add(lint, "no-arch", LINT_NO_INSN,
		 "compare the architecture first, and refuse others");
	check_abi(lint, abi_native(), false);
}

/**
 * lint_calls - Find ways around the rules of a program, and calls that it lacks
 * @lint: receives the findings
 */
void lint_calls(struct lint *lint)
{
	const struct program *program = lint->program;
	const struct abi *abi;
	bool found = false;
	unsigned int i;

	if (!loads_arch(program)) {
		check_unaware(lint);
		return;
	}
	for (i = 0; (abi = abi_at(i)); i++) {
		if (!strcmp(abi->name, "x32") ||
		    !reach_compares_arch(program, abi->audit_arch))
			continue;
		check_abi(lint, abi, !is_compat(program, abi));
		found = true;
	}
	if (!found)
		check_abi(lint, abi_native(), true);
}
