/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Count the system calls of a program, without privileges.
 * Documentation/userspace-api/seccomp_who.rst shows this file, and count_test.c runs it.
 */
#ifndef SELFTESTS_SECCOMP_COUNT_EXAMPLE_H
#define SELFTESTS_SECCOMP_COUNT_EXAMPLE_H

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/seccomp_ext.h>

/* Count from the next exec on. Return the descriptor of the counter, or -1. */
static inline int example_count_from_exec(void)
{
	struct sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	struct sock_fprog program = { .len = 1, .filter = &allow };
	struct seccomp_attach attach = {
		.size = sizeof(attach),
		.flags = SECCOMP_FILTER_FLAG_COUNT |
			 SECCOMP_FILTER_FLAG_ON_EXEC,
		.fprog = (uintptr_t)&program,
		.program_fd = -1,
		.label = "profile",
	};

	/* Otherwise reading the counter needs CAP_SYS_ADMIN. */
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return -1;
	if (syscall(__NR_seccomp, SECCOMP_ATTACH, 0, &attach))
		return -1;
	return attach.counter_fd;
}

/* Print a line for each record of a counter. Return 0, or -1. */
static inline int example_print_counts(int counter, FILE *out)
{
	struct seccomp_count records[64];
	off_t at = 0;
	ssize_t got;
	size_t i;

	while ((got = pread(counter, records, sizeof(records), at)) > 0) {
		for (i = 0; i < got / sizeof(records[0]); i++)
			fprintf(out, "arch=%08x nr=%u action=%08x count=%llu\n",
				records[i].arch, records[i].nr,
				records[i].action,
				(unsigned long long)records[i].count);
		at += got;
	}
	return got;
}

#endif /* SELFTESTS_SECCOMP_COUNT_EXAMPLE_H */
