// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of operations.
 */
#include "sysfuzz.h"

#define OP(op_name, op_role, op_weight)                                 \
	{                                                               \
		.name = #op_name, .role = op_role, .weight = op_weight, \
		.run = op_##op_name,                                    \
	}

const struct op ops[] = {
	OP(attach, SUBJECT, 16),
	OP(attach_bad, SUBJECT, 8),
	OP(attach_listener, SUBJECT, 16),
	OP(attach_trace, SUBJECT, 8),
	OP(attach_any, SUBJECT, 3),
	OP(attach_large, SUBJECT, 4),
	OP(attach_many_outcomes, SUBJECT, 6),
	OP(attach_many, SUBJECT, 3),
	OP(attach_to_limit, SUBJECT, 1),
	OP(attach_prctl, SUBJECT, 4),
	OP(attach_no_rights, SUBJECT, 2),
	OP(attach_no_files, SUBJECT, 2),
	OP(action_avail, SUBJECT, 3),
	OP(notif_sizes, SUBJECT, 2),
	OP(bad_operation, SUBJECT, 1),
	OP(strict, SUBJECT, 3),
	OP(modes, SUBJECT, 3),
	OP(no_new_privs, SUBJECT, 2),
	OP(probe_calls, SUBJECT, 40),
	OP(fork, SUBJECT, 10),
	OP(vfork, SUBJECT, 2),
	OP(thread, SUBJECT, 8),
	OP(tsync, SUBJECT, 8),
	OP(exec, SUBJECT, 2),
	OP(exit, SUBJECT, 1),
	OP(unassigned, SUBJECT, 2),
	OP(receive, SUPERVISOR, 12),
	OP(reply, SUPERVISOR, 12),
	OP(serve, SUPERVISOR, 20),
	OP(id_valid, SUPERVISOR, 4),
	OP(addfd, SUPERVISOR, 16),
	OP(set_flags, SUPERVISOR, 4),
	OP(ioctl, SUPERVISOR, 4),
	OP(poll, SUPERVISOR, 6),
	OP(file, SUPERVISOR, 4),
	OP(close, SUPERVISOR, 2),
	OP(trace, TRACER, 24),
	OP(trace_untraced, TRACER, 3),
	OP(signal, BYSTANDER, 10),
	OP(wait, BYSTANDER, 8),
	OP(actions, BYSTANDER, 2),
	OP(actions_write, BYSTANDER, 4),
	OP(cache, SUBJECT, 3),
	OP(status, BYSTANDER, 2),
	OP(filters, BYSTANDER, 6),
	OP(events, BYSTANDER, 4),
	OP(deep_attach, SUBJECT, 12),
	OP(deep_calls, SUBJECT, 24),
	OP(deep_slot, SUBJECT, 8),
	OP(deep_held_page, SUBJECT, 6),
	OP(deep_renumber, SUBJECT, 2),
	OP(deep_effect, SUBJECT, 6),
	OP(deep_flip, BYSTANDER, 8),
	OP(get_arg, SUPERVISOR, 6),
	OP(set_arg, SUPERVISOR, 6),
	OP(features, SUBJECT, 2),
	OP(arg_kinds, SUBJECT, 3),
	OP(attach_op, SUBJECT, 16),
	OP(load_program, SUBJECT, 8),
	OP(load_bitmask, SUBJECT, 6),
	OP(attach_loaded, SUBJECT, 10),
	OP(tighten, BYSTANDER, 16),
	OP(domain_info, BYSTANDER, 3),
	OP(domain_file, BYSTANDER, 2),
	OP(counter, BYSTANDER, 8),
	OP(next, SUPERVISOR, 10),
	OP(attach_on_exec, SUBJECT, 6),
	OP(attach_bound, SUBJECT, 3),
	OP(strict_write, SUBJECT, 4),
	OP(suspend, TRACER, 6),
	OP(deep_trace, TRACER, 8),
#ifdef __x86_64__
	OP(compat_probe_calls, SUBJECT, 8),
	OP(compat_attach, SUBJECT, 4),
	OP(compat_ioctl, SUPERVISOR, 4),
	OP(deep_attach_compat, SUBJECT, 8),
#endif
};

const unsigned int op_count = ARRAY_SIZE(ops);
