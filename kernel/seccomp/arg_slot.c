// SPDX-License-Identifier: GPL-2.0-only
/*
 * Argument slots: how threads get them, and how long they live.
 *
 * User space must not remove the mapping of a slot, so the kernel cannot do it
 * either before the address space goes. So slots belong to the address space. A
 * thread takes one at its first call that needs copies, and gives it back when it
 * exits, or when it makes such a call in another address space. The next thread
 * gets it cleared.
 *
 * An arena has the slots of an address space, in chunks. References go upward:
 *
 *	slot in use, mapping  ->  chunk  ->  arena  ->  mm_struct
 *
 * The mappings go with the address space, whichever threads still hold slots. A
 * thread can hold a slot of an address space that is gone: it has called execve().
 * Then the chunk lives without a mapping until the thread gives the slot back.
 *
 * Locks: mmap_lock, then the lock of an arena, then no further one. At the entry
 * of a call, the thread holds no lock.
 */
#include <linux/err.h>
#include <linux/hashtable.h>
#include <linux/init.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/seccomp_args.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "arg_slot.h"
#include "arg_vma.h"

/**
 * struct arg_arena - the argument slots of an address space
 * @node: entry in arg_arenas; protected by arg_arenas_lock
 * @mm: the address space. The arena keeps the structure, so that its address
 *	identifies the address space; it does not keep the mappings
 * @lock: protects @chunks, and &seccomp_arg_chunk.free and &seccomp_arg_chunk.node
 *	of all chunks. It hands slots from thread to thread: the contents of a
 *	slot are cleared before its bit is set
 * @chunks: chunks with free slots
 * @refs: one for each chunk, and one for each thread that looks for a slot. The
 *	last one is dropped under arg_arenas_lock
 */
struct arg_arena {
	struct hlist_node node;
	struct mm_struct *mm;
	spinlock_t lock; /* protects the chunks' lists and free masks */
	struct list_head chunks;
	refcount_t refs;
};

/* Time for which the static key stays on after the last filter is gone. */
#define ARG_KEY_DELAY (10 * HZ)

DEFINE_STATIC_KEY_DEFERRED_FALSE(seccomp_arg_key, ARG_KEY_DELAY);

/* The arenas of all address spaces that have one. */
static DEFINE_HASHTABLE(arg_arenas, 8);
static DEFINE_SPINLOCK(arg_arenas_lock);

static struct kmem_cache *arg_arena_slab __ro_after_init;
static struct kmem_cache *arg_chunk_slab __ro_after_init;
static struct kmem_cache *arg_slot_slab __ro_after_init;

static struct arg_arena *find_arg_arena(struct mm_struct *mm)
{
	struct arg_arena *arena;

	lockdep_assert_held(&arg_arenas_lock);
	hash_for_each_possible(arg_arenas, arena, node, (unsigned long)mm) {
		if (arena->mm == mm)
			return arena;
	}
	return NULL;
}

/* Return the arena of an address space with a reference, or NULL without memory. */
static struct arg_arena *arg_arena_get(struct mm_struct *mm)
{
	struct arg_arena *arena, *unused;

	spin_lock(&arg_arenas_lock);
	arena = find_arg_arena(mm);
	if (arena)
		refcount_inc(&arena->refs);
	spin_unlock(&arg_arenas_lock);
	if (arena)
		return arena;

	unused = kmem_cache_zalloc(arg_arena_slab, GFP_KERNEL_ACCOUNT);
	if (!unused)
		return NULL;
	spin_lock_init(&unused->lock);
	INIT_LIST_HEAD(&unused->chunks);
	refcount_set(&unused->refs, 1);
	unused->mm = mm;

	spin_lock(&arg_arenas_lock);
	/* Another thread may have been faster. */
	arena = find_arg_arena(mm);
	if (arena) {
		refcount_inc(&arena->refs);
	} else {
		mmgrab(mm);
		hash_add(arg_arenas, &unused->node, (unsigned long)mm);
		arena = unused;
		unused = NULL;
	}
	spin_unlock(&arg_arenas_lock);
	if (unused)
		kmem_cache_free(arg_arena_slab, unused);
	return arena;
}

static void arg_arena_put(struct arg_arena *arena)
{
	if (!refcount_dec_and_lock(&arena->refs, &arg_arenas_lock))
		return;
	hash_del(&arena->node);
	spin_unlock(&arg_arenas_lock);
	mmdrop(arena->mm);
	kmem_cache_free(arg_arena_slab, arena);
}

/*
 * Return a chunk without a mapping, or NULL without memory. The caller holds slot
 * 0, and with it the reference.
 */
static struct seccomp_arg_chunk *arg_chunk_create(struct arg_arena *arena)
{
	struct seccomp_arg_chunk *chunk;

	chunk = kmem_cache_zalloc(arg_chunk_slab, GFP_KERNEL_ACCOUNT);
	if (!chunk)
		return NULL;
	refcount_inc(&arena->refs);
	chunk->arena = arena;
	chunk->mm = arena->mm;
	chunk->free = U32_MAX & ~BIT(0);
	INIT_LIST_HEAD(&chunk->node);
	refcount_set(&chunk->refs, 1);
	return chunk;
}

static void free_arg_slot(struct seccomp_arg_slot *slot)
{
	unsigned int page;

	if (!slot)
		return;
	/* User space may still have references, by vmsplice() for instance. */
	for (page = 0; page < SECCOMP_SLOT_PAGES; page++) {
		if (slot->pages[page])
			put_page(virt_to_page(slot->pages[page]));
	}
	kmem_cache_free(arg_slot_slab, slot);
}

/**
 * seccomp_arg_chunk_put - Drop a reference to a chunk
 * @chunk: the chunk; its last reference frees it, its slots and their pages
 *
 * Context: process context; may hold mmap_lock, but no spinlock.
 */
void seccomp_arg_chunk_put(struct seccomp_arg_chunk *chunk)
{
	struct arg_arena *arena = chunk->arena;
	unsigned int index;

	if (!refcount_dec_and_lock(&chunk->refs, &arena->lock))
		return;
	list_del(&chunk->node);
	spin_unlock(&arena->lock);
	for (index = 0; index < SECCOMP_CHUNK_SLOTS; index++)
		free_arg_slot(chunk->slots[index]);
	kmem_cache_free(arg_chunk_slab, chunk);
	arg_arena_put(arena);
}

/* Give a slot back, and drop the reference that it had to its chunk. */
static void give_arg_slot(struct seccomp_arg_chunk *chunk, unsigned int index)
{
	struct arg_arena *arena = chunk->arena;

	spin_lock(&arena->lock);
	if (!chunk->free)
		list_add(&chunk->node, &arena->chunks);
	chunk->free |= BIT(index);
	spin_unlock(&arena->lock);
	seccomp_arg_chunk_put(chunk);
}

/* Let a slot know where its chunk is mapped. */
static void set_arg_addresses(struct seccomp_arg_slot *slot)
{
	const unsigned long offset =
		slot->index * SECCOMP_SLOT_STRIDE * PAGE_SIZE;
	unsigned int narrow;

	for (narrow = 0; narrow < ARRAY_SIZE(slot->address); narrow++) {
		unsigned long start = READ_ONCE(slot->chunk->address[narrow]);

		slot->address[narrow] = start ? start + offset : 0;
	}
}

/*
 * Return the slot of an index that the caller has taken, or -ENOMEM. Only the caller
 * may set the slot. On failure, the index is given back.
 */
static struct seccomp_arg_slot *arg_slot_at(struct seccomp_arg_chunk *chunk,
					    unsigned int index)
{
	struct seccomp_arg_slot *slot = chunk->slots[index];

	if (!slot) {
		slot = kmem_cache_zalloc(arg_slot_slab, GFP_KERNEL_ACCOUNT);
		if (!slot) {
			give_arg_slot(chunk, index);
			return ERR_PTR(-ENOMEM);
		}
		slot->chunk = chunk;
		slot->index = index;
		slot->mm = chunk->mm;
		/* Faults follow the pointer; see arg_vma_page(). */
		smp_store_release(&chunk->slots[index], slot);
	}
	set_arg_addresses(slot);
	return slot;
}

/*
 * Take a free slot. Return NULL if the arena has none, or -ENOMEM.
 *
 * A chunk on the list has a mapping, as long as the address space lives. So it has
 * references, and its count may grow.
 */
static struct seccomp_arg_slot *take_arg_slot(struct arg_arena *arena)
{
	struct seccomp_arg_chunk *chunk;
	unsigned int index;

	spin_lock(&arena->lock);
	chunk = list_first_entry_or_null(&arena->chunks,
					 struct seccomp_arg_chunk, node);
	if (!chunk) {
		spin_unlock(&arena->lock);
		return NULL;
	}
	index = __ffs(chunk->free);
	chunk->free &= ~BIT(index);
	if (!chunk->free)
		list_del_init(&chunk->node);
	refcount_inc(&chunk->refs);
	spin_unlock(&arena->lock);
	return arg_slot_at(chunk, index);
}

/* Add a chunk to an arena without free slots, and take a slot. */
static struct seccomp_arg_slot *grow_arg_arena(struct arg_arena *arena,
					       bool narrow)
{
	struct seccomp_arg_chunk *chunk;
	int err;

	chunk = arg_chunk_create(arena);
	if (!chunk)
		return ERR_PTR(-ENOMEM);
	err = seccomp_arg_vma_map(chunk, narrow);
	if (err) {
		seccomp_arg_chunk_put(chunk);
		return ERR_PTR(err);
	}
	/* Other threads may take the other slots from now on. */
	spin_lock(&arena->lock);
	list_add(&chunk->node, &arena->chunks);
	spin_unlock(&arena->lock);
	return arg_slot_at(chunk, 0);
}

static struct seccomp_arg_slot *find_arg_slot(struct arg_arena *arena,
					      bool narrow)
{
	struct seccomp_arg_slot *slot;

	slot = take_arg_slot(arena);
	if (slot)
		return slot;
	if (mmap_write_lock_killable(arena->mm))
		return ERR_PTR(-EINTR);
	/* Threads that start together wait here, and need one chunk, not many. */
	slot = take_arg_slot(arena);
	if (!slot)
		slot = grow_arg_arena(arena, narrow);
	mmap_write_unlock(arena->mm);
	return slot;
}

/* Map the chunk of a slot where 32-bit bodies, or 64-bit bodies, can reach it. */
static int map_arg_slot(struct seccomp_arg_slot *slot, bool narrow)
{
	struct seccomp_arg_chunk *chunk = slot->chunk;
	int err = 0;

	if (mmap_write_lock_killable(chunk->mm))
		return -EINTR;
	if (!chunk->address[narrow])
		err = seccomp_arg_vma_map(chunk, narrow);
	mmap_write_unlock(chunk->mm);
	set_arg_addresses(slot);
	return err;
}

/**
 * seccomp_arg_slot_take - Find a slot for current, beyond the fast path
 * @narrow: true if the body of the call takes 32-bit addresses
 *
 * It is the part of seccomp_arg_slot_get() that may sleep. A slot of another
 * address space is given back.
 *
 * Context: entry of a call of current; holds no lock, may sleep.
 * Return: the slot of current; -ENOMEM; -EINTR if a fatal signal arrives.
 */
struct seccomp_arg_slot *seccomp_arg_slot_take(bool narrow)
{
	struct seccomp_arg_slot *slot = current->seccomp.arg_slot;
	struct arg_arena *arena;
	int err;

	if (slot && slot->mm != current->mm) {
		seccomp_arg_slot_release(current);
		slot = NULL;
	}
	if (!slot) {
		arena = arg_arena_get(current->mm);
		if (!arena)
			return ERR_PTR(-ENOMEM);
		slot = find_arg_slot(arena, narrow);
		arg_arena_put(arena);
		if (IS_ERR(slot))
			return slot;
		current->seccomp.arg_slot = slot;
	}
	if (slot->address[narrow])
		return slot;
	err = map_arg_slot(slot, narrow);
	return err ? ERR_PTR(err) : slot;
}

/**
 * seccomp_arg_slot_page - Return a page of a slot
 * @slot: slot of current
 * @page: index of the page, 0 to SECCOMP_SLOT_PAGES - 1
 *
 * The page is allocated at its first use, and stays as long as the slot's chunk.
 * It is charged to the memory cgroup of current.
 *
 * Context: process context; may sleep.
 * Return: kernel address of the page, which is zero beyond &slot.used; NULL
 * without memory.
 */
void *seccomp_arg_slot_page(struct seccomp_arg_slot *slot, unsigned int page)
{
	void *data = slot->pages[page];

	if (data)
		return data;
	data = (void *)get_zeroed_page(GFP_KERNEL_ACCOUNT);
	/* A fault that finds the page must find it cleared. */
	smp_store_release(&slot->pages[page], data);
	return data;
}

static void clear_arg_slot(struct seccomp_arg_slot *slot)
{
	unsigned int page;

	for (page = 0; page < SECCOMP_SLOT_PAGES; page++) {
		if (slot->used[page])
			memset(slot->pages[page], 0, slot->used[page]);
	}
	memset_after(slot, 0, index);
}

/**
 * seccomp_arg_slot_release - Let a task give its slot back
 * @task: current; it may have no slot
 *
 * Context: process context; current makes no call that uses its slot.
 */
void seccomp_arg_slot_release(struct task_struct *task)
{
	struct seccomp_arg_slot *slot = task->seccomp.arg_slot;

	if (!slot)
		return;
	task->seccomp.call_regs = NULL;
	task->seccomp.arg_slot = NULL;
	clear_arg_slot(slot);
	give_arg_slot(slot->chunk, slot->index);
}

/**
 * seccomp_arg_key_get - Let calls look for copied arguments
 *
 * A filter with SECCOMP_FILTER_FLAG_DEEP_ARGS calls it when it is created, before
 * a task can have it.
 *
 * Context: process context; may sleep. It takes cpus_read_lock(), so the caller
 * must hold no lock.
 */
void seccomp_arg_key_get(void)
{
	static_branch_deferred_inc(&seccomp_arg_key);
}

/**
 * seccomp_arg_key_put - Undo seccomp_arg_key_get() after a delay
 *
 * A change of the key patches code on all CPUs. The delay limits how often user
 * space can cause that.
 *
 * Context: process context; may sleep.
 */
void seccomp_arg_key_put(void)
{
	static_branch_slow_dec_deferred(&seccomp_arg_key);
}

#if IS_ENABLED(CONFIG_SECCOMP_KUNIT_TEST)

/**
 * seccomp_arg_arena_exists - Check whether an address space has an arena
 * @mm: the address space; the caller keeps the structure
 *
 * Only tests call it.
 *
 * Context: process context.
 * Return: true if it has one now.
 */
bool seccomp_arg_arena_exists(struct mm_struct *mm)
{
	bool exists;

	spin_lock(&arg_arenas_lock);
	exists = find_arg_arena(mm);
	spin_unlock(&arg_arenas_lock);
	return exists;
}

#endif /* CONFIG_SECCOMP_KUNIT_TEST */

static int __init seccomp_arg_slot_init(void)
{
	BUILD_BUG_ON(SECCOMP_CHUNK_SLOTS !=
		     sizeof_field(struct seccomp_arg_chunk, free) * 8);
	BUILD_BUG_ON(SECCOMP_ARG_DATA_MAX > PAGE_SIZE);
	/* All caches of seccomp have this prefix, so that tests find leaks. */
	arg_arena_slab = kmem_cache_create("seccomp_arg_arena",
					   sizeof(struct arg_arena), 0,
					   SLAB_PANIC | SLAB_ACCOUNT, NULL);
	arg_chunk_slab =
		KMEM_CACHE(seccomp_arg_chunk, SLAB_PANIC | SLAB_ACCOUNT);
	arg_slot_slab = KMEM_CACHE(seccomp_arg_slot, SLAB_PANIC | SLAB_ACCOUNT);
	return 0;
}
core_initcall(seccomp_arg_slot_init);
