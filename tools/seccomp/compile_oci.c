// SPDX-License-Identifier: GPL-2.0-only
/*
 * Policies to profiles of the OCI runtime specification.
 */
#include "compile.h"
#include "tool.h"

/**
 * policy_to_oci - Make a profile of a policy
 * @text: receives the profile in JSON, which the caller frees
 * @policy: the policy
 *
 * Return: an &enum exit_status.
 */
int policy_to_oci(char **text, const struct policy *policy)
{
	*text = NULL;
	return system_error("this build writes no OCI profiles");
}
