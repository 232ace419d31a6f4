// SPDX-License-Identifier: GPL-2.0-only
/*
 * Domains: their place on a path, their contents, and how they tighten tables.
 *
 * The table of a path with a domain is changed in place. So system call entry of a
 * member is the same as of any other task, and no reader waits. A new table starts
 * from the one below and goes to the list of the family under the lock of the
 * family. So a holder that tightens finds each table with all older contents, and
 * misses none: neither one of a task that attaches at the same moment, nor one
 * whose filter is not published yet.
 *
 * A content is published first, then the tables are changed. The plain evaluation
 * reads contents, so it may find a content before the tables do, and never after.
 */
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/filter.h>
#include <linux/init.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/slab.h>
#include <linux/user_namespace.h>
#include <asm/syscall.h>
#include <uapi/linux/seccomp_ext.h>

#include "domain.h"
#include "filter.h"
#include "filter_id.h"
#include "outcome.h"
#include "program.h"
#include "program_cache.h"
#include "table.h"
#include "table_builder.h"
#include "verdict.h"

static struct kmem_cache *domain_slab __ro_after_init;
static struct kmem_cache *content_slab __ro_after_init;

/**
 * seccomp_domain_create - Create a domain that is on no path
 * @reserve: instructions that its contents may take, at most SECCOMP_PATH_INSNS
 *
 * Context: process context; may sleep.
 * Return: a domain with one reference, which the caller drops by
 * seccomp_domain_put(); or an error pointer: -ENOMEM, also for a reserve over the
 * limit.
 */
struct seccomp_domain *seccomp_domain_create(u32 reserve)
{
	struct seccomp_domain *domain;

	if (reserve > SECCOMP_PATH_INSNS)
		return ERR_PTR(-ENOMEM);
	domain = kmem_cache_zalloc(domain_slab, GFP_KERNEL_ACCOUNT);
	if (!domain)
		return ERR_PTR(-ENOMEM);
	domain->outermost = domain;
	domain->reserve = reserve;
	domain->no_new_privs = task_no_new_privs(current);
	domain->user_ns = get_user_ns(current_user_ns());
	init_waitqueue_head(&domain->pollers);
	refcount_set(&domain->refs, 1);
	mutex_init(&domain->lock);
	INIT_LIST_HEAD(&domain->tables);
	return domain;
}

/**
 * seccomp_domain_get - Take a reference to a domain
 * @domain: the domain; the caller holds a reference
 *
 * Context: any.
 * Return: @domain.
 */
struct seccomp_domain *seccomp_domain_get(struct seccomp_domain *domain)
{
	refcount_inc(&domain->refs);
	return domain;
}

static void free_contents(struct seccomp_content *content)
{
	while (content) {
		struct seccomp_content *next = content->next;

		seccomp_program_put(content->program);
		kmem_cache_free(content_slab, content);
		content = next;
	}
}

/**
 * seccomp_domain_put - Drop a reference to a domain
 * @domain: the domain, or NULL. Its last reference frees it and drops the reference
 *	to the domain around it
 *
 * Context: process context; may sleep.
 */
void seccomp_domain_put(struct seccomp_domain *domain)
{
	while (domain && refcount_dec_and_test(&domain->refs)) {
		struct seccomp_domain *outer = domain->outer;

		WARN_ON_ONCE(!list_empty(&domain->tables));
		free_contents(domain->contents);
		put_user_ns(domain->user_ns);
		mutex_destroy(&domain->lock);
		kmem_cache_free(domain_slab, domain);
		domain = outer;
	}
}

/**
 * seccomp_domain_place - Give the domain of a new filter its place on a path
 * @filter: filter with a domain, on no path and without a table
 * @prev: newest filter of the path, or NULL; the caller keeps it alive
 *
 * Context: process context; may sleep.
 */
void seccomp_domain_place(struct seccomp_filter *filter,
			  const struct seccomp_filter *prev)
{
	struct seccomp_domain *domain = filter->domain;
	struct seccomp_domain *old = domain->outer;
	struct seccomp_domain *outer = prev ? prev->newest_domain : NULL;

	domain->outer = outer ? seccomp_domain_get(outer) : NULL;
	domain->outermost = outer ? outer->outermost : domain;
	domain->level = outer ? outer->level + 1 : 1;
	domain->depth = prev ? prev->depth + 1 : 1;
	domain->log = filter->flags & SECCOMP_FILTER_FLAG_LOG;
	domain->deep = filter->flags & SECCOMP_FILTER_FLAG_DEEP_ARGS;
	domain->filter_id = seccomp_filter_id(filter->serial);
	seccomp_domain_put(old);
}

/**
 * seccomp_domain_go_live - Let the holder add contents
 * @domain: domain of a filter that goes on a path for good
 *
 * Context: the caller holds siglock, and publishes the filter.
 */
void seccomp_domain_go_live(struct seccomp_domain *domain)
{
	/* Pairs with the acquire load in seccomp_domain_tighten(). */
	smp_store_release(&domain->live, true);
}

/**
 * seccomp_domain_hang_up - Tell the holder that a domain has no users
 * @domain: domain of a filter that has lost its last user; the caller holds a
 *	reference
 *
 * Context: process context.
 */
void seccomp_domain_hang_up(struct seccomp_domain *domain)
{
	WRITE_ONCE(domain->live, false);
	wake_up_poll(&domain->pollers, EPOLLHUP);
}

/**
 * seccomp_domain_windows - Collect the windows that contents of a path need
 * @domain: newest domain of the path; the caller keeps it alive
 *
 * A content is found before its windows are, or together with them.
 *
 * Context: any.
 * Return: set of the windows from which the contents of all domains load.
 */
u16 seccomp_domain_windows(const struct seccomp_domain *domain)
{
	u16 windows = 0;

	for (; domain; domain = domain->outer) {
		const struct seccomp_content *newest =
			seccomp_domain_contents(domain);

		if (newest)
			windows |= newest->windows;
	}
	return windows;
}

/**
 * seccomp_domain_add_table - Let holders find a new table
 * @domain: newest domain of the path of the table
 * @table: the table, which has all contents of the path
 *
 * Context: the caller holds the lock of the family.
 */
void seccomp_domain_add_table(struct seccomp_domain *domain,
			      struct seccomp_table *table)
{
	lockdep_assert_held(&domain->outermost->lock);
	list_add(&table->member, &domain->outermost->tables);
}

/* --- Contents ----------------------------------------------------------- */

/*
 * A content can only deny. With an errno of 0, a call of a privileged member could
 * look as if it had succeeded. Unknown actions kill, but may get a meaning.
 */
static bool is_content_ret(u32 ret)
{
	switch (ret & SECCOMP_RET_ACTION_FULL) {
	case SECCOMP_RET_KILL_PROCESS:
	case SECCOMP_RET_KILL_THREAD:
	case SECCOMP_RET_TRAP:
	case SECCOMP_RET_LOG:
	case SECCOMP_RET_ALLOW:
		return true;
	case SECCOMP_RET_ERRNO:
		return ret & SECCOMP_RET_DATA;
	}
	return false;
}

/* Check all return instructions. BPF_RET | BPF_A could return any value. */
static bool may_be_content(const struct seccomp_program *program)
{
	unsigned int pc;

	for (pc = 0; pc < program->len; pc++) {
		const struct sock_filter *insn = &program->insns[pc];

		if (BPF_CLASS(insn->code) != BPF_RET)
			continue;
		if (insn->code != (BPF_RET | BPF_K) || !is_content_ret(insn->k))
			return false;
	}
	return true;
}

/* Compile a program that tables cannot take apart, so that no member interprets it. */
static int compile_if_whole(struct seccomp_program *program)
{
	unsigned int slot;

	for (slot = 0; slot < SECCOMP_TABLE_SLOTS; slot++)
		if (program->outcome_idx[slot] == SECCOMP_OUTCOME_UNKNOWN)
			return seccomp_program_compile(program);
	return 0;
}

static u32 content_cost(const struct seccomp_content *content)
{
	return content->program->len + SECCOMP_FILTER_PENALTY;
}

static void append_content(struct seccomp_domain *domain,
			   struct seccomp_content *content)
{
	struct seccomp_content *last = domain->contents;

	content->next = last;
	content->number = last ? last->number + 1 : 1;
	content->used = seccomp_domain_used(last) + content_cost(content);
	content->windows = content->program->windows |
			   (last ? last->windows : 0);
	/* Publishes the content to seccomp_domain_contents(). */
	smp_store_release(&domain->contents, content);
}

/* Is @domain, or the domain around it, and so on, the domain @outer? */
static bool is_nested_in(const struct seccomp_domain *domain,
			 const struct seccomp_domain *outer)
{
	while (domain && domain != outer)
		domain = domain->outer;
	return domain;
}

static void tighten_tables(struct seccomp_domain *domain,
			   const struct seccomp_content *content,
			   struct table_builder *b)
{
	struct seccomp_table *table;

	list_for_each_entry(table, &domain->outermost->tables, member)
		if (is_nested_in(table->domain, domain))
			seccomp_table_tighten(b, table, domain, content);
}

/* The odd version tells a verification that tables lag behind the contents. */
static void change_family(struct seccomp_domain *domain,
			  struct seccomp_content *content,
			  struct table_builder *b)
{
	u32 *version = &domain->outermost->version;

	WRITE_ONCE(*version, *version + 1);
	/* A reader that finds the content finds the odd version after it. */
	smp_wmb();
	append_content(domain, content);
	tighten_tables(domain, content, b);
	/* A reader that finds the even version finds all tables changed. */
	smp_store_release(version, *version + 1);
	/*
	 * The caller returns to user space, which tells other CPUs. Their calls must
	 * find the new entries.
	 */
	smp_mb();
}

static int add_content(struct seccomp_domain *domain,
		       struct seccomp_content *content, struct table_builder *b)
{
	struct mutex *lock = &domain->outermost->lock;
	int err = -ENOSPC;
	u32 left;

	if (mutex_lock_killable(lock))
		return -EINTR;
	left = domain->reserve - seccomp_domain_used(domain->contents);
	if (content_cost(content) <= left) {
		change_family(domain, content, b);
		err = 0;
	}
	mutex_unlock(lock);
	return err;
}

/**
 * seccomp_domain_tighten - Add a content to a domain
 * @domain: the domain; the caller holds a reference
 * @program: program of the content; the call consumes the caller's reference, also
 *	on failure
 *
 * All that can fail comes first. After a success each call of a member that begins
 * afterwards, on any CPU, is judged by the content, too.
 *
 * Context: process context; may sleep.
 * Return: 0; -EINVAL for a program that can do more than deny, or that loads from
 * windows in a domain without SECCOMP_FILTER_FLAG_DEEP_ARGS; -ENOENT without users;
 * -ENOSPC if the reserve does not suffice; -ENOMEM; -EINTR for a task that dies; or
 * an error of the BPF back end. After an error nothing has changed.
 */
int seccomp_domain_tighten(struct seccomp_domain *domain,
			   struct seccomp_program *program)
{
	struct table_builder *b = NULL;
	struct seccomp_content *content;
	int err = -EINVAL;

	if (!may_be_content(program) || (program->windows && !domain->deep))
		goto put_program;
	err = -ENOENT;
	/* Pairs with the release store in seccomp_domain_go_live(). */
	if (!smp_load_acquire(&domain->live))
		goto put_program;
	err = compile_if_whole(program);
	if (err)
		goto put_program;
	err = -ENOMEM;
	content = kmem_cache_zalloc(content_slab, GFP_KERNEL_ACCOUNT);
	if (!content)
		goto put_program;
	content->program = program;
	b = seccomp_table_builder_alloc(program->outcome_count *
					(2 + TABLE_RULES));
	if (b)
		err = add_content(domain, content, b);
	seccomp_table_builder_free(b);
	if (!err)
		return 0;
	kmem_cache_free(content_slab, content);
put_program:
	seccomp_program_put(program);
	return err;
}

/* --- Calls that have slept ---------------------------------------------- */

/**
 * seccomp_verdict_is_stale - Check whether a domain has changed a verdict
 * @filter: newest filter of the path that gave the verdict; current keeps it
 * @regs: saved registers of current
 * @old: the verdict
 *
 * A call may sleep between its verdict and its body. The holder of a domain may
 * tighten in that time, and the body must not run without the new content.
 *
 * Context: system call entry of current.
 * Return: false if the table of the path still gives the same verdict. True if it
 * does not, or if that takes a plain evaluation; the caller then evaluates the call
 * again.
 */
bool seccomp_verdict_is_stale(const struct seccomp_filter *filter,
			      struct pt_regs *regs,
			      const struct seccomp_verdict *old)
{
	const struct seccomp_table *table = READ_ONCE(filter->table);
	struct seccomp_verdict now = { .ret = SECCOMP_RET_ALLOW };
	const struct seccomp_rule *rule;
	u8 entry;

	if (!filter->newest_domain)
		return false;
	/* A filter below suspended ones may have lost its table. */
	if (!table)
		return true;
	entry = seccomp_table_entry(table, syscall_get_arch(current),
				    syscall_get_nr(current, regs));
	if (entry != TABLE_ALLOW) {
		rule = seccomp_table_rule(table, entry);
		/* Copies of arguments are for the plain evaluation. */
		if (!(rule->kind & RULE_NEEDS_REGS_ONLY))
			return true;
		now = seccomp_rule_run(table, rule, regs);
	}
	return !seccomp_verdict_equal(&now, old);
}

static int __init seccomp_domain_init(void)
{
	domain_slab = KMEM_CACHE(seccomp_domain, SLAB_PANIC | SLAB_ACCOUNT);
	content_slab = KMEM_CACHE(seccomp_content, SLAB_PANIC | SLAB_ACCOUNT);
	return 0;
}
core_initcall(seccomp_domain_init);
