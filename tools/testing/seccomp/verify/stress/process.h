/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SELFTESTS_SECCOMP_STRESS_PROCESS_H
#define SELFTESTS_SECCOMP_STRESS_PROCESS_H

#include <pthread.h>
#include <stdbool.h>
#include <sys/types.h>

void close_fds_except(int fd);
void expect_success(pid_t pid, const char *where);
bool has_ended(pid_t pid);
bool is_shortage(int err);
void start_thread(pthread_t *thread, void *(*main)(void *), long number);

#endif /* SELFTESTS_SECCOMP_STRESS_PROCESS_H */
