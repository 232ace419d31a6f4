// SPDX-License-Identifier: GPL-2.0-only
/*
 * SECCOMP_ATTACH, SECCOMP_LOAD_PROGRAM, SECCOMP_LOAD_BITMASK, domains and counters.
 *
 * A program that is loaded stays open for a while, so later operations of the task
 * and of its children attach it above other filters.
 */
#include <poll.h>
#include <sys/ioctl.h>

#include "sysfuzz.h"
#include "deep.h"
#include "attach_op.h"
#include "domain.h"

static const unsigned int attach_op_flags[] = {
	SECCOMP_FILTER_FLAG_TSYNC,	 SECCOMP_FILTER_FLAG_LOG,
	SECCOMP_FILTER_FLAG_SPEC_ALLOW,	 SECCOMP_FILTER_FLAG_NEW_LISTENER,
	SECCOMP_FILTER_FLAG_TSYNC_ESRCH, SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV,
	SECCOMP_FILTER_FLAG_DEEP_ARGS,	 SECCOMP_FILTER_FLAG_DOMAIN,
	SECCOMP_FILTER_FLAG_COUNT,
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

/* Some domains can take many contents, and other ones few or none. */
static void set_reserve(struct seccomp_attach *attach)
{
	static const u32 reserves[] = { 0, 4, 10, 100, 1000, 2000 };

	if (attach->flags & SECCOMP_FILTER_FLAG_DOMAIN)
		attach->reserve = one_of(reserves);
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
	long ret, after, added;

	arg = random_pointer(attach, sizeof(*attach));
	ret = sys_seccomp(SECCOMP_ATTACH, one_in(32) ? random_word() : 0, arg);
	EXPECT("SECCOMP_ATTACH", ret, E2BIG, EACCES, EBADF, EBUSY, EFAULT,
	       EINVAL, EMFILE, ENFILE, ENOMEM, EOPNOTSUPP, ESRCH);
	if (before >= 0 && is_predictable()) {
		/* A filter that waits for an exec is not on the path. */
		added = !ret && !(flags & SECCOMP_FILTER_FLAG_ON_EXEC);
		after = filter_count();
		if (after >= 0 && after != before + added)
			report_failure("SECCOMP_ATTACH: %ld filters, then %ld",
				       before, after);
	}
	if (ret)
		return;
	if (!arg->filter_id && !results_unknown)
		report_failure("SECCOMP_ATTACH: no id");
	if (flags & SECCOMP_FILTER_FLAG_NEW_LISTENER && arg->listener_fd >= 0)
		listener_publish(arg->listener_fd);
	if (flags & SECCOMP_FILTER_FLAG_DOMAIN && arg->domain_fd >= 0)
		slot_publish(group->domains, &group->domains_used,
			     arg->domain_fd);
	if (flags & SECCOMP_FILTER_FLAG_COUNT && arg->counter_fd >= 0)
		slot_publish(group->counters, &group->counters_used,
			     arg->counter_fd);
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
	set_reserve(&attach);
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
	set_reserve(&attach);
	if (one_in(16))
		corrupt_attach(&attach);
	do_attach_op(&attach);
	make_probe_calls(1 + below(4));
}

/*
 * Domains
 */

/*
 * Open a descriptor of any task. @used is the number of published ones. The caller
 * closes the result, which is -1 if there is none.
 */
static int open_slot(const struct slot *slots, const unsigned int *used)
{
	const unsigned int all = __atomic_load_n(used, __ATOMIC_SEQ_CST);
	const struct slot *slot;

	if (!all)
		return -1;
	slot = &slots[below(all < SLOTS ? all : SLOTS)];
	if (slot->fd <= 0)
		return -1;
	if (group->files_shared || slot->owner == getpid())
		return fcntl(slot->fd, F_DUPFD_CLOEXEC, 20);
	return fetch_fd(slot);
}

static int open_domain(void)
{
	return open_slot(group->domains, &group->domains_used);
}

/* Sequences go on under the content: it decides about probe calls only. */
static unsigned int make_content(struct sock_filter *insns)
{
	static const u32 actions[] = {
		SECCOMP_RET_ERRNO, SECCOMP_RET_ERRNO, SECCOMP_RET_ERRNO,
		SECCOMP_RET_LOG,   SECCOMP_RET_TRAP,  SECCOMP_RET_KILL_THREAD,
		SECCOMP_RET_TRACE, SECCOMP_RET_ALLOW,
	};
	const u32 verdict = one_of(actions) | below(200);
	unsigned int len = 0;

	insns[len++] = INSN_LOAD_NR;
	if (one_in(2)) {
		insns[len++] = INSN_JEQ(random_probe_nr(), 0, 3);
		insns[len++] = INSN_LOAD_ARG_LO(below(6));
		insns[len++] =
			INSN_JEQ(one_in(2) ? below(8) : random_word(), 0, 1);
	} else if (one_in(8)) {
		/* Only a domain with DEEP_ARGS accepts it. */
		insns[len++] = INSN_JEQ(__NR_faccessat, 0, 3);
		insns[len++] = INSN_LOAD(SECCOMP_ARG_DATA(1) + 4 * below(4));
		insns[len++] = INSN_JEQ(random_word(), 0, 1);
	} else {
		insns[len++] = INSN_JEQ(random_probe_nr(), 0, 1);
	}
	insns[len++] = one_in(32) ? INSN_RET_A : INSN_RET(verdict);
	insns[len++] = INSN_RET(SECCOMP_RET_ALLOW);
	return len;
}

static void tighten(int domain)
{
	struct sock_filter insns[8];
	struct sock_fprog prog = {
		.len = make_content(insns),
		.filter = insns,
	};
	struct seccomp_tighten arg = tighten_by_program(&prog);

	if (one_in(8))
		arg.fprog = (unsigned long)random_pointer(&prog, sizeof(prog));
	if (one_in(8)) {
		arg.fprog = 0;
		arg.program_fd = loaded;
	}
	if (one_in(16))
		arg.size = one_in(2) ? below(100) : random_u32();
	if (one_in(16))
		arg.flags = random_word();
	if (one_in(16))
		arg.pad = random_word();
	EXPECT("TIGHTEN",
	       ioctl(domain, SECCOMP_IOCTL_DOMAIN_TIGHTEN,
		     random_pointer(&arg, sizeof(arg))),
	       E2BIG, EBADF, EFAULT, EINTR, EINVAL, ENOENT, ENOMEM, ENOSPC,
	       ENOTTY, EOPNOTSUPP, EPERM);
}

void op_tighten(void)
{
	unsigned int count = 1 + below(one_in(8) ? 60 : 6);
	const int domain = open_domain();

	while (count--)
		tighten(domain);
	if (domain >= 0)
		close(domain);
	make_probe_calls(1 + below(4));
}

void op_domain_info(void)
{
	struct seccomp_domain_info info = {
		.size = one_in(8) ? below(100) : sizeof(info),
		.flags = one_in(16) ? random_word() : 0,
	};
	const int domain = open_domain();
	void *arg = random_pointer(&info, sizeof(info));
	long ret;

	ret = ioctl(domain, SECCOMP_IOCTL_DOMAIN_INFO, arg);
	EXPECT("DOMAIN_INFO", ret, E2BIG, EBADF, EFAULT, EINVAL, ENOTTY);
	if (!ret && arg == &info && !results_unknown && !info.filter_id)
		report_failure("DOMAIN_INFO: no id");
	if (domain >= 0)
		close(domain);
}

/* File operations and ioctls that a domain does not have. */
void op_domain_file(void)
{
	struct pollfd pollfd = { .fd = open_domain(), .events = POLLIN };
	u64 room[8] = {};
	char byte;

	if (pollfd.fd < 0)
		return;
	EXPECT("poll", poll(&pollfd, 1, below(10)), EINTR);
	EXPECT("an unknown ioctl of a domain",
	       ioctl(pollfd.fd,
		     _IOC(below(4), SECCOMP_IOC_MAGIC, 0x92 + below(8),
			  8 * below(8)),
		     random_pointer(room, sizeof(room))),
	       EINVAL, EBADF, ENOTTY);
	if (!group->files_shared && !is_threaded)
		EXPECT("read of a domain", read(pollfd.fd, &byte, 1), EINVAL);
	if (one_in(4) && !group->files_shared)
		fcntl(pollfd.fd, F_SETFL, O_NONBLOCK);
	close(pollfd.fd);
}

/*
 * Counters
 */

/* Each record has a count, and no other record is about the same calls. */
static void check_records(const struct seccomp_count *records, long size)
{
	long i;

	if (size % (long)sizeof(*records))
		report_failure("counter: %ld bytes", size);
	for (i = 0; i < size / (long)sizeof(*records); i++) {
		const struct seccomp_count *r = &records[i];

		if (!r->count || r->pad)
			report_failure("counter: count %llu, pad %u", r->count,
				       r->pad);
		if (i && r->arch == r[-1].arch && r->nr == r[-1].nr &&
		    r->action == r[-1].action)
			report_failure("counter: two records of number %u",
				       r->nr);
	}
}

static void read_counter(int counter)
{
	struct seccomp_count records[64];
	const size_t record = sizeof(*records);
	const size_t size = one_in(8) ?
				    below(200) :
				    record * (1 + below(ARRAY_SIZE(records)));
	const off_t offset = one_in(8) ? below(200) : record * below(12);
	void *to = random_pointer(records, sizeof(records));
	long ret;

	if (one_in(2))
		ret = pread(counter, to, size, offset);
	else
		ret = read(counter, to, size);
	EXPECT("read of a counter", ret, EBADF, EFAULT, EINVAL, EPERM, ESPIPE);
	if (results_unknown || ret <= 0)
		return;
	if (ret > (long)size)
		report_failure("counter: %ld bytes instead of %zu", ret, size);
	/* Another task may have put another file there. */
	if (to == records && !group->files_shared)
		check_records(records, ret);
}

void op_counter(void)
{
	struct pollfd pollfd = {
		.fd = open_slot(group->counters, &group->counters_used),
		.events = POLLIN,
	};
	unsigned int count = 1 + below(6);

	make_probe_calls(1 + below(4));
	if (pollfd.fd < 0)
		return;
	while (count--) {
		EXPECT("poll", poll(&pollfd, 1, below(5)), EINTR);
		read_counter(pollfd.fd);
		if (one_in(4))
			EXPECT("lseek",
			       lseek(pollfd.fd, 24 * below(8), SEEK_SET), EBADF,
			       EINVAL, ESPIPE);
	}
	close(pollfd.fd);
}
