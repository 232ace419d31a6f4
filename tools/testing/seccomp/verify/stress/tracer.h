/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The interface between a traced process and its tracers.
 */
#ifndef SELFTESTS_SECCOMP_STRESS_TRACER_H
#define SELFTESTS_SECCOMP_STRESS_TRACER_H

#include <stdbool.h>

#include "rng.h"

/* What a call requests of its tracer by argument 4. */
enum trace_request {
	TRACE_DENY,
	TRACE_CHANGE,
	TRACE_SKIP,
	TRACE_PASS,
	TRACE_REQUESTS
};

/* The result of a call that requests TRACE_SKIP. */
#define TRACE_RESULT 777
/* The first thread, of THREADS, that is traced. */
#define TRACED_FROM 1

int tracer_main(struct rng *rng, bool wait_to_be_killed);

#endif /* SELFTESTS_SECCOMP_STRESS_TRACER_H */
