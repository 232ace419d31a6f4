/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a program can do with one call: the instructions that can run, and the answers.
 *
 * The kernel's analysis has tables for the ABIs of one machine. lint judges programs for
 * all ABIs that libseccomp knows, and asks which words of a call decide.
 */
#ifndef _SECCOMPCTL_REACH_H
#define _SECCOMPCTL_REACH_H

#include <linux/types.h>
#include <stdbool.h>

#include "abi.h"
#include "program.h"

/* The words of struct seccomp_data: number, architecture, pointer, arguments. */
#define REACH_WORDS 16

/**
 * struct reach - answers of a program to one call
 * @program: the program; owned by the caller
 * @abi: byte order of the arguments
 * @arch: AUDIT_ARCH_* of the call
 * @nr: number of the call
 * @high_set: arguments whose high half is known to be 1, as a bitmap; set by the caller
 * @reached: for each instruction whether it can run
 * @strictest: the most restrictive answer
 * @mildest: the least restrictive answer
 * @strictest_pc: an instruction that gives @strictest
 * @mildest_pc: an instruction that gives @mildest
 * @mildest_blind: no load from a window was before @mildest_pc on some way to it
 * @constant: there is one answer
 * @low: arguments whose low half is compared, as a bitmap
 * @high: arguments whose high half is loaded, as a bitmap
 * @half_pc: for each argument an instruction that compares the low half
 * @windows: windows that are loaded, as a bitmap
 * @window_pc: the first instruction that loads a window
 * @loads_arch: the architecture is loaded
 * @compares_arch: the architecture is compared with @arch
 * @computes: the number or the architecture is tested by other means than compares with
 *	constants, so that constants do not show which calls differ
 * @states: for reach_run() only
 */
struct reach {
	const struct program *program;
	const struct abi *abi;
	__u32 arch;
	__u32 nr;
	unsigned int high_set;
	bool *reached;
	__u32 strictest;
	__u32 mildest;
	unsigned int strictest_pc;
	unsigned int mildest_pc;
	bool mildest_blind;
	bool constant;
	unsigned int low;
	unsigned int high;
	unsigned int half_pc[6];
	unsigned int windows;
	unsigned int window_pc;
	bool loads_arch;
	bool compares_arch;
	bool computes;
	struct reach_state *states;
};

void reach_init(struct reach *reach, const struct program *program);
void reach_free(struct reach *reach);
void reach_run(struct reach *reach, const struct abi *abi, __u32 arch,
	       __u32 nr);
/* The same for any number and any architecture; @arch is for @compares_arch. */
void reach_run_any(struct reach *reach, const struct abi *abi, __u32 arch);

/* Does the program compare the architecture with this value? */
bool reach_compares_arch(const struct program *program, __u32 arch);

/* Can a call with this answer run, now or when a supervisor or tracer agrees? */
bool answer_may_run(__u32 ret);
/* Does the call run without being asked about? */
bool answer_runs(__u32 ret);

#endif /* _SECCOMPCTL_REACH_H */
