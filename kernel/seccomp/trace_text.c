// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copies of arguments as text, for trace events.
 *
 * Tasks choose the bytes. A line break or a quotation mark in a path could look like
 * another event or another field. So the text has printable characters only, and it
 * is the same for each program that reads the event.
 */
#include <linux/ctype.h>
#include <linux/in.h>
#include <linux/in6.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/sched.h>
#include <linux/socket.h>
#include <linux/stddef.h>
#include <linux/string.h>
#include <linux/string_helpers.h>
#include <linux/un.h>
#include <trace/events/seccomp.h>

#include "window.h"

/* Bytes of a text with its NUL. An event has to fit into a page. */
#define TRACE_TEXT_MAX 2048
/* Bytes that are shown of other kinds. */
#define TRACE_HEX_BYTES 32
/* Bytes of an IPv6 address that bodies accept; the scope may be missing. */
#define TRACE_IN6_BYTES offsetofend(struct sockaddr_in6, sin6_addr)

/**
 * seccomp_trace_escape - Escape bytes as text
 * @bytes: the bytes; owned by the caller
 * @length: number of bytes
 * @out: receives the text with its NUL; owned by the caller
 * @size: size of @out; the text is cut there. 0 writes nothing
 *
 * Bytes that are not printable ASCII become \xHH. So do quotation marks and
 * backslashes. So different bytes have different texts.
 *
 * Context: any.
 * Return: length of the whole text, without its NUL.
 */
unsigned int seccomp_trace_escape(const void *bytes, unsigned int length,
				  char *out, unsigned int size)
{
	const unsigned int flags = ESCAPE_HEX | ESCAPE_NAP | ESCAPE_APPEND;
	const unsigned int room = size ? size - 1 : 0;
	int whole;

	whole = string_escape_mem(bytes, length, out, room, flags, "\"\\");
	if (size)
		out[min_t(unsigned int, whole, room)] = '\0';
	return whole;
}

/**
 * seccomp_trace_comm - Escape the name of a task
 * @comm: the name, of TASK_COMM_LEN bytes or with a NUL; owned by the caller
 * @out: receives the text, and zeroes up to its end
 *
 * Context: any.
 */
void seccomp_trace_comm(const char *comm, char out[SECCOMP_TRACE_COMM])
{
	memset(out, 0, SECCOMP_TRACE_COMM);
	seccomp_trace_escape(comm, strnlen(comm, TASK_COMM_LEN - 1), out,
			     SECCOMP_TRACE_COMM);
}

/* Continue a text that has @used characters so far. */
static unsigned int append_escaped(unsigned int used, const void *bytes,
				   unsigned int length, char *out,
				   unsigned int size)
{
	const unsigned int skip = min(used, size);

	return used +
	       seccomp_trace_escape(bytes, length, out + skip, size - skip);
}

static unsigned int show_hex(unsigned int used, const u8 *bytes,
			     unsigned int length, char *out, unsigned int size)
{
	unsigned int i;

	for (i = 0; i < min_t(unsigned int, length, TRACE_HEX_BYTES); i++) {
		const unsigned int skip = min(used, size);

		used += snprintf(out + skip, size - skip, "%02x", bytes[i]);
	}
	return used;
}

/* An abstract name has all bytes of the length. A path ends at its NUL. */
static unsigned int show_unix_name(const char *name, unsigned int length,
				   char *out, unsigned int size)
{
	unsigned int used;

	if (length && !name[0]) {
		used = snprintf(out, size, "unix-abstract:");
		return append_escaped(used, name + 1, length - 1, out, size);
	}
	used = snprintf(out, size, "unix:");
	return append_escaped(used, name, strnlen(name, length), out, size);
}

/* Bodies refuse shorter addresses than the structures here. */
static unsigned int show_address(const void *bytes, unsigned int length,
				 char *out, unsigned int size)
{
	const struct sockaddr_in6 *in6 = bytes;
	const struct sockaddr_in *in = bytes;
	const struct sockaddr_un *un = bytes;
	const unsigned int header = offsetof(struct sockaddr_un, sun_path);
	unsigned int used;

	if (length < header)
		return show_hex(0, bytes, length, out, size);
	if (un->sun_family == AF_UNIX)
		return show_unix_name(un->sun_path, length - header, out, size);
	if (un->sun_family == AF_INET && length >= sizeof(*in))
		return snprintf(out, size, "inet:%pI4:%u", &in->sin_addr,
				ntohs(in->sin_port));
	if (un->sun_family == AF_INET6 && length >= TRACE_IN6_BYTES)
		return snprintf(out, size, "inet6:[%pI6c]:%u", &in6->sin6_addr,
				ntohs(in6->sin6_port));
	used = snprintf(out, size, "family-%u:", un->sun_family);
	return show_hex(used, bytes + header, length - header, out, size);
}

/* The copy of a message has its address behind the structure, if it has one. */
static unsigned int show_message(const void *bytes, unsigned int length,
				 char *out, unsigned int size)
{
	if (length <= SECCOMP_MSG_NAME_OFFSET)
		return show_hex(0, bytes, length, out, size);
	return show_address(bytes + SECCOMP_MSG_NAME_OFFSET,
			    length - SECCOMP_MSG_NAME_OFFSET, out, size);
}

/**
 * seccomp_trace_text - Write the copy of an argument as text
 * @header: header of the window
 * @bytes: the copy, &seccomp_window_header.length bytes
 * @out: receives the text with its NUL; owned by the caller
 * @size: size of @out; the text is cut there. 0 writes nothing
 *
 * Paths and strings are escaped. Socket addresses are decoded. Other kinds show their
 * first bytes in hexadecimal digits.
 *
 * Context: any.
 * Return: length of the whole text, without its NUL; 0 without a copy.
 */
unsigned int seccomp_trace_text(const struct seccomp_window_header *header,
				const void *bytes, char *out, unsigned int size)
{
	const u32 length = header->length;

	if (size)
		out[0] = '\0';
	if (header->status != SECCOMP_ARG_COPIED)
		return 0;
	switch (header->kind) {
	case SECCOMP_KIND_PATH:
	case SECCOMP_KIND_STRING:
	case SECCOMP_KIND_STRINGS:
		return seccomp_trace_escape(bytes, length, out, size);
	case SECCOMP_KIND_SOCKADDR:
		return show_address(bytes, length, out, size);
	case SECCOMP_KIND_MESSAGE:
		return show_message(bytes, length, out, size);
	}
	return show_hex(0, bytes, length, out, size);
}

/**
 * seccomp_trace_text_size - Compute the memory that an event needs for a text
 * @header: header of the window
 * @bytes: the copy
 *
 * Context: any.
 * Return: number of bytes with the NUL, at most TRACE_TEXT_MAX. A longer text is cut.
 */
unsigned int seccomp_trace_text_size(const struct seccomp_window_header *header,
				     const void *bytes)
{
	const unsigned int length = seccomp_trace_text(header, bytes, NULL, 0);

	return min_t(unsigned int, length + 1, TRACE_TEXT_MAX);
}
