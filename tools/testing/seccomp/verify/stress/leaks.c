// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is left, by the kernel's own counts.
 */
#include "stress.h"
#include "slab.h"

#define KMEMLEAK "/sys/kernel/debug/kmemleak"

/* Filters, programs and listeners that there are; -1 if nobody counts them. */
long seccomp_objects(void)
{
	return active_objects(is_seccomp_cache);
}

/* Some are freed after a grace period, or by a worker of the kernel. */
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

bool has_kmemleak(void)
{
	return !access(KMEMLEAK, F_OK);
}

/* The lines that it has to say; -1 if it has turned itself off. */
int scan_kmemleak(void)
{
	/* What is new is only believed the second time. */
	if (!write_kmemleak("scan"))
		return -1;
	sleep(6);
	if (!write_kmemleak("scan"))
		return -1;
	return print_leaks();
}
