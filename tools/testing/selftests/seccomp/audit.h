/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Helpers for audit records: the files of the sysctl, and the audit socket.
 *
 * Include this header after "common.h".
 */
#ifndef SELFTESTS_SECCOMP_AUDIT_H
#define SELFTESTS_SECCOMP_AUDIT_H

#include <poll.h>
#include <sys/socket.h>
#include <linux/netlink.h>

#define SYSCTL_DIR "/proc/sys/kernel/seccomp/"
#define AVAIL SYSCTL_DIR "actions_avail"
#define LOGGED SYSCTL_DIR "actions_logged"

#define ALL_BUT_ALLOW "kill_process kill_thread trap errno user_notif trace log"

#define NO_AUDIT "no audit socket, CONFIG_AUDIT is off"

/* The longest text of a record, and the longest time in milliseconds to wait for it. */
#define AUDIT_TEXT_MAX 1500
#define AUDIT_TIMEOUT_MS 15000

/* Read at most @size - 1 bytes of the file. Return their number or -1. */
static inline ssize_t read_file(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t len = 0;
	ssize_t ret;

	text[0] = '\0';
	if (fd < 0)
		return -1;
	do {
		ret = read(fd, text + len, size - 1 - len);
		if (ret > 0)
			len += ret;
	} while (ret > 0 && len < size - 1);
	close(fd);
	text[len] = '\0';
	return ret < 0 ? -1 : (ssize_t)len;
}

/* Write @text to the file. Return 0 or the errno. */
static inline int write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	int err;

	if (fd < 0)
		return errno;
	err = write(fd, text, strlen(text)) < 0 ? errno : 0;
	close(fd);
	return err;
}

static inline int set_logged(const char *actions)
{
	return write_file(LOGGED, actions);
}

/* A message of the audit socket. */
struct message {
	struct nlmsghdr head;
	char text[AUDIT_TEXT_MAX];
};

/* Send a message to the kernel. Return -1 if that is not possible. */
static inline int audit_send(int fd, int type, const void *data, size_t len)
{
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	struct {
		struct nlmsghdr head;
		char data[256];
	} message = {
		.head = {
			.nlmsg_type = type,
			.nlmsg_flags = NLM_F_REQUEST,
			.nlmsg_len = NLMSG_LENGTH(len),
		},
	};

	if (len > sizeof(message.data))
		return -1;
	if (len)
		memcpy(message.data, data, len);
	return sendto(fd, &message, NLMSG_SPACE(len), 0,
		      (struct sockaddr *)&kernel, sizeof(kernel));
}

/* Read the next message. Return false if none comes in time. */
static inline bool audit_next(int fd, struct message *message)
{
	struct pollfd pollfd = { .fd = fd, .events = POLLIN };
	ssize_t len;

	if (poll(&pollfd, 1, AUDIT_TIMEOUT_MS) != 1)
		return false;
	memset(message, 0, sizeof(*message));
	len = recv(fd, message, sizeof(*message) - 1, 0);
	return len >= (ssize_t)sizeof(message->head);
}

#endif /* SELFTESTS_SECCOMP_AUDIT_H */
