// SPDX-License-Identifier: GPL-2.0-only
/*
 * Run a command, and decide about some of its system calls.
 *
 * A filter with SECCOMP_FILTER_FLAG_DEEP_ARGS asks this process about each such
 * call. The kernel copies what the arguments point to before it asks. This process
 * decides by the copies, and the call runs on the copies. So no thread of the command
 * can change a path or an address after the decision.
 *
 * If this process dies, the calls fail with ENOSYS. This process ends when no task
 * has the filter any more.
 *
 * Documentation/userspace-api/seccomp_supervisors.rst describes the options.
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <grp.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/openat2.h>
#include <linux/seccomp.h>
#include <linux/seccomp_ext.h>

#if defined(__x86_64__) && !defined(__ILP32__)
#define NATIVE_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define NATIVE_ARCH AUDIT_ARCH_AARCH64
#else
#error "this program is for x86-64 and arm64"
#endif

#define NAME "seccomp-supervisor"
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* Exit statuses of this program; others are those of the command. */
#define EXIT_USAGE 2
#define EXIT_SUPERVISOR 125
#define EXIT_NOT_EXECUTABLE 126
#define EXIT_NOT_FOUND 127

#define PATH_SIZE (SECCOMP_ARG_DATA_MAX + 1)

/* The reply of a decision: CONTINUE, or a negative errno. DONE is the result 0. */
#define CONTINUE 1
#define DONE 0

/* A path that is opened, and what is opened in its place. */
struct redirection {
	const char *from, *to;
};

/* An address, and a port or 0 for all ports; both in network order. */
struct peer {
	int family;
	unsigned char address[16];
	uint16_t port;
};

/* What the options say. The process does not change it after main() has begun. */
static struct {
	const char **mkdir, **mknod;
	struct redirection *redirect;
	struct peer *connect;
	unsigned int mkdirs, mknods, redirects, connects;
	bool refuse_modules, verbose;
} policy;

static int listener = -1;

/* The thread that waits for a decision. */
struct caller {
	char name[32];
	unsigned int fsuid, fsgid, mask;
};

static const char usage[] =
	"usage: " NAME " OPTION... [--] COMMAND [ARGUMENT]...\n"
	"Run COMMAND, and decide about some of its system calls.\n"
	"  --mkdir DIR          let it make directories below DIR only\n"
	"  --mknod DIR          make null, zero, full, random and urandom for it below\n"
	"                       DIR, and no other device\n"
	"  --redirect FROM=TO   open TO where it opens FROM\n"
	"  --connect ADDR[:PORT]  let it connect and send to this address only;\n"
	"                       an IPv6 address with a port is [ADDR]:PORT\n"
	"  --refuse-modules     refuse to load kernel modules\n"
	"  --verbose            report permitted calls, too\n"
	"All options but the last two can be repeated.\n";

__attribute__((noreturn, format(printf, 2, 3))) static void
fail(int status, const char *format, ...)
{
	va_list args;

	fputs(NAME ": ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(status);
}

/* Print a string of the command. It must not control the terminal. */
static void put_string(FILE *out, const char *string)
{
	for (; *string; string++) {
		if (isprint((unsigned char)*string) && *string != '\\')
			fputc(*string, out);
		else
			fprintf(out, "\\x%02x", (unsigned char)*string);
	}
}

/*
 * Options.
 */
static void *grow(void *array, unsigned int count, size_t size)
{
	array = reallocarray(array, count + 1, size);
	if (!array)
		fail(EXIT_SUPERVISOR, "out of memory");
	return array;
}

/* Has the path no component ".", ".." and no empty one? */
static bool is_plain(const char *path)
{
	size_t length;

	while (*path++ == '/') {
		length = strcspn(path, "/");
		if (!length || !strncmp(path, ".", length) ||
		    !strncmp(path, "..", length))
			return false;
		path += length;
	}
	return true;
}

static const char **add_directory(const char **directories, unsigned int *count,
				  const char *option, const char *directory)
{
	if (directory[0] != '/' ||
	    (strcmp(directory, "/") && !is_plain(directory)))
		fail(EXIT_USAGE,
		     "%s %s: write the directory from / on, without '.', '..' and a '/' at the end",
		     option, directory);
	if (strlen(directory) >= SECCOMP_ARG_DATA_MAX)
		fail(EXIT_USAGE,
		     "%s: the directory is too long; use at most %d bytes",
		     option, SECCOMP_ARG_DATA_MAX - 1);
	directories = grow(directories, *count, sizeof(*directories));
	directories[(*count)++] = directory;
	return directories;
}

static void add_redirection(char *text)
{
	char *equal = strchr(text, '=');
	struct redirection *redirection;

	if (!equal || equal == text || !equal[1])
		fail(EXIT_USAGE, "--redirect %s: write two paths, FROM=TO",
		     text);
	*equal = 0;
	if (strlen(text) >= SECCOMP_ARG_DATA_MAX ||
	    strlen(equal + 1) >= SECCOMP_ARG_DATA_MAX)
		fail(EXIT_USAGE,
		     "--redirect: a path is too long; use at most %d bytes",
		     SECCOMP_ARG_DATA_MAX - 1);
	policy.redirect = grow(policy.redirect, policy.redirects,
			       sizeof(*policy.redirect));
	redirection = &policy.redirect[policy.redirects++];
	redirection->from = text;
	redirection->to = equal + 1;
}

/* Convert an address without its port. */
static bool parse_address(struct peer *peer, const char *text)
{
	peer->family = strchr(text, ':') ? AF_INET6 : AF_INET;
	return inet_pton(peer->family, text, peer->address) == 1;
}

static void add_peer(const char *text)
{
	struct peer peer = {};
	char *copy = strdup(text), *address = copy, *port = NULL, *end;
	unsigned long number;

	if (!copy)
		fail(EXIT_SUPERVISOR, "out of memory");
	if (copy[0] == '[') {
		address++;
		end = strchr(copy, ']');
		if (!end || (end[1] && end[1] != ':'))
			fail(EXIT_USAGE,
			     "--connect %s: write [ADDR] or [ADDR]:PORT", text);
		if (end[1])
			port = end + 2;
		*end = 0;
	} else if (strchr(copy, ':') == strrchr(copy, ':')) {
		end = strchr(copy, ':');
		if (end) {
			*end = 0;
			port = end + 1;
		}
	}
	if (!parse_address(&peer, address))
		fail(EXIT_USAGE,
		     "--connect %s: not an address; write it in digits, such as 127.0.0.1 or ::1",
		     text);
	if (port) {
		number = strtoul(port, &end, 10);
		if (!isdigit((unsigned char)*port) || *end || !number ||
		    number > 65535)
			fail(EXIT_USAGE,
			     "--connect %s: not a port; write a number from 1 to 65535",
			     text);
		peer.port = htons(number);
	}
	free(copy);
	policy.connect =
		grow(policy.connect, policy.connects, sizeof(*policy.connect));
	policy.connect[policy.connects++] = peer;
}

static char **parse_options(int argc, char **argv)
{
	static const struct option options[] = {
		{ "mkdir", required_argument, NULL, 'd' },
		{ "mknod", required_argument, NULL, 'n' },
		{ "redirect", required_argument, NULL, 'r' },
		{ "connect", required_argument, NULL, 'c' },
		{ "refuse-modules", no_argument, NULL, 'm' },
		{ "verbose", no_argument, NULL, 'v' },
		{ "help", no_argument, NULL, 'h' },
		{},
	};
	int option;

	while ((option = getopt_long(argc, argv, "+", options, NULL)) != -1) {
		switch (option) {
		case 'd':
			policy.mkdir = add_directory(policy.mkdir,
						     &policy.mkdirs, "--mkdir",
						     optarg);
			break;
		case 'n':
			policy.mknod = add_directory(policy.mknod,
						     &policy.mknods, "--mknod",
						     optarg);
			break;
		case 'r':
			add_redirection(optarg);
			break;
		case 'c':
			add_peer(optarg);
			break;
		case 'm':
			policy.refuse_modules = true;
			break;
		case 'v':
			policy.verbose = true;
			break;
		case 'h':
			fputs(usage, stdout);
			exit(0);
		default:
			/* getopt_long() has said what is wrong. */
			fail(EXIT_USAGE, "use --help for the options");
		}
	}
	if (!policy.mkdirs && !policy.mknods && !policy.redirects &&
	    !policy.connects && !policy.refuse_modules)
		fail(EXIT_USAGE,
		     "nothing to decide; give at least one option, see --help");
	if (optind == argc)
		fail(EXIT_USAGE,
		     "no command to run; write it after the options");
	return argv + optind;
}

/*
 * The filter.
 */
#define MAX_INSNS 64

struct program {
	struct sock_filter insns[MAX_INSNS];
	unsigned int length;
};

#define LOAD(offset) \
	((struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset))
#define LOAD_ARG(i) LOAD(offsetof(struct seccomp_data, args) + 8 * (i))
#define LOAD_ARG_HIGH(i) LOAD(offsetof(struct seccomp_data, args) + 8 * (i) + 4)
#define IF_EQUAL(value, yes, no)                                             \
	((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, yes, \
				      no))
#define RETURN(action) ((struct sock_filter)BPF_STMT(BPF_RET | BPF_K, action))
#define REFUSE(err) RETURN(SECCOMP_RET_ERRNO | (err))
#define ALLOW RETURN(SECCOMP_RET_ALLOW)
#define ASK RETURN(SECCOMP_RET_USER_NOTIF)

static void append(struct program *program, const struct sock_filter *insns,
		   unsigned int count)
{
	if (program->length + count > MAX_INSNS)
		fail(EXIT_SUPERVISOR,
		     "the filter is longer than %d; raise MAX_INSNS",
		     MAX_INSNS);
	memcpy(program->insns + program->length, insns, count * sizeof(*insns));
	program->length += count;
}

/* Expects the number of the call in the accumulator, and keeps it. */
static void return_for(struct program *program, int nr,
		       struct sock_filter action)
{
	const struct sock_filter insns[] = { IF_EQUAL(nr, 0, 1), action };

	append(program, insns, ARRAY_SIZE(insns));
}

static void ask_about_addresses(struct program *program)
{
	const struct sock_filter insns[] = {
		/* The kernel does not copy the addresses of sendmmsg(). */
		IF_EQUAL(__NR_sendmmsg, 0, 1),
		REFUSE(EACCES),
		/* Other protocols than TCP and UDP have more ways to connect. */
		IF_EQUAL(__NR_socket, 0, 11),
		LOAD_ARG(0),
		IF_EQUAL(AF_UNIX, 7, 0),
		IF_EQUAL(AF_NETLINK, 6, 0),
		IF_EQUAL(AF_INET, 1, 0),
		IF_EQUAL(AF_INET6, 0, 5),
		LOAD_ARG(2),
		IF_EQUAL(0, 2, 0),
		IF_EQUAL(IPPROTO_TCP, 1, 0),
		IF_EQUAL(IPPROTO_UDP, 0, 1),
		ALLOW,
		REFUSE(EACCES),
		/* A send without an address goes to the peer of connect(). */
		IF_EQUAL(__NR_sendto, 0, 5),
		LOAD_ARG(4),
		IF_EQUAL(0, 0, 2),
		LOAD_ARG_HIGH(4),
		IF_EQUAL(0, 6, 0),
		ASK,
		IF_EQUAL(__NR_sendmsg, 0, 5),
		LOAD(SECCOMP_ARG_STATUS(1)),
		IF_EQUAL(SECCOMP_ARG_COPIED, 0, 4),
		LOAD(SECCOMP_ARG_DATA(1) +
		     offsetof(struct msghdr, msg_namelen)),
		IF_EQUAL(0, 0, 2),
		ALLOW,
		IF_EQUAL(__NR_connect, 0, 1),
		ASK,
	};

	append(program, insns, ARRAY_SIZE(insns));
}

static void build_filter(struct program *program)
{
	const struct sock_filter begin[] = {
		LOAD(offsetof(struct seccomp_data, arch)),
		IF_EQUAL(NATIVE_ARCH, 1, 0),
		RETURN(SECCOMP_RET_KILL_PROCESS),
		LOAD(offsetof(struct seccomp_data, nr)),
		/* Calls of x32. */
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 0x40000000, 0, 1),
		REFUSE(ENOSYS),
		/* io_uring makes files and connections without system calls. */
		IF_EQUAL(__NR_io_uring_setup, 0, 1),
		REFUSE(ENOSYS),
	};
	const struct sock_filter end = ALLOW;

	append(program, begin, ARRAY_SIZE(begin));
	if (policy.mkdirs) {
#ifdef __NR_mkdir
		return_for(program, __NR_mkdir, ASK);
#endif
		return_for(program, __NR_mkdirat, ASK);
	}
	if (policy.mknods) {
#ifdef __NR_mknod
		return_for(program, __NR_mknod, ASK);
#endif
		return_for(program, __NR_mknodat, ASK);
	}
	if (policy.redirects) {
#ifdef __NR_open
		return_for(program, __NR_open, ASK);
		return_for(program, __NR_creat, ASK);
#endif
		return_for(program, __NR_openat, ASK);
		return_for(program, __NR_openat2, ASK);
	}
	if (policy.refuse_modules) {
		return_for(program, __NR_init_module, ASK);
		return_for(program, __NR_finit_module, ASK);
	}
	/* The last part: it does not keep the number in the accumulator. */
	if (policy.connects)
		ask_about_addresses(program);
	append(program, &end, 1);
}

/*
 * Look for what this program needs, before it starts the command. Return the flags
 * of the filter.
 */
static unsigned int check_features(void)
{
	struct seccomp_features features = { .size = sizeof(features) };
	const unsigned int needed = SECCOMP_FILTER_FLAG_NEW_LISTENER |
				    SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV |
				    SECCOMP_FILTER_FLAG_NESTED_LISTENERS |
				    SECCOMP_FILTER_FLAG_DEEP_ARGS;
	const unsigned int ioctls = 7; /* GET_ARG, SET_ARG and NEXT */

	if (syscall(__NR_seccomp, SECCOMP_GET_FEATURES, 0, &features) ||
	    (features.filter_flags & needed) != needed ||
	    (features.notif_ioctls & ioctls) != ioctls)
		fail(EXIT_SUPERVISOR,
		     "this kernel has no argument copies for supervisors; boot one that has them");
	return needed |
	       (features.filter_flags & SECCOMP_FILTER_FLAG_RESTART_UNREAD);
}

/*
 * Arguments of the call.
 */

/*
 * Read the copy of argument @i. Return its length, or the negative errno with which
 * the call fails. A call without a copy cannot be decided.
 */
static int get_copy(const struct seccomp_notif *notif, unsigned int i,
		    void *buffer, unsigned int size)
{
	struct seccomp_notif_arg arg = {
		.id = notif->id,
		.arg = i,
		.size = size,
		.buffer = (uintptr_t)buffer,
	};

	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_GET_ARG, &arg))
		return -EPERM;
	switch (arg.status) {
	case SECCOMP_ARG_COPIED:
		return arg.length < size ? arg.length : size;
	case SECCOMP_ARG_NULL:
	case SECCOMP_ARG_FAULT:
		return -EFAULT;
	case SECCOMP_ARG_TOO_LARGE:
		return arg.kind == SECCOMP_KIND_PATH ? -ENAMETOOLONG : -EINVAL;
	default:
		return -EPERM;
	}
}

/* Read a string; @buffer has PATH_SIZE bytes. Return as get_copy(). */
static int get_string(const struct seccomp_notif *notif, unsigned int i,
		      char *buffer)
{
	int length = get_copy(notif, i, buffer, PATH_SIZE - 1);

	buffer[length < 0 ? 0 : length] = 0;
	return length;
}

/* Does the thread still wait? Another process may have got its id otherwise. */
static bool still_waits(const struct seccomp_notif *notif)
{
	__u64 id = notif->id;

	return !ioctl(listener, SECCOMP_IOCTL_NOTIF_ID_VALID, &id);
}

/* The name is "?" if the thread is not there, or in another PID namespace. */
static bool read_caller(const struct seccomp_notif *notif,
			struct caller *caller)
{
	char path[64], line[256];
	int found = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%u/status", notif->pid);
	snprintf(caller->name, sizeof(caller->name), "?");
	file = fopen(path, "re");
	if (!file)
		return false;
	while (fgets(line, sizeof(line), file)) {
		if (!strncmp(line, "Name:\t", 6))
			snprintf(caller->name, sizeof(caller->name), "%.*s",
				 (int)strcspn(line + 6, "\n"), line + 6);
		found += sscanf(line, "Umask: %o", &caller->mask) == 1;
		found += sscanf(line, "Uid: %*u %*u %*u %u", &caller->fsuid) ==
			 1;
		found += sscanf(line, "Gid: %*u %*u %*u %u", &caller->fsgid) ==
			 1;
	}
	fclose(file);
	return found == 3 && still_waits(notif);
}

/* Write a line about a call: its thread, @what and what happened. */
static void report(const struct seccomp_notif *notif, const char *call,
		   const char *what, const char *outcome)
{
	char *line = NULL;
	struct caller caller;
	size_t size = 0;
	FILE *out = open_memstream(&line, &size);

	if (!out)
		return;
	read_caller(notif, &caller);
	fprintf(out, NAME ": %u ", notif->pid);
	put_string(out, caller.name);
	fprintf(out, ": %s ", call);
	put_string(out, what);
	fprintf(out, ": %s\n", outcome);
	/* A line must not be torn by the output of the command. */
	if (!fclose(out) && write(STDERR_FILENO, line, size) < 0)
		policy.verbose = false;
	free(line);
}

/* Open a link of /proc/PID/. Return a descriptor, or a negative errno. */
static int open_link(const struct seccomp_notif *notif, const char *name)
{
	char path[64];
	int fd;

	snprintf(path, sizeof(path), "/proc/%u/%s", notif->pid, name);
	fd = open(path, O_PATH | O_CLOEXEC);
	if (fd < 0)
		return -EPERM;
	if (still_waits(notif))
		return fd;
	close(fd);
	return -EPERM;
}

/* Write the path of an open directory to @path, of PATH_SIZE bytes. */
static bool path_of(int fd, char *path)
{
	char link[64];
	ssize_t length;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	length = readlink(link, path, PATH_SIZE - 1);
	if (length <= 0)
		return false;
	path[length] = 0;
	return true;
}

/*
 * Write the path of the directory, where a relative path begins, to @path. The path
 * begins at the root of the thread, @root.
 */
static int path_of_base(const struct seccomp_notif *notif, int root, int dirfd,
			char *path)
{
	char top[PATH_SIZE], name[32] = "cwd";
	size_t length;
	int base;

	if (dirfd != AT_FDCWD)
		snprintf(name, sizeof(name), "fd/%d", dirfd);
	base = open_link(notif, name);
	if (base < 0)
		return dirfd == AT_FDCWD ? base : -EBADF;
	if (!path_of(root, top) || !path_of(base, path)) {
		close(base);
		return -EPERM;
	}
	close(base);
	length = strcmp(top, "/") ? strlen(top) : 0;
	if (strncmp(path, top, length) || (path[length] && path[length] != '/'))
		return -EPERM;
	memmove(path, path + length, strlen(path + length) + 1);
	return 0;
}

/* Remove empty components, and "." but at the end. */
static void simplify(char *path)
{
	char *from = path, *to = path;

	while (*from) {
		if (from[0] == '/' && (from[1] == '/' || !from[1])) {
			from++;
			continue;
		}
		if (!strncmp(from, "/./", 3)) {
			from += 2;
			continue;
		}
		*to++ = *from++;
	}
	*to = 0;
}

/* Return what follows the directory in the path, or NULL if it is not below. */
static const char *below(const char *path, const char *directory)
{
	size_t length = strcmp(directory, "/") ? strlen(directory) : 0;

	if (strncmp(path, directory, length) || path[length] != '/')
		return NULL;
	return path + length + 1;
}

/*
 * A command may make all directories of a path, and expects EEXIST for the first
 * ones. This makes nothing, so the threads of the command may rename directories.
 */
static int refuse_path(int root, const char *path)
{
	struct open_how how = {
		.flags = O_PATH | O_NOFOLLOW | O_CLOEXEC,
		.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS,
	};
	int fd = syscall(__NR_openat2, root, path[0] ? path : "/", &how,
			 sizeof(how));

	if (fd < 0)
		return -EPERM;
	close(fd);
	return -EEXIST;
}

static int open_beneath(int dirfd, const char *path, unsigned long long resolve)
{
	struct open_how how = {
		.flags = O_PATH | O_DIRECTORY | O_CLOEXEC,
		.resolve = RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS |
			   resolve,
	};
	int fd = syscall(__NR_openat2, dirfd, path, &how, sizeof(how));

	if (fd >= 0)
		return fd;
	/* A path that leaves the directory, by ".." or by a link. */
	return errno == EXDEV || errno == ELOOP ? -EPERM : -errno;
}

/*
 * Act on behalf of the thread: with its user and group, without capabilities but
 * those in @keep.
 */
struct authority {
	struct __user_cap_header_struct head;
	struct __user_cap_data_struct caps[2];
};

static int drop_authority(struct authority *old, const struct caller *caller,
			  unsigned int keep)
{
	struct __user_cap_data_struct caps[2];

	old->head.version = _LINUX_CAPABILITY_VERSION_3;
	old->head.pid = 0;
	if (syscall(__NR_capget, &old->head, old->caps))
		fail(EXIT_SUPERVISOR, "cannot read the capabilities: %s",
		     strerror(errno));
	setfsgid(caller->fsgid);
	setfsuid(caller->fsuid);
	memcpy(caps, old->caps, sizeof(caps));
	caps[0].effective = caps[0].permitted & keep;
	caps[1].effective = 0;
	if ((unsigned int)setfsgid(-1) != caller->fsgid ||
	    (unsigned int)setfsuid(-1) != caller->fsuid)
		return -EPERM;
	return syscall(__NR_capset, &old->head, caps) ? -EPERM : 0;
}

static void restore_authority(struct authority *old)
{
	int error = errno;

	setfsuid(geteuid());
	setfsgid(getegid());
	if (syscall(__NR_capset, &old->head, old->caps))
		fail(EXIT_SUPERVISOR, "cannot get the capabilities back: %s",
		     strerror(errno));
	errno = error;
}

/* What make_below() makes: a directory, or a device. */
struct making {
	const char **directories;
	unsigned int count;
	mode_t mode; /* with S_IFDIR or S_IFCHR */
	dev_t dev;
};

/* Make it in an open directory. Return DONE, or a negative errno. */
static int make_in(int parent, const char *name, const struct making *making,
		   mode_t mask)
{
	mode_t old = umask(mask);
	int ret;

	if (S_ISDIR(making->mode))
		ret = mkdirat(parent, name, making->mode & 07777);
	else
		ret = mknodat(parent, name, making->mode, making->dev);
	ret = ret ? -errno : DONE;
	umask(old);
	return ret;
}

/* @path begins at @root, the root of the thread. */
static int make_at(int root, char *path, const struct making *making,
		   mode_t mask)
{
	const char *rest = NULL;
	char *name = strrchr(path, '/');
	int top, parent, ret;
	unsigned int i;

	for (i = 0; !rest && i < making->count; i++)
		rest = below(path, making->directories[i]);
	if (!rest)
		return refuse_path(root, path);
	top = open_beneath(root, making->directories[i - 1], RESOLVE_IN_ROOT);
	if (top < 0)
		return top;
	*name++ = 0;
	parent = open_beneath(top, rest < name ? rest : ".", RESOLVE_BENEATH);
	close(top);
	if (parent < 0)
		return parent;
	ret = make_in(parent, name, making, mask);
	close(parent);
	return ret;
}

/*
 * Make a directory or a device in place of the thread. The kernel looks for the
 * parent beneath a directory of the policy, without links. So it is there, whatever
 * the threads of the command rename.
 */
static int make_below(const struct seccomp_notif *notif, int dirfd,
		      const char *path, const struct making *making)
{
	char full[2 * PATH_SIZE] = "";
	struct authority old;
	struct caller caller;
	int root, ret = 0;

	if (!read_caller(notif, &caller))
		return -EPERM;
	root = open_link(notif, "root");
	if (root < 0)
		return root;
	if (!path[0])
		ret = -ENOENT;
	else if (path[0] != '/')
		ret = path_of_base(notif, root, dirfd, full);
	if (!ret) {
		strcat(full, path[0] == '/' ? "" : "/");
		strcat(full, path);
		simplify(full);
		ret = drop_authority(&old, &caller,
				     S_ISDIR(making->mode) ? 0 :
							     1 << CAP_MKNOD);
		if (!ret)
			ret = make_at(root, full, making, caller.mask);
		restore_authority(&old);
	}
	close(root);
	return ret;
}

static const char *outcome_of(int decision)
{
	if (decision == CONTINUE)
		return "continued";
	return decision ? strerror(-decision) : "done";
}

static void report_decision(const struct seccomp_notif *notif, const char *call,
			    const char *what, int decision)
{
	if (decision == -EPERM || decision == -EACCES)
		report(notif, call, what, "refused");
	else if (policy.verbose)
		report(notif, call, what, outcome_of(decision));
}

static int decide_mkdir(const struct seccomp_notif *notif, int dirfd,
			unsigned int i)
{
	const struct making making = {
		.directories = policy.mkdir,
		.count = policy.mkdirs,
		.mode = S_IFDIR | (notif->data.args[i + 1] & 07777),
	};
	char path[PATH_SIZE];
	int ret = get_string(notif, i, path);

	if (ret >= 0)
		ret = make_below(notif, dirfd, path, &making);
	report_decision(notif, "mkdir", path, ret);
	return ret;
}

/* Is it one of null, zero, full, random and urandom? */
static bool is_harmless(unsigned int major, unsigned int minor)
{
	return major == 1 &&
	       (minor == 3 || minor == 5 || (minor >= 7 && minor <= 9));
}

static int decide_mknod(const struct seccomp_notif *notif, int dirfd,
			unsigned int i)
{
	/* The kernel uses 16 bits of the mode and 32 bits of the number. */
	const unsigned int mode = notif->data.args[i + 1] & 0xffff;
	const unsigned int dev = notif->data.args[i + 2];
	const unsigned int major = dev >> 8 & 0xfff;
	const unsigned int minor = (dev & 0xff) | (dev >> 12 & 0xfff00);
	const struct making making = {
		.directories = policy.mknod,
		.count = policy.mknods,
		.mode = mode,
		.dev = makedev(major, minor),
	};
	char path[PATH_SIZE], what[PATH_SIZE + 64];
	int ret = get_string(notif, i, path);

	/* Pipes, sockets and regular files need no privilege. */
	if (ret >= 0 && !S_ISCHR(mode) && !S_ISBLK(mode))
		ret = CONTINUE;
	else if (ret >= 0 && (!S_ISCHR(mode) || !is_harmless(major, minor)))
		ret = -EPERM;
	else if (ret >= 0)
		ret = make_below(notif, dirfd, path, &making);
	snprintf(what, sizeof(what), "%s (%s %u:%u)", path,
		 S_ISCHR(mode) ? "character device" :
		 S_ISBLK(mode) ? "block device" :
				 "no device",
		 major, minor);
	report_decision(notif, "mknod", what, ret);
	return ret;
}

static int decide_open(const struct seccomp_notif *notif, unsigned int i)
{
	char path[PATH_SIZE];
	const struct redirection *redirection;
	struct seccomp_notif_arg arg = { .id = notif->id, .arg = i };
	int ret = get_string(notif, i, path);
	unsigned int at;

	if (ret < 0)
		return ret;
	for (at = 0; at < policy.redirects; at++) {
		redirection = &policy.redirect[at];
		if (strcmp(path, redirection->from))
			continue;
		arg.size = strlen(redirection->to);
		arg.buffer = (uintptr_t)redirection->to;
		ret = ioctl(listener, SECCOMP_IOCTL_NOTIF_SET_ARG, &arg) ?
			      -EACCES :
			      CONTINUE;
		if (ret == CONTINUE && policy.verbose)
			report(notif, "open", path, redirection->to);
		else if (ret != CONTINUE)
			report_decision(notif, "open", path, ret);
		return ret;
	}
	return CONTINUE;
}

/* Is the address allowed? @length bytes are there. */
static bool is_allowed_peer(const void *address, unsigned int length)
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
	struct sockaddr_in6 in6 = {};
	struct sockaddr_in in = {};
	struct peer peer = {};
	unsigned int i;

	memcpy(&in, address, length < sizeof(in) ? length : sizeof(in));
	memcpy(&in6, address, length < sizeof(in6) ? length : sizeof(in6));
	peer.family = in.sin_family;
	peer.port = in.sin_port;
	if (in.sin_family == AF_INET && length >= sizeof(in)) {
		memcpy(peer.address, &in.sin_addr, 4);
	} else if (in.sin_family == AF_INET6 &&
		   length >= offsetof(struct sockaddr_in6, sin6_scope_id)) {
		memcpy(peer.address, &in6.sin6_addr, 16);
		/* An IPv4 address in the form of IPv6. */
		if (!memcmp(peer.address, mapped, sizeof(mapped))) {
			peer.family = AF_INET;
			memset(peer.address, 0, sizeof(peer.address));
			memcpy(peer.address, &in6.sin6_addr.s6_addr[12], 4);
		}
	} else {
		return false;
	}
	for (i = 0; i < policy.connects; i++) {
		const struct peer *allowed = &policy.connect[i];

		if (allowed->family == peer.family &&
		    !memcmp(allowed->address, peer.address,
			    sizeof(peer.address)) &&
		    (!allowed->port || allowed->port == peer.port))
			return true;
	}
	return false;
}

static void describe_peer(char *text, size_t size, const void *address,
			  unsigned int length)
{
	char digits[INET6_ADDRSTRLEN] = "?";
	struct sockaddr_in6 in6 = {};
	struct sockaddr_in in = {};

	memcpy(&in, address, length < sizeof(in) ? length : sizeof(in));
	memcpy(&in6, address, length < sizeof(in6) ? length : sizeof(in6));
	switch (in.sin_family) {
	case AF_INET:
		inet_ntop(AF_INET, &in.sin_addr, digits, sizeof(digits));
		snprintf(text, size, "%s:%u", digits, ntohs(in.sin_port));
		break;
	case AF_INET6:
		inet_ntop(AF_INET6, &in6.sin6_addr, digits, sizeof(digits));
		snprintf(text, size, "[%s]:%u", digits, ntohs(in.sin_port));
		break;
	default:
		snprintf(text, size, "address family %u", in.sin_family);
	}
}

/* The address of @length bytes begins at byte @at of the copy of argument @i. */
static int decide_address(const struct seccomp_notif *notif, const char *call,
			  unsigned int i, unsigned int at)
{
	char copy[SECCOMP_MSG_NAME_OFFSET + sizeof(struct sockaddr_storage)] =
		"";
	struct msghdr message;
	char text[64];
	sa_family_t family;
	int length, ret;

	length = get_copy(notif, i, copy, sizeof(copy));
	if (length < 0)
		return length;
	memcpy(&message, copy, sizeof(message));
	if (at && !message.msg_name)
		return CONTINUE;
	if ((unsigned int)length < at + sizeof(family))
		return -EINVAL;
	length -= at;
	memcpy(&family, copy + at, sizeof(family));
	/* For connect(), AF_UNSPEC ends a connection. Else it may mean AF_INET. */
	if (family == AF_UNIX || family == AF_NETLINK)
		ret = CONTINUE;
	else if (family == AF_UNSPEC && notif->data.nr == __NR_connect)
		ret = CONTINUE;
	else
		ret = is_allowed_peer(copy + at, length) ? CONTINUE : -EACCES;
	describe_peer(text, sizeof(text), copy + at, length);
	report_decision(notif, call, text, ret);
	return ret;
}

static int decide_module(const struct seccomp_notif *notif)
{
	const bool by_file = notif->data.nr == __NR_finit_module;
	char parameters[PATH_SIZE] = "", path[PATH_SIZE] = "?", name[32];
	char what[2 * PATH_SIZE + 64];
	int fd;

	get_string(notif, by_file ? 1 : 2, parameters);
	if (by_file) {
		snprintf(name, sizeof(name), "fd/%d", (int)notif->data.args[0]);
		fd = open_link(notif, name);
		if (fd >= 0) {
			path_of(fd, path);
			close(fd);
		}
		snprintf(what, sizeof(what), "%s with \"%s\"", path,
			 parameters);
	} else {
		snprintf(what, sizeof(what), "%llu bytes of memory with \"%s\"",
			 (unsigned long long)notif->data.args[1], parameters);
	}
	report_decision(notif, by_file ? "finit_module" : "init_module", what,
			-EPERM);
	return -EPERM;
}

static int decide(const struct seccomp_notif *notif)
{
	const __u64 *args = notif->data.args;

	switch (notif->data.nr) {
#ifdef __NR_mkdir
	case __NR_mkdir:
		return decide_mkdir(notif, AT_FDCWD, 0);
	case __NR_mknod:
		return decide_mknod(notif, AT_FDCWD, 0);
	case __NR_open:
	case __NR_creat:
		return decide_open(notif, 0);
#endif
	case __NR_mkdirat:
		return decide_mkdir(notif, args[0], 1);
	case __NR_mknodat:
		return decide_mknod(notif, args[0], 1);
	case __NR_openat:
	case __NR_openat2:
		return decide_open(notif, 1);
	case __NR_connect:
		return decide_address(notif, "connect to", 1, 0);
	case __NR_sendto:
		return decide_address(notif, "send to", 4, 0);
	case __NR_sendmsg:
		return decide_address(notif, "send to", 1,
				      SECCOMP_MSG_NAME_OFFSET);
	case __NR_init_module:
	case __NR_finit_module:
		return decide_module(notif);
	default:
		return -ENOSYS;
	}
}

/* Decide about all calls that wait. Return false if the listener is of no use. */
static bool decide_waiting(void)
{
	struct seccomp_notif_next next = {};
	int decision;

	while (!ioctl(listener, SECCOMP_IOCTL_NOTIF_NEXT, &next)) {
		decision = decide(&next.notif);
		memset(&next.resp, 0, sizeof(next.resp));
		next.resp.id = next.notif.id;
		if (decision == CONTINUE)
			next.resp.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
		else
			next.resp.error = decision;
		memset(&next.notif, 0, sizeof(next.notif));
	}
	/* ENOENT: the thread has died, or no other one waits any more. */
	return errno == EAGAIN || errno == ENOENT || errno == EINTR;
}

/* Decide until no task has the filter any more. */
static void supervise(void)
{
	struct pollfd pollfd = { .fd = listener, .events = POLLIN };

	for (;;) {
		if (poll(&pollfd, 1, -1) < 0 && errno != EINTR)
			fail(EXIT_SUPERVISOR, "poll: %s", strerror(errno));
		if (pollfd.revents & POLLIN) {
			if (!decide_waiting())
				fail(EXIT_SUPERVISOR,
				     "cannot decide about calls: %s",
				     strerror(errno));
		} else if (pollfd.revents) {
			return;
		}
		pollfd.revents = 0;
	}
}

/*
 * The command and this process.
 */
union control {
	struct cmsghdr align;
	char buffer[CMSG_SPACE(sizeof(int))];
};

static bool send_listener(int sock, int fd)
{
	union control control = {};
	char byte = 0;
	struct iovec data = { &byte, 1 };
	struct msghdr message = {
		.msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = control.buffer,
		.msg_controllen = sizeof(control.buffer),
	};
	struct cmsghdr *head = CMSG_FIRSTHDR(&message);

	head->cmsg_level = SOL_SOCKET;
	head->cmsg_type = SCM_RIGHTS;
	head->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(head), &fd, sizeof(int));
	return sendmsg(sock, &message, MSG_NOSIGNAL) == 1;
}

static int receive_listener(int sock)
{
	union control control = {};
	char byte;
	struct iovec data = { &byte, 1 };
	struct msghdr message = {
		.msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = control.buffer,
		.msg_controllen = sizeof(control.buffer),
	};
	struct cmsghdr *head;
	int fd = -1;

	if (recvmsg(sock, &message, MSG_CMSG_CLOEXEC) != 1)
		return -1;
	head = CMSG_FIRSTHDR(&message);
	if (head && head->cmsg_type == SCM_RIGHTS)
		memcpy(&fd, CMSG_DATA(head), sizeof(int));
	return fd;
}

static const char *why_not_attached(int err)
{
	switch (err) {
	case EBUSY:
		return "an outer supervisor permits no other; give it NESTED_LISTENERS";
	case EINVAL:
		return "the kernel does not know a flag; boot one with argument copies";
	case ENOSYS:
	case EPERM:
		return "a filter refuses seccomp(2); start this program outside of it";
	default:
		return strerror(err);
	}
}

__attribute__((noreturn)) static void run_command(int sock,
						  const struct program *program,
						  unsigned int flags,
						  char **command)
{
	const struct sock_fprog fprog = {
		.len = program->length,
		.filter = (struct sock_filter *)program->insns,
	};
	int fd;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		fail(EXIT_SUPERVISOR, "PR_SET_NO_NEW_PRIVS: %s",
		     strerror(errno));
	fd = syscall(__NR_seccomp, SECCOMP_SET_MODE_FILTER, flags, &fprog);
	if (fd < 0)
		fail(EXIT_SUPERVISOR, "cannot attach the filter: %s",
		     why_not_attached(errno));
	if (!send_listener(sock, fd))
		fail(EXIT_SUPERVISOR, "the supervisor does not answer: %s",
		     strerror(errno));
	/* The command must not decide about itself. */
	close(fd);
	close(sock);
	execvp(command[0], command);
	fail(errno == ENOENT ? EXIT_NOT_FOUND : EXIT_NOT_EXECUTABLE,
	     "cannot run %s: %s", command[0], strerror(errno));
}

static int wait_for(pid_t child)
{
	int status;

	while (waitpid(child, &status, 0) != child)
		if (errno != EINTR)
			fail(EXIT_SUPERVISOR, "waitpid: %s", strerror(errno));
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int main(int argc, char **argv)
{
	char **command = parse_options(argc, argv);
	unsigned int flags = check_features();
	struct program program = {};
	int socks[2];
	pid_t child;

	build_filter(&program);
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, socks))
		fail(EXIT_SUPERVISOR, "socketpair: %s", strerror(errno));
	child = fork();
	if (child < 0)
		fail(EXIT_SUPERVISOR, "fork: %s", strerror(errno));
	if (!child) {
		close(socks[0]);
		run_command(socks[1], &program, flags, command);
	}
	close(socks[1]);
	listener = receive_listener(socks[0]);
	close(socks[0]);
	/* Without a listener, the child has said why. */
	if (listener < 0)
		return wait_for(child);
	if (fcntl(listener, F_SETFL, O_NONBLOCK))
		fail(EXIT_SUPERVISOR, "O_NONBLOCK: %s", strerror(errno));
	/* Groups of this process must not help the command. */
	if (setgroups(0, NULL) && errno != EPERM)
		fail(EXIT_SUPERVISOR, "setgroups: %s", strerror(errno));
	/* The command gets the signals of the terminal; its end ends this process. */
	signal(SIGINT, SIG_IGN);
	signal(SIGQUIT, SIG_IGN);
	supervise();
	close(listener);
	return wait_for(child);
}
