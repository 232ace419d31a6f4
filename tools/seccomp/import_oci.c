// SPDX-License-Identifier: GPL-2.0-only
/*
 * Import of seccomp profiles in JSON: those of docker and podman, and the one in a
 * config.json of the OCI runtimes.
 *
 * The result is what crun and runc give to libseccomp. docker and podman resolve
 * "includes", "excludes" and "archMap" before that. runc puts a filter of its own in
 * front: see write_newer().
 */
#include <ctype.h>
#include <errno.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/capability.h>

#include "action_names.h"
#include "oci_json.h"
#include "profile.h"
#include "tool.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/**
 * struct arch_name - the names of an ABI in profiles
 * @oci: name in "architectures" and "archMap"
 * @go: name in "includes" and "excludes"
 * @abi: name of the ABI; NULL if libseccomp 2.5 lacks it
 */
struct arch_name {
	const char *oci;
	const char *go;
	const char *abi;
};

static const struct arch_name arch_names[] = {
	{ "SCMP_ARCH_X86", "x86", "x86" },
	{ "SCMP_ARCH_X86", "386", "x86" },
	{ "SCMP_ARCH_X86_64", "amd64", "x86-64" },
	{ "SCMP_ARCH_X32", "x32", "x32" },
	{ "SCMP_ARCH_ARM", "arm", "arm" },
	{ "SCMP_ARCH_AARCH64", "arm64", "arm64" },
	{ "SCMP_ARCH_MIPS", "mips", "mips" },
	{ "SCMP_ARCH_MIPSEL", "mipsel", "mipsel" },
	{ "SCMP_ARCH_MIPSEL", "mipsle", "mipsel" },
	{ "SCMP_ARCH_MIPS64", "mips64", "mips64" },
	{ "SCMP_ARCH_MIPSEL64", "mipsel64", "mips64-le" },
	{ "SCMP_ARCH_MIPSEL64", "mips64le", "mips64-le" },
	{ "SCMP_ARCH_MIPS64N32", "mips64n32", "mips64-n32" },
	{ "SCMP_ARCH_MIPSEL64N32", "mipsel64n32", "mips64-le-n32" },
	{ "SCMP_ARCH_PPC", "ppc", "ppc" },
	{ "SCMP_ARCH_PPC64", "ppc64", "ppc64" },
	{ "SCMP_ARCH_PPC64LE", "ppc64le", "ppc64-le" },
	{ "SCMP_ARCH_S390", "s390", "s390" },
	{ "SCMP_ARCH_S390X", "s390x", "s390x" },
	{ "SCMP_ARCH_PARISC", "parisc", "parisc" },
	{ "SCMP_ARCH_PARISC64", "parisc64", "parisc64" },
	{ "SCMP_ARCH_RISCV64", "riscv64", "riscv64" },
	{ "SCMP_ARCH_LOONGARCH64", "loong64", NULL },
	{ "SCMP_ARCH_LOONGARCH64", "loongarch64", NULL },
	{ "SCMP_ARCH_M68K", "m68k", NULL },
	{ "SCMP_ARCH_SH", "sh", NULL },
	{ "SCMP_ARCH_SHEB", "sheb", NULL },
};

static const struct {
	const char *name;
	enum scmp_compare op;
} operators[] = {
	{ "SCMP_CMP_EQ", SCMP_CMP_EQ },
	{ "SCMP_CMP_NE", SCMP_CMP_NE },
	{ "SCMP_CMP_LT", SCMP_CMP_LT },
	{ "SCMP_CMP_LE", SCMP_CMP_LE },
	{ "SCMP_CMP_GT", SCMP_CMP_GT },
	{ "SCMP_CMP_GE", SCMP_CMP_GE },
	{ "SCMP_CMP_MASKED_EQ", SCMP_CMP_MASKED_EQ },
};

static const char *const profile_keys[] = {
	"defaultAction",    "defaultErrnoRet", "defaultErrno", "architectures",
	"archMap",	    "syscalls",	       "flags",	       "listenerPath",
	"listenerMetadata", "comment",	       NULL,
};

static const char *const call_keys[] = {
	"names", "name",    "action",	"errnoRet", "errno",
	"args",	 "comment", "includes", "excludes", NULL,
};

static const char *const filter_keys[] = { "caps", "arches", "minKernel",
					   NULL };
static const char *const test_keys[] = { "index", "value", "valueTwo", "op",
					 NULL };
static const char *const map_keys[] = { "architecture", "subArchitectures",
					NULL };

/**
 * struct oci - an import
 * @profile: receives the rules
 * @options: what the profile is imported for
 * @machine: the ABI of the machine
 */
struct oci {
	struct profile *profile;
	const struct import_options *options;
	const struct abi *machine;
};

/* --- Architectures ----------------------------------------------------------- */

static const struct arch_name *arch_by_go(const char *name)
{
	size_t i;

	for (i = 0; i < COUNT(arch_names); i++)
		if (!strcmp(arch_names[i].go, name))
			return &arch_names[i];
	return NULL;
}

/* @name receives the row. The row of an ABI that libseccomp lacks has no @abi. */
static int get_arch(const struct json_place *place,
		    const struct arch_name **name)
{
	const char *text;
	size_t i;
	int status = json_get_text(place, &text);

	if (status != EXIT_OK)
		return status;
	for (i = 0; i < COUNT(arch_names); i++) {
		*name = &arch_names[i];
		if (!strcmp(arch_names[i].oci, text))
			return EXIT_OK;
	}
	return json_error(place, "unknown architecture '%.60s'", text);
}

static int add_arch(struct oci *oci, const struct json_place *place)
{
	const struct arch_name *name;
	int status = get_arch(place, &name);

	if (status != EXIT_OK || oci->options->abi_count > 1)
		return status;
	if (!name->abi)
		return json_error(place, "libseccomp does not know %s",
				  name->oci);
	if (!profile_add_abi(oci->profile, abi_by_name(name->abi)))
		return json_error(place, "more than %d architectures",
				  PROFILE_ABIS);
	return EXIT_OK;
}

static int add_archs(struct oci *oci, const struct json_place *list)
{
	struct json_place item;
	size_t i;
	int status = json_expect(list, json_type_array);

	for (i = 0; status == EXIT_OK && i < json_length(list); i++) {
		json_item(list, i, &item);
		status = add_arch(oci, &item);
	}
	return status;
}

static int check_archs(const struct json_place *list)
{
	const struct arch_name *name;
	struct json_place item;
	size_t i;
	int status = json_expect(list, json_type_array);

	for (i = 0; status == EXIT_OK && i < json_length(list); i++) {
		json_item(list, i, &item);
		status = get_arch(&item, &name);
	}
	return status;
}

static int read_map_entry(struct oci *oci, const struct json_place *entry)
{
	struct json_place arch, others;
	const struct arch_name *name;
	bool has_others;
	int status = json_expect(entry, json_type_object);

	if (status == EXIT_OK)
		status = json_check_keys(entry, map_keys);
	if (status != EXIT_OK)
		return status;
	if (!json_member(entry, "architecture", &arch))
		return json_error(entry, "'architecture' is missing");
	status = get_arch(&arch, &name);
	has_others = json_member(entry, "subArchitectures", &others);
	if (status == EXIT_OK && has_others)
		status = check_archs(&others);
	if (status != EXIT_OK || !has_others || !name->abi ||
	    abi_by_name(name->abi) != oci->machine)
		return status;
	return add_archs(oci, &others);
}

static int read_archs(struct oci *oci, const struct json_place *top)
{
	struct json_place list, map, entry;
	bool has_list = json_member(top, "architectures", &list);
	bool has_map = json_member(top, "archMap", &map);
	size_t i;
	int status;

	if (has_list) {
		status = add_archs(oci, &list);
		if (status != EXIT_OK)
			return status;
	}
	if (!has_map)
		return EXIT_OK;
	status = json_expect(&map, json_type_array);
	if (status == EXIT_OK && has_list && json_length(&list) &&
	    json_length(&map))
		return json_error(
			&map,
			"'architectures' is there, too; expected one of them");
	for (i = 0; status == EXIT_OK && i < json_length(&map); i++) {
		json_item(&map, i, &entry);
		status = read_map_entry(oci, &entry);
	}
	return status;
}

/* --- Actions ----------------------------------------------------------------- */

static int errno_by_name(const char *name)
{
	const char *known;
	int number;

	for (number = 1; number < 200; number++) {
		known = strerrorname_np(number);
		if (known && !strcmp(known, name))
			return number;
	}
	return 0;
}

/* podman lets the name win over the number. */
static int get_errno(const struct json_place *parent, const char *number_key,
		     const char *name_key, __u32 *number)
{
	struct json_place place;
	const char *name;
	__u64 value;
	int status;

	*number = EPERM;
	if (json_member(parent, number_key, &place)) {
		status = json_get_number(&place, SECCOMP_RET_DATA, &value);
		if (status != EXIT_OK)
			return status;
		*number = value;
	}
	if (!json_member(parent, name_key, &place))
		return EXIT_OK;
	status = json_get_text(&place, &name);
	if (status != EXIT_OK || !name[0])
		return status;
	*number = errno_by_name(name);
	if (!*number)
		return json_error(
			&place,
			"unknown errno '%.60s'; expected a name like EPERM",
			name);
	return EXIT_OK;
}

static int get_action(const struct json_place *parent, const char *key,
		      const char *number_key, const char *name_key, __u32 *ret)
{
	struct json_place place;
	const char *text;
	__u32 number;
	size_t i;
	int status;

	if (!json_member(parent, key, &place))
		return json_error(parent, "'%s' is missing", key);
	status = json_get_text(&place, &text);
	if (status == EXIT_OK)
		status = get_errno(parent, number_key, name_key, &number);
	if (status != EXIT_OK)
		return status;
	/* The old name of KILL_THREAD. */
	if (!strcmp(text, "SCMP_ACT_KILL"))
		text = find_action(SECCOMP_RET_KILL_THREAD)->oci;
	for (i = 0; i < NR_ACTION_NAMES; i++) {
		if (strcmp(action_names[i].oci, text))
			continue;
		*ret = action_names[i].ret;
		if (*ret == SECCOMP_RET_ERRNO || *ret == SECCOMP_RET_TRACE)
			*ret |= number;
		return EXIT_OK;
	}
	return json_error(
		&place,
		"unknown action '%.60s'; expected SCMP_ACT_ALLOW, SCMP_ACT_ERRNO, ...",
		text);
}

/* --- Conditions of entries: "includes" and "excludes" ------------------------ */

static bool has_cap(const struct oci *oci, const char *cap)
{
	char **held;

	for (held = oci->options->caps; held && *held; held++)
		if (!strcasecmp(*held, cap))
			return true;
	return false;
}

/*
 * Counts the items of a list, and those which hold for the container. A missing
 * list has no items.
 */
static int match_list(const struct oci *oci, const struct json_place *filter,
		      const char *key, size_t *length, size_t *matches)
{
	const struct arch_name *arch;
	struct json_place list, item;
	bool caps = !strcmp(key, "caps");
	const char *text;
	size_t i;
	int status;

	*length = 0;
	*matches = 0;
	if (!json_member(filter, key, &list))
		return EXIT_OK;
	status = json_expect(&list, json_type_array);
	if (status != EXIT_OK)
		return status;
	*length = json_length(&list);
	for (i = 0; i < *length; i++) {
		json_item(&list, i, &item);
		status = json_get_text(&item, &text);
		if (status != EXIT_OK)
			return status;
		if (caps) {
			/* A newer kernel has capabilities that libcap lacks. */
			if (strncmp(text, "CAP_", 4))
				return json_error(
					&item,
					"unknown capability '%.60s'; expected CAP_...",
					text);
			*matches += has_cap(oci, text);
			continue;
		}
		arch = arch_by_go(text);
		if (!arch)
			return json_error(&item, "unknown architecture '%.60s'",
					  text);
		*matches += arch->abi && abi_by_name(arch->abi) == oci->machine;
	}
	return EXIT_OK;
}

static int match_kernel(const struct oci *oci, const struct json_place *filter,
			bool *has_kernel, bool *is_newer)
{
	const unsigned int *kernel = oci->options->kernel;
	unsigned int major, minor;
	struct json_place place;
	const char *text;
	char rest;
	int status;

	*has_kernel = json_member(filter, "minKernel", &place);
	*is_newer = true;
	if (!*has_kernel)
		return EXIT_OK;
	status = json_get_text(&place, &text);
	if (status != EXIT_OK)
		return status;
	if (!isdigit((unsigned char)text[0]) ||
	    sscanf(text, "%4u.%4u%c", &major, &minor, &rest) != 2)
		return json_error(
			&place, "'%.60s' is no version; expected one like 4.8",
			text);
	*is_newer = kernel[0] > major ||
		    (kernel[0] == major && kernel[1] >= minor);
	return EXIT_OK;
}

/*
 * All capabilities of "includes", one of its architectures and its version of the
 * kernel have to hold. Each item of "excludes" alone leaves the entry out.
 */
static int match_filter(const struct oci *oci, const struct json_place *entry,
			const char *key, bool *applies)
{
	size_t caps, caps_held, archs, archs_here;
	bool has_kernel, is_newer;
	struct json_place filter;
	int status;

	if (!json_member(entry, key, &filter))
		return EXIT_OK;
	status = json_expect(&filter, json_type_object);
	if (status == EXIT_OK)
		status = json_check_keys(&filter, filter_keys);
	if (status == EXIT_OK)
		status = match_list(oci, &filter, "caps", &caps, &caps_held);
	if (status == EXIT_OK)
		status =
			match_list(oci, &filter, "arches", &archs, &archs_here);
	if (status == EXIT_OK)
		status = match_kernel(oci, &filter, &has_kernel, &is_newer);
	if (status != EXIT_OK)
		return status;
	if (!strcmp(key, "includes"))
		*applies &= caps == caps_held && (!archs || archs_here) &&
			    is_newer;
	else
		*applies &= !caps_held && !archs_here &&
			    !(has_kernel && is_newer);
	return EXIT_OK;
}

/* --- Rules ------------------------------------------------------------------- */

static int read_test(const struct json_place *place, struct profile_test *test)
{
	struct json_place member;
	__u64 index, two = 0;
	const char *text;
	size_t i;
	int status = json_expect(place, json_type_object);

	if (status == EXIT_OK)
		status = json_check_keys(place, test_keys);
	if (status != EXIT_OK)
		return status;
	if (!json_member(place, "index", &member))
		return json_error(place, "'index' is missing");
	status = json_get_number(&member, 5, &index);
	if (status != EXIT_OK)
		return status;
	if (!json_member(place, "value", &member))
		return json_error(place, "'value' is missing");
	status = json_get_number(&member, ~0ULL, &test->value);
	if (status == EXIT_OK && json_member(place, "valueTwo", &member))
		status = json_get_number(&member, ~0ULL, &two);
	if (status != EXIT_OK)
		return status;
	if (!json_member(place, "op", &member))
		return json_error(place, "'op' is missing");
	status = json_get_text(&member, &text);
	if (status != EXIT_OK)
		return status;
	for (i = 0; i < COUNT(operators); i++)
		if (!strcmp(operators[i].name, text))
			break;
	if (i == COUNT(operators))
		return json_error(
			&member,
			"unknown operator '%.60s'; expected SCMP_CMP_EQ, SCMP_CMP_NE, ...",
			text);
	test->arg = index;
	test->op = operators[i].op;
	if (test->op == SCMP_CMP_MASKED_EQ) {
		/* libseccomp ignores bits of the value outside of the mask. */
		test->mask = test->value;
		test->value = two & test->mask;
	}
	return EXIT_OK;
}

static int read_tests(const struct json_place *entry,
		      struct profile_test **tests, size_t *count)
{
	struct json_place list, item;
	int status = EXIT_OK;
	size_t i;

	*tests = NULL;
	*count = 0;
	if (!json_member(entry, "args", &list))
		return EXIT_OK;
	status = json_expect(&list, json_type_array);
	if (status != EXIT_OK)
		return status;
	*count = json_length(&list);
	*tests = xcalloc(*count, sizeof(**tests));
	for (i = 0; status == EXIT_OK && i < *count; i++) {
		json_item(&list, i, &item);
		status = read_test(&item, &(*tests)[i]);
	}
	return status;
}

/* Two tests of one argument: runc makes a rule of each test of the entry. */
static bool repeats_argument(const struct profile_test *tests, size_t count)
{
	unsigned int seen = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		if (seen & 1 << tests[i].arg)
			return true;
		seen |= 1 << tests[i].arg;
	}
	return false;
}

static void add_rules(struct oci *oci, const struct json_place *entry,
		      const char *call, __u32 ret,
		      const struct profile_test *tests, size_t count)
{
	struct profile_rule *rule;
	size_t i;

	/* runc leaves out rules with the action of the default. */
	if (ret == oci->profile->ret)
		return;
	if (!repeats_argument(tests, count)) {
		rule = profile_add_rule(oci->profile, call, ret, entry->path);
		rule->count = count;
		if (count)
			memcpy(rule->tests, tests, count * sizeof(*tests));
		return;
	}
	for (i = 0; i < count; i++) {
		rule = profile_add_rule(oci->profile, call, ret, entry->path);
		rule->count = 1;
		rule->tests[0] = tests[i];
	}
}

static int check_name(const struct json_place *place, const char **name)
{
	int status = json_get_text(place, name);
	const char *c;

	if (status != EXIT_OK)
		return status;
	for (c = *name; *c; c++)
		if (!isalnum((unsigned char)*c) && *c != '_')
			break;
	if (*c || c == *name)
		return json_error(place, "'%.60s' is no name of a call", *name);
	return EXIT_OK;
}

static int add_name(struct oci *oci, const struct json_place *entry,
		    const struct json_place *place, __u32 ret, bool applies,
		    const struct profile_test *tests, size_t count)
{
	const char *name;
	int status = check_name(place, &name);

	if (status != EXIT_OK || !applies)
		return status;
	profile_note_call(oci->profile, name);
	add_rules(oci, entry, name, ret, tests, count);
	return EXIT_OK;
}

static int add_names(struct oci *oci, const struct json_place *entry, __u32 ret,
		     bool applies, const struct profile_test *tests,
		     size_t count)
{
	struct json_place list, item, name;
	bool has_name = json_member(entry, "name", &name);
	size_t i;
	int status;

	/* Old profiles have an empty name beside names. */
	if (has_name && json_object_is_type(name.value, json_type_string) &&
	    !json_object_get_string_len(name.value))
		has_name = false;
	if (!json_member(entry, "names", &list)) {
		if (!has_name)
			return json_error(entry, "'names' is missing");
		return add_name(oci, entry, &name, ret, applies, tests, count);
	}
	if (has_name)
		return json_error(
			&name, "'names' is there, too; expected one of them");
	status = json_expect(&list, json_type_array);
	for (i = 0; status == EXIT_OK && i < json_length(&list); i++) {
		json_item(&list, i, &item);
		status =
			add_name(oci, entry, &item, ret, applies, tests, count);
	}
	return status;
}

static int read_comment(struct oci *oci, const struct json_place *parent)
{
	struct json_place place;
	const char *text;
	int status;

	if (!json_member(parent, "comment", &place))
		return EXIT_OK;
	status = json_get_text(&place, &text);
	if (status == EXIT_OK && text[0])
		profile_comment(oci->profile, "%s: %s", place.path, text);
	return status;
}

static int read_entry(struct oci *oci, const struct json_place *entry)
{
	struct profile_test *tests = NULL;
	bool applies = true;
	size_t count;
	__u32 ret;
	int status = json_expect(entry, json_type_object);

	if (status == EXIT_OK)
		status = json_check_keys(entry, call_keys);
	if (status == EXIT_OK)
		status = get_action(entry, "action", "errnoRet", "errno", &ret);
	if (status == EXIT_OK)
		status = match_filter(oci, entry, "includes", &applies);
	if (status == EXIT_OK)
		status = match_filter(oci, entry, "excludes", &applies);
	if (status == EXIT_OK)
		status = read_comment(oci, entry);
	if (status == EXIT_OK)
		status = read_tests(entry, &tests, &count);
	if (status == EXIT_OK)
		status = add_names(oci, entry, ret, applies, tests, count);
	free(tests);
	return status;
}

/* --- The rest of a profile --------------------------------------------------- */

static int read_flags(struct oci *oci, const struct json_place *top)
{
	struct json_place list, item;
	const char *text;
	size_t i;
	int status;

	if (!json_member(top, "flags", &list))
		return EXIT_OK;
	status = json_expect(&list, json_type_array);
	for (i = 0; status == EXIT_OK && i < json_length(&list); i++) {
		json_item(&list, i, &item);
		status = json_get_text(&item, &text);
		if (status != EXIT_OK)
			break;
		if (!strcmp(text, "SECCOMP_FILTER_FLAG_LOG"))
			oci->profile->log = true;
		else if (!strcmp(text, "SECCOMP_FILTER_FLAG_TSYNC") ||
			 !strcmp(text, "SECCOMP_FILTER_FLAG_SPEC_ALLOW") ||
			 !strcmp(text,
				 "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV"))
			profile_comment(
				oci->profile,
				"%s: %s is up to the program that attaches the filter",
				item.path, text);
		else
			status = json_error(
				&item,
				"unknown flag '%.60s'; expected SECCOMP_FILTER_FLAG_...",
				text);
	}
	return status;
}

static int read_listener(struct oci *oci, const struct json_place *top)
{
	static const char *const keys[] = { "listenerPath",
					    "listenerMetadata" };
	struct json_place place;
	const char *text;
	size_t i;
	int status;

	for (i = 0; i < COUNT(keys); i++) {
		if (!json_member(top, keys[i], &place))
			continue;
		status = json_get_text(&place, &text);
		if (status != EXIT_OK)
			return status;
		if (text[0])
			profile_comment(oci->profile, "%s: %s", place.path,
					text);
	}
	return EXIT_OK;
}

static int read_entries(struct oci *oci, const struct json_place *top)
{
	struct json_place list, entry;
	size_t i;
	int status;

	if (!json_member(top, "syscalls", &list))
		return EXIT_OK;
	status = json_expect(&list, json_type_array);
	for (i = 0; status == EXIT_OK && i < json_length(&list); i++) {
		json_item(&list, i, &entry);
		status = read_entry(oci, &entry);
	}
	return status;
}

/* A config.json of a runtime has the profile inside. */
static int find_profile(struct json_place *top)
{
	struct json_place linux_place, inner;
	int status = json_expect(top, json_type_object);

	if (status != EXIT_OK ||
	    !json_object_object_get_ex(top->value, "ociVersion", NULL))
		return status;
	if (!json_member(top, "linux", &linux_place))
		return json_error(top, "'linux' is missing");
	status = json_expect(&linux_place, json_type_object);
	if (status != EXIT_OK)
		return status;
	if (!json_member(&linux_place, "seccomp", &inner))
		return json_error(
			&linux_place,
			"'seccomp' is missing; the container has no filter");
	*top = inner;
	return json_expect(top, json_type_object);
}

static int read_profile(struct oci *oci, struct json_place *top)
{
	unsigned int i;
	int status = find_profile(top);

	if (status == EXIT_OK)
		status = json_check_keys(top, profile_keys);
	if (status == EXIT_OK)
		status = get_action(top, "defaultAction", "defaultErrnoRet",
				    "defaultErrno", &oci->profile->ret);
	if (status != EXIT_OK)
		return status;
	profile_add_abi(oci->profile, oci->machine);
	for (i = 1; i < oci->options->abi_count; i++)
		profile_add_abi(oci->profile, oci->options->abis[i]);
	status = read_archs(oci, top);
	if (status == EXIT_OK)
		status = read_comment(oci, top);
	if (status == EXIT_OK)
		status = read_flags(oci, top);
	if (status == EXIT_OK)
		status = read_listener(oci, top);
	if (status == EXIT_OK)
		status = read_entries(oci, top);
	return status;
}

/**
 * profile_from_oci - Read a seccomp profile in JSON
 * @profile: receives the profile, for profile_free(), also after a failure
 * @path: name of the file, or "-" for stdin; lives as long as @profile
 * @options: what the profile is imported for
 *
 * Return: an &enum exit_status.
 */
int profile_from_oci(struct profile *profile, const char *path,
		     const struct import_options *options)
{
	struct oci oci = { .profile = profile, .options = options };
	struct json_place top = { .file = path };
	struct json_object *object;
	int status;

	*profile = (struct profile){ .source = path,
				     .other = SECCOMP_RET_KILL_THREAD,
				     .runc = options->runc };
	oci.machine = options->abi_count ? options->abis[0] : abi_native();
	status = json_read(path, &object);
	if (status != EXIT_OK)
		return status;
	top.value = object;
	status = read_profile(&oci, &top);
	json_object_put(object);
	return status == EXIT_OK ? profile_settle(profile) : status;
}
