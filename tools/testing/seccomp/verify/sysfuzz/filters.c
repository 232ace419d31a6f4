// SPDX-License-Identifier: GPL-2.0-only
/*
 * Random filters, and the probe calls that they decide about.
 *
 * The programs come from ../difffuzz. A probe filter allows every call except
 * the probe calls, about which a random program decides. So the fuzzer can go
 * on under it, and knows the results of its other calls.
 */
#include <linux/seccomp.h>

#include "sysfuzz.h"
#include "../difffuzz/program.h"

static struct corpus corpus;

static const u32 probe_nrs[] = {
	__NR_getppid, __NR_getuid, __NR_getgid,	     __NR_getpgid,
	__NR_getsid,  __NR_umask,  __NR_getpriority, __NR_sched_yield,
};

#ifdef __x86_64__
#define OTHER_ARCH AUDIT_ARCH_I386
/* The numbers of probe calls on 32-bit x86. */
static const u32 compat_probe_nrs[] = { 64, 199, 200, 132, 147, 60, 96, 158 };
#else
#define OTHER_ARCH AUDIT_ARCH_ARM
static const u32 compat_probe_nrs[] = { 64, 199, 200, 132, 147, 60, 96, 158 };
#endif

/**
 * filters_init - read the corpus of filters
 * @dir: the directory of the corpus
 *
 * Context: Once, before filter_make().
 */
void filters_init(const char *dir)
{
	corpus_read(&corpus, dir);
}

/**
 * is_probe_nr - look if a number belongs to a probe call
 * @nr: a native system call number
 *
 * Return: whether it does.
 */
bool is_probe_nr(long nr)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(probe_nrs); i++)
		if (probe_nrs[i] == nr)
			return true;
	return false;
}

/**
 * random_probe_nr - draw a probe call
 *
 * Return: its native system call number.
 */
long random_probe_nr(void)
{
	return one_of(probe_nrs);
}

/**
 * make_probe_calls - make random probe calls
 * @count: how many
 */
void make_probe_calls(unsigned int count)
{
	while (count--) {
		long nr = random_probe_nr();

#ifdef __x86_64__
		if (one_in(8))
			nr |= 0x40000000;
#endif
		syscall(nr, random_word(), (u64)random_word() << 32,
			random_word(), random_word(), random_word(), 0L);
	}
}

static void emit(struct filter *filter, struct sock_filter insn)
{
	filter->insns[filter->len++] = insn;
}

/*
 * Emits a jump over @skip instructions for each number in @numbers. The filter
 * allows other numbers.
 */
static void emit_nr_check(struct filter *filter, const u32 *numbers,
			  unsigned int count, unsigned int skip)
{
	unsigned int i;

	emit(filter, INSN_LOAD_NR);
	for (i = 0; i < count; i++)
		emit(filter, INSN_JEQ(numbers[i], count - i + skip, 0));
	emit(filter, INSN_RET(SECCOMP_RET_ALLOW));
}

static void emit_prologue(struct filter *filter)
{
	const unsigned int count = ARRAY_SIZE(probe_nrs);

	emit(filter, INSN_LOAD_ARCH);
	emit(filter, INSN_JEQ(NATIVE_ARCH, 0, count + 2));
	emit_nr_check(filter, probe_nrs, count, count + 4);
	emit(filter, INSN_JEQ(OTHER_ARCH, 1, 0));
	emit(filter, INSN_RET(SECCOMP_RET_ALLOW));
	emit_nr_check(filter, compat_probe_nrs, count, 0);
}

static u32 random_verdict(void)
{
	static const u32 actions[] = {
		SECCOMP_RET_ALLOW,	  SECCOMP_RET_ALLOW,
		SECCOMP_RET_ERRNO,	  SECCOMP_RET_ERRNO,
		SECCOMP_RET_LOG,	  SECCOMP_RET_TRAP,
		SECCOMP_RET_TRACE,	  SECCOMP_RET_TRACE,
		SECCOMP_RET_USER_NOTIF,	  SECCOMP_RET_USER_NOTIF,
		SECCOMP_RET_USER_NOTIF,	  SECCOMP_RET_KILL_THREAD,
		SECCOMP_RET_KILL_PROCESS, 0x7ffe0000,
	};

	return one_of(actions) | (one_in(2) ? below(65536) : below(3));
}

/* random_word() makes the constants here, and the arguments of probe calls. */
static void emit_simple(struct filter *filter)
{
	unsigned int count = below(4);

	while (count--) {
		emit(filter, INSN_LOAD_ARG_LO(below(6)));
		emit(filter, INSN_JUMP(BPF_JMP | BPF_K |
					       (one_in(2) ? BPF_JGT : BPF_JSET),
				       random_word(), 0, 1));
		emit(filter, INSN_RET(random_verdict()));
	}
	emit(filter, INSN_RET(random_verdict()));
}

static enum program_style random_style(void)
{
	if (one_in(24))
		return one_in(2) ? STYLE_LARGE : STYLE_LONG;
	return below(STYLE_LONG);
}

static void emit_program(struct filter *filter, enum program_style style)
{
	struct program program;

	do {
		program_make(&program, style, &corpus);
	} while (filter->len + program.len > FILTER_INSNS);
	memcpy(&filter->insns[filter->len], program.insns,
	       program.len * sizeof(*program.insns));
	filter->len += program.len;
}

/**
 * filter_make - make a random filter
 * @filter: receives the filter
 * @kind: the kind of the filter
 */
void filter_make(struct filter *filter, enum filter_kind kind)
{
	filter->len = 0;
	if (kind == FILTER_LARGE) {
		/* Allow seccomp(2), so that more filters can follow. */
		emit(filter, INSN_LOAD_NR);
		emit(filter, INSN_JEQ(__NR_seccomp, 0, 1));
		emit(filter, INSN_RET(SECCOMP_RET_ALLOW));
		emit_program(filter, STYLE_LARGE);
		return;
	}
	if (kind != FILTER_ANY)
		emit_prologue(filter);
	if (kind == FILTER_NOTIFY)
		emit(filter, INSN_RET(SECCOMP_RET_USER_NOTIF | below(4)));
	else if (kind == FILTER_TRACE)
		emit(filter, INSN_RET(SECCOMP_RET_TRACE | below(4)));
	else if (kind == FILTER_PROBE && one_in(2))
		emit_simple(filter);
	else
		emit_program(filter, random_style());
}
