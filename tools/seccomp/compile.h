/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Forms of a policy that compile writes.
 */
#ifndef _SECCOMPCTL_COMPILE_H
#define _SECCOMPCTL_COMPILE_H

#include "policy.h"

/*
 * Make a profile in JSON, which the caller frees. Prints a message on failure,
 * and returns an &enum exit_status.
 */
int policy_to_oci(char **text, const struct policy *policy);

#endif /* _SECCOMPCTL_COMPILE_H */
