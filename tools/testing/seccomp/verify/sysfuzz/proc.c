// SPDX-License-Identifier: GPL-2.0-only
/*
 * Operations on the files of seccomp in /proc, and on its trace events.
 */
#include "../../../../seccomp/action_names.h"
#include "sysfuzz.h"

static const char *const sysctls[] = {
	"/proc/sys/kernel/seccomp/actions_avail",
	"/proc/sys/kernel/seccomp/actions_logged",
};

#define MODE_FILE "/proc/thread-self/seccomp"

static off_t random_offset(void)
{
	return one_in(2) ? 0 : below(one_in(2) ? 20 : 400);
}

static void read_file(const char *path)
{
	char text[4096];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	unsigned int count = 1 + below(3);
	long ret;

	if (fd < 0)
		return;
	while (count--) {
		const size_t size = one_in(2) ? sizeof(text) : below(200);

		if (one_in(4))
			ret = pread(fd, text, size, random_offset());
		else
			ret = read(fd, random_pointer(text, size), size);
		EXPECT(path, ret, EFAULT, EACCES, EINTR, ENOMEM, ESRCH, EPERM);
		if (!results_unknown && ret > (long)size)
			report_failure("%s: %ld bytes instead of %zu", path,
				       ret, size);
	}
	close(fd);
}

void op_actions(void)
{
	read_file(one_of(sysctls));
}

/*
 * The word "refusals" sends each refusal to the slow path, by a static key. With trace
 * events the key is set already, and does not change.
 */
static const char *random_name(void)
{
	static const char *const others[] = {
		"", "kill", "errno errno", "\n", "\t",
	};

	if (with_events && one_in(6))
		return "refusals";
	if (one_in(64))
		return one_of(others);
	/* ALLOW, the last action, is no valid word. */
	return action_names[below(NR_ACTION_NAMES - !one_in(8))].kernel;
}

static size_t make_list(char *text, size_t room)
{
	unsigned int count = below(12);

	text[0] = 0;
	while (count--) {
		const char *word = random_name();

		if (strlen(text) + strlen(word) + 2 > room)
			break;
		strcat(text, word);
		strcat(text, one_in(16) ? "," : " ");
	}
	return strlen(text) + one_in(4);
}

void op_actions_write(void)
{
	int fd = open(sysctls[!one_in(8)], O_WRONLY | O_CLOEXEC);
	char text[512];
	const size_t len = make_list(text, sizeof(text));
	long ret;

	if (fd < 0)
		return;
	if (one_in(8))
		ret = pwrite(fd, text, len, random_offset());
	else
		ret = write(fd, random_pointer(text, len), len);
	EXPECT("actions_logged", ret, EINVAL, EFAULT, EPERM);
	if (ret > 0 && strstr(text, "refusals"))
		__atomic_fetch_add(&shared->refusals_written, 1,
				   __ATOMIC_RELAXED);
	close(fd);
}

/*
 * Opens the cache file of this task. A child may read it, while another child
 * ends.
 */
static void read_of_exiting(void)
{
	char path[64], text[256];
	pid_t pid;
	int fd;

	if (is_threaded || depth > 2)
		return;
	pid = fork();
	if (!pid) {
		attach_errno(__NR_getppid, 1);
		pause_ms(50);
		_exit(0);
	}
	if (pid < 0)
		return;
	snprintf(path, sizeof(path), "/proc/self/task/%d/children", pid);
	fd = open("/proc/thread-self/seccomp_cache", O_RDONLY | O_CLOEXEC);
	if (one_in(2) && fd >= 0 && !fork()) {
		cover_begin();
		EXPECT("cache", read(fd, text, sizeof(text)), EACCES, ESRCH);
		_exit(0);
	}
	waitpid(pid, NULL, 0);
	if (fd >= 0)
		close(fd);
}

void op_cache(void)
{
	if (one_in(4))
		read_of_exiting();
	read_file("/proc/thread-self/seccomp_cache");
}

void op_status(void)
{
	read_file("/proc/thread-self/status");
	read_file(MODE_FILE);
	if (is_predictable() && filter_count() > 0 && seccomp_mode() == 0)
		report_failure("filters, and no mode");
}

/* Count the lines of filters in a part of a list. Other lines begin with a tab. */
static unsigned int count_filters(const char *text, size_t size)
{
	unsigned int count = 0;
	size_t i;

	for (i = 0; i + 2 < size; i++)
		if ((!i || text[i - 1] == '\n') && !memcmp(&text[i], "id=", 3))
			count++;
	return count;
}

/* Read a list in pieces. Its last part may come after the task has changed. */
static long read_list(int fd, unsigned int *filters)
{
	static char text[1 << 18];
	size_t used = 0;
	long ret = 1;

	while (ret > 0 && used < sizeof(text)) {
		size_t size = 1 + below(one_in(4) ? 100 : 5000);

		if (size > sizeof(text) - used)
			size = sizeof(text) - used;
		ret = read(fd, text + used, size);
		EXPECT("seccomp_filters", ret, EACCES, EINTR, ENOMEM, ESRCH);
		if (ret > (long)size)
			return -1;
		if (ret > 0)
			used += ret;
	}
	*filters = count_filters(text, used);
	return ret;
}

/* The list of this task has a line for each filter. */
static void check_own_list(void)
{
	const long before = filter_count();
	unsigned int filters;
	long ret;
	int fd;

	fd = open("/proc/thread-self/seccomp_filters", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	ret = read_list(fd, &filters);
	close(fd);
	if (!ret && is_predictable() && before >= 0 && before != filters)
		report_failure("%u lines for %ld filters", filters, before);
}

/* Tasks of a sequence have numbers near to each other. */
static void read_other_list(void)
{
	char number[16] = "", path[64];
	unsigned int filters;
	int fd;

	if (readlink("/proc/self", number, sizeof(number) - 1) <= 0)
		return;
	snprintf(path, sizeof(path), "/proc/%d/seccomp_filters",
		 atoi(number) - 8 + below(16));
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	if (one_in(4))
		pause_ms(below(20));
	read_list(fd, &filters);
	close(fd);
}

void op_filters(void)
{
	if (one_in(4))
		read_file("/proc/thread-self/seccomp_filters");
	check_own_list();
	read_other_list();
}

/*
 * Check the event in a line. Only its task may have an unprintable name. Tasks choose
 * the bytes of copies, so these must not look like another event.
 */
static void check_event(const char *line)
{
	const char *event = strstr(line, ": seccomp_"), *end;

	if (!event)
		return;
	__atomic_fetch_add(&shared->events_read, 1, __ATOMIC_RELAXED);
	for (end = event; *end; end++)
		if ((*end < ' ' || *end > '~') && !results_unknown) {
			report_failure("byte %x in the event %.80s", *end & 255,
				       event);
			return;
		}
}

/* A read has whole lines, unless one is longer than a page. */
void op_events(void)
{
	char text[4097], *line = text, *end;
	long ret;
	int fd;

	if (!with_events)
		return;
	fd = open("/sys/kernel/tracing/trace_pipe",
		  O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return;
	ret = read(fd, text, sizeof(text) - 1);
	close(fd);
	text[ret > 0 ? ret : 0] = '\0';
	while ((end = strchr(line, '\n'))) {
		*end = '\0';
		check_event(line);
		line = end + 1;
	}
}

/* The text that asks for strict mode, or a wrong one. */
static const char *random_mode(void)
{
	static const char *const texts[] = { "0", "2", "11", "1 ", "", "x" };

	if (!one_in(4))
		return one_in(2) ? "1" : "1\n";
	return one_of(texts);
}

/* A task whose file was written is in strict mode, or has ended. */
static void check_strict(int fd)
{
	char text[16] = "";

	if (pread(fd, text, sizeof(text) - 1, 0) > 0 &&
	    (text[0] == '0' || text[0] == '2'))
		report_failure("the mode is %s after strict mode", text);
}

/* Only a file that this task itself has opened can be written. */
static void write_mode(const char *path)
{
	int fd = open(path, O_RDWR | O_CLOEXEC);
	const char *text = random_mode();
	const size_t len = strlen(text);
	long ret;

	if (fd < 0)
		return;
	pause_ms(below(20));
	if (one_in(8))
		ret = pwrite(fd, text, len, random_offset());
	else
		ret = pwrite(fd, random_pointer((void *)text, len), len, 0);
	EXPECT("/proc/PID/seccomp", ret, EBUSY, EFAULT, EINTR, EINVAL, ENOMEM,
	       EPERM, ESRCH);
	if (ret > 0 && !results_unknown)
		check_strict(fd);
	close(fd);
}

/*
 * Children put their parent into strict mode. It makes calls, starts threads, forks
 * or executes at the same time.
 *
 * /proc is of an outer PID namespace. So /proc/self, and not getpid(2), tells the
 * number of the task there.
 */
void op_strict_write(void)
{
	unsigned int writers = 1 + below(2);
	char number[16] = "", path[64];

	if (is_threaded || depth > 2 || is_full() || fork())
		return;
	depth++;
	cover_begin();
	if (readlink("/proc/self", number, sizeof(number) - 1) <= 0)
		_exit(0);
	snprintf(path, sizeof(path), "/proc/%s/seccomp", number);
	while (writers--) {
		if (fork())
			continue;
		cover_begin();
		write_mode(path);
		_exit(0);
	}
	make_probe_calls(1 + below(4));
	run_some(SUBJECT, 1 + below(4));
	_exit(0);
}
