// SPDX-License-Identifier: GPL-2.0-only
/*
 * Compare the outcomes that the analysis gives with the verdicts of the oracle.
 */
#include <stdarg.h>
#include <time.h>
#include "check.h"
#include "arg_row.h"
#include "cbpf.h"
#include "decision.h"
#include "input.h"
#include "oracle.h"

/* Shrink a program that fails for at most this many seconds. */
#define SHRINK_SECONDS 10
/* This many calls in succession have the same number. */
#define CALLS_OF_A_NUMBER 12
/*
 * The analysis has the budget for programs and the room for residuals of this
 * many instructions.
 */
#define SMALL_PROGRAM 16
#define SMALL_CODE 512
/* With fewer outcomes than this, the list has room for any outcome. */
#define FEW_OUTCOMES \
	(SECCOMP_OUTCOMES - SECCOMP_OUTCOMES_KILL - SECCOMP_OUTCOMES_CONSTANT)

/* Write the text of a finding. Always return false. */
static bool __attribute__((format(printf, 2, 3)))
report(struct finding *finding, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vsnprintf(finding->text, sizeof(finding->text), format, ap);
	va_end(ap);
	finding->about_call = false;
	return false;
}

/* --- Checks of the analysis --------------------------------------------- */

static u32 arch_of_slot(u32 slot)
{
	return slot >= SECCOMP_COMPAT_FIRST && slot < SECCOMP_X32_FIRST ?
		       SECCOMP_ARCH_COMPAT :
		       SECCOMP_ARCH_NATIVE;
}

static bool is_bucket(u32 slot)
{
	return (slot >= SECCOMP_ARCH_NATIVE_NR &&
		slot < SECCOMP_COMPAT_FIRST) ||
	       (slot >= SECCOMP_COMPAT_FIRST + SECCOMP_ARCH_COMPAT_NR &&
		slot < SECCOMP_X32_FIRST);
}

/* Check the targets of jumps, which the oracle does not check. */
static bool check_jumps(const struct sock_filter *code, unsigned int len,
			unsigned int index, struct finding *finding)
{
	unsigned int pc;

	for (pc = 0; pc < len; pc++) {
		const unsigned int left = len - pc - 1;
		const struct sock_filter *insn = &code[pc];

		if (BPF_CLASS(insn->code) == BPF_RET)
			continue;
		if (!left)
			return report(finding,
				      "residual %u ends without a return",
				      index);
		if (BPF_CLASS(insn->code) != BPF_JMP)
			continue;
		if (insn->code == (BPF_JMP | BPF_JA) ?
			    insn->k >= left :
			    insn->jt >= left || insn->jf >= left)
			return report(finding,
				      "residual %u jumps out of bounds at %u",
				      index, pc);
	}
	return true;
}

/*
 * Check that scratch memory is written before it is read, on every path of the
 * residual. seccomp_cbpf_validate() is stricter: it also follows control past a
 * return.
 */
static bool check_scratch(const struct sock_filter *code, unsigned int len,
			  unsigned int index, struct finding *finding)
{
	static u32 written[BPF_MAXINSNS];
	unsigned int pc;

	/* An instruction without a predecessor has all slots written. */
	memset(written, 0xff, len * sizeof(*written));
	written[0] = 0;
	for (pc = 0; pc < len; pc++) {
		const struct sock_filter *insn = &code[pc];
		u32 now = written[pc];

		switch (BPF_CLASS(insn->code)) {
		case BPF_RET:
			continue;
		case BPF_JMP:
			if (BPF_OP(insn->code) == BPF_JA) {
				written[pc + 1 + insn->k] &= now;
			} else {
				written[pc + 1 + insn->jt] &= now;
				written[pc + 1 + insn->jf] &= now;
			}
			continue;
		case BPF_ST:
		case BPF_STX:
			now |= BIT(insn->k);
			break;
		case BPF_LD:
		case BPF_LDX:
			if (BPF_MODE(insn->code) == BPF_MEM &&
			    !(now & BIT(insn->k)))
				return report(finding,
					      "residual %u: unwritten M[%u]",
					      index, insn->k);
			break;
		}
		written[pc + 1] &= now;
	}
	return true;
}

/* Validate a residual as if all scratch memory were written before. */
static bool is_valid_cbpf(const struct sock_filter *code, unsigned int len)
{
	static struct sock_filter insns[BPF_MEMWORDS + BPF_MAXINSNS];
	unsigned int slot;

	for (slot = 0; slot < BPF_MEMWORDS; slot++)
		insns[slot] = (struct sock_filter)BPF_STMT(BPF_ST, slot);
	memcpy(&insns[BPF_MEMWORDS], code, len * sizeof(*code));
	return !seccomp_cbpf_validate(insns, BPF_MEMWORDS + len);
}

static bool reads_word(const struct sock_filter *code, unsigned int len,
		       u32 offset)
{
	unsigned int pc;

	for (pc = 0; pc < len; pc++)
		if (code[pc].code == (BPF_LD | BPF_W | BPF_ABS) &&
		    code[pc].k == offset)
			return true;
	return false;
}

/* Registers in another order than the words of struct seccomp_data. */
struct pt_regs {
	u64 regs[sizeof(struct seccomp_data) / sizeof(u64)];
};

static const u16 reg_offsets[] = { 0, 56, 48, 40, 32, 24, 16, 8 };

static void fill_regs(struct pt_regs *regs, const struct seccomp_data *sd)
{
	const u64 *words = (const u64 *)sd;
	unsigned int i;

	/* The register of the number has other bits in its upper half. */
	regs->regs[0] = (u32)sd->nr | (u64)~sd->arch << 32;
	for (i = 1; i < ARRAY_SIZE(reg_offsets); i++)
		regs->regs[reg_offsets[i] / sizeof(u64)] = words[i];
}

/* The lists of the current analysis; each has room for the longest list. */
static struct seccomp_test lists[SECCOMP_OUTCOMES][SECCOMP_LIST_TESTS];

static size_t source_size(unsigned int source)
{
	switch (source) {
	case SECCOMP_SOURCE_REGS:
		return sizeof(struct pt_regs);
	case SECCOMP_SOURCE_HEADERS:
		return SECCOMP_ARG_WINDOWS * SECCOMP_WINDOW_HEADER;
	default:
		return source < SECCOMP_SOURCES ? SECCOMP_ARG_DATA_MAX : 0;
	}
}

/* Check what seccomp_list_run() relies on, and that no test is unreachable. */
static bool check_list(const struct seccomp_test *list, unsigned int count,
		       unsigned int index, struct finding *finding)
{
	bool reached[SECCOMP_LIST_TESTS] = { true };
	unsigned int i, exit;

	if (count > SECCOMP_LIST_TESTS)
		return report(finding, "list %u has %u tests", index, count);
	for (i = 0; i < count; i++) {
		const struct seccomp_test *test = &list[i];

		if (!reached[i])
			return report(finding,
				      "list %u: test %u is unreachable", index,
				      i);
		if (test->reg % sizeof(u64) ||
		    test->reg >= source_size(test->source) ||
		    (!test->source && !test->reg && test->mask > U32_MAX))
			return report(finding,
				      "list %u: test %u reads %u of %u", index,
				      i, test->reg, test->source);
		for (exit = 0; exit < 2; exit++) {
			const unsigned int next = test->next[exit];

			if (!next)
				continue;
			if (next % sizeof(*test) || next / sizeof(*test) <= i ||
			    next / sizeof(*test) >= count)
				return report(finding,
					      "list %u: test %u leads to %u",
					      index, i, next);
			if (test->ret[exit])
				return report(finding,
					      "list %u: test %u is not closed",
					      index, i);
			reached[next / sizeof(*test)] = true;
		}
	}
	return true;
}

static bool make_list(struct seccomp_analysis *an, unsigned int index,
		      struct finding *finding)
{
	struct seccomp_residual *residual = &an->residuals[index];
	static struct seccomp_list_work *work;

	/* One work area for all residuals shows what a residual leaves in it. */
	if (!work)
		work = seccomp_list_work_alloc(BPF_MAXINSNS);
	residual->tests = seccomp_list_from_residual(work,
						     &an->code[residual->first],
						     residual->len, reg_offsets,
						     lists[index]);
	return check_list(lists[index], residual->tests, index, finding);
}

static bool check_residual(const struct seccomp_analysis *an,
			   unsigned int index, struct finding *finding)
{
	const struct seccomp_residual *residual = &an->residuals[index];
	const struct sock_filter *code = &an->code[residual->first];

	if (!residual->len || residual->len > BPF_MAXINSNS ||
	    residual->first + residual->len > an->code_len)
		return report(finding, "residual %u is %u + %u of %u", index,
			      residual->first, residual->len, an->code_len);
	if (!check_jumps(code, residual->len, index, finding))
		return false;
	if (!is_valid_cbpf(code, residual->len))
		return report(finding,
			      "seccomp_cbpf_validate() refuses residual %u",
			      index);
	if (!check_scratch(code, residual->len, index, finding))
		return false;
	if (reads_word(code, residual->len,
		       offsetof(struct seccomp_data, arch)))
		return report(finding, "residual %u reads the architecture",
			      index);
	if (residual->windows != seccomp_cbpf_windows(code, residual->len))
		return report(finding, "residual %u has other windows", index);
	return true;
}

/* Check that a residual loads no window of a number whose words are all 0. */
static bool check_windows(const struct seccomp_residual *residual, u32 slot,
			  struct finding *finding)
{
	const struct seccomp_arg_row *row = seccomp_arg_row(slot);
	unsigned int i;
	u32 kind, limit;

	for (i = 0; i < SECCOMP_ARG_WINDOWS; i++)
		if (residual->windows & SECCOMP_WINDOW_BIT(i) &&
		    seccomp_arg_row_window(row, i, &kind, &limit) ==
			    WINDOW_ABSENT)
			return report(finding,
				      "slot %u: the residual reads window %u",
				      slot, i);
	return true;
}

static bool check_slot(const struct seccomp_analysis *an, u32 slot,
		       const bool *reads_nr, struct finding *finding)
{
	const u8 index = an->outcome_idx[slot];
	const struct seccomp_outcome *outcome = &an->outcomes[index];

	if (index >= an->outcome_count)
		return report(finding, "slot %u has outcome %u of %u", slot,
			      index, an->outcome_count);
	if (outcome->kind != OUTCOME_RESIDUAL)
		return true;
	if (outcome->residual >= an->residual_count)
		return report(finding, "slot %u has residual %u of %u", slot,
			      outcome->residual, an->residual_count);
	/*
	 * A residual is for one architecture. The last slot is for calls of all
	 * architectures without slots of their own.
	 */
	if (slot == SECCOMP_TABLE_SLOTS ||
	    seccomp_abi_info[an->residuals[outcome->residual].abi].arch !=
		    arch_of_slot(slot))
		return report(finding, "slot %u has a residual of another ABI",
			      slot);
	if (reads_nr[outcome->residual] && !is_bucket(slot))
		return report(finding, "slot %u has a residual that reads nr",
			      slot);
	return check_windows(&an->residuals[outcome->residual], slot, finding);
}

/*
 * OUTCOME_UNKNOWN is never wrong. For a small program it is a failure, because
 * the budget and the room of the analysis suffice.
 */
static bool check_effort(const struct program *p,
			 const struct seccomp_analysis *an,
			 struct finding *finding)
{
	u32 slot;

	if (p->len > SMALL_PROGRAM || an->outcome_count >= FEW_OUTCOMES ||
	    an->residual_count == SECCOMP_OUTCOMES || an->code_len > SMALL_CODE)
		return true;
	for (slot = 0; slot < SECCOMP_TABLE_SLOTS; slot++)
		if (an->outcomes[an->outcome_idx[slot]].kind == OUTCOME_UNKNOWN)
			return report(finding,
				      "slot %u is unknown without need", slot);
	return true;
}

/**
 * check_analysis - analyze a program and check the form of the result
 * @p: the program; program_accepted() is true for it
 * @an: where the result goes; the caller frees @an->code
 * @finding: where the first failure goes
 *
 * Return: true if the result has no failure; else false.
 */
bool check_analysis(const struct program *p, struct seccomp_analysis *an,
		    struct finding *finding)
{
	bool reads_nr[SECCOMP_OUTCOMES];
	unsigned int i;
	int err;

	err = seccomp_analyze(p->insns, p->len, an);
	if (err)
		return report(finding, "seccomp_analyze() returns %d", err);
	if (an->outcome_count <= SECCOMP_OUTCOME_ALLOW ||
	    an->outcome_count > SECCOMP_OUTCOMES ||
	    an->residual_count > SECCOMP_OUTCOMES ||
	    an->code_len > an->code_room)
		return report(finding,
			      "%u outcomes, %u residuals, %u of %u insns",
			      an->outcome_count, an->residual_count,
			      an->code_len, an->code_room);
	if (an->outcomes[SECCOMP_OUTCOME_UNKNOWN].kind != OUTCOME_UNKNOWN)
		return report(finding, "the first outcome is not unknown");
	if (an->outcomes[SECCOMP_OUTCOME_ALLOW].kind != OUTCOME_CONSTANT ||
	    an->outcomes[SECCOMP_OUTCOME_ALLOW].ret != SECCOMP_RET_ALLOW)
		return report(finding, "the second outcome is not ALLOW");
	for (i = 0; i < an->residual_count; i++) {
		if (!check_residual(an, i, finding) ||
		    !make_list(an, i, finding))
			return false;
		reads_nr[i] = reads_word(&an->code[an->residuals[i].first],
					 an->residuals[i].len,
					 offsetof(struct seccomp_data, nr));
	}
	for (i = 0; i <= SECCOMP_TABLE_SLOTS; i++)
		if (!check_slot(an, i, reads_nr, finding))
			return false;
	return check_effort(p, an, finding);
}

/* --- Calls -------------------------------------------------------------- */

static u32 run_list(const struct seccomp_residual *residual,
		    const struct seccomp_test *list, const struct call *call)
{
	const void *sources[SECCOMP_SOURCES];
	struct pt_regs regs;
	unsigned int i;

	fill_regs(&regs, &call->sd);
	if (!residual->windows)
		return seccomp_list_run(list, &regs);
	sources[SECCOMP_SOURCE_REGS] = &regs;
	sources[SECCOMP_SOURCE_HEADERS] = call->headers;
	for (i = 0; i < SECCOMP_ARG_WINDOWS; i++)
		sources[SECCOMP_SOURCE_DATA + i] = call->data[i];
	return seccomp_list_run_windows(list, sources);
}

static bool check_list_call(const struct seccomp_analysis *an,
			    unsigned int index, const struct call *call,
			    u32 wanted, struct finding *finding)
{
	u32 got;

	if (!an->residuals[index].tests)
		return true;
	got = run_list(&an->residuals[index], lists[index], call);
	/* Callers compare the result of a list with SECCOMP_RET_ALLOW. */
	if (got == oracle_normal(wanted))
		return true;
	return report(finding, "wanted %#x, list %u of %u tests got %#x",
		      wanted, index, an->residuals[index].tests, got);
}

/**
 * check_call - compare the outcome for a call with the oracle's verdict
 * @p: the program
 * @an: the analysis of @p
 * @call: the call
 * @stats: counters; one of them is incremented
 * @finding: where a difference goes
 *
 * Return: true if there is no difference; else false.
 */
bool check_call(const struct program *p, const struct seccomp_analysis *an,
		const struct call *call, struct stats *stats,
		struct finding *finding)
{
	const u32 slot = seccomp_table_index(call->sd.arch, call->sd.nr);
	const struct seccomp_outcome *outcome =
		&an->outcomes[an->outcome_idx[slot]];
	u32 wanted, got;

	if (!oracle(p->insns, call, &wanted)) {
		stats->unspecified++;
		return true;
	}
	switch (outcome->kind) {
	case OUTCOME_UNKNOWN:
		stats->unknown++;
		return true;
	case OUTCOME_CONSTANT:
		stats->constant++;
		if (oracle_normal(outcome->ret) == oracle_normal(wanted))
			return true;
		report(finding, "slot %u: wanted %#x, got constant %#x", slot,
		       wanted, outcome->ret);
		break;
	case OUTCOME_RESIDUAL:
		stats->residual++;
		if (!oracle(&an->code[an->residuals[outcome->residual].first],
			    call, &got)) {
			report(finding, "residual %u shifts by more than 31",
			       outcome->residual);
			break;
		}
		if (oracle_normal(got) != oracle_normal(wanted)) {
			report(finding,
			       "slot %u: wanted %#x, residual %u got %#x", slot,
			       wanted, outcome->residual, got);
			break;
		}
		if (!check_list_call(an, outcome->residual, call, wanted,
				     finding))
			break;
		if (oracle_severity(got) >= oracle_severity(outcome->ret))
			return true;
		report(finding,
		       "slot %u: got %#x, stricter than the strictest, %#x",
		       slot, got, outcome->ret);
		break;
	default:
		report(finding, "slot %u: outcome of an unknown kind", slot);
		break;
	}
	finding->about_call = true;
	finding->call = *call;
	return false;
}

static void count_lists(const struct seccomp_analysis *an, struct stats *stats)
{
	unsigned int i, lists = 0;

	for (i = 0; i < an->residual_count; i++) {
		stats->tests += an->residuals[i].tests;
		lists += !!an->residuals[i].tests;
	}
	stats->residuals += an->residual_count;
	stats->lists += lists;
	stats->listed += lists == an->residual_count;
}

/**
 * check_calls - analyze a program and compare the outcomes for random calls
 * @p: the program
 * @count: the number of calls
 * @stats: counters, to which the program and its calls are added
 * @finding: where the first failure or difference goes
 *
 * Return: true if there is none; else false.
 */
bool check_calls(const struct program *p, unsigned int count,
		 struct stats *stats, struct finding *finding)
{
	static struct seccomp_analysis an;
	static struct input input;
	static struct call call;
	unsigned int i;
	bool ok;

	stats->programs++;
	ok = check_analysis(p, &an, finding);
	if (ok) {
		input_learn(&input, p, &an);
		count_lists(&an, stats);
	}
	for (i = 0; ok && i < count; i++) {
		if (i % CALLS_OF_A_NUMBER == 0)
			input_begin(&input, &call);
		else
			input_vary(&input, &call);
		ok = check_call(p, &an, &call, stats, finding);
	}
	kvfree(an.code);
	return ok;
}

/**
 * check_memory - analyze a program with failing allocations
 * @p: the program
 * @finding: where the first failure goes
 *
 * Analyze the program once for each allocation, which then fails.
 *
 * Return: true if the analysis returns -ENOMEM each time and leaks no memory;
 * else false.
 */
bool check_memory(const struct program *p, struct finding *finding)
{
	static struct seccomp_analysis an;
	const unsigned long live = memory.live;
	unsigned long fail, requested;
	int err;

	for (fail = 1;; fail++) {
		memory.requested = 0;
		memory.fail = fail;
		err = seccomp_analyze(p->insns, p->len, &an);
		memory.fail = 0;
		requested = memory.requested;
		if (!err)
			kvfree(an.code);
		if (memory.live != live)
			return report(finding,
				      "allocation %lu fails: %ld not freed",
				      fail, (long)(memory.live - live));
		if (requested < fail)
			return !err ||
			       report(finding,
				      "no allocation fails, but it returns %d",
				      err);
		if (an.code)
			return report(finding,
				      "allocation %lu fails: code is not NULL",
				      fail);
		if (err != -ENOMEM)
			return report(finding,
				      "allocation %lu fails: it returns %d",
				      fail, err);
	}
}

/* --- Findings ----------------------------------------------------------- */

/**
 * check_again - repeat the checks of a finding
 * @p: the program of the finding
 * @finding: the finding, whose call is used; a new failure overwrites it
 *
 * Return: true if there is no failure any more; else false.
 */
bool check_again(const struct program *p, struct finding *finding)
{
	const struct call call = finding->call;
	static struct seccomp_analysis an;
	const bool about_call = finding->about_call;
	struct stats stats = {};
	bool ok;

	ok = check_analysis(p, &an, finding);
	if (ok && about_call)
		ok = check_call(p, &an, &call, &stats, finding);
	if (ok && !about_call) {
		kvfree(an.code);
		return check_memory(p, finding);
	}
	kvfree(an.code);
	return ok;
}

static bool still_fails(const struct program *p, const struct finding *finding)
{
	struct finding now = *finding;

	return program_accepted(p) &&
	       (!finding->about_call || call_is_possible(&finding->call)) &&
	       !check_again(p, &now) && now.about_call == finding->about_call;
}

static bool shrink_once(struct program *p, struct finding *finding, time_t end)
{
	static struct program try;
	unsigned int pc, count;
	bool smaller = false;

	for (count = max(p->len / 2, 1U); count; count /= 2)
		for (pc = 0; pc + count < p->len && time(NULL) < end;) {
			try = *p;
			program_remove(&try, pc, count);
			if (still_fails(&try, finding)) {
				*p = try;
				smaller = true;
			} else {
				pc++;
			}
		}
	return smaller;
}

static void shrink_window(const struct program *p, struct finding *finding,
			  unsigned int window)
{
	struct finding try = *finding;

	call_clear_window(&try.call, window);
	if (still_fails(p, &try))
		*finding = try;
}

/**
 * finding_shrink - find a smaller program that still fails
 * @p: the program; instructions are removed
 * @finding: the finding; words of its call become 0, and windows lose their bytes
 */
void finding_shrink(struct program *p, struct finding *finding)
{
	const time_t end = time(NULL) + SHRINK_SECONDS;
	u32 *words = (u32 *)&finding->call.sd;
	unsigned int i;

	while (shrink_once(p, finding, end) && time(NULL) < end)
		;
	for (i = 0; finding->about_call && i < SECCOMP_ARG_WINDOWS; i++)
		shrink_window(p, finding, i);
	for (i = 0; finding->about_call && i < sizeof(finding->call.sd) / 4;
	     i++) {
		const u32 word = words[i];

		words[i] = 0;
		if (!still_fails(p, finding))
			words[i] = word;
	}
	check_again(p, finding);
}

/* Write the residual of the call; without a call, write all residuals. */
static void write_residuals(const struct program *p,
			    const struct finding *finding, FILE *to)
{
	const u32 slot =
		seccomp_table_index(finding->call.sd.arch, finding->call.sd.nr);
	static struct seccomp_analysis an;
	static struct program residual;
	const struct seccomp_outcome *outcome;
	unsigned int i;

	if (seccomp_analyze(p->insns, p->len, &an))
		return;
	outcome = &an.outcomes[an.outcome_idx[slot]];
	for (i = 0; i < an.residual_count; i++) {
		if (finding->about_call && (outcome->kind != OUTCOME_RESIDUAL ||
					    outcome->residual != i))
			continue;
		residual.len = an.residuals[i].len;
		memcpy(residual.insns, &an.code[an.residuals[i].first],
		       residual.len * sizeof(*residual.insns));
		fprintf(to, "# residual %u:\n", i);
		program_write(&residual, to, "#\t");
	}
	kvfree(an.code);
}

/**
 * finding_write - write a finding in the form that finding_read() reads
 * @p: the program
 * @finding: the finding
 * @to: a file that is open for writing
 */
void finding_write(const struct program *p, struct finding *finding, FILE *to)
{
	fprintf(to, "# %s\n", finding->text);
	if (finding->about_call)
		call_write(&finding->call, to);
	program_write(p, to, "");
	write_residuals(p, finding, to);
}

/**
 * finding_read - read the call of a finding
 * @finding: where the call goes
 * @path: a file that finding_write() has written
 *
 * Return: true; false if the file cannot be opened.
 */
bool finding_read(struct finding *finding, const char *path)
{
	char line[512];
	FILE *from;

	*finding = (struct finding){};
	from = fopen(path, "r");
	if (!from)
		return false;
	while (fgets(line, sizeof(line), from))
		if (call_read(&finding->call, line))
			finding->about_call = true;
	fclose(from);
	return true;
}
