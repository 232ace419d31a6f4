// SPDX-License-Identifier: GPL-2.0-only
/*
 * Write the programs of corpus/ that have the shape of applications' filters
 * without libseccomp. They copy the shape of the code, as seen in running
 * processes, and not the policies.
 *
 *	gen_app_filters DIR
 */
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* In two parts, so that tools do not read it as the license of this file. */
#define LICENSE        \
	"SPDX-License" \
	"-Identifier"
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* System call numbers of one architecture. */
struct machine {
	const char *name;
	__u32 arch;
	bool x32;
	__u16 usual[24];
	__u16 mmap, mprotect, ioctl, socket, clone, prctl, fcntl, futex;
	__u16 chmod, kill, tgkill, sched_setscheduler, clock_gettime;
};

static const struct machine machines[] = {
	{
		.name = "x86_64",
		.arch = 0xc000003e,
		.x32 = true,
		.usual = { 0,	1,   3,	  5,   8,   11,	 12,  13,
			   14,	15,  28,  35,  39,  60,	 63,  79,
			   102, 186, 201, 231, 257, 262, 318, 334 },
		.mmap = 9,
		.mprotect = 10,
		.ioctl = 16,
		.socket = 41,
		.clone = 56,
		.prctl = 157,
		.fcntl = 72,
		.futex = 202,
		.chmod = 268,
		.kill = 62,
		.tgkill = 234,
		.sched_setscheduler = 144,
		.clock_gettime = 228,
	},
	{
		.name = "arm64",
		.arch = 0xc00000b7,
		.usual = { 17,	56,  57,  62,  63,  64,	 79,  80,
			   93,	94,  101, 113, 124, 134, 135, 139,
			   160, 172, 178, 214, 215, 233, 278, 291 },
		.mmap = 222,
		.mprotect = 226,
		.ioctl = 29,
		.socket = 198,
		.clone = 220,
		.prctl = 167,
		.fcntl = 25,
		.futex = 98,
		.chmod = 53,
		.kill = 129,
		.tgkill = 131,
		.sched_setscheduler = 119,
		.clock_gettime = 113,
	},
};

#define USUAL ARRAY_SIZE(machines[0].usual)

/* --- An assembler ------------------------------------------------------- */

#define INSNS 1024
#define LABELS 256
/* The label of the next instruction. */
#define NEXT 0

static struct {
	__u16 code;
	unsigned int yes, no;
	__u32 k;
} insns[INSNS];
static unsigned int len, labels, label_pc[LABELS];

static void die(const char *what)
{
	fprintf(stderr, "gen_app_filters: %s\n", what);
	exit(1);
}

static unsigned int label(void)
{
	if (++labels == LABELS)
		die("too many labels");
	return labels;
}

static void set_label(unsigned int label)
{
	label_pc[label] = len;
}

static void jump(__u16 code, __u32 k, unsigned int yes, unsigned int no)
{
	if (len == INSNS)
		die("too many instructions");
	insns[len].code = code;
	insns[len].k = k;
	insns[len].yes = yes;
	insns[len++].no = no;
}

static void op(__u16 code, __u32 k)
{
	jump(code, k, NEXT, NEXT);
}

static void ld(__u32 offset)
{
	op(BPF_LD | BPF_W | BPF_ABS, offset);
}

static void ret(__u32 k)
{
	op(BPF_RET | BPF_K, k);
}

static void go(unsigned int to)
{
	jump(BPF_JMP | BPF_JA, 0, to, NEXT);
}

static void jeq(__u32 k, unsigned int yes, unsigned int no)
{
	jump(BPF_JMP | BPF_JEQ | BPF_K, k, yes, no);
}

static void jge(__u32 k, unsigned int yes, unsigned int no)
{
	jump(BPF_JMP | BPF_JGE | BPF_K, k, yes, no);
}

static void jgt(__u32 k, unsigned int yes, unsigned int no)
{
	jump(BPF_JMP | BPF_JGT | BPF_K, k, yes, no);
}

static void jset(__u32 k, unsigned int yes, unsigned int no)
{
	jump(BPF_JMP | BPF_JSET | BPF_K, k, yes, no);
}

static unsigned int skip(unsigned int pc, unsigned int label)
{
	return label == NEXT ? 0 : label_pc[label] - pc - 1;
}

static void write_text(FILE *to)
{
	unsigned int pc, yes, no;

	for (pc = 0; pc < len; pc++) {
		yes = skip(pc, insns[pc].yes);
		no = skip(pc, insns[pc].no);
		if (insns[pc].code == (BPF_JMP | BPF_JA)) {
			fprintf(to, "05 0 0 %x\n", yes);
			continue;
		}
		if (yes > 255 || no > 255)
			die("a jump is too far");
		fprintf(to, "%02x %u %u %x\n", insns[pc].code, yes, no,
			insns[pc].k);
	}
}

#define NR ((__u32)offsetof(struct seccomp_data, nr))
#define ARCH ((__u32)offsetof(struct seccomp_data, arch))
#define IP ((__u32)offsetof(struct seccomp_data, instruction_pointer))
#define LOW(arg) ((__u32)offsetof(struct seccomp_data, args) + 8 * (arg))
#define HIGH(arg) (LOW(arg) + 4)

#define ALLOW SECCOMP_RET_ALLOW
#define KILL SECCOMP_RET_KILL_PROCESS
#define ERRNO(e) (SECCOMP_RET_ERRNO | (e))

static void need_arch(const struct machine *m, __u32 otherwise)
{
	const unsigned int good = label();

	ld(ARCH);
	jeq(m->arch, good, NEXT);
	ret(otherwise);
	set_label(good);
}

/* --- Shapes ------------------------------------------------------------- */

/*
 * A browser: a search over ranges of all numbers. The upper half of a 32-bit
 * argument must be zero or its sign extension.
 */
static void browser_arg(unsigned int arg, __u32 mask, __u32 value)
{
	const unsigned int low = label(), bad = label(), no = label();

	ld(HIGH(arg));
	jeq(0, low, NEXT);
	jeq(UINT32_MAX, NEXT, bad);
	ld(LOW(arg));
	jset(0x80000000, low, bad);
	set_label(bad);
	ret(SECCOMP_RET_TRAP | 3);
	set_label(low);
	ld(LOW(arg));
	if (mask != UINT32_MAX)
		op(BPF_ALU | BPF_AND | BPF_K, mask);
	jeq(value, NEXT, no);
	ret(ALLOW);
	set_label(no);
	ret(SECCOMP_RET_TRAP | 5);
}

static void browser_range(const struct machine *m, __u32 nr)
{
	unsigned int i;

	if (nr == m->clone) {
		browser_arg(0, 0x7e020000, 0);
	} else if (nr == m->prctl) {
		browser_arg(0, UINT32_MAX, 15);
	} else if (nr == m->mprotect) {
		browser_arg(2, ~3U, 0);
	} else if (nr == m->kill) {
		browser_arg(0, UINT32_MAX, 4711);
	} else {
		for (i = 0; i < USUAL && m->usual[i] != nr; i++)
			;
		ret(i < USUAL ? ALLOW :
		    nr % 7    ? SECCOMP_RET_TRAP | 2 :
				ERRNO(1));
	}
}

static void browser_tree(const struct machine *m, __u32 low, __u32 high)
{
	const __u32 middle = (low + high) / 2;
	const unsigned int below = label();

	if (high - low == 1) {
		browser_range(m, low);
		return;
	}
	jge(middle, NEXT, below);
	browser_tree(m, middle, high);
	set_label(below);
	browser_tree(m, low, middle);
}

static void browser(const struct machine *m)
{
	const unsigned int rest = label(), plain = label();

	need_arch(m, SECCOMP_RET_TRAP | 1);
	ld(NR);
	if (m->x32) {
		jset(0x40000000, NEXT, plain);
		ret(SECCOMP_RET_TRAP | 9);
		set_label(plain);
	}
	/* Emit two parts of the tree. A whole one has a leaf for each number. */
	jge(m->prctl - 6, rest, NEXT);
	browser_tree(m, m->clone - 8, m->clone + 8);
	set_label(rest);
	browser_tree(m, m->prctl - 6, m->prctl + 6);
}

/*
 * A login daemon: a list of numbers. It compares the low half of an argument,
 * then the high half. It reloads the number if an argument does not match.
 */
static void daemon_arg(__u32 nr, unsigned int arg, __u32 mask, __u32 value)
{
	const unsigned int next = label(), reload = label();

	jeq(nr, NEXT, next);
	ld(LOW(arg));
	if (mask)
		op(BPF_ALU | BPF_AND | BPF_K, ~mask);
	jeq(value, NEXT, reload);
	ld(HIGH(arg));
	if (mask)
		op(BPF_ALU | BPF_AND | BPF_K, UINT32_MAX);
	jeq(0, NEXT, reload);
	ret(ALLOW);
	set_label(reload);
	ld(NR);
	set_label(next);
}

static void login_daemon(const struct machine *m)
{
	unsigned int i, next;

	need_arch(m, KILL);
	ld(NR);
	for (i = 0; i < USUAL; i++) {
		next = label();
		jeq(m->usual[i], NEXT, next);
		ret(i % 6 ? ALLOW : ERRNO(13));
		set_label(next);
	}
	daemon_arg(m->mmap, 2, 3, 0);
	daemon_arg(m->mmap, 2, 5, 0);
	daemon_arg(m->mprotect, 2, 3, 0);
	for (i = 0; i < 4; i++)
		daemon_arg(m->ioctl, 1, 0, 0x5401 + i * 0x1003);
	daemon_arg(m->futex, 1, 0, 0);
	daemon_arg(m->futex, 1, 0, 0x81);
	daemon_arg(m->clone, 0, 0x7d0f00, 0);
	ret(KILL);
}

/* A service manager: a filter for each purpose that allows all other calls. */
static void service_memory(const struct machine *m)
{
	const unsigned int out = label(), deny = label(), allow = label();
	const unsigned int protect = label();

	ld(ARCH);
	jeq(m->arch, NEXT, out);
	ld(NR);
	if (m->x32)
		jge(0x40000000, out, NEXT);
	jeq(m->mmap, NEXT, protect);
	ld(LOW(2));
	op(BPF_ALU | BPF_AND | BPF_K, 6);
	jeq(6, deny, allow);
	set_label(protect);
	jeq(m->mprotect, NEXT, allow);
	ld(LOW(2));
	op(BPF_ALU | BPF_AND | BPF_K, 4);
	jeq(4, deny, allow);
	set_label(deny);
	ret(ERRNO(1));
	set_label(allow);
	ret(ALLOW);
	set_label(out);
	ret(ALLOW);
}

static void service_modes(const struct machine *m)
{
	const unsigned int deny = label(), allow = label(), real = label();
	const unsigned int family = label();

	ld(ARCH);
	jeq(m->arch, NEXT, allow);
	ld(NR);
	jeq(m->sched_setscheduler, real, NEXT);
	jeq(m->socket, family, NEXT);
	jeq(m->chmod, NEXT, allow);
	ld(LOW(2));
	jset(06000, deny, allow);
	set_label(real);
	/* Allow SCHED_OTHER, SCHED_BATCH and SCHED_IDLE. */
	ld(HIGH(1));
	jgt(0, deny, NEXT);
	ld(LOW(1));
	jeq(0, allow, NEXT);
	jeq(3, allow, NEXT);
	jeq(5, allow, deny);
	set_label(family);
	ld(HIGH(0));
	jgt(0, deny, NEXT);
	ld(LOW(0));
	jgt(16, deny, NEXT);
	jeq(1, allow, NEXT);
	jeq(2, allow, NEXT);
	jge(10, NEXT, deny);
	jeq(16, allow, deny);
	set_label(deny);
	ret(ERRNO(97));
	set_label(allow);
	ret(ALLOW);
}

/*
 * A jail: a list of numbers that jump to their conditions. A condition is a
 * disjunction of conjunctions. All of them end at two shared labels.
 */
static void jail_test(unsigned int arg, __u16 compare, __u64 value,
		      unsigned int no)
{
	const unsigned int yes = label();

	ld(HIGH(arg));
	switch (compare) {
	case BPF_JGE:
	case BPF_JGT:
		jgt(value >> 32, yes, NEXT);
		jeq(value >> 32, NEXT, no);
		break;
	case BPF_JSET:
		jset(value >> 32, yes, NEXT);
		break;
	default:
		jeq(value >> 32, NEXT, no);
		break;
	}
	ld(LOW(arg));
	jump(BPF_JMP | compare | BPF_K, (__u32)value, NEXT, no);
	set_label(yes);
}

static void jail(const struct machine *m)
{
	const unsigned int allow = label(), kill = label();
	const unsigned int sockets = label(), clones = label();
	const unsigned int mmaps = label();
	unsigned int i, other;

	need_arch(m, SECCOMP_RET_KILL_THREAD);
	ld(NR);
	for (i = 0; i < USUAL; i++)
		jeq(m->usual[i], allow, NEXT);
	jeq(m->socket, sockets, NEXT);
	jeq(m->clone, clones, NEXT);
	jeq(m->mmap, mmaps, NEXT);
	ret(SECCOMP_RET_LOG);

	set_label(sockets);
	for (i = 0; i < 3; i++) {
		other = label();
		jail_test(0, BPF_JEQ, 1 + i * 9, other);
		if (i)
			jail_test(1, BPF_JGE, i, other);
		go(allow);
		set_label(other);
	}
	ret(ERRNO(97));

	set_label(clones);
	other = label();
	jail_test(0, BPF_JSET, 0x17e020000, other);
	go(kill);
	set_label(other);
	jail_test(1, BPF_JGT, 0x100000000, kill);
	go(allow);

	set_label(mmaps);
	other = label();
	jail_test(2, BPF_JSET, 4, other);
	jail_test(2, BPF_JSET, 2, other);
	ret(ERRNO(22));
	set_label(other);
	jail_test(3, BPF_JSET, 0x23, kill);
	set_label(allow);
	ret(ALLOW);
	set_label(kill);
	ret(SECCOMP_RET_KILL_THREAD);
}

/* A policy compiler: ranges, arithmetic on arguments and scratch memory. */
static void compiler(const struct machine *m)
{
	const unsigned int low = label(), deny = label(), allow = label();
	const unsigned int calls[] = { label(), label(), label(), label() };
	unsigned int i;

	ld(ARCH);
	jeq(m->arch, NEXT, deny);
	ld(NR);
	jgt(m->usual[USUAL / 2], NEXT, low);
	for (i = USUAL / 2 + 1; i < USUAL; i++)
		jeq(m->usual[i], allow, NEXT);
	jeq(m->ioctl, calls[0], NEXT);
	jeq(m->socket, calls[1], NEXT);
	jeq(m->prctl, calls[2], NEXT);
	jeq(m->clone, calls[3], deny);
	set_label(low);
	for (i = 0; i <= USUAL / 2; i++)
		jeq(m->usual[i], allow, NEXT);
	jeq(m->ioctl, calls[0], NEXT);
	jeq(m->socket, calls[1], NEXT);
	jeq(m->prctl, calls[2], NEXT);
	jeq(m->clone, calls[3], deny);

	set_label(calls[0]);
	/* (request & 0xff00) >> 8 < 'T' */
	ld(LOW(1));
	op(BPF_ALU | BPF_AND | BPF_K, 0xff00);
	op(BPF_ALU | BPF_RSH | BPF_K, 8);
	jge('T', deny, allow);
	set_label(calls[1]);
	/* domain + type == 3 */
	ld(LOW(0));
	op(BPF_MISC | BPF_TAX, 0);
	ld(LOW(1));
	op(BPF_ALU | BPF_ADD | BPF_X, 0);
	jeq(3, allow, deny);
	set_label(calls[2]);
	/* option >= second argument, option ^ third != 0 */
	ld(LOW(1));
	op(BPF_STX, 0);
	op(BPF_ST, 1);
	op(BPF_LDX | BPF_MEM, 1);
	ld(LOW(0));
	jump(BPF_JMP | BPF_JGE | BPF_X, 0, NEXT, deny);
	op(BPF_ST, 0);
	ld(LOW(2));
	op(BPF_MISC | BPF_TAX, 0);
	op(BPF_LD | BPF_MEM, 0);
	op(BPF_ALU | BPF_XOR | BPF_X, 0);
	jeq(0, deny, allow);
	set_label(calls[3]);
	ld(LOW(0));
	op(BPF_ALU | BPF_OR | BPF_K, 0x11);
	jeq(0x11, allow, NEXT);
	op(BPF_ALU | BPF_AND | BPF_K, 0xfff);
	op(BPF_ALU | BPF_OR | BPF_K, SECCOMP_RET_ERRNO);
	op(BPF_RET | BPF_A, 0);
	set_label(deny);
	ret(ERRNO(1));
	set_label(allow);
	ret(ALLOW);
}

/*
 * A user-space kernel: a search whose nodes compare for equality before they go
 * left or right. Some rules also compare the instruction pointer.
 */
static void node_rule(const struct machine *m, __u32 nr, unsigned int no)
{
	unsigned int other;

	if (nr == m->futex || nr == m->fcntl) {
		other = label();
		ld(HIGH(1));
		jeq(0, NEXT, other);
		ld(LOW(1));
		jeq(nr == m->futex ? 0x81 : 3, NEXT, other);
		ret(ALLOW);
		set_label(other);
		ld(HIGH(1));
		op(BPF_ALU | BPF_AND | BPF_K, 0);
		jeq(0, NEXT, no);
		ld(LOW(1));
		op(BPF_ALU | BPF_AND | BPF_K, 0x7f);
		jeq(1, NEXT, no);
		ret(ALLOW);
	} else if (nr == m->tgkill || nr == m->clock_gettime) {
		ld(IP + 4);
		jeq(0x7fff, NEXT, no);
		ld(IP);
		jge(0x1000, NEXT, no);
		jgt(0xfffff000, no, NEXT);
		ld(HIGH(0));
		jeq(0, NEXT, no);
		ld(LOW(0));
		jeq(1, no, NEXT);
		ret(ALLOW);
	} else {
		ret(ALLOW);
	}
}

static void node(const struct machine *m, const __u16 *list, unsigned int count,
		 unsigned int no)
{
	const unsigned int middle = count / 2;
	const unsigned int other = label(), right = label();

	if (!count) {
		go(no);
		return;
	}
	jeq(list[middle], NEXT, other);
	node_rule(m, list[middle], no);
	set_label(other);
	jgt(list[middle], right, NEXT);
	node(m, list, middle, no);
	set_label(right);
	node(m, list + middle + 1, count - middle - 1, no);
}

static int by_number(const void *a, const void *b)
{
	return *(const __u16 *)a - *(const __u16 *)b;
}

static void user_kernel(const struct machine *m)
{
	const unsigned int no = label();
	__u16 list[USUAL + 4];
	unsigned int i;

	for (i = 0; i < USUAL; i++)
		list[i] = m->usual[i];
	list[i++] = m->futex;
	list[i++] = m->fcntl;
	list[i++] = m->tgkill;
	list[i++] = m->clock_gettime;
	qsort(list, i, sizeof(*list), by_number);
	ld(ARCH);
	jeq(m->arch, NEXT, no);
	ld(NR);
	node(m, list, i, no);
	set_label(no);
	ret(SECCOMP_RET_TRAP);
}

/* A supervisor: notifications for most calls; harmless calls are allowed. */
static void supervisor(const struct machine *m)
{
	const unsigned int allow = label(), notify = label();
	const unsigned int own = label();
	unsigned int i;

	ld(ARCH);
	jeq(m->arch, NEXT, notify);
	ld(NR);
	for (i = 0; i < USUAL / 2; i++)
		jeq(m->usual[i], allow, NEXT);
	jeq(m->ioctl, own, notify);
	set_label(own);
	/* Allow five requests, from NOTIF_RECV on, on descriptor 3. */
	ld(LOW(0));
	jeq(3, NEXT, notify);
	ld(LOW(1));
	op(BPF_ALU | BPF_SUB | BPF_K, 0xc0502100);
	jgt(4, notify, allow);
	set_label(notify);
	ret(SECCOMP_RET_USER_NOTIF);
	set_label(allow);
	ret(ALLOW);
}

static const struct {
	const char *name;
	void (*write)(const struct machine *m);
} shapes[] = {
	{ "browser", browser },
	{ "login-daemon", login_daemon },
	{ "service-memory", service_memory },
	{ "service-modes", service_modes },
	{ "jail", jail },
	{ "compiler", compiler },
	{ "user-kernel", user_kernel },
	{ "supervisor", supervisor },
};

int main(int argc, char **argv)
{
	unsigned int m, shape;
	char path[4096];
	FILE *to;

	if (argc != 2) {
		fprintf(stderr, "usage: gen_app_filters DIR\n");
		return 2;
	}
	for (m = 0; m < ARRAY_SIZE(machines); m++)
		for (shape = 0; shape < ARRAY_SIZE(shapes); shape++) {
			snprintf(path, sizeof(path), "%s/%s-%s.bpf", argv[1],
				 shapes[shape].name, machines[m].name);
			to = fopen(path, "w");
			if (!to) {
				perror(path);
				return 1;
			}
			fprintf(to, "# %s: GPL-2.0-only\n", LICENSE);
			fprintf(to, "# made by gen_app_filters\n");
			len = 0;
			labels = 0;
			shapes[shape].write(&machines[m]);
			write_text(to);
			fclose(to);
		}
	return 0;
}
