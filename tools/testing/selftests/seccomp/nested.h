/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Targets whose path has several filters, some of them with listeners.
 *
 * Include this header after "notify.h" and "deep.h".
 */
#ifndef SELFTESTS_SECCOMP_NESTED_H
#define SELFTESTS_SECCOMP_NESTED_H

#define LISTENS ((unsigned int)SECCOMP_FILTER_FLAG_NEW_LISTENER)
#define NESTS ((unsigned int)SECCOMP_FILTER_FLAG_NESTED_LISTENERS)
#define LISTENS_NESTED (LISTENS | NESTS)

/* Open listeners on a path, at most. */
#define MAX_LISTENERS 8
#define MAX_LEVELS (MAX_LISTENERS + 2)

/* A filter: @verdict for the calls @nr whose argument 1 is @path. */
struct level {
	int nr;
	__u32 verdict;
	unsigned int flags;
	const char *path; /* NULL for all calls @nr */
};

struct nest {
	struct target t;
	struct level levels[MAX_LEVELS]; /* the oldest filter first */
	unsigned int count;
	int listeners[MAX_LEVELS]; /* for each level, or -1 */
	int handler_flags; /* SA_* for SIGUSR1, or -1 for no handler */
	int pair[2];
};

static inline int attach_level(const struct level *level)
{
	static struct deep_filter f;

	if (!level->path)
		return attach_nr(level->nr, level->verdict, level->flags);
	deep_begin(&f, level->nr);
	deep_match_string(&f, 1, level->path, SECCOMP_RET_ALLOW);
	deep_return(&f, level->verdict);
	return deep_attach_with(&f, level->flags | DEEP_ARGS);
}

static inline void do_nothing(int sig)
{
	(void)sig;
}

static inline int prepare_nest(void *arg)
{
	struct nest *nest = arg;
	struct sigaction action = {
		.sa_handler = do_nothing,
		.sa_flags = nest->handler_flags,
	};
	unsigned int i;
	int fd;

	if (nest->handler_flags >= 0)
		CHILD_ASSERT_EQ(0, sigaction(SIGUSR1, &action, NULL));
	CHILD_ASSERT_EQ(0, no_new_privs());
	for (i = 0; i < nest->count; i++) {
		fd = attach_level(&nest->levels[i]);
		CHILD_ASSERT_LE(0, fd);
		if (!(nest->levels[i].flags & LISTENS))
			continue;
		CHILD_ASSERT_EQ(0, send_fd(nest->pair[1], fd));
		close(fd);
	}
	return NO_LISTENER;
}

/* Start a target with the filters of @nest, and get all of its listeners. */
static inline bool start_nest(struct nest *nest)
{
	unsigned int i;

	for (i = 0; i < MAX_LEVELS; i++)
		nest->listeners[i] = -1;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, nest->pair) ||
	    !start_target(&nest->t, prepare_nest, nest))
		return false;
	for (i = 0; i < nest->count; i++)
		if (nest->levels[i].flags & LISTENS &&
		    !receive_fd(nest->pair[0], &nest->listeners[i]))
			return false;
	return true;
}

static inline void close_listener(struct nest *nest, unsigned int i)
{
	close(nest->listeners[i]);
	nest->listeners[i] = -1;
}

static inline void discard_nest(struct nest *nest)
{
	unsigned int i;

	if (!nest->count)
		return;
	discard_target(&nest->t);
	for (i = 0; i < MAX_LEVELS; i++)
		if (nest->listeners[i] >= 0)
			close(nest->listeners[i]);
	close(nest->pair[0]);
	close(nest->pair[1]);
	nest->count = 0;
}

/* Does a call wait for the supervisor of a listener to receive it? */
static inline bool is_asked(int listener)
{
	return events_of(listener, 0) & POLLIN;
}

/* Replace the copy of an argument: 0, or -1 and errno. */
static inline int edit_arg_struct(int listener, struct seccomp_notif_arg *arg)
{
	return ioctl(listener, SECCOMP_IOCTL_NOTIF_SET_ARG, arg);
}

static inline int edit_arg(int listener, __u64 id, unsigned int number,
			   const void *bytes, unsigned int size)
{
	struct seccomp_notif_arg arg = {
		.id = id,
		.arg = number,
		.size = size,
		.buffer = address_of(bytes),
	};

	return edit_arg_struct(listener, &arg);
}

static inline int edit_string(int listener, __u64 id, unsigned int number,
			      const char *string)
{
	return edit_arg(listener, id, number, string, strlen(string));
}

/* Does the copy of an argument have these bytes? */
static inline bool copy_is(int listener, __u64 id, unsigned int number,
			   const void *bytes, unsigned int size)
{
	static char buffer[SECCOMP_ARG_DATA_MAX];
	struct seccomp_notif_arg arg = {
		.id = id,
		.arg = number,
		.size = sizeof(buffer),
		.buffer = address_of(buffer),
	};

	return !get_arg(listener, &arg) && arg.status == SECCOMP_ARG_COPIED &&
	       arg.length == size && !memcmp(buffer, bytes, size);
}

static inline bool copy_is_string(int listener, __u64 id, unsigned int number,
				  const char *string)
{
	return copy_is(listener, id, number, string, strlen(string));
}

/* Does the kernel know the flag? It needs a listener, and is EINVAL alone. */
static inline bool has_nested_listeners(void)
{
	return sys_seccomp(SECCOMP_SET_MODE_FILTER, LISTENS_NESTED, NULL) ==
		       -1 &&
	       errno == EFAULT;
}

/* As deep_args_are_missing(): this seccomp without the flag must fail the tests. */
static inline bool nested_listeners_are_missing(void)
{
	return !has_nested_listeners() && !is_own_kernel();
}

#define NO_NESTED "no SECCOMP_FILTER_FLAG_NESTED_LISTENERS"

#endif /* SELFTESTS_SECCOMP_NESTED_H */
