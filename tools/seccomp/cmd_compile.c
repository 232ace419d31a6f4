// SPDX-License-Identifier: GPL-2.0-only
/*
 * seccompctl compile: writes the program of a policy.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "compile.h"
#include "tool.h"

/**
 * enum format - forms of output
 * @FORMAT_BPF: struct sock_filter
 * @FORMAT_C: an array in C
 * @FORMAT_OCI: a profile of the OCI runtime specification
 */
enum format {
	FORMAT_BPF,
	FORMAT_C,
	FORMAT_OCI,
};

/**
 * struct compile_args - options of the command line
 * @options: how the policy is compiled
 * @format: what is written
 * @policy: name of the policy
 * @output: name of the file that is written; "-" for the standard output
 */
struct compile_args {
	struct policy_options options;
	enum format format;
	const char *policy;
	const char *output;
};

static const struct option options[] = {
	{ "c", no_argument, NULL, 'c' },
	{ "oci", no_argument, NULL, 'j' },
	{ "output", required_argument, NULL, 'o' },
	{ "portable", no_argument, NULL, 'p' },
	{},
};

static int set_format(struct compile_args *args, enum format format)
{
	if (args->format && args->format != format)
		return usage_error(
			"compile: --c and --oci exclude each other; give one of them");
	args->format = format;
	return EXIT_OK;
}

static int parse_option(struct compile_args *args, int option)
{
	switch (option) {
	case 'c':
		return set_format(args, FORMAT_C);
	case 'j':
		return set_format(args, FORMAT_OCI);
	case 'o':
		args->output = optarg;
		return EXIT_OK;
	default:
		args->options.portable = true;
		return EXIT_OK;
	}
}

static int parse_args(struct compile_args *args, int argc, char **argv)
{
	int option;

	opterr = 0;
	while ((option = getopt_long(argc, argv, "+:o:", options, NULL)) !=
	       -1) {
		if (option == ':')
			return usage_error("compile: %s needs a value",
					   argv[optind - 1]);
		if (option == '?')
			return usage_error(
				"compile: no option '%s'; seccompctl compile --help lists them",
				argv[optind - 1]);
		if (parse_option(args, option))
			return EXIT_USAGE;
	}
	if (argc - optind != 1)
		return usage_error(
			"compile: give one policy; - is the standard input");
	args->policy = argv[optind];
	return EXIT_OK;
}

static void write_bpf(FILE *out, const struct program *program)
{
	fwrite(program->insns, sizeof(*program->insns), program->len, out);
}

/* Does the rule of an instruction differ from that of the one before? */
static bool begins_rule(const struct program *program, unsigned int i)
{
	const struct origin *origin = &program->origins[i];

	return !i || origin->line != origin[-1].line ||
	       origin->file != origin[-1].file;
}

static void write_c(FILE *out, const struct program *program)
{
	unsigned int i;

	fprintf(out,
		"/* %u instructions. seccompctl compile --c made this. */\n",
		program->len);
	if (program->deep)
		fprintf(out,
			"/* Attach with SECCOMP_FILTER_FLAG_DEEP_ARGS. */\n");
	if (program->listener)
		fprintf(out,
			"/* Attach with SECCOMP_FILTER_FLAG_NEW_LISTENER. */\n");
	if (program->log)
		fprintf(out, "/* Attach with SECCOMP_FILTER_FLAG_LOG. */\n");
	fprintf(out, "static struct sock_filter seccomp_filter[] = {\n");
	for (i = 0; i < program->len; i++) {
		const struct sock_filter *insn = &program->insns[i];

		if (begins_rule(program, i) && program->origins[i].line)
			fprintf(out, "\t/* line %u */\n",
				program->origins[i].line);
		fprintf(out, "\t{ 0x%02x, %u, %u, 0x%08x },\n", insn->code,
			insn->jt, insn->jf, insn->k);
	}
	fprintf(out, "};\n");
}

/**
 * struct output - a file that appears when it is complete
 * @stream: where to write
 * @name: name of the file, or NULL for the standard output
 * @temporary: name until it is complete; NULL if it is written in place
 */
struct output {
	FILE *stream;
	const char *name;
	char *temporary;
};

/* A device, a pipe or a link must stay what it is: another file must not replace it. */
static bool is_replaceable(const char *name)
{
	struct stat status;

	return lstat(name, &status) || S_ISREG(status.st_mode);
}

static int output_open(struct output *output, const char *name)
{
	const char *opened = name;

	*output = (struct output){ .stream = stdout };
	if (!strcmp(name, "-"))
		return EXIT_OK;
	output->name = name;
	if (is_replaceable(name)) {
		output->temporary = xasprintf("%s.%d.tmp", name, getpid());
		opened = output->temporary;
	}
	output->stream = fopen(opened, output->temporary ? "wxe" : "we");
	if (output->stream)
		return EXIT_OK;
	system_error("cannot write %s: %s", opened, strerror(errno));
	free(output->temporary);
	return EXIT_SYSTEM;
}

/* Put the file in its place, or remove it. */
static int output_close(struct output *output, int status)
{
	const char *name = output->name ?: "the standard output";
	bool failed = ferror(output->stream) || fflush(output->stream);

	if (output->name)
		failed |= !!fclose(output->stream);
	if (!status && failed)
		status = system_error("cannot write %s: %s", name,
				      strerror(errno));
	if (!output->temporary)
		return status;
	if (!status && rename(output->temporary, output->name))
		status = system_error("cannot write %s: %s", name,
				      strerror(errno));
	if (status)
		unlink(output->temporary);
	free(output->temporary);
	return status;
}

static int write_program(const struct compile_args *args,
			 const struct program *program)
{
	struct output output;
	int status;

	if (args->format == FORMAT_BPF && !strcmp(args->output, "-") &&
	    isatty(STDOUT_FILENO))
		return usage_error(
			"compile: instructions are not for a terminal; redirect them, or give --output FILE or --c");
	status = output_open(&output, args->output);
	if (status)
		return status;
	if (args->format == FORMAT_C)
		write_c(output.stream, program);
	else
		write_bpf(output.stream, program);
	return output_close(&output, EXIT_OK);
}

static int write_profile(const struct compile_args *args)
{
	struct output output;
	struct policy *policy;
	char *text;
	int status;

	status = policy_read(&policy, args->policy);
	if (status)
		return status;
	status = policy_to_oci(&text, policy);
	policy_free(policy);
	if (status)
		return status;
	status = output_open(&output, args->output);
	if (!status) {
		fputs(text, output.stream);
		status = output_close(&output, EXIT_OK);
	}
	free(text);
	return status;
}

static int run_compile(int argc, char **argv)
{
	struct compile_args args = { .output = "-" };
	struct program program;
	int status;

	status = parse_args(&args, argc, argv);
	if (status)
		return status;
	if (args.format == FORMAT_OCI)
		return write_profile(&args);
	status = program_from_policy(&program, args.policy, &args.options);
	if (status)
		return status;
	status = write_program(&args, &program);
	program_free(&program);
	return status;
}

const struct command command_compile = {
	.name = "compile",
	.usage = "[OPTION]... POLICY",
	.summary = "write the program of a policy",
	.help = "Writes the program of POLICY: struct sock_filter in native byte order, as\n"
		"bubblewrap's --seccomp, minijail and `seccompctl run --bpf` read it. POLICY is a\n"
		"file in the language of seccompctl(1), or - for the standard input.\n"
		"\n"
		"  -o, --output FILE  write to FILE, which appears when it is complete; without\n"
		"                     this option, write to the standard output\n"
		"  --c                write an array in C, with the lines of the rules\n"
		"  --oci              write a profile for docker, podman and other OCI runtimes;\n"
		"                     refuse a policy that means something else there\n"
		"  --portable         refuse what a mainline kernel cannot do, with the line\n"
		"\n"
		"exit status: 0 done; 2 the policy is wrong, and nothing was written; 3 a file\n"
		"cannot be read or written\n",
	.run = run_compile,
};
