/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Targets are processes and threads that make one system call for each request.
 * A test thus controls the order of calls without fixed delays.
 *
 * Include this header after "common.h".
 */
#ifndef SELFTESTS_SECCOMP_TARGET_H
#define SELFTESTS_SECCOMP_TARGET_H

#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <time.h>

/* The longest time in milliseconds that a test waits for a state. */
#define TIMEOUT_MS 15000

/* The layout is the same for a 64-bit test and a 32-bit target. */
struct call {
	__s64 nr;
	__u64 args[6];
};

struct outcome {
	__s64 ret;
	__s64 err;
};

struct target {
	pid_t pid; /* the thread ID of a worker */
	int sock; /* sends calls, receives outcomes */
	int listener; /* the listener from the preparation, or -1 */
	pthread_t thread;
	int thread_sock;
};

/* A preparation of a target returns this if it has no listener. */
#define NO_LISTENER (-1)

/* Access memory that another thread or process changes concurrently. */
#define SHARED_LOAD(memory) __atomic_load_n(&(memory), __ATOMIC_SEQ_CST)
#define SHARED_STORE(memory, value) \
	__atomic_store_n(&(memory), value, __ATOMIC_SEQ_CST)
#define SHARED_INC(memory) __atomic_fetch_add(&(memory), 1, __ATOMIC_SEQ_CST)

static inline long long now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000LL + ts.tv_nsec / 1000000;
}

/* Sleep briefly between two checks of a condition. */
static inline void short_pause(void)
{
	struct timespec ts = { .tv_nsec = 200000 };

	nanosleep(&ts, NULL);
}

#define WAIT_UNTIL(cond)                                     \
	({                                                   \
		long long _end = now_ms() + TIMEOUT_MS;      \
		bool _true;                                  \
		while (!(_true = (cond)) && now_ms() < _end) \
			short_pause();                       \
		_true;                                       \
	})

/*
 * Pass descriptors through sockets.
 */
static inline int send_fd(int sock, int fd)
{
	char byte = fd >= 0, control[CMSG_SPACE(sizeof(int))] = {};
	struct iovec iov = { .iov_base = &byte, .iov_len = 1 };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1 };
	struct cmsghdr *cmsg;

	if (fd >= 0) {
		msg.msg_control = control;
		msg.msg_controllen = sizeof(control);
		cmsg = CMSG_FIRSTHDR(&msg);
		cmsg->cmsg_level = SOL_SOCKET;
		cmsg->cmsg_type = SCM_RIGHTS;
		cmsg->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(cmsg), &fd, sizeof(int));
	}
	return sendmsg(sock, &msg, MSG_NOSIGNAL) == 1 ? 0 : -1;
}

/* Return false at end of file. *@fd is -1 if the peer sent no descriptor. */
static inline bool receive_fd(int sock, int *fd)
{
	char byte, control[CMSG_SPACE(sizeof(int))] = {};
	struct iovec iov = { .iov_base = &byte, .iov_len = 1 };
	struct msghdr msg = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof(control),
	};
	struct cmsghdr *cmsg;
	ssize_t got;

	*fd = -1;
	do {
		got = recvmsg(sock, &msg, MSG_CMSG_CLOEXEC);
	} while (got < 0 && errno == EINTR);
	if (got != 1)
		return false;
	cmsg = CMSG_FIRSTHDR(&msg);
	if (cmsg && cmsg->cmsg_type == SCM_RIGHTS)
		memcpy(fd, CMSG_DATA(cmsg), sizeof(int));
	return !byte || *fd >= 0;
}

/*
 * Make the requested calls until end of file. Apart from them, only read(2) and
 * write(2) are used, because strict mode allows both.
 */
static inline int serve(int sock)
{
	struct outcome out;
	struct call call;
	ssize_t got;

	for (;;) {
		got = syscall(__NR_read, sock, &call, sizeof(call));
		if (got < 0 && errno == EINTR)
			continue;
		if (got != sizeof(call))
			return got != 0;
		errno = 0;
		out.ret = syscall((long)call.nr, (unsigned long)call.args[0],
				  (unsigned long)call.args[1],
				  (unsigned long)call.args[2],
				  (unsigned long)call.args[3],
				  (unsigned long)call.args[4],
				  (unsigned long)call.args[5]);
		out.err = out.ret == -1 ? errno : 0;
		do {
			got = syscall(__NR_write, sock, &out, sizeof(out));
		} while (got < 0 && errno == EINTR);
		if (got != sizeof(out))
			return 2;
	}
}

/*
 * Start a process that calls @prepare(@arg), if @prepare is not NULL, and then
 * serve(). The result of @prepare is a listener or NO_LISTENER.
 */
static inline bool start_target(struct target *t, int (*prepare)(void *arg),
				void *arg)
{
	int pair[2], listener;

	*t = (struct target){ .pid = -1, .sock = -1, .listener = -1 };
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair))
		return false;
	fflush(NULL);
	t->pid = fork();
	if (!t->pid) {
		close(pair[0]);
		prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
		listener = prepare ? prepare(arg) : NO_LISTENER;
		CHILD_ASSERT_EQ(0, send_fd(pair[1], listener));
		if (listener >= 0)
			close(listener);
		_exit(serve(pair[1]));
	}
	close(pair[1]);
	t->sock = pair[0];
	return t->pid > 0 && receive_fd(t->sock, &t->listener);
}

/* Close the target's socket to end it. Return the status of waitpid(2). */
static inline int end_target(struct target *t)
{
	int status;

	if (t->sock >= 0)
		close(t->sock);
	t->sock = -1;
	status = wait_child(t->pid);
	t->pid = -1;
	return status;
}

/* Kill a target in any state, for the teardown of a test. */
static inline void discard_target(struct target *t)
{
	if (t->pid > 0) {
		kill(t->pid, SIGKILL);
		end_target(t);
	}
	if (t->listener >= 0)
		close(t->listener);
	t->listener = -1;
}

/* Request a call without waiting for its outcome. */
static inline bool send_call_struct(struct target *t, struct call call)
{
	return send(t->sock, &call, sizeof(call), MSG_NOSIGNAL) == sizeof(call);
}

#define send_call(t, number, ...)                          \
	send_call_struct(t, (struct call){ .nr = (number), \
					   .args = { __VA_ARGS__ } })

/* Return the outcome of the oldest request. Its ret is -2 on timeout. */
static inline struct outcome outcome_of(struct target *t)
{
	struct pollfd pfd = { .fd = t->sock, .events = POLLIN };
	struct outcome out = { .ret = -2, .err = ETIME };
	long long end = now_ms() + TIMEOUT_MS;
	ssize_t got;

	while (poll(&pfd, 1, TIMEOUT_MS) < 0 && errno == EINTR &&
	       now_ms() < end)
		;
	got = recv(t->sock, &out, sizeof(out), MSG_DONTWAIT);
	if (got != sizeof(out))
		return (struct outcome){ .ret = -2,
					 .err = got ? ETIME : EPIPE };
	return out;
}

/* Return true if an outcome can be read without waiting. */
static inline bool has_outcome(struct target *t)
{
	struct pollfd pfd = { .fd = t->sock, .events = POLLIN };

	return poll(&pfd, 1, 0) == 1 && (pfd.revents & POLLIN);
}

#define call_and_wait(t, ...)                        \
	({                                           \
		struct target *_t = (t);             \
		struct outcome _out = { -2, EPIPE }; \
		if (send_call(_t, __VA_ARGS__))      \
			_out = outcome_of(_t);       \
		_out;                                \
	})

/* Request a call and wait for it. Return its errno, or 0 on success. */
#define err_of(t, ...) (call_and_wait(t, __VA_ARGS__).err)

/*
 * Workers are targets that are threads of the test.
 */
static inline void *worker_main(void *arg)
{
	struct target *w = arg;
	pid_t tid = sys_gettid();

	if (write(w->thread_sock, &tid, sizeof(tid)) == sizeof(tid))
		serve(w->thread_sock);
	close(w->thread_sock);
	return NULL;
}

static inline bool start_worker(struct target *w)
{
	int pair[2];

	*w = (struct target){ .pid = -1, .sock = -1, .listener = -1 };
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair))
		return false;
	w->sock = pair[0];
	w->thread_sock = pair[1];
	if (pthread_create(&w->thread, NULL, worker_main, w))
		return false;
	return read(w->sock, &w->pid, sizeof(w->pid)) == sizeof(w->pid);
}

static inline bool end_worker(struct target *w)
{
	shutdown(w->sock, SHUT_RDWR);
	if (pthread_join(w->thread, NULL))
		return false;
	close(w->sock);
	w->sock = -1;
	w->pid = -1;
	return true;
}

/*
 * Task states.
 */
static inline char task_state(pid_t tid)
{
	char path[64], text[512], *after;
	ssize_t got;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/stat", tid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	got = read(fd, text, sizeof(text) - 1);
	close(fd);
	if (got <= 0)
		return 0;
	text[got] = 0;
	after = strrchr(text, ')');
	return after && after[1] == ' ' ? after[2] : 0;
}

/* Return the number of the call in which the task sleeps, or -1. */
static inline long sleeping_call(pid_t tid)
{
	char path[64], text[512];
	ssize_t got;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/syscall", tid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	got = read(fd, text, sizeof(text) - 1);
	close(fd);
	if (got <= 0)
		return -1;
	text[got] = 0;
	if (text[0] < '0' || text[0] > '9')
		return -1;
	return strtol(text, NULL, 10);
}

static inline bool is_blocked(pid_t tid, long nr)
{
	char state = task_state(tid);

	return (state == 'S' || state == 'D') && sleeping_call(tid) == nr;
}

static inline bool wait_blocked(pid_t tid, long nr)
{
	return WAIT_UNTIL(is_blocked(tid, nr));
}

static inline bool wait_state(pid_t tid, char state)
{
	return WAIT_UNTIL(task_state(tid) == state);
}

/* Return a page that parent and children share, or NULL. */
static inline void *shared_page(void)
{
	void *page = mmap(NULL, sysconf(_SC_PAGESIZE), PROT_READ | PROT_WRITE,
			  MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return page == MAP_FAILED ? NULL : page;
}

/* Does a descriptor of another process refer to a file? */
static inline bool is_file_of(pid_t pid, int fd, const char *file)
{
	char path[64], target[256] = {};

	snprintf(path, sizeof(path), "/proc/%d/fd/%d", pid, fd);
	return readlink(path, target, sizeof(target) - 1) > 0 &&
	       !strcmp(target, file);
}

/* Return the number of open descriptors of a process. */
static inline int open_fds(pid_t pid)
{
	char path[64];
	int fd, count = 0;

	for (fd = 0; fd < 256; fd++) {
		snprintf(path, sizeof(path), "/proc/%d/fd/%d", pid, fd);
		count += !faccessat(AT_FDCWD, path, F_OK, AT_SYMLINK_NOFOLLOW);
	}
	return count;
}

#endif /* SELFTESTS_SECCOMP_TARGET_H */
