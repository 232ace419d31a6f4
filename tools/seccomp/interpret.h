/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Runs programs on calls.
 */
#ifndef _SECCOMPCTL_INTERPRET_H
#define _SECCOMPCTL_INTERPRET_H

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/seccomp_ext.h>
#include <linux/types.h>

/* Bytes of a window that can be other than zero: its header, and the copy. */
#define WINDOW_BYTES (16 + SECCOMP_ARG_DATA_MAX)

/**
 * struct call - a call, as filters see it
 * @data: number, ABI and arguments
 * @windows: copies of what the arguments point to, with their headers
 */
struct call {
	struct seccomp_data data;
	unsigned char windows[SECCOMP_ARG_WINDOWS][WINDOW_BYTES];
};

unsigned char *call_bytes(struct call *call, __u32 offset);
__u32 interpret(const struct sock_filter *insns, unsigned int len,
		const struct call *call, unsigned int *pc);

#endif /* _SECCOMPCTL_INTERPRET_H */
