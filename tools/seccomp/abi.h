/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ABIs of system calls. libseccomp knows their numbers and names.
 */
#ifndef _SECCOMPCTL_ABI_H
#define _SECCOMPCTL_ABI_H

#include <linux/types.h>
#include <stdbool.h>

#define X32_BIT 0x40000000

/**
 * struct abi - an ABI of system calls
 * @name: name in policies and output, as libseccomp and systemd spell it
 * @audit_arch: AUDIT_ARCH_* in struct seccomp_data
 * @scmp_arch: SCMP_ARCH_* of libseccomp
 * @compat: name of the 32-bit ABI that the same kernel offers, or NULL
 * @wide: arguments have 64 bits
 * @big: the high half of an argument comes first
 */
struct abi {
	const char *name;
	__u32 audit_arch;
	__u32 scmp_arch;
	const char *compat;
	bool wide;
	bool big;
};

const struct abi *abi_by_name(const char *name);
const struct abi *abi_of_call(__u32 audit_arch, __u32 nr);
const struct abi *abi_native(void);
const struct abi *abi_at(unsigned int index);

/* The number with X32_BIT for x32; negative if the ABI has no such call. */
int abi_call_number(const struct abi *abi, const char *name);
/* Without calls that the ABI also has inside of socketcall(2) or ipc(2). */
int abi_own_number(const struct abi *abi, const char *name);
/* The name, valid until the next call of this function; or NULL. */
const char *abi_call_name(const struct abi *abi, __u32 nr);

#endif /* _SECCOMPCTL_ABI_H */
