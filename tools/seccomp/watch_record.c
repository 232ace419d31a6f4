// SPDX-License-Identifier: GPL-2.0-only
/*
 * Records of audit of type SECCOMP (1326), for kernels without trace events.
 *
 * A record has no arguments and no data of the answer. Mainline does not name the
 * filter, either.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "tool.h"
#include "watch.h"

/**
 * escape_text - Write bytes as printable text
 * @bytes: the bytes
 * @length: number of bytes
 * @out: receives the text, cut before an escape that does not fit
 * @size: size of @out, at least 1
 */
void escape_text(const char *bytes, size_t length, char *out, size_t size)
{
	size_t at = 0, need, i;

	for (i = 0; i < length; i++) {
		const unsigned char byte = bytes[i];
		const bool plain = byte > 0x20 && byte < 0x7f && byte != '\\';

		need = plain || byte == ' ' ? 1 : 4;
		if (at + need >= size)
			break;
		if (need == 1)
			out[at] = byte;
		else
			snprintf(out + at, size - at, "\\x%02x", byte);
		at += need;
	}
	out[at] = '\0';
}

/**
 * struct word - value of a field, inside the record
 * @start: first character; NULL if the record has no such field
 * @length: number of characters
 * @is_quoted: the value stands in quotation marks, which are not part of it
 */
struct word {
	const char *start;
	size_t length;
	bool is_quoted;
};

static struct word read_value(const char *at)
{
	struct word word = { .start = at };

	if (*at == '"') {
		word.start++;
		word.is_quoted = true;
		word.length = strcspn(word.start, "\"");
	} else {
		word.length = strcspn(at, " \n");
	}
	return word;
}

/* Values in quotes have no quotation marks, but may look like a field. */
static struct word find_field(const char *text, const char *name)
{
	const size_t length = strlen(name);
	struct word value;
	const char *at = text;

	while (*at) {
		at += strspn(at, " \n");
		const size_t key = strcspn(at, "= \n");

		if (at[key] != '=') {
			at += key;
			continue;
		}
		value = read_value(at + key + 1);
		if (key == length && !memcmp(at, name, key))
			return value;
		at = value.start + value.length;
		if (value.is_quoted && *at == '"')
			at++;
	}
	return (struct word){};
}

static bool find_number(const char *text, const char *name, int base,
			__u64 *number)
{
	const struct word word = find_field(text, name);
	char copy[32], *end;

	if (!word.length || word.is_quoted || word.length >= sizeof(copy))
		return false;
	memcpy(copy, word.start, word.length);
	copy[word.length] = '\0';
	*number = strtoull(copy, &end, base);
	return end != copy && !*end;
}

static int hex_digit(char digit)
{
	if (isdigit((unsigned char)digit))
		return digit - '0';
	return isxdigit((unsigned char)digit) ? (digit | 0x20) - 'a' + 10 : -1;
}

/* A name with other bytes than letters, digits and signs is in hexadecimal digits. */
static void find_name(const char *text, const char *name, char *out,
		      size_t size)
{
	const struct word word = find_field(text, name);
	char bytes[WATCH_COMM_SIZE];
	size_t i, count = 0;

	*out = '\0';
	if (!word.start)
		return;
	if (word.is_quoted) {
		escape_text(word.start, word.length, out, size);
		return;
	}
	if (word.length % 2)
		return;
	for (i = 0; i < word.length && count < sizeof(bytes); i += 2) {
		const int high = hex_digit(word.start[i]);
		const int low = hex_digit(word.start[i + 1]);

		if (high < 0 || low < 0)
			return;
		bytes[count++] = high << 4 | low;
	}
	escape_text(bytes, count, out, size);
}

/* "audit(1732665600.523:20): " */
static __u64 read_time(const char *text)
{
	const char *at = strstr(text, "audit(");
	unsigned long long seconds;
	unsigned int ms;

	if (!at || sscanf(at, "audit(%llu.%3u:", &seconds, &ms) != 2)
		return 0;
	return seconds * 1000000000ULL + ms * 1000000ULL;
}

/**
 * record_decode - Decode a record of audit
 * @verdict: receives the verdict; owned by the caller
 * @text: the record, "audit(TIME:SERIAL): auid=... code=0x50000 ..."
 *
 * Return: false if the text is no record of seccomp.
 */
bool record_decode(struct verdict *verdict, const char *text)
{
	const char *fields = strstr(text, "): ");
	__u64 nr, code, arch, number;

	*verdict = (struct verdict){ .time = read_time(text) };
	if (!fields)
		return false;
	fields += 3;
	if (!find_number(fields, "syscall", 0, &nr) ||
	    !find_number(fields, "arch", 16, &arch) ||
	    !find_number(fields, "code", 0, &code))
		return false;
	verdict->nr = nr;
	verdict->arch = arch;
	verdict->ret = code;
	if (find_number(fields, "pid", 10, &number))
		verdict->pid = number;
	if (find_number(fields, "sig", 10, &number))
		verdict->signal = number;
	if (find_number(fields, "ip", 0, &number))
		verdict->ip = number;
	if (find_number(fields, "filter", 16, &number))
		verdict->id = number;
	find_name(fields, "comm", verdict->comm, sizeof(verdict->comm));
	find_name(fields, "label", verdict->label, sizeof(verdict->label));
	find_name(fields, "attach-comm", verdict->attach_comm,
		  sizeof(verdict->attach_comm));
	return true;
}
