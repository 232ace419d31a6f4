// SPDX-License-Identifier: GPL-2.0-only
/*
 * seccompctl learn: writes the least policy that would have sufficed.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "attach.h"
#include "learn.h"
#include "program.h"
#include "spawn.h"
#include "tool.h"

#define TITLE_WIDTH 64

enum option_number {
	OPTION_COUNTERS,
	OPTION_TRACE,
	OPTION_NOTIFY,
	OPTION_PID,
	OPTION_RECORDS,
	OPTION_POLICY,
	OPTION_OCI,
	OPTION_BPF,
	OPTION_ENFORCE,
	OPTION_TIME,
	OPTION_ARGUMENTS,
	OPTION_KILL,
};

static const struct option options[] = {
	{ "counters", no_argument, NULL, OPTION_COUNTERS },
	{ "trace", no_argument, NULL, OPTION_TRACE },
	{ "notify", no_argument, NULL, OPTION_NOTIFY },
	{ "pid", required_argument, NULL, OPTION_PID },
	{ "records", required_argument, NULL, OPTION_RECORDS },
	{ "policy", required_argument, NULL, OPTION_POLICY },
	{ "oci", required_argument, NULL, OPTION_OCI },
	{ "bpf", required_argument, NULL, OPTION_BPF },
	{ "enforce", no_argument, NULL, OPTION_ENFORCE },
	{ "time", required_argument, NULL, OPTION_TIME },
	{ "arguments", no_argument, NULL, OPTION_ARGUMENTS },
	{ "kill", no_argument, NULL, OPTION_KILL },
	{},
};

/* How calls are seen; the order is that of @ways. */
enum way_number {
	WAY_COUNTERS,
	WAY_TRACE,
	WAY_NOTIFY,
	WAY_PID,
	WAY_RECORDS,
	WAY_UNSET,
};

/**
 * struct learn_args - arguments of the command line
 * @way: how calls are seen
 * @records: file with records of a counter, or NULL
 * @in_force: policy in force, or NULL
 * @programs: programs in force
 * @count: number of programs
 * @enforce: the policy in force binds the command
 * @out: name of the file for the policy, or NULL
 * @output: how the policy is written
 * @run: how to learn
 */
struct learn_args {
	enum way_number way;
	const char *records;
	const char *in_force;
	struct program *programs;
	unsigned int count;
	bool enforce;
	const char *out;
	struct learn_output output;
	struct learn_run run;
};

/* --- The command line ----------------------------------------------------- */

static int set_way(struct learn_args *args, enum way_number way)
{
	if (args->way != WAY_UNSET && args->way != way)
		return usage_error(
			"learn: give only one of --counters, --trace, --notify, --pid and --records");
	args->way = way;
	return EXIT_OK;
}

static int parse_number(const char *option, const char *text, long max,
			long *number)
{
	char *end;

	errno = 0;
	*number = strtol(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || errno || *number < 1 ||
	    *number > max)
		return usage_error("learn: %s %s: write a number from 1 to %ld",
				   option, text, max);
	return EXIT_OK;
}

static int parse_pid(struct learn_args *args)
{
	long number;
	int status = parse_number("--pid", optarg, 1 << 22, &number);

	if (status)
		return status;
	args->run.pid = number;
	return set_way(args, WAY_PID);
}

static int parse_time(struct learn_args *args)
{
	long number;
	int status = parse_number("--time", optarg, 1000000, &number);

	if (!status)
		args->run.seconds = number;
	return status;
}

static int read_in_force(struct learn_args *args, int option)
{
	const struct policy_options policy_options = {};
	struct program program;
	int status;

	if (args->in_force)
		return usage_error(
			"learn: only one policy can be in force; give one of --policy, --oci and --bpf, once");
	if (option == OPTION_POLICY)
		status = program_from_policy(&program, optarg, &policy_options);
	else if (option == OPTION_OCI)
		status = program_from_oci(&program, optarg, &policy_options);
	else
		status = program_from_raw(&program, optarg);
	if (status)
		return status;
	args->in_force = optarg;
	args->programs = xcalloc(1, sizeof(program));
	args->programs[0] = program;
	args->count = 1;
	return EXIT_OK;
}

static int parse_option(struct learn_args *args, int option)
{
	switch (option) {
	case OPTION_COUNTERS:
		return set_way(args, WAY_COUNTERS);
	case OPTION_TRACE:
		return set_way(args, WAY_TRACE);
	case OPTION_NOTIFY:
		return set_way(args, WAY_NOTIFY);
	case OPTION_PID:
		return parse_pid(args);
	case OPTION_RECORDS:
		args->records = optarg;
		return set_way(args, WAY_RECORDS);
	case OPTION_POLICY:
	case OPTION_OCI:
	case OPTION_BPF:
		return read_in_force(args, option);
	case OPTION_TIME:
		return parse_time(args);
	case OPTION_ENFORCE:
		args->enforce = true;
		return EXIT_OK;
	case OPTION_ARGUMENTS:
		args->output.arguments = true;
		return EXIT_OK;
	case OPTION_KILL:
		args->output.kill = true;
		return EXIT_OK;
	case 'o':
		args->out = optarg;
		return EXIT_OK;
	default:
		return EXIT_USAGE;
	}
}

static int parse_args(struct learn_args *args, int argc, char **argv)
{
	int option, status;

	opterr = 0;
	while ((option = getopt_long(argc, argv, "+:o:", options, NULL)) !=
	       -1) {
		if (option == ':')
			return usage_error("learn: %s needs a value",
					   argv[optind - 1]);
		if (option == '?')
			return usage_error(
				"learn: no option '%s'; seccompctl learn --help lists them",
				argv[optind - 1]);
		status = parse_option(args, option);
		if (status)
			return status;
	}
	if (argv[optind])
		args->run.command = argv + optind;
	return EXIT_OK;
}

static bool needs_command(enum way_number way)
{
	return way != WAY_PID && way != WAY_RECORDS;
}

static int check_args(struct learn_args *args)
{
	if (needs_command(args->way) && !args->run.command)
		return usage_error(
			"learn: no command; write it behind the options, or give --pid or --records");
	if (!needs_command(args->way) && args->run.command)
		return usage_error(
			"learn: --pid and --records learn from no command; leave '%s' out",
			args->run.command[0]);
	if (args->enforce && !args->in_force)
		return usage_error(
			"learn: --enforce needs the policy in force; give --policy, --oci or --bpf");
	if (args->enforce &&
	    (args->way == WAY_NOTIFY || !needs_command(args->way)))
		return usage_error(
			"learn: --enforce is for --counters and --trace, which see refused calls");
	if (args->enforce && args->programs[0].listener)
		return usage_error(
			"learn: %s asks a supervisor (notify), so --enforce cannot bind the command by it",
			args->in_force);
	if (args->output.arguments &&
	    (args->way == WAY_COUNTERS || args->way == WAY_RECORDS))
		return usage_error(
			"learn: counters have no arguments; give --trace or --notify for --arguments");
	return EXIT_OK;
}

/* Counters are the best way where the kernel has them, unless arguments are wanted. */
static void choose_way(struct learn_args *args)
{
	if (args->way != WAY_UNSET)
		return;
	args->way = WAY_COUNTERS;
	if ((args->output.arguments && !args->enforce) ||
	    !kernel_has_flags(SECCOMP_FILTER_FLAG_COUNT))
		args->way = WAY_NOTIFY;
}

/* --- Learning ------------------------------------------------------------- */

static void tell_of_counters(void)
{
	if (!kernel_has_flags(SECCOMP_FILTER_FLAG_COUNT))
		fprintf(stderr,
			"seccompctl: learn: this kernel lacks counters, so an observer (seccomp_unotify(2)) sees each call, which is slow\n");
}

static int learn(struct learn_args *args, struct learned *learned)
{
	switch (args->way) {
	case WAY_TRACE:
		return learn_by_trace(learned, &args->run);
	case WAY_NOTIFY:
		tell_of_counters();
		return learn_by_notify(learned, &args->run);
	case WAY_PID:
		return learn_by_pid(learned, &args->run);
	case WAY_RECORDS:
		return learn_from_records(learned, args->records);
	default:
		return learn_by_counters(learned, &args->run);
	}
}

static void print_status(const struct learn_run *run)
{
	if (run->status > EXIT_BY_SIGNAL)
		fprintf(stderr,
			"seccompctl: learn: signal %d has killed the command\n",
			run->status - EXIT_BY_SIGNAL);
	else if (run->status > 0)
		fprintf(stderr,
			"seccompctl: learn: the command has exited with status %d\n",
			run->status);
}

/* --- Output --------------------------------------------------------------- */

static char *name_source(const struct learn_args *args)
{
	char **word = args->run.command, *title, *longer;

	if (args->way == WAY_RECORDS)
		return xasprintf("records in %s", args->records);
	if (args->way == WAY_PID)
		return xasprintf("process %d", args->run.pid);
	title = xstrdup("a run of");
	for (; *word; word++) {
		longer = xasprintf("%s %s", title, *word);
		free(title);
		title = longer;
	}
	return title;
}

/* A title is the rest of a line. */
static char *make_title(const struct learn_args *args)
{
	char *title = name_source(args), *c;

	for (c = title; *c; c++)
		if (*c < 0x20 || *c > 0x7e)
			*c = ' ';
	if (strlen(title) > TITLE_WIDTH)
		strcpy(title + TITLE_WIDTH - strlen("..."), "...");
	return title;
}

/* The whole text, so that a failure leaves no part of a file. */
static char *make_policy(struct learn_args *args, const struct learned *learned)
{
	char *title = make_title(args), *text;
	size_t size;
	FILE *memory = open_memstream(&text, &size);

	if (!memory)
		exit(system_error("out of memory"));
	args->output.title = title;
	args->output.deep = args->way == WAY_TRACE;
	learn_print_policy(memory, learned, &args->output);
	if (!args->out && args->count) {
		fputc('\n', memory);
		learn_print_diff(memory, "# ", learned, args->programs,
				 args->count, args->in_force);
	}
	if (fclose(memory))
		exit(system_error("out of memory"));
	free(title);
	return text;
}

static int write_policy(const char *path, const char *text)
{
	FILE *file = path ? fopen(path, "we") : stdout;
	int failed;

	if (!file)
		return system_error("%s: %s", path, strerror(errno));
	failed = fputs(text, file) < 0;
	failed |= path ? fclose(file) : fflush(file);
	if (failed)
		return system_error("%s: %s", path ?: "standard output",
				    strerror(errno));
	return EXIT_OK;
}

static int write_output(struct learn_args *args, const struct learned *learned)
{
	char *text = make_policy(args, learned);
	int status = write_policy(args->out, text);

	free(text);
	if (!status && args->out && args->count)
		learn_print_diff(stdout, "", learned, args->programs,
				 args->count, args->in_force);
	return status;
}

static bool has_filters(pid_t pid)
{
	char *path = xasprintf("/proc/%d/status", pid);
	FILE *file = fopen(path, "re");
	char line[256];
	int mode = 0;

	free(path);
	while (file && fgets(line, sizeof(line), file))
		if (sscanf(line, "Seccomp: %d", &mode) == 1)
			break;
	if (file)
		fclose(file);
	return mode == SECCOMP_MODE_FILTER;
}

/* If they cannot be read, only the list of differences is missing. */
static void read_filters_in_force(struct learn_args *args)
{
	unsigned int i;

	if (args->way != WAY_PID || args->in_force ||
	    !has_filters(args->run.pid))
		return;
	if (programs_from_pid(&args->programs, &args->count, args->run.pid)) {
		args->count = 0;
		return;
	}
	args->in_force = "the filters of the process";
	/* A chain begins with the newest. */
	for (i = 0; i < args->count / 2; i++) {
		const struct program oldest = args->programs[i];

		args->programs[i] = args->programs[args->count - 1 - i];
		args->programs[args->count - 1 - i] = oldest;
	}
}

/* Programs that look behind pointers cannot be run on registers only. */
static bool can_judge(const struct learn_args *args)
{
	unsigned int i;

	for (i = 0; i < args->count; i++)
		if (args->programs[i].deep)
			return false;
	return args->count;
}

static int learn_and_write(struct learn_args *args)
{
	struct learned learned = {};
	struct chain chain;
	int status;

	if (args->enforce)
		args->run.enforced = args->programs;
	read_filters_in_force(args);
	chain = (struct chain){ .programs = args->programs,
				.count = args->count };
	if (can_judge(args))
		learned.in_force = &chain;
	status = learn(args, &learned);
	if (!status && !learned_total(&learned))
		status = system_error(
			"learn: no call was seen, so there is no policy");
	if (!status) {
		print_status(&args->run);
		status = write_output(args, &learned);
	}
	learned_free(&learned);
	return status;
}

static int run_learn(int argc, char **argv)
{
	struct learn_args args = { .way = WAY_UNSET };
	int status;

	status = parse_args(&args, argc, argv);
	if (!status) {
		choose_way(&args);
		status = check_args(&args);
	}
	if (!status)
		status = learn_and_write(&args);
	while (args.count)
		program_free(&args.programs[--args.count]);
	free(args.programs);
	return status;
}

const struct command command_learn = {
	.name = "learn",
	.usage = "[OPTION]... [--] COMMAND [ARGUMENT]... | --pid PID",
	.summary = "write the policy that a command needs",
	.help = "Runs COMMAND, and writes the least policy that would have sufficed. Processes\n"
		"that it starts count, too. Learning ends with the last of them.\n"
		"\n"
		"Calls are seen in one of these ways:\n"
		"  --counters      counters of a filter; no privileges; needs a kernel with\n"
		"                  SECCOMP_FILTER_FLAG_COUNT, and is what such a kernel does\n"
		"  --trace         counters, and trace events for arguments; needs root and\n"
		"                  a kernel with the event seccomp_args\n"
		"  --notify        an observer of each call, with arguments; no privileges;\n"
		"                  Linux 5.5. It is slow, refuses COMMAND a supervisor of its\n"
		"                  own, and is for learning only: paths can change under it.\n"
		"                  Processes that remain at the end are killed\n"
		"  --pid PID       trace events of a running process and what it starts, without\n"
		"                  paths; needs root\n"
		"  --records FILE  what the descriptor of a counter has read as\n"
		"\n"
		"  --time SECONDS  end after this time, or by SIGINT\n"
		"  --policy FILE   the policy in force, for a list of what differs: calls that it\n"
		"                  refuses and COMMAND wanted, calls that were never used\n"
		"  --oci FILE      a profile of an OCI runtime that is in force\n"
		"  --bpf FILE      instructions that are in force: struct sock_filter\n"
		"  --enforce       bind COMMAND by what is in force\n"
		"  --arguments     write rules for arguments: families, flags, requests;\n"
		"                  without it, they are comments, as directories always are\n"
		"  --kill          kill for any other call, instead of errno EPERM\n"
		"  -o FILE         write the policy there, and the differences to stdout\n"
		"\n"
		"Progress goes to stderr. Calls of rare cases, such as failures, are seen only if\n"
		"they happen. So run the tests of a program under learn.\n"
		"\n"
		"exit status: 0 a policy is written; 2 bad arguments; 3 a failure; 125 to 127 as\n"
		"those of run\n",
	.run = run_learn,
};
