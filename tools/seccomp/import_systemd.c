// SPDX-License-Identifier: GPL-2.0-only
/*
 * Import of what systemd's unit files say about system calls.
 *
 * systemd attaches a filter for each setting and each ABI, and the most
 * restrictive answer counts. One policy says the same here: what
 * SystemCallFilter= refuses stays refused; for other calls, conditions of
 * further settings come first.
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "groups.h"
#include "profile.h"
#include "tool.h"

/* Most bytes of a unit file. */
#define UNIT_MAX (1 << 22)
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x80
#endif

#define NO_ERRNO (-1)
#define ERRNO_KILL (-2)

/**
 * struct call_list - a list of calls: a setting that may be inverted by "~"
 * @is_set: the setting is there
 * @allow: the first line had no "~"
 * @names: names of calls; owned by the list
 * @errnos: errno of each call, NO_ERRNO or ERRNO_KILL
 * @count: number of @names
 */
struct call_list {
	bool is_set;
	bool allow;
	char **names;
	int *errnos;
	unsigned int count;
};

/**
 * struct unit - the settings of a unit
 * @profile: receives the rules
 * @options: what the settings are imported for
 * @line: line that is read, from 1
 * @filter: SystemCallFilter=
 * @log: SystemCallLog=
 * @families: RestrictAddressFamilies=, with families in place of calls
 * @refused: calls that other settings refuse with EPERM
 * @error: SystemCallErrorNumber=, or ERRNO_KILL
 * @archs: SystemCallArchitectures=
 * @arch_count: number of @archs
 * @restrict_archs: SystemCallArchitectures= is not empty
 * @restrict_namespaces: RestrictNamespaces= is there
 * @namespaces: CLONE_NEW* of namespaces that are left
 * @personality: value of Personality=
 * @lock_personality: LockPersonality=
 * @deny_write_execute: MemoryDenyWriteExecute=
 * @restrict_realtime: RestrictRealtime=
 * @restrict_suid_sgid: RestrictSUIDSGID=
 * @others: names of other settings; owned by the unit
 */
struct unit {
	struct profile *profile;
	const struct import_options *options;
	unsigned int line;
	struct call_list filter;
	struct call_list log;
	struct call_list families;
	struct call_list refused;
	int error;
	const struct abi *archs[PROFILE_ABIS];
	unsigned int arch_count;
	bool restrict_archs;
	bool restrict_namespaces;
	__u64 namespaces;
	__u64 personality;
	bool lock_personality;
	bool deny_write_execute;
	bool restrict_realtime;
	bool restrict_suid_sgid;
	char *others;
};

static const struct {
	const char *name;
	__u64 flag;
} namespace_flags[] = {
	{ "cgroup", CLONE_NEWCGROUP }, { "ipc", CLONE_NEWIPC },
	{ "mnt", CLONE_NEWNS },	       { "net", CLONE_NEWNET },
	{ "pid", CLONE_NEWPID },       { "time", CLONE_NEWTIME },
	{ "user", CLONE_NEWUSER },     { "uts", CLONE_NEWUTS },
};

#define ALL_NAMESPACES                                                 \
	(CLONE_NEWCGROUP | CLONE_NEWIPC | CLONE_NEWNS | CLONE_NEWNET | \
	 CLONE_NEWPID | CLONE_NEWTIME | CLONE_NEWUSER | CLONE_NEWUTS)

#define FAMILY(name)        \
	{                   \
#name, name \
	}

static const struct {
	const char *name;
	unsigned int number;
} families[] = {
	FAMILY(AF_ALG),	      FAMILY(AF_APPLETALK), FAMILY(AF_ASH),
	FAMILY(AF_ATMPVC),    FAMILY(AF_ATMSVC),    FAMILY(AF_AX25),
	FAMILY(AF_BLUETOOTH), FAMILY(AF_BRIDGE),    FAMILY(AF_CAIF),
	FAMILY(AF_CAN),	      FAMILY(AF_DECnet),    FAMILY(AF_ECONET),
	FAMILY(AF_FILE),      FAMILY(AF_IB),	    FAMILY(AF_IEEE802154),
	FAMILY(AF_INET),      FAMILY(AF_INET6),	    FAMILY(AF_IPX),
	FAMILY(AF_IRDA),      FAMILY(AF_ISDN),	    FAMILY(AF_IUCV),
	FAMILY(AF_KCM),	      FAMILY(AF_KEY),	    FAMILY(AF_LLC),
	FAMILY(AF_LOCAL),     FAMILY(AF_MPLS),	    FAMILY(AF_NETBEUI),
	FAMILY(AF_NETLINK),   FAMILY(AF_NETROM),    FAMILY(AF_NFC),
	FAMILY(AF_PACKET),    FAMILY(AF_PHONET),    FAMILY(AF_PPPOX),
	FAMILY(AF_QIPCRTR),   FAMILY(AF_RDS),	    FAMILY(AF_ROSE),
	FAMILY(AF_ROUTE),     FAMILY(AF_RXRPC),	    FAMILY(AF_SECURITY),
	FAMILY(AF_SMC),	      FAMILY(AF_SNA),	    FAMILY(AF_TIPC),
	FAMILY(AF_UNIX),      FAMILY(AF_VSOCK),	    FAMILY(AF_WANPIPE),
	FAMILY(AF_X25),	      FAMILY(AF_XDP),
};

/* Settings that refuse whole calls with EPERM. */
static const struct {
	const char *key;
	const char *calls;
} refusing_settings[] = {
	{ "PrivateDevices", "@raw-io" },
	{ "ProtectClock", "@clock" },
	{ "ProtectHostname", "sethostname setdomainname" },
	{ "ProtectKernelLogs", "syslog" },
	{ "ProtectKernelModules", "@module" },
	{ "ProtectKernelTunables", "_sysctl" },
};

static int unit_error(const struct unit *unit, const char *what,
		      const char *word, const char *expected)
{
	char *clean = xasprintf("%.60s", word);
	char *c;
	int status;

	for (c = clean; *c; c++)
		if ((unsigned char)*c < ' ')
			*c = '?';
	status = usage_error("%s:%u: %s '%s'; expected %s",
			     unit->profile->source, unit->line, what, clean,
			     expected);
	free(clean);
	return status;
}

/* --- Lists ------------------------------------------------------------------- */

static int list_find(const struct call_list *list, const char *name)
{
	unsigned int i;

	for (i = 0; i < list->count; i++)
		if (!strcmp(list->names[i], name))
			return i;
	return -1;
}

static void list_put(struct call_list *list, const char *name, int error)
{
	int i = list_find(list, name);

	if (i < 0) {
		i = list->count++;
		list->names =
			xrealloc(list->names, list->count, sizeof(char *));
		list->errnos = xrealloc(list->errnos, list->count, sizeof(int));
		list->names[i] = xstrdup(name);
	}
	list->errnos[i] = error;
}

static void list_remove(struct call_list *list, const char *name)
{
	int i = list_find(list, name);

	if (i < 0)
		return;
	free(list->names[i]);
	list->count--;
	for (; i < list->count; i++) {
		list->names[i] = list->names[i + 1];
		list->errnos[i] = list->errnos[i + 1];
	}
}

static void list_clear(struct call_list *list)
{
	unsigned int i;

	for (i = 0; i < list->count; i++)
		free(list->names[i]);
	free(list->names);
	free(list->errnos);
	*list = (struct call_list){};
}

static void list_change(struct call_list *list, const char *name, bool inverted,
			int error)
{
	if (inverted != list->allow)
		list_put(list, name, error);
	else
		list_remove(list, name);
}

/* Calls that libseccomp or systemd knows. */
static bool is_call(const char *name)
{
	const char *const *known;

	if (seccomp_syscall_resolve_name(name) != __NR_SCMP_ERROR)
		return true;
	for (known = group_calls("@known"); *known; known++)
		if (!strcmp(*known, name))
			return true;
	return false;
}

static int change_calls(struct unit *unit, struct call_list *list,
			const char *word, bool inverted, int error)
{
	const char *const *calls;

	if (word[0] != '@') {
		if (!is_call(word))
			return unit_error(unit, "unknown call", word,
					  "a call or a group");
		list_change(list, word, inverted, error);
		return EXIT_OK;
	}
	calls = group_calls(word);
	if (!calls)
		return unit_error(unit, "unknown group", word,
				  "a group like @system-service");
	for (; *calls; calls++)
		list_change(list, *calls, inverted, error);
	return EXIT_OK;
}

static int errno_by_name(const char *name)
{
	const char *known;
	int number;

	for (number = 1; number < 200; number++) {
		known = strerrorname_np(number);
		if (known && !strcmp(known, name))
			return number;
	}
	return NO_ERRNO;
}

static int parse_errno(const struct unit *unit, const char *word, int least,
		       int *error)
{
	char *end;
	long number;

	if (!strcmp(word, "kill")) {
		*error = ERRNO_KILL;
		return EXIT_OK;
	}
	*error = errno_by_name(word);
	if (*error != NO_ERRNO)
		return EXIT_OK;
	number = strtol(word, &end, 10);
	if (!isdigit((unsigned char)word[0]) || *end || number < least ||
	    number > 4095)
		return unit_error(
			unit, "unknown errno", word,
			"a name like EPERM, a number up to 4095 or kill");
	*error = number;
	return EXIT_OK;
}

/* "read write:EPERM @mount" */
static int read_calls(struct unit *unit, struct call_list *list, char *words,
		      bool inverted)
{
	char *word, *suffix, *rest = words;
	int error, status = EXIT_OK;

	while (status == EXIT_OK && (word = strsep(&rest, " \t"))) {
		if (!word[0])
			continue;
		error = NO_ERRNO;
		suffix = strchr(word, ':');
		if (suffix && list == &unit->log)
			return unit_error(unit, "no errno has a meaning in",
					  word, "a call or a group");
		if (suffix) {
			*suffix++ = '\0';
			status = parse_errno(unit, suffix, 0, &error);
		}
		if (status == EXIT_OK)
			status =
				change_calls(unit, list, word, inverted, error);
	}
	return status;
}

static int read_call_list(struct unit *unit, struct call_list *list,
			  char *value)
{
	bool inverted = value[0] == '~';

	if (!value[0]) {
		list_clear(list);
		return EXIT_OK;
	}
	if (!list->is_set) {
		list->is_set = true;
		list->allow = !inverted;
		if (list->allow && list == &unit->filter)
			change_calls(unit, list, "@default", false, NO_ERRNO);
	}
	return read_calls(unit, list, value + inverted, inverted);
}

/* --- Other settings ---------------------------------------------------------- */

static int read_bool(const struct unit *unit, const char *value, bool *result)
{
	static const char *const words[] = { "no",  "yes", "false", "true",
					     "off", "on",  "0",	    "1",
					     "n",   "y",   "f",	    "t" };
	size_t i;

	for (i = 0; i < COUNT(words); i++) {
		if (strcasecmp(words[i], value))
			continue;
		*result = i % 2;
		return EXIT_OK;
	}
	return unit_error(unit, "no boolean:", value, "yes or no");
}

static int read_families(struct unit *unit, char *value)
{
	struct call_list *list = &unit->families;
	bool inverted = value[0] == '~';
	char *rest = value + inverted, *word;
	size_t i;

	if (!value[0]) {
		list_clear(list);
		return EXIT_OK;
	}
	if (!strcmp(value, "none")) {
		list_clear(list);
		list->is_set = true;
		list->allow = true;
		return EXIT_OK;
	}
	if (!list->is_set) {
		list->is_set = true;
		list->allow = !inverted;
	}
	while ((word = strsep(&rest, " \t"))) {
		if (!word[0])
			continue;
		for (i = 0; i < COUNT(families); i++)
			if (!strcmp(families[i].name, word))
				break;
		if (i == COUNT(families))
			return unit_error(unit, "unknown address family", word,
					  "a name like AF_UNIX, or none");
		list_change(list, word, inverted, families[i].number);
	}
	return EXIT_OK;
}

static int read_namespaces(struct unit *unit, char *value)
{
	bool inverted = value[0] == '~', all;
	char *rest = value + inverted, *word;
	__u64 flags = 0;
	size_t i;

	if (!value[0] || !strcasecmp(value, "no") ||
	    !strcasecmp(value, "false") || !strcasecmp(value, "off") ||
	    !strcmp(value, "0")) {
		unit->restrict_namespaces = false;
		return EXIT_OK;
	}
	if (!strcasecmp(value, "yes") || !strcasecmp(value, "true") ||
	    !strcasecmp(value, "on") || !strcmp(value, "1")) {
		unit->restrict_namespaces = true;
		unit->namespaces = 0;
		return EXIT_OK;
	}
	while ((word = strsep(&rest, " \t"))) {
		if (!word[0])
			continue;
		for (i = 0; i < COUNT(namespace_flags); i++)
			if (!strcmp(namespace_flags[i].name, word))
				break;
		if (i == COUNT(namespace_flags))
			return unit_error(
				unit, "unknown namespace", word,
				"cgroup, ipc, mnt, net, pid, time, user, uts, yes or no");
		flags |= namespace_flags[i].flag;
	}
	if (inverted)
		flags = ALL_NAMESPACES & ~flags;
	all = !unit->restrict_namespaces;
	unit->restrict_namespaces = true;
	if (all)
		unit->namespaces = flags;
	else if (inverted)
		unit->namespaces &= flags;
	else
		unit->namespaces |= flags;
	return EXIT_OK;
}

static const struct abi *machine(const struct unit *unit)
{
	return unit->options->abi_count ? unit->options->abis[0] : abi_native();
}

static int add_arch(struct unit *unit, const struct abi *abi)
{
	unsigned int i;

	for (i = 0; i < unit->arch_count; i++)
		if (unit->archs[i] == abi)
			return EXIT_OK;
	if (unit->arch_count == PROFILE_ABIS)
		return unit_error(unit, "too many architectures:", abi->name,
				  "a few");
	unit->archs[unit->arch_count++] = abi;
	return EXIT_OK;
}

static int read_archs(struct unit *unit, char *value)
{
	const struct abi *abi;
	char *rest = value, *word;
	int status = EXIT_OK;

	if (!value[0]) {
		unit->restrict_archs = false;
		unit->arch_count = 0;
		return EXIT_OK;
	}
	unit->restrict_archs = true;
	while (status == EXIT_OK && (word = strsep(&rest, " \t"))) {
		if (!word[0])
			continue;
		abi = strcmp(word, "native") ? abi_by_name(word) :
					       machine(unit);
		if (!abi)
			return unit_error(unit, "unknown architecture", word,
					  "a name like x86-64, or native");
		status = add_arch(unit, abi);
		/* The vDSO of x32 makes x86-64 calls. */
		if (status == EXIT_OK && abi->scmp_arch == SCMP_ARCH_X32)
			status = add_arch(unit, abi_by_name("x86-64"));
	}
	return status;
}

static int read_personality(struct unit *unit, const char *value)
{
	const struct abi *abi = abi_by_name(value);

	if (value[0] && !abi)
		return unit_error(unit, "unknown architecture", value,
				  "a name like x86-64");
	unit->personality = abi && !abi->wide && machine(unit)->wide ?
				    PER_LINUX32 :
				    PER_LINUX;
	return EXIT_OK;
}

static void add_other(struct unit *unit, const char *key)
{
	char *longer = xasprintf("%s%s%s", unit->others ?: "",
				 unit->others ? " " : "", key);

	free(unit->others);
	unit->others = longer;
}

static int read_refusing(struct unit *unit, const char *key, const char *value,
			 bool *found)
{
	int status = EXIT_OK;
	bool is_on = false;
	char *calls;
	size_t i;

	for (i = 0; i < COUNT(refusing_settings); i++)
		if (!strcmp(refusing_settings[i].key, key))
			break;
	*found = i < COUNT(refusing_settings);
	if (!*found)
		return EXIT_OK;
	/* Newer versions have more words, which refuse the same calls. */
	if (!strcmp(value, "private") || !strcmp(value, "strict"))
		is_on = true;
	else if (value[0])
		status = read_bool(unit, value, &is_on);
	add_other(unit, key);
	if (!is_on)
		return status;
	calls = xstrdup(refusing_settings[i].calls);
	status = read_calls(unit, &unit->refused, calls, true);
	free(calls);
	return status;
}

/* It implies RestrictSUIDSGID=. */
static int read_dynamic_user(struct unit *unit, const char *value)
{
	bool is_on = false;
	int status = read_bool(unit, value, &is_on);

	add_other(unit, "DynamicUser");
	unit->restrict_suid_sgid |= is_on;
	return status;
}

static int read_setting(struct unit *unit, const char *key, char *value)
{
	bool found;
	int status;

	if (!strcmp(key, "SystemCallFilter"))
		return read_call_list(unit, &unit->filter, value);
	if (!strcmp(key, "SystemCallLog"))
		return read_call_list(unit, &unit->log, value);
	if (!strcmp(key, "SystemCallErrorNumber"))
		return parse_errno(unit, value[0] ? value : "kill", 1,
				   &unit->error);
	if (!strcmp(key, "SystemCallArchitectures"))
		return read_archs(unit, value);
	if (!strcmp(key, "RestrictAddressFamilies"))
		return read_families(unit, value);
	if (!strcmp(key, "RestrictNamespaces"))
		return read_namespaces(unit, value);
	if (!strcmp(key, "MemoryDenyWriteExecute"))
		return read_bool(unit, value, &unit->deny_write_execute);
	if (!strcmp(key, "LockPersonality"))
		return read_bool(unit, value, &unit->lock_personality);
	if (!strcmp(key, "Personality"))
		return read_personality(unit, value);
	if (!strcmp(key, "RestrictRealtime"))
		return read_bool(unit, value, &unit->restrict_realtime);
	if (!strcmp(key, "RestrictSUIDSGID"))
		return read_bool(unit, value, &unit->restrict_suid_sgid);
	if (!strcmp(key, "DynamicUser"))
		return read_dynamic_user(unit, value);
	status = read_refusing(unit, key, value, &found);
	if (status == EXIT_OK && !found)
		add_other(unit, key);
	return status;
}

/* --- Lines ------------------------------------------------------------------- */

static char *trim(char *text)
{
	char *end;

	while (isspace((unsigned char)*text))
		text++;
	end = text + strlen(text);
	while (end > text && isspace((unsigned char)end[-1]))
		*--end = '\0';
	return text;
}

static int read_line(struct unit *unit, char *line)
{
	char *value, *key = trim(line);

	if (!*key || *key == '#' || *key == ';' || *key == '[')
		return EXIT_OK;
	value = strchr(key, '=');
	if (!value)
		return unit_error(
			unit, "this is no setting:", key,
			"a line like SystemCallFilter=@system-service");
	*value++ = '\0';
	return read_setting(unit, trim(key), trim(value));
}

/* A line ends with a newline. A backslash before that goes on with the next line. */
static int read_lines(struct unit *unit, char *text)
{
	char *line = text, *end;
	unsigned int lines;
	int status = EXIT_OK;

	unit->line = 1;
	while (status == EXIT_OK && *line) {
		lines = 1;
		for (end = line; *end && *end != '\n'; end++) {
			if (end[0] != '\\' || end[1] != '\n')
				continue;
			end[0] = ' ';
			end[1] = ' ';
			lines++;
		}
		if (*end)
			*end++ = '\0';
		status = read_line(unit, line);
		line = end;
		unit->line += lines;
	}
	return status;
}

/* --- Rules ------------------------------------------------------------------- */

static __u32 errno_ret(int error)
{
	return error == ERRNO_KILL ? SECCOMP_RET_KILL_PROCESS :
				     SECCOMP_RET_ERRNO | error;
}

/* What SystemCallFilter= says; NULL stands for calls that it does not have. */
static __u32 filter_ret(const struct unit *unit, const char *call)
{
	const struct call_list *list = &unit->filter;
	int i = call ? list_find(list, call) : -1;

	if (!list->is_set)
		return SECCOMP_RET_ALLOW;
	if (list->allow)
		return i < 0 ? errno_ret(unit->error) : SECCOMP_RET_ALLOW;
	if (i < 0)
		return SECCOMP_RET_ALLOW;
	return errno_ret(list->errnos[i] == NO_ERRNO ? unit->error :
						       list->errnos[i]);
}

static bool is_logged(const struct unit *unit, const char *call)
{
	const struct call_list *list = &unit->log;

	if (!list->is_set)
		return false;
	return (call && list_find(list, call) >= 0) == list->allow;
}

/* What all settings without a condition say together. */
static __u32 final_ret(const struct unit *unit, const char *call)
{
	__u32 ret = filter_ret(unit, call);

	if (ret != SECCOMP_RET_ALLOW)
		return ret;
	if (call && list_find(&unit->refused, call) >= 0)
		return SECCOMP_RET_ERRNO | EPERM;
	return is_logged(unit, call) ? SECCOMP_RET_LOG : SECCOMP_RET_ALLOW;
}

static bool is_refused(__u32 ret)
{
	return ret != SECCOMP_RET_ALLOW && ret != SECCOMP_RET_LOG;
}

static struct profile_rule *add_rule(struct unit *unit, const struct abi *abi,
				     const char *call, int error,
				     const char *where)
{
	struct profile_rule *rule;

	rule = profile_add_rule(unit->profile, call, SECCOMP_RET_ERRNO | error,
				where);
	rule->abi = abi;
	return rule;
}

static void add_test(struct profile_rule *rule, unsigned int arg,
		     enum scmp_compare op, __u64 value)
{
	rule->tests[rule->count++] = (struct profile_test){
		.arg = arg,
		.op = op,
		.value = value,
		.mask = value,
	};
}

/* Refuse a call if all bits of a mask are set in an argument. */
static void refuse_bits(struct unit *unit, const struct abi *abi,
			const char *call, unsigned int arg, __u64 bits,
			const char *where)
{
	add_test(add_rule(unit, abi, call, EPERM, where), arg,
		 SCMP_CMP_MASKED_EQ, bits);
}

static bool has_outer_call(const struct abi *abi, const char *call)
{
	unsigned int number;

	return profile_outer_call(abi, call, &number);
}

static void add_families(struct unit *unit, const struct abi *abi)
{
	static const char where[] = "RestrictAddressFamilies=";
	const struct call_list *list = &unit->families;
	struct profile_rule *rule;
	unsigned int i;

	/* systemd leaves ABIs with socketcall(2) alone. */
	if (!list->is_set || has_outer_call(abi, "socket"))
		return;
	for (i = 0; i < list->count; i++) {
		rule = add_rule(unit, abi, "socket", EAFNOSUPPORT, where);
		if (list->allow)
			rule->ret = final_ret(unit, "socket");
		add_test(rule, 0, SCMP_CMP_EQ, list->errnos[i]);
	}
	if (list->allow)
		add_rule(unit, abi, "socket", EAFNOSUPPORT, where);
}

static void add_namespaces(struct unit *unit, const struct abi *abi)
{
	static const char where[] = "RestrictNamespaces=";
	unsigned int clone_arg;
	__u64 flag;
	size_t i;

	if (!unit->restrict_namespaces || unit->namespaces == ALL_NAMESPACES)
		return;
	clone_arg = abi->scmp_arch == SCMP_ARCH_S390 ||
		    abi->scmp_arch == SCMP_ARCH_S390X;
	if (!unit->namespaces)
		add_rule(unit, abi, "setns", EPERM, where);
	else
		add_test(add_rule(unit, abi, "setns", EPERM, where), 1,
			 SCMP_CMP_EQ, 0);
	for (i = 0; i < COUNT(namespace_flags); i++) {
		flag = namespace_flags[i].flag;
		if (unit->namespaces & flag)
			continue;
		refuse_bits(unit, abi, "unshare", 0, flag, where);
		refuse_bits(unit, abi, "clone", clone_arg, flag, where);
		if (unit->namespaces)
			refuse_bits(unit, abi, "setns", 1, flag, where);
	}
	/* Its flags are behind a pointer. The C library falls back to clone(2). */
	add_rule(unit, abi, "clone3", ENOSYS, where);
}

static void add_write_execute(struct unit *unit, const struct abi *abi)
{
	static const char where[] = "MemoryDenyWriteExecute=";
	bool has_mmap2 = false, has_shmat = false;

	if (!unit->deny_write_execute)
		return;
	switch (abi->scmp_arch) {
	case SCMP_ARCH_X86:
	case SCMP_ARCH_S390:
		add_rule(unit, abi, "mmap", EPERM, where);
		has_mmap2 = true;
		break;
	case SCMP_ARCH_ARM:
		has_mmap2 = true;
		has_shmat = true;
		break;
	case SCMP_ARCH_X86_64:
	case SCMP_ARCH_X32:
	case SCMP_ARCH_AARCH64:
	case SCMP_ARCH_RISCV64:
		has_shmat = true;
		break;
	case SCMP_ARCH_PPC:
	case SCMP_ARCH_PPC64:
	case SCMP_ARCH_PPC64LE:
	case SCMP_ARCH_S390X:
		break;
	default:
		profile_comment(unit->profile, "%s has no effect on %s", where,
				abi->name);
		return;
	}
	refuse_bits(unit, abi, has_mmap2 ? "mmap2" : "mmap", 2,
		    PROT_EXEC | PROT_WRITE, where);
	refuse_bits(unit, abi, "mprotect", 2, PROT_EXEC, where);
	refuse_bits(unit, abi, "pkey_mprotect", 2, PROT_EXEC, where);
	if (has_shmat)
		refuse_bits(unit, abi, "shmat", 2, SHM_EXEC, where);
}

static void add_realtime(struct unit *unit, const struct abi *abi)
{
	static const char where[] = "RestrictRealtime=";
	static const int refused[] = { SCHED_FIFO, SCHED_RR, 4 };
	size_t i;

	if (!unit->restrict_realtime)
		return;
	for (i = 0; i < COUNT(refused); i++)
		add_test(add_rule(unit, abi, "sched_setscheduler", EPERM,
				  where),
			 1, SCMP_CMP_EQ, refused[i]);
	add_test(add_rule(unit, abi, "sched_setscheduler", EPERM, where), 1,
		 SCMP_CMP_GT, SCHED_IDLE);
}

static void add_personality(struct unit *unit, const struct abi *abi)
{
	if (unit->lock_personality)
		add_test(add_rule(unit, abi, "personality", EPERM,
				  "LockPersonality="),
			 0, SCMP_CMP_NE, unit->personality);
}

static void refuse_creation(struct unit *unit, const struct abi *abi,
			    const char *call, unsigned int flags_arg,
			    __u64 mode, const char *where)
{
	struct profile_rule *rule = add_rule(unit, abi, call, EPERM, where);

	add_test(rule, flags_arg, SCMP_CMP_MASKED_EQ, O_CREAT);
	add_test(rule, flags_arg + 1, SCMP_CMP_MASKED_EQ, mode);
}

static void add_suid_sgid(struct unit *unit, const struct abi *abi)
{
	static const char where[] = "RestrictSUIDSGID=";
	static const struct {
		const char *call;
		unsigned int mode_arg;
	} calls[] = {
		{ "chmod", 1 },	    { "fchmod", 1 },  { "fchmodat", 2 },
		{ "fchmodat2", 2 }, { "mkdir", 1 },   { "mkdirat", 2 },
		{ "mknod", 1 },	    { "mknodat", 2 }, { "creat", 1 },
	};
	static const __u64 modes[] = { S_ISUID, S_ISGID };
	size_t i, k;

	if (!unit->restrict_suid_sgid)
		return;
	for (i = 0; i < COUNT(modes); i++) {
		for (k = 0; k < COUNT(calls); k++)
			refuse_bits(unit, abi, calls[k].call, calls[k].mode_arg,
				    modes[i], where);
		refuse_creation(unit, abi, "open", 1, modes[i], where);
		refuse_creation(unit, abi, "openat", 2, modes[i], where);
	}
	/* Its mode is behind a pointer. Programs fall back to openat(2). */
	add_rule(unit, abi, "openat2", ENOSYS, where);
}

/* Rules of a call that the settings above refuse anyway say nothing more. */
static void drop_refused(struct unit *unit)
{
	struct profile *profile = unit->profile;
	unsigned int i, kept = 0;

	for (i = 0; i < profile->rule_count; i++) {
		if (is_refused(final_ret(unit, profile->rules[i].call))) {
			free(profile->rules[i].call);
			free(profile->rules[i].where);
		} else {
			profile->rules[kept++] = profile->rules[i];
		}
	}
	profile->rule_count = kept;
}

static void add_final(struct unit *unit, const struct call_list *list,
		      const char *where)
{
	unsigned int i;

	for (i = 0; i < list->count; i++)
		profile_add_rule(unit->profile, list->names[i],
				 final_ret(unit, list->names[i]), where);
}

/* The rules for socketcall(2) and ipc(2) come before those for all their calls. */
static void add_inner(struct unit *unit, const struct call_list *list,
		      const struct abi *abi)
{
	struct profile_rule *rule;
	const char *outer;
	unsigned int number, i;
	__u32 ret;

	for (i = 0; i < list->count; i++) {
		outer = profile_outer_call(abi, list->names[i], &number);
		if (!outer)
			continue;
		ret = final_ret(unit, list->names[i]);
		/* A rule for all calls inside wins over rules for some. */
		if (list_find(&unit->filter, outer) >= 0 ||
		    (list != &unit->filter &&
		     is_refused(final_ret(unit, outer))))
			continue;
		rule = profile_add_rule(unit->profile, outer, ret,
					"SystemCallFilter=");
		rule->abi = abi;
		add_test(rule, 0, SCMP_CMP_EQ, number);
	}
}

static void add_rules(struct unit *unit)
{
	const struct abi *abi;
	unsigned int i;

	for (i = 0; i < unit->profile->abi_count; i++) {
		abi = unit->profile->abis[i];
		add_families(unit, abi);
		add_namespaces(unit, abi);
		add_write_execute(unit, abi);
		add_realtime(unit, abi);
		add_personality(unit, abi);
		add_suid_sgid(unit, abi);
	}
	drop_refused(unit);
	for (i = 0; i < unit->profile->abi_count; i++) {
		abi = unit->profile->abis[i];
		add_inner(unit, &unit->filter, abi);
		add_inner(unit, &unit->refused, abi);
		add_inner(unit, &unit->log, abi);
	}
	add_final(unit, &unit->filter, "SystemCallFilter=");
	add_final(unit, &unit->refused, "refused with other settings");
	add_final(unit, &unit->log, "SystemCallLog=");
}

/* --- The whole --------------------------------------------------------------- */

/* The ABIs of this machine's kernel, as systemd knows them. */
static void add_local_abis(struct unit *unit)
{
	const struct abi *abi = machine(unit);
	unsigned int i;

	profile_add_abi(unit->profile, abi);
	for (i = 1; i < unit->options->abi_count; i++)
		profile_add_abi(unit->profile, unit->options->abis[i]);
	if (unit->options->abi_count > 1)
		return;
	if (abi->compat)
		profile_add_abi(unit->profile, abi_by_name(abi->compat));
	if (abi->scmp_arch == SCMP_ARCH_X86_64)
		profile_add_abi(unit->profile, abi_by_name("x32"));
}

static void set_abis(struct unit *unit)
{
	unsigned int i;

	unit->profile->other = SECCOMP_RET_ALLOW;
	if (!unit->restrict_archs) {
		add_local_abis(unit);
		return;
	}
	unit->profile->other = SECCOMP_RET_KILL_THREAD;
	profile_add_abi(unit->profile, machine(unit));
	for (i = 0; i < unit->arch_count; i++)
		profile_add_abi(unit->profile, unit->archs[i]);
}

/* Returns NULL with errno after a failure. A part of the settings would allow more. */
static char *read_unit_file(const char *path)
{
	FILE *file = strcmp(path, "-") ? fopen(path, "re") : stdin;
	size_t length = 0, room = 0;
	char *text = NULL;
	int c, error = 0;

	if (!file)
		return NULL;
	do {
		c = fgetc(file);
		if (length + 1 >= room) {
			room = room * 2 ?: 4096;
			text = xrealloc(text, room, 1);
		}
		/* A NUL would hide the rest. */
		text[length++] = c == EOF ? '\0' : c ?: ' ';
	} while (c != EOF && length < UNIT_MAX);
	if (ferror(file))
		error = errno;
	else if (c != EOF)
		error = EFBIG;
	if (file != stdin)
		fclose(file);
	if (!error)
		return text;
	free(text);
	errno = error;
	return NULL;
}

static int read_unit(struct unit *unit, const char *text)
{
	char *copy;
	int status;

	if (strchr(text, '=') && strcmp(text, "-")) {
		unit->profile->source = "--systemd";
		copy = xstrdup(text);
	} else {
		copy = read_unit_file(text);
		if (!copy)
			return system_error("%s: %s", text, strerror(errno));
	}
	status = read_lines(unit, copy);
	free(copy);
	return status;
}

/**
 * profile_from_systemd - Read settings of a unit of systemd
 * @profile: receives the profile, for profile_free(), also after a failure
 * @text: lines like "SystemCallFilter=@system-service"; or the name of a
 *	unit file, which
 *	has no "="; lives as long as @profile
 * @options: what the settings are imported for
 *
 * Return: an &enum exit_status.
 */
int profile_from_systemd(struct profile *profile, const char *text,
			 const struct import_options *options)
{
	struct unit unit = { .profile = profile,
			     .options = options,
			     .error = ERRNO_KILL };
	int status;

	*profile = (struct profile){ .source = text };
	status = read_unit(&unit, text);
	if (status == EXIT_OK) {
		set_abis(&unit);
		profile->ret = final_ret(&unit, NULL);
		if (unit.others)
			profile_comment(
				profile,
				"Not a matter of system calls, or not only: %s",
				unit.others);
		add_rules(&unit);
	}
	list_clear(&unit.filter);
	list_clear(&unit.log);
	list_clear(&unit.families);
	list_clear(&unit.refused);
	free(unit.others);
	return status;
}
