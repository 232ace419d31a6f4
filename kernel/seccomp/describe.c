// SPDX-License-Identifier: GPL-2.0-only
/*
 * The lines of /proc/PID/seccomp_filters: a line for each filter of a path, the
 * newest first, and one for each content of a domain below the line of its filter.
 *
 * A list can have thousands of lines, so a reader needs several reads. A path only
 * grows, at its newest end. So the next read finds its filter at the same depth, and
 * a filter that is added later is not in the list. The list keeps no reference to a
 * filter between two reads.
 */
#include <linux/capability.h>
#include <linux/err.h>
#include <linux/limits.h>
#include <linux/overflow.h>
#include <linux/sched.h>
#include <linux/seccomp_hooks.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include <linux/string_helpers.h>
#include <linux/user_namespace.h>
#include <crypto/sha2.h>

#include "count.h"
#include "domain.h"
#include "filter.h"
#include "filter_id.h"
#include "listener.h"
#include "program.h"
#include "task.h"

/* Go to the line of a filter, or behind the last line if @filter is NULL. */
static void list_next_filter(struct seccomp_listing *listing,
			     const struct seccomp_filter *filter)
{
	const struct seccomp_content *newest = NULL;

	if (filter && filter->domain)
		newest = seccomp_domain_contents(filter->domain);
	listing->filter = filter;
	listing->content = NULL;
	listing->serial = filter ? filter->serial : 0;
	listing->depth = filter ? filter->depth : 0;
	listing->number = 0;
	listing->contents = newest ? newest->number : 0;
}

/* Go to the line of a content of the filter. Contents never go away. */
static void list_content_number(struct seccomp_listing *listing, u32 number)
{
	const struct seccomp_content *content = listing->content;

	if (!content)
		content = seccomp_domain_contents(listing->filter->domain);
	while (content->number > number)
		content = content->next;
	listing->content = content;
	listing->number = number;
}

/*
 * Go to the line that the last read has left. A thread other than the leader may
 * have become the leader by an exec, and have another path.
 */
static int list_same_line(struct seccomp_listing *listing)
{
	const struct seccomp_filter *filter;

	if (!listing->path || listing->path->depth < listing->depth)
		return -ESRCH;
	filter = seccomp_filter_at(listing->path, listing->depth);
	if (filter->serial != listing->serial)
		return -ESRCH;
	listing->filter = filter;
	listing->content = NULL;
	if (listing->number)
		list_content_number(listing, listing->number);
	return 0;
}

/**
 * seccomp_may_inspect_noaudit - Check whether current may learn what filters contain
 *
 * A reader without the right gets the other fields. So the check leaves no record of
 * a refusal.
 *
 * Context: process context.
 * Return: true with CAP_SYS_ADMIN in the initial user namespace, which
 * PTRACE_SECCOMP_GET_FILTER needs, too.
 */
bool seccomp_may_inspect_noaudit(void)
{
	return ns_capable_noaudit(&init_user_ns, CAP_SYS_ADMIN);
}

/*
 * As for PTRACE_SECCOMP_GET_FILTER, the filters that bind the reader itself stay
 * closed to it. A reader in another sandbox learns nothing.
 */
static u32 find_hidden_depth(const struct seccomp_filter *path)
{
	const struct seccomp_filter *own = READ_ONCE(current->seccomp.filter);

	if (!seccomp_filter_is_ancestor(own, path))
		return U32_MAX;
	return own ? own->depth : 0;
}

/**
 * seccomp_listing_start - Begin a read of the list
 * @listing: the list; owned by the caller, zeroed before the first read. The caller
 *	calls seccomp_listing_stop() also after an error
 * @task: task with the filters; the caller has checked the right to read it, and
 *	keeps it from changing its credentials during the call
 * @first: true to begin with the newest filter; false to go on
 *
 * Context: process context; takes siglock of @task.
 * Return: 0; -ESRCH for a reaped task, and if the list has no next line any more as
 * @task exits or another thread has taken its place.
 */
int seccomp_listing_start(struct seccomp_listing *listing,
			  struct task_struct *task, bool first)
{
	struct seccomp_filter *path;

	if (!first && !listing->depth)
		return 0;
	path = seccomp_task_get_filter(task, NULL);
	if (IS_ERR(path))
		return PTR_ERR(path);
	listing->path = path;
	listing->hidden = find_hidden_depth(path);
	listing->inspects = listing->may_inspect &&
			    seccomp_may_inspect_noaudit();
	if (!first)
		return list_same_line(listing);
	list_next_filter(listing, path);
	return 0;
}

/**
 * seccomp_listing_next - Go to the next line of the list
 * @listing: the list, not behind its last line
 *
 * Context: process context, between seccomp_listing_start() and
 * seccomp_listing_stop(); may sleep.
 */
void seccomp_listing_next(struct seccomp_listing *listing)
{
	const u32 left = listing->number ? listing->number - 1 :
					   listing->contents;

	if (left)
		list_content_number(listing, left);
	else
		list_next_filter(listing, listing->filter->prev);
	cond_resched();
}

/**
 * seccomp_listing_stop - End a read of the list
 * @listing: the list; it keeps its place
 *
 * Context: process context; may sleep.
 */
void seccomp_listing_stop(struct seccomp_listing *listing)
{
	seccomp_filter_put(listing->path);
	listing->path = NULL;
	listing->filter = NULL;
	listing->content = NULL;
}

/* The hash is that of the instructions as user space has them in memory. */
static void show_program_hash(struct seq_file *m,
			      const struct seccomp_listing *listing,
			      const struct seccomp_program *program)
{
	u8 hash[SHA256_DIGEST_SIZE];

	if (!listing->inspects || listing->depth <= listing->hidden) {
		seq_puts(m, " hash=-\n");
		return;
	}
	sha256((const u8 *)program->insns,
	       array_size(program->len, sizeof(*program->insns)), hash);
	seq_printf(m, " hash=%*phN\n", SHA256_DIGEST_SIZE, hash);
}

/* A label has no bytes to escape. The name of a task can have any. */
static void show_filter_name(struct seq_file *m,
			     const struct seccomp_filter *filter)
{
	if (filter->label) {
		seq_printf(m, " label=%s", filter->label);
		return;
	}
	seq_puts(m, " label=- comm=");
	seq_escape_mem(m, filter->comm, strnlen(filter->comm, TASK_COMM_LEN),
		       ESCAPE_NAP | ESCAPE_OCTAL | ESCAPE_APPEND, " \\");
}

static const char *name_listener_state(const struct seccomp_filter *filter)
{
	if (!filter->listener)
		return "none";
	return seccomp_listener_is_closed(filter->listener) ? "closed" : "open";
}

/* A count of refusals tells what other tasks do, as the counter itself does. */
static void show_refused(struct seq_file *m,
			 const struct seccomp_listing *listing)
{
	struct seccomp_counter *counter = listing->filter->counter;

	if (!counter || listing->depth <= listing->hidden ||
	    !seccomp_counter_may_read(m->file, counter)) {
		seq_puts(m, " refused=-");
		return;
	}
	seq_printf(m, " refused=%llu", seccomp_count_refused(counter));
}

static void show_filter_line(struct seq_file *m,
			     const struct seccomp_listing *listing)
{
	const struct seccomp_filter *filter = listing->filter;

	seq_printf(m, "id=%016llx", seccomp_filter_id(filter->serial));
	show_filter_name(m, filter);
	seq_printf(m, " flags=%x insns=%u depth=%u listener=%s", filter->flags,
		   filter->program->len, filter->depth,
		   name_listener_state(filter));
	if (filter->domain)
		seq_printf(m, " domain=%u", listing->contents);
	else
		seq_puts(m, " domain=none");
	show_refused(m, listing);
	show_program_hash(m, listing, filter->program);
}

/**
 * seccomp_listing_show - Print a line of the list
 * @m: output file
 * @listing: the list, not behind its last line
 *
 * Context: process context, between seccomp_listing_start() and
 * seccomp_listing_stop(); may sleep.
 */
void seccomp_listing_show(struct seq_file *m,
			  const struct seccomp_listing *listing)
{
	const struct seccomp_content *content = listing->content;

	if (!content) {
		show_filter_line(m, listing);
		return;
	}
	seq_printf(m, "\tcontent=%u insns=%u", content->number,
		   content->program->len);
	show_program_hash(m, listing, content->program);
}
