/* SPDX-License-Identifier: GPL-2.0-only */
/* Made by gen_args.py. Do not edit. */

static const struct call_prototype wide_prototypes[] = {
	{ "_sysctl", 0, {
	} },
	{ "accept", 3, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "upeer_sockaddr", "struct sockaddr __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "upeer_addrlen", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "accept4", 4, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "upeer_sockaddr", "struct sockaddr __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "upeer_addrlen", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "socket_types", 32, true },
	} },
	{ "access", 2, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "mode", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "acct", 1, {
		{ "name", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
	} },
	{ "add_key", 5, {
		{ "_type", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
		{ "_description", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
		{ "_payload", "const void __user *", SECCOMP_KIND_BUFFER, NULL, NULL, 64, false },
		{ "plen", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "ringid", "key_serial_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "adjtimex", 1, {
		{ "txc_p", "struct __kernel_timex __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "alarm", 1, {
		{ "seconds", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "arch_prctl", 2, {
		{ "option", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "arg2", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "bind", 3, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "umyaddr", "struct sockaddr __user *", SECCOMP_KIND_SOCKADDR, "sockaddr", NULL, 64, false },
		{ "addrlen", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "bpf", 3, {
		{ "cmd", "int", SECCOMP_KIND_NONE, NULL, "bpf_commands", 32, true },
		{ "uattr", "union bpf_attr __user *", SECCOMP_KIND_SIZED_STRUCT, "bpf_attr", NULL, 64, false },
		{ "size", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "brk", 1, {
		{ "brk", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "cachestat", 4, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "cstat_range", "struct cachestat_range __user *", SECCOMP_KIND_STRUCT, "cachestat_range", NULL, 64, false },
		{ "cstat", "struct cachestat __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, "at_flags", 32, false },
	} },
	{ "capget", 2, {
		{ "header", "cap_user_header_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "dataptr", "cap_user_data_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "capset", 2, {
		{ "header", "cap_user_header_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "data", "const cap_user_data_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "chdir", 1, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
	} },
	{ "chmod", 2, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "mode", "umode_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "chown", 3, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "user", "uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "group", "gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "chroot", 1, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
	} },
	{ "clock_adjtime", 2, {
		{ "which_clock", "const clockid_t", SECCOMP_KIND_NONE, NULL, "clocks", 32, true },
		{ "utx", "struct __kernel_timex __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "clock_adjtime64", 2, {
		{ "which_clock", "const clockid_t", SECCOMP_KIND_NONE, NULL, "clocks", 32, true },
		{ "utx", "struct __kernel_timex __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "clock_getres", 2, {
		{ "which_clock", "const clockid_t", SECCOMP_KIND_NONE, NULL, "clocks", 32, true },
		{ "tp", "struct __kernel_timespec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "clock_getres_time64", 2, {
		{ "which_clock", "const clockid_t", SECCOMP_KIND_NONE, NULL, "clocks", 32, true },
		{ "tp", "struct __kernel_timespec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "clock_gettime", 2, {
		{ "which_clock", "const clockid_t", SECCOMP_KIND_NONE, NULL, "clocks", 32, true },
		{ "tp", "struct __kernel_timespec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "clock_gettime64", 2, {
		{ "which_clock", "const clockid_t", SECCOMP_KIND_NONE, NULL, "clocks", 32, true },
		{ "tp", "struct __kernel_timespec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "clock_nanosleep", 4, {
		{ "which_clock", "const clockid_t", SECCOMP_KIND_NONE, NULL, "clocks", 32, true },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "rqtp", "const struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 64, false },
		{ "rmtp", "struct __kernel_timespec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "clock_nanosleep_time64", 4, {
		{ "which_clock", "const clockid_t", SECCOMP_KIND_NONE, NULL, "clocks", 32, true },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "rqtp", "const struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 64, false },
		{ "rmtp", "struct __kernel_timespec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "clock_settime", 2, {
		{ "which_clock", "const clockid_t", SECCOMP_KIND_NONE, NULL, "clocks", 32, true },
		{ "tp", "const struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 64, false },
	} },
	{ "clock_settime64", 2, {
		{ "which_clock", "const clockid_t", SECCOMP_KIND_NONE, NULL, "clocks", 32, true },
		{ "tp", "const struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 64, false },
	} },
	{ "clone", 5, {
		{ "clone_flags", "unsigned long", SECCOMP_KIND_NONE, NULL, "clone_flags", 64, false },
		{ "newsp", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "parent_tidptr", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "tls", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "child_tidptr", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "clone3", 2, {
		{ "uargs", "struct clone_args __user *", SECCOMP_KIND_SIZED_STRUCT, "clone_args", NULL, 64, false },
		{ "size", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "close", 1, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "close_range", 3, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "max_fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "connect", 3, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "uservaddr", "struct sockaddr __user *", SECCOMP_KIND_SOCKADDR, "sockaddr", NULL, 64, false },
		{ "addrlen", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "copy_file_range", 6, {
		{ "fd_in", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "off_in", "loff_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "fd_out", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "off_out", "loff_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "creat", 2, {
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "mode", "umode_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "delete_module", 2, {
		{ "name_user", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "dup", 1, {
		{ "fildes", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "dup2", 2, {
		{ "oldfd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "newfd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "dup3", 3, {
		{ "oldfd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "newfd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "open_flags", 32, true },
	} },
	{ "epoll_create", 1, {
		{ "size", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "epoll_create1", 1, {
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "open_flags", 32, true },
	} },
	{ "epoll_ctl", 4, {
		{ "epfd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "op", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "event", "struct epoll_event __user *", SECCOMP_KIND_STRUCT, "epoll_event", NULL, 64, false },
	} },
	{ "epoll_pwait", 6, {
		{ "epfd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "events", "struct epoll_event __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "maxevents", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "timeout", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "sigmask", "const sigset_t __user *", SECCOMP_KIND_STRUCT, "sigset_t", NULL, 64, false },
		{ "sigsetsize", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "epoll_pwait2", 6, {
		{ "epfd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "events", "struct epoll_event __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "maxevents", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "timeout", "const struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 64, false },
		{ "sigmask", "const sigset_t __user *", SECCOMP_KIND_STRUCT, "sigset_t", NULL, 64, false },
		{ "sigsetsize", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "epoll_wait", 4, {
		{ "epfd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "events", "struct epoll_event __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "maxevents", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "timeout", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "eventfd", 1, {
		{ "count", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "eventfd2", 2, {
		{ "count", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "open_flags", 32, true },
	} },
	{ "execve", 3, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "argv", "const char __user *const __user *", SECCOMP_KIND_STRINGS, NULL, NULL, 64, false },
		{ "envp", "const char __user *const __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "execveat", 5, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "argv", "const char __user *const __user *", SECCOMP_KIND_STRINGS, NULL, NULL, 64, false },
		{ "envp", "const char __user *const __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "at_flags", 32, true },
	} },
	{ "exit", 1, {
		{ "error_code", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "exit_group", 1, {
		{ "error_code", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "faccessat", 3, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "mode", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "faccessat2", 4, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "mode", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "at_flags", 32, true },
	} },
	{ "fadvise64", 4, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "offset", "loff_t", SECCOMP_KIND_NONE, NULL, NULL, 64, true },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "advice", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "fallocate", 4, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "mode", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "offset", "loff_t", SECCOMP_KIND_NONE, NULL, NULL, 64, true },
		{ "len", "loff_t", SECCOMP_KIND_NONE, NULL, NULL, 64, true },
	} },
	{ "fanotify_init", 2, {
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "event_f_flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fanotify_mark", 5, {
		{ "fanotify_fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "mask", "__u64", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
	} },
	{ "fchdir", 1, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fchmod", 2, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "mode", "umode_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fchmodat", 3, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "mode", "umode_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fchmodat2", 4, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "mode", "umode_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, "at_flags", 32, false },
	} },
	{ "fchown", 3, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "user", "uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "group", "gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fchownat", 5, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "user", "uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "group", "gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flag", "int", SECCOMP_KIND_NONE, NULL, "at_flags", 32, true },
	} },
	{ "fchroot", 2, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fcntl", 3, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "cmd", "unsigned int", SECCOMP_KIND_NONE, NULL, "fcntls", 32, false },
		{ "arg", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "fdatasync", 1, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fgetxattr", 4, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "name", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
		{ "value", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "size", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "file_getattr", 5, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "ufattr", "struct file_attr __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "usize", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "at_flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "file_setattr", 5, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "ufattr", "struct file_attr __user *", SECCOMP_KIND_SIZED_STRUCT, "file_attr", NULL, 64, false },
		{ "usize", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "at_flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "finit_module", 3, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "uargs", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "flistxattr", 3, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "list", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "size", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "flock", 2, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "cmd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fork", 0, {
	} },
	{ "fremovexattr", 2, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "name", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
	} },
	{ "fsconfig", 5, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "cmd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "_key", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
		{ "_value", "const void __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "aux", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "fsetxattr", 5, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "name", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
		{ "value", "const void __user *", SECCOMP_KIND_BUFFER, NULL, NULL, 64, false },
		{ "size", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "fsmount", 3, {
		{ "fs_fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "attr_flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fsopen", 2, {
		{ "_fs_name", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fspick", 3, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "path", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fstat", 2, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "statbuf", "struct stat __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "fstatat", 4, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "statbuf", "struct stat64 __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flag", "int", SECCOMP_KIND_NONE, NULL, "at_flags", 32, true },
	} },
	{ "fstatfs", 2, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "buf", "struct statfs __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "fsync", 1, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "ftruncate", 2, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "length", "off_t", SECCOMP_KIND_NONE, NULL, NULL, 64, true },
	} },
	{ "futex", 6, {
		{ "uaddr", "u32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "op", "int", SECCOMP_KIND_NONE, NULL, "futex_ops", 32, true },
		{ "val", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "utime", "const struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 64, false },
		{ "uaddr2", "u32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "val3", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "futex_requeue", 4, {
		{ "waiters", "struct futex_waitv __user *", SECCOMP_KIND_STRUCT, "futex_waitv", NULL, 64, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "nr_wake", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "nr_requeue", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "futex_time64", 6, {
		{ "uaddr", "u32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "op", "int", SECCOMP_KIND_NONE, NULL, "futex_ops", 32, true },
		{ "val", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "utime", "const struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 64, false },
		{ "uaddr2", "u32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "val3", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "futex_wait", 6, {
		{ "uaddr", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "val", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "mask", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "timeout", "struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 64, false },
		{ "clockid", "clockid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "futex_waitv", 5, {
		{ "waiters", "struct futex_waitv __user *", SECCOMP_KIND_ARRAY, "futex_waitv", NULL, 64, false },
		{ "nr_futexes", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "timeout", "struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 64, false },
		{ "clockid", "clockid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "futex_wake", 4, {
		{ "uaddr", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "mask", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "nr", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "futimesat", 3, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "utimes", "struct __kernel_old_timeval __user *", SECCOMP_KIND_STRUCT, "__kernel_old_timeval", NULL, 64, false },
	} },
	{ "get_mempolicy", 5, {
		{ "policy", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "nmask", "unsigned long __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "maxnode", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "addr", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "get_robust_list", 3, {
		{ "pid", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "head_ptr", "struct robust_list_head __user * __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "len_ptr", "size_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "getcpu", 3, {
		{ "cpup", "unsigned __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "nodep", "unsigned __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "unused", "struct getcpu_cache __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "getcwd", 2, {
		{ "buf", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "size", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "getdents", 3, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "dirent", "struct linux_dirent __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "count", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "getdents64", 3, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "dirent", "struct linux_dirent64 __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "count", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "getegid", 0, {
	} },
	{ "geteuid", 0, {
	} },
	{ "getgid", 0, {
	} },
	{ "getgroups", 2, {
		{ "gidsetsize", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "grouplist", "gid_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "getitimer", 2, {
		{ "which", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "value", "struct __kernel_old_itimerval __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "getpeername", 3, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "usockaddr", "struct sockaddr __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "usockaddr_len", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "getpgid", 1, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "getpgrp", 0, {
	} },
	{ "getpid", 0, {
	} },
	{ "getppid", 0, {
	} },
	{ "getpriority", 2, {
		{ "which", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "who", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "getrandom", 3, {
		{ "ubuf", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "getresgid", 3, {
		{ "rgidp", "gid_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "egidp", "gid_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "sgidp", "gid_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "getresuid", 3, {
		{ "ruidp", "uid_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "euidp", "uid_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "suidp", "uid_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "getrlimit", 2, {
		{ "resource", "unsigned int", SECCOMP_KIND_NONE, NULL, "limits", 32, false },
		{ "rlim", "struct rlimit __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "getrusage", 2, {
		{ "who", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "ru", "struct rusage __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "getsid", 1, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "getsockname", 3, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "usockaddr", "struct sockaddr __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "usockaddr_len", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "getsockopt", 5, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "level", "int", SECCOMP_KIND_NONE, NULL, "socket_levels", 32, true },
		{ "optname", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "optval", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "optlen", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "gettid", 0, {
	} },
	{ "gettimeofday", 2, {
		{ "tv", "struct __kernel_old_timeval __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "tz", "struct timezone __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "getuid", 0, {
	} },
	{ "getxattr", 4, {
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "name", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
		{ "value", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "size", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "getxattrat", 6, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "at_flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "name", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
		{ "uargs", "struct xattr_args __user *", SECCOMP_KIND_SIZED_STRUCT, "xattr_args", NULL, 64, false },
		{ "usize", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "init_module", 3, {
		{ "umod", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "len", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "uargs", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
	} },
	{ "inotify_add_watch", 3, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "mask", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "inotify_init", 0, {
	} },
	{ "inotify_init1", 1, {
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "open_flags", 32, true },
	} },
	{ "inotify_rm_watch", 2, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "wd", "__s32", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "io_cancel", 3, {
		{ "ctx_id", "aio_context_t", SECCOMP_KIND_NONE, NULL, NULL, 64, true },
		{ "iocb", "struct iocb __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "result", "struct io_event __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "io_destroy", 1, {
		{ "ctx", "aio_context_t", SECCOMP_KIND_NONE, NULL, NULL, 64, true },
	} },
	{ "io_getevents", 5, {
		{ "ctx_id", "aio_context_t", SECCOMP_KIND_NONE, NULL, NULL, 64, true },
		{ "min_nr", "long", SECCOMP_KIND_NONE, NULL, NULL, 64, true },
		{ "nr", "long", SECCOMP_KIND_NONE, NULL, NULL, 64, true },
		{ "events", "struct io_event __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "timeout", "struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 64, false },
	} },
	{ "io_pgetevents", 6, {
		{ "ctx_id", "aio_context_t", SECCOMP_KIND_NONE, NULL, NULL, 64, true },
		{ "min_nr", "long", SECCOMP_KIND_NONE, NULL, NULL, 64, true },
		{ "nr", "long", SECCOMP_KIND_NONE, NULL, NULL, 64, true },
		{ "events", "struct io_event __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "timeout", "struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 64, false },
		{ "usig", "const struct __aio_sigset __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "io_pgetevents_time64", 6, {
		{ "ctx_id", "aio_context_t", SECCOMP_KIND_NONE, NULL, NULL, 64, true },
		{ "min_nr", "long", SECCOMP_KIND_NONE, NULL, NULL, 64, true },
		{ "nr", "long", SECCOMP_KIND_NONE, NULL, NULL, 64, true },
		{ "events", "struct io_event __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "timeout", "struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 64, false },
		{ "usig", "const struct __aio_sigset __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "io_setup", 2, {
		{ "nr_events", "unsigned", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "ctxp", "aio_context_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "io_submit", 3, {
		{ "ctx_id", "aio_context_t", SECCOMP_KIND_NONE, NULL, NULL, 64, true },
		{ "nr", "long", SECCOMP_KIND_NONE, NULL, NULL, 64, true },
		{ "iocbpp", "struct iocb __user * __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "io_uring_enter", 6, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "to_submit", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "min_complete", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "argp", "const void __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "argsz", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "io_uring_register", 4, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "opcode", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "arg", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "nr_args", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "io_uring_setup", 2, {
		{ "entries", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "params", "struct io_uring_params __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "ioctl", 3, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "cmd", "unsigned int", SECCOMP_KIND_NONE, NULL, "ioctls", 32, false },
		{ "arg", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "ioperm", 3, {
		{ "from", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "num", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "turn_on", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "iopl", 1, {
		{ "level", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "ioprio_get", 2, {
		{ "which", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "who", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "ioprio_set", 3, {
		{ "which", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "who", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "ioprio", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "kcmp", 5, {
		{ "pid1", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "pid2", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "type", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "idx1", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "idx2", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "kexec_file_load", 5, {
		{ "kernel_fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "initrd_fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "cmdline_len", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "cmdline_ptr", "const char __user *", SECCOMP_KIND_BUFFER, NULL, NULL, 64, false },
		{ "flags", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "kexec_load", 4, {
		{ "entry", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "nr_segments", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "segments", "struct kexec_segment __user *", SECCOMP_KIND_ARRAY, "kexec_segment", NULL, 64, false },
		{ "flags", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "keyctl", 5, {
		{ "option", "int", SECCOMP_KIND_NONE, NULL, "keyctls", 32, true },
		{ "arg2", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "arg3", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "arg4", "unsigned long", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
		{ "arg5", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "kill", 2, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "sig", "int", SECCOMP_KIND_NONE, NULL, "signals", 32, true },
	} },
	{ "landlock_add_rule", 4, {
		{ "ruleset_fd", "const int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "rule_type", "const enum landlock_rule_type", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "rule_attr", "const void __user *const", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "const __u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "landlock_create_ruleset", 3, {
		{ "attr", "const struct landlock_ruleset_attr __user *const", SECCOMP_KIND_SIZED_STRUCT, "landlock_ruleset_attr", NULL, 64, false },
		{ "size", "const size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "const __u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "landlock_restrict_self", 2, {
		{ "ruleset_fd", "const int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "const __u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "lchown", 3, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "user", "uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "group", "gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "lgetxattr", 4, {
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "name", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
		{ "value", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "size", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "link", 2, {
		{ "oldname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "newname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
	} },
	{ "linkat", 5, {
		{ "olddfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "oldname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "newdfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "newname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "at_flags", 32, true },
	} },
	{ "listen", 2, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "backlog", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "listmount", 4, {
		{ "req", "const struct mnt_id_req __user *", SECCOMP_KIND_SELF_SIZED, "mnt_id_req", NULL, 64, false },
		{ "mnt_ids", "u64 __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "nr_mnt_ids", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "listns", 4, {
		{ "req", "const struct ns_id_req __user *", SECCOMP_KIND_SELF_SIZED, "ns_id_req", NULL, 64, false },
		{ "ns_ids", "u64 __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "nr_ns_ids", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "listxattr", 3, {
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "list", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "size", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "listxattrat", 5, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "at_flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "list", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "size", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "llistxattr", 3, {
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "list", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "size", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "lookup_dcookie", 0, {
	} },
	{ "lremovexattr", 2, {
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "name", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
	} },
	{ "lseek", 3, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "offset", "off_t", SECCOMP_KIND_NONE, NULL, NULL, 64, true },
		{ "whence", "unsigned int", SECCOMP_KIND_NONE, NULL, "whence", 32, false },
	} },
	{ "lsetxattr", 5, {
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "name", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
		{ "value", "const void __user *", SECCOMP_KIND_BUFFER, NULL, NULL, 64, false },
		{ "size", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "lsm_get_self_attr", 4, {
		{ "attr", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "ctx", "struct lsm_ctx __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "size", "u32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "lsm_list_modules", 3, {
		{ "ids", "u64 __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "size", "u32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "lsm_set_self_attr", 4, {
		{ "attr", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "ctx", "struct lsm_ctx __user *", SECCOMP_KIND_SIZED_STRUCT, "lsm_ctx", NULL, 64, false },
		{ "size", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "lstat", 2, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "statbuf", "struct stat __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "madvise", 3, {
		{ "start", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "len_in", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "behavior", "int", SECCOMP_KIND_NONE, NULL, "advice", 32, true },
	} },
	{ "map_shadow_stack", 3, {
		{ "addr", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "size", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "mbind", 6, {
		{ "start", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "len", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "mode", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "nmask", "const unsigned long __user *", SECCOMP_KIND_ARRAY, NULL, NULL, 64, false },
		{ "maxnode", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "membarrier", 3, {
		{ "cmd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "cpu_id", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "memfd_create", 2, {
		{ "uname", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "memfd_secret", 1, {
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "migrate_pages", 4, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "maxnode", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "old_nodes", "const unsigned long __user *", SECCOMP_KIND_ARRAY, NULL, NULL, 64, false },
		{ "new_nodes", "const unsigned long __user *", SECCOMP_KIND_ARRAY, NULL, NULL, 64, false },
	} },
	{ "mincore", 3, {
		{ "start", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "vec", "unsigned char __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "mkdir", 2, {
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "mode", "umode_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "mkdirat", 3, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "mode", "umode_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "mknod", 3, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "mode", "umode_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "dev", "unsigned", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "mknodat", 4, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "mode", "umode_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "dev", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "mlock", 2, {
		{ "start", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "mlock2", 3, {
		{ "start", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "mlockall", 1, {
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "mmap", 6, {
		{ "addr", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "len", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "prot", "unsigned long", SECCOMP_KIND_NONE, NULL, "prot", 64, false },
		{ "flags", "unsigned long", SECCOMP_KIND_NONE, NULL, "mmap_flags", 64, false },
		{ "fd", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "off", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "modify_ldt", 3, {
		{ "func", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "ptr", "void __user *", SECCOMP_KIND_STRUCT, "user_desc", NULL, 64, false },
		{ "bytecount", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "mount", 5, {
		{ "dev_name", "char __user *", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
		{ "dir_name", "char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "type", "char __user *", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
		{ "flags", "unsigned long", SECCOMP_KIND_NONE, NULL, "mount_flags", 64, false },
		{ "data", "void __user *", SECCOMP_KIND_STRUCT, NULL, NULL, 64, false },
	} },
	{ "mount_setattr", 5, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "path", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "uattr", "struct mount_attr __user *", SECCOMP_KIND_SIZED_STRUCT, "mount_attr", NULL, 64, false },
		{ "usize", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "move_mount", 5, {
		{ "from_dfd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "from_pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "to_dfd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "to_pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "move_pages", 6, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "nr_pages", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "pages", "const void __user * __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "nodes", "const int __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "status", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "mprotect", 3, {
		{ "start", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "prot", "unsigned long", SECCOMP_KIND_NONE, NULL, "prot", 64, false },
	} },
	{ "mq_getsetattr", 3, {
		{ "mqdes", "mqd_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "u_mqstat", "const struct mq_attr __user *", SECCOMP_KIND_STRUCT, "mq_attr", NULL, 64, false },
		{ "u_omqstat", "struct mq_attr __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "mq_notify", 2, {
		{ "mqdes", "mqd_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "u_notification", "const struct sigevent __user *", SECCOMP_KIND_STRUCT, "sigevent", NULL, 64, false },
	} },
	{ "mq_open", 4, {
		{ "u_name", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "oflag", "int", SECCOMP_KIND_NONE, NULL, "open_flags", 32, true },
		{ "mode", "umode_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "u_attr", "struct mq_attr __user *", SECCOMP_KIND_STRUCT, "mq_attr", NULL, 64, false },
	} },
	{ "mq_timedreceive", 5, {
		{ "mqdes", "mqd_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "u_msg_ptr", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "msg_len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "u_msg_prio", "unsigned int __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "u_abs_timeout", "const struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 64, false },
	} },
	{ "mq_timedreceive_time64", 5, {
		{ "mqdes", "mqd_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "u_msg_ptr", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "msg_len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "u_msg_prio", "unsigned int __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "u_abs_timeout", "const struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 64, false },
	} },
	{ "mq_timedsend", 5, {
		{ "mqdes", "mqd_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "u_msg_ptr", "const char __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "msg_len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "msg_prio", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "u_abs_timeout", "const struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 64, false },
	} },
	{ "mq_timedsend_time64", 5, {
		{ "mqdes", "mqd_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "u_msg_ptr", "const char __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "msg_len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "msg_prio", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "u_abs_timeout", "const struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 64, false },
	} },
	{ "mq_unlink", 1, {
		{ "u_name", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
	} },
	{ "mremap", 5, {
		{ "addr", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "old_len", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "new_len", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "new_addr", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "mseal", 3, {
		{ "start", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "msgctl", 3, {
		{ "msqid", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "cmd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "buf", "struct msqid_ds __user *", SECCOMP_KIND_STRUCT, "msqid64_ds", NULL, 64, false },
	} },
	{ "msgget", 2, {
		{ "key", "key_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "msgflg", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "msgrcv", 5, {
		{ "msqid", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "msgp", "struct msgbuf __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "msgsz", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "msgtyp", "long", SECCOMP_KIND_NONE, NULL, NULL, 64, true },
		{ "msgflg", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "msgsnd", 4, {
		{ "msqid", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "msgp", "struct msgbuf __user *", SECCOMP_KIND_BUFFER, NULL, NULL, 64, false },
		{ "msgsz", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "msgflg", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "msync", 3, {
		{ "start", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "munlock", 2, {
		{ "start", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "munlockall", 0, {
	} },
	{ "munmap", 2, {
		{ "addr", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "name_to_handle_at", 5, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "name", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "handle", "struct file_handle __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "mnt_id", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flag", "int", SECCOMP_KIND_NONE, NULL, "at_flags", 32, true },
	} },
	{ "nanosleep", 2, {
		{ "rqtp", "struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 64, false },
		{ "rmtp", "struct __kernel_timespec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "newfstatat", 4, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "statbuf", "struct stat __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flag", "int", SECCOMP_KIND_NONE, NULL, "at_flags", 32, true },
	} },
	{ "nfsservctl", 0, {
	} },
	{ "open", 3, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "open_flags", 32, true },
		{ "mode", "umode_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "open_by_handle_at", 3, {
		{ "mountdirfd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "handle", "struct file_handle __user *", SECCOMP_KIND_SELF_SIZED, "file_handle", NULL, 64, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "open_flags", 32, true },
	} },
	{ "open_tree", 3, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "flags", "unsigned", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "open_tree_attr", 5, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "flags", "unsigned", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "uattr", "struct mount_attr __user *", SECCOMP_KIND_SIZED_STRUCT, "mount_attr", NULL, 64, false },
		{ "usize", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "openat", 4, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "open_flags", 32, true },
		{ "mode", "umode_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "openat2", 4, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "how", "struct open_how __user *", SECCOMP_KIND_SIZED_STRUCT, "open_how", NULL, 64, false },
		{ "usize", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "pause", 0, {
	} },
	{ "perf_event_open", 5, {
		{ "attr_uptr", "struct perf_event_attr __user *", SECCOMP_KIND_SELF_SIZED, "perf_event_attr", NULL, 64, false },
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "cpu", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "group_fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "personality", 1, {
		{ "personality", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "pidfd_getfd", 3, {
		{ "pidfd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "pidfd_open", 2, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "pidfd_send_signal", 4, {
		{ "pidfd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "sig", "int", SECCOMP_KIND_NONE, NULL, "signals", 32, true },
		{ "info", "siginfo_t __user *", SECCOMP_KIND_STRUCT, "siginfo", NULL, 64, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "pipe", 1, {
		{ "fildes", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "pipe2", 2, {
		{ "fildes", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "open_flags", 32, true },
	} },
	{ "pivot_root", 2, {
		{ "new_root", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "put_old", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
	} },
	{ "pkey_alloc", 2, {
		{ "flags", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "init_val", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "pkey_free", 1, {
		{ "pkey", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "pkey_mprotect", 4, {
		{ "start", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "prot", "unsigned long", SECCOMP_KIND_NONE, NULL, "prot", 64, false },
		{ "pkey", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "poll", 3, {
		{ "ufds", "struct pollfd __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "nfds", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "timeout_msecs", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "ppoll", 5, {
		{ "ufds", "struct pollfd __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "nfds", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "tsp", "struct __kernel_timespec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "sigmask", "const sigset_t __user *", SECCOMP_KIND_STRUCT, "sigset_t", NULL, 64, false },
		{ "sigsetsize", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "ppoll_time64", 5, {
		{ "ufds", "struct pollfd __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "nfds", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "tsp", "struct __kernel_timespec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "sigmask", "const sigset_t __user *", SECCOMP_KIND_STRUCT, "sigset_t", NULL, 64, false },
		{ "sigsetsize", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "prctl", 5, {
		{ "option", "int", SECCOMP_KIND_NONE, NULL, "prctls", 32, true },
		{ "arg2", "unsigned long", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
		{ "arg3", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "arg4", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "arg5", "unsigned long", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
	} },
	{ "pread64", 4, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "buf", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "count", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "pos", "loff_t", SECCOMP_KIND_NONE, NULL, NULL, 64, true },
	} },
	{ "preadv", 5, {
		{ "fd", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "vec", "const struct iovec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "vlen", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "pos_l", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "pos_h", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "preadv2", 6, {
		{ "fd", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "vec", "const struct iovec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "vlen", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "pos_l", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "pos_h", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "rwf_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "prlimit64", 4, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "resource", "unsigned int", SECCOMP_KIND_NONE, NULL, "limits", 32, false },
		{ "new_rlim", "const struct rlimit64 __user *", SECCOMP_KIND_STRUCT, "rlimit64", NULL, 64, false },
		{ "old_rlim", "struct rlimit64 __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "process_madvise", 5, {
		{ "pidfd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "vec", "const struct iovec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "vlen", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "behavior", "int", SECCOMP_KIND_NONE, NULL, "advice", 32, true },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "process_mrelease", 2, {
		{ "pidfd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "process_vm_readv", 6, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "lvec", "const struct iovec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "liovcnt", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "rvec", "const struct iovec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "riovcnt", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "process_vm_writev", 6, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "lvec", "const struct iovec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "liovcnt", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "rvec", "const struct iovec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "riovcnt", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "pselect6", 6, {
		{ "n", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "inp", "fd_set __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "outp", "fd_set __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "exp", "fd_set __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "tsp", "struct __kernel_timespec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "sig", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "pselect6_time64", 6, {
		{ "n", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "inp", "fd_set __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "outp", "fd_set __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "exp", "fd_set __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "tsp", "struct __kernel_timespec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "sig", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "ptrace", 4, {
		{ "request", "long", SECCOMP_KIND_NONE, NULL, "ptrace_requests", 64, true },
		{ "pid", "long", SECCOMP_KIND_NONE, NULL, NULL, 64, true },
		{ "addr", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "data", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "pwrite64", 4, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "buf", "const char __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "count", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "pos", "loff_t", SECCOMP_KIND_NONE, NULL, NULL, 64, true },
	} },
	{ "pwritev", 5, {
		{ "fd", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "vec", "const struct iovec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "vlen", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "pos_l", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "pos_h", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "pwritev2", 6, {
		{ "fd", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "vec", "const struct iovec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "vlen", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "pos_l", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "pos_h", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "rwf_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "quotactl", 4, {
		{ "cmd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "special", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "id", "qid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "addr", "void __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
	} },
	{ "quotactl_fd", 4, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "cmd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "id", "qid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "addr", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "read", 3, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "buf", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "count", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "readahead", 3, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "offset", "loff_t", SECCOMP_KIND_NONE, NULL, NULL, 64, true },
		{ "count", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "readlink", 3, {
		{ "path", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "buf", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "bufsiz", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "readlinkat", 4, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "buf", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "bufsiz", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "readv", 3, {
		{ "fd", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "vec", "const struct iovec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "vlen", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "reboot", 4, {
		{ "magic1", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "magic2", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "cmd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "arg", "void __user *", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
	} },
	{ "recvfrom", 6, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "ubuf", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "size", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, "message_flags", 32, false },
		{ "addr", "struct sockaddr __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "addr_len", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "recvmmsg", 5, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "mmsg", "struct mmsghdr __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "vlen", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, "message_flags", 32, false },
		{ "timeout", "struct __kernel_timespec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "recvmmsg_time64", 5, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "mmsg", "struct mmsghdr __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "vlen", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, "message_flags", 32, false },
		{ "timeout", "struct __kernel_timespec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "recvmsg", 3, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "msg", "struct user_msghdr __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, "message_flags", 32, false },
	} },
	{ "remap_file_pages", 5, {
		{ "start", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "size", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "prot", "unsigned long", SECCOMP_KIND_NONE, NULL, "prot", 64, false },
		{ "pgoff", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "removexattr", 2, {
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "name", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
	} },
	{ "removexattrat", 4, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "at_flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "name", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
	} },
	{ "rename", 2, {
		{ "oldname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "newname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
	} },
	{ "renameat", 4, {
		{ "olddfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "oldname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "newdfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "newname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
	} },
	{ "renameat2", 5, {
		{ "olddfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "oldname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "newdfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "newname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, "at_flags", 32, false },
	} },
	{ "request_key", 4, {
		{ "_type", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
		{ "_description", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
		{ "_callout_info", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
		{ "destringid", "key_serial_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "restart_syscall", 0, {
	} },
	{ "rmdir", 1, {
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
	} },
	{ "rseq", 4, {
		{ "rseq", "struct rseq __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "rseq_len", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "sig", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "rseq_slice_yield", 0, {
	} },
	{ "rt_sigaction", 4, {
		{ "sig", "int", SECCOMP_KIND_NONE, NULL, "signals", 32, true },
		{ "act", "const struct sigaction __user *", SECCOMP_KIND_STRUCT, "sigaction", NULL, 64, false },
		{ "oact", "struct sigaction __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "sigsetsize", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "rt_sigpending", 2, {
		{ "uset", "sigset_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "sigsetsize", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "rt_sigprocmask", 4, {
		{ "how", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "nset", "sigset_t __user *", SECCOMP_KIND_STRUCT, "sigset_t", NULL, 64, false },
		{ "oset", "sigset_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "sigsetsize", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "rt_sigqueueinfo", 3, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "sig", "int", SECCOMP_KIND_NONE, NULL, "signals", 32, true },
		{ "uinfo", "siginfo_t __user *", SECCOMP_KIND_STRUCT, "siginfo", NULL, 64, false },
	} },
	{ "rt_sigreturn", 0, {
	} },
	{ "rt_sigsuspend", 2, {
		{ "unewset", "sigset_t __user *", SECCOMP_KIND_STRUCT, "sigset_t", NULL, 64, false },
		{ "sigsetsize", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "rt_sigtimedwait", 4, {
		{ "uthese", "const sigset_t __user *", SECCOMP_KIND_STRUCT, "sigset_t", NULL, 64, false },
		{ "uinfo", "siginfo_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "uts", "const struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 64, false },
		{ "sigsetsize", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "rt_sigtimedwait_time64", 4, {
		{ "uthese", "const sigset_t __user *", SECCOMP_KIND_STRUCT, "sigset_t", NULL, 64, false },
		{ "uinfo", "siginfo_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "uts", "const struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 64, false },
		{ "sigsetsize", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "rt_tgsigqueueinfo", 4, {
		{ "tgid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "sig", "int", SECCOMP_KIND_NONE, NULL, "signals", 32, true },
		{ "uinfo", "siginfo_t __user *", SECCOMP_KIND_STRUCT, "siginfo", NULL, 64, false },
	} },
	{ "sched_get_priority_max", 1, {
		{ "policy", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "sched_get_priority_min", 1, {
		{ "policy", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "sched_getaffinity", 3, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "len", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "user_mask_ptr", "unsigned long __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "sched_getattr", 4, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "uattr", "struct sched_attr __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "usize", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "sched_getparam", 2, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "param", "struct sched_param __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "sched_getscheduler", 1, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "sched_rr_get_interval", 2, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "interval", "struct __kernel_timespec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "sched_rr_get_interval_time64", 2, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "interval", "struct __kernel_timespec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "sched_setaffinity", 3, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "len", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "user_mask_ptr", "unsigned long __user *", SECCOMP_KIND_BUFFER, NULL, NULL, 64, false },
	} },
	{ "sched_setattr", 3, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "uattr", "struct sched_attr __user *", SECCOMP_KIND_SELF_SIZED, "sched_attr", NULL, 64, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "sched_setparam", 2, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "param", "struct sched_param __user *", SECCOMP_KIND_STRUCT, "sched_param", NULL, 64, false },
	} },
	{ "sched_setscheduler", 3, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "policy", "int", SECCOMP_KIND_NONE, NULL, "policies", 32, true },
		{ "param", "struct sched_param __user *", SECCOMP_KIND_STRUCT, "sched_param", NULL, 64, false },
	} },
	{ "sched_yield", 0, {
	} },
	{ "seccomp", 3, {
		{ "op", "unsigned int", SECCOMP_KIND_NONE, NULL, "seccomp_ops", 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "uargs", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "select", 5, {
		{ "n", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "inp", "fd_set __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "outp", "fd_set __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "exp", "fd_set __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "tvp", "struct __kernel_old_timeval __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "semctl", 4, {
		{ "semid", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "semnum", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "cmd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "arg", "unsigned long", SECCOMP_KIND_STRUCT, "semid64_ds", NULL, 64, false },
	} },
	{ "semget", 3, {
		{ "key", "key_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "nsems", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "semflg", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "semop", 3, {
		{ "semid", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "tsops", "struct sembuf __user *", SECCOMP_KIND_ARRAY, "sembuf", NULL, 64, false },
		{ "nsops", "unsigned", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "semtimedop", 4, {
		{ "semid", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "tsops", "struct sembuf __user *", SECCOMP_KIND_ARRAY, "sembuf", NULL, 64, false },
		{ "nsops", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "timeout", "const struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 64, false },
	} },
	{ "semtimedop_time64", 4, {
		{ "semid", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "tsops", "struct sembuf __user *", SECCOMP_KIND_ARRAY, "sembuf", NULL, 64, false },
		{ "nsops", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "timeout", "const struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 64, false },
	} },
	{ "sendfile", 4, {
		{ "out_fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "in_fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "offset", "loff_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "count", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "sendmmsg", 4, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "mmsg", "struct mmsghdr __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "vlen", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, "message_flags", 32, false },
	} },
	{ "sendmsg", 3, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "msg", "struct user_msghdr __user *", SECCOMP_KIND_MESSAGE, "user_msghdr", NULL, 64, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, "message_flags", 32, false },
	} },
	{ "sendto", 6, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "buff", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, "message_flags", 32, false },
		{ "addr", "struct sockaddr __user *", SECCOMP_KIND_SOCKADDR, "sockaddr", NULL, 64, false },
		{ "addr_len", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "set_mempolicy", 3, {
		{ "mode", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "nmask", "const unsigned long __user *", SECCOMP_KIND_ARRAY, NULL, NULL, 64, false },
		{ "maxnode", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "set_mempolicy_home_node", 4, {
		{ "start", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "len", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "home_node", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "set_robust_list", 2, {
		{ "head", "struct robust_list_head __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "set_tid_address", 1, {
		{ "tidptr", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "setdomainname", 2, {
		{ "name", "char __user *", SECCOMP_KIND_BUFFER, NULL, NULL, 64, false },
		{ "len", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "setfsgid", 1, {
		{ "gid", "gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "setfsuid", 1, {
		{ "uid", "uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "setgid", 1, {
		{ "gid", "gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "setgroups", 2, {
		{ "gidsetsize", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "grouplist", "gid_t __user *", SECCOMP_KIND_ARRAY, "gid_t", NULL, 64, false },
	} },
	{ "sethostname", 2, {
		{ "name", "char __user *", SECCOMP_KIND_BUFFER, NULL, NULL, 64, false },
		{ "len", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "setitimer", 3, {
		{ "which", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "value", "struct __kernel_old_itimerval __user *", SECCOMP_KIND_STRUCT, "__kernel_old_itimerval", NULL, 64, false },
		{ "ovalue", "struct __kernel_old_itimerval __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "setns", 2, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "clone_flags", 32, true },
	} },
	{ "setpgid", 2, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "pgid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "setpriority", 3, {
		{ "which", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "who", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "niceval", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "setregid", 2, {
		{ "rgid", "gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "egid", "gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "setresgid", 3, {
		{ "rgid", "gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "egid", "gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "sgid", "gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "setresuid", 3, {
		{ "ruid", "uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "euid", "uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "suid", "uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "setreuid", 2, {
		{ "ruid", "uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "euid", "uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "setrlimit", 2, {
		{ "resource", "unsigned int", SECCOMP_KIND_NONE, NULL, "limits", 32, false },
		{ "rlim", "struct rlimit __user *", SECCOMP_KIND_STRUCT, "rlimit", NULL, 64, false },
	} },
	{ "setsid", 0, {
	} },
	{ "setsockopt", 5, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "level", "int", SECCOMP_KIND_NONE, NULL, "socket_levels", 32, true },
		{ "optname", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "optval", "char __user *", SECCOMP_KIND_BUFFER, NULL, NULL, 64, false },
		{ "optlen", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "settimeofday", 2, {
		{ "tv", "struct __kernel_old_timeval __user *", SECCOMP_KIND_STRUCT, "__kernel_old_timeval", NULL, 64, false },
		{ "tz", "struct timezone __user *", SECCOMP_KIND_STRUCT, "timezone", NULL, 64, false },
	} },
	{ "setuid", 1, {
		{ "uid", "uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "setxattr", 5, {
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "name", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
		{ "value", "const void __user *", SECCOMP_KIND_BUFFER, NULL, NULL, 64, false },
		{ "size", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "setxattrat", 6, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "at_flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "name", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 64, false },
		{ "uargs", "const struct xattr_args __user *", SECCOMP_KIND_SIZED_STRUCT, "xattr_args", NULL, 64, false },
		{ "usize", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "shmat", 3, {
		{ "shmid", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "shmaddr", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "shmflg", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "shmctl", 3, {
		{ "shmid", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "cmd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "buf", "struct shmid_ds __user *", SECCOMP_KIND_STRUCT, "shmid64_ds", NULL, 64, false },
	} },
	{ "shmdt", 1, {
		{ "shmaddr", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "shmget", 3, {
		{ "key", "key_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "size", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "shmflg", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "shutdown", 2, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "how", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "sigaltstack", 2, {
		{ "uss", "const stack_t __user *", SECCOMP_KIND_STRUCT, "stack_t", NULL, 64, false },
		{ "uoss", "stack_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "signalfd", 3, {
		{ "ufd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "user_mask", "sigset_t __user *", SECCOMP_KIND_STRUCT, "sigset_t", NULL, 64, false },
		{ "sizemask", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "signalfd4", 4, {
		{ "ufd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "user_mask", "sigset_t __user *", SECCOMP_KIND_STRUCT, "sigset_t", NULL, 64, false },
		{ "sizemask", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "open_flags", 32, true },
	} },
	{ "socket", 3, {
		{ "family", "int", SECCOMP_KIND_NONE, NULL, "families", 32, true },
		{ "type", "int", SECCOMP_KIND_NONE, NULL, "socket_types", 32, true },
		{ "protocol", "int", SECCOMP_KIND_NONE, NULL, "protocols", 32, true },
	} },
	{ "socketpair", 4, {
		{ "family", "int", SECCOMP_KIND_NONE, NULL, "families", 32, true },
		{ "type", "int", SECCOMP_KIND_NONE, NULL, "socket_types", 32, true },
		{ "protocol", "int", SECCOMP_KIND_NONE, NULL, "protocols", 32, true },
		{ "usockvec", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "splice", 6, {
		{ "fd_in", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "off_in", "loff_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "fd_out", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "off_out", "loff_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "stat", 2, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "statbuf", "struct stat __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "statfs", 2, {
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "buf", "struct statfs __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "statmount", 4, {
		{ "req", "const struct mnt_id_req __user *", SECCOMP_KIND_SELF_SIZED, "mnt_id_req", NULL, 64, false },
		{ "buf", "struct statmount __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "bufsize", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "statx", 5, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "flags", "unsigned", SECCOMP_KIND_NONE, NULL, "at_flags", 32, false },
		{ "mask", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "buffer", "struct statx __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "swapoff", 1, {
		{ "specialfile", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
	} },
	{ "swapon", 2, {
		{ "specialfile", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "swap_flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "symlink", 2, {
		{ "oldname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "newname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
	} },
	{ "symlinkat", 3, {
		{ "oldname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "newdfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "newname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
	} },
	{ "sync", 0, {
	} },
	{ "sync_file_range", 4, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "offset", "loff_t", SECCOMP_KIND_NONE, NULL, NULL, 64, true },
		{ "nbytes", "loff_t", SECCOMP_KIND_NONE, NULL, NULL, 64, true },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "syncfs", 1, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "sysfs", 3, {
		{ "option", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "arg1", "unsigned long", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "arg2", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "sysinfo", 1, {
		{ "info", "struct sysinfo __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "syslog", 3, {
		{ "type", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "buf", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "len", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "tee", 4, {
		{ "fdin", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "fdout", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "tgkill", 3, {
		{ "tgid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "sig", "int", SECCOMP_KIND_NONE, NULL, "signals", 32, true },
	} },
	{ "time", 1, {
		{ "tloc", "__kernel_old_time_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "timer_create", 3, {
		{ "which_clock", "const clockid_t", SECCOMP_KIND_NONE, NULL, "clocks", 32, true },
		{ "timer_event_spec", "struct sigevent __user *", SECCOMP_KIND_STRUCT, "sigevent", NULL, 64, false },
		{ "created_timer_id", "timer_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "timer_delete", 1, {
		{ "timer_id", "timer_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "timer_getoverrun", 1, {
		{ "timer_id", "timer_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "timer_gettime", 2, {
		{ "timer_id", "timer_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "setting", "struct __kernel_itimerspec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "timer_gettime64", 2, {
		{ "timer_id", "timer_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "setting", "struct __kernel_itimerspec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "timer_settime", 4, {
		{ "timer_id", "timer_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "new_setting", "const struct __kernel_itimerspec __user *", SECCOMP_KIND_STRUCT, "__kernel_itimerspec", NULL, 64, false },
		{ "old_setting", "struct __kernel_itimerspec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "timer_settime64", 4, {
		{ "timer_id", "timer_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "new_setting", "const struct __kernel_itimerspec __user *", SECCOMP_KIND_STRUCT, "__kernel_itimerspec", NULL, 64, false },
		{ "old_setting", "struct __kernel_itimerspec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "timerfd_create", 2, {
		{ "clockid", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "open_flags", 32, true },
	} },
	{ "timerfd_gettime", 2, {
		{ "ufd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "otmr", "struct __kernel_itimerspec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "timerfd_gettime64", 2, {
		{ "ufd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "otmr", "struct __kernel_itimerspec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "timerfd_settime", 4, {
		{ "ufd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "utmr", "const struct __kernel_itimerspec __user *", SECCOMP_KIND_STRUCT, "__kernel_itimerspec", NULL, 64, false },
		{ "otmr", "struct __kernel_itimerspec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "timerfd_settime64", 4, {
		{ "ufd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "utmr", "const struct __kernel_itimerspec __user *", SECCOMP_KIND_STRUCT, "__kernel_itimerspec", NULL, 64, false },
		{ "otmr", "struct __kernel_itimerspec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "times", 1, {
		{ "tbuf", "struct tms __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "tkill", 2, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "sig", "int", SECCOMP_KIND_NONE, NULL, "signals", 32, true },
	} },
	{ "truncate", 2, {
		{ "path", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "length", "long", SECCOMP_KIND_NONE, NULL, NULL, 64, true },
	} },
	{ "umask", 1, {
		{ "mask", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "umount2", 2, {
		{ "name", "char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "umount_flags", 32, true },
	} },
	{ "uname", 1, {
		{ "name", "struct new_utsname __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "unlink", 1, {
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
	} },
	{ "unlinkat", 3, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "flag", "int", SECCOMP_KIND_NONE, NULL, "at_flags", 32, true },
	} },
	{ "unshare", 1, {
		{ "unshare_flags", "unsigned long", SECCOMP_KIND_NONE, NULL, "clone_flags", 64, false },
	} },
	{ "uprobe", 0, {
	} },
	{ "uretprobe", 0, {
	} },
	{ "userfaultfd", 1, {
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "open_flags", 32, true },
	} },
	{ "ustat", 2, {
		{ "dev", "unsigned", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "ubuf", "struct ustat __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "utime", 2, {
		{ "filename", "char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "times", "struct utimbuf __user *", SECCOMP_KIND_STRUCT, "utimbuf", NULL, 64, false },
	} },
	{ "utimensat", 4, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "utimes", "struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 64, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "at_flags", 32, true },
	} },
	{ "utimensat_time64", 4, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "utimes", "struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 64, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "utimes", 2, {
		{ "filename", "char __user *", SECCOMP_KIND_PATH, NULL, NULL, 64, false },
		{ "utimes", "struct __kernel_old_timeval __user *", SECCOMP_KIND_STRUCT, "__kernel_old_timeval", NULL, 64, false },
	} },
	{ "vfork", 0, {
	} },
	{ "vhangup", 0, {
	} },
	{ "vmsplice", 4, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "uiov", "const struct iovec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "nr_segs", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "wait4", 4, {
		{ "upid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "stat_addr", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "options", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "ru", "struct rusage __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "waitid", 5, {
		{ "which", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "upid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "infop", "struct siginfo __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "options", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "ru", "struct rusage __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "write", 3, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "buf", "const char __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "count", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
	{ "writev", 3, {
		{ "fd", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "vec", "const struct iovec __user *", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
		{ "vlen", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 64, false },
	} },
};

static const struct call_prototype narrow_prototypes[] = {
	{ "_llseek", 5, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "offset_high", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "offset_low", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "result", "loff_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "whence", "unsigned int", SECCOMP_KIND_NONE, NULL, "whence", 32, false },
	} },
	{ "_newselect", 5, {
		{ "n", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "inp", "compat_ulong_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "outp", "compat_ulong_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "exp", "compat_ulong_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "tvp", "struct old_timeval32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "_sysctl", 0, {
	} },
	{ "accept", 3, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "upeer_sockaddr", "struct sockaddr __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "upeer_addrlen", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "accept4", 4, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "upeer_sockaddr", "struct sockaddr __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "upeer_addrlen", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "socket_types", 32, true },
	} },
	{ "access", 2, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "mode", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "acct", 1, {
		{ "name", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
	} },
	{ "add_key", 5, {
		{ "_type", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
		{ "_description", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
		{ "_payload", "const void __user *", SECCOMP_KIND_BUFFER, NULL, NULL, 32, false },
		{ "plen", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "ringid", "key_serial_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "adjtimex", 1, {
		{ "utp", "struct old_timex32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "alarm", 1, {
		{ "seconds", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "arch_prctl", 2, {
		{ "option", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "arg2", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "arm_fadvise64_64", 6, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "advice", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "offset_low", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "offset_high", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len_low", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len_high", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "arm_sync_file_range", 6, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "offset_low", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "offset_high", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "nbytes_low", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "nbytes_high", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "bdflush", 0, {
	} },
	{ "bind", 3, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "umyaddr", "struct sockaddr __user *", SECCOMP_KIND_SOCKADDR, "sockaddr", NULL, 32, false },
		{ "addrlen", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "bpf", 3, {
		{ "cmd", "int", SECCOMP_KIND_NONE, NULL, "bpf_commands", 32, true },
		{ "uattr", "union bpf_attr __user *", SECCOMP_KIND_SIZED_STRUCT, "bpf_attr", NULL, 32, false },
		{ "size", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "brk", 1, {
		{ "brk", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "cachestat", 4, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "cstat_range", "struct cachestat_range __user *", SECCOMP_KIND_STRUCT, "cachestat_range", NULL, 32, false },
		{ "cstat", "struct cachestat __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, "at_flags", 32, false },
	} },
	{ "capget", 2, {
		{ "header", "cap_user_header_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "dataptr", "cap_user_data_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "capset", 2, {
		{ "header", "cap_user_header_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "data", "const cap_user_data_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "chdir", 1, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
	} },
	{ "chmod", 2, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "mode", "umode_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "chown", 3, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "user", "old_uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "group", "old_gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "chown32", 3, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "user", "uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "group", "gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "chroot", 1, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
	} },
	{ "clock_adjtime", 2, {
		{ "which_clock", "clockid_t", SECCOMP_KIND_NONE, NULL, "clocks", 32, true },
		{ "utp", "struct old_timex32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "clock_adjtime64", 2, {
		{ "which_clock", "const clockid_t", SECCOMP_KIND_NONE, NULL, "clocks", 32, true },
		{ "utx", "struct __kernel_timex __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "clock_getres", 2, {
		{ "which_clock", "clockid_t", SECCOMP_KIND_NONE, NULL, "clocks", 32, true },
		{ "tp", "struct old_timespec32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "clock_getres_time64", 2, {
		{ "which_clock", "const clockid_t", SECCOMP_KIND_NONE, NULL, "clocks", 32, true },
		{ "tp", "struct __kernel_timespec __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "clock_gettime", 2, {
		{ "which_clock", "clockid_t", SECCOMP_KIND_NONE, NULL, "clocks", 32, true },
		{ "tp", "struct old_timespec32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "clock_gettime64", 2, {
		{ "which_clock", "const clockid_t", SECCOMP_KIND_NONE, NULL, "clocks", 32, true },
		{ "tp", "struct __kernel_timespec __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "clock_nanosleep", 4, {
		{ "which_clock", "clockid_t", SECCOMP_KIND_NONE, NULL, "clocks", 32, true },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "rqtp", "struct old_timespec32 __user *", SECCOMP_KIND_STRUCT, "old_timespec32", NULL, 32, false },
		{ "rmtp", "struct old_timespec32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "clock_nanosleep_time64", 4, {
		{ "which_clock", "const clockid_t", SECCOMP_KIND_NONE, NULL, "clocks", 32, true },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "rqtp", "const struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 32, false },
		{ "rmtp", "struct __kernel_timespec __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "clock_settime", 2, {
		{ "which_clock", "const clockid_t", SECCOMP_KIND_NONE, NULL, "clocks", 32, true },
		{ "tp", "struct old_timespec32 __user *", SECCOMP_KIND_STRUCT, "old_timespec32", NULL, 32, false },
	} },
	{ "clock_settime64", 2, {
		{ "which_clock", "const clockid_t", SECCOMP_KIND_NONE, NULL, "clocks", 32, true },
		{ "tp", "const struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 32, false },
	} },
	{ "clone", 5, {
		{ "clone_flags", "unsigned long", SECCOMP_KIND_NONE, NULL, "clone_flags", 32, false },
		{ "newsp", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "parent_tidptr", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "tls_val", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "child_tidptr", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "clone3", 2, {
		{ "uargs", "struct clone_args __user *", SECCOMP_KIND_SIZED_STRUCT, "clone_args", NULL, 32, false },
		{ "size", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "close", 1, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "close_range", 3, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "max_fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "connect", 3, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "uservaddr", "struct sockaddr __user *", SECCOMP_KIND_SOCKADDR, "sockaddr", NULL, 32, false },
		{ "addrlen", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "copy_file_range", 6, {
		{ "fd_in", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "off_in", "loff_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "fd_out", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "off_out", "loff_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "creat", 2, {
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "mode", "umode_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "delete_module", 2, {
		{ "name_user", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "dup", 1, {
		{ "fildes", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "dup2", 2, {
		{ "oldfd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "newfd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "dup3", 3, {
		{ "oldfd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "newfd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "open_flags", 32, true },
	} },
	{ "epoll_create", 1, {
		{ "size", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "epoll_create1", 1, {
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "open_flags", 32, true },
	} },
	{ "epoll_ctl", 4, {
		{ "epfd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "op", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "event", "struct epoll_event __user *", SECCOMP_KIND_STRUCT, "epoll_event", NULL, 32, false },
	} },
	{ "epoll_pwait", 6, {
		{ "epfd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "events", "struct epoll_event __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "maxevents", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "timeout", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "sigmask", "const sigset_t __user *", SECCOMP_KIND_STRUCT, "sigset_t", NULL, 32, false },
		{ "sigsetsize", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "epoll_pwait2", 6, {
		{ "epfd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "events", "struct epoll_event __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "maxevents", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "timeout", "const struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 32, false },
		{ "sigmask", "const compat_sigset_t __user *", SECCOMP_KIND_STRUCT, "compat_sigset_t", NULL, 32, false },
		{ "sigsetsize", "compat_size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "epoll_wait", 4, {
		{ "epfd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "events", "struct epoll_event __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "maxevents", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "timeout", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "eventfd", 1, {
		{ "count", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "eventfd2", 2, {
		{ "count", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "open_flags", 32, true },
	} },
	{ "execve", 3, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "argv", "const compat_uptr_t __user *", SECCOMP_KIND_STRINGS, NULL, NULL, 32, false },
		{ "envp", "const compat_uptr_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "execveat", 5, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "argv", "const compat_uptr_t __user *", SECCOMP_KIND_STRINGS, NULL, NULL, 32, false },
		{ "envp", "const compat_uptr_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "at_flags", 32, true },
	} },
	{ "exit", 1, {
		{ "error_code", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "exit_group", 1, {
		{ "error_code", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "faccessat", 3, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "mode", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "faccessat2", 4, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "mode", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "at_flags", 32, true },
	} },
	{ "fadvise64", 5, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "offset_lo", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "offset_hi", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "advice", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "fadvise64_64", 6, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "offset_low", "__u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "offset_high", "__u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len_low", "__u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len_high", "__u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "advice", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "fallocate", 6, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "mode", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "offset_lo", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "offset_hi", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len_lo", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len_hi", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fanotify_init", 2, {
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "event_f_flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fanotify_mark", 6, {
		{ "fanotify_fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "mask_low", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "mask_high", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
	} },
	{ "fchdir", 1, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fchmod", 2, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "mode", "umode_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fchmodat", 3, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "mode", "umode_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fchmodat2", 4, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "mode", "umode_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, "at_flags", 32, false },
	} },
	{ "fchown", 3, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "user", "old_uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "group", "old_gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fchown32", 3, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "user", "uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "group", "gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fchownat", 5, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "user", "uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "group", "gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flag", "int", SECCOMP_KIND_NONE, NULL, "at_flags", 32, true },
	} },
	{ "fchroot", 2, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fcntl", 3, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "cmd", "unsigned int", SECCOMP_KIND_NONE, NULL, "fcntls", 32, false },
		{ "arg", "compat_ulong_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fcntl64", 3, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "cmd", "unsigned int", SECCOMP_KIND_NONE, NULL, "fcntls", 32, false },
		{ "arg", "compat_ulong_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fdatasync", 1, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fgetxattr", 4, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "name", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
		{ "value", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "size", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "file_getattr", 5, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "ufattr", "struct file_attr __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "usize", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "at_flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "file_setattr", 5, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "ufattr", "struct file_attr __user *", SECCOMP_KIND_SIZED_STRUCT, "file_attr", NULL, 32, false },
		{ "usize", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "at_flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "finit_module", 3, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "uargs", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "flistxattr", 3, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "list", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "size", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "flock", 2, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "cmd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fork", 0, {
	} },
	{ "fremovexattr", 2, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "name", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
	} },
	{ "fsconfig", 5, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "cmd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "_key", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
		{ "_value", "const void __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "aux", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "fsetxattr", 5, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "name", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
		{ "value", "const void __user *", SECCOMP_KIND_BUFFER, NULL, NULL, 32, false },
		{ "size", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "fsmount", 3, {
		{ "fs_fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "attr_flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fsopen", 2, {
		{ "_fs_name", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fspick", 3, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "path", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fstat", 2, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "statbuf", "struct compat_stat __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fstat64", 2, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "statbuf", "struct stat64 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fstatat64", 4, {
		{ "dfd", "unsigned int", SECCOMP_KIND_NONE, NULL, "directories", 32, false },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "statbuf", "struct stat64 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flag", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "fstatfs", 2, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "buf", "struct compat_statfs __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fstatfs64", 3, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "sz", "compat_size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "buf", "struct compat_statfs64 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "fsync", 1, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "ftruncate", 2, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "length", "compat_off_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "ftruncate64", 3, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "offset_low", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "offset_high", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "futex", 6, {
		{ "uaddr", "u32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "op", "int", SECCOMP_KIND_NONE, NULL, "futex_ops", 32, true },
		{ "val", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "utime", "const struct old_timespec32 __user *", SECCOMP_KIND_STRUCT, "old_timespec32", NULL, 32, false },
		{ "uaddr2", "u32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "val3", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "futex_requeue", 4, {
		{ "waiters", "struct futex_waitv __user *", SECCOMP_KIND_STRUCT, "futex_waitv", NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "nr_wake", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "nr_requeue", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "futex_time64", 6, {
		{ "uaddr", "u32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "op", "int", SECCOMP_KIND_NONE, NULL, "futex_ops", 32, true },
		{ "val", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "utime", "const struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 32, false },
		{ "uaddr2", "u32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "val3", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "futex_wait", 6, {
		{ "uaddr", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "val", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "mask", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "timeout", "struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 32, false },
		{ "clockid", "clockid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "futex_waitv", 5, {
		{ "waiters", "struct futex_waitv __user *", SECCOMP_KIND_ARRAY, "futex_waitv", NULL, 32, false },
		{ "nr_futexes", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "timeout", "struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 32, false },
		{ "clockid", "clockid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "futex_wake", 4, {
		{ "uaddr", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "mask", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "nr", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "futimesat", 3, {
		{ "dfd", "unsigned int", SECCOMP_KIND_NONE, NULL, "directories", 32, false },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "t", "struct old_timeval32 __user *", SECCOMP_KIND_STRUCT, "old_timeval32", NULL, 32, false },
	} },
	{ "get_mempolicy", 5, {
		{ "policy", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "nmask", "unsigned long __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "maxnode", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "addr", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "get_robust_list", 3, {
		{ "pid", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "head_ptr", "compat_uptr_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len_ptr", "compat_size_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "get_thread_area", 1, {
		{ "u_info", "struct user_desc __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "getcpu", 3, {
		{ "cpup", "unsigned __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "nodep", "unsigned __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "unused", "struct getcpu_cache __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "getcwd", 2, {
		{ "buf", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "size", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "getdents", 3, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "dirent", "struct compat_linux_dirent __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "count", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "getdents64", 3, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "dirent", "struct linux_dirent64 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "count", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "getegid", 0, {
	} },
	{ "getegid32", 0, {
	} },
	{ "geteuid", 0, {
	} },
	{ "geteuid32", 0, {
	} },
	{ "getgid", 0, {
	} },
	{ "getgid32", 0, {
	} },
	{ "getgroups", 2, {
		{ "gidsetsize", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "grouplist", "old_gid_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "getgroups32", 2, {
		{ "gidsetsize", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "grouplist", "gid_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "getitimer", 2, {
		{ "which", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "value", "struct old_itimerval32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "getpeername", 3, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "usockaddr", "struct sockaddr __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "usockaddr_len", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "getpgid", 1, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "getpgrp", 0, {
	} },
	{ "getpid", 0, {
	} },
	{ "getppid", 0, {
	} },
	{ "getpriority", 2, {
		{ "which", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "who", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "getrandom", 3, {
		{ "ubuf", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "getresgid", 3, {
		{ "rgidp", "old_gid_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "egidp", "old_gid_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "sgidp", "old_gid_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "getresgid32", 3, {
		{ "rgidp", "gid_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "egidp", "gid_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "sgidp", "gid_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "getresuid", 3, {
		{ "ruidp", "old_uid_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "euidp", "old_uid_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "suidp", "old_uid_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "getresuid32", 3, {
		{ "ruidp", "uid_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "euidp", "uid_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "suidp", "uid_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "getrlimit", 2, {
		{ "resource", "unsigned int", SECCOMP_KIND_NONE, NULL, "limits", 32, false },
		{ "rlim", "struct compat_rlimit __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "getrusage", 2, {
		{ "who", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "ru", "struct compat_rusage __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "getsid", 1, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "getsockname", 3, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "usockaddr", "struct sockaddr __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "usockaddr_len", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "getsockopt", 5, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "level", "int", SECCOMP_KIND_NONE, NULL, "socket_levels", 32, true },
		{ "optname", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "optval", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "optlen", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "gettid", 0, {
	} },
	{ "gettimeofday", 2, {
		{ "tv", "struct old_timeval32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "tz", "struct timezone __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "getuid", 0, {
	} },
	{ "getuid32", 0, {
	} },
	{ "getxattr", 4, {
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "name", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
		{ "value", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "size", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "getxattrat", 6, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "at_flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "name", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
		{ "uargs", "struct xattr_args __user *", SECCOMP_KIND_SIZED_STRUCT, "xattr_args", NULL, 32, false },
		{ "usize", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "init_module", 3, {
		{ "umod", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "uargs", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
	} },
	{ "inotify_add_watch", 3, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "mask", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "inotify_init", 0, {
	} },
	{ "inotify_init1", 1, {
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "open_flags", 32, true },
	} },
	{ "inotify_rm_watch", 2, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "wd", "__s32", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "io_cancel", 3, {
		{ "ctx_id", "aio_context_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "iocb", "struct iocb __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "result", "struct io_event __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "io_destroy", 1, {
		{ "ctx", "aio_context_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "io_getevents", 5, {
		{ "ctx_id", "__u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "min_nr", "__s32", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "nr", "__s32", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "events", "struct io_event __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "timeout", "struct old_timespec32 __user *", SECCOMP_KIND_STRUCT, "old_timespec32", NULL, 32, false },
	} },
	{ "io_pgetevents", 6, {
		{ "ctx_id", "compat_aio_context_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "min_nr", "compat_long_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "nr", "compat_long_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "events", "struct io_event __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "timeout", "struct old_timespec32 __user *", SECCOMP_KIND_STRUCT, "old_timespec32", NULL, 32, false },
		{ "usig", "const struct __compat_aio_sigset __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "io_pgetevents_time64", 6, {
		{ "ctx_id", "compat_aio_context_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "min_nr", "compat_long_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "nr", "compat_long_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "events", "struct io_event __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "timeout", "struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 32, false },
		{ "usig", "const struct __compat_aio_sigset __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "io_setup", 2, {
		{ "nr_events", "unsigned", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "ctx32p", "u32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "io_submit", 3, {
		{ "ctx_id", "compat_aio_context_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "nr", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "iocbpp", "compat_uptr_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "io_uring_enter", 6, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "to_submit", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "min_complete", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "argp", "const void __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "argsz", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "io_uring_register", 4, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "opcode", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "arg", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "nr_args", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "io_uring_setup", 2, {
		{ "entries", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "params", "struct io_uring_params __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "ioctl", 3, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "cmd", "unsigned int", SECCOMP_KIND_NONE, NULL, "ioctls", 32, false },
		{ "arg", "compat_ulong_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "ioperm", 3, {
		{ "from", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "num", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "turn_on", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "iopl", 1, {
		{ "level", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "ioprio_get", 2, {
		{ "which", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "who", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "ioprio_set", 3, {
		{ "which", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "who", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "ioprio", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "ipc", 6, {
		{ "call", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "first", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "second", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "third", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "ptr", "compat_uptr_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "fifth", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "kcmp", 5, {
		{ "pid1", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "pid2", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "type", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "idx1", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "idx2", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "kexec_file_load", 5, {
		{ "kernel_fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "initrd_fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "cmdline_len", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "cmdline_ptr", "const char __user *", SECCOMP_KIND_BUFFER, NULL, NULL, 32, false },
		{ "flags", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "kexec_load", 4, {
		{ "entry", "compat_ulong_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "nr_segments", "compat_ulong_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "segments", "struct compat_kexec_segment __user *", SECCOMP_KIND_ARRAY, "kexec_segment", NULL, 32, false },
		{ "flags", "compat_ulong_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "keyctl", 5, {
		{ "option", "u32", SECCOMP_KIND_NONE, NULL, "keyctls", 32, false },
		{ "arg2", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "arg3", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "arg4", "u32", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
		{ "arg5", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "kill", 2, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "sig", "int", SECCOMP_KIND_NONE, NULL, "signals", 32, true },
	} },
	{ "landlock_add_rule", 4, {
		{ "ruleset_fd", "const int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "rule_type", "const enum landlock_rule_type", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "rule_attr", "const void __user *const", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "const __u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "landlock_create_ruleset", 3, {
		{ "attr", "const struct landlock_ruleset_attr __user *const", SECCOMP_KIND_SIZED_STRUCT, "landlock_ruleset_attr", NULL, 32, false },
		{ "size", "const size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "const __u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "landlock_restrict_self", 2, {
		{ "ruleset_fd", "const int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "const __u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "lchown", 3, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "user", "old_uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "group", "old_gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "lchown32", 3, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "user", "uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "group", "gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "lgetxattr", 4, {
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "name", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
		{ "value", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "size", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "link", 2, {
		{ "oldname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "newname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
	} },
	{ "linkat", 5, {
		{ "olddfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "oldname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "newdfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "newname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "at_flags", 32, true },
	} },
	{ "listen", 2, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "backlog", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "listmount", 4, {
		{ "req", "const struct mnt_id_req __user *", SECCOMP_KIND_SELF_SIZED, "mnt_id_req", NULL, 32, false },
		{ "mnt_ids", "u64 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "nr_mnt_ids", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "listns", 4, {
		{ "req", "const struct ns_id_req __user *", SECCOMP_KIND_SELF_SIZED, "ns_id_req", NULL, 32, false },
		{ "ns_ids", "u64 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "nr_ns_ids", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "listxattr", 3, {
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "list", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "size", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "listxattrat", 5, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "at_flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "list", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "size", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "llistxattr", 3, {
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "list", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "size", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "lookup_dcookie", 0, {
	} },
	{ "lremovexattr", 2, {
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "name", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
	} },
	{ "lseek", 3, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "offset", "compat_off_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "whence", "unsigned int", SECCOMP_KIND_NONE, NULL, "whence", 32, false },
	} },
	{ "lsetxattr", 5, {
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "name", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
		{ "value", "const void __user *", SECCOMP_KIND_BUFFER, NULL, NULL, 32, false },
		{ "size", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "lsm_get_self_attr", 4, {
		{ "attr", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "ctx", "struct lsm_ctx __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "size", "u32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "lsm_list_modules", 3, {
		{ "ids", "u64 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "size", "u32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "lsm_set_self_attr", 4, {
		{ "attr", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "ctx", "struct lsm_ctx __user *", SECCOMP_KIND_SIZED_STRUCT, "lsm_ctx", NULL, 32, false },
		{ "size", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "lstat", 2, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "statbuf", "struct compat_stat __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "lstat64", 2, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "statbuf", "struct stat64 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "madvise", 3, {
		{ "start", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len_in", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "behavior", "int", SECCOMP_KIND_NONE, NULL, "advice", 32, true },
	} },
	{ "map_shadow_stack", 3, {
		{ "addr", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "size", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "mbind", 6, {
		{ "start", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "mode", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "nmask", "const unsigned long __user *", SECCOMP_KIND_ARRAY, NULL, NULL, 32, false },
		{ "maxnode", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "membarrier", 3, {
		{ "cmd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "cpu_id", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "memfd_create", 2, {
		{ "uname", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "memfd_secret", 1, {
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "migrate_pages", 4, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "maxnode", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "old_nodes", "const unsigned long __user *", SECCOMP_KIND_ARRAY, NULL, NULL, 32, false },
		{ "new_nodes", "const unsigned long __user *", SECCOMP_KIND_ARRAY, NULL, NULL, 32, false },
	} },
	{ "mincore", 3, {
		{ "start", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "vec", "unsigned char __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "mkdir", 2, {
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "mode", "umode_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "mkdirat", 3, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "mode", "umode_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "mknod", 3, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "mode", "umode_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "dev", "unsigned", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "mknodat", 4, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "mode", "umode_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "dev", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "mlock", 2, {
		{ "start", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "mlock2", 3, {
		{ "start", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "mlockall", 1, {
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "mmap", 1, {
		{ "arg", "struct mmap_arg_struct32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "mmap2", 6, {
		{ "addr", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "prot", "unsigned long", SECCOMP_KIND_NONE, NULL, "prot", 32, false },
		{ "flags", "unsigned long", SECCOMP_KIND_NONE, NULL, "mmap_flags", 32, false },
		{ "fd", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "pgoff", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "modify_ldt", 3, {
		{ "func", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "ptr", "void __user *", SECCOMP_KIND_STRUCT, "user_desc", NULL, 32, false },
		{ "bytecount", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "mount", 5, {
		{ "dev_name", "char __user *", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
		{ "dir_name", "char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "type", "char __user *", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
		{ "flags", "unsigned long", SECCOMP_KIND_NONE, NULL, "mount_flags", 32, false },
		{ "data", "void __user *", SECCOMP_KIND_STRUCT, NULL, NULL, 32, false },
	} },
	{ "mount_setattr", 5, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "path", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "uattr", "struct mount_attr __user *", SECCOMP_KIND_SIZED_STRUCT, "mount_attr", NULL, 32, false },
		{ "usize", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "move_mount", 5, {
		{ "from_dfd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "from_pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "to_dfd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "to_pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "move_pages", 6, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "nr_pages", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "pages", "const void __user * __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "nodes", "const int __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "status", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "mprotect", 3, {
		{ "start", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "prot", "unsigned long", SECCOMP_KIND_NONE, NULL, "prot", 32, false },
	} },
	{ "mq_getsetattr", 3, {
		{ "mqdes", "mqd_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "u_mqstat", "const struct compat_mq_attr __user *", SECCOMP_KIND_STRUCT, "mq_attr", NULL, 32, false },
		{ "u_omqstat", "struct compat_mq_attr __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "mq_notify", 2, {
		{ "mqdes", "mqd_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "u_notification", "const struct compat_sigevent __user *", SECCOMP_KIND_STRUCT, "sigevent", NULL, 32, false },
	} },
	{ "mq_open", 4, {
		{ "u_name", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "oflag", "int", SECCOMP_KIND_NONE, NULL, "open_flags", 32, true },
		{ "mode", "compat_mode_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "u_attr", "struct compat_mq_attr __user *", SECCOMP_KIND_STRUCT, "mq_attr", NULL, 32, false },
	} },
	{ "mq_timedreceive", 5, {
		{ "mqdes", "mqd_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "u_msg_ptr", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "msg_len", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "u_msg_prio", "unsigned int __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "u_abs_timeout", "const struct old_timespec32 __user *", SECCOMP_KIND_STRUCT, "old_timespec32", NULL, 32, false },
	} },
	{ "mq_timedreceive_time64", 5, {
		{ "mqdes", "mqd_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "u_msg_ptr", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "msg_len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "u_msg_prio", "unsigned int __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "u_abs_timeout", "const struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 32, false },
	} },
	{ "mq_timedsend", 5, {
		{ "mqdes", "mqd_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "u_msg_ptr", "const char __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "msg_len", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "msg_prio", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "u_abs_timeout", "const struct old_timespec32 __user *", SECCOMP_KIND_STRUCT, "old_timespec32", NULL, 32, false },
	} },
	{ "mq_timedsend_time64", 5, {
		{ "mqdes", "mqd_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "u_msg_ptr", "const char __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "msg_len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "msg_prio", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "u_abs_timeout", "const struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 32, false },
	} },
	{ "mq_unlink", 1, {
		{ "u_name", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
	} },
	{ "mremap", 5, {
		{ "addr", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "old_len", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "new_len", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "new_addr", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "mseal", 3, {
		{ "start", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "msgctl", 3, {
		{ "msqid", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "cmd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "uptr", "void __user *", SECCOMP_KIND_STRUCT, "msqid64_ds", NULL, 32, false },
	} },
	{ "msgget", 2, {
		{ "key", "key_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "msgflg", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "msgrcv", 5, {
		{ "msqid", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "msgp", "compat_uptr_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "msgsz", "compat_ssize_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "msgtyp", "compat_long_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "msgflg", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "msgsnd", 4, {
		{ "msqid", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "msgp", "compat_uptr_t", SECCOMP_KIND_BUFFER, NULL, NULL, 32, false },
		{ "msgsz", "compat_ssize_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "msgflg", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "msync", 3, {
		{ "start", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "munlock", 2, {
		{ "start", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "munlockall", 0, {
	} },
	{ "munmap", 2, {
		{ "addr", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "name_to_handle_at", 5, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "name", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "handle", "struct file_handle __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "mnt_id", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flag", "int", SECCOMP_KIND_NONE, NULL, "at_flags", 32, true },
	} },
	{ "nanosleep", 2, {
		{ "rqtp", "struct old_timespec32 __user *", SECCOMP_KIND_STRUCT, "old_timespec32", NULL, 32, false },
		{ "rmtp", "struct old_timespec32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "nfsservctl", 0, {
	} },
	{ "nice", 1, {
		{ "increment", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "oldfstat", 2, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "statbuf", "struct __old_kernel_stat __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "oldlstat", 2, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "statbuf", "struct __old_kernel_stat __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "oldolduname", 1, {
		{ "name", "struct oldold_utsname __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "oldstat", 2, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "statbuf", "struct __old_kernel_stat __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "olduname", 1, {
		{ "name", "struct old_utsname __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "open", 3, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "open_flags", 32, true },
		{ "mode", "umode_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "open_by_handle_at", 3, {
		{ "mountdirfd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "handle", "struct file_handle __user *", SECCOMP_KIND_SELF_SIZED, "file_handle", NULL, 32, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "open_flags", 32, true },
	} },
	{ "open_tree", 3, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "flags", "unsigned", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "open_tree_attr", 5, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "flags", "unsigned", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "uattr", "struct mount_attr __user *", SECCOMP_KIND_SIZED_STRUCT, "mount_attr", NULL, 32, false },
		{ "usize", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "openat", 4, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "open_flags", 32, true },
		{ "mode", "umode_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "openat2", 4, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "how", "struct open_how __user *", SECCOMP_KIND_SIZED_STRUCT, "open_how", NULL, 32, false },
		{ "usize", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "pause", 0, {
	} },
	{ "pciconfig_read", 5, {
		{ "bus", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "dfn", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "off", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "buf", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "pciconfig_write", 5, {
		{ "bus", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "dfn", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "off", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "buf", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "perf_event_open", 5, {
		{ "attr_uptr", "struct perf_event_attr __user *", SECCOMP_KIND_SELF_SIZED, "perf_event_attr", NULL, 32, false },
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "cpu", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "group_fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "personality", 1, {
		{ "personality", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "pidfd_getfd", 3, {
		{ "pidfd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "pidfd_open", 2, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "pidfd_send_signal", 4, {
		{ "pidfd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "sig", "int", SECCOMP_KIND_NONE, NULL, "signals", 32, true },
		{ "info", "siginfo_t __user *", SECCOMP_KIND_STRUCT, "siginfo", NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "pipe", 1, {
		{ "fildes", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "pipe2", 2, {
		{ "fildes", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "open_flags", 32, true },
	} },
	{ "pivot_root", 2, {
		{ "new_root", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "put_old", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
	} },
	{ "pkey_alloc", 2, {
		{ "flags", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "init_val", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "pkey_free", 1, {
		{ "pkey", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "pkey_mprotect", 4, {
		{ "start", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "prot", "unsigned long", SECCOMP_KIND_NONE, NULL, "prot", 32, false },
		{ "pkey", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "poll", 3, {
		{ "ufds", "struct pollfd __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "nfds", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "timeout_msecs", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "ppoll", 5, {
		{ "ufds", "struct pollfd __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "nfds", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "tsp", "struct old_timespec32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "sigmask", "const compat_sigset_t __user *", SECCOMP_KIND_STRUCT, "compat_sigset_t", NULL, 32, false },
		{ "sigsetsize", "compat_size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "ppoll_time64", 5, {
		{ "ufds", "struct pollfd __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "nfds", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "tsp", "struct __kernel_timespec __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "sigmask", "const compat_sigset_t __user *", SECCOMP_KIND_STRUCT, "compat_sigset_t", NULL, 32, false },
		{ "sigsetsize", "compat_size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "prctl", 5, {
		{ "option", "int", SECCOMP_KIND_NONE, NULL, "prctls", 32, true },
		{ "arg2", "unsigned long", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
		{ "arg3", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "arg4", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "arg5", "unsigned long", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
	} },
	{ "pread64", 5, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "ubuf", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "count", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "poslo", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "poshi", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "preadv", 5, {
		{ "fd", "compat_ulong_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "vec", "const struct iovec __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "vlen", "compat_ulong_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "pos_low", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "pos_high", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "preadv2", 6, {
		{ "fd", "compat_ulong_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "vec", "const struct iovec __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "vlen", "compat_ulong_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "pos_low", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "pos_high", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "rwf_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "prlimit64", 4, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "resource", "unsigned int", SECCOMP_KIND_NONE, NULL, "limits", 32, false },
		{ "new_rlim", "const struct rlimit64 __user *", SECCOMP_KIND_STRUCT, "rlimit64", NULL, 32, false },
		{ "old_rlim", "struct rlimit64 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "process_madvise", 5, {
		{ "pidfd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "vec", "const struct iovec __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "vlen", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "behavior", "int", SECCOMP_KIND_NONE, NULL, "advice", 32, true },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "process_mrelease", 2, {
		{ "pidfd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "process_vm_readv", 6, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "lvec", "const struct iovec __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "liovcnt", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "rvec", "const struct iovec __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "riovcnt", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "process_vm_writev", 6, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "lvec", "const struct iovec __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "liovcnt", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "rvec", "const struct iovec __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "riovcnt", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "pselect6", 6, {
		{ "n", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "inp", "compat_ulong_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "outp", "compat_ulong_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "exp", "compat_ulong_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "tsp", "struct old_timespec32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "sig", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "pselect6_time64", 6, {
		{ "n", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "inp", "compat_ulong_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "outp", "compat_ulong_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "exp", "compat_ulong_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "tsp", "struct __kernel_timespec __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "sig", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "ptrace", 4, {
		{ "request", "compat_long_t", SECCOMP_KIND_NONE, NULL, "ptrace_requests", 32, true },
		{ "pid", "compat_long_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "addr", "compat_long_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "data", "compat_long_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "pwrite64", 5, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "ubuf", "const char __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "count", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "poslo", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "poshi", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "pwritev", 5, {
		{ "fd", "compat_ulong_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "vec", "const struct iovec __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "vlen", "compat_ulong_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "pos_low", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "pos_high", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "pwritev2", 6, {
		{ "fd", "compat_ulong_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "vec", "const struct iovec __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "vlen", "compat_ulong_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "pos_low", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "pos_high", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "rwf_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "quotactl", 4, {
		{ "cmd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "special", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "id", "qid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "addr", "void __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
	} },
	{ "quotactl_fd", 4, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "cmd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "id", "qid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "addr", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "read", 3, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "buf", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "count", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "readahead", 4, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "off_lo", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "off_hi", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "count", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "readdir", 3, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "dirent", "struct compat_old_linux_dirent __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "count", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "readlink", 3, {
		{ "path", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "buf", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "bufsiz", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "readlinkat", 4, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "buf", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "bufsiz", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "readv", 3, {
		{ "fd", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "vec", "const struct iovec __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "vlen", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "reboot", 4, {
		{ "magic1", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "magic2", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "cmd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "arg", "void __user *", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
	} },
	{ "recv", 4, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "buf", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len", "compat_size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, "message_flags", 32, false },
	} },
	{ "recvfrom", 6, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "buf", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len", "compat_size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, "message_flags", 32, false },
		{ "addr", "struct sockaddr __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "addrlen", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "recvmmsg", 5, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "mmsg", "struct compat_mmsghdr __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "vlen", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, "message_flags", 32, false },
		{ "timeout", "struct old_timespec32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "recvmmsg_time64", 5, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "mmsg", "struct compat_mmsghdr __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "vlen", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, "message_flags", 32, false },
		{ "timeout", "struct __kernel_timespec __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "recvmsg", 3, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "msg", "struct compat_msghdr __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, "message_flags", 32, false },
	} },
	{ "remap_file_pages", 5, {
		{ "start", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "size", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "prot", "unsigned long", SECCOMP_KIND_NONE, NULL, "prot", 32, false },
		{ "pgoff", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "removexattr", 2, {
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "name", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
	} },
	{ "removexattrat", 4, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "at_flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "name", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
	} },
	{ "rename", 2, {
		{ "oldname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "newname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
	} },
	{ "renameat", 4, {
		{ "olddfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "oldname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "newdfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "newname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
	} },
	{ "renameat2", 5, {
		{ "olddfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "oldname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "newdfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "newname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, "at_flags", 32, false },
	} },
	{ "request_key", 4, {
		{ "_type", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
		{ "_description", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
		{ "_callout_info", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
		{ "destringid", "key_serial_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "restart_syscall", 0, {
	} },
	{ "rmdir", 1, {
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
	} },
	{ "rseq", 4, {
		{ "rseq", "struct rseq __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "rseq_len", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "sig", "u32", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "rseq_slice_yield", 0, {
	} },
	{ "rt_sigaction", 4, {
		{ "sig", "int", SECCOMP_KIND_NONE, NULL, "signals", 32, true },
		{ "act", "const struct compat_sigaction __user *", SECCOMP_KIND_STRUCT, "compat_sigaction", NULL, 32, false },
		{ "oact", "struct compat_sigaction __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "sigsetsize", "compat_size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "rt_sigpending", 2, {
		{ "uset", "compat_sigset_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "sigsetsize", "compat_size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "rt_sigprocmask", 4, {
		{ "how", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "nset", "compat_sigset_t __user *", SECCOMP_KIND_STRUCT, "compat_sigset_t", NULL, 32, false },
		{ "oset", "compat_sigset_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "sigsetsize", "compat_size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "rt_sigqueueinfo", 3, {
		{ "pid", "compat_pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "sig", "int", SECCOMP_KIND_NONE, NULL, "signals", 32, true },
		{ "uinfo", "struct compat_siginfo __user *", SECCOMP_KIND_STRUCT, "compat_siginfo", NULL, 32, false },
	} },
	{ "rt_sigreturn", 0, {
	} },
	{ "rt_sigsuspend", 2, {
		{ "unewset", "compat_sigset_t __user *", SECCOMP_KIND_STRUCT, "compat_sigset_t", NULL, 32, false },
		{ "sigsetsize", "compat_size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "rt_sigtimedwait", 4, {
		{ "uthese", "compat_sigset_t __user *", SECCOMP_KIND_STRUCT, "compat_sigset_t", NULL, 32, false },
		{ "uinfo", "struct compat_siginfo __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "uts", "struct old_timespec32 __user *", SECCOMP_KIND_STRUCT, "old_timespec32", NULL, 32, false },
		{ "sigsetsize", "compat_size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "rt_sigtimedwait_time64", 4, {
		{ "uthese", "compat_sigset_t __user *", SECCOMP_KIND_STRUCT, "compat_sigset_t", NULL, 32, false },
		{ "uinfo", "struct compat_siginfo __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "uts", "struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 32, false },
		{ "sigsetsize", "compat_size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "rt_tgsigqueueinfo", 4, {
		{ "tgid", "compat_pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "pid", "compat_pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "sig", "int", SECCOMP_KIND_NONE, NULL, "signals", 32, true },
		{ "uinfo", "struct compat_siginfo __user *", SECCOMP_KIND_STRUCT, "compat_siginfo", NULL, 32, false },
	} },
	{ "sched_get_priority_max", 1, {
		{ "policy", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "sched_get_priority_min", 1, {
		{ "policy", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "sched_getaffinity", 3, {
		{ "pid", "compat_pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "len", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "user_mask_ptr", "compat_ulong_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "sched_getattr", 4, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "uattr", "struct sched_attr __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "usize", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "sched_getparam", 2, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "param", "struct sched_param __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "sched_getscheduler", 1, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "sched_rr_get_interval", 2, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "interval", "struct old_timespec32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "sched_rr_get_interval_time64", 2, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "interval", "struct __kernel_timespec __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "sched_setaffinity", 3, {
		{ "pid", "compat_pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "len", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "user_mask_ptr", "compat_ulong_t __user *", SECCOMP_KIND_BUFFER, NULL, NULL, 32, false },
	} },
	{ "sched_setattr", 3, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "uattr", "struct sched_attr __user *", SECCOMP_KIND_SELF_SIZED, "sched_attr", NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "sched_setparam", 2, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "param", "struct sched_param __user *", SECCOMP_KIND_STRUCT, "sched_param", NULL, 32, false },
	} },
	{ "sched_setscheduler", 3, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "policy", "int", SECCOMP_KIND_NONE, NULL, "policies", 32, true },
		{ "param", "struct sched_param __user *", SECCOMP_KIND_STRUCT, "sched_param", NULL, 32, false },
	} },
	{ "sched_yield", 0, {
	} },
	{ "seccomp", 3, {
		{ "op", "unsigned int", SECCOMP_KIND_NONE, NULL, "seccomp_ops", 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "uargs", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "select", 1, {
		{ "arg", "struct compat_sel_arg_struct __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "semctl", 4, {
		{ "semid", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "semnum", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "cmd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "arg", "int", SECCOMP_KIND_STRUCT, "semid64_ds", NULL, 32, true },
	} },
	{ "semget", 3, {
		{ "key", "key_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "nsems", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "semflg", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "semop", 3, {
		{ "semid", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "tsops", "struct sembuf __user *", SECCOMP_KIND_ARRAY, "sembuf", NULL, 32, false },
		{ "nsops", "unsigned", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "semtimedop", 4, {
		{ "semid", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "tsems", "struct sembuf __user *", SECCOMP_KIND_ARRAY, "sembuf", NULL, 32, false },
		{ "nsops", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "timeout", "const struct old_timespec32 __user *", SECCOMP_KIND_STRUCT, "old_timespec32", NULL, 32, false },
	} },
	{ "semtimedop_time64", 4, {
		{ "semid", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "tsops", "struct sembuf __user *", SECCOMP_KIND_ARRAY, "sembuf", NULL, 32, false },
		{ "nsops", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "timeout", "const struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 32, false },
	} },
	{ "send", 4, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "buff", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, "message_flags", 32, false },
	} },
	{ "sendfile", 4, {
		{ "out_fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "in_fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "offset", "compat_off_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "count", "compat_size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "sendfile64", 4, {
		{ "out_fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "in_fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "offset", "loff_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "count", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "sendmmsg", 4, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "mmsg", "struct compat_mmsghdr __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "vlen", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, "message_flags", 32, false },
	} },
	{ "sendmsg", 3, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "msg", "struct compat_msghdr __user *", SECCOMP_KIND_MESSAGE, "compat_msghdr", NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, "message_flags", 32, false },
	} },
	{ "sendto", 6, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "buff", "void __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, "message_flags", 32, false },
		{ "addr", "struct sockaddr __user *", SECCOMP_KIND_SOCKADDR, "sockaddr", NULL, 32, false },
		{ "addr_len", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "set_mempolicy", 3, {
		{ "mode", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "nmask", "const unsigned long __user *", SECCOMP_KIND_ARRAY, NULL, NULL, 32, false },
		{ "maxnode", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "set_mempolicy_home_node", 4, {
		{ "start", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "home_node", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "set_robust_list", 2, {
		{ "head", "struct compat_robust_list_head __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len", "compat_size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "set_thread_area", 1, {
		{ "u_info", "struct user_desc __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "set_tid_address", 1, {
		{ "tidptr", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "setdomainname", 2, {
		{ "name", "char __user *", SECCOMP_KIND_BUFFER, NULL, NULL, 32, false },
		{ "len", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "setfsgid", 1, {
		{ "gid", "old_gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "setfsgid32", 1, {
		{ "gid", "gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "setfsuid", 1, {
		{ "uid", "old_uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "setfsuid32", 1, {
		{ "uid", "uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "setgid", 1, {
		{ "gid", "old_gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "setgid32", 1, {
		{ "gid", "gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "setgroups", 2, {
		{ "gidsetsize", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "grouplist", "old_gid_t __user *", SECCOMP_KIND_ARRAY, "__kernel_old_gid_t", NULL, 32, false },
	} },
	{ "setgroups32", 2, {
		{ "gidsetsize", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "grouplist", "gid_t __user *", SECCOMP_KIND_ARRAY, "gid_t", NULL, 32, false },
	} },
	{ "sethostname", 2, {
		{ "name", "char __user *", SECCOMP_KIND_BUFFER, NULL, NULL, 32, false },
		{ "len", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "setitimer", 3, {
		{ "which", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "value", "struct old_itimerval32 __user *", SECCOMP_KIND_STRUCT, "old_timeval32", NULL, 32, false },
		{ "ovalue", "struct old_itimerval32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "setns", 2, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "clone_flags", 32, true },
	} },
	{ "setpgid", 2, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "pgid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "setpriority", 3, {
		{ "which", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "who", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "niceval", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "setregid", 2, {
		{ "rgid", "old_gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "egid", "old_gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "setregid32", 2, {
		{ "rgid", "gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "egid", "gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "setresgid", 3, {
		{ "rgid", "old_gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "egid", "old_gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "sgid", "old_gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "setresgid32", 3, {
		{ "rgid", "gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "egid", "gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "sgid", "gid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "setresuid", 3, {
		{ "ruid", "old_uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "euid", "old_uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "suid", "old_uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "setresuid32", 3, {
		{ "ruid", "uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "euid", "uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "suid", "uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "setreuid", 2, {
		{ "ruid", "old_uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "euid", "old_uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "setreuid32", 2, {
		{ "ruid", "uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "euid", "uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "setrlimit", 2, {
		{ "resource", "unsigned int", SECCOMP_KIND_NONE, NULL, "limits", 32, false },
		{ "rlim", "struct compat_rlimit __user *", SECCOMP_KIND_STRUCT, "compat_rlimit", NULL, 32, false },
	} },
	{ "setsid", 0, {
	} },
	{ "setsockopt", 5, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "level", "int", SECCOMP_KIND_NONE, NULL, "socket_levels", 32, true },
		{ "optname", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "optval", "char __user *", SECCOMP_KIND_BUFFER, NULL, NULL, 32, false },
		{ "optlen", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "settimeofday", 2, {
		{ "tv", "struct old_timeval32 __user *", SECCOMP_KIND_STRUCT, "old_timeval32", NULL, 32, false },
		{ "tz", "struct timezone __user *", SECCOMP_KIND_STRUCT, "timezone", NULL, 32, false },
	} },
	{ "setuid", 1, {
		{ "uid", "old_uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "setuid32", 1, {
		{ "uid", "uid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "setxattr", 5, {
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "name", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
		{ "value", "const void __user *", SECCOMP_KIND_BUFFER, NULL, NULL, 32, false },
		{ "size", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "setxattrat", 6, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "at_flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "name", "const char __user *", SECCOMP_KIND_STRING, NULL, NULL, 32, false },
		{ "uargs", "const struct xattr_args __user *", SECCOMP_KIND_SIZED_STRUCT, "xattr_args", NULL, 32, false },
		{ "usize", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "sgetmask", 0, {
	} },
	{ "shmat", 3, {
		{ "shmid", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "shmaddr", "compat_uptr_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "shmflg", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "shmctl", 3, {
		{ "shmid", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "cmd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "uptr", "void __user *", SECCOMP_KIND_STRUCT, "shmid64_ds", NULL, 32, false },
	} },
	{ "shmdt", 1, {
		{ "shmaddr", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "shmget", 3, {
		{ "key", "key_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "size", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "shmflg", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "shutdown", 2, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "how", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "sigaction", 3, {
		{ "sig", "int", SECCOMP_KIND_NONE, NULL, "signals", 32, true },
		{ "act", "const struct compat_old_sigaction __user *", SECCOMP_KIND_STRUCT, "compat_old_sigaction", NULL, 32, false },
		{ "oact", "struct compat_old_sigaction __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "sigaltstack", 2, {
		{ "uss_ptr", "const compat_stack_t __user *", SECCOMP_KIND_STRUCT, "compat_stack_t", NULL, 32, false },
		{ "uoss_ptr", "compat_stack_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "signal", 2, {
		{ "sig", "int", SECCOMP_KIND_NONE, NULL, "signals", 32, true },
		{ "handler", "__sighandler_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "signalfd", 3, {
		{ "ufd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "user_mask", "const compat_sigset_t __user *", SECCOMP_KIND_STRUCT, "compat_sigset_t", NULL, 32, false },
		{ "sigsetsize", "compat_size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "signalfd4", 4, {
		{ "ufd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "user_mask", "const compat_sigset_t __user *", SECCOMP_KIND_STRUCT, "compat_sigset_t", NULL, 32, false },
		{ "sigsetsize", "compat_size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "open_flags", 32, true },
	} },
	{ "sigpending", 1, {
		{ "set32", "compat_old_sigset_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "sigprocmask", 3, {
		{ "how", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "nset", "compat_old_sigset_t __user *", SECCOMP_KIND_STRUCT, "compat_old_sigset_t", NULL, 32, false },
		{ "oset", "compat_old_sigset_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "sigreturn", 0, {
	} },
	{ "sigsuspend", 1, {
		{ "mask", "old_sigset_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "socket", 3, {
		{ "family", "int", SECCOMP_KIND_NONE, NULL, "families", 32, true },
		{ "type", "int", SECCOMP_KIND_NONE, NULL, "socket_types", 32, true },
		{ "protocol", "int", SECCOMP_KIND_NONE, NULL, "protocols", 32, true },
	} },
	{ "socketcall", 2, {
		{ "call", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "args", "u32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "socketpair", 4, {
		{ "family", "int", SECCOMP_KIND_NONE, NULL, "families", 32, true },
		{ "type", "int", SECCOMP_KIND_NONE, NULL, "socket_types", 32, true },
		{ "protocol", "int", SECCOMP_KIND_NONE, NULL, "protocols", 32, true },
		{ "usockvec", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "splice", 6, {
		{ "fd_in", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "off_in", "loff_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "fd_out", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "off_out", "loff_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "ssetmask", 1, {
		{ "newmask", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "stat", 2, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "statbuf", "struct compat_stat __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "stat64", 2, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "statbuf", "struct stat64 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "statfs", 2, {
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "buf", "struct compat_statfs __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "statfs64", 3, {
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "sz", "compat_size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "buf", "struct compat_statfs64 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "statmount", 4, {
		{ "req", "const struct mnt_id_req __user *", SECCOMP_KIND_SELF_SIZED, "mnt_id_req", NULL, 32, false },
		{ "buf", "struct statmount __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "bufsize", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "statx", 5, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "flags", "unsigned", SECCOMP_KIND_NONE, NULL, "at_flags", 32, false },
		{ "mask", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "buffer", "struct statx __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "stime", 1, {
		{ "tptr", "old_time32_t __user *", SECCOMP_KIND_STRUCT, "old_time32_t", NULL, 32, false },
	} },
	{ "swapoff", 1, {
		{ "specialfile", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
	} },
	{ "swapon", 2, {
		{ "specialfile", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "swap_flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "symlink", 2, {
		{ "oldname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "newname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
	} },
	{ "symlinkat", 3, {
		{ "oldname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "newdfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "newname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
	} },
	{ "sync", 0, {
	} },
	{ "sync_file_range", 6, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "off_low", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "off_hi", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "n_low", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "n_hi", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "syncfs", 1, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "sysfs", 3, {
		{ "option", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "arg1", "unsigned long", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "arg2", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "sysinfo", 1, {
		{ "info", "struct compat_sysinfo __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "syslog", 3, {
		{ "type", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "buf", "char __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "len", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "tee", 4, {
		{ "fdin", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "fdout", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "len", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "tgkill", 3, {
		{ "tgid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "sig", "int", SECCOMP_KIND_NONE, NULL, "signals", 32, true },
	} },
	{ "time", 1, {
		{ "tloc", "old_time32_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "timer_create", 3, {
		{ "which_clock", "clockid_t", SECCOMP_KIND_NONE, NULL, "clocks", 32, true },
		{ "timer_event_spec", "struct compat_sigevent __user *", SECCOMP_KIND_STRUCT, "sigevent", NULL, 32, false },
		{ "created_timer_id", "timer_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "timer_delete", 1, {
		{ "timer_id", "timer_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "timer_getoverrun", 1, {
		{ "timer_id", "timer_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "timer_gettime", 2, {
		{ "timer_id", "timer_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "setting", "struct old_itimerspec32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "timer_gettime64", 2, {
		{ "timer_id", "timer_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "setting", "struct __kernel_itimerspec __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "timer_settime", 4, {
		{ "timer_id", "timer_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "new", "struct old_itimerspec32 __user *", SECCOMP_KIND_STRUCT, "old_itimerspec32", NULL, 32, false },
		{ "old", "struct old_itimerspec32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "timer_settime64", 4, {
		{ "timer_id", "timer_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "new_setting", "const struct __kernel_itimerspec __user *", SECCOMP_KIND_STRUCT, "__kernel_itimerspec", NULL, 32, false },
		{ "old_setting", "struct __kernel_itimerspec __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "timerfd_create", 2, {
		{ "clockid", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "open_flags", 32, true },
	} },
	{ "timerfd_gettime", 2, {
		{ "ufd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "otmr", "struct old_itimerspec32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "timerfd_gettime64", 2, {
		{ "ufd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "otmr", "struct __kernel_itimerspec __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "timerfd_settime", 4, {
		{ "ufd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "utmr", "const struct old_itimerspec32 __user *", SECCOMP_KIND_STRUCT, "old_itimerspec32", NULL, 32, false },
		{ "otmr", "struct old_itimerspec32 __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "timerfd_settime64", 4, {
		{ "ufd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "utmr", "const struct __kernel_itimerspec __user *", SECCOMP_KIND_STRUCT, "__kernel_itimerspec", NULL, 32, false },
		{ "otmr", "struct __kernel_itimerspec __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "times", 1, {
		{ "tbuf", "struct compat_tms __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "tkill", 2, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "sig", "int", SECCOMP_KIND_NONE, NULL, "signals", 32, true },
	} },
	{ "truncate", 2, {
		{ "path", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "length", "compat_off_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "truncate64", 3, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "offset_low", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "offset_high", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "ugetrlimit", 2, {
		{ "resource", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "rlim", "struct compat_rlimit __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "umask", 1, {
		{ "mask", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "umount", 1, {
		{ "name", "char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
	} },
	{ "umount2", 2, {
		{ "name", "char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "umount_flags", 32, true },
	} },
	{ "uname", 1, {
		{ "name", "struct new_utsname __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "unlink", 1, {
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
	} },
	{ "unlinkat", 3, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "pathname", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "flag", "int", SECCOMP_KIND_NONE, NULL, "at_flags", 32, true },
	} },
	{ "unshare", 1, {
		{ "unshare_flags", "unsigned long", SECCOMP_KIND_NONE, NULL, "clone_flags", 32, false },
	} },
	{ "uselib", 1, {
		{ "library", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
	} },
	{ "userfaultfd", 1, {
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "open_flags", 32, true },
	} },
	{ "ustat", 2, {
		{ "dev", "unsigned", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "u", "struct compat_ustat __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "utime", 2, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "t", "struct old_utimbuf32 __user *", SECCOMP_KIND_STRUCT, "old_utimbuf32", NULL, 32, false },
	} },
	{ "utimensat", 4, {
		{ "dfd", "unsigned int", SECCOMP_KIND_NONE, NULL, "directories", 32, false },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "t", "struct old_timespec32 __user *", SECCOMP_KIND_STRUCT, "old_timespec32", NULL, 32, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, "at_flags", 32, true },
	} },
	{ "utimensat_time64", 4, {
		{ "dfd", "int", SECCOMP_KIND_NONE, NULL, "directories", 32, true },
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "utimes", "struct __kernel_timespec __user *", SECCOMP_KIND_STRUCT, "__kernel_timespec", NULL, 32, false },
		{ "flags", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "utimes", 2, {
		{ "filename", "const char __user *", SECCOMP_KIND_PATH, NULL, NULL, 32, false },
		{ "t", "struct old_timeval32 __user *", SECCOMP_KIND_STRUCT, "old_timeval32", NULL, 32, false },
	} },
	{ "vfork", 0, {
	} },
	{ "vhangup", 0, {
	} },
	{ "vm86", 0, {
	} },
	{ "vm86old", 0, {
	} },
	{ "vmsplice", 4, {
		{ "fd", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "uiov", "const struct iovec __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "nr_segs", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "flags", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "vserver", 0, {
	} },
	{ "wait4", 4, {
		{ "pid", "compat_pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "stat_addr", "compat_uint_t __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "options", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "ru", "struct compat_rusage __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "waitid", 5, {
		{ "which", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "pid", "compat_pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "infop", "struct compat_siginfo __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "options", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "uru", "struct compat_rusage __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "waitpid", 3, {
		{ "pid", "pid_t", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
		{ "stat_addr", "int __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "options", "int", SECCOMP_KIND_NONE, NULL, NULL, 32, true },
	} },
	{ "write", 3, {
		{ "fd", "unsigned int", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "buf", "const char __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "count", "size_t", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
	{ "writev", 3, {
		{ "fd", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "vec", "const struct iovec __user *", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
		{ "vlen", "unsigned long", SECCOMP_KIND_NONE, NULL, NULL, 32, false },
	} },
};
