// SPDX-License-Identifier: GPL-2.0-only
/*
 * Requests to the whole system: auditing and the search for leaks.
 */
#include <linux/netlink.h>
#include <sys/socket.h>

#include "sysfuzz.h"

#define KMEMLEAK "/sys/kernel/debug/kmemleak"

/**
 * audit_on - turn on the audit subsystem
 *
 * From then on, each new task has audit work at system call entry, and its
 * calls take the slow path. Most sequences run without it.
 *
 * Context: One worker, once, after 75 % of its time.
 */
void audit_on(void)
{
	struct {
		struct nlmsghdr head;
		struct audit_status status;
	} message = {
		.head.nlmsg_len = sizeof(message),
		.head.nlmsg_type = AUDIT_SET,
		.head.nlmsg_flags = NLM_F_REQUEST,
		.status.mask = AUDIT_STATUS_ENABLED,
		.status.enabled = 1,
	};
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_AUDIT);

	if (fd < 0 || send(fd, &message, sizeof(message), 0) < 0)
		printf("cannot turn auditing on: %s\n", strerror(errno));
	if (fd >= 0)
		close(fd);
}

static bool scan(void)
{
	int fd = open(KMEMLEAK, O_WRONLY | O_CLOEXEC);
	bool done = fd >= 0 && write(fd, "scan", 4) == 4;

	if (!done)
		printf("cannot look for leaks: %s\n", strerror(errno));
	if (fd >= 0)
		close(fd);
	return done;
}

/**
 * has_leaks - search for memory that seccomp has leaked
 *
 * Print the report of kmemleak.
 *
 * Context: When all sequences have ended. It takes some seconds.
 * Return: true if the report names seccomp, or if a scan has failed. False
 * without kmemleak.
 */
bool has_leaks(void)
{
	static char text[1 << 20];
	ssize_t got, size = 0;
	int fd;

	if (access(KMEMLEAK, R_OK))
		return false;
	/* kmemleak does not report new objects before a second scan. */
	if (!scan())
		return true;
	pause_ms(6000);
	if (!scan())
		return true;
	fd = open(KMEMLEAK, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return true;
	while ((got = read(fd, text + size, sizeof(text) - 1 - size)) > 0)
		size += got;
	close(fd);
	printf("kmemleak: %s\n", size ? "reports these objects:" : "no leaks");
	fwrite(text, 1, size < 4096 ? size : 4096, stdout);
	return strstr(text, "seccomp");
}
