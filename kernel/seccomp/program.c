// SPDX-License-Identifier: GPL-2.0-only
/*
 * Programs: creation from instructions, compilation, and the ways to run one.
 *
 * A program is validated, analyzed and compiled from one copy of its
 * instructions. At creation, only residuals that are not decision lists are
 * compiled. The whole program is compiled when a path has calls that no table
 * rule covers.
 */
#include <linux/bpf.h>
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/filter.h>
#include <linux/init.h>
#include <linux/mm.h>
#include <linux/panic.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/slab.h>

#include "analysis.h"
#include "arch.h"
#include "arg_row.h"
#include "cbpf.h"
#include "decision.h"
#include "program.h"
#include "table.h"
#include "window.h"

static struct kmem_cache *program_slab __ro_after_init;

/**
 * struct residual_lists - the decision lists of a program
 * @tests: the tests of all lists
 * @count: number of @tests
 * @room: number of tests that @tests has memory for
 */
struct residual_lists {
	struct seccomp_test *tests;
	unsigned int count;
	unsigned int room;
};

/*
 * Copy the results of the analysis into an allocation of their exact size. The
 * parts are in the order of their alignment.
 */
static int keep_analysis(struct seccomp_program *program,
			 const struct seccomp_analysis *an,
			 const struct residual_lists *lists)
{
	const size_t tests = lists->count * sizeof(*lists->tests);
	const size_t outcomes = an->outcome_count * sizeof(*an->outcomes);
	const size_t code = an->code_len * sizeof(*an->code);
	const size_t residuals = an->residual_count * sizeof(*an->residuals);
	void *memory;

	BUILD_BUG_ON(sizeof(*an->outcomes) % __alignof__(*lists->tests));
	memory = kvmalloc(outcomes + tests + code + residuals +
				  SECCOMP_TABLE_SLOTS + 1,
			  GFP_KERNEL_ACCOUNT);
	if (!memory)
		return -ENOMEM;
	program->outcomes = memory;
	memory += outcomes;
	program->tests = memory;
	memory += tests;
	program->residual_insns = memory;
	memory += code;
	program->residuals = memory;
	memory += residuals;
	program->outcome_idx = memory;
	program->outcome_count = an->outcome_count;
	memcpy(program->outcomes, an->outcomes, outcomes);
	if (tests)
		memcpy(program->tests, lists->tests, tests);
	if (code)
		memcpy(program->residual_insns, an->code, code);
	memcpy(program->residuals, an->residuals, residuals);
	memcpy(program->outcome_idx, an->outcome_idx, SECCOMP_TABLE_SLOTS + 1);
	seccomp_allow_uprobe_exception(program->outcome_idx,
				       SECCOMP_OUTCOME_ALLOW);
	return 0;
}

/* Without known registers, programs with residuals run as a whole. */
static void drop_residuals(struct seccomp_analysis *an)
{
	unsigned int i;

	for (i = 0; i < an->outcome_count; i++)
		if (an->outcomes[i].kind == OUTCOME_RESIDUAL)
			an->outcomes[i].kind = OUTCOME_UNKNOWN;
	an->residual_count = 0;
	an->code_len = 0;
}

/* Have room for one more list. */
static int grow_lists(struct residual_lists *lists)
{
	const unsigned int need = lists->count + SECCOMP_LIST_TESTS;
	const unsigned int room = max(2 * lists->room, need);
	struct seccomp_test *tests;

	if (need <= lists->room)
		return 0;
	tests = kvmalloc_array(room, sizeof(*tests),
			       GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (!tests)
		return -ENOMEM;
	if (lists->count)
		memcpy(tests, lists->tests, lists->count * sizeof(*tests));
	kvfree(lists->tests);
	lists->tests = tests;
	lists->room = room;
	return 0;
}

static unsigned int list_residual(struct seccomp_list_work *work,
				  const struct seccomp_analysis *an,
				  const struct seccomp_residual *residual,
				  struct seccomp_test *tests)
{
	const struct sock_filter *insns = &an->code[residual->first];

	return seccomp_list_from_residual(work, insns, residual->len,
					  seccomp_reg_offsets(residual->abi),
					  tests);
}

/* Make a decision list of each residual that can be one. */
static int list_residuals(struct seccomp_analysis *an,
			  struct residual_lists *lists)
{
	struct seccomp_list_work *work;
	unsigned int i, longest = 0;
	int err = 0;

	for (i = 0; i < an->residual_count; i++)
		longest = max_t(unsigned int, longest, an->residuals[i].len);
	work = seccomp_list_work_alloc(longest);
	if (!work)
		return -ENOMEM;
	for (i = 0; i < an->residual_count; i++) {
		struct seccomp_residual *residual = &an->residuals[i];

		cond_resched();
		err = grow_lists(lists);
		if (err)
			break;
		residual->first_test = lists->count;
		residual->tests = list_residual(work, an, residual,
						&lists->tests[lists->count]);
		lists->count += residual->tests;
	}
	kvfree(work);
	return err;
}

/* --- The BPF back end ---------------------------------------------------- */

/*
 * The back end hardens code against speculation unless its caller has
 * CAP_SYS_ADMIN. With bpf_jit_harden 1 it blinds constants unless the caller has
 * CAP_BPF. Tasks share code, and a task may call what another one has compiled.
 * So these credentials replace those of the caller.
 *
 * The limit bpf_jit_limit does not bind a caller with CAP_BPF. Otherwise any
 * user could fill it and keep privileged services from starting.
 */
static struct cred *compile_cred __ro_after_init; /* no capabilities */
static struct cred *compile_cred_bpf __ro_after_init; /* CAP_BPF only */

static int jit_harden(void)
{
#ifdef CONFIG_BPF_JIT
	return READ_ONCE(bpf_jit_harden);
#else
	return 0;
#endif
}

static bool may_exceed_jit_limit(void)
{
	/* The value 1 makes CAP_BPF weaken the code, so it has to go. */
	if (jit_harden() == 1)
		return false;
	return ns_capable_noaudit(&init_user_ns, CAP_BPF) ||
	       ns_capable_noaudit(&init_user_ns, CAP_SYS_ADMIN);
}

/* Undo with revert_creds(). */
static const struct cred *override_compile_creds(void)
{
	return override_creds(may_exceed_jit_limit() ? compile_cred_bpf :
						       compile_cred);
}

/**
 * seccomp_backend_now - Get what the BPF back end would decide for code
 *
 * Context: any.
 * Return: SECCOMP_BACKEND_* flags, or 0 if the kernel would interpret the code.
 */
u8 seccomp_backend_now(void)
{
	if (!ebpf_jit_enabled())
		return 0;
	return SECCOMP_BACKEND_JIT | (jit_harden() ? SECCOMP_BACKEND_BLIND : 0);
}

/* What the back end has decided for this code. */
static u8 backend_of(const struct bpf_prog *code)
{
	return (code->jit_requested ? SECCOMP_BACKEND_JIT : 0) |
	       (code->blinding_requested ? SECCOMP_BACKEND_BLIND : 0);
}

/*
 * Keep later loaders from the program if its code differs from what its key
 * promises, as after a write to bpf_jit_harden. Call this before the code is
 * published. A lookup that the write does not precede may still find it.
 */
static void note_backend_of(struct seccomp_program *program,
			    const struct bpf_prog *code)
{
	if (backend_of(code) != READ_ONCE(program->backend))
		WRITE_ONCE(program->backend, SECCOMP_BACKEND_MIXED);
}

static bool need_code(const struct seccomp_analysis *an)
{
	unsigned int i;

	for (i = 0; i < an->residual_count; i++)
		if (!an->residuals[i].tests)
			return true;
	return false;
}

/* Compile the residuals that are no decision lists, if there are any. */
static int compile_residuals(struct seccomp_program *program,
			     struct seccomp_analysis *an)
{
	const struct cred *old;
	struct bpf_prog *code;

	if (!need_code(an))
		return 0;
	old = override_compile_creds();
	code = seccomp_cbpf_compile_residuals(an);
	revert_creds(old);
	if (IS_ERR_OR_NULL(code))
		return PTR_ERR_OR_ZERO(code);
	program->residual_code = code;
	note_backend_of(program, code);
	return 0;
}

static int prepare_residuals(struct seccomp_program *program,
			     struct seccomp_analysis *an,
			     struct residual_lists *lists)
{
	int err;

	if (!an->residual_count)
		return 0;
	if (!seccomp_reg_offsets(an->residuals[0].abi)) {
		drop_residuals(an);
		return 0;
	}
	err = list_residuals(an, lists);
	return err ?: compile_residuals(program, an);
}

#ifdef CONFIG_SECCOMP_DEEP_ARGS
/* Return the windows that a call with this outcome needs. */
static u16 outcome_windows(const struct seccomp_program *program,
			   const struct seccomp_analysis *an, u8 index)
{
	const struct seccomp_outcome *outcome = &an->outcomes[index];

	switch (outcome->kind) {
	case OUTCOME_CONSTANT:
		return 0;
	case OUTCOME_RESIDUAL:
		return an->residuals[outcome->residual].windows;
	default:
		return program->windows;
	}
}

/*
 * Refuse a program whose answer to a number needs the window of a pointer that
 * always reaches the body of the call.
 */
static int check_windows(const struct seccomp_program *program,
			 const struct seccomp_analysis *an)
{
	unsigned int slot;
	u16 windows;

	for (slot = 0; program->windows && slot < SECCOMP_TABLE_SLOTS; slot++) {
		windows = outcome_windows(program, an, an->outcome_idx[slot]);
		if (windows && windows & seccomp_arg_row(slot)->never)
			return -EOPNOTSUPP;
	}
	return 0;
}
#else
static int check_windows(const struct seccomp_program *program,
			 const struct seccomp_analysis *an)
{
	return 0;
}
#endif

/* Give a program the results of its analysis. */
static int use_analysis(struct seccomp_program *program,
			struct seccomp_analysis *an)
{
	struct residual_lists lists = {};
	int err;

	err = check_windows(program, an);
	if (!err)
		err = prepare_residuals(program, an, &lists);
	if (!err)
		err = keep_analysis(program, an, &lists);
	kvfree(lists.tests);
	return err;
}

static int analyze_and_compile(struct seccomp_program *program)
{
	struct seccomp_analysis *an;
	int err;

	an = kvmalloc(sizeof(*an), GFP_KERNEL_ACCOUNT);
	if (!an)
		return -ENOMEM;
	err = seccomp_analyze(program->insns, program->len, an);
	if (err)
		goto free;
	err = use_analysis(program, an);
	kvfree(an->code);
free:
	kvfree(an);
	return err;
}

/**
 * seccomp_program_free - Free a program
 * @program: a program without references, in no cache; may be incomplete
 *
 * Context: process context; may sleep.
 */
void seccomp_program_free(struct seccomp_program *program)
{
	WARN_ON_ONCE(!hlist_empty(&program->tables));
	if (program->residual_code)
		bpf_prog_free(program->residual_code);
	if (program->code)
		bpf_prog_free(program->code);
	kvfree(program->outcomes);
	kvfree(program->insns);
	kmem_cache_free(program_slab, program);
}

/* Allocate a program without answers. The call owns @insns, also on failure. */
static struct seccomp_program *alloc_program(struct sock_filter *insns,
					     unsigned int len)
{
	struct seccomp_program *program;

	program = kmem_cache_zalloc(program_slab, GFP_KERNEL_ACCOUNT);
	if (!program) {
		kvfree(insns);
		return NULL;
	}
	program->insns = insns;
	program->len = len;
	program->windows = seccomp_cbpf_windows(insns, len);
	program->backend = seccomp_backend_now();
	refcount_set(&program->refs, 1);
	return program;
}

/**
 * seccomp_program_create - Validate, analyze and compile a program
 * @insns: instructions, from kvmalloc(); the call owns them, also on failure
 * @len: number of instructions, 1 to BPF_MAXINSNS
 *
 * Context: process context; may sleep.
 * Return: a program with one reference; or an error pointer: -EINVAL for an
 * invalid program, -ENOMEM, or an error of the BPF back end. -EOPNOTSUPP if the
 * answer to a number needs the window of a pointer that is never copied.
 */
struct seccomp_program *seccomp_program_create(struct sock_filter *insns,
					       unsigned int len)
{
	struct seccomp_program *program;
	int err;

	err = seccomp_cbpf_validate(insns, len);
	if (err) {
		kvfree(insns);
		return ERR_PTR(err);
	}
	program = alloc_program(insns, len);
	if (!program)
		return ERR_PTR(-ENOMEM);
	err = analyze_and_compile(program);
	if (!err)
		return program;
	seccomp_program_free(program);
	return ERR_PTR(err);
}

/**
 * seccomp_program_create_analyzed - Create a program whose answers are known
 * @insns: valid instructions without loads from windows, from kvmalloc(); the call
 *	owns them, also on failure
 * @len: number of instructions, 1 to BPF_MAXINSNS
 * @an: analysis of the program without residuals; owned by the caller
 *
 * Context: process context; may sleep.
 * Return: a program with one reference; or an error pointer: -ENOMEM.
 */
struct seccomp_program *
seccomp_program_create_analyzed(struct sock_filter *insns, unsigned int len,
				struct seccomp_analysis *an)
{
	struct seccomp_program *program = alloc_program(insns, len);
	int err;

	if (!program)
		return ERR_PTR(-ENOMEM);
	err = use_analysis(program, an);
	if (!err)
		return program;
	seccomp_program_free(program);
	return ERR_PTR(err);
}

/**
 * seccomp_program_compile - Compile a whole program
 * @program: the program
 *
 * A path whose table is incomplete is slow without this for all its programs.
 *
 * Context: process context; may sleep.
 * Return: 0; -ENOMEM, or an error of the BPF back end.
 */
int seccomp_program_compile(struct seccomp_program *program)
{
	const struct cred *old;
	struct bpf_prog *code;

	if (READ_ONCE(program->code))
		return 0;
	old = override_compile_creds();
	code = seccomp_cbpf_compile(program->insns, program->len);
	revert_creds(old);
	if (IS_ERR(code))
		return PTR_ERR(code);
	note_backend_of(program, code);
	/* Publishes the code to the dependent loads of seccomp_program_run(). */
	if (cmpxchg(&program->code, NULL, code))
		bpf_prog_free(code);
	return 0;
}

/**
 * seccomp_program_run - Run a whole program
 * @program: the program; interpreted unless seccomp_program_compile() has returned 0
 * @input: the call; owned by the caller. Its windows are needed only if @program
 *	loads from windows
 *
 * A program uses @input and its own stack only, so it may be preempted and may
 * migrate.
 *
 * Context: any.
 * Return: SECCOMP_RET_* with its data.
 */
u32 seccomp_program_run(const struct seccomp_program *program,
			const struct seccomp_input *input)
{
	/* Pairs with cmpxchg() in seccomp_program_compile(). */
	const struct bpf_prog *code = READ_ONCE(program->code);

	/*
	 * A domain has added more contents than the table of the path has room for.
	 * Its holder cannot compile the programs of each path.
	 */
	if (!code)
		return seccomp_program_interpret(program, input);
	return bpf_dispatcher_nop_func(input, code->insnsi, code->bpf_func);
}

/**
 * seccomp_program_interpret - Interpret a whole program
 * @program: the program
 * @input: the call; owned by the caller. Its windows are needed only if @program
 *	loads from windows
 *
 * Context: any.
 * Return: SECCOMP_RET_* with its data, the same as seccomp_program_run().
 */
u32 seccomp_program_interpret(const struct seccomp_program *program,
			      const struct seccomp_input *input)
{
	return seccomp_cbpf_interpret(program->insns, input);
}

/**
 * seccomp_program_run_on_regs - Run a whole program for the call of current
 * @program: the program, which loads from no window
 * @regs: saved registers of current
 *
 * Context: system call entry of current.
 * Return: SECCOMP_RET_* with its data.
 */
u32 seccomp_program_run_on_regs(const struct seccomp_program *program,
				struct pt_regs *regs)
{
	struct seccomp_input input __uninitialized;

	populate_seccomp_data(&input.sd, regs);
	return seccomp_program_run(program, &input);
}

/**
 * seccomp_program_run_on_windows - Run a whole program for a call with windows
 * @program: the program
 * @regs: saved registers of current
 * @windows: windows of the call, with those from which @program loads; owned by the
 *	caller
 *
 * Context: system call entry of current.
 * Return: SECCOMP_RET_* with its data.
 */
u32 seccomp_program_run_on_windows(const struct seccomp_program *program,
				   struct pt_regs *regs,
				   const struct seccomp_windows *windows)
{
	struct seccomp_input input __uninitialized;

	populate_seccomp_data(&input.sd, regs);
	input.windows = windows;
	return seccomp_program_run(program, &input);
}

/**
 * seccomp_program_run_deep - Run one residual for a call with windows
 * @program: the program
 * @residual: index of a residual of @program, for the number of the call
 * @regs: saved registers of current
 * @windows: windows of the call, with those from which the residual loads; owned by
 *	the caller
 *
 * Context: system call entry of current.
 * Return: SECCOMP_RET_* with its data.
 */
u32 seccomp_program_run_deep(const struct seccomp_program *program,
			     unsigned int residual, const struct pt_regs *regs,
			     const struct seccomp_windows *windows)
{
	const struct seccomp_test *list =
		seccomp_program_list(program, residual);
	const struct bpf_prog *code = program->residual_code;
	const struct seccomp_deep_ctx ctx = {
		.ctx.regs = regs,
		.ctx.residual = program->residuals[residual].code_idx,
		.windows = windows,
	};

	if (list)
		return seccomp_list_run_windows(list, windows->sources);
	return bpf_dispatcher_nop_func(&ctx, code->insnsi, code->bpf_func);
}

/**
 * seccomp_residual_equal - Compare two residuals by their instructions
 * @one: a program
 * @residual: index of a residual of @one
 * @other: a program
 * @other_residual: index of a residual of @other, for the same numbers
 *
 * Context: any.
 * Return: true if both read the same registers and windows with the same
 * instructions.
 */
bool seccomp_residual_equal(const struct seccomp_program *one,
			    unsigned int residual,
			    const struct seccomp_program *other,
			    unsigned int other_residual)
{
	const struct seccomp_residual *this = &one->residuals[residual];
	const struct seccomp_residual *that = &other->residuals[other_residual];

	return this->abi == that->abi && this->len == that->len &&
	       seccomp_cbpf_equal(&one->residual_insns[this->first],
				  &other->residual_insns[that->first],
				  this->len);
}

static struct cred *__init create_compile_cred(void)
{
	struct cred *cred = prepare_kernel_cred(&init_task);

	if (!cred)
		panic("seccomp: no memory for credentials\n");
	cap_clear(cred->cap_effective);
	return cred;
}

static int __init seccomp_program_init(void)
{
	compile_cred = create_compile_cred();
	compile_cred_bpf = create_compile_cred();
	cap_raise(compile_cred_bpf->cap_effective, CAP_BPF);
	program_slab = KMEM_CACHE(seccomp_program, SLAB_PANIC | SLAB_ACCOUNT);
	return 0;
}
core_initcall(seccomp_program_init);
