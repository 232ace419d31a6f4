// SPDX-License-Identifier: GPL-2.0-only
/*
 *	labelled LABEL FILE
 *
 * Make calls that a filter refuses, for programs that read trace events. The filter
 * has the label LABEL. It refuses getppid() with EDOM if argument 0 is 7, and
 * access to FILE with EACCES. Its id goes to standard output. Then come 3 calls of
 * getppid() that it refuses, 5 that it allows, one refused access and one allowed.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../../../../include/uapi/linux/seccomp_ext.h"

#define LOAD(offset) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset)
#define LOAD_FIELD(field) LOAD(offsetof(struct seccomp_data, field))
#define IF_NOT(value, skip) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, skip)
#define RETURN(value) BPF_STMT(BPF_RET | BPF_K, value)

static void die(const char *what)
{
	fprintf(stderr, "labelled: %s: %s\n", what, strerror(errno));
	exit(1);
}

/* Return the first word of a path. */
static uint32_t first_word(const char *path)
{
	uint32_t word = 0;

	memcpy(&word, path, strnlen(path, sizeof(word)));
	return word;
}

static uint64_t attach(const char *label, const char *path)
{
	struct sock_filter insns[] = {
		LOAD_FIELD(nr),
		IF_NOT(SYS_getppid, 3),
		LOAD_FIELD(args[0]),
		IF_NOT(7, 7),
		RETURN(SECCOMP_RET_ERRNO | EDOM),
		IF_NOT(SYS_faccessat, 5),
		LOAD(SECCOMP_ARG_LENGTH(1)),
		IF_NOT(strlen(path), 3),
		LOAD(SECCOMP_ARG_DATA(1)),
		IF_NOT(first_word(path), 1),
		RETURN(SECCOMP_RET_ERRNO | EACCES),
		RETURN(SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof(insns) / sizeof(*insns), insns };
	struct seccomp_attach attach = {
		.size = sizeof(attach),
		.flags = SECCOMP_FILTER_FLAG_DEEP_ARGS,
		.fprog = (uintptr_t)&program,
		.program_fd = -1,
	};

	if (strlen(label) >= sizeof(attach.label)) {
		errno = ENAMETOOLONG;
		die(label);
	}
	strcpy(attach.label, label);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
	    syscall(SYS_seccomp, SECCOMP_ATTACH, 0, &attach))
		die("attach");
	return attach.filter_id;
}

static void expect(long result, int error, const char *what)
{
	if (error ? result != -1 || errno != error : result == -1)
		die(what);
}

int main(int argc, char **argv)
{
	int i;

	if (argc != 3) {
		fprintf(stderr, "usage: labelled LABEL FILE\n");
		return 2;
	}
	printf("%016llx\n", (unsigned long long)attach(argv[1], argv[2]));
	for (i = 0; i < 3; i++)
		expect(syscall(SYS_getppid, 7), EDOM, "refused getppid");
	for (i = 0; i < 5; i++)
		expect(syscall(SYS_getppid, 6), 0, "allowed getppid");
	expect(syscall(SYS_faccessat, AT_FDCWD, argv[2], F_OK), EACCES,
	       "refused access");
	expect(syscall(SYS_faccessat, AT_FDCWD, "/", F_OK), 0,
	       "allowed access");
	return 0;
}
