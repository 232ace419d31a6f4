/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The parts of the stress program that main.c calls.
 *
 * Workers are processes that run one workload repeatedly. Each run has new
 * processes and threads and a bounded number of steps. A hanging task therefore
 * stops the heartbeats of its worker, which the watchdog sees. No run relies on
 * a fixed delay.
 */
#ifndef SELFTESTS_SECCOMP_STRESS_H
#define SELFTESTS_SECCOMP_STRESS_H

#include "common.h"
#include "rng.h"
#include "shared.h"

/*
 * The workloads. Each call is one run, in the process of a worker. The worker
 * owns @rng, and @iteration counts its runs.
 */
void run_sync(struct rng *rng, unsigned long iteration);
void run_notify(struct rng *rng, unsigned long iteration);
void run_nested(struct rng *rng, unsigned long iteration);
void run_trace(struct rng *rng, unsigned long iteration);
void run_hog(struct rng *rng, unsigned long iteration);
void run_memcg(struct rng *rng, unsigned long iteration);
void run_deep(struct rng *rng, unsigned long iteration);
int deep_after_exec(char **argv);
void run_domain(struct rng *rng, unsigned long iteration);
void run_on_exec(struct rng *rng, unsigned long iteration);
void run_bound(struct rng *rng, unsigned long iteration);
void run_strict(struct rng *rng, unsigned long iteration);
void prepare_events(bool on);
void run_events(struct rng *rng, unsigned long iteration);

/* watch.c */
bool is_stress_process(const char *process);
void print_all_tasks(void);
struct worker *find_stuck_worker(unsigned int timeout);

/* counters.c */
extern const char *const counter_texts[COUNTER_MAX];

/* leaks.c */
long seccomp_objects(void);
bool wait_for_objects(long wanted, unsigned int seconds, long *found);
bool has_kmemleak(void);
int scan_kmemleak(void);

#endif /* SELFTESTS_SECCOMP_STRESS_H */
