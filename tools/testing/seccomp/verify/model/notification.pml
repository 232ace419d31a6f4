/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A Promela model of notifications in kernel/seccomp/{listener,notification,
 * addfd}.c. harness/model.sh has spin explore all of its states. States and
 * functions have the names that they have in the kernel.
 *
 * Abstractions:
 *
 * - A critical section under the listener's lock is one step. The step includes
 *   the thread-local work that follows the section.
 * - A signal may arrive between any two statements that test for signals, also
 *   within a step.
 * - A task sleeps while its wake flag is not set. It clears the flag under the
 *   listener's lock, when it stores its task state. To sleep is a separate step.
 * - The completion of an ADDFD request is a counter. Its own lock protects the
 *   sleeper's test of the counter and of its signals.
 * - The queue of pollers is one event mask for each poller. To queue, to test the
 *   condition, to sleep and to be woken are separate steps.
 * - Copying to user space and installing a file may fail.
 * - A list has no order. Only the descriptors of a notification are a queue.
 * - Each task makes one call and uses its number as the id, so ids are never
 *   reused. The supervisor may guess every id.
 *
 * The model reads the property to check and the fault to seed from the
 * environment. One compiled checker therefore serves many of them. The file
 * "properties" describes both.
 */
/* The number of tasks that make a call: 1 or 2. */
#ifndef TASKS
#define TASKS 1
#endif
/* The number of threads of the supervisor: 1 or 2. */
#ifndef SUPERVISORS
#define SUPERVISORS 2
#endif
/* How many ioctls and polls all threads of the supervisor make together. */
#ifndef CALLS
#define CALLS 3
#endif
/*
 * 1: the supervisor replies to each notification that it reads. 0: it makes any
 * ioctl at any time.
 */
#ifndef COOPERATIVE
#define COOPERATIVE 0
#endif
/*
 * 1: signals stop at some point, which liveness properties need. 0: signals may
 * arrive at any time, and check_quiescent() finds the sleepers.
 */
#ifndef SIGNALS_END
#define SIGNALS_END 0
#endif

hidden byte property;
hidden byte fault;

#define CHECK(name, condition) assert(property != name || (condition))
/*
 * A value that only one property reads stays 0 for all other properties, to
 * save states.
 */
#define NOTE(name, value) (property == name && (value))
/* False where the seeded fault @name changes the behaviour. */
#define RIGHT(name) (fault != name)

/*
 * enum seccomp_notification_state; NOTIFICATION_STATES means that the task has
 * not made its call yet.
 */
#define NOTIFICATION_INIT	0
#define NOTIFICATION_SENT	1
#define NOTIFICATION_REPLYING	2
#define NOTIFICATION_REPLIED	3
#define NOTIFICATION_STATES	4

/* enum addfd_state */
#define ADDFD_PENDING		0
#define ADDFD_RUNNING		1
#define ADDFD_DONE		2

/* Results of calls. */
#define OK		0
#define EAGAIN		1
#define ENOENT		2
#define EINPROGRESS	3
#define EBUSY		4
#define ESRCH		5
#define EMFILE		6
#define ERESTARTSYS	7

#define EPOLLIN		1
#define EPOLLOUT	2
#define EPOLLHUP	4

/*
 * Where a reply comes from: none yet, the closed listener, SEND or ADDFD of
 * supervisor thread s.
 */
#define REPLY_NONE		0
#define REPLY_CLOSED		1
#define REPLY_BY_SEND(s)	(2 + (s))
#define REPLY_BY_ADDFD(s)	(2 + SUPERVISORS + (s))

/* States of a task. */
#define TASK_RUNNING		0
#define TASK_INTERRUPTIBLE	1
#define TASK_KILLABLE		2
#define TASK_EXITED		3

/* States of a supervisor thread: between calls, in a call, or asleep in one. */
#define SUPERVISOR_IDLE			0
#define SUPERVISOR_RUNNING		1
#define SUPERVISOR_RECV			2
#define SUPERVISOR_POLL			3
#define SUPERVISOR_ADDFD		4
#define SUPERVISOR_ADDFD_KILLABLE	5
#define SUPERVISOR_EXITED		6

/* struct seccomp_listener */
bool closed;
bool hung_up;
bool wait_killable_recv;
byte cancelled;

/* struct seccomp_notification of each task */
byte state[TASKS] = NOTIFICATION_STATES;
bool unread[TASKS];
bool link[TASKS];	/* is in a list */
bool by_id[TASKS];	/* is in the hash table */
bool wake[TASKS];
byte reply[TASKS];
chan addfds[TASKS] = [SUPERVISORS] of { byte };

/* struct seccomp_addfd; a thread has one at a time. */
byte addfd_state[SUPERVISORS];
byte notification_of[SUPERVISORS];
byte result[SUPERVISORS];
byte done[SUPERVISORS];
bool with_send[SUPERVISORS];
byte refs[SUPERVISORS];

chan readers = [SUPERVISORS] of { byte };	/* listener->readers */

/* listener->pollers: the events each poller waits for. */
byte queued_for[SUPERVISORS];
/* A waker has chosen the reader, or woken the poller. */
bool woken[SUPERVISORS];

/* Signals. A fatal signal kills all threads of the supervisor. */
bool pending[TASKS];
bool fatal[TASKS];
bool interrupted[SUPERVISORS];
bool killed;
#if SIGNALS_END
bool signals_ended;
#else
#define signals_ended false
#endif

byte filter_users = TASKS;
byte open_files = SUPERVISORS;
bool may_fail = true;		/* copy_to_user() can still fail, once */
bool may_interrupt = true;	/* a signal can still interrupt, once */
byte calls;

/* Variables for the properties. */
byte task_state[TASKS];
byte supervisor_state[SUPERVISORS];
bool enqueued[TASKS];
bool exited[TASKS];
bool alive[TASKS];	/* the notification is on a live stack */
bool left_by_signal[TASKS];
byte reported_reply[TASKS];	/* the reply whose success was returned */
bool received[TASKS];	/* RECV has returned the id */
bool installed[SUPERVISORS];
byte reads_due;		/* reads that must return, one for each INIT */

#define is_init(n) (link[n] && state[n] == NOTIFICATION_INIT)
#define is_sent(n) (link[n] && state[n] == NOTIFICATION_SENT)
#define is_unreplied(n) (link[n] && state[n] < NOTIFICATION_REPLIED)
#if TASKS == 2
#define any(is) (is(0) || is(1))
#else
#define any(is) (is(0))
#endif

#define signal_pending(s) (interrupted[s] || killed)

#define waits_killable(n) (wait_killable_recv && \
	(state[n] != NOTIFICATION_INIT || !RIGHT(F_KILLABLE_INIT)))

/*
 * A signal arrives when the code tests for it, or never. An earlier arrival
 * would have the same effect.
 */
inline signal_may_come(n)
{
	if
	:: skip
	:: !signals_ended -> pending[n] = true
	:: !signals_ended -> fatal[n] = true
	fi
}

inline fatal_may_come(n)
{
	if
	:: skip
	:: !signals_ended -> fatal[n] = true
	fi
}

inline supervisor_signal_may_come(s)
{
	if
	:: skip
	:: !signals_ended && may_interrupt ->
		may_interrupt = false;
		interrupted[s] = true
	:: !signals_ended -> killed = true
	fi
}

inline seccomp_notification_wake(n)
{
	CHECK(LIFETIME, alive[n]);
	wake[n] = true
}

#define wake_sleeper(s, events) \
	woken[s] = woken[s] || (queued_for[s] & (events))

inline seccomp_listener_wake_pollers(events)
{
	wake_sleeper(0, events);
#if SUPERVISORS == 2
	wake_sleeper(1, events)
#endif
}

inline seccomp_listener_wake_reader()
{
	if
	:: len(readers) > 0 ->
		if
		:: readers?[0] -> readers?0; woken[0] = true
#if SUPERVISORS == 2
		:: readers?[1] -> readers?1; woken[1] = true
#endif
		fi
	:: else
	fi
}

inline wake_all_readers()
{
	seccomp_listener_wake_reader();
#if SUPERVISORS == 2
	seccomp_listener_wake_reader()
#endif
}

inline seccomp_notification_announce()
{
	seccomp_listener_wake_reader();
	seccomp_listener_wake_pollers(EPOLLIN)
}

/*
 * The state diagram in notification.c, and the transition from INIT to REPLIED
 * when the listener is closed.
 */
#define is_transition(from, to) ( \
	(from == NOTIFICATION_STATES && to == NOTIFICATION_INIT) || \
	(from == NOTIFICATION_INIT && to == NOTIFICATION_SENT) || \
	(from == NOTIFICATION_SENT && to == NOTIFICATION_INIT) || \
	(from == NOTIFICATION_SENT && to == NOTIFICATION_REPLYING) || \
	(from == NOTIFICATION_SENT && to == NOTIFICATION_REPLIED) || \
	(from == NOTIFICATION_REPLYING && to == NOTIFICATION_SENT) || \
	(from == NOTIFICATION_REPLYING && to == NOTIFICATION_REPLIED) || \
	(from == NOTIFICATION_INIT && to == NOTIFICATION_REPLIED && closed))

/* ---- notification.c: states ---- */

inline seccomp_notification_move(n, to)
{
	CHECK(LIFETIME, alive[n]);
	CHECK(TRANSITIONS, is_transition(state[n], to));
	state[n] = to
}

inline seccomp_notification_reply(n, what)
{
	CHECK(REPLY_ONCE, state[n] != NOTIFICATION_REPLIED);
	reply[n] = what;
	seccomp_notification_move(n, NOTIFICATION_REPLIED)
}

inline seccomp_notification_requeue(n)
{
	CHECK(LIFETIME, alive[n]);
	unread[n] = state[n] == NOTIFICATION_REPLYING && RIGHT(F_UNREAD);
	if
	:: state[n] == NOTIFICATION_SENT || !RIGHT(F_REQUEUE_STATE) ->
		seccomp_notification_move(n, NOTIFICATION_INIT);
		reads_due = reads_due + (property == READER_ENOENT);
		if
		:: wait_killable_recv && RIGHT(F_REQUEUE_WAKE_TASK) ->
			seccomp_notification_wake(n)
		:: else
		fi;
		if
		:: RIGHT(F_REQUEUE_WAKE_READERS) ->
			seccomp_notification_announce()
		:: else
		fi
	:: else
	fi
}

inline seccomp_notification_abort_reply(n)
{
	seccomp_notification_move(n, NOTIFICATION_SENT);
	if
	:: unread[n] -> seccomp_notification_requeue(n)
	:: !unread[n] && RIGHT(F_ABORT_REPLY_WAKE) ->
		seccomp_listener_wake_pollers(EPOLLOUT)
	:: else
	fi
}

/* ---- addfd.c: requests ---- */

inline addfd_put(d)
{
	CHECK(ADDFD_FREED, refs[d] > 0);
	refs[d] = refs[d] - (refs[d] > 0);
	if
	:: refs[d] == 0 ->
		addfd_state[d] = 0;
		notification_of[d] = 0;
		result[d] = 0;
		done[d] = 0;
		with_send[d] = false;
		installed[d] = false
	:: else
	fi
}

inline addfd_finish(d, what)
{
	CHECK(ADDFD_FREED, refs[d] > 0);
	addfd_state[d] = ADDFD_DONE;
	result[d] = what;
	done[d] = done[d] + RIGHT(F_ADDFD_FINISH_WAKE);
	addfd_put(d)
}

inline addfd_reply(n, d, what)
{
	if
	:: state[n] == NOTIFICATION_REPLYING || !RIGHT(F_ADDFD_REPLY_STATE) ->
		if
		:: what == OK ->
			seccomp_notification_reply(n, REPLY_BY_ADDFD(d))
		:: what != OK && RIGHT(F_ADDFD_ABORT_REPLY) ->
			seccomp_notification_abort_reply(n)
		:: else
		fi
	:: else
	fi
}

inline seccomp_addfd_cancel_all(n)
{
	do
	:: len(addfds[n]) > 0 && RIGHT(F_ADDFD_CANCEL_ALL) ->
		addfds[n]?d;
		addfd_finish(d, ESRCH)
	:: else -> break
	od;
	d = 0
}

/* ---- notification.c: the waiting task ---- */

inline cancel_notification(n)
{
	cancelled = cancelled +
		    (state[n] == NOTIFICATION_INIT && RIGHT(F_CANCELLED));
	link[n] = false;
	by_id[n] = !RIGHT(F_HASH_DEL);
	/* The supervisor sent these descriptors before the reply. */
	CHECK(ADDFD_FIRST, reply[n] == REPLY_NONE || fatal[n] ||
			   len(addfds[n]) == 0);
	seccomp_addfd_cancel_all(n)
}

/* Phases of the task in wait_for_reply(). */
#define NO_PHASE	0
#define LOOPING		1	/* begins the loop; holds the lock */
#define WAITING		2	/* sleeps in schedule() */
#define WOKEN		3	/* takes the lock to begin the loop */
#define INSTALLING	4	/* runs addfd_install() without the lock */
#define INSTALLED	5	/* takes the lock after addfd_install() */
#define INSTALL_NEXT	6	/* looks for a file; holds the lock */
#define DECIDING	7	/* has installed all; holds the lock */
#define LEAVING		8	/* leaves the loop */

#define wants_lock(phase) (phase == WOKEN || phase == INSTALLED)

/* The begin of the loop in wait_for_reply(), and must_install_addfds(). */
inline begin_loop(n)
{
	signal_may_come(n);
	killable = (RIGHT(F_RECHECK_KILLABLE) -> waits_killable(n) :
						 sleeps_killable);
	err = fatal[n] || (pending[n] && !killable);
	fatal_may_come(n);
	phase = (len(addfds[n]) > 0 &&
		 (!err || (state[n] > NOTIFICATION_SENT && !fatal[n] &&
			   RIGHT(F_MAY_INSTALL))) -> INSTALL_NEXT : DECIDING)
}

/* The part of seccomp_addfd_install_all() after addfd_install(). */
inline install_done(n)
{
	if
	:: what != OK && !RIGHT(F_ADDFD_RETRY) -> addfds[n]!d
	:: else ->
		if
		:: with_send[d] -> addfd_reply(n, d, what)
		:: else
		fi;
		addfd_finish(d, what)
	fi;
	what = OK;
	d = 0
}

/* The part of seccomp_addfd_install_all() before addfd_install(). */
inline install_next(n)
{
	fatal_may_come(n);
	if
	:: !fatal[n] && len(addfds[n]) > 0 ->
		addfds[n]?d;
		CHECK(ADDFD_FREED, refs[d] > 0);
		addfd_state[d] = ADDFD_RUNNING;
		phase = INSTALLING
	:: else -> phase = LOOPING
	fi
}

/* The end of the loop in wait_for_reply(). err is set for -ERESTARTSYS. */
inline decide(n)
{
	if
	:: state[n] == NOTIFICATION_REPLIED && !(err && !RIGHT(F_SIGNAL_FIRST)) ->
		err = false;
		phase = LEAVING
	:: else ->
		if
		:: err -> phase = LEAVING
		:: else ->
			sleeps_killable = killable;
			wake[n] = false;
			task_state[n] = (sleeps_killable -> TASK_KILLABLE :
							    TASK_INTERRUPTIBLE);
			phase = WAITING
		fi
	fi
}

inline leave_task(n)
{
	CHECK(KILLABLE, !err || !wait_killable_recv || fatal[n] ||
			state[n] == NOTIFICATION_INIT);
	CHECK(REPLY_FINAL, reported_reply[n] == REPLY_NONE ||
		     (!err && reply[n] == reported_reply[n]));
	left_by_signal[n] = NOTE(REPLY_FINAL, err);
	cancel_notification(n);
	alive[n] = false;
	unread[n] = false;
	wake[n] = false;
	pending[n] = false;
	fatal[n] = false;
	killable = false;
	sleeps_killable = false;
	err = false
}

#define not_woken(n) (phase == WAITING && !wake[n])

/* Run wait_for_reply() until it drops the lock. */
inline run_locked(n)
{
	do
	:: phase == LOOPING -> begin_loop(n)
	:: phase == INSTALL_NEXT -> install_next(n)
	:: phase == DECIDING -> decide(n)
	:: else -> break
	od;
	if
	:: phase == LEAVING -> leave_task(n)
	:: else
	fi
}

proctype task(byte n)
{
	byte phase, what, d;
	bool killable, sleeps_killable, err;

	/* enqueue_notification() */
	atomic {
		enqueued[n] = NOTE(TERMINATES, true);
		if
		:: !closed || !RIGHT(F_ENQUEUE_CLOSED) ->
			alive[n] = true;
			by_id[n] = true;
			link[n] = true;
			reads_due = reads_due + (property == READER_ENOENT);
			seccomp_notification_move(n, NOTIFICATION_INIT);
			if
			:: RIGHT(F_ENQUEUE_WAKE) ->
				seccomp_notification_announce()
			:: else
			fi;
			/* cond_resched_lock() may drop the lock. */
			phase = WOKEN
		:: else -> phase = LEAVING
		fi
	};

	/* wait_for_reply() and cancel_notification() */
	do
	:: atomic { wants_lock(phase) ->
		if
		:: phase == WOKEN -> phase = LOOPING
		:: phase == INSTALLED ->
			install_done(n);
			phase = INSTALL_NEXT
		fi;
		run_locked(n)
	   }
	/* addfd_install(), without the lock */
	:: d_step { phase == INSTALLING ->
		installed[d] = NOTE(ADDFD_ATOMIC, true);
		phase = INSTALLED
	   }
	:: d_step { phase == INSTALLING ->
		what = EMFILE;
		phase = INSTALLED
	   }
	/* schedule(), without the lock */
	:: d_step { phase == WAITING && wake[n] ->
		task_state[n] = TASK_RUNNING;
		phase = WOKEN
	   }
	:: d_step { not_woken(n) && (fatal[n] || !signals_ended) ->
		fatal[n] = true;
		task_state[n] = TASK_RUNNING;
		phase = WOKEN
	   }
	:: d_step { not_woken(n) && !sleeps_killable &&
		    (pending[n] || !signals_ended) ->
		pending[n] = true;
		task_state[n] = TASK_RUNNING;
		phase = WOKEN
	   }
	:: phase == LEAVING -> break
	od;

	/* do_exit(), seccomp_filter_unuse(), seccomp_listener_hang_up() */
	atomic {
		phase = NO_PHASE;
		filter_users--;
		if
		:: filter_users > 0 -> goto out
		:: filter_users == 0 && !RIGHT(F_HANG_UP_LATE) ->
			wake_all_readers();
			seccomp_listener_wake_pollers(EPOLLHUP)
		:: else
		fi
	};
	atomic {
		hung_up = true;
		if
		:: RIGHT(F_HANG_UP) && RIGHT(F_HANG_UP_LATE) ->
			wake_all_readers();
			seccomp_listener_wake_pollers(EPOLLHUP)
		:: else
		fi
	};
out:	atomic {
		exited[n] = NOTE(TERMINATES, true);
		task_state[n] = TASK_EXITED
	}
}

/* ---- listener.c: the supervisor ---- */

#define has_events() (any(is_init) || cancelled > 0 || hung_up)

inline dequeue_notification(n)
{
	if
	:: is_init(0) -> n = 0; ret = OK
#if TASKS == 2
	:: is_init(1) -> n = 1; ret = OK
#endif
	:: !any(is_init) && cancelled > 0 ->
		cancelled--;
		reads_due = reads_due - (property == READER_ENOENT);
		ret = ENOENT
	:: !any(is_init) && cancelled == 0 ->
		ret = (hung_up -> ENOENT : EAGAIN)
	fi;
	if
	:: ret == OK ->
		seccomp_notification_move(n, NOTIFICATION_SENT);
		seccomp_listener_wake_pollers(EPOLLOUT);
		reads_due = reads_due - (property == READER_ENOENT);
		if
		:: wait_killable_recv -> seccomp_notification_wake(n)
		:: else
		fi
	:: else
	fi
}

inline requeue_by_id(n)
{
	if
	:: by_id[n] && RIGHT(F_REQUEUE) -> seccomp_notification_requeue(n)
	:: else
	fi
}

inline leave_pollers(s)
{
	queued_for[s] = 0;
	woken[s] = false;
	flag = false
}

/* Sleep until @condition is true or a signal arrives. */
inline sleep(s, condition)
{
	if
	:: condition
	:: !signals_ended && may_interrupt ->
		may_interrupt = false;
		interrupted[s] = true
	:: !signals_ended && !killed -> killed = true
	fi
}

/*
 * wait_for_notification(), from one sleep to the next or to the end. flag is set
 * if the reader sleeps.
 */
inline try_to_dequeue(s, n)
{
	flag = false;
	if
	:: readers??[eval(s)] -> readers??eval(s)
	:: else
	fi;
	woken[s] = false;
	supervisor_state[s] = SUPERVISOR_RUNNING;
	supervisor_signal_may_come(s);
	if
	:: signal_pending(s) && !RIGHT(F_READER_SIGNAL_FIRST) ->
		ret = ERESTARTSYS
	:: else -> dequeue_notification(n)
	fi;
	if
	:: ret == EAGAIN && signal_pending(s) -> ret = ERESTARTSYS
	:: ret == EAGAIN && !signal_pending(s) ->
		flag = true;
		if
		:: RIGHT(F_QUEUE_FIRST) ->
			readers!s;
			supervisor_state[s] = SUPERVISOR_RECV
		:: else
		fi
	:: else
	fi
}

/* Set ret to OK, ERESTARTSYS, ENOENT, or to EAGAIN if the copy failed. */
inline listener_receive(s, n)
{
	do
	:: atomic { try_to_dequeue(s, n) };
	   if
	   :: !flag -> break
	   :: d_step { flag && !RIGHT(F_QUEUE_FIRST) ->
		readers!s;
		supervisor_state[s] = SUPERVISOR_RECV
	      }
	   :: flag && RIGHT(F_QUEUE_FIRST)
	   fi;
	   /* schedule() */
	   atomic { sleep(s, woken[s] || signal_pending(s)) }
	od;
	if
	/* copy_to_user() */
	:: atomic { ret == OK -> received[n] = NOTE(TASK_READ, true) }
	:: atomic { ret == OK && may_fail ->
		may_fail = false;
		requeue_by_id(n);
		ret = EAGAIN
	   }
	:: ret != OK
	fi
}

inline listener_send(s, n)
{
	if
	:: !by_id[n] -> ret = ENOENT
	:: by_id[n] && state[n] != NOTIFICATION_SENT && RIGHT(F_SEND_STATE) ->
		ret = EINPROGRESS
	:: else ->
		seccomp_notification_reply(n, REPLY_BY_SEND(s));
		reported_reply[n] = NOTE(REPLY_FINAL, true) * REPLY_BY_SEND(s);
		if
		:: RIGHT(F_SEND_WAKE) -> seccomp_notification_wake(n)
		:: else
		fi;
		ret = OK
	fi
}

#define ready_for(events) (hung_up || \
	((events & EPOLLIN) && any(is_init)) || \
	((events & EPOLLOUT) && any(is_sent)))

/*
 * listener_poll(), and the sleep in poll(2). The thread stays queued while it
 * tests again.
 */
inline listener_poll(s)
{
	do
	:: ready_for(queued_for[s]) -> break
	:: atomic { !ready_for(queued_for[s]) ->
		if
		:: signal_pending(s) -> break
		:: else -> supervisor_state[s] = SUPERVISOR_POLL
		fi
	   };
	   atomic {
		sleep(s, woken[s] || signal_pending(s));
		woken[s] = false;
		supervisor_state[s] = SUPERVISOR_RUNNING
	   }
	od
}

inline listener_release()
{
	closed = true;
	/* cond_resched_lock() may drop the lock after each notification. */
	do
	:: d_step {
			any(is_unreplied) ->
			n = (is_unreplied(0) -> 0 : 1);
			seccomp_notification_reply(n, REPLY_CLOSED);
			if
			:: RIGHT(F_RELEASE_WAKE) -> seccomp_notification_wake(n)
			:: else
			fi;
			n = 0
		}
	:: else -> break
	od
}

/* ---- addfd.c: the supervisor ---- */

inline addfd_enqueue(s, n, send)
{
	CHECK(ADDFD_FREED, refs[s] == 0);
	addfd_state[s] = ADDFD_PENDING;
	with_send[s] = send;
	refs[s] = 1;
	if
	:: !by_id[n] -> ret = ENOENT
	:: by_id[n] && state[n] != NOTIFICATION_SENT -> ret = EINPROGRESS
	:: by_id[n] && state[n] == NOTIFICATION_SENT && send &&
	   len(addfds[n]) > 0 -> ret = EBUSY
	:: else ->
		if
		:: send -> seccomp_notification_move(n, NOTIFICATION_REPLYING)
		:: else
		fi;
		notification_of[s] = n;
		addfds[n]!s;
		refs[s] = refs[s] + RIGHT(F_TASK_REF);
		if
		:: RIGHT(F_ADDFD_WAKE) -> seccomp_notification_wake(n)
		:: else
		fi;
		ret = OK
	fi
}

inline addfd_cancel(s)
{
	flag = addfd_state[s] == ADDFD_PENDING ||
	       !RIGHT(F_ADDFD_CANCEL_RUNNING);
	if
	:: flag ->
		CHECK(LIFETIME, alive[notification_of[s]]);
		if
		:: addfds[notification_of[s]]??[eval(s)] ->
			addfds[notification_of[s]]??eval(s)
		:: else
		fi;
		if
		:: with_send[s] && RIGHT(F_ADDFD_CANCEL_ABORT) ->
			seccomp_notification_abort_reply(notification_of[s])
		:: else
		fi;
		addfd_put(s);
		/* A cancelled request has not installed its file. */
		CHECK(ADDFD_ATOMIC, !installed[s] &&
			     addfd_state[s] != ADDFD_RUNNING)
	:: else
	fi
}

/* Return from ADDFD: its request is done or cancelled. */
inline addfd_return(s, n)
{
	if
	:: ret == OK ->
		ret = result[s];
		CHECK(ADDFD_ATOMIC, (ret == OK) == installed[s]);
		CHECK(ADDFD_ATOMIC, ret == OK || reply[n] != REPLY_BY_ADDFD(s))
	:: else
	fi;
	if
	:: ret == OK && with_send[s] ->
		reported_reply[n] = NOTE(REPLY_FINAL, true) * REPLY_BY_ADDFD(s);
		CHECK(REPLY_FINAL, reply[n] == REPLY_BY_ADDFD(s) &&
				   !left_by_signal[n])
	:: else
	fi;
	addfd_put(s);
	flag = false
}

inline addfd_wait(s, n)
{
	if
	:: d_step { done[s] > 0 ->
		done[s]--;
		supervisor_state[s] = SUPERVISOR_RUNNING;
		addfd_return(s, n)
	   }
	:: atomic { done[s] == 0 &&
		    (signal_pending(s) || !signals_ended ||
		     !RIGHT(F_QUIESCENT)) ->
		sleep(s, signal_pending(s));
		supervisor_state[s] = SUPERVISOR_RUNNING
	   };
	   d_step {
		addfd_cancel(s);
		if
		:: flag ->
			ret = ERESTARTSYS;
			addfd_return(s, n)
		:: else ->
			flag = true;
			supervisor_state[s] = SUPERVISOR_ADDFD_KILLABLE
		fi
	   };
	   if
	   :: ret == ERESTARTSYS
	   :: d_step { ret != ERESTARTSYS && done[s] > 0 ->
		done[s]--;
		supervisor_state[s] = SUPERVISOR_RUNNING;
		addfd_return(s, n)
	      }
	   :: d_step { ret != ERESTARTSYS && done[s] == 0 &&
		       (killed || !signals_ended) ->
		killed = true;
		ret = ERESTARTSYS;
		supervisor_state[s] = SUPERVISOR_RUNNING;
		addfd_return(s, n)
	      }
	   fi
	fi
}

inline seccomp_addfd_ioctl(s, n, send)
{
	addfd_enqueue(s, n, send);
	if
	:: ret == OK -> supervisor_state[s] = SUPERVISOR_ADDFD
	:: else -> addfd_put(s)
	fi
}

/* ---- the supervisor ---- */

inline choose(n)
{
	if
	:: n = 0
#if TASKS == 2
	:: n = 1
#endif
	fi
}

/* The threads are identical, so only thread 0 makes the first call. */
#define may_call(s) (!killed && calls < CALLS && (calls > 0 || s == 0))

inline begin_call(s)
{
	calls++;
	interrupted[s] = false;
	supervisor_state[s] = SUPERVISOR_RUNNING
}

inline end_call(s)
{
	n = 0;
	ret = OK;
	supervisor_state[s] = SUPERVISOR_IDLE
}

inline close_file(s)
{
	interrupted[s] = false;
	supervisor_state[s] = SUPERVISOR_RUNNING;
	open_files--;
	flag = open_files == 0
}

proctype supervisor(byte s)
{
	byte n, ret;
	bool flag;

	do
	:: atomic { killed -> close_file(s); break }
	:: atomic { !killed && !signals_ended ->
		killed = true;
		close_file(s);
		break
	   }
#if COOPERATIVE
	:: atomic { !killed -> begin_call(s) };
		listener_receive(s, n);
		if
		:: atomic { ret == OK ->
			if
			:: skip
			:: seccomp_addfd_ioctl(s, n, false)
			:: seccomp_addfd_ioctl(s, n, true)
			fi
		   };
		   if
		   :: supervisor_state[s] == SUPERVISOR_ADDFD ->
			addfd_wait(s, n)
		   :: else
		   fi;
		   /* SEND fails if ADDFD has sent the reply. */
		   atomic { listener_send(s, n); calls = 0; end_call(s) }
		:: atomic { ret == ENOENT && hung_up -> close_file(s); break }
		:: atomic { else -> calls = 0; end_call(s) }
		fi
#else
	:: atomic { may_call(s) ->
			begin_call(s);
			choose(n);
			listener_send(s, n);
			end_call(s)
		}
	:: atomic { may_call(s) -> begin_call(s) };
		listener_receive(s, n);
		atomic { end_call(s) }
	:: atomic { may_call(s) ->
			begin_call(s);
			choose(n);
			if
			:: seccomp_addfd_ioctl(s, n, false)
			:: seccomp_addfd_ioctl(s, n, true)
			fi;
		};
		if
		:: supervisor_state[s] == SUPERVISOR_ADDFD -> addfd_wait(s, n)
		:: else
		fi;
		atomic { end_call(s) }
	:: atomic { may_call(s) && property == READER_WAKES ->
			begin_call(s);
			if
			:: queued_for[s] = EPOLLIN | EPOLLHUP
			:: queued_for[s] = EPOLLOUT | EPOLLHUP
			fi
		};
		listener_poll(s);
		atomic { leave_pollers(s); end_call(s) }
	/* All calls are made: drop the reference to the file. */
	:: atomic { calls == CALLS -> close_file(s); break }
#endif
	od;
	if
	:: flag -> listener_release()
	:: else
	fi;
	atomic {
		flag = false;
		ret = OK;
		n = 0;
		supervisor_state[s] = SUPERVISOR_EXITED
	}
}

/* ---- what must not hold in a quiescent state ---- */

/* A state is quiescent if no process can make a step without a new event. */

#define is_asleep(n) (task_state[n] == TASK_KILLABLE || \
		      task_state[n] == TASK_INTERRUPTIBLE)
#define task_is_quiescent(n) (task_state[n] == TASK_EXITED || \
	(is_asleep(n) && !wake[n] && !fatal[n] && \
	 !(pending[n] && task_state[n] == TASK_INTERRUPTIBLE)))

#define sleeps_for_listener(s) \
	((supervisor_state[s] == SUPERVISOR_RECV || \
	  supervisor_state[s] == SUPERVISOR_POLL) && \
	 !woken[s] && !signal_pending(s))
#define sleeps_in_addfd(s) (done[s] == 0 && \
	((supervisor_state[s] == SUPERVISOR_ADDFD && !signal_pending(s)) || \
	 (supervisor_state[s] == SUPERVISOR_ADDFD_KILLABLE && !killed)))
/* A supervisor that is not cooperative may stay idle for ever. */
#define supervisor_is_quiescent(s) ( \
	supervisor_state[s] == SUPERVISOR_EXITED || \
	(supervisor_state[s] == SUPERVISOR_IDLE && !killed && !COOPERATIVE) || \
	sleeps_for_listener(s) || sleeps_in_addfd(s))

#if TASKS == 2
#define all_tasks(is) (is(0) && is(1))
#define some_task(is) (is(0) || is(1))
#else
#define all_tasks(is) (is(0))
#define some_task(is) (is(0))
#endif
#if SUPERVISORS == 2
#define all_supervisors(is) (is(0) && is(1))
#define some_supervisor(is) (is(0) || is(1))
#else
#define all_supervisors(is) (is(0))
#define some_supervisor(is) (is(0))
#endif

#define has_work(n) (is_asleep(n) && (closed || \
	state[n] == NOTIFICATION_REPLIED || len(addfds[n]) > 0))
#define has_signal(n) (is_asleep(n) && (fatal[n] || (pending[n] && \
	!(wait_killable_recv && state[n] != NOTIFICATION_INIT))))
#define is_unread(n) \
	(is_asleep(n) && !received[n] && state[n] != NOTIFICATION_INIT)
#define missed_events(s) \
	((supervisor_state[s] == SUPERVISOR_RECV && has_events()) || \
	 (supervisor_state[s] == SUPERVISOR_POLL && ready_for(queued_for[s])))
#define missed_enoent(s) \
	(supervisor_state[s] == SUPERVISOR_RECV && reads_due > 0)
#define is_in_addfd(s) \
	(supervisor_state[s] == SUPERVISOR_ADDFD || \
	 supervisor_state[s] == SUPERVISOR_ADDFD_KILLABLE)
#define task_exited(n) (task_state[n] == TASK_EXITED)
#define supervisor_exited(s) (supervisor_state[s] == SUPERVISOR_EXITED)

#define is_violated() ( \
	(property == TASK_WAKES && some_task(has_work)) || \
	(property == SIGNAL_WAKES && some_task(has_signal)) || \
	(property == TASK_READ && some_task(is_unread)) || \
	(property == READER_WAKES && some_supervisor(missed_events)) || \
	(property == READER_ENOENT && some_supervisor(missed_enoent)) || \
	(property == ADDFD_WAKES && some_supervisor(is_in_addfd)) || \
	(property == NO_DEADLOCK && \
	 !(all_tasks(task_exited) && all_supervisors(supervisor_exited))))

#define is_quiescent() \
	(all_tasks(task_is_quiescent) && \
	 all_supervisors(supervisor_is_quiescent))

proctype check_quiescent()
{
#if defined(TERMINATES_LTL)
	signals_ended = true
#elif SIGNALS_END
	/* spin's timeout is true if no process can make a step. */
	signals_ended = true;
	timeout -> CHECK(QUIESCENT, is_quiescent())
#else
end:	do
	:: d_step {
		is_quiescent() && is_violated() -> assert(false)
	   }
	od
#endif
}

init
{
	c_code {
		property = atoi(getenv("PROPERTY"));
		fault = atoi(getenv("FAULT"));
	};
	atomic {
		if
		:: wait_killable_recv = false
		:: wait_killable_recv = true
		fi;
		run task(0);
#if TASKS == 2
		run task(1);
#endif
		run supervisor(0);
#if SUPERVISORS == 2
		run supervisor(1);
#endif
		run check_quiescent()
	}
}

#if defined(TERMINATES_LTL)
ltl { [] (enqueued[0] -> <> exited[0]) }
#elif defined(REPLY_STABLE_LTL)
ltl { [] (state[0] == NOTIFICATION_REPLIED ->
	  [] (state[0] == NOTIFICATION_REPLIED)) }
#endif
