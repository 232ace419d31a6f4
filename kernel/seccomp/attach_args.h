/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Arguments of operations that take a program: where user space has them, and in
 * which layout.
 */
#ifndef _KERNEL_SECCOMP_ATTACH_ARGS_H
#define _KERNEL_SECCOMP_ATTACH_ARGS_H

#include <linux/filter.h>
#include <linux/types.h>
#include <uapi/linux/seccomp_ext.h>

/**
 * struct seccomp_attach_args - request of an attach
 * @flags: SECCOMP_FILTER_FLAG_*
 * @reserve: instructions of a domain, up to SECCOMP_PATH_INSNS; 0 without
 *	SECCOMP_FILTER_FLAG_DOMAIN
 * @program_fd: descriptor of the program; or -1 for the one at @fprog
 * @fprog: user address of a struct sock_fprog, in the layout of the caller; unused
 *	with @program_fd
 * @results: user address that receives the results, or NULL without results
 * @label: label of the filter, with its NUL; empty without a label
 *
 * Only current knows the structure, so it needs no lock.
 */
struct seccomp_attach_args {
	u32 flags;
	u32 reserve;
	int program_fd;
	const void __user *fprog;
	struct seccomp_attach __user *results;
	char label[SECCOMP_LABEL_SIZE];
};

/**
 * struct seccomp_attach_results - results of an attach
 * @listener_fd: descriptor of the listener, or -1
 * @domain_fd: descriptor of the domain, or -1
 * @counter_fd: descriptor of the counter, or -1
 * @filter_id: id of the filter
 */
struct seccomp_attach_results {
	int listener_fd;
	int domain_fd;
	int counter_fd;
	u64 filter_id;
};

bool seccomp_may_attach(void);
int seccomp_read_struct(void *to, size_t known, size_t first,
			const void __user *from);
int seccomp_read_fprog(struct sock_fprog *fprog, const void __user *ufprog);
int seccomp_read_attach(struct seccomp_attach_args *args,
			struct seccomp_attach __user *uattach);
int seccomp_write_results(struct seccomp_attach __user *to,
			  const struct seccomp_attach_results *results);

#endif /* _KERNEL_SECCOMP_ATTACH_ARGS_H */
