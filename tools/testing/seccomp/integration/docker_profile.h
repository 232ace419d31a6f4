/* SPDX-License-Identifier: GPL-2.0-only */
/* An allow-list as container runtimes apply it by default, made by libseccomp. */
#ifndef DOCKER_PROFILE_H
#define DOCKER_PROFILE_H

#include <seccomp.h>

/**
 * struct docker_profile - a profile, ready to be loaded
 * @ctx: libseccomp's filter
 * @abis: how many ABIs it covers
 * @allowed: how many names of calls it allows, with or without a condition
 * @unknown: how many names this libseccomp does not know
 */
struct docker_profile {
	scmp_filter_ctx ctx;
	unsigned int abis;
	unsigned int allowed;
	unsigned int unknown;
};

/* 0, or a negative errno; the caller releases @profile->ctx. */
int docker_profile_make(struct docker_profile *profile);

#endif /* DOCKER_PROFILE_H */
