// SPDX-License-Identifier: GPL-2.0-only
/*
 * Programs from seccomp profiles of containers.
 */
#include <stdlib.h>

#include "policy.h"
#include "profile.h"
#include "program.h"
#include "tool.h"

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
	struct import_options import = {};
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
