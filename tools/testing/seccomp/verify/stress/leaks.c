// SPDX-License-Identifier: GPL-2.0-only
/*
 * Kernel objects that outlive a run, by slab counts and kmemleak.
 */
#include "stress.h"
#include "slab.h"

#define KMEMLEAK "/sys/kernel/debug/kmemleak"

/**
 * seccomp_objects - count filters, programs and listeners in the kernel
 *
 * Return: the number, or -1 if /proc/slabinfo has no caches of seccomp.
 */
long seccomp_objects(void)
{
	return active_objects(is_seccomp_cache);
}

/**
 * wait_for_objects - wait until the kernel has freed its objects
 * @wanted: the number of objects to wait for
 * @seconds: how long to wait
 * @found: receives the last number
 *
 * The kernel frees some objects after a grace period or from a kworker.
 *
 * Return: false if more than @wanted are left when the time is up.
 */
bool wait_for_objects(long wanted, unsigned int seconds, long *found)
{
	while ((*found = seccomp_objects()) > wanted) {
		if (!seconds--)
			return false;
		sleep(1);
	}
	return true;
}

static bool write_kmemleak(const char *what)
{
	const int fd = open(KMEMLEAK, O_WRONLY | O_CLOEXEC);
	bool done;

	if (fd < 0)
		return false;
	done = write(fd, what, strlen(what)) > 0;
	close(fd);
	return done;
}

static int print_leaks(void)
{
	FILE *file = fopen(KMEMLEAK, "re");
	char line[256];
	int lines = 0;

	if (!file)
		return -1;
	while (fgets(line, sizeof(line), file)) {
		if (lines++ < 60)
			printf("# %s", line);
	}
	fclose(file);
	return lines;
}

/**
 * has_kmemleak - look if the kernel has kmemleak
 *
 * Return: whether scan_kmemleak() can work.
 */
bool has_kmemleak(void)
{
	return !access(KMEMLEAK, F_OK);
}

/**
 * scan_kmemleak - search for leaked memory and print the report
 *
 * Return: the number of lines in the report, or -1 if kmemleak has turned
 * itself off.
 */
int scan_kmemleak(void)
{
	/* kmemleak does not report new objects before a second scan. */
	if (!write_kmemleak("scan"))
		return -1;
	sleep(6);
	if (!write_kmemleak("scan"))
		return -1;
	return print_leaks();
}
