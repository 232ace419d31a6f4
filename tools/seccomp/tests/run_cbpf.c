// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs a program on calls: run_cbpf PROGRAM <calls >verdicts
 *
 * The input is an array of struct seccomp_data, the output one of 32-bit verdicts. It
 * knows what compiled policies consist of, shares no code with seccompctl, and ends with
 * 2 on anything else.
 */
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct sock_filter program[BPF_MAXINSNS];

static unsigned int verdict(const unsigned int *words)
{
	const struct sock_filter *i = program;
	unsigned int a = 0;

	for (;; i++) {
		switch (i->code) {
		case BPF_LD | BPF_W | BPF_ABS:
			if (i->k >= sizeof(struct seccomp_data))
				exit(2);
			a = words[i->k / 4];
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
	FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;

	if (!file || !fread(program, sizeof(program[0]), BPF_MAXINSNS, file))
		return 2;
	while (fread(words, sizeof(words), 1, stdin) == 1) {
		ret = verdict(words);
		fwrite(&ret, sizeof(ret), 1, stdout);
	}
	return 0;
}
