/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The order in which libseccomp tries rules of one call.
 */
#ifndef _SECCOMPCTL_PROFILE_ORDER_H
#define _SECCOMPCTL_PROFILE_ORDER_H

#include "profile.h"

/* Prints a message on failure, and returns an &enum exit_status. */
int profile_order(const struct profile *profile, struct profile_rule **rules,
		  unsigned int count);

int profile_check(const struct profile *profile, struct profile_rule **rules,
		  unsigned int count);

#endif /* _SECCOMPCTL_PROFILE_ORDER_H */
