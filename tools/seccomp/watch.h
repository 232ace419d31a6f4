/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Verdicts that watch shows, the expression that selects them, and their output.
 */
#ifndef _SECCOMPCTL_WATCH_H
#define _SECCOMPCTL_WATCH_H

#include <linux/seccomp_ext.h>
#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* A name of 16 bytes whose bytes stand as \xHH, and the NUL. */
#define WATCH_COMM_SIZE 64

/**
 * struct watch_copy - the copy of an argument
 * @status: SECCOMP_ARG_*; SECCOMP_ARG_ABSENT if the event had no copy
 * @kind: SECCOMP_KIND_*
 * @length: number of bytes of the copy
 * @text: the copy as printable text, owned by the verdict; or NULL
 */
struct watch_copy {
	__u32 status;
	__u32 kind;
	__u32 length;
	char *text;
};

/**
 * struct verdict - a verdict that was not a plain allow
 * @time: nanoseconds since the epoch
 * @pid: id of the thread; of the process in records of audit
 * @comm: name of the thread, printable; empty if it is not known
 * @arch: AUDIT_ARCH_* of the call
 * @nr: number of the call
 * @ip: instruction pointer
 * @has_args: @args are known
 * @args: arguments
 * @copies: copies of arguments
 * @ret: SECCOMP_RET_* with data
 * @has_data: the data of @ret is known
 * @id: id of the filter that has decided; 0 if it is not known
 * @label: its label; empty if it has none, or if it is not known
 * @attach_comm: name of the task that attached it, printable; or empty
 * @signal: signal that a record of audit names, or 0
 */
struct verdict {
	__u64 time;
	pid_t pid;
	char comm[WATCH_COMM_SIZE];
	__u32 arch;
	__u32 nr;
	__u64 ip;
	bool has_args;
	__u64 args[SECCOMP_ARG_WINDOWS];
	struct watch_copy copies[SECCOMP_ARG_WINDOWS];
	__u32 ret;
	bool has_data;
	__u64 id;
	char label[SECCOMP_LABEL_SIZE];
	char attach_comm[WATCH_COMM_SIZE];
	int signal;
};

void verdict_free_copies(struct verdict *verdict);

/* Write bytes as printable ASCII; other bytes and backslashes stand as \xHH. */
void escape_text(const char *bytes, size_t length, char *out, size_t size);

/* --- Expressions ------------------------------------------------------------------ */

struct watch_expr;

/**
 * struct watch_error - fault of an expression
 * @column: where, from 1
 * @message: what was expected there
 */
struct watch_error {
	unsigned int column;
	char message[120];
};

struct watch_expr *watch_expr_parse(const char *text,
				    struct watch_error *error);
struct watch_expr *watch_expr_both(struct watch_expr *left,
				   struct watch_expr *right);
bool watch_expr_matches(const struct watch_expr *expr,
			const struct verdict *verdict);
void watch_expr_free(struct watch_expr *expr);

/**
 * enum watch_event - trace events that an event filter is for
 * @WATCH_VERDICTS: seccomp_verdict
 * @WATCH_COPIES: seccomp_args, which has neither the action nor the filter
 */
enum watch_event {
	WATCH_VERDICTS,
	WATCH_COPIES,
};

char *watch_expr_filter(const struct watch_expr *expr, enum watch_event event);

/* --- Records of audit ------------------------------------------------------------- */

bool record_decode(struct verdict *verdict, const char *text);

/* --- Output ----------------------------------------------------------------------- */

void verdict_print(const struct verdict *verdict, bool colour);
void verdict_print_json(const struct verdict *verdict);

#endif /* _SECCOMPCTL_WATCH_H */
