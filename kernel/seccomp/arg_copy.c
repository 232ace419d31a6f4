// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copying what arguments point to into the slot of a thread, and the registers
 * with which the body of the call finds the copies.
 *
 * The filters, the supervisor and the body read the same copy. Each byte of the
 * result is read from user memory once. Nothing here reads a copied size, pointer
 * or string from user memory again.
 *
 * The arguments are those that the body gets, read when the check of the call
 * begins. They are in &seccomp_arg_slot.regs from then on, out of reach of a
 * tracer. Each copy replaces the pointer there. The body gets these registers, if
 * the call runs.
 */
#include <linux/bitops.h>
#include <linux/compat.h>
#include <linux/err.h>
#include <linux/jhash.h>
#include <linux/kernel.h>
#include <linux/nodemask.h>
#include <linux/pgtable.h>
#include <linux/sched.h>
#include <linux/seccomp_args.h>
#include <linux/socket.h>
#include <linux/string.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include <net/compat.h>
#include <asm/syscall.h>
#include <asm/word-at-a-time.h>

#include "abi.h"
#include "arch.h"
#include "arg_copy.h"
#include "decision.h"
#include "deep.h"
#include "filter.h"
#include "mode.h"
#include "table.h"
#include "trace.h"

/* A function that copies returns the length, or one of these negative values. */
#define COPY_FAULT (-SECCOMP_ARG_FAULT)
#define COPY_TOO_LARGE (-SECCOMP_ARG_TOO_LARGE)
/* Flag in the absolute value: the start of the structure, with its size, is there. */
#define COPY_HAS_SIZE 0x100

/* Pointers of SECCOMP_KIND_STRINGS, with the NULL at the end. */
#define COPY_MAX_POINTERS 512

static_assert(COPY_MAX_POINTERS * sizeof(long) <= SECCOMP_ARG_DATA_MAX);
static_assert(SECCOMP_ARG_DATA_MAX <= PAGE_SIZE);
static_assert(sizeof(struct user_msghdr) <= SECCOMP_MSG_NAME_OFFSET);

#define ABSENT_DATA ((const void *)empty_zero_page)

static const u16 native_body_regs[] = SECCOMP_NATIVE_BODY_REGS;
#ifdef SECCOMP_ARCH_COMPAT
static const u16 compat_body_regs[] = SECCOMP_COMPAT_BODY_REGS;
#endif

static const struct seccomp_windows absent_windows = {
	.sources = {
		[SECCOMP_SOURCE_HEADERS] = absent_windows.headers,
		[SECCOMP_SOURCE_DATA ... SECCOMP_SOURCES - 1] = ABSENT_DATA,
	},
};

/**
 * seccomp_absent_windows - Return the windows of a call without copies
 *
 * Context: any.
 * Return: windows that read 0 everywhere; nothing changes them.
 */
const struct seccomp_windows *seccomp_absent_windows(void)
{
	return &absent_windows;
}

static __always_inline unsigned long *reg_at(struct pt_regs *regs,
					     unsigned int offset)
{
	return (void *)regs + offset;
}

/* --- Addresses ----------------------------------------------------------- */

static unsigned int arg_pages(const struct seccomp_arg *arg)
{
	return arg->flags & ARG_WIDE ? 2 : 1;
}

static unsigned long guard_address(const struct seccomp_arg_slot *slot)
{
	return seccomp_arg_slot_address(slot, SECCOMP_SLOT_PAGES, slot->narrow);
}

/* Return the address that the body gets for a copy in @page. */
static unsigned long arg_copy_address(const struct seccomp_arg_slot *slot,
				      unsigned int page,
				      const struct seccomp_arg *arg)
{
	/* The body of SECCOMP_KIND_STRINGS starts at the array of pointers. */
	return seccomp_arg_slot_address(slot, page + arg_pages(arg) - 1,
					slot->narrow);
}

/* --- Pages --------------------------------------------------------------- */

/* Keep the first @length bytes of a page. Zeroes follow them. */
static __always_inline void keep_page_bytes(struct seccomp_arg_slot *slot,
					    unsigned int page,
					    unsigned int length)
{
	if (unlikely(slot->used[page] > length))
		memset(slot->pages[page] + length, 0,
		       slot->used[page] - length);
	slot->used[page] = length;
}

/* Clear a page in which a copy has stopped at an unknown place. */
static void drop_page_bytes(struct seccomp_arg_slot *slot, unsigned int page)
{
	memset(slot->pages[page], 0, SECCOMP_ARG_DATA_MAX);
	slot->used[page] = 0;
}

static bool need_arg_page(struct seccomp_arg_slot *slot, unsigned int page)
{
	return likely(slot->pages[page]) || seccomp_arg_slot_page(slot, page);
}

static bool need_arg_pages(struct seccomp_arg_slot *slot, unsigned int page,
			   const struct seccomp_arg *arg)
{
	if (!need_arg_page(slot, page))
		return false;
	return arg_pages(arg) == 1 || need_arg_page(slot, page + 1);
}

/* --- Reading user memory, by kind ---------------------------------------- */

/* Copy a few bytes. What is in @data after a fault is undefined. */
static __always_inline int fetch_small(void *data, const void __user *from,
				       unsigned long size)
{
	unsigned long left = size;

	might_fault();
	if (should_fail_usercopy() || !user_read_access_begin(from, size))
		return COPY_FAULT;
	for (; left >= 4 * sizeof(u64); left -= 4 * sizeof(u64)) {
		const u64 __user *user = from;
		u64 *word = data;

		unsafe_get_user(word[0], &user[0], fault);
		unsafe_get_user(word[1], &user[1], fault);
		unsafe_get_user(word[2], &user[2], fault);
		unsafe_get_user(word[3], &user[3], fault);
		data += 4 * sizeof(u64);
		from += 4 * sizeof(u64);
	}
	for (; left >= sizeof(u64); left -= sizeof(u64)) {
		unsafe_get_user(*(u64 *)data, (const u64 __user *)from, fault);
		data += sizeof(u64);
		from += sizeof(u64);
	}
	for (; left; left--)
		unsafe_get_user(*(u8 *)data++, (const u8 __user *)from++,
				fault);
	user_read_access_end();
	return size;
fault:
	user_read_access_end();
	return COPY_FAULT;
}

/*
 * Without a NUL in @limit bytes, copy exactly these. The body finds no NUL either
 * and fails with its own error.
 */
static int fetch_string(char *data, const char __user *from, unsigned int limit)
{
	const long length = strncpy_from_user(data, from, limit);

	return length < 0 ? COPY_FAULT : (int)length;
}

/*
 * Do what fetch_string() does, with fewer instructions for a short string. @data is
 * aligned to a word. A word may reach behind the NUL, and not behind @limit bytes.
 * Where it cannot be read, the string may still end in front of that place. So
 * strncpy_from_user() goes on there.
 */
static __always_inline int
fetch_string_words(char *data, const char __user *from, unsigned long limit)
{
	const struct word_at_a_time constants = WORD_AT_A_TIME_CONSTANTS;
	const char *const start = data;
	unsigned long word, zeroes;
	long length;

	might_fault();
	if (should_fail_usercopy())
		return COPY_FAULT;
	if (!user_read_access_begin(from, limit))
		goto other;
	for (; limit >= sizeof(word); limit -= sizeof(word)) {
		unsafe_get_user(word, (const unsigned long __user *)from,
				fault);
		if (has_zero(word, &zeroes, &constants))
			goto end;
		*(unsigned long *)data = word;
		from += sizeof(word);
		data += sizeof(word);
	}
fault:
	user_read_access_end();
other:
	length = strncpy_from_user(data, from, limit);
	return length < 0 ? COPY_FAULT : (int)(data - start + length);
end:
	user_read_access_end();
	zeroes = prep_zero_mask(word, zeroes, &constants);
	zeroes = create_zero_mask(zeroes);
	*(unsigned long *)data = word & zero_bytemask(zeroes);
	return data - start + find_zero(zeroes);
}

/* A body without a limit would read on where the NUL is missing. */
static int fetch_whole_string(char *data, const char __user *from,
			      unsigned int limit)
{
	const int length = fetch_string(data, from, limit);

	return length == limit ? COPY_TOO_LARGE : length;
}

/*
 * Read what can be read of @limit bytes, and at least @needed. copy_from_user()
 * clears the rest.
 */
static int fetch_short(char *data, const char __user *from, unsigned int limit,
		       unsigned int needed)
{
	unsigned long left = copy_from_user(data, from, limit);
	char byte;

	/* The copy of whole words may stop before the last readable byte. */
	while (left && !get_user(byte, from + limit - left)) {
		data[limit - left] = byte;
		left--;
	}
	return limit - left < needed ? COPY_FAULT : (int)limit;
}

/* Return the argument with the size, as the body takes it. */
static __always_inline unsigned long
body_size_arg(struct seccomp_arg_slot *slot, const struct seccomp_arg *arg)
{
	const unsigned long size = *seccomp_arg_reg(slot, arg->size_arg);

	return arg->flags & ARG_SIZE_U32 ? (u32)size : size;
}

/*
 * Return the number of bytes of an argument whose size is another argument. A
 * size above the limit is returned as it is, so that no sum or product wraps.
 */
static unsigned long sized_bytes(struct seccomp_arg_slot *slot,
				 const struct seccomp_arg *arg)
{
	unsigned long size;

	if (arg->size_arg == SECCOMP_NO_ARG)
		return arg->limit;
	size = body_size_arg(slot, arg);
	if (size > arg->limit)
		return size;
	if (arg->kind == SECCOMP_KIND_ARRAY)
		return size * arg->item;
	if (arg->kind == SECCOMP_KIND_BUFFER)
		return size + arg->item;
	return size;
}

static int fetch_sized(struct seccomp_arg_slot *slot,
		       const struct seccomp_arg *arg, void *data,
		       const void __user *from)
{
	unsigned long size = sized_bytes(slot, arg);

	if (size > arg->limit) {
		if (!(arg->flags & ARG_CLAMP))
			return COPY_TOO_LARGE;
		size = arg->limit;
	}
	return copy_from_user(data, from, size) ? COPY_FAULT : (int)size;
}

/*
 * Read what a body reads of a mask of nodes until it refuses a bit. It starts with the
 * last word, and stops at a bit of a node that the kernel cannot have. So it fails
 * with EINVAL there, whether it could read the words in front or not. Return false if
 * it finds no such bit.
 */
static bool fetch_refused_nodes(u64 *data, const u64 __user *from,
				unsigned long bits)
{
	const unsigned long max_nodes = MAX_NUMNODES;
	u64 word;

	for (; bits > max_nodes && bits > 64; bits -= 64) {
		if (get_user(word, &from[(bits - 1) / 64]))
			return false;
		data[(bits - 1) / 64] = word;
		/* The bodies clear the wrong bits of the last word here. */
		if (bits - 64 < max_nodes)
			word &= -(1ULL << max_nodes % 64);
		if (word)
			return true;
	}
	return false;
}

/* A body reads nothing of an empty mask, and for a count of 0, which it refuses. */
static int fetch_node_mask(struct seccomp_arg_slot *slot,
			   const struct seccomp_arg *arg, void *data,
			   const void __user *from)
{
	const unsigned long count = body_size_arg(slot, arg);
	unsigned long size;

	if (count <= 1)
		return 0;
	if (count - 1 > arg->limit * BITS_PER_BYTE)
		return COPY_TOO_LARGE;
	size = seccomp_node_mask_bytes(count - 1, in_compat_syscall(),
				       MAX_NUMNODES);
	if (!copy_from_user(data, from, size))
		return size;
	memset(data, 0, size);
	return fetch_refused_nodes(data, from, count - 1) ? (int)size :
							    COPY_FAULT;
}

/* Return the number of bytes that a body may read for the size alone. */
static unsigned int size_start(const struct seccomp_arg *arg)
{
	return max(ARG_SELF_OFFSET(arg->item) + (u32)sizeof(u32),
		   ARG_SELF_ADDED(arg->item));
}

static unsigned long self_sized_bytes(const struct seccomp_arg *arg,
				      const void *data)
{
	const u32 *size = data + ARG_SELF_OFFSET(arg->item);

	return max((unsigned long)*size + ARG_SELF_ADDED(arg->item),
		   (unsigned long)ARG_SELF_MINIMUM(arg->item));
}

/*
 * The first bytes have the size. They are read once, and the other bytes behind
 * them. So the body finds the size that was used here.
 */
static int fetch_self_sized(const struct seccomp_arg *arg, void *data,
			    const void __user *from)
{
	const unsigned int start = size_start(arg);
	unsigned long size;

	if (copy_from_user(data, from, start))
		return COPY_FAULT;
	size = self_sized_bytes(arg, data);
	if (size > arg->limit)
		return COPY_TOO_LARGE - COPY_HAS_SIZE;
	if (size <= start)
		return start;
	if (copy_from_user(data + start, from + start, size - start))
		return COPY_FAULT - COPY_HAS_SIZE;
	return size;
}

static const void __user *message_name(const void *data, bool narrow)
{
	const struct compat_msghdr *compat = data;
	const struct user_msghdr *native = data;

	return narrow ? compat_ptr(compat->msg_name) : native->msg_name;
}

static int message_name_length(const void *data, bool narrow)
{
	const struct compat_msghdr *compat = data;
	const struct user_msghdr *native = data;

	return narrow ? compat->msg_namelen : native->msg_namelen;
}

static void set_message_name(void *data, bool narrow, unsigned long address)
{
	struct compat_msghdr *compat = data;
	struct user_msghdr *native = data;

	if (narrow)
		compat->msg_name = address;
	else
		native->msg_name = (void __user *)address;
}

/*
 * The bodies use the first bytes of a longer name and refuse a negative length.
 * The name of such a length is not read, and the body must not read it either.
 */
static int fetch_message(const struct seccomp_arg_slot *slot, unsigned int page,
			 const struct seccomp_arg *arg, const void __user *from)
{
	const bool narrow = arg->limit == sizeof(struct compat_msghdr);
	const unsigned int size = arg->limit;
	void *data = slot->pages[page];
	const void __user *name;
	int length;

	if (copy_from_user(data, from, size))
		return COPY_FAULT;
	name = message_name(data, narrow);
	if (!name)
		return size;
	length = clamp_t(int, message_name_length(data, narrow), 0,
			 sizeof(struct __kernel_sockaddr_storage));
	if (!length) {
		set_message_name(data, narrow, guard_address(slot));
		return size;
	}
	if (copy_from_user(data + SECCOMP_MSG_NAME_OFFSET, name, length))
		return COPY_FAULT;
	memset(data + size, 0, SECCOMP_MSG_NAME_OFFSET - size);
	set_message_name(data, narrow,
			 arg_copy_address(slot, page, arg) +
				 SECCOMP_MSG_NAME_OFFSET);
	return SECCOMP_MSG_NAME_OFFSET + length;
}

/* Read a pointer of an array. */
static int fetch_pointer(const void __user *array, unsigned int i, bool narrow,
			 const char __user **pointer)
{
	const u32 __user *array32 = array;
	const unsigned long __user *array64 = array;
	unsigned long value;
	u32 value32;

	if (narrow) {
		if (get_user(value32, array32 + i))
			return -EFAULT;
		*pointer = compat_ptr(value32);
		return 0;
	}
	if (get_user(value, array64 + i))
		return -EFAULT;
	*pointer = (const char __user *)value;
	return 0;
}

static void store_pointer(void *array, unsigned int i, bool narrow,
			  unsigned long pointer)
{
	if (narrow)
		((u32 *)array)[i] = pointer;
	else
		((unsigned long *)array)[i] = pointer;
}

/*
 * The strings go to @page. Pointers to them there go to the next page, in an array
 * like the one of the caller.
 */
static int fetch_strings(struct seccomp_arg_slot *slot, unsigned int page,
			 const struct seccomp_arg *arg, const void __user *from)
{
	const unsigned long base =
		seccomp_arg_slot_address(slot, page, slot->narrow);
	const bool narrow = arg->item == sizeof(u32);
	char *strings = slot->pages[page];
	void *array = slot->pages[page + 1];
	const char __user *string;
	unsigned int i, total = 0;

	for (i = 0; i < COPY_MAX_POINTERS; i++) {
		const unsigned int room = arg->limit - total;
		int length;

		if (fetch_pointer(from, i, narrow, &string))
			return COPY_FAULT;
		store_pointer(array, i, narrow, string ? base + total : 0);
		if (!string) {
			keep_page_bytes(slot, page + 1, (i + 1) * arg->item);
			return total;
		}
		if (!room)
			return COPY_TOO_LARGE;
		length = fetch_string(strings + total, string, room);
		if (length < 0)
			return length;
		if (length == room)
			return COPY_TOO_LARGE;
		total += length + 1;
	}
	return COPY_TOO_LARGE;
}

/* Copy any kind and with any flags. */
static int fetch_any(struct seccomp_arg_slot *slot, unsigned int page,
		     const struct seccomp_arg *arg, const void __user *from)
{
	void *data = slot->pages[page];

	if (arg->flags & ARG_SHORT_OK)
		return fetch_short(data, from, arg->limit, arg->item);
	switch (arg->kind) {
	case SECCOMP_KIND_PATH:
	case SECCOMP_KIND_STRING:
		if (arg->flags & ARG_NUL_NEEDED)
			return fetch_whole_string(data, from, arg->limit);
		return fetch_string(data, from, arg->limit);
	case SECCOMP_KIND_STRUCT:
	case SECCOMP_KIND_SIZED_STRUCT:
	case SECCOMP_KIND_SOCKADDR:
	case SECCOMP_KIND_ARRAY:
		return fetch_sized(slot, arg, data, from);
	case SECCOMP_KIND_BUFFER:
		if (arg->item == ARG_NODE_MASK)
			return fetch_node_mask(slot, arg, data, from);
		return fetch_sized(slot, arg, data, from);
	case SECCOMP_KIND_SELF_SIZED:
		return fetch_self_sized(arg, data, from);
	case SECCOMP_KIND_MESSAGE:
		return fetch_message(slot, page, arg, from);
	case SECCOMP_KIND_STRINGS:
		return fetch_strings(slot, page, arg, from);
	}
	WARN_ON_ONCE(1);
	return COPY_FAULT;
}

/* --- Facts of paths ------------------------------------------------------ */

/* Return the fact of the component of a path from @start to @end. */
static u32 component_fact(const char *path, unsigned int start,
			  unsigned int end, unsigned int length)
{
	switch (end - start) {
	case 0:
		/* Two slashes in a row enclose an empty component. */
		return start && end < length ? SECCOMP_PATH_DOT : 0;
	case 1:
		return path[start] == '.' ? SECCOMP_PATH_DOT : 0;
	case 2:
		if (path[start] == '.' && path[start + 1] == '.')
			return SECCOMP_PATH_DOTDOT;
	}
	return 0;
}

static noinline u32 path_facts(const char *path, unsigned int length)
{
	unsigned int start = 0, end;
	u32 facts = 0;

	if (!length)
		return 0;
	if (path[0] == '/')
		facts |= SECCOMP_PATH_ABSOLUTE;
	if (path[length - 1] == '/')
		facts |= SECCOMP_PATH_TRAILING_SLASH;
	for (end = 0; end <= length; end++) {
		if (end < length && path[end] != '/')
			continue;
		facts |= component_fact(path, start, end, length);
		start = end + 1;
	}
	return facts;
}

/* --- Copying one argument ------------------------------------------------ */

static const struct seccomp_arg *call_arg(const struct seccomp_arg_slot *slot,
					  unsigned int i)
{
	return slot->resolved ? slot->call.args[i] : &slot->row->args[i];
}

static unsigned int call_pages(const struct seccomp_arg_slot *slot)
{
	unsigned int i, pages = 0;

	for (i = 0; i < slot->count; i++)
		pages += arg_pages(call_arg(slot, i));
	return pages;
}

/* Find what is copied of a call in which other arguments decide about it. */
static void resolve_call(struct seccomp_arg_slot *slot,
			 struct seccomp_call_args *call)
{
	unsigned long args[SECCOMP_ARG_WINDOWS];
	unsigned int i;

	for (i = 0; i < SECCOMP_ARG_WINDOWS; i++)
		args[i] = *seccomp_arg_reg(slot, i);
	seccomp_arg_row_resolve(slot->row, args, call);
}

/* Does the body of this call accept NULL? */
static bool accepts_null(struct seccomp_arg_slot *slot,
			 const struct seccomp_arg *arg)
{
	struct seccomp_call_args call;
	unsigned int i;

	if (!(arg->flags & ARG_NULL_IF))
		return arg->flags & ARG_NULL_OK;
	resolve_call(slot, &call);
	for (i = 0; i < call.count; i++)
		if (call.args[i]->arg == arg->arg)
			return call.args[i]->flags & ARG_NULL_OK;
	return false;
}

/*
 * Return an address where the body reads the start of the structure in @page, and
 * faults behind it. So a body that refuses the size still does, and any other body
 * fails. The bytes lie at the end of the last page of the slot, if the call has no
 * copy there.
 */
static unsigned long size_address(struct seccomp_arg_slot *slot,
				  unsigned int page,
				  const struct seccomp_arg *arg)
{
	const unsigned int start = size_start(arg);
	const unsigned int last = SECCOMP_SLOT_PAGES - 1;

	/* Nothing clears the bytes behind SECCOMP_ARG_DATA_MAX in a larger page. */
	if (PAGE_SIZE > SECCOMP_ARG_DATA_MAX)
		return guard_address(slot);
	if (call_pages(slot) > last || !need_arg_page(slot, last))
		return guard_address(slot);
	memcpy(slot->pages[last] + PAGE_SIZE - start, slot->pages[page], start);
	slot->used[last] = SECCOMP_ARG_DATA_MAX;
	return guard_address(slot) - start;
}

/*
 * Let the body fail, as its argument cannot be copied. @failure is a value of
 * fetch_any(). An argument that no filter loads keeps its pointer.
 */
static noinline void refuse_arg(struct seccomp_arg_slot *slot,
				unsigned int page,
				const struct seccomp_arg *arg, int failure,
				bool filtered)
{
	unsigned long *pointer = seccomp_arg_reg(slot, arg->arg);

	slot->windows.headers[arg->arg].status = -failure & ~COPY_HAS_SIZE;
	if (!filtered)
		slot->uncopied = true;
	else if (-failure & COPY_HAS_SIZE)
		*pointer = size_address(slot, page, arg);
	else
		*pointer = guard_address(slot);
	drop_page_bytes(slot, page);
	if (arg_pages(arg) > 1)
		drop_page_bytes(slot, page + 1);
}

static noinline void refuse_null(struct seccomp_arg_slot *slot,
				 const struct seccomp_arg *arg)
{
	slot->windows.headers[arg->arg].status = SECCOMP_ARG_NULL;
	/* A task can map page 0, where a body would read. */
	if (!accepts_null(slot, arg))
		*seccomp_arg_reg(slot, arg->arg) = guard_address(slot);
}

static void accept_arg(struct seccomp_arg_slot *slot, unsigned int page,
		       const struct seccomp_arg *arg, unsigned int length)
{
	struct seccomp_windows *windows = &slot->windows;
	unsigned long *pointer = seccomp_arg_reg(slot, arg->arg);

	keep_page_bytes(slot, page, length);
	windows->headers[arg->arg].status = SECCOMP_ARG_COPIED;
	windows->headers[arg->arg].length = length;
	windows->sources[SECCOMP_SOURCE_DATA + arg->arg] = slot->pages[page];
	/* A body with size 0 has nothing to read. */
	if (!length && arg->size_arg != SECCOMP_NO_ARG)
		*pointer = guard_address(slot);
	else
		*pointer = arg_copy_address(slot, page, arg);
}

/* @filtered: a filter of the path loads the window. */
static noinline int copy_call_arg(struct seccomp_arg_slot *slot,
				  unsigned int page,
				  const struct seccomp_arg *arg, bool filtered)
{
	const unsigned long pointer = *seccomp_arg_reg(slot, arg->arg);
	int length;

	if (pointer && !need_arg_pages(slot, page, arg))
		return -ENOMEM;
	slot->windows.headers[arg->arg].kind = arg->kind;
	if (!pointer) {
		refuse_null(slot, arg);
		return 0;
	}
	length = fetch_any(slot, page, arg, (const void __user *)pointer);
	if (length < 0)
		refuse_arg(slot, page, arg, length, filtered);
	else
		accept_arg(slot, page, arg, length);
	return 0;
}

static noinline void find_facts(struct seccomp_arg_slot *slot,
				unsigned int page,
				const struct seccomp_arg *arg)
{
	struct seccomp_window_header *header = &slot->windows.headers[arg->arg];

	if (arg->kind == SECCOMP_KIND_PATH &&
	    header->status == SECCOMP_ARG_COPIED)
		header->facts = path_facts(slot->pages[page], header->length);
}

/*
 * A window that only SECCOMP_WINDOWS_ALL selected before is now loaded by a filter.
 * If its argument keeps the pointer, no longer let the body read there.
 */
static noinline void refuse_late(struct seccomp_arg_slot *slot,
				 unsigned int window)
{
	switch (slot->windows.headers[window].status) {
	case SECCOMP_ARG_FAULT:
	case SECCOMP_ARG_TOO_LARGE:
		*seccomp_arg_reg(slot, window) = guard_address(slot);
	}
}

/**
 * seccomp_args_copy - Copy further arguments of a call
 * @slot: slot of current, from seccomp_args_begin() for this call
 * @windows: set of windows, facts only together with their window; or
 *	SECCOMP_WINDOWS_ALL
 *
 * It copies what has not been copied yet. The body of the call fails if an
 * argument of @windows cannot be copied, now or before. An argument that only
 * SECCOMP_WINDOWS_ALL selects keeps its pointer then.
 *
 * Context: system call entry of current; may sleep.
 * Return: 0; or -ENOMEM, and then the caller makes the call fail.
 */
int seccomp_args_copy(struct seccomp_arg_slot *slot, u16 windows)
{
	u16 missing = windows & SECCOMP_WINDOWS_ALL ? U16_MAX : windows;
	unsigned int i, page = 0;

	missing &= ~slot->copied;
	/* If it fails halfway, the next call must find all windows to clear. */
	slot->copied |= missing;
	for (i = 0; i < slot->count; i++) {
		const struct seccomp_arg *arg = call_arg(slot, i);
		const u16 window = SECCOMP_WINDOW_BIT(arg->arg);

		if ((missing & window) &&
		    copy_call_arg(slot, page, arg, windows & window))
			return -ENOMEM;
		if (unlikely(slot->uncopied) && windows & window)
			refuse_late(slot, arg->arg);
		if (missing & SECCOMP_FACTS_BIT(arg->arg))
			find_facts(slot, page, arg);
		page += arg_pages(arg);
	}
	return 0;
}

/* --- Replacing a copy ---------------------------------------------------- */

/*
 * Return the length of a new string without its NUL, which may be missing. A body
 * with a limit fails without a NUL in that many bytes, unless it clamps the string.
 */
static int new_string_length(const struct seccomp_arg *arg, const char *bytes,
			     unsigned int size)
{
	const unsigned int length = strnlen(bytes, size);

	if (length + 1 < size)
		return -EINVAL;
	if (length + !(arg->flags & ARG_CLAMP) > arg->limit)
		return -E2BIG;
	return length;
}

/* Store the size where the body looks for it. Return the number of bytes. */
static int new_self_sized_length(const struct seccomp_arg *arg, void *bytes,
				 unsigned int size)
{
	u32 *inside = bytes + ARG_SELF_OFFSET(arg->item);

	if (size < max(size_start(arg), ARG_SELF_MINIMUM(arg->item)))
		return -EINVAL;
	if (size > arg->limit)
		return -E2BIG;
	*inside = size - ARG_SELF_ADDED(arg->item);
	return size;
}

/*
 * Return the length of a new copy, or an errno. @length: that of the copy so far,
 * which another argument of the call or the kind decides.
 */
static int new_copy_length(const struct seccomp_arg *arg, void *bytes,
			   unsigned int size, unsigned int length)
{
	switch (arg->kind) {
	case SECCOMP_KIND_PATH:
	case SECCOMP_KIND_STRING:
		return new_string_length(arg, bytes, size);
	case SECCOMP_KIND_SELF_SIZED:
		return new_self_sized_length(arg, bytes, size);
	case SECCOMP_KIND_STRUCT:
	case SECCOMP_KIND_SIZED_STRUCT:
	case SECCOMP_KIND_SOCKADDR:
	case SECCOMP_KIND_ARRAY:
	case SECCOMP_KIND_BUFFER:
		return size == length ? (int)size : -EINVAL;
	}
	/* These kinds have pointers of the kernel in the copy. */
	return -EOPNOTSUPP;
}

/* Find the copied argument of a window, and its page. */
static const struct seccomp_arg *
find_copied_arg(const struct seccomp_arg_slot *slot, unsigned int window,
		unsigned int *page)
{
	unsigned int i;

	*page = 0;
	for (i = 0; i < slot->count; i++) {
		const struct seccomp_arg *arg = call_arg(slot, i);

		if (arg->arg == window)
			return arg;
		*page += arg_pages(arg);
	}
	return NULL;
}

/**
 * seccomp_args_new_header - Check a new copy of an argument
 * @slot: slot of a task that waits for a supervisor
 * @window: index of the argument, 0 to 5
 * @bytes: the new copy, at least 1 byte of memory; owned by the caller. A size inside
 *	is corrected here
 * @size: number of bytes, 0 to SECCOMP_ARG_DATA_MAX
 * @new: receives the header of the window for the new copy; undefined after an error
 *
 * The new copy has the kind of the old one, and a length that the other arguments of
 * the call allow. So the body reads no byte behind it.
 *
 * Context: the caller holds the lock of the listener for which the task waits.
 * Return: 0; -ENODATA if the argument has no copy; -EOPNOTSUPP for a kind that cannot
 * be replaced; -E2BIG above the limit of the call; or -EINVAL for any other size, and
 * for a string with a NUL inside.
 */
int seccomp_args_new_header(const struct seccomp_arg_slot *slot,
			    unsigned int window, void *bytes, unsigned int size,
			    struct seccomp_window_header *new)
{
	const struct seccomp_arg *arg;
	unsigned int page;
	int length;

	*new = slot->windows.headers[window];
	arg = find_copied_arg(slot, window, &page);
	if (!arg || new->status != SECCOMP_ARG_COPIED)
		return -ENODATA;
	length = new_copy_length(arg, bytes, size, new->length);
	if (length < 0)
		return length;
	new->length = length;
	if (arg->kind == SECCOMP_KIND_PATH)
		new->facts = path_facts(bytes, length);
	return 0;
}

/**
 * seccomp_args_replace - Replace the copy of an argument
 * @slot: slot of a task that waits for a supervisor
 * @window: index of the argument
 * @bytes: the new copy; owned by the caller
 * @new: header from seccomp_args_new_header() for the same arguments
 *
 * Context: the caller has held the lock of the listener for which the task waits since
 * seccomp_args_new_header().
 */
void seccomp_args_replace(struct seccomp_arg_slot *slot, unsigned int window,
			  const void *bytes,
			  const struct seccomp_window_header *new)
{
	unsigned int page;

	find_copied_arg(slot, window, &page);
	memcpy(slot->pages[page], bytes, new->length);
	keep_page_bytes(slot, page, new->length);
	slot->windows.headers[window] = *new;
	slot->edited = true;
}

/* --- Beginning a call ---------------------------------------------------- */

/* Let all windows be absent again. Only those of @copied are not. */
static void reset_windows(struct seccomp_arg_slot *slot)
{
	struct seccomp_windows *windows = &slot->windows;
	unsigned long copied = slot->copied & SECCOMP_WINDOW_MASK;

	if (unlikely(!windows->sources[SECCOMP_SOURCE_HEADERS])) {
		*windows = absent_windows;
		windows->sources[SECCOMP_SOURCE_HEADERS] = windows->headers;
		copied = 0;
	}
	for (; copied; copied &= copied - 1) {
		const unsigned int i = __ffs(copied);

		windows->headers[i] = (struct seccomp_window_header){};
		windows->sources[SECCOMP_SOURCE_DATA + i] = ABSENT_DATA;
	}
	slot->copied = 0;
	slot->uncopied = false;
	slot->edited = false;
}

/* All values are read before the first one is written. */
static __always_inline void
store_body_args(struct pt_regs *regs, const u16 *offsets, unsigned long arg0,
		unsigned long arg1, unsigned long arg2, unsigned long arg3,
		unsigned long arg4, unsigned long arg5)
{
	*reg_at(regs, offsets[0]) = arg0;
	*reg_at(regs, offsets[1]) = arg1;
	*reg_at(regs, offsets[2]) = arg2;
	*reg_at(regs, offsets[3]) = arg3;
	*reg_at(regs, offsets[4]) = arg4;
	*reg_at(regs, offsets[5]) = arg5;
}

/* Read the arguments as the wrapper of the body does. */
static __always_inline void read_body_args(struct seccomp_arg_slot *slot,
					   const struct pt_regs *regs, u32 arch)
{
#ifdef SECCOMP_ARCH_COMPAT
	if (unlikely(arch == SECCOMP_ARCH_COMPAT)) {
		slot->arg_regs = compat_body_regs;
		store_body_args(&slot->regs, compat_body_regs,
				SECCOMP_COMPAT_BODY_ARGS);
		return;
	}
#endif
	slot->arg_regs = native_body_regs;
	store_body_args(&slot->regs, native_body_regs,
			SECCOMP_NATIVE_BODY_ARGS);
}

/* Begin any call. */
static noinline struct seccomp_arg_slot *
begin_any_call(struct pt_regs *regs, const struct seccomp_arg_row *row,
	       u16 windows)
{
	const u32 arch = syscall_get_arch(current);
	const bool narrow = arch != SECCOMP_ARCH_NATIVE || row->narrow;
	struct seccomp_arg_slot *slot;
	int err;

	slot = seccomp_arg_slot_get(narrow);
	if (IS_ERR(slot))
		return slot;
	reset_windows(slot);
	slot->windows.sources[SECCOMP_SOURCE_REGS] = regs;
	slot->arch = arch;
	slot->nr = syscall_get_nr(current, regs);
	slot->narrow = narrow;
	slot->row = row;
	slot->count = row->count;
	slot->resolved = false;
	read_body_args(slot, regs, arch);
	if (row->op_arg != SECCOMP_NO_ARG) {
		resolve_call(slot, &slot->call);
		slot->resolved = true;
		slot->count = slot->call.count;
	}
	err = seccomp_args_copy(slot, windows);
	return err ? ERR_PTR(err) : slot;
}

/* Has the slot what a native call needs for a copy of one page? */
static __always_inline bool is_slot_ready(const struct seccomp_arg_slot *slot)
{
	return slot && slot->mm == current->mm && slot->address[false] &&
	       slot->pages[0];
}

/*
 * Read the argument of a usual row. @length receives what fetch_any() returns.
 * Return false if fetch_any() has to read it.
 */
static __always_inline bool fetch_usual(struct seccomp_arg_slot *slot,
					const struct seccomp_arg *arg,
					const void __user *from, int *length)
{
	unsigned long size = arg->limit;

	if (arg->kind <= SECCOMP_KIND_STRING) {
		*length = fetch_string_words(slot->pages[0], from, size);
		return true;
	}
	if (arg->size_arg != SECCOMP_NO_ARG) {
		size = *reg_at(&slot->regs, native_body_regs[arg->size_arg]);
		if (arg->flags & ARG_SIZE_U32)
			size = (u32)size;
		if (unlikely(size - 1 >= SECCOMP_USUAL_BYTES ||
			     size > arg->limit))
			return false;
	}
	*length = fetch_small(slot->pages[0], from, size);
	return true;
}

static noinline void refuse_usual_arg(struct seccomp_arg_slot *slot,
				      const struct seccomp_arg *arg,
				      int failure)
{
	const u16 windows = slot->copied;

	/* The window may have the header of an earlier call. */
	reset_windows(slot);
	slot->copied = windows;
	slot->windows.headers[arg->arg].kind = arg->kind;
	refuse_arg(slot, 0, arg, failure, true);
}

static __always_inline void accept_usual_arg(struct seccomp_arg_slot *slot,
					     const struct seccomp_arg *arg,
					     unsigned int length)
{
	const unsigned int window = arg->arg;
	struct seccomp_window_header *header = &slot->windows.headers[window];

	keep_page_bytes(slot, 0, length);
	header->status = SECCOMP_ARG_COPIED;
	header->kind = arg->kind;
	header->length = length;
	slot->windows.sources[SECCOMP_SOURCE_DATA + window] = slot->pages[0];
	*reg_at(&slot->regs, native_body_regs[window]) = slot->address[false];
}

/*
 * Begin a native call with a usual @row, of which the one argument is copied. The
 * result is as that of begin_any_call(). Return false, and leave the call to that
 * function, if this one cannot copy the argument.
 *
 * @row is not narrow, and @windows is its usual set. The caller has disarmed the
 * registers of the slot.
 */
static __always_inline bool begin_usual_call(struct seccomp_arg_slot *slot,
					     struct pt_regs *regs,
					     const struct seccomp_arg_row *row,
					     u16 windows)
{
	const struct seccomp_arg *arg = row->args;
	const void __user *from;
	int length;

	if (unlikely(!is_slot_ready(slot)))
		return false;
	/* A copy of the same window replaces all that an earlier call has left. */
	if (unlikely(slot->copied != windows)) {
		reset_windows(slot);
		slot->copied = windows;
	}
	slot->uncopied = false;
	slot->narrow = false;
	slot->resolved = false;
	slot->count = 1;
	slot->row = row;
	slot->arch = SECCOMP_ARCH_NATIVE;
	slot->nr = syscall_get_nr(current, regs);
	slot->windows.sources[SECCOMP_SOURCE_REGS] = regs;
	slot->arg_regs = native_body_regs;
	store_body_args(&slot->regs, native_body_regs,
			SECCOMP_NATIVE_BODY_ARGS);
	from = (const void __user *)*reg_at(&slot->regs,
					    native_body_regs[arg->arg]);
	if (unlikely(!from || !fetch_usual(slot, arg, from, &length)))
		return false;
	if (unlikely(length < 0))
		refuse_usual_arg(slot, arg, length);
	else
		accept_usual_arg(slot, arg, length);
	return true;
}

/* Has the call a native number? Rows of these are not narrow. */
static __always_inline bool has_native_row(struct pt_regs *regs)
{
	return likely(syscall_get_arch(current) == SECCOMP_ARCH_NATIVE &&
		      (u32)syscall_get_nr(current, regs) <
			      SECCOMP_ARCH_NATIVE_NR);
}

/* Return the row of a call for which has_native_row() is true. */
static __always_inline const struct seccomp_arg_row *
native_row(struct pt_regs *regs)
{
	const unsigned long slot =
		seccomp_lookup_index(syscall_get_nr(current, regs));
	const struct seccomp_arg_row *row =
		&seccomp_rows[seccomp_row_of_slot[slot]];

	/* The compiler would compute the address for each member. */
	OPTIMIZER_HIDE_VAR(row);
	return row;
}

/**
 * seccomp_args_begin - Begin a call, and copy arguments of it
 * @regs: saved registers of current
 * @windows: set of windows, as for seccomp_args_copy()
 *
 * The arguments are read here, and the operation of the call is found from them.
 *
 * Context: system call entry of current; may sleep.
 * Return: the slot of current; or error pointer -ENOMEM, or -EINTR for a task that
 * dies. After an error the caller makes the call fail.
 */
struct seccomp_arg_slot *seccomp_args_begin(struct pt_regs *regs, u16 windows)
{
	struct seccomp_arg_slot *slot = current->seccomp.arg_slot;
	const struct seccomp_arg_row *row;
	u32 index;

	/* The slot that has the registers may change below. */
	seccomp_args_disarm();
	if (has_native_row(regs)) {
		row = native_row(regs);
		if (row->usual == windows &&
		    begin_usual_call(slot, regs, row, windows))
			return slot;
		return begin_any_call(regs, row, windows);
	}
	index = seccomp_table_index(syscall_get_arch(current),
				    syscall_get_nr(current, regs));
	return begin_any_call(regs, seccomp_arg_row(index), windows);
}

#if IS_ENABLED(CONFIG_SECCOMP_KUNIT_TEST)
/**
 * seccomp_args_begin_row - Begin a call with another row, for tests
 * @regs: saved registers of the call
 * @row: row of the call; the caller keeps it until the next call begins
 * @windows: set of windows, as for seccomp_args_copy()
 *
 * Context: process context; may sleep.
 * Return: as seccomp_args_begin().
 */
struct seccomp_arg_slot *
seccomp_args_begin_row(struct pt_regs *regs, const struct seccomp_arg_row *row,
		       u16 windows)
{
	struct seccomp_arg_slot *slot = current->seccomp.arg_slot;

	seccomp_args_disarm();
	if (!row->narrow && seccomp_arg_row_usual(row) == windows &&
	    begin_usual_call(slot, regs, row, windows))
		return slot;
	return begin_any_call(regs, row, windows);
}
#endif

/* --- Checks for seccomp_verify ------------------------------------------- */

#define VERIFY_CHUNK 256

static u32 hash_copy_page(const void *data, u32 hash)
{
	unsigned int i;

	for (i = 0; i < SECCOMP_ARG_DATA_MAX; i += VERIFY_CHUNK)
		hash = jhash(data + i, VERIFY_CHUNK, hash);
	return hash;
}

/* Hash a page as the body reads it. Return false if it cannot be read. */
static bool hash_user_page(unsigned long address, u32 *hash)
{
	u8 chunk[VERIFY_CHUNK];
	unsigned int i;

	for (i = 0; i < SECCOMP_ARG_DATA_MAX; i += VERIFY_CHUNK) {
		if (copy_from_user(chunk, (const void __user *)(address + i),
				   VERIFY_CHUNK))
			return false;
		*hash = jhash(chunk, VERIFY_CHUNK, *hash);
	}
	return true;
}

/* Has the body a copy with bytes of this argument? */
static bool has_copy(const struct seccomp_arg_slot *slot,
		     const struct seccomp_arg *arg)
{
	const struct seccomp_window_header *header =
		&slot->windows.headers[arg->arg];

	return header->status == SECCOMP_ARG_COPIED &&
	       (header->length || arg->size_arg == SECCOMP_NO_ARG);
}

static noinline void hash_copies(struct seccomp_arg_slot *slot)
{
	unsigned int i, page = 0;
	u32 hash = 0;

	for (i = 0; i < slot->count; i++) {
		const struct seccomp_arg *arg = call_arg(slot, i);
		const unsigned int end = page + arg_pages(arg);

		for (; page < end; page++)
			if (has_copy(slot, arg))
				hash = hash_copy_page(slot->pages[page], hash);
	}
	slot->hash = hash;
}

/* Hash a copy as the body reads it, to whose last page @address leads. */
static bool hash_user_copy(const struct seccomp_arg *arg, unsigned long address,
			   u32 *hash)
{
	unsigned int pages = arg_pages(arg);

	for (address -= (pages - 1) * PAGE_SIZE; pages; pages--) {
		if (!hash_user_page(address, hash))
			return false;
		address += PAGE_SIZE;
	}
	return true;
}

/* Return the argument as the wrapper of the body reads it. */
static unsigned long body_arg(const struct seccomp_arg_slot *slot,
			      unsigned int arg)
{
	const struct pt_regs *regs = &slot->regs;
	const unsigned long native[] = { SECCOMP_NATIVE_BODY_ARGS };
#ifdef SECCOMP_ARCH_COMPAT
	const unsigned long compat[] = { SECCOMP_COMPAT_BODY_ARGS };

	if (slot->arch == SECCOMP_ARCH_COMPAT)
		return compat[arg];
#endif
	return native[arg];
}

/*
 * Hash what the body reads through its registers. A page that cannot be read makes
 * the body fail, and there is nothing to compare.
 */
static bool hash_body_copies(struct seccomp_arg_slot *slot, u32 *hash)
{
	unsigned int i;

	*hash = 0;
	for (i = 0; i < slot->count; i++) {
		const struct seccomp_arg *arg = call_arg(slot, i);

		if (has_copy(slot, arg) &&
		    !hash_user_copy(arg, body_arg(slot, arg->arg), hash))
			return false;
	}
	return true;
}

static noinline void verify_copies(struct seccomp_arg_slot *slot)
{
	u32 hash;

	if (hash_body_copies(slot, &hash))
		WARN(hash != slot->hash,
		     "seccomp: call %d of arch %x: the body reads other bytes than the filters\n",
		     slot->nr, slot->arch);
}

/* --- Registers of the body ----------------------------------------------- */

/**
 * seccomp_args_arm - Let the body of the checked call use the copies
 * @slot: slot of current, with the copies of this call
 *
 * Context: system call entry of current, when it is decided that the call runs.
 */
void seccomp_args_arm(struct seccomp_arg_slot *slot)
{
	/* Without a copy, the body gets the same arguments anyway. */
	if (!(slot->copied & SECCOMP_WINDOW_MASK))
		return;
	seccomp_sync_body_regs(&slot->regs);
	if (seccomp_is_verifying())
		hash_copies(slot);
	/* Only current reads and writes it, so no barrier is necessary. */
	current->seccomp.call_regs = &slot->regs;
}

/* Is the slot for the call that current makes? */
static __always_inline bool is_call_of_slot(const struct seccomp_arg_slot *slot,
					    struct pt_regs *regs)
{
	const u32 arch = syscall_get_arch(current);

	if (slot->nr != syscall_get_nr(current, regs))
		return false;
	/* The branch tells the compiler the usual value. */
	if (likely(arch == SECCOMP_ARCH_NATIVE))
		return slot->arch == SECCOMP_ARCH_NATIVE;
	return slot->arch == arch;
}

/*
 * It is inline, as each body that uses copies pays for it. The registers serve one
 * body. A trace point can change the number after the check, and then the body gets
 * @regs.
 */
static __always_inline struct pt_regs *take_call_regs(struct pt_regs *regs)
{
	struct pt_regs *call_regs = current->seccomp.call_regs;
	struct seccomp_arg_slot *slot =
		container_of(call_regs, struct seccomp_arg_slot, regs);

	current->seccomp.call_regs = NULL;
	if (unlikely(!is_call_of_slot(slot, regs)))
		return regs;
	if (seccomp_is_verifying())
		verify_copies(slot);
	return call_regs;
}

/**
 * seccomp_invoke_on_copies - Call the body of a system call with copies
 * @regs: saved registers of current
 * @body: the body
 *
 * Entry code calls it, so that a call without copies needs no register for what
 * take_call_regs() returns. The order of the parameters is that of the registers in
 * which entry code has them.
 *
 * Context: right before the body of a system call of current, with registers for
 * it in &seccomp.call_regs; may sleep.
 * Return: result of the body.
 */
long seccomp_invoke_on_copies(struct pt_regs *regs,
			      long (*body)(const struct pt_regs *regs))
{
	return body(take_call_regs(regs));
}

/**
 * seccomp_invoke_nr_on_copies - Call a function that selects the body
 * @regs: saved registers of current
 * @nr: number of the call for @body
 * @body: the function
 *
 * Context: as for seccomp_invoke_on_copies().
 * Return: result of the body.
 */
long seccomp_invoke_nr_on_copies(struct pt_regs *regs, unsigned int nr,
				 long (*body)(const struct pt_regs *regs,
					      unsigned int nr))
{
	return body(take_call_regs(regs), nr);
}

#if IS_ENABLED(CONFIG_SECCOMP_KUNIT_TEST)
/**
 * seccomp_take_call_regs - Take the registers for a body, for tests
 * @regs: saved registers of the call
 *
 * Context: process context, with registers in &seccomp.call_regs; may sleep.
 * Return: the registers with the copies; or @regs for another call than the one
 * that was checked.
 */
struct pt_regs *seccomp_take_call_regs(struct pt_regs *regs)
{
	return take_call_regs(regs);
}
#endif

/* --- The check of most calls --------------------------------------------- */

/**
 * seccomp_args_check - Check a call whose rule is one list that loads windows
 * @regs: saved registers of current
 * @table: table of current's path
 * @rule: a rule of @table, of the kind RULE_DEEP_LIST
 *
 * Most such calls are native and have one argument to copy. All of their check is
 * here. seccomp_deep_check() does it for any other call, for suspended filters, and
 * while the trace event for copies is on.
 *
 * Context: system call entry of current, in filter mode, while verdicts are not
 * verified; may sleep.
 * Return: number of the call to run; or -1 to run none, with its result in @regs.
 */
long seccomp_args_check(struct pt_regs *regs, const struct seccomp_table *table,
			const struct seccomp_rule *rule)
{
	const struct seccomp_check *check = &table->checks[rule->first];
	struct seccomp_arg_slot *slot = current->seccomp.arg_slot;
	const struct seccomp_arg_row *row;
	u32 ret;

	seccomp_args_disarm();
	if (unlikely(seccomp_is_suspended() || seccomp_traces_args() ||
		     !has_native_row(regs)))
		return seccomp_deep_check(regs, table, rule);
	row = native_row(regs);
	if (unlikely(row->usual != check->windows ||
		     !begin_usual_call(slot, regs, row, check->windows)))
		return seccomp_deep_check(regs, table, rule);
	ret = seccomp_list_run_windows(check->list, slot->windows.sources);
	/* A table with such rules has no domain, but the copy may have slept. */
	if (seccomp_has_joined(NULL))
		return seccomp_deep_check(regs, table, rule);
	if (unlikely(ret != SECCOMP_RET_ALLOW))
		return seccomp_deep_conclude(regs, slot, check, ret);
	seccomp_sync_body_regs(&slot->regs);
	current->seccomp.call_regs = &slot->regs;
	return syscall_get_nr(current, regs);
}
