// SPDX-License-Identifier: GPL-2.0-only
/*
 * Arguments of system calls, and fields behind pointers.
 */
#include <errno.h>
#include <linux/landlock.h>
#include <linux/mount.h>
#include <linux/openat2.h>
#include <linux/sched.h>
#include <linux/sched/types.h>
#include <linux/seccomp.h>
#include <linux/seccomp_ext.h>
#include <linux/time_types.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "action_names.h"
#include "args.h"
#include "tool.h"

#include "args_table.h"

/* --- Prototypes ----------------------------------------------------------- */

static int compare_prototypes(const void *name, const void *prototype)
{
	return strcmp(name, ((const struct call_prototype *)prototype)->name);
}

/**
 * call_prototype - Find the arguments of a call
 * @abi: ABI of the call
 * @name: name of the call
 *
 * Return: the arguments; or NULL for a call that no table has.
 */
const struct call_prototype *call_prototype(const struct abi *abi,
					    const char *name)
{
	if (abi->wide)
		return bsearch(name, wide_prototypes,
			       ARRAY_SIZE(wide_prototypes),
			       sizeof(wide_prototypes[0]), compare_prototypes);
	return bsearch(name, narrow_prototypes, ARRAY_SIZE(narrow_prototypes),
		       sizeof(narrow_prototypes[0]), compare_prototypes);
}

/* Return the only argument of a kind, or -1. */
static int only_of_kind(const struct call_prototype *call, unsigned int kind)
{
	int found = -1;
	unsigned int i;

	for (i = 0; i < call->count; i++) {
		if (call->args[i].kind != kind)
			continue;
		if (found >= 0)
			return -1;
		found = i;
	}
	return found;
}

static int only_of_layout(const struct call_prototype *call, const char *layout)
{
	unsigned int i;

	for (i = 0; i < call->count; i++)
		if (call->args[i].layout &&
		    !strcmp(call->args[i].layout, layout))
			return i;
	return -1;
}

/**
 * call_arg_index - Find an argument by its name
 * @call: the call
 * @name: name in the prototype; "arg0" to "arg5"; "path" for the only path, "addr" for
 *	the only socket address, "args" for struct clone_args
 *
 * Return: index of the argument, from 0; or -1.
 */
int call_arg_index(const struct call_prototype *call, const char *name)
{
	unsigned int i;

	for (i = 0; i < call->count; i++)
		if (!strcmp(call->args[i].name, name))
			return i;
	if (!strcmp(name, "path"))
		return only_of_kind(call, SECCOMP_KIND_PATH);
	if (!strcmp(name, "addr"))
		return only_of_kind(call, SECCOMP_KIND_SOCKADDR);
	if (!strcmp(name, "args"))
		return only_of_layout(call, "clone_args");
	if (!strncmp(name, "arg", 3) && name[3] >= '0' && name[3] <= '5' &&
	    !name[4])
		return name[3] - '0';
	return -1;
}

/* --- Fields ---------------------------------------------------------------- */

/* A field of a structure that both ABIs of a machine lay out alike. */
#define FIELD_AS(layout_, name_, member, set)                                 \
	{                                                                     \
		.layout = #layout_, .name = name_, .constants = set,          \
		.offset = offsetof(struct layout_, member),                   \
		.size = sizeof(((struct layout_ *)0)->member),                \
		.is_signed =                                                  \
			(__typeof__(((struct layout_ *)0)->member))~0ULL < 1, \
	}
#define FIELD(layout, name) FIELD_AS(layout, #name, name, NULL)

/* A field of a socket address, whose first two bytes are the family. */
#define ADDRESS(name_, family_, type, member, order)                    \
	{                                                               \
		.layout = "sockaddr", .name = name_, .family = family_, \
		.offset = offsetof(struct type, member),                \
		.size = sizeof(((struct type *)0)->member),             \
		.network_order = order,                                 \
	}

static const struct arg_field fields[] = {
	{ .layout = "sockaddr",
	  .name = "family",
	  .constants = "families",
	  .offset = offsetof(struct sockaddr, sa_family),
	  .size = sizeof(sa_family_t) },
	ADDRESS("port", AF_INET, sockaddr_in, sin_port, true),
	ADDRESS("ip", AF_INET, sockaddr_in, sin_addr, true),
	ADDRESS("port6", AF_INET6, sockaddr_in6, sin6_port, true),
	ADDRESS("ip6", AF_INET6, sockaddr_in6, sin6_addr, true),
	ADDRESS("path", AF_UNIX, sockaddr_un, sun_path, false),
	FIELD_AS(clone_args, "flags", flags, "clone_flags"),
	FIELD(clone_args, pidfd),
	FIELD(clone_args, child_tid),
	FIELD(clone_args, parent_tid),
	FIELD_AS(clone_args, "exit_signal", exit_signal, "signals"),
	FIELD(clone_args, stack),
	FIELD(clone_args, stack_size),
	FIELD(clone_args, tls),
	FIELD(clone_args, set_tid),
	FIELD(clone_args, set_tid_size),
	FIELD(clone_args, cgroup),
	FIELD_AS(open_how, "flags", flags, "open_flags"),
	FIELD(open_how, mode),
	FIELD_AS(open_how, "resolve", resolve, "resolve"),
	FIELD(mount_attr, attr_set),
	FIELD(mount_attr, attr_clr),
	FIELD(mount_attr, propagation),
	FIELD(mount_attr, userns_fd),
	FIELD(sched_attr, size),
	FIELD_AS(sched_attr, "policy", sched_policy, "policies"),
	FIELD_AS(sched_attr, "flags", sched_flags, NULL),
	FIELD_AS(sched_attr, "nice", sched_nice, NULL),
	FIELD_AS(sched_attr, "priority", sched_priority, NULL),
	FIELD_AS(sched_attr, "runtime", sched_runtime, NULL),
	FIELD_AS(sched_attr, "deadline", sched_deadline, NULL),
	FIELD_AS(sched_attr, "period", sched_period, NULL),
	FIELD(landlock_ruleset_attr, handled_access_fs),
	FIELD(landlock_path_beneath_attr, allowed_access),
	FIELD(landlock_path_beneath_attr, parent_fd),
	FIELD_AS(rlimit64, "cur", rlim_cur, NULL),
	FIELD_AS(rlimit64, "max", rlim_max, NULL),
	FIELD_AS(__kernel_timespec, "sec", tv_sec, NULL),
	FIELD_AS(__kernel_timespec, "nsec", tv_nsec, NULL),
};

static bool has_field(const struct call_arg *arg, const struct arg_field *field)
{
	return arg->layout && !strcmp(arg->layout, field->layout);
}

/**
 * arg_field_at - Return a field behind a pointer by its place
 * @abi: ABI of the call
 * @arg: the pointer
 * @index: place in the list of its fields, from 0
 *
 * Return: the field; or NULL behind the last.
 */
const struct arg_field *arg_field_at(const struct abi *abi,
				     const struct call_arg *arg,
				     unsigned int index)
{
	size_t i;

	/* The order of bytes is that of the machine. */
	if (abi->big)
		return NULL;
	for (i = 0; i < ARRAY_SIZE(fields); i++)
		if (has_field(arg, &fields[i]) && !index--)
			return &fields[i];
	return NULL;
}

/**
 * arg_field - Find a field behind a pointer
 * @abi: ABI of the call
 * @arg: the pointer
 * @name: name of the field
 *
 * Return: the field; or NULL.
 */
const struct arg_field *arg_field(const struct abi *abi,
				  const struct call_arg *arg, const char *name)
{
	const struct arg_field *field;
	unsigned int i;

	for (i = 0; (field = arg_field_at(abi, arg, i)); i++)
		if (!strcmp(field->name, name))
			return field;
	return NULL;
}

/* --- Output ---------------------------------------------------------------- */

static bool is_pointer(const struct call_arg *arg)
{
	return strchr(arg->type, '*');
}

/**
 * format_arg - Write the value of an argument
 * @abi: ABI of the call
 * @arg: the argument, or NULL if it is not known
 * @value: the value, as filters see it
 * @out: receives the text
 * @size: size of @out, at least 1
 */
void format_arg(const struct abi *abi, const struct call_arg *arg, __u64 value,
		char *out, size_t size)
{
	const __u64 read = !arg || arg->width == 64 ? value : (__u32)value;
	const __s64 number = arg && arg->width == 32 ? (__s32)value :
						       (__s64)value;

	if (arg && arg->constants)
		format_constants(arg->constants,
				 arg->is_signed && number < 0 ? (__u64)number :
								read,
				 out, size);
	else if (arg && is_pointer(arg) && !read)
		snprintf(out, size, "NULL");
	else if (arg && !is_pointer(arg) && arg->is_signed)
		snprintf(out, size, "%lld", (long long)number);
	else if (arg && !is_pointer(arg) && read < 0x10000)
		snprintf(out, size, "%llu", (unsigned long long)read);
	else
		snprintf(out, size, "0x%llx", (unsigned long long)read);
}

/**
 * format_action - Write an action
 * @ret: SECCOMP_RET_* with data
 * @out: receives the text: "allow", "errno EPERM", "trap 7"
 * @size: size of @out, at least 1
 */
void format_action(__u32 ret, char *out, size_t size)
{
	const unsigned int data = ret & SECCOMP_RET_DATA;
	const char *word = find_action(ret)->policy;
	char name[32];

	switch (ret & SECCOMP_RET_ACTION_FULL) {
	case SECCOMP_RET_ERRNO:
		format_constants("errnos", data, name, sizeof(name));
		snprintf(out, size, "%s %s", word, name);
		return;
	case SECCOMP_RET_TRAP:
	case SECCOMP_RET_TRACE:
		snprintf(out, size, data ? "%s %u" : "%s", word, data);
		return;
	default:
		snprintf(out, size, "%s", word);
	}
}
