/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Chains for one number or one architecture: a constant takes the place of its loads.
 */
#ifndef _SECCOMPCTL_FIXED_H
#define _SECCOMPCTL_FIXED_H

#include <linux/types.h>
#include <stdbool.h>

#include "abi.h"
#include "calls.h"
#include "chain.h"
#include "program.h"

/* The caller frees it with chain_free(). */
struct chain fix_chain(const struct chain *chain, __u32 offset, __u32 value);
bool computes(const struct program *program, __u32 but);
bool computes_arch(const struct chain *chain);
bool loads_arch(const struct chain *chain);
bool has_constant(const struct chain *chain, __u32 k);
bool is_constant_chain(const struct chain *chain, __u32 *ret);
bool is_compared(const struct abi *const *abis, unsigned int count, __u32 arch);
struct call_numbers any_call(void);

#endif /* _SECCOMPCTL_FIXED_H */
