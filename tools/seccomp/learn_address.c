// SPDX-License-Identifier: GPL-2.0-only
/*
 * Socket addresses as text, as the trace event seccomp_args has them.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <string.h>
#include <sys/un.h>

#include "learn_address.h"
#include "tool.h"

static char *format_unix(const struct sockaddr_un *address, size_t len)
{
	const size_t start = offsetof(struct sockaddr_un, sun_path);
	const size_t size = len > start ? len - start : 0;

	if (size && !address->sun_path[0])
		return xasprintf("unix-abstract:%.*s", (int)size - 1,
				 address->sun_path + 1);
	return xasprintf("unix:%.*s", (int)size, address->sun_path);
}

static char *format_inet(const struct sockaddr_in *address)
{
	char text[INET_ADDRSTRLEN];

	inet_ntop(AF_INET, &address->sin_addr, text, sizeof(text));
	return xasprintf("inet:%s:%u", text, ntohs(address->sin_port));
}

static char *format_inet6(const struct sockaddr_in6 *address)
{
	char text[INET6_ADDRSTRLEN];

	inet_ntop(AF_INET6, &address->sin6_addr, text, sizeof(text));
	return xasprintf("inet6:[%s]:%u", text, ntohs(address->sin6_port));
}

/**
 * learn_add_address - Add a socket address unless it is known
 * @texts: receives the address as a text
 * @address: the address; zeroes behind its end
 * @len: its length in bytes, up to that of the structure
 */
void learn_add_address(struct learn_texts *texts,
		       const struct sockaddr_storage *address, size_t len)
{
	char *text;

	if (address->ss_family == AF_UNIX)
		text = format_unix((const void *)address, len);
	else if (address->ss_family == AF_INET &&
		 len >= sizeof(struct sockaddr_in))
		text = format_inet((const void *)address);
	else if (address->ss_family == AF_INET6 &&
		 len >= offsetof(struct sockaddr_in6, sin6_scope_id))
		text = format_inet6((const void *)address);
	else
		text = xasprintf("family-%u", address->ss_family);
	learned_add_text(texts, text);
	free(text);
}
