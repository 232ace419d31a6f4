// SPDX-License-Identifier: GPL-2.0-only
/*
 * The holder of a domain.
 *
 * The descriptor of the domain is the right to tighten. This process keeps it, and acts
 * for each process of its own user that can connect. The command inside the domain has
 * that right, too, as far as its filters let it make sockets. It can only deny.
 *
 * A connection that sends nothing does not delay other ones.
 */
#include <errno.h>
#include <linux/seccomp_ext.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tighten_proto.h"
#include "tighten_server.h"
#include "tool.h"

/* What each filter takes from the reserve beyond its length. */
#define PENALTY 4

/**
 * unix_address - Convert a path to an address
 * @address: receives the address; owned by the caller
 * @path: path of a UNIX socket
 *
 * Return: true; or false for a path that is empty or too long.
 */
bool unix_address(struct sockaddr_un *address, const char *path)
{
	*address = (struct sockaddr_un){ .sun_family = AF_UNIX };
	if (!*path || strlen(path) >= sizeof(address->sun_path))
		return false;
	strcpy(address->sun_path, path);
	return true;
}

/* --- The socket ------------------------------------------------------------------- */

static int explain_bind(const char *path)
{
	if (errno == EADDRINUSE)
		return system_error(
			"%s exists; give another path, or remove it if no seccompctl uses it",
			path);
	return system_error("cannot make the socket %s: %s", path,
			    strerror(errno));
}

/* The socket has its mode from the beginning. */
static int bind_private(int fd, const struct sockaddr_un *address)
{
	const mode_t mask = umask(0177);
	const int ret =
		bind(fd, (const struct sockaddr *)address, sizeof(*address));

	umask(mask);
	return ret;
}

/**
 * tighten_server_open - Make the socket of a domain
 * @server: receives the server; the caller sets @domain_fd afterwards, and calls
 *	tighten_server_close()
 * @path: path of the socket, which must not exist
 *
 * Return: EXIT_OK. After a message, EXIT_USAGE for a path that cannot be one, or
 * EXIT_SYSTEM for one that cannot be made. Then nothing is left.
 */
int tighten_server_open(struct tighten_server *server, const char *path)
{
	struct sockaddr_un address;
	struct stat info;
	size_t i;
	int fd;

	*server = (struct tighten_server){
		.path = path,
		.domain_fd = -1,
		.next = 1,
	};
	for (i = 0; i <= TIGHTEN_CLIENTS; i++)
		server->fds[i] = (struct pollfd){ .fd = -1, .events = POLLIN };
	if (!unix_address(&address, path))
		return usage_error(
			"the path of a socket has 1 to %zu bytes: %s",
			sizeof(address.sun_path) - 1, path);
	fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return system_error("cannot make a socket: %s",
				    strerror(errno));
	if (bind_private(fd, &address)) {
		explain_bind(path);
		close(fd);
		return EXIT_SYSTEM;
	}
	if (listen(fd, SOMAXCONN) || lstat(path, &info)) {
		explain_bind(path);
		unlink(path);
		close(fd);
		return EXIT_SYSTEM;
	}
	server->fds[0].fd = fd;
	server->dev = info.st_dev;
	server->ino = info.st_ino;
	return EXIT_OK;
}

static void close_fd(struct pollfd *poll_fd)
{
	if (poll_fd->fd >= 0)
		close(poll_fd->fd);
	poll_fd->fd = -1;
	poll_fd->revents = 0;
}

/**
 * tighten_server_close - Remove the socket of a domain
 * @server: a server that tighten_server_open() has made
 */
void tighten_server_close(struct tighten_server *server)
{
	struct stat info;
	size_t i;

	if (!lstat(server->path, &info) && info.st_dev == server->dev &&
	    info.st_ino == server->ino)
		unlink(server->path);
	for (i = 0; i <= TIGHTEN_CLIENTS; i++)
		close_fd(&server->fds[i]);
	if (server->domain_fd >= 0)
		close(server->domain_fd);
}

/* --- Requests --------------------------------------------------------------------- */

static void set_text(struct tighten_reply *reply, unsigned int len)
{
	char *text = reply->text;
	const size_t size = sizeof(reply->text);

	switch (reply->error) {
	case 0:
		break;
	case ENOSPC:
		snprintf(
			text, size,
			"the reserve does not suffice: the filter takes %u instructions, and %u remain; --reserve of run makes it larger",
			len + PENALTY, reply->reserve);
		break;
	case EINVAL:
		snprintf(
			text, size,
			"the kernel refuses the program: an added filter may only allow, log, kill, trap, or fail with an errno other than 0");
		break;
	case ENOENT:
		snprintf(text, size, "no process has the domain any more");
		break;
	case EBADMSG:
		snprintf(
			text, size,
			"the request is malformed; use seccompctl of one version on both sides");
		break;
	case EACCES:
		snprintf(text, size, "the command belongs to another user");
		break;
	default:
		snprintf(text, size, "cannot add the filter: %s",
			 strerror(reply->error));
	}
}

static int add_filter(int domain_fd, struct tighten_request *request)
{
	const struct sock_fprog fprog = {
		.len = request->len,
		.filter = request->insns,
	};
	const struct seccomp_tighten tighten = {
		.size = sizeof(tighten),
		.fprog = (uintptr_t)&fprog,
		.program_fd = -1,
	};

	return ioctl(domain_fd, SECCOMP_IOCTL_DOMAIN_TIGHTEN, &tighten) ?
		       -errno :
		       0;
}

static void set_info(int domain_fd, struct tighten_reply *reply)
{
	struct seccomp_domain_info info = { .size = sizeof(info) };

	if (ioctl(domain_fd, SECCOMP_IOCTL_DOMAIN_INFO, &info))
		return;
	reply->reserve = info.reserve;
	reply->added = info.added;
}

static bool is_well_formed(const struct tighten_request *request, ssize_t size)
{
	const ssize_t head = offsetof(struct tighten_request, insns);

	return size > head && request->magic == TIGHTEN_MAGIC && request->len &&
	       request->len <= BPF_MAXINSNS &&
	       size == head + request->len * sizeof(request->insns[0]);
}

static bool is_own_user(int fd)
{
	struct ucred peer;
	socklen_t size = sizeof(peer);

	return !getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) &&
	       peer.uid == geteuid();
}

static int handle_request(const struct tighten_server *server, int fd,
			  struct tighten_request *request, ssize_t size)
{
	if (!is_own_user(fd))
		return -EACCES;
	if (!is_well_formed(request, size))
		return -EBADMSG;
	return add_filter(server->domain_fd, request);
}

/* A packet that is too long for the request is not well formed. */
static void serve(struct tighten_server *server, struct pollfd *client)
{
	struct tighten_reply reply = { .magic = TIGHTEN_MAGIC };
	static struct tighten_request request;
	ssize_t size = recv(client->fd, &request, sizeof(request),
			    MSG_DONTWAIT | MSG_TRUNC);

	if (size < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (size > 0) {
		reply.error =
			-handle_request(server, client->fd, &request, size);
		set_info(server->domain_fd, &reply);
		set_text(&reply, request.len);
		send(client->fd, &reply, sizeof(reply),
		     MSG_DONTWAIT | MSG_NOSIGNAL);
	}
	close_fd(client);
}

/* The oldest connection has had its time, and makes room. */
static void accept_client(struct tighten_server *server)
{
	struct pollfd *client = &server->fds[server->next];
	const int fd = accept4(server->fds[0].fd, NULL, NULL, SOCK_CLOEXEC);

	if (fd < 0)
		return;
	close_fd(client);
	client->fd = fd;
	server->next = server->next % TIGHTEN_CLIENTS + 1;
}

/**
 * tighten_server_handle - Handle what poll(2) has reported
 * @server: a server with a domain; poll(2) has set @revents of its @fds
 */
void tighten_server_handle(struct tighten_server *server)
{
	size_t i;

	for (i = 1; i <= TIGHTEN_CLIENTS; i++)
		if (server->fds[i].fd >= 0 && server->fds[i].revents)
			serve(server, &server->fds[i]);
	if (server->fds[0].revents)
		accept_client(server);
}
