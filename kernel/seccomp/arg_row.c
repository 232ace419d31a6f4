// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rows of arg_rows.h, and the row of each number of each ABI.
 *
 * The kernel's own system call tables name the body of each number. A body
 * without a row stops the build: "ROW_<body> undeclared".
 */
#include <linux/aio_abi.h>
#include <linux/kernel.h>
#include <linux/blkdev.h>
#include <linux/bpf.h>
#include <linux/compat.h>
#include <linux/cache.h>
#include <linux/cpumask.h>
#include <linux/eventpoll.h>
#include <linux/exportfs.h>
#include <linux/fcntl.h>
#include <linux/fs.h>
#include <linux/futex.h>
#include <linux/if.h>
#include <linux/in.h>
#include <linux/init.h>
#include <linux/in6.h>
#include <linux/kexec.h>
#include <linux/keyctl.h>
#include <linux/limits.h>
#include <linux/loop.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mqueue.h>
#include <linux/msg.h>
#include <linux/net_tstamp.h>
#include <linux/perf_event.h>
#include <linux/prctl.h>
#include <linux/quota.h>
#include <linux/reboot.h>
#include <linux/sem.h>
#include <linux/shm.h>
#include <linux/signal.h>
#include <linux/socket.h>
#include <linux/sockios.h>
#include <linux/stddef.h>
#include <linux/tcp.h>
#include <linux/termios.h>
#include <linux/time.h>
#include <linux/time32.h>
#include <linux/tty.h>
#include <linux/utime.h>
#include <linux/utsname.h>
#include <net/compat.h>
#include <uapi/linux/landlock.h>
#include <uapi/linux/mount.h>
#include <uapi/linux/sched/types.h>
#include <asm/msgbuf.h>
#include <asm/sembuf.h>
#include <asm/shmbuf.h>

#include "abi.h"
#include "arg_row.h"
#include "arg_row_number.h"
#include "window.h"

/* Conditions under which a body accepts NULL. */
enum row_null {
	ROW_NULL_FD,
	ROW_NULL_STAT,
	ROW_NULL_STATX,
	ROW_NULL_EMPTY_2,
	ROW_NULL_EMPTY_4,
	ROW_NULL_MOVE_FROM,
	ROW_NULL_MOVE_TO,
};

/* Forms of arguments: the index of the argument is first, flags are before sizes. */
#define IN_ARG(_arg, _kind, _flags, _size_arg, _limit, _item, _layout)         \
	{                                                                      \
		.arg = (_arg), .kind = SECCOMP_KIND_##_kind,                   \
		.flags = (_flags), .size_arg = (_size_arg), .limit = (_limit), \
		.item = (_item), .layout = (_layout)                           \
	}
#define IN_PATH(arg) IN_ARG(arg, PATH, 0, SECCOMP_NO_ARG, PATH_MAX, 0, NULL)
#define IN_PATH_OR_NULL(arg) \
	IN_ARG(arg, PATH, ARG_NULL_OK, SECCOMP_NO_ARG, PATH_MAX, 0, NULL)
#define IN_PATH_NULL_FAILS(arg)                                         \
	IN_ARG(arg, PATH, ARG_NULL_OK | ARG_NULL_FAILS, SECCOMP_NO_ARG, \
	       PATH_MAX, 0, NULL)
#define IN_PATH_OR_FD(arg)                                                    \
	IN_ARG(arg, PATH, ARG_NULL_IF, SECCOMP_NO_ARG, PATH_MAX, ROW_NULL_FD, \
	       NULL)
#define IN_PATH_OR_EMPTY(arg, condition)                                    \
	IN_ARG(arg, PATH, ARG_NULL_IF, SECCOMP_NO_ARG, PATH_MAX, condition, \
	       NULL)
#define IN_STRING(arg, flags, limit) \
	IN_ARG(arg, STRING, flags, SECCOMP_NO_ARG, limit, 0, NULL)
#define IN_BYTES(arg, flags, size, layout) \
	IN_ARG(arg, STRUCT, flags, SECCOMP_NO_ARG, size, 0, layout)
#define IN_STRUCT(arg, flags, tag) \
	IN_BYTES(arg, flags, sizeof(struct tag), #tag)
#define IN_STRUCT_AS(arg, flags, type, layout) \
	IN_BYTES(arg, flags, sizeof(type), layout)
#define IN_VALUE(arg, flags, type) IN_BYTES(arg, flags, sizeof(type), NULL)
#define IN_SHORT(arg, flags, needed, size, layout)                        \
	IN_ARG(arg, STRUCT, (flags) | ARG_SHORT_OK, SECCOMP_NO_ARG, size, \
	       needed, layout)
#define IN_SIZED(arg, size_arg, flags, layout)                              \
	IN_ARG(arg, SIZED_STRUCT, flags, size_arg, SECCOMP_ARG_DATA_MAX, 0, \
	       layout)
#define IN_SELF(arg, flags, offset, added, minimum, limit, layout) \
	IN_ARG(arg, SELF_SIZED, flags, SECCOMP_NO_ARG, limit,      \
	       ARG_SELF(offset, added, minimum), layout)
#define IN_SOCKADDR(arg, size_arg, flags)      \
	IN_ARG(arg, SOCKADDR, flags, size_arg, \
	       sizeof(struct __kernel_sockaddr_storage), 0, "sockaddr")
#define IN_ARRAY(arg, size_arg, flags, item, limit, layout) \
	IN_ARG(arg, ARRAY, flags, size_arg, limit, item, layout)
#define IN_BUFFER(arg, size_arg, flags, limit, front) \
	IN_ARG(arg, BUFFER, flags, size_arg, limit, front, NULL)
#define IN_NODE_MASK(arg, size_arg)                                      \
	IN_ARG(arg, BUFFER, ARG_NULL_OK, size_arg, SECCOMP_ARG_DATA_MAX, \
	       ARG_NODE_MASK, NULL)
#define IN_MESSAGE(arg, type) \
	IN_ARG(arg, MESSAGE, 0, SECCOMP_NO_ARG, sizeof(type), 0, "msghdr")
#define IN_STRINGS(arg, pointer)                                     \
	IN_ARG(arg, STRINGS, ARG_NULL_OK | ARG_WIDE, SECCOMP_NO_ARG, \
	       SECCOMP_ARG_DATA_MAX, sizeof(pointer), NULL)

#define ROW_TIMEOUT IN_STRUCT(3, ARG_NULL_OK, __kernel_timespec)
#define ROW_TIMEOUT32                                       \
	IN_STRUCT_AS(3, ARG_NULL_OK, struct old_timespec32, \
		     "__kernel_old_timespec")
#define ROW_OPTION IN_BUFFER(3, 4, ARG_SIZE_U32, SECCOMP_ARG_DATA_MAX, 0)
#define ROW_OPTION_OR_NULL \
	IN_BUFFER(3, 4, ARG_NULL_OK | ARG_SIZE_U32, SECCOMP_ARG_DATA_MAX, 0)

/* Flag of a string for which the body has the limit PAGE_SIZE. */
#define ROW_PAGE_STRING \
	(PAGE_SIZE / SECCOMP_ARG_DATA_MAX > 1 ? ARG_NUL_NEEDED : 0)

#define OP(_op, ...)                            \
	{                                       \
		.op = (_op), .arg = __VA_ARGS__ \
	}
#define OP2(_op, _op2, ...)                                    \
	{                                                      \
		.op = (_op), .op2 = (_op2), .arg = __VA_ARGS__ \
	}

#define PTR(arg) BIT(arg)

/* BPF_COMMON_ATTRS of later kernels. Earlier ones refuse a command with this bit. */
#define ROW_BPF_COMMON_ATTRS BIT(16)

static const struct seccomp_arg_op row_ops_none[] = {};

#define ARG_ROWS_OPERATIONS
#include "arg_rows.h"
#undef ARG_ROWS_OPERATIONS

/* Arguments of each row. */
static const struct seccomp_arg row_args_none[] = {};

#define ROW_PLAIN(body, pointers)
#define ROW_COPY(body, pointers, op_arg, op2_arg, ignored, ops, ...) \
	static const struct seccomp_arg row_args_##body[] = { __VA_ARGS__ };

#define ARG_ROWS_NATIVE
#include "arg_rows.h"
#undef ARG_ROWS_NATIVE
#ifdef CONFIG_COMPAT
#define ARG_ROWS_COMPAT
#include "arg_rows.h"
#undef ARG_ROWS_COMPAT
#endif
#undef ROW_PLAIN
#undef ROW_COPY

/* Rows for registers of 64 bits, then for those of 32 bits. */
#define ROW_INIT(_args, _ops, _never, _op_arg, _op2_arg, _ignored, _narrow)   \
	{                                                                     \
		.args = row_args_##_args,                                     \
		.count = ARRAY_SIZE(row_args_##_args), .ops = row_ops_##_ops, \
		.op_count = ARRAY_SIZE(row_ops_##_ops), .never = (_never),    \
		.op_arg = (_op_arg), .op2_arg = (_op2_arg),                   \
		.op_ignored = (_ignored), .narrow = (_narrow),                \
		.usual = SECCOMP_ROW_UNUSUAL                                  \
	}
#define ROW_INIT_PLAIN(_never, _narrow) \
	ROW_INIT(none, none, _never, SECCOMP_NO_ARG, SECCOMP_NO_ARG, 0, _narrow)

struct seccomp_arg_row seccomp_rows[] __ro_after_init = {
	[ROW_NONE] = ROW_INIT_PLAIN(0, false),

#define ROW_PLAIN(body, pointers) \
	[ROW_##body] = ROW_INIT_PLAIN(pointers, false),
#define ROW_COPY(body, pointers, op_arg, op2_arg, ignored, ops, ...)           \
	[ROW_##body] = ROW_INIT(body, ops, pointers, op_arg, op2_arg, ignored, \
				false),
#define ARG_ROWS_NATIVE
#include "arg_rows.h"
#undef ROW_PLAIN
#undef ROW_COPY

#define ROW_PLAIN(body, pointers) \
	[NARROW_ROW_##body] = ROW_INIT_PLAIN(pointers, true),
#define ROW_COPY(body, pointers, op_arg, op2_arg, ignored, ops, ...) \
	[NARROW_ROW_##body] =                                        \
		ROW_INIT(body, ops, pointers, op_arg, op2_arg, ignored, true),
#include "arg_rows.h"
#undef ARG_ROWS_NATIVE
#ifdef CONFIG_COMPAT
#define ARG_ROWS_COMPAT
#include "arg_rows.h"
#undef ARG_ROWS_COMPAT
#endif
#undef ROW_PLAIN
#undef ROW_COPY
};

/*
 * Row of each table slot. Slots that are not named have ROW_NONE: buckets, compat
 * slots, and numbers without a body. Each result of seccomp_lookup_index() has an
 * element.
 *
 * The headers of the tables expand __SYSCALL() once for each number.
 */
#undef __SYSCALL
#undef __SYSCALL_WITH_COMPAT
#undef __SYSCALL_NORETURN
#define __SYSCALL_NORETURN(nr, body) __SYSCALL(nr, body)

/* clang-format off */
#define __SYSCALL(nr, body) \
	[nr] = ROW_##body,
#define __SYSCALL_WITH_COMPAT(nr, body, compat) \
	[nr] = ROW_##body,
/* clang-format on */

const u16 seccomp_row_of_slot[MAX(SECCOMP_LOOKUP_ENTRIES,
				  SECCOMP_TABLE_SLOTS)] = {
#ifdef CONFIG_X86
#include <asm/syscalls_64.h>
#elif defined(CONFIG_SECCOMP_SYSCALL_TABLES)
#include <asm/syscall_table_64.h>
#else
#include <asm/unistd.h>
#endif
#undef __SYSCALL

/* clang-format off */
#define __SYSCALL(nr, body) \
	[SECCOMP_X32_FIRST + (nr)] = ROW_##body,
/* clang-format on */
#ifdef CONFIG_X86_X32_ABI
#include <asm/syscalls_x32.h>
#endif
#undef __SYSCALL
#undef __SYSCALL_WITH_COMPAT
#undef __SYSCALL_NORETURN
};

/**
 * seccomp_arg_row - Return the row of a call
 * @table_slot: result of seccomp_table_index()
 *
 * Context: any.
 * Return: the row; an empty one for buckets, for numbers without a body, and for
 * an architecture without slots.
 */
const struct seccomp_arg_row *seccomp_arg_row(unsigned int table_slot)
{
	const unsigned int compat = table_slot - SECCOMP_COMPAT_FIRST;
	unsigned int number = ROW_NONE;

	if (likely(table_slot < SECCOMP_COMPAT_FIRST))
		number = seccomp_row_of_slot[table_slot];
	else if (compat < seccomp_compat_rows)
		number = seccomp_row_of_compat[compat];
	else if (table_slot < SECCOMP_TABLE_SLOTS)
		number = seccomp_row_of_slot[table_slot];
	return &seccomp_rows[number];
}

/* Can a loop over words copy the argument, if its size is not too large? */
static bool row_arg_is_usual(const struct seccomp_arg *arg)
{
	if (arg->flags & (ARG_SHORT_OK | ARG_CLAMP | ARG_WIDE | ARG_NUL_NEEDED))
		return false;
	switch (arg->kind) {
	case SECCOMP_KIND_PATH:
	case SECCOMP_KIND_STRING:
	case SECCOMP_KIND_SIZED_STRUCT:
	case SECCOMP_KIND_SOCKADDR:
		return true;
	case SECCOMP_KIND_STRUCT:
		return arg->limit <= SECCOMP_USUAL_BYTES;
	case SECCOMP_KIND_BUFFER:
		return !arg->item;
	}
	return false;
}

/**
 * seccomp_arg_row_usual - Compute &seccomp_arg_row.usual
 * @row: row of a call
 *
 * Context: any.
 * Return: a set with one window, or SECCOMP_ROW_UNUSUAL.
 */
u8 seccomp_arg_row_usual(const struct seccomp_arg_row *row)
{
	if (row->count != 1 || row->op_arg != SECCOMP_NO_ARG ||
	    !row_arg_is_usual(row->args))
		return SECCOMP_ROW_UNUSUAL;
	return SECCOMP_WINDOW_BIT(row->args->arg);
}

/* No task makes a call before. */
static int __init init_usual_rows(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(seccomp_rows); i++)
		seccomp_rows[i].usual = seccomp_arg_row_usual(&seccomp_rows[i]);
	return 0;
}
core_initcall(init_usual_rows);

/* Does the body accept NULL in place of an empty path, with these flags? */
static bool row_null_is_empty(unsigned long flags, unsigned int bit)
{
	return IS_ENABLED(CONFIG_SECCOMP_NULL_PATH) && (flags & bit);
}

/*
 * From 6.11 on, stat(2) and its like accept NULL together with a descriptor. Until
 * 6.12, they ignore no flags but @ignored.
 */
static bool row_null_is_fd(int fd, unsigned int flags, unsigned int ignored)
{
	if (IS_ENABLED(CONFIG_SECCOMP_NULL_PATH))
		return flags & AT_EMPTY_PATH;
	return IS_ENABLED(CONFIG_SECCOMP_NULL_STAT) && fd >= 0 &&
	       (flags & ~ignored) == AT_EMPTY_PATH;
}

static bool row_accepts_null(enum row_null condition, const unsigned long *args)
{
	switch (condition) {
	case ROW_NULL_FD:
		return (int)args[0] != AT_FDCWD;
	case ROW_NULL_STAT:
		return row_null_is_fd(args[0], args[3], 0);
	case ROW_NULL_STATX:
		return row_null_is_fd(args[0], args[2],
				      AT_NO_AUTOMOUNT | AT_STATX_SYNC_TYPE);
	case ROW_NULL_EMPTY_2:
		return row_null_is_empty(args[2], AT_EMPTY_PATH);
	case ROW_NULL_EMPTY_4:
		return row_null_is_empty(args[4], AT_EMPTY_PATH);
	case ROW_NULL_MOVE_FROM:
		return row_null_is_empty(args[4], MOVE_MOUNT_F_EMPTY_PATH);
	case ROW_NULL_MOVE_TO:
		return row_null_is_empty(args[4], MOVE_MOUNT_T_EMPTY_PATH);
	}
	return false;
}

/* The path of a row with a condition: without NULL, and with NULL. */
static const struct seccomp_arg row_paths[] = {
	IN_PATH(0), IN_PATH(1), IN_PATH(2), IN_PATH(3), IN_PATH(4), IN_PATH(5),
};

static const struct seccomp_arg row_null_paths[] = {
	IN_PATH_OR_NULL(0), IN_PATH_OR_NULL(1), IN_PATH_OR_NULL(2),
	IN_PATH_OR_NULL(3), IN_PATH_OR_NULL(4), IN_PATH_OR_NULL(5),
};

static void row_add_arg(struct seccomp_call_args *call_args,
			const struct seccomp_arg *arg,
			const unsigned long *args)
{
	if (WARN_ON_ONCE(call_args->count == SECCOMP_ROW_ARGS))
		return;
	if (arg->flags & ARG_NULL_IF)
		arg = row_accepts_null(arg->item, args) ?
			      &row_null_paths[arg->arg] :
			      &row_paths[arg->arg];
	call_args->args[call_args->count++] = arg;
}

/* Is an operation of a row in front of this one? */
static bool row_op_is_below(const struct seccomp_arg_op *entry, u32 op, u32 op2)
{
	return entry->op < op || (entry->op == op && entry->op2 < op2);
}

/* Return the first operation that is not in front, or the end. */
static const struct seccomp_arg_op *
row_find_op(const struct seccomp_arg_row *row, u32 op, u32 op2)
{
	const struct seccomp_arg_op *first = row->ops;
	unsigned int count = row->op_count;

	while (count) {
		const unsigned int half = count / 2;

		if (row_op_is_below(&first[half], op, op2)) {
			first += half + 1;
			count -= half + 1;
		} else {
			count = half;
		}
	}
	return first;
}

/**
 * seccomp_arg_row_resolve - Find what a call copies
 * @row: row of the call
 * @regs_args: the six arguments, as the body takes them
 * @call_args: receives the arguments; owned by the caller
 *
 * Context: any.
 */
void seccomp_arg_row_resolve(const struct seccomp_arg_row *row,
			     const unsigned long *regs_args,
			     struct seccomp_call_args *call_args)
{
	const struct seccomp_arg_op *entry, *end;
	u32 op, op2 = 0;
	int i;

	call_args->count = 0;
	for (i = 0; i < row->count; i++)
		row_add_arg(call_args, &row->args[i], regs_args);
	if (row->op_arg == SECCOMP_NO_ARG)
		return;
	op = regs_args[row->op_arg] & ~row->op_ignored;
	if (row->op2_arg != SECCOMP_NO_ARG)
		op2 = regs_args[row->op2_arg];
	end = row->ops + row->op_count;
	for (entry = row_find_op(row, op, op2);
	     entry < end && entry->op == op && entry->op2 == op2; entry++)
		row_add_arg(call_args, &entry->arg, regs_args);
}

/**
 * seccomp_arg_limit - Return how many bytes a copy can have
 * @arg: an argument of a row
 *
 * Context: any.
 * Return: 1 to SECCOMP_ARG_DATA_MAX.
 */
u32 seccomp_arg_limit(const struct seccomp_arg *arg)
{
	if (arg->kind == SECCOMP_KIND_MESSAGE)
		return SECCOMP_MSG_NAME_OFFSET +
		       sizeof(struct __kernel_sockaddr_storage);
	return arg->limit;
}

/**
 * seccomp_arg_row_window - Tell what a window holds, from the number alone
 * @row: row of the call
 * @window: the window, 0 to SECCOMP_ARG_WINDOWS - 1
 * @kind: receives enum seccomp_arg_kind for WINDOW_KNOWN, else SECCOMP_KIND_NONE
 * @limit: receives the most bytes that any call copies, 0 to SECCOMP_ARG_DATA_MAX
 *
 * Context: any.
 * Return: enum seccomp_window_content.
 */
enum seccomp_window_content
seccomp_arg_row_window(const struct seccomp_arg_row *row, unsigned int window,
		       u32 *kind, u32 *limit)
{
	int i;

	*kind = SECCOMP_KIND_NONE;
	*limit = 0;
	if (row->never & BIT(window))
		return WINDOW_NEVER;
	for (i = 0; i < row->count; i++) {
		if (row->args[i].arg != window)
			continue;
		*kind = row->args[i].kind;
		*limit = seccomp_arg_limit(&row->args[i]);
		return WINDOW_KNOWN;
	}
	for (i = 0; i < row->op_count; i++)
		if (row->ops[i].arg.arg == window)
			*limit = max(*limit,
				     seccomp_arg_limit(&row->ops[i].arg));
	return *limit ? WINDOW_BY_OP : WINDOW_ABSENT;
}
