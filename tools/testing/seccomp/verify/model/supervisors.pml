/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A Promela model of the supervisors of a path, in kernel/seccomp/{notify_path,
 * notify_arg,entry}.c. harness/model.sh has spin explore all of its states.
 * Functions have the names that they have in the kernel.
 *
 * The property is the purpose of supervisors that enforce: a call runs only on a copy
 * that no filter refuses, and that each supervisor was asked about. With supervisors
 * that reply, each call ends.
 *
 * Abstractions:
 *
 * - A call has one argument with a few values. The verdict of each filter is a
 *   function of the value, which the model chooses at the start. One bit mask for
 *   each filter has these verdicts.
 * - One filter refuses, one has a tracer, and each other one has a listener. Only the
 *   order of listeners matters, because a stricter verdict wins wherever it is.
 * - Listener 0 is the outermost one. A listener without the flag for nested ones is
 *   closed before there is an inner one.
 * - notification.pml models ids, lists and lost wake-ups, and arguments.pml the
 *   copies. Here the copy is one value, and a section under a lock is one step.
 * - A supervisor receives a call in the step in which it does something about it, and
 *   a signal may end each wait. With SIGNALS, to receive is a step of its own, one
 *   signal may come, and a listener may have WAIT_KILLABLE_RECV.
 * - ADDFD with SEND, which is there with SIGNALS, makes a result of the call. The task
 *   installs the file, or fails to.
 *
 * The model reads the property to check and the fault to seed from the
 * environment. The file "properties" describes both.
 */
/* The number of listeners on the path: 2 or 3. */
#ifndef LISTENERS
#define LISTENERS 2
#endif
/* The number of values of the argument. */
#ifndef VALUES
#define VALUES 2
#endif
/* How many calls the task makes, with restarted ones. */
#ifndef CALLS
#define CALLS 2
#endif

/* With 1, signals, WAIT_KILLABLE_RECV and ADDFD with SEND. */
#ifndef SIGNALS
#define SIGNALS 0
#endif

hidden byte property;
hidden byte fault;

#define CHECK(name, condition) assert(property != name || (condition))
/* False where the seeded fault @name changes the behaviour. */
#define RIGHT(name) (fault != name)

#define NONE		LISTENERS	/* no listener */

/* Verdicts. */
#define ALLOWED		0
#define ASKED		1	/* SECCOMP_RET_USER_NOTIF */
#define TRACED		2
#define REFUSED		3

#define NO_REPLY	0
#define REPLY_DENY	1
#define REPLY_CONTINUE	2

/* A bit for each value: what the filters return. */
byte notifies[LISTENERS];
byte refuses;
byte traces;

/* struct seccomp_listener */
bool nests[LISTENERS];
bool closed[LISTENERS];

/* struct seccomp_arg_slot */
byte copy;
bool edited;

/* The notification of the call, and its listener. */
byte waiting = NONE;
byte reply;

byte memory;
bool stopped;	/* for the tracer */

#if SIGNALS
bool killable[LISTENERS];	/* WAIT_KILLABLE_RECV */
bool received;	/* NOTIFICATION_SENT and later states */
bool adding;	/* NOTIFICATION_REPLYING */
bool add_failed;	/* once for each wait, so that the supervisor comes to its reply */
bool signalled;
bool fatal;
#endif

bool in_call;

/* Variables for the properties. */
bool replaced;	/* a supervisor has written the copy */
byte continued;	/* a bit for each listener that has continued the entry */

#define bit(v)		(1 << (v))
#define has(mask)	((mask) & bit(copy))

/* The innermost listener whose filter asks about the copy */
inline find_newest()
{
	listener = LISTENERS;
	do
	:: listener > 0 && !has(notifies[listener - 1]) -> listener--
	:: listener > 0 && has(notifies[listener - 1]) ->
		listener--;
		break
	:: listener == 0 -> listener = NONE; break
	od
}

/* seccomp_path_run() */
inline run_path()
{
	find_newest();
	verdict = (has(refuses) -> REFUSED :
		   (listener != NONE -> ASKED :
		    (has(traces) -> TRACED : ALLOWED)))
}

#define was_asked(l) (asked & (1 << (l)))

/* Does the filter of listener @l still have to be asked about the copy? */
#define must_ask(l) (has(notifies[l]) && !was_asked(l) && \
		     (!answered || nests[l]) && \
		     (!(answered && closed[l]) || RIGHT(F_CLOSED)))
/* The walk begins at the newest filter; with the fault, at the oldest one. */
#define at(i) (RIGHT(F_ORDER) -> (i) - 1 : LISTENERS - (i))

inline next_to_ask()
{
	answered = false;
	listener = LISTENERS;
	do
	:: listener == 0 -> listener = NONE; break
	:: listener > 0 && must_ask(at(listener)) ->
		listener = at(listener);
		break
	:: listener > 0 && !must_ask(at(listener)) ->
		answered = answered || (has(notifies[at(listener)]) &&
					was_asked(at(listener)));
		listener--
	od;
	answered = false;
	verdict = (listener == NONE -> ALLOWED : ASKED)
}

/* The verdict after an edit, or before an outer supervisor */
inline judge_again()
{
	run_path();
	if
	:: verdict == ASKED -> next_to_ask()
	:: verdict == TRACED && RIGHT(F_TRACE) -> verdict = ALLOWED
	:: else
	fi
}

/* A listener with the flag outside of @listener; outer takes its number. */
inline find_outer()
{
	outer = listener;
	do
	:: outer > 0 && !nests[outer - 1] -> outer--
	:: outer > 0 && nests[outer - 1] -> outer--; break
	:: outer == 0 -> outer = NONE; break
	od
}

#define ENTRY		0
#define JUDGE		1	/* of the tables, or of all programs after a stop */
#define ACT		2
#define ASK		3
#define WAIT		4
#define CONTINUED	5	/* has left the listener */
#define AGAIN		6	/* judge_again() */
#define STOP		7
#define RUN		8	/* the body reads the copy */
#define END		9

inline begin_copy()
{
	copy = (edited && !RIGHT(F_FRESH) -> copy : memory);
	replaced = replaced && edited && !RIGHT(F_FRESH);
	edited = false;
	continued = 0;
	asked = (RIGHT(F_ASKED_RESET) -> 0 : asked)
}

inline act()
{
	if
	:: verdict == REFUSED -> phase = END
	:: verdict == ASKED -> phase = ASK
	:: verdict == TRACED && !rechecked ->
		CHECK(NO_TRACE, !continued);
		stopped = true;
		phase = STOP
	:: verdict == ALLOWED || (verdict == TRACED && rechecked) -> phase = RUN
	fi
}

/* Filters outside of one that was asked take no part without the flag. */
#define excused(l) (!nests[l] && is_answered_inside(l))
#define has_continued(l) (continued & (1 << (l)))
#define is_answered(l) (has(notifies[l]) && has_continued(l))
#if LISTENERS == 3
#define is_answered_inside(l) (((l) < 1 && is_answered(1)) || \
			       ((l) < 2 && is_answered(2)))
#else
#define is_answered_inside(l) ((l) < 1 && is_answered(1))
#endif
#define is_settled(l) \
	(!has(notifies[l]) || has_continued(l) || excused(l))

/* enqueue_notification() */
inline ask_listener()
{
	CHECK(ONCE, !has_continued(listener));
	CHECK(ORDER, listener >= 1 || is_settled(1));
#if LISTENERS == 3
	CHECK(ORDER, listener >= 2 || is_settled(2));
#endif
	if
	:: closed[listener] -> phase = END
	:: else ->
		waiting = listener;
#if SIGNALS
		received = false;
		add_failed = false;
#endif
		phase = WAIT
	fi
}

#if SIGNALS
/* reply_wait_state(): may only a fatal signal end the wait? */
#define has_killable_wait() \
	(received && killable[(RIGHT(F_NEWEST_KILLABLE) -> waiting : \
			       LISTENERS - 1)])
/* A signal does not undo a reply with a file that is on its way. */
#define is_interrupted() \
	(fatal || (signalled && !adding && !has_killable_wait()))

inline leave_by_signal()
{
	CHECK(NESTED_KILLABLE, fatal || !received || !killable[waiting]);
	CHECK(NESTED_KILLABLE, fatal || !adding);
	waiting = NONE;
	adding = false;
	calls = (fatal -> CALLS : calls);
	phase = END
}

/* seccomp_addfd_install_all(): the file becomes the result, or cannot be installed. */
inline install_file()
{
	if
	:: reply = REPLY_DENY
	:: add_failed = true
	fi;
	adding = false
}
#endif

/* continue_call() */
inline continue_call()
{
	continued = continued | (1 << listener);
	find_outer();
	changed = edited && RIGHT(F_EDIT);
	edited = false;
	if
	:: changed || (outer != NONE && RIGHT(F_OUTER)) ->
		asked = asked | (RIGHT(F_ASKED) -> (1 << listener) : 0);
		phase = AGAIN
	:: else -> phase = RUN
	fi;
	changed = false;
	outer = 0
}

inline run_body()
{
	CHECK(JUDGED, !has(refuses));
	CHECK(ALL_ASKED, is_settled(0));
	CHECK(ALL_ASKED, is_settled(1));
#if LISTENERS == 3
	CHECK(ALL_ASKED, is_settled(2));
#endif
	skip
}

proctype task()
{
	byte phase, calls, listener, verdict, asked, outer;
	bool rechecked, answered, changed;

end:	do
	:: atomic { phase == ENTRY && calls < CALLS ->
		calls++;
		in_call = true;
		rechecked = false;
		begin_copy();
		phase = JUDGE
	   }
	:: phase == ENTRY && calls == CALLS -> break
	:: atomic { phase == JUDGE ->
		CHECK(FRESH, !replaced);
		run_path();
		phase = ACT
	   }
	:: atomic { phase == ACT -> act() }
	:: atomic { phase == ASK -> ask_listener() }
	:: atomic { phase == WAIT && reply != NO_REPLY ->
		phase = (reply == REPLY_CONTINUE -> CONTINUED : END);
		reply = NO_REPLY;
		waiting = NONE
	   }
	/* A signal ends the wait, and the call ends or restarts. */
#if SIGNALS
	:: atomic { phase == WAIT && reply == NO_REPLY && is_interrupted() ->
		leave_by_signal()
	   }
	:: atomic { phase == WAIT && reply == NO_REPLY && adding && !fatal ->
		install_file()
	   }
#else
	:: atomic { phase == WAIT && reply == NO_REPLY ->
		waiting = NONE;
		phase = END
	   }
#endif
	:: atomic { phase == CONTINUED -> continue_call() }
	:: atomic { phase == AGAIN -> judge_again(); phase = ACT }
	:: atomic { phase == STOP && !stopped ->
		rechecked = true;
		begin_copy();
		phase = JUDGE
	   }
	:: atomic { phase == RUN -> run_body(); phase = END }
	:: atomic { phase == END ->
		listener = 0;
		verdict = ALLOWED;
		asked = (RIGHT(F_ASKED_RESET) -> 0 : asked);
#if SIGNALS
		signalled = false;
#endif
		in_call = false;
		phase = ENTRY
	   }
	od
}

/* SET_ARG. Without its test, it writes the copy at any moment of the call. */
inline set_arg(value)
{
	copy = value;
	edited = true;
	replaced = true
}

#if SIGNALS
/* A supervisor that has died does nothing more. */
#define can_receive() \
	(waiting != NONE && reply == NO_REPLY && !closed[waiting] && !received)
#define can_reply() (waiting != NONE && reply == NO_REPLY && \
		     !closed[waiting] && received && !adding)
/* One edit for each wait, so that the supervisor comes to its reply. */
#define can_edit() (can_reply() && !edited)
#else
#define can_reply() (waiting != NONE && reply == NO_REPLY)
#define can_edit() can_reply()
#endif

proctype supervisor()
{
end:	do
#if SIGNALS
	:: atomic { can_receive() -> received = true }
	:: atomic { can_reply() && !add_failed -> adding = true }
#endif
	:: atomic { can_edit() || !RIGHT(F_SENT) ->
		if
		:: set_arg(0)
		:: set_arg(1)
#if VALUES == 3
		:: set_arg(2)
#endif
		fi
	   }
	:: atomic { can_reply() ->
		if
		:: reply = REPLY_DENY
		:: reply = REPLY_CONTINUE
		fi
	   }
	od
}

/* The last file of a listener is closed. A call that waits there fails. */
inline close(l)
{
	closed[l] = true;
	reply = (waiting == l && reply == NO_REPLY && RIGHT(F_CLOSE_REPLY) ->
		 REPLY_DENY : reply)
}

proctype closer()
{
end:	do
	:: d_step { !closed[0] -> close(0) }
	:: d_step { !closed[1] -> close(1) }
#if LISTENERS == 3
	:: d_step { !closed[2] -> close(2) }
#endif
#if SIGNALS
	:: break
#endif
	od
}

#if SIGNALS
/* One signal, a fatal one, or none. */
proctype sender()
{
end:	do
	:: atomic { in_call && !signalled -> signalled = true; break }
	:: atomic { in_call && !fatal -> fatal = true; break }
	:: break
	od
}

/* Memory does not change here, as it cannot delay the end of a call. */
proctype flipper()
{
end:	do
	:: d_step { stopped -> stopped = false }
	od
}
#else
/* The threads of the task and the tracer change memory. */
proctype flipper()
{
end:	do
	:: memory = 0
	:: memory = 1
#if VALUES == 3
	:: memory = 2
#endif
	:: d_step { stopped -> stopped = false }
	od
}
#endif

#define MASKS (1 << VALUES)

inline choose_mask(mask)
{
	do
	:: mask < MASKS - 1 -> mask++
	:: break
	od
}

/* Listener @l has the flag, or was closed when the next one was added. */
inline choose_listener(l)
{
	choose_mask(notifies[l]);
#if SIGNALS && !defined(CALL_ENDS_LTL)
	if
	:: killable[l] = true
	:: skip
	fi;
#endif
	if
	:: nests[l] = true
	:: closed[l] = l < LISTENERS - 1
	fi
}

init
{
	c_code {
		property = atoi(getenv("PROPERTY"));
		fault = atoi(getenv("FAULT"));
	};
	atomic {
		choose_mask(refuses);
		choose_mask(traces);
		choose_listener(0);
		choose_listener(1);
#if LISTENERS == 3
		choose_listener(2);
#endif
		run task();
		run supervisor();
		run closer();
#if SIGNALS && !defined(CALL_ENDS_LTL)
		run sender();
#endif
		run flipper()
	}
}

/* No signal comes here, as each would end a call. */
#if defined(CALL_ENDS_LTL)
ltl { [] (in_call -> <> !in_call) }
#endif
