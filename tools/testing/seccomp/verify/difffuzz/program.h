/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Programs: made up, changed, read and written.
 */
#ifndef _FUZZ_PROGRAM_H
#define _FUZZ_PROGRAM_H

#include <linux/filter.h>
#include <stdio.h>
#include "kernel.h"

/**
 * struct program - a filter
 * @insns: the instructions
 * @len: how many
 * @invalid: it has become too long, or jumps too far, and is not to be used
 */
struct program {
	struct sock_filter insns[BPF_MAXINSNS];
	unsigned int len;
	bool invalid;
};

/**
 * enum program_style - how a program is made up
 * @STYLE_CORPUS: as it is in the corpus
 * @STYLE_MUTANT: one of the corpus, changed
 * @STYLE_LIST: compares with one number after the other
 * @STYLE_TREE: a search for the number
 * @STYLE_NUMBER: arithmetic on the number, then compares
 * @STYLE_BLOCKS: nested conditions on everything, ways that meet
 * @STYLE_FIXED: the same, but only the number and constants are looked at
 * @STYLE_RANDOM: any instructions
 * @STYLE_LONG: conditions whose other ways are far away
 * @STYLE_LARGE: more than the analysis can hold
 * @STYLES: their number
 */
enum program_style {
	STYLE_CORPUS,
	STYLE_MUTANT,
	STYLE_LIST,
	STYLE_TREE,
	STYLE_NUMBER,
	STYLE_BLOCKS,
	STYLE_FIXED,
	STYLE_RANDOM,
	STYLE_LONG,
	STYLE_LARGE,
	STYLES,
};

extern const char *const style_names[STYLES];

/**
 * struct corpus - real filters
 * @programs: the filters
 * @count: how many
 */
struct corpus {
	struct program *programs;
	unsigned int count;
};

void program_make(struct program *p, enum program_style style,
		  const struct corpus *corpus);
void program_repair(struct program *p);
void program_remove(struct program *p, unsigned int first, unsigned int count);
bool program_accepted(const struct program *p);

int program_read(struct program *p, const char *path);
void program_write(const struct program *p, FILE *to, const char *before);
void corpus_read(struct corpus *corpus, const char *dir);

#endif /* _FUZZ_PROGRAM_H */
