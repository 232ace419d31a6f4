/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Ids of filters.
 */
#ifndef _KERNEL_SECCOMP_FILTER_ID_H
#define _KERNEL_SECCOMP_FILTER_ID_H

#include <linux/siphash.h>
#include <linux/types.h>

/* No filter has this id. */
#define SECCOMP_NO_FILTER_ID 0

u64 seccomp_filter_serial_new(void);
u64 seccomp_filter_id(u64 serial);

/* For seccomp_filter_id() and its tests. */
u64 seccomp_id_permute(u64 number, const siphash_key_t *key);

#endif /* _KERNEL_SECCOMP_FILTER_ID_H */
