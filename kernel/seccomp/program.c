// SPDX-License-Identifier: GPL-2.0-only
/*
 * The life of a program: copied once from user space, judged, analyzed and
 * compiled from that one copy, kept as it came for PTRACE_SECCOMP_GET_FILTER.
 *
 * What is compiled is the residuals. The whole program is run for calls that
 * nothing has been prepared for, if there are any; only then it is compiled as
 * well.
 */
#include <linux/capability.h>
#include <linux/err.h>
#include <linux/init.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "analysis.h"
#include "arch.h"
#include "cbpf.h"
#include "program.h"
#include "table.h"

static struct kmem_cache *program_slab __ro_after_init;

/* Take what is known over, in just the memory that it needs. */
static int keep_analysis(struct seccomp_program *program,
			 const struct seccomp_analysis *an)
{
	const size_t outcomes = an->outcome_count * sizeof(*an->outcomes);
	const size_t code = an->code_len * sizeof(*an->code);
	const size_t residuals = an->residual_count * sizeof(*an->residuals);
	void *memory;

	memory = kvmalloc(outcomes + code + residuals + SECCOMP_TABLE_SLOTS + 1,
			  GFP_KERNEL_ACCOUNT);
	if (!memory)
		return -ENOMEM;
	program->outcomes = memory;
	program->residual_insns = memory + outcomes;
	program->residuals = memory + outcomes + code;
	program->outcome_idx = memory + outcomes + code + residuals;
	program->outcome_count = an->outcome_count;
	memcpy(program->outcomes, an->outcomes, outcomes);
	if (code)
		memcpy(program->residual_insns, an->code, code);
	memcpy(program->residuals, an->residuals, residuals);
	memcpy(program->outcome_idx, an->outcome_idx, SECCOMP_TABLE_SLOTS + 1);
	return 0;
}

/* On an architecture whose registers nobody has described. */
static void drop_residuals(struct seccomp_analysis *an)
{
	unsigned int i;

	for (i = 0; i < an->outcome_count; i++)
		if (an->outcomes[i].kind == OUTCOME_RESIDUAL)
			an->outcomes[i].kind = OUTCOME_UNKNOWN;
	an->residual_count = 0;
	an->code_len = 0;
}

static int compile_residuals(struct seccomp_program *program,
			     struct seccomp_analysis *an)
{
	struct bpf_prog *code;

	if (!an->residual_count)
		return 0;
	if (!seccomp_reg_offsets(an->residuals[0].abi)) {
		drop_residuals(an);
		return 0;
	}
	code = seccomp_cbpf_compile_residuals(an);
	if (IS_ERR(code))
		return PTR_ERR(code);
	program->residual_code = code;
	return 0;
}

static int analyze_and_compile(struct seccomp_program *program)
{
	struct seccomp_analysis *an;
	int err = -ENOMEM;

	an = kvmalloc(sizeof(*an), GFP_KERNEL_ACCOUNT);
	if (!an)
		return -ENOMEM;
	err = seccomp_analyze(program->insns, program->len, an);
	if (err)
		goto free;
	err = compile_residuals(program, an);
	if (!err)
		err = keep_analysis(program, an);
	kvfree(an->code);
free:
	kvfree(an);
	return err;
}

static void free_program(struct seccomp_program *program)
{
	seccomp_table_put(program->cached_table);
	if (program->residual_code)
		bpf_prog_free(program->residual_code);
	if (program->code)
		bpf_prog_free(program->code);
	kvfree(program->outcomes);
	kvfree(program->insns);
	kmem_cache_free(program_slab, program);
}

/**
 * seccomp_loader_privilege - what the BPF back end lets current do without
 *
 * It hardens code against speculation unless the task that has it compiled has
 * CAP_SYS_ADMIN, and hides constants, with bpf_jit_harden 1, unless that task has
 * CAP_BPF, which the other includes.
 *
 * Context: process context.
 * Return: 0 for nothing, 1 for CAP_BPF, 2 for all.
 */
u8 seccomp_loader_privilege(void)
{
	if (ns_capable_noaudit(&init_user_ns, CAP_SYS_ADMIN))
		return 2;
	return ns_capable_noaudit(&init_user_ns, CAP_BPF);
}

/**
 * seccomp_program_create - check, analyze and compile
 * @insns: the instructions, allocated with kvmalloc(); taken over, also when
 *	the creation fails
 * @len: how many, from 1 to BPF_MAXINSNS
 *
 * Context: process context, may sleep.
 * Return: a program with one reference, or an error pointer: -EINVAL for a
 * program that breaks the rules, -ENOMEM, or what the BPF back end says.
 */
struct seccomp_program *seccomp_program_create(struct sock_filter *insns,
					       unsigned int len)
{
	struct seccomp_program *program;
	int err;

	err = seccomp_cbpf_validate(insns, len);
	if (err)
		goto free_insns;

	err = -ENOMEM;
	program = kmem_cache_zalloc(program_slab, GFP_KERNEL_ACCOUNT);
	if (!program)
		goto free_insns;
	program->insns = insns;
	program->len = len;
	program->privilege = seccomp_loader_privilege();
	refcount_set(&program->refs, 1);
	err = analyze_and_compile(program);
	if (!err)
		return program;
	free_program(program);
	return ERR_PTR(err);

free_insns:
	kvfree(insns);
	return ERR_PTR(err);
}

/**
 * seccomp_program_from_user - take a program from user space
 * @fprog: its length, from 1 to BPF_MAXINSNS, and its address
 *
 * Where the user has loaded the same program already, it is that one.
 *
 * Context: process context, may sleep.
 * Return: a program with a reference for the caller, or an error pointer:
 * -EFAULT, -EINVAL, -ENOMEM, or what the BPF back end says.
 */
struct seccomp_program *
seccomp_program_from_user(const struct sock_fprog *fprog)
{
	const size_t size = array_size(fprog->len, sizeof(struct sock_filter));
	struct seccomp_program *program;
	struct sock_filter *insns;

	if (!fprog->filter)
		return ERR_PTR(-EINVAL);

	insns = kvmalloc(size, GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (!insns)
		return ERR_PTR(-ENOMEM);
	if (copy_from_user(insns, fprog->filter, size)) {
		kvfree(insns);
		return ERR_PTR(-EFAULT);
	}
	program = seccomp_program_cache_find(insns, fprog->len);
	if (program) {
		kvfree(insns);
		return program;
	}
	program = seccomp_program_create(insns, fprog->len);
	if (IS_ERR(program))
		return program;
	return seccomp_program_cache_add(program);
}

/**
 * seccomp_program_put - drop a reference
 * @program: the program, gone with its last reference
 *
 * Context: process context, may sleep.
 */
void seccomp_program_put(struct seccomp_program *program)
{
	if (!refcount_dec_and_test(&program->refs))
		return;
	seccomp_program_cache_remove(program);
	free_program(program);
}

/**
 * seccomp_program_compile - make a whole program runnable
 * @program: the program
 *
 * Without it, seccomp_program_run() has to interpret; and so it does where a task
 * that is trusted more than the one that has loaded the program comes by, whose
 * code would be less hardened.
 *
 * Context: process context, may sleep.
 * Return: 0; -ENOMEM, or what the BPF back end says.
 */
int seccomp_program_compile(struct seccomp_program *program)
{
	struct bpf_prog *code;

	if (READ_ONCE(program->code) ||
	    seccomp_loader_privilege() > program->privilege)
		return 0;
	code = seccomp_cbpf_compile(program->insns, program->len);
	if (IS_ERR(code))
		return PTR_ERR(code);
	/* Pairs with the dependent loads of seccomp_program_run(). */
	if (cmpxchg(&program->code, NULL, code))
		bpf_prog_free(code);
	return 0;
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
u32 seccomp_program_run(const struct seccomp_program *program,
			const struct seccomp_data *sd)
{
	/* Pairs with cmpxchg() in seccomp_program_compile(). */
	const struct bpf_prog *code = READ_ONCE(program->code);

	if (!code)
		return seccomp_cbpf_interpret(program->insns, sd);
	return bpf_dispatcher_nop_func(sd, code->insnsi, code->bpf_func);
}

/**
 * seccomp_program_interpret - ask a program, the plain way
 * @program: the program
 * @sd: the call
 *
 * Context: any.
 * Return: as seccomp_program_run(), which gives the same answer.
 */
u32 seccomp_program_interpret(const struct seccomp_program *program,
			      const struct seccomp_data *sd)
{
	return seccomp_cbpf_interpret(program->insns, sd);
}

/**
 * seccomp_program_run_on_regs - ask a program about the call at hand
 * @program: the program
 * @regs: the registers of current, as saved at system call entry
 *
 * Context: system call entry of the current task.
 * Return: as seccomp_program_run().
 */
u32 seccomp_program_run_on_regs(const struct seccomp_program *program,
				struct pt_regs *regs)
{
	struct seccomp_data sd __uninitialized;

	populate_seccomp_data(&sd, regs);
	return seccomp_program_run(program, &sd);
}

/**
 * seccomp_residual_equal - do two residuals give the same answers?
 * @one: a program
 * @residual: the index of a residual of it
 * @other: a program
 * @other_residual: the index of a residual of that, for the same numbers
 *
 * Context: any.
 * Return: true when they consist of the same instructions.
 */
bool seccomp_residual_equal(const struct seccomp_program *one,
			    unsigned int residual,
			    const struct seccomp_program *other,
			    unsigned int other_residual)
{
	const struct seccomp_residual *this = &one->residuals[residual];
	const struct seccomp_residual *that = &other->residuals[other_residual];

	return this->abi == that->abi && this->len == that->len &&
	       seccomp_cbpf_equal(&one->residual_insns[this->first],
				  &other->residual_insns[that->first],
				  this->len);
}

static int __init seccomp_program_init(void)
{
	program_slab = KMEM_CACHE(seccomp_program, SLAB_PANIC | SLAB_ACCOUNT);
	return 0;
}
core_initcall(seccomp_program_init);
