// SPDX-License-Identifier: GPL-2.0-only
/*
 * The watchdog: find a worker that hangs, and show where its tasks are.
 */
#include <dirent.h>

#include "process.h"
#include "stress.h"

static void print_file(const char *task, const char *name)
{
	char path[300], line[256];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", task, name);
	file = fopen(path, "re");
	if (!file)
		return;
	while (fgets(line, sizeof(line), file))
		printf("#   %s: %s%s", name, line,
		       strchr(line, '\n') ? "" : "\n");
	fclose(file);
}

static void print_tasks_of(const char *process)
{
	char path[280], task[300];
	struct dirent *entry;
	DIR *dir;

	snprintf(path, sizeof(path), "/proc/%s/task", process);
	dir = opendir(path);
	while (dir && (entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(task, sizeof(task), "/proc/%s/task/%.20s", process,
			 entry->d_name);
		printf("# task %s of %s\n", entry->d_name, process);
		print_file(task, "stat");
		print_file(task, "syscall");
		print_file(task, "wchan");
		print_file(task, "stack");
	}
	if (dir)
		closedir(dir);
}

/**
 * is_stress_process - look if a process runs this program
 * @process: its directory name in /proc
 *
 * Return: whether it does; false if the process has ended.
 */
bool is_stress_process(const char *process)
{
	char path[280], name[32] = "";
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%s/comm", process);
	file = fopen(path, "re");
	if (!file)
		return false;
	if (!fgets(name, sizeof(name), file))
		name[0] = 0;
	fclose(file);
	/* The exec of /proc/self/exe sets the second name. */
	return !strcmp(name, "stress\n") || !strcmp(name, "exe\n");
}

/**
 * print_all_tasks - print call, wait channel and stack of each task
 */
void print_all_tasks(void)
{
	DIR *dir = opendir("/proc");
	struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		if (entry->d_name[0] > '0' && entry->d_name[0] <= '9' &&
		    is_stress_process(entry->d_name))
			print_tasks_of(entry->d_name);
	if (dir)
		closedir(dir);
}

/**
 * find_stuck_worker - find a worker without a recent heartbeat
 * @timeout: the longest time without a heartbeat, in seconds
 *
 * It keeps the last heartbeat that it has seen, so the caller polls it.
 *
 * Return: the first such worker, or NULL.
 */
struct worker *find_stuck_worker(unsigned int timeout)
{
	static unsigned long seen[WORKERS];
	static long long since[WORKERS];
	const long long now = now_ms();
	int i;

	for (i = 0; i < WORKERS; i++) {
		struct worker *worker = &shared->workers[i];

		if (SHARED_LOAD(worker->heartbeats) != seen[i] || !since[i]) {
			seen[i] = SHARED_LOAD(worker->heartbeats);
			since[i] = now;
		}
		if (now - since[i] > timeout * 1000LL &&
		    !has_ended(worker->pid))
			return worker;
	}
	return NULL;
}
