/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Calls that the C library replaces by older ones.
 */
#ifndef _SECCOMPCTL_FALLBACKS_H
#define _SECCOMPCTL_FALLBACKS_H

/**
 * struct fallback - a call that the C library replaces by an older one
 * @call: the newer call
 * @older: the older call, which follows only ENOSYS
 */
struct fallback {
	const char *call;
	const char *older;
};

const struct fallback *fallback_at(unsigned int index);

#endif /* _SECCOMPCTL_FALLBACKS_H */
