/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Attaching filters on any kernel, and running a command under them.
 */
#ifndef _SECCOMPCTL_ATTACH_H
#define _SECCOMPCTL_ATTACH_H

#include <linux/seccomp.h>
#include <linux/seccomp_ext.h>
#include <linux/types.h>
#include <stdbool.h>
#include <sys/types.h>

#include "program.h"

/**
 * struct attach_request - a filter to attach, and what the kernel returned
 * @program: the program; owned by the caller
 * @flags: SECCOMP_FILTER_FLAG_*. DEEP_ARGS and LOG are added for a program that
 *	needs or asks for them
 * @label: name of the filter, or NULL
 * @reserve: instructions that can be added, for SECCOMP_FILTER_FLAG_DOMAIN; else 0
 * @listener_fd: out: descriptor of the listener, or -1
 * @domain_fd: out: descriptor of the domain, or -1
 * @counter_fd: out: descriptor of the counter, or -1
 * @id: out: id of the filter; 0 on a kernel without ids
 */
struct attach_request {
	const struct program *program;
	__u32 flags;
	const char *label;
	__u32 reserve;
	int listener_fd;
	int domain_fd;
	int counter_fd;
	__u64 id;
};

/* What this kernel has; all zeroes on a kernel without SECCOMP_GET_FEATURES. */
const struct seccomp_features *kernel_features(void);
/* Does this kernel know all of these SECCOMP_FILTER_FLAG_*? */
bool kernel_has_flags(__u32 flags);

/* Each prints a message on failure, and returns an &enum exit_status. */
int check_label(const char *label);
int check_request(const struct attach_request *request);
int set_no_new_privs(void);
int attach_program(struct attach_request *request);

#endif /* _SECCOMPCTL_ATTACH_H */
