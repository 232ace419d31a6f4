// SPDX-License-Identifier: GPL-2.0-only
/*
 * Attack the mapping that holds the copies of arguments.
 *
 * A filtered thread calls openat(2). A listener of its filter holds the call after
 * the kernel has copied the path. The first thread has no filter. It changes the
 * path in memory, attacks the mapping, and lets the call continue. The call must
 * open the file whose path the filter has seen, or fail.
 */
#include "../kselftest_harness.h"

#include "common.h"
#include "callsite.h"
#include "target.h"
#include "notify.h"
#include "tracee.h"
#include "deep.h"
#include "deep_attack.h"
#include "deep_slot.h"
#include "slab.h"

#include <linux/io_uring.h>
#include <linux/perf_event.h>
#include <linux/userfaultfd.h>
#include <setjmp.h>
#include <sys/ioctl.h>
#include <sys/ipc.h>
#include <sys/resource.h>
#include <sys/shm.h>

/*
 * Attacks by one system call. The thread without a filter makes it while a judged
 * call waits. Then the filtered thread makes it.
 */
static void run_attack(struct __test_metadata *_metadata, slot_data *self,
		       const struct slot_attack *attack)
{
	const struct call call = attack_call(&self->target, attack);
	struct outcome out;

	ASSERT_TRUE(begin_call(self));
	out = make_call(&call);
	EXPECT_EQ(0, end_call(self))
	TH_LOG("%s: not the judged file", attack->name);
	EXPECT_TRUE(attack_result_is_right(attack, out.ret, out.err))
	TH_LOG("%s: %lld, errno %lld", attack->name, (long long)out.ret,
	       (long long)out.err);
	EXPECT_SOUND();

	ASSERT_TRUE(send_call_struct(&self->thread, call));
	out = outcome_of(&self->thread);
	EXPECT_TRUE(attack_result_is_right(attack, out.ret, out.err))
	TH_LOG("%s by the filtered thread: %lld, errno %lld", attack->name,
	       (long long)out.ret, (long long)out.err);
	EXPECT_SOUND();
}

static void run_attacks(struct __test_metadata *_metadata, slot_data *self,
			enum attack_group group)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(slot_attacks); i++)
		if (slot_attacks[i].group == group)
			run_attack(_metadata, self, &slot_attacks[i]);
}

TEST_F(slot, cannot_be_unmapped)
{
	run_attacks(_metadata, self, ATTACK_UNMAP);
}

TEST_F(slot, cannot_be_mapped_over)
{
	run_attacks(_metadata, self, ATTACK_MAP_OVER);
}

TEST_F(slot, cannot_be_made_writable_or_inaccessible)
{
	run_attacks(_metadata, self, ATTACK_PROTECT);
}

TEST_F(slot, cannot_be_moved)
{
	run_attacks(_metadata, self, ATTACK_MOVE);
}

TEST_F(slot, keeps_its_bytes_when_discarded)
{
	run_attacks(_metadata, self, ATTACK_DISCARD);
}

TEST_F(slot, ignores_other_advice)
{
	run_attacks(_metadata, self, ATTACK_ADVISE);
}

TEST_F(slot, can_be_locked_and_sealed_without_effect)
{
	run_attacks(_metadata, self, ATTACK_LOCK);
}

TEST_F(slot, can_be_named_without_effect)
{
	run_attacks(_metadata, self, ATTACK_NAME);
}

TEST_F(slot, is_not_migrated)
{
	run_attacks(_metadata, self, ATTACK_MIGRATE);
}

TEST_F(slot, can_be_monitored_without_effect)
{
	run_attacks(_metadata, self, ATTACK_MONITOR);
}

TEST_F(slot, is_not_written_by_calls_with_results)
{
	run_attacks(_metadata, self, ATTACK_WRITE);
}

/* Lock all present and future mappings. The locks reach later slots, too. */
TEST_F(slot, survives_mlockall)
{
	ASSERT_TRUE(begin_call(self));
	EXPECT_EQ(0, mlockall(MCL_CURRENT | MCL_FUTURE));
	EXPECT_EQ(0, end_call(self));
	EXPECT_SOUND();
	EXPECT_EQ(0, munlockall());
	EXPECT_SOUND();
}

/* A store raises SIGSEGV. The page behind the data raises SIGBUS. */
static sigjmp_buf after_fault;

static void on_fault(int sig)
{
	siglongjmp(after_fault, sig);
}

/* Access the byte at @address. Return the signal of the fault, or 0. */
static int fault_of(unsigned long address, bool store)
{
	volatile char *byte = (volatile char *)address;
	struct sigaction action = { .sa_handler = on_fault };
	int sig;

	sigaction(SIGSEGV, &action, NULL);
	sigaction(SIGBUS, &action, NULL);
	sig = sigsetjmp(after_fault, 1);
	if (!sig) {
		if (store)
			*byte = 'x';
		else
			(void)*byte;
	}
	signal(SIGSEGV, SIG_DFL);
	signal(SIGBUS, SIG_DFL);
	return sig;
}

TEST_F(slot, faults_on_stores_and_beyond_its_pages)
{
	ASSERT_TRUE(begin_call(self));
	EXPECT_EQ(0, fault_of(self->page, false));
	EXPECT_EQ(SIGSEGV, fault_of(self->page, true));
	EXPECT_EQ(SIGSEGV, fault_of(self->page + PAGE - 1, true));
	EXPECT_EQ(SIGBUS, fault_of(self->page + 4 * PAGE, false));
	EXPECT_NE(0, fault_of(self->page + 4 * PAGE, true));
	EXPECT_EQ(0, end_call(self));
	EXPECT_SOUND();
}

/* Attach shared memory over the mapping. */
TEST_F(slot, is_not_replaced_by_shared_memory)
{
	int id = shmget(IPC_PRIVATE, PAGE, IPC_CREAT | 0600);
	void *at;

	ASSERT_LE(0, id);
	ASSERT_TRUE(begin_call(self));
	at = shmat(id, (void *)self->page, SHM_REMAP);
	EXPECT_EQ((void *)-1, at);
	EXPECT_TRUE(errno == EPERM || errno == ENOMEM || errno == EINVAL)
	TH_LOG("errno %d", errno);
	EXPECT_EQ(0, end_call(self));
	shmctl(id, IPC_RMID, NULL);
	EXPECT_SOUND();
}

/*
 * Let the end of the heap be the end of the mapping, and shrink the heap. Nothing
 * else may lie between, so the start of the heap is the start of the mapping.
 */
TEST_F(slot, is_not_unmapped_by_brk)
{
	const struct slot_map *map = &self->target.map;
	unsigned long ret;

	ASSERT_TRUE(begin_call(self));
	if (prctl(PR_SET_MM, PR_SET_MM_BRK, map->end, 0, 0) ||
	    prctl(PR_SET_MM, PR_SET_MM_START_BRK, map->start, 0, 0)) {
		EXPECT_EQ(0, end_call(self));
		SKIP(return, "PR_SET_MM_BRK is refused: %s", strerror(errno));
	}
	ret = syscall(__NR_brk, map->start);
	EXPECT_EQ(map->end, ret);
	EXPECT_EQ(0, end_call(self));
	EXPECT_SOUND();
}

/*
 * userfaultfd
 */
#ifndef UFFDIO_MOVE
struct uffdio_move {
	__u64 dst, src, len, mode;
	__s64 move;
};

#define UFFDIO_MOVE _IOWR(UFFDIO, 0x05, struct uffdio_move)
#endif

static int open_userfaultfd(void)
{
	struct uffdio_api api = { .api = UFFD_API };
	int fd = syscall(__NR_userfaultfd, O_CLOEXEC);

	if (fd >= 0 && ioctl(fd, UFFDIO_API, &api)) {
		close(fd);
		return -1;
	}
	return fd;
}

TEST_F(slot, is_refused_by_userfaultfd)
{
	static const __u64 modes[] = { UFFDIO_REGISTER_MODE_MISSING,
				       UFFDIO_REGISTER_MODE_WP,
				       UFFDIO_REGISTER_MODE_MINOR };
	const struct slot_map *map = &self->target.map;
	int fd = open_userfaultfd();
	size_t i;

	if (fd < 0)
		SKIP(return, "userfaultfd: %s", strerror(errno));
	ASSERT_TRUE(begin_call(self));
	for (i = 0; i < ARRAY_SIZE(modes); i++) {
		struct uffdio_register reg = {
			.range = { map->start, map->end - map->start },
			.mode = modes[i],
		};

		EXPECT_EQ(-1, ioctl(fd, UFFDIO_REGISTER, &reg));
		EXPECT_TRUE(errno == EPERM || errno == EINVAL)
		TH_LOG("mode %zu: errno %d", i, errno);
	}
	EXPECT_EQ(0, end_call(self));
	EXPECT_SOUND();
}

TEST_F(slot, is_not_filled_by_userfaultfd)
{
	const struct slot_map *map = &self->target.map;
	struct uffdio_register reg = {
		.range = { self->target.other, PAGE },
		.mode = UFFDIO_REGISTER_MODE_MISSING,
	};
	int fd = open_userfaultfd();
	struct uffdio_zeropage zero = { .range = { self->page, PAGE } };
	struct uffdio_copy copy = { .dst = self->page,
				    .src = (unsigned long)self->path,
				    .len = PAGE };
	struct uffdio_move to = { .dst = self->page,
				  .src = (unsigned long)self->path,
				  .len = PAGE };
	struct uffdio_move from = { .dst = self->target.other,
				    .src = self->page,
				    .len = PAGE };
	struct uffdio_writeprotect wp = { .range = { self->page, PAGE } };

	if (fd < 0)
		SKIP(return, "userfaultfd: %s", strerror(errno));
	ASSERT_EQ(0, ioctl(fd, UFFDIO_REGISTER, &reg));
	ASSERT_TRUE(begin_call(self));
	/* A page that has been accessed, and one that has not. */
	EXPECT_EQ(-1, ioctl(fd, UFFDIO_COPY, &copy));
	EXPECT_EQ(-1, ioctl(fd, UFFDIO_ZEROPAGE, &zero));
	copy.dst = map->end - 2 * PAGE;
	copy.copy = 0;
	EXPECT_EQ(-1, ioctl(fd, UFFDIO_COPY, &copy));
	EXPECT_EQ(-1, ioctl(fd, UFFDIO_WRITEPROTECT, &wp));
	EXPECT_EQ(-1, ioctl(fd, UFFDIO_MOVE, &to));
	EXPECT_EQ(-1, ioctl(fd, UFFDIO_MOVE, &from));
	EXPECT_EQ(0, end_call(self));
	EXPECT_SOUND();
}

/*
 * Writes through other ways than the mapping
 */
#define POISON "/dev/zero"

static int write_proc_mem(const char *file, unsigned long address)
{
	int fd = open(file, O_RDWR | O_CLOEXEC);
	ssize_t done;

	if (fd < 0)
		return -1;
	done = pwrite(fd, POISON, sizeof(POISON), address);
	close(fd);
	return done == -1 ? errno : 0;
}

TEST_F(slot, is_not_written_through_proc_mem)
{
	ASSERT_TRUE(begin_call(self));
	EXPECT_EQ(EIO, write_proc_mem("/proc/self/mem", self->page));
	EXPECT_EQ(0, end_call(self));
	EXPECT_SOUND();
}

/* What another process does to this one. It returns its errno as exit code. */
struct outside {
	pid_t pid;
	unsigned long address;
};

static int write_mem_from_outside(void *arg)
{
	const struct outside *outside = arg;
	char file[64];

	snprintf(file, sizeof(file), "/proc/%d/mem", outside->pid);
	return write_proc_mem(file, outside->address);
}

static int process_vm_writev_from_outside(void *arg)
{
	const struct outside *outside = arg;
	struct iovec local = { POISON, sizeof(POISON) };
	struct iovec remote = { (void *)outside->address, sizeof(POISON) };

	if (syscall(__NR_process_vm_writev, outside->pid, &local, 1UL, &remote,
		    1UL, 0UL) != -1)
		return 0;
	return errno;
}

/* The traced thread is the one without a filter. It has the same memory. */
static int poke_from_outside(void *arg)
{
	const struct outside *outside = arg;
	long ret;
	int err;

	if (seize(outside->pid, 0) || !interrupt(outside->pid))
		return 200;
	errno = 0;
	ret = ptrace(PTRACE_POKEDATA, outside->pid, outside->address,
		     0x7a2f7665642fUL);
	err = errno;
	ptrace(PTRACE_DETACH, outside->pid, NULL, NULL);
	return ret ? err : 0;
}

static int process_madvise_from_outside(void *arg)
{
	const struct outside *outside = arg;
	struct iovec range = { (void *)outside->address, PAGE };
	int fd = syscall(__NR_pidfd_open, outside->pid, 0);

	if (fd < 0)
		return 200;
	if (syscall(__NR_process_madvise, fd, &range, 1, MADV_PAGEOUT, 0) == -1)
		return errno;
	return 0;
}

static int from_outside(slot_data *self, child_fn fn)
{
	struct outside outside = { getpid(), self->page };

	return exit_summary(in_child(fn, &outside));
}

TEST_F(slot, is_not_written_by_other_processes)
{
	ASSERT_TRUE(begin_call(self));
	EXPECT_EQ(EIO, from_outside(self, write_mem_from_outside));
	EXPECT_EQ(EFAULT, from_outside(self, process_vm_writev_from_outside));
	EXPECT_EQ(0, end_call(self));
	EXPECT_SOUND();
}

TEST_F(slot, is_not_written_by_a_tracer)
{
	ASSERT_TRUE(begin_call(self));
	EXPECT_EQ(EIO, from_outside(self, poke_from_outside));
	EXPECT_EQ(0, end_call(self));
	EXPECT_SOUND();
}

TEST_F(slot, keeps_its_bytes_when_paged_out_by_other_processes)
{
	int err;

	ASSERT_TRUE(begin_call(self));
	err = from_outside(self, process_madvise_from_outside);
	EXPECT_TRUE(!err || err == EINVAL || err == EPERM)
	TH_LOG("errno %d", err);
	EXPECT_EQ(0, end_call(self));
	EXPECT_SOUND();
}

static int read_number(const char *file)
{
	FILE *stream = fopen(file, "re");
	int number = -1;

	if (!stream)
		return -1;
	if (fscanf(stream, "%d", &number) != 1)
		number = -1;
	fclose(stream);
	return number;
}

/* A uprobe needs a file. The mapping has none. */
TEST_F(slot, cannot_have_a_uprobe)
{
	const struct slot_map *map = &self->target.map;
	struct perf_event_attr attr = { .size = sizeof(attr) };
	int fd, type;
	char file[64];

	type = read_number("/sys/bus/event_source/devices/uprobe/type");
	if (type < 0)
		SKIP(return, "no uprobes by perf_event_open(2)");
	snprintf(file, sizeof(file), "/proc/self/map_files/%lx-%lx", map->start,
		 map->end);
	attr.type = type;
	attr.uprobe_path = (unsigned long)file;
	ASSERT_TRUE(begin_call(self));
	fd = syscall(__NR_perf_event_open, &attr, -1, 0, -1, 0);
	EXPECT_EQ(-1, fd);
	EXPECT_EQ(ENOENT, errno);
	EXPECT_EQ(0, end_call(self));
	EXPECT_SOUND();
}

/*
 * A pipe may hold the pages of the mapping. No write to the pipe, and none to a file
 * that takes pages from it, changes the copies.
 */
TEST_F(slot, is_not_written_through_a_pipe)
{
	struct iovec iov = { (void *)self->page, PAGE };
	char seen[PAGE] = "";
	ssize_t moved;
	int pair[2], fd;

	fd = syscall(__NR_memfd_create, "splice", 0);
	ASSERT_LE(0, fd);
	ASSERT_EQ(0, pipe2(pair, O_CLOEXEC | O_NONBLOCK));
	ASSERT_TRUE(begin_call(self));
	/* SPLICE_F_GIFT, SPLICE_F_MOVE */
	moved = syscall(__NR_vmsplice, pair[1], &iov, 1, 8);
	if (moved < 0) {
		EXPECT_EQ(EFAULT, errno);
	} else {
		ASSERT_EQ(PAGE, moved);
		/* Bytes that follow in the pipe must not go into the page. */
		EXPECT_EQ((ssize_t)sizeof(POISON),
			  write(pair[1], POISON, sizeof(POISON)));
		EXPECT_EQ(PAGE, syscall(__NR_splice, pair[0], NULL, fd, NULL,
					PAGE, 1));
		EXPECT_EQ((ssize_t)sizeof(POISON),
			  pwrite(fd, POISON, sizeof(POISON), 0));
		EXPECT_EQ((ssize_t)sizeof(POISON),
			  read(pair[0], seen, sizeof(POISON)));
		/* Gift the page again, and read it from the pipe. */
		EXPECT_EQ(PAGE, syscall(__NR_vmsplice, pair[1], &iov, 1, 8));
		EXPECT_EQ((ssize_t)PAGE, read(pair[0], seen, PAGE));
		EXPECT_STREQ(JUDGED_PATH, seen);
	}
	EXPECT_EQ(0, end_call(self));
	close(pair[0]);
	close(pair[1]);
	EXPECT_SOUND();
}

/* io_uring pins buffers that it reads into. */
TEST_F(slot, cannot_be_a_buffer_of_io_uring)
{
	struct iovec iov = { (void *)self->page, PAGE };
	struct io_uring_params params = {};
	int fd = syscall(__NR_io_uring_setup, 4, &params);

	if (fd < 0)
		SKIP(return, "io_uring_setup: %s", strerror(errno));
	ASSERT_TRUE(begin_call(self));
	EXPECT_EQ(-1, syscall(__NR_io_uring_register, fd,
			      IORING_REGISTER_BUFFERS, &iov, 1));
	EXPECT_EQ(EFAULT, errno);
	EXPECT_EQ(0, end_call(self));
	EXPECT_SOUND();
}

/* These files age, mark and list pages. The copies stay. */
TEST_F(slot, survives_the_page_monitor)
{
	static const char *const commands[] = { "1", "2", "3", "4", "5" };
	__u64 entry;
	size_t i;
	int fd;

	fd = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		SKIP(return, "/proc/self/clear_refs: %s", strerror(errno));
	ASSERT_TRUE(begin_call(self));
	for (i = 0; i < ARRAY_SIZE(commands); i++)
		EXPECT_TRUE(write(fd, commands[i], 1) == 1 || errno == EINVAL);
	close(fd);
	fd = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
	ASSERT_LE(0, fd);
	EXPECT_EQ((ssize_t)sizeof(entry),
		  pread(fd, &entry, sizeof(entry),
			self->page / PAGE * sizeof(entry)));
	close(fd);
	EXPECT_EQ(0, end_call(self));
	EXPECT_SOUND();
}

/* The path lies in the slot itself. The call is judged as any other one. */
TEST_F(slot, can_be_the_source_of_a_copy)
{
	struct seccomp_notif notif;
	struct outcome out;

	ASSERT_EQ(0, begin_call(self) ? end_call(self) : -1);
	ASSERT_TRUE(send_call(&self->thread, self->open_nr, AT_FDCWD,
			      self->page, O_RDONLY));
	ASSERT_EQ(0, receive(self->thread.listener, &notif));
	self->id = notif.id;
	EXPECT_EQ(0, end_call(self));
	/* Copy within the slot: "dev/null". */
	out = call_and_wait(&self->thread, self->open_nr, AT_FDCWD,
			    self->page + 1, O_RDONLY);
	EXPECT_EQ(ENOENT, out.err);
	/* Let the slot hold the refused path, and use it as the source. */
	EXPECT_EQ(-REFUSED_ERRNO, open_by_thread(self, REFUSED_PATH));
	out = call_and_wait(&self->thread, self->open_nr, AT_FDCWD, self->page,
			    O_RDONLY);
	EXPECT_EQ(REFUSED_ERRNO, out.err);
	EXPECT_SOUND();
}

/* The kernel clears the word at exit, if the address can be written. */
static void *exit_with_tid_address(void *arg)
{
	syscall(__NR_set_tid_address, arg);
	sys_exit(0);
	return NULL;
}

TEST_F(slot, is_not_cleared_by_the_exit_of_a_thread)
{
	static char stack[65536] __attribute__((aligned(16)));
	pid_t pid;

	ASSERT_TRUE(begin_call(self));
	pid = clone((int (*)(void *))exit_with_tid_address,
		    stack + sizeof(stack), CLONE_VM | SIGCHLD,
		    (void *)self->page);
	EXPECT_EQ(0, exit_summary(wait_child(pid)));
	EXPECT_EQ(0, end_call(self));
	EXPECT_SOUND();
}

/*
 * A process without a filter shares the memory.
 */
struct peer {
	struct attack_target *target;
	int wrong; /* number of the first attack with a wrong result, from 1 */
	int ran;
};

static int attack_as_peer(void *arg)
{
	struct peer *peer = arg;
	struct outcome out;
	struct call call;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(slot_attacks); i++) {
		call = attack_call(peer->target, &slot_attacks[i]);
		out = make_call(&call);
		if (!peer->wrong &&
		    !attack_result_is_right(&slot_attacks[i], out.ret, out.err))
			peer->wrong = i + 1;
		peer->ran++;
	}
	return 0;
}

/* Start the peer and let it make all attacks of the table. */
static void run_peer(struct __test_metadata *_metadata, slot_data *self,
		     int flags)
{
	static char stack[65536] __attribute__((aligned(16)));
	struct peer peer = { .target = &self->target };
	pid_t pid;

	ASSERT_TRUE(begin_call(self));
	pid = clone(attack_as_peer, stack + sizeof(stack), flags | SIGCHLD,
		    &peer);
	EXPECT_EQ(0, exit_summary(wait_child(pid)));
	EXPECT_EQ((int)ARRAY_SIZE(slot_attacks), peer.ran);
	EXPECT_EQ(0, peer.wrong)
	TH_LOG("%s", slot_attacks[peer.wrong - 1].name);
	EXPECT_EQ(0, end_call(self));
	EXPECT_SOUND();
}

TEST_F(slot, withstands_a_process_with_the_same_memory)
{
	run_peer(_metadata, self, CLONE_VM);
}

TEST_F(slot, withstands_a_vfork_child)
{
	run_peer(_metadata, self, CLONE_VM | CLONE_VFORK);
}

/*
 * Life of slots
 */
static const struct path_policy strict_policy = {
	.arch = NATIVE_ARCH,
	.nr = __NR_openat,
	.window = 1,
	.judged = SECCOMP_RET_ALLOW,
	.refused = REFUSED,
	.other = SECCOMP_RET_ALLOW,
};

/* Open both paths. Return 0 if one is opened and one refused. */
static int use_slot(void)
{
	long fd = syscall(__NR_openat, AT_FDCWD, JUDGED_PATH, O_RDONLY);

	if (opened_file(fd, errno))
		return 1;
	fd = syscall(__NR_openat, AT_FDCWD, REFUSED_PATH, O_RDONLY);
	return opened_file(fd, errno) == -REFUSED_ERRNO ? 0 : 2;
}

/* Attach the filter and take a slot. */
static void begin_with_slot(struct slot_map *map)
{
	struct slot_map maps[SLOT_MAPS_MAX];

	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, find_slot_maps(0, maps));
	CHILD_ASSERT_EQ(0, attach_path_policy(&strict_policy, 0));
	CHILD_ASSERT_EQ(0, use_slot());
	CHILD_ASSERT_EQ(1, find_slot_maps(0, maps));
	*map = maps[0];
}

/* @arg: the mapping of the parent */
static int use_slot_after_fork(void *arg)
{
	const struct slot_map *old = arg;
	struct slot_map maps[SLOT_MAPS_MAX];
	char byte;

	CHILD_ASSERT(!peek(old->start, &byte, 1));
	/* find_slot_maps() opens a file, so this child takes a slot of its own. */
	CHILD_ASSERT_EQ(0, use_slot());
	CHILD_ASSERT_EQ(1, find_slot_maps(0, maps));
	CHILD_ASSERT_EQ(0, use_slot());
	return 42;
}

static int fork_with_slot(void *arg)
{
	struct slot_map map;
	int i, status;

	(void)arg;
	begin_with_slot(&map);
	for (i = 0; i < 3; i++) {
		status = in_child(use_slot_after_fork, &map);
		CHILD_ASSERT_EQ(42, exit_summary(status));
		CHILD_ASSERT_EQ(0, use_slot());
	}
	return 42;
}

TEST(slot_is_not_inherited_by_fork)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	EXPECT_EQ(42, exit_summary(in_child(fork_with_slot, NULL)));
}

/* madvise(2) cannot make fork(2) copy the mapping. */
static int fork_after_madvise(void *arg)
{
	struct slot_map map;

	(void)arg;
	begin_with_slot(&map);
	CHILD_ASSERT_EQ(-1, madvise((void *)map.start, map.end - map.start,
				    MADV_DOFORK));
	CHILD_ASSERT_EQ(42, exit_summary(in_child(use_slot_after_fork, &map)));
	madvise((void *)map.start, map.end - map.start, MADV_WIPEONFORK);
	CHILD_ASSERT_EQ(42, exit_summary(in_child(use_slot_after_fork, &map)));
	madvise((void *)map.start, map.end - map.start, MADV_KEEPONFORK);
	CHILD_ASSERT_EQ(42, exit_summary(in_child(use_slot_after_fork, &map)));
	return 42;
}

TEST(slot_is_not_inherited_by_fork_after_madvise)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	EXPECT_EQ(42, exit_summary(in_child(fork_after_madvise, NULL)));
}

static int use_slot_in_child(void *arg)
{
	*(int *)arg = use_slot() + 10;
	return 0;
}

/* The children share the memory, and take a slot beside that of the parent. */
static int vfork_with_slot(void *arg)
{
	static char stack[65536] __attribute__((aligned(16)));
	struct slot_map map, maps[SLOT_MAPS_MAX];
	int i, seen;
	pid_t pid;

	(void)arg;
	begin_with_slot(&map);
	for (i = 0; i < 40; i++) {
		seen = 0;
		pid = clone(use_slot_in_child, stack + sizeof(stack),
			    CLONE_VM | CLONE_VFORK | SIGCHLD, &seen);
		CHILD_ASSERT_EQ(0, exit_summary(wait_child(pid)));
		CHILD_ASSERT_EQ(10, seen);
		CHILD_ASSERT_EQ(0, use_slot());
	}
	/* The slots of the children were used again. */
	CHILD_ASSERT_EQ(1, find_slot_maps(0, maps));
	CHILD_ASSERT_EQ(map.start, maps[0].start);
	return 42;
}

TEST(slot_of_vfork_child_is_its_own)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	EXPECT_EQ(42, exit_summary(in_child(vfork_with_slot, NULL)));
}

/* exec runs this program again. The constructor checks the slot. */
#define CHECK_VARIABLE "SECCOMP_TEST_CHECK_SLOT"

static __attribute__((constructor(101))) void check_after_exec(void)
{
	struct slot_map maps[SLOT_MAPS_MAX];

	if (!getenv(CHECK_VARIABLE))
		return;
	/* Loading a static program makes no deep call, but opening maps does. */
	CHILD_ASSERT_EQ(0, use_slot());
	CHILD_ASSERT_EQ(1, find_slot_maps(0, maps));
	CHILD_ASSERT_EQ(0, use_slot());
	_exit(42);
}

static int exec_with_slot(void *arg)
{
	struct slot_map map;

	(void)arg;
	begin_with_slot(&map);
	setenv(CHECK_VARIABLE, "1", 1);
	CHILD_ASSERT_NO_RETURN(execl("/proc/self/exe", "check_slot", NULL));
}

TEST(slot_is_replaced_by_exec)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	EXPECT_EQ(42, exit_summary(in_child(exec_with_slot, NULL)));
}

/* Another thread executes while this one has a slot and makes calls. */
static void *exec_in_thread(void *arg)
{
	(void)arg;
	CHILD_ASSERT_EQ(0, use_slot());
	setenv(CHECK_VARIABLE, "1", 1);
	CHILD_ASSERT_NO_RETURN(execl("/proc/self/exe", "check_slot", NULL));
}

static int exec_beside_slots(void *arg)
{
	struct slot_map map;
	pthread_t thread;

	(void)arg;
	begin_with_slot(&map);
	CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, exec_in_thread, NULL));
	for (;;)
		CHILD_ASSERT_EQ(0, use_slot());
}

TEST(slot_is_replaced_by_exec_of_another_thread)
{
	int i;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	for (i = 0; i < 5; i++)
		EXPECT_EQ(42, exit_summary(in_child(exec_beside_slots, NULL)));
}

/*
 * A slot refers to its address space, so a slot that stays keeps both. The counts
 * are inexact: a slab that a CPU holds counts as full. A leak of each child would
 * leave three objects and an address space. After some children, the test takes
 * only a limited time, as a child is slow on a debug kernel.
 */
#define LEAK_CHILDREN 100
#define LEAK_MIN_CHILDREN 25
#define LEAK_OBJECTS 50
#define LEAK_MS 20000

TEST(slots_leave_nothing_after_exec_and_exit)
{
	long before = active_objects(is_slot_or_mm_cache), left = -1;
	const long long end = now_ms() + LEAK_MS;
	int i;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	ASSERT_LT(0, before)
	TH_LOG("no mm_struct in /proc/slabinfo");
	for (i = 0; i < LEAK_CHILDREN; i++) {
		if (i >= LEAK_MIN_CHILDREN && now_ms() > end)
			break;
		ASSERT_EQ(42, exit_summary(in_child(i % 2 ? exec_with_slot :
							    exec_beside_slots,
						    NULL)));
	}
	EXPECT_TRUE(WAIT_UNTIL((left = active_objects(is_slot_or_mm_cache)) <
			       before + LEAK_OBJECTS))
	TH_LOG("%d children: %ld objects before, %ld after", i, before, left);
}

/*
 * A thread that exits gives its slot back. The next thread gets it without the
 * bytes of the first one.
 */
#define LONG_PATH "/dev/a/long/path/that/only/the/first/thread/looks/for"

static void *open_and_exit(void *arg)
{
	struct stat st;

	(void)st;
	syscall(__NR_openat, AT_FDCWD, arg, O_RDONLY);
	return NULL;
}

static int reuse_slot(void *arg)
{
	struct slot_map map, maps[SLOT_MAPS_MAX];
	static const char long_path[] = LONG_PATH;
	static const char short_path[] = "/xyz";
	char seen[sizeof(LONG_PATH)], *path;
	unsigned long page;
	pthread_t thread;
	int i;

	(void)arg;
	begin_with_slot(&map);
	for (i = 0; i < 40; i++) {
		path = (char *)(i % 2 ? short_path : long_path);
		CHILD_ASSERT_EQ(0, pthread_create(&thread, NULL, open_and_exit,
						  path));
		pthread_join(thread, NULL);
		CHILD_ASSERT_EQ(0, use_slot());
	}
	/* All these threads had one and the same slot. */
	CHILD_ASSERT_EQ(1, find_slot_maps(0, maps));
	for (i = 0, page = 0; page < map.end - map.start; page += PAGE) {
		if (!peek(map.start + page, seen, sizeof(seen)))
			continue;
		CHILD_ASSERT(!memmem(seen, sizeof(seen), "thread/looks", 12));
		i++;
	}
	CHILD_ASSERT_LE(1, i);
	return 42;
}

TEST(slot_is_cleared_for_the_next_thread)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	EXPECT_EQ(42, exit_summary(in_child(reuse_slot, NULL)));
}

/* Threads share mappings: 32 slots lie in each. */
#define MANY_THREADS 256
#define SLOTS_OF_MAPPING 32

static struct {
	int ready, go, used, end, wrong;
} many;

static void *use_and_wait(void *arg)
{
	(void)arg;
	if (use_slot())
		SHARED_INC(many.wrong);
	SHARED_INC(many.ready);
	while (!SHARED_LOAD(many.go))
		short_pause();
	if (use_slot())
		SHARED_INC(many.wrong);
	return NULL;
}

static int start_many_threads(void *arg)
{
	static pthread_t threads[MANY_THREADS];
	struct slot_map map, maps[SLOT_MAPS_MAX];
	pthread_attr_t attr;
	int i;

	(void)arg;
	begin_with_slot(&map);
	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, 65536);
	for (i = 0; i < MANY_THREADS; i++)
		CHILD_ASSERT_EQ(0, pthread_create(&threads[i], &attr,
						  use_and_wait, NULL));
	CHILD_ASSERT(WAIT_UNTIL(SHARED_LOAD(many.ready) == MANY_THREADS));
	i = find_slot_maps(0, maps);
	CHILD_ASSERT_LE(MANY_THREADS / SLOTS_OF_MAPPING, i);
	CHILD_ASSERT_GE(MANY_THREADS / SLOTS_OF_MAPPING + 2, i);
	SHARED_STORE(many.go, 1);
	for (i = 0; i < MANY_THREADS; i++)
		pthread_join(threads[i], NULL);
	CHILD_ASSERT_EQ(0, many.wrong);
	return 42;
}

TEST(slots_of_threads_share_mappings)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	EXPECT_EQ(42, exit_summary(in_child(start_many_threads, NULL)));
}

/*
 * The memory of slots is charged to the control group of the task.
 */
#define MEMORY_GROUP "/sys/fs/cgroup/seccomp_slots"

static bool write_text(const char *path, const char *text)
{
	const ssize_t size = strlen(text);
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool written = fd >= 0 && write(fd, text, size) == size;

	if (fd >= 0)
		close(fd);
	return written;
}

/* Return the bytes of the kernel that are charged to the group, or -1. */
static long kernel_bytes(int fd)
{
	char text[8192] = "";
	char *found;

	if (pread(fd, text, sizeof(text) - 1, 0) <= 0)
		return -1;
	found = strstr(text, "\nkernel ");
	return found ? strtol(found + strlen("\nkernel "), NULL, 10) : -1;
}

/* Each thread has a page for the path. */
static bool pages_are_charged(int fd, long before)
{
	return kernel_bytes(fd) - before >= MANY_THREADS * PAGE;
}

static void *wait_and_use(void *arg)
{
	(void)arg;
	SHARED_INC(many.ready);
	while (!SHARED_LOAD(many.go))
		short_pause();
	if (use_slot())
		SHARED_INC(many.wrong);
	SHARED_INC(many.used);
	while (!SHARED_LOAD(many.end))
		short_pause();
	return NULL;
}

static int charge_many_slots(void *arg)
{
	static pthread_t threads[MANY_THREADS];
	struct slot_map map;
	pthread_attr_t attr;
	long before;
	int i, fd;

	(void)arg;
	CHILD_ASSERT(write_text(MEMORY_GROUP "/cgroup.procs", "0"));
	fd = open(MEMORY_GROUP "/memory.stat", O_RDONLY | O_CLOEXEC);
	CHILD_ASSERT_LE(0, kernel_bytes(fd));
	begin_with_slot(&map);
	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, 65536);
	for (i = 0; i < MANY_THREADS; i++)
		CHILD_ASSERT_EQ(0, pthread_create(&threads[i], &attr,
						  wait_and_use, NULL));
	CHILD_ASSERT(WAIT_UNTIL(SHARED_LOAD(many.ready) == MANY_THREADS));
	/* The kernel adds up the numbers of its CPUs every two seconds. */
	sleep(3);
	before = kernel_bytes(fd);
	SHARED_STORE(many.go, 1);
	CHILD_ASSERT(WAIT_UNTIL(SHARED_LOAD(many.used) == MANY_THREADS));
	CHILD_ASSERT_EQ(0, many.wrong);
	CHILD_ASSERT(WAIT_UNTIL(pages_are_charged(fd, before)));
	/* No thread has a page that it does not need. */
	CHILD_ASSERT_GE(2 * MANY_THREADS * PAGE, kernel_bytes(fd) - before);
	SHARED_STORE(many.end, 1);
	for (i = 0; i < MANY_THREADS; i++)
		pthread_join(threads[i], NULL);
	return 42;
}

TEST(slot_is_charged_to_its_memory_group)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	/* Other calls of the threads would take the slots before. */
	if (deep_calls_are_verified())
		SKIP(return, "with seccomp_verify, more calls take a slot");
	if (!write_text("/sys/fs/cgroup/cgroup.subtree_control", "+memory"))
		SKIP(return, "no memory controller in /sys/fs/cgroup");
	ASSERT_EQ(0, mkdir(MEMORY_GROUP, 0700));
	EXPECT_EQ(42, exit_summary(in_child(charge_many_slots, NULL)));
	/* The group is busy until the kernel has released the task. */
	EXPECT_TRUE(WAIT_UNTIL(!rmdir(MEMORY_GROUP)));
}

/*
 * Without address space, the call fails. It does not run on the caller's memory.
 */
static int use_slot_without_space(void *arg)
{
	struct rlimit limit, none = { .rlim_max = RLIM_INFINITY };
	long fd;

	(void)arg;
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, getrlimit(RLIMIT_AS, &limit));
	none.rlim_max = limit.rlim_max;
	CHILD_ASSERT_EQ(0, attach_path_policy(&strict_policy, 0));
	CHILD_ASSERT_EQ(0, setrlimit(RLIMIT_AS, &none));
	fd = syscall(__NR_openat, AT_FDCWD, JUDGED_PATH, O_RDONLY);
	CHILD_ASSERT_EQ(-ENOMEM, opened_file(fd, errno));
	fd = syscall(__NR_openat, AT_FDCWD, REFUSED_PATH, O_RDONLY);
	CHILD_ASSERT_EQ(-ENOMEM, opened_file(fd, errno));
	CHILD_ASSERT_EQ(0, setrlimit(RLIMIT_AS, &limit));
	CHILD_ASSERT_EQ(0, use_slot());
	return 42;
}

TEST(slot_without_address_space_fails_the_call)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	if (deep_calls_are_verified())
		SKIP(return, "seccomp_verify lets each call take a slot");
	EXPECT_EQ(42, exit_summary(in_child(use_slot_without_space, NULL)));
}

/* A thread locks future mappings before the first slot is mapped. */
static int use_slot_after_mlockall(void *arg)
{
	struct slot_map map;

	(void)arg;
	CHILD_ASSERT_EQ(0, mlockall(MCL_FUTURE));
	begin_with_slot(&map);
	CHILD_ASSERT_STREQ("r--p", map.perms);
	return 42;
}

TEST(slot_works_after_mlockall_of_future_mappings)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	EXPECT_EQ(42, exit_summary(in_child(use_slot_after_mlockall, NULL)));
}

#ifdef __x86_64__

/* Reserve all free addresses below 4 GiB. */
static void fill_low_addresses(void)
{
	unsigned long start, end, from = 65536;
	char line[512];
	FILE *file = fopen("/proc/self/maps", "re");
	struct {
		unsigned long start, end;
	} gaps[512];
	int i, count = 0;

	CHILD_ASSERT_OBJECT(file);
	while (from < 1UL << 32 && count < 511 &&
	       fgets(line, sizeof(line), file)) {
		if (sscanf(line, "%lx-%lx", &start, &end) != 2)
			continue;
		if (start > 1UL << 32)
			start = 1UL << 32;
		if (start > from) {
			gaps[count].start = from;
			gaps[count++].end = start;
		}
		from = end;
	}
	fclose(file);
	for (i = 0; i < count; i++)
		CHILD_ASSERT_OBJECT(mmap(
			(void *)gaps[i].start, gaps[i].end - gaps[i].start,
			PROT_NONE,
			MAP_ANY | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0));
}

static int use_low_slot_without_space(void *arg)
{
	const struct path_policy policy = {
		.arch = AUDIT_ARCH_I386,
		.nr = IA32_OPENAT,
		.window = 1,
		.judged = SECCOMP_RET_ALLOW,
		.refused = REFUSED,
		.other = SECCOMP_RET_ALLOW,
	};
	char *path = mmap(NULL, PAGE, PROT_RW, MAP_ANY | MAP_32BIT, -1, 0);
	struct call call = {
		.nr = IA32_OPENAT | IA32_CALL,
		.args = { (__u32)AT_FDCWD, (unsigned long)path, O_RDONLY },
	};
	struct slot_map maps[SLOT_MAPS_MAX];
	struct outcome out;

	(void)arg;
	CHILD_ASSERT_OBJECT(path);
	strcpy(path, REFUSED_PATH);
	CHILD_ASSERT_EQ(0, no_new_privs());
	CHILD_ASSERT_EQ(0, attach_path_policy(&policy, 0));
	fill_low_addresses();
	out = make_call(&call);
	CHILD_ASSERT_EQ(-ENOMEM, opened_file(out.ret, out.err));
	strcpy(path, JUDGED_PATH);
	out = make_call(&call);
	CHILD_ASSERT_EQ(-ENOMEM, opened_file(out.ret, out.err));
	/* With room for the mapping, the calls work. */
	CHILD_ASSERT_EQ(0, munmap((void *)0x70000000UL, 64 << 20));
	out = make_call(&call);
	CHILD_ASSERT_EQ(0, opened_file(out.ret, out.err));
	CHILD_ASSERT_LE(1, find_slot_maps(0, maps));
	CHILD_ASSERT_GE(1UL << 32, maps[0].end);
	return 42;
}

TEST(slot_without_low_addresses_fails_the_ia32_call)
{
	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	if (!has_ia32())
		SKIP(return, "no ia32 calls in this kernel");
	EXPECT_EQ(42, exit_summary(in_child(use_low_slot_without_space, NULL)));
}

#endif

/*
 * A core dump has the memory of the process, but not the copies.
 */
FIXTURE(slot_core)
{
	char dir[32];
	bool possible;
};

FIXTURE_SETUP(slot_core)
{
	struct rlimit limit;
	char pattern[128] = "";
	FILE *file = fopen("/proc/sys/kernel/core_pattern", "re");

	if (!file)
		return;
	if (!fgets(pattern, sizeof(pattern), file))
		pattern[0] = '\0';
	fclose(file);
	self->possible = pattern[0] && !strpbrk(pattern, "|/");
	snprintf(self->dir, sizeof(self->dir), "/tmp/seccomp-core-XXXXXX");
	ASSERT_NE(NULL, mkdtemp(self->dir));
	ASSERT_EQ(0, chdir(self->dir));
	ASSERT_EQ(0, getrlimit(RLIMIT_CORE, &limit));
	limit.rlim_cur = limit.rlim_max;
	ASSERT_EQ(0, setrlimit(RLIMIT_CORE, &limit));
	self->possible = self->possible && limit.rlim_cur;
}

/* Is one of the strings in the core file of the child? */
static bool core_has(pid_t pid, const char *text, size_t size)
{
	char name[32];
	struct stat st;
	bool found = false;
	void *map;
	int fd;

	snprintf(name, sizeof(name), "core.%d", pid);
	fd = open(name, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		fd = open("core", O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st))
		return false;
	map = mmap(NULL, st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (map != MAP_FAILED) {
		found = !!memmem(map, st.st_size, text, size);
		munmap(map, st.st_size);
	}
	close(fd);
	return found;
}

FIXTURE_TEARDOWN(slot_core)
{
	char name[64];

	if (!self->dir[0])
		return;
	snprintf(name, sizeof(name), "rm -rf %s", self->dir);
	if (system(name))
		fprintf(stderr, "# %s is left\n", self->dir);
}

/* Make a string that is nowhere else in memory, from the one with its codes. */
static void decode(char *to, const char *codes)
{
	while (*codes)
		*to++ = *codes++ ^ 1;
	*to = '\0';
}

#define COPIED_CODES "/dnqx-hr-hm-sid-rmnu"
#define KEPT_CODES "/jdqu-ho-ldlnsx-ne-hu"

static int dump_core(void *arg)
{
	static char path[64], kept[64];
	struct slot_map map;
	char seen[64];
	volatile int *none = NULL;

	(void)arg;
	begin_with_slot(&map);
	decode(kept, KEPT_CODES);
	decode(path, COPIED_CODES);
	syscall(__NR_openat, AT_FDCWD, path, O_RDONLY);
	explicit_bzero(path, sizeof(path));
	CHILD_ASSERT(peek(map.start, seen, sizeof(seen)));
	CHILD_ASSERT_EQ((COPIED_CODES[0] ^ 1), seen[0]);
	explicit_bzero(seen, sizeof(seen));
	*none = kept[0];
	CHILD_FAIL("the write did not end the process");
}

TEST_F(slot_core, does_not_contain_the_copies)
{
	char copied[64], kept[64];
	pid_t pid;
	int status;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	if (!self->possible)
		SKIP(return, "core_pattern or RLIMIT_CORE prevents cores here");
	pid = start_child(dump_core, NULL);
	status = wait_child(pid);
	ASSERT_TRUE(killed_by(status, SIGSEGV))
	TH_LOG("status %x", status);
	ASSERT_TRUE(WCOREDUMP(status));
	decode(kept, KEPT_CODES);
	decode(copied, COPIED_CODES);
	EXPECT_TRUE(core_has(pid, kept, strlen(kept)));
	EXPECT_FALSE(core_has(pid, copied, strlen(copied)));
}

TEST_HARNESS_MAIN
