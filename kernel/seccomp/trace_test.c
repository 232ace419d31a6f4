// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests of copies as text: each kind, hostile bytes, short addresses, and text
 * that does not fit.
 */
#include <kunit/test.h>
#include <linux/in.h>
#include <linux/in6.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/un.h>
#include <trace/events/seccomp.h>

#include "window.h"

#define TRACE_TEST_BUFFER 256
#define TRACE_TEST_ZEROES "00000000000000000000000000000000"

/* Write a copy as text, and check that its length is returned. */
static void trace_test_text(struct kunit *test, u32 kind, const void *bytes,
			    unsigned int length, const char *expected)
{
	const struct seccomp_window_header header = {
		.status = SECCOMP_ARG_COPIED,
		.kind = kind,
		.length = length,
	};
	char text[TRACE_TEST_BUFFER];
	unsigned int result;

	memset(text, '#', sizeof(text));
	result = seccomp_trace_text(&header, bytes, text, sizeof(text));
	KUNIT_EXPECT_STREQ(test, text, expected);
	KUNIT_EXPECT_EQ(test, result, (unsigned int)strlen(expected));
	KUNIT_EXPECT_EQ(test, seccomp_trace_text_size(&header, bytes),
			(unsigned int)strlen(expected) + 1);
}

static void trace_text_escapes_hostile_bytes(struct kunit *test)
{
	trace_test_text(test, SECCOMP_KIND_PATH, "/etc/passwd", 11,
			"/etc/passwd");
	trace_test_text(test, SECCOMP_KIND_PATH, "", 0, "");
	trace_test_text(test, SECCOMP_KIND_STRING, "a b\"\\\n\x01\x7f\xff~", 9,
			"a b\\x22\\x5c\\x0a\\x01\\x7f\\xff");
	trace_test_text(test, SECCOMP_KIND_STRINGS, "sh\0-c\0", 6,
			"sh\\x00-c\\x00");
}

static void trace_text_decodes_addresses(struct kunit *test)
{
	const struct sockaddr_in in = {
		.sin_family = AF_INET,
		.sin_port = htons(65535),
		.sin_addr.s_addr = htonl(0xc0000201),
	};
	struct sockaddr_in6 in6 = {
		.sin6_family = AF_INET6,
		.sin6_port = htons(443),
	};
	const struct sockaddr_un un = { AF_UNIX, "/run/a\nb" };
	const struct sockaddr_un abstract = { AF_UNIX, "\0x\0y" };
	const unsigned int header = offsetof(struct sockaddr_un, sun_path);

	in6.sin6_addr.s6_addr[15] = 1;
	trace_test_text(test, SECCOMP_KIND_SOCKADDR, &in, sizeof(in),
			"inet:192.0.2.1:65535");
	trace_test_text(test, SECCOMP_KIND_SOCKADDR, &in6, sizeof(in6),
			"inet6:[::1]:443");
	trace_test_text(test, SECCOMP_KIND_SOCKADDR, &un, sizeof(un),
			"unix:/run/a\\x0ab");
	/* The NUL may be missing, and bytes behind the length do not count. */
	trace_test_text(test, SECCOMP_KIND_SOCKADDR, &un, header + 4,
			"unix:/run");
	trace_test_text(test, SECCOMP_KIND_SOCKADDR, &un, header, "unix:");
	trace_test_text(test, SECCOMP_KIND_SOCKADDR, &abstract, header + 4,
			"unix-abstract:x\\x00y");
	trace_test_text(test, SECCOMP_KIND_SOCKADDR, &abstract, header + 1,
			"unix-abstract:");
}

/* A decoder must not read behind the length of the copy. */
static void trace_text_takes_short_addresses_by_number(struct kunit *test)
{
	static const u8 bytes[32] = { AF_INET, 0, 0x12, 0x34 };
	static const u8 bytes6[32] = { AF_INET6, 0, 0xab };
	static const u8 netlink[] = { AF_NETLINK, 0, 1, 2, 3 };

	trace_test_text(test, SECCOMP_KIND_SOCKADDR, bytes, 0, "");
	trace_test_text(test, SECCOMP_KIND_SOCKADDR, bytes, 1, "02");
	trace_test_text(test, SECCOMP_KIND_SOCKADDR, bytes, 2, "family-2:");
	trace_test_text(test, SECCOMP_KIND_SOCKADDR, bytes, 15,
			"family-2:12340000000000000000000000");
	trace_test_text(test, SECCOMP_KIND_SOCKADDR, bytes, 16,
			"inet:0.0.0.0:4660");
	trace_test_text(test, SECCOMP_KIND_SOCKADDR, bytes6, 3, "family-10:ab");
	trace_test_text(test, SECCOMP_KIND_SOCKADDR, bytes6, 24,
			"inet6:[::]:43776");
	trace_test_text(test, SECCOMP_KIND_SOCKADDR, netlink, sizeof(netlink),
			"family-16:010203");
}

static void trace_text_shows_the_address_of_a_message(struct kunit *test)
{
	u8 bytes[SECCOMP_MSG_NAME_OFFSET + sizeof(struct sockaddr_in)] = {};
	struct sockaddr_in *in = (void *)bytes + SECCOMP_MSG_NAME_OFFSET;

	in->sin_family = AF_INET;
	in->sin_port = htons(1);
	trace_test_text(test, SECCOMP_KIND_MESSAGE, bytes, sizeof(bytes),
			"inet:0.0.0.0:1");
	/* Without an address, the structure is there, and its first bytes show. */
	trace_test_text(test, SECCOMP_KIND_MESSAGE, bytes,
			SECCOMP_MSG_NAME_OFFSET,
			TRACE_TEST_ZEROES TRACE_TEST_ZEROES);
}

static void trace_text_shows_other_kinds_as_bytes(struct kunit *test)
{
	static const u8 bytes[40] = { 0x00, 0x7f, 0x80, 0xff };

	trace_test_text(test, SECCOMP_KIND_STRUCT, bytes, 4, "007f80ff");
	trace_test_text(test, SECCOMP_KIND_BUFFER, bytes, 0, "");
	trace_test_text(test, SECCOMP_KIND_ARRAY, bytes, 40,
			"007f80ff000000000000000000000000" TRACE_TEST_ZEROES);
}

static void trace_text_is_empty_without_a_copy(struct kunit *test)
{
	struct seccomp_window_header header = {
		.kind = SECCOMP_KIND_PATH,
		.length = 4,
	};
	char text[8] = "#######";

	for (header.status = SECCOMP_ARG_NULL;
	     header.status <= SECCOMP_ARG_TOO_LARGE; header.status++) {
		KUNIT_EXPECT_EQ(test,
				seccomp_trace_text(&header, "abcd", text,
						   sizeof(text)),
				0U);
		KUNIT_EXPECT_STREQ(test, text, "");
		KUNIT_EXPECT_EQ(test, seccomp_trace_text_size(&header, "abcd"),
				1U);
	}
}

/* Each size of the buffer cuts the text there, and writes nothing behind it. */
static void trace_text_is_cut_at_the_buffer(struct kunit *test)
{
	static const struct sockaddr_un un = { AF_UNIX, "\0a\"b" };
	const struct seccomp_window_header header = {
		.status = SECCOMP_ARG_COPIED,
		.kind = SECCOMP_KIND_SOCKADDR,
		.length = offsetof(struct sockaddr_un, sun_path) + 4,
	};
	static const char whole[] = "unix-abstract:a\\x22b";
	char text[sizeof(whole) + 2];
	unsigned int size;

	for (size = 0; size < sizeof(text); size++) {
		memset(text, '#', sizeof(text));
		KUNIT_EXPECT_EQ(test,
				seccomp_trace_text(&header, &un, text, size),
				(unsigned int)strlen(whole));
		KUNIT_EXPECT_EQ(test, text[size], '#');
		if (!size)
			continue;
		KUNIT_EXPECT_EQ(test, strnlen(text, size),
				min(size - 1, (unsigned int)strlen(whole)));
		KUNIT_EXPECT_EQ(test, memcmp(text, whole, strnlen(text, size)),
				0);
	}
}

/* An event has to fit into a page, whatever the path is. */
static void trace_text_of_the_longest_path_fits(struct kunit *test)
{
	const struct seccomp_window_header header = {
		.status = SECCOMP_ARG_COPIED,
		.kind = SECCOMP_KIND_PATH,
		.length = SECCOMP_ARG_DATA_MAX - 1,
	};
	u8 *path = kunit_kzalloc(test, SECCOMP_ARG_DATA_MAX, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, path);
	memset(path, 0xff, SECCOMP_ARG_DATA_MAX - 1);
	KUNIT_EXPECT_EQ(test, seccomp_trace_text(&header, path, NULL, 0),
			4U * (SECCOMP_ARG_DATA_MAX - 1));
	KUNIT_EXPECT_EQ(test, seccomp_trace_text_size(&header, path), 2048U);
}

static struct kunit_case trace_test_cases[] = {
	KUNIT_CASE(trace_text_escapes_hostile_bytes),
	KUNIT_CASE(trace_text_decodes_addresses),
	KUNIT_CASE(trace_text_takes_short_addresses_by_number),
	KUNIT_CASE(trace_text_shows_the_address_of_a_message),
	KUNIT_CASE(trace_text_shows_other_kinds_as_bytes),
	KUNIT_CASE(trace_text_is_empty_without_a_copy),
	KUNIT_CASE(trace_text_is_cut_at_the_buffer),
	KUNIT_CASE(trace_text_of_the_longest_path_fits),
	{},
};

static struct kunit_suite trace_test_suite = {
	.name = "seccomp_trace",
	.test_cases = trace_test_cases,
};

kunit_test_suite(trace_test_suite);
