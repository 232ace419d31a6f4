// SPDX-License-Identifier: GPL-2.0-only
/*
 *	try_address HOW ADDRESS PORT
 *
 * Give an address to a call, and print "ok" or the name of the errno. HOW is
 * connect, sendto, sendmsg, sendmmsg; or no_address, which sends on a connected
 * socket; or disconnect; or fd, which sends a descriptor over a pair of sockets.
 * ADDRESS is an IPv6 address with a colon, else an IPv4 address. UDP reaches a port
 * without a server, too. A kernel without IPv6 gives the calls a bad descriptor.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static struct sockaddr_in6 address6;
static struct sockaddr_in address4;

static long send_message(int sock, void *address, socklen_t length)
{
	char byte = 0;
	struct iovec data = { &byte, 1 };
	struct msghdr message = {
		.msg_name = address,
		.msg_namelen = length,
		.msg_iov = &data,
		.msg_iovlen = 1,
	};

	return sendmsg(sock, &message, 0);
}

static long send_messages(int sock, void *address, socklen_t length)
{
	char byte = 0;
	struct iovec data = { &byte, 1 };
	struct mmsghdr message = {
		.msg_hdr = {
			.msg_name = address,
			.msg_namelen = length,
			.msg_iov = &data,
			.msg_iovlen = 1,
		},
	};

	return sendmmsg(sock, &message, 1, 0);
}

static long send_connected(int sock, void *address, socklen_t length)
{
	if (connect(sock, address, length))
		return -1;
	if (send(sock, "", 1, 0) != 1)
		return -1;
	/* The kernel may report by now that the port has no server. */
	if (send_message(sock, NULL, 0) < 0 && errno != ECONNREFUSED)
		return -1;
	return 0;
}

static long send_descriptor(void)
{
	union {
		struct cmsghdr align;
		char buffer[CMSG_SPACE(sizeof(int))];
	} control = {};
	char byte = 0;
	struct iovec data = { &byte, 1 };
	struct msghdr message = {
		.msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = control.buffer,
		.msg_controllen = sizeof(control.buffer),
	};
	struct cmsghdr *head = CMSG_FIRSTHDR(&message);
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_DGRAM, 0, pair))
		return -1;
	head->cmsg_level = SOL_SOCKET;
	head->cmsg_type = SCM_RIGHTS;
	head->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(head), &pair[0], sizeof(int));
	return sendmsg(pair[0], &message, 0);
}

static long try_call(const char *how, int sock, void *address, socklen_t length)
{
	struct sockaddr none = { .sa_family = AF_UNSPEC };

	if (!strcmp(how, "connect"))
		return connect(sock, address, length);
	if (!strcmp(how, "sendto"))
		return sendto(sock, "", 1, 0, address, length);
	if (!strcmp(how, "sendmsg"))
		return send_message(sock, address, length);
	if (!strcmp(how, "sendmmsg"))
		return send_messages(sock, address, length);
	if (!strcmp(how, "no_address"))
		return send_connected(sock, address, length);
	if (!strcmp(how, "disconnect"))
		return connect(sock, &none, sizeof(none));
	if (!strcmp(how, "fd"))
		return send_descriptor();
	fprintf(stderr, "try_address: no way '%s'\n", how);
	exit(2);
}

int main(int argc, char **argv)
{
	int sock;
	long ret;

	if (argc != 4) {
		fputs("usage: try_address HOW ADDRESS PORT\n", stderr);
		return 2;
	}
	address4.sin_family = AF_INET;
	address6.sin6_family = AF_INET6;
	address4.sin_port = htons(atoi(argv[3]));
	address6.sin6_port = address4.sin_port;
	if (strchr(argv[2], ':')) {
		sock = socket(AF_INET6, SOCK_DGRAM, 0);
		if (inet_pton(AF_INET6, argv[2], &address6.sin6_addr) != 1)
			return 2;
		ret = try_call(argv[1], sock, &address6, sizeof(address6));
	} else {
		sock = socket(AF_INET, SOCK_DGRAM, 0);
		if (inet_pton(AF_INET, argv[2], &address4.sin_addr) != 1)
			return 2;
		ret = try_call(argv[1], sock, &address4, sizeof(address4));
	}
	if (ret < 0)
		printf("%s\n", strerrorname_np(errno));
	else
		puts("ok");
	return 0;
}
