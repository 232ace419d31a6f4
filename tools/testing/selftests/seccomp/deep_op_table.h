/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Operations of calls with many, whose argument the kernel copies. Each line is one
 * operation: its name, what else the argument needs, and the descriptor.
 *
 * The calls have the same result with a filter that finds the copy, and without a
 * filter. Many of the operations fail with these arguments, or with the descriptor.
 *
 * Include this header after "deep_call_table.h".
 */
#ifndef SELFTESTS_SECCOMP_DEEP_OP_TABLE_H
#define SELFTESTS_SECCOMP_DEEP_OP_TABLE_H

#include <netinet/tcp.h>
#include <sys/ioctl.h>

#include <linux/fs.h>
#include <linux/keyctl.h>
#include <linux/loop.h>
#include <linux/sockios.h>

/* Names that the headers of an old libc do not have, and structures of the kernel */
#ifndef SO_TIMESTAMP_OLD
#define SO_TIMESTAMP_OLD 29
#define SO_TIMESTAMPNS_OLD 35
#endif
#ifndef SO_RCVTIMEO_OLD
#define SO_RCVTIMEO_OLD 20
#define SO_SNDTIMEO_OLD 21
#endif
#ifndef TCP_INQ
#define TCP_INQ 36
#endif
#ifndef IP_UNICAST_IF
#define IP_UNICAST_IF 50
#endif
#ifndef F_SET_RW_HINT
#define F_SET_RW_HINT 1036
#endif
#ifndef F_OFD_SETLK
#define F_OFD_SETLK 37
#define F_OFD_SETLKW 38
#endif
#ifndef FUTEX_LOCK_PI2
#define FUTEX_LOCK_PI2 13
#endif
#define DEEP_BPF_TOKEN_CREATE 36
#define DEEP_LANDLOCK_NET_PORT 2
#define DEEP_TERMIOS_BYTES 36

/* clang-format off */

/* Contents of an argument where no others are needed */
static const char op_bytes[1024] = { 1 };

/* No flags; and a read lock of the whole file, which several descriptors can have */
static const char zero_bytes[64];

/* Only some scenarios, see is_wanted() */
#define DEEP_OP(name, number, ...) \
	DEEP_CALL(name, number, .flags = ONE_OPERATION | MAY_FAIL, __VA_ARGS__)

#define DEEP_IOCTL(command, bytes, need)                                      \
	DEEP_OP(ioctl_##command, __NR_ioctl, .args = { 0, (int)(command) },    \
		.window = 2, .kind = SECCOMP_KIND_STRUCT, .data = op_bytes,     \
		.size = (bytes), .prepare = need)
#define DEEP_FLAGS(command, bytes)                                            \
	DEEP_OP(ioctl_##command, __NR_ioctl, .args = { 0, (int)(command) },    \
		.window = 2, .kind = SECCOMP_KIND_STRUCT, .data = zero_bytes,   \
		.size = (bytes), .prepare = need_file)
#define DEEP_INTERFACE(command)                                               \
	DEEP_OP(ioctl_##command, __NR_ioctl, .args = { 0, (command) },         \
		.window = 2, STRUCT(loopback_up), .prepare = need_network)
#define DEEP_FCNTL(command, bytes)                                            \
	DEEP_OP(fcntl_##command, __NR_fcntl, .args = { 0, (command) },         \
		.window = 2, .kind = SECCOMP_KIND_STRUCT, .data = zero_bytes,   \
		.size = (bytes), .prepare = need_file)
#define DEEP_FCNTL64(command, bytes)                                          \
	DEEP_OP(fcntl64_##command, __NR_fcntl64, .args = { 0, (command) },     \
		.window = 2, .kind = SECCOMP_KIND_STRUCT, .data = zero_bytes,   \
		.size = (bytes), .prepare = need_file)
#define DEEP_OPTION(level, option, bytes)                                     \
	DEEP_OP(option_##option, __NR_setsockopt,                              \
		.args = { 0, (level), (option) }, .window = 3,                  \
		BUFFER(op_bytes, bytes, 4, SECCOMP_ARG_DATA_MAX),               \
		.prepare = need_connection)
#define DEEP_BPF(command)                                                     \
	DEEP_OP(bpf_##command, __NR_bpf, .args = { command }, .window = 1,     \
		.kind = SECCOMP_KIND_SIZED_STRUCT, .data = op_bytes,            \
		.size = 64, .limit = SECCOMP_ARG_DATA_MAX, .sized = 3)
#define DEEP_KEYCTL(command, index, ...)                                      \
	DEEP_OP(keyctl_##command##_##index, __NR_keyctl,                       \
		.args = { (command), -1 }, .window = index, __VA_ARGS__)
#define DEEP_FUTEX(command)                                                   \
	DEEP_OP(futex_##command, __NR_futex, .args = { 0, command, 0, 0, 0, 1 }, \
		.window = 3, STRUCT(short_time), .prepare = need_word)
#define DEEP_FUTEX64(command)                                                 \
	DEEP_OP(futex64_##command, __NR_futex_time64,                          \
		.args = { 0, command, 0, 0, 0, 1 }, .window = 3,                \
		STRUCT(short_time64), .prepare = need_word)

/* A terminal; its other end is not open. */
static inline void need_terminal(struct scene *s)
{
	s->args[0] = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC);
	CHILD_ASSERT_LE(0, s->args[0]);
}

static inline void need_connection(struct scene *s)
{
	s->args[0] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	CHILD_ASSERT_LE(0, s->args[0]);
}

static inline void need_ruleset(struct scene *s)
{
	NEED_CALL(syscall(__NR_landlock_create_ruleset, &handled_access,
			  sizeof(handled_access), 0));
	need_landlock(s);
	s->data = op_bytes;
	s->size = 16;
}

/* Devices and files */
DEEP_IOCTL(BLKROSET, 4, need_file);
DEEP_IOCTL(BLKDISCARD, 16, need_file);
DEEP_IOCTL(BLKZEROOUT, 16, need_file);
DEEP_IOCTL(LOOP_SET_STATUS64, 232, need_file);
DEEP_IOCTL(LOOP_CONFIGURE, 304, need_file);
DEEP_FLAGS(FS_IOC_SETFLAGS, 4);
#if __SIZEOF_LONG__ == 4
DEEP_FLAGS(FS_IOC32_SETFLAGS, 4);
#endif
DEEP_FLAGS(FS_IOC_FSSETXATTR, 28);
DEEP_IOCTL(FICLONERANGE, 32, need_file);
DEEP_IOCTL(FIOASYNC, 4, need_stream);

/* Terminals */
DEEP_IOCTL(TCSETS, DEEP_TERMIOS_BYTES, need_terminal);
DEEP_IOCTL(TCSETSW, DEEP_TERMIOS_BYTES, need_terminal);
DEEP_IOCTL(TCSETSF, DEEP_TERMIOS_BYTES, need_terminal);
DEEP_IOCTL(TIOCSPGRP, 4, need_terminal);
DEEP_IOCTL(TIOCSTI, 1, need_terminal);
DEEP_IOCTL(TIOCSWINSZ, 8, need_terminal);
DEEP_IOCTL(TIOCMBIS, 4, need_terminal);
DEEP_IOCTL(TIOCMBIC, 4, need_terminal);
DEEP_IOCTL(TIOCMSET, 4, need_terminal);
DEEP_IOCTL(TIOCSSOFTCAR, 4, need_terminal);
DEEP_IOCTL(TIOCPKT, 4, need_terminal);
DEEP_IOCTL(TIOCSETD, 4, need_terminal);
DEEP_IOCTL(TIOCSPTLCK, 4, need_terminal);

/* Interfaces */
DEEP_INTERFACE(SIOCSIFBRDADDR);
DEEP_INTERFACE(SIOCSIFNETMASK);
DEEP_INTERFACE(SIOCSIFMTU);
DEEP_INTERFACE(SIOCSIFHWADDR);
DEEP_INTERFACE(SIOCSIFTXQLEN);

/* Descriptors */
DEEP_FCNTL(F_SETLKW, sizeof(struct flock));
DEEP_FCNTL(F_SET_RW_HINT, 8);
#ifdef __NR_fcntl64
DEEP_FCNTL64(F_SETLK64, sizeof(struct flock64));
DEEP_FCNTL64(F_SETLKW64, sizeof(struct flock64));
DEEP_FCNTL64(F_SETLKW, sizeof(struct flock));
DEEP_FCNTL64(F_SETOWN_EX, 8);
DEEP_FCNTL64(F_OFD_SETLK, sizeof(struct flock64));
DEEP_FCNTL64(F_OFD_SETLKW, sizeof(struct flock64));
DEEP_FCNTL64(F_SET_RW_HINT, 8);
/* Here fcntl() has the body of fcntl64(). */
#ifdef __i386__
DEEP_FCNTL(F_SETLK64, sizeof(struct flock64));
DEEP_FCNTL(F_SETLKW64, sizeof(struct flock64));
DEEP_FCNTL(F_OFD_SETLK, sizeof(struct flock64));
DEEP_FCNTL(F_OFD_SETLKW, sizeof(struct flock64));
#endif
#else
DEEP_FCNTL(F_OFD_SETLK, sizeof(struct flock));
DEEP_FCNTL(F_OFD_SETLKW, sizeof(struct flock));
#endif
DEEP_OP(epoll_ctl_mod, __NR_epoll_ctl, .args = { 0, EPOLL_CTL_MOD },
	.window = 3, STRUCT(input_event), .prepare = need_epoll);

/* Futexes */
#ifdef __NR_futex
DEEP_FUTEX(FUTEX_LOCK_PI);
DEEP_FUTEX(FUTEX_WAIT_BITSET);
DEEP_FUTEX(FUTEX_WAIT_REQUEUE_PI);
DEEP_FUTEX(FUTEX_LOCK_PI2);
#endif
#ifdef __NR_futex_time64
DEEP_FUTEX64(FUTEX_LOCK_PI);
DEEP_FUTEX64(FUTEX_WAIT_BITSET);
DEEP_FUTEX64(FUTEX_WAIT_REQUEUE_PI);
DEEP_FUTEX64(FUTEX_LOCK_PI2);
#endif

/* Mounts, quotas, rules of Landlock, segments */
DEEP_OP(fsconfig_binary, __NR_fsconfig,
	.args = { 0, DEEP_FSCONFIG_SET_BINARY, (long)"size" }, .window = 3,
	BUFFER("64k", 3, 4, SECCOMP_ARG_DATA_MAX), .prepare = need_fsopen);
DEEP_OP(fsconfig_path, __NR_fsconfig,
	.args = { 0, DEEP_FSCONFIG_SET_PATH, (long)"size", 0, AT_FDCWD },
	.window = 3, PATH("file"), .prepare = need_fsopen);
DEEP_OP(fsconfig_path_empty, __NR_fsconfig,
	.args = { 0, DEEP_FSCONFIG_SET_PATH_EMPTY, (long)"size", 0, AT_FDCWD },
	.window = 3, PATH("file"), .prepare = need_fsopen);
DEEP_OP(quotactl_on_group, __NR_quotactl,
	.args = { (int)QCMD(Q_QUOTAON, GRPQUOTA), (long)"file" }, .window = 3,
	PATH("file"));
DEEP_OP(quotactl_on_project, __NR_quotactl,
	.args = { (int)QCMD(Q_QUOTAON, PRJQUOTA), (long)"file" }, .window = 3,
	PATH("file"));
#ifdef __NR_landlock_add_rule
DEEP_OP(landlock_net_port, __NR_landlock_add_rule,
	.args = { 0, DEEP_LANDLOCK_NET_PORT }, .window = 2,
	.kind = SECCOMP_KIND_STRUCT, .data = "", .size = 1,
	.prepare = need_ruleset);
#endif
#ifdef __NR_modify_ldt
DEEP_OP(modify_ldt_old, __NR_modify_ldt, .args = { 1, 0, 16 }, .window = 1,
	STRUCT(empty_segment));
#endif

/* Keys */
DEEP_KEYCTL(KEYCTL_UPDATE, 2,
	    BUFFER("payload", 7, 3, SECCOMP_ARG_DATA_MAX));
DEEP_OP(keyctl_search_type, __NR_keyctl,
	.args = { KEYCTL_SEARCH, -2, 0, (long)"none" }, .window = 2,
	STRING("user", 32));
DEEP_OP(keyctl_search_description, __NR_keyctl,
	.args = { KEYCTL_SEARCH, -2, (long)"user" }, .window = 3,
	STRING("none", 4096));
DEEP_KEYCTL(KEYCTL_INSTANTIATE, 2,
	    BUFFER("payload", 7, 3, SECCOMP_ARG_DATA_MAX));
DEEP_KEYCTL(KEYCTL_DH_COMPUTE, 1, .kind = SECCOMP_KIND_STRUCT,
	    .data = op_bytes, .size = 12);
DEEP_KEYCTL(KEYCTL_PKEY_QUERY, 3, STRING("enc=raw", 4096));
DEEP_KEYCTL(KEYCTL_PKEY_ENCRYPT, 1, .kind = SECCOMP_KIND_STRUCT,
	    .data = op_bytes, .size = 40);
DEEP_KEYCTL(KEYCTL_PKEY_DECRYPT, 1, .kind = SECCOMP_KIND_STRUCT,
	    .data = op_bytes, .size = 40);
DEEP_KEYCTL(KEYCTL_PKEY_SIGN, 1, .kind = SECCOMP_KIND_STRUCT,
	    .data = op_bytes, .size = 40);
DEEP_KEYCTL(KEYCTL_PKEY_VERIFY, 1, .kind = SECCOMP_KIND_STRUCT,
	    .data = op_bytes, .size = 40);
DEEP_KEYCTL(KEYCTL_PKEY_ENCRYPT, 2, STRING("enc=raw", 4096));
DEEP_KEYCTL(KEYCTL_PKEY_DECRYPT, 2, STRING("enc=raw", 4096));
DEEP_KEYCTL(KEYCTL_PKEY_SIGN, 2, STRING("enc=raw", 4096));
DEEP_KEYCTL(KEYCTL_PKEY_VERIFY, 2, STRING("enc=raw", 4096));
DEEP_KEYCTL(KEYCTL_RESTRICT_KEYRING, 2, STRING("user", 32));
DEEP_OP(keyctl_restrict_how, __NR_keyctl,
	.args = { KEYCTL_RESTRICT_KEYRING, -2, (long)"asymmetric" },
	.window = 3, STRING("builtin_trusted", 4096));

/* Commands of bpf(2) */
DEEP_BPF(BPF_MAP_LOOKUP_ELEM);
DEEP_BPF(BPF_MAP_UPDATE_ELEM);
DEEP_BPF(BPF_MAP_DELETE_ELEM);
DEEP_BPF(BPF_MAP_GET_NEXT_KEY);
DEEP_BPF(BPF_OBJ_PIN);
DEEP_BPF(BPF_OBJ_GET);
DEEP_BPF(BPF_PROG_ATTACH);
DEEP_BPF(BPF_PROG_DETACH);
DEEP_BPF(BPF_PROG_GET_FD_BY_ID);
DEEP_BPF(BPF_MAP_GET_FD_BY_ID);
DEEP_BPF(BPF_RAW_TRACEPOINT_OPEN);
DEEP_BPF(BPF_BTF_GET_FD_BY_ID);
DEEP_BPF(BPF_MAP_LOOKUP_AND_DELETE_ELEM);
DEEP_BPF(BPF_MAP_FREEZE);
DEEP_BPF(BPF_LINK_CREATE);
DEEP_BPF(BPF_LINK_UPDATE);
DEEP_BPF(BPF_LINK_GET_FD_BY_ID);
DEEP_BPF(BPF_ENABLE_STATS);
DEEP_BPF(BPF_ITER_CREATE);
DEEP_BPF(BPF_LINK_DETACH);
DEEP_BPF(BPF_PROG_BIND_MAP);
DEEP_BPF(DEEP_BPF_TOKEN_CREATE);

#ifdef __NR_setsockopt
/* Options of sockets */
DEEP_OPTION(SOL_IP, IP_TOS, 16);
DEEP_OPTION(SOL_IP, IP_TTL, 16);
DEEP_OPTION(SOL_IP, IP_HDRINCL, 16);
DEEP_OPTION(SOL_IP, IP_ROUTER_ALERT, 16);
DEEP_OPTION(SOL_IP, IP_RECVOPTS, 16);
DEEP_OPTION(SOL_IP, IP_PKTINFO, 16);
DEEP_OPTION(SOL_IP, IP_MTU_DISCOVER, 16);
DEEP_OPTION(SOL_IP, IP_RECVERR, 16);
DEEP_OPTION(SOL_IP, IP_RECVTTL, 16);
DEEP_OPTION(SOL_IP, IP_RECVTOS, 16);
DEEP_OPTION(SOL_IP, IP_FREEBIND, 16);
DEEP_OPTION(SOL_IP, IP_TRANSPARENT, 16);
DEEP_OPTION(SOL_IP, IP_MINTTL, 16);
DEEP_OPTION(SOL_IP, IP_BIND_ADDRESS_NO_PORT, 16);
DEEP_OPTION(SOL_IP, IP_MULTICAST_IF, 16);
DEEP_OPTION(SOL_IP, IP_MULTICAST_TTL, 16);
DEEP_OPTION(SOL_IP, IP_MULTICAST_LOOP, 16);
DEEP_OPTION(SOL_IP, IP_ADD_MEMBERSHIP, 16);
DEEP_OPTION(SOL_IP, IP_DROP_MEMBERSHIP, 16);
DEEP_OPTION(SOL_IP, IP_MULTICAST_ALL, 16);
DEEP_OPTION(SOL_IP, IP_UNICAST_IF, 16);
DEEP_OPTION(SOL_SOCKET, SO_DEBUG, 16);
DEEP_OPTION(SOL_SOCKET, SO_REUSEADDR, 16);
DEEP_OPTION(SOL_SOCKET, SO_DONTROUTE, 16);
DEEP_OPTION(SOL_SOCKET, SO_BROADCAST, 16);
DEEP_OPTION(SOL_SOCKET, SO_SNDBUF, 16);
DEEP_OPTION(SOL_SOCKET, SO_RCVBUF, 16);
DEEP_OPTION(SOL_SOCKET, SO_OOBINLINE, 16);
DEEP_OPTION(SOL_SOCKET, SO_NO_CHECK, 16);
DEEP_OPTION(SOL_SOCKET, SO_PRIORITY, 16);
DEEP_OPTION(SOL_SOCKET, SO_LINGER, 16);
DEEP_OPTION(SOL_SOCKET, SO_REUSEPORT, 16);
DEEP_OPTION(SOL_SOCKET, SO_PASSCRED, 16);
DEEP_OPTION(SOL_SOCKET, SO_RCVLOWAT, 16);
DEEP_OPTION(SOL_SOCKET, SO_RCVTIMEO_OLD, 16);
DEEP_OPTION(SOL_SOCKET, SO_SNDTIMEO_OLD, 16);
DEEP_OPTION(SOL_SOCKET, SO_BINDTODEVICE, 16);
DEEP_OPTION(SOL_SOCKET, SO_TIMESTAMP_OLD, 16);
DEEP_OPTION(SOL_SOCKET, SO_SNDBUFFORCE, 16);
DEEP_OPTION(SOL_SOCKET, SO_RCVBUFFORCE, 16);
DEEP_OPTION(SOL_SOCKET, SO_PASSSEC, 16);
DEEP_OPTION(SOL_SOCKET, SO_TIMESTAMPNS_OLD, 16);
DEEP_OPTION(SOL_SOCKET, SO_MARK, 16);
DEEP_OPTION(SOL_SOCKET, SO_PEEK_OFF, 16);
DEEP_OPTION(SOL_SOCKET, SO_LOCK_FILTER, 16);
DEEP_OPTION(SOL_SOCKET, SO_BUSY_POLL, 16);
DEEP_OPTION(SOL_SOCKET, SO_MAX_PACING_RATE, 16);
DEEP_OPTION(SOL_SOCKET, SO_INCOMING_CPU, 16);
DEEP_OPTION(SOL_SOCKET, SO_ATTACH_BPF, 4);
DEEP_OPTION(SOL_SOCKET, SO_ATTACH_REUSEPORT_EBPF, 4);
DEEP_OPTION(SOL_SOCKET, SO_ZEROCOPY, 16);
DEEP_OPTION(SOL_SOCKET, SO_TXTIME, 16);
DEEP_OPTION(SOL_SOCKET, SO_BINDTOIFINDEX, 16);
DEEP_OPTION(SOL_SOCKET, SO_TIMESTAMP_NEW, 16);
DEEP_OPTION(SOL_SOCKET, SO_TIMESTAMPNS_NEW, 16);
DEEP_OPTION(SOL_SOCKET, SO_RCVTIMEO_NEW, 16);
DEEP_OPTION(SOL_SOCKET, SO_SNDTIMEO_NEW, 16);
DEEP_OPTION(SOL_TCP, TCP_NODELAY, 16);
DEEP_OPTION(SOL_TCP, TCP_MAXSEG, 16);
DEEP_OPTION(SOL_TCP, TCP_CORK, 16);
DEEP_OPTION(SOL_TCP, TCP_KEEPIDLE, 16);
DEEP_OPTION(SOL_TCP, TCP_KEEPINTVL, 16);
DEEP_OPTION(SOL_TCP, TCP_KEEPCNT, 16);
DEEP_OPTION(SOL_TCP, TCP_SYNCNT, 16);
DEEP_OPTION(SOL_TCP, TCP_LINGER2, 16);
DEEP_OPTION(SOL_TCP, TCP_DEFER_ACCEPT, 16);
DEEP_OPTION(SOL_TCP, TCP_WINDOW_CLAMP, 16);
DEEP_OPTION(SOL_TCP, TCP_QUICKACK, 16);
DEEP_OPTION(SOL_TCP, TCP_CONGESTION, 16);
DEEP_OPTION(SOL_TCP, TCP_USER_TIMEOUT, 16);
DEEP_OPTION(SOL_TCP, TCP_REPAIR, 16);
DEEP_OPTION(SOL_TCP, TCP_FASTOPEN, 16);
DEEP_OPTION(SOL_TCP, TCP_NOTSENT_LOWAT, 16);
DEEP_OPTION(SOL_TCP, TCP_FASTOPEN_CONNECT, 16);
DEEP_OPTION(SOL_TCP, TCP_ULP, 16);
DEEP_OPTION(SOL_TCP, TCP_INQ, 16);
DEEP_OPTION(SOL_IPV6, IPV6_UNICAST_HOPS, 16);
DEEP_OPTION(SOL_IPV6, IPV6_MULTICAST_IF, 16);
DEEP_OPTION(SOL_IPV6, IPV6_MULTICAST_HOPS, 16);
DEEP_OPTION(SOL_IPV6, IPV6_MULTICAST_LOOP, 16);
DEEP_OPTION(SOL_IPV6, IPV6_ADD_MEMBERSHIP, 16);
DEEP_OPTION(SOL_IPV6, IPV6_DROP_MEMBERSHIP, 16);
DEEP_OPTION(SOL_IPV6, IPV6_MTU_DISCOVER, 16);
DEEP_OPTION(SOL_IPV6, IPV6_RECVERR, 16);
DEEP_OPTION(SOL_IPV6, IPV6_V6ONLY, 16);
DEEP_OPTION(SOL_IPV6, IPV6_RECVPKTINFO, 16);
DEEP_OPTION(SOL_IPV6, IPV6_TCLASS, 16);
DEEP_OPTION(SOL_IPV6, IPV6_TRANSPARENT, 16);
DEEP_OPTION(SOL_IPV6, IPV6_FREEBIND, 16);
#endif

/* clang-format on */

#endif /* SELFTESTS_SECCOMP_DEEP_OP_TABLE_H */
