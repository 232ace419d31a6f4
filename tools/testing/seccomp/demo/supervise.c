// SPDX-License-Identifier: GPL-2.0-only
/*
 *	supervise LOG JAIL FROM=TO COMMAND...
 *
 * Run a command and reply to its notifications. The supervisor makes new
 * directories below JAIL. For an open of FROM, it adds a descriptor of TO to
 * the command. It refuses to remove files. It lets the kernel open all other
 * files. LOG gets a line for each request and its reply, separated by a tab.
 *
 * A CONTINUE reply protects nothing: the command can change the path after the
 * supervisor has read it. So the supervisor enforces its policy only by replies
 * with a result, an errno or a descriptor.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <stdnoreturn.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tool.h"

#define PATH_SIZE 256

const char *tool_name = "supervise";

static struct {
	FILE *log;
	const char *jail;
	const char *from;
	const char *to;
	int listener;
} sv;

static const char *const supervised_calls[] = {
	"mkdir", "mkdirat", "open", "openat", "unlink", "unlinkat", "rmdir",
};

/* Calls whose second argument is the path. The first one is a directory. */
static const char *const at_calls[] = { "mkdirat", "openat", "unlinkat" };

static void send_descriptor(int sock, int fd)
{
	union {
		char buf[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control = { 0 };
	struct iovec iov = { .iov_base = "", .iov_len = 1 };
	struct msghdr msg = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = control.buf,
		.msg_controllen = sizeof(control.buf),
	};
	struct cmsghdr *cmsg = CMSG_FIRSTHDR(&msg);

	cmsg->cmsg_level = SOL_SOCKET;
	cmsg->cmsg_type = SCM_RIGHTS;
	cmsg->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(cmsg), &fd, sizeof(int));
	if (sendmsg(sock, &msg, 0) != 1)
		die("sending the listener", errno);
}

static int receive_descriptor(int sock)
{
	union {
		char buf[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control;
	char byte;
	struct iovec iov = { .iov_base = &byte, .iov_len = 1 };
	struct msghdr msg = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = control.buf,
		.msg_controllen = sizeof(control.buf),
	};
	struct cmsghdr *cmsg;
	int fd;

	if (recvmsg(sock, &msg, MSG_CMSG_CLOEXEC) != 1)
		die("receiving the listener", errno);
	cmsg = CMSG_FIRSTHDR(&msg);
	if (!cmsg || cmsg->cmsg_type != SCM_RIGHTS)
		die("receiving the listener", EBADF);
	memcpy(&fd, CMSG_DATA(cmsg), sizeof(int));
	return fd;
}

static noreturn void run_target(int sock, char **argv)
{
	scmp_filter_ctx ctx = permissive_filter();
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(supervised_calls); i++)
		add_rule(ctx, SCMP_ACT_NOTIFY, supervised_calls[i]);
	load_filter(ctx);
	send_descriptor(sock, seccomp_notify_fd(ctx));
	close(seccomp_notify_fd(ctx));
	close(sock);
	run_command(argv);
}

static bool is_one_of(const char *name, const char *const *names,
		      unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		if (!strcmp(name, names[i]))
			return true;
	return false;
}

/*
 * Read the path argument of @call into @path, at most PATH_SIZE - 1 bytes.
 *
 * The target may die, and another process may get its PID. So read the memory
 * first and check the id afterwards. A valid id proves that the memory belonged
 * to the target. Return true if the path is valid.
 */
static bool read_path(const struct seccomp_notif *req, const char *call,
		      char *path)
{
	bool at = is_one_of(call, at_calls, ARRAY_SIZE(at_calls));
	char mem[64];
	ssize_t n;
	int fd;

	snprintf(mem, sizeof(mem), "/proc/%u/mem", req->pid);
	fd = open(mem, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	n = pread(fd, path, PATH_SIZE - 1, req->data.args[at]);
	close(fd);
	if (n <= 0)
		return false;
	path[n] = '\0';
	return !seccomp_notify_id_valid(sv.listener, req->id);
}

static void log_reply(const char *call, const char *path, const char *reply)
{
	fprintf(sv.log, "%s(\"%s\")\t%s\n", call, path, reply);
}

static int make_in_jail(const char *path, mode_t mode)
{
	char inside[2 * PATH_SIZE];

	snprintf(inside, sizeof(inside), "%s/%s", sv.jail, path);
	return mkdir(inside, mode) ? -errno : 0;
}

/*
 * Add a descriptor to the target and reply with its number, in one step. Return
 * true on success.
 */
static bool add_file(const struct seccomp_notif *req)
{
	struct seccomp_notif_addfd add = {
		.id = req->id,
		.flags = SECCOMP_ADDFD_FLAG_SEND,
		.newfd_flags = req->data.args[2] & O_CLOEXEC,
	};
	int fd = open(sv.to, O_RDONLY | O_CLOEXEC);
	int remote;

	if (fd < 0)
		die(sv.to, errno);
	add.srcfd = fd;
	remote = ioctl(sv.listener, SECCOMP_IOCTL_NOTIF_ADDFD, &add);
	close(fd);
	return remote >= 0;
}

static void decide(const struct seccomp_notif *req,
		   struct seccomp_notif_resp *resp, bool *replied)
{
	const char *call = call_name(req->data.nr);
	char path[PATH_SIZE];

	if (!read_path(req, call, path)) {
		resp->error = -EFAULT;
		return;
	}
	if (!strncmp(call, "mkdir", 5)) {
		resp->error = make_in_jail(path, 0755);
		log_reply(call, path, "made in the jail, reply 0");
	} else if (strncmp(call, "open", 4)) {
		resp->error = -EACCES;
		log_reply(call, path, "reply EACCES");
	} else if (strcmp(path, sv.from)) {
		resp->flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
		log_reply(call, path, "continue");
	} else {
		*replied = add_file(req);
		log_reply(call, path, "opened another file");
		resp->error = -EIO;
	}
}

static void serve_one(struct seccomp_notif *req,
		      struct seccomp_notif_resp *resp)
{
	bool replied = false;

	memset(req, 0, sizeof(*req));
	if (seccomp_notify_receive(sv.listener, req))
		return;
	memset(resp, 0, sizeof(*resp));
	resp->id = req->id;
	decide(req, resp, &replied);
	if (!replied)
		seccomp_notify_respond(sv.listener, resp);
}

/* Serve requests until POLLHUP: the last task with the filter is gone. */
static void serve(void)
{
	struct pollfd pfd = { .fd = sv.listener, .events = POLLIN };
	struct seccomp_notif_resp *resp;
	struct seccomp_notif *req;
	int err = seccomp_notify_alloc(&req, &resp);

	if (err)
		die("allocating a notification", -err);
	while (poll(&pfd, 1, -1) > 0 || errno == EINTR) {
		if (pfd.revents & POLLIN) {
			serve_one(req, resp);
			continue;
		}
		if (pfd.revents & POLLHUP)
			break;
	}
	fprintf(sv.log, "hang-up\tthe last task is gone\n");
	seccomp_notify_free(req, resp);
}

static void parse_arguments(int argc, char **argv)
{
	char *equals;

	if (argc < 5)
		bad_usage("usage: supervise LOG JAIL FROM=TO COMMAND...");
	equals = strchr(argv[3], '=');
	if (!equals)
		bad_usage("\"%s\" is not FROM=TO", argv[3]);
	*equals = '\0';
	sv.jail = argv[2];
	sv.from = argv[3];
	sv.to = equals + 1;
	sv.log = open_log(argv[1]);
}

int main(int argc, char **argv)
{
	int socks[2], status;
	pid_t pid;

	parse_arguments(argc, argv);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, socks))
		die("socketpair", errno);
	pid = fork();
	if (pid < 0)
		die("fork", errno);
	if (!pid)
		run_target(socks[1], argv + 4);
	close(socks[1]);
	sv.listener = receive_descriptor(socks[0]);
	serve();
	if (waitpid(pid, &status, 0) != pid)
		die("waitpid", errno);
	return shell_status(status);
}
