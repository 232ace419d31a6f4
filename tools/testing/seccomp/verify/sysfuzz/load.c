// SPDX-License-Identifier: GPL-2.0-only
/*
 * SECCOMP_ATTACH, SECCOMP_LOAD_PROGRAM and SECCOMP_LOAD_BITMASK.
 *
 * A program that is loaded stays open for a while, so later operations of the task
 * and of its children attach it above other filters.
 */
#include "sysfuzz.h"
#include "deep.h"
#include "attach_op.h"

static const unsigned int attach_op_flags[] = {
	SECCOMP_FILTER_FLAG_TSYNC,	 SECCOMP_FILTER_FLAG_LOG,
	SECCOMP_FILTER_FLAG_SPEC_ALLOW,	 SECCOMP_FILTER_FLAG_NEW_LISTENER,
	SECCOMP_FILTER_FLAG_TSYNC_ESRCH, SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV,
	SECCOMP_FILTER_FLAG_DEEP_ARGS,
};

static unsigned int random_attach_flags(void)
{
	unsigned int i, flags = 0;

	if (one_in(16))
		return random_u32();
	for (i = 0; i < ARRAY_SIZE(attach_op_flags); i++)
		if (one_in(5))
			flags |= attach_op_flags[i];
	if (flags & SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV && !one_in(8))
		flags |= SECCOMP_FILTER_FLAG_NEW_LISTENER;
	return flags;
}

/* Labels of any length, mostly of bytes that are accepted. */
static void make_label(char label[SECCOMP_LABEL_SIZE])
{
	const unsigned int len = below(SECCOMP_LABEL_SIZE + 1);
	unsigned int i;

	for (i = 0; i < len; i++)
		label[i] = one_in(200) ? (int)random_u32() : 'a' + below(26);
}

/* Change one member, mostly to a value that is refused. */
static void corrupt_attach(struct seccomp_attach *attach)
{
	switch (below(7)) {
	case 0:
		attach->size = one_in(2) ? below(200) : random_u32();
		break;
	case 1:
		attach->reserve = random_u32() >> below(32);
		break;
	case 2:
		attach->program_fd = (int)random_u32() >> below(32);
		break;
	case 3:
		attach->fprog = random_word();
		break;
	case 4:
		attach->label[below(SECCOMP_LABEL_SIZE)] = random_u32();
		break;
	default:
		((char *)attach)[below(sizeof(*attach))] = random_u32();
	}
}

/*
 * Make the call and check its results. A structure in memory that cannot be
 * written may get some of the results, but no filter comes with it.
 */
static void do_attach_op(struct seccomp_attach *attach)
{
	const long before = is_predictable() ? filter_count() : -1;
	const unsigned int flags = attach->flags;
	struct seccomp_attach *arg;
	long ret, after;

	arg = random_pointer(attach, sizeof(*attach));
	ret = sys_seccomp(SECCOMP_ATTACH, one_in(32) ? random_word() : 0, arg);
	EXPECT("SECCOMP_ATTACH", ret, E2BIG, EACCES, EBADF, EBUSY, EFAULT,
	       EINVAL, EMFILE, ENFILE, ENOMEM, EOPNOTSUPP, ESRCH);
	if (before >= 0 && is_predictable()) {
		after = filter_count();
		if (after >= 0 && after != before + !ret)
			report_failure("SECCOMP_ATTACH: %ld filters, then %ld",
				       before, after);
	}
	if (ret)
		return;
	if (!arg->filter_id && !results_unknown)
		report_failure("SECCOMP_ATTACH: no id");
	if (flags & SECCOMP_FILTER_FLAG_NEW_LISTENER && arg->listener_fd >= 0)
		listener_publish(arg->listener_fd);
}

void op_attach_op(void)
{
	const unsigned int flags = random_attach_flags();
	struct seccomp_attach attach;
	struct sock_fprog prog;
	struct filter filter;

	filter_make(&filter, flags & SECCOMP_FILTER_FLAG_NEW_LISTENER ?
				     FILTER_NOTIFY :
				     FILTER_PROBE);
	prog.len = filter.len;
	prog.filter = filter.insns;
	attach = attach_of_program(&prog, flags);
	make_label(attach.label);
	if (one_in(8))
		corrupt_attach(&attach);
	do_attach_op(&attach);
	make_probe_calls(1 + below(4));
}

/* The program that this process has loaded last, or -1. */
static int loaded = -1;

static void keep_loaded(long fd)
{
	if (fd < 0)
		return;
	/* In a shared table, another task may have closed it. */
	if (loaded >= 0 && !group->files_shared)
		close(loaded);
	loaded = fd;
}

void op_load_program(void)
{
	struct sock_fprog prog;
	struct filter filter;
	unsigned int flags;

	filter_make(&filter, one_in(4) ? FILTER_NOTIFY : FILTER_PROBE);
	prog.len = one_in(16) ? random_u32() : filter.len;
	prog.filter = filter.insns;
	if (prog.len > FILTER_INSNS)
		prog.filter = random_pointer(filter.insns, sizeof(prog));
	flags = one_in(4) ? SECCOMP_FILTER_FLAG_DEEP_ARGS : 0;
	if (one_in(16))
		flags = random_u32();
	keep_loaded(EXPECT("LOAD_PROGRAM",
			   sys_seccomp(SECCOMP_LOAD_PROGRAM, flags,
				       random_pointer(&prog, sizeof(prog))),
			   EACCES, EFAULT, EINVAL, EMFILE, ENFILE, ENOMEM,
			   EOPNOTSUPP));
}

/* Sequences go on below the filter: it denies probe calls and few other ones. */
static void make_mask(__u8 bits[SECCOMP_BITMASK_MAX / 8])
{
	unsigned int count = below(20);
	long nr;

	memset(bits, 0xff, SECCOMP_BITMASK_MAX / 8);
	while (count--) {
		nr = one_in(2) ? random_probe_nr() :
				 500 + below(SECCOMP_BITMASK_MAX - 500);
		if (nr < SECCOMP_BITMASK_MAX)
			bits[nr / 8] &= ~(1 << nr % 8);
	}
	if (one_in(2))
		memset(bits + 64, 0, SECCOMP_BITMASK_MAX / 8 - 64);
}

static u32 random_otherwise(void)
{
	static const u32 actions[] = {
		SECCOMP_RET_ERRNO, SECCOMP_RET_TRAP, SECCOMP_RET_USER_NOTIF,
		SECCOMP_RET_TRACE, SECCOMP_RET_LOG,
	};

	if (one_in(16))
		return random_u32();
	return one_of(actions) | below(200);
}

void op_load_bitmask(void)
{
	static const u32 archs[] = {
		AUDIT_ARCH_I386,
		AUDIT_ARCH_ARM,
		AUDIT_ARCH_X86_64,
		AUDIT_ARCH_AARCH64,
	};
	__u8 bits[SECCOMP_BITMASK_MAX / 8];
	struct seccomp_bitmask mask = {
		.size = one_in(16) ? below(100) : sizeof(mask),
		.arch = one_in(4) ? one_of(archs) : NATIVE_ARCH,
		.count = one_in(8) ? random_u32() >> below(32) :
				     SECCOMP_BITMASK_MAX,
		.otherwise = random_otherwise(),
	};
	long fd;

	make_mask(bits);
	mask.bits = (unsigned long)(mask.count <= SECCOMP_BITMASK_MAX ?
					    random_pointer(bits, sizeof(bits)) :
					    bits);
	fd = EXPECT("LOAD_BITMASK",
		    sys_seccomp(SECCOMP_LOAD_BITMASK,
				one_in(16) ? random_word() : 0,
				random_pointer(&mask, sizeof(mask))),
		    E2BIG, EACCES, EFAULT, EINVAL, EMFILE, ENFILE, ENOMEM);
	/* A mask for other calls, or with few bits, would deny this process all. */
	if (fd >= 0 && (mask.arch != NATIVE_ARCH || mask.count < 500 ||
			mask.bits != (unsigned long)bits)) {
		close(fd);
		return;
	}
	keep_loaded(fd);
}

void op_attach_loaded(void)
{
	struct seccomp_attach attach;
	unsigned int flags = random_attach_flags();
	int fd = loaded;

	if (one_in(8))
		fd = (int)random_u32() >> below(32);
	attach = attach_of_fd(fd, flags);
	make_label(attach.label);
	if (one_in(16))
		corrupt_attach(&attach);
	do_attach_op(&attach);
	make_probe_calls(1 + below(4));
}
