// SPDX-License-Identifier: GPL-2.0-only
/*
 * KUnit tests of the rows: what holds for each of them, the rows of some numbers of
 * each ABI, and the choice of operations.
 */
#include <kunit/test.h>
#include <linux/bitops.h>
#include <linux/blkdev.h>
#include <linux/bpf.h>
#include <linux/cpumask.h>
#include <linux/fcntl.h>
#include <linux/fs.h>
#include <linux/futex.h>
#include <linux/in.h>
#include <linux/ioctl.h>
#include <linux/ipc.h>
#include <linux/kernel.h>
#include <linux/keyctl.h>
#include <linux/loop.h>
#include <linux/prctl.h>
#include <linux/socket.h>
#include <linux/sockios.h>
#include <linux/stat.h>
#include <linux/string.h>
#include <linux/tty.h>
#include <net/compat.h>
#include <uapi/linux/mount.h>

#include "abi.h"
#include "arg_row.h"
#include "arg_row_number.h"
#include "backport.h"
#include "window.h"

static const struct seccomp_arg_row *row_test_row(u32 arch, int nr)
{
	return seccomp_arg_row(seccomp_table_index(arch, nr));
}

static const struct seccomp_arg_row *row_test_native(int nr)
{
	return row_test_row(SECCOMP_ARCH_NATIVE, nr);
}

/* Expect what holds for the description of each argument. */
static void row_test_expect_arg(struct kunit *test, u32 slot,
				const struct seccomp_arg_row *row,
				const struct seccomp_arg *arg)
{
	const bool needs_size = arg->kind == SECCOMP_KIND_SIZED_STRUCT ||
				arg->kind == SECCOMP_KIND_SOCKADDR ||
				arg->kind == SECCOMP_KIND_ARRAY ||
				arg->kind == SECCOMP_KIND_BUFFER;
	const bool has_item = arg->kind == SECCOMP_KIND_ARRAY ||
			      arg->kind == SECCOMP_KIND_STRINGS;

	KUNIT_ASSERT_LT_MSG(test, arg->arg, SECCOMP_ARG_WINDOWS, "slot %u",
			    slot);
	KUNIT_EXPECT_GE_MSG(test, arg->kind, SECCOMP_KIND_PATH, "slot %u",
			    slot);
	KUNIT_EXPECT_LE_MSG(test, arg->kind, SECCOMP_KIND_STRINGS, "slot %u",
			    slot);
	KUNIT_EXPECT_GE_MSG(test, arg->limit, 1, "slot %u", slot);
	KUNIT_EXPECT_LE_MSG(test, seccomp_arg_limit(arg), SECCOMP_ARG_DATA_MAX,
			    "slot %u", slot);
	KUNIT_EXPECT_EQ_MSG(test, row->never & BIT(arg->arg), 0, "slot %u",
			    slot);
	KUNIT_EXPECT_NE_MSG(test, arg->size_arg, arg->arg, "slot %u", slot);
	KUNIT_EXPECT_EQ_MSG(test, arg->size_arg != SECCOMP_NO_ARG, needs_size,
			    "slot %u", slot);
	if (needs_size)
		KUNIT_EXPECT_LT_MSG(test, arg->size_arg, SECCOMP_ARG_WINDOWS,
				    "slot %u", slot);
	if (has_item)
		KUNIT_EXPECT_GE_MSG(test, arg->item, 1, "slot %u", slot);
	if (arg->item == ARG_NODE_MASK)
		KUNIT_EXPECT_EQ_MSG(test, arg->kind, SECCOMP_KIND_BUFFER,
				    "slot %u", slot);
	else if (arg->kind == SECCOMP_KIND_BUFFER)
		KUNIT_EXPECT_LT_MSG(test, arg->item, arg->limit, "slot %u",
				    slot);
	if (arg->kind == SECCOMP_KIND_SELF_SIZED)
		KUNIT_EXPECT_LE_MSG(test, ARG_SELF_MINIMUM(arg->item),
				    arg->limit, "slot %u", slot);
	if (arg->flags & ARG_NULL_FAILS)
		KUNIT_EXPECT_TRUE_MSG(test, arg->flags & ARG_NULL_OK, "slot %u",
				      slot);
	if (arg->flags & ARG_SHORT_OK) {
		KUNIT_EXPECT_GE_MSG(test, arg->item, 1, "slot %u", slot);
		KUNIT_EXPECT_LE_MSG(test, arg->item, arg->limit, "slot %u",
				    slot);
	}
	if (arg->flags & ARG_NUL_NEEDED)
		KUNIT_EXPECT_EQ_MSG(test, arg->kind, SECCOMP_KIND_STRING,
				    "slot %u", slot);
	if (arg->layout)
		KUNIT_EXPECT_LT_MSG(test, strlen(arg->layout),
				    sizeof_field(struct seccomp_arg_info,
						 layout),
				    "slot %u", slot);
}

/* Expect that no argument is there twice, and that all have a page. */
static void row_test_expect_call(struct kunit *test, u32 slot,
				 const struct seccomp_call_args *call_args)
{
	unsigned int i, pages = 0;
	u8 seen = 0;

	for (i = 0; i < call_args->count; i++) {
		const struct seccomp_arg *arg = call_args->args[i];

		KUNIT_EXPECT_EQ_MSG(test, seen & BIT(arg->arg), 0, "slot %u",
				    slot);
		seen |= BIT(arg->arg);
		pages += arg->flags & ARG_WIDE ? 2 : 1;
	}
	KUNIT_EXPECT_LE_MSG(test, pages, SECCOMP_ROW_ARGS, "slot %u", slot);
}

/* Is an operation behind the one in front of it? Several entries may be equal. */
static bool row_test_is_sorted(const struct seccomp_arg_op *op)
{
	if (op[-1].op == op->op)
		return op[-1].op2 <= op->op2;
	return op[-1].op < op->op;
}

static void row_test_expect_ops(struct kunit *test, u32 slot,
				const struct seccomp_arg_row *row)
{
	unsigned long args[SECCOMP_ARG_WINDOWS] = {};
	struct seccomp_call_args call_args;
	const struct seccomp_arg_op *op;
	int i;

	KUNIT_ASSERT_LT_MSG(test, row->op_arg, SECCOMP_ARG_WINDOWS, "slot %u",
			    slot);
	for (i = 0; i < row->op_count; i++) {
		op = &row->ops[i];
		row_test_expect_arg(test, slot, row, &op->arg);
		if (i)
			KUNIT_EXPECT_TRUE_MSG(test, row_test_is_sorted(op),
					      "slot %u, operation %x", slot,
					      op->op);
		args[row->op_arg] = op->op;
		KUNIT_EXPECT_EQ_MSG(test, op->op & row->op_ignored, 0,
				    "slot %u, operation %x", slot, op->op);
		if (row->op2_arg != SECCOMP_NO_ARG)
			args[row->op2_arg] = op->op2;
		else
			KUNIT_EXPECT_EQ_MSG(test, op->op2, 0, "slot %u", slot);
		seccomp_arg_row_resolve(row, args, &call_args);
		KUNIT_EXPECT_GT_MSG(test, call_args.count, row->count,
				    "slot %u, operation %x", slot, op->op);
		row_test_expect_call(test, slot, &call_args);
	}
}

static void row_each_is_valid(struct kunit *test)
{
	unsigned long args[SECCOMP_ARG_WINDOWS] = {};
	struct seccomp_call_args call_args;
	const struct seccomp_arg_row *row;
	u32 slot;
	int i;

	for (slot = 0; slot < SECCOMP_TABLE_SLOTS; slot++) {
		row = seccomp_arg_row(slot);
		KUNIT_EXPECT_EQ_MSG(test, row->never & ~SECCOMP_WINDOW_MASK, 0,
				    "slot %u", slot);
		for (i = 0; i < row->count; i++)
			row_test_expect_arg(test, slot, row, &row->args[i]);
		seccomp_arg_row_resolve(row, args, &call_args);
		row_test_expect_call(test, slot, &call_args);
		if (row->op_count)
			row_test_expect_ops(test, slot, row);
		else
			KUNIT_EXPECT_EQ_MSG(test, row->op_arg, SECCOMP_NO_ARG,
					    "slot %u", slot);
	}
}

static void row_is_narrow_for_pointers_of_32_bits(struct kunit *test)
{
	const struct seccomp_arg_row *row;
	u32 slot;

	for (slot = 0; slot < SECCOMP_ARCH_NATIVE_NR; slot++)
		KUNIT_EXPECT_FALSE_MSG(test, seccomp_arg_row(slot)->narrow,
				       "slot %u", slot);
	for (slot = 0; slot < seccomp_compat_rows; slot++) {
		row = seccomp_arg_row(SECCOMP_COMPAT_FIRST + slot);
		if (seccomp_row_of_compat[slot] != ROW_NONE)
			KUNIT_EXPECT_TRUE_MSG(test, row->narrow, "number %u",
					      slot);
	}
}

static void row_test_expect_empty(struct kunit *test,
				  const struct seccomp_arg_row *row, u32 slot)
{
	u32 window, kind, limit;

	KUNIT_EXPECT_EQ_MSG(test, row->count, 0, "slot %u", slot);
	KUNIT_EXPECT_EQ_MSG(test, row->op_count, 0, "slot %u", slot);
	KUNIT_EXPECT_EQ_MSG(test, row->never, 0, "slot %u", slot);
	for (window = 0; window < SECCOMP_ARG_WINDOWS; window++)
		KUNIT_EXPECT_EQ(test,
				seccomp_arg_row_window(row, window, &kind,
						       &limit),
				WINDOW_ABSENT);
}

static void row_is_empty_for_unassigned_numbers(struct kunit *test)
{
	u32 i, bucket, slot;

	for (i = 0; i < SECCOMP_ABIS; i++) {
		const struct seccomp_abi_info *abi = &seccomp_abi_info[i];

		for (bucket = 0; bucket < abi->buckets; bucket++) {
			slot = abi->first_slot + abi->count + bucket;
			row_test_expect_empty(test, seccomp_arg_row(slot),
					      slot);
		}
	}
	/* An architecture without slots. */
	slot = seccomp_table_index(AUDIT_ARCH_S390X, __NR_openat);
	KUNIT_EXPECT_EQ(test, slot, SECCOMP_TABLE_SLOTS);
	row_test_expect_empty(test, seccomp_arg_row(slot), slot);
	row_test_expect_empty(test, seccomp_arg_row(U32_MAX), U32_MAX);
	KUNIT_EXPECT_LE(test, seccomp_compat_rows, SECCOMP_COMPAT_SLOTS);
}

/* One argument of a number, as the call is documented, with sizes as figures. */
struct row_test_case {
	u32 arch;
	u32 nr;
	u8 arg;
	u8 kind;
	u16 limit;
	u8 size_arg;
	bool narrow;
};

#define NO SECCOMP_NO_ARG
#define NATIVE(_nr, _arg, _kind, _limit, _size_arg)                      \
	{                                                                \
		.arch = SECCOMP_ARCH_NATIVE, .nr = (_nr), .arg = (_arg), \
		.kind = SECCOMP_KIND_##_kind, .limit = (_limit),         \
		.size_arg = (_size_arg)                                  \
	}
#define OTHER(_nr, _arg, _kind, _limit, _size_arg)                       \
	{                                                                \
		.arch = SECCOMP_ARCH_COMPAT, .nr = (_nr), .arg = (_arg), \
		.kind = SECCOMP_KIND_##_kind, .limit = (_limit),         \
		.size_arg = (_size_arg), .narrow = true                  \
	}

static const struct row_test_case row_test_cases[] = {
	NATIVE(__NR_openat, 1, PATH, 4096, NO),
	NATIVE(__NR_mkdirat, 1, PATH, 4096, NO),
	NATIVE(__NR_unlinkat, 1, PATH, 4096, NO),
	NATIVE(__NR_linkat, 1, PATH, 4096, NO),
	NATIVE(__NR_linkat, 3, PATH, 4096, NO),
	NATIVE(__NR_execve, 0, PATH, 4096, NO),
	NATIVE(__NR_execve, 1, STRINGS, 4096, NO),
	NATIVE(__NR_execveat, 1, PATH, 4096, NO),
	NATIVE(__NR_execveat, 2, STRINGS, 4096, NO),
	NATIVE(__NR_openat2, 2, SIZED_STRUCT, 4096, 3),
	NATIVE(__NR_clone3, 0, SIZED_STRUCT, 4096, 1),
	NATIVE(__NR_mount, 0, STRING, 4096, NO),
	NATIVE(__NR_mount, 1, PATH, 4096, NO),
	NATIVE(__NR_mount, 2, STRING, 4096, NO),
	NATIVE(__NR_mount, 4, STRUCT, 4096, NO),
	NATIVE(__NR_bind, 1, SOCKADDR, 128, 2),
	NATIVE(__NR_connect, 1, SOCKADDR, 128, 2),
	NATIVE(__NR_sendto, 4, SOCKADDR, 128, 5),
	NATIVE(__NR_sendmsg, 1, MESSAGE, 192, NO),
	NATIVE(__NR_nanosleep, 0, STRUCT, 16, NO),
	NATIVE(__NR_setitimer, 1, STRUCT, 32, NO),
	NATIVE(__NR_timer_create, 1, STRUCT, 64, NO),
	NATIVE(__NR_timerfd_settime, 2, STRUCT, 32, NO),
	NATIVE(__NR_prlimit64, 2, STRUCT, 16, NO),
	NATIVE(__NR_rt_sigaction, 1, STRUCT, 32, NO),
	NATIVE(__NR_rt_sigprocmask, 1, STRUCT, 8, NO),
	NATIVE(__NR_rt_sigqueueinfo, 2, STRUCT, 128, NO),
	NATIVE(__NR_sigaltstack, 0, STRUCT, 24, NO),
	NATIVE(__NR_utimensat, 2, STRUCT, 32, NO),
	NATIVE(__NR_mq_open, 3, STRUCT, 64, NO),
	NATIVE(__NR_semop, 1, ARRAY, 4096, 2),
	NATIVE(__NR_msgsnd, 1, BUFFER, 4096, 2),
	NATIVE(__NR_futex_waitv, 0, ARRAY, 3072, 1),
	NATIVE(__NR_sethostname, 0, BUFFER, 64, 1),
	NATIVE(__NR_setxattr, 1, STRING, 256, NO),
	NATIVE(__NR_setxattr, 2, BUFFER, 4096, 3),
	NATIVE(__NR_memfd_create, 0, STRING, 250, NO),
	NATIVE(__NR_delete_module, 0, STRING, 56, NO),
	NATIVE(__NR_add_key, 0, STRING, 32, NO),
	NATIVE(__NR_add_key, 2, BUFFER, 4096, 3),
	NATIVE(__NR_fsopen, 0, STRING, 4096, NO),
	NATIVE(__NR_fsconfig, 2, STRING, 256, NO),
	NATIVE(__NR_landlock_create_ruleset, 0, SIZED_STRUCT, 4096, 1),
	NATIVE(__NR_sched_setattr, 1, SELF_SIZED, 4096, NO),
	NATIVE(__NR_perf_event_open, 0, SELF_SIZED, 4096, NO),
	NATIVE(__NR_open_by_handle_at, 1, SELF_SIZED, 136, NO),
	NATIVE(__NR_kexec_load, 2, ARRAY, 512, 1),
	NATIVE(__NR_mbind, 3, BUFFER, 4096, 4),
	NATIVE(__NR_set_mempolicy, 1, BUFFER, 4096, 2),
	NATIVE(__NR_migrate_pages, 2, BUFFER, 4096, 1),
	NATIVE(__NR_migrate_pages, 3, BUFFER, 4096, 1),
	NATIVE(__NR_lsetxattr, 0, PATH, 4096, NO),
	NATIVE(__NR_lsetxattr, 2, BUFFER, 4096, 3),
	NATIVE(__NR_fsetxattr, 2, BUFFER, 4096, 3),
	NATIVE(__NR_lgetxattr, 0, PATH, 4096, NO),
	NATIVE(__NR_lgetxattr, 1, STRING, 256, NO),
	NATIVE(__NR_fgetxattr, 1, STRING, 256, NO),
	NATIVE(__NR_llistxattr, 0, PATH, 4096, NO),
	NATIVE(__NR_lremovexattr, 0, PATH, 4096, NO),
	NATIVE(__NR_lremovexattr, 1, STRING, 256, NO),
	NATIVE(__NR_fremovexattr, 1, STRING, 256, NO),
	NATIVE(__NR_fanotify_mark, 4, PATH, 4096, NO),
	NATIVE(__NR_epoll_pwait, 4, STRUCT, 8, NO),
	NATIVE(__NR_epoll_pwait2, 3, STRUCT, 16, NO),
	NATIVE(__NR_epoll_pwait2, 4, STRUCT, 8, NO),
	NATIVE(__NR_ppoll, 3, STRUCT, 8, NO),
	NATIVE(__NR_signalfd4, 1, STRUCT, 8, NO),
	NATIVE(__NR_io_getevents, 4, STRUCT, 16, NO),
	NATIVE(__NR_io_pgetevents, 4, STRUCT, 16, NO),
	NATIVE(__NR_mq_getsetattr, 1, STRUCT, 64, NO),
	NATIVE(__NR_mq_notify, 1, STRUCT, 64, NO),
	NATIVE(__NR_mq_timedsend, 4, STRUCT, 16, NO),
	NATIVE(__NR_mq_timedreceive, 4, STRUCT, 16, NO),
	NATIVE(__NR_settimeofday, 0, STRUCT, 16, NO),
	NATIVE(__NR_settimeofday, 1, STRUCT, 8, NO),
	NATIVE(__NR_semtimedop, 1, ARRAY, 4096, 2),
	NATIVE(__NR_semtimedop, 3, STRUCT, 16, NO),
	NATIVE(__NR_request_key, 2, STRING, 4096, NO),
	NATIVE(__NR_init_module, 2, STRING, 4096, NO),
	NATIVE(__NR_kexec_file_load, 3, BUFFER, 4096, 2),
#ifdef __NR_signalfd
	NATIVE(__NR_signalfd, 1, STRUCT, 8, NO),
	NATIVE(__NR_futimesat, 1, PATH, 4096, NO),
	NATIVE(__NR_futimesat, 2, STRUCT, 32, NO),
#endif
#ifdef __NR_cachestat
	NATIVE(__NR_cachestat, 1, STRUCT, 16, NO),
#endif
#ifdef __NR_futex_wait
	NATIVE(__NR_futex_wait, 4, STRUCT, 16, NO),
	NATIVE(__NR_futex_requeue, 0, STRUCT, 48, NO),
#endif
#ifdef __NR_lsm_set_self_attr
	NATIVE(__NR_lsm_set_self_attr, 1, SIZED_STRUCT, 4096, 2),
#endif
#ifdef __NR_setxattrat
	NATIVE(__NR_setxattrat, 1, PATH, 4096, NO),
	NATIVE(__NR_setxattrat, 3, STRING, 256, NO),
	NATIVE(__NR_setxattrat, 4, SIZED_STRUCT, 4096, 5),
	NATIVE(__NR_getxattrat, 1, PATH, 4096, NO),
	NATIVE(__NR_getxattrat, 3, STRING, 256, NO),
	NATIVE(__NR_getxattrat, 4, SIZED_STRUCT, 4096, 5),
	NATIVE(__NR_removexattrat, 1, PATH, 4096, NO),
	NATIVE(__NR_removexattrat, 3, STRING, 256, NO),
	NATIVE(__NR_listxattrat, 1, PATH, 4096, NO),
#endif
#ifdef __NR_open_tree_attr
	NATIVE(__NR_open_tree_attr, 1, PATH, 4096, NO),
	NATIVE(__NR_open_tree_attr, 3, SIZED_STRUCT, 4096, 4),
#endif
#ifdef __NR_file_setattr
	NATIVE(__NR_file_setattr, 1, PATH, 4096, NO),
	NATIVE(__NR_file_setattr, 2, SIZED_STRUCT, 4096, 3),
	NATIVE(__NR_file_getattr, 1, PATH, 4096, NO),
#endif
#ifdef __NR_listns
	NATIVE(__NR_listns, 0, SELF_SIZED, 4096, NO),
#endif
#if defined(CONFIG_IA32_EMULATION)
	OTHER(5, 0, PATH, 4096, NO), /* open */
	OTHER(11, 1, STRINGS, 4096, NO), /* execve */
	OTHER(25, 0, STRUCT, 4, NO), /* stime */
	OTHER(30, 1, STRUCT, 8, NO), /* utime */
	OTHER(67, 1, STRUCT, 16, NO), /* sigaction */
	OTHER(81, 1, ARRAY, 4096, 0), /* setgroups, of 16 bits */
	OTHER(126, 1, STRUCT, 4, NO), /* sigprocmask */
	OTHER(162, 0, STRUCT, 8, NO), /* nanosleep */
	OTHER(174, 1, STRUCT, 20, NO), /* rt_sigaction */
	OTHER(186, 0, STRUCT, 12, NO), /* sigaltstack */
	OTHER(259, 1, STRUCT, 16, NO), /* timer_create */
	OTHER(277, 3, STRUCT, 32, NO), /* mq_open */
	OTHER(274, 3, BUFFER, 4096, 4), /* mbind */
	OTHER(276, 1, BUFFER, 4096, 2), /* set_mempolicy */
	OTHER(281, 1, STRUCT, 16, NO), /* mq_notify */
	OTHER(294, 2, BUFFER, 4096, 1), /* migrate_pages */
	OTHER(294, 3, BUFFER, 4096, 1),
	OTHER(339, 5, PATH, 4096, NO), /* fanotify_mark */
	OTHER(362, 1, SOCKADDR, 128, 2), /* connect */
	OTHER(370, 1, MESSAGE, 192, NO), /* sendmsg */
	OTHER(400, 1, BUFFER, 4096, 2), /* msgsnd */
	OTHER(407, 2, STRUCT, 16, NO), /* clock_nanosleep_time64 */
	OTHER(412, 2, STRUCT, 32, NO), /* utimensat_time64 */
#elif defined(CONFIG_ARM64) && defined(CONFIG_COMPAT)
	OTHER(5, 0, PATH, 4096, NO), /* open */
	OTHER(11, 1, STRINGS, 4096, NO), /* execve */
	OTHER(162, 0, STRUCT, 8, NO), /* nanosleep */
	OTHER(174, 1, STRUCT, 20, NO), /* rt_sigaction */
	OTHER(186, 0, STRUCT, 12, NO), /* sigaltstack */
	OTHER(283, 1, SOCKADDR, 128, 2), /* connect */
	OTHER(296, 1, MESSAGE, 192, NO), /* sendmsg */
	OTHER(301, 1, BUFFER, 4096, 2), /* msgsnd */
	OTHER(319, 3, BUFFER, 4096, 4), /* mbind */
	OTHER(321, 1, BUFFER, 4096, 2), /* set_mempolicy */
	OTHER(322, 1, PATH, 4096, NO), /* openat */
	OTHER(400, 2, BUFFER, 4096, 1), /* migrate_pages */
	OTHER(400, 3, BUFFER, 4096, 1),
	OTHER(407, 2, STRUCT, 16, NO), /* clock_nanosleep_time64 */
#endif
#ifdef CONFIG_X86_X32_ABI
	NATIVE(__X32_SYSCALL_BIT + __NR_openat, 1, PATH, 4096, NO),
	NATIVE(__X32_SYSCALL_BIT + __NR_nanosleep, 0, STRUCT, 16, NO),
	{ SECCOMP_ARCH_NATIVE, __X32_SYSCALL_BIT + 512, 1, SECCOMP_KIND_STRUCT,
	  20, NO, true }, /* rt_sigaction */
	{ SECCOMP_ARCH_NATIVE, __X32_SYSCALL_BIT + 518, 1, SECCOMP_KIND_MESSAGE,
	  192, NO, true }, /* sendmsg */
	{ SECCOMP_ARCH_NATIVE, __X32_SYSCALL_BIT + 520, 1, SECCOMP_KIND_STRINGS,
	  4096, NO, true }, /* execve */
#endif
};

static void row_numbers_have_documented_sizes(struct kunit *test)
{
	unsigned long args[SECCOMP_ARG_WINDOWS] = {};
	struct seccomp_call_args call_args;
	const struct seccomp_arg_row *row;
	const struct row_test_case *want;
	u32 kind, limit;
	int i, j;

	for (i = 0; i < ARRAY_SIZE(row_test_cases); i++) {
		want = &row_test_cases[i];
		row = row_test_row(want->arch, want->nr);
		KUNIT_EXPECT_EQ_MSG(test, row->narrow, want->narrow,
				    "number %u", want->nr);
		KUNIT_EXPECT_EQ_MSG(test,
				    seccomp_arg_row_window(row, want->arg,
							   &kind, &limit),
				    WINDOW_KNOWN, "number %u", want->nr);
		KUNIT_EXPECT_EQ_MSG(test, kind, want->kind, "number %u",
				    want->nr);
		KUNIT_EXPECT_EQ_MSG(test, limit, want->limit, "number %u",
				    want->nr);
		seccomp_arg_row_resolve(row, args, &call_args);
		for (j = 0; j < call_args.count; j++)
			if (call_args.args[j]->arg == want->arg)
				break;
		KUNIT_ASSERT_LT_MSG(test, j, call_args.count, "number %u",
				    want->nr);
		KUNIT_EXPECT_EQ_MSG(test, call_args.args[j]->size_arg,
				    want->size_arg, "number %u", want->nr);
	}
}

static void row_siginfo_needs_first_part(struct kunit *test)
{
	static const int numbers[] = {
		__NR_rt_sigqueueinfo,
		__NR_rt_tgsigqueueinfo,
		__NR_pidfd_send_signal,
	};
	const struct seccomp_arg *arg;
	int i;

	for (i = 0; i < ARRAY_SIZE(numbers); i++) {
		arg = &row_test_native(numbers[i])->args[0];
		KUNIT_EXPECT_TRUE(test, arg->flags & ARG_SHORT_OK);
		KUNIT_EXPECT_EQ(test, arg->item, 48);
		KUNIT_EXPECT_EQ(test, arg->limit, 128);
	}
#ifdef CONFIG_IA32_EMULATION
	/* The compat body reads all of it. */
	arg = &row_test_row(AUDIT_ARCH_I386, 178)->args[0];
	KUNIT_EXPECT_EQ(test, arg->flags, 0);
	KUNIT_EXPECT_EQ(test, arg->limit, 128);
#endif
}

/* The body of these reads up to the NUL, however far it is. */
static void row_strings_without_limit_need_nul(struct kunit *test)
{
	const u8 page = PAGE_SIZE / SECCOMP_ARG_DATA_MAX > 1 ? ARG_NUL_NEEDED :
							       0;
	const struct seccomp_arg_row *row;

	row = row_test_native(__NR_init_module);
	KUNIT_EXPECT_EQ(test, row->args[0].flags, ARG_NUL_NEEDED);
	row = row_test_native(__NR_finit_module);
	KUNIT_EXPECT_EQ(test, row->args[0].flags, ARG_NUL_NEEDED);
	row = row_test_native(__NR_fsopen);
	KUNIT_EXPECT_EQ(test, row->args[0].flags, page);
	row = row_test_native(__NR_memfd_create);
	KUNIT_EXPECT_EQ(test, row->args[0].flags, 0);
}

/* The structure of a message tells the copying code how to read it. */
static void row_messages_have_layout_of_body(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, row_test_native(__NR_sendmsg)->args[0].limit,
			sizeof(struct user_msghdr));
#ifdef CONFIG_IA32_EMULATION
	KUNIT_EXPECT_EQ(test, row_test_row(AUDIT_ARCH_I386, 370)->args[0].limit,
			sizeof(struct compat_msghdr));
#endif
#ifdef CONFIG_X86_X32_ABI
	KUNIT_EXPECT_EQ(test,
			row_test_native(__X32_SYSCALL_BIT + 518)->args[0].limit,
			sizeof(struct compat_msghdr));
#endif
}

static void row_kept_pointers_are_never_copied(struct kunit *test)
{
	static const struct {
		int nr;
		u8 never;
	} cases[] = {
		{ __NR_read, BIT(1) },
		{ __NR_write, BIT(1) },
		{ __NR_writev, BIT(1) },
		{ __NR_execve, BIT(2) },
		{ __NR_futex, BIT(0) | BIT(4) },
		{ __NR_set_robust_list, BIT(0) },
		{ __NR_set_tid_address, BIT(0) },
		{ __NR_rseq, BIT(0) },
		{ __NR_io_uring_setup, BIT(1) },
		{ __NR_io_submit, BIT(2) },
		{ __NR_recvmsg, BIT(1) },
		{ __NR_sendmmsg, BIT(1) },
		{ __NR_ppoll, BIT(0) | BIT(2) },
		{ __NR_nanosleep, BIT(1) },
		{ __NR_rt_sigaction, BIT(2) },
		{ __NR_seccomp, BIT(2) },
		{ __NR_shmat, BIT(1) },
		{ __NR_ptrace, BIT(2) | BIT(3) },
		{ __NR_sendto, BIT(1) },
		{ __NR_statx, BIT(4) },
		{ __NR_openat, 0 },
		{ __NR_getpid, 0 },
	};
	u32 kind, limit;
	int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++)
		KUNIT_EXPECT_EQ_MSG(test, row_test_native(cases[i].nr)->never,
				    cases[i].never, "number %d", cases[i].nr);
	KUNIT_EXPECT_EQ(test,
			seccomp_arg_row_window(row_test_native(__NR_read), 1,
					       &kind, &limit),
			WINDOW_NEVER);
	KUNIT_EXPECT_EQ(test, kind, SECCOMP_KIND_NONE);
	KUNIT_EXPECT_EQ(test, limit, 0);
	KUNIT_EXPECT_EQ(test,
			seccomp_arg_row_window(row_test_native(__NR_read), 2,
					       &kind, &limit),
			WINDOW_ABSENT);
}

/* Resolve a call with two arguments that decide. Return the only copy, or NULL. */
static const struct seccomp_arg *
row_test_resolve_row(struct kunit *test, const struct seccomp_arg_row *row,
		     int op_arg, unsigned long op, int op2_arg,
		     unsigned long op2)
{
	unsigned long args[SECCOMP_ARG_WINDOWS] = {};
	struct seccomp_call_args call_args;

	args[op_arg] = op;
	args[op2_arg] = op2;
	seccomp_arg_row_resolve(row, args, &call_args);
	KUNIT_EXPECT_LE(test, call_args.count, 1);
	return call_args.count ? call_args.args[0] : NULL;
}

static const struct seccomp_arg *row_test_resolve(struct kunit *test, int nr,
						  int op_arg, unsigned long op,
						  int op2_arg,
						  unsigned long op2)
{
	return row_test_resolve_row(test, row_test_native(nr), op_arg, op,
				    op2_arg, op2);
}

static void row_operation_selects_arguments(struct kunit *test)
{
	const struct seccomp_arg *arg;
	u32 kind, limit;

	arg = row_test_resolve(test, __NR_prctl, 0, PR_SET_NAME, 1, 0);
	KUNIT_ASSERT_NOT_NULL(test, arg);
	KUNIT_EXPECT_EQ(test, arg->arg, 1);
	KUNIT_EXPECT_EQ(test, arg->limit, 15);
	/* The body takes 32 bits of the operation. */
	KUNIT_EXPECT_PTR_EQ(test,
			    row_test_resolve(test, __NR_prctl, 0,
					     PR_SET_NAME | BIT_ULL(32), 1, 0),
			    arg);
	arg = row_test_resolve(test, __NR_prctl, 0, PR_SET_DUMPABLE, 1, 1);
	KUNIT_EXPECT_NULL(test, arg);
	KUNIT_EXPECT_EQ(test,
			seccomp_arg_row_window(row_test_native(__NR_prctl), 1,
					       &kind, &limit),
			WINDOW_BY_OP);
	KUNIT_EXPECT_EQ(test, kind, SECCOMP_KIND_NONE);
	KUNIT_EXPECT_EQ(test, limit, 15);

	arg = row_test_resolve(test, __NR_ioctl, 1, TIOCSTI, 0, 0);
	KUNIT_ASSERT_NOT_NULL(test, arg);
	KUNIT_EXPECT_EQ(test, arg->arg, 2);
	KUNIT_EXPECT_EQ(test, arg->limit, 1);
	KUNIT_EXPECT_NULL(test, row_test_resolve(test, __NR_ioctl, 1,
						 TIOCGWINSZ, 0, 0));

	arg = row_test_resolve(test, __NR_fcntl, 1, F_SETLK, 0, 0);
	KUNIT_ASSERT_NOT_NULL(test, arg);
	KUNIT_EXPECT_EQ(test, arg->limit, 32);
	KUNIT_EXPECT_NULL(test,
			  row_test_resolve(test, __NR_fcntl, 1, F_GETLK, 0, 0));
}

/* Commands of ioctl(2) without a size, or with another one than the body reads. */
static const struct {
	u32 command;
	u16 native;
	u16 compat;
} row_test_ioctls[] = {
	{ BLKROSET, 4, 4 },
	{ BLKDISCARD, 16, 16 },
	{ BLKZEROOUT, 16, 16 },
	{ LOOP_SET_STATUS64, 232, 232 },
	{ LOOP_CONFIGURE, 304, 304 },
	{ TCSETS, 36, 36 },
	{ TCSETSW, 36, 36 },
	{ TCSETSF, 36, 36 },
	{ TIOCSPGRP, 4, 4 },
	{ TIOCSTI, 1, 1 },
	{ TIOCSWINSZ, 8, 8 },
	{ TIOCMBIS, 4, 4 },
	{ TIOCMBIC, 4, 4 },
	{ TIOCMSET, 4, 4 },
	{ TIOCSSOFTCAR, 4, 4 },
	{ TIOCPKT, 4, 4 },
	{ FIONBIO, 4, 4 },
	{ TIOCSETD, 4, 4 },
	{ FIOASYNC, 4, 4 },
	{ SIOCSIFFLAGS, 40, 32 },
	{ SIOCSIFBRDADDR, 40, 32 },
	{ SIOCSIFNETMASK, 40, 32 },
	{ SIOCSIFMTU, 40, 32 },
	{ SIOCSIFHWADDR, 40, 32 },
	{ SIOCSIFTXQLEN, 40, 32 },
	/* The command has the size of a long. */
	{ FS_IOC_SETFLAGS, 4, 4 },
};

/* Return what the body of a command reads, as the command says or as documented. */
static u32 row_test_ioctl_size(u32 command, bool compat)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(row_test_ioctls); i++)
		if (row_test_ioctls[i].command == command)
			return compat ? row_test_ioctls[i].compat :
					row_test_ioctls[i].native;
	return _IOC_DIR(command) == _IOC_WRITE ? _IOC_SIZE(command) : 0;
}

static void row_test_expect_ioctls(struct kunit *test,
				   const struct seccomp_arg_row *row,
				   bool compat)
{
	const struct seccomp_arg_op *op;
	int i;

	KUNIT_ASSERT_LT(test, ARRAY_SIZE(row_test_ioctls), row->op_count);
	for (i = 0; i < row->op_count; i++) {
		op = &row->ops[i];
		KUNIT_EXPECT_EQ_MSG(test, op->arg.kind, SECCOMP_KIND_STRUCT,
				    "command %x", op->op);
		KUNIT_EXPECT_EQ_MSG(test, op->arg.limit,
				    row_test_ioctl_size(op->op, compat),
				    "command %x", op->op);
	}
}

static void row_ioctl_sizes_are_encoded(struct kunit *test)
{
	row_test_expect_ioctls(test, row_test_native(__NR_ioctl), false);
#if defined(CONFIG_IA32_EMULATION) || \
	(defined(CONFIG_ARM64) && defined(CONFIG_COMPAT))
	row_test_expect_ioctls(test, row_test_row(SECCOMP_ARCH_COMPAT, 54),
			       true);
#endif
#ifdef CONFIG_X86_X32_ABI
	row_test_expect_ioctls(test, row_test_native(__X32_SYSCALL_BIT + 514),
			       true);
#endif
}

static void row_both_parts_of_operation_count(struct kunit *test)
{
	KUNIT_EXPECT_NOT_NULL(test, row_test_resolve(test, __NR_setsockopt, 1,
						     SOL_SOCKET, 2, SO_MARK));
	KUNIT_EXPECT_NULL(test,
			  row_test_resolve(test, __NR_setsockopt, 1, SOL_SOCKET,
					   2, SO_ATTACH_FILTER));
	KUNIT_EXPECT_NULL(test, row_test_resolve(test, __NR_setsockopt, 1,
						 SOL_PACKET, 2, SO_MARK));
}

/* A family of sockets may read all bytes of an option. */
static void row_options_are_not_cut(struct kunit *test)
{
	const struct seccomp_arg_row *row = row_test_native(__NR_setsockopt);
	int i;

	for (i = 0; i < row->op_count; i++) {
		const struct seccomp_arg_op *op = &row->ops[i];

		KUNIT_EXPECT_EQ_MSG(test, op->arg.flags & ARG_CLAMP, 0,
				    "option %u of %u", op->op2, op->op);
		KUNIT_EXPECT_EQ_MSG(test, op->arg.limit, SECCOMP_ARG_DATA_MAX,
				    "option %u of %u", op->op2, op->op);
	}
}

static void row_futex_operations_with_flags_have_timeout(struct kunit *test)
{
	static const u32 flags[] = {
		0,
		FUTEX_PRIVATE_FLAG,
		FUTEX_CLOCK_REALTIME,
		FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME,
		~FUTEX_CMD_MASK,
	};
	const struct seccomp_arg *arg;
	int i;

	for (i = 0; i < ARRAY_SIZE(flags); i++) {
		arg = row_test_resolve(test, __NR_futex, 1,
				       FUTEX_WAIT | flags[i], 0, 0);
		KUNIT_ASSERT_NOT_NULL(test, arg);
		KUNIT_EXPECT_EQ(test, arg->arg, 3);
		/* Here the argument is a number. */
		arg = row_test_resolve(test, __NR_futex, 1,
				       FUTEX_REQUEUE | flags[i], 0, 0);
		KUNIT_EXPECT_NULL(test, arg);
	}
}

/* Bodies clear some bits of the operation. With them, they do the same. */
static void row_ignored_bits_select_no_other_operation(struct kunit *test)
{
	const struct seccomp_arg *arg;
	u32 bit;

	arg = row_test_resolve(test, __NR_bpf, 0, BPF_MAP_CREATE, 1, 0);
	KUNIT_ASSERT_NOT_NULL(test, arg);
	for (bit = 6; bit < 32; bit++) {
		arg = row_test_resolve(test, __NR_bpf, 0,
				       BPF_MAP_FREEZE | BIT(bit), 1, 0);
		KUNIT_EXPECT_EQ_MSG(test, !!arg, bit == 16, "bit %u", bit);
	}
#ifdef CONFIG_IA32_EMULATION
	for (bit = 0; bit < 32; bit++) {
		const unsigned long op = IPC_SET | BIT(bit);
		const bool same = !bit || BIT(bit) == IPC_64;
		const struct seccomp_arg_row *row;

		row = row_test_row(AUDIT_ARCH_I386, 402); /* msgctl */
		arg = row_test_resolve_row(test, row, 1, op, 1, op);
		KUNIT_EXPECT_EQ_MSG(test, !!arg, same, "bit %u", bit);
		row = row_test_row(AUDIT_ARCH_I386, 394); /* semctl */
		arg = row_test_resolve_row(test, row, 2, op, 2, op);
		KUNIT_EXPECT_EQ_MSG(test, !!arg, same, "bit %u", bit);
		row = row_test_row(AUDIT_ARCH_I386, 396); /* shmctl */
		arg = row_test_resolve_row(test, row, 1, op, 1, op);
		KUNIT_EXPECT_EQ_MSG(test, !!arg, !bit, "bit %u", bit);
	}
#endif
}

static void row_one_operation_has_two_arguments(struct kunit *test)
{
	unsigned long args[SECCOMP_ARG_WINDOWS] = { KEYCTL_SEARCH };
	struct seccomp_call_args call_args;

	seccomp_arg_row_resolve(row_test_native(__NR_keyctl), args, &call_args);
	KUNIT_ASSERT_EQ(test, call_args.count, 2);
	KUNIT_EXPECT_EQ(test, call_args.args[0]->arg, 2);
	KUNIT_EXPECT_EQ(test, call_args.args[0]->limit, 32);
	KUNIT_EXPECT_EQ(test, call_args.args[1]->arg, 3);
	KUNIT_EXPECT_EQ(test, call_args.args[1]->limit, 4096);
}

/* Does the call accept NULL as its path, argument 1? */
static bool row_test_null_path(int nr, int dfd, int flags_arg,
			       unsigned long flags)
{
	unsigned long args[SECCOMP_ARG_WINDOWS] = { dfd };
	struct seccomp_call_args call_args;

	args[flags_arg] = flags;
	seccomp_arg_row_resolve(row_test_native(nr), args, &call_args);
	return seccomp_arg_accepts_null(call_args.args[0]);
}

static void row_other_arguments_decide_about_null(struct kunit *test)
{
	const bool some = IS_ENABLED(CONFIG_SECCOMP_NULL_STAT);
	const bool all = IS_ENABLED(CONFIG_SECCOMP_NULL_PATH);
	const int fstatat = __NR_newfstatat;

	KUNIT_EXPECT_TRUE(test, row_test_null_path(__NR_utimensat, 3, 3, 0));
	KUNIT_EXPECT_FALSE(test,
			   row_test_null_path(__NR_utimensat, AT_FDCWD, 3, 0));
	KUNIT_EXPECT_FALSE(test, row_test_null_path(__NR_statx, 3, 2, 0));
	KUNIT_EXPECT_EQ(test,
			row_test_null_path(__NR_statx, 3, 2, AT_EMPTY_PATH),
			some);
	KUNIT_EXPECT_EQ(test,
			row_test_null_path(__NR_statx, 3, 2,
					   AT_EMPTY_PATH | AT_NO_AUTOMOUNT),
			some);
	KUNIT_EXPECT_EQ(test,
			row_test_null_path(__NR_statx, AT_FDCWD, 2,
					   AT_EMPTY_PATH),
			all);
	KUNIT_EXPECT_EQ(test, row_test_null_path(fstatat, 3, 3, AT_EMPTY_PATH),
			some);
	KUNIT_EXPECT_EQ(test,
			row_test_null_path(fstatat, 3, 3,
					   AT_EMPTY_PATH | AT_NO_AUTOMOUNT),
			all);
	KUNIT_EXPECT_EQ(test,
			row_test_null_path(__NR_move_mount, 3, 4,
					   MOVE_MOUNT_F_EMPTY_PATH),
			all);
	KUNIT_EXPECT_FALSE(test, row_test_null_path(__NR_move_mount, 3, 4,
						    MOVE_MOUNT_T_EMPTY_PATH));
	KUNIT_EXPECT_FALSE(test, row_test_null_path(__NR_openat, 3, 2, 0));
}

/* Calls with other arguments, other kinds or operations take the longer path. */
static void row_usual_calls_copy_one_argument(struct kunit *test)
{
	static const struct {
		int nr;
		u8 usual;
	} cases[] = {
		{ __NR_openat, SECCOMP_WINDOW_BIT(1) },
		{ __NR_clone3, SECCOMP_WINDOW_BIT(0) },
		{ __NR_connect, SECCOMP_WINDOW_BIT(1) },
		{ __NR_setrlimit, SECCOMP_WINDOW_BIT(1) },
		{ __NR_getpid, SECCOMP_ROW_UNUSUAL },
		{ __NR_openat2, SECCOMP_ROW_UNUSUAL },
		{ __NR_execve, SECCOMP_ROW_UNUSUAL },
		{ __NR_prctl, SECCOMP_ROW_UNUSUAL },
		{ __NR_sendmsg, SECCOMP_ROW_UNUSUAL },
		{ __NR_sched_setattr, SECCOMP_ROW_UNUSUAL },
		{ __NR_init_module, SECCOMP_ROW_UNUSUAL },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++)
		KUNIT_EXPECT_EQ_MSG(test, row_test_native(cases[i].nr)->usual,
				    cases[i].usual, "call %d", cases[i].nr);
}

static struct kunit_case row_test_kunit_cases[] = {
	KUNIT_CASE(row_each_is_valid),
	KUNIT_CASE(row_usual_calls_copy_one_argument),
	KUNIT_CASE(row_is_narrow_for_pointers_of_32_bits),
	KUNIT_CASE(row_is_empty_for_unassigned_numbers),
	KUNIT_CASE(row_numbers_have_documented_sizes),
	KUNIT_CASE(row_siginfo_needs_first_part),
	KUNIT_CASE(row_strings_without_limit_need_nul),
	KUNIT_CASE(row_messages_have_layout_of_body),
	KUNIT_CASE(row_kept_pointers_are_never_copied),
	KUNIT_CASE(row_operation_selects_arguments),
	KUNIT_CASE(row_ioctl_sizes_are_encoded),
	KUNIT_CASE(row_both_parts_of_operation_count),
	KUNIT_CASE(row_options_are_not_cut),
	KUNIT_CASE(row_futex_operations_with_flags_have_timeout),
	KUNIT_CASE(row_ignored_bits_select_no_other_operation),
	KUNIT_CASE(row_one_operation_has_two_arguments),
	KUNIT_CASE(row_other_arguments_decide_about_null),
	{},
};

static struct kunit_suite row_test_suite = {
	.name = "seccomp_arg_row",
	.test_cases = row_test_kunit_cases,
};

kunit_test_suite(row_test_suite);
