/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Profiles of other programs: rules for libseccomp, and how they become a policy.
 */
#ifndef _SECCOMPCTL_PROFILE_H
#define _SECCOMPCTL_PROFILE_H

#include <linux/types.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdio.h>

#include "abi.h"

#define PROFILE_ABIS 8
#define PROFILE_TESTS 6

/**
 * struct profile_test - a test of one argument
 * @arg: index of the argument, 0 to 5
 * @op: comparison
 * @value: value that the argument is compared with
 * @mask: bits of the argument that SCMP_CMP_MASKED_EQ compares
 */
struct profile_test {
	unsigned int arg;
	enum scmp_compare op;
	__u64 value;
	__u64 mask;
};

/**
 * struct profile_rule - an answer for calls of one name
 * @call: name of the call
 * @ret: SECCOMP_RET_* with data
 * @count: number of tests; 0 if the rule has no condition
 * @tests: tests that all have to hold
 * @where: place in the profile: "syscalls[3]"
 * @abi: the only ABI that the rule is for; or NULL for all
 */
struct profile_rule {
	char *call;
	__u32 ret;
	unsigned int count;
	struct profile_test tests[PROFILE_TESTS];
	char *where;
	const struct abi *abi;
};

/**
 * struct profile - a profile
 * @source: name of the profile in messages and in the policy; not copied
 * @abis: ABIs that have rules; the first one is that of the machine
 * @abi_count: number of @abis
 * @ret: answer for calls without a rule
 * @other: answer for calls of other ABIs
 * @log: the profile has SECCOMP_FILTER_FLAG_LOG
 * @rules: rules, in the order of the profile
 * @rule_count: number of @rules
 * @newest: for each of @abis, name of the call with the largest number, also of rules
 *	that say nothing new; or NULL
 * @runc: numbers above those of @newest have the answer of runc
 * @comments: lines for the head of the policy
 * @comment_count: number of @comments
 */
struct profile {
	const char *source;
	const struct abi *abis[PROFILE_ABIS];
	unsigned int abi_count;
	__u32 ret;
	__u32 other;
	bool log;
	struct profile_rule *rules;
	unsigned int rule_count;
	char *newest[PROFILE_ABIS];
	bool runc;
	char **comments;
	unsigned int comment_count;
};

/**
 * struct import_options - target of an import
 * @caps: names of capabilities of the container, "CAP_CHOWN"; NULL behind the last
 * @abis: ABIs, the first one that of the machine; more than one replace
 *	those of the
 *	profile
 * @abi_count: number of @abis; 0 for the ABI of this machine
 * @kernel: version of the kernel: major and minor number; 0, 0 for this one
 * @runc: the runtime is runc, which answers ENOSYS for calls that are newer than those
 *	of the profile
 */
struct import_options {
	char **caps;
	const struct abi *abis[PROFILE_ABIS];
	unsigned int abi_count;
	unsigned int kernel[2];
	bool runc;
};

/* Print a message on failure, and return an &enum exit_status. */
int profile_from_oci(struct profile *profile, const char *path,
		     const struct import_options *options);
int profile_from_systemd(struct profile *profile, const char *text,
			 const struct import_options *options);

bool profile_add_abi(struct profile *profile, const struct abi *abi);
struct profile_rule *profile_add_rule(struct profile *profile, const char *call,
				      __u32 ret, const char *where);
void profile_comment(struct profile *profile, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void profile_note_call(struct profile *profile, const char *call);
const char *profile_outer_call(const struct abi *abi, const char *call,
			       unsigned int *number);
const char *profile_argument(const struct abi *abi, const char *call,
			     unsigned int index, char plain[8]);
int profile_settle(struct profile *profile);
void profile_write(const struct profile *profile, FILE *out);
char *profile_text(const struct profile *profile, size_t *size);
void import_set_kernel(struct import_options *options);
int import_set_runtime(bool *runc, const char *name);
void profile_free(struct profile *profile);

#endif /* _SECCOMPCTL_PROFILE_H */
