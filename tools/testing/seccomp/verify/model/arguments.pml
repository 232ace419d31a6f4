/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A Promela model of argument copies in kernel/seccomp/{entry,deep,arg_copy,
 * arg_slot}.c. harness/model.sh has spin explore all of its states. Functions
 * have the names that they have in the kernel.
 *
 * The property is the purpose of argument copies: the body of a call reads what
 * the filters judged last, although user space changes its memory at any moment.
 *
 * Abstractions:
 *
 * - A call has two pointers. The filter loads window 0. Only the supervisor reads
 *   window 1.
 * - What a pointer leads to is one value. The filter's verdict is a function of
 *   the value in window 0. To copy an argument is one step.
 * - User memory has one value for each window, whatever the pointer is. The
 *   flipper changes it at any moment, so another pointer gives no other states.
 *   NULL leads there, too, because a task may map page 0.
 * - Only property LENGTH gives window 0 a size, 1 or 2, which is inside. To read
 *   the size and to copy are two steps.
 * - The mapping of a slot cannot be changed. Without sealing it is user memory,
 *   as in a process after exec.
 * - Slot 2 * m + i belongs to process memory m. The child shares the memory of
 *   its parent until the parent executes a program.
 * - Registers decide about a call without windows: the filter allows it or asks
 *   the supervisor. It has one pointer, that of window 1. Only properties SHADOW
 *   and SUPERVISOR let the filter ask.
 * - The fast path and the probe exclude each other: a system call tracepoint is
 *   entry work, and the fast path needs a task without other work. Both use the
 *   work flags that the task has read once.
 * - The tracer suspends filters at any moment. The kernel permits that during
 *   stops only.
 * - notification.pml models queues, ids and lost wake-ups. Here a signal ends the
 *   wait for the supervisor, or a reply does.
 *
 * The model reads the property to check and the fault to seed from the
 * environment. The file "properties" describes both.
 */
/* The number of tasks: 1, or 2 with a child. */
#ifndef TASKS
#define TASKS 1
#endif
/* How many calls the first task makes. The child makes one. */
#ifndef CALLS
#define CALLS 2
#endif
/*
 * 1: a supervisor, a tracer and a probe take part. 0: only tasks and the flipper,
 * with the two values that suffice for them.
 */
#ifndef OTHERS
#define OTHERS 1
#endif

hidden byte property;
hidden byte fault;

#define CHECK(name, condition) assert(property != name || (condition))
/* A value that one property reads stays 0 for all others, to save states. */
#define NOTE(name, value) (property == name && (value))
/* False where the seeded fault @name changes the behaviour. */
#define RIGHT(name) (fault != name)

/* Numbers of calls. */
#define NR_NONE		0	/* no call */
#define NR_PLAIN	1	/* no filter reads a window of it; it may be asked about */
#define NR_DEEP		2	/* the filter decides by window 0 */

/* Values in memory and their verdicts; the last two cannot be copied. */
#define ALLOWED		0
#define REFUSED		1	/* SECCOMP_RET_ERRNO */
#define ASKED		2	/* SECCOMP_RET_USER_NOTIF */
#define TRACED		3	/* SECCOMP_RET_TRACE */
#define UNMAPPED	4
#define OVERSIZED	5
/* A body that cannot read its argument fails. */
#define FAILS		6

/* Pointers. */
#define TO_USER		0
#define TO_NULL		1
#define TO_SLOT		2
#define TO_GUARD	3

/* enum seccomp_arg_status */
#define ARG_ABSENT	0
#define ARG_COPIED	1
#define ARG_NULL	2
#define ARG_FAULT	3
#define ARG_TOO_LARGE	4

#define NO_REPLY	0
#define REPLY_DENY	1
#define REPLY_CONTINUE	2

#define SLOTS		4
#define NO_SLOT		SLOTS

/* User memory behind the two pointers, and the size inside the first. */
byte memory[2];
byte memory_size = 1;

/* struct seccomp_arg_slot; an element for each slot, or two for two windows. */
bool taken[SLOTS];
byte page[8];		/* value in the page of the window */
byte status[8];		/* windows.headers[].status */
byte shadow[8];		/* pointer in regs */
byte slot_nr[SLOTS];
byte copied[SLOTS];	/* a bit for each window */
bool uncopied[SLOTS];
byte length[SLOTS];	/* of window 0 */
byte page_size[SLOTS];	/* the size inside the copy in window 0 */
bool tail[SLOTS];	/* the page is not zero behind a size of 1 */

/* struct seccomp and the saved registers of each task. */
byte arg_slot[TASKS] = NO_SLOT;
bool call_regs[TASKS];	/* the shadow is armed */
byte nr[TASKS];
byte pointer[TASKS];	/* of window 0 */

/* Each task's state for the other processes. */
bool waiting[TASKS];	/* for the supervisor */
byte reply[TASKS];
bool stopped[TASKS];	/* for the tracer */
byte mm[TASKS];

bool tracepoint;	/* a probe is attached to sys_enter */
bool suspended;		/* PTRACE_O_SUSPEND_SECCOMP */

/* Variables for the properties. */
byte holder[SLOTS];	/* how many tasks hold the slot */
byte seen[TASKS];	/* what the supervisor has read in window 1 */
bool warned[TASKS];	/* the supervisor has read that a pointer is not copied */

#define NOT_SEEN	7

#define slot_mm(s) ((s) / 2)
#define window(s, w) (2 * (s) + (w))

/* ---- arg_slot.c ---- */

inline take_slot(t, s)
{
	taken[s] = true;
	arg_slot[t] = s;
	holder[s] = holder[s] + (property == OWNER)
}

inline seccomp_arg_slot_get(t)
{
	if
	:: !taken[2 * mm[t]] -> take_slot(t, 2 * mm[t])
	:: else -> take_slot(t, 2 * mm[t] + 1)
	fi
}

inline seccomp_arg_slot_release(t)
{
	if
	:: arg_slot[t] != NO_SLOT ->
		taken[arg_slot[t]] = false;
		holder[arg_slot[t]] = holder[arg_slot[t]] - (property == OWNER);
		arg_slot[t] = NO_SLOT
	:: else
	fi
}

/* ---- arg_copy.c ---- */

/* Get a slot of the task's memory, and begin with the registers of the call. */
inline seccomp_args_begin(t)
{
	call_regs[t] = false;
	if
	:: arg_slot[t] != NO_SLOT && slot_mm(arg_slot[t]) != mm[t] &&
	   RIGHT(F_EXEC) -> seccomp_arg_slot_release(t)
	:: else
	fi;
	if
	:: arg_slot[t] == NO_SLOT -> seccomp_arg_slot_get(t)
	:: else
	fi;
	s = arg_slot[t];
	CHECK(OWNER, holder[s] == 1);
	if
	:: RIGHT(F_COPIED_RESET) || !rechecked -> copied[s] = 0
	:: else
	fi;
	uncopied[s] = false;
	slot_nr[s] = nr[t];
	shadow[window(s, 0)] = pointer[t];
	shadow[window(s, 1)] = TO_USER
}

/* The second read of the size may differ from the first. */
inline store_size(w)
{
	if
	:: property == LENGTH && w == 0 ->
		page_size[s] = (RIGHT(F_SIZE) -> length[s] : memory_size);
		tail[s] = length[s] == 2 || (tail[s] && !RIGHT(F_TAIL))
	:: else
	fi
}

/* Copy window @w. @guard: a filter of the path selects the window. */
inline copy_window(t, w, guard)
{
	value = memory[w];
	address = (w == 0 -> pointer[t] : TO_USER);
	if
	:: address == TO_NULL ->
		status[window(s, w)] = ARG_NULL;
		address = (RIGHT(F_NULL) -> TO_GUARD : TO_NULL)
	:: address != TO_NULL && value == UNMAPPED ->
		status[window(s, w)] = ARG_FAULT;
		address = (guard && RIGHT(F_FAULT) -> TO_GUARD : TO_USER)
	:: address != TO_NULL && value == OVERSIZED ->
		status[window(s, w)] = ARG_TOO_LARGE;
		address = (guard && RIGHT(F_TOO_LARGE) -> TO_GUARD : TO_USER)
	:: else ->
		status[window(s, w)] = ARG_COPIED;
		page[window(s, w)] = value;
		store_size(w);
		address = (RIGHT(F_REDIRECT) -> TO_SLOT : TO_USER)
	fi;
	shadow[window(s, w)] = address;
	copied[s] = copied[s] | (1 << w);
	uncopied[s] = uncopied[s] || (address == TO_USER && RIGHT(F_UNCOPIED));
	value = 0;
	address = 0
}

inline seccomp_args_copy(t, w, guard)
{
	if
	:: !(copied[s] & (1 << w)) || (w == 0 && !guard && !RIGHT(F_COPY_ONCE)) ->
		copy_window(t, w, guard)
	:: else
	fi
}

inline seccomp_args_arm(t)
{
	call_regs[t] = true;
	armed_here = NOTE(SHADOW, true)
}

/* Set @use if the body gets the shadow. */
inline seccomp_take_call_regs(t)
{
	if
	:: call_regs[t] ->
		s = arg_slot[t];
		call_regs[t] = !RIGHT(F_TAKE);
		use = slot_nr[s] == nr[t] || !RIGHT(F_NUMBER);
		CHECK(SHADOW, !use || (armed_here && slot_nr[s] == nr[t]));
		armed_here = false
	:: else
	fi
}

/* ---- entry.c and deep.c ---- */

#define can_read(w) (status[window(s, w)] == ARG_COPIED)

/* The filter allows what it cannot read, since the body must fail then. */
inline judge(t)
{
	judged = (can_read(0) -> page[window(s, 0)] : FAILS);
	CHECK(LENGTH, !can_read(0) || length[s] == 2 || !tail[s]);
	verdict = (judged == FAILS -> ALLOWED : judged)
}

/* What the body reads through its pointer @address. */
inline read_argument(t, w, address)
{
	if
	:: address == TO_GUARD -> value = FAILS
	:: address == TO_SLOT && slot_mm(s) == mm[t] && RIGHT(F_SEAL) ->
		value = page[window(s, w)]
	:: else -> value = memory[w]
	fi;
	value = (value >= UNMAPPED -> FAILS : value)
}

#define was_judged(t) (judged_nr == nr[t])

inline check_body(t)
{
	address = (use -> shadow[window(s, 0)] : pointer[t]);
	read_argument(t, 0, address);
	CHECK(BODY, !was_judged(t) || value == judged || value == FAILS);
	CHECK(CHILD, !was_judged(t) || value == judged || value == FAILS);
	CHECK(LENGTH, !was_judged(t) || address != TO_SLOT ||
		      page_size[s] == length[s]);
	CHECK(TRACER, !was_judged(t) || !stale);
	address = (use -> shadow[window(s, 1)] : TO_USER);
	read_argument(t, 1, address);
	CHECK(SUPERVISOR, asked_nr != nr[t] || seen[t] == NOT_SEEN ||
			  warned[t] || value == seen[t] || value == FAILS);
	value = 0;
	address = 0
}

#define ENTRY		0	/* user space; the task makes a call */
#define BEGIN		1	/* seccomp_args_begin() */
#define SIZE		11	/* reads the size inside the argument */
#define COPY		2	/* seccomp_args_copy() for the filter */
#define JUDGE		3
#define ACT		4	/* seccomp_handle_action() */
#define WAIT		5	/* for the supervisor */
#define STOP		6	/* for the tracer */
#define SKIP		7	/* the call does not run */
#define PROBE		8	/* the sys_enter tracepoint */
#define ASK		12	/* a call that no window decides */
#define INVOKE		9	/* seccomp_call_regs() */
#define READ		10	/* the body reads its arguments */

/* The verdict of a call that no window decides depends on registers only. */
inline check_registers(t)
{
	if
	:: phase = PROBE
	:: property == SHADOW || property == SUPERVISOR -> phase = ASK
	fi
}

/* check_syscall(), until it has found if the filters judge the call. */
inline check_syscall(t)
{
	call_regs[t] = call_regs[t] && !RIGHT(F_DISARM);
	if
	:: suspended -> phase = PROBE
	:: !suspended && nr[t] == NR_DEEP -> phase = BEGIN
	:: !suspended && nr[t] == NR_PLAIN -> check_registers(t)
	fi
}

inline enter(t)
{
	if
	:: nr[t] = NR_PLAIN
	:: nr[t] = NR_DEEP
	fi;
	if
	:: pointer[t] = TO_USER
	:: pointer[t] = TO_NULL
	fi;
	calls--;
	CHECK(ARMED, !call_regs[t] || lost);
	lost = false;
	work = tracepoint;
	if
	:: !work && nr[t] == NR_PLAIN ->
		/* seccomp_check_lists() and finish_call() */
		check_registers(t)
	:: !work && nr[t] == NR_DEEP && !RIGHT(F_FAST_PATH) ->
		/* It decides by the copy of an older call, or by zeroes. */
		judged = ALLOWED;
		judged_nr = nr[t];
		phase = INVOKE
	/* The slow path is right for every call. */
	:: nr[t] == NR_DEEP || work -> check_syscall(t)
	fi
}

/* Copy what is not copied yet, and wait. The listener gets all arguments. */
inline ask_listener(t)
{
	if
	:: nr[t] == NR_DEEP -> seccomp_args_copy(t, 0, false)
	:: else
	fi;
	seccomp_args_copy(t, 1, false);
	asked_nr = nr[t];
	waiting[t] = true;
	phase = WAIT
}

inline act(t)
{
	judged_nr = nr[t];
	phase = SKIP;
	if
	:: !RIGHT(F_ARM_EARLY) -> seccomp_args_arm(t)
	:: else
	fi;
	if
	:: verdict == ALLOWED || (verdict == TRACED && rechecked) ->
		seccomp_args_arm(t);
		phase = PROBE
	:: verdict == REFUSED
	:: verdict == ASKED -> ask_listener(t)
	:: verdict == TRACED && !rechecked ->
		stopped[t] = true;
		phase = STOP
	fi;
	verdict = 0
}

/* The supervisor has replied, or a signal has arrived. */
inline end_wait(t)
{
	waiting[t] = false;
	if
	:: reply[t] == REPLY_CONTINUE ->
		if
		:: RIGHT(F_CONTINUE) -> seccomp_args_arm(t)
		:: else
		fi;
		phase = PROBE
	:: else -> phase = SKIP
	fi;
	reply[t] = NO_REPLY
}

/* recheck() */
inline end_stop(t)
{
	rechecked = true;
	judged_nr = NR_NONE;
	asked_nr = NR_NONE;
	if
	:: nr[t] == NR_DEEP && !RIGHT(F_RECHECK) ->
		/* The slot has the copy from before the stop. */
		stale = NOTE(TRACER, true);
		phase = JUDGE
	:: nr[t] == NR_DEEP && RIGHT(F_RECHECK) -> phase = BEGIN
	:: nr[t] == NR_PLAIN -> check_registers(t)
	:: nr[t] == NR_NONE -> phase = SKIP
	fi
}

/* A BPF program or a module may change the number. The shadow stays armed. */
inline run_probes(t)
{
	if
	:: skip
	:: work -> nr[t] = NR_PLAIN
	:: work -> nr[t] = NR_DEEP
	:: work -> nr[t] = NR_NONE
	fi;
	lost = NOTE(ARMED, nr[t] == NR_NONE && call_regs[t]);
	phase = (nr[t] == NR_NONE -> SKIP : INVOKE)
}

inline end_call(t)
{
	/* drop_registers() */
	call_regs[t] = call_regs[t] &&
		       !(asked_nr == NR_PLAIN && RIGHT(F_DROP));
	nr[t] = NR_NONE;
	pointer[t] = TO_USER;
	seen[t] = NOT_SEEN;
	warned[t] = false;
	judged = 0;
	judged_nr = NR_NONE;
	asked_nr = NR_NONE;
	s = 0;
	use = false;
	rechecked = false;
	stale = false;
	work = false;
	armed_here = false;
	phase = ENTRY
}

/* fork: the child gets a copy of struct seccomp. */
inline fork(t)
{
#if TASKS == 2
	if
	:: t == 0 && !forked ->
		forked = true;
		mm[1] = mm[0];
		arg_slot[1] = (RIGHT(F_FORK) -> NO_SLOT : arg_slot[0]);
		if
		:: arg_slot[1] != NO_SLOT ->
			holder[arg_slot[1]] = holder[arg_slot[1]] +
					      (property == OWNER)
		:: else
		fi;
		run task(1, 1)
	:: else
	fi
#else
	skip
#endif
}

proctype task(byte t; byte calls)
{
	byte phase, s, value, address, verdict, judged, judged_nr,
	     asked_nr;
	bool use, rechecked, work, armed_here, stale, lost, forked;

	seen[t] = NOT_SEEN;
end:	do
	:: atomic { phase == ENTRY && calls > 0 -> enter(t) }
	:: atomic { phase == ENTRY && calls == 0 ->
		/* seccomp_filter_release() */
		seccomp_arg_slot_release(t);
		break
	   }
	:: atomic { phase == BEGIN ->
		seccomp_args_begin(t);
		phase = (property == LENGTH -> SIZE : COPY)
	   }
	:: atomic { phase == SIZE -> length[s] = memory_size; phase = COPY }
	:: atomic { phase == COPY ->
		seccomp_args_copy(t, 0, true);
		phase = JUDGE
	   }
	:: atomic { phase == JUDGE -> judge(t); phase = ACT }
	:: atomic { phase == ACT -> act(t) }
	:: atomic { phase == ASK ->
		seccomp_args_begin(t);
		ask_listener(t)
	   }
	:: atomic { phase == WAIT && reply[t] != NO_REPLY -> end_wait(t) }
	/* A signal ends the wait. */
	:: atomic { phase == WAIT && reply[t] == NO_REPLY -> end_wait(t) }
	:: atomic { phase == STOP && !stopped[t] -> end_stop(t) }
	:: atomic { phase == PROBE -> run_probes(t) }
	:: atomic { phase == INVOKE ->
		seccomp_take_call_regs(t);
		phase = READ
	   }
	:: atomic { phase == READ ->
		check_body(t);
		if
		:: skip
		:: fork(t)
		:: mm[t] == 0 && t == 0 -> mm[t] = 1	/* exec */
		fi;
		end_call(t)
	   }
	:: atomic { phase == SKIP -> end_call(t) }
	od
}

/* Threads and other tasks write the memory that the pointers lead to. */
proctype flipper()
{
end:	do
	:: memory[0] = ALLOWED
	:: memory[0] = REFUSED
#if OTHERS
	:: memory[0] = ASKED
	:: memory[0] = TRACED
	:: memory[0] = UNMAPPED
	:: memory[0] = OVERSIZED
	:: memory[1] = ALLOWED
	:: memory[1] = REFUSED
	:: memory[1] = UNMAPPED
#endif
	:: d_step { property == LENGTH -> memory_size = 3 - memory_size }
	od
}

/*
 * Reads window 1 of a waiting call, and replies. The listener's lock makes each of
 * them one step.
 */
inline supervise(t)
{
	s = arg_slot[t];
	if
	:: seen[t] == NOT_SEEN && can_read(1) ->
		seen[t] = (property == SUPERVISOR -> page[window(s, 1)] :
						     NOT_SEEN);
		warned[t] = NOTE(SUPERVISOR, uncopied[s])
	:: seen[t] == NOT_SEEN && !can_read(1) ->
		/* It expects the body to fail. */
		seen[t] = (property == SUPERVISOR -> FAILS : NOT_SEEN);
		warned[t] = NOTE(SUPERVISOR, uncopied[s])
	:: reply[t] = REPLY_CONTINUE
	:: reply[t] = REPLY_DENY
	fi;
	s = 0
}

proctype supervisor()
{
	byte s;

end:	do
	:: atomic { waiting[0] && reply[0] == NO_REPLY -> supervise(0) }
#if TASKS == 2
	:: atomic { waiting[1] && reply[1] == NO_REPLY -> supervise(1) }
#endif
	od
}

/* Changes the call at a stop. The flipper changes the memory then, too. */
inline change_call(t)
{
	if
	:: nr[t] = NR_NONE
	:: nr[t] = NR_PLAIN
	:: nr[t] = NR_DEEP
	:: pointer[t] = TO_USER
	:: pointer[t] = TO_NULL
	:: stopped[t] = false
	fi
}

proctype tracer()
{
end:	do
	:: atomic { stopped[0] -> change_call(0) }
#if TASKS == 2
	:: atomic { stopped[1] -> change_call(1) }
#endif
	:: suspended = !suspended
	od
}

/* Attaches to the sys_enter tracepoint and detaches. */
proctype probe()
{
end:	do
	:: tracepoint = !tracepoint
	od
}

init
{
	c_code {
		property = atoi(getenv("PROPERTY"));
		fault = atoi(getenv("FAULT"));
	};
	atomic {
		run task(0, CALLS);
		run flipper();
#if OTHERS
		run supervisor();
		run tracer();
		run probe()
#endif
	}
}
