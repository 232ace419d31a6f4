// SPDX-License-Identifier: GPL-2.0-only
/*
 * An assembler that writes programs from their end to their begin.
 */
#include <stdint.h>

#include "assemble.h"
#include "tool.h"

/* What a conditional jump reaches, less the jumps that are added for its targets. */
#define REACH 250

/**
 * assemble_full - Tell whether the program is far too long
 * @as: the program
 *
 * Return: whether nothing more is written.
 */
bool assemble_full(const struct assembler *as)
{
	return as->len >= ASSEMBLE_MAX;
}

static unsigned int add_line(struct assembler *as, const struct line *line)
{
	if (assemble_full(as))
		return as->len - 1;
	if (as->len == as->room) {
		as->room = as->room ? 2 * as->room : 256;
		as->lines = xrealloc(as->lines, as->room, sizeof(*as->lines));
	}
	as->lines[as->len] = *line;
	return as->len++;
}

/* Instructions between the next one and a label. */
static unsigned int distance(const struct assembler *as, unsigned int label)
{
	return as->len - label - 1;
}

static bool is_return(const struct line *line)
{
	return line->insn.code == (BPF_RET | BPF_K);
}

static bool is_jump(const struct line *line)
{
	return line->insn.code == (BPF_JMP | BPF_JA);
}

static unsigned int *hash_return(struct assembler *as, __u32 ret,
				 const struct place *place)
{
	return &as->returns[(ret ^ (uintptr_t)place >> 4) % ASSEMBLE_HASH];
}

/* The newest is the nearest. Return as->len if there is none. */
static unsigned int find_return(struct assembler *as, __u32 ret,
				const struct place *place)
{
	unsigned int next = *hash_return(as, ret, place);

	for (; next; next = as->lines[next - 1].older)
		if (as->lines[next - 1].insn.k == ret &&
		    as->lines[next - 1].place == place)
			return next - 1;
	return as->len;
}

static unsigned int write_return(struct assembler *as, __u32 ret,
				 const struct place *place)
{
	unsigned int *head = hash_return(as, ret, place);
	const struct line line = {
		.insn = BPF_STMT(BPF_RET | BPF_K, ret),
		.place = place,
		.older = *head,
	};
	unsigned int label = add_line(as, &line);

	if (is_return(&as->lines[label]))
		*head = label + 1;
	return label;
}

/**
 * assemble_return - Write a return, or find one
 * @as: the program
 * @ret: SECCOMP_RET_* with data
 * @place: place of the rule, which lives as long as the program; or NULL
 *
 * Return: the instruction, which is the same each time. Jumps to it may use a
 * copy.
 */
unsigned int assemble_return(struct assembler *as, __u32 ret,
			     const struct place *place)
{
	unsigned int label = find_return(as, ret, place);

	if (label == as->len)
		return write_return(as, ret, place);
	while (as->lines[label].original)
		label = as->lines[label].original - 1;
	return label;
}

/* Where an unconditional jump leads to. */
static unsigned int jump_target(const struct assembler *as, unsigned int label)
{
	return label - as->lines[label].insn.k - 1;
}

static unsigned int write_jump(struct assembler *as, unsigned int target)
{
	struct line line = {
		.insn = BPF_STMT(BPF_JMP | BPF_JA, distance(as, target)),
		.place = as->place,
	};

	return add_line(as, &line);
}

static unsigned int find_jump(const struct assembler *as, unsigned int target)
{
	unsigned int label = as->len;

	while (label-- && distance(as, label) < REACH)
		if (is_jump(&as->lines[label]) &&
		    jump_target(as, label) == target)
			return label;
	return target;
}

static unsigned int near_return(struct assembler *as, unsigned int target)
{
	const struct line line = as->lines[target];
	unsigned int label = find_return(as, line.insn.k, line.place);

	if (distance(as, label) < REACH)
		return label;
	label = write_return(as, line.insn.k, line.place);
	as->lines[label].original = target + 1;
	return label;
}

/* Return an instruction near enough for a conditional jump. */
static unsigned int make_near(struct assembler *as, unsigned int target)
{
	const struct line *line = &as->lines[target];
	unsigned int jump;

	if (distance(as, target) < REACH)
		return target;
	if (is_return(line))
		return near_return(as, target);
	if (is_jump(line))
		target = jump_target(as, target);
	jump = find_jump(as, target);
	return jump == target ? write_jump(as, target) : jump;
}

/**
 * assemble_stmt - Write an instruction that is no jump
 * @as: the program
 * @code: the instruction
 * @k: its constant
 * @next: the instruction behind it
 *
 * Return: the instruction.
 */
unsigned int assemble_stmt(struct assembler *as, __u16 code, __u32 k,
			   unsigned int next)
{
	struct line line = { .insn = BPF_STMT(code, k), .place = as->place };

	if (distance(as, next))
		write_jump(as, next);
	return add_line(as, &line);
}

/* Skip a load of the word that is in the accumulator. */
static unsigned int skip_load(const struct assembler *as, unsigned int label,
			      __u32 loaded)
{
	const struct sock_filter *insn = &as->lines[label].insn;

	if (loaded != ASSEMBLE_NO_LOAD &&
	    insn->code == (BPF_LD | BPF_W | BPF_ABS) && insn->k == loaded)
		return label - 1;
	return label;
}

/**
 * assemble_test - Write a conditional jump
 * @as: the program
 * @op: BPF_JEQ, BPF_JGE, BPF_JGT or BPF_JSET
 * @k: constant that the accumulator is compared with
 * @yes: next instruction if the comparison is true
 * @no: next instruction if it is false
 * @loaded: offset of the word in the accumulator; or ASSEMBLE_NO_LOAD
 *
 * Return: the first instruction; @yes if no test is needed.
 */
unsigned int assemble_test(struct assembler *as, __u16 op, __u32 k,
			   unsigned int yes, unsigned int no, __u32 loaded)
{
	struct line line = { .place = as->place };

	if (yes == no || assemble_full(as))
		return yes;
	yes = make_near(as, skip_load(as, yes, loaded));
	no = make_near(as, skip_load(as, no, loaded));
	if (yes == no)
		return yes;
	line.insn = (struct sock_filter)BPF_JUMP(
		BPF_JMP | op | BPF_K, k, distance(as, yes), distance(as, no));
	return add_line(as, &line);
}

/**
 * assemble_merge - Merge neighbours that lead to the same code
 * @segments: segments in order of their values
 * @count: number of segments
 *
 * Return: number of segments that are left.
 */
unsigned int assemble_merge(struct segment *segments, unsigned int count)
{
	unsigned int i, kept = 0;

	for (i = 0; i < count; i++)
		if (!kept || segments[kept - 1].target != segments[i].target)
			segments[kept++] = segments[i];
	return kept;
}

/**
 * struct search - parameters of a binary search
 * @as: the program
 * @shift: bits that values are shifted to the left in the accumulator
 * @loaded: offset of the word in the accumulator; or ASSEMBLE_NO_LOAD
 */
struct search {
	struct assembler *as;
	unsigned int shift;
	__u32 loaded;
};

static unsigned int test(const struct search *search, __u16 op, __u32 value,
			 unsigned int yes, unsigned int no)
{
	return assemble_test(search->as, op, value << search->shift, yes, no,
			     search->loaded);
}

/* @max is the greatest value of the last segment. */
static unsigned int search_segments(const struct search *search,
				    const struct segment *segments,
				    unsigned int count, __u32 max)
{
	const unsigned int half = count / 2;
	const __u32 split = segments[half].first;
	unsigned int low, high;

	if (count == 1)
		return segments[0].target;
	if (count == 2 && segments[0].first == split - 1)
		return test(search, BPF_JEQ, segments[0].first,
			    segments[0].target, segments[1].target);
	if (count == 2 && split == max)
		return test(search, BPF_JEQ, split, segments[1].target,
			    segments[0].target);
	/* A single value between others. */
	if (count == 3 && segments[0].target == segments[2].target &&
	    split == segments[2].first - 1)
		return test(search, BPF_JEQ, split, segments[1].target,
			    segments[0].target);
	high = search_segments(search, segments + half, count - half, max);
	low = search_segments(search, segments, half, split - 1);
	return test(search, BPF_JGE, split, high, low);
}

/**
 * assemble_search - Write a binary search for the value in the accumulator
 * @as: the program
 * @segments: segments in order of their values; the first one begins with 0,
 *	and neighbours lead to different code
 * @count: number of segments, at least 1
 * @max: the greatest value
 * @shift: bits that values are shifted to the left in the accumulator
 * @loaded: offset of the word in the accumulator; or ASSEMBLE_NO_LOAD
 *
 * Return: the first instruction; a target if no test is needed.
 */
unsigned int assemble_search(struct assembler *as,
			     const struct segment *segments, unsigned int count,
			     __u32 max, unsigned int shift, __u32 loaded)
{
	const struct search search = { as, shift, loaded };

	return search_segments(&search, segments, count, max);
}

/* --- The finished program ---------------------------------------------------- */

/* Mark an instruction that can be reached, and all behind it. */
static void mark_reached(const struct assembler *as, unsigned int begin,
			 bool *reached)
{
	const struct sock_filter *insn;
	unsigned int label = begin + 1;

	reached[begin] = true;
	while (label--) {
		if (!reached[label])
			continue;
		insn = &as->lines[label].insn;
		if (is_return(&as->lines[label]))
			continue;
		if (is_jump(&as->lines[label])) {
			reached[jump_target(as, label)] = true;
			continue;
		}
		if (BPF_CLASS(insn->code) != BPF_JMP) {
			reached[label - 1] = true;
			continue;
		}
		reached[label - 1 - insn->jt] = true;
		reached[label - 1 - insn->jf] = true;
	}
}

/**
 * assemble_finish - Take the instructions that can be reached
 * @as: the program
 * @begin: its first instruction
 * @program: receives @insns, @origins and @len. The files of the origins belong
 *	to the places of the instructions
 */
void assemble_finish(struct assembler *as, unsigned int begin,
		     struct program *program)
{
	bool *reached = xcalloc(begin + 1, sizeof(*reached));
	/* Index of each instruction in the program, from its end. */
	unsigned int *index = xcalloc(begin + 1, sizeof(*index));
	unsigned int label;

	mark_reached(as, begin, reached);
	for (label = 0; label <= begin; label++) {
		index[label] = program->len;
		program->len += reached[label];
	}
	program->insns = xcalloc(program->len, sizeof(*program->insns));
	program->origins = xcalloc(program->len, sizeof(*program->origins));
	for (label = 0; label <= begin; label++) {
		const struct line *line = &as->lines[label];
		const unsigned int at = program->len - 1 - index[label];
		struct sock_filter *insn = &program->insns[at];

		if (!reached[label])
			continue;
		*insn = line->insn;
		if (is_jump(line)) {
			insn->k = index[label] - index[jump_target(as, label)] -
				  1;
		} else if (BPF_CLASS(insn->code) == BPF_JMP) {
			insn->jt =
				index[label] - index[label - 1 - insn->jt] - 1;
			insn->jf =
				index[label] - index[label - 1 - insn->jf] - 1;
		}
		if (line->place)
			program->origins[at] =
				(struct origin){ line->place->file,
						 line->place->line };
	}
	free(reached);
	free(index);
}

/**
 * assemble_free - Free what an assembler owns
 * @as: the assembler
 */
void assemble_free(struct assembler *as)
{
	free(as->lines);
	*as = (struct assembler){};
}
