// SPDX-License-Identifier: GPL-2.0-only
/*
 * Writes the filters that systemd would attach for a setting.
 *
 *	capture_systemd PREFIX SETTING [ARGUMENT]...
 *
 * systemd's library makes the filters. Its call of seccomp_load(3) comes here, which
 * writes PREFIX00.bpf, PREFIX01.bpf and so on. Nothing is attached. Settings:
 *
 *	archs ARCH...			names of libseccomp
 *	families allow|deny NUMBER...
 *	filter allow|deny ERRNO WORD...	ERRNO -1 kills; a WORD is a call or a group
 *	log allow|deny WORD...
 *	memory
 *	namespaces RETAINED
 *	personality NUMBER
 *	realtime
 *	suid
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LIBRARY "/usr/lib/*/systemd/libsystemd-shared-*.so"

/* Flags of seccomp_parse_syscall_filter(). */
#define PARSE_INVERT 1
#define PARSE_ALLOW_LIST 2
#define PARSE_PERMISSIVE 8

#define KILL (-1)

static const char *prefix;
static int written;
static void *library;

static void __attribute__((noreturn)) fail(const char *what, int status)
{
	fprintf(stderr, "capture_systemd: %s\n", what);
	exit(status);
}

/* systemd's library calls this one, because the program comes first. */
int seccomp_load(const scmp_filter_ctx context)
{
	char path[4096];
	int fd;

	snprintf(path, sizeof(path), "%s%02d.bpf", prefix, written++);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0 || seccomp_export_bpf(context, fd))
		fail("cannot write a filter", 1);
	close(fd);
	return 0;
}

static void *function(const char *name)
{
	void *found = dlsym(library, name);

	/* The functions are not for programs outside of systemd. */
	if (!found)
		fail("this version of systemd has other functions", 77);
	return found;
}

static void open_library(void)
{
	glob_t found;

	if (glob(LIBRARY, 0, NULL, &found))
		fail("systemd is not installed", 77);
	library = dlopen(found.gl_pathv[0], RTLD_NOW);
	if (!library)
		fail(dlerror(), 77);
	globfree(&found);
}

static void *make_calls(char **words, bool allow)
{
	void *(*new)(const void *) = function("_hashmap_new");
	int (*parse)(const char *, int, void *, int, const char *, const char *,
		     unsigned int) = function("seccomp_parse_syscall_filter");
	int flags = PARSE_PERMISSIVE |
		    (allow ? PARSE_ALLOW_LIST : PARSE_INVERT);
	void *calls = new (NULL);

	for (; *words; words++)
		if (parse(*words, -1, calls, flags, NULL, NULL, 0) < 0)
			fail(*words, 1);
	return calls;
}

static void *make_set(char **words, bool archs)
{
	int (*put)(void **, const void *, const void *) =
		function("_set_ensure_put");
	unsigned long number;
	void *set = NULL;

	for (; *words; words++) {
		number = archs ? seccomp_arch_resolve_name(*words) + 1UL :
				 strtoul(*words, NULL, 0);
		if (put(&set, NULL, (void *)number) < 0)
			fail(*words, 1);
	}
	return set;
}

static void load_calls(void *calls, unsigned int otherwise, unsigned int action)
{
	int (*load)(unsigned int, void *, unsigned int, bool) =
		function("seccomp_load_syscall_filter_set_raw");

	if (load(otherwise, calls, action, false) < 0)
		fail("systemd cannot make the filter", 1);
}

static void capture_filter(char **words)
{
	bool allow = !strcmp(words[0], "allow");
	int error = atoi(words[1]);
	unsigned int refuse = error == KILL ? SCMP_ACT_KILL_PROCESS :
					      SCMP_ACT_ERRNO(error);

	load_calls(make_calls(words + 2, allow),
		   allow ? refuse : SCMP_ACT_ALLOW,
		   allow ? SCMP_ACT_ALLOW : refuse);
}

static void capture_log(char **words)
{
	bool allow = !strcmp(words[0], "allow");

	load_calls(make_calls(words + 1, allow),
		   allow ? SCMP_ACT_ALLOW : SCMP_ACT_LOG,
		   allow ? SCMP_ACT_LOG : SCMP_ACT_ALLOW);
}

static int capture(const char *setting, char **words)
{
	if (!strcmp(setting, "filter"))
		return capture_filter(words), 0;
	if (!strcmp(setting, "log"))
		return capture_log(words), 0;
	if (!strcmp(setting, "archs"))
		return ((int (*)(void *))function("seccomp_restrict_archs"))(
			make_set(words, true));
	if (!strcmp(setting, "families"))
		return ((int (*)(void *, bool))function(
			"seccomp_restrict_address_families"))(
			make_set(words + 1, false), !strcmp(words[0], "allow"));
	if (!strcmp(setting, "memory"))
		return ((int (*)(void))function(
			"seccomp_memory_deny_write_execute"))();
	if (!strcmp(setting, "namespaces"))
		return ((int (*)(unsigned long))function(
			"seccomp_restrict_namespaces"))(
			strtoul(words[0], NULL, 0));
	if (!strcmp(setting, "personality"))
		return ((int (*)(unsigned long))function(
			"seccomp_lock_personality"))(
			strtoul(words[0], NULL, 0));
	if (!strcmp(setting, "realtime"))
		return ((int (*)(int))function(
			"seccomp_restrict_realtime_full"))(EPERM);
	if (!strcmp(setting, "suid"))
		return ((int (*)(void))function(
			"seccomp_restrict_suid_sgid"))();
	fail(setting, 2);
}

int main(int argc, char **argv)
{
	if (argc < 3)
		fail("expected PREFIX SETTING [ARGUMENT]...", 2);
	prefix = argv[1];
	open_library();
	if (capture(argv[2], argv + 3) < 0 || !written)
		fail("systemd has made no filter", 1);
	printf("%d\n", written);
	return 0;
}
