// SPDX-License-Identifier: GPL-2.0-only
/*
 * Buffers for trace events: instances of tracefs.
 *
 * The kernel deletes an instance only on demand. SIGKILL leaves one behind, which goes on
 * recording. So each process holds a lock on its instance, and removes those that have
 * no lock. The lock also works for processes of another PID namespace.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tool.h"
#include "trace_buffer.h"

#define PREFIX "seccompctl-"
/* Names that are tried. A process of another PID namespace can have the same number. */
#define NAMES 16

/**
 * trace_buffer_error - Say what failed
 * @buffer: the buffer
 * @what: what cannot be done; errno has the reason
 *
 * Return: EXIT_SYSTEM.
 */
int trace_buffer_error(const struct trace_buffer *buffer, const char *what)
{
	return system_error("%s: cannot %s: %s%s", buffer->command, what,
			    strerror(errno),
			    errno == EACCES || errno == EPERM ?
				    "; trace events need root" :
				    "");
}

static int open_directory(const char *path)
{
	return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* Remove an instance if no process holds its lock. */
static int remove_stale(const char *name, void *data)
{
	char *path;
	int fd;

	if (strncmp(name, PREFIX, strlen(PREFIX)))
		return 0;
	path = xasprintf("%s/instances/%s", tracefs_tracing_dir(), name);
	fd = open_directory(path);
	if (fd >= 0) {
		if (!flock(fd, LOCK_EX | LOCK_NB))
			rmdir(path);
		close(fd);
	}
	free(path);
	return 0;
}

/* Another process can remove a new instance until its lock is held. */
static bool is_there(const char *path, int fd)
{
	struct stat by_path, by_fd;

	return !stat(path, &by_path) && !fstat(fd, &by_fd) &&
	       by_path.st_dev == by_fd.st_dev && by_path.st_ino == by_fd.st_ino;
}

static bool take_lock(struct trace_buffer *buffer)
{
	char *path = tracefs_instance_get_dir(buffer->instance);

	buffer->lock = path ? open_directory(path) : -1;
	if (buffer->lock >= 0 &&
	    (flock(buffer->lock, LOCK_EX) || !is_there(path, buffer->lock))) {
		close(buffer->lock);
		buffer->lock = -1;
	}
	tracefs_put_tracing_file(path);
	return buffer->lock >= 0;
}

/* Return true if the name can be used. */
static bool try_name(struct trace_buffer *buffer, unsigned int number)
{
	char *name = number ? xasprintf(PREFIX "%d-%u", getpid(), number) :
			      xasprintf(PREFIX "%d", getpid());

	buffer->instance = tracefs_instance_create(name);
	free(name);
	if (!buffer->instance)
		return false;
	errno = EEXIST;
	if (tracefs_instance_is_new(buffer->instance) && take_lock(buffer))
		return true;
	tracefs_instance_free(buffer->instance);
	buffer->instance = NULL;
	return false;
}

/**
 * trace_buffer_open - Make a buffer for trace events
 * @buffer: to be filled; the caller closes it by trace_buffer_close() in any case
 * @command: name of the command, for messages; not copied
 * @kib: size for each CPU in KiB
 *
 * Buffers of processes that have died are removed.
 *
 * Return: EXIT_OK; or EXIT_SYSTEM after a message.
 */
int trace_buffer_open(struct trace_buffer *buffer, const char *command, int kib)
{
	unsigned int number = 0;

	*buffer = (struct trace_buffer){ .command = command, .lock = -1 };
	tracefs_instances_walk(remove_stale, NULL);
	while (!try_name(buffer, number))
		if (++number == NAMES)
			return trace_buffer_error(
				buffer, "make a buffer for trace events");
	tracefs_instance_set_buffer_size(buffer->instance, kib, -1);
	return EXIT_OK;
}

static __u64 find_count(const char *text, const char *name)
{
	const char *found = text ? strstr(text, name) : NULL;

	return found ? strtoull(found + strlen(name), NULL, 10) : 0;
}

static __u64 lost_of_cpu(const struct trace_buffer *buffer, long cpu)
{
	char *path = xasprintf("per_cpu/cpu%ld/stats", cpu);
	char *text = tracefs_instance_file_read(buffer->instance, path, NULL);
	const __u64 lost = find_count(text, "\noverrun: ") +
			   find_count(text, "\ndropped events: ");

	free(text);
	free(path);
	return lost;
}

/**
 * trace_buffer_lost - Count the events that did not fit into the buffer
 * @buffer: the buffer
 *
 * Return: number of events.
 */
__u64 trace_buffer_lost(const struct trace_buffer *buffer)
{
	const long cpus = sysconf(_SC_NPROCESSORS_CONF);
	__u64 lost = 0;
	long cpu;

	for (cpu = 0; cpu < cpus; cpu++)
		lost += lost_of_cpu(buffer, cpu);
	return lost;
}

/**
 * trace_buffer_close - Stop recording and delete the buffer
 * @buffer: the buffer
 */
void trace_buffer_close(struct trace_buffer *buffer)
{
	if (!buffer->instance)
		return;
	tracefs_event_disable(buffer->instance, NULL, NULL);
	tracefs_instance_destroy(buffer->instance);
	tracefs_instance_free(buffer->instance);
	close(buffer->lock);
	buffer->instance = NULL;
}
