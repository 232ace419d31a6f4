/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The commands of seccompctl. Each has a file of its own, cmd_NAME.c.
 */
#ifndef _SECCOMPCTL_COMMANDS_H
#define _SECCOMPCTL_COMMANDS_H

#include "tool.h"

extern const struct command command_check;
extern const struct command command_compile;
extern const struct command command_diff;
extern const struct command command_disasm;
extern const struct command command_explain;
extern const struct command command_import;
extern const struct command command_learn;
extern const struct command command_lint;
extern const struct command command_names;
extern const struct command command_run;
extern const struct command command_show;
extern const struct command command_tighten;
extern const struct command command_watch;

#endif /* _SECCOMPCTL_COMMANDS_H */
