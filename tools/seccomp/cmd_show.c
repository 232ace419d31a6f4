// SPDX-License-Identifier: GPL-2.0-only
/*
 * seccompctl show: lists the filters of processes.
 *
 * Threads are read one by one. A thread that ends before it is read is left out.
 */
#include <dirent.h>
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <linux/seccomp.h>
#include <string.h>

#include "show.h"
#include "tool.h"

/* --- Chains ----------------------------------------------------------------------- */

static int read_chain(struct chain *chain, pid_t pid, pid_t tid)
{
	struct thread_status status;
	int err = read_thread_status(&status, pid, tid);

	*chain = (struct chain){ .mode = status.mode, .count = status.count };
	if (err || status.mode != SECCOMP_MODE_FILTER)
		return err;
	chain->error = filter_list_read(&chain->list, pid, tid);
	if (!chain->error)
		chain->count = chain->list.count;
	return chain->error == -ESRCH ? -ESRCH : 0;
}

/*
 * Without the list, filters of two processes are never known to be equal. Two threads
 * of one process are taken together if they have as many.
 */
static bool are_equal(const struct chain *a, const struct chain *b,
		      bool is_same_process)
{
	if (a->mode != b->mode || a->count != b->count || a->error != b->error)
		return false;
	if (a->mode != SECCOMP_MODE_FILTER)
		return true;
	return a->error ? is_same_process :
			  filter_list_equal(&a->list, &b->list);
}

/* --- Groups ----------------------------------------------------------------------- */

static void free_member(struct member *member)
{
	free(member->tids);
}

static void free_group(struct group *group)
{
	while (group->count)
		free_member(&group->members[--group->count]);
	free(group->members);
	filter_list_free(&group->chain.list);
}

static void free_groups(struct groups *groups)
{
	while (groups->count)
		free_group(&groups->groups[--groups->count]);
	free(groups->groups);
	groups->groups = NULL;
}

/* Return the group for a chain, which the group takes over. */
static struct group *find_group(struct groups *groups, struct chain *chain,
				bool is_same_process)
{
	struct group *group;
	unsigned int i;

	for (i = 0; i < groups->count; i++) {
		group = &groups->groups[i];
		if (!are_equal(&group->chain, chain, is_same_process))
			continue;
		filter_list_free(&chain->list);
		return group;
	}
	groups->groups =
		xrealloc(groups->groups, groups->count + 1, sizeof(*group));
	group = &groups->groups[groups->count++];
	*group = (struct group){ .chain = *chain };
	return group;
}

static struct member *add_member(struct group *group,
				 const struct member *member)
{
	group->members =
		xrealloc(group->members, group->count + 1, sizeof(*member));
	group->members[group->count] = *member;
	return &group->members[group->count++];
}

static void add_thread(struct groups *groups, struct chain *chain, pid_t pid,
		       pid_t tid)
{
	struct group *group = find_group(groups, chain, true);
	struct member *member = group->members;

	if (!group->count) {
		member = add_member(group, &(struct member){ .pid = pid });
		read_thread_name(member->name, pid, tid);
	}
	member->tids = xrealloc(member->tids, member->tid_count + 1,
				sizeof(*member->tids));
	member->tids[member->tid_count++] = tid;
}

/* Take over the groups of one process. */
static void merge_process(struct groups *all, struct groups *own)
{
	unsigned int i;

	for (i = 0; i < own->count; i++) {
		struct group *group = &own->groups[i];
		struct member *member = &group->members[0];

		if (own->count == 1)
			member->tid_count = 0;
		add_member(find_group(all, &group->chain, false), member);
		free(group->members);
	}
	free(own->groups);
}

/* --- Processes -------------------------------------------------------------------- */

/* Return the next number among the names of a directory; 0 behind the last. */
static pid_t next_number(DIR *dir)
{
	struct dirent *entry;

	while ((entry = readdir(dir)))
		if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9')
			return atoi(entry->d_name);
	return 0;
}

static bool has_filters(const struct groups *own)
{
	return own->count > 1 || (own->count && own->groups[0].chain.mode !=
							SECCOMP_MODE_DISABLED);
}

static void read_process(struct groups *own, pid_t pid)
{
	char *path = xasprintf("/proc/%d/task", pid);
	DIR *dir = opendir(path);
	struct chain chain;
	pid_t tid;

	*own = (struct groups){};
	free(path);
	if (!dir)
		return;
	while ((tid = next_number(dir)))
		if (!read_chain(&chain, pid, tid))
			add_thread(own, &chain, pid, tid);
		else
			filter_list_free(&chain.list);
	closedir(dir);
}

static int add_process(struct groups *groups, pid_t pid)
{
	struct groups own;

	read_process(&own, pid);
	if (!own.count)
		return system_error("no process %d", pid);
	merge_process(groups, &own);
	return EXIT_OK;
}

static int compare_pids(const void *a, const void *b)
{
	const pid_t *pid_a = a, *pid_b = b;

	return (*pid_a > *pid_b) - (*pid_a < *pid_b);
}

static int add_all(struct groups *groups)
{
	DIR *dir = opendir("/proc");
	pid_t pid, *pids = NULL;
	size_t count = 0, i;
	struct groups own;

	if (!dir)
		return system_error("/proc: %s", strerror(errno));
	while ((pid = next_number(dir))) {
		pids = xrealloc(pids, count + 1, sizeof(*pids));
		pids[count++] = pid;
	}
	closedir(dir);
	qsort(pids, count, sizeof(*pids), compare_pids);
	for (i = 0; i < count; i++) {
		read_process(&own, pids[i]);
		if (has_filters(&own))
			merge_process(groups, &own);
		else
			free_groups(&own);
	}
	free(pids);
	return EXIT_OK;
}

/* --- The command ------------------------------------------------------------------ */

/* Say once why some lists are missing. */
static void explain_missing(const struct groups *groups)
{
	bool denied = false, unknown = false;
	unsigned int i;

	if (!kernel_lists_filters()) {
		system_error(
			"this kernel lacks /proc/PID/seccomp_filters: only numbers of filters are shown");
		return;
	}
	for (i = 0; i < groups->count; i++) {
		denied |= groups->groups[i].chain.error == -EACCES;
		unknown |= groups->groups[i].chain.error == -EBADMSG;
	}
	if (denied)
		system_error(
			"no right to trace some processes: only numbers of their filters are shown; root may");
	if (unknown)
		system_error(
			"this kernel lists filters in a form that this program does not know");
}

static int parse_pid(const char *text, pid_t *pid)
{
	unsigned long number;
	char *end;

	errno = 0;
	number = strtoul(text, &end, 10);
	if (*text < '1' || *text > '9' || *end || errno || number > INT_MAX)
		return usage_error("show: '%s' is no process id", text);
	*pid = number;
	return EXIT_OK;
}

static int collect(struct groups *groups, int count, char **texts)
{
	int i, status = EXIT_OK;
	pid_t pid = 0;

	if (!count)
		return add_all(groups);
	for (i = 0; i < count && !status; i++) {
		status = parse_pid(texts[i], &pid);
		if (!status)
			status = add_process(groups, pid);
	}
	return status;
}

/**
 * struct show_args - values of the options
 * @json: print JSON
 * @known: name of a file with names of programs, or NULL
 */
struct show_args {
	bool json;
	const char *known;
};

static int parse_options(struct show_args *args, int argc, char **argv)
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' },
		{ "known", required_argument, NULL, 'k' },
		{},
	};
	int option;

	opterr = 0;
	while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		switch (option) {
		case 'j':
			args->json = true;
			break;
		case 'k':
			args->known = optarg;
			break;
		case ':':
			return usage_error("show: %s needs a value",
					   argv[optind - 1]);
		default:
			return usage_error(
				"show: no option '%s'; seccompctl show --help lists them",
				argv[optind - 1]);
		}
	}
	return EXIT_OK;
}

static int show_groups(const struct groups *groups,
		       const struct show_args *args)
{
	struct known_programs known = {};
	int status = EXIT_OK;

	if (args->known)
		status = known_read(&known, args->known);
	if (!status) {
		if (args->json)
			groups_print_json(groups, args->known ? &known : NULL);
		else
			groups_print(groups, args->known ? &known : NULL);
		explain_missing(groups);
	}
	known_free(&known);
	return status;
}

static int run_show(int argc, char **argv)
{
	struct groups groups = {};
	struct show_args args = {};
	int status;

	status = parse_options(&args, argc, argv);
	if (!status)
		status = collect(&groups, argc - optind, argv + optind);
	if (!status)
		status = show_groups(&groups, &args);
	free_groups(&groups);
	return status;
}

const struct command command_show = {
	.name = "show",
	.usage = "[--json] [--known FILE] [PID]...",
	.summary = "list the filters of processes",
	.help = "Lists the filters of processes; without PID, of all processes that have some.\n"
		"Processes with the same filters are shown together. Threads whose filters differ\n"
		"from those of other threads in their process are shown apart.\n"
		"\n"
		"  --json        print one JSON document: an array of groups\n"
		"  --known FILE  name programs by FILE, which sha256sum made from programs that\n"
		"                `seccompctl compile` wrote; for root\n"
		"\n"
		"The newest filter comes first. The columns are:\n"
		"\n"
		"  DEPTH     1 for the oldest filter; + for one that the holder of a domain added\n"
		"  ID        id of the filter, as in records and events\n"
		"  LABEL     label; or in parentheses the name of the task that attached it\n"
		"  INSNS     number of instructions\n"
		"  LISTENER  open: a supervisor decides; closed: its supervisor is gone\n"
		"  REFUSED   refused calls of a filter that counts them, and of those above it\n"
		"  FLAGS     of the attach; a filter with `domain` can get further ones\n"
		"\n"
		"Filters that wait for an exec are not listed. The right to trace a process is\n"
		"needed. On a kernel without /proc/PID/seccomp_filters, show prints the number of\n"
		"filters only. --json also has hashes, for root: SHA-256 of the instructions.\n"
		"\n"
		"exit status: 0; 2 bad arguments; 3 no such process\n",
	.run = run_show,
};
