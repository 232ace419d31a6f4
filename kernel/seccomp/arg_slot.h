/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Argument slots: memory of a thread that holds the copies of one call.
 *
 * User space sees a slot as a sealed, read-only mapping. The kernel writes it
 * through its own mapping of the pages.
 */
#ifndef _KERNEL_SECCOMP_ARG_SLOT_H
#define _KERNEL_SECCOMP_ARG_SLOT_H

#include <linux/compiler.h>
#include <linux/ptrace.h>
#include <linux/sched.h>
#include <linux/types.h>

#include "arg_row.h"
#include "window.h"

struct seccomp_arg_chunk;

/* Pages of a slot with data. The guard page, which is never mapped, follows. */
#define SECCOMP_SLOT_PAGES 4

/**
 * struct seccomp_arg_slot - the argument slot of a thread
 * @pages: kernel address of each page, or NULL until the first use. Page faults of
 *	other threads read it, so a release store publishes a page. It stays as long
 *	as the slot
 * @address: user address of the slot for 64-bit bodies, and for 32-bit bodies; 0
 *	if it is not mapped there
 * @mm: address space of the slot, to compare with
 * @chunk: chunk that the slot belongs to. The thread that holds the slot has a
 *	reference to it
 * @index: index of the slot in @chunk. The members behind @index are zero when a
 *	thread gets the slot
 * @windows: windows of the current call
 * @regs: registers for the body of the current call. Those of its arguments have
 *	values; a body reads no other
 * @arch: AUDIT_ARCH_* of the call that @regs is for
 * @nr: number of that call
 * @used: for each page the number of bytes that may be other than zero
 * @copied: set of the windows that have been looked at for the current call
 * @uncopied: true if a pointer of the current call was not copied
 * @edited: true if a supervisor has replaced a copy since the filters ran
 * @narrow: true if the body of the call takes user pointers of 32 bits
 * @resolved: true if @call says what is copied of the current call; false if
 *	@row says it
 * @count: number of arguments that can be copied
 * @row: row of the current call
 * @call: arguments that can be copied, if other arguments decide about them
 * @arg_regs: offsets in @regs of the arguments of the current call
 * @hash: hash of the copies when @regs was set; for CONFIG_SECCOMP_VERIFY
 *
 * Only the thread that holds the slot uses it. While the thread waits for a listener,
 * a supervisor reads @windows and the pages under the lock of the listener. There it
 * may also replace a copy, and sets @edited. The thread takes that lock before it goes
 * on, so it sees the change. The arena's lock hands a slot from one thread to the next
 * one.
 */
struct seccomp_arg_slot {
	void *pages[SECCOMP_SLOT_PAGES];
	unsigned long address[2];
	const struct mm_struct *mm;
	struct seccomp_arg_chunk *chunk;
	unsigned int index;
	struct seccomp_windows windows;
	struct pt_regs regs;
	u32 arch;
	int nr;
	u16 used[SECCOMP_SLOT_PAGES];
	u16 copied;
	bool uncopied;
	bool edited;
	bool narrow;
	bool resolved;
	u8 count;
	const struct seccomp_arg_row *row;
	struct seccomp_call_args call;
	const u16 *arg_regs;
	u32 hash;
};

#ifdef CONFIG_SECCOMP_DEEP_ARGS

struct seccomp_arg_slot *seccomp_arg_slot_take(bool narrow);
void *seccomp_arg_slot_page(struct seccomp_arg_slot *slot, unsigned int page);
void seccomp_arg_slot_release(struct task_struct *task);
void seccomp_arg_key_get(void);
void seccomp_arg_key_put(void);

/**
 * seccomp_arg_slot_get - Get the slot of current, with a mapping for a call
 * @narrow: true if the body of the call takes 32-bit addresses
 *
 * Context: entry of a call of current; holds no lock, may sleep.
 * Return: the slot, which current keeps until seccomp_arg_slot_release(); -ENOMEM
 * without memory, or without room for the mapping; -EINTR if a fatal signal
 * arrives.
 */
static inline struct seccomp_arg_slot *seccomp_arg_slot_get(bool narrow)
{
	struct seccomp_arg_slot *slot = current->seccomp.arg_slot;

	if (likely(slot && slot->mm == current->mm && slot->address[narrow]))
		return slot;
	return seccomp_arg_slot_take(narrow);
}

/**
 * seccomp_arg_slot_address - Return the user address of a page of a slot
 * @slot: slot from seccomp_arg_slot_get(@narrow)
 * @page: index of the page; SECCOMP_SLOT_PAGES for the guard page
 * @narrow: true for an address below 4 GiB
 *
 * Context: any.
 * Return: the address.
 */
static inline unsigned long
seccomp_arg_slot_address(const struct seccomp_arg_slot *slot, unsigned int page,
			 bool narrow)
{
	return slot->address[narrow] + page * PAGE_SIZE;
}

#else

static inline void seccomp_arg_slot_release(struct task_struct *task)
{
}

static inline void seccomp_arg_key_get(void)
{
}

static inline void seccomp_arg_key_put(void)
{
}

#endif /* CONFIG_SECCOMP_DEEP_ARGS */

#endif /* _KERNEL_SECCOMP_ARG_SLOT_H */
