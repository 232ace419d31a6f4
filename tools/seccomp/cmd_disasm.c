// SPDX-License-Identifier: GPL-2.0-only
/*
 * seccompctl disasm: lists the instructions of programs, with names.
 *
 * The names come from what an instruction compares: a value of the architecture, a number
 * of an architecture, an argument of a call. Only forward jumps exist, so one pass finds
 * what the accumulator holds: it is known where all ways to an instruction agree.
 */
#include <linux/seccomp.h>
#include <linux/seccomp_ext.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "abi.h"
#include "args.h"
#include "chain.h"
#include "filter_args.h"
#include "program.h"
#include "tool.h"

#define UNKNOWN_OFFSET 0xffffffff
#define UNKNOWN_NR 0xffffffff

/* What is known before an instruction. */
struct context {
	bool reached;
	__u32 loaded; /* offset of the word in the accumulator, or UNKNOWN_OFFSET */
	__u32 arch; /* 0 if it is not known */
	__u32 nr; /* or UNKNOWN_NR */
};

static void merge(struct context *to, const struct context *from)
{
	if (!to->reached) {
		*to = *from;
		return;
	}
	if (to->loaded != from->loaded)
		to->loaded = UNKNOWN_OFFSET;
	if (to->arch != from->arch)
		to->arch = 0;
	if (to->nr != from->nr)
		to->nr = UNKNOWN_NR;
}

/* What is known where a branch on equality is taken. */
static struct context taken(const struct context *from,
			    const struct sock_filter *insn)
{
	struct context to = *from;

	if (insn->code != (BPF_JMP | BPF_JEQ | BPF_K))
		return to;
	if (from->loaded == offsetof(struct seccomp_data, arch))
		to.arch = insn->k;
	else if (from->loaded == offsetof(struct seccomp_data, nr))
		to.nr = insn->k;
	return to;
}

static void flow(struct context *contexts, const struct program *program,
		 unsigned int pc)
{
	const struct sock_filter *insn = &program->insns[pc];
	struct context next = contexts[pc], jump;

	switch (BPF_CLASS(insn->code)) {
	case BPF_RET:
		return;
	case BPF_JMP:
		if (BPF_OP(insn->code) == BPF_JA) {
			merge(&contexts[pc + 1 + insn->k], &next);
			return;
		}
		jump = taken(&next, insn);
		merge(&contexts[pc + 1 + insn->jt], &jump);
		merge(&contexts[pc + 1 + insn->jf], &next);
		return;
	case BPF_LD:
		next.loaded = BPF_MODE(insn->code) == BPF_ABS ? insn->k :
								UNKNOWN_OFFSET;
		break;
	case BPF_ALU:
		/* A mask leaves bits of the word. */
		if (BPF_OP(insn->code) != BPF_AND)
			next.loaded = UNKNOWN_OFFSET;
		break;
	case BPF_MISC:
		if (BPF_MISCOP(insn->code) == BPF_TXA)
			next.loaded = UNKNOWN_OFFSET;
	}
	merge(&contexts[pc + 1], &next);
}

/* Return the contexts of all instructions; the caller frees them. */
static struct context *find_contexts(const struct program *program)
{
	struct context *contexts = xcalloc(program->len + 1, sizeof(*contexts));
	unsigned int pc;

	contexts[0] = (struct context){
		.reached = true,
		.loaded = UNKNOWN_OFFSET,
		.nr = UNKNOWN_NR,
	};
	for (pc = 0; pc < program->len; pc++)
		if (contexts[pc].reached)
			flow(contexts, program, pc);
	return contexts;
}

static const struct abi *abi_of(const struct context *context)
{
	if (!context->arch)
		return NULL;
	return abi_of_call(context->arch,
			   context->nr == UNKNOWN_NR ? 0 : context->nr);
}

/* Return the arguments of the call of a context, or NULL. */
static const struct call_prototype *call_of(const struct context *context)
{
	const struct abi *abi = abi_of(context);
	const char *name;

	if (!abi || context->nr == UNKNOWN_NR)
		return NULL;
	name = abi_call_name(abi, context->nr);
	return name ? call_prototype(abi, name) : NULL;
}

static char *arg_text(const struct context *context, unsigned int index)
{
	const struct call_prototype *call = call_of(context);

	if (call && index < call->count)
		return xstrdup(call->args[index].name);
	return xasprintf("arg%u", index);
}

static char *data_text(const struct context *context, __u32 offset)
{
	const unsigned int args = offsetof(struct seccomp_data, args);
	char *arg, *text;

	if (offset == offsetof(struct seccomp_data, nr))
		return xstrdup("nr");
	if (offset == offsetof(struct seccomp_data, arch))
		return xstrdup("arch");
	if (offset < args)
		return xasprintf("instruction_pointer%s",
				 offset % 8 ? " (upper half)" : "");
	arg = arg_text(context, (offset - args) / 8);
	text = xasprintf("%s%s", arg, offset % 8 ? " (upper half)" : "");
	free(arg);
	return text;
}

static char *window_text(const struct context *context, __u32 offset)
{
	static const char *const header[] = { "status", "kind", "length",
					      "facts" };
	const unsigned int window = (offset >> SECCOMP_ARG_WINDOW_SHIFT) - 1;
	const unsigned int position = offset % SECCOMP_ARG_WINDOW(0);
	char *arg = arg_text(context, window), *text;

	if (position < 16)
		text = xasprintf("%s of %s", header[position / 4], arg);
	else
		text = xasprintf("%s[%u]", arg, position - 16);
	free(arg);
	return text;
}

static char *load_text(const struct context *context, __u32 offset)
{
	if (offset < sizeof(struct seccomp_data))
		return data_text(context, offset);
	return window_text(context, offset);
}

/* Name the value that a branch compares with; NULL without a better text. */
static char *constant_text(const struct context *context, __u32 k)
{
	const struct abi *abi;
	const char *name;

	if (context->loaded == offsetof(struct seccomp_data, arch)) {
		abi = abi_of_call(k, 0);
		return abi ? xstrdup(abi->name) : NULL;
	}
	if (context->loaded != offsetof(struct seccomp_data, nr))
		return NULL;
	abi = context->arch ? abi_of_call(context->arch, k) : NULL;
	name = abi ? abi_call_name(abi, k) : NULL;
	return name ? xstrdup(name) : NULL;
}

/* Name an argument's value by its constants; NULL without a better text. */
static char *value_text(const struct context *context, __u32 k, bool is_mask)
{
	const unsigned int args = offsetof(struct seccomp_data, args);
	const struct call_prototype *call = call_of(context);
	const unsigned int index = (context->loaded - args) / 8;
	const char *set;
	char text[256];

	if (!call || context->loaded < args || context->loaded % 8 ||
	    context->loaded >= sizeof(struct seccomp_data) ||
	    index >= call->count)
		return NULL;
	set = call->args[index].constants;
	if (!set)
		return NULL;
	if (is_mask)
		format_mask(set, k, text, sizeof(text));
	else
		format_constants(set, k, text, sizeof(text));
	return xstrdup(text);
}

static const char *const alu_names[] = { "add", "sub", "mul", "div",
					 "or",	"and", "lsh", "rsh",
					 "neg", "mod", "xor" };

static const char *jump_name(__u16 code)
{
	switch (BPF_OP(code)) {
	case BPF_JEQ:
		return "==";
	case BPF_JGT:
		return ">";
	case BPF_JGE:
		return ">=";
	default:
		return "&";
	}
}

/* "a" and "x" are the registers, "m[3]" is scratch memory. */
static char *plain_text(const struct sock_filter *insn)
{
	const char *to = BPF_CLASS(insn->code) == BPF_LDX ? "x" : "a";

	switch (BPF_CLASS(insn->code)) {
	case BPF_LD:
	case BPF_LDX:
		if (BPF_MODE(insn->code) == BPF_MEM)
			return xasprintf("%s = m[%u]", to, insn->k);
		if (BPF_MODE(insn->code) == BPF_LEN)
			return xasprintf("%s = %zu", to,
					 sizeof(struct seccomp_data));
		return xasprintf("%s = 0x%x", to, insn->k);
	case BPF_ST:
		return xasprintf("m[%u] = a", insn->k);
	case BPF_STX:
		return xasprintf("m[%u] = x", insn->k);
	case BPF_MISC:
		return xstrdup(BPF_MISCOP(insn->code) == BPF_TAX ? "x = a" :
								   "a = x");
	default:
		return xasprintf("code 0x%x", insn->code);
	}
}

static char *alu_text(const struct context *context,
		      const struct sock_filter *insn)
{
	const unsigned int op = BPF_OP(insn->code) >> 4;
	const char *name = op < ARRAY_SIZE(alu_names) ? alu_names[op] : "?";
	char *value, *text;

	if (BPF_OP(insn->code) == BPF_NEG)
		return xstrdup("a = -a");
	if (BPF_SRC(insn->code) == BPF_X)
		return xasprintf("a %s= x", name);
	value = BPF_OP(insn->code) == BPF_AND ?
			value_text(context, insn->k, true) :
			NULL;
	text = value ? xasprintf("a and= %s", value) :
		       xasprintf("a %s= 0x%x", name, insn->k);
	free(value);
	return text;
}

static char *branch_text(const struct context *context,
			 const struct sock_filter *insn, unsigned int pc)
{
	const unsigned int yes = pc + 1 + insn->jt, no = pc + 1 + insn->jf;
	char *value = NULL, *text;

	if (BPF_OP(insn->code) == BPF_JA)
		return xasprintf("goto %u", pc + 1 + insn->k);
	if (BPF_SRC(insn->code) == BPF_X)
		value = xstrdup("x");
	if (!value)
		value = constant_text(context, insn->k);
	if (!value)
		value = value_text(context, insn->k,
				   BPF_OP(insn->code) == BPF_JSET);
	if (!value)
		value = xasprintf("0x%x", insn->k);
	if (yes == pc + 1)
		text = xasprintf("if !(a %s %s) goto %u", jump_name(insn->code),
				 value, no);
	else if (no == pc + 1)
		text = xasprintf("if a %s %s goto %u", jump_name(insn->code),
				 value, yes);
	else
		text = xasprintf("if a %s %s goto %u else %u",
				 jump_name(insn->code), value, yes, no);
	free(value);
	return text;
}

static char *insn_text(const struct context *context,
		       const struct sock_filter *insn, unsigned int pc)
{
	char action[64], *load, *text;

	switch (BPF_CLASS(insn->code)) {
	case BPF_RET:
		if (BPF_RVAL(insn->code) == BPF_A)
			return xstrdup("return a");
		format_action(insn->k, action, sizeof(action));
		return xasprintf("return %s", action);
	case BPF_JMP:
		return branch_text(context, insn, pc);
	case BPF_ALU:
		return alu_text(context, insn);
	case BPF_LD:
		if (BPF_MODE(insn->code) != BPF_ABS)
			return plain_text(insn);
		load = load_text(context, insn->k);
		text = xasprintf("a = %s", load);
		free(load);
		return text;
	default:
		return plain_text(insn);
	}
}

static void print_program(const struct program *program)
{
	struct context *contexts = find_contexts(program);
	const struct origin *origin;
	unsigned int pc;
	char *text;

	for (pc = 0; pc < program->len; pc++) {
		const struct sock_filter *insn = &program->insns[pc];

		text = insn_text(&contexts[pc], insn, pc);
		origin = program->origins ? &program->origins[pc] : NULL;
		printf("%5u  %04x %3u %3u %08x  ", pc, insn->code, insn->jt,
		       insn->jf, insn->k);
		if (origin && origin->line)
			printf("%-40s # %s:%u", text, origin->file,
			       origin->line);
		else
			fputs(text, stdout);
		if (!contexts[pc].reached)
			fputs("  # never reached", stdout);
		putchar('\n');
		free(text);
	}
	free(contexts);
}

static int list_programs(const struct filter_arg *filter)
{
	struct chain chain;
	unsigned int i;
	int status;

	status = chain_read(&chain, filter->kind, filter->value);
	if (status)
		return status;
	for (i = 0; i < chain.count; i++) {
		if (chain.count > 1)
			printf("%s# filter %u of %u%s\n", i ? "\n" : "", i + 1,
			       chain.count, i ? "" : ", the newest");
		print_program(&chain.programs[i]);
	}
	chain_free(&chain);
	return EXIT_OK;
}

static int run_disasm(int argc, char **argv)
{
	struct filter_args args;
	int status;

	status = filter_args_parse(&args, "disasm", FILTER_OPTIONS_NONE, argc,
				   argv);
	if (!status && !args.count)
		status = usage_error(
			"disasm: no program; give a policy, --bpf, --oci or --pid");
	if (!status && args.count > 1)
		status = usage_error("disasm: one program only, not '%s', too",
				     args.args[1].value);
	if (!status)
		status = list_programs(&args.args[0]);
	filter_args_free(&args);
	return status;
}

const struct command command_disasm = {
	.name = "disasm",
	.usage = "POLICY | --bpf FILE | --oci FILE | --pid PID",
	.summary = "list the instructions of a filter, with names",
	.help = "Lists instructions: index, code, jumps and operand in hexadecimal digits,\n"
		"and what they do. Calls, arguments and constants have names where the\n"
		"program has tested the architecture and the number. Lines of a policy\n"
		"stand behind \"#\".\n\n"
		"  --bpf FILE  instructions in the byte order of the machine\n"
		"  --oci FILE  a profile of an OCI runtime\n"
		"  --pid PID   the filters of a process, the newest first\n",
	.run = run_disasm,
};
