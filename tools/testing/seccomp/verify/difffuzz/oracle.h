/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The oracle: an interpreter of classic BPF.
 */
#ifndef _FUZZ_ORACLE_H
#define _FUZZ_ORACLE_H

#include <linux/filter.h>
#include "call.h"
#include "kernel.h"

bool oracle(const struct sock_filter *insns, const struct call *call, u32 *ret);
u32 oracle_normal(u32 ret);
s32 oracle_severity(u32 ret);

#endif /* _FUZZ_ORACLE_H */
