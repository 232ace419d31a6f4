// SPDX-License-Identifier: GPL-2.0-only
/*
 * The mappings of argument slots: flags, addresses, limits and faults.
 *
 * A filter has judged what a slot contains. So no thread of the process, nor any
 * other process, may change it, or map something else at its address. That is
 * what the flags of the mapping are for, see SECCOMP_ARG_VM_FLAGS.
 *
 * Some requests still drop the page table entries, such as MADV_DONTNEED and the
 * OOM reaper. The next access finds the same page again, because only the fault
 * handler here maps pages, and a chunk keeps its pages.
 */
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/perf_event.h>
#include <linux/sched/signal.h>
#include <linux/sizes.h>

#include "arg_vma.h"
#include "backport.h"

static const char arg_vma_name[] = "[seccomp_args]";

/*
 * The guard page of a slot, and pages without data yet, have no page. An access by
 * the kernel fails with -EFAULT, one by user space gets SIGBUS.
 */
static struct page *arg_vma_page(struct seccomp_arg_chunk *chunk, pgoff_t pgoff)
{
	const pgoff_t index = pgoff / SECCOMP_SLOT_STRIDE;
	const pgoff_t page = pgoff % SECCOMP_SLOT_STRIDE;
	const struct seccomp_arg_slot *slot;
	void *data;

	if (index >= SECCOMP_CHUNK_SLOTS || page >= SECCOMP_SLOT_PAGES)
		return NULL;
	/* Pairs with the release of the thread that holds the slot. */
	slot = smp_load_acquire(&chunk->slots[index]);
	if (!slot)
		return NULL;
	/* Pairs with seccomp_arg_slot_page(): the page has been cleared. */
	data = smp_load_acquire(&slot->pages[page]);
	return data ? virt_to_page(data) : NULL;
}

/*
 * Faults run under mmap_lock or the lock of the VMA. Both keep the VMA, and it
 * keeps the chunk with its slots and pages.
 */
static vm_fault_t arg_vma_fault(struct seccomp_arg_chunk *chunk,
				struct vm_fault *vmf)
{
	struct page *page;

	/* A copy in another address space must not show this one's calls. */
	if (vmf->vma->vm_mm != chunk->mm)
		return VM_FAULT_SIGBUS;
	page = arg_vma_page(chunk, vmf->pgoff);
	if (!page)
		return VM_FAULT_SIGBUS;
	get_page(page);
	vmf->page = page;
	return 0;
}

#ifdef CONFIG_SECCOMP_SPECIAL_MAPPING_CLOSE

static struct seccomp_arg_chunk *
chunk_of_mapping(const struct vm_special_mapping *mapping)
{
	return container_of(mapping, struct seccomp_arg_chunk, mapping);
}

static vm_fault_t arg_mapping_fault(const struct vm_special_mapping *mapping,
				    struct vm_area_struct *vma,
				    struct vm_fault *vmf)
{
	return arg_vma_fault(chunk_of_mapping(mapping), vmf);
}

static int arg_mapping_mremap(const struct vm_special_mapping *mapping,
			      struct vm_area_struct *new_vma)
{
	return -EPERM;
}

static void arg_mapping_close(const struct vm_special_mapping *mapping,
			      struct vm_area_struct *vma)
{
	seccomp_arg_chunk_put(chunk_of_mapping(mapping));
}

static const struct vm_special_mapping arg_mapping = {
	.name = arg_vma_name,
	.fault = arg_mapping_fault,
	.mremap = arg_mapping_mremap,
	.close = arg_mapping_close,
};

static int arg_vma_install(struct seccomp_arg_chunk *chunk, unsigned long addr)
{
	struct vm_area_struct *vma;

	/* New kernels read the name of a first mapping without mmap_lock. */
	if (!chunk->mapping.name)
		chunk->mapping = arg_mapping;
	vma = _install_special_mapping(chunk->mm, addr,
				       SECCOMP_CHUNK_PAGES * PAGE_SIZE,
				       SECCOMP_ARG_VM_FLAGS, &chunk->mapping);
	return PTR_ERR_OR_ZERO(vma);
}

#else

static vm_fault_t arg_vm_fault(struct vm_fault *vmf)
{
	return arg_vma_fault(vmf->vma->vm_private_data, vmf);
}

/*
 * mremap() copies the VMA before it asks arg_vm_mremap(), and removes the copy
 * after the refusal. A sealed copy would stay.
 */
static void arg_vm_open(struct vm_area_struct *vma)
{
	struct seccomp_arg_chunk *chunk = vma->vm_private_data;

	vma->vm_flags &= ~VM_SEALED;
	refcount_inc(&chunk->refs);
}

static void arg_vm_close(struct vm_area_struct *vma)
{
	seccomp_arg_chunk_put(vma->vm_private_data);
}

static int arg_vm_may_split(struct vm_area_struct *vma, unsigned long addr)
{
	return -EPERM;
}

static int arg_vm_mprotect(struct vm_area_struct *vma, unsigned long start,
			   unsigned long end, unsigned long newflags)
{
	return -EPERM;
}

static int arg_vm_mremap(struct vm_area_struct *new_vma)
{
	return -EPERM;
}

static const char *arg_vm_name(struct vm_area_struct *vma)
{
	return arg_vma_name;
}

static const struct vm_operations_struct arg_vm_operations = {
	.open = arg_vm_open,
	.close = arg_vm_close,
	.may_split = arg_vm_may_split,
	.mprotect = arg_vm_mprotect,
	.mremap = arg_vm_mremap,
	.fault = arg_vm_fault,
	.name = arg_vm_name,
};

static int arg_vma_install(struct seccomp_arg_chunk *chunk, unsigned long addr)
{
	struct vm_area_struct *vma;
	int err;

	vma = vm_area_alloc(chunk->mm);
	if (!vma)
		return -ENOMEM;
	vma->vm_start = addr;
	vma->vm_end = addr + SECCOMP_CHUNK_PAGES * PAGE_SIZE;
	vma->vm_flags = SECCOMP_ARG_VM_FLAGS | VM_SOFTDIRTY;
	vma->vm_page_prot = vm_get_page_prot(vma->vm_flags);
	vma->vm_ops = &arg_vm_operations;
	vma->vm_private_data = chunk;
	err = insert_vm_struct(chunk->mm, vma);
	if (err) {
		vm_area_free(vma);
		return err;
	}
	vm_stat_account(chunk->mm, vma->vm_flags, SECCOMP_CHUNK_PAGES);
	perf_event_mmap(vma);
	return 0;
}

#endif /* CONFIG_SECCOMP_SPECIAL_MAPPING_CLOSE */

/*
 * Return an address for a mapping, or an error as an address.
 *
 * In a 32-bit call, the architecture looks for a low address by itself. It does
 * so with MAP_32BIT, too. A task whose addresses end below 4 GiB needs that for a
 * 64-bit call: the architecture would look where the task must not map.
 */
static unsigned long find_arg_address(bool narrow)
{
	const unsigned long length = SECCOMP_CHUNK_PAGES * PAGE_SIZE;
	const bool low = narrow || TASK_SIZE <= SZ_4G;
	unsigned long addr;

	addr = get_unmapped_area(NULL, 0, length, 0, low ? MAP_32BIT : 0);
	if (IS_ERR_VALUE(addr))
		return -ENOMEM;
	if (narrow && addr + length > SZ_4G)
		return -ENOMEM;
	return addr;
}

/* Installing a mapping skips the limits that mmap() checks. */
static bool may_map_chunk(struct mm_struct *mm)
{
	const unsigned long limit = rlimit(RLIMIT_AS) >> PAGE_SHIFT;

	if (mm->map_count >= READ_ONCE(sysctl_max_map_count))
		return false;
	return mm->total_vm + SECCOMP_CHUNK_PAGES <= limit;
}

/**
 * seccomp_arg_vma_map - Map a chunk
 * @chunk: chunk of the address space of current; the caller has a reference
 * @narrow: true for an address below 4 GiB
 *
 * The mapping has a reference to @chunk, which goes with the address space. If the
 * address suits both kinds of bodies, the chunk needs no second mapping.
 *
 * Context: the caller holds the mmap_lock of current for writing.
 * Return: 0; -ENOMEM without memory or an address, or beyond RLIMIT_AS or
 * vm.max_map_count.
 */
int seccomp_arg_vma_map(struct seccomp_arg_chunk *chunk, bool narrow)
{
	unsigned long addr;

	mmap_assert_write_locked(chunk->mm);
	if (!may_map_chunk(chunk->mm))
		return -ENOMEM;
	addr = find_arg_address(narrow);
	if (IS_ERR_VALUE(addr))
		return addr;
	refcount_inc(&chunk->refs);
	if (arg_vma_install(chunk, addr)) {
		/* The caller has a reference, so this one is not the last. */
		refcount_dec(&chunk->refs);
		return -ENOMEM;
	}
	if (!chunk->address[false])
		WRITE_ONCE(chunk->address[false], addr);
	if (addr + SECCOMP_CHUNK_PAGES * PAGE_SIZE <= SZ_4G)
		WRITE_ONCE(chunk->address[true], addr);
	return 0;
}
