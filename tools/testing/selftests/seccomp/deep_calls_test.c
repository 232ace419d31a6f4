// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test each call whose arguments the kernel copies. With a filter that loads the
 * window, the call has the same result and the same effect as without a filter, in
 * each of the scenarios of deep_calls.h. A refused call has no effect.
 *
 * A case is an argument of a call. The calls of other ABIs are in a helper program,
 * see compat_deep.c. The tests need CAP_SYS_ADMIN for mounts and namespaces.
 *
 * deep_calls_test [NAME]
 *	NAME	only this call of deep_call_table.h
 */
#include "common.h"

#include <libgen.h>

#include "../kselftest.h"
#include "deep.h"
#include "deep_calls.h"
#include "deep_call_effects.h"
#include "deep_call_table.h"
#include "deep_op_table.h"

#if defined(__x86_64__)
static const char *const other_abis[] = { "ia32", "x32" };
#else
static const char *const other_abis[] = { "arm" };
#endif

/* The file of the helper program, open before /tmp is another directory */
static int helpers[ARRAY_SIZE(other_abis)];

static void report_skip(const char *abi, const char *name, const char *reason)
{
	ksft_inc_xskip_cnt();
	printf("ok %u %s.%s # SKIP %s\n", ksft_test_num(), abi, name, reason);
}

static void report_call(const char *abi, const char *name, int failures)
{
	char reason[100];

	if (failures >= 0) {
		ksft_test_result(!failures, "%s.%s\n", abi, name);
		return;
	}
	snprintf(reason, sizeof(reason), "without a filter, the call fails: %s",
		 strerror(-failures));
	report_skip(abi, name, reason);
}

static void open_helpers(void)
{
	char self[512] = {}, path[600];
	unsigned int i;

	if (readlink("/proc/self/exe", self, sizeof(self) - 1) < 0)
		snprintf(self, sizeof(self), "./deep_calls_test");
	dirname(self);
	for (i = 0; i < ARRAY_SIZE(other_abis); i++) {
		snprintf(path, sizeof(path), "%s/compat_deep_%s", self,
			 other_abis[i]);
		helpers[i] = open(path, O_RDONLY | O_CLOEXEC);
	}
}

static pid_t start_helper(int helper, const char *call, FILE **results)
{
	char *argv[3] = { "compat_deep", (char *)call };
	int fds[2];
	pid_t pid;

	if (pipe2(fds, O_CLOEXEC))
		return -1;
	fflush(NULL);
	pid = fork();
	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
		dup2(fds[1], STDOUT_FILENO);
		fexecve(helper, argv, environ);
		_exit(errno == ENOEXEC ? 126 : 127);
	}
	close(fds[1]);
	*results = fdopen(fds[0], "r");
	return pid;
}

/* Report each call that the helper tests. */
static void test_abi(const char *abi, int helper, const char *call)
{
	char name[64];
	FILE *results;
	int failures, ended;
	pid_t pid;

	if (helper < 0) {
		report_skip(abi, "program", "there is no compat_deep");
		return;
	}
	pid = start_helper(helper, call, &results);
	if (pid < 0) {
		ksft_test_result_fail("%s.program\n", abi);
		return;
	}
	while (fscanf(results, "%63s %d", name, &failures) == 2)
		report_call(abi, name, failures);
	fclose(results);
	ended = exit_summary(wait_child(pid));
	if (ended == 126)
		report_skip(abi, "program",
			    "this kernel does not have the ABI");
	else
		ksft_test_result(ended == 0, "%s.program\n", abi);
}

int main(int argc, char **argv)
{
	const char *call_name = argc > 1 ? argv[1] : NULL;
	const struct deep_call *call;
	const char *dir;
	unsigned int i;

	ksft_print_header();
	if (deep_args_are_missing())
		ksft_exit_skip(NO_DEEP_ARGS "\n");
	if (geteuid())
		ksft_exit_skip("only root can mount a file system\n");
	open_helpers();
	dir = make_private_directory();
	if (!dir)
		ksft_exit_fail_msg("no private directory: %s\n",
				   strerror(errno));
	for (call = __start_deep_calls; call < __stop_deep_calls; call++) {
		if (!call_name || !strcmp(call_name, call->name))
			report_call("native", call->name,
				    check_call(call, dir));
	}
	for (i = 0; i < ARRAY_SIZE(other_abis); i++)
		test_abi(other_abis[i], helpers[i], call_name);
	ksft_set_plan(ksft_test_num());
	ksft_finished();
}
