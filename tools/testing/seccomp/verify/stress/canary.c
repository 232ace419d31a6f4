// SPDX-License-Identifier: GPL-2.0-only
/*
 * Marks: calls that nobody makes but to see whether they are denied.
 *
 * A third of them are told by their number alone, a third by half an argument,
 * a third by a whole one, because the kernel decides these in different ways.
 */
#include "stress.h"

static const int constant_numbers[MARKS / 3] = {
	__NR_getsid,
	__NR_getpriority,
	__NR_sched_getparam,
	__NR_sched_getscheduler,
	__NR_sched_get_priority_max,
	__NR_sched_get_priority_min,
	__NR_getitimer,
	__NR_getresuid,
	__NR_getresgid,
	__NR_getgroups,
	__NR_times,
	__NR_getrusage,
	__NR_getcpu,
	__NR_timer_getoverrun,
	__NR_ioprio_get,
	__NR_sched_rr_get_interval,
};

bool mark_is_constant(int k)
{
	return k < MARKS && k % 3 == 0;
}

int mark_number(int k)
{
	return mark_is_constant(k) ? constant_numbers[k / 3] : MARK_NR;
}

static __u64 whole_argument(int k)
{
	return (__u64)(k + 1) << 32 | (__u32)~k;
}

/* What comes before the rest makes a program differ from others like it. */
static size_t put_padding(struct sock_filter *insns, struct dice *dice)
{
	size_t i, len = 0;

	if (roll(dice, 3) == 0)
		len = 1 + roll(dice, 8);
	if (roll(dice, 40) == 0)
		len = 500;
	for (i = 0; i < len; i++)
		insns[i] = INSN(BPF_LD | BPF_IMM, roll(dice, 1 << 30));
	return len;
}

static size_t put_mark(struct sock_filter *insns, int k)
{
	const __u64 whole = whole_argument(k);
	const struct sock_filter constant[] = {
		INSN_LOAD_NR,
		INSN_JEQ(mark_number(k), 0, 1),
		INSN_RET(SECCOMP_RET_ERRNO | MARK_ERRNO(k)),
		INSN_RET(SECCOMP_RET_ALLOW),
	};
	const struct sock_filter half[] = {
		INSN_LOAD_NR,
		INSN_JEQ(MARK_NR, 0, 3),
		INSN_LOAD_ARG_LO(1),
		INSN_JEQ(k, 0, 1),
		INSN_RET(SECCOMP_RET_ERRNO | MARK_ERRNO(k)),
		INSN_RET(SECCOMP_RET_ALLOW),
	};
	const struct sock_filter both[] = {
		INSN_LOAD_NR,
		INSN_JEQ(MARK_NR, 0, 5),
		INSN_LOAD_ARG_HI(2),
		INSN_JEQ(whole >> 32, 0, 3),
		INSN_LOAD_ARG_LO(2),
		INSN_JEQ((__u32)whole, 0, 1),
		INSN_RET(SECCOMP_RET_ERRNO | MARK_ERRNO(k)),
		INSN_RET(SECCOMP_RET_ALLOW),
	};

	switch (k % 3) {
	case 0:
		memcpy(insns, constant, sizeof(constant));
		return ARRAY_SIZE(constant);
	case 1:
		memcpy(insns, half, sizeof(half));
		return ARRAY_SIZE(half);
	}
	memcpy(insns, both, sizeof(both));
	return ARRAY_SIZE(both);
}

/* As attach(). */
int attach_mark(int k, unsigned int flags, struct dice *dice)
{
	struct sock_filter insns[520];
	size_t len = put_padding(insns, dice);

	len += put_mark(insns + len, k);
	return attach(insns, len, flags);
}

/* @verdict for calls whose fourth argument is @arg3. */
int attach_call(unsigned long arg3, __u32 verdict, unsigned int flags)
{
	struct sock_filter insns[] = {
		INSN_LOAD_NR,	     INSN_JEQ(MARK_NR, 0, 3),
		INSN_LOAD_ARG_LO(3), INSN_JEQ(arg3, 0, 1),
		INSN_RET(verdict),   INSN_RET(SECCOMP_RET_ALLOW),
	};

	return attach(insns, ARRAY_SIZE(insns), flags);
}

long call_mark(int k)
{
	errno = 0;
	if (k == MARK_NOTIFIED)
		return syscall(MARK_NR, MARK_ARG0, MARKS, 0, ARG_NOTIFIED);
	if (mark_is_constant(k))
		return syscall(mark_number(k), -1L, 0, 0, 0);
	if (k % 3 == 1)
		return syscall(MARK_NR, MARK_ARG0, (long)k, 0, 0);
	return syscall(MARK_NR, MARK_ARG0, (long)MARKS, whole_argument(k), 0);
}

static bool is_denied(int k, long ret)
{
	if (ret != -1)
		return false;
	/* Nobody listens. */
	if (k == MARK_NOTIFIED && errno == ENOSYS) {
		count(SYNC_LOST);
		return true;
	}
	return errno == MARK_ERRNO(k);
}

/* All of @marks were attached before: no call may pass. */
void check_denied(__u64 marks, const char *who)
{
	long ret;
	int k;

	for (k = 0; k <= MARK_NOTIFIED; k++) {
		if (!(marks & MARK_BIT(k)))
			continue;
		ret = call_mark(k);
		if (is_denied(k, ret))
			count(CHECKED);
		else
			complain("%s: filter %d missed: %ld, errno %d", who, k,
				 ret, errno);
	}
	beat();
}

/* If this one is denied, somebody has begun to attach its filter. */
void check_not_early(int k, const __u64 *begun, const char *who)
{
	const long ret = call_mark(k);
	const int err = errno;

	if (ret != -1 || err < MARK_ERRNO(0) || err > MARK_ERRNO(MARKS))
		count(PASSED);
	else if (err != MARK_ERRNO(k) || !(LOOK(*begun) & MARK_BIT(k)))
		complain("%s: call %d denied by nobody: errno %d", who, k, err);
	beat();
}

/* One of @marks that is denied by an errno; -1 if there is none. */
int some_mark(__u64 marks, struct dice *dice)
{
	int first = roll(dice, MARKS);
	int i;

	for (i = 0; i < MARKS; i++) {
		if (marks & MARK_BIT((first + i) % MARKS))
			return (first + i) % MARKS;
	}
	return -1;
}

/* This program again, to look whether @marks are still denied. */
int exec_look(__u64 marks)
{
	char text[32], number[8];
	char *const argv[] = { "stress", "look", text, number, NULL };
	char *const envp[] = { NULL };

	snprintf(text, sizeof(text), "%llu", (unsigned long long)marks);
	snprintf(number, sizeof(number), "%d", (int)(me - world->workers));
	return execve("/proc/self/exe", argv, envp);
}
