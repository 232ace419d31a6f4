/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The versions of the kernel that added system calls.
 */
#ifndef _SECCOMPCTL_VERSIONS_H
#define _SECCOMPCTL_VERSIONS_H

#include <stdbool.h>

#include "abi.h"

/* major << 16 | minor, as in struct policy; 0 for the newest version of the table. */
bool call_is_known(const struct abi *abi, __u32 nr, unsigned int version);

/* For calls that libseccomp does not know. */
int newer_call_number(const struct abi *abi, const char *name);
const char *newer_call_name(const struct abi *abi, __u32 nr);

#endif /* _SECCOMPCTL_VERSIONS_H */
