// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is asked of the system as a whole: auditing, and a search for memory that
 * was leaked.
 */
#include <linux/netlink.h>
#include <sys/socket.h>

#include "sysfuzz.h"

#define KMEMLEAK "/sys/kernel/debug/kmemleak"

/**
 * audit_on - have records written for what happens
 *
 * From then on, each new task has other work at the entry of calls, and filters
 * are judged on the long way. So it is not done at once.
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
 * has_leaks - look for memory that nothing points to
 *
 * Return: whether some was allocated by seccomp, and is printed; or nobody could
 * look, although there is kmemleak.
 */
bool has_leaks(void)
{
	static char text[1 << 20];
	ssize_t got, size = 0;
	int fd;

	if (access(KMEMLEAK, R_OK))
		return false;
	/* What is young, it takes for what is on its way. */
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
	printf("kmemleak: %s\n",
	       size ? "reports, for what is not freed:" : "no leaks");
	fwrite(text, 1, size < 4096 ? size : 4096, stdout);
	return strstr(text, "seccomp");
}
