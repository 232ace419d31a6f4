/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What programs from outside a policy have in common.
 */
#ifndef _SECCOMPCTL_SOURCE_H
#define _SECCOMPCTL_SOURCE_H

#include "program.h"

/* Set @deep and @listener of a program from its instructions. */
void program_inspect(struct program *program);

#endif /* _SECCOMPCTL_SOURCE_H */
