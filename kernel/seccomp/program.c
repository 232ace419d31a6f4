// SPDX-License-Identifier: GPL-2.0-only
/*
 * The life of a program: copied once from user space, judged and compiled from
 * that one copy, kept as it came for PTRACE_SECCOMP_GET_FILTER.
 */
#include <linux/err.h>
#include <linux/init.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "classic.h"
#include "program.h"

static struct kmem_cache *program_cache __ro_after_init;

/**
 * seccomp_program_create - check and compile
 * @insns: the instructions, allocated with kvmalloc(); taken over, also when
 *	the creation fails
 * @len: how many, from 1 to BPF_MAXINSNS
 *
 * Context: process context, may sleep.
 * Return: a program with one reference, or an error pointer: -EINVAL for a
 * program that breaks the rules, -ENOMEM.
 */
struct seccomp_program *seccomp_program_create(struct sock_filter *insns,
					       unsigned int len)
{
	struct seccomp_program *program;
	int err;

	err = classic_check(insns, len);
	if (err)
		goto free_insns;

	err = -ENOMEM;
	program = kmem_cache_alloc(program_cache, GFP_KERNEL_ACCOUNT);
	if (!program)
		goto free_insns;

	program->code = classic_compile(insns, len);
	if (IS_ERR(program->code)) {
		err = PTR_ERR(program->code);
		goto free_program;
	}
	program->insns = insns;
	program->len = len;
	refcount_set(&program->refs, 1);
	return program;

free_program:
	kmem_cache_free(program_cache, program);
free_insns:
	kvfree(insns);
	return ERR_PTR(err);
}

/**
 * seccomp_program_from_user - take a program from user space
 * @fprog: its length, from 1 to BPF_MAXINSNS, and its address
 *
 * Context: process context, may sleep.
 * Return: a program with one reference, or an error pointer: -EFAULT, -EINVAL,
 * -ENOMEM.
 */
struct seccomp_program *
seccomp_program_from_user(const struct sock_fprog *fprog)
{
	const size_t size = array_size(fprog->len, sizeof(struct sock_filter));
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
	return seccomp_program_create(insns, fprog->len);
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
	bpf_prog_free(program->code);
	kvfree(program->insns);
	kmem_cache_free(program_cache, program);
}

static int __init seccomp_program_init(void)
{
	program_cache = KMEM_CACHE(seccomp_program, SLAB_PANIC | SLAB_ACCOUNT);
	return 0;
}
core_initcall(seccomp_program_init);
