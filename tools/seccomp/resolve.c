// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a policy means for an ABI.
 */
#include <errno.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <string.h>

#include "args.h"
#include "groups.h"
#include "resolve.h"
#include "tool.h"
#include "versions.h"

#define GROUP_DEPTH_MAX 32
#define HASH_SIZE 16384
#define ACTION_SIZE 64

/* --- Names ------------------------------------------------------------------- */

/* Return an ABI; NULL for "compat" if there is none. */
static const struct abi *find_abi(const char *name)
{
	const struct abi *native = abi_native();

	if (!strcmp(name, "native"))
		return native;
	if (strcmp(name, "compat"))
		return abi_by_name(name);
	return native && native->compat ? abi_by_name(native->compat) : NULL;
}

static int check_abi(const struct place *place, const char *name)
{
	if (!strcmp(name, "compat") || find_abi(name))
		return EXIT_OK;
	return policy_error(
		place,
		"no ABI '%s'; expected native, compat, x86-64, x86, x32, arm64, arm or another name of seccompctl(1)",
		name);
}

static bool call_exists(const char *name)
{
	const struct abi *abi;
	unsigned int i;

	if (abi_native() && abi_call_number(abi_native(), name) >= 0)
		return true;
	for (i = 0; (abi = abi_at(i)); i++)
		if (abi_call_number(abi, name) >= 0)
			return true;
	return false;
}

static struct policy_group *find_group(const struct policy *policy,
				       const char *name)
{
	struct policy_group *group;

	for (group = policy->groups; group; group = group->next)
		if (!strcmp(group->name, name))
			return group;
	return NULL;
}

static int check_call(const struct policy *policy,
		      const struct policy_call *call)
{
	if (call->abi && check_abi(&call->place, call->abi))
		return EXIT_USAGE;
	if (*call->name == '@') {
		if (find_group(policy, call->name) || group_calls(call->name))
			return EXIT_OK;
		return policy_error(
			&call->place,
			"no group '%s'; expected a group of the policy or of systemd",
			call->name);
	}
	if (call_exists(call->name))
		return EXIT_OK;
	return policy_error(
		&call->place,
		"no system call '%s' on any architecture; expected a name such as read or openat",
		call->name);
}

static int check_calls(const struct policy *policy,
		       const struct policy_call *call)
{
	for (; call; call = call->next)
		if (check_call(policy, call))
			return EXIT_USAGE;
	return EXIT_OK;
}

static int check_cycle(const struct policy *policy, struct policy_group *group,
		       unsigned int depth)
{
	const struct policy_call *call;
	struct policy_group *inner;

	if (group->checked)
		return EXIT_OK;
	if (group->visiting)
		return policy_error(
			&group->place,
			"%s contains itself; expected groups without a cycle",
			group->name);
	if (depth > GROUP_DEPTH_MAX)
		return policy_error(
			&group->place,
			"more than %d groups contain each other; expected fewer",
			GROUP_DEPTH_MAX);
	group->visiting = true;
	for (call = group->calls; call; call = call->next) {
		inner = *call->name == '@' ? find_group(policy, call->name) :
					     NULL;
		if (inner && check_cycle(policy, inner, depth + 1))
			return EXIT_USAGE;
	}
	group->visiting = false;
	group->checked = true;
	return EXIT_OK;
}

static int check_names(const struct policy *policy)
{
	struct policy_group *group;
	const struct policy_rule *rule;
	const struct policy_arch *arch;

	for (arch = policy->archs; arch; arch = arch->next)
		if (check_abi(&arch->place, arch->name))
			return EXIT_USAGE;
	for (group = policy->groups; group; group = group->next)
		if (check_calls(policy, group->calls))
			return EXIT_USAGE;
	for (group = policy->groups; group; group = group->next)
		if (check_cycle(policy, group, 0))
			return EXIT_USAGE;
	for (rule = policy->rules; rule; rule = rule->next)
		if (check_calls(policy, rule->calls))
			return EXIT_USAGE;
	return check_calls(policy, policy->unknown_above);
}

/* --- Rules ------------------------------------------------------------------- */

/**
 * struct resolver - state of an ABI that is resolved
 * @policy: the policy
 * @out: calls so far
 * @hash: index of a call plus 1, by number
 * @rule: rule that is resolved
 * @stamp: number of the rule, so that it expands a group once
 */
struct resolver {
	const struct policy *policy;
	struct resolved_abi *out;
	unsigned int hash[HASH_SIZE];
	const struct policy_rule *rule;
	unsigned int stamp;
};

static struct resolved_call *find_call(struct resolver *resolver,
				       const char *name, __u32 nr)
{
	struct resolved_abi *out = resolver->out;
	unsigned int slot = nr % HASH_SIZE;
	struct resolved_call *call;

	for (; resolver->hash[slot]; slot = (slot + 1) % HASH_SIZE) {
		call = &out->calls[resolver->hash[slot] - 1];
		if (call->nr == nr)
			return call;
	}
	out->calls = xrealloc(out->calls, out->count + 1, sizeof(*call));
	call = &out->calls[out->count++];
	*call = (struct resolved_call){ .name = name, .nr = nr };
	resolver->hash[slot] = out->count;
	return call;
}

static void add_condition(struct resolved_call *call,
			  const struct policy_branch *branch)
{
	call->branches = xrealloc(call->branches, call->count + 1,
				  sizeof(*call->branches));
	call->branches[call->count++] = branch;
}

/* A name wins against a group. Two names, or two groups, must agree. */
static int add_last(struct resolved_call *call,
		    const struct policy_branch *branch,
		    const struct place *place, bool group)
{
	char here[ACTION_SIZE], there[ACTION_SIZE];

	if (!call->last || (call->last_group && !group)) {
		call->last = branch;
		call->last_place = place;
		call->last_group = group;
		return EXIT_OK;
	}
	if (call->last_group != group ||
	    call->last->action.ret == branch->action.ret)
		return EXIT_OK;
	format_action(branch->action.ret, here, sizeof(here));
	format_action(call->last->action.ret, there, sizeof(there));
	return policy_error(
		place,
		"'%s' for %s contradicts '%s' of %s:%u; expected one action without a condition",
		here, call->name, there, call->last_place->file,
		call->last_place->line);
}

static int add_branches(struct resolver *resolver, const char *name,
			const struct place *place, bool group)
{
	const int nr = abi_call_number(resolver->out->abi, name);
	const struct policy_branch *branch;
	struct resolved_call *call;

	if (nr < 0)
		return EXIT_OK;
	call = find_call(resolver, name, nr);
	for (branch = resolver->rule->branches; branch; branch = branch->next) {
		if (branch->expr)
			add_condition(call, branch);
		else if (add_last(call, branch, place, group))
			return EXIT_USAGE;
	}
	return EXIT_OK;
}

static bool is_for_abi(const struct policy_call *call, const struct abi *abi)
{
	return !call->abi || find_abi(call->abi) == abi;
}

static int add_builtin(struct resolver *resolver, const char *name,
		       const struct place *place)
{
	const char *const *call = group_calls(name);

	for (; *call; call++)
		if (add_branches(resolver, *call, place, true))
			return EXIT_USAGE;
	return EXIT_OK;
}

/* @outer is the place of the group in the rule, or NULL. */
static int add_calls(struct resolver *resolver, const struct policy_call *call,
		     const struct place *outer)
{
	const struct place *place;
	struct policy_group *group;
	int status = EXIT_OK;

	for (; call && !status; call = call->next) {
		place = outer ?: &call->place;
		if (!is_for_abi(call, resolver->out->abi))
			continue;
		if (*call->name != '@') {
			status = add_branches(resolver, call->name, place,
					      outer);
			continue;
		}
		group = find_group(resolver->policy, call->name);
		if (!group) {
			status = add_builtin(resolver, call->name, place);
		} else if (group->stamp != resolver->stamp) {
			group->stamp = resolver->stamp;
			status = add_calls(resolver, group->calls, place);
		}
	}
	return status;
}

static int compare_calls(const void *left, const void *right)
{
	const struct resolved_call *a = left, *b = right;

	return a->nr < b->nr ? -1 : a->nr > b->nr;
}

/*
 * The largest number of the calls in unknown(CALL...). Calls that socketcall(2) and
 * ipc(2) have, too, do not count there, and 0 neither: runc does so.
 */
static __u32 find_newest(const struct policy *policy, const struct abi *abi)
{
	const struct policy_call *call;
	__u32 newest = 0;
	int nr;

	for (call = policy->unknown_above; call; call = call->next) {
		nr = abi_own_number(abi, call->name);
		if (is_for_abi(call, abi) && nr > 0 && nr > newest)
			newest = nr;
	}
	return newest;
}

static int resolve_abi(struct resolved *resolved, const struct abi *abi,
		       unsigned int *stamp)
{
	struct resolver *resolver = xcalloc(1, sizeof(*resolver));
	int status = EXIT_OK;

	resolved->abis = xrealloc(resolved->abis, resolved->count + 1,
				  sizeof(*resolved->abis));
	resolver->policy = resolved->policy;
	resolver->out = &resolved->abis[resolved->count++];
	*resolver->out = (struct resolved_abi){
		.abi = abi,
		.newest = find_newest(resolved->policy, abi),
	};
	resolver->rule = resolved->policy->rules;
	for (; resolver->rule && !status;
	     resolver->rule = resolver->rule->next) {
		resolver->stamp = ++*stamp;
		status = add_calls(resolver, resolver->rule->calls, NULL);
	}
	if (resolver->out->count)
		qsort(resolver->out->calls, resolver->out->count,
		      sizeof(*resolver->out->calls), compare_calls);
	free(resolver);
	return status;
}

static bool has_abi(const struct resolved *resolved, const struct abi *abi)
{
	unsigned int i;

	for (i = 0; i < resolved->count; i++)
		if (resolved->abis[i].abi == abi)
			return true;
	return false;
}

static int resolve_abis(struct resolved *resolved)
{
	const struct policy_arch native = { .name = "native" };
	const struct policy_arch *arch = resolved->policy->archs ?: &native;
	const struct abi *abi;
	unsigned int stamp = 0;
	int status = EXIT_OK;

	for (; arch && !status; arch = arch->next) {
		abi = find_abi(arch->name);
		if (abi && !has_abi(resolved, abi))
			status = resolve_abi(resolved, abi, &stamp);
	}
	return status;
}

/**
 * resolve_policy - Find out what a policy means
 * @resolved: receives the rules for each ABI; the caller frees them by
 *	resolved_free()
 * @policy: the policy, which has to live longer
 *
 * Return: EXIT_OK; or EXIT_USAGE after a message, and then there is nothing to
 * free.
 */
int resolve_policy(struct resolved *resolved, const struct policy *policy)
{
	struct policy_group *group;
	int status;

	*resolved = (struct resolved){ .policy = policy };
	for (group = policy->groups; group; group = group->next)
		group->stamp = 0;
	status = check_names(policy);
	if (!status)
		status = resolve_abis(resolved);
	if (status)
		resolved_free(resolved);
	return status;
}

/**
 * resolved_free - Free what resolve_policy() has made
 * @resolved: the rules
 */
void resolved_free(struct resolved *resolved)
{
	struct resolved_abi *abi;
	unsigned int i;

	while (resolved->count) {
		abi = &resolved->abis[--resolved->count];
		for (i = 0; i < abi->count; i++)
			free(abi->calls[i].branches);
		free(abi->calls);
	}
	free(resolved->abis);
	*resolved = (struct resolved){};
}

/*
 * Is a number above those of unknown(CALL...)? The kernel of s390 gives 0 for calls that
 * it does not know. 0xffffffff of x86-64 has the bit of x32.
 */
static bool is_above(const struct resolved *resolved,
		     const struct resolved_abi *abi, __u32 nr)
{
	const __u32 arch = abi->abi->audit_arch;
	__u32 newest = abi->newest;
	unsigned int i;

	if (arch == AUDIT_ARCH_X86_64 && nr == 0xffffffff) {
		newest = 0;
		for (i = 0; i < resolved->count; i++)
			if (resolved->abis[i].abi == abi_by_name("x32"))
				newest = resolved->abis[i].newest;
	}
	if (!nr && (arch == AUDIT_ARCH_S390 || arch == AUDIT_ARCH_S390X))
		return newest;
	return newest && nr > newest;
}

/**
 * resolve_unnamed - Return the action for a number that no rule has
 * @resolved: the rules
 * @abi: the ABI, which belongs to @resolved
 * @nr: the number, as filters see it
 *
 * Return: the action, which belongs to the policy.
 */
const struct policy_action *resolve_unnamed(const struct resolved *resolved,
					    const struct resolved_abi *abi,
					    __u32 nr)
{
	const struct policy *policy = resolved->policy;
	bool unknown = policy->unknown_action.place.line;

	if (policy->unknown_above)
		unknown = is_above(resolved, abi, nr);
	else if (unknown)
		unknown = !call_is_known(abi->abi, nr, policy->unknown_version);
	return unknown ? &policy->unknown_action : &policy->default_action;
}

static bool is_refusal(__u32 ret)
{
	switch (ret & SECCOMP_RET_ACTION_FULL) {
	case SECCOMP_RET_ERRNO:
	case SECCOMP_RET_TRAP:
	case SECCOMP_RET_KILL_THREAD:
	case SECCOMP_RET_KILL_PROCESS:
		return true;
	default:
		return false;
	}
}

/**
 * resolve_other - Return the action for calls of ABIs that a policy does not
 *	name
 * @policy: the policy
 *
 * Return: what the policy says; or else its default action if that refuses
 * calls; or else SECCOMP_RET_KILL_PROCESS.
 */
struct policy_action resolve_other(const struct policy *policy)
{
	struct policy_action action = policy->default_action;

	if (policy->other_action.place.line)
		return policy->other_action;
	if (!is_refusal(action.ret))
		action.ret = SECCOMP_RET_KILL_PROCESS;
	return action;
}

/**
 * resolve_uncopied - Return the action for calls that use their own memory
 * @policy: the policy
 *
 * Return: the default action if that refuses calls; or else EACCES.
 */
struct policy_action resolve_uncopied(const struct policy *policy)
{
	struct policy_action action = policy->default_action;

	if (!is_refusal(action.ret))
		action.ret = SECCOMP_RET_ERRNO | EACCES;
	return action;
}
