/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Loaded programs: found again by equal contents, and released.
 */
#ifndef _KERNEL_SECCOMP_PROGRAM_CACHE_H
#define _KERNEL_SECCOMP_PROGRAM_CACHE_H

#include <linux/filter.h>

struct seccomp_program;

struct seccomp_program *seccomp_program_load(const struct sock_fprog *fprog);
void seccomp_program_put(struct seccomp_program *program);

/* For seccomp_program_load() and its tests. */
struct seccomp_program *
seccomp_program_cache_find(const struct sock_filter *insns, unsigned int len);
struct seccomp_program *
seccomp_program_cache_add(struct seccomp_program *program);
void seccomp_program_cache_remove(struct seccomp_program *program);

#endif /* _KERNEL_SECCOMP_PROGRAM_CACHE_H */
