/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Loaded programs: found again by equal contents, and released.
 */
#ifndef _KERNEL_SECCOMP_PROGRAM_CACHE_H
#define _KERNEL_SECCOMP_PROGRAM_CACHE_H

#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/types.h>
#include <linux/uidgid.h>

struct pid_namespace;
struct seccomp_analysis;
struct seccomp_program;
struct user_namespace;

/**
 * struct seccomp_cache_key - boundary inside which tasks share programs
 * @user_ns: user namespace of the loader's credentials
 * @pid_ns: pid namespace in which the loader is visible
 * @below: program of the loader's newest filter, or NULL without filters
 * @memcg: id of the loader's memory control group, which no other group ever
 *	gets; 0 without CONFIG_MEMCG
 * @permitted: permitted capabilities of the loader
 * @uid: real, effective and saved user of the loader
 * @gid: real, effective and saved group of the loader
 * @backend: seccomp_backend_now() at the load
 *
 * Two tasks share a program only if all members are equal. Padding is zero,
 * because the hash covers all bytes.
 *
 * A cached program holds references to @user_ns, @pid_ns and @below. So no
 * address that a lookup compares can belong to a newer object.
 */
struct seccomp_cache_key {
	struct user_namespace *user_ns;
	struct pid_namespace *pid_ns;
	struct seccomp_program *below;
	u64 memcg;
	kernel_cap_t permitted;
	kuid_t uid;
	kgid_t gid;
	u8 backend;
};

struct seccomp_program *seccomp_program_load(const struct sock_fprog *fprog,
					     bool deep);
struct seccomp_program *
seccomp_program_load_analyzed(struct sock_filter *insns, unsigned int len,
			      struct seccomp_analysis *an);
bool seccomp_program_is_cached_above(const struct seccomp_program *program,
				     const struct seccomp_program *below);
void seccomp_program_put(struct seccomp_program *program);

/* For seccomp_program_load() and its tests. */
struct seccomp_program *seccomp_program_load_insns(struct sock_filter *insns,
						   unsigned int len, bool deep);
void seccomp_cache_key_read(struct seccomp_cache_key *key);
struct seccomp_program *
seccomp_program_cache_find(const struct seccomp_cache_key *key,
			   const struct sock_filter *insns, unsigned int len);
struct seccomp_program *
seccomp_program_cache_add(struct seccomp_program *program,
			  const struct seccomp_cache_key *key);

#endif /* _KERNEL_SECCOMP_PROGRAM_CACHE_H */
