// SPDX-License-Identifier: GPL-2.0-only
/*
 * seccompctl names: names that policies can use.
 */
#include <linux/seccomp_ext.h>
#include <stdio.h>
#include <string.h>

#include "args.h"
#include "groups.h"
#include "tool.h"

static const char *const kind_names[] = {
	[SECCOMP_KIND_PATH] = "path",
	[SECCOMP_KIND_STRING] = "string",
	[SECCOMP_KIND_STRUCT] = "structure",
	[SECCOMP_KIND_SIZED_STRUCT] = "structure",
	[SECCOMP_KIND_SELF_SIZED] = "structure",
	[SECCOMP_KIND_SOCKADDR] = "socket address",
	[SECCOMP_KIND_ARRAY] = "array",
	[SECCOMP_KIND_BUFFER] = "buffer",
	[SECCOMP_KIND_MESSAGE] = "message",
	[SECCOMP_KIND_STRINGS] = "strings",
};

static void print_fields(const struct abi *abi, const struct call_arg *arg)
{
	const struct arg_field *field;
	unsigned int i;

	for (i = 0; (field = arg_field_at(abi, arg, i)); i++) {
		printf("    .%-18s %u bytes%s", field->name, field->size,
		       field->network_order ? ", network order" : "");
		if (field->constants)
			printf(", constants of %s", field->constants);
		putchar('\n');
	}
}

/* Return the other name that policies can use for an argument, or NULL. */
static const char *other_name(const struct call_prototype *call, int index)
{
	static const char *const names[] = { "path", "addr", "args" };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (call_arg_index(call, names[i]) == index &&
		    strcmp(call->args[index].name, names[i]))
			return names[i];
	return NULL;
}

static void print_arg(const struct abi *abi, const struct call_prototype *call,
		      int index)
{
	const struct call_arg *arg = &call->args[index];
	const char *other = other_name(call, index);
	char *name = xasprintf(other ? "%s, %s" : "%s", arg->name, other);

	printf("  %-20s %s", name, arg->type);
	free(name);
	if (arg->kind)
		printf(" (%s)", kind_names[arg->kind]);
	if (arg->constants)
		printf(", constants of %s", arg->constants);
	putchar('\n');
	print_fields(abi, arg);
}

static bool has_number_elsewhere(const char *name)
{
	const struct abi *abi;
	unsigned int i;

	for (i = 0; (abi = abi_at(i)); i++)
		if (abi_call_number(abi, name) >= 0)
			return true;
	return false;
}

static void print_numbers(const char *name)
{
	const struct abi *native = abi_native();
	const struct abi *abi;
	unsigned int i;

	printf("%s", name);
	for (i = 0; (abi = abi_at(i)); i++) {
		const int nr = abi_call_number(abi, name);

		if (nr >= 0 &&
		    (abi == native ||
		     (native->compat && !strcmp(abi->name, native->compat)) ||
		     (!strcmp(native->name, "x86-64") &&
		      !strcmp(abi->name, "x32"))))
			printf("  %s %u", abi->name, nr);
	}
	putchar('\n');
}

static int print_call(const char *name)
{
	const struct abi *native = abi_native();
	const struct call_prototype *call = call_prototype(native, name);
	unsigned int i;

	print_numbers(name);
	if (!call) {
		puts("  no prototype is known");
		return EXIT_OK;
	}
	for (i = 0; i < call->count; i++)
		print_arg(native, call, i);
	return EXIT_OK;
}

static int print_group(const char *name)
{
	const char *const *calls = group_calls(name);

	if (!calls)
		return usage_error("no group %s; see seccompctl names groups",
				   name);
	for (; *calls; calls++)
		puts(*calls);
	return EXIT_OK;
}

static int print_groups(void)
{
	const struct group *group;
	unsigned int i;

	for (i = 0; (group = group_at(i)); i++)
		printf("%-18s %s\n", group->name, group->summary);
	return EXIT_OK;
}

static int print_calls(void)
{
	const struct abi *native = abi_native();
	const char *name;
	unsigned int nr;

	/* Numbers of some ABIs have an offset, which no call of these has. */
	for (nr = 0; nr < 1024; nr++) {
		name = abi_call_name(native, nr);
		if (name)
			puts(name);
	}
	return EXIT_OK;
}

static void print_set(const struct constant_set *set)
{
	unsigned int i;

	for (i = 0; i < set->count; i++)
		printf("%-28s 0x%llx\n", set->items[i].name,
		       (unsigned long long)set->items[i].value);
}

static int print_sets(void)
{
	const struct constant_set *set;
	unsigned int i;

	for (i = 0; (set = constant_set_at(i)); i++)
		puts(set->name);
	return EXIT_OK;
}

static int print_word(const char *word)
{
	const struct constant_set *set = constant_set(word);
	__u64 value;

	if (*word == '@')
		return print_group(word);
	if (!strcmp(word, "groups"))
		return print_groups();
	if (!strcmp(word, "calls"))
		return print_calls();
	if (!strcmp(word, "constants"))
		return print_sets();
	if (constant_value(word, &value)) {
		printf("%-28s 0x%llx\n", word, (unsigned long long)value);
		return EXIT_OK;
	}
	if (has_number_elsewhere(word))
		return print_call(word);
	if (set) {
		print_set(set);
		return EXIT_OK;
	}
	return usage_error("names: %s is no name; see names --help", word);
}

static int run_names(int argc, char **argv)
{
	int i, status, worst = EXIT_OK;

	if (argc < 2)
		return print_calls();
	/* No name begins with a dash. */
	for (i = 1; i < argc; i++)
		if (argv[i][0] == '-')
			return usage_error(
				"names: no option '%s'; see names --help",
				argv[i]);
	for (i = 1; i < argc; i++) {
		status = print_word(argv[i]);
		worst = status > worst ? status : worst;
	}
	return worst;
}

const struct command command_names = {
	.name = "names",
	.usage = "[calls|groups|constants|CALL|@GROUP|SET|CONSTANT]...",
	.summary = "list names of calls, arguments, groups, constants",
	.help = "Prints names that policies can use, and what they stand for.\n\n"
		"  calls      system calls of this machine; the default\n"
		"  groups     groups of calls, as in systemd's SystemCallFilter=\n"
		"  constants  sets of constants\n"
		"  CALL       its numbers, its arguments, and fields behind pointers\n"
		"  @GROUP     its calls\n"
		"  SET        its constants\n"
		"  CONSTANT   its value on this machine\n",
	.run = run_names,
};
