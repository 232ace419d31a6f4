/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Trace events of a process tree, in a buffer of their own.
 */
#ifndef _SECCOMPCTL_LEARN_EVENTS_H
#define _SECCOMPCTL_LEARN_EVENTS_H

#include <linux/types.h>
#include <stdbool.h>
#include <sys/types.h>
#include <tracefs.h>

#include "trace_buffer.h"

/**
 * struct learn_events - trace events
 * @system: name of their system: "raw_syscalls"
 * @buffer: the buffer
 * @tep: their formats
 */
struct learn_events {
	const char *system;
	struct trace_buffer buffer;
	struct tep_handle *tep;
};

typedef int (*learn_event_fn)(struct tep_event *event,
			      struct tep_record *record, int cpu, void *data);

/* Each prints a message on failure, and returns an &enum exit_status. */
int learn_events_open(struct learn_events *events, const char *system);
int learn_events_enable(struct learn_events *events, const char *event);
/* Add a thread. What it starts later is added without a further call. */
int learn_events_follow(struct learn_events *events, pid_t tid);
bool learn_events_have_tasks(const struct learn_events *events);
void learn_events_read(struct learn_events *events, learn_event_fn fn,
		       void *data);
__u64 learn_events_lost(const struct learn_events *events);
void learn_events_close(struct learn_events *events);

__u64 learn_event_number(struct tep_event *event, struct tep_record *record,
			 const char *field);

#endif /* _SECCOMPCTL_LEARN_EVENTS_H */
