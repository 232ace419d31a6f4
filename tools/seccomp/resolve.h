/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a policy means for an ABI: its calls, and the rules for each of them.
 */
#ifndef _SECCOMPCTL_RESOLVE_H
#define _SECCOMPCTL_RESOLVE_H

#include "abi.h"
#include "policy.h"

/**
 * struct resolved_call - the rules for a call
 * @name: name of the call
 * @nr: its number, as filters see it
 * @branches: branches with a condition, in order of the text
 * @count: number of @branches
 * @last: the branch without a condition; NULL if the default action applies
 * @last_place: where the call or its group is named for @last
 * @last_group: @last applies because of a group
 */
struct resolved_call {
	const char *name;
	__u32 nr;
	const struct policy_branch **branches;
	unsigned int count;
	const struct policy_branch *last;
	const struct place *last_place;
	bool last_group;
};

/**
 * struct resolved_abi - the rules for an ABI
 * @abi: the ABI
 * @calls: calls with rules, in order of their numbers
 * @count: number of @calls
 * @newest: largest number of the calls in unknown(CALL...); 0 for none
 */
struct resolved_abi {
	const struct abi *abi;
	struct resolved_call *calls;
	unsigned int count;
	__u32 newest;
};

/**
 * struct resolved - the rules for all ABIs of a policy
 * @policy: the policy; has to live longer
 * @abis: ABIs in order of the text, each once
 * @count: number of @abis
 */
struct resolved {
	const struct policy *policy;
	struct resolved_abi *abis;
	unsigned int count;
};

/* Prints a message on failure, and returns an &enum exit_status. */
int resolve_policy(struct resolved *resolved, const struct policy *policy);
void resolved_free(struct resolved *resolved);

/* The action for a number that no rule has; its place is never NULL. */
const struct policy_action *resolve_unnamed(const struct resolved *resolved,
					    const struct resolved_abi *abi,
					    __u32 nr);
/* The action for calls of ABIs that the policy does not name. */
struct policy_action resolve_other(const struct policy *policy);
/* The action for calls whose memory was to be copied, and the kernel does not do so. */
struct policy_action resolve_uncopied(const struct policy *policy);

#endif /* _SECCOMPCTL_RESOLVE_H */
