// SPDX-License-Identifier: GPL-2.0-only
/*
 * Audit records of calls about which filters decide: the name of the filter.
 */
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <linux/seccomp_hooks.h>

#include "action.h"
#include "filter.h"
#include "filter_id.h"
#include "quota.h"
#include "record.h"

/**
 * seccomp_log_decided - Write an audit record of a call
 * @call: the call of current, which leaves a record, with its verdict and its path
 * @decider: filter that gave the verdict, or NULL if it is not known
 * @nr: number of the call for the record
 * @signr: signal that kills current, or 0
 *
 * Context: system call entry of current; may sleep.
 */
void seccomp_log_decided(const struct seccomp_call *call,
			 const struct seccomp_filter *decider, int nr,
			 long signr)
{
	const struct seccomp_record record = {
		.path = call->filter,
		.decider = decider,
	};

	/* The record has the value as returned, even if it is unknown. */
	audit_seccomp_record(nr, signr,
			     call->verdict.ret & SECCOMP_RET_ACTION_FULL,
			     &record);
}

/* Names of tasks can have any bytes. A label cannot, but a reader need not know. */
static void log_decider(struct audit_buffer *ab,
			const struct seccomp_filter *decider)
{
	if (!decider) {
		audit_log_format(ab, " filter=? label=?");
		return;
	}
	audit_log_format(ab, " filter=%016llx label=",
			 seccomp_filter_id(decider->serial));
	if (decider->label) {
		audit_log_untrustedstring(ab, decider->label);
		return;
	}
	audit_log_format(ab, "? attach-comm=");
	audit_log_untrustedstring(ab, decider->comm);
}

/**
 * seccomp_audit_record - Complete a record of a call
 * @ab: the record without what it says about filters
 * @record: what it says about filters
 *
 * Context: system call entry of current; may sleep.
 */
void seccomp_audit_record(struct audit_buffer *ab,
			  const struct seccomp_record *record)
{
	log_decider(ab, record->decider);
	audit_limit_print(ab, record);
}

/**
 * seccomp_may_print - Check whether a record may be printed
 * @record: a record for which there is no daemon
 *
 * Context: system call entry of current; may sleep.
 * Return: true if the quotas of the path have room for the record.
 */
bool seccomp_may_print(const struct seccomp_record *record)
{
	return seccomp_quota_draw(record->path);
}
