// SPDX-License-Identifier: GPL-2.0-only
/*
 * Checks of results, and the failure of a sequence.
 */
#include <stdarg.h>

#include "sysfuzz.h"

struct shared *shared;
struct group *group;
enum fault fault;
bool with_events;
bool results_unknown;
bool is_threaded;
int depth;

/**
 * report_failure - record a failure of the present sequence
 * @format: the text of the failure, as for printf(3)
 *
 * Only the first failure of a sequence is kept. The worker prints it.
 *
 * Context: Any task of the sequence, or its worker.
 */
void report_failure(const char *format, ...)
{
	va_list args;

	if (__atomic_exchange_n(&group->failed, 1, __ATOMIC_SEQ_CST))
		return;
	va_start(args, format);
	vsnprintf(group->message, sizeof(group->message), format, args);
	va_end(args);
}

static bool is_listed(int err, const int *errnos)
{
	if (fault == FAULT_ERRNO && err == EINVAL)
		return false;
	for (; *errnos; errnos++)
		if (*errnos == err)
			return true;
	return false;
}

/**
 * expect - check the result of a call
 * @what: the name of the call in messages
 * @ret: the return value of the call; errno belongs to it
 * @errnos: the errnos that are documented for the call, with 0 at the end
 *
 * Report a failure unless @ret is at least 0, or -1 with one of @errnos. If
 * @results_unknown is set, any result is right.
 *
 * Return: @ret; errno is preserved.
 */
long expect(const char *what, long ret, const int *errnos)
{
	const int err = errno;

	__atomic_fetch_add(&shared->results_checked, 1, __ATOMIC_RELAXED);
	if (!results_unknown && ret < 0 && !is_listed(err, errnos))
		report_failure("%s: errno %d (%s) is not one of its errors",
			       what, err, strerror(err));
	else if (!results_unknown && ret < -1)
		report_failure("%s: returned %ld", what, ret);
	errno = err;
	return ret;
}
