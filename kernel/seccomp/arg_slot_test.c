// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests of argument slots: their mappings, their reuse, and their end.
 *
 * A test runs in a kernel thread, which gets an address space for it. System calls
 * at the mapping, fork and exec need a process; selftests test them.
 */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>
#include <linux/seccomp_args.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "arg_slot.h"
#include "arg_vma.h"
#include "backport.h"

#define ARG_TEST_CHUNK_BYTES (SECCOMP_CHUNK_PAGES * PAGE_SIZE)

/* Give current an empty address space. The caller has a reference to both counts. */
static struct mm_struct *arg_test_attach(struct kunit *test)
{
	struct mm_struct *mm = mm_alloc();

	KUNIT_ASSERT_NOT_NULL(test, mm);
	mm->task_size = TASK_SIZE;
	arch_pick_mmap_layout(mm, &current->signal->rlim[RLIMIT_STACK]);
	mmgrab(mm);
	kthread_use_mm(mm);
	return mm;
}

/* Take the address space away. All of its mappings go. */
static void arg_test_detach(struct mm_struct *mm)
{
	kthread_unuse_mm(mm);
	mmput(mm);
}

/* Expect that the address space left nothing behind, and drop the structure. */
static void arg_test_finish(struct kunit *test, struct mm_struct *mm)
{
	KUNIT_EXPECT_FALSE(test, seccomp_arg_arena_exists(mm));
	mmdrop(mm);
}

/* Take a new slot, as another thread of the process would. */
static struct seccomp_arg_slot *arg_test_slot(struct kunit *test, bool narrow)
{
	struct seccomp_arg_slot *slot;

	current->seccomp.arg_slot = NULL;
	slot = seccomp_arg_slot_get(narrow);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, slot);
	return slot;
}

static void arg_test_give(struct seccomp_arg_slot *slot)
{
	current->seccomp.arg_slot = slot;
	seccomp_arg_slot_release(current);
}

static char *arg_test_page(struct kunit *test, struct seccomp_arg_slot *slot,
			   unsigned int page)
{
	char *data = seccomp_arg_slot_page(slot, page);

	KUNIT_ASSERT_NOT_NULL(test, data);
	return data;
}

/* Read a byte at a user address. Return -EFAULT for an address without a page. */
static int arg_test_read(unsigned long addr)
{
	unsigned char byte;

	return copy_from_user(&byte, (void __user *)addr, 1) ? -EFAULT : byte;
}

static void arg_test_zap(struct mm_struct *mm, unsigned long addr)
{
	struct vm_area_struct *vma;

	mmap_read_lock(mm);
	vma = find_vma(mm, addr);
	if (vma)
		seccomp_zap_vma_range(vma, vma->vm_start, ARG_TEST_CHUNK_BYTES);
	mmap_read_unlock(mm);
}

static void arg_slot_mapping_has_exact_flags(struct kunit *test)
{
	const vm_flags_t expected = VM_READ | VM_MAYREAD | VM_IO |
				    VM_DONTEXPAND | VM_DONTDUMP | VM_DONTCOPY |
				    VM_SEALED;
	/* The kernel may set these for each new mapping. */
	const vm_flags_t ignored = VM_SOFTDIRTY | VM_NOHUGEPAGE;
	struct mm_struct *mm = arg_test_attach(test);
	struct seccomp_arg_slot *slot = arg_test_slot(test, false);
	unsigned long start = seccomp_arg_slot_address(slot, 0, false);
	struct vm_area_struct *vma;

	mmap_read_lock(mm);
	vma = find_vma(mm, start);
	KUNIT_EXPECT_NOT_NULL(test, vma);
	if (vma) {
		KUNIT_EXPECT_EQ(test, vma->vm_flags & ~ignored, expected);
		KUNIT_EXPECT_EQ(test, vma->vm_start, start);
		KUNIT_EXPECT_EQ(test, vma->vm_end - start,
				ARG_TEST_CHUNK_BYTES);
		KUNIT_EXPECT_NULL(test, vma->vm_file);
		KUNIT_EXPECT_NULL(test, vma->vm_ops->access);
		KUNIT_EXPECT_NULL(test, vma->vm_ops->page_mkwrite);
		KUNIT_EXPECT_STREQ(test, vma->vm_ops->name(vma),
				   "[seccomp_args]");
	}
	mmap_read_unlock(mm);
	KUNIT_EXPECT_EQ(test, mm->map_count, 1);
	KUNIT_EXPECT_EQ(test, mm->total_vm, SECCOMP_CHUNK_PAGES);
	arg_test_give(slot);
	arg_test_detach(mm);
	arg_test_finish(test, mm);
}

static void arg_slot_shows_pages_with_data_only(struct kunit *test)
{
	struct mm_struct *mm = arg_test_attach(test);
	struct seccomp_arg_slot *slot = arg_test_slot(test, false);
	unsigned long start = seccomp_arg_slot_address(slot, 0, false);
	unsigned long addr;
	unsigned int page;

	for (page = 0; page < SECCOMP_SLOT_PAGES; page++)
		KUNIT_EXPECT_EQ(test, arg_test_read(start + page * PAGE_SIZE),
				-EFAULT);
	for (page = 0; page < SECCOMP_SLOT_PAGES; page++) {
		addr = start + page * PAGE_SIZE;
		*arg_test_page(test, slot, page) = page + 1;
		KUNIT_EXPECT_EQ(test, arg_test_read(addr), page + 1);
		KUNIT_EXPECT_EQ(test, arg_test_read(addr + PAGE_SIZE - 1), 0);
		slot->used[page] = 1;
	}
	/* The page behind is the guard, and behind it are slots without data. */
	for (; page < SECCOMP_CHUNK_PAGES; page++)
		KUNIT_EXPECT_EQ(test, arg_test_read(start + page * PAGE_SIZE),
				-EFAULT);
	/* User space cannot write, even where it can read. */
	KUNIT_EXPECT_NE(test, copy_to_user((void __user *)start, "x", 1), 0UL);
	KUNIT_EXPECT_EQ(test, arg_test_read(start), 1);
	arg_test_give(slot);
	arg_test_detach(mm);
	arg_test_finish(test, mm);
}

static void arg_slot_page_survives_zap(struct kunit *test)
{
	struct mm_struct *mm = arg_test_attach(test);
	struct seccomp_arg_slot *slot = arg_test_slot(test, false);
	unsigned long start = seccomp_arg_slot_address(slot, 0, false);
	unsigned long guard =
		seccomp_arg_slot_address(slot, SECCOMP_SLOT_PAGES, false);
	char *data = arg_test_page(test, slot, 0);

	*data = 1;
	slot->used[0] = 1;
	KUNIT_EXPECT_EQ(test, arg_test_read(start), 1);
	arg_test_zap(mm, start);
	*data = 2;
	KUNIT_EXPECT_EQ(test, arg_test_read(start), 2);
	/* It is the page of the kernel, and not a copy of it. */
	*data = 3;
	KUNIT_EXPECT_EQ(test, arg_test_read(start), 3);
	KUNIT_EXPECT_EQ(test, arg_test_read(guard), -EFAULT);
	arg_test_zap(mm, start);
	KUNIT_EXPECT_EQ(test, arg_test_read(guard), -EFAULT);
	KUNIT_EXPECT_PTR_EQ(test, seccomp_arg_slot_page(slot, 0), (void *)data);
	arg_test_give(slot);
	arg_test_detach(mm);
	arg_test_finish(test, mm);
}

/* Fault in another address space, as after a fork that copied the mapping. */
static void arg_slot_refuses_faults_elsewhere(struct kunit *test)
{
	struct mm_struct *mm = arg_test_attach(test);
	struct seccomp_arg_slot *slot = arg_test_slot(test, false);
	unsigned long start = seccomp_arg_slot_address(slot, 0, false);
	struct vm_area_struct *vma, *copy;

	arg_test_page(test, slot, 0);
	mmap_read_lock(mm);
	vma = find_vma(mm, start);
	copy = vma ? kmemdup(vma, sizeof(*vma), GFP_KERNEL) : NULL;
	KUNIT_EXPECT_NOT_NULL(test, copy);
	if (copy) {
		struct vm_fault here = { .vma = vma, .pgoff = 0 };
		struct vm_fault elsewhere = { .vma = copy, .pgoff = 0 };

		copy->vm_mm = &init_mm;
		KUNIT_EXPECT_TRUE(test, vma->vm_ops->fault(&elsewhere) ==
						VM_FAULT_SIGBUS);
		KUNIT_EXPECT_NULL(test, elsewhere.page);
		KUNIT_EXPECT_FALSE(test, vma->vm_ops->fault(&here));
		KUNIT_EXPECT_PTR_EQ(test, here.page,
				    virt_to_page(slot->pages[0]));
		if (here.page)
			put_page(here.page);
	}
	mmap_read_unlock(mm);
	kfree(copy);
	arg_test_give(slot);
	arg_test_detach(mm);
	arg_test_finish(test, mm);
}

static void arg_test_expect_mapped(struct kunit *test, struct mm_struct *mm,
				   unsigned long start)
{
	struct vm_area_struct *vma;

	mmap_read_lock(mm);
	vma = find_vma(mm, start);
	KUNIT_EXPECT_NOT_NULL(test, vma);
	if (vma) {
		KUNIT_EXPECT_EQ(test, vma->vm_start, start);
		KUNIT_EXPECT_EQ(test, vma->vm_end - start,
				ARG_TEST_CHUNK_BYTES);
		KUNIT_EXPECT_TRUE(test, vma->vm_flags & VM_SEALED);
	}
	mmap_read_unlock(mm);
	KUNIT_EXPECT_EQ(test, arg_test_read(start), 1);
}

static void arg_slot_mapping_stays(struct kunit *test)
{
	const unsigned long length = ARG_TEST_CHUNK_BYTES;
	struct mm_struct *mm = arg_test_attach(test);
	struct seccomp_arg_slot *slot = arg_test_slot(test, false);
	unsigned long start = seccomp_arg_slot_address(slot, 0, false);
	unsigned long addr;

	*arg_test_page(test, slot, 0) = 1;
	slot->used[0] = 1;
	KUNIT_EXPECT_EQ(test, vm_munmap(start, length), -EPERM);
	KUNIT_EXPECT_EQ(test, vm_munmap(start, PAGE_SIZE), -EPERM);
	KUNIT_EXPECT_EQ(test, vm_munmap(start + PAGE_SIZE, PAGE_SIZE), -EPERM);
	KUNIT_EXPECT_EQ(test,
			vm_munmap(start + length - PAGE_SIZE, 2 * PAGE_SIZE),
			-EPERM);
	KUNIT_EXPECT_EQ(test,
			vm_munmap(start - PAGE_SIZE, length + 2 * PAGE_SIZE),
			-EPERM);
	addr = vm_mmap(NULL, start, PAGE_SIZE, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, 0);
	KUNIT_EXPECT_TRUE(test, IS_ERR_VALUE(addr));
	KUNIT_EXPECT_EQ(test, mm->map_count, 1);
	arg_test_expect_mapped(test, mm, start);
	arg_test_give(slot);
	arg_test_detach(mm);
	arg_test_finish(test, mm);
}

static void arg_slot_is_kept_by_its_thread(struct kunit *test)
{
	struct mm_struct *mm = arg_test_attach(test);
	struct seccomp_arg_slot *slot = arg_test_slot(test, false);

	KUNIT_EXPECT_PTR_EQ(test, seccomp_arg_slot_get(false), slot);
	KUNIT_EXPECT_PTR_EQ(test, current->seccomp.arg_slot, slot);
	current->seccomp.call_regs = &slot->regs;
	seccomp_arg_slot_release(current);
	KUNIT_EXPECT_NULL(test, current->seccomp.arg_slot);
	KUNIT_EXPECT_NULL(test, current->seccomp.call_regs);
	arg_test_detach(mm);
	arg_test_finish(test, mm);
}

static void arg_slot_is_cleared_for_next_thread(struct kunit *test)
{
	struct mm_struct *mm = arg_test_attach(test);
	struct seccomp_arg_slot *slot = arg_test_slot(test, false);
	const size_t start = offsetof(struct seccomp_arg_slot, windows);
	struct seccomp_arg_slot *next;
	u16 used[SECCOMP_SLOT_PAGES];
	unsigned int page;

	for (page = 0; page < SECCOMP_SLOT_PAGES; page++) {
		slot->used[page] = SECCOMP_ARG_DATA_MAX >> page;
		memset(arg_test_page(test, slot, page), 0x5a, slot->used[page]);
	}
	memcpy(used, slot->used, sizeof(used));
	memset_after(slot, 0x5a, index);
	memcpy(slot->used, used, sizeof(used));
	arg_test_give(slot);

	next = arg_test_slot(test, false);
	KUNIT_EXPECT_PTR_EQ(test, next, slot);
	for (page = 0; page < SECCOMP_SLOT_PAGES; page++)
		KUNIT_EXPECT_NULL(test,
				  memchr_inv(next->pages[page], 0, PAGE_SIZE));
	KUNIT_EXPECT_NULL(test, memchr_inv((char *)next + start, 0,
					   sizeof(*next) - start));
	arg_test_give(next);
	arg_test_detach(mm);
	arg_test_finish(test, mm);
}

static void arg_slot_threads_share_mappings(struct kunit *test)
{
	const unsigned int threads = 1000;
	const int mappings = DIV_ROUND_UP(threads, SECCOMP_CHUNK_SLOTS);
	struct mm_struct *mm = arg_test_attach(test);
	struct seccomp_arg_slot **slots, *extra;
	unsigned int i;

	slots = kvcalloc(threads, sizeof(*slots), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, slots);
	for (i = 0; i < threads; i++) {
		slots[i] = arg_test_slot(test, false);
		*arg_test_page(test, slots[i], 0) = i % 256;
		slots[i]->used[0] = 1;
	}
	/* Each thread sees its own data at its own address. */
	for (i = 0; i < threads; i++) {
		if (arg_test_read(slots[i]->address[false]) != i % 256)
			break;
	}
	KUNIT_EXPECT_EQ(test, i, threads);
	KUNIT_EXPECT_LE(test, mm->map_count, 40);
	KUNIT_EXPECT_EQ(test, mm->map_count, mappings);
	/* A slot in the midst is used again, instead of a new mapping. */
	arg_test_give(slots[500]);
	extra = arg_test_slot(test, false);
	KUNIT_EXPECT_PTR_EQ(test, extra, slots[500]);
	for (i = 0; i < threads; i++)
		arg_test_give(slots[i]);
	for (i = 0; i < threads; i++)
		slots[i] = arg_test_slot(test, false);
	KUNIT_EXPECT_EQ(test, mm->map_count, mappings);
	for (i = 0; i < threads; i++)
		arg_test_give(slots[i]);
	kvfree(slots);
	arg_test_detach(mm);
	arg_test_finish(test, mm);
}

/* Expect that current gets no slot, and that nothing has changed. */
static void arg_test_expect_failure(struct kunit *test, struct mm_struct *mm,
				    bool narrow)
{
	const int map_count = mm->map_count;
	const unsigned long total_vm = mm->total_vm;
	struct seccomp_arg_slot *slot = seccomp_arg_slot_get(narrow);

	KUNIT_EXPECT_TRUE(test, IS_ERR(slot));
	KUNIT_EXPECT_EQ(test, PTR_ERR_OR_ZERO(slot), -ENOMEM);
	KUNIT_EXPECT_EQ(test, mm->map_count, map_count);
	KUNIT_EXPECT_EQ(test, mm->total_vm, total_vm);
}

static void arg_slot_obeys_limits(struct kunit *test)
{
	const unsigned long as_limit = rlimit(RLIMIT_AS) >> PAGE_SHIFT;
	const int max_map_count = READ_ONCE(sysctl_max_map_count);
	struct mm_struct *mm = arg_test_attach(test);
	struct seccomp_arg_slot *slot;

	/* Other tasks see this limit, too, but only for a moment. */
	WRITE_ONCE(sysctl_max_map_count, 0);
	arg_test_expect_failure(test, mm, false);
	WRITE_ONCE(sysctl_max_map_count, max_map_count);
	mm->total_vm = as_limit - SECCOMP_CHUNK_PAGES + 1;
	arg_test_expect_failure(test, mm, false);
	KUNIT_EXPECT_NULL(test, current->seccomp.arg_slot);
	KUNIT_EXPECT_FALSE(test, seccomp_arg_arena_exists(mm));
	/* Each limit leaves room for one more. */
	mm->total_vm = as_limit - SECCOMP_CHUNK_PAGES;
	WRITE_ONCE(sysctl_max_map_count, 1);
	slot = seccomp_arg_slot_get(false);
	WRITE_ONCE(sysctl_max_map_count, max_map_count);
	mm->total_vm -= as_limit - SECCOMP_CHUNK_PAGES;
	KUNIT_EXPECT_FALSE(test, IS_ERR(slot));
	if (!IS_ERR(slot))
		arg_test_give(slot);
	KUNIT_EXPECT_EQ(test, mm->map_count, 1);
	KUNIT_EXPECT_EQ(test, mm->total_vm, SECCOMP_CHUNK_PAGES);
	arg_test_detach(mm);
	arg_test_finish(test, mm);
}

/*
 * An address below 4 GiB. A kernel thread is a 64-bit task: arm64 finds no such
 * address for it, and the call must fail.
 */
static void arg_slot_second_mapping_is_low(struct kunit *test)
{
	struct mm_struct *mm = arg_test_attach(test);
	struct seccomp_arg_slot *slot = arg_test_slot(test, false);
	unsigned long high = seccomp_arg_slot_address(slot, 0, false);
	unsigned long low;

	*arg_test_page(test, slot, 0) = 1;
	slot->used[0] = 1;
	KUNIT_EXPECT_GT(test, high, (unsigned long)SZ_4G);
	if (!MAP_32BIT) {
		arg_test_expect_failure(test, mm, true);
		goto out;
	}
	KUNIT_EXPECT_PTR_EQ(test, seccomp_arg_slot_get(true), slot);
	KUNIT_EXPECT_EQ(test, mm->map_count, 2);
	low = seccomp_arg_slot_address(slot, 0, true);
	KUNIT_EXPECT_LT(test, low, (unsigned long)SZ_4G);
	KUNIT_EXPECT_EQ(test, arg_test_read(low), 1);
	KUNIT_EXPECT_EQ(test,
			arg_test_read(low + SECCOMP_SLOT_PAGES * PAGE_SIZE),
			-EFAULT);
	KUNIT_EXPECT_EQ(test, vm_munmap(low, ARG_TEST_CHUNK_BYTES), -EPERM);
	/* Both addresses show the same page. */
	*(char *)slot->pages[0] = 2;
	KUNIT_EXPECT_EQ(test, arg_test_read(low), 2);
	KUNIT_EXPECT_EQ(test, arg_test_read(high), 2);
	/* The other slots of the chunk have the address, too. */
	arg_test_give(arg_test_slot(test, true));
	KUNIT_EXPECT_EQ(test, mm->map_count, 2);
out:
	KUNIT_EXPECT_EQ(test, seccomp_arg_slot_address(slot, 0, false), high);
	arg_test_give(slot);
	arg_test_detach(mm);
	arg_test_finish(test, mm);
}

static void arg_slot_low_mapping_suits_all(struct kunit *test)
{
	struct mm_struct *mm;
	struct seccomp_arg_slot *slot;

	if (!MAP_32BIT)
		kunit_skip(test, "a 64-bit task cannot ask for low addresses");
	mm = arg_test_attach(test);
	slot = arg_test_slot(test, true);
	KUNIT_EXPECT_LT(test, slot->address[true], (unsigned long)SZ_4G);
	KUNIT_EXPECT_PTR_EQ(test, seccomp_arg_slot_get(false), slot);
	KUNIT_EXPECT_EQ(test, slot->address[false], slot->address[true]);
	KUNIT_EXPECT_EQ(test, mm->map_count, 1);
	arg_test_give(slot);
	arg_test_detach(mm);
	arg_test_finish(test, mm);
}

/* A thread keeps its slot over execve(), until it needs one again. */
static void arg_slot_outlives_its_mapping(struct kunit *test)
{
	struct mm_struct *old = arg_test_attach(test), *new;
	struct seccomp_arg_slot *slot = arg_test_slot(test, false);
	struct seccomp_arg_slot *next;
	char *data = arg_test_page(test, slot, 0);

	*data = 1;
	slot->used[0] = 1;
	KUNIT_EXPECT_EQ(test, arg_test_read(slot->address[false]), 1);
	arg_test_detach(old);
	/* The address space is gone, but not what the thread holds. */
	KUNIT_EXPECT_TRUE(test, seccomp_arg_arena_exists(old));
	KUNIT_EXPECT_EQ(test, *data, 1);

	new = arg_test_attach(test);
	next = seccomp_arg_slot_get(false);
	KUNIT_EXPECT_FALSE(test, IS_ERR(next));
	KUNIT_EXPECT_FALSE(test, seccomp_arg_arena_exists(old));
	KUNIT_EXPECT_PTR_EQ(test, current->seccomp.arg_slot, next);
	if (!IS_ERR(next)) {
		KUNIT_EXPECT_PTR_EQ(test, (void *)next->mm, (void *)new);
		arg_test_give(next);
	}
	arg_test_detach(new);
	arg_test_finish(test, new);
	arg_test_finish(test, old);
}

/* The references of a chunk go in any order. */
static void arg_slot_last_thread_frees_arena(struct kunit *test)
{
	struct mm_struct *mm = arg_test_attach(test);
	struct seccomp_arg_slot *first = arg_test_slot(test, false);
	struct seccomp_arg_slot *second = arg_test_slot(test, false);

	KUNIT_EXPECT_PTR_NE(test, first, second);
	arg_test_give(first);
	arg_test_detach(mm);
	KUNIT_EXPECT_TRUE(test, seccomp_arg_arena_exists(mm));
	arg_test_give(second);
	arg_test_finish(test, mm);
}

static void arg_slot_key_goes_off_late(struct kunit *test)
{
	struct static_key *key = &seccomp_arg_key.key.key;

	if (!IS_ENABLED(CONFIG_JUMP_LABEL))
		kunit_skip(test, "without jump labels, keys have no delay");
#ifdef CONFIG_JUMP_LABEL
	KUNIT_EXPECT_EQ(test, seccomp_arg_key.timeout, 10UL * HZ);
#endif
	static_key_deferred_flush(&seccomp_arg_key);
	KUNIT_EXPECT_FALSE(test, static_key_enabled(key));
	seccomp_arg_key_get();
	seccomp_arg_key_get();
	KUNIT_EXPECT_TRUE(test, static_key_enabled(key));
	seccomp_arg_key_put();
	seccomp_arg_key_put();
	KUNIT_EXPECT_TRUE(test, static_key_enabled(key));
	/* A filter that comes within the delay finds the key on, and keeps it. */
	seccomp_arg_key_get();
	static_key_deferred_flush(&seccomp_arg_key);
	KUNIT_EXPECT_TRUE(test, static_key_enabled(key));
	seccomp_arg_key_put();
	static_key_deferred_flush(&seccomp_arg_key);
	KUNIT_EXPECT_FALSE(test, static_key_enabled(key));
}

static struct kunit_case arg_slot_test_cases[] = {
	KUNIT_CASE(arg_slot_mapping_has_exact_flags),
	KUNIT_CASE(arg_slot_shows_pages_with_data_only),
	KUNIT_CASE(arg_slot_page_survives_zap),
	KUNIT_CASE(arg_slot_refuses_faults_elsewhere),
	KUNIT_CASE(arg_slot_mapping_stays),
	KUNIT_CASE(arg_slot_is_kept_by_its_thread),
	KUNIT_CASE(arg_slot_is_cleared_for_next_thread),
	KUNIT_CASE(arg_slot_threads_share_mappings),
	KUNIT_CASE(arg_slot_obeys_limits),
	KUNIT_CASE(arg_slot_second_mapping_is_low),
	KUNIT_CASE(arg_slot_low_mapping_suits_all),
	KUNIT_CASE(arg_slot_outlives_its_mapping),
	KUNIT_CASE(arg_slot_last_thread_frees_arena),
	KUNIT_CASE(arg_slot_key_goes_off_late),
	{},
};

static struct kunit_suite arg_slot_test_suite = {
	.name = "seccomp_arg_slot",
	.test_cases = arg_slot_test_cases,
};

kunit_test_suite(arg_slot_test_suite);
