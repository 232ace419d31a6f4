// SPDX-License-Identifier: GPL-2.0-only
/*
 * Operations on argument copies: filters that load from windows, calls with random
 * pointers, the discovery, GET_ARG and SET_ARG. slot.c attacks the mapping with the
 * copies.
 *
 * All tasks of a sequence write and pass the same memory, so it changes while the
 * kernel copies it.
 */
#include <linux/userfaultfd.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "sysfuzz.h"
#include "deep.h"
#include "tracee.h"

#ifndef PAGE_SIZE
#define PAGE_SIZE 4096UL
#endif

/**
 * struct deep_call - a call that does no harm
 * @nr: its number
 * @windows: indices of arguments that the kernel copies
 */
struct deep_call {
	u32 nr;
	u8 windows[2];
};

/*
 * The fuzzer checks results of the last two calls, so filters decide only about the
 * ones before.
 */
static const struct deep_call deep_calls[] = {
	{ __NR_faccessat, { 1, 1 } },
	{ __NR_readlinkat, { 1, 1 } },
	{ __NR_openat2, { 1, 2 } },
	{ __NR_chdir, { 0, 0 } },
	{ __NR_connect, { 1, 1 } },
	{ __NR_bind, { 1, 1 } },
	{ __NR_sendto, { 4, 4 } },
	{ __NR_sendmsg, { 1, 1 } },
	{ __NR_setsockopt, { 3, 3 } },
	{ __NR_clone3, { 0, 0 } },
	{ __NR_fsopen, { 0, 0 } },
	{ __NR_futex_waitv, { 0, 3 } },
	{ __NR_epoll_ctl, { 3, 3 } },
	{ __NR_sched_setattr, { 1, 1 } },
	{ __NR_getxattr, { 0, 1 } },
	{ __NR_memfd_create, { 0, 0 } },
	{ __NR_mount, { 0, 4 } },
	{ __NR_execve, { 0, 1 } },
	{ __NR_perf_event_open, { 0, 0 } },
	{ __NR_timer_create, { 1, 1 } },
	{ __NR_semtimedop, { 1, 3 } },
	{ __NR_bpf, { 1, 1 } },
	{ __NR_inotify_add_watch, { 1, 1 } },
	{ __NR_keyctl, { 1, 2 } },
	{ __NR_renameat2, { 1, 3 } },
	{ __NR_fsconfig, { 2, 3 } },
	{ __NR_set_mempolicy, { 1, 1 } },
	{ __NR_migrate_pages, { 2, 3 } },
	{ __NR_newfstatat, { 1, 1 } },
	{ __NR_prctl, { 1, 4 } },
};

#define FILTERED_CALLS (ARRAY_SIZE(deep_calls) - 2)

/* Text that the calls find in memory. No such file or type exists. */
static const char *const texts[] = {
	"",	      "/",    "/none",		 "/none/..",
	"./none//x/", "none", "/proc/self/none", "../../none/.",
};

/* Change the shared memory that calls use as their arguments. */
static void change_data(void)
{
	unsigned int at = below(sizeof(group->data) - 64), i;
	const char *text = one_of(texts);

	switch (below(4)) {
	case 0:
		memcpy(group->data + at, text, strlen(text) + 1);
		break;
	case 1:
		/* No NUL up to the end, or for a while. */
		memset(group->data, 'x', sizeof(group->data));
		if (one_in(2))
			group->data[at] = '\0';
		break;
	case 2:
		for (i = 0; i < 16; i++)
			((u32 *)group->data)[at / 4 + i] = random_word();
		break;
	default:
		/* Sizes, flags and lengths are small numbers mostly. */
		for (i = 0; i < 16; i++)
			((u64 *)group->data)[i] = one_in(2) ? 0 : below(160);
	}
}

void op_deep_flip(void)
{
	unsigned int count = 1 + below(200);

	while (count--)
		change_data();
}

/* A page that another process holds back, or NULL. */
static char *held_page;

/* Choose a pointer argument. Its memory may change, end, or be missing. */
static void *deep_pointer(void)
{
	char *good = group->data + (one_in(2) ? 0 : below(sizeof(group->data)));

	if (held_page && one_in(2))
		return held_page + below(64);
	switch (below(8)) {
	case 0:
		return slot_address();
	case 1:
		/* The end of the mapping may come before that of the argument. */
		good = end_of_mapping(group->data, 1 + below(200));
		return good ?: group->data;
	case 2:
		return NULL;
	default:
		return random_pointer(good, 8);
	}
}

static long size_arg(void)
{
	static const long sizes[] = { 0,    1,	  8,   16,	24,
				      64,   88,	  128, 129,	4095,
				      4096, 4097, -1,  1 << 31, 1L << 32 };

	return one_in(2) ? below(128) : one_of(sizes);
}

/*
 * Make a call that cannot succeed in a way that harms the fuzzer. Descriptors are
 * invalid, operations are unknown, or sizes are wrong.
 */
static long make_deep_call(u32 nr)
{
	void *first = deep_pointer(), *second = deep_pointer();

	switch (nr) {
	case __NR_faccessat:
	case __NR_readlinkat:
	case __NR_newfstatat:
		return syscall(nr, AT_FDCWD, first, NULL, 0);
	case __NR_openat2:
		return syscall(nr, -1, first, second, size_arg());
	case __NR_renameat2:
		return syscall(nr, -1, first, -1, second, 0);
	case __NR_connect:
	case __NR_bind:
		return syscall(nr, -1, first, size_arg());
	case __NR_sendto:
		return syscall(nr, -1, NULL, 0, 0, first, size_arg());
	case __NR_sendmsg:
		return syscall(nr, -1, first, 0);
	case __NR_setsockopt:
		return syscall(nr, -1, below(64), below(64), first, size_arg());
	case __NR_clone3:
		/* The size is below that of each version. */
		return syscall(nr, first, size_arg() & 63);
	case __NR_prctl:
		return syscall(nr, one_in(2) ? PR_SET_NAME : 0x53564d41, first,
			       0, 0, first);
	case __NR_fsopen:
		return syscall(nr, first, -1);
	case __NR_fsconfig:
		return syscall(nr, -1, below(8), first, second, below(64));
	case __NR_futex_waitv:
		return syscall(nr, first, below(130), -1, second, 0);
	case __NR_epoll_ctl:
		return syscall(nr, -1, 1 + below(3), -1, first);
	case __NR_sched_setattr:
		return syscall(nr, -1, first, 0);
	case __NR_getxattr:
		return syscall(nr, first, second, NULL, 0);
	case __NR_memfd_create:
		return syscall(nr, first, -1);
	case __NR_mount:
		return syscall(nr, first, "/none/none", second, -1L, first);
	case __NR_execve:
		return syscall(nr, "/none/none", first, second);
	case __NR_perf_event_open:
		return syscall(nr, first, -1, -1, -1, -1L);
	case __NR_timer_create:
		return syscall(nr, -1, first, NULL);
	case __NR_semtimedop:
		return syscall(nr, -1, first, below(600), second);
	case __NR_bpf:
		return syscall(nr, below(64), first, size_arg() & 7);
	case __NR_set_mempolicy:
		return syscall(nr, 0, first, size_arg());
	case __NR_migrate_pages:
		return syscall(nr, -1, size_arg(), first, second);
	case __NR_inotify_add_watch:
		return syscall(nr, -1, first, 0);
	case __NR_keyctl:
		return syscall(nr, below(40), first, second, -1, -1);
	default:
		return syscall(nr, first, second, -1L, -1L, -1L);
	}
}

void op_deep_calls(void)
{
	unsigned int count = 1 + below(8);

	while (count--) {
		if (one_in(4))
			change_data();
		make_deep_call(deep_calls[below(ARRAY_SIZE(deep_calls))].nr);
	}
}

/*
 * Calls whose pointers, memory or number change behind the caller
 */

/*
 * Let a process fill a page that this one has registered with userfaultfd(2), or let it
 * end. The kernel wakes all tasks that wait for the page when the last descriptor is
 * closed.
 */
static void __attribute__((noreturn)) fill_held_page(int fd)
{
	struct uffdio_copy copy = {
		.dst = (unsigned long)held_page,
		.src = (unsigned long)group->data,
		.len = PAGE_SIZE,
	};
	struct pollfd event = { .fd = fd, .events = POLLIN };

	depth++;
	cover_begin();
	if (poll(&event, 1, 200) == 1)
		__atomic_fetch_add(&shared->held_pages, 1, __ATOMIC_RELAXED);
	if (one_in(2))
		pause_ms(below(20));
	change_data();
	if (!one_in(4))
		ioctl(fd, UFFDIO_COPY, &copy);
	_exit(0);
}

static bool hold_page_back(char *page)
{
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register reg = {
		.range = { (unsigned long)page, PAGE_SIZE },
		.mode = UFFDIO_REGISTER_MODE_MISSING,
	};
	const int fd = syscall(__NR_userfaultfd, O_CLOEXEC | O_NONBLOCK);
	pid_t pid = -1;

	if (fd < 0)
		return false;
	held_page = page;
	if (!ioctl(fd, UFFDIO_API, &api) && !ioctl(fd, UFFDIO_REGISTER, &reg))
		pid = fork();
	if (!pid)
		fill_held_page(fd);
	close(fd);
	return pid > 0;
}

/* Make calls with arguments in a page that is missing for some time. */
void op_deep_held_page(void)
{
	unsigned int count = 2 + below(6);
	char *page;

	if (is_threaded || depth > 1 || is_full())
		return;
	page = mmap(NULL, PAGE_SIZE, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (page == MAP_FAILED)
		return;
	if (hold_page_back(page))
		while (count--)
			make_deep_call(one_of(deep_calls).nr);
	held_page = NULL;
	munmap(page, PAGE_SIZE);
}

/*
 * Is it a call that a tracer or a trace point may change, or into which they may change
 * another one? No number is left out for its pointers. clone3(2) could start a task on
 * the stack of another one, execve(2) and the last two have results that the fuzzer
 * checks, and an argument of prctl(2) could make sleeps endless.
 */
bool is_changeable_nr(long nr)
{
	unsigned int i;

	for (i = 0; i < FILTERED_CALLS; i++)
		if (deep_calls[i].nr == nr)
			return nr != __NR_clone3 && nr != __NR_execve;
	return false;
}

static long random_changeable_nr(void)
{
	long nr;

	do {
		nr = deep_calls[below(FILTERED_CALLS)].nr;
	} while (!is_changeable_nr(nr));
	return nr;
}

/**
 * deep_change_call - change number, pointer or memory of a call of a tracee
 * @pid: the tracee, which is stopped at a call with is_changeable_nr()
 * @nr: the number of the call
 */
void deep_change_call(pid_t pid, long nr)
{
	const struct deep_call *call = deep_calls;
	bool changed = true;

	while (call->nr != nr)
		call++;
	switch (below(3)) {
	case 0:
		changed = set_number(pid, random_changeable_nr());
		break;
	case 1:
		changed = set_arg(pid, one_of(call->windows),
				  (unsigned long)deep_pointer());
		break;
	default:
		change_data();
	}
	if (changed)
		__atomic_fetch_add(&shared->calls_changed, 1, __ATOMIC_RELAXED);
}

/*
 * Let a trace point change the number of calls of this task, behind the filters. The
 * body of the new number must not take the copies.
 */
void op_deep_renumber(void)
{
	const long from = random_changeable_nr(), to = random_changeable_nr();
	unsigned int count = 1 + below(8);
	char text[64];
	int fd;

	fd = open("/sys/kernel/debug/seccomp_renumber", O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	snprintf(text, sizeof(text), "%d %ld %ld", (int)sys_gettid(), from,
		 one_in(8) ? -1 : to);
	if (EXPECT("seccomp_renumber", write(fd, text, strlen(text)), ENOMEM,
		   ESRCH) > 0)
		__atomic_fetch_add(&shared->renumberings, 1, __ATOMIC_RELAXED);
	while (count--)
		make_deep_call(one_in(4) ? one_of(deep_calls).nr : from);
	close(fd);
}

/*
 * Filters
 */
static u32 random_verdict(void)
{
	static const u32 actions[] = {
		SECCOMP_RET_ALLOW,	SECCOMP_RET_ALLOW,
		SECCOMP_RET_ERRNO,	SECCOMP_RET_ERRNO,
		SECCOMP_RET_LOG,	SECCOMP_RET_TRAP,
		SECCOMP_RET_TRACE,	SECCOMP_RET_USER_NOTIF,
		SECCOMP_RET_USER_NOTIF,
	};

	return one_of(actions) | (one_in(2) ? below(200) : below(3));
}

/* Offsets in windows: words of the header, of the data, and behind the data. */
static u32 random_offset(u32 window)
{
	switch (below(4)) {
	case 0:
		return SECCOMP_ARG_WINDOW(window) + 4 * below(4);
	case 1:
		return SECCOMP_ARG_DATA(window) + 4 * below(1028);
	default:
		return SECCOMP_ARG_DATA(window) + 4 * below(16);
	}
}

static void put_random_test(struct deep_filter *f, u32 window)
{
	static const u16 jumps[] = { BPF_JEQ, BPF_JEQ, BPF_JGT, BPF_JGE,
				     BPF_JSET };
	u32 value = one_in(2) ? below(8) : random_word();

	if (one_in(4))
		memcpy(&value, group->data + 4 * below(16), sizeof(value));
	deep_put(f, INSN_LOAD(random_offset(window)));
	if (one_in(4))
		deep_put(f, INSN(BPF_ALU | BPF_AND | BPF_K, random_word()));
	deep_put(f, INSN_JUMP(BPF_JMP | BPF_K | one_of(jumps), value, 0, 1));
	deep_put(f, INSN_RET(random_verdict()));
}

/*
 * The filter decides about the calls, last by @verdict, and allows all others. With
 * @arch, these are calls of that ABI only. A filter with a load that is not accepted
 * is refused.
 */
static void make_deep_filter(struct deep_filter *f, u32 arch,
			     const struct deep_call **calls, unsigned int count,
			     u32 verdict)
{
	unsigned int i, window;

	f->len = 0;
	if (arch) {
		deep_put(f, INSN_LOAD_ARCH);
		deep_put(f, INSN_JEQ(arch, 1, 0));
		deep_put(f, INSN_RET(SECCOMP_RET_ALLOW));
	}
	deep_put(f, INSN_LOAD_NR);
	for (i = 0; i < count; i++)
		deep_put(f, INSN_JEQ(calls[i]->nr, count - i, 0));
	deep_put(f, INSN_RET(SECCOMP_RET_ALLOW));
	for (i = below(one_in(16) ? 200 : 8); i; i--) {
		/* Some programs load what another call does not copy. */
		window = calls[one_in(4) ? below(count) : 0]->windows[below(2)];
		put_random_test(f, one_in(32) ? below(6) : window);
	}
	if (one_in(16))
		deep_put(f, INSN_LOAD(random_offset(0) + below(4)));
	deep_put(f, INSN_RET(verdict));
}

/* Also attach without the flag, which is refused even for a known program. */
static void attach_deep_filter(u32 arch, const struct deep_call **calls,
			       unsigned int count)
{
	unsigned int flags = one_in(8) ? 0 : DEEP_ARGS;
	u32 verdict = random_verdict();
	struct sock_fprog prog;
	struct deep_filter f;
	long ret;

	if (one_in(2)) {
		flags |= SECCOMP_FILTER_FLAG_NEW_LISTENER |
			 SECCOMP_FILTER_FLAG_TSYNC_ESRCH;
		if (one_in(2))
			flags |= SECCOMP_FILTER_FLAG_NESTED_LISTENERS;
		verdict = SECCOMP_RET_USER_NOTIF;
	}
	if (one_in(6))
		flags |= SECCOMP_FILTER_FLAG_TSYNC |
			 SECCOMP_FILTER_FLAG_TSYNC_ESRCH;
	make_deep_filter(&f, arch, calls, count, verdict);
	prog.len = f.len;
	prog.filter = f.insns;
	ret = sys_seccomp(SECCOMP_SET_MODE_FILTER, flags, &prog);
	EXPECT("deep attach", ret, EACCES, EBUSY, EINVAL, EMFILE, ENFILE,
	       ENOMEM, ESRCH, EOPNOTSUPP);
	if (ret >= 0 && flags & SECCOMP_FILTER_FLAG_NEW_LISTENER)
		listener_publish(ret);
}

void op_deep_attach(void)
{
	const struct deep_call *calls[3];
	const unsigned int count = 1 + below(ARRAY_SIZE(calls));
	unsigned int i;

	for (i = 0; i < count; i++)
		calls[i] = &deep_calls[below(FILTERED_CALLS)];
	attach_deep_filter(0, calls, count);
	for (i = below(8); i; i--)
		make_deep_call(calls[below(count)]->nr);
	op_deep_calls();
}

#ifdef __x86_64__
/* Calls of 32-bit x86, whose pointers have 32 bits */
static const struct deep_call compat_calls[] = {
	{ 11, { 0, 1 } }, /* execve */
	{ 33, { 0, 0 } }, /* access */
	{ 178, { 2, 2 } }, /* rt_sigqueueinfo */
	{ 259, { 1, 1 } }, /* timer_create */
	{ 288, { 1, 2 } }, /* keyctl */
	{ 295, { 1, 1 } }, /* openat */
	{ 300, { 1, 1 } }, /* fstatat64 */
	{ 362, { 1, 1 } }, /* connect */
	{ 366, { 3, 3 } }, /* setsockopt */
	{ 370, { 1, 1 } }, /* sendmsg */
	{ 420, { 1, 3 } }, /* semtimedop_time64 */
	{ 437, { 1, 2 } }, /* openat2 */
};

/* Choose a pointer to a page. The memory behind the page is missing. */
static u32 compat_pointer(char *page)
{
	u32 offset = below(PAGE_SIZE);

	if (one_in(8))
		return one_in(2) ? 0 : random_word();
	if (one_in(4))
		offset = PAGE_SIZE - below(200);
	return (unsigned long)page + (one_in(2) ? 0 : offset);
}

/* As make_deep_call(): no call can succeed in a way that harms the fuzzer. */
static void make_compat_call(u32 nr, char *page)
{
	const u32 first = compat_pointer(page), second = compat_pointer(page);
	/* In most calls, the first argument is a descriptor. */
	u32 args[6] = { -1, first, second };
	long ret;

	memcpy(page, group->data, PAGE_SIZE);
	switch (nr) {
	case 11:
		/* The path leads nowhere. */
		strcpy(page, "/none/none");
		args[0] = (unsigned long)page;
		break;
	case 33:
		args[0] = first;
		break;
	case 178:
		args[1] = 0;
		args[2] = first;
		break;
	case 288:
		args[0] = below(40);
		break;
	case 295:
	case 300:
		/* Neither O_CREAT nor a place for the result */
		args[2] = 0;
		break;
	case 362:
		args[2] = size_arg();
		break;
	case 366:
		args[1] = below(64);
		args[2] = below(64);
		args[3] = first;
		args[4] = size_arg();
		break;
	case 420:
		args[2] = below(600);
		args[3] = second;
		break;
	case 437:
		args[3] = size_arg();
		break;
	}
	ret = call32_6(nr, args);
	if (nr == 295 && ret >= 0)
		close(ret);
}

void op_deep_attach_compat(void)
{
	const struct deep_call *calls[3];
	const unsigned int count = 1 + below(ARRAY_SIZE(calls));
	char *page = low_memory(2 * PAGE_SIZE);
	unsigned int i;

	if (!page || munmap(page + PAGE_SIZE, PAGE_SIZE))
		return;
	for (i = 0; i < count; i++)
		calls[i] = &compat_calls[below(ARRAY_SIZE(compat_calls))];
	attach_deep_filter(AUDIT_ARCH_I386, calls, count);
	for (i = 1 + below(16); i; i--) {
		change_data();
		make_compat_call(calls[below(count)]->nr, page);
		/* The slot serves calls of both ABIs. */
		if (one_in(4))
			op_deep_calls();
	}
	munmap(page, PAGE_SIZE);
}
#endif

/*
 * Discovery
 */
void op_features(void)
{
	struct {
		struct seccomp_features features;
		char room[64];
	} arg = {};
	long ret;

	arg.features.size = one_in(2) ? sizeof(arg.features) : below(160);
	if (one_in(4))
		arg.features.flags = random_word();
	if (one_in(8))
		arg.room[below(64)] = 1;
	ret = sys_seccomp(SECCOMP_GET_FEATURES, one_in(8) ? random_word() : 0,
			  random_pointer(&arg, sizeof(arg.features)));
	EXPECT("GET_FEATURES", ret, EINVAL, EFAULT, E2BIG);
}

void op_arg_kinds(void)
{
	static const u32 archs[] = {
		NATIVE_ARCH,	   AUDIT_ARCH_I386,    AUDIT_ARCH_ARM,
		AUDIT_ARCH_X86_64, AUDIT_ARCH_AARCH64,
	};
	struct seccomp_arg_kinds kinds = {
		.size = one_in(8) ? below(600) : sizeof(kinds),
		.arch = one_in(2) ? NATIVE_ARCH : one_of(archs),
		.nr = one_in(2) ? below(480) : random_nr(),
	};
	unsigned int i;
	long ret;

	for (i = 0; i < SECCOMP_ARG_WINDOWS; i++)
		kinds.args[i] = one_in(2) ? below(64) : random_word();
	if (one_in(16))
		kinds.flags = random_word();
	if (one_in(16))
		kinds.arch = random_u32();
	ret = sys_seccomp(SECCOMP_GET_ARG_KINDS, one_in(8) ? random_word() : 0,
			  random_pointer(&kinds, sizeof(kinds)));
	EXPECT("GET_ARG_KINDS", ret, EINVAL, EFAULT, E2BIG, EOPNOTSUPP, ENOENT);
}

/**
 * deep_set_arg - replace a copied argument, with random fields
 * @fd: a listener; it may be negative or another file
 * @id: ID of a notification that may exist
 */
void deep_set_arg(int fd, u64 id)
{
	static const u32 sizes[] = { 0, 1, 2, 8, 16, 24, 48, 56, 64, 88, 128 };
	char buffer[4096] = "/tmp";
	struct seccomp_notif_arg arg = {
		.id = id,
		.arg = one_in(8) ? random_u32() : below(6),
		.size = one_in(4) ? random_word() : one_of(sizes),
		.kind = one_in(8) ? random_word() : 0,
	};
	long ret;

	if (one_in(2))
		memset(buffer, 'a', below(sizeof(buffer) + 1));
	if (one_in(4))
		arg.size = strnlen(buffer, sizeof(buffer)) + below(2);
	if (arg.size > sizeof(buffer) || one_in(8))
		arg.buffer = (unsigned long)read_only(buffer, 16);
	else
		arg.buffer = (unsigned long)buffer;
	ret = ioctl(fd, SECCOMP_IOCTL_NOTIF_SET_ARG,
		    random_pointer(&arg, sizeof(arg)));
	EXPECT("SET_ARG", ret, E2BIG, EBADF, EFAULT, EINVAL, ENODATA, ENOENT,
	       ENOMEM, ENOTTY, EOPNOTSUPP, EPERM);
}

/**
 * deep_get_arg - read a copied argument with random fields
 * @fd: a listener; it may be negative or another file
 * @id: ID of a notification that may exist
 */
void deep_get_arg(int fd, u64 id)
{
	char buffer[4096];
	struct seccomp_notif_arg arg = {
		.id = id,
		.arg = one_in(8) ? random_u32() : below(6),
		.size = one_in(4) ? random_word() : below(sizeof(buffer)),
		.status = one_in(8) ? random_word() : 0,
	};
	long ret;

	if (arg.size > sizeof(buffer))
		arg.buffer = (unsigned long)read_only(buffer, 16);
	else
		arg.buffer = (unsigned long)random_pointer(buffer, 16);
	/* The buffer must not reach beyond the array. */
	if (arg.buffer > (unsigned long)buffer &&
	    arg.buffer < (unsigned long)buffer + sizeof(buffer))
		arg.buffer = (unsigned long)buffer;
	ret = ioctl(fd, SECCOMP_IOCTL_NOTIF_GET_ARG,
		    random_pointer(&arg, sizeof(arg)));
	EXPECT("GET_ARG", ret, EINVAL, EFAULT, ENOENT, EPERM, ENOMEM, EBADF,
	       ENOTTY);
}
