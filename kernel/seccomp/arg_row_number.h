/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Numbers of rows.
 *
 * A native body has a row for calls with registers of 64 bits, ROW_<body>, and
 * one for calls with registers of 32 bits, NARROW_ROW_<body>. A compat body has
 * one row with both names.
 */
#ifndef _KERNEL_SECCOMP_ARG_ROW_NUMBER_H
#define _KERNEL_SECCOMP_ARG_ROW_NUMBER_H

#include <linux/types.h>

/* Forms of the entries of arg_rows.h. */
#define NO_POINTERS(body) ROW_PLAIN(body, 0)
#define NEVER(body, pointers) ROW_PLAIN(body, pointers)
#define COPY_IN(body, pointers, ...)                                      \
	ROW_COPY(body, pointers, SECCOMP_NO_ARG, SECCOMP_NO_ARG, 0, none, \
		 __VA_ARGS__)
#define BY_OPERATION(body, pointers, op_arg, op2_arg, ...) \
	ROW_COPY(body, pointers, op_arg, op2_arg, 0, __VA_ARGS__)
#define BY_MASKED_OPERATION(body, pointers, op_arg, ignored, ...) \
	ROW_COPY(body, pointers, op_arg, SECCOMP_NO_ARG, ignored, __VA_ARGS__)

enum row_number {
	ROW_NONE,
#define ROW_PLAIN(body, pointers) ROW_##body, NARROW_ROW_##body,
#define ROW_COPY(body, ...) ROW_##body, NARROW_ROW_##body,
#define ARG_ROWS_NATIVE
#include "arg_rows.h"
#undef ARG_ROWS_NATIVE
#undef ROW_PLAIN
#undef ROW_COPY
#ifdef CONFIG_COMPAT
#define ROW_PLAIN(body, pointers) ROW_##body, NARROW_ROW_##body = ROW_##body,
#define ROW_COPY(body, ...) ROW_##body, NARROW_ROW_##body = ROW_##body,
#define ARG_ROWS_COMPAT
#include "arg_rows.h"
#undef ARG_ROWS_COMPAT
#undef ROW_PLAIN
#undef ROW_COPY
#endif
};

/* Number of the row of each compat call, and how many there are; see arg_row32.c. */
extern const u16 seccomp_row_of_compat[];
extern const unsigned int seccomp_compat_rows;

#endif /* _KERNEL_SECCOMP_ARG_ROW_NUMBER_H */
