// SPDX-License-Identifier: GPL-2.0-only
/*
 * Programs from seccomp profiles of containers.
 */
#include <stdlib.h>
#include <string.h>

#include "policy.h"
#include "profile.h"
#include "program.h"
#include "tool.h"

/**
 * import_set_runtime - Import for a runtime of containers
 * @runc: receives whether it is runc
 * @name: name of the runtime
 *
 * Return: an &enum exit_status.
 */
int import_set_runtime(bool *runc, const char *name)
{
	*runc = !strcmp(name, "runc");
	if (*runc || !strcmp(name, "crun"))
		return EXIT_OK;
	return usage_error("--runtime: no runtime '%s'; expected crun or runc",
			   name);
}

/**
 * program_from_oci - Compile a seccomp profile in JSON
 * @program: receives the program, for program_free()
 * @path: name of the file, or "-" for stdin
 * @options: how the policy is compiled
 *
 * The profile is imported for this machine, its kernel, and no capabilities.
 *
 * Return: an &enum exit_status.
 */
int program_from_oci(struct program *program, const char *path,
		     const struct policy_options *options)
{
	struct import_options import = { .runc = options->runc };
	struct policy *policy;
	struct profile profile;
	char *text = NULL;
	size_t size;
	int status;

	import_set_kernel(&import);
	status = profile_from_oci(&profile, path, &import);
	if (status == EXIT_OK) {
		text = profile_text(&profile, &size);
		status = policy_read_text(&policy, path, text, size);
	}
	if (status == EXIT_OK) {
		status = policy_compile(program, policy, options);
		policy_free(policy);
	}
	free(text);
	profile_free(&profile);
	return status;
}
