// SPDX-License-Identifier: GPL-2.0-only
/*
 * Calls that the C library replaces by older ones.
 */
#include <stddef.h>

#include "fallbacks.h"
#include "tool.h"

static const struct fallback fallbacks[] = {
	{ "clone3", "clone" },
	{ "faccessat2", "faccessat" },
	{ "fchmodat2", "fchmodat" },
	{ "openat2", "openat" },
	{ "statx", "newfstatat" },
	{ "statx", "fstatat64" },
	{ "close_range", "close" },
	{ "epoll_pwait2", "epoll_pwait" },
	{ "clock_gettime64", "clock_gettime" },
	{ "clock_getres_time64", "clock_getres" },
	{ "clock_nanosleep_time64", "clock_nanosleep" },
	{ "futex_time64", "futex" },
	{ "pselect6_time64", "pselect6" },
	{ "ppoll_time64", "ppoll" },
	{ "recvmmsg_time64", "recvmmsg" },
	{ "rt_sigtimedwait_time64", "rt_sigtimedwait" },
	{ "semtimedop_time64", "ipc" },
	{ "timerfd_settime64", "timerfd_settime" },
	{ "timerfd_gettime64", "timerfd_gettime" },
	{ "utimensat_time64", "utimensat" },
};

/**
 * fallback_at - Return a call by its place
 * @index: place in the list, from 0
 *
 * Return: the call; or NULL behind the last.
 */
const struct fallback *fallback_at(unsigned int index)
{
	return index < ARRAY_SIZE(fallbacks) ? &fallbacks[index] : NULL;
}
