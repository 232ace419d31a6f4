// SPDX-License-Identifier: GPL-2.0-only
/*
 * Learning from counters and from the trace events of verdicts and argument copies.
 *
 * A filter answers SECCOMP_RET_LOG for calls whose arguments matter. The event of the
 * verdict has the registers. The filter also looks at the copies of paths and socket
 * addresses, so events with their text follow. The counter of the filter has the number
 * of all calls.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "args.h"
#include "attach.h"
#include "learn.h"
#include "learn_events.h"
#include "spawn.h"
#include "tool.h"

#define LABEL "learn"
#define STEP_MS 100
/* A power of two. Two threads with one place lose a text at worst. */
#define TASKS 1024

#define OFFSET_NR 0
#define OFFSET_ARCH 4

/**
 * struct verdict - the last verdict of a thread
 * @tid: thread id
 * @abi: ABI of the call
 * @nr: number of the call
 */
struct verdict {
	pid_t tid;
	const struct abi *abi;
	__u32 nr;
};

/**
 * struct trace - a command and its events
 * @learned: receives the calls
 * @events: events of its tree
 * @counter_fd: descriptor of the counter
 * @verdicts: last verdicts of threads, by thread id
 */
struct trace {
	struct learned *learned;
	struct learn_events events;
	int counter_fd;
	struct verdict verdicts[TASKS];
};

/* --- The filter ----------------------------------------------------------- */

static void emit(struct program *program, struct sock_filter insn)
{
	program->insns =
		xrealloc(program->insns, program->len + 1, sizeof(insn));
	program->insns[program->len++] = insn;
}

static void emit_load(struct program *program, __u32 offset)
{
	emit(program,
	     (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset));
}

static void emit_ret(struct program *program, __u32 ret)
{
	emit(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, ret));
}

/* Does the event of this copy tell something? */
static bool is_wanted(const struct learn_interest *interest, unsigned int arg,
		      unsigned int kind)
{
	if (kind == SECCOMP_KIND_PATH)
		return learn_has_path(interest, arg);
	return kind == SECCOMP_KIND_SOCKADDR ||
	       ((int)arg == interest->field_arg && kind != SECCOMP_KIND_NONE);
}

/* Which arguments of the call can the kernel copy? */
static unsigned int find_windows(const struct abi *abi, __u32 nr,
				 const struct learn_interest *interest)
{
	struct seccomp_arg_kinds kinds = {
		.size = sizeof(kinds),
		.arch = abi->audit_arch,
		.nr = nr,
	};
	unsigned int i, windows = 0;

	if (syscall(SYS_seccomp, SECCOMP_GET_ARG_KINDS, 0, &kinds))
		return 0;
	for (i = 0; i < SECCOMP_ARG_WINDOWS; i++)
		if (!(kinds.info[i].flags & SECCOMP_ARG_REFUSED) &&
		    is_wanted(interest, i, kinds.info[i].kind))
			windows |= 1U << i;
	return windows;
}

/*
 * The kernel copies an argument only if the answer depends on it. A copied argument is
 * never absent, so each such call reaches the last answer.
 */
static void emit_call(struct program *program, const struct abi *abi, __u32 nr,
		      const struct learn_interest *interest)
{
	const unsigned int windows = find_windows(abi, nr, interest);
	const unsigned int length = 3 * __builtin_popcount(windows) + 1;
	unsigned int i;

	emit(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
						   nr, 0, length));
	for (i = 0; i < SECCOMP_ARG_WINDOWS; i++) {
		if (!(windows & 1U << i))
			continue;
		emit_load(program, SECCOMP_ARG_STATUS(i));
		emit(program,
		     (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
						  SECCOMP_ARG_ABSENT, 0, 1));
		emit_ret(program, SECCOMP_RET_ALLOW);
	}
	emit_ret(program, SECCOMP_RET_LOG);
}

/* Calls of one ABI. Other ABIs come behind. */
static void emit_abi(struct program *program, const struct abi *abi)
{
	const struct learn_interest *interest;
	unsigned int i, jump;
	int nr;

	emit_load(program, OFFSET_ARCH);
	emit(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
						   abi->audit_arch, 1, 0));
	jump = program->len;
	emit(program, (struct sock_filter)BPF_STMT(BPF_JMP | BPF_JA, 0));
	emit_load(program, OFFSET_NR);
	for (i = 0; (interest = learn_interest_at(i)); i++) {
		nr = abi_call_number(abi, interest->call);
		if (nr >= 0)
			emit_call(program, abi, nr, interest);
	}
	emit_ret(program, SECCOMP_RET_ALLOW);
	program->insns[jump].k = program->len - jump - 1;
}

static void build_filter(struct program *program)
{
	const struct abi *native = abi_native();

	*program = (struct program){ .deep = true };
	emit_abi(program, native);
	if (native->compat)
		emit_abi(program, abi_by_name(native->compat));
	emit_ret(program, SECCOMP_RET_ALLOW);
}

/* --- Events --------------------------------------------------------------- */

static void add_verdict(struct trace *trace, struct tep_event *event,
			struct tep_record *record)
{
	const pid_t tid = tep_data_pid(event->tep, record);
	struct verdict *verdict = &trace->verdicts[tid % TASKS];
	char name[] = "arg0";
	__u64 args[6];
	int i;

	verdict->tid = tid;
	verdict->nr = learn_event_number(event, record, "nr");
	verdict->abi = abi_of_call(learn_event_number(event, record, "arch"),
				   verdict->nr);
	if (!verdict->abi ||
	    learn_event_number(event, record, "action") != SECCOMP_RET_LOG)
		return;
	for (i = 0; i < 6; i++) {
		name[3] = '0' + i;
		args[i] = learn_event_number(event, record, name);
	}
	learned_add_args(
		learned_find(trace->learned, verdict->abi, verdict->nr), args);
}

static const char *event_text(struct tep_event *event,
			      struct tep_record *record)
{
	int len;

	return tep_get_field_raw(NULL, event, "text", record, &len, 0) ?: "";
}

/* The text of a structure has its first bytes as hexadecimal digits. */
static void add_struct(struct learned_call *call, const char *text)
{
	const struct arg_field *field = learn_field(call);
	unsigned char bytes[8] = {};
	__u64 value = 0;
	unsigned int i;

	if (!field || field->size > sizeof(bytes) ||
	    strlen(text) < 2U * (field->offset + field->size))
		return;
	for (i = 0; i < field->size; i++)
		if (sscanf(text + 2 * (field->offset + i), "%2hhx",
			   &bytes[i]) != 1)
			return;
	/* The kernels with this event are little-endian. */
	for (i = field->size; i--;)
		value = value << 8 | bytes[i];
	learned_add_field(call, value);
}

static void add_address(struct learned_call *call, const char *text)
{
	unsigned int family;

	learned_add_text(&call->addresses, text);
	if (!strncmp(text, "unix", 4))
		learned_add_field(call, AF_UNIX);
	else if (!strncmp(text, "inet:", 5))
		learned_add_field(call, AF_INET);
	else if (!strncmp(text, "inet6:", 6))
		learned_add_field(call, AF_INET6);
	else if (sscanf(text, "family-%u", &family) == 1)
		learned_add_field(call, family);
	else
		call->field.more = true;
}

static void add_text(struct learned_call *call, __u64 kind, int arg,
		     const char *text)
{
	if (kind == SECCOMP_KIND_PATH && learn_has_path(call->interest, arg))
		learned_add_path(call, NULL, text);
	else if (kind == SECCOMP_KIND_SOCKADDR)
		add_address(call, text);
	else if (arg == call->interest->field_arg)
		add_struct(call, text);
}

static void add_copy(struct trace *trace, struct tep_event *event,
		     struct tep_record *record)
{
	const pid_t tid = tep_data_pid(event->tep, record);
	const struct verdict *verdict = &trace->verdicts[tid % TASKS];
	const int arg = learn_event_number(event, record, "arg");
	struct learned_call *call;

	if (verdict->tid != tid || !verdict->abi ||
	    verdict->nr != (__u32)learn_event_number(event, record, "nr"))
		return;
	call = learned_find(trace->learned, verdict->abi, verdict->nr);
	if (!call->interest)
		return;
	if (learn_event_number(event, record, "status") == SECCOMP_ARG_COPIED)
		add_text(call, learn_event_number(event, record, "kind"), arg,
			 event_text(event, record));
	else if (arg == call->interest->field_arg)
		call->field.more = true;
}

static int add_event(struct tep_event *event, struct tep_record *record,
		     int cpu, void *data)
{
	if (!strcmp(event->name, "seccomp_verdict"))
		add_verdict(data, event, record);
	else if (!strcmp(event->name, "seccomp_args"))
		add_copy(data, event, record);
	return 0;
}

static int open_events(struct learn_events *events)
{
	int status = learn_events_open(events, "seccomp");

	/* This process has no filter, so it makes no event. Its children do. */
	if (!status)
		status = learn_events_follow(events, getpid());
	if (!status)
		status = learn_events_enable(events, "seccomp_verdict");
	if (!status)
		status = learn_events_enable(events, "seccomp_args");
	return status;
}

/* --- The command ---------------------------------------------------------- */

static int follow(struct trace *trace, struct learn_run *run,
		  struct spawn *spawn)
{
	struct pollfd fds[] = {
		{ .fd = spawn->signal_fd, .events = POLLIN },
		{ .fd = trace->counter_fd },
	};
	int status = EXIT_OK;

	while (!status && !(fds[1].revents & (POLLHUP | POLLERR)) &&
	       !learn_is_over(run)) {
		poll(fds, 2, STEP_MS);
		if (run->status < 0) {
			if (spawn_handle_signals(spawn))
				run->status = spawn->status;
		} else if (learn_interrupted(spawn->signal_fd)) {
			break;
		}
		learn_events_read(&trace->events, add_event, trace);
		status = learn_read_counter(trace->learned, trace->counter_fd);
		learn_progress(run, trace->learned);
	}
	if (run->status < 0 && !learn_is_over(run))
		run->status = spawn_wait(spawn);
	learn_events_read(&trace->events, add_event, trace);
	return status ? status :
			learn_read_counter(trace->learned, trace->counter_fd);
}

/* Without "log" there, the verdicts leave no audit records. */
static void warn_of_records(void)
{
	FILE *file = fopen("/proc/sys/kernel/seccomp/actions_logged", "re");
	char word[32];

	while (file && fscanf(file, "%31s", word) == 1)
		if (!strcmp(word, "log"))
			fprintf(stderr,
				"seccompctl: learn: calls leave audit records, because /proc/sys/kernel/seccomp/actions_logged has 'log'\n");
	if (file)
		fclose(file);
}

static int learn_with_events(struct trace *trace, struct learn_run *run,
			     const struct program *filter)
{
	struct attach_request requests[2] = {
		{ .program = filter,
		  .label = LABEL,
		  .flags = SECCOMP_FILTER_FLAG_COUNT |
			   SECCOMP_FILTER_FLAG_ON_EXEC },
		{ .program = run->enforced,
		  .flags = SECCOMP_FILTER_FLAG_ON_EXEC },
	};
	struct spawn spawn = {
		.argv = run->command,
		.requests = requests,
		.count = run->enforced ? 2 : 1,
	};
	int status = spawn_start(&spawn);

	if (status)
		return status;
	warn_of_records();
	learn_begin(run);
	trace->counter_fd = requests[0].counter_fd;
	status = follow(trace, run, &spawn);
	trace->learned->lost = learn_events_lost(&trace->events);
	learn_progress_end(run, trace->learned);
	close(trace->counter_fd);
	close(spawn.signal_fd);
	return status;
}

/**
 * learn_by_trace - Run a command, count its calls, and read their arguments from events
 * @learned: receives the calls with arguments, directories and addresses
 * @run: the command; its status is set
 *
 * With @run->enforced, that program binds the command, too. It is inside, so the counter
 * knows its actions.
 *
 * Return: EXIT_OK; or another exit status after a message.
 */
int learn_by_trace(struct learned *learned, struct learn_run *run)
{
	struct trace *trace;
	struct program filter;
	int status;

	if (!kernel_has_flags(SECCOMP_FILTER_FLAG_COUNT |
			      SECCOMP_FILTER_FLAG_DEEP_ARGS))
		return system_error(
			"learn: this kernel lacks counters and argument copies, which --trace needs; use --notify");
	trace = xcalloc(1, sizeof(*trace));
	trace->learned = learned;
	build_filter(&filter);
	status = open_events(&trace->events);
	if (!status)
		status = learn_with_events(trace, run, &filter);
	learn_events_close(&trace->events);
	free(filter.insns);
	free(trace);
	return status;
}
