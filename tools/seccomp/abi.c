// SPDX-License-Identifier: GPL-2.0-only
/*
 * ABIs of system calls, on top of libseccomp's tables.
 */
#include <linux/audit.h>
#include <seccomp.h>
#include <stdlib.h>
#include <string.h>

#include "abi.h"
#include "tool.h"
#include "versions.h"

/* All that libseccomp 2.5 knows. An x32 call has the architecture of x86-64. */
static const struct abi abis[] = {
	{ "x86-64", AUDIT_ARCH_X86_64, SCMP_ARCH_X86_64, "x86", true, false },
	{ "x86", AUDIT_ARCH_I386, SCMP_ARCH_X86, NULL, false, false },
	{ "x32", AUDIT_ARCH_X86_64, SCMP_ARCH_X32, "x86", true, false },
	{ "arm64", AUDIT_ARCH_AARCH64, SCMP_ARCH_AARCH64, "arm", true, false },
	{ "arm", AUDIT_ARCH_ARM, SCMP_ARCH_ARM, NULL, false, false },
	{ "mips", AUDIT_ARCH_MIPS, SCMP_ARCH_MIPS, NULL, false, true },
	{ "mipsel", AUDIT_ARCH_MIPSEL, SCMP_ARCH_MIPSEL, NULL, false, false },
	{ "mips64", AUDIT_ARCH_MIPS64, SCMP_ARCH_MIPS64, "mips", true, true },
	{ "mips64-le", AUDIT_ARCH_MIPSEL64, SCMP_ARCH_MIPSEL64, "mipsel", true,
	  false },
	{ "mips64-n32", AUDIT_ARCH_MIPS64N32, SCMP_ARCH_MIPS64N32, "mips", true,
	  true },
	{ "mips64-le-n32", AUDIT_ARCH_MIPSEL64N32, SCMP_ARCH_MIPSEL64N32,
	  "mipsel", true, false },
	{ "ppc", AUDIT_ARCH_PPC, SCMP_ARCH_PPC, NULL, false, true },
	{ "ppc64", AUDIT_ARCH_PPC64, SCMP_ARCH_PPC64, "ppc", true, true },
	{ "ppc64-le", AUDIT_ARCH_PPC64LE, SCMP_ARCH_PPC64LE, NULL, true,
	  false },
	{ "s390", AUDIT_ARCH_S390, SCMP_ARCH_S390, NULL, false, true },
	{ "s390x", AUDIT_ARCH_S390X, SCMP_ARCH_S390X, "s390", true, true },
	{ "parisc", AUDIT_ARCH_PARISC, SCMP_ARCH_PARISC, NULL, false, true },
	{ "parisc64", AUDIT_ARCH_PARISC64, SCMP_ARCH_PARISC64, "parisc", true,
	  true },
	{ "riscv64", AUDIT_ARCH_RISCV64, SCMP_ARCH_RISCV64, NULL, true, false },
};

/**
 * abi_at - Return an ABI by its place
 * @index: place in the list of all ABIs, from 0
 *
 * Return: the ABI; or NULL behind the last.
 */
const struct abi *abi_at(unsigned int index)
{
	return index < ARRAY_SIZE(abis) ? &abis[index] : NULL;
}

/**
 * abi_by_name - Find an ABI by its name
 * @name: "x86-64", "arm", ...
 *
 * Return: the ABI, or NULL.
 */
const struct abi *abi_by_name(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(abis); i++)
		if (!strcmp(abis[i].name, name))
			return &abis[i];
	return NULL;
}

/**
 * abi_of_call - Find the ABI of a call that a filter sees
 * @audit_arch: AUDIT_ARCH_*
 * @nr: number of the call
 *
 * Return: the ABI; or NULL if libseccomp does not know it.
 */
const struct abi *abi_of_call(__u32 audit_arch, __u32 nr)
{
	size_t i;

	if (audit_arch == AUDIT_ARCH_X86_64 && nr != 0xffffffff && nr & X32_BIT)
		return abi_by_name("x32");
	for (i = 0; i < ARRAY_SIZE(abis); i++)
		if (abis[i].audit_arch == audit_arch)
			return &abis[i];
	return NULL;
}

/**
 * abi_native - Return the ABI of the machine
 *
 * Return: the ABI; never NULL where libseccomp runs.
 */
const struct abi *abi_native(void)
{
	__u32 arch = seccomp_arch_native();
	size_t i;

	for (i = 0; i < ARRAY_SIZE(abis); i++)
		if (abis[i].scmp_arch == arch)
			return &abis[i];
	return NULL;
}

/* Numbers for calls that socketcall(2) and ipc(2) have, too. */
#define FIRST_MULTIPLEXED (-224)
#define LAST_MULTIPLEXED (-101)
#define MULTIPLEXED (LAST_MULTIPLEXED - FIRST_MULTIPLEXED + 1)
#define NUMBERS 512

static bool is_multiplexed(int nr)
{
	return nr >= FIRST_MULTIPLEXED && nr <= LAST_MULTIPLEXED;
}

/*
 * Most ABIs with socketcall(2) and ipc(2) have direct calls, too. libseccomp knows
 * their names, but turns the names into negative numbers.
 */
static void find_direct_numbers(const struct abi *abi, short *numbers)
{
	char *name;
	int nr, first, found;

	/* The numbers of MIPS begin with a thousand. */
	first = seccomp_syscall_resolve_name_arch(abi->scmp_arch, "read");
	first -= first % 1000;
	for (nr = first; nr < first + NUMBERS; nr++) {
		name = seccomp_syscall_resolve_num_arch(abi->scmp_arch, nr);
		if (!name)
			continue;
		found = seccomp_syscall_resolve_name_arch(abi->scmp_arch, name);
		if (is_multiplexed(found))
			numbers[found - FIRST_MULTIPLEXED] = nr;
		free(name);
	}
}

static int direct_number(const struct abi *abi, int multiplexed)
{
	static short numbers[ARRAY_SIZE(abis)][MULTIPLEXED];
	static bool is_filled[ARRAY_SIZE(abis)];
	size_t i = abi - abis;
	int nr;

	if (!is_filled[i])
		find_direct_numbers(abi, numbers[i]);
	is_filled[i] = true;
	nr = numbers[i][multiplexed - FIRST_MULTIPLEXED];
	return nr ?: multiplexed;
}

/**
 * abi_own_number - Return the number of a call that is not inside of another
 * @abi: the ABI
 * @name: name of the call
 *
 * Return: the number as filters see it. It is negative if the ABI has no such call, or
 * if socketcall(2) or ipc(2) has it, too.
 */
int abi_own_number(const struct abi *abi, const char *name)
{
	/* libseccomp has negative numbers for calls that the ABI lacks. */
	const int nr = seccomp_syscall_resolve_name_arch(abi->scmp_arch, name);

	/* No ABI of libseccomp has the call. */
	return nr == __NR_SCMP_ERROR ? newer_call_number(abi, name) : nr;
}

/**
 * abi_call_number - Return the number of a call
 * @abi: the ABI
 * @name: name of the call
 *
 * Return: the number as filters see it. It is negative if the ABI has no call of this
 * name with a number of its own.
 */
int abi_call_number(const struct abi *abi, const char *name)
{
	const int nr = abi_own_number(abi, name);

	return is_multiplexed(nr) ? direct_number(abi, nr) : nr;
}

/**
 * abi_call_name - Return the name of a call
 * @abi: the ABI
 * @nr: its number, as filters see it
 *
 * Return: the name, which is valid until the next call of this function; or NULL.
 */
const char *abi_call_name(const struct abi *abi, __u32 nr)
{
	static char *name;

	free(name);
	name = seccomp_syscall_resolve_num_arch(abi->scmp_arch, (int)nr);
	return name ?: newer_call_name(abi, nr);
}
