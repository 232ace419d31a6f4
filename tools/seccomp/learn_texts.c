// SPDX-License-Identifier: GPL-2.0-only
/*
 * Directories and addresses, as comments of a policy.
 */
#include <stdio.h>
#include <string.h>

#include "learn.h"
#include "tool.h"

#define LINE_WIDTH 79
/* A longer list is printed with fewer components of each directory. */
#define SHORT_LIST 12

/**
 * learn_print_texts - Write texts as lines of comments
 * @file: receives the lines
 * @what: name of the texts
 * @texts: the texts
 */
void learn_print_texts(FILE *file, const char *what,
		       const struct learn_texts *texts)
{
	unsigned int i, column;

	if (!texts->count)
		return;
	column = fprintf(file, "#   %s:", what);
	for (i = 0; i < texts->count; i++) {
		if (column + 1 + strlen(texts->texts[i]) > LINE_WIDTH)
			column = fprintf(file, "\n#    ") - 1;
		column += fprintf(file, " %s", texts->texts[i]);
	}
	fprintf(file, "%s\n", texts->more ? " and others" : "");
}

/* Cut a directory behind some components, and mark it then. */
static char *cut_dir(const char *dir, unsigned int depth)
{
	const char *end = dir + 1;

	while (depth-- && *end)
		end += strcspn(end, "/") + 1;
	if (!*end)
		return xstrdup(dir);
	return xasprintf("%.*s**", (int)(end - dir), dir);
}

static void cut_dirs(struct learn_texts *cut, const struct learn_texts *dirs,
		     unsigned int depth)
{
	unsigned int i;
	char *dir;

	*cut = (struct learn_texts){ .more = dirs->more };
	for (i = 0; i < dirs->count; i++) {
		dir = cut_dir(dirs->texts[i], depth);
		learned_add_text(cut, dir);
		free(dir);
	}
}

/* The most slashes in a directory. */
static unsigned int find_depth(const struct learn_texts *dirs)
{
	unsigned int i, depth, most = 0;
	const char *c;

	for (i = 0; i < dirs->count; i++) {
		depth = 0;
		for (c = dirs->texts[i]; *c; c++)
			depth += *c == '/';
		if (depth > most)
			most = depth;
	}
	return most;
}

/**
 * learn_print_dirs - Write directories as lines of comments
 * @file: receives the lines
 * @dirs: the directories, which end with "/"
 *
 * A long list is shortened: two asterisks stand for what is below a directory.
 */
void learn_print_dirs(FILE *file, const struct learn_texts *dirs)
{
	unsigned int depth = find_depth(dirs);
	struct learn_texts cut;

	cut_dirs(&cut, dirs, depth);
	while (cut.count > SHORT_LIST && --depth) {
		learn_texts_free(&cut);
		cut_dirs(&cut, dirs, depth);
	}
	learn_print_texts(file, "directories", &cut);
	learn_texts_free(&cut);
}
