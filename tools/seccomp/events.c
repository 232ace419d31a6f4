// SPDX-License-Identifier: GPL-2.0-only
/*
 * Trace events of seccomp, in an instance of tracefs.
 *
 * The copies of a call follow its verdict, on the same thread and in the order of the
 * arguments. So a verdict waits until the next read before it is handed on. That also
 * gives events of other CPUs, which have an earlier time, a chance to come first.
 */
#include <errno.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <tracefs.h>
#include <unistd.h>

#include "events.h"
#include "tool.h"
#include "trace_buffer.h"

#define SYSTEM "seccomp"
#define BUCKETS 1024
/* KiB for each CPU: some ten thousand verdicts. */
#define BUFFER_KIB 4096

/**
 * struct waiting - a verdict that waits for its copies
 * @verdict: the verdict
 * @next: older one in the same bucket of thread ids
 * @last_arg: index of its last copy, or -1
 * @is_closed: the thread has begun another call
 * @is_old: it was there before the last read
 */
struct waiting {
	struct verdict verdict;
	struct waiting *next;
	int last_arg;
	bool is_closed;
	bool is_old;
};

/**
 * struct events - trace events
 * @buffer: the buffer
 * @tep: their formats
 * @clock_offset: nanoseconds between the epoch and the start of the clock
 * @queue: verdicts that wait, in order of arrival
 * @count: number of verdicts in @queue
 * @size: room in @queue
 * @buckets: newest verdict by thread id
 * @names: names of tasks that have ended, as tracefs has them; or NULL
 * @lost: number of events that events_lost() has told
 */
struct events {
	struct trace_buffer buffer;
	struct tep_handle *tep;
	__u64 clock_offset;
	struct waiting **queue;
	unsigned int count;
	unsigned int size;
	struct waiting *buckets[BUCKETS];
	char *names;
	__u64 lost;
};

/* --- Setting up ------------------------------------------------------------------- */

/**
 * events_supported - Check whether this kernel has trace events of seccomp
 *
 * Return: false if it has none, or if only root can see them.
 */
bool events_supported(void)
{
	return tracefs_tracing_dir() &&
	       tracefs_dir_exists(NULL, "events/" SYSTEM "/seccomp_verdict");
}

static __u64 read_clock(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return now.tv_sec * 1000000000ULL + now.tv_nsec;
}

/* Let the event come only if the filter selects it. All events are tested again. */
static void set_filter(struct events *events, const char *event,
		       const struct watch_expr *expr, enum watch_event kind)
{
	char *filter = watch_expr_filter(expr, kind);

	if (filter)
		tracefs_event_file_write(events->buffer.instance, SYSTEM, event,
					 "filter", filter);
	free(filter);
}

static int follow_thread(struct events *events, const char *tid)
{
	char *text = xasprintf("%s ", tid);
	int status = EXIT_OK;

	if (tracefs_instance_file_append(events->buffer.instance,
					 "set_event_pid", text) < 0)
		status = trace_buffer_error(
			&events->buffer, "choose a process for trace events");
	free(text);
	return status;
}

static int follow_process(struct events *events, pid_t pid)
{
	char *path = xasprintf("/proc/%d/task", pid);
	DIR *directory = opendir(path);
	struct dirent *entry;
	int status = EXIT_OK;

	free(path);
	if (!directory)
		return system_error("watch: no process %d", pid);
	if (tracefs_instance_file_write(events->buffer.instance,
					"options/event-fork", "1") < 0)
		status = trace_buffer_error(&events->buffer,
					    "follow the children of a process");
	while (!status && (entry = readdir(directory)))
		if (*entry->d_name != '.')
			status = follow_thread(events, entry->d_name);
	closedir(directory);
	return status;
}

static int make_buffer(struct events *events)
{
	static const char *const systems[] = { SYSTEM, NULL };
	int status = trace_buffer_open(&events->buffer, "watch", BUFFER_KIB);

	if (status)
		return status;
	if (tracefs_instance_file_write(events->buffer.instance, "trace_clock",
					"mono") < 0)
		return trace_buffer_error(&events->buffer,
					  "choose the clock of trace events");
	events->clock_offset =
		read_clock(CLOCK_REALTIME) - read_clock(CLOCK_MONOTONIC);
	events->tep = tracefs_local_events_system(NULL, systems);
	if (!events->tep)
		return trace_buffer_error(&events->buffer,
					  "read the formats of trace events");
	return EXIT_OK;
}

static int set_up(struct events *events, pid_t pid,
		  const struct watch_expr *expr)
{
	int status = make_buffer(events);

	if (!status && pid)
		status = follow_process(events, pid);
	if (status)
		return status;
	set_filter(events, "seccomp_verdict", expr, WATCH_VERDICTS);
	set_filter(events, "seccomp_args", expr, WATCH_COPIES);
	if (tracefs_event_enable(events->buffer.instance, SYSTEM,
				 "seccomp_args") ||
	    tracefs_event_enable(events->buffer.instance, SYSTEM,
				 "seccomp_verdict"))
		return trace_buffer_error(&events->buffer,
					  "switch a trace event on");
	return EXIT_OK;
}

/**
 * events_open - Begin to record trace events
 * @events: receives the events, which the caller closes by events_close(); or NULL
 * @pid: process whose events are wanted, with those of what it starts; 0 for all
 * @expr: expression that will select verdicts, or NULL
 *
 * Return: EXIT_OK; or EXIT_SYSTEM after a message.
 */
int events_open(struct events **events, pid_t pid,
		const struct watch_expr *expr)
{
	int status;

	*events = xcalloc(1, sizeof(**events));
	status = set_up(*events, pid, expr);
	if (status) {
		events_close(*events);
		*events = NULL;
	}
	return status;
}

/* --- Names of tasks --------------------------------------------------------------- */

static bool read_proc_name(pid_t pid, char *out, size_t size)
{
	char *path = xasprintf("/proc/%d/comm", pid);
	const int fd = open(path, O_RDONLY | O_CLOEXEC);
	char bytes[64];
	ssize_t count;

	free(path);
	if (fd < 0)
		return false;
	count = read(fd, bytes, sizeof(bytes));
	close(fd);
	if (count < 1)
		return false;
	escape_text(bytes, count - 1, out, size);
	return true;
}

/* Lines are "PID NAME". */
static void read_saved_name(struct events *events, pid_t pid, char *out,
			    size_t size)
{
	char *start = xasprintf("\n%d ", pid);
	const char *found;

	if (!events->names)
		events->names = tracefs_instance_file_read(
			NULL, "saved_cmdlines", NULL);
	found = events->names ? strstr(events->names, start) : NULL;
	if (!found && events->names &&
	    !strncmp(events->names, start + 1, strlen(start + 1)))
		found = events->names - 1;
	if (found) {
		found += strlen(start);
		escape_text(found, strcspn(found, "\n"), out, size);
	}
	free(start);
}

/* --- Events ----------------------------------------------------------------------- */

static __u64 read_number(struct tep_event *event, struct tep_record *record,
			 const char *field)
{
	unsigned long long value = 0;

	tep_read_number_field(tep_find_any_field(event, field), record->data,
			      &value);
	return value;
}

/* Return the bytes of a string, which has no NUL at its end; NULL without the field. */
static const char *find_string(struct tep_event *event,
			       struct tep_record *record, const char *name,
			       size_t *length)
{
	const struct tep_format_field *field = tep_find_field(event, name);
	unsigned int offset, size;
	const char *bytes;
	__u64 place;

	if (!field)
		return NULL;
	offset = field->offset;
	size = field->size;
	/* The length and the offset of a dynamic array are in one word. */
	if (field->flags & TEP_FIELD_IS_DYNAMIC) {
		place = read_number(event, record, name);
		offset = place & 0xffff;
		size = place >> 16 & 0xffff;
	}
	if (offset + size > record->size)
		return NULL;
	bytes = (const char *)record->data + offset;
	*length = strnlen(bytes, size);
	return bytes;
}

/* Copy a string. The kernel writes printable bytes only. */
static void read_string(struct tep_event *event, struct tep_record *record,
			const char *name, char *out, size_t size)
{
	size_t length;
	const char *bytes = find_string(event, record, name, &length);

	*out = '\0';
	if (bytes)
		snprintf(out, size, "%.*s", (int)length, bytes);
}

/* Return the text of a copy; the caller frees it. */
static char *read_text(struct tep_event *event, struct tep_record *record)
{
	size_t length;
	const char *bytes = find_string(event, record, "text", &length);

	return bytes ? xasprintf("%.*s", (int)length, bytes) : NULL;
}

static void enqueue(struct events *events, struct waiting *waiting)
{
	struct waiting **bucket =
		&events->buckets[(unsigned int)waiting->verdict.pid % BUCKETS];

	if (events->count == events->size) {
		events->size = events->size ? 2 * events->size : 64;
		events->queue = xrealloc(events->queue, events->size,
					 sizeof(*events->queue));
	}
	events->queue[events->count++] = waiting;
	waiting->next = *bucket;
	*bucket = waiting;
}

static void handle_verdict(struct events *events, struct tep_event *event,
			   struct tep_record *record, pid_t pid)
{
	static const char *const args[SECCOMP_ARG_WINDOWS] = {
		"arg0", "arg1", "arg2", "arg3", "arg4", "arg5",
	};
	struct waiting *waiting = xcalloc(1, sizeof(*waiting));
	struct verdict *verdict = &waiting->verdict;
	unsigned int i;

	waiting->last_arg = -1;
	*verdict = (struct verdict){
		.time = record->ts + events->clock_offset,
		.pid = pid,
		.arch = read_number(event, record, "arch"),
		.nr = read_number(event, record, "nr"),
		.ip = read_number(event, record, "ip"),
		.has_args = true,
		.ret = read_number(event, record, "action") |
		       read_number(event, record, "data"),
		.has_data = true,
		.id = read_number(event, record, "id"),
	};
	for (i = 0; i < SECCOMP_ARG_WINDOWS; i++)
		verdict->args[i] = read_number(event, record, args[i]);
	read_string(event, record, "label", verdict->label,
		    sizeof(verdict->label));
	read_string(event, record, "attach_comm", verdict->attach_comm,
		    sizeof(verdict->attach_comm));
	if (!read_proc_name(pid, verdict->comm, sizeof(verdict->comm)))
		read_saved_name(events, pid, verdict->comm,
				sizeof(verdict->comm));
	enqueue(events, waiting);
}

static struct waiting *newest_of(struct events *events, pid_t pid)
{
	struct waiting *waiting = events->buckets[(unsigned int)pid % BUCKETS];

	while (waiting && waiting->verdict.pid != pid)
		waiting = waiting->next;
	return waiting;
}

/* Calls that are allowed have copies, too. Such a copy repeats an index. */
static void handle_args(struct events *events, struct tep_event *event,
			struct tep_record *record, pid_t pid)
{
	const unsigned int arg = read_number(event, record, "arg");
	struct waiting *waiting = newest_of(events, pid);
	struct watch_copy *copy;

	if (!waiting || waiting->is_closed)
		return;
	if (arg >= SECCOMP_ARG_WINDOWS || (int)arg <= waiting->last_arg ||
	    waiting->verdict.arch != read_number(event, record, "arch") ||
	    waiting->verdict.nr != (__u32)read_number(event, record, "nr")) {
		waiting->is_closed = true;
		return;
	}
	waiting->last_arg = arg;
	copy = &waiting->verdict.copies[arg];
	copy->status = read_number(event, record, "status");
	copy->kind = read_number(event, record, "kind");
	copy->length = read_number(event, record, "length");
	copy->text = read_text(event, record);
}

static int handle_event(struct tep_event *event, struct tep_record *record,
			int cpu, void *data)
{
	struct events *events = data;
	const pid_t pid = tep_data_pid(events->tep, record);

	if (!strcmp(event->name, "seccomp_verdict"))
		handle_verdict(events, event, record, pid);
	else if (!strcmp(event->name, "seccomp_args"))
		handle_args(events, event, record, pid);
	return 0;
}

/* --- Handing on ------------------------------------------------------------------- */

static int compare_times(const void *left, const void *right)
{
	const struct waiting *const *a = left, *const *b = right;

	if ((*a)->verdict.time != (*b)->verdict.time)
		return (*a)->verdict.time < (*b)->verdict.time ? -1 : 1;
	return 0;
}

static void hand_on(struct waiting *waiting, verdict_fn fn, void *data)
{
	fn(&waiting->verdict, data);
	verdict_free_copies(&waiting->verdict);
	free(waiting);
}

/*
 * Hand on the old verdicts, or all of them. The others become old. An old verdict waits
 * for a new one that has an earlier time.
 */
static void hand_on_verdicts(struct events *events, bool all, verdict_fn fn,
			     void *data)
{
	struct waiting **queue = events->queue;
	const unsigned int count = events->count;
	unsigned int i;
	bool is_ready = true;

	if (count)
		qsort(queue, count, sizeof(*queue), compare_times);
	events->count = 0;
	memset(events->buckets, 0, sizeof(events->buckets));
	for (i = 0; i < count; i++) {
		is_ready &= all || queue[i]->is_old;
		if (is_ready) {
			hand_on(queue[i], fn, data);
			continue;
		}
		queue[i]->is_old = true;
		enqueue(events, queue[i]);
	}
}

/**
 * events_read - Read all events that are there
 * @events: the events
 * @fn: called for each verdict that was there at the last read, in the order of time
 * @data: its last argument
 */
void events_read(struct events *events, verdict_fn fn, void *data)
{
	tracefs_iterate_raw_events(events->tep, events->buffer.instance, NULL,
				   0, handle_event, events);
	free(events->names);
	events->names = NULL;
	hand_on_verdicts(events, false, fn, data);
}

/**
 * events_flush - Read all events that are there, for the last time
 * @events: the events
 * @fn: called for each verdict, in the order of time
 * @data: its last argument
 */
void events_flush(struct events *events, verdict_fn fn, void *data)
{
	events_read(events, fn, data);
	hand_on_verdicts(events, true, fn, data);
}

/* --- Lost events ------------------------------------------------------------------ */

/**
 * events_lost - Count the events that did not fit into the buffer
 * @events: the events
 *
 * Return: number of events since the last call.
 */
__u64 events_lost(struct events *events)
{
	const __u64 total = trace_buffer_lost(&events->buffer);
	const __u64 lost = total - events->lost;

	events->lost = total;
	return lost;
}

static void drop(struct verdict *verdict, void *data)
{
}

/**
 * events_close - Stop recording and delete the buffer
 * @events: the events, or NULL
 */
void events_close(struct events *events)
{
	if (!events)
		return;
	hand_on_verdicts(events, true, drop, NULL);
	free(events->queue);
	free(events->names);
	if (events->tep)
		tep_free(events->tep);
	trace_buffer_close(&events->buffer);
	free(events);
}
