/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A system call with chosen values in all registers, and their values after it.
 *
 * Include this header after "common.h".
 */
#ifndef SELFTESTS_SECCOMP_REGISTERS_H
#define SELFTESTS_SECCOMP_REGISTERS_H

#if defined(__x86_64__)

/* rax, rbx, rcx, rdx, rsi, rdi, rbp, r8 to r15, rflags */
#define REGISTERS 16
#define REG_NR 0
#define REG_RESULT 0
#define REG_ARG0 5
#define REG_FLAGS 15
/* Carry, parity, zero, sign and overflow, and the bits that are always set */
#define CHOSEN_FLAGS 0xad7UL

unsigned long register_file[REGISTERS] __attribute__((used));

void call_with_registers(void);
extern char registers_ip[];

static __attribute__((used, noinline)) void registers_code(void)
{
	asm volatile(".pushsection .text\n"
		     ".globl call_with_registers\n"
		     "call_with_registers:\n\t"
		     "push %rbx\n\tpush %rbp\n\t"
		     "push %r12\n\tpush %r13\n\tpush %r14\n\t"
		     "push %r15\n\t"
		     "pushq register_file+120(%rip)\n\t"
		     "popfq\n\t"
		     "mov register_file+0(%rip), %rax\n\t"
		     "mov register_file+8(%rip), %rbx\n\t"
		     "mov register_file+24(%rip), %rdx\n\t"
		     "mov register_file+32(%rip), %rsi\n\t"
		     "mov register_file+40(%rip), %rdi\n\t"
		     "mov register_file+48(%rip), %rbp\n\t"
		     "mov register_file+56(%rip), %r8\n\t"
		     "mov register_file+64(%rip), %r9\n\t"
		     "mov register_file+72(%rip), %r10\n\t"
		     "mov register_file+88(%rip), %r12\n\t"
		     "mov register_file+96(%rip), %r13\n\t"
		     "mov register_file+104(%rip), %r14\n\t"
		     "mov register_file+112(%rip), %r15\n\t"
		     "syscall\n"
		     ".globl registers_ip\n"
		     "registers_ip:\n\t"
		     "mov %rax, register_file+0(%rip)\n\t"
		     "mov %rbx, register_file+8(%rip)\n\t"
		     "mov %rcx, register_file+16(%rip)\n\t"
		     "mov %rdx, register_file+24(%rip)\n\t"
		     "mov %rsi, register_file+32(%rip)\n\t"
		     "mov %rdi, register_file+40(%rip)\n\t"
		     "mov %rbp, register_file+48(%rip)\n\t"
		     "mov %r8, register_file+56(%rip)\n\t"
		     "mov %r9, register_file+64(%rip)\n\t"
		     "mov %r10, register_file+72(%rip)\n\t"
		     "mov %r11, register_file+80(%rip)\n\t"
		     "mov %r12, register_file+88(%rip)\n\t"
		     "mov %r13, register_file+96(%rip)\n\t"
		     "mov %r14, register_file+104(%rip)\n\t"
		     "mov %r15, register_file+112(%rip)\n\t"
		     "pushfq\n\t"
		     "popq register_file+120(%rip)\n\t"
		     "cld\n\t"
		     "pop %r15\n\tpop %r14\n\tpop %r13\n\t"
		     "pop %r12\n\tpop %rbp\n\tpop %rbx\n\t"
		     "ret\n"
		     ".popsection\n");
}

/* The instruction overwrites these with the address and the flags. */
static inline bool is_clobbered(int n)
{
	return n == 2 || n == 10;
}

static inline bool clobbered_are_right(void)
{
	return register_file[2] == (unsigned long)registers_ip &&
	       (register_file[10] & CHOSEN_FLAGS) == CHOSEN_FLAGS;
}

#elif defined(__aarch64__)

/* x0 to x30. x30 holds the address of the register file. */
#define REGISTERS 31
#define REG_NR 8
#define REG_RESULT 0
#define REG_ARG0 0
#define REG_FLAGS (-1)
#define CHOSEN_FLAGS 0UL

unsigned long register_file[REGISTERS] __attribute__((used));

void call_with_registers_at(unsigned long *file);

static __attribute__((used, noinline)) void registers_code(void)
{
	asm volatile(".pushsection .text\n\t"
		     ".balign 4\n"
		     ".globl call_with_registers_at\n"
		     "call_with_registers_at:\n\t"
		     "sub sp, sp, #384\n\t"
		     "stp x19, x20, [sp, #0]\n\t"
		     "stp x21, x22, [sp, #16]\n\t"
		     "stp x23, x24, [sp, #32]\n\t"
		     "stp x25, x26, [sp, #48]\n\t"
		     "stp x27, x28, [sp, #64]\n\t"
		     "stp x29, x30, [sp, #80]\n\t"
		     "str x0, [sp, #96]\n\t"
		     "mov x30, x0\n\t"
		     "ldp x0, x1, [x30, #0]\n\t"
		     "ldp x2, x3, [x30, #16]\n\t"
		     "ldp x4, x5, [x30, #32]\n\t"
		     "ldp x6, x7, [x30, #48]\n\t"
		     "ldp x8, x9, [x30, #64]\n\t"
		     "ldp x10, x11, [x30, #80]\n\t"
		     "ldp x12, x13, [x30, #96]\n\t"
		     "ldp x14, x15, [x30, #112]\n\t"
		     "ldp x16, x17, [x30, #128]\n\t"
		     "ldp x18, x19, [x30, #144]\n\t"
		     "ldp x20, x21, [x30, #160]\n\t"
		     "ldp x22, x23, [x30, #176]\n\t"
		     "ldp x24, x25, [x30, #192]\n\t"
		     "ldp x26, x27, [x30, #208]\n\t"
		     "ldp x28, x29, [x30, #224]\n\t"
		     "svc #0\n\t"
		     "stp x0, x1, [sp, #112]\n\t"
		     "ldr x0, [sp, #96]\n\t"
		     "str x30, [x0, #240]\n\t"
		     "stp x2, x3, [x0, #16]\n\t"
		     "stp x4, x5, [x0, #32]\n\t"
		     "stp x6, x7, [x0, #48]\n\t"
		     "stp x8, x9, [x0, #64]\n\t"
		     "stp x10, x11, [x0, #80]\n\t"
		     "stp x12, x13, [x0, #96]\n\t"
		     "stp x14, x15, [x0, #112]\n\t"
		     "stp x16, x17, [x0, #128]\n\t"
		     "stp x18, x19, [x0, #144]\n\t"
		     "stp x20, x21, [x0, #160]\n\t"
		     "stp x22, x23, [x0, #176]\n\t"
		     "stp x24, x25, [x0, #192]\n\t"
		     "stp x26, x27, [x0, #208]\n\t"
		     "stp x28, x29, [x0, #224]\n\t"
		     "ldp x2, x3, [sp, #112]\n\t"
		     "stp x2, x3, [x0, #0]\n\t"
		     "ldp x19, x20, [sp, #0]\n\t"
		     "ldp x21, x22, [sp, #16]\n\t"
		     "ldp x23, x24, [sp, #32]\n\t"
		     "ldp x25, x26, [sp, #48]\n\t"
		     "ldp x27, x28, [sp, #64]\n\t"
		     "ldp x29, x30, [sp, #80]\n\t"
		     "add sp, sp, #384\n\t"
		     "ret\n"
		     ".popsection\n");
}

static inline void call_with_registers(void)
{
	register_file[30] = (unsigned long)register_file;
	call_with_registers_at(register_file);
}

static inline bool is_clobbered(int n)
{
	(void)n;
	return false;
}

static inline bool clobbered_are_right(void)
{
	return register_file[30] == (unsigned long)register_file;
}

#endif

#endif /* SELFTESTS_SECCOMP_REGISTERS_H */
