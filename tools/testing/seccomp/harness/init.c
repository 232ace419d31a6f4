// SPDX-License-Identifier: GPL-2.0-only
/*
 * PID 1 of the virtual machine that the tests run in.
 *
 * Mount the filesystems, run /vm/command, send its output and its exit status to
 * the host over two virtio-serial ports, and power the machine off.  Only the
 * kernel writes to the console, so no output of a test can look like a kernel
 * report, and no kernel message can look like a test's result.  Without
 * /vm/command, run an interactive shell on the console.
 *
 * In the machine of `make debian` systemd is PID 1.  A unit runs "init command", which
 * only runs the command and reports.
 *
 * The status port carries two lines, which init writes when the command has ended:
 *
 *	bytes <length of the output>
 *	exit <status, or 128 + signal>
 *
 * Anything else, or nothing, is a failed run for the host.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define COMMAND "/vm/command"
#define OUTPUT "seccomp.output"
#define STATUS "seccomp.status"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

static const struct {
	const char *type, *where, *options;
	bool optional;
} mounts[] = {
	{ .type = "proc", .where = "/proc" },
	{ .type = "sysfs", .where = "/sys" },
	{ .type = "devtmpfs", .where = "/dev" },
	{ .type = "devpts", .where = "/dev/pts", .options = "ptmxmode=666" },
	{ .type = "tmpfs", .where = "/dev/shm" },
	{ .type = "tmpfs", .where = "/tmp" },
	{ .type = "tmpfs", .where = "/run" },
	/* Another kernel image may have been built without these. */
	{ .type = "debugfs", .where = "/sys/kernel/debug", .optional = true },
	{ .type = "tracefs", .where = "/sys/kernel/tracing", .optional = true },
	{ .type = "cgroup2", .where = "/sys/fs/cgroup", .optional = true },
};

static void __attribute__((noreturn)) power_off(void)
{
	sync();
	/* QEMU exits on either.  Without ACPI only the second one works. */
	reboot(RB_POWER_OFF);
	reboot(RB_AUTOBOOT);
	for (;;)
		pause();
}

/* Report on the console and send no status, so that the run fails. */
static void __attribute__((noreturn)) fail(const char *format, ...)
{
	int error = errno;
	va_list args;

	va_start(args, format);
	dprintf(STDERR_FILENO, "init: ");
	vdprintf(STDERR_FILENO, format, args);
	dprintf(STDERR_FILENO, ": %s\n", strerror(error));
	va_end(args);
	power_off();
}

static void mount_all(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(mounts); i++) {
		mkdir(mounts[i].where, 0755);
		if (!mount("none", mounts[i].where, mounts[i].type, 0,
			   mounts[i].options))
			continue;
		/* The kernel may have mounted devtmpfs by itself. */
		if (errno != EBUSY && !mounts[i].optional)
			fail("mount %s", mounts[i].where);
	}
	chmod("/tmp", 01777);
	chmod("/dev/shm", 01777);
}

static void open_console(void)
{
	int fd = open("/dev/console", O_RDWR);

	if (fd < 0)
		fd = open("/dev/null", O_RDWR);
	dup2(fd, STDIN_FILENO);
	dup2(fd, STDOUT_FILENO);
	dup2(fd, STDERR_FILENO);
	if (fd > STDERR_FILENO)
		close(fd);
}

static void loopback_up(void)
{
	struct ifreq request = { .ifr_name = "lo" };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return;
	if (!ioctl(fd, SIOCGIFFLAGS, &request)) {
		request.ifr_flags |= IFF_UP;
		ioctl(fd, SIOCSIFFLAGS, &request);
	}
	close(fd);
}

static void environment(void)
{
	clearenv();
	setenv("PATH", "/bin:/sbin:/usr/bin:/usr/sbin", 1);
	setenv("HOME", "/root", 1);
	setenv("TERM", "linux", 1);
	setenv("USER", "root", 1);
}

static int run(char *const argv[])
{
	int status;
	pid_t child = fork();

	if (!child) {
		execv(argv[0], argv);
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) != child)
		return -1;
	return status;
}

/* Open the virtio-serial port that the host has given this name. */
static int open_port(const char *wanted)
{
	char path[300], name[64];
	struct dirent *entry;
	int fd = -1;
	DIR *dir;

	dir = opendir("/sys/class/virtio-ports");
	if (!dir)
		return -1;
	while (fd < 0 && (entry = readdir(dir))) {
		ssize_t length;
		int file;

		snprintf(path, sizeof(path), "/sys/class/virtio-ports/%s/name",
			 entry->d_name);
		file = open(path, O_RDONLY | O_CLOEXEC);
		if (file < 0)
			continue;
		length = read(file, name, sizeof(name) - 1);
		close(file);
		if (length <= 0)
			continue;
		name[length] = '\0';
		name[strcspn(name, "\n")] = '\0';
		if (strcmp(name, wanted))
			continue;
		snprintf(path, sizeof(path), "/dev/%s", entry->d_name);
		fd = open(path, O_WRONLY | O_CLOEXEC);
	}
	closedir(dir);
	return fd;
}

static void write_all(int fd, const char *data, size_t length)
{
	while (length) {
		ssize_t done = write(fd, data, length);

		if (done < 0) {
			if (errno == EINTR || errno == EAGAIN)
				continue;
			fail("write to the host");
		}
		data += done;
		length -= done;
	}
}

/* Copy the contents of the pipe to the host.  Return the number of bytes. */
static size_t relay(int from, int to)
{
	static char buffer[65536];
	size_t total = 0;
	ssize_t length;

	while ((length = read(from, buffer, sizeof(buffer))) > 0) {
		write_all(to, buffer, length);
		total += length;
	}
	return total;
}

/* Reap all zombies.  Return true if @child was among them. */
static bool reap(pid_t child, int *status)
{
	bool found = false;
	int word;
	pid_t pid;

	while ((pid = waitpid(-1, &word, WNOHANG)) > 0) {
		if (pid != child)
			continue;
		*status = word;
		found = true;
	}
	return found;
}

static pid_t start(int output)
{
	char *const argv[] = { "/bin/sh", COMMAND, NULL };
	struct sigaction ignore_none = { .sa_handler = SIG_DFL };
	pid_t child = fork();
	sigset_t none;
	int fd;

	if (child)
		return child;

	setsid();
	sigemptyset(&none);
	sigaction(SIGCHLD, &ignore_none, NULL);
	sigprocmask(SIG_SETMASK, &none, NULL);
	fd = open("/dev/null", O_RDONLY);
	dup2(fd, STDIN_FILENO);
	dup2(output, STDOUT_FILENO);
	dup2(output, STDERR_FILENO);
	close(fd);
	execv(argv[0], argv);
	dprintf(STDERR_FILENO, "init: %s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

static void on_child(int signal)
{
	/* The signal interrupts ppoll(). */
	(void)signal;
}

static void report(int port, size_t bytes, int status)
{
	char lines[80];
	int code;

	if (WIFSIGNALED(status))
		code = 128 + WTERMSIG(status);
	else
		code = WEXITSTATUS(status);
	snprintf(lines, sizeof(lines), "bytes %zu\nexit %d\n", bytes, code);
	write_all(port, lines, strlen(lines));
}

static void command(void)
{
	struct sigaction action = { .sa_handler = on_child };
	int output, port, status = 0;
	size_t bytes = 0;
	sigset_t block, before;
	int ends[2];
	pid_t child;

	output = open_port(OUTPUT);
	port = open_port(STATUS);
	if (output < 0 || port < 0)
		fail("open the ports to the host");
	if (pipe2(ends, O_CLOEXEC))
		fail("pipe");

	sigemptyset(&block);
	sigaddset(&block, SIGCHLD);
	sigprocmask(SIG_BLOCK, &block, &before);
	sigaction(SIGCHLD, &action, NULL);

	child = start(ends[1]);
	if (child < 0)
		fail("fork");
	close(ends[1]);
	fcntl(ends[0], F_SETFL, O_NONBLOCK);

	/* A background process may keep the pipe open for ever, so the run
	 * ends when the command itself exits.
	 */
	for (;;) {
		struct pollfd wait = { .fd = ends[0], .events = POLLIN };
		bool ended;

		if (ppoll(&wait, 1, NULL, &before) < 0 && errno != EINTR)
			fail("poll");
		/* The command has closed the pipe and still runs. */
		if (wait.revents & POLLHUP && !(wait.revents & POLLIN))
			usleep(1000);
		ended = reap(child, &status);
		bytes += relay(ends[0], output);
		if (ended)
			break;
	}
	report(port, bytes, status);
}

static void shell(void)
{
	pid_t child = fork();

	if (!child) {
		char *const argv[] = { "-sh", NULL };

		setsid();
		ioctl(STDIN_FILENO, TIOCSCTTY, 1);
		if (chdir("/root"))
			_exit(127);
		execv("/bin/sh", argv);
		_exit(127);
	}
	while (child > 0 && waitpid(-1, NULL, 0) != child)
		;
}

int main(int argc, char **argv)
{
	char *const applets[] = { "/bin/busybox", "--install", "-s", NULL };
	struct rlimit cores = { 0, RLIM_INFINITY };

	if (argc == 2 && !strcmp(argv[1], "command")) {
		command();
		return 0;
	}
	if (getpid() != 1) {
		fprintf(stderr,
			"init: runs as PID 1 of the guest, or as \"init command\"\n");
		return 2;
	}
	mount_all();
	open_console();
	loopback_up();
	environment();
	sethostname("vm", 2);
	setrlimit(RLIMIT_CORE, &cores);
	mkdir("/root", 0700);
	if (run(applets))
		fail("busybox --install");

	if (!access(COMMAND, R_OK))
		command();
	else
		shell();
	power_off();
}
