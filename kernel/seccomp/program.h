/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Programs: classic BPF filters, validated, analyzed and compiled.
 */
#ifndef _KERNEL_SECCOMP_PROGRAM_H
#define _KERNEL_SECCOMP_PROGRAM_H

#include <linux/bits.h>
#include <linux/bpf.h>
#include <linux/filter.h>
#include <linux/list.h>
#include <linux/refcount.h>
#include <linux/seccomp.h>
#include <linux/types.h>

#include "cbpf.h"
#include "decision.h"
#include "outcome.h"
#include "program_cache.h"

struct pt_regs;
struct seccomp_analysis;
struct seccomp_input;
struct seccomp_windows;

/*
 * What the BPF back end decides for code without capabilities: to compile it to
 * machine code, and to blind its constants. SECCOMP_BACKEND_MIXED means that the
 * back end has decided differently at different times; it equals no decision.
 */
#define SECCOMP_BACKEND_JIT BIT(0)
#define SECCOMP_BACKEND_BLIND BIT(1)
#define SECCOMP_BACKEND_MIXED BIT(2)

/**
 * struct seccomp_program - one classic BPF filter program
 * @insns: instructions as user space gave them, for PTRACE_SECCOMP_GET_FILTER
 * @residual_code: compiled residuals; NULL if all residuals are decision lists
 * @code: whole program, compiled; NULL until a path needs it. A task that finds
 *	NULL stores it by cmpxchg(), which publishes the code
 * @tables: tables of paths whose newest filter has this program, without
 *	references; protected by the lock of table.c
 * @outcomes: known answers of the program
 * @tests: tests of all residuals that are decision lists
 * @residuals: position of each residual in @residual_insns and @tests
 * @residual_insns: residuals as classic BPF, to compare them
 * @outcome_idx: index in @outcomes for each table slot
 * @outcome_count: number of @outcomes
 * @len: number of @insns, 1 to BPF_MAXINSNS
 * @refs: one for each filter that runs the program, one for each file with it, and
 *	one for each cached program with it in its key
 * @windows: set of all windows from which the program loads
 * @backend: SECCOMP_BACKEND_* of the code that the program has or may get; or
 *	SECCOMP_BACKEND_MIXED, written once, without a lock
 * @hash: hash of @key and @insns, if the program is cached
 * @key: boundary inside which tasks share the program, if it is cached
 * @cache_node: link in the program cache; protected by the lock of its bucket,
 *	except for the test whether it is linked
 *
 * A program does not change from its creation until its last reference is gone,
 * but for the members above that say so. @outcomes, @tests, @residual_insns,
 * @residuals and @outcome_idx are parts of one allocation.
 */
struct seccomp_program {
	struct sock_filter *insns;
	struct bpf_prog *residual_code;
	struct bpf_prog *code;
	struct hlist_head tables;
	struct seccomp_outcome *outcomes;
	struct seccomp_test *tests;
	struct sock_filter *residual_insns;
	struct seccomp_residual *residuals;
	u8 *outcome_idx;
	u16 outcome_count;
	u16 len;
	refcount_t refs;
	u16 windows;
	u8 backend;
	u64 hash;
	struct seccomp_cache_key key;
	struct hlist_node cache_node;
};

u8 seccomp_backend_now(void);
struct seccomp_program *seccomp_program_create(struct sock_filter *insns,
					       unsigned int len);
struct seccomp_program *
seccomp_program_create_analyzed(struct sock_filter *insns, unsigned int len,
				struct seccomp_analysis *an);
void seccomp_program_free(struct seccomp_program *program);
int seccomp_program_compile(struct seccomp_program *program);
u32 seccomp_program_run(const struct seccomp_program *program,
			const struct seccomp_input *input);
u32 seccomp_program_interpret(const struct seccomp_program *program,
			      const struct seccomp_input *input);
u32 seccomp_program_run_on_regs(const struct seccomp_program *program,
				struct pt_regs *regs);
u32 seccomp_program_run_on_windows(const struct seccomp_program *program,
				   struct pt_regs *regs,
				   const struct seccomp_windows *windows);
bool seccomp_residual_equal(const struct seccomp_program *one,
			    unsigned int residual,
			    const struct seccomp_program *other,
			    unsigned int other_residual);

/**
 * seccomp_program_equal - Compare two programs by their instructions
 * @one: a program
 * @other: a program
 *
 * Context: any.
 * Return: true if both have the same instructions, and so the same answers.
 */
static inline bool seccomp_program_equal(const struct seccomp_program *one,
					 const struct seccomp_program *other)
{
	return one == other ||
	       (one->len == other->len &&
		seccomp_cbpf_equal(one->insns, other->insns, one->len));
}

/**
 * seccomp_program_list - Find the decision list of a residual
 * @program: the program
 * @residual: index of a residual of @program
 *
 * Context: any.
 * Return: the first test, which belongs to @program; NULL if the residual is
 * compiled.
 */
static inline const struct seccomp_test *
seccomp_program_list(const struct seccomp_program *program,
		     unsigned int residual)
{
	const struct seccomp_residual *r = &program->residuals[residual];

	return r->tests ? &program->tests[r->first_test] : NULL;
}

/**
 * seccomp_program_run_residual - Run one residual of a program
 * @program: the program
 * @residual: index of a residual of @program, for the number of the call; it loads
 *	from no window
 * @regs: saved registers of current
 *
 * A residual uses @regs and its own stack only, so it may be preempted and may
 * migrate.
 *
 * Context: system call entry of current.
 * Return: SECCOMP_RET_* with its data.
 */
static __always_inline u32
seccomp_program_run_residual(const struct seccomp_program *program,
			     unsigned int residual, const struct pt_regs *regs)
{
	const struct seccomp_test *list =
		seccomp_program_list(program, residual);
	const struct bpf_prog *code = program->residual_code;
	const struct seccomp_residual_ctx ctx = {
		.regs = regs,
		.residual = program->residuals[residual].code_idx,
	};

	if (list)
		return seccomp_list_run(list, regs);
	return bpf_dispatcher_nop_func(&ctx, code->insnsi, code->bpf_func);
}

u32 seccomp_program_run_deep(const struct seccomp_program *program,
			     unsigned int residual, const struct pt_regs *regs,
			     const struct seccomp_windows *windows);

#endif /* _KERNEL_SECCOMP_PROGRAM_H */
