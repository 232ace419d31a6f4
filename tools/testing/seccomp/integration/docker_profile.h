/* SPDX-License-Identifier: GPL-2.0-only */
/* A libseccomp profile like the default allow-list of container runtimes. */
#ifndef DOCKER_PROFILE_H
#define DOCKER_PROFILE_H

#include <seccomp.h>

/**
 * struct docker_profile - a profile that is ready to load
 * @ctx: libseccomp's filter; the caller releases it
 * @abis: number of ABIs that the profile covers, at least 1
 * @allowed: number of allowed names, with or without a condition
 * @unknown: number of names that this version of libseccomp does not know
 */
struct docker_profile {
	scmp_filter_ctx ctx;
	unsigned int abis;
	unsigned int allowed;
	unsigned int unknown;
};

/*
 * Make the profile. Return 0 or a negative errno. After success, the caller
 * must release @profile->ctx.
 */
int docker_profile_make(struct docker_profile *profile);

#endif /* DOCKER_PROFILE_H */
