// SPDX-License-Identifier: GPL-2.0-only
/*
 * Marks: calls that nobody makes but to see whether they are denied.
 *
 * A third of them are told by their number alone, a third by half an argument,
 * a third by a whole one, because the kernel decides these in different ways.
 */
#include "canary.h"
#include "shared.h"

static const int constant_numbers[CANARIES / 3] = {
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

bool canary_is_constant(int k)
{
	return k < CANARIES && k % 3 == 0;
}

int canary_nr(int k)
{
	return canary_is_constant(k) ? constant_numbers[k / 3] : CANARY_NR;
}

static __u64 full_argument(int k)
{
	return (__u64)(k + 1) << 32 | (__u32)~k;
}

/* What comes before the rest makes a program differ from others like it. */
static size_t emit_padding(struct sock_filter *insns, struct rng *rng)
{
	size_t i, len = 0;

	if (rng_below(rng, 3) == 0)
		len = 1 + rng_below(rng, 8);
	if (rng_below(rng, 40) == 0)
		len = 500;
	for (i = 0; i < len; i++)
		insns[i] = INSN(BPF_LD | BPF_IMM, rng_below(rng, 1 << 30));
	return len;
}

static size_t emit_canary(struct sock_filter *insns, int k)
{
	const __u64 full = full_argument(k);
	const struct sock_filter by_number[] = {
		INSN_LOAD_NR,
		INSN_JEQ(canary_nr(k), 0, 1),
		INSN_RET(SECCOMP_RET_ERRNO | CANARY_ERRNO(k)),
		INSN_RET(SECCOMP_RET_ALLOW),
	};
	const struct sock_filter by_low_half[] = {
		INSN_LOAD_NR,
		INSN_JEQ(CANARY_NR, 0, 3),
		INSN_LOAD_ARG_LO(1),
		INSN_JEQ(k, 0, 1),
		INSN_RET(SECCOMP_RET_ERRNO | CANARY_ERRNO(k)),
		INSN_RET(SECCOMP_RET_ALLOW),
	};
	const struct sock_filter by_full_arg[] = {
		INSN_LOAD_NR,
		INSN_JEQ(CANARY_NR, 0, 5),
		INSN_LOAD_ARG_HI(2),
		INSN_JEQ(full >> 32, 0, 3),
		INSN_LOAD_ARG_LO(2),
		INSN_JEQ((__u32)full, 0, 1),
		INSN_RET(SECCOMP_RET_ERRNO | CANARY_ERRNO(k)),
		INSN_RET(SECCOMP_RET_ALLOW),
	};

	switch (k % 3) {
	case 0:
		memcpy(insns, by_number, sizeof(by_number));
		return ARRAY_SIZE(by_number);
	case 1:
		memcpy(insns, by_low_half, sizeof(by_low_half));
		return ARRAY_SIZE(by_low_half);
	}
	memcpy(insns, by_full_arg, sizeof(by_full_arg));
	return ARRAY_SIZE(by_full_arg);
}

/* As attach(). */
int attach_canary(int k, unsigned int flags, struct rng *rng)
{
	struct sock_filter insns[520];
	size_t len = emit_padding(insns, rng);

	len += emit_canary(insns + len, k);
	return attach(insns, len, flags);
}

/* @verdict for calls whose fourth argument is @arg3. */
int attach_for_arg3(unsigned long arg3, __u32 verdict, unsigned int flags)
{
	struct sock_filter insns[] = {
		INSN_LOAD_NR,	     INSN_JEQ(CANARY_NR, 0, 3),
		INSN_LOAD_ARG_LO(3), INSN_JEQ(arg3, 0, 1),
		INSN_RET(verdict),   INSN_RET(SECCOMP_RET_ALLOW),
	};

	return attach(insns, ARRAY_SIZE(insns), flags);
}

long call_canary(int k)
{
	errno = 0;
	if (k == CANARY_NOTIFIED)
		return syscall(CANARY_NR, CANARY_ARG0, CANARIES, 0,
			       ARG_NOTIFIED);
	if (canary_is_constant(k))
		return syscall(canary_nr(k), -1L, 0, 0, 0);
	if (k % 3 == 1)
		return syscall(CANARY_NR, CANARY_ARG0, (long)k, 0, 0);
	return syscall(CANARY_NR, CANARY_ARG0, (long)CANARIES, full_argument(k),
		       0);
}

static bool is_denied(int k, long ret)
{
	if (ret != -1)
		return false;
	/* Nobody listens. */
	if (k == CANARY_NOTIFIED && errno == ENOSYS) {
		count(SYNC_NO_LISTENER);
		return true;
	}
	return errno == CANARY_ERRNO(k);
}

/* All of @marks were attached before: no call may pass. */
void check_denied(__u64 canaries, const char *where)
{
	long ret;
	int k;

	for (k = 0; k <= CANARY_NOTIFIED; k++) {
		if (!(canaries & CANARY_BIT(k)))
			continue;
		ret = call_canary(k);
		if (is_denied(k, ret))
			count(CHECKED);
		else
			report_failure("%s: filter %d missed: %ld, errno %d",
				       where, k, ret, errno);
	}
	heartbeat();
}

/* If this one is denied, somebody has begun to attach its filter. */
void check_not_early(int k, const __u64 *begun, const char *where)
{
	const long ret = call_canary(k);
	const int err = errno;

	if (ret != -1 || err < CANARY_ERRNO(0) || err > CANARY_ERRNO(CANARIES))
		count(PASSED);
	else if (err != CANARY_ERRNO(k) || !(LOOK(*begun) & CANARY_BIT(k)))
		report_failure("%s: call %d denied by nobody: errno %d", where,
			       k, err);
	heartbeat();
}

/* One of @marks that is denied by an errno; -1 if there is none. */
int pick_canary(__u64 canaries, struct rng *rng)
{
	int first = rng_below(rng, CANARIES);
	int i;

	for (i = 0; i < CANARIES; i++) {
		if (canaries & CANARY_BIT((first + i) % CANARIES))
			return (first + i) % CANARIES;
	}
	return -1;
}

/* This program again, to look whether @marks are still denied. */
int exec_check(__u64 canaries)
{
	char text[32], number[8];
	char *const argv[] = { "stress", "check", text, number, NULL };
	char *const envp[] = { NULL };

	snprintf(text, sizeof(text), "%llu", (unsigned long long)canaries);
	snprintf(number, sizeof(number), "%d", (int)(self - shared->workers));
	return execve("/proc/self/exe", argv, envp);
}
