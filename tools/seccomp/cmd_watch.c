// SPDX-License-Identifier: GPL-2.0-only
/*
 * seccompctl watch: shows refusals and LOG verdicts as they come.
 */
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "events.h"
#include "tool.h"
#include "watch.h"

#define STEP_MS 100
/* Lost events are counted once in as many steps. */
#define LOST_STEPS 10

/**
 * struct watch - state of a watch
 * @expr: expression that selects verdicts, or NULL
 * @pid: process, or 0 for all
 * @pidfd: descriptor of that process, or -1
 * @json: print JSON
 * @colour: use colour
 * @limit: end after so many verdicts; 0 for no limit
 * @seconds: end after so many seconds; negative for no limit
 * @shown: number of verdicts that were shown
 * @failed: standard output takes nothing any more
 * @events: trace events; NULL if records are read
 * @records: records of audit
 */
struct watch {
	struct watch_expr *expr;
	pid_t pid;
	int pidfd;
	bool json;
	bool colour;
	unsigned long limit;
	double seconds;
	unsigned long shown;
	bool failed;
	struct events *events;
	struct records records;
};

static volatile sig_atomic_t is_interrupted;

static void interrupt(int signal)
{
	is_interrupted = 1;
}

static void catch_signals(void)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction action = { .sa_handler = interrupt };
	unsigned int i;

	for (i = 0; i < sizeof(signals) / sizeof(*signals); i++)
		sigaction(signals[i], &action, NULL);
	/* A closed pipe must not leave the instance behind. */
	signal(SIGPIPE, SIG_IGN);
}

/* --- Showing ---------------------------------------------------------------------- */

static bool is_full(const struct watch *watch)
{
	return watch->limit && watch->shown >= watch->limit;
}

static void show(struct verdict *verdict, void *data)
{
	struct watch *watch = data;

	if (is_full(watch) || watch->failed)
		return;
	/* The event filter has chosen the process and its children. */
	if (!watch->events && watch->pid && verdict->pid != watch->pid)
		return;
	if (!watch_expr_matches(watch->expr, verdict))
		return;
	if (watch->json)
		verdict_print_json(verdict);
	else
		verdict_print(verdict, watch->colour);
	watch->shown++;
}

static void show_lost(struct watch *watch)
{
	const __u64 lost = watch->events ? events_lost(watch->events) :
					   records_lost(&watch->records);

	if (!lost)
		return;
	if (!watch->events)
		fputs("seccompctl: watch: records were lost\n", stderr);
	else
		fprintf(stderr, "seccompctl: watch: %llu events were lost\n",
			lost);
	if (watch->json && watch->events)
		printf("{\"type\":\"lost\",\"events\":%llu}\n", lost);
	else if (watch->json)
		puts("{\"type\":\"lost\",\"events\":null}");
}

static void flush_output(struct watch *watch)
{
	if (fflush(stdout) || ferror(stdout))
		watch->failed = true;
}

/* --- Loop ------------------------------------------------------------------------- */

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec + time.tv_nsec / 1e9;
}

/* Wait a step. Return false if the process has ended. */
static bool wait_step(const struct watch *watch, double left)
{
	struct pollfd poll_fd = { .fd = watch->pidfd, .events = POLLIN };
	int ms = STEP_MS;

	if (watch->seconds >= 0 && left * 1000 < ms)
		ms = left > 0 ? left * 1000 + 1 : 0;
	return poll(&poll_fd, 1, ms) <= 0;
}

static void read_verdicts(struct watch *watch)
{
	if (watch->events)
		events_read(watch->events, show, watch);
	else
		records_read(&watch->records, show, watch);
}

static void loop(struct watch *watch)
{
	const double end = now() + watch->seconds;
	unsigned int step = 0;
	bool is_alive = true;

	while (is_alive && !is_interrupted && !is_full(watch) &&
	       !watch->failed) {
		if (watch->seconds >= 0 && now() >= end)
			break;
		is_alive = wait_step(watch, end - now());
		read_verdicts(watch);
		if (++step % LOST_STEPS == 0)
			show_lost(watch);
		flush_output(watch);
	}
	if (watch->events)
		events_flush(watch->events, show, watch);
	else
		records_read(&watch->records, show, watch);
	show_lost(watch);
	flush_output(watch);
}

/* --- Sources ---------------------------------------------------------------------- */

static int open_process(struct watch *watch)
{
	watch->pidfd = -1;
	if (!watch->pid)
		return EXIT_OK;
	watch->pidfd = syscall(SYS_pidfd_open, watch->pid, 0);
	if (watch->pidfd >= 0)
		return EXIT_OK;
	if (errno == EINVAL)
		return usage_error(
			"watch: %d is a thread; --pid needs its process",
			watch->pid);
	return system_error("watch: no process %d: %s", watch->pid,
			    strerror(errno));
}

static int open_source(struct watch *watch)
{
	int status;

	if (events_supported())
		return events_open(&watch->events, watch->pid, watch->expr);
	if (geteuid())
		return system_error(
			"watch: trace events need root, or the right to read and write tracefs");
	status = records_open(&watch->records);
	if (!status)
		fputs("seccompctl: watch: no trace events: audit records lack arguments\n",
		      stderr);
	return status;
}

static void close_source(struct watch *watch)
{
	if (watch->events)
		events_close(watch->events);
	else
		records_close(&watch->records);
}

static int watch_verdicts(struct watch *watch)
{
	int status = open_process(watch);

	if (status)
		return status;
	catch_signals();
	status = open_source(watch);
	if (!status) {
		loop(watch);
		close_source(watch);
		if (!watch->shown && !is_interrupted)
			status = EXIT_NO;
	}
	if (watch->pidfd >= 0)
		close(watch->pidfd);
	return status;
}

/* --- Arguments -------------------------------------------------------------------- */

static int add_expr(struct watch *watch, const char *text, const char *what)
{
	struct watch_error error;
	struct watch_expr *expr = watch_expr_parse(text, &error);

	if (!expr && what)
		return usage_error("watch: bad value of %s", what);
	if (!expr)
		return usage_error("watch: expression: column %u: %s",
				   error.column, error.message);
	watch->expr = watch_expr_both(watch->expr, expr);
	return EXIT_OK;
}

/* Add a comparison for an option. */
static int add_option(struct watch *watch, const char *format,
		      const char *option, const char *value)
{
	char *text;
	int status;

	if (!*value || strchr(value, '"'))
		return usage_error("watch: bad value of %s", option);
	text = xasprintf(format, value);
	status = add_expr(watch, text, option);
	free(text);
	return status;
}

static int read_count(const char *option, const char *text, unsigned long max,
		      unsigned long *count)
{
	char *end;

	errno = 0;
	*count = strtoul(text, &end, 10);
	if (errno || *end || *text < '0' || *text > '9' || !*count ||
	    *count > max)
		return usage_error(
			"watch: %s needs a number from 1 to %lu, not '%s'",
			option, max, text);
	return EXIT_OK;
}

static int read_seconds(const char *text, double *seconds)
{
	char *end;

	*seconds = strtod(text, &end);
	if (*end || *text < '0' || *text > '9' || !(*seconds <= 1e9))
		return usage_error(
			"watch: --timeout needs a number of seconds, not '%s'",
			text);
	return EXIT_OK;
}

static int take_option(struct watch *watch, int option, char **argv)
{
	unsigned long pid;
	int status;

	switch (option) {
	case 'p':
		status = read_count("--pid", optarg, INT_MAX, &pid);
		watch->pid = pid;
		return status;
	case 'l':
		return add_option(watch, "label == \"%s\"", "--label", optarg);
	case 'i':
		return add_option(watch, "id == \"%s\"", "--id", optarg);
	case 'j':
		watch->json = true;
		return EXIT_OK;
	case 'c':
		return read_count("--count", optarg, LONG_MAX, &watch->limit);
	case 't':
		return read_seconds(optarg, &watch->seconds);
	case ':':
		return usage_error("watch: %s needs a value", argv[optind - 1]);
	default:
		return usage_error(
			"watch: no option '%s'; seccompctl watch --help lists them",
			argv[optind - 1]);
	}
}

static int read_arguments(struct watch *watch, int argc, char **argv)
{
	static const struct option options[] = {
		{ "pid", required_argument, NULL, 'p' },
		{ "label", required_argument, NULL, 'l' },
		{ "id", required_argument, NULL, 'i' },
		{ "json", no_argument, NULL, 'j' },
		{ "count", required_argument, NULL, 'c' },
		{ "timeout", required_argument, NULL, 't' },
		{},
	};
	int option, status;

	opterr = 0;
	while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		status = take_option(watch, option, argv);
		if (status)
			return status;
	}
	if (argc - optind > 1)
		return usage_error(
			"watch: one expression only; put it between single quotes");
	return argc > optind ? add_expr(watch, argv[optind], NULL) : EXIT_OK;
}

static int run_watch(int argc, char **argv)
{
	struct watch watch = { .seconds = -1 };
	int status = read_arguments(&watch, argc, argv);

	watch.colour = isatty(STDOUT_FILENO) && !getenv("NO_COLOR");
	if (!status)
		status = watch_verdicts(&watch);
	watch_expr_free(watch.expr);
	return status;
}

const struct command command_watch = {
	.name = "watch",
	.usage = "[OPTION]... [EXPRESSION]",
	.summary = "show refused calls as they come",
	.help = "Shows each verdict that does not simply allow a call, and those of LOG: time,\n"
		"thread, call with its arguments, action, and the filter that has decided.\n"
		"Copies that filters have looked at are shown in place of pointers. watch needs\n"
		"root. It ends on SIGINT and SIGTERM.\n"
		"\n"
		"  --pid PID        only process PID and what it starts; ends with the process\n"
		"  --label LABEL    only filters with this label\n"
		"  --id ID          only the filter with this id\n"
		"  --json           print a JSON object on a line for each verdict\n"
		"  --count N        end after N verdicts\n"
		"  --timeout S      end after S seconds\n"
		"\n"
		"EXPRESSION is made of comparisons, !, &&, || and parentheses:\n"
		"\n"
		"  action           ==, !=: kill_process, kill_thread, trap, errno, notify,\n"
		"                   trace, log\n"
		"  arch             ==, !=: name of an architecture\n"
		"  call             ==, !=, ~: name of a call; ~ takes a pattern with * and ?\n"
		"  comm, label      ==, !=, ~: name of the thread; label of the filter\n"
		"  errno            ==, !=, <, <=, >, >=: EPERM or a number; 0 without an errno\n"
		"  id               ==, !=: id of the filter\n"
		"  arg0 to arg5, nr, pid\n"
		"                   ==, !=, <, <=, >, >=: a number; pid is that of the thread\n"
		"\n"
		"The kernel tests what its event filters can express. On a kernel without trace\n"
		"events of seccomp, watch shows records of audit. They have no arguments.\n"
		"\n"
		"  seccompctl watch --label web 'errno == EACCES && call ~ \"open*\"'\n"
		"\n"
		"exit status: 0; 1 no verdict seen; 2 bad arguments; 3 refused by the system\n",
	.run = run_watch,
};
