// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reading the arguments of operations that take a program, and writing their
 * results.
 *
 * Each function copies from user space once. What another thread writes there
 * later has no effect.
 */
#include <linux/build_bug.h>
#include <linux/capability.h>
#include <linux/compat.h>
#include <linux/filter.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/stddef.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/user_namespace.h>
#include <uapi/linux/seccomp_ext.h>

#include "attach_args.h"
#include "filter.h"

/* Size of the first version of struct seccomp_attach, in bytes. */
#define ATTACH_SIZE_1 80

static_assert(sizeof(struct seccomp_attach) >= ATTACH_SIZE_1);
static_assert(offsetof(struct seccomp_attach, size) == 0);
/* The results are next to each other, and end the first version. */
static_assert(offsetofend(struct seccomp_attach, filter_id) == ATTACH_SIZE_1);

/**
 * seccomp_may_attach - Check whether current may attach filters
 *
 * A filter can make calls fail in ways that a program with more privileges than
 * its caller does not expect. So the task must be unable to exec such a program,
 * or be privileged itself.
 *
 * A loaded program can take memory of the JIT, which all users share. So the right
 * to load is the right to attach.
 *
 * Context: process context.
 * Return: true under no_new_privs, or with CAP_SYS_ADMIN in the user namespace.
 */
bool seccomp_may_attach(void)
{
	return task_no_new_privs(current) ||
	       ns_capable_noaudit(current_user_ns(), CAP_SYS_ADMIN);
}

/**
 * seccomp_read_struct - Copy a structure of the program that begins with its size
 * @to: receives the structure; owned by the caller. Members that the program does
 *	not know become 0
 * @known: size of the version of this kernel, in bytes
 * @first: size of the first version, in bytes
 * @from: user address of the structure
 *
 * Context: process context; may sleep.
 * Return: 0; -EINVAL for a size below @first; -E2BIG for a size above a page, and
 * for members that the kernel does not know and that are not 0; -EFAULT.
 */
int seccomp_read_struct(void *to, size_t known, size_t first,
			const void __user *from)
{
	u32 size;

	if (get_user(size, (const u32 __user *)from))
		return -EFAULT;
	if (size < first)
		return -EINVAL;
	if (size > PAGE_SIZE)
		return -E2BIG;
	return copy_struct_from_user(to, known, from, size);
}

static int copy_fprog(struct sock_fprog *fprog, const void __user *ufprog)
{
#ifdef CONFIG_COMPAT
	if (in_compat_syscall()) {
		struct compat_sock_fprog narrow;

		if (copy_from_user(&narrow, ufprog, sizeof(narrow)))
			return -EFAULT;
		fprog->len = narrow.len;
		fprog->filter = compat_ptr(narrow.filter);
		return 0;
	}
#endif
	return copy_from_user(fprog, ufprog, sizeof(*fprog)) ? -EFAULT : 0;
}

/**
 * seccomp_read_fprog - Read a struct sock_fprog in the layout of the caller
 * @fprog: receives the structure; owned by the caller
 * @ufprog: user address of the structure
 *
 * Context: process context; may sleep.
 * Return: 0; -EINVAL for a length that is not 1 to BPF_MAXINSNS; -EFAULT.
 */
int seccomp_read_fprog(struct sock_fprog *fprog, const void __user *ufprog)
{
	int err = copy_fprog(fprog, ufprog);

	if (err)
		return err;
	return fprog->len && fprog->len <= BPF_MAXINSNS ? 0 : -EINVAL;
}

/* A record has labels in quotation marks, and no other character is special. */
static bool is_label_char(char c)
{
	return c >= 0x21 && c <= 0x7e && c != '"' && c != '\\';
}

/* A label ends with a NUL, and all bytes behind its end are NUL. */
static bool is_label_valid(const char *label)
{
	unsigned int i = 0;

	while (i < SECCOMP_LABEL_SIZE && is_label_char(label[i]))
		i++;
	return i < SECCOMP_LABEL_SIZE &&
	       !memchr_inv(&label[i], 0, SECCOMP_LABEL_SIZE - i);
}

/* Zeroes now let later versions use the results for input, too. */
static bool are_results_zero(const struct seccomp_attach *attach)
{
	return !attach->listener_fd && !attach->domain_fd &&
	       !attach->counter_fd && !attach->pad && !attach->filter_id;
}

/* The program is at an address, or has a descriptor. */
static bool has_one_program(const struct seccomp_attach *attach)
{
	return !attach->fprog == (attach->program_fd != -1);
}

static int check_attach(const struct seccomp_attach *attach)
{
	if (!has_one_program(attach) || !is_label_valid(attach->label) ||
	    !are_results_zero(attach))
		return -EINVAL;
	if (!attach->reserve)
		return 0;
	if (!(attach->flags & SECCOMP_FILTER_FLAG_DOMAIN))
		return -EINVAL;
	/* No path has room for more. The sums of the path must not overflow. */
	return attach->reserve > SECCOMP_PATH_INSNS ? -ENOMEM : 0;
}

/**
 * seccomp_read_attach - Read a struct seccomp_attach
 * @args: receives what the attach asks for; owned by the caller
 * @uattach: user address of the structure
 *
 * The caller checks the flags and the descriptor.
 *
 * Context: process context; may sleep.
 * Return: 0; -ENOMEM for a reserve above SECCOMP_PATH_INSNS; -E2BIG for unknown
 * members; -EFAULT.
 *
 * -EINVAL for a size that is too small, for no program or two, and for results that
 * are not 0. The same for a label with other characters or without an end, and for
 * a reserve without SECCOMP_FILTER_FLAG_DOMAIN.
 */
int seccomp_read_attach(struct seccomp_attach_args *args,
			struct seccomp_attach __user *uattach)
{
	struct seccomp_attach attach;
	int err;

	err = seccomp_read_struct(&attach, sizeof(attach), ATTACH_SIZE_1,
				  uattach);
	if (!err)
		err = check_attach(&attach);
	if (err)
		return err;
	args->flags = attach.flags;
	args->reserve = attach.reserve;
	args->program_fd = attach.program_fd;
	args->fprog = u64_to_user_ptr(attach.fprog);
	args->results = uattach;
	memcpy(args->label, attach.label, sizeof(args->label));
	return 0;
}

/**
 * seccomp_write_results - Write the results of an attach
 * @to: user address of the structure that the program passed
 * @results: the results; owned by the caller
 *
 * Context: process context; may sleep.
 * Return: 0; or -EFAULT, and then some of the results may be written.
 */
int seccomp_write_results(struct seccomp_attach __user *to,
			  const struct seccomp_attach_results *results)
{
	const struct seccomp_attach attach = {
		.listener_fd = results->listener_fd,
		.domain_fd = results->domain_fd,
		.counter_fd = results->counter_fd,
		.filter_id = results->filter_id,
	};
	const size_t size =
		ATTACH_SIZE_1 - offsetof(struct seccomp_attach, listener_fd);

	return copy_to_user(&to->listener_fd, &attach.listener_fd, size) ?
		       -EFAULT :
		       0;
}
