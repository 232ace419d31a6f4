// SPDX-License-Identifier: GPL-2.0-only
/*
 * Arguments that tell what a call is for.
 */
#include <stdio.h>
#include <string.h>

#include "args.h"
#include "learn.h"
#include "tool.h"

#define NO LEARN_NO_ARG
#define VALUES(...) .values = { __VA_ARGS__, NO }
#define PATH(index) .paths = { index, NO }, .dirs = { NO, NO }
#define PATH_AT(dir, index) .paths = { index, NO }, .dirs = { dir, NO }
#define TWO_PATHS .paths = { 0, 1, NO }, .dirs = { NO, NO }
#define TWO_PATHS_AT .paths = { 1, 3, NO }, .dirs = { 0, 2 }
#define NO_PATH .paths = { NO }
#define NO_VALUES .values = { NO }
#define ADDRESS(index) .address = (index)
#define FAMILY(index) .field_arg = (index), .field = "family"
#define NO_ADDRESS .address = NO, .field_arg = NO
#define FIELD(index, name) .address = NO, .field_arg = (index), .field = (name)

#define BY_VALUES(name, ...)                                           \
	{                                                              \
		.call = name, VALUES(__VA_ARGS__), NO_PATH, NO_ADDRESS \
	}
#define BY_PATH(name, path)                               \
	{                                                 \
		.call = name, NO_VALUES, path, NO_ADDRESS \
	}

/* Indices are those of the prototypes. Calls are sorted by name. */
static const struct learn_interest interests[] = {
	BY_PATH("access", PATH(0)),
	BY_PATH("acct", PATH(0)),
	BY_VALUES("arch_prctl", 0),
	{ .call = "bind", NO_VALUES, NO_PATH, ADDRESS(1), FAMILY(1) },
	BY_VALUES("bpf", 0),
	BY_PATH("chdir", PATH(0)),
	BY_PATH("chmod", PATH(0)),
	BY_PATH("chown", PATH(0)),
	BY_PATH("chroot", PATH(0)),
	BY_VALUES("clone", 0),
	{ .call = "clone3", NO_VALUES, NO_PATH, FIELD(0, "flags") },
	{ .call = "connect", NO_VALUES, NO_PATH, ADDRESS(1), FAMILY(1) },
	BY_PATH("creat", PATH(0)),
	BY_PATH("execve", PATH(0)),
	BY_PATH("execveat", PATH_AT(0, 1)),
	BY_PATH("faccessat", PATH_AT(0, 1)),
	BY_PATH("faccessat2", PATH_AT(0, 1)),
	BY_PATH("fchmodat", PATH_AT(0, 1)),
	BY_PATH("fchmodat2", PATH_AT(0, 1)),
	BY_PATH("fchownat", PATH_AT(0, 1)),
	BY_VALUES("fcntl", 1),
	BY_VALUES("fcntl64", 1),
	BY_PATH("fstatat64", PATH_AT(0, 1)),
	BY_PATH("futimesat", PATH_AT(0, 1)),
	BY_PATH("getxattr", PATH(0)),
	BY_PATH("inotify_add_watch", PATH(1)),
	BY_VALUES("ioctl", 1),
	BY_VALUES("keyctl", 0),
	BY_PATH("lchown", PATH(0)),
	BY_PATH("lgetxattr", PATH(0)),
	BY_PATH("link", TWO_PATHS),
	BY_PATH("linkat", TWO_PATHS_AT),
	BY_PATH("listxattr", PATH(0)),
	BY_PATH("llistxattr", PATH(0)),
	BY_PATH("lremovexattr", PATH(0)),
	BY_PATH("lsetxattr", PATH(0)),
	BY_PATH("lstat", PATH(0)),
	BY_PATH("lstat64", PATH(0)),
	BY_VALUES("madvise", 2),
	BY_PATH("mkdir", PATH(0)),
	BY_PATH("mkdirat", PATH_AT(0, 1)),
	BY_PATH("mknod", PATH(0)),
	BY_PATH("mknodat", PATH_AT(0, 1)),
	BY_VALUES("mmap", 2),
	BY_VALUES("mmap2", 2),
	BY_PATH("mount", TWO_PATHS),
	BY_PATH("mount_setattr", PATH_AT(0, 1)),
	BY_PATH("move_mount", TWO_PATHS_AT),
	BY_VALUES("mprotect", 2),
	BY_PATH("name_to_handle_at", PATH_AT(0, 1)),
	BY_PATH("newfstatat", PATH_AT(0, 1)),
	{ .call = "open", VALUES(1), PATH(0), NO_ADDRESS },
	BY_PATH("open_tree", PATH_AT(0, 1)),
	{ .call = "openat", VALUES(2), PATH_AT(0, 1), NO_ADDRESS },
	{ .call = "openat2", NO_VALUES, PATH_AT(0, 1), FIELD(2, "flags") },
	BY_VALUES("personality", 0),
	BY_PATH("pivot_root", TWO_PATHS),
	BY_VALUES("pkey_mprotect", 2),
	BY_VALUES("prctl", 0),
	BY_VALUES("prlimit64", 1),
	BY_VALUES("ptrace", 0),
	BY_PATH("readlink", PATH(0)),
	BY_PATH("readlinkat", PATH_AT(0, 1)),
	BY_PATH("removexattr", PATH(0)),
	BY_PATH("rename", TWO_PATHS),
	BY_PATH("renameat", TWO_PATHS_AT),
	BY_PATH("renameat2", TWO_PATHS_AT),
	BY_PATH("rmdir", PATH(0)),
	{ .call = "sendto", NO_VALUES, NO_PATH, ADDRESS(4), FAMILY(4) },
	BY_VALUES("setns", 1),
	BY_VALUES("setsockopt", 1, 2),
	BY_PATH("setxattr", PATH(0)),
	BY_VALUES("socket", 0, 1),
	BY_VALUES("socketpair", 0, 1),
	BY_PATH("stat", PATH(0)),
	BY_PATH("stat64", PATH(0)),
	BY_PATH("statfs", PATH(0)),
	BY_PATH("statfs64", PATH(0)),
	BY_PATH("statx", PATH_AT(0, 1)),
	BY_PATH("swapoff", PATH(0)),
	BY_PATH("swapon", PATH(0)),
	BY_PATH("symlink", PATH(1)),
	BY_PATH("symlinkat", PATH_AT(1, 2)),
	BY_PATH("truncate", PATH(0)),
	BY_PATH("umount2", PATH(0)),
	BY_PATH("unlink", PATH(0)),
	BY_PATH("unlinkat", PATH_AT(0, 1)),
	BY_VALUES("unshare", 0),
	BY_PATH("utime", PATH(0)),
	BY_PATH("utimensat", PATH_AT(0, 1)),
	BY_PATH("utimes", PATH(0)),
};

/**
 * learn_interest - Return the arguments of a call that tell what it is for
 * @call: name of the call
 *
 * Return: the arguments; or NULL if the number of the call says enough.
 */
const struct learn_interest *learn_interest(const char *call)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(interests); i++)
		if (!strcmp(interests[i].call, call))
			return &interests[i];
	return NULL;
}

/**
 * learn_interest_at - Return an entry of the table by its place
 * @index: place in the table, from 0
 *
 * Return: the arguments of a call; or NULL behind the last.
 */
const struct learn_interest *learn_interest_at(unsigned int index)
{
	return index < ARRAY_SIZE(interests) ? &interests[index] : NULL;
}

/**
 * learn_has_path - Check whether an argument is the path of a file that a call is for
 * @interest: arguments that tell what the call is for
 * @arg: index of the argument, 0 to 5
 *
 * The target of symlink(2) is none: the call does not look it up.
 *
 * Return: whether it is.
 */
bool learn_has_path(const struct learn_interest *interest, int arg)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(interest->paths); i++) {
		if (interest->paths[i] == LEARN_NO_ARG)
			return false;
		if (interest->paths[i] == arg)
			return true;
	}
	return false;
}

static const struct call_arg *find_arg(const struct learned_call *call,
				       int index)
{
	const struct call_prototype *prototype;

	if (!call->name)
		return NULL;
	prototype = call_prototype(call->abi, call->name);
	if (!prototype || index >= (int)prototype->count)
		return NULL;
	return &prototype->args[index];
}

/**
 * learn_arg_is_wide - Check whether the body of a call reads 64 bits of an argument
 * @call: the call
 * @index: index of the argument, 0 to 5
 *
 * Return: false if the body reads 32 bits.
 */
bool learn_arg_is_wide(const struct learned_call *call, int index)
{
	const struct call_arg *arg = find_arg(call, index);

	return call->abi->wide && (!arg || arg->width == 64);
}

/**
 * learn_field - Return the field behind a pointer that tells what a call is for
 * @call: the call
 *
 * Return: the field; or NULL if there is none.
 */
const struct arg_field *learn_field(const struct learned_call *call)
{
	const struct call_arg *arg;

	if (!call->interest || call->interest->field_arg == LEARN_NO_ARG)
		return NULL;
	arg = find_arg(call, call->interest->field_arg);
	return arg ? arg_field(call->abi, arg, call->interest->field) : NULL;
}

/**
 * learn_arg_name - Return the name of an argument in the language of policies
 * @call: the call
 * @index: index of the argument, 0 to 5; or LEARN_FIELD
 *
 * Return: the name in its prototype; or "arg0" to "arg5", which the language has, too.
 * The name of a field is valid until the next call of this function.
 */
const char *learn_arg_name(const struct learned_call *call, int index)
{
	static const char *const numbered[] = { "arg0", "arg1", "arg2",
						"arg3", "arg4", "arg5" };
	const struct call_arg *arg;
	static char text[64];

	if (index == LEARN_FIELD) {
		arg = find_arg(call, call->interest->field_arg);
		/* The prototypes have many names for an address. */
		snprintf(text, sizeof(text), "%s.%s",
			 arg->kind == SECCOMP_KIND_SOCKADDR ? "addr" :
							      arg->name,
			 call->interest->field);
		return text;
	}
	arg = find_arg(call, index);
	return arg ? arg->name : numbered[index];
}

/**
 * learn_format_value - Write a value of an argument as a policy has it
 * @call: the call
 * @index: index of the argument, 0 to 5; or LEARN_FIELD
 * @value: the value
 * @out: receives the text, which always ends
 * @size: size of @out in bytes
 */
void learn_format_value(const struct learned_call *call, int index, __u64 value,
			char *out, size_t size)
{
	const struct call_arg *arg;

	if (index == LEARN_FIELD) {
		format_constants(learn_field(call)->constants, value, out,
				 size);
		return;
	}
	arg = find_arg(call, index);
	if (arg)
		format_arg(call->abi, arg, value, out, size);
	else if (value < 1024)
		snprintf(out, size, "%llu", (unsigned long long)value);
	else
		snprintf(out, size, "0x%llx", (unsigned long long)value);
}
