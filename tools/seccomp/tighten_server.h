/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The holder of a domain: it adds the filters that tighten sends.
 */
#ifndef _SECCOMPCTL_TIGHTEN_SERVER_H
#define _SECCOMPCTL_TIGHTEN_SERVER_H

#include <poll.h>
#include <sys/types.h>

/* Connections that the server reads at one time. */
#define TIGHTEN_CLIENTS 8

/**
 * struct tighten_server - the holder of a domain
 * @path: path of the socket; owned by the caller
 * @domain_fd: descriptor of the domain, or -1 before there is one
 * @fds: the listening socket, and then connections; -1 for unused ones
 * @next: index in @fds of the connection that was accepted first of all
 * @dev: file system of the socket, to remove no other file
 * @ino: inode of the socket
 */
struct tighten_server {
	const char *path;
	int domain_fd;
	struct pollfd fds[1 + TIGHTEN_CLIENTS];
	unsigned int next;
	dev_t dev;
	ino_t ino;
};

int tighten_server_open(struct tighten_server *server, const char *path);
void tighten_server_handle(struct tighten_server *server);
void tighten_server_close(struct tighten_server *server);

#endif /* _SECCOMPCTL_TIGHTEN_SERVER_H */
