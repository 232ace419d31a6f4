// SPDX-License-Identifier: GPL-2.0-only
/*
 * Parser of /proc/PID/seccomp_filters, and of the lines about seccomp in
 * /proc/PID/status.
 *
 * Documentation/userspace-api/seccomp_who.rst describes the former. Fields of later
 * kernels are skipped.
 */
#include <errno.h>
#include <linux/seccomp.h>
#include <string.h>
#include <unistd.h>

#include "filters_file.h"
#include "tool.h"

/* --- Fields ----------------------------------------------------------------------- */

/**
 * struct field - a field of a line
 * @key: its key
 * @value: its value, behind the "="
 */
struct field {
	char *key;
	char *value;
};

/* Take the next field from a line. A key without "=" has the value "". */
static bool next_field(char **line, struct field *field)
{
	char *equal;

	do {
		field->key = strsep(line, "\n ");
	} while (field->key && !*field->key);
	if (!field->key)
		return false;
	equal = strchr(field->key, '=');
	field->value = equal ? equal + 1 : "";
	if (equal)
		*equal = 0;
	return true;
}

static bool parse_number(const char *text, int base, __u64 max, __u64 *number)
{
	char *end;

	errno = 0;
	*number = strtoull(text, &end, base);
	return *text != '-' && end != text && !*end && !errno && *number <= max;
}

static bool parse_u32(const char *text, int base, __u32 *number)
{
	__u64 wide;

	if (!parse_number(text, base, 0xffffffff, &wide))
		return false;
	*number = wide;
	return true;
}

static bool copy_text(char *to, size_t size, const char *text)
{
	if (strlen(text) >= size)
		return false;
	strcpy(to, text);
	return true;
}

static bool parse_hash(char *hash, const char *text)
{
	if (!strcmp(text, "-")) {
		*hash = 0;
		return true;
	}
	return strspn(text, "0123456789abcdef") == HASH_TEXT_SIZE - 1 &&
	       copy_text(hash, HASH_TEXT_SIZE, text);
}

static bool parse_listener(struct listed_filter *filter, const char *text)
{
	if (!strcmp(text, "none"))
		filter->listener = LISTENER_NONE;
	else if (!strcmp(text, "open"))
		filter->listener = LISTENER_OPEN;
	else if (!strcmp(text, "closed"))
		filter->listener = LISTENER_CLOSED;
	else
		return false;
	return true;
}

/* The lines that follow tell how many filters the domain has. */
static bool parse_domain(struct listed_filter *filter, const char *text)
{
	__u32 count;

	filter->is_domain = strcmp(text, "none");
	return !filter->is_domain || parse_u32(text, 10, &count);
}

static bool parse_refused(struct listed_filter *filter, const char *text)
{
	filter->has_refused = strcmp(text, "-");
	return !filter->has_refused ||
	       parse_number(text, 10, ~0ULL, &filter->refused);
}

/* A label can be "-", too. Only a filter without a label has a name of its task. */
static bool parse_comm(struct listed_filter *filter, const char *text)
{
	filter->label[0] = 0;
	return copy_text(filter->comm, sizeof(filter->comm), text);
}

static bool parse_filter_field(struct listed_filter *filter,
			       const struct field *field)
{
	const char *value = field->value;

	if (!strcmp(field->key, "id"))
		return parse_number(value, 16, ~0ULL, &filter->id);
	if (!strcmp(field->key, "label"))
		return copy_text(filter->label, sizeof(filter->label), value);
	if (!strcmp(field->key, "comm"))
		return parse_comm(filter, value);
	if (!strcmp(field->key, "flags"))
		return parse_u32(value, 16, &filter->flags);
	if (!strcmp(field->key, "insns"))
		return parse_u32(value, 10, &filter->insns);
	if (!strcmp(field->key, "depth"))
		return parse_u32(value, 10, &filter->depth);
	if (!strcmp(field->key, "listener"))
		return parse_listener(filter, value);
	if (!strcmp(field->key, "domain"))
		return parse_domain(filter, value);
	if (!strcmp(field->key, "refused"))
		return parse_refused(filter, value);
	if (!strcmp(field->key, "hash"))
		return parse_hash(filter->hash, value);
	return true;
}

static bool parse_content_field(struct listed_content *content,
				const struct field *field)
{
	if (!strcmp(field->key, "content"))
		return parse_u32(field->value, 10, &content->number);
	if (!strcmp(field->key, "insns"))
		return parse_u32(field->value, 10, &content->insns);
	if (!strcmp(field->key, "hash"))
		return parse_hash(content->hash, field->value);
	return true;
}

/* --- Lines ------------------------------------------------------------------------ */

static bool parse_filter(struct filter_list *list, char *line)
{
	struct listed_filter *filter;
	struct field field;

	list->filters =
		xrealloc(list->filters, list->count + 1, sizeof(*filter));
	filter = &list->filters[list->count++];
	*filter = (struct listed_filter){};
	while (next_field(&line, &field))
		if (!parse_filter_field(filter, &field))
			return false;
	return filter->id && filter->insns && filter->depth;
}

static bool parse_content(struct filter_list *list, char *line)
{
	struct listed_content content = {};
	struct listed_filter *filter;
	struct field field;

	if (!list->count)
		return false;
	filter = &list->filters[list->count - 1];
	while (next_field(&line, &field))
		if (!parse_content_field(&content, &field))
			return false;
	filter->contents = xrealloc(filter->contents, filter->content_count + 1,
				    sizeof(content));
	filter->contents[filter->content_count++] = content;
	return content.number && content.insns;
}

/**
 * filter_list_parse - Parse a list of filters
 * @list: receives the list; the caller frees it by filter_list_free(), also after an
 *	error
 * @file: text as in /proc/PID/seccomp_filters
 *
 * Return: 0; -EBADMSG for a line of another form; or an errno of reading: -ESRCH if
 * the thread has ended.
 */
int filter_list_parse(struct filter_list *list, FILE *file)
{
	char *line = NULL;
	size_t size = 0;
	bool ok = true;
	int err = 0;

	*list = (struct filter_list){};
	errno = 0;
	while (ok && getline(&line, &size, file) > 0)
		ok = *line == '\t' ? parse_content(list, line + 1) :
				     parse_filter(list, line);
	if (!ok)
		err = -EBADMSG;
	else if (ferror(file))
		err = errno ? -errno : -EIO;
	free(line);
	return err;
}

/**
 * filter_list_free - Free what a list owns
 * @list: the list; owned by the caller
 */
void filter_list_free(struct filter_list *list)
{
	unsigned int i;

	for (i = 0; i < list->count; i++)
		free(list->filters[i].contents);
	free(list->filters);
	*list = (struct filter_list){};
}

/**
 * filter_list_equal - Check whether two lists have the same filters
 * @a: a list
 * @b: another list
 *
 * Return: true if ids and added filters are equal. Counts of refused calls may have
 * grown in between.
 */
bool filter_list_equal(const struct filter_list *a, const struct filter_list *b)
{
	unsigned int i;

	if (a->count != b->count)
		return false;
	for (i = 0; i < a->count; i++)
		if (a->filters[i].id != b->filters[i].id ||
		    a->filters[i].content_count != b->filters[i].content_count)
			return false;
	return true;
}

/* --- Files ------------------------------------------------------------------------ */

/* Return a file of a thread; or NULL, and errno is set. */
static FILE *open_file(pid_t pid, pid_t tid, const char *name)
{
	char *path = xasprintf("/proc/%d/task/%d/%s", pid, tid, name);
	FILE *file = fopen(path, "re");
	const int error = errno;

	free(path);
	errno = error;
	return file;
}

/**
 * kernel_lists_filters - Check whether this kernel has /proc/PID/seccomp_filters
 *
 * Return: true if it has.
 */
bool kernel_lists_filters(void)
{
	return !access("/proc/self/seccomp_filters", F_OK);
}

/**
 * filter_list_read - Read the list of filters of a thread
 * @list: receives the list; the caller frees it by filter_list_free() in any case
 * @pid: id of the process
 * @tid: id of the thread, in the same process
 *
 * Return: 0; -EACCES without the right to read the process by ptrace(2); -ENOENT if
 * there is no such thread, or the kernel has no such file; -ESRCH for a thread that
 * has ended; -EBADMSG for a list that this program does not understand.
 */
int filter_list_read(struct filter_list *list, pid_t pid, pid_t tid)
{
	FILE *file = open_file(pid, tid, "seccomp_filters");
	int err;

	*list = (struct filter_list){};
	if (!file)
		return -errno;
	err = filter_list_parse(list, file);
	fclose(file);
	return err;
}

/* Any program can choose its name, so the terminal must not interpret it. */
static void escape_name(char *to, const char *name, size_t len)
{
	size_t i, done = 0;

	for (i = 0; i < len && done + 5 <= THREAD_NAME_SIZE; i++) {
		if (name[i] > ' ' && name[i] < 0x7f && name[i] != '\\')
			to[done++] = name[i];
		else
			done += sprintf(to + done, "\\%03o",
					(unsigned char)name[i]);
	}
	to[done] = 0;
}

/**
 * read_thread_name - Read the name of a thread
 * @name: receives the name, up to THREAD_NAME_SIZE bytes with the NUL. Backslashes,
 *	blanks, and other bytes that are not printable ASCII, are octal escapes
 * @pid: id of the process
 * @tid: id of the thread, in the same process
 *
 * Return: 0; or -ENOENT or -ESRCH if there is no such thread.
 */
int read_thread_name(char *name, pid_t pid, pid_t tid)
{
	FILE *file = open_file(pid, tid, "comm");
	char text[64];
	size_t len;

	*name = 0;
	if (!file)
		return -errno;
	len = fread(text, 1, sizeof(text), file);
	fclose(file);
	if (!len)
		return -ESRCH;
	/* The last byte is a newline that is not part of the name. */
	escape_name(name, text, len - 1);
	return 0;
}

static void parse_status_line(struct thread_status *status, const char *line)
{
	if (sscanf(line, "Seccomp: %d", &status->mode) != 1 &&
	    sscanf(line, "Seccomp_filters: %d", &status->count) != 1)
		return;
}

/**
 * read_thread_status - Read what any kernel tells about a thread
 * @status: receives it; owned by the caller
 * @pid: id of the process
 * @tid: id of the thread, in the same process
 *
 * Return: 0; -ENOENT or -ESRCH if there is no such thread; -EOPNOTSUPP for a kernel
 * without seccomp.
 */
int read_thread_status(struct thread_status *status, pid_t pid, pid_t tid)
{
	FILE *file = open_file(pid, tid, "status");
	char line[256];
	int err = 0;

	*status = (struct thread_status){ .mode = -1, .count = -1 };
	if (!file)
		return -errno;
	errno = 0;
	while (fgets(line, sizeof(line), file))
		parse_status_line(status, line);
	if (ferror(file))
		err = errno ? -errno : -EIO;
	else if (status->mode < 0)
		err = -EOPNOTSUPP;
	fclose(file);
	return err;
}
