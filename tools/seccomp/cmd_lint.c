// SPDX-License-Identifier: GPL-2.0-only
/*
 * seccompctl lint: finds mistakes in a policy or a program.
 */
#include <getopt.h>
#include <json.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lint.h"
#include "policy.h"
#include "program.h"
#include "tool.h"

enum option_number {
	OPTION_BPF,
	OPTION_JSON,
};

static const struct option options[] = {
	{ "bpf", required_argument, NULL, OPTION_BPF },
	{ "json", no_argument, NULL, OPTION_JSON },
	{},
};

/* --- Findings ---------------------------------------------------------------- */

static bool is_known(const struct lint *lint, const char *code)
{
	unsigned int i;

	for (i = 0; i < lint->count; i++)
		if (!strcmp(lint->findings[i].code, code) &&
		    !strcmp(lint->findings[i].what, lint->what))
			return true;
	return false;
}

static char *format_text(const char *format, va_list values)
{
	char *text = NULL;

	if (vasprintf(&text, format, values) < 0)
		exit(system_error("out of memory"));
	return text;
}

static void add(struct lint *lint, struct finding *finding, const char *format,
		va_list values)
{
	if (is_known(lint, finding->code)) {
		free(lint->what);
	} else {
		finding->what = lint->what;
		finding->mend = format_text(format, values);
		lint->findings = xrealloc(lint->findings, lint->count + 1,
					  sizeof(lint->findings[0]));
		lint->findings[lint->count++] = *finding;
	}
	lint->what = NULL;
}

/**
 * lint_what - Set what is wrong in the next finding
 * @lint: receives the text
 * @format: as for printf(3)
 */
void lint_what(struct lint *lint, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	lint->what = format_text(format, values);
	va_end(values);
}

/**
 * lint_add - Add a finding about an instruction
 * @lint: receives the finding; lint_what() was called before
 * @code: name of the kind of finding; not copied
 * @insn: index of the instruction; LINT_NO_INSN for the whole program
 * @format: how to mend it, as for printf(3)
 */
void lint_add(struct lint *lint, const char *code, int insn, const char *format,
	      ...)
{
	struct finding finding = { .code = code,
				   .file = lint->path,
				   .insn = insn };
	const struct origin *origin;
	va_list values;

	if (insn != LINT_NO_INSN && lint->program->origins) {
		origin = &lint->program->origins[insn];
		finding.insn = LINT_NO_INSN;
		finding.line = origin->line;
		if (origin->file)
			finding.file = origin->file;
	}
	va_start(values, format);
	add(lint, &finding, format, values);
	va_end(values);
}

/**
 * lint_add_line - Add a finding about a line
 * @lint: receives the finding; lint_what() was called before
 * @code: name of the kind of finding; not copied
 * @file: name of the file; not copied
 * @line: line, from 1
 * @format: how to mend it, as for printf(3)
 */
void lint_add_line(struct lint *lint, const char *code, const char *file,
		   unsigned int line, const char *format, ...)
{
	struct finding finding = {
		.code = code,
		.file = file,
		.line = line,
		.insn = LINT_NO_INSN,
	};
	va_list values;

	va_start(values, format);
	add(lint, &finding, format, values);
	va_end(values);
}

static int compare_findings(const void *a, const void *b)
{
	const struct finding *left = a, *right = b;
	const int files = strcmp(left->file, right->file);

	if (files)
		return files;
	if (left->line != right->line)
		return left->line < right->line ? -1 : 1;
	if (left->insn != right->insn)
		return left->insn < right->insn ? -1 : 1;
	return strcmp(left->code, right->code) ?:
						 strcmp(left->what, right->what);
}

static void free_findings(struct lint *lint)
{
	unsigned int i;

	for (i = 0; i < lint->count; i++) {
		free(lint->findings[i].what);
		free(lint->findings[i].mend);
	}
	free(lint->findings);
}

/* --- Output ------------------------------------------------------------------ */

static void print_finding(const struct finding *finding, bool colour)
{
	printf("%s:", finding->file);
	if (finding->line)
		printf("%u:", finding->line);
	else if (finding->insn != LINT_NO_INSN)
		printf("#%d:", finding->insn);
	printf(" %s[%s]%s %s; %s\n", colour ? "\033[33m" : "", finding->code,
	       colour ? "\033[0m" : "", finding->what, finding->mend);
}

static struct json_object *number_or_null(bool known, int number)
{
	return known ? json_object_new_int(number) : NULL;
}

static struct json_object *finding_as_json(const struct finding *finding)
{
	struct json_object *object = json_object_new_object();
	const bool has_insn = finding->insn != LINT_NO_INSN;

	json_object_object_add(object, "file",
			       json_object_new_string(finding->file));
	json_object_object_add(object, "line",
			       number_or_null(finding->line, finding->line));
	json_object_object_add(object, "instruction",
			       number_or_null(has_insn, finding->insn));
	json_object_object_add(object, "code",
			       json_object_new_string(finding->code));
	json_object_object_add(object, "what",
			       json_object_new_string(finding->what));
	json_object_object_add(object, "mend",
			       json_object_new_string(finding->mend));
	return object;
}

static void print_json(const struct lint *lint)
{
	const int style = JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED |
			  JSON_C_TO_STRING_NOSLASHESCAPE;
	struct json_object *all = json_object_new_object();
	struct json_object *list = json_object_new_array();
	unsigned int i;

	for (i = 0; i < lint->count; i++)
		json_object_array_add(list,
				      finding_as_json(&lint->findings[i]));
	json_object_object_add(all, "findings", list);
	puts(json_object_to_json_string_ext(all, style));
	json_object_put(all);
}

static void print_findings(const struct lint *lint)
{
	const bool colour = isatty(STDOUT_FILENO) && !getenv("NO_COLOR");
	unsigned int i;

	for (i = 0; i < lint->count; i++)
		print_finding(&lint->findings[i], colour);
}

/* --- The command ------------------------------------------------------------- */

static int report(struct lint *lint, bool json)
{
	int status = lint->count ? EXIT_NO : EXIT_OK;

	if (lint->count)
		qsort(lint->findings, lint->count, sizeof(lint->findings[0]),
		      compare_findings);
	if (json)
		print_json(lint);
	else
		print_findings(lint);
	free_findings(lint);
	if (fflush(stdout))
		status = system_error("cannot write the findings");
	return status;
}

static int check_program(struct lint *lint, struct program *program, bool json)
{
	lint->program = program;
	lint_calls(lint);
	lint_insns(lint);
	return report(lint, json);
}

static int lint_bpf(const char *path, bool json)
{
	struct lint lint = { .path = path };
	struct program program = {};
	int status = program_from_raw(&program, path);

	if (status == EXIT_OK)
		status = check_program(&lint, &program, json);
	program_free(&program);
	return status;
}

static int lint_text(const char *path, bool json)
{
	const struct policy_options options = {};
	struct lint lint = { .path = path };
	struct program program = {};
	struct policy *policy;
	int status = policy_read(&policy, path);

	if (status != EXIT_OK)
		return status;
	status = policy_compile(&program, policy, &options);
	if (status == EXIT_OK) {
		lint_policy(&lint, policy);
		status = check_program(&lint, &program, json);
	}
	program_free(&program);
	policy_free(policy);
	return status;
}

static int wrong_option(const char *option)
{
	return usage_error("lint: wrong option '%s'; lint --help lists them",
			   option);
}

static int wrong_source(void)
{
	return usage_error("lint: give a policy or --bpf FILE; see its --help");
}

static int run_lint(int argc, char **argv)
{
	const char *bpf = NULL;
	bool json = false;
	int option;

	opterr = 0;
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (option) {
		case OPTION_BPF:
			bpf = optarg;
			break;
		case OPTION_JSON:
			json = true;
			break;
		default:
			return wrong_option(argv[optind - 1]);
		}
	}
	if (argc - optind != (bpf ? 0 : 1))
		return wrong_source();
	return bpf ? lint_bpf(bpf, json) : lint_text(argv[optind], json);
}

const struct command command_lint = {
	.name = "lint",
	.usage = "[--json] POLICY|--bpf FILE",
	.summary = "find mistakes in a policy",
	.help = "Finds ways around the rules of a policy or of a program, rules without effect,\n"
		"and calls that the C library needs. Each finding is a line: the file, the line\n"
		"of the rule or #INSTRUCTION, a code, what is wrong, and how to mend it.\n"
		"\n"
		"  --bpf FILE  instructions: struct sock_filter in native byte order\n"
		"  --json      an object with an array \"findings\"; each has the members file,\n"
		"              line, instruction, code, what and mend\n"
		"\n"
		"codes:\n"
		"  address-twin  rules for an address, and a call that can do without them\n"
		"  compat-hole   a 32-bit call can do what a 64-bit call may not\n"
		"  dead-code     instructions that no call reaches\n"
		"  errno-0       a refused call that looks like success\n"
		"  errno-range   an errno that the kernel changes\n"
		"  half-compare  a test of 32 bits of an argument that has 64\n"
		"  io-uring      io_uring beside rules for what it does as well\n"
		"  kill-thread   a kill that leaves other threads behind\n"
		"  libc-call     a call that each program needs, or that must not kill\n"
		"  never-matches a condition that no call meets\n"
		"  no-arch       calls of other architectures pass\n"
		"  no-call       a rule for a call that no ABI of the policy has\n"
		"  not-enosys    a refused call whose replacement needs ENOSYS\n"
		"  notify-race   a supervisor decides about memory that can change\n"
		"  path-twin     rules for a path, and a call that can do without them\n"
		"  twin          a restricted call, and another one that does the same\n"
		"  wide-compare  a test of 64 bits of an argument that has 32\n"
		"  x32-hole      an x32 call can do what an x86-64 call may not\n"
		"\n"
		"exit status: 0 no findings; 1 findings; 2 bad arguments or policy\n",
	.run = run_lint,
};
