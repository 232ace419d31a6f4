// SPDX-License-Identifier: GPL-2.0-only
/*
 * Policies: their memory, their files, and their messages.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lang.h"
#include "policy.h"
#include "tool.h"

#define BLOCK_SIZE 65536

/**
 * struct policy_block - memory of a policy
 * @next: block that was allocated before
 * @used: bytes of @bytes in use
 * @size: size of @bytes
 * @bytes: the memory
 */
struct policy_block {
	struct policy_block *next;
	size_t used;
	size_t size;
	__u64 bytes[];
};

static struct policy_block *new_block(struct policy *policy, size_t size)
{
	struct policy_block *block;

	if (size < BLOCK_SIZE)
		size = BLOCK_SIZE;
	block = xcalloc(1, sizeof(*block) + size);
	block->size = size;
	block->next = policy->memory;
	policy->memory = block;
	return block;
}

/**
 * policy_alloc - Allocate memory of a policy
 * @policy: the policy
 * @size: size in bytes
 *
 * Return: zeroed memory that lives as long as the policy; never NULL.
 */
void *policy_alloc(struct policy *policy, size_t size)
{
	struct policy_block *block = policy->memory;
	void *memory;

	size = (size + sizeof(__u64) - 1) & ~(sizeof(__u64) - 1);
	if (!block || block->size - block->used < size)
		block = new_block(policy, size);
	memory = (char *)block->bytes + block->used;
	block->used += size;
	return memory;
}

/**
 * policy_copy - Copy a text into the memory of a policy
 * @policy: the policy
 * @text: the text; needs no NUL
 * @len: its length in bytes
 *
 * Return: the text with a NUL behind it.
 */
char *policy_copy(struct policy *policy, const char *text, size_t len)
{
	return memcpy(policy_alloc(policy, len + 1), text, len);
}

/**
 * policy_free - Free a policy
 * @policy: the policy, or NULL
 */
void policy_free(struct policy *policy)
{
	struct policy_block *block, *next;

	if (!policy)
		return;
	for (block = policy->memory; block; block = next) {
		next = block->next;
		free(block);
	}
	free(policy);
}

/**
 * policy_error - Report an error of a policy
 * @place: where it is
 * @format: what is wrong and what was expected, as for printf(3)
 *
 * Return: EXIT_USAGE.
 */
int policy_error(const struct place *place, const char *format, ...)
{
	va_list values;

	fprintf(stderr, "%s:%u:%u: ", place->file, place->line, place->column);
	va_start(values, format);
	vfprintf(stderr, format, values);
	va_end(values);
	fputc('\n', stderr);
	return EXIT_USAGE;
}

/* --- Files ------------------------------------------------------------------- */

/* Read a file whole. Return a negative errno, -EFBIG if it is too large. */
static int read_whole(int fd, char **bytes, size_t *size)
{
	size_t room = BLOCK_SIZE;
	ssize_t got;

	*bytes = xcalloc(1, room);
	*size = 0;
	for (;;) {
		got = read(fd, *bytes + *size, room - *size);
		if (got < 0 && errno != EINTR)
			return -errno;
		if (!got)
			return 0;
		*size += got > 0 ? got : 0;
		if (*size > LANG_FILE_MAX)
			return -EFBIG;
		if (*size < room)
			continue;
		room *= 2;
		*bytes = xrealloc(*bytes, room, 1);
	}
}

static void note_file(struct lang_reader *reader, const struct stat *info)
{
	struct lang_file *file = policy_alloc(reader->policy, sizeof(*file));

	file->dev = info->st_dev;
	file->ino = info->st_ino;
	file->open = true;
	file->next = reader->files;
	reader->files = file;
}

static struct lang_file *find_file(const struct lang_reader *reader,
				   const struct stat *info)
{
	struct lang_file *file;

	for (file = reader->files; file; file = file->next)
		if (file->dev == info->st_dev && file->ino == info->st_ino)
			return file;
	return NULL;
}

/* The name is relative to the directory of the file that includes it. */
static char *include_path(struct policy *policy, const char *file,
			  const struct lang_word *name)
{
	const char *slash = strrchr(file, '/');
	size_t len = slash ? slash + 1 - file : 0;
	char *path;

	if (*name->bytes == '/')
		return policy_copy(policy, name->bytes, name->len);
	path = policy_alloc(policy, len + name->len + 1);
	memcpy(path, file, len);
	memcpy(path + len, name->bytes, name->len);
	return path;
}

static int include_error(const struct place *place, const char *path, int error)
{
	policy_error(place, "cannot read %s: %s; expected a policy file", path,
		     strerror(error));
	return -1;
}

static int parse_include(struct lang_reader *reader, const struct place *place,
			 const char *path, int fd)
{
	struct lang_file *file;
	size_t size;
	char *bytes;
	int error;

	error = read_whole(fd, &bytes, &size);
	if (error) {
		free(bytes);
		return include_error(place, path, -error);
	}
	file = reader->files;
	error = lang_parse(reader, path, bytes, size);
	file->open = false;
	free(bytes);
	return error;
}

/* A file that was included before adds nothing. */
static int include_file(struct lang_reader *reader, const struct place *place,
			const char *path, int fd)
{
	const struct lang_file *file;
	struct stat info;

	if (fstat(fd, &info))
		return include_error(place, path, errno);
	if (S_ISDIR(info.st_mode))
		return include_error(place, path, EISDIR);
	if (!S_ISREG(info.st_mode))
		return include_error(place, path, EINVAL);
	file = find_file(reader, &info);
	if (file && file->open) {
		policy_error(
			place,
			"%s includes itself; expected a file that is not open yet",
			path);
		return -1;
	}
	if (file)
		return 0;
	note_file(reader, &info);
	return parse_include(reader, place, path, fd);
}

/**
 * lang_include - Parse a file in place of an include statement
 * @reader: state of the policy
 * @place: where the name of the file is
 * @path: name of the file
 *
 * Return: 0; or -1 after a message.
 */
int lang_include(struct lang_reader *reader, const struct place *place,
		 const struct lang_word *path)
{
	char *name = include_path(reader->policy, place->file, path);
	int fd, failed;

	if (reader->includes == LANG_INCLUDES_MAX) {
		policy_error(
			place,
			"more than %d files include each other; expected fewer",
			LANG_INCLUDES_MAX);
		return -1;
	}
	/* A pipe must not block. */
	fd = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return include_error(place, name, errno);
	reader->includes++;
	failed = include_file(reader, place, name, fd);
	reader->includes--;
	close(fd);
	return failed;
}

static int check_default(const struct policy *policy, const char *name)
{
	const struct place end = { .file = name, .line = 1, .column = 1 };

	if (policy->default_action.place.line)
		return EXIT_OK;
	return policy_error(
		&end,
		"no default action; expected a line such as 'default: errno EPERM'");
}

static int read_text(struct policy **policy, const char *name,
		     const struct stat *info, const char *text, size_t size)
{
	struct policy *new = xcalloc(1, sizeof(*new));
	struct lang_reader reader = {
		.policy = new,
		.last_rule = &new->rules,
		.last_group = &new->groups,
		.last_arch = &new->archs,
	};
	int status;

	name = policy_copy(new, name, strlen(name));
	if (info)
		note_file(&reader, info);
	if (lang_parse(&reader, name, text, size))
		status = EXIT_USAGE;
	else
		status = check_default(new, name);
	if (!status) {
		*policy = new;
		return EXIT_OK;
	}
	policy_free(new);
	return status;
}

/**
 * policy_read_text - Read a policy from memory
 * @policy: receives the policy, which the caller frees by policy_free()
 * @name: name of the file for messages
 * @text: the policy; needs no NUL
 * @size: its size in bytes
 *
 * Return: EXIT_OK; or EXIT_USAGE after a message.
 */
int policy_read_text(struct policy **policy, const char *name, const char *text,
		     size_t size)
{
	*policy = NULL;
	return read_text(policy, name, NULL, text, size);
}

/**
 * policy_read - Read a policy from a file
 * @policy: receives the policy, which the caller frees by policy_free()
 * @path: name of the file; "-" for the standard input
 *
 * Return: EXIT_OK; or after a message EXIT_USAGE for a text that is no policy,
 * EXIT_SYSTEM for a file that cannot be read.
 */
int policy_read(struct policy **policy, const char *path)
{
	const bool is_stdin = !strcmp(path, "-");
	int fd = STDIN_FILENO, error, status;
	struct stat info;
	char *bytes;
	size_t size;

	*policy = NULL;
	if (!is_stdin)
		fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return system_error("%s: %s", path, strerror(errno));
	error = read_whole(fd, &bytes, &size);
	if (!error && fstat(fd, &info))
		error = -errno;
	if (error)
		status = system_error("%s: %s", path, strerror(-error));
	else
		status = read_text(policy, is_stdin ? "stdin" : path, &info,
				   bytes, size);
	free(bytes);
	if (!is_stdin)
		close(fd);
	return status;
}
