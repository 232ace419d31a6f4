/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Running a command under filters.
 */
#ifndef _SECCOMPCTL_SPAWN_H
#define _SECCOMPCTL_SPAWN_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

#include "attach.h"

/* Exit statuses as those of env(1); others are those of the command. */
#define EXIT_OWN_FAILURE 125
#define EXIT_NOT_EXECUTABLE 126
#define EXIT_NOT_FOUND 127
#define EXIT_BY_SIGNAL 128

/**
 * struct spawn - a command with filters
 * @argv: the command and its arguments, NULL behind the last; owned by the caller
 * @requests: filters in the order of attaching; owned by the caller
 * @count: number of filters
 * @pid: out: process of the command
 * @signal_fd: out: readable when spawn_handle_signals() has something to do
 * @status: out: exit status of the command, when it has ended
 */
struct spawn {
	char **argv;
	struct attach_request *requests;
	unsigned int count;
	pid_t pid;
	int signal_fd;
	int status;
};

int spawn_replace(struct spawn *spawn);
int spawn_start(struct spawn *spawn);
bool spawn_handle_signals(struct spawn *spawn);
int spawn_wait(struct spawn *spawn);
void spawn_kill(struct spawn *spawn);

#endif /* _SECCOMPCTL_SPAWN_H */
