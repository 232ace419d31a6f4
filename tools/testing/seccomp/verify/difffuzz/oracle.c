// SPDX-License-Identifier: GPL-2.0-only
/*
 * The oracle: an interpreter of classic BPF.
 *
 * It implements the specification of the instructions and shares no code with
 * the kernel's sources. It switches on whole opcodes, while the kernel decodes
 * their fields. A mistake in one is therefore unlikely in the other.
 */
#include "oracle.h"

/* Load a word of a window: four words of a header, then bytes. */
static u32 load_window(const struct call *call, u32 k)
{
	const u32 window = (k >> 16) - 1, position = k & 0xffff;
	const u32 length = call->headers[window].length;
	u8 bytes[4] = {};
	u32 word, i;

	switch (position) {
	case 0:
		return call->headers[window].status;
	case 4:
		return call->headers[window].kind;
	case 8:
		return length;
	case 12:
		return call->headers[window].facts;
	}
	for (i = 0; i < 4 && position - 16 + i < length; i++)
		bytes[i] = call->data[window][position - 16 + i];
	memcpy(&word, bytes, sizeof(word));
	return word;
}

/**
 * oracle - run a program
 * @insns: the instructions, for which seccomp_cbpf_validate() has returned 0
 * @call: the system call
 * @ret: where the return value goes
 *
 * Return: true; false if the return value is not specified, because the program
 * shifts by more than 31.
 */
bool oracle(const struct sock_filter *insns, const struct call *call, u32 *ret)
{
	const u8 *data = (const u8 *)&call->sd;
	u32 m[BPF_MEMWORDS] = { 0x5eed };
	u32 a = 0, x = 0;
	const struct sock_filter *i;

	for (i = insns;; i++) {
		const u32 k = i->k;

		switch (i->code) {
		case 0x20: /* ld [k] */
			if (k < sizeof(call->sd))
				memcpy(&a, data + k, sizeof(a));
			else
				a = load_window(call, k);
			break;
		case 0x80: /* ld len */
			a = sizeof(call->sd);
			break;
		case 0x81: /* ldx len */
			x = sizeof(call->sd);
			break;
		case 0x00: /* ld #k */
			a = k;
			break;
		case 0x01: /* ldx #k */
			x = k;
			break;
		case 0x60: /* ld M[k] */
			a = m[k];
			break;
		case 0x61: /* ldx M[k] */
			x = m[k];
			break;
		case 0x02: /* st M[k] */
			m[k] = a;
			break;
		case 0x03: /* stx M[k] */
			m[k] = x;
			break;
		case 0x07: /* tax */
			x = a;
			break;
		case 0x87: /* txa */
			a = x;
			break;

		case 0x04: /* add #k */
			a += k;
			break;
		case 0x0c: /* add x */
			a += x;
			break;
		case 0x14: /* sub #k */
			a -= k;
			break;
		case 0x1c: /* sub x */
			a -= x;
			break;
		case 0x24: /* mul #k */
			a *= k;
			break;
		case 0x2c: /* mul x */
			a *= x;
			break;
		case 0x34: /* div #k */
			a /= k;
			break;
		case 0x3c: /* div x */
			if (x == 0) {
				*ret = 0;
				return true;
			}
			a /= x;
			break;
		case 0x44: /* or #k */
			a |= k;
			break;
		case 0x4c: /* or x */
			a |= x;
			break;
		case 0x54: /* and #k */
			a &= k;
			break;
		case 0x5c: /* and x */
			a &= x;
			break;
		case 0x64: /* lsh #k */
			a <<= k;
			break;
		case 0x6c: /* lsh x */
			if (x > 31)
				return false;
			a <<= x;
			break;
		case 0x74: /* rsh #k */
			a >>= k;
			break;
		case 0x7c: /* rsh x */
			if (x > 31)
				return false;
			a >>= x;
			break;
		case 0x84: /* neg */
			a = 0 - a;
			break;
		case 0xa4: /* xor #k */
			a ^= k;
			break;
		case 0xac: /* xor x */
			a ^= x;
			break;

		case 0x05: /* ja */
			i += k;
			break;
		case 0x15: /* jeq #k */
			i += a == k ? i->jt : i->jf;
			break;
		case 0x1d: /* jeq x */
			i += a == x ? i->jt : i->jf;
			break;
		case 0x25: /* jgt #k */
			i += a > k ? i->jt : i->jf;
			break;
		case 0x2d: /* jgt x */
			i += a > x ? i->jt : i->jf;
			break;
		case 0x35: /* jge #k */
			i += a >= k ? i->jt : i->jf;
			break;
		case 0x3d: /* jge x */
			i += a >= x ? i->jt : i->jf;
			break;
		case 0x45: /* jset #k */
			i += (a & k) != 0 ? i->jt : i->jf;
			break;
		case 0x4d: /* jset x */
			i += (a & x) != 0 ? i->jt : i->jf;
			break;

		case 0x06: /* ret #k */
			*ret = k;
			return true;
		case 0x16: /* ret a */
			*ret = a;
			return true;
		default:
			/* seccomp_cbpf_validate() must refuse this opcode. */
			abort();
		}
	}
}

/**
 * oracle_severity - return the action of a verdict as a signed number
 * @ret: the return value of a program
 *
 * Return: the action. A smaller number is more restrictive, see seccomp(2).
 */
s32 oracle_severity(u32 ret)
{
	return (s32)(ret & 0xffff0000);
}

/**
 * oracle_normal - normalize a return value
 * @ret: the return value of a program
 *
 * Return: @ret; without its data if the action is SECCOMP_RET_ALLOW.
 */
u32 oracle_normal(u32 ret)
{
	return (ret & 0xffff0000) == 0x7fff0000 ? 0x7fff0000 : ret;
}
