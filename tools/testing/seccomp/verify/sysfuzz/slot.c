// SPDX-License-Identifier: GPL-2.0-only
/*
 * Attacks on the mapping with argument copies. Each of them fails, or has no effect. The
 * kernel would report a call that runs on something else, because it verifies the
 * copies.
 */
#include "sysfuzz.h"
#include "target.h"
#include "tracee.h"
#include "deep.h"
#include "deep_attack.h"

/* Choose a mapping with copies of a process, 0 for this one. */
static bool choose_map(pid_t pid, struct slot_map *map)
{
	struct slot_map maps[SLOT_MAPS_MAX];
	const int found = find_slot_maps(pid, maps);

	if (found <= 0)
		return false;
	*map = maps[below(found)];
	return true;
}

/**
 * slot_address - choose an address in a mapping with copies of this process
 *
 * Return: the address, or NULL without such a mapping.
 */
char *slot_address(void)
{
	struct slot_map map;

	if (!choose_map(0, &map))
		return NULL;
	return (char *)map.start + below(map.end - map.start);
}

static void close_target(struct attack_target *target)
{
	const unsigned long size = target->map.end - target->map.start;
	const int fds[] = {
		target->pipe,	target->pipe_in, target->process,
		target->mem,	target->pagemap, target->clear_refs,
		target->faults,
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(fds); i++)
		if (fds[i] >= 0)
			close(fds[i]);
	munmap((void *)target->other, size);
	munmap((void *)target->free, size);
}

/* May the attack succeed? Each errno is right: a task may lack rights or memory. */
static bool may_succeed(const struct slot_attack *attack)
{
	/* A filter may replace the result. */
	return attack_result_is_right(attack, 0, 0) || results_unknown ||
	       is_changeable_nr(attack->nr);
}

void op_deep_slot(void)
{
	const struct slot_attack *attack = &one_of(slot_attacks);
	struct attack_target target = {};
	unsigned int tries = 4;
	struct call call;
	long ret;

	while (tries-- && !slot_address())
		op_deep_attach();
	if (!choose_map(0, &target.map) || !prepare_attacks(&target))
		return;
	call = attack_call(&target, attack);
	ret = syscall(call.nr, call.args[0], call.args[1], call.args[2],
		      call.args[3], call.args[4], call.args[5]);
	if (fault == FAULT_SLOT)
		ret = 0;
	if (ret != -1 && (fault == FAULT_SLOT || !may_succeed(attack)))
		report_failure("attack on the copies: %s: %ld", attack->name,
			       ret);
	__atomic_fetch_add(&shared->slot_attacks, 1, __ATOMIC_RELAXED);
	close_target(&target);
}

/* Return the number of a task in /proc, which is of an outer PID namespace, or -1. */
static pid_t outer_pid(pid_t pid)
{
	const int pidfd = syscall(__NR_pidfd_open, pid, 0);
	char path[64], line[128];
	pid_t found = -1;
	FILE *file;

	if (pidfd < 0)
		return -1;
	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", pidfd);
	file = fopen(path, "re");
	while (file && found < 0 && fgets(line, sizeof(line), file))
		if (sscanf(line, "Pid: %d", &found) != 1)
			found = -1;
	if (file)
		fclose(file);
	close(pidfd);
	return found;
}

static long write_mem_of(pid_t outer, unsigned long address)
{
	char path[64];
	long ret;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/mem", outer);
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return -1;
	ret = pwrite(fd, &address, sizeof(address), address);
	close(fd);
	return ret;
}

/**
 * attack_slot_of - try to write into a mapping with copies of a tracee
 * @pid: the tracee, which is stopped
 */
void attack_slot_of(pid_t pid)
{
	const pid_t outer = outer_pid(pid);
	struct iovec from, to;
	struct slot_map map;
	long ret;

	/* The mapping of an ended task is gone, and that of 0 is the tracer's. */
	if (outer <= 0 || !choose_map(outer, &map))
		return;
	map.start += below((map.end - map.start) / PAGE) * PAGE;
	from = (struct iovec){ &map, 8 };
	to = (struct iovec){ (void *)map.start, 8 };
	switch (below(3)) {
	case 0:
		ret = ptrace(PTRACE_POKEDATA, pid, (void *)map.start, NULL);
		break;
	case 1:
		ret = write_mem_of(outer, map.start);
		break;
	default:
		ret = syscall(__NR_process_vm_writev, pid, &from, 1, &to, 1, 0);
	}
	if (ret != -1 && !results_unknown)
		report_failure("write into the copies of a tracee: %ld", ret);
	__atomic_fetch_add(&shared->other_attacks, 1, __ATOMIC_RELAXED);
}
