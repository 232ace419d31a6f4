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

/**
 * struct arg_field - a field behind a pointer, in the copy of the argument
 * @layout: name of the structure, as in &struct call_arg
 * @name: name in policies
 * @constants: name of a set of constants, or NULL
 * @offset: offset in the bytes of the copy
 * @size: number of bytes: 1, 2, 4 or 8; 16 for an IPv6 address
 * @family: AF_* that the copy must have for this field; 0 for any
 * @network_order: the most significant byte comes first
 * @is_signed: the field is a signed number
 */
struct arg_field {
	const char *layout;
	const char *name;
	const char *constants;
	unsigned short offset;
	unsigned short size;
	unsigned short family;
	bool network_order;
	bool is_signed;
};

const struct call_prototype *call_prototype(const struct abi *abi,
					    const char *name);
int call_arg_index(const struct call_prototype *call, const char *name);
const struct arg_field *arg_field(const struct abi *abi,
				  const struct call_arg *arg, const char *name);
const struct arg_field *arg_field_at(const struct abi *abi,
				     const struct call_arg *arg,
				     unsigned int index);

/* --- Constants: those of the machine that seccompctl was built for ------- */

/**
 * struct constant - a constant of the C headers
 * @name: its name
 * @value: its value; a negative one has all upper bits
 */
struct constant {
	const char *name;
	__u64 value;
};

/**
 * enum constants_form - forms in which an argument holds constants
 * @CONSTANTS_VALUES: one of them
 * @CONSTANTS_FLAGS: any of them, joined by |
 * @CONSTANTS_OPEN: an access mode in the bits of O_ACCMODE, and flags
 * @CONSTANTS_SOCKET: a type in the lower 4 bits, and flags
 * @CONSTANTS_FUTEX: an operation in the lower 7 bits, and flags
 */
enum constants_form {
	CONSTANTS_VALUES,
	CONSTANTS_FLAGS,
	CONSTANTS_OPEN,
	CONSTANTS_SOCKET,
	CONSTANTS_FUTEX,
};

/**
 * struct constant_set - constants of one kind of arguments
 * @name: its name, as in &struct call_arg
 * @form: how an argument holds them
 * @items: the constants; of equal ones, the first is preferred
 * @count: number of constants
 */
struct constant_set {
	const char *name;
	enum constants_form form;
	const struct constant *items;
	unsigned int count;
};

const struct constant_set *constant_set(const char *name);
const struct constant_set *constant_set_at(unsigned int index);
bool constant_value(const char *name, __u64 *value);

/* Each writes at most @size bytes to @out, with the NUL that ends them. */
void format_constants(const char *set, __u64 value, char *out, size_t size);
void format_mask(const char *set, __u64 mask, char *out, size_t size);
void format_arg(const struct abi *abi, const struct call_arg *arg, __u64 value,
		char *out, size_t size);
void format_action(__u32 ret, char *out, size_t size);

#endif /* _SECCOMPCTL_ARGS_H */
