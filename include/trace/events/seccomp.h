/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Trace events of filters: attaches, verdicts, and copies of arguments.
 *
 * Labels have printable bytes only. The kernel escapes names of tasks and copies of
 * arguments when it stores them, so each reader of the event gets printable text. It
 * clears the rest of an array, so that readers can compare whole arrays.
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM seccomp

#if !defined(_TRACE_SECCOMP_H) || defined(TRACE_HEADER_MULTI_READ)
#define _TRACE_SECCOMP_H

#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/tracepoint.h>
#include <linux/types.h>
#include <uapi/linux/seccomp_ext.h>

#ifndef _TRACE_SECCOMP_TYPES
#define _TRACE_SECCOMP_TYPES

/* Bytes of the escaped name of a task: 4 for each byte, and the NUL. */
#define SECCOMP_TRACE_COMM (4 * (TASK_COMM_LEN - 1) + 1)

struct seccomp_window_header;

/**
 * struct seccomp_trace_filter - the filter of an event
 * @id: its id; or 0 if no filter of the path gives the verdict any more
 * @label: its label, or ""
 * @comm: name of the task that attached it, at that time, or ""
 */
struct seccomp_trace_filter {
	u64 id;
	const char *label;
	const char *comm;
};

/**
 * struct seccomp_trace_program - size, place and answers of an attached program
 * @flags: SECCOMP_FILTER_FLAG_* of the attach
 * @insns: number of instructions
 * @depth: number of filters on the path; 0 for a filter that waits for an exec
 * @allowed: native numbers that the program allows
 * @constant: native numbers with another constant answer
 * @tested: native numbers whose answer depends on arguments
 * @whole: native numbers for which the whole program runs
 */
struct seccomp_trace_program {
	u32 flags;
	u32 insns;
	u32 depth;
	u32 allowed;
	u32 constant;
	u32 tested;
	u32 whole;
};

int seccomp_trace_reg(void);
void seccomp_trace_unreg(void);
unsigned int seccomp_trace_escape(const void *bytes, unsigned int length,
				  char *out, unsigned int size);
void seccomp_trace_comm(const char *comm, char out[SECCOMP_TRACE_COMM]);
unsigned int seccomp_trace_text(const struct seccomp_window_header *header,
				const void *bytes, char *out,
				unsigned int size);
unsigned int seccomp_trace_text_size(const struct seccomp_window_header *header,
				     const void *bytes);

#endif /* _TRACE_SECCOMP_TYPES */

TRACE_DEFINE_ENUM(SECCOMP_ARG_ABSENT);
TRACE_DEFINE_ENUM(SECCOMP_ARG_COPIED);
TRACE_DEFINE_ENUM(SECCOMP_ARG_NULL);
TRACE_DEFINE_ENUM(SECCOMP_ARG_FAULT);
TRACE_DEFINE_ENUM(SECCOMP_ARG_TOO_LARGE);
TRACE_DEFINE_ENUM(SECCOMP_KIND_NONE);
TRACE_DEFINE_ENUM(SECCOMP_KIND_PATH);
TRACE_DEFINE_ENUM(SECCOMP_KIND_STRING);
TRACE_DEFINE_ENUM(SECCOMP_KIND_STRUCT);
TRACE_DEFINE_ENUM(SECCOMP_KIND_SIZED_STRUCT);
TRACE_DEFINE_ENUM(SECCOMP_KIND_SELF_SIZED);
TRACE_DEFINE_ENUM(SECCOMP_KIND_SOCKADDR);
TRACE_DEFINE_ENUM(SECCOMP_KIND_ARRAY);
TRACE_DEFINE_ENUM(SECCOMP_KIND_BUFFER);
TRACE_DEFINE_ENUM(SECCOMP_KIND_MESSAGE);
TRACE_DEFINE_ENUM(SECCOMP_KIND_STRINGS);

#define seccomp_show_action(action)                               \
	__print_symbolic(action,                                  \
		{ SECCOMP_RET_KILL_PROCESS, "kill_process" },     \
		{ SECCOMP_RET_KILL_THREAD, "kill_thread" },       \
		{ SECCOMP_RET_TRAP, "trap" },                     \
		{ SECCOMP_RET_ERRNO, "errno" },                   \
		{ SECCOMP_RET_USER_NOTIF, "user_notif" },         \
		{ SECCOMP_RET_TRACE, "trace" },                   \
		{ SECCOMP_RET_LOG, "log" },                       \
		{ SECCOMP_RET_ALLOW, "allow" })

#define seccomp_show_status(status)                               \
	__print_symbolic(status,                                  \
		{ 0, "absent" },                                  \
		{ SECCOMP_ARG_COPIED, "copied" },                 \
		{ SECCOMP_ARG_NULL, "null" },                     \
		{ SECCOMP_ARG_FAULT, "fault" },                   \
		{ SECCOMP_ARG_TOO_LARGE, "too_large" })

#define seccomp_show_kind(kind)                                   \
	__print_symbolic(kind,                                    \
		{ SECCOMP_KIND_NONE, "none" },                    \
		{ SECCOMP_KIND_PATH, "path" },                    \
		{ SECCOMP_KIND_STRING, "string" },                \
		{ SECCOMP_KIND_STRUCT, "struct" },                \
		{ SECCOMP_KIND_SIZED_STRUCT, "sized_struct" },    \
		{ SECCOMP_KIND_SELF_SIZED, "self_sized" },        \
		{ SECCOMP_KIND_SOCKADDR, "sockaddr" },            \
		{ SECCOMP_KIND_ARRAY, "array" },                  \
		{ SECCOMP_KIND_BUFFER, "buffer" },                \
		{ SECCOMP_KIND_MESSAGE, "message" },              \
		{ SECCOMP_KIND_STRINGS, "strings" })

/*
 * seccomp_verdict - a path has decided about a call, and does not simply allow it
 * @sd: the call
 * @ret: SECCOMP_RET_* with data
 * @filter: the filter that gave @ret
 *
 * The event comes once for each check of a call. If a supervisor has replaced an
 * argument and the verdict is stricter then, only that verdict comes. A call that a
 * tracer has continued is checked again, and may come again.
 */
TRACE_EVENT_FN(seccomp_verdict,

	TP_PROTO(const struct seccomp_data *sd, u32 ret,
		 const struct seccomp_trace_filter *filter),

	TP_ARGS(sd, ret, filter),

	TP_STRUCT__entry(
		__field(u64, id)
		__field(u64, ip)
		__field(u64, arg0)
		__field(u64, arg1)
		__field(u64, arg2)
		__field(u64, arg3)
		__field(u64, arg4)
		__field(u64, arg5)
		__field(u32, arch)
		__field(int, nr)
		__field(u32, action)
		__field(u32, data)
		__array(char, label, SECCOMP_LABEL_SIZE)
		__array(char, attach_comm, SECCOMP_TRACE_COMM)
	),

	TP_fast_assign(
		__entry->id = filter->id;
		__entry->ip = sd->instruction_pointer;
		__entry->arg0 = sd->args[0];
		__entry->arg1 = sd->args[1];
		__entry->arg2 = sd->args[2];
		__entry->arg3 = sd->args[3];
		__entry->arg4 = sd->args[4];
		__entry->arg5 = sd->args[5];
		__entry->arch = sd->arch;
		__entry->nr = sd->nr;
		__entry->action = ret & SECCOMP_RET_ACTION_FULL;
		__entry->data = ret & SECCOMP_RET_DATA;
		strscpy_pad(__entry->label, filter->label, SECCOMP_LABEL_SIZE);
		seccomp_trace_comm(filter->comm, __entry->attach_comm);
	),

	TP_printk("nr=%d arch=%x action=%s data=%u filter=%016llx label=%s attach_comm=%s args=(%llx, %llx, %llx, %llx, %llx, %llx) ip=%llx",
		  __entry->nr, __entry->arch,
		  seccomp_show_action(__entry->action), __entry->data,
		  __entry->id, __entry->label, __entry->attach_comm,
		  __entry->arg0, __entry->arg1, __entry->arg2, __entry->arg3,
		  __entry->arg4, __entry->arg5, __entry->ip),

	seccomp_trace_reg, seccomp_trace_unreg
);

/*
 * seccomp_args - the kernel has copied an argument for filters or a supervisor
 * @arch: AUDIT_ARCH_* of the call
 * @nr: number of the call
 * @arg: index of the argument, 0 to 5
 * @header: header of its window
 * @bytes: the copy
 *
 * It comes for allowed calls, too. Then it has the bytes that the body uses.
 */
TRACE_EVENT_FN(seccomp_args,

	TP_PROTO(u32 arch, int nr, unsigned int arg,
		 const struct seccomp_window_header *header, const void *bytes),

	TP_ARGS(arch, nr, arg, header, bytes),

	TP_STRUCT__entry(
		__field(u32, arch)
		__field(int, nr)
		__field(u32, arg)
		__field(u32, status)
		__field(u32, kind)
		__field(u32, length)
		__dynamic_array(char,	text,
				seccomp_trace_text_size(header, bytes))
	),

	TP_fast_assign(
		__entry->arch = arch;
		__entry->nr = nr;
		__entry->arg = arg;
		__entry->status = header->status;
		__entry->kind = header->kind;
		__entry->length = header->length;
		seccomp_trace_text(header, bytes, __get_dynamic_array(text),
				   __get_dynamic_array_len(text));
	),

	TP_printk("nr=%d arch=%x arg=%u status=%s kind=%s length=%u text=%s",
		  __entry->nr, __entry->arch, __entry->arg,
		  seccomp_show_status(__entry->status),
		  seccomp_show_kind(__entry->kind), __entry->length,
		  __get_str(text)),

	seccomp_trace_reg, seccomp_trace_unreg
);

/*
 * seccomp_attach - a task has attached a filter
 * @filter: the filter
 * @program: its size, its place, and the answers of its program
 */
TRACE_EVENT(seccomp_attach,

	TP_PROTO(const struct seccomp_trace_filter *filter,
		 const struct seccomp_trace_program *program),

	TP_ARGS(filter, program),

	TP_STRUCT__entry(
		__field(u64, id)
		__field(u32, flags)
		__field(u32, insns)
		__field(u32, depth)
		__field(u32, allowed)
		__field(u32, constant)
		__field(u32, tested)
		__field(u32, whole)
		__array(char, label, SECCOMP_LABEL_SIZE)
		__array(char, attach_comm, SECCOMP_TRACE_COMM)
	),

	TP_fast_assign(
		__entry->id = filter->id;
		__entry->flags = program->flags;
		__entry->insns = program->insns;
		__entry->depth = program->depth;
		__entry->allowed = program->allowed;
		__entry->constant = program->constant;
		__entry->tested = program->tested;
		__entry->whole = program->whole;
		strscpy_pad(__entry->label, filter->label, SECCOMP_LABEL_SIZE);
		seccomp_trace_comm(filter->comm, __entry->attach_comm);
	),

	TP_printk("filter=%016llx label=%s attach_comm=%s flags=%x insns=%u depth=%u allowed=%u constant=%u tested=%u whole=%u",
		  __entry->id, __entry->label, __entry->attach_comm,
		  __entry->flags, __entry->insns, __entry->depth,
		  __entry->allowed, __entry->constant, __entry->tested,
		  __entry->whole)
);

#endif /* _TRACE_SECCOMP_H */

/* This part must be outside protection */
#include <trace/define_trace.h>
