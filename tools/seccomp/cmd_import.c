// SPDX-License-Identifier: GPL-2.0-only
/*
 * seccompctl import: makes policies of the profiles of other programs.
 */
#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <string.h>
#include <sys/capability.h>
#include <unistd.h>

#include "profile.h"
#include "tool.h"

enum option_number {
	OPTION_ARCH,
	OPTION_CAPS,
	OPTION_KERNEL,
	OPTION_RUNTIME,
	OPTION_SYSTEMD,
};

static const struct option options[] = {
	{ "arch", required_argument, NULL, OPTION_ARCH },
	{ "caps", required_argument, NULL, OPTION_CAPS },
	{ "kernel", required_argument, NULL, OPTION_KERNEL },
	{ "runtime", required_argument, NULL, OPTION_RUNTIME },
	{ "systemd", no_argument, NULL, OPTION_SYSTEMD },
	{},
};

/* What docker and podman give to a container if nothing else is said. */
static const char *const default_caps[] = {
	"CAP_CHOWN",   "CAP_DAC_OVERRIDE",     "CAP_FOWNER",	 "CAP_FSETID",
	"CAP_KILL",    "CAP_NET_BIND_SERVICE", "CAP_SETFCAP",	 "CAP_SETGID",
	"CAP_SETPCAP", "CAP_SETUID",	       "CAP_SYS_CHROOT", NULL,
};

/* --- Options ----------------------------------------------------------------- */

static void add_cap(struct import_options *import, unsigned int *count,
		    char *cap)
{
	import->caps = xrealloc(import->caps, *count + 2, sizeof(char *));
	import->caps[(*count)++] = cap;
	import->caps[*count] = NULL;
}

static void add_all_caps(struct import_options *import, unsigned int *count)
{
	cap_value_t cap;
	char *name;

	for (cap = 0; cap <= CAP_LAST_CAP; cap++) {
		name = cap_to_name(cap);
		if (name)
			add_cap(import, count, xstrdup(name));
		cap_free(name);
	}
}

static int add_named_cap(struct import_options *import, unsigned int *count,
			 const char *word)
{
	char *name = strncasecmp(word, "CAP_", 4) ? xasprintf("CAP_%s", word) :
						    xstrdup(word);
	cap_value_t value;

	if (!cap_from_name(name, &value)) {
		add_cap(import, count, name);
		return EXIT_OK;
	}
	free(name);
	return usage_error(
		"--caps: no capability '%s'; expected names like CAP_CHOWN, default, all or none",
		word);
}

static int parse_caps(struct import_options *import, const char *text)
{
	char *copy = xstrdup(text), *rest = copy, *word;
	unsigned int count = 0, i;
	int status = EXIT_OK;

	while (status == EXIT_OK && (word = strsep(&rest, ","))) {
		if (!strcmp(word, "none"))
			continue;
		if (!strcmp(word, "all"))
			add_all_caps(import, &count);
		else if (!strcmp(word, "default"))
			for (i = 0; default_caps[i]; i++)
				add_cap(import, &count,
					xstrdup(default_caps[i]));
		else
			status = add_named_cap(import, &count, word);
	}
	free(copy);
	return status;
}

static int parse_archs(struct import_options *import, const char *text)
{
	char *copy = xstrdup(text), *rest = copy, *word;
	const struct abi *abi;
	int status = EXIT_OK;

	import->abi_count = 0;
	while (status == EXIT_OK && (word = strsep(&rest, ","))) {
		abi = strcmp(word, "native") ? abi_by_name(word) : abi_native();
		if (!abi)
			status = usage_error(
				"--arch: no architecture '%s'; expected a name like x86-64, x86 or arm64",
				word);
		else if (import->abi_count == PROFILE_ABIS)
			status = usage_error(
				"--arch: more than %d architectures",
				PROFILE_ABIS);
		else
			import->abis[import->abi_count++] = abi;
	}
	free(copy);
	return status;
}

static int parse_kernel(struct import_options *import, const char *text)
{
	if (isdigit((unsigned char)text[0]) &&
	    sscanf(text, "%4u.%4u", &import->kernel[0], &import->kernel[1]) ==
		    2)
		return EXIT_OK;
	return usage_error(
		"--kernel: '%s' is no version; expected one like 6.12", text);
}

static void free_options(struct import_options *import)
{
	unsigned int i;

	for (i = 0; import->caps && import->caps[i]; i++)
		free(import->caps[i]);
	free(import->caps);
}

/* --- Output ------------------------------------------------------------------ */

static int write_out(const char *path, const char *text, size_t size)
{
	FILE *out = path ? fopen(path, "we") : stdout;
	bool failed;

	if (!out)
		return system_error("%s: %s", path, strerror(errno));
	failed = fwrite(text, 1, size, out) != size;
	failed |= path ? fclose(out) : fflush(out);
	if (!failed)
		return EXIT_OK;
	if (path)
		unlink(path);
	return system_error("%s: %s", path ?: "stdout", strerror(errno));
}

static int import_profile(const char *source, bool systemd,
			  const struct import_options *import,
			  const char *output)
{
	struct profile profile;
	size_t size;
	char *text;
	int status;

	status = systemd ? profile_from_systemd(&profile, source, import) :
			   profile_from_oci(&profile, source, import);
	if (status == EXIT_OK) {
		text = profile_text(&profile, &size);
		status = write_out(output, text, size);
		free(text);
	}
	profile_free(&profile);
	return status;
}

static int run_import(int argc, char **argv)
{
	struct import_options import = {};
	const char *output = NULL;
	int status = EXIT_OK, option;
	bool systemd = false;

	optind = 0;
	opterr = 0;
	while (status == EXIT_OK &&
	       (option = getopt_long(argc, argv, ":o:", options, NULL)) >= 0) {
		if (option == OPTION_ARCH)
			status = parse_archs(&import, optarg);
		else if (option == OPTION_CAPS)
			status = parse_caps(&import, optarg);
		else if (option == OPTION_KERNEL)
			status = parse_kernel(&import, optarg);
		else if (option == OPTION_RUNTIME)
			status = import_set_runtime(&import.runc, optarg);
		else if (option == OPTION_SYSTEMD)
			systemd = true;
		else if (option == 'o')
			output = optarg;
		else if (option == ':')
			status = usage_error(
				"'%s' needs an argument; see seccompctl import --help",
				argv[optind - 1]);
		else
			status = usage_error(
				"no option '%s'; see seccompctl import --help",
				argv[optind - 1]);
	}
	if (status == EXIT_OK && optind + 1 != argc)
		status = usage_error(
			"expected one profile; see seccompctl import --help");
	if (status == EXIT_OK && systemd && import.runc)
		status = usage_error(
			"--runtime is for profiles of containers; leave it out with --systemd");
	import_set_kernel(&import);
	if (status == EXIT_OK)
		status = import_profile(argv[optind], systemd, &import, output);
	free_options(&import);
	return status;
}

const struct command command_import = {
	.name = "import",
	.usage = "[OPTION]... PROFILE",
	.summary = "make a policy of a profile of docker, podman or systemd",
	.help = "Writes the policy that says what PROFILE says. PROFILE is JSON: the\n"
		"seccomp profile of a container, or config.json of an OCI runtime.\n"
		"'-' is stdin.\n\n"
		"  --systemd          PROFILE is a unit file, or lines like\n"
		"                     'SystemCallFilter=@system-service'\n"
		"  --caps CAP[,CAP].. capabilities of the container; also default, all\n"
		"                     and none; none if missing\n"
		"  --arch ARCH[,..]   architecture of the machine; more than one replace\n"
		"                     those of the profile; this machine if missing\n"
		"  --kernel VERSION   kernel of the machine; this one if missing\n"
		"  --runtime RUNTIME  runtime of the container: crun, or runc, which has ENOSYS\n"
		"                     for numbers above those of the profile; crun if missing\n"
		"  -o FILE            write to FILE, not to stdout\n\n"
		"The policy answers calls as the filter that libseccomp makes of PROFILE.\n"
		"Comments name the places of the profile.\n\n"
		"  seccompctl import --caps default docker.json > docker.policy\n",
	.run = run_import,
};
