// SPDX-License-Identifier: GPL-2.0-only
/*
 * Write, read and check system calls with argument windows.
 */
#include "abi.h"
#include "arg_row.h"
#include "call.h"

/* Bytes of a window in one line of a file. */
#define LINE_BYTES 32

/**
 * call_clear_window - let a window have no bytes
 * @call: the call
 * @window: index of the window; its kind stays
 */
void call_clear_window(struct call *call, unsigned int window)
{
	struct seccomp_window_header *header = &call->headers[window];

	memset(call->data[window], 0, header->length);
	*header = (struct seccomp_window_header){ .kind = header->kind };
}

/**
 * call_is_possible - check the windows of a call against the row of its number
 * @call: the call
 *
 * Return: true if the kernel can make these windows for such a call.
 */
bool call_is_possible(const struct call *call)
{
	const u32 slot = seccomp_table_index(call->sd.arch, call->sd.nr);
	const struct seccomp_arg_row *row;
	unsigned int window;
	u32 kind, limit;

	if (slot == SECCOMP_TABLE_SLOTS)
		return true;
	row = seccomp_arg_row(slot);
	for (window = 0; window < SECCOMP_ARG_WINDOWS; window++) {
		const struct seccomp_window_header *header =
			&call->headers[window];

		switch (seccomp_arg_row_window(row, window, &kind, &limit)) {
		case WINDOW_KNOWN:
			if (header->kind != kind || header->length > limit)
				return false;
			break;
		case WINDOW_BY_OP:
			if (header->length > limit ||
			    (!header->kind && header->status))
				return false;
			break;
		default:
			if (header->kind || header->status || header->length)
				return false;
			break;
		}
	}
	return true;
}

static bool has_bytes(const u8 *data, unsigned int count)
{
	while (count--)
		if (data[count])
			return true;
	return false;
}

static void write_window(const struct call *call, unsigned int window, FILE *to)
{
	const struct seccomp_window_header *header = &call->headers[window];
	const u8 *data = call->data[window];
	unsigned int at, i;

	if (!header->kind)
		return;
	fprintf(to, "#window %u status=%u kind=%u length=%u facts=%u\n", window,
		header->status, header->kind, header->length, header->facts);
	for (at = 0; at < SECCOMP_ARG_DATA_MAX; at += LINE_BYTES) {
		if (!has_bytes(&data[at], LINE_BYTES))
			continue;
		fprintf(to, "#data %u %u ", window, at);
		for (i = 0; i < LINE_BYTES; i++)
			fprintf(to, "%02x", data[at + i]);
		fprintf(to, "\n");
	}
}

/**
 * call_write - write a call in the form that call_read() reads
 * @call: the call
 * @to: a file that is open for writing
 */
void call_write(const struct call *call, FILE *to)
{
	const struct seccomp_data *sd = &call->sd;
	unsigned int i;

	fprintf(to, "#call arch=%#x nr=%#x ip=%#llx args=", sd->arch, sd->nr,
		sd->instruction_pointer);
	for (i = 0; i < ARRAY_SIZE(sd->args); i++)
		fprintf(to, "%s%#llx", i ? "," : "", sd->args[i]);
	fprintf(to, "\n");
	for (i = 0; i < SECCOMP_ARG_WINDOWS; i++)
		write_window(call, i, to);
}

static void read_bytes(u8 *data, const char *hex)
{
	unsigned int i, byte;

	for (i = 0; i < LINE_BYTES && sscanf(&hex[2 * i], "%2x", &byte) == 1;
	     i++)
		data[i] = byte;
}

/**
 * call_read - read one line of what call_write() has written
 * @call: the call; a line changes a part of it
 * @line: the line
 *
 * Return: true if the line begins a call.
 */
bool call_read(struct call *call, const char *line)
{
	struct seccomp_window_header header;
	unsigned long long ip, args[6];
	unsigned int arch, nr, i, at;
	int hex;

	if (sscanf(line, "#window %u status=%u kind=%u length=%u facts=%u", &i,
		   &header.status, &header.kind, &header.length,
		   &header.facts) == 5 &&
	    i < SECCOMP_ARG_WINDOWS && header.length <= SECCOMP_ARG_DATA_MAX)
		call->headers[i] = header;
	if (sscanf(line, "#data %u %u %n", &i, &at, &hex) == 2 &&
	    i < SECCOMP_ARG_WINDOWS && at <= SECCOMP_ARG_DATA_MAX - LINE_BYTES)
		read_bytes(&call->data[i][at], &line[hex]);
	if (sscanf(line,
		   "#call arch=%x nr=%x ip=%llx args=%llx,%llx,%llx,%llx,%llx,%llx",
		   &arch, &nr, &ip, &args[0], &args[1], &args[2], &args[3],
		   &args[4], &args[5]) != 9)
		return false;
	call->sd.arch = arch;
	call->sd.nr = nr;
	call->sd.instruction_pointer = ip;
	for (i = 0; i < ARRAY_SIZE(args); i++)
		call->sd.args[i] = args[i];
	return true;
}
