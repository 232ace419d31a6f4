/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * System calls with argument windows.
 */
#ifndef _FUZZ_CALL_H
#define _FUZZ_CALL_H

#include <linux/seccomp.h>
#include <stdio.h>
#include "kernel.h"
#include "window.h"

/**
 * struct call - a system call
 * @sd: number, architecture, instruction pointer and arguments
 * @headers: header of each window
 * @data: bytes of each window; those beyond the length are 0
 */
struct call {
	struct seccomp_data sd;
	struct seccomp_window_header headers[SECCOMP_ARG_WINDOWS];
	u8 data[SECCOMP_ARG_WINDOWS][SECCOMP_ARG_DATA_MAX];
};

void call_clear_window(struct call *call, unsigned int window);
bool call_is_possible(const struct call *call);
void call_write(const struct call *call, FILE *to);
bool call_read(struct call *call, const char *line);

#endif /* _FUZZ_CALL_H */
