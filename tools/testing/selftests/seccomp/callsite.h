/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Call sites: copies of a short function that makes a system call. Each copy has
 * a known address, so a filter can compare the instruction pointer.
 *
 * Include this header after "common.h".
 */
#ifndef SELFTESTS_SECCOMP_CALLSITE_H
#define SELFTESTS_SECCOMP_CALLSITE_H

#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0x100000
#endif

/* Make the call @nr. Return the raw result register. */
typedef long (*site_fn)(long nr, const unsigned long args[6]);

/*
 * struct site - a copy of the function
 * @call: the function
 * @ip: the address after its system call instruction
 */
struct site {
	site_fn call;
	unsigned long ip;
};

/*
 * The template reads no memory but the arguments, so a copy works anywhere. No
 * code calls the functions below: they only hold the assembly. Its labels are
 * global, because the linker gives local labels one common GOT entry on arm64.
 */
extern char site_start[], site_ip[], site_end[];

#if defined(__x86_64__)

static __attribute__((used, noinline)) void site_template(void)
{
	asm volatile(".pushsection .text\n"
		     ".globl site_start\n"
		     "site_start:\n\t"
		     "mov %rdi, %rax\n\t"
		     "mov %rsi, %r11\n\t"
		     "mov (%r11), %rdi\n\t"
		     "mov 8(%r11), %rsi\n\t"
		     "mov 16(%r11), %rdx\n\t"
		     "mov 24(%r11), %r10\n\t"
		     "mov 32(%r11), %r8\n\t"
		     "mov 40(%r11), %r9\n\t"
		     "syscall\n"
		     ".globl site_ip\n"
		     "site_ip:\n\t"
		     "ret\n"
		     ".globl site_end\n"
		     "site_end:\n"
		     ".popsection\n");
}

/* This template makes ia32 calls, which take the lower halves of arguments. */
extern char site32_start[], site32_ip[], site32_end[];

static __attribute__((used, noinline)) void site32_template(void)
{
	asm volatile(".pushsection .text\n"
		     ".globl site32_start\n"
		     "site32_start:\n\t"
		     "push %rbx\n\t"
		     "push %rbp\n\t"
		     "mov %edi, %eax\n\t"
		     "mov %rsi, %r11\n\t"
		     "mov (%r11), %rbx\n\t"
		     "mov 8(%r11), %rcx\n\t"
		     "mov 16(%r11), %rdx\n\t"
		     "mov 24(%r11), %rsi\n\t"
		     "mov 32(%r11), %rdi\n\t"
		     "mov 40(%r11), %rbp\n\t"
		     "int $0x80\n"
		     ".globl site32_ip\n"
		     "site32_ip:\n\t"
		     "pop %rbp\n\t"
		     "pop %rbx\n\t"
		     "ret\n"
		     ".globl site32_end\n"
		     "site32_end:\n"
		     ".popsection\n");
}

#elif defined(__aarch64__)

static __attribute__((used, noinline)) void site_template(void)
{
	asm volatile(".pushsection .text\n\t"
		     ".balign 4\n"
		     ".globl site_start\n"
		     "site_start:\n\t"
		     "mov x8, x0\n\t"
		     "mov x9, x1\n\t"
		     "ldp x0, x1, [x9]\n\t"
		     "ldp x2, x3, [x9, #16]\n\t"
		     "ldp x4, x5, [x9, #32]\n\t"
		     "svc #0\n"
		     ".globl site_ip\n"
		     "site_ip:\n\t"
		     "ret\n"
		     ".globl site_end\n"
		     "site_end:\n"
		     ".popsection\n");
}

#endif

/*
 * Copy a template so that the address after its call is @ip. Return false if the
 * address is in use.
 */
static inline bool copy_site(struct site *site, unsigned long ip,
			     const char *start, const char *after_call,
			     const char *end)
{
	unsigned long page = sysconf(_SC_PAGESIZE);
	unsigned long base = ip - (after_call - start);
	unsigned long from = base & -page;
	size_t size = ip + (end - after_call) - from;
	void *map;

	map = mmap((void *)from, size, PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
	if (map == MAP_FAILED)
		return false;
	if ((unsigned long)map != from) {
		munmap(map, size);
		return false;
	}
	memcpy((void *)base, start, end - start);
	if (mprotect(map, size, PROT_READ | PROT_EXEC))
		return false;
	__builtin___clear_cache((char *)base, (char *)base + (end - start));
	site->call = (site_fn)base;
	site->ip = ip;
	return true;
}

static inline bool make_site(struct site *site, unsigned long ip)
{
	return copy_site(site, ip, site_start, site_ip, site_end);
}

/* The site in this program's text. */
static inline struct site text_site(void)
{
	return (struct site){ (site_fn)site_start, (unsigned long)site_ip };
}

#if defined(__x86_64__)

static inline struct site text_site32(void)
{
	return (struct site){ (site_fn)site32_start, (unsigned long)site32_ip };
}

static int site32_try(void *arg)
{
	static const unsigned long none[6];

	(void)arg;
	/* 20 is getpid(2) of ia32. */
	return text_site32().call(20, none) != getpid();
}

/* Without ia32 calls, int $0x80 faults. */
static inline bool has_ia32(void)
{
	return exited_with(in_child(site32_try, NULL), 0);
}

#endif

#endif /* SELFTESTS_SECCOMP_CALLSITE_H */
