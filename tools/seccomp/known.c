// SPDX-License-Identifier: GPL-2.0-only
/*
 * Names of programs by their hash, as sha256sum(1) prints them for files that hold a
 * program.
 */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "known.h"
#include "tool.h"

/* The hash, a blank, and a blank or "*". */
#define NAME_OFFSET (HASH_TEXT_SIZE - 1 + 2)

static bool is_well_formed(const char *line)
{
	const size_t digits = strspn(line, "0123456789abcdef");

	return digits == HASH_TEXT_SIZE - 1 && line[digits] == ' ' &&
	       (line[digits + 1] == ' ' || line[digits + 1] == '*') &&
	       line[NAME_OFFSET];
}

static void add_known(struct known_programs *known, const char *line)
{
	struct known_program program = { .name = xstrdup(line + NAME_OFFSET) };
	char *c;

	memcpy(program.hash, line, HASH_TEXT_SIZE - 1);
	for (c = program.name; *c; c++)
		if (!isprint((unsigned char)*c))
			*c = '?';
	known->programs =
		xrealloc(known->programs, known->count + 1, sizeof(program));
	known->programs[known->count++] = program;
}

static int read_lines(struct known_programs *known, const char *path,
		      FILE *file)
{
	unsigned int number = 0;
	char *line = NULL;
	size_t size = 0;
	int status = EXIT_OK;

	while (!status && getline(&line, &size, file) > 0) {
		number++;
		line[strcspn(line, "\n")] = 0;
		if (is_well_formed(line))
			add_known(known, line);
		else
			status = usage_error(
				"%s:%u: expected a line of sha256sum: a hash, two blanks, and a name",
				path, number);
	}
	free(line);
	if (!status && ferror(file))
		status = system_error("%s: %s", path, strerror(errno));
	return status;
}

/**
 * known_read - Read names of programs from a file
 * @known: receives the programs; the caller frees it by known_free() in any case
 * @path: name of the file, with lines of sha256sum(1); "-" for the standard input
 *
 * Return: EXIT_OK; or after a message EXIT_USAGE for a line of another form, EXIT_SYSTEM
 * for a file that cannot be read.
 */
int known_read(struct known_programs *known, const char *path)
{
	FILE *file;
	int status;

	*known = (struct known_programs){};
	if (!strcmp(path, "-"))
		return read_lines(known, path, stdin);
	file = fopen(path, "re");
	if (!file)
		return system_error("%s: %s", path, strerror(errno));
	status = read_lines(known, path, file);
	fclose(file);
	return status;
}

/**
 * known_name - Find the name of a program
 * @known: programs with names
 * @hash: SHA-256 in hexadecimal digits; or empty
 *
 * Return: the first name for the hash, which @known owns; or NULL.
 */
const char *known_name(const struct known_programs *known, const char *hash)
{
	unsigned int i;

	for (i = 0; i < known->count; i++)
		if (!strcmp(known->programs[i].hash, hash))
			return known->programs[i].name;
	return NULL;
}

/**
 * known_free - Free programs with names
 * @known: the programs; owned by the caller
 */
void known_free(struct known_programs *known)
{
	while (known->count)
		free(known->programs[--known->count].name);
	free(known->programs);
	known->programs = NULL;
}
