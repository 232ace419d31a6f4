/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Helpers to read trace events of seccomp: an instance of tracefs, and its lines.
 *
 * Include this header after "deep.h".
 */
#ifndef SELFTESTS_SECCOMP_TRACE_H
#define SELFTESTS_SECCOMP_TRACE_H

#include <limits.h>
#include <stdarg.h>
#include <sys/mount.h>
#include <sys/stat.h>

#define TRACE_TEXT_SIZE (256 * 1024)

/**
 * struct tracer_fs - an instance of tracefs, in which only this test reads
 * @mount: directory where tracefs is mounted
 * @instance: directory of the instance; empty without one
 * @pipe: descriptor of its trace_pipe, or -1
 * @text: lines that trace_lines() has read so far
 * @length: number of bytes of @text
 */
struct tracer_fs {
	char mount[64];
	char instance[160];
	int pipe;
	char text[TRACE_TEXT_SIZE];
	size_t length;
};

/* Write a string to a file of the instance: 0, or -1 and errno. */
static inline int trace_write(const struct tracer_fs *fs, const char *file,
			      const char *text)
{
	char path[PATH_MAX];
	ssize_t wrote;
	int fd, err;

	snprintf(path, sizeof(path), "%s/%s", fs->instance, file);
	fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
	if (fd < 0)
		return -1;
	wrote = write(fd, text, strlen(text));
	err = errno;
	close(fd);
	errno = err;
	return wrote < 0 ? -1 : 0;
}

/* Switch an event of seccomp on or off. */
static inline int trace_enable(const struct tracer_fs *fs, const char *event,
			       bool on)
{
	char file[128];

	snprintf(file, sizeof(file), "events/seccomp/%s/enable", event);
	return trace_write(fs, file, on ? "1" : "0");
}

/* Let an event pass only if an expression holds; "0" removes the expression. */
static inline int trace_filter(const struct tracer_fs *fs, const char *event,
			       const char *expression)
{
	char file[128];

	snprintf(file, sizeof(file), "events/seccomp/%s/filter", event);
	return trace_write(fs, file, expression);
}

/*
 * Make an instance of tracefs that does not record names of tasks. Otherwise each switch
 * of an event patches the code of the scheduler, too, and QEMU without KVM may run stale
 * code then: an int3. An instance has no such option: it takes over that of the top
 * directory when it is made. Return 0 or -1.
 */
static inline int make_trace_instance(const char *mount, const char *instance)
{
	char path[PATH_MAX], old = '0';
	int option, ret;

	snprintf(path, sizeof(path), "%s/options/record-cmd", mount);
	option = open(path, O_RDWR | O_CLOEXEC);
	if (option < 0 || pread(option, &old, 1, 0) != 1 || old != '1' ||
	    pwrite(option, "0", 1, 0) != 1)
		old = '0';
	ret = mkdir(instance, 0700);
	if (old == '1' && pwrite(option, "1", 1, 0) != 1)
		ret = -1;
	if (option >= 0)
		close(option);
	return ret;
}

/* Mount tracefs and make an instance. Return NULL, or why that is not possible. */
static inline const char *trace_start(struct tracer_fs *fs)
{
	char path[PATH_MAX];

	fs->pipe = -1;
	fs->instance[0] = '\0';
	fs->length = 0;
	strcpy(fs->mount, "/tmp/seccomp-trace-XXXXXX");
	if (!mkdtemp(fs->mount)) {
		fs->mount[0] = '\0';
		return "no directory under /tmp";
	}
	if (mount("none", fs->mount, "tracefs", 0, NULL))
		return errno == EPERM ? "only root can mount tracefs" :
					"no tracefs";
	snprintf(path, sizeof(path), "%s/instances/seccomp-%d", fs->mount,
		 getpid());
	if (make_trace_instance(fs->mount, path))
		return "no instances in tracefs";
	strcpy(fs->instance, path);
	snprintf(path, sizeof(path), "%s/events/seccomp", fs->instance);
	/* This seccomp without events must fail the tests. */
	if (access(path, F_OK) && !is_own_kernel())
		return "no trace events of seccomp";
	snprintf(path, sizeof(path), "%s/trace_pipe", fs->instance);
	fs->pipe = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	return fs->pipe < 0 ? "no trace_pipe" : NULL;
}

static inline void trace_stop(struct tracer_fs *fs)
{
	if (fs->pipe >= 0)
		close(fs->pipe);
	if (fs->instance[0])
		rmdir(fs->instance);
	if (fs->mount[0]) {
		umount2(fs->mount, MNT_DETACH);
		rmdir(fs->mount);
	}
}

/* Read all lines that have been recorded since the last call. */
static inline const char *trace_lines(struct tracer_fs *fs)
{
	ssize_t got;

	do {
		got = read(fs->pipe, fs->text + fs->length,
			   sizeof(fs->text) - 1 - fs->length);
		if (got > 0)
			fs->length += got;
	} while (got > 0);
	fs->text[fs->length] = '\0';
	return fs->text;
}

/* Forget the lines so far. */
static inline void trace_clear(struct tracer_fs *fs)
{
	trace_lines(fs);
	fs->length = 0;
	fs->text[0] = '\0';
}

/* Count the lines that have all of these strings; the last one is NULL. */
static inline int trace_count(struct tracer_fs *fs, ...)
{
	const char *line = trace_lines(fs), *end, *want;
	char copy[4096];
	int count = 0;
	va_list wants;
	bool has_all;

	for (; *line; line = end + 1) {
		end = strchrnul(line, '\n');
		snprintf(copy, sizeof(copy), "%.*s", (int)(end - line), line);
		has_all = true;
		va_start(wants, fs);
		while ((want = va_arg(wants, const char *)))
			has_all = has_all && strstr(copy, want);
		va_end(wants);
		count += has_all;
		if (!*end)
			break;
	}
	return count;
}

#endif /* SELFTESTS_SECCOMP_TRACE_H */
