// SPDX-License-Identifier: GPL-2.0-only
/* Run a command under a profile, as a container runtime does. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "docker_profile.h"

static const char usage[] =
	"usage: profile [-l] COMMAND... (-l: log refusals), or profile -n to count\n";

static int report_error(const char *what, int err)
{
	fprintf(stderr, "profile: %s: %s\n", what, strerror(err));
	return 125;
}

static int load(struct docker_profile *profile, int log)
{
	int err;

	if (log) {
		err = seccomp_attr_set(profile->ctx, SCMP_FLTATR_CTL_LOG, 1);
		if (err)
			return err;
	}
	return seccomp_load(profile->ctx);
}

int main(int argc, char **argv)
{
	struct docker_profile profile;
	int log = argc > 1 && !strcmp(argv[1], "-l");
	char **command = argv + 1 + log;
	int err;

	if (argc < 2 + log ||
	    (command[0][0] == '-' && strcmp(command[0], "-n"))) {
		fputs(usage, stderr);
		return 2;
	}
	err = docker_profile_make(&profile);
	if (err)
		return report_error("making the profile", -err);
	if (!strcmp(command[0], "-n")) {
		printf("%u calls allowed, %u ABIs\n", profile.allowed,
		       profile.abis);
		seccomp_release(profile.ctx);
		return 0;
	}
	err = load(&profile, log);
	seccomp_release(profile.ctx);
	if (err)
		return report_error("loading the profile", -err);
	execvp(command[0], command);
	return report_error(command[0], errno);
}
