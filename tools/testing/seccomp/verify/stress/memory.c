// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two workloads that make memory scarce.
 *
 * The hog takes nearly all free memory of the machine and frees it again. In
 * the memcg workload, a group of tasks attaches filters below a memory limit.
 * The kernel kills them at the limit, at any point of an attach.
 */
#include <sys/resource.h>
#include <sys/stat.h>

#include "canary.h"
#include "stress.h"

#define CHUNK (4UL << 20)
#define MAX_CHUNKS 4096
#define MEMCG_DIR "/sys/fs/cgroup/stress"
#define MEMCG_TASKS 3

/* Free memory that the hog leaves to the kernel. */
#define FLOOR_KIB 65536L
/* Memory that the hog frees between two rounds. */
#define SLACK_KIB 65536L

static bool write_to(const char *path, const char *text)
{
	const int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool done;

	if (fd < 0)
		return false;
	done = write(fd, text, strlen(text)) == (ssize_t)strlen(text);
	close(fd);
	return done;
}

/* MemFree is all that the kernel can give: no page is backed by a disk. */
static long free_kib(void)
{
	FILE *file = fopen("/proc/meminfo", "re");
	char line[128];
	long kib = 0;

	if (!file)
		return 0;
	while (fgets(line, sizeof(line), file))
		if (sscanf(line, "MemFree: %ld", &kib) == 1)
			break;
	fclose(file);
	return kib;
}

static void hold_memory(void)
{
	int i;

	for (i = 0; i < 200 && !SHARED_LOAD(shared->stop); i++)
		short_pause();
}

static bool may_fill(void)
{
	heartbeat();
	return !SHARED_LOAD(shared->stop) && free_kib() > FLOOR_KIB;
}

/* Counts a filling that reached the floor, not one that ran out of time. */
static void count_if_full(enum counter counter)
{
	/* Other tasks may have freed memory since the last allocation. */
	if (free_kib() <= FLOOR_KIB + SLACK_KIB / 2)
		SHARED_INC(shared->counters[counter]);
}

/* Most chunks stay allocated, so only the last ones are scarce. */
static void fill_anonymous(void)
{
	static char *chunks[MAX_CHUNKS];
	static int used;
	char *map;

	while (may_fill() && used < MAX_CHUNKS) {
		map = mmap(NULL, CHUNK, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
		if (map == MAP_FAILED)
			break;
		chunks[used++] = map;
	}
	count_if_full(COUNT_FILLED);
	hold_memory();
	while (used && free_kib() < FLOOR_KIB + SLACK_KIB)
		munmap(chunks[--used], CHUNK);
}

static void fill_file(void)
{
	static char chunk[CHUNK];
	static int fd = -1;
	off_t size = 0;

	if (fd < 0)
		fd = syscall(__NR_memfd_create, "stress", 0);
	while (fd >= 0 && may_fill())
		if (write(fd, chunk, CHUNK) != CHUNK)
			break;
	count_if_full(COUNT_FILLED_FILE);
	hold_memory();
	size = lseek(fd, 0, SEEK_END) - SLACK_KIB * 1024;
	if (ftruncate(fd, size > 0 ? size : 0))
		report_failure("memory: cannot free: errno %d", errno);
	lseek(fd, 0, SEEK_END);
}

/*
 * The kernel kills this process first if memory runs out. Filling all memory
 * takes long on a debug kernel, so most chunks stay from round to round.
 */
static int hog_main(void)
{
	int rounds = 20;

	write_to("/proc/self/oom_score_adj", "1000");
	/* Without a higher priority, the other workers leave it no CPU time. */
	setpriority(PRIO_PROCESS, 0, -15);
	while (rounds-- && !SHARED_LOAD(shared->stop)) {
		fill_anonymous();
		hold_memory();
		fill_file();
		hold_memory();
	}
	return 0;
}

void run_hog(struct rng *rng, unsigned long iteration)
{
	int status;
	pid_t pid;

	if (shared->fault == FAULT_IDLE) {
		heartbeat();
		short_pause();
		return;
	}
	pid = fork();
	if (!pid)
		_exit(hog_main());
	status = wait_child(pid);
	if (!exited_with(status, 0) && !killed_by(status, SIGKILL))
		report_failure("memory: the hog ended with %x", status);
}

/*
 * The memcg workload.
 */
static int attach_in_memcg(__u64 seed)
{
	static struct sock_filter insns[3000];
	const size_t padding = ARRAY_SIZE(insns) - 4;
	struct rng rng;
	__u64 canaries = 0;
	size_t i;
	int k;

	rng_init(&rng, seed);
	for (k = 0; k < CANARIES; k += 3) {
		for (i = 0; i < padding; i++)
			insns[i] = INSN(BPF_LD | BPF_IMM,
					rng_below(&rng, 1 << 30));
		insns[i++] = INSN_LOAD_NR;
		insns[i++] = INSN_JEQ(canary_nr(k), 0, 1);
		insns[i++] = INSN_RET(SECCOMP_RET_ERRNO | CANARY_ERRNO(k));
		insns[i++] = INSN_RET(SECCOMP_RET_ALLOW);
		if (attach(insns, i, 0)) {
			if (errno != ENOMEM)
				report_failure("memory: attach: errno %d",
					       errno);
			count(MEMCG_KILLED);
			break;
		}
		count(MEMCG);
		canaries |= CANARY_BIT(k);
		check_denied(canaries, "task below a memory limit");
	}
	check_denied(canaries, "task at a memory limit");
	return 0;
}

static int memcg_main(__u64 seed)
{
	pid_t pids[MEMCG_TASKS];
	int status, i;

	CHILD_ASSERT(write_to(MEMCG_DIR "/cgroup.procs", "0"));
	for (i = 0; i < MEMCG_TASKS; i++) {
		pids[i] = fork();
		if (!pids[i])
			_exit(attach_in_memcg(seed + i));
	}
	for (i = 0; i < MEMCG_TASKS; i++) {
		status = wait_child(pids[i]);
		if (killed_by(status, SIGKILL))
			count(MEMCG_KILLED);
		else if (!exited_with(status, 0))
			report_failure("memory: memcg task ended with %x",
				       status);
	}
	return 0;
}

void run_memcg(struct rng *rng, unsigned long iteration)
{
	const __u64 seed = rng->state;
	char limit[32];
	int status;
	pid_t pid;

	write_to("/proc/sys/vm/oom_dump_tasks", "0");
	write_to("/sys/fs/cgroup/cgroup.subtree_control", "+memory");
	mkdir(MEMCG_DIR, 0755);
	snprintf(limit, sizeof(limit), "%u", (1 + rng_below(rng, 6)) << 20);
	if (!write_to(MEMCG_DIR "/memory.max", limit))
		report_failure("memory: cannot limit a group: errno %d", errno);
	pid = fork();
	if (!pid)
		_exit(memcg_main(seed));
	status = wait_child(pid);
	if (killed_by(status, SIGKILL))
		count(MEMCG_KILLED);
	else if (!exited_with(status, 0))
		report_failure("memory: a group ended with %x", status);
	heartbeat();
	hold_memory();
	rmdir(MEMCG_DIR);
}
