// SPDX-License-Identifier: GPL-2.0-only
/*
 * libFuzzer: reads and compiles policies.
 *
 *	make -C tools/seccomp fuzz CC=clang
 *	OUTPUT/fuzz_policy -close_fd_mask=2 CORPUS tools/seccomp/tests/policies
 */
#include <stddef.h>

#include "fuzz.h"
#include "policy.h"

/* libFuzzer calls this name. */
int fuzz_one(const unsigned char *data,
	     size_t size) __asm__("LLVMFuzzerTestOneInput");

int fuzz_one(const unsigned char *data, size_t size)
{
	const struct policy_options options = {};
	struct program program;
	struct policy *policy;

	if (policy_read_text(&policy, "fuzz", (const char *)data, size))
		return 0;
	if (!policy_compile(&program, policy, &options)) {
		check_program(&program);
		program_free(&program);
	}
	policy_free(policy);
	return 0;
}
