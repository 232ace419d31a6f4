/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the scanner, the parser and the reader of files share.
 */
#ifndef _SECCOMPCTL_LANG_H
#define _SECCOMPCTL_LANG_H

#include "policy.h"

/* Parentheses inside of parentheses, and files inside of files. */
#define LANG_DEPTH_MAX 100
#define LANG_INCLUDES_MAX 16
/* Bytes of a file. */
#define LANG_FILE_MAX (4 << 20)

/**
 * struct lang_file - a file that has been read
 * @next: file that was read before
 * @dev: device of the file
 * @ino: its inode
 * @open: its end has not been reached
 */
struct lang_file {
	struct lang_file *next;
	__u64 dev;
	__u64 ino;
	bool open;
};

/**
 * struct lang_reader - state of a policy that is read
 * @policy: the policy so far
 * @files: files so far
 * @includes: depth of the file that is read
 * @last_rule: where the next rule is linked
 * @last_group: where the next group is linked
 * @last_arch: where the next ABI is linked
 */
struct lang_reader {
	struct policy *policy;
	struct lang_file *files;
	unsigned int includes;
	struct policy_rule **last_rule;
	struct policy_group **last_group;
	struct policy_arch **last_arch;
};

/**
 * struct lang_text - state of a text that is parsed
 * @reader: state of the policy
 * @here: place of the next byte
 * @depth: number of open parentheses and braces
 * @word: the last word, for messages; NULL at the end
 * @word_len: its length
 * @ended: the newline at the end has been seen
 * @failed: a message has been printed
 */
struct lang_text {
	struct lang_reader *reader;
	struct place here;
	unsigned int depth;
	const char *word;
	size_t word_len;
	bool ended;
	bool failed;
};

/**
 * struct lang_word - bytes of the text
 * @bytes: the bytes; owned by the policy
 * @len: number of @bytes
 */
struct lang_word {
	const char *bytes;
	size_t len;
};

/* Each returns 0, or -1 after a message. */
int lang_parse(struct lang_reader *reader, const char *file, const char *bytes,
	       size_t size);
int lang_include(struct lang_reader *reader, const struct place *place,
		 const struct lang_word *path);

unsigned int lang_unescape(const char *bytes, char *byte);

/* Print a message, and note that the text has failed. */
void lang_fail(struct lang_text *text, const struct place *place,
	       const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif /* _SECCOMPCTL_LANG_H */
