/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Names of arguments, of fields behind pointers, and of constants.
 *
 * The table of arguments is generated from the SYSCALL_DEFINE prototypes of the base
 * by gen_args.py. Fields are members of the uapi structures that the kernel copies.
 */
#ifndef _SECCOMPCTL_ARGS_H
#define _SECCOMPCTL_ARGS_H

#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>

#include "abi.h"

/**
 * struct call_arg - an argument of a call
 * @name: name in the prototype: "flags", "dfd"
 * @type: type in the prototype: "unsigned int", "const char __user *"
 * @kind: SECCOMP_KIND_* of its copy; SECCOMP_KIND_NONE if there is none
 * @layout: name of the uapi structure of the copy, or NULL
 * @constants: name of a set of constants, or NULL: "open_flags", "clone_flags"
 * @width: bits that the body reads: 32 or 64
 * @is_signed: the body reads a signed number
 */
struct call_arg {
	const char *name;
	const char *type;
	unsigned int kind;
	const char *layout;
	const char *constants;
	unsigned char width;
	bool is_signed;
};

/**
 * struct call_prototype - the arguments of a call
 * @name: name of the call
 * @count: number of arguments, 0 to 6
 * @args: the arguments
 */
struct call_prototype {
	const char *name;
	unsigned int count;
	struct call_arg args[6];
};

const struct call_prototype *call_prototype(const struct abi *abi,
					    const char *name);

/* Write "flags", "O_RDONLY|O_CLOEXEC" or "0x7f01" for a value; always ends it. */
void format_arg(const struct abi *abi, const struct call_arg *arg, __u64 value,
		char *out, size_t size);
/* Find a constant of the uapi headers: "AF_INET". */
bool constant_value(const char *name, __u64 *value);
/* Write "errno EPERM", "allow", "kill_process" for SECCOMP_RET_* with data. */
void format_action(__u32 ret, char *out, size_t size);

#endif /* _SECCOMPCTL_ARGS_H */
