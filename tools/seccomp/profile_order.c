// SPDX-License-Identifier: GPL-2.0-only
/*
 * The order in which libseccomp tries rules of one call.
 *
 * No document says it, and it depends on the order in which a profile adds the
 * rules. So libseccomp makes a filter of them here, and the filter judges
 * arguments for which two rules with different actions hold. Such profiles are
 * rare.
 */
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "profile_order.h"
#include "tool.h"

/* A number that all architectures have. */
#define SOME_CALL 1
#define RULES_MAX 32
#define VALUES_MAX 40

/**
 * struct order - rules of one call
 * @profile: the profile, for messages
 * @rules: the rules
 * @count: number of @rules
 * @insns: filter that libseccomp has made of them
 * @len: number of @insns
 * @before: bit j of item i: rule i is tried before rule j
 */
struct order {
	const struct profile *profile;
	struct profile_rule **rules;
	unsigned int count;
	struct sock_filter *insns;
	unsigned int len;
	__u32 before[RULES_MAX];
};

static bool holds(const struct profile_test *test, const __u64 *args)
{
	__u64 value = args[test->arg];

	switch (test->op) {
	case SCMP_CMP_NE:
		return value != test->value;
	case SCMP_CMP_LT:
		return value < test->value;
	case SCMP_CMP_LE:
		return value <= test->value;
	case SCMP_CMP_EQ:
		return value == test->value;
	case SCMP_CMP_GE:
		return value >= test->value;
	case SCMP_CMP_GT:
		return value > test->value;
	default:
		return (value & test->mask) == test->value;
	}
}

static bool matches(const struct profile_rule *rule, const __u64 *args)
{
	unsigned int i;

	for (i = 0; i < rule->count; i++)
		if (!holds(&rule->tests[i], args))
			return false;
	return true;
}

/* The filters of libseccomp have only these instructions. */
static __u32 run_filter(const struct order *order,
			const struct seccomp_data *data)
{
	const struct sock_filter *insn = order->insns;
	const struct sock_filter *end = insn + order->len;
	bool is_true;
	__u32 a = 0;

	for (; insn < end; insn++) {
		switch (insn->code) {
		case BPF_LD | BPF_W | BPF_ABS:
			if (insn->k > sizeof(*data) - sizeof(a))
				return SECCOMP_RET_KILL_PROCESS;
			memcpy(&a, (const char *)data + insn->k, sizeof(a));
			continue;
		case BPF_ALU | BPF_AND | BPF_K:
			a &= insn->k;
			continue;
		case BPF_JMP | BPF_JA:
			insn += insn->k;
			continue;
		case BPF_RET | BPF_K:
			return insn->k;
		case BPF_JMP | BPF_JEQ | BPF_K:
			is_true = a == insn->k;
			break;
		case BPF_JMP | BPF_JGT | BPF_K:
			is_true = a > insn->k;
			break;
		case BPF_JMP | BPF_JGE | BPF_K:
			is_true = a >= insn->k;
			break;
		default:
			return SECCOMP_RET_KILL_PROCESS;
		}
		insn += is_true ? insn->jt : insn->jf;
	}
	return SECCOMP_RET_KILL_PROCESS;
}

static int add_rule(scmp_filter_ctx context, const struct profile_rule *rule)
{
	struct scmp_arg_cmp tests[PROFILE_TESTS];
	const struct profile_test *test;
	unsigned int i;

	for (i = 0; i < rule->count; i++) {
		test = &rule->tests[i];
		tests[i] = (struct scmp_arg_cmp){ .arg = test->arg,
						  .op = test->op,
						  .datum_a = test->value };
		if (test->op != SCMP_CMP_MASKED_EQ)
			continue;
		tests[i].datum_a = test->mask;
		tests[i].datum_b = test->value;
	}
	return seccomp_rule_add_array(context, rule->ret, SOME_CALL,
				      rule->count, tests);
}

static int export_filter(struct order *order, scmp_filter_ctx context)
{
	int fd = memfd_create("seccompctl", MFD_CLOEXEC);
	off_t size;

	if (fd < 0 || seccomp_export_bpf(context, fd) < 0)
		goto fail;
	size = lseek(fd, 0, SEEK_END);
	if (size <= 0)
		goto fail;
	order->len = size / sizeof(*order->insns);
	order->insns = xcalloc(order->len, sizeof(*order->insns));
	if (pread(fd, order->insns, size, 0) != size)
		goto fail;
	close(fd);
	return EXIT_OK;
fail:
	if (fd >= 0)
		close(fd);
	return system_error("libseccomp cannot write a filter");
}

static int make_filter(struct order *order)
{
	const struct profile_rule *rule;
	scmp_filter_ctx context = seccomp_init(order->profile->ret);
	unsigned int i;
	int status = EXIT_OK, error;

	if (!context)
		return system_error("libseccomp refuses the default action");
	for (i = 0; i < order->count && status == EXIT_OK; i++) {
		rule = order->rules[i];
		error = add_rule(context, rule);
		if (error < 0)
			status = usage_error(
				"%s: %s: libseccomp refuses the rule for %s: %s; an earlier rule has its condition and another action",
				order->profile->source, rule->where, rule->call,
				strerror(-error));
	}
	if (status == EXIT_OK)
		status = export_filter(order, context);
	seccomp_release(context);
	return status;
}

static unsigned int add_value(__u64 *values, unsigned int count, __u64 value)
{
	unsigned int i;

	for (i = 0; i < count; i++)
		if (values[i] == value)
			return count;
	if (count < VALUES_MAX)
		values[count++] = value;
	return count;
}

/* Values of an argument around the constants of two rules. */
static unsigned int list_values(const struct profile_rule *a,
				const struct profile_rule *b, unsigned int arg,
				__u64 *values)
{
	const struct profile_rule *both[] = { a, b };
	const struct profile_test *test;
	unsigned int count = 0, i, k;

	for (i = 0; i < 2; i++) {
		for (k = 0; k < both[i]->count; k++) {
			test = &both[i]->tests[k];
			if (test->arg != arg)
				continue;
			count = add_value(values, count, test->value);
			count = add_value(values, count, test->value + 1);
			count = add_value(values, count, test->value - 1);
			if (test->op == SCMP_CMP_MASKED_EQ)
				count = add_value(values, count,
						  test->value | ~test->mask);
		}
	}
	/* Two masks: both values together. */
	for (i = 0, k = count; i + 1 < k; i++)
		count = add_value(values, count, values[i] | values[i + 1]);
	return add_value(values, count, 0);
}

/* Does the filter tell which of the rules @i and @j is tried first, for @args? */
static int try_args(struct order *order, unsigned int i, unsigned int j,
		    const struct seccomp_data *data)
{
	const struct profile_rule *a = order->rules[i], *b = order->rules[j];
	unsigned int k;
	__u32 ret;

	if (!matches(a, (const __u64 *)data->args) ||
	    !matches(b, (const __u64 *)data->args))
		return EXIT_NO;
	/* A third rule would blur the answer. */
	for (k = 0; k < order->count; k++)
		if (k != i && k != j && order->rules[k]->ret != a->ret &&
		    order->rules[k]->ret != b->ret &&
		    matches(order->rules[k], (const __u64 *)data->args))
			return EXIT_NO;
	ret = run_filter(order, data);
	if (ret == a->ret)
		order->before[i] |= 1U << j;
	else if (ret == b->ret)
		order->before[j] |= 1U << i;
	else
		return usage_error(
			"%s: %s and %s: libseccomp's filter for %s follows neither; expected conditions that exclude each other",
			order->profile->source, a->where, b->where, a->call);
	return EXIT_OK;
}

/* Try all values of the arguments from @arg on. */
static int find_order(struct order *order, unsigned int i, unsigned int j,
		      unsigned int arg, struct seccomp_data *data)
{
	__u64 values[VALUES_MAX + 1];
	unsigned int count, k;
	int status;

	if (arg == 6)
		return try_args(order, i, j, data);
	count = list_values(order->rules[i], order->rules[j], arg, values);
	for (k = 0; k < count; k++) {
		data->args[arg] = values[k];
		status = find_order(order, i, j, arg + 1, data);
		if (status != EXIT_NO)
			return status;
	}
	return EXIT_NO;
}

static int compare_all(struct order *order)
{
	struct seccomp_data data = { .nr = SOME_CALL };
	unsigned int i, j;
	int status;

	data.arch = abi_native()->audit_arch;
	for (i = 0; i < order->count; i++) {
		for (j = i + 1; j < order->count; j++) {
			if (order->rules[i]->ret == order->rules[j]->ret)
				continue;
			status = find_order(order, i, j, 0, &data);
			if (status != EXIT_OK && status != EXIT_NO)
				return status;
		}
	}
	return EXIT_OK;
}

/* Swap the contents, because the rules stand in the order of the profile. */
static int sort_rules(struct order *order)
{
	struct profile_rule sorted[RULES_MAX];
	__u32 left = order->count == 32 ? ~0U : (1U << order->count) - 1;
	unsigned int done, i, j;

	for (done = 0; done < order->count; done++) {
		for (i = 0; i < order->count; i++) {
			if (!(left & 1U << i))
				continue;
			for (j = 0; j < order->count; j++)
				if (left & 1U << j &&
				    order->before[j] & 1U << i)
					break;
			if (j == order->count)
				break;
		}
		if (i == order->count)
			return usage_error(
				"%s: libseccomp tries the rules for %s in no order; expected conditions that exclude each other",
				order->profile->source, order->rules[0]->call);
		left &= ~(1U << i);
		sorted[done] = *order->rules[i];
	}
	for (i = 0; i < order->count; i++)
		*order->rules[i] = sorted[i];
	return EXIT_OK;
}

static bool actions_differ(struct profile_rule **rules, unsigned int count)
{
	unsigned int i;

	for (i = 1; i < count; i++)
		if (rules[i]->ret != rules[0]->ret)
			return true;
	return false;
}

/**
 * profile_order - Put rules of one call into the order of libseccomp
 * @profile: the profile, for messages
 * @rules: rules of one call, all with a condition; their contents change places
 * @count: number of @rules
 *
 * Return: an &enum exit_status.
 */
int profile_order(const struct profile *profile, struct profile_rule **rules,
		  unsigned int count)
{
	struct order order = { .profile = profile,
			       .rules = rules,
			       .count = count };
	int status;

	if (!actions_differ(rules, count))
		return EXIT_OK;
	if (count > RULES_MAX)
		return usage_error(
			"%s: more than %d rules with different actions for %s",
			profile->source, RULES_MAX, rules[0]->call);
	status = make_filter(&order);
	if (status == EXIT_OK)
		status = compare_all(&order);
	if (status == EXIT_OK)
		status = sort_rules(&order);
	free(order.insns);
	return status;
}

/**
 * profile_check - Find out whether libseccomp takes rules of one call
 * @profile: the profile, for messages
 * @rules: rules of one call, all with a condition
 * @count: number of @rules
 *
 * Return: an &enum exit_status.
 */
int profile_check(const struct profile *profile, struct profile_rule **rules,
		  unsigned int count)
{
	struct order order = { .profile = profile,
			       .rules = rules,
			       .count = count };
	int status = EXIT_OK;

	if (actions_differ(rules, count))
		status = make_filter(&order);
	free(order.insns);
	return status;
}
