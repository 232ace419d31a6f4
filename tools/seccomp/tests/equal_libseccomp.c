// SPDX-License-Identifier: GPL-2.0-only
/*
 * Compares a program with what libseccomp makes of a profile, call by call.
 *
 *	equal_libseccomp OURS.bpf --oci PROFILE.json [ARCH [CAP[,CAP]... [KERNEL]]]
 *	equal_libseccomp OURS.bpf --runc PROFILE.json [ARCH [CAP[,CAP]... [KERNEL]]]
 *	equal_libseccomp OURS.bpf --bpf FILE...
 *	equal_libseccomp THEIRS.bpf --write PROFILE.json [ARCH [CAP[,CAP]... [KERNEL]]]
 *
 * With --oci, libseccomp builds a filter of the profile here, as crun does. The
 * reader of the profile shares no code with seccompctl. ARCH is a name of
 * libseccomp: "x86_64". With --runc, the answer to numbers above the largest one of
 * the profile is ENOSYS first. With --bpf, the files are filters in the order in which
 * a process attached them, and the most restrictive answer counts. With --write, nothing
 * is compared: the filter of libseccomp goes to the file.
 *
 * Numbers of calls are tried one by one. For each of them, arguments start with
 * zeroes. Each comparison that a program makes with a word of an argument leads
 * to arguments that change its result: the constant, its neighbours, and the
 * bits of its mask.
 *
 * Some numbers that no call has are left out. libseccomp also answers negative
 * numbers, which stand for calls that an architecture lacks. On x86-64, it
 * takes numbers from 0x80000000 on for x32 calls, although they lack the bit of
 * x32.
 */
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <json.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define PROGRAMS 64
#define VECTORS 1000
#define SLOTS 4096
#define COMPARISONS 512
#define DIFFERENCES 10

struct program {
	struct sock_filter *insns;
	unsigned int len;
};

/* A comparison of a word: of its bits in @mask with @value. */
struct comparison {
	unsigned int word;
	unsigned int mask;
	unsigned int value;
};

struct comparisons {
	struct comparison items[COMPARISONS];
	unsigned int count;
};

struct vectors {
	unsigned long long items[VECTORS][6];
	unsigned short slots[SLOTS];
	unsigned int count;
	bool is_full;
};

/* An architecture of a profile, and the largest number of a call that it names. */
static struct {
	unsigned int token;
	int last;
} runc_archs[20];
static unsigned int runc_arch_count;

static struct program ours, reference[PROGRAMS];
static unsigned int references, differences;
static unsigned long long compared, numbers, cut;

static void __attribute__((noreturn)) fail(const char *what, const char *name)
{
	fprintf(stderr, "equal_libseccomp: %s: %s\n", what, name);
	exit(2);
}

static bool is_in_list(const char *list, const char *word)
{
	size_t length = strlen(word);
	const char *found = list;

	while ((found = strstr(found, word))) {
		if ((found == list || found[-1] == ',') &&
		    (!found[length] || found[length] == ','))
			return true;
		found += length;
	}
	return false;
}

/* --- Programs ---------------------------------------------------------------- */

static void read_program(struct program *program, int fd, const char *name)
{
	off_t size = lseek(fd, 0, SEEK_END);

	if (size <= 0 || size % sizeof(struct sock_filter))
		fail("no program", name);
	program->len = size / sizeof(struct sock_filter);
	program->insns = malloc(size);
	if (pread(fd, program->insns, size, 0) != size)
		fail("cannot read", name);
}

static void write_program_file(const struct program *program, const char *path)
{
	FILE *file = fopen(path, "we");

	if (!file ||
	    fwrite(program->insns, sizeof(*program->insns), program->len,
		   file) != program->len ||
	    fclose(file))
		fail(strerror(errno), path);
}

static void read_program_file(struct program *program, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		fail(strerror(errno), path);
	read_program(program, fd, path);
	close(fd);
}

static void note(struct comparisons *comparisons, unsigned int word,
		 unsigned int mask, unsigned int value)
{
	struct comparison *item = comparisons->items;
	unsigned int i;

	for (i = 0; i < comparisons->count; i++, item++)
		if (item->word == word && item->mask == mask &&
		    item->value == value)
			return;
	if (i < COMPARISONS)
		comparisons->items[comparisons->count++] =
			(struct comparison){ word, mask, value };
}

static bool is_true(unsigned int op, unsigned int a, unsigned int b)
{
	switch (op) {
	case BPF_JEQ:
		return a == b;
	case BPF_JGT:
		return a > b;
	case BPF_JGE:
		return a >= b;
	default:
		return a & b;
	}
}

static unsigned int alu(unsigned int op, unsigned int a, unsigned int b)
{
	switch (op) {
	case BPF_AND:
		return a & b;
	case BPF_OR:
		return a | b;
	case BPF_XOR:
		return a ^ b;
	case BPF_ADD:
		return a + b;
	case BPF_SUB:
		return a - b;
	case BPF_LSH:
		return b < 32 ? a << b : 0;
	case BPF_RSH:
		return b < 32 ? a >> b : 0;
	default:
		fail("unknown instruction", "ALU");
	}
}

static unsigned int run(const struct program *program,
			const struct seccomp_data *data,
			struct comparisons *comparisons)
{
	unsigned int a = 0, x = 0, memory[BPF_MEMWORDS] = {}, pc = 0, word = 0;
	unsigned int mask = ~0U, operand;
	const struct sock_filter *insn;
	bool is_taken;

	while (pc < program->len) {
		insn = &program->insns[pc++];
		operand = BPF_SRC(insn->code) == BPF_X ? x : insn->k;
		switch (BPF_CLASS(insn->code)) {
		case BPF_LD:
			if (BPF_MODE(insn->code) == BPF_ABS) {
				word = insn->k / 4;
				mask = ~0U;
				memcpy(&a, (const char *)data + insn->k, 4);
			} else {
				a = BPF_MODE(insn->code) == BPF_MEM ?
					    memory[insn->k] :
					    insn->k;
			}
			break;
		case BPF_LDX:
			x = BPF_MODE(insn->code) == BPF_MEM ? memory[insn->k] :
							      insn->k;
			break;
		case BPF_ST:
			memory[insn->k] = a;
			break;
		case BPF_STX:
			memory[insn->k] = x;
			break;
		case BPF_ALU:
			if (BPF_OP(insn->code) == BPF_AND)
				mask &= operand;
			a = alu(BPF_OP(insn->code), a, operand);
			break;
		case BPF_JMP:
			if (BPF_OP(insn->code) == BPF_JA) {
				pc += insn->k;
				break;
			}
			is_taken = is_true(BPF_OP(insn->code), a, operand);
			if (comparisons && word >= 4)
				note(comparisons, word - 4,
				     BPF_OP(insn->code) == BPF_JSET ? operand :
								      mask,
				     operand);
			pc += is_taken ? insn->jt : insn->jf;
			break;
		case BPF_RET:
			return BPF_RVAL(insn->code) == BPF_A ? a : insn->k;
		case BPF_MISC:
			if (BPF_MISCOP(insn->code) == BPF_TAX)
				x = a;
			else
				a = x;
			break;
		}
	}
	fail("a program has no end", "");
}

/* Does the filter of runc answer ENOSYS before that of libseccomp is asked? */
static bool ends_early(const struct seccomp_data *data)
{
	unsigned int i, number = data->nr;
	unsigned int token = data->arch;

	if (token == AUDIT_ARCH_X86_64 && number & 0x40000000)
		token = SCMP_ARCH_X32;
	for (i = 0; i < runc_arch_count; i++) {
		if (runc_archs[i].token != token || !runc_archs[i].last)
			continue;
		if (token == SCMP_ARCH_S390 || token == SCMP_ARCH_S390X)
			return !number || number > runc_archs[i].last;
		return number > (unsigned int)runc_archs[i].last;
	}
	return false;
}

/* The most restrictive answer; the newest filter's one of several. */
static unsigned int run_reference(const struct seccomp_data *data,
				  struct comparisons *comparisons)
{
	unsigned int result = SECCOMP_RET_ALLOW, ret, i;

	if (ends_early(data))
		return SECCOMP_RET_ERRNO | ENOSYS;
	for (i = references; i > 0; i--) {
		ret = run(&reference[i - 1], data, comparisons);
		if ((int)(ret & SECCOMP_RET_ACTION_FULL) <
		    (int)(result & SECCOMP_RET_ACTION_FULL))
			result = ret;
	}
	return result;
}

/* --- Arguments --------------------------------------------------------------- */

static unsigned int hash(const unsigned long long *args)
{
	unsigned long long sum = 0;
	int i;

	for (i = 0; i < 6; i++)
		sum = (sum ^ args[i]) * 0x9e3779b97f4a7c15ULL;
	return sum >> 40;
}

/* A slot holds the index of a vector and 1. */
static void add_vector(struct vectors *vectors, const unsigned long long *args)
{
	unsigned int slot = hash(args) % SLOTS;

	for (; vectors->slots[slot]; slot = (slot + 1) % SLOTS)
		if (!memcmp(vectors->items[vectors->slots[slot] - 1], args,
			    sizeof(vectors->items[0])))
			return;
	if (vectors->count == VECTORS) {
		vectors->is_full = true;
		return;
	}
	memcpy(vectors->items[vectors->count++], args,
	       sizeof(vectors->items[0]));
	vectors->slots[slot] = vectors->count;
}

static void add_words(struct vectors *vectors, const unsigned long long *args,
		      const struct comparison *comparison, bool is_wide)
{
	unsigned int values[] = {
		comparison->value,
		comparison->value + 1,
		comparison->value - 1,
		~comparison->value,
		(comparison->value & comparison->mask) | ~comparison->mask,
		comparison->mask,
		0,
	};
	unsigned int shift = comparison->word % 2 * 32, i;
	unsigned long long changed[6];

	if (!is_wide && shift)
		return;
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		memcpy(changed, args, sizeof(changed));
		changed[comparison->word / 2] &= ~(0xffffffffULL << shift);
		changed[comparison->word / 2] |= (unsigned long long)values[i]
						 << shift;
		add_vector(vectors, changed);
		/* A word that this program does not look at. */
		if (is_wide) {
			changed[comparison->word / 2] ^= 1ULL << (shift ^ 32);
			add_vector(vectors, changed);
		}
	}
}

static void print_difference(const struct seccomp_data *data,
			     unsigned int ours_ret, unsigned int theirs_ret)
{
	const char *name = seccomp_syscall_resolve_num_arch(
		data->arch == AUDIT_ARCH_X86_64 && data->nr & 0x40000000 ?
			SCMP_ARCH_X32 :
			data->arch,
		data->nr);
	int i;

	if (differences++ >= DIFFERENCES)
		return;
	printf("DIFFERENT arch %#x call %d %s", data->arch, data->nr,
	       name ?: "(no name)");
	for (i = 0; i < 6; i++)
		printf(" %#llx", (unsigned long long)data->args[i]);
	printf(": ours %#x, libseccomp %#x\n", ours_ret, theirs_ret);
}

static void compare_call(unsigned int arch, unsigned int nr)
{
	static struct vectors vectors;
	static struct comparisons comparisons;
	struct seccomp_data data = { .arch = arch, .nr = nr };
	static const unsigned long long none[6];
	bool is_wide = arch & __AUDIT_ARCH_64BIT;
	unsigned int ours_ret, theirs_ret, i, k;

	vectors.count = 0;
	vectors.is_full = false;
	memset(vectors.slots, 0, sizeof(vectors.slots));
	add_vector(&vectors, none);
	numbers++;
	for (i = 0; i < vectors.count; i++) {
		memcpy(data.args, vectors.items[i], sizeof(data.args));
		comparisons.count = 0;
		ours_ret = run(&ours, &data, &comparisons);
		theirs_ret = run_reference(&data, &comparisons);
		compared++;
		if (ours_ret != theirs_ret)
			print_difference(&data, ours_ret, theirs_ret);
		for (k = 0; k < comparisons.count; k++)
			add_words(&vectors, vectors.items[i],
				  &comparisons.items[k], is_wide);
	}
	cut += vectors.is_full;
}

static void compare_all(void)
{
	static const unsigned int archs[] = {
		AUDIT_ARCH_X86_64,   AUDIT_ARCH_I386,	     AUDIT_ARCH_AARCH64,
		AUDIT_ARCH_ARM,	     AUDIT_ARCH_RISCV64,     AUDIT_ARCH_S390X,
		AUDIT_ARCH_S390,     AUDIT_ARCH_PPC64LE,     AUDIT_ARCH_MIPSEL,
		AUDIT_ARCH_MIPSEL64, AUDIT_ARCH_MIPSEL64N32, 0,
	};
	static const unsigned int bases[] = {
		0,	    4000,	5000,	    6000,      0xf0000,
		0x3ffffff0, 0x40000000, 0x7ffffff0, 0x80000000
	};
	unsigned int i, k, nr;

	for (i = 0; i < sizeof(archs) / sizeof(archs[0]); i++) {
		for (k = 0; k < sizeof(bases) / sizeof(bases[0]); k++) {
			if (archs[i] == AUDIT_ARCH_X86_64 && bases[k] >> 31)
				continue;
			for (nr = bases[k]; nr < bases[k] + 700; nr++) {
				/* Part of the range before 0x80000000. */
				if (archs[i] == AUDIT_ARCH_X86_64 && nr >> 31)
					break;
				compare_call(archs[i], nr);
			}
		}
		compare_call(archs[i], 0xffffffff);
		compare_call(archs[i], 0xfffffffe);
	}
}

/* --- Profiles ---------------------------------------------------------------- */

static struct json_object *get(struct json_object *object, const char *key)
{
	return json_object_object_get(object, key);
}

static const char *text_of(struct json_object *object, const char *key)
{
	return json_object_get_string(get(object, key));
}

static unsigned int action_of(struct json_object *object,
			      const char *action_key, const char *errno_key)
{
	const char *action = text_of(object, action_key) + strlen("SCMP_ACT_");
	struct json_object *number = get(object, errno_key);
	unsigned int data = number ? json_object_get_int(number) : EPERM;
	const char *name = text_of(object, "errno");

	if (!strcmp(action_key, "defaultAction"))
		name = text_of(object, "defaultErrno");
	if (name && *name)
		for (data = 1; strcmp(strerrorname_np(data) ?: "", name);)
			data++;
	if (!strcmp(action, "ALLOW"))
		return SCMP_ACT_ALLOW;
	if (!strcmp(action, "ERRNO"))
		return SCMP_ACT_ERRNO(data);
	if (!strcmp(action, "TRACE"))
		return SCMP_ACT_TRACE(data);
	if (!strcmp(action, "KILL_PROCESS"))
		return SCMP_ACT_KILL_PROCESS;
	if (!strcmp(action, "KILL") || !strcmp(action, "KILL_THREAD"))
		return SCMP_ACT_KILL_THREAD;
	if (!strcmp(action, "LOG"))
		return SCMP_ACT_LOG;
	if (!strcmp(action, "TRAP"))
		return SCMP_ACT_TRAP;
	if (!strcmp(action, "NOTIFY"))
		return SCMP_ACT_NOTIFY;
	fail("unknown action", action);
}

static unsigned int arch_of(const char *name)
{
	char lower[40];
	unsigned int arch;
	int i;

	if (!strncmp(name, "SCMP_ARCH_", 10))
		name += 10;
	for (i = 0; name[i] && i < 39; i++)
		lower[i] = name[i] |
			   (name[i] >= 'A' && name[i] <= 'Z' ? 32 : 0);
	lower[i] = '\0';
	arch = seccomp_arch_resolve_name(lower);
	if (!arch)
		fail("unknown architecture", name);
	return arch;
}

static bool has(struct json_object *filter, const char *key, const char *list,
		bool all)
{
	struct json_object *array = get(filter, key);
	size_t i, count = array ? json_object_array_length(array) : 0,
		  found = 0;

	for (i = 0; i < count; i++)
		found += is_in_list(
			list, json_object_get_string(
				      json_object_array_get_idx(array, i)));
	return all ? found == count : found;
}

static bool is_kernel(struct json_object *filter, double kernel)
{
	const char *text = text_of(filter, "minKernel");
	int major, minor;

	if (!text)
		return false;
	sscanf(text, "%d.%d", &major, &minor);
	return kernel >= major * 1000 + minor;
}

static bool applies(struct json_object *entry, const char *machine,
		    const char *caps, double kernel)
{
	struct json_object *in = get(entry, "includes"),
			   *out = get(entry, "excludes");

	if (in) {
		if (!has(in, "caps", caps, true))
			return false;
		if (get(in, "arches") &&
		    json_object_array_length(get(in, "arches")) &&
		    !has(in, "arches", machine, false))
			return false;
		if (text_of(in, "minKernel") && !is_kernel(in, kernel))
			return false;
	}
	return !out ||
	       (!has(out, "caps", caps, false) &&
		!has(out, "arches", machine, false) && !is_kernel(out, kernel));
}

static struct scmp_arg_cmp test_of(struct json_object *arg)
{
	static const char *const ops[] = { "",	 "NE", "LT", "LE",
					   "EQ", "GE", "GT", "MASKED_EQ" };
	const char *op = text_of(arg, "op") + strlen("SCMP_CMP_");
	struct scmp_arg_cmp test = {
		.arg = json_object_get_int(get(arg, "index")),
		.datum_a = json_object_get_uint64(get(arg, "value")),
		.datum_b = json_object_get_uint64(get(arg, "valueTwo")),
	};

	while (strcmp(ops[test.op], op))
		test.op++;
	return test;
}

static void add_runc_arch(unsigned int token)
{
	unsigned int i;

	for (i = 0; i < runc_arch_count; i++)
		if (runc_archs[i].token == token)
			return;
	if (i == sizeof(runc_archs) / sizeof(runc_archs[0]))
		fail("too many architectures", "--runc");
	runc_archs[runc_arch_count++].token = token;
}

/* Rules whose action is that of the default count, too. */
static void add_runc_name(const char *name)
{
	unsigned int i;
	int nr;

	for (i = 0; i < runc_arch_count; i++) {
		nr = seccomp_syscall_resolve_name_arch(runc_archs[i].token,
						       name);
		if (nr > runc_archs[i].last)
			runc_archs[i].last = nr;
	}
}

static void add_runc_names(struct json_object *entry)
{
	struct json_object *names = get(entry, "names");
	size_t i;

	if (!names)
		add_runc_name(text_of(entry, "name"));
	for (i = 0; names && i < json_object_array_length(names); i++)
		add_runc_name(json_object_get_string(
			json_object_array_get_idx(names, i)));
}

static void add_call(scmp_filter_ctx context, const char *name,
		     unsigned int action, struct json_object *args)
{
	size_t count = args ? json_object_array_length(args) : 0, i;
	int nr = seccomp_syscall_resolve_name(name), error = 0;
	unsigned int seen = 0, repeated = 0;
	struct scmp_arg_cmp tests[16];

	if (nr == __NR_SCMP_ERROR)
		return;
	for (i = 0; i < count; i++) {
		tests[i] = test_of(json_object_array_get_idx(args, i));
		repeated |= seen & 1 << tests[i].arg;
		seen |= 1 << tests[i].arg;
	}
	if (!repeated)
		error = seccomp_rule_add_array(context, action, nr, count,
					       tests);
	for (i = 0; repeated && i < count; i++)
		error = seccomp_rule_add_array(context, action, nr, 1, &tests[i]) ?:
				error;
	if (error)
		fail(strerror(-error), name);
}

static void add_entry(scmp_filter_ctx context, struct json_object *entry,
		      unsigned int otherwise)
{
	unsigned int action = action_of(entry, "action", "errnoRet");
	struct json_object *names = get(entry, "names");
	size_t i;

	if (action == otherwise)
		return;
	if (!names)
		add_call(context, text_of(entry, "name"), action,
			 get(entry, "args"));
	for (i = 0; names && i < json_object_array_length(names); i++)
		add_call(context,
			 json_object_get_string(
				 json_object_array_get_idx(names, i)),
			 action, get(entry, "args"));
}

static void add_arch_list(scmp_filter_ctx context, struct json_object *list,
			  bool runc)
{
	size_t i;

	unsigned int token;

	for (i = 0; list && i < json_object_array_length(list); i++) {
		token = arch_of(json_object_get_string(
			json_object_array_get_idx(list, i)));
		seccomp_arch_add(context, token);
		if (runc)
			add_runc_arch(token);
	}
}

static void add_archs(scmp_filter_ctx context, struct json_object *top,
		      const char *machine, bool runc)
{
	struct json_object *map = get(top, "archMap"), *entry;
	size_t i;

	add_arch_list(context, get(top, "architectures"), runc);
	for (i = 0; map && i < json_object_array_length(map); i++) {
		entry = json_object_array_get_idx(map, i);
		if (strcmp(text_of(entry, "architecture"),
			   "SCMP_ARCH_LOONGARCH64") &&
		    arch_of(text_of(entry, "architecture")) == arch_of(machine))
			add_arch_list(context, get(entry, "subArchitectures"),
				      runc);
	}
}

static bool is_action(unsigned int ret)
{
	switch (ret & SECCOMP_RET_ACTION_FULL) {
	case SECCOMP_RET_ALLOW:
	case SECCOMP_RET_LOG:
	case SECCOMP_RET_TRACE:
	case SECCOMP_RET_USER_NOTIF:
	case SECCOMP_RET_ERRNO:
	case SECCOMP_RET_TRAP:
	case SECCOMP_RET_KILL_PROCESS:
		return true;
	default:
		return false;
	}
}

/*
 * libseccomp writes in the byte order of the architecture. libseccomp 2.5 forgets that
 * for most actions.
 */
static void turn_bytes(struct program *program)
{
	unsigned int i;

	for (i = 0; i < program->len; i++) {
		program->insns[i].code = be16toh(program->insns[i].code);
		if (BPF_CLASS(program->insns[i].code) != BPF_RET ||
		    !is_action(program->insns[i].k))
			program->insns[i].k = be32toh(program->insns[i].k);
	}
}

static void build(const char *path, const char *machine, const char *caps,
		  double kernel, bool runc)
{
	struct json_object *top = json_object_from_file(path), *list, *entry;
	const char *go = !strcmp(machine, "x86_64")  ? "amd64" :
			 !strcmp(machine, "aarch64") ? "arm64" :
						       machine;
	int fd = memfd_create("libseccomp", 0);
	scmp_filter_ctx context;
	const bool is_big = !(arch_of(machine) & __AUDIT_ARCH_LE);
	unsigned int otherwise;
	size_t i;

	if (!top)
		fail("no JSON", path);
	otherwise = action_of(top, "defaultAction", "defaultErrnoRet");
	context = seccomp_init(otherwise);
	if (arch_of(machine) != seccomp_arch_native()) {
		/* A filter has one byte order. */
		seccomp_arch_remove(context, seccomp_arch_native());
		seccomp_arch_add(context, arch_of(machine));
	}
	runc &= otherwise != SCMP_ACT_ALLOW && otherwise != SCMP_ACT_LOG &&
		(otherwise & SECCOMP_RET_ACTION_FULL) != SECCOMP_RET_TRACE;
	if (runc)
		add_runc_arch(arch_of(machine));
	add_archs(context, top, machine, runc);
	list = get(top, "syscalls");
	/* runc does so, too. */
	if (json_object_array_length(list) > 32)
		seccomp_attr_set(context, SCMP_FLTATR_CTL_OPTIMIZE, 2);
	for (i = 0; i < json_object_array_length(list); i++) {
		entry = json_object_array_get_idx(list, i);
		if (!applies(entry, go, caps, kernel))
			continue;
		add_entry(context, entry, otherwise);
		add_runc_names(entry);
	}
	if (seccomp_export_bpf(context, fd))
		fail("libseccomp cannot write", path);
	read_program(&reference[references++], fd, path);
	if (is_big)
		turn_bytes(&reference[0]);
	close(fd);
	seccomp_release(context);
	json_object_put(top);
}

int main(int argc, char **argv)
{
	int major = 0, minor = 0, i;

	if (argc < 4)
		fail("arguments",
		     "FILE.bpf --oci|--runc|--write PROFILE ... | --bpf FILE...");
	if (strcmp(argv[2], "--write"))
		read_program_file(&ours, argv[1]);
	if (strcmp(argv[2], "--bpf")) {
		if (argc > 6)
			sscanf(argv[6], "%d.%d", &major, &minor);
		build(argv[3], argc > 4 ? argv[4] : "x86_64",
		      argc > 5 ? argv[5] : "", major * 1000 + minor,
		      !strcmp(argv[2], "--runc"));
	} else {
		for (i = 3; i < argc && references < PROGRAMS; i++)
			read_program_file(&reference[references++], argv[i]);
	}
	if (!strcmp(argv[2], "--write")) {
		write_program_file(&reference[0], argv[1]);
		return 0;
	}
	compare_all();
	printf("compared %llu verdicts for %llu numbers; %u different; %llu calls cut at %d\n",
	       compared, numbers, differences, cut, VECTORS);
	return differences != 0;
}
