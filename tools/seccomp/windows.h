/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which words an argument window can have together.
 */
#ifndef _SECCOMPCTL_WINDOWS_H
#define _SECCOMPCTL_WINDOWS_H

#include "paths.h"
#include "solve.h"

enum solution windows_check(const struct path_condition *conditions,
			    unsigned int count);

#endif /* _SECCOMPCTL_WINDOWS_H */
