/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The data of arg_row.c: what each body reads, one entry for each body that a
 * system call table of a supported kernel names.
 *
 * The including file selects a part by one of these macros: ARG_ROWS_OPERATIONS,
 * ARG_ROWS_NATIVE, ARG_ROWS_COMPAT. It defines ROW_PLAIN() and ROW_COPY(). The
 * file has no include guard, since each part is included several times.
 *
 * check_rows.py compares the entries with the prototypes in the source of a
 * kernel. An entry has one of these forms:
 *
 *	NO_POINTERS(body)
 *	NEVER(body, pointers)
 *	COPY_IN(body, pointers, arguments)
 *	BY_OPERATION(body, pointers, index, second index, operations, arguments)
 *	BY_MASKED_OPERATION(body, pointers, index, bits, operations, arguments)
 *
 * The body of the last form ignores these bits of the operation, or looks at them
 * apart from it. The other bodies compare all 32 bits.
 *
 * The pointers are those that must reach the body, PTR(index) for each.
 */
#ifdef ARG_ROWS_OPERATIONS

static const struct seccomp_arg_op row_ops_quotactl[] = {
	OP(QCMD(Q_QUOTAON, USRQUOTA), IN_PATH(3)),
	OP(QCMD(Q_QUOTAON, GRPQUOTA), IN_PATH(3)),
	OP(QCMD(Q_QUOTAON, PRJQUOTA), IN_PATH(3)),
};

static const struct seccomp_arg_op row_ops_sysfs[] = {
	OP(1, IN_PATH(1)),
};

static const struct seccomp_arg_op row_ops_fsconfig[] = {
	OP(FSCONFIG_SET_STRING,
	   IN_STRING(3, ARG_NULL_OK | ARG_NULL_FAILS, 256)),
	OP(FSCONFIG_SET_BINARY,
	   IN_BUFFER(3, 4, ARG_NULL_OK | ARG_NULL_FAILS | ARG_SIZE_U32,
		     SECCOMP_ARG_DATA_MAX, 0)),
	OP(FSCONFIG_SET_PATH, IN_PATH_NULL_FAILS(3)),
	OP(FSCONFIG_SET_PATH_EMPTY, IN_PATH_NULL_FAILS(3)),
};

static const struct seccomp_arg_op row_ops_landlock[] = {
	OP(LANDLOCK_RULE_PATH_BENEATH,
	   IN_STRUCT(2, 0, landlock_path_beneath_attr)),
	OP(2 /* LANDLOCK_RULE_NET_PORT, since 6.7 */,
	   IN_BYTES(2, 0, 2 * sizeof(u64), "landlock_net_port_attr")),
};

static const struct seccomp_arg_op row_ops_prctl[] = {
	OP(PR_SET_NAME, IN_STRING(1, ARG_CLAMP, TASK_COMM_LEN - 1)),
	OP(PR_SET_VMA, IN_STRING(4, ARG_NULL_OK, 80)),
};

static const struct seccomp_arg_op row_ops_reboot[] = {
	OP(LINUX_REBOOT_CMD_RESTART2, IN_STRING(3, ARG_CLAMP, 255)),
};

static const struct seccomp_arg_op row_ops_modify_ldt[] = {
	OP(1, IN_BYTES(1, 0, 4 * sizeof(u32), "user_desc")),
	OP(0x11, IN_BYTES(1, 0, 4 * sizeof(u32), "user_desc")),
};

/* Other commands write to the attributes. */
static const struct seccomp_arg_op row_ops_bpf[] = {
	OP(BPF_MAP_CREATE, IN_SIZED(1, 2, ARG_SIZE_U32, "bpf_attr")),
	OP(BPF_MAP_LOOKUP_ELEM, IN_SIZED(1, 2, ARG_SIZE_U32, "bpf_attr")),
	OP(BPF_MAP_UPDATE_ELEM, IN_SIZED(1, 2, ARG_SIZE_U32, "bpf_attr")),
	OP(BPF_MAP_DELETE_ELEM, IN_SIZED(1, 2, ARG_SIZE_U32, "bpf_attr")),
	OP(BPF_MAP_GET_NEXT_KEY, IN_SIZED(1, 2, ARG_SIZE_U32, "bpf_attr")),
	OP(BPF_OBJ_PIN, IN_SIZED(1, 2, ARG_SIZE_U32, "bpf_attr")),
	OP(BPF_OBJ_GET, IN_SIZED(1, 2, ARG_SIZE_U32, "bpf_attr")),
	OP(BPF_PROG_ATTACH, IN_SIZED(1, 2, ARG_SIZE_U32, "bpf_attr")),
	OP(BPF_PROG_DETACH, IN_SIZED(1, 2, ARG_SIZE_U32, "bpf_attr")),
	OP(BPF_PROG_GET_FD_BY_ID, IN_SIZED(1, 2, ARG_SIZE_U32, "bpf_attr")),
	OP(BPF_MAP_GET_FD_BY_ID, IN_SIZED(1, 2, ARG_SIZE_U32, "bpf_attr")),
	OP(BPF_RAW_TRACEPOINT_OPEN, IN_SIZED(1, 2, ARG_SIZE_U32, "bpf_attr")),
	OP(BPF_BTF_GET_FD_BY_ID, IN_SIZED(1, 2, ARG_SIZE_U32, "bpf_attr")),
	OP(BPF_MAP_LOOKUP_AND_DELETE_ELEM,
	   IN_SIZED(1, 2, ARG_SIZE_U32, "bpf_attr")),
	OP(BPF_MAP_FREEZE, IN_SIZED(1, 2, ARG_SIZE_U32, "bpf_attr")),
	OP(BPF_LINK_CREATE, IN_SIZED(1, 2, ARG_SIZE_U32, "bpf_attr")),
	OP(BPF_LINK_UPDATE, IN_SIZED(1, 2, ARG_SIZE_U32, "bpf_attr")),
	OP(BPF_LINK_GET_FD_BY_ID, IN_SIZED(1, 2, ARG_SIZE_U32, "bpf_attr")),
	OP(BPF_ENABLE_STATS, IN_SIZED(1, 2, ARG_SIZE_U32, "bpf_attr")),
	OP(BPF_ITER_CREATE, IN_SIZED(1, 2, ARG_SIZE_U32, "bpf_attr")),
	OP(BPF_LINK_DETACH, IN_SIZED(1, 2, ARG_SIZE_U32, "bpf_attr")),
	OP(BPF_PROG_BIND_MAP, IN_SIZED(1, 2, ARG_SIZE_U32, "bpf_attr")),
	OP(36 /* BPF_TOKEN_CREATE, since 6.9 */,
	   IN_SIZED(1, 2, ARG_SIZE_U32, "bpf_attr")),
};

static const struct seccomp_arg_op row_ops_keyctl[] = {
	OP(KEYCTL_JOIN_SESSION_KEYRING, IN_STRING(1, ARG_NULL_OK, 4096)),
	OP(KEYCTL_UPDATE, IN_BUFFER(2, 3, 0, SECCOMP_ARG_DATA_MAX, 0)),
	OP(KEYCTL_SEARCH, IN_STRING(2, 0, 32)),
	OP(KEYCTL_SEARCH, IN_STRING(3, 0, 4096)),
	OP(KEYCTL_INSTANTIATE,
	   IN_BUFFER(2, 3, ARG_NULL_OK, SECCOMP_ARG_DATA_MAX, 0)),
	OP(KEYCTL_DH_COMPUTE,
	   IN_STRUCT(1, ARG_NULL_OK | ARG_NULL_FAILS, keyctl_dh_params)),
	OP(KEYCTL_PKEY_QUERY,
	   IN_STRING(3, ROW_PAGE_STRING, SECCOMP_ARG_DATA_MAX)),
	OP(KEYCTL_PKEY_ENCRYPT, IN_STRUCT(1, 0, keyctl_pkey_params)),
	OP(KEYCTL_PKEY_ENCRYPT,
	   IN_STRING(2, ROW_PAGE_STRING, SECCOMP_ARG_DATA_MAX)),
	OP(KEYCTL_PKEY_DECRYPT, IN_STRUCT(1, 0, keyctl_pkey_params)),
	OP(KEYCTL_PKEY_DECRYPT,
	   IN_STRING(2, ROW_PAGE_STRING, SECCOMP_ARG_DATA_MAX)),
	OP(KEYCTL_PKEY_SIGN, IN_STRUCT(1, 0, keyctl_pkey_params)),
	OP(KEYCTL_PKEY_SIGN,
	   IN_STRING(2, ROW_PAGE_STRING, SECCOMP_ARG_DATA_MAX)),
	OP(KEYCTL_PKEY_VERIFY, IN_STRUCT(1, 0, keyctl_pkey_params)),
	OP(KEYCTL_PKEY_VERIFY,
	   IN_STRING(2, ROW_PAGE_STRING, SECCOMP_ARG_DATA_MAX)),
	OP(KEYCTL_RESTRICT_KEYRING, IN_STRING(2, ARG_NULL_OK, 32)),
	OP(KEYCTL_RESTRICT_KEYRING,
	   IN_STRING(3, ARG_NULL_OK | ROW_PAGE_STRING, SECCOMP_ARG_DATA_MAX)),
};

/*
 * Commands that only read, at a fixed size. A driver that uses one of their values
 * for another purpose fails if it writes there.
 */
static const struct seccomp_arg_op row_ops_ioctl[] = {
	OP(BLKROSET, IN_VALUE(2, 0, int)),
	OP(BLKDISCARD, IN_BYTES(2, 0, 2 * sizeof(u64), NULL)),
	OP(BLKZEROOUT, IN_BYTES(2, 0, 2 * sizeof(u64), NULL)),
	OP(LOOP_SET_STATUS64, IN_STRUCT(2, 0, loop_info64)),
	OP(LOOP_CONFIGURE, IN_STRUCT(2, 0, loop_config)),
	OP(TCSETS, IN_STRUCT(2, 0, termios)),
	OP(TCSETSW, IN_STRUCT(2, 0, termios)),
	OP(TCSETSF, IN_STRUCT(2, 0, termios)),
	OP(TIOCSPGRP, IN_VALUE(2, 0, pid_t)),
	OP(TIOCSTI, IN_VALUE(2, 0, char)),
	OP(TIOCSWINSZ, IN_STRUCT(2, 0, winsize)),
	OP(TIOCMBIS, IN_VALUE(2, 0, int)),
	OP(TIOCMBIC, IN_VALUE(2, 0, int)),
	OP(TIOCMSET, IN_VALUE(2, 0, int)),
	OP(TIOCSSOFTCAR, IN_VALUE(2, 0, int)),
	OP(TIOCPKT, IN_VALUE(2, 0, int)),
	OP(FIONBIO, IN_VALUE(2, 0, int)),
	OP(TIOCSETD, IN_VALUE(2, 0, int)),
	OP(FIOASYNC, IN_VALUE(2, 0, int)),
	OP(SIOCSIFFLAGS, IN_STRUCT_AS(2, 0, struct ifreq, "ifreq")),
	OP(SIOCSIFBRDADDR, IN_STRUCT_AS(2, 0, struct ifreq, "ifreq")),
	OP(SIOCSIFNETMASK, IN_STRUCT_AS(2, 0, struct ifreq, "ifreq")),
	OP(SIOCSIFMTU, IN_STRUCT_AS(2, 0, struct ifreq, "ifreq")),
	OP(SIOCSIFHWADDR, IN_STRUCT_AS(2, 0, struct ifreq, "ifreq")),
	OP(SIOCSIFTXQLEN, IN_STRUCT_AS(2, 0, struct ifreq, "ifreq")),
	OP(TIOCSPTLCK, IN_VALUE(2, 0, int)),
	OP(FS_IOC_SETFLAGS, IN_VALUE(2, 0, int)),
	OP(FS_IOC_FSSETXATTR, IN_STRUCT(2, 0, fsxattr)),
	OP(FICLONERANGE, IN_STRUCT(2, 0, file_clone_range)),
};

static const struct seccomp_arg_op row_ops_fcntl[] = {
	OP(F_SETLK, IN_STRUCT_AS(2, 0, struct flock, "flock")),
	OP(F_SETLKW, IN_STRUCT_AS(2, 0, struct flock, "flock")),
	OP(F_SETOWN_EX, IN_STRUCT(2, 0, f_owner_ex)),
	OP(F_OFD_SETLK, IN_STRUCT_AS(2, 0, struct flock, "flock")),
	OP(F_OFD_SETLKW, IN_STRUCT_AS(2, 0, struct flock, "flock")),
	OP(F_SET_RW_HINT, IN_VALUE(2, 0, u64)),
};

static const struct seccomp_arg_op row_ops_epoll_ctl[] = {
	OP(EPOLL_CTL_ADD, IN_STRUCT(3, 0, epoll_event)),
	OP(EPOLL_CTL_MOD, IN_STRUCT(3, 0, epoll_event)),
};

/* Other operations take a number in place of the timeout. */
static const struct seccomp_arg_op row_ops_futex[] = {
	OP(FUTEX_WAIT, ROW_TIMEOUT),
	OP(FUTEX_LOCK_PI, ROW_TIMEOUT),
	OP(FUTEX_WAIT_BITSET, ROW_TIMEOUT),
	OP(FUTEX_WAIT_REQUEUE_PI, ROW_TIMEOUT),
	OP(FUTEX_LOCK_PI2, ROW_TIMEOUT),
};

static const struct seccomp_arg_op row_ops_futex_time32[] = {
	OP(FUTEX_WAIT, ROW_TIMEOUT32),
	OP(FUTEX_LOCK_PI, ROW_TIMEOUT32),
	OP(FUTEX_WAIT_BITSET, ROW_TIMEOUT32),
	OP(FUTEX_WAIT_REQUEUE_PI, ROW_TIMEOUT32),
	OP(FUTEX_LOCK_PI2, ROW_TIMEOUT32),
};

static const struct seccomp_arg_op row_ops_semctl[] = {
	OP(IPC_SET, IN_STRUCT(3, 0, semid64_ds)),
};

static const struct seccomp_arg_op row_ops_msgctl[] = {
	OP(IPC_SET, IN_STRUCT(2, 0, msqid64_ds)),
};

static const struct seccomp_arg_op row_ops_shmctl[] = {
	OP(IPC_SET, IN_STRUCT(2, 0, shmid64_ds)),
};

/*
 * Options whose value has no pointers. Families of sockets share levels: 0 is
 * SOL_IP and SOL_HCI, 6 is SOL_TCP and SOL_L2CAP. So a copy has all bytes of the
 * caller, and not only those that IP or TCP read. A longer value than the copy can
 * have is TOO_LARGE, as some family may read all of it.
 */
static const struct seccomp_arg_op row_ops_setsockopt[] = {
	OP2(SOL_IP, IP_TOS, ROW_OPTION),
	OP2(SOL_IP, IP_TTL, ROW_OPTION),
	OP2(SOL_IP, IP_HDRINCL, ROW_OPTION),
	OP2(SOL_IP, IP_ROUTER_ALERT, ROW_OPTION),
	OP2(SOL_IP, IP_RECVOPTS, ROW_OPTION),
	OP2(SOL_IP, IP_PKTINFO, ROW_OPTION),
	OP2(SOL_IP, IP_MTU_DISCOVER, ROW_OPTION),
	OP2(SOL_IP, IP_RECVERR, ROW_OPTION),
	OP2(SOL_IP, IP_RECVTTL, ROW_OPTION),
	OP2(SOL_IP, IP_RECVTOS, ROW_OPTION),
	OP2(SOL_IP, IP_FREEBIND, ROW_OPTION),
	OP2(SOL_IP, IP_TRANSPARENT, ROW_OPTION),
	OP2(SOL_IP, IP_MINTTL, ROW_OPTION),
	OP2(SOL_IP, IP_BIND_ADDRESS_NO_PORT, ROW_OPTION),
	OP2(SOL_IP, IP_MULTICAST_IF, ROW_OPTION),
	OP2(SOL_IP, IP_MULTICAST_TTL, ROW_OPTION),
	OP2(SOL_IP, IP_MULTICAST_LOOP, ROW_OPTION),
	OP2(SOL_IP, IP_ADD_MEMBERSHIP, ROW_OPTION),
	OP2(SOL_IP, IP_DROP_MEMBERSHIP, ROW_OPTION),
	OP2(SOL_IP, IP_MULTICAST_ALL, ROW_OPTION),
	OP2(SOL_IP, IP_UNICAST_IF, ROW_OPTION),
	OP2(SOL_SOCKET, SO_DEBUG, ROW_OPTION),
	OP2(SOL_SOCKET, SO_REUSEADDR, ROW_OPTION),
	OP2(SOL_SOCKET, SO_DONTROUTE, ROW_OPTION),
	OP2(SOL_SOCKET, SO_BROADCAST, ROW_OPTION),
	OP2(SOL_SOCKET, SO_SNDBUF, ROW_OPTION),
	OP2(SOL_SOCKET, SO_RCVBUF, ROW_OPTION),
	OP2(SOL_SOCKET, SO_KEEPALIVE, ROW_OPTION),
	OP2(SOL_SOCKET, SO_OOBINLINE, ROW_OPTION),
	OP2(SOL_SOCKET, SO_NO_CHECK, ROW_OPTION),
	OP2(SOL_SOCKET, SO_PRIORITY, ROW_OPTION),
	OP2(SOL_SOCKET, SO_LINGER, ROW_OPTION),
	OP2(SOL_SOCKET, SO_REUSEPORT, ROW_OPTION),
	OP2(SOL_SOCKET, SO_PASSCRED, ROW_OPTION),
	OP2(SOL_SOCKET, SO_RCVLOWAT, ROW_OPTION),
	OP2(SOL_SOCKET, SO_RCVTIMEO_OLD, ROW_OPTION),
	OP2(SOL_SOCKET, SO_SNDTIMEO_OLD, ROW_OPTION),
	OP2(SOL_SOCKET, SO_BINDTODEVICE, ROW_OPTION),
	OP2(SOL_SOCKET, SO_TIMESTAMP_OLD, ROW_OPTION),
	OP2(SOL_SOCKET, SO_SNDBUFFORCE, ROW_OPTION),
	OP2(SOL_SOCKET, SO_RCVBUFFORCE, ROW_OPTION),
	OP2(SOL_SOCKET, SO_PASSSEC, ROW_OPTION),
	OP2(SOL_SOCKET, SO_TIMESTAMPNS_OLD, ROW_OPTION),
	OP2(SOL_SOCKET, SO_MARK, ROW_OPTION),
	OP2(SOL_SOCKET, SO_PEEK_OFF, ROW_OPTION),
	OP2(SOL_SOCKET, SO_LOCK_FILTER, ROW_OPTION),
	OP2(SOL_SOCKET, SO_BUSY_POLL, ROW_OPTION),
	OP2(SOL_SOCKET, SO_MAX_PACING_RATE, ROW_OPTION),
	OP2(SOL_SOCKET, SO_INCOMING_CPU, ROW_OPTION),
	OP2(SOL_SOCKET, SO_ATTACH_BPF, ROW_OPTION),
	OP2(SOL_SOCKET, SO_ATTACH_REUSEPORT_EBPF, ROW_OPTION),
	OP2(SOL_SOCKET, SO_ZEROCOPY, ROW_OPTION),
	OP2(SOL_SOCKET, SO_TXTIME, ROW_OPTION),
	OP2(SOL_SOCKET, SO_BINDTOIFINDEX, ROW_OPTION),
	OP2(SOL_SOCKET, SO_TIMESTAMP_NEW, ROW_OPTION),
	OP2(SOL_SOCKET, SO_TIMESTAMPNS_NEW, ROW_OPTION),
	OP2(SOL_SOCKET, SO_RCVTIMEO_NEW, ROW_OPTION),
	OP2(SOL_SOCKET, SO_SNDTIMEO_NEW, ROW_OPTION),
	OP2(SOL_TCP, TCP_NODELAY, ROW_OPTION),
	OP2(SOL_TCP, TCP_MAXSEG, ROW_OPTION),
	OP2(SOL_TCP, TCP_CORK, ROW_OPTION),
	OP2(SOL_TCP, TCP_KEEPIDLE, ROW_OPTION),
	OP2(SOL_TCP, TCP_KEEPINTVL, ROW_OPTION),
	OP2(SOL_TCP, TCP_KEEPCNT, ROW_OPTION),
	OP2(SOL_TCP, TCP_SYNCNT, ROW_OPTION),
	OP2(SOL_TCP, TCP_LINGER2, ROW_OPTION),
	OP2(SOL_TCP, TCP_DEFER_ACCEPT, ROW_OPTION),
	OP2(SOL_TCP, TCP_WINDOW_CLAMP, ROW_OPTION),
	OP2(SOL_TCP, TCP_QUICKACK, ROW_OPTION),
	OP2(SOL_TCP, TCP_CONGESTION, ROW_OPTION),
	OP2(SOL_TCP, TCP_USER_TIMEOUT, ROW_OPTION),
	OP2(SOL_TCP, TCP_REPAIR, ROW_OPTION),
	OP2(SOL_TCP, TCP_FASTOPEN, ROW_OPTION),
	OP2(SOL_TCP, TCP_NOTSENT_LOWAT, ROW_OPTION),
	OP2(SOL_TCP, TCP_FASTOPEN_CONNECT, ROW_OPTION),
	OP2(SOL_TCP, TCP_ULP, ROW_OPTION),
	OP2(SOL_TCP, TCP_INQ, ROW_OPTION),
	OP2(SOL_IPV6, IPV6_UNICAST_HOPS, ROW_OPTION_OR_NULL),
	OP2(SOL_IPV6, IPV6_MULTICAST_IF, ROW_OPTION_OR_NULL),
	OP2(SOL_IPV6, IPV6_MULTICAST_HOPS, ROW_OPTION_OR_NULL),
	OP2(SOL_IPV6, IPV6_MULTICAST_LOOP, ROW_OPTION_OR_NULL),
	OP2(SOL_IPV6, IPV6_ADD_MEMBERSHIP, ROW_OPTION),
	OP2(SOL_IPV6, IPV6_DROP_MEMBERSHIP, ROW_OPTION),
	OP2(SOL_IPV6, IPV6_MTU_DISCOVER, ROW_OPTION_OR_NULL),
	OP2(SOL_IPV6, IPV6_RECVERR, ROW_OPTION_OR_NULL),
	OP2(SOL_IPV6, IPV6_V6ONLY, ROW_OPTION_OR_NULL),
	OP2(SOL_IPV6, IPV6_RECVPKTINFO, ROW_OPTION_OR_NULL),
	OP2(SOL_IPV6, IPV6_TCLASS, ROW_OPTION_OR_NULL),
	OP2(SOL_IPV6, IPV6_TRANSPARENT, ROW_OPTION_OR_NULL),
	OP2(SOL_IPV6, IPV6_FREEBIND, ROW_OPTION_OR_NULL),
};

#ifdef CONFIG_COMPAT
static const struct seccomp_arg_op row_ops_keyctl_compat[] = {
	OP(KEYCTL_JOIN_SESSION_KEYRING, IN_STRING(1, ARG_NULL_OK, 4096)),
	OP(KEYCTL_UPDATE,
	   IN_BUFFER(2, 3, ARG_SIZE_U32, SECCOMP_ARG_DATA_MAX, 0)),
	OP(KEYCTL_SEARCH, IN_STRING(2, 0, 32)),
	OP(KEYCTL_SEARCH, IN_STRING(3, 0, 4096)),
	OP(KEYCTL_INSTANTIATE, IN_BUFFER(2, 3, ARG_NULL_OK | ARG_SIZE_U32,
					 SECCOMP_ARG_DATA_MAX, 0)),
	OP(KEYCTL_DH_COMPUTE,
	   IN_STRUCT(1, ARG_NULL_OK | ARG_NULL_FAILS, keyctl_dh_params)),
	OP(KEYCTL_PKEY_QUERY,
	   IN_STRING(3, ROW_PAGE_STRING, SECCOMP_ARG_DATA_MAX)),
	OP(KEYCTL_PKEY_ENCRYPT, IN_STRUCT(1, 0, keyctl_pkey_params)),
	OP(KEYCTL_PKEY_ENCRYPT,
	   IN_STRING(2, ROW_PAGE_STRING, SECCOMP_ARG_DATA_MAX)),
	OP(KEYCTL_PKEY_DECRYPT, IN_STRUCT(1, 0, keyctl_pkey_params)),
	OP(KEYCTL_PKEY_DECRYPT,
	   IN_STRING(2, ROW_PAGE_STRING, SECCOMP_ARG_DATA_MAX)),
	OP(KEYCTL_PKEY_SIGN, IN_STRUCT(1, 0, keyctl_pkey_params)),
	OP(KEYCTL_PKEY_SIGN,
	   IN_STRING(2, ROW_PAGE_STRING, SECCOMP_ARG_DATA_MAX)),
	OP(KEYCTL_PKEY_VERIFY, IN_STRUCT(1, 0, keyctl_pkey_params)),
	OP(KEYCTL_PKEY_VERIFY,
	   IN_STRING(2, ROW_PAGE_STRING, SECCOMP_ARG_DATA_MAX)),
	OP(KEYCTL_RESTRICT_KEYRING, IN_STRING(2, ARG_NULL_OK, 32)),
	OP(KEYCTL_RESTRICT_KEYRING,
	   IN_STRING(3, ARG_NULL_OK | ROW_PAGE_STRING, SECCOMP_ARG_DATA_MAX)),
};

static const struct seccomp_arg_op row_ops_ioctl_compat[] = {
	OP(BLKROSET, IN_VALUE(2, 0, int)),
	OP(BLKDISCARD, IN_BYTES(2, 0, 2 * sizeof(u64), NULL)),
	OP(BLKZEROOUT, IN_BYTES(2, 0, 2 * sizeof(u64), NULL)),
	OP(LOOP_SET_STATUS64, IN_STRUCT(2, 0, loop_info64)),
	OP(LOOP_CONFIGURE, IN_STRUCT(2, 0, loop_config)),
	OP(TCSETS, IN_STRUCT(2, 0, termios)),
	OP(TCSETSW, IN_STRUCT(2, 0, termios)),
	OP(TCSETSF, IN_STRUCT(2, 0, termios)),
	OP(TIOCSPGRP, IN_VALUE(2, 0, pid_t)),
	OP(TIOCSTI, IN_VALUE(2, 0, char)),
	OP(TIOCSWINSZ, IN_STRUCT(2, 0, winsize)),
	OP(TIOCMBIS, IN_VALUE(2, 0, int)),
	OP(TIOCMBIC, IN_VALUE(2, 0, int)),
	OP(TIOCMSET, IN_VALUE(2, 0, int)),
	OP(TIOCSSOFTCAR, IN_VALUE(2, 0, int)),
	OP(TIOCPKT, IN_VALUE(2, 0, int)),
	OP(FIONBIO, IN_VALUE(2, 0, int)),
	OP(TIOCSETD, IN_VALUE(2, 0, int)),
	OP(FIOASYNC, IN_VALUE(2, 0, int)),
	OP(SIOCSIFFLAGS, IN_STRUCT_AS(2, 0, struct compat_ifreq, "ifreq")),
	OP(SIOCSIFBRDADDR, IN_STRUCT_AS(2, 0, struct compat_ifreq, "ifreq")),
	OP(SIOCSIFNETMASK, IN_STRUCT_AS(2, 0, struct compat_ifreq, "ifreq")),
	OP(SIOCSIFMTU, IN_STRUCT_AS(2, 0, struct compat_ifreq, "ifreq")),
	OP(SIOCSIFHWADDR, IN_STRUCT_AS(2, 0, struct compat_ifreq, "ifreq")),
	OP(SIOCSIFTXQLEN, IN_STRUCT_AS(2, 0, struct compat_ifreq, "ifreq")),
	OP(TIOCSPTLCK, IN_VALUE(2, 0, int)),
	OP(FS_IOC32_SETFLAGS, IN_VALUE(2, 0, int)),
	OP(FS_IOC_SETFLAGS, IN_VALUE(2, 0, int)),
	OP(FS_IOC_FSSETXATTR, IN_STRUCT(2, 0, fsxattr)),
	OP(FICLONERANGE, IN_STRUCT(2, 0, file_clone_range)),
};

static const struct seccomp_arg_op row_ops_fcntl_compat[] = {
	OP(F_SETLK, IN_STRUCT_AS(2, 0, struct compat_flock, "flock")),
	OP(F_SETLKW, IN_STRUCT_AS(2, 0, struct compat_flock, "flock")),
	OP(F_SETOWN_EX, IN_STRUCT(2, 0, f_owner_ex)),
	OP(F_SET_RW_HINT, IN_VALUE(2, 0, u64)),
};

static const struct seccomp_arg_op row_ops_fcntl64_compat[] = {
	OP(F_SETLK, IN_STRUCT_AS(2, 0, struct compat_flock, "flock")),
	OP(F_SETLKW, IN_STRUCT_AS(2, 0, struct compat_flock, "flock")),
	OP(F_SETLK64, IN_STRUCT_AS(2, 0, struct compat_flock64, "flock64")),
	OP(F_SETLKW64, IN_STRUCT_AS(2, 0, struct compat_flock64, "flock64")),
	OP(F_SETOWN_EX, IN_STRUCT(2, 0, f_owner_ex)),
	OP(F_OFD_SETLK, IN_STRUCT_AS(2, 0, struct compat_flock64, "flock64")),
	OP(F_OFD_SETLKW, IN_STRUCT_AS(2, 0, struct compat_flock64, "flock64")),
	OP(F_SET_RW_HINT, IN_VALUE(2, 0, u64)),
};

static const struct seccomp_arg_op row_ops_semctl_compat[] = {
	OP(IPC_SET,
	   IN_BYTES(3, 0, sizeof(struct compat_ipc64_perm), "semid64_ds")),
};

static const struct seccomp_arg_op row_ops_msgctl_compat[] = {
	OP(IPC_SET,
	   IN_BYTES(2, 0, offsetofend(struct compat_msqid64_ds, msg_qbytes),
		    "msqid64_ds")),
};

static const struct seccomp_arg_op row_ops_shmctl_compat[] = {
	OP(IPC_SET,
	   IN_BYTES(2, 0, sizeof(struct compat_ipc64_perm), "shmid64_ds")),
};

#endif /* CONFIG_COMPAT */
#endif /* ARG_ROWS_OPERATIONS */

#ifdef ARG_ROWS_NATIVE

/* Paths. */
COPY_IN(sys_access, 0, IN_PATH(0))
COPY_IN(sys_chdir, 0, IN_PATH(0))
COPY_IN(sys_chmod, 0, IN_PATH(0))
COPY_IN(sys_chown, 0, IN_PATH(0))
COPY_IN(sys_chown16, 0, IN_PATH(0))
COPY_IN(sys_chroot, 0, IN_PATH(0))
COPY_IN(sys_creat, 0, IN_PATH(0))
COPY_IN(sys_lchown, 0, IN_PATH(0))
COPY_IN(sys_lchown16, 0, IN_PATH(0))
COPY_IN(sys_mkdir, 0, IN_PATH(0))
COPY_IN(sys_mknod, 0, IN_PATH(0))
COPY_IN(sys_mq_unlink, 0, IN_PATH(0))
COPY_IN(sys_oldumount, 0, IN_PATH(0))
COPY_IN(sys_open, 0, IN_PATH(0))
COPY_IN(sys_rmdir, 0, IN_PATH(0))
COPY_IN(sys_swapoff, 0, IN_PATH(0))
COPY_IN(sys_swapon, 0, IN_PATH(0))
COPY_IN(sys_truncate, 0, IN_PATH(0))
COPY_IN(sys_umount, 0, IN_PATH(0))
COPY_IN(sys_unlink, 0, IN_PATH(0))
COPY_IN(sys_uselib, 0, IN_PATH(0))
COPY_IN(sys_ia32_truncate64, 0, IN_PATH(0))
COPY_IN(sys_acct, 0, IN_PATH_OR_NULL(0))
COPY_IN(sys_readlink, PTR(1), IN_PATH(0))
COPY_IN(sys_listxattr, PTR(1), IN_PATH(0))
COPY_IN(sys_llistxattr, PTR(1), IN_PATH(0))
COPY_IN(sys_lstat, PTR(1), IN_PATH(0))
COPY_IN(sys_stat, PTR(1), IN_PATH(0))
COPY_IN(sys_lstat64, PTR(1), IN_PATH(0))
COPY_IN(sys_stat64, PTR(1), IN_PATH(0))
COPY_IN(sys_newlstat, PTR(1), IN_PATH(0))
COPY_IN(sys_newstat, PTR(1), IN_PATH(0))
COPY_IN(sys_statfs, PTR(1), IN_PATH(0))
COPY_IN(sys_faccessat, 0, IN_PATH(1))
COPY_IN(sys_faccessat2, 0, IN_PATH(1))
COPY_IN(sys_fchmodat, 0, IN_PATH(1))
COPY_IN(sys_fchmodat2, 0, IN_PATH(1))
COPY_IN(sys_fchownat, 0, IN_PATH(1))
COPY_IN(sys_fspick, 0, IN_PATH(1))
COPY_IN(sys_inotify_add_watch, 0, IN_PATH(1))
COPY_IN(sys_mkdirat, 0, IN_PATH(1))
COPY_IN(sys_mknodat, 0, IN_PATH(1))
COPY_IN(sys_open_tree, 0, IN_PATH(1))
COPY_IN(sys_openat, 0, IN_PATH(1))
COPY_IN(sys_unlinkat, 0, IN_PATH(1))
COPY_IN(sys_readlinkat, PTR(2), IN_PATH(1))
COPY_IN(sys_newfstatat, PTR(2), IN_PATH_OR_EMPTY(1, ROW_NULL_STAT))
COPY_IN(sys_fstatat64, PTR(2), IN_PATH_OR_EMPTY(1, ROW_NULL_STAT))
COPY_IN(sys_statx, PTR(4), IN_PATH_OR_EMPTY(1, ROW_NULL_STATX))
COPY_IN(sys_name_to_handle_at, PTR(2) | PTR(3), IN_PATH(1))
COPY_IN(sys_fanotify_mark, 0, IN_PATH_OR_NULL(4))
COPY_IN(sys_rename, 0, IN_PATH(0), IN_PATH(1))
COPY_IN(sys_link, 0, IN_PATH(0), IN_PATH(1))
COPY_IN(sys_symlink, 0, IN_PATH(0), IN_PATH(1))
COPY_IN(sys_pivot_root, 0, IN_PATH(0), IN_PATH(1))
COPY_IN(sys_renameat, 0, IN_PATH(1), IN_PATH(3))
COPY_IN(sys_renameat2, 0, IN_PATH(1), IN_PATH(3))
COPY_IN(sys_linkat, 0, IN_PATH(1), IN_PATH(3))
COPY_IN(sys_move_mount, 0, IN_PATH_OR_EMPTY(1, ROW_NULL_MOVE_FROM),
	IN_PATH_OR_EMPTY(3, ROW_NULL_MOVE_TO))
COPY_IN(sys_symlinkat, 0, IN_PATH(0), IN_PATH(2))
COPY_IN(sys_openat2, 0, IN_PATH(1), IN_SIZED(2, 3, 0, "open_how"))
COPY_IN(sys_mount_setattr, 0, IN_PATH(1), IN_SIZED(3, 4, 0, "mount_attr"))
COPY_IN(sys_open_tree_attr, 0, IN_PATH(1),
	IN_SIZED(3, 4, ARG_NULL_OK, "mount_attr"))
COPY_IN(sys_file_setattr, 0, IN_PATH_OR_EMPTY(1, ROW_NULL_EMPTY_4),
	IN_SIZED(2, 3, 0, "file_attr"))
COPY_IN(sys_file_getattr, PTR(2), IN_PATH_OR_EMPTY(1, ROW_NULL_EMPTY_4))
COPY_IN(sys_execve, PTR(2), IN_PATH(0), IN_STRINGS(1, const char __user *))
COPY_IN(sys_execveat, PTR(3), IN_PATH(1), IN_STRINGS(2, const char __user *))
COPY_IN(sys_mount, 0, IN_STRING(0, ARG_NULL_OK, PATH_MAX), IN_PATH(1),
	IN_STRING(2, ARG_NULL_OK, PATH_MAX),
	IN_SHORT(4, ARG_NULL_OK, 1, SECCOMP_ARG_DATA_MAX, NULL))
BY_OPERATION(sys_quotactl, 0, 0, SECCOMP_NO_ARG, quotactl, IN_PATH_OR_NULL(1))
BY_OPERATION(sys_sysfs, 0, 0, SECCOMP_NO_ARG, sysfs)

/* Extended attributes. */
COPY_IN(sys_setxattr, 0, IN_PATH(0), IN_STRING(1, 0, XATTR_NAME_MAX + 1),
	IN_BUFFER(2, 3, 0, SECCOMP_ARG_DATA_MAX, 0))
COPY_IN(sys_lsetxattr, 0, IN_PATH(0), IN_STRING(1, 0, XATTR_NAME_MAX + 1),
	IN_BUFFER(2, 3, 0, SECCOMP_ARG_DATA_MAX, 0))
COPY_IN(sys_fsetxattr, 0, IN_STRING(1, 0, XATTR_NAME_MAX + 1),
	IN_BUFFER(2, 3, 0, SECCOMP_ARG_DATA_MAX, 0))
COPY_IN(sys_getxattr, PTR(2), IN_PATH(0), IN_STRING(1, 0, XATTR_NAME_MAX + 1))
COPY_IN(sys_lgetxattr, PTR(2), IN_PATH(0), IN_STRING(1, 0, XATTR_NAME_MAX + 1))
COPY_IN(sys_fgetxattr, PTR(2), IN_STRING(1, 0, XATTR_NAME_MAX + 1))
COPY_IN(sys_removexattr, 0, IN_PATH(0), IN_STRING(1, 0, XATTR_NAME_MAX + 1))
COPY_IN(sys_lremovexattr, 0, IN_PATH(0), IN_STRING(1, 0, XATTR_NAME_MAX + 1))
COPY_IN(sys_fremovexattr, 0, IN_STRING(1, 0, XATTR_NAME_MAX + 1))
COPY_IN(sys_setxattrat, 0, IN_PATH_OR_EMPTY(1, ROW_NULL_EMPTY_2),
	IN_STRING(3, 0, XATTR_NAME_MAX + 1), IN_SIZED(4, 5, 0, "xattr_args"))
COPY_IN(sys_getxattrat, 0, IN_PATH_OR_EMPTY(1, ROW_NULL_EMPTY_2),
	IN_STRING(3, 0, XATTR_NAME_MAX + 1), IN_SIZED(4, 5, 0, "xattr_args"))
COPY_IN(sys_removexattrat, 0, IN_PATH_OR_EMPTY(1, ROW_NULL_EMPTY_2),
	IN_STRING(3, 0, XATTR_NAME_MAX + 1))
COPY_IN(sys_listxattrat, PTR(3), IN_PATH_OR_EMPTY(1, ROW_NULL_EMPTY_2))

/* Times of files. */
COPY_IN(sys_utime, 0, IN_PATH(0), IN_STRUCT(1, ARG_NULL_OK, utimbuf))
COPY_IN(sys_utimes, 0, IN_PATH(0),
	IN_STRUCT_AS(1, ARG_NULL_OK, struct __kernel_old_timeval[2],
		     "__kernel_old_timeval"))
COPY_IN(sys_futimesat, 0, IN_PATH_OR_FD(1),
	IN_STRUCT_AS(2, ARG_NULL_OK, struct __kernel_old_timeval[2],
		     "__kernel_old_timeval"))
COPY_IN(sys_utimensat, 0, IN_PATH_OR_FD(1),
	IN_STRUCT_AS(2, ARG_NULL_OK, struct __kernel_timespec[2],
		     "__kernel_timespec"))
COPY_IN(sys_utime32, 0, IN_PATH(0),
	IN_STRUCT_AS(1, ARG_NULL_OK, struct old_utimbuf32, "utimbuf"))
COPY_IN(sys_utimes_time32, 0, IN_PATH(0),
	IN_STRUCT_AS(1, ARG_NULL_OK, struct old_timeval32[2],
		     "__kernel_old_timeval"))
COPY_IN(sys_futimesat_time32, 0, IN_PATH_OR_FD(1),
	IN_STRUCT_AS(2, ARG_NULL_OK, struct old_timeval32[2],
		     "__kernel_old_timeval"))
COPY_IN(sys_utimensat_time32, 0, IN_PATH_OR_FD(1),
	IN_STRUCT_AS(2, ARG_NULL_OK, struct old_timespec32[2],
		     "__kernel_old_timespec"))

/* Mounts, file handles, rules of Landlock. */
COPY_IN(sys_fsopen, 0, IN_STRING(0, ROW_PAGE_STRING, SECCOMP_ARG_DATA_MAX))
BY_OPERATION(sys_fsconfig, 0, 1, SECCOMP_NO_ARG, fsconfig,
	     IN_STRING(2, ARG_NULL_OK, 256))
COPY_IN(sys_statmount, PTR(1),
	IN_SELF(0, 0, 0, 0, 24, SECCOMP_ARG_DATA_MAX, "mnt_id_req"))
COPY_IN(sys_listmount, PTR(1),
	IN_SELF(0, 0, 0, 0, 24, SECCOMP_ARG_DATA_MAX, "mnt_id_req"))
COPY_IN(sys_listns, PTR(1),
	IN_SELF(0, 0, 0, 0, 32, SECCOMP_ARG_DATA_MAX, "ns_id_req"))
COPY_IN(sys_open_by_handle_at, 0,
	IN_SELF(1, 0, offsetof(struct file_handle, handle_bytes),
		sizeof(struct file_handle), sizeof(struct file_handle),
		sizeof(struct file_handle) + MAX_HANDLE_SZ, "file_handle"))
COPY_IN(sys_landlock_create_ruleset, 0,
	IN_SIZED(0, 1, ARG_NULL_OK, "landlock_ruleset_attr"))
BY_OPERATION(sys_landlock_add_rule, 0, 1, SECCOMP_NO_ARG, landlock)

/* Processes and their limits, scheduling. */
COPY_IN(sys_clone3, 0, IN_SIZED(0, 1, 0, "clone_args"))
BY_OPERATION(sys_prctl, 0, 0, SECCOMP_NO_ARG, prctl)
COPY_IN(sys_sched_setattr, 0,
	IN_SELF(1, ARG_NULL_OK | ARG_NULL_FAILS,
		offsetof(struct sched_attr, size), 0, SCHED_ATTR_SIZE_VER0,
		SECCOMP_ARG_DATA_MAX, "sched_attr"))
COPY_IN(sys_sched_setparam, 0,
	IN_STRUCT(1, ARG_NULL_OK | ARG_NULL_FAILS, sched_param))
COPY_IN(sys_sched_setscheduler, 0,
	IN_STRUCT(2, ARG_NULL_OK | ARG_NULL_FAILS, sched_param))
/*
 * The body reads as many bytes as the masks of this machine have, and the row has the
 * size of the largest masks of this configuration. So the bits of the copy for CPUs
 * that the machine cannot have do nothing.
 */
COPY_IN(sys_sched_setaffinity, 0,
	IN_BUFFER(2, 1, ARG_SIZE_U32 | ARG_CLAMP, sizeof(cpumask_t), 0))
/*
 * These bodies take a count that is one more than the number of bits. The row has the
 * limit of PAGE_SIZE bytes, and larger pages do not raise it.
 */
COPY_IN(sys_mbind, 0, IN_NODE_MASK(3, 4))
COPY_IN(sys_set_mempolicy, 0, IN_NODE_MASK(1, 2))
COPY_IN(sys_migrate_pages, 0, IN_NODE_MASK(2, 1), IN_NODE_MASK(3, 1))
COPY_IN(sys_perf_event_open, 0,
	IN_SELF(0, 0, offsetof(struct perf_event_attr, size), 0,
		PERF_ATTR_SIZE_VER0, SECCOMP_ARG_DATA_MAX, "perf_event_attr"))
COPY_IN(sys_prlimit64, PTR(3), IN_STRUCT(2, ARG_NULL_OK, rlimit64))
COPY_IN(sys_setrlimit, 0, IN_STRUCT(1, 0, rlimit))
COPY_IN(sys_setgroups, 0,
	IN_ARRAY(1, 0, ARG_SIZE_U32, sizeof(gid_t), SECCOMP_ARG_DATA_MAX, NULL))
COPY_IN(sys_setgroups16, 0,
	IN_ARRAY(1, 0, ARG_SIZE_U32, sizeof(__kernel_old_gid_t),
		 SECCOMP_ARG_DATA_MAX, NULL))
COPY_IN(sys_sethostname, 0, IN_BUFFER(0, 1, ARG_SIZE_U32, __NEW_UTS_LEN, 0))
COPY_IN(sys_setdomainname, 0, IN_BUFFER(0, 1, ARG_SIZE_U32, __NEW_UTS_LEN, 0))
BY_OPERATION(sys_reboot, 0, 2, SECCOMP_NO_ARG, reboot)
BY_OPERATION(sys_modify_ldt, 0, 0, SECCOMP_NO_ARG, modify_ldt)

/* Names, modules, kernels, BPF, keys. */
COPY_IN(sys_memfd_create, 0, IN_STRING(0, 0, 250))
COPY_IN(sys_delete_module, 0, IN_STRING(0, 0, MODULE_NAME_LEN))
COPY_IN(sys_init_module, PTR(0),
	IN_STRING(2, ARG_NUL_NEEDED, SECCOMP_ARG_DATA_MAX))
COPY_IN(sys_finit_module, 0, IN_STRING(1, ARG_NUL_NEEDED, SECCOMP_ARG_DATA_MAX))
COPY_IN(sys_kexec_file_load, 0, IN_BUFFER(3, 2, 0, SECCOMP_ARG_DATA_MAX, 0))
COPY_IN(sys_kexec_load, 0,
	IN_ARRAY(2, 1, 0, 4 * sizeof(long),
		 KEXEC_SEGMENT_MAX * 4 * sizeof(long), "kexec_segment"))
BY_MASKED_OPERATION(sys_bpf, PTR(3), 0, ROW_BPF_COMMON_ATTRS, bpf)
COPY_IN(sys_add_key, 0, IN_STRING(0, 0, 32), IN_STRING(1, ARG_NULL_OK, 4096),
	IN_BUFFER(2, 3, 0, SECCOMP_ARG_DATA_MAX, 0))
COPY_IN(sys_request_key, 0, IN_STRING(0, 0, 32), IN_STRING(1, 0, 4096),
	IN_STRING(2, ARG_NULL_OK | ROW_PAGE_STRING, SECCOMP_ARG_DATA_MAX))
BY_OPERATION(sys_keyctl, 0, 0, SECCOMP_NO_ARG, keyctl)
COPY_IN(sys_lsm_set_self_attr, 0, IN_SIZED(1, 2, ARG_SIZE_U32, "lsm_ctx"))

/* Descriptors. */
BY_OPERATION(sys_ioctl, 0, 1, SECCOMP_NO_ARG, ioctl)
BY_OPERATION(sys_fcntl, 0, 1, SECCOMP_NO_ARG, fcntl)
COPY_IN(sys_cachestat, PTR(2),
	IN_BYTES(1, 0, 2 * sizeof(u64), "cachestat_range"))
BY_OPERATION(sys_epoll_ctl, 0, 1, SECCOMP_NO_ARG, epoll_ctl)
COPY_IN(sys_epoll_pwait, PTR(1), IN_VALUE(4, ARG_NULL_OK, sigset_t))
COPY_IN(sys_epoll_pwait2, PTR(1),
	IN_STRUCT_AS(3, ARG_NULL_OK, struct __kernel_timespec,
		     "__kernel_timespec"),
	IN_VALUE(4, ARG_NULL_OK, sigset_t))
COPY_IN(sys_ppoll, PTR(0) | PTR(2), IN_VALUE(3, ARG_NULL_OK, sigset_t))
COPY_IN(sys_signalfd, 0, IN_VALUE(1, 0, sigset_t))
COPY_IN(sys_signalfd4, 0, IN_VALUE(1, 0, sigset_t))
COPY_IN(sys_io_getevents, PTR(3),
	IN_STRUCT_AS(4, ARG_NULL_OK, struct __kernel_timespec,
		     "__kernel_timespec"))
COPY_IN(sys_io_getevents_time32, PTR(3),
	IN_STRUCT_AS(4, ARG_NULL_OK, struct old_timespec32,
		     "__kernel_old_timespec"))
COPY_IN(sys_io_pgetevents, PTR(3) | PTR(5),
	IN_STRUCT_AS(4, ARG_NULL_OK, struct __kernel_timespec,
		     "__kernel_timespec"))

/* Futexes. */
BY_MASKED_OPERATION(sys_futex, PTR(0) | PTR(4), 1, ~FUTEX_CMD_MASK, futex)
BY_MASKED_OPERATION(sys_futex_time32, PTR(0) | PTR(4), 1, ~FUTEX_CMD_MASK,
		    futex_time32)
COPY_IN(sys_futex_waitv, 0,
	IN_ARRAY(0, 1, ARG_NULL_OK | ARG_NULL_FAILS | ARG_SIZE_U32,
		 sizeof(struct futex_waitv),
		 FUTEX_WAITV_MAX * sizeof(struct futex_waitv), "futex_waitv"),
	IN_STRUCT_AS(3, ARG_NULL_OK, struct __kernel_timespec,
		     "__kernel_timespec"))
COPY_IN(sys_futex_requeue, 0,
	IN_STRUCT_AS(0, ARG_NULL_OK | ARG_NULL_FAILS, struct futex_waitv[2],
		     "futex_waitv"))
COPY_IN(sys_futex_wait, PTR(0),
	IN_STRUCT_AS(4, ARG_NULL_OK, struct __kernel_timespec,
		     "__kernel_timespec"))

/* Signals. */
COPY_IN(sys_rt_sigaction, PTR(2), IN_STRUCT(1, ARG_NULL_OK, sigaction))
COPY_IN(sys_rt_sigprocmask, PTR(2), IN_VALUE(1, ARG_NULL_OK, sigset_t))
COPY_IN(sys_rt_sigsuspend, 0, IN_VALUE(0, 0, sigset_t))
COPY_IN(sys_rt_sigtimedwait, PTR(1), IN_VALUE(0, 0, sigset_t),
	IN_STRUCT_AS(2, ARG_NULL_OK, struct __kernel_timespec,
		     "__kernel_timespec"))
/*
 * These bodies read the first part of siginfo_t. They read the rest only for signals
 * and codes that the kernel does not know, to see that it is zero. From a call of
 * ia32, x32 or arm, pidfd_send_signal() reads struct compat_siginfo. It uses no more
 * than the first part either.
 */
COPY_IN(sys_rt_sigqueueinfo, 0,
	IN_SHORT(2, 0, sizeof(struct kernel_siginfo), sizeof(siginfo_t),
		 "siginfo"))
COPY_IN(sys_rt_tgsigqueueinfo, 0,
	IN_SHORT(3, 0, sizeof(struct kernel_siginfo), sizeof(siginfo_t),
		 "siginfo"))
COPY_IN(sys_pidfd_send_signal, 0,
	IN_SHORT(2, ARG_NULL_OK, sizeof(struct kernel_siginfo),
		 sizeof(siginfo_t), "siginfo"))
COPY_IN(sys_sigaltstack, PTR(1),
	IN_STRUCT_AS(0, ARG_NULL_OK, stack_t, "sigaltstack"))

/* Clocks and timers. */
COPY_IN(sys_timer_create, PTR(2), IN_STRUCT(1, ARG_NULL_OK, sigevent))
COPY_IN(sys_timer_settime, PTR(3),
	IN_STRUCT(2, ARG_NULL_OK | ARG_NULL_FAILS, __kernel_itimerspec))
COPY_IN(sys_timer_settime32, PTR(3),
	IN_STRUCT_AS(2, ARG_NULL_OK | ARG_NULL_FAILS, struct old_itimerspec32,
		     "itimerspec"))
COPY_IN(sys_timerfd_settime, PTR(3), IN_STRUCT(2, 0, __kernel_itimerspec))
COPY_IN(sys_timerfd_settime32, PTR(3),
	IN_STRUCT_AS(2, 0, struct old_itimerspec32, "itimerspec"))
COPY_IN(sys_setitimer, PTR(2),
	IN_STRUCT(1, ARG_NULL_OK, __kernel_old_itimerval))
COPY_IN(sys_clock_settime, 0,
	IN_STRUCT_AS(1, 0, struct __kernel_timespec, "__kernel_timespec"))
COPY_IN(sys_clock_settime32, 0,
	IN_STRUCT_AS(1, 0, struct old_timespec32, "__kernel_old_timespec"))
COPY_IN(sys_clock_nanosleep, PTR(3),
	IN_STRUCT_AS(2, 0, struct __kernel_timespec, "__kernel_timespec"))
COPY_IN(sys_clock_nanosleep_time32, PTR(3),
	IN_STRUCT_AS(2, 0, struct old_timespec32, "__kernel_old_timespec"))
COPY_IN(sys_nanosleep, PTR(1),
	IN_STRUCT_AS(0, 0, struct __kernel_timespec, "__kernel_timespec"))
COPY_IN(sys_nanosleep_time32, PTR(1),
	IN_STRUCT_AS(0, 0, struct old_timespec32, "__kernel_old_timespec"))
COPY_IN(sys_settimeofday, 0, IN_STRUCT(0, ARG_NULL_OK, __kernel_old_timeval),
	IN_STRUCT(1, ARG_NULL_OK, timezone))
COPY_IN(sys_stime32, 0, IN_VALUE(0, 0, old_time32_t))

/* IPC. */
COPY_IN(sys_semop, 0,
	IN_ARRAY(1, 2, ARG_SIZE_U32, sizeof(struct sembuf),
		 SECCOMP_ARG_DATA_MAX, "sembuf"))
COPY_IN(sys_semtimedop, 0,
	IN_ARRAY(1, 2, ARG_SIZE_U32, sizeof(struct sembuf),
		 SECCOMP_ARG_DATA_MAX, "sembuf"),
	IN_STRUCT_AS(3, ARG_NULL_OK, struct __kernel_timespec,
		     "__kernel_timespec"))
COPY_IN(sys_semtimedop_time32, 0,
	IN_ARRAY(1, 2, ARG_SIZE_U32, sizeof(struct sembuf),
		 SECCOMP_ARG_DATA_MAX, "sembuf"),
	IN_STRUCT_AS(3, ARG_NULL_OK, struct old_timespec32,
		     "__kernel_old_timespec"))
BY_OPERATION(sys_semctl, 0, 2, SECCOMP_NO_ARG, semctl)
BY_OPERATION(sys_msgctl, 0, 1, SECCOMP_NO_ARG, msgctl)
BY_OPERATION(sys_shmctl, 0, 1, SECCOMP_NO_ARG, shmctl)
COPY_IN(sys_msgsnd, 0, IN_BUFFER(1, 2, 0, SECCOMP_ARG_DATA_MAX, sizeof(long)))
COPY_IN(sys_mq_open, 0, IN_PATH(0), IN_STRUCT(3, ARG_NULL_OK, mq_attr))
COPY_IN(sys_mq_getsetattr, PTR(2), IN_STRUCT(1, ARG_NULL_OK, mq_attr))
COPY_IN(sys_mq_notify, 0, IN_STRUCT(1, ARG_NULL_OK, sigevent))
COPY_IN(sys_mq_timedsend, PTR(1),
	IN_STRUCT_AS(4, ARG_NULL_OK, struct __kernel_timespec,
		     "__kernel_timespec"))
COPY_IN(sys_mq_timedsend_time32, PTR(1),
	IN_STRUCT_AS(4, ARG_NULL_OK, struct old_timespec32,
		     "__kernel_old_timespec"))
COPY_IN(sys_mq_timedreceive, PTR(1) | PTR(3),
	IN_STRUCT_AS(4, ARG_NULL_OK, struct __kernel_timespec,
		     "__kernel_timespec"))
COPY_IN(sys_mq_timedreceive_time32, PTR(1) | PTR(3),
	IN_STRUCT_AS(4, ARG_NULL_OK, struct old_timespec32,
		     "__kernel_old_timespec"))

/* Sockets. */
COPY_IN(sys_bind, 0, IN_SOCKADDR(1, 2, ARG_SIZE_U32))
COPY_IN(sys_connect, 0, IN_SOCKADDR(1, 2, ARG_SIZE_U32))
COPY_IN(sys_sendto, PTR(1), IN_SOCKADDR(4, 5, ARG_NULL_OK | ARG_SIZE_U32))
COPY_IN(sys_sendmsg, 0, IN_MESSAGE(1, struct user_msghdr))
BY_OPERATION(sys_setsockopt, 0, 1, 2, setsockopt)

/*
 * Pointers that only reach the body. The body writes there, keeps the pointer,
 * takes it for an identity, or reads data in bulk or through further pointers.
 */
NEVER(sys_accept, PTR(1) | PTR(2))
NEVER(sys_accept4, PTR(1) | PTR(2))
NEVER(sys_adjtimex, PTR(0))
NEVER(sys_adjtimex_time32, PTR(0))
NEVER(sys_arch_prctl, PTR(1))
NEVER(sys_capget, PTR(0) | PTR(1))
NEVER(sys_capset, PTR(0) | PTR(1))
NEVER(sys_clock_adjtime, PTR(1))
NEVER(sys_clock_adjtime32, PTR(1))
NEVER(sys_clock_getres, PTR(1))
NEVER(sys_clock_getres_time32, PTR(1))
NEVER(sys_clock_gettime, PTR(1))
NEVER(sys_clock_gettime32, PTR(1))
NEVER(sys_copy_file_range, PTR(1) | PTR(3))
NEVER(sys_epoll_wait, PTR(1))
NEVER(sys_flistxattr, PTR(1))
NEVER(sys_fstat, PTR(1))
NEVER(sys_fstat64, PTR(1))
NEVER(sys_fstatfs, PTR(1))
NEVER(sys_futex_wake, PTR(0))
NEVER(sys_get_mempolicy, PTR(0) | PTR(1))
NEVER(sys_get_robust_list, PTR(1) | PTR(2))
NEVER(sys_get_thread_area, PTR(0))
NEVER(sys_getcpu, PTR(0) | PTR(1) | PTR(2))
NEVER(sys_getcwd, PTR(0))
NEVER(sys_getdents, PTR(1))
NEVER(sys_getdents64, PTR(1))
NEVER(sys_getgroups, PTR(1))
NEVER(sys_getgroups16, PTR(1))
NEVER(sys_getitimer, PTR(1))
NEVER(sys_getpeername, PTR(1) | PTR(2))
NEVER(sys_getrandom, PTR(0))
NEVER(sys_getresgid, PTR(0) | PTR(1) | PTR(2))
NEVER(sys_getresgid16, PTR(0) | PTR(1) | PTR(2))
NEVER(sys_getresuid, PTR(0) | PTR(1) | PTR(2))
NEVER(sys_getresuid16, PTR(0) | PTR(1) | PTR(2))
NEVER(sys_getrlimit, PTR(1))
NEVER(sys_getrusage, PTR(1))
NEVER(sys_getsockname, PTR(1) | PTR(2))
NEVER(sys_getsockopt, PTR(3) | PTR(4))
NEVER(sys_gettimeofday, PTR(0) | PTR(1))
NEVER(sys_ia32_pread64, PTR(1))
NEVER(sys_ia32_pwrite64, PTR(1))
NEVER(sys_io_cancel, PTR(1) | PTR(2))
NEVER(sys_io_setup, PTR(1))
NEVER(sys_io_submit, PTR(2))
NEVER(sys_io_uring_enter, PTR(4))
NEVER(sys_io_uring_register, PTR(2))
NEVER(sys_io_uring_setup, PTR(1))
NEVER(sys_llseek, PTR(3))
NEVER(sys_lookup_dcookie, PTR(1))
NEVER(sys_lsm_get_self_attr, PTR(1) | PTR(2))
NEVER(sys_lsm_list_modules, PTR(0) | PTR(1))
NEVER(sys_mincore, PTR(2))
NEVER(sys_move_pages, PTR(2) | PTR(3) | PTR(4))
NEVER(sys_msgrcv, PTR(1))
NEVER(sys_newfstat, PTR(1))
NEVER(sys_newuname, PTR(0))
NEVER(sys_olduname, PTR(0))
NEVER(sys_pciconfig_read, PTR(4))
NEVER(sys_pciconfig_write, PTR(4))
NEVER(sys_pipe, PTR(0))
NEVER(sys_pipe2, PTR(0))
NEVER(sys_poll, PTR(0))
NEVER(sys_pread64, PTR(1))
NEVER(sys_preadv, PTR(1))
NEVER(sys_preadv2, PTR(1))
NEVER(sys_process_madvise, PTR(1))
NEVER(sys_process_vm_readv, PTR(1) | PTR(3))
NEVER(sys_process_vm_writev, PTR(1) | PTR(3))
NEVER(sys_pselect6, PTR(1) | PTR(2) | PTR(3) | PTR(4) | PTR(5))
NEVER(sys_ptrace, PTR(2) | PTR(3))
NEVER(sys_pwrite64, PTR(1))
NEVER(sys_pwritev, PTR(1))
NEVER(sys_pwritev2, PTR(1))
NEVER(sys_quotactl_fd, PTR(3))
NEVER(sys_read, PTR(1))
NEVER(sys_readv, PTR(1))
NEVER(sys_recvfrom, PTR(1) | PTR(4) | PTR(5))
NEVER(sys_recvmmsg, PTR(1) | PTR(4))
NEVER(sys_recvmsg, PTR(1))
NEVER(sys_rseq, PTR(0))
NEVER(sys_rt_sigpending, PTR(0))
NEVER(sys_sched_getaffinity, PTR(2))
NEVER(sys_sched_getattr, PTR(1))
NEVER(sys_sched_getparam, PTR(1))
NEVER(sys_sched_rr_get_interval, PTR(1))
NEVER(sys_sched_rr_get_interval_time32, PTR(1))
NEVER(sys_seccomp, PTR(2))
NEVER(sys_select, PTR(1) | PTR(2) | PTR(3) | PTR(4))
NEVER(sys_send, PTR(1))
NEVER(sys_sendfile64, PTR(2))
NEVER(sys_sendmmsg, PTR(1))
NEVER(sys_set_robust_list, PTR(0))
NEVER(sys_set_thread_area, PTR(0))
NEVER(sys_set_tid_address, PTR(0))
NEVER(sys_shmat, PTR(1))
NEVER(sys_shmdt, PTR(0))
NEVER(sys_signal, PTR(1))
NEVER(sys_socketpair, PTR(3))
NEVER(sys_splice, PTR(1) | PTR(3))
NEVER(sys_sysinfo, PTR(0))
NEVER(sys_syslog, PTR(1))
NEVER(sys_time, PTR(0))
NEVER(sys_time32, PTR(0))
NEVER(sys_timer_gettime, PTR(1))
NEVER(sys_timer_gettime32, PTR(1))
NEVER(sys_timerfd_gettime, PTR(1))
NEVER(sys_timerfd_gettime32, PTR(1))
NEVER(sys_times, PTR(0))
NEVER(sys_uname, PTR(0))
NEVER(sys_ustat, PTR(1))
NEVER(sys_vmsplice, PTR(1))
NEVER(sys_wait4, PTR(1) | PTR(3))
NEVER(sys_waitid, PTR(2) | PTR(4))
NEVER(sys_waitpid, PTR(1))
NEVER(sys_write, PTR(1))
NEVER(sys_writev, PTR(1))

/* Bodies without pointers. */
NO_POINTERS(sys_alarm)
NO_POINTERS(sys_brk)
NO_POINTERS(sys_close)
NO_POINTERS(sys_close_range)
NO_POINTERS(sys_dup)
NO_POINTERS(sys_dup2)
NO_POINTERS(sys_dup3)
NO_POINTERS(sys_epoll_create)
NO_POINTERS(sys_epoll_create1)
NO_POINTERS(sys_eventfd)
NO_POINTERS(sys_eventfd2)
NO_POINTERS(sys_exit)
NO_POINTERS(sys_exit_group)
NO_POINTERS(sys_fadvise64)
NO_POINTERS(sys_fadvise64_64)
NO_POINTERS(sys_fallocate)
NO_POINTERS(sys_fanotify_init)
NO_POINTERS(sys_fchdir)
NO_POINTERS(sys_fchmod)
NO_POINTERS(sys_fchown)
NO_POINTERS(sys_fchown16)
NO_POINTERS(sys_fchroot)
NO_POINTERS(sys_fdatasync)
NO_POINTERS(sys_flock)
NO_POINTERS(sys_fork)
NO_POINTERS(sys_fsmount)
NO_POINTERS(sys_fsync)
NO_POINTERS(sys_ftruncate)
NO_POINTERS(sys_getegid)
NO_POINTERS(sys_getegid16)
NO_POINTERS(sys_geteuid)
NO_POINTERS(sys_geteuid16)
NO_POINTERS(sys_getgid)
NO_POINTERS(sys_getgid16)
NO_POINTERS(sys_getpgid)
NO_POINTERS(sys_getpgrp)
NO_POINTERS(sys_getpid)
NO_POINTERS(sys_getppid)
NO_POINTERS(sys_getpriority)
NO_POINTERS(sys_getsid)
NO_POINTERS(sys_gettid)
NO_POINTERS(sys_getuid)
NO_POINTERS(sys_getuid16)
NO_POINTERS(sys_ia32_fadvise64)
NO_POINTERS(sys_ia32_fadvise64_64)
NO_POINTERS(sys_ia32_fallocate)
NO_POINTERS(sys_ia32_ftruncate64)
NO_POINTERS(sys_ia32_readahead)
NO_POINTERS(sys_ia32_sync_file_range)
NO_POINTERS(sys_inotify_init)
NO_POINTERS(sys_inotify_init1)
NO_POINTERS(sys_inotify_rm_watch)
NO_POINTERS(sys_io_destroy)
NO_POINTERS(sys_ioperm)
NO_POINTERS(sys_iopl)
NO_POINTERS(sys_ioprio_get)
NO_POINTERS(sys_ioprio_set)
NO_POINTERS(sys_kcmp)
NO_POINTERS(sys_kill)
NO_POINTERS(sys_landlock_restrict_self)
NO_POINTERS(sys_listen)
NO_POINTERS(sys_lseek)
NO_POINTERS(sys_madvise)
NO_POINTERS(sys_map_shadow_stack)
NO_POINTERS(sys_membarrier)
NO_POINTERS(sys_memfd_secret)
NO_POINTERS(sys_mlock)
NO_POINTERS(sys_mlock2)
NO_POINTERS(sys_mlockall)
NO_POINTERS(sys_mmap)
NO_POINTERS(sys_mmap_pgoff)
NO_POINTERS(sys_mprotect)
NO_POINTERS(sys_mremap)
NO_POINTERS(sys_mseal)
NO_POINTERS(sys_msgget)
NO_POINTERS(sys_msync)
NO_POINTERS(sys_munlock)
NO_POINTERS(sys_munlockall)
NO_POINTERS(sys_munmap)
NO_POINTERS(sys_ni_syscall)
NO_POINTERS(sys_nice)
NO_POINTERS(sys_pause)
NO_POINTERS(sys_pciconfig_iobase)
NO_POINTERS(sys_personality)
NO_POINTERS(sys_pidfd_getfd)
NO_POINTERS(sys_pidfd_open)
NO_POINTERS(sys_pkey_alloc)
NO_POINTERS(sys_pkey_free)
NO_POINTERS(sys_pkey_mprotect)
NO_POINTERS(sys_process_mrelease)
NO_POINTERS(sys_readahead)
NO_POINTERS(sys_remap_file_pages)
NO_POINTERS(sys_restart_syscall)
NO_POINTERS(sys_rseq_slice_yield)
NO_POINTERS(sys_rt_sigreturn)
NO_POINTERS(sys_sched_get_priority_max)
NO_POINTERS(sys_sched_get_priority_min)
NO_POINTERS(sys_sched_getscheduler)
NO_POINTERS(sys_sched_yield)
NO_POINTERS(sys_semget)
NO_POINTERS(sys_set_mempolicy_home_node)
NO_POINTERS(sys_setfsgid)
NO_POINTERS(sys_setfsgid16)
NO_POINTERS(sys_setfsuid)
NO_POINTERS(sys_setfsuid16)
NO_POINTERS(sys_setgid)
NO_POINTERS(sys_setgid16)
NO_POINTERS(sys_setns)
NO_POINTERS(sys_setpgid)
NO_POINTERS(sys_setpriority)
NO_POINTERS(sys_setregid)
NO_POINTERS(sys_setregid16)
NO_POINTERS(sys_setresgid)
NO_POINTERS(sys_setresgid16)
NO_POINTERS(sys_setresuid)
NO_POINTERS(sys_setresuid16)
NO_POINTERS(sys_setreuid)
NO_POINTERS(sys_setreuid16)
NO_POINTERS(sys_setsid)
NO_POINTERS(sys_setuid)
NO_POINTERS(sys_setuid16)
NO_POINTERS(sys_sgetmask)
NO_POINTERS(sys_shmget)
NO_POINTERS(sys_shutdown)
NO_POINTERS(sys_sigsuspend)
NO_POINTERS(sys_socket)
NO_POINTERS(sys_ssetmask)
NO_POINTERS(sys_sync)
NO_POINTERS(sys_sync_file_range)
NO_POINTERS(sys_syncfs)
NO_POINTERS(sys_tee)
NO_POINTERS(sys_tgkill)
NO_POINTERS(sys_timer_delete)
NO_POINTERS(sys_timer_getoverrun)
NO_POINTERS(sys_timerfd_create)
NO_POINTERS(sys_tkill)
NO_POINTERS(sys_umask)
NO_POINTERS(sys_unshare)
NO_POINTERS(sys_uprobe)
NO_POINTERS(sys_uretprobe)
NO_POINTERS(sys_userfaultfd)
NO_POINTERS(sys_vfork)
NO_POINTERS(sys_vhangup)

/* The positions of the last three arguments depend on the architecture. */
#ifdef CONFIG_CLONE_BACKWARDS
NEVER(sys_clone, PTR(2) | PTR(4))
#else
NEVER(sys_clone, PTR(2) | PTR(3))
#endif

#endif /* ARG_ROWS_NATIVE */

#ifdef ARG_ROWS_COMPAT

COPY_IN(compat_sys_aarch32_truncate64, 0, IN_PATH(0))
COPY_IN(compat_sys_open, 0, IN_PATH(0))
COPY_IN(compat_sys_truncate, 0, IN_PATH(0))
COPY_IN(compat_sys_ia32_lstat64, PTR(1), IN_PATH(0))
COPY_IN(compat_sys_ia32_stat64, PTR(1), IN_PATH(0))
COPY_IN(compat_sys_newlstat, PTR(1), IN_PATH(0))
COPY_IN(compat_sys_newstat, PTR(1), IN_PATH(0))
COPY_IN(compat_sys_statfs, PTR(1), IN_PATH(0))
COPY_IN(compat_sys_statfs64, PTR(2), IN_PATH(0))
COPY_IN(compat_sys_aarch32_statfs64, PTR(2), IN_PATH(0))
COPY_IN(compat_sys_openat, 0, IN_PATH(1))
COPY_IN(compat_sys_ia32_fstatat64, PTR(2), IN_PATH_OR_EMPTY(1, ROW_NULL_STAT))
COPY_IN(compat_sys_fanotify_mark, 0, IN_PATH_OR_NULL(5))
COPY_IN(compat_sys_execve, PTR(2), IN_PATH(0), IN_STRINGS(1, compat_uptr_t))
COPY_IN(compat_sys_execveat, PTR(3), IN_PATH(1), IN_STRINGS(2, compat_uptr_t))
COPY_IN(compat_sys_open_by_handle_at, 0,
	IN_SELF(1, 0, offsetof(struct file_handle, handle_bytes),
		sizeof(struct file_handle), sizeof(struct file_handle),
		sizeof(struct file_handle) + MAX_HANDLE_SZ, "file_handle"))
/*
 * As the native body does; but it reads whole words of 32 bits. In the last word, the
 * bytes behind the size are zero in the copy.
 */
COPY_IN(compat_sys_sched_setaffinity, 0,
	IN_BUFFER(2, 1, ARG_SIZE_U32 | ARG_CLAMP, sizeof(cpumask_t), 0))
COPY_IN(compat_sys_setrlimit, 0,
	IN_STRUCT_AS(1, 0, struct compat_rlimit, "rlimit"))
COPY_IN(compat_sys_kexec_load, 0,
	IN_ARRAY(2, 1, ARG_SIZE_U32, 4 * sizeof(compat_ulong_t),
		 KEXEC_SEGMENT_MAX * 4 * sizeof(compat_ulong_t),
		 "kexec_segment"))
BY_OPERATION(compat_sys_keyctl, 0, 0, SECCOMP_NO_ARG, keyctl_compat)
BY_OPERATION(compat_sys_ioctl, 0, 1, SECCOMP_NO_ARG, ioctl_compat)
BY_OPERATION(compat_sys_fcntl, 0, 1, SECCOMP_NO_ARG, fcntl_compat)
BY_OPERATION(compat_sys_fcntl64, 0, 1, SECCOMP_NO_ARG, fcntl64_compat)
COPY_IN(compat_sys_epoll_pwait, PTR(1),
	IN_VALUE(4, ARG_NULL_OK, compat_sigset_t))
COPY_IN(compat_sys_epoll_pwait2, PTR(1),
	IN_STRUCT_AS(3, ARG_NULL_OK, struct __kernel_timespec,
		     "__kernel_timespec"),
	IN_VALUE(4, ARG_NULL_OK, compat_sigset_t))
COPY_IN(compat_sys_ppoll_time32, PTR(0) | PTR(2),
	IN_VALUE(3, ARG_NULL_OK, compat_sigset_t))
COPY_IN(compat_sys_ppoll_time64, PTR(0) | PTR(2),
	IN_VALUE(3, ARG_NULL_OK, compat_sigset_t))
COPY_IN(compat_sys_signalfd, 0, IN_VALUE(1, 0, compat_sigset_t))
COPY_IN(compat_sys_signalfd4, 0, IN_VALUE(1, 0, compat_sigset_t))
COPY_IN(compat_sys_io_pgetevents, PTR(3) | PTR(5),
	IN_STRUCT_AS(4, ARG_NULL_OK, struct old_timespec32,
		     "__kernel_old_timespec"))
COPY_IN(compat_sys_io_pgetevents_time64, PTR(3) | PTR(5),
	IN_STRUCT_AS(4, ARG_NULL_OK, struct __kernel_timespec,
		     "__kernel_timespec"))
COPY_IN(compat_sys_rt_sigaction, PTR(2),
	IN_STRUCT_AS(1, ARG_NULL_OK, struct compat_sigaction, "sigaction"))
COPY_IN(compat_sys_sigaction, PTR(2),
	IN_STRUCT_AS(1, ARG_NULL_OK, struct compat_old_sigaction,
		     "old_sigaction"))
COPY_IN(compat_sys_rt_sigprocmask, PTR(2),
	IN_VALUE(1, ARG_NULL_OK, compat_sigset_t))
COPY_IN(compat_sys_sigprocmask, PTR(2),
	IN_VALUE(1, ARG_NULL_OK, compat_old_sigset_t))
COPY_IN(compat_sys_rt_sigsuspend, 0, IN_VALUE(0, 0, compat_sigset_t))
COPY_IN(compat_sys_rt_sigtimedwait_time32, PTR(1),
	IN_VALUE(0, 0, compat_sigset_t),
	IN_STRUCT_AS(2, ARG_NULL_OK, struct old_timespec32,
		     "__kernel_old_timespec"))
COPY_IN(compat_sys_rt_sigtimedwait_time64, PTR(1),
	IN_VALUE(0, 0, compat_sigset_t),
	IN_STRUCT_AS(2, ARG_NULL_OK, struct __kernel_timespec,
		     "__kernel_timespec"))
COPY_IN(compat_sys_rt_sigqueueinfo, 0,
	IN_STRUCT_AS(2, 0, struct compat_siginfo, "siginfo"))
COPY_IN(compat_sys_rt_tgsigqueueinfo, 0,
	IN_STRUCT_AS(3, 0, struct compat_siginfo, "siginfo"))
COPY_IN(compat_sys_sigaltstack, PTR(1),
	IN_STRUCT_AS(0, ARG_NULL_OK, compat_stack_t, "sigaltstack"))
/* get_compat_sigevent() reads the first members only. */
COPY_IN(compat_sys_timer_create, PTR(2),
	IN_BYTES(1, ARG_NULL_OK,
		 offsetofend(struct compat_sigevent, sigev_notify_thread_id),
		 "sigevent"))
COPY_IN(compat_sys_setitimer, PTR(2),
	IN_STRUCT_AS(1, ARG_NULL_OK, struct old_timeval32[2],
		     "__kernel_old_itimerval"))
COPY_IN(compat_sys_settimeofday, 0,
	IN_STRUCT_AS(0, ARG_NULL_OK, struct old_timeval32,
		     "__kernel_old_timeval"),
	IN_STRUCT(1, ARG_NULL_OK, timezone))
/* Of these three, only shmctl() compares the bit IPC_64 of the operation, too. */
BY_MASKED_OPERATION(compat_sys_semctl, 0, 2, IPC_64, semctl_compat)
BY_MASKED_OPERATION(compat_sys_msgctl, 0, 1, IPC_64, msgctl_compat)
BY_OPERATION(compat_sys_shmctl, 0, 1, SECCOMP_NO_ARG, shmctl_compat)
COPY_IN(compat_sys_msgsnd, 0,
	IN_BUFFER(1, 2, ARG_SIZE_U32, SECCOMP_ARG_DATA_MAX,
		  sizeof(compat_long_t)))
COPY_IN(compat_sys_mq_open, 0, IN_PATH(0),
	IN_BYTES(3, ARG_NULL_OK, 8 * sizeof(compat_long_t), "mq_attr"))
COPY_IN(compat_sys_mq_getsetattr, PTR(2),
	IN_BYTES(1, ARG_NULL_OK, 8 * sizeof(compat_long_t), "mq_attr"))
COPY_IN(compat_sys_mq_notify, 0,
	IN_BYTES(1, ARG_NULL_OK,
		 offsetofend(struct compat_sigevent, sigev_notify_thread_id),
		 "sigevent"))
COPY_IN(compat_sys_sendmsg, 0, IN_MESSAGE(1, struct compat_msghdr))

/* Pointers that only reach the body. */
NEVER(compat_sys_aarch32_fstatfs64, PTR(2))
NEVER(compat_sys_aarch32_pread64, PTR(1))
NEVER(compat_sys_aarch32_pwrite64, PTR(1))
NEVER(compat_sys_arch_prctl, PTR(1))
NEVER(compat_sys_fstatfs, PTR(1))
NEVER(compat_sys_fstatfs64, PTR(2))
NEVER(compat_sys_get_robust_list, PTR(1) | PTR(2))
NEVER(compat_sys_getdents, PTR(1))
NEVER(compat_sys_getitimer, PTR(1))
NEVER(compat_sys_getrlimit, PTR(1))
NEVER(compat_sys_getrusage, PTR(1))
NEVER(compat_sys_gettimeofday, PTR(0) | PTR(1))
NEVER(compat_sys_ia32_clone, PTR(2) | PTR(4))
NEVER(compat_sys_ia32_fstat64, PTR(1))
NEVER(compat_sys_ia32_mmap, PTR(0))
NEVER(compat_sys_io_setup, PTR(1))
NEVER(compat_sys_io_submit, PTR(2))
NEVER(compat_sys_ipc, PTR(4))
NEVER(compat_sys_lookup_dcookie, PTR(2))
NEVER(compat_sys_msgrcv, PTR(1))
NEVER(compat_sys_newfstat, PTR(1))
NEVER(compat_sys_old_getrlimit, PTR(1))
NEVER(compat_sys_old_msgctl, PTR(2))
NEVER(compat_sys_old_readdir, PTR(1))
NEVER(compat_sys_old_select, PTR(0))
NEVER(compat_sys_old_semctl, PTR(3))
NEVER(compat_sys_old_shmctl, PTR(2))
NEVER(compat_sys_pread64, PTR(1))
NEVER(compat_sys_preadv, PTR(1))
NEVER(compat_sys_preadv2, PTR(1))
NEVER(compat_sys_preadv64, PTR(1))
NEVER(compat_sys_preadv64v2, PTR(1))
NEVER(compat_sys_pselect6_time32, PTR(1) | PTR(2) | PTR(3) | PTR(4) | PTR(5))
NEVER(compat_sys_pselect6_time64, PTR(1) | PTR(2) | PTR(3) | PTR(4) | PTR(5))
NEVER(compat_sys_ptrace, PTR(2) | PTR(3))
NEVER(compat_sys_pwrite64, PTR(1))
NEVER(compat_sys_pwritev, PTR(1))
NEVER(compat_sys_pwritev2, PTR(1))
NEVER(compat_sys_pwritev64, PTR(1))
NEVER(compat_sys_pwritev64v2, PTR(1))
NEVER(compat_sys_recv, PTR(1))
NEVER(compat_sys_recvfrom, PTR(1) | PTR(4) | PTR(5))
NEVER(compat_sys_recvmmsg_time32, PTR(1) | PTR(4))
NEVER(compat_sys_recvmmsg_time64, PTR(1) | PTR(4))
NEVER(compat_sys_recvmsg, PTR(1))
NEVER(compat_sys_rt_sigpending, PTR(0))
NEVER(compat_sys_sched_getaffinity, PTR(2))
NEVER(compat_sys_select, PTR(1) | PTR(2) | PTR(3) | PTR(4))
NEVER(compat_sys_sendfile, PTR(2))
NEVER(compat_sys_sendmmsg, PTR(1))
NEVER(compat_sys_set_robust_list, PTR(0))
NEVER(compat_sys_shmat, PTR(1))
NEVER(compat_sys_sigpending, PTR(0))
NEVER(compat_sys_socketcall, PTR(1))
NEVER(compat_sys_sysinfo, PTR(0))
NEVER(compat_sys_times, PTR(0))
NEVER(compat_sys_ustat, PTR(1))
NEVER(compat_sys_wait4, PTR(1) | PTR(3))
NEVER(compat_sys_waitid, PTR(2) | PTR(4))

/* Bodies without pointers. */
NO_POINTERS(compat_sys_aarch32_fadvise64_64)
NO_POINTERS(compat_sys_aarch32_fallocate)
NO_POINTERS(compat_sys_aarch32_ftruncate64)
NO_POINTERS(compat_sys_aarch32_mmap2)
NO_POINTERS(compat_sys_aarch32_readahead)
NO_POINTERS(compat_sys_aarch32_sync_file_range2)
NO_POINTERS(compat_sys_fallocate)
NO_POINTERS(compat_sys_ftruncate)
NO_POINTERS(compat_sys_lseek)
NO_POINTERS(compat_sys_readahead)
NO_POINTERS(compat_sys_rt_sigreturn)
NO_POINTERS(compat_sys_sigreturn)
NO_POINTERS(compat_sys_sync_file_range)
NO_POINTERS(compat_sys_x32_rt_sigreturn)
#endif /* ARG_ROWS_COMPAT */
