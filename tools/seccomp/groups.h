/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Groups of system calls: "@basic-io". systemd's SystemCallFilter= has the same.
 */
#ifndef _SECCOMPCTL_GROUPS_H
#define _SECCOMPCTL_GROUPS_H

/**
 * struct group - a group of system calls
 * @name: name with the "@"
 * @summary: a phrase that says what the calls do
 * @calls: names of the calls, sorted, NULL behind the last; groups inside
 *	of the group
 *	are resolved
 *
 * A group has names of all architectures. An ABI has only some of them, and an
 * older libseccomp does not know some: users of a group skip such names.
 */
struct group {
	const char *name;
	const char *summary;
	const char *const *calls;
};

const struct group *group_at(unsigned int index);
const struct group *group_by_name(const char *name);
const char *const *group_calls(const char *name);

#endif /* _SECCOMPCTL_GROUPS_H */
