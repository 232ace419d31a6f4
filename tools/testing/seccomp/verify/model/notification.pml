/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The notifications of kernel/seccomp/{listener,notification,descriptor}.c as a
 * Promela model, which vm/model.sh has spin explore in full. States and
 * functions have their names there.
 *
 * What the model rests on:
 *
 * - A section under the listener's lock is one step, with what follows it in
 *   the same thread and concerns nobody else. Signals come within it, too:
 *   between any two of the statements that look for them.
 * - A completion is a counter. It has a lock of its own, under which sleepers
 *   look at it and at their signals.
 * - A wait queue is a word for each sleeper: what it is woken for. To queue,
 *   to look, to sleep and to be woken are different steps.
 * - Copying, and installing a file, may fail; the order of a list is any order,
 *   except that of descriptors.
 * - Each task asks once, so its number is the id: ids are not used twice. All
 *   of them are guessed.
 *
 * Which of the properties is looked at, and which planted fault the model has,
 * it reads from the environment, so that it has to be compiled only once. The
 * file "properties" describes them.
 */
#ifndef TASKS
#define TASKS 1
#endif
/* threads of the supervisor */
#ifndef SUPERVISORS
#define SUPERVISORS 2
#endif
/* ioctls and polls that the supervisor makes, by any of its threads */
#ifndef CALLS
#define CALLS 3
#endif
/* whether supervisors answer what they have read, or do anything at all */
#ifndef ORDERLY
#define ORDERLY 0
#endif
/*
 * Whether signals come to an end, which only matters to what has no end. Else
 * they may come at any time, and what sleeps then is looked at by rest().
 */
#ifndef QUIET
#define QUIET 0
#endif

hidden byte property;
hidden byte fault;

#define CHECK(name, condition) assert(property != name || (condition))
/* What only one property looks at is not remembered for others. */
#define NOTE(name, value) (property == name && (value))
#define RIGHT(name) (fault != name)

/* enum seccomp_notification_state; the last for one that has not come yet */
#define NOTIFICATION_INIT	0
#define NOTIFICATION_SENT	1
#define NOTIFICATION_REPLYING	2
#define NOTIFICATION_REPLIED	3
#define NOTIFICATION_STATES	4

/* enum descriptor_state */
#define DESCRIPTOR_WAITING	0
#define DESCRIPTOR_RUNNING	1
#define DESCRIPTOR_DONE		2

/* What calls come to. */
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
#define ANY		7

/* Answers: who gave them, and how. */
#define NONE		0
#define NOBODY		1
#define BY_SEND(s)	(2 + (s))
#define BY_ADDFD(s)	(2 + SUPERVISORS + (s))

/* Where a task is ... */
#define MOVING			0
#define ASLEEP_INTERRUPTIBLE	1
#define ASLEEP_KILLABLE		2
#define LEFT			3

/* ... and a thread of the supervisor: between calls, or asleep in one. */
#define IDLE			0
#define BUSY			1
#define READING			2
#define POLLING			3
#define ADDING			4
#define ADDING_KILLABLE		5
#define ENDED			6

/* struct seccomp_listener */
bool closed;
bool hung_up;
bool listener_killable;
byte lost;

/* struct seccomp_notification, of each task */
byte state[TASKS] = NOTIFICATION_STATES;
bool unread[TASKS];
bool link[TASKS];	/* in a list */
bool by_id[TASKS];	/* in the table */
byte wake[TASKS];
byte answer[TASKS];
chan descriptors[TASKS] = [SUPERVISORS] of { byte };

/* struct seccomp_addfd: a thread has one at a time */
byte descriptor_state[SUPERVISORS];
byte notification_of[SUPERVISORS];
byte result[SUPERVISORS];
byte done[SUPERVISORS];
bool with_send[SUPERVISORS];
byte refs[SUPERVISORS];

/* listener->readers: what each sleeper is queued for, and whether it was woken */
byte queued_for[SUPERVISORS];
bool woken[SUPERVISORS];

/* Signals. A supervisor's threads are killed together. */
bool pending[TASKS];
bool fatal[TASKS];
bool interrupted[SUPERVISORS];
bool killed;
#if QUIET
bool quiet;
#else
#define quiet false
#endif

byte users = TASKS;		/* of the filter */
byte holders = SUPERVISORS;	/* of the file */
bool may_fail = true;		/* copying to user space, once */
bool may_interrupt = true;	/* a supervisor, once */
byte calls;

/* What only the properties look at. */
byte task_is[TASKS];
byte supervisor_is[SUPERVISORS];
bool asking[TASKS];
bool gone[TASKS];
bool stack[TASKS];	/* the notification can be touched */
bool gave_up[TASKS];
byte reported[TASKS];	/* the answer that a supervisor knows it has given */
bool known[TASKS];	/* somebody has been told the id */
bool installed[SUPERVISORS];
byte owed;		/* reads that announced notifications are good for */

#define is_queued(n) (link[n] && state[n] == NOTIFICATION_INIT)
#define is_taken(n) (link[n] && state[n] == NOTIFICATION_SENT)
#define is_waiting(n) (link[n] && state[n] < NOTIFICATION_REPLIED)
#if TASKS == 2
#define any(is) (is(0) || is(1))
#else
#define any(is) (is(0))
#endif

#define signal_pending(s) (interrupted[s] || killed)

#define is_killable(n) (listener_killable && \
	(state[n] != NOTIFICATION_INIT || !RIGHT(F_KILLABLE_QUEUED)))

/*
 * Signals come when they are looked at, or never: nobody can tell an earlier one.
 */
inline signal_may_come(n)
{
	if
	:: skip
	:: !quiet -> pending[n] = true
	:: !quiet -> fatal[n] = true
	fi
}

inline fatal_may_come(n)
{
	if
	:: skip
	:: !quiet -> fatal[n] = true
	fi
}

inline supervisor_signal_may_come(s)
{
	if
	:: skip
	:: !quiet && may_interrupt ->
		may_interrupt = false;
		interrupted[s] = true
	:: !quiet -> killed = true
	fi
}

inline complete(n)
{
	CHECK(GONE, stack[n]);
	wake[n]++
}

#define wake_sleeper(s, events) \
	woken[s] = woken[s] || (queued_for[s] & (events))

inline wake_up(events)
{
	wake_sleeper(0, events);
#if SUPERVISORS == 2
	wake_sleeper(1, events)
#endif
}

/* The arrows of the drawing in notification.c, and the end of the listener. */
#define is_step(from, to) ( \
	(from == NOTIFICATION_STATES && to == NOTIFICATION_INIT) || \
	(from == NOTIFICATION_INIT && to == NOTIFICATION_SENT) || \
	(from == NOTIFICATION_SENT && to == NOTIFICATION_INIT) || \
	(from == NOTIFICATION_SENT && to == NOTIFICATION_REPLYING) || \
	(from == NOTIFICATION_SENT && to == NOTIFICATION_REPLIED) || \
	(from == NOTIFICATION_REPLYING && to == NOTIFICATION_SENT) || \
	(from == NOTIFICATION_REPLYING && to == NOTIFICATION_REPLIED) || \
	(from == NOTIFICATION_INIT && to == NOTIFICATION_REPLIED && closed))

/* ---- notification.c: a notification ---- */

inline seccomp_notification_move(n, to)
{
	CHECK(GONE, stack[n]);
	CHECK(STEPS, is_step(state[n], to));
	state[n] = to
}

inline seccomp_notification_reply(n, what)
{
	CHECK(ONCE, state[n] != NOTIFICATION_REPLIED);
	answer[n] = what;
	seccomp_notification_move(n, NOTIFICATION_REPLIED)
}

inline seccomp_notification_requeue(n)
{
	CHECK(GONE, stack[n]);
	unread[n] = state[n] == NOTIFICATION_REPLYING && RIGHT(F_UNREAD);
	if
	:: state[n] == NOTIFICATION_SENT || !RIGHT(F_GIVE_BACK_STATE) ->
		seccomp_notification_move(n, NOTIFICATION_INIT);
		owed = owed + (property == READER_TOLD);
		if
		:: listener_killable && RIGHT(F_GIVE_BACK_WAKE) -> complete(n)
		:: else
		fi;
		if
		:: RIGHT(F_GIVE_BACK_ANNOUNCE) -> wake_up(EPOLLIN)
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
	:: !unread[n] && RIGHT(F_REOPEN_WAKE) -> wake_up(EPOLLOUT)
	:: else
	fi
}

/* ---- addfd.c: a request ---- */

inline descriptor_put(d)
{
	CHECK(FREED, refs[d] > 0);
	refs[d] = refs[d] - (refs[d] > 0);
	if
	:: refs[d] == 0 ->
		descriptor_state[d] = 0;
		notification_of[d] = 0;
		result[d] = 0;
		done[d] = 0;
		with_send[d] = false;
		installed[d] = false
	:: else
	fi
}

inline descriptor_finish(d, what)
{
	CHECK(FREED, refs[d] > 0);
	descriptor_state[d] = DESCRIPTOR_DONE;
	result[d] = what;
	done[d] = done[d] + RIGHT(F_FINISH_WAKE);
	descriptor_put(d)
}

/* settle() of addfd.c */
inline settle_descriptor(n, d, what)
{
	if
	:: state[n] == NOTIFICATION_REPLYING || !RIGHT(F_SETTLE_CLOSED) ->
		if
		:: what == OK -> seccomp_notification_reply(n, BY_ADDFD(d))
		:: what != OK && RIGHT(F_FALL_BACK) ->
			seccomp_notification_abort_reply(n)
		:: else
		fi
	:: else
	fi
}

inline seccomp_addfd_cancel_all(n)
{
	do
	:: len(descriptors[n]) > 0 && RIGHT(F_DROP) ->
		descriptors[n]?d;
		descriptor_finish(d, ESRCH)
	:: else -> break
	od;
	d = 0
}

/* ---- notification.c: the task that waits ---- */

inline withdraw(n)
{
	lost = lost + (state[n] == NOTIFICATION_INIT && RIGHT(F_LOST));
	link[n] = false;
	by_id[n] = !RIGHT(F_UNHASH);
	/* Sent before the answer, so they belong to it. */
	CHECK(WITH, answer[n] == NONE || fatal[n] || len(descriptors[n]) == 0);
	seccomp_addfd_cancel_all(n)
}

/* Where the task is in wait_for_answer(), by what it does there ... */
#define NO_PHASE	0
#define ENTERING	1	/* is about to take the lock for the first time */
#define WAITING		2	/* has dropped it, in wait_for_completion_state() */
#define WOKEN		3	/* is about to take it after that */
#define INSTALLING	4	/* has dropped it, in install() */
#define INSTALLED	5	/* is about to take it after that */
#define DECIDING	6	/* ... and holding it: nothing is left to install */
#define LEAVING		7	/* it is over */

#define wants_lock(phase) \
	(phase == ENTERING || phase == WOKEN || phase == INSTALLED)

/* may_install() */
inline woken_up(n)
{
	fatal_may_come(n);
	phase = (!err || (state[n] > NOTIFICATION_SENT && !fatal[n] &&
			  RIGHT(F_MAY_INSTALL)) -> INSTALLED : DECIDING)
}

/* What seccomp_addfd_install_all() does when it has the lock again. */
inline install_done(n)
{
	if
	:: what != OK && !RIGHT(F_RETRY) -> descriptors[n]!d
	:: else ->
		if
		:: with_send[d] -> settle_descriptor(n, d, what)
		:: else
		fi;
		descriptor_finish(d, what)
	fi;
	what = OK;
	d = 0
}

inline install_next(n)
{
	fatal_may_come(n);
	if
	:: !fatal[n] && len(descriptors[n]) > 0 ->
		descriptors[n]?d;
		CHECK(FREED, refs[d] > 0);
		descriptor_state[d] = DESCRIPTOR_RUNNING;
		phase = INSTALLING
	:: else -> phase = DECIDING
	fi
}

/* The end of the loop; err says what it returns if it leaves. */
inline decide(n)
{
	signal_may_come(n);
	if
	:: !RIGHT(F_SIGNAL_FIRST) &&
	   (fatal[n] || (pending[n] && !killable)) ->
		err = true;
		phase = LEAVING
	:: else ->
		if
		:: state[n] == NOTIFICATION_REPLIED ->
			err = false;
			phase = LEAVING
		:: else ->
			fatal_may_come(n);
			if
			:: fatal[n] ->
				err = true;
				phase = LEAVING
			:: !fatal[n] && err &&
			   !(is_killable(n) && !killable && RIGHT(F_GO_ON)) ->
				phase = LEAVING
			:: else -> phase = ENTERING
			fi
		fi
	fi
}

inline start_waiting(n)
{
	killable = is_killable(n);
	err = false;
	task_is[n] = (killable -> ASLEEP_KILLABLE : ASLEEP_INTERRUPTIBLE);
	phase = WAITING
}

inline leave(n)
{
	CHECK(KILLABLE, !err || !listener_killable || fatal[n] ||
			state[n] == NOTIFICATION_INIT);
	CHECK(FINAL, reported[n] == NONE ||
		     (!err && answer[n] == reported[n]));
	gave_up[n] = NOTE(FINAL, err);
	withdraw(n);
	stack[n] = false;
	unread[n] = false;
	wake[n] = 0;
	pending[n] = false;
	fatal[n] = false;
	killable = false;
	err = false
}

#define no_completion(n) (phase == WAITING && wake[n] == 0)

proctype task(byte n)
{
	byte phase, what, d;
	bool killable, err;

	/* enqueue() */
	atomic {
		asking[n] = NOTE(ENDS, true);
		if
		:: !closed || !RIGHT(F_ENQUEUE_CLOSED) ->
			stack[n] = true;
			by_id[n] = true;
			link[n] = true;
			owed = owed + (property == READER_TOLD);
			seccomp_notification_move(n, NOTIFICATION_INIT);
			phase = ENTERING
		:: else -> phase = LEAVING
		fi
	};
	/* announce() */
	if
	:: d_step { phase == ENTERING && RIGHT(F_ANNOUNCE) -> wake_up(EPOLLIN) }
	:: else
	fi;

	/* wait_for_answer() and withdraw(): what is done with the lock ... */
	do
	:: atomic { wants_lock(phase) ->
		if
		:: phase == WOKEN -> woken_up(n)
		:: phase == INSTALLED -> install_done(n)
		:: else
		fi;
		if
		:: phase == INSTALLED -> install_next(n)
		:: else
		fi;
		if
		:: phase == DECIDING -> decide(n)
		:: else
		fi;
		if
		:: phase == ENTERING -> start_waiting(n)
		:: phase == LEAVING -> leave(n)
		:: else
		fi
	   }
	/* ... install() ... */
	:: d_step { phase == INSTALLING ->
		installed[d] = NOTE(WHOLE, true);
		phase = INSTALLED
	   }
	:: d_step { phase == INSTALLING ->
		what = EMFILE;
		phase = INSTALLED
	   }
	/* ... and wait_for_completion_state(). */
	:: d_step { phase == WAITING && wake[n] > 0 ->
		wake[n]--;
		task_is[n] = MOVING;
		phase = WOKEN
	   }
	:: d_step { no_completion(n) && (fatal[n] || !quiet) ->
		fatal[n] = true;
		err = true;
		task_is[n] = MOVING;
		phase = WOKEN
	   }
	:: d_step { no_completion(n) && !killable && (pending[n] || !quiet) ->
		pending[n] = true;
		err = true;
		task_is[n] = MOVING;
		phase = WOKEN
	   }
	:: phase == LEAVING -> break
	od;

	/* do_exit(), seccomp_filter_unuse(), seccomp_listener_hang_up() */
	atomic {
		phase = NO_PHASE;
		users--;
		if
		:: users > 0 -> goto out
		:: users == 0 && !RIGHT(F_HANG_UP_LATE) -> wake_up(EPOLLHUP)
		:: else
		fi
	};
	hung_up = true;
	if
	:: d_step { RIGHT(F_HANG_UP) && RIGHT(F_HANG_UP_LATE) ->
		wake_up(EPOLLHUP)
	   }
	:: else
	fi;
out:	atomic {
		gone[n] = NOTE(ENDS, true);
		task_is[n] = LEFT
	}
}

/* ---- listener.c: a thread of the supervisor ---- */

#define has_news() (any(is_queued) || lost > 0 || hung_up)

inline try_take(n)
{
	if
	:: is_queued(0) -> n = 0; ret = OK
#if TASKS == 2
	:: is_queued(1) -> n = 1; ret = OK
#endif
	:: !any(is_queued) && lost > 0 ->
		lost--;
		owed = owed - (property == READER_TOLD);
		ret = ENOENT
	:: !any(is_queued) && lost == 0 ->
		ret = (hung_up -> ENOENT : EAGAIN)
	fi;
	if
	:: ret == OK ->
		seccomp_notification_move(n, NOTIFICATION_SENT);
		owed = owed - (property == READER_TOLD);
		if
		:: listener_killable -> complete(n)
		:: else
		fi
	:: else
	fi
}

inline give_back(n)
{
	if
	:: by_id[n] && RIGHT(F_RESET) -> seccomp_notification_requeue(n)
	:: else
	fi
}

inline prepare_to_wait(s)
{
	supervisor_is[s] = BUSY;
	queued_for[s] = RIGHT(F_SLEEP) * ANY;
	woken[s] = false;
	supervisor_signal_may_come(s);
	flag = signal_pending(s)
}

inline finish_wait(s)
{
	queued_for[s] = 0;
	woken[s] = false;
	flag = false
}

/* Until what a sleeper waits for has come, or a signal. */
inline sleep(s, condition)
{
	if
	:: condition
	:: !quiet && may_interrupt ->
		may_interrupt = false;
		interrupted[s] = true
	:: !quiet && !killed -> killed = true
	fi
}

/* ret is OK, ERESTARTSYS, ENOENT, or EAGAIN when the copy has failed. */
inline listener_receive(s, n)
{
	atomic { prepare_to_wait(s) };
	do
	:: atomic { has_news() -> finish_wait(s) };
	   atomic {
		try_take(n);
		if
		:: ret == EAGAIN -> prepare_to_wait(s)
		:: else -> break
		fi
	   }
	:: atomic { !has_news() ->
		if
		:: flag ->
			finish_wait(s);
			ret = ERESTARTSYS;
			break
		:: !flag && RIGHT(F_SLEEP) -> supervisor_is[s] = READING
		:: else
		fi
	   };
	   if
	   :: d_step { !RIGHT(F_SLEEP) ->
		queued_for[s] = ANY;
		woken[s] = false;
		supervisor_is[s] = READING
	      }
	   :: RIGHT(F_SLEEP)
	   fi;
	   /* schedule() */
	   atomic {
		sleep(s, woken[s] || signal_pending(s));
		prepare_to_wait(s)
	   }
	od;
	if
	/* copy_to_user() */
	:: atomic { ret == OK ->
		known[n] = NOTE(TASK_READ, true);
		wake_up(EPOLLOUT)
	   }
	:: atomic { ret == OK && may_fail ->
		may_fail = false;
		give_back(n);
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
		seccomp_notification_reply(n, BY_SEND(s));
		reported[n] = NOTE(FINAL, true) * BY_SEND(s);
		if
		:: RIGHT(F_SEND_WAKE) -> complete(n)
		:: else
		fi;
		ret = OK
	fi
}

#define ready_for(events) (hung_up || \
	((events & EPOLLIN) && any(is_queued)) || \
	((events & EPOLLOUT) && any(is_taken)))

/* listener_poll(), and who sleeps in poll(2): it stays queued */
inline listener_poll(s)
{
	do
	:: ready_for(queued_for[s]) -> break
	:: atomic { !ready_for(queued_for[s]) ->
		if
		:: signal_pending(s) -> break
		:: else -> supervisor_is[s] = POLLING
		fi
	   };
	   atomic {
		sleep(s, woken[s] || signal_pending(s));
		woken[s] = false;
		supervisor_is[s] = BUSY
	   }
	od
}

inline listener_release()
{
	/* The lock may be dropped after each. */
	closed = true;
	do
	:: d_step {
			any(is_waiting) ->
			n = (is_waiting(0) -> 0 : 1);
			seccomp_notification_reply(n, NOBODY);
			if
			:: RIGHT(F_RELEASE_WAKE) -> complete(n)
			:: else
			fi;
			n = 0
		}
	:: else -> break
	od
}

/* ---- addfd.c: the supervisor ---- */

inline descriptor_send(s, n, send)
{
	CHECK(FREED, refs[s] == 0);
	descriptor_state[s] = DESCRIPTOR_WAITING;
	with_send[s] = send;
	refs[s] = 1;
	if
	:: !by_id[n] -> ret = ENOENT
	:: by_id[n] && state[n] != NOTIFICATION_SENT -> ret = EINPROGRESS
	:: by_id[n] && state[n] == NOTIFICATION_SENT && send &&
	   len(descriptors[n]) > 0 -> ret = EBUSY
	:: else ->
		if
		:: send -> seccomp_notification_move(n, NOTIFICATION_REPLYING)
		:: else
		fi;
		notification_of[s] = n;
		descriptors[n]!s;
		refs[s] = refs[s] + RIGHT(F_TASK_REF);
		if
		:: RIGHT(F_ADD_WAKE) -> complete(n)
		:: else
		fi;
		ret = OK
	fi
}

inline descriptor_recall(s)
{
	flag = descriptor_state[s] == DESCRIPTOR_WAITING ||
	       !RIGHT(F_RECALL_RUNNING);
	if
	:: flag ->
		CHECK(GONE, stack[notification_of[s]]);
		if
		:: descriptors[notification_of[s]]??[eval(s)] ->
			descriptors[notification_of[s]]??eval(s)
		:: else
		fi;
		if
		:: with_send[s] && RIGHT(F_RECALL_STATE) ->
			seccomp_notification_abort_reply(notification_of[s])
		:: else
		fi;
		descriptor_put(s);
		/* Never is it half done. */
		CHECK(WHOLE, !installed[s] &&
			     descriptor_state[s] != DESCRIPTOR_RUNNING)
	:: else
	fi
}

/* What ADDFD returns has come; the request is done or recalled. */
inline descriptor_end(s, n)
{
	if
	:: ret == OK ->
		ret = result[s];
		CHECK(WHOLE, (ret == OK) == installed[s]);
		CHECK(WHOLE, ret == OK || answer[n] != BY_ADDFD(s))
	:: else
	fi;
	if
	:: ret == OK && with_send[s] ->
		reported[n] = NOTE(FINAL, true) * BY_ADDFD(s);
		CHECK(FINAL, answer[n] == BY_ADDFD(s) && !gave_up[n])
	:: else
	fi;
	descriptor_put(s);
	flag = false
}

inline descriptor_wait(s, n)
{
	if
	:: d_step { done[s] > 0 ->
		done[s]--;
		supervisor_is[s] = BUSY;
		descriptor_end(s, n)
	   }
	:: atomic { done[s] == 0 &&
		    (signal_pending(s) || !quiet || !RIGHT(F_REST)) ->
		sleep(s, signal_pending(s));
		supervisor_is[s] = BUSY
	   };
	   d_step {
		descriptor_recall(s);
		if
		:: flag ->
			ret = ERESTARTSYS;
			descriptor_end(s, n)
		:: else ->
			flag = true;
			supervisor_is[s] = ADDING_KILLABLE
		fi
	   };
	   if
	   :: ret == ERESTARTSYS
	   :: d_step { ret != ERESTARTSYS && done[s] > 0 ->
		done[s]--;
		supervisor_is[s] = BUSY;
		descriptor_end(s, n)
	      }
	   :: d_step { ret != ERESTARTSYS && done[s] == 0 &&
		       (killed || !quiet) ->
		killed = true;
		ret = ERESTARTSYS;
		supervisor_is[s] = BUSY;
		descriptor_end(s, n)
	      }
	   fi
	fi
}

inline seccomp_addfd_ioctl(s, n, send)
{
	descriptor_send(s, n, send);
	if
	:: ret == OK -> supervisor_is[s] = ADDING
	:: else -> descriptor_put(s)
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

/* The threads are alike, so let the first one begin. */
#define may_call(s) (!killed && calls < CALLS && (calls > 0 || s == 0))

inline begin_call(s)
{
	calls++;
	interrupted[s] = false;
	supervisor_is[s] = BUSY
}

inline end_call(s)
{
	n = 0;
	ret = OK;
	supervisor_is[s] = IDLE
}

inline leave_file(s)
{
	interrupted[s] = false;
	supervisor_is[s] = BUSY;
	holders--;
	flag = holders == 0
}

proctype supervisor(byte s)
{
	byte n, ret;
	bool flag;

	do
	:: atomic { killed -> leave_file(s); break }
	:: atomic { !killed && !quiet -> killed = true; leave_file(s); break }
#if ORDERLY
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
		   :: supervisor_is[s] == ADDING -> descriptor_wait(s, n)
		   :: else
		   fi;
		   /* Of no use when the descriptor was the answer. */
		   atomic { listener_send(s, n); calls = 0; end_call(s) }
		:: atomic { ret == ENOENT && hung_up -> leave_file(s); break }
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
		:: supervisor_is[s] == ADDING -> descriptor_wait(s, n)
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
		atomic { finish_wait(s); end_call(s) }
	/* Leaves the file to the other thread. */
	:: atomic { calls == CALLS -> leave_file(s); break }
#endif
	od;
	if
	:: flag -> listener_release()
	:: else
	fi;
	atomic { flag = false; ret = OK; n = 0; supervisor_is[s] = ENDED }
}

/* ---- what may not be when nothing moves any more ---- */

#define asleep(n) (task_is[n] == ASLEEP_KILLABLE || \
		   task_is[n] == ASLEEP_INTERRUPTIBLE)
#define task_rests(n) (task_is[n] == LEFT || (asleep(n) && wake[n] == 0 && \
	!fatal[n] && !(pending[n] && task_is[n] == ASLEEP_INTERRUPTIBLE)))

/* Between calls it may be for ever, too. */
#define sleeps_on(s) \
	((supervisor_is[s] == READING || supervisor_is[s] == POLLING) && \
	 !woken[s] && !signal_pending(s))
#define adds_on(s) (done[s] == 0 && \
	((supervisor_is[s] == ADDING && !signal_pending(s)) || \
	 (supervisor_is[s] == ADDING_KILLABLE && !killed)))
#define supervisor_rests(s) (supervisor_is[s] == ENDED || \
	(supervisor_is[s] == IDLE && !killed && !ORDERLY) || sleeps_on(s) || adds_on(s))

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

#define has_something(n) (asleep(n) && (closed || \
	state[n] == NOTIFICATION_REPLIED || len(descriptors[n]) > 0))
#define has_signal(n) (asleep(n) && (fatal[n] || (pending[n] && \
	!(listener_killable && state[n] != NOTIFICATION_INIT))))
#define is_unread(n) \
	(asleep(n) && !known[n] && state[n] != NOTIFICATION_INIT)
#define has_missed(s) \
	((supervisor_is[s] == READING && has_news()) || \
	 (supervisor_is[s] == POLLING && ready_for(queued_for[s])))
#define has_not_been_told(s) (supervisor_is[s] == READING && owed > 0)
#define is_adding(s) \
	(supervisor_is[s] == ADDING || supervisor_is[s] == ADDING_KILLABLE)
#define has_left(n) (task_is[n] == LEFT)
#define has_ended(s) (supervisor_is[s] == ENDED)

#define is_amiss() ( \
	(property == TASK_WAKES && some_task(has_something)) || \
	(property == SIGNAL_WAKES && some_task(has_signal)) || \
	(property == TASK_READ && some_task(is_unread)) || \
	(property == READER_WAKES && some_supervisor(has_missed)) || \
	(property == READER_TOLD && some_supervisor(has_not_been_told)) || \
	(property == SENDER_WAKES && some_supervisor(is_adding)) || \
	(property == ORDER && \
	 !(all_tasks(has_left) && all_supervisors(has_ended))))

#define nothing_moves() \
	(all_tasks(task_rests) && all_supervisors(supervisor_rests))

proctype rest()
{
#if defined(ENDS_LTL)
	quiet = true
#elif QUIET
	/* Is that the same as what the process below takes for it? */
	quiet = true;
	timeout -> CHECK(REST, nothing_moves())
#else
end:	do
	:: d_step {
		nothing_moves() && is_amiss() -> assert(false)
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
		:: listener_killable = false
		:: listener_killable = true
		fi;
		run task(0);
#if TASKS == 2
		run task(1);
#endif
		run supervisor(0);
#if SUPERVISORS == 2
		run supervisor(1);
#endif
		run rest()
	}
}

#if defined(ENDS_LTL)
ltl { [] (asking[0] -> <> gone[0]) }
#elif defined(STAYS_LTL)
ltl { [] (state[0] == NOTIFICATION_REPLIED ->
	  [] (state[0] == NOTIFICATION_REPLIED)) }
#endif
