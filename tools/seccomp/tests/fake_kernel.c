// SPDX-License-Identifier: GPL-2.0-only
/*
 * A library for LD_PRELOAD that answers as a kernel with SECCOMP_ATTACH would, so that
 * tests on any kernel reach the code for it. It attaches nothing.
 *
 * FAKE_LOG is a file that gets a line for each attach. FAKE_FILTERS is a directory with
 * the text of /proc/PID/seccomp_filters, in files whose names are thread ids.
 * FAKE_COUNTS is a file with the records of each counter, which has hung up.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/seccomp_ext.h>
#include <poll.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PENALTY 4

/* A domain is a file in memory, which has its state. */
struct domain {
	__u32 reserve;
	__u32 added;
};

static long fail(int error)
{
	errno = error;
	return -1;
}

static long get_features(struct seccomp_features *features)
{
	if (features->size < sizeof(*features) || features->flags)
		return fail(EINVAL);
	*features = (struct seccomp_features){
		.size = sizeof(*features),
		.operations = 0x1f,
		.filter_flags = 0x7f00003f,
		.domain_ioctls = 3,
		.attach_size = sizeof(struct seccomp_attach),
	};
	return 0;
}

static int make_domain(__u32 reserve)
{
	const struct domain domain = { .reserve = reserve };
	int fd = memfd_create("domain", MFD_CLOEXEC);

	if (pwrite(fd, &domain, sizeof(domain), 0) != sizeof(domain))
		abort();
	return fd;
}

static int make_counter(void)
{
	int from = open(getenv("FAKE_COUNTS"), O_RDONLY | O_CLOEXEC);
	int fd = memfd_create("counter", MFD_CLOEXEC);
	char bytes[4096];
	ssize_t got;

	while ((got = read(from, bytes, sizeof(bytes))) > 0)
		if (write(fd, bytes, got) != got)
			abort();
	close(from);
	return fd;
}

static bool is_counter(int fd)
{
	char link[64], target[64] = "";

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	return readlink(link, target, sizeof(target) - 1) > 0 &&
	       strstr(target, "memfd:counter");
}

int poll(struct pollfd *fds, nfds_t count, int timeout)
{
	static int (*next)(struct pollfd *, nfds_t, int);
	nfds_t i;
	int ret;

	if (!next)
		next = dlsym(RTLD_NEXT, "poll");
	ret = next(fds, count, timeout);
	for (i = 0; i < count; i++)
		if (is_counter(fds[i].fd))
			fds[i].revents |= POLLHUP;
	return ret;
}

static void log_attach(const struct seccomp_attach *attach)
{
	const struct sock_fprog *fprog = (void *)(uintptr_t)attach->fprog;
	FILE *log = fopen(getenv("FAKE_LOG"), "ae");

	fprintf(log, "flags=%x reserve=%u label=%s len=%u\n", attach->flags,
		attach->reserve, attach->label, fprog->len);
	fclose(log);
}

static long attach(struct seccomp_attach *attach)
{
	if (attach->size != sizeof(*attach) || !attach->fprog ||
	    attach->program_fd != -1 || attach->listener_fd ||
	    attach->domain_fd || attach->counter_fd || attach->pad ||
	    attach->filter_id)
		return fail(EINVAL);
	if (attach->reserve && !(attach->flags & SECCOMP_FILTER_FLAG_DOMAIN))
		return fail(EINVAL);
	if (attach->flags & SECCOMP_FILTER_FLAG_DOMAIN &&
	    attach->flags & SECCOMP_FILTER_FLAG_ON_EXEC)
		return fail(EINVAL);
	log_attach(attach);
	attach->listener_fd = -1;
	attach->domain_fd = -1;
	attach->counter_fd = -1;
	attach->filter_id = 0x1234;
	if (attach->flags & SECCOMP_FILTER_FLAG_DOMAIN)
		attach->domain_fd = make_domain(attach->reserve);
	if (attach->flags & SECCOMP_FILTER_FLAG_COUNT)
		attach->counter_fd = make_counter();
	return 0;
}

/* Functions of the C library take the place of their name here. */
long syscall(long nr, ...)
{
	static long (*next)(long, ...);
	long args[6];
	va_list list;
	int i;

	if (!next)
		next = dlsym(RTLD_NEXT, "syscall");
	va_start(list, nr);
	for (i = 0; i < 6; i++)
		args[i] = va_arg(list, long);
	va_end(list);
	if (nr == SYS_seccomp && args[0] == SECCOMP_GET_FEATURES)
		return get_features((void *)args[2]);
	if (nr == SYS_seccomp && args[0] == SECCOMP_ATTACH)
		return attach((void *)args[2]);
	return next(nr, args[0], args[1], args[2], args[3], args[4], args[5]);
}

static bool may_be_added(const struct sock_filter *insn)
{
	if (insn->code != (BPF_RET | BPF_K))
		return true;
	switch (insn->k & SECCOMP_RET_ACTION_FULL) {
	case SECCOMP_RET_USER_NOTIF:
	case SECCOMP_RET_TRACE:
		return false;
	case SECCOMP_RET_ERRNO:
		return insn->k & SECCOMP_RET_DATA;
	default:
		return true;
	}
}

static int tighten(struct domain *domain, const struct seccomp_tighten *args)
{
	const struct sock_fprog *fprog = (void *)(uintptr_t)args->fprog;
	unsigned int i;

	if (args->size != sizeof(*args) || args->flags || args->pad ||
	    args->program_fd != -1)
		return fail(EINVAL);
	for (i = 0; i < fprog->len; i++)
		if (!may_be_added(&fprog->filter[i]))
			return fail(EINVAL);
	if (fprog->len + PENALTY > domain->reserve)
		return fail(ENOSPC);
	domain->reserve -= fprog->len + PENALTY;
	domain->added++;
	return 0;
}

static int domain_ioctl(int fd, unsigned long request, void *arg)
{
	struct domain domain;
	int ret;

	if (pread(fd, &domain, sizeof(domain), 0) != sizeof(domain))
		return fail(ENOTTY);
	if (request == SECCOMP_IOCTL_DOMAIN_TIGHTEN) {
		ret = tighten(&domain, arg);
		if (pwrite(fd, &domain, sizeof(domain), 0) != sizeof(domain))
			abort();
		return ret;
	}
	((struct seccomp_domain_info *)arg)->reserve = domain.reserve;
	((struct seccomp_domain_info *)arg)->added = domain.added;
	return 0;
}

int ioctl(int fd, unsigned long request, ...)
{
	static int (*next)(int, unsigned long, ...);
	va_list list;
	void *arg;

	va_start(list, request);
	arg = va_arg(list, void *);
	va_end(list);
	if (request == SECCOMP_IOCTL_DOMAIN_TIGHTEN ||
	    request == SECCOMP_IOCTL_DOMAIN_INFO)
		return domain_ioctl(fd, request, arg);
	if (!next)
		next = dlsym(RTLD_NEXT, "ioctl");
	return next(fd, request, arg);
}

/* Replace the path of a list; return false for another path. */
static bool list_path(const char *path, char *list, size_t size)
{
	const char *dir = getenv("FAKE_FILTERS");
	int pid, tid, end = 0;

	if (dir && !strcmp(path, "/proc/self/seccomp_filters"))
		return snprintf(list, size, "%s", dir);
	if (sscanf(path, "/proc/%d/task/%d/seccomp_filters%n", &pid, &tid,
		   &end) != 2)
		return false;
	return dir && end && snprintf(list, size, "%s/%d", dir, tid);
}

FILE *fopen(const char *path, const char *mode)
{
	static FILE *(*next)(const char *, const char *);
	char list[4096];

	if (!next)
		next = dlsym(RTLD_NEXT, "fopen");
	return next(list_path(path, list, sizeof(list)) ? list : path, mode);
}

int access(const char *path, int mode)
{
	static int (*next)(const char *, int);
	char list[4096];

	if (!next)
		next = dlsym(RTLD_NEXT, "access");
	return next(list_path(path, list, sizeof(list)) ? list : path, mode);
}
