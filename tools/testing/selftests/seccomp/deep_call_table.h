/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Calls whose arguments the kernel copies. Each line is one argument of one call: a
 * name, the number, and members of struct deep_call. An ABI without the number does
 * not have the line.
 *
 * Include this header after "deep_call_effects.h".
 */
#ifndef SELFTESTS_SECCOMP_DEEP_CALL_TABLE_H
#define SELFTESTS_SECCOMP_DEEP_CALL_TABLE_H

/* The linker makes an array of all objects in the section. */
#define DEEP_CALL(call_name, number, ...)                                   \
	static const struct deep_call deep_##call_name                      \
		__attribute__((used, section("deep_calls"),                 \
			       aligned(__alignof__(struct deep_call)))) = { \
			.name = #call_name, .nr = (number), __VA_ARGS__     \
		}

extern const struct deep_call __start_deep_calls[], __stop_deep_calls[];

/* clang-format off */

#define PATH(text)                                                      \
	.kind = SECCOMP_KIND_PATH, .data = (text), .size = sizeof(text), \
	.limit = PATH_MAX
#define STRING(text, most)                                                \
	.kind = SECCOMP_KIND_STRING, .data = (text), .size = sizeof(text), \
	.limit = (most)
#define STRUCT(object) \
	.kind = SECCOMP_KIND_STRUCT, .data = &(object), .size = sizeof(object)
#define SIZED(object, index)                                            \
	.kind = SECCOMP_KIND_SIZED_STRUCT, .data = &(object),            \
	.size = sizeof(object), .limit = SECCOMP_ARG_DATA_MAX, \
	.sized = (index) + 1
#define SELF_SIZED(object)                                  \
	.kind = SECCOMP_KIND_SELF_SIZED, .data = &(object), \
	.size = sizeof(object), .limit = SECCOMP_ARG_DATA_MAX
#define SOCKADDR(object, index)                              \
	.kind = SECCOMP_KIND_SOCKADDR, .data = &(object),     \
	.size = sizeof(object), .limit = 128, .sized = (index) + 1
#define BUFFER(bytes, count, index, most)                                  \
	.kind = SECCOMP_KIND_BUFFER, .data = (bytes), .size = (count),      \
	.limit = (most), .sized = (index) + 1
#define NODES(mask, index)                                               \
	.kind = SECCOMP_KIND_BUFFER, .data = (mask), .size = sizeof(mask), \
	.limit = SECCOMP_ARG_DATA_MAX, .sized = (index) + 1,              \
	.flags = NODE_BITS
#define ARRAY(items, index, most)                                   \
	.kind = SECCOMP_KIND_ARRAY, .data = (items),                \
	.size = sizeof(items), .limit = (most) * sizeof((items)[0]), \
	.item = sizeof((items)[0]), .sized = (index) + 1
/* prepare sets data and size. */
#define PREPARED(type, most) .kind = (type), .data = "", .limit = (most)

/* Paths */
#ifdef __NR_open
DEEP_CALL(open, __NR_open, .args = { 0, O_CREAT | O_RDWR, 0600 }, .window = 0,
	  PATH("new"), .happened = new_exists);
#endif
#ifdef __NR_creat
DEEP_CALL(creat, __NR_creat, .args = { 0, 0600 }, .window = 0, PATH("new"),
	  .happened = new_exists);
#endif
DEEP_CALL(openat, __NR_openat,
	  .args = { AT_FDCWD, 0, O_CREAT | O_RDWR, 0600 }, .window = 1,
	  PATH("new"), .flags = FD_IN_ARG0, .happened = new_exists);
#ifdef __NR_openat2
DEEP_CALL(openat2_path, __NR_openat2,
	  .args = { AT_FDCWD, 0, (long)&open_new, sizeof(open_new) },
	  .window = 1, PATH("new"), .flags = FD_IN_ARG0,
	  .happened = new_exists);
DEEP_CALL(openat2_how, __NR_openat2, .args = { AT_FDCWD, (long)"new" },
	  .window = 2, SIZED(open_new, 3), .flags = FD_IN_ARG0,
	  .happened = new_exists);
#endif
#ifdef __NR_access
DEEP_CALL(access, __NR_access, .window = 0, PATH("file"),
	  .happened = returned_zero);
#endif
DEEP_CALL(faccessat, __NR_faccessat, .args = { AT_FDCWD }, .window = 1,
	  PATH("file"), .flags = FD_IN_ARG0, .happened = returned_zero);
#ifdef __NR_faccessat2
DEEP_CALL(faccessat2, __NR_faccessat2, .args = { AT_FDCWD }, .window = 1,
	  PATH("file"), .flags = FD_IN_ARG0, .happened = returned_zero);
#endif
DEEP_CALL(chdir, __NR_chdir, .window = 0, PATH("dir"), .happened = is_in_dir);
DEEP_CALL(chroot, __NR_chroot, .window = 0, PATH("dir"),
	  .happened = root_is_dir);
#ifdef __NR_mkdir
DEEP_CALL(mkdir, __NR_mkdir, .args = { 0, 0700 }, .window = 0, PATH("new"),
	  .happened = new_exists);
DEEP_CALL(rmdir, __NR_rmdir, .window = 0, PATH("dir"), .happened = dir_is_gone);
DEEP_CALL(unlink, __NR_unlink, .window = 0, PATH("file"),
	  .happened = file_is_gone);
DEEP_CALL(mknod, __NR_mknod, .args = { 0, S_IFIFO | 0600 }, .window = 0,
	  PATH("new"), .happened = new_exists);
DEEP_CALL(chmod, __NR_chmod, .args = { 0, 0705 }, .window = 0, PATH("file"),
	  .happened = file_has_mode);
DEEP_CALL(chown, __NR_chown, .args = { 0, 7, 7 }, .window = 0, PATH("file"),
	  .happened = file_has_owner);
DEEP_CALL(lchown, __NR_lchown, .args = { 0, 7, 7 }, .window = 0, PATH("link"),
	  .happened = link_has_owner);
#endif
DEEP_CALL(mkdirat, __NR_mkdirat, .args = { AT_FDCWD, 0, 0700 }, .window = 1,
	  PATH("new"), .flags = FD_IN_ARG0, .happened = new_exists);
DEEP_CALL(mknodat, __NR_mknodat, .args = { AT_FDCWD, 0, S_IFIFO | 0600 },
	  .window = 1, PATH("new"), .flags = FD_IN_ARG0,
	  .happened = new_exists);
DEEP_CALL(unlinkat, __NR_unlinkat, .args = { AT_FDCWD }, .window = 1,
	  PATH("file"), .flags = FD_IN_ARG0, .happened = file_is_gone);
DEEP_CALL(unlinkat_dir, __NR_unlinkat, .args = { AT_FDCWD, 0, AT_REMOVEDIR },
	  .window = 1, PATH("dir"), .flags = FD_IN_ARG0,
	  .happened = dir_is_gone);
DEEP_CALL(fchmodat, __NR_fchmodat, .args = { AT_FDCWD, 0, 0705 }, .window = 1,
	  PATH("file"), .flags = FD_IN_ARG0, .happened = file_has_mode);
#ifdef __NR_fchmodat2
DEEP_CALL(fchmodat2, __NR_fchmodat2, .args = { AT_FDCWD, 0, 0705 },
	  .window = 1, PATH("file"), .flags = FD_IN_ARG0,
	  .happened = file_has_mode);
#endif
DEEP_CALL(fchownat, __NR_fchownat, .args = { AT_FDCWD, 0, 7, 7 }, .window = 1,
	  PATH("file"), .flags = FD_IN_ARG0, .happened = file_has_owner);
DEEP_CALL(truncate, __NR_truncate, .args = { 0, 100 }, .window = 0,
	  PATH("file"), .happened = file_has_size);
#ifdef __NR_readlink
DEEP_CALL(readlink, __NR_readlink, .args = { 0, 0, 100 }, .window = 0,
	  PATH("link"), .prepare = need_output, .happened = read_link);
#endif
#ifdef __NR_truncate64
DEEP_CALL(truncate64, __NR_truncate64, .args = { [DEEP_WIDE_SECOND] = 100 },
	  .window = 0, PATH("file"), .happened = file_has_size);
#endif
#ifdef __NR_chown32
DEEP_CALL(chown32, __NR_chown32, .args = { 0, 7, 7 }, .window = 0,
	  PATH("file"), .happened = file_has_owner);
DEEP_CALL(lchown32, __NR_lchown32, .args = { 0, 7, 7 }, .window = 0,
	  PATH("link"), .happened = link_has_owner);
#endif
#ifdef __NR_uselib
DEEP_CALL(uselib, __NR_uselib, .window = 0, PATH("file"), .err = EACCES);
#endif
#ifdef __NR_sysfs
DEEP_CALL(sysfs, __NR_sysfs, .args = { 1 }, .window = 1, PATH("tmpfs"),
	  .flags = NO_LIMIT, .happened = returned_number);
#endif
DEEP_CALL(readlinkat, __NR_readlinkat, .args = { AT_FDCWD, 0, 0, 100 },
	  .window = 1, PATH("link"), .flags = FD_IN_ARG0,
	  .prepare = need_output2, .happened = read_link);
#ifdef __NR_stat
DEEP_CALL(stat, __NR_stat, .window = 0, PATH("file"), .prepare = need_output,
	  .happened = has_output);
DEEP_CALL(lstat, __NR_lstat, .window = 0, PATH("link"), .prepare = need_output,
	  .happened = has_output);
#endif
#ifdef __NR_stat64
DEEP_CALL(stat64, __NR_stat64, .window = 0, PATH("file"),
	  .prepare = need_output, .happened = has_output);
#endif
#ifdef __NR_lstat64
DEEP_CALL(lstat64, __NR_lstat64, .window = 0, PATH("link"),
	  .prepare = need_output, .happened = has_output);
#endif
#ifdef __NR_oldstat
DEEP_CALL(oldstat, __NR_oldstat, .window = 0, PATH("file"),
	  .prepare = need_output, .happened = has_output);
DEEP_CALL(oldlstat, __NR_oldlstat, .window = 0, PATH("link"),
	  .prepare = need_output, .happened = has_output);
#endif
#ifdef __NR_newfstatat
DEEP_CALL(newfstatat, __NR_newfstatat, .args = { AT_FDCWD }, .window = 1,
	  PATH("file"), .flags = FD_IN_ARG0, .prepare = need_output2,
	  .happened = has_output);
DEEP_CALL(newfstatat_empty, __NR_newfstatat, .args = { 0, 0, 0, AT_EMPTY_PATH },
	  .window = 1, PATH(""), .flags = NO_LIMIT, .prepare = need_empty_path,
	  .happened = has_output);
#endif
#ifdef __NR_fstatat64
DEEP_CALL(fstatat64, __NR_fstatat64, .args = { AT_FDCWD }, .window = 1,
	  PATH("file"), .flags = FD_IN_ARG0, .prepare = need_output2,
	  .happened = has_output);
#endif
DEEP_CALL(statx, __NR_statx, .args = { AT_FDCWD, 0, 0, 0x7ff }, .window = 1,
	  PATH("file"), .flags = FD_IN_ARG0, .prepare = need_statx_output,
	  .happened = has_output);
DEEP_CALL(statx_empty, __NR_statx, .args = { 0, 0, 0, 0x7ff }, .window = 1,
	  PATH(""), .flags = NO_LIMIT, .prepare = need_empty_path_statx,
	  .happened = has_output);
DEEP_CALL(statfs, __NR_statfs, .window = 0, PATH("file"),
	  .prepare = need_output, .happened = has_output);
#ifdef __NR_statfs64
DEEP_CALL(statfs64, __NR_statfs64, .args = { 0, 84 }, .window = 0,
	  PATH("file"), .prepare = need_output2, .happened = has_output);
#endif
#ifdef __NR_utime
DEEP_CALL(utime_path, __NR_utime, .args = { 0, (long)&old_times }, .window = 0,
	  PATH("file"), .happened = file_is_old);
DEEP_CALL(utime_times, __NR_utime, .args = { (long)"file" }, .window = 1,
	  STRUCT(old_times), .happened = file_is_old);
#endif
#ifdef __NR_utimes
DEEP_CALL(utimes_path, __NR_utimes, .args = { 0, (long)old_timevals },
	  .window = 0, PATH("file"), .happened = file_is_old);
DEEP_CALL(utimes_times, __NR_utimes, .args = { (long)"file" }, .window = 1,
	  STRUCT(old_timevals), .happened = file_is_old);
#endif
#ifdef __NR_futimesat
DEEP_CALL(futimesat_path, __NR_futimesat,
	  .args = { AT_FDCWD, 0, (long)old_timevals }, .window = 1,
	  PATH("file"), .flags = FD_IN_ARG0, .happened = file_is_old);
DEEP_CALL(futimesat, __NR_futimesat,
	  .args = { AT_FDCWD, (long)"file" }, .window = 2,
	  STRUCT(old_timevals), .happened = file_is_old);
#endif
DEEP_CALL(utimensat_path, __NR_utimensat,
	  .args = { AT_FDCWD, 0, (long)old_timespecs }, .window = 1,
	  PATH("file"), .flags = FD_IN_ARG0, .happened = file_is_old);
DEEP_CALL(utimensat_times, __NR_utimensat, .args = { AT_FDCWD, (long)"file" },
	  .window = 2, STRUCT(old_timespecs), .happened = file_is_old);
DEEP_CALL(utimensat_fd, __NR_utimensat, .window = 2, STRUCT(old_timespecs),
	  .prepare = need_file, .happened = file_is_old);
#ifdef __NR_utimensat_time64
DEEP_CALL(utimensat_time64_path, __NR_utimensat_time64,
	  .args = { AT_FDCWD, 0, (long)old_times64 }, .window = 1,
	  PATH("file"), .flags = FD_IN_ARG0, .happened = file_is_old);
DEEP_CALL(utimensat_time64, __NR_utimensat_time64,
	  .args = { AT_FDCWD, (long)"file" }, .window = 2, STRUCT(old_times64),
	  .happened = file_is_old);
#endif
DEEP_CALL(name_to_handle_at, __NR_name_to_handle_at, .args = { AT_FDCWD },
	  .window = 1, PATH("file"), .flags = FD_IN_ARG0,
	  .prepare = need_handle_output, .happened = has_handle);
DEEP_CALL(open_by_handle_at, __NR_open_by_handle_at,
	  .args = { 0, 0, O_RDONLY }, .window = 1, .front = 8,
	  PREPARED(SECCOMP_KIND_SELF_SIZED, 136), .flags = FD_IN_ARG0,
	  .prepare = need_handle, .happened = returned_number);
DEEP_CALL(inotify_add_watch, __NR_inotify_add_watch, .args = { 0, 0, 2 },
	  .window = 1, PATH("file"), .flags = FD_IN_ARG0,
	  .prepare = need_inotify, .happened = returned_number);
DEEP_CALL(fanotify_mark, __NR_fanotify_mark,
	  .args = { 0, DEEP_FAN_MARK_ADD, DEEP_FAN_MODIFY },
	  .window = DEEP_FANOTIFY_PATH, PATH("file"), .flags = FD_IN_ARG0,
	  .prepare = need_fanotify, .happened = returned_zero);
DEEP_CALL(file_setattr_path, __NR_file_setattr,
	  .args = { AT_FDCWD, 0, (long)&no_dump, sizeof(no_dump) },
	  .window = 1, PATH("file"), .flags = FD_IN_ARG0,
	  .happened = returned_zero);
DEEP_CALL(file_setattr_attr, __NR_file_setattr,
	  .args = { AT_FDCWD, (long)"file" }, .window = 2, SIZED(no_dump, 3),
	  .flags = FD_IN_ARG0, .happened = returned_zero);
DEEP_CALL(file_getattr, __NR_file_getattr,
	  .args = { AT_FDCWD, 0, 0, sizeof(no_dump) }, .window = 1,
	  PATH("file"), .flags = FD_IN_ARG0, .prepare = need_output2,
	  .happened = returned_zero);
DEEP_CALL(execve_path, __NR_execve, .window = 0, PATH("/proc/self/exe"),
	  .flags = EXECS, .prepare = need_execve);
DEEP_CALL(execve_argv, __NR_execve, .args = { (long)"/proc/self/exe" },
	  .window = 1, PREPARED(SECCOMP_KIND_STRINGS, 0),
	  .flags = EXECS | NO_BYTES, .prepare = need_execve_argv);
DEEP_CALL(execveat_path, __NR_execveat, .args = { AT_FDCWD }, .window = 1,
	  PATH("/proc/self/exe"), .flags = EXECS, .prepare = need_execveat);
DEEP_CALL(execveat_argv, __NR_execveat,
	  .args = { AT_FDCWD, (long)"/proc/self/exe" }, .window = 2,
	  PREPARED(SECCOMP_KIND_STRINGS, 0), .flags = EXECS | NO_BYTES,
	  .prepare = need_execveat_argv);
#ifdef __NR_rename
DEEP_CALL(rename_old, __NR_rename, .args = { 0, (long)"new" }, .window = 0,
	  PATH("file"), .happened = new_exists);
DEEP_CALL(rename_new, __NR_rename, .args = { (long)"file" }, .window = 1,
	  PATH("new"), .happened = new_exists);
DEEP_CALL(link_old, __NR_link, .args = { 0, (long)"new" }, .window = 0,
	  PATH("file"), .happened = new_exists);
DEEP_CALL(link_new, __NR_link, .args = { (long)"file" }, .window = 1,
	  PATH("new"), .happened = new_exists);
DEEP_CALL(symlink_target, __NR_symlink, .args = { 0, (long)"new" },
	  .window = 0, PATH("file"), .happened = new_exists);
DEEP_CALL(symlink_new, __NR_symlink, .args = { (long)"file" }, .window = 1,
	  PATH("new"), .happened = new_exists);
#endif
#ifdef __NR_renameat
DEEP_CALL(renameat_old, __NR_renameat,
	  .args = { AT_FDCWD, 0, AT_FDCWD, (long)"new" }, .window = 1,
	  PATH("file"), .flags = FD_IN_ARG0, .happened = new_exists);
DEEP_CALL(renameat_new, __NR_renameat,
	  .args = { AT_FDCWD, (long)"file", AT_FDCWD }, .window = 3,
	  PATH("dir/new"), .flags = FD_IN_ARG0, .happened = new_is_in_dir);
#endif
DEEP_CALL(renameat2_old, __NR_renameat2,
	  .args = { AT_FDCWD, 0, AT_FDCWD, (long)"new" }, .window = 1,
	  PATH("file"), .flags = FD_IN_ARG0, .happened = new_exists);
DEEP_CALL(renameat2_new, __NR_renameat2,
	  .args = { AT_FDCWD, (long)"file", AT_FDCWD }, .window = 3,
	  PATH("dir/new"), .flags = FD_IN_ARG0, .happened = new_is_in_dir);
DEEP_CALL(linkat_old, __NR_linkat,
	  .args = { AT_FDCWD, 0, AT_FDCWD, (long)"new" }, .window = 1,
	  PATH("file"), .flags = FD_IN_ARG0, .happened = new_exists);
DEEP_CALL(linkat_new, __NR_linkat,
	  .args = { AT_FDCWD, (long)"file", AT_FDCWD }, .window = 3,
	  PATH("dir/new"), .flags = FD_IN_ARG0, .happened = new_is_in_dir);
DEEP_CALL(symlinkat_target, __NR_symlinkat, .args = { 0, AT_FDCWD, (long)"new" },
	  .window = 0, PATH("file"), .happened = new_exists);
DEEP_CALL(symlinkat_new, __NR_symlinkat, .args = { (long)"file", AT_FDCWD },
	  .window = 2, PATH("new"), .happened = new_exists);
DEEP_CALL(swapon, __NR_swapon, .window = 0, PATH("dir"), .err = EISDIR);
DEEP_CALL(swapoff, __NR_swapoff, .window = 0, PATH("dir"), .err = EISDIR);
DEEP_CALL(acct, __NR_acct, .window = 0, PATH("dir"), .err = EISDIR,
	  .flags = NO_NULL);
DEEP_CALL(quotactl, __NR_quotactl, .args = { 0x80000400 }, .window = 1,
	  PATH("file"), .flags = MAY_FAIL);
DEEP_CALL(quotactl_on, __NR_quotactl,
	  .args = { (int)QCMD(Q_QUOTAON, USRQUOTA), (long)"file" }, .window = 3, PATH("file"),
	  .flags = MAY_FAIL);

/* Mounts */
DEEP_CALL(mount_source, __NR_mount,
	  .args = { 0, (long)"dir", (long)"tmpfs" }, .window = 0,
	  STRING("deep", PATH_MAX), .prepare = need_mounts,
	  .happened = dir_is_mount);
DEEP_CALL(mount_target, __NR_mount,
	  .args = { (long)"deep", 0, (long)"tmpfs" }, .window = 1, PATH("dir"),
	  .prepare = need_mounts, .happened = dir_is_mount);
DEEP_CALL(mount_type, __NR_mount, .args = { (long)"deep", (long)"dir" },
	  .window = 2, STRING("tmpfs", PATH_MAX), .prepare = need_mounts,
	  .happened = dir_is_mount);
DEEP_CALL(mount_data, __NR_mount,
	  .args = { (long)"deep", (long)"dir", (long)"tmpfs" }, .window = 4,
	  .kind = SECCOMP_KIND_STRUCT, .data = "size=64k", .size = 9,
	  .flags = NO_BYTES | OPTIONAL_CUT, .prepare = need_mounts,
	  .happened = dir_is_mount);
DEEP_CALL(umount2, __NR_umount2, .window = 0, PATH("dir"),
	  .prepare = need_mounted_dir, .happened = dir_is_no_mount);
#ifdef __NR_umount
DEEP_CALL(umount, __NR_umount, .window = 0, PATH("dir"),
	  .prepare = need_mounted_dir, .happened = dir_is_no_mount);
#endif
DEEP_CALL(pivot_root_new, __NR_pivot_root, .args = { 0, (long)"dir" },
	  .window = 0, PATH("dir"), .err = EINVAL, .prepare = need_mounts);
DEEP_CALL(pivot_root_old, __NR_pivot_root, .args = { (long)"dir" },
	  .window = 1, PATH("dir"), .err = EINVAL, .prepare = need_mounts);
DEEP_CALL(open_tree, __NR_open_tree, .args = { AT_FDCWD, 0, OPEN_TREE_CLOEXEC },
	  .window = 1, PATH("dir"), .flags = FD_IN_ARG0,
	  .happened = returned_number);
DEEP_CALL(open_tree_attr_path, __NR_open_tree_attr,
	  .args = { AT_FDCWD, 0, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC,
		    (long)&set_readonly, sizeof(set_readonly) }, .window = 1,
	  PATH("dir"), .flags = FD_IN_ARG0, .prepare = need_mounted_dir,
	  .happened = returned_number);
DEEP_CALL(open_tree_attr_attr, __NR_open_tree_attr,
	  .args = { AT_FDCWD, (long)"dir",
		    OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC }, .window = 3,
	  SIZED(set_readonly, 4), .flags = FD_IN_ARG0,
	  .prepare = need_mounted_dir, .happened = returned_number);
DEEP_CALL(move_mount_from, __NR_move_mount,
	  .args = { 0, 0, AT_FDCWD, (long)"dir", MOVE_MOUNT_F_EMPTY_PATH },
	  .window = 1, PATH(""), .flags = FD_IN_ARG0 | NO_LIMIT,
	  .prepare = need_tree, .happened = inner_is_in_dir);
DEEP_CALL(move_mount_to, __NR_move_mount,
	  .args = { 0, (long)"", AT_FDCWD, 0, MOVE_MOUNT_F_EMPTY_PATH },
	  .window = 3, PATH("dir"), .flags = FD_IN_ARG0, .prepare = need_tree,
	  .happened = inner_is_in_dir);
DEEP_CALL(fspick, __NR_fspick, .args = { AT_FDCWD }, .window = 1, PATH("/"),
	  .flags = FD_IN_ARG0, .happened = returned_number);
DEEP_CALL(fsopen, __NR_fsopen, .window = 0, STRING("tmpfs", 4096),
	  .happened = returned_number);
DEEP_CALL(fsconfig_key, __NR_fsconfig,
	  .args = { 0, DEEP_FSCONFIG_SET_STRING, 0, (long)"64k" }, .window = 2,
	  STRING("size", 256), .flags = FD_IN_ARG0, .prepare = need_fsopen,
	  .happened = returned_zero);
DEEP_CALL(fsconfig_value, __NR_fsconfig,
	  .args = { 0, DEEP_FSCONFIG_SET_STRING, (long)"size" }, .window = 3,
	  STRING("64k", 256), .flags = FD_IN_ARG0, .prepare = need_fsopen,
	  .happened = returned_zero);
#ifdef __NR_mount_setattr
DEEP_CALL(mount_setattr_path, __NR_mount_setattr,
	  .args = { AT_FDCWD, 0, 0, (long)&set_readonly, sizeof(set_readonly) },
	  .window = 1, PATH("dir"), .flags = FD_IN_ARG0,
	  .prepare = need_mounted_dir, .happened = dir_is_readonly);
DEEP_CALL(mount_setattr_attr, __NR_mount_setattr,
	  .args = { AT_FDCWD, (long)"dir" }, .window = 3,
	  SIZED(set_readonly, 4), .flags = FD_IN_ARG0,
	  .prepare = need_mounted_dir, .happened = dir_is_readonly);
#endif
#ifdef __NR_listmount
DEEP_CALL(listmount, __NR_listmount, .args = { 0, 0, 16 }, .window = 0,
	  SELF_SIZED(list_root), .prepare = need_output,
	  .happened = returned_number);
DEEP_CALL(statmount, __NR_statmount, .args = { 0, 0, 4096 }, .window = 0,
	  SELF_SIZED(list_root), .prepare = need_output, .err = ENOENT);
#endif
DEEP_CALL(listns, __NR_listns, .args = { 0, 0, 16 }, .window = 0,
	  SELF_SIZED(list_mount_namespaces), .prepare = need_output,
	  .happened = returned_number);

/* Extended attributes */
DEEP_CALL(setxattr_path, __NR_setxattr,
	  .args = { 0, (long)"trusted.deep", (long)"value", 5 }, .window = 0,
	  PATH("file"), .happened = xattr_is_set);
DEEP_CALL(setxattr_name, __NR_setxattr,
	  .args = { (long)"file", 0, (long)"value", 5 }, .window = 1,
	  STRING("trusted.deep", 256), .happened = xattr_is_set);
DEEP_CALL(setxattr_value, __NR_setxattr,
	  .args = { (long)"file", (long)"trusted.deep" }, .window = 2,
	  BUFFER("value", 5, 3, SECCOMP_ARG_DATA_MAX), .flags = CAPPED,
	  .happened = xattr_is_set);
DEEP_CALL(lsetxattr_path, __NR_lsetxattr,
	  .args = { 0, (long)"trusted.deep", (long)"value", 5 }, .window = 0,
	  PATH("file"), .happened = xattr_is_set);
DEEP_CALL(lsetxattr, __NR_lsetxattr,
	  .args = { (long)"file", 0, (long)"value", 5 }, .window = 1,
	  STRING("trusted.deep", 256), .happened = xattr_is_set);
DEEP_CALL(lsetxattr_value, __NR_lsetxattr,
	  .args = { (long)"file", (long)"trusted.deep" }, .window = 2,
	  BUFFER("value", 5, 3, SECCOMP_ARG_DATA_MAX), .flags = CAPPED,
	  .happened = xattr_is_set);
DEEP_CALL(fsetxattr, __NR_fsetxattr, .args = { 0, 0, (long)"value", 5 },
	  .window = 1, STRING("trusted.deep", 256), .flags = FD_IN_ARG0,
	  .prepare = need_file, .happened = xattr_is_set);
DEEP_CALL(fsetxattr_value, __NR_fsetxattr,
	  .args = { 0, (long)"trusted.deep" }, .window = 2,
	  BUFFER("value", 5, 3, SECCOMP_ARG_DATA_MAX),
	  .flags = FD_IN_ARG0 | CAPPED, .prepare = need_file,
	  .happened = xattr_is_set);
DEEP_CALL(getxattr_path, __NR_getxattr,
	  .args = { 0, (long)"trusted.deep", 0, 100 }, .window = 0,
	  PATH("file"), .prepare = need_xattr, .happened = has_output);
DEEP_CALL(getxattr_name, __NR_getxattr, .args = { (long)"file", 0, 0, 100 },
	  .window = 1, STRING("trusted.deep", 256), .prepare = need_xattr,
	  .happened = has_output);
DEEP_CALL(lgetxattr_path, __NR_lgetxattr,
	  .args = { 0, (long)"trusted.deep", 0, 100 }, .window = 0,
	  PATH("file"), .prepare = need_xattr, .happened = has_output);
DEEP_CALL(lgetxattr_name, __NR_lgetxattr, .args = { (long)"file", 0, 0, 100 },
	  .window = 1, STRING("trusted.deep", 256), .prepare = need_xattr,
	  .happened = has_output);
DEEP_CALL(fgetxattr, __NR_fgetxattr, .args = { 0, 0, 0, 100 }, .window = 1,
	  STRING("trusted.deep", 256), .flags = FD_IN_ARG0,
	  .prepare = need_open_xattr, .happened = has_output);
DEEP_CALL(listxattr, __NR_listxattr, .args = { 0, 0, 100 }, .window = 0,
	  PATH("file"), .prepare = need_listed_xattr, .happened = has_output);
DEEP_CALL(llistxattr, __NR_llistxattr, .args = { 0, 0, 100 }, .window = 0,
	  PATH("file"), .prepare = need_listed_xattr, .happened = has_output);
DEEP_CALL(removexattr_path, __NR_removexattr,
	  .args = { 0, (long)"trusted.deep" }, .window = 0, PATH("file"),
	  .prepare = need_removed_xattr, .happened = xattr_is_gone);
DEEP_CALL(removexattr_name, __NR_removexattr, .args = { (long)"file" },
	  .window = 1, STRING("trusted.deep", 256),
	  .prepare = need_removed_xattr, .happened = xattr_is_gone);
DEEP_CALL(lremovexattr_path, __NR_lremovexattr,
	  .args = { 0, (long)"trusted.deep" }, .window = 0, PATH("file"),
	  .prepare = need_removed_xattr, .happened = xattr_is_gone);
DEEP_CALL(lremovexattr_name, __NR_lremovexattr, .args = { (long)"file" },
	  .window = 1, STRING("trusted.deep", 256),
	  .prepare = need_removed_xattr, .happened = xattr_is_gone);
DEEP_CALL(fremovexattr, __NR_fremovexattr, .window = 1,
	  STRING("trusted.deep", 256), .flags = FD_IN_ARG0,
	  .prepare = need_open_xattr, .happened = xattr_is_gone);
DEEP_CALL(setxattrat_path, __NR_setxattrat,
	  .args = { AT_FDCWD, 0, 0, (long)"trusted.deep" }, .window = 1,
	  PATH("file"), .flags = FD_IN_ARG0, .prepare = need_xattr_args_beside,
	  .happened = xattr_is_set);
DEEP_CALL(setxattrat_name, __NR_setxattrat,
	  .args = { AT_FDCWD, (long)"file" }, .window = 3,
	  STRING("trusted.deep", 256), .flags = FD_IN_ARG0,
	  .prepare = need_xattr_args_beside, .happened = xattr_is_set);
DEEP_CALL(setxattrat_args, __NR_setxattrat,
	  .args = { AT_FDCWD, (long)"file", 0, (long)"trusted.deep" },
	  .window = 4, .kind = SECCOMP_KIND_SIZED_STRUCT, .data = "",
	  .limit = SECCOMP_ARG_DATA_MAX, .sized = 6, .flags = FD_IN_ARG0,
	  .prepare = need_xattr_args, .happened = xattr_is_set);
DEEP_CALL(getxattrat_path, __NR_getxattrat,
	  .args = { AT_FDCWD, 0, 0, (long)"trusted.deep" }, .window = 1,
	  PATH("file"), .flags = FD_IN_ARG0, .prepare = need_xattr_out_beside,
	  .happened = has_output);
DEEP_CALL(getxattrat_name, __NR_getxattrat,
	  .args = { AT_FDCWD, (long)"file" }, .window = 3,
	  STRING("trusted.deep", 256), .flags = FD_IN_ARG0,
	  .prepare = need_xattr_out_beside, .happened = has_output);
DEEP_CALL(getxattrat_args, __NR_getxattrat,
	  .args = { AT_FDCWD, (long)"file", 0, (long)"trusted.deep" },
	  .window = 4, .kind = SECCOMP_KIND_SIZED_STRUCT, .data = "",
	  .limit = SECCOMP_ARG_DATA_MAX, .sized = 6, .flags = FD_IN_ARG0,
	  .prepare = need_xattr_out, .happened = has_output);
DEEP_CALL(removexattrat_path, __NR_removexattrat,
	  .args = { AT_FDCWD, 0, 0, (long)"trusted.deep" }, .window = 1,
	  PATH("file"), .flags = FD_IN_ARG0, .prepare = need_removed_xattr,
	  .happened = xattr_is_gone);
DEEP_CALL(removexattrat_name, __NR_removexattrat,
	  .args = { AT_FDCWD, (long)"file" }, .window = 3,
	  STRING("trusted.deep", 256), .flags = FD_IN_ARG0,
	  .prepare = need_removed_xattr, .happened = xattr_is_gone);
DEEP_CALL(listxattrat, __NR_listxattrat, .args = { AT_FDCWD, 0, 0, 0, 100 },
	  .window = 1, PATH("file"), .flags = FD_IN_ARG0,
	  .prepare = need_output_of_listxattrat, .happened = has_output);

/* Processes */
#ifdef __NR_clone3
DEEP_CALL(clone3, __NR_clone3, .window = 0, SIZED(plain_fork, 1),
	  .happened = returned_number);
#endif
DEEP_CALL(prctl_name, __NR_prctl, .args = { PR_SET_NAME }, .window = 1,
	  STRING("deep", 15), .flags = CLAMPED, .happened = thread_has_name);
DEEP_CALL(prctl_vma, __NR_prctl, .args = { DEEP_PR_SET_VMA }, .window = 4,
	  STRING("deep", 80), .prepare = need_memory, .happened = memory_has_name);
DEEP_CALL(sched_setattr, __NR_sched_setattr, .window = 1,
	  SELF_SIZED(set_batch), .prepare = need_batch, .happened = is_batch);
DEEP_CALL(sched_setparam, __NR_sched_setparam, .window = 1,
	  STRUCT(no_priority), .happened = returned_zero);
DEEP_CALL(sched_setscheduler, __NR_sched_setscheduler,
	  .args = { 0, SCHED_BATCH }, .window = 2, STRUCT(no_priority),
	  .prepare = need_batch, .happened = is_batch);
DEEP_CALL(sched_setaffinity, __NR_sched_setaffinity, .window = 2,
	  BUFFER(one_cpu, sizeof(long), 1, 0), .happened = returned_zero);
DEEP_CALL(mbind, __NR_mbind, .args = { 0, 4096, DEEP_MPOL_BIND },
	  .window = 3, NODES(first_node, 4), .prepare = need_word,
	  .happened = memory_is_bound);
DEEP_CALL(set_mempolicy, __NR_set_mempolicy, .args = { DEEP_MPOL_BIND },
	  .window = 1, NODES(first_node, 2), .happened = task_is_bound);
DEEP_CALL(set_mempolicy_far, __NR_set_mempolicy, .args = { DEEP_MPOL_BIND },
	  .window = 1, NODES(far_node, 2), .err = EINVAL);
DEEP_CALL(migrate_pages_old, __NR_migrate_pages, .window = 2,
	  NODES(first_node, 1), .prepare = need_new_nodes,
	  .happened = returned_zero);
DEEP_CALL(migrate_pages_new, __NR_migrate_pages, .window = 3,
	  NODES(first_node, 1), .prepare = need_old_nodes,
	  .happened = returned_zero);
#ifdef __NR_setrlimit
DEEP_CALL(setrlimit, __NR_setrlimit, .args = { RLIMIT_CORE }, .window = 1,
	  STRUCT(core_limit), .happened = core_is_limited);
#endif
DEEP_CALL(prlimit64, __NR_prlimit64, .args = { 0, RLIMIT_CORE }, .window = 2,
	  STRUCT(core_limit64), .happened = core_is_limited);
#ifdef __NR_setgroups32
DEEP_CALL(setgroups16, __NR_setgroups, .window = 1,
	  ARRAY(one_group16, 0, 2048), .flags = CAPPED,
	  .happened = returned_zero);
DEEP_CALL(setgroups32, __NR_setgroups32, .window = 1,
	  ARRAY(one_group, 0, 1024), .flags = CAPPED,
	  .happened = returned_zero);
#else
DEEP_CALL(setgroups, __NR_setgroups, .window = 1, ARRAY(one_group, 0, 1024),
	  .flags = CAPPED, .happened = returned_zero);
#endif
DEEP_CALL(sethostname, __NR_sethostname, .window = 0, BUFFER("deep", 4, 1, 64),
	  .prepare = need_uts, .happened = host_has_name);
DEEP_CALL(setdomainname, __NR_setdomainname, .window = 0,
	  BUFFER("deep", 4, 1, 64), .prepare = need_uts,
	  .happened = domain_has_name);
DEEP_CALL(perf_event_open, __NR_perf_event_open, .args = { 0, 0, -1, -1 },
	  .window = 0, SELF_SIZED(count_switches), .size_at = 4,
	  .happened = returned_number);
DEEP_CALL(bpf_map_create, __NR_bpf, .args = { BPF_MAP_CREATE }, .window = 1,
	  SIZED(create_array, 2), .happened = returned_number);
/* Later kernels clear a bit of the command, and others refuse the command. */
DEEP_CALL(bpf_map_create_common, __NR_bpf,
	  .args = { BPF_MAP_CREATE | 1 << 16 }, .window = 1,
	  SIZED(create_array, 2), .flags = MAY_FAIL,
	  .happened = returned_number);
DEEP_CALL(memfd_create, __NR_memfd_create, .window = 0, STRING("name", 250),
	  .happened = returned_number);
DEEP_CALL(delete_module, __NR_delete_module, .args = { 0, O_NONBLOCK },
	  .window = 0, STRING("none", 56), .err = ENOENT);
#ifdef __NR_finit_module
/* The body has no limit for the text, and refuses the file. */
DEEP_CALL(finit_module, __NR_finit_module, .window = 1,
	  STRING("parameter=1", SECCOMP_ARG_DATA_MAX), .err = ENOEXEC,
	  .flags = FD_IN_ARG0 | NEEDS_NUL, .prepare = need_data_file);
#endif
/* The body refuses the image before it reads the text. */
DEEP_CALL(init_module, __NR_init_module, .args = { 0, 4096 }, .window = 2,
	  STRING("parameter=1", SECCOMP_ARG_DATA_MAX), .err = ENOEXEC,
	  .flags = NEEDS_NUL, .prepare = need_word);
/* The address is inside of a page. */
DEEP_CALL(kexec_load, __NR_kexec_load, .args = { 0, 0, 0, DEEP_KEXEC_ARCH },
	  .window = 2, ARRAY(unaligned_segment, 1, 16), .err = EADDRNOTAVAIL);
#ifdef __NR_kexec_file_load
/* The body refuses the image before it reads the text. */
DEEP_CALL(kexec_file_load, __NR_kexec_file_load, .args = { 0, -1 },
	  .window = 3, BUFFER("quiet", 6, 2, SECCOMP_ARG_DATA_MAX),
	  .err = ENOEXEC, .flags = FD_IN_ARG0, .prepare = need_data_file);
#endif
/* In the first process namespace, the right words would end the machine. */
DEEP_CALL(reboot_words, __NR_reboot, .args = { 0, 0, DEEP_REBOOT_RESTART2 },
	  .window = 3, STRING("deep", 255), .err = EINVAL, .flags = CLAMPED);
DEEP_CALL(reboot, __NR_reboot,
	  .args = { DEEP_REBOOT_WORD1, DEEP_REBOOT_WORD2,
		    DEEP_REBOOT_RESTART2 }, .window = 3, STRING("deep", 255),
	  .flags = CLAMPED | FATAL);
DEEP_CALL(lsm_set_self_attr, __NR_lsm_set_self_attr, .window = 1,
	  SIZED(context_of_wrong_length, 2), .err = EINVAL);
#ifdef __NR_landlock_create_ruleset
DEEP_CALL(landlock_create_ruleset, __NR_landlock_create_ruleset, .window = 0,
	  SIZED(handled_access, 1), .flags = MAY_FAIL,
	  .happened = returned_number);
DEEP_CALL(landlock_add_rule, __NR_landlock_add_rule,
	  .args = { 0, DEEP_LANDLOCK_PATH_BENEATH }, .window = 2,
	  .kind = SECCOMP_KIND_STRUCT, .data = "", .size = 12,
	  .flags = MAY_FAIL | FD_IN_ARG0, .prepare = need_landlock,
	  .happened = returned_zero);
#endif
#ifdef __NR_modify_ldt
DEEP_CALL(modify_ldt, __NR_modify_ldt, .args = { 0x11, 0, 16 }, .window = 1,
	  STRUCT(empty_segment), .happened = returned_zero);
#endif

/* Keys */
DEEP_CALL(add_key_type, __NR_add_key,
	  .args = { 0, (long)"deep", (long)"payload", 7,
		    DEEP_KEY_PROCESS_KEYRING }, .window = 0,
	  STRING("user", 32), .happened = returned_number);
DEEP_CALL(add_key_description, __NR_add_key,
	  .args = { (long)"user", 0, (long)"payload", 7,
		    DEEP_KEY_PROCESS_KEYRING }, .window = 1,
	  STRING("deep", 4096), .happened = returned_number);
DEEP_CALL(add_key_payload, __NR_add_key,
	  .args = { (long)"user", (long)"deep", 0, 0,
		    DEEP_KEY_PROCESS_KEYRING }, .window = 2,
	  BUFFER("payload", 7, 3, SECCOMP_ARG_DATA_MAX), .flags = CAPPED,
	  .happened = returned_number);
DEEP_CALL(request_key_type, __NR_request_key,
	  .args = { 0, (long)"none", 0, 0 }, .window = 0, STRING("user", 32),
	  .err = ENOKEY);
DEEP_CALL(request_key_description, __NR_request_key,
	  .args = { (long)"user", 0, 0, 0 }, .window = 1,
	  STRING("none", 4096), .err = ENOKEY);
DEEP_CALL(request_key_callout, __NR_request_key,
	  .args = { (long)"user", (long)"none", 0, 0 }, .window = 2,
	  STRING("deep", 4096), .flags = MAY_FAIL,
	  .prepare = need_session);
DEEP_CALL(keyctl_join, __NR_keyctl,
	  .args = { DEEP_KEYCTL_JOIN_SESSION_KEYRING }, .window = 1,
	  STRING("deep", 4096), .happened = returned_number);

/* Descriptors */
DEEP_CALL(ioctl_nonblocking, __NR_ioctl, .args = { 0, FIONBIO }, .window = 2,
	  STRUCT(one), .flags = FD_IN_ARG0, .prepare = need_stream,
	  .happened = fd_is_nonblocking);
DEEP_CALL(ioctl_interface, __NR_ioctl, .args = { 0, SIOCSIFFLAGS },
	  .window = 2, STRUCT(loopback_up), .flags = FD_IN_ARG0,
	  .prepare = need_network, .happened = loopback_is_up);
DEEP_CALL(fcntl_lock, __NR_fcntl, .args = { 0, F_SETLK }, .window = 2,
	  STRUCT(write_lock), .flags = FD_IN_ARG0, .prepare = need_file,
	  .happened = returned_zero);
#ifdef __NR_fcntl64
DEEP_CALL(fcntl64_lock, __NR_fcntl64, .args = { 0, F_SETLK }, .window = 2,
	  STRUCT(write_lock), .flags = FD_IN_ARG0, .prepare = need_file,
	  .happened = returned_zero);
#endif
DEEP_CALL(cachestat, __NR_cachestat, .window = 1, STRUCT(first_page),
	  .flags = FD_IN_ARG0, .prepare = need_cached_file,
	  .happened = has_output);
DEEP_CALL(fcntl_owner, __NR_fcntl, .args = { 0, F_SETOWN_EX }, .window = 2,
	  STRUCT(process_one), .flags = FD_IN_ARG0, .prepare = need_stream,
	  .happened = fd_has_owner);
DEEP_CALL(epoll_ctl, __NR_epoll_ctl, .args = { 0, EPOLL_CTL_ADD }, .window = 3,
	  STRUCT(input_event), .flags = FD_IN_ARG0, .prepare = need_epoll,
	  .happened = returned_zero);
DEEP_CALL(epoll_pwait, __NR_epoll_pwait, .args = { 0, 0, 1, 20, 0, 8 },
	  .window = 4, STRUCT(empty_set), .err = EINTR, .flags = FD_IN_ARG0,
	  .prepare = need_interrupted_epoll);
DEEP_CALL(epoll_pwait2_timeout, __NR_epoll_pwait2,
	  .args = { 0, 0, 1, 0, 0, 8 }, .window = 3, STRUCT(short_time64),
	  .flags = FD_IN_ARG0 | NO_NULL, .prepare = need_idle_epoll,
	  .happened = returned_zero);
DEEP_CALL(epoll_pwait2_mask, __NR_epoll_pwait2,
	  .args = { 0, 0, 1, (long)&pause_time64, 0, 8 }, .window = 4,
	  STRUCT(empty_set), .err = EINTR, .flags = FD_IN_ARG0,
	  .prepare = need_interrupted_epoll);
#ifdef __NR_ppoll
DEEP_CALL(ppoll, __NR_ppoll, .args = { 0, 0, 0, 0, 8 }, .window = 3,
	  STRUCT(empty_set), .err = EINTR, .prepare = need_interrupted_poll);
#endif
#ifdef __NR_ppoll_time64
DEEP_CALL(ppoll_time64, __NR_ppoll_time64, .args = { 0, 0, 0, 0, 8 },
	  .window = 3, STRUCT(empty_set), .err = EINTR,
	  .prepare = need_interrupted_poll64);
#endif
#ifdef __NR_io_getevents
DEEP_CALL(io_getevents, __NR_io_getevents, .args = { 0, 1, 1 }, .window = 4,
	  STRUCT(short_time), .flags = NO_NULL, .prepare = need_aio,
	  .happened = returned_zero);
#endif
#ifdef __NR_io_pgetevents
DEEP_CALL(io_pgetevents, __NR_io_pgetevents, .args = { 0, 1, 1 }, .window = 4,
	  STRUCT(short_time), .flags = NO_NULL, .prepare = need_aio,
	  .happened = returned_zero);
#endif
#ifdef __NR_io_pgetevents_time64
DEEP_CALL(io_pgetevents_time64, __NR_io_pgetevents_time64,
	  .args = { 0, 1, 1 }, .window = 4, STRUCT(short_time64),
	  .flags = NO_NULL, .prepare = need_aio, .happened = returned_zero);
#endif

/* Waiting */
#ifdef __NR_futex
DEEP_CALL(futex_timeout, __NR_futex, .args = { 0, FUTEX_WAIT, 0 }, .window = 3,
	  STRUCT(short_time), .err = ETIMEDOUT, .flags = NO_NULL,
	  .prepare = need_word);
#endif
#ifdef __NR_futex_time64
DEEP_CALL(futex_timeout64, __NR_futex_time64, .args = { 0, FUTEX_WAIT, 0 },
	  .window = 3, STRUCT(short_time64), .err = ETIMEDOUT,
	  .flags = NO_NULL, .prepare = need_word);
#endif
#ifdef __NR_futex_waitv
DEEP_CALL(futex_waitv, __NR_futex_waitv, .args = { 0, 1 }, .window = 0,
	  .kind = SECCOMP_KIND_ARRAY, .data = wait_for_value,
	  .size = sizeof(wait_for_value), .limit = 128 * 24, .item = 24,
	  .sized = 2, .err = EAGAIN, .prepare = need_wait_data);
DEEP_CALL(futex_waitv_timeout, __NR_futex_waitv,
	  .args = { 0, 1, 0, 0, CLOCK_MONOTONIC }, .window = 3,
	  STRUCT(short_time64), .err = ETIMEDOUT, .flags = NO_NULL,
	  .prepare = need_wait_word);
#endif
DEEP_CALL(futex_wait, __NR_futex_wait,
	  .args = { 0, 0, 1, DEEP_FUTEX2_U32, 0, CLOCK_MONOTONIC },
	  .window = 4, STRUCT(short_time64), .err = ETIMEDOUT,
	  .flags = NO_NULL, .prepare = need_word);
DEEP_CALL(futex_requeue, __NR_futex_requeue, .window = 0,
	  PREPARED(SECCOMP_KIND_STRUCT, 0), .prepare = need_two_futexes,
	  .happened = returned_zero);
#ifdef __NR_nanosleep
DEEP_CALL(nanosleep, __NR_nanosleep, .window = 0, STRUCT(short_time),
	  .happened = returned_zero);
#endif
#ifdef __NR_clock_nanosleep
DEEP_CALL(clock_nanosleep, __NR_clock_nanosleep, .args = { CLOCK_MONOTONIC },
	  .window = 2, STRUCT(short_time), .happened = returned_zero);
#endif
#ifdef __NR_clock_nanosleep_time64
DEEP_CALL(clock_nanosleep_time64, __NR_clock_nanosleep_time64,
	  .args = { CLOCK_MONOTONIC }, .window = 2, STRUCT(short_time64),
	  .happened = returned_zero);
#endif
#ifdef __NR_clock_settime
DEEP_CALL(clock_settime, __NR_clock_settime, .args = { CLOCK_MONOTONIC },
	  .window = 1, STRUCT(short_time), .err = EINVAL);
#endif
#ifdef __NR_clock_settime64
DEEP_CALL(clock_settime64, __NR_clock_settime64, .args = { CLOCK_MONOTONIC },
	  .window = 1, STRUCT(short_time64), .err = EINVAL);
#endif
#ifdef __NR_stime
/* The body ignores that the kernel refuses this time. */
DEEP_CALL(stime, __NR_stime, .window = 0, STRUCT(before_1970),
	  .happened = returned_zero);
#endif
#ifdef __NR_settimeofday
DEEP_CALL(settimeofday_time, __NR_settimeofday, .window = 0,
	  STRUCT(wrong_timeval), .err = EINVAL);
DEEP_CALL(settimeofday_zone, __NR_settimeofday, .window = 1,
	  STRUCT(wrong_zone), .err = EINVAL);
#endif

/* Timers and signals */
DEEP_CALL(timer_create, __NR_timer_create, .args = { CLOCK_MONOTONIC },
	  .window = 1, .kind = SECCOMP_KIND_STRUCT, .data = &no_event,
	  .size = DEEP_SIGEVENT_BYTES, .prepare = need_output2,
	  .happened = returned_zero);
#ifdef __NR_timer_settime
DEEP_CALL(timer_settime, __NR_timer_settime, .window = 2, STRUCT(long_timer),
	  .prepare = need_timer, .happened = returned_zero);
#endif
#ifdef __NR_timer_settime64
DEEP_CALL(timer_settime64, __NR_timer_settime64, .window = 2,
	  STRUCT(long_timer64), .prepare = need_timer,
	  .happened = returned_zero);
#endif
#ifdef __NR_timerfd_settime
DEEP_CALL(timerfd_settime, __NR_timerfd_settime, .window = 2,
	  STRUCT(long_timer), .flags = FD_IN_ARG0, .prepare = need_timerfd,
	  .happened = returned_zero);
#endif
#ifdef __NR_timerfd_settime64
DEEP_CALL(timerfd_settime64, __NR_timerfd_settime64, .window = 2,
	  STRUCT(long_timer64), .flags = FD_IN_ARG0, .prepare = need_timerfd,
	  .happened = returned_zero);
#endif
DEEP_CALL(setitimer, __NR_setitimer, .args = { ITIMER_REAL }, .window = 1,
	  STRUCT(long_itimer), .happened = timer_is_set);
DEEP_CALL(rt_sigaction, __NR_rt_sigaction, .args = { SIGUSR1, 0, 0, 8 },
	  .window = 1, STRUCT(ignore_usr1), .happened = usr1_is_ignored);
#ifdef __NR_sigaction
DEEP_CALL(sigaction, __NR_sigaction, .args = { SIGUSR1 }, .window = 1,
	  STRUCT(ignore_usr1_old), .happened = usr1_is_ignored);
DEEP_CALL(sigprocmask, __NR_sigprocmask, .args = { SIG_BLOCK }, .window = 1,
	  STRUCT(usr1_set[0]), .happened = usr1_is_blocked);
#endif
DEEP_CALL(rt_sigprocmask, __NR_rt_sigprocmask, .args = { SIG_BLOCK, 0, 0, 8 },
	  .window = 1, STRUCT(usr1_set), .happened = usr1_is_blocked);
DEEP_CALL(rt_sigsuspend, __NR_rt_sigsuspend, .args = { 0, 8 }, .window = 0,
	  STRUCT(empty_set), .err = EINTR, .prepare = need_suspend);
#ifdef __NR_rt_sigtimedwait
DEEP_CALL(rt_sigtimedwait_set, __NR_rt_sigtimedwait, .args = { 0, 0, 0, 8 },
	  .window = 0, STRUCT(usr2_set), .prepare = need_pending_usr2,
	  .happened = took_usr2);
DEEP_CALL(rt_sigtimedwait_timeout, __NR_rt_sigtimedwait,
	  .args = { 0, 0, 0, 8 }, .window = 2, STRUCT(short_time),
	  .err = EAGAIN, .flags = NO_NULL, .prepare = need_set_for_timeout);
#endif
#ifdef __NR_rt_sigtimedwait_time64
DEEP_CALL(rt_sigtimedwait_time64_set, __NR_rt_sigtimedwait_time64,
	  .args = { 0, 0, 0, 8 }, .window = 0, STRUCT(usr2_set),
	  .prepare = need_pending_usr2, .happened = took_usr2);
DEEP_CALL(rt_sigtimedwait_time64_timeout, __NR_rt_sigtimedwait_time64,
	  .args = { 0, 0, 0, 8 }, .window = 2, STRUCT(short_time64),
	  .err = EAGAIN, .flags = NO_NULL, .prepare = need_set_for_timeout);
#endif
#ifdef __NR_signalfd
DEEP_CALL(signalfd, __NR_signalfd, .args = { -1, 0, 8 }, .window = 1,
	  STRUCT(usr1_set), .happened = returned_number);
#endif
DEEP_CALL(signalfd4, __NR_signalfd4, .args = { -1, 0, 8 }, .window = 1,
	  STRUCT(usr1_set), .happened = returned_number);
/* Native bodies need the first part of siginfo_t, and compat ones all of it. */
#if __SIZEOF_LONG__ == 8
#define SIGINFO_CUT OPTIONAL_CUT
#define PIDFD_SIGINFO_CUT OPTIONAL_CUT
#else
#define SIGINFO_CUT 0
#define PIDFD_SIGINFO_CUT (OPTIONAL_CUT | NO_CUT)
#endif
DEEP_CALL(rt_sigqueueinfo, __NR_rt_sigqueueinfo, .args = { 0, SIGUSR2 },
	  .window = 2, STRUCT(queued_info),
	  .flags = SIGINFO_CUT, .prepare = need_blocked_usr2,
	  .happened = usr2_is_pending);
DEEP_CALL(rt_tgsigqueueinfo, __NR_rt_tgsigqueueinfo, .args = { 0, 0, SIGUSR2 },
	  .window = 3, STRUCT(queued_info),
	  .flags = SIGINFO_CUT, .prepare = need_thread,
	  .happened = usr2_is_pending);
DEEP_CALL(pidfd_send_signal, __NR_pidfd_send_signal, .args = { 0, SIGUSR2 },
	  .window = 2, STRUCT(queued_info),
	  .flags = FD_IN_ARG0 | PIDFD_SIGINFO_CUT,
	  .prepare = need_pidfd, .happened = usr2_is_pending);
DEEP_CALL(sigaltstack, __NR_sigaltstack, .window = 0,
	  .kind = SECCOMP_KIND_STRUCT, .data = "", .size = 1,
	  .prepare = need_stack, .happened = has_stack);

/* System V and POSIX messages */
#ifdef __NR_semop
DEEP_CALL(semop, __NR_semop, .window = 1, ARRAY(add_one, 2, 682),
	  .prepare = need_semaphore, .happened = semaphore_is_one);
#endif
#ifdef __NR_semtimedop
DEEP_CALL(semtimedop_ops, __NR_semtimedop, .window = 1,
	  ARRAY(add_one, 2, 682), .prepare = need_semaphore,
	  .happened = semaphore_is_one);
DEEP_CALL(semtimedop, __NR_semtimedop, .args = { 0, 0, 1 }, .window = 3,
	  STRUCT(short_time), .err = EAGAIN, .flags = NO_NULL,
	  .prepare = need_busy_semaphore);
#endif
#ifdef __NR_semtimedop_time64
DEEP_CALL(semtimedop_time64_ops, __NR_semtimedop_time64, .window = 1,
	  ARRAY(add_one, 2, 682), .prepare = need_semaphore,
	  .happened = semaphore_is_one);
DEEP_CALL(semtimedop_time64, __NR_semtimedop_time64, .args = { 0, 0, 1 },
	  .window = 3, STRUCT(short_time64), .err = EAGAIN, .flags = NO_NULL,
	  .prepare = need_busy_semaphore);
#endif
DEEP_CALL(msgsnd, __NR_msgsnd, .args = { 0, 0, 0, IPC_NOWAIT }, .window = 1,
	  .kind = SECCOMP_KIND_BUFFER, .data = &short_message,
	  .size = sizeof(__syscall_slong_t) + 4, .sized = 3,
	  .front = sizeof(__syscall_slong_t), .limit = SECCOMP_ARG_DATA_MAX,
	  .flags = CAPPED, .prepare = need_msg_queue,
	  .happened = queue_has_message);
#if defined(DEEP_HAS_MSGCTL) || defined(DEEP_HAS_SHMCTL)
DEEP_CALL(semctl_set, __NR_semctl, .args = { 0, 0, IPC_SET }, .window = 3,
	  STRUCT(new_semaphore_mode), .prepare = need_semaphore,
	  .happened = semaphore_has_mode);
#endif
#ifdef DEEP_HAS_MSGCTL
DEEP_CALL(msgctl_set, __NR_msgctl, .args = { 0, IPC_SET }, .window = 2,
	  STRUCT(new_queue_mode), .prepare = need_msg_queue,
	  .happened = returned_zero);
/* With IPC_64, the body reads the structure before it refuses the command. */
DEEP_CALL(msgctl_set_64, __NR_msgctl, .args = { 0, IPC_SET | 0x100 },
	  .window = 2, STRUCT(new_queue_mode), .err = EINVAL,
	  .prepare = need_msg_queue);
#endif
#ifdef DEEP_HAS_SHMCTL
DEEP_CALL(msgctl_set, __NR_msgctl, .args = { 0, IPC_SET }, .window = 2,
	  STRUCT(new_queue), .prepare = need_msg_queue,
	  .happened = queue_has_mode);
DEEP_CALL(shmctl_set, __NR_shmctl, .args = { 0, IPC_SET }, .window = 2,
	  STRUCT(new_mode), .prepare = need_segment,
	  .happened = segment_has_mode);
#endif
DEEP_CALL(mq_open, __NR_mq_open, .args = { 0, O_CREAT | O_RDWR, 0600, 0 },
	  .window = 0, PATH("deep"), .flags = NO_LIMIT, .prepare = need_queue,
	  .happened = returned_number);
DEEP_CALL(mq_open_attr, __NR_mq_open,
	  .args = { (long)"deep", O_CREAT | O_RDWR, 0600 }, .window = 3,
	  STRUCT(small_queue), .prepare = need_queue,
	  .happened = returned_number);
DEEP_CALL(mq_getsetattr, __NR_mq_getsetattr, .window = 1,
	  STRUCT(nonblocking_queue), .flags = FD_IN_ARG0, .prepare = need_mq,
	  .happened = fd_is_nonblocking);
DEEP_CALL(mq_notify, __NR_mq_notify, .window = 1,
	  .kind = SECCOMP_KIND_STRUCT, .data = &no_event,
	  .size = DEEP_SIGEVENT_BYTES, .flags = FD_IN_ARG0,
	  .prepare = need_mq, .happened = returned_zero);
#ifdef __NR_mq_timedsend
DEEP_CALL(mq_timedsend, __NR_mq_timedsend, .args = { 0, (long)"data", 4 },
	  .window = 4, STRUCT(short_time), .flags = FD_IN_ARG0,
	  .prepare = need_mq, .happened = fd_is_readable);
DEEP_CALL(mq_timedreceive, __NR_mq_timedreceive, .args = { 0, 0, 4096 },
	  .window = 4, STRUCT(short_time), .err = ETIMEDOUT,
	  .flags = FD_IN_ARG0 | NO_NULL, .prepare = need_empty_mq);
#endif
#ifdef __NR_mq_timedsend_time64
DEEP_CALL(mq_timedsend_time64, __NR_mq_timedsend_time64,
	  .args = { 0, (long)"data", 4 }, .window = 4, STRUCT(short_time64),
	  .flags = FD_IN_ARG0, .prepare = need_mq, .happened = fd_is_readable);
DEEP_CALL(mq_timedreceive_time64, __NR_mq_timedreceive_time64,
	  .args = { 0, 0, 4096 }, .window = 4, STRUCT(short_time64),
	  .err = ETIMEDOUT, .flags = FD_IN_ARG0 | NO_NULL,
	  .prepare = need_empty_mq);
#endif
DEEP_CALL(mq_unlink, __NR_mq_unlink, .window = 0, PATH("none"), .err = ENOENT,
	  .flags = NO_LIMIT, .prepare = need_queue);

/* Sockets */
#ifdef __NR_bind
DEEP_CALL(bind, __NR_bind, .window = 1, SOCKADDR(socket_name, 2),
	  .flags = FD_IN_ARG0, .prepare = need_stream,
	  .happened = socket_is_bound);
DEEP_CALL(connect, __NR_connect, .window = 1, SOCKADDR(socket_name, 2),
	  .flags = FD_IN_ARG0, .prepare = need_listener,
	  .happened = fd_is_readable);
DEEP_CALL(sendto, __NR_sendto, .args = { 0, 0, 4 }, .window = 4,
	  SOCKADDR(socket_name, 5), .flags = FD_IN_ARG0,
	  .prepare = need_datagram_peer, .happened = fd_is_readable);
DEEP_CALL(sendmsg, __NR_sendmsg, .window = 1,
	  PREPARED(SECCOMP_KIND_MESSAGE, 0), .flags = FD_IN_ARG0 | NO_BYTES,
	  .prepare = need_message, .happened = fd_is_readable);
DEEP_CALL(setsockopt, __NR_setsockopt, .args = { 0, SOL_SOCKET, SO_KEEPALIVE },
	  .window = 3, BUFFER(&one, sizeof(one), 4, SECCOMP_ARG_DATA_MAX),
	  .flags = FD_IN_ARG0 | CAPPED, .prepare = need_stream,
	  .happened = socket_has_option);
#endif

/* clang-format on */

#endif /* SELFTESTS_SECCOMP_DEEP_CALL_TABLE_H */
