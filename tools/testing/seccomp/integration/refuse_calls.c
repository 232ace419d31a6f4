// SPDX-License-Identifier: GPL-2.0-only
/*
 *	refuse_calls SOCKET ERRNO
 *
 * Be a supervisor. Receive a listener over a new UNIX socket, and let each call that
 * it asks about fail with a number of errno. Print the number of these calls when no
 * task has the filter any more.
 */
#include <errno.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static void die(const char *what)
{
	fprintf(stderr, "refuse_calls: %s: %s\n", what, strerror(errno));
	exit(1);
}

static int accept_one(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0), connection;

	snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
	if (bind(fd, (struct sockaddr *)&address, sizeof(address)) ||
	    listen(fd, 1))
		die(path);
	connection = accept(fd, NULL, NULL);
	if (connection < 0)
		die("accept");
	close(fd);
	return connection;
}

static int receive_listener(int connection)
{
	union {
		struct cmsghdr head;
		char space[CMSG_SPACE(sizeof(int))];
	} control;
	char text[32];
	struct iovec data = { .iov_base = text, .iov_len = sizeof(text) };
	struct msghdr message = {
		.msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control),
	};
	int listener;

	if (recvmsg(connection, &message, 0) <= 0 || !message.msg_controllen)
		die("no listener");
	memcpy(&listener, CMSG_DATA(&control.head), sizeof(listener));
	return listener;
}

/* Return whether a call was refused. A call may end before it is received. */
static int refuse_one(int listener, int error)
{
	struct seccomp_notif notif = {};
	struct seccomp_notif_resp response = {};

	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &notif)) {
		if (errno != ENOENT && errno != EINTR)
			die("receive");
		return 0;
	}
	response.id = notif.id;
	response.error = -error;
	return !ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response);
}

int main(int argc, char **argv)
{
	struct pollfd poll_fd = { .events = POLLIN };
	int calls = 0;

	if (argc != 3) {
		fprintf(stderr, "usage: refuse_calls SOCKET ERRNO\n");
		return 2;
	}
	poll_fd.fd = receive_listener(accept_one(argv[1]));
	while (poll(&poll_fd, 1, -1) > 0) {
		if (poll_fd.revents & POLLIN)
			calls += refuse_one(poll_fd.fd, atoi(argv[2]));
		else if (poll_fd.revents & POLLHUP)
			break;
	}
	printf("%d\n", calls);
	return 0;
}
