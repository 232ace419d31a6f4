// SPDX-License-Identifier: GPL-2.0-only
/*
 * libFuzzer: imports profiles of containers and settings of systemd.
 *
 *	make -C tools/seccomp fuzz CC=clang
 *	OUTPUT/fuzz_import -close_fd_mask=2 -dict=tools/seccomp/tests/fuzz_import.dict \
 *		CORPUS tools/seccomp/tests/oci tools/seccomp/tests/imports
 *
 * An input that begins with "{" is a profile, other ones are settings. The policy must be
 * one that the compiler can read, and its program one that the kernel accepts.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"
#include "policy.h"
#include "profile.h"

static const char *const machines[] = { "x86-64", "arm64", "s390x", "mips64-le",
					"riscv64" };

/* Returns the name of a file that has the input. */
static const char *write_input(const unsigned char *data, size_t size)
{
	static char name[40];
	static int fd = -1;

	if (fd < 0) {
		fd = memfd_create("fuzz", MFD_CLOEXEC);
		snprintf(name, sizeof(name), "/proc/self/fd/%d", fd);
	}
	if (fd < 0 || ftruncate(fd, 0) ||
	    pwrite(fd, data, size, 0) != (ssize_t)size)
		abort();
	return name;
}

static void check_policy(const char *text, size_t size)
{
	const struct policy_options options = {};
	struct program program;
	struct policy *policy;

	if (policy_read_text(&policy, "imported", text, size))
		abort();
	/* A policy can need too many instructions. */
	if (!policy_compile(&program, policy, &options)) {
		check_program(&program);
		program_free(&program);
	}
	policy_free(policy);
}

/* libFuzzer calls this name. */
int fuzz_one(const unsigned char *data,
	     size_t size) __asm__("LLVMFuzzerTestOneInput");

int fuzz_one(const unsigned char *data, size_t size)
{
	const char *path = write_input(data, size);
	struct import_options options = {
		.abis = { abi_by_name(machines[size % ARRAY_SIZE(machines)]) },
		.abi_count = 1,
		.kernel = { 6, 1 },
		.runc = size & 8,
	};
	struct profile profile;
	size_t length;
	char *text;
	int status;

	if (size && *data == '{')
		status = profile_from_oci(&profile, path, &options);
	else
		status = profile_from_systemd(&profile, path, &options);
	if (!status) {
		text = profile_text(&profile, &length);
		check_policy(text, length);
		free(text);
	}
	profile_free(&profile);
	return 0;
}
