// SPDX-License-Identifier: GPL-2.0-only
/*
 * The helper program of deep_calls_test. It is built for ia32, x32 or 32-bit Arm,
 * and tests the calls of its ABI, in the directory that deep_calls_test has made.
 *
 * compat_deep [NAME]
 *	NAME	only this call of deep_call_table.h
 *
 * For each call, a line of output has its name and the number of failed scenarios,
 * or what check_call() returns if the kernel does not have the call. Without NAME, the
 * last line has the number of wrong answers to SECCOMP_GET_FEATURES and SECCOMP_GET_ARG_KINDS.
 */
#include "common.h"

#include <assert.h>

#include "deep.h"
#include "deep_calls.h"
#include "deep_call_effects.h"
#include "deep_call_table.h"
#include "deep_op_table.h"

/* The structures are the same in each ABI. */
static_assert(sizeof(struct seccomp_features) == 88, "another layout");
static_assert(sizeof(struct seccomp_arg_kinds) == 352, "another layout");
static_assert(sizeof(struct seccomp_notif_arg) == 40, "another layout");

/* Return the number of wrong answers about this ABI. */
static int check_discovery(void)
{
	struct seccomp_features features = { .size = sizeof(features) };
	struct seccomp_arg_kinds kinds = {
		.size = sizeof(kinds),
		.arch = NATIVE_ARCH,
		.nr = __NR_sendmsg,
	};
	int wrong = 0;

	wrong += sys_seccomp(SECCOMP_GET_FEATURES, 0, &features) != 0;
	wrong += features.arg_kinds_size != sizeof(kinds);
	wrong += features.arg_windows != SECCOMP_ARG_WINDOWS;
	wrong += sys_seccomp(SECCOMP_GET_ARG_KINDS, 0, &kinds) != 0;
	wrong += kinds.info[1].kind != SECCOMP_KIND_MESSAGE;
	kinds.nr = __NR_openat;
	wrong += sys_seccomp(SECCOMP_GET_ARG_KINDS, 0, &kinds) != 0;
	wrong += kinds.info[1].kind != SECCOMP_KIND_PATH;
	wrong += kinds.info[1].limit != PATH_MAX;
	kinds.size = sizeof(kinds) - 4;
	wrong += sys_seccomp(SECCOMP_GET_ARG_KINDS, 0, &kinds) != -1;
	wrong += errno != EINVAL;
	return wrong;
}

int main(int argc, char **argv)
{
	const struct deep_call *call;
	const char *dir;

	dir = make_private_directory();
	if (!dir) {
		fprintf(stderr, "# no private directory: %s\n",
			strerror(errno));
		return 2;
	}
	for (call = __start_deep_calls; call < __stop_deep_calls; call++) {
		if (argc > 1 && strcmp(argv[1], call->name))
			continue;
		printf("%s %d\n", call->name, check_call(call, dir));
		fflush(stdout);
	}
	if (argc == 1)
		printf("discovery %d\n", check_discovery());
	return 0;
}
