// SPDX-License-Identifier: GPL-2.0-only
/*
 *	with RULE... -- COMMAND
 *
 * Run a command under one more filter. A rule is CALL:ACTION or
 * CALL,ARGUMENT=VALUE:ACTION. The filter allows calls without a rule. An action
 * is an errno's name, success, kill_process, kill_thread, trap, trace or log.
 * "success" skips the call and returns 0.
 */
#include <stdlib.h>
#include <string.h>

#include "../../../seccomp/action_names.h"
#include "tool.h"

const char *tool_name = "with";

/* A program sees the number of TRACE. */
static unsigned int parse_action(const char *name)
{
	const struct action_names *action = action_names;
	unsigned int i;
	int err;

	if (!strcmp(name, "success"))
		return SCMP_ACT_ERRNO(0);
	for (i = 0; i < NR_ACTION_NAMES; i++, action++)
		if (action->ret != SECCOMP_RET_ERRNO &&
		    action->ret != SECCOMP_RET_ALLOW &&
		    action->ret != SECCOMP_RET_USER_NOTIF &&
		    !strcmp(action->policy, name))
			return action->ret | (action->ret == SECCOMP_RET_TRACE);
	err = errno_number(name);
	if (!err)
		bad_usage(
			"\"%s\" is no action: use an errno or one of "
			"success, kill_process, kill_thread, trap, trace, log",
			name);
	return SCMP_ACT_ERRNO(err);
}

/* Add a rule with the condition ARGUMENT=VALUE. */
static void add_conditional(scmp_filter_ctx ctx, unsigned int action,
			    const char *call, const char *condition)
{
	char *end, *value_end;
	unsigned long argument = strtoul(condition, &end, 10);
	unsigned long long value =
		strtoull(*end ? end + 1 : end, &value_end, 0);
	int nr = call_number(call);
	int err;

	if (*end != '=' || *value_end || argument > 5)
		bad_usage("\"%s\" is no condition: use 0=VALUE to 5=VALUE",
			  condition);
	if (nr < 0)
		return;
	err = seccomp_rule_add(ctx, action, nr, 1,
			       SCMP_CMP64(argument, SCMP_CMP_EQ, value));
	if (err)
		die(call, -err);
}

static void add(scmp_filter_ctx ctx, char *rule)
{
	char *colon = strrchr(rule, ':');
	char *comma;
	unsigned int action;

	if (!colon)
		bad_usage("\"%s\" is no rule: use CALL:ACTION", rule);
	*colon = '\0';
	action = parse_action(colon + 1);
	comma = strchr(rule, ',');
	if (!comma) {
		add_rule(ctx, action, rule);
		return;
	}
	*comma = '\0';
	add_conditional(ctx, action, rule, comma + 1);
}

int main(int argc, char **argv)
{
	scmp_filter_ctx ctx = permissive_filter();
	int i;

	for (i = 1; i < argc && strcmp(argv[i], "--"); i++)
		add(ctx, argv[i]);
	if (i + 1 >= argc)
		bad_usage("usage: with RULE... -- COMMAND");
	load_filter(ctx);
	seccomp_release(ctx);
	run_command(argv + i + 1);
}
