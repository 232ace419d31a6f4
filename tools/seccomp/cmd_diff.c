// SPDX-License-Identifier: GPL-2.0-only
/*
 * seccompctl diff: compares what two filters answer.
 *
 * For each number, the analysis gives the ways through both filters. A call that takes a
 * way of one and a way of the other satisfies the conditions of both. So a search for such
 * a call finds each difference, and proves that there is no other one.
 */
#include <json.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "abi.h"
#include "args.h"
#include "calls.h"
#include "interpret.h"
#include "chain.h"
#include "chain_paths.h"
#include "filter_args.h"
#include "fixed.h"
#include "outcomes.h"
#include "paths.h"
#include "program.h"
#include "reach.h"
#include "tool.h"
#include "windows.h"

#define ABIS_MAX 32

/* What differs, the worst first. */
enum difference {
	ONLY_A_ALLOWS,
	ONLY_B_ALLOWS,
	OTHER_ACTION,
	NOT_PROVED,
	DIFFERENCES,
};

static const char *const difference_names[] = {
	[ONLY_A_ALLOWS] = "only A allows",
	[ONLY_B_ALLOWS] = "only B allows",
	[OTHER_ACTION] = "other action",
	[NOT_PROVED] = "unknown",
};

struct diff {
	struct chain chains[2];
	unsigned int chain_count;
	const char *arch;
	bool json;
	bool stricter;
	bool other_archs; /* no ABI is known, so numbers have no names */
	unsigned int found[DIFFERENCES];
	struct json_object *list;
};

static bool allows(__u32 ret)
{
	const __u32 action = ret & SECCOMP_RET_ACTION_FULL;

	return action == SECCOMP_RET_ALLOW || action == SECCOMP_RET_LOG;
}

static __u32 effect_of(__u32 ret)
{
	const __u32 action = ret & SECCOMP_RET_ACTION_FULL;

	/* Only these give their data to a task. */
	if (action == SECCOMP_RET_ERRNO || action == SECCOMP_RET_TRAP ||
	    action == SECCOMP_RET_TRACE)
		return ret;
	return action;
}

static enum difference difference_of(__u32 a, __u32 b)
{
	if (allows(a) == allows(b))
		return OTHER_ACTION;
	return allows(a) ? ONLY_A_ALLOWS : ONLY_B_ALLOWS;
}

static const char *arch_of(const struct diff *diff,
			   const struct call_numbers *calls)
{
	return diff->other_archs ? "others" : calls->abi->name;
}

static const char *name_of(const struct diff *diff,
			   const struct call_numbers *calls)
{
	return diff->other_archs ? NULL : calls->name;
}

/* --- Output ------------------------------------------------------------------------- */

static bool is_any_call(const struct call_numbers *calls)
{
	return !calls->low && calls->high == 0xffffffff;
}

static void report_json(struct diff *diff, const struct call_numbers *calls,
			enum difference difference, const char *a,
			const char *b, const char *conditions)
{
	struct json_object *entry = json_object_new_object();
	const char *name = name_of(diff, calls);

	json_object_object_add(
		entry, "difference",
		json_object_new_string(difference_names[difference]));
	json_object_object_add(entry, "arch",
			       json_object_new_string(arch_of(diff, calls)));
	json_object_object_add(entry, "nr", json_object_new_int64(calls->nr));
	json_object_object_add(entry, "call",
			       name ? json_object_new_string(name) : NULL);
	json_object_object_add(entry, "a", json_object_new_string(a));
	json_object_object_add(entry, "b", json_object_new_string(b));
	json_object_object_add(entry, "conditions",
			       json_object_new_string(conditions));
	json_object_array_add(diff->list, entry);
}

static void report(struct diff *diff, const struct call_numbers *calls,
		   enum difference difference, __u32 a, __u32 b,
		   const char *conditions)
{
	char action_a[64] = "?", action_b[64] = "?", *call;
	struct call_numbers shown = *calls;

	diff->found[difference]++;
	if (difference != NOT_PROVED) {
		format_action(a, action_a, sizeof(action_a));
		format_action(b, action_b, sizeof(action_b));
	}
	if (diff->json) {
		report_json(diff, calls, difference, action_a, action_b,
			    conditions);
		return;
	}
	shown.name = name_of(diff, calls);
	call = is_any_call(calls) ? xstrdup("(any call)") :
				    call_number_text(&shown);
	printf("%-14s %-8s %-24s A %-14s B %-14s %s\n",
	       difference_names[difference], arch_of(diff, calls), call,
	       action_a, action_b, conditions);
	free(call);
}

/* --- The comparison ----------------------------------------------------------------- */

/* Two ways, one of each chain. Report it if some call takes both and they differ. */
static void compare_paths(struct diff *diff, const struct call_numbers *calls,
			  const struct path *a, const struct path *b)
{
	const unsigned int count = a->count + b->count;
	struct path_condition conditions[SOLVE_MAX + 1];
	static struct call unused;
	enum solution solution = SOLUTION_UNKNOWN;
	char *text;

	if (effect_of(a->ret) == effect_of(b->ret))
		return;
	if (count < SOLVE_MAX) {
		memcpy(conditions, a->conditions,
		       a->count * sizeof(conditions[0]));
		memcpy(conditions + a->count, b->conditions,
		       b->count * sizeof(conditions[0]));
		solution = path_witness(
			conditions,
			count + range_condition(calls, &conditions[count]),
			&unused);
	}
	if (solution == SOLUTION_FOUND)
		solution = windows_check(conditions, count);
	if (solution == SOLUTION_NONE)
		return;
	text = path_text(calls->abi, name_of(diff, calls), conditions,
			 solution == SOLUTION_FOUND ?
				 path_simplify(conditions, count) :
				 0);
	report(diff, calls,
	       solution == SOLUTION_FOUND ? difference_of(a->ret, b->ret) :
					    NOT_PROVED,
	       a->ret, b->ret, text);
	free(text);
}

static bool same_programs(const struct diff *diff)
{
	const struct chain *a = &diff->chains[0], *b = &diff->chains[1];
	unsigned int i;

	if (a->count != b->count)
		return false;
	for (i = 0; i < a->count; i++)
		if (a->programs[i].len != b->programs[i].len ||
		    memcmp(a->programs[i].insns, b->programs[i].insns,
			   a->programs[i].len * sizeof(struct sock_filter)))
			return false;
	return true;
}

/* Return false if the ways through a filter are not known. */
static bool compare_sides(struct diff *diff, struct chain_outcomes *sides,
			  const struct call_numbers *calls, __u32 nr)
{
	struct path_list lists[2];
	unsigned int i, j;
	bool known;

	chain_paths_find(&lists[0], &sides[0], calls, nr, NULL);
	chain_paths_find(&lists[1], &sides[1], calls, nr, NULL);
	known = lists[0].complete && lists[1].complete;
	for (i = 0; known && i < lists[0].count; i++)
		for (j = 0; j < lists[1].count; j++)
			compare_paths(diff, calls, &lists[0].paths[i],
				      &lists[1].paths[j]);
	paths_free(&lists[0]);
	paths_free(&lists[1]);
	return known;
}

static void report_unknown(struct diff *diff, const struct call_numbers *calls)
{
	report(diff, calls, NOT_PROVED, 0, 0,
	       "a filter computes with arguments, or has too many ways");
}

/* --- Numbers without a call ---------------------------------------------------------- */

/*
 * A program may test single numbers of a range, which the analysis takes together. Such
 * tests compare with constants, so the constants and their neighbours stand for all
 * numbers. A program with the number in place of its loads tells about each of them.
 */
#define NUMBERS_MAX 512

struct numbers {
	__u32 nr[NUMBERS_MAX];
	unsigned int count;
	bool complete;
};

static void add_number(struct numbers *numbers, const struct abi *abi, __u32 nr,
		       __u32 of_range)
{
	unsigned int i;

	if ((nr ^ of_range) >> 30 || abi_call_name(abi, nr))
		return;
	for (i = 0; i < numbers->count; i++)
		if (numbers->nr[i] == nr)
			return;
	if (numbers->count == NUMBERS_MAX)
		numbers->complete = false;
	else
		numbers->nr[numbers->count++] = nr;
}

static void add_compared(struct numbers *numbers, const struct abi *abi,
			 const struct program *program, __u32 of_range)
{
	unsigned int i;

	if (computes(program, offsetof(struct seccomp_data, arch)))
		numbers->complete = false;
	for (i = 0; i < program->len; i++) {
		const struct sock_filter *insn = &program->insns[i];

		if (BPF_CLASS(insn->code) != BPF_JMP ||
		    BPF_OP(insn->code) == BPF_JA)
			continue;
		add_number(numbers, abi, insn->k - 1, of_range);
		add_number(numbers, abi, insn->k, of_range);
		add_number(numbers, abi, insn->k + 1, of_range);
	}
}

static void compare_fixed(struct diff *diff, struct call_numbers *calls,
			  __u32 nr)
{
	struct chain fixed[2];
	struct chain_outcomes sides[2];
	unsigned int i;

	calls->nr = nr;
	for (i = 0; i < 2; i++) {
		fixed[i] = fix_chain(&diff->chains[i],
				     offsetof(struct seccomp_data, nr), nr);
		chain_outcomes_start(&sides[i], &fixed[i], calls->abi);
	}
	/* The programs do not look at the number any more: any one will do. */
	if (!compare_sides(diff, sides, calls, 0))
		report_unknown(diff, calls);
	for (i = 0; i < 2; i++) {
		chain_outcomes_end(&sides[i]);
		chain_free(&fixed[i]);
	}
}

static void compare_range(struct diff *diff, const struct call_numbers *calls)
{
	struct numbers numbers = { .complete = true };
	struct call_numbers one = *calls;
	unsigned int i, j;

	if (calls->low == calls->high) {
		compare_fixed(diff, &one, calls->nr);
		return;
	}
	add_number(&numbers, calls->abi, calls->nr, calls->nr);
	for (i = 0; i < 2; i++)
		for (j = 0; j < diff->chains[i].count; j++)
			add_compared(&numbers, calls->abi,
				     &diff->chains[i].programs[j], calls->nr);
	for (i = 0; i < numbers.count; i++)
		compare_fixed(diff, &one, numbers.nr[i]);
	if (!numbers.complete)
		report_unknown(diff, calls);
}

static void compare_number(struct diff *diff, struct chain_outcomes *sides,
			   const struct call_numbers *calls)
{
	if (compare_sides(diff, sides, calls, calls->nr))
		return;
	if (calls->name)
		report_unknown(diff, calls);
	else
		compare_range(diff, calls);
}

static void compare_abi(struct diff *diff, const struct abi *abi)
{
	struct call_numbers calls;
	struct chain_outcomes sides[2];

	chain_outcomes_start(&sides[0], &diff->chains[0], abi);
	chain_outcomes_start(&sides[1], &diff->chains[1], abi);
	calls_start(&calls, abi);
	while (calls_next(&calls))
		compare_number(diff, sides, &calls);
	calls_start_gaps(&calls);
	while (calls_next_gap(&calls))
		compare_number(diff, sides, &calls);
	chain_outcomes_end(&sides[0]);
	chain_outcomes_end(&sides[1]);
}

/* --- Architectures that are not compared by name -------------------------- */

static void compare_constant(struct diff *diff, __u32 a, __u32 b)
{
	const struct call_numbers any = any_call();

	if (effect_of(a) != effect_of(b))
		report(diff, &any, difference_of(a, b), a, b, "");
}

/*
 * Compare the answers to calls of one architecture. The programs with the architecture
 * in place of its loads give the same answers under all architectures, so the numbers
 * of x86-64 and x32, which are all numbers, will do.
 */
static void compare_arch(struct diff *diff, __u32 arch)
{
	const struct chain chains[2] = { diff->chains[0], diff->chains[1] };
	unsigned int i;
	__u32 ret[2];

	for (i = 0; i < 2; i++)
		diff->chains[i] = fix_chain(
			&chains[i], offsetof(struct seccomp_data, arch), arch);
	if (is_constant_chain(&diff->chains[0], &ret[0]) &&
	    is_constant_chain(&diff->chains[1], &ret[1])) {
		compare_constant(diff, ret[0], ret[1]);
	} else {
		compare_abi(diff, abi_by_name("x86-64"));
		compare_abi(diff, abi_by_name("x32"));
	}
	for (i = 0; i < 2; i++) {
		chain_free(&diff->chains[i]);
		diff->chains[i] = chains[i];
	}
}

/*
 * If a program only asks whether the architecture equals those of known ABIs, one value
 * that is none of them stands for all other ones.
 */
static void compare_other_archs(struct diff *diff,
				const struct abi *const *abis,
				unsigned int count)
{
	const struct call_numbers any = any_call();
	const struct abi *abi;
	unsigned int i;

	/* Without a look at the architecture, the answers are those of any other. */
	if (is_compared(abis, count, any.abi->audit_arch) &&
	    !loads_arch(&diff->chains[0]) && !loads_arch(&diff->chains[1]))
		return;
	diff->other_archs = true;
	if (computes_arch(&diff->chains[0]) || computes_arch(&diff->chains[1]))
		report(diff, &any, NOT_PROVED, 0, 0,
		       "a filter computes with the architecture");
	compare_arch(diff, 0);
	/* A jump may lead to a compare that chain_abis() has not seen. */
	for (i = 0; (abi = abi_at(i)); i++)
		if (!is_compared(abis, count, abi->audit_arch) &&
		    (has_constant(&diff->chains[0], abi->audit_arch) ||
		     has_constant(&diff->chains[1], abi->audit_arch)))
			compare_arch(diff, abi->audit_arch);
	diff->other_archs = false;
}

static bool contains(const struct abi *const *abis, unsigned int count,
		     const struct abi *abi)
{
	while (count--)
		if (abis[count] == abi)
			return true;
	return false;
}

static int compare(struct diff *diff)
{
	const struct abi *abis[2 * ABIS_MAX];
	int count, more, i, kept;

	count = chain_abis(&diff->chains[0], diff->arch, abis, ABIS_MAX);
	if (count < 0)
		return EXIT_USAGE;
	more = chain_abis(&diff->chains[1], diff->arch, abis + count, ABIS_MAX);
	for (i = 0, kept = count; i < more; i++)
		if (!contains(abis, kept, abis[count + i]))
			abis[kept++] = abis[count + i];
	if (same_programs(diff))
		return EXIT_OK;
	for (i = 0; i < kept; i++)
		compare_abi(diff, abis[i]);
	if (!diff->arch)
		compare_other_archs(diff, abis, kept);
	return EXIT_OK;
}

static int answer(const struct diff *diff)
{
	const unsigned int *found = diff->found;

	if (diff->stricter)
		return found[ONLY_A_ALLOWS] || found[NOT_PROVED] ? EXIT_NO :
								   EXIT_OK;
	return found[ONLY_A_ALLOWS] || found[ONLY_B_ALLOWS] ||
			       found[OTHER_ACTION] || found[NOT_PROVED] ?
		       EXIT_NO :
		       EXIT_OK;
}

static void print_summary(const struct diff *diff)
{
	const unsigned int *found = diff->found;

	if (diff->json) {
		puts(json_object_to_json_string_ext(diff->list,
						    JSON_C_TO_STRING_PRETTY));
		return;
	}
	if (answer(diff) == EXIT_OK)
		puts(diff->stricter ? "A allows nothing that B does not." :
				      "Both give the same answers.");
	else
		printf("%u only A allows, %u only B allows, %u other action, %u unknown\n",
		       found[ONLY_A_ALLOWS], found[ONLY_B_ALLOWS],
		       found[OTHER_ACTION], found[NOT_PROVED]);
}

/* --- The command line --------------------------------------------------------------- */

static int read_chains(struct diff *diff, const struct filter_args *args)
{
	const struct filter_arg *arg;
	int status;

	if (args->count < 2)
		return usage_error(
			"diff: give two filters: policies, --bpf, --oci or --pid");
	if (args->count > 2)
		return usage_error("diff: two filters only, not '%s', too",
				   args->args[2].value);
	for (; diff->chain_count < 2; diff->chain_count++) {
		arg = &args->args[diff->chain_count];
		status = chain_read(&diff->chains[diff->chain_count], arg->kind,
				    arg->value);
		if (status)
			return status;
	}
	return EXIT_OK;
}

static int run_diff(int argc, char **argv)
{
	struct diff diff = { .list = json_object_new_array() };
	struct filter_args args;
	unsigned int i;
	int status;

	status = filter_args_parse(&args, "diff", FILTER_OPTIONS_ALL, argc,
				   argv);
	diff.arch = args.arch;
	diff.json = args.json;
	diff.stricter = args.stricter;
	if (!status)
		status = read_chains(&diff, &args);
	if (!status)
		status = compare(&diff);
	if (!status) {
		print_summary(&diff);
		status = answer(&diff);
	}
	for (i = 0; i < diff.chain_count; i++)
		chain_free(&diff.chains[i]);
	json_object_put(diff.list);
	filter_args_free(&args);
	return status;
}

const struct command command_diff = {
	.name = "diff",
	.usage = "[--stricter] [--json] [--arch NAME] A B",
	.summary = "compare what two filters answer, by call and arguments",
	.help = "Prints each call to which A and B give different answers, with the\n"
		"conditions on its arguments. A and B are policies, or come from options:\n\n"
		"  --bpf FILE   instructions in the byte order of the machine\n"
		"  --oci FILE   a profile of an OCI runtime\n"
		"  --pid PID    the filters of a process\n"
		"  --arch NAME  only this architecture; else all that A and B test for\n"
		"  --stricter   answer only whether A allows nothing that B does not\n"
		"  --json       print an array of differences\n\n"
		"\"unknown\" marks numbers for which neither equality nor a difference is\n"
		"proved. Exits with 0 if there is no difference and no such number, else\n"
		"with 1. With --stricter, only \"only A allows\" and \"unknown\" count.\n",
	.run = run_diff,
};
