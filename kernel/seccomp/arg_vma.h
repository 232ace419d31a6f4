/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The mappings of argument slots in an address space.
 *
 * Slots are mapped in chunks. A chunk is one mapping, so that a process with many
 * threads needs few of them.
 */
#ifndef _KERNEL_SECCOMP_ARG_VMA_H
#define _KERNEL_SECCOMP_ARG_VMA_H

#include <linux/list.h>
#include <linux/mm_types.h>
#include <linux/refcount.h>
#include <linux/types.h>

#include "arg_slot.h"

struct arg_arena;

/* Slots of a chunk, as many as &seccomp_arg_chunk.free has bits. */
#define SECCOMP_CHUNK_SLOTS 32
/* Pages that a slot takes in a mapping: its data, and the guard page. */
#define SECCOMP_SLOT_STRIDE (SECCOMP_SLOT_PAGES + 1)
#define SECCOMP_CHUNK_PAGES (SECCOMP_CHUNK_SLOTS * SECCOMP_SLOT_STRIDE)

/*
 * Flags of the mappings.
 *
 * VM_SEALED: user space cannot remove, replace, move or change the mapping.
 * Without VM_MAYWRITE and VM_SHARED, no access writes it, not even one that
 * overrides protections. VM_IO keeps get_user_pages(), core dumps, userfaultfd and
 * madvise(MADV_DOFORK) away, and VM_DONTCOPY keeps it out of a forked child.
 */
#define SECCOMP_ARG_VM_FLAGS                                          \
	(VM_READ | VM_MAYREAD | VM_IO | VM_DONTEXPAND | VM_DONTDUMP | \
	 VM_DONTCOPY | VM_SEALED)

/**
 * struct seccomp_arg_chunk - slots that share a mapping
 * @mapping: operations of the mappings; written under the mmap_lock of @mm before
 *	the first mapping, which publishes them. Unused where the kernel cannot tell
 *	when a special mapping goes away
 * @arena: arena of the chunk, which the chunk has a reference to
 * @mm: address space of @arena
 * @node: entry in the arena's list of chunks with free slots; protected by the
 *	arena's lock
 * @free: one bit for each slot that no thread holds; protected by the arena's lock
 * @refs: one for each mapping, and one for each slot that a thread holds; the last
 *	one is dropped under the arena's lock
 * @address: start of the mapping for 64-bit bodies, and of the one for 32-bit
 *	bodies; 0 for none. They may be the same mapping. Written under the
 *	mmap_lock of @mm; a thread that holds a slot reads it without a lock. Only
 *	the value counts, so it needs no barrier
 * @slots: the slots, or NULL until the first use. The thread that holds a slot
 *	publishes it by a release store, for faults. It stays until the chunk goes
 */
struct seccomp_arg_chunk {
	struct vm_special_mapping mapping;
	struct arg_arena *arena;
	struct mm_struct *mm;
	struct list_head node;
	u32 free;
	refcount_t refs;
	unsigned long address[2];
	struct seccomp_arg_slot *slots[SECCOMP_CHUNK_SLOTS];
};

int seccomp_arg_vma_map(struct seccomp_arg_chunk *chunk, bool narrow);
void seccomp_arg_chunk_put(struct seccomp_arg_chunk *chunk);
bool seccomp_arg_arena_exists(struct mm_struct *mm);

#endif /* _KERNEL_SECCOMP_ARG_VMA_H */
