/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A test program that executes itself to learn what a new program may do.
 *
 * The constructor runs the probe and ends the program before the harness starts.
 * Include this header after "common.h", in one file of the program.
 */
#ifndef SELFTESTS_SECCOMP_EXEC_PROBE_H
#define SELFTESTS_SECCOMP_EXEC_PROBE_H

#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common.h"

#define PROBE_VARIABLE "SECCOMP_TEST_PROBE="

/* Exit codes of a probe. Codes below 200 are errno values. */
#define PROBE_ALLOWED 200
#define PROBE_BAD_NAME 201
#define PROBE_COUNT 210 /* plus the number of filters */

/* Owner of a copy of the program that is a setuid program. */
#define PROBE_USER 12345
/* Path of a copy, for mkstemp(3). */
#define PROBE_COPY "/tmp/seccomp_probe.XXXXXX"

static inline int probe_result(long result)
{
	return result < 0 ? errno : PROBE_ALLOWED;
}

static int run_probe(const char *name)
{
	static char *const none[] = { NULL };

	if (!strcmp(name, "getppid"))
		return probe_result(sys_getppid());
	if (!strcmp(name, "exec"))
		return probe_result(execve("/no/such/file", none, none));
	if (!strcmp(name, "count"))
		return PROBE_COUNT + filter_count();
	if (!strcmp(name, "user"))
		return geteuid() == PROBE_USER ? PROBE_ALLOWED : EPERM;
	if (!strcmp(name, "write"))
		return probe_result(write(STDOUT_FILENO, "1", 1));
	if (!strcmp(name, "mode"))
		return PROBE_COUNT + seccomp_mode();
	return PROBE_BAD_NAME;
}

__attribute__((constructor)) static void
probe_constructor(int argc, char **argv, char **envp)
{
	const size_t len = strlen(PROBE_VARIABLE);

	for (; *envp; envp++)
		if (!strncmp(*envp, PROBE_VARIABLE, len))
			_exit(run_probe(*envp + len));
}

/* Execute @path, which must be this program in the end, to run a probe. */
static inline int exec_probe_by(const char *path, const char *name)
{
	char variable[64];
	char *const argv[] = { (char *)path, NULL };
	char *const envp[] = { variable, NULL };

	snprintf(variable, sizeof(variable), PROBE_VARIABLE "%s", name);
	return execve(path, argv, envp);
}

static inline int exec_probe(const char *name)
{
	return exec_probe_by("/proc/self/exe", name);
}

/*
 * Copy this program to a file of @user with these bits. mkstemp(3) fills @path in.
 * Return 0, or -1.
 */
static inline int copy_probe(char *path, uid_t user, mode_t bits)
{
	int from = open("/proc/self/exe", O_RDONLY | O_CLOEXEC), to;
	struct stat file;
	int ret = -1;

	to = mkstemp(path);
	if (from >= 0 && to >= 0 && !fstat(from, &file) &&
	    sendfile(to, from, NULL, file.st_size) == file.st_size &&
	    !fchown(to, user, user) && !fchmod(to, bits))
		ret = 0;
	/* A file that is open for writing cannot be executed. */
	close(to);
	close(from);
	return ret;
}

#endif /* SELFTESTS_SECCOMP_EXEC_PROBE_H */
