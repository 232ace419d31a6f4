/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What fork, exec, ptrace, audit and /proc do for seccomp.
 */
#ifndef _LINUX_SECCOMP_HOOKS_H
#define _LINUX_SECCOMP_HOOKS_H

#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/seccomp_args.h>

struct audit_buffer;
struct seccomp_content;
struct seccomp_filter;
struct seccomp_record;
struct seq_file;

/**
 * struct seccomp_listing - a place in the list of a task's filters
 * @path: newest filter of the task, with a reference, during a read; else NULL
 * @filter: filter of the line; @path keeps it
 * @content: content of the line; NULL if the line is about @filter itself
 * @serial: number of @filter, for the next read
 * @depth: depth of @filter, for the next read; 0 behind the last line
 * @number: number of @content, for the next read; 0 for @filter itself
 * @contents: number of contents that @filter had when its line was reached
 * @hidden: depth up to which the filters keep hashes and counts from the reader
 * @inspects: true if opener and reader may inspect filters
 * @may_inspect: true if the opener of the file may inspect filters. Constant
 *
 * It belongs to an open file, whose reads exclude each other. No reference to a
 * filter stays between two reads.
 */
struct seccomp_listing {
	struct seccomp_filter *path;
	const struct seccomp_filter *filter;
	const struct seccomp_content *content;
	u64 serial;
	u32 depth;
	u32 number;
	u32 contents;
	u32 hidden;
	bool inspects;
	bool may_inspect;
};

/* kernel/audit.c */
#ifdef CONFIG_AUDIT
void audit_limit_print(struct audit_buffer *ab,
		       const struct seccomp_record *record);
#else
static inline void audit_limit_print(struct audit_buffer *ab,
				     const struct seccomp_record *record)
{
}
#endif

/* kernel/auditsc.c */
#ifdef CONFIG_AUDITSYSCALL
void audit_seccomp_record(unsigned long syscall, long signr, int code,
			  const struct seccomp_record *record);
#else
static inline void audit_seccomp_record(unsigned long syscall, long signr,
					int code,
					const struct seccomp_record *record)
{
}
#endif

#ifdef CONFIG_SECCOMP_FILTER

int seccomp_listing_start(struct seccomp_listing *listing,
			  struct task_struct *task, bool first);
void seccomp_listing_next(struct seccomp_listing *listing);
void seccomp_listing_stop(struct seccomp_listing *listing);
void seccomp_listing_show(struct seq_file *m,
			  const struct seccomp_listing *listing);
bool seccomp_may_inspect_noaudit(void);
void seccomp_audit_record(struct audit_buffer *ab,
			  const struct seccomp_record *record);
bool seccomp_may_print(const struct seccomp_record *record);
int seccomp_exec_prepare_filters(void);
void seccomp_exec_commit_filters(void);
int seccomp_force_strict_mode(struct task_struct *task);
bool seccomp_may_trace(struct task_struct *tracer, struct task_struct *task);
bool seccomp_begin_trace(struct task_struct *task);
bool seccomp_may_suspend(struct task_struct *task);

/**
 * seccomp_init_child - Let a new task have nothing that belongs to its parent
 * @seccomp: state of the new task, copied from its parent
 *
 * The child shares the filters of its parent. Slots and filters that wait for an
 * exec belong to one task.
 *
 * Context: fork, before the task runs; the caller holds the siglock of the parent.
 */
static inline void seccomp_init_child(struct seccomp *seccomp)
{
	seccomp_init_args(seccomp);
	seccomp->pending = NULL;
}

/**
 * seccomp_exec_prepare - Compute verdicts of filters that take effect with an exec
 *
 * Context: exec of current, which holds its cred_guard_mutex; may sleep.
 * Return: 0; -ENOMEM, or an error of the BPF back end. The exec fails then, and the
 * filters wait for the next one.
 */
static inline int seccomp_exec_prepare(void)
{
	return unlikely(current->seccomp.pending) ?
		       seccomp_exec_prepare_filters() :
		       0;
}

/**
 * seccomp_exec_commit - Let filters take effect with an exec
 *
 * Context: exec of current, after its last point of failure, in a group without
 * other threads.
 */
static inline void seccomp_exec_commit(void)
{
	if (unlikely(READ_ONCE(current->seccomp.pending)))
		seccomp_exec_commit_filters();
}

#else

static inline void seccomp_audit_record(struct audit_buffer *ab,
					const struct seccomp_record *record)
{
}

static inline bool seccomp_may_print(const struct seccomp_record *record)
{
	return true;
}

static inline void seccomp_init_child(struct seccomp *seccomp)
{
}

static inline int seccomp_exec_prepare(void)
{
	return 0;
}

static inline void seccomp_exec_commit(void)
{
}

static inline bool seccomp_may_trace(struct task_struct *tracer,
				     struct task_struct *task)
{
	return true;
}

static inline bool seccomp_begin_trace(struct task_struct *task)
{
	return true;
}

static inline bool seccomp_may_suspend(struct task_struct *task)
{
	return seccomp_mode(&current->seccomp) == 0;
}

#endif /* CONFIG_SECCOMP_FILTER */

#endif /* _LINUX_SECCOMP_HOOKS_H */
