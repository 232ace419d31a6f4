// SPDX-License-Identifier: GPL-2.0-only
/*
 * Records of audit as they come: from the netlink group that any reader can join, or
 * from the log of the kernel.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/netlink.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "events.h"
#include "tool.h"

#define RECORD_MAX 9216
#define SOCKET_BYTES (4 << 20)

static int open_audit(void)
{
	const struct sockaddr_nl address = {
		.nl_family = AF_NETLINK,
		.nl_groups = 1U << (AUDIT_NLGRP_READLOG - 1),
	};
	const int bytes = SOCKET_BYTES;
	int fd;

	fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK,
		    NETLINK_AUDIT);
	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof(bytes));
	if (!bind(fd, (const struct sockaddr *)&address, sizeof(address)))
		return fd;
	close(fd);
	return -1;
}

static int open_kmsg(void)
{
	const int fd = open("/dev/kmsg", O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd >= 0)
		lseek(fd, 0, SEEK_END);
	return fd;
}

/**
 * records_open - Open the source of records
 * @records: to be filled; the caller closes it by records_close()
 *
 * Return: EXIT_OK; or EXIT_SYSTEM after a message.
 */
int records_open(struct records *records)
{
	*records = (struct records){ .fd = open_audit() };
	if (records->fd >= 0)
		return EXIT_OK;
	records->is_kmsg = true;
	records->fd = open_kmsg();
	if (records->fd >= 0)
		return EXIT_OK;
	return system_error(
		"watch: no records of audit: they need CAP_AUDIT_READ, or the right to read /dev/kmsg (%s)",
		strerror(errno));
}

static void handle_text(const char *text, verdict_fn fn, void *data)
{
	struct verdict verdict;

	if (record_decode(&verdict, text))
		fn(&verdict, data);
}

/* "6,339,5140900,-;audit: type=1326 audit(1732665600.523:20): ..." */
static void handle_kmsg(const char *line, verdict_fn fn, void *data)
{
	static const char start[] = "audit: type=1326 ";
	const char *text = strchr(line, ';');

	if (text && !strncmp(text + 1, start, sizeof(start) - 1))
		handle_text(text + sizeof(start), fn, data);
}

static void handle_netlink(const char *message, ssize_t length, verdict_fn fn,
			   void *data)
{
	struct nlmsghdr header;

	if (length < NLMSG_HDRLEN)
		return;
	memcpy(&header, message, sizeof(header));
	if (header.nlmsg_type == AUDIT_SECCOMP)
		handle_text(message + NLMSG_HDRLEN, fn, data);
}

/* Receive a message that the kernel has sent; others get a length of 0. */
static ssize_t receive(struct records *records, char *buffer, size_t size)
{
	struct sockaddr_nl from = {};
	socklen_t length = sizeof(from);
	ssize_t count;

	if (records->is_kmsg)
		return read(records->fd, buffer, size);
	count = recvfrom(records->fd, buffer, size, 0, (struct sockaddr *)&from,
			 &length);
	return count > 0 && from.nl_pid ? 0 : count;
}

/**
 * records_read - Read all records that are there
 * @records: the source
 * @fn: called for each verdict
 * @data: its last argument
 */
void records_read(struct records *records, verdict_fn fn, void *data)
{
	char buffer[RECORD_MAX];
	ssize_t count;

	for (;;) {
		count = receive(records, buffer, sizeof(buffer) - 1);
		/* Both say so once, and go on with the oldest record. */
		if (count < 0 && (errno == ENOBUFS || errno == EPIPE)) {
			records->lost++;
			continue;
		}
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0 || (!count && records->is_kmsg))
			return;
		buffer[count] = '\0';
		if (records->is_kmsg)
			handle_kmsg(buffer, fn, data);
		else
			handle_netlink(buffer, count, fn, data);
	}
}

/**
 * records_lost - Check for lost records
 * @records: the source
 *
 * Return: how often records were lost since the last call.
 */
__u64 records_lost(struct records *records)
{
	const unsigned int lost = records->lost;

	records->lost = 0;
	return lost;
}

/**
 * records_close - Close the source of records
 * @records: the source; owned by the caller
 */
void records_close(struct records *records)
{
	close(records->fd);
}
