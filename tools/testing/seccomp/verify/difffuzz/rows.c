// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rows for the numbers of the fuzzer, in place of arg_row.c.
 *
 * The rows of the kernel need its structures and its system call tables. These
 * rows have the same kinds and limits. They give each content of a window to many
 * numbers, and each argument of a call has each content for some number.
 */
#include "abi.h"
#include "arg_row.h"
#include "kernel.h"

/*
 * What the number says about one window. harness/check_calls.py compares these with the
 * kernel's rows.
 */
struct content {
	enum seccomp_window_content content;
	u32 kind;
	u32 limit;
};

static const struct content contents[] = {
	{ .content = WINDOW_ABSENT },
	{ WINDOW_KNOWN, SECCOMP_KIND_PATH, 4096 },
	{ WINDOW_KNOWN, SECCOMP_KIND_SIZED_STRUCT, 4096 },
	{ .content = WINDOW_ABSENT },
	{ WINDOW_KNOWN, SECCOMP_KIND_SOCKADDR, 128 },
	{ WINDOW_KNOWN, SECCOMP_KIND_STRUCT, 16 },
	{ .content = WINDOW_NEVER },
	/* The name of a thread: its limit is no multiple of 4. */
	{ WINDOW_KNOWN, SECCOMP_KIND_STRING, 15 },
	{ WINDOW_BY_OP, SECCOMP_KIND_NONE, 256 },
	{ WINDOW_KNOWN, SECCOMP_KIND_MESSAGE, 192 },
	{ WINDOW_BY_OP, SECCOMP_KIND_NONE, 4096 },
	{ WINDOW_KNOWN, SECCOMP_KIND_SELF_SIZED, 136 },
	{ WINDOW_KNOWN, SECCOMP_KIND_ARRAY, 3072 },
	{ WINDOW_BY_OP, SECCOMP_KIND_NONE, 255 },
	{ WINDOW_KNOWN, SECCOMP_KIND_ARRAY, 4096 },
	{ WINDOW_KNOWN, SECCOMP_KIND_BUFFER, 64 },
	{ WINDOW_KNOWN, SECCOMP_KIND_BUFFER, 4096 },
	{ WINDOW_KNOWN, SECCOMP_KIND_SELF_SIZED, 4096 },
	{ WINDOW_KNOWN, SECCOMP_KIND_STRING, 256 },
	{ WINDOW_KNOWN, SECCOMP_KIND_STRING, 4096 },
	{ WINDOW_KNOWN, SECCOMP_KIND_STRINGS, 4096 },
	{ WINDOW_KNOWN, SECCOMP_KIND_STRUCT, 4096 },
};

/* Row 0 is empty. Window w of row r has the content r + w. */
static const struct seccomp_arg_row rows[ARRAY_SIZE(contents) + 1];

static bool is_assigned(u32 slot)
{
	unsigned int abi;

	for (abi = 0; abi < SECCOMP_ABIS; abi++)
		if (slot - seccomp_abi_info[abi].first_slot <
		    seccomp_abi_info[abi].count)
			return true;
	return false;
}

/**
 * seccomp_arg_row - return the row of a number
 * @table_slot: table slot of the number
 *
 * Return: a row; an empty one for a bucket, and for every second number.
 */
const struct seccomp_arg_row *seccomp_arg_row(unsigned int table_slot)
{
	if (!is_assigned(table_slot) || table_slot % 2)
		return &rows[0];
	return &rows[1 + table_slot / 2 % ARRAY_SIZE(contents)];
}

/**
 * seccomp_arg_row_window - return what is known of a window
 * @row: a row of seccomp_arg_row()
 * @window: index of the window
 * @kind: receives the kind for WINDOW_KNOWN
 * @limit: receives the most bytes for WINDOW_KNOWN and WINDOW_BY_OP
 *
 * Return: the content.
 */
enum seccomp_window_content
seccomp_arg_row_window(const struct seccomp_arg_row *row, unsigned int window,
		       u32 *kind, u32 *limit)
{
	const unsigned int index = row - rows;
	const struct content *content =
		&contents[(index + window) % ARRAY_SIZE(contents)];

	if (!index)
		return WINDOW_ABSENT;
	*kind = content->kind;
	*limit = content->limit;
	return content->content;
}
