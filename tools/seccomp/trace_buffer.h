/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Buffers for trace events: instances of tracefs.
 */
#ifndef _SECCOMPCTL_TRACE_BUFFER_H
#define _SECCOMPCTL_TRACE_BUFFER_H

#include <linux/types.h>
#include <tracefs.h>

/**
 * struct trace_buffer - a buffer for trace events
 * @command: name of the command, for messages
 * @instance: the instance; NULL if there is none
 * @lock: descriptor that holds the lock of the instance
 */
struct trace_buffer {
	const char *command;
	struct tracefs_instance *instance;
	int lock;
};

/* Each prints a message on failure, and returns an &enum exit_status. */
int trace_buffer_open(struct trace_buffer *buffer, const char *command,
		      int kib);
int trace_buffer_error(const struct trace_buffer *buffer, const char *what);

__u64 trace_buffer_lost(const struct trace_buffer *buffer);
void trace_buffer_close(struct trace_buffer *buffer);

#endif /* _SECCOMPCTL_TRACE_BUFFER_H */
