// SPDX-License-Identifier: GPL-2.0-only
/*
 * A small parser of untrusted input. It reads JSON from descriptor 0 and writes
 * a line "path = value" to descriptor 1 for each value. With --strict it enters
 * strict mode before it reads the first byte. Strict mode allows only read(2),
 * write(2), exit(2) and sigreturn(2).
 *
 * Real parsers have bugs that let the input control the program. This parser
 * simulates such a bug: it runs the value of an object's member "$hijack".
 * "open PATH" copies a file to descriptor 1, and "exec PATH" runs a program.
 * "getpid" makes a harmless call.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdnoreturn.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MAX_DEPTH 32

static struct {
	char in[65536];
	size_t in_len;
	size_t pos;
	char out[4096];
	size_t out_len;
	char path[1024];
	size_t path_len;
	unsigned int depth;
} parser;

/*
 * Exit by exit(2). The C library would use exit_group(2), which strict mode
 * does not allow.
 */
static noreturn void exit_thread(int status)
{
	for (;;)
		syscall(__NR_exit, status);
}

static void write_all(int fd, const char *data, size_t len)
{
	while (len) {
		ssize_t n = write(fd, data, len);

		if (n < 0 && errno != EINTR)
			exit_thread(1);
		if (n <= 0)
			continue;
		data += n;
		len -= n;
	}
}

static void flush(void)
{
	write_all(STDOUT_FILENO, parser.out, parser.out_len);
	parser.out_len = 0;
}

static void emit(const char *data, size_t len)
{
	if (parser.out_len + len > sizeof(parser.out))
		flush();
	if (len > sizeof(parser.out)) {
		write_all(STDOUT_FILENO, data, len);
		return;
	}
	memcpy(parser.out + parser.out_len, data, len);
	parser.out_len += len;
}

static noreturn void fail(const char *why)
{
	flush();
	write_all(STDERR_FILENO, "flatten: ", 9);
	write_all(STDERR_FILENO, why, strlen(why));
	write_all(STDERR_FILENO, "\n", 1);
	exit_thread(1);
}

static void read_input(void)
{
	while (parser.in_len < sizeof(parser.in)) {
		ssize_t n = read(STDIN_FILENO, parser.in + parser.in_len,
				 sizeof(parser.in) - parser.in_len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			fail("cannot read the input");
		if (!n)
			return;
		parser.in_len += n;
	}
	fail("the input is longer than 64 KiB");
}

static int peek(void)
{
	return parser.pos < parser.in_len ?
		       (unsigned char)parser.in[parser.pos] :
		       -1;
}

static int peek_token(void)
{
	while (peek() == ' ' || peek() == '\t' || peek() == '\n' ||
	       peek() == '\r')
		parser.pos++;
	return peek();
}

static void expect(char c)
{
	if (peek_token() != c)
		fail("this is not JSON");
	parser.pos++;
}

static bool accept(char c)
{
	if (peek_token() != c)
		return false;
	parser.pos++;
	return true;
}

static size_t push(const char *data, size_t len)
{
	size_t before = parser.path_len;

	if (before + len > sizeof(parser.path))
		fail("a path is too long");
	memcpy(parser.path + before, data, len);
	parser.path_len += len;
	return before;
}

static size_t push_index(unsigned int index)
{
	char digits[12];
	size_t n = sizeof(digits);

	digits[--n] = ']';
	do
		digits[--n] = '0' + index % 10;
	while (index /= 10);
	digits[--n] = '[';
	return push(digits + n, sizeof(digits) - n);
}

static unsigned int hex_digit(int c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	fail("a bad \\u escape");
}

static size_t put_utf8(char *to, unsigned int c)
{
	if (c < 0x80) {
		to[0] = c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = 0xc0 | c >> 6;
		to[1] = 0x80 | (c & 0x3f);
		return 2;
	}
	to[0] = 0xe0 | c >> 12;
	to[1] = 0x80 | (c >> 6 & 0x3f);
	to[2] = 0x80 | (c & 0x3f);
	return 3;
}

/* Decode the escape after a backslash into up to 3 bytes. */
static size_t parse_escape(char *to)
{
	static const char from[] = "\"\\/bfnrt";
	static const char into[] = "\"\\/\b\f\n\r\t";
	unsigned int i, c = 0;
	const char *found;
	int escape = peek();

	parser.pos++;
	if (escape == 'u') {
		for (i = 0; i < 4; i++, parser.pos++)
			c = c << 4 | hex_digit(peek());
		return put_utf8(to, c);
	}
	found = escape > 0 ? strchr(from, escape) : NULL;
	if (!found)
		fail("a bad escape");
	to[0] = into[found - from];
	return 1;
}

static size_t parse_string(char *to, size_t size)
{
	size_t len = 0;

	expect('"');
	while (peek() != '"') {
		int c = peek();

		if (c < 0x20)
			fail("a string has no end");
		if (len + 4 > size)
			fail("a string is too long");
		parser.pos++;
		if (c == '\\')
			len += parse_escape(to + len);
		else
			to[len++] = c;
	}
	parser.pos++;
	to[len] = '\0';
	return len;
}

static void put_value(const char *value, size_t len)
{
	emit(parser.path, parser.path_len);
	emit(" = ", 3);
	emit(value, len);
	emit("\n", 1);
}

static bool is_keyword(const char *data, size_t len)
{
	static const char *const words[] = { "true", "false", "null" };
	unsigned int i;

	for (i = 0; i < 3; i++)
		if (strlen(words[i]) == len && !memcmp(words[i], data, len))
			return true;
	return false;
}

/* Parse a number or a keyword. The output has a number as it was written. */
static void parse_literal(void)
{
	static const char ends[] = ",]} \t\n\r";
	static const char numeric[] = "+-.0123456789Ee";
	const char *start = parser.in + parser.pos;
	bool number = true;
	size_t len = 0;

	while (peek() > 0 && !strchr(ends, peek())) {
		number &= !!strchr(numeric, peek());
		parser.pos++;
		len++;
	}
	if (!len || (!number && !is_keyword(start, len)))
		fail("this is not JSON");
	put_value(start, len);
}

/* Run an order of the input, as an attacker's code would. */
static void run_order(char *order)
{
	char *argv[2] = { NULL }, *nothing = NULL;
	char buf[512];
	ssize_t n;
	int fd;

	flush();
	if (!strncmp(order, "open ", 5)) {
		fd = open(order + 5, O_RDONLY);
		n = fd < 0 ? 0 : read(fd, buf, sizeof(buf));
		write_all(STDOUT_FILENO, buf, n > 0 ? n : 0);
	} else if (!strncmp(order, "exec ", 5)) {
		argv[0] = order + 5;
		execve(argv[0], argv, &nothing);
	} else if (!strcmp(order, "getpid")) {
		syscall(__NR_getpid);
		write_all(STDOUT_FILENO, "still here\n", 11);
	}
}

static void parse_value(void);

static void parse_member(void)
{
	char name[256];
	size_t len, before;

	len = parse_string(name, sizeof(name));
	expect(':');
	if (!strcmp(name, "$hijack")) {
		len = parse_string(name, sizeof(name));
		run_order(name);
		return;
	}
	before = push(".", parser.path_len ? 1 : 0);
	push(name, len);
	parse_value();
	parser.path_len = before;
}

static void parse_object(void)
{
	expect('{');
	if (accept('}'))
		return;
	do
		parse_member();
	while (accept(','));
	expect('}');
}

static void parse_array(void)
{
	unsigned int index = 0;
	size_t before;

	expect('[');
	if (accept(']'))
		return;
	do {
		before = push_index(index++);
		parse_value();
		parser.path_len = before;
	} while (accept(','));
	expect(']');
}

static void parse_value(void)
{
	char value[1024];

	if (++parser.depth > MAX_DEPTH)
		fail("nested too deeply");
	switch (peek_token()) {
	case '{':
		parse_object();
		break;
	case '[':
		parse_array();
		break;
	case '"':
		put_value(value, parse_string(value, sizeof(value)));
		break;
	default:
		parse_literal();
	}
	parser.depth--;
}

int main(int argc, char **argv)
{
	bool strict = argc == 2 && !strcmp(argv[1], "--strict");

	if (argc > 1 && !strict) {
		static const char usage[] = "usage: flatten [--strict] <FILE\n";

		write_all(STDERR_FILENO, usage, sizeof(usage) - 1);
		return 2;
	}
	if (strict && prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT))
		fail("the kernel refuses strict mode");
	read_input();
	parse_value();
	if (peek_token() >= 0)
		fail("there is input after the JSON");
	flush();
	exit_thread(0);
}
