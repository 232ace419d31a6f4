// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the analysis says of a program, held against what the program does.
 */
#include <stdarg.h>
#include <time.h>
#include "check.h"
#include "cbpf.h"
#include "input.h"
#include "oracle.h"

/* How long to look for a smaller program with the same difference. */
#define SHRINK_SECONDS 10
/* How many calls in succession have the same number. */
#define CALLS_OF_A_NUMBER 12
/* What residual.c has time and room for, with some to spare. */
#define SMALL_PROGRAM 16
#define SMALL_CODE 512

/* Always false, to be returned. */
static bool __attribute__((format(printf, 2, 3)))
complain(struct complaint *complaint, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vsnprintf(complaint->text, sizeof(complaint->text), format, ap);
	va_end(ap);
	complaint->of_call = false;
	return false;
}

/* --- The analysis as such ----------------------------------------------- */

static u32 arch_of_place(u32 place)
{
	return place >= SECCOMP_COMPAT_FIRST && place < SECCOMP_X32_FIRST ?
		       SECCOMP_ARCH_COMPAT :
		       SECCOMP_ARCH_NATIVE;
}

static bool is_quarter(u32 place)
{
	return (place >= SECCOMP_ARCH_NATIVE_NR &&
		place < SECCOMP_COMPAT_FIRST) ||
	       (place >= SECCOMP_COMPAT_FIRST + SECCOMP_ARCH_COMPAT_NR &&
		place < SECCOMP_X32_FIRST);
}

/* The oracle relies on what is checked here. */
static bool check_jumps(const struct sock_filter *code, unsigned int len,
			unsigned int index, struct complaint *complaint)
{
	unsigned int pc;

	for (pc = 0; pc < len; pc++) {
		const unsigned int left = len - pc - 1;
		const struct sock_filter *insn = &code[pc];

		if (BPF_CLASS(insn->code) == BPF_RET)
			continue;
		if (!left)
			return complain(complaint,
					"residual %u ends without a return",
					index);
		if (BPF_CLASS(insn->code) != BPF_JMP)
			continue;
		if (insn->code == (BPF_JMP | BPF_JA) ?
			    insn->k >= left :
			    insn->jt >= left || insn->jf >= left)
			return complain(complaint,
					"residual %u jumps out of itself at %u",
					index, pc);
	}
	return true;
}

/*
 * Is scratch memory written before it is read? On the ways that there are, and
 * not also where control would go if a return did not return, which
 * seccomp_cbpf_validate() demands of what user space gives it.
 */
static bool check_scratch(const struct sock_filter *code, unsigned int len,
			  unsigned int index, struct complaint *complaint)
{
	static u32 written[BPF_MAXINSNS];
	unsigned int pc;

	/* What nothing leads to has all of it. */
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
				return complain(complaint,
						"residual %u: unwritten M[%u]",
						index, insn->k);
			break;
		}
		written[pc + 1] &= now;
	}
	return true;
}

/* Would seccomp_cbpf_validate() accept it, but for scratch memory? */
static bool is_classic(const struct sock_filter *code, unsigned int len)
{
	static struct sock_filter insns[BPF_MEMWORDS + BPF_MAXINSNS];
	unsigned int slot;

	for (slot = 0; slot < BPF_MEMWORDS; slot++)
		insns[slot] = (struct sock_filter)BPF_STMT(BPF_ST, slot);
	memcpy(&insns[BPF_MEMWORDS], code, len * sizeof(*code));
	return !seccomp_cbpf_validate(insns, BPF_MEMWORDS + len);
}

static bool loads(const struct sock_filter *code, unsigned int len, u32 offset)
{
	unsigned int pc;

	for (pc = 0; pc < len; pc++)
		if (code[pc].code == (BPF_LD | BPF_W | BPF_ABS) &&
		    code[pc].k == offset)
			return true;
	return false;
}

static bool check_residual(const struct seccomp_analysis *an,
			   unsigned int index, struct complaint *complaint)
{
	const struct seccomp_residual *residual = &an->residuals[index];
	const struct sock_filter *code = &an->code[residual->first];

	if (!residual->len || residual->len > BPF_MAXINSNS ||
	    residual->first + residual->len > an->code_len)
		return complain(complaint, "residual %u is %u + %u of %u",
				index, residual->first, residual->len,
				an->code_len);
	if (!check_jumps(code, residual->len, index, complaint))
		return false;
	if (!is_classic(code, residual->len))
		return complain(complaint,
				"residual %u is refused by seccomp_cbpf_validate()",
				index);
	if (!check_scratch(code, residual->len, index, complaint))
		return false;
	if (loads(code, residual->len, offsetof(struct seccomp_data, arch)))
		return complain(complaint,
				"residual %u looks at the architecture", index);
	return true;
}

static bool check_place(const struct seccomp_analysis *an, u32 place,
			const bool *asks, struct complaint *complaint)
{
	const u8 index = an->places[place];
	const struct seccomp_outcome *outcome = &an->outcomes[index];

	if (index >= an->outcome_count)
		return complain(complaint, "place %u has outcome %u of %u",
				place, index, an->outcome_count);
	if (outcome->kind != OUTCOME_RESIDUAL)
		return true;
	if (outcome->residual >= an->residual_count)
		return complain(complaint, "place %u has residual %u of %u",
				place, outcome->residual, an->residual_count);
	/* It is for one architecture, and this place may have none. */
	if (place == SECCOMP_TABLE_SLOTS ||
	    seccomp_abi_arch(an->residuals[outcome->residual].abi) !=
		    arch_of_place(place))
		return complain(complaint,
				"place %u has a residual of another ABI",
				place);
	if (asks[outcome->residual] && !is_quarter(place))
		return complain(complaint,
				"place %u has a residual that looks at nr",
				place);
	return true;
}

/*
 * Giving up is never wrong, but for a small program there is no reason to: it
 * is not enough work, and there is room for more.
 */
static bool check_effort(const struct program *p,
			 const struct seccomp_analysis *an,
			 struct complaint *complaint)
{
	u32 place;

	if (p->len > SMALL_PROGRAM || an->outcome_count == SECCOMP_OUTCOMES ||
	    an->residual_count == SECCOMP_OUTCOMES || an->code_len > SMALL_CODE)
		return true;
	for (place = 0; place < SECCOMP_TABLE_SLOTS; place++)
		if (an->outcomes[an->places[place]].kind == OUTCOME_UNKNOWN)
			return complain(complaint,
					"place %u is given up for no reason",
					place);
	return true;
}

/**
 * check_analysis - analyze a program, and see whether the result is in order
 * @p: the program
 * @an: for the result; to be freed
 * @complaint: what is not in order
 *
 * Return: whether it is.
 */
bool check_analysis(const struct program *p, struct seccomp_analysis *an,
		    struct complaint *complaint)
{
	bool asks[SECCOMP_OUTCOMES];
	unsigned int i;
	int err;

	err = seccomp_analyze(p->insns, p->len, an);
	if (err)
		return complain(complaint, "the analysis returns %d", err);
	if (an->outcome_count < 1 || an->outcome_count > SECCOMP_OUTCOMES ||
	    an->residual_count > SECCOMP_OUTCOMES ||
	    an->code_len > an->code_room)
		return complain(complaint,
				"%u outcomes, %u residuals, %u of %u code",
				an->outcome_count, an->residual_count,
				an->code_len, an->code_room);
	if (an->outcomes[0].kind != OUTCOME_UNKNOWN)
		return complain(complaint, "the first outcome is no default");
	for (i = 0; i < an->residual_count; i++) {
		if (!check_residual(an, i, complaint))
			return false;
		asks[i] = loads(&an->code[an->residuals[i].first],
				an->residuals[i].len,
				offsetof(struct seccomp_data, nr));
	}
	for (i = 0; i <= SECCOMP_TABLE_SLOTS; i++)
		if (!check_place(an, i, asks, complaint))
			return false;
	return check_effort(p, an, complaint);
}

/* --- Calls -------------------------------------------------------------- */

/**
 * check_call - hold the outcome for a call against the program
 * @p: the program
 * @an: what is known of it
 * @sd: the call
 * @tally: to be counted in
 * @complaint: what is not so
 *
 * Return: whether it is so.
 */
bool check_call(const struct program *p, const struct seccomp_analysis *an,
		const struct seccomp_data *sd, struct tally *tally,
		struct complaint *complaint)
{
	const u32 place = seccomp_table_index(sd->arch, sd->nr);
	const struct seccomp_outcome *outcome =
		&an->outcomes[an->places[place]];
	u32 wanted, got;

	if (!oracle(p->insns, sd, &wanted)) {
		tally->unspecified++;
		return true;
	}
	switch (outcome->kind) {
	case OUTCOME_UNKNOWN:
		tally->whole++;
		return true;
	case OUTCOME_CONSTANT:
		tally->constant++;
		if (oracle_normal(outcome->ret) == oracle_normal(wanted))
			return true;
		complain(complaint, "place %u: wanted %#x, got constant %#x",
			 place, wanted, outcome->ret);
		break;
	case OUTCOME_RESIDUAL:
		tally->residual++;
		if (!oracle(&an->code[an->residuals[outcome->residual].first],
			    sd, &got)) {
			complain(complaint, "residual %u shifts too far",
				 outcome->residual);
			break;
		}
		if (oracle_normal(got) != oracle_normal(wanted)) {
			complain(complaint,
				 "place %u: wanted %#x, residual %u got %#x",
				 place, wanted, outcome->residual, got);
			break;
		}
		if (oracle_severity(got) >= oracle_severity(outcome->ret))
			return true;
		complain(complaint,
			 "place %u: got %#x, stricter than the strictest, %#x",
			 place, got, outcome->ret);
		break;
	default:
		complain(complaint, "place %u: an outcome of no kind", place);
		break;
	}
	complaint->of_call = true;
	complaint->sd = *sd;
	return false;
}

/**
 * check_calls - analyze a program and hold calls against it
 * @p: the program
 * @count: how many calls
 * @tally: to be counted in
 * @complaint: what is not so
 *
 * Return: whether all is so.
 */
bool check_calls(const struct program *p, unsigned int count,
		 struct tally *tally, struct complaint *complaint)
{
	static struct seccomp_analysis an;
	static struct input input;
	struct seccomp_data sd;
	unsigned int i;
	bool ok;

	tally->programs++;
	ok = check_analysis(p, &an, complaint);
	if (ok)
		input_learn(&input, p, &an);
	for (i = 0; ok && i < count; i++) {
		if (i % CALLS_OF_A_NUMBER == 0)
			input_begin(&input, &sd);
		else
			input_vary(&input, &sd);
		ok = check_call(p, &an, &sd, tally, complaint);
	}
	kvfree(an.code);
	return ok;
}

/**
 * check_memory - analyze a program while memory runs out
 * @p: the program
 * @complaint: what is not so
 *
 * Each of the allocations fails once.
 *
 * Return: whether each time the analysis fails and keeps nothing.
 */
bool check_memory(const struct program *p, struct complaint *complaint)
{
	static struct seccomp_analysis an;
	const unsigned long live = memory.live;
	unsigned long fail, asked;
	int err;

	for (fail = 1;; fail++) {
		memory.asked = 0;
		memory.fail = fail;
		err = seccomp_analyze(p->insns, p->len, &an);
		memory.fail = 0;
		asked = memory.asked;
		if (!err)
			kvfree(an.code);
		if (memory.live != live)
			return complain(complaint,
					"allocation %lu fails: %ld not freed",
					fail, (long)(memory.live - live));
		if (asked < fail)
			return !err ||
			       complain(complaint, "nothing fails but it: %d",
					err);
		if (an.code)
			return complain(complaint,
					"allocation %lu fails: there is code",
					fail);
		if (err != -ENOMEM)
			return complain(complaint,
					"allocation %lu fails: it returns %d",
					fail, err);
	}
}

/* --- Complaints --------------------------------------------------------- */

/**
 * check_again - is there still something to complain about?
 * @p: a program
 * @complaint: what there was, with its call; and what there is
 *
 * Return: true if all is well.
 */
bool check_again(const struct program *p, struct complaint *complaint)
{
	const struct seccomp_data sd = complaint->sd;
	static struct seccomp_analysis an;
	const bool of_call = complaint->of_call;
	struct tally tally = {};
	bool ok;

	ok = check_analysis(p, &an, complaint);
	if (ok && of_call)
		ok = check_call(p, &an, &sd, &tally, complaint);
	if (ok && !of_call) {
		kvfree(an.code);
		return check_memory(p, complaint);
	}
	kvfree(an.code);
	return ok;
}

static bool still(const struct program *p, const struct complaint *complaint)
{
	struct complaint now = *complaint;

	return program_accepted(p) && !check_again(p, &now) &&
	       now.of_call == complaint->of_call;
}

static bool shrink_once(struct program *p, struct complaint *complaint,
			time_t end)
{
	static struct program try;
	unsigned int pc, count;
	bool smaller = false;

	for (count = max(p->len / 2, 1U); count; count /= 2)
		for (pc = 0; pc + count < p->len && time(NULL) < end;) {
			try = *p;
			program_remove(&try, pc, count);
			if (still(&try, complaint)) {
				*p = try;
				smaller = true;
			} else {
				pc++;
			}
		}
	return smaller;
}

/**
 * complaint_shrink - look for a smaller program with such a complaint
 * @p: the program
 * @complaint: the complaint
 */
void complaint_shrink(struct program *p, struct complaint *complaint)
{
	const time_t end = time(NULL) + SHRINK_SECONDS;
	u32 *words = (u32 *)&complaint->sd;
	unsigned int i;

	while (shrink_once(p, complaint, end) && time(NULL) < end)
		;
	for (i = 0; complaint->of_call && i < sizeof(complaint->sd) / 4; i++) {
		const u32 word = words[i];

		words[i] = 0;
		if (!still(p, complaint))
			words[i] = word;
	}
	check_again(p, complaint);
}

/* The residual that it is about; all of them if it is about none. */
static void write_residuals(const struct program *p,
			    const struct complaint *complaint, FILE *to)
{
	const u32 place = seccomp_table_index(complaint->sd.arch, complaint->sd.nr);
	static struct seccomp_analysis an;
	static struct program residual;
	const struct seccomp_outcome *outcome;
	unsigned int i;

	if (seccomp_analyze(p->insns, p->len, &an))
		return;
	outcome = &an.outcomes[an.places[place]];
	for (i = 0; i < an.residual_count; i++) {
		if (complaint->of_call && (outcome->kind != OUTCOME_RESIDUAL ||
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
 * complaint_write - write a complaint in a way that it can be repeated
 * @p: the program
 * @complaint: the complaint
 * @to: where to
 */
void complaint_write(const struct program *p, struct complaint *complaint,
		     FILE *to)
{
	const struct seccomp_data *sd = &complaint->sd;
	unsigned int i;

	fprintf(to, "# %s\n", complaint->text);
	if (complaint->of_call) {
		fprintf(to, "#call arch=%#x nr=%#x ip=%#llx args=", sd->arch,
			sd->nr, sd->instruction_pointer);
		for (i = 0; i < ARRAY_SIZE(sd->args); i++)
			fprintf(to, "%s%#llx", i ? "," : "", sd->args[i]);
		fprintf(to, "\n");
	}
	program_write(p, to, "");
	write_residuals(p, complaint, to);
}

/**
 * complaint_read - read the call of a complaint
 * @complaint: for the call
 * @path: what complaint_write() has written
 *
 * Return: whether the file could be read.
 */
bool complaint_read(struct complaint *complaint, const char *path)
{
	unsigned long long ip, args[6];
	unsigned int arch, nr, i;
	char line[512];
	FILE *from;

	*complaint = (struct complaint){};
	from = fopen(path, "r");
	if (!from)
		return false;
	while (fgets(line, sizeof(line), from)) {
		if (sscanf(line,
			   "#call arch=%x nr=%x ip=%llx args=%llx,%llx,%llx,%llx,%llx,%llx",
			   &arch, &nr, &ip, &args[0], &args[1], &args[2],
			   &args[3], &args[4], &args[5]) != 9)
			continue;
		complaint->of_call = true;
		complaint->sd.arch = arch;
		complaint->sd.nr = nr;
		complaint->sd.instruction_pointer = ip;
		for (i = 0; i < ARRAY_SIZE(args); i++)
			complaint->sd.args[i] = args[i];
	}
	fclose(from);
	return true;
}
