/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Counts of slab objects from /proc/slabinfo.
 */
#ifndef SELFTESTS_SECCOMP_SLAB_H
#define SELFTESTS_SECCOMP_SLAB_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/*
 * Shrink one slab cache. /proc/slabinfo counts freed objects as active while a
 * CPU or KASAN's quarantine keeps them. Shrinking the cache releases them.
 */
static inline void shrink_cache(const char *name)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof(path), "/sys/kernel/slab/%s/shrink", name);
	file = fopen(path, "we");
	if (!file)
		return;
	fputs("1", file);
	fclose(file);
}

static inline void shrink_caches(bool (*wanted)(const char *name))
{
	FILE *file = fopen("/proc/slabinfo", "re");
	char line[512], name[64];

	if (!file)
		return;
	while (fgets(line, sizeof(line), file))
		if (sscanf(line, "%63s", name) == 1 && wanted(name))
			shrink_cache(name);
	fclose(file);
}

/*
 * Return the number of active objects in the caches for which @wanted is true,
 * or -1 if there is no such cache.
 */
static inline long active_objects(bool (*wanted)(const char *name))
{
	char line[512], name[64];
	long active, sum = -1;
	FILE *file;

	shrink_caches(wanted);
	file = fopen("/proc/slabinfo", "re");
	if (!file)
		return -1;
	while (fgets(line, sizeof(line), file)) {
		if (sscanf(line, "%63s %ld", name, &active) != 2)
			continue;
		if (!wanted(name))
			continue;
		sum = (sum < 0 ? 0 : sum) + active;
	}
	fclose(file);
	return sum;
}

static inline bool is_seccomp_cache(const char *name)
{
	return !strncmp(name, "seccomp_", 8);
}

static inline bool is_filter_cache(const char *name)
{
	return !strcmp(name, "seccomp_filter");
}

static inline bool is_slot_or_mm_cache(const char *name)
{
	return !strcmp(name, "mm_struct") || !strncmp(name, "seccomp_arg_", 12);
}

#endif /* SELFTESTS_SECCOMP_SLAB_H */
