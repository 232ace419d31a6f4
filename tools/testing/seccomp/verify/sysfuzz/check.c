// SPDX-License-Identifier: GPL-2.0-only
/*
 * What must hold, and the report of what does not.
 */
#include <stdarg.h>

#include "sysfuzz.h"

struct shared *shared;
struct group *group;
enum fault fault;
bool results_unknown;
bool is_threaded;
int depth;

/**
 * fail - say that something must not be
 * @format: what, as for printf(3)
 *
 * Of a sequence, the first failure counts. The worker reports it.
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
 * expect - look at the result of a call
 * @what: the call
 * @ret: what it returned, with errno
 * @errnos: those that are documented for it, up to a 0
 *
 * Return: @ret; errno is as before.
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
