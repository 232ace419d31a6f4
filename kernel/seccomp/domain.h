/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Domains: filters whose holder adds further ones later, for all tasks that have
 * inherited them.
 */
#ifndef _KERNEL_SECCOMP_DOMAIN_H
#define _KERNEL_SECCOMP_DOMAIN_H

#include <linux/types.h>

struct file;
struct seccomp_domain;

#ifdef CONFIG_SECCOMP_FILTER

struct seccomp_domain *seccomp_domain_create(u32 reserve);
void seccomp_domain_put(struct seccomp_domain *domain);
struct file *seccomp_domain_file(struct seccomp_domain *domain);

#endif /* CONFIG_SECCOMP_FILTER */

#endif /* _KERNEL_SECCOMP_DOMAIN_H */
