// SPDX-License-Identifier: GPL-2.0-only
/*
 * Operations on listeners.
 *
 * Calls may fail with EBADF or ENOTTY. In a shared descriptor table, another
 * task may have closed or replaced the listener.
 */
#include <poll.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>

#include "sysfuzz.h"
#include "deep.h"

/* The first published number of ID_VALID, with the wrong direction. */
#define OLD_ID_VALID SECCOMP_IOR(2, __u64)

/**
 * slot_publish - offer a descriptor to all tasks of the sequence
 * @slots: the SLOTS slots for descriptors of this kind, in the group
 * @used: the number of these published so far; this function counts the new one
 * @fd: the descriptor in the table of the calling task
 */
void slot_publish(struct slot *slots, unsigned int *used, int fd)
{
	const unsigned int i = __atomic_fetch_add(used, 1, __ATOMIC_SEQ_CST);
	struct slot *slot = &slots[i % SLOTS];

	slot->owner = getpid();
	__atomic_store_n(&slot->fd, fd, __ATOMIC_SEQ_CST);
}

/**
 * listener_publish - offer a listener to all tasks of the sequence
 * @fd: the listener in the descriptor table of the calling task
 */
void listener_publish(int fd)
{
	slot_publish(group->slots, &group->slots_used, fd);
}

static struct slot *find_slot(void)
{
	unsigned int tries;

	for (tries = 0; tries < 8; tries++) {
		unsigned int used = group->slots_used;

		used = used < SLOTS ? used : SLOTS;
		if (used && group->slots[used - 1].fd > 0)
			return &group->slots[below(used)];
		pause_ms(3);
	}
	return NULL;
}

/**
 * fetch_fd - get a descriptor of another task
 * @slot: the task and its descriptor
 *
 * Return: a descriptor of this task, which the caller closes; or -1.
 */
int fetch_fd(const struct slot *slot)
{
	int pidfd = syscall(__NR_pidfd_open, slot->owner, 0);
	int fd = syscall(__NR_pidfd_getfd, pidfd, slot->fd, 0);

	if (pidfd >= 0)
		close(pidfd);
	return fd;
}

/*
 * Chooses a slot and returns a duplicate of its listener. The caller passes it
 * to close_listener(). Without a listener, it is negative or *@slot is NULL.
 */
static int open_slot(struct slot **slot)
{
	int fd;

	*slot = find_slot();
	if (!*slot)
		return -1;
	if (group->files_shared || (*slot)->owner == getpid())
		fd = fcntl((*slot)->fd, F_DUPFD_CLOEXEC, 20);
	else
		fd = fetch_fd(*slot);
	return fd;
}

static void close_listener(int fd)
{
	if (fd >= 0)
		close(fd);
}

static bool wait_for(int fd, int events, int ms)
{
	struct pollfd pollfd = { .fd = fd, .events = events };

	return poll(&pollfd, 1, ms) == 1 && pollfd.revents & events;
}

static long receive(int fd, struct slot *slot, void *arg,
		    struct seccomp_notif *notif)
{
	long ret = ioctl(fd, SECCOMP_IOCTL_NOTIF_RECV, arg);

	EXPECT("RECV", ret, EAGAIN, EINVAL, EFAULT, EINTR, ENOENT, EBADF,
	       ENOTTY);
	if (!ret)
		slot->id = notif->id;
	return ret;
}

/* In read-only memory, RECV fails and the notification stays in the queue. */
static void *notif_pointer(struct seccomp_notif *notif)
{
	if (one_in(6))
		return read_only(notif, sizeof(*notif));
	return random_pointer(notif, sizeof(*notif));
}

void op_receive(void)
{
	struct seccomp_notif notif = {};
	struct slot *slot;
	int fd = open_slot(&slot);

	if (!one_in(4))
		wait_for(fd, POLLIN, 40);
	if (one_in(8))
		notif.data.args[below(6)] = random_u32() | 1;
	receive(fd, slot ?: &group->slots[0], notif_pointer(&notif), &notif);
	close_listener(fd);
}

static u64 random_id(const struct slot *slot)
{
	return one_in(8) ? slot->id + below(5) - 2 : slot->id;
}

static long send_reply(int fd, u64 id)
{
	struct seccomp_notif_resp resp = { .id = id };
	long ret;

	if (one_in(3))
		resp.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
	else if (one_in(2))
		resp.error = -(int)below(4096);
	else
		resp.val = one_in(2) ? below(100) : random_word();
	if (one_in(8))
		resp.flags ^= 1U << below(32);
	if (one_in(16))
		resp.error = random_u32();
	ret = ioctl(fd, SECCOMP_IOCTL_NOTIF_SEND,
		    random_pointer(&resp, sizeof(resp)));
	return EXPECT("SEND", ret, EINVAL, EFAULT, ENOENT, EINPROGRESS, EBADF,
		      ENOTTY);
}

void op_reply(void)
{
	struct slot *slot;
	int fd = open_slot(&slot);

	if (slot)
		send_reply(fd, random_id(slot));
	close_listener(fd);
}

/* A reply that was not sent must not be followed by a notification. */
static void check_next(const struct seccomp_notif_next *next, u64 id)
{
	if (!next->notif.id || (id && next->sent != 1))
		report_failure("NEXT: id %llx, sent %u",
			       (unsigned long long)next->notif.id, next->sent);
}

static void reply_and_receive(int fd, struct slot *slot)
{
	struct seccomp_notif_next next = {
		.resp.id = one_in(3) ? 0 : random_id(slot),
		.resp.val = below(100),
		.sent = one_in(8) ? random_word() : 0,
		.pad = one_in(16) ? random_word() : 0,
	};
	const u64 id = next.resp.id;
	void *arg = random_pointer(&next, sizeof(next));
	long ret;

	if (one_in(2)) {
		next.resp.val = 0;
		next.resp.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
	}
	if (one_in(16))
		((char *)&next.notif)[below(sizeof(next.notif))] = 1;
	ret = ioctl(fd, SECCOMP_IOCTL_NOTIF_NEXT, arg);
	EXPECT("NEXT", ret, EAGAIN, EBADF, EFAULT, EINPROGRESS, EINTR, EINVAL,
	       ENOENT, ENOTTY);
	if (ret || arg != &next)
		return;
	slot->id = next.notif.id;
	if (!results_unknown)
		check_next(&next, id);
}

/* The flag belongs to the file, so all supervisors of the listener get EAGAIN. */
static void change_blocking(int fd)
{
	fcntl(fd, F_SETFL, one_in(2) ? O_NONBLOCK : 0);
}

void op_next(void)
{
	unsigned int count = 1 + below(4);
	struct slot *slot;
	int fd = open_slot(&slot);

	if (slot && fd >= 0 && one_in(4) && !group->files_shared)
		change_blocking(fd);
	while (slot && count--) {
		if (!one_in(4))
			wait_for(fd, POLLIN, 20);
		reply_and_receive(fd, slot);
	}
	close_listener(fd);
}

static long check_id(int fd, u64 id)
{
	const unsigned long cmd = one_in(4) ? OLD_ID_VALID :
					      SECCOMP_IOCTL_NOTIF_ID_VALID;
	long ret = ioctl(fd, cmd, random_pointer(&id, sizeof(id)));

	return EXPECT("ID_VALID", ret, EFAULT, ENOENT, EBADF, ENOTTY);
}

void op_id_valid(void)
{
	struct slot *slot;
	int fd = open_slot(&slot);

	if (slot)
		check_id(fd, random_id(slot));
	close_listener(fd);
}

void op_get_arg(void)
{
	struct slot *slot;
	int fd = open_slot(&slot);

	if (slot)
		deep_get_arg(fd, random_id(slot));
	close_listener(fd);
}

void op_set_arg(void)
{
	struct slot *slot;
	int fd = open_slot(&slot);

	if (slot)
		deep_set_arg(fd, random_id(slot));
	close_listener(fd);
}

static unsigned long random_addfd_cmd(unsigned int *size)
{
	static const unsigned int sizes[] = { 0, 8, 23, 24, 32, 64, 4095, 4096 };

	*size = sizeof(struct seccomp_notif_addfd);
	if (one_in(8))
		*size = one_of(sizes);
	return _IOC(one_in(16) ? _IOC_READ : _IOC_WRITE, SECCOMP_IOC_MAGIC, 3,
		    *size);
}

static u32 random_newfd(void)
{
	/* Descriptors from 500 on belong to kcov. */
	return one_in(4) ? 1U << (12 + below(20)) : below(64);
}

static long add_fd(int fd, u64 id)
{
	union {
		struct seccomp_notif_addfd addfd;
		char room[4096];
	} arg = {};
	struct seccomp_notif_addfd *addfd = &arg.addfd;
	unsigned int size;
	unsigned long cmd = random_addfd_cmd(&size);
	long ret;

	addfd->id = id;
	addfd->srcfd = one_in(8) ? below(40) : one_in(4) ? fd : 0;
	if (one_in(2))
		addfd->flags |= SECCOMP_ADDFD_FLAG_SETFD;
	if (one_in(2))
		addfd->flags |= SECCOMP_ADDFD_FLAG_SEND;
	if (one_in(16))
		addfd->flags ^= 1U << below(32);
	if (addfd->flags & SECCOMP_ADDFD_FLAG_SETFD || one_in(8))
		addfd->newfd = random_newfd();
	addfd->newfd_flags = one_in(2) ? 0 : O_CLOEXEC;
	if (one_in(16))
		addfd->newfd_flags = random_word();
	if (one_in(8))
		arg.room[sizeof(*addfd) + below(32)] = one_in(2);
	ret = ioctl(fd, cmd, random_pointer(&arg, size));
	return EXPECT("ADDFD", ret, EINVAL, E2BIG, EFAULT, EBADF, ENOENT,
		      EINPROGRESS, EBUSY, ESRCH, EMFILE, ENOMEM, EINTR, ENOTTY);
}

void op_addfd(void)
{
	unsigned int count = 1 + below(3);
	struct slot *slot;
	int fd = open_slot(&slot);

	while (slot && count--)
		add_fd(fd, random_id(slot));
	close_listener(fd);
}

void op_set_flags(void)
{
	struct slot *slot;
	int fd = open_slot(&slot);
	u64 flags = one_in(4) ? random_word() : one_in(2);
	long ret = ioctl(fd, SECCOMP_IOCTL_NOTIF_SET_FLAGS, flags);

	EXPECT("SET_FLAGS", ret, EINVAL, EBADF, ENOTTY);
	close_listener(fd);
}

/* Makes ioctls with unknown numbers. */
void op_ioctl(void)
{
	struct slot *slot;
	int fd = open_slot(&slot);
	unsigned int count = 4;
	u64 room[8] = {};
	long ret;

	while (count--) {
		const unsigned int cmd =
			_IOC(below(4), SECCOMP_IOC_MAGIC,
			     one_in(2) ? 5 + below(8) : 0x80 + below(8),
			     8 * below(8));

		if (cmd == SECCOMP_IOCTL_NOTIF_GET_ARG ||
		    cmd == SECCOMP_IOCTL_NOTIF_SET_ARG ||
		    cmd == SECCOMP_IOCTL_NOTIF_NEXT)
			continue;
		ret = ioctl(fd, cmd, random_pointer(room, sizeof(room)));
		EXPECT("an unknown ioctl", ret, EINVAL, EBADF, ENOTTY);
	}
	close_listener(fd);
}

static void poll_together(int fd)
{
	struct epoll_event event = { .events = EPOLLIN | EPOLLOUT | EPOLLET };
	int epoll = epoll_create1(EPOLL_CLOEXEC);

	epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
	epoll_wait(epoll, &event, 1, below(50));
	if (epoll >= 0)
		close(epoll);
}

void op_poll(void)
{
	struct slot *slot;
	int fd = open_slot(&slot);

	if (one_in(2))
		poll_together(fd);
	else
		wait_for(fd, POLLIN | POLLOUT, below(50));
	close_listener(fd);
}

/*
 * Makes file operations that a listener does not support. In a shared
 * descriptor table it makes none, as the number could be of another file.
 */
void op_file(void)
{
	char path[32], text[512];
	struct slot *slot;
	int fd = open_slot(&slot), info;

	if (!slot || group->files_shared || is_threaded || fd < 0) {
		close_listener(fd);
		return;
	}
	EXPECT("read", read(fd, text, sizeof(text)), EINVAL);
	EXPECT("write", write(fd, text, 8), EINVAL);
	EXPECT("lseek", lseek(fd, below(100), below(6)), ESPIPE, EINVAL);
	EXPECT("ftruncate", ftruncate(fd, below(10)), EINVAL);
	if (mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0) != MAP_FAILED)
		report_failure("a listener can be mapped");
	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", fd);
	info = open(path, O_RDONLY | O_CLOEXEC);
	if (info >= 0) {
		EXPECT("fdinfo", read(info, text, sizeof(text)), ENOENT);
		close(info);
	}
	close(fd);
}

void op_close(void)
{
	struct slot *slot = find_slot();

	if (slot && (group->files_shared || slot->owner == getpid()))
		close(slot->fd);
}

static void serve_one(int fd, struct slot *slot)
{
	struct seccomp_notif notif = {};

	if (!wait_for(fd, POLLIN, 40) ||
	    receive(fd, slot, notif_pointer(&notif), &notif))
		return;
	if (one_in(3))
		check_id(fd, notif.id);
	while (one_in(3))
		deep_get_arg(fd, notif.id);
	while (one_in(3))
		deep_set_arg(fd, notif.id);
	while (one_in(3))
		add_fd(fd, notif.id);
	/* Sometimes leave the reply out; another supervisor may send it. */
	while (!one_in(8) && send_reply(fd, notif.id) && errno == EINVAL)
		;
}

/* Acts as a well-behaved supervisor for a few notifications. */
void op_serve(void)
{
	unsigned int count = 1 + below(8);
	struct slot *slot;
	int fd = open_slot(&slot);

	while (slot && fd >= 0 && count--)
		serve_one(fd, slot);
	close_listener(fd);
}
