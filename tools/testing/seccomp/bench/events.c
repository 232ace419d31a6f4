// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measure what events cost.
 *
 * The first part observes a call by two sources of events: a filter that returns LOG for
 * it, and raw_syscalls:sys_enter. Both events have an expression on the number. The
 * filter costs where a call matches, and sys_enter for each call. "1%" means that one of
 * 100 calls matches.
 *
 * The second part measures calls while an event or a setting is off, on, and off again.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <linux/seccomp_ext.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bench.h"

#define TRACEFS "/sys/kernel/tracing/"
#define VERDICT TRACEFS "events/seccomp/seccomp_verdict"

/* All measures have one point, so that budgets can compare them. */
static const struct point at = { "-", "events", 1 };

static int write_to_event(const char *event, const char *file, const char *text)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", event, file);
	return write_file(path, text);
}

/* --- Sources of events ---------------------------------------------------- */

/* The observed call, and the other one. They cost about the same. */
#define OBSERVED_NR SYS_getpid
#define OTHER_NR SYS_getppid

/* Calls of a block, of which some match. */
#define BLOCK 100

/**
 * struct share - number of calls that match
 * @suffix: end of the name of the measure
 * @matches: number of matching calls in a block
 * @on: the event is on
 */
struct share {
	const char *suffix;
	unsigned int matches;
	bool on;
};

static const struct share shares[] = {
	{ "off", 0, false }, { "no match", 0, true },  { "1%", 1, true },
	{ "10%", 10, true }, { "match", BLOCK, true },
};

/**
 * struct source - a source of events
 * @name: beginning of the names of the measures
 * @event: directory of the event
 * @field: field with the number of the call
 * @filters: attach a filter that returns LOG for the observed number
 */
struct source {
	const char *name;
	const char *event;
	const char *field;
	bool filters;
};

static const struct source sources[] = {
	{ "sys_enter", TRACEFS "events/raw_syscalls/sys_enter", "id", false },
	{ "log", VERDICT, "nr", true },
};

/**
 * struct setup - one measurement, in a process of its own
 * @source: the source of events
 * @share: how many calls match
 * @measure: name of the measure
 */
struct setup {
	const struct source *source;
	const struct share *share;
	char measure[64];
};

static int attach_log(void)
{
	struct sock_filter insns[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OBSERVED_NR, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_LOG),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog program = { ARRAY_SIZE(insns), insns };

	return attach(&program) ? errno : 0;
}

/* Make @times blocks of calls. */
static void share_loop(const void *data, unsigned int times)
{
	const struct share *share = data;
	unsigned int i;

	for (; times; times--)
		for (i = 0; i < BLOCK; i++)
			syscall(i < share->matches ? OBSERVED_NR : OTHER_NR);
}

static void measure_share(void *data)
{
	const struct setup *setup = data;
	int err = setup->source->filters ? attach_log() : 0;
	struct rounds rounds;

	if (err) {
		missing(&at, setup->measure, "attach: %s", strerror(err));
		return;
	}
	cost_of(share_loop, setup->share, &rounds);
	rounds.best[0] /= BLOCK;
	rounds.best[1] /= BLOCK;
	report(&at, setup->measure, &rounds, "instructions");
}

static int start_event(const struct setup *setup)
{
	char expression[64];
	int err;

	snprintf(expression, sizeof(expression), "%s == %d",
		 setup->source->field, OBSERVED_NR);
	err = write_to_event(setup->source->event, "filter", expression);
	return err ?: write_to_event(setup->source->event, "enable", "1");
}

static void measure_setup(struct setup *setup)
{
	const char *event = setup->source->event;
	int err = setup->share->on ? start_event(setup) : 0;

	if (err)
		missing(&at, setup->measure, "event: %s", strerror(err));
	else if (!in_child(measure_share, setup))
		missing(&at, setup->measure, "the process was killed");
	if (!setup->share->on)
		return;
	write_to_event(event, "enable", "0");
	write_to_event(event, "filter", "0");
}

static void measure_source(const struct source *source)
{
	struct setup setup = { .source = source };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(shares); i++) {
		setup.share = &shares[i];
		snprintf(setup.measure, sizeof(setup.measure), "%s %s",
			 source->name, shares[i].suffix);
		if (access(source->event, F_OK))
			skip(&at, setup.measure, "no %s", source->event);
		else
			measure_setup(&setup);
	}
}

/* --- What is on ------------------------------------------------------------ */

/* The list refuses this argument. */
#define LISTED_ARG 7

/* Attaches for a measurement. A path has room for those of all three. */
#define ATTACHES 8

/* Refuse getppid(), and getpgid() with one argument. */
static int attach_refusals(unsigned int flags)
{
	struct sock_filter insns[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 3, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getpgid, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, args[0])),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, LISTED_ARG, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog program = { ARRAY_SIZE(insns), insns };

	return attach_with(&program, flags);
}

static int attach_silent(void)
{
	return attach_refusals(0);
}

static int attach_counted(void)
{
	return attach_refusals(SECCOMP_FILTER_FLAG_COUNT);
}

static int attach_windows(void)
{
	return attach_deep(0);
}

static void constant_loop(const void *unused, unsigned int times)
{
	(void)unused;
	for (; times; times--)
		syscall(SYS_getppid);
}

static void list_loop(const void *unused, unsigned int times)
{
	(void)unused;
	for (; times; times--)
		syscall(SYS_getpgid, LISTED_ARG);
}

static void openat_loop(const void *unused, unsigned int times)
{
	(void)unused;
	for (; times; times--)
		syscall(SYS_openat, AT_FDCWD, LONG_PATH, O_RDONLY);
}

/**
 * struct watched - calls that are measured off, on, and off again
 * @name: beginning of the names of the measures
 * @event: directory of the event, or NULL for the word "refusals"
 * @attach: attaches the filter, and returns 0 or an errno
 * @loop: makes the calls; NULL to measure the attach itself
 */
struct watched {
	const char *name;
	const char *event;
	int (*attach)(void);
	loop_fn *loop;
};

static const struct watched watched[] = {
	{ "verdict errno", VERDICT, attach_silent, constant_loop },
	{ "verdict list", VERDICT, attach_silent, list_loop },
	{ "verdict counter", VERDICT, attach_counted, constant_loop },
	{ "args openat", TRACEFS "events/seccomp/seccomp_args", attach_windows,
	  openat_loop },
	{ "event attach", TRACEFS "events/seccomp/seccomp_attach",
	  attach_silent, NULL },
	{ "refusals errno", NULL, attach_silent, constant_loop },
};

/* The filter of windows may refuse an open, so the file is open before. */
static int open_switch(const struct watched *this)
{
	char path[256];

	if (!this->event)
		return open(ACTIONS_LOGGED, O_WRONLY | O_CLOEXEC);
	snprintf(path, sizeof(path), "%s/enable", this->event);
	return open(path, O_WRONLY | O_CLOEXEC);
}

/* Return 0 or an errno. */
static int switch_to(const struct watched *this, int fd, bool on)
{
	const char *text = on ? "1" : "0";

	if (!this->event)
		text = on ? QUIET_ACTIONS " refusals" : QUIET_ACTIONS;
	return pwrite(fd, text, strlen(text), 0) < 0 ? errno : 0;
}

static int measure_attaches(const struct watched *this, struct rounds *rounds)
{
	uint64_t began;
	int i, err = 0;

	*rounds = (struct rounds){};
	for (i = 0; i < ATTACHES && !err; i++) {
		began = now();
		err = this->attach();
		add_round(rounds, now() - began);
	}
	return err;
}

static void measure_state(const struct watched *this, const char *suffix)
{
	struct rounds rounds;
	char measure[64];
	int err = 0;

	snprintf(measure, sizeof(measure), "%s %s", this->name, suffix);
	if (this->loop)
		cost_of(this->loop, NULL, &rounds);
	else
		err = measure_attaches(this, &rounds);
	if (err)
		missing(&at, measure, "attach: %s", strerror(err));
	else
		report(&at, measure, &rounds, "instructions");
}

/**
 * struct watch_setup - one measurement, in a process of its own
 * @watched: the calls, and what is switched
 * @fd: the open switch
 */
struct watch_setup {
	const struct watched *watched;
	int fd;
};

static void measure_watched(void *data)
{
	const struct watch_setup *setup = data;
	const struct watched *this = setup->watched;
	int err;

	/* The first attaches of a process warm up. */
	err = this->attach();
	if (!this->loop && !err)
		err = measure_attaches(this, &(struct rounds){});
	if (err) {
		missing(&at, this->name, "attach: %s", strerror(err));
		return;
	}
	measure_state(this, "off");
	err = switch_to(this, setup->fd, true);
	if (err) {
		missing(&at, this->name, "on: %s", strerror(err));
		return;
	}
	measure_state(this, "on");
	err = switch_to(this, setup->fd, false);
	if (err)
		missing(&at, this->name, "off: %s", strerror(err));
	else
		measure_state(this, "off again");
}

static void measure_switch(const struct watched *this)
{
	struct watch_setup setup = { this, open_switch(this) };

	if (setup.fd < 0) {
		missing(&at, this->name, "open: %s", strerror(errno));
		return;
	}
	if (!in_child(measure_watched, &setup))
		missing(&at, this->name, "the process was killed");
	/* The child may have ended too early. */
	switch_to(this, setup.fd, false);
	close(setup.fd);
}

/* Only this seccomp has the events and the word. */
static void measure_all_watched(void *unused)
{
	static const char *const states[] = { "off", "on", "off again" };
	char measure[64];
	size_t i, j;

	(void)unused;
	for (i = 0; i < ARRAY_SIZE(watched); i++) {
		if (!access(VERDICT, F_OK)) {
			measure_switch(&watched[i]);
			continue;
		}
		for (j = 0; j < ARRAY_SIZE(states); j++) {
			snprintf(measure, sizeof(measure), "%s %s",
				 watched[i].name, states[j]);
			skip(&at, measure, "no %s", VERDICT);
		}
	}
}

static void measure_sources(void *unused)
{
	size_t i;

	(void)unused;
	for (i = 0; i < ARRAY_SIZE(sources); i++)
		measure_source(&sources[i]);
}

int measure_events(void)
{
	/* Without an audit record, LOG is a source of events only. */
	with_actions_logged(QUIET_ACTIONS, measure_sources, NULL);
	with_actions_logged(QUIET_ACTIONS, measure_all_watched, NULL);
	/* The measurements that follow find the key of argument copies off. */
	sleep(KEY_SECONDS);
	return 0;
}
