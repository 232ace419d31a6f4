/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An io_uring with room for one entry, which a test makes and a target may use.
 */
#ifndef SELFTESTS_SECCOMP_IO_RING_H
#define SELFTESTS_SECCOMP_IO_RING_H

#include <linux/io_uring.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define IO_RING_SIZE 4096

/**
 * struct io_ring - an io_uring and its shared memory
 * @fd: its descriptor
 * @sq: memory of the submission queue
 * @cq: memory of the completion queue
 * @sqes: submission queue entries
 * @params: offsets in the memory
 */
struct io_ring {
	int fd;
	char *sq, *cq;
	struct io_uring_sqe *sqes;
	struct io_uring_params params;
};

static inline void *io_ring_map(int fd, __u64 offset)
{
	return mmap(NULL, IO_RING_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd,
		    offset);
}

static inline __u32 *io_ring_word(char *queue, __u32 offset)
{
	return (__u32 *)(queue + offset);
}

/* Return false and errno without io_uring. */
static inline bool io_ring_make(struct io_ring *ring)
{
	memset(ring, 0, sizeof(*ring));
	ring->fd = syscall(__NR_io_uring_setup, 1, &ring->params);
	if (ring->fd < 0)
		return false;
	ring->sq = io_ring_map(ring->fd, IORING_OFF_SQ_RING);
	ring->cq = io_ring_map(ring->fd, IORING_OFF_CQ_RING);
	ring->sqes = io_ring_map(ring->fd, IORING_OFF_SQES);
	return ring->sq != MAP_FAILED && ring->cq != MAP_FAILED &&
	       ring->sqes != MAP_FAILED;
}

/* Queue the first entry, which io_uring_enter(2) then submits. */
static inline void io_ring_queue(struct io_ring *ring,
				 struct io_uring_sqe entry)
{
	ring->sqes[0] = entry;
	io_ring_word(ring->sq, ring->params.sq_off.array)[0] = 0;
	__atomic_store_n(io_ring_word(ring->sq, ring->params.sq_off.tail), 1,
			 __ATOMIC_RELEASE);
}

/* Has the entry completed? The kernel tells it by task work of the submitter. */
static inline bool io_ring_is_completed(const struct io_ring *ring)
{
	return __atomic_load_n(io_ring_word(ring->cq, ring->params.cq_off.tail),
			       __ATOMIC_ACQUIRE) == 1;
}

static inline void io_ring_unmake(struct io_ring *ring)
{
	munmap(ring->sq, IO_RING_SIZE);
	munmap(ring->cq, IO_RING_SIZE);
	munmap(ring->sqes, IO_RING_SIZE);
	close(ring->fd);
}

#endif /* SELFTESTS_SECCOMP_IO_RING_H */
