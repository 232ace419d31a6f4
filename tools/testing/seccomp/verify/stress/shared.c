// SPDX-License-Identifier: GPL-2.0-only
/*
 * The shared state and the findings in it.
 *
 * This file calls no other file of the program, so every file may call it.
 */
#include <stdarg.h>

#include "shared.h"

struct shared *shared;
struct worker *self;

/**
 * map_shared - map the shared state from SHARED_FD
 *
 * A program calls it after exec, where the descriptor is inherited.
 *
 * Return: whether @shared is valid now; errno says why not.
 */
bool map_shared(void)
{
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED,
		      SHARED_FD, 0);
	return shared != MAP_FAILED;
}

/**
 * create_shared - create and map the shared state, all zero
 *
 * Return: whether @shared is valid now; errno says why not.
 */
bool create_shared(void)
{
	const int fd = syscall(__NR_memfd_create, "stress-shared", 0);

	if (fd < 0 || ftruncate(fd, sizeof(*shared)) ||
	    dup2(fd, SHARED_FD) != SHARED_FD)
		return false;
	close(fd);
	return map_shared();
}

/**
 * report_failure - add a finding to the report
 * @format: the text of the finding, as for printf(3)
 *
 * The report counts every finding and has the text of the first MAX_FINDINGS.
 *
 * Context: Any process or thread.
 */
void report_failure(const char *format, ...)
{
	const unsigned int number = SHARED_INC(shared->findings);
	va_list args;

	if (number >= MAX_FINDINGS)
		return;
	va_start(args, format);
	vsnprintf(shared->finding[number], sizeof(shared->finding[number]),
		  format, args);
	va_end(args);
}
