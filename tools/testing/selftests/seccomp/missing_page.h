/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A page for which the kernel has to wait, by userfaultfd(2). A test can act while a
 * call copies its arguments.
 *
 * Include this header after "target.h".
 */
#ifndef SELFTESTS_SECCOMP_MISSING_PAGE_H
#define SELFTESTS_SECCOMP_MISSING_PAGE_H

#include <poll.h>
#include <sys/ioctl.h>

#include <linux/userfaultfd.h>

#define MISSING_SIZE 4096UL

/**
 * struct missing - a page for which the kernel has to wait
 * @page: the page
 * @event: userfaultfd, which can be read when the kernel waits
 */
struct missing {
	char *page;
	struct pollfd event;
};

/* Map a page that a task has not touched yet. */
static inline bool map_missing(struct missing *missing)
{
	missing->event = (struct pollfd){ .fd = -1, .events = POLLIN };
	missing->page = mmap(NULL, MISSING_SIZE, PROT_READ | PROT_WRITE,
			     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return missing->page != MAP_FAILED;
}

/*
 * Let the kernel wait for the page of the calling process. Return false without
 * userfaultfd(2).
 */
static inline bool register_missing(struct missing *missing)
{
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register reg = {
		.range = { (unsigned long)missing->page, MISSING_SIZE },
		.mode = UFFDIO_REGISTER_MODE_MISSING,
	};
	int fd = syscall(__NR_userfaultfd, O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return false;
	if (ioctl(fd, UFFDIO_API, &api) || ioctl(fd, UFFDIO_REGISTER, &reg)) {
		close(fd);
		return false;
	}
	missing->event.fd = fd;
	return true;
}

#define NO_USERFAULTFD "userfaultfd: %s", strerror(errno)

static inline bool kernel_waits_for(struct missing *missing)
{
	struct uffd_msg msg;

	return poll(&missing->event, 1, TIMEOUT_MS) == 1 &&
	       read(missing->event.fd, &msg, sizeof(msg)) == sizeof(msg);
}

/* Let the kernel go on with a path in the page. */
static inline bool fill_missing(struct missing *missing, const char *path)
{
	static char data[MISSING_SIZE] __attribute__((aligned(4096)));
	struct uffdio_copy copy = {
		.dst = (unsigned long)missing->page,
		.src = (unsigned long)data,
		.len = MISSING_SIZE,
	};

	snprintf(data, sizeof(data), "%s", path);
	return !ioctl(missing->event.fd, UFFDIO_COPY, &copy);
}

#endif /* SELFTESTS_SECCOMP_MISSING_PAGE_H */
