/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Messages between tighten and the seccompctl that holds a domain.
 *
 * The socket is a UNIX socket of type SOCK_SEQPACKET. Each connection has one request
 * and one reply, each in one packet, in native byte order.
 */
#ifndef _SECCOMPCTL_TIGHTEN_PROTO_H
#define _SECCOMPCTL_TIGHTEN_PROTO_H

#include <linux/filter.h>
#include <linux/types.h>
#include <stdbool.h>
#include <sys/un.h>

#define TIGHTEN_MAGIC 0x7368746e

/**
 * struct tighten_request - a filter to add to a domain
 * @magic: TIGHTEN_MAGIC
 * @len: number of instructions, 1 to BPF_MAXINSNS; the packet ends behind them
 * @insns: the instructions
 */
struct tighten_request {
	__u32 magic;
	__u32 len;
	struct sock_filter insns[BPF_MAXINSNS];
};

/**
 * struct tighten_reply - result of a request
 * @magic: TIGHTEN_MAGIC
 * @error: 0 if the domain has the filter now; else an errno
 * @reserve: instructions that can still be added
 * @added: number of filters that have been added
 * @text: message for a person, if @error is not 0; ends with a NUL
 */
struct tighten_reply {
	__u32 magic;
	__u32 error;
	__u32 reserve;
	__u32 added;
	char text[240];
};

/* Put a path into an address; false if it is empty or too long. */
bool unix_address(struct sockaddr_un *address, const char *path);

#endif /* _SECCOMPCTL_TIGHTEN_PROTO_H */
