/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Names of programs by their hash.
 */
#ifndef _SECCOMPCTL_KNOWN_H
#define _SECCOMPCTL_KNOWN_H

#include "filters_file.h"

/**
 * struct known_program - a program with a name
 * @hash: SHA-256 of its instructions, in hexadecimal digits
 * @name: name of its file; bytes that are not printable ASCII are "?"
 */
struct known_program {
	char hash[HASH_TEXT_SIZE];
	char *name;
};

/**
 * struct known_programs - programs with names
 * @programs: the programs
 * @count: number of programs
 */
struct known_programs {
	struct known_program *programs;
	unsigned int count;
};

/* Prints a message on failure, and returns an &enum exit_status. */
int known_read(struct known_programs *known, const char *path);
const char *known_name(const struct known_programs *known, const char *hash);
void known_free(struct known_programs *known);

#endif /* _SECCOMPCTL_KNOWN_H */
