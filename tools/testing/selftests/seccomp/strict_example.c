// SPDX-License-Identifier: GPL-2.0-only
/*
 *	strict_example PID
 *
 * Put a process into strict mode, and print its mode before and after.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

/* example-begin: strict */
/* Return the mode of a process, or -1 and errno. */
static int mode_of(pid_t pid)
{
	char path[64];
	int mode = -1;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/seccomp", pid);
	file = fopen(path, "re");
	if (!file)
		return -1;
	if (fscanf(file, "%d", &mode) != 1)
		errno = EIO;
	fclose(file);
	return mode;
}

/* Return 0, or -1 and errno. The process that opens the file has to write. */
static int make_strict(pid_t pid)
{
	char path[64];
	int fd, err;

	snprintf(path, sizeof(path), "/proc/%d/seccomp", pid);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	err = write(fd, "1", 1) == 1 ? 0 : errno;
	close(fd);
	errno = err;
	return err ? -1 : 0;
}

/* example-end */

int main(int argc, char **argv)
{
	char *end = "";
	long pid = argc == 2 ? strtol(argv[1], &end, 10) : 0;
	int before;

	if (pid <= 0 || pid != (pid_t)pid || *end) {
		fprintf(stderr, "usage: strict_example PID, a process ID\n");
		return 2;
	}
	before = mode_of(pid);
	if (before < 0 || make_strict(pid)) {
		fprintf(stderr, "/proc/%ld/seccomp: %s\n", pid,
			strerror(errno));
		return 1;
	}
	printf("mode %d before, mode %d after\n", before, mode_of(pid));
	return 0;
}
