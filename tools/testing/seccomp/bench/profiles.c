// SPDX-License-Identifier: GPL-2.0-only
/*
 * Make the filters with libseccomp. The container profile is the one of the
 * integration tests. The stack consists of single-purpose filters: a service
 * manager attaches one filter for each sandbox option of a service.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <sched.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../integration/docker_profile.h"
#include "bench.h"

/* Value of SCMP_FLTATR_CTL_OPTIMIZE for a binary tree. */
#define SEARCH_BINARY 2

static void check(int err, const char *what)
{
	if (err)
		die("libseccomp: %s: %s", what, strerror(-err));
}

/* Return the program of @ctx. libseccomp can only write it to a file. */
static struct sock_fprog export(scmp_filter_ctx ctx)
{
	int file = memfd_create("program", MFD_CLOEXEC);
	struct sock_fprog program;
	struct stat stat;
	size_t size;

	if (file < 0)
		die("memfd_create: %s", strerror(errno));
	check(seccomp_export_bpf(ctx, file), "export");
	if (fstat(file, &stat))
		die("fstat: %s", strerror(errno));
	size = stat.st_size;
	program.len = size / sizeof(struct sock_filter);
	program.filter = malloc(size);
	if (!program.filter ||
	    pread(file, program.filter, size, 0) != (ssize_t)size)
		die("cannot read a program of %zu bytes", size);
	close(file);
	return program;
}

/* Return a filter that allows everything on the architecture of the guest. */
static scmp_filter_ctx allow_all(void)
{
	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ALLOW);

	if (!ctx)
		die("libseccomp: no memory");
	return ctx;
}

static void set_search(scmp_filter_ctx ctx, bool binary)
{
	if (binary)
		check(seccomp_attr_set(ctx, SCMP_FLTATR_CTL_OPTIMIZE,
				       SEARCH_BINARY),
		      "binary tree");
}

void make_container(struct profile *profile, bool binary)
{
	struct docker_profile docker;

	check(docker_profile_make(&docker), "the container profile");
	set_search(docker.ctx, binary);
	*profile = (struct profile){
		.name = "container",
		.binary = binary,
		.nr_programs = 1,
		.programs = { export(docker.ctx) },
	};
	seccomp_release(docker.ctx);
}

/* Refuse the named calls with @error if all @nr conditions hold. */
static void refuse(scmp_filter_ctx ctx, int error, const char *calls,
		   unsigned int nr, const struct scmp_arg_cmp *conditions)
{
	char *names = strdup(calls), *save, *name;
	int call;

	for (name = strtok_r(names, " ", &save); name;
	     name = strtok_r(NULL, " ", &save)) {
		call = seccomp_syscall_resolve_name(name);
		if (call == __NR_SCMP_ERROR)
			die("libseccomp does not know %s()", name);
		/* libseccomp skips calls that this architecture lacks. */
		check(seccomp_rule_add_array(ctx, SCMP_ACT_ERRNO(error), call,
					     nr, conditions),
		      name);
	}
	free(names);
}

static void refuse_if(scmp_filter_ctx ctx, const char *calls,
		      struct scmp_arg_cmp condition)
{
	refuse(ctx, EPERM, calls, 1, &condition);
}

static void realtime(scmp_filter_ctx ctx)
{
	static const char calls[] = "sched_setscheduler";

	refuse_if(ctx, calls, SCMP_A1(SCMP_CMP_EQ, SCHED_FIFO));
	refuse_if(ctx, calls, SCMP_A1(SCMP_CMP_EQ, SCHED_RR));
	refuse_if(ctx, calls, SCMP_A1(SCMP_CMP_GT, SCHED_IDLE));
}

static void personality(scmp_filter_ctx ctx)
{
	refuse_if(ctx, "personality", SCMP_A0(SCMP_CMP_NE, 0));
}

static void write_execute(scmp_filter_ctx ctx)
{
	const int both = PROT_WRITE | PROT_EXEC;

	refuse_if(ctx, "mmap", SCMP_A2(SCMP_CMP_MASKED_EQ, both, both));
	refuse_if(ctx, "mprotect pkey_mprotect",
		  SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC));
	refuse_if(ctx, "shmat",
		  SCMP_A2(SCMP_CMP_MASKED_EQ, SHM_EXEC, SHM_EXEC));
}

static void namespaces(scmp_filter_ctx ctx)
{
	static const int flags[] = {
		CLONE_NEWCGROUP, CLONE_NEWIPC,	CLONE_NEWNET, CLONE_NEWNS,
		CLONE_NEWPID,	 CLONE_NEWUSER, CLONE_NEWUTS,
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(flags); i++) {
		refuse_if(ctx, "clone unshare",
			  SCMP_A0(SCMP_CMP_MASKED_EQ, flags[i], flags[i]));
		refuse_if(ctx, "setns",
			  SCMP_A1(SCMP_CMP_MASKED_EQ, flags[i], flags[i]));
	}
	refuse_if(ctx, "setns", SCMP_A1(SCMP_CMP_EQ, 0));
	refuse(ctx, ENOSYS, "clone3", 0, NULL);
}

/* Check the mode of open() and openat() only if they create a file. */
static void special_files(scmp_filter_ctx ctx)
{
	static const int bits[] = { S_ISUID, S_ISGID };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bits); i++) {
		struct scmp_arg_cmp open[] = {
			SCMP_A1(SCMP_CMP_MASKED_EQ, O_CREAT, O_CREAT),
			SCMP_A2(SCMP_CMP_MASKED_EQ, bits[i], bits[i]),
		};
		struct scmp_arg_cmp openat[] = {
			SCMP_A2(SCMP_CMP_MASKED_EQ, O_CREAT, O_CREAT),
			SCMP_A3(SCMP_CMP_MASKED_EQ, bits[i], bits[i]),
		};

		refuse(ctx, EPERM, "open", ARRAY_SIZE(open), open);
		refuse(ctx, EPERM, "openat", ARRAY_SIZE(openat), openat);
		refuse_if(ctx, "chmod fchmod creat mkdir mknod",
			  SCMP_A1(SCMP_CMP_MASKED_EQ, bits[i], bits[i]));
		refuse_if(ctx, "fchmodat mkdirat mknodat",
			  SCMP_A2(SCMP_CMP_MASKED_EQ, bits[i], bits[i]));
	}
	refuse(ctx, ENOSYS, "openat2", 0, NULL);
}

static void refuse_family(scmp_filter_ctx ctx, struct scmp_arg_cmp condition)
{
	refuse(ctx, EAFNOSUPPORT, "socket", 1, &condition);
}

/* Refuse all families except AF_UNIX, AF_INET, AF_INET6 and AF_NETLINK. */
static void families(scmp_filter_ctx ctx)
{
	int family;

	refuse_family(ctx, SCMP_A0(SCMP_CMP_LT, AF_UNIX));
	for (family = AF_UNIX; family < AF_NETLINK; family++) {
		if (family == AF_UNIX || family == AF_INET ||
		    family == AF_INET6)
			continue;
		refuse_family(ctx, SCMP_A0(SCMP_CMP_EQ, family));
	}
	refuse_family(ctx, SCMP_A0(SCMP_CMP_GT, AF_NETLINK));
}

#define CALLS_LINES 4

/**
 * struct purpose - calls that one filter of the stack refuses
 * @calls: up to CALLS_LINES strings with names of calls, separated by spaces;
 *	the filter refuses these calls with EPERM
 * @by_argument: adds rules that check arguments; may be NULL
 *
 * The filter allows all other calls.
 */
static const struct purpose {
	const char *calls[CALLS_LINES];
	void (*by_argument)(scmp_filter_ctx ctx);
} purposes[STACK] = {
	{ .by_argument = realtime },
	{ .by_argument = personality },
	{ .by_argument = write_execute },
	{ .by_argument = namespaces },
	{ .by_argument = special_files },
	{ .by_argument = families },
	/* This filter has only libseccomp's check of the architecture. */
	{},
	{ { "adjtimex clock_adjtime clock_settime settimeofday stime" } },
	{ { "delete_module finit_module init_module" } },
	{ { "syslog" } },
	{ { "setdomainname sethostname" } },
	{ { "chroot fsconfig fsmount fsopen fspick mount mount_setattr",
	    "move_mount open_tree pivot_root umount umount2" } },
	{ { "swapoff swapon" } },
	{ { "kexec_file_load kexec_load reboot" } },
	{ { "_sysctl afs_syscall bdflush break create_module ftime",
	    "get_kernel_syms getpmsg gtty idle lock mpx prof profil putpmsg",
	    "query_module security sgetmask ssetmask stty sysfs tuxcall",
	    "ulimit uselib ustat vserver" } },
	{ { "ioperm iopl pciconfig_iobase pciconfig_read pciconfig_write" } },
};

static struct sock_fprog make_purpose(const struct purpose *purpose,
				      bool binary)
{
	scmp_filter_ctx ctx = allow_all();
	struct sock_fprog program;
	int i;

	for (i = 0; i < CALLS_LINES && purpose->calls[i]; i++)
		refuse(ctx, EPERM, purpose->calls[i], 0, NULL);
	if (purpose->by_argument)
		purpose->by_argument(ctx);
	set_search(ctx, binary);
	program = export(ctx);
	seccomp_release(ctx);
	return program;
}

void make_stack(struct profile *profile, bool binary)
{
	unsigned int i;

	*profile = (struct profile){
		.name = "stack",
		.binary = binary,
		.nr_programs = STACK,
	};
	for (i = 0; i < STACK; i++)
		profile->programs[i] = make_purpose(&purposes[i], binary);
}

/* Refuse the types of sockets without a transport protocol. */
static void raw_types(scmp_filter_ctx ctx)
{
	const scmp_datum_t type = 0xf;

	refuse_if(ctx, "socket", SCMP_A1(SCMP_CMP_MASKED_EQ, type, SOCK_RAW));
	refuse_if(ctx, "socket",
		  SCMP_A1(SCMP_CMP_MASKED_EQ, type, SOCK_PACKET));
}

static void refuse_socket(scmp_filter_ctx ctx, struct scmp_arg_cmp first,
			  struct scmp_arg_cmp second)
{
	struct scmp_arg_cmp both[] = { first, second };

	refuse(ctx, EAFNOSUPPORT, "socket", ARRAY_SIZE(both), both);
}

static void netlink_protocols(scmp_filter_ctx ctx)
{
	static const int refused[] = { NETLINK_AUDIT, NETLINK_KOBJECT_UEVENT,
				       NETLINK_NETFILTER };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(refused); i++)
		refuse_socket(ctx, SCMP_A0(SCMP_CMP_EQ, AF_NETLINK),
			      SCMP_A2(SCMP_CMP_EQ, refused[i]));
}

static void datagrams(scmp_filter_ctx ctx)
{
	refuse_socket(ctx, SCMP_A0(SCMP_CMP_EQ, AF_INET),
		      SCMP_A1(SCMP_CMP_MASKED_EQ, 0xf, SOCK_DGRAM));
	refuse_socket(ctx, SCMP_A0(SCMP_CMP_EQ, AF_INET6),
		      SCMP_A1(SCMP_CMP_MASKED_EQ, 0xf, SOCK_DGRAM));
}

static void packets(scmp_filter_ctx ctx)
{
	refuse_socket(ctx, SCMP_A0(SCMP_CMP_EQ, AF_UNIX),
		      SCMP_A1(SCMP_CMP_EQ, SOCK_SEQPACKET));
	refuse_socket(ctx, SCMP_A0(SCMP_CMP_GT, AF_NETLINK),
		      SCMP_A1(SCMP_CMP_NE, SOCK_STREAM));
}

/*
 * Filters of the stack that also look at the arguments of socket(), by their
 * place in the stack. families() is the first of the five.
 */
static const struct {
	unsigned int place;
	void (*by_argument)(scmp_filter_ctx ctx);
} socket_filters[] = {
	{ 7, raw_types },
	{ 9, netlink_protocols },
	{ 10, datagrams },
	{ 13, packets },
};

void make_sockets(struct profile *profile, bool binary)
{
	struct purpose purpose;
	unsigned int place;
	size_t i;

	make_stack(profile, binary);
	profile->name = "sockets";
	for (i = 0; i < ARRAY_SIZE(socket_filters); i++) {
		place = socket_filters[i].place;
		purpose = purposes[place];
		purpose.by_argument = socket_filters[i].by_argument;
		profile->programs[place] = make_purpose(&purpose, binary);
	}
}

static struct scmp_arg_cmp test_equal(unsigned int i)
{
	return SCMP_CMP64(0, SCMP_CMP_EQ, UNTESTED(0) + 1 + i);
}

/* An order of each argument, then the other order of the first ones. */
static struct scmp_arg_cmp test_order(unsigned int i)
{
	if (i < 6)
		return SCMP_CMP64(i, SCMP_CMP_GT, UNTESTED(i) + 9);
	return SCMP_CMP64(i - 6, SCMP_CMP_LT, UNTESTED(i - 6) - 9);
}

/* Bits that UNTESTED(0) does not have. */
static struct scmp_arg_cmp test_mask(unsigned int i)
{
	return SCMP_CMP64(0, SCMP_CMP_MASKED_EQ, 0x100UL << i, 0x100UL << i);
}

static const struct {
	const char *name;
	struct scmp_arg_cmp (*make)(unsigned int i);
} tests[NR_TEST_KINDS] = {
	[TEST_EQUAL] = { "equal", test_equal },
	[TEST_ORDER] = { "order", test_order },
	[TEST_MASK] = { "mask", test_mask },
};

void make_tests(struct profile *profile, enum test_kind kind, unsigned int nr)
{
	scmp_filter_ctx ctx = allow_all();
	unsigned int i;

	for (i = 0; i < nr; i++)
		refuse_if(ctx, "getpid", tests[kind].make(i));
	*profile = (struct profile){
		.name = tests[kind].name,
		.nr_programs = 1,
		.programs = { export(ctx) },
	};
	seccomp_release(ctx);
}

void make_lists(struct profile *profile, unsigned int nr)
{
	scmp_filter_ctx ctx;
	unsigned int i;

	*profile = (struct profile){ .name = "lists", .nr_programs = nr };
	for (i = 0; i < nr; i++) {
		ctx = allow_all();
		refuse_if(ctx, "getpid",
			  SCMP_CMP64(i, SCMP_CMP_EQ, UNTESTED(i) + 1));
		profile->programs[i] = export(ctx);
		seccomp_release(ctx);
	}
}
