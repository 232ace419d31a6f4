/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Generate, mutate, read and write programs.
 */
#ifndef _FUZZ_PROGRAM_H
#define _FUZZ_PROGRAM_H

#include <linux/filter.h>
#include <stdio.h>
#include "kernel.h"

/**
 * struct program - a classic BPF program
 * @insns: the instructions
 * @len: number of @insns
 * @invalid: true if it became too long or a jump too far; such a program must
 *	not be used
 * @deep: true to load from argument windows, too
 */
struct program {
	struct sock_filter insns[BPF_MAXINSNS];
	unsigned int len;
	bool invalid;
	bool deep;
};

/**
 * enum program_style - way to generate a program
 * @STYLE_CORPUS: take a program of the corpus
 * @STYLE_MUTANT: mutate a program of the corpus
 * @STYLE_LIST: compare the number with one value after the other
 * @STYLE_TREE: do a binary search for the number
 * @STYLE_NUMBER: do arithmetic on the number, then compare
 * @STYLE_BLOCKS: nest conditions on any data, with paths that join
 * @STYLE_FIXED: nest conditions on number, architecture and constants only
 * @STYLE_RANDOM: choose random instructions
 * @STYLE_LONG: branch to targets that are far away
 * @STYLE_LARGE: exceed the limits of the analysis
 * @STYLES: the number of styles
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
/* Do generated programs load from argument windows? */
extern bool program_windows;

/**
 * struct corpus - the programs that are kept in files
 * @programs: the programs; allocated by corpus_read() and never freed
 * @count: number of @programs
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
