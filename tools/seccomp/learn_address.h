/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Socket addresses as text.
 */
#ifndef _SECCOMPCTL_LEARN_ADDRESS_H
#define _SECCOMPCTL_LEARN_ADDRESS_H

#include <sys/socket.h>

#include "learn.h"

/* Write "inet:192.0.2.1:80", as the trace event seccomp_args has it. */
void learn_add_address(struct learn_texts *texts,
		       const struct sockaddr_storage *address, size_t len);

#endif /* _SECCOMPCTL_LEARN_ADDRESS_H */
