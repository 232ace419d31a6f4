// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs a program on calls: run_cbpf PROGRAM [windows] <calls >verdicts
 *
 * The input is an array of struct seccomp_data, the output one of 32-bit verdicts. It
 * knows what compiled policies consist of, shares no code with seccompctl, and ends with
 * 2 on anything else.
 *
 * With "windows", six headers of an argument window follow each struct seccomp_data, and
 * then the bytes of the windows in their order. Zeros fill each up to a whole word.
 */
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WINDOWS 6
#define WINDOW_SHIFT 16
#define HEADER 4
#define LENGTH 2
#define DATA_MAX 4096

static struct sock_filter program[BPF_MAXINSNS];
static unsigned int headers[WINDOWS][HEADER];
static unsigned int bytes[WINDOWS][DATA_MAX / 4];

static unsigned int load(const unsigned int *words, unsigned int offset)
{
	unsigned int window = (offset >> WINDOW_SHIFT) - 1;
	unsigned int word = (offset & ((1 << WINDOW_SHIFT) - 1)) / 4;

	if (offset % 4)
		exit(2);
	if (offset < sizeof(struct seccomp_data))
		return words[offset / 4];
	if (window >= WINDOWS || word >= HEADER + DATA_MAX / 4)
		exit(2);
	return word < HEADER ? headers[window][word] :
			       bytes[window][word - HEADER];
}

static void read_windows(void)
{
	unsigned int i, words;

	if (fread(headers, sizeof(headers), 1, stdin) != 1)
		exit(2);
	for (i = 0; i < WINDOWS; i++) {
		words = (headers[i][LENGTH] + 3) / 4;
		if (words > DATA_MAX / 4 ||
		    fread(bytes[i], 4, words, stdin) != words)
			exit(2);
		memset(bytes[i] + words, 0, DATA_MAX - 4 * words);
	}
}

static unsigned int verdict(const unsigned int *words)
{
	const struct sock_filter *i = program;
	unsigned int a = 0;

	for (;; i++) {
		switch (i->code) {
		case BPF_LD | BPF_W | BPF_ABS:
			a = load(words, i->k);
			break;
		case BPF_ALU | BPF_AND | BPF_K:
			a &= i->k;
			break;
		case BPF_JMP | BPF_JA:
			i += i->k;
			break;
		case BPF_JMP | BPF_JEQ | BPF_K:
			i += a == i->k ? i->jt : i->jf;
			break;
		case BPF_JMP | BPF_JGT | BPF_K:
			i += a > i->k ? i->jt : i->jf;
			break;
		case BPF_JMP | BPF_JGE | BPF_K:
			i += a >= i->k ? i->jt : i->jf;
			break;
		case BPF_JMP | BPF_JSET | BPF_K:
			i += a & i->k ? i->jt : i->jf;
			break;
		case BPF_RET | BPF_K:
			return i->k;
		default:
			exit(2);
		}
	}
}

int main(int argc, char **argv)
{
	unsigned int words[sizeof(struct seccomp_data) / 4], ret;
	FILE *file = argc >= 2 ? fopen(argv[1], "rb") : NULL;

	if (!file || !fread(program, sizeof(program[0]), BPF_MAXINSNS, file))
		return 2;
	while (fread(words, sizeof(words), 1, stdin) == 1) {
		if (argc > 2)
			read_windows();
		ret = verdict(words);
		fwrite(&ret, sizeof(ret), 1, stdout);
	}
	return 0;
}
