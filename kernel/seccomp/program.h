/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Programs: what a task hands to the kernel, checked and compiled.
 */
#ifndef _KERNEL_SECCOMP_PROGRAM_H
#define _KERNEL_SECCOMP_PROGRAM_H

#include <linux/bpf.h>
#include <linux/filter.h>
#include <linux/list.h>
#include <linux/refcount.h>
#include <linux/seccomp.h>
#include <linux/uidgid.h>

#include "cbpf.h"

struct pt_regs;
struct seccomp_outcome;
struct seccomp_residual;
struct seccomp_table;

/**
 * struct seccomp_program - one classic BPF filter program
 * @insns: the instructions as user space gave them
 * @residual_code: the residuals, runnable; NULL when there are none
 * @code: the whole program, runnable; NULL until somebody needs it. Whoever
 *	finds it NULL stores it by cmpxchg(), which publishes what it points to
 * @cached_table: the verdicts of a path that consists of this program, attached
 *	without listener and without SECCOMP_FILTER_FLAG_LOG; NULL until
 *	somebody needs it, and then as for @code
 * @outcomes: what the program answers, as far as it is known beforehand
 * @residuals: where in @residual_insns each residual is
 * @residual_insns: the residuals as classic BPF, to compare them
 * @outcome_idx: for each place the index of an outcome
 * @outcome_count: the number of @outcomes
 * @len: the number of @insns, from 1 to BPF_MAXINSNS
 * @refs: one for each filter that was installed from the program
 * @hash: of @insns, for the store
 * @privilege: seccomp_loader_privilege() of who has loaded it
 * @owner: whose tasks may share it, if it is in the store
 * @cache_node: its place in the store; protected by the store's lock, but for
 *	the question whether it has one
 *
 * Immutable but for what is said above, from its creation until the last
 * reference is gone. @outcomes and what follows up to @outcome_idx are one piece of
 * memory.
 */
struct seccomp_program {
	struct sock_filter *insns;
	struct bpf_prog *residual_code;
	struct bpf_prog *code;
	struct seccomp_table *cached_table;
	struct seccomp_outcome *outcomes;
	struct sock_filter *residual_insns;
	struct seccomp_residual *residuals;
	u8 *outcome_idx;
	u16 outcome_count;
	u16 len;
	refcount_t refs;
	u32 hash;
	u8 privilege;
	kuid_t owner;
	struct hlist_node cache_node;
};

u8 seccomp_loader_privilege(void);
struct seccomp_program *seccomp_program_create(struct sock_filter *insns,
					       unsigned int len);
struct seccomp_program *
seccomp_program_from_user(const struct sock_fprog *fprog);
void seccomp_program_put(struct seccomp_program *program);
int seccomp_program_compile(struct seccomp_program *program);
u32 seccomp_program_run(const struct seccomp_program *program,
			const struct seccomp_data *sd);
u32 seccomp_program_interpret(const struct seccomp_program *program,
			      const struct seccomp_data *sd);
u32 seccomp_program_run_on_regs(const struct seccomp_program *program,
				struct pt_regs *regs);
bool seccomp_residual_equal(const struct seccomp_program *one,
			    unsigned int residual,
			    const struct seccomp_program *other,
			    unsigned int other_residual);

struct seccomp_program *
seccomp_program_cache_find(const struct sock_filter *insns, unsigned int len);
struct seccomp_program *
seccomp_program_cache_add(struct seccomp_program *program);
void seccomp_program_cache_remove(struct seccomp_program *program);

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
	return one == other ||
	       (one->len == other->len &&
		seccomp_cbpf_equal(one->insns, other->insns, one->len));
}

/**
 * seccomp_program_run_residual - ask what is left of a program
 * @program: the program
 * @residual: the index of the residual that belongs to the number
 * @regs: the registers of current, as saved at system call entry
 *
 * The program touches nothing but @regs and its own stack, so that it may be
 * preempted and may migrate.
 *
 * Context: system call entry of the current task.
 * Return: what the program returns, a SECCOMP_RET_* with its data.
 */
static __always_inline u32
seccomp_program_run_residual(const struct seccomp_program *program,
			     unsigned int residual, const struct pt_regs *regs)
{
	const struct bpf_prog *code = program->residual_code;
	const struct seccomp_residual_ctx ctx = {
		.regs = regs,
		.residual = residual,
	};

	return bpf_dispatcher_nop_func(&ctx, code->insnsi, code->bpf_func);
}

#endif /* _KERNEL_SECCOMP_PROGRAM_H */
