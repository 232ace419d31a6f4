/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Programs: what a task hands to the kernel, checked and compiled.
 */
#ifndef _KERNEL_SECCOMP_PROGRAM_H
#define _KERNEL_SECCOMP_PROGRAM_H

#include <linux/bpf.h>
#include <linux/filter.h>
#include <linux/refcount.h>
#include <linux/seccomp.h>

/**
 * struct seccomp_program - one classic BPF filter program
 * @code: the compiled form
 * @insns: the instructions as user space gave them
 * @len: the number of @insns, from 1 to BPF_MAXINSNS
 * @refs: one for each filter that was installed from the program
 *
 * Immutable from its creation until the last reference is gone.
 */
struct seccomp_program {
	struct bpf_prog *code;
	struct sock_filter *insns;
	u16 len;
	refcount_t refs;
};

struct seccomp_program *seccomp_program_create(struct sock_filter *insns,
					       unsigned int len);
struct seccomp_program *
seccomp_program_from_user(const struct sock_fprog *fprog);
void seccomp_program_put(struct seccomp_program *program);

/**
 * seccomp_program_equal - are two programs the same, instruction by instruction?
 * @one: a program
 * @other: a program
 *
 * Context: any.
 * Return: true when they are, and so answer alike.
 */
static inline bool seccomp_program_equal(const struct seccomp_program *one,
					 const struct seccomp_program *other)
{
	return one->len == other->len &&
	       !memcmp(one->insns, other->insns,
		       array_size(one->len, sizeof(*one->insns)));
}

/**
 * seccomp_program_run - ask a program about a system call
 * @program: the program
 * @sd: the call
 *
 * The program touches nothing but @sd and its own stack, so that it may be
 * preempted and may migrate.
 *
 * Context: any.
 * Return: what the program returned, a SECCOMP_RET_* with its data.
 */
static inline u32 seccomp_program_run(const struct seccomp_program *program,
				      const struct seccomp_data *sd)
{
	const struct bpf_prog *code = program->code;

	return bpf_dispatcher_nop_func(sd, code->insnsi, code->bpf_func);
}

#endif /* _KERNEL_SECCOMP_PROGRAM_H */
