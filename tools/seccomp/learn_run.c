// SPDX-License-Identifier: GPL-2.0-only
/*
 * Progress of learning, and its end.
 */
#include <signal.h>
#include <stdio.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "learn.h"

/* Seconds between two lines of progress if they are not written over each other. */
#define LINE_SECONDS 10

/**
 * learn_begin - Note the beginning
 * @run: how to learn
 */
void learn_begin(struct learn_run *run)
{
	clock_gettime(CLOCK_MONOTONIC, &run->began);
	run->shown = run->began.tv_sec;
	run->terminal = isatty(STDERR_FILENO);
	run->status = -1;
}

static time_t now_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

static void show(const struct learn_run *run, const struct learned *learned,
		 const char *end)
{
	fprintf(stderr, "%slearn: %llu calls, %u different, %llu s%s",
		run->terminal ? "\r\033[K" : "",
		(unsigned long long)learned_total(learned), learned->count,
		(unsigned long long)(now_seconds() - run->began.tv_sec), end);
}

/**
 * learn_progress - Show the progress, unless it was shown a short time ago
 * @run: how to learn
 * @learned: what was learned until now
 */
void learn_progress(struct learn_run *run, const struct learned *learned)
{
	const time_t now = now_seconds();

	if (now - run->shown < (run->terminal ? 1 : LINE_SECONDS))
		return;
	run->shown = now;
	show(run, learned, run->terminal ? "" : "\n");
}

/**
 * learn_progress_end - Show the last line of progress
 * @run: how to learn
 * @learned: all that was learned
 */
void learn_progress_end(struct learn_run *run, const struct learned *learned)
{
	show(run, learned, "\n");
}

/**
 * learn_is_over - Check whether the time is over
 * @run: how to learn
 *
 * Return: true if the limit of the user is reached.
 */
bool learn_is_over(const struct learn_run *run)
{
	struct timespec now;

	if (!run->seconds)
		return false;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if (now.tv_sec - run->began.tv_sec != run->seconds)
		return now.tv_sec - run->began.tv_sec > run->seconds;
	return now.tv_nsec >= run->began.tv_nsec;
}

/**
 * learn_interrupted - Read signals after the end of the command
 * @signal_fd: descriptor of signals, which does not block
 *
 * Return: true if one of them asks for the end.
 */
bool learn_interrupted(int signal_fd)
{
	struct signalfd_siginfo info;
	bool interrupted = false;

	while (read(signal_fd, &info, sizeof(info)) == sizeof(info))
		interrupted |=
			info.ssi_signo == SIGINT || info.ssi_signo == SIGTERM ||
			info.ssi_signo == SIGHUP || info.ssi_signo == SIGQUIT;
	return interrupted;
}
