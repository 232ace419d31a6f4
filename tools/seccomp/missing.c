// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sources of programs that other parts of this series add. Their functions replace these
 * weak ones.
 */
#include "program.h"
#include "tool.h"

__attribute__((weak)) int
program_from_policy(struct program *program, const char *path,
		    const struct policy_options *options)
{
	return system_error("%s: this build reads no policies", path);
}

__attribute__((weak)) int program_from_oci(struct program *program,
					   const char *path,
					   const struct policy_options *options)
{
	return system_error("%s: this build reads no OCI profiles", path);
}
