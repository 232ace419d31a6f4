/* SPDX-License-Identifier: GPL-2.0-only */
/* Made by gen_constants.py. Do not edit. */

static const struct constant constants_open_flags[] = {
#ifdef O_RDONLY
	{ "O_RDONLY", (__u64)(O_RDONLY) },
#endif
#ifdef O_WRONLY
	{ "O_WRONLY", (__u64)(O_WRONLY) },
#endif
#ifdef O_RDWR
	{ "O_RDWR", (__u64)(O_RDWR) },
#endif
#ifdef O_CREAT
	{ "O_CREAT", (__u64)(O_CREAT) },
#endif
#ifdef O_EXCL
	{ "O_EXCL", (__u64)(O_EXCL) },
#endif
#ifdef O_NOCTTY
	{ "O_NOCTTY", (__u64)(O_NOCTTY) },
#endif
#ifdef O_TRUNC
	{ "O_TRUNC", (__u64)(O_TRUNC) },
#endif
#ifdef O_APPEND
	{ "O_APPEND", (__u64)(O_APPEND) },
#endif
#ifdef O_NONBLOCK
	{ "O_NONBLOCK", (__u64)(O_NONBLOCK) },
#endif
#ifdef O_DSYNC
	{ "O_DSYNC", (__u64)(O_DSYNC) },
#endif
#ifdef O_ASYNC
	{ "O_ASYNC", (__u64)(O_ASYNC) },
#endif
#ifdef O_DIRECT
	{ "O_DIRECT", (__u64)(O_DIRECT) },
#endif
#ifdef O_LARGEFILE
	{ "O_LARGEFILE", (__u64)(O_LARGEFILE) },
#endif
#ifdef O_DIRECTORY
	{ "O_DIRECTORY", (__u64)(O_DIRECTORY) },
#endif
#ifdef O_NOFOLLOW
	{ "O_NOFOLLOW", (__u64)(O_NOFOLLOW) },
#endif
#ifdef O_NOATIME
	{ "O_NOATIME", (__u64)(O_NOATIME) },
#endif
#ifdef O_CLOEXEC
	{ "O_CLOEXEC", (__u64)(O_CLOEXEC) },
#endif
#ifdef O_SYNC
	{ "O_SYNC", (__u64)(O_SYNC) },
#endif
#ifdef O_PATH
	{ "O_PATH", (__u64)(O_PATH) },
#endif
#ifdef O_TMPFILE
	{ "O_TMPFILE", (__u64)(O_TMPFILE) },
#endif
#ifdef O_ACCMODE
	{ "O_ACCMODE", (__u64)(O_ACCMODE) },
#endif
};

static const struct constant constants_clone_flags[] = {
#ifdef CLONE_VM
	{ "CLONE_VM", (__u64)(CLONE_VM) },
#endif
#ifdef CLONE_FS
	{ "CLONE_FS", (__u64)(CLONE_FS) },
#endif
#ifdef CLONE_FILES
	{ "CLONE_FILES", (__u64)(CLONE_FILES) },
#endif
#ifdef CLONE_SIGHAND
	{ "CLONE_SIGHAND", (__u64)(CLONE_SIGHAND) },
#endif
#ifdef CLONE_PIDFD
	{ "CLONE_PIDFD", (__u64)(CLONE_PIDFD) },
#endif
#ifdef CLONE_PTRACE
	{ "CLONE_PTRACE", (__u64)(CLONE_PTRACE) },
#endif
#ifdef CLONE_VFORK
	{ "CLONE_VFORK", (__u64)(CLONE_VFORK) },
#endif
#ifdef CLONE_PARENT
	{ "CLONE_PARENT", (__u64)(CLONE_PARENT) },
#endif
#ifdef CLONE_THREAD
	{ "CLONE_THREAD", (__u64)(CLONE_THREAD) },
#endif
#ifdef CLONE_NEWNS
	{ "CLONE_NEWNS", (__u64)(CLONE_NEWNS) },
#endif
#ifdef CLONE_SYSVSEM
	{ "CLONE_SYSVSEM", (__u64)(CLONE_SYSVSEM) },
#endif
#ifdef CLONE_SETTLS
	{ "CLONE_SETTLS", (__u64)(CLONE_SETTLS) },
#endif
#ifdef CLONE_PARENT_SETTID
	{ "CLONE_PARENT_SETTID", (__u64)(CLONE_PARENT_SETTID) },
#endif
#ifdef CLONE_CHILD_CLEARTID
	{ "CLONE_CHILD_CLEARTID", (__u64)(CLONE_CHILD_CLEARTID) },
#endif
#ifdef CLONE_DETACHED
	{ "CLONE_DETACHED", (__u64)(CLONE_DETACHED) },
#endif
#ifdef CLONE_UNTRACED
	{ "CLONE_UNTRACED", (__u64)(CLONE_UNTRACED) },
#endif
#ifdef CLONE_CHILD_SETTID
	{ "CLONE_CHILD_SETTID", (__u64)(CLONE_CHILD_SETTID) },
#endif
#ifdef CLONE_NEWCGROUP
	{ "CLONE_NEWCGROUP", (__u64)(CLONE_NEWCGROUP) },
#endif
#ifdef CLONE_NEWUTS
	{ "CLONE_NEWUTS", (__u64)(CLONE_NEWUTS) },
#endif
#ifdef CLONE_NEWIPC
	{ "CLONE_NEWIPC", (__u64)(CLONE_NEWIPC) },
#endif
#ifdef CLONE_NEWUSER
	{ "CLONE_NEWUSER", (__u64)(CLONE_NEWUSER) },
#endif
#ifdef CLONE_NEWPID
	{ "CLONE_NEWPID", (__u64)(CLONE_NEWPID) },
#endif
#ifdef CLONE_NEWNET
	{ "CLONE_NEWNET", (__u64)(CLONE_NEWNET) },
#endif
#ifdef CLONE_IO
	{ "CLONE_IO", (__u64)(CLONE_IO) },
#endif
#ifdef CLONE_NEWTIME
	{ "CLONE_NEWTIME", (__u64)(CLONE_NEWTIME) },
#endif
#ifdef CLONE_CLEAR_SIGHAND
	{ "CLONE_CLEAR_SIGHAND", (__u64)(CLONE_CLEAR_SIGHAND) },
#endif
#ifdef CLONE_INTO_CGROUP
	{ "CLONE_INTO_CGROUP", (__u64)(CLONE_INTO_CGROUP) },
#endif
};

static const struct constant constants_prot[] = {
#ifdef PROT_NONE
	{ "PROT_NONE", (__u64)(PROT_NONE) },
#endif
#ifdef PROT_READ
	{ "PROT_READ", (__u64)(PROT_READ) },
#endif
#ifdef PROT_WRITE
	{ "PROT_WRITE", (__u64)(PROT_WRITE) },
#endif
#ifdef PROT_EXEC
	{ "PROT_EXEC", (__u64)(PROT_EXEC) },
#endif
#ifdef PROT_SEM
	{ "PROT_SEM", (__u64)(PROT_SEM) },
#endif
#ifdef PROT_GROWSDOWN
	{ "PROT_GROWSDOWN", (__u64)(PROT_GROWSDOWN) },
#endif
#ifdef PROT_GROWSUP
	{ "PROT_GROWSUP", (__u64)(PROT_GROWSUP) },
#endif
};

static const struct constant constants_mmap_flags[] = {
#ifdef MAP_SHARED
	{ "MAP_SHARED", (__u64)(MAP_SHARED) },
#endif
#ifdef MAP_PRIVATE
	{ "MAP_PRIVATE", (__u64)(MAP_PRIVATE) },
#endif
#ifdef MAP_FIXED
	{ "MAP_FIXED", (__u64)(MAP_FIXED) },
#endif
#ifdef MAP_ANONYMOUS
	{ "MAP_ANONYMOUS", (__u64)(MAP_ANONYMOUS) },
#endif
#ifdef MAP_GROWSDOWN
	{ "MAP_GROWSDOWN", (__u64)(MAP_GROWSDOWN) },
#endif
#ifdef MAP_DENYWRITE
	{ "MAP_DENYWRITE", (__u64)(MAP_DENYWRITE) },
#endif
#ifdef MAP_EXECUTABLE
	{ "MAP_EXECUTABLE", (__u64)(MAP_EXECUTABLE) },
#endif
#ifdef MAP_LOCKED
	{ "MAP_LOCKED", (__u64)(MAP_LOCKED) },
#endif
#ifdef MAP_NORESERVE
	{ "MAP_NORESERVE", (__u64)(MAP_NORESERVE) },
#endif
#ifdef MAP_POPULATE
	{ "MAP_POPULATE", (__u64)(MAP_POPULATE) },
#endif
#ifdef MAP_NONBLOCK
	{ "MAP_NONBLOCK", (__u64)(MAP_NONBLOCK) },
#endif
#ifdef MAP_STACK
	{ "MAP_STACK", (__u64)(MAP_STACK) },
#endif
#ifdef MAP_HUGETLB
	{ "MAP_HUGETLB", (__u64)(MAP_HUGETLB) },
#endif
#ifdef MAP_SYNC
	{ "MAP_SYNC", (__u64)(MAP_SYNC) },
#endif
#ifdef MAP_FIXED_NOREPLACE
	{ "MAP_FIXED_NOREPLACE", (__u64)(MAP_FIXED_NOREPLACE) },
#endif
#ifdef MAP_32BIT
	{ "MAP_32BIT", (__u64)(MAP_32BIT) },
#endif
};

static const struct constant constants_families[] = {
#ifdef AF_UNSPEC
	{ "AF_UNSPEC", (__u64)(AF_UNSPEC) },
#endif
#ifdef AF_UNIX
	{ "AF_UNIX", (__u64)(AF_UNIX) },
#endif
#ifdef AF_LOCAL
	{ "AF_LOCAL", (__u64)(AF_LOCAL) },
#endif
#ifdef AF_INET
	{ "AF_INET", (__u64)(AF_INET) },
#endif
#ifdef AF_AX25
	{ "AF_AX25", (__u64)(AF_AX25) },
#endif
#ifdef AF_IPX
	{ "AF_IPX", (__u64)(AF_IPX) },
#endif
#ifdef AF_APPLETALK
	{ "AF_APPLETALK", (__u64)(AF_APPLETALK) },
#endif
#ifdef AF_NETROM
	{ "AF_NETROM", (__u64)(AF_NETROM) },
#endif
#ifdef AF_BRIDGE
	{ "AF_BRIDGE", (__u64)(AF_BRIDGE) },
#endif
#ifdef AF_ATMPVC
	{ "AF_ATMPVC", (__u64)(AF_ATMPVC) },
#endif
#ifdef AF_X25
	{ "AF_X25", (__u64)(AF_X25) },
#endif
#ifdef AF_INET6
	{ "AF_INET6", (__u64)(AF_INET6) },
#endif
#ifdef AF_ROSE
	{ "AF_ROSE", (__u64)(AF_ROSE) },
#endif
#ifdef AF_DECnet
	{ "AF_DECnet", (__u64)(AF_DECnet) },
#endif
#ifdef AF_NETBEUI
	{ "AF_NETBEUI", (__u64)(AF_NETBEUI) },
#endif
#ifdef AF_SECURITY
	{ "AF_SECURITY", (__u64)(AF_SECURITY) },
#endif
#ifdef AF_KEY
	{ "AF_KEY", (__u64)(AF_KEY) },
#endif
#ifdef AF_NETLINK
	{ "AF_NETLINK", (__u64)(AF_NETLINK) },
#endif
#ifdef AF_PACKET
	{ "AF_PACKET", (__u64)(AF_PACKET) },
#endif
#ifdef AF_ASH
	{ "AF_ASH", (__u64)(AF_ASH) },
#endif
#ifdef AF_ECONET
	{ "AF_ECONET", (__u64)(AF_ECONET) },
#endif
#ifdef AF_ATMSVC
	{ "AF_ATMSVC", (__u64)(AF_ATMSVC) },
#endif
#ifdef AF_RDS
	{ "AF_RDS", (__u64)(AF_RDS) },
#endif
#ifdef AF_SNA
	{ "AF_SNA", (__u64)(AF_SNA) },
#endif
#ifdef AF_IRDA
	{ "AF_IRDA", (__u64)(AF_IRDA) },
#endif
#ifdef AF_PPPOX
	{ "AF_PPPOX", (__u64)(AF_PPPOX) },
#endif
#ifdef AF_WANPIPE
	{ "AF_WANPIPE", (__u64)(AF_WANPIPE) },
#endif
#ifdef AF_LLC
	{ "AF_LLC", (__u64)(AF_LLC) },
#endif
#ifdef AF_IB
	{ "AF_IB", (__u64)(AF_IB) },
#endif
#ifdef AF_MPLS
	{ "AF_MPLS", (__u64)(AF_MPLS) },
#endif
#ifdef AF_CAN
	{ "AF_CAN", (__u64)(AF_CAN) },
#endif
#ifdef AF_TIPC
	{ "AF_TIPC", (__u64)(AF_TIPC) },
#endif
#ifdef AF_BLUETOOTH
	{ "AF_BLUETOOTH", (__u64)(AF_BLUETOOTH) },
#endif
#ifdef AF_IUCV
	{ "AF_IUCV", (__u64)(AF_IUCV) },
#endif
#ifdef AF_RXRPC
	{ "AF_RXRPC", (__u64)(AF_RXRPC) },
#endif
#ifdef AF_ISDN
	{ "AF_ISDN", (__u64)(AF_ISDN) },
#endif
#ifdef AF_PHONET
	{ "AF_PHONET", (__u64)(AF_PHONET) },
#endif
#ifdef AF_IEEE802154
	{ "AF_IEEE802154", (__u64)(AF_IEEE802154) },
#endif
#ifdef AF_CAIF
	{ "AF_CAIF", (__u64)(AF_CAIF) },
#endif
#ifdef AF_ALG
	{ "AF_ALG", (__u64)(AF_ALG) },
#endif
#ifdef AF_NFC
	{ "AF_NFC", (__u64)(AF_NFC) },
#endif
#ifdef AF_VSOCK
	{ "AF_VSOCK", (__u64)(AF_VSOCK) },
#endif
#ifdef AF_KCM
	{ "AF_KCM", (__u64)(AF_KCM) },
#endif
#ifdef AF_QIPCRTR
	{ "AF_QIPCRTR", (__u64)(AF_QIPCRTR) },
#endif
#ifdef AF_SMC
	{ "AF_SMC", (__u64)(AF_SMC) },
#endif
#ifdef AF_XDP
	{ "AF_XDP", (__u64)(AF_XDP) },
#endif
#ifdef AF_MCTP
	{ "AF_MCTP", (__u64)(AF_MCTP) },
#endif
};

static const struct constant constants_socket_types[] = {
#ifdef SOCK_STREAM
	{ "SOCK_STREAM", (__u64)(SOCK_STREAM) },
#endif
#ifdef SOCK_DGRAM
	{ "SOCK_DGRAM", (__u64)(SOCK_DGRAM) },
#endif
#ifdef SOCK_RAW
	{ "SOCK_RAW", (__u64)(SOCK_RAW) },
#endif
#ifdef SOCK_RDM
	{ "SOCK_RDM", (__u64)(SOCK_RDM) },
#endif
#ifdef SOCK_SEQPACKET
	{ "SOCK_SEQPACKET", (__u64)(SOCK_SEQPACKET) },
#endif
#ifdef SOCK_DCCP
	{ "SOCK_DCCP", (__u64)(SOCK_DCCP) },
#endif
#ifdef SOCK_PACKET
	{ "SOCK_PACKET", (__u64)(SOCK_PACKET) },
#endif
#ifdef SOCK_CLOEXEC
	{ "SOCK_CLOEXEC", (__u64)(SOCK_CLOEXEC) },
#endif
#ifdef SOCK_NONBLOCK
	{ "SOCK_NONBLOCK", (__u64)(SOCK_NONBLOCK) },
#endif
};

static const struct constant constants_protocols[] = {
#ifdef IPPROTO_ICMP
	{ "IPPROTO_ICMP", (__u64)(IPPROTO_ICMP) },
#endif
#ifdef IPPROTO_IGMP
	{ "IPPROTO_IGMP", (__u64)(IPPROTO_IGMP) },
#endif
#ifdef IPPROTO_TCP
	{ "IPPROTO_TCP", (__u64)(IPPROTO_TCP) },
#endif
#ifdef IPPROTO_UDP
	{ "IPPROTO_UDP", (__u64)(IPPROTO_UDP) },
#endif
#ifdef IPPROTO_ICMPV6
	{ "IPPROTO_ICMPV6", (__u64)(IPPROTO_ICMPV6) },
#endif
#ifdef IPPROTO_SCTP
	{ "IPPROTO_SCTP", (__u64)(IPPROTO_SCTP) },
#endif
#ifdef IPPROTO_UDPLITE
	{ "IPPROTO_UDPLITE", (__u64)(IPPROTO_UDPLITE) },
#endif
#ifdef IPPROTO_RAW
	{ "IPPROTO_RAW", (__u64)(IPPROTO_RAW) },
#endif
#ifdef IPPROTO_MPTCP
	{ "IPPROTO_MPTCP", (__u64)(IPPROTO_MPTCP) },
#endif
};

static const struct constant constants_socket_levels[] = {
#ifdef IPPROTO_IP
	{ "IPPROTO_IP", (__u64)(IPPROTO_IP) },
#endif
#ifdef SOL_SOCKET
	{ "SOL_SOCKET", (__u64)(SOL_SOCKET) },
#endif
#ifdef IPPROTO_TCP
	{ "IPPROTO_TCP", (__u64)(IPPROTO_TCP) },
#endif
#ifdef IPPROTO_UDP
	{ "IPPROTO_UDP", (__u64)(IPPROTO_UDP) },
#endif
#ifdef IPPROTO_IPV6
	{ "IPPROTO_IPV6", (__u64)(IPPROTO_IPV6) },
#endif
#ifdef SOL_PACKET
	{ "SOL_PACKET", (__u64)(SOL_PACKET) },
#endif
#ifdef SOL_NETLINK
	{ "SOL_NETLINK", (__u64)(SOL_NETLINK) },
#endif
#ifdef SOL_VSOCK
	{ "SOL_VSOCK", (__u64)(SOL_VSOCK) },
#endif
};

static const struct constant constants_message_flags[] = {
#ifdef MSG_OOB
	{ "MSG_OOB", (__u64)(MSG_OOB) },
#endif
#ifdef MSG_PEEK
	{ "MSG_PEEK", (__u64)(MSG_PEEK) },
#endif
#ifdef MSG_DONTROUTE
	{ "MSG_DONTROUTE", (__u64)(MSG_DONTROUTE) },
#endif
#ifdef MSG_CTRUNC
	{ "MSG_CTRUNC", (__u64)(MSG_CTRUNC) },
#endif
#ifdef MSG_TRUNC
	{ "MSG_TRUNC", (__u64)(MSG_TRUNC) },
#endif
#ifdef MSG_DONTWAIT
	{ "MSG_DONTWAIT", (__u64)(MSG_DONTWAIT) },
#endif
#ifdef MSG_EOR
	{ "MSG_EOR", (__u64)(MSG_EOR) },
#endif
#ifdef MSG_WAITALL
	{ "MSG_WAITALL", (__u64)(MSG_WAITALL) },
#endif
#ifdef MSG_CONFIRM
	{ "MSG_CONFIRM", (__u64)(MSG_CONFIRM) },
#endif
#ifdef MSG_ERRQUEUE
	{ "MSG_ERRQUEUE", (__u64)(MSG_ERRQUEUE) },
#endif
#ifdef MSG_NOSIGNAL
	{ "MSG_NOSIGNAL", (__u64)(MSG_NOSIGNAL) },
#endif
#ifdef MSG_MORE
	{ "MSG_MORE", (__u64)(MSG_MORE) },
#endif
#ifdef MSG_WAITFORONE
	{ "MSG_WAITFORONE", (__u64)(MSG_WAITFORONE) },
#endif
#ifdef MSG_ZEROCOPY
	{ "MSG_ZEROCOPY", (__u64)(MSG_ZEROCOPY) },
#endif
#ifdef MSG_FASTOPEN
	{ "MSG_FASTOPEN", (__u64)(MSG_FASTOPEN) },
#endif
#ifdef MSG_CMSG_CLOEXEC
	{ "MSG_CMSG_CLOEXEC", (__u64)(MSG_CMSG_CLOEXEC) },
#endif
};

static const struct constant constants_ioctls[] = {
#ifdef TCGETS
	{ "TCGETS", (__u64)(TCGETS) },
#endif
#ifdef TCSETS
	{ "TCSETS", (__u64)(TCSETS) },
#endif
#ifdef TCSETSW
	{ "TCSETSW", (__u64)(TCSETSW) },
#endif
#ifdef TCSETSF
	{ "TCSETSF", (__u64)(TCSETSF) },
#endif
#ifdef TIOCSTI
	{ "TIOCSTI", (__u64)(TIOCSTI) },
#endif
#ifdef TIOCLINUX
	{ "TIOCLINUX", (__u64)(TIOCLINUX) },
#endif
#ifdef TIOCGWINSZ
	{ "TIOCGWINSZ", (__u64)(TIOCGWINSZ) },
#endif
#ifdef TIOCSWINSZ
	{ "TIOCSWINSZ", (__u64)(TIOCSWINSZ) },
#endif
#ifdef TIOCGPGRP
	{ "TIOCGPGRP", (__u64)(TIOCGPGRP) },
#endif
#ifdef TIOCSPGRP
	{ "TIOCSPGRP", (__u64)(TIOCSPGRP) },
#endif
#ifdef TIOCSCTTY
	{ "TIOCSCTTY", (__u64)(TIOCSCTTY) },
#endif
#ifdef TIOCNOTTY
	{ "TIOCNOTTY", (__u64)(TIOCNOTTY) },
#endif
#ifdef TIOCCONS
	{ "TIOCCONS", (__u64)(TIOCCONS) },
#endif
#ifdef TIOCSETD
	{ "TIOCSETD", (__u64)(TIOCSETD) },
#endif
#ifdef FIONREAD
	{ "FIONREAD", (__u64)(FIONREAD) },
#endif
#ifdef FIONBIO
	{ "FIONBIO", (__u64)(FIONBIO) },
#endif
#ifdef FIOCLEX
	{ "FIOCLEX", (__u64)(FIOCLEX) },
#endif
#ifdef FIONCLEX
	{ "FIONCLEX", (__u64)(FIONCLEX) },
#endif
#ifdef FICLONE
	{ "FICLONE", (__u64)(FICLONE) },
#endif
#ifdef FICLONERANGE
	{ "FICLONERANGE", (__u64)(FICLONERANGE) },
#endif
#ifdef FS_IOC_GETFLAGS
	{ "FS_IOC_GETFLAGS", (__u64)(FS_IOC_GETFLAGS) },
#endif
#ifdef FS_IOC_SETFLAGS
	{ "FS_IOC_SETFLAGS", (__u64)(FS_IOC_SETFLAGS) },
#endif
#ifdef FS_IOC_FSGETXATTR
	{ "FS_IOC_FSGETXATTR", (__u64)(FS_IOC_FSGETXATTR) },
#endif
#ifdef FS_IOC_FSSETXATTR
	{ "FS_IOC_FSSETXATTR", (__u64)(FS_IOC_FSSETXATTR) },
#endif
#ifdef BLKROSET
	{ "BLKROSET", (__u64)(BLKROSET) },
#endif
#ifdef BLKROGET
	{ "BLKROGET", (__u64)(BLKROGET) },
#endif
#ifdef BLKGETSIZE64
	{ "BLKGETSIZE64", (__u64)(BLKGETSIZE64) },
#endif
#ifdef BLKDISCARD
	{ "BLKDISCARD", (__u64)(BLKDISCARD) },
#endif
#ifdef BLKZEROOUT
	{ "BLKZEROOUT", (__u64)(BLKZEROOUT) },
#endif
#ifdef LOOP_SET_FD
	{ "LOOP_SET_FD", (__u64)(LOOP_SET_FD) },
#endif
#ifdef LOOP_CLR_FD
	{ "LOOP_CLR_FD", (__u64)(LOOP_CLR_FD) },
#endif
#ifdef LOOP_CONFIGURE
	{ "LOOP_CONFIGURE", (__u64)(LOOP_CONFIGURE) },
#endif
#ifdef SIOCGIFCONF
	{ "SIOCGIFCONF", (__u64)(SIOCGIFCONF) },
#endif
#ifdef SIOCGIFFLAGS
	{ "SIOCGIFFLAGS", (__u64)(SIOCGIFFLAGS) },
#endif
#ifdef SIOCSIFFLAGS
	{ "SIOCSIFFLAGS", (__u64)(SIOCSIFFLAGS) },
#endif
#ifdef SIOCGIFADDR
	{ "SIOCGIFADDR", (__u64)(SIOCGIFADDR) },
#endif
#ifdef SIOCSIFADDR
	{ "SIOCSIFADDR", (__u64)(SIOCSIFADDR) },
#endif
#ifdef SIOCGIFINDEX
	{ "SIOCGIFINDEX", (__u64)(SIOCGIFINDEX) },
#endif
#ifdef SIOCGIFHWADDR
	{ "SIOCGIFHWADDR", (__u64)(SIOCGIFHWADDR) },
#endif
};

static const struct constant constants_prctls[] = {
#ifdef PR_SET_PDEATHSIG
	{ "PR_SET_PDEATHSIG", (__u64)(PR_SET_PDEATHSIG) },
#endif
#ifdef PR_GET_PDEATHSIG
	{ "PR_GET_PDEATHSIG", (__u64)(PR_GET_PDEATHSIG) },
#endif
#ifdef PR_GET_DUMPABLE
	{ "PR_GET_DUMPABLE", (__u64)(PR_GET_DUMPABLE) },
#endif
#ifdef PR_SET_DUMPABLE
	{ "PR_SET_DUMPABLE", (__u64)(PR_SET_DUMPABLE) },
#endif
#ifdef PR_GET_KEEPCAPS
	{ "PR_GET_KEEPCAPS", (__u64)(PR_GET_KEEPCAPS) },
#endif
#ifdef PR_SET_KEEPCAPS
	{ "PR_SET_KEEPCAPS", (__u64)(PR_SET_KEEPCAPS) },
#endif
#ifdef PR_SET_NAME
	{ "PR_SET_NAME", (__u64)(PR_SET_NAME) },
#endif
#ifdef PR_GET_NAME
	{ "PR_GET_NAME", (__u64)(PR_GET_NAME) },
#endif
#ifdef PR_GET_SECCOMP
	{ "PR_GET_SECCOMP", (__u64)(PR_GET_SECCOMP) },
#endif
#ifdef PR_SET_SECCOMP
	{ "PR_SET_SECCOMP", (__u64)(PR_SET_SECCOMP) },
#endif
#ifdef PR_CAPBSET_READ
	{ "PR_CAPBSET_READ", (__u64)(PR_CAPBSET_READ) },
#endif
#ifdef PR_CAPBSET_DROP
	{ "PR_CAPBSET_DROP", (__u64)(PR_CAPBSET_DROP) },
#endif
#ifdef PR_GET_TSC
	{ "PR_GET_TSC", (__u64)(PR_GET_TSC) },
#endif
#ifdef PR_SET_TSC
	{ "PR_SET_TSC", (__u64)(PR_SET_TSC) },
#endif
#ifdef PR_GET_SECUREBITS
	{ "PR_GET_SECUREBITS", (__u64)(PR_GET_SECUREBITS) },
#endif
#ifdef PR_SET_SECUREBITS
	{ "PR_SET_SECUREBITS", (__u64)(PR_SET_SECUREBITS) },
#endif
#ifdef PR_SET_TIMERSLACK
	{ "PR_SET_TIMERSLACK", (__u64)(PR_SET_TIMERSLACK) },
#endif
#ifdef PR_GET_TIMERSLACK
	{ "PR_GET_TIMERSLACK", (__u64)(PR_GET_TIMERSLACK) },
#endif
#ifdef PR_MCE_KILL
	{ "PR_MCE_KILL", (__u64)(PR_MCE_KILL) },
#endif
#ifdef PR_SET_MM
	{ "PR_SET_MM", (__u64)(PR_SET_MM) },
#endif
#ifdef PR_SET_PTRACER
	{ "PR_SET_PTRACER", (__u64)(PR_SET_PTRACER) },
#endif
#ifdef PR_SET_CHILD_SUBREAPER
	{ "PR_SET_CHILD_SUBREAPER", (__u64)(PR_SET_CHILD_SUBREAPER) },
#endif
#ifdef PR_GET_CHILD_SUBREAPER
	{ "PR_GET_CHILD_SUBREAPER", (__u64)(PR_GET_CHILD_SUBREAPER) },
#endif
#ifdef PR_SET_NO_NEW_PRIVS
	{ "PR_SET_NO_NEW_PRIVS", (__u64)(PR_SET_NO_NEW_PRIVS) },
#endif
#ifdef PR_GET_NO_NEW_PRIVS
	{ "PR_GET_NO_NEW_PRIVS", (__u64)(PR_GET_NO_NEW_PRIVS) },
#endif
#ifdef PR_SET_THP_DISABLE
	{ "PR_SET_THP_DISABLE", (__u64)(PR_SET_THP_DISABLE) },
#endif
#ifdef PR_GET_THP_DISABLE
	{ "PR_GET_THP_DISABLE", (__u64)(PR_GET_THP_DISABLE) },
#endif
#ifdef PR_CAP_AMBIENT
	{ "PR_CAP_AMBIENT", (__u64)(PR_CAP_AMBIENT) },
#endif
#ifdef PR_GET_SPECULATION_CTRL
	{ "PR_GET_SPECULATION_CTRL", (__u64)(PR_GET_SPECULATION_CTRL) },
#endif
#ifdef PR_SET_SPECULATION_CTRL
	{ "PR_SET_SPECULATION_CTRL", (__u64)(PR_SET_SPECULATION_CTRL) },
#endif
#ifdef PR_SET_IO_FLUSHER
	{ "PR_SET_IO_FLUSHER", (__u64)(PR_SET_IO_FLUSHER) },
#endif
#ifdef PR_SET_SYSCALL_USER_DISPATCH
	{ "PR_SET_SYSCALL_USER_DISPATCH", (__u64)(PR_SET_SYSCALL_USER_DISPATCH) },
#endif
#ifdef PR_SCHED_CORE
	{ "PR_SCHED_CORE", (__u64)(PR_SCHED_CORE) },
#endif
#ifdef PR_SET_MDWE
	{ "PR_SET_MDWE", (__u64)(PR_SET_MDWE) },
#endif
#ifdef PR_SET_VMA
	{ "PR_SET_VMA", (__u64)(PR_SET_VMA) },
#endif
};

static const struct constant constants_fcntls[] = {
#ifdef F_DUPFD
	{ "F_DUPFD", (__u64)(F_DUPFD) },
#endif
#ifdef F_GETFD
	{ "F_GETFD", (__u64)(F_GETFD) },
#endif
#ifdef F_SETFD
	{ "F_SETFD", (__u64)(F_SETFD) },
#endif
#ifdef F_GETFL
	{ "F_GETFL", (__u64)(F_GETFL) },
#endif
#ifdef F_SETFL
	{ "F_SETFL", (__u64)(F_SETFL) },
#endif
#ifdef F_GETLK
	{ "F_GETLK", (__u64)(F_GETLK) },
#endif
#ifdef F_SETLK
	{ "F_SETLK", (__u64)(F_SETLK) },
#endif
#ifdef F_SETLKW
	{ "F_SETLKW", (__u64)(F_SETLKW) },
#endif
#ifdef F_SETOWN
	{ "F_SETOWN", (__u64)(F_SETOWN) },
#endif
#ifdef F_GETOWN
	{ "F_GETOWN", (__u64)(F_GETOWN) },
#endif
#ifdef F_SETSIG
	{ "F_SETSIG", (__u64)(F_SETSIG) },
#endif
#ifdef F_GETSIG
	{ "F_GETSIG", (__u64)(F_GETSIG) },
#endif
#ifdef F_SETOWN_EX
	{ "F_SETOWN_EX", (__u64)(F_SETOWN_EX) },
#endif
#ifdef F_GETOWN_EX
	{ "F_GETOWN_EX", (__u64)(F_GETOWN_EX) },
#endif
#ifdef F_OFD_GETLK
	{ "F_OFD_GETLK", (__u64)(F_OFD_GETLK) },
#endif
#ifdef F_OFD_SETLK
	{ "F_OFD_SETLK", (__u64)(F_OFD_SETLK) },
#endif
#ifdef F_OFD_SETLKW
	{ "F_OFD_SETLKW", (__u64)(F_OFD_SETLKW) },
#endif
#ifdef F_SETLEASE
	{ "F_SETLEASE", (__u64)(F_SETLEASE) },
#endif
#ifdef F_GETLEASE
	{ "F_GETLEASE", (__u64)(F_GETLEASE) },
#endif
#ifdef F_NOTIFY
	{ "F_NOTIFY", (__u64)(F_NOTIFY) },
#endif
#ifdef F_DUPFD_CLOEXEC
	{ "F_DUPFD_CLOEXEC", (__u64)(F_DUPFD_CLOEXEC) },
#endif
#ifdef F_SETPIPE_SZ
	{ "F_SETPIPE_SZ", (__u64)(F_SETPIPE_SZ) },
#endif
#ifdef F_GETPIPE_SZ
	{ "F_GETPIPE_SZ", (__u64)(F_GETPIPE_SZ) },
#endif
#ifdef F_ADD_SEALS
	{ "F_ADD_SEALS", (__u64)(F_ADD_SEALS) },
#endif
#ifdef F_GET_SEALS
	{ "F_GET_SEALS", (__u64)(F_GET_SEALS) },
#endif
#ifdef F_GET_RW_HINT
	{ "F_GET_RW_HINT", (__u64)(F_GET_RW_HINT) },
#endif
#ifdef F_SET_RW_HINT
	{ "F_SET_RW_HINT", (__u64)(F_SET_RW_HINT) },
#endif
};

static const struct constant constants_futex_ops[] = {
#ifdef FUTEX_WAIT
	{ "FUTEX_WAIT", (__u64)(FUTEX_WAIT) },
#endif
#ifdef FUTEX_WAKE
	{ "FUTEX_WAKE", (__u64)(FUTEX_WAKE) },
#endif
#ifdef FUTEX_FD
	{ "FUTEX_FD", (__u64)(FUTEX_FD) },
#endif
#ifdef FUTEX_REQUEUE
	{ "FUTEX_REQUEUE", (__u64)(FUTEX_REQUEUE) },
#endif
#ifdef FUTEX_CMP_REQUEUE
	{ "FUTEX_CMP_REQUEUE", (__u64)(FUTEX_CMP_REQUEUE) },
#endif
#ifdef FUTEX_WAKE_OP
	{ "FUTEX_WAKE_OP", (__u64)(FUTEX_WAKE_OP) },
#endif
#ifdef FUTEX_LOCK_PI
	{ "FUTEX_LOCK_PI", (__u64)(FUTEX_LOCK_PI) },
#endif
#ifdef FUTEX_UNLOCK_PI
	{ "FUTEX_UNLOCK_PI", (__u64)(FUTEX_UNLOCK_PI) },
#endif
#ifdef FUTEX_TRYLOCK_PI
	{ "FUTEX_TRYLOCK_PI", (__u64)(FUTEX_TRYLOCK_PI) },
#endif
#ifdef FUTEX_WAIT_BITSET
	{ "FUTEX_WAIT_BITSET", (__u64)(FUTEX_WAIT_BITSET) },
#endif
#ifdef FUTEX_WAKE_BITSET
	{ "FUTEX_WAKE_BITSET", (__u64)(FUTEX_WAKE_BITSET) },
#endif
#ifdef FUTEX_WAIT_REQUEUE_PI
	{ "FUTEX_WAIT_REQUEUE_PI", (__u64)(FUTEX_WAIT_REQUEUE_PI) },
#endif
#ifdef FUTEX_CMP_REQUEUE_PI
	{ "FUTEX_CMP_REQUEUE_PI", (__u64)(FUTEX_CMP_REQUEUE_PI) },
#endif
#ifdef FUTEX_LOCK_PI2
	{ "FUTEX_LOCK_PI2", (__u64)(FUTEX_LOCK_PI2) },
#endif
#ifdef FUTEX_PRIVATE_FLAG
	{ "FUTEX_PRIVATE_FLAG", (__u64)(FUTEX_PRIVATE_FLAG) },
#endif
#ifdef FUTEX_CLOCK_REALTIME
	{ "FUTEX_CLOCK_REALTIME", (__u64)(FUTEX_CLOCK_REALTIME) },
#endif
};

static const struct constant constants_seccomp_ops[] = {
#ifdef SECCOMP_SET_MODE_STRICT
	{ "SECCOMP_SET_MODE_STRICT", (__u64)(SECCOMP_SET_MODE_STRICT) },
#endif
#ifdef SECCOMP_SET_MODE_FILTER
	{ "SECCOMP_SET_MODE_FILTER", (__u64)(SECCOMP_SET_MODE_FILTER) },
#endif
#ifdef SECCOMP_GET_ACTION_AVAIL
	{ "SECCOMP_GET_ACTION_AVAIL", (__u64)(SECCOMP_GET_ACTION_AVAIL) },
#endif
#ifdef SECCOMP_GET_NOTIF_SIZES
	{ "SECCOMP_GET_NOTIF_SIZES", (__u64)(SECCOMP_GET_NOTIF_SIZES) },
#endif
#ifdef SECCOMP_GET_FEATURES
	{ "SECCOMP_GET_FEATURES", (__u64)(SECCOMP_GET_FEATURES) },
#endif
#ifdef SECCOMP_ATTACH
	{ "SECCOMP_ATTACH", (__u64)(SECCOMP_ATTACH) },
#endif
#ifdef SECCOMP_LOAD_PROGRAM
	{ "SECCOMP_LOAD_PROGRAM", (__u64)(SECCOMP_LOAD_PROGRAM) },
#endif
#ifdef SECCOMP_LOAD_BITMASK
	{ "SECCOMP_LOAD_BITMASK", (__u64)(SECCOMP_LOAD_BITMASK) },
#endif
#ifdef SECCOMP_GET_ARG_KINDS
	{ "SECCOMP_GET_ARG_KINDS", (__u64)(SECCOMP_GET_ARG_KINDS) },
#endif
};

static const struct constant constants_advice[] = {
#ifdef MADV_NORMAL
	{ "MADV_NORMAL", (__u64)(MADV_NORMAL) },
#endif
#ifdef MADV_RANDOM
	{ "MADV_RANDOM", (__u64)(MADV_RANDOM) },
#endif
#ifdef MADV_SEQUENTIAL
	{ "MADV_SEQUENTIAL", (__u64)(MADV_SEQUENTIAL) },
#endif
#ifdef MADV_WILLNEED
	{ "MADV_WILLNEED", (__u64)(MADV_WILLNEED) },
#endif
#ifdef MADV_DONTNEED
	{ "MADV_DONTNEED", (__u64)(MADV_DONTNEED) },
#endif
#ifdef MADV_FREE
	{ "MADV_FREE", (__u64)(MADV_FREE) },
#endif
#ifdef MADV_REMOVE
	{ "MADV_REMOVE", (__u64)(MADV_REMOVE) },
#endif
#ifdef MADV_DONTFORK
	{ "MADV_DONTFORK", (__u64)(MADV_DONTFORK) },
#endif
#ifdef MADV_DOFORK
	{ "MADV_DOFORK", (__u64)(MADV_DOFORK) },
#endif
#ifdef MADV_MERGEABLE
	{ "MADV_MERGEABLE", (__u64)(MADV_MERGEABLE) },
#endif
#ifdef MADV_UNMERGEABLE
	{ "MADV_UNMERGEABLE", (__u64)(MADV_UNMERGEABLE) },
#endif
#ifdef MADV_HUGEPAGE
	{ "MADV_HUGEPAGE", (__u64)(MADV_HUGEPAGE) },
#endif
#ifdef MADV_NOHUGEPAGE
	{ "MADV_NOHUGEPAGE", (__u64)(MADV_NOHUGEPAGE) },
#endif
#ifdef MADV_DONTDUMP
	{ "MADV_DONTDUMP", (__u64)(MADV_DONTDUMP) },
#endif
#ifdef MADV_DODUMP
	{ "MADV_DODUMP", (__u64)(MADV_DODUMP) },
#endif
#ifdef MADV_WIPEONFORK
	{ "MADV_WIPEONFORK", (__u64)(MADV_WIPEONFORK) },
#endif
#ifdef MADV_KEEPONFORK
	{ "MADV_KEEPONFORK", (__u64)(MADV_KEEPONFORK) },
#endif
#ifdef MADV_COLD
	{ "MADV_COLD", (__u64)(MADV_COLD) },
#endif
#ifdef MADV_PAGEOUT
	{ "MADV_PAGEOUT", (__u64)(MADV_PAGEOUT) },
#endif
#ifdef MADV_POPULATE_READ
	{ "MADV_POPULATE_READ", (__u64)(MADV_POPULATE_READ) },
#endif
#ifdef MADV_POPULATE_WRITE
	{ "MADV_POPULATE_WRITE", (__u64)(MADV_POPULATE_WRITE) },
#endif
};

static const struct constant constants_mount_flags[] = {
#ifdef MS_RDONLY
	{ "MS_RDONLY", (__u64)(MS_RDONLY) },
#endif
#ifdef MS_NOSUID
	{ "MS_NOSUID", (__u64)(MS_NOSUID) },
#endif
#ifdef MS_NODEV
	{ "MS_NODEV", (__u64)(MS_NODEV) },
#endif
#ifdef MS_NOEXEC
	{ "MS_NOEXEC", (__u64)(MS_NOEXEC) },
#endif
#ifdef MS_SYNCHRONOUS
	{ "MS_SYNCHRONOUS", (__u64)(MS_SYNCHRONOUS) },
#endif
#ifdef MS_REMOUNT
	{ "MS_REMOUNT", (__u64)(MS_REMOUNT) },
#endif
#ifdef MS_MANDLOCK
	{ "MS_MANDLOCK", (__u64)(MS_MANDLOCK) },
#endif
#ifdef MS_DIRSYNC
	{ "MS_DIRSYNC", (__u64)(MS_DIRSYNC) },
#endif
#ifdef MS_NOATIME
	{ "MS_NOATIME", (__u64)(MS_NOATIME) },
#endif
#ifdef MS_NODIRATIME
	{ "MS_NODIRATIME", (__u64)(MS_NODIRATIME) },
#endif
#ifdef MS_BIND
	{ "MS_BIND", (__u64)(MS_BIND) },
#endif
#ifdef MS_MOVE
	{ "MS_MOVE", (__u64)(MS_MOVE) },
#endif
#ifdef MS_REC
	{ "MS_REC", (__u64)(MS_REC) },
#endif
#ifdef MS_SILENT
	{ "MS_SILENT", (__u64)(MS_SILENT) },
#endif
#ifdef MS_POSIXACL
	{ "MS_POSIXACL", (__u64)(MS_POSIXACL) },
#endif
#ifdef MS_UNBINDABLE
	{ "MS_UNBINDABLE", (__u64)(MS_UNBINDABLE) },
#endif
#ifdef MS_PRIVATE
	{ "MS_PRIVATE", (__u64)(MS_PRIVATE) },
#endif
#ifdef MS_SLAVE
	{ "MS_SLAVE", (__u64)(MS_SLAVE) },
#endif
#ifdef MS_SHARED
	{ "MS_SHARED", (__u64)(MS_SHARED) },
#endif
#ifdef MS_RELATIME
	{ "MS_RELATIME", (__u64)(MS_RELATIME) },
#endif
#ifdef MS_STRICTATIME
	{ "MS_STRICTATIME", (__u64)(MS_STRICTATIME) },
#endif
#ifdef MS_LAZYTIME
	{ "MS_LAZYTIME", (__u64)(MS_LAZYTIME) },
#endif
};

static const struct constant constants_umount_flags[] = {
#ifdef MNT_FORCE
	{ "MNT_FORCE", (__u64)(MNT_FORCE) },
#endif
#ifdef MNT_DETACH
	{ "MNT_DETACH", (__u64)(MNT_DETACH) },
#endif
#ifdef MNT_EXPIRE
	{ "MNT_EXPIRE", (__u64)(MNT_EXPIRE) },
#endif
#ifdef UMOUNT_NOFOLLOW
	{ "UMOUNT_NOFOLLOW", (__u64)(UMOUNT_NOFOLLOW) },
#endif
};

static const struct constant constants_signals[] = {
#ifdef SIGHUP
	{ "SIGHUP", (__u64)(SIGHUP) },
#endif
#ifdef SIGINT
	{ "SIGINT", (__u64)(SIGINT) },
#endif
#ifdef SIGQUIT
	{ "SIGQUIT", (__u64)(SIGQUIT) },
#endif
#ifdef SIGILL
	{ "SIGILL", (__u64)(SIGILL) },
#endif
#ifdef SIGTRAP
	{ "SIGTRAP", (__u64)(SIGTRAP) },
#endif
#ifdef SIGABRT
	{ "SIGABRT", (__u64)(SIGABRT) },
#endif
#ifdef SIGBUS
	{ "SIGBUS", (__u64)(SIGBUS) },
#endif
#ifdef SIGFPE
	{ "SIGFPE", (__u64)(SIGFPE) },
#endif
#ifdef SIGKILL
	{ "SIGKILL", (__u64)(SIGKILL) },
#endif
#ifdef SIGUSR1
	{ "SIGUSR1", (__u64)(SIGUSR1) },
#endif
#ifdef SIGSEGV
	{ "SIGSEGV", (__u64)(SIGSEGV) },
#endif
#ifdef SIGUSR2
	{ "SIGUSR2", (__u64)(SIGUSR2) },
#endif
#ifdef SIGPIPE
	{ "SIGPIPE", (__u64)(SIGPIPE) },
#endif
#ifdef SIGALRM
	{ "SIGALRM", (__u64)(SIGALRM) },
#endif
#ifdef SIGTERM
	{ "SIGTERM", (__u64)(SIGTERM) },
#endif
#ifdef SIGSTKFLT
	{ "SIGSTKFLT", (__u64)(SIGSTKFLT) },
#endif
#ifdef SIGCHLD
	{ "SIGCHLD", (__u64)(SIGCHLD) },
#endif
#ifdef SIGCONT
	{ "SIGCONT", (__u64)(SIGCONT) },
#endif
#ifdef SIGSTOP
	{ "SIGSTOP", (__u64)(SIGSTOP) },
#endif
#ifdef SIGTSTP
	{ "SIGTSTP", (__u64)(SIGTSTP) },
#endif
#ifdef SIGTTIN
	{ "SIGTTIN", (__u64)(SIGTTIN) },
#endif
#ifdef SIGTTOU
	{ "SIGTTOU", (__u64)(SIGTTOU) },
#endif
#ifdef SIGURG
	{ "SIGURG", (__u64)(SIGURG) },
#endif
#ifdef SIGXCPU
	{ "SIGXCPU", (__u64)(SIGXCPU) },
#endif
#ifdef SIGXFSZ
	{ "SIGXFSZ", (__u64)(SIGXFSZ) },
#endif
#ifdef SIGVTALRM
	{ "SIGVTALRM", (__u64)(SIGVTALRM) },
#endif
#ifdef SIGPROF
	{ "SIGPROF", (__u64)(SIGPROF) },
#endif
#ifdef SIGWINCH
	{ "SIGWINCH", (__u64)(SIGWINCH) },
#endif
#ifdef SIGIO
	{ "SIGIO", (__u64)(SIGIO) },
#endif
#ifdef SIGPWR
	{ "SIGPWR", (__u64)(SIGPWR) },
#endif
#ifdef SIGSYS
	{ "SIGSYS", (__u64)(SIGSYS) },
#endif
};

static const struct constant constants_keyctls[] = {
#ifdef KEYCTL_GET_KEYRING_ID
	{ "KEYCTL_GET_KEYRING_ID", (__u64)(KEYCTL_GET_KEYRING_ID) },
#endif
#ifdef KEYCTL_JOIN_SESSION_KEYRING
	{ "KEYCTL_JOIN_SESSION_KEYRING", (__u64)(KEYCTL_JOIN_SESSION_KEYRING) },
#endif
#ifdef KEYCTL_UPDATE
	{ "KEYCTL_UPDATE", (__u64)(KEYCTL_UPDATE) },
#endif
#ifdef KEYCTL_REVOKE
	{ "KEYCTL_REVOKE", (__u64)(KEYCTL_REVOKE) },
#endif
#ifdef KEYCTL_CHOWN
	{ "KEYCTL_CHOWN", (__u64)(KEYCTL_CHOWN) },
#endif
#ifdef KEYCTL_SETPERM
	{ "KEYCTL_SETPERM", (__u64)(KEYCTL_SETPERM) },
#endif
#ifdef KEYCTL_DESCRIBE
	{ "KEYCTL_DESCRIBE", (__u64)(KEYCTL_DESCRIBE) },
#endif
#ifdef KEYCTL_CLEAR
	{ "KEYCTL_CLEAR", (__u64)(KEYCTL_CLEAR) },
#endif
#ifdef KEYCTL_LINK
	{ "KEYCTL_LINK", (__u64)(KEYCTL_LINK) },
#endif
#ifdef KEYCTL_UNLINK
	{ "KEYCTL_UNLINK", (__u64)(KEYCTL_UNLINK) },
#endif
#ifdef KEYCTL_SEARCH
	{ "KEYCTL_SEARCH", (__u64)(KEYCTL_SEARCH) },
#endif
#ifdef KEYCTL_READ
	{ "KEYCTL_READ", (__u64)(KEYCTL_READ) },
#endif
#ifdef KEYCTL_INSTANTIATE
	{ "KEYCTL_INSTANTIATE", (__u64)(KEYCTL_INSTANTIATE) },
#endif
#ifdef KEYCTL_SET_TIMEOUT
	{ "KEYCTL_SET_TIMEOUT", (__u64)(KEYCTL_SET_TIMEOUT) },
#endif
#ifdef KEYCTL_INVALIDATE
	{ "KEYCTL_INVALIDATE", (__u64)(KEYCTL_INVALIDATE) },
#endif
#ifdef KEYCTL_DH_COMPUTE
	{ "KEYCTL_DH_COMPUTE", (__u64)(KEYCTL_DH_COMPUTE) },
#endif
#ifdef KEYCTL_RESTRICT_KEYRING
	{ "KEYCTL_RESTRICT_KEYRING", (__u64)(KEYCTL_RESTRICT_KEYRING) },
#endif
#ifdef KEYCTL_CAPABILITIES
	{ "KEYCTL_CAPABILITIES", (__u64)(KEYCTL_CAPABILITIES) },
#endif
};

static const struct constant constants_ptrace_requests[] = {
#ifdef PTRACE_TRACEME
	{ "PTRACE_TRACEME", (__u64)(PTRACE_TRACEME) },
#endif
#ifdef PTRACE_PEEKTEXT
	{ "PTRACE_PEEKTEXT", (__u64)(PTRACE_PEEKTEXT) },
#endif
#ifdef PTRACE_PEEKDATA
	{ "PTRACE_PEEKDATA", (__u64)(PTRACE_PEEKDATA) },
#endif
#ifdef PTRACE_POKETEXT
	{ "PTRACE_POKETEXT", (__u64)(PTRACE_POKETEXT) },
#endif
#ifdef PTRACE_POKEDATA
	{ "PTRACE_POKEDATA", (__u64)(PTRACE_POKEDATA) },
#endif
#ifdef PTRACE_CONT
	{ "PTRACE_CONT", (__u64)(PTRACE_CONT) },
#endif
#ifdef PTRACE_KILL
	{ "PTRACE_KILL", (__u64)(PTRACE_KILL) },
#endif
#ifdef PTRACE_SINGLESTEP
	{ "PTRACE_SINGLESTEP", (__u64)(PTRACE_SINGLESTEP) },
#endif
#ifdef PTRACE_ATTACH
	{ "PTRACE_ATTACH", (__u64)(PTRACE_ATTACH) },
#endif
#ifdef PTRACE_DETACH
	{ "PTRACE_DETACH", (__u64)(PTRACE_DETACH) },
#endif
#ifdef PTRACE_SYSCALL
	{ "PTRACE_SYSCALL", (__u64)(PTRACE_SYSCALL) },
#endif
#ifdef PTRACE_SETOPTIONS
	{ "PTRACE_SETOPTIONS", (__u64)(PTRACE_SETOPTIONS) },
#endif
#ifdef PTRACE_GETEVENTMSG
	{ "PTRACE_GETEVENTMSG", (__u64)(PTRACE_GETEVENTMSG) },
#endif
#ifdef PTRACE_GETSIGINFO
	{ "PTRACE_GETSIGINFO", (__u64)(PTRACE_GETSIGINFO) },
#endif
#ifdef PTRACE_SETSIGINFO
	{ "PTRACE_SETSIGINFO", (__u64)(PTRACE_SETSIGINFO) },
#endif
#ifdef PTRACE_GETREGSET
	{ "PTRACE_GETREGSET", (__u64)(PTRACE_GETREGSET) },
#endif
#ifdef PTRACE_SETREGSET
	{ "PTRACE_SETREGSET", (__u64)(PTRACE_SETREGSET) },
#endif
#ifdef PTRACE_SEIZE
	{ "PTRACE_SEIZE", (__u64)(PTRACE_SEIZE) },
#endif
#ifdef PTRACE_INTERRUPT
	{ "PTRACE_INTERRUPT", (__u64)(PTRACE_INTERRUPT) },
#endif
#ifdef PTRACE_LISTEN
	{ "PTRACE_LISTEN", (__u64)(PTRACE_LISTEN) },
#endif
#ifdef PTRACE_SECCOMP_GET_FILTER
	{ "PTRACE_SECCOMP_GET_FILTER", (__u64)(PTRACE_SECCOMP_GET_FILTER) },
#endif
#ifdef PTRACE_GET_SYSCALL_INFO
	{ "PTRACE_GET_SYSCALL_INFO", (__u64)(PTRACE_GET_SYSCALL_INFO) },
#endif
};

static const struct constant constants_clocks[] = {
#ifdef CLOCK_REALTIME
	{ "CLOCK_REALTIME", (__u64)(CLOCK_REALTIME) },
#endif
#ifdef CLOCK_MONOTONIC
	{ "CLOCK_MONOTONIC", (__u64)(CLOCK_MONOTONIC) },
#endif
#ifdef CLOCK_PROCESS_CPUTIME_ID
	{ "CLOCK_PROCESS_CPUTIME_ID", (__u64)(CLOCK_PROCESS_CPUTIME_ID) },
#endif
#ifdef CLOCK_THREAD_CPUTIME_ID
	{ "CLOCK_THREAD_CPUTIME_ID", (__u64)(CLOCK_THREAD_CPUTIME_ID) },
#endif
#ifdef CLOCK_MONOTONIC_RAW
	{ "CLOCK_MONOTONIC_RAW", (__u64)(CLOCK_MONOTONIC_RAW) },
#endif
#ifdef CLOCK_REALTIME_COARSE
	{ "CLOCK_REALTIME_COARSE", (__u64)(CLOCK_REALTIME_COARSE) },
#endif
#ifdef CLOCK_MONOTONIC_COARSE
	{ "CLOCK_MONOTONIC_COARSE", (__u64)(CLOCK_MONOTONIC_COARSE) },
#endif
#ifdef CLOCK_BOOTTIME
	{ "CLOCK_BOOTTIME", (__u64)(CLOCK_BOOTTIME) },
#endif
#ifdef CLOCK_REALTIME_ALARM
	{ "CLOCK_REALTIME_ALARM", (__u64)(CLOCK_REALTIME_ALARM) },
#endif
#ifdef CLOCK_BOOTTIME_ALARM
	{ "CLOCK_BOOTTIME_ALARM", (__u64)(CLOCK_BOOTTIME_ALARM) },
#endif
#ifdef CLOCK_TAI
	{ "CLOCK_TAI", (__u64)(CLOCK_TAI) },
#endif
};

static const struct constant constants_whence[] = {
#ifdef SEEK_SET
	{ "SEEK_SET", (__u64)(SEEK_SET) },
#endif
#ifdef SEEK_CUR
	{ "SEEK_CUR", (__u64)(SEEK_CUR) },
#endif
#ifdef SEEK_END
	{ "SEEK_END", (__u64)(SEEK_END) },
#endif
#ifdef SEEK_DATA
	{ "SEEK_DATA", (__u64)(SEEK_DATA) },
#endif
#ifdef SEEK_HOLE
	{ "SEEK_HOLE", (__u64)(SEEK_HOLE) },
#endif
};

static const struct constant constants_at_flags[] = {
#ifdef AT_SYMLINK_NOFOLLOW
	{ "AT_SYMLINK_NOFOLLOW", (__u64)(AT_SYMLINK_NOFOLLOW) },
#endif
#ifdef AT_REMOVEDIR
	{ "AT_REMOVEDIR", (__u64)(AT_REMOVEDIR) },
#endif
#ifdef AT_SYMLINK_FOLLOW
	{ "AT_SYMLINK_FOLLOW", (__u64)(AT_SYMLINK_FOLLOW) },
#endif
#ifdef AT_NO_AUTOMOUNT
	{ "AT_NO_AUTOMOUNT", (__u64)(AT_NO_AUTOMOUNT) },
#endif
#ifdef AT_EMPTY_PATH
	{ "AT_EMPTY_PATH", (__u64)(AT_EMPTY_PATH) },
#endif
#ifdef AT_STATX_FORCE_SYNC
	{ "AT_STATX_FORCE_SYNC", (__u64)(AT_STATX_FORCE_SYNC) },
#endif
#ifdef AT_STATX_DONT_SYNC
	{ "AT_STATX_DONT_SYNC", (__u64)(AT_STATX_DONT_SYNC) },
#endif
#ifdef AT_RECURSIVE
	{ "AT_RECURSIVE", (__u64)(AT_RECURSIVE) },
#endif
};

static const struct constant constants_directories[] = {
#ifdef AT_FDCWD
	{ "AT_FDCWD", (__u64)(AT_FDCWD) },
#endif
};

static const struct constant constants_limits[] = {
#ifdef RLIMIT_CPU
	{ "RLIMIT_CPU", (__u64)(RLIMIT_CPU) },
#endif
#ifdef RLIMIT_FSIZE
	{ "RLIMIT_FSIZE", (__u64)(RLIMIT_FSIZE) },
#endif
#ifdef RLIMIT_DATA
	{ "RLIMIT_DATA", (__u64)(RLIMIT_DATA) },
#endif
#ifdef RLIMIT_STACK
	{ "RLIMIT_STACK", (__u64)(RLIMIT_STACK) },
#endif
#ifdef RLIMIT_CORE
	{ "RLIMIT_CORE", (__u64)(RLIMIT_CORE) },
#endif
#ifdef RLIMIT_RSS
	{ "RLIMIT_RSS", (__u64)(RLIMIT_RSS) },
#endif
#ifdef RLIMIT_NPROC
	{ "RLIMIT_NPROC", (__u64)(RLIMIT_NPROC) },
#endif
#ifdef RLIMIT_NOFILE
	{ "RLIMIT_NOFILE", (__u64)(RLIMIT_NOFILE) },
#endif
#ifdef RLIMIT_MEMLOCK
	{ "RLIMIT_MEMLOCK", (__u64)(RLIMIT_MEMLOCK) },
#endif
#ifdef RLIMIT_AS
	{ "RLIMIT_AS", (__u64)(RLIMIT_AS) },
#endif
#ifdef RLIMIT_LOCKS
	{ "RLIMIT_LOCKS", (__u64)(RLIMIT_LOCKS) },
#endif
#ifdef RLIMIT_SIGPENDING
	{ "RLIMIT_SIGPENDING", (__u64)(RLIMIT_SIGPENDING) },
#endif
#ifdef RLIMIT_MSGQUEUE
	{ "RLIMIT_MSGQUEUE", (__u64)(RLIMIT_MSGQUEUE) },
#endif
#ifdef RLIMIT_NICE
	{ "RLIMIT_NICE", (__u64)(RLIMIT_NICE) },
#endif
#ifdef RLIMIT_RTPRIO
	{ "RLIMIT_RTPRIO", (__u64)(RLIMIT_RTPRIO) },
#endif
#ifdef RLIMIT_RTTIME
	{ "RLIMIT_RTTIME", (__u64)(RLIMIT_RTTIME) },
#endif
};

static const struct constant constants_policies[] = {
#ifdef SCHED_OTHER
	{ "SCHED_OTHER", (__u64)(SCHED_OTHER) },
#endif
#ifdef SCHED_FIFO
	{ "SCHED_FIFO", (__u64)(SCHED_FIFO) },
#endif
#ifdef SCHED_RR
	{ "SCHED_RR", (__u64)(SCHED_RR) },
#endif
#ifdef SCHED_BATCH
	{ "SCHED_BATCH", (__u64)(SCHED_BATCH) },
#endif
#ifdef SCHED_IDLE
	{ "SCHED_IDLE", (__u64)(SCHED_IDLE) },
#endif
#ifdef SCHED_DEADLINE
	{ "SCHED_DEADLINE", (__u64)(SCHED_DEADLINE) },
#endif
#ifdef SCHED_RESET_ON_FORK
	{ "SCHED_RESET_ON_FORK", (__u64)(SCHED_RESET_ON_FORK) },
#endif
};

static const struct constant constants_resolve[] = {
#ifdef RESOLVE_NO_XDEV
	{ "RESOLVE_NO_XDEV", (__u64)(RESOLVE_NO_XDEV) },
#endif
#ifdef RESOLVE_NO_MAGICLINKS
	{ "RESOLVE_NO_MAGICLINKS", (__u64)(RESOLVE_NO_MAGICLINKS) },
#endif
#ifdef RESOLVE_NO_SYMLINKS
	{ "RESOLVE_NO_SYMLINKS", (__u64)(RESOLVE_NO_SYMLINKS) },
#endif
#ifdef RESOLVE_BENEATH
	{ "RESOLVE_BENEATH", (__u64)(RESOLVE_BENEATH) },
#endif
#ifdef RESOLVE_IN_ROOT
	{ "RESOLVE_IN_ROOT", (__u64)(RESOLVE_IN_ROOT) },
#endif
#ifdef RESOLVE_CACHED
	{ "RESOLVE_CACHED", (__u64)(RESOLVE_CACHED) },
#endif
};

static const struct constant constants_modes[] = {
#ifdef S_ISUID
	{ "S_ISUID", (__u64)(S_ISUID) },
#endif
#ifdef S_ISGID
	{ "S_ISGID", (__u64)(S_ISGID) },
#endif
#ifdef S_ISVTX
	{ "S_ISVTX", (__u64)(S_ISVTX) },
#endif
#ifdef S_IFMT
	{ "S_IFMT", (__u64)(S_IFMT) },
#endif
#ifdef S_IFREG
	{ "S_IFREG", (__u64)(S_IFREG) },
#endif
#ifdef S_IFDIR
	{ "S_IFDIR", (__u64)(S_IFDIR) },
#endif
#ifdef S_IFCHR
	{ "S_IFCHR", (__u64)(S_IFCHR) },
#endif
#ifdef S_IFBLK
	{ "S_IFBLK", (__u64)(S_IFBLK) },
#endif
#ifdef S_IFIFO
	{ "S_IFIFO", (__u64)(S_IFIFO) },
#endif
#ifdef S_IFSOCK
	{ "S_IFSOCK", (__u64)(S_IFSOCK) },
#endif
};

static const struct constant constants_personalities[] = {
#ifdef PER_LINUX
	{ "PER_LINUX", (__u64)(PER_LINUX) },
#endif
#ifdef PER_LINUX32
	{ "PER_LINUX32", (__u64)(PER_LINUX32) },
#endif
#ifdef ADDR_NO_RANDOMIZE
	{ "ADDR_NO_RANDOMIZE", (__u64)(ADDR_NO_RANDOMIZE) },
#endif
#ifdef READ_IMPLIES_EXEC
	{ "READ_IMPLIES_EXEC", (__u64)(READ_IMPLIES_EXEC) },
#endif
};

static const struct constant constants_errnos[] = {
#ifdef EPERM
	{ "EPERM", (__u64)(EPERM) },
#endif
#ifdef ENOENT
	{ "ENOENT", (__u64)(ENOENT) },
#endif
#ifdef ESRCH
	{ "ESRCH", (__u64)(ESRCH) },
#endif
#ifdef EINTR
	{ "EINTR", (__u64)(EINTR) },
#endif
#ifdef EIO
	{ "EIO", (__u64)(EIO) },
#endif
#ifdef ENXIO
	{ "ENXIO", (__u64)(ENXIO) },
#endif
#ifdef E2BIG
	{ "E2BIG", (__u64)(E2BIG) },
#endif
#ifdef ENOEXEC
	{ "ENOEXEC", (__u64)(ENOEXEC) },
#endif
#ifdef EBADF
	{ "EBADF", (__u64)(EBADF) },
#endif
#ifdef ECHILD
	{ "ECHILD", (__u64)(ECHILD) },
#endif
#ifdef EAGAIN
	{ "EAGAIN", (__u64)(EAGAIN) },
#endif
#ifdef ENOMEM
	{ "ENOMEM", (__u64)(ENOMEM) },
#endif
#ifdef EACCES
	{ "EACCES", (__u64)(EACCES) },
#endif
#ifdef EFAULT
	{ "EFAULT", (__u64)(EFAULT) },
#endif
#ifdef ENOTBLK
	{ "ENOTBLK", (__u64)(ENOTBLK) },
#endif
#ifdef EBUSY
	{ "EBUSY", (__u64)(EBUSY) },
#endif
#ifdef EEXIST
	{ "EEXIST", (__u64)(EEXIST) },
#endif
#ifdef EXDEV
	{ "EXDEV", (__u64)(EXDEV) },
#endif
#ifdef ENODEV
	{ "ENODEV", (__u64)(ENODEV) },
#endif
#ifdef ENOTDIR
	{ "ENOTDIR", (__u64)(ENOTDIR) },
#endif
#ifdef EISDIR
	{ "EISDIR", (__u64)(EISDIR) },
#endif
#ifdef EINVAL
	{ "EINVAL", (__u64)(EINVAL) },
#endif
#ifdef ENFILE
	{ "ENFILE", (__u64)(ENFILE) },
#endif
#ifdef EMFILE
	{ "EMFILE", (__u64)(EMFILE) },
#endif
#ifdef ENOTTY
	{ "ENOTTY", (__u64)(ENOTTY) },
#endif
#ifdef ETXTBSY
	{ "ETXTBSY", (__u64)(ETXTBSY) },
#endif
#ifdef EFBIG
	{ "EFBIG", (__u64)(EFBIG) },
#endif
#ifdef ENOSPC
	{ "ENOSPC", (__u64)(ENOSPC) },
#endif
#ifdef ESPIPE
	{ "ESPIPE", (__u64)(ESPIPE) },
#endif
#ifdef EROFS
	{ "EROFS", (__u64)(EROFS) },
#endif
#ifdef EMLINK
	{ "EMLINK", (__u64)(EMLINK) },
#endif
#ifdef EPIPE
	{ "EPIPE", (__u64)(EPIPE) },
#endif
#ifdef EDOM
	{ "EDOM", (__u64)(EDOM) },
#endif
#ifdef ERANGE
	{ "ERANGE", (__u64)(ERANGE) },
#endif
#ifdef EDEADLK
	{ "EDEADLK", (__u64)(EDEADLK) },
#endif
#ifdef ENAMETOOLONG
	{ "ENAMETOOLONG", (__u64)(ENAMETOOLONG) },
#endif
#ifdef ENOLCK
	{ "ENOLCK", (__u64)(ENOLCK) },
#endif
#ifdef ENOSYS
	{ "ENOSYS", (__u64)(ENOSYS) },
#endif
#ifdef ENOTEMPTY
	{ "ENOTEMPTY", (__u64)(ENOTEMPTY) },
#endif
#ifdef ELOOP
	{ "ELOOP", (__u64)(ELOOP) },
#endif
#ifdef ENOMSG
	{ "ENOMSG", (__u64)(ENOMSG) },
#endif
#ifdef EIDRM
	{ "EIDRM", (__u64)(EIDRM) },
#endif
#ifdef ENODATA
	{ "ENODATA", (__u64)(ENODATA) },
#endif
#ifdef ETIME
	{ "ETIME", (__u64)(ETIME) },
#endif
#ifdef EPROTO
	{ "EPROTO", (__u64)(EPROTO) },
#endif
#ifdef EOVERFLOW
	{ "EOVERFLOW", (__u64)(EOVERFLOW) },
#endif
#ifdef EILSEQ
	{ "EILSEQ", (__u64)(EILSEQ) },
#endif
#ifdef EUSERS
	{ "EUSERS", (__u64)(EUSERS) },
#endif
#ifdef ENOTSOCK
	{ "ENOTSOCK", (__u64)(ENOTSOCK) },
#endif
#ifdef EDESTADDRREQ
	{ "EDESTADDRREQ", (__u64)(EDESTADDRREQ) },
#endif
#ifdef EMSGSIZE
	{ "EMSGSIZE", (__u64)(EMSGSIZE) },
#endif
#ifdef EPROTOTYPE
	{ "EPROTOTYPE", (__u64)(EPROTOTYPE) },
#endif
#ifdef ENOPROTOOPT
	{ "ENOPROTOOPT", (__u64)(ENOPROTOOPT) },
#endif
#ifdef EPROTONOSUPPORT
	{ "EPROTONOSUPPORT", (__u64)(EPROTONOSUPPORT) },
#endif
#ifdef ESOCKTNOSUPPORT
	{ "ESOCKTNOSUPPORT", (__u64)(ESOCKTNOSUPPORT) },
#endif
#ifdef EOPNOTSUPP
	{ "EOPNOTSUPP", (__u64)(EOPNOTSUPP) },
#endif
#ifdef EPFNOSUPPORT
	{ "EPFNOSUPPORT", (__u64)(EPFNOSUPPORT) },
#endif
#ifdef EAFNOSUPPORT
	{ "EAFNOSUPPORT", (__u64)(EAFNOSUPPORT) },
#endif
#ifdef EADDRINUSE
	{ "EADDRINUSE", (__u64)(EADDRINUSE) },
#endif
#ifdef EADDRNOTAVAIL
	{ "EADDRNOTAVAIL", (__u64)(EADDRNOTAVAIL) },
#endif
#ifdef ENETDOWN
	{ "ENETDOWN", (__u64)(ENETDOWN) },
#endif
#ifdef ENETUNREACH
	{ "ENETUNREACH", (__u64)(ENETUNREACH) },
#endif
#ifdef ENETRESET
	{ "ENETRESET", (__u64)(ENETRESET) },
#endif
#ifdef ECONNABORTED
	{ "ECONNABORTED", (__u64)(ECONNABORTED) },
#endif
#ifdef ECONNRESET
	{ "ECONNRESET", (__u64)(ECONNRESET) },
#endif
#ifdef ENOBUFS
	{ "ENOBUFS", (__u64)(ENOBUFS) },
#endif
#ifdef EISCONN
	{ "EISCONN", (__u64)(EISCONN) },
#endif
#ifdef ENOTCONN
	{ "ENOTCONN", (__u64)(ENOTCONN) },
#endif
#ifdef ESHUTDOWN
	{ "ESHUTDOWN", (__u64)(ESHUTDOWN) },
#endif
#ifdef ETIMEDOUT
	{ "ETIMEDOUT", (__u64)(ETIMEDOUT) },
#endif
#ifdef ECONNREFUSED
	{ "ECONNREFUSED", (__u64)(ECONNREFUSED) },
#endif
#ifdef EHOSTDOWN
	{ "EHOSTDOWN", (__u64)(EHOSTDOWN) },
#endif
#ifdef EHOSTUNREACH
	{ "EHOSTUNREACH", (__u64)(EHOSTUNREACH) },
#endif
#ifdef EALREADY
	{ "EALREADY", (__u64)(EALREADY) },
#endif
#ifdef EINPROGRESS
	{ "EINPROGRESS", (__u64)(EINPROGRESS) },
#endif
#ifdef ESTALE
	{ "ESTALE", (__u64)(ESTALE) },
#endif
#ifdef EDQUOT
	{ "EDQUOT", (__u64)(EDQUOT) },
#endif
#ifdef ECANCELED
	{ "ECANCELED", (__u64)(ECANCELED) },
#endif
#ifdef ENOKEY
	{ "ENOKEY", (__u64)(ENOKEY) },
#endif
#ifdef EKEYEXPIRED
	{ "EKEYEXPIRED", (__u64)(EKEYEXPIRED) },
#endif
#ifdef EKEYREVOKED
	{ "EKEYREVOKED", (__u64)(EKEYREVOKED) },
#endif
#ifdef EKEYREJECTED
	{ "EKEYREJECTED", (__u64)(EKEYREJECTED) },
#endif
#ifdef EOWNERDEAD
	{ "EOWNERDEAD", (__u64)(EOWNERDEAD) },
#endif
#ifdef ENOTRECOVERABLE
	{ "ENOTRECOVERABLE", (__u64)(ENOTRECOVERABLE) },
#endif
#ifdef ERFKILL
	{ "ERFKILL", (__u64)(ERFKILL) },
#endif
#ifdef EHWPOISON
	{ "EHWPOISON", (__u64)(EHWPOISON) },
#endif
#ifdef ENOTSUP
	{ "ENOTSUP", (__u64)(ENOTSUP) },
#endif
#ifdef EWOULDBLOCK
	{ "EWOULDBLOCK", (__u64)(EWOULDBLOCK) },
#endif
};

static const struct constant constants_bpf_commands[] = {
	{ "BPF_MAP_CREATE", (__u64)(BPF_MAP_CREATE) },
	{ "BPF_MAP_LOOKUP_ELEM", (__u64)(BPF_MAP_LOOKUP_ELEM) },
	{ "BPF_MAP_UPDATE_ELEM", (__u64)(BPF_MAP_UPDATE_ELEM) },
	{ "BPF_MAP_DELETE_ELEM", (__u64)(BPF_MAP_DELETE_ELEM) },
	{ "BPF_MAP_GET_NEXT_KEY", (__u64)(BPF_MAP_GET_NEXT_KEY) },
	{ "BPF_PROG_LOAD", (__u64)(BPF_PROG_LOAD) },
	{ "BPF_OBJ_PIN", (__u64)(BPF_OBJ_PIN) },
	{ "BPF_OBJ_GET", (__u64)(BPF_OBJ_GET) },
	{ "BPF_PROG_ATTACH", (__u64)(BPF_PROG_ATTACH) },
	{ "BPF_PROG_DETACH", (__u64)(BPF_PROG_DETACH) },
	{ "BPF_PROG_TEST_RUN", (__u64)(BPF_PROG_TEST_RUN) },
	{ "BPF_PROG_GET_NEXT_ID", (__u64)(BPF_PROG_GET_NEXT_ID) },
	{ "BPF_MAP_GET_NEXT_ID", (__u64)(BPF_MAP_GET_NEXT_ID) },
	{ "BPF_PROG_GET_FD_BY_ID", (__u64)(BPF_PROG_GET_FD_BY_ID) },
	{ "BPF_MAP_GET_FD_BY_ID", (__u64)(BPF_MAP_GET_FD_BY_ID) },
	{ "BPF_OBJ_GET_INFO_BY_FD", (__u64)(BPF_OBJ_GET_INFO_BY_FD) },
	{ "BPF_PROG_QUERY", (__u64)(BPF_PROG_QUERY) },
	{ "BPF_RAW_TRACEPOINT_OPEN", (__u64)(BPF_RAW_TRACEPOINT_OPEN) },
	{ "BPF_BTF_LOAD", (__u64)(BPF_BTF_LOAD) },
	{ "BPF_BTF_GET_FD_BY_ID", (__u64)(BPF_BTF_GET_FD_BY_ID) },
	{ "BPF_TASK_FD_QUERY", (__u64)(BPF_TASK_FD_QUERY) },
	{ "BPF_MAP_LOOKUP_AND_DELETE_ELEM", (__u64)(BPF_MAP_LOOKUP_AND_DELETE_ELEM) },
	{ "BPF_MAP_FREEZE", (__u64)(BPF_MAP_FREEZE) },
	{ "BPF_LINK_CREATE", (__u64)(BPF_LINK_CREATE) },
	{ "BPF_LINK_UPDATE", (__u64)(BPF_LINK_UPDATE) },
	{ "BPF_ENABLE_STATS", (__u64)(BPF_ENABLE_STATS) },
	{ "BPF_ITER_CREATE", (__u64)(BPF_ITER_CREATE) },
	{ "BPF_LINK_DETACH", (__u64)(BPF_LINK_DETACH) },
	{ "BPF_PROG_BIND_MAP", (__u64)(BPF_PROG_BIND_MAP) },
};

static const struct constant_set constant_sets[] = {
	{ "open_flags", CONSTANTS_OPEN, constants_open_flags, ARRAY_SIZE(constants_open_flags) },
	{ "clone_flags", CONSTANTS_FLAGS, constants_clone_flags, ARRAY_SIZE(constants_clone_flags) },
	{ "prot", CONSTANTS_FLAGS, constants_prot, ARRAY_SIZE(constants_prot) },
	{ "mmap_flags", CONSTANTS_FLAGS, constants_mmap_flags, ARRAY_SIZE(constants_mmap_flags) },
	{ "families", CONSTANTS_VALUES, constants_families, ARRAY_SIZE(constants_families) },
	{ "socket_types", CONSTANTS_SOCKET, constants_socket_types, ARRAY_SIZE(constants_socket_types) },
	{ "protocols", CONSTANTS_VALUES, constants_protocols, ARRAY_SIZE(constants_protocols) },
	{ "socket_levels", CONSTANTS_VALUES, constants_socket_levels, ARRAY_SIZE(constants_socket_levels) },
	{ "message_flags", CONSTANTS_FLAGS, constants_message_flags, ARRAY_SIZE(constants_message_flags) },
	{ "ioctls", CONSTANTS_VALUES, constants_ioctls, ARRAY_SIZE(constants_ioctls) },
	{ "prctls", CONSTANTS_VALUES, constants_prctls, ARRAY_SIZE(constants_prctls) },
	{ "fcntls", CONSTANTS_VALUES, constants_fcntls, ARRAY_SIZE(constants_fcntls) },
	{ "futex_ops", CONSTANTS_FUTEX, constants_futex_ops, ARRAY_SIZE(constants_futex_ops) },
	{ "seccomp_ops", CONSTANTS_VALUES, constants_seccomp_ops, ARRAY_SIZE(constants_seccomp_ops) },
	{ "advice", CONSTANTS_VALUES, constants_advice, ARRAY_SIZE(constants_advice) },
	{ "mount_flags", CONSTANTS_FLAGS, constants_mount_flags, ARRAY_SIZE(constants_mount_flags) },
	{ "umount_flags", CONSTANTS_FLAGS, constants_umount_flags, ARRAY_SIZE(constants_umount_flags) },
	{ "signals", CONSTANTS_VALUES, constants_signals, ARRAY_SIZE(constants_signals) },
	{ "keyctls", CONSTANTS_VALUES, constants_keyctls, ARRAY_SIZE(constants_keyctls) },
	{ "ptrace_requests", CONSTANTS_VALUES, constants_ptrace_requests, ARRAY_SIZE(constants_ptrace_requests) },
	{ "clocks", CONSTANTS_VALUES, constants_clocks, ARRAY_SIZE(constants_clocks) },
	{ "whence", CONSTANTS_VALUES, constants_whence, ARRAY_SIZE(constants_whence) },
	{ "at_flags", CONSTANTS_FLAGS, constants_at_flags, ARRAY_SIZE(constants_at_flags) },
	{ "directories", CONSTANTS_VALUES, constants_directories, ARRAY_SIZE(constants_directories) },
	{ "limits", CONSTANTS_VALUES, constants_limits, ARRAY_SIZE(constants_limits) },
	{ "policies", CONSTANTS_VALUES, constants_policies, ARRAY_SIZE(constants_policies) },
	{ "resolve", CONSTANTS_FLAGS, constants_resolve, ARRAY_SIZE(constants_resolve) },
	{ "modes", CONSTANTS_FLAGS, constants_modes, ARRAY_SIZE(constants_modes) },
	{ "personalities", CONSTANTS_VALUES, constants_personalities, ARRAY_SIZE(constants_personalities) },
	{ "errnos", CONSTANTS_VALUES, constants_errnos, ARRAY_SIZE(constants_errnos) },
	{ "bpf_commands", CONSTANTS_VALUES, constants_bpf_commands, ARRAY_SIZE(constants_bpf_commands) },
};
