/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Can a condition be true?
 */
#ifndef _SECCOMPCTL_LINT_EXPR_H
#define _SECCOMPCTL_LINT_EXPR_H

#include <stdbool.h>

#include "policy.h"

/*
 * Can @expr be true while the conditions of @count branches are false? NULL for @expr
 * stands for a condition that is always true. The answer is true if the search gives up.
 */
bool lint_expr_possible(const struct policy_expr *expr,
			const struct policy_branch **before,
			unsigned int count);

#endif /* _SECCOMPCTL_LINT_EXPR_H */
