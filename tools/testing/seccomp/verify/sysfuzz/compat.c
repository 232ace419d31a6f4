// SPDX-License-Identifier: GPL-2.0-only
/*
 * Operations that use 32-bit x86 calls, which any 64-bit task can make.
 */
#ifdef __x86_64__
#include <sys/ioctl.h>

#include "sysfuzz.h"

#define NR32_SECCOMP 354
#define NR32_PRCTL 172
#define NR32_IOCTL 54

/* struct sock_fprog in the layout of 32-bit x86. */
struct fprog32 {
	u16 len;
	u32 filter;
};

/**
 * call32_6 - make a 32-bit call with six arguments
 * @nr: its number
 * @args: its arguments
 *
 * Return: the result; or -1, and errno is set.
 */
long call32_6(long nr, const u32 args[6])
{
	register u64 last asm("r13") = args[5];
	long ret;

	/* The last argument is in the register of the frame. */
	asm volatile("mov %%rbp, %%r12\n\t"
		     "mov %%r13, %%rbp\n\t"
		     "int $0x80\n\t"
		     "mov %%r12, %%rbp"
		     : "=a"(ret)
		     : "a"(nr), "b"((u64)args[0]), "c"((u64)args[1]),
		       "d"((u64)args[2]), "S"((u64)args[3]), "D"((u64)args[4]),
		       "r"(last)
		     : "memory", "cc", "r8", "r9", "r10", "r11", "r12");
	ret = (int)ret;
	if (ret < 0 && ret >= -4095) {
		errno = -ret;
		return -1;
	}
	return ret;
}

static long call32(long nr, u32 a, u32 b, u32 c)
{
	return call32_6(nr, (u32[]){ a, b, c, 0, 0, 0 });
}

/**
 * low_memory - map memory below 4 GiB, to which a 32-bit argument can point
 * @size: its size in bytes
 *
 * Return: the memory, or NULL.
 */
void *low_memory(size_t size)
{
	void *map = mmap(NULL, size, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);

	return map == MAP_FAILED ? NULL : map;
}

void op_compat_probe_calls(void)
{
	static const int probe_nrs[] = { 64, 199, 200, 132, 147, 60, 96, 158 };
	unsigned int count = 1 + below(8);

	while (count--)
		call32(one_of(probe_nrs), random_word(), random_word(),
		       random_word());
}

static const unsigned int flags32[] = {
	0,
	0,
	0,
	SECCOMP_FILTER_FLAG_LOG,
	SECCOMP_FILTER_FLAG_TSYNC,
	SECCOMP_FILTER_FLAG_NEW_LISTENER,
	1U << 20,
};

void op_compat_attach(void)
{
	const unsigned int flags = one_of(flags32);
	const size_t room = sizeof(struct filter) + 4096;
	struct fprog32 *prog = low_memory(room);
	struct filter *filter = (void *)(prog + 1);
	u32 arg = (u32)(unsigned long)prog;
	long ret;

	if (!prog)
		return;
	filter_make(filter, FILTER_PROBE);
	prog->len = filter->len;
	prog->filter = (u32)(unsigned long)filter->insns;
	if (one_in(8))
		arg = one_in(2) ? 0 : -1;
	if (one_in(4))
		ret = call32(NR32_PRCTL, PR_SET_SECCOMP, SECCOMP_MODE_FILTER,
			     arg);
	else
		ret = call32(NR32_SECCOMP, SECCOMP_SET_MODE_FILTER, flags, arg);
	EXPECT("attach by a 32-bit call", ret, EACCES, EBUSY, EFAULT, EINVAL,
	       EMFILE, ENFILE, ENOMEM, ESRCH);
	if (ret > 0 && flags == SECCOMP_FILTER_FLAG_NEW_LISTENER)
		listener_publish(ret);
	munmap(prog, room);
	make_probe_calls(2);
	op_compat_probe_calls();
}

void op_compat_ioctl(void)
{
	static const unsigned int commands[] = {
		SECCOMP_IOCTL_NOTIF_SEND,
		SECCOMP_IOCTL_NOTIF_ID_VALID,
		SECCOMP_IOCTL_NOTIF_ADDFD,
		SECCOMP_IOCTL_NOTIF_SET_FLAGS,
	};
	const struct slot *slot = &group->slots[below(SLOTS)];
	u64 *arg = low_memory(4096);

	if (!arg)
		return;
	arg[0] = slot->id;
	EXPECT("ioctl by a 32-bit call",
	       call32(NR32_IOCTL, slot->fd, one_of(commands),
		      (u32)(unsigned long)arg),
	       EINVAL, ENOENT, EINPROGRESS, EBADF, ENOTTY, EBUSY, EMFILE, ESRCH,
	       EINTR, EFAULT);
	munmap(arg, 4096);
}
#endif
