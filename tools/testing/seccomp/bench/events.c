// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measure getpid() while a trace event observes system calls. A filter that returns
 * LOG for the observed call is one source of events. raw_syscalls:sys_enter with an
 * expression on the number is another one. The first costs where a call matches, the
 * second for each call.
 *
 * "no match" observes another call, "match" observes getpid() itself.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bench.h"

#define TRACEFS "/sys/kernel/tracing/"

/**
 * struct source - a source of events
 * @measures: names of the measures: off, on without a match, on with a match
 * @event: directory of the event
 * @expression: format of the expression for the observed number; NULL for none
 * @filters: attach a filter that returns LOG for the observed number
 */
struct source {
	const char *measures[3];
	const char *event;
	const char *expression;
	bool filters;
};

static const struct source sources[] = {
	{
		{ "sys_enter off", "sys_enter no match", "sys_enter match" },
		TRACEFS "events/raw_syscalls/sys_enter",
		"id == %d",
		false,
	},
	{
		{ "log off", "log no match", "log match" },
		TRACEFS "events/seccomp/seccomp_verdict",
		NULL,
		true,
	},
};

/* All measures have one point, so that budgets can compare them. */
static const struct point at = { "-", "events", 1 };

/**
 * struct setup - one measurement, in a process of its own
 * @source: the source of events
 * @measure: name of the measure
 * @observed: number of the observed call
 * @on: the event is on
 * @cost: the result; shared with the child
 */
struct setup {
	const struct source *source;
	const char *measure;
	int observed;
	bool on;
	struct rounds *cost;
};

static int attach_log(int nr)
{
	struct sock_filter insns[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, nr, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_LOG),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog program = { ARRAY_SIZE(insns), insns };

	return attach(&program);
}

static void loop(const void *unused, unsigned int times)
{
	(void)unused;
	for (; times; times--)
		syscall(SYS_getpid);
}

static void measure(void *data)
{
	const struct setup *setup = data;
	int err = setup->source->filters ? attach_log(setup->observed) : 0;

	if (err) {
		missing(&at, setup->measure, "attach: %s", strerror(err));
		return;
	}
	cost_of(loop, NULL, setup->cost);
	report(&at, setup->measure, setup->cost, "instructions");
}

static int write_to_event(const struct source *source, const char *file,
			  const char *text)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", source->event, file);
	return write_file(path, text);
}

static int start_event(const struct setup *setup)
{
	const struct source *source = setup->source;
	char expression[64];
	int err = 0;

	if (source->expression) {
		snprintf(expression, sizeof(expression), source->expression,
			 setup->observed);
		err = write_to_event(source, "filter", expression);
	}
	return err ?: write_to_event(source, "enable", "1");
}

static void measure_one(struct setup *setup)
{
	int err = setup->on ? start_event(setup) : 0;

	*setup->cost = (struct rounds){};
	if (err)
		missing(&at, setup->measure, "event: %s", strerror(err));
	else if (!in_child(measure, setup))
		missing(&at, setup->measure, "the process was killed");
	if (setup->on)
		write_to_event(setup->source, "enable", "0");
	if (setup->source->expression)
		write_to_event(setup->source, "filter", "0");
}

static void measure_source(const struct source *source, struct rounds *cost)
{
	struct setup setups[] = {
		{ source, source->measures[0], SYS_getppid, false, cost },
		{ source, source->measures[1], SYS_getppid, true, cost },
		{ source, source->measures[2], SYS_getpid, true, cost },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(setups); i++) {
		if (access(source->event, F_OK))
			skip(&at, setups[i].measure, "no %s", source->event);
		else
			measure_one(&setups[i]);
	}
}

static void measure_sources(void *unused)
{
	struct rounds *cost = shared_memory(sizeof(*cost));
	size_t i;

	(void)unused;
	for (i = 0; i < ARRAY_SIZE(sources); i++)
		measure_source(&sources[i], cost);
}

int measure_events(void)
{
	/* Without an audit record, LOG is a source of events only. */
	with_actions_logged(QUIET_ACTIONS, measure_sources, NULL);
	return 0;
}
