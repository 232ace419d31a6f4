// SPDX-License-Identifier: GPL-2.0-only
/*
 * Compare the kernel with an interpreter, on filters that compare arguments and
 * the instruction pointer with constants. The kernel may represent such a filter
 * as data. Each return has its own errno, so a result shows which one was taken.
 *
 * oracle.h describes the environment variables for seed and rounds.
 */
#include "../kselftest_harness.h"

#include "common.h"
#include "oracle.h"
#include "generate.h"
#include "callsite.h"
#include "target.h"
#include "tracee.h"
#include "notify.h"

#define MAX_FILTERS 6
#define MAX_CALLS 40

#define X32_BIT 0x40000000
#define UNASSIGNED_NR 0x3ffe

/* SECCOMP_TEST_ROUNDS can make a run long. */
#define LIST_TIMEOUT 900

/* Results of a call that are no result register. */
#define NOT_MADE 0x10000000000LL
#define TRAPPED 0x20000000000LL

/*
 * The addresses after the system call instruction. Halves are zero, equal, or
 * differ in their highest bit.
 */
static const unsigned long site_addresses[] = {
	0x10000000,  0x7ffeffec,  0x80000000,  0x80004004,   0x100000000,
	0x100004004, 0x180000000, 0x7fff00000, 0x3000000030, 0x1200001200,
};

#define MAX_SITES (1 + ARRAY_SIZE(site_addresses))

static struct site sites[MAX_SITES];
static size_t site_count;

/* Calls that ignore their arguments and that no code here makes on its own. */
static const struct number native_numbers[] = {
	{ NATIVE_ARCH, __NR_getppid },
	{ NATIVE_ARCH, __NR_gettid },
	{ NATIVE_ARCH, __NR_getpid },
	{ NATIVE_ARCH, UNASSIGNED_NR },
	{ NATIVE_ARCH, -1 },
	{ NATIVE_ARCH, -0x70000000 },
#if defined(__x86_64__)
	{ NATIVE_ARCH, X32_BIT | __NR_getppid },
	{ NATIVE_ARCH, X32_BIT | UNASSIGNED_NR },
	/* ia32: getppid, gettid, unassigned, -1 */
	{ AUDIT_ARCH_I386, 64 },
	{ AUDIT_ARCH_I386, 224 },
	{ AUDIT_ARCH_I386, UNASSIGNED_NR },
	{ AUDIT_ARCH_I386, -1 },
#endif
};

static size_t number_count;

#if defined(__x86_64__)
static bool is_native(const struct number *number)
{
	return number->arch == NATIVE_ARCH;
}
#endif

/*
 * struct list_call - a call of a trial
 * @number: what is called
 * @site: index of the call site
 * @args: its arguments
 * @unfiltered: its result without filters
 * @result: its result under the filters, NOT_MADE, or TRAPPED plus the data
 */
struct list_call {
	struct number number;
	size_t site;
	unsigned long args[6];
	long long unfiltered, result;
};

/* struct trial - a path of filters, and the calls under it, in shared memory */
struct trial {
	struct program programs[MAX_FILTERS];
	size_t filters;
	struct list_call calls[MAX_CALLS];
	size_t call_count;
};

static long make_call(const struct list_call *call)
{
#if defined(__x86_64__)
	if (!is_native(&call->number))
		return text_site32().call(call->number.nr, call->args);
#endif
	return sites[call->site].call(call->number.nr, call->args);
}

/*
 * The kernel's view of a call. A filter sees the upper halves of the registers of
 * an ia32 call from 64-bit code, too.
 */
static void fill_data(const struct list_call *call, struct seccomp_data *data)
{
	size_t i;

	memset(data, 0, sizeof(*data));
	data->nr = call->number.nr;
	data->arch = call->number.arch;
	data->instruction_pointer = sites[call->site].ip;
	for (i = 0; i < 6; i++)
		data->args[i] = call->args[i];
#if defined(__x86_64__)
	if (!is_native(&call->number))
		data->instruction_pointer = text_site32().ip;
#endif
}

/* The verdict by interpretation of every program, newest first. */
static __u32 interpret_path(const struct trial *t, const struct list_call *call)
{
	__u32 strictest = SECCOMP_RET_ALLOW, verdict;
	struct seccomp_data data;
	size_t i;

	fill_data(call, &data);
	for (i = t->filters; i > 0; i--) {
		verdict = interpret(t->programs[i - 1].insns, &data);
		if (is_stricter(verdict, strictest))
			strictest = verdict;
	}
	return strictest;
}

static long long expected_result(__u32 verdict, const struct list_call *call)
{
	__u32 data = verdict & SECCOMP_RET_DATA;

	switch (verdict & SECCOMP_RET_ACTION_FULL) {
	case SECCOMP_RET_ALLOW:
	case SECCOMP_RET_LOG:
		return call->unfiltered;
	case SECCOMP_RET_ERRNO:
		return -(long long)(data < ERRNO_CAP ? data : ERRNO_CAP);
	case SECCOMP_RET_USER_NOTIF:
	case SECCOMP_RET_TRACE:
		return -ENOSYS;
	case SECCOMP_RET_TRAP:
		return TRAPPED + data;
	default:
		return NOT_MADE;
	}
}

static volatile sig_atomic_t trap_data;

static void on_trap(int sig, siginfo_t *info, void *context)
{
	(void)sig;
	(void)context;
	trap_data = info->si_errno;
}

static int run_trial(void *arg)
{
	struct sigaction action = {
		.sa_sigaction = on_trap,
		.sa_flags = SA_SIGINFO,
	};
	struct trial *t = arg;
	size_t i;
	long ret;

	CHILD_ASSERT_EQ(0, sigaction(SIGSYS, &action, NULL));
	for (i = 0; i < t->call_count; i++)
		t->calls[i].unfiltered = make_call(&t->calls[i]);
	for (i = 0; i < t->filters; i++)
		CHILD_ASSERT_EQ(0, attach(t->programs[i].insns,
					  t->programs[i].len, 0));
	for (i = 0; i < t->call_count; i++) {
		trap_data = -1;
		ret = make_call(&t->calls[i]);
		t->calls[i].result = trap_data >= 0 ? TRAPPED + trap_data : ret;
	}
	/* Filters do not deny this call. */
	CHILD_ASSERT_NO_RETURN(syscall(__NR_exit_group, 42));
}

/* How many verdicts of each kind the trials had. */
enum kind { ALLOWED, DENIED, TRAPS, UNSUPPORTED, KILLS, KINDS };

static unsigned int kinds[KINDS];

static enum kind kind_of(__u32 verdict)
{
	switch (verdict & SECCOMP_RET_ACTION_FULL) {
	case SECCOMP_RET_ALLOW:
	case SECCOMP_RET_LOG:
		return ALLOWED;
	case SECCOMP_RET_ERRNO:
		return DENIED;
	case SECCOMP_RET_TRAP:
		return TRAPS;
	case SECCOMP_RET_TRACE:
	case SECCOMP_RET_USER_NOTIF:
		return UNSUPPORTED;
	default:
		return KILLS;
	}
}

static void print_trial(const struct trial *t, const struct list_call *call)
{
	struct seccomp_data data;
	size_t i;

	fill_data(call, &data);
	fprintf(stderr, "# arch %#x, nr %d, ip %#llx, args", data.arch, data.nr,
		(unsigned long long)data.instruction_pointer);
	for (i = 0; i < 6; i++)
		fprintf(stderr, " %#llx", (unsigned long long)data.args[i]);
	fprintf(stderr, "\n");
	for (i = 0; i < t->filters; i++) {
		fprintf(stderr, "# filter %zu:\n", i);
		print_insns(t->programs[i].insns, t->programs[i].len);
	}
}

/*
 * Run a trial in a child and compare all results. Return false after a message
 * if one differs.
 */
static bool check_trial(struct trial *t)
{
	struct list_call *call;
	int ended, wanted = 42;
	__u32 verdict;
	size_t i;

	for (i = 0; i < t->call_count; i++)
		t->calls[i].result = NOT_MADE;
	ended = exit_summary(in_child(run_trial, t));
	if (ended == 1)
		return false;
	for (i = 0; i < t->call_count; i++) {
		call = &t->calls[i];
		verdict = interpret_path(t, call);
		kinds[kind_of(verdict)]++;
		if (expected_result(verdict, call) != call->result) {
			fprintf(stderr,
				"# call %zu: verdict %#x, result %lld instead of %lld\n",
				i, verdict, call->result,
				expected_result(verdict, call));
			print_trial(t, call);
			return false;
		}
		if (kind_of(verdict) == KILLS) {
			wanted = BY_SIGNAL(SIGSYS);
			break;
		}
	}
	if (ended != wanted)
		fprintf(stderr, "# the child ended with %d, not %d\n", ended,
			wanted);
	return ended == wanted;
}

FIXTURE(list)
{
	struct trial *t;
	unsigned long seed, rounds;
};

FIXTURE_SETUP(list)
{
	size_t i;

	self->seed = seed();
	self->rounds = get_env_number("SECCOMP_TEST_ROUNDS", 0);
	self->t = mmap(NULL, sizeof(*self->t), PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ASSERT_NE(MAP_FAILED, self->t);
	ASSERT_EQ(0, no_new_privs());
	sites[site_count++] = text_site();
	for (i = 0; i < ARRAY_SIZE(site_addresses); i++) {
		ASSERT_TRUE(make_site(&sites[site_count], site_addresses[i]))
		TH_LOG("cannot map a call site at %#lx", site_addresses[i]);
		site_count++;
	}
	number_count = ARRAY_SIZE(native_numbers);
#if defined(__x86_64__)
	if (!has_ia32()) {
		while (!is_native(&native_numbers[number_count - 1]))
			number_count--;
		TH_LOG("this kernel has no ia32 calls, so none are made");
	}
#endif
	memset(kinds, 0, sizeof(kinds));
}

FIXTURE_TEARDOWN(list)
{
	TH_LOG("seed %lu: %u calls allowed, %u denied, %u trapped, %u ENOSYS, %u killed",
	       self->seed, kinds[ALLOWED], kinds[DENIED], kinds[TRAPS],
	       kinds[UNSUPPORTED], kinds[KILLS]);
}

/*
 * Each operator, on chosen values
 */

/* A filter of one test: errno 1 if it is false, 2 if it is true. */
static void one_test(struct program *p, enum comparison op, unsigned int field,
		     __u64 value, __u64 mask, int style)
{
	struct builder b;
	int t, f, other;

	begin_program(&b, p);
	t = new_label(&b);
	f = new_label(&b);
	other = new_label(&b);
	emit(&b, INSN_LOAD_NR);
	emit_jump(&b, BPF_JEQ, __NR_getppid, new_label(&b), other);
	place(&b, b.labels);
	emit_test(&b, op, field, value, mask, style, t, f);
	place(&b, t);
	emit(&b, INSN_RET(SECCOMP_RET_ERRNO | 2));
	place(&b, f);
	emit(&b, INSN_RET(SECCOMP_RET_ERRNO | 1));
	place(&b, other);
	emit(&b, INSN_RET(SECCOMP_RET_ALLOW));
	end_program(&b);
}

/* The comparison that a test must make, without BPF. */
static bool holds(enum comparison op, __u64 arg, __u64 value, __u64 mask)
{
	switch (op) {
	case OP_EQ:
		return arg == value;
	case OP_NE:
		return arg != value;
	case OP_GT:
		return arg > value;
	case OP_GE:
		return arg >= value;
	case OP_LT:
		return arg < value;
	case OP_LE:
		return arg <= value;
	case OP_MASKED_EQ:
		return (arg & mask) == value;
	case OP_SET:
		return arg & value;
	default:
		return arg >= value &&
		       (value + mask < value || arg <= value + mask);
	}
}

static struct list_call *add_call(struct trial *t)
{
	struct list_call *call = &t->calls[t->call_count++];
	size_t i;

	call->number = native_numbers[0];
	call->site = 0;
	for (i = 0; i < 6; i++)
		call->args[i] = near_value();
	return call;
}

static void add_value(struct trial *t, unsigned int arg, __u64 value)
{
	add_call(t)->args[arg] = value;
}

/* Calls with arguments around @value, and all others random. */
static void calls_around(struct trial *t, unsigned int arg, __u64 value)
{
	static const __u64 steps[] = { 0,	   1,	       0x7fffffff,
				       0x80000000, 0xffffffff, 0x100000000,
				       1ULL << 63 };
	size_t i;

	t->call_count = 0;
	for (i = 0; i < ARRAY_SIZE(steps); i++) {
		add_value(t, arg, value + steps[i]);
		add_value(t, arg, value - steps[i]);
		add_value(t, arg, value ^ steps[i]);
		add_value(t, arg, steps[i]);
	}
	add_value(t, arg, -1ULL);
	add_value(t, arg, ~value);
	add_value(t, arg, value << 32 | value >> 32);
	add_value(t, arg, (__u32)value);
	add_value(t, arg, value >> 32 << 32);
	add_value(t, arg, (value >> 32) + 1);
	add_value(t, arg, value ^ 0x8000000080000000);
	add_value(t, arg, random64());
}

TEST_F_TIMEOUT(list, operator_on_each_argument, LIST_TIMEOUT)
{
	unsigned int arg = 0, i, c, op, style;
	__u64 value, mask;
	struct trial *t = self->t;

	fill_pool();
	t->filters = 1;
	for (op = 0; op < OPERATORS; op++) {
		for (i = 0; i < ARRAY_SIZE(boundaries); i++) {
			style = (i + op) % STYLES;
			arg = (arg + 1) % 6;
			value = boundaries[i];
			mask = op == OP_RANGE ? boundaries[i / 2] :
						random_mask();
			if (op == OP_MASKED_EQ)
				value &= mask;
			one_test(&t->programs[0], op, ARG_LO(arg), value, mask,
				 style);
			calls_around(t, arg, value);
			ASSERT_TRUE(check_trial(t))
			TH_LOG("operator %u, style %u, argument %u, value %#llx",
			       op, style, arg, (unsigned long long)value);
			/* The interpreter must agree with C. */
			for (c = 0; c < t->call_count; c++)
				ASSERT_EQ(-1 - holds(op, t->calls[c].args[arg],
						     value, mask),
					  t->calls[c].result);
		}
	}
	EXPECT_LT(1000, kinds[DENIED]);
}

/* Make one call from each site. */
static void calls_from_sites(struct trial *t)
{
	size_t i;

	t->call_count = 0;
	for (i = 0; i < site_count; i++)
		add_call(t)->site = i;
}

TEST_F_TIMEOUT(list, operator_on_instruction_pointer, LIST_TIMEOUT)
{
	const size_t field = offsetof(struct seccomp_data, instruction_pointer);
	static const long steps[] = { 0, 1, -1, 1L << 32 };
	unsigned int op, i, c, taken = 0;
	struct trial *t = self->t;
	__u64 value, mask;

	fill_pool();
	t->filters = 1;
	for (op = 0; op < OPERATORS; op++) {
		for (i = below(2); i < site_count * ARRAY_SIZE(steps); i += 2) {
			value = sites[i % site_count].ip +
				steps[i / site_count];
			mask = op == OP_RANGE ? below(64) : random_mask();
			if (op == OP_MASKED_EQ)
				value &= mask;
			one_test(&t->programs[0], op, field, value, mask,
				 below(STYLES));
			calls_from_sites(t);
			ASSERT_TRUE(check_trial(t))
			TH_LOG("operator %u, value %#llx", op,
			       (unsigned long long)value);
			for (c = 0; c < t->call_count; c++) {
				ASSERT_EQ(-1 - holds(op, sites[c].ip, value,
						     mask),
					  t->calls[c].result);
				taken += t->calls[c].result == -2;
			}
		}
	}
	EXPECT_LT(100, taken);
	EXPECT_LT(taken + 100, kinds[DENIED]);
}

/*
 * Random programs
 */

static void random_calls(struct trial *t)
{
	struct list_call *call;

	t->call_count = 0;
	while (t->call_count < MAX_CALLS) {
		call = add_call(t);
		call->site = below(site_count);
		if (!below(3))
			call->number = native_numbers[below(number_count)];
	}
}

/* Some values of a round are addresses of call sites. */
static void fill_pool_for_round(void)
{
	fill_pool();
	if (below(2))
		value_pool[0] = sites[below(site_count)].ip;
}

TEST_F_TIMEOUT(list, random_programs_match_interpreter, LIST_TIMEOUT)
{
	unsigned long rounds = self->rounds ?: 300, round;
	struct trial *t = self->t;

	t->filters = 1;
	for (round = 0; round < rounds; round++) {
		fill_pool_for_round();
		generate_program(&t->programs[0], native_numbers, number_count,
				 1, false);
		random_calls(t);
		ASSERT_TRUE(check_trial(t))
		TH_LOG("seed %lu, round %lu", self->seed, round);
	}
	if (rounds < 300)
		return;
	EXPECT_LT(1000, kinds[ALLOWED]);
	EXPECT_LT(1000, kinds[DENIED]);
	EXPECT_LT(0, kinds[TRAPS]);
	EXPECT_LT(0, kinds[UNSUPPORTED]);
	EXPECT_LT(0, kinds[KILLS]);
}

/* A filter that gives @verdict for one number, whatever its arguments are. */
static void constant_program(struct program *p, const struct number *n,
			     __u32 verdict)
{
	const struct sock_filter insns[] = {
		INSN_LOAD_ARCH,	   INSN_JEQ(n->arch, 0, 3),
		INSN_LOAD_NR,	   INSN_JEQ(n->nr, 0, 1),
		INSN_RET(verdict), INSN_RET(SECCOMP_RET_ALLOW),
	};

	memcpy(p->insns, insns, sizeof(insns));
	p->len = ARRAY_SIZE(insns);
}

/* A filter of a path: comparisons, computations, a constant, or an equal one. */
static void random_filter(struct trial *t, size_t i)
{
	static const __u32 constants[] = {
		SECCOMP_RET_ALLOW,
		SECCOMP_RET_TRACE,
		SECCOMP_RET_ERRNO,
		SECCOMP_RET_ERRNO | 4000,
	};
	struct program *p = &t->programs[i];

	unsigned int choice = below(8);

	if (!choice) {
		constant_program(p, &native_numbers[below(number_count)],
				 constants[below(ARRAY_SIZE(constants))]);
	} else if (i && choice == 1) {
		*p = t->programs[below(i)];
	} else {
		/* One in six also computes values. */
		generate_program(p, native_numbers, number_count, 1 + 600 * i,
				 choice == 2);
	}
}

TEST_F_TIMEOUT(list, random_paths_match_interpreter, LIST_TIMEOUT)
{
	unsigned long rounds = self->rounds ?: 300, round;
	struct trial *t = self->t;
	size_t i;

	for (round = 0; round < rounds; round++) {
		fill_pool_for_round();
		t->filters = 2 + below(MAX_FILTERS - 1);
		for (i = 0; i < t->filters; i++)
			random_filter(t, i);
		random_calls(t);
		ASSERT_TRUE(check_trial(t))
		TH_LOG("seed %lu, round %lu", self->seed, round);
	}
	if (rounds < 300)
		return;
	EXPECT_LT(1000, kinds[ALLOWED]);
	EXPECT_LT(1000, kinds[DENIED]);
	EXPECT_LT(0, kinds[TRAPS]);
	EXPECT_LT(0, kinds[UNSUPPORTED]);
	EXPECT_LT(0, kinds[KILLS]);
}

/*
 * Long lists
 */

/*
 * A filter of @count equality tests, one after the other. Match i gives errno
 * i + 1.
 */
static void long_list(struct program *p, unsigned int count, bool high)
{
	struct builder b;
	int other, next;
	unsigned int i;

	begin_program(&b, p);
	other = new_label(&b);
	emit(&b, INSN_LOAD_NR);
	emit_jump(&b, BPF_JEQ, __NR_getppid, new_label(&b), other);
	place(&b, b.labels);
	emit_load(&b, high ? ARG_HI(3) : ARG_LO(3));
	for (i = 0; i < count; i++) {
		next = new_label(&b);
		emit_jump(&b, BPF_JEQ, 3 * i, new_label(&b), next);
		place(&b, b.labels);
		emit(&b, INSN_RET(SECCOMP_RET_ERRNO | (i + 1)));
		place(&b, next);
	}
	place(&b, other);
	emit(&b, INSN_RET(SECCOMP_RET_ALLOW));
	end_program(&b);
}

TEST_F_TIMEOUT(list, long_list_gives_each_answer, LIST_TIMEOUT)
{
	static const unsigned int counts[] = { 15, 16, 31, 32,	33,
					       63, 64, 65, 100, 120 };
	struct trial *t = self->t;
	unsigned int i, arg;
	__u64 value;

	t->filters = 1;
	for (i = 0; i < 2 * ARRAY_SIZE(counts); i++) {
		long_list(&t->programs[0], counts[i / 2], i % 2);
		for (arg = 0; arg < 3 * counts[i / 2] + 3;) {
			t->call_count = 0;
			while (t->call_count < MAX_CALLS) {
				value = i % 2 ? (__u64)arg << 32 | random32() :
						random64() << 32 | arg;
				add_value(t, 3, value);
				arg++;
			}
			ASSERT_TRUE(check_trial(t))
			TH_LOG("%u tests", counts[i / 2]);
		}
	}
	EXPECT_LT(0, kinds[ALLOWED]);
	EXPECT_LT(0, kinds[DENIED]);
}

/* Each filter of a path tests the same argument. The newest match wins. */
TEST_F_TIMEOUT(list, many_filters_test_one_argument, LIST_TIMEOUT)
{
	enum { FILTERS = 80 };
	const long parent = getppid();
	unsigned long args[6] = {};
	struct program p;
	unsigned int i;
	long ret;

	for (i = 0; i < FILTERS; i++) {
		one_test(&p, OP_GE, ARG_LO(2), 0xffffffff + (__u64)i, 0,
			 i % STYLES);
		/* If false, the filter allows the call. */
		p.insns[p.len - 2] = INSN_RET(SECCOMP_RET_ALLOW);
		p.insns[p.len - 3] = INSN_RET(SECCOMP_RET_ERRNO | (i + 1));
		ASSERT_EQ(0, attach(p.insns, p.len, 0));
	}
	args[2] = 0xfffffffe;
	ret = sites[0].call(__NR_getppid, args);
	EXPECT_EQ(parent, ret);
	for (i = 0; i < FILTERS; i++) {
		args[2] = 0xffffffff + (unsigned long)i;
		ret = sites[0].call(__NR_getppid, args);
		EXPECT_EQ(-(long)(i + 1), ret);
	}
	args[2] = -1UL;
	ret = sites[0].call(__NR_getppid, args);
	EXPECT_EQ(-FILTERS, ret);
}

/*
 * Answers that need a report
 */

#define CHECKED_NR __NR_getppid
#define TRACED_ARG 1
#define TRAPPED_ARG 2
#define NOTIFIED_ARG 3
#define DENIED_ARG 4
#define ZERO_ARG 5
#define HIGH_ARG 0x500000001

static struct sock_filter reporting[] = {
	INSN_LOAD_NR,
	INSN_JEQ(CHECKED_NR, 1, 0),
	INSN_RET(SECCOMP_RET_ALLOW),
	INSN_LOAD_ARG_HI(1),
	INSN_JEQ(HIGH_ARG >> 32, 0, 3),
	INSN_LOAD_ARG_LO(1),
	INSN_JEQ((__u32)HIGH_ARG, 0, 1),
	INSN_RET(SECCOMP_RET_ERRNO | EL3HLT),
	INSN_LOAD_ARG_LO(1),
	INSN_JEQ(TRACED_ARG, 0, 1),
	INSN_RET(SECCOMP_RET_TRACE | 0x7ace),
	INSN_JEQ(TRAPPED_ARG, 0, 1),
	INSN_RET(SECCOMP_RET_TRAP | 0x7a9),
	INSN_JEQ(NOTIFIED_ARG, 0, 1),
	INSN_RET(SECCOMP_RET_USER_NOTIF),
	INSN_JEQ(DENIED_ARG, 0, 1),
	INSN_RET(SECCOMP_RET_ERRNO | EL2HLT),
	INSN_JEQ(ZERO_ARG, 0, 1),
	INSN_RET(SECCOMP_RET_ERRNO),
	INSN_RET(SECCOMP_RET_ALLOW),
};

static int prepare_reporting(void *arg)
{
	unsigned int flags = *(unsigned int *)arg;
	int fd;

	fd = attach(reporting, ARRAY_SIZE(reporting), flags);
	CHILD_ASSERT_LE(0, fd);
	return flags & SECCOMP_FILTER_FLAG_NEW_LISTENER ? fd : NO_LISTENER;
}

/* Filters around it that look at the same argument and decide nothing. */
static int prepare_reporting_between(void *arg)
{
	struct program p;
	int fd;

	one_test(&p, OP_EQ, ARG_LO(1), 77, 0, 0);
	p.insns[p.len - 2] = INSN_RET(SECCOMP_RET_ALLOW);
	CHILD_ASSERT_EQ(0, attach(p.insns, p.len, 0));
	fd = prepare_reporting(arg);
	one_test(&p, OP_EQ, ARG_LO(1), 78, 0, 1);
	p.insns[p.len - 2] = INSN_RET(SECCOMP_RET_ALLOW);
	CHILD_ASSERT_EQ(0, attach(p.insns, p.len, 0));
	return fd;
}

#define EXPECT_RESULT(t, value, error, arg)                               \
	do {                                                              \
		struct outcome o_ = call_and_wait(t, CHECKED_NR, 0, arg); \
		EXPECT_EQ((long long)(value), (long long)o_.ret);         \
		EXPECT_EQ((long long)(error), (long long)o_.err);         \
	} while (0)

FIXTURE(answer)
{
	struct target t;
};

FIXTURE_VARIANT(answer)
{
	int (*prepare)(void *arg);
};

/* clang-format off */
FIXTURE_VARIANT_ADD(answer, of_one_filter)
{
	.prepare = prepare_reporting,
};

FIXTURE_VARIANT_ADD(answer, of_one_filter_among_three)
{
	.prepare = prepare_reporting_between,
};

/* clang-format on */

FIXTURE_SETUP(answer)
{
	self->t = (struct target){ .pid = -1, .sock = -1, .listener = -1 };
}

FIXTURE_TEARDOWN(answer)
{
	discard_target(&self->t);
}

TEST_F(answer, notified_by_argument_only)
{
	unsigned int flags = SECCOMP_FILTER_FLAG_NEW_LISTENER;
	struct seccomp_notif n;
	int fd;

	ASSERT_TRUE(start_target(&self->t, variant->prepare, &flags));
	fd = self->t.listener;
	ASSERT_LE(0, fd);
	ASSERT_TRUE(send_call(&self->t, CHECKED_NR, 9, NOTIFIED_ARG, 8));
	ASSERT_EQ(0, receive(fd, &n));
	EXPECT_EQ(CHECKED_NR, n.data.nr);
	EXPECT_EQ(9, n.data.args[0]);
	EXPECT_EQ(NOTIFIED_ARG, n.data.args[1]);
	EXPECT_EQ(8, n.data.args[2]);
	EXPECT_EQ(0, respond_value(fd, n.id, 4711));
	EXPECT_EQ(4711, outcome_of(&self->t).ret);
	EXPECT_RESULT(&self->t, -1, EL2HLT, DENIED_ARG);
	EXPECT_RESULT(&self->t, 0, 0, ZERO_ARG);
	EXPECT_RESULT(&self->t, getpid(), 0, 6);
	EXPECT_RESULT(&self->t, -1, EL3HLT, HIGH_ARG);
	EXPECT_RESULT(&self->t, getpid(), 0, HIGH_ARG + 5);
	EXPECT_RESULT(&self->t, -1, ENOSYS, TRACED_ARG);
	/* Without its listener the answer is ENOSYS. */
	close(fd);
	self->t.listener = -1;
	EXPECT_RESULT(&self->t, -1, ENOSYS, NOTIFIED_ARG);
	EXPECT_RESULT(&self->t, -1, EL2HLT, DENIED_ARG);
}

TEST_F(answer, traced_by_argument_only)
{
	unsigned long message = 0;
	unsigned int flags = 0;
	pid_t pid;

	ASSERT_TRUE(start_target(&self->t, variant->prepare, &flags));
	pid = self->t.pid;
	EXPECT_RESULT(&self->t, -1, ENOSYS, TRACED_ARG);
	ASSERT_EQ(0, seize(pid, PTRACE_O_TRACESECCOMP));
	EXPECT_RESULT(&self->t, -1, EL2HLT, DENIED_ARG);
	ASSERT_TRUE(send_call(&self->t, CHECKED_NR, 0, TRACED_ARG));
	ASSERT_EQ(STOP_SECCOMP, wait_stop(pid));
	EXPECT_EQ(0, ptrace(PTRACE_GETEVENTMSG, pid, NULL, &message));
	EXPECT_EQ(0x7ace, message);
	/* The filters run again on the changed argument. */
	ASSERT_TRUE(set_arg(pid, 1, DENIED_ARG));
	ASSERT_EQ(0, resume(pid, PTRACE_CONT));
	EXPECT_EQ(EL2HLT, outcome_of(&self->t).err);
	ASSERT_TRUE(send_call(&self->t, CHECKED_NR, 0, TRACED_ARG));
	ASSERT_EQ(STOP_SECCOMP, wait_stop(pid));
	ASSERT_TRUE(set_arg(pid, 1, HIGH_ARG));
	ASSERT_EQ(0, resume(pid, PTRACE_CONT));
	EXPECT_EQ(EL3HLT, outcome_of(&self->t).err);
	ASSERT_TRUE(send_call(&self->t, CHECKED_NR, 0, TRAPPED_ARG));
	ASSERT_EQ(STOP_SIGNAL + SIGSYS, wait_stop(pid));
	ASSERT_EQ(0, resume(pid, PTRACE_CONT));
	EXPECT_NE(-2, outcome_of(&self->t).ret);
	EXPECT_RESULT(&self->t, getpid(), 0, 7);
}

TEST_F(answer, trapped_by_argument_only)
{
	unsigned int flags = SECCOMP_FILTER_FLAG_LOG;

	ASSERT_TRUE(start_target(&self->t, variant->prepare, &flags));
	EXPECT_RESULT(&self->t, -1, EL2HLT, DENIED_ARG);
	EXPECT_RESULT(&self->t, getpid(), 0, 7);
	ASSERT_TRUE(send_call(&self->t, CHECKED_NR, 0, TRAPPED_ARG));
	EXPECT_EQ(BY_SIGNAL(SIGSYS), exit_summary(wait_child(self->t.pid)));
	self->t.pid = -1;
}

TEST_HARNESS_MAIN
