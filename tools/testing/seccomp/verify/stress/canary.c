// SPDX-License-Identifier: GPL-2.0-only
/*
 * The canaries, their filters, and the checks for them.
 *
 * A filter recognizes a third of the canaries by the number, a third by half of
 * an argument, and a third by a full argument. The kernel decides these three
 * in different ways.
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

/**
 * canary_is_constant - look if the number alone decides about a canary
 * @k: the canary, 0 to CANARY_NOTIFIED
 *
 * Return: true if the filter of @k reads no argument.
 */
bool canary_is_constant(int k)
{
	return k < CANARIES && k % 3 == 0;
}

/**
 * canary_nr - return the system call number of a canary
 * @k: the canary, 0 to CANARY_NOTIFIED
 *
 * Return: the number.
 */
int canary_nr(int k)
{
	return canary_is_constant(k) ? constant_numbers[k / 3] : CANARY_NR;
}

static __u64 full_argument(int k)
{
	return (__u64)(k + 1) << 32 | (__u32)~k;
}

/* Random loads make programs differ that deny the same canary. */
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

/**
 * make_canary - make the program that denies a canary
 * @insns: receives the program; it has room for CANARY_INSNS instructions
 * @k: the canary, 0 to CANARIES - 1
 * @rng: the generator of the calling thread
 *
 * Return: the number of instructions.
 */
size_t make_canary(struct sock_filter *insns, int k, struct rng *rng)
{
	const size_t len = emit_padding(insns, rng);

	return len + emit_canary(insns + len, k);
}

/**
 * attach_canary - attach the filter that denies a canary
 * @k: the canary, 0 to CANARIES - 1
 * @flags: SECCOMP_FILTER_FLAG_* without NEW_LISTENER
 * @rng: the generator of the calling thread
 *
 * Return: 0, a thread ID if TSYNC was refused, or -1 and errno.
 */
int attach_canary(int k, unsigned int flags, struct rng *rng)
{
	struct sock_filter insns[CANARY_INSNS];
	const size_t len = make_canary(insns, k, rng);

	return attach(insns, len, flags);
}

/**
 * attach_for_arg3 - attach a filter for calls that have a given argument 3
 * @arg3: the low 32 bits of argument 3 of CANARY_NR
 * @verdict: the return value of the filter for these calls
 * @flags: SECCOMP_FILTER_FLAG_*
 *
 * Return: 0 or a listener, a thread ID if TSYNC was refused, or -1 and errno.
 */
int attach_for_arg3(unsigned long arg3, __u32 verdict, unsigned int flags)
{
	struct sock_filter insns[] = {
		INSN_LOAD_NR,	     INSN_JEQ(CANARY_NR, 0, 3),
		INSN_LOAD_ARG_LO(3), INSN_JEQ(arg3, 0, 1),
		INSN_RET(verdict),   INSN_RET(SECCOMP_RET_ALLOW),
	};

	return attach(insns, ARRAY_SIZE(insns), flags);
}

/**
 * call_canary_with - make the call of a canary with an argument for other filters
 * @k: the canary, 0 to CANARY_NOTIFIED
 * @arg3: argument 3, such as ARG_NOTIFIED, or 0
 *
 * Return: what syscall(2) returns, with errno.
 */
long call_canary_with(int k, unsigned long arg3)
{
	errno = 0;
	if (k == CANARY_NOTIFIED)
		return syscall(CANARY_NR, CANARY_ARG0, CANARIES, 0,
			       ARG_NOTIFIED);
	if (canary_is_constant(k))
		return syscall(canary_nr(k), -1L, 0, 0, 0);
	if (k % 3 == 1)
		return syscall(CANARY_NR, CANARY_ARG0, (long)k, 0, arg3);
	return syscall(CANARY_NR, CANARY_ARG0, (long)CANARIES, full_argument(k),
		       arg3);
}

/**
 * call_canary - make the call of a canary
 * @k: the canary, 0 to CANARY_NOTIFIED
 *
 * Return: what syscall(2) returns, with errno.
 */
long call_canary(int k)
{
	return call_canary_with(k, 0);
}

/**
 * canary_of_call - find the canary for which call_canary_with() has made a call
 * @data: the call; no number alone decides about it
 *
 * Return: the canary, 0 to CANARIES - 1, or -1.
 */
int canary_of_call(const struct seccomp_data *data)
{
	const __u64 second = data->args[1], third = data->args[2] >> 32;

	if (second < CANARIES && second % 3 == 1)
		return second;
	if (third && third <= CANARIES &&
	    full_argument(third - 1) == data->args[2])
		return third - 1;
	return -1;
}

static bool is_denied(int k, long ret)
{
	if (ret != -1)
		return false;
	/* The supervisor has closed the listener. */
	if (k == CANARY_NOTIFIED && errno == ENOSYS) {
		count(SYNC_NO_LISTENER);
		return true;
	}
	return errno == CANARY_ERRNO(k);
}

/**
 * check_denied - check that filters deny their canaries
 * @canaries: canaries whose attach has returned, one bit each
 * @where: the name of the calling task in findings
 *
 * Context: A task with those filters, of a process that has mapped @shared.
 */
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

/**
 * check_not_early - check that no canary is denied before its attach starts
 * @k: the canary, 0 to CANARIES - 1
 * @started: shared memory with the canaries whose attach has started
 * @where: the name of the calling task in findings
 *
 * The load of @started follows the call, so it cannot miss an earlier attach.
 */
void check_not_early(int k, const __u64 *begun, const char *where)
{
	const long ret = call_canary(k);
	const int err = errno;

	if (ret != -1 || err < CANARY_ERRNO(0) || err > CANARY_ERRNO(CANARIES))
		count(PASSED);
	else if (err != CANARY_ERRNO(k) ||
		 !(SHARED_LOAD(*begun) & CANARY_BIT(k)))
		report_failure("%s: call %d denied without a filter: errno %d",
			       where, k, err);
	heartbeat();
}

/**
 * pick_canary - draw a canary from a set
 * @canaries: the set, one bit each; CANARY_NOTIFIED is ignored
 * @rng: the generator of the calling thread
 *
 * Return: 0 to CANARIES - 1, or -1 if the set is empty.
 */
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

/**
 * exec_check_filters - execute this program, which checks canaries and filters
 * @canaries: canaries whose attach has returned, one bit each
 * @filters: the number of filters that it must have, or -1 if any number is right
 *
 * Context: Also a child of vfork(2).
 * Return: -1 and errno if execve(2) fails; otherwise it does not return.
 */
int exec_check_filters(__u64 canaries, int filters)
{
	char text[32], number[8], count[8];
	char *const argv[] = { "stress", "check", text, number, count, NULL };
	char *const envp[] = { NULL };

	snprintf(text, sizeof(text), "%llu", (unsigned long long)canaries);
	snprintf(number, sizeof(number), "%d", (int)(self - shared->workers));
	snprintf(count, sizeof(count), "%d", filters);
	return execve("/proc/self/exe", argv, envp);
}

/**
 * exec_check - execute this program, which checks that canaries are denied
 * @canaries: canaries whose attach has returned, one bit each
 *
 * Context: Also a child of vfork(2).
 * Return: -1 and errno if execve(2) fails; otherwise it does not return.
 */
int exec_check(__u64 canaries)
{
	return exec_check_filters(canaries, -1);
}
