// SPDX-License-Identifier: GPL-2.0-only
/*
 *	flip LOG memory|copy PATH [FLIPPED]
 *	flip LOG filter PATH FLIPPED
 *
 * Open a file under the policy that only the file "public" may be opened, and print
 * it. PATH and FLIPPED have the same length.
 *
 * memory	A supervisor reads the path from the memory of the process.
 * copy		A supervisor reads the kernel's copy of the path.
 * filter	A filter compares the kernel's copy of the path.
 *
 * With FLIPPED, a second thread changes PATH to FLIPPED after the supervisor has
 * read it and before the supervisor replies. For a filter, the second thread
 * changes the path all the time.
 *
 * LOG gets a line with the path that the supervisor has read and its reply.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/seccomp_ext.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tool.h"

#define PATH_SIZE 64
#define ALLOWED "public"

/* What the filter has to see before the run ends, and how long that may take. */
#define ENOUGH 200
#define SECONDS 30

#define LOAD(offset) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset)
#define IF_EQUAL(value, yes, no) \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, yes, no)
#define RETURN(action) BPF_STMT(BPF_RET | BPF_K, action)
#define BYTES(a, b, c, d) ((a) | (b) << 8 | (c) << 16 | (__u32)(d) << 24)

const char *tool_name = "flip";

/**
 * struct handshake - memory that the supervisor and the process share
 * @attached: the process has set @listener
 * @read: the supervisor has read the path
 * @flipped: the second thread has changed the path
 * @listener: descriptor in the file table that both share; -1 if the attach failed
 */
struct handshake {
	sem_t attached, read, flipped;
	int listener;
};

static struct {
	FILE *log;
	bool deep;
	const char *first;
	const char *second;
	struct handshake *shared;
	atomic_bool stop;
	char path[PATH_SIZE];
} flip;

static void wait_for(sem_t *event)
{
	while (sem_wait(event)) {
		if (errno != EINTR)
			die("sem_wait", errno);
	}
}

/* The process: a thread that opens a file, and a thread that flips the path. */

static void *flip_once(void *unused)
{
	wait_for(&flip.shared->read);
	strcpy(flip.path, flip.second);
	sem_post(&flip.shared->flipped);
	return unused;
}

static void *flip_always(void *unused)
{
	while (!atomic_load(&flip.stop)) {
		memcpy(flip.path, flip.second, strlen(flip.second));
		memcpy(flip.path, flip.first, strlen(flip.first));
	}
	return unused;
}

static void start_flipper(void *(*flipper)(void *))
{
	pthread_t thread;
	int err = pthread_create(&thread, NULL, flipper, NULL);

	if (err)
		die("starting a thread", err);
}

/* Return 0, a listener if @flags asks for one, or -1 and errno. */
static int attach_program(const struct sock_fprog *program, unsigned long flags)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return -1;
	return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, program);
}

/* Ask the supervisor about each openat() of this thread. */
static int attach_listener(void)
{
	struct sock_filter insns[] = {
		LOAD(offsetof(struct seccomp_data, nr)),
		IF_EQUAL(SYS_openat, 0, 1),
		RETURN(SECCOMP_RET_USER_NOTIF),
		RETURN(SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog program = { ARRAY_SIZE(insns), insns };
	unsigned long flags = SECCOMP_FILTER_FLAG_NEW_LISTENER;

	if (flip.deep)
		flags |= SECCOMP_FILTER_FLAG_DEEP_ARGS;
	return attach_program(&program, flags);
}

/* Allow openat() of "public" only. The bytes behind a path read as zero. */
static void attach_policy(void)
{
	struct sock_filter insns[] = {
		LOAD(offsetof(struct seccomp_data, nr)),
		IF_EQUAL(SYS_openat, 0, 5),
		LOAD(SECCOMP_ARG_DATA(1)),
		IF_EQUAL(BYTES('p', 'u', 'b', 'l'), 0, 2),
		LOAD(SECCOMP_ARG_DATA(1) + 4),
		IF_EQUAL(BYTES('i', 'c', 0, 0), 1, 0),
		RETURN(SECCOMP_RET_ERRNO | EACCES),
		RETURN(SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog program = { ARRAY_SIZE(insns), insns };

	if (attach_program(&program, SECCOMP_FILTER_FLAG_DEEP_ARGS))
		die("attaching the filter", errno);
}

/* Open the path and read the file into @text. Return 0 or an errno. */
static int read_file(char *text, size_t size)
{
	int fd = syscall(SYS_openat, AT_FDCWD, flip.path, O_RDONLY);
	ssize_t n;

	if (fd < 0)
		return errno;
	n = read(fd, text, size - 1);
	if (n < 0)
		return errno;
	text[n] = '\0';
	close(fd);
	return 0;
}

static noreturn void run_process(void)
{
	char text[PATH_SIZE];
	int err;

	start_flipper(flip_once);
	flip.shared->listener = attach_listener();
	err = errno;
	sem_post(&flip.shared->attached);
	if (flip.shared->listener < 0)
		die("attaching the filter", err);
	err = read_file(text, sizeof(text));
	if (err)
		die(flip.first, err);
	fputs(text, stdout);
	fflush(stdout);
	_exit(0);
}

/* The supervisor. */

static bool read_memory(const struct seccomp_notif *req, char *path)
{
	char mem[64];
	ssize_t n;
	int fd;

	snprintf(mem, sizeof(mem), "/proc/%u/mem", req->pid);
	fd = open(mem, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	n = pread(fd, path, PATH_SIZE - 1, req->data.args[1]);
	close(fd);
	return n > 0 && !ioctl(flip.shared->listener,
			       SECCOMP_IOCTL_NOTIF_ID_VALID, &req->id);
}

static bool read_copy(const struct seccomp_notif *req, char *path)
{
	struct seccomp_notif_arg arg = {
		.id = req->id,
		.arg = 1,
		.size = PATH_SIZE - 1,
		.buffer = (unsigned long)path,
	};

	if (req->flags & SECCOMP_NOTIF_FLAG_UNCOPIED)
		return false;
	return !ioctl(flip.shared->listener, SECCOMP_IOCTL_NOTIF_GET_ARG,
		      &arg) &&
	       arg.status == SECCOMP_ARG_COPIED;
}

/* Let the process go on after its second thread has changed the path. */
static void let_flip(void)
{
	if (!flip.second)
		return;
	sem_post(&flip.shared->read);
	wait_for(&flip.shared->flipped);
}

static void supervise_one(void)
{
	struct seccomp_notif_resp resp = {};
	struct seccomp_notif req = {};
	char path[PATH_SIZE] = {};
	bool ok;

	if (ioctl(flip.shared->listener, SECCOMP_IOCTL_NOTIF_RECV, &req))
		die("receiving a notification", errno);
	ok = flip.deep ? read_copy(&req, path) : read_memory(&req, path);
	if (!ok)
		die("reading the path", errno ?: EINVAL);
	let_flip();
	resp.id = req.id;
	if (strcmp(path, ALLOWED))
		resp.error = -EACCES;
	else
		resp.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
	fprintf(flip.log, "read \"%s\": %s\n", path,
		resp.error ? "EACCES" : "continue");
	if (ioctl(flip.shared->listener, SECCOMP_IOCTL_NOTIF_SEND, &resp))
		die("replying", errno);
}

static int run_supervised(void)
{
	int status;
	pid_t pid;

	if (sem_init(&flip.shared->attached, 1, 0) ||
	    sem_init(&flip.shared->read, 1, 0) ||
	    sem_init(&flip.shared->flipped, 1, 0))
		die("sem_init", errno);
	/* Share the file table, so that the listener has one number. */
	pid = syscall(SYS_clone, CLONE_FILES | SIGCHLD, 0, 0, 0, 0);
	if (pid < 0)
		die("clone", errno);
	if (!pid)
		run_process();
	wait_for(&flip.shared->attached);
	if (flip.shared->listener >= 0)
		supervise_one();
	if (waitpid(pid, &status, 0) != pid)
		die("waitpid", errno);
	return shell_status(status);
}

/* The filter, which decides without a supervisor. */

/*
 * Open files until the filter has often allowed and often refused it. Print what
 * was opened beside the public file.
 */
static int run_filtered(void)
{
	const time_t end = time(NULL) + SECONDS;
	unsigned int opened = 0, refused = 0;
	char expected[PATH_SIZE], text[PATH_SIZE];
	int err = read_file(expected, sizeof(expected));

	if (err)
		die(flip.first, err);
	start_flipper(flip_always);
	attach_policy();
	while (opened < ENOUGH || refused < ENOUGH) {
		err = read_file(text, sizeof(text));
		if (!err && strcmp(text, expected)) {
			printf("opened %s", text);
			return 0;
		}
		opened += !err;
		refused += err == EACCES;
		if (time(NULL) > end) {
			printf("opened %u times, refused %u times\n", opened,
			       refused);
			return 0;
		}
	}
	printf("many times opened: %s", expected);
	return 0;
}

static void parse_arguments(int argc, char **argv)
{
	if (argc < 4 || argc > 5)
		bad_usage("usage: flip LOG memory|copy|filter PATH [FLIPPED]");
	flip.first = argv[3];
	flip.second = argv[4];
	if (strlen(flip.first) >= PATH_SIZE ||
	    (flip.second && strlen(flip.first) != strlen(flip.second)))
		bad_usage("use two short paths of the same length");
	flip.log = open_log(argv[1]);
	strcpy(flip.path, flip.first);
}

int main(int argc, char **argv)
{
	parse_arguments(argc, argv);
	flip.shared = mmap(NULL, sizeof(*flip.shared), PROT_READ | PROT_WRITE,
			   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (flip.shared == MAP_FAILED)
		die("mmap", errno);
	if (!strcmp(argv[2], "filter") && flip.second)
		return run_filtered();
	flip.deep = !strcmp(argv[2], "copy");
	if (!flip.deep && strcmp(argv[2], "memory"))
		bad_usage("\"%s\" is not memory, copy or filter", argv[2]);
	return run_supervised();
}
