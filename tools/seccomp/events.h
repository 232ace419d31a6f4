/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Sources of verdicts: trace events, or records of audit.
 */
#ifndef _SECCOMPCTL_EVENTS_H
#define _SECCOMPCTL_EVENTS_H

#include <stdbool.h>
#include <sys/types.h>

#include "watch.h"

typedef void (*verdict_fn)(struct verdict *verdict, void *data);

struct events;

/* Each prints a message on failure, and returns an &enum exit_status. */
int events_open(struct events **events, pid_t pid,
		const struct watch_expr *expr);
bool events_supported(void);
void events_read(struct events *events, verdict_fn fn, void *data);
void events_flush(struct events *events, verdict_fn fn, void *data);
__u64 events_lost(struct events *events);
void events_close(struct events *events);

/**
 * struct records - records of audit
 * @fd: socket of audit, or /dev/kmsg
 * @is_kmsg: @fd is /dev/kmsg
 * @lost: number of times that records were lost since records_lost()
 */
struct records {
	int fd;
	bool is_kmsg;
	unsigned int lost;
};

int records_open(struct records *records);
void records_read(struct records *records, verdict_fn fn, void *data);
__u64 records_lost(struct records *records);
void records_close(struct records *records);

#endif /* _SECCOMPCTL_EVENTS_H */
