// SPDX-License-Identifier: GPL-2.0-only
/*
 * Attaching filters on any kernel.
 *
 * A kernel with SECCOMP_ATTACH takes everything by one structure. Another kernel has
 * SECCOMP_SET_MODE_FILTER. check_request() refuses what such a kernel cannot do.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "attach.h"
#include "tool.h"

#define FIRST_OPERATION SECCOMP_GET_FEATURES

static long seccomp(unsigned int operation, unsigned int flags, void *args)
{
	return syscall(SYS_seccomp, operation, flags, args);
}

/* --- The kernel ---------------------------------------------------------------- */

/**
 * kernel_features - Ask the kernel once for its extensions
 *
 * Return: the extensions; all zeroes on a kernel that has none.
 */
const struct seccomp_features *kernel_features(void)
{
	static struct seccomp_features features;
	static bool asked;

	if (asked)
		return &features;
	asked = true;
	features.size = sizeof(features);
	if (seccomp(SECCOMP_GET_FEATURES, 0, &features))
		features = (struct seccomp_features){};
	return &features;
}

static bool has_operation(unsigned int operation)
{
	return kernel_features()->operations >> (operation - FIRST_OPERATION) &
	       1;
}

/*
 * A kernel without SECCOMP_GET_FEATURES checks flags before it reads the program. So it
 * fails with EFAULT if it knows all of them.
 */
static bool knows_flags(__u32 flags)
{
	return seccomp(SECCOMP_SET_MODE_FILTER, flags, NULL) < 0 &&
	       errno == EFAULT;
}

/**
 * kernel_has_flags - Check whether this kernel knows flags of filters
 * @flags: SECCOMP_FILTER_FLAG_*
 *
 * Return: true if it knows all of them.
 */
bool kernel_has_flags(__u32 flags)
{
	if (has_operation(SECCOMP_GET_FEATURES))
		return !(flags & ~kernel_features()->filter_flags);
	return !flags || knows_flags(flags);
}

/* --- Checks -------------------------------------------------------------------- */

/**
 * struct flag_text - name of a feature, for a kernel that lacks it
 * @flag: SECCOMP_FILTER_FLAG_*
 * @text: the feature
 */
struct flag_text {
	__u32 flag;
	const char *text;
};

static const struct flag_text flag_texts[] = {
	{ SECCOMP_FILTER_FLAG_LOG,
	  "records of refused calls (SECCOMP_FILTER_FLAG_LOG)" },
	{ SECCOMP_FILTER_FLAG_NEW_LISTENER,
	  "supervisors (SECCOMP_FILTER_FLAG_NEW_LISTENER)" },
	{ SECCOMP_FILTER_FLAG_DEEP_ARGS,
	  "copies of arguments (SECCOMP_FILTER_FLAG_DEEP_ARGS)" },
	{ SECCOMP_FILTER_FLAG_ON_EXEC,
	  "filters that begin with an exec (SECCOMP_FILTER_FLAG_ON_EXEC)" },
	{ SECCOMP_FILTER_FLAG_DOMAIN,
	  "filters for running processes (SECCOMP_FILTER_FLAG_DOMAIN)" },
	{ SECCOMP_FILTER_FLAG_COUNT,
	  "counters of calls (SECCOMP_FILTER_FLAG_COUNT)" },
};

static __u32 request_flags(const struct attach_request *request)
{
	__u32 flags = request->flags;

	if (request->program->deep)
		flags |= SECCOMP_FILTER_FLAG_DEEP_ARGS;
	if (request->program->log)
		flags |= SECCOMP_FILTER_FLAG_LOG;
	return flags;
}

static bool is_label_char(char c)
{
	return c >= 0x21 && c <= 0x7e && c != '"' && c != '\\';
}

/**
 * check_label - Check that the kernel will accept a label
 * @label: name of a filter
 *
 * Return: EXIT_OK; or EXIT_USAGE after a message.
 */
int check_label(const char *label)
{
	const char *c;

	if (!*label || strlen(label) >= SECCOMP_LABEL_SIZE)
		return usage_error("label '%s': write 1 to %d characters",
				   label, SECCOMP_LABEL_SIZE - 1);
	for (c = label; *c; c++)
		if (!is_label_char(*c))
			return usage_error(
				"a label has no blank, quotation mark, backslash, or character that is not ASCII");
	return EXIT_OK;
}

/**
 * check_request - Check that this kernel can do what a request asks for
 * @request: the request; owned by the caller
 *
 * The check attaches nothing. So a caller makes it before it starts anything.
 *
 * Return: EXIT_OK; or EXIT_SYSTEM after a message that names what the kernel lacks.
 */
int check_request(const struct attach_request *request)
{
	const __u32 flags = request_flags(request);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(flag_texts); i++)
		if (flags & flag_texts[i].flag &&
		    !kernel_has_flags(flag_texts[i].flag))
			return system_error("this kernel lacks %s",
					    flag_texts[i].text);
	if (!kernel_has_flags(flags))
		return system_error(
			"this kernel lacks one of the flags %#x of filters",
			flags);
	if (request->label && !has_operation(SECCOMP_ATTACH))
		return system_error(
			"this kernel lacks labels of filters (SECCOMP_ATTACH)");
	return EXIT_OK;
}

/* --- Attaching ------------------------------------------------------------------ */

/**
 * set_no_new_privs - Give up privileges of programs that this process executes
 *
 * Without privileges, no process may attach a filter before.
 *
 * Return: EXIT_OK; or EXIT_SYSTEM after a message.
 */
int set_no_new_privs(void)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return system_error("cannot set no_new_privs: %s",
				    strerror(errno));
	return EXIT_OK;
}

static int explain_failure(const struct attach_request *request)
{
	switch (errno) {
	case EACCES:
		return system_error(
			"cannot attach the filter: no_new_privs is not set");
	case EINVAL:
		return system_error(
			"the kernel refuses the program: it is not valid for seccomp");
	case EBUSY:
		return system_error(
			"cannot attach the filter: an outer filter has a supervisor, and permits no other one");
	case ENOMEM:
		return system_error(
			"cannot attach the filter: all filters together are too long, or memory is short");
	case ENOSYS:
		return system_error("this kernel has no seccomp(2)");
	default:
		return system_error("cannot attach the filter: %s",
				    strerror(errno));
	}
}

static int attach_extended(struct attach_request *request, __u32 flags,
			   const struct sock_fprog *fprog)
{
	struct seccomp_attach attach = {
		.size = sizeof(attach),
		.flags = flags,
		.fprog = (uintptr_t)fprog,
		.program_fd = -1,
		.reserve = request->reserve,
	};

	if (request->label)
		snprintf(attach.label, sizeof(attach.label), "%s",
			 request->label);
	if (seccomp(SECCOMP_ATTACH, 0, &attach))
		return explain_failure(request);
	request->listener_fd = attach.listener_fd;
	request->domain_fd = attach.domain_fd;
	request->counter_fd = attach.counter_fd;
	request->id = attach.filter_id;
	return EXIT_OK;
}

static int attach_classic(struct attach_request *request, __u32 flags,
			  struct sock_fprog *fprog)
{
	long ret = seccomp(SECCOMP_SET_MODE_FILTER, flags, fprog);

	if (ret < 0)
		return explain_failure(request);
	if (flags & SECCOMP_FILTER_FLAG_NEW_LISTENER)
		request->listener_fd = ret;
	return EXIT_OK;
}

/**
 * attach_program - Attach a filter to this thread
 * @request: what to attach, which check_request() has accepted; receives the results.
 *	Descriptors belong to the caller, and are closed by exec
 *
 * no_new_privs must be set. The filter may refuse any call that follows, so do what is
 * necessary before.
 *
 * Return: EXIT_OK; or EXIT_SYSTEM after a message, and then nothing is attached.
 */
int attach_program(struct attach_request *request)
{
	const __u32 flags = request_flags(request);
	struct sock_fprog fprog = {
		.len = request->program->len,
		.filter = request->program->insns,
	};

	request->listener_fd = -1;
	request->domain_fd = -1;
	request->counter_fd = -1;
	request->id = 0;
	if (has_operation(SECCOMP_ATTACH))
		return attach_extended(request, flags, &fprog);
	return attach_classic(request, flags, &fprog);
}
