// SPDX-License-Identifier: GPL-2.0-only
/*
 * A tracer: it changes calls as they request, and holds other calls at entry
 * while filters are attached. In the end it detaches, exits or is killed.
 */
#include "common.h"
#include "target.h"
#include "tracee.h"

#include "canary.h"
#include "process.h"
#include "shared.h"
#include "tracer.h"

#define OPTIONS PTRACE_O_TRACESECCOMP

static struct rng *rng;
static bool traced[THREADS];

static int slot_of(pid_t tid)
{
	int i;

	for (i = TRACED_FROM; i < THREADS; i++)
		if (self->state.tids[i] == tid)
			return i;
	return -1;
}

/* Changes the call to an attached canary by its number or an argument. */
static bool change_to_denied(pid_t tid)
{
	const int k = pick_canary(SHARED_LOAD(self->state.attached), rng);

	if (k < 0)
		return false;
	if (canary_is_constant(k))
		return set_number(tid, canary_nr(k));
	if (k % 3 == 1)
		return set_arg(tid, 1, k);
	return set_arg(tid, 2, (unsigned long)(k + 1) << 32 | (__u32)~k);
}

static void change_call(pid_t tid)
{
	struct user_regs_struct regs;

	count(STOPS);
	if (!get_regs(tid, &regs))
		return;
	switch (*reg_of_arg(&regs, 4)) {
	case TRACE_DENY:
		change_to_denied(tid);
		return;
	case TRACE_CHANGE:
		set_number(tid, __NR_getpid);
		return;
	case TRACE_SKIP:
		if (set_number(tid, -1))
			set_result(tid, TRACE_RESULT);
		return;
	}
}

/*
 * The kernel runs the filters after the entry stop. So each filter that is
 * attached before the call goes on decides about it.
 */
static void hold_call(pid_t tid)
{
	const int slot = slot_of(tid);
	const __u64 before = SHARED_LOAD(self->state.attached);
	int i;

	if (slot < 0 || syscall_info(tid).op != PTRACE_SYSCALL_INFO_ENTRY)
		return;
	for (i = 0; i < 20 && SHARED_LOAD(self->state.attached) == before; i++)
		short_pause();
	SHARED_STORE(self->state.required[slot],
		     SHARED_LOAD(self->state.attached));
	if (SHARED_LOAD(self->state.attached) != before)
		count(HELD);
}

static int next_request(void)
{
	return rng_below(rng, 4) ? PTRACE_CONT : PTRACE_SYSCALL;
}

/* Returns false if no tracee is left. */
static bool handle_stop(void)
{
	int status, request = next_request();
	pid_t tid = waitpid(-1, &status, __WALL);

	if (tid < 0)
		return errno == EINTR;
	if (!WIFSTOPPED(status))
		return true;
	if (status >> 16 == PTRACE_EVENT_SECCOMP)
		change_call(tid);
	else if (WSTOPSIG(status) == (SIGTRAP | 0x80))
		hold_call(tid);
	SHARED_INC(self->state.phase[0]);
	heartbeat();
	resume(tid, request);
	return true;
}

static void seize_all(void)
{
	int i;

	for (i = TRACED_FROM; i < THREADS; i++) {
		traced[i] = !seize(self->state.tids[i], OPTIONS);
		/* PTRACE_SYSCALL from this stop leads to the next entry. */
		if (traced[i] && rng_below(rng, 2))
			ptrace(PTRACE_INTERRUPT, self->state.tids[i], 0, 0);
	}
}

/* PTRACE_DETACH needs a stopped tracee. The stop may be one at a call. */
static void detach(pid_t tid)
{
	int status;

	ptrace(PTRACE_INTERRUPT, tid, 0, 0);
	if (waitpid(tid, &status, __WALL) != tid || !WIFSTOPPED(status))
		return;
	if (!ptrace(PTRACE_DETACH, tid, 0, 0))
		count(DETACHED);
}

static void detach_all(void)
{
	int i;

	SHARED_INC(self->state.releases_started);
	for (i = TRACED_FROM; i < THREADS; i++)
		if (traced[i])
			detach(self->state.tids[i]);
}

/**
 * tracer_main - trace the threads of the run
 * @tracer_rng: the generator, owned by the calling process
 * @wait_to_be_killed: trace until the worker kills this process
 *
 * A tracer that ends on its own counts in releases_started before it detaches.
 *
 * Context: A process of its own, as the state of this file is global.
 * Return: 0, the exit status.
 */
int tracer_main(struct rng *tracer_rng, bool wait_to_be_killed)
{
	int stops = 20 + rng_below(tracer_rng, 200);

	rng = tracer_rng;
	close_fds_except(-1);
	seize_all();
	while ((wait_to_be_killed || stops-- > 0) && handle_stop())
		;
	if (rng_below(rng, 2)) {
		detach_all();
		return 0;
	}
	SHARED_INC(self->state.releases_started);
	count(TRACERS_EXITED);
	return 0;
}
