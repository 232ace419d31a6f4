// SPDX-License-Identifier: GPL-2.0-only
/*
 * Let arguments lie in a file whose pages a server provides at its leisure.
 *
 * The test serves a FUSE file system by itself. A page fault on a mapping of its file
 * waits until the server replies, and the server may reply otherwise each time. A
 * call must do what the filter has seen, or fail as the filter says.
 */
#include "../kselftest_harness.h"

#include "common.h"
#include "target.h"
#include "notify.h"
#include "deep.h"
#include "deep_attack.h"
#include "slab.h"

#include <arpa/inet.h>
#include <limits.h>
#include <linux/fuse.h>
#include <linux/openat2.h>
#include <netinet/in.h>
#include <sys/mount.h>
#include <sys/uio.h>

/*
 * The file system: a directory with one file
 */
#define FILE_NAME "arguments"
#define FILE_NODE 2
#define FILE_PAGES 2
#define WAITING_MAX 8

/* The kernel trusts names and attributes for this time, in seconds. */
#define VALID_SECONDS 3600

/**
 * struct server - a FUSE file system and its server
 * @dev: descriptor of /dev/fuse
 * @file: descriptor of the file
 * @dir: where the file system is mounted
 * @map: mapping of the file, FILE_PAGES long
 * @thread: thread that replies
 * @stall: the server keeps reads until reply_to_read()
 * @error: errno of the reply to reads, or 0
 * @reads: reads that the server has received
 * @lock: protects @waiting, @count and @pages
 * @waiting: reads without a reply; the oldest one is the first
 * @count: number of them
 * @pages: what the file contains now
 */
struct server {
	int dev, file;
	char dir[32];
	char *map;
	pthread_t thread;
	int stall, error, reads;
	pthread_mutex_t lock;
	struct {
		__u64 unique;
		int page;
	} waiting[WAITING_MAX];
	int count;
	char pages[FILE_PAGES][PAGE];
};

static void reply(const struct server *s, __u64 unique, int error,
		  const void *data, size_t size)
{
	struct fuse_out_header out = {
		.len = sizeof(out) + size,
		.error = -error,
		.unique = unique,
	};
	struct iovec iov[] = { { &out, sizeof(out) }, { (void *)data, size } };

	/* A request may be gone: its task was killed, or the server leaves. */
	if (writev(s->dev, iov, 2) < 0 && errno != ENOENT && errno != ENODEV &&
	    errno != EPERM)
		fprintf(stderr, "# the FUSE server cannot write: errno %d\n",
			errno);
}

static void reply_to_init(const struct server *s, __u64 unique,
			  const struct fuse_init_in *in)
{
	/* Pages are read one by one. A reader waits for the page, not the reply. */
	struct fuse_init_out out = {
		.major = FUSE_KERNEL_VERSION,
		.minor = in->minor < FUSE_KERNEL_MINOR_VERSION ?
				 in->minor :
				 FUSE_KERNEL_MINOR_VERSION,
		.max_readahead = PAGE,
		.flags = in->flags & FUSE_ASYNC_READ,
		.max_write = PAGE,
		.time_gran = 1,
	};

	reply(s, unique, 0, &out, sizeof(out));
}

static struct fuse_attr attr_of(__u64 node)
{
	if (node == FUSE_ROOT_ID)
		return (struct fuse_attr){ .ino = node,
					   .mode = S_IFDIR | 0755,
					   .nlink = 2 };
	return (struct fuse_attr){ .ino = node,
				   .size = FILE_PAGES * PAGE,
				   .mode = S_IFREG | 0644,
				   .nlink = 1,
				   .blksize = PAGE };
}

static void reply_to_lookup(const struct server *s, __u64 unique,
			    const char *name)
{
	struct fuse_entry_out out = {
		.nodeid = FILE_NODE,
		.entry_valid = VALID_SECONDS,
		.attr_valid = VALID_SECONDS,
		.attr = attr_of(FILE_NODE),
	};

	if (strcmp(name, FILE_NAME))
		reply(s, unique, ENOENT, NULL, 0);
	else
		reply(s, unique, 0, &out, sizeof(out));
}

static void reply_with_page(struct server *s, __u64 unique, int page)
{
	char data[PAGE];

	pthread_mutex_lock(&s->lock);
	memcpy(data, s->pages[page], PAGE);
	pthread_mutex_unlock(&s->lock);
	reply(s, unique, 0, data, PAGE);
}

static void receive_read(struct server *s, __u64 unique,
			 const struct fuse_read_in *in)
{
	const int page = in->offset / PAGE;

	SHARED_INC(s->reads);
	if (page >= FILE_PAGES || in->size != PAGE) {
		fprintf(stderr, "# unexpected read of the FUSE file\n");
		reply(s, unique, EIO, NULL, 0);
	} else if (SHARED_LOAD(s->error)) {
		reply(s, unique, SHARED_LOAD(s->error), NULL, 0);
	} else if (!SHARED_LOAD(s->stall)) {
		reply_with_page(s, unique, page);
	} else {
		pthread_mutex_lock(&s->lock);
		if (s->count < WAITING_MAX) {
			s->waiting[s->count].unique = unique;
			s->waiting[s->count++].page = page;
		}
		pthread_mutex_unlock(&s->lock);
	}
}

static void serve_request(struct server *s, const struct fuse_in_header *in,
			  const void *data)
{
	const struct fuse_attr_out attr = { .attr_valid = VALID_SECONDS,
					    .attr = attr_of(in->nodeid) };
	const struct fuse_open_out opened = {};

	switch (in->opcode) {
	case FUSE_INIT:
		reply_to_init(s, in->unique, data);
		break;
	case FUSE_LOOKUP:
		reply_to_lookup(s, in->unique, data);
		break;
	case FUSE_GETATTR:
		reply(s, in->unique, 0, &attr, sizeof(attr));
		break;
	case FUSE_OPEN:
		reply(s, in->unique, 0, &opened, sizeof(opened));
		break;
	case FUSE_READ:
		receive_read(s, in->unique, data);
		break;
	case FUSE_RELEASE:
		reply(s, in->unique, 0, NULL, 0);
		break;
	case FUSE_FORGET:
	case FUSE_BATCH_FORGET:
	case FUSE_INTERRUPT:
		/* These have no reply. */
		break;
	default:
		/* The kernel does not ask again. */
		reply(s, in->unique, ENOSYS, NULL, 0);
	}
}

static void *server_main(void *arg)
{
	static char request[2 * FUSE_MIN_READ_BUFFER]
		__attribute__((aligned(8)));
	const struct fuse_in_header *in = (const void *)request;
	struct server *s = arg;
	ssize_t got;

	for (;;) {
		got = read(s->dev, request, sizeof(request));
		if (got < 0 && (errno == EINTR || errno == ENOENT))
			continue;
		/* ENODEV: the file system is gone. */
		if (got < (ssize_t)sizeof(*in))
			return NULL;
		serve_request(s, in, in + 1);
	}
}

/* Let the file contain a string or a structure from an offset on. */
static void put_bytes(struct server *s, unsigned long offset, const void *data,
		      size_t size)
{
	pthread_mutex_lock(&s->lock);
	memcpy(&s->pages[0][0] + offset, data, size);
	pthread_mutex_unlock(&s->lock);
}

static void put_path(struct server *s, const char *path)
{
	put_bytes(s, 0, path, strlen(path) + 1);
}

/*
 * Let the kernel forget pages of the file: it unmaps them, and reads them again when
 * they are used. No read of these pages may wait for a reply, since the kernel waits
 * for it.
 */
static bool forget_pages(const struct server *s, unsigned long offset,
			 unsigned long size)
{
	struct fuse_notify_inval_inode_out inode = {
		.ino = FILE_NODE,
		.off = offset,
		.len = size,
	};
	struct fuse_out_header out = {
		.len = sizeof(out) + sizeof(inode),
		.error = FUSE_NOTIFY_INVAL_INODE,
	};
	struct iovec iov[] = { { &out, sizeof(out) },
			       { &inode, sizeof(inode) } };

	return writev(s->dev, iov, 2) == out.len;
}

static bool forget_file(const struct server *s)
{
	return forget_pages(s, 0, FILE_PAGES * PAGE);
}

/* Wait until the server keeps a read. Return the index of its page, or -1. */
static int wait_for_read(struct server *s)
{
	int page = -1;

	if (!WAIT_UNTIL(SHARED_LOAD(s->count)))
		return -1;
	pthread_mutex_lock(&s->lock);
	page = s->waiting[0].page;
	pthread_mutex_unlock(&s->lock);
	return page;
}

/* Reply to the oldest read with what the file contains now, or with an errno. */
static void reply_to_read(struct server *s, int error)
{
	__u64 unique;
	int page;

	pthread_mutex_lock(&s->lock);
	unique = s->waiting[0].unique;
	page = s->waiting[0].page;
	s->count--;
	memmove(&s->waiting[0], &s->waiting[1],
		s->count * sizeof(s->waiting[0]));
	pthread_mutex_unlock(&s->lock);
	if (error)
		reply(s, unique, error, NULL, 0);
	else
		reply_with_page(s, unique, page);
}

static bool map_file(struct server *s, void *at)
{
	void *map = mmap(at, FILE_PAGES * PAGE, PROT_READ,
			 MAP_SHARED | (at ? MAP_FIXED : 0), s->file, 0);

	if (map == MAP_FAILED)
		return false;
	s->map = map;
	return true;
}

static int open_file(const struct server *s)
{
	char name[64];

	snprintf(name, sizeof(name), "%s/" FILE_NAME, s->dir);
	return open(name, O_RDONLY | O_CLOEXEC);
}

/* Mount the file system and start the server. Return NULL, or what has failed. */
static const char *start_server(struct server *s)
{
	char options[64];

	pthread_mutex_init(&s->lock, NULL);
	s->dev = open("/dev/fuse", O_RDWR | O_CLOEXEC);
	if (s->dev < 0)
		return "open /dev/fuse";
	/* In a mount namespace of its own, the mount ends with this process. */
	if (unshare(CLONE_NEWNS) ||
	    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL))
		return "a mount namespace";
	strcpy(s->dir, "/tmp/seccomp-fuse-XXXXXX");
	if (!mkdtemp(s->dir))
		return "mkdtemp";
	snprintf(options, sizeof(options),
		 "fd=%d,rootmode=40000,user_id=0,group_id=0", s->dev);
	if (mount("seccomp", s->dir, "fuse", MS_NOSUID | MS_NODEV, options))
		return "mount";
	if (pthread_create(&s->thread, NULL, server_main, s))
		return "pthread_create";
	s->file = open_file(s);
	if (s->file < 0)
		return "open";
	/*
	 * The kernel learns that the server has no FLUSH. The end of this process
	 * would wait for a reply otherwise.
	 */
	close(s->file);
	s->file = open_file(s);
	if (s->file < 0 || !map_file(s, NULL))
		return "mmap";
	return NULL;
}

/*
 * Callers
 */
FIXTURE(fuse)
{
	struct server server;
	struct target caller;
};

#define fuse_data FIXTURE_DATA(fuse)

#define NO_FUSE "no FUSE file system: %s: %s", failed, strerror(errno)

FIXTURE_SETUP(fuse)
{
	const char *failed;

	if (deep_args_are_missing())
		SKIP(return, NO_DEEP_ARGS);
	failed = start_server(&self->server);
	if (failed)
		SKIP(return, NO_FUSE);
	ASSERT_EQ(0, no_new_privs());
	ASSERT_TRUE(start_worker(&self->caller));
}

FIXTURE_TEARDOWN(fuse)
{
	struct server *s = &self->server;
	char options[32];

	if (!s->map)
		return;
	/* Reads that still wait get a reply, or killed threads would wait for it. */
	SHARED_STORE(s->stall, 0);
	while (SHARED_LOAD(s->count))
		reply_to_read(s, EIO);
	umount2(s->dir, MNT_DETACH);
	snprintf(options, sizeof(options), "%s", s->dir);
	if (rmdir(options))
		fprintf(stderr, "# %s is left: errno %d\n", options, errno);
}

static const struct path_policy fuse_policy = {
	.arch = NATIVE_ARCH,
	.nr = __NR_openat,
	.window = 1,
	.judged = SECCOMP_RET_ALLOW,
	.refused = REFUSED,
	.other = REFUSED,
};

/* Attach a filter to the caller. Return a listener or 0, or -1 and errno. */
static int filter_caller(struct target *caller, const struct deep_filter *f,
			 unsigned int flags)
{
	const struct sock_fprog prog = {
		.len = f->len,
		.filter = (struct sock_filter *)f->insns,
	};
	const struct outcome out =
		call_and_wait(caller, __NR_seccomp, SECCOMP_SET_MODE_FILTER,
			      DEEP_ARGS | flags, address_of(&prog));

	errno = out.err;
	return out.ret;
}

static int filter_paths(struct target *caller, const struct path_policy *policy,
			unsigned int flags)
{
	static struct deep_filter f;

	deep_begin_abi(&f, policy->arch, policy->nr);
	put_string_case(&f, policy->window, JUDGED_PATH, policy->judged);
	put_string_case(&f, policy->window, REFUSED_PATH, policy->refused);
	deep_return(&f, policy->other);
	return filter_caller(caller, &f, flags);
}

static bool begin_open(struct target *caller, const char *path)
{
	return send_call(caller, __NR_openat, AT_FDCWD, address_of(path),
			 O_RDONLY);
}

static long end_open(struct target *caller)
{
	const struct outcome out = outcome_of(caller);

	return opened_file(out.ret, out.err);
}

TEST_F(fuse, stalled_path_is_judged_as_it_was_served)
{
	struct server *s = &self->server;
	int i;

	ASSERT_EQ(0, filter_paths(&self->caller, &fuse_policy, 0));
	SHARED_STORE(s->stall, 1);
	for (i = 0; i < 20; i++) {
		put_path(s, REFUSED_PATH);
		ASSERT_TRUE(forget_file(s));
		ASSERT_TRUE(begin_open(&self->caller, s->map));
		ASSERT_EQ(0, wait_for_read(s));
		ASSERT_TRUE(wait_blocked(self->caller.pid, __NR_openat));
		if (i % 2)
			put_path(s, JUDGED_PATH);
		reply_to_read(s, 0);
		/* The page changes at once. */
		put_path(s, i % 2 ? REFUSED_PATH : JUDGED_PATH);
		EXPECT_EQ(i % 2 ? 0 : -REFUSED_ERRNO, end_open(&self->caller));
	}
}

/*
 * The first part changes while the kernel waits for the second one. A load that spans
 * both pages starts again, so it may find the new first part.
 */
TEST_F(fuse, first_page_changes_while_the_second_one_stalls)
{
	struct server *s = &self->server;
	const int size = sizeof(JUDGED_PATH);
	unsigned long start;
	long result;
	int i;

	ASSERT_EQ(0, filter_paths(&self->caller, &fuse_policy, 0));
	for (i = 1; i < size; i++) {
		start = PAGE - i;
		put_bytes(s, start, JUDGED_PATH, size);
		ASSERT_TRUE(forget_file(s));
		SHARED_STORE(s->stall, 1);
		ASSERT_TRUE(begin_open(&self->caller, s->map + start));
		ASSERT_EQ(0, wait_for_read(s));
		reply_to_read(s, 0);
		ASSERT_EQ(1, wait_for_read(s));
		put_bytes(s, start, REFUSED_PATH, i);
		ASSERT_TRUE(forget_pages(s, 0, PAGE));
		SHARED_STORE(s->stall, 0);
		reply_to_read(s, 0);
		result = end_open(&self->caller);
		EXPECT_TRUE(result == 0 || result == -REFUSED_ERRNO)
		TH_LOG("%d bytes: result %ld", i, result);
	}
}

/*
 * A page that is served otherwise the second time. A supervisor holds the call after
 * the kernel has copied the argument. Then the file changes. This thread sees the
 * change. The body must not read the page: its reads would reach the server.
 */
static void serve_otherwise(struct __test_metadata *_metadata, fuse_data *self,
			    const void *other, size_t size)
{
	struct server *s = &self->server;

	put_bytes(s, 0, other, size);
	ASSERT_EQ(0, madvise(s->map, FILE_PAGES * PAGE, MADV_DONTNEED));
	ASSERT_TRUE(forget_file(s));
	EXPECT_EQ(0, memcmp(s->map, other, size));
	/* The next look at the page is a read again. */
	ASSERT_TRUE(forget_file(s));
}

/* Wait for a call of the caller, change its argument, and let it continue. */
static void continue_otherwise(struct __test_metadata *_metadata,
			       fuse_data *self, const void *other, size_t size)
{
	struct seccomp_notif notif;
	int reads;

	ASSERT_EQ(0, receive(self->caller.listener, &notif))
	TH_LOG("errno %d", errno);
	EXPECT_EQ(1, SHARED_LOAD(self->server.reads));
	serve_otherwise(_metadata, self, other, size);
	reads = SHARED_LOAD(self->server.reads);
	EXPECT_EQ(2, reads);
	ASSERT_EQ(0, respond_continue(self->caller.listener, notif.id));
}

TEST_F(fuse, path_is_read_once)
{
	const struct path_policy policy = {
		.arch = NATIVE_ARCH,
		.nr = __NR_openat,
		.window = 1,
		.judged = SECCOMP_RET_USER_NOTIF,
		.refused = REFUSED,
		.other = REFUSED,
	};
	struct server *s = &self->server;

	self->caller.listener = filter_paths(&self->caller, &policy,
					     SECCOMP_FILTER_FLAG_NEW_LISTENER);
	ASSERT_LE(0, self->caller.listener);
	put_path(s, JUDGED_PATH);
	ASSERT_TRUE(begin_open(&self->caller, s->map));
	continue_otherwise(_metadata, self, REFUSED_PATH, sizeof(REFUSED_PATH));
	EXPECT_EQ(0, end_open(&self->caller));
	EXPECT_EQ(2, SHARED_LOAD(s->reads));
	/* The next call reads the page, and finds the other path. */
	ASSERT_TRUE(begin_open(&self->caller, s->map));
	EXPECT_EQ(-REFUSED_ERRNO, end_open(&self->caller));
	EXPECT_EQ(3, SHARED_LOAD(s->reads));
}

#define JUDGED_PORT 20973
#define REFUSED_PORT 20974

static struct sockaddr_in fuse_address(int port)
{
	return (struct sockaddr_in){
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
}

TEST_F(fuse, address_of_bind_is_read_once)
{
	const struct sockaddr_in judged = fuse_address(JUDGED_PORT);
	const struct sockaddr_in refused = fuse_address(REFUSED_PORT);
	struct sockaddr_in bound = {};
	socklen_t size = sizeof(bound);
	struct server *s = &self->server;
	static struct deep_filter f;
	struct outcome out;
	__u32 word;
	int fd;

	fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		SKIP(return, "no AF_INET: %s", strerror(errno));
	memcpy(&word, &judged, sizeof(word));
	deep_begin(&f, __NR_bind);
	deep_match(&f, SECCOMP_ARG_STATUS(1), SECCOMP_ARG_COPIED, REFUSED);
	deep_match(&f, SECCOMP_ARG_DATA(1), word, REFUSED);
	deep_return(&f, SECCOMP_RET_USER_NOTIF);
	self->caller.listener = filter_caller(&self->caller, &f,
					      SECCOMP_FILTER_FLAG_NEW_LISTENER);
	ASSERT_LE(0, self->caller.listener);
	put_bytes(s, 0, &judged, sizeof(judged));
	ASSERT_TRUE(send_call(&self->caller, __NR_bind, fd, address_of(s->map),
			      sizeof(judged)));
	continue_otherwise(_metadata, self, &refused, sizeof(refused));
	out = outcome_of(&self->caller);
	if (out.err == EADDRNOTAVAIL)
		SKIP(return, "no address 127.0.0.1");
	EXPECT_EQ(0, out.err);
	EXPECT_EQ(2, SHARED_LOAD(s->reads));
	ASSERT_EQ(0, getsockname(fd, (struct sockaddr *)&bound, &size));
	EXPECT_EQ(JUDGED_PORT, ntohs(bound.sin_port));
	EXPECT_EQ(REFUSED_ERRNO, err_of(&self->caller, __NR_bind, fd,
					address_of(s->map), sizeof(judged)));
	close(fd);
}

TEST_F(fuse, struct_of_openat2_is_read_once)
{
	const struct open_how judged = { .flags = O_RDONLY };
	const struct open_how other = { .flags = O_RDWR };
	struct server *s = &self->server;
	static struct deep_filter f;
	struct outcome out;

	deep_begin(&f, __NR_openat2);
	deep_match(&f, SECCOMP_ARG_STATUS(2), SECCOMP_ARG_COPIED, REFUSED);
	deep_match(&f, SECCOMP_ARG_DATA(2), O_RDONLY, REFUSED);
	deep_return(&f, SECCOMP_RET_USER_NOTIF);
	self->caller.listener = filter_caller(&self->caller, &f,
					      SECCOMP_FILTER_FLAG_NEW_LISTENER);
	ASSERT_LE(0, self->caller.listener);
	put_bytes(s, 0, &judged, sizeof(judged));
	ASSERT_TRUE(send_call(&self->caller, __NR_openat2, AT_FDCWD,
			      address_of(JUDGED_PATH), address_of(s->map),
			      sizeof(judged)));
	continue_otherwise(_metadata, self, &other, sizeof(other));
	out = outcome_of(&self->caller);
	ASSERT_LE(0, out.ret);
	EXPECT_EQ(O_RDONLY, fcntl(out.ret, F_GETFL) & O_ACCMODE);
	EXPECT_EQ(2, SHARED_LOAD(s->reads));
	EXPECT_EQ(0, opened_file(out.ret, 0));
	EXPECT_EQ(REFUSED_ERRNO, err_of(&self->caller, __NR_openat2, AT_FDCWD,
					address_of(JUDGED_PATH),
					address_of(s->map), sizeof(judged)));
}

/*
 * What the process does to its memory while a call waits for the page
 */
enum change {
	CHANGE_MAP_OVER,
	CHANGE_UNMAP,
	CHANGE_PROTECT,
	CHANGE_MOVE,
	CHANGES,
};

static bool change_mapping(struct server *s, enum change change)
{
	const size_t size = FILE_PAGES * PAGE;
	char *map;

	switch (change) {
	case CHANGE_MAP_OVER:
		map = mmap(s->map, size, PROT_RW, MAP_ANY | MAP_FIXED, -1, 0);
		if (map != s->map)
			return false;
		strcpy(map, REFUSED_PATH);
		return true;
	case CHANGE_UNMAP:
		return !munmap(s->map, size);
	case CHANGE_PROTECT:
		return !mprotect(s->map, size, PROT_NONE);
	default:
		map = mmap(NULL, size, PROT_NONE, MAP_ANY, -1, 0);
		return map != MAP_FAILED &&
		       mremap(s->map, size, size, MREMAP_MAYMOVE | MREMAP_FIXED,
			      map) == map;
	}
}

TEST_F(fuse, stalled_memory_changes)
{
	struct server *s = &self->server;
	enum change change;

	ASSERT_EQ(0, filter_paths(&self->caller, &fuse_policy, 0));
	put_path(s, JUDGED_PATH);
	for (change = 0; change < CHANGES; change++) {
		ASSERT_TRUE(forget_file(s));
		SHARED_STORE(s->stall, 1);
		ASSERT_TRUE(begin_open(&self->caller, s->map));
		ASSERT_EQ(0, wait_for_read(s));
		ASSERT_TRUE(wait_blocked(self->caller.pid, __NR_openat));
		EXPECT_TRUE(change_mapping(s, change));
		SHARED_STORE(s->stall, 0);
		reply_to_read(s, 0);
		/* The path is another one, or cannot be read. */
		EXPECT_EQ(-REFUSED_ERRNO, end_open(&self->caller))
		TH_LOG("change %d", change);
		ASSERT_TRUE(map_file(s, s->map));
		ASSERT_TRUE(begin_open(&self->caller, s->map));
		EXPECT_EQ(0, end_open(&self->caller));
	}
}

/*
 * Errors of the server
 */
static const struct path_policy lenient_policy = {
	.arch = NATIVE_ARCH,
	.nr = __NR_openat,
	.window = 1,
	.judged = SECCOMP_RET_ALLOW,
	.refused = REFUSED,
	.other = SECCOMP_RET_ALLOW,
};

#define COUNTED_OPENS 8

/* Count the reads for one open() whose path cannot be read. Return 0 on failure. */
static int reads_of_open(const struct server *s, struct target *caller)
{
	const int before = SHARED_LOAD(s->reads);

	if (!forget_file(s) || !begin_open(caller, s->map) ||
	    end_open(caller) != -EFAULT)
		return 0;
	return SHARED_LOAD(s->reads) - before;
}

/*
 * The page cannot be read. Each attempt to read it reaches the server. The kernel
 * tries as often as the body of an unfiltered call. So the filtered body does not
 * try, and fails as it would without a filter.
 *
 * A fault that had to wait starts again and reads once more. So the number differs by
 * a few from call to call. A body that tries, too, would double it each time.
 */
TEST_F(fuse, unreadable_page_is_not_read_by_the_body)
{
	struct server *s = &self->server;
	int most = 0, least = INT_MAX;
	int reads, i;

	put_path(s, REFUSED_PATH);
	SHARED_STORE(s->error, EIO);
	for (i = 0; i < COUNTED_OPENS; i++) {
		reads = reads_of_open(s, &self->caller);
		ASSERT_LT(0, reads);
		most = reads > most ? reads : most;
	}
	ASSERT_EQ(0, filter_paths(&self->caller, &lenient_policy, 0));
	for (i = 0; i < COUNTED_OPENS; i++) {
		reads = reads_of_open(s, &self->caller);
		ASSERT_LT(0, reads);
		least = reads < least ? reads : least;
	}
	EXPECT_LE(least, most);
	SHARED_STORE(s->error, 0);
	ASSERT_TRUE(begin_open(&self->caller, s->map));
	EXPECT_EQ(-REFUSED_ERRNO, end_open(&self->caller));
}

/* The server leaves during the wait. The call has no path, and is refused. */
TEST_F(fuse, server_leaves_a_stalled_call)
{
	struct server *s = &self->server;

	ASSERT_EQ(0, filter_paths(&self->caller, &fuse_policy, 0));
	put_path(s, JUDGED_PATH);
	SHARED_STORE(s->stall, 1);
	ASSERT_TRUE(begin_open(&self->caller, s->map));
	ASSERT_EQ(0, wait_for_read(s));
	ASSERT_EQ(0, umount2(s->dir, MNT_FORCE | MNT_DETACH));
	EXPECT_EQ(-REFUSED_ERRNO, end_open(&self->caller));
	pthread_join(s->thread, NULL);
}

/*
 * A filter reaches the caller during the wait. The wait does not hold up the attach.
 * The call began before, so each verdict is right for it, but not for the next call.
 */
TEST_F(fuse, filter_arrives_at_a_stalled_call)
{
	const struct path_policy tight = {
		.arch = NATIVE_ARCH,
		.nr = __NR_openat,
		.window = 1,
		.judged = DEEP_ERRNO(EADV),
		.refused = REFUSED,
		.other = SECCOMP_RET_ALLOW,
	};
	struct server *s = &self->server;
	struct target later;
	long result;

	ASSERT_EQ(0, attach_path_policy(&lenient_policy, 0));
	ASSERT_TRUE(start_worker(&later));
	ASSERT_TRUE(end_worker(&self->caller));
	put_path(s, JUDGED_PATH);
	SHARED_STORE(s->stall, 1);
	ASSERT_TRUE(begin_open(&later, s->map));
	ASSERT_EQ(0, wait_for_read(s));
	ASSERT_TRUE(wait_blocked(later.pid, __NR_openat));
	EXPECT_EQ(0, attach_path_policy(&tight, SECCOMP_FILTER_FLAG_TSYNC));
	EXPECT_FALSE(has_outcome(&later));
	SHARED_STORE(s->stall, 0);
	reply_to_read(s, 0);
	result = end_open(&later);
	EXPECT_TRUE(result == 0 || result == -EADV)
	TH_LOG("result %ld", result);
	ASSERT_TRUE(begin_open(&later, s->map));
	EXPECT_EQ(-EADV, end_open(&later));
}

/*
 * A kill ends the wait without a reply of the server. Slots and address spaces of the
 * children go. The counts are inexact: a slab that a CPU holds counts as full.
 */
#define KILLED_CHILDREN 40

/* @arg: the mapping of the file */
static int open_stalled_path(void *arg)
{
	CHILD_ASSERT_EQ(0, attach_path_policy(&fuse_policy, 0));
	CHILD_ASSERT_NO_RETURN(syscall(__NR_openat, AT_FDCWD, arg, O_RDONLY));
}

static bool ends(pid_t pid, int *status)
{
	return WAIT_UNTIL(waitpid(pid, status, WNOHANG) == pid);
}

TEST_F(fuse, kill_ends_a_stalled_call)
{
	struct server *s = &self->server;
	long before = active_objects(is_slot_or_mm_cache), left = -1;
	int i, status = -1;
	pid_t pid;

	ASSERT_LT(0, before)
	TH_LOG("no mm_struct in /proc/slabinfo");
	SHARED_STORE(s->stall, 1);
	put_path(s, JUDGED_PATH);
	for (i = 0; i < KILLED_CHILDREN; i++) {
		pid = start_child(open_stalled_path, s->map);
		ASSERT_EQ(0, wait_for_read(s));
		ASSERT_TRUE(wait_blocked(pid, __NR_openat));
		ASSERT_EQ(0, kill(pid, SIGKILL));
		ASSERT_TRUE(ends(pid, &status));
		EXPECT_TRUE(killed_by(status, SIGKILL))
		TH_LOG("status %x", status);
		/* The reply comes too late. */
		reply_to_read(s, 0);
		ASSERT_TRUE(forget_file(s));
	}
	EXPECT_TRUE(WAIT_UNTIL((left = active_objects(is_slot_or_mm_cache)) <
			       before + KILLED_CHILDREN / 2))
	TH_LOG("%ld objects before, %ld after", before, left);
}

/*
 * A child needs its first slot while another process reads its memory. That read
 * holds the mmap_lock of the child until the server replies.
 *
 * @go: pipe that lets the child make its call
 * @name: file that the call creates
 * @pid: the child
 * @address: memory of the child that lies in the file of the server
 */
struct first_call {
	int go[2];
	char name[64];
	pid_t pid;
	unsigned long address;
};

static int create_after_go(void *arg)
{
	const struct first_call *call = arg;
	char byte;

	CHILD_ASSERT_EQ(0, attach_path_policy(&lenient_policy, 0));
	CHILD_ASSERT_EQ(1, read(call->go[0], &byte, 1));
	CHILD_ASSERT_LE(0, syscall(__NR_openat, AT_FDCWD, call->name,
				   O_CREAT | O_EXCL | O_WRONLY, 0600));
	return 42;
}

static int read_memory_of_child(void *arg)
{
	const struct first_call *call = arg;
	char name[64], byte;
	int fd;

	snprintf(name, sizeof(name), "/proc/%d/mem", call->pid);
	fd = open(name, O_RDONLY | O_CLOEXEC);
	CHILD_ASSERT_LE(0, fd);
	CHILD_ASSERT_EQ(1, pread(fd, &byte, 1, call->address));
	return 42;
}

/* Let a child wait for the lock. Kill it there, or let it go on. */
static void wait_for_slot(struct __test_metadata *_metadata, fuse_data *self,
			  bool is_killed)
{
	struct server *s = &self->server;
	struct first_call call = { .address = (unsigned long)s->map };
	int status = -1;
	pid_t reader;

	snprintf(call.name, sizeof(call.name), "/tmp/seccomp-slot-%d",
		 getpid());
	ASSERT_EQ(0, pipe2(call.go, O_CLOEXEC));
	ASSERT_TRUE(forget_file(s));
	SHARED_STORE(s->stall, 1);
	call.pid = start_child(create_after_go, &call);
	reader = start_child(read_memory_of_child, &call);
	ASSERT_EQ(0, wait_for_read(s));
	ASSERT_EQ(1, write(call.go[1], "", 1));
	EXPECT_TRUE(wait_blocked(call.pid, __NR_openat));
	EXPECT_EQ(-1, access(call.name, F_OK));
	if (is_killed) {
		ASSERT_EQ(0, kill(call.pid, SIGKILL));
		/* The child ends, though the lock is still held. */
		EXPECT_TRUE(ends(call.pid, &status));
		EXPECT_TRUE(killed_by(status, SIGKILL));
	}
	SHARED_STORE(s->stall, 0);
	reply_to_read(s, 0);
	EXPECT_EQ(42, exit_summary(wait_child(reader)));
	if (!is_killed)
		EXPECT_EQ(42, exit_summary(wait_child(call.pid)));
	EXPECT_EQ(is_killed ? -1 : 0, unlink(call.name));
	close(call.go[0]);
	close(call.go[1]);
}

TEST_F(fuse, first_slot_waits_for_the_memory_of_the_process)
{
	if (deep_calls_are_verified())
		SKIP(return, "seccomp_verify lets each call take a slot");
	wait_for_slot(_metadata, self, false);
}

/* Without a slot, the call does not run on the memory of the process. */
TEST_F(fuse, kill_ends_the_wait_for_the_first_slot)
{
	if (deep_calls_are_verified())
		SKIP(return, "seccomp_verify lets each call take a slot");
	wait_for_slot(_metadata, self, true);
}

/*
 * Threads open the path all the time, and the file changes all the time.
 */
#define RACE_MS 600
#define MIN_ROUNDS 20
#define CALLERS 2

struct fuse_caller {
	pthread_t thread;
	int rounds, allowed, refused, wrong;
	long result;
};

static struct {
	struct server *server;
	int stop;
} fuse_race;

static void *open_all_the_time(void *arg)
{
	struct fuse_caller *c = arg;
	long fd;

	if (attach_path_policy(&fuse_policy, 0))
		c->wrong++;
	while (!SHARED_LOAD(fuse_race.stop)) {
		fd = syscall(__NR_openat, AT_FDCWD, fuse_race.server->map,
			     O_RDONLY);
		c->result = opened_file(fd, errno);
		if (!c->result)
			c->allowed++;
		else if (c->result == -REFUSED_ERRNO)
			c->refused++;
		else
			c->wrong++;
		SHARED_INC(c->rounds);
	}
	return NULL;
}

TEST_F(fuse, race_server_changes_the_path)
{
	struct fuse_caller callers[CALLERS] = {};
	struct server *s = &self->server;
	long long end = now_ms() + RACE_MS;
	bool enough = false;
	int i, flips, reads;

	fuse_race.server = s;
	put_path(s, JUDGED_PATH);
	for (i = 0; i < CALLERS; i++)
		ASSERT_EQ(0, pthread_create(&callers[i].thread, NULL,
					    open_all_the_time, &callers[i]));
	for (flips = 0;
	     now_ms() < end || (!enough && now_ms() < end + TIMEOUT_MS);
	     flips++) {
		reads = SHARED_LOAD(s->reads);
		put_path(s, flips % 2 ? JUDGED_PATH : REFUSED_PATH);
		ASSERT_TRUE(forget_file(s));
		/* The next change follows the next look at the file. */
		ASSERT_TRUE(WAIT_UNTIL(SHARED_LOAD(s->reads) > reads));
		enough = flips > 2 * MIN_ROUNDS;
		for (i = 0; i < CALLERS; i++)
			enough &= SHARED_LOAD(callers[i].rounds) > MIN_ROUNDS;
	}
	SHARED_STORE(fuse_race.stop, 1);
	for (i = 0; i < CALLERS; i++) {
		pthread_join(callers[i].thread, NULL);
		EXPECT_EQ(0, callers[i].wrong)
		TH_LOG("result %ld", callers[i].result);
		EXPECT_LT(MIN_ROUNDS, callers[i].rounds);
		TH_LOG("%d calls: %d allowed, %d refused", callers[i].rounds,
		       callers[i].allowed, callers[i].refused);
	}
	TH_LOG("%d changes, %d reads", flips, SHARED_LOAD(s->reads));
}

TEST_HARNESS_MAIN
