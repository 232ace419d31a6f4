// SPDX-License-Identifier: GPL-2.0-only
/*
 * Trace events of a process tree, in an instance of tracefs.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "learn_events.h"
#include "tool.h"

/* KiB for each CPU. A busy process makes some ten thousand calls in a STEP. */
#define BUFFER_KIB 8192

static int check_events(const struct learn_events *events)
{
	char *path = xasprintf("events/%s", events->system);
	int status = EXIT_OK;

	if (!tracefs_tracing_dir())
		status = system_error(
			"learn: no tracefs; trace events need root, and tracefs at /sys/kernel/tracing");
	else if (!tracefs_dir_exists(NULL, path))
		status = system_error(
			"learn: this kernel lacks the trace events %s, or only root can see them",
			events->system);
	free(path);
	return status;
}

/*
 * tracefs_local_events_system() would also read the names of all functions and
 * processes, which takes long.
 */
static int read_header(struct learn_events *events)
{
	char *text;
	int size, failed;

	text = tracefs_instance_file_read(NULL, "events/header_page", &size);
	events->tep = tep_alloc();
	if (!text || !events->tep) {
		free(text);
		return trace_buffer_error(&events->buffer,
					  "read the formats of trace events");
	}
	tep_set_long_size(events->tep, sizeof(long));
	tep_set_page_size(events->tep, sysconf(_SC_PAGESIZE));
	failed = tep_parse_header_page(events->tep, text, size, sizeof(long));
	free(text);
	if (failed)
		return system_error(
			"learn: cannot understand the format of trace events");
	return EXIT_OK;
}

/* The library may not understand how an event is printed, but knows its fields then. */
static int read_format(struct learn_events *events, const char *event)
{
	char *text;
	int size;

	text = tracefs_event_file_read(events->buffer.instance, events->system,
				       event, "format", &size);
	if (!text)
		return trace_buffer_error(&events->buffer,
					  "read the format of a trace event");
	tep_parse_event(events->tep, text, size, events->system);
	free(text);
	if (!tep_find_event_by_name(events->tep, events->system, event))
		return system_error(
			"learn: cannot understand the format of the trace event %s",
			event);
	return EXIT_OK;
}

static int open_buffer(struct learn_events *events)
{
	int status = trace_buffer_open(&events->buffer, "learn", BUFFER_KIB);

	if (status)
		return status;
	if (tracefs_instance_file_write(events->buffer.instance,
					"options/event-fork", "1") < 0)
		return trace_buffer_error(&events->buffer,
					  "follow the children of a process");
	return read_header(events);
}

/**
 * learn_events_open - Make a buffer for trace events
 * @events: to be filled; the caller closes it by learn_events_close() in any case
 * @system: name of the system of the events; not copied
 *
 * Return: EXIT_OK; or EXIT_SYSTEM after a message.
 */
int learn_events_open(struct learn_events *events, const char *system)
{
	int status;

	*events = (struct learn_events){ .system = system };
	status = check_events(events);
	return status ? status : open_buffer(events);
}

/**
 * learn_events_enable - Switch an event on
 * @events: the buffer
 * @event: name of the event
 *
 * Return: EXIT_OK; or EXIT_SYSTEM after a message.
 */
int learn_events_enable(struct learn_events *events, const char *event)
{
	int status = read_format(events, event);

	if (!status && tracefs_event_enable(events->buffer.instance,
					    events->system, event))
		status = trace_buffer_error(&events->buffer,
					    "switch a trace event on");
	return status;
}

/**
 * learn_events_follow - Record the events of a thread
 * @events: the buffer
 * @tid: thread id
 *
 * Return: EXIT_OK; or EXIT_SYSTEM after a message.
 */
int learn_events_follow(struct learn_events *events, pid_t tid)
{
	char *text = xasprintf("%d", tid);
	int status = EXIT_OK;

	if (tracefs_instance_file_append(events->buffer.instance,
					 "set_event_pid", text) < 0)
		status = trace_buffer_error(
			&events->buffer, "choose a process for trace events");
	free(text);
	return status;
}

/* A zombie makes no calls. */
static bool is_alive(const char *tid)
{
	char *path = xasprintf("/proc/%s/stat", tid);
	FILE *file = fopen(path, "re");
	char text[256] = "";
	const char *state;

	free(path);
	if (!file)
		return false;
	text[fread(text, 1, sizeof(text) - 1, file)] = 0;
	fclose(file);
	/* The name of the thread may have blanks and parentheses. */
	state = strrchr(text, ')');
	return state && strcspn(state, "ZX") > 2;
}

/**
 * learn_events_have_tasks - Check whether a thread can still make events
 * @events: the buffer
 *
 * The kernel forgets a thread only when its parent has waited for it.
 *
 * Return: false if all threads have ended.
 */
bool learn_events_have_tasks(const struct learn_events *events)
{
	char *text = tracefs_instance_file_read(events->buffer.instance,
						"set_event_pid", NULL);
	char *rest, *tid;
	bool have = false;

	for (tid = text ? strtok_r(text, "\n", &rest) : NULL; tid && !have;
	     tid = strtok_r(NULL, "\n", &rest))
		have = is_alive(tid);
	free(text);
	return have;
}

/**
 * learn_events_read - Read all events that are there
 * @events: the buffer
 * @fn: called for each event, in the order of time
 * @data: its last argument
 */
void learn_events_read(struct learn_events *events, learn_event_fn fn,
		       void *data)
{
	tracefs_iterate_raw_events(events->tep, events->buffer.instance, NULL,
				   0, fn, data);
}

/**
 * learn_events_lost - Count the events that did not fit into the buffer
 * @events: the buffer
 *
 * Return: number of events.
 */
__u64 learn_events_lost(const struct learn_events *events)
{
	return trace_buffer_lost(&events->buffer);
}

/**
 * learn_events_close - Delete the buffer
 * @events: the buffer; owned by the caller
 */
void learn_events_close(struct learn_events *events)
{
	if (events->tep)
		tep_free(events->tep);
	trace_buffer_close(&events->buffer);
}

/**
 * learn_event_number - Read a field of an event
 * @event: format of the event
 * @record: the event
 * @field: name of the field
 *
 * Return: its value; 0 if there is no such field.
 */
__u64 learn_event_number(struct tep_event *event, struct tep_record *record,
			 const char *field)
{
	unsigned long long value = 0;

	tep_read_number_field(tep_find_any_field(event, field), record->data,
			      &value);
	return value;
}
