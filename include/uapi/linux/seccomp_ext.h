/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * Extensions of seccomp(2) beyond <linux/seccomp.h>.
 *
 * This header needs <linux/types.h> and <linux/seccomp.h> of any version. Kernels
 * without the extensions refuse all of them with EINVAL.
 */
#ifndef _UAPI_LINUX_SECCOMP_EXT_H
#define _UAPI_LINUX_SECCOMP_EXT_H

#include <linux/seccomp.h>
#include <linux/types.h>

/*
 * Operations of seccomp(2); @flags is 0. SECCOMP_LOAD_PROGRAM also accepts
 * SECCOMP_FILTER_FLAG_DEEP_ARGS.
 */
#define SECCOMP_GET_FEATURES 0x100 /* struct seccomp_features */
#define SECCOMP_ATTACH 0x101 /* struct seccomp_attach */
#define SECCOMP_LOAD_PROGRAM 0x102 /* struct sock_fprog; returns a descriptor */
#define SECCOMP_LOAD_BITMASK \
	0x103 /* struct seccomp_bitmask; returns a descriptor */
#define SECCOMP_GET_ARG_KINDS 0x104 /* struct seccomp_arg_kinds */

/* The filter may load from argument windows. */
#define SECCOMP_FILTER_FLAG_DEEP_ARGS 0x01000000UL
/* Other filters with listeners may be attached while this listener is open. */
#define SECCOMP_FILTER_FLAG_NESTED_LISTENERS 0x02000000UL
/* The filter takes effect with the next successful execve(2) of the thread. */
#define SECCOMP_FILTER_FLAG_ON_EXEC 0x04000000UL
/* SECCOMP_ATTACH only: a descriptor lets its holder add filters later. */
#define SECCOMP_FILTER_FLAG_DOMAIN 0x08000000UL
/* The task may trace only tasks that have this filter, too. */
#define SECCOMP_FILTER_FLAG_BIND_TRACER 0x10000000UL
/* SECCOMP_ATTACH only: a descriptor counts the calls of all tasks with the filter. */
#define SECCOMP_FILTER_FLAG_COUNT 0x20000000UL
/* A signal before a supervisor has received a call restarts the call. */
#define SECCOMP_FILTER_FLAG_RESTART_UNREAD 0x40000000UL

/*
 * Argument windows.
 *
 * A filter with SECCOMP_FILTER_FLAG_DEEP_ARGS finds a copy of what argument @i, 0
 * to 5, points to at offsets from SECCOMP_ARG_WINDOW(i) on. It loads 32-bit words
 * by BPF_LD | BPF_W | BPF_ABS, at multiples of 4. The words hold bytes in the
 * order of memory. Bytes beyond the length read as 0.
 */
#define SECCOMP_ARG_WINDOWS 6
#define SECCOMP_ARG_WINDOW_SHIFT 16
#define SECCOMP_ARG_WINDOW(i) (((i) + 1) << SECCOMP_ARG_WINDOW_SHIFT)
#define SECCOMP_ARG_STATUS(i) (SECCOMP_ARG_WINDOW(i) + 0)
#define SECCOMP_ARG_KIND(i) (SECCOMP_ARG_WINDOW(i) + 4)
#define SECCOMP_ARG_LENGTH(i) (SECCOMP_ARG_WINDOW(i) + 8)
#define SECCOMP_ARG_FACTS(i) (SECCOMP_ARG_WINDOW(i) + 12)
#define SECCOMP_ARG_DATA(i) (SECCOMP_ARG_WINDOW(i) + 16)

/* Most bytes behind SECCOMP_ARG_DATA() that a copy can have. */
#define SECCOMP_ARG_DATA_MAX 4096

/* The word at SECCOMP_ARG_STATUS(). */
enum seccomp_arg_status {
	/* The kernel copies no such argument; or not for this operation. */
	SECCOMP_ARG_ABSENT = 0,
	SECCOMP_ARG_COPIED = 1,
	/* The pointer is NULL. */
	SECCOMP_ARG_NULL = 2,
	/* The memory cannot be read. The call fails, as it would have. */
	SECCOMP_ARG_FAULT = 3,
	/* Larger than the limit. The call fails. */
	SECCOMP_ARG_TOO_LARGE = 4,
};

/* The word at SECCOMP_ARG_KIND(). */
enum seccomp_arg_kind {
	SECCOMP_KIND_NONE = 0,
	/* Path name; the length does not count the NUL. */
	SECCOMP_KIND_PATH = 1,
	/* String with a limit; the length does not count the NUL. */
	SECCOMP_KIND_STRING = 2,
	/* Structure of a fixed size. */
	SECCOMP_KIND_STRUCT = 3,
	/* Structure whose size another argument has. */
	SECCOMP_KIND_SIZED_STRUCT = 4,
	/* Structure whose size is inside. */
	SECCOMP_KIND_SELF_SIZED = 5,
	/* Socket address whose length another argument has. */
	SECCOMP_KIND_SOCKADDR = 6,
	/* Array whose number of items another argument has. */
	SECCOMP_KIND_ARRAY = 7,
	/* Bytes whose number another argument has. */
	SECCOMP_KIND_BUFFER = 8,
	/* struct msghdr; the socket address is at SECCOMP_MSG_NAME_OFFSET. */
	SECCOMP_KIND_MESSAGE = 9,
	/* Array of strings; each string with its NUL, one behind the other. */
	SECCOMP_KIND_STRINGS = 10,
};

/* Offset of the socket address in the data of SECCOMP_KIND_MESSAGE. */
#define SECCOMP_MSG_NAME_OFFSET 64

/* Bits of the word at SECCOMP_ARG_FACTS(), for SECCOMP_KIND_PATH. */
#define SECCOMP_PATH_ABSOLUTE 1 /* begins with "/" */
#define SECCOMP_PATH_DOTDOT 2 /* has a component ".." */
#define SECCOMP_PATH_DOT 4 /* has a component "." or an empty one */
#define SECCOMP_PATH_TRAILING_SLASH 8 /* ends with "/" */

/**
 * struct seccomp_features - extensions of this kernel
 * @size: in: size of this structure in the program; out: in the kernel
 * @flags: 0
 * @operations: bit n for operation 0x100 + n
 * @filter_flags: SECCOMP_FILTER_FLAG_* that this kernel knows, with those of
 *	<linux/seccomp.h>
 * @notif_ioctls: bit n for ioctl number 0x80 + n of a listener
 * @domain_ioctls: bit n for ioctl number 0x90 + n of a domain
 * @arg_kinds_size: size of struct seccomp_arg_kinds
 * @notif_arg_size: size of struct seccomp_notif_arg
 * @arg_windows: SECCOMP_ARG_WINDOWS; 0 if there are no argument windows
 * @arg_window_shift: SECCOMP_ARG_WINDOW_SHIFT
 * @arg_data_offset: offset of the bytes in a window
 * @arg_data_max: SECCOMP_ARG_DATA_MAX
 * @attach_size: size of struct seccomp_attach
 * @bitmask_size: size of struct seccomp_bitmask
 * @tighten_size: size of struct seccomp_tighten
 * @domain_info_size: size of struct seccomp_domain_info
 * @notif_next_size: size of struct seccomp_notif_next
 * @counter_size: size of struct seccomp_count; 0 without counters
 *
 * A kernel that knows a shorter structure writes zeroes behind it.
 */
struct seccomp_features {
	__u32 size;
	__u32 flags;
	__u64 operations;
	__u64 filter_flags;
	__u64 notif_ioctls;
	__u64 domain_ioctls;
	__u32 arg_kinds_size;
	__u32 notif_arg_size;
	__u32 arg_windows;
	__u32 arg_window_shift;
	__u32 arg_data_offset;
	__u32 arg_data_max;
	__u32 attach_size;
	__u32 bitmask_size;
	__u32 tighten_size;
	__u32 domain_info_size;
	__u32 notif_next_size;
	__u32 counter_size;
};

/* &seccomp_arg_info.flags */
#define SECCOMP_ARG_MAY_BE_NULL 1 /* the call accepts NULL */
#define SECCOMP_ARG_BY_OPERATION 2 /* other operations of the call differ */
#define SECCOMP_ARG_REFUSED 4 /* a filter that loads this window is refused */

#define SECCOMP_ARG_NO_SIZE 0xffffffffU

/**
 * struct seccomp_arg_info - description of the copy of one argument
 * @kind: SECCOMP_KIND_*
 * @flags: SECCOMP_ARG_MAY_BE_NULL, SECCOMP_ARG_BY_OPERATION, SECCOMP_ARG_REFUSED
 * @limit: most bytes that the kernel copies
 * @size_arg: index of the argument with the size or the number of items; or
 *	SECCOMP_ARG_NO_SIZE
 * @layout: name of the structure in the uapi headers; empty for other kinds
 */
struct seccomp_arg_info {
	__u32 kind;
	__u32 flags;
	__u32 limit;
	__u32 size_arg;
	char layout[32];
};

/**
 * struct seccomp_arg_kinds - description of the copies of a call
 * @size: size of this structure in the program
 * @flags: 0
 * @arch: in: AUDIT_ARCH_* of the call
 * @nr: in: number of the call
 * @args: in: arguments, for calls whose kinds depend on an operation
 * @info: out: one description for each argument
 */
struct seccomp_arg_kinds {
	__u32 size;
	__u32 flags;
	__u32 arch;
	__u32 nr;
	__u64 args[SECCOMP_ARG_WINDOWS];
	struct seccomp_arg_info info[SECCOMP_ARG_WINDOWS];
};

/* &seccomp_notif.flags: some pointer of the call has not been copied. */
#define SECCOMP_NOTIF_FLAG_UNCOPIED 1

/**
 * struct seccomp_notif_arg - the copy of an argument of a waiting call
 * @id: in: id of the notification
 * @arg: in: index of the argument, 0 to 5
 * @status: out: SECCOMP_ARG_ABSENT etc.
 * @kind: out: SECCOMP_KIND_*
 * @length: out: number of bytes of the copy
 * @facts: out: SECCOMP_PATH_* for paths
 * @size: in: size of @buffer
 * @buffer: in: address that receives the first @size bytes of the copy
 */
struct seccomp_notif_arg {
	__u64 id;
	__u32 arg;
	__u32 status;
	__u32 kind;
	__u32 length;
	__u32 facts;
	__u32 size;
	__u64 buffer;
};

/**
 * struct seccomp_notif_next - a reply, and the next notification
 * @resp: in: the reply; an id of 0 sends none
 * @notif: in: zeroes; out: the next notification
 * @sent: out: 1 as soon as the reply has been sent, else 0
 * @pad: 0
 */
struct seccomp_notif_next {
	struct seccomp_notif_resp resp;
	struct seccomp_notif notif;
	__u32 sent;
	__u32 pad;
};

/*
 * For a listener of a filter with SECCOMP_FILTER_FLAG_DEEP_ARGS. SET_ARG takes
 * @size bytes at @buffer as the new copy, and changes the members that GET_ARG
 * writes.
 */
#define SECCOMP_IOCTL_NOTIF_GET_ARG _IOWR('!', 0x80, struct seccomp_notif_arg)
#define SECCOMP_IOCTL_NOTIF_SET_ARG _IOWR('!', 0x81, struct seccomp_notif_arg)
#define SECCOMP_IOCTL_NOTIF_NEXT _IOWR('!', 0x82, struct seccomp_notif_next)

#define SECCOMP_LABEL_SIZE 32

/**
 * struct seccomp_attach - argument of SECCOMP_ATTACH
 * @size: size of this structure in the program
 * @flags: SECCOMP_FILTER_FLAG_*
 * @fprog: address of a struct sock_fprog; or 0
 * @program_fd: descriptor of a program if @fprog is 0; else -1
 * @reserve: instructions that SECCOMP_IOCTL_DOMAIN_TIGHTEN may add, for
 *	SECCOMP_FILTER_FLAG_DOMAIN; else 0
 * @label: name of the filter, up to 31 bytes from 0x21 to 0x7e without quotation
 *	marks and backslashes, zeroes behind them; or only zeroes
 * @listener_fd: in: 0; out: descriptor of the listener, or -1
 * @domain_fd: in: 0; out: descriptor of the domain, or -1
 * @counter_fd: in: 0; out: descriptor of the counter, or -1
 * @pad: 0
 * @filter_id: in: 0; out: id of the filter, never 0
 *
 * The kernel may write the results before it finds out that the filter cannot be
 * attached. They are valid only if the operation returns 0. Write zeroes there
 * before the structure is used again.
 */
struct seccomp_attach {
	__u32 size;
	__u32 flags;
	__u64 fprog;
	__s32 program_fd;
	__u32 reserve;
	char label[SECCOMP_LABEL_SIZE];
	__s32 listener_fd;
	__s32 domain_fd;
	__s32 counter_fd;
	__u32 pad;
	__u64 filter_id;
};

/* Most bits of a mask. No architecture has as many numbers. */
#define SECCOMP_BITMASK_MAX 1024

/**
 * struct seccomp_bitmask - argument of SECCOMP_LOAD_BITMASK
 * @size: size of this structure in the program
 * @arch: AUDIT_ARCH_* of the calls
 * @bits: address of the mask: bit n % 8 of byte n / 8 allows number n
 * @count: number of bits, 1 to SECCOMP_BITMASK_MAX; the bits behind them in the
 *	last byte are 0
 * @otherwise: SECCOMP_RET_* with data for other numbers, other architectures and
 *	x32; not SECCOMP_RET_ALLOW
 */
struct seccomp_bitmask {
	__u32 size;
	__u32 arch;
	__u64 bits;
	__u32 count;
	__u32 otherwise;
};

/**
 * struct seccomp_tighten - argument of SECCOMP_IOCTL_DOMAIN_TIGHTEN
 * @size: size of this structure in the program
 * @flags: 0
 * @fprog: address of a struct sock_fprog; or 0
 * @program_fd: descriptor of a program if @fprog is 0; else -1
 * @pad: 0
 */
struct seccomp_tighten {
	__u32 size;
	__u32 flags;
	__u64 fprog;
	__s32 program_fd;
	__u32 pad;
};

/**
 * struct seccomp_domain_info - argument of SECCOMP_IOCTL_DOMAIN_INFO
 * @size: in: size of this structure in the program
 * @flags: 0
 * @reserve: out: instructions that can still be added
 * @added: out: number of filters that have been added
 * @filter_id: out: id of the filter that made the domain
 */
struct seccomp_domain_info {
	__u32 size;
	__u32 flags;
	__u32 reserve;
	__u32 added;
	__u64 filter_id;
};

#define SECCOMP_IOCTL_DOMAIN_TIGHTEN _IOW('!', 0x90, struct seccomp_tighten)
#define SECCOMP_IOCTL_DOMAIN_INFO _IOWR('!', 0x91, struct seccomp_domain_info)

/* &seccomp_count.action: an action that a filter outside the counter gave. */
#define SECCOMP_COUNT_OTHER 0xffffffffU

/*
 * &seccomp_count.nr: all numbers that no call of the architecture has, and whose two
 * highest bits are @bits, share one count.
 */
#define SECCOMP_COUNT_UNASSIGNED(bits) (0xfffffff0U + (bits))
/* &seccomp_count.nr: all calls of other architectures; @arch is 0. */
#define SECCOMP_COUNT_NO_NUMBER 0xffffffffU

/**
 * struct seccomp_count - record of a counter
 * @arch: AUDIT_ARCH_* of the calls
 * @nr: number of the calls, with the bit of x32; or SECCOMP_COUNT_UNASSIGNED()
 * @action: SECCOMP_RET_* without data; or SECCOMP_COUNT_OTHER
 * @pad: 0
 * @count: number of calls, at least 1
 *
 * The descriptor of a filter with SECCOMP_FILTER_FLAG_COUNT reads as an array of
 * records. They are sorted by ABI: native calls, 32-bit calls, x32 calls; then by number
 * and action. The most restrictive action comes first, and SECCOMP_COUNT_OTHER last. A
 * record may be inserted at any time; a count only grows.
 *
 * poll(2) reports POLLIN if there is a new record since the last read at offset 0. It
 * reports POLLHUP when no task has the filter any more.
 */
struct seccomp_count {
	__u32 arch;
	__u32 nr;
	__u32 action;
	__u32 pad;
	__u64 count;
};

#endif /* _UAPI_LINUX_SECCOMP_EXT_H */
